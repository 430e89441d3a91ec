"""The run of days, the daily goal, and what is done next: pure functions of what was answered and of the study day."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from decompdrill.practice.choose import QUIZ

if TYPE_CHECKING:
    from decompdrill.history.attempts import AttemptRow, Showing
    from decompdrill.practice.knowledge import Course

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


# ---- the way to go -------------------------------------------------------------------------------------------------

LEAST_KNOWN, LEAST_ASKED, LEAST_DAYS = 5, 20, 3
"""Objectives, questions and days of practice from which on one's own pace is told."""

LATELY = 28
"""Days back over which the questions of a day are counted."""


@dataclass(frozen=True, slots=True)
class OwnPace:
    """How somebody has gone so far."""

    per_objective: float
    """Questions that were asked for each objective that is known by them."""
    per_day: float | None
    """Questions on a day of the last weeks, those without practice among them; None where there are too few days to tell."""

    def questions(self, objectives: int) -> int:
        """Return how many questions so many objectives take at this pace."""
        return math.ceil(objectives * self.per_objective)

    def days(self, objectives: int) -> int | None:
        """Return how many days they take, if nothing else is practiced."""
        return None if self.per_day is None else math.ceil(self.questions(objectives) / self.per_day)


def own_pace(known: int, asked_a_day: Mapping[str, int], today: str) -> OwnPace | None:
    """Return the pace of somebody who knows so many of the objectives that were asked; None where that is too little to go by."""
    days = {_ordinal(day): asked for day, asked in asked_a_day.items() if asked and day <= today}
    asked = sum(days.values())
    if known < LEAST_KNOWN or asked < LEAST_ASKED:
        return None
    since = max(min(days), _ordinal(today) - LATELY + 1)
    lately = [n for day, n in days.items() if day >= since]
    per_day = sum(lately) / (_ordinal(today) - since + 1) if len(lately) >= LEAST_DAYS else None
    return OwnPace(asked / known, per_day)


@dataclass(frozen=True, slots=True)
class ObjectiveOnMap:
    """One objective: what it rests on, how well it is mastered (None: nothing tells), and whether it is believed known today."""

    id: str
    title: str
    requires: tuple[str, ...]
    mastery: float | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class TopicOnMap:
    """The objectives of a topic in teaching order."""

    topic: str
    objectives: tuple[ObjectiveOnMap, ...]
    to_learn: int
    """Objectives that are not known yet, of these and of all that they rest on."""

    @property
    def known(self) -> int:
        return sum(o.is_known for o in self.objectives)


def map_of(
    course: Course,
    among: Collection[str],
    titles: Mapping[str, str],
    mastery: Mapping[str, float],
    known: Collection[str],
) -> tuple[TopicOnMap, ...]:
    """Return those objectives of a course by topic, begun or not."""
    by_topic: dict[str, list[str]] = {}
    for name in (o for o in course.order if o in among):
        by_topic.setdefault(course.topic[name], []).append(name)
    found = []
    for topic, names in by_topic.items():
        needed = set(names).union(*(course.rests_on[name] for name in names))
        of = (ObjectiveOnMap(n, titles.get(n) or n, course.requires[n], mastery.get(n), n in known) for n in names)
        found.append(TopicOnMap(topic, tuple(of), len(needed - set(known))))
    return tuple(found)


# ---- what a drill changed ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changed:
    """What a drill changed."""

    mastery: Mapping[str, tuple[float | None, float]]
    """Of each objective that was asked the mastery before (None: nothing told it) and after."""
    known_before: int
    known: int
    of: int
    """Objectives that are believed known, and all there are."""
    seconds: float
    """For which questions were on the screen today."""
    goal: int
    run: RunOfDays


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
