"""Exact matrix algebra over fractions and surds, without NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import gcd, lcm, log2
from operator import mul

from decompdrill.maths import polynomials
from decompdrill.maths.budget import TooMuchError, spend, steps
from decompdrill.maths.polynomials import Polynomial, Root
from decompdrill.maths.surd import Exact, Surd, as_float, root

Rows = tuple[tuple[Exact, ...], ...]
Vector = tuple[Exact, ...]


def transpose(A: Rows) -> Rows:
    return tuple(zip(*A, strict=True))


def identity(n: int) -> Rows:
    return tuple(tuple(Fraction(i == j) for j in range(n)) for i in range(n))


def multiply(A: Rows, B: Rows) -> Rows:
    _spend_on_products(A, B)
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


def sum_of_squares(A: Rows) -> Fraction:
    """Return the sum of the squares of the entries of a rational A."""
    fractions = [x for row in A for x in row if isinstance(x, Fraction)]
    common = _common_denominator(fractions)
    spend(steps(len(fractions), common.bit_length()))
    return Fraction(sum((x.numerator * (common // x.denominator)) ** 2 for x in fractions), common**2)


def column_means(A: Rows) -> tuple[Fraction, ...]:
    """Return the mean of each column of a rational A."""
    means = []
    for column in transpose(A):
        fractions = [x for x in column if isinstance(x, Fraction)]
        common = _common_denominator(fractions)
        total = sum(x.numerator * (common // x.denominator) for x in fractions)
        means.append(Fraction(total, common * len(A)))
    return tuple(means)


def centred(A: Rows) -> Rows:
    """Return a rational A minus its column means."""
    means = column_means(A)
    bits = max(m.denominator.bit_length() for m in means)
    spend(GCDS * steps(len(A) * len(means), bits))
    return tuple(tuple(x - m for x, m in zip(row, means, strict=True)) for row in A)


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
    if is_rational([x for row in A for x in row]):
        spend(GCDS * _elimination_units(_integer_rows(A)[0]))
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
    """Return the rank, without a division by a sum of roots where A is small."""
    if is_rational([x for row in A for x in row]):
        return _eliminated(A)[0]
    if max(len(A), len(A[0])) <= MOST_EXPANDED:
        return _rank_by_minors(A)
    return reduce(A).rank


MOST_EXPANDED = 4
"""Up to this size determinants are expanded by cofactors, which divides nothing."""


def _rank_by_minors(A: Rows) -> int:
    """Return the size of the largest minor that is not zero."""
    for k in range(min(len(A), len(A[0])), 0, -1):
        for rows in combinations(A, k):
            for columns in combinations(range(len(A[0])), k):
                if _expanded(tuple(tuple(row[j] for j in columns) for row in rows)):
                    return k
    return 0


def _eliminated(A: Rows) -> tuple[int, Fraction]:
    """Return the rank of a rational A, and its determinant if it is square, by elimination in integers.

    Every division is without remainder. Source: Bareiss, Math. Comp. 22 (1968), 565–578.
    """
    M, below = _integer_rows(A)
    spend(_elimination_units(M))
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
            M[i] = [0] * (column + 1) + [
                (leading * x - factor * y) // before
                for x, y in zip(row[column + 1 :], first[column + 1 :], strict=True)
            ]
        before = leading
        top += 1
        if top == height:
            break
    return top, Fraction(sign * before, below) if top == height == width else Fraction(0)


def _integer_rows(A: Rows) -> tuple[list[list[int]], int]:
    """Return the rows of a rational A, each times its least common denominator, and the product of those."""
    product = 1
    rows: list[list[int]] = []
    for row in A:
        fractions = [x for x in row if isinstance(x, Fraction)]
        common = _common_denominator(fractions)
        product *= common
        rows.append([x.numerator * (common // x.denominator) for x in fractions])
    return rows, product


def _common_denominator(values: Sequence[Fraction]) -> int:
    common = 1
    for x in values:
        if common % x.denominator:
            spend(GCDS * steps(1, common.bit_length(), x.denominator.bit_length()))
            common = lcm(common, x.denominator)
    return common


GCDS = 4
"""Arithmetic in fractions, whose every result is reduced, takes so many times as long as in integers."""


def _elimination_units(M: list[list[int]]) -> float:
    """Return an estimate of the work of elimination: the numbers at step k are minors of k rows (Hadamard's bound)."""
    height, width = len(M), len(M[0])
    sizes = sorted((_bits(row) + log2(width) / 2 for row in M), reverse=True)
    units, bits = 0.0, 0.0
    for k in range(min(height, width) - 1):
        bits += sizes[k]
        units += steps((height - k - 1) * (width - k - 1), bits)
    return units


def _bits(values: Sequence[int]) -> int:
    return max((abs(x).bit_length() for x in values), default=0)


def _spend_on_products(A: Rows, B: Rows) -> None:
    """Count the products of two rational matrices, their fractions brought to one denominator; roots count themselves."""
    p, q = ([x for row in M for x in row] for M in (A, B))
    if not (is_rational(p) and is_rational(q)):
        return
    first, second = _height(p), _height(q)
    spend(GCDS * steps(len(A) * len(B) * len(B[0]), first, second))


def _height(values: Sequence[Exact]) -> int:
    """Return the bits of the largest numerator and of the common denominator."""
    fractions = [x for x in values if isinstance(x, Fraction)]
    return _bits([x.numerator for x in fractions]) + _common_denominator(fractions).bit_length()


PRIMES = (2**61 - 1, 2**62 - 57, 2**63 - 25)


def rank_modulo_primes(A: Rows) -> int:
    """Return the rank of a rational A as the largest modulo three primes, however long its numbers are.

    It is never too large, and too small only where all three primes divide every minor of the true size.
    """
    found = 0
    for prime in PRIMES:
        found = max(found, _rank_modulo(A, prime))
        if found == min(len(A), len(A[0])):
            break
    return found


def _rank_modulo(A: Rows, prime: int) -> int:
    """Return the rank modulo a prime, 0 where it divides a denominator."""
    fractions = [[x for x in row if isinstance(x, Fraction)] for row in A]
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


def near_determinant(A: Rows) -> float:
    """Return the determinant of a rational A to the last digits of a double, from elimination in long decimals.

    Raises TooMuchError where decimals of so many digits do not tell it.
    """
    if rank_modulo_primes(A) < len(A):
        return 0.0
    short, long = (_decimal_determinant(A, digits) for digits in DIGITS)
    if not long or abs(short - long) > abs(long) * Decimal("1e-20"):
        raise TooMuchError
    if abs(long) > Decimal("1e308"):
        raise OverflowError
    return float(long)


def _decimal_determinant(A: Rows, digits: int) -> Decimal:
    with localcontext(Context(prec=digits, Emax=999_999, Emin=-999_999)):
        M = [[Decimal(x.numerator) / x.denominator for x in row if isinstance(x, Fraction)] for row in A]
        total = Decimal(1)
        while M:
            top = max(range(len(M)), key=lambda i: abs(M[i][0]))
            pivot = M.pop(top)
            total *= -pivot[0] if top % 2 else pivot[0]
            if not pivot[0]:
                break
            M = [[x - row[0] / pivot[0] * y for x, y in zip(row[1:], pivot[1:], strict=True)] for row in M]
        return +total


def unscaled_pivots(A: Rows) -> Vector:
    """Return the diagonal of a rational A after elimination below it, without exchanges, as far as it goes."""
    spend(GCDS * _elimination_units(_integer_rows(A)[0]))
    rows = [list(row) for row in A]
    for k in range(len(rows)):
        if not rows[k][k]:
            break
        for i in range(k + 1, len(rows)):
            factor = rows[i][k] / rows[k][k]
            rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k], strict=True)]
    return tuple(row[i] for i, row in enumerate(rows))


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
    """Return det A: in integers where A is rational, by cofactors where it is small, else by elimination."""
    if is_rational([x for row in A for x in row]):
        return _eliminated(A)[1]
    if len(A) <= MOST_EXPANDED:
        return _expanded(A)
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


def _expanded(A: Rows) -> Exact:
    """Return det A by cofactors along the first row: no sum of roots is divided by, which takes long."""
    if len(A) == 1:
        return A[0][0]
    total: Exact = Fraction(0)
    for j, x in enumerate(A[0]):
        if x:
            minor = x * _expanded(tuple(row[:j] + row[j + 1 :] for row in A[1:]))
            total = total + minor if j % 2 == 0 else total - minor
    return total


def characteristic_polynomial(A: Rows) -> tuple[Exact, ...]:
    """Return the coefficients of det(λI − A), highest power first."""
    n = len(A)
    if n == 2:  # most matrices asked are 2×2
        (a, b), (c, d) = A
        return Fraction(1), -a - d, a * d - b * c
    if is_rational([x for row in A for x in row]):
        return _rational_coefficients(A)
    if n <= MOST_EXPANDED:
        return (Fraction(1), *(_coefficient(A, k) for k in range(1, n + 1)))
    coefficients: list[Exact] = [Fraction(1)]
    M = A
    for k in range(1, n + 1):
        coefficients.append(-trace(M) / k)
        if k < n:
            M = multiply(A, shifted(M, -coefficients[-1]))
    return tuple(coefficients)


def _coefficient(A: Rows, k: int) -> Exact:
    """Return the coefficient of λⁿ⁻ᵏ: the sum of the principal minors of size k, with the sign (−1)ᵏ."""
    total: Exact = Fraction(0)
    for kept in combinations(range(len(A)), k):
        total = total + _expanded(tuple(tuple(A[i][j] for j in kept) for i in kept))
    return -total if k % 2 else total


def _rational_coefficients(A: Rows) -> Polynomial:
    """Return the coefficients of a rational A, from the integer matrix dA: those of A are its cₖ/dᵏ.

    Faddeev–LeVerrier: M₁ = A, cₖ = −tr(Mₖ)/k, Mₖ₊₁ = A(Mₖ + cₖI). Source: Gantmacher, The Theory of Matrices, ch. IV §4.
    """
    n = len(A)
    fractions = [[x for x in row if isinstance(x, Fraction)] for row in A]
    common = _common_denominator([x for row in fractions for x in row])
    N = [[x.numerator * (common // x.denominator) for x in row] for row in fractions]
    bits = _bits([x for row in N for x in row])
    spend(sum(steps(n**3, k * bits, bits) for k in range(1, n)))
    columns: list[tuple[int, ...]] = list(zip(*N, strict=True))
    coefficients = [1]
    M = [list(row) for row in N]
    for k in range(1, n + 1):
        coefficients.append(-sum(M[i][i] for i in range(n)) // k)
        if k < n:
            for i in range(n):
                M[i][i] += coefficients[-1]
            M = [[sum(map(mul, row, column)) for column in columns] for row in M]
    return tuple(Fraction(c, common**k) for k, c in enumerate(coefficients))


def is_rational(values: Sequence[Exact]) -> bool:
    return not any(isinstance(x, Surd) for x in values)


def rational_characteristic_polynomial(A: Rows) -> Polynomial | None:
    """Return det(λI − A) where its coefficients are rational (surds in A may cancel), else None."""
    if not isinstance(trace(A), Fraction):
        return None
    coefficients = characteristic_polynomial(A)
    kept = tuple(x for x in coefficients if isinstance(x, Fraction))
    return kept if len(kept) == len(coefficients) else None


def eigenvalues(A: Rows) -> tuple[Root, ...] | None:
    """Return the eigenvalues with their algebraic multiplicity, None where det(λI − A) has irrational coefficients."""
    p = rational_characteristic_polynomial(A)
    return None if p is None else polynomials.roots(p)


def squared_singular_values(A: Rows) -> tuple[Root, ...] | None:
    """Return the eigenvalues of the smaller of AAᵀ and AᵀA, None where its characteristic polynomial is irrational."""
    rows = A if len(A) <= len(A[0]) else transpose(A)
    return eigenvalues(multiply(rows, transpose(rows)))


def is_diagonalizable(A: Rows) -> bool | None:
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
