"""The further slips of polynomials, determinants, traces, ranks, singular values and norms, and of yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from decompdrill.kinds import determinants, diagonal, eigen, ranks, singular
from decompdrill.kinds.base import Given, Slip, yes_no
from decompdrill.kinds.further.making import Values, approximate, array_of, counts, eigenvalues_of, lists, numbers, tidy
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import as_float
from decompdrill.model import Answer

# ---- yes or no ---------------------------------------------------------------------------------------------------------

IS_EIGENVECTOR = (
    Slip(
        "multiple-not-seen",
        lambda g: (yes_no(False),) if eigen.quotient(g) is not None else (),
        lambda g: eigen.why_is_eigenvector(g, yes_no(True)),
    ),
)

IS_DIAGONALIZABLE = (
    Slip(
        "distinct-refused",
        lambda g: (yes_no(False),) if linalg.is_diagonalizable(g.matrix()) else (),
        lambda g: (
            "All eigenvalues are different, and eigenvectors for different eigenvalues are always independent: "
            f"{g.matrix().shape[0]} of them form a basis."
        ),
    ),
)

IS_ORTHOGONAL = (
    Slip(
        "orthogonal-refused",
        lambda g: (yes_no(False),) if diagonal.is_orthogonal(g) else (),
        lambda g: "Every column has length 1 and is perpendicular to the others: AᵀA = I, and nothing more is asked.",
    ),
    Slip(
        "columns-not-compared",
        lambda g: (yes_no(True),) if not diagonal.is_orthogonal(g) else (),
        lambda g: f"Compute AᵀA. {diagonal.why_orthogonal(g, yes_no(False))}",
    ),
)


# ---- polynomials, determinants, traces ---------------------------------------------------------------------------------


def _polynomials(rows: Iterable[Values]) -> Iterator[Answer]:
    yield from (determinants.polynomial(tuple(tidy(x) for x in row)) for row in rows)


def _characteristic(given: Given) -> list[float | complex]:
    return approximate(eigen.characteristic_coefficients(given.matrix()))


def _without(values: list[float | complex], i: int) -> list[float | complex]:
    return [0.0 if i == j else x for j, x in enumerate(values)]


def _fewer_roots(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
    if len(values) > 1:
        yield from (np.poly([x for j, x in enumerate(values) if i != j]) for i in range(len(values)))
        yield np.poly([r.approximation for r in linalg.spectrum(given.matrix())])


def _mixed_signs(given: Given) -> Iterator[Values]:
    first, *rest = _characteristic(given)
    if len(rest) <= 4:
        yield from (
            [first, *(s * x for s, x in zip(signs, rest, strict=True))] for signs in product((1, -1), repeat=len(rest))
        )


def _minors_of_diagonal(given: Given) -> Iterator[Values]:
    A, c = array_of(given), _characteristic(given)
    if len(c) == 4:
        (a, b, d) = np.diag(A)
        yield [c[0], c[1], a * b + a * d + b * d, c[3]]


CHARACTERISTIC_POLYNOMIAL = (
    Slip(
        "order-reversed",
        lambda g: _polynomials([_characteristic(g)[::-1]]),
        lambda g: "The coefficients stand in the other order: write the highest power first.",
    ),
    Slip(
        "signs-mixed",
        lambda g: _polynomials(_mixed_signs(g)),
        lambda g: f"The sizes of the coefficients are right, their signs are not: {determinants.say_formula(g)}.",
    ),
    Slip(
        "trace-forgotten",
        lambda g: _polynomials([_without(_characteristic(g), 1)]),
        lambda g: f"The term with the trace is missing: {determinants.say_formula(g)}.",
    ),
    Slip(
        "constant-forgotten",
        lambda g: _polynomials([_without(_characteristic(g), len(_characteristic(g)) - 1)]),
        lambda g: f"The constant term is missing: {determinants.say_formula(g)}.",
    ),
    Slip(
        "factor-forgotten",
        lambda g: _polynomials(_fewer_roots(g)),
        lambda g: (
            "A factor is missing: each eigenvalue gives the factor λ − λᵢ as often as it occurs, so the degree is "
            f"{g.matrix().shape[0]}."
        ),
    ),
    Slip(
        "middle-coefficient",
        lambda g: _polynomials(_minors_of_diagonal(g)),
        lambda g: (
            "The coefficient of λ is off: from each product of two diagonal entries the product of the two entries "
            "opposite must be subtracted (the principal 2×2 minors)."
        ),
    ),
    Slip(
        "eigenvalues-instead",
        lambda g: _polynomials([eigenvalues_of(g)]),
        lambda g: "These are the eigenvalues, the roots of the polynomial. Multiply out the factors λ − λᵢ.",
    ),
    Slip(
        "not-monic",
        lambda g: _polynomials([[k * x for x in _characteristic(g)] for k in (2, 3, 4, 5, 6, 10, 12, -2)]),
        lambda g: (
            "The roots are right, but the characteristic polynomial begins with λⁿ: divide by the leading coefficient."
        ),
    ),
)


def _cofactor_signs(given: Given) -> Iterator[Answer]:
    A = array_of(given)
    if len(A) != 3:
        return
    terms = [A[0, j] * np.linalg.det(np.delete(A[1:], j, axis=1)) for j in range(3)]
    yield from numbers(sum(s * t for s, t in zip(signs, terms, strict=True)) for signs in product((1, -1), repeat=3))


def _half_of_sarrus(given: Given) -> Iterator[Answer]:
    A = array_of(given)
    if len(A) == 3:
        falling = sum(A[0, j] * A[1, (j + 1) % 3] * A[2, (j + 2) % 3] for j in range(3))
        rising = sum(A[2, j] * A[1, (j + 1) % 3] * A[0, (j + 2) % 3] for j in range(3))
        yield from numbers([falling, rising, A[0, 0] * (A[1, 1] * A[2, 2] - A[1, 2] * A[2, 1])])


def _two_by_two(given: Given) -> Iterator[Answer]:
    """Yield the mistakes of ad − bc where an entry is no fraction (the kind's own slips have the others)."""
    A = array_of(given)
    if A.shape == (2, 2):
        (a, b), (c, d) = A.tolist()
        yield from numbers([a * d + b * c, a * d, a * b - c * d, a * c - b * d, a * c + b * d, a * b + c * d])


DETERMINANT = (
    Slip(
        "products-mixed-up",
        _two_by_two,
        lambda g: "The products are not the right ones: det A = ad − bc, the main diagonal minus the other.",
    ),
    Slip(
        "cofactor-signs",
        _cofactor_signs,
        lambda g: "The minors are right, but the signs along a row are + − +.",
    ),
    Slip(
        "terms-left-out",
        _half_of_sarrus,
        lambda g: "Terms are missing: a 3×3 determinant has six products, three with + and three with −.",
    ),
    Slip(
        "other-diagonal",
        lambda g: numbers(s * complex(np.prod(np.diag(array_of(g)[:, ::-1]))) for s in (1, -1)),
        lambda g: "This is the product of the other diagonal only. For a 2×2 matrix det A = ad − bc.",
    ),
    Slip(
        "eigenvalue-instead",
        lambda g: numbers(eigenvalues_of(g)),
        lambda g: "This is an eigenvalue of A. The determinant is the product of all of them.",
    ),
    Slip(
        "inverted",
        lambda g: numbers([1 / np.linalg.det(array_of(g))] if linalg.rank(g.matrix()) == len(array_of(g)) else []),
        lambda g: "This is the determinant of A⁻¹.",
    ),
    Slip(
        "squared",
        lambda g: numbers([np.linalg.det(array_of(g)) ** 2]),
        lambda g: "This is the determinant of A² or of AᵀA.",
    ),
    Slip(
        "sum-of-entries",
        lambda g: numbers([array_of(g).sum(), np.abs(array_of(g)).sum()]),
        lambda g: (
            "This is the sum of all entries. The determinant is made of products, one entry from each row and column."
        ),
    ),
)

TRACE = (
    Slip(
        "averaged",
        lambda g: numbers([np.trace(array_of(g)) / len(array_of(g))]),
        lambda g: "This is the mean of the diagonal. The trace is its sum.",
    ),
    Slip(
        "entry-forgotten",
        lambda g: numbers(np.trace(array_of(g)) - np.diag(array_of(g)) if len(array_of(g)) > 1 else []),
        lambda g: f"An entry of the diagonal was left out: all {g.matrix().shape[0]} of them count.",
    ),
    Slip(
        "eigenvalue-instead",
        lambda g: numbers(eigenvalues_of(g)),
        lambda g: "This is an eigenvalue of A. The trace is the sum of all of them, and of the diagonal.",
    ),
    Slip(
        "squared",
        lambda g: numbers([(np.diag(array_of(g)) ** 2).sum(), np.trace(array_of(g)) ** 2]),
        lambda g: "Something was squared. The trace is the plain sum of the diagonal.",
    ),
    Slip(
        "off-the-diagonal",
        lambda g: numbers([array_of(g).sum() - np.trace(array_of(g))]),
        lambda g: "This is the sum of the entries off the diagonal. The trace is the sum of those on it.",
    ),
)


# ---- ranks -------------------------------------------------------------------------------------------------------------

RANK = (
    Slip(
        "dependence-missed",
        lambda g: counts([linalg.rank(g.matrix()) + 1]),
        lambda g: "One dependence was missed. Eliminate to the end: a row that becomes zero does not count.",
    ),
    Slip(
        "one-dependence-too-many",
        lambda g: counts([linalg.rank(g.matrix()) - 1]),
        lambda g: "One direction was struck out too many: the rows that remain after elimination are independent.",
    ),
    Slip(
        "counts-the-longer-side",
        lambda g: counts([max(g.matrix().shape), g.matrix().shape[0] - linalg.rank(g.matrix())]),
        lambda g: "The rank is the number of pivots after elimination, not of rows or columns with or without one.",
    ),
)

NULLITY = (
    Slip(
        "one-off",
        lambda g: counts(g.matrix().shape[1] - linalg.rank(g.matrix()) + d for d in (1, -1)),
        lambda g: (
            f"One off: A has {g.matrix().shape[1]} columns, and elimination leaves {linalg.rank(g.matrix())} "
            f"{'pivot' if linalg.rank(g.matrix()) == 1 else 'pivots'}. The nullity is the difference."
        ),
    ),
    Slip(
        "counts-a-side",
        lambda g: counts([g.matrix().shape[0], min(g.matrix().shape) - linalg.rank(g.matrix())]),
        lambda g: "The nullity is the number of columns without a pivot: columns minus rank.",
    ),
)


def _other_tolerance(given: Given) -> Iterator[Answer]:
    values = np.array(ranks.singular_values_of(given))
    for name in ("rtol", "atol"):
        if name in given:
            bound = float(abs(as_float(given.scalar(name))))
            yield from counts([int(np.sum(values > bound)), int(np.sum(values > bound * values.max(initial=0.0)))])


NUMERICAL_RANK = (
    Slip(
        "relative-for-absolute",
        _other_tolerance,
        lambda g: (
            "The tolerance was taken the wrong way: rtol is a share of the largest singular value, atol the bound itself."
        ),
    ),
    Slip(
        "one-off",
        lambda g: counts(ranks.numerical_rank_of(g) + d for d in (1, -1)),
        lambda g: "One off: count each singular value that stands above the threshold, and none of the others.",
    ),
)


# ---- singular values ---------------------------------------------------------------------------------------------------


def _singular_values(given: Given) -> Array:
    return np.array(approximate(linalg.singular_values(given.matrix())))


def _padding(given: Given) -> list[float]:
    return [0.0] * abs(given.matrix().shape[0] - given.matrix().shape[1])


def _roots_of_eigenvalues(given: Given) -> Iterator[Values]:
    if given.matrix().is_square:
        values = eigenvalues_of(given)
        yield [complex(x) ** 0.5 for x in values]
        yield [abs(x) ** 0.5 for x in values]
        yield [abs(x) ** 2 for x in values]


def _all_lengths(given: Given) -> Iterator[Values]:
    A = np.abs(array_of(given))
    for axis in (0, 1):
        yield (A**2).sum(axis)
        yield np.sqrt((A**2).sum(axis))


def _sums(given: Given) -> Iterator[Values]:
    A = np.abs(array_of(given))
    yield from (A.sum(axis=0), A.sum(axis=1))


SINGULAR_VALUES = (
    Slip(
        "squares",
        lambda g: lists(
            [[*_singular_values(g) ** 2, *_padding(g)], sorted({float(x) for x in _singular_values(g) ** 2})]
        ),
        lambda g: "These are σ², the eigenvalues of AᵀA or AAᵀ. The singular values are their square roots.",
    ),
    Slip(
        "rooted-twice",
        lambda g: lists([np.sqrt(_singular_values(g))]),
        lambda g: "The root was taken twice: σᵢ is the square root of an eigenvalue of AᵀA, once.",
    ),
    Slip(
        "negative-kept",
        lambda g: lists(_singular_values(g) * np.array(s) for s in _sign_patterns(len(_singular_values(g)))),
        lambda g: "Singular values are never negative: of the two square roots take the one that is not.",
    ),
    Slip(
        "roots-of-eigenvalues",
        lambda g: lists(_roots_of_eigenvalues(g)),
        lambda g: "The eigenvalues of A itself were used. Take the square roots of the eigenvalues of AᵀA.",
    ),
    Slip(
        "column-lengths",
        lambda g: lists(_all_lengths(g)),
        lambda g: (
            "These are lengths of columns or rows, or their squares (the diagonal of AᵀA). They lead to the singular values "
            "only where the columns are perpendicular; in general take the roots of the eigenvalues of AᵀA."
        ),
    ),
    Slip(
        "line-sums",
        lambda g: lists(_sums(g)),
        lambda g: "These are sums of rows or columns. The singular values are the roots of the eigenvalues of AᵀA.",
    ),
    Slip(
        "one-missing",
        lambda g: lists([x] for x in (*_singular_values(g), np.linalg.norm(array_of(g)))),
        lambda g: (
            f"A {g.matrix().shape[0]}×{g.matrix().shape[1]} matrix has {min(g.matrix().shape)} singular values; write out all."
        ),
    ),
    Slip(
        "doubled-or-halved",
        lambda g: lists([_singular_values(g) * 2, _singular_values(g) / 2]),
        lambda g: "Every value is off by a factor of 2: their squares must add up to the squares of all entries of A.",
    ),
)


def _sign_patterns(n: int) -> Iterator[tuple[int, ...]]:
    if n <= 4:
        yield from product((-1, 1), repeat=n)


# ---- norms -------------------------------------------------------------------------------------------------------------


def _norms(given: Given, which: str) -> Iterator[Answer]:
    A, s = array_of(given), _singular_values(given)
    match which:
        case "smallest":
            yield from numbers([s[-1], *s[1:]])
        case "condition":
            yield from numbers([s[0] / s[-1], s[-1] / s[0]] if s[-1] > 0 else [])
        case "sum":
            yield from numbers([A.sum(), np.abs(A).sum()])
        case "mean":
            yield from numbers([np.sqrt((np.abs(A) ** 2).mean()), np.abs(A).mean()])
        case "root":
            yield from numbers([np.sqrt(s.sum()), np.sqrt(s[0]), np.sqrt(np.abs(A).sum())])
        case "squares":
            yield from numbers([(s**2).sum(), s[0] ** 2])
        case _ if given.matrix().is_square:
            values = np.abs(eigenvalues_of(given))
            yield from numbers([np.trace(A), np.linalg.det(A), values.sum(), np.sqrt((values**2).sum())])


def _asked_norm(given: Given) -> str:
    return singular.NORM_WORDS[given.word("norm")]


NORM = (
    Slip(
        "other-singular-value",
        lambda g: _norms(g, "smallest"),
        lambda g: f"This is another singular value. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "condition-number",
        lambda g: _norms(g, "condition"),
        lambda g: f"This is the condition number or its inverse. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "sums-entries",
        lambda g: _norms(g, "sum"),
        lambda g: f"The entries were added without squares. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "averaged",
        lambda g: _norms(g, "mean"),
        lambda g: f"This is a mean over the entries. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "root-of-sum",
        lambda g: _norms(g, "root"),
        lambda g: f"A root was taken without the squares under it. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "not-rooted",
        lambda g: _norms(g, "squares"),
        lambda g: f"This is a square or a sum of squares; the root is missing. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "eigenvalue-instead",
        lambda g: _norms(g, "eigenvalues"),
        lambda g: f"This is made of the eigenvalues of A. Asked is {_asked_norm(g)}.",
    ),
)
