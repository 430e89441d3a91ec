"""What is said of orthogonal matrices, diagonalizations and bases of eigenvectors holds for what was given and typed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.exercises import grade
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.kinds.solve import solve
from decompdrill.model import Outcome, Raw
from tests.feedback import feedback_of, shown

TALL: list[Raw] = [["3/5", "-4/5"], ["4/5", "3/5"], [0, 0]]
# AᵀA = I and det A = −1, but the trace is 1/3 − 2: a rotation followed by a reflection, and no reflection
TURNED_OVER: list[Raw] = [["2/3", "-1/3", "2/3"], ["2/3", "2/3", "-1/3"], ["1/3", "-2/3", "-2/3"]]
TWICE: list[Raw] = [[2, 0, 0], [0, 2, 0], [0, 0, 5]]
THRICE: list[Raw] = [[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 5, 1], [0, 0, 0, 5]]
FIVE: list[Raw] = [[4, 1], [2, 3]]  # 5 with [1, 1], 2 with [1, −2]

SAID: list[tuple[str, Mapping[str, Raw], str, str | None, str]] = [
    # the columns have length 1: what is missing is a third column
    (
        "is-orthogonal",
        {"A": TALL},
        "yes",
        "not-square",
        "Its columns are orthonormal, but A is 3 × 2, and an orthogonal matrix is square: AAᵀ = I must hold too.",
    ),
    (
        "is-orthogonal",
        {"A": [[1], [0]]},
        "yes",
        "not-square",
        "Its one column has length 1, but A is 2 × 1, and an orthogonal matrix is square: AAᵀ = I must hold too.",
    ),
    ("is-orthogonal", {"A": [[3], [4]]}, "yes", "columns-orthogonal", "The one column has length 5, not 1."),
    # a zero column is perpendicular to every other
    (
        "is-orthogonal",
        {"A": [[1, 0], [0, 0]]},
        "yes",
        "columns-orthogonal",
        "The columns are perpendicular to each other, but that is not enough: column 2 has length 0, not 1.",
    ),
    # fractions were given, so a fraction is said
    (
        "is-orthogonal",
        {"A": [["3/5", "4/5"], ["4/5", "3/5"]]},
        "yes",
        "columns-unit",
        "The columns have length 1, but columns 1 and 2 are not perpendicular: their dot product is 24/25, not 0.",
    ),
    # 4 digits of the length read 1
    (
        "is-orthogonal",
        {"A": [["1.00000001", 0], [0, 1]]},
        "yes",
        "columns-orthogonal",
        "The columns are perpendicular to each other, but that is not enough: column 1 does not have length 1.",
    ),
    (
        "is-orthogonal",
        {"A": TURNED_OVER},
        "no",
        "reflection-refused",
        "A negative determinant is allowed: that of an orthogonal matrix is 1 or −1. AᵀA = I: the columns have length 1 and are perpendicular to each other.",
    ),
    (
        "is-orthogonal",
        {"A": [[1]]},
        "no",
        "orthogonal-refused",
        "AᵀA = 1: the one column has length 1. Nothing more is required.",
    ),
    # a unitary matrix of determinant −i
    (
        "is-orthogonal",
        {"A": [["0", "i"], ["1", "0"]]},
        "no",
        "orthogonal-refused",
        "A*A = I: the columns have length 1 and are perpendicular to each other. Nothing more is required.",
    ),
    # Hermitian, not symmetric
    (
        "is-orthogonal",
        {"A": [["2", "i"], ["-i", "2"]]},
        "yes",
        "columns-not-compared",
        "A*A is not I: its entry in row 1, column 1 is 5, not 1.",
    ),
    (
        "is-orthogonal",
        {"A": [["i", "1"], ["0", "1"]]},
        "yes",
        "determinant-one",
        "|det A| = 1 is not enough: it follows from A*A = I, but not the other way around. Compute A*A.",
    ),
    (
        "is-orthogonal",
        {"A": [[1, "0.02"], [0, 1]], "tolerance": "0.1"},
        "yes",
        None,
        "AᵀA is I to within the tolerance, 0.1: its entry in row 1, column 2, where they differ most, is 0.02, not 0.",
    ),
    (
        "is-orthogonal",
        {"A": [["1.01", "0.02"], [0, 1]], "tolerance": "0.001"},
        "yes",
        "columns-not-compared",
        "AᵀA is not I: its entry in row 1, column 2 is 0.0202, not 0; that is more than the tolerance, 0.001.",
    ),
    (
        "is-orthogonal",
        {"A": [["1", "0.00000001"], [0, "1.1"]]},
        "yes",
        "columns-not-compared",
        "AᵀA is not I: its entry in row 2, column 2 is 1.21, not 1.",
    ),
    (
        "is-orthogonal",
        {"A": [[1, 0]]},
        "yes",
        "columns-orthogonal",
        "The columns are perpendicular to each other, but that is not enough: column 2 has length 0, not 1.",
    ),
    # two blocks: 2 has its two eigenvectors, 5 has not
    (
        "is-diagonalizable",
        {"A": THRICE},
        "yes",
        "counts-multiplicity",
        "λ = 5 is a double root, which does not mean that it has 2 linearly independent eigenvectors. Find the dimension of the null space of A − λI.",
    ),
    (
        "is-diagonalizable",
        {"A": [[0, -1, 0], [1, 0, 0], [0, 0, 2]]},
        "no",
        "complex-means-no",
        "Not all eigenvalues are real (i and −i). Over ℂ that does not matter: they have eigenvectors like any others.",
    ),
    (
        "is-diagonalizable",
        {"A": [[1, 1], [1, 1]]},
        "no",
        "singular-means-no",
        "An eigenvalue 0 makes A singular, not defective: its eigenvectors are the nonzero vectors of the null space.",
    ),
    ("is-diagonalizable", {"A": [[7]]}, "no", "distinct-refused", "Every 1 × 1 matrix is diagonal already."),
    ("is-diagonalizable", {"A": [[7]]}, "yes", None, "Every 1 × 1 matrix is diagonal already."),
    (
        "is-diagonalizable",
        {"A": [["2", "0", "0"], ["0", "3", "i"], ["0", "-i", "3"]]},
        "yes",
        None,
        "A is Hermitian, so it has an orthonormal basis of eigenvectors.",
    ),
    (
        "diagonalization",
        {"A": [[2, 0], [0, 2]]},
        "V = 1 0; 0 1 | L = 2.00 1; 0 2",
        "lambda-not-diagonal",
        "Λ must be diagonal: the eigenvalues on its diagonal, and zeros elsewhere.",
    ),
    (
        "diagonalization",
        {"A": [[3]]},
        "V = 0 | L = 3",
        "columns-dependent",
        "The columns of V are linearly dependent, so V has no inverse. Find 1 linearly independent eigenvector.",
    ),
    (
        "diagonalization",
        {"A": TWICE},
        "V = 1 0 0; 0 1 0; 0 0 1 | L = 2, 5",
        "eigenvalue-missing",
        "Λ is 3 × 3 like A, so it needs 3 eigenvalues on its diagonal, repeated according to multiplicity.",
    ),
    # the first two columns are no basis that only has to be divided by lengths
    (
        "orthogonal-diagonalization",
        {"A": TWICE},
        "Q = 1 1 0; 0 1 0; 0 0 1 | L = 2, 2, 5",
        "not-orthogonal",
        "The columns of Q are eigenvectors, but those for a repeated eigenvalue are not all perpendicular: orthogonalize them (Gram–Schmidt), then divide each by its length.",
    ),
    (
        "orthogonal-diagonalization",
        {"A": TWICE},
        "Q = 1 1 0; 1 -1 0; 0 0 1 | L = 2, 2, 5",
        "not-unit",
        "The directions are right, but not every column of Q has length 1: divide each column by its length.",
    ),
    # no column is an eigenvector for its value, whatever the lengths
    (
        "orthogonal-diagonalization",
        {"A": [[5, 4], [4, 5]]},
        "Q = 1 0; 0 1 | L = 9 1; 1 1",
        "lambda-not-diagonal",
        "Λ must be diagonal: the eigenvalues on its diagonal, and zeros elsewhere.",
    ),
    # A is diagonal, so V = I is right, and what is off is one value
    (
        "diagonalization",
        {"A": [[2, 0], [0, 3]]},
        "V = 1 0; 0 1 | L = 2, 4",
        "one-value-wrong",
        "There is a mistake in Λ. One of the two values is right: 4 should be 3. The eigenvalues must add up to the trace, 5.",
    ),
    (
        "orthogonal-diagonalization",
        {"A": [[2, 0], [0, 3]]},
        "Q = 1 0; 0 1 | L = 2, 4",
        "one-value-wrong",
        "There is a mistake in Λ. One of the two values is right: 4 should be 3. The eigenvalues must add up to the trace, 5.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "answer", "slip", "said"), SAID, ids=range(len(SAID)))
def test_what_is_said_holds_here(kind: str, given: Mapping[str, Raw], answer: str, slip: str | None, said: str) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.slip, feedback_of(verdict)) == (slip, said)


NO_SLIP: list[tuple[str, Mapping[str, Raw], str]] = [
    # Λ is right, and V is not
    ("diagonalization", {"A": [[3, 1], [1, 3]]}, "V = 1 2; 3 4 | L = 4, 2"),
    ("diagonalization", {"A": [[3, 1], [1, 3]]}, "V = 1 2; 3 4 | L = 2, 4"),
    # nearly dependent is not dependent
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 1.0000001 | L = 5, 2"),
    # the pairs fit as they stand, as far as their digits tell; what is off is an entry
    ("diagonalization", {"A": [[1, 1], [0, "1.0001"]]}, "V = 1.00 1.00; 0.00 0.001 | L = 1, 1.0001"),
    # the inverse of this V has no eigenvectors in its columns, though numbers near them
    ("diagonalization", {"A": FIVE}, "V = 2/3 1/3; 1/3 -167/500 | L = 5, 2"),
]


@pytest.mark.parametrize(("kind", "given", "answer"), NO_SLIP, ids=range(len(NO_SLIP)))
def test_no_slip_is_named_that_was_not_made(kind: str, given: Mapping[str, Raw], answer: str) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, None)
    task = grade.task_of(kind, given)
    assert verdict.feedback.endswith(task.kind.why(task.given, task.kind.reference(task.given)))


WHY: list[tuple[str, Mapping[str, Raw], str]] = [
    (
        "diagonalization",
        {"A": [[7]]},
        "The eigenvalue is 7; column i of V must be an eigenvector for entry i of Λ. Any order that keeps the pairs together is right, as are any nonzero multiples of the columns.",
    ),
    (
        "orthogonal-diagonalization",
        {"A": TWICE},
        "The eigenvalues are 5, 2 and 2; column i of Q must be a unit eigenvector for entry i of Λ, perpendicular to the other columns. Any order that keeps the pairs together is right, as is either sign of each column and any orthonormal basis of the eigenspace of a repeated eigenvalue.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "why"), WHY, ids=range(len(WHY)))
def test_the_reason_names_every_freedom_that_an_answer_has(kind: str, given: Mapping[str, Raw], why: str) -> None:
    task = grade.task_of(kind, given)
    assert shown(task.kind.why(task.given, task.kind.reference(task.given))) == why


# ---- worked solutions ----------------------------------------------------------------------------------------------

FAR: list[Raw] = [["5/13", "12/13"], ["12/13", "5/13"]]  # AᵀA = [[1, 120/169], [120/169, 1]]

STEPS: list[tuple[str, Mapping[str, Raw], str]] = [
    ("is-orthogonal", {"A": FAR}, "It is not the identity: its entry in row 1, column 2 is 120/169, not 0."),
    (
        "is-orthogonal",
        {"A": [["3/5", "4/5"], ["4/5", "3/5"]]},
        "It is not the identity: its entry in row 1, column 2 is 24/25, not 0.",
    ),
    (
        "is-orthogonal",
        {"A": [["1.00000001", 0], [0, 1]]},
        "It is not the identity: its entry in row 1, column 1 differs from 1 by 2 × 10⁻⁸.",
    ),
    (
        "is-orthogonal",
        {"A": [[1, "0.02"], [0, 1]], "tolerance": "0.1"},
        "It differs most from the identity in row 1, column 2, where it has 0.02 instead of 0: by 0.02, within the tolerance 0.1.",
    ),
    ("is-diagonalizable", {"A": FIVE}, "The two eigenvalues are different."),
    (
        "is-diagonalizable",
        {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]]},
        "λ = 2 is a double root, so look at A − 2I: A − 2I = [1 1 1; 1 1 1; 1 1 1] Its rank is 1, since every row is a multiple of one row, so the null space has dimension 3 − 1 = 2: two linearly independent eigenvectors.",
    ),
    (
        "is-diagonalizable",
        {"A": [[3, 1], [0, 3]]},
        "λ = 3 is a double root, so look at A − 3I: A − 3I = [0 1; 0 0] Its rank is 1, since only one row is not zero, so the null space has dimension 2 − 1 = 1: one eigenvector, up to multiples.",
    ),
    (
        "is-diagonalizable",
        {"A": [[2, 0], [0, 2]]},
        "λ = 2 is a double root, so look at A − 2I: A − 2I = [0 0; 0 0] It is the zero matrix, of rank 0, so the null space has dimension 2 − 0 = 2: two linearly independent eigenvectors.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "step"), STEPS, ids=range(len(STEPS)))
def test_a_step_says_why(kind: str, given: Mapping[str, Raw], step: str) -> None:
    assert step in [shown(s) for s in solve(kind, given)]


def test_the_eigenvalues_of_a_matrix_with_different_ones_are_checked_by_a_determinant_that_must_be_zero() -> None:
    check = solve("is-diagonalizable", {"A": FIVE})[-1]
    assert shown(check) == ("Check: det(A − 5I) = (−1) · (−2) − 1 · 2 = 0 and det(A − 2I) = 2 · 1 − 1 · 2 = 0.")


@pytest.mark.parametrize(
    "kind", ["is-diagonalizable", "is-orthogonal", "diagonalization", "orthogonal-diagonalization"]
)
@pytest.mark.parametrize("A", [[[0]], [[1]], [[0, 0], [0, 0]], [[1, 0], [0, 1]], [[0, 1], [1, 0]], TWICE])
def test_every_sentence_can_be_said_of_the_plainest_matrices(kind: str, A: Raw) -> None:
    given = read_given(KINDS[kind], {"A": A})
    assert all(shown(slip.said(given)) for slip in KINDS[kind].slips)


@pytest.mark.parametrize(
    ("A", "said"),
    [
        ("2 0 0; 0 3 1; 0 0 2", "add up to 1 + 2 = 3, the 3 that a basis needs."),
        ("2 1 0; 0 2 0; 0 0 3", "add up to 1 + 1 = 2, fewer than the 3 that a basis needs."),
    ],
)
def test_dimensions_are_compared_with_the_size_of_a_basis(A: str, said: str) -> None:
    steps = solve("is-diagonalizable", {"A": A})
    assert shown(steps[-1]).endswith(said)
