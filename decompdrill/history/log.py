"""The log of attempts and of timed runs: how an `AttemptRow` and a `TimedRunRow` are written to its tables and read from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from decompdrill.history.attempts import AttemptRow, SessionRow, SettingRow, Showing, TimedRunRow, UnknownLine
from decompdrill.history.seals import row_seal
from decompdrill.names import folded

COLUMNS = AttemptRow._fields[1:]
_SAW_SOLUTION = 1 + COLUMNS.index("saw_solution")
IN_TIME = "at_ms, session, question, seed, attempt, text, id"
"""The order in which attempts happened, that of `AttemptRow.moment`.

It depends on nothing but what they hold, so that two machines with the same attempts have them in the same order, whichever
came first; only exact copies are told apart by their id.
"""
LAST_FIRST = ", ".join(f"{name} DESC" for name in IN_TIME.split(", "))

PLAUSIBLE = "at_ms BETWEEN ? AND ? AND study_day BETWEEN ? AND ?"
"""Chooses the attempts whose time is plausible, by `PlausibleTimes.bounds`."""

_SELECT = f"SELECT id, {', '.join(COLUMNS)} FROM attempts"
_INSERT = (
    f"INSERT INTO attempts (id, {', '.join(COLUMNS)}, came_by, seal) VALUES (?, {', '.join('?' * len(COLUMNS))}, ?, ?)"
)


def select(db: sqlite3.Connection, where: str, *values: object) -> Iterator[AttemptRow]:
    """Yield the attempts that a clause chooses."""
    for found in db.execute(f"{_SELECT} {where}", values):
        columns = list(found)
        columns[_SAW_SOLUTION] = bool(columns[_SAW_SOLUTION])
        yield AttemptRow(*columns)


def attempts_at(db: sqlite3.Connection, question: str) -> tuple[AttemptRow, ...]:
    """Return the attempts at a question that are not voided, from all machines, the oldest first."""
    return tuple(select(db, f"WHERE question = ? AND voided_by IS NULL ORDER BY {IN_TIME}", question))


def insert(db: sqlite3.Connection, row: AttemptRow, came_by: int | None = None) -> int:
    """Add an attempt, which came by an import or was given here, and return its id."""
    return _inserted(db, None, row, came_by)


def insert_saved(db: sqlite3.Connection, row: AttemptRow, came_by: int | None) -> int:
    """Add an attempt that was saved from another file, under its own id where that is free; return its id."""
    is_taken = db.execute("SELECT 1 FROM attempts WHERE id = ?", (row.id,)).fetchone() is not None
    return _inserted(db, None if is_taken else row.id, row, came_by)


def _inserted(db: sqlite3.Connection, number: int | None, row: AttemptRow, came_by: int | None) -> int:
    added = db.execute(_INSERT, (number, *row[1:], came_by, attempt_seal(row))).lastrowid
    assert added is not None
    return added


def mark_void(db: sqlite3.Connection, row: AttemptRow, reason: str | None, came_by: int | None = None) -> AttemptRow:
    """Write down what voided an attempt, or that nothing does, and by which import that came; return it as it is now."""
    now = row._replace(voided_by=reason)
    change(db, now, came_by)
    return now


def came_by(db: sqlite3.Connection, number: int) -> int | None:
    """Return the import that an attempt came by, None where it was given here."""
    (found,) = db.execute("SELECT came_by FROM attempts WHERE id = ?", (number,)).fetchone()
    return None if found is None else int(found)


def unvoid(db: sqlite3.Connection, came_by: int) -> tuple[AttemptRow, ...]:
    """Let the attempts count again that an import voided, and return them."""
    rows = tuple(select(db, "WHERE void_came_by = ?", came_by))
    return tuple(mark_void(db, row, None) for row in rows)


def seal_all(db: sqlite3.Connection) -> None:
    """Give every row of an older schema its checksum."""
    db.create_function("row_seal", -1, lambda *columns: row_seal(columns), deterministic=True)
    db.create_function("attempt_seal", -1, lambda *columns: _attempt_seal(columns), deterministic=True)
    db.execute(f"UPDATE attempts SET seal = attempt_seal({', '.join(COLUMNS)}) WHERE seal IS NULL")
    db.execute(f"UPDATE runs SET seal = row_seal({', '.join(_RUN)}) WHERE seal IS NULL")


def unsound_rows(db: sqlite3.Connection) -> int:
    """Return how many rows have another checksum than they had when they were written."""
    there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info('attempts')")}
    own = [name for name in COLUMNS if name in there]  # an older file has not all of them
    return sum(
        seal is not None and seal_of(columns) != seal
        for table, names, seal_of in (("attempts", own, _attempt_seal), ("runs", _RUN, row_seal))
        for *columns, seal in db.execute(f"SELECT {', '.join(names)}, seal FROM {table}")
    )


def attempt_seal(row: AttemptRow) -> int:
    """Return the checksum of an attempt."""
    return _attempt_seal(row[1:])


def _attempt_seal(columns: Sequence[object]) -> int:
    """Return the checksum of an attempt's columns: without a working it is what it was before there was that column."""
    has_none = len(columns) == len(COLUMNS) and columns[-1] is None
    return row_seal(columns[:-1] if has_none else columns)


def copied(row: AttemptRow) -> tuple[int, int, str]:
    """Return what two attempts of one showing have in common where one is a copy of the other."""
    return row.attempt, row.at_ms, row.text


def attempts_in(db: sqlite3.Connection, showing: Showing) -> dict[tuple[int, int, str], AttemptRow]:
    """Return the stored attempts of a showing by what their copies have in common; of copies the oldest."""
    rows = select(db, "WHERE session = ? AND question = ? AND seed = ? ORDER BY id DESC", *showing)
    return {copied(row): row for row in rows}


_RUN = tuple(f'"{name}"' for name in TimedRunRow._fields)
_SELECT_RUNS = f"SELECT {', '.join(_RUN)} FROM runs"
_MOVED = ", ".join(f"{name} = excluded.{name}" for name in (*_RUN, "seal"))
_INSERT_RUN = (
    f"INSERT INTO runs ({', '.join(_RUN)}, seal) VALUES ({', '.join('?' * len(_RUN))}, ?) "
    f"ON CONFLICT (session) DO UPDATE SET {_MOVED} WHERE (excluded.moves, excluded.at_ms) > (moves, at_ms)"
)


def insert_run(db: sqlite3.Connection, run: TimedRunRow) -> bool:
    """Add a timed run; of one that is there already the time that was mended is kept, and False comes back for the same."""
    return db.execute(_INSERT_RUN, (*run, row_seal(run))).rowcount > 0


def run_of(db: sqlite3.Connection, session: str) -> TimedRunRow | None:
    """Return the timed run of a session, if it is one."""
    found = db.execute(f"{_SELECT_RUNS} WHERE session = ?", (session,)).fetchone()
    return None if found is None else TimedRunRow(*found)


def delete_run(db: sqlite3.Connection, session: str) -> None:
    """Take a timed run away, as where the import that brought it is taken back."""
    db.execute("DELETE FROM runs WHERE session = ?", (session,))


def session_of(db: sqlite3.Connection, session: str) -> SessionRow | None:
    """Return a session that was begun at a terminal."""
    return next((found for found in sessions(db, "WHERE session = ?", session)), None)


def sessions(db: sqlite3.Connection, where: str = "", *values: object) -> Iterator[SessionRow]:
    """Yield the sessions that were begun at a terminal, or those that a clause chooses."""
    query = f"SELECT {', '.join(SessionRow._fields)} FROM plans {where} ORDER BY began_ms, session"
    yield from (SessionRow(*found) for found in db.execute(query, values))


def put_session(db: sqlite3.Connection, row: SessionRow) -> None:
    """Keep a session, in the place of what was known of it."""
    db.execute(f"INSERT OR REPLACE INTO plans ({', '.join(SessionRow._fields)}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def settings(db: sqlite3.Connection) -> Iterator[SettingRow]:
    """Yield what was set up."""
    yield from (
        SettingRow(*found) for found in db.execute("SELECT name, value, at_ms, more FROM settings ORDER BY name")
    )


def put_setting(db: sqlite3.Connection, row: SettingRow) -> None:
    """Keep a setting, in the place of what it was."""
    db.execute("INSERT OR REPLACE INTO settings (name, value, at_ms, more) VALUES (?, ?, ?, ?)", row)


def open_lines(db: sqlite3.Connection, showing: Showing) -> tuple[str, ...]:
    """Return the lines of a working that is not finished, in their order."""
    query = "SELECT text FROM open_lines WHERE session = ? AND question = ? AND seed = ? ORDER BY number"
    return tuple(text for (text,) in db.execute(query, showing))


def put_open_lines(db: sqlite3.Connection, showing: Showing, texts: Sequence[str]) -> None:
    """Keep the lines of a working that is not finished, in the place of those that were there."""
    db.execute("DELETE FROM open_lines WHERE session = ? AND question = ? AND seed = ?", showing)
    rows = [(*showing, number, text) for number, text in enumerate(texts, 1)]
    db.executemany("INSERT INTO open_lines (session, question, seed, number, text) VALUES (?, ?, ?, ?, ?)", rows)


def drop_open_lines(db: sqlite3.Connection, session: str) -> None:
    """Let go of the lines of a session that has ended."""
    db.execute("DELETE FROM open_lines WHERE session = ?", (session,))


def unknown_lines(db: sqlite3.Connection) -> Iterator[UnknownLine]:
    """Yield the lines that a later version wrote."""
    yield from (UnknownLine(*found) for found in db.execute("SELECT line FROM unknown_lines ORDER BY line"))


def put_unknown_line(db: sqlite3.Connection, row: UnknownLine) -> bool:
    """Keep a line that a later version wrote; False where it is there."""
    return db.execute("INSERT OR IGNORE INTO unknown_lines (line) VALUES (?)", row).rowcount > 0


def change(db: sqlite3.Connection, row: AttemptRow, void_came_by: int | None = None) -> None:
    """Write down another state of an attempt that is there: what voided it, by which import that came, and its further fields."""
    query = "UPDATE attempts SET voided_by = ?, void_came_by = ?, more = ?, seal = ? WHERE id = ?"
    db.execute(query, (row.voided_by, void_came_by, row.more, attempt_seal(row), row.id))


def void_came_by(db: sqlite3.Connection, number: int) -> int | None:
    """Return the import that voided an attempt, None where none did."""
    (found,) = db.execute("SELECT void_came_by FROM attempts WHERE id = ?", (number,)).fetchone()
    return None if found is None else int(found)


def move_run(db: sqlite3.Connection, run: TimedRunRow) -> None:
    """Give a run another time."""
    insert_run(db, run._replace(moves=run.moves + 1))


def runs(db: sqlite3.Connection, drill: str | None) -> Iterator[TimedRunRow]:
    """Yield the runs of a drill, in whichever spelling of its topics, or all, the oldest first."""
    for found in db.execute(f"{_SELECT_RUNS} ORDER BY at_ms, session"):
        run = TimedRunRow(*found)
        if drill is None or _comparable(run.drill) == _comparable(drill):
            yield run._replace(is_whole=bool(run.is_whole))


def _comparable(drill: str) -> tuple[str, str]:
    """Return what is the same for the runs of one drill: its topics in one spelling, and all else of it."""
    topics, _, rest = drill.partition(", ")
    return folded(topics), rest
