"""What is said of ranks, nullities and numerical ranks holds for what was given and typed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.exercises import grade
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.kinds.solve import solve
from decompdrill.model import Raw
from tests.feedback import feedback_of, shown

WIDE: list[Raw] = [[1, 2, 3], [2, 4, 6]]  # rank 1
SUM: list[Raw] = [[1, 2, 3], [4, 5, 6], [5, 7, 9]]  # rank 2: the third row is the sum of the others
NOTHING: list[Raw] = [[0, 0], [0, 0]]
MEASURED: Mapping[str, Raw] = {"singular_values": ["25.4", "1.9", "0.31", "0.064", "0.0081", "0.0032"], "atol": "0.01"}
RELATIVE: Mapping[str, Raw] = {"singular_values": ["8", "2", "0.6", "0.1"], "rtol": "0.1"}  # above 0.8 are 8 and 2
PRINTED: Mapping[str, Raw] = {"singular_values": ["5", "0.3", "1e-15", "2e-16"]}

SAID: list[tuple[str, Mapping[str, Raw], str, str | None, str]] = [
    # a wide matrix has no rank as large as its number of columns
    (
        "rank",
        {"A": WIDE},
        "3",
        "counts-columns",
        "3 is the number of columns, and the rank is at most 2, the number of rows. Eliminate and count the pivots.",
    ),
    (
        "rank",
        {"A": [[1, 2], [2, 4], [3, 6]]},
        "2",
        "counts-columns",
        "2 is the number of columns, the most that the rank could be. Eliminate and count the pivots.",
    ),
    (
        "rank",
        {"A": SUM},
        "3",
        "no-row-is-a-multiple",
        "No row is zero or a multiple of another, but the rows are linearly dependent: a row can be a combination of several others. Eliminate and count the pivots.",
    ),
    (
        "rank",
        {"A": [*SUM, [0, 0, 0], [2, 4, 6]]},
        "3",
        "no-row-is-a-multiple",
        "Without zero rows and multiples of other rows, 3 rows are left, but these are linearly dependent: a row can be a combination of several others. Eliminate and count the pivots.",
    ),
    ("rank", {"A": NOTHING}, "1", "dependence-missed", "Every entry of A is zero, so there is no pivot at all."),
    # no dependence was missed: there is none
    (
        "rank",
        {"A": [[1, 2], [3, 4]]},
        "3",
        None,
        "Elimination leaves 2 pivots: the rank is 2, the most that a 2 × 2 matrix can have.",
    ),
    (
        "rank",
        {"A": [[1, 2, 3, 5], [1, 2, 3, 5], [1, 2, 3, 5]]},
        "0",
        "one-dependence-too-many",
        "Only a zero matrix has rank 0, and A has an entry that is not zero.",
    ),
    (
        "nullity",
        {"A": WIDE},
        "1",
        "rank-instead",
        "1 is the rank. The nullity is the number of columns, 3, minus the rank.",
    ),
    # of measurements, what is within their uncertainty is no rounding
    (
        "numerical-rank",
        MEASURED,
        "6",
        "counts-every-nonzero",
        "Every singular value that is not exactly zero was counted. Those that are not above the threshold, 0.01, count as zero.",
    ),
    (
        "numerical-rank",
        MEASURED,
        "2",
        "counts-over-one",
        "The threshold is 0.01, not 1: every singular value above it counts.",
    ),
    (
        "numerical-rank",
        MEASURED,
        "4",
        None,
        "The threshold is 0.01: 4 of the 6 singular values are above it, and the rest count as zero.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["8", "2", "0.6", "0.1"], "atol": "0.5"},
        "1",
        "counts-the-noise",
        "This counts the singular values that are not above the threshold, 0.5. Count those above it.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["8", "6", "2", "0.6", "0.55", "0.1"], "atol": "0.5"},
        "2",
        "relative-for-absolute",
        "The tolerance is absolute: the threshold is 0.5 itself, not a share of the largest singular value.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["8", "2", "0.6", "0.5", "0.2", "0.05"], "rtol": "0.1"},
        "5",
        "relative-for-absolute",
        "The tolerance is relative: the threshold is 0.8, which is 0.1 times the largest singular value.",
    ),
    (
        "numerical-rank",
        PRINTED,
        "4",
        "counts-every-nonzero",
        "Every singular value that is not exactly zero was counted. Those that are not above the threshold, about 4.4 × 10⁻¹⁵, count as zero.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "answer", "slip", "said"), SAID, ids=range(len(SAID)))
def test_what_is_said_holds_here(kind: str, given: Mapping[str, Raw], answer: str, slip: str | None, said: str) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.slip, feedback_of(verdict)) == (slip, said)


WHY: list[tuple[str, Mapping[str, Raw], str]] = [
    ("rank", {"A": [[0, 3, 1]]}, "Elimination leaves 1 pivot: the rank is 1, the most that a 1 × 3 matrix can have."),
    ("rank", {"A": SUM}, "Elimination leaves 2 pivots, and the other row becomes zero: the rank is 2."),
    ("rank", {"A": NOTHING}, "Every entry is zero, so there is no pivot: the rank is 0."),
    (
        "nullity",
        {"A": [[3], [4]]},
        "A has 1 column and rank 1. Rank and nullity add up to the number of columns, so the nullity is 1 − 1 = 0.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["25.4", "0.3", "0.1"], "atol": "0.5"},
        "The threshold is 0.5: 1 of the 3 singular values is above it, and the rest count as zero.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["0.3", "0.1"], "atol": "0.5"},
        "The threshold is 0.5, and no singular value is above it: all of them count as zero.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["3", "1"], "atol": "0.5"},
        "The threshold is 0.5, and every singular value is above it: the numerical rank is 2.",
    ),
    (
        "numerical-rank",
        {"singular_values": ["3", "0.1"], "rtol": "1/3"},
        "The threshold is 1: 1 of the 2 singular values is above it, and the rest count as zero.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "why"), WHY, ids=range(len(WHY)))
def test_the_reason_fits_the_numbers(kind: str, given: Mapping[str, Raw], why: str) -> None:
    task = grade.task_of(kind, given)
    assert shown(task.kind.why(task.given, task.kind.reference(task.given))) == why


# ---- worked solutions ----------------------------------------------------------------------------------------------

STEPS: list[tuple[str, Mapping[str, Raw], str]] = [
    (
        "numerical-rank",
        MEASURED,
        "A singular value that is not above the tolerance cannot be told from 0, so it counts as zero.",
    ),
    (
        "numerical-rank",
        MEASURED,
        "Above it: 25.4, 1.9, 0.31, 0.064. Not above it, so counted as zero: 0.0081, 0.0032.",
    ),
    (
        "numerical-rank",
        PRINTED,
        "NumPy's threshold is the largest singular value times the larger of the number of rows and of columns, which is p = 4 for a square matrix, times machine epsilon: τ = σ₁ · p · ε ≈ 5 · 4 · 2.22 × 10⁻¹⁶ ≈ 4.441 × 10⁻¹⁵",
    ),
    ("numerical-rank", RELATIVE, "Check: the last that counts is 2 > 0.8, and the next is 0.6 ≤ 0.8."),
    # the second row is zero from the beginning
    ("rank", {"A": [[1, 2], [0, 0]]}, "Here row 2 is zero."),
    ("rank", {"A": [[1, 2], [0, 0]]}, "So every row is a multiple of row 1, and not all are zero: the rank is 1."),
    (
        "rank",
        {"A": [[1, 2], [0, 0]]},
        "Check: every column must be a multiple of column 1 then: column 2 = 2 · column 1.",
    ),
    (
        "nullity",
        {"A": [[1, 2], [3, 4]]},
        "Check: the 2×2 determinant of rows 1 and 2 and columns 1 and 2 is not zero, |1 2; 3 4| = 1 · 4 − 2 · 3 = −2 so the rank is at least 2, and it cannot be more. So Ax = 0 has only the solution x = 0.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "step"), STEPS, ids=range(len(STEPS)))
def test_a_step_holds_for_the_numbers_of_the_problem(kind: str, given: Mapping[str, Raw], step: str) -> None:
    assert step in [shown(s) for s in solve(kind, given)]


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        *((kind, {"A": A}) for kind in ("rank", "nullity") for A in ([[0]], NOTHING, [[1]], [[1, 0], [0, 1]], WIDE)),
        *(("numerical-rank", given) for given in (MEASURED, RELATIVE, PRINTED, {"A": NOTHING}, {"A": WIDE, "rtol": 0})),
    ],
)
def test_every_sentence_can_be_said_of_the_plainest_matrices(kind: str, given: Mapping[str, Raw]) -> None:
    read = read_given(KINDS[kind], given)
    assert all(shown(slip.said(read)) for slip in KINDS[kind].slips)
