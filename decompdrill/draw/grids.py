"""Small integer matrices as tuples of rows: what every recipe of matrices needs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from decompdrill.draw.recipe import IntegerMatrix, Integers, Rational, RationalMatrix, integer_if_whole
from decompdrill.draw.stream import Stream
from decompdrill.maths import exact


def frozen(rows: Sequence[Sequence[int]]) -> IntegerMatrix:
    return tuple(map(tuple, rows))


def within(rows: Sequence[Sequence[Rational]], bound: int) -> bool:
    """Is no entry beyond the bound?"""
    return all(-bound <= x <= bound for row in rows for x in row)


def divided_by(rows: Sequence[Sequence[int]], denominator: int) -> RationalMatrix:
    """Return the matrix divided by an integer, integers where they come out."""
    return tuple(tuple(integer_if_whole(Fraction(x, denominator)) for x in row) for row in rows)


def over_least_denominator(rows: Sequence[Sequence[int]], denominator: int) -> tuple[IntegerMatrix, int]:
    """Return the matrix divided by an integer as an integer matrix over the least common denominator."""
    least = lcm(*(Fraction(x, denominator).denominator for row in rows for x in row))
    return frozen([[x * least // denominator for x in row] for row in rows]), least


def rank_of_integers(rows: Sequence[Sequence[int]]) -> int:
    return exact.eliminated(list(rows))[0]


def are_proportional(u: Sequence[int], v: Sequence[int]) -> bool:
    """Is one of the vectors a multiple of the other?"""
    return rank_of_integers((u, v)) < 2


def divisors(number: int, bound: int) -> list[int]:
    """Return the positive divisors d ≤ bound of number ≠ 0 with |number|/d ≤ bound."""
    size = abs(number)
    return [d for d in range(1, min(bound, size) + 1) if size % d == 0 and size // d <= bound]


def random_vector(stream: Stream, size: int, low: int, high: int) -> Integers:
    return tuple(stream.integer(low, high) for _ in range(size))
