"""The log of attempts as a table; the only owner of how a `Row` is written and read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from decompdrill.history import Row

COLUMNS = Row._fields[1:]
_SAW_SOLUTION = 1 + COLUMNS.index("saw_solution")
_SELECT = f"SELECT id, {', '.join(COLUMNS)} FROM attempts"
_INSERT = f"INSERT INTO attempts ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def select(db: sqlite3.Connection, where: str, *values: object) -> Iterator[Row]:
    """Yield the attempts that a clause chooses."""
    for found in db.execute(f"{_SELECT} {where}", values):
        columns = list(found)
        columns[_SAW_SOLUTION] = bool(columns[_SAW_SOLUTION])
        yield Row(*columns)


def of_question(db: sqlite3.Connection, question: str) -> tuple[Row, ...]:
    """Return the attempts at a question that are not voided, the oldest first, whichever machine they came from."""
    return tuple(select(db, "WHERE question = ? AND voided_by IS NULL ORDER BY study_day, id", question))


def insert(db: sqlite3.Connection, row: Row) -> int:
    """Add an attempt and return its id."""
    added = db.execute(_INSERT, tuple(getattr(row, name) for name in COLUMNS)).lastrowid
    assert added is not None
    return added


def mark_void(db: sqlite3.Connection, attempt_id: int, reason: str) -> None:
    """Write down what voided an attempt."""
    db.execute("UPDATE attempts SET voided_by = ? WHERE id = ?", (reason, attempt_id))


def twin(db: sqlite3.Connection, row: Row) -> Row | None:
    """Return the attempt of which this one is a copy that came from elsewhere."""
    where = "WHERE session = ? AND question = ? AND seed = ? AND attempt = ? AND at_ms = ? AND text = ?"
    return next(select(db, where, row.session, row.question, row.seed, row.attempt, row.at_ms, row.text), None)
