"""Remembering what was computed for a frozen value, on the value itself; nothing is kept when the value is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def remembered(function: Callable[[T], R]) -> Callable[[T], R]:
    """Return function of one frozen value (with a `__dict__`), computed once for each value."""
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def recall(value: T) -> R:
        kept = value.__dict__
        if key not in kept:
            kept[key] = function(value)
        result: R = kept[key]
        return result

    return recall
