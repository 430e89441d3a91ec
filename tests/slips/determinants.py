"""What the slips of characteristic polynomials, determinants and traces give."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import numpy as np

from decompdrill.model import Raw
from tests.slips.matrices import FOUR, FULL, NINE, OTHER, REPEATED, ROOTS, SEVEN, SINGULAR, SPIRAL, THREE, TWO
from tests.slips.row import Row, gives

r29 = 29**0.5

# trace −3, determinant −31, all entries 1
MIXED: list[Raw] = [[4, 1], [3, -7]]
GENERAL: list[Raw] = [[2, -1, 3, 1], [1, 4, -2, 5], [0, 3, 1, -1], [2, 1, 1, 6]]
FIVE_BY_FIVE: list[Raw] = [[4, 1, 0, 0, 0], [1, 4, 0, 0, 0], [0, 0, 2, 1, 0], [0, 0, 1, 7, 0], [0, 0, 0, 0, 3]]


def all_products(A: list[list[int]]) -> int:
    """Return the sum of all products of one entry from each row and column, every one with a plus."""
    return sum(int(np.prod([row[j] for row, j in zip(A, order, strict=True)])) for order in permutations(range(len(A))))


POLYNOMIAL: tuple[Row, ...] = (
    # λ² − 5λ + 4 and λ³ − 9λ² + 28λ − 30
    gives(
        "characteristic-polynomial",
        "trace-sign",
        {"A": TWO},
        [[1, 5, 4]],
        said="The sign of the trace term is flipped: λ² − tr(A) · λ + det(A), and the trace is 5.",
    ),
    gives(
        "characteristic-polynomial",
        "trace-sign",
        {"A": THREE},
        [[1, 9, 28, -30]],
        said="The sign of the trace term is flipped: λ³ − tr(A) · λ² + (sum of the principal 2×2 minors) · λ − det(A), and the trace is 9.",
    ),
    gives(
        "characteristic-polynomial",
        "determinant-sign",
        {"A": TWO},
        [[1, -5, -4]],
        said="The constant term has the wrong sign. It is (−1)ⁿ · det(A): λ² − tr(A) · λ + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "determinant-sign",
        {"A": THREE},
        [[1, -9, 28, 30]],
        said="The constant term has the wrong sign. It is (−1)ⁿ · det(A): λ³ − tr(A) · λ² + (sum of the principal 2×2 minors) · λ − det(A).",
    ),
    # without any minor, without 6, without 8, without 14, and 0 − 6 − 8 − 14
    gives(
        "characteristic-polynomial",
        "middle-coefficient",
        {"A": THREE},
        [[1, -9, 0, -30], [1, -9, 22, -30], [1, -9, 20, -30], [1, -9, 14, -30], [1, -9, -28, -30]],
        said="The coefficient of λ is off: it is the sum of all three principal 2×2 minors (strike out row and column 1, then 2, then 3).",
    ),
    # minors 5 − 8, 10 − 21, 50 − 48
    gives(
        "characteristic-polynomial",
        "middle-coefficient",
        {"A": FULL},
        [[1, -16, 0, 3], [1, -16, -9, 3], [1, -16, -1, 3], [1, -16, -14, 3], [1, -16, 12, 3]],
        said="The coefficient of λ is off: it is the sum of all three principal 2×2 minors (strike out row and column 1, then 2, then 3).",
    ),
    gives("characteristic-polynomial", "middle-coefficient", {"A": TWO}, []),
    gives("characteristic-polynomial", "middle-coefficient", {"A": "1 0 0; 0 sqrt(2) 0; 0 0 3"}, []),
    gives(
        "characteristic-polynomial",
        "products-added",
        {"A": TWO},
        [[1, -5, 8]],
        said="The determinant is the difference of the two products, ad − bc, not their sum.",
    ),
    gives(
        "characteristic-polynomial",
        "products-added",
        {"A": OTHER},
        [[1, -6, 23]],
        said="The determinant is the difference of the two products, ad − bc, not their sum.",
    ),
    gives("characteristic-polynomial", "products-added", {"A": THREE}, []),
    gives("characteristic-polynomial", "products-added", {"A": ROOTS}, []),
    gives("characteristic-polynomial", "signs-not-alternating", {"A": TWO}, [[1, 5, 4]], told=()),
    gives(
        "characteristic-polynomial",
        "signs-not-alternating",
        {"A": THREE},
        [[1, 9, 28, 30], [1, -9, 28, 30]],
        said="The signs alternate: λ³ − tr(A) · λ² + (sum of the principal 2×2 minors) · λ − det(A).",
        told=(0,),
    ),
    # (λ − 5)(λ − 3)(λ² − 9λ + 13) = λ⁴ − 17λ³ + 100λ² − 239λ + 195
    gives(
        "characteristic-polynomial",
        "signs-not-alternating",
        {"A": FOUR},
        [[1, 17, 100, 239, 195]],
        said="The signs alternate: det(λI − A).",
    ),
    gives(
        "characteristic-polynomial",
        "trace-and-determinant-swapped",
        {"A": TWO},
        [[1, -4, 5], [1, 4, -5]],
        said="Trace and determinant changed places: λ² − tr(A) · λ + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "trace-and-determinant-swapped",
        {"A": OTHER},
        [[1, 7, 6], [1, -7, -6]],
        said="Trace and determinant changed places: λ² − tr(A) · λ + det(A).",
    ),
    gives("characteristic-polynomial", "trace-and-determinant-swapped", {"A": THREE}, []),
    gives(
        "characteristic-polynomial",
        "all-signs-flipped",
        {"A": TWO},
        [[-1, 5, -4]],
        said="Every sign is flipped. For an even size det(A − λI) and det(λI − A) are the same, and begin with +λⁿ.",
    ),
    gives(
        "characteristic-polynomial",
        "all-signs-flipped",
        {"A": FOUR},
        [[-1, 17, -100, 239, -195]],
        said="Every sign is flipped. For an even size det(A − λI) and det(λI − A) are the same, and begin with +λⁿ.",
    ),
    gives("characteristic-polynomial", "all-signs-flipped", {"A": THREE}, []),
    # (λ − 2)(λ − 3) and (λ − 2)(λ − 3)(λ − 4)
    gives(
        "characteristic-polynomial",
        "diagonal-only",
        {"A": TWO},
        [[1, -5, 6]],
        said="This is the product of (λ − aᵢᵢ) over the diagonal. The entries off the diagonal count too: expand det(λI − A).",
    ),
    gives(
        "characteristic-polynomial",
        "diagonal-only",
        {"A": THREE},
        [[1, -9, 26, -24]],
        said="This is the product of (λ − aᵢᵢ) over the diagonal. The entries off the diagonal count too: expand det(λI − A).",
    ),
    gives("characteristic-polynomial", "diagonal-only", {"A": ROOTS}, []),
    gives(
        "characteristic-polynomial",
        "further/order-reversed",
        {"A": TWO},
        [[4, -5, 1]],
        said="The coefficients stand in the other order: write the highest power first.",
    ),
    gives(
        "characteristic-polynomial",
        "further/order-reversed",
        {"A": THREE},
        [[-30, 28, -9, 1]],
        said="The coefficients stand in the other order: write the highest power first.",
    ),
    gives(
        "characteristic-polynomial",
        "further/signs-mixed",
        {"A": TWO},
        [[1, -5, 4], [1, -5, -4], [1, 5, 4], [1, 5, -4]],
        said="The sizes of the coefficients are right, their signs are not: λ² − tr(A) · λ + det(A).",
        told=(3,),
    ),
    gives(
        "characteristic-polynomial",
        "further/signs-mixed",
        {"A": FOUR},
        [[1, -17 * a, 100 * b, -239 * c, 195 * d] for a, b, c, d in product((1, -1), repeat=4)],
        said="The sizes of the coefficients are right, their signs are not: det(λI − A).",
        told=(2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15),
    ),
    gives("characteristic-polynomial", "further/signs-mixed", {"A": FIVE_BY_FIVE}, []),
    gives(
        "characteristic-polynomial",
        "further/trace-forgotten",
        {"A": TWO},
        [[1, 0, 4]],
        said="The term with the trace is missing: λ² − tr(A) · λ + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "further/trace-forgotten",
        {"A": THREE},
        [[1, 0, 28, -30]],
        said="The term with the trace is missing: λ³ − tr(A) · λ² + (sum of the principal 2×2 minors) · λ − det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "further/constant-forgotten",
        {"A": TWO},
        [[1, -5, 0]],
        said="The constant term is missing: λ² − tr(A) · λ + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "further/constant-forgotten",
        {"A": THREE},
        [[1, -9, 28, 0]],
        said="The constant term is missing: λ³ − tr(A) · λ² + (sum of the principal 2×2 minors) · λ − det(A).",
    ),
    # without λ − 4, without λ − 1, and both, each once
    gives(
        "characteristic-polynomial",
        "further/factor-forgotten",
        {"A": TWO},
        [[1, -1], [1, -4], [1, -5, 4]],
        said="A factor is missing: each eigenvalue gives the factor λ − λᵢ as often as it occurs, so the degree is 2.",
        told=(0, 1),
    ),
    gives(
        "characteristic-polynomial",
        "further/factor-forgotten",
        {"A": REPEATED},
        [[1, -4, 4], [1, -7, 10], [1, -7, 10], [1, -7, 10]],
        said="A factor is missing: each eigenvalue gives the factor λ − λᵢ as often as it occurs, so the degree is 3.",
    ),
    gives("characteristic-polynomial", "further/factor-forgotten", {"A": SEVEN}, []),
    # 2·3 + 2·4 + 3·4, and 5 + 10 + 50
    gives(
        "characteristic-polynomial",
        "further/middle-coefficient",
        {"A": THREE},
        [[1, -9, 26, -30]],
        said="The coefficient of λ is off: from each product of two diagonal entries the product of the two entries opposite must be subtracted (the principal 2×2 minors).",
    ),
    gives(
        "characteristic-polynomial",
        "further/middle-coefficient",
        {"A": FULL},
        [[1, -16, 65, 3]],
        said="The coefficient of λ is off: from each product of two diagonal entries the product of the two entries opposite must be subtracted (the principal 2×2 minors).",
    ),
    gives("characteristic-polynomial", "further/middle-coefficient", {"A": TWO}, []),
    gives("characteristic-polynomial", "further/middle-coefficient", {"A": FOUR}, []),
    gives(
        "characteristic-polynomial",
        "further/eigenvalues-instead",
        {"A": TWO},
        [[4, 1]],
        said="These are the eigenvalues, the roots of the polynomial. Multiply out the factors λ − λᵢ.",
    ),
    gives(
        "characteristic-polynomial",
        "further/eigenvalues-instead",
        {"A": REPEATED},
        [[5, 2, 2]],
        said="These are the eigenvalues, the roots of the polynomial. Multiply out the factors λ − λᵢ.",
    ),
    gives(
        "characteristic-polynomial",
        "further/not-monic",
        {"A": TWO},
        [[k, -5 * k, 4 * k] for k in (2, 3, 4, 5, 6, 10, 12, -2)],
        said="The roots are right, but the characteristic polynomial begins with λⁿ: divide by the leading coefficient.",
    ),
)

DETERMINANT: tuple[Row, ...] = (
    gives(
        "determinant",
        "products-added",
        {"A": OTHER},
        [23],
        said="Every product was added, but the signs alternate: det A = ad − bc.",
    ),  # 8 + 15
    # all six products of FULL with a plus: 1·98 + 2·82 + 3·67; its cofactors without signs: 2 + 2·(−2) + 3·(−3)
    gives(
        "determinant",
        "products-added",
        {"A": FULL},
        [463, -11],
        said="Every product was added, but the signs alternate: along a row the cofactors have the signs + − + ….",
    ),
    gives(
        "determinant",
        "products-added",
        {"A": GENERAL},
        [all_products([[2, -1, 3, 1], [1, 4, -2, 5], [0, 3, 1, -1], [2, 1, 1, 6]])],
        said="Every product was added, but the signs alternate: along a row the cofactors have the signs + − + ….",
    ),
    gives("determinant", "products-added", {"A": FIVE_BY_FIVE}, []),
    gives("determinant", "products-added", {"A": ROOTS}, []),
    gives(
        "determinant",
        "sign-flipped",
        {"A": OTHER},
        [7],
        said="The size is right, the sign is not: det A = ad − bc; each swap of two rows flips it.",
    ),
    gives(
        "determinant",
        "sign-flipped",
        {"A": FULL},
        [3],
        said="The size is right, the sign is not: along a row the cofactors have the signs + − + …; each swap of two rows flips it.",
    ),
    gives(
        "determinant",
        "diagonal-product",
        {"A": OTHER},
        [8],
        said="This is the product of the diagonal, which is the determinant only of a triangular matrix.",
    ),
    gives(
        "determinant",
        "diagonal-product",
        {"A": FULL},
        [50],
        said="This is the product of the diagonal, which is the determinant only of a triangular matrix.",
    ),
    gives("determinant", "diagonal-product", {"A": ROOTS}, []),
    gives(
        "determinant",
        "trace-instead",
        {"A": OTHER},
        [6],
        said="This is the trace, the sum of the diagonal. For the determinant, det A = ad − bc.",
    ),
    gives(
        "determinant",
        "trace-instead",
        {"A": FULL},
        [16],
        said="This is the trace, the sum of the diagonal. For the determinant, along a row the cofactors have the signs + − + ….",
    ),
    gives(
        "determinant",
        "trace-instead",
        {"A": "pi 2; 1 1"},
        [1 + 3.141592653589793],
        said="This is the trace, the sum of the diagonal. For the determinant, det A = ad − bc.",
    ),
    # [[4, 5], [3, 2]]: 4·5 − 3·2, 4·3 − 5·2, and their negatives
    gives(
        "determinant",
        "wrong-pairs",
        {"A": OTHER},
        [14, 2, -14, -2],
        said="The wrong entries were multiplied: det A = ad − bc multiplies along the two diagonals.",
    ),
    gives(
        "determinant",
        "wrong-pairs",
        {"A": MIXED},
        [25, 19, -25, -19],
        said="The wrong entries were multiplied: det A = ad − bc multiplies along the two diagonals.",
        told=(0, 1, 3),
    ),  # 4·1 + 21, 4·3 + 7
    gives("determinant", "wrong-pairs", {"A": FULL}, []),
    gives("determinant", "wrong-pairs", {"A": ROOTS}, []),
    # ad + bc, ad, ab − cd, ac − bd, ac + bd, ab + cd
    gives(
        "determinant",
        "further/products-mixed-up",
        {"A": OTHER},
        [23, 8, 14, 2, 22, 26],
        said="The products are not the right ones: det A = ad − bc, the main diagonal minus the other.",
        told=(4, 5),
    ),
    gives(
        "determinant",
        "further/products-mixed-up",
        {"A": MIXED},
        [-25, -28, 25, 19, 5, -17],
        said="The products are not the right ones: det A = ad − bc, the main diagonal minus the other.",
        told=(4, 5),
    ),
    # a = 3, b = c = −√3, d = 1
    gives(
        "determinant",
        "further/products-mixed-up",
        {"A": ROOTS},
        [6, 3, -2 * 3**0.5, -2 * 3**0.5, -4 * 3**0.5, -4 * 3**0.5],
        said="The products are not the right ones: det A = ad − bc, the main diagonal minus the other.",
    ),
    gives("determinant", "further/products-mixed-up", {"A": FULL}, []),
    # ±1·2 ± 2·(−2) ± 3·(−3)
    gives(
        "determinant",
        "further/cofactor-signs",
        {"A": FULL},
        [-11, 7, -3, 15, -15, 3, -7, 11],
        said="The minors are right, but the signs along a row are + − +.",
        told=(1, 3, 4, 6, 7),
    ),
    gives("determinant", "further/cofactor-signs", {"A": OTHER}, []),
    gives("determinant", "further/cofactor-signs", {"A": FOUR}, []),
    # falling 50 + 84 + 96, rising 105 + 48 + 80, and 1·(50 − 48) alone
    gives(
        "determinant",
        "further/terms-left-out",
        {"A": FULL},
        [230, 233, 2],
        said="Terms are missing: a 3×3 determinant has six products, three with + and three with −.",
    ),
    # falling 24 + 0 + 2, rising 0 + 0 − 4, and 2·(12 + 2)
    gives(
        "determinant",
        "further/terms-left-out",
        {"A": THREE},
        [26, -4, 28],
        said="Terms are missing: a 3×3 determinant has six products, three with + and three with −.",
        told=(1, 2),
    ),
    gives("determinant", "further/terms-left-out", {"A": OTHER}, []),
    gives(
        "determinant",
        "further/other-diagonal",
        {"A": OTHER},
        [15, -15],
        said="This is the product of the other diagonal only. For a 2×2 matrix det A = ad − bc.",
    ),
    gives(
        "determinant",
        "further/other-diagonal",
        {"A": FULL},
        [105, -105],
        said="This is the product of the other diagonal only. For a 2×2 matrix det A = ad − bc.",
    ),
    gives(
        "determinant",
        "further/eigenvalue-instead",
        {"A": OTHER},
        [7, -1],
        said="This is an eigenvalue of A. The determinant is the product of all of them.",
        told=(1,),
    ),
    gives(
        "determinant",
        "further/eigenvalue-instead",
        {"A": REPEATED},
        [5, 2, 2],
        said="This is an eigenvalue of A. The determinant is the product of all of them.",
    ),
    gives(
        "determinant",
        "further/eigenvalue-instead",
        {"A": SPIRAL},
        [2 + 1j, 2 - 1j],
        said="This is an eigenvalue of A. The determinant is the product of all of them.",
    ),
    gives("determinant", "further/inverted", {"A": OTHER}, [Fraction(-1, 7)], said="This is the determinant of A⁻¹."),
    gives("determinant", "further/inverted", {"A": FULL}, [Fraction(-1, 3)], said="This is the determinant of A⁻¹."),
    gives("determinant", "further/inverted", {"A": SINGULAR}, []),
    gives("determinant", "further/squared", {"A": OTHER}, [49], said="This is the determinant of A² or of AᵀA."),
    gives("determinant", "further/squared", {"A": THREE}, [900], said="This is the determinant of A² or of AᵀA."),
    gives(
        "determinant",
        "further/sum-of-entries",
        {"A": MIXED},
        [1, 15],
        said="This is the sum of all entries. The determinant is made of products, one entry from each row and column.",
    ),
    gives(
        "determinant",
        "further/sum-of-entries",
        {"A": THREE},
        [12, 14],
        said="This is the sum of all entries. The determinant is made of products, one entry from each row and column.",
    ),
)

TRACE: tuple[Row, ...] = (
    gives(
        "trace",
        "determinant-instead",
        {"A": MIXED},
        [-31],
        said="This is the determinant. The trace is the sum of the diagonal.",
    ),
    gives(
        "trace",
        "determinant-instead",
        {"A": FULL},
        [-3],
        said="This is the determinant. The trace is the sum of the diagonal.",
    ),
    gives(
        "trace",
        "other-diagonal",
        {"A": MIXED},
        [4],
        said="This is the sum along the other diagonal. The trace runs from the top left to the bottom right.",
    ),
    gives(
        "trace",
        "other-diagonal",
        {"A": FULL},
        [15],
        said="This is the sum along the other diagonal. The trace runs from the top left to the bottom right.",
    ),
    gives("trace", "other-diagonal", {"A": ROOTS}, []),
    gives(
        "trace",
        "all-entries",
        {"A": MIXED},
        [1],
        said="This is the sum of all entries. The trace takes the diagonal only.",
    ),
    gives(
        "trace",
        "all-entries",
        {"A": FULL},
        [46],
        said="This is the sum of all entries. The trace takes the diagonal only.",
    ),
    gives("trace", "all-entries", {"A": ROOTS}, []),
    gives(
        "trace",
        "diagonal-product",
        {"A": MIXED},
        [-28],
        said="This is the product of the diagonal; the trace is its sum.",
    ),
    gives(
        "trace",
        "diagonal-product",
        {"A": FULL},
        [50],
        said="This is the product of the diagonal; the trace is its sum.",
    ),
    gives(
        "trace",
        "signs-dropped",
        {"A": MIXED},
        [11],
        said="The negative entries count as negative: add the diagonal with its signs.",
    ),
    gives("trace", "signs-dropped", {"A": FULL}, [16], told=()),
    gives("trace", "signs-dropped", {"A": ROOTS}, []),
    gives(
        "trace",
        "sign-flipped",
        {"A": MIXED},
        [3],
        said="The sign is flipped: −tr(A) is a coefficient of the characteristic polynomial; the trace itself is the sum.",
    ),
    gives(
        "trace",
        "sign-flipped",
        {"A": FULL},
        [-16],
        said="The sign is flipped: −tr(A) is a coefficient of the characteristic polynomial; the trace itself is the sum.",
    ),
    gives(
        "trace",
        "sign-flipped",
        {"A": "1+i 2; 3 4"},
        [-5 - 1j],
        said="The sign is flipped: −tr(A) is a coefficient of the characteristic polynomial; the trace itself is the sum.",
    ),
    gives(
        "trace",
        "further/averaged",
        {"A": MIXED},
        [-1.5],
        said="This is the mean of the diagonal. The trace is its sum.",
    ),
    gives(
        "trace",
        "further/averaged",
        {"A": FULL},
        [Fraction(16, 3)],
        said="This is the mean of the diagonal. The trace is its sum.",
    ),
    gives(
        "trace",
        "further/entry-forgotten",
        {"A": MIXED},
        [-7, 4],
        said="An entry of the diagonal was left out: all 2 of them count.",
        told=(0,),
    ),
    gives(
        "trace",
        "further/entry-forgotten",
        {"A": FULL},
        [15, 11, 6],
        said="An entry of the diagonal was left out: all 3 of them count.",
        told=(1, 2),
    ),
    gives("trace", "further/entry-forgotten", {"A": SEVEN}, []),
    # λ² + 3λ − 31
    gives(
        "trace",
        "further/eigenvalue-instead",
        {"A": MIXED},
        [(-3 + 133**0.5) / 2, (-3 - 133**0.5) / 2],
        said="This is an eigenvalue of A. The trace is the sum of all of them, and of the diagonal.",
    ),
    gives(
        "trace",
        "further/eigenvalue-instead",
        {"A": NINE},
        [9, 1],
        said="This is an eigenvalue of A. The trace is the sum of all of them, and of the diagonal.",
        told=(1,),
    ),
    gives(
        "trace",
        "further/squared",
        {"A": MIXED},
        [65, 9],
        said="Something was squared. The trace is the plain sum of the diagonal.",
    ),  # 16 + 49, and (−3)²
    gives(
        "trace",
        "further/squared",
        {"A": FULL},
        [126, 256],
        said="Something was squared. The trace is the plain sum of the diagonal.",
    ),
    gives("trace", "further/off-the-diagonal", {"A": MIXED}, [4], told=()),
    gives(
        "trace",
        "further/off-the-diagonal",
        {"A": FULL},
        [30],
        said="This is the sum of the entries off the diagonal. The trace is the sum of those on it.",
    ),
)

ROWS: tuple[Row, ...] = (*POLYNOMIAL, *DETERMINANT, *TRACE)
