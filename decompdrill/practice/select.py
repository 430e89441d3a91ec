"""Which questions a person names: by a bank, a topic, an objective, an id, or how one of these begins; read or only listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from decompdrill.bank.tree import suggest
from decompdrill.errors import UsageError
from decompdrill.names import known_as

if TYPE_CHECKING:
    from decompdrill.bank.index import Listed
    from decompdrill.bank.question import Question

Q = TypeVar("Q", "Question", "Listed")


def select_questions(questions: Sequence[Q], topics: Sequence[str], levels: tuple[int, int] | None) -> tuple[Q, ...]:
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


def named_topics(questions: Sequence[Q], topics: Sequence[str]) -> tuple[str, ...]:
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


def _names(question: Question | Listed) -> tuple[str, ...]:
    return (question.bank, question.id, question.objective)


def _is_of(question: Question | Listed, topic: str) -> bool:
    """Whether a name of the question is the word, or begins with it up to a dot or a hyphen."""
    word = topic.lower()
    return any(name == word or name.startswith((f"{word}.", f"{word}-")) for name in map(str.lower, _names(question)))


def _no_such_topic(questions: Sequence[Question | Listed], topic: str) -> str:
    names = {start for q in questions for name in _names(q) for start in _starts(name)}
    near = suggest(topic.lower(), sorted(names))
    topics = ", ".join(dict.fromkeys(q.bank for q in questions))
    return f"no topic, question or objective is called {topic[:80]!r}{near or f'; the topics are {topics}'}"


def _starts(name: str) -> list[str]:
    """Return the name and what it begins with up to a dot or a hyphen: each of these names it."""
    return [name, *(name[:at] for at, c in enumerate(name) if c in ".-")]


def parse_levels(text: str | None) -> tuple[int, int] | None:
    """Return the lowest and highest level of `2` or `2-3`."""
    if text is None:
        return None
    low, dash, high = text.partition("-")
    if not low.strip().isdecimal() or (dash and not high.strip().isdecimal()):
        raise UsageError(f"--level takes a level or a range, such as 2 or 2-3, and not {text!r}")
    return int(low), int(high) if dash else int(low)
