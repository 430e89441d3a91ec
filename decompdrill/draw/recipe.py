"""What a recipe is, how its parameters are read, and what it says of impossible ones.

Every value drawn is exact: nested tuples of integers, fractions and words. What is shown is what is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, TypeGuard

from decompdrill.draw.stream import Stream
from decompdrill.errors import DrillError
from decompdrill.maths.budget import spend

Rational: TypeAlias = "int | Fraction"
DrawnValue: TypeAlias = "int | Fraction | str | tuple[DrawnValue, ...] | Mapping[str, DrawnValue]"
Integers: TypeAlias = tuple[int, ...]
IntegerMatrix: TypeAlias = tuple[Integers, ...]
RationalMatrix: TypeAlias = tuple[tuple[Rational, ...], ...]

ITEM = 3
"""Units of reading one item of a list that a bank writes out."""

MOST_SIDE = 40
"""Rows or columns of a square matrix, as of one that a problem is given."""

_NUMBER = re.compile(r"[+-]?(\d+/0*[1-9]\d*|(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d{1,2})?)", re.IGNORECASE)


class DrawError(DrillError):
    """The parameters of a recipe are impossible, or variables need one another; a fault of the bank."""

    def __init__(self, message: str, variable: str = "") -> None:
        super().__init__(message)
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one variable, read as what the recipe expects."""

    recipe: str
    values: Mapping[str, DrawnValue]

    def value(self, name: str) -> DrawnValue:
        return self.values[name]

    def given(self, name: str) -> bool:
        """Was an optional parameter whose default is the empty list given?"""
        return self.values[name] != ()

    def integer(self, name: str, low: int, high: int) -> int:
        """Return a parameter that must be an integer from low to high."""
        value = self.values[name]
        if not _is_integer(value) or not low <= value <= high:
            raise self.refusal(name, f"an integer from {low} to {high}")
        return value

    def number(self, name: str) -> Rational:
        value = self.values[name]
        if not _is_number(value):
            raise self.refusal(name, "a number")
        return value

    def integers(self, name: str, least: int = 0, most: int = 1000) -> Integers:
        """Return a parameter that must be a list of integers; one integer stands for a list of it."""
        value = self.values[name]
        items = value if isinstance(value, tuple) else (value,)
        integers = tuple(x for x in items if _is_integer(x))
        if len(integers) < len(items) or not least <= len(items) <= most:
            raise self.refusal(name, f"a list of {_counted(least, most)}integers")
        return integers

    def numbers(self, name: str, least: int = 1, most: int = 1000) -> tuple[Rational, ...]:
        items = self.sequence(name, least)
        numbers = tuple(x for x in items if _is_number(x))
        if len(numbers) < len(items) or len(items) > most:
            raise self.refusal(name, f"a list of {_counted(least, most)}numbers")
        return numbers

    def sequence(self, name: str, least: int = 1) -> tuple[DrawnValue, ...]:
        value = self.values[name]
        if not isinstance(value, tuple) or len(value) < least:
            raise self.refusal(name, "a list" if least < 1 else f"a list of {least} or more")
        return value

    def matrix(self, name: str) -> RationalMatrix:
        """Return a parameter that must be a matrix of numbers: a list of rows of one length."""
        value = self.values[name]
        rows = tuple(r for r in value if isinstance(r, tuple)) if isinstance(value, tuple) else ()
        matrix = tuple(tuple(x for x in row if _is_number(x)) for row in rows)
        if not matrix or len({*map(len, rows), *map(len, matrix)}) != 1 or rows != value:
            raise self.refusal(name, "a matrix of numbers")
        return matrix

    def square(self, name: str) -> RationalMatrix:
        matrix = self.matrix(name)
        if len(matrix) != len(matrix[0]):
            raise self.refusal(name, "a square matrix")
        return matrix

    def word(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.values[name]
        if not isinstance(value, str) or value not in choices:
            raise self.refusal(name, "one of " + ", ".join(choices))
        return value

    def flag(self, name: str) -> bool:
        value = self.values[name]
        if value in ("true", "false"):
            return value == "true"
        if not isinstance(value, bool):
            raise self.refusal(name, "true or false")
        return value

    def refusal(self, name: str, expected: str) -> DrawError:
        """Return the error that says what the parameter should have been."""
        return DrawError(f"{self.recipe}: {name} should be {expected}, but is {shown(self.values[name])}")

    def impossible(self, message: str) -> DrawError:
        """Return the error that says why these parameters, each right by itself, go together for nothing."""
        return DrawError(f"{self.recipe}: {message}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A named way to draw one variable.

    `required` and `optional` (with defaults) are its parameters; the texts of those in `words` are never read as
    names or expressions. `example` is one variable of a bank, as YAML.
    """

    name: str
    sentence: str
    example: str
    make: Callable[[Stream, Params], DrawnValue]
    required: tuple[str, ...] = ()
    optional: Mapping[str, DrawnValue] | None = None
    words: tuple[str, ...] = ()

    @property
    def defaults(self) -> Mapping[str, DrawnValue]:
        return self.optional or {}

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.required, *self.defaults)

    def build(self, stream: Stream, params: Mapping[str, object]) -> DrawnValue:
        """Return a value drawn from the stream.

        Raises DrawError where a parameter is missing, unknown, or impossible.
        """
        unknown = [name for name in params if name not in self.parameters]
        if unknown:
            known = ", ".join(self.parameters) or "none"
            raise DrawError(f"{self.name}: there is no parameter {unknown[0]}; its parameters are {known}")
        missing = [name for name in self.required if name not in params]
        if missing:
            raise DrawError(f"{self.name}: the parameter {missing[0]} is missing")
        given = {name: exact_value(value) for name, value in params.items()}
        return self.make(stream, Params(self.name, {**self.defaults, **given}))


def exact_value(value: object) -> DrawnValue:
    """Return a literal as an exact value: 0.25 and "1/4" are 1/4, lists are tuples; words stay what they are."""
    match value:
        case int() | Fraction():
            return integer_if_whole(value)
        case float():
            return number_from(repr(value))
        case str():
            return number_from(value) if _NUMBER.fullmatch(value) else value
        case Mapping():
            spend(ITEM * len(value))
            return {str(name): exact_value(item) for name, item in value.items()}
        case list() | tuple():
            spend(ITEM * len(value))
            return tuple(exact_value(item) for item in value)
        case _:
            raise DrawError(f"a parameter should be a number, a word or a list, but is {shown(value)}")


def number_from(text: str) -> Rational:
    """Return the number that a literal says: 0.1 is 1/10."""
    try:
        return integer_if_whole(Fraction(text))
    except ValueError:
        raise DrawError(f"a parameter should be a finite number, but is {shown(text)}") from None


def integer_if_whole(value: Rational) -> Rational:
    """Return a fraction of denominator 1 as an int."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def shown(value: object) -> str:
    """Return a value as a message shows it, cut where it is long."""
    text = _text(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def comma_separated(values: Iterable[object]) -> str:
    return ", ".join(shown(value) for value in values)


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return repr(value)
        case list() | tuple():
            return "[" + ", ".join(_text(x) for x in value) + "]"
        case _:
            return str(value)


def _counted(least: int, most: int) -> str:
    if least == most:
        return f"{least} "
    return f"{least} to {most} " if most < 1000 else f"{least} or more " if least else ""


def _is_integer(value: DrawnValue) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: DrawnValue) -> TypeGuard[Rational]:
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)
