"""Recipes for plain numbers, words and places in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import overload

from decompdrill.draw.recipe import DrawnValue, Params, Rational, Recipe, integer_if_whole
from decompdrill.draw.stream import Stream

FARTHEST = 10**12


def _range(params: Params) -> tuple[int, int]:
    low = params.integer("low", -FARTHEST, FARTHEST)
    return low, params.integer("high", low, FARTHEST)


class Allowed(Sequence[int]):
    """The integers from low to high without a few: none of them is made before it is asked for."""

    def __init__(self, low: int, high: int, excluded: Iterable[int]) -> None:
        self._low, self._high = low, high
        self._excluded = sorted({x for x in excluded if low <= x <= high})

    def __len__(self) -> int:
        return self._high - self._low + 1 - len(self._excluded)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        found = self._low + at
        for x in self._excluded:
            if x > found:
                break
            found += 1
        return found


def _excluding(params: Params, name: str) -> Sequence[int]:
    """Return the integers from low to high without those of the parameter `name`."""
    low, high = _range(params)
    if high - low > 100_000:
        raise params.refusal("high", f"at most 100000 above low where {name} is given")
    return Allowed(low, high, params.integers(name))


def _integer(stream: Stream, params: Params) -> int:
    """7"""
    if not params.given("not"):
        return stream.integer(*_range(params))
    allowed = _excluding(params, "not")
    if not allowed:
        raise params.impossible("no integer is left once those of `not` are taken away")
    return stream.pick(allowed)


INTEGER = Recipe(
    name="integer",
    sentence="An integer from `low` to `high`, none of `not`.",
    example="k: {recipe: integer, low: 1, high: 4, not: [2]}",
    make=_integer,
    required=("low", "high"),
    optional={"not": ()},
)


def _integers(stream: Stream, params: Params) -> tuple[int, ...]:
    """(3, -1, 3)"""
    low, high = _range(params)
    return tuple(stream.integer(low, high) for _ in range(params.integer("count", 1, 1000)))


INTEGERS = Recipe(
    name="integers",
    sentence="A list of `count` integers from `low` to `high`, which may repeat.",
    example="x: {recipe: integers, count: 3, low: -5, high: 5}",
    make=_integers,
    required=("count", "low", "high"),
)


def _distinct_integers(stream: Stream, params: Params) -> tuple[int, ...]:
    """(4, -2)"""
    count = params.integer("count", 1, 1000)
    allowed = _excluding(params, "exclude")
    if len(allowed) < count:
        low, high = _range(params)
        raise params.impossible(
            f"count should be at most {len(allowed)}, the integers from {low} to {high} that are not excluded, "
            f"but is {count}"
        )
    return stream.sample(allowed, count)


DISTINCT_INTEGERS = Recipe(
    name="distinct-integers",
    sentence="A list of `count` different integers from `low` to `high`, none of `exclude`, in no particular order.",
    example="lams: {recipe: distinct-integers, count: 2, low: -5, high: 7, exclude: [0]}",
    make=_distinct_integers,
    required=("count", "low", "high"),
    optional={"exclude": ()},
)


MOST_DECIMALS = 10**18
"""Numbers of which one is drawn."""


def _decimal(stream: Stream, params: Params) -> Rational:
    """Fraction(7, 20)"""
    digits = params.integer("digits", 0, 12)
    low, high = Fraction(params.number("low")), Fraction(params.number("high"))
    first, last = -(-low * 10**digits // 1), high * 10**digits // 1
    if first > last:
        raise params.impossible(f"there is no number of {digits} decimals from {low} to {high}")
    if last - first >= MOST_DECIMALS:
        raise params.impossible(f"at most {MOST_DECIMALS:,} numbers of {digits} decimals may lie between low and high")
    return integer_if_whole(Fraction(stream.integer(int(first), int(last)), 10**digits))


DECIMAL = Recipe(
    name="decimal",
    sentence="A decimal number from `low` to `high` with `digits` places after the point.",
    example="share: {recipe: decimal, low: 0.05, high: 0.95, digits: 2}",
    make=_decimal,
    required=("low", "high"),
    optional={"digits": 2},
)


def _one_of(stream: Stream, params: Params) -> DrawnValue:
    """'salary'"""
    return stream.pick(params.sequence("values"))


ONE_OF = Recipe(
    name="one-of",
    sentence="One of `values`: numbers, words or lists.",
    example="d: {recipe: one-of, values: [768, 1024, 4096]}",
    make=_one_of,
    required=("values",),
    words=("values",),
)


def _some_of(stream: Stream, params: Params) -> tuple[DrawnValue, ...]:
    """(4096, 768)"""
    values = params.sequence("values")
    return stream.sample(values, params.integer("count", 1, len(values)))


SOME_OF = Recipe(
    name="some-of",
    sentence="A list of `count` of `values`, at different places, in a random order.",
    example="sizes: {recipe: some-of, count: 2, values: [100, 200, 500, 1000]}",
    make=_some_of,
    required=("values", "count"),
    words=("values",),
)


def _pick(stream: Stream, params: Params) -> DrawnValue:
    """-2"""
    return stream.pick(params.sequence("from"))


PICK = Recipe(
    name="pick",
    sentence="One element of the list `from`, usually another variable.",
    example="lam: {recipe: pick, from: lams}",
    make=_pick,
    required=("from",),
)


def _index(stream: Stream, params: Params) -> int:
    """1"""
    start = params.integer("start", 0, 1)
    return stream.integer(start, start + len(params.sequence("from")) - 1)


INDEX = Recipe(
    name="index",
    sentence="A place in the list `from`, counted from `start`, 0 or 1.",
    example="i: {recipe: index, from: lams, start: 0}",
    make=_index,
    required=("from",),
    optional={"start": 0},
)


def _permutation(stream: Stream, params: Params) -> tuple[DrawnValue, ...]:
    """(2, 0, 1)"""
    return stream.shuffled(params.sequence("of"))


PERMUTATION = Recipe(
    name="permutation",
    sentence="The elements of the list `of` in a random order.",
    example="shuffled: {recipe: permutation, of: lams}",
    make=_permutation,
    required=("of",),
)


def _ordered(_: Stream, params: Params) -> tuple[Rational, ...]:
    """(7, 3, -1)"""
    values = sorted(params.numbers("of"), reverse=params.word("order", ("ascending", "descending")) == "descending")
    return tuple(values)


ORDERED = Recipe(
    name="ordered",
    sentence="The numbers of the list `of` in `order`, ascending or descending.",
    example="sigmas: {recipe: ordered, of: values, order: descending}",
    make=_ordered,
    required=("of",),
    optional={"order": "descending"},
)


def _value(_: Stream, params: Params) -> DrawnValue:
    """(1, 4)"""
    return params.value("value")


VALUE = Recipe(
    name="value",
    sentence="`value` itself: a literal, or an expression in other variables, such as `max(lams)`.",
    example='top: {recipe: value, value: "max(lams)"}',
    make=_value,
    required=("value",),
)
