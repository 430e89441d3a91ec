"""An open history: what is asked of it and what is added to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, TypedDict

from decompdrill.errors import DrillError
from decompdrill.history import imports, log, schema, tallies
from decompdrill.history.attempts import (
    AttemptRow,
    DayTally,
    Mode,
    NotSaved,
    ObjectiveTally,
    SavedCard,
    SessionRow,
    SettingRow,
    Showing,
    SlipTally,
    TimedRunRow,
    UnfinishedSession,
    WrongTimes,
    study_day,
    untimed,
)
from decompdrill.history.backups import BACKED_UP, Backup, back_up, backups_of, begin_era, holding_of, write_note
from decompdrill.history.copies import SHIFTED, moved_copy
from decompdrill.history.faults import Unavailable, in_words, is_damage, is_without_room
from decompdrill.history.imports import Imported, UndoneImport
from decompdrill.history.locks import FileLock, is_locked, try_lock
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.seals import open_seal, seal_of, write_seal
from decompdrill.history.times import EARLIEST_MS, PlausibleTimes, plausible_times
from decompdrill.io.files import make_file

PAGE = 2000

Derive: TypeAlias = Callable[[tuple[AttemptRow, ...]], str | None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is known of the seal of a file that was opened."""

    day: str
    """The ISO date on which every page was last looked at."""
    holds: bool
    """The seal is that of the file as it is."""


class Store:
    """An open history. What is written is on disk when the call returns; what cannot be written raises `NotSaved`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        files: HistoryFiles,
        now_ms: Callable[[], int],
        notice: str | None,
        sealed: Sealed | None = None,
    ) -> None:
        self.notice = notice
        """What one should be told of this start: that a damaged file was set aside, that no backup could be made."""
        self._db = connection
        self._files = files
        self._now_ms = now_ms
        self._sealed = sealed
        self._locks: dict[str, FileLock] = {}
        self._is_answered = False
        self._is_open = False

    @property
    def path(self) -> Path:
        return self._files.path

    def close(self) -> None:
        """Let go of the file and of every session."""
        for lock in self._locks.values():
            lock.release()
        self._locks.clear()
        self._seal()
        self._db.close()

    def _seal(self) -> None:
        """Say beside the file what it is now, if that is not what its seal says."""
        if self._sealed is None or (self._sealed.holds and not self._db.total_changes):
            return
        with suppress(OSError, sqlite3.Error):
            write_seal(self._files.seal, seal_of(self._db, self._sealed.day))

    # ---- the log ---------------------------------------------------------------------------------------------------

    def append(self, row: AttemptRow) -> int:
        """Add an attempt and return its id."""
        with self._writing() as db:
            added = _add(db, row)
            if row.working is not None:
                log.put_open_lines(db, row.showing, ())
        self._is_answered = True
        return added

    def attempt(self, number: int) -> AttemptRow | None:
        """Return an attempt, voided or not, by the number that the log gave it."""
        return next(iter(self._read("WHERE id = ?", number)), None)

    def last(self, count: int) -> tuple[AttemptRow, ...]:
        """Return the attempts that happened last and are not voided, the last one first."""
        where = f"WHERE objective = ? AND voided_by IS NULL ORDER BY {log.LAST_FIRST} LIMIT ?"
        with self._reading() as db:
            found = [row for (name,) in db.execute(_OBJECTIVES) for row in log.select(db, where, name, count)]
        return tuple(sorted(found, key=lambda row: row.moment, reverse=True)[:count])

    def void(self, attempt_id: int, reason: str) -> None:
        """Void an attempt, so that it no longer counts anywhere; one that is already voided stays unchanged."""
        with self._writing() as db:
            row = next(log.select(db, "WHERE id = ? AND voided_by IS NULL", attempt_id), None)
            if row is not None:
                tallies.void_attempt(db, row, reason)

    def rows(self, since_id: int = 0, mode: str | None = None) -> Iterator[AttemptRow]:
        """Yield the attempts after an id in the order in which they were stored, voided ones included."""
        while page := self._read(
            "WHERE id > ? AND (? IS NULL OR mode = ?) ORDER BY id LIMIT ?", since_id, mode, mode, PAGE
        ):
            yield from page
            since_id = page[-1].id

    def rows_in_time(self) -> Iterator[AttemptRow]:
        """Yield the attempts of a plausible time in the order in which they happened, voided ones included."""
        with self._reading() as db:
            yield from log.select(db, f"WHERE {log.PLAUSIBLE} ORDER BY {log.IN_TIME}", *self._times().bounds)

    def rows_of_question(self, question: str, seed: int | None = None) -> tuple[AttemptRow, ...]:
        """Return the attempts at a question, or at one draw of it, that are not voided, the oldest first."""
        where = f"WHERE question = ? AND (? IS NULL OR seed = ?) AND voided_by IS NULL ORDER BY {log.IN_TIME}"
        return self._read(where, question, seed, seed)

    def rows_to_schedule(self, question: str) -> tuple[AttemptRow, ...]:
        """Return the attempts that a question's card is worked out from: not voided, of a plausible time, the oldest first."""
        with self._reading() as db:
            return _scheduled(log.attempts_at(db, question), self._times())

    def recent(self, objective: str, limit: int = 100) -> tuple[AttemptRow, ...]:
        """Return the last attempts at an objective that are not voided, of a plausible time, the oldest first."""
        where = f"WHERE objective = ? AND {log.PLAUSIBLE} AND voided_by IS NULL ORDER BY {log.LAST_FIRST} LIMIT ?"
        return self._read(where, objective, *self._times().bounds, limit)[::-1]

    def recent_of_all(self, limit: int = 150) -> Iterator[AttemptRow]:
        """Yield what `recent` returns of each objective that was asked."""
        with self._reading() as db:
            names = db.execute("SELECT objective FROM objective_tally WHERE asked > 0 ORDER BY objective").fetchall()
        for (name,) in names:
            yield from self.recent(name, limit)

    def count(self) -> int:
        """Return how many attempts the log holds, voided ones included."""
        with self._reading() as db:
            return int(db.execute("SELECT count(*) FROM attempts").fetchone()[0])

    def worked(self) -> Iterator[AttemptRow]:
        """Yield the attempts with lines of working that are not voided, of a plausible time, in the order in which they happened."""
        where = f"WHERE working IS NOT NULL AND {log.PLAUSIBLE} AND voided_by IS NULL ORDER BY {log.IN_TIME}"
        yield from self._read(where, *self._times().bounds)

    def wrong_times(self) -> tuple[WrongTimes, ...]:
        """Return the sessions with attempts whose times cannot be right, by the number of the first of them."""
        query = (
            "SELECT session, min(attempts.id), count(*), at_ms, utc_offset_min FROM objective_tally CROSS JOIN attempts "
            "USING (objective) WHERE (at_ms > ? OR at_ms < ?) AND voided_by IS NULL GROUP BY session ORDER BY 2"
        )
        with self._reading() as db:
            return tuple(WrongTimes(*found) for found in db.execute(query, (self._times().last_ms, EARLIEST_MS)))

    def session_of(self, number: int) -> tuple[AttemptRow, ...]:
        """Return the attempts of the session of an attempt, as they were kept; () where that is voided or there is none."""
        return self._read(_SESSION_OF, number)

    def shift(self, number: int, by_ms: int, rollover_hours: int) -> int:
        """Move the time of each attempt in the session of attempt `number`, and of its run; return how many were moved.

        No time is changed in the log: a copy with the other time is added, of the import that the attempt came by, and the
        attempt that was is voided. Moved back to where it was, that attempt counts again. By 0 nothing is moved.
        """
        with self._writing() as db:
            rows = tuple(log.select(db, _SESSION_OF, number)) if by_ms else ()
            is_moved_back = False
            for row in rows:
                copies = log.attempts_in(db, row.showing)
                copy = moved_copy(row, **_moved(row, by_ms, rollover_hours), copies=copies.values())
                tallies.void_attempt(db, row, SHIFTED)
                was = copies.get(log.copied(copy))
                if was is not None and was.voided_by == SHIFTED:
                    log.change(db, was._replace(voided_by=None, more=copy.more))
                    is_moved_back = True
                else:
                    _add(db, copy, log.came_by(db, row.id))
            if is_moved_back:
                tallies.rebuild_tallies(db)
            for run in log.runs(db, None):
                if rows and run.session == rows[0].session:
                    log.move_run(db, run._replace(**_moved(run, by_ms, rollover_hours)))
        return len(rows)

    # ---- timed runs ------------------------------------------------------------------------------------------------

    def add_run(self, run: TimedRunRow) -> None:
        """Add a timed run."""
        with self._writing() as db:
            log.insert_run(db, run)

    def runs(self, drill: str | None = None) -> tuple[TimedRunRow, ...]:
        """Return the runs of a drill, or all, the oldest first."""
        with self._reading() as db:
            return tuple(log.runs(db, drill))

    # ---- sessions --------------------------------------------------------------------------------------------------

    def begin(self, session: str, mode: Mode, plan: str, seed: int) -> None:
        """Note what a session is going to ask, so that it can be taken up again; it is this program's until it ends."""
        self.take_up(session)
        with self._writing() as db:
            log.put_session(db, SessionRow(session, mode, seed, plan, self._now_ms(), None))

    def take_up(self, session: str) -> bool:
        """Make a session this program's, so that no other offers it; False where another was faster."""
        if session in self._locks:
            return True
        try:
            lock = try_lock(self._files.running(session))
        except OSError:
            return True
        if lock is None:
            return False
        self._locks[session] = lock
        return True

    def finish(self, session: str, cards: Mapping[str, SavedCard] = {}) -> None:
        """Note that a session ended or was declined, and keep the cards computed in it."""
        times = self._times()
        with self._writing() as db:
            db.execute("UPDATE plans SET ended_ms = ?, plan = '' WHERE session = ?", (self._now_ms(), session))
            log.drop_open_lines(db, session)
            for question, worked in cards.items():
                # An answer may have been undone since, or another program have added one: then the card stays stale.
                if _scheduled(rows := log.attempts_at(db, question), times) == worked.rows:
                    _keep_card(db, question, worked.card, _may_change(rows, times))
        if lock := self._locks.pop(session, None):
            lock.release()

    def unfinished(self) -> UnfinishedSession | None:
        """Return the newest session that was begun, not finished, and that no program holds, this one included."""
        with self._reading() as db:
            plans = db.execute(
                "SELECT session, mode, seed, plan, began_ms FROM plans WHERE ended_ms IS NULL ORDER BY began_ms DESC"
            ).fetchall()
        for session, mode, seed, plan, began_ms in plans:
            if not is_locked(self._files.running(session)):
                answered = self._read("WHERE session = ? AND voided_by IS NULL ORDER BY id", session)
                return UnfinishedSession(session, Mode(mode), seed, plan, began_ms, answered)
        return None

    # ---- working ---------------------------------------------------------------------------------------------------

    def open_lines(self, showing: Showing) -> tuple[str, ...]:
        """Return the lines of a working that is not finished: no answer with a working was kept since, and its session goes on."""
        with self._reading() as db:
            return log.open_lines(db, showing)

    def count_open_lines(self, session: str) -> int:
        """Return how many lines of a working wait in a session."""
        with self._reading() as db:
            return int(db.execute("SELECT count(*) FROM open_lines WHERE session = ?", (session,)).fetchone()[0])

    def keep_open_lines(self, showing: Showing, texts: Sequence[str]) -> None:
        """Keep the lines of a working that is not finished, in the place of those that were kept of it before."""
        with self._writing() as db:
            log.put_open_lines(db, showing, texts)

    # ---- settings --------------------------------------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        """Return what one has set up, by name."""
        with self._reading() as db:
            return {setting.name: setting.value for setting in log.settings(db)}

    def keep_setting(self, name: str, value: str) -> None:
        """Set something up; it travels with exports, and of two machines the one that set it last decides."""
        with self._writing() as db:
            log.put_setting(db, SettingRow(name, value, self._now_ms()))

    # ---- what is derived -------------------------------------------------------------------------------------------

    def per_objective(self) -> tuple[ObjectiveTally, ...]:
        """Return the tally of every objective that was ever asked."""
        times = self._times()
        with self._reading() as db:
            found = db.execute("SELECT * FROM objective_tally WHERE asked > 0 ORDER BY objective").fetchall()
            return tuple(
                ObjectiveTally(o, n, right, first, tallies.median_ms(db, o, times)) for o, n, right, first in found
            )

    def per_slip(self) -> tuple[SlipTally, ...]:
        """Return how often each slip was made in each week, by slip and week."""
        with self._reading() as db:
            return tuple(
                SlipTally(*t) for t in db.execute("SELECT * FROM slip_tally WHERE count > 0 ORDER BY slip, week")
            )

    def per_day(self) -> tuple[DayTally, ...]:
        """Return the tally of every study day on which something was asked."""
        with self._reading() as db:
            return tuple(
                DayTally(*tally) for tally in db.execute("SELECT * FROM day_tally WHERE asked > 0 ORDER BY day")
            )

    def cards(self) -> dict[str, str]:
        """Return the cards as they are kept, by question."""
        with self._reading() as db:
            return dict(db.execute("SELECT question, card FROM cards WHERE card IS NOT NULL ORDER BY question"))

    def refresh_cards(self, derive: Derive) -> dict[str, str]:
        """Work out the cards of the questions that were answered since, keep them, and return all cards.

        `derive` gets the attempts at one question (none voided, none timed, the oldest first) and returns its card. Where
        nothing can be written the cards are right all the same.
        """
        times = self._times()
        with self._reading() as db:
            stale = _stale(db, times)
        if not stale:
            return self.cards()
        try:
            with self._writing() as db:
                for question, (card, may_change) in _derived(db, stale, derive, times).items():
                    _keep_card(db, question, card, may_change)
        except NotSaved:
            with self._reading() as db:
                found: dict[str, str | None] = {**self.cards()}
                found |= {question: card for question, (card, _) in _derived(db, stale, derive, times).items()}
            return {question: card for question, card in found.items() if card is not None}
        return self.cards()

    def rebuild(self) -> None:
        """Work out everything that is derived from the log again; the cards at the next `refresh_cards`."""
        with self._writing() as db:
            tallies.rebuild_tallies(db)

    # ---- copies ----------------------------------------------------------------------------------------------------

    def backup(self) -> Path:
        """Leave a backup of the history, drop those that no tier keeps, and return its path."""
        with self._reading() as db:
            last = holding_of(db).last_attempt
            place = back_up(db, self._files, self._now_ms())
        with suppress(NotSaved), self._writing() as db:
            write_note(db, BACKED_UP, last)
        return place

    def back_up_session(self) -> str | None:
        """Leave a backup at the end of a session with answers; return why that failed."""
        if not self._is_answered:
            return None
        try:
            self.backup()
        except DrillError as error:
            return f"No backup could be made: {error}."
        except OSError as error:
            return f"No backup could be made: {in_words(error, self.path)}."
        return None

    def _back_up_first(self) -> None:
        """Leave a backup before something that changes much; raises DrillError where none can be made."""
        if not self.count():
            return
        try:
            self.backup()
        except (OSError, DrillError) as error:
            why = in_words(error, self.path) if isinstance(error, OSError) else error
            raise DrillError(f"nothing was changed, because no backup could be made first: {why}") from error

    def backups(self) -> list[Backup]:
        """Return the backups, the one that holds the most first."""
        return backups_of(self._files)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the history, which becomes a backup first; raises DrillError where it is not sound."""
        self._back_up_first()
        with self._reading() as db:
            with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
                source.backup(db)
            schema.migrate(db)
        with self._writing() as db:
            begin_era(db, self._files)
            tallies.rebuild_tallies(db)
        self.backup()

    def export(self) -> Iterator[str]:
        """Yield every attempt as a line of JSON, voided ones included, then timed runs, sessions, settings and unknown lines."""
        from decompdrill.history.exchange import line_of

        times = self._times()
        for row in self.rows():
            yield line_of(row, is_wrong_time=not times.holds(row))
        with self._reading() as db:
            yield from map(line_of, tuple(log.runs(db, None)))
            yield from map(line_of, tuple(log.sessions(db)))
            yield from map(line_of, tuple(log.settings(db)))
            yield from map(line_of, tuple(log.unknown_lines(db)))

    def import_(self, lines: Iterable[str]) -> Imported:
        """Add what lines hold that `export` wrote; all or, where a line holds nothing of a history, none (RecordError)."""
        from decompdrill.history.exchange import read_lines

        came = tuple(read_lines(lines))
        self._back_up_first()
        with self._writing() as db:
            number = imports.begin(db, self._now_ms())
            others = imports.add_others(db, number, came)
            done = imports.add_attempts(db, number, (kept for kept in came if isinstance(kept, AttemptRow)))
            if done.added or done.voided or done.freed:
                tallies.rebuild_tallies(db)
            imports.drop_empty(db, number)
        return replace(done, runs=others["run"], others=others.total() - others["run"])

    def undo_import(self) -> UndoneImport | None:
        """Take back the last import whole; None where there is none that was not taken back."""
        self._back_up_first()
        with self._writing() as db:
            undone = imports.undo_last(db)
            if undone is not None:
                begin_era(db, self._files)
        if undone is not None:
            # The fullest backup before this one holds what was taken out.
            with suppress(OSError):
                self.backup()
        return undone

    def forget(self) -> None:
        """Delete everything: attempts, plans, backups, and what was ever set aside."""
        # A deletion that fails in the middle costs nothing; one that is done leaves no copy.
        with suppress(DrillError, OSError):
            self.backup()
        try:
            with self._writing() as db:
                schema.begin_anew(db)
        except NotSaved as error:
            if not is_without_room(error.__cause__):
                raise
            # A full disk has no room for the journal: without the backups there may be, and in memory there is.
            self._files.clear()
            with self._reading() as db:
                db.execute("PRAGMA journal_mode = MEMORY")
            with self._writing() as db:
                schema.begin_anew(db)
        self._files.clear()
        with suppress(sqlite3.Error):
            self._db.execute("VACUUM")

    # ---- how it is done --------------------------------------------------------------------------------------------

    def _times(self) -> PlausibleTimes:
        return plausible_times(self._now_ms())

    def _read(self, where: str, *values: object) -> tuple[AttemptRow, ...]:
        with self._reading() as db:
            return tuple(log.select(db, where, *values))

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        try:
            yield self._db
        except sqlite3.Error as error:
            self._doubt(error)
            raise DrillError(in_words(error, self.path)) from error

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        """One transaction: all of it is on disk afterwards, or none."""
        if self._sealed is not None and not self._is_open:
            with suppress(OSError):
                open_seal(self._files.seal)
            self._is_open = True
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._doubt(error)
            raise NotSaved(Unavailable(in_words(error, self.path)).sentence) from error
        finally:
            if self._db.in_transaction:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")

    def _doubt(self, error: sqlite3.Error) -> None:
        """Let the next start look at every page where one was damaged."""
        if is_damage(error):
            with suppress(OSError):
                make_file(self._files.suspect)


_OBJECTIVES = """
WITH RECURSIVE objectives(name) AS (
    SELECT min(objective) FROM attempts
    UNION ALL
    SELECT (SELECT min(objective) FROM attempts WHERE objective > name) FROM objectives WHERE name IS NOT NULL
)
SELECT name FROM objectives WHERE name IS NOT NULL
"""
"""Every objective of the log, by one step in its index for each: DISTINCT would read the whole of it."""
_SESSION_OF = "WHERE session = (SELECT session FROM attempts WHERE id = ? AND voided_by IS NULL) AND voided_by IS NULL ORDER BY id"


def _add(db: sqlite3.Connection, row: AttemptRow, came_by: int | None = None) -> int:
    """Add an attempt to the log and to the tallies, and return its id."""
    tallies.take_out(db, row)
    added = log.insert(db, row, came_by)
    tallies.put_in(db, row)
    tallies.count_slip(db, row, 1)
    tallies.make_stale(db, row)
    return added


class _Moved(TypedDict):
    at_ms: int
    study_day: str


def _moved(kept: AttemptRow | TimedRunRow, by_ms: int, rollover_hours: int) -> _Moved:
    """Return another time of an attempt or a run, and its study day there."""
    at_ms = kept.at_ms + by_ms
    return {"at_ms": at_ms, "study_day": study_day(at_ms, kept.utc_offset_min, rollover_hours)}


def _stale(db: sqlite3.Connection, times: PlausibleTimes) -> list[str]:
    """Return the questions whose cards must be worked out again.

    Those of attempts that are ahead of now are among them: on a day with a wrong clock such an attempt may have counted.
    """
    stale = {question for (question,) in db.execute("SELECT question FROM cards WHERE is_stale")}
    ahead = "SELECT question FROM objective_tally CROSS JOIN attempts USING (objective) WHERE at_ms > ? AND mode <> ?"
    stale.update(question for (question,) in db.execute(ahead, (times.last_ms, Mode.TIMED)))
    return sorted(stale)


def _keep_card(db: sqlite3.Connection, question: str, card: str | None, is_stale: bool) -> None:
    db.execute("UPDATE cards SET card = ?, is_stale = ? WHERE question = ?", (card, is_stale, question))


def _may_change(rows: Iterable[AttemptRow], times: PlausibleTimes) -> bool:
    """Whether one of the attempts does not count yet, and may do so without another being added."""
    return any(times.is_before(row) for row in rows)


def _scheduled(rows: Iterable[AttemptRow], times: PlausibleTimes) -> tuple[AttemptRow, ...]:
    return tuple(filter(times.holds, rows))


def _derived(
    db: sqlite3.Connection, questions: Iterable[str], derive: Derive, times: PlausibleTimes
) -> dict[str, tuple[str | None, bool]]:
    """Return the card of each question, None where it has none, and whether it may change by itself."""
    found = {}
    for question in questions:
        rows = log.attempts_at(db, question)
        found[question] = _card(_scheduled(rows, times), derive), _may_change(rows, times)
    return found


def _card(rows: Sequence[AttemptRow], derive: Derive) -> str | None:
    counted = tuple(untimed(rows))
    return derive(counted) if counted else None
