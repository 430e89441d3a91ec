"""Guards that only a rare fault comes upon: what stands behind each is shut out or said, and nothing is lost."""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from decompdrill import __main__, cli
from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Question
from decompdrill.commands import bank, bank_new, problem, workers
from decompdrill.commands.records import RecordReply
from decompdrill.errors import BankError, DrillError, ExitCode, GivenError, RecordError
from decompdrill.exercises import audit as audits
from decompdrill.exercises import grade, showing
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.frontends.progress import counted_work
from decompdrill.history import locks
from decompdrill.history.attempts import Mode
from decompdrill.history.backups import latest_first
from decompdrill.history.faults import Unavailable, in_words
from decompdrill.history.opening import read_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.io.files import write_whole
from decompdrill.io.output import Output
from decompdrill.kinds.base import number_answer
from decompdrill.kinds.name_slip import Task
from decompdrill.model import Exercise, Form, Outcome, Raw, SlipAnswer
from decompdrill.practice.recorder import Clocks, HistoryRecorder, Session
from tests.commands.test_cli import BANK
from tests.history.test_store import DAY, FIRST, NOON, filled, opened

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


@pytest.mark.parametrize(
    ("m", "said"),
    [(2 * 10**9 + 2, r"\approx 5 \times 10^{8}$"), (10**15, r"\approx 2.5 \times 10^{14}$"), (500, r"\approx 124.9$")],
)
def test_the_factor_of_a_compression_is_said_however_large_it_is(m: int, said: str) -> None:
    given = {"m": m, "n": m, "k": 2}
    task = grade.task_of("compression-factor", given)
    assert grade.grade("compression-factor", given, showing.show_reference(task)).outcome is Outcome.RIGHT
    assert said in task.kind.why(task.given, task.kind.reference(task.given))


def test_layers_on_the_command_line_are_json_and_what_is_none_stays_a_text() -> None:
    given = problem.parse_cli_given(['layers=[{"d_in": 8, "d_out": 4}]', "r=2"])
    assert given == {"layers": [{"d_in": 8, "d_out": 4}], "r": "2"}
    deep = "[{" + '"a":[{' * 5000
    assert problem.parse_cli_given([f"layers={deep}"]) == {"layers": deep}
    broken = problem.parse_cli_given(["layers=[{d_in: 8}]", "r=2"])
    assert broken["layers"] == "[{d_in: 8}]"
    with pytest.raises(GivenError) as caught:
        grade.grade("lora-parameters", broken, "24")
    assert str(caught.value) == "layers must be a list of layers {d_in, d_out, count}; '[{d_in: 8}]' came"


# ---- the history ---------------------------------------------------------------------------------------------------


def test_a_backup_that_is_another_programs_database_is_the_last_to_be_put_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "data" / "history.sqlite3", count=3)
    mine = next(HistoryFiles(path).backup_places(NOON))
    foreign = next(HistoryFiles(path).backup_places(NOON + DAY))
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


def test_a_lock_file_that_nobody_holds_any_more_locks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "running"
    assert not locks.is_locked(path)
    path.write_bytes(b"")
    assert not locks.is_locked(path)
    held = locks.try_lock(path)
    assert held is not None
    assert locks.is_locked(path)
    held.release()


@pytest.mark.skipif(os.name == "nt", reason="its NUL is no path of a folder")
def test_a_stream_is_written_to_and_not_replaced_by_a_file() -> None:
    write_whole(Path(os.devnull), "x")
    assert not Path(os.devnull).is_file()
    assert Path(os.devnull).read_bytes() == b""


def test_windows_locks_the_first_byte_and_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module is loaded as Windows would load it, with a stand-in for what only Windows has."""
    held: list[tuple[int, int, int]] = []

    def locking(descriptor: int, mode: int, count: int) -> None:
        if held:
            raise PermissionError(13, "Permission denied")
        held.append((descriptor, mode, count))

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    windows: Any = runpy.run_path(str(locks.__file__))
    monkeypatch.undo()
    path = tmp_path / "running"
    taken = windows["try_lock"](path)
    assert [(mode, count) for _, mode, count in held] == [(2, 1)]
    assert windows["try_lock"](path) is None
    assert windows["is_locked"](path)
    taken.release()
    assert not path.exists()


def test_a_history_that_cannot_be_reached_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "data" / "history.sqlite3", count=2)
    content, connect = path.read_bytes(), sqlite3.connect

    def refuse(*arguments: Any, **options: Any) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert read_store(path, lambda: NOON) == Unavailable(in_words(sqlite3.OperationalError(CANNOT_OPEN), path))
    monkeypatch.setattr(sqlite3, "connect", connect)
    assert path.read_bytes() == content


CANNOT_OPEN = "unable to open database file"


def test_a_history_that_was_cut_short_is_set_aside_with_its_journal(tmp_path: Path) -> None:
    path = filled(tmp_path / "data" / "history.sqlite3", count=40)
    files = HistoryFiles(path)
    torn = path.read_bytes()[:-1]
    path.write_bytes(torn)
    store = opened(path)
    (aside,) = files.all_set_aside()
    assert store.notice == (
        f"The history {path} is cut short; it was set aside as {aside.name}. "
        "The backup history-2026-03-01.sqlite3 is in its place: 40 answers are there, none is gone."
    )
    assert (aside.read_bytes(), store.count()) == (torn, 40)
    store.close()


def test_what_a_journal_holds_is_set_aside_with_its_history(tmp_path: Path) -> None:
    path = filled(tmp_path / "data" / "history.sqlite3", count=2)
    files = HistoryFiles(path)
    files.journal.write_bytes(b"no journal")
    content = path.read_bytes()
    aside = files.set_aside(NOON)
    assert aside.read_bytes() == content
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"no journal"
    assert path.read_bytes() == content, "until another takes its place"
    assert not files.journal.exists()


def test_where_there_are_no_links_a_history_is_set_aside_by_its_new_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    path = filled(tmp_path / "data" / "history.sqlite3", count=2)
    content = path.read_bytes()
    monkeypatch.setattr(os, "link", refuse)
    assert HistoryFiles(path).set_aside(NOON).read_bytes() == content
    assert not path.exists()


def test_cards_of_a_question_that_cannot_be_read_say_no_day(tmp_path: Path, asked: Question) -> None:
    store = opened(tmp_path / "data" / "history.sqlite3")
    clocks = Clocks(lambda: 0.0, lambda: NOON, lambda: 0, lambda: "s")
    recorder = HistoryRecorder(store, Session("s", Mode.QUIZ, {}), clocks)
    store.close()
    assert recorder.next_due(pose(asked, 0)) is None


# ---- the streams -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "told", "said"),
    [
        (BrokenPipeError(32, "Broken pipe"), 0, ExitCode.CLOSED_PIPE, ""),
        (
            OSError(28, "No space left on device"),
            0,
            ExitCode.UNREADABLE_INPUT,
            "decompdrill: No space left on device\n",
        ),
        (OSError(28, "No space left on device"), 65, 65, ""),
    ],
)
def test_what_cannot_be_written_at_the_end_is_an_exit_code(
    error: OSError, code: int, told: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()

    class Broken(io.StringIO):
        def flush(self) -> None:
            raise error

        def fileno(self) -> int:
            return writing

    with monkeypatch.context() as broken:
        broken.setattr(sys, "stdout", Broken())
        assert cli._flushed(code) == told
    assert os.write(writing, b"left") == 4, "what the interpreter still flushes goes nowhere"
    os.set_blocking(reading, False)
    assert os.read(reading, 9) == b""
    os.close(reading)
    os.close(writing)
    assert capsys.readouterr().err == said


def test_an_interrupt_outside_every_command_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupted)
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert left.value.code == 130


def test_lines_that_are_written_together_are_made_visible_too() -> None:
    written = io.StringIO()
    Output(written).writelines(["a\x1b[2J\n", "b\n"])
    assert written.getvalue() == "a\\x1b[2J\nb\n"


# ---- commands --------------------------------------------------------------------------------------------------------


def test_a_new_bank_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bank_new, "write_new", full)
    with pytest.raises(DrillError) as caught:
        bank_new.new("mine")
    assert str(caught.value) == "mine.yaml: No space left on device"
    assert not (tmp_path / "mine.yaml").exists()


def test_an_audit_at_a_terminal_says_where_it_is(
    asked: Question, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with counted_work("questions", 1, beside_output=True) as count:
        (report,) = bank._audited([asked], 1, {}, count)
    assert report.faults == ()
    out, err = capsys.readouterr()
    assert (out, err.startswith("\r\x1b[K"), err.endswith("\r\x1b[K")) == ("", True, True)
    assert re.sub(r"\x1b\[[0-9;]*[mK]", "", err).split() == ["0/1", "questions", "━" * 16, asked.id]


def test_the_line_of_a_fault_in_a_bank_that_is_gone_is_that_of_its_question(tmp_path: Path) -> None:
    path = Path(shutil.copytree(BANK, tmp_path / "banks")) / "small.yaml"
    question = load_banks([path.parent], known_names()).question("small.trace")
    sound = path.read_text(encoding="utf-8")
    at = sound[: sound.index("    prompt: ")].count("\n") + 1
    assert bank._Lines().finder(question)(("prompt",)) == at
    assert bank._Lines().finder(question)(()) == question.location[1]
    for text in ("- no bank\n", sound.replace("id: small.trace", "id: small.other")):
        path.write_text(text, encoding="utf-8")
        assert bank._Lines().finder(question)(("prompt",)) == question.location[1]


def test_objectives_are_listed_one_a_line(capsys: pytest.CaptureFixture[str], banks: Banks) -> None:
    assert bank.list_objectives((), as_json=False) is ExitCode.DONE
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == list(banks.objectives)
    assert rows[0] == "eigen-meaning                What an eigenvector and its eigenvalue are"
    assert bank.list_objectives((), as_json=True) is ExitCode.DONE
    records = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [record["id"] for record in records] == list(banks.objectives)
    assert set(records[0]) == {"id", "title", "row", "requires"}


class Dead:
    """A pool whose worker has just died."""

    def submit(self, *_: object) -> None:
        raise BrokenProcessPool("a worker died")


def test_a_pool_that_takes_no_more_says_so_by_its_result() -> None:
    lane = workers._Lane(workers.Work(judge_none), 1)
    lane._pool = Dead()  # type: ignore[assignment]
    promised = lane._submitted(())
    with pytest.raises(BrokenProcessPool, match="a worker died"):
        promised.result()


def judge_none(chunk: workers.Chunk) -> list[RecordReply]:
    raise ZeroDivisionError("a fault of our own")


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_fault_of_our_own_is_raised_where_that_is_asked_for(in_pieces: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "faults_are_raised", lambda: True)
    chunk = ((1, b"{}"),)
    work = workers.Work(judge_none)
    with pytest.raises(ZeroDivisionError, match="a fault of our own"):
        list(workers.one_by_one(work, chunk) if in_pieces else workers.in_processes(work, chunk, 1))


def test_where_no_server_forks_processes_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert workers._context.__wrapped__().get_start_method() == "spawn"


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
    shown = showing.show_reference(grade.task_of_exercise(pose(asked, 0)))
    whole = grade.task_of_exercise

    def disagreeing(exercise: Exercise) -> Task:
        task = whole(exercise)
        return Task(replace(task.kind, oracle=lambda given: number_answer(10**6)), task.given)

    monkeypatch.setattr(grade, "task_of_exercise", disagreeing)
    faults = audits.audit(asked, 1).faults
    assert len(faults) == 1
    assert faults[0].endswith(f"seed 0: exact and floating-point references disagree: {shown} and 1000000")


def test_the_audit_tells_a_key_that_is_judged_wrong(asked: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audits, "key_text", lambda exercise, answer: "1000000")
    faults = audits.audit(asked, 1).faults
    assert any("seed 0: the key '1000000' is judged wrong: " in fault for fault in faults)


def test_the_audit_tells_a_slip_that_is_right_or_has_another_name(asked: Question) -> None:
    exercise = pose(asked, 0)
    right = SlipAnswer("as-it-is", exercise.answer, sentence="", is_own=True)
    unknown = SlipAnswer("far-off", number_answer(10**6), sentence="", is_own=True)
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
