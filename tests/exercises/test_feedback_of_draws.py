"""What is said of wrong answers to drawn questions is true of the numbers at hand, and of what was typed: whole messages."""

from __future__ import annotations

from functools import lru_cache

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.bank.question import Question
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.io.folders import shipped_dir
from tests.feedback import feedback_of

MORE_DIGITS = "Give three significant digits or more, or the exact value."

SAID: list[tuple[str, int, str, str, str | None, str]] = [
    # the sign of the whole polynomial does not matter, in even sizes either
    ("eigen.polynomial-2x2", 7301, "9+2x-x^2", "right", None, "λ² − tr(A) · λ + det(A) = λ² − 2λ − 9."),
    ("eigen.polynomial-2x2", 7301, "-1, 2, 9", "right", None, "λ² − tr(A) · λ + det(A) = λ² − 2λ − 9."),
    ("eigen.polynomial-2x2", 7521, "(2-λ)(1+λ)", "right", None, "λ² − tr(A) · λ + det(A) = λ² − λ − 2."),
    (
        "eigen.polynomial-2x2",
        7301,
        "-λ²-2λ-9",
        "wrong",
        "signs-mixed",
        "The coefficients are right in absolute value, but not all in sign. Compare each sign with that of the first term: "
        "λ² − tr(A) · λ + det(A).",
    ),
    # an integer has no decimal point, and 100 is the number of features
    (
        "pca.shapes",
        7301,
        "(100,7)",
        "wrong",
        None,
        "There is a row for each sample and a column for each component kept: 1000×7.",
    ),
    ("eigen.third-from-det", 7301, "50", "wrong", None, "λ₃ = −120/(−24) = 5. Check: 6 · (−4) · 5 = −120."),
    # 1 is the whole variance, not 0.9 to one digit
    *(
        (
            "evr.first-m-eigenvalues",
            7301,
            typed,
            "wrong",
            "whole-variance",
            "This is the sum of all the ratios, the whole variance. Take only the first 3 ratios.",
        )
        for typed in ("1", "100%")
    ),
    (
        "lowrank.share-kept",
        1,
        "1",
        "wrong",
        "whole-norm",
        "That is the whole of it, which all 4 layers make up together. The question asks for the first 2.",
    ),
    (
        "lowrank.share-kept",
        1,
        "0.983",
        "wrong",
        "rooted",
        "Don't take the root. The question asks for the share of the squared norm.",
    ),
    # 7.5 rounds to 8
    ("cov.centred-data", 7301, "4 -3; -3 7", "imprecise", None, f"Close, but not precise enough. {MORE_DIGITS}"),
    # two causes give the same digits: both are named
    (
        "lowrank.share",
        7301,
        "0.187",
        "wrong",
        "sigma-forgotten",
        "The 8 singular values are stored too. Or the right number was cut off, not rounded.",
    ),
    # rounding the last digit up would still be imprecise
    (
        "lowrank.share",
        7301,
        "0.18",
        "wrong",
        None,
        "Cut off, not rounded: give three significant digits or more, the last one rounded. The share is 1688/9000 ≈ 0.1876.",
    ),
]


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    return dict(load_banks(None, known_names()).questions)


@pytest.mark.parametrize(("question", "seed", "answer", "outcome", "slip", "said"), SAID)
def test_what_is_said_holds(question: str, seed: int, answer: str, outcome: str, slip: str | None, said: str) -> None:
    verdict = grade.grade_exercise(pose(questions()[question], seed), answer)
    assert (verdict.outcome, verdict.slip) == (outcome, slip)
    assert feedback_of(verdict) == said


GONE = [
    # the decimals that are shown have another exact rank than the numbers that are meant
    ("topics/numerical-rank.md", "the exact rank of what is written", "any that rounding hides in the matrix above"),
    # it iterates on the matrix: no row is left alone
    ("eigenvalues.yaml", "an iteration on the {{ n }} rows", "an iteration on the whole matrix"),
]


@pytest.mark.parametrize(("file", "false", "true"), GONE)
def test_a_false_sentence_is_gone_and_a_true_one_stands_there(file: str, false: str, true: str) -> None:
    text = " ".join((shipped_dir() / file).read_text(encoding="utf-8").split())
    assert false not in text
    assert true in text
