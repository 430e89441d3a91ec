"""What is summed up of the log, kept up to date attempt by attempt and rebuilt as a whole; the only owner of what counts.

A showing is one question put once, whatever the tries. It counts for the objective and on the day of its first attempt,
is right by its last, and right at once where the first was right and unaided. A voided attempt is as good as none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from decompdrill.history.attempts import Row, monday_of
from decompdrill.history.log import mark_void

RECENT = 100
_MARKS = "objective, study_day, outcome, attempt, hints FROM attempts WHERE voided_by IS NULL"
_ADD = (
    'ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, "right" = "right" + excluded."right", '
    "right_first = right_first + excluded.right_first"
)


class _Mark(NamedTuple):
    """What the tallies need of an attempt."""

    objective: str
    day: str
    outcome: str | None
    attempt: int
    hints: int


class _Showing(NamedTuple):
    """What a showing adds to the tallies."""

    objective: str
    day: str
    right: int
    right_first: int


def take_out(db: sqlite3.Connection, row: Row) -> None:
    """Take the showing of this attempt out of the tallies, before it changes."""
    _count(db, _showing(_marks(db, row)), -1)


def put_in(db: sqlite3.Connection, row: Row) -> None:
    """Put the showing of this attempt into the tallies, after it changed."""
    _count(db, _showing(_marks(db, row)), 1)


def count_slip(db: sqlite3.Connection, row: Row, sign: int) -> None:
    """Count the slip of an attempt, or take it back."""
    if row.slip is not None:
        upsert = "INSERT INTO slip_tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count"
        db.execute(upsert, (row.slip, monday_of(row.study_day), sign))


def make_stale(db: sqlite3.Connection, row: Row) -> None:
    """Let a question's card be worked out again; timed runs never move it."""
    if row.mode != "timed":
        upsert = "INSERT INTO cards VALUES (?, NULL, 1) ON CONFLICT DO UPDATE SET is_stale = 1 WHERE NOT is_stale"
        db.execute(upsert, (row.question,))


def void(db: sqlite3.Connection, row: Row, reason: str) -> None:
    """Void an attempt: from then on it counts nowhere."""
    take_out(db, row)
    mark_void(db, row.id, reason)
    put_in(db, row)
    count_slip(db, row, -1)
    make_stale(db, row)


def median_ms(db: sqlite3.Connection, objective: str) -> int | None:
    """Return the median time of the right ones of the last attempts, in milliseconds; what was scripted took none."""
    query = (
        "SELECT answer_ms FROM (SELECT * FROM attempts WHERE objective = ? ORDER BY id DESC LIMIT ?) "
        "WHERE outcome = 'right' AND answer_ms > 0 AND voided_by IS NULL"
    )
    times = [ms for (ms,) in db.execute(query, (objective, RECENT))]
    return sorted(times)[(len(times) - 1) // 2] if times else None


def rebuild(db: sqlite3.Connection) -> None:
    """Sum up the whole log again, and let every card be worked out again."""
    for table in ("objective_tally", "day_tally", "slip_tally", "cards"):
        db.execute(f"DELETE FROM {table}")
    objectives: dict[str, list[int]] = {}
    days: dict[str, list[int]] = {}
    for showing in _all_showings(db):
        for sums in (objectives.setdefault(showing.objective, [0, 0, 0]), days.setdefault(showing.day, [0, 0, 0])):
            sums[0] += 1
            sums[1] += showing.right
            sums[2] += showing.right_first
    db.executemany(
        "INSERT INTO objective_tally VALUES (?, ?, ?, ?)", ((name, *sums) for name, sums in objectives.items())
    )
    db.executemany("INSERT INTO day_tally VALUES (?, ?, ?, ?)", ((day, *sums) for day, sums in days.items()))
    db.execute(
        "INSERT INTO slip_tally SELECT slip, date(study_day, 'weekday 0', '-6 days') AS week, count(*) FROM attempts "
        "WHERE slip IS NOT NULL AND voided_by IS NULL GROUP BY slip, week"
    )
    db.execute("INSERT INTO cards SELECT DISTINCT question, NULL, 1 FROM attempts WHERE mode <> 'timed'")


def _all_showings(db: sqlite3.Connection) -> Iterator[_Showing]:
    found = db.execute(f"SELECT session, question, seed, {_MARKS} ORDER BY session, question, seed, id")
    for _, group in groupby(found, key=lambda columns: columns[:3]):
        showing = _showing([_Mark(*columns[3:]) for columns in group])
        assert showing is not None
        yield showing


def _marks(db: sqlite3.Connection, row: Row) -> list[_Mark]:
    query = f"SELECT {_MARKS} AND session = ? AND question = ? AND seed = ? ORDER BY id"
    return [_Mark(*found) for found in db.execute(query, (row.session, row.question, row.seed))]


def _showing(marks: Sequence[_Mark]) -> _Showing | None:
    if not marks:
        return None
    first = marks[0]
    at_once = first.outcome == "right" and first.attempt == 1 and first.hints == 0
    return _Showing(first.objective, first.day, int(marks[-1].outcome == "right"), int(at_once))


def _count(db: sqlite3.Connection, showing: _Showing | None, sign: int) -> None:
    if showing is not None:
        numbers = (sign, sign * showing.right, sign * showing.right_first)
        db.execute(f"INSERT INTO objective_tally VALUES (?, ?, ?, ?) {_ADD}", (showing.objective, *numbers))
        db.execute(f"INSERT INTO day_tally VALUES (?, ?, ?, ?) {_ADD}", (showing.day, *numbers))
