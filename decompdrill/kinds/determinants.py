"""Characteristic polynomial, determinant and trace of a given matrix."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations
from math import prod

import numpy as np

from decompdrill.judging import Judgement
from decompdrill.judging.lists import judge_in_order
from decompdrill.kinds.base import (
    Field,
    FieldType,
    Given,
    Kind,
    Slip,
    demand_square,
    judge_a_number,
    number,
    say,
    say_list,
)
from decompdrill.kinds.eigen import characteristic_coefficients, show_polynomial
from decompdrill.maths import exact, linalg
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer, Check, Form, Outcome, Typed


def polynomial(coefficients: tuple[Scalar, ...]) -> Answer:
    return Answer(Form.POLYNOMIAL, (coefficients,))


def _rational(A: Matrix) -> tuple[tuple[Fraction, ...], ...] | None:
    if not A.is_rational:
        return None
    return tuple(tuple(x for x in row if isinstance(x, Fraction)) for row in A.rows)


# ---- characteristic polynomial -------------------------------------------------------------------------------------


def _judge_polynomial(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge coefficients; det(λI − A) and det(A − λI) = (−1)ⁿdet(λI − A) are both right."""
    asked, came = len(truth.rows[0]) - 1, len(typed.rows[0]) - 1
    if asked != came:
        return Judgement(
            Outcome.WRONG, (Check("degree", False, float(abs(asked - came)), 0.0, f"degree {asked} is asked"),)
        )
    readings = [truth.rows[0]]
    if asked % 2:
        readings.append(tuple(-c for c in truth.rows[0]))
    judged = [judge_in_order(typed.rows[0], reading, given.entries, truth.error) for reading in readings]
    best = min(judged, key=lambda j: list(Outcome).index(j.outcome))
    check = next(c for c in best.checks if c.name == "values")
    note = "order-reversed" if best.outcome is Outcome.WRONG and best.checks[-1].name == "order" else check.note
    name = Check("coefficients", best.outcome is Outcome.RIGHT, check.residual, check.bound, note)
    return Judgement(best.outcome, (Check("degree", True, 0.0, 0.0), name))


def _changed(given: Given, place: int, factor: int) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    if place < len(c):
        yield polynomial((*c[:place], c[place] * factor, *c[place + 1 :]))


def _middle_without(given: Given) -> Iterator[Answer]:
    """Yield the 3×3 polynomial whose middle coefficient is zero, or lacks one principal minor, or sums with wrong signs."""
    A = _rational(given.matrix())
    if A is None or len(A) != 3:
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
    A = _rational(given.matrix())
    if A is not None and len(A) <= linalg.EXACT_SIZE:
        n = len(A)
        diagonal = tuple(tuple(A[i][j] if i == j else Fraction(0) for j in range(n)) for i in range(n))
        yield polynomial(exact.characteristic_polynomial(diagonal))


def _product_sign(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is not None and len(A) == 2:
        (a, b), (c, d) = A
        yield polynomial((Fraction(1), -a - d, a * d + b * c))


def say_formula(given: Given) -> str:
    n = given.matrix().shape[0]
    if n == 2:
        return "λ² − tr(A)·λ + det(A)"
    if n == 3:
        return "λ³ − tr(A)·λ² + (sum of the principal 2×2 minors)·λ − det(A)"
    return "det(λI − A)"


CHARACTERISTIC_POLYNOMIAL = Kind(
    name="characteristic-polynomial",
    form=Form.POLYNOMIAL,
    asks="the characteristic polynomial of A",
    fields=(Field("A", FieldType.MATRIX),),
    demand=demand_square,
    reference=lambda g: polynomial(characteristic_coefficients(g.matrix())),
    judge=_judge_polynomial,
    why=lambda g, truth: f"{say_formula(g)} = {show_polynomial(truth.rows[0])}.",
    slips=(
        Slip(
            "trace-sign",
            lambda g: _changed(g, 1, -1),
            lambda g: (
                f"The sign of the trace term is flipped: {say_formula(g)}, and the trace is "
                f"{say(-characteristic_coefficients(g.matrix())[1])}."
            ),
        ),
        Slip(
            "determinant-sign",
            lambda g: _changed(g, g.matrix().shape[0], -1),
            lambda g: f"The constant term has the wrong sign. It is (−1)ⁿ·det(A): {say_formula(g)}.",
        ),
        Slip(
            "middle-coefficient",
            _middle_without,
            lambda g: (
                "The coefficient of λ is off: it is the sum of all three principal 2×2 minors (strike out row and column "
                "1, then 2, then 3)."
            ),
        ),
        Slip(
            "products-added",
            _product_sign,
            lambda g: "The determinant is the difference of the two products, ad − bc, not their sum.",
        ),
        Slip(
            "signs-not-alternating",
            _all_plus,
            lambda g: f"The signs alternate: {say_formula(g)}.",
        ),
        Slip(
            "trace-and-determinant-swapped",
            _swapped_polynomial,
            lambda g: "Trace and determinant changed places: λ² − tr(A)·λ + det(A).",
        ),
        Slip(
            "all-signs-flipped",
            _negated_polynomial,
            lambda g: (
                "Every sign is flipped. For an even size det(A − λI) and det(λI − A) are the same, and begin with +λⁿ."
            ),
        ),
        Slip(
            "diagonal-only",
            _diagonal_only,
            lambda g: (
                "This is the product of (λ − aᵢᵢ) over the diagonal. The entries off the diagonal count too: expand "
                "det(λI − A)."
            ),
        ),
    ),
)


# ---- determinant ---------------------------------------------------------------------------------------------------


@remembered
def determinant(A: Matrix) -> Scalar:
    if A.is_rational or A.shape[0] <= linalg.EXACT_SURD_SIZE:
        found = linalg.exactly(exact.determinant, A)
        if found is not None:
            return found
        if A.is_rational and A.exact is not None:
            return exact.near_determinant(A.exact)
    value: complex | float = np.linalg.det(A.array).item()
    # Hadamard: no determinant is larger than the product of the lengths of the rows.
    largest = float(np.prod(np.linalg.norm(A.array, axis=1)))
    return linalg.without_noise(value, A.shape[0] * largest)


def _permanent(A: tuple[tuple[Fraction, ...], ...]) -> Fraction:
    n = len(A)
    return sum((prod((A[i][p[i]] for i in range(n)), start=Fraction(1)) for p in permutations(range(n))), Fraction(0))


def _products_added(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is None or len(A) > 4:
        return
    yield number(_permanent(A))
    if len(A) == 3:
        yield number(sum((A[0][j] * exact.determinant(_without(A, 0, j)) for j in range(3)), Fraction(0)))


def _without(A: tuple[tuple[Fraction, ...], ...], i: int, j: int) -> exact.Rows:
    return tuple(tuple(x for b, x in enumerate(row) if b != j) for a, row in enumerate(A) if a != i)


def _diagonal_product(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is not None:
        yield number(prod((A[i][i] for i in range(len(A))), start=Fraction(1)))


def _wrong_pairs(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is not None and len(A) == 2:
        (a, b), (c, d) = A
        yield from (number(x) for x in (a * b - c * d, a * c - b * d, c * d - a * b, b * d - a * c))


def _trace(A: Matrix) -> Scalar:
    if A.exact is not None:
        return exact.trace(A.exact)
    value: complex | float = np.trace(A.array).item()
    return linalg.without_noise(value, float(np.abs(np.diagonal(A.array)).sum()))


def _why_determinant(given: Given, truth: Answer) -> str:
    A = given.matrix()
    if A.shape == (2, 2):
        (a, b), (c, d) = A.rows
        return f"det A = ad − bc = {_factor(a)}·{_factor(d)} − {_factor(b)}·{_factor(c)} = {say(truth.rows[0][0])}."
    return f"det A = {say(truth.rows[0][0])}, by expansion along a row or by elimination."


def _say_expansion(given: Given) -> str:
    return "det A = ad − bc" if given.matrix().shape == (2, 2) else "along a row the cofactors have the signs + − + …"


def _factor(x: Scalar) -> str:
    text = say(x)
    return f"({text})" if text.startswith(("-", "−")) else text


DETERMINANT = Kind(
    name="determinant",
    form=Form.NUMBER,
    asks="the determinant of A",
    fields=(Field("A", FieldType.MATRIX),),
    demand=demand_square,
    reference=lambda g: number(determinant(g.matrix())),
    judge=judge_a_number,
    why=_why_determinant,
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
            lambda g: (number(_trace(g.matrix())),),
            lambda g: f"This is the trace, the sum of the diagonal. For the determinant, {_say_expansion(g)}.",
        ),
        Slip(
            "wrong-pairs",
            _wrong_pairs,
            lambda g: "The wrong entries were multiplied: det A = ad − bc multiplies along the two diagonals.",
        ),
    ),
)


# ---- trace ---------------------------------------------------------------------------------------------------------


def _off_diagonal(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is not None:
        n = len(A)
        yield number(sum((A[i][n - 1 - i] for i in range(n)), Fraction(0)))


def _other_sums(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is not None:
        yield number(sum((x for row in A for x in row), Fraction(0)))


def _sizes_summed(given: Given) -> Iterator[Answer]:
    A = _rational(given.matrix())
    if A is not None:
        yield number(sum((abs(A[i][i]) for i in range(len(A))), Fraction(0)))


TRACE = Kind(
    name="trace",
    form=Form.NUMBER,
    asks="the trace of A",
    fields=(Field("A", FieldType.MATRIX),),
    demand=demand_square,
    reference=lambda g: number(_trace(g.matrix())),
    judge=judge_a_number,
    why=lambda g, truth: (
        f"The trace is the sum of the diagonal ({say_list(row[i] for i, row in enumerate(g.matrix().rows))}): "
        f"{say(truth.rows[0][0])}."
    ),
    slips=(
        Slip(
            "determinant-instead",
            lambda g: (number(determinant(g.matrix())),),
            lambda g: "This is the determinant. The trace is the sum of the diagonal.",
        ),
        Slip(
            "other-diagonal",
            _off_diagonal,
            lambda g: "This is the sum along the other diagonal. The trace runs from the top left to the bottom right.",
        ),
        Slip(
            "all-entries",
            _other_sums,
            lambda g: "This is the sum of all entries. The trace takes the diagonal only.",
        ),
        Slip(
            "diagonal-product",
            _diagonal_product,
            lambda g: "This is the product of the diagonal; the trace is its sum.",
        ),
        Slip(
            "signs-dropped",
            _sizes_summed,
            lambda g: "The negative entries count as negative: add the diagonal with its signs.",
        ),
        Slip(
            "sign-flipped",
            lambda g: (number(-as_negatable(_trace(g.matrix()))),),
            lambda g: (
                "The sign is flipped: −tr(A) is a coefficient of the characteristic polynomial; the trace itself is the sum."
            ),
        ),
    ),
)


def as_negatable(value: Scalar) -> Scalar:
    return value if not isinstance(value, complex) else as_float(value)


KINDS = (CHARACTERISTIC_POLYNOMIAL, DETERMINANT, TRACE)
