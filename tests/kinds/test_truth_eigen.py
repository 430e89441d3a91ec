"""What is said of eigenvalues, eigenvectors, determinants and traces holds for the numbers at hand: whole messages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.exercises import grade
from decompdrill.kinds.solve import solve
from decompdrill.model import Raw
from tests.feedback import feedback_of

TWO: list[Raw] = [[2, 1], [2, 3]]
SIGNS: list[Raw] = [[2, 0, 0], [0, -2, 0], [0, 0, -2]]
TRACELESS: list[Raw] = [[4, 1, 0], [0, -1, 0], [0, 0, -3]]

SAID: list[tuple[str, Mapping[str, Raw], str, str | None, str]] = [
    # the trace is 0, which its negative is too; and the formula of a 2 × 2 matrix is not that of a 3 × 3 one
    (
        "eigenvalues",
        {"A": TRACELESS},
        "-4, 1, 3",
        "sign-of-roots",
        "Every sign is flipped. Test λ = −4: det(A − λI) is not 0.",
    ),
    (
        "eigenvalues",
        {"A": [[5, 1, 0], [0, -1, 0], [0, 0, -3]]},
        "-5, 1, 3",
        "sign-of-roots",
        "Every sign is flipped. The eigenvalues must add up to the trace, 1, not to −1.",
    ),
    # 2, 2, −2 for 2, −2, −2 is a wrong multiplicity, not a wrong sign
    (
        "eigenvalues",
        {"A": SIGNS},
        "2, 2, -2",
        "multiplicity-misplaced",
        "Every value is an eigenvalue of A, but not every one is written the right number of times. The eigenvalues must add up to the "
        "trace, −2, and multiply to the determinant, 8.",
    ),
    # the sum of three twos is the trace of 1, 2, 3 as well: the product tells them apart
    (
        "eigenvalues",
        {"A": [[0, 1, 0], [0, 0, 1], [6, -11, 6]]},
        "2, 2, 2",
        "multiplicity-misplaced",
        "Every value is an eigenvalue of A, but not every one is written the right number of times. The eigenvalues must add up to the "
        "trace, 6, and multiply to the determinant, 6.",
    ),
    # row sums may be eigenvalues: of this matrix the first one is
    (
        "eigenvalues",
        {"A": [[3, 0, 0], [1, -4, 0], [1, 1, 5]]},
        "3, -3, 7",
        "line-sums",
        "These are the sums of the rows, which in general are not the eigenvalues. A is triangular, so its "
        "eigenvalues are the entries of its main diagonal.",
    ),
    # swapping rows and scaling them change the determinant
    (
        "eigenvalues",
        {"A": [[1, 2], [3, 4]]},
        "1, -2",
        "pivots",
        "This is the diagonal after elimination. Adding a multiple of one row to another keeps the determinant, but in "
        "general not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 5λ − 2 = 0.",
    ),
    # a 3 × 3 matrix has no discriminant tr² − 4 det
    (
        "eigenvalues",
        {"A": [[0, -1, 0], [1, 0, 0], [0, 0, 5]]},
        "5, 1, -1",
        "imaginary-unit-lost",
        "A has complex eigenvalues a + bi. Write both parts of each, the imaginary one with its i.",
    ),
    # (1, 1)/√2 has length 1 as well
    (
        "eigenvector",
        {"A": TWO, "eigenvalue": 4},
        "0, 1",
        "unit-vector",
        "The standard basis vector eᵢ is an eigenvector exactly when column i of A is zero off the diagonal. Test it: Av "
        "must be 4v, entry by entry.",
    ),
    # −4 and 2 are a multiple of the row −2, 1
    (
        "eigenvector",
        {"A": TWO, "eigenvalue": 4},
        "-4, 2",
        "row-of-shifted",
        "This is a row of A − 4I, or a multiple of one. Each row of A − 4I times v must be 0: for a row [a, b] take [−b, a].",
    ),
    # A − (−1)I is A + I, and 0 times v is 0
    (
        "eigenvector",
        {"A": [[1, 2], [4, 3]], "eigenvalue": -1},
        "-1, 1",
        None,
        "(A + I)v = 0 is solved by v = [−1, 1]. Any nonzero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[1, 2], [2, 4]], "eigenvalue": 0},
        "1, 2",
        "other-eigenvector",
        "This is an eigenvector of A, but for a different eigenvalue. Solve Av = 0 and test what you find: Av must be 0, entry by entry.",
    ),
    # the one factor, 2, is no reason: the zero of v is
    (
        "is-eigenvector",
        {"A": [[2, 1], [2, 3]], "v": [1, 0]},
        "yes",
        "compares-one-entry",
        "One entry is not enough: the same factor must fit every entry. Av = [2, 2] is not a multiple of v = [1, 0]: entry "
        "2 of v is 0, but entry 2 of Av is not.",
    ),
    # 2i has the real part 0, and is neither 0 nor negative
    (
        "is-eigenvector",
        {"A": [[0, -2], [2, 0]], "v": ["i", 1]},
        "no",
        "multiple-not-seen",
        "Av = [−2, 2i] = 2i · [i, 1] is a multiple of v, so v is an eigenvector, with λ = 2i.",
    ),
    # 0 is an entry of Av, and the same entry of v is 0: it must not be divided by
    (
        "eigenvalue-of",
        {"A": [[2, 0], [0, 3]], "v": [5, 0]},
        "0",
        "not-divided",
        "This is an entry of Av. Compare Av = [10, 0] with v = [5, 0], and divide an entry of Av by the same entry of v, one "
        "that is not 0.",
    ),
    # a matrix that is not triangular may have the product of its diagonal as determinant: that is no condition
    (
        "determinant",
        {"A": TWO},
        "6",
        "diagonal-product",
        "This is the product of the diagonal. For a triangular matrix it would be the determinant, but A is not triangular. Multiply along "
        "the two diagonals and subtract, ad − bc = 2 · 3 − 1 · 2.",
    ),
    # 13 is the sum of the absolute values, not of the entries
    (
        "determinant",
        {"A": [[1, -2], [4, 6]]},
        "13",
        "sum-of-entries",
        "This is the sum of the absolute values of all entries. A determinant is made of products, each with one "
        "entry from every row and every column.",
    ),
    # the formula of a 2 × 2 matrix is of no use for a 3 × 3 one
    (
        "determinant",
        {"A": [[2, 0, 1], [1, 3, -1], [5, 2, 1]]},
        "15",
        "other-diagonal",
        "This is, up to sign, the product of the other diagonal alone. Expand along a row or eliminate; along the first row "
        "the cofactors have the signs + − + ….",
    ),
]


@pytest.mark.parametrize(("kind", "given", "answer", "slip", "said"), SAID, ids=range(len(SAID)))
def test_what_is_said_of_an_answer_holds_here(
    kind: str, given: Mapping[str, Raw], answer: str, slip: str | None, said: str
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.slip, feedback_of(verdict)) == (slip, said)


def test_steps_and_slips_strike_out_the_rows_of_principal_minors_in_one_order() -> None:
    steps = solve("eigenvalues", {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]})
    assert "strike out row and column 1, then 2, then 3" in steps[2]
    assert steps[2].endswith(r"= 14 + 8 + 6 = 28$$")


def test_a_column_without_a_pivot_is_told_once() -> None:
    A: Raw = [[2, 0, 1, 0], [1, 3, -1, 0], [0, 2, 4, 1], [0, 0, 0, 7]]
    assert sum("no pivot" in step for step in solve("eigenvector", {"A": A, "eigenvalue": 7})) == 1


@pytest.mark.parametrize("A", [TWO, [[2, 0, 1], [1, 3, -1], [0, 2, 4]]], ids=["even", "odd"])
def test_the_polynomial_is_that_of_one_convention(A: Raw) -> None:
    steps = [*solve("eigenvalues", {"A": A})]
    assert not any(r"\det(\lambda I - A)" in step for step in steps)
