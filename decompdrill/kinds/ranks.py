"""Rank, nullity and numerical rank."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from decompdrill.kinds import oracles
from decompdrill.kinds.base import Given, Kind, Slip, counted, integer, judge_a_count
from decompdrill.kinds.making import counts
from decompdrill.kinds.reference.ranks import (
    demand_tolerance,
    numerical_rank_of,
    singular_values_of,
    tolerance_of,
    why_rank,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import ranks as steps
from decompdrill.kinds.steps.writing import decimals
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer


def _rows(given: Given) -> int:
    return given.matrix().shape[0]


def _columns(given: Given) -> int:
    return given.matrix().shape[1]


def _rank(given: Given) -> int:
    return linalg.rank(given.matrix())


def _nullity(given: Given) -> int:
    return _columns(given) - _rank(given)


def _shorter_side(given: Given) -> int:
    return min(given.matrix().shape)


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


RANK = Kind(
    signature=SIGNATURES["rank"],
    reference=lambda g: integer(_rank(g)),
    oracle=oracles.rank,
    judge=judge_a_count,
    why=why_rank,
    steps=steps.rank,
    slips=(
        Slip(
            "no-row-is-a-multiple",
            lambda g: counts([_pairwise_independent(g.matrix())]),
            lambda g: (
                "Rows can depend on each other although none is a multiple of another: look for a row that is a "
                "combination of several, or eliminate and count the pivots."
            ),
        ),
        Slip(
            "counts-columns",
            lambda g: counts([_columns(g)]),
            lambda g: (
                f"{_columns(g)} is the number of columns, the most that the rank could be. Eliminate and count the pivots."
            ),
        ),
        Slip(
            "counts-nonzero-rows",
            lambda g: counts([_nonzero_rows(g.matrix())]),
            lambda g: (
                "Rows that are not zero count only after elimination: a row that is a combination of others becomes zero."
            ),
        ),
        Slip(
            "counts-rows",
            lambda g: counts([_rows(g)]),
            lambda g: f"{_rows(g)} is the number of rows. Eliminate and count the pivots.",
        ),
        Slip(
            "full-rank-assumed",
            lambda g: counts([_shorter_side(g)]),
            lambda g: f"{_shorter_side(g)} is the most that the rank could be. Eliminate and count the pivots.",
        ),
        Slip(
            "nullity-instead",
            lambda g: counts([_nullity(g)]),
            lambda g: "This is the nullity, the number of columns without a pivot. The rank counts the pivots.",
        ),
        Slip(
            "one-dependence-too-many",
            lambda g: counts([_rank(g) - 1]),
            lambda g: "One direction was struck out too many: the rows that remain after elimination are independent.",
        ),
        Slip(
            "dependence-missed",
            lambda g: counts([_rank(g) + 1]),
            lambda g: "One dependence was missed. Eliminate to the end: a row that becomes zero does not count.",
            avoided=False,
        ),
        Slip(
            "counts-the-longer-side",
            lambda g: counts([max(g.matrix().shape), _rows(g) - _rank(g)]),
            lambda g: "The rank is the number of pivots after elimination, not of rows or columns with or without one.",
            avoided=False,
        ),
    ),
)

NULLITY = Kind(
    signature=SIGNATURES["nullity"],
    reference=lambda g: integer(_nullity(g)),
    oracle=oracles.nullity,
    judge=judge_a_count,
    why=lambda g, truth: (
        rf"$A$ has {_columns(g)} columns and rank {_rank(g)}; $\text{{rank}} + \text{{nullity}} = \text{{number of columns}}$, "
        f"so the nullity is {_nullity(g)}."
    ),
    steps=steps.nullity,
    slips=(
        Slip(
            "rank-instead",
            lambda g: counts([_rank(g)]),
            lambda g: "This is the rank. The nullity is the number of columns minus the rank.",
        ),
        Slip(
            "rows-for-columns",
            lambda g: counts([_rows(g) - _rank(g)]),
            lambda g: (
                r"This is rows minus rank, the nullity of $A^\top$. Rank and nullity of $A$ add up to the number of columns."
            ),
        ),
        Slip(
            "counts-columns",
            lambda g: counts([_columns(g)]),
            lambda g: "This is the number of columns: rank and nullity together.",
        ),
        Slip(
            "one-off",
            lambda g: counts(_nullity(g) + d for d in (1, -1)),
            lambda g: (
                f"One off: $A$ has {_columns(g)} columns, and elimination leaves {counted(_rank(g), 'pivot')}. The nullity is "
                "the difference."
            ),
            avoided=False,
        ),
        Slip(
            "counts-a-side",
            lambda g: counts([_rows(g), _shorter_side(g) - _rank(g)]),
            lambda g: "The nullity is the number of columns without a pivot: columns minus rank.",
            avoided=False,
        ),
    ),
)


def _count_above(given: Given, least: float) -> int:
    return sum(s > least for s in singular_values_of(given))


def _other_tolerance(given: Given) -> Iterator[Answer]:
    values = np.array(singular_values_of(given))
    for name in ("rtol", "atol"):
        if name in given:
            bound = float(abs(as_float(given.scalar(name))))
            yield from counts([int(np.sum(values > bound)), int(np.sum(values > bound * values.max(initial=0.0)))])


def _threshold(given: Given) -> str:
    return f"${decimals(tolerance_of(given), 2)}$"


NUMERICAL_RANK = Kind(
    signature=SIGNATURES["numerical-rank"],
    reference=lambda g: integer(numerical_rank_of(g)),
    oracle=oracles.numerical_rank,
    judge=judge_a_count,
    why=lambda g, truth: (
        f"The threshold is {_threshold(g)}: {numerical_rank_of(g)} of the {len(singular_values_of(g))} singular values are "
        "above it, the rest is rounding."
    ),
    demand=demand_tolerance,
    steps=steps.numerical_rank,
    slips=(
        Slip(
            "counts-every-nonzero",
            lambda g: counts([_count_above(g, 0.0)]),
            lambda g: (
                f"Every singular value that is not exactly zero was counted. Those below {_threshold(g)} are rounding "
                "errors of zero."
            ),
        ),
        Slip(
            "counts-over-one",
            lambda g: counts([_count_above(g, 1.0)]),
            lambda g: (
                f"1 is no threshold: small singular values count as long as they stand above rounding ({_threshold(g)})."
            ),
        ),
        Slip(
            "counts-all",
            lambda g: counts([len(singular_values_of(g))]),
            lambda g: "This is how many singular values there are. Count those that stand above rounding.",
        ),
        Slip(
            "counts-the-noise",
            lambda g: counts([len(singular_values_of(g)) - numerical_rank_of(g)]),
            lambda g: "This counts the values below the threshold; the rank is the number of those above it.",
        ),
        Slip(
            "relative-for-absolute",
            _other_tolerance,
            lambda g: (
                "The tolerance was taken the wrong way: `rtol` is a share of the largest singular value, `atol` the bound "
                "itself."
            ),
            avoided=False,
        ),
        Slip(
            "one-off",
            lambda g: counts(numerical_rank_of(g) + d for d in (1, -1)),
            lambda g: "One off: count each singular value that stands above the threshold, and none of the others.",
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (RANK, NULLITY, NUMERICAL_RANK)
