"""Guards that only a rare fault comes upon: what stands behind each is shut out or said, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Question
from decompdrill.errors import BankError, GivenError, RecordError
from decompdrill.exercises import audit as audits
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.name_slip import Task
from decompdrill.exercises.pose import pose
from decompdrill.history import locks
from decompdrill.history.backups import latest_first
from decompdrill.history.placement import HistoryFiles
from decompdrill.kinds.base import number
from decompdrill.model import Exercise, Form, Outcome, Raw, SlipAnswer
from tests.test_store import DAY, FIRST, NOON, filled, opened

EYE: list[Raw] = [[1, 0], [0, 1]]


@pytest.fixture(scope="module")
def banks() -> Banks:
    return load_banks(None, known_names())


@pytest.fixture(scope="module")
def asked(banks: Banks) -> Question:
    """A question that asks for a norm."""
    return next(q for q in banks.questions.values() if q.kind == "norm")


# ---- answers that are no answers -----------------------------------------------------------------------------------


def test_parts_are_refused_where_one_answer_is_asked() -> None:
    with pytest.raises(RecordError) as caught:
        grade.grade("trace", {"A": EYE}, {"U": "1", "S": "2"})
    assert str(caught.value) == "answer must be a text for trace; parts U, S came"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (Form.CHOICE, "answer must be a letter for a choice; parts came"),
        (Form.CODE, "answer must be one line of code; parts came"),
    ],
)
def test_parts_are_refused_by_a_choice_and_by_code(banks: Banks, form: Form, said: str) -> None:
    exercise = next(e for q in banks.questions.values() for e in [pose(q, 0)] if e.form is form)
    with pytest.raises(RecordError) as caught:
        grade.grade_exercise(exercise, {"U": "1"})
    assert str(caught.value) == said


@pytest.mark.parametrize(("last", "is_taken"), [("1", True), ("10", False)])
def test_a_true_answer_that_leaves_no_room_in_the_doubles_is_refused(last: str, is_taken: bool) -> None:
    diagonal = ["1e100", "1e100", "1e100", last]
    A: list[Raw] = [[x if i == j else 0 for j in range(4)] for i, x in enumerate(diagonal)]
    if is_taken:
        assert grade.grade("determinant", {"A": A}, "1e300").outcome is Outcome.RIGHT
        return
    with pytest.raises(GivenError) as caught:
        grade.grade("determinant", {"A": A}, "1e301")
    assert str(caught.value) == (
        "numbers of moderate size are expected; with those that came the answer is too large, or too small, to be computed"
    )


def test_layers_on_the_command_line_are_json_and_what_is_none_stays_a_text() -> None:
    given = grade.parse_cli_given(['layers=[{"d_in": 8, "d_out": 4}]', "r=2"])
    assert given == {"layers": [{"d_in": 8, "d_out": 4}], "r": "2"}
    broken = grade.parse_cli_given(["layers=[{d_in: 8}]", "r=2"])
    assert broken["layers"] == "[{d_in: 8}]"
    with pytest.raises(GivenError) as caught:
        grade.grade("lora-parameters", broken, "24")
    assert str(caught.value) == "layers must be a list of layers {d_in, d_out, count}; '[{d_in: 8}]' came"


# ---- the history ---------------------------------------------------------------------------------------------------


def test_a_backup_that_is_another_programs_database_is_the_last_to_be_put_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "data" / "history.sqlite3", count=3)
    mine = HistoryFiles(path).backup_of(NOON)
    foreign = HistoryFiles(path).backup_of(NOON + DAY)
    with closing(sqlite3.connect(foreign)) as db:
        db.execute("CREATE TABLE attempts (id)")
        db.execute("INSERT INTO attempts VALUES (99)")
        db.commit()
    assert latest_first(HistoryFiles(path)) == [mine, foreign]
    path.write_bytes(b"no database at all")
    store = opened(path)
    assert [row.id for row in store.rows()] == [1, 2, 3]
    store.close()


def test_a_partial_backup_that_a_program_was_killed_over_is_removed_by_the_next(tmp_path: Path) -> None:
    path = filled(tmp_path / "data" / "history.sqlite3", count=2)
    files = HistoryFiles(path)
    left = next(iter(latest_first(files))).with_name(f".{path.stem}-left.partial")
    left = left.with_name(f".{path.stem}-2026{left.suffix}")
    left.write_bytes(b"half")
    kept = opened(path)
    kept.append(FIRST)
    kept.backup()
    kept.close()
    assert not left.exists()
    assert len(latest_first(files)) == 1


def test_a_session_that_is_taken_up_twice_stays_this_programs(tmp_path: Path) -> None:
    store = opened(tmp_path / "data" / "history.sqlite3")
    assert store.take_up("5e55")
    assert store.take_up("5e55")
    store.close()


def test_where_no_lock_can_be_made_a_session_is_taken_up_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(tmp_path / "data" / "history.sqlite3")

    def refuse(path: Path) -> None:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr("decompdrill.history.store.try_lock", refuse)
    assert store.take_up("5e55")
    store.close()


def test_a_file_system_without_locks_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(locks, "_lock", refuse)
    first, second = locks.try_lock(tmp_path / "running"), locks.try_lock(tmp_path / "running")
    assert first is not None
    assert second is not None
    for taken in (first, second):
        taken.release()


def test_a_lock_on_a_file_that_its_last_holder_removed_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lock, times = tmp_path / "running", locks._lock, []

    def removed_meanwhile(descriptor: int) -> None:
        lock(descriptor)
        times.append(descriptor)
        if len(times) == 1:
            path.unlink()

    monkeypatch.setattr(locks, "_lock", removed_meanwhile)
    taken = locks.try_lock(path)
    assert taken is not None
    assert len(times) == 2
    assert path.exists()
    taken.release()
    assert not path.exists()


def test_a_lock_whose_file_cannot_be_opened_is_held_by_nobody_who_can_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "running"
    path.write_bytes(b"")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", refuse)
        assert not locks.is_locked(path)


# ---- banks of one's own ----------------------------------------------------------------------------------------------


MINE = "objectives:\n  - {id: mine, title: Mine, rows: [Q01]}\n"


def test_objectives_of_ones_own_are_known_beside_the_shipped_ones(tmp_path: Path, banks: Banks) -> None:
    (tmp_path / "objectives.yaml").write_text(MINE, encoding="utf-8")
    found = load_banks(None, known_names(), extra_dirs=[tmp_path])
    assert list(found.objectives) == [*banks.objectives, "mine"]
    assert found.left_out == ()


def test_objectives_of_ones_own_with_a_fault_are_left_out_and_the_fault_is_kept(tmp_path: Path, banks: Banks) -> None:
    path = tmp_path / "objectives.yaml"
    path.write_text(MINE.replace("title: Mine", "title: 3.5"), encoding="utf-8")
    found = load_banks(None, known_names(), extra_dirs=[tmp_path])
    assert list(found.objectives) == list(banks.objectives)
    assert len(found.left_out) == 1
    assert f"{path}:2:" in str(found.left_out[0])
    assert "expected" in str(found.left_out[0])


def test_objectives_of_ones_own_that_cannot_be_read_are_left_out(tmp_path: Path, banks: Banks) -> None:
    path = tmp_path / "objectives.yaml"
    path.write_bytes(b"objectives: \xff")
    found = load_banks(None, known_names(), extra_dirs=[tmp_path])
    assert list(found.objectives) == list(banks.objectives)
    assert len(found.left_out) == 1
    assert str(found.left_out[0]).startswith(f"{path}")


def test_an_objective_that_the_shipped_banks_have_is_refused_in_a_bank_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "objectives.yaml"
    path.write_text(MINE.replace("id: mine", "id: eigen-meaning"), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        load_banks([tmp_path], known_names())
    assert str(caught.value) == (
        f"{path}:1:1: expected each objective once, got 'eigen-meaning' again; the shipped banks have it"
    )


def test_a_shipped_objective_is_not_changed_by_ones_own(tmp_path: Path, banks: Banks) -> None:
    (tmp_path / "objectives.yaml").write_text(MINE.replace("id: mine", "id: eigen-meaning"), encoding="utf-8")
    assert load_banks(None, known_names(), extra_dirs=[tmp_path]).objectives == banks.objectives


def test_a_folder_of_ones_own_that_cannot_be_looked_into_is_told(
    tmp_path: Path, banks: Banks, monkeypatch: pytest.MonkeyPatch
) -> None:
    iterdir = Path.iterdir

    def refuse(place: Path) -> Iterator[Path]:
        if place == tmp_path:
            raise PermissionError(13, "Permission denied", str(place))
        return iterdir(place)

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = load_banks(None, known_names(), extra_dirs=[tmp_path])
    assert list(found.questions) == list(banks.questions)
    assert [str(error) for error in found.left_out] == [
        f"{tmp_path}: expected banks that can be read: permission denied"
    ]


@pytest.mark.parametrize("name", ["nosuch", "a-file"])
def test_a_folder_of_ones_own_that_is_none_holds_no_banks(tmp_path: Path, banks: Banks, name: str) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    found = load_banks(None, known_names(), extra_dirs=[tmp_path / name])
    assert (list(found.questions), found.left_out) == (list(banks.questions), ())


# ---- the audit -----------------------------------------------------------------------------------------------------


def test_the_audit_tells_a_second_computation_that_disagrees(asked: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = grade.show_reference(grade.task_of_exercise(pose(asked, 0)))
    whole = grade.task_of_exercise

    def disagreeing(exercise: Exercise) -> Task:
        task = whole(exercise)
        return Task(replace(task.kind, oracle=lambda given: number(10**6)), task.given)

    monkeypatch.setattr(grade, "task_of_exercise", disagreeing)
    faults = audits.audit(asked, 1).faults
    assert len(faults) == 1
    assert f"seed 0: exact and floating-point references disagree: {shown} and " in faults[0]


def test_the_audit_tells_a_key_that_is_judged_wrong(asked: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audits, "key_text", lambda exercise, answer: "1000000")
    faults = audits.audit(asked, 1).faults
    assert any("seed 0: the key '1000000' is judged wrong: " in fault for fault in faults)


def test_the_audit_tells_a_slip_that_is_right_or_has_another_name(asked: Question) -> None:
    exercise = pose(asked, 0)
    right = SlipAnswer("as-it-is", exercise.answer, said="", is_own=True)
    unknown = SlipAnswer("far-off", number(10**6), said="", is_own=True)
    found = [f.message for slip in (right, unknown) for f in audits._slip_faults(exercise, slip, ())]
    assert found == [
        f"the slip as-it-is is judged right: {audits.key_text(exercise, exercise.answer)!r}",
        "the slip far-off is named nothing",
    ]


def test_the_audit_tells_texts_that_are_too_wide_or_have_no_twin(asked: Question) -> None:
    exercise = replace(pose(asked, 0), prompt="$$" + "9" * 200 + "$$\n\nA 漢 sign.")
    found = {f.sort: f.message for f in audits._text_faults(exercise)}
    assert found["width"].startswith("a text is 2")
    assert found["ascii"].startswith("a text has no ASCII twin for 漢: ")
    (found_hidden,) = audits._text_faults(replace(pose(asked, 0), prompt="A hidden\u200b one."))
    assert "a text has no ASCII twin for \\u200b: " in found_hidden.message
    assert found_hidden.message.isprintable()
