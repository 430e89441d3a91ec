"""Worked solutions of what is computed end with a check that could fail, such as a product that must give A back."""

from __future__ import annotations

import re

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.bank.question import Question, place_of_reason
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.kinds.worked import worked_steps
from decompdrill.model import Form
from tests.feedback import shown

WITHOUT = {
    # one product or one look, which a check would only repeat
    "eigen.image",
    "eigen.stretch-length",
    "eigen.det-from-values",
    "eigen.read-eig",
    "eigen.read-eig-3x3",
    "orth.spectral-norm",
    # all three correlations stand there to be compared
    "cov.redundant-pair",
    # a bound and why it is reached
    "rank.product",
}
COMPUTED = [
    question
    for question in load_banks(None, known_names()).questions.values()
    if question.kind not in ("choice", "code") and question.id not in WITHOUT
]


@pytest.mark.parametrize("question", COMPUTED, ids=lambda question: question.id)
def test_a_worked_solution_ends_with_a_check(question: Question) -> None:
    exercise = pose(question, 3)
    if exercise.form is Form.YES_NO and not exercise.problem.kind:
        return  # the numbers that decide stand in the last step
    steps = [shown(step) for step in worked_steps(exercise)]
    assert re.search(r"\b[Cc]heck\b", " ".join(steps[-2:]))


@pytest.mark.parametrize(
    ("question", "seed", "check"),
    [
        (
            "orth.inverse",
            1,
            "Check: QQ⁻¹ = [3/5 0 4/5; −4/5 0 3/5; 0 1 0][3/5 −4/5 0; 0 0 1; 4/5 3/5 0] = [1 0 0; 0 1 0; 0 0 1].",
        ),
        ("lowrank.share", 1, "Check: each unit of rank stores 80 + 100 + 1 = 181 numbers, and 2 · 181/8000 = 0.04525."),
        (
            "pca.score",
            1,
            "Check: the distance from the line along v₁ is 2/5, and by Pythagoras (39/5)² + (2/5)² = 61 = 6² + (−5)².",
        ),
        ("lora.forward", 1, "Check: with the update merged first, (W + BA)x = [5 9; 0 10][3; −1] = [6; −10]."),
        ("diag.power-values", 2, "Check: their product must be that of A to the power 4: 1 · 81 · 256 = 20736 = 12⁴."),
    ],
)
def test_a_check_works_the_answer_out_another_way(question: str, seed: int, check: str) -> None:
    (asked,) = (one for one in COMPUTED if one.id == question)
    assert shown(worked_steps(pose(asked, seed))[-1]).endswith(check)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), ""),
        (("a = 2.",), "a = 2."),
        (("Divide.", "a = 2.", "Check: 2 · 3 = 6."), "a = 2."),
        (("a = 2.", "Check, one step at a time: 1, 2."), "a = 2."),
        (("Divide.", "Check in both columns: 2 · 3 = 6."), "Check in both columns: 2 · 3 = 6."),
        (("Check: 2 · 3 = 6.",), "Check: 2 · 3 = 6."),
    ],
)
def test_the_reason_is_the_step_before_the_check(steps: tuple[str, ...], said: str) -> None:
    place = place_of_reason(steps)
    assert ("" if place is None else steps[place]) == said
