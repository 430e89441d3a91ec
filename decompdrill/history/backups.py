"""Backups of the history: how one is made, and which of them holds the most.

The log is only ever added to, so the backup that holds the most is the latest one. The date in a name is that of a clock,
which may have been wrong: it does not decide.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from decompdrill.history import schema
from decompdrill.history.placement import KEPT_BACKUPS, HistoryFiles
from decompdrill.io.files import make_private, partial_of, publish


class BackupContents(NamedTuple):
    """What a backup holds, in the order in which backups are compared; the file's time and its name are asked last."""

    last_attempt: int
    runs: int
    mtime_ns: int
    name: str


def latest_first(files: HistoryFiles) -> list[Path]:
    """Return the backups, the one that holds the most first; one that cannot be read last."""
    return sorted(files.all_backups(), key=_holding, reverse=True)


def back_up(db: sqlite3.Connection, files: HistoryFiles, now_ms: int) -> Path:
    """Copy a history to the backup of this day, drop all beyond `KEPT_BACKUPS`, and return its path."""
    place = files.backup_of(now_ms)
    make_private(place.parent)
    files.drop_partial_backups()
    with partial_of(place) as partial:
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            db.backup(copy)
        publish(partial, place)
    # A history that was begun anew, or put there by hand, may hold less than all of them: its own backup stays.
    _drop([backup for backup in latest_first(files) if backup != place][KEPT_BACKUPS - 1 :])
    return place


def _drop(backups: Iterable[Path]) -> None:
    for backup in backups:
        backup.unlink(missing_ok=True)


def _holding(backup: Path) -> BackupContents:
    try:
        mtime_ns = backup.stat().st_mtime_ns
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return BackupContents(*_counts(db), mtime_ns, backup.name)
    except (OSError, sqlite3.Error):
        return BackupContents(-1, 0, 0, backup.name)


def _counts(db: sqlite3.Connection) -> tuple[int, int]:
    if schema.pragma_number(db, "application_id") != schema.APPLICATION_ID:
        raise sqlite3.DatabaseError
    last = int(db.execute("SELECT coalesce(max(id), 0) FROM attempts").fetchone()[0])
    runs = 0
    with suppress(sqlite3.OperationalError):  # the first version of the schema had none
        runs = int(db.execute("SELECT count(*) FROM runs").fetchone()[0])
    return last, runs
