"""What is kept is this user's alone, no link is written through, and what is no history is said in a sentence."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.history import schema
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import open_store, read_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.store import Store
from tests.history.test_store import DAY, FIRST, NOON, filled, noon, opened, spoil

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights, links and pipes are others there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


def modes(folder: Path) -> dict[str, int]:
    return {str(place.relative_to(folder)): place.stat().st_mode & 0o777 for place in sorted(folder.rglob("*"))}


def test_whatever_is_made_is_for_this_user_alone(path: Path) -> None:
    was = os.umask(0)
    try:
        filled(path)
        spoil(path)
        store = opened(path, lambda: NOON + DAY)
        store.append(FIRST)
        store.backup()
        store.import_([line.replace("5e5510", "0ther") for line in list(store.export())[:3]])
        store.begin("a1", "quiz", "[]", 7)  # type: ignore[arg-type]
        found = modes(path.parent)
        store.close()
    finally:
        os.umask(was)
    assert {name for name, mode in found.items() if mode & 0o077} == set()
    assert {"history.sqlite3", "history.begun", "backups", "running", "running/a1"} <= set(found)
    assert {name: mode for name, mode in modes(path.parent).items() if mode & 0o077} == {}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_what_an_older_version_let_others_see_is_closed_to_them(path: Path) -> None:
    filled(path)
    aside = path.with_name("history.sqlite3.damaged-2026-01-01-000000")
    aside.write_bytes(b"old")
    for place in path.parent.rglob("*"):
        place.chmod(0o755 if place.is_dir() else 0o644)
    opened(path).close()
    kept = {name: mode for name, mode in modes(path.parent).items() if not name.startswith("running")}
    assert {name for name, mode in kept.items() if mode & 0o077} == {"history.seal"}
    store = opened(path)
    store.append(FIRST)
    store.close()
    assert {name for name, mode in modes(path.parent).items() if mode & 0o077} <= {"running"}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda place: place.mkdir(), "it is a folder, not a regular file"),
        (os.mkfifo, "it is a named pipe, not a regular file"),
        (lambda place: place.symlink_to("/dev/null"), "it is a device, not a regular file"),
    ],
    ids=["folder", "pipe", "device"],
)
def test_what_stands_in_the_place_of_the_history_is_named(path: Path, make: object, said: str) -> None:
    path.parent.mkdir()
    make(path)  # type: ignore[operator]
    expected = Unavailable(f"{path} cannot be used ({said})")
    assert open_store(path, noon) == expected
    assert read_store(path, noon) == expected


def test_check_names_it_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(home / "history.sqlite3")
    for command in (["check"], ["export"], ["rebuild"]):
        assert cli.run(["history", *command]) == 65
        said = f"decompdrill: {home}/history.sqlite3 cannot be used (it is a named pipe, not a regular file)\n"
        assert capsys.readouterr().err == said


@pytest.fixture(params=["folder", "pipe", "device", "newer"])
def unusable(home: Path, request: pytest.FixtureRequest) -> str:
    """Put something in the place of the history that is none, and return what is said of it."""
    place = home / "history.sqlite3"
    match request.param:
        case "folder":
            place.mkdir()
        case "pipe":
            os.mkfifo(place)
        case "device":
            place.symlink_to("/dev/null")
        case _:
            with closing(sqlite3.connect(filled(place), isolation_level=None)) as db:
                db.execute("PRAGMA user_version = 99")
            return (
                f"{place} was written by a newer decompdrill (its schema is 99, the newest known here {schema.VERSION})"
            )
    called = {"folder": "a folder", "pipe": "a named pipe", "device": "a device"}[request.param]
    return f"{place} cannot be used (it is {called}, not a regular file)"


@pytest.mark.parametrize(
    "arguments",
    [
        ["stats"],
        ["stats", "--json"],
        ["stats", "--map"],
        ["review", "--answers", "/dev/null"],
        ["review", "--answers", "/dev/null", "--history"],
        ["explain", "--my-last-mistake"],
        ["history", "check"],
        ["history", "export"],
        ["history", "void", "1"],
        ["history", "forget", "--yes"],
    ],
    ids=" ".join,
)
def test_what_needs_the_history_says_one_sentence_and_nothing_else(
    unusable: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 65
    assert capsys.readouterr() == ("", f"decompdrill: {unusable}\n")


@pytest.mark.parametrize(
    ("arguments", "follows"),
    [
        (["quiz", "trace", "-n", "1", "--answers", "/dev/null", "--history"], "Nothing of this is kept"),
        (["replay", "eigen.values-2x2:4:00000000"], "The history is left out"),
        (["explain"], "The history is left out"),
    ],
    ids=["quiz", "replay", "explain"],
)
def test_what_can_go_on_without_the_history_says_what_follows(
    unusable: str, arguments: list[str], follows: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 0
    out, err = capsys.readouterr()
    assert out
    assert err.splitlines()[-1] == f"decompdrill: {follows}: {unusable}."


def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written, as where the file and its folder belong to somebody else."""
    opened_ = sqlite3.connect

    def connect(database: str, *args: object, **options: object) -> sqlite3.Connection:
        return opened_(str(database).replace("?mode=rwc", "?mode=ro").replace("?mode=rw", "?mode=ro"), *args, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect)


def test_a_history_that_can_only_be_read_is_reviewed_from(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = opened(home / "history.sqlite3")
    store.append(FIRST)
    store.close()
    locked(monkeypatch)
    assert cli.run(["review", "--answers", "/dev/null", "--history"]) == 0
    out, err = capsys.readouterr()
    assert FIRST.question in out
    assert (
        err
        == f"decompdrill: Nothing of this is kept: {home}/history.sqlite3 cannot be written (attempt to write a readonly database).\n"
    )


def test_what_cannot_be_forgotten_keeps_its_backups(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = HistoryFiles(filled(home / "history.sqlite3"))
    before = files.all_backups()
    locked(monkeypatch)
    assert cli.run(["history", "forget", "--yes"]) == 65
    assert "cannot be written" in capsys.readouterr().err
    assert before == files.all_backups() != []


def test_nothing_is_written_through_a_link(path: Path, tmp_path: Path) -> None:
    """Links stand wherever the history makes a file: what they lead to stays as it was, or is not made."""
    precious = tmp_path / "precious"
    precious.write_text("mine")
    filled(path)
    files = HistoryFiles(path)
    files.seal.unlink()
    backup = next(iter(files.all_backups()))
    for place in (files.seal, files.suspect, files.opening, backup.with_name("history-2026-03-02.sqlite3")):
        place.symlink_to(precious)
    spoil(path)
    store = opened(path, lambda: NOON + DAY)
    assert store.count() == 40
    store.append(FIRST)
    store.backup()
    store._db.execute("DROP TABLE day_tally")
    store.close()
    again = opened(path, lambda: NOON + DAY)
    assert again.count() == 41
    again.close()
    assert precious.read_text() == "mine"
    assert not path.is_symlink()


def test_a_link_that_leads_nowhere_makes_no_file_there(path: Path, tmp_path: Path) -> None:
    filled(path)
    files = HistoryFiles(path)
    files.suspect.symlink_to(tmp_path / "nowhere")
    files.seal.unlink()
    files.seal.symlink_to(tmp_path / "nowhere")
    opened(path).close()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("is_there", [False, True], ids=["made by us", "there"])
def test_a_history_that_is_a_link_is_kept_where_it_leads_and_is_private_there(
    path: Path, tmp_path: Path, is_there: bool
) -> None:
    """As a manager of dotfiles has it."""
    (elsewhere := tmp_path / "dotfiles").mkdir()
    target = elsewhere / "drill.db"
    if is_there:
        filled(tmp_path / "before" / "history.sqlite3").rename(target)
        target.chmod(0o644)
    path.parent.mkdir()
    path.symlink_to(target)
    was = os.umask(0o022)
    try:
        store = opened(path)
        store.append(FIRST)
        store.backup()
        count = store.count()
        store.close()
    finally:
        os.umask(was)
    assert count == 1 + 40 * is_there
    assert path.is_symlink()
    assert {name: mode for name, mode in modes(elsewhere).items() if mode & 0o077} == {}
    again = opened(path)
    assert (again.count(), again.notice) == (count, None)
    again.close()


def test_where_a_link_leads_to_a_damaged_history_the_mended_one_takes_the_place_of_the_link(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "drill.db"
    filled(path).rename(target)
    path.symlink_to(target)
    target.write_bytes(b"spoilt" + target.read_bytes()[6:])
    spoilt = target.read_bytes()
    store = opened(path)
    assert store.count() == 40
    assert store.notice is not None
    assert f".damaged-2026-03-01-120000, a link to {target}, which stays as it is. The backup" in store.notice
    store.append(FIRST)
    store.close()
    assert not path.is_symlink()
    assert target.read_bytes() == spoilt


def test_a_link_to_what_is_no_history_leaves_it_as_it_is(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    precious.chmod(0o644)
    path.parent.mkdir()
    path.symlink_to(precious)
    store = opened(path)
    store.append(FIRST)
    store.close()
    assert (precious.read_text(), precious.stat().st_mode & 0o777) == ("mine", 0o644)


def test_a_folder_that_was_there_keeps_its_rights_and_what_is_made_in_it_is_private(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    path.parent.chmod(0o755)
    filled(path)
    assert path.parent.stat().st_mode & 0o777 == 0o755
    assert {name: mode for name, mode in modes(path.parent).items() if mode & 0o077} == {}
    assert modes(path.parent)["backups"] == 0o700


def test_a_pipe_in_the_place_of_the_seal_is_not_waited_for(path: Path) -> None:
    seal = HistoryFiles(filled(path)).seal
    seal.unlink()
    os.mkfifo(seal)
    store = opened(path)
    assert store.count() == 40
    store.append(FIRST)
    store.close()
    assert seal.is_file(), "a new one took its place"


@pytest.mark.parametrize("place", ["", "backups", "running"])
def test_a_folder_that_is_a_link_to_nowhere_is_said_to_be_none(path: Path, tmp_path: Path, place: str) -> None:
    folder = path.parent / place
    folder.parent.mkdir(exist_ok=True)
    folder.symlink_to(tmp_path / "nowhere")
    found = open_store(path, noon)
    if not place:
        assert found == Unavailable(f"{folder} cannot be used: it is not a folder")
        return
    assert isinstance(found, Store)
    found.append(FIRST)
    fault = found.back_up_session()
    said = None if place == "running" else f"No backup could be made: {folder} cannot be used: it is not a folder."
    assert fault == said
    found.close()
    assert not (tmp_path / "nowhere").exists()


# ---- a full disk ---------------------------------------------------------------------------------------------------


def full(*_: object) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


def test_everything_can_be_forgotten_on_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(filled(path))
    begin_anew, tried = schema.begin_anew, []

    def begin_anew_with_room(db: sqlite3.Connection) -> None:
        tried.append(HistoryFiles(path).all_backups())
        if len(tried) == 1:
            full()
        begin_anew(db)

    monkeypatch.setattr(schema, "begin_anew", begin_anew_with_room)
    store.forget()
    assert store.count() == 0
    assert [len(backups) for backups in tried] == [1, 0], "the backups are what makes room"
    store.close()


def test_on_a_full_disk_what_was_there_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    backups = [backup.read_bytes() for backup in HistoryFiles(path).all_backups()]
    store = opened(path)
    store.append(FIRST)
    monkeypatch.setattr(
        "decompdrill.history.backups.publish", lambda *_: (_ for _ in ()).throw(OSError(28, "No space"))
    )
    assert store.back_up_session() == f"No backup could be made: the disk of {path} is full."
    store.close()
    assert [backup.read_bytes() for backup in HistoryFiles(path).all_backups()] == backups
    after = open_store(path, noon)
    assert isinstance(after, Store)
    assert after.notice == f"No backup could be made today: the disk of {path} is full."
    assert after.count() == 41
    after.close()
