"""What the slips of eigenvalues and eigenvectors give."""

from __future__ import annotations

from cmath import sqrt
from collections.abc import Mapping
from fractions import Fraction
from math import pi

import numpy as np

from decompdrill.model import Raw
from tests.slips.matrices import (
    FOUR,
    JORDAN,
    LEANS,
    NILPOTENT,
    NINE,
    OTHER,
    REPEATED,
    ROOTS,
    SEVEN,
    SINGULAR,
    SPIRAL,
    SYMMETRIC,
    THREE,
    TWO,
    UPPER,
)
from tests.slips.row import Row, Seen, gives, seen

r2, r29, r41 = 2**0.5, 29**0.5, 41**0.5

FIVES: list[Raw] = [[13, 1], [2, 2]]  # trace 15, determinant 24, discriminant 225 − 96 = 129
# tr² − 4·det = 36² + 4·1000033·1000037 is beyond what is written under a root
BIG: list[Raw] = [[1000003, 1000033], [1000037, 1000039]]
BIG_DISCRIMINANT = 36**2 + 4 * 1000033 * 1000037
ONES: list[Raw] = [[1] * 8] * 8  # 8 with [1, …, 1]
MORE_ONES: list[Raw] = [[1] * 9] * 9
TWO_AND_MORE: list[Raw] = [[2, 1, 0, 0, 0], [2, 3, 0, 0, 0], [0, 0, 7, 0, 0], [0, 0, 0, 8, 0], [0, 0, 0, 0, 9]]
TWO_AND_TWO: list[Raw] = [[2, 1, 0, 0], [2, 3, 0, 0], [0, 0, 7, 0], [0, 0, 0, 8]]


def ends(middle: complex, distance: complex) -> list[complex]:
    return [middle + distance, middle - distance]


EIGENVALUES: tuple[Row, ...] = (
    gives(
        "eigenvalues",
        "reads-diagonal",
        {"A": TWO},
        [[2, 3]],
        said="These are the diagonal entries of A. For a triangular matrix they would be the eigenvalues, but A is not triangular. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
    ),
    gives(
        "eigenvalues",
        "reads-diagonal",
        {"A": THREE},
        [[2, 3, 4]],
        said="These are the diagonal entries of A. For a triangular matrix they would be the eigenvalues, but A is not triangular. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives(
        "eigenvalues",
        "sign-of-roots",
        {"A": TWO},
        [[-4, -1]],
        said="Every sign is flipped: in λ² − tr(A) · λ + det(A) = 0 the trace has a minus. The eigenvalues must add up to the trace, 5, not to −5.",
    ),
    gives(
        "eigenvalues",
        "sign-of-roots",
        {"A": SPIRAL},
        [[-2 - 1j, -2 + 1j]],
        said="Every sign is flipped: in λ² − tr(A) · λ + det(A) = 0 the trace has a minus. The eigenvalues must add up to the trace, 4, not to −4.",
    ),
    gives(
        "eigenvalues",
        "sign-of-roots",
        {"A": "2 0 0; 0 pi 0; 0 0 3"},
        [[-2, -3, -3.141592653589793]],
        said="Every sign is flipped. The eigenvalues must add up to the trace, 8.142, not to −8.142.",
    ),
    # 4, 1 and -1: whoever types 1, -1, -4 has two of them right
    gives("eigenvalues", "sign-of-roots", {"A": "1 2 -2; 1 0 4; 1 1 3"}, []),
    gives(
        "eigenvalues",
        "trace-and-determinant",
        {"A": TWO},
        [[5, 4], [-5, 4]],
        said="These are made from the trace and the determinant, which give the coefficients of the characteristic polynomial, not its roots. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
    ),
    gives(
        "eigenvalues",
        "trace-and-determinant",
        {"A": OTHER},
        [[6, -7], [-6, -7]],
        said="These are made from the trace and the determinant, which give the coefficients of the characteristic polynomial, not its roots. Solve det(A − λI) = 0, that is λ² − 6λ − 7 = 0.",
    ),
    gives("eigenvalues", "trace-and-determinant", {"A": THREE}, []),
    gives("eigenvalues", "trace-and-determinant", {"A": SEVEN}, []),
    gives(
        "eigenvalues",
        "multiplicity-dropped",
        {"A": REPEATED},
        [[5, 2]],
        said="Every value is right, but a 3 × 3 matrix has 3 eigenvalues, repeated according to multiplicity. Write each one as often as it is a root of det(A − λI).",
    ),
    gives(
        "eigenvalues",
        "multiplicity-dropped",
        {"A": JORDAN},
        [[3]],
        said="Every value is right, but a 2 × 2 matrix has 2 eigenvalues, repeated according to multiplicity. Write each one as often as it is a root of det(A − λI).",
    ),
    gives("eigenvalues", "multiplicity-dropped", {"A": TWO}, []),
    gives(
        "eigenvalues",
        "root-forgotten",
        {"A": TWO},
        [[1], [4]],
        said="Right so far, but not complete: a 2 × 2 matrix has 2 eigenvalues, repeated according to multiplicity. The eigenvalues must add up to the trace, 5.",
    ),
    # without 5, without either 2; and each by itself
    gives(
        "eigenvalues",
        "root-forgotten",
        {"A": REPEATED},
        [[2, 2], [5, 2], [5, 2], [5], [2], [2]],
        said="Right so far, but not complete: a 3 × 3 matrix has 3 eigenvalues, repeated according to multiplicity. The eigenvalues must add up to the trace, 9.",
        told=(0, 3, 4, 5),
    ),
    gives("eigenvalues", "root-forgotten", {"A": SEVEN}, []),
    # λ² − 5λ − 4: 25 + 16 under the root
    gives(
        "eigenvalues",
        "determinant-sign",
        {"A": TWO},
        [ends(2.5, r41 / 2)],
        said="The determinant has the wrong sign: det(A) = ad − bc = 2 · 3 − 1 · 2 = 4, so the equation is λ² − 5λ + 4 = 0.",
    ),
    # λ² − 6λ + 7: 36 − 28 under the root
    gives(
        "eigenvalues",
        "determinant-sign",
        {"A": OTHER},
        [ends(3, r2)],
        said="The determinant has the wrong sign: det(A) = ad − bc = 4 · 2 − 5 · 3 = −7, so the equation is λ² − 6λ − 7 = 0.",
    ),
    gives("eigenvalues", "determinant-sign", {"A": THREE}, []),
    gives("eigenvalues", "determinant-sign", {"A": ROOTS}, []),
    # ad + bc = 6 + 2 = 8: 25 − 32 under the root
    gives(
        "eigenvalues",
        "products-added",
        {"A": TWO},
        [ends(2.5, sqrt(-7) / 2)],
        said="The determinant is the difference of the two products, not their sum: det(A) = ad − bc = 2 · 3 − 1 · 2 = 4, so the equation is λ² − 5λ + 4 = 0.",
    ),
    # 8 + 15 = 23: 36 − 92 under the root
    gives(
        "eigenvalues",
        "products-added",
        {"A": OTHER},
        [ends(3, sqrt(-14))],
        said="The determinant is the difference of the two products, not their sum: det(A) = ad − bc = 4 · 2 − 5 · 3 = −7, so the equation is λ² − 6λ − 7 = 0.",
    ),
    gives("eigenvalues", "products-added", {"A": THREE}, []),
    # 25 − 16 = 9, of which the root is 3: 5 ± 3, 5/2 ± 3, (5 ± 9)/2
    gives(
        "eigenvalues",
        "quadratic-formula",
        {"A": TWO},
        [[8, 2], [5.5, -0.5], [7, -2]],
        said="This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 5 and det(A) = 4.",
    ),
    # 16 − 20 = −4, of which the root is 2i
    gives(
        "eigenvalues",
        "quadratic-formula",
        {"A": SPIRAL},
        [[4 + 2j, 4 - 2j], [2 + 2j, 2 - 2j], [0, 4]],
        said="This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 4 and det(A) = 5.",
    ),
    gives(
        "eigenvalues",
        "quadratic-formula",
        {"A": BIG},
        [[(2000042 + BIG_DISCRIMINANT) // 2, (2000042 - BIG_DISCRIMINANT) // 2]],
        said="This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 2000042 and det(A) = −28001104.",
    ),
    gives("eigenvalues", "quadratic-formula", {"A": THREE}, []),
    # the second row minus the first: [0, 2]
    gives(
        "eigenvalues",
        "pivots",
        {"A": TWO},
        [[2, 2]],
        said="This is the diagonal after elimination. Adding a multiple of one row to another keeps the determinant, but in general not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
    ),
    # [1, 3, −1] − [2, 0, 1]/2 = [0, 3, −3/2]; then 4 + (2/3)(3/2) = 5
    gives(
        "eigenvalues",
        "pivots",
        {"A": THREE},
        [[2, 3, 5]],
        said="This is the diagonal after elimination. Adding a multiple of one row to another keeps the determinant, but in general not the eigenvalues. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives("eigenvalues", "pivots", {"A": LEANS}, [[1, -6]], told=()),
    gives("eigenvalues", "pivots", {"A": ROOTS}, []),
    # AᵀA = [[8, 8], [8, 10]]: 9 ± √(81 − 16)
    gives(
        "eigenvalues",
        "singular-values-instead",
        {"A": TWO},
        [[(9 + 65**0.5) ** 0.5, (9 - 65**0.5) ** 0.5]],
        said="These are the singular values of A, the square roots of the eigenvalues of AᵀA. For the eigenvalues of A itself solve det(A − λI) = 0.",
    ),
    gives(
        "eigenvalues",
        "singular-values-instead",
        {"A": LEANS},
        [[3, 2]],
        said="These are the singular values of A, the square roots of the eigenvalues of AᵀA. For the eigenvalues of A itself solve det(A − λI) = 0.",
    ),
    gives(
        "eigenvalues",
        "squared",
        {"A": TWO},
        [[16, 1]],
        said="These are the squares of the eigenvalues, which are the eigenvalues of A². For A itself solve det(A − λI) = 0.",
    ),
    gives(
        "eigenvalues",
        "squared#2",
        {"A": TWO},
        [[9 + 65**0.5, 9 - 65**0.5]],
        said="These are the eigenvalues of AᵀA. For A itself solve det(A − λI) = 0.",
    ),
    # (2 ± i)² = 3 ± 4i; AᵀA = [[2, 1], [1, 13]]: 15/2 ± √(225 − 100)/2
    gives(
        "eigenvalues",
        "squared",
        {"A": SPIRAL},
        [[3 + 4j, 3 - 4j]],
        said="These are the squares of the eigenvalues, which are the eigenvalues of A². For A itself solve det(A − λI) = 0.",
    ),
    gives(
        "eigenvalues",
        "squared#2",
        {"A": SPIRAL},
        [ends(7.5, 125**0.5 / 2)],
        said="These are the eigenvalues of AᵀA. For A itself solve det(A − λI) = 0.",
    ),
    # trace 5, discriminant 9; 5 ± 3/2, and then with tr² − det = 21, tr² + 4·det = 41, (a − d)² − 4·det = −15,
    # tr² − 4(ad + bc) = −7 under the root, and with a − d = −1 for the trace
    gives(
        "eigenvalues",
        "further/quadratic-formula",
        {"A": TWO},
        [
            [6.5, 3.5],
            ends(5, 21**0.5),
            ends(5, r41),
            ends(2.5, 21**0.5 / 2),
            ends(2.5, sqrt(-15) / 2),
            ends(2.5, r41 / 2),
            ends(2.5, sqrt(-7) / 2),
            ends(-0.5, sqrt(-15) / 2),
        ],
        said="This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 5 and det(A) = 4.",
        told=(0, 1, 2, 3, 4, 7),
    ),
    # a = 13, b = 1, c = 2, d = 2: trace 15, determinant 24, a − d = 11
    gives(
        "eigenvalues",
        "further/quadratic-formula",
        {"A": FIVES},
        [
            ends(15, 129**0.5 / 2),
            ends(15, 201**0.5),
            ends(15, 321**0.5),
            ends(7.5, 201**0.5 / 2),
            [10, 5],  # (15 ± √(121 − 96))/2
            ends(7.5, 321**0.5 / 2),
            ends(7.5, 113**0.5 / 2),  # 225 − 4·28
            [8, 3],  # (11 ± 5)/2
        ],
        said="This looks like a slip in the quadratic formula: λ = (tr(A)±√(tr(A)²−4 det(A)))/2 with tr(A) = 15 and det(A) = 24.",
        told=(0, 1, 2, 3, 4, 7),
    ),
    gives("eigenvalues", "further/quadratic-formula", {"A": THREE}, []),
    gives("eigenvalues", "further/quadratic-formula", {"A": "1 i; 0 2"}, []),
    gives(
        "eigenvalues",
        "further/one-sign",
        {"A": TWO},
        [[-4, 1], [4, -1]],
        said="One value has the wrong sign; the other is right. The eigenvalues must add up to the trace, 5.",
    ),
    gives(
        "eigenvalues",
        "further/one-sign",
        {"A": REPEATED},
        [[-5, 2, 2], [5, -2, 2], [5, 2, -2]],
        said="One value has the wrong sign; the others are right. The eigenvalues must add up to the trace, 9.",
    ),
    # a ± bi read as a ± b, as a twice, as b ± ai, as ±bi
    gives(
        "eigenvalues",
        "further/imaginary-unit-lost",
        {"A": SPIRAL},
        [[3, 1], [2, 2], [1j, -1j], [1, -1]],
        said="The discriminant tr(A)² − 4 det(A) is negative, so the eigenvalues are a conjugate pair a ± bi. Write both parts of each: half the trace, and the imaginary part with its i.",
        told=(1, 2, 3),
    ),
    gives("eigenvalues", "further/imaginary-unit-lost", {"A": TWO}, []),
    gives("eigenvalues", "imaginary-unit-lost", {"A": SPIRAL}, []),
    gives(
        "eigenvalues",
        "further/parts-swapped",
        {"A": SPIRAL},
        [[1 + 2j, 1 - 2j]],
        said="The real and the imaginary part changed places: the real parts must add up to the trace, 4.",
    ),
    gives("eigenvalues", "further/parts-swapped", {"A": TWO}, []),
    gives(
        "eigenvalues",
        "further/multiplicity-misplaced",
        {"A": TWO},
        [[4, 4], [4, 1], [1, 1]],
        said="Every value is an eigenvalue of A, but not every one is written the right number of times. The eigenvalues must add up to the trace, 5, and multiply to the determinant, 4.",
        told=(0, 2),
    ),
    gives(
        "eigenvalues",
        "further/multiplicity-misplaced",
        {"A": REPEATED},
        [[5, 5, 5], [5, 5, 2], [5, 2, 2], [2, 2, 2]],
        said="Every value is an eigenvalue of A, but not every one is written the right number of times. The eigenvalues must add up to the trace, 9, and multiply to the determinant, 20.",
        told=(0, 1, 3),
    ),
    gives("eigenvalues", "further/multiplicity-misplaced", {"A": FOUR}, []),
    gives(
        "eigenvalues",
        "further/multiplicity-misplaced",
        {"A": "2 0 0 0 0; 0 2 0 0 0; 0 0 2 0 0; 0 0 0 2 0; 0 0 0 0 3"},
        [],
    ),
    # λ² − 5λ + 4
    gives(
        "eigenvalues",
        "further/coefficients",
        {"A": TWO},
        [[1, -5, 4], [-5, 4], [5, -4], [4, -5, 1]],
        said="These are, up to sign, coefficients of the characteristic polynomial. The eigenvalues are its roots. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
        told=(0, 2, 3),
    ),
    # λ³ − 9λ² + 28λ − 30
    gives(
        "eigenvalues",
        "further/coefficients",
        {"A": THREE},
        [[1, -9, 28, -30], [-9, 28, -30], [9, -28, 30], [-30, 28, -9, 1]],
        said="These are, up to sign, coefficients of the characteristic polynomial. The eigenvalues are its roots. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/other-diagonal",
        {"A": TWO},
        [[1, 2]],
        said="These are the entries of the other diagonal. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/other-diagonal",
        {"A": THREE},
        [[1, 3, 0]],
        said="These are the entries of the other diagonal. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/line-sums",
        {"A": TWO},
        [[3, 5]],
        said="These are the sums of the rows, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/line-sums#2",
        {"A": TWO},
        [[4, 4]],
        told=(),
    ),
    gives(
        "eigenvalues",
        "further/line-sums",
        {"A": THREE},
        [[3, 3, 6]],
        said="These are the sums of the rows, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/line-sums#2",
        {"A": THREE},
        [[3, 5, 4]],
        said="These are the sums of the columns, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/inverted",
        {"A": TWO},
        [[Fraction(1, 4), 1]],
        said="These are the eigenvalues of A⁻¹. Those of A are their reciprocals.",
    ),
    gives("eigenvalues", "further/inverted", {"A": SINGULAR}, []),
    gives(
        "eigenvalues",
        "further/doubled-or-halved",
        {"A": REPEATED},
        [[10, 4, 4]],
        said="Each of these is twice an eigenvalue. The eigenvalues must add up to the trace, 9, and multiply to the determinant, 20.",
    ),
    gives(
        "eigenvalues",
        "further/doubled-or-halved#2",
        {"A": REPEATED},
        [[2.5, 1, 1]],
        said="Each of these is half an eigenvalue. The eigenvalues must add up to the trace, 9, and multiply to the determinant, 20.",
    ),
    gives(
        "eigenvalues",
        "further/doubled-or-halved",
        {"A": SPIRAL},
        [[4 + 2j, 4 - 2j]],
        told=(),
    ),
    gives(
        "eigenvalues",
        "further/doubled-or-halved#2",
        {"A": SPIRAL},
        [[1 + 0.5j, 1 - 0.5j]],
        said="Each of these is half an eigenvalue. The eigenvalues must add up to the trace, 4, and multiply to the determinant, 5.",
    ),
    gives(
        "eigenvalues",
        "further/square-roots",
        {"A": NINE},
        [[3, 1]],
        said="These are square roots of the eigenvalues of A: square each of them.",
    ),
    gives(
        "eigenvalues",
        "further/square-roots",
        {"A": SPIRAL},
        [[sqrt(2 + 1j), sqrt(2 - 1j)]],
        said="These are square roots of the eigenvalues of A: square each of them.",
    ),
    gives(
        "eigenvalues",
        "further/square-roots",
        {"A": OTHER},
        [[7**0.5, 1j]],
        said="These are square roots of the eigenvalues of A: square each of them.",
    ),
)

FOR_FOUR: Mapping[str, Raw] = {"A": TWO, "eigenvalue": 4}  # A − 4I = [[−2, 1], [2, −1]], v = [1, 2]
FOR_THREE: Mapping[str, Raw] = {
    "A": THREE,
    "eigenvalue": 3,
}  # A − 3I = [[−1, 0, 1], [1, 0, −1], [0, 2, 1]], v = [2, −1, 2]

# Aᵀ of a matrix of doubles, whose eigenvalues are those of A but for rounding
VALUES, VECTORS = np.linalg.eig(np.array([[100000 * pi, 2, 1], [1, 3, 4], [5, 1, pi]]).T)
LEFT = VECTORS[:, np.argmax(VALUES)].tolist()
LARGE = (3 + 100000 * pi) / 2 + ((100000 * pi - 3) ** 2 / 4 + 2) ** 0.5

EIGENVECTOR: tuple[Row, ...] = (
    gives(
        "eigenvector",
        "zero-vector",
        FOR_FOUR,
        [[0, 0]],
        said="The zero vector solves (A − λI)v = 0 for every number λ, so it does not count as an eigenvector. Find another solution of (A − 4I)v = 0.",
    ),
    gives(
        "eigenvector",
        "zero-vector",
        FOR_THREE,
        [[0, 0, 0]],
        said="The zero vector solves (A − λI)v = 0 for every number λ, so it does not count as an eigenvector. Find another solution of (A − 3I)v = 0.",
    ),
    gives(
        "eigenvector",
        "other-eigenvector",
        FOR_FOUR,
        [[1, -1]],
        said="This is an eigenvector of A, but for a different eigenvalue. Solve (A − 4I)v = 0 and test what you find: Av must be 4v, entry by entry.",
    ),
    # those of (9 + √29)/2, of 3 and of (9 − √29)/2
    gives(
        "eigenvector",
        "other-eigenvector",
        {"A": FOUR, "eigenvalue": 5},
        [[0, 0, 2, 5 + r29], [1, -1, 0, 0], [0, 0, 2, 5 - r29]],
        said="This is an eigenvector of A, but for a different eigenvalue. Solve (A − 5I)v = 0 and test what you find: Av must be 5v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "row-of-shifted",
        FOR_FOUR,
        [[-2, 1], [2, -1]],
        said="This is a row of A − 4I, or a multiple of one. Each row of A − 4I times v must be 0: for a row [a, b] take [−b, a].",
    ),
    gives(
        "eigenvector",
        "row-of-shifted",
        FOR_THREE,
        [[-1, 0, 1], [1, 0, -1], [0, 2, 1]],
        said="This is a row of A − 3I, or a multiple of one. Each row of A − 3I times v must be 0.",
    ),
    gives(
        "eigenvector",
        "row-of-shifted",
        {"A": UPPER, "eigenvalue": 2},
        [[1, 1]],
        said="This is a row of A − 2I, or a multiple of one. Each row of A − 2I times v must be 0: for a row [a, b] take [−b, a].",
    ),
    # A − (2 + √2)I
    gives(
        "eigenvector",
        "row-of-shifted",
        {"A": SYMMETRIC, "eigenvalue": "2+sqrt(2)"},
        [[-r2, -1, 0], [-1, -r2, -1], [0, -1, -r2]],
        said="This is a row of A − (2 + √2)I, or a multiple of one. Each row of A − (2 + √2)I times v must be 0.",
        told=(0, 2),
    ),
    gives(
        "eigenvector",
        "one-sign",
        FOR_FOUR,
        [[-1, 2], [1, -2]],
        said="One sign is wrong: change the sign of one entry. Test it: Av must be 4v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "one-sign",
        FOR_THREE,
        [[-2, -1, 2], [2, 1, 2], [2, -1, -2]],
        said="One sign is wrong: change the sign of one entry. Test it: Av must be 3v, entry by entry.",
    ),
    gives("eigenvector", "one-sign", {"A": SYMMETRIC, "eigenvalue": 2}, [[-1, 0, -1], [1, 0, 1]], told=()),
    gives(
        "eigenvector",
        "entries-swapped",
        FOR_FOUR,
        [[2, 1], [-2, 1]],
        said="These are the right entries in the wrong order. Test it: Av must be 4v, entry by entry.",
        told=(0,),
    ),
    gives("eigenvector", "entries-swapped", FOR_THREE, []),
    # Aᵀ − 4I = [[−2, 2], [1, −1]]
    gives(
        "eigenvector",
        "left-eigenvector",
        FOR_FOUR,
        [[1, 1]],
        said="This solves vᵀA = λvᵀ: it is an eigenvector of Aᵀ. Multiply each row of A by v. Solve (A − 4I)v = 0 and test what you find: Av must be 4v, entry by entry.",
    ),
    # Aᵀ − 3I = [[−1, 1, 0], [0, 0, 2], [1, −1, 1]]
    gives(
        "eigenvector",
        "left-eigenvector",
        FOR_THREE,
        [[1, 1, 0]],
        said="This solves vᵀA = λvᵀ: it is an eigenvector of Aᵀ. Multiply each row of A by v. Solve (A − 3I)v = 0 and test what you find: Av must be 3v, entry by entry.",
    ),
    gives("eigenvector", "left-eigenvector", {"A": SYMMETRIC, "eigenvalue": 2}, []),
    # [1, 2/(λ − 3)] solves vᵀA = λvᵀ, beside [1, 1/(λ − 3)] for A itself, with λ = 314159.26537 + 2/λ
    gives(
        "eigenvector",
        "left-eigenvector",
        {"A": "100000pi 2 1; 1 3 4; 5 1 pi", "eigenvalue": "314159.265"},
        [LEFT],
        said="This solves vᵀA = λvᵀ: it is an eigenvector of Aᵀ. Multiply each row of A by v. Solve (A − 314200I)v = 0 and test what you find: Av must be about 314200v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "left-eigenvector",
        {"A": "100000pi 2; 1 3", "eigenvalue": "314159.265"},
        [[1, 2 / (LARGE - 3)]],
        said="This solves vᵀA = λvᵀ: it is an eigenvector of Aᵀ. Multiply each row of A by v. Solve (A − 314200I)v = 0 and test what you find: Av must be about 314200v, entry by entry.",
    ),
    gives("eigenvector", "further/column-of-shifted", FOR_FOUR, [[-2, 2], [1, -1]], told=()),
    gives(
        "eigenvector",
        "further/column-of-shifted",
        FOR_THREE,
        [[-1, 1, 0], [0, 0, 2], [1, -1, 1]],
        said="This is a column of A − 3I, or a multiple of one. Solve (A − 3I)v = 0 and test what you find: Av must be 3v, entry by entry.",
    ),
    gives("eigenvector", "further/column-of-shifted", {"A": UPPER, "eigenvalue": 3}, [[1, -1]], told=()),
    gives("eigenvector", "further/sign-forgotten", FOR_FOUR, [[1, -2], [-1, 2]], told=()),
    gives("eigenvector", "further/sign-forgotten", FOR_THREE, []),
    gives(
        "eigenvector",
        "further/reads-diagonal",
        FOR_FOUR,
        [[2, 3]],
        said="This is the diagonal of A, or a multiple of it. Solve (A − 4I)v = 0 and test what you find: Av must be 4v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/reads-diagonal",
        FOR_THREE,
        [[2, 3, 4]],
        said="This is the diagonal of A, or a multiple of it. Solve (A − 3I)v = 0 and test what you find: Av must be 3v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/eigenvalues-instead",
        FOR_FOUR,
        [[4, 1]],
        said="The entries are the eigenvalues of A, or multiples of them. Solve (A − 4I)v = 0 and test what you find: Av must be 4v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/eigenvalues-instead",
        {"A": REPEATED, "eigenvalue": 2},
        [[5, 2, 2]],
        said="The entries are the eigenvalues of A, or multiples of them. Solve (A − 2I)v = 0 and test what you find: Av must be 2v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/line-of-A",
        FOR_FOUR,
        [[2, 1], [2, 3]],
        told=(),
    ),
    gives(
        "eigenvector",
        "further/line-of-A#2",
        FOR_FOUR,
        [[2, 2], [1, 3]],
        said="This is a column of A itself, or a multiple of one. Solve (A − 4I)v = 0 and test what you find: Av must be 4v, entry by entry.",
        told=(1,),
    ),
    gives(
        "eigenvector",
        "further/line-of-A",
        FOR_THREE,
        [[2, 0, 1], [1, 3, -1], [0, 2, 4]],
        said="This is a row of A itself, or a multiple of one. Solve (A − 3I)v = 0 and test what you find: Av must be 3v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/line-of-A#2",
        FOR_THREE,
        [[2, 1, 0], [0, 3, 2], [1, -1, 4]],
        said="This is a column of A itself, or a multiple of one. Solve (A − 3I)v = 0 and test what you find: Av must be 3v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/line-of-A",
        {"A": NILPOTENT, "eigenvalue": 0},
        [[0, 1, 2], [0, 0, 3]],
        told=(),
    ),
    gives(
        "eigenvector",
        "further/line-of-A#2",
        {"A": NILPOTENT, "eigenvalue": 0},
        [[1, 0, 0], [2, 3, 0]],
        told=(),
    ),
    gives(
        "eigenvector",
        "further/all-ones",
        FOR_THREE,
        [[1, 1, 1]],
        said="A nonzero vector of equal entries is an eigenvector exactly when all rows of A have the same sum; here the sums are 3, 3 and 6. Test it: Av must be 3v, entry by entry.",
    ),
    gives("eigenvector", "further/all-ones", {"A": OTHER, "eigenvalue": 7}, [[1, 1]], told=()),
    gives(
        "eigenvector",
        "further/unit-vector",
        FOR_FOUR,
        [[1, 0], [0, 1]],
        said="The standard basis vector eᵢ is an eigenvector exactly when column i of A is zero off the diagonal. Test it: Av must be 4v, entry by entry.",
    ),
    gives(
        "eigenvector",
        "further/unit-vector",
        FOR_THREE,
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        said="The standard basis vector eᵢ is an eigenvector exactly when column i of A is zero off the diagonal. Test it: Av must be 3v, entry by entry.",
        told=(0, 1),
    ),
)

SEEN_IN_VECTORS: tuple[Seen, ...] = (
    seen(
        "eigenvalues",
        "imaginary-unit-lost",
        {"A": SPIRAL},
        "2±1",
        near=("3, 1", "2±i", "2±2"),
        said="The discriminant tr(A)² − 4 det(A) is negative, so the eigenvalues are a conjugate pair a ± bi. Write both parts of each: half the trace, and the imaginary part with its i.",
    ),
    seen(
        "eigenvector",
        "other-eigenvector",
        FOR_FOUR,
        "2, -2",
        ("2, -3", "1, 2"),
        said="This is an eigenvector of A, but for a different eigenvalue. Solve (A − 4I)v = 0 and test what you find: Av must be 4v, entry by entry.",
    ),
    # 2 has a plane of them: any vector whose entries add up to 0
    seen(
        "eigenvector",
        "other-eigenvector",
        {"A": REPEATED, "eigenvalue": 5},
        "3, -1, -2",
        ("3, -1, -1", "1, 1, 1"),
        said="This is an eigenvector of A, but for a different eigenvalue. Solve (A − 5I)v = 0 and test what you find: Av must be 5v, entry by entry.",
    ),
    seen(
        "eigenvector",
        "one-sign",
        {"A": REPEATED, "eigenvalue": 2},
        "1, 1, 2",
        ("1, 2, 2", "0, 0, 1"),
        said="One sign is wrong: change the sign of one entry. Test it: Av must be 2v, entry by entry.",
    ),
    seen(
        "eigenvector",
        "one-sign",
        {"A": ONES, "eigenvalue": 8},
        "1, 1, 1, -1, 1, 1, 1, 1",
        ("1, 1, 1, -1, -1, 1, 1, 1",),
        said="One sign is wrong: change the sign of one entry. Test it: Av must be 8v, entry by entry.",
    ),
    seen(
        "eigenvector",
        "entries-swapped",
        {"A": SYMMETRIC, "eigenvalue": 2},
        "0, 1, -1",
        ("0, 1, 1", "0, 0, 0", "0, 2, -1"),
        said="These are the right entries in the wrong order. Test it: Av must be 2v, entry by entry.",
    ),
    seen(
        "eigenvector",
        "entries-swapped",
        {"A": TWO_AND_TWO, "eigenvalue": 4},
        "0, 1, 0, 2",
        ("0, 1, 0, 3",),
        said="These are the right entries in the wrong order. Test it: Av must be 4v, entry by entry.",
    ),
)

IS_EIGENVECTOR: tuple[Row, ...] = (
    gives(
        "is-eigenvector",
        "zero-vector",
        {"A": TWO, "v": [0, 0]},
        ["yes"],
        said="A · 0 = λ · 0 holds for every A and every λ, so the zero vector does not count as an eigenvector.",
    ),
    gives("is-eigenvector", "zero-vector", {"A": TWO, "v": [0, 2]}, []),
    # Av = [5, 3]
    gives(
        "is-eigenvector",
        "compares-one-entry",
        {"A": [[2, 1], [0, 3]], "v": [2, 1]},
        ["yes"],
        said="One entry is not enough: the same factor must fit every entry. Av = [5, 3] is not a multiple of v = [2, 1]: the entries need different factors, 5/2 and 3.",
    ),
    gives("is-eigenvector", "compares-one-entry", {"A": TWO, "v": [1, 2]}, []),
    gives(
        "is-eigenvector",
        "zero-eigenvalue",
        {"A": SINGULAR, "v": [2, -1]},
        ["no"],
        said="Av = 0 = 0 · v: the eigenvalue may be zero; only the vector must not be.",
    ),
    gives("is-eigenvector", "zero-eigenvalue", {"A": TWO, "v": [1, 2]}, []),
    gives("is-eigenvector", "zero-eigenvalue", {"A": OTHER, "v": [1, -1]}, []),
    gives("is-eigenvector", "zero-eigenvalue", {"A": TWO, "v": [1, 1]}, []),
    # Av = [−1, 1]
    gives(
        "is-eigenvector",
        "flip-refused",
        {"A": OTHER, "v": [1, -1]},
        ["no"],
        said="A negative λ reverses v, but the line stays the same: Av = [−1, 1] = (−1) · [1, −1] is a multiple of v.",
    ),
    gives("is-eigenvector", "flip-refused", {"A": SINGULAR, "v": [2, -1]}, []),
    gives("is-eigenvector", "flip-refused", {"A": TWO, "v": [1, 2]}, []),
    gives("is-eigenvector", "flip-refused", {"A": TWO, "v": [1, 1]}, []),
    # vᵀA = [6, 7], which is no multiple of [1, 2]; Av = [4, 8] is one
    gives(
        "is-eigenvector",
        "row-times-matrix",
        {"A": TWO, "v": [1, 2]},
        ["no"],
        said="That is the answer for vᵀA, which is another product. Multiply each row of A by v: Av = [4, 8].",
    ),
    # vᵀA = [4, 4], Av = [3, 5]
    gives("is-eigenvector", "row-times-matrix", {"A": TWO, "v": [1, 1]}, ["yes"], told=()),
    gives("is-eigenvector", "row-times-matrix", {"A": NINE, "v": [1, 1]}, []),
    gives("is-eigenvector", "row-times-matrix", {"A": NINE, "v": [1, 2]}, []),
    gives(
        "is-eigenvector",
        "further/multiple-not-seen",
        {"A": NINE, "v": [2, 2]},
        ["no"],
        said="Av = [18, 18] = 9 · [2, 2] is a multiple of v, so v is an eigenvector, with λ = 9.",
    ),
    gives("is-eigenvector", "further/multiple-not-seen", {"A": NINE, "v": [1, 2]}, []),
)

TRIPLE: Mapping[str, Raw] = {"A": TWO, "v": [3, 6]}  # Av = [12, 24], λ = 4
MINUS: Mapping[str, Raw] = {"A": LEANS, "v": [2, -4]}  # Av = [−6, 12], λ = −3

EIGENVALUE_OF: tuple[Row, ...] = (
    gives(
        "eigenvalue-of",
        "sign-flipped",
        TRIPLE,
        [-4],
        said="Right in absolute value, but the sign is wrong. Compare Av = [12, 24] with v = [3, 6].",
    ),
    gives(
        "eigenvalue-of",
        "sign-flipped",
        MINUS,
        [3],
        said="Right in absolute value, but the sign is wrong. Compare Av = [−6, 12] with v = [2, −4].",
    ),
    gives(
        "eigenvalue-of",
        "not-divided",
        TRIPLE,
        [12, 24],
        said="This is an entry of Av. Compare Av = [12, 24] with v = [3, 6], and divide an entry of Av by the same entry of v.",
    ),
    gives(
        "eigenvalue-of",
        "not-divided",
        MINUS,
        [-6, 12],
        said="This is an entry of Av. Compare Av = [−6, 12] with v = [2, −4], and divide an entry of Av by the same entry of v.",
    ),
    gives(
        "eigenvalue-of",
        "inverted",
        TRIPLE,
        [Fraction(1, 4)],
        said="This is 1/λ, the factor from Av to v. Compare Av = [12, 24] with v = [3, 6], and divide an entry of Av by the same entry of v.",
    ),
    gives(
        "eigenvalue-of",
        "inverted",
        MINUS,
        [Fraction(-1, 3)],
        said="This is 1/λ, the factor from Av to v. Compare Av = [−6, 12] with v = [2, −4], and divide an entry of Av by the same entry of v.",
    ),
    gives("eigenvalue-of", "inverted", {"A": SINGULAR, "v": [2, -1]}, []),
    gives(
        "eigenvalue-of",
        "length-of-image",
        TRIPLE,
        [720**0.5],
        said="This is the length of Av. λ is the factor from v to Av. Compare Av = [12, 24] with v = [3, 6], and divide an entry of Av by the same entry of v.",
    ),  # 144 + 576
    gives(
        "eigenvalue-of",
        "length-of-image",
        MINUS,
        [180**0.5],
        said="This is the length of Av. λ is the factor from v to Av. Compare Av = [−6, 12] with v = [2, −4], and divide an entry of Av by the same entry of v.",
    ),
    gives("eigenvalue-of", "rayleigh-undivided", TRIPLE, [180], said="This is vᵀAv. Divide it by vᵀv."),  # 3·12 + 6·24
    gives("eigenvalue-of", "rayleigh-undivided", MINUS, [-60], said="This is vᵀAv. Divide it by vᵀv."),  # 2·(−6) − 4·12
    gives(
        "eigenvalue-of",
        "further/other-eigenvalue",
        TRIPLE,
        [4, 1],
        said="This is an eigenvalue of A, but not the one that belongs to v. Compare Av = [12, 24] with v = [3, 6].",
        told=(1,),
    ),
    gives(
        "eigenvalue-of",
        "further/other-eigenvalue",
        MINUS,
        [2, -3],
        said="This is an eigenvalue of A, but not the one that belongs to v. Compare Av = [−6, 12] with v = [2, −4].",
        told=(0,),
    ),
    gives(
        "eigenvalue-of",
        "further/entries-added",
        TRIPLE,
        [36],
        said="This is the sum of the entries of Av. Compare Av = [12, 24] with v = [3, 6], and divide an entry of Av by the same entry of v.",
    ),
    gives(
        "eigenvalue-of",
        "further/entries-added",
        {"A": LEANS, "v": [2, 1]},
        [6],
        said="This is the sum of the entries of Av. Compare Av = [4, 2] with v = [2, 1], and divide an entry of Av by the same entry of v.",
    ),  # 4 + 2
    gives(
        "eigenvalue-of",
        "further/difference",
        TRIPLE,
        [9, 18],
        said="This is an entry of Av minus the same entry of v; λ is their ratio. Compare Av = [12, 24] with v = [3, 6], and divide an entry of Av by the same entry of v.",
    ),
    gives(
        "eigenvalue-of",
        "further/difference",
        MINUS,
        [-8, 16],
        said="This is an entry of Av minus the same entry of v; λ is their ratio. Compare Av = [−6, 12] with v = [2, −4], and divide an entry of Av by the same entry of v.",
    ),
    gives(
        "eigenvalue-of",
        "further/squared",
        TRIPLE,
        [16],
        said="This is λ², the factor from v to A²v. Compare Av = [12, 24] with v = [3, 6].",
    ),
    gives(
        "eigenvalue-of",
        "further/squared",
        MINUS,
        [9],
        said="This is λ², the factor from v to A²v. Compare Av = [−6, 12] with v = [2, −4].",
    ),
    gives(
        "eigenvalue-of",
        "further/trace-or-determinant",
        TRIPLE,
        [5],
        said="This is the trace of A, the sum of all its eigenvalues. Compare Av = [12, 24] with v = [3, 6].",
    ),
    gives(
        "eigenvalue-of",
        "further/trace-or-determinant#2",
        {"A": [[4, 1], [2, 3]], "v": [3, 3]},
        [10],
        said="This is the determinant of A, the product of all its eigenvalues. Compare Av = [15, 15] with v = [3, 3].",
    ),
    gives(
        "eigenvalue-of",
        "further/trace-or-determinant",
        MINUS,
        [-1],
        said="This is the trace of A, the sum of all its eigenvalues. Compare Av = [−6, 12] with v = [2, −4].",
    ),
    gives(
        "eigenvalue-of",
        "further/multiplied",
        TRIPLE,
        [36, 144],
        said="This is an entry of Av times the same entry of v. Compare Av = [12, 24] with v = [3, 6], and divide an entry of Av by the same entry of v.",
        told=(1,),
    ),
    gives(
        "eigenvalue-of",
        "further/multiplied",
        MINUS,
        [-12, -48],
        said="This is an entry of Av times the same entry of v. Compare Av = [−6, 12] with v = [2, −4], and divide an entry of Av by the same entry of v.",
    ),
)

ROWS: tuple[Row, ...] = (*EIGENVALUES, *EIGENVECTOR, *IS_EIGENVECTOR, *EIGENVALUE_OF)
SEEN: tuple[Seen, ...] = SEEN_IN_VECTORS

LEFT_ALONE: tuple[Seen, ...] = (
    seen("eigenvector", "one-sign", {"A": MORE_ONES, "eigenvalue": 9}, "1, 1, 1, -1, 1, 1, 1, 1, 1"),
    seen("eigenvector", "entries-swapped", {"A": TWO_AND_MORE, "eigenvalue": 4}, "0, 1, 0, 2, 0"),
)
"""No more than eight signs are turned, no more than four entries put in another order."""
