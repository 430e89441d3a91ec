"""The frozen values of the history: an attempt as the log keeps it, what a showing is, and what is summed up of many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from decompdrill.errors import DrillError
from decompdrill.history.moments import utc
from decompdrill.model import Outcome

ROLLOVER_HOURS = 4
"""A study day ends at this hour of the clock on the wall, not at midnight."""


class Mode(StrEnum):
    """In which kind of session an attempt was made; the values are those of the log."""

    QUIZ = "quiz"
    REVIEW = "review"
    TIMED = "timed"


class Showing(NamedTuple):
    """One question put once, whatever the tries: one draw in one session."""

    session: str
    question: str
    seed: int


class AttemptRow(NamedTuple):
    """One attempt as the log keeps it; `id` is 0 before it is stored, and grows with every attempt.

    A named tuple, because thousands of them are made from the columns of the log whenever `stats` is asked for.
    """

    id: int
    session: str
    """A random hex id."""
    mode: str
    """That of a `Mode`."""
    question: str
    objective: str
    bank: str
    digest: str
    seed: int
    level: int
    form: str
    text: str
    outcome: str | None
    """right, imprecise, wrong or unreadable; None where the question was skipped or given up."""
    credit: float
    slip: str | None
    hints: int
    attempt: int
    """1 is the first try."""
    saw_solution: bool
    first_key_ms: int | None
    answer_ms: int
    at_ms: int
    """UTC, milliseconds since 1970."""
    utc_offset_min: int
    study_day: str
    """ISO date."""
    voided_by: str | None
    more: str | None = None
    """A JSON object of the fields that another version gave it and this one does not know."""
    working: str | None = None
    """Its lines of working in their order as a JSON list, None where there are none; docs/history.md says what a line holds."""

    @property
    def showing(self) -> Showing:
        return Showing(self.session, self.question, self.seed)

    @property
    def moment(self) -> tuple[int, str, str, int, int, str, int]:
        """What attempts are ordered by; it is the same on every machine, except of exact copies."""
        return self.at_ms, self.session, self.question, self.seed, self.attempt, self.text, self.id


def is_right_at_once(showing: Sequence[AttemptRow]) -> bool:
    """Was the first try that counts right, without a hint, an imprecise answer before it, or a look at the solution?

    What could not be read or had the wrong shape used up no try: the attempt after it is still the first.
    """
    right = next((row for row in showing if row.outcome == Outcome.RIGHT), None)
    is_aided = any(row.saw_solution or row.outcome == Outcome.IMPRECISE for row in showing)
    return right is not None and right.attempt == 1 and not right.hints and not is_aided


def untimed(rows: Iterable[AttemptRow]) -> Iterator[AttemptRow]:
    """Yield the attempts that move the schedule: neither voided nor made against the clock, where speed counts too."""
    return (row for row in rows if row.mode != Mode.TIMED and row.voided_by is None)


def telling(rows: Iterable[AttemptRow]) -> Iterator[AttemptRow]:
    """Yield the attempts that tell what is known: those without a clock, and the right ones of timed runs.

    Right against the clock is right; a wrong answer there may be the clock's fault.
    """
    return (row for row in rows if row.voided_by is None and (row.mode != Mode.TIMED or row.outcome == Outcome.RIGHT))


def working_lines(row: AttemptRow) -> tuple[WorkingLine, ...]:
    """Return the lines of working of an attempt, those that were taken back included."""
    if row.working is None:
        return ()
    return tuple(
        WorkingLine(
            line["text"],
            line["verdict"],
            line.get("is", ""),
            line.get("of"),
            line.get("slip"),
            line.get("undone", False),
        )
        for line in json.loads(row.working)
    )


class WorkingLine(NamedTuple):
    """A line of working as an attempt keeps it."""

    text: str
    verdict: str
    """right, follows, imprecise, wrong, unreadable or unclear."""
    is_: str = ""
    """The step that it was taken for, in words."""
    of: int | None = None
    """The line that it follows from; those that were taken back are not counted."""
    slip: str | None = None
    undone: bool = False
    """It was taken back, or changed."""


class TimedRunRow(NamedTuple):
    """One timed run as the log keeps it."""

    session: str
    drill: str
    """What makes runs comparable: topics, length and level, as one text."""
    seed: int
    answered: int
    """Questions that were answered, or for which the time of the question ran out; those skipped are none."""
    right: int
    is_whole: bool
    """It came to its end: the time ran out, or all of its questions were asked."""
    active_ms: int
    """Milliseconds for which a question was on the screen, pauses left out."""
    paused_ms: int
    at_ms: int
    """UTC, milliseconds since 1970."""
    utc_offset_min: int
    study_day: str
    """ISO date."""
    moves: int = 0
    """How often its time was moved, because a clock had been wrong."""
    more: str | None = None
    """A JSON object of the fields that another version gave it and this one does not know."""


class SessionRow(NamedTuple):
    """A session that was begun at a terminal: what it was going to ask, and whether it ended."""

    session: str
    mode: str
    """That of a `Mode`."""
    seed: int
    plan: str
    """JSON; "" where the session ended."""
    began_ms: int
    ended_ms: int | None
    more: str | None = None
    """A JSON object of the fields that another version gave it and this one does not know."""


class SettingRow(NamedTuple):
    """One thing that was set up, and when."""

    name: str
    value: str
    at_ms: int
    more: str | None = None
    """A JSON object of the fields that another version gave it and this one does not know."""


class UnknownLine(NamedTuple):
    """A line of an export that a later version wrote, of a kind that this one does not know."""

    line: str


@dataclass(frozen=True, slots=True)
class UnfinishedSession:
    """A session that was begun and not finished, and that no running program holds; `answered` is in order, voided ones left out."""

    session: str
    mode: Mode
    seed: int
    plan: str
    """JSON, as it was given to `begin`."""
    began_ms: int
    answered: tuple[AttemptRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveTally:
    """One objective over all time: questions asked, how many ended right, how many were right at once and unaided."""

    objective: str
    asked: int
    right: int
    right_first: int
    median_ms: int | None
    """Of the right answers among the last hundred attempts; None where there is none."""


@dataclass(frozen=True, slots=True)
class SlipTally:
    """How often one slip was made in the week that begins on the Monday `week`."""

    slip: str
    week: str
    count: int


@dataclass(frozen=True, slots=True)
class DayTally:
    """One study day: questions asked, how many ended right, how many were right at once and unaided."""

    day: str
    asked: int
    right: int
    right_first: int


@dataclass(frozen=True, slots=True)
class WrongTimes:
    """The attempts of a session whose times cannot be right."""

    session: str
    first: int
    """The number of the first of them."""
    count: int
    at_ms: int
    """Of the first of them."""
    utc_offset_min: int


class SavedCard(NamedTuple):
    """A card as it is kept, and the attempts from which it was worked out."""

    rows: tuple[AttemptRow, ...]
    card: str


class NotSaved(DrillError):
    """An attempt that could not be written; the message says why, and the drill goes on without it."""


def study_day(at_ms: int, utc_offset_min: int, rollover_hours: int = ROLLOVER_HOURS) -> str:
    """Return the ISO date of the study day in which a moment falls, by the wall clock there and then."""
    wall = utc(at_ms) + timedelta(minutes=utc_offset_min, hours=-rollover_hours)
    return wall.date().isoformat()


def monday_of(day: str) -> str:
    """Return the ISO date of the Monday of a day's week."""
    date = datetime.fromisoformat(day).date()
    return (date - timedelta(days=date.weekday())).isoformat()
