"""How what another history exported is added to the log, and how that is taken back whole."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decompdrill.history import log, tallies
from decompdrill.history.attempts import AttemptRow, SessionRow, SettingRow, Showing, TimedRunRow, UnknownLine
from decompdrill.history.copies import superseded, united


@dataclass(frozen=True, slots=True)
class Imported:
    """How many imported attempts were new, how many were known, and how many of the known are now voided."""

    added: int
    known: int
    voided: int
    freed: int = 0
    """Of the known: those that were void because they had been moved, and count again."""
    runs: int = 0
    """Timed runs that were new, or have another time."""
    others: int = 0
    """Sessions, settings and lines of a later version that changed something."""


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
    added = known = voided = freed = 0
    stored: dict[Showing, dict[tuple[int, int, str], AttemptRow]] = {}
    new: set[int] = set()
    for row in rows:
        if row.showing not in stored:
            stored[row.showing] = log.attempts_in(db, row.showing)
        here, name = stored[row.showing], log.copied(row)
        if name not in here:
            here[name] = row._replace(id=log.insert(db, row, number))
            new.add(here[name].id)
            added += 1
            continue
        known += 1
        now = united(here[name], row)
        if now != here[name]:
            voided += _change(db, number, here[name], now)
            freed += now.voided_by is None and here[name].voided_by is not None
            here[name] = now
    for copies in stored.values():
        for now in superseded(tuple(copies.values())):
            voided += _change(db, number, copies[log.copied(now)], now) and now.id not in new
    return Imported(added, known, voided, freed)


def _change(db: sqlite3.Connection, number: int, was: AttemptRow, now: AttemptRow) -> bool:
    """Write down another state of an attempt, and return whether it counted before and does not now."""
    before = was.voided_by, log.void_came_by(db, was.id), was.more
    _note(db, number, "answer", str(was.id), json.dumps(before))
    is_voided = was.voided_by is None and now.voided_by is not None
    log.change(db, now, number if is_voided else None if now.voided_by is None else before[1])
    return is_voided


def add_others(db: sqlite3.Connection, number: int, came: Iterable[object]) -> Counter[str]:
    """Add timed runs, sessions, settings and unknown lines that are not there; return how many of each changed something."""
    changed: Counter[str] = Counter()
    for kept in came:
        match kept:
            case TimedRunRow():
                before: tuple[object, ...] | None = log.run_of(db, kept.session)
                kind, name, is_new = "run", kept.session, log.insert_run(db, kept)
            case SessionRow():
                before = session = log.session_of(db, kept.session)
                kind, name, is_new = "session", kept.session, _ends(session, kept)
                if is_new:
                    log.put_session(db, kept)
            case SettingRow():
                before = setting = next((s for s in log.settings(db) if s.name == kept.name), None)
                kind, name, is_new = "setting", kept.name, _is_later(setting, kept)
                if is_new:
                    log.put_setting(db, kept)
            case UnknownLine():
                before = None
                kind, name, is_new = "line", kept.line, log.put_unknown_line(db, kept)
            case _:
                continue
        if is_new:
            _note(db, number, kind, name, None if before is None else json.dumps(before))
            changed[kind] += 1
    return changed


def _ends(before: SessionRow | None, kept: SessionRow) -> bool:
    """Whether a session was not known, was not known to have ended, or comes with fields that it did not have."""
    if before is None or (before.ended_ms is None and kept.ended_ms is not None):
        return True
    return before.more is None and kept._replace(more=None) == before and kept.more is not None


def _is_later(before: SettingRow | None, kept: SettingRow) -> bool:
    """Whether a setting was not known, or was set up earlier; of two values of one moment the larger is kept, on every machine."""
    return before is None or _rank(kept) > _rank(before)


def _rank(setting: SettingRow) -> tuple[int, str, str]:
    return setting.at_ms, setting.value, setting.more or ""


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
    showings = {row.showing for row in unvoided}
    for kind, name, before in db.execute(
        "SELECT kind, name, before FROM replaced WHERE import = ?", (number,)
    ).fetchall():
        showings.update(_put_back(db, kind, name, before))
    for showing in showings:
        for row in superseded(log.attempts_in(db, showing).values()):
            log.change(db, row)
    db.execute("DELETE FROM replaced WHERE import = ?", (number,))
    tallies.rebuild_tallies(db)
    return UndoneImport(removed, len(unvoided), at_ms)


def _put_back(db: sqlite3.Connection, kind: str, name: str, before: str | None) -> Iterator[Showing]:
    """Let what an import put somewhere be what it was, or not there; yield the showing of an answer that is what it was."""
    was = None if before is None else json.loads(before)
    match kind:
        case "run":
            log.delete_run(db, name)
            if was is not None:
                log.insert_run(db, TimedRunRow(*was))
        case "session":
            db.execute("DELETE FROM plans WHERE session = ?", (name,))
            if was is not None:
                log.put_session(db, SessionRow(*was))
        case "setting":
            db.execute("DELETE FROM settings WHERE name = ?", (name,))
            if was is not None:
                log.put_setting(db, SettingRow(*was))
        case "line":
            db.execute("DELETE FROM unknown_lines WHERE line = ?", (name,))
        case _:
            for row in tuple(log.select(db, "WHERE id = ?", int(name))):
                _put_back_state(db, row, was or (row.voided_by, log.void_came_by(db, row.id), None))
                yield row.showing


def _put_back_state(db: sqlite3.Connection, row: AttemptRow, was: tuple[str | None, int | None, str | None]) -> None:
    """Let an answer be what it was before an import; what was voided here since stays void."""
    voided_by, came_by, more = was
    if row.voided_by is not None:
        voided_by, came_by = row.voided_by, log.void_came_by(db, row.id)
    log.change(db, row._replace(voided_by=voided_by, more=more), came_by)
