"""Any question as an exercise: those of the banks, and `ID~mistake` and `ID~slip`, which are made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from decompdrill.bank.question import Question
from decompdrill.bank.variants import MISTAKE, SLIP, base_of, variant_name, variant_of
from decompdrill.draw import Stream
from decompdrill.errors import DrillError, UsageError
from decompdrill.exercises.pose import pose, token_of
from decompdrill.exercises.what_went_wrong import what_went_wrong
from decompdrill.model import Exercise

MOST_DRAWS = 12
"""Draws of the question that are tried for one seed of a variant."""

LARGEST_SEED = 10**9


def pose_any(question: Question, seed: int) -> Exercise:
    """Return the exercise that a seed draws.

    Raises Undrawable where no attempt is one that can be asked, UsageError where a question has no such variant.
    """
    name = variant_name(question)
    if not name:
        return pose(question, seed)
    base = base_of(question)
    for attempt in range(MOST_DRAWS):
        drawn = seed if not attempt else Stream(question.id, seed, "another draw", attempt).integer(0, LARGEST_SEED)
        made = _MAKERS[name](pose(base, drawn), Stream(question.id, seed, "slip", attempt))
        if made is not None:
            return _named(made, question, seed)
    raise UsageError(f"{base.id} has no ~{name}: {_WHY_NOT[name]}")


def _find_mistake(exercise: Exercise, stream: Stream) -> Exercise | None:
    from decompdrill.working.find_mistake import find_mistake  # the judge of workings, which few commands need

    return find_mistake(exercise, stream)


_MAKERS: Mapping[str, Callable[[Exercise, Stream], Exercise | None]] = {MISTAKE: _find_mistake, SLIP: what_went_wrong}
_WHY_NOT = {
    MISTAKE: "there is no solution of it in lines in which a mistake can be carried on",
    SLIP: "too few slips can be told apart by their answers to it",
}


def _named(exercise: Exercise, question: Question, seed: int) -> Exercise:
    """Return the exercise, and each of its parts, with the id, the seed and the token of the variant."""
    token = str(token_of(question, seed))

    def renamed(one: Exercise) -> Exercise:
        return replace(one, question=question.id, seed=seed, token=token, title=question.title)

    made = tuple(replace(part, exercise=renamed(part.exercise)) for part in exercise.parts)
    return replace(renamed(exercise), parts=made)


def varied(question: Question, seed: int, name: str) -> Question:
    """Return the variant of a question where it has one that this seed draws; the question itself where it has none."""
    variant = variant_of(question, name)
    try:
        pose_any(variant, seed)
    except DrillError:
        return question
    return variant
