"""Questions of one's own banks that cannot be drawn: told, and left out of what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from decompdrill.errors import BankError
from decompdrill.io.folders import shipped_dir
from decompdrill.io.output import stderr, visible_row
from decompdrill.practice.choose import Pick

if TYPE_CHECKING:
    from decompdrill.bank.question import Question

T = TypeVar("T")

MOST_TRIED = 100
"""Picks of a plan that are tried beforehand; a run against the clock plans more than it comes to."""


def planned_without_faults(
    questions: Sequence[Question],
    topics: Sequence[str],
    plan: Callable[[tuple[Question, ...]], T],
    picks_of: Callable[[T], Iterable[Pick]],
) -> T:
    """Return a plan of what can be drawn: a question that cannot is told once, and planned is without it.

    Raises Undrawable where the question was named, or where nothing else is left.
    """
    named = {topic.lower() for topic in topics}
    left = tuple(questions)
    while True:
        try:
            planned = plan(left)
            _try(list(picks_of(planned))[:MOST_TRIED])
        except BankError as fault:
            from decompdrill.exercises.pose import Undrawable

            if not isinstance(fault, Undrawable):
                raise
            left = tuple(q for q in left if q.id != fault.question)
            if fault.question.lower() in named or not left:
                raise
            tell_left_out(fault)
        else:
            return planned


def _try(picks: Iterable[Pick]) -> None:
    """Draw what is not shipped; what is has been audited."""
    shipped = shipped_dir()
    own = [pick for pick in picks if shipped not in Path(pick.question.location[0]).parents]
    if own:  # else all the mathematics is not loaded for nothing
        from decompdrill.working.variants import pose_any

        for pick in own:
            pose_any(pick.question, pick.seed)


_told: set[tuple[str, str]] = set()
"""The questions that were told, each with its file and line."""


def tell_left_out(fault: BankError) -> None:
    """Say on stderr which question is left out and why; once, however many of its draws are planned."""
    from decompdrill.exercises.pose import Undrawable

    said = str(fault)
    question, place = (fault.question, fault.place) if isinstance(fault, Undrawable) else ("it", said)
    if (question, place) not in _told:
        _told.add((question, place))
        stderr().write(f"decompdrill: {visible_row(said)}; {visible_row(question)} is left out\n")
