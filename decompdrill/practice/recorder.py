"""The link between a drill and the history: it saves answers, and reads cards and skills."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.errors import DrillError
from decompdrill.history import attempts
from decompdrill.history.attempts import AttemptRow, Mode, NotSaved, SavedCard, Showing
from decompdrill.history.times import EARLIEST_MS
from decompdrill.io.folders import NO_HOME, find_home
from decompdrill.io.output import stderr
from decompdrill.practice.conversation import Attempt, KeptLine, NextDue

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.history.faults import Unavailable
    from decompdrill.history.store import Store
    from decompdrill.model import Exercise
    from decompdrill.practice.mastery import Skill
    from decompdrill.practice.schedule import CardState

LONGEST_TEXT = 100_000
"""Characters of an answer that the history keeps."""

CLOCK_BEHIND = (
    "The clock of this machine is before 2020. What you answer is kept; it counts for schedule and mastery once "
    "`decompdrill history shift` has moved it to its time."
)

ROWS_OF_AN_OBJECTIVE = 120
"""Attempts that hold the showings by which a skill is measured, at two each."""


ROWS_OF_A_SHOWING = 3
"""Attempts at one draw, more than most have."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a drill takes from outside: two clocks, where on Earth one is, and names that nobody else has."""

    monotonic: Callable[[], float]
    now_ms: Callable[[], int]
    utc_offset_min: Callable[[], int]
    new_session: Callable[[], str]
    rollover_hours: int = attempts.ROLLOVER_HOURS

    def today(self) -> str:
        """Return the study day as an ISO date."""
        return self.moment()[-1]

    def moment(self) -> tuple[int, int, str]:
        """Return UTC in milliseconds since 1970, the minutes by which the clock on the wall is ahead, and the study day."""
        at_ms, offset = self.now_ms(), self.utc_offset_min()
        return at_ms, offset, attempts.study_day(at_ms, offset, self.rollover_hours)


def warn(message: str) -> None:
    """Write a warning to stderr."""
    stderr().write(f"decompdrill: {message}\n")
    stderr().flush()


# ---- opening -------------------------------------------------------------------------------------------------------


@contextmanager
def history_to_write(clocks: Clocks, is_needed: bool = False) -> Generator[Store | None]:
    """Give the history, leave a backup of what was answered, and close it; where it cannot be used, say so and give None.

    Where nothing can be said without it, one that can only be read is given, too, and for any other DrillError is raised.
    """
    from decompdrill.history.opening import open_at_least_to_read, open_store

    if clocks.now_ms() < EARLIEST_MS:
        warn(CLOCK_BEHIND)
    with opened_history(open_at_least_to_read if is_needed else open_store, clocks.now_ms) as opened_:
        store = _or_none(opened_, is_needed)
        try:
            yield store
        finally:
            if store is not None and (fault := store.back_up_session()):
                warn(fault)


@contextmanager
def history_to_read(clocks: Clocks, is_needed: bool = False) -> Generator[Store | None]:
    """Give the history if there is any, even where it cannot be written, and close it; where it cannot be read, say so.

    Raises DrillError instead where nothing can be said without it.
    """
    from decompdrill.history.opening import read_store

    home = find_home()
    if home is None or (_may_be_folder(home.data) and not any(home.data.glob(f"{home.history.stem}.*"))):
        yield None
        return
    with opened_history(read_store, clocks.now_ms) as store:
        yield _or_none(store, is_needed, is_read=True)


def _may_be_folder(place: Path) -> bool:
    """Whether a folder is there or could be made."""
    return next((there.is_dir() for there in (place, *place.parents) if there.exists()), True)


@contextmanager
def opened_history(
    opening: Callable[[Path, Callable[[], int]], Store | Unavailable], now_ms: Callable[[], int]
) -> Generator[Store | Unavailable]:
    """Give the history, and close it, or why it cannot be used; say what happened to it at its opening."""
    from decompdrill.history.faults import Unavailable

    home = find_home()
    store = Unavailable(NO_HOME) if home is None else opening(home.history, now_ms)
    with nullcontext() if isinstance(store, Unavailable) else closing(store):
        if not isinstance(store, Unavailable) and store.notice is not None:
            warn(store.notice)
        yield store


def _or_none(opened_: Store | Unavailable, is_needed: bool, is_read: bool = False) -> Store | None:
    from decompdrill.history.faults import Unavailable

    if not isinstance(opened_, Unavailable):
        return opened_
    if is_needed and find_home() is not None:  # without a home there never was one
        raise DrillError(opened_.reason)
    warn(opened_.left_out if is_read else opened_.sentence)
    return None


# ---- going in ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Session:
    """What is the same of every attempt of a session; `questions` are those that it may ask."""

    id: str
    mode: Mode
    questions: Mapping[str, Question]


class HistoryRecorder:
    """Writes each answer of one session to the history before its feedback is shown."""

    def __init__(self, store: Store, session: Session, clocks: Clocks, kept: Sequence[int] = ()) -> None:
        self._store = store
        self._session = session
        self.session = session.id
        self._clocks = clocks
        self._ids: list[int | None] = list(kept)
        self._cards: dict[str, SavedCard] = {}
        self.has_failed = False
        """Something could not be kept."""

    def begin(self, plan: str, seed: int) -> None:
        """Save the plan of the session, so that it can be resumed."""
        self.safely(lambda: self._store.begin(self._session.id, self._session.mode, plan, seed))

    def keep(self, attempt: Attempt) -> None:
        self._ids.append(None)
        self.safely(lambda: self._append(attempt))

    def take_back(self) -> None:
        added = self._ids.pop() if self._ids else None
        if added is not None:
            self.safely(lambda: self._store.void(added, "undo"))

    def keep_lines(self, exercise: Exercise, texts: Sequence[str]) -> None:
        """Keep the lines of a working that is not finished."""
        self.safely(lambda: self._store.keep_open_lines(self._showing(exercise), texts))

    def open_lines(self, exercise: Exercise) -> tuple[str, ...]:
        """Return the lines of a working of this session that was left before its final answer."""
        try:
            return self._store.open_lines(self._showing(exercise))
        except DrillError:
            return ()

    def _showing(self, exercise: Exercise) -> Showing:
        return Showing(self._session.id, exercise.question, exercise.seed)

    def next_due(self, exercise: Exercise) -> NextDue | None:
        """Return when a question that was just answered comes back, and why; its card is kept with the end of the session."""
        from decompdrill.practice import schedule

        try:
            rows = self._store.rows_to_schedule(exercise.question)
        except DrillError:
            return None
        card, why = schedule.next_due(rows)
        if card is None or not why:
            return None
        self._cards[exercise.question] = SavedCard(rows, card.to_json())
        return NextDue(card.due, why, schedule.short_due(card, rows[-1].study_day))

    def misses(self, objective: str) -> int:
        """Return how often in a row an objective was missed, up to now."""
        from decompdrill.practice import schedule

        try:
            rows = self._store.recent(objective)
        except DrillError:
            return 0
        judged = [showing for showing in schedule.showings(rows) if schedule.is_judged(showing)]
        missed = takewhile(lambda showing: schedule.rating_of(showing) is schedule.Rating.AGAIN, reversed(judged))
        return sum(1 for _ in missed)

    def finish(self) -> None:
        """Mark the session as finished."""
        self.safely(lambda: self._store.finish(self._session.id, self._cards))

    def safely(self, write: Callable[[], None]) -> None:
        """Write; where that fails, say so once, and let the drill go on."""
        try:
            write()
        except NotSaved as error:
            if not self.has_failed:
                warn(str(error))
            self.has_failed = True

    def _append(self, attempt: Attempt) -> None:
        self._ids[-1] = self._store.append(row_of(attempt, self._session, self._clocks))


def row_of(attempt: Attempt, session: Session, clocks: Clocks) -> AttemptRow:
    """Return an attempt as the log keeps it, made at this moment."""
    exercise, verdict = attempt.exercise, attempt.verdict
    at_ms, offset, study_day = clocks.moment()
    return AttemptRow(
        id=0,
        session=session.id,
        mode=session.mode,
        question=exercise.question,
        objective=exercise.objective,
        bank=exercise.bank,
        digest=exercise.token.rpartition(":")[2],
        seed=exercise.seed,
        level=exercise.level,
        form=exercise.form.value,
        text=attempt.text[:LONGEST_TEXT].encode(errors="replace").decode(),
        outcome=None if verdict is None else verdict.outcome.value,
        credit=0.0 if verdict is None else verdict.credit,
        slip=None if verdict is None else verdict.slip,
        hints=attempt.hints,
        attempt=attempt.attempt,
        saw_solution=attempt.saw_solution,
        first_key_ms=None if attempt.first_key is None else max(0, round(1000 * attempt.first_key)),
        answer_ms=round(1000 * attempt.seconds),
        at_ms=at_ms,
        utc_offset_min=offset,
        study_day=study_day,
        voided_by=None,
        working=_working_json(attempt.working),
    )


def _working_json(lines: Sequence[KeptLine]) -> str | None:
    """Return the lines of a working as the history keeps them, None where there are none."""
    if not lines:
        return None
    kept = [
        {"text": k.line.text, "verdict": k.line.mark, "is": k.line.is_, "of": k.line.of, "slip": k.line.slip}
        | ({"undone": True} if k.undone else {})
        for k in lines
    ]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(errors="replace").decode()


# ---- coming out ----------------------------------------------------------------------------------------------------


def cards_of(store: Store) -> dict[str, CardState]:
    """Return the schedule of every question that was reviewed."""
    from decompdrill.practice import schedule

    def derived(rows: tuple[AttemptRow, ...]) -> str | None:
        return next((card.to_json() for card in schedule.replay_reviews(rows).values()), None)

    try:
        kept = store.refresh_cards(derived)
        return {question: schedule.CardState.from_json(card) for question, card in kept.items()}
    except (ValueError, TypeError):  # cards that another version wrote: worked out in memory
        return schedule.replay_reviews(store.rows_in_time())


def skills_of(store: Store, objectives: Iterable[str]) -> dict[str, Skill]:
    """Return the skill in each of the objectives of which something was answered."""
    from decompdrill.practice import mastery

    rows = (row for objective in objectives for row in store.recent(objective, ROWS_OF_AN_OBJECTIVE))
    return mastery.skills(rows)


def recent_rows(store: Store) -> tuple[AttemptRow, ...]:
    """Return the last attempts at each objective, as many as tell what is known."""
    from decompdrill.practice.knowledge import WINDOW

    return tuple(store.recent_of_all(ROWS_OF_A_SHOWING * (WINDOW + 1)))
