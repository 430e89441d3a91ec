"""Worked solutions of rank, nullity and numerical-rank."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from decompdrill.kinds.base import Given
from decompdrill.kinds.reference.ranks import is_short_decimal, numerical_rank_of, singular_values_of
from decompdrill.kinds.steps.elimination import Elimination, echelon, pivot_columns, stage_steps
from decompdrill.kinds.steps.expansion import barred, determinant, small_determinant
from decompdrill.kinds.steps.vectors import matrix_times_vector
from decompdrill.kinds.steps.writing import (
    MOST_LISTED,
    Maths,
    WorkedSteps,
    bracketed,
    chain,
    column,
    decimals,
    display,
    inline,
    is_negative,
    is_shown,
    joined,
    listed,
    matrix,
    multiplied,
    plural,
    value,
)
from decompdrill.maths import exact, linalg
from decompdrill.maths.algebra import Rows, Vector, submatrix, transpose
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float, descending

TAU = r"\tau"


def is_exactly_eliminated(A: Matrix) -> bool:
    """Does elimination decide the rank, or (with entries that have no exact form) the singular values?"""
    return A.exact is not None and (A.is_rational or max(A.shape) <= linalg.EXACT_SURD_SIZE)


def rank(given: Given) -> WorkedSteps:
    A = given.matrix()
    return (*rank_steps(A), rank_check(A))


def rank_steps(A: Matrix) -> WorkedSteps:
    """Return the way to the rank, without a check."""
    m, n = A.shape
    if not is_exactly_eliminated(A):
        return _numeric_rank(A)
    found = echelon(A.rows)
    lead = f"$A$ is {m}×{n}, so its rank is at most {min(m, n)}. Eliminate and count the pivots."
    if not is_shown(A.rows):
        where = f"Elimination leaves pivots in {pivot_columns(found)}." if found.rank else _ALL_ZERO
        return (lead, where, _counted(found, m))
    shown = f"{lead} {display('A', matrix(A.rows))}"
    if found.rank == 0:
        return (shown, _ALL_ZERO, "No pivot at all: the rank is 0.")
    if found.rank == 1 and m > 1:
        why, first = _multiples(A.rows, "row")
        return (
            f"$A$ is {m}×{n}. Compare its rows: {display('A', matrix(A.rows))}",
            f"Here {why}.",
            f"So every row is a multiple of row {first}, and not all are zero: the rank is 1.",
        )
    return (shown, *stage_steps(found), _counted(found, m))


def _multiples(lines: Rows, noun: str) -> tuple[str, int]:
    """Return how the rows (columns) of a matrix of rank 1 are multiples of the first that is not zero, and its number."""
    first = next(i for i, line in enumerate(lines) if any(line))
    place = next(j for j, x in enumerate(lines[first]) if x)
    factors = [(i, line[place] / lines[first][place]) for i, line in enumerate(lines) if i != first]
    said = [_equation(i, [(first, c)], noun) if c else f"{noun} {i + 1} is zero" for i, c in factors]
    return joined(said), first + 1


_ALL_ZERO = "Every entry is zero, so no column has a pivot."


def _counted(found: Elimination, rows: int) -> str:
    zero = rows - found.rank
    rest = f", and {plural(zero, 'row')} of zeros" if zero else ", and no row of zeros"
    where = f" ({pivot_columns(found)})" if found.rank else ""
    return f"There {'is' if found.rank == 1 else 'are'} {plural(found.rank, 'pivot')}{where}{rest}: the rank is {found.rank}."


def _numeric_rank(A: Matrix) -> WorkedSteps:
    values = [float(s) for s in np.linalg.svd(A.array, compute_uv=False)]
    least = linalg.CLUSTER * A.scale
    return (
        "Some entries have no exact form, so elimination could not tell a zero from rounding. The rank is the number of "
        "singular values that are not zero.",
        f"They are, found numerically, {display(listed(values))}",
        f"Those above {inline(value(least))} (the largest entry times $10^{{-8}}$) count as nonzero.",
        f"That makes {linalg.rank(A)} of {len(values)}: the rank is {linalg.rank(A)}.",
    )


def rank_check(A: Matrix) -> str:
    """Return the check of a rank: a dependency where rows are dependent, else a minor that is not zero."""
    r = linalg.rank(A)
    if r == 0:
        return "Check: rank 0 means that A maps every vector to zero, and so does a matrix of zeros."
    if not is_exactly_eliminated(A):
        return f"Check: rank and nullity add up to the number of columns: ${r} + {A.shape[1] - r} = {A.shape[1]}$."
    if r == 1 and is_shown(A.rows):
        if A.shape[1] == 1:
            return _minor_check(A, r)
        why, first = _multiples(transpose(A.rows), "column")
        return f"Check: every column must be a multiple of column {first} then: {why}."
    dependency = dependency_said(A)
    if dependency is not None:
        return f"Check: {dependency}{_rows_that_follow(A)}."
    return _minor_check(A, r)


def _rows_that_follow(A: Matrix) -> str:
    found = echelon(A.rows)
    if A.shape[0] - found.rank == 1:
        return ", so it adds nothing to the other rows"
    kept = sorted(i + 1 for i in found.order[: found.rank])
    if len(kept) > 6:
        return ""
    return f"; in the same way every row is a combination of row{'s' if len(kept) > 1 else ''} {joined([str(i) for i in kept])}"


def dependency_said(A: Matrix) -> str | None:
    """Return how one row is made of the others (row 3 = row 1 + 2 · row 2), None where the rows are independent."""
    if not is_exactly_eliminated(A) or A.exact is None:
        return None
    found = exact.null_space(transpose(A.exact))
    if not found:
        return None
    weights = found[0]
    last = max(i for i, w in enumerate(weights) if w)
    terms = [(i, -w / weights[last]) for i, w in enumerate(weights) if w and i != last]
    if not terms:
        return f"row {last + 1} is zero"
    if len(terms) > 4:
        return f"row {last + 1} is a combination of {len(terms)} other rows"
    return _equation(last, terms, "row")


def _equation(i: int, terms: Sequence[tuple[int, Scalar]], noun: str) -> str:
    """Return row 3 = row 1 + 2 · row 2, of columns as well."""
    equals = "=" if all(value(c).is_exact for _, c in terms) else r"\approx"
    return f"$\\text{{{noun} }} {i + 1} {equals} {_combination(terms, noun)}$"


def _combination(terms: Sequence[tuple[int, Scalar]], noun: str) -> str:
    text = ""
    for i, c in terms:
        is_taken = is_negative(value(c))
        factor = bracketed(-c if is_taken else c).latex
        body = ("" if factor == "1" else rf"{factor} \cdot ") + rf"\text{{{noun} }} {i + 1}"
        text += (f" {'-' if is_taken else '+'} " if text else ("-" if is_taken else "")) + body
    return text


def _minor_check(A: Matrix, r: int) -> str:
    found = echelon(A.rows)
    rows, columns = sorted(found.order[:r]), found.pivots
    minor = submatrix(A.rows, rows, columns)
    numbers = f"rows {joined([str(i + 1) for i in rows])} and {pivot_columns(found)}"
    if r == 1:
        entry = inline(value(minor[0][0]))
        return f"Check: the entry in row {rows[0] + 1}, column {columns[0] + 1} is {entry}, not zero, and there is only one row or column."
    if r > 6:
        return f"Check: the {r}×{r} determinant of {pivot_columns(found)} is not zero, since every pivot is not."
    worked = small_determinant(minor) if r == 2 else _plain_minor(minor)
    return f"Check: the {r}×{r} determinant of {numbers} is not zero, {display(worked)} so the rank is at least {r}, and it cannot be more."


def _plain_minor(minor: Rows) -> Maths:
    found = value(determinant(minor))
    return Maths(chain(barred(minor), found), found.is_exact)


# ---- nullity -------------------------------------------------------------------------------------------------------


def nullity(given: Given) -> WorkedSteps:
    A = given.matrix()
    n, r = A.shape[1], linalg.rank(A)
    end = f"Rank and nullity add up to the number of columns, so the nullity is {inline('n - r', f'{n} - {r}', str(n - r))}."
    return (
        "The nullity is the dimension of $\\{x : Ax = 0\\}$, the number of columns without a pivot. So find the rank first.",
        *rank_steps(A),
        end,
        _null_check(A, n - r),
    )


def _null_check(A: Matrix, count: int) -> str:
    if not is_exactly_eliminated(A) or A.exact is None or not is_shown(A.rows):
        return f"Check: counted the other way, {count} of the {A.shape[1]} columns depend on the other {A.shape[1] - count}."
    basis = exact.null_space(A.exact)
    if not basis:
        return f"{_minor_check(A, A.shape[1])} So $Ax = 0$ has only the solution $x = 0$."
    zero = column(tuple(Fraction(0) for _ in A.rows))
    vectors = ", ".join(inline(column(v)) for v in basis)
    one = display(matrix_times_vector(A.rows, basis[0]), zero)
    if len(basis) == 1:
        return f"Check: $Ax = 0$ is solved by {vectors} and its multiples: {one}"
    return f"Check: $Ax = 0$ has {plural(len(basis), 'linearly independent solution')}, {vectors}; for the first {one}"


# ---- numerical rank ------------------------------------------------------------------------------------------------


def numerical_rank(given: Given) -> WorkedSteps:
    shown = _as_written(given)
    threshold, how = _threshold(given, shown)
    r = numerical_rank_of(given)
    found = "As floating point computes them, the" if "A" in given else "In descending order the"
    return (
        _why_threshold(given),
        f"{found} singular values are {display(_listed(shown))}",
        how,
        _split(shown, r),
        f"So the numerical rank is {r}.",
        _gap_check(shown, r, threshold),
    )


def _why_threshold(given: Given) -> str:
    if "atol" in given or "rtol" in given:
        return "A singular value that is not above the tolerance cannot be told from 0, so it counts as zero."
    return (
        "In floating point a singular value that should be 0 comes out as rounding noise, so those that are not above a "
        "threshold count as zero."
    )


def _as_written(given: Given) -> Vector:
    """Return the singular values as the given writes them, or as doubles where they are computed."""
    if "A" in given:
        return singular_values_of(given)
    return descending(given.numbers("singular_values"))


def _threshold(given: Given, values: Vector) -> tuple[Scalar, str]:
    if "atol" in given:
        return given.scalar("atol"), f"The threshold is given: {inline(TAU, _decimal(given.scalar('atol')))}."
    largest = values[0]
    if "rtol" in given:
        share = given.scalar("rtol") * largest
        worked = multiplied([_decimal(given.scalar("rtol")), _decimal(largest)])
        line = display(rf"{TAU} = \text{{rtol}} \cdot \sigma_1", worked, _decimal(share))
        return share, f"The threshold is relative to the largest singular value: {line}"
    count = max(given.matrix().shape) if "A" in given else len(values)
    epsilon = float(np.finfo(np.float64).eps)
    least = as_float(largest).real * count * epsilon
    size = r"\max(m, n)" if "A" in given else "p"
    line = display(
        rf"{TAU} = \sigma_1 \cdot {size} \cdot \varepsilon",
        multiplied([_decimal(largest), Fraction(count), epsilon]),
        value(least),
    )
    side = "" if "A" in given else f", which is $p = {count}$ for a square matrix"
    return least, (
        "NumPy's threshold is the largest singular value times the larger of the number of rows and of columns"
        f"{side}, times machine epsilon: {line}"
    )


def _split(values: Vector, r: int) -> str:
    above, below = values[:r], values[r:]
    kept = f"Above it: {inline(_listed(above))}." if above else "None is above it."
    rest = f" Not above it, so counted as zero: {inline(_listed(below))}." if below else " None is left out."
    return kept + rest


def _listed(values: Vector) -> Maths:
    shown = [_decimal(x) for x in values[:MOST_LISTED]]
    more = r", \dots" if len(values) > MOST_LISTED else ""
    return Maths(", ".join(x.latex for x in shown) + more, all(x.is_exact for x in shown))


def _decimal(x: Scalar) -> Maths:
    """Return a singular value as it is printed: 0.5, not 1/2."""
    return Maths(decimals(x)) if is_short_decimal(x) else value(x)


def _gap_check(values: Vector, r: int, threshold: Scalar) -> str:
    tau = _decimal(threshold).latex
    least = rf"{_decimal(values[r - 1]).latex} > {tau}" if r else ""
    most = rf"{_decimal(values[r]).latex} \le {tau}" if r < len(values) else ""
    if least and most:
        return f"Check: the last that counts is ${least}$, and the next is ${most}$."
    if least:
        return f"Check: even the smallest counts, ${least}$."
    return f"Check: not even the largest counts, ${most}$."
