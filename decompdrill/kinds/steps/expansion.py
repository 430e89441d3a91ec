"""Small determinants by expansion, in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from decompdrill.judging.tolerances import OF_FOUR_DIGITS
from decompdrill.kinds.steps.writing import (
    DIGITS,
    Maths,
    bars,
    bracketed,
    chain,
    display,
    joint,
    juxtaposed,
    multiplied,
    says_exactly,
    summed,
    value,
)
from decompdrill.maths import exact
from decompdrill.maths.algebra import Rows, exact_rows, expanded, minor
from decompdrill.maths.surd import Scalar, as_float

MOST_DIGITS = 12


def determinant(A: Rows) -> Scalar:
    """Return det A of a small matrix, without a division where it is in doubles."""
    known = exact_rows(A)
    return expanded(A) if known is None else exact.determinant(known)


def digits_needed(A: Rows) -> int:
    """Return how many digits of the entries lead to the determinant: where its terms nearly cancel, more than four."""
    if says_exactly(*(x for row in A for x in row)) or not (true := as_float(determinant(A))):
        return DIGITS
    for digits in range(DIGITS, MOST_DIGITS):
        found = as_float(determinant(tuple(tuple(_rounded(x, digits) for x in row) for row in A)))
        if abs(found - true) <= OF_FOUR_DIGITS * abs(true):
            return digits
    return MOST_DIGITS


def _rounded(x: Scalar, digits: int) -> float | complex:
    number = as_float(x)
    if isinstance(number, complex):
        return complex(_rounded(number.real, digits), _rounded(number.imag, digits))
    return float(f"{number:.{digits - 1}e}")


def barred(A: Rows) -> Maths:
    """Return a determinant that is not worked out, with the digits that lead to its value."""
    return bars(A, digits_needed(A))


def product_of_diagonals(A: Rows) -> Maths:
    """Return ad − bc with the numbers of a 2×2 matrix, not worked out."""
    (a, b), (c, d) = A
    digits = digits_needed(A)
    main = multiplied([bracketed(a, digits), bracketed(d, digits)])
    other = multiplied([bracketed(b, digits), bracketed(c, digits)])
    return joint(main, " - ", other)


def small_determinant(A: Rows) -> Maths:
    """Return |a b; c d| = ad − bc = value of a 2×2 matrix."""
    result = value(determinant(A))
    return Maths(chain(barred(A), product_of_diagonals(A), result), result.is_exact)


def expansion_steps(A: Rows, name: str) -> list[str]:
    """Return the expansion of a 1×1, 2×2 or 3×3 determinant; of a 3×3 along its row with the most zeros."""
    total = value(determinant(A))
    if len(A) == 1:
        return [f"The determinant of a 1×1 matrix is its entry: {display(_det(name), total)}"]
    if len(A) == 2:
        formula = _det(name) + " = ad - bc"
        return [f"Multiply along the two diagonals and subtract: {display(formula, product_of_diagonals(A), total)}"]
    return _along_a_row(A, name)


def _along_a_row(A: Rows, name: str) -> list[str]:
    i = max(range(3), key=lambda r: (sum(not as_float(x) for x in A[r]), -r))
    kept = [j for j in range(3) if as_float(A[i][j])]
    signs = r" \quad ".join("+" if (i + j) % 2 == 0 else "-" for j in range(3))
    why = " (no row has more zeros)" if len(kept) < 3 else ""
    steps = [
        f"Expand ${_det(name)}$ along row {i + 1}{why}, whose signs are ${signs}$: each entry times the determinant that is left when its "
        "row and column are struck out."
    ]
    if not kept:
        return [f"Row {i + 1} is zero, so every term of the expansion along it is zero: {display(_det(name), '0')}"]
    minors = {j: minor(A, i, j) for j in kept}
    steps += [f"Column {j + 1}: ${small_determinant(M).latex}$." for j, M in minors.items()]
    sizes = {j: determinant(M) for j, M in minors.items()}
    product = juxtaposed(
        *(joint("+ " if (i + j) % 2 == 0 else "- ", multiplied([A[i][j], found])) for j, found in sizes.items())
    )
    product = replace(product, latex=product.latex.removeprefix("+ "))
    parts = [Fraction((-1) ** (i + j)) * A[i][j] * found for j, found in sizes.items()]
    pieces = [product, summed(parts), value(determinant(A))] if len(kept) > 1 else [product, value(determinant(A))]
    return [*steps, f"Entry times minor, with the signs: {display(_det(name), *pieces)}"]


def _det(name: str) -> str:
    return rf"\det({name})"


def sarrus(A: Rows) -> Maths:
    """Return the rule of Sarrus with the numbers of a 3×3 matrix, not worked out."""
    forwards = [A[0][j] * A[1][(j + 1) % 3] * A[2][(j + 2) % 3] for j in range(3)]
    backwards = [A[0][j] * A[1][j - 1] * A[2][j - 2] for j in range(3)]
    return joint("(", summed(forwards), ") - (", summed(backwards), ")")
