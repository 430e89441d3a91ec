"""How what another history exported is added to the log, and how that is taken back whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from decompdrill.history import log, tallies
from decompdrill.history.attempts import AttemptRow, Showing, TimedRunRow


@dataclass(frozen=True, slots=True)
class Imported:
    """How many imported attempts were new, how many were known, and how many of the known are now voided."""

    added: int
    known: int
    voided: int


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """What was taken back of an import: attempts that it added, attempts that it voided, and when it was."""

    removed: int
    unvoided: int
    at_ms: int


def begin(db: sqlite3.Connection, now_ms: int) -> int:
    """Note a new import, and return its number."""
    number = db.execute("INSERT INTO imports (at_ms, is_undone) VALUES (?, 0)", (now_ms,)).lastrowid
    assert number is not None
    return number


def drop_empty(db: sqlite3.Connection, number: int) -> None:
    """Forget an import that changed nothing: there is nothing of it to take back."""
    came = (
        "SELECT 1 FROM attempts WHERE came_by = ? OR void_came_by = ? UNION ALL SELECT 1 FROM replaced WHERE import = ?"
    )
    if db.execute(f"{came} LIMIT 1", (number, number, number)).fetchone() is None:
        db.execute("DELETE FROM imports WHERE id = ?", (number,))


def add_attempts(db: sqlite3.Connection, number: int, rows: Iterable[AttemptRow]) -> Imported:
    """Add the attempts that are not there, and void those that were voided elsewhere; the tallies are left as they are."""
    added = known = voided = 0
    stored: dict[Showing, dict[tuple[int, int, str], AttemptRow]] = {}
    for row in rows:
        if row.showing not in stored:
            stored[row.showing] = log.attempts_in(db, row.showing)
        here, name = stored[row.showing], log.copied(row)
        if name not in here:
            here[name] = row._replace(id=log.insert(db, row, number))
            added += 1
            continue
        known += 1
        if here[name].voided_by is None and row.voided_by is not None:
            here[name] = log.mark_void(db, here[name], row.voided_by, number)
            voided += 1
    return Imported(added, known, voided)


def add_runs(db: sqlite3.Connection, number: int, runs: Iterable[TimedRunRow]) -> None:
    """Add the timed runs that are not there; of one that is there already the time that was mended is kept."""
    for run in runs:
        before = log.run_of(db, run.session)
        if log.insert_run(db, run):
            _note(db, number, "run", run.session, None if before is None else json.dumps(before))


def _note(db: sqlite3.Connection, number: int, kind: str, name: str, before: str | None) -> None:
    """Write down what stood where an import put something; of what it put there twice, what stood there at first."""
    db.execute("INSERT OR IGNORE INTO replaced VALUES (?, ?, ?, ?)", (number, kind, name, before))


def undo_last(db: sqlite3.Connection) -> UndoneImport | None:
    """Take back the last import that was not taken back yet: what it added is deleted, what it voided counts again."""
    last = db.execute("SELECT id, at_ms FROM imports WHERE NOT is_undone ORDER BY id DESC LIMIT 1").fetchone()
    if last is None:
        return None
    number, at_ms = last
    db.execute("PRAGMA secure_delete = ON")
    db.execute("UPDATE imports SET is_undone = 1 WHERE id = ?", (number,))
    removed = db.execute("DELETE FROM attempts WHERE came_by = ?", (number,)).rowcount
    unvoided = log.unvoid(db, number)
    for kind, name, before in db.execute(
        "SELECT kind, name, before FROM replaced WHERE import = ?", (number,)
    ).fetchall():
        _put_back(db, kind, name, before)
    db.execute("DELETE FROM replaced WHERE import = ?", (number,))
    tallies.rebuild_tallies(db)
    return UndoneImport(removed, unvoided, at_ms)


def _put_back(db: sqlite3.Connection, kind: str, name: str, before: str | None) -> None:
    assert kind == "run"
    log.delete_run(db, name)
    if before is not None:
        log.insert_run(db, TimedRunRow(*json.loads(before)))
