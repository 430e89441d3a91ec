"""Remembering what was computed for a frozen value, on the value itself; nothing is kept when the value is gone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from itertools import count
from typing import Any, TypeVar

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
        return remember(value, key, function, value)

    return of_value


def remember(value: object, key: Hashable, work: Callable[..., R], *arguments: object) -> R:
    """Return what the work gives for a frozen value (with a `__dict__`), done once for each value and key."""
    kept: Any = value.__dict__  # its keys need not be names
    known = kept.get(key)
    if known is None:
        kept[key] = known = with_cost(next(_numbers), lambda: work(*arguments))
    else:
        recall(*known[1:])
    result: R = known[0]
    return result
