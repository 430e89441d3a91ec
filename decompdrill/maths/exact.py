"""Exact matrix algebra over fractions and surds, without NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from itertools import product as pairs_of
from math import gcd, lcm, log2, prod

from decompdrill.maths import polynomials
from decompdrill.maths.algebra import (
    GCDS,
    apply,
    common_denominator,
    diagonal,
    divided,
    dot,
    entries,
    expanded,
    fractions_of,
    identity,
    is_rational,
    minus_multiple,
    most_bits,
    multiply,
    numerators,
    scaled,
    shifted,
    submatrix,
    trace,
    transpose,
)
from decompdrill.maths.budget import TooMuchError, spend, steps
from decompdrill.maths.polynomials import Polynomial, Root
from decompdrill.maths.surd import Exact, as_float, root
from decompdrill.maths.tolerances import DECIMALS_AGREE

ExactRows = tuple[tuple[Exact, ...], ...]
ExactVector = tuple[Exact, ...]


def sum_of_squares(A: ExactRows) -> Fraction:
    """Return the sum of the squares of the entries of a rational A."""
    integers, common = numerators(fractions_of(entries(A)))
    spend(steps(len(integers), common.bit_length()))
    return Fraction(sum(x**2 for x in integers), common**2)


def column_means(A: ExactRows) -> tuple[Fraction, ...]:
    """Return the mean of each column of a rational A."""
    columns = (numerators(fractions_of(column)) for column in transpose(A))
    return tuple(Fraction(sum(integers), common * len(A)) for integers, common in columns)


def centred(A: ExactRows) -> ExactRows:
    """Return a rational A minus its column means."""
    means = column_means(A)
    bits = max(m.denominator.bit_length() for m in means)
    spend(GCDS * steps(len(A) * len(means), bits))
    return tuple(tuple(x - m for x, m in zip(row, means, strict=True)) for row in A)


@dataclass(frozen=True)
class Echelon:
    """A reduced row echelon form with the columns of its pivots."""

    rows: ExactRows
    pivots: tuple[int, ...]

    @cached_property
    def rank(self) -> int:
        return len(self.pivots)


def reduce(A: ExactRows) -> Echelon:
    """Return the reduced row echelon form of A (Gauss–Jordan elimination)."""
    if is_rational(A):
        spend(GCDS * _elimination_units(_integer_rows(A)[0]))
    rows = list(A)
    pivots: list[int] = []
    for column in range(len(rows[0]) if rows else 0):
        top = len(pivots)
        pivot = next((i for i in range(top, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = divided(rows[top], rows[top][column])
        for i, row in enumerate(rows):
            if i != top and row[column]:
                rows[i] = minus_multiple(row, row[column], rows[top])
        pivots.append(column)
    return Echelon(tuple(rows), tuple(pivots))


def rank(A: ExactRows) -> int:
    """Return the rank, without a division by a sum of roots where A is small."""
    if is_rational(A):
        return _eliminated(A)[0]
    if max(len(A), len(A[0])) <= MOST_EXPANDED:
        return _rank_by_minors(A)
    return reduce(A).rank


MOST_EXPANDED = 4
"""Up to this size determinants are expanded by cofactors, which divides nothing."""


def _rank_by_minors(A: ExactRows) -> int:
    """Return the size of the largest minor that is not zero: one of size 1 where a root stands in A."""
    return next(
        k
        for k in range(min(len(A), len(A[0])), 0, -1)
        for rows, columns in pairs_of(combinations(range(len(A)), k), combinations(range(len(A[0])), k))
        if expanded(submatrix(A, rows, columns))
    )


def _eliminated(A: ExactRows) -> tuple[int, Fraction]:
    """Return the rank of a rational A, and its determinant if it is square, by elimination in integers."""
    M, below = _integer_rows(A)
    spend(_elimination_units(M))
    found, determinant = eliminated(M)
    return found, Fraction(determinant, below)


def eliminated(M: list[Sequence[int]]) -> tuple[int, int]:
    """Return the rank of an integer M, which is changed, and its determinant (0 if it is not square).

    Every division is without remainder. Source: Bareiss, Math. Comp. 22 (1968), 565–578.
    """
    height, width = len(M), len(M[0])
    before, top, sign = 1, 0, 1
    for column in range(width):
        pivot = next((i for i in range(top, height) if M[i][column]), None)
        if pivot is None:
            continue
        if pivot != top:
            M[top], M[pivot], sign = M[pivot], M[top], -sign
        first = M[top]
        leading = first[column]
        for i in range(top + 1, height):
            row, factor = M[i], M[i][column]
            M[i] = [(leading * x - factor * y) // before for x, y in zip(row, first, strict=True)]
        before = leading
        top += 1
        if top == height:
            break
    return top, sign * before if top == height == width else 0


def _integer_rows(A: ExactRows) -> tuple[list[Sequence[int]], int]:
    """Return the rows of a rational A, each times its least common denominator, and the product of those."""
    rows, denominators = zip(*(numerators(fractions_of(row)) for row in A), strict=True)
    return list(rows), prod(denominators)


def _elimination_units(M: Sequence[Sequence[int]]) -> float:
    """Return an estimate of the work of elimination: the numbers at step k are minors of k rows (Hadamard's bound)."""
    height, width = len(M), len(M[0])
    sizes = sorted((most_bits(row) + log2(width) / 2 for row in M), reverse=True)
    units, bits = 0.0, 0.0
    for k in range(min(height, width) - 1):
        bits += sizes[k]
        units += steps((height - k - 1) * (width - k - 1), bits)
    return units


def product(A: ExactRows, B: ExactRows) -> ExactRows:
    """Return AB, counted as the product of rational matrices that are brought to one denominator; roots count themselves."""
    if is_rational(A) and is_rational(B):
        spend(GCDS * steps(len(A) * len(B) * len(B[0]), _height(A), _height(B)))
    return multiply(A, B)


def _height(A: ExactRows) -> int:
    """Return the bits of the largest numerator and of the common denominator."""
    fractions = fractions_of(entries(A))
    return most_bits(x.numerator for x in fractions) + common_denominator(fractions).bit_length()


PRIMES = (2**61 - 1, 2**62 - 57, 2**63 - 25)


def rank_modulo_primes(A: ExactRows) -> int:
    """Return the rank of a rational A as the largest modulo three primes, however long its numbers are.

    It is never too large, and too small only where all three primes divide every minor of the true size.
    """
    found = 0
    for prime in PRIMES:
        found = max(found, _rank_modulo(A, prime))
        if found == min(len(A), len(A[0])):
            break
    return found


def _rank_modulo(A: ExactRows, prime: int) -> int:
    """Return the rank modulo a prime, 0 where it divides a denominator."""
    fractions = [fractions_of(row) for row in A]
    if any(x.denominator % prime == 0 for row in fractions for x in row):
        return 0
    M = [[x.numerator * pow(x.denominator, -1, prime) % prime for x in row] for row in fractions]
    found = 0
    while M and M[0]:
        pivot = next((row for row in M if row[0]), None)
        if pivot is None:
            M = [row[1:] for row in M]
            continue
        M.remove(pivot)
        found += 1
        inverse = pow(pivot[0], -1, prime)
        rest = pivot[1:]
        M = [_struck(row, row[0] * inverse % prime, rest, prime) for row in M]
    return found


def _struck(row: list[int], factor: int, pivot: list[int], prime: int) -> list[int]:
    if not factor:
        return row[1:]
    return [(x - factor * y) % prime for x, y in zip(row[1:], pivot, strict=True)]


DIGITS = (150, 300)


def near_determinant(A: ExactRows) -> float:
    """Return the determinant of a rational A to the last digits of a double, from elimination in long decimals.

    Raises TooMuchError where decimals of so many digits do not tell it.
    """
    if rank_modulo_primes(A) < len(A):
        return 0.0
    short, long = (_decimal_determinant(A, digits) for digits in DIGITS)
    if not long or abs(short - long) > abs(long) * DECIMALS_AGREE:
        raise TooMuchError
    if abs(long) > Decimal("1e308"):
        raise OverflowError
    return float(long)


def _decimal_determinant(A: ExactRows, digits: int) -> Decimal:
    with localcontext(Context(prec=digits, Emax=999_999, Emin=-999_999)):
        M = [[Decimal(x.numerator) / x.denominator for x in fractions_of(row)] for row in A]
        total = Decimal(1)
        while M:
            top = max(range(len(M)), key=lambda i: abs(M[i][0]))
            pivot = M.pop(top)
            total *= -pivot[0] if top % 2 else pivot[0]
            if not pivot[0]:
                break
            M = [[x - row[0] / pivot[0] * y for x, y in zip(row[1:], pivot[1:], strict=True)] for row in M]
        return +total


def unscaled_pivots(A: ExactRows) -> ExactVector:
    """Return the diagonal of a rational A after elimination below it, without exchanges, as far as it goes."""
    spend(GCDS * _elimination_units(_integer_rows(A)[0]))
    rows = list(A)
    for k in range(len(rows)):
        if not rows[k][k]:
            break
        for i in range(k + 1, len(rows)):
            rows[i] = minus_multiple(rows[i], rows[i][k] / rows[k][k], rows[k])
    return diagonal(rows)


def null_space(A: ExactRows) -> tuple[ExactVector, ...]:
    """Return a basis of {x : Ax = 0}, one vector a free column; rational ones are scaled to coprime integers."""
    echelon = reduce(A)
    width = len(A[0])
    basis = []
    for free in (j for j in range(width) if j not in echelon.pivots):
        vector: list[Exact] = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for row, pivot in zip(echelon.rows, echelon.pivots, strict=False):
            vector[pivot] = -row[free]
        basis.append(coprime_integers(tuple(vector)))
    return tuple(basis)


def gram_schmidt(vectors: Sequence[ExactVector]) -> tuple[ExactVector, ...] | None:
    """Return an orthonormal basis of the span of independent rational vectors (Gram–Schmidt), None beyond square roots."""
    perpendicular: list[ExactVector] = []
    for v in vectors:
        for u in perpendicular:
            v = minus_multiple(v, dot(v, u) / dot(u, u), u)
        perpendicular.append(coprime_integers(v))
    units = []
    for v in perpendicular:
        square = dot(v, v)
        length = root(square) if isinstance(square, Fraction) else None
        if length is None:
            return None
        units.append(divided(v, length))
    return tuple(units)


def coprime_integers(v: ExactVector) -> ExactVector:
    """Return v times the number that makes its entries coprime integers; v itself where it has surds or is zero."""
    fractions = fractions_of(v)
    if len(fractions) < len(v) or not any(fractions):
        return v
    denominator = lcm(*(x.denominator for x in fractions))
    integers = [int(x * denominator) for x in fractions]
    divisor = gcd(*integers)
    if sum(x < 0 for x in integers) > sum(x > 0 for x in integers):
        divisor = -divisor
    return tuple(Fraction(x // divisor) for x in integers)


def determinant(A: ExactRows) -> Exact:
    """Return det A: in integers where A is rational, by cofactors where it is small, else by elimination."""
    if is_rational(A):
        return _eliminated(A)[1]
    if len(A) <= MOST_EXPANDED:
        return expanded(A)
    rows = list(A)
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
                rows[i] = minus_multiple(rows[i], factor, rows[column])
    return total


def characteristic_polynomial(A: ExactRows) -> tuple[Exact, ...]:
    """Return the coefficients of det(λI − A), highest power first."""
    n = len(A)
    if n == 2:  # most matrices asked are 2×2
        (a, b), (c, d) = A
        return Fraction(1), -a - d, a * d - b * c
    if is_rational(A):
        return _rational_coefficients(A)
    if n <= MOST_EXPANDED:
        return (Fraction(1), *(_coefficient(A, k) for k in range(1, n + 1)))
    coefficients: list[Exact] = [Fraction(1)]
    M = A
    for k in range(1, n + 1):
        coefficients.append(-trace(M) / k)
        if k < n:
            M = product(A, shifted(M, -coefficients[-1]))
    return tuple(coefficients)


def _coefficient(A: ExactRows, k: int) -> Exact:
    """Return the coefficient of λⁿ⁻ᵏ: the sum of the principal minors of size k, with the sign (−1)ᵏ."""
    total: Exact = Fraction(0)
    for kept in combinations(range(len(A)), k):
        total = total + expanded(submatrix(A, kept, kept))
    return -total if k % 2 else total


def _rational_coefficients(A: ExactRows) -> Polynomial:
    """Return the coefficients of a rational A, from the integer matrix dA: those of A are its cₖ/dᵏ.

    Faddeev–LeVerrier: M₁ = A, cₖ = −tr(Mₖ)/k, Mₖ₊₁ = A(Mₖ + cₖI). Source: Gantmacher, The Theory of Matrices, ch. IV §4.
    """
    n = len(A)
    integers, common = numerators(fractions_of(entries(A)))
    N = tuple(tuple(integers[i : i + n]) for i in range(0, n * n, n))
    bits = most_bits(integers)
    spend(sum(steps(n**3, k * bits, bits) for k in range(1, n)))
    columns = transpose(N)
    coefficients = [1]
    M = N
    for k in range(1, n + 1):
        coefficients.append(-trace(M) // k)
        if k < n:
            M = tuple(apply(columns, row) for row in shifted(M, -coefficients[-1]))
    return tuple(Fraction(c, common**k) for k, c in enumerate(coefficients))


def rational_characteristic_polynomial(A: ExactRows) -> Polynomial | None:
    """Return det(λI − A) where its coefficients are rational (surds in A may cancel), else None."""
    if not isinstance(trace(A), Fraction):
        return None
    coefficients = characteristic_polynomial(A)
    kept = tuple(x for x in coefficients if isinstance(x, Fraction))
    return kept if len(kept) == len(coefficients) else None


def eigenvalues(A: ExactRows) -> tuple[Root, ...] | None:
    """Return the eigenvalues with their algebraic multiplicity, None where det(λI − A) has irrational coefficients."""
    p = rational_characteristic_polynomial(A)
    return None if p is None else polynomials.roots(p)


def squared_singular_values(A: ExactRows) -> tuple[Root, ...] | None:
    """Return the eigenvalues of the smaller of AAᵀ and AᵀA, None where its characteristic polynomial is irrational."""
    rows = A if len(A) <= len(A[0]) else transpose(A)
    return eigenvalues(product(rows, transpose(rows)))


def is_diagonalizable(A: ExactRows) -> bool | None:
    """Is there a basis of ℂⁿ of eigenvectors of A? None where det(λI − A) has irrational coefficients.

    A is diagonalisable exactly if the product of its distinct irreducible factors annihilates it (minimal polynomial
    without repeated factors). Source: Horn & Johnson, Matrix Analysis, 2nd ed., corollary 3.3.10.
    """
    p = rational_characteristic_polynomial(A)
    if p is None:
        return None
    factors = polynomials.square_free(p)
    if all(multiplicity == 1 for _, multiplicity in factors):
        return True
    radical: Polynomial = (Fraction(1),)
    for factor, _ in factors:
        radical = polynomials.multiply_polynomials(radical, factor)
    value: ExactRows = tuple(scaled(Fraction(0), row) for row in A)
    for coefficient in radical:
        value = shifted(product(value, A), -coefficient)
    return not any(entries(value))


def distinct_eigenvalues(A: ExactRows) -> int:
    """Return how many different eigenvalues A has: the rank of the Hankel matrix of the traces of its powers."""
    n = len(A)
    traces = [trace(P) for P in _powers(A, 2 * n - 1)]
    return rank(tuple(tuple(traces[i + j] for j in range(n)) for i in range(n)))


def degree_of_minimal_polynomial(A: ExactRows) -> int:
    """Return the degree of the minimal polynomial of A: how many of I, A, A², … are independent."""
    return rank(tuple(map(entries, _powers(A, len(A) + 1))))


def _powers(A: ExactRows, count: int) -> list[ExactRows]:
    """Return I, A, A², … : count matrices."""
    found: list[ExactRows] = [identity(len(A))]
    while len(found) < count:
        found.append(product(found[-1], A))
    return found


def inverse(A: ExactRows) -> ExactRows | None:
    """Return A⁻¹, None for a singular A."""
    n = len(A)
    echelon = reduce(tuple(row + unit for row, unit in zip(A, identity(n), strict=True)))
    if echelon.pivots[:n] != tuple(range(n)):
        return None
    return tuple(row[n:] for row in echelon.rows)


@dataclass(frozen=True)
class Decomposition:
    """An economy SVD in exact numbers: left and right singular vectors as rows, and the singular values, descending."""

    left: tuple[ExactVector, ...]
    values: tuple[Exact, ...]
    right: tuple[ExactVector, ...]


def singular_value_decomposition(A: ExactRows) -> Decomposition | None:
    """Return an economy SVD of a rational A, None where its σ² are not all rational.

    vᵢ are orthonormal eigenvectors of AᵀA, uᵢ = Avᵢ/σᵢ, and orthonormal vectors of the null space of Aᵀ where σᵢ = 0.
    """
    if len(A) < len(A[0]):
        turned = singular_value_decomposition(transpose(A))
        return None if turned is None else Decomposition(turned.right, turned.values, turned.left)
    gram = product(transpose(A), A)
    found = eigenvalues(gram)
    if found is None or not all(isinstance(r.value, Fraction) for r in found):
        return None
    spare = list(gram_schmidt(null_space(transpose(A))) or ())
    left: list[ExactVector] = []
    values: list[Exact] = []
    right: list[ExactVector] = []
    for r in sorted(found, key=lambda r: -as_float(r.value).real):
        basis = gram_schmidt(null_space(shifted(gram, r.value)))  # type: ignore[arg-type]
        sigma = root(r.value)  # type: ignore[arg-type]
        if basis is None or sigma is None or (not sigma and len(spare) < len(basis)):
            return None
        for v in map(_lead_positive, basis):
            left.append(divided(apply(A, v), sigma) if sigma else spare.pop())
            values.append(sigma)
            right.append(v)
    return Decomposition(tuple(left), tuple(values), tuple(right))


def _lead_positive(v: ExactVector) -> ExactVector:
    lead = max((as_float(x).real for x in v), key=abs)
    return tuple(-x for x in v) if lead < 0 else v
