"""A simulated learner over 120 days: is everything reviewed on its day, across changing clocks and travel, and is it known?

The learner forgets by a curve of its own, a sum of two exponentials and not the scheduler's power law, and misses some days.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from decompdrill.draw import Stream
from decompdrill.history.attempts import AttemptRow, study_day
from decompdrill.practice import mastery, schedule

FIRST, DAYS = date(2026, 2, 1), 120
NEW_A_DAY = 2
PLACES = (
    (0, "Europe/Berlin", 0),  # summer time begins on 29 March, day 56
    (70, "Asia/Tokyo", 0),
    (84, "Pacific/Honolulu", 1),  # over the date line: the same date a second time
    (98, "America/New_York", 1),
)
"""From which day on the learner is where, and how many days the calendar was set back on the way."""


@dataclass(slots=True)
class Memory:
    """What the learner really remembers of one question; not what the scheduler believes."""

    half_life: float
    since: str

    def known(self, day: str) -> float:
        """Return the chance to remember: most of it fades with the half-life, some of it five times as slowly."""
        passed = max(0, (date.fromisoformat(day) - date.fromisoformat(self.since)).days) / self.half_life
        return 0.6 * math.exp2(-passed / 6) + 0.4 * math.exp2(-passed / 30)


@dataclass(slots=True)
class Learner:
    """One simulated person: what is remembered, and the log of what was answered."""

    seed: int
    questions: int
    misses: float
    memories: dict[str, Memory] = field(default_factory=dict)
    rows: list[AttemptRow] = field(default_factory=list)

    def chance(self, what: str) -> float:
        return Stream("learner", self.seed, what).integer(0, 10**6) / 10**6

    def answer(self, question: str, at: datetime, day: str) -> bool:
        """Answer one question, remember it better for it, and log it."""
        memory = self.memories.get(question)
        p = 0.5 if memory is None else memory.known(day)
        right = self.chance(f"{question} {day}") < p
        grown = 1.5 if memory is None else memory.half_life * (1 + 2.5 * (1.1 - p)) if right else 1.0
        self.memories[question] = Memory(grown, day)
        self.rows.append(row(len(self.rows), question, at, day, "right" if right else "wrong"))
        return right


def row(number: int, question: str, at: datetime, day: str, outcome: str) -> AttemptRow:
    """Return the attempt as the log keeps it."""
    offset = at.utcoffset() or timedelta()
    at_ms, minutes = int(at.timestamp() * 1000), int(offset.total_seconds() // 60)
    return AttemptRow(
        id=number,
        session=f"s{day}",
        mode="review",
        question=question,
        objective=question.split(".")[0],
        bank="bank",
        digest="0",
        seed=number,
        level=2,
        form="number",
        text="7",
        outcome=outcome,
        credit=float(outcome == "right"),
        slip=None,
        hints=0,
        attempt=1,
        saw_solution=False,
        first_key_ms=None,
        answer_ms=20_000,
        at_ms=at_ms,
        utc_offset_min=minutes,
        study_day=day,
        voided_by=None,
    )


def evening(number: int, learner: Learner) -> tuple[datetime, str]:
    """Return when and on which study day the learner sits down on the simulation's day: between 19:00 and 1:30."""
    name, back = [(name, back) for first, name, back in PLACES if number >= first][-1]
    minutes = int(390 * learner.chance(f"hour {number}"))
    midnight = datetime.combine(FIRST + timedelta(days=number - back), datetime.min.time())
    at = (midnight + timedelta(hours=19, minutes=minutes)).replace(tzinfo=ZoneInfo(name))
    offset = at.utcoffset() or timedelta()
    return at, study_day(int(at.astimezone(UTC).timestamp() * 1000), int(offset.total_seconds() // 60))


@dataclass(slots=True)
class Outcome:
    """What 120 days came to."""

    days: int = 0
    late: Counter[int] = field(default_factory=Counter)
    """Reviews by the days that they were overdue."""
    early: int = 0
    believed: list[float] = field(default_factory=list)
    remembered: list[bool] = field(default_factory=list)
    a_day: list[int] = field(default_factory=list)
    intervals: list[int] = field(default_factory=list)


def simulate(learner: Learner) -> Outcome:
    """Review what is due on every day that the learner sits down, and begin some new questions."""
    came_to, cards = Outcome(), dict[str, schedule.CardState]()
    for number in range(DAYS):
        if learner.chance(f"miss {number}") < learner.misses:
            continue
        at, day = evening(number, learner)
        asked = [card.question for card in schedule.due(cards.values(), day)]
        for question in asked:
            card = cards[question]
            late = days_from(card.due, day)
            came_to.late[late] += 1
            came_to.early += late < 0
            came_to.believed.append(schedule.retrievability(card, day))
            came_to.intervals.append(days_from(card.last, day))
            came_to.remembered.append(learner.answer(question, at, day))
        new = [f"o{n % 12}.q{n}" for n in range(learner.questions) if f"o{n % 12}.q{n}" not in cards][:NEW_A_DAY]
        for question in new:
            learner.answer(question, at, day)
        for answered in learner.rows[-len(asked) - len(new) :] if asked or new else ():
            rating = schedule.rating_of_day([answered])
            assert rating is not None
            cards[answered.question] = schedule.review_card(
                cards.get(answered.question), rating, day, answered.question
            )
        came_to.days += 1
        came_to.a_day.append(len(asked) + len(new))
    assert schedule.replay_reviews(learner.rows) == cards, "the log replayed is another schedule"
    return came_to


def days_from(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def report(learner: Learner, came_to: Outcome) -> list[str]:
    """Return what to print of one learner."""
    reviews, last = len(came_to.remembered), learner.rows[-1].study_day
    late = ", ".join(f"{days} d late: {count}" for days, count in sorted(came_to.late.items()) if days > 0)
    known = statistics.fmean(memory.known(last) for memory in learner.memories.values())
    believed = statistics.fmean(
        schedule.retrievability(card, last) for card in schedule.replay_reviews(learner.rows).values()
    )
    skills = mastery.skills(learner.rows)
    mastered = statistics.fmean(mastery.mastery(skill, 2.0) for skill in skills.values())
    spread = statistics.quantiles(came_to.intervals, n=4)
    return [
        f"learner {learner.seed}, misses {learner.misses:.0%} of the days: {came_to.days} days, {reviews} reviews of "
        f"{len(learner.memories)} questions, {statistics.fmean(came_to.a_day):.1f} answers a day (most {max(came_to.a_day)})",
        f"  on its day: {came_to.late[0] / reviews:.1%}; early: {came_to.early}; {late or 'none late'}",
        f"  intervals in days: quartiles {spread[0]:.0f}, {spread[1]:.0f}, {spread[2]:.0f}; longest {max(came_to.intervals)}",
        f"  at review: recall believed {statistics.fmean(came_to.believed):.3f}, right {share(came_to.remembered):.3f}",
        f"  on the last day: recall believed {believed:.3f}, true {known:.3f}; mastery {mastered:.2f}",
    ]


def share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=2, help="learners of each kind (%(default)s)")
    parser.add_argument("--questions", type=int, default=120, help="questions there are (%(default)s)")
    chosen = parser.parse_args()
    print(f"{DAYS} days from {FIRST}; {', '.join(f'day {first}: {zone}' for first, zone, _ in PLACES)}")
    for misses in (0.0, 0.15):
        for seed in range(chosen.learners):
            learner = Learner(seed, chosen.questions, misses)
            print("\n".join(report(learner, simulate(learner))))


if __name__ == "__main__":
    main()
