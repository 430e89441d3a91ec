"""Small entries beside large ones: what must be right and what must not, in directions, bases and factors, and beside zeros."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from decompdrill import answers
from decompdrill.errors import GivenError
from decompdrill.exercises import grade
from decompdrill.judging.numbers import judge_part, part_bound
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.maths import linalg
from decompdrill.model import Form, Outcome, Raw, Typed
from tests.feedback import feedback_of

SPREAD: Raw = [["0.39", "-2.667"], ["-2.667", "433.3"]]
SAMPLES: Raw = [[60, 8], [0, -8], [-80, 7]]
SYMMETRIC: list[list[int]] = [[4, -6, -5], [-6, -2, -8], [-5, -8, -8]]
REPEATED: Raw = [[-6, 0, -48], [0, -6, -12], [0, 0, 6]]

RIGHT, IMPRECISE, WRONG = Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG


@pytest.mark.parametrize(
    ("kind", "given", "answer", "outcome", "slip"),
    [
        ("principal-component", {"covariance": SPREAD, "index": 2}, "[1.0000, 0.0062]", RIGHT, None),
        ("principal-component", {"covariance": SPREAD, "index": 2}, "[-1.000, -0.006]", RIGHT, None),
        ("principal-component", {"covariance": SPREAD, "index": 2}, "[1.0000, 0.0063]", WRONG, None),
        ("principal-component", {"covariance": SPREAD, "index": 2}, "[1.0000, 0.0070]", WRONG, None),
        ("eigenvector", {"A": SPREAD, "eigenvalue": "0.37"}, "[1.0000, 0.0062]", RIGHT, None),
        ("eigenvector", {"A": SPREAD, "eigenvalue": "0.37"}, "[1, 0]", WRONG, "unit-vector"),
        ("principal-component", {"X": SAMPLES, "index": 2}, "[-0.0034, -1.0000]", RIGHT, None),
        ("principal-component", {"X": SAMPLES, "index": 2}, "[-0.00343, -1.00000]", RIGHT, None),
        ("principal-component", {"X": SAMPLES, "index": 2}, "[0.0034, -1.0000]", WRONG, "one-sign"),
        ("principal-component", {"X": SAMPLES, "index": 2}, "[0, -1]", WRONG, "feature-axis"),
        ("principal-component", {"X": SAMPLES, "index": 2}, "[0.000, -1.000]", WRONG, "feature-axis"),
        ("principal-component", {"X": SAMPLES, "index": 2}, "[-0.0, -1.0]", WRONG, None),
        ("eigenvector", {"A": [[20, -1], [0, 0]], "eigenvalue": 0}, "[0.05, 1.00]", RIGHT, None),
        ("eigenvector", {"A": [[20, -1], [0, 0]], "eigenvalue": 0}, "[0.054, 1.00]", WRONG, None),
        ("eigenvector", {"A": [[2, 1], [0, 3]], "eigenvalue": 2}, "[1.00, 0.002]", RIGHT, None),
    ],
)
def test_an_entry_of_a_direction_may_be_as_rough_as_the_whole(
    kind: str, given: Mapping[str, Raw], answer: str, outcome: Outcome, slip: str | None
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip) == (outcome, slip), verdict


@pytest.mark.parametrize(
    ("value", "text", "outcome"),
    [
        (0.00616, "0.0062", RIGHT),
        (0.00616, "0.006", RIGHT),
        (0.00616, "0.0063", WRONG),
        (0.00616, "0.01", RIGHT),
        (0.05, "0.054", WRONG),
        (0.24, "0.2", IMPRECISE),  # no three digits of the whole
        (0.0034, "0.00", RIGHT),
        (0.0034, "0.0", WRONG),
        (0.0034, "0", WRONG),
        (0.00616 + 0.4j, "0.006+0.400i", RIGHT),
        (0.00616 + 0.4j, "0.008+0.400i", WRONG),
    ],
)
def test_a_rounded_part_is_right_where_its_last_place_is_fine_for_the_whole(
    value: complex, text: str, outcome: Outcome
) -> None:
    typed = answers.read(Form.NUMBER, text)
    assert isinstance(typed, Typed)
    assert judge_part(typed.rows[0][0], value, 1.0).outcome is outcome


def test_the_bound_of_a_part_is_never_more_than_half_where_it_is_an_integer() -> None:
    percent, twelve = (answers.read(Form.NUMBER, text) for text in ("0.5%", "12.0"))
    assert isinstance(percent, Typed)
    assert isinstance(twelve, Typed)
    assert part_bound(twelve.rows[0][0], 12.0, 4000.0) == pytest.approx(0.05)
    assert part_bound(percent.rows[0][0], 0.0, 1.0) == pytest.approx(0.005)


def _rows(M: np.ndarray, places: int) -> str:
    return "; ".join(" ".join(f"{x:.{places}f}" for x in row) for row in M.tolist())


@pytest.mark.parametrize(("places", "outcome"), [(3, RIGHT), (4, RIGHT), (2, WRONG)])
def test_a_factor_rounded_at_one_place_of_the_whole_is_right(places: int, outcome: Outcome) -> None:
    A = np.array(SYMMETRIC, float)
    values, Q = np.linalg.eigh(A)
    U, s, Vt = np.linalg.svd(A)
    L, S = (", ".join(f"{x:.4f}" for x in row) for row in (values, s))
    given: dict[str, Raw] = {"A": [[*row] for row in SYMMETRIC]}
    texts = {
        "orthogonal-diagonalization": f"Q = {_rows(Q, places)} | L = {L}",
        "svd": f"U = {_rows(U, places)} | S = {S} | Vt = {_rows(Vt, places)}",
    }
    for kind, text in texts.items():
        verdict = grade.grade(kind, given, text)
        assert (verdict.outcome, verdict.slip) == (outcome, None), verdict
    moved = Q.copy()
    moved[2, 2] -= 0.003
    verdict = grade.grade("orthogonal-diagonalization", given, f"Q = {_rows(moved, 4)} | L = {L}")
    assert verdict.outcome is WRONG


def test_right_values_in_a_factor_are_blamed_on_no_slip_of_values() -> None:
    given: dict[str, Raw] = {"A": [[*row] for row in SYMMETRIC]}
    Q = "0.35 -0.39 0.85; 0.56 -0.64 -0.52; 0.75 0.66 0.30"
    verdict = grade.grade("orthogonal-diagonalization", given, f"Q = {Q} | L = -16.3574, 2.6489, 7.7085")
    assert verdict.outcome is WRONG
    assert "In Λ" not in feedback_of(verdict)


@pytest.mark.parametrize(
    ("A", "answer", "outcome"),
    [
        ([[2, 0], [0, 2]], "V = 1 1.001; 1 1 | L = 2, 2", RIGHT),
        ([[2, 0], [0, 2]], "V = 1.0 0.9; 0 0.01 | L = 2, 2", RIGHT),
        ([[2, 0], [0, 2]], "V = 1000000 0; 0 0.000001 | L = 2, 2", RIGHT),
        ([[2, 0], [0, 2]], "V = 1 2; 1 2 | L = 2, 2", WRONG),
        ([[2, 0], [0, 2]], "V = 1.001 1.001; 1.00 1.00 | L = 2, 2", WRONG),
        (
            REPEATED,
            "V = 0.707106781186547 0.707460069544653 -0.942809041582063; "
            "0.707106781186547 0.706753316238910 -0.235702260395516; "
            "0.000000000000000 0.000000000000000 0.235702260395516 | L = -6, -6, 6",
            RIGHT,
        ),
        (
            REPEATED,
            "V = 0.707106781186547 0.707106781186547 -0.942809041582063; "
            "0.707106781186547 0.707106781186547 -0.235702260395516; "
            "0.000000000000000 0.000000000000000 0.235702260395516 | L = -6, -6, 6",
            WRONG,
        ),
    ],
)
def test_a_basis_that_is_independent_as_it_is_written_passes(A: Raw, answer: str, outcome: Outcome) -> None:
    verdict = grade.grade("diagonalization", {"A": A}, answer)
    check = next(c for c in verdict.checks if c.name == "independent")
    assert (verdict.outcome, check.passed) == (outcome, outcome is RIGHT)


@pytest.mark.parametrize("v", [[1, -28], [1000, -28000], ["1/1000", "1/7"]])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("0", RIGHT), ("0.0000000001", RIGHT), ("0.004", IMPRECISE), ("-0.02", WRONG), ("0.2", WRONG)],
)
def test_the_scale_of_an_eigenvalue_zero_does_not_grow_with_the_eigenvector(
    v: Raw, answer: str, outcome: Outcome
) -> None:
    assert grade.grade("eigenvalue-of", {"A": [[0, 0], [0, 0]], "v": v}, answer).outcome is outcome


def test_the_scale_of_an_eigenvalue_zero_is_that_of_the_matrix() -> None:
    given: dict[str, Raw] = {"A": [[40, -40], [40, -40]], "v": [1, 1]}
    assert grade.grade("eigenvalue-of", given, "0.04").outcome is IMPRECISE
    assert grade.grade("eigenvalue-of", {**given, "v": [500, 500]}, "0.06").outcome is WRONG


CORNERS: Raw = [
    ["10000000000+sqrt(2)", "-10000000000", 0, 0, 0],
    ["10000000000", "-10000000000", 0, 0, 0],
    [0, 0, 2, 1, 0],
    [0, 0, 1, 3, 1],
    [0, 0, 0, 2, "sqrt(3)"],
]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("118921.482752, 4.24257, 1.91626, 0.573228, -118920.068537", RIGHT),
        ("118922, 4.24, 1.92, 0.573, -118920", RIGHT),
        ("118921.482752, 4.24257, 2.10788, 0.573228, -118920.068537", WRONG),
        ("118921.482752, 4.24257, 1.91626, 0.1, -118920.068537", WRONG),
    ],
)
def test_a_small_eigenvalue_has_its_own_error_beside_a_large_one(answer: str, outcome: Outcome) -> None:
    assert grade.grade("eigenvalues", {"A": CORNERS}, answer).outcome is outcome


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("-14142135623730.951, -5.28172, -3.61803, -1.45033, -1.38197", "sign-of-roots"),
        ("-14142135623730.951, -5.28172, -3.61803, -1.45033, -0.7", None),
        ("-14142135623730.951, -5.28172, -3.61803, 2.7, -1.38197", None),
        ("14142135623730.951, 5.28172, 3.61803, 1.45033", "root-forgotten"),
        ("14142135623730.951, 5.28172, 3.61803, 0.9", None),
    ],
)
def test_the_answer_of_a_slip_has_the_errors_of_its_values(answer: str, slip: str | None) -> None:
    A: Raw = [
        ["1e13*sqrt(2)", 0, 0, 0, 0],
        [0, 2, 1, 0, 0],
        [0, 1, 3, 0, 0],
        [0, 0, 0, 5, 1],
        [0, 0, 0, 1, "sqrt(3)"],
    ]
    verdict = grade.grade("eigenvalues", {"A": A}, answer)
    assert (verdict.outcome, verdict.slip) == (WRONG, slip)


def test_each_eigenvalue_has_its_bound_in_the_order_of_the_values() -> None:
    A = read_given(KINDS["eigenvalues"], {"A": CORNERS}).matrix()
    values, errors = linalg.eigenvalues(A), linalg.eigenvalue_errors(A)
    assert [e < 1e-12 for e in errors] == [False, True, True, True, False]
    assert len(values) == len(errors)
    exactly = read_given(KINDS["eigenvalues"], {"A": [[2, 1], [1, 2]]}).matrix()
    assert linalg.eigenvalue_errors(exactly) == (0.0, 0.0)


def test_a_symmetric_matrix_in_blocks_has_errors_block_by_block() -> None:
    rows: Raw = [["1e13*sqrt(2)", 0, 0, 0, 0], *([0, *row] for row in _small())]
    A = read_given(KINDS["eigenvalues"], {"A": rows}).matrix()
    assert [e < 1e-12 for e in linalg.eigenvalue_errors(A)] == [False, True, True, True, True]


def _small() -> list[list[Raw]]:
    return [[2, 1, 0, 0], [1, 3, 1, 0], [0, 1, "sqrt(3)", 1], [0, 0, 1, "sqrt(5)"]]


TURNED = "One entry of V has the wrong sign. Test Av = λv for each column."


@pytest.mark.parametrize(
    ("V", "outcome", "is_said"),
    [
        ("1.00 1; 0.270 0", WRONG, True),
        ("1.00 1; -0.270 0", RIGHT, False),
        ("1.0 1; 0.3 0", WRONG, False),  # turned it would be imprecise
        ("1.0 1; -0.3 0", IMPRECISE, False),
        ("1.00 1; 0.370 0", WRONG, False),
    ],
)
def test_that_a_turned_sign_would_be_right_is_said_only_where_it_would(V: str, outcome: Outcome, is_said: bool) -> None:
    verdict = grade.grade("diagonalization", {"A": [[27, 100], [0, 0]]}, f"V = {V} | L = 0, 27")
    assert verdict.outcome is outcome
    assert (feedback_of(verdict) == TURNED) is is_said


def test_a_slip_is_looked_for_beside_the_smallest_of_all_doubles() -> None:
    A: list[Raw] = [[5e-324, 0, 0], [0, 12, 0], [0, 0, 9007199254740993]]
    typed = "Q = [[0, 0, 1], [0, 1, 0], [1, 0, 0]] | L = 9.0071992e+15, 12, 6"
    assert grade.grade("orthogonal-diagonalization", {"A": A}, typed).outcome is Outcome.WRONG


UNIT = "1 0 0; 0 1 0; 0 0 1"
FRAME = "1 0 0; 0 1/√2 1/√2; 0 1/√2 -1/√2"
WIDE = "1 0 0 0; 0 1/√2 1/√2 0; 0 1/√2 -1/√2 0"
BLOCK = [[0, 2, 1], [0, 1, 2]]  # beside one large number: the eigenvalues of the block are 3 and 1


@pytest.mark.parametrize(
    ("kind", "given", "answer", "outcome"),
    [
        ("is-eigenvector", {"A": [[1_000_000, 0, 0], *BLOCK], "v": [0, 1, "1.001"]}, "no", RIGHT),
        ("is-eigenvector", {"A": [["10^12", 0, 0], *BLOCK], "v": [0, 1, 2]}, "no", RIGHT),
        ("is-eigenvector", {"A": [["10^12", 0, 0], *BLOCK], "v": [0, 1, 1]}, "yes", RIGHT),
        ("is-eigenvector", {"A": [["π", 1], [1, "π"]], "v": [1, -1]}, "yes", RIGHT),
        ("eigenvalue-of", {"A": [["π*1e9", 0, 0], *BLOCK], "v": [0, 1, 1]}, "3", RIGHT),
        ("eigenvalue-of", {"A": [["π*1e9", 0, 0], *BLOCK], "v": [0, 1, 1]}, "0", WRONG),
        ("eigenvalue-of", {"A": [["π", "-π"], ["-π", "π"]], "v": [1, 1]}, "0", RIGHT),
        ("eigenvector", {"A": [["10^9", 0, 0], *BLOCK], "eigenvalue": 3}, "[0, 1, 1]", RIGHT),
        ("eigenvector", {"A": [["π*1e9", 0, 0], *BLOCK], "eigenvalue": 3}, "[0, 1, 0]", WRONG),
        ("eigenvalues", {"A": [["π*1e9", 0, 0], [0, 0, 1], [0, 4, 0]]}, "π*1e9, 2, -2", RIGHT),
        ("eigenvalues", {"A": [["π*1e9", 0, 0], [0, 0, 1], [0, 4, 0]]}, "π*1e9, 4, -4", WRONG),
        ("is-diagonalizable", {"A": [["π*1e9", 0, 0], [0, 2, 1], [0, 0, 2]]}, "no", RIGHT),
        ("is-diagonalizable", {"A": [["π*1e9", 0, 0], [0, 2, 0], [0, 0, 2]]}, "yes", RIGHT),
        ("is-diagonalizable", {"A": [["π*1e15", 0, 0], [0, 2, 1], [0, 0, 2]]}, "no", RIGHT),
        ("eigenvector", {"A": [["π*1e15", 0, 0], *BLOCK], "eigenvalue": 3}, "[0, 1, 1]", RIGHT),
        ("svd", {"A": [["10^13", 0, 0], *BLOCK]}, f"U = {FRAME} | S = 10^13, 3, 1 | Vt = {FRAME}", RIGHT),
        ("svd", {"A": [["10^13", 0, 0], *BLOCK]}, f"U = {UNIT} | S = 10^13, 3, 1 | Vt = {UNIT}", WRONG),
        ("svd", {"A": [["10^13", 0, 0], *BLOCK]}, f"U = {UNIT} | S = 10^13, 2, 2 | Vt = {UNIT}", WRONG),
        (
            "svd",
            {"A": [["10^15", 0, 0, 0], [0, 2, 1, 0], [0, 1, 2, 0]]},
            f"U = {FRAME} | S = 10^15, 3, 1 | Vt = {WIDE}",
            RIGHT,
        ),
        ("svd", {"A": [["10^15", 0], [0, 0], [0, 2]]}, "U = 1 0; 0 0; 0 1 | S = 10^15, 2 | Vt = 1 0; 0 1", RIGHT),
        ("svd", {"A": [["10^15", 0], [0, 0], [0, 2]]}, "U = 1 0; 0 1; 0 0 | S = 10^15, 2 | Vt = 1 0; 0 1", WRONG),
        ("svd", {"A": [["π*1e15", 0, 0], *BLOCK]}, f"U = {FRAME} | S = π*1e15, 3, 1 | Vt = {FRAME}", RIGHT),
        ("eigenvector", {"A": [["π*1e15", 0, 0], *BLOCK], "eigenvalue": 3}, "[0, 1, 0]", WRONG),
        (
            "svd",
            {"A": [["π*1e9", 0, 0], *BLOCK]},
            "U = 1 0 0; 0 1 0; 0 0 1 | S = π*1e9, 2, 2 | Vt = 1 0 0; 0 1 0; 0 0 1",
            WRONG,
        ),
    ],
)
def test_a_large_entry_makes_no_small_one_vanish(
    kind: str, given: Mapping[str, Raw], answer: str, outcome: Outcome
) -> None:
    assert grade.grade(kind, given, answer).outcome is outcome


def test_coefficients_that_nearly_cancel_are_shown_as_they_are() -> None:
    given: Mapping[str, Raw] = {"A": [["π*1e9", 0, 0], [0, 0, 1], [0, 2, 0]]}
    assert "- 2\\lambda" in grade.grade("characteristic-polynomial", given, "1, 1, 1, 1").feedback


def test_what_is_no_eigenvalue_is_refused_beside_a_large_one() -> None:
    with pytest.raises(GivenError) as refused:
        grade.grade("eigenvector", {"A": [["10^9", 0, 0], [0, 2, 1], [0, 1, 2]], "eigenvalue": 2}, "[0, 1, 1]")
    assert str(refused.value) == "eigenvalue must be an eigenvalue of A (1000000000, 3 and 1); 2 came"
