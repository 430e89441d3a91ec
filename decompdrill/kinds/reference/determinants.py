"""Characteristic polynomial, determinant and trace of a given matrix."""

from __future__ import annotations

import numpy as np

from decompdrill.judging import Judgement
from decompdrill.judging.lists import judge_in_order
from decompdrill.kinds.base import Given
from decompdrill.kinds.steps.expansion import product_of_diagonals
from decompdrill.kinds.steps.writing import inline, value
from decompdrill.maths import algebra, exact, linalg
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar
from decompdrill.model import Answer, Check, Form, Note, Outcome, Typed


def polynomial_answer(coefficients: tuple[Scalar, ...]) -> Answer:
    return Answer(Form.POLYNOMIAL, (coefficients,))


# ---- characteristic polynomial -------------------------------------------------------------------------------------


def judge_polynomial(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge coefficients, all of them with either sign: det(λI − A) and det(A − λI) differ by (−1)ⁿ."""
    asked, came = len(truth.rows[0]) - 1, len(typed.rows[0]) - 1
    if asked != came:
        return Judgement(
            Outcome.WRONG,
            (Check("degree", False, float(abs(asked - came)), 0.0, detail=f"expected {asked}, got {came}"),),
        )
    readings = (truth.rows[0], tuple(-c for c in truth.rows[0]))
    judged = [judge_in_order(typed.rows[0], reading, given.entries, truth.error) for reading in readings]
    best = min(judged, key=lambda j: list(Outcome).index(j.outcome))
    check = next(c for c in best.checks if c.name == "values")
    note = Note.ORDER_REVERSED if best.outcome is Outcome.WRONG and best.checks[-1].name == "order" else check.note
    name = Check("coefficients", best.outcome is Outcome.RIGHT, check.residual, check.bound, note)
    return Judgement(best.outcome, (Check("degree", True, 0.0, 0.0), name))


def tex_formula(given: Given) -> str:
    """Return what the characteristic polynomial is made of, in LaTeX; m is the sum of the principal 2 × 2 minors."""
    n = given.matrix().shape[0]
    if n <= 3:
        return FORMULAS[n]
    return rf"\lambda^{{{n}}} - \tr(A) \cdot \lambda^{{{n - 1}}} + \dots {'-' if n % 2 else '+'} \det(A)"


FORMULAS = {
    1: r"\lambda - \tr(A)",
    2: r"\lambda^2 - \tr(A) \cdot \lambda + \det(A)",
    3: r"\lambda^3 - \tr(A) \cdot \lambda^2 + m\lambda - \det(A)",
}
MINORS = r"$m$ is the sum of the principal $2 \times 2$ minors (strike out row and column 1, then 2, then 3)"


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


def trace(A: Matrix) -> Scalar:
    if A.exact is not None:
        return algebra.trace(A.exact)
    value: complex | float = np.trace(A.array).item()
    return linalg.without_noise(value, float(np.abs(np.diagonal(A.array)).sum()))


def why_determinant(given: Given, truth: Answer) -> str:
    A = given.matrix()
    found = value(truth.rows[0][0])
    if A.shape == (2, 2):
        return f"{inline(DET, 'ad - bc', product_of_diagonals(A.rows), found)}."
    return f"{inline(DET, found)}, by expansion along a row or by elimination."


DET, TRACE_OF_A = r"\det(A)", r"\tr(A)"
