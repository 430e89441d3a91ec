"""The worked solution of a problem of any kind, step by step on its own numbers."""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.kinds import KINDS
from decompdrill.kinds.base import Given, Kind
from decompdrill.kinds.given import read_given, within_doubles
from decompdrill.maths.budget import UNITS, FarTooMuchError, TooMuchError, allowance, budget
from decompdrill.model import Raw

MOST_UNITS = 3 * UNITS
"""Of exact arithmetic in one worked solution: about a third of a second."""

TOO_LONG = "The exact numbers of these steps grow too long to be written down, so they are left to a computer."


def solve(kind: str, raw: Mapping[str, Raw]) -> tuple[str, ...]:
    """Return the worked solution of a problem.

    Raises KeyError for a kind that does not exist, and GivenError where the given cannot be read or has no answer.
    """
    return steps_of(KINDS[kind], read_given(KINDS[kind], raw))


def steps_of(kind: Kind, given: Given) -> tuple[str, ...]:
    """Return the worked solution of a given that has been read: what it comes to, where the steps are beyond the budget.

    Raises GivenError where that is beyond doubles.
    """
    try:
        with allowance(MOST_UNITS), budget(MOST_UNITS):
            return kind.steps(given)
    except (TooMuchError, FarTooMuchError, OverflowError):
        with within_doubles():
            return (TOO_LONG, kind.why(given, kind.reference(given)))
