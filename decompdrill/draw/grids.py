"""Small integer matrices as tuples of rows: what every recipe of matrices needs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from decompdrill.draw.recipe import IntegerMatrix, Integers, Matrix, Number, whole
from decompdrill.draw.stream import Stream


def diagonal(entries: Sequence[int]) -> list[list[int]]:
    return [[x if i == j else 0 for j in range(len(entries))] for i, x in enumerate(entries)]


def frozen(rows: Sequence[Sequence[int]]) -> IntegerMatrix:
    return tuple(map(tuple, rows))


def transposed(rows: Sequence[Sequence[int]]) -> IntegerMatrix:
    return tuple(zip(*rows, strict=True))


def product(A: Sequence[Sequence[int]], B: Sequence[Sequence[int]]) -> IntegerMatrix:
    columns = transposed(B)
    return tuple(tuple(dot(row, column) for column in columns) for row in A)


def dot(u: Sequence[int], v: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(u, v, strict=True))


def within(rows: Sequence[Sequence[Number]], bound: int) -> bool:
    """Is no entry beyond the bound?"""
    return all(-bound <= x <= bound for row in rows for x in row)


def over(rows: Sequence[Sequence[int]], denominator: int) -> Matrix:
    """Return the matrix divided by an integer, integers where they come out."""
    return tuple(tuple(whole(Fraction(x, denominator)) for x in row) for row in rows)


def reindexed(rows: Sequence[Sequence[int]], order: Sequence[int]) -> list[list[int]]:
    """Return PAPᵀ: rows and columns in the same new order."""
    return [[rows[i][j] for j in order] for i in order]


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Return the rank by elimination without fractions (Bareiss's, without the divisions: entries are small)."""
    left = [list(row) for row in rows]
    found = 0
    for column in range(len(left[0])):
        pivot = next((i for i in range(found, len(left)) if left[i][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        top = left[found]
        for i in range(found + 1, len(left)):
            factor = left[i][column]
            if factor:
                left[i] = [top[column] * x - factor * y for x, y in zip(left[i], top, strict=True)]
        found += 1
    return found


def are_proportional(u: Sequence[int], v: Sequence[int]) -> bool:
    """Is one of the vectors a multiple of the other?"""
    return rank((u, v)) < 2


def divisors(number: int, bound: int) -> list[int]:
    """Return the positive divisors d ≤ bound of number ≠ 0 with |number|/d ≤ bound."""
    size = abs(number)
    return [d for d in range(1, min(bound, size) + 1) if size % d == 0 and size // d <= bound]


def vector(stream: Stream, size: int, low: int, high: int) -> Integers:
    return tuple(stream.integer(low, high) for _ in range(size))
