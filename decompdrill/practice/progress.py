"""The run of days, the daily goal, and what is done next: pure functions of what was answered and of the study day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from decompdrill.practice.choose import QUIZ

if TYPE_CHECKING:
    from decompdrill.history.attempts import AttemptRow, Showing

GOAL_MINUTES = 10
"""The daily goal, unless another one was set: minutes with a question on the screen."""

WEEK = 7
"""Of so many days in a row one may be missed."""


@dataclass(frozen=True, slots=True)
class RunOfDays:
    """The days in a row on which something was practiced; those that were missed and forgiven are not among them."""

    days: int = 0
    missed: int = 0
    """Days inside the run that were missed and forgiven."""
    has_today: bool = False
    is_at_stake: bool = False
    """It ends with this study day, unless something is practiced."""


def run_of_days(practiced: Collection[str], today: str) -> RunOfDays:
    """Return the run that has not ended on the study day `today`, from the ISO dates of study days.

    One missed day is forgiven, if none of the six days before it was; two in a row end the run. Today is not missed before
    it is over.
    """
    now = _ordinal(today)
    days, missed, last, last_missed = 0, 0, 0, 0
    for day in sorted({_ordinal(day) for day in practiced if day <= today}):
        if days and _goes_on(last, day, last_missed):
            if day - last == 2:
                missed, last_missed = missed + 1, last + 1
        else:
            days, missed, last_missed = 0, 0, 0
        days, last = days + 1, day
    if not days or not _goes_on(last, max(now, last + 1), last_missed):
        return RunOfDays()
    has_today = last == now
    return RunOfDays(days, missed, has_today, not has_today and not _goes_on(last, now + 1, last_missed))


def _goes_on(last: int, day: int, last_missed: int) -> bool:
    """Whether a run whose last day was `last` still goes on when the next practiced day is `day`."""
    return day - last == 1 or (day - last == 2 and (not last_missed or last + 1 - last_missed >= WEEK))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def seconds_on(rows: Iterable[AttemptRow], study_day: str) -> float:
    """Return for how long questions were on the screen on a study day, as far as they were answered or left."""
    took: dict[Showing, int] = {}
    for row in rows:
        if row.study_day == study_day and row.voided_by is None:
            took[row.showing] = max(row.answer_ms, took.get(row.showing, 0))
    return sum(took.values()) / 1000


# ---- what is done next ---------------------------------------------------------------------------------------------


class Next(StrEnum):
    """What Enter starts."""

    LESSON = "lesson"
    """The first topic, where nothing was answered yet."""
    GO_ON = "go on"
    """With what was broken off."""
    REVIEW = "review"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class BeginWith:
    """What Enter starts, and with how many questions; 0 where that is not known yet."""

    what: Next
    count: int = 0


def begin_with(asked: int, due: int, left: int | None) -> BeginWith:
    """Return what to do first, where `asked` questions were asked so far and `due` are due.

    `left` are the questions of a drill that was broken off. What is due comes before what is new, a quiz of it at a time.
    """
    if left is not None:
        return BeginWith(Next.GO_ON, left)
    if not asked:
        return BeginWith(Next.LESSON)
    return BeginWith(Next.REVIEW, min(due, QUIZ)) if due else BeginWith(Next.QUIZ, QUIZ)
