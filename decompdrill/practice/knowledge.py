"""What a person knows: of every objective a belief, moved by each judged showing and faded by time.

The hidden strength of an objective is one of a few levels, and the belief a chance for each of them: a hidden Markov model,
as in Bayesian knowledge tracing (Corbett & Anderson 1994), whose levels fade along the forgetting curve of FSRS. A right
answer may be a guess and a wrong one a slip. What rests on an objective tells of it too. How fast somebody learns and
forgets is not known beforehand: several paces are kept in mind, and each answer tells which of them foretold it best.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from decompdrill.history.attempts import Mode, is_right_at_once, telling
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import Form
from decompdrill.practice.mastery import GUESS, guess
from decompdrill.practice.schedule import Rating, by_showing, is_judged, rating_of, recall_after, showings, stability_of

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.history.attempts import AttemptRow
    from decompdrill.model import Objective

STRENGTHS = (-5.0, -2.0, -1.2, -0.4, 0.4, 1.2, 2.0, 2.8, 3.6, 4.4, 5.2)
"""The levels of strength: the log-odds of knowing it a day later. The lowest is what was never learnt."""

HORIZON = 20
"""Days ahead at which a question is to have helped."""

SAME_DAY = 0.25
"""Days that pass between two questions of one study day."""

SLIP = 0.06
"""The chance of a wrong first answer to what is known."""

LEVEL = 0.6
"""Log-odds by which a question of one level more is harder than the objective's mean level."""

LEAN = 0.5
"""What not knowing a requirement at all takes off the chance to know what rests on it."""

SHARED = 0.2
"""The share of a step that a right answer adds to the requirements that were used for it."""

UNMET = -1.5
"""Log-odds that an objective was known before it was ever asked, where nothing else tells of it."""

KNOWN_BEFORE = (0.25, 0.35, 0.4)
"""The chances of the highest levels, where something was known before it was asked."""

KIN = {"implied": 0.8, "against": 0.8, "topic": 0.8, "any": 0.2}
"""How far the first answer to one objective tells of another that was never asked: a right one of all that it rests on
(`implied`), a wrong one of what requires it (`against`), either of the same topic, and of any other."""

FAR = 1.5
"""Log-odds beyond which unrelated objectives never move what is believed of one that was never asked."""

SUREST = 4.0
"""Log-odds beyond which one objective is never believed known or unknown because of others."""

READY = 0.75
"""A requirement that is known with this chance may be built on."""

MEMORY = 0.99
"""How much of what earlier answers said about the pace is left after one more answer."""


class Pace(NamedTuple):
    """How somebody learns. All are log-odds of knowing it a day later."""

    first: float
    """Where the first look at a solution brings what was never learnt."""
    taught: float
    """Where wrong answers whose solution is read lead to, in steps of `TAUGHT`."""
    right: float
    """What a right answer adds, however fresh the memory was ..."""
    spaced: float
    """... and what it adds where the memory had faded, times the share that had."""


PACES = (Pace(-0.8, 1.8, 0.4, 1.5), Pace(-0.9, 0.8, 0.2, 1.4), Pace(-1.0, -0.2, 0.05, 1.2))
"""Quick, middling and slow; set on simulated people (docs/practice.md)."""

TAUGHT = 0.4

WINDOW = 12
"""Showings of an objective that count, the last ones."""

Belief: TypeAlias = tuple[float, ...]
"""The chance of each level of strength."""

_NEVER = STRENGTHS[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """One judged showing, as far as it tells what is known."""

    objective: str
    level: int
    form: str
    rating: Rating
    day: int
    """The ordinal of the study day."""


def shown_of(showing: Sequence[AttemptRow]) -> Shown | None:
    """Return what the attempts at one draw tell; None where none of them was judged.

    Of a timed run only what is right counts, so there a choice, which may have been guessed, tells nothing.
    """
    if not is_judged(showing):
        return None
    row = showing[0]
    if row.mode == Mode.TIMED and row.form in GUESS:
        return None
    day = date.fromisoformat(row.study_day).toordinal()
    return Shown(row.objective, row.level, row.form, rating_of(showing), day)


def knowledge_from(course: Course, rows: Iterable[AttemptRow]) -> Knowledge:
    """Return what is known after the last showings of each objective, in whichever order their rows come.

    What came before them is forgotten: of an objective that was shown more often, every level is as likely at first.
    """
    shown: dict[str, list[tuple[int, Shown]]] = {}
    for showing in by_showing(telling(rows)):
        found = shown_of(showing)
        if found is not None:
            shown.setdefault(found.objective, []).append((showing[0].id, found))
    knowledge = Knowledge(course)
    told: list[tuple[int, Shown]] = []
    for objective, of in shown.items():
        of.sort(key=itemgetter(0))
        if len(of) > WINDOW:
            knowledge.begin(objective, of[-WINDOW - 1][1].day)
        told += of[-WINDOW:]
    for _, one in sorted(told, key=itemgetter(0)):
        knowledge.tell(one)
    return knowledge


def right_on(rows: Iterable[AttemptRow], study_day: str) -> frozenset[str]:
    """Return the questions that were right at once and unaided on a study day."""
    of_day = showings(row for row in rows if row.study_day == study_day)
    return frozenset(showing[0].question for showing in of_day if is_right_at_once(showing))


def form_of(question: Question) -> Form:
    """Return the form of answer that a question asks for."""
    if question.kind in SIGNATURES:
        return SIGNATURES[question.kind].form
    return question.form or (Form.CHOICE if question.options else Form.CODE)


# ---- the objectives ------------------------------------------------------------------------------------------------


class Course:
    """The objectives in teaching order, what each rests on, and the level to reach."""

    def __init__(self, questions: Iterable[Question], objectives: Iterable[Objective]) -> None:
        levels: dict[str, list[int]] = {}
        self.topic: dict[str, str] = {}
        for question in questions:
            levels.setdefault(question.objective, []).append(question.level)
            self.topic.setdefault(question.objective, question.bank)
        self.goal = {o: sum(of) / len(of) for o, of in levels.items()}
        listed = {o.id: o.requires for o in objectives if o.id in levels}
        self.requires = {o: tuple(r for r in requires if r in levels) for o, requires in listed.items()}
        self.requires |= dict.fromkeys(sorted(levels.keys() - listed.keys()), ())
        self.order = tuple(self.requires)
        self.rests_on = {o: self._below(o) for o in self.order}

    def _below(self, objective: str) -> frozenset[str]:
        """Return everything that an objective rests on; a circle among the requirements is gone round once."""
        found: set[str] = set()
        left = list(self.requires[objective])
        while left:
            required = left.pop()
            if required not in found:
                found.add(required)
                left += self.requires[required]
        return frozenset(found - {objective})

    def kinship(self, one: str, other: str, is_right: bool) -> str:
        """Return how closely an answer to the other objective tells of one, as a word of `KIN`.

        What is known speaks for what it requires, what is not against what requires it.
        """
        if is_right and one in self.rests_on[other]:
            return "implied"
        if not is_right and other in self.requires[one]:
            return "against"
        return "topic" if self.topic[one] == self.topic[other] else "any"

    def tells(self, one: str, other: str) -> float:
        """Return how far the first answer to one objective may tell of another."""
        return max(KIN[self.kinship(other, one, is_right)] for is_right in (True, False))


# ---- what is known -------------------------------------------------------------------------------------------------


class Knowledge:
    """The beliefs of one person, after what was shown so far."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._beliefs: dict[str, tuple[Belief, ...]] = {}
        self._last: dict[str, int] = {}
        self._before: dict[str, float] = {}
        self._missed_too_soon: set[str] = set()
        self._fits = [0.0] * len(PACES)
        self.paces = (1 / len(PACES),) * len(PACES)
        """The chance of each pace."""
        self._priors: dict[str, Belief] = {}

    def copy(self) -> Knowledge:
        """Return the same beliefs, which then go on by themselves."""
        other = Knowledge(self.course)
        other._beliefs, other._last, other._before = dict(self._beliefs), dict(self._last), dict(self._before)
        other._missed_too_soon = set(self._missed_too_soon)
        other._fits, other.paces = list(self._fits), self.paces
        return other

    def begin(self, objective: str, day: int) -> None:
        """Take an objective as asked on a day, with an outcome that nobody remembers."""
        if objective in self.course.goal:
            levels = len(STRENGTHS) - 1
            self._beliefs[objective] = ((0.0, *(1 / levels,) * levels),) * len(PACES)
            self._last[objective] = day

    def is_begun(self, objective: str) -> bool:
        return objective in self._beliefs

    def was_missed_too_soon(self, objective: str) -> bool:
        """Whether an objective was asked once, before what it requires was believed known, and missed."""
        return objective in self._missed_too_soon

    def known(self, objective: str, day: int) -> float:
        """Return the chance that a question of the objective's mean level is known on a day."""
        return self._mean(objective, _recalls(self._passed(objective, day)))

    def lasting(self, objective: str) -> float:
        """Return the chance that it was known a day after it was asked last."""
        return self._mean(objective, _recalls(1))

    def readiness(self, objective: str, day: int) -> float:
        """Return what is left of the chance to know an objective after all that is missing of its requirements."""
        left = 1.0
        for required in self.course.requires[objective]:
            left *= 1 - LEAN * (1 - self.known(required, day))
        return left

    def gain(self, objective: str, day: int) -> float:
        """Return how much likelier one question now makes it that the objective is known at the horizon."""
        ready = _twentieths(self.readiness(objective, day))
        passed = self._passed(objective, day) if self.is_begun(objective) else None
        gains = (
            weight * _dot(belief, _gains(pace, passed, ready))
            for weight, pace, belief in zip(self.paces, PACES, self._of(objective), strict=True)
        )
        return sum(gains)

    def predicted(self, question: Question, day: int) -> float:
        """Return the chance of a right answer at once and unaided to a question on a day."""
        known = self.known(question.objective, day)
        easier = LEVEL * (self.course.goal[question.objective] - question.level)
        by_guess = guess(form_of(question))
        return by_guess + (1 - by_guess) * _chance(math.log(known / (1 - known)) + easier)

    def tell(self, shown: Shown) -> None:
        """Learn from one judged showing; one of an objective that no bank has any more tells nothing."""
        objective, day = shown.objective, shown.day
        if objective not in self.course.goal:
            return
        self._missed_too_soon.discard(objective)
        if shown.rating is Rating.AGAIN and not self.is_begun(objective) and not is_ready(objective, self, day):
            self._missed_too_soon.add(objective)
        ready = _twentieths(self.readiness(objective, day))
        passed, known = self._passed(objective, day), self.known(objective, day)
        harder = round(LEVEL * (shown.level - self.course.goal[objective]), 1)
        prior = None if self.is_begun(objective) else self._prior(objective)
        after = []
        for number, (pace, belief) in enumerate(zip(PACES, self._of(objective), strict=True)):
            moved = _moved(belief, _moves(pace, passed, harder, guess(shown.form), ready, shown.rating))
            fit = sum(moved)
            self._fits[number] = MEMORY * self._fits[number] + math.log(fit)
            after.append(tuple(x / fit for x in moved))
        self.paces = _normed([math.exp(fit - max(self._fits)) for fit in self._fits])
        if prior is not None:
            self._tell_of_others(objective, prior, harder, guess(shown.form), ready, shown.rating)
        self._beliefs[objective], self._last[objective] = tuple(after), day
        for required in self.course.requires[objective]:
            self._tell_required(required, shown, known)

    def _tell_of_others(
        self, objective: str, prior: Belief, harder: float, by_guess: float, ready: int, rating: Rating
    ) -> None:
        """Note how far the first answer tells that an objective was known before it was asked."""
        chances = _chances(1, harder, by_guess, ready, rating)
        known = sum(p * c for p, c in zip(prior[1:], chances[1:], strict=True)) / sum(prior[1:])
        self._before[objective] = math.log(known / chances[0])
        self._priors.clear()

    def _tell_required(self, required: str, shown: Shown, known: float) -> None:
        """Learn of a requirement from what rests on it, which was known with this chance.

        A right answer is evidence for it and practice in it; a wrong one is evidence against it, the more the more surely
        what rests on it was known.
        """
        if required not in self._beliefs or shown.rating is Rating.HARD:
            return
        passed, by_guess = self._passed(required, shown.day), guess(shown.form)
        is_right, likely = shown.rating is Rating.GOOD, _twentieths(known)
        after = []
        for pace, belief in zip(PACES, self._beliefs[required], strict=True):
            moved = _moved(belief, _shared_moves(pace, passed, by_guess, is_right, likely))
            after.append(tuple(x / sum(moved) for x in moved))
        self._beliefs[required] = tuple(after)

    def _passed(self, objective: str, day: int) -> int:
        """Return the days since an objective was asked last; one that never was is taken as asked the day before."""
        return max(0, day - self._last[objective]) if objective in self._last else 1

    def _mean(self, objective: str, values: Sequence[float]) -> float:
        beliefs = self._beliefs.get(objective)
        if beliefs is None:
            return _dot(self._prior(objective), values)
        return sum(w * _dot(belief, values) for w, belief in zip(self.paces, beliefs, strict=True))

    def _of(self, objective: str) -> tuple[Belief, ...]:
        return self._beliefs.get(objective) or (self._prior(objective),) * len(PACES)

    def _prior(self, objective: str) -> Belief:
        """Return the belief in an objective that was never asked, from what was known before of the others."""
        found = self._priors.get(objective)
        if found is None:
            told = dict.fromkeys(KIN, 0.0)
            for other, said in self._before.items():
                kin = self.course.kinship(objective, other, said > 0)
                told[kin] += KIN[kin] * said
            told["any"] = max(-FAR, min(FAR, told["any"]))
            known = _chance(max(-SUREST, min(SUREST, UNMET + sum(told.values()))))
            unknown = (1 - known, *(0.0,) * (len(STRENGTHS) - 1 - len(KNOWN_BEFORE)))
            found = self._priors[objective] = (*unknown, *(known * share for share in KNOWN_BEFORE))
        return found


def _normed(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(x / sum(values) for x in values)


def _dot(belief: Belief, values: Sequence[float]) -> float:
    return sum(p * v for p, v in zip(belief, values, strict=True))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _twentieths(share: float) -> int:
    """Return a share as twentieths, so that the tables below are few."""
    return round(20 * share)


def is_ready(objective: str, known: Knowledge, day: int) -> bool:
    """Whether all that an objective requires is believed known."""
    return all(known.known(required, day) >= READY for required in known.course.requires[objective])


# ---- how levels move -----------------------------------------------------------------------------------------------

Moves: TypeAlias = tuple[tuple[int, float, float], ...]
"""For each level the place of the lower of the two levels it moves to, and the chances of the lower and the higher."""


def _moved(belief: Belief, moves: Moves) -> list[float]:
    """Return what becomes of a belief; its sum is the chance of what happened."""
    after = [0.0] * len(STRENGTHS)
    for p, (place, lower, higher) in zip(belief, moves, strict=True):
        after[place] += p * lower
        after[place + 1] += p * higher
    return after


@lru_cache(20_000)
def _moves(pace: Pace, passed: int, harder: float, by_guess: float, ready: int, rating: Rating) -> Moves:
    """Return how the levels move where an answer was rated so, each weighted with the chance of that rating."""
    chances = _chances(passed, harder, by_guess, ready, rating)
    recalls, moves = _recalls(passed), []
    for strength, recalled, chance in zip(STRENGTHS, recalls, chances, strict=True):
        if strength == _NEVER:
            share = (ready / 20) ** 2
            place, higher = _between(pace.first)
            moves.append((place, chance * share * (1 - higher), chance * share * higher))
            continue
        right, wrong = _steps(pace, strength, recalled, ready)
        step = {Rating.GOOD: right, Rating.HARD: recalled * right + (1 - recalled) * wrong, Rating.AGAIN: wrong}[rating]
        place, higher = _between(strength + step)
        moves.append((place, chance * (1 - higher), chance * higher))
    return tuple(moves)


def _steps(pace: Pace, strength: float, recalled: float, ready: int) -> tuple[float, float]:
    """Return what a right and a wrong answer add to a strength; less where requirements are missing."""
    share = (ready / 20) ** 2
    wrong = TAUGHT * (pace.taught - strength)
    return (pace.right + pace.spaced * (1 - recalled)) * share, wrong * share if wrong > 0 else wrong


@lru_cache(20_000)
def _chances(passed: int, harder: float, by_guess: float, ready: int, rating: Rating) -> tuple[float, ...]:
    """Return for each level the chance of a rating: what is known may slip, what is not may be guessed."""
    known = {Rating.GOOD: 1 - SLIP, Rating.HARD: SLIP * 0.7, Rating.AGAIN: SLIP * 0.3}[rating]
    unknown = {Rating.GOOD: by_guess, Rating.HARD: (1 - by_guess) * 0.2, Rating.AGAIN: (1 - by_guess) * 0.8}[rating]
    chances = []
    for strength, recalled in zip(STRENGTHS, _recalls(passed), strict=True):
        knows = _chance(math.log(recalled / (1 - recalled)) - harder)
        knows *= 1.0 if strength == _NEVER else ready / 20
        chances.append(knows * known + (1 - knows) * unknown)
    return tuple(chances)


@lru_cache(20_000)
def _shared_moves(pace: Pace, passed: int, by_guess: float, is_right: bool, likely: int) -> Moves:
    """Return how the levels of a requirement move where what rests on it was answered, known in so many cases of twenty."""
    moves = []
    for strength, recalled in zip(STRENGTHS, _recalls(passed), strict=True):
        enough = 1 - LEAN * (1 - recalled)
        right = by_guess + (1 - by_guess) * enough * (1.0 if is_right else likely / 20)
        step = SHARED * (pace.right + pace.spaced * (1 - recalled)) if is_right else 0.0
        chance = right if is_right else 1 - right
        place, higher = _between(strength + step)
        moves.append((place, chance * (1 - higher), chance * higher))
    return tuple(moves)


@lru_cache(20_000)
def _gains(pace: Pace, passed: int | None, ready: int) -> tuple[float, ...]:
    """Return for each level what one question adds to the chance of knowing it at the horizon."""
    found = []
    for strength, recalled in zip(STRENGTHS, _recalls(1 if passed is None else passed), strict=True):
        without = recall_after(HORIZON + (passed or 0), _stability(strength))
        if strength == _NEVER:
            found.append((recall_after(HORIZON, _stability(pace.first)) - without) * ready / 20)
            continue
        right, wrong = _steps(pace, strength, recalled, ready)
        step = recalled * right + (1 - recalled) * wrong
        found.append(recall_after(HORIZON, _stability(min(STRENGTHS[-1], strength + step))) - without)
    return tuple(found)


def _between(strength: float) -> tuple[int, float]:
    """Return the place of the level below a strength, and how far it is on the way to the next."""
    held = max(STRENGTHS[0], min(STRENGTHS[-1], strength))
    place = next(i for i in reversed(range(len(STRENGTHS) - 1)) if STRENGTHS[i] <= held)
    return place, (held - STRENGTHS[place]) / (STRENGTHS[place + 1] - STRENGTHS[place])


@cache
def _recalls(passed: int) -> tuple[float, ...]:
    """Return for each level the chance to know it when so many days have passed."""
    return tuple(recall_after(passed or SAME_DAY, _stability(strength)) for strength in STRENGTHS)


@lru_cache(50_000)
def _stability(strength: float) -> float:
    """Return the stability, in days, with which FSRS would give a strength's chance of recall after one day."""
    return stability_of(_chance(strength))
