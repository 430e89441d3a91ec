"""What is said of wrong singular values, decompositions, norms and low-rank answers holds for the numbers at hand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np
import pytest

from decompdrill import answers
from decompdrill.bank.load import load_banks
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.solve import solve
from decompdrill.kinds.steps.singular import decomposition
from decompdrill.maths.linalg import as_array
from decompdrill.model import Form, Raw
from tests.feedback import feedback_of, shown
from tests.instances import INSTANCES

LEANING: list[Raw] = [[3, 0], [4, 5]]  # U = [1, 3; 3, −1]/√10, σ = 3√5, √5, Vᵀ = [1, 1; 1, −1]/√2
U, VT = "1/sqrt(10) 3/sqrt(10); 3/sqrt(10) -1/sqrt(10)", "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2)"
WIDE: list[Raw] = [[1, 0, 2], [0, 3, 1]]
DIAGONAL_WIDE: list[Raw] = [[6, 0, 0, 0], [0, 3, 0, 0], [0, 0, 0, 0]]
MOVED: list[Raw] = [[0, 2, 0], [0, 0, 1], [-3, 0, 0]]  # σ = 3, 2, 1
OTHER: list[Raw] = [[1, -4], [5, 3]]

FREE = "The signs of a pair uᵢ, vᵢ may be flipped together; economy and full factors are both right."


# ---- a part that is right is never blamed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("A", "typed"),
    [
        ([[-2, 0], [3, 2]], "U = 1 0; 0 1 | S = 4, 1 | Vt = 1 0; 0 1"),
        ([[6, 0], [0, 4]], "U = 0.6 0.8; -0.8 0.6 | S = 6, 4 | Vt = 1 0; 0 1"),
        ([[0, 12], [20, 0], [0, 9]], "U = 1 0; 0 1; 0 0 | S = 20, 15 | Vt = 1 0; 0 1"),
        ([[1, 2], [2, 4]], "U = 1 0; 0 1 | S = 5, 0 | Vt = 1 0; 0 1"),
        # the zeros of Σ may be left out
        ([[1, 2], [2, 4]], "U = 1; 0 | S = 5 | Vt = 1 0"),
        ([[1, 2, 2], [2, 4, 4], [3, 6, 6]], "U = 1; 0; 0 | S = 3sqrt(14) | Vt = 1 0 0"),
    ],
)
def test_singular_values_that_are_right_are_not_blamed_for_vectors_that_are_wrong(A: Raw, typed: str) -> None:
    verdict = grade.grade("svd", {"A": A}, typed)
    assert next(c for c in verdict.checks if c.name == "singular-values").passed
    assert verdict.slip is None
    assert "In Σ" not in feedback_of(verdict)


@pytest.mark.parametrize(
    "typed",
    [
        # the negative values belong to columns that are not orthonormal, and −45 is no square
        "U = 2 0; 0 1 | S = 1.5, -5 | Vt = 1 0; 0.8 -1",
        f"U = {U} | S = -45, 5 | Vt = {VT}",
    ],
)
def test_only_what_would_make_a_decomposition_right_is_advised(typed: str) -> None:
    assert grade.grade("svd", {"A": LEANING}, typed).slip is None


# ---- whole sentences --------------------------------------------------------------------------------------------------

SAID: list[tuple[str, Mapping[str, Raw], str, str]] = [
    (
        "svd",
        {"A": LEANING},
        f"U = {U} | S = sqrt(5), sqrt(45) | Vt = {VT}",
        "The singular values and vectors are right, but wrongly paired: column i of U, σᵢ and row i of Vᵀ belong together. "
        "Test Avᵢ = σᵢuᵢ for each i.",
    ),
    (
        "svd",
        {"A": LEANING},
        f"U = {U} | S = sqrt(45), sqrt(5) | Vt = {VT}",
        "The singular values are 3√5 and √5. The rows vᵢ of Vᵀ are orthonormal eigenvectors of AᵀA, and uᵢ = Avᵢ/σᵢ. "
        + FREE,
    ),
    # a singular value 0 has no uᵢ = Avᵢ/σᵢ
    (
        "svd",
        {"A": [[3, 0], [0, 0]]},
        "U = 1 0; 0 1 | S = 3, 0 | Vt = 1 0; 0 1",
        "The singular values are 3 and 0. The rows vᵢ of Vᵀ are orthonormal eigenvectors of AᵀA, and uᵢ = Avᵢ/σᵢ where σᵢ > 0. "
        + FREE,
    ),
    # rows, not columns, and AAᵀ, not AᵀA
    (
        "singular-values",
        {"A": WIDE},
        "sqrt(5), sqrt(10)",
        "These are the lengths of the rows of A. They would be its singular values if those rows were orthogonal, and they are not. "
        "Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    (
        "singular-values",
        {"A": WIDE},
        "10.70156, 4.29844",
        "These are the squares σᵢ². Take their square roots: σ₁ ≈ √10.7.",
    ),
    (
        "singular-values",
        {"A": DIAGONAL_WIDE},
        "36, 9, 0",
        "These are the squares σᵢ². Take their square roots: σ₁ = √36.",
    ),
    (
        "singular-values",
        {"A": DIAGONAL_WIDE},
        "36, 9, 0, 0",
        "These are squares σᵢ². Take their square roots. This 3 × 4 matrix has 3 singular values.",
    ),
    (
        "singular-values",
        {"A": [[3], [4], [0]]},
        "5, 0, 0",
        "This 3 × 1 matrix has 1 singular value, not 3. Leave out the zeros that AAᵀ adds.",
    ),
    # symmetric: the sizes of the eigenvalues are the singular values
    (
        "singular-values",
        {"A": [[1, 2], [2, 1]]},
        "3, -1",
        "These are the eigenvalues of A. Take their absolute values, which are the singular values of this A.",
    ),
    (
        "singular-values",
        {"A": [["i", 1], [0, 2]]},
        "1, 2.2360679775",
        "These are the lengths of the columns of A. They would be its singular values if those columns were orthogonal, and "
        "they are not. Take the square roots of the eigenvalues of A*A.",
    ),
    # of a square matrix the columns or the rows, whichever were taken
    (
        "singular-values",
        {"A": LEANING},
        "5, 5",
        "These are the lengths of the columns of A. They would be its singular values if those columns were orthogonal, and "
        "they are not. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    (
        "singular-values",
        {"A": LEANING},
        "3, sqrt(41)",
        "These are the lengths of the rows of A. They would be its singular values if those rows were orthogonal, and they "
        "are not. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    # which number it is
    (
        "norm",
        {"A": OTHER, "norm": "frobenius"},
        "8",
        "This is the largest sum of absolute values in a row. Square every entry, add, and take the square root: "
        "‖A‖_F = √(1²+(−4)²+5²+3²).",
    ),
    (
        "norm",
        {"A": OTHER, "norm": "frobenius"},
        "13",
        "This is the sum of the absolute values of all entries. Square every entry, add, and take the square root: "
        "‖A‖_F = √(1²+(−4)²+5²+3²).",
    ),
    (
        "norm",
        {"A": LEANING, "norm": "spectral"},
        "5sqrt(2)",
        "This is the Frobenius norm of A. Find the largest singular value: σ₁² is the largest eigenvalue of "
        "AᵀA = [25 20; 20 25].",
    ),
    (
        "norm",
        {"A": [[1, 2], [3, 4]], "norm": "spectral"},
        "sqrt(20)",
        "This is the length of the longest column. Find the largest singular value: σ₁² is the largest eigenvalue of "
        "AᵀA = [10 14; 14 20].",
    ),
    # nothing is squared, and no root stands in the formula
    (
        "norm",
        {"A": MOVED, "norm": "nuclear"},
        "36",
        "This is the square of the sum of the singular values. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    ("norm", {"A": [[8, 0], [0, 3]], "norm": "spectral"}, "8", "‖A‖₂ = σ₁ = 8, the largest singular value."),
    # two of three layers are the smallest, and the first of them is to be kept
    (
        "low-rank",
        {"A": [[3, 0, 0], [0, 2, 0], [0, 0, 1]], "k": 2},
        "0 0 0; 0 2 0; 0 0 1",
        "What was kept belongs to smaller singular values. Keep the 2 layers with the largest singular values: "
        "A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    (
        "low-rank",
        {"A": LEANING, "k": 1},
        "3 0; 4 5",
        "This is A itself. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    (
        "low-rank",
        {"A": [[4, 0], [0, 3]], "k": 1},
        "4 0; 0 0",
        "A₁ = σ₁u₁v₁ᵀ keeps the larger of the singular values 4 and 3 (Eckart–Young).",
    ),
    ("low-rank", {"A": [[1, 2], [2, 4]], "k": 1}, "1 2; 2 4", "A has rank 1, so nothing is dropped: A₁ = A."),
    # a share, and the square of one
    (
        "low-rank-error",
        {"singular_values": [11, 6, 3, 2, 1], "k": 2, "norm": "frobenius"},
        "0.0819",
        "This is the squared error as a share of the squared norm of A. Square the dropped singular values, add, and take the "
        "square root: ‖A − A₂‖_F = √(3²+2²+1²).",
    ),
    (
        "low-rank-error",
        {"singular_values": [11, 6, 3, 2, 1], "k": 2, "norm": "frobenius"},
        "0.918",
        "This is the share of the sum of squares that is kept. Square the dropped singular values, add, and take the square "
        "root: ‖A − A₂‖_F = √(3²+2²+1²).",
    ),
    # a whole number is no rough 0.918 or √6
    (
        "low-rank-error",
        {"singular_values": [11, 6, 3, 2, 1], "k": 2, "norm": "frobenius"},
        "1",
        "This is one of the singular values. Square the dropped singular values, add, and take the square root: "
        "‖A − A₂‖_F = √(3²+2²+1²).",
    ),
    (
        "low-rank-error",
        {"singular_values": [11, 6, 3, 2, 1], "k": 2, "norm": "frobenius"},
        "2",
        "This is one of the singular values. Square the dropped singular values, add, and take the square root: "
        "‖A − A₂‖_F = √(3²+2²+1²).",
    ),
    (
        "low-rank-error",
        {"singular_values": [10, 4, 3, 1], "k": 2, "norm": "spectral"},
        "9",
        "This is the square of the error. Take its square root.",
    ),
    (
        "low-rank-error",
        {"singular_values": [10, 4, 3, 1], "k": 1, "norm": "spectral"},
        "100",
        "This is made from σ₁, which is kept. Take the largest singular value that is dropped: ‖A − A₁‖₂ = σ₂.",
    ),
    (
        "low-rank-error",
        {"singular_values": [10, 4, 3, 1], "k": 4, "norm": "spectral"},
        "1",
        "This is the error at rank 3: one singular value too few is kept. Nothing is dropped here.",
    ),
    (
        "low-rank-storage",
        {"m": 300, "n": 80, "k": 5},
        "22095",
        "This is how many numbers are saved. The question asks how many are stored. Count 300 · 5 numbers for U, 80 · 5 for V "
        "and 5 for Σ: k(m + n + 1).",
    ),
    (
        "lora-parameters",
        {"r": 3, "layers": [{"d_in": 3, "d_out": 3}]},
        "54",
        "This is r times the number of trained parameters. Each layer trains r(d_in + d_out) parameters: 3(3 + 3).",
    ),
]


@pytest.mark.parametrize(("kind", "given", "typed", "said"), SAID, ids=[f"{i}-{s[0]}" for i, s in enumerate(SAID)])
def test_each_clause_holds_for_what_was_typed(kind: str, given: Mapping[str, Raw], typed: str, said: str) -> None:
    assert feedback_of(grade.grade(kind, given, typed)) == said


@pytest.mark.parametrize(
    ("kind", "given", "typed"),
    [
        ("low-rank-storage", {"m": 100, "n": 100, "k": 50}, "50"),
        ("low-rank-storage", {"m": 10, "n": 10, "k": 9}, "89"),
        ("compression-factor", {"m": 5, "n": 9, "k": 4}, "15"),
        ("compression-factor", {"m": 5, "n": 9, "k": 4}, "-1/3"),
        ("lora-parameters", {"r": 30, "layers": [{"d_in": 20, "d_out": 30}]}, "900"),
    ],
)
def test_nothing_is_called_saved_where_more_is_stored(kind: str, given: Mapping[str, Raw], typed: str) -> None:
    assert "saved" not in feedback_of(grade.grade(kind, given, typed))


# ---- what a slip says is no answer ------------------------------------------------------------------------------------

COUNTED = ("low-rank-storage", "compression-factor", "lora-parameters", "low-rank-error", "norm")


@pytest.mark.parametrize(
    ("kind", "given"), [(kind, given) for kind in COUNTED for given in INSTANCES[kind]], ids=lambda x: str(x)[:40]
)
def test_no_slip_says_the_true_answer(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    truth = answers.show(name_slip.reference(task))
    for slip in chain(KINDS[kind].avoided_slips, KINDS[kind].other_slips):
        assert f"= {truth}" not in shown(slip.said(task.given)), slip.id
    assert KINDS[kind].form in (Form.NUMBER, Form.INTEGER)


# ---- worked steps -----------------------------------------------------------------------------------------------------


def steps_of(kind: str, given: Mapping[str, Raw]) -> list[str]:
    return [shown(step) for step in solve(kind, given)]


@pytest.mark.parametrize("name", ["svd.whole-2x2", "svd.whole-diagonal", "svd.whole-orthogonal-columns"])
def test_the_vectors_of_the_steps_have_the_signs_of_the_answer_that_is_printed(name: str) -> None:
    question = load_banks(None, known_names()).questions[name]
    for seed in range(1, 21):
        exercise = pose(question, seed)
        found = decomposition(grade.task_of(exercise.kind, exercise.given).given.matrix())
        printed = dict(exercise.answer.parts)
        assert np.allclose(as_array(found.U), as_array(printed["U"].rows)), seed
        assert np.allclose(as_array(found.Vt), as_array(printed["Vt"].rows)), seed


def test_a_vector_has_the_sign_of_the_answer_that_is_printed_from_the_start() -> None:
    steps = steps_of("svd", {"A": [[1, 2], [2, 4]]})
    assert not any("opposite" in s for s in steps)
    assert steps[-8] == (
        "An eigenvector for λ = 0 is perpendicular to this one: swap the two entries and flip one sign, v = [2; −1]"
    )
    assert steps[-6] == "So v₁ = [√5/5; 2√5/5], v₂ = [2√5/5; −√5/5]"


@pytest.mark.parametrize(
    ("A", "steps"),
    [
        (
            [[-6, 0, 0], [0, 4, 0]],
            [
                "A is diagonal, so AAᵀ is too: its eigenvalues are the squares of the diagonal entries.",
                "So the singular values are the absolute values of the diagonal entries: |−6| = 6, |4| = 4",
                "Largest first: σ₁ = 6, σ₂ = 4",
                "Check: the squares add up to 6² + 4² = 52, and so do the squares of the entries: "
                "‖A‖_F² = (−6)² + 4² = 52",
            ],
        ),
        (
            [[0, 12], [20, 0], [0, 9]],
            [
                "The columns of A are orthogonal to each other, so AᵀA is diagonal and holds the squares of their lengths. "
                "AᵀA = [0 20 0; 12 0 9][0 12; 20 0; 0 9] = [400 0; 0 225]",
                "The singular values are the square roots of the diagonal entries, which are the lengths of the columns.",
                "Largest first: σ₁ = √400 = 20, σ₂ = √225 = 15",
                "Check: the squares add up to 20² + 15² = 625, and so do the squares of the entries: "
                "‖A‖_F² = 12² + 20² + 9² = 625",
            ],
        ),
        (
            [[3, 4]],
            [
                "A has one row, so AAᵀ is one number, the square of its length. AAᵀ = [3 4][3; 4] = [25]",
                "The singular value is its square root, the length of the row.",
                "So: σ₁ = √25 = 5",
                "Check: the squares add up to 5² = 25, and so do the squares of the entries: ‖A‖_F² = 3² + 4² = 25",
            ],
        ),
    ],
)
def test_lengths_are_taken_where_columns_or_rows_are_orthogonal(A: Raw, steps: list[str]) -> None:
    assert steps_of("singular-values", {"A": A}) == steps


def test_the_determinant_that_a_product_is_compared_with_is_worked_out() -> None:
    assert steps_of("singular-values", {"A": LEANING})[-1] == (
        "Check: the squares add up to 45 + 5 = 50, and so do the squares of the entries: ‖A‖_F² = 3² + 4² + 5² = 50 "
        "For a 2×2 matrix the product of the singular values is the absolute value of the determinant, |3 · 5 − 0 · 4| = 15: 3√5 · √5 = 15"
    )
