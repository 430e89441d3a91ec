"""A large entry of A hides nothing that stands beside it: symmetry, eigenvectors and eigenvalues by the size of their rows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.errors import GivenError
from decompdrill.exercises import grade
from decompdrill.model import Outcome, Raw

RIGHT, WRONG = Outcome.RIGHT, Outcome.WRONG

TWO_AND_MINUS_TWO: Raw = [["π*1e15", 0, 0], [0, 0, 1], [0, 4, 0]]
DEFECTIVE: Raw = [["π*1e15", 0, 0], [0, 2, 1], [0, 0, 2]]
THREE_AND_ONE: Raw = [["π*1e15", 0, 0], [0, 2, 1], [0, 1, 2]]
IN_INTEGERS: Raw = [[1000000, 0, 0], [0, 2, 1], [0, 1, 2]]
SPECTRAL = "1 0 0; 0 0.7071067811865476 0.7071067811865476; 0 0.7071067811865476 -0.7071067811865476"
TENS: Raw = [["1e13", 0, 0], [0, 2, 1], [0, 1, 2]]
BILLIONS: Raw = [["1e12", 0, 0], [0, 2, 1], [0, 1, 2]]
LARGE_IN_INTEGERS: Raw = [[1000000000, 0, 0], [0, 2, 1], [0, 1, 2]]


@pytest.mark.parametrize(
    ("kind", "given", "answer", "outcome"),
    [
        ("eigenvalues", {"A": TWO_AND_MINUS_TWO}, "3141592653589793, 2, -2", RIGHT),
        ("eigenvalues", {"A": TWO_AND_MINUS_TWO}, "3141592653589793, 4, -4", WRONG),
        ("is-diagonalizable", {"A": DEFECTIVE}, "no", RIGHT),
        ("is-diagonalizable", {"A": DEFECTIVE}, "yes", WRONG),
        ("is-diagonalizable", {"A": THREE_AND_ONE}, "yes", RIGHT),
        ("is-eigenvector", {"A": IN_INTEGERS, "v": [0, 1, "1.001"]}, "no", RIGHT),
        ("is-eigenvector", {"A": IN_INTEGERS, "v": [0, 1, 1]}, "yes", RIGHT),
        ("is-eigenvector", {"A": IN_INTEGERS, "v": [1, "1e-17", 0]}, "yes", RIGHT),
        ("is-eigenvector", {"A": [[2, 1], [1, 1]], "v": ["0.85065080835204", "0.525731112119134"]}, "yes", RIGHT),
        ("is-eigenvector", {"A": THREE_AND_ONE, "v": [0, 1, 2]}, "no", RIGHT),
        ("is-eigenvector", {"A": THREE_AND_ONE, "v": [0, 1, 1]}, "yes", RIGHT),
        ("eigenvalue-of", {"A": THREE_AND_ONE, "v": [0, 1, 1]}, "3", RIGHT),
        ("eigenvalue-of", {"A": THREE_AND_ONE, "v": [0, 1, 1]}, "0", WRONG),
        ("eigenvector", {"A": LARGE_IN_INTEGERS, "eigenvalue": 3}, "0, 1, 1", RIGHT),
        ("eigenvector", {"A": THREE_AND_ONE, "eigenvalue": 3}, "0, 1, 1", RIGHT),
        ("eigenvector", {"A": THREE_AND_ONE, "eigenvalue": 3}, "0, 1, -1", WRONG),
        ("eigenvector", {"A": THREE_AND_ONE, "eigenvalue": 1}, "0, 1, -1", RIGHT),
        ("diagonalization", {"A": TENS}, "V = 1 0 0; 0 1 1; 0 1 -1 | L = 1e13, 3, 1", RIGHT),
        ("diagonalization", {"A": TENS}, "V = 1 0 0; 0 1 1; 0 1 -1 | L = 1e13, 1, 3", WRONG),
        ("orthogonal-diagonalization", {"A": TENS}, f"Q = {SPECTRAL} | L = 1e13, 3, 1", RIGHT),
        ("orthogonal-diagonalization", {"A": TENS}, f"Q = {SPECTRAL} | L = 1e13, 1, 3", WRONG),
        ("principal-component", {"covariance": THREE_AND_ONE, "index": 2}, "0, 1, -1", WRONG),
        ("principal-component", {"covariance": THREE_AND_ONE, "index": 3}, "0, 1, -1", RIGHT),
        ("low-rank", {"A": BILLIONS, "k": 2}, "1e12 0 0; 0 1.5 1.5; 0 1.5 1.5", RIGHT),
        ("low-rank", {"A": BILLIONS, "k": 2}, "1e12 0 0; 0 1 1; 0 1 1", WRONG),
    ],
)
def test_a_large_entry_hides_no_small_one(kind: str, given: Mapping[str, Raw], answer: str, outcome: Outcome) -> None:
    assert grade.grade(kind, given, answer).outcome is outcome


@pytest.mark.parametrize("A", [LARGE_IN_INTEGERS, THREE_AND_ONE])
@pytest.mark.parametrize("eigenvalue", [2, "2.5"])
def test_what_is_no_eigenvalue_is_refused_beside_a_large_one(A: Raw, eigenvalue: Raw) -> None:
    with pytest.raises(GivenError, match="must be an eigenvalue of A"):
        grade.grade("eigenvector", {"A": A, "eigenvalue": eigenvalue}, "0, 1, 1")
