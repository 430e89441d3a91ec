"""Which questions a quiz asks, in which order and with which seeds."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count as counted
from statistics import median
from typing import TYPE_CHECKING

from decompdrill.bank.tree import suggest
from decompdrill.bank.variants import MISTAKE, SLIP, variant_of
from decompdrill.errors import UsageError
from decompdrill.names import base_name, known_as
from decompdrill.practice import mastery, schedule
from decompdrill.practice.knowledge import READY, form_of, is_ready

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.draw import Stream
    from decompdrill.model import Exercise
    from decompdrill.practice.knowledge import Knowledge
    from decompdrill.practice.schedule import CardState

LARGEST_DRAW_SEED = 999_999
"""Seeds of single questions are short enough to be read out."""

QUIZ = 10
"""Questions of a usual session."""

MOST_IN_A_QUIZ = 2
"""How often an objective is asked within as many questions as a quiz has."""

APART = 2
"""Questions of other objectives between two of the same one."""

LASTS = 0.85
"""What is known with this chance a day after it was asked is no longer being learned ..."""

MOST_LEARNED = 10
"""... and of what is being learned there is no more at a time."""

MOST_DUE = 1.5
"""New objectives wait while a later day has so many times more questions due than are usually asked on a day."""

DUE = 0.02
"""What is added to the gain of an objective that is due, so that reviews do not pile up."""

USUAL_DAYS = 28

ALIKE = 0.02
"""Gains that differ by less are alike: then comes what is new, and a topic that was asked less."""

BREADTH = 3
"""Objectives of a quiz of the weakest."""

TARGET = 0.8
"""The chance of a right answer at which a question teaches most."""

NEAR = 0.15
"""Questions whose predicted success is this much farther from the target than the best of their objective are left out."""

FORMS, MISTAKES, SLIPS = 8, 2, 1
"""Of so many questions that one has met before, so many ask to find a mistake, and so many what went wrong."""

DRAWS_FOR_A_SLIP = 12
"""Draws in a row without a slip after which a question is taken to have no more room for it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A question to ask and the seed to draw it from; `again` marks one that comes back because it was wrong."""

    question: Question
    seed: int
    again: bool = False

    def fresh(self) -> Pick:
        """Return the same question with another draw."""
        seed = _draw_seed(self.seed, f"again {self.question.id}")
        return replace(self, seed=seed if seed != self.seed else (seed + 1) % LARGEST_DRAW_SEED, again=True)

    def with_other_numbers(self) -> Pick:
        """Return the same question with another draw, which takes the place of this one."""
        return replace(self, seed=_draw_seed(self.seed, f"other numbers {self.question.id}"))


def plan(questions: Sequence[Question], count: int, seed: int) -> tuple[Pick, ...]:
    """Return `count` picks: the objectives in turn, no question twice in a row where there is another."""
    chosen: list[Question] = []
    rounds = 0
    turns = _turns(questions, seed)
    while questions and len(chosen) < count:
        order = list(_stream(seed, "objectives", rounds).shuffled(sorted(turns)))
        if chosen and len(order) > 1 and order[0] == chosen[-1].objective:
            order = [*order[1:], order[0]]
        for objective in order:
            cycle = turns[objective]
            chosen.append(cycle[rounds % len(cycle)])
        rounds += 1
    return _picks(chosen[:count], seed)


def plan_easy_to_hard(questions: Sequence[Question], count: int, seed: int) -> tuple[Pick, ...]:
    """Return `count` picks for somebody of whom nothing is known: from easy to hard, no question twice while others are left.

    Where there are more objectives than questions to ask, an even sample of them, from those with the easiest questions on.
    """
    chosen: list[Question] = []
    left: list[list[Question]] = []
    while questions and len(chosen) < count:
        left = [rest for rest in left if rest] or _easiest_first(questions, seed)
        left.sort(key=lambda rest: rest[0].level)
        most = min(len(left), count - len(chosen))
        chosen += [left[len(left) * place // most].pop(0) for place in range(most)]
    levels = sorted({q.level for q in chosen})
    ordered: list[Question] = []
    for level in levels:
        last = ordered[-1].objective if ordered else ""
        ordered += _interleaved([q for q in chosen if q.level == level], last)
    return _picks(ordered, seed)


def _easiest_first(questions: Sequence[Question], seed: int) -> list[list[Question]]:
    """Return the questions of each objective, the easiest first, else shuffled; the objectives shuffled too."""
    turns = _turns(questions, seed)
    order = _stream(seed, "objectives").shuffled(sorted(turns))
    return [sorted(turns[objective], key=lambda q: q.level) for objective in order]


def _interleaved(questions: Sequence[Question], last: str) -> list[Question]:
    """Return the questions with no objective twice in a row where there is another; `last` was asked before them."""
    left = list(questions)
    order: list[Question] = []
    while left:
        order.append(left.pop(next((i for i, q in enumerate(left) if q.objective != last), 0)))
        last = order[-1].objective
    return order


# ---- from the history ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands on a study day: what is known, when each question comes back, and how much was asked lately."""

    knowledge: Knowledge
    cards: Mapping[str, CardState]
    today: str
    """ISO date."""
    objective_of: Mapping[str, str] = field(default_factory=dict)
    """The objective of each question of the banks."""
    right_today: Collection[str] = ()
    """The questions that were right at once today."""
    asked_a_day: Mapping[str, int] = field(default_factory=dict)
    """Questions asked on each study day."""

    @property
    def may_come_back(self) -> dict[str, str]:
        """The objective of each question that may come back: not those of objectives that wait."""
        held_back = waiting(self.knowledge, _ordinal(self.today))
        return {name: o for name, o in self.objective_of.items() if o not in held_back}


def plan_from_history(
    questions: Sequence[Question],
    standing: Standing,
    count: int,
    seed: int,
    asked: Sequence[str] = (),
) -> tuple[Pick, ...]:
    """Return the next `count` picks of a session that has asked the questions `asked` so far.

    Asked is the objective where one question adds most to what will be known in `HORIZON` days. None comes twice within
    three questions nor more than twice in ten, and no question twice in a session nor after it was right today, while there
    are others. A new one is begun only where its requirements are known, while few are being learned, and while the days to
    come have room for it.
    """
    session = _Session(questions, standing, seed, asked)
    chosen = [session.next() for _ in range(count)] if questions else []
    return tuple(Pick(q, _draw_seed(seed, str(place))) for place, q in enumerate(chosen, len(asked)))


class _Session:
    """The questions of one session, as they are chosen one after another."""

    def __init__(self, questions: Sequence[Question], standing: Standing, seed: int, asked: Sequence[str]) -> None:
        self.standing, self.known, self.seed = standing, standing.knowledge, seed
        self.day = _ordinal(standing.today)
        self.of: dict[str, list[Question]] = {}
        for question in questions:
            self.of.setdefault(question.objective, []).append(question)
        self.objectives = [o for o in self.known.course.order if o in self.of]
        self.here = {*asked, *map(base_name, asked)}
        """Questions of this session, in whichever form ..."""
        self.asked = {*self.here, *standing.right_today, *map(base_name, standing.right_today)}
        """... and those that were right today, too."""
        self.cards: dict[str, CardState] = {}
        """The last card of each question, in whichever form it was asked."""
        for card in sorted(standing.cards.values(), key=lambda card: card.last):
            self.cards |= {card.question: card, base_name(card.question): card}
        by_id = {q.id: q for q in questions}
        before = [by_id[name] for name in (a if a in by_id else base_name(a) for a in asked) if name in by_id]
        self.turns = [q.objective for q in before]
        self.topics = [q.bank for q in before]
        self.stems = {q.prompt for q in before}
        """What was asked in these words, whatever its numbers."""
        self.waiting = waiting(self.known, self.day)
        self.has_room = full_day(standing) is None
        self.gain = {o: self.known.gain(o, self.day) for o in self.objectives}
        for objective in self._due() - set(self.turns):
            self.gain[objective] += DUE
        self.may_begin = {o: self._may_begin(o) for o in self.objectives if self._is_new(o)}
        self.learned = sum(is_being_learned(o, self.known) for o in self.known.course.order if not self._is_new(o))

    def _due(self) -> set[str]:
        """Return the objectives that are due."""
        objective_of = {
            q.id: q.objective for o, questions in self.of.items() for q in questions if o not in self.waiting
        }
        coming = schedule.coming_back(self.standing.cards.values(), objective_of)
        return {objective_of[base_name(card.question)] for card in coming if card.due <= self.standing.today}

    def next(self) -> Question:
        """Return the question to ask next, and count it as asked."""
        lately = Counter(self.turns[1 - QUIZ :])
        objective = max(self.objectives, key=lambda o: self._urgency(o, lately[o]))
        if self.may_begin.get(objective) and objective not in self.turns:
            self.learned += 1
        question = self._question(objective)
        self.turns.append(objective)
        self.topics.append(self.known.course.topic[objective])
        self.asked.add(question.id)
        self.here.add(question.id)
        self.stems.add(question.prompt)
        return question

    def _urgency(self, objective: str, lately: int) -> tuple[bool, bool, bool, bool, bool, int, bool, int, float]:
        """Return what is compared: what keeps a quiz mixed, what may be asked, what it adds, and what is new at that."""
        has_fresh = any(q.id not in self.asked for q in self.of[objective])
        is_left = any(q.id not in self.here for q in self.of[objective])
        is_apart = objective not in self.turns[-APART:]
        gain = self.gain[objective]
        is_new = self._is_new(objective)
        in_topic = self.topics.count(self.known.course.topic[objective])
        mixed = has_fresh, is_left, lately < MOST_IN_A_QUIZ, is_apart
        return *mixed, self._may_be_asked(objective), round(gain / ALIKE), is_new, -in_topic, gain

    def _may_be_asked(self, objective: str) -> bool:
        """Whether an objective was begun, or may be now; one that is believed known adds nothing to learn."""
        if objective not in self.may_begin or objective in self.turns:
            return True
        believed = self.known.known(objective, self.day) >= READY
        return believed or (self.may_begin[objective] and self.learned < MOST_LEARNED)

    def _is_new(self, objective: str) -> bool:
        """Whether an objective was never asked, or waits as if it were."""
        return not self.known.is_begun(objective) or objective in self.waiting

    def _may_begin(self, objective: str) -> bool:
        return is_ready(objective, self.known, self.day) and self.has_room

    def _question(self, objective: str) -> Question:
        """Return the question of an objective: one that is due, else one near the target that was not asked for long."""
        in_turn = _stream(self.seed, f"questions of {objective}").shuffled(self.of[objective])
        left = [q for q in in_turn if q.id not in self.here] or in_turn
        fresh = [q for q in left if q.id not in self.asked] or left
        fresh = [q for q in fresh if q.prompt not in self.stems] or fresh
        off = {q.id: abs(self.known.predicted(q, self.day) - TARGET) for q in fresh}
        nearest = min(off.values())

        def merit(question: Question) -> tuple[bool, bool, str, float]:
            card = self.cards.get(question.id)
            is_due = card is not None and card.due <= self.standing.today
            last = "" if card is None else card.last
            return not is_due, off[question.id] > nearest + NEAR, last, off[question.id]

        return min(fresh, key=merit)


def waiting(known: Knowledge, day: int) -> frozenset[str]:
    """Return the objectives that wait until what they require is believed known.

    They were asked once, as by a placement, when it was not, and missed.
    """
    missed = (o for o in known.course.order if known.was_missed_too_soon(o))
    return frozenset(o for o in missed if not is_ready(o, known, day))


def is_being_learned(objective: str, known: Knowledge) -> bool:
    """Whether an objective was begun and would not last a day yet."""
    return known.is_begun(objective) and known.lasting(objective) < LASTS


@dataclass(frozen=True, slots=True)
class FullDay:
    """A day, today or later, on which so many questions are due that no new objective is begun."""

    day: str
    due: int
    usual: float
    """Questions that are asked on a usual day."""


def full_day(standing: Standing) -> FullDay | None:
    """Return the fullest day with `MOST_DUE` times the questions of a usual day due; None where new objectives have room.

    Usual is the median of the days on which something was asked among the last 28, and at least one quiz.
    """
    first = (date.fromisoformat(standing.today) - timedelta(days=USUAL_DAYS)).isoformat()
    lately = [asked for day, asked in standing.asked_a_day.items() if first <= day < standing.today and asked]
    usual = max(QUIZ, median(lately or [QUIZ]))
    coming = schedule.coming_back(standing.cards.values(), standing.may_come_back)
    load = Counter(max(card.due, standing.today) for card in coming)
    day, due = min(load.items(), key=lambda found: (-found[1], found[0]), default=("", 0))
    return FullDay(day, due, usual) if due >= MOST_DUE * usual else None


def proof_of(question: Question, among: Iterable[Question]) -> Question | None:
    """Return the hardest other question of the same objective, typed rather than chosen; None where none is as hard."""
    others = (
        q for q in among if q.objective == question.objective and q.id != question.id and q.level >= question.level
    )
    return max(others, key=lambda q: (q.level, -mastery.guess(form_of(q)), q.id), default=None)


# ---- placement -----------------------------------------------------------------------------------------------------

MOST_TO_PLACE = 15
"""Questions of a placement at most."""

FIRST_PLACED = 2
"""Mean level of an objective with which a placement may begin: a beginner is not met with the hardest."""

SURE = 0.85
"""What is believed known, or not known, with this chance is taken for sure ..."""

UNSURE = 0.1
"""... and this share of the objectives may be left open."""

OPEN_MINDED = 1.0
"""Log-odds by which more may have been known before than is usual: a placement is to be sure either way."""


def next_to_place(questions: Sequence[Question], standing: Standing, seed: int, asked: Sequence[str]) -> Pick | None:
    """Return the question that tells most of what was known before; None where a placement is sure, or long enough.

    That is the objective, never asked yet, of which least is certain, and that most others of which little is certain
    are related to; and of its questions the one that is guessed least, of the level nearest to the mean.
    """
    known, day = standing.knowledge, _ordinal(standing.today)
    of: dict[str, list[Question]] = {}
    for question in questions:
        if not known.is_begun(question.objective) and question.id not in asked:
            of.setdefault(question.objective, []).append(question)
    odds = {o: p / (1 - p) for o in of for p in [known.known(o, day)]}
    doubt = {o: max(x / (1 + x) ** 2 for x in (p, math.exp(OPEN_MINDED) * p)) for o, p in odds.items()}
    open_ = sum(d > SURE * (1 - SURE) for d in doubt.values())
    if len(asked) >= MOST_TO_PLACE or open_ <= UNSURE * len(known.course.order):
        return None
    order = [o for o in known.course.order if o in of]
    gentle = [o for o in order if known.course.goal[o] <= FIRST_PLACED] if not asked else []
    chosen = max(
        gentle or order,
        key=lambda o: doubt[o] * (doubt[o] + sum(known.course.tells(o, x) * doubt[x] for x in order if x != o)),
    )
    goal = known.course.goal[chosen]
    question = min(of[chosen], key=lambda q: (mastery.guess(form_of(q)), abs(q.level - goal), q.id))
    return Pick(question, _draw_seed(seed, str(len(asked))))


def plan_due(
    questions: Sequence[Question], cards: Mapping[str, CardState], today: str, count: int, seed: int
) -> tuple[Pick, ...]:
    """Return up to `count` picks of what comes back on a study day, the least known first, each in the form of last time."""
    by_id = {q.id: q for q in questions}
    due = schedule.due(schedule.coming_back(cards.values(), {q.id: q.objective for q in questions}), today)
    return _picks([_in_form(by_id, card.question) for card in due[:count]], seed)


def _in_form(by_id: Mapping[str, Question], name: str) -> Question:
    base, tilde, variant = name.partition("~")
    return variant_of(by_id[base], variant) if tilde and name not in by_id else by_id[name]


def was_met_before(question: Question, standing: Standing) -> bool:
    """Whether a question itself was asked on an earlier day."""
    card = standing.cards.get(question.id)
    return card is not None and card.last < standing.today


def other_form(pick: Pick) -> str:
    """Return in which form to ask what one has met: now and then as a variant of it, by its name; else as it stands ("").

    Mistakes of others are for what was met before: they do not teach what is new (McLaren, Adams and Mayer 2015).
    """
    turn = _stream(pick.seed, f"form of {base_name(pick.question.id)}").integer(1, FORMS)
    return MISTAKE if turn <= MISTAKES else SLIP if turn <= MISTAKES + SLIPS else ""


def weakest(questions: Sequence[Question], standing: Standing) -> tuple[Question, ...]:
    """Return the questions of the objectives known least of those of which something was answered.

    Raises UsageError where nothing was answered yet.
    """
    chosen = weakest_objectives({q.objective for q in questions}, standing)[:BREADTH]
    if not chosen:
        raise UsageError("nothing is known to be weak yet: the history has no answer to these questions")
    return tuple(q for q in questions if q.objective in chosen)


def believed_known(standing: Standing) -> frozenset[str]:
    """Return the objectives that are believed known today, asked or not."""
    known, day = standing.knowledge, _ordinal(standing.today)
    return frozenset(o for o in known.course.order if known.known(o, day) >= READY)


def weakest_objectives(among: Collection[str], standing: Standing) -> list[str]:
    """Return those of the objectives of which something was answered, the one known least first."""
    known, day = standing.knowledge, _ordinal(standing.today)
    begun = [o for o in known.course.order if o in among and known.is_begun(o)]
    return sorted(begun, key=lambda o: known.known(o, day))


def next_objective(questions: Sequence[Question], standing: Standing) -> str | None:
    """Return the new objective that the next quiz begins with, of those for which it is time; None where there is none."""
    known, day = standing.knowledge, _ordinal(standing.today)
    planned = (pick.question.objective for pick in plan_from_history(questions, standing, QUIZ, 0))
    return next((o for o in planned if not known.is_begun(o) and is_ready(o, known, day)), None)


def plan_for_slip(
    questions: Sequence[Question], slip_id: str, count: int, seed: int, pose: Callable[[Question, int], Exercise]
) -> tuple[Pick, ...]:
    """Return up to `count` draws that tell a slip apart from the right method, the questions in turn.

    Raises UsageError where there is no such draw, with the nearest slip that there is.
    """
    slips = {q.id: _slips_of(q) for q in questions}
    slip_id = known_as(slip_id, sorted({name for names in slips.values() for name in names}))
    with_slip = [q for q in questions if slip_id in slips[q.id]]
    in_turn = _stream(seed, f"questions of the slip {slip_id}").shuffled(with_slip)
    turns = deque(_draws_with(q, slip_id, seed, pose) for q in in_turn)
    found: list[Pick] = []
    while turns and len(found) < count:
        turn = turns.popleft()
        if (drawn := next(turn, None)) is not None:
            found.append(drawn)
            turns.append(turn)
    if not found:
        near = suggest(slip_id, sorted({name for names in slips.values() for name in names}))
        raise UsageError(
            f"no question here shows the slip {slip_id[:80]!r}{near or '; `decompdrill bank slips` lists them'}"
        )
    return tuple(found)


def _draws_with(
    question: Question, slip_id: str, seed: int, pose: Callable[[Question, int], Exercise]
) -> Iterator[Pick]:
    """Yield the draws of a question on which the slip gives an answer of its own."""
    missed = 0
    for place in counted():
        drawn = Pick(question, _draw_seed(seed, f"slip {question.id} {place}"))
        missed = 0 if any(s.slip == slip_id for s in pose(question, drawn.seed).slips) else missed + 1
        if missed == DRAWS_FOR_A_SLIP:
            return
        if not missed:
            yield drawn


def _slips_of(question: Question) -> frozenset[str]:
    """Return the slips that a question may show on some draw: its own, those of its options, those of its kind."""
    from decompdrill.kinds import KINDS

    kind = KINDS.get(question.kind)
    of_options = (option.slip for option in question.options if option.slip)
    return frozenset((*question.slip_ids, *of_options, *(s.id for s in (kind.avoided_slips if kind else ()))))


def _picks(questions: Sequence[Question], seed: int) -> tuple[Pick, ...]:
    return tuple(Pick(q, _draw_seed(seed, str(place))) for place, q in enumerate(questions))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


# ---- names and draws -------------------------------------------------------------------------------------------------


def _turns(questions: Sequence[Question], seed: int) -> dict[str, list[Question]]:
    """Return each objective's questions, shuffled."""
    turns: dict[str, list[Question]] = {}
    for question in questions:
        turns.setdefault(question.objective, []).append(question)
    return {o: list(_stream(seed, f"questions of {o}").shuffled(qs)) for o, qs in turns.items()}


def _draw_seed(seed: int, what: str) -> int:
    return _stream(seed, f"seed {what}").integer(0, LARGEST_DRAW_SEED)


def _stream(seed: int, what: str, rounds: int = 0) -> Stream:
    from decompdrill.draw import Stream  # with all recipes, which a list of questions does without

    return Stream("quiz", seed, what, rounds)
