"""Exact matrix algebra over fractions and surds, without NumPy; the only owner of elimination and of exact spectra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from decompdrill import polynomials
from decompdrill.polynomials import Polynomial, Root
from decompdrill.surd import Exact, Surd, as_float, root

Rows = tuple[tuple[Exact, ...], ...]
Vector = tuple[Exact, ...]


def transpose(A: Rows) -> Rows:
    return tuple(zip(*A, strict=True))


def identity(n: int) -> Rows:
    return tuple(tuple(Fraction(i == j) for j in range(n)) for i in range(n))


def multiply(A: Rows, B: Rows) -> Rows:
    columns = transpose(B)
    return tuple(tuple(dot(row, column) for column in columns) for row in A)


def apply(A: Rows, v: Vector) -> Vector:
    """Return Av."""
    return tuple(dot(row, v) for row in A)


def dot(u: Sequence[Exact], v: Sequence[Exact]) -> Exact:
    total: Exact = Fraction(0)
    for a, b in zip(u, v, strict=True):
        total = total + a * b
    return total


def add(A: Rows, B: Rows) -> Rows:
    return tuple(tuple(a + b for a, b in zip(p, q, strict=True)) for p, q in zip(A, B, strict=True))


def scale(c: Exact, A: Rows) -> Rows:
    return tuple(tuple(c * a for a in row) for row in A)


def shifted(A: Rows, c: Exact) -> Rows:
    """Return A − cI."""
    return tuple(tuple(a - c if i == j else a for j, a in enumerate(row)) for i, row in enumerate(A))


def trace(A: Rows) -> Exact:
    total: Exact = Fraction(0)
    for i, row in enumerate(A):
        total = total + row[i]
    return total


@dataclass(frozen=True)
class Echelon:
    """A reduced row echelon form with the columns of its pivots."""

    rows: Rows
    pivots: tuple[int, ...]

    @cached_property
    def rank(self) -> int:
        return len(self.pivots)


def reduce(A: Rows) -> Echelon:
    """Return the reduced row echelon form of A (Gauss–Jordan elimination)."""
    rows = [list(row) for row in A]
    pivots: list[int] = []
    for column in range(len(rows[0]) if rows else 0):
        top = len(pivots)
        pivot = next((i for i in range(top, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        leading = rows[top][column]
        rows[top] = [x / leading for x in rows[top]]
        for i, row in enumerate(rows):
            if i != top and row[column]:
                factor = row[column]
                rows[i] = [x - factor * y for x, y in zip(row, rows[top], strict=True)]
        pivots.append(column)
    return Echelon(tuple(map(tuple, rows)), tuple(pivots))


def rank(A: Rows) -> int:
    return reduce(A).rank


def null_space(A: Rows) -> tuple[Vector, ...]:
    """Return a basis of {x : Ax = 0}, one vector a free column; rational ones are scaled to coprime integers."""
    echelon = reduce(A)
    width = len(A[0])
    basis = []
    for free in (j for j in range(width) if j not in echelon.pivots):
        vector: list[Exact] = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for row, pivot in zip(echelon.rows, echelon.pivots, strict=False):
            vector[pivot] = -row[free]
        basis.append(whole(tuple(vector)))
    return tuple(basis)


def orthonormal(vectors: Sequence[Vector]) -> tuple[Vector, ...] | None:
    """Return an orthonormal basis of the span of independent rational vectors (Gram–Schmidt), None beyond square roots."""
    perpendicular: list[Vector] = []
    for v in vectors:
        for u in perpendicular:
            factor = dot(v, u) / dot(u, u)
            v = tuple(x - factor * y for x, y in zip(v, u, strict=True))
        perpendicular.append(whole(v))
    units = []
    for v in perpendicular:
        square = dot(v, v)
        length = root(square) if isinstance(square, Fraction) else None
        if length is None:
            return None
        units.append(tuple(x / length for x in v))
    return tuple(units)


def whole(v: Vector) -> Vector:
    """Return v times the number that makes its entries coprime integers; v itself where it has surds or is zero."""
    fractions = [x for x in v if isinstance(x, Fraction)]
    if len(fractions) < len(v) or not any(fractions):
        return v
    denominator = lcm(*(x.denominator for x in fractions))
    integers = [int(x * denominator) for x in fractions]
    divisor = gcd(*integers)
    if sum(x < 0 for x in integers) > sum(x > 0 for x in integers):
        divisor = -divisor
    return tuple(Fraction(x // divisor) for x in integers)


def determinant(A: Rows) -> Exact:
    """Return det A by elimination."""
    rows = [list(row) for row in A]
    total: Exact = Fraction(1)
    for column in range(len(rows)):
        pivot = next((i for i in range(column, len(rows)) if rows[i][column]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != column:
            rows[column], rows[pivot] = rows[pivot], rows[column]
            total = -total
        total = total * rows[column][column]
        for i in range(column + 1, len(rows)):
            factor = rows[i][column] / rows[column][column]
            if factor:
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[column], strict=True)]
    return total


def characteristic_polynomial(A: Rows) -> tuple[Exact, ...]:
    """Return the coefficients of det(λI − A), highest power first.

    Faddeev–LeVerrier: M₁ = A, cₖ = −tr(Mₖ)/k, Mₖ₊₁ = A(Mₖ + cₖI). Source: Gantmacher, The Theory of Matrices, ch. IV §4.
    """
    n = len(A)
    if n == 2:  # most matrices asked are 2×2
        (a, b), (c, d) = A
        return Fraction(1), -a - d, a * d - b * c
    coefficients: list[Exact] = [Fraction(1)]
    M = A
    for k in range(1, n + 1):
        coefficients.append(-trace(M) / k)
        if k < n:
            M = multiply(A, shifted(M, -coefficients[-1]))
    return tuple(coefficients)


def is_rational(values: Sequence[Exact]) -> bool:
    return not any(isinstance(x, Surd) for x in values)


def rational_characteristic_polynomial(A: Rows) -> Polynomial | None:
    """Return det(λI − A) where its coefficients are rational (surds in A may cancel), else None."""
    coefficients = characteristic_polynomial(A)
    kept = tuple(x for x in coefficients if isinstance(x, Fraction))
    return kept if len(kept) == len(coefficients) else None


def eigenvalues(A: Rows) -> tuple[Root, ...] | None:
    """Return the eigenvalues with their algebraic multiplicity, None where det(λI − A) has irrational coefficients."""
    p = rational_characteristic_polynomial(A)
    return None if p is None else polynomials.roots(p)


def is_diagonalizable(A: Rows) -> bool | None:
    """Is there a basis of ℂⁿ of eigenvectors of A? None where det(λI − A) has irrational coefficients.

    A is diagonalisable exactly if the product of its distinct irreducible factors annihilates it (minimal polynomial
    without repeated factors). Source: Horn & Johnson, Matrix Analysis, 2nd ed., corollary 3.3.10.
    """
    p = rational_characteristic_polynomial(A)
    if p is None:
        return None
    radical: Polynomial = (Fraction(1),)
    for factor, _ in polynomials.square_free(p):
        radical = polynomials.multiply(radical, factor)
    value = scale(Fraction(0), A)
    for coefficient in radical:
        value = shifted(multiply(value, A), -coefficient)
    return not any(x for row in value for x in row)


def distinct_eigenvalues(A: Rows) -> int:
    """Return how many different eigenvalues A has: the rank of the Hankel matrix of the traces of its powers."""
    n = len(A)
    traces = [trace(P) for P in _powers(A, 2 * n - 1)]
    return rank(tuple(tuple(traces[i + j] for j in range(n)) for i in range(n)))


def degree_of_minimal_polynomial(A: Rows) -> int:
    """Return the degree of the minimal polynomial of A: how many of I, A, A², … are independent."""
    return rank(tuple(tuple(x for row in P for x in row) for P in _powers(A, len(A) + 1)))


def _powers(A: Rows, count: int) -> list[Rows]:
    """Return I, A, A², … : count matrices."""
    found = [identity(len(A))]
    while len(found) < count:
        found.append(multiply(found[-1], A))
    return found


def inverse(A: Rows) -> Rows | None:
    """Return A⁻¹, None for a singular A."""
    n = len(A)
    echelon = reduce(tuple(row + unit for row, unit in zip(A, identity(n), strict=True)))
    if echelon.pivots[:n] != tuple(range(n)):
        return None
    return tuple(row[n:] for row in echelon.rows)


@dataclass(frozen=True)
class Decomposition:
    """An economy SVD in exact numbers: left and right singular vectors as rows, and the singular values, descending."""

    left: tuple[Vector, ...]
    values: tuple[Exact, ...]
    right: tuple[Vector, ...]


def singular_value_decomposition(A: Rows) -> Decomposition | None:
    """Return an economy SVD of a rational A, None where its σ² are not all rational.

    vᵢ are orthonormal eigenvectors of AᵀA, uᵢ = Avᵢ/σᵢ, and orthonormal vectors of the null space of Aᵀ where σᵢ = 0.
    """
    if len(A) < len(A[0]):
        turned = singular_value_decomposition(transpose(A))
        return None if turned is None else Decomposition(turned.right, turned.values, turned.left)
    gram = multiply(transpose(A), A)
    found = eigenvalues(gram)
    if found is None or not all(isinstance(r.value, Fraction) for r in found):
        return None
    spare = list(orthonormal(null_space(transpose(A))) or ())
    left: list[Vector] = []
    values: list[Exact] = []
    right: list[Vector] = []
    for r in sorted(found, key=lambda r: -as_float(r.value).real):
        basis = orthonormal(null_space(shifted(gram, r.value)))  # type: ignore[arg-type]
        sigma = root(r.value)  # type: ignore[arg-type]
        if basis is None or sigma is None or (not sigma and len(spare) < len(basis)):
            return None
        for v in map(_lead_positive, basis):
            left.append(tuple(x / sigma for x in apply(A, v)) if sigma else spare.pop())
            values.append(sigma)
            right.append(v)
    return Decomposition(tuple(left), tuple(values), tuple(right))


def _lead_positive(v: Vector) -> Vector:
    lead = max((as_float(x).real for x in v), key=abs)
    return tuple(-x for x in v) if lead < 0 else v
