"""Which questions a quiz asks, in which order and with which seeds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count as counted
from typing import TYPE_CHECKING

from decompdrill.bank.tree import suggest
from decompdrill.draw import Stream
from decompdrill.errors import UsageError
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import Form
from decompdrill.names import known_as
from decompdrill.practice import mastery, schedule

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.model import Exercise, Objective
    from decompdrill.practice.mastery import Skill
    from decompdrill.practice.schedule import CardState

LARGEST_DRAW_SEED = 999_999
"""Seeds of single questions are short enough to be read out."""

BREADTH = 3
"""Objectives that a quiz from the history practices besides what is due: enough to interleave, few enough to progress."""

NEAR = 0.15
"""Questions whose predicted success is this much farther from the target than the best of their objective are left out."""

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


def select_questions(
    questions: Sequence[Question], topics: Sequence[str], levels: tuple[int, int] | None
) -> tuple[Question, ...]:
    """Return the questions of the topics (all where none is named) and levels.

    Raises UsageError for a topic that no question has, with the nearest that there is, and where nothing is left.
    """
    named = named_topics(questions, topics)
    of_topic = [q for q in questions if not topics or any(_is_of(q, topic) for topic in named)]
    kept = tuple(q for q in of_topic if levels is None or levels[0] <= q.level <= levels[1])
    if not kept:
        there = sorted({q.level for q in of_topic})
        raise UsageError(
            f"no question of that level; there are levels {', '.join(map(str, there))}"
            if there
            else "the banks hold no question"
        )
    return kept


def named_topics(questions: Sequence[Question], topics: Sequence[str]) -> tuple[str, ...]:
    """Return the topics as the banks spell them.

    Raises UsageError for a topic that no question has, with the nearest that there is.
    """
    if not topics:
        return ()
    names = dict.fromkeys(start for q in questions for name in _names(q) for start in _starts(name))
    named = tuple(known_as(topic.lower(), names) for topic in topics)
    for topic, name in zip(topics, named, strict=True):
        if name not in names:
            raise UsageError(_no_such_topic(questions, topic))
    return named


def plan(questions: Sequence[Question], count: int, seed: int) -> tuple[Pick, ...]:
    """Return `count` picks: the objectives in turn, no question twice in a row where there is another."""
    chosen: list[Question] = []
    rounds = 0
    turns = _turns(questions, seed)
    while questions and len(chosen) < count:
        order = list(Stream("quiz", seed, "objectives", rounds).shuffled(sorted(turns)))
        if chosen and len(order) > 1 and order[0] == chosen[-1].objective:
            order = [*order[1:], order[0]]
        for objective in order:
            cycle = turns[objective]
            chosen.append(cycle[rounds % len(cycle)])
        rounds += 1
    return _picks(chosen[:count], seed)


# ---- from the history ----------------------------------------------------------------------------------------------


def plan_from_history(
    questions: Sequence[Question],
    objectives: Sequence[Objective],
    cards: Mapping[str, CardState],
    skills: Mapping[str, Skill],
    today: str,
    count: int,
    seed: int,
) -> tuple[Pick, ...]:
    """Return `count` picks: what is due, the least known first, then what to work at; the objectives take turns.

    Worked at are the weakest objectives that were begun and are not met, then new ones in teaching order, then the
    weakest of all; only such whose `requires` are met, each at a level with a predicted success near the target.
    `today` is an ISO study day.
    """
    by_id = {q.id: q for q in questions}
    due = [by_id[c.question] for c in schedule.due((c for c in cards.values() if c.question in by_id), today)]
    not_now = {q.id for q in due} | {c.question for c in cards.values() if c.last == today}
    ready = _ready(questions, objectives, skills)[:BREADTH]
    new = _worked_at(questions, ready, skills, not_now, seed, count - len(due))
    first = _interleaved(due[:count])
    return _picks([*first, *_interleaved(new, first[-1].objective if first else "")], seed)


def plan_weakest(
    questions: Sequence[Question],
    objectives: Sequence[Objective],
    skills: Mapping[str, Skill],
    count: int,
    seed: int,
) -> tuple[Pick, ...]:
    """Return `count` picks from the weakest objectives of which something was answered.

    Raises UsageError where nothing was answered yet.
    """
    goals = _goals(questions)
    begun = [o.id for o in objectives if o.id in goals and o.id in skills and skills[o.id].seen]
    if not begun:
        raise UsageError("nothing is known to be weak yet: the history has no answer to these questions")
    weakest = sorted(begun, key=lambda o: mastery.mastery(skills[o], goals[o]))[:BREADTH]
    return _picks(_worked_at(questions, weakest, skills, frozenset(), seed, count), seed)


def plan_for_slip(
    questions: Sequence[Question], slip_id: str, count: int, seed: int, pose: Callable[[Question, int], Exercise]
) -> tuple[Pick, ...]:
    """Return up to `count` draws that tell a slip apart from the right method, the questions in turn.

    Raises UsageError where there is no such draw, with the nearest slip that there is.
    """
    slips = {q.id: _slips_of(q) for q in questions}
    slip_id = known_as(slip_id, sorted({name for names in slips.values() for name in names}))
    with_slip = [q for q in questions if slip_id in slips[q.id]]
    in_turn = Stream("quiz", seed, f"questions of the slip {slip_id}", 0).shuffled(with_slip)
    turns = deque(_draws_with(q, slip_id, seed, pose) for q in in_turn)
    found: list[Pick] = []
    while turns and len(found) < count:
        turn = turns.popleft()
        if (drawn := next(turn, None)) is not None:
            found.append(drawn)
            turns.append(turn)
    if not found:
        near = suggest(slip_id, sorted({name for names in slips.values() for name in names}))
        raise UsageError(f"no question here shows the slip {slip_id[:80]!r}{near}")
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


def _ready(questions: Sequence[Question], objectives: Sequence[Objective], skills: Mapping[str, Skill]) -> list[str]:
    """Return the objectives that may be worked at, in the order in which they should be."""
    goals = _goals(questions)
    open_ = [o.id for o in objectives if o.id in goals and all(mastery.is_met(r, skills, goals) for r in o.requires)]
    unlisted = sorted(goals.keys() - {o.id for o in objectives})

    def urgency(objective: str) -> tuple[int, float]:
        known = mastery.mastery(skills.get(objective), goals[objective])
        if mastery.is_met(objective, skills, goals):
            return 2, known
        return (0, known) if objective in skills else (1, 0.0)

    return sorted([*open_, *unlisted], key=urgency)


def _worked_at(
    questions: Sequence[Question],
    objectives: Sequence[str],
    skills: Mapping[str, Skill],
    not_now: Collection[str],
    seed: int,
    count: int,
) -> list[Question]:
    """Return `count` questions of the objectives in turn, those `not_now` only where there is no other."""
    turns = _turns([q for q in questions if q.objective in objectives], seed)
    cycles = [_suited(turns[o], skills.get(o), not_now) for o in objectives]
    return [cycles[i % len(cycles)][i // len(cycles) % len(cycles[i % len(cycles)])] for i in range(count) if cycles]


def _suited(questions: Sequence[Question], skill: Skill | None, not_now: Collection[str]) -> list[Question]:
    """Return the questions of an objective whose predicted success is near the target, the nearest first."""

    def off_target(question: Question) -> float:
        return abs(mastery.predicted(skill, question.level, _form_of(question)) - mastery.TARGET)

    free = [q for q in questions if q.id not in not_now] or questions
    nearest = min(map(off_target, free))
    return sorted((q for q in free if off_target(q) <= nearest + NEAR), key=off_target)


def _form_of(question: Question) -> Form:
    if question.kind in SIGNATURES:
        return SIGNATURES[question.kind].form
    return question.form or (Form.CHOICE if question.options else Form.CODE)


def _goals(questions: Sequence[Question]) -> dict[str, float]:
    return mastery.goals((q.objective, q.level) for q in questions)


def _interleaved(questions: Sequence[Question], last: str = "") -> list[Question]:
    """Return the questions with no objective twice in a row where there is another, else in the order they came.

    `last` is the objective that was asked before them.
    """
    left = list(questions)
    order: list[Question] = []
    while left:
        order.append(left.pop(next((i for i, q in enumerate(left) if q.objective != last), 0)))
        last = order[-1].objective
    return order


def _picks(questions: Sequence[Question], seed: int) -> tuple[Pick, ...]:
    return tuple(Pick(q, _draw_seed(seed, str(place))) for place, q in enumerate(questions))


# ---- names and draws -------------------------------------------------------------------------------------------------


def _turns(questions: Sequence[Question], seed: int) -> dict[str, list[Question]]:
    """Return each objective's questions, shuffled."""
    turns: dict[str, list[Question]] = {}
    for question in questions:
        turns.setdefault(question.objective, []).append(question)
    return {o: list(Stream("quiz", seed, f"questions of {o}", 0).shuffled(qs)) for o, qs in turns.items()}


def _draw_seed(seed: int, what: str) -> int:
    return Stream("quiz", seed, f"seed {what}", 0).integer(0, LARGEST_DRAW_SEED)


def _names(question: Question) -> tuple[str, ...]:
    return (question.bank, question.id, question.objective)


def _is_of(question: Question, topic: str) -> bool:
    """Whether a name of the question is the word, or begins with it up to a dot or a hyphen."""
    word = topic.lower()
    return any(name == word or name.startswith((f"{word}.", f"{word}-")) for name in map(str.lower, _names(question)))


def _no_such_topic(questions: Sequence[Question], topic: str) -> str:
    names = {start for q in questions for name in _names(q) for start in _starts(name)}
    near = suggest(topic.lower(), sorted(names))
    topics = ", ".join(dict.fromkeys(q.bank for q in questions))
    return f"no topic, question or objective is called {topic[:80]!r}{near or f'; the topics are {topics}'}"


def _starts(name: str) -> list[str]:
    """Return the name and what it begins with up to a dot or a hyphen: each of these names it."""
    return [name, *(name[:at] for at, c in enumerate(name) if c in ".-")]
