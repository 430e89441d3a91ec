"""What `history check` looks at: every page, the checksum of every row, and whether the summaries are what the rows add up to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from decompdrill.history import schema, tallies
from decompdrill.history.backups import holding_of
from decompdrill.history.faults import Unavailable, in_words
from decompdrill.history.opening import connected
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.soundness import NewerSchema, look_at
from decompdrill.io.files import refuse_irregular

SUMMARIES = ("objective_tally", "day_tally", "slip_tally")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong with it."""

    answers: int
    voided: int
    runs: int
    pages: int
    schema: int
    flaw: str | None


def checked(path: Path) -> Checked | Unavailable | None:
    """Look at all of a history and change nothing; None where there is none. Damage is in `flaw`, as a clause."""
    files = HistoryFiles(path)
    try:
        refuse_irregular(path)
        flaw = look_at(files, connected, thoroughly=True, small=0).flaw
        if flaw is not None:
            return Checked(0, 0, 0, 0, 0, flaw)
        if not path.exists() or path.stat().st_size == 0:
            return None
        with closing(connected(path, "rw")) as db:
            held = holding_of(db)
            version = schema.version_of(db)
            counts = held.answers, held.voided, held.runs, schema.pragma_number(db, "page_count"), version
            return Checked(*counts, _wrong_summaries(db) if version == schema.VERSION else None)
    except NewerSchema as newer:
        return Unavailable(str(newer))
    except (OSError, sqlite3.Error) as error:
        return Unavailable(in_words(error, path))


def _wrong_summaries(db: sqlite3.Connection) -> str | None:
    """Return whether the summaries are others than the rows add up to; they are worked out in a copy."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        db.backup(copy)
        before = [_counted(copy, table) for table in SUMMARIES]
        tallies.rebuild_tallies(copy)
        after = [_counted(copy, table) for table in SUMMARIES]
    return None if before == after else "has summaries that are not what its answers add up to"


def _counted(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """Return the rows of a summary that are not empty: nothing asked is as good as no row."""
    return sorted(row for row in db.execute(f"SELECT * FROM {table}") if any(isinstance(n, int) and n for n in row))
