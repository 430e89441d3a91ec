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
        said="The trace term has the wrong sign: the polynomial is λ² − tr(A) · λ + det(A), and tr(A) = 5.",
    ),
    gives(
        "characteristic-polynomial",
        "trace-sign",
        {"A": THREE},
        [[1, 9, 28, -30]],
        said="The trace term has the wrong sign: the polynomial is λ³ − tr(A) · λ² + mλ − det(A), and tr(A) = 9.",
    ),
    gives(
        "characteristic-polynomial",
        "determinant-sign",
        {"A": TWO},
        [[1, -5, -4]],
        said="The constant term has the wrong sign, compared with the first term: λ² − tr(A) · λ + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "determinant-sign",
        {"A": THREE},
        [[1, -9, 28, 30]],
        said="The constant term has the wrong sign, compared with the first term: λ³ − tr(A) · λ² + mλ − det(A).",
    ),
    # without any minor, without 6, without 8, without 14, and 0 − 6 − 8 − 14
    gives(
        "characteristic-polynomial",
        "middle-coefficient",
        {"A": THREE},
        [[1, -9, 0, -30], [1, -9, 22, -30], [1, -9, 20, -30], [1, -9, 14, -30], [1, -9, -28, -30]],
        said="The coefficient of λ is wrong: in λ³ − tr(A) · λ² + mλ − det(A), m is the sum of the principal 2 × 2 minors (strike out row and column 1, then 2, then 3).",
    ),
    # minors 5 − 8, 10 − 21, 50 − 48
    gives(
        "characteristic-polynomial",
        "middle-coefficient",
        {"A": FULL},
        [[1, -16, 0, 3], [1, -16, -9, 3], [1, -16, -1, 3], [1, -16, -14, 3], [1, -16, 12, 3]],
        said="The coefficient of λ is wrong: in λ³ − tr(A) · λ² + mλ − det(A), m is the sum of the principal 2 × 2 minors (strike out row and column 1, then 2, then 3).",
    ),
    gives("characteristic-polynomial", "middle-coefficient", {"A": TWO}, []),
    gives("characteristic-polynomial", "middle-coefficient", {"A": "1 0 0; 0 sqrt(2) 0; 0 0 3"}, []),
    gives(
        "characteristic-polynomial",
        "products-added",
        {"A": TWO},
        [[1, -5, 8]],
        said="The determinant is the difference of the two products, not their sum: ad − bc = 2 · 3 − 1 · 2.",
    ),
    gives(
        "characteristic-polynomial",
        "products-added",
        {"A": OTHER},
        [[1, -6, 23]],
        said="The determinant is the difference of the two products, not their sum: ad − bc = 4 · 2 − 5 · 3.",
    ),
    gives("characteristic-polynomial", "products-added", {"A": THREE}, []),
    gives("characteristic-polynomial", "products-added", {"A": ROOTS}, []),
    gives("characteristic-polynomial", "signs-not-alternating", {"A": TWO}, [[1, 5, 4]], told=()),
    gives(
        "characteristic-polynomial",
        "signs-not-alternating",
        {"A": THREE},
        [[1, 9, 28, 30], [1, -9, 28, 30]],
        said="The signs in the formula alternate: λ³ − tr(A) · λ² + mλ − det(A).",
        told=(0,),
    ),
    # (λ − 5)(λ − 3)(λ² − 9λ + 13) = λ⁴ − 17λ³ + 100λ² − 239λ + 195
    gives(
        "characteristic-polynomial",
        "signs-not-alternating",
        {"A": FOUR},
        [[1, 17, 100, 239, 195]],
        said="The signs in the formula alternate: λ⁴ − tr(A) · λ³ + … + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "trace-and-determinant-swapped",
        {"A": TWO},
        [[1, -4, 5], [1, 4, -5]],
        said="The trace and the determinant are swapped: λ² − tr(A) · λ + det(A).",
    ),
    gives(
        "characteristic-polynomial",
        "trace-and-determinant-swapped",
        {"A": OTHER},
        [[1, 7, 6], [1, -7, -6]],
        said="The trace and the determinant are swapped: λ² − tr(A) · λ + det(A).",
    ),
    gives("characteristic-polynomial", "trace-and-determinant-swapped", {"A": THREE}, []),
    # (λ − 2)(λ − 3) and (λ − 2)(λ − 3)(λ − 4)
    gives(
        "characteristic-polynomial",
        "diagonal-only",
        {"A": TWO},
        [[1, -5, 6]],
        said="This is, up to sign, the product of the factors λ − aᵢᵢ. The entries off the diagonal count too: expand det(A − λI).",
    ),
    gives(
        "characteristic-polynomial",
        "diagonal-only",
        {"A": THREE},
        [[1, -9, 26, -24]],
        said="This is, up to sign, the product of the factors λ − aᵢᵢ. The entries off the diagonal count too: expand det(A − λI).",
    ),
    gives("characteristic-polynomial", "diagonal-only", {"A": ROOTS}, []),
    gives(
        "characteristic-polynomial",
        "further/order-reversed",
        {"A": TWO},
        [[4, -5, 1]],
        said="The coefficients are in reverse order: write the highest power first.",
    ),
    gives(
        "characteristic-polynomial",
        "further/order-reversed",
        {"A": THREE},
        [[-30, 28, -9, 1]],
        said="The coefficients are in reverse order: write the highest power first.",
    ),
    gives(
        "characteristic-polynomial",
        "further/signs-mixed",
        {"A": TWO},
        [[1, -5, 4], [1, -5, -4], [1, 5, 4], [1, 5, -4]],
        said="The coefficients are right in absolute value, but not all in sign. Compare each sign with that of the first term: λ² − tr(A) · λ + det(A).",
        told=(3,),
    ),
    gives(
        "characteristic-polynomial",
        "further/signs-mixed",
        {"A": FOUR},
        [[1, -17 * a, 100 * b, -239 * c, 195 * d] for a, b, c, d in product((1, -1), repeat=4)],
        said="The coefficients are right in absolute value, but not all in sign. Compare each sign with that of the first term: λ⁴ − tr(A) · λ³ + … + det(A).",
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
        said="The term with the trace is missing: λ³ − tr(A) · λ² + mλ − det(A).",
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
        said="The constant term is missing: λ³ − tr(A) · λ² + mλ − det(A).",
    ),
    # without λ − 4, without λ − 1, and both, each once
    gives(
        "characteristic-polynomial",
        "further/factor-forgotten",
        {"A": TWO},
        [[1, -1], [1, -4], [1, -5, 4]],
        said="A factor is missing: each eigenvalue gives a factor λ − λᵢ, repeated according to multiplicity, so the degree is 2.",
        told=(0, 1),
    ),
    gives(
        "characteristic-polynomial",
        "further/factor-forgotten",
        {"A": REPEATED},
        [[1, -4, 4], [1, -7, 10], [1, -7, 10], [1, -7, 10]],
        said="A factor is missing: each eigenvalue gives a factor λ − λᵢ, repeated according to multiplicity, so the degree is 3.",
    ),
    gives("characteristic-polynomial", "further/factor-forgotten", {"A": SEVEN}, []),
    # 2·3 + 2·4 + 3·4, and 5 + 10 + 50
    gives(
        "characteristic-polynomial",
        "further/middle-coefficient",
        {"A": THREE},
        [[1, -9, 26, -30]],
        said="The coefficient of λ is wrong: from each product aᵢᵢaⱼⱼ of two diagonal entries subtract aᵢⱼaⱼᵢ; these are the principal 2 × 2 minors.",
    ),
    gives(
        "characteristic-polynomial",
        "further/middle-coefficient",
        {"A": FULL},
        [[1, -16, 65, 3]],
        said="The coefficient of λ is wrong: from each product aᵢᵢaⱼⱼ of two diagonal entries subtract aᵢⱼaⱼᵢ; these are the principal 2 × 2 minors.",
    ),
    gives("characteristic-polynomial", "further/middle-coefficient", {"A": TWO}, []),
    gives("characteristic-polynomial", "further/middle-coefficient", {"A": FOUR}, []),
    gives(
        "characteristic-polynomial",
        "further/eigenvalues-instead",
        {"A": TWO},
        [[4, 1]],
        said="These are, up to sign, the eigenvalues, the roots of the polynomial. Multiply out the factors λ − λᵢ.",
    ),
    gives(
        "characteristic-polynomial",
        "further/eigenvalues-instead",
        {"A": REPEATED},
        [[5, 2, 2]],
        said="These are, up to sign, the eigenvalues, the roots of the polynomial. Multiply out the factors λ − λᵢ.",
    ),
    gives(
        "characteristic-polynomial",
        "further/not-monic",
        {"A": TWO},
        [[k, -5 * k, 4 * k] for k in (2, 3, 4, 5, 6, 10, 12, -2, 0.5, -0.5)],
        said="The roots are right, but this is a multiple of the characteristic polynomial: divide by the leading coefficient.",
    ),
)

DETERMINANT: tuple[Row, ...] = (
    gives(
        "determinant",
        "products-added",
        {"A": OTHER},
        [23],
        said="The two products were added; the determinant is their difference, ad − bc = 4 · 2 − 5 · 3.",
    ),  # 8 + 15
    # all six products of FULL with a plus: 1·98 + 2·82 + 3·67; its cofactors without signs: 2 + 2·(−2) + 3·(−3)
    gives(
        "determinant",
        "products-added",
        {"A": FULL},
        [463, -11],
        said="Products were added that must be subtracted: along the first row the cofactors have the signs + − + ….",
    ),
    gives(
        "determinant",
        "products-added",
        {"A": GENERAL},
        [all_products([[2, -1, 3, 1], [1, 4, -2, 5], [0, 3, 1, -1], [2, 1, 1, 6]])],
        said="Products were added that must be subtracted: along the first row the cofactors have the signs + − + ….",
    ),
    gives("determinant", "products-added", {"A": FIVE_BY_FIVE}, []),
    gives("determinant", "products-added", {"A": ROOTS}, []),
    gives(
        "determinant",
        "sign-flipped",
        {"A": OTHER},
        [7],
        said="Right in absolute value, but the sign is wrong: subtract in this order, ad − bc = 4 · 2 − 5 · 3.",
    ),
    gives(
        "determinant",
        "sign-flipped",
        {"A": FULL},
        [3],
        said="Right in absolute value, but the sign is wrong: along the first row the cofactors have the signs + − + …, and in elimination each swap of two rows changes the sign.",
    ),
    gives(
        "determinant",
        "diagonal-product",
        {"A": OTHER},
        [8],
        said="This is the product of the diagonal. For a triangular matrix it would be the determinant, but A is not triangular. Multiply along the two diagonals and subtract, ad − bc = 4 · 2 − 5 · 3.",
    ),
    gives(
        "determinant",
        "diagonal-product",
        {"A": FULL},
        [50],
        said="This is the product of the diagonal. For a triangular matrix it would be the determinant, but A is not triangular. Expand along a row or eliminate; along the first row the cofactors have the signs + − + ….",
    ),
    gives("determinant", "diagonal-product", {"A": ROOTS}, []),
    gives(
        "determinant",
        "trace-instead",
        {"A": OTHER},
        [6],
        said="This is the trace, the sum of the diagonal. For the determinant, multiply along the two diagonals and subtract, ad − bc = 4 · 2 − 5 · 3.",
    ),
    gives(
        "determinant",
        "trace-instead",
        {"A": FULL},
        [16],
        said="This is the trace, the sum of the diagonal. For the determinant, expand along a row or eliminate; along the first row the cofactors have the signs + − + ….",
    ),
    gives(
        "determinant",
        "trace-instead",
        {"A": "pi 2; 1 1"},
        [1 + 3.141592653589793],
        said="This is the trace, the sum of the diagonal. For the determinant, multiply along the two diagonals and subtract, ad − bc ≈ 3.142 · 1 − 2 · 1.",
    ),
    # [[4, 5], [3, 2]]: 4·5 − 3·2, 4·3 − 5·2, and their negatives
    gives(
        "determinant",
        "wrong-pairs",
        {"A": OTHER},
        [14, 2, -14, -2],
        said="Other entries belong together: multiply along the two diagonals and subtract, ad − bc = 4 · 2 − 5 · 3.",
    ),
    gives(
        "determinant",
        "wrong-pairs",
        {"A": MIXED},
        [25, 19, -25, -19],
        said="Other entries belong together: multiply along the two diagonals and subtract, ad − bc = 4 · (−7) − 1 · 3.",
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
        said="The products are not the right ones: multiply along the two diagonals and subtract, ad − bc = 4 · 2 − 5 · 3.",
        told=(4, 5),
    ),
    gives(
        "determinant",
        "further/products-mixed-up",
        {"A": MIXED},
        [-25, -28, 25, 19, 5, -17],
        said="The products are not the right ones: multiply along the two diagonals and subtract, ad − bc = 4 · (−7) − 1 · 3.",
        told=(4, 5),
    ),
    # a = 3, b = c = −√3, d = 1
    gives(
        "determinant",
        "further/products-mixed-up",
        {"A": ROOTS},
        [6, 3, -2 * 3**0.5, -2 * 3**0.5, -4 * 3**0.5, -4 * 3**0.5],
        said="The products are not the right ones: multiply along the two diagonals and subtract, ad − bc = 3 · 1 − (−√3) · (−√3).",
    ),
    gives("determinant", "further/products-mixed-up", {"A": FULL}, []),
    # ±1·2 ± 2·(−2) ± 3·(−3)
    gives(
        "determinant",
        "further/cofactor-signs",
        {"A": FULL},
        [-11, 7, -3, 15, -15, 3, -7, 11],
        said="Check the signs of the three terms: along the first row the cofactors have the signs + − +.",
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
        said="Terms are missing: a 3 × 3 determinant has six products, three with + and three with −.",
    ),
    # falling 24 + 0 + 2, rising 0 + 0 − 4, and 2·(12 + 2)
    gives(
        "determinant",
        "further/terms-left-out",
        {"A": THREE},
        [26, -4, 28],
        said="Terms are missing: a 3 × 3 determinant has six products, three with + and three with −.",
        told=(1, 2),
    ),
    gives("determinant", "further/terms-left-out", {"A": OTHER}, []),
    gives(
        "determinant",
        "further/other-diagonal",
        {"A": OTHER},
        [15, -15],
        said="This is, up to sign, the product of the other diagonal alone. Multiply along the two diagonals and subtract, ad − bc = 4 · 2 − 5 · 3.",
    ),
    gives(
        "determinant",
        "further/other-diagonal",
        {"A": FULL},
        [105, -105],
        said="This is, up to sign, the product of the other diagonal alone. Expand along a row or eliminate; along the first row the cofactors have the signs + − + ….",
    ),
    gives(
        "determinant",
        "further/eigenvalue-instead",
        {"A": OTHER},
        [7, -1],
        said="This is an eigenvalue of A. The determinant is the product of all of them, repeated according to multiplicity.",
        told=(1,),
    ),
    gives(
        "determinant",
        "further/eigenvalue-instead",
        {"A": REPEATED},
        [5, 2, 2],
        said="This is an eigenvalue of A. The determinant is the product of all of them, repeated according to multiplicity.",
    ),
    gives(
        "determinant",
        "further/eigenvalue-instead",
        {"A": SPIRAL},
        [2 + 1j, 2 - 1j],
        said="This is an eigenvalue of A. The determinant is the product of all of them, repeated according to multiplicity.",
    ),
    gives(
        "determinant",
        "further/inverted",
        {"A": OTHER},
        [Fraction(-1, 7)],
        said="This is the determinant of A⁻¹. That of A is its reciprocal.",
    ),
    gives(
        "determinant",
        "further/inverted",
        {"A": FULL},
        [Fraction(-1, 3)],
        said="This is the determinant of A⁻¹. That of A is its reciprocal.",
    ),
    gives("determinant", "further/inverted", {"A": SINGULAR}, []),
    gives(
        "determinant",
        "further/squared",
        {"A": OTHER},
        [49],
        said="This is det(A)², the determinant of A². Leave out the square.",
    ),
    gives(
        "determinant",
        "further/squared",
        {"A": THREE},
        [900],
        said="This is det(A)², the determinant of A². Leave out the square.",
    ),
    gives(
        "determinant",
        "further/sum-of-entries",
        {"A": MIXED},
        [1],
        said="This is the sum of all entries. A determinant is made of products, each with one entry from every row and every column.",
    ),
    gives(
        "determinant",
        "further/sum-of-entries#2",
        {"A": MIXED},
        [15],
        said="This is the sum of the absolute values of all entries. A determinant is made of products, each with one entry from every row and every column.",
    ),
    gives(
        "determinant",
        "further/sum-of-entries",
        {"A": THREE},
        [12],
        said="This is the sum of all entries. A determinant is made of products, each with one entry from every row and every column.",
    ),
    gives(
        "determinant",
        "further/sum-of-entries#2",
        {"A": THREE},
        [14],
        said="This is the sum of the absolute values of all entries. A determinant is made of products, each with one entry from every row and every column.",
    ),
)

TRACE: tuple[Row, ...] = (
    gives(
        "trace",
        "determinant-instead",
        {"A": MIXED},
        [-31],
        said="This is the determinant. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "determinant-instead",
        {"A": FULL},
        [-3],
        said="This is the determinant. The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
    gives(
        "trace",
        "other-diagonal",
        {"A": MIXED},
        [4],
        said="This is the sum along the other diagonal. Add from the top left to the bottom right. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "other-diagonal",
        {"A": FULL},
        [15],
        said="This is the sum along the other diagonal. Add from the top left to the bottom right. The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
    gives("trace", "other-diagonal", {"A": ROOTS}, []),
    gives(
        "trace",
        "all-entries",
        {"A": MIXED},
        [1],
        said="This is the sum of all entries. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "all-entries",
        {"A": FULL},
        [46],
        said="This is the sum of all entries. The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
    gives("trace", "all-entries", {"A": ROOTS}, []),
    gives(
        "trace",
        "diagonal-product",
        {"A": MIXED},
        [-28],
        said="This is the product of the diagonal. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "diagonal-product",
        {"A": FULL},
        [50],
        said="This is the product of the diagonal. The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
    gives(
        "trace",
        "signs-dropped",
        {"A": MIXED},
        [11],
        said="A negative entry counts as negative. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives("trace", "signs-dropped", {"A": FULL}, [16], told=()),
    gives("trace", "signs-dropped", {"A": ROOTS}, []),
    gives(
        "trace",
        "sign-flipped",
        {"A": MIXED},
        [3],
        said="This is −tr(A). The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "sign-flipped",
        {"A": FULL},
        [-16],
        said="This is −tr(A). The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
    gives(
        "trace",
        "sign-flipped",
        {"A": "1+i 2; 3 4"},
        [-5 - 1j],
        said="This is −tr(A). The trace is the sum of the diagonal, (1 + i) + 4.",
    ),
    gives(
        "trace",
        "further/averaged",
        {"A": MIXED},
        [-1.5],
        said="This is the mean of the diagonal. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "further/averaged",
        {"A": FULL},
        [Fraction(16, 3)],
        said="This is the mean of the diagonal. The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
    gives(
        "trace",
        "further/entry-forgotten",
        {"A": MIXED},
        [-7, 4],
        said="An entry of the diagonal was left out: add both of them, 4 − 7.",
        told=(0,),
    ),
    gives(
        "trace",
        "further/entry-forgotten",
        {"A": FULL},
        [15, 11, 6],
        said="An entry of the diagonal was left out: add all 3 of them, 1 + 5 + 10.",
        told=(1, 2),
    ),
    gives("trace", "further/entry-forgotten", {"A": SEVEN}, []),
    # λ² + 3λ − 31
    gives(
        "trace",
        "further/eigenvalue-instead",
        {"A": MIXED},
        [(-3 + 133**0.5) / 2, (-3 - 133**0.5) / 2],
        said="This is an eigenvalue of A. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "further/eigenvalue-instead",
        {"A": NINE},
        [9, 1],
        said="This is an eigenvalue of A. The trace is the sum of the diagonal, 5 + 5.",
        told=(1,),
    ),
    gives(
        "trace",
        "further/squared",
        {"A": MIXED},
        [65],
        said="This is the sum of the squares of the diagonal entries. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives(
        "trace",
        "further/squared#2",
        {"A": MIXED},
        [9],
        said="This is the square of the trace. The trace is the sum of the diagonal, 4 − 7.",
    ),
    gives("trace", "further/off-the-diagonal", {"A": MIXED}, [4], told=()),
    gives(
        "trace",
        "further/off-the-diagonal",
        {"A": FULL},
        [30],
        said="This is the sum of the entries off the diagonal. The trace is the sum of the diagonal, 1 + 5 + 10.",
    ),
)

ROWS: tuple[Row, ...] = (*POLYNOMIAL, *DETERMINANT, *TRACE)
