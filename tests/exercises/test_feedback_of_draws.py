"""What is said of wrong answers to drawn questions is true of the numbers at hand, and of what was typed: whole messages."""

from __future__ import annotations

from functools import lru_cache

import pytest

from decompdrill import api
from decompdrill.bank.load import load_banks
from decompdrill.bank.question import Question
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.io.folders import shipped_dir
from decompdrill.kinds.solve import solve
from tests.feedback import feedback_of, shown

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
        "That is the whole norm, with all 4 layers. The question asks for the first 2.",
    ),
    (
        "lowrank.share-kept",
        1,
        "0.983",
        "wrong",
        "rooted",
        "Don't take the square root. The question asks for the share of the squared norm.",
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
        "The 8 singular values are stored too. Or you cut off the right number instead of rounding it.",
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
    # only the one that was cut off is accused
    (
        "svd.values-3x2",
        7301,
        "6.1, 3.6",
        "wrong",
        None,
        "6.1 is cut off, not rounded: give three significant digits or more, the last one rounded. AᵀA = [17 −9; "
        "−9 34] has the eigenvalues about 37.88 and 13.12; their square roots are the singular values about 6.155 "
        "and 3.622.",
    ),
    # U = I is right, and so is Vᵀ = I, each by itself
    (
        "svd.whole-diagonal",
        7301,
        "U=1 0;0 1|S=7,2|Vt=1 0;0 1",
        "wrong",
        "signs-unpaired",
        "The signs of a pair uᵢ, vᵢ do not match: Avᵢ must be σᵢuᵢ. Work out Avᵢ for each row vᵢ of Vᵀ; where the sign is opposite, "
        "flip either the column uᵢ or the row vᵢ.",
    ),
    *(
        (
            "eigen.values-complex",
            seed,
            typed,
            "wrong",
            "parts-swapped",
            f"The real and the imaginary part changed places: the real parts must add up to the trace, {trace}.",
        )
        for seed, typed, trace in ((7301, "1±4i", 8), (7520, "2±3i", 6), (7522, "4±3i", 6))
    ),
    # the same numbers as the diagonal, and as products that were added; the ± tells
    *(
        (
            "eigen.values-complex",
            seed,
            typed,
            "wrong",
            "imaginary-unit-lost",
            "The discriminant tr(A)² − 4 det(A) is negative, so the eigenvalues are a conjugate pair a ± bi. Write both parts of "
            "each: half the trace, and the imaginary part with its i.",
        )
        for seed, typed in ((7301, "4±1"), (7520, "3±2"), (7521, "3±3"))
    ),
    (
        "eigen.values-complex",
        7301,
        "5, 3",
        "wrong",
        "reads-diagonal",
        "These are the diagonal entries of A. For a triangular matrix they would be the eigenvalues, but A is not triangular. Solve "
        "det(A − λI) = 0, that is λ² − 8λ + 17 = 0.",
    ),
    # a column with a 0 tests one factor alone
    (
        "rank.combination",
        7301,
        "(-1,5)",
        "wrong",
        None,
        "The third row is −1 times the first plus 3 times the second.",
    ),
    # 17 + 13 > 17: the column spaces cannot meet only in 0
    (
        "rank.most-of-sum",
        7301,
        "13",
        "wrong",
        "larger-rank",
        "The sum can have more: together the two column spaces can fill the whole space, and so can the row spaces.",
    ),
    # every value that is accused is tested
    (
        "eigen.values-3x3",
        7301,
        "4,-1,-2",
        "wrong",
        None,
        "−1 and −2 are not eigenvalues: det(A + I) = 30 and det(A + 2I) = 72, not 0. The values add up to 1, but "
        "the trace of A is 7. −det(A − λI) = λ³ − 7λ² + 14λ − 8 has the roots 4, 2 and 1.",
    ),
    (
        "eigen.values-triangular",
        7411,
        "-2,-4,0",
        "wrong",
        "other-diagonal",
        "These are the entries of the other diagonal. A is triangular, so its eigenvalues are the entries of its main diagonal.",
    ),
    (
        "rank.four-rows",
        7301,
        "4",
        "wrong",
        "no-row-is-a-multiple",
        "No row is zero or a multiple of another, but A has only 3 columns, so its rank is at most 3. Eliminate and count the pivots.",
    ),
    (
        "eigen.zero-entry",
        7301,
        "1",
        "wrong",
        None,
        "The two entries on the diagonal that does not contain x multiply to −36, so x = −36/(−12) = 3. Check: det A = 3 · (−12) − "
        "(−3) · 12 = 0.",
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
    # the last ratios of noise are far smaller than the first ones, where there are few samples for each feature
    ("explained-variance.yaml", "has ratios that are nearly equal", "the first ratios are nearly equal"),
    # a point that is far enough may
    ("pca.yaml", "does not decide the direction.", "does not decide the direction by itself"),
    # one asks of people what people ask
    ("eigenvalues.yaml", "one finds $Av", "A matrix $A$ takes the vector"),
    ("eigenvalues.yaml", "on which length and sign are free", "they differ in length and sign"),
    ("eigenvalues.yaml", "which large matrices allow", "off the diagonal of the matrix"),
    ("eigenvalues.yaml", "the wrong way around", "in the wrong order"),
    ("orthogonality.yaml", "not only its columns", "since $U$ is an orthogonal matrix"),
    # a dot product has one name
    ("orthogonality.yaml", "inner product", "dot product"),
    ("covariance.yaml", "scalar product", "dot product"),
    ("pca.yaml", "scalar product", "dot product"),
    ("diagonalization.yaml", "inner product", "dot product"),
    ("topics/orthogonal.md", "inner product", "dot product"),
    # the decimals that are shown have another exact rank than the numbers that are meant
    ("topics/numerical-rank.md", "the exact rank of what is written", "any that rounding hides in the matrix above"),
    # it iterates on the matrix: no row is left alone
    ("eigenvalues.yaml", "an iteration on the {{ n }} rows", "an iteration on the whole matrix"),
    # any order of the singular values is right, with a remark
    ("svd.yaml", "with the largest singular value first.", "by convention with the largest singular value first."),
    # row and column 1 of the identity are the same; the sum of the rows is of the NumPy example, not of the worked one
    ("topics/numpy.md", "`V` the identity", "the column `V[:, 1]` is about `[0.316, 0.949]`"),
    ("topics/rank.md", "in the example above", "in the matrix `A` of the NumPy example"),
]


@pytest.mark.parametrize(("file", "false", "true"), GONE)
def test_a_false_sentence_is_gone_and_a_true_one_stands_there(file: str, false: str, true: str) -> None:
    text = " ".join((shipped_dir() / file).read_text(encoding="utf-8").split())
    assert false not in text.replace(true, "")
    assert true in text


@pytest.mark.parametrize("seed", [1, 2, 7301])
def test_the_product_of_the_singular_values_is_told_by_its_name(seed: int) -> None:
    steps = shown(" ".join(solve("singular-values", pose(questions()["svd.values-2x2"], seed).given)))
    assert "the product of the singular values is the absolute value of the determinant" in steps
    assert "their product" not in steps


@pytest.mark.parametrize("seed", [7800, 7803, 7810, 7820, 7821, 7838, 7839])
def test_a_power_that_is_asked_is_not_the_matrix_itself(seed: int) -> None:
    exercise = pose(questions()["diag.power-matrix"], seed)
    itself = next(s for s in exercise.slips if s.slip == "left-alone")
    assert itself.answer != exercise.answer


def test_a_number_is_not_said_to_be_cut_off_where_others_are_missing() -> None:
    """0.333 is the second and the third ratio as it is rounded, and the first one cut off."""
    verdict = api.grade("explained-variance", {"eigenvalues": "3339, 3331, 3330"}, "0.333")
    assert feedback_of(verdict) == (
        "Ratios are missing: write one for each of the 3 components; together they add up to 1."
    )


def test_the_vector_of_the_prompt_is_not_the_one_that_is_asked_for() -> None:
    exercise = pose(questions()["diag.second-eigenvector"], 7)
    assert "v₁ is an eigenvector for 6" in shown(exercise.prompt)
    assert feedback_of(grade.grade_exercise(exercise, "2, 2")).startswith("This is v₁ or a multiple of it")
    assert feedback_of(grade.grade_exercise(exercise, "1, -1")).startswith("(A − 2I)v = 0 is solved by v = ")


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        (7, "The first 2 ratios, 0.4 and 0.3, add up to 0.7."),
        (9, "The first 3 ratios, 0.525, 0.225 and 0.125, add up to 0.875."),
    ],
)
def test_numbers_of_one_sentence_are_written_alike(seed: int, said: str) -> None:
    exercise = pose(questions()["evr.first-m-eigenvalues"], seed)
    assert feedback_of(grade.grade_exercise(exercise, "0.111")) == said


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("U = 1 1; -1 0 | S = 10, 4 | Vt = 0 1; 1 0", "Column 1 of U has length about 1.414, not 1."),
        ("U = 2 1; 0 0 | S = 10, 4 | Vt = 0 1; 1 0", "Column 1 of U has length 2, not 1."),
        ("U = 1.5 1; 0 0 | S = 10, 4 | Vt = 0 1; 1 0", "Column 1 of U has length 1.5, not 1."),
    ],
)
def test_a_length_that_is_rounded_is_said_to_be_about(typed: str, seen: str) -> None:
    verdict = grade.grade_exercise(pose(questions()["svd.whole-diagonal"], 7), typed)
    assert seen in feedback_of(verdict)


def test_of_two_singular_values_the_larger_is_kept() -> None:
    verdict = api.grade("low-rank", {"A": "3 0; 0 2", "k": "1"}, "3 0; 0 0")
    assert feedback_of(verdict) == "A₁ = σ₁u₁v₁ᵀ keeps the larger of the singular values 3 and 2 (Eckart–Young)."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0.57", "Expected 3 ratios, got 1. Divide each"),
        ("0.5, 0.2, 0.1, 0.1", "Expected 3 ratios, got 4. Divide each"),
    ],
)
def test_ratios_that_are_missing_or_too_many_are_counted(typed: str, said: str) -> None:
    verdict = grade.grade_exercise(pose(questions()["evr.from-singular-values"], 7), typed)
    assert feedback_of(verdict).startswith(said)


def test_a_component_that_is_not_of_length_1_is_told_what_to_do() -> None:
    verdict = grade.grade_exercise(pose(questions()["pca.second-component"], 1), "-1, 2")
    assert shown(verdict.so_far) == "The direction is right."
    assert feedback_of(verdict).startswith("The length is not 1: divide the vector by its length. Component 2 is ")
