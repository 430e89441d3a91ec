"""Simulated people practice with the planner, and with other schemes beside it: how many questions until most is known?

Nobody here remembers as the planner believes. `trace` is the activation of ACT-R with the decay of Pavlik and Anderson
(2005): each answer leaves a trace that fades as a power of its age, faster where much was remembered already; recall is
logistic in the logarithm of their sum. `half-life` is another memory: understanding grows with each answer, and fades with a
half-life that a known answer lengthens, the more the more had faded; `slow` is the same for somebody who forgets in days.
One memory an objective; what it requires makes it likelier to be known and easier to learn. People slip and guess.

An objective is known when an item of its mean level is known 9 times in 10, without slips and guesses, a day later.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from multiprocessing import Pool
from typing import NamedTuple

from decompdrill.bank.question import Question
from decompdrill.commands import open_banks
from decompdrill.model import Form
from decompdrill.practice import choose, schedule
from decompdrill.practice.knowledge import Course, Knowledge, Shown, form_of
from decompdrill.practice.schedule import CardState, Rating

FIRST = date(2026, 2, 1).toordinal()
QUIZ = 10
KNOWN, SHARE = 0.9, 0.8
"""What counts as known, and the share of the objectives that is to be."""
EVENING = 0.8
"""The time of the day at which people practice, as a share of it."""
PAUSE = 0.0007
"""Days from one question to the next: a minute."""


# ---- what is taught ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bank:
    """The shipped questions and objectives."""

    course: Course
    questions: tuple[Question, ...]
    of: Mapping[str, tuple[Question, ...]]
    form: Mapping[str, Form]
    objective_of: Mapping[str, str]


@cache
def bank() -> Bank:
    opened = open_banks(())
    questions = tuple(opened.questions.values())
    course = Course(questions, opened.objectives.values())
    of = {o: tuple(q for q in questions if q.objective == o) for o in course.order}
    return Bank(course, questions, of, {q.id: form_of(q) for q in questions}, {q.id: q.objective for q in questions})


PCA = {"covariance", "pca", "explained-variance"}


def needs_learning_machines(objective: str) -> bool:
    return bank().course.topic[objective] in PCA or objective == "image-compression"


def is_applied(objective: str) -> bool:
    return needs_learning_machines(objective) or objective == "tool-for-job" or objective.startswith("lora")


# ---- people --------------------------------------------------------------------------------------------------------


class Person(NamedTuple):
    """A kind of learner."""

    knows: Callable[[str], bool] = lambda _: False
    """What was known before the first day."""
    decay: float = 0.12
    spacing: float = 0.08
    """By how much a trace fades faster for each unit of what was remembered when it was laid down."""
    slip: float = 0.05
    misses: float = 0.0
    """The share of days without practice."""
    away: range = range(0)


PEOPLE = {
    "novice": Person(),
    "forgetful": Person(decay=0.2, spacing=0.12, slip=0.08),
    "expert": Person(knows=lambda _: True),
    "LA, no ML": Person(knows=lambda o: not is_applied(o)),
    "PCA only": Person(knows=needs_learning_machines),
    "irregular": Person(misses=0.3, away=range(30, 40)),
}
GUESS = {Form.CHOICE: 0.25, Form.YES_NO: 0.5}
MENDED = {Form.CHOICE: 1 / 3, Form.YES_NO: 1.0}
"""The chance that the second try is right where the first was a wrong guess."""

NEEDS = 0.5
"""What a requirement that is not known at all takes off the chance to know what rests on it."""
LEARN = 0.7
BY_RIGHT, BY_LUCK, BY_MENDING, BY_SOLUTION, BY_USE = 1.0, 0.5, 0.8, 0.7, 0.25
"""The weight of a trace, by the answer that lays it down; the last one in what was required for it."""


class Learner:
    """One simulated person. The memory is in the subclasses: `recall` and `learn`."""

    def __init__(self, person: Person, seed: int, days: int) -> None:
        self.person, self.random = person, random.Random(f"learner {seed}")
        order = bank().course.order
        self.ease = {o: math.exp(self.random.gauss(0, 0.2)) for o in order}
        self.surplus = {o: self.random.gauss(4.2, 0.2) for o in order}
        chances = [self.random.random() < person.misses or d in person.away for d in range(days + 1)]
        self.misses = chances
        self.mood = 0.0

    def recall(self, objective: str, at: float, level: float | None = None) -> float:
        """Return the chance to know an item of a level (the mean one), requirements left out."""
        raise NotImplementedError

    def learn(self, objective: str, at: float, weight: float, known: bool) -> None:
        raise NotImplementedError

    def readiness(self, objective: str, at: float) -> float:
        requires = bank().course.requires[objective]
        return math.prod(1 - NEEDS * (1 - self.recall(r, at)) for r in requires)

    def answer(self, question: Question, at: float) -> Rating:
        """Answer a question in two tries, and learn from it."""
        objective, form, draw = question.objective, bank().form[question.id], self.random.random
        ready = self.readiness(objective, at)
        recalled = self.recall(objective, at, question.level)
        if 0 < recalled < 1:
            recalled = 1 / (1 + (1 / recalled - 1) * math.exp(-self.mood))
        known = draw() < ready * recalled
        slip = self.person.slip + 0.01 * (question.level - 1)
        first = draw() > slip if known else draw() < GUESS.get(form, 0.02)
        second = draw() < (0.85 if known else MENDED.get(form, 0.15))
        weight = (BY_RIGHT if known else BY_LUCK) if first else BY_RIGHT if known and second else BY_SOLUTION
        if not first and second and not known:
            weight = BY_MENDING
        harder = min(1.3, max(0.7, 1 + 0.1 * (question.level - bank().course.goal[objective])))
        self.learn(objective, at, weight * ready**2 * harder, known)
        if known:
            for required in bank().course.requires[objective]:
                self.learn(required, at, BY_USE, known=True)
        return Rating.GOOD if first else Rating.HARD if second else Rating.AGAIN


class Traces(Learner):
    """Memory as a sum of fading traces."""

    def __init__(self, person: Person, seed: int, days: int) -> None:
        super().__init__(person, seed, days)
        self.traces: dict[str, list[tuple[float, float, float]]] = {o: [] for o in bank().course.order}

    def threshold(self, objective: str, level: float) -> float:
        return 0.8 * self.ease[objective] * math.exp(0.3 * (level - 2))

    def strength(self, objective: str, at: float) -> float:
        before = 0.0
        if self.person.knows(objective):
            before = self.threshold(objective, bank().course.goal[objective]) * math.exp(self.surplus[objective] / 2)
            before *= (1 + at) ** -0.02
        return before + sum(w * math.pow(max(at - then, 0.02), -d) for then, w, d in self.traces[objective])

    def recall(self, objective: str, at: float, level: float | None = None) -> float:
        goal = bank().course.goal[objective] if level is None else level
        return recall_of(self.strength(objective, at), self.threshold(objective, goal))

    def learn(self, objective: str, at: float, weight: float, known: bool) -> None:
        decay = min(0.9, self.person.decay + self.person.spacing * self.strength(objective, at))
        self.traces[objective].append((at, weight * LEARN, decay))


def recall_of(strength: float, threshold: float) -> float:
    return 1 / (1 + (threshold / strength) ** 2) if strength > 0 else 0.0


class HalfLife(Learner):
    """Memory as understanding that fades with a half-life."""

    start, rate, growth, least, lapse = 4.0, 0.6, 2.0, 2.0, 0.8

    def __init__(self, person: Person, seed: int, days: int) -> None:
        super().__init__(person, seed, days)
        order = bank().course.order
        self.state = {o: (1.0, 3000.0, 0.0) if person.knows(o) else (0.0, self.start, 0.0) for o in order}
        self.rates = {o: self.rate * math.exp(self.random.gauss(0, 0.2)) for o in order}

    def kept(self, objective: str, at: float) -> float:
        _, half, then = self.state[objective]
        return float(2 ** (-max(0.0, at - then) / half))

    def recall(self, objective: str, at: float, level: float | None = None) -> float:
        goal = bank().course.goal[objective]
        known = self.state[objective][0] * self.kept(objective, at)
        return float(known ** (1.35 ** ((goal if level is None else level) - goal)))

    def learn(self, objective: str, at: float, weight: float, known: bool) -> None:
        understood, half, _ = self.state[objective]
        kept = self.kept(objective, at)
        half = half * (1 + self.growth * weight * (1.05 - kept)) if known else max(self.least, self.lapse * half)
        grown = understood + (1 - understood) * min(0.9, self.rates[objective] * weight)
        self.state[objective] = (grown, half, at)


class Slow(HalfLife):
    start, rate, growth, least, lapse = 1.5, 0.45, 1.2, 1.0, 0.7


MEMORIES: dict[str, type[Learner]] = {"trace": Traces, "half-life": HalfLife, "slow": Slow}


# ---- schemes -------------------------------------------------------------------------------------------------------


class Scheme:
    """Chooses question after question; the base asks the objectives in teaching order, their questions in turn."""

    def __init__(self, learner: Learner, seed: int) -> None:
        self.learner, self.random = learner, random.Random(f"scheme {seed}")
        self.turns = {o: self.random.sample(questions, len(questions)) for o, questions in bank().of.items()}
        self.loads: list[int] = []
        """How many questions were due at the start of each day."""
        self.asked = 0

    def begin(self, day: int) -> None:
        """A day of practice begins."""

    def next(self, day: int, number: int) -> Question:
        """Return the question to ask as number `number` of the day."""
        order = bank().course.order
        return self.turn(order[self.asked % len(order)])

    def told(self, question: Question, rating: Rating, day: int) -> None:
        """Take note of an answer."""
        self.asked += 1

    def turn(self, objective: str) -> Question:
        questions = self.turns[objective]
        questions.append(questions.pop(0))
        return questions[-1]


class Planner(Scheme):
    """What `decompdrill quiz` asks at a terminal, in quizzes of ten, chosen anew after each answer."""

    def __init__(self, learner: Learner, seed: int) -> None:
        super().__init__(learner, seed)
        self.known = Knowledge(bank().course)
        self.cards: dict[str, CardState] = {}
        self.a_day: Counter[str] = Counter()
        self.session: list[str] = []
        self.right: set[str] = set()

    def begin(self, day: int) -> None:
        self.right = set()
        coming = schedule.coming_back(self.cards.values(), bank().objective_of)
        self.loads.append(sum(card.due <= iso(day) for card in coming))

    def next(self, day: int, number: int) -> Question:
        if number % QUIZ == 0:
            self.session = []
        standing = choose.Standing(self.known, self.cards, iso(day), bank().objective_of, self.right, self.a_day)
        pick = choose.plan_from_history(bank().questions, standing, 1, self.asked // QUIZ, self.session)[0]
        self.session.append(pick.question.id)
        return pick.question

    def told(self, question: Question, rating: Rating, day: int) -> None:
        super().told(question, rating, day)
        self.a_day[iso(day)] += 1
        self.right |= {question.id} if rating is Rating.GOOD else set()
        form = bank().form[question.id]
        self.known.tell(Shown(question.objective, question.level, form, rating, FIRST + day))
        self.cards[question.id] = schedule.review_card(self.cards.get(question.id), rating, iso(day), question.id)


class ThreeInARow(Scheme):
    """Stay at an objective until three answers in a row are right; at the end those longest unseen."""

    def __init__(self, learner: Learner, seed: int) -> None:
        super().__init__(learner, seed)
        self.at = self.row = 0
        self.last: dict[str, int] = {}

    def next(self, day: int, number: int) -> Question:
        order = bank().course.order
        return self.turn(order[self.at] if self.at < len(order) else min(order, key=lambda o: self.last[o]))

    def told(self, question: Question, rating: Rating, day: int) -> None:
        super().told(question, rating, day)
        self.last[question.objective] = self.asked
        self.row = self.row + 1 if rating is Rating.GOOD else 0
        if self.row == 3:
            self.at, self.row = self.at + 1, 0


class Tracing(Scheme):
    """Bayesian knowledge tracing with forgetting; the least known of what has all requirements known."""

    def __init__(self, learner: Learner, seed: int) -> None:
        super().__init__(learner, seed)
        self.p: dict[str, tuple[float, int]] = {}
        self.today: Counter[str] = Counter()
        self.recent: list[str] = []

    def begin(self, day: int) -> None:
        self.today = Counter()

    def known(self, objective: str, day: int) -> float:
        p, last = self.p.get(objective, (0.1, day))
        return p * math.exp(-0.01 * (day - last))

    def next(self, day: int, number: int) -> Question:
        def is_known(objective: str) -> bool:
            return self.known(objective, day) >= 0.8 or self.p.get(objective, (0.0, 0))[0] >= 0.95

        open_ = [o for o in bank().course.order if all(map(is_known, bank().course.requires[o]))]
        fresh = [o for o in open_ if o not in self.recent[-2:]]
        free = [o for o in fresh if self.today[o] < 2] or fresh or open_
        chosen = min(free, key=lambda o: self.known(o, day))
        self.today[chosen] += 1
        self.recent.append(chosen)
        return self.turn(chosen)

    def told(self, question: Question, rating: Rating, day: int) -> None:
        super().told(question, rating, day)
        p, guess = self.known(question.objective, day), GUESS.get(bank().form[question.id], 0.05)
        if rating is Rating.GOOD:
            p = 0.9 * p / (0.9 * p + guess * (1 - p))
        else:
            p = 0.1 * p / (0.1 * p + (1 - guess) * (1 - p))
        self.p[question.objective] = p + 0.25 * (1 - p), day


class Fsrs(Scheme):
    """A card of FSRS for each objective: what is due, else one of ten new ones a day, else what is recalled least."""

    def __init__(self, learner: Learner, seed: int) -> None:
        super().__init__(learner, seed)
        self.cards: dict[str, CardState] = {}
        self.today: set[str] = set()
        self.new = 0

    def begin(self, day: int) -> None:
        self.today, self.new = set(), 0

    def next(self, day: int, number: int) -> Question:
        free = [card for o, card in self.cards.items() if o not in self.today]
        due = schedule.due(free, iso(day))
        unseen = [o for o in bank().course.order if o not in self.cards]
        if due:
            chosen = due[0].question
        elif unseen and self.new < 10:
            chosen, self.new = unseen[0], self.new + 1
        else:
            chosen = min(free or self.cards.values(), key=lambda c: schedule.retrievability(c, iso(day))).question
        self.today.add(chosen)
        return self.turn(chosen)

    def told(self, question: Question, rating: Rating, day: int) -> None:
        super().told(question, rating, day)
        objective = question.objective
        self.cards[objective] = schedule.review_card(self.cards.get(objective), rating, iso(day), objective)


class Oracle(Scheme):
    """Sees the traces, and asks what raises the sum of recall in 20 days the most. No bound: it does not aim at a count."""

    ahead = 20

    def begin(self, day: int) -> None:
        self.last = ""

    def next(self, day: int, number: int) -> Question:
        assert isinstance(self.learner, Traces)
        at = day + EVENING + number * PAUSE
        now = {o: self.learner.strength(o, at) for o in bank().course.order}
        self.last = max((o for o in now if o != self.last), key=lambda o: self.gain(o, at, now))
        return self.turn(self.last)

    def gain(self, objective: str, at: float, now: Mapping[str, float]) -> float:
        assert isinstance(self.learner, Traces)
        ready = self.learner.readiness(objective, at)
        known = ready * self.learner.recall(objective, at)
        weight = (known * BY_RIGHT + (1 - known) * BY_SOLUTION) * ready**2
        used = (known * self.raised(r, at, BY_USE, now[r]) for r in bank().course.requires[objective])
        return self.raised(objective, at, weight, now[objective]) + sum(used)

    def raised(self, objective: str, at: float, weight: float, strength: float) -> float:
        assert isinstance(self.learner, Traces)
        person, threshold = self.learner.person, self.learner.threshold(objective, bank().course.goal[objective])
        later = self.learner.strength(objective, at + self.ahead)
        decay = min(0.9, person.decay + person.spacing * strength)
        more = later + weight * LEARN * self.ahead**-decay
        return recall_of(more, threshold) - recall_of(later, threshold)


SCHEMES: dict[str, type[Scheme]] = {
    "planner": Planner,
    "in order": Scheme,
    "three in a row": ThreeInARow,
    "py-fsrs, filled": Fsrs,
    "knowledge tracing": Tracing,
    "oracle": Oracle,
}


def iso(day: int) -> str:
    return date.fromordinal(FIRST + day).isoformat()


# ---- a run ---------------------------------------------------------------------------------------------------------


@dataclass
class Figures:
    """What one person came to with one scheme."""

    asked: int = 0
    until_known: int | None = None
    """Questions until 80 % of the objectives are known."""
    recall: dict[int, float] = field(default_factory=dict)
    """Mean true recall by day."""
    topics: int | None = None
    """Questions until every topic was asked."""
    repeats: int = 0
    """Questions that came again in their quiz of ten."""
    heaviest: float = 0.0
    """The most questions due on a day, as a multiple of those asked on a usual day of the 28 before, or of ten."""


def practise(person: Person, memory: str, scheme: str, seed: int, days: int, a_day: int) -> Figures:
    """Let one person practice for so many days."""
    learner = MEMORIES[memory](person, seed, days)
    chooses, order, found = SCHEMES[scheme](learner, seed), bank().course.order, Figures()
    seen: set[str] = set()
    done: list[int] = []
    for day in range(days + 1):
        recalls = [learner.recall(o, day + EVENING) for o in order]
        found.recall[day] = statistics.fmean(recalls)
        if found.until_known is None and sum(r >= KNOWN for r in recalls) >= math.ceil(SHARE * len(order)):
            found.until_known = found.asked
        if day == days or learner.misses[day]:
            done.append(0)
            continue
        learner.mood = learner.random.gauss(0, 0.3)
        chooses.begin(day)
        usual = max(QUIZ, statistics.median([n for n in done[-28:] if n] or [QUIZ]))
        found.heaviest = max([found.heaviest, *(load / usual for load in chooses.loads[-1:])])
        today: list[str] = []
        for number in range(a_day):
            question = chooses.next(day, number)
            chooses.told(question, learner.answer(question, day + EVENING + number * PAUSE), day)
            today.append(question.id)
            seen.add(question.bank)
            found.asked += 1
            if found.topics is None and len(seen) == len(set(bank().course.topic.values())):
                found.topics = found.asked
        done.append(len(today))
        quizzes = [today[at : at + QUIZ] for at in range(0, len(today), QUIZ)]
        found.repeats += sum(len(quiz) - len(set(quiz)) for quiz in quizzes)
    return found


# ---- the table -----------------------------------------------------------------------------------------------------


class Task(NamedTuple):
    person: str
    memory: str
    scheme: str
    seed: int
    days: int
    a_day: int


def worked(task: Task) -> tuple[Task, Figures]:
    return task, practise(PEOPLE[task.person], task.memory, task.scheme, task.seed, task.days, task.a_day)


def rows(results: Iterable[tuple[Task, Figures]], days: int) -> Iterator[str]:
    """Yield a line of the table for each kind of person and scheme, in the order in which they come."""
    groups: dict[tuple[str, str], list[Figures]] = {}
    for task, found in results:
        groups.setdefault((task.person, task.scheme), []).append(found)
    marks = sorted({min(days, 30), min(days, 60), days})
    yield (
        "| person | scheme | questions until 80 % is known | "
        + " | ".join(f"recall, day {d}" for d in marks)
        + (" | all topics asked | repeats a quiz | heaviest day |")
    )
    yield "|---|---|---|" + "---|" * (len(marks) + 3)
    for (person, scheme), of in groups.items():
        recalls = [mean([f.recall[d] for f in of], 3) for d in marks]
        repeats = sum(f.repeats for f in of) / max(1, sum(f.asked / QUIZ for f in of))
        figures = [mean([f.until_known for f in of]), *recalls, mean([f.topics for f in of]), f"{repeats:.2f}"]
        yield f"| {person} | {scheme} | {' | '.join(figures)} | {max(f.heaviest for f in of):.1f} |"


def mean(values: Sequence[float | None], digits: int = 0) -> str:
    """Return mean ± standard deviation, and how many there are where some are lacking."""
    there = [v for v in values if v is not None]
    if not there:
        return "never"
    spread = f" ± {statistics.stdev(there):.{digits}f}" if len(there) > 1 else ""
    return f"{statistics.fmean(there):.{digits}f}{spread}" + (
        f" ({len(there)} of {len(values)})" if len(there) < len(values) else ""
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--people", nargs="*", choices=PEOPLE, default=["novice"], metavar="KIND", help=", ".join(PEOPLE)
    )
    parser.add_argument(
        "--schemes", nargs="*", choices=SCHEMES, default=None, metavar="SCHEME", help=", ".join(SCHEMES)
    )
    parser.add_argument("--memory", choices=MEMORIES, default="trace", help="how they remember (%(default)s)")
    parser.add_argument("--seeds", type=int, default=3, help="people of each kind (%(default)s)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first of their seeds (%(default)s)")
    parser.add_argument("--days", type=int, default=60, help="days of practice (%(default)s)")
    parser.add_argument("--a-day", type=int, default=20, help="questions a day (%(default)s)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (%(default)s)")
    chosen = parser.parse_args()
    schemes = [s for s in chosen.schemes or SCHEMES if s != "oracle" or chosen.memory == "trace"]
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    tasks = [
        Task(person, chosen.memory, scheme, seed, chosen.days, chosen.a_day)
        for person in chosen.people
        for scheme in schemes
        for seed in seeds
    ]
    with Pool(chosen.jobs) as pool:
        print("\n".join(rows(pool.imap(worked, tasks), chosen.days)))


if __name__ == "__main__":
    main()
