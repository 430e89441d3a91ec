"""What a drill and the history have to do with each other: answers go in, and what is due or weak comes out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decompdrill.errors import DrillError
from decompdrill.history import attempts
from decompdrill.history.attempts import Mode, NotKept, Row
from decompdrill.io.folders import HOMELESS, find_home
from decompdrill.io.output import stderr
from decompdrill.practice.conversation import Attempt, ComesBack, Return

if TYPE_CHECKING:
    from decompdrill.bank.schema import Question
    from decompdrill.history.faults import Unkept
    from decompdrill.history.store import Store
    from decompdrill.model import Exercise
    from decompdrill.practice.mastery import Skill
    from decompdrill.practice.schedule import CardState

LONGEST_TEXT = 100_000
"""Characters of an answer that the history keeps."""

ROWS_OF_AN_OBJECTIVE = 120
"""Attempts that hold the showings by which a skill is measured, at two each."""


@dataclass(frozen=True, slots=True)
class World:
    """What a drill takes from outside: two clocks, where on Earth one is, and names that nobody else has."""

    monotonic: Callable[[], float]
    now_ms: Callable[[], int]
    utc_offset_min: Callable[[], int]
    new_session: Callable[[], str]
    rollover_hours: int = attempts.ROLLOVER_HOURS

    def today(self) -> str:
        """Return the study day as an ISO date."""
        return attempts.study_day(self.now_ms(), self.utc_offset_min(), self.rollover_hours)


def warn(message: str) -> None:
    """Say something beside the drill."""
    stderr().write(f"decompdrill: {message}\n")
    stderr().flush()


# ---- opening -------------------------------------------------------------------------------------------------------


@contextmanager
def history_to_write(world: World) -> Generator[Store | None]:
    """Give the history, and close it; where it cannot be used, say so and give None."""
    from decompdrill.history.opening import open_store

    home = find_home()
    with _closed_after(_told(_homeless() if home is None else open_store(home.history, world.now_ms))) as store:
        yield store


@contextmanager
def history_to_read(world: World) -> Generator[Store | None]:
    """Give the history if there is any, even where it cannot be written, and close it."""
    from decompdrill.history.opening import read_store

    home = find_home()
    if home is None or not any(home.data.glob(f"{home.history.stem}.*")):
        yield None
        return
    with _closed_after(_told(read_store(home.history, world.now_ms))) as store:
        yield store


@contextmanager
def _closed_after(store: Store | None) -> Generator[Store | None]:
    if store is None:
        yield None
        return
    with closing(store):
        yield store


def _homeless() -> Unkept:
    from decompdrill.history.faults import Unkept

    return Unkept(HOMELESS)


def _told(opened: Store | Unkept) -> Store | None:
    from decompdrill.history.faults import Unkept

    if isinstance(opened, Unkept):
        warn(opened.sentence)
        return None
    if opened.notice is not None:
        warn(opened.notice)
    return opened


# ---- going in ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """What is the same of every attempt of a session; `questions` are those that it may ask."""

    session: str
    mode: Mode
    questions: Mapping[str, Question]


class Keeper:
    """Writes each answer of one session to the history before its feedback is shown."""

    def __init__(self, store: Store, origin: Origin, world: World, kept: Sequence[int] = ()) -> None:
        self._store = store
        self._origin = origin
        self._world = world
        self._ids: list[int | None] = list(kept)
        self.has_failed = False
        """Something could not be kept."""

    def keep(self, attempt: Attempt) -> None:
        self._ids.append(None)
        self.safely(lambda: self._append(attempt))

    def take_back(self) -> None:
        added = self._ids.pop() if self._ids else None
        if added is not None:
            self.safely(lambda: self._store.void(added, "undo"))

    def safely(self, write: Callable[[], None]) -> None:
        """Write; where that fails, say so once, and let the drill go on."""
        try:
            write()
        except NotKept as error:
            if not self.has_failed:
                warn(str(error))
            self.has_failed = True

    def _append(self, attempt: Attempt) -> None:
        self._ids[-1] = self._store.append(row_of(attempt, self._origin, self._world))


def row_of(attempt: Attempt, origin: Origin, world: World) -> Row:
    """Return an attempt as the log keeps it, made at this moment."""
    exercise, verdict = attempt.exercise, attempt.verdict
    question = origin.questions[exercise.question]
    at_ms, offset = world.now_ms(), world.utc_offset_min()
    return Row(
        id=0,
        session=origin.session,
        mode=origin.mode,
        question=question.id,
        objective=exercise.objective,
        bank=question.bank,
        digest=question.digest,
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
        study_day=attempts.study_day(at_ms, offset, world.rollover_hours),
        voided_by=None,
    )


# ---- coming out ----------------------------------------------------------------------------------------------------


def cards_of(store: Store) -> dict[str, CardState]:
    """Return the schedule of every question that was reviewed."""
    from decompdrill.practice import schedule

    def derived(rows: tuple[Row, ...]) -> str | None:
        return next((card.to_json() for card in schedule.replay(rows).values()), None)

    try:
        kept = store.refresh_cards(derived)
        return {question: schedule.CardState.from_json(card) for question, card in kept.items()}
    except (NotKept, ValueError, KeyError, TypeError):
        # A history that can only be read, or cards that another version wrote: worked out in memory.
        return schedule.replay(store.rows())


def skills_of(store: Store, objectives: Iterable[str]) -> dict[str, Skill]:
    """Return the skill in each of the objectives of which something was answered."""
    from decompdrill.practice import mastery

    rows = (row for objective in objectives for row in store.recent(objective, ROWS_OF_AN_OBJECTIVE))
    return mastery.skills(rows)


def comes_back_by(store: Store) -> ComesBack:
    """Return what tells of an exercise that was just answered when its question comes back, and why."""

    def comes_back(exercise: Exercise) -> Return | None:
        from decompdrill.practice import schedule

        try:
            rows = store.rows_of_question(exercise.question)
        except DrillError:
            return None
        day = rows[-1].study_day if rows else ""
        before = schedule.replay(row for row in rows if row.study_day < day).get(exercise.question)
        why = schedule.why_next(before, [row for row in rows if row.study_day == day])
        after = schedule.replay(rows).get(exercise.question)
        return Return(after.due, why) if after is not None and why else None

    return comes_back
