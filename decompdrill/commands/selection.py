"""Which questions the names on a command line stand for: topics, objectives, ids, and variants such as `ID~mistake`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from decompdrill.practice import select

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.bank.question import Question


def selected(banks: Banks, names: Sequence[str], levels: tuple[int, int] | None) -> tuple[Question, ...]:
    """Return the questions of the names (all where none is given) and levels; a variant is asked whatever its level.

    Raises UsageError for a name that there is not, with the nearest that there is, and where nothing is left.
    """
    variants = tuple(banks.question(name) for name in names if "~" in name)
    others = [name for name in names if "~" not in name]
    if variants and not others:
        return variants
    return (*select.select_questions(tuple(banks.questions.values()), others, levels), *variants)


def as_spelled(banks: Banks, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names as the banks spell them; raises UsageError for one that there is not."""
    variants = {name: banks.question(name).id for name in names if "~" in name}
    others = [name for name in names if "~" not in name]
    known = iter(select.named_topics(tuple(banks.questions.values()), others)) if others else iter(())
    return tuple(variants.get(name) or next(known) for name in names)
