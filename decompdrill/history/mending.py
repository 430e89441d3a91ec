"""A damaged history is set aside; in its place comes the backup that holds the most, with all that can still be read."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from decompdrill.history import log, schema, tallies
from decompdrill.history.attempts import AttemptRow, Showing
from decompdrill.history.backups import latest_first
from decompdrill.history.copies import superseded, united
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.salvage import Saved, salvaged
from decompdrill.history.seals import read_seal
from decompdrill.history.soundness import Connect, look_at
from decompdrill.io.files import partial_of, publish


@dataclass(frozen=True, slots=True)
class _Recovered:
    """What is in the place of a damaged history."""

    backup: Path | None
    added: int
    """Attempts that no backup had."""
    there: int
    gone: int | None
    """None where it cannot be told how many there were."""
    may_be_more: bool = False
    """A program was killed that had added some: what it added is in no count."""


def mend(files: HistoryFiles, connect: Connect, flaw: str, now_ms: int) -> str:
    """Put what can be had of a history in its place, and return what was done, in sentences; all of it is done or nothing."""
    said = f"The history {files.path} {flaw}"
    with partial_of(files.path) as partial:
        recovered = _recover(files, connect, partial)
        if files.path.exists():
            link = f", a link to {files.path.resolve()}, which stays as it is" if files.path.is_symlink() else ""
            said += f"; it was set aside as {files.set_aside(now_ms).name}{link}"
        publish(partial, files.path)
    files.suspect.unlink(missing_ok=True)
    files.seal.unlink(missing_ok=True)
    return f"{said}. {_in_place(recovered)}"


def _recover(files: HistoryFiles, connect: Connect, partial: Path) -> _Recovered:
    """Write what can be had to a new file: the sound backup that holds the most, and each row that can be read."""
    saved = salvaged(files.path.read_bytes() if files.path.exists() else b"")
    backup = next((b for b in latest_first(files) if look_at(HistoryFiles(b), connect, True, 0).flaw is None), None)
    if backup is not None:
        shutil.copyfile(backup, partial)
    with closing(connect(partial, "rwc")) as db:
        db.execute("PRAGMA journal_mode = MEMORY")
        schema.migrate(db)
        added = _merge(db, saved)
        ids = saved.ids.union(number for (number,) in db.execute("SELECT id FROM attempts"))
        (there,) = db.execute("SELECT count(*) FROM attempts").fetchone()
    seal = read_seal(files.seal)
    if seal is None and not saved.ids:
        return _Recovered(backup, added, there, None)
    gone = max(len(ids), seal.answers if seal is not None else 0) - there
    return _Recovered(backup, added, there, gone, seal is None or seal.is_open)


def _merge(db: sqlite3.Connection, saved: Saved) -> int:
    """Add what was saved and is not there, and void what is void; return how many attempts were added."""
    added = 0
    db.execute("BEGIN IMMEDIATE")
    stored: dict[Showing, dict[tuple[int, int, str], AttemptRow]] = {}
    for _, kept in sorted(saved.attempts.items()):
        row = kept.row
        if row.showing not in stored:
            stored[row.showing] = log.attempts_in(db, row.showing)
        here, name = stored[row.showing], log.copied(row)
        if name not in here:
            here[name] = row._replace(id=log.insert_saved(db, row, kept.came_by))
            added += 1
        elif (now := united(here[name], row)) != here[name]:
            log.change(db, now)
            here[name] = now
    for copies in stored.values():
        for now in superseded(copies.values()):
            log.change(db, now)
    for run in saved.runs.values():
        log.insert_run(db, run)
    # An import of which something was saved can still be taken back, and its number is not given again.
    db.execute(
        "INSERT OR IGNORE INTO imports SELECT DISTINCT came_by, at_ms, 0 FROM attempts WHERE came_by IS NOT NULL"
    )
    tallies.rebuild_tallies(db)
    db.execute("COMMIT")
    return added


def _in_place(recovered: _Recovered) -> str:
    """Say what is there now and what is gone."""
    if recovered.backup is None and not recovered.there:
        return f"There is no backup: a new history begins{_all_gone(recovered)}."
    if recovered.backup is None:
        said = "There is no backup: what could still be read is in its place"
    else:
        said = f"The backup {recovered.backup.name} is in its place"
        if recovered.added:
            said += f", with {_answers(recovered.added)} more that could still be read"
    return f"{said}: {_answers(recovered.there)} {_be(recovered.there)} there, {_gone(recovered)}."


def _all_gone(recovered: _Recovered) -> str:
    if recovered.gone is None:
        return "; how many answers are gone cannot be told"
    at_least = "at least " * recovered.may_be_more
    return f"; {at_least}{_answers(recovered.gone)} {_be(recovered.gone)} gone" if recovered.gone else ""


def _gone(recovered: _Recovered) -> str:
    if recovered.gone is None:
        return "how many are gone cannot be told"
    if recovered.gone:
        return f"{'at least ' * recovered.may_be_more}{recovered.gone:,} {_be(recovered.gone)} gone"
    return "those of a session that did not end may be gone" if recovered.may_be_more else "none is gone"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _answers(count: int) -> str:
    return f"{count:,} answer{'s' * (count != 1)}"
