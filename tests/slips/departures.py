"""What the slips give that say where an answer departs from the right one, and the others that came with them."""

from __future__ import annotations

import numpy as np

from decompdrill.model import Raw
from tests.slips.matrices import FIVE, FULL, LEANING, LEANS, SINGULAR, SPIRAL, THREE, TWO, UPPER
from tests.slips.row import Row, Seen, gives, seen

TRIANGULAR: list[Raw] = [[2, 1, 0], [0, 3, 1], [0, 0, 7]]  # 2, 3, 7
# falling diagonals 1·1·1·2 + 2·3·1·1 + 0 + 0, rising ones 0 + 0 + 0 + 1·3·2·1; the determinant is −11
WIDE: list[Raw] = [[1, 2, 0, 1], [0, 1, 3, 0], [2, 2, 1, 1], [1, 1, 0, 2]]
SIGNED: list[Raw] = [[3, -1], [4, 5]]  # rows add up to 2 and 9, columns to 7 and 4
TILTED: list[Raw] = [[1, 2], [3, 1]]  # AᵀA = [[10, 5], [5, 5]]; with one sign turned [[10, ±1], [±1, 5]]
POINTS: list[Raw] = [[2, 1], [4, 3], [6, 2], [4, 6]]  # means 4 and 3
CENTERED = np.array([[-2, -2], [0, 0], [2, -1], [0, 3]])
SIGMAS: list[Raw] = [10, 4, 3, 1]  # squares 100, 16, 9, 1: 126
LAYERS: list[Raw] = [{"d_in": 8, "d_out": 6, "count": 2}]


def swapped(rows: list[Raw], i: int, j: int) -> list[complex]:
    A = np.array(rows, dtype=float)
    A[[i, j]] = A[[j, i]]
    return [complex(x) for x in np.linalg.eigvals(A)]


ROWS: tuple[Row, ...] = (
    gives(
        "eigenvalues",
        "further/subtracted-everywhere",
        {"A": TWO},
        [[2]],
        said="This is what comes out if λ is subtracted from each entry of A. In A − λI it is subtracted on the diagonal only. Solve det(A − λI) = 0, that is λ² − 5λ + 4 = 0.",
    ),  # 4 / (2 + 3 − 1 − 2)
    gives(
        "eigenvalues",
        "further/subtracted-everywhere",
        {"A": THREE},
        [[1.25]],
        said="This is what comes out if λ is subtracted from each entry of A. In A − λI it is subtracted on the diagonal only. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),  # 30 / (30 − det(A − J)), det(A − J) = 8 − 2
    # [[1, 0, −1], [0, 1, 2], [0, 0, 0]]
    gives(
        "eigenvalues",
        "further/row-operations",
        {"A": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]},
        [[1, 1, 0]],
        said="These are the eigenvalues of the reduced row echelon form of A. Row operations in general change the eigenvalues: work with A itself. Solve det(A − λI) = 0, that is λ³ − 15λ² − 18λ = 0.",
    ),
    gives(
        "eigenvalues",
        "further/row-operations",
        {"A": FIVE},
        [[1, 1]],
        said="These are the eigenvalues of the reduced row echelon form of A. Row operations in general change the eigenvalues: work with A itself. Solve det(A − λI) = 0, that is λ² − 7λ + 10 = 0.",
    ),
    # [[2, −2], [1, 2]]: λ² − 4λ + 6
    gives(
        "eigenvalues",
        "further/row-operations#2",
        {"A": LEANS},
        [[2 + 2**0.5 * 1j, 2 - 2**0.5 * 1j]],
        said="These are the eigenvalues of A with two rows swapped. Row operations in general change the eigenvalues: work with A itself. Solve det(A − λI) = 0, that is λ² + λ − 6 = 0.",
    ),
    gives(
        "eigenvalues",
        "further/row-operations#2",
        {"A": THREE},
        [swapped(THREE, 0, 1), swapped(THREE, 0, 2), swapped(THREE, 1, 2)],
        said="These are the eigenvalues of A with two rows swapped. Row operations in general change the eigenvalues: work with A itself. Solve det(A − λI) = 0, that is λ³ − 9λ² + 28λ − 30 = 0.",
    ),
    gives(
        "characteristic-polynomial",
        "further/leading-left-out",
        {"A": TWO},
        [[-5, 4]],
        said="The term λ² is left out: its coefficient counts too, so 3 coefficients are asked for.",
    ),
    gives(
        "characteristic-polynomial",
        "further/leading-left-out",
        {"A": THREE},
        [[-9, 28, -30]],
        said="The term λ³ is left out: its coefficient counts too, so 4 coefficients are asked for.",
    ),
    # the terms are 1·2, −2·(−2), 3·(−3); 2 is a half of Sarrus as well
    gives(
        "determinant",
        "further/terms-left-out#2",
        {"A": FULL},
        [2, -2, -4, 4, -9, 9],
        said="This is one term of the expansion along the first row, up to sign. Add all 3: along the first row the cofactors have the signs + − + ….",
        told=(1, 2, 3, 4),
    ),
    gives(
        "determinant",
        "further/entries-left-out",
        {"A": THREE},
        [12, 20],
        said="These are the minors of the first row, added up without its entries. Multiply each minor by its entry: along the first row the cofactors have the signs + − + ….",
        told=(1,),
    ),  # 14 − 4 + 2, 14 + 4 + 2
    gives(
        "determinant",
        "further/sarrus",
        {"A": WIDE},
        [2, 8],
        said="This is the rule of Sarrus, which holds for 3 × 3 only: a 4 × 4 determinant has 24 products. Expand along a row or eliminate.",
        told=(1,),
    ),
    gives(
        "determinant",
        "further/row-operations",
        {"A": THREE},
        [1],
        said="1 is the determinant of the identity, the reduced row echelon form of A. Row operations change the determinant: a swap changes its sign, and multiplying a row by c multiplies it by c. Keep track of them.",
    ),
    gives(
        "trace",
        "further/signs-dropped",
        {"A": [[3, 1, 1], [0, -2, 1], [0, 0, -4]]},
        [1, 5],
        said="One minus sign of the diagonal was dropped. The trace is the sum of the diagonal, 3 − 2 − 4.",
        told=(1,),
    ),
    gives(
        "singular-values",
        "further/line-sums#3",
        {"A": SIGNED},
        [[7, 4]],
        said="These are the sums of the columns of A. Take the square roots of the eigenvalues of AᵀA = [25 17; 17 26].",
    ),
    gives(
        "singular-values",
        "further/line-sums#4",
        {"A": SIGNED},
        [[2, 9]],
        said="These are the sums of the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 17; 17 26].",
    ),
    gives(
        "norm",
        "further/rooted-twice",
        {"A": LEANING, "norm": "frobenius"},
        [50**0.25],
        said="This is the square root of the Frobenius norm of A. Square every entry, add, and take the square root: ‖A‖_F = √(3²+0²+4²+5²).",
    ),
    gives(
        "low-rank",
        "further/zero-matrix",
        {"A": LEANING, "k": 1},
        [[[0, 0], [0, 0]]],
        said="This is the zero matrix, which has rank 0. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank-error",
        "further/rooted-twice",
        {"singular_values": [9, 5, 4, 2], "k": 2, "norm": "frobenius"},
        [20**0.25],
        said="This is the square root of the error. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(4²+2²).",
    ),
    # A − A₁ = √5·[3, −1]/√10·[1, −1]/√2 = [[1.5, −1.5], [−0.5, 0.5]]
    gives(
        "low-rank-error",
        "further/sums-entries",
        {"A": LEANING, "k": 1, "norm": "frobenius"},
        [4],
        said="This is the sum of the absolute values of the entries of A − Aₖ. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √((√5)²).",
    ),
    gives(
        "compression-factor",
        "further/one-layer-only",
        {"m": 20, "n": 10, "k": 2},
        [200 / 31, 200 / 30, 200 / 32],
        said="This counts one column of U and one of V. There are k of each. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (20·10)/(2(20+10+1)).",
    ),
    gives(
        "covariance",
        "further/rows-for-columns",
        {"X": POINTS},
        [CENTERED @ CENTERED.T, np.array(POINTS) @ np.array(POINTS).T],
        said="Samples and features are swapped: X has 4 samples in its rows and 2 features in its columns, so the covariance matrix is 2×2. In NumPy: np.cov(X.T). The sums must also be divided by n − 1.",
        told=(1,),
    ),
)

SEEN: tuple[Seen, ...] = (
    seen(
        "eigenvalues",
        "further/one-value-wrong",
        {"A": TRIANGULAR},
        "2, 3, 8",
        ["2, 3, 7", "2, 8, 9", "2, 3"],
        said="All values but one are right: 8 should be 7. The eigenvalues must add up to the trace, 12.",
    ),
    seen(
        "eigenvalues",
        "further/one-value-wrong",
        {"A": TWO},
        "4, 2",
        ["3, 2", "4, 1"],
        said="One of the two values is right: 2 should be 1. The eigenvalues must add up to the trace, 5.",
    ),
    seen(
        "eigenvalues",
        "further/one-value-wrong",
        {"A": THREE},
        "3, 3+i, 2-i",
        ["3, 4+i, 2-i"],
        said="All values but one are right: 2 − i should be 3 − i. The eigenvalues must add up to the trace, 9.",
    ),
    seen(
        "eigenvalues",
        "further/one-too-many",
        {"A": TRIANGULAR},
        "2, 3, 7, 8",
        ["2, 3, 8, 9", "2, 3, 7"],
        said="One value too many: a 3 × 3 matrix has 3 eigenvalues, repeated according to multiplicity. Leave out 8; the others are right.",
    ),
    seen(
        "eigenvalues",
        "further/one-too-many",
        {"A": TRIANGULAR},
        "2, 3, 7, 7",
        said="One value too many: a 3 × 3 matrix has 3 eigenvalues, repeated according to multiplicity. Leave out one of the values 7; the others are right.",
    ),
    seen(
        "eigenvalues",
        "further/not-conjugate",
        {"A": SPIRAL},
        "3+i, 1-i",
        ["3+i, 3-i", "1, 3", "3+i"],
        said="A is real, so those of its eigenvalues that are not real come in pairs a + bi, a − bi. These do not. Solve det(A − λI) = 0, that is λ² − 4λ + 5 = 0.",
    ),
    # with 1, not −1, in row 2, column 3: trace 9, minors 6 + 8 + 10, determinant 2·10 + 1·2; np.roots([1, -9, 24, -22])
    seen(
        "eigenvalues",
        "further/sign-miscopied",
        {"A": THREE},
        "5.19582, 1.90209+0.785003i, 1.90209-0.785003i",
        ["3, 4, 2", "3, 3+i, 3-i"],
        said="These would be the eigenvalues if A had 1, not −1, in row 2, column 3. Check the sign of that entry where you copied it.",
    ),
    # [[5, 4], [4, -5]] or [[-5, 4], [4, 5]]: λ² − 41
    seen(
        "eigenvalues",
        "further/sign-miscopied",
        {"A": [[5, 4], [4, 5]]},
        "sqrt(41), -sqrt(41)",
        ["6, -6"],
        said="These would be the eigenvalues if the sign of one entry of A were flipped. Compare what you worked with to A, sign by sign.",
    ),
    seen(
        "eigenvector",
        "further/one-row-solved",
        {"A": THREE, "eigenvalue": 3},
        "1, 3, 1",
        ["2, -1, 2", "1, 2, 3", "1.00, 3.00, 1.00"],
        said="Row 1 of A − 3I times v is 0, but row 3 times v is 7: for an eigenvector both are 0. Solve all the rows together.",
    ),
    seen(
        "characteristic-polynomial",
        "further/one-coefficient-wrong",
        {"A": TWO},
        "1, -5, 7",
        ["1, -6, 7", "1, -5, 4"],
        said="All coefficients but one are right: the constant term is 4, not 7.",
    ),
    seen(
        "characteristic-polynomial",
        "further/one-coefficient-wrong",
        {"A": THREE},
        "-1, 9, -27, 30",
        ["1, -9, 27, 30"],
        said="All coefficients but one are right: that of λ is −28, not −27. In λ³ − tr(A) · λ² + mλ − det(A), m is the sum of the principal 2 × 2 minors (strike out row and column 1, then 2, then 3).",
    ),
    seen(
        "characteristic-polynomial",
        "further/sign-miscopied",
        {"A": THREE},
        "1, -9, 24, -22",
        ["1, -9, 23, -22"],
        said="This would be the polynomial if A had 1, not −1, in row 2, column 3. Check the sign of that entry where you copied it.",
    ),
    seen(
        "determinant",
        "further/row-scaled",
        {"A": THREE},
        "60",
        ["45", "30"],
        said="This is 2 times the determinant, 30. Multiplying a row by 2, on its own or before another row is added to it, multiplies the determinant too: if you did so, divide by it at the end.",
    ),
    seen(
        "determinant",
        "further/row-scaled",
        {"A": THREE},
        "120",
        said="This is 4 times the determinant, 30. Multiplying a row by 4, on its own or before another row is added to it, multiplies the determinant too: if you did so, divide by it at the end.",
    ),
    # the determinant is 1, the cofactor of row 3, column 1 is 3·(−2) − (−1)·3 = −3: 1 + 2·(−3)
    seen(
        "determinant",
        "further/sign-miscopied",
        {"A": [[-2, 3, -1], [-2, 3, -2], [-1, 1, 0]]},
        "-5",
        ["-7"],
        said="This would be the determinant if A had 1, not −1, in row 3, column 1. Check the sign of that entry where you copied it.",
    ),
    # 30 − 2·24 with the sign of row 2, column 2 or of row 3, column 3 turned
    seen(
        "determinant",
        "further/sign-miscopied",
        {"A": THREE},
        "-18",
        said="This would be the determinant if the sign of one entry of A were flipped. Compare what you worked with to A, sign by sign.",
    ),
    seen(
        "rank",
        "further/negative",
        {"A": SINGULAR},
        "-1",
        ["2"],
        said="A rank is never negative. Eliminate and count the pivots.",
    ),
    seen(
        "nullity",
        "further/negative",
        {"A": SINGULAR},
        "-1",
        ["2"],
        said="A nullity is never negative: it is the number of columns, 2, minus the rank, in this order.",
    ),
    seen(
        "numerical-rank",
        "further/negative",
        {"singular_values": SIGMAS},
        "-4",
        ["5"],
        said="A rank is never negative. Count the singular values above the threshold, about 8.9 × 10⁻¹⁵.",
    ),
    seen(
        "singular-values",
        "further/one-value-wrong",
        {"A": LEANING},
        "6.708, 5",
        ["6.7, 5", "6.708, 2.236", "6, 5"],
        said="One of the two values is right: 5 should be about 2.236. The squares must add up to the sum of the squared entries of A, 50.",
    ),
    seen(
        "singular-values",
        "further/one-too-many",
        {"A": LEANING},
        "6.708, 2.236, 1",
        ["6.7, 2.24, 1", "7, 2.24, 1"],
        said="One value too many: a 2 × 2 matrix has 2 singular values. Leave out 1; the others are right.",
    ),
    # (15 ± √29)/2 are the squares
    seen(
        "singular-values",
        "further/sign-miscopied",
        {"A": TILTED},
        "3.193, 2.193",
        ["3.1, 2.2", "3.2, 2.1"],
        said="These would be the singular values if the sign of one entry of A were flipped. Compare what you worked with to A, sign by sign.",
    ),
    seen(
        "norm",
        "further/negative",
        {"A": LEANING, "norm": "spectral"},
        "-6.708",
        ["0"],
        said="A norm is never negative. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "low-rank-error",
        "further/negative",
        {"singular_values": SIGMAS, "k": 2, "norm": "spectral"},
        "-3",
        ["0"],
        said="An error is never negative. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    seen(
        "low-rank-storage",
        "further/negative",
        {"m": 20, "n": 10, "k": 2},
        "-62",
        ["0"],
        said="A count is never negative. Count 20 · 2 numbers for U, 10 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    seen(
        "compression-factor",
        "further/negative",
        {"m": 20, "n": 10, "k": 2},
        "-3.23",
        ["0"],
        said="A compression factor is never negative. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (20·10)/(2(20+10+1)).",
    ),
    seen(
        "lora-parameters",
        "further/negative",
        {"r": 2, "layers": LAYERS},
        "-56",
        ["0"],
        said="A number of parameters is never negative. Each layer trains r(d_in + d_out) parameters: 2 · 2(8 + 6).",
    ),
    seen(
        "covariance",
        "further/not-symmetric",
        {"X": POINTS},
        "2.67 0.67; 0.76 4.67",
        ["2.67 0.7; 0.7 4.67", "2.67 0.67; 0.67 4.67"],
        said="A covariance matrix is symmetric: 0.67 in row 1, column 2 and 0.76 in row 2, column 1 should be equal.",
    ),
    seen(
        "explained-variance",
        "further/negative",
        {"singular_values": SIGMAS},
        "0.9, 0.2, 0.1, -0.2",
        ["0.9, 0.1, 0, 0"],
        said="A share of the variance is never negative: divide each σᵢ² by their sum, 126.",
    ),
    seen(
        "explained-variance",
        "further/above-one",
        {"singular_values": SIGMAS},
        "1.2, 0.2, 0.1, 0.1",
        ["1.0, 0.1, 0, 0"],
        said="A share of the variance is at most 1: divide each σᵢ² by their sum, 126.",
    ),
    seen(
        "cumulative-variance",
        "further/negative",
        {"singular_values": SIGMAS, "k": 2},
        "-0.93",
        ["0.0"],
        said="A share of the variance is never negative. Add the first 2 ratios.",
    ),
    seen(
        "cumulative-variance",
        "further/above-one",
        {"singular_values": SIGMAS, "k": 2},
        "1.3",
        ["1.0"],
        said="A share of the variance is at most 1, the whole. Add the first 2 ratios.",
    ),
    seen(
        "components-needed",
        "further/negative",
        {"singular_values": SIGMAS, "threshold": 0.9},
        "-1",
        ["0"],
        said="A number of components is never negative: add the ratios from the first on, and count how many it takes to reach 0.9.",
    ),
    seen(
        "diagonalization",
        "further/one-value-wrong",
        {"A": UPPER},
        "V = 1 1; 0 -1 | L = 3, 7",
        ["V = 1 1; 0 -1 | L = 4, 7", "V = 1 1; 0 -1 | L = 3, 2"],
        said="There is a mistake in Λ. One of the two values is right: 7 should be 2. The eigenvalues must add up to the trace, 5.",
    ),
    seen(
        "orthogonal-diagonalization",
        "further/one-value-wrong",
        {"A": [[5, 4], [4, 5]]},
        "Q = 1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2) | L = 9, 2",
        ["Q = 1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2) | L = 8, 2"],
        said="There is a mistake in Λ. One of the two values is right: 2 should be 1. The eigenvalues must add up to the trace, 10.",
    ),
    seen(
        "svd",
        "further/one-value-wrong",
        {"A": [[3, 0], [0, 2]]},
        "U = 1 0; 0 1 | S = 3, 7 | Vt = 1 0; 0 1",
        ["U = 1 0; 0 1 | S = 4, 7 | Vt = 1 0; 0 1", "U = 1 0; 0 1 | S = 3, 2 | Vt = 1 0; 0 1"],
        said="There is a mistake in Σ. One of the two values is right: 7 should be 2. The squares must add up to the sum of the squared entries of A, 13.",
    ),
    seen(
        "svd",
        "further/line-sums#3",
        {"A": SIGNED},
        "U = 1 0; 0 1 | S = 7, 4 | Vt = 1 0; 0 1",
        ["U = 1 0; 0 1 | S = 7, 5 | Vt = 1 0; 0 1"],
        said="There is a mistake in Σ. These are the sums of the columns of A. Take the square roots of the eigenvalues of AᵀA = [25 17; 17 26].",
    ),
    seen(
        "svd",
        "further/line-sums#4",
        {"A": SIGNED},
        "U = 1 0; 0 1 | S = 9, 2 | Vt = 1 0; 0 1",
        ["U = 1 0; 0 1 | S = 9, 3 | Vt = 1 0; 0 1"],
        said="There is a mistake in Σ. These are the sums of the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 17; 17 26].",
    ),
)
