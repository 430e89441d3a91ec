"""Which questions a quiz asks, in which order and with which seeds; the only owner of choosing and interleaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decompdrill.bank.tree import suggest
from decompdrill.draw import Stream
from decompdrill.errors import UsageError

if TYPE_CHECKING:
    from decompdrill.bank.schema import Question

LARGEST_DRAW_SEED = 999_999
"""Seeds of single questions are short enough to be read out."""


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


def choose(
    questions: Sequence[Question], topics: Sequence[str], levels: tuple[int, int] | None
) -> tuple[Question, ...]:
    """Return the questions of the topics (all where none is named) and levels.

    Raises UsageError for a topic that no question has, with the nearest that there is, and where nothing is left.
    """
    for topic in topics:
        if not any(_is_of(q, topic) for q in questions):
            raise UsageError(_no_such_topic(questions, topic))
    of_topic = [q for q in questions if not topics or any(_is_of(q, topic) for topic in topics)]
    kept = tuple(q for q in of_topic if levels is None or levels[0] <= q.level <= levels[1])
    if not kept:
        there = sorted({q.level for q in of_topic})
        raise UsageError(
            f"no question of that level; there are levels {', '.join(map(str, there))}"
            if there
            else "the banks hold no question"
        )
    return kept


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
    return tuple(Pick(q, _draw_seed(seed, str(place))) for place, q in enumerate(chosen[:count]))


def _turns(questions: Sequence[Question], seed: int) -> dict[str, list[Question]]:
    """Return each objective's questions, shuffled."""
    turns: dict[str, list[Question]] = {}
    for question in questions:
        turns.setdefault(question.objective, []).append(question)
    return {o: list(Stream("quiz", seed, f"questions of {o}", 0).shuffled(qs)) for o, qs in turns.items()}


def _draw_seed(seed: int, what: str) -> int:
    return Stream("quiz", seed, f"seed {what}", 0).integer(0, LARGEST_DRAW_SEED)


def _names(question: Question) -> tuple[str, ...]:
    return (question.bank, question.topic, question.id, question.objective)


def _is_of(question: Question, topic: str) -> bool:
    """Whether a name of the question is the word, or begins with it up to a dot or a hyphen."""
    word = topic.lower()
    return any(name == word or name.startswith((f"{word}.", f"{word}-")) for name in map(str.lower, _names(question)))


def _no_such_topic(questions: Sequence[Question], topic: str) -> str:
    names = {name for q in questions for name in (*_names(q), q.id.split(".")[0])}
    return f"no topic, question or objective is called {topic[:80]!r}{suggest(topic.lower(), sorted(names))}"
