"""Which topic explains what a question drills, and which objectives a topic drills."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from decompdrill.names import key
from decompdrill.topics.library import Library, shipped_topics


@lru_cache(maxsize=1)
def _shipped() -> Library:
    return shipped_topics()


def topic_of(objective: str, bank: str) -> str | None:
    """Return the shipped topic that explains an objective of a bank, None where none does."""
    return topic_among(_shipped(), objective, bank)


def topic_among(library: Library, objective: str, bank: str) -> str | None:
    """Return the topic that drills the objective, else the bank, else one that the objective is named after."""
    if objective in library.ids:
        return objective
    by_quiz: dict[str, str] = {}
    for topic in library.topics:
        by_quiz.setdefault(key(topic.quiz), topic.id)
    named_after = next((name for name in library.ids if objective.startswith(f"{name}-")), None)
    return by_quiz.get(key(objective)) or by_quiz.get(key(bank)) or named_after


def quizzed_objectives(quiz: str, questions: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Return the objectives that a topic's quiz drills, from (question, bank, objective) of every question."""
    found = (objective for question, bank, objective in questions if quiz in (question, bank, objective))
    return tuple(dict.fromkeys(found))
