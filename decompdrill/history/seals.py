"""Checksums of a history: one of each row, one of the whole file as it was left. What changes on disk by itself is seen."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from decompdrill.io.files import partial_of

LARGEST_WHOLE = 20_000_000
"""Bytes of a file (some 70,000 answers) up to which all of it has a checksum; the rows of a larger one have theirs."""


def row_seal(columns: Iterable[object]) -> int:
    """Return the CRC-32 of a row's columns; True, 1 and 1.0 are one, as they are in a column of SQLite."""
    return zlib.crc32("\x1f".join(map(_written, columns)).encode("utf-8", "surrogatepass"))


def _written(value: object) -> str:
    if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return str(value)


@dataclass(frozen=True, slots=True)
class FileSeal:
    """What a file was when a program let go of it."""

    changes: int
    """SQLite's count of the changes to the file: where it is another one, the file was written since."""
    digest: str
    """Of the whole file; "" where that is too large."""
    answers: int
    """How many attempts it held."""
    day: str
    """The ISO date on which every page was last looked at."""
    is_open: bool = False
    """A program has written since, and has not let go of the file: there were at least so many attempts."""


def seal_of(db: sqlite3.Connection, day: str) -> FileSeal:
    """Return the seal of an open history."""
    answers = int(db.execute("SELECT count(*) FROM attempts").fetchone()[0])
    return FileSeal(*_state(db), answers, day)


def _state(db: sqlite3.Connection) -> tuple[int, str]:
    """Return the count of changes and the digest of all bytes, as one reader sees them."""
    (size,) = db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    if size > LARGEST_WHOLE:
        return _changes(db), ""
    content = db.serialize()
    return int.from_bytes(content[24:28], "big"), blake2b(content, digest_size=16).hexdigest()


def _changes(db: sqlite3.Connection) -> int:
    """Return the count of changes in the header of a large file."""
    (path,) = db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    with Path(path).open("rb") as file:
        return int.from_bytes(file.read(28)[24:28], "big")


class Since(StrEnum):
    """What has become of a file since it was sealed."""

    SAME = "same"
    WRITTEN = "written"
    """A program wrote to it, and did not come to seal it; or it has no seal."""
    SPOILT = "spoilt"
    """Bytes have changed, though no program wrote to it."""


def since_sealed(db: sqlite3.Connection, seal: FileSeal | None) -> Since:
    """Compare a history with its seal, byte by byte."""
    if seal is None or not seal.digest:
        return Since.WRITTEN
    changes, digest = _state(db)
    if changes != seal.changes:
        return Since.WRITTEN
    return Since.SAME if digest == seal.digest else Since.SPOILT


def write_seal(path: Path, seal: FileSeal) -> None:
    """Keep the seal of a file beside it; raises OSError."""
    with partial_of(path) as partial:
        partial.write_text(json.dumps(asdict(seal)), encoding="utf-8")
        partial.replace(path)


def open_seal(path: Path) -> None:
    """Say beside a file that it is being written: where a program is killed, what it added is in no count."""
    seal = read_seal(path)
    if seal is not None and not seal.is_open:
        write_seal(path, replace(seal, is_open=True))


def read_seal(path: Path) -> FileSeal | None:
    """Return the seal of a file, None where there is none that can be read."""
    if not path.is_file():  # a named pipe would be waited for
        return None
    try:
        seal = FileSeal(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    is_one = all(type(value) is int for value in (seal.changes, seal.answers)) and type(seal.is_open) is bool
    return seal if is_one and all(isinstance(value, str) for value in (seal.digest, seal.day)) else None
