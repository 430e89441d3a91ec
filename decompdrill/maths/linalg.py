"""Matrices with their exact entries and their doubles, and the spectra and frames that graders need.

Exact arithmetic decides what is a matter of yes or no (multiplicity, rank, defectiveness); NumPy supplies the vectors.
Where entries have no exact form (π, cube roots) or the matrix is large, values nearer than CLUSTER are taken as equal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from decompdrill.maths import algebra, exact
from decompdrill.maths.algebra import adjoint, exact_rows, shifted, transpose
from decompdrill.maths.budget import TooMuchError, budget
from decompdrill.maths.cache import remembered
from decompdrill.maths.exact import ExactRows
from decompdrill.maths.polynomials import Root
from decompdrill.maths.surd import Scalar, Surd, as_float, root, square_root
from decompdrill.maths.tolerances import DEFECTIVE, LEAST_SIZE, ROUND_OFF

T = TypeVar("T")
Array = NDArray[np.float64] | NDArray[np.complex128]

CLUSTER = 1e-8
"""Inexact eigenvalues or singular values nearer than this share of the largest one count as one repeated value."""

INDISTINCT = 1e-9
"""Exact ones nearer than this share count as one where their vectors are judged: no vector in doubles tells them apart."""

EPSILON = float(np.finfo(float).eps)

EXACT_SIZE = 8
"""Up to this size spectra are computed from the exact characteristic polynomial."""

EXACT_SURD_SIZE = 4
"""Up to this size elimination over surds is cheaper than it is slow."""


@dataclass(frozen=True)
class Matrix:
    """A matrix as it was given: rows of scalars, with its doubles in `array`."""

    rows: algebra.Rows

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def is_square(self) -> bool:
        return self.shape[0] == self.shape[1]

    @cached_property
    def array(self) -> Array:
        return as_array(self.rows)

    @cached_property
    def exact(self) -> ExactRows | None:
        """The rows where every entry is a fraction or a surd, else None."""
        return exact_rows(self.rows)

    @cached_property
    def is_real(self) -> bool:
        return not np.iscomplexobj(self.array)

    @cached_property
    def is_rational(self) -> bool:
        return all(isinstance(x, Fraction) for row in self.rows for x in row)

    @cached_property
    def scale(self) -> float:
        return float(np.max(np.abs(self.array)))

    @cached_property
    def entries(self) -> tuple[float | complex, ...]:
        return tuple(map(as_float, algebra.entries(self.rows)))

    @cached_property
    def is_hermitian(self) -> bool:
        if self.exact is not None:
            return self.exact == adjoint(self.exact)
        sizes = np.abs(self.array)
        # Each pair on its own scale: that of its entries, and of the diagonal in a covariance.
        scales = np.maximum(np.maximum(sizes, sizes.T), np.sqrt(np.outer(sizes.diagonal(), sizes.diagonal())))
        return bool(np.all(np.abs(self.array - self.array.conj().T) <= 1e3 * EPSILON * scales))

    @property
    def T(self) -> Matrix:  # noqa: N802 - the field's own name
        return Matrix(transpose(self.rows))


@dataclass(frozen=True)
class Eigenspace:
    """One eigenvalue, how often it is a root, and an orthonormal basis of its eigenvectors (columns)."""

    value: Scalar
    multiplicity: int
    basis: Array

    @property
    def approximation(self) -> float | complex:
        return as_float(self.value)

    @property
    def dimension(self) -> int:
        return int(self.basis.shape[1])


@dataclass(frozen=True)
class SingularBlock:
    """One singular value with orthonormal bases of its left and right singular spaces, A @ right = value · left."""

    value: Scalar
    left: Array
    right: Array

    @property
    def approximation(self) -> float:
        return as_float(self.value).real

    @property
    def multiplicity(self) -> int:
        return int(self.right.shape[1])


@dataclass(frozen=True)
class SingularStructure:
    """Everything that every SVD of A shares: its blocks of equal σ > 0, descending, and bases of its null spaces."""

    blocks: tuple[SingularBlock, ...]
    left_null: Array
    right_null: Array

    @property
    def rank(self) -> int:
        return sum(block.multiplicity for block in self.blocks)

    def values(self, count: int) -> tuple[Scalar, ...]:
        """Return the singular values with multiplicity, descending, filled up with zeros to count."""
        positive = [block.value for block in self.blocks for _ in range(block.multiplicity)]
        return tuple(positive + [Fraction(0)] * (count - len(positive)))


def exactly(work: Callable[[ExactRows], T], A: Matrix) -> T | None:
    """Return what exact arithmetic makes of A, None where A has no exact form or the work is beyond its budget.

    Here alone it is decided that doubles have to do.
    """
    if A.exact is None:
        return None
    try:
        with budget():
            return work(A.exact)
    except TooMuchError:
        return None


@remembered
def rank(A: Matrix) -> int:
    """Return the rank: exactly where A is exact, else the number of singular values that are no noise.

    In doubles rows and columns are brought to one length first: that changes no rank, and a large row hides no small one.
    """
    if A.exact is not None and A.is_rational:
        found = exactly(exact.rank, A) if min(A.shape) <= EXACT_SIZE else None
        if found is not None:
            return found
        found = exact.rank_modulo_primes(A.exact)
        eliminated = None if found == min(A.shape) else exactly(exact.rank, A)
        return found if eliminated is None else eliminated
    if A.exact is not None and max(A.shape) <= EXACT_SURD_SIZE:
        found = exactly(exact.rank, A)
        if found is not None:
            return found
    return int(np.sum(np.linalg.svd(_equilibrated(A.array), compute_uv=False) > CLUSTER))


def _equilibrated(M: Array) -> Array:
    """Return M with its rows and columns multiplied by powers of two, so that the largest entry of each is about 1."""
    for _ in range(4):
        for axis in (1, 0):
            largest = np.max(np.abs(M), axis=axis, keepdims=True)
            M = M / 2.0 ** np.round(np.log2(np.where(largest > 0, largest, 1.0)))
    return M


@remembered
def spectrum(A: Matrix) -> tuple[Root, ...]:
    """Return the eigenvalues of a square A with algebraic multiplicity, descending (complex ones by real part)."""
    return tuple(r for r, _ in _bounded_spectrum(A))


@remembered
def _bounded_spectrum(A: Matrix) -> tuple[tuple[Root, float], ...]:
    """Return the spectrum, each root with a bound of its error: 0 where it is one of an exact polynomial."""
    exactly_found = _exact_spectrum(A)
    if exactly_found is not None:
        found: tuple[tuple[Root, float], ...] = tuple((r, 0.0) for r in exactly_found)
    else:
        computed = _computed(A)
        are_different = not A.is_hermitian and _distinct_eigenvalues(A) == len(computed)
        alone = tuple((Root(_tidy(v, abs(v) + e), 1), e) for v, e in computed)
        found = alone if are_different else _clustered(computed)
    if A.is_hermitian:
        found = tuple((Root(_real(r.value), r.multiplicity), e) for r, e in found)
    return tuple(sorted(found, key=lambda f: _descending(f[0].approximation)))


@remembered
def _exact_spectrum(A: Matrix) -> tuple[Root, ...] | None:
    return exactly(exact.eigenvalues, A) if is_small(A) else None


@remembered
def eigenvalue_errors(A: Matrix) -> tuple[float, ...]:
    """Return how far each of `eigenvalues` may be from the true one: 0 where it is a root of an exact polynomial.

    Else n·ε·‖A‖ times the condition of the eigenvalue, block by block (see `_computed`).
    """
    return tuple(error for r, error in _bounded_spectrum(A) for _ in range(r.multiplicity))


def eigenvalue_error(A: Matrix, value: Scalar) -> float:
    """Return how far one of `eigenvalues` may be from the true one."""
    return max(error for r, error in _bounded_spectrum(A) if r.value == value)


@remembered
def singular_value_error(A: Matrix) -> float:
    """Return how far the singular values may be from the true ones: 0 where they are roots of exact eigenvalues."""
    if _exact_singular_values(A) is not None:
        return 0.0
    return max(A.shape) * EPSILON * float(np.linalg.norm(A.array))


@remembered
def eigenvalues(A: Matrix) -> tuple[Scalar, ...]:
    """Return the n eigenvalues, each as often as it is a root."""
    return tuple(r.value for r in spectrum(A) for _ in range(r.multiplicity))


@remembered
def eigenspaces(A: Matrix) -> tuple[Eigenspace, ...]:
    """Return the distinct eigenvalues of A with orthonormal bases of their eigenvectors."""
    roots_of_A = spectrum(A)
    if A.is_hermitian:
        vectors, sizes = _orthonormal_eigenvectors(A.array)
        values = tuple(r.value for r in roots_of_A for _ in range(r.multiplicity))
        spaces, start = [], 0
        for value, count in _runs(values, sizes):
            spaces.append(Eigenspace(value, count, vectors[:, start : start + count]))
            start += count
        return tuple(spaces)
    return tuple(Eigenspace(r.value, r.multiplicity, _null_basis(A, r)) for r in roots_of_A)


def _orthonormal_eigenvectors(M: Array) -> tuple[Array, list[float]]:
    """Return eigenvectors of a Hermitian M (columns), by descending eigenvalue, and for each the largest entry of its block."""
    basis: Array = np.zeros_like(M)
    values, sizes = np.zeros(len(M)), np.zeros(len(M))
    for places in _irreducible_blocks(M):
        square = np.ix_(places, places)
        values[places], basis[square] = np.linalg.eigh(M[square])
        sizes[places] = np.max(np.abs(M[square]))
    order = np.argsort(-values, kind="stable")
    return basis[:, order], sizes[order].tolist()


def null_space(A: Matrix, value: Fraction | Surd) -> tuple[exact.ExactVector, ...] | None:
    """Return an exact basis of {x : Ax = value·x}, None where it is beyond reach."""
    return exactly(lambda rows: exact.null_space(shifted(rows, value)), A)


@remembered
def is_diagonalizable(A: Matrix) -> bool:
    """Is there a basis of ℂⁿ of eigenvectors of the square matrix A?"""
    decided = _exactly_diagonalizable(A)
    if decided is not None:
        return decided
    return A.is_hermitian or all(space.dimension == space.multiplicity for space in eigenspaces(A))


@remembered
def _exactly_diagonalizable(A: Matrix) -> bool | None:
    """Return what exact arithmetic decides, None where it would take too long or A has no exact form."""
    if not is_small(A):
        return None
    decided = exactly(exact.is_diagonalizable, A)
    if decided is not None or not _has_few_roots(A):
        return decided
    degree = exactly(exact.degree_of_minimal_polynomial, A)
    distinct = _distinct_eigenvalues(A)
    return None if degree is None or distinct is None else degree == distinct


@remembered
def _distinct_eigenvalues(A: Matrix) -> int | None:
    """Return how many different eigenvalues A has, None where exact arithmetic does not tell."""
    return exactly(exact.distinct_eigenvalues, A) if is_small(A) and _has_few_roots(A) else None


def _has_few_roots(A: Matrix) -> bool:
    """Are the entries of an exact A fractions and multiples of one or two roots? Products of more grow too long."""
    radicands = {d for row in A.exact or () for x in row if isinstance(x, Surd) for d, _ in x.terms if d != 1}
    return len(radicands) <= 2


@remembered
def singular_structure(A: Matrix) -> SingularStructure:
    """Return the singular values of A with their spaces; multiplicities and the rank are exact where A is."""
    U, V, sizes = _singular_vectors(A.array)
    values = singular_values(A)
    blocks, start = [], 0
    positive = tuple(s for s in values if as_float(s).real > 0)
    for value, count in _runs(positive, sizes):
        block = slice(start, start + count)
        blocks.append(SingularBlock(value, U[:, block], V[:, block]))
        start += count
    return SingularStructure(tuple(blocks), U[:, start:], V[:, start:])


MOST_IN_BLOCKS = 100
"""Rows and columns of a matrix whose blocks are looked for."""


def _singular_vectors(M: Array) -> tuple[Array, Array, list[float]]:
    """Return the left and right singular vectors (columns), by descending singular value, and for each value the size of its block.

    A block is decomposed alone only where it has entries that are no more than the rounding of others.
    """
    sizes = np.abs(M)
    smallest = sizes[sizes > 0].min(initial=np.inf)
    if smallest > 1e3 * EPSILON * sizes.max() or sum(M.shape) > MOST_IN_BLOCKS:
        U, s, Vh = np.linalg.svd(M, full_matrices=True)
        return U, Vh.conj().T, [float(s[0])] * len(s)
    m = len(M)
    links = np.block([[np.zeros((m, m)), sizes], [sizes.T, np.zeros((M.shape[1],) * 2)]])
    pairs: list[tuple[float, float, Array, Array]] = []
    left, right = [], []
    for places in _irreducible_blocks(links):
        rows, columns = [p for p in places if p < m], [p - m for p in places if p >= m]
        u, v = np.eye(m, dtype=M.dtype)[:, rows], np.eye(M.shape[1], dtype=M.dtype)[:, columns]
        values: list[float] = []
        if rows and columns:
            block = M[np.ix_(rows, columns)]
            found = np.linalg.svd(block, full_matrices=True)
            u, v, values = u @ found[0], v @ found[2].conj().T, found[1].tolist()
            pairs += [(s, float(np.max(np.abs(block))), u[:, i], v[:, i]) for i, s in enumerate(values)]
        left += list(u.T[len(values) :])
        right += list(v.T[len(values) :])
    pairs.sort(key=lambda pair: -pair[0])
    basis = np.column_stack([*(u for *_, u, _ in pairs), *left])
    return basis, np.column_stack([*(v for *_, v in pairs), *right]), [size for _, size, *_ in pairs]


@remembered
def singular_values(A: Matrix) -> tuple[Scalar, ...]:
    """Return the min(m, n) singular values, descending, zeros included."""
    found = _exact_singular_values(A)
    if found is not None:
        return found
    numeric = [float(x) for x in np.linalg.svd(A.array, compute_uv=False)]
    largest = max(numeric, default=0.0)
    nonzero = rank(A)
    return tuple(s if i < nonzero or s > CLUSTER**1.5 * largest else Fraction(0) for i, s in enumerate(numeric))


@remembered
def _exact_singular_values(A: Matrix) -> tuple[Scalar, ...] | None:
    count = min(A.shape)
    is_real = not np.iscomplexobj(A.array)
    if not is_real or count > (EXACT_SIZE if A.is_rational else EXACT_SURD_SIZE):
        return None
    found = exactly(exact.squared_singular_values, A)
    if found is None:
        return None
    values = [_square_root(r.value) for r in found for _ in range(r.multiplicity)]
    return tuple(sorted(values, key=lambda s: -as_float(s).real))


NOISE = 1e-14
"""What floating-point arithmetic leaves of a zero, as a share of the size of the terms that cancelled."""


def without_noise(value: float | complex, size: float) -> float | complex:
    """Return the value, 0 where it is no more than what rounding leaves of terms of this size."""
    return 0.0 if abs(value) <= NOISE * size else value


def as_array(rows: algebra.Rows) -> Array:
    return np.array([[as_float(x) for x in row] for row in rows])


def from_array(M: Array) -> algebra.Rows:
    return tuple(map(tuple, M.tolist()))


def is_small(A: Matrix) -> bool:
    """Is a square A small enough for its exact characteristic polynomial?"""
    return A.shape[0] <= (EXACT_SIZE if A.is_rational else EXACT_SURD_SIZE)


def _real(value: Scalar) -> Scalar:
    return value.real if isinstance(value, complex) else value


def _descending(value: float | complex) -> tuple[float, float]:
    """Return a key that sorts by real part, then imaginary part, both descending; rounding noise does not reorder."""
    return -round(value.real, 9), -value.imag


@remembered
def _computed(A: Matrix) -> tuple[tuple[complex, float], ...]:
    """Return the eigenvalues in doubles, each with a bound of its error: n·ε·‖A‖ times its condition.

    A is split into its irreducible blocks (A is triangular in blocks once its rows are put in another order), and each is
    balanced: large entries in one corner tell nothing of small eigenvalues elsewhere. Source: Golub & Van Loan, Matrix
    Computations, §7.5.7; Parlett & Reinsch, Numer. Math. 13 (1969).
    """
    found: list[tuple[complex, float]] = []
    for places in _irreducible_blocks(A.array):
        whole = A.array[np.ix_(places, places)]
        if A.is_hermitian:
            error = len(whole) * EPSILON * float(np.linalg.norm(whole, 2))
            found += [(_or_zero(complex(x), error), error) for x in np.linalg.eigvalsh(whole)]
            continue
        block, _ = balanced(whole)
        values, vectors = np.linalg.eig(block)
        size = float(np.linalg.norm(block))
        errors = len(block) * EPSILON * size * _conditions(vectors)
        bounds = np.minimum(errors, size).tolist()
        found += [(_or_zero(complex(x), e), e) for x, e in zip(values, bounds, strict=True)]
    return tuple(found)


def _or_zero(value: complex, error: float) -> complex:
    """Return 0 for what cannot be told from it."""
    return value if abs(value) > error else 0j


def _conditions(V: Array) -> Array:
    """Return the condition of each eigenvalue: 1/cos of the angle between its right and left eigenvector."""
    try:
        inverse = np.linalg.inv(V)
    except np.linalg.LinAlgError:
        return np.full(len(V), CLUSTER / EPSILON)
    conditions: Array = np.linalg.norm(V, axis=0) * np.linalg.norm(inverse, axis=1)
    return np.minimum(conditions, CLUSTER / EPSILON * 1e3)


def _irreducible_blocks(M: Array) -> list[list[int]]:
    """Return the indices of M in groups that reach each other along entries that are not 0."""
    n = len(M)
    reach = (M != 0) | np.eye(n, dtype=bool)
    for k in range(n):
        reach |= np.outer(reach[:, k], reach[k])
    both = reach & reach.T
    return [np.flatnonzero(both[i]).tolist() for i in range(n) if not both[i, :i].any()]


def balanced(M: Array) -> tuple[Array, Array]:
    """Return B = D⁻¹MD and the diagonal of D, powers of two that make row i and column i of about the same length.

    B has the eigenvalues of M, and D times its eigenvectors are those of M.
    """
    B, d = M.copy(), np.ones(len(M))
    for _ in range(100):
        changed = False
        for i in range(len(B)):
            off = np.arange(len(B)) != i
            row, column = float(np.abs(B[i, off]).sum()), float(np.abs(B[off, i]).sum())
            if not row or not column:
                continue
            step = 2.0 ** round((math.log2(row) - math.log2(column)) / 2)
            if step != 1:
                B[i] /= step
                B[:, i] *= step
                d[i] *= step
                changed = True
        if not changed:
            break
    return B, d


def _clustered(found: tuple[tuple[complex, float], ...]) -> tuple[tuple[Root, float], ...]:
    """Return the eigenvalues with their errors; those that their errors leave no room to tell apart count as one repeated root."""
    groups: list[list[tuple[complex, float]]] = []
    for value, error in sorted(found, key=lambda f: _descending(f[0])):
        home = next((g for g in groups if _are_close(g[0], (value, error))), None)
        if home is None:
            groups.append([(value, error)])
        else:
            home.append((value, error))
    means = [(sum(v for v, _ in g) / len(g), max(e for _, e in g), len(g)) for g in groups]
    return tuple((Root(_tidy(mean, abs(mean) + error), count), error) for mean, error, count in means)


def _are_close(a: tuple[complex, float], b: tuple[complex, float]) -> bool:
    largest = max(abs(a[0]), abs(b[0]))
    return abs(a[0] - b[0]) <= max(CLUSTER * largest, 10 * min(a[1], b[1]), LEAST_SIZE)


def _tidy(value: complex, scale: float) -> float | complex:
    return value.real if abs(value.imag) <= ROUND_OFF * scale else value


def _null_basis(A: Matrix, r: Root) -> Array:
    """Return an orthonormal basis of the eigenvectors of A for the eigenvalue r."""
    n = A.shape[0]
    value = r.value
    is_cheap = n <= EXACT_SURD_SIZE or (A.is_rational and isinstance(value, Fraction))
    vectors = null_space(A, value) if is_cheap and isinstance(value, Fraction | Surd) else None
    if vectors:
        basis = as_array(vectors).T
        return np.linalg.qr(basis / np.max(np.abs(basis), axis=0))[0]
    B, d = balanced(A.array)
    M: Array = np.array(B - r.approximation * np.eye(n))
    Vh = np.linalg.svd(M)[2]
    dimension = r.multiplicity
    if dimension > 1 and not _exactly_diagonalizable(A):
        # What is triangular but for an order of rows has its eigenvalues on the diagonal, without an error.
        share = 10 * n * EPSILON if _is_on_the_diagonal(A, r) else DEFECTIVE
        M = np.where(np.abs(M) <= share * abs(r.approximation) * np.eye(n), 0.0, M)
        s = np.linalg.svd(_equilibrated(M), compute_uv=False)
        dimension = min(dimension, max(1, int(np.sum(s <= share))))
    basis = Vh[n - dimension :].conj().T * d[:, None]
    return np.linalg.qr(basis / np.max(np.abs(basis), axis=0))[0]


def _is_on_the_diagonal(A: Matrix, r: Root) -> bool:
    """Is A triangular once its rows are put in another order, and this eigenvalue one number of its diagonal?"""
    if len(_irreducible_blocks(A.array)) < A.shape[0]:
        return False
    near = [x for x in np.diag(A.array) if abs(x - r.approximation) <= CLUSTER * abs(x)]
    return len(near) == r.multiplicity and len(set(near)) == 1


def _runs(values: tuple[Scalar, ...], sizes: Sequence[float]) -> list[tuple[Scalar, int]]:
    """Return the values with how often each occurs, in order; those that doubles cannot tell apart count as one.

    `sizes` are those of the matrices of which they are values: what is no more than rounding of the smaller is no difference.
    """
    runs: list[tuple[Scalar, int]] = []
    for i, value in enumerate(values):
        if runs and _same(runs[-1][0], value, min(sizes[i - 1 : i + 1])):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((value, 1))
    return runs


def _same(a: Scalar, b: Scalar, scale: float) -> bool:
    is_exact = isinstance(a, Fraction | Surd) and isinstance(b, Fraction | Surd)
    largest = max(abs(as_float(a)), abs(as_float(b)))
    near = (INDISTINCT if is_exact else CLUSTER) * largest
    return abs(as_float(a) - as_float(b)) <= max(near, 1e3 * EPSILON * scale)


def _square_root(value: Scalar) -> Scalar:
    """Return √value for an eigenvalue of a Gram matrix, exactly where one layer of roots can say it."""
    found = _denested(value) if isinstance(value, Surd) else None
    return square_root(value) if found is None else found


def _denested(value: Surd) -> Fraction | Surd | None:
    """Return √(a + b√d) as √x + √y where a² − b²d is the square of a fraction: x, y = (a ± √(a² − b²d))/2."""
    terms = dict(value.terms)
    a = terms.pop(1, Fraction(0))
    if len(terms) != 1 or a <= 0:
        return None
    ((d, b),) = terms.items()
    inner = root(a * a - b * b * d) if a * a >= b * b * d else None
    if not isinstance(inner, Fraction):
        return None
    x, y = root((a + inner) / 2), root((a - inner) / 2)
    if x is None or y is None:
        return None
    return x + y if b > 0 else x - y


__all__ = [
    "Array",
    "Eigenspace",
    "Matrix",
    "SingularBlock",
    "SingularStructure",
    "as_array",
    "balanced",
    "eigenspaces",
    "eigenvalue_errors",
    "eigenvalues",
    "exactly",
    "from_array",
    "is_diagonalizable",
    "null_space",
    "rank",
    "singular_structure",
    "singular_value_error",
    "singular_values",
    "spectrum",
]
