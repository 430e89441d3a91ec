"""`history check`, `backups` and `restore`, and when a backup is made."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.errors import DrillError
from decompdrill.history.backups import backups_of
from decompdrill.history.placement import HistoryFiles
from decompdrill.practice.recorder import Clocks, history_to_write
from tests.commands.test_history import Terminal
from tests.history.test_store import DAY, FIRST, NOON, RUN, derived, old_history, opened, spoil


@pytest.fixture
def path(home: Path) -> Path:
    return home / "history.sqlite3"


def answer(path: Path, *seeds: int) -> None:
    """Hold a session with these answers, as the commands do."""
    clocks = Clocks(lambda: 0.0, lambda: NOON, lambda: 0, lambda: "s")
    with history_to_write(clocks) as store:
        assert store is not None
        assert store.path == path
        for seed in seeds:
            store.append(FIRST._replace(seed=seed, at_ms=NOON + seed))


def held(path: Path) -> list[int]:
    return [0 if b.holding is None else b.holding.answers for b in backups_of(HistoryFiles(path))]


# ---- when ----------------------------------------------------------------------------------------------------------


def test_a_session_with_answers_leaves_a_backup_and_one_without_leaves_none(path: Path) -> None:
    answer(path)
    assert held(path) == []
    answer(path, 1, 2)
    assert held(path) == [2]
    answer(path)
    assert held(path) == [2]
    answer(path, 3)
    assert held(path) == [3], "of the same day"


def test_damage_after_a_session_costs_nothing_of_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(path, *range(30))
    path.write_bytes(b"gone" * 1000)
    answer(path, 30)
    store = opened(path)
    assert store.count() == 31
    store.close()
    assert capsys.readouterr().err.endswith("is in its place: 30 answers are there, none is gone.\n")


def test_a_session_that_ends_with_an_error_leaves_its_backup(path: Path) -> None:
    clocks = Clocks(lambda: 0.0, lambda: NOON, lambda: 0, lambda: "s")

    def interrupted() -> None:
        with history_to_write(clocks) as store:
            assert store is not None
            store.append(FIRST)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert held(path) == [1]


def test_a_backup_that_cannot_be_made_at_the_end_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path.parent / "backups").write_text("in the way")
    answer(path, 1)
    assert capsys.readouterr().err == (
        f"decompdrill: No backup could be made: {path.parent / 'backups'} cannot be used: it is not a folder.\n"
    )


def test_an_import_and_its_undoing_make_a_backup_first(path: Path) -> None:
    answer(path, 1)
    store = opened(path)
    store.append(FIRST._replace(seed=2))
    lines = list(store.export())
    store.import_([line.replace("5e5510", "0ther") for line in lines])
    assert held(path) == [2]
    store.append(FIRST._replace(seed=3, at_ms=NOON + DAY))
    store.undo_import()
    assert held(path) == [3, 5, 2], "one after it, one before it, one before the import"
    store.append(FIRST._replace(seed=4, at_ms=NOON + 2 * DAY))
    store.backup()
    assert held(path)[0] == 4, "of the era in which the import was taken back: it is the latest, though it holds less"
    store.close()
    spoil(path)
    path.write_bytes(b"")
    store = opened(path)
    assert [row.seed for row in store.rows()] == [1, 2, 3, 4]
    store.close()


def test_without_a_backup_nothing_is_imported(path: Path) -> None:
    answer(path, 1)
    store = opened(path)
    store.append(FIRST)
    lines = [line.replace("5e5510", "0ther") for line in store.export()]
    for file in (path.parent / "backups").iterdir():
        file.unlink()
    (path.parent / "backups").rmdir()
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(DrillError) as refused:
        store.import_(lines)
    assert str(refused.value) == (
        "nothing was changed, because no backup could be made first: "
        f"{path.parent / 'backups'} cannot be used: it is not a folder"
    )
    assert store.count() == 2
    store.close()


def test_without_room_for_a_backup_nothing_is_imported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(path, 1)
    store = opened(path)

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("decompdrill.history.store.back_up", full)
    for change in (lambda: store.import_([]), store.undo_import, lambda: store.restore(path)):
        with pytest.raises(DrillError) as refused:
            change()
        assert str(refused.value) == (
            f"nothing was changed, because no backup could be made first: the disk of {path} is full"
        )
    assert store.count() == 1
    store.close()


# ---- restore -------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(path: Path) -> Path:
    """A history of three days, with a backup of each."""
    for day in range(3):
        store = opened(path, lambda day=day: NOON + day * DAY)  # type: ignore[misc]
        store.append(FIRST._replace(seed=day, at_ms=NOON + day * DAY))
        store.backup()
        store.close()
    return path


def test_backups_are_listed_the_one_that_holds_the_most_first(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (three.parent / "backups" / "history-2026-02-01.sqlite3").write_bytes(b"nonsense")
    assert cli.run(["history", "backups"]) == 0
    assert capsys.readouterr().out == (
        "  1  history-2026-03-03.sqlite3      3 answers, the last of 2026-03-03 12:00 UTC\n"
        "  2  history-2026-03-02.sqlite3      2 answers, the last of 2026-03-02 12:00 UTC\n"
        "  3  history-2026-03-01.sqlite3      1 answer, the last of 2026-03-01 12:00 UTC\n"
        "  4  history-2026-02-01.sqlite3      cannot be read\n"
    )
    assert cli.run(["history", "backups", "--json"]) == 0
    first, *_, last = map(json.loads, capsys.readouterr().out.splitlines())
    backups = three.parent / "backups"
    assert first == {
        "number": 1,
        "path": str(backups / "history-2026-03-03.sqlite3"),
        "answers": 3,
        "runs": 0,
        "last_ms": NOON + 2 * DAY,
    }
    assert (last["answers"], last["runs"], last["last_ms"]) == (None, None, None)


def test_a_backup_is_put_back_and_what_was_there_becomes_one(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = opened(three)
    store.append(FIRST._replace(seed=9, at_ms=NOON + 3 * DAY))
    store.close()
    assert cli.run(["history", "restore", "3", "--yes"]) == 0
    assert capsys.readouterr().out == "history-2026-03-01.sqlite3 is in place: 1 answer.\n"
    store = opened(three)
    assert [row.seed for row in store.rows()] == [0]
    kept_up = derived(store)
    store.rebuild()
    assert derived(store) == kept_up
    store.close()
    assert held(three)[:2] == [1, 4], "the one that was put back is the latest"
    assert cli.run(["history", "restore", "2", "--yes"]) == 0
    store = opened(three)
    assert [row.seed for row in store.rows()] == [0, 1, 2, 9]
    store.close()


def test_after_a_restore_damage_puts_back_what_was_restored(three: Path) -> None:
    assert cli.run(["history", "restore", "3", "--yes"]) == 0
    store = opened(three)
    store.append(FIRST._replace(seed=7))
    store.backup()
    store.close()
    three.write_bytes(b"")
    store = opened(three)
    assert [row.seed for row in store.rows()] == [0, 7]
    store.close()


def test_a_program_that_runs_goes_on_in_what_was_restored(three: Path) -> None:
    other = opened(three)
    assert cli.run(["history", "restore", "3", "--yes"]) == 0
    assert other.append(FIRST._replace(seed=8)) == 2
    assert [row.seed for row in other.rows()] == [0, 8]
    other.close()


@pytest.mark.parametrize(("typed", "left"), [("yes\n", 1), ("no\n", 3), ("", 3)])
def test_restore_asks_first(
    three: Path, typed: str, left: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert cli.run(["history", "restore", "3"]) == 0
    out, err = capsys.readouterr()
    assert err == (
        "Put history-2026-03-01.sqlite3 with 1 answer in the place of 3 answers, which become a backup? "
        "Type yes to restore: "
    )
    assert out == ("Nothing was changed.\n" if left == 3 else "history-2026-03-01.sqlite3 is in place: 1 answer.\n")
    store = opened(three)
    assert store.count() == left
    store.close()


def test_what_cannot_be_restored_is_said(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert cli.run(["history", "restore"]) == 2
    assert capsys.readouterr().err == (
        "decompdrill: `history restore` asks first, at a terminal; elsewhere, say --yes\n"
    )
    assert cli.run(["history", "restore", "9", "--yes"]) == 2
    assert capsys.readouterr().err == "decompdrill: there is no backup 9: `history backups` lists them\n"
    backup = three.parent / "backups" / "history-2026-03-03.sqlite3"
    content = bytearray(backup.read_bytes())
    at = content.rindex(FIRST.text.encode())
    content[at] ^= 1
    backup.write_bytes(content)
    assert cli.run(["history", "restore", "1", "--yes"]) == 65
    assert capsys.readouterr().err == f"decompdrill: {backup} is not sound, so it is not put back\n"


# ---- check ---------------------------------------------------------------------------------------------------------


def test_check_says_what_it_looked_at(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = opened(three)
    store.void(1, "void")
    store.add_run(RUN)
    store.append(FIRST._replace(seed=11, at_ms=1_000, study_day="1970-01-01"))
    store.close()
    with closing(sqlite3.connect(three)) as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
    assert cli.run(["history", "check"]) == 0
    assert capsys.readouterr().out == (
        f"{three} is sound.\n"
        f"Looked at: {pages} pages of schema 4, the checksums of 4 answers (1 void) and 1 timed run, and whether the summaries "
        "are what these add up to.\n"
        "3 backups, the latest of 3 answers.\n"
        "1 answer from 4 on: 1969-12-31 19:00 cannot be right. It counts for neither schedule nor mastery until its "
        "time is moved: decompdrill history shift 4 --to 'YYYY-MM-DD HH:MM'\n"
    )


def test_check_of_nothing_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["history", "check"]) == 0
    assert capsys.readouterr().out == f"There is no history yet in {path}.\n"
    assert cli.run(["history", "backups"]) == 0
    said = "There is no backup yet: one is made at the end of each session with answers.\n"
    assert capsys.readouterr().out == said
    assert not path.exists()


def test_check_finds_damage_and_mends_nothing(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(three)
    damaged = three.read_bytes()
    assert cli.run(["history", "check"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        f"{three} cannot be read (file is not a database). The next start sets it aside, and puts in its place the last "
        "backup and all that can still be read.\n"
        "3 backups, the latest of 3 answers.\n"
    )
    assert err == ""
    assert three.read_bytes() == damaged


def test_check_finds_summaries_that_are_wrong(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(three, isolation_level=None)) as db:
        db.execute("UPDATE objective_tally SET asked = asked + 1")
    assert cli.run(["history", "check"]) == 1
    assert capsys.readouterr().out.startswith(
        f"{three} has summaries that are not what its answers add up to. `decompdrill history rebuild` works them out again.\n"
    )
    assert cli.run(["history", "rebuild"]) == 0
    assert cli.run(["history", "check"]) == 0


def test_check_says_which_backups_cannot_be_read_and_what_was_set_aside(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (three.parent / "backups" / "history-2026-02-01.sqlite3").write_bytes(b"nonsense")
    spoil(three)
    opened(three).close()
    assert cli.run(["history", "check"]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "4 backups, the latest of 3 answers.",
        "The backup history-2026-02-01.sqlite3 cannot be read.",
        f"Set aside: {three}.damaged-2026-03-01-120000",
    ]


def test_check_leaves_a_newer_history_alone(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(three, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 99")
    assert cli.run(["history", "check"]) == 65
    assert "was written by a newer decompdrill" in capsys.readouterr().err


@pytest.mark.parametrize(("version", "answers"), [(1, 8), (2, 11), (3, 18)])
def test_a_backup_of_an_older_version_is_put_back_and_brought_to_this_one(
    three: Path, version: int, answers: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = old_history(tmp_path / "old" / "history.sqlite3", version)
    shutil.copyfile(old, three.parent / "backups" / "history-2026-02-01.sqlite3")
    assert cli.run(["history", "restore", "1", "--yes"]) == 0
    assert capsys.readouterr().out == f"history-2026-02-01.sqlite3 is in place: {answers} answers.\n"
    store = opened(three, lambda: NOON + 365 * DAY)
    kept_up = derived(store)
    store.rebuild()
    assert (store.count(), derived(store)) == (answers, kept_up)
    assert store.append(FIRST) == answers + 1
    store.close()
    assert cli.run(["history", "check"]) == 0


def test_check_of_an_older_version_leaves_it_as_it_is(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old_history(path, 2)
    before = path.read_bytes()
    assert cli.run(["history", "check"]) == 0
    assert "of schema 2, the checksums of 11 answers and 1 timed run" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_check_of_an_older_version_knows_its_checksums(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old_history(path, 3)
    assert cli.run(["history", "check"]) == 0
    assert "of schema 3, the checksums of 18 answers (5 void) and 1 timed run" in capsys.readouterr().out
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE attempts SET seal = seal + 1 WHERE id = 3")
    assert cli.run(["history", "check"]) == 1
    assert "1 of its rows changed by itself" in "".join(capsys.readouterr())
