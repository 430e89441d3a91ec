"""Characteristic polynomial, determinant and trace of a given matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations, product
from math import prod

import numpy as np

from decompdrill.kinds import oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    demand_square,
    judge_a_number,
    number,
    say,
    say_list,
)
from decompdrill.kinds.making import (
    Fractions,
    Values,
    approximate,
    array_of,
    eigenvalues_of,
    fractions_of,
    numbers,
    polynomials,
)
from decompdrill.kinds.reference.determinants import (
    determinant,
    judge_polynomial,
    polynomial,
    tex_formula,
    trace,
    why_determinant,
)
from decompdrill.kinds.reference.eigen import characteristic_coefficients, tex_polynomial
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import determinants as steps
from decompdrill.maths import exact, linalg
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer


def _changed(given: Given, place: int, factor: int) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    if place < len(c):
        yield polynomial((*c[:place], c[place] * factor, *c[place + 1 :]))


def _middle_without(given: Given) -> Iterator[Answer]:
    """Yield the 3×3 polynomial whose middle coefficient is zero, or lacks one principal minor, or sums with wrong signs."""
    A = fractions_of(given, 3)
    if A is None:
        return
    c = characteristic_coefficients(given.matrix())
    minors = [A[i][i] * A[j][j] - A[i][j] * A[j][i] for i, j in combinations(range(3), 2)]
    middles = [Fraction(0), *(sum(minors, Fraction(0)) - m for m in minors), -sum(minors, Fraction(0))]
    yield from (polynomial((c[0], c[1], middle, c[3])) for middle in middles)


def _all_plus(given: Given) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    n = len(c) - 1
    yield polynomial(tuple(x * (-1) ** i for i, x in enumerate(c)))
    if n == 3:
        yield polynomial((c[0], c[1], c[2], -c[3]))


def _negated_polynomial(given: Given) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    if len(c) % 2:
        yield polynomial(tuple(-x for x in c))


def _swapped_polynomial(given: Given) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    if len(c) == 3:
        yield polynomial((c[0], -c[2], -c[1]))
        yield polynomial((c[0], c[2], c[1]))


def _diagonal_only(given: Given) -> Iterator[Answer]:
    A = fractions_of(given)
    if A is not None and len(A) <= linalg.EXACT_SIZE:
        diagonal = tuple(tuple(x if i == j else Fraction(0) for j, x in enumerate(row)) for i, row in enumerate(A))
        yield polynomial(exact.characteristic_polynomial(diagonal))


def _product_sign(given: Given) -> Iterator[Answer]:
    A = fractions_of(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield polynomial((Fraction(1), -a - d, a * d + b * c))


def _characteristic(given: Given) -> list[float | complex]:
    return approximate(characteristic_coefficients(given.matrix()))


def _left_out(values: list[float | complex], i: int) -> list[float | complex]:
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


CHARACTERISTIC_POLYNOMIAL = Kind(
    signature=SIGNATURES["characteristic-polynomial"],
    reference=lambda g: polynomial(characteristic_coefficients(g.matrix())),
    oracle=oracles.characteristic_polynomial,
    judge=judge_polynomial,
    why=lambda g, _: f"${tex_formula(g)} = {tex_polynomial(g.matrix())}$.",
    demand=demand_square,
    steps=steps.characteristic_polynomial,
    slips=(
        Slip(
            "trace-sign",
            lambda g: _changed(g, 1, -1),
            lambda g: (
                f"The sign of the trace term is flipped: ${tex_formula(g)}$, and the trace is "
                f"{say(-characteristic_coefficients(g.matrix())[1])}."
            ),
        ),
        Slip(
            "determinant-sign",
            lambda g: _changed(g, g.matrix().shape[0], -1),
            lambda g: rf"The constant term has the wrong sign. It is $(-1)^n \cdot \det(A)$: ${tex_formula(g)}$.",
        ),
        Slip(
            "middle-coefficient",
            _middle_without,
            lambda g: (
                r"The coefficient of $\lambda$ is off: it is the sum of all three principal 2×2 minors (strike out row and column "
                "1, then 2, then 3)."
            ),
        ),
        Slip(
            "products-added",
            _product_sign,
            lambda g: "The determinant is the difference of the two products, $ad - bc$, not their sum.",
        ),
        Slip(
            "signs-not-alternating",
            _all_plus,
            lambda g: f"The signs alternate: ${tex_formula(g)}$.",
        ),
        Slip(
            "trace-and-determinant-swapped",
            _swapped_polynomial,
            lambda g: f"Trace and determinant changed places: ${tex_formula(g)}$.",
        ),
        Slip(
            "all-signs-flipped",
            _negated_polynomial,
            lambda g: (
                r"Every sign is flipped. For an even size $\det(A - \lambda I)$ and $\det(\lambda I - A)$ are the same, and begin with "
                r"$+\lambda^n$."
            ),
        ),
        Slip(
            "diagonal-only",
            _diagonal_only,
            lambda g: (
                r"This is the product of $(\lambda - a_{ii})$ over the diagonal. The entries off the diagonal count too: expand "
                r"$\det(\lambda I - A)$."
            ),
        ),
        Slip(
            "order-reversed",
            lambda g: polynomials([_characteristic(g)[::-1]]),
            lambda g: "The coefficients stand in the other order: write the highest power first.",
            avoided=False,
        ),
        Slip(
            "signs-mixed",
            lambda g: polynomials(_mixed_signs(g)),
            lambda g: f"The sizes of the coefficients are right, their signs are not: ${tex_formula(g)}$.",
            avoided=False,
        ),
        Slip(
            "trace-forgotten",
            lambda g: polynomials([_left_out(_characteristic(g), 1)]),
            lambda g: f"The term with the trace is missing: ${tex_formula(g)}$.",
            avoided=False,
        ),
        Slip(
            "constant-forgotten",
            lambda g: polynomials([_left_out(_characteristic(g), len(_characteristic(g)) - 1)]),
            lambda g: f"The constant term is missing: ${tex_formula(g)}$.",
            avoided=False,
        ),
        Slip(
            "factor-forgotten",
            lambda g: polynomials(_fewer_roots(g)),
            lambda g: (
                r"A factor is missing: each eigenvalue gives the factor $\lambda - \lambda_i$ as often as it occurs, so the degree is "
                f"{g.matrix().shape[0]}."
            ),
            avoided=False,
        ),
        Slip(
            "middle-coefficient",
            lambda g: polynomials(_minors_of_diagonal(g)),
            lambda g: (
                r"The coefficient of $\lambda$ is off: from each product of two diagonal entries the product of the two entries "
                "opposite must be subtracted (the principal 2×2 minors)."
            ),
            avoided=False,
        ),
        Slip(
            "eigenvalues-instead",
            lambda g: polynomials([eigenvalues_of(g)]),
            lambda g: (
                r"These are the eigenvalues, the roots of the polynomial. Multiply out the factors $\lambda - \lambda_i$."
            ),
            avoided=False,
        ),
        Slip(
            "not-monic",
            lambda g: polynomials([[k * x for x in _characteristic(g)] for k in (2, 3, 4, 5, 6, 10, 12, -2)]),
            lambda g: (
                r"The roots are right, but the characteristic polynomial begins with $\lambda^n$: divide by the leading coefficient."
            ),
            avoided=False,
        ),
    ),
)


def _permanent(A: Fractions) -> Fraction:
    n = len(A)
    return sum((prod((A[i][p[i]] for i in range(n)), start=Fraction(1)) for p in permutations(range(n))), Fraction(0))


def _products_added(given: Given) -> Iterator[Answer]:
    A = fractions_of(given)
    if A is None or len(A) > 4:
        return
    yield number(_permanent(A))
    if len(A) == 3:
        minors = (exact.determinant(tuple(row[:j] + row[j + 1 :] for row in A[1:])) for j in range(3))
        yield number(sum((x * minor for x, minor in zip(A[0], minors, strict=True)), Fraction(0)))


def _diagonal_product(given: Given) -> Iterator[Answer]:
    A = fractions_of(given)
    if A is not None:
        yield number(prod((A[i][i] for i in range(len(A))), start=Fraction(1)))


def _wrong_pairs(given: Given) -> Iterator[Answer]:
    A = fractions_of(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield from (number(x) for x in (a * b - c * d, a * c - b * d, c * d - a * b, b * d - a * c))


def _say_expansion(given: Given) -> str:
    return (
        r"$\det A = ad - bc$"
        if given.matrix().shape == (2, 2)
        else r"along a row the cofactors have the signs $+ \; - \; + \; \dots$"
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


DETERMINANT = Kind(
    signature=SIGNATURES["determinant"],
    reference=lambda g: number(determinant(g.matrix())),
    oracle=oracles.determinant,
    judge=judge_a_number,
    why=why_determinant,
    demand=demand_square,
    steps=steps.determinant,
    slips=(
        Slip(
            "products-added",
            _products_added,
            lambda g: f"Every product was added, but the signs alternate: {_say_expansion(g)}.",
        ),
        Slip(
            "sign-flipped",
            lambda g: (number(-determinant(g.matrix())),),
            lambda g: f"The size is right, the sign is not: {_say_expansion(g)}; each swap of two rows flips it.",
        ),
        Slip(
            "diagonal-product",
            _diagonal_product,
            lambda g: "This is the product of the diagonal, which is the determinant only of a triangular matrix.",
        ),
        Slip(
            "trace-instead",
            lambda g: (number(trace(g.matrix())),),
            lambda g: f"This is the trace, the sum of the diagonal. For the determinant, {_say_expansion(g)}.",
        ),
        Slip(
            "wrong-pairs",
            _wrong_pairs,
            lambda g: r"The wrong entries were multiplied: $\det A = ad - bc$ multiplies along the two diagonals.",
        ),
        Slip(
            "products-mixed-up",
            _two_by_two,
            lambda g: r"The products are not the right ones: $\det A = ad - bc$, the main diagonal minus the other.",
            avoided=False,
        ),
        Slip(
            "cofactor-signs",
            _cofactor_signs,
            lambda g: r"The minors are right, but the signs along a row are $+ \; - \; +$.",
            avoided=False,
        ),
        Slip(
            "terms-left-out",
            _half_of_sarrus,
            lambda g: "Terms are missing: a 3×3 determinant has six products, three with $+$ and three with $-$.",
            avoided=False,
        ),
        Slip(
            "other-diagonal",
            lambda g: numbers(s * complex(np.prod(np.diag(array_of(g)[:, ::-1]))) for s in (1, -1)),
            lambda g: r"This is the product of the other diagonal only. For a 2×2 matrix $\det A = ad - bc$.",
            avoided=False,
        ),
        Slip(
            "eigenvalue-instead",
            lambda g: numbers(eigenvalues_of(g)),
            lambda g: "This is an eigenvalue of $A$. The determinant is the product of all of them.",
            avoided=False,
        ),
        Slip(
            "inverted",
            lambda g: numbers([1 / np.linalg.det(array_of(g))] if linalg.rank(g.matrix()) == len(array_of(g)) else []),
            lambda g: "This is the determinant of $A^{-1}$.",
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([np.linalg.det(array_of(g)) ** 2]),
            lambda g: r"This is the determinant of $A^2$ or of $A^\top A$.",
            avoided=False,
        ),
        Slip(
            "sum-of-entries",
            lambda g: numbers([array_of(g).sum(), np.abs(array_of(g)).sum()]),
            lambda g: (
                "This is the sum of all entries. The determinant is made of products, one entry from each row and column."
            ),
            avoided=False,
        ),
    ),
)


# ---- trace ---------------------------------------------------------------------------------------------------------


def _sum_of(entries: Callable[[Fractions], Iterable[Fraction]]) -> Callable[[Given], Iterator[Answer]]:
    """Return what somebody answers who adds up these entries of A."""

    def wrong(given: Given) -> Iterator[Answer]:
        A = fractions_of(given)
        if A is not None:
            yield number(sum(entries(A), Fraction(0)))

    return wrong


TRACE = Kind(
    signature=SIGNATURES["trace"],
    reference=lambda g: number(trace(g.matrix())),
    oracle=oracles.trace,
    judge=judge_a_number,
    why=lambda g, truth: (
        f"The trace is the sum of the diagonal ({say_list(row[i] for i, row in enumerate(g.matrix().rows))}): "
        f"{say(truth.rows[0][0])}."
    ),
    demand=demand_square,
    steps=steps.trace,
    slips=(
        Slip(
            "determinant-instead",
            lambda g: (number(determinant(g.matrix())),),
            lambda g: "This is the determinant. The trace is the sum of the diagonal.",
        ),
        Slip(
            "other-diagonal",
            _sum_of(lambda A: (row[-1 - i] for i, row in enumerate(A))),
            lambda g: "This is the sum along the other diagonal. The trace runs from the top left to the bottom right.",
        ),
        Slip(
            "all-entries",
            _sum_of(lambda A: (x for row in A for x in row)),
            lambda g: "This is the sum of all entries. The trace takes the diagonal only.",
        ),
        Slip(
            "diagonal-product",
            _diagonal_product,
            lambda g: "This is the product of the diagonal; the trace is its sum.",
        ),
        Slip(
            "signs-dropped",
            _sum_of(lambda A: (abs(row[i]) for i, row in enumerate(A))),
            lambda g: "The negative entries count as negative: add the diagonal with its signs.",
        ),
        Slip(
            "sign-flipped",
            lambda g: (number(-as_negatable(trace(g.matrix()))),),
            lambda g: (
                r"The sign is flipped: $-\tr(A)$ is a coefficient of the characteristic polynomial; the trace itself is the sum."
            ),
        ),
        Slip(
            "averaged",
            lambda g: numbers([np.trace(array_of(g)) / len(array_of(g))]),
            lambda g: "This is the mean of the diagonal. The trace is its sum.",
            avoided=False,
        ),
        Slip(
            "entry-forgotten",
            lambda g: numbers(np.trace(array_of(g)) - np.diag(array_of(g)) if len(array_of(g)) > 1 else []),
            lambda g: f"An entry of the diagonal was left out: all {g.matrix().shape[0]} of them count.",
            avoided=False,
        ),
        Slip(
            "eigenvalue-instead",
            lambda g: numbers(eigenvalues_of(g)),
            lambda g: "This is an eigenvalue of $A$. The trace is the sum of all of them, and of the diagonal.",
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([(np.diag(array_of(g)) ** 2).sum(), np.trace(array_of(g)) ** 2]),
            lambda g: "Something was squared. The trace is the plain sum of the diagonal.",
            avoided=False,
        ),
        Slip(
            "off-the-diagonal",
            lambda g: numbers([array_of(g).sum() - np.trace(array_of(g))]),
            lambda g: "This is the sum of the entries off the diagonal. The trace is the sum of those on it.",
            avoided=False,
        ),
    ),
)


def as_negatable(value: Scalar) -> Scalar:
    return value if not isinstance(value, complex) else as_float(value)


KINDS: tuple[Kind, ...] = (CHARACTERISTIC_POLYNOMIAL, DETERMINANT, TRACE)
