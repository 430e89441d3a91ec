"""Matrix algebra over scalars, exact where they are and in doubles where they are not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from decompdrill.maths import exact
from decompdrill.maths.budget import spend
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float, over, plus, root, times, total

Rows = tuple[tuple[Scalar, ...], ...]
Vector = tuple[Scalar, ...]


def exact_rows(A: Rows) -> exact.Rows | None:
    return Matrix(A).exact


def transposed(A: Rows) -> Rows:
    return tuple(zip(*A, strict=True))


def conjugate(x: Scalar) -> Scalar:
    return x.conjugate() if isinstance(x, Surd | complex) else x


def adjoint(A: Rows) -> Rows:
    """Return A transposed and conjugated; of a real A it is the transpose."""
    return tuple(tuple(conjugate(x) for x in row) for row in transposed(A))


def minus(x: Scalar, y: Scalar) -> Scalar:
    return plus(x, -y)


def dot(u: Sequence[Scalar], v: Sequence[Scalar]) -> Scalar:
    """Return Σ uᵢvᵢ, nothing conjugated."""
    return total(times(a, b) for a, b in zip(u, v, strict=True))


def inner(u: Sequence[Scalar], v: Sequence[Scalar]) -> Scalar:
    """Return u*v, the first factor conjugated."""
    return dot([conjugate(x) for x in u], v)


UNITS_OF_A_TERM = 8
"""What a product of short fractions and its sum take; longer numbers, and roots, are counted where they are multiplied."""


def multiply(A: Rows, B: Rows) -> Rows:
    """Return AB of m×p and p×n.

    Raises TooMuchError where an open budget has not enough for its m·n·p terms.
    """
    columns = transposed(B)
    spend(UNITS_OF_A_TERM * len(A) * len(columns) * len(B))
    return tuple(tuple(dot(row, column) for column in columns) for row in A)


def apply(A: Rows, v: Vector) -> Vector:
    return tuple(dot(row, v) for row in A)


def scaled(c: Scalar, v: Vector) -> Vector:
    return tuple(times(c, x) for x in v)


def divided(v: Vector, c: Scalar) -> Vector:
    return tuple(over(x, c) for x in v)


def subtracted(u: Vector, v: Vector) -> Vector:
    return tuple(minus(x, y) for x, y in zip(u, v, strict=True))


def added(A: Rows, B: Rows) -> Rows:
    return tuple(tuple(plus(x, y) for x, y in zip(p, q, strict=True)) for p, q in zip(A, B, strict=True))


def outer(u: Vector, v: Vector) -> Rows:
    """Return uv*, the second factor conjugated."""
    return tuple(tuple(times(x, conjugate(y)) for y in v) for x in u)


def shifted(A: Rows, c: Scalar) -> Rows:
    """Return A − cI."""
    return tuple(tuple(minus(x, c) if i == j else x for j, x in enumerate(row)) for i, row in enumerate(A))


def diagonal(A: Rows) -> Vector:
    return tuple(A[i][i] for i in range(min(len(A), len(A[0]))))


def trace(A: Rows) -> Scalar:
    return total(diagonal(A))


def without(A: Rows, i: int, j: int) -> Rows:
    """Return A without row i and column j."""
    return tuple(tuple(x for b, x in enumerate(row) if b != j) for a, row in enumerate(A) if a != i)


def determinant(A: Rows) -> Scalar:
    """Return det A of a small matrix, by expansion along the first row (no division, so doubles stay good)."""
    known = exact_rows(A)
    if known is not None:
        return exact.determinant(known)
    if len(A) == 1:
        return A[0][0]
    terms = (times(times(Fraction((-1) ** j), A[0][j]), determinant(without(A, 0, j))) for j in range(len(A)))
    return settle(total(terms), size(A) ** len(A))


def size(A: Rows) -> float:
    """Return the largest absolute value of an entry, 1 for a zero matrix."""
    return max((abs(as_float(x)) for row in A for x in row), default=0.0) or 1.0


def is_zero_vector(v: Vector) -> bool:
    return not any(as_float(x) for x in v)


def square_length(v: Vector) -> Scalar:
    """Return v*v, a real number."""
    found = inner(v, v)
    return found.real if isinstance(found, complex) else found


def sum_of_squares(A: Rows) -> Scalar:
    """Return Σ|aᵢⱼ|², a real number."""
    return square_length(tuple(x for row in A for x in row))


def square_root(x: Scalar) -> Scalar:
    """Return √x of a number that is not negative, exactly where it has one layer of roots."""
    if isinstance(x, Fraction) and x >= 0:
        found = root(x)
        if found is not None:
            return found
        return _root_of_large(x)
    return math.sqrt(max(as_float(x).real, 0.0))


def _root_of_large(x: Fraction) -> float:
    """Return √x in doubles, also where x itself exceeds every double."""
    shift = max(0, (x.numerator.bit_length() - x.denominator.bit_length()) // 2 - 400)
    return math.ldexp(math.sqrt(float(x / 4**shift)), shift)


def from_array(M: Array) -> Rows:
    return tuple(tuple(row) for row in M.tolist())


def settled(rows: Rows, scale: float) -> Rows:
    """Return the rows with doubles that are rounding noise beside the scale made zero."""
    return tuple(tuple(settle(x, scale) for x in row) for row in rows)


def settle(x: Scalar, scale: float) -> Scalar:
    """Return 0 for a double that is rounding noise beside the scale, and its real part where only that is not."""
    if isinstance(x, Fraction | Surd):
        return x
    if abs(x) <= 1e-12 * scale:
        return Fraction(0)
    if isinstance(x, complex) and abs(x.imag) <= 1e-12 * scale:
        return x.real
    return x
