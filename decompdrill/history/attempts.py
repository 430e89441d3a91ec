"""The frozen values of the history: an attempt as the log keeps it, and what is summed up of many; the only owner of their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from decompdrill.errors import DrillError

ROLLOVER_HOURS = 4
"""A study day ends at this hour of the clock on the wall, not at midnight."""


class Row(NamedTuple):
    """One attempt as the log keeps it; `id` is 0 before it is stored, and grows with every attempt.

    A named tuple, because thousands of them are made from the columns of the log whenever `stats` is asked for.
    """

    id: int
    session: str
    """A random hex id."""
    mode: str
    """quiz, review or timed."""
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


class Run(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that was begun and not finished, and that no running program holds; `answered` is in order, voided ones left out."""

    session: str
    mode: str
    seed: int
    plan: str
    """JSON, as it was given to `begin`."""
    began_ms: int
    answered: tuple[Row, ...]


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


class NotKept(DrillError):
    """An attempt that could not be written; the message says why, and the drill goes on without it."""


def study_day(at_ms: int, utc_offset_min: int, rollover_hours: int = ROLLOVER_HOURS) -> str:
    """Return the ISO date of the study day in which a moment falls, by the wall clock there and then."""
    wall = datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(minutes=utc_offset_min, hours=-rollover_hours)
    return wall.date().isoformat()


def monday_of(day: str) -> str:
    """Return the ISO date of the Monday of a day's week."""
    date = datetime.fromisoformat(day).date()
    return (date - timedelta(days=date.weekday())).isoformat()
