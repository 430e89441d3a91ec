"""What the slips of singular values, singular value decompositions and norms give."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from decompdrill.model import Raw
from tests.slips.matrices import LEANING, NINE, OTHER, SPIRAL
from tests.slips.row import Row, Seen, gives, seen

r2, r3, r5, r10, r45 = 2**0.5, 3**0.5, 5**0.5, 10**0.5, 45**0.5

FLIPPED: list[Raw] = [[3, 0], [0, -2]]
FLIPPED_WIDE: list[Raw] = [[-3, 0, 0], [0, 2, 0]]
EQUAL: list[Raw] = [[3, 0], [4, 0], [0, 5]]  # AᵀA = 25·I
# AAᵀ = [[5, 2], [2, 10]]: σ² = 15/2 ± √(25 + 16)/2
WIDE: list[Raw] = [[1, 0, 2], [0, 3, 1]]
WIDE_SIGMA = [((15 + 41**0.5) / 2) ** 0.5, ((15 - 41**0.5) / 2) ** 0.5]
RANK_ONE: list[Raw] = [[1, 2], [2, 4], [2, 4]]  # all squares 45: √45 and 0
# AᵀA = diag(9, 4, 1)
MOVED: list[Raw] = [[0, 2, 0], [0, 0, 1], [-3, 0, 0]]

# ---- singular values -------------------------------------------------------------------------------------------------

VALUES: tuple[Row, ...] = (
    gives(
        "singular-values",
        "negative-kept",
        {"A": FLIPPED},
        [[3, -2]],
        said="Singular values are never negative: the sign of a diagonal entry goes into U or V.",
    ),
    gives(
        "singular-values",
        "negative-kept",
        {"A": FLIPPED_WIDE},
        [[-3, 2]],
        said="Singular values are never negative: the sign of a diagonal entry goes into U or V.",
    ),
    gives("singular-values", "negative-kept", {"A": [[3, 1], [0, -2]]}, []),
    gives("singular-values", "negative-kept", {"A": [[3, 0], [0, 2]]}, []),
    gives(
        "singular-values",
        "squares",
        {"A": LEANING},
        [[45, 5]],
        said="These are σ², the eigenvalues of AᵀA. The singular values are their square roots: σ₁ = √45.",
    ),
    gives(
        "singular-values",
        "squares",
        {"A": WIDE},
        [[(15 + 41**0.5) / 2, (15 - 41**0.5) / 2]],
        said="These are σ², the eigenvalues of AᵀA. The singular values are their square roots: σ₁ = √10.7.",
    ),
    # of OTHER 7 and −1, and in size; of WIDE, which is not square, none
    gives(
        "singular-values",
        "eigenvalues-instead",
        {"A": OTHER},
        [[7, -1], [7, 1]],
        said="These are eigenvalues of A (or their sizes). The singular values are the roots of the eigenvalues of AᵀA; in size the two agree only for special matrices, such as symmetric ones.",
    ),
    gives(
        "singular-values",
        "eigenvalues-instead",
        {"A": SPIRAL},
        [[2 + 1j, 2 - 1j], [r5, r5]],
        said="These are eigenvalues of A (or their sizes). The singular values are the roots of the eigenvalues of AᵀA; in size the two agree only for special matrices, such as symmetric ones.",
    ),
    gives("singular-values", "eigenvalues-instead", {"A": WIDE}, []),
    gives(
        "singular-values",
        "padded",
        {"A": WIDE},
        [[*WIDE_SIGMA, 0]],
        said="A 2 × 3 matrix has 2 singular values: the larger of AᵀA and AAᵀ adds zeros that do not count.",
    ),
    gives(
        "singular-values",
        "padded",
        {"A": [[3], [4], [0]]},
        [[5, 0, 0]],
        said="A 3 × 1 matrix has 1 singular values: the larger of AᵀA and AAᵀ adds zeros that do not count.",
    ),
    gives("singular-values", "padded", {"A": LEANING}, []),
    gives(
        "singular-values",
        "zeros-dropped",
        {"A": RANK_ONE},
        [[r45]],
        said="A zero is a singular value too: A has 2 of them, as many as its shorter side.",
    ),
    gives("singular-values", "zeros-dropped", {"A": LEANING}, []),
    gives("singular-values", "zeros-dropped", {"A": [[0, 0], [0, 0]]}, []),
    gives(
        "singular-values",
        "one-missing",
        {"A": LEANING},
        [[r5], [r45], [50**0.5]],
        said="A 2 × 2 matrix has 2 singular values; write out all, repeated ones too.",
    ),
    gives(
        "singular-values",
        "one-missing",
        {"A": MOVED},
        [[2, 1], [3, 1], [3, 2], [3], [2], [1], [14**0.5]],
        said="A 3 × 3 matrix has 3 singular values; write out all, repeated ones too.",
    ),
    gives("singular-values", "one-missing", {"A": [[3], [4]]}, []),
    gives("singular-values", "diagonal-read", {"A": LEANING}, [[3, 5], [3, 5]], told=()),
    gives(
        "singular-values",
        "diagonal-read",
        {"A": [[-1, 2, 5], [1, -3, 2]]},
        [[-1, -3], [1, 3]],
        said="These are diagonal entries of A. They are the singular values (up to sign) only where A is diagonal.",
    ),
    gives(
        "singular-values",
        "diagonal-read",
        {"A": WIDE},
        [[1, 3], [1, 3]],
        said="These are diagonal entries of A. They are the singular values (up to sign) only where A is diagonal.",
    ),
    # columns [3, 4] and [0, 5], rows [3, 0] and [4, 5]
    gives(
        "singular-values",
        "column-lengths",
        {"A": LEANING},
        [[5, 5], [3, 41**0.5]],
        said="These are the lengths of the columns (or rows). They are the singular values only where the columns are orthogonal; in general take the roots of the eigenvalues of AᵀA.",
    ),
    # of a wide matrix the rows, of a tall one the columns: as many as it has singular values
    gives(
        "singular-values",
        "column-lengths",
        {"A": WIDE},
        [[r5, r10]],
        said="These are the lengths of the columns (or rows). They are the singular values only where the columns are orthogonal; in general take the roots of the eigenvalues of AᵀA.",
    ),
    gives(
        "singular-values",
        "column-lengths",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        [[35**0.5, 56**0.5]],
        said="These are the lengths of the columns (or rows). They are the singular values only where the columns are orthogonal; in general take the roots of the eigenvalues of AᵀA.",
    ),
    # with a zero for the longer side, and each square once
    gives(
        "singular-values",
        "further/squares",
        {"A": EQUAL},
        [[25, 25, 0], [25]],
        said="These are σ², the eigenvalues of AᵀA or AAᵀ. The singular values are their square roots.",
    ),
    gives(
        "singular-values",
        "further/squares",
        {"A": WIDE},
        [[(15 + 41**0.5) / 2, (15 - 41**0.5) / 2, 0], [(15 - 41**0.5) / 2, (15 + 41**0.5) / 2]],
        said="These are σ², the eigenvalues of AᵀA or AAᵀ. The singular values are their square roots.",
        told=(0,),
    ),
    gives(
        "singular-values",
        "further/rooted-twice",
        {"A": LEANING},
        [[45**0.25, 5**0.25]],
        said="The root was taken twice: σᵢ is the square root of an eigenvalue of AᵀA, once.",
    ),
    gives(
        "singular-values",
        "further/rooted-twice",
        {"A": WIDE},
        [[WIDE_SIGMA[0] ** 0.5, WIDE_SIGMA[1] ** 0.5]],
        said="The root was taken twice: σᵢ is the square root of an eigenvalue of AᵀA, once.",
    ),
    gives(
        "singular-values",
        "further/negative-kept",
        {"A": LEANING},
        [[-r45, -r5], [-r45, r5], [r45, -r5], [r45, r5]],
        said="Singular values are never negative: of the two square roots take the one that is not.",
        told=(0, 1, 2),
    ),
    gives(
        "singular-values",
        "further/negative-kept",
        {"A": "0 1 0 0; 2 0 0 0; 0 0 0 3; 0 0 -4 0"},
        [[4 * a, 3 * b, 2 * c, d] for a, b, c, d in product((-1, 1), repeat=4)],
        said="Singular values are never negative: of the two square roots take the one that is not.",
        told=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
    ),
    gives(
        "singular-values", "further/negative-kept", {"A": "1 0 0 0 0; 0 2 0 0 0; 0 0 3 0 0; 0 0 0 4 0; 0 0 0 0 5"}, []
    ),
    # of the eigenvalues 5 and 3 the roots, twice, and the squares
    gives(
        "singular-values",
        "further/roots-of-eigenvalues",
        {"A": LEANING},
        [[r5, r3], [r5, r3], [25, 9]],
        said="The eigenvalues of A itself were used. Take the square roots of the eigenvalues of AᵀA.",
    ),
    # of 7 and −1
    gives(
        "singular-values",
        "further/roots-of-eigenvalues",
        {"A": OTHER},
        [[7**0.5, 1j], [7**0.5, 1], [49, 1]],
        said="The eigenvalues of A itself were used. Take the square roots of the eigenvalues of AᵀA.",
    ),
    gives("singular-values", "further/roots-of-eigenvalues", {"A": WIDE}, []),
    # columns squared 25 and 25, rows squared 9 and 41
    gives(
        "singular-values",
        "further/column-lengths",
        {"A": LEANING},
        [[25, 25], [5, 5], [9, 41], [3, 41**0.5]],
        said="These are lengths of columns or rows, or their squares (the diagonal of AᵀA). They lead to the singular values only where the columns are perpendicular; in general take the roots of the eigenvalues of AᵀA.",
        told=(0, 2),
    ),
    gives(
        "singular-values",
        "further/column-lengths",
        {"A": WIDE},
        [[1, 9, 5], [1, 3, r5], [5, 10], [r5, r10]],
        said="These are lengths of columns or rows, or their squares (the diagonal of AᵀA). They lead to the singular values only where the columns are perpendicular; in general take the roots of the eigenvalues of AᵀA.",
        told=(0, 1, 2),
    ),
    gives(
        "singular-values",
        "further/line-sums",
        {"A": LEANING},
        [[7, 5], [3, 9]],
        said="These are sums of rows or columns. The singular values are the roots of the eigenvalues of AᵀA.",
    ),
    gives(
        "singular-values",
        "further/line-sums",
        {"A": [[-1, 2, 5], [1, -3, 2]]},
        [[2, 5, 7], [8, 6]],
        said="These are sums of rows or columns. The singular values are the roots of the eigenvalues of AᵀA.",
    ),
    gives(
        "singular-values",
        "further/doubled-or-halved",
        {"A": LEANING},
        [[2 * r45, 2 * r5], [r45 / 2, r5 / 2]],
        said="Every value is off by a factor of 2: their squares must add up to the squares of all entries of A.",
    ),
    gives(
        "singular-values",
        "further/doubled-or-halved",
        {"A": MOVED},
        [[6, 4, 2], [1.5, 1, 0.5]],
        said="Every value is off by a factor of 2: their squares must add up to the squares of all entries of A.",
    ),
)

# ---- singular value decompositions -------------------------------------------------------------------------------------

# LEANING: σ² = 45 and 5, v = [1, 1]/√2 and [1, −1]/√2, u = Av/σ = [1, 3]/√10 and [3, −1]/√10
U_ROWS = [[1 / r10, 3 / r10], [3 / r10, -1 / r10]]
VT_ROWS = [[1 / r2, 1 / r2], [1 / r2, -1 / r2]]

# 3 with v = e₃ and u = −e₁, 2 with e₁ and e₂, 1 with e₂ and e₃
CROSSED: list[Raw] = [[0, 0, -3], [2, 0, 0], [0, 1, 0]]

FACTORS: tuple[Row, ...] = (
    gives(
        "svd",
        "v-for-vt",
        {"A": CROSSED},
        [{"U": [[-1, 0, 0], [0, 1, 0], [0, 0, 1]], "S": [3, 2, 1], "Vt": [[0, 1, 0], [0, 0, 1], [1, 0, 0]]}],
        said="This is V where Vᵀ is asked: the right singular vectors are the rows of Vᵀ.",
    ),
    gives(
        "svd",
        "sigma-squared",
        {"A": LEANING},
        [{"U": U_ROWS, "S": [45, 5], "Vt": VT_ROWS}],
        said="Σ holds σ², the eigenvalues of AᵀA. Take their square roots.",
    ),
    gives(
        "svd",
        "u-and-v-swapped",
        {"A": LEANING},
        [{"U": VT_ROWS, "S": [r45, r5], "Vt": U_ROWS}],
        said="U and V changed places: U holds eigenvectors of AAᵀ, V those of AᵀA.",
    ),
    gives("svd", "u-and-v-swapped", {"A": WIDE}, []),
    gives(
        "svd",
        "signs-unpaired",
        {"A": LEANING},
        [{"U": [[-1 / r10, 3 / r10], [-3 / r10, -1 / r10]], "S": [r45, r5], "Vt": VT_ROWS}],
        said="The signs of a pair uᵢ, vᵢ do not fit together: Avᵢ = σᵢuᵢ with σᵢ ≥ 0 decides one from the other.",
    ),
    # each u times its σ, 3/√2·[1, 3] and 1/√2·[3, −1], and ones in Σ
    gives(
        "svd",
        "not-unit",
        {"A": LEANING},
        [{"U": [[3 / r2, 3 / r2], [9 / r2, -1 / r2]], "S": [1, 1], "Vt": VT_ROWS}],
        said="The directions are right, but singular vectors have length 1: divide each by its length and put the stretch into Σ.",
    ),
    gives("svd", "negative-sigma", {"A": FLIPPED}, []),
    gives("svd", "u-transposed", {"A": LEANING}, []),
)

U = "1/sqrt(10) 3/sqrt(10); 3/sqrt(10) -1/sqrt(10)"
VT = "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2)"
SQUARES = "sqrt(45), sqrt(5)"
# [[3, 4], [0, 5]] turned: v of the first with the lead turned, so that neither U nor Vᵀ is symmetric
U_TURNED = "1/sqrt(10) -3/sqrt(10); 3/sqrt(10) 1/sqrt(10)"
VT_TURNED = "1/sqrt(2) 1/sqrt(2); -1/sqrt(2) 1/sqrt(2)"
V_TURNED = "1/sqrt(2) -1/sqrt(2); 1/sqrt(2) 1/sqrt(2)"
UT_TURNED = "1/sqrt(10) 3/sqrt(10); -3/sqrt(10) 1/sqrt(10)"


def usv(left: str, sigma: str, right: str) -> str:
    return f"U = {left} | S = {sigma} | Vt = {right}"


ID = "1 0; 0 1"
LEANS_ON: Mapping[str, Raw] = {"A": LEANING}

SEEN_IN_FACTORS: tuple[Seen, ...] = (
    seen(
        "svd",
        "v-for-vt",
        LEANS_ON,
        usv(U_TURNED, SQUARES, V_TURNED),
        (usv(U_TURNED, SQUARES, VT_TURNED), usv(U_TURNED, "45, 5", V_TURNED), usv(UT_TURNED, SQUARES, V_TURNED)),
        said="This is V where Vᵀ is asked: the right singular vectors are the rows of Vᵀ.",
    ),
    seen(
        "svd",
        "signs-unpaired",
        LEANS_ON,
        usv(U_TURNED, SQUARES, VT),
        (usv(U, SQUARES, VT), usv(U_TURNED, "45, 5", VT), usv(VT, SQUARES, VT), usv("1 0; 0 1; 1 1", SQUARES, VT)),
        said="The signs of a pair uᵢ, vᵢ do not fit together: Avᵢ = σᵢuᵢ with σᵢ ≥ 0 decides one from the other.",
    ),
    seen(
        "svd",
        "sigma-squared",
        LEANS_ON,
        usv(U, "45, 5", VT),
        (usv(U, "45, 6", VT), usv(U, SQUARES, VT), usv(U_TURNED, "45, 5", VT)),
        said="Σ holds σ², the eigenvalues of AᵀA. Take their square roots.",
    ),
    seen(
        "svd",
        "negative-sigma",
        LEANS_ON,
        usv(U, "sqrt(45), -sqrt(5)", VT_TURNED),
        (usv(U, SQUARES, VT), usv(U, "sqrt(45), -sqrt(5)", VT), usv(U, "-sqrt(45)", VT_TURNED)),
        said="The product is right, but a singular value is never negative: move the sign into a column of U or a row of Vᵀ.",
    ),
    seen(
        "svd",
        "u-and-v-swapped",
        LEANS_ON,
        usv(VT, SQUARES, U),
        (usv(U, SQUARES, VT), usv(VT, "45, 5", U), usv(VT_TURNED, SQUARES, U)),
        said="U and V changed places: U holds eigenvectors of AAᵀ, V those of AᵀA.",
    ),
    # U and V as they stand in A = UΣVᵀ, in each other's place
    seen(
        "svd",
        "u-and-v-swapped",
        LEANS_ON,
        usv(V_TURNED, SQUARES, UT_TURNED),
        said="U and V changed places: U holds eigenvectors of AAᵀ, V those of AᵀA.",
    ),
    seen(
        "svd",
        "u-transposed",
        LEANS_ON,
        usv(UT_TURNED, SQUARES, VT_TURNED),
        (usv(U_TURNED, SQUARES, VT_TURNED), usv(UT_TURNED, "45, 5", VT_TURNED)),
        said="This is Uᵀ where U is asked: the left singular vectors are the columns of U.",
    ),
    seen(
        "svd",
        "not-unit",
        LEANS_ON,
        usv("1 3; 3 -1", SQUARES, "1 1; 1 -1"),
        (
            usv(U, SQUARES, VT),
            usv("1 3; 3 -2", SQUARES, "1 1; 1 -1"),
            usv("0 3; 0 -1", SQUARES, "1 1; 1 -1"),
            usv("1 3; 3 -1", SQUARES, "1 1; 0 0"),
        ),
        said="The directions are right, but singular vectors have length 1: divide each by its length and put the stretch into Σ.",
    ),
    seen(
        "svd",
        "not-unit",
        LEANS_ON,
        usv(U, "sqrt(90), sqrt(10)", "1 1; 1 -1"),
        said="The directions are right, but singular vectors have length 1: divide each by its length and put the stretch into Σ.",
    ),
    seen(
        "svd",
        "not-unit",
        LEANS_ON,
        usv("1 3; 3 -1", "sqrt(45/10), sqrt(5/10)", VT),
        said="The directions are right, but singular vectors have length 1: divide each by its length and put the stretch into Σ.",
    ),
    seen(
        "svd",
        "further/pairs-mixed-up",
        LEANS_ON,
        usv(U, "sqrt(5), sqrt(45)", VT),
        (usv(U, "sqrt(5), sqrt(44)", VT), usv("1 1; 3 -1", SQUARES, VT), usv(U, "sqrt(5) 1; 0 sqrt(45)", VT)),
        said="The parts are right, but not in the same order: column i of U, σᵢ and row i of Vᵀ belong together.",
    ),
    # the columns of U exchanged
    seen(
        "svd",
        "further/pairs-mixed-up",
        LEANS_ON,
        usv("3/sqrt(10) 1/sqrt(10); -1/sqrt(10) 3/sqrt(10)", SQUARES, VT),
        said="The parts are right, but not in the same order: column i of U, σᵢ and row i of Vᵀ belong together.",
    ),
    seen(
        "svd",
        "further/one-sign",
        LEANS_ON,
        usv("1/sqrt(10) 3/sqrt(10); 3/sqrt(10) 1/sqrt(10)", SQUARES, VT),
        (
            usv("1/sqrt(10) 3/sqrt(10); 3/sqrt(10) 2/sqrt(10)", SQUARES, VT),
            usv("-1/sqrt(10) 3/sqrt(10); 3/sqrt(10) 1/sqrt(10)", SQUARES, VT),
        ),
        said="With the sign of one entry turned it would be right: test that the columns are perpendicular.",
    ),
    seen(
        "svd",
        "further/one-sign",
        LEANS_ON,
        usv(U, SQUARES, "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(2)"),
        said="With the sign of one entry turned it would be right: test that the columns are perpendicular.",
    ),
    # FLIPPED has U = I with the second column of Vᵀ turned; here neither has a sign
    seen(
        "svd",
        "further/negative-kept",
        {"A": FLIPPED},
        usv("1 0; 0 -1", "3, -2", ID),
        (usv("1 0; 0 -1", "3, -1", ID),),
        said="In Σ: Singular values are never negative: the sign of a diagonal entry goes into U or V.",
    ),
    seen(
        "svd",
        "further/squares",
        LEANS_ON,
        usv(ID, "45, 5", VT),
        (usv(ID, "45, 4", VT),),
        said="In Σ: These are σ², the eigenvalues of AᵀA. The singular values are their square roots: σ₁ = √45.",
    ),
    seen(
        "svd",
        "further/eigenvalues-instead",
        LEANS_ON,
        usv("0 1/sqrt(5); 1 -2/sqrt(5)", "5, 3", "0 1; 1/sqrt(5) -2/sqrt(5)"),
        (usv(ID, "5, 2", ID),),
        said="In Σ: These are eigenvalues of A (or their sizes). The singular values are the roots of the eigenvalues of AᵀA; in size the two agree only for special matrices, such as symmetric ones.",
    ),
    seen(
        "svd",
        "further/padded",
        {"A": EQUAL},
        usv("3/5 0; 4/5 0; 0 1", "5, 5, 0", ID),
        (usv("3/5 0; 4/5 0; 0 1", "5, 4, 0", ID),),
        said="In Σ: A 3 × 2 matrix has 2 singular values: the larger of AᵀA and AAᵀ adds zeros that do not count.",
    ),
    seen(
        "svd",
        "further/zeros-dropped",
        {"A": RANK_ONE},
        usv("1; 0; 0", "sqrt(45)", "1 0"),
        (usv("1; 0; 0", "sqrt(44)", "1 0"),),
        said="In Σ: A zero is a singular value too: A has 2 of them, as many as its shorter side.",
    ),
    seen(
        "svd",
        "further/one-missing",
        LEANS_ON,
        usv("1/sqrt(10); 3/sqrt(10)", "sqrt(45)", "1/sqrt(2) 1/sqrt(2)"),
        (usv(U, "6", VT),),
        said="In Σ: A 2 × 2 matrix has 2 singular values; write out all, repeated ones too.",
    ),
    seen(
        "svd",
        "further/diagonal-read",
        {"A": WIDE},
        usv(ID, "3, 1", "1 0 0; 0 1 0"),
        (usv(ID, "3, 2", "1 0 0; 0 1 0"),),
        said="In Σ: These are diagonal entries of A. They are the singular values (up to sign) only where A is diagonal.",
    ),
    seen(
        "svd",
        "further/column-lengths",
        LEANS_ON,
        usv(ID, "sqrt(41), 3", ID),
        (usv(ID, "sqrt(40), 3", ID),),
        said="In Σ: These are the lengths of the columns (or rows). They are the singular values only where the columns are orthogonal; in general take the roots of the eigenvalues of AᵀA.",
    ),
    seen(
        "svd",
        "further/squares#2",
        {"A": EQUAL},
        usv("3/5 0; 4/5 0; 0 1", "25, 25, 0", ID),
        (usv("3/5 0; 4/5 0; 0 1", "25, 24, 0", ID),),
        said="In Σ: These are σ², the eigenvalues of AᵀA or AAᵀ. The singular values are their square roots.",
    ),
    # the fourth roots of 45 and 5
    seen(
        "svd",
        "further/rooted-twice",
        LEANS_ON,
        usv(U, "2.59002, 1.49535", VT),
        (usv(U, "2.59002, 1.52", VT),),
        said="In Σ: The root was taken twice: σᵢ is the square root of an eigenvalue of AᵀA, once.",
    ),
    seen(
        "svd",
        "further/negative-kept#2",
        LEANS_ON,
        usv(U, "sqrt(45), -sqrt(5)", VT),
        (usv(U, "sqrt(45), -sqrt(6)", VT),),
        said="In Σ: Singular values are never negative: of the two square roots take the one that is not.",
    ),
    seen(
        "svd",
        "further/roots-of-eigenvalues",
        LEANS_ON,
        usv(U, "sqrt(5), sqrt(3)", VT),
        (usv(U, "sqrt(5), sqrt(2)", VT),),
        said="In Σ: The eigenvalues of A itself were used. Take the square roots of the eigenvalues of AᵀA.",
    ),
    seen(
        "svd",
        "further/column-lengths#2",
        LEANS_ON,
        usv(U, "41, 9", VT),
        (usv(U, "41, 8", VT),),
        said="In Σ: These are lengths of columns or rows, or their squares (the diagonal of AᵀA). They lead to the singular values only where the columns are perpendicular; in general take the roots of the eigenvalues of AᵀA.",
    ),
    seen(
        "svd",
        "further/line-sums",
        LEANS_ON,
        usv(U, "7, 5", VT),
        (usv(U, "7, 6", VT),),
        said="In Σ: These are sums of rows or columns. The singular values are the roots of the eigenvalues of AᵀA.",
    ),
    seen(
        "svd",
        "further/one-missing",
        LEANS_ON,
        usv("1/sqrt(10); 3/sqrt(10)", "sqrt(50)", "1/sqrt(2) 1/sqrt(2)"),
        (usv(U, "7", VT),),
        said="In Σ: A 2 × 2 matrix has 2 singular values; write out all, repeated ones too.",
    ),
    seen(
        "svd",
        "further/doubled-or-halved",
        LEANS_ON,
        usv(U, "13.42, 4.472", VT),
        (usv(U, "13.42, 4.3", VT),),
        said="In Σ: Every value is off by a factor of 2: their squares must add up to the squares of all entries of A.",
    ),
    # 7 with [5, 3] and −1 with [1, −1]
    seen(
        "svd",
        "further/eigendecomposition-instead",
        {"A": OTHER},
        usv("5/sqrt(34) 1/sqrt(2); 3/sqrt(34) -1/sqrt(2)", "7.1, -1.05", "5/sqrt(34) 3/sqrt(34); 1/sqrt(2) -1/sqrt(2)"),
        (
            usv("5/sqrt(34) 1/sqrt(2); 3/sqrt(34) -1/sqrt(2)", "7.3, -1.4", VT),
            usv("5/sqrt(34) 0; 3/sqrt(34) 0", "7, -1", VT),
            usv("5/sqrt(34); 3/sqrt(34)", "7", "1 0"),
        ),
        said="These are eigenvectors and eigenvalues of A. For an SVD take those of AᵀA and AAᵀ, and σᵢ = √λᵢ.",
    ),
    # the eigenvalues of NINE are its singular values: then it is no mistake to take them
    seen(
        "svd",
        "further/one-sign",
        {"A": NINE},
        usv(VT, "9, 1", "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(2)"),
        said="With the sign of one entry turned it would be right: test that the columns are perpendicular.",
    ),
)

DIAGONAL: list[Raw] = [[5 - i if i == j else 0 for j in range(5)] for i in range(5)]
ID5 = "1 0 0 0 0; 0 1 0 0 0; 0 0 1 0 0; 0 0 0 1 0; 0 0 0 0 1"
LEFT_ALONE: tuple[Seen, ...] = (seen("svd", "further/pairs-mixed-up", {"A": DIAGONAL}, usv(ID5, "4, 5, 3, 2, 1", ID5)),)
"""No more than four singular values are put in another order."""

# ---- norms -------------------------------------------------------------------------------------------------------------

WORDS = ("frobenius", "spectral", "nuclear")
# LEANING: σ = √45 and √5, all squares 50, their sum 4√5; MOVED: 3, 2, 1
OF: Mapping[str, Mapping[str, Raw]] = {w: {"A": LEANING, "norm": w} for w in WORDS}
OF_MOVED: Mapping[str, Mapping[str, Raw]] = {w: {"A": MOVED, "norm": w} for w in WORDS}
OF_WIDE: Mapping[str, Mapping[str, Raw]] = {w: {"A": WIDE, "norm": w} for w in WORDS}
OF_OTHER: Mapping[str, Mapping[str, Raw]] = {w: {"A": OTHER, "norm": w} for w in WORDS}
BIG, SMALL = WIDE_SIGMA

NORM: tuple[Row, ...] = (
    gives(
        "norm",
        "not-rooted",
        OF["frobenius"],
        [50],
        said="The square root is missing: ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
    ),
    gives(
        "norm",
        "not-rooted",
        OF["spectral"],
        [45],
        said="The square root is missing: ‖A‖₂ = σ₁, the largest singular value.",
    ),
    gives("norm", "not-rooted", OF_MOVED["nuclear"], [36], said="The square root is missing: ‖A‖_* = σ₁ + σ₂ + …."),
    gives(
        "norm",
        "other-norm",
        OF["frobenius"],
        [r45, 4 * r5],
        said="This is another norm. Asked is ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
    ),
    gives(
        "norm",
        "other-norm",
        OF["spectral"],
        [50**0.5, 4 * r5],
        said="This is another norm. Asked is ‖A‖₂ = σ₁, the largest singular value.",
    ),
    gives(
        "norm",
        "other-norm",
        OF_MOVED["nuclear"],
        [14**0.5, 3],
        said="This is another norm. Asked is ‖A‖_* = σ₁ + σ₂ + ….",
    ),
    gives(
        "norm",
        "eigenvalue-instead",
        OF["frobenius"],
        [5],
        said="This is the largest eigenvalue in size. Asked is ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
    ),
    gives(
        "norm",
        "eigenvalue-instead",
        {"A": [[1, 0], [2, -6]], "norm": "spectral"},
        [6],
        said="This is the largest eigenvalue in size. Asked is ‖A‖₂ = σ₁, the largest singular value.",
    ),
    gives("norm", "eigenvalue-instead", OF_WIDE["spectral"], []),
    # the largest entry, all of them, and of columns and rows the largest sum, without signs
    gives(
        "norm",
        "sums-entries",
        OF["spectral"],
        [5, 12, 7, 9],
        said="Entries were added or compared as they are. Asked is ‖A‖₂ = σ₁, the largest singular value.",
        told=(1, 2),
    ),
    gives(
        "norm",
        "sums-entries",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [5, 14, 7, 8],
        said="Entries were added or compared as they are. Asked is ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
    ),
    # the smallest, and all but the first
    gives(
        "norm",
        "further/other-singular-value",
        OF["spectral"],
        [r5, r5],
        said="This is another singular value. Asked is ‖A‖₂ = σ₁, the largest singular value.",
    ),
    gives(
        "norm",
        "further/other-singular-value",
        OF_MOVED["frobenius"],
        [1, 2, 1],
        said="This is another singular value. Asked is ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
        told=(0, 2),
    ),
    gives(
        "norm",
        "further/condition-number",
        OF["spectral"],
        [3, 1 / 3],
        said="This is the condition number or its inverse. Asked is ‖A‖₂ = σ₁, the largest singular value.",
    ),
    gives(
        "norm",
        "further/condition-number",
        OF_WIDE["nuclear"],
        [BIG / SMALL, SMALL / BIG],
        said="This is the condition number or its inverse. Asked is ‖A‖_* = σ₁ + σ₂ + ….",
    ),
    gives("norm", "further/condition-number", {"A": RANK_ONE, "norm": "spectral"}, []),
    gives(
        "norm",
        "further/sums-entries",
        {"A": [[5, -3], [-4, 1]], "norm": "spectral"},
        [-1, 13],
        said="The entries were added without squares. Asked is ‖A‖₂ = σ₁, the largest singular value.",
        told=(0,),
    ),
    gives("norm", "further/sums-entries", OF["nuclear"], [12, 12], told=()),
    gives("norm", "further/sums-entries", {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"}, [6, 14], told=()),
    gives(
        "norm",
        "further/averaged",
        OF["spectral"],
        [12.5**0.5, 3],
        said="This is a mean over the entries. Asked is ‖A‖₂ = σ₁, the largest singular value.",
        told=(0,),
    ),
    gives(
        "norm",
        "further/averaged",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [(44 / 6) ** 0.5, 14 / 6],
        said="This is a mean over the entries. Asked is ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
    ),
    # √(√45 + √5), √√45, √12
    gives(
        "norm",
        "further/root-of-sum",
        OF["spectral"],
        [(4 * r5) ** 0.5, 45**0.25, 12**0.5],
        said="A root was taken without the squares under it. Asked is ‖A‖₂ = σ₁, the largest singular value.",
    ),
    gives(
        "norm",
        "further/root-of-sum",
        OF_MOVED["nuclear"],
        [6**0.5, r3, 6**0.5],
        said="A root was taken without the squares under it. Asked is ‖A‖_* = σ₁ + σ₂ + ….",
    ),
    gives(
        "norm",
        "further/root-of-sum",
        {"A": [[-1, 0], [0, 4]], "norm": "frobenius"},
        [r5, 2, r5],
        said="A root was taken without the squares under it. Asked is ‖A‖_F = √(sum of the squares of all entries) = √(σ₁²+σ₂²+…).",
        told=(0, 2),
    ),
    gives(
        "norm",
        "further/not-rooted",
        OF["nuclear"],
        [50, 45],
        said="This is a square or a sum of squares; the root is missing. Asked is ‖A‖_* = σ₁ + σ₂ + ….",
    ),
    gives(
        "norm",
        "further/not-rooted",
        OF_MOVED["spectral"],
        [14, 9],
        said="This is a square or a sum of squares; the root is missing. Asked is ‖A‖₂ = σ₁, the largest singular value.",
        told=(0,),
    ),
    # trace 6, determinant −7, 7 + 1, √(49 + 1)
    gives(
        "norm",
        "further/eigenvalue-instead",
        OF_OTHER["spectral"],
        [6, -7, 8, 50**0.5],
        said="This is made of the eigenvalues of A. Asked is ‖A‖₂ = σ₁, the largest singular value.",
        told=(0, 1, 3),
    ),
    gives(
        "norm",
        "further/eigenvalue-instead",
        OF["nuclear"],
        [8, 15, 8, 34**0.5],
        said="This is made of the eigenvalues of A. Asked is ‖A‖_* = σ₁ + σ₂ + ….",
    ),
    gives("norm", "further/eigenvalue-instead", OF_WIDE["spectral"], []),
)

ROWS: tuple[Row, ...] = (*VALUES, *FACTORS, *NORM)
SEEN: tuple[Seen, ...] = SEEN_IN_FACTORS
