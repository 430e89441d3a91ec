"""What is told of wrong answers and of odd problems, sentence by sentence: what small changes of the kinds would alter unseen."""

from __future__ import annotations

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.errors import GivenError
from decompdrill.exercises.grade import grade, grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.kinds.solve import solve
from decompdrill.model import Outcome, Raw


@pytest.mark.parametrize(
    ("kind", "given", "answer", "slip", "feedback"),
    [
        # Elimination: row 2 minus row 1 times 2, so the second pivot is 9 - 4 = 5, and 5 * 35 = 175.
        (
            "determinant",
            {"A": [[1, 2, 1], [2, 9, 3], [1, 7, 9]]},
            "175",
            "row-scaled",
            "This is $5$ times the determinant",
        ),
        ("determinant", {"A": [[1, 2, 1], [2, 9, 3], [1, 7, 9]]}, "455", None, r"$\det(A) = 35$"),
        (
            "is-diagonalizable",
            {"A": [[5]]},
            "no",
            "distinct-refused",
            r"Every $1 \times 1$ matrix is diagonal already.",
        ),
        ("is-diagonalizable", {"A": [[5, 1], [0, 2]]}, "no", "distinct-refused", "All eigenvalues are different"),
        # 3(4 + 1) = 15 has no half among whole numbers; 3(5 + 1) = 18 has.
        ("lora-parameters", {"r": 3, "layers": [{"d_in": 4, "d_out": 1}]}, "7", None, "Each layer trains"),
        ("lora-parameters", {"r": 2, "layers": [{"d_in": 10, "d_out": 3}]}, "13", "rank-forgotten", ""),
        # 1/3 of all, which is also near the ratio of a component: a slip only where it is near the true share.
        ("cumulative-variance", {"eigenvalues": [101, 100, 99], "k": 1}, "0.333", "divided-by-count", ""),
        ("cumulative-variance", {"eigenvalues": [5, 3, 2], "k": 1}, "0.333", None, ""),
    ],
)
def test_a_wrong_answer_is_told(kind: str, given: dict[str, Raw], answer: str, slip: str | None, feedback: str) -> None:
    verdict = grade(kind, given, answer)
    assert verdict.slip == slip
    assert verdict.feedback.startswith(feedback)


@pytest.mark.parametrize(
    ("rows", "ddof", "needed"), [([[1, 2]], None, "more than 1 row"), ([[1, 2], [3, 4]], 2, "more than 2 rows")]
)
def test_data_of_too_few_rows_has_no_covariance(rows: Raw, ddof: int | None, needed: str) -> None:
    given = {"X": rows} if ddof is None else {"X": rows, "ddof": ddof}
    with pytest.raises(GivenError) as refused:
        grade("principal-component" if ddof is None else "covariance", given, "1, 2")
    assert str(refused.value) == f"X needs {needed}, one a sample; {len(rows) if isinstance(rows, list) else 0} came"


@pytest.mark.parametrize(("size", "is_opposite"), [(2, False), (3, True)])
def test_the_polynomial_is_the_opposite_of_the_determinant_in_odd_sizes_only(size: int, is_opposite: bool) -> None:
    rows: Raw = [[2 + i if i == j else 1 for j in range(size)] for i in range(size)]
    steps = solve("characteristic-polynomial", {"A": rows})
    assert ("which is the opposite" in steps[-1]) is is_opposite


def test_squares_of_singular_values_are_known_by_the_digits_that_their_roots_have() -> None:
    """A σ² of 2.62 is known to 0.005, its root to 0.0015: as close as 1.618 is to it, and 1.63 is not."""
    factors = {"U": "[[0.851,-0.526],[0.526,0.851]]", "Vt": "[[0.526,0.851],[-0.851,0.526]]"}
    told = [grade("svd", {"A": [[1, 1], [0, 1]]}, factors | {"S": s}).slip for s in ("2.62, 0.382", "2.64, 0.382")]
    assert told == ["sigma-squared", None]


def test_an_eigenspace_of_two_dimensions_in_decimals_is_solved_without_a_cross_product() -> None:
    """A = Q diag(2, 2, 5) Qᵀ with Q in decimals: the eigenspace of 2 is a plane, in which no single vector is perpendicular to all rows."""
    rows: Raw = [[2.1234567, 0, 0], [0, 2.1234567, 0], [0, 0, 5.7654321]]
    steps = solve("eigenvector", {"A": rows, "eigenvalue": 2.1234567})
    assert not any("times" in step and "perpendicular" in step for step in steps)


@pytest.mark.parametrize(
    ("kind", "given", "answer", "so_far", "fails"),
    [
        ("eigenvalues", {"A": [[1, 3], [0, -1]]}, "2, 5", "", "The values add up to $7$, but the trace of $A$ is $0$."),
        (
            "svd",
            {"A": [[1, 1], [0, 1]]},
            {"U": "[[0.851,-0.526],[0.526,0.851]]", "S": "3, 0.62", "Vt": "[[0.526,0.851],[-0.851,0.526]]"},
            r"$U$ is right; $V^\top$ is right.",
            r"The squares of the values of $\Sigma$ add up to about $9.384$, those of the entries of $A$ to $3$.",
        ),
        (
            "svd",  # one digit leaves the lengths open: nobody is told that they are right
            {"A": [[1, 1], [0, 1]]},
            {"U": "[[0.9,-0.5],[0.5,0.9]]", "S": "3, 2", "Vt": "[[0.9,0.5],[-0.5,0.9]]"},
            "",
            r"The squares of the values of $\Sigma$ add up to $13$, those of the entries of $A$ to $3$.",
        ),
    ],
)
def test_what_is_right_so_far_and_what_fails(
    kind: str, given: dict[str, Raw], answer: str | dict[str, str], so_far: str, fails: str
) -> None:
    verdict = grade(kind, given, answer)
    assert (verdict.so_far, verdict.fails) == (so_far, fails)


def test_a_threshold_that_is_missed_by_less_than_rounding_is_not_reached() -> None:
    given: dict[str, Raw] = {"eigenvalues": ["10^15", 1], "threshold": 1}
    assert grade("components-needed", given, "2").outcome is Outcome.RIGHT
    assert (
        grade("components-needed", {"ratios": ["0.7", "0.2", "0.1"], "threshold": "0.9"}, "2").outcome is Outcome.RIGHT
    )


def test_eigenvalues_that_look_alike_are_not_said_to_be_different() -> None:
    said = grade("is-diagonalizable", {"A": [[1, 1], [0, "1.0000000001"]]}, "yes").feedback
    assert said == "The characteristic polynomial has no repeated root, so the eigenvectors form a basis."


BY_ROOTS = {"U": "√2/2 -√2/2; √2/2 √2/2", "Vt": "√2/2 √2/2; -√2/2 √2/2"}


@pytest.mark.parametrize(
    ("kind", "given", "answer", "said"),
    [
        # 6 is a singular value, the other one is 8
        ("svd", {"A": [[7, 1], [1, 7]]}, BY_ROOTS | {"S": "6, 6"}, "A value of $\\Sigma$ is not"),
        # −0.2 is −1/5 and −1/6 to one digit, and no eigenvalue is there twice
        ("eigenvalues", {"A": [["-1/2", 0, 0], [0, "-1/5", 0], [0, 0, "-1/6"]]}, "-0.5, -0.2", "Repeat each value"),
    ],
)
def test_what_is_false_here_is_not_said(
    kind: str, given: dict[str, Raw], answer: str | dict[str, str], said: str
) -> None:
    verdict = grade(kind, given, answer)
    assert said not in f"{verdict.fails} {verdict.feedback}"


def test_a_number_that_is_rounded_in_a_sentence_is_said_to_be_about_that() -> None:
    verdict = grade("explained-variance", {"eigenvalues": [41, 21, 13, 5]}, "41/80, 41/80, 13/80, 1/16")
    assert verdict.fails == "The ratios add up to $1.25$, but they must add up to $1$."
    verdict = grade("explained-variance", {"eigenvalues": [41, 21, 13, 5]}, "41/80, 31/80, 27/80, 11/80")
    assert verdict.fails == "The ratios add up to $1.375$, but they must add up to $1$."
    verdict = grade("explained-variance", {"eigenvalues": [41, 21, 13, 5]}, "43/80, 31/80, 27/80, 7/160")
    assert verdict.fails == "The ratios add up to about $1.306$, but they must add up to $1$."


def test_a_polynomial_is_checked_at_a_value_at_which_it_is_not_zero() -> None:
    (check,) = solve("characteristic-polynomial", {"A": [[0, 1, 0], [0, 0, 1], [-2, 1, 2]]})[-1:]
    assert r"\lambda = -2" in check  # its roots are 1, −1 and 2
    assert "-12" in check


@pytest.mark.parametrize(
    ("answer", "slip"), [("12", "other-singular-value"), ("12.0", "other-singular-value"), ("12.04", None)]
)
def test_a_number_of_more_digits_is_not_taken_for_a_whole_number_near_it(answer: str, slip: str | None) -> None:
    given: dict[str, Raw] = {"singular_values": [13, 12, 9, 8, 0], "k": 3, "norm": "spectral"}
    assert grade("low-rank-error", given, answer).slip == slip  # 12.04 ≈ √(9² + 8²)


def test_how_many_entries_of_a_vector_are_right_is_said_where_its_length_counts() -> None:
    exercise = pose(load_banks(None, known_names()).questions["eigen.image"], 9300)
    right = [str(x) for x in exercise.answer.rows[0]]
    one_wrong = [*right[:-1], "999"]
    assert grade_exercise(exercise, ", ".join(one_wrong)).so_far.startswith(
        f"{len(right) - 1} of the {len(right)} entries"
    )
    assert grade_exercise(exercise, ", ".join("999" for _ in right)).fails == "No entry is right."
