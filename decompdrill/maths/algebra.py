"""Sums, products and transposes of rows of numbers of any sort: integers, fractions, surds, doubles, or a mixture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import starmap
from operator import add as plus
from operator import mul, sub, truediv
from typing import Any, TypeVar, cast

from decompdrill.maths.budget import spend, steps
from decompdrill.maths.surd import Exact, Scalar, Surd, as_float, total
from decompdrill.maths.tolerances import ROUND_OFF

X = TypeVar("X")

Rows = tuple[tuple[Scalar, ...], ...]
Vector = tuple[Scalar, ...]

# ---- entries -------------------------------------------------------------------------------------------------------


def transpose(A: Sequence[Sequence[X]]) -> tuple[tuple[X, ...], ...]:
    return tuple(zip(*A, strict=True))


def diagonal(A: Sequence[Sequence[X]]) -> tuple[X, ...]:
    return tuple(A[i][i] for i in range(min(len(A), len(A[0]))))


def diagonal_matrix(entries: Sequence[X], zero: X) -> tuple[tuple[X, ...], ...]:
    size = range(len(entries))
    return tuple(tuple(entries[i] if i == j else zero for j in size) for i in size)


def identity(n: int) -> tuple[tuple[Fraction, ...], ...]:
    return diagonal_matrix((Fraction(1),) * n, Fraction(0))


def minor(A: Sequence[Sequence[X]], i: int, j: int) -> tuple[tuple[X, ...], ...]:
    """Return A without row i and column j."""
    return tuple((*row[:j], *row[j + 1 :]) for k, row in enumerate(A) if k != i)


def submatrix(A: Sequence[Sequence[X]], rows: Iterable[int], columns: Sequence[int]) -> tuple[tuple[X, ...], ...]:
    """Return A with these rows and columns alone, in this order."""
    return tuple(tuple(A[i][j] for j in columns) for i in rows)


def exact_rows(A: Rows) -> tuple[tuple[Exact, ...], ...] | None:
    """Return the rows where every entry is a fraction or a surd, else None."""
    rows = tuple(tuple(x for x in row if isinstance(x, (Fraction, Surd))) for row in A)
    return rows if all(len(p) == len(q) for p, q in zip(rows, A, strict=True)) else None


# ---- sums and products ---------------------------------------------------------------------------------------------


def add(A: Sequence[Sequence[X]], B: Sequence[Sequence[X]]) -> tuple[tuple[X, ...], ...]:
    return tuple(tuple(starmap(plus, zip(p, q, strict=True))) for p, q in zip(A, B, strict=True))


def subtract(A: Sequence[Sequence[X]], B: Sequence[Sequence[X]]) -> tuple[tuple[X, ...], ...]:
    return tuple(tuple(starmap(sub, zip(p, q, strict=True))) for p, q in zip(A, B, strict=True))


def scaled(c: X, v: Sequence[X]) -> tuple[X, ...]:
    return tuple(mul(c, x) for x in v)


def divided(v: Sequence[X], c: X) -> tuple[X, ...]:
    return tuple([truediv(x, c) for x in v])


def minus_multiple(u: Sequence[X], c: X, v: Sequence[X]) -> tuple[X, ...]:
    """Return u − cv."""
    factor = -cast("Any", c)
    return tuple([factor * y + x for x, y in zip(u, v, strict=True)])


def dot(u: Sequence[X], v: Sequence[X]) -> X:
    """Return Σ uᵢvᵢ, nothing conjugated."""
    found: X = reduce(plus, starmap(mul, zip(u, v, strict=True)))
    return found


def apply(A: Sequence[Sequence[X]], v: Sequence[X]) -> tuple[X, ...]:
    """Return Av."""
    return tuple(dot(row, v) for row in A)


def multiply(A: Sequence[Sequence[X]], B: Sequence[Sequence[X]]) -> tuple[tuple[X, ...], ...]:
    """Return AB, of which nothing is counted but what roots count themselves."""
    columns = transpose(B)
    return tuple(apply(columns, row) for row in A)


def multiply_by_terms(A: Rows, B: Rows) -> Rows:
    """Return AB, counted term by term.

    Raises TooMuchError where an open budget has not enough for that.
    """
    columns = transpose(B)
    spend(UNITS_OF_A_TERM * len(A) * len(columns) * len(B))
    return tuple(tuple(total(starmap(mul, zip(row, column, strict=True))) for column in columns) for row in A)


def trace(A: Sequence[Sequence[X]]) -> X:
    found: X = reduce(plus, diagonal(A))
    return found


def shifted(A: Sequence[Sequence[X]], c: X) -> tuple[tuple[X, ...], ...]:
    """Return A − cI."""
    return tuple(tuple(sub(x, c) if i == j else x for j, x in enumerate(row)) for i, row in enumerate(A))


def conjugate(x: Scalar) -> Scalar:
    return x.conjugate() if isinstance(x, (Surd, complex)) else x


def adjoint(A: Rows) -> Rows:
    """Return A transposed and conjugated; of a real A it is the transpose."""
    return tuple(tuple(conjugate(x) for x in row) for row in transpose(A))


def inner(u: Vector, v: Vector) -> Scalar:
    """Return u*v, the first factor conjugated."""
    return total(conjugate(x) * y for x, y in zip(u, v, strict=True))


def outer(u: Vector, v: Vector) -> Rows:
    """Return uv*, the second factor conjugated."""
    return tuple(tuple(x * conjugate(y) for y in v) for x in u)


def square_length(v: Vector) -> Scalar:
    """Return v*v, a real number."""
    found = inner(v, v)
    return found.real if isinstance(found, complex) else found


def entries(A: Sequence[Sequence[X]]) -> tuple[X, ...]:
    """Return the entries row by row."""
    return tuple(x for row in A for x in row)


def expanded(A: Sequence[Sequence[X]]) -> X:
    """Return det A by cofactors along the first row: nothing is divided, so doubles stay good, and roots are quick."""
    if len(A) == 1:
        return A[0][0]
    found: Any = Fraction(0)
    for j, x in enumerate(A[0]):
        M = minor(A, 0, j)
        if x or exact_rows(cast("Rows", M)) is None:
            term = mul(x, expanded(M))
            found = found + term if j % 2 == 0 else found - term
    is_exact = isinstance(found, (Fraction, Surd))
    return cast("X", found if is_exact else settle(found, size(cast("Rows", A)) ** len(A)))


# ---- what rounding leaves ------------------------------------------------------------------------------------------


def size(A: Sequence[Sequence[Scalar]]) -> float:
    """Return the largest absolute value of an entry, 1 for a zero matrix."""
    return max((abs(as_float(x)) for row in A for x in row), default=0.0) or 1.0


def settle(x: Scalar, scale: float) -> Scalar:
    """Return 0 for a double that is rounding noise beside the scale, and its real part where only that is not."""
    if isinstance(x, (Fraction, Surd)):
        return x
    if abs(x) <= ROUND_OFF * scale:
        return Fraction(0)
    if isinstance(x, complex) and abs(x.imag) <= ROUND_OFF * scale:
        return x.real
    return x


def settled(v: Vector, scale: float) -> Vector:
    """Return the vector with doubles that are rounding noise beside the scale made zero."""
    return tuple(settle(x, scale) for x in v)


def settled_rows(A: Rows, scale: float) -> Rows:
    return tuple(settled(row, scale) for row in A)


def near_integer(x: Scalar, off: float) -> Scalar:
    """Return the integer from which a double is off by so much at most, any other number as it is."""
    if isinstance(x, (Fraction, Surd)):
        return x
    nearest = round(x.real)
    return Fraction(nearest) if abs(x - nearest) <= off else x


def perpendicular(basis: Sequence[Vector]) -> tuple[Vector, ...]:
    """Return the basis made perpendicular (Gram–Schmidt), nothing divided by a length."""
    found: list[Vector] = []
    for v in basis:
        w = v
        for u in found:
            w = minus_multiple(w, inner(u, v) / square_length(u), u)
        found.append(settled(w, size((v,))))
    return tuple(found)


# ---- how long exact numbers are ------------------------------------------------------------------------------------

GCDS = 4
"""Arithmetic in fractions, whose every result is reduced, takes so many times as long as in integers."""

UNITS_OF_A_TERM = 8
"""What a product of short fractions and its sum take; longer numbers, and roots, are counted where they are added."""


def is_rational(A: Sequence[Sequence[Scalar]]) -> bool:
    return not any(isinstance(x, Surd) for row in A for x in row)


def fractions_of(values: Iterable[object]) -> list[Fraction]:
    return [x for x in values if isinstance(x, Fraction)]


def common_denominator(values: Iterable[Fraction]) -> int:
    common = 1
    for x in values:
        if common % x.denominator:
            spend(GCDS * steps(1, common.bit_length(), x.denominator.bit_length()))
            common = math.lcm(common, x.denominator)
    return common


def numerators(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return the numerators over the least common denominator, and that."""
    common = common_denominator(values)
    return [x.numerator * (common // x.denominator) for x in values], common


def most_bits(values: Iterable[int]) -> int:
    return max((x.bit_length() for x in values), default=0)
