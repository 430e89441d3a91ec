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
from pathlib import Path

from decompdrill.history import schema
from decompdrill.history.backups import back_up, latest_first
from decompdrill.history.faults import Unavailable, in_words, is_damage
from decompdrill.history.locks import try_lock
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.store import Store
from decompdrill.io.files import make_file, make_private

OLDEST_SQLITE = (3, 37, 0)
BUSY_SECONDS = 5.0
SYNCHRONOUS = "FULL"
SMALL = 2_000_000
"""Bytes: a history up to this size (some 7000 answers) is looked at whole at every start, a larger one once a day."""


class _Newer(Exception):
    """The file has a schema of a later version; the message says so."""


def open_store(path: Path, now_ms: Callable[[], int]) -> Store | Unavailable:
    """Return the history at `path`, made where there is none; what cannot be read is first set aside, under a dated name.

    What happened is in the store's `notice`. The first to open it on a day (UTC) leaves a backup.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return Unavailable(f"this Python has SQLite {sqlite3.sqlite_version}, and 3.37 or newer is needed")
    files = HistoryFiles(path)
    try:
        make_private(path.parent)
        with _alone(files):
            at_ms = now_ms()
            notices = [_mended(files, at_ms)]
            # SQLite would let everybody read it; where this fails it says itself what is wrong.
            with suppress(OSError):
                make_file(path)
            connection = _connected(path, "rwc")
            with _closed_on_error(connection):
                notices.append(_backed_up(connection, files, at_ms))
                _made_ready(connection)
                files.mark()
    except _Newer as newer:
        return Unavailable(str(newer))
    except (OSError, sqlite3.Error) as error:
        return Unavailable(in_words(error, path))
    return Store(connection, files, now_ms, " ".join(filter(None, notices)) or None)


def read_store(path: Path, now_ms: Callable[[], int]) -> Store | Unavailable:
    """Return the history to be read, even where it cannot be written, at once; an empty one where there is none.

    It is looked at and backed up when one practises; only where it must be mended or migrated that is done here too.
    """
    files = HistoryFiles(path)
    try:
        flaw = _flaw(files, thoroughly=files.suspect.exists())
        connection = None if flaw else _to_read(path)
    except _Newer as newer:
        return Unavailable(str(newer))
    except (OSError, sqlite3.Error) as error:
        return Unavailable(in_words(error, path))
    return open_store(path, now_ms) if connection is None else Store(connection, files, now_ms, None)


def _to_read(path: Path) -> sqlite3.Connection | None:
    """Return the history, an empty one in memory where there is none, or None where its schema is of an older version."""
    if not path.exists() or path.stat().st_size == 0:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        with _closed_on_error(connection):
            schema.migrate(connection)
        return connection
    connection = _connected(path, "rw")
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


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    with _closed_on_error(connection):
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
    """Leave the backup of this day where there is none, and one before every migration; return why it failed."""
    version = schema.version_of(db)
    is_due = version < schema.VERSION or not files.backup_of(now_ms).exists()
    if version == 0 or not is_due or db.execute("SELECT 1 FROM attempts LIMIT 1").fetchone() is None:
        return None
    try:
        back_up(db, files, now_ms)
    except (OSError, sqlite3.Error) as error:
        return f"No backup could be made today: {in_words(error, files.path)}."
    return None


# ---- what is wrong with it -----------------------------------------------------------------------------------------


def _mended(files: HistoryFiles, now_ms: int) -> str | None:
    """Set aside a history that cannot be used, and put in its place the sound backup that holds the most; return what was done."""
    flaw = _flaw(files, thoroughly=files.suspect.exists() or not files.backup_of(now_ms).exists())
    said = [f"The history {files.path} {flaw}"]
    if flaw is not None and files.path.exists():
        said.append(f"; it was set aside as {files.set_aside(now_ms).name}")
    files.suspect.unlink(missing_ok=True)
    if flaw is None:
        return None
    backup = next((b for b in latest_first(files) if _flaw(HistoryFiles(b), thoroughly=True) is None), None)
    if backup is None:
        return "".join([*said, ". There is no backup: a new history begins."])
    files.put_back(backup)
    return "".join([*said, f". The backup {backup.name} is in its place."])


def _flaw(files: HistoryFiles, thoroughly: bool) -> str | None:
    """Return what is wrong with a file, None where it is a sound history or none was ever here; raises _Newer."""
    try:
        size = files.path.stat().st_size
    except FileNotFoundError:
        return "is gone" if files.marker.exists() else None
    if size == 0:
        return "is empty" if files.marker.exists() else None
    try:
        with closing(_connected(files.path, "rw")) as db:
            # A process killed while it made the file leaves a journal; what is rolled back then is no database yet.
            if not schema.pragma_number(db, "page_count"):
                return "is empty" if files.marker.exists() else None
            return _foreign(db, files.path) or _torn(db, size, thoroughly or size <= SMALL)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return f"cannot be read ({error})"


def _foreign(db: sqlite3.Connection, path: Path) -> str | None:
    if schema.pragma_number(db, "application_id") != schema.APPLICATION_ID:
        return "is a database of another program"
    version = schema.version_of(db)
    if version > schema.VERSION:
        raise _Newer(
            f"{path} was written by a newer decompdrill (its schema is {version}, the newest known here {schema.VERSION})"
        )
    return None


def _torn(db: sqlite3.Connection, size: int, thoroughly: bool) -> str | None:
    found = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if schema.version_of(db) == schema.VERSION and (missing := schema.TABLES - found):
        return f"lacks the table {min(missing)}"
    if size < schema.pragma_number(db, "page_count") * schema.pragma_number(db, "page_size"):
        return "is cut short"
    if thoroughly and (fault := str(db.execute("PRAGMA quick_check(1)").fetchone()[0])) != "ok":
        return f"is damaged ({' '.join(fault.replace('*', '').split())})"
    return None
