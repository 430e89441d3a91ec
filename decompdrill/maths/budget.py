"""A counted budget for exact arithmetic, so that no given takes long: the only owner of what is too much.

What is counted is work, not time: the same input gives the same answer on every machine, whatever was computed before.
One unit is about one product of small numbers. Where no budget is open nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

UNITS = 250_000
"""Of one exact computation (a rank, a determinant, a spectrum): about a tenth of a second."""

WORD = 30
"""Bits that are multiplied at once."""

WORDS_PER_UNIT = 60
"""Products of words that take as long as what else a step takes."""


class TooMuchError(ArithmeticError):
    """The budget is spent: the exact answer would take longer than it is worth."""


@dataclass
class Budget:
    """The units that are left."""

    left: float


_open: ContextVar[Budget | None] = ContextVar("open", default=None)


@contextmanager
def budget(units: float = UNITS) -> Iterator[Budget]:
    """Hold the exact arithmetic inside to so many units; an inner budget counts for itself.

    Raises TooMuchError, where they are spent.
    """
    opened = Budget(units)
    token = _open.set(opened)
    try:
        yield opened
    finally:
        _open.reset(token)


def is_counted() -> bool:
    return _open.get() is not None


def spend(units: float) -> None:
    """Count work that is about to be done.

    Raises TooMuchError where it is more than the budget has left.
    """
    opened = _open.get()
    if opened is None:
        return
    opened.left -= units
    if opened.left < 0:
        raise TooMuchError


def steps(count: float, bits: float, other: float | None = None) -> float:
    """Return the units of so many products of numbers of so many bits (by numbers of `other` bits)."""
    words, other_words = bits / WORD, (bits if other is None else other) / WORD
    return count * (1 + words * other_words / WORDS_PER_UNIT)
