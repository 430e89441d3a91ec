"""Backups of the history: how one is made, which of them holds the most, and which are kept.

They are ordered by what they hold. The log is only ever added to, so that the one with more in it is the later one; where
something was taken back on purpose (an import, or by putting an old backup in place) a new era begins, which is later than all
before. The dates of names and files are those of a clock, which may have been wrong: they decide last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from decompdrill.history import schema
from decompdrill.history.faults import damage_is_named
from decompdrill.history.moments import utc
from decompdrill.history.placement import HistoryFiles
from decompdrill.io.files import make_private, partial_of, publish

TIERS = (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12))
"""Of the last seven days with answers the backup that holds the most is kept, of four weeks, and of twelve months."""
ERAS = 2
"""Of so many eras the backup that holds the most is kept too: what was taken back by mistake a moment ago is still there."""
KEPT_UNREADABLE = 3
ERA = "era"
"""The note of how often something was taken back on purpose."""
BACKED_UP = "backed up"
"""The note of the last attempt that is in a backup."""


class Holding(NamedTuple):
    """What a history holds, in the order in which two are compared."""

    era: int
    last_attempt: int
    answers: int
    """Voided ones included."""
    voided: int
    runs: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup and what it holds; `holding` is None where it cannot be read."""

    path: Path
    holding: Holding | None
    last_ms: int
    """When the attempt was given that came last."""
    checksum: int | None
    """Of all answers and runs; None where a version of the schema had none."""
    mtime_ns: int

    @property
    def rank(self) -> tuple[object, ...]:
        """What backups are ordered by; the file's time and its name come last."""
        nothing = Holding(-1, 0, 0, 0, 0)
        return (*(self.holding or nothing), self.mtime_ns, self.path.name)


def backups_of(files: HistoryFiles) -> list[Backup]:
    """Return the backups, the one that holds the most first; one that cannot be read last."""
    return _ranked(map(_looked_into, files.all_backups()))


def _ranked(backups: Iterable[Backup]) -> list[Backup]:
    return sorted(backups, key=lambda backup: backup.rank, reverse=True)


def latest_first(files: HistoryFiles) -> list[Path]:
    """Return the paths of the backups, the one that holds the most first; one that cannot be read last."""
    return [backup.path for backup in backups_of(files)]


def back_up(db: sqlite3.Connection, files: HistoryFiles, now_ms: int) -> Path:
    """Leave a backup of a history, drop those that no tier keeps, and return its path; one that holds the same serves."""
    before, held = backups_of(files), (holding_of(db), _checksum_of(db))
    for backup in before:
        if backup.checksum is not None and (backup.holding, backup.checksum) == held:
            return backup.path
    unreadable = {backup.path for backup in before if backup.holding is None}
    place = next(place for place in files.backup_places(now_ms) if place in unreadable or not place.exists())
    make_private(place.parent)
    files.drop_partial_backups()
    with partial_of(place) as partial:
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            db.backup(copy)
        publish(partial, place)
    # A history that was begun anew, or put there by hand, may hold less than all of them: its own backup stays.
    others = (backup for backup in before if backup.path != place)
    for superfluous in _superfluous(_ranked([*others, _looked_into(place)])):
        if superfluous != place:
            superfluous.unlink(missing_ok=True)
    return place


def _superfluous(backups: Sequence[Backup]) -> list[Path]:
    """Return the backups that no tier keeps, from all of them, the one that holds the most first."""
    readable = [backup for backup in backups if backup.holding is not None]
    kept: set[Path] = {
        backup.path for backup in backups if backup.holding is None and backup in backups[-KEPT_UNREADABLE:]
    }
    eras: set[int] = set()
    for backup in readable:
        if backup.holding is not None and backup.holding.era not in eras and len(eras) < ERAS:
            eras.add(backup.holding.era)
            kept.add(backup.path)
    for period, most in TIERS:
        seen: set[str] = set()
        for backup in readable:
            when = _day(backup.last_ms).strftime(period)
            if when not in seen and len(seen) < most:
                seen.add(when)
                kept.add(backup.path)
    return [backup.path for backup in backups if backup.path not in kept]


def _day(at_ms: int) -> date:
    return utc(at_ms).date()


def _looked_into(path: Path) -> Backup:
    try:
        mtime_ns = path.stat().st_mtime_ns
        with damage_is_named(), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            if schema.pragma_number(db, "application_id") != schema.APPLICATION_ID:
                raise sqlite3.DatabaseError
            holding = holding_of(db)
            last = db.execute("SELECT at_ms FROM attempts WHERE id = ?", (holding.last_attempt,)).fetchone()
            return Backup(path, holding, 0 if last is None else last[0], _checksum_of(db), mtime_ns)
    except (OSError, sqlite3.Error):
        return Backup(path, None, 0, None, 0)


def _checksum_of(db: sqlite3.Connection) -> int | None:
    """Return the sum of the checksums of all rows."""
    with suppress(sqlite3.OperationalError):
        total = "SELECT (SELECT total(seal) FROM attempts) + (SELECT total(seal) FROM runs)"
        return int(db.execute(total).fetchone()[0])
    return None


def holding_of(db: sqlite3.Connection) -> Holding:
    """Return what a history of any version of the schema holds."""
    counts = "SELECT coalesce(max(id), 0), count(*), count(voided_by) FROM attempts"
    last, answers, voided = db.execute(counts).fetchone()
    runs = 0
    with suppress(sqlite3.OperationalError):  # the first version of the schema had none
        runs = int(db.execute("SELECT count(*) FROM runs").fetchone()[0])
    return Holding(note(db, ERA), last, answers, voided, runs)


def note(db: sqlite3.Connection, name: str) -> int:
    """Return what a history notes of itself; 0 where it notes nothing."""
    with suppress(sqlite3.OperationalError):  # older versions of the schema had no notes
        found = db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return 0 if found is None else int(found[0])
    return 0


def write_note(db: sqlite3.Connection, name: str, value: int) -> None:
    """Let a history note something of itself."""
    db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))


def begin_era(db: sqlite3.Connection, files: HistoryFiles) -> None:
    """Let what the history holds from now on be later than all backups, though it holds less."""
    eras = [backup.holding.era for backup in backups_of(files) if backup.holding is not None]
    write_note(db, ERA, 1 + max((note(db, ERA), *eras)))
