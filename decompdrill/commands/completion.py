"""What the shell offers at Tab: names that are known without the mathematics. Whatever goes wrong, nothing is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from decompdrill.errors import DrillError

SLIPS = Path(__file__).with_name("slips.txt")
"""The slips of the kinds and of the shipped questions, one a line; `python docs/generate.py` writes it."""


def offered(names: Callable[[], Iterable[str]], begun: str) -> list[str]:
    """Return the names that go on as a word was begun, in any case."""
    try:
        return sorted(name for name in set(names()) if name.lower().startswith(begun.lower()))
    except (DrillError, OSError):
        return []


def topic_names() -> Iterable[str]:
    """Yield the banks, objectives and questions: all that names what to ask."""
    from decompdrill.commands import open_banks

    banks = open_banks(())
    return (*banks.ids, *banks.objectives, *banks.questions)


def question_ids() -> Iterable[str]:
    """Yield the ids of the questions."""
    from decompdrill.commands import open_banks

    return open_banks(()).questions


def kind_names() -> Iterable[str]:
    """Yield the kinds of problem."""
    from decompdrill.kinds.signatures import SIGNATURES

    return SIGNATURES


def lesson_ids() -> Iterable[str]:
    """Yield the topics of `explain` by their ids."""
    from decompdrill.topics.library import shipped_topics

    return shipped_topics().ids


def slip_ids() -> Iterable[str]:
    """Yield the slips."""
    return SLIPS.read_text(encoding="utf-8").split()


def level_numbers() -> Iterable[str]:
    """Yield the levels."""
    return map(str, range(1, 6))


def preset_names() -> Iterable[str]:
    """Yield the timed runs that have a name."""
    from decompdrill.commands.timed import PRESETS

    return PRESETS


def table_names() -> Iterable[str]:
    """Yield the shipped tables of data."""
    return ("iris", "penguins", "states")
