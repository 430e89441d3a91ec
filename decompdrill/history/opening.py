"""How a history is opened, looked at, and replaced where it is damaged.

Rollback journal and full synchronisation: a commit is on disk when it returns. The journal is truncated, because one that
is deleted may come back after a power cut and take the last answer with it. Write-ahead logging is no choice where
homes are on a network.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from decompdrill.history import schema
from decompdrill.history.backups import BACKED_UP, back_up, note, write_note
from decompdrill.history.faults import Unavailable, damage_is_named, in_words, is_damage
from decompdrill.history.locks import try_lock
from decompdrill.history.mending import mend
from decompdrill.history.placement import HistoryFiles, iso_day
from decompdrill.history.seals import read_seal
from decompdrill.history.soundness import NewerSchema, look_at
from decompdrill.history.store import Sealed, Store
from decompdrill.history.tallies import rebuild_tallies
from decompdrill.io.files import keep_private, make_file, make_private, refuse_irregular

OLDEST_SQLITE = (3, 37, 0)
BUSY_SECONDS = 5.0
SYNCHRONOUS = "FULL"
SMALL = 10_000_000
"""Bytes: a history up to this size (some 35,000 answers) is compared with its seal at every start, a larger one once a day."""


def open_store(path: Path, now_ms: Callable[[], int]) -> Store | Unavailable:
    """Return the history at `path`, made where there is none; what cannot be read is first set aside, under a dated name.

    What happened is in the store's `notice`.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return Unavailable(f"this Python has SQLite {sqlite3.sqlite_version}, and 3.37 or newer is needed")
    files = HistoryFiles(path)
    try:
        make_private(path.parent)
        refuse_irregular(path)
        files.keep_private()
        with _alone(files):
            at_ms = now_ms()
            mended = _mended(files, at_ms)
            # SQLite would let everybody read it; where this fails it says itself what is wrong.
            with suppress(OSError):
                make_file(path.resolve())
            connection = connected(path, "rwc")
            with _closed_on_error(connection):
                notices = (mended.notice, _backed_up(connection, files, at_ms))
                _made_ready(connection)
                keep_private(path.resolve())  # which it may be a link to, and is a history now
                files.mark()
    except NewerSchema as newer:
        return Unavailable(str(newer))
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and is_damage(error) and not files.suspect.exists():
            with suppress(OSError):
                make_file(files.suspect)
                return open_store(path, now_ms)  # which looks at every page, and mends it
        return Unavailable(in_words(error, path))
    return Store(connection, files, now_ms, " ".join(filter(None, notices)) or None, mended.sealed)


def read_store(path: Path, now_ms: Callable[[], int]) -> Store | Unavailable:
    """Return the history to be read, even where it cannot be written, at once; an empty one where there is none.

    It is looked at and backed up when one practises; only where it must be mended or migrated that is done here too.
    """
    files = HistoryFiles(path)
    try:
        refuse_irregular(path)
        look = look_at(files, connected, files.suspect.exists(), SMALL)
        connection = None if look.flaw or look.is_spoilt else _to_read(path)
    except NewerSchema as newer:
        return Unavailable(str(newer))
    except (OSError, sqlite3.Error) as error:
        return Unavailable(in_words(error, path))
    if connection is None:
        return open_store(path, now_ms)
    seal = read_seal(files.seal)
    return Store(connection, files, now_ms, None, None if seal is None else Sealed(seal.day, look.is_sealed))


def open_at_least_to_read(path: Path, now_ms: Callable[[], int]) -> Store | Unavailable:
    """Return the history to be written, or to be read where it cannot be."""
    opened = open_store(path, now_ms)
    return read_store(path, now_ms) if isinstance(opened, Unavailable) else opened


def _to_read(path: Path) -> sqlite3.Connection | None:
    """Return the history, an empty one in memory where there is none, or None where its schema is of an older version."""
    if not path.exists() or path.stat().st_size == 0:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        with _closed_on_error(connection):
            schema.migrate(connection)
        return connection
    connection = connected(path, "rw")
    with _closed_on_error(connection):
        if schema.version_of(connection) == schema.VERSION:
            return connection
    connection.close()
    return None


@contextmanager
def _alone(files: HistoryFiles) -> Generator[None]:
    """Let one program at a time look at the history and mend it; the others wait, but not for ever."""
    lock = None
    # In a folder that cannot be written nobody mends anything, and no lock is needed.
    with suppress(OSError):
        for _ in range(int(BUSY_SECONDS / 0.01)):
            lock = try_lock(files.opening)
            if lock is not None:
                break
            time.sleep(0.01)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def flaw_of(path: Path) -> str | None:
    """Return why a backup cannot be put back, as a clause; None where it can."""
    try:
        flaw = look_at(HistoryFiles(path), connected, thoroughly=True, small=0).flaw
    except NewerSchema as newer:
        return str(newer)
    except (OSError, sqlite3.Error) as error:
        return in_words(error, path)
    return None if flaw is None else f"{path} is not sound"


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file of SQLite so that a commit is on disk when it returns; `mode` is that of a URI."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    with _closed_on_error(connection), damage_is_named():
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    return connection


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Generator[None]:
    """Close the file where what is done with it fails, in whichever way."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _made_ready(db: sqlite3.Connection) -> None:
    """Bring the schema to this version, and see that the file can be written at all."""
    schema.migrate(db)
    # Nothing is changed, but the journal must be written, which fails on a read-only and on a full disk.
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA user_version = {schema.VERSION}")
    db.execute("ROLLBACK")


def _backed_up(db: sqlite3.Connection, files: HistoryFiles, now_ms: int) -> str | None:
    """Leave a backup before every migration, and of what a program that was killed added; return why it failed."""
    version = schema.version_of(db)
    last = 0 if version == 0 else db.execute("SELECT coalesce(max(id), 0) FROM attempts").fetchone()[0]
    if last == 0 or (version == schema.VERSION and last <= note(db, BACKED_UP)):
        return None
    try:
        back_up(db, files, now_ms)
        if version == schema.VERSION:
            write_note(db, BACKED_UP, last)
    except (OSError, sqlite3.Error) as error:
        return f"No backup could be made today: {in_words(error, files.path)}."
    return None


@dataclass(frozen=True, slots=True)
class _Mended:
    """What was done to a history at its opening, and whether its seal holds still."""

    notice: str | None
    sealed: Sealed


def _mended(files: HistoryFiles, now_ms: int) -> _Mended:
    """Mend a history that is not sound."""
    seal, today = read_seal(files.seal), iso_day(now_ms)
    is_new_day = seal is None or seal.day != today
    look = look_at(files, connected, files.suspect.exists() or is_new_day, SMALL)
    if look.flaw is not None:
        return _Mended(mend(files, connected, look.flaw, now_ms), Sealed(today, False))
    files.suspect.unlink(missing_ok=True)
    if not look.is_spoilt:
        return _Mended(None, Sealed(today, look.is_sealed and not is_new_day))
    with closing(connected(files.path, "rw")) as db:
        schema.migrate(db)
        db.execute("BEGIN IMMEDIATE")
        rebuild_tallies(db)
        db.execute("COMMIT")
    notice = (
        f"Some bytes of {files.path} changed by themselves, none of an answer: the summaries were worked out again."
    )
    return _Mended(notice, Sealed(today, False))
