"""Remembering what was computed for a frozen value, on the value itself; nothing is kept when the value is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import count
from typing import TypeVar

from decompdrill.maths.budget import recall, with_cost

T = TypeVar("T")
R = TypeVar("R")

_numbers = count()
"""One for each piece of work that is remembered."""


def remembered(function: Callable[[T], R]) -> Callable[[T], R]:
    """Return function of one frozen value (with a `__dict__`), computed once for each value."""
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def of_value(value: T) -> R:
        return remember(value, key, lambda: function(value))

    return of_value


def remember(value: object, key: str, work: Callable[[], R]) -> R:
    """Return what the work gives for a frozen value (with a `__dict__`), done once for each value and key."""
    kept = value.__dict__
    if key not in kept:
        kept[key] = known = with_cost(next(_numbers), work)
        return known[0]
    result: R
    result, cost = kept[key]
    recall(cost)
    return result
