"""A learner's statistics, computed from tallies and cards, and the same as JSON."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from decompdrill.history.attempts import AttemptRow, DayTally, ObjectiveTally, SlipTally, monday_of, working_lines
from decompdrill.model import Objective
from decompdrill.practice import mastery, schedule
from decompdrill.practice.mastery import Skill
from decompdrill.practice.schedule import CardState

SCHEMA = 1
WEEKS = 8
"""Weeks of the line `right first time`."""
DAYS_AHEAD = 7
LAST_WORKINGS = 20
"""Of an objective, those that tell where one stumbles now."""
TREND_WEEKS = 4
"""A slip's trend compares its rate in these last weeks with that in as many before."""


@dataclass(frozen=True, slots=True)
class ObjectiveStats:
    """One objective as three numbers: mastery (0 to 1), recall now (None: nothing reviewed yet) and speed."""

    id: str
    title: str
    mastery: float
    recall: float | None
    """The mean over its questions that were reviewed."""
    median_seconds: float | None
    due: int
    """Questions due today."""
    next_due: str | None
    """The ISO day on which the first of its questions comes back, which may be past."""
    asked: int
    right: int
    right_first: int
    is_met: bool
    is_measured: bool = True
    """Whether there is an answer that tells how well it is mastered."""


@dataclass(frozen=True, slots=True)
class SlipStats:
    """How often a slip was made, over all time and in the last weeks; the trend is of its rate among what was asked."""

    slip: str
    count: int
    recent: int
    trend: str
    """new, rising, steady, falling or gone; "" where too little was asked to tell."""


@dataclass(frozen=True, slots=True)
class WorkingStats:
    """The last workings of one objective: how many had no mistake, and in which step the first one of the others was."""

    objective: str
    count: int
    clean: int
    lost_at: tuple[tuple[str, int], ...]
    """Steps in words, and how often; the most frequent first."""


@dataclass(frozen=True, slots=True)
class WeekStats:
    """The week that begins on a Monday: questions asked, and how many were right at once and unaided."""

    week: str
    asked: int
    right_first: int

    @property
    def share(self) -> float | None:
        return self.right_first / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Stats:
    """Everything that `stats` shows, as of one study day."""

    today: str
    objectives: tuple[ObjectiveStats, ...]
    slips: tuple[SlipStats, ...]
    days: tuple[DayTally, ...]
    weeks: tuple[WeekStats, ...]
    """The last eight, the present one last."""
    due: int
    ahead: tuple[tuple[str, int], ...]
    """How many questions come back on each of the next seven days."""
    workings: tuple[WorkingStats, ...] = ()
    """Those with the most mistakes first."""

    @property
    def asked(self) -> int:
        return sum(o.asked for o in self.objectives)


@dataclass(frozen=True, slots=True)
class Tallies:
    """What the store sums up."""

    objectives: Sequence[ObjectiveTally] = ()
    slips: Sequence[SlipTally] = ()
    days: Sequence[DayTally] = ()


def summarise(
    tallies: Tallies,
    cards: Iterable[CardState],
    skills: Mapping[str, Skill],
    objectives: Sequence[Objective],
    questions: Iterable[tuple[str, str, int]],
    today: str,
    waiting: Collection[str] = (),
    worked: Iterable[AttemptRow] = (),
) -> Stats:
    """Return the learner's statistics on the study day `today`.

    `questions` are (id, objective, level) of those in the banks: only they can come back, but for those of the objectives
    that are `waiting`. The objectives stand in their order, then those of the history that no bank has any more.
    """
    asked = tuple(questions)
    objective_of = {question: objective for question, objective, _ in asked}
    goals = mastery.goals((objective, level) for _, objective, level in asked)
    present = [card for card in cards if schedule.objective_in(objective_of, card) is not None]
    coming = schedule.coming_back(present, {q: o for q, o in objective_of.items() if o not in waiting})
    by_objective: dict[str, list[CardState]] = {}
    for card in present:
        by_objective.setdefault(schedule.objective_in(objective_of, card) or "", []).append(card)
    tally_of = {tally.objective: tally for tally in tallies.objectives}
    titles = {o.id: o.title for o in objectives} | {o: "" for o in tally_of if o not in {o.id for o in objectives}}
    return Stats(
        today=today,
        objectives=tuple(
            _objective(
                name,
                title,
                tally_of.get(name),
                by_objective.get(name, ()),
                skills.get(name),
                goals.get(name),
                today,
                name in waiting,
            )
            for name, title in titles.items()
        ),
        slips=_slips(tallies.slips, tallies.days, today),
        days=tuple(sorted(tallies.days, key=lambda tally: tally.day)),
        weeks=_weeks(tallies.days, today),
        due=sum(card.due <= today for card in coming),
        ahead=_ahead(coming, today),
        workings=_workings(worked),
    )


def _objective(
    name: str,
    title: str,
    tally: ObjectiveTally | None,
    cards: Sequence[CardState],
    skill: Skill | None,
    goal: float | None,
    today: str,
    is_waiting: bool,
) -> ObjectiveStats:
    """Return the figures of one objective; where no bank has it any more, its level to reach is the middle one."""
    known = mastery.mastery(skill, 2.0 if goal is None else goal)
    coming = () if is_waiting else schedule.coming_back(cards, {card.question: name for card in cards})
    median = None if tally is None or tally.median_ms is None else tally.median_ms / 1000
    return ObjectiveStats(
        id=name,
        title=title,
        mastery=known,
        recall=sum(schedule.retrievability(card, today) for card in cards) / len(cards) if cards else None,
        median_seconds=median,
        due=sum(card.due <= today for card in coming),
        next_due=min((card.due for card in coming), default=None),
        asked=tally.asked if tally else 0,
        right=tally.right if tally else 0,
        right_first=tally.right_first if tally else 0,
        is_met=known >= mastery.MET,
        is_measured=skill is not None and skill.seen > 0,
    )


def _workings(rows: Iterable[AttemptRow]) -> tuple[WorkingStats, ...]:
    """Return of each objective how its last workings went; `rows` are in the order of their time."""
    of_objective: dict[str, deque[AttemptRow]] = {}
    for row in rows:
        of_objective.setdefault(row.objective, deque(maxlen=LAST_WORKINGS)).append(row)
    found = []
    for objective, last in of_objective.items():
        lost: Counter[str] = Counter()
        for row in last:
            wrong = next((line for line in working_lines(row) if line.verdict == "wrong"), None)
            if wrong is not None:
                lost[wrong.is_ or "a line without a name"] += 1
        found.append(WorkingStats(objective, len(last), len(last) - lost.total(), tuple(lost.most_common())))
    return tuple(sorted(found, key=lambda w: (w.clean - w.count, w.objective)))


def _slips(slips: Iterable[SlipTally], days: Iterable[DayTally], today: str) -> tuple[SlipStats, ...]:
    """Return the slips, those of the last weeks first, the most made before the others."""
    mondays = _mondays(today, 2 * TREND_WEEKS)
    asked: Counter[str] = Counter()
    for day in _since(mondays[0], days):
        asked[monday_of(day.day)] += day.asked
    by_slip: dict[str, Counter[str]] = {}
    for tally in slips:
        by_slip.setdefault(tally.slip, Counter())[tally.week] += tally.count
    found = (_slip(slip, weeks, asked, mondays) for slip, weeks in by_slip.items())
    return tuple(sorted((s for s in found if s.count), key=lambda s: (-s.recent, -s.count, s.slip)))


def _slip(slip: str, weeks: Counter[str], asked: Counter[str], mondays: Sequence[str]) -> SlipStats:
    before, recent = mondays[:TREND_WEEKS], mondays[TREND_WEEKS:]
    made_before, made = (sum(weeks[m] for m in part) for part in (before, recent))
    asked_before, asked_now = (sum(asked[m] for m in part) for part in (before, recent))
    trend = _trend(made_before, asked_before, made, asked_now) if asked_now else ""
    return SlipStats(slip, weeks.total(), made, trend)


def _trend(made_before: int, asked_before: int, made: int, asked: int) -> str:
    """Return how a slip's rate has moved; half as much again, or a third less, is a movement."""
    if not made:
        return "gone"
    if not asked_before:
        return ""
    if not made_before:
        return "new"
    ratio = made * asked_before / (made_before * asked)
    return "rising" if ratio >= 1.5 else "falling" if ratio <= 2 / 3 else "steady"


def _weeks(days: Iterable[DayTally], today: str) -> tuple[WeekStats, ...]:
    asked: Counter[str] = Counter()
    right_first: Counter[str] = Counter()
    mondays = _mondays(today, WEEKS)
    for tally in _since(mondays[0], days):
        asked[monday_of(tally.day)] += tally.asked
        right_first[monday_of(tally.day)] += tally.right_first
    return tuple(WeekStats(week, asked[week], right_first[week]) for week in mondays)


def _since(first: str, days: Iterable[DayTally]) -> Iterator[DayTally]:
    return (day for day in days if day.day >= first)


def _mondays(today: str, count: int) -> list[str]:
    """Return the last `count` Mondays, that of this week last."""
    monday = date.fromisoformat(monday_of(today))
    return [(monday - timedelta(weeks=back)).isoformat() for back in reversed(range(count))]


def _ahead(cards: Iterable[CardState], today: str) -> tuple[tuple[str, int], ...]:
    due = Counter(card.due for card in cards)
    first = date.fromisoformat(today)
    days = ((first + timedelta(days=n)).isoformat() for n in range(1, DAYS_AHEAD + 1))
    return tuple((day, due[day]) for day in days)


def calendar(days: Iterable[DayTally], today: str, weeks: int) -> tuple[tuple[int | None, ...], ...]:
    """Return seven rows, Monday to Sunday, of what was asked in each of the last weeks; None for days to come."""
    asked = {tally.day: tally.asked for tally in days}
    mondays = [date.fromisoformat(monday) for monday in _mondays(today, weeks)]
    dates = [[(monday + timedelta(days=weekday)).isoformat() for monday in mondays] for weekday in range(7)]
    return tuple(tuple(None if day > today else asked.get(day, 0) for day in row) for row in dates)


def shade(asked: int, most: int) -> int:
    """Return how dark a day is, 0 to 4; 0 only where nothing was asked."""
    return min(4, -(-4 * asked // max(most, 1)))


def stats_json(stats: Stats) -> dict[str, object]:
    """Return what `stats --json` prints; shares are rounded to four places."""
    return {
        "schema": SCHEMA,
        "today": stats.today,
        "objectives": [_objective_json(o) for o in stats.objectives],
        "slips": [
            {"slip": s.slip, "count": s.count, "recent": s.recent, "trend": s.trend or None} for s in stats.slips
        ],
        "days": [{"day": d.day, "asked": d.asked, "right": d.right, "right_first": d.right_first} for d in stats.days],
        "weeks": [{"week": w.week, "asked": w.asked, "right_first": w.right_first} for w in stats.weeks],
        "workings": [
            {
                "objective": w.objective,
                "count": w.count,
                "clean": w.clean,
                "lost_at": [{"step": step, "count": n} for step, n in w.lost_at],
            }
            for w in stats.workings
        ],
        "due": stats.due,
        "ahead": [{"day": day, "due": due} for day, due in stats.ahead],
    }


def _objective_json(figures: ObjectiveStats) -> dict[str, object]:
    return {
        "id": figures.id,
        "mastery": round(figures.mastery, 4),
        "recall": None if figures.recall is None else round(figures.recall, 4),
        "median_seconds": figures.median_seconds,
        "due": figures.due,
        "asked": figures.asked,
        "right": figures.right,
        "right_first": figures.right_first,
        "next_due": figures.next_due,
    }
