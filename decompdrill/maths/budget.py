"""A counted budget for exact arithmetic, so that no given takes long.

What is counted is work, not time: the same input gives the same answer on every machine, whatever was computed before.
One unit is about one product of small numbers. Where no budget is open nothing is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

R = TypeVar("R")

UNITS = 250_000
"""Of one exact computation (a rank, a determinant, a spectrum): about a tenth of a second."""

WORD = 30
"""Bits that are multiplied at once."""

WORDS_PER_UNIT = 60
"""Products of words that take as long as what else a step takes."""


class TooMuchError(ArithmeticError):
    """The budget is spent: the exact answer would take longer than it is worth."""


class FarTooMuchError(Exception):
    """An allowance is spent, which many budgets share: what is asked for takes too long."""

    def __init__(self, spent: Budget) -> None:
        super().__init__()
        self.spent = spent


@dataclass
class Budget:
    """The units that are left, here and in the allowance around it; an allowance stands in the one around it."""

    left: float
    allowance: Budget | None = None
    counted: set[int] = field(default_factory=set)
    """What was worked out before and has been counted for this allowance."""


@dataclass
class Cost:
    """The units of one piece of work that is remembered, and of the pieces that it rests on, by their numbers."""

    own: float = 0.0
    others: dict[int, float] = field(default_factory=dict)


_cost: ContextVar[Cost | None] = ContextVar("cost", default=None)

_open: ContextVar[Budget | None] = ContextVar("open", default=None)


def budget(units: float = UNITS) -> Opened:
    """Hold the exact arithmetic inside to so many units; an inner budget counts for itself, and for the allowance.

    Raises TooMuchError, where they are spent.
    """
    around = _open.get()
    new = Budget(units, around.allowance if around else None)
    return Opened(new, new)


def allowance(units: float) -> Opened:
    """Hold all budgets inside together to so many units; what is spent counts for the allowances around it too.

    Raises FarTooMuchError where they are spent, which no budget inside catches.
    """
    around = _open.get()
    total = Budget(units, around.allowance if around else None)
    return Opened(Budget(float("inf"), total), total)


class Opened:
    """A budget that is open inside `with`, as a class since it is entered several times a verdict; gives what is spent from."""

    __slots__ = ("_given", "_new", "_token")

    def __init__(self, new: Budget, given: Budget) -> None:
        self._new = new
        self._given = given

    def __enter__(self) -> Budget:
        self._token = _open.set(self._new)
        return self._given

    def __exit__(self, *_: object) -> None:
        _open.reset(self._token)


def is_counted() -> bool:
    return _open.get() is not None


def spend(units: float) -> None:
    """Count work that is about to be done.

    Raises TooMuchError where it is more than the budget has left, FarTooMuchError where it is more than the allowance has.
    """
    cost, opened = _cost.get(), _open.get()
    if opened is not None:
        opened.left -= units
        if opened.left < 0:
            raise TooMuchError  # it is not done, so it costs nothing
        total = opened.allowance
        while total is not None:  # no generator: this is called for every few numbers
            _charge(total, units)
            total = total.allowance
    if cost is not None:
        cost.own += units


def _charge(total: Budget, units: float) -> None:
    total.left -= units
    if total.left < 0:
        raise FarTooMuchError(total)


def with_cost(number: int, work: Callable[[], R]) -> tuple[R, int, Mapping[int, float]]:
    """Return what a piece of work gives, its number, and what it costs, with all that it rests on, each by its number."""
    cost = Cost()
    token = _cost.set(cost)
    try:
        result = work()
    finally:
        _cost.reset(token)
    parts = {number: cost.own, **cost.others}
    around, opened = _cost.get(), _open.get()
    if around is not None:
        around.others |= parts
    total = opened.allowance if opened is not None else None
    while total is not None:
        total.counted |= parts.keys()
        total = total.allowance
    return result, number, parts


def recall(number: int, parts: Mapping[int, float]) -> None:
    """Count for the allowance what was worked out before it, so that what is refused does not depend on what was asked earlier.

    Raises FarTooMuchError where it is more than the allowance has left.
    """
    cost, opened = _cost.get(), _open.get()
    if cost is not None:
        cost.others |= parts
    total = opened.allowance if opened is not None else None
    if total is None:
        return
    owed = []
    while total is not None:
        if number not in total.counted:  # else all its parts were counted with it
            new = parts if total.counted.isdisjoint(parts) else {n: parts[n] for n in parts if n not in total.counted}
            owed.append((total, sum(new.values())))
            total.counted |= new.keys()
        total = total.allowance
    for total, units in owed:
        _charge(total, units)


def steps(count: float, bits: float, other: float | None = None) -> float:
    """Return the units of so many products of numbers of so many bits (by numbers of `other` bits)."""
    words, other_words = bits / WORD, (bits if other is None else other) / WORD
    return count * (1 + words * other_words / WORDS_PER_UNIT)
