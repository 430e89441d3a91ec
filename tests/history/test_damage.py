"""Histories that a disk spoiled: nothing is silent, what is gone is counted, what can be read is saved."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import damage
from decompdrill import cli
from decompdrill.history import opening, schema
from decompdrill.history.checking import Checked, checked
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import open_store, read_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.salvage import salvaged
from decompdrill.history.seals import read_seal, row_seal
from tests.history.test_store import DAY, FIRST, NOON, RUN, derived, filled, opened


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SYNCHRONOUS", "OFF")
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


def test_of_many_damages_none_is_silent_and_each_loss_is_counted(tmp_path: Path) -> None:
    tried = damage.try_many(tmp_path, damages=49, seed=3)
    assert tried.faults == []
    assert tried.gone, "some were beyond saving"
    assert tried.saved > tried.gone


def flip(path: Path, text: bytes, by: bytes) -> None:
    """Change bytes of a closed file as a disk does, without a word."""
    content = path.read_bytes()
    assert text in content
    path.write_bytes(content.replace(text, by, 1))


def test_a_byte_of_an_answer_that_changed_by_itself_is_seen(path: Path) -> None:
    filled(path)
    store = opened(path)
    store.append(FIRST._replace(text="17", at_ms=NOON + 99))
    store.append(FIRST._replace(text="a long answer", at_ms=NOON + 100))
    store.close()
    flip(path, b"a long answer", b"a long answes")
    after = opened(path)
    assert after.notice is not None
    assert after.notice.endswith(
        "is in its place, with 1 answer more that could still be read: 41 answers are there, 1 is gone."
    )
    assert "is damaged (1 of its rows changed by itself)" in after.notice
    assert [row.text for row in after.rows()][40:] == ["17"]
    after.close()


def test_bytes_that_changed_where_no_answer_is_are_said_and_the_summaries_are_right(path: Path) -> None:
    store = opened(filled(path))
    kept = derived(store)
    store.close()
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'day_tally'").fetchone()
    content = bytearray(path.read_bytes())
    at = content.rindex(b"2026-03-01", 4096 * (page - 1), 4096 * page)
    content[at + 10] ^= 1  # a count
    path.write_bytes(content)
    after = opened(path)
    assert after.notice == (
        f"Some bytes of {path} changed by themselves, none of an answer: the summaries were worked out again."
    )
    assert derived(after) == kept
    after.close()
    assert opened(path).notice is None


def test_a_history_that_its_program_did_not_seal_is_no_damaged_one(path: Path) -> None:
    filled(path)
    seal = HistoryFiles(path).seal
    before = read_seal(seal)
    assert before is not None
    assert before.answers == 40
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE cards SET is_stale = 1 - is_stale")
    for content in (None, b"", b"{}", b"[1]", b'{"changes":1,"digest":2,"answers":3,"day":4}', seal.read_bytes()):
        if content is None:
            seal.unlink()
        else:
            seal.write_bytes(content)
        store = opened(path)
        assert (store.notice, store.count()) == (None, 40)
        store.close()
    assert read_seal(seal) != before


def test_how_many_are_gone_cannot_be_told_where_nothing_says_how_many_there_were(path: Path) -> None:
    filled(path)
    HistoryFiles(path).seal.unlink()
    path.write_bytes(b"")
    store = opened(path)
    assert store.notice is not None
    assert store.notice.endswith("is in its place: 40 answers are there, how many are gone cannot be told.")
    store.close()
    for backup in HistoryFiles(path).all_backups():
        backup.unlink()
    HistoryFiles(path).seal.unlink()
    path.write_bytes(b"")
    store = opened(path)
    assert store.notice is not None
    assert store.notice.endswith("a new history begins; how many answers are gone cannot be told.")
    store.close()


@pytest.mark.parametrize(
    ("has_backup", "said"),
    [
        (True, "is in its place: 40 answers are there, those of a session that did not end may be gone."),
        (False, "There is no backup: a new history begins; at least 40 answers are gone."),
    ],
)
def test_what_a_killed_program_added_is_in_no_count_and_that_is_said(path: Path, has_backup: bool, said: str) -> None:
    filled(path, backup=has_backup)
    store = opened(path)
    for number in range(12):
        store.append(FIRST._replace(seed=100 + number))
    store._db.close()  # as a kill leaves it: not sealed
    for backup in () if has_backup else HistoryFiles(path).all_backups():
        backup.unlink()
    path.write_bytes(b"")
    store = opened(path)
    assert store.notice is not None
    assert store.notice.endswith(said)
    store.close()
    seal = read_seal(HistoryFiles(path).seal)
    assert seal is not None
    assert not seal.is_open


def test_of_pages_that_a_killed_program_left_at_least_so_many_are_gone(path: Path) -> None:
    filled(path, backup=False)
    store = opened(path)
    store.append(FIRST._replace(seed=100))
    store._db.close()
    for backup in HistoryFiles(path).all_backups():
        backup.unlink()
    path.write_bytes(path.read_bytes()[:-4096])
    store = opened(path)
    assert store.notice is not None
    assert re.search(r" \d+ answers are there, at least \d+ are gone\.$", store.notice)
    store.close()


def test_a_mending_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = filled(path).read_bytes()[:6000]
    path.write_bytes(damaged)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("decompdrill.history.mending.publish", full)
        assert str(opening.open_store(path, lambda: NOON)) == f"Unavailable(reason='the disk of {path} is full')"
    assert path.read_bytes() == damaged
    store = opened(path)
    assert store.count() == 40
    store.close()
    assert [file for file in path.parent.iterdir() if "partial" in file.name] == []


def test_what_is_saved_keeps_voids_runs_numbers_and_imports(path: Path) -> None:
    store = opened(path)
    for number in range(300):
        working = f'[{{"text":"tr = {number}","verdict":"right"}}]' if number % 3 else None
        store.append(FIRST._replace(seed=number, at_ms=NOON + number, working=working))
    store.void(3, "undo")
    store.add_run(RUN)
    store.import_([line.replace("5e5510", "0ther") for line in list(store.export())[:2]])
    rows = list(store.rows())
    store.close()
    for backup in HistoryFiles(path).all_backups():
        backup.unlink()
    path.write_bytes(b"x" * 100 + path.read_bytes()[100:])
    store = opened(path)
    assert list(store.rows()) == rows
    assert store.runs() == (RUN,)
    undone = store.undo_import()
    assert undone is not None
    assert undone.removed == 2
    store.close()


def test_a_row_of_an_old_history_is_saved_too(path: Path) -> None:
    """One that was never opened by this version has no checksums."""
    from tests.history.test_store import old_history

    for version, answers in ((1, 8), (2, 11), (3, 18)):
        place = path.with_name(str(version)) / "history.sqlite3"
        content = old_history(place, version).read_bytes()
        assert len(salvaged(content).attempts) == answers
        place.write_bytes(b"x" * 100 + content[100:])
        store = opened(place, lambda: NOON + 365 * DAY)
        assert store.count() == answers
        assert store.notice is not None
        store.close()


@pytest.mark.parametrize("columns", [("a", 1, None, 0.5, True), ("a", 1.0, None, 0.5, 1)])
def test_the_checksum_is_the_same_for_what_sqlite_gives_back(columns: tuple[object, ...]) -> None:
    assert row_seal(columns) == 1404207014


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", b"\r" * 5000, bytes(range(256)) * 40, b"\x0d\xff" * 9000]
)
def test_what_is_no_history_gives_nothing(content: bytes) -> None:
    assert salvaged(content).attempts == {}


# ---- the header ----------------------------------------------------------------------------------------------------


def put(path: Path, at: int, by: bytes) -> None:
    """Change bytes of the header."""
    content = path.read_bytes()
    path.write_bytes(content[:at] + by + content[at + len(by) :])


@pytest.mark.parametrize("size", [0, 1, 512, 1024, 8192, 32768, 4097, 65535])
@pytest.mark.parametrize("backed_up", [False, True], ids=["no backup", "backup"])
def test_where_the_size_of_a_page_is_damaged_all_is_salvaged(path: Path, size: int, backed_up: bool) -> None:
    filled(path, 100)
    if not backed_up:
        for backup in HistoryFiles(path).all_backups():
            backup.unlink()
    put(path, 16, size.to_bytes(2, "big"))
    store = opened(path)
    assert store.count() == 100
    assert store.notice is not None
    assert store.notice.endswith("100 answers are there, none is gone.")
    assert "it was set aside as" in store.notice
    store.close()


@pytest.mark.parametrize("version", [0, 1, 2, schema.VERSION + 1, 458_755, 2**31 - 1])
def test_a_version_that_changed_by_itself_is_damage(path: Path, version: int) -> None:
    put(filled(path), 60, version.to_bytes(4, "big"))
    found = checked(path)
    assert isinstance(found, Checked)
    assert found.flaw == "has a damaged header"
    store = opened(path)
    assert store.count() == 40
    assert store.notice is not None
    assert "has a damaged header; it was set aside as" in store.notice
    store.close()


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_what_a_later_version_wrote_is_neither_set_aside_nor_written(path: Path, mode: str) -> None:
    with closing(sqlite3.connect(filled(path), isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.execute("CREATE TABLE later (a)")
        before = {place: place.read_bytes() for place in path.parent.glob(f"{path.name}*")}
        said = f"{path} was written by a newer decompdrill (its schema is 99, the newest known here {schema.VERSION})"
        for opening_ in (open_store, read_store):
            assert opening_(path, lambda: NOON) == Unavailable(said)
        assert checked(path) == Unavailable(said)
        assert {place: place.read_bytes() for place in path.parent.glob(f"{path.name}*")} == before


def test_a_later_version_that_is_in_its_log_alone_is_seen(path: Path) -> None:
    with closing(sqlite3.connect(filled(path), isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = wal")
        db.execute("PRAGMA user_version = 99")
        assert path.read_bytes()[60:64] != (99).to_bytes(4, "big"), "not in the file itself yet"
        before = path.read_bytes()
        assert isinstance(open_store(path, lambda: NOON), Unavailable)
        assert path.read_bytes() == before


def test_a_backup_of_a_later_version_is_not_put_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(home / "history.sqlite3")
    (backup,) = HistoryFiles(home / "history.sqlite3").all_backups()
    with closing(sqlite3.connect(backup, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 99")
    assert cli.run(["history", "restore", "1", "--yes"]) == 65
    assert f"{backup} was written by a newer decompdrill" in capsys.readouterr().err


def test_damage_of_which_sqlite_quotes_bytes_that_are_no_text_is_mended(path: Path) -> None:
    """A table's name in the schema has a byte that no text of UTF-8 has, and its columns cannot be read."""

    def spoil(place: Path) -> None:
        content = place.read_bytes()
        put(place, content.index(b"tableattempts") + len("table"), b"\x93")
        put(place, content.index(b"CREATE TABLE attempts"), b"CREATE TABLE (")

    spoil(filled(path))
    with closing(sqlite3.connect(path)) as db, pytest.raises(UnicodeDecodeError):
        db.execute("PRAGMA synchronous = FULL")
    store = opened(path)
    assert store.count() == 40
    assert store.notice is not None
    assert "cannot be read (malformed database schema)" in store.notice
    (backup,) = HistoryFiles(path).all_backups()
    spoil(backup)
    assert [found.holding for found in store.backups()] == [None]
    store.close()
