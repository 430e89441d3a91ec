"""What is said of covariances, ratios of variance and components holds for the numbers at hand, and for what was typed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.kinds.solve import solve
from decompdrill.model import Outcome, Raw
from tests.feedback import feedback_of, shown

Given = Mapping[str, Raw]

SIGMA: Given = {"singular_values": [7, 6, 5]}  # squares 49, 36, 25 of 110
SIX: Given = {"eigenvalues": [6, 3, 1]}
LEANING: Given = {"covariance": [[16, 2], [2, 19]]}  # 20 with [1, 2], 15 with [2, −1]
REPEATED: Given = {"covariance": [[3, 1, 1], [1, 3, 1], [1, 1, 3]]}  # 5, 2, 2
DATA: Given = {"X": [[2, 1], [4, 3], [6, 2], [4, 6]]}
CENTERED: Given = {"X": [[-1, 2], [0, -4], [1, 2]]}
# means 0, XᵀX = [[20, 2], [2, 2]] with 11 ± √85, 0.919 and 0.081 of 22, and [2, √85 − 9]
LONG: Given = {"X": [[3, 0], [-3, 0], [1, 1], [-1, -1]], "standardize": True}

NOT_SCALED = "This is what comes out if the features are not standardized. Divide each centered column by its standard deviation first."

SAID: list[tuple[str, Given, str, str, str]] = [
    # σ² is n − 1 times a variance
    (
        "explained-variance",
        SIGMA,
        "49, 36, 25",
        "not-normalised",
        "These are the squares σᵢ², n − 1 times the variances. Divide each by their sum, 110.",
    ),
    (
        "explained-variance",
        SIGMA,
        "1/3, 1/3, 1/3",
        "divided-by-count",
        "Do not divide by the number of components, 3: divide each σᵢ² by their sum, 110.",
    ),
    (
        "explained-variance",
        SIGMA,
        "1, 36/49, 25/49",
        "by-largest",
        "You divided by the largest, 49. Divide by the sum of all, 110.",
    ),
    (
        "cumulative-variance",
        {**SIGMA, "k": 2},
        "85",
        "not-normalised",
        "This is the sum of the first 2 squares σᵢ². Divide it by the sum of all, 110.",
    ),
    (
        "cumulative-variance",
        {**SIGMA, "k": 1},
        "49",
        "not-normalised",
        "This is the first square σᵢ². Divide it by the sum of all, 110.",
    ),
    # ratios have no eigenvalues
    (
        "cumulative-variance",
        {"ratios": [0.5, 0.3, 0.1], "k": 2},
        "34/35",
        "squared",
        "This is what comes out if the ratios are squared. They are shares already: add them as they are.",
    ),
    # 24/40 is 3/5 as well, three components of five
    (
        "cumulative-variance",
        {"eigenvalues": [24, 6, 5, 3, 2], "k": 3},
        "0.6",
        "single-ratio",
        "This is the ratio of one component. Add the first 3 ratios.",
    ),
    # 0.3 is near 1/3, one component of three
    (
        "cumulative-variance",
        {**SIX, "k": 1},
        "0.3",
        "single-ratio",
        "This is the ratio of another component. The question asks for the first.",
    ),
    (
        "cumulative-variance",
        {**SIX, "k": 1},
        "0.9",
        "one-too-many",
        "One component too many: add only the first ratio.",
    ),
    # the data are centered: only the scale is another
    ("explained-variance", LONG, "0.919, 0.0809", "scale", NOT_SCALED),
    ("principal-component", LONG, "0.994, 0.109", "scale", NOT_SCALED),
    # a count may be right for another reason
    (
        "components-needed",
        {"singular_values": [5, 3, 2, 1, 1], "threshold": 0.9},
        "4",
        "not-squared",
        "This is what comes out if the singular values are not squared. The variance along a component is σᵢ²/(n−1), so the "
        "ratio is σᵢ²/(∑ⱼ σⱼ²).",
    ),
    (
        "components-needed",
        {"eigenvalues": [30, 25, 10, 10, 10, 5, 5, 5], "threshold": 0.75},
        "2",
        "single-ratio",
        "This is how many ratios are at least 0.25. Add the ratios from the first on until their sum reaches 0.75.",
    ),
    (
        "components-needed",
        {"eigenvalues": [30, 25, 10, 10, 10, 5, 5, 5], "threshold": 0.75},
        "0",
        "single-ratio",
        "No ratio reaches 0.75 by itself. Add them from the first on until their sum does.",
    ),
    # what each of them is, and no more
    (
        "covariance",
        DATA,
        "72 50; 50 50",
        "not-divided",
        "This is XᵀX. Subtract the column means (4, 3) first; then divide by n − 1.",
    ),
    (
        "covariance",
        DATA,
        "1.633 0; 0 2.160",
        "variances-only",
        "The variances belong on the diagonal, not their square roots. The covariances of two columns, the sums of "
        "(x − x̄)(y − ȳ) over the divisor, belong off the diagonal.",
    ),
    (
        "covariance",
        {"X": [[1, 2], [3, 4], [8, 6]]},  # means 4 and 4, XcᵀXc = [[26, 14], [14, 8]]
        "26 14; 14 8",
        "not-divided",
        "The division is missing: X_cᵀ X_c/(n−1).",
    ),
    (
        "principal-component",
        LEANING,
        "1, 0",
        "feature-axis",
        "This is the axis of one feature. Test Cv = λ₁v in every entry, with λ₁ = 20.",
    ),
    (
        "principal-component",
        LEANING,
        "16, 19",
        "feature-axis",
        "These are the variances of the features, the diagonal of the covariance matrix, or multiples of them. The component "
        "is an eigenvector of the whole matrix.",
    ),
    (
        "principal-component",
        LEANING,
        "16, 2",
        "row-instead",
        "This is a row of the covariance matrix, or a multiple of one. The component is an eigenvector of that matrix.",
    ),
    (
        "principal-component",
        LEANING,
        "20, 15",
        "row-instead",
        "These are the eigenvalues, or multiples of them. The component is the eigenvector that belongs to λ₁ = 20.",
    ),
    (
        "principal-component",
        LEANING,
        "2, -1",
        "other-component",
        "This is an eigenvector, but for another eigenvalue. Component 1 belongs to λ₁ = 20; the eigenvalues are in descending "
        "order.",
    ),
    # the rows have the sums 3, 3, 4
    (
        "principal-component",
        {"covariance": [[2, 1, 0], [1, 2, 0], [0, 0, 4]]},
        "1, 1, 1",
        "all-ones",
        "A nonzero vector of equal entries is an eigenvector exactly when the rows of the covariance matrix have equal sums. Here they "
        "do not.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "answer", "slip", "said"), SAID, ids=range(len(SAID)))
def test_a_slip_is_told_in_words_that_hold_here(kind: str, given: Given, answer: str, slip: str, said: str) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip, feedback_of(verdict)) == (Outcome.WRONG, slip, said)


WHY: list[tuple[str, Given, str, str]] = [
    (
        "explained-variance",
        SIGMA,
        "49/110, 36/110, 25/110",
        "Divide each σᵢ² by the sum of all: 49, 36 and 25, each over 110.",
    ),
    ("cumulative-variance", {**SIX, "k": 1}, "0.6", "Only the first ratio counts: 3/5."),
    (
        "cumulative-variance",
        {"eigenvalues": [7, 6, 5, 4, 3, 2, 1], "k": 7},
        "1",
        "The first 7 ratios, 1/4, 3/14, 5/28, 1/7, 3/28, …, 1/28, add up to 1.",
    ),
    ("components-needed", {**SIX, "threshold": 0.5}, "1", "The first ratio, 0.6, reaches 0.5 by itself."),
    # 0.94996 is 0.95 to four digits, and does not reach it
    (
        "components-needed",
        {"eigenvalues": [94996, 5001, 3], "threshold": 0.95},
        "2",
        "The cumulative ratios are 0.94996 and 0.99997: the sum of 2 is the first to reach 0.95.",
    ),
    (
        "components-needed",
        {"eigenvalues": [1] * 10, "threshold": 0.85},
        "9",
        "The cumulative ratios are …, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9: the sum of 9 is the first to reach 0.85.",
    ),
    (
        "covariance",
        CENTERED,
        "1 0; 0 12",
        "The columns of X have mean 0 already: X_c = X. Work out X_cᵀ X_c/(n−1), with n = 3.",
    ),
    (
        "principal-component",
        LEANING,
        "1/sqrt(5), 2/sqrt(5)",
        "Component 1 is an eigenvector of the covariance matrix for λ₁ = 20. Either sign is right.",
    ),
    # every direction is right, not both signs of one
    (
        "principal-component",
        {"X": [[1, 0], [-1, 0], [0, 1], [0, -1]]},
        "0.6, 0.8",
        "Component 1 is an eigenvector of the covariance matrix for λ₁ = 2/3. Any unit vector of its eigenspace is right.",
    ),
    (
        "principal-component",
        {**REPEATED, "index": 3},
        "1/sqrt(2), -1/sqrt(2), 0",
        "Component 3 is an eigenvector of the covariance matrix for λ₃ = 2. Any unit vector of its eigenspace is right.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "answer", "why"), WHY, ids=range(len(WHY)))
def test_the_reason_holds_here(kind: str, given: Given, answer: str, why: str) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, feedback_of(verdict)) == (Outcome.RIGHT, why)


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("factor", [1, -3])
def test_a_right_direction_is_not_said_to_be_in_another_order(seed: int, factor: int) -> None:
    exercise = pose(load_banks(None, known_names()).questions["pca.second-component"], seed)
    (a, b), (_, d) = grade.task_of_exercise(exercise).given.matrix("covariance").array.tolist()
    larger = (a + d + ((a - d) ** 2 + 4 * b * b) ** 0.5) / 2
    index = grade.task_of_exercise(exercise).given.count("index")
    value = larger if index == 1 else a + d - larger
    verdict = grade.grade_exercise(exercise, f"{factor * round(b)}, {factor * round(value - a)}")
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, None)
    assert [check.name for check in verdict.checks if not check.passed] == ["unit-length"]


# ---- worked solutions --------------------------------------------------------------------------------------------------


def told(kind: str, given: Given) -> list[str]:
    return [shown(step) for step in solve(kind, given)]


def test_the_squares_of_singular_values_are_not_called_variances() -> None:
    for kind, given in (("explained-variance", SIGMA), ("cumulative-variance", {**SIGMA, "k": 2})):
        steps = told(kind, given)
        assert "Their sum is n − 1 times the total variance: 49 + 36 + 25 = 110" in steps
        assert not any("total variance is" in step or "variances kept" in step for step in steps)
    assert "The total variance is their sum: 6 + 3 + 1 = 10" in told("explained-variance", SIX)


def test_a_check_does_not_say_that_a_number_is_itself() -> None:
    # 144/179 cannot be reduced, 85/110 is 17/22
    given: Given = {"singular_values": [12, 5, 3, 1], "k": 1}
    assert told("cumulative-variance", given)[-2:] == [
        "Divide: 144/179 ≈ 80.45%",
        "Check: what is left out adds up to (25+9+1)/179 = 35/179, and together they are the sum of all, 144/179 + 35/179 = 1",
    ]
    assert told("cumulative-variance", {**SIGMA, "k": 2})[-1] == (
        "Check: what is left out adds up to 25/110 = 5/22, and together they are the sum of all, 17/22 + 5/22 = 1"
    )


def test_data_that_are_centered_are_not_centered_again() -> None:
    steps = told("covariance", CENTERED)
    assert steps[0] == (
        "X has three samples in its rows and two features in its columns. Each column adds up to 0, so the data are centered "
        "already: X_c = X."
    )
    assert not any("Center the data" in step or "column means" in step for step in steps)
    assert told("covariance", DATA)[1].startswith("Center the data: subtract its mean from each column.")


def test_a_sum_below_the_threshold_is_shown_below_it() -> None:
    steps = told("components-needed", {"eigenvalues": [94996, 5001, 3], "threshold": 0.95})
    assert steps[-1] == "Check: one component fewer gives 0.94996, below 0.95; two give 0.99997, which is enough."
    steps = told("components-needed", {**SIX, "threshold": 0.5})
    assert steps[-1] == "Check: the first component alone gives 0.6, which is enough."


def test_a_component_is_named_by_its_eigenvalue() -> None:
    assert "Component 2 belongs to λ₂ = 15." in told("principal-component", {**LEANING, "index": 2})
