"""Worked solutions of characteristic-polynomial, determinant and trace."""

from __future__ import annotations

from fractions import Fraction

from decompdrill.kinds.base import Given
from decompdrill.kinds.steps.elimination import Elimination, echelon, stage_steps
from decompdrill.kinds.steps.expansion import barred, expansion_steps, product_of_diagonals, sarrus, small_determinant
from decompdrill.kinds.steps.expansion import determinant as small
from decompdrill.kinds.steps.ranks import dependency_said
from decompdrill.kinds.steps.roots import (
    HAND_SIZE,
    LAMBDA,
    P_OF_LAMBDA,
    ZEROS,
    applied,
    det_monic,
    determinant_of,
    known_coefficients,
    polynomial_steps,
    trace_check,
    triangular_shape,
)
from decompdrill.kinds.steps.writing import (
    LARGEST_SHOWN,
    Maths,
    WorkedSteps,
    chain,
    display,
    inline,
    joint,
    listed,
    matrix,
    multiplied,
    polynomial,
    shifted_name,
    summed,
    value,
)
from decompdrill.maths import linalg
from decompdrill.maths.algebra import Rows, Vector, diagonal, shifted, transpose
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float, times, total

# ---- characteristic polynomial -------------------------------------------------------------------------------------


def characteristic_polynomial(given: Given) -> WorkedSteps:
    A = given.matrix()
    coefficients, n = known_coefficients(A), A.shape[0]
    steps = polynomial_steps(A)
    if n == 1 or n > LARGEST_SHOWN:
        found = display(P_OF_LAMBDA, det_monic(A, "A"), polynomial(coefficients))
        steps.append(f"So the characteristic polynomial is {found}")
    if n % 2:
        opposite = inline(polynomial(tuple(-c for c in coefficients)))
        steps.append(f"$\\det(A - \\lambda I)$ itself is {opposite}: just as good, with the same roots.")
    elif n > 2:
        steps.append("Some books write $\\det(\\lambda I - A)$, which is the same polynomial for an even size.")
    return (*steps, _value_check(A))


def _value_check(A: Matrix) -> str:
    """Return the check that both sides agree at one λ, worked out independently."""
    coefficients = known_coefficients(A)
    n = A.shape[0]
    if n > HAND_SIZE:
        return trace_check(A)
    x, terms = _telling_value(coefficients)
    M = shifted(A.rows, x)
    left = display(summed(terms), value(total(terms)))
    worked = {1: lambda: value(small(M)), 2: lambda: small_determinant(M), 3: lambda: _by_sarrus(M)}[n]()
    name = rf"\det({shifted_name('A', x).latex})"
    opposite = " which is the opposite, as it must be for an odd size." if n % 2 else ""
    return (
        f"Check: at one value, {inline(LAMBDA, value(x))}, this polynomial gives {left} and the determinant itself "
        f"{display(name, worked)}{opposite}"
    )


def _telling_value(coefficients: Vector) -> tuple[Fraction, Vector]:
    """Return a value at which the polynomial is not 0, where a wrong sign would not show, and its terms there."""
    degree = len(coefficients) - 1
    for x in map(Fraction, (1, -1, 2, -2, 3)):
        terms = tuple(times(c, x ** (degree - i)) for i, c in enumerate(coefficients))
        if as_float(total(terms)):
            break
    return x, terms


def _by_sarrus(M: Rows) -> Maths:
    result = value(small(M))
    return Maths(chain(barred(M), sarrus(M), result), result.is_exact)


# ---- determinant ---------------------------------------------------------------------------------------------------


def determinant(given: Given) -> WorkedSteps:
    A = given.matrix()
    shape = triangular_shape(A)
    if shape is not None and A.shape[0] > 1:
        return _triangular(A, shape)
    if A.shape[0] <= HAND_SIZE:
        return (*_opening(A), *expansion_steps(A.rows, "A"), _conclusion(A), _determinant_check(A))
    return _eliminated(A)


def _opening(A: Matrix) -> WorkedSteps:
    what = {
        1: "There is only one entry.",
        2: "The determinant of $\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}$ is $ad - bc$.",
        3: "Expand a 3×3 determinant along a row; a row with many zeros saves work.",
    }
    return (f"{what[A.shape[0]]} Here {display('A', matrix(A.rows))}",)


def _conclusion(A: Matrix) -> str:
    found = determinant_of(A)
    meaning = (
        "It is zero, so $A$ is singular: it has no inverse."
        if not as_float(found)
        else "It is not zero, so $A$ is invertible."
    )
    return f"So {inline(applied('det', 'A'), value(found))}. {meaning}"


def _triangular(A: Matrix, shape: str) -> WorkedSteps:
    entries = diagonal(A.rows)
    found = determinant_of(A)
    if A.shape[0] == 2:
        check = f"Check: by the formula $ad - bc$, {display(applied('det', 'A'), product_of_diagonals(A.rows), value(found))}"
    elif A.shape[0] == HAND_SIZE:
        check = _determinant_check(A)
    else:
        check = (
            "Check: the eigenvalues of such a matrix are its diagonal entries, and the determinant is their product: "
            f"{display(multiplied(linalg.eigenvalues(A)), value(found))}"
        )
    return (
        f"$A$ is {shape}: every entry {ZEROS[shape]} its diagonal is zero.",
        "Expanding along the first column (or row) again and again leaves only the product of the diagonal entries.",
        f"So {display(applied('det', 'A'), multiplied(entries), value(found))}",
        check,
    )


def _determinant_check(A: Matrix) -> str:
    rows = A.rows
    found = value(determinant_of(A))
    dependency = dependency_said(A)
    if dependency is not None:
        return f"Check: {dependency}, so the rows are linearly dependent and the determinant must be 0."
    if len(rows) == 1:
        return f"Check: $A$ stretches every number by {inline(value(rows[0][0]))}, and so does its determinant, {inline(found)}."
    if len(rows) == 2:
        return f"Check: by elimination, where only swaps of rows change the determinant, in sign: {_pivot_product(echelon(rows), found)}"
    if len(rows) == 3:
        worked = display(applied("det", "A"), sarrus(rows), found)
        return f"Check: by the rule of Sarrus, three products down to the right minus three down to the left, {worked}"
    other = _pivot_product(echelon(transpose(rows)), found, r"A^\top")
    return f"Check: $\\det(A^\\top) = \\det(A)$, and eliminating $A^\\top$ instead, {other}"


def _pivot_product(found: Elimination, result: Maths, name: str = "A") -> str:
    """Return the determinant as the product of the pivots, with the sign that swaps of rows give it."""
    if found.rank < len(found.rows):
        return f"{_too_few(found)}, so the determinant is 0."
    product = multiplied(diagonal(found.rows))
    signed = joint("-(", product, ")") if found.swaps % 2 else product
    return f"{_swaps_said(found.swaps)} the product of the pivots, {display(applied('det', name), signed, result)}"


def _too_few(found: Elimination) -> str:
    return f"only {found.rank} of the {len(found.rows)} columns {'has' if found.rank == 1 else 'have'} a pivot"


def _swaps_said(swaps: int) -> str:
    if swaps == 0:
        return "no rows are swapped, so the determinant is"
    if swaps == 1:
        return "one swap of rows flips the sign, so the determinant is minus"
    if swaps % 2:
        return f"{swaps} swaps of rows flip the sign, so the determinant is minus"
    return f"the signs of {swaps} swaps of rows cancel, so the determinant is"


def _eliminated(A: Matrix) -> WorkedSteps:
    n = A.shape[0]
    found = echelon(A.rows)
    result = value(determinant_of(A))
    lead = (
        f"$A$ is {n}×{n}: expansion would take {'24' if n == 4 else 'very many'} products, so eliminate. Adding a multiple of "
        "one row to another keeps the determinant; a swap flips its sign."
    )
    stages = stage_steps(found) if n <= LARGEST_SHOWN else []
    if found.rank < n:
        end = f"A row of zeros is left, so {inline(applied('det', 'A'), '0')} and $A$ is singular."
        return (lead, *stages, f"{_too_few(found).capitalize()}.", end, _determinant_check(A))
    return (
        lead,
        *stages,
        f"The diagonal now holds {inline(listed(diagonal(found.rows)))}.",
        f"The matrix is triangular now: {_pivot_product(found, result)}",
        _determinant_check(A),
    )


# ---- trace ---------------------------------------------------------------------------------------------------------


def trace(given: Given) -> WorkedSteps:
    A = given.matrix()
    entries = diagonal(A.rows)
    found = total(entries)
    shown = f" Here {display('A', matrix(A.rows))}" if A.shape[0] <= LARGEST_SHOWN else ""
    return (
        f"The trace is the sum of the diagonal entries, from the top left to the bottom right; nothing else counts.{shown}",
        f"The diagonal is {inline(listed(entries))}.",
        f"Add it up, with its signs: {display(applied('tr', 'A'), summed(entries), value(found))}",
        _trace_check(A, found),
    )


def _trace_check(A: Matrix, found: Scalar) -> str:
    values = linalg.eigenvalues(A)
    return f"Check: the trace is also the sum of the eigenvalues: {display(summed(values), value(found))}"
