"""What the slips of diagonalizations, and of the questions whether a matrix is diagonalizable or orthogonal, give."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from decompdrill.model import Raw
from tests.slips.matrices import (
    FIVE,
    JORDAN,
    LEANS,
    NILPOTENT,
    NINE,
    REPEATED,
    ROTATION,
    SINGULAR,
    SPIRAL,
    TWO,
)
from tests.slips.row import Row, Seen, gives, seen

TURNED: list[Raw] = [["3/5", "4/5"], ["-4/5", "3/5"]]  # orthogonal, of determinant 1
MIRROR: list[Raw] = [["3/5", "4/5"], ["4/5", "-3/5"]]  # orthogonal, of determinant −1
STRETCHED: list[Raw] = [[1, 1], [-1, 1]]  # AᵀA = 2I, determinant 2
SKEW: list[Raw] = [["3/5", "1"], ["4/5", "0"]]  # columns of length 1, product 3/5; determinant −4/5
SHEAR: list[Raw] = [[1, 1], [0, 1]]  # determinant 1
BACK: list[Raw] = [[1, 1], [0, -1]]  # determinant −1
SYMMETRIC: list[Raw] = [[2, 1], [1, 2]]
PLAIN: list[Raw] = [[1, 2], [3, 4]]
TALL: list[Raw] = [[1, 0], [0, 1], [0, 0]]
LONG: list[Raw] = [[1, 1], [1, -1], [0, 0]]  # orthogonal columns of length √2

WORDS: tuple[Row, ...] = (
    gives(
        "is-diagonalizable",
        "counts-multiplicity",
        {"A": JORDAN},
        ["yes"],
        said="λ = 3 is a double root, which does not mean that it has 2 linearly independent eigenvectors. Find the dimension of the null space of A − λI.",
    ),
    gives(
        "is-diagonalizable",
        "counts-multiplicity",
        {"A": NILPOTENT},
        ["yes"],
        said="λ = 0 is a triple root, which does not mean that it has 3 linearly independent eigenvectors. Find the dimension of the null space of A − λI.",
    ),
    gives("is-diagonalizable", "counts-multiplicity", {"A": REPEATED}, []),
    gives(
        "is-diagonalizable",
        "repeated-means-no",
        {"A": REPEATED},
        ["no"],
        said="λ = 2 is a double root, but that does not decide it: the null space of A − λI has dimension 2 as well.",
    ),
    gives("is-diagonalizable", "repeated-means-no", {"A": TWO}, []),
    gives("is-diagonalizable", "repeated-means-no", {"A": JORDAN}, []),
    gives(
        "is-diagonalizable",
        "complex-means-no",
        {"A": ROTATION},
        ["no"],
        said="Not all eigenvalues are real (i and −i). Over ℂ that does not matter: they have eigenvectors like any others.",
    ),
    gives("is-diagonalizable", "complex-means-no", {"A": TWO}, []),
    gives("is-diagonalizable", "complex-means-no", {"A": "0 -1 1 0; 1 0 0 1; 0 0 0 -1; 0 0 1 0"}, []),
    gives(
        "is-diagonalizable",
        "singular-means-no",
        {"A": SINGULAR},
        ["no"],
        said="An eigenvalue 0 makes A singular, not defective: its eigenvectors are the nonzero vectors of the null space.",
    ),
    gives("is-diagonalizable", "singular-means-no", {"A": TWO}, []),
    gives("is-diagonalizable", "singular-means-no", {"A": NILPOTENT}, []),
    gives(
        "is-diagonalizable",
        "further/distinct-refused",
        {"A": TWO},
        ["no"],
        said="All eigenvalues are different, and eigenvectors for different eigenvalues are linearly independent: 2 of them form a basis.",
    ),
    gives(
        "is-diagonalizable",
        "further/distinct-refused",
        {"A": [[1, 2, 3], [0, 4, 5], [0, 0, 6]]},
        ["no"],
        said="All eigenvalues are different, and eigenvectors for different eigenvalues are linearly independent: 3 of them form a basis.",
    ),
    gives("is-diagonalizable", "further/distinct-refused", {"A": JORDAN}, []),
    gives(
        "is-orthogonal",
        "columns-orthogonal",
        {"A": STRETCHED},
        ["yes"],
        said="The columns are perpendicular to each other, but that is not enough: column 1 has length √2, not 1.",
    ),
    gives(
        "is-orthogonal",
        "columns-orthogonal",
        {"A": LONG},
        ["yes"],
        said="The columns are perpendicular to each other, but that is not enough: column 1 has length √2, not 1.",
    ),
    gives(
        "is-orthogonal",
        "columns-orthogonal",
        {"A": [[3], [4]]},
        ["yes"],
        said="The one column has length 5, not 1.",
    ),
    gives("is-orthogonal", "columns-orthogonal", {"A": SHEAR}, []),
    gives(
        "is-orthogonal",
        "columns-orthogonal",
        {"A": TALL},
        [],
    ),
    gives("is-orthogonal", "columns-orthogonal", {"A": TURNED}, []),
    gives(
        "is-orthogonal",
        "columns-unit",
        {"A": SKEW},
        ["yes"],
        said="The columns have length 1, but columns 1 and 2 are not perpendicular: their dot product is 3/5, not 0.",
    ),
    gives("is-orthogonal", "columns-unit", {"A": SHEAR}, []),
    gives("is-orthogonal", "columns-unit", {"A": TURNED}, []),
    gives(
        "is-orthogonal",
        "determinant-one",
        {"A": SHEAR},
        ["yes"],
        said="det A = 1 is not enough: every orthogonal matrix has determinant 1 or −1, but not every matrix with such a determinant is orthogonal. Compute AᵀA.",
    ),
    gives(
        "is-orthogonal",
        "determinant-one",
        {"A": BACK},
        ["yes"],
        said="det A = −1 is not enough: every orthogonal matrix has determinant 1 or −1, but not every matrix with such a determinant is orthogonal. Compute AᵀA.",
    ),
    gives("is-orthogonal", "determinant-one", {"A": STRETCHED}, []),
    gives("is-orthogonal", "determinant-one", {"A": TALL}, []),
    gives("is-orthogonal", "determinant-one", {"A": MIRROR}, []),
    gives(
        "is-orthogonal",
        "symmetric-taken",
        {"A": SYMMETRIC},
        ["yes"],
        said="A is symmetric, Aᵀ = A. Orthogonal means Aᵀ = A⁻¹: compute AᵀA.",
    ),
    gives("is-orthogonal", "symmetric-taken", {"A": PLAIN}, []),
    gives("is-orthogonal", "symmetric-taken", {"A": LONG}, []),
    gives("is-orthogonal", "symmetric-taken", {"A": MIRROR}, []),
    gives(
        "is-orthogonal",
        "reflection-refused",
        {"A": MIRROR},
        ["no"],
        said="A negative determinant is allowed: that of an orthogonal matrix is 1 or −1. AᵀA = I: the columns have length 1 and are perpendicular to each other.",
    ),
    gives("is-orthogonal", "reflection-refused", {"A": TURNED}, []),
    gives("is-orthogonal", "reflection-refused", {"A": BACK}, []),
    gives(
        "is-orthogonal",
        "not-square",
        {"A": TALL},
        ["yes"],
        "Its columns are orthonormal, but A is 3 × 2, and an orthogonal matrix is square: AAᵀ = I must hold too.",
    ),
    gives("is-orthogonal", "not-square", {"A": LONG}, []),
    gives("is-orthogonal", "not-square", {"A": TURNED}, []),
    gives("is-orthogonal", "not-square", {"A": STRETCHED}, []),
    gives(
        "is-orthogonal",
        "further/orthogonal-refused",
        {"A": TURNED},
        ["no"],
        said="AᵀA = I: the columns have length 1 and are perpendicular to each other. Nothing more is required.",
    ),
    gives("is-orthogonal", "further/orthogonal-refused", {"A": PLAIN}, []),
    # AᵀA = [[10, 14], [14, 20]]
    gives(
        "is-orthogonal",
        "further/columns-not-compared",
        {"A": PLAIN},
        ["yes"],
        said="AᵀA is not I: its entry in row 2, column 2 is 20, not 1.",
    ),
    gives(
        "is-orthogonal",
        "further/columns-not-compared",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        ["yes"],
        said="A is 3 × 2, and an orthogonal matrix is square.",
    ),
    # AᵀA is I but for 0.02: within the tolerance of 0.1, not of 0.01
    gives(
        "is-orthogonal", "further/columns-not-compared", {"A": [[1, 0.02], [0, 1]], "tolerance": 0.01}, ["yes"], told=()
    ),
    # AᵀA − I = [[0, 0.5], [0.5, 0.25]]: 0.5 is just within
    gives("is-orthogonal", "further/columns-not-compared", {"A": [[1, 0.5], [0, 1]], "tolerance": 0.5}, []),
    gives("is-orthogonal", "further/columns-not-compared", {"A": [[1, 0.02], [0, 1]], "tolerance": 0.1}, []),
)

# ---- V and Λ ---------------------------------------------------------------------------------------------------------

STEPS: list[Raw] = [[5, 1, 0], [0, 3, 1], [0, 0, 2]]  # 5 with [1, 0, 0], 3 with [−1, 2, 0], 2 with [1, −3, 3]

GIVEN: tuple[Row, ...] = (
    gives(
        "diagonalization",
        "pairs-mixed-up",
        {"A": FIVE},
        [{"V": [[1, -1], [1, 2]], "L": [2, 5]}],
        said="The eigenvectors and the eigenvalues are right, but not in the same order: entry i of Λ must belong to column i of V. Test Av = λv for each column.",
    ),
    gives(
        "diagonalization",
        "pairs-mixed-up",
        {"A": STEPS},
        [{"V": [[1, -1, 1], [0, 2, -3], [0, 0, 3]], "L": [3, 2, 5]}],
        said="The eigenvectors and the eigenvalues are right, but not in the same order: entry i of Λ must belong to column i of V. Test Av = λv for each column.",
    ),
    gives("diagonalization", "pairs-mixed-up", {"A": [[2, 0], [0, 2]]}, []),
    gives(
        "diagonalization",
        "eigenvectors-as-rows",
        {"A": FIVE},
        [{"V": [[1, 1], [-1, 2]], "L": [5, 2]}],
        said="The eigenvectors are in the rows of V. In A = VΛV⁻¹ they are its columns: transpose V.",
    ),
    gives(
        "diagonalization",
        "eigenvectors-as-rows",
        {"A": STEPS},
        [{"V": [[1, 0, 0], [-1, 2, 0], [1, -3, 3]], "L": [5, 3, 2]}],
        said="The eigenvectors are in the rows of V. In A = VΛV⁻¹ they are its columns: transpose V.",
    ),
    gives("diagonalization", "columns-dependent", {"A": FIVE}, []),
    gives("diagonalization", "lambda-not-diagonal", {"A": FIVE}, []),
    gives(
        "orthogonal-diagonalization",
        "not-unit",
        {"A": LEANS},
        [{"Q": [[2, -1], [1, 2]], "L": [2, -3]}],
        said="The directions are right, but not every column of Q has length 1: divide each column by its length.",
    ),
    gives("orthogonal-diagonalization", "not-unit", {"A": REPEATED}, []),
    gives(
        "orthogonal-diagonalization",
        "pairs-mixed-up",
        {"A": LEANS},
        [{"Q": [[2 / 5**0.5, -1 / 5**0.5], [1 / 5**0.5, 2 / 5**0.5]], "L": [-3, 2]}],
        said="The eigenvectors and the eigenvalues are right, but not in the same order: entry i of Λ must belong to column i of Q. Test Av = λv for each column.",
    ),
    gives("orthogonal-diagonalization", "pairs-mixed-up", {"A": [[2, 0], [0, 2]]}, []),
    gives(
        "orthogonal-diagonalization",
        "eigenvectors-as-rows",
        {"A": LEANS},
        [{"Q": [[2 / 5**0.5, 1 / 5**0.5], [-1 / 5**0.5, 2 / 5**0.5]], "L": [2, -3]}],
        said="This is Qᵀ: the eigenvectors are in its rows. In A = QΛQᵀ they are the columns of Q.",
    ),
    gives("orthogonal-diagonalization", "not-orthogonal", {"A": LEANS}, []),
    gives("orthogonal-diagonalization", "lambda-not-diagonal", {"A": LEANS}, []),
)


def staircase(n: int) -> tuple[list[Raw], str]:
    """Return A = VΛV⁻¹ in integers and V as text, V with ones on and below its diagonal and Λ = diag(1, …, n)."""
    V = np.tril(np.ones((n, n)))
    A = np.rint(V @ np.diag(np.arange(1.0, n + 1)) @ np.linalg.inv(V)).astype(int)
    rows: list[Raw] = [[int(x) for x in row] for row in A]
    return rows, "; ".join(" ".join("1" if j <= i else "0" for j in range(n)) for i in range(n))


def count_to(n: int) -> str:
    return ", ".join(str(i) for i in range(1, n + 1))


FIVE_STEPS, V5 = staircase(5)
SIX_STEPS, V6 = staircase(6)
ID5 = "1 0 0 0 0; 0 1 0 0 0; 0 0 1 0 0; 0 0 0 1 0; 0 0 0 0 1"
ID6 = "1 0 0 0 0 0; 0 1 0 0 0 0; 0 0 1 0 0 0; 0 0 0 1 0 0; 0 0 0 0 1 0; 0 0 0 0 0 1"
DIAGONAL5: list[Raw] = [[i + 1 if i == j else 0 for j in range(5)] for i in range(5)]
DIAGONAL6: list[Raw] = [[i + 1 if i == j else 0 for j in range(6)] for i in range(6)]

U2 = "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2)"  # of NINE, 9 and 1
Q = "2/sqrt(5) 1/sqrt(5); 1/sqrt(5) -2/sqrt(5)"  # of LEANS, 2 and −3
QT = "1/sqrt(5) -2/sqrt(5); 2/sqrt(5) 1/sqrt(5)"  # its columns exchanged, as rows

SEEN_IN_FACTORS: tuple[Seen, ...] = (
    seen(
        "diagonalization",
        "pairs-mixed-up",
        {"A": FIVE},
        "V = 1 1; 1 -2 | L = 2, 5",
        ("V = 1 1; 1 -2 | L = 2, 6", "V = 1 1; 1 -2 | L = 5, 2", "V = 1 1; 1 2 | L = 2, 5"),
        said="The eigenvectors and the eigenvalues are right, but not in the same order: entry i of Λ must belong to column i of V. Test Av = λv for each column.",
    ),
    seen(
        "diagonalization",
        "pairs-mixed-up",
        {"A": DIAGONAL5},
        f"V = {ID5} | L = 2, 1, 3, 4, 5",
        said="The eigenvectors and the eigenvalues are right, but not in the same order: entry i of Λ must belong to column i of V. Test Av = λv for each column.",
    ),
    seen(
        "diagonalization",
        "eigenvectors-as-rows",
        {"A": FIVE},
        "V = 1 1; 2 -4 | L = 5, 2",
        ("V = 1 2; 1 -4 | L = 5, 2", "V = 1 1; 2 -4 | L = 2, 5", "V = 1 1; 2 4 | L = 5, 2"),
        said="The eigenvectors are in the rows of V. In A = VΛV⁻¹ they are its columns: transpose V.",
    ),
    seen(
        "diagonalization",
        "columns-dependent",
        {"A": FIVE},
        "V = 1 2; 1 2 | L = 5, 2",
        (
            "V = 1 1; 1 1.001 | L = 5, 2",
            "V = 1; 1 | L = 5",
            "V = 3 1; 5 -7 | L = 5, 2",
            "V = 1 0 1; 1 0 2 | L = 5, 2",
            "V = 1 2; 1 2; 1 2 | L = 5, 2",
            "V = 1 1 1; 1 1 1 | L = 5, 2",
        ),
        said="The columns of V are linearly dependent, so V has no inverse. Find 2 linearly independent eigenvectors.",
    ),
    seen(
        "diagonalization",
        "columns-dependent",
        {"A": FIVE},
        "V = 1 0; 1 0 | L = 5, 2",
        said="The columns of V are linearly dependent, so V has no inverse. Find 2 linearly independent eigenvectors.",
    ),
    seen(
        "diagonalization",
        "lambda-not-diagonal",
        {"A": FIVE},
        "V = 1 1; 1 -2 | L = 5 1; 0 2",
        ("V = 1 1; 1 -2 | L = 5 0; 0 2", "V = 1 1; 1 -2 | L = 5, 2"),
        said="Λ must be diagonal: the eigenvalues on its diagonal, and zeros elsewhere.",
    ),
    seen(
        "orthogonal-diagonalization",
        "not-unit",
        {"A": NINE},
        "Q = 1 1; 1 -1 | L = 9, 1",
        (f"Q = {U2} | L = 9, 1", "Q = 1 1; 1 -2 | L = 9, 1", "Q = 1 1; 1 -1 | L = 9, 2"),
        said="The directions are right, but not every column of Q has length 1: divide each column by its length.",
    ),
    seen(
        "orthogonal-diagonalization",
        "not-unit",
        {"A": NINE},
        "Q = 0.72 0.72; 0.72 -0.72 | L = 9, 1",
        said="The directions are right, but not every column of Q has length 1: divide each column by its length.",
    ),
    seen(
        "orthogonal-diagonalization",
        "pairs-mixed-up",
        {"A": LEANS},
        f"Q = {Q} | L = -3, 2",
        (f"Q = {Q} | L = -3, 3", f"Q = {Q} | L = 2, -3"),
        said="The eigenvectors and the eigenvalues are right, but not in the same order: entry i of Λ must belong to column i of Q. Test Av = λv for each column.",
    ),
    seen(
        "orthogonal-diagonalization",
        "eigenvectors-as-rows",
        {"A": LEANS},
        f"Q = {QT} | L = -3, 2",
        (f"Q = {QT} | L = -3, 1", f"Q = {Q} | L = -3, 2"),
        said="This is Qᵀ: the eigenvectors are in its rows. In A = QΛQᵀ they are the columns of Q.",
    ),
    # 2 belongs to every vector whose entries add up to 0
    seen(
        "orthogonal-diagonalization",
        "not-orthogonal",
        {"A": REPEATED},
        "Q = 1/sqrt(3) 1/sqrt(2) 1/sqrt(2); 1/sqrt(3) -1/sqrt(2) 0; 1/sqrt(3) 0 -1/sqrt(2) | L = 5, 2, 2",
        (
            "Q = 1 1 1; 1 -1 1; 1 0 -2 | L = 5, 2, 2",
            "Q = 1/sqrt(3) 1/sqrt(2) 1/sqrt(2); 1/sqrt(3) 1/sqrt(2) 0; 1/sqrt(3) 0 -1/sqrt(2) | L = 5, 2, 2",
        ),
        said="The columns of Q are eigenvectors, but those for a repeated eigenvalue are not all perpendicular: orthogonalize them (Gram–Schmidt), then divide each by its length.",
    ),
    # lengths that are wrong too are no reason to call the directions right
    seen(
        "orthogonal-diagonalization",
        "not-orthogonal",
        {"A": REPEATED},
        "Q = 1 1 1; 1 -1 0; 1 0 -1 | L = 5, 2, 2",
        said="The columns of Q are eigenvectors, but those for a repeated eigenvalue are not all perpendicular: orthogonalize them (Gram–Schmidt), then divide each by its length.",
    ),
    seen(
        "orthogonal-diagonalization",
        "lambda-not-diagonal",
        {"A": NINE},
        f"Q = {U2} | L = 9 1; 0 1",
        (f"Q = {U2} | L = 9 0; 0 1", f"Q = {U2} | L = 9, 1"),
        said="Λ must be diagonal: the eigenvalues on its diagonal, and zeros elsewhere.",
    ),
    seen(
        "diagonalization",
        "further/eigenvalue-missing",
        {"A": FIVE},
        "V = 1 1; 1 -2 | L = 5",
        ("V = 1 1; 1 -2 | L = 5, 2", "V = 1 1; 1 -2 | L = 5, 2, 1"),
        said="Λ is 2 × 2 like A, so it needs 2 eigenvalues on its diagonal.",
    ),
    seen(
        "diagonalization",
        "further/one-sign",
        {"A": FIVE},
        "V = 1 1; 1 2 | L = 5, 2",
        ("V = 1 1; 1 3 | L = 5, 2", "V = 1 1; -1 2 | L = 5, 2"),
        said="One entry of V has the wrong sign. Test Av = λv for each column.",
    ),
    seen(
        "diagonalization",
        "further/one-sign",
        {"A": FIVE_STEPS},
        f"V = {V5.replace('; 1 1 0', '; -1 1 0')} | L = {count_to(5)}",
        said="One entry of V has the wrong sign. Test Av = λv for each column.",
    ),
    seen(
        "diagonalization",
        "further/inverse-given",
        {"A": FIVE},
        "V = 2/3 1/3; 1/3 -1/3 | L = 5, 2",
        (
            "V = 2/3 1/3; 1/3 1/3 | L = 5, 2",
            "V = 2/3 1/3; 1/3 -1/3 | L = 2, 5",
            "V = 1 1; 1 1 | L = 5, 2",
            "V = 2/3 1/3 1; 1/3 -1/3 1 | L = 5, 2",
        ),
        said="This is the inverse of V. The eigenvectors are the columns of V itself.",
    ),
    # the inverse of [[1, −1], [0, 1]]: its 0 is typed as one
    seen(
        "diagonalization",
        "further/inverse-given",
        {"A": [[2, 1], [0, 3]]},
        "V = 1 -1; 0 1 | L = 2, 3",
        ("V = 1 1; 0 1 | L = 2, 3",),
    ),
    seen(
        "diagonalization",
        "further/identity-given",
        {"A": FIVE},
        "V = 1 0; 0 1 | L = 5, 2",
        ("V = 1 0; 0 2 | L = 5, 2", "V = 1 0.001; 0 1 | L = 5, 2", "V = 1 0 0; 0 1 0 | L = 5, 2"),
        said="With V = I the product is Λ, a diagonal matrix, and A is not diagonal. The columns of V must be eigenvectors of A.",
    ),
    seen(
        "diagonalization",
        "columns-dependent",
        {"A": FIVE},
        "V = 1 2; 1 2 | L = 5, 2",
        (
            "V = 1 1; 1 -2 | L = 5, 2",
            "V = 1 1; 1 1.001 | L = 5, 2",
            "V = 1 2 3; 4 5 6 | L = 5, 2",
            "V = 1 2 3; 1 2 3 | L = 5, 2",
        ),
        said="The columns of V are linearly dependent, so V has no inverse. Find 2 linearly independent eigenvectors.",
    ),
    seen(
        "orthogonal-diagonalization",
        "further/eigenvalue-missing",
        {"A": NINE},
        f"Q = {U2} | L = 9",
        (f"Q = {U2} | L = 9, 1",),
        said="Λ is 2 × 2 like A, so it needs 2 eigenvalues on its diagonal.",
    ),
    seen(
        "orthogonal-diagonalization",
        "further/one-sign",
        {"A": NINE},
        "Q = 1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(2) | L = 9, 1",
        ("Q = 1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(3) | L = 9, 1", f"Q = {U2} | L = 9, 2"),
        said="One entry of Q has the wrong sign. Test Av = λv for each column.",
    ),
    # an orthogonal Q has its transpose for its inverse, so this is seen as eigenvectors in rows first
    seen(
        "orthogonal-diagonalization",
        "further/inverse-given",
        {"A": LEANS},
        f"Q = {QT} | L = -3, 2",
        (f"Q = {QT} | L = -3, 1",),
    ),
    seen(
        "orthogonal-diagonalization",
        "further/identity-given",
        {"A": NINE},
        "Q = 1 0; 0 1 | L = 9, 1",
        ("Q = 0 1; 1 0 | L = 9, 1",),
        said="With Q = I the product is Λ, a diagonal matrix, and A is not diagonal. The columns of Q must be eigenvectors of A.",
    ),
    seen(
        "orthogonal-diagonalization",
        "further/columns-dependent",
        {"A": NINE},
        "Q = 1 2; 1 2 | L = 9, 1",
        ("Q = 1 1; 1 -1 | L = 9, 1",),
        said="The columns of Q are linearly dependent, so Q has no inverse. Find 2 linearly independent eigenvectors.",
    ),
)

LEFT_ALONE: tuple[Seen, ...] = (
    seen("diagonalization", "pairs-mixed-up", {"A": DIAGONAL6}, f"V = {ID6} | L = 2, 1, 3, 4, 5, 6"),
    seen(
        "diagonalization",
        "further/one-sign",
        {"A": SIX_STEPS},
        f"V = {V6.replace('; 1 1 0', '; -1 1 0')} | L = {count_to(6)}",
    ),
)
"""No more than five eigenvalues are put in another order, no more than 16 signs are turned."""

# ---- slips of the eigenvalues, in Λ ------------------------------------------------------------------------------------


def in_lambda(kind: str, A: list[Raw], vectors: str, typed: dict[str, tuple[str, ...]]) -> Iterator[Seen]:
    """Return a row for each slip of the eigenvalues: what is said, the list typed for Λ, then the near misses."""
    for slip, (said, first, *near) in typed.items():
        others = tuple(f"{vectors} | L = {x}" for x in near)
        yield seen(kind, f"further/{slip}", {"A": A}, f"{vectors} | L = {first}", others, said)


V = "V = 1 1; 2 -1"  # of TWO, 4 and 1
OF_TWO: dict[str, tuple[str, ...]] = {
    "reads-diagonal": (
        "There is a mistake in Λ. These are the diagonal entries of A. For a triangular matrix they would be the eigenvalues, but A is not triangular. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        "2, 3",
        "2, 4",
        "2",
        "4, 1",
    ),
    "sign-of-roots": (
        "There is a mistake in Λ. Every sign is flipped: in λ² − tr(A) · λ + det(A) = 0 the trace has a minus. The eigenvalues must add up to the trace, 5, not to −5.",
        "-4, -1",
        "-4, 1",
    ),
    "trace-and-determinant": (
        "There is a mistake in Λ. These are made from the trace and the determinant, which give the coefficients of the characteristic polynomial, not its roots. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        "-5, 4",
        "5, -4",
    ),
    "root-forgotten": ("", "4", "5", "4, 1"),
    "determinant-sign": (
        "There is a mistake in Λ. The determinant has the wrong sign: det(A) = ad − bc = 2 · 3 − 1 · 2 = 4, so the equation is λ² − 5λ + 4 = 0.",
        "(5+sqrt(41))/2, (5-sqrt(41))/2",
        "(5+sqrt(40))/2, (5-sqrt(40))/2",
    ),
    "products-added": (
        "There is a mistake in Λ. The determinant is the difference of the two products, not their sum: det(A) = ad − bc = 2 · 3 − 1 · 2 = 4, so the equation is λ² − 5λ + 4 = 0.",
        "5/2+i*sqrt(7)/2, 5/2-i*sqrt(7)/2",
        "5/2+i*sqrt(6)/2, 5/2-i*sqrt(6)/2",
    ),
    "pivots": (
        "There is a mistake in Λ. This is the diagonal after elimination. Adding a multiple of one row to another keeps the determinant, but in general not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        "2, 2",
        "2, 1",
    ),
    # 9 ± √65 under the root
    "singular-values-instead": (
        "There is a mistake in Λ. These are the singular values of A, the square roots of the eigenvalues of AᵀA. For the eigenvalues of A itself solve det(A − λI) = 0.",
        "4.13065, 0.968371",
        "4.13, 0.9",
        "4, 1",
    ),
    "squared": (
        "There is a mistake in Λ. These are the squares of the eigenvalues, which are the eigenvalues of A². For A itself solve det(A − λI) = 0.",
        "16, 1",
        "16, 2",
    ),
    # 9 ± √65
    "squared#2": (
        "There is a mistake in Λ. These are the eigenvalues of AᵀA. For A itself solve det(A − λI) = 0.",
        "17.0623, 0.937742",
        "17.06, 0.9",
    ),
    "quadratic-formula#2": (
        "There is a mistake in Λ. This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 5 and det(A) = 4.",
        "6.5, 3.5",
        "6.5, 3",
    ),
    "multiplicity-misplaced": (
        "There is a mistake in Λ. Every value is an eigenvalue of A, but not every one is written the right number of times. The eigenvalues must add up to the trace, 5, and multiply to the determinant, 4.",
        "1, 1",
        "2, 1",
    ),
    "coefficients": (
        "There is a mistake in Λ. These are, up to sign, coefficients of the characteristic polynomial. The eigenvalues are its roots. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        "5, -4",
        "5, -3",
    ),
    "other-diagonal": (
        "There is a mistake in Λ. These are the entries of the other diagonal. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        "1, 2",
        "1, 3",
    ),
    "line-sums": (
        "There is a mistake in Λ. These are the sums of the rows, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        "3, 5",
        "3, 6",
    ),
    "line-sums#2": ("", "4, 4", "4, 5"),
    "inverted": (
        "There is a mistake in Λ. These are the eigenvalues of A⁻¹. Those of A are their reciprocals.",
        "1/4, 1",
        "1/4, 2",
    ),
    "doubled-or-halved": (
        "",  # what the quadratic formula without its half gives
        "8, 2",
        "8, 3",
    ),
    "doubled-or-halved#2": (
        "There is a mistake in Λ. Each of these is half an eigenvalue. The eigenvalues must add up to the trace, 5, and multiply to the determinant, 4.",
        "2, 1/2",
        "8, 1/2",
    ),
}
Q9 = f"Q = {U2}"
QL = f"Q = {Q}"
OF_LEANS: dict[str, tuple[str, ...]] = {
    "reads-diagonal": (
        "There is a mistake in Λ. These are the diagonal entries of A. For a triangular matrix they would be the eigenvalues, but A is not triangular. Solve det(A − λI) = 0, that is λ² + λ − 6 = 0.",
        "1, -2",
        "1, 2",
    ),
    "sign-of-roots": (
        "There is a mistake in Λ. Every sign is flipped: in λ² − tr(A) · λ + det(A) = 0 the trace has a minus. The eigenvalues must add up to the trace, −1, not to 1.",
        "-2, 3",
        "-2, -3",
    ),
    "trace-and-determinant": (
        "There is a mistake in Λ. These are made from the trace and the determinant, which give the coefficients of the characteristic polynomial, not its roots. Solve det(A − λI) = 0, that is λ² + λ − 6 = 0.",
        "-1, -6",
        "1, 6",
    ),
    "root-forgotten": ("", "2", "3"),
    # λ² + λ + 6 and λ² + λ + 2
    "determinant-sign": (
        "There is a mistake in Λ. The determinant has the wrong sign: det(A) = ad − bc = 1 · (−2) − 2 · 2 = −6, so the equation is λ² + λ − 6 = 0.",
        "-1/2+i*sqrt(23)/2, -1/2-i*sqrt(23)/2",
        "-1/2+i*sqrt(22)/2, -1/2-i*sqrt(22)/2",
    ),
    "products-added": (
        "There is a mistake in Λ. The determinant is the difference of the two products, not their sum: det(A) = ad − bc = 1 · (−2) − 2 · 2 = −6, so the equation is λ² + λ − 6 = 0.",
        "-1/2+i*sqrt(7)/2, -1/2-i*sqrt(7)/2",
        "1/2+i*sqrt(7)/2, 1/2-i*sqrt(7)/2",
    ),
    "quadratic-formula": (
        "There is a mistake in Λ. This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = −1 and det(A) = −6.",
        "4, -6",
        "4, 6",
    ),
    "singular-values-instead": (
        "There is a mistake in Λ. These are the singular values of A, the square roots of the eigenvalues of AᵀA. For the eigenvalues of A itself solve det(A − λI) = 0.",
        "3, 2",
        "3, 1",
    ),
    "squared": (
        "There is a mistake in Λ. These are the squares of the eigenvalues, which are the eigenvalues of A². For A itself solve det(A − λI) = 0.",
        "4, 9",
        "4, 8",
    ),
    "squared#2": ("", "4, 9", "4, 8"),
    "multiplicity-misplaced": (
        "There is a mistake in Λ. Every value is an eigenvalue of A, but not every one is written the right number of times. The eigenvalues must add up to the trace, −1, and multiply to the determinant, −6.",
        "-3, -3",
        "-3, 3",
    ),
    "coefficients": (
        "There is a mistake in Λ. These are, up to sign, coefficients of the characteristic polynomial. The eigenvalues are its roots. Solve det(A − λI) = 0, that is λ² + λ − 6 = 0.",
        "-1, 6",
        "-1, 7",
    ),
    "quadratic-formula#2": (
        "There is a mistake in Λ. This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = −1 and det(A) = −6.",
        "3/2, -7/2",
        "3/2, -3/2",
    ),
    "one-sign#2": (
        "There is a mistake in Λ. One value has the wrong sign; the other is right. The eigenvalues must add up to the trace, −1.",
        "-2, -3",
        "-2, -4",
    ),
    "line-sums": (
        "There is a mistake in Λ. These are the sums of the rows, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is λ² + λ − 6 = 0.",
        "3, 0",
        "3, 1",
    ),
    "line-sums#2": ("", "3, 0", "3, 1"),
    "inverted": (
        "There is a mistake in Λ. These are the eigenvalues of A⁻¹. Those of A are their reciprocals.",
        "1/2, -1/3",
        "1/2, 1/3",
    ),
    "doubled-or-halved": (
        "",
        "4, -6",
        "4, -5",
    ),
    "doubled-or-halved#2": (
        "There is a mistake in Λ. Each of these is half an eigenvalue. The eigenvalues must add up to the trace, −1, and multiply to the determinant, −6.",
        "1, -3/2",
        "4, -3/2",
    ),
}
OF_NINE: dict[str, tuple[str, ...]] = {
    # the second row minus 4/5 of the first: 5 − 16/5
    "pivots": (
        "There is a mistake in Λ. This is the diagonal after elimination. Adding a multiple of one row to another keeps the determinant, but in general not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 10λ + 9 = 0.",
        "5, 9/5",
        "5, 8/5",
    ),
    "other-diagonal": (
        "There is a mistake in Λ. These are the entries of the other diagonal. Solve det(A − λI) = 0, that is λ² − 10λ + 9 = 0.",
        "4, 4",
        "4, 5",
    ),
    "square-roots": (
        "There is a mistake in Λ. These are square roots of the eigenvalues of A: square each of them.",
        "3, 1",
        "3, 2",
    ),
}
V7 = "V = 5 1; 3 -1"  # of [[4, 5], [3, 2]], 7 and −1
OF_OTHER: dict[str, tuple[str, ...]] = {
    "line-sums": (
        "There is a mistake in Λ. These are the sums of the rows, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 6λ − 7 = 0.",
        "9, 5",
        "9, 6",
    ),
    "quadratic-formula": (
        "There is a mistake in Λ. This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 6 and det(A) = −7.",
        "14, -2",
        "14, 2",
    ),
}
OTHER: list[Raw] = [[4, 5], [3, 2]]

TWICE_OF_REPEATED = "There is a mistake in Λ. Each of these is twice an eigenvalue. The eigenvalues must add up to the trace, 9, and multiply to the determinant, 20."
IN_LAMBDA: tuple[Seen, ...] = (
    *in_lambda("diagonalization", TWO, V, OF_TWO),
    *in_lambda(
        "diagonalization",
        FIVE,
        "V = 1 1; 1 -2",
        {
            "quadratic-formula": (
                "There is a mistake in Λ. This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 7 and det(A) = 10.",
                "10, 4",
                "10, 3",
            ),
            "one-sign#2": (
                "There is a mistake in Λ. One value has the wrong sign; the other is right. The eigenvalues must add up to the trace, 7.",
                "5, -2",
                "5, -3",
            ),
        },
    ),
    *in_lambda("diagonalization", OTHER, V7, OF_OTHER),
    *in_lambda(
        "diagonalization",
        REPEATED,
        "V = 1 1 1; 1 -1 0; 1 0 -1",
        {
            "multiplicity-dropped": ("", "5, 2", "5, 3", "5, 2, 2"),
            "doubled-or-halved": (TWICE_OF_REPEATED, "10, 4, 4", "10, 4, 3"),
        },
    ),
    *in_lambda(
        "orthogonal-diagonalization",
        REPEATED,
        "Q = 1 1 1; 1 -1 0; 1 0 -1",
        {"doubled-or-halved": (TWICE_OF_REPEATED, "10, 4, 4", "10, 4, 3")},
    ),
    *in_lambda(
        "diagonalization",
        [[1, 2], [0, 3]],
        "V = 1 1; 0 1",
        {
            "line-sums#2": (
                "There is a mistake in Λ. These are the sums of the columns, which in general are not the eigenvalues. A is triangular, so its eigenvalues are the entries of its main diagonal.",
                "1, 5",
                "1, 6",
            )
        },
    ),
    *in_lambda(
        "diagonalization",
        NINE,
        "V = 1 1; 1 -1",
        {
            "square-roots": (
                "There is a mistake in Λ. These are square roots of the eigenvalues of A: square each of them.",
                "3, 1",
                "3, 2",
            )
        },
    ),
    *in_lambda(
        "diagonalization",
        SPIRAL,
        "V = 2 2; -1-i -1+i",
        {
            "imaginary-unit-lost": (
                "There is a mistake in Λ. The discriminant tr(A)² − 4 det(A) is negative, so the eigenvalues are a conjugate pair a ± bi. Write both parts of each: half the trace, and the imaginary part with its i.",
                "2, 2",
                "2, 1",
                "2+i, 2-i",
            ),
            "parts-swapped": (
                "There is a mistake in Λ. The real and the imaginary part changed places: the real parts must add up to the trace, 4.",
                "1+2i, 1-2i",
                "1+3i, 1-3i",
                "2+i, 2-i",
            ),
        },
    ),
    *in_lambda("orthogonal-diagonalization", LEANS, QL, OF_LEANS),
    *in_lambda("orthogonal-diagonalization", NINE, Q9, OF_NINE),
    *in_lambda(
        "orthogonal-diagonalization",
        REPEATED,
        "Q = 1/sqrt(3) 1/sqrt(2) 1/sqrt(6); 1/sqrt(3) -1/sqrt(2) 1/sqrt(6); 1/sqrt(3) 0 -2/sqrt(6)",
        {"multiplicity-dropped": ("", "5, 2", "5, 3")},
    ),
)

ROWS: tuple[Row, ...] = (*WORDS, *GIVEN)
SEEN: tuple[Seen, ...] = (*SEEN_IN_FACTORS, *IN_LAMBDA)
