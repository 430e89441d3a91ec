"""What an expression computes with: numbers, words, lists, and arrays as nested tuples.

An array is a tuple of numbers or a tuple of rows, as drawn matrices are; arithmetic on it goes entry by entry. A list
is Python's: what brackets, comprehensions and `sorted` make. Sizes are known and paid for before anything is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, TypeGuard

PlainNumber: TypeAlias = "int | Fraction | float | complex"
Value: TypeAlias = "int | Fraction | float | complex | str | tuple[Value, ...] | list[Value] | Mapping[str, Value]"
NestedArray: TypeAlias = tuple["Value", ...]
Shape: TypeAlias = tuple[int, ...]
Arguments: TypeAlias = Sequence[Value]
Keywords: TypeAlias = Mapping[str, Value]

MOST_ITEMS = 100_000
MOST_BITS = 1024
MOST_WORK = 100_000
MOST_AXES = 2


class Refusal(Exception):
    """What a step of the evaluation cannot do; the walker adds the place and makes it an ExprError."""


class Outside(Refusal):
    """What NumPy can do and this language cannot: no fault of who wrote it."""


class Meter:
    """The work that an evaluation may still do; one unit is about a microsecond."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = MOST_WORK

    @property
    def done(self) -> int:
        return MOST_WORK - self._left

    def spend(self, work: int) -> None:
        self._left -= work
        if self._left < 0:
            raise Outside("this is too much work")

    def spend_on(self, value: Value) -> None:
        """Pay for looking at every number in a value, however often it is shared."""
        self.spend(1)
        if isinstance(value, (tuple, list)):
            for item in value:
                if isinstance(item, (tuple, list)):
                    self.spend_on(item)
            self.spend(len(value))


def limited(count: int) -> int:
    """Return a number of entries to be made; refuses too many before they are made."""
    if count > MOST_ITEMS:
        raise Outside(f"at most {MOST_ITEMS} entries can be made")
    return count


def is_number(value: Value) -> TypeGuard[PlainNumber]:
    return isinstance(value, (int, float, Fraction, complex))


def as_one_number(value: Value) -> PlainNumber:
    if not is_number(value):
        raise Refusal(f"a number is needed, not {kind_of(value)}")
    return value


def real(value: Value) -> int | Fraction | float:
    if not isinstance(value, (int, float, Fraction)):
        raise Refusal(f"a real number is needed, not {kind_of(value)}")
    return value


def as_integer(value: Value) -> int:
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, int):
        raise Refusal(f"an integer is needed, not {kind_of(value)}")
    return int(value)


def items_of(value: Value) -> list[Value]:
    """Return the elements of a list, or the entries or rows of an array."""
    if not isinstance(value, (tuple, list)):
        raise Refusal(f"a list is needed, not {kind_of(value)}")
    return list(value)


def kind_of(value: Value) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | Fraction() | float():
            return f"the number {float(value):.6g}"
        case complex():
            return "a complex number"
        case str():
            return "a word"
        case tuple():
            return "an array"
        case list():
            return "a list"
        case _:
            return "a mapping"


def array(value: Value) -> Value:
    """Return lists, and lists in them, as arrays; anything else as it is."""
    if not isinstance(value, (tuple, list)):
        return value
    for item in value:
        if isinstance(item, (tuple, list)):
            return tuple([array(item) for item in value])
    return tuple(value)


def shape(value: Value) -> Shape:
    """Return () for a number, (n,) for a vector, (m, n) for a matrix; rows of different lengths are refused."""
    if not isinstance(value, (tuple, list)):
        return ()
    inner: Shape | None = None
    for item in value:
        of_item = shape(item) if isinstance(item, (tuple, list)) else ()
        if inner is not None and of_item != inner:
            raise Refusal("the rows of an array should have the same length")
        inner = of_item
    found = (len(value), *(inner or ()))
    if len(found) > MOST_AXES:
        raise Outside("an array has at most rows and columns")
    return found


def size_of_shape(of: Shape) -> int:
    total = 1
    for length in of:
        total *= length
    return total


def as_vector(value: Value) -> list[PlainNumber]:
    """Return the entries of a one-dimensional array."""
    if len(shape(value)) != 1:
        raise Refusal(f"a vector is needed, not {named_shape(value)}")
    return [as_one_number(x) for x in items_of(value)]


def as_matrix(value: Value) -> list[list[PlainNumber]]:
    """Return the rows of a two-dimensional array."""
    if len(shape(value)) != 2:
        raise Refusal(f"a matrix is needed, not {named_shape(value)}")
    return [[as_one_number(x) for x in items_of(row)] for row in items_of(value)]


def square(value: Value) -> list[list[PlainNumber]]:
    rows = as_matrix(value)
    if len(rows) != len(rows[0]) or not rows:
        raise Refusal(f"a square matrix is needed, not {named_shape(value)}")
    return rows


def named_shape(value: Value) -> str:
    match shape(value):
        case (n,):
            return f"a vector of {n}"
        case (m, n):
            return f"a {m}×{n} matrix"
        case _:
            return kind_of(value)


def flat_entries(value: Value) -> list[Value]:
    """Return every entry of a number, a vector or a matrix, row by row."""
    match shape(value):
        case (_,):
            return items_of(value)
        case (_, _):
            return [x for row in items_of(value) for x in items_of(row)]
        case _:
            return [value]


def array_of_rows(rows: Iterable[Iterable[Value]]) -> NestedArray:
    return tuple(tuple(row) for row in rows)


def columns_of(value: Value) -> NestedArray:
    """Return the transposed of a matrix; a vector is its own."""
    if len(shape(value)) < 2:
        return tuple(items_of(value))
    return array_of_rows(zip(*(items_of(row) for row in items_of(value)), strict=True))


def map_entries(function: Callable[[Value], Value], value: Value) -> Value:
    """Return the function of a number, or of every entry."""
    if isinstance(value, (tuple, list)):
        return tuple(map_entries(function, item) for item in value)
    return function(value)


def joint_shape(a: Shape, b: Shape) -> Shape:
    """Return the shape of a and b after broadcasting, by NumPy's rule; refuses shapes that do not go together."""
    wide = max(len(a), len(b))
    padded = [(1,) * (wide - len(s)) + s for s in (a, b)]
    for p, q in zip(*padded, strict=True):
        if p != q and 1 not in (p, q):
            raise Refusal(f"shapes {a} and {b} do not go together")
    joint = tuple(q if p == 1 else p for p, q in zip(*padded, strict=True))
    limited(size_of_shape(joint))
    return joint


def stretched(value: Value, to: Shape) -> Value:
    """Return a value repeated to a shape that joint_shape has found."""
    own = shape(value)
    if own == to:
        return value
    if len(to) == 1:
        entry = items_of(value)[0] if own else value
        return (entry,) * to[0]
    rows = items_of(value) if len(own) == 2 else [value]
    wide = [stretched(row, to[1:]) for row in rows]
    return tuple(wide * to[0] if len(wide) == 1 else wide)


def together(function: Callable[[Value, Value], Value], a: Value, b: Value, meter: Meter) -> Value:
    """Return the function of two numbers, or entry by entry with broadcasting."""
    if not isinstance(a, (tuple, list)) and not isinstance(b, (tuple, list)):
        return function(a, b)
    meter.spend_on(a)
    meter.spend_on(b)
    joint = joint_shape(shape(a), shape(b))
    meter.spend(size_of_shape(joint))
    return _paired(function, stretched(a, joint), stretched(b, joint))


def _paired(function: Callable[[Value, Value], Value], a: Value, b: Value) -> Value:
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return tuple(_paired(function, x, y) for x, y in zip(a, b, strict=True))
    return function(a, b)


def is_exact(value: Value) -> bool:
    """Is every number of it an integer or a fraction?"""
    return all(isinstance(x, (int, Fraction)) for x in flat_entries(value))
