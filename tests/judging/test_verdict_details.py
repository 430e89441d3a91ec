"""Details on which a verdict depends: pairs that digits cannot tell, frames that must be turned, what a question insists on."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from decompdrill import answers
from decompdrill.bank.load import load_banks
from decompdrill.errors import GivenError
from decompdrill.exercises import grade, reading, showing
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display
from decompdrill.kinds import KINDS, name_slip, notes
from decompdrill.kinds.base import judge_entries_in_place, say, vector_answer
from decompdrill.kinds.given import read_given
from decompdrill.maths.surd import Scalar
from decompdrill.model import Form, Given, Outcome, Raw, Typed
from tests.feedback import feedback_of, shown
from tests.whys import FAULTS, WHYS

# ---- values that their digits cannot tell apart ------------------------------------------------------------------------

CLOSE: Mapping[str, Raw] = {"A": [["1.001", 0], [0, "1.002"]]}  # 1.001 with [1, 0], 1.002 with [0, 1]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("diagonalization", "V = {} | L = 1.00, 1.00"),
        ("orthogonal-diagonalization", "Q = {} | L = 1.00, 1.00"),
        ("svd", "U = {0} | S = 1.00, 1.00 | Vt = {0}"),
    ],
)
@pytest.mark.parametrize("columns", ["1 0; 0 1", "0 1; 1 0"])
def test_where_digits_fit_two_values_the_vector_says_which_is_meant(kind: str, answer: str, columns: str) -> None:
    verdict = grade.grade(kind, CLOSE, answer.format(columns))
    assert (verdict.outcome, verdict.slip) == (Outcome.RIGHT, None), verdict


# ---- bases of a repeated value that were rounded -----------------------------------------------------------------------

TWICE: list[Raw] = [[2, 0], [0, 2]]
THRICE: list[Raw] = [[2, 0, 0], [0, 2, 0], [0, 0, 2]]


@pytest.mark.parametrize(
    ("A", "Q"),
    [
        (TWICE, "-0.910 -0.416; -0.416 0.910"),
        (THRICE, "-0.0514 -0.467 0.883; 0.837 -0.503 -0.218; 0.546 0.727 0.417"),
        (THRICE, "-0.306 -0.795 -0.524; 0.904 -0.0692 -0.422; 0.300 -0.603 0.740"),
        (THRICE, "-0.201 0.166 0.966; -0.343 -0.935 0.0892; 0.918 -0.314 0.244"),
    ],
)
def test_orthonormal_columns_that_were_rounded_are_right_however_far_the_nearest_frame_must_be_turned(
    A: list[Raw], Q: str
) -> None:
    values = ", ".join("2" for _ in A)
    verdict = grade.grade("orthogonal-diagonalization", {"A": A}, f"Q = {Q} | L = {values}")
    assert verdict.outcome is Outcome.RIGHT, verdict.checks


@pytest.mark.parametrize(
    ("Q", "turns", "outcome"),
    [
        ("1 0; 0 1", 0, Outcome.RIGHT),
        ("-0.910 -0.416; -0.416 0.910", 2, Outcome.RIGHT),
        ("0.90 0.10; 0.30 0.90", 5, Outcome.WRONG),
    ],
)
def test_a_frame_is_turned_until_it_fits_and_no_longer(
    Q: str, turns: int, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned: list[int] = []
    solve = np.linalg.lstsq

    def counted(*arguments: Any, **options: Any) -> Any:
        turned.append(1)
        return solve(*arguments, **options)

    task = grade.task_of("orthogonal-diagonalization", {"A": TWICE})
    grade.grade("orthogonal-diagonalization", {"A": TWICE}, "Q = 1 0; 0 1 | L = 2, 2")
    typed = reading.read_answer(task, f"Q = {Q} | L = 2, 2")
    assert isinstance(typed, Typed)
    monkeypatch.setattr(np.linalg, "lstsq", counted)
    judged = task.kind.judge(task.given, task.kind.reference(task.given), typed)
    assert (judged.outcome, len(turned) <= turns) == (outcome, True), turned


# ---- near a slip, nearly parallel ----------------------------------------------------------------------------------


LEANING: list[Raw] = [[3, 0], [4, 5]]  # √45 and √5, whose roots are 2.59002 and 1.49535


@pytest.mark.parametrize(
    ("kind", "more", "answer", "slip"),
    [
        # three digits are enough, and a fourth may be off
        ("singular-values", {}, "2.594, 1.4954", "rooted-twice"),
        ("singular-values", {}, "2.586, 1.4954", "rooted-twice"),
        ("singular-values", {}, "2.596, 1.4954", None),
        ("norm", {"norm": "spectral"}, "2.594", "root-of-sum"),
        ("norm", {"norm": "spectral"}, "2.596", None),
        # and fewer are not enough: they could be a rough anything
        ("norm", {"norm": "spectral"}, "2.6", None),
        ("singular-values", {}, "2.6, 1.5", None),
    ],
)
def test_a_slip_is_told_as_roughly_as_a_right_answer_is_accepted(
    kind: str, more: Mapping[str, Raw], answer: str, slip: str | None
) -> None:
    verdict = grade.grade(kind, {"A": LEANING, **more}, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, slip), feedback_of(verdict)


@pytest.mark.parametrize(("V", "digits"), [("1 1.00; 0 0.00", 6), ("1.00 1.00; 0.00 0.00", 5)])
def test_columns_that_their_digits_make_dependent_are_told_how_many_would_tell(V: str, digits: int) -> None:
    given: Mapping[str, Raw] = {"A": [[1, 1], [0, "1.0001"]]}  # 1 with [1, 0], 1.0001 with [1, 0.0001]
    verdict = grade.grade("diagonalization", given, f"V = {V} | L = 1, 1.0001")
    assert (verdict.outcome, verdict.credit, verdict.slip) == (Outcome.IMPRECISE, 0.5, None)
    assert feedback_of(verdict) == (
        "Right as far as it goes, but not precise enough. The vectors are so nearly parallel that "
        f"{digits} digits would tell V from a singular matrix."
    )


# ---- what a question insists on ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "insisted", "feedback"),
    [
        ("svd.values-diagonal", "unsorted", "The values are right, but not their order: write the largest first."),
        ("pca.second-component", "not-unit", "The length is not 1: divide the vector by its length."),
    ],
)
def test_what_is_right_elsewhere_is_wrong_where_a_question_insists(name: str, insisted: str, feedback: str) -> None:
    question = load_banks(None, known_names()).questions[name]
    assert question.insist == (insisted,)
    exercise = pose(question, 1)
    row = exercise.answer.rows[0]
    rows = (row[::-1] if insisted == "unsorted" else tuple(2 * x for x in row),)
    text = answers.show(type(exercise.answer)(exercise.form, rows))
    refused = grade.grade_exercise(exercise, text)
    assert (refused.outcome, refused.credit, refused.slip) == (Outcome.WRONG, 0.0, None)
    assert feedback_of(refused).startswith(feedback)
    assert [c.note for c in refused.checks if not c.passed] == [insisted]
    assert grade.grade(exercise.kind, exercise.given, text).outcome is Outcome.RIGHT
    assert grade.grade_exercise(exercise, showing.show_answer(exercise.kind, exercise.answer)).outcome is Outcome.RIGHT


# ---- why a right answer is right ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "given", "why"), WHYS, ids=[f"{i}-{kind}" for i, (kind, _, _) in enumerate(WHYS)])
def test_the_reason_that_a_right_answer_is_given_is_whole(kind: str, given: Mapping[str, Raw], why: str) -> None:
    verdict = grade.grade(kind, given, showing.show_reference(grade.task_of(kind, given)))
    assert (verdict.outcome, feedback_of(verdict)) == (Outcome.RIGHT, why)


@pytest.mark.parametrize(("kind", "given", "answer", "credit", "slip", "said"), FAULTS, ids=range(len(FAULTS)))
def test_what_is_said_of_an_answer_of_which_a_part_is_wrong_is_whole(
    kind: str, given: Mapping[str, Raw], answer: str, credit: float, slip: str | None, said: str
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.credit, verdict.slip, shown(f"{verdict.so_far} {verdict.feedback}")) == (credit, slip, said)


THREE_VALUES: Mapping[str, Raw] = {"A": "1 2 -2; 1 0 4; 1 1 3"}  # eigenvalues 4, 1, -1
POLYNOMIAL_3X3: Mapping[str, Raw] = {"A": "1 -2 1; -2 -1 -2; 1 1 -1"}  # trace -1, minors -4, determinant 10
TILTED: Mapping[str, Raw] = {"covariance": "39 -9; -9 15", "index": 2}  # [1, 3] for 12
SPREAD: Mapping[str, Raw] = {"singular_values": [9, 7, 5]}


@pytest.mark.parametrize(
    ("kind", "given", "answer", "slip", "said"),
    [
        (
            "eigenvalues",
            THREE_VALUES,
            "1, 2, 1",
            None,
            "1 is an eigenvalue. The values add up to 4, the trace of A. 2 is not an eigenvalue: det(A − 2I) = 6, not 0. "
            "The product of the values is 2, but det(A) is −4.",
        ),
        (
            "characteristic-polynomial",
            POLYNOMIAL_3X3,
            "x^3 + x^2 - 4x - 5",
            "one-coefficient-wrong",
            "The coefficient of λ² fits the trace, −1. The coefficient of λ is right. The constant term, −5, is not −det(A).",
        ),
        (
            "characteristic-polynomial",
            POLYNOMIAL_3X3,
            "x^3 + x^2 - 5x + 6",
            None,
            "The coefficient of λ² fits the trace, −1. The coefficient of λ, −5, is not right. "
            "The constant term, 6, is not −det(A).",
        ),
        (
            "eigenvalue-of",
            {"A": "-3 2; -1 -6", "v": [-6, 3]},
            "1/4",
            None,
            "v = [−6, 3] gives Av = [24, −12], but λv = [−1.5, 0.75].",
        ),
        (
            "eigenvector",
            {"A": "1000 0; 0 2000", "eigenvalue": 1000},
            "1/100000, 3/70000",
            None,
            "v ≈ [1 × 10⁻⁵, 4.286 × 10⁻⁵] gives Av ≈ [0.01, 0.08571], but 1000v ≈ [0.01, 0.04286].",
        ),
        (
            "explained-variance",
            SPREAD,
            "0.16, 0.32, 0.52",
            None,
            "Not every value is precise enough. Their order is not right either: write the largest first.",
        ),
        (
            "explained-variance",
            {"singular_values": [12, 3, 1]},
            "94%, 6%, 1%",
            None,
            "Not every value is precise enough.",
        ),
        ("explained-variance", SPREAD, "1, 0.5, 0.1", None, "The ratios add up to 1.6, but they must add up to 1."),
        # where the shape is wrong that is said, and nothing of the entries
        (
            "low-rank",
            {"A": "3 0; 0 2", "k": 1},
            "3 2",
            None,
            "Wrong shape: expected a 2×2 matrix, got a 1×2 one.",
        ),
        (
            "covariance",
            {"X": "3 0; 0 2; 1 1"},
            "1 2 3; 3 4 5; 5 6 7",
            None,
            "Wrong shape: expected a 2×2 matrix, got a 3×3 one.",
        ),
        (
            "diagonalization",
            {"A": "3 0; 0 2"},
            "V = 1 0 0; 0 1 0 | L = 3, 2",
            None,
            "Wrong shape: expected V 2×2, got V 2×3.",
        ),
        ("eigenvector", {"A": "3 0; 0 2", "eigenvalue": 3}, "1, 0, 0", None, "Wrong shape: expected 2 entries, got 3."),
        ("characteristic-polynomial", {"A": "3 0; 0 2"}, "x - 5", None, "Wrong degree: expected 2, got 1."),
    ],
)
def test_what_is_seen_in_a_wrong_answer_holds_and_stands_by_itself(
    kind: str, given: Mapping[str, Raw], answer: str, slip: str | None, said: str
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, slip)
    assert shown(f"{verdict.so_far} {verdict.fails}") == said


def test_values_of_which_two_are_right_are_not_all_of_the_wrong_sign() -> None:
    verdict = grade.grade("eigenvalues", THREE_VALUES, "1, -1, -4")
    assert (verdict.slip, feedback_of(verdict)) == (
        "one-sign",
        "One value has the wrong sign; the others are right. The eigenvalues must add up to the trace, 4.",
    )


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("0.3, 0.9", Outcome.IMPRECISE),
        ("0.32, 0.95", Outcome.IMPRECISE),
        ("0.316, 0.949", Outcome.RIGHT),
        ("1/√10, 3/√10", Outcome.RIGHT),
        ("1, 3", Outcome.RIGHT),
    ],
)
def test_a_unit_vector_of_one_digit_is_not_precise_enough(answer: str, outcome: Outcome) -> None:
    assert grade.grade("principal-component", TILTED, answer).outcome is outcome


@pytest.mark.parametrize(
    ("name", "answer", "slip", "said"),
    [
        (
            "eigen.third-from-trace",
            "0",
            "trace-for-determinant",
            "This is the trace itself.",
        ),  # 4, 2 and -6 add up to 0
        ("eigen.third-from-trace", "6", "added-instead", "This is the trace plus the two known eigenvalues."),
        ("diag.third-eigenvector", "3, 6, 2", "third-sign", "v₁ᵀv and v₂ᵀv must both be 0."),  # A is not shown
        ("diag.third-eigenvector", "-6, 2, -3", "first-again", "perpendicular to v₁ and v₂."),
        ("diag.power-vector", "97, 210", "coefficients-powered", "stay as they are, signs included."),  # x = -v₁ + v₂
        (
            "cov.redundant-pair",
            "1, 2",
            "covariance-for-correlation",
            "the largest covariance in absolute value",
        ),  # -320
        ("lowrank.share-kept", "47.8", "percent-for-fraction", "The number is right in percent, but the % is missing"),
        ("lowrank.code-error", "np.linalg.norm(A_k)", "sums-the-kept", "This is the norm of what is kept"),
        ("eigen.code-vector", "eigvecs.T[:, 1]", "row-taken", "This is a row, eigvecs[1]."),
    ],
)
def test_a_slip_of_a_question_accuses_of_what_was_typed_alone(name: str, answer: str, slip: str, said: str) -> None:
    verdict = grade.grade_exercise(pose(load_banks(None, known_names()).questions[name], 4711), answer)
    assert verdict.slip == slip
    assert said in feedback_of(verdict)


def test_all_checks_are_passed_where_an_answer_is_right() -> None:
    right = [grade.grade(kind, given, answer) for kind, given, answer, credit, _, _ in FAULTS if credit == 1.0]
    assert [c.name for verdict in right for c in verdict.checks if not c.passed] == []
    assert "unsorted" in {c.note for verdict in right for c in verdict.checks}


@pytest.mark.parametrize(
    ("kind", "given", "answer", "untrue"),
    [
        (
            "diagonalization",
            {"A": [[2, 0], [0, 3]]},
            "V = 1 0; 0 1 | L = 2, 4",
            "V cannot be the identity: then A would be Λ, a diagonal matrix.",
        ),
        (
            "orthogonal-diagonalization",
            {"A": [[2, 0], [0, 3]]},
            "Q = 1 0; 0 1 | L = 2, 4",
            "Q cannot be the identity: then A would be Λ, a diagonal matrix.",
        ),
        # the two values are equal: what is wrong is the 1 off the diagonal
        (
            "diagonalization",
            {"A": [[2, 0], [0, 2]]},
            "V = 1 0; 0 1 | L = 2.00 1; 0 2",
            "The eigenvectors and the eigenvalues are right, but not in the same order",
        ),
        # 1.0001 with [1, 0.0001], not with [1, 0.001], whatever the order
        (
            "diagonalization",
            {"A": [[1, 1], [0, "1.0001"]]},
            "V = 1.00 1.00; 0.00 0.001 | L = 1, 1.0001",
            "The eigenvectors and the eigenvalues are right, but not in the same order",
        ),
        # (σ₁ + σ₂ + σ₃)², and no root stands in the formula
        (
            "norm",
            {"A": [[0, 2, 0], [0, 0, 1], [-3, 0, 0]], "norm": "nuclear"},
            "36",
            "The square root is missing: ‖A‖_* = σ₁ + σ₂ + …",
        ),
        ("is-orthogonal", {"A": [[1, 0.02], [0, 1]], "tolerance": 0.1}, "yes", "AᵀA = I"),
    ],
)
def test_nothing_is_said_that_does_not_hold(kind: str, given: Mapping[str, Raw], answer: str, untrue: str) -> None:
    assert not feedback_of(grade.grade(kind, given, answer)).startswith(untrue)


# ---- layers of a repeated singular value -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "answer"),
    [
        (1, "0.696 -0.209 0.929; -0.209 0.0630 -0.279; 0.929 -0.279 1.24"),
        (1, "1.91 0.0284 0.408; 0.0284 0.000421 0.00604; 0.408 0.00604 0.0868"),
        (1, "1.29 0.0389 -0.958; 0.0389 0.00118 -0.0290; -0.958 -0.0290 0.714"),
        (2, "0.355 0.635 0.425; 0.635 1.76 -0.164; 0.425 -0.164 1.89"),
        (2, "1.77 0.304 0.568; 0.304 1.61 -0.734; 0.568 -0.734 0.628"),
    ],
)
def test_layers_of_a_repeated_singular_value_are_right_as_they_were_rounded(k: int, answer: str) -> None:
    verdict = grade.grade("low-rank", {"A": THRICE, "k": k}, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.RIGHT, None), verdict.checks


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "3"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 5), "1/5"),
        (Fraction(1, 9), "1/9"),
        (Fraction(1, 10), "0.1"),
        (Fraction(1, 11), "1/11"),
        (Fraction(7, 20), "0.35"),
        (Fraction(1, 64), "0.015625"),
        (Fraction(10**6 + 1, 10**7), "0.1"),
        # a denominator of 120 bits, and of 121
        (Fraction(2, 3**75), "3.288 × 10⁻³⁶"),
        (Fraction(1, 2**120 - 1), "7.523 × 10⁻³⁷"),
        (Fraction(1, 10**6 - 1), "1/999999"),
        (0.123456, "0.1235"),
        (12345.678, "12350"),
        (1 + 2j, "1 + 2i"),
        # 24 characters are shown, 25 are not
        (Fraction(123456789013, 99999999999), "123456789013/99999999999"),
        (Fraction(1234567890121, 99999999999), "12.35"),
    ],
)
def test_a_number_in_a_sentence_is_exact_where_that_is_short(value: Scalar | int, said: str) -> None:
    assert shown(say(value)) == said


# ---- the scale of a zero -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("X", "answer", "outcome"),
    [
        # the second column never varies: its entries are judged on the scale of the others, 2, not on that of X
        ([[1, 1000], [3, 1000]], "2 0; 0 0.1", Outcome.WRONG),
        ([[1, 1000], [3, 1000]], "2 0; 0 0.001", Outcome.IMPRECISE),
        ([[1, 1000], [3, 1000]], "2 0; 0 0", Outcome.RIGHT),
        # nothing varies: then on that of X
        ([[500, 500], [500, 500]], "0.1 0; 0 0", Outcome.IMPRECISE),
        ([[500, 500], [500, 500]], "5 0; 0 0", Outcome.WRONG),
    ],
)
def test_a_covariance_of_zero_is_judged_on_the_scale_of_what_varies(
    X: list[Raw], answer: str, outcome: Outcome
) -> None:
    assert grade.grade("covariance", {"X": X}, answer).outcome is outcome


# ---- numbers as they are typed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2*3", "(6)", "6/1", "6^1", "sqrt(36)", "+(6)", "36^(1/2)"])
def test_an_expression_is_no_lone_integer(text: str) -> None:
    """A lone integer may be 5.9 rounded; whoever writes an expression means its value."""
    typed = answers.read(Form.NUMBER, text)
    assert isinstance(typed, Typed)
    number = typed.rows[0][0]
    assert (number.exact, number.lone_integer, number.digits, number.text) == (Fraction(6), False, 0, text)
    assert grade.grade("norm", {"A": [[3, 0], [4, 3]], "norm": "frobenius"}, text).outcome is Outcome.WRONG  # √34


@pytest.mark.parametrize(("text", "digits"), [("6", 1), ("-6", 1), ("+600", 3)])
def test_an_integer_with_or_without_a_sign_is_a_lone_one(text: str, digits: int) -> None:
    typed = answers.read(Form.NUMBER, text)
    assert isinstance(typed, Typed)
    assert (typed.rows[0][0].lone_integer, typed.rows[0][0].digits) == (True, digits)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("1048576^(1/20)", Fraction(2)),
        ("1048576^(3/20)", Fraction(8)),
        ("1048576^(-1/20)", Fraction(1, 2)),
        ("2097152^(1/21)", None),
        ("3^(1/20)", None),
    ],
)
def test_a_power_is_exact_up_to_the_twentieth_root(text: str, exact: Fraction | None) -> None:
    typed = answers.read(Form.NUMBER, text)
    assert isinstance(typed, Typed)
    number = typed.rows[0][0]
    assert number.exact == exact
    assert number.value == pytest.approx(eval(text.replace("^", "**")), rel=1e-12)


@pytest.mark.parametrize(("digits", "is_read"), [(10_000, True), (10_001, False)])
def test_expressions_in_a_given_are_read_up_to_ten_thousand_characters(digits: int, is_read: bool) -> None:
    texts = ["sqrt(" + "1" * 94 + ")"] * 99
    A: list[Raw] = [[*texts, "sqrt(" + "1" * (94 + digits - 10_000) + ")"]]
    if is_read:
        assert len(read_given(KINDS["rank"], {"A": A}).matrix().rows[0]) == 100
    else:
        with pytest.raises(GivenError) as refused:
            read_given(KINDS["rank"], {"A": A})
        assert str(refused.value) == ("the expressions in A may have 10,000 characters at most; 10,001 came")


@pytest.mark.parametrize(
    ("typed", "outcome", "detail"),
    [
        ("1, 2, 3", Outcome.RIGHT, ""),
        ("2, 4, 6", Outcome.WRONG, ""),
        ("1, 2", Outcome.WRONG, "expected 3 entries, got 2"),
        ("1, 2, 3, 4", Outcome.WRONG, "expected 3 entries, got 4"),
    ],
)
def test_a_computed_vector_is_judged_entry_by_entry(typed: str, outcome: Outcome, detail: str) -> None:
    read = answers.read(Form.VECTOR, typed)
    assert isinstance(read, Typed)
    judged = judge_entries_in_place(Given({}), vector_answer([1, 2, 3]), read)
    assert judged.outcome is outcome
    assert [c.detail for c in judged.checks if c.name == "shape"] == [detail]


@pytest.mark.parametrize(
    ("answer", "typed", "outcome"),
    [
        # what floating point left of a 0 is a 0, on the scale of the vector
        ([1000.0, 1e-10], "1000.0, 4.0", Outcome.WRONG),
        ([1000.0, 1e-10], "1000.0, 0.13", Outcome.WRONG),
        # rounded by 0.055 in all, which 0.13 is more than twice
        ([1000.0, 1e-10], "1000.0, 0.1+0.03", Outcome.WRONG),
        ([1000.0, 1e-10], "1000.0, 0.0", Outcome.RIGHT),
        ([1000.0, 0.5], "1000.0, 0.5", Outcome.RIGHT),
        ([0.001, 1e-14], "0.001, 0.000004", Outcome.WRONG),
        ([0.001, 1e-14], "1, 0", Outcome.RIGHT),
        ([0, 0], "0, 0", Outcome.RIGHT),
        ([0, 0], "0, 1", Outcome.WRONG),
        ([1, 2], "1, 2, 3", Outcome.WRONG),
    ],
)
def test_a_zero_of_a_slip_is_a_zero_as_it_was_typed(answer: list[float], typed: str, outcome: Outcome) -> None:
    task = grade.task_of("eigenvector", {"A": [[2, 1], [2, 3]], "eigenvalue": 4})
    read = reading.read_answer(task, typed)
    assert isinstance(read, Typed)
    assert task.kind.compared(task.given, vector_answer(answer), read) is outcome


def test_what_names_a_true_value_is_kept_until_the_last_try() -> None:
    verdict = grade.grade("eigenvalues", {"A": "2 1 0; 0 3 1; 0 0 7"}, "2, 3, 8")
    assert (verdict.slip, verdict.names_truth) == ("one-value-wrong", True)
    display = Display(width=100)
    before, after = (
        " ".join(line.text.strip() for line in quiz_screen.grounds(verdict, "2, 3, 8", display, settled))
        for settled in (False, True)
    )
    assert "8 is not an eigenvalue: det(A − 8I) = −30, not 0." in before
    assert "belongs" not in before
    assert "8 should be 7" in after


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("10, 20", "No value is right."),
        ("2.618, 20", "Not every value is right."),
        ("2.6, 20", "Not every value is right."),
    ],
)
def test_that_no_value_is_right_is_said_only_where_none_is(answer: str, said: str) -> None:
    task = grade.task_of("eigenvalues", {"A": "2 1; 1 1"})
    typed = answers.read(task.kind.form, answer)
    assert isinstance(typed, Typed)
    assert notes.failures(task.kind.judge(task.given, name_slip.reference(task), typed).checks) == {"values": said}


BLOCKS = {"A": "-2 3 2 3; -6 7 4 4; 0 0 3 8; 0 0 4 -1"}  # eigenvalues 7, 4, 1, -5


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("4, 1", "Right so far, but values are missing."),
        ("9", "Values are missing, and what you typed is not right."),
        ("9, 8", "Values are missing, and what you typed is not right."),
        ("4, 8", "Values are missing. Not every value is right."),
        ("4, 1, 8, 9, 5", "Too many values. Not every value is right."),
    ],
)
def test_what_is_right_of_a_list_of_another_length_is_said(answer: str, said: str) -> None:
    task = grade.task_of("eigenvalues", BLOCKS)
    typed = answers.read(task.kind.form, answer)
    assert isinstance(typed, Typed)
    checks = task.kind.judge(task.given, name_slip.reference(task), typed).checks
    assert " ".join(notes.failures(checks).values()) == said


def test_a_determinant_of_zero_is_not_taken_for_a_product_that_happens_to_be_zero() -> None:
    assert grade.grade("determinant", {"A": "2 1 0; 4 3 5; 1 6 7"}, "0").slip is None


def test_what_is_seen_by_hand_does_not_hide_that_there_is_one_value_too_many() -> None:
    verdict = grade.grade("eigenvalues", BLOCKS, "7, 4, 1, 9, 8")
    assert verdict.fails.startswith("Too many values. $9$ and $8$ are not eigenvalues")


def test_an_entry_counts_as_right_only_with_the_digits_asked() -> None:
    # variances 2.5 and 2.102, covariance 0.275: 2 is right as far as it goes
    verdict = grade.grade("covariance", {"X": "0 0; 1 2; 2 0; 3 3.1; 4 0"}, "2.5 9; 9 2")
    assert (verdict.so_far, verdict.wrong_entries) == ("1 of the 4 entries is right.", ((0, 1), (1, 0), (1, 1)))


@pytest.mark.parametrize(
    ("matrix", "so_far", "fails"),
    [
        ("7 9; 9 7", "", "No entry is right."),
        ("2 9; 9 7", "", ""),  # 2 for 2.5 is right as far as it goes
        ("2.5 9; 9 7", "1 of the 4 entries is right.", ""),
    ],
)
def test_that_no_entry_is_right_is_said_where_none_is(matrix: str, so_far: str, fails: str) -> None:
    verdict = grade.grade("covariance", {"X": "0 0; 1 2; 2 0; 3 3.1; 4 0"}, matrix)
    assert (verdict.slip, verdict.so_far, verdict.fails) == (None, so_far, fails)


@pytest.mark.parametrize(
    ("digits", "said"), [("0.3 0.9; 0.9 -0.3", ""), ("0.316 0.949; 0.949 -0.316", "$U$ is right.")]
)
def test_columns_of_one_digit_are_not_called_orthonormal(digits: str, said: str) -> None:
    verdict = grade.grade("svd", {"A": "3 0; 4 5"}, f"U = {digits} | S = 9, 2 | Vt = 1 1; 1 1")
    assert verdict.so_far == said


@pytest.mark.parametrize("A", ["1 i; 2 3", "1+i 2 1; 0 3-i i", "i 0; 0 2+i; 1 i", "√2+i 2; 0 3-i"])
def test_an_svd_of_a_complex_matrix_is_right_as_numpy_gives_it_with_any_phases(A: str) -> None:
    given: Mapping[str, Raw] = {"A": A}
    array = read_given(KINDS["svd"], given).matrix().array
    U, s, Vh = np.linalg.svd(array, full_matrices=False)
    phases = np.exp(0.7j * np.arange(1, len(s) + 1))

    def typed(left: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> str:
        rows = ("; ".join(", ".join(f"{z.real:.8f}{z.imag:+.8f}i" for z in row) for row in M) for M in (left, right))
        return f"U = {next(rows)} | S = {', '.join(f'{x:.8f}' for x in s)} | Vt = {next(rows)}"

    right = grade.grade("svd", given, typed(U, Vh))
    assert right.outcome is Outcome.RIGHT
    assert grade.grade("svd", given, right.expected).outcome is Outcome.RIGHT
    assert grade.grade("svd", given, typed(U * phases, (Vh.conj().T * phases).conj().T)).outcome is Outcome.RIGHT
    assert grade.grade("svd", given, typed(U * phases, Vh)).outcome is Outcome.WRONG
    assert grade.grade("svd", given, typed(U, Vh.conj())).outcome is Outcome.WRONG


def test_v_for_v_star_of_a_complex_matrix_is_told_to_be_conjugated_too() -> None:
    U, s, Vh = np.linalg.svd(np.array([[1, 1j], [2, 3]]))
    parts = {"U": U, "S": np.diag(s), "Vt": Vh.conj().T}
    texts = {n: "; ".join(", ".join(f"{z.real:.8f}{z.imag:+.8f}i" for z in row) for row in M) for n, M in parts.items()}
    verdict = grade.grade("svd", {"A": "1 i; 2 3"}, texts)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, "v-for-vt")
    assert "You gave V where V* belongs. Transpose it, and conjugate its entries: A = UΣV*." in shown(verdict.feedback)
