"""Rows read from the pages of a damaged file, one by one, without SQLite, which gives such a file up.

What a page and a record look like is in https://www.sqlite.org/fileformat2.html. A row is taken where its page still says where
it is, its columns are what an attempt or a run has, and its checksum holds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from decompdrill.history.attempts import AttemptRow, Mode, TimedRunRow
from decompdrill.history.log import COLUMNS, attempt_seal
from decompdrill.history.seals import row_seal
from decompdrill.model import Outcome

Column: TypeAlias = int | float | str | bytes | None

PAGE_SIZE = 4096
"""Of the files that this version makes."""
TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x0A, 0x02
STORED = (*COLUMNS[:-1], "came_by", "void_came_by", "seal", COLUMNS[-1])
"""The columns of an attempt behind its id in the order in which they came to the table."""
FEWEST = len(COLUMNS) - 1
"""Columns of an attempt in the first version of the schema; those that came later are missing in a row that is as old."""
MOST = 1 + len(STORED)


@dataclass(frozen=True, slots=True)
class SavedAttempt:
    """An attempt that could be read, with its id, and the import that it came by."""

    row: AttemptRow
    came_by: int | None


@dataclass(slots=True)
class Saved:
    """What could be read of a file."""

    attempts: dict[int, SavedAttempt] = field(default_factory=dict)
    runs: dict[str, TimedRunRow] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    """Of every attempt that was there for sure, whether it can be read or not."""


def salvaged(content: bytes) -> Saved:
    """Return every attempt and run that can be read of a history whose file has these bytes.

    The size of a page, which the header has, may be damaged as well: what this version writes is tried too, and the one by
    which more can be read is right.
    """
    sizes = dict.fromkeys((_named_page_size(content), PAGE_SIZE))
    return max((_salvaged_by(content, size) for size in sizes), key=lambda saved: len(saved.attempts) + len(saved.ids))


def _salvaged_by(content: bytes, page_size: int) -> Saved:
    saved, pages = Saved(), _Pages(content, page_size)
    for number in range(1, pages.count + 1):
        kind = pages.kind(number)
        if kind == TABLE_LEAF:
            for rowid, columns in pages.rows(number):
                _take(saved, rowid, columns)
        elif kind in (INDEX_LEAF, INDEX_INTERIOR):
            saved.ids.update(rowid for columns in pages.keys(number) for rowid in _attempt_of(columns))
    saved.ids.update(saved.attempts)
    return saved


def _take(saved: Saved, rowid: int, columns: Sequence[Column]) -> None:
    """Add a row to what was saved, if it is an attempt or a run; one that is damaged counts as an attempt that was there."""
    if FEWEST <= len(columns) <= MOST:
        # An attempt's own id is no column of its record: its place is empty.
        own = dict(zip(STORED, [*columns[1:], *[None] * (MOST - len(columns))], strict=True))
        came_by, seal = own["came_by"], own["seal"]
        row = _attempt(rowid, [own[name] for name in COLUMNS])
        if row is not None and seal in (None, attempt_seal(row)):
            saved.attempts[rowid] = SavedAttempt(row, came_by if isinstance(came_by, int) else None)
        elif row is not None:
            saved.ids.add(rowid)
        return
    run = _run(columns)
    if run is not None:
        saved.runs[run.session] = run


def _attempt(rowid: int, columns: Sequence[Column]) -> AttemptRow | None:
    """Return the attempt that these columns are, None where they are not those of one."""
    if rowid < 1 or not all(map(_is_one_of, columns, _TYPES)):
        return None
    named = dict(zip(COLUMNS, columns, strict=True))
    if named["mode"] not in _MODES or named["outcome"] not in _OUTCOMES:
        return None
    named |= {"saw_solution": bool(named["saw_solution"]), "credit": float(named["credit"] or 0)}
    return AttemptRow(id=rowid, **named)  # type: ignore[arg-type]


_MODES = frozenset(mode.value for mode in Mode)
_OUTCOMES = frozenset([None, *(outcome.value for outcome in Outcome)])
_TEXT, _NUMBER, _MAYBE_TEXT, _MAYBE_NUMBER, _REAL = (str,), (int,), (str, type(None)), (int, type(None)), (int, float)
_TYPE_OF: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("seed", "level", "hints", "attempt", "saw_solution"), _NUMBER),
    **dict.fromkeys(("answer_ms", "at_ms", "utc_offset_min"), _NUMBER),
    **dict.fromkeys(("outcome", "slip", "voided_by", "more", "working"), _MAYBE_TEXT),
    "first_key_ms": _MAYBE_NUMBER,
    "credit": _REAL,
}
_OLD_RUN = 11
"""Columns of a run before its time could be moved."""
_RUN_TYPES = (_TEXT, _TEXT, *[_NUMBER] * 8, _TEXT, _NUMBER, _MAYBE_TEXT)
_TYPES = tuple(_TYPE_OF.get(name, _TEXT) for name in COLUMNS)


def _is_one_of(value: Column, types: tuple[type, ...]) -> bool:
    return type(value) in types


def _run(columns: Sequence[Column]) -> TimedRunRow | None:
    """Return the timed run that these columns are, None where they are not those of one."""
    if len(columns) not in (_OLD_RUN, len(_RUN_TYPES) + 1):
        return None
    *own, seal = columns if len(columns) > _OLD_RUN else [*columns, 0, None, None]
    if not all(map(_is_one_of, own, _RUN_TYPES)):
        return None
    run = TimedRunRow(*own)  # type: ignore[arg-type]
    return run._replace(is_whole=bool(run.is_whole)) if seal in (None, row_seal(run)) else None


def _attempt_of(columns: Sequence[Column]) -> Iterator[int]:
    """Yield the id that an entry of the index of showings has: session, question, seed, id."""
    match columns:
        case [str(), str(), int(), int(rowid)] if rowid > 0:
            yield rowid


# ---- pages ---------------------------------------------------------------------------------------------------------


class _Pages:
    """The pages of a file, of which any may be damaged; nothing here raises for that."""

    def __init__(self, content: bytes, page_size: int) -> None:
        self._content = content
        self.size = page_size
        self.count = -(-len(content) // self.size)

    def _page(self, number: int) -> bytes:
        page = self._content[(number - 1) * self.size : number * self.size]
        return page + bytes(self.size - len(page))

    def kind(self, number: int) -> int:
        """Return the first byte of a page, which says what it holds; the first page has the file's header before it."""
        return self._page(number)[100 if number == 1 else 0]

    def rows(self, number: int) -> Iterator[tuple[int, list[Column]]]:
        """Yield each row of a leaf of a table with its id."""
        page = self._page(number)
        for at in self._cells(page, number, header=8):
            try:
                length, at = _varint(page, at)
                rowid, at = _varint(page, at)
                yield rowid, _columns(self._payload(page, at, length, self.size - 35))
            except (IndexError, ValueError, UnicodeDecodeError, struct.error):
                continue

    def keys(self, number: int) -> Iterator[list[Column]]:
        """Yield each entry of a page of an index."""
        page = self._page(number)
        is_leaf = page[0] == INDEX_LEAF
        for at in self._cells(page, number, header=8 if is_leaf else 12):
            try:
                length, at = _varint(page, at if is_leaf else at + 4)
                yield _columns(self._payload(page, at, length, (self.size - 12) * 64 // 255 - 23))
            except (IndexError, ValueError, UnicodeDecodeError, struct.error):
                continue

    def _cells(self, page: bytes, number: int, header: int) -> Iterator[int]:
        """Yield where the cells of a page begin, as its array of pointers says."""
        start = 100 if number == 1 else 0
        (count,) = struct.unpack_from(">H", page, start + 3)
        first = start + header
        for place in range(first, min(first + 2 * count, self.size - 1), 2):
            (at,) = struct.unpack_from(">H", page, place)
            if first + 2 * count <= at < self.size - 3:
                yield at

    def _payload(self, page: bytes, at: int, length: int, most: int) -> bytes:
        """Return the bytes of a cell, of which those that do not fit are on pages of their own."""
        if length <= most:
            return page[at : at + length]
        if length > len(self._content):
            raise ValueError
        least = (self.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.size - 4)
        here = here if here <= most else least
        parts = [page[at : at + here]]
        (following,) = struct.unpack_from(">I", page, at + here)
        left = length - here
        while left > 0 and 0 < following <= self.count:
            more = self._page(following)
            parts.append(more[4 : 4 + left])
            left -= len(parts[-1])
            (following,) = struct.unpack_from(">I", more, 0)
        return b"".join(parts)


def _named_page_size(content: bytes) -> int:
    """Return the size of a page as the header has it, or what it is here where the header has none."""
    named = int.from_bytes(content[16:18], "big")
    size = 65_536 if named == 1 else named
    is_possible = content[:16] == b"SQLite format 3\0" and 512 <= size <= 65_536 and not size & (size - 1)
    return size if is_possible else PAGE_SIZE


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where the next thing begins."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    value = value << 8 | data[at + 8]
    return (value - 2**64 if value >= 2**63 else value), at + 9


_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


def _columns(record: bytes) -> list[Column]:
    """Return the values of a record; raises ValueError or IndexError where it is none."""
    end, at = _varint(record, 0)
    types: list[int] = []
    while at < end:
        kind, at = _varint(record, at)
        types.append(kind)
    if at != end:
        raise ValueError
    values: list[Column] = []
    for kind in types:
        size = _SIZES[kind] if kind in _SIZES else (kind - 12) // 2
        if kind in (10, 11) or size < 0 or end + size > len(record):
            raise ValueError
        values.append(_value(kind, record[end : end + size]))
        end += size
    if end != len(record):
        raise ValueError
    return values


def _value(kind: int, data: bytes) -> Column:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        (number,) = struct.unpack(">d", data)
        return float(number)
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    return data if kind % 2 == 0 else data.decode()
