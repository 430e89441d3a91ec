"""What comes from another history, and how it is taken back whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.history.imports import Imported, UndoneImport
from decompdrill.history.store import Store
from decompdrill.practice.recorder import cards_of, skills_of
from tests.history.test_store import DAY, FIRST, NOON, RUN, WRONG, derived, opened

THEIRS = tuple(FIRST._replace(session="7e115", seed=n, at_ms=NOON - DAY + n, study_day="2026-02-28") for n in range(5))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    """A history of three answers, of which one was given on the other machine, and of a run."""
    store = opened(tmp_path / "here" / "history.sqlite3")
    store.append(FIRST)
    store.append(WRONG._replace(seed=2))
    store.append(THEIRS[0])
    store.add_run(RUN)
    yield store
    store.close()


@pytest.fixture
def theirs(tmp_path: Path) -> tuple[str, ...]:
    """What the other machine exports: five answers, one void, and the run with its time moved."""
    store = opened(tmp_path / "there" / "history.sqlite3")
    for row in THEIRS:
        store.append(row)
    store.void(1, "undo")
    store.void(3, "undo")
    store.add_run(RUN._replace(at_ms=RUN.at_ms - DAY, study_day="2026-02-28", moves=1))
    store.add_run(RUN._replace(session="other"))
    lines = tuple(store.export())
    store.close()
    return lines


def everything(store: Store) -> tuple[object, ...]:
    return list(store.rows()), store.runs(), derived(store), cards_of(store), skills_of(store, [FIRST.objective])


def test_an_import_is_taken_back_whole(here: Store, theirs: tuple[str, ...]) -> None:
    before = everything(here)
    assert here.import_(theirs) == Imported(added=4, known=1, voided=1, runs=2)
    assert everything(here) != before
    assert here.undo_import() == UndoneImport(removed=4, unvoided=1, at_ms=NOON)
    assert everything(here) == before
    assert here.undo_import() is None
    assert here.import_(theirs) == Imported(added=4, known=1, voided=1, runs=2), "and may come again"


def test_what_was_answered_since_stays(here: Store, theirs: tuple[str, ...]) -> None:
    here.import_(theirs)
    here.append(FIRST._replace(seed=77))
    here.void(2, "undo")
    here.undo_import()
    assert [(row.seed, row.voided_by) for row in here.rows()] == [
        (FIRST.seed, None),
        (2, "undo"),
        (0, None),
        (77, None),
    ]
    assert [row.id for row in here.rows()] == [1, 2, 3, 8]


def test_imports_are_taken_back_one_by_one_the_last_one_first(here: Store, theirs: tuple[str, ...]) -> None:
    before = everything(here)
    here.import_(theirs[:2])
    one = everything(here)
    here.import_(theirs)
    here.import_(theirs)
    assert here.undo_import() == UndoneImport(3, 0, NOON), "the third brought nothing, and does not count"
    assert everything(here) == one
    assert here.undo_import() == UndoneImport(1, 1, NOON)
    assert everything(here) == before


def test_nothing_of_an_import_that_was_taken_back_is_left_in_the_file(here: Store) -> None:
    secret = "a text that nobody else may read"
    here.import_([json.dumps(FIRST._asdict() | {"text": secret * 40, "seed": n}) for n in range(20)])
    here.undo_import()
    assert b"nobody else" not in here.path.read_bytes()


def test_what_was_taken_back_does_not_return_from_a_backup_after_damage(here: Store, theirs: tuple[str, ...]) -> None:
    here.import_([*theirs, *(json.dumps(FIRST._asdict() | {"seed": n}) for n in range(100, 120))])
    here.append(FIRST._replace(seed=77))
    here.undo_import()
    rows = list(here.rows())
    here.close()
    here.path.write_bytes(b"\0" * 4096 + here.path.read_bytes()[4096:])
    again = opened(here.path)
    assert again.notice is not None
    assert [row.seed for row in again.rows()] == [row.seed for row in rows]
    again.close()


def test_a_void_travels_and_wins_over_a_second_copy(here: Store, tmp_path: Path) -> None:
    before = list(here.export())
    other = opened(tmp_path / "other" / "history.sqlite3")
    other.import_(before)
    here.void(1, "void")
    other.import_(here.export())
    other.import_(before)
    here.import_(before)
    assert [row.voided_by for row in other.rows()] == [row.voided_by for row in here.rows()] == ["void", None, None]
    assert derived(other) == derived(here)
    other.close()


# ---- on the command line -------------------------------------------------------------------------------------------


@pytest.fixture
def kept(home: Path) -> Path:
    store = opened(home / "history.sqlite3")
    store.append(FIRST._replace(seed=1))
    store.append(WRONG._replace(seed=2, text="-4,\t1\x1b[2J"))
    store.append(FIRST._replace(seed=3, outcome=None, text=""))
    store.close()
    return home


def test_void_names_the_answer_by_its_number_in_the_export(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["history", "export"]) == 0
    assert [json.loads(line)["number"] for line in capsys.readouterr().out.splitlines()] == [1, 2, 3]
    assert cli.run(["history", "void", "2", "3"]) == 0
    assert capsys.readouterr().out == (
        "answer 2 counts nowhere now: 2026-03-01 07:00, eigen.values-2x2, wrong: -4, 1\\x1b[2J\n"
        "answer 3 counts nowhere now: 2026-03-01 07:00, eigen.values-2x2, skipped\n"
    )
    assert cli.run(["history", "void", "3"]) == 0
    assert capsys.readouterr().out == "answer 3 was void already: 2026-03-01 07:00, eigen.values-2x2, skipped\n"
    assert cli.run(["history", "export"]) == 0
    voided = [json.loads(line)["voided_by"] for line in capsys.readouterr().out.splitlines()]
    assert voided == [None, "void", "void"]


def test_an_answer_that_is_not_there_is_said_and_nothing_is_void(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["history", "void", "1", "9"]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == (
        "",
        "decompdrill: there is no answer 9: `history export` and `stats --all` show the numbers\n",
    )
    assert cli.run(["history", "export"]) == 0
    assert '"voided_by":"' not in capsys.readouterr().out


def test_stats_show_the_numbers_of_the_last_answers(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["stats", "--all"]) == 0
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "",
        "  Last answers, each with its number:",
        "  3. 2026-03-01 07:00, eigen.values-2x2, skipped",
        "  2. 2026-03-01 07:00, eigen.values-2x2, wrong: -4, 1\\x1b[2J",
        "  1. 2026-03-01 07:00, eigen.values-2x2, right: 4, 1 −½",
    ]
    assert cli.run(["stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["last"][0] == {
        "number": 3,
        "question": "eigen.values-2x2",
        "outcome": None,
        "at_ms": NOON,
    }


def test_the_last_answers_are_those_that_happened_last_whenever_they_came(home: Path) -> None:
    store = opened(home / "history.sqlite3")
    for minutes in (0, 30, 10, 40, 20):
        objective = "rank" if minutes == 30 else FIRST.objective
        store.append(FIRST._replace(seed=minutes, at_ms=NOON + minutes * 60_000, objective=objective))
    assert [row.seed for row in store.last(4)] == [40, 30, 20, 10]
    store.close()


def test_undo_import_says_what_it_took_out(
    kept: Path, theirs: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["history", "undo-import"]) == 65
    assert capsys.readouterr().err == "decompdrill: there is no import to take back\n"
    (tmp_path / "theirs.jsonl").write_text("\n".join(theirs), encoding="utf-8")
    assert cli.run(["history", "import", str(tmp_path / "theirs.jsonl")]) == 0
    capsys.readouterr()
    assert cli.run(["history", "undo-import"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("5 answers taken out again: the import of 2")
    assert out.endswith(" UTC is undone\n")
