"""Rank, nullity and numerical rank."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.kinds.base import Field, FieldType, Given, Kind, Slip, integer, judge_a_count, say_list
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer, Form


def _nonzero_rows(A: Matrix) -> int:
    return sum(any(as_float(x) for x in row) for row in A.rows)


def _pairwise_independent(A: Matrix) -> int:
    """Return how many rows are left when zero rows and multiples of earlier rows are struck out."""
    if A.is_rational:
        return len({_direction(row) for row in A.rows} - {()})
    kept: list[Matrix] = []
    for row in A.rows:
        if not any(as_float(x) for x in row):
            continue
        if all(linalg.rank(Matrix((other.rows[0], row))) == 2 for other in kept):
            kept.append(Matrix((row,)))
    return len(kept)


def _direction(row: tuple[Scalar, ...]) -> tuple[Fraction, ...]:
    """Return a rational row over its first entry that is not zero, which all its multiples share; () for a zero row."""
    fractions = tuple(x for x in row if isinstance(x, Fraction))
    lead = next((x for x in fractions if x), None)
    return () if lead is None else tuple(x / lead for x in fractions)


def _is_hidden(A: Matrix) -> bool:
    """Are the rows dependent although no row is a multiple of another?"""
    rows = A.rows
    if A.is_rational:
        directions = {_direction(row) for row in rows} - {()}
        return len(directions) == len(rows) and linalg.rank(A) < len(rows)
    return linalg.rank(A) < len(rows) and all(linalg.rank(Matrix(pair)) == 2 for pair in combinations(rows, 2))


def _why_rank(given: Given, truth: Answer) -> str:
    A, r = given.matrix(), int(as_float(truth.rows[0][0]).real)
    if r == 0:
        return "Every entry is zero, so nothing is left to span: the rank is 0."
    if r == min(A.shape):
        return f"Elimination leaves {r} pivots: the rank is {r}, as large as a {A.shape[0]}×{A.shape[1]} matrix allows."
    if r == 1:
        return "Every row is a multiple of one row, so elimination leaves one pivot: the rank is 1."
    return f"Elimination leaves {r} pivots; the other rows become zero, since they are combinations of those: the rank is {r}."


RANK = Kind(
    name="rank",
    form=Form.INTEGER,
    asks="the rank of A",
    fields=(Field("A", FieldType.MATRIX),),
    reference=lambda g: integer(linalg.rank(g.matrix())),
    judge=judge_a_count,
    why=_why_rank,
    slips=(
        Slip(
            "no-row-is-a-multiple",
            lambda g: (integer(_pairwise_independent(g.matrix())),),
            lambda g: (
                "Rows can depend on each other although none is a multiple of another: look for a row that is a "
                "combination of several, or eliminate and count the pivots."
            ),
        ),
        Slip(
            "counts-columns",
            lambda g: (integer(g.matrix().shape[1]),),
            lambda g: (
                f"{g.matrix().shape[1]} is the number of columns, the most that the rank could be. Eliminate and count the "
                "pivots."
            ),
        ),
        Slip(
            "counts-nonzero-rows",
            lambda g: (integer(_nonzero_rows(g.matrix())),),
            lambda g: (
                "Rows that are not zero count only after elimination: a row that is a combination of others becomes zero."
            ),
        ),
        Slip(
            "counts-rows",
            lambda g: (integer(g.matrix().shape[0]),),
            lambda g: f"{g.matrix().shape[0]} is the number of rows. Eliminate and count the pivots.",
        ),
        Slip(
            "full-rank-assumed",
            lambda g: (integer(min(g.matrix().shape)),),
            lambda g: f"{min(g.matrix().shape)} is the most that the rank could be. Eliminate and count the pivots.",
        ),
        Slip(
            "nullity-instead",
            lambda g: (integer(g.matrix().shape[1] - linalg.rank(g.matrix())),),
            lambda g: "This is the nullity, the number of columns without a pivot. The rank counts the pivots.",
        ),
        Slip(
            "one-dependence-too-many",
            lambda g: (integer(linalg.rank(g.matrix()) - 1),) if linalg.rank(g.matrix()) > 1 else (),
            lambda g: "One direction was struck out too many: the rows that remain after elimination are independent.",
        ),
    ),
)

NULLITY = Kind(
    name="nullity",
    form=Form.INTEGER,
    asks="the nullity of A, the dimension of its null space",
    fields=(Field("A", FieldType.MATRIX),),
    reference=lambda g: integer(g.matrix().shape[1] - linalg.rank(g.matrix())),
    judge=judge_a_count,
    why=lambda g, truth: (
        f"A has {g.matrix().shape[1]} columns and rank {linalg.rank(g.matrix())}; rank + nullity = number of columns, so the "
        f"nullity is {g.matrix().shape[1] - linalg.rank(g.matrix())}."
    ),
    slips=(
        Slip(
            "rank-instead",
            lambda g: (integer(linalg.rank(g.matrix())),),
            lambda g: "This is the rank. The nullity is the number of columns minus the rank.",
        ),
        Slip(
            "rows-for-columns",
            lambda g: (integer(g.matrix().shape[0] - linalg.rank(g.matrix())),),
            lambda g: (
                "This is rows minus rank, the nullity of Aᵀ. Rank and nullity of A add up to the number of columns."
            ),
        ),
        Slip(
            "counts-columns",
            lambda g: (integer(g.matrix().shape[1]),),
            lambda g: "This is the number of columns: rank and nullity together.",
        ),
    ),
)


# ---- numerical rank ------------------------------------------------------------------------------------------------


def singular_values_of(given: Given) -> tuple[float, ...]:
    """Return the singular values, descending, as floating point finds them: rounding noise is what the question is about."""
    if "A" in given:
        return tuple(float(s) for s in np.linalg.svd(given.matrix().array, compute_uv=False))
    return tuple(sorted((as_float(s).real for s in given.numbers("singular_values")), reverse=True))


def _tolerance(given: Given) -> float:
    """Return the threshold: atol, rtol·σ₁, or NumPy's σ₁·max(m, n)·ε (numpy.linalg.matrix_rank)."""
    values = singular_values_of(given)
    if "atol" in given:
        return as_float(given.number("atol").value).real
    largest = values[0] if values else 0.0
    if "rtol" in given:
        return as_float(given.number("rtol").value).real * largest
    size = max(given.matrix().shape) if "A" in given else len(values)
    return largest * size * float(np.finfo(np.float64).eps)


def numerical_rank_of(given: Given) -> int:
    tolerance = _tolerance(given)
    return sum(s > tolerance for s in singular_values_of(given))


def _demand_tolerance(given: Given) -> None:
    if "atol" in given and "rtol" in given:
        raise GivenError("numerical-rank takes rtol or atol, not both; both came")
    for name in ("atol", "rtol"):
        if name in given:
            value = given.number(name).value
            if isinstance(value, complex) or value < 0:
                raise GivenError(f"{name} must not be negative; {given.number(name).text} came")
    if "singular_values" in given:
        demand_nonnegative(given, "singular_values")


def demand_nonnegative(given: Given, name: str) -> None:
    for value in given.numbers(name):
        x = as_float(value)
        if isinstance(x, complex) or x < 0:
            raise GivenError(f"{name} must not be negative; {say_list([value])} came")


def _counted(given: Given, least: float) -> Iterator[Answer]:
    yield integer(sum(s > least for s in singular_values_of(given)))


NUMERICAL_RANK = Kind(
    name="numerical-rank",
    form=Form.INTEGER,
    asks="the numerical rank",
    fields=(
        Field("A", FieldType.MATRIX, one_of="matrix"),
        Field("singular_values", FieldType.VALUES, one_of="matrix"),
        Field("rtol", FieldType.NUMBER, required=False),
        Field("atol", FieldType.NUMBER, required=False),
    ),
    demand=_demand_tolerance,
    reference=lambda g: integer(numerical_rank_of(g)),
    judge=judge_a_count,
    why=lambda g, truth: (
        f"The threshold is {_tolerance(g):.2g}: {numerical_rank_of(g)} of the {len(singular_values_of(g))} singular values are above it, "
        "the rest is rounding."
    ),
    slips=(
        Slip(
            "counts-every-nonzero",
            lambda g: _counted(g, 0.0),
            lambda g: (
                f"Every singular value that is not exactly zero was counted. Those below {_tolerance(g):.2g} are rounding "
                "errors of zero."
            ),
        ),
        Slip(
            "counts-over-one",
            lambda g: _counted(g, 1.0),
            lambda g: (
                f"1 is no threshold: small singular values count as long as they stand above rounding ({_tolerance(g):.2g})."
            ),
        ),
        Slip(
            "counts-all",
            lambda g: (integer(len(singular_values_of(g))),),
            lambda g: "This is how many singular values there are. Count those that stand above rounding.",
        ),
        Slip(
            "counts-the-noise",
            lambda g: (integer(len(singular_values_of(g)) - numerical_rank_of(g)),),
            lambda g: "This counts the values below the threshold; the rank is the number of those above it.",
        ),
    ),
)

KINDS = (RANK, NULLITY, NUMERICAL_RANK)
