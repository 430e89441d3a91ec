"""What can be wrong with the history, in words instead of the error codes of SQLite."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A history that cannot be used; `reason` is a clause that says why."""

    reason: str

    @property
    def sentence(self) -> str:
        return f"Nothing of this is kept: {self.reason}."

    @property
    def left_out(self) -> str:
        return f"The history is left out: {self.reason}."


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault, and not the disk or another program."""
    code = _code(error)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or code == sqlite3.SQLITE_IOERR_SHORT_READ


@contextmanager
def damage_is_named() -> Generator[None]:
    """Let damage be an error of SQLite also where what SQLite quotes of the file is no text, which Python stumbles over."""
    try:
        yield
    except UnicodeDecodeError:
        error = sqlite3.DatabaseError("malformed database schema")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error from None


def is_unknown_format(error: sqlite3.Error) -> bool:
    """Whether SQLite does not know what the file is: its header is that of a later format, or names what is not there."""
    return _code(error) & 0xFF == sqlite3.SQLITE_ERROR


def is_without_room(error: BaseException | None) -> bool:
    """Whether a file could not be written because nothing more can be: a full disk says that in several ways."""
    return isinstance(error, sqlite3.Error) and _code(error) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def in_words(error: OSError | sqlite3.Error, path: Path) -> str:
    """Return what is wrong with the history at `path`, as a clause."""
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            return f"the disk of {path} is full"
        if isinstance(error, NotADirectoryError):
            return f"{error.filename or path} cannot be used: it is not a folder"
        return f"{error.filename or path} cannot be used ({error.strerror or error})"
    if is_damage(error):
        return f"{path} is damaged ({error}), and the next start sets it aside"
    match _code(error) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"the disk of {path} is full"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return f"{path} cannot be written ({error})"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"{path} is held by another program"
        case _:
            return f"{path} cannot be used ({error})"


def _code(error: sqlite3.Error) -> int:
    """Return the extended code; 0 where Python raised the error before SQLite was asked."""
    return getattr(error, "sqlite_errorcode", 0)
