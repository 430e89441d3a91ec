"""How a drawn value is written in JSON, so that reading it again gives the same number; the only owner of that."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from decompdrill.draw.recipe import Value
from decompdrill.model import Raw


def to_raw(value: Value) -> Raw:
    """Return integers as they are, 1/4 as 0.25, 1/3 as "1/3", words and lists as they are."""
    if isinstance(value, Fraction):
        return _number(value)
    if isinstance(value, tuple):
        return [to_raw(item) for item in value]
    if isinstance(value, Mapping):
        return {name: to_raw(item) for name, item in value.items()}
    return value


def _number(value: Fraction) -> int | float | str:
    """A float stands for a fraction only where the shortest text of the float says that very fraction."""
    if value.denominator == 1:
        return value.numerator
    try:
        nearest = float(value)
    except OverflowError:
        return str(value)
    return nearest if Fraction(repr(nearest)) == value else str(value)
