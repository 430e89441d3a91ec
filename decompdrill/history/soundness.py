"""Whether the file of a history is sound: is it one at all, is every page readable, is every byte as it was left?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from decompdrill.history import log, schema
from decompdrill.history.faults import damage_is_named, is_damage, is_unknown_format
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.seals import LARGEST_WHOLE, Since, read_seal, since_sealed

Connect: TypeAlias = Callable[[Path, str], sqlite3.Connection]
"""Opens a file in a mode of SQLite's URIs, `rw` or `rwc`."""


MAGIC = b"SQLite format 3\0"
DAMAGED_HEADER = "has a damaged header"


class NewerSchema(Exception):
    """The file has a schema of a later version; the message says so."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file found."""

    flaw: str | None = None
    """What is wrong with it, None where it is a sound history or none was ever here."""
    is_spoilt: bool = False
    """Bytes changed by themselves, none of them in an answer: what is summed up may be wrong."""
    is_sealed: bool = False
    """It is, byte by byte, what the last program left, or too large for that to be known."""


def look_at(files: HistoryFiles, connect: Connect, thoroughly: bool, small: int) -> Look:
    """Look at the file of a history, at all of it if it has at most `small` bytes and changed since it was sealed.

    Raises NewerSchema, OSError, and sqlite3.Error where it is not the file's own fault.
    """
    try:
        size = files.path.stat().st_size
    except FileNotFoundError:
        return Look("is gone" if files.marker.exists() else None)
    if size == 0:
        return Look("is empty" if files.marker.exists() else None)
    if not _is_unwritten_since_sealed(files):
        # Before SQLite opens it: that may write to the file, if a later version kept it in another way.
        refuse_newer(files.path)
    try:
        with damage_is_named(), closing(connect(files.path, "rw")) as db:
            db.text_factory = _text
            # A process killed while it made the file leaves a journal; what is rolled back then is no database yet.
            if not schema.pragma_number(db, "page_count"):
                return Look("is empty" if files.marker.exists() else None)
            if flaw := _foreign(db, files):
                return Look(flaw)
            if flaw := _cut(db, size):
                return Look(flaw)
            if not thoroughly and size > small:
                return Look(is_sealed=True)
            since = since_sealed(db, read_seal(files.seal))
            if since is Since.SAME and not thoroughly:
                return Look(is_sealed=True)
            return Look(_flaw_inside(db, size), since is Since.SPOILT, since is Since.SAME)
    except sqlite3.DatabaseError as error:
        if not is_damage(error) and not is_unknown_format(error):
            raise
        return Look(f"cannot be read ({error})")


def refuse_newer(path: Path) -> None:
    """Raise NewerSchema where a file says that a later version wrote it; nothing is written, not even what a crash left to do."""
    with path.open("rb") as file:
        header = file.read(100)
    if header.startswith(MAGIC) and int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID:
        _demand_known(int.from_bytes(header[60:64], "big"), path)
        if path.with_name(f"{path.name}-wal").exists():  # none is left of this version
            with (
                suppress(sqlite3.Error),
                closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db,
            ):
                _demand_known(schema.version_of(db), path)


def _demand_known(version: int, path: Path) -> None:
    if version > schema.VERSION:
        raise NewerSchema(
            f"{path} was written by a newer decompdrill (its schema is {version}, the newest known here {schema.VERSION})"
        )


def _is_unwritten_since_sealed(files: HistoryFiles) -> bool:
    """Whether no program wrote to a file since this version let go of it, so that any other version that it names is damage."""
    seal = read_seal(files.seal)
    with files.path.open("rb") as file:
        return seal is not None and int.from_bytes(file.read(28)[24:], "big") == seal.changes


def _text(raw: bytes) -> str:
    """Return a text whatever its bytes: a row that they are wrong in is told by its checksum."""
    return raw.decode("utf-8", "replace")


def _foreign(db: sqlite3.Connection, files: HistoryFiles) -> str | None:
    if schema.pragma_number(db, "application_id") != schema.APPLICATION_ID:
        return "is a database of another program"
    version = schema.version_of(db)
    if version > schema.VERSION and _is_unwritten_since_sealed(files):
        return DAMAGED_HEADER
    _demand_known(version, files.path)
    return None


def _cut(db: sqlite3.Connection, size: int) -> str | None:
    found = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    version = schema.version_of(db)
    if version < schema.VERSION and schema.columns_in(db) != schema.columns_at(version):
        return DAMAGED_HEADER
    if version == schema.VERSION and (missing := schema.TABLES - found):
        return f"lacks the table {min(missing)}"
    if size < schema.pragma_number(db, "page_count") * schema.pragma_number(db, "page_size"):
        return "is cut short"
    return None


def _flaw_inside(db: sqlite3.Connection, size: int) -> str | None:
    """Return what is wrong with the pages, or with a row; of a large file the pages alone are looked at."""
    is_large = size > LARGEST_WHOLE
    check = "quick_check" if is_large else "integrity_check"
    if (fault := str(db.execute(f"PRAGMA {check}(1)").fetchone()[0])) != "ok":
        return f"is damaged ({' '.join(fault.replace('*', '').split())})"
    if is_large or schema.version_of(db) < schema.FIRST_WITH_SEALS or not (unsound := log.unsound_rows(db)):
        return None
    return f"is damaged ({unsound} of its rows changed by {'itself' if unsound == 1 else 'themselves'})"
