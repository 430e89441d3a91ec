"""Questions in parts of the shipped banks: one slip in an early part costs that part alone, and a silly answer makes nothing trivial."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from decompdrill.bank.load import load_banks
from decompdrill.exercises import showing
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Exercise, Outcome

SEEDS = range(1, 7)


def posed(question: str, seed: int) -> Exercise:
    return pose(load_banks(None, known_names()).questions[question], seed)


def keys(exercise: Exercise) -> list[str]:
    return [showing.show_answer(part.exercise.kind, part.exercise.answer) for part in exercise.parts]


def rows(exercise: Exercise, part: int) -> list[list[Fraction]]:
    return [[Fraction(x) for x in row] for row in exercise.parts[part].exercise.answer.rows]  # type: ignore[arg-type]


def typed(numbers: list[Fraction]) -> str:
    return ", ".join(map(str, numbers))


def lost(exercise: Exercise, answers: list[str]) -> list[int]:
    """Return the numbers of the parts that are not right."""
    verdict = grade_exercise(exercise, answers)
    return [i for i, part in enumerate(verdict.parts, 1) if part.outcome is not Outcome.RIGHT]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wrong_sign_in_the_echelon_form_costs_one_part(seed: int) -> None:
    exercise = posed("rank.parts-null", seed)
    e, (x,) = rows(exercise, 0), rows(exercise, 3)
    e[0][3], x[0] = -e[0][3], -x[0]
    echelon = "; ".join(typed(row) for row in e)
    assert lost(exercise, [echelon, *keys(exercise)[1:3], typed(x)]) == [1]
    assert lost(exercise, ["1 0 0 0; 0 1 0 0; 0 0 1 0", "3", "1", "0, 0, 0, 1"])[:1] == [1]
    assert 4 in lost(exercise, ["1 0 0 0; 0 1 0 0; 0 0 1 0", "3", "1", "0, 0, 0, 1"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rank_may_be_2_or_3(seed: int) -> None:
    exercise = posed("rank.parts-null", seed)
    A = np.array(exercise.given["A"], float)
    rank = int(np.linalg.matrix_rank(A))
    assert keys(exercise)[1:3] == [str(rank), str(4 - rank)]
    assert {keys(posed("rank.parts-null", s))[1] for s in range(20)} == {"2", "3"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_left_singular_vector_follows_own_singular_values_and_own_vector(seed: int) -> None:
    exercise = posed("svd.parts-gram", seed)
    right = keys(exercise)
    A = [[Fraction(x) for x in row] for row in exercise.given["A"]]  # type: ignore[arg-type,union-attr]
    (values,), (v,), (u,) = rows(exercise, 1), rows(exercise, 2), rows(exercise, 3)
    squares = [x * x for x in values]
    assert lost(exercise, [right[0], typed(squares), right[2], typed([x * values[0] / squares[0] for x in u])]) == [2]
    other = [v[1], -v[0]]
    image = [sum((a * x for a, x in zip(row, other, strict=True)), Fraction(0)) / values[0] for row in A]
    assert lost(exercise, [right[0], right[1], typed(other), typed(image)]) == [3]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("question", ["diag.parts-symmetric", "diag.parts-power"])
def test_flipped_signs_of_the_eigenvalues_cost_one_part(question: str, seed: int) -> None:
    exercise = posed(question, seed)
    (values,) = rows(exercise, 0)
    if values[0] + values[1] == 0:
        return  # flipped, they are the same
    right = keys(exercise)
    k = next(k for k in range(2, 10) if f"length {k}" in exercise.prompt) if question.endswith("symmetric") else 0
    last = str(k * k * max(-x for x in values)) if k else right[3]
    flipped = [typed([-x for x in values]), right[2], right[1], last]
    assert lost(exercise, flipped)[:1] == [1]
    assert not {2, 3} & set(lost(exercise, flipped))
    assert not k or lost(exercise, flipped) == [1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_characteristic_polynomial_has_either_sign_and_follows_trace_and_determinant(seed: int) -> None:
    exercise = posed("eigen.parts-polynomial", seed)
    (trace,), (determinant,) = rows(exercise, 0)[0], rows(exercise, 1)[0]
    for sign in (1, -1):
        for t in (trace, trace + 3):
            polynomial = f"{sign}x^2 + ({-sign * t})x + ({sign * determinant})"
            if t and determinant:
                assert lost(exercise, [str(t), str(determinant), polynomial]) == ([] if t == trace else [1])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_axis_follows_from_the_diagonal_taken_for_the_eigenvalues(seed: int) -> None:
    exercise = posed("pca.parts-component", seed)
    C = exercise.given["C"]
    a, d = int(C[0][0]), int(C[1][1])  # type: ignore[index,arg-type]
    axis = "1, 0" if a > d else "0, 1"
    assert lost(exercise, [f"{a}, {d}", axis, f"{max(a, d)}/{a + d}"]) == [1]


@pytest.mark.parametrize(
    ("question", "silly"),
    [
        ("orth.parts-condition", ["2, 1, 1", "2", "6", "2"]),
        ("lowrank.parts-storage", ["10", "3", "18", "3"]),
        ("diag.parts-power", ["1, 2", "1 0", "0 1", "8 0; 0 1"]),
        ("pca.parts-component", ["2, 1", "1 0", "2/3"]),
        ("lora.parts-factor", ["1000", "100", "10"]),
        ("lowrank.parts-error", ["2", "1", "1/2"]),
        ("svd.parts-gram", ["2 1; 1 2", "√3, 1", "1/√2, 1/√2", "0.1136, 0.9935"]),
        ("evr.parts-singular", ["2, 1, 1", "1/2, 1/4, 1/4", "3/4"]),
    ],
)
def test_small_numbers_that_nobody_worked_out_are_not_carried_on(question: str, silly: list[str]) -> None:
    exercise = posed(question, 9001)
    assert lost(exercise, silly) == list(range(1, len(silly) + 1))
