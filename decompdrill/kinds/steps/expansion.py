"""Small determinants by expansion, in words."""

from __future__ import annotations

from fractions import Fraction

from decompdrill.kinds.steps.algebra import Rows, determinant, transposed, without
from decompdrill.kinds.steps.writing import (
    DIGITS,
    Maths,
    bars,
    bracketed,
    chain,
    display,
    multiplied,
    says_exactly,
    summed,
    value,
)
from decompdrill.maths.surd import Scalar, as_float, times

MOST_DIGITS = 12
NEAR_ENOUGH = 5e-4
"""The share of a determinant by which the one of its rounded entries may differ: half a unit of four digits."""


def digits_needed(A: Rows) -> int:
    """Return how many digits of the entries lead to the determinant: where its terms nearly cancel, more than four."""
    true = as_float(determinant(A))
    if not true or says_exactly(*(x for row in A for x in row)):
        return DIGITS
    for digits in range(DIGITS, MOST_DIGITS):
        found = as_float(determinant(tuple(tuple(_rounded(x, digits) for x in row) for row in A)))
        if abs(found - true) <= NEAR_ENOUGH * abs(true):
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
    return Maths(f"{main.latex} - {other.latex}", main.is_exact and other.is_exact)


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
    steps += [f"Column {j + 1}: ${small_determinant(without(A, i, j)).latex}$." for j in kept]
    terms = [_signed_product(A, i, j) for j in kept]
    parts = [times(times(Fraction((-1) ** (i + j)), A[i][j]), determinant(without(A, i, j))) for j in kept]
    total = value(determinant(A))
    text = " ".join([terms[0][0].removeprefix("+ "), *(t for t, _ in terms[1:])])
    product = Maths(text, all(e for _, e in terms))
    pieces = [product, summed(parts), total] if len(kept) > 1 else [product, total]
    return [*steps, f"Entry times minor, with the signs: {display(_det(name), *pieces)}"]


def _signed_product(A: Rows, i: int, j: int) -> tuple[str, bool]:
    written = multiplied([bracketed(A[i][j]), bracketed(determinant(without(A, i, j)))])
    return f"{'+' if (i + j) % 2 == 0 else '-'} {written.latex}", written.is_exact


def _det(name: str) -> str:
    return rf"\det({name})"


def sarrus(A: Rows) -> Maths:
    """Return the rule of Sarrus with the numbers of a 3×3 matrix, not worked out."""
    forwards: list[Scalar] = []
    backwards: list[Scalar] = []
    turned = transposed(A)
    for j in range(3):
        forwards.append(times(times(turned[j][0], turned[(j + 1) % 3][1]), turned[(j + 2) % 3][2]))
        backwards.append(times(times(turned[j][0], turned[(j - 1) % 3][1]), turned[(j - 2) % 3][2]))
    plus, less = summed(forwards), summed(backwards)
    return Maths(f"({plus.latex}) - ({less.latex})", plus.is_exact and less.is_exact)
