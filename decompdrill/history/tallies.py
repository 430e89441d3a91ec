"""What is summed up of the log, kept up to date attempt by attempt and rebuilt as a whole.

A showing counts for the objective and on the day of its first attempt, and is right by its last. A voided attempt is as
good as none.
"""

from __future__ import annotations

import sqlite3
from itertools import groupby

from decompdrill.history.attempts import AttemptRow, Mode, Showing, is_right_at_once, monday_of
from decompdrill.history.log import LAST_FIRST, PLAUSIBLE, mark_void, select
from decompdrill.history.times import PlausibleTimes
from decompdrill.model import Outcome

RECENT = 100
_SHOWING = " AND ".join(f"{name} = ?" for name in Showing._fields)
_BY_SHOWING = ", ".join(Showing._fields)
_IN_SHOWING = "at_ms, attempt, text, id"
"""What is left of the order of attempts where they are of one showing."""
_ADD = (
    'ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, "right" = "right" + excluded."right", '
    "right_first = right_first + excluded.right_first"
)


def take_out(db: sqlite3.Connection, row: AttemptRow) -> None:
    """Take the showing of this attempt out of the tallies, before it changes."""
    _count(db, row.showing, -1)


def put_in(db: sqlite3.Connection, row: AttemptRow) -> None:
    """Put the showing of this attempt into the tallies, after it changed."""
    _count(db, row.showing, 1)


def count_slip(db: sqlite3.Connection, row: AttemptRow, sign: int) -> None:
    """Count the slip of an attempt, or take it back."""
    if row.slip is not None:
        upsert = "INSERT INTO slip_tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count"
        db.execute(upsert, (row.slip, monday_of(row.study_day), sign))


def make_stale(db: sqlite3.Connection, row: AttemptRow) -> None:
    """Let a question's card be worked out again; timed runs never move it."""
    if row.mode != Mode.TIMED:
        upsert = "INSERT INTO cards VALUES (?, NULL, 1) ON CONFLICT DO UPDATE SET is_stale = 1 WHERE NOT is_stale"
        db.execute(upsert, (row.question,))


def void_attempt(db: sqlite3.Connection, row: AttemptRow, reason: str) -> None:
    """Void an attempt: from then on it counts nowhere."""
    take_out(db, row)
    mark_void(db, row, reason)
    put_in(db, row)
    count_slip(db, row, -1)
    make_stale(db, row)


def median_ms(db: sqlite3.Connection, objective: str, times: PlausibleTimes) -> int | None:
    """Return the median time of the right ones of the last attempts, in milliseconds; what was scripted took none."""
    query = (
        f"SELECT answer_ms FROM (SELECT * FROM attempts WHERE objective = ? AND {PLAUSIBLE} ORDER BY {LAST_FIRST} LIMIT ?) "
        "WHERE outcome = 'right' AND answer_ms > 0 AND voided_by IS NULL"
    )
    took = sorted(ms for (ms,) in db.execute(query, (objective, *times.bounds, RECENT)))
    return took[(len(took) - 1) // 2] if took else None


def rebuild_tallies(db: sqlite3.Connection) -> None:
    """Sum up the whole log again, and let every card be worked out again."""
    for table in ("objective_tally", "day_tally", "slip_tally", "cards"):
        db.execute(f"DELETE FROM {table}")
    objectives: dict[str, list[int]] = {}
    days: dict[str, list[int]] = {}
    counted = select(db, f"WHERE voided_by IS NULL ORDER BY {_BY_SHOWING}, {_IN_SHOWING}")
    for _, group in groupby(counted, key=lambda row: row.showing):
        rows = list(group)
        numbers = _numbers(rows)
        for sums in (
            objectives.setdefault(rows[0].objective, [0, 0, 0]),
            days.setdefault(rows[0].study_day, [0, 0, 0]),
        ):
            sums[:] = map(sum, zip(sums, numbers, strict=True))
    db.executemany(
        "INSERT INTO objective_tally VALUES (?, ?, ?, ?)", ((name, *sums) for name, sums in objectives.items())
    )
    db.executemany("INSERT INTO day_tally VALUES (?, ?, ?, ?)", ((day, *sums) for day, sums in days.items()))
    db.execute(
        "INSERT INTO slip_tally SELECT slip, date(study_day, 'weekday 0', '-6 days') AS week, count(*) FROM attempts "
        "WHERE slip IS NOT NULL AND voided_by IS NULL GROUP BY slip, week"
    )
    db.execute("INSERT INTO cards SELECT DISTINCT question, NULL, 1 FROM attempts WHERE mode <> ?", (Mode.TIMED,))


def _count(db: sqlite3.Connection, showing: Showing, sign: int) -> None:
    """Add what a showing counts for, or take it away."""
    rows = list(select(db, f"WHERE voided_by IS NULL AND {_SHOWING} ORDER BY {_IN_SHOWING}", *showing))
    if rows:
        numbers = [sign * number for number in _numbers(rows)]
        db.execute(f"INSERT INTO objective_tally VALUES (?, ?, ?, ?) {_ADD}", (rows[0].objective, *numbers))
        db.execute(f"INSERT INTO day_tally VALUES (?, ?, ?, ?) {_ADD}", (rows[0].study_day, *numbers))


def _numbers(showing: list[AttemptRow]) -> tuple[int, int, int]:
    """Return what a showing adds to `asked`, `right` and `right_first`."""
    return 1, int(showing[-1].outcome == Outcome.RIGHT), int(is_right_at_once(showing))
