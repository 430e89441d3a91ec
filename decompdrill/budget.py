"""A counted budget for exact arithmetic, so that no given takes long: the only owner of what is too much.

What is counted is work, not time: the same input gives the same answer on every machine, whatever was computed before.
One unit is about one product of small numbers. Where no budget is open nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

UNITS = 250_000
"""Of one exact computation (a rank, a determinant, a spectrum): about a tenth of a second."""

WORD = 30
"""Bits that are multiplied at once."""

WORDS_PER_UNIT = 60
"""Products of words that take as long as what else a step takes."""


class TooMuchError(ArithmeticError):
    """The budget is spent: the exact answer would take longer than it is worth."""


_left: ContextVar[list[float] | None] = ContextVar("left", default=None)


@contextmanager
def budget(units: float = UNITS) -> Iterator[None]:
    """Hold the exact arithmetic inside to so many units; an inner budget counts for itself.

    Raises TooMuchError, where they are spent.
    """
    token = _left.set([units])
    try:
        yield
    finally:
        _left.reset(token)


def is_counted() -> bool:
    return _left.get() is not None


def spend(units: float) -> None:
    """Count work that is about to be done.

    Raises TooMuchError where it is more than the budget has left.
    """
    left = _left.get()
    if left is None:
        return
    left[0] -= units
    if left[0] < 0:
        raise TooMuchError


def steps(count: float, bits: float, other: float | None = None) -> float:
    """Return the units of so many products of numbers of so many bits (by numbers of `other` bits)."""
    words, other_words = bits / WORD, (bits if other is None else other) / WORD
    return count * (1 + words * other_words / WORDS_PER_UNIT)
