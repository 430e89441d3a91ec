"""Rank, nullity and numerical rank."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from decompdrill.kinds import oracles
from decompdrill.kinds.base import Given, Kind, Slip, Told, counted, integer_answer, judge_a_count
from decompdrill.kinds.departures import negative
from decompdrill.kinds.making import counts
from decompdrill.kinds.reference.ranks import (
    demand_one_tolerance,
    numerical_rank_of,
    real_part,
    say_decimal,
    say_threshold,
    singular_values_of,
    tolerance_of,
    why_numerical_rank,
    why_rank,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import ranks as steps
from decompdrill.kinds.steps.writing import decimals
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer, Typed


def _rows(given: Given) -> int:
    return given.matrix().shape[0]


def _columns(given: Given) -> int:
    return given.matrix().shape[1]


def _longer_side_or_rows_left(given: Given, typed: Typed) -> Told | None:
    """Return which count was typed; none where it is both."""
    rows, columns = given.matrix().shape
    came, left = typed.rows[0][0].exact, rows - _rank(given)
    if came == left != max(rows, columns):
        return Told(f"{left} is the number of rows without a pivot. The rank is the number of pivots.")
    if came == max(rows, columns) != left:
        side = "rows and of columns" if rows == columns else "rows" if rows > columns else "columns"
        return Told(f"{came} is the number of {side}. The rank is the number of pivots after elimination.")
    return None


def _rank(given: Given) -> int:
    return linalg.rank(given.matrix())


def _nullity(given: Given) -> int:
    return _columns(given) - _rank(given)


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


def _say_no_row_is_a_multiple(given: Given) -> str:
    count = _pairwise_independent(given.matrix())
    left = (
        "No row is zero or a multiple of another, but the rows"
        if count == _rows(given)
        else f"Without zero rows and multiples of other rows, {count} rows are left, but these"
    )
    if count > _columns(given):
        subject = left.removesuffix(" the rows").removesuffix(" these")
        return (
            f"{subject} $A$ has only {counted(_columns(given), 'column')}, so its rank is at most {_columns(given)}. "
            "Eliminate and count the pivots."
        )
    return (
        f"{left} are linearly dependent: a row can be a combination of several others. Eliminate and count the pivots."
    )


def _say_counts_columns(given: Given) -> str:
    rows, columns = given.matrix().shape
    most = (
        "the most that the rank could be" if columns <= rows else f"and the rank is at most {rows}, the number of rows"
    )
    return f"{columns} is the number of columns, {most}. Eliminate and count the pivots."


def _say_one_dependence_too_many(given: Given) -> str:
    if _rank(given) == 1:
        return "Only a zero matrix has rank 0, and $A$ has an entry that is not zero."
    return (
        "One too few: every row that is not zero after elimination counts, since these rows are linearly independent."
    )


def _say_dependence_missed(given: Given) -> str:
    if _rank(given) == 0:
        return "Every entry of $A$ is zero, so there is no pivot at all."
    return "One too many: a row that depends on the others was counted. Eliminate to the end; a row of zeros does not count."


RANK = Kind(
    signature=SIGNATURES["rank"],
    reference=lambda g: integer_answer(_rank(g)),
    oracle=oracles.rank,
    judge=judge_a_count,
    why=why_rank,
    steps=steps.rank,
    slips=(
        Slip(
            "no-row-is-a-multiple",
            lambda g: counts([_pairwise_independent(g.matrix())]),
            _say_no_row_is_a_multiple,
        ),
        Slip("counts-columns", lambda g: counts([_columns(g)]), _say_counts_columns),
        Slip(
            "counts-nonzero-rows",
            lambda g: counts([_nonzero_rows(g.matrix())]),
            lambda g: (
                f"{_nonzero_rows(g.matrix())} rows are nonzero, but they are linearly dependent: count the nonzero rows after "
                "elimination, not before."
            ),
        ),
        Slip(
            "counts-rows",
            lambda g: counts([_rows(g)]),
            lambda g: f"{_rows(g)} is the number of rows. Eliminate and count the pivots.",
        ),
        Slip(
            "full-rank-assumed",
            lambda g: counts([min(g.matrix().shape)]),
            lambda g: f"{min(g.matrix().shape)} is the most that the rank could be. Eliminate and count the pivots.",
        ),
        Slip(
            "nullity-instead",
            lambda g: counts([_nullity(g)]),
            lambda g: (
                f"{_nullity(g)} is the nullity, the number of columns without a pivot. The rank is the number of columns with one."
            ),
        ),
        Slip("one-dependence-too-many", lambda g: counts([_rank(g) - 1]), _say_one_dependence_too_many),
        Slip(
            "dependence-missed",
            lambda g: counts([_rank(g) + 1] if _rank(g) < min(g.matrix().shape) else []),
            _say_dependence_missed,
            avoided=False,
        ),
        Slip(
            "counts-the-longer-side",
            lambda g: counts([max(g.matrix().shape), _rows(g) - _rank(g)]),
            lambda g: "The rank is the number of pivots after elimination.",
            avoided=False,
            sees=_longer_side_or_rows_left,
        ),
        negative(lambda _: "A rank is never negative. Eliminate and count the pivots."),
    ),
)

NULLITY = Kind(
    signature=SIGNATURES["nullity"],
    reference=lambda g: integer_answer(_nullity(g)),
    oracle=oracles.nullity,
    judge=judge_a_count,
    why=lambda g, truth: (
        f"$A$ has {counted(_columns(g), 'column')} and rank {_rank(g)}. Rank and nullity add up to the number of columns, so "
        f"the nullity is ${_columns(g)} - {_rank(g)} = {_nullity(g)}$."
    ),
    steps=steps.nullity,
    slips=(
        Slip(
            "rank-instead",
            lambda g: counts([_rank(g)]),
            lambda g: f"{_rank(g)} is the rank. The nullity is the number of columns, {_columns(g)}, minus the rank.",
        ),
        Slip(
            "rows-for-columns",
            lambda g: counts([_rows(g) - _rank(g)]),
            lambda g: (
                "This is the number of rows minus the rank, the nullity of $A^\\top$. Rank and nullity of $A$ add up to the "
                f"number of columns, {_columns(g)}."
            ),
        ),
        Slip(
            "counts-columns",
            lambda g: counts([_columns(g)]),
            lambda g: f"{_columns(g)} is the number of columns, the rank plus the nullity. Subtract the rank.",
        ),
        Slip(
            "one-off",
            lambda g: counts(_nullity(g) + d for d in (1, -1)),
            lambda g: (
                f"Off by one: the nullity is the number of columns, {_columns(g)}, minus the number of pivots. Count the pivots again."
            ),
            avoided=False,
        ),
        Slip(
            "counts-a-side",
            lambda g: counts([_rows(g), min(g.matrix().shape) - _rank(g)]),
            lambda g: (
                f"The nullity is the number of columns without a pivot: the number of columns, {_columns(g)}, minus the rank."
            ),
            avoided=False,
        ),
        negative(
            lambda g: (
                f"A nullity is never negative: it is the number of columns, {_columns(g)}, minus the rank, in this order."
            )
        ),
    ),
)


# ---- numerical rank ------------------------------------------------------------------------------------------------


def _count_above(given: Given, least: float) -> int:
    return sum(s > least for s in singular_values_of(given))


def _other_tolerance(given: Given) -> Iterator[Answer]:
    """Yield what a relative tolerance gives as an absolute one, or the other way round."""
    largest = max(singular_values_of(given), default=0.0)
    if "rtol" in given:
        yield from counts([_count_above(given, real_part(given.scalar("rtol")))])
    if "atol" in given:
        yield from counts([_count_above(given, real_part(given.scalar("atol")) * largest)])


def _say_other_tolerance(given: Given) -> str:
    if "rtol" in given:
        return (
            f"The tolerance is relative: the threshold is {say_threshold(given)}, which is {say_decimal(given.scalar('rtol'))} "
            r"times the largest singular value."
        )
    return f"The tolerance is absolute: the threshold is {say_threshold(given)} itself, not a share of the largest singular value."


def _threshold(given: Given) -> str:
    return f"${decimals(tolerance_of(given), 2)}$"


NUMERICAL_RANK = Kind(
    signature=SIGNATURES["numerical-rank"],
    reference=lambda g: integer_answer(numerical_rank_of(g)),
    oracle=oracles.numerical_rank,
    judge=judge_a_count,
    why=why_numerical_rank,
    demand=demand_one_tolerance,
    steps=steps.numerical_rank,
    slips=(
        Slip(
            "counts-every-nonzero",
            lambda g: counts([_count_above(g, 0.0)]),
            lambda g: (
                "Every singular value that is not exactly zero was counted. Those that are not above the threshold, "
                f"{say_threshold(g)}, count as zero."
            ),
        ),
        Slip(
            "counts-over-one",
            lambda g: counts([_count_above(g, 1.0)]),
            lambda g: f"The threshold is {say_threshold(g)}, not 1: every singular value above it counts.",
        ),
        Slip(
            "counts-all",
            lambda g: counts([len(singular_values_of(g))]),
            lambda g: (
                f"{len(singular_values_of(g))} is the number of singular values. Count only those above the threshold, "
                f"{say_threshold(g)}."
            ),
        ),
        Slip(
            "counts-the-noise",
            lambda g: counts([len(singular_values_of(g)) - numerical_rank_of(g)]),
            lambda g: (
                f"This counts the singular values that are not above the threshold, {say_threshold(g)}. Count those above it."
            ),
        ),
        Slip("relative-for-absolute", _other_tolerance, _say_other_tolerance, avoided=False),
        Slip(
            "one-off",
            lambda g: counts(numerical_rank_of(g) + d for d in (1, -1)),
            lambda g: f"Off by one: count each singular value above the threshold, {say_threshold(g)}, and no other.",
            avoided=False,
        ),
        negative(
            lambda g: f"A rank is never negative. Count the singular values above the threshold, {say_threshold(g)}."
        ),
    ),
)

KINDS: tuple[Kind, ...] = (RANK, NULLITY, NUMERICAL_RANK)
