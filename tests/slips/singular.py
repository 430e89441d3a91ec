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
        said="These are the diagonal entries of A with their signs. A singular value is never negative: take the absolute values; the signs go into U or V.",
    ),
    gives(
        "singular-values",
        "negative-kept",
        {"A": FLIPPED_WIDE},
        [[-3, 2]],
        said="These are the diagonal entries of A with their signs. A singular value is never negative: take the absolute values; the signs go into U or V.",
    ),
    gives("singular-values", "negative-kept", {"A": [[3, 1], [0, -2]]}, []),
    gives("singular-values", "negative-kept", {"A": [[3, 0], [0, 2]]}, []),
    gives(
        "singular-values",
        "squares",
        {"A": LEANING},
        [[45, 5]],
        said="These are the squares σᵢ². Take their square roots: σ₁ = √45.",
    ),
    gives(
        "singular-values",
        "squares",
        {"A": WIDE},
        [[(15 + 41**0.5) / 2, (15 - 41**0.5) / 2]],
        said="These are the squares σᵢ². Take their square roots: σ₁ ≈ √10.7.",
    ),
    # of OTHER 7 and −1, and in size; of WIDE, which is not square, none
    gives(
        "singular-values",
        "eigenvalues-instead",
        {"A": OTHER},
        [[7, -1]],
        said="These are the eigenvalues of A, not its singular values. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    gives(
        "singular-values",
        "eigenvalues-instead#2",
        {"A": OTHER},
        [[7, 1]],
        said="These are the absolute values of the eigenvalues of A, not its singular values. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    gives(
        "singular-values",
        "eigenvalues-instead",
        {"A": SPIRAL},
        [[2 + 1j, 2 - 1j]],
        said="These are the eigenvalues of A, not its singular values. Take the square roots of the eigenvalues of AᵀA = [2 1; 1 13].",
    ),
    gives(
        "singular-values",
        "eigenvalues-instead#2",
        {"A": SPIRAL},
        [[r5, r5]],
        said="These are the absolute values of the eigenvalues of A, not its singular values. Take the square roots of the eigenvalues of AᵀA = [2 1; 1 13].",
    ),
    gives("singular-values", "eigenvalues-instead", {"A": WIDE}, []),
    gives("singular-values", "eigenvalues-instead#2", {"A": WIDE}, []),
    gives(
        "singular-values",
        "padded",
        {"A": WIDE},
        [[*WIDE_SIGMA, 0]],
        said="This 2 × 3 matrix has 2 singular values, not 3. Leave out the zero that AᵀA adds.",
    ),
    gives(
        "singular-values",
        "padded",
        {"A": [[3], [4], [0]]},
        [[5, 0, 0]],
        said="This 3 × 1 matrix has 1 singular value, not 3. Leave out the zeros that AAᵀ adds.",
    ),
    gives("singular-values", "padded", {"A": LEANING}, []),
    gives(
        "singular-values",
        "zeros-dropped",
        {"A": RANK_ONE},
        [[r45]],
        said="0 is a singular value too: write it. This 3 × 2 matrix has 2 singular values.",
    ),
    gives("singular-values", "zeros-dropped", {"A": LEANING}, []),
    gives("singular-values", "zeros-dropped", {"A": [[0, 0], [0, 0]]}, []),
    gives(
        "singular-values",
        "one-missing",
        {"A": LEANING},
        [[r5], [r45], [50**0.5]],
        said="This 2 × 2 matrix has 2 singular values. Write all of them, repeated according to multiplicity.",
    ),
    gives(
        "singular-values",
        "one-missing",
        {"A": MOVED},
        [[2, 1], [3, 1], [3, 2], [3], [2], [1], [14**0.5]],
        said="This 3 × 3 matrix has 3 singular values. Write all of them, repeated according to multiplicity.",
    ),
    gives("singular-values", "one-missing", {"A": [[3], [4]]}, []),
    gives("singular-values", "diagonal-read", {"A": LEANING}, [[3, 5], [3, 5]], told=()),
    gives(
        "singular-values",
        "diagonal-read",
        {"A": [[-1, 2, 5], [1, -3, 2]]},
        [[-1, -3], [1, 3]],
        said="You read the diagonal of A. The absolute values of its entries are the singular values only if A is diagonal. Take the square roots of the eigenvalues of AAᵀ = [30 3; 3 14].",
    ),
    gives(
        "singular-values",
        "diagonal-read",
        {"A": WIDE},
        [[1, 3], [1, 3]],
        said="You read the diagonal of A. The absolute values of its entries are the singular values only if A is diagonal. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    # columns [3, 4] and [0, 5], rows [3, 0] and [4, 5]: each is told of what it is
    gives(
        "singular-values",
        "column-lengths",
        {"A": LEANING},
        [[5, 5]],
        said="These are the lengths of the columns of A. They would be its singular values if those columns were orthogonal, and they are not. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "column-lengths#2",
        {"A": LEANING},
        [[3, 41**0.5]],
        said="These are the lengths of the rows of A. They would be its singular values if those rows were orthogonal, and they are not. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    # of a wide matrix the rows, of a tall one the columns: as many as it has singular values
    gives(
        "singular-values",
        "column-lengths#2",
        {"A": WIDE},
        [[r5, r10]],
        said="These are the lengths of the rows of A. They would be its singular values if those rows were orthogonal, and they are not. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    gives(
        "singular-values",
        "column-lengths",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        [[35**0.5, 56**0.5]],
        said="These are the lengths of the columns of A. They would be its singular values if those columns were orthogonal, and they are not. Take the square roots of the eigenvalues of AᵀA = [35 44; 44 56].",
    ),
    # with a zero for the longer side, and each square once
    gives(
        "singular-values",
        "further/squares",
        {"A": EQUAL},
        [[25, 25, 0], [25]],
        said="These are squares σᵢ². Take their square roots. This 3 × 2 matrix has 2 singular values.",
    ),
    gives(
        "singular-values",
        "further/squares",
        {"A": WIDE},
        [[(15 + 41**0.5) / 2, (15 - 41**0.5) / 2, 0]],
        said="These are squares σᵢ². Take their square roots. This 2 × 3 matrix has 2 singular values.",
    ),
    gives(
        "singular-values",
        "further/rooted-twice",
        {"A": LEANING},
        [[45**0.25, 5**0.25]],
        said="These are √σᵢ, one square root too many. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "further/rooted-twice",
        {"A": WIDE},
        [[WIDE_SIGMA[0] ** 0.5, WIDE_SIGMA[1] ** 0.5]],
        said="These are √σᵢ, one square root too many. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    gives(
        "singular-values",
        "further/negative-kept",
        {"A": LEANING},
        [[-r45, -r5], [-r45, r5], [r45, -r5]],
        said="A singular value is never negative: take the nonnegative square root.",
    ),
    gives(
        "singular-values",
        "further/negative-kept",
        {"A": "0 1 0 0; 2 0 0 0; 0 0 0 3; 0 0 -4 0"},
        [[4 * a, 3 * b, 2 * c, d] for a, b, c, d in product((-1, 1), repeat=4) if -1 in (a, b, c, d)],
        said="A singular value is never negative: take the nonnegative square root.",
    ),
    gives(
        "singular-values", "further/negative-kept", {"A": "1 0 0 0 0; 0 2 0 0 0; 0 0 3 0 0; 0 0 0 4 0; 0 0 0 0 5"}, []
    ),
    # of the eigenvalues 5 and 3 the roots, twice, and the squares
    gives(
        "singular-values",
        "further/roots-of-eigenvalues",
        {"A": LEANING},
        [[r5, r3]],
        said="These are the square roots of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "further/roots-of-eigenvalues#2",
        {"A": LEANING},
        [[r5, r3]],
        told=(),
    ),
    gives(
        "singular-values",
        "further/roots-of-eigenvalues#3",
        {"A": LEANING},
        [[25, 9]],
        said="These are the squared absolute values of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    # of 7 and −1
    gives(
        "singular-values",
        "further/roots-of-eigenvalues",
        {"A": OTHER},
        [[7**0.5, 1j]],
        said="These are the square roots of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    gives(
        "singular-values",
        "further/roots-of-eigenvalues#2",
        {"A": OTHER},
        [[7**0.5, 1]],
        said="These are the square roots of the absolute values of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    gives(
        "singular-values",
        "further/roots-of-eigenvalues#3",
        {"A": OTHER},
        [[49, 1]],
        said="These are the squared absolute values of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    gives("singular-values", "further/roots-of-eigenvalues", {"A": WIDE}, []),
    gives("singular-values", "further/roots-of-eigenvalues#2", {"A": WIDE}, []),
    gives("singular-values", "further/roots-of-eigenvalues#3", {"A": WIDE}, []),
    # columns squared 25 and 25, rows squared 9 and 41
    gives(
        "singular-values",
        "further/column-lengths",
        {"A": LEANING},
        [[25, 25]],
        said="These are the squared lengths of the columns of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "further/column-lengths#2",
        {"A": LEANING},
        [[9, 41]],
        said="These are the squared lengths of the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "further/column-lengths#3",
        {"A": LEANING},
        [[5, 5]],
        told=(),
    ),
    gives(
        "singular-values",
        "further/column-lengths#4",
        {"A": LEANING},
        [[3, 41**0.5]],
        told=(),
    ),
    gives(
        "singular-values",
        "further/column-lengths",
        {"A": WIDE},
        [[1, 9, 5]],
        said="These are the squared lengths of the columns of A. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    gives(
        "singular-values",
        "further/column-lengths#2",
        {"A": WIDE},
        [[5, 10]],
        said="These are the squared lengths of the rows of A. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    gives(
        "singular-values",
        "further/column-lengths#3",
        {"A": WIDE},
        [[1, 3, r5]],
        said="These are the lengths of the columns of A. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    gives(
        "singular-values",
        "further/column-lengths#4",
        {"A": WIDE},
        [[r5, r10]],
        told=(),
    ),
    # the rows of a 3 × 2 matrix
    gives(
        "singular-values",
        "further/column-lengths#4",
        {"A": EQUAL},
        [[3, 4, 5]],
        said="These are the lengths of the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 0; 0 25].",
    ),
    gives(
        "singular-values",
        "further/line-sums",
        {"A": LEANING},
        [[7, 5]],
        said="These are the sums of the absolute values in the columns of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "further/line-sums#2",
        {"A": LEANING},
        [[3, 9]],
        said="These are the sums of the absolute values in the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "singular-values",
        "further/line-sums",
        {"A": [[-1, 2, 5], [1, -3, 2]]},
        [[2, 5, 7]],
        said="These are the sums of the absolute values in the columns of A. Take the square roots of the eigenvalues of AAᵀ = [30 3; 3 14].",
    ),
    gives(
        "singular-values",
        "further/line-sums#2",
        {"A": [[-1, 2, 5], [1, -3, 2]]},
        [[8, 6]],
        said="These are the sums of the absolute values in the rows of A. Take the square roots of the eigenvalues of AAᵀ = [30 3; 3 14].",
    ),
    gives(
        "singular-values",
        "further/doubled-or-halved",
        {"A": LEANING},
        [[2 * r45, 2 * r5]],
        said="Each of these is twice a singular value. The squares must add up to the sum of the squared entries of A, 50.",
    ),
    gives(
        "singular-values",
        "further/doubled-or-halved#2",
        {"A": LEANING},
        [[r45 / 2, r5 / 2]],
        said="Each of these is half a singular value. The squares must add up to the sum of the squared entries of A, 50.",
    ),
    gives(
        "singular-values",
        "further/doubled-or-halved",
        {"A": MOVED},
        [[6, 4, 2]],
        said="Each of these is twice a singular value. The squares must add up to the sum of the squared entries of A, 14.",
    ),
    gives(
        "singular-values",
        "further/doubled-or-halved#2",
        {"A": MOVED},
        [[1.5, 1, 0.5]],
        said="Each of these is half a singular value. The squares must add up to the sum of the squared entries of A, 14.",
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
        said="You gave V where Vᵀ belongs. Transpose it: the right singular vectors are the rows of Vᵀ.",
    ),
    gives(
        "svd",
        "sigma-squared",
        {"A": LEANING},
        [{"U": U_ROWS, "S": [45, 5], "Vt": VT_ROWS}],
        said="Σ holds the squares σᵢ², eigenvalues of AᵀA. Take their square roots.",
    ),
    gives(
        "svd",
        "u-and-v-swapped",
        {"A": LEANING},
        [{"U": VT_ROWS, "S": [r45, r5], "Vt": U_ROWS}],
        said="U and V changed places: swap them. For each column vᵢ of V and uᵢ of U, Avᵢ must be σᵢuᵢ.",
    ),
    gives("svd", "u-and-v-swapped", {"A": WIDE}, []),
    gives(
        "svd",
        "signs-unpaired",
        {"A": LEANING},
        [{"U": [[-1 / r10, 3 / r10], [-3 / r10, -1 / r10]], "S": [r45, r5], "Vt": VT_ROWS}],
        said="The signs of a pair uᵢ, vᵢ do not match: Avᵢ must be σᵢuᵢ. Work out Avᵢ for each row vᵢ of Vᵀ; where the sign is opposite, flip either the column uᵢ or the row vᵢ.",
    ),
    # each u times its σ, 3/√2·[1, 3] and 1/√2·[3, −1], and ones in Σ
    gives(
        "svd",
        "not-unit",
        {"A": LEANING},
        [{"U": [[3 / r2, 3 / r2], [9 / r2, -1 / r2]], "S": [1, 1], "Vt": VT_ROWS}],
        said="The directions are right, but singular vectors have length 1. Divide each column of U or row of Vᵀ whose length is not 1 by its length; Σ holds the singular values.",
    ),
    gives("svd", "negative-sigma", {"A": FLIPPED}, []),
    gives("svd", "u-transposed", {"A": LEANING}, []),
    gives("svd", "pairs-mixed-up", {"A": LEANING}, []),
    gives("svd", "pairs-mixed-up#2", {"A": LEANING}, []),
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
        said="You gave V where Vᵀ belongs. Transpose it: the right singular vectors are the rows of Vᵀ.",
    ),
    seen(
        "svd",
        "signs-unpaired",
        LEANS_ON,
        usv(U_TURNED, SQUARES, VT),
        (usv(U, SQUARES, VT), usv(U_TURNED, "45, 5", VT), usv(VT, SQUARES, VT), usv("1 0; 0 1; 1 1", SQUARES, VT)),
        said="The signs of a pair uᵢ, vᵢ do not match: Avᵢ must be σᵢuᵢ. Work out Avᵢ for each row vᵢ of Vᵀ; where the sign is opposite, flip either the column uᵢ or the row vᵢ.",
    ),
    seen(
        "svd",
        "sigma-squared",
        LEANS_ON,
        usv(U, "45, 5", VT),
        (usv(U, "45, 6", VT), usv(U, SQUARES, VT), usv(U_TURNED, "45, 5", VT)),
        said="Σ holds the squares σᵢ², eigenvalues of AᵀA. Take their square roots.",
    ),
    seen(
        "svd",
        "negative-sigma",
        LEANS_ON,
        usv(U, "sqrt(45), -sqrt(5)", VT_TURNED),
        (usv(U, SQUARES, VT), usv(U, "sqrt(45), -sqrt(5)", VT), usv(U, "-sqrt(45)", VT_TURNED)),
        said="UΣVᵀ gives A, but a singular value is never negative. Move the minus sign into the matching column of U or into the matching row of Vᵀ.",
    ),
    seen(
        "svd",
        "u-and-v-swapped",
        LEANS_ON,
        usv(VT, SQUARES, U),
        (usv(U, SQUARES, VT), usv(VT, "45, 5", U), usv(VT_TURNED, SQUARES, U)),
        said="U and V changed places: swap them. For each column vᵢ of V and uᵢ of U, Avᵢ must be σᵢuᵢ.",
    ),
    # U and V as they stand in A = UΣVᵀ, in each other's place
    seen(
        "svd",
        "u-and-v-swapped",
        LEANS_ON,
        usv(V_TURNED, SQUARES, UT_TURNED),
        said="U and V changed places: swap them. For each column vᵢ of V and uᵢ of U, Avᵢ must be σᵢuᵢ.",
    ),
    seen(
        "svd",
        "u-transposed",
        LEANS_ON,
        usv(UT_TURNED, SQUARES, VT_TURNED),
        (usv(U_TURNED, SQUARES, VT_TURNED), usv(UT_TURNED, "45, 5", VT_TURNED)),
        said="You gave Uᵀ where U belongs. Transpose it: the left singular vectors are the columns of U.",
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
        said="The directions are right, but singular vectors have length 1. Divide each column of U or row of Vᵀ whose length is not 1 by its length; Σ holds the singular values.",
    ),
    seen(
        "svd",
        "not-unit",
        LEANS_ON,
        usv(U, "sqrt(90), sqrt(10)", "1 1; 1 -1"),
        said="The directions are right, but singular vectors have length 1. Divide each column of U or row of Vᵀ whose length is not 1 by its length; Σ holds the singular values.",
    ),
    seen(
        "svd",
        "not-unit",
        LEANS_ON,
        usv("1 3; 3 -1", "sqrt(45/10), sqrt(5/10)", VT),
        said="The directions are right, but singular vectors have length 1. Divide each column of U or row of Vᵀ whose length is not 1 by its length; Σ holds the singular values.",
    ),
    seen(
        "svd",
        "pairs-mixed-up",
        LEANS_ON,
        usv(U, "sqrt(5), sqrt(45)", VT),
        (usv(U, "sqrt(5), sqrt(44)", VT), usv("1 1; 3 -1", SQUARES, VT), usv(U, "sqrt(5) 1; 0 sqrt(45)", VT)),
        said="The singular values and vectors are right, but wrongly paired: column i of U, σᵢ and row i of Vᵀ belong together. Test Avᵢ = σᵢuᵢ for each i.",
    ),
    # the columns of U exchanged
    seen(
        "svd",
        "pairs-mixed-up",
        LEANS_ON,
        usv("3/sqrt(10) 1/sqrt(10); -1/sqrt(10) 3/sqrt(10)", SQUARES, VT),
        said="The singular values and vectors are right, but wrongly paired: column i of U, σᵢ and row i of Vᵀ belong together. Test Avᵢ = σᵢuᵢ for each i.",
    ),
    # exchanged, and the sign of one of them turned as well
    seen(
        "svd",
        "pairs-mixed-up#2",
        LEANS_ON,
        usv("-3/sqrt(10) 1/sqrt(10); 1/sqrt(10) 3/sqrt(10)", SQUARES, VT),
        said="The singular values are right and, up to sign, the vectors, but wrongly paired: column i of U, σᵢ and row i of Vᵀ belong together. Put them in order; then work out each Avᵢ, and flip the column uᵢ where it is −σᵢuᵢ.",
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
        said="U would be right with the sign of one entry changed. Compare each column with Avᵢ/σᵢ where σᵢ > 0; the columns must be orthogonal to each other.",
    ),
    seen(
        "svd",
        "further/one-sign#2",
        LEANS_ON,
        usv(U, SQUARES, "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(2)"),
        said="Vᵀ would be right with the sign of one entry changed. Compare each row with Aᵀuᵢ/σᵢ where σᵢ > 0; the rows must be orthogonal to each other.",
    ),
    # FLIPPED has U = I with the second column of Vᵀ turned; here neither has a sign
    seen(
        "svd",
        "further/negative-kept",
        {"A": FLIPPED},
        usv("1 0; 0 -1", "3, -2", ID),
        (usv("1 0; 0 -1", "3, -1", ID),),
        said="There is a mistake in Σ. These are the diagonal entries of A with their signs. A singular value is never negative: take the absolute values; the signs go into U or V.",
    ),
    seen(
        "svd",
        "further/squares",
        LEANS_ON,
        usv(ID, "45, 5", VT),
        (usv(ID, "45, 4", VT),),
        said="There is a mistake in Σ. These are the squares σᵢ². Take their square roots: σ₁ = √45.",
    ),
    seen(
        "svd",
        "further/eigenvalues-instead",
        LEANS_ON,
        usv("0 1/sqrt(5); 1 -2/sqrt(5)", "5, 3", "0 1; 1/sqrt(5) -2/sqrt(5)"),
        (usv(ID, "5, 2", ID),),
        said="There is a mistake in Σ. These are the eigenvalues of A, not its singular values. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/eigenvalues-instead#2",
        {"A": OTHER},
        usv(ID, "7, 1", ID),
        (usv(ID, "7, 2", ID),),
        said="There is a mistake in Σ. These are the absolute values of the eigenvalues of A, not its singular values. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    seen(
        "svd",
        "further/padded",
        {"A": EQUAL},
        usv("3/5 0; 4/5 0; 0 1", "5, 5, 0", ID),
        (usv("3/5 0; 4/5 0; 0 1", "5, 4, 0", ID),),
        said="There is a mistake in Σ. This 3 × 2 matrix has 2 singular values, not 3. Leave out the zero that AAᵀ adds.",
    ),
    seen(
        "svd",
        "further/one-missing",
        LEANS_ON,
        usv("1/sqrt(10); 3/sqrt(10)", "sqrt(45)", "1/sqrt(2) 1/sqrt(2)"),
        (usv(U, "6", VT),),
        said="There is a mistake in Σ. This 2 × 2 matrix has 2 singular values. Write all of them, repeated according to multiplicity.",
    ),
    seen(
        "svd",
        "further/diagonal-read",
        {"A": WIDE},
        usv(ID, "3, 1", "1 0 0; 0 1 0"),
        (usv(ID, "3, 2", "1 0 0; 0 1 0"),),
        said="There is a mistake in Σ. You read the diagonal of A. The absolute values of its entries are the singular values only if A is diagonal. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    seen(
        "svd",
        "further/column-lengths",
        LEANS_ON,
        usv(ID, "5, 5", ID),
        (usv(ID, "sqrt(41), 3", ID),),
        said="There is a mistake in Σ. These are the lengths of the columns of A. They would be its singular values if those columns were orthogonal, and they are not. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/column-lengths#2",
        LEANS_ON,
        usv(ID, "sqrt(41), 3", ID),
        (usv(ID, "sqrt(40), 3", ID), usv(ID, "5, 5", ID)),
        said="There is a mistake in Σ. These are the lengths of the rows of A. They would be its singular values if those rows were orthogonal, and they are not. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/squares#2",
        {"A": EQUAL},
        usv("3/5 0; 4/5 0; 0 1", "25, 25, 0", ID),
        (usv("3/5 0; 4/5 0; 0 1", "25, 24, 0", ID),),
        said="There is a mistake in Σ. These are squares σᵢ². Take their square roots. This 3 × 2 matrix has 2 singular values.",
    ),
    # the fourth roots of 45 and 5
    seen(
        "svd",
        "further/rooted-twice",
        LEANS_ON,
        usv(U, "2.59002, 1.49535", VT),
        (usv(U, "2.59002, 1.52", VT),),
        said="There is a mistake in Σ. These are √σᵢ, one square root too many. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/negative-kept#2",
        LEANS_ON,
        usv(U, "sqrt(45), -sqrt(5)", VT),
        (usv(U, "sqrt(45), -sqrt(6)", VT),),
        said="There is a mistake in Σ. A singular value is never negative: take the nonnegative square root.",
    ),
    seen(
        "svd",
        "further/roots-of-eigenvalues",
        LEANS_ON,
        usv(U, "sqrt(5), sqrt(3)", VT),
        (usv(U, "sqrt(5), sqrt(2)", VT),),
        said="There is a mistake in Σ. These are the square roots of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/roots-of-eigenvalues#2",
        {"A": OTHER},
        usv(U, "sqrt(7), 1", VT),
        (usv(U, "sqrt(7), 2", VT),),
        said="There is a mistake in Σ. These are the square roots of the absolute values of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 26; 26 29].",
    ),
    seen(
        "svd",
        "further/roots-of-eigenvalues#3",
        LEANS_ON,
        usv(U, "25, 9", VT),
        (usv(U, "25, 8", VT),),
        said="There is a mistake in Σ. These are the squared absolute values of the eigenvalues of A itself. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/column-lengths#3",
        LEANS_ON,
        usv(U, "25, 25", VT),
        (usv(U, "25, 24", VT),),
        said="There is a mistake in Σ. These are the squared lengths of the columns of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/column-lengths#4",
        LEANS_ON,
        usv(U, "41, 9", VT),
        (usv(U, "41, 8", VT),),
        said="There is a mistake in Σ. These are the squared lengths of the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    # as many as columns of a 2 × 3 matrix, and as rows of a 3 × 2 one
    seen(
        "svd",
        "further/column-lengths#5",
        {"A": WIDE},
        usv(ID, "1, 3, sqrt(5)", "1 0 0; 0 1 0; 0 0 1"),
        (usv(ID, "1, 3, sqrt(6)", "1 0 0; 0 1 0; 0 0 1"),),
        said="There is a mistake in Σ. These are the lengths of the columns of A. Take the square roots of the eigenvalues of AAᵀ = [5 2; 2 10].",
    ),
    seen(
        "svd",
        "further/column-lengths#6",
        {"A": EQUAL},
        usv("1 0 0; 0 1 0; 0 0 1", "3, 4, 5", ID),
        (usv("1 0 0; 0 1 0; 0 0 1", "3, 4, 6", ID),),
        said="There is a mistake in Σ. These are the lengths of the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 0; 0 25].",
    ),
    seen(
        "svd",
        "further/line-sums",
        LEANS_ON,
        usv(U, "7, 5", VT),
        (usv(U, "7, 6", VT),),
        said="There is a mistake in Σ. These are the sums of the absolute values in the columns of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/line-sums#2",
        LEANS_ON,
        usv(U, "3, 9", VT),
        (usv(U, "3, 8", VT),),
        said="There is a mistake in Σ. These are the sums of the absolute values in the rows of A. Take the square roots of the eigenvalues of AᵀA = [25 20; 20 25].",
    ),
    seen(
        "svd",
        "further/one-missing",
        LEANS_ON,
        usv("1/sqrt(10); 3/sqrt(10)", "sqrt(50)", "1/sqrt(2) 1/sqrt(2)"),
        (usv(U, "7", VT),),
        said="There is a mistake in Σ. This 2 × 2 matrix has 2 singular values. Write all of them, repeated according to multiplicity.",
    ),
    seen(
        "svd",
        "further/doubled-or-halved",
        LEANS_ON,
        usv(U, "13.42, 4.472", VT),
        (usv(U, "13.42, 4.3", VT),),
        said="There is a mistake in Σ. Each of these is twice a singular value. The squares must add up to the sum of the squared entries of A, 50.",
    ),
    seen(
        "svd",
        "further/doubled-or-halved#2",
        LEANS_ON,
        usv(U, "3.354, 1.118", VT),
        (usv(U, "3.354, 1.3", VT),),
        said="There is a mistake in Σ. Each of these is half a singular value. The squares must add up to the sum of the squared entries of A, 50.",
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
        said="U and Σ hold eigenvectors and eigenvalues of A. For an SVD take those of AᵀA: its unit eigenvectors are the rows of Vᵀ, and σᵢ = √λᵢ.",
    ),
    # the eigenvalues of NINE are its singular values: then it is no mistake to take them
    seen(
        "svd",
        "further/one-sign#2",
        {"A": NINE},
        usv(VT, "9, 1", "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(2)"),
        said="Vᵀ would be right with the sign of one entry changed. Compare each row with Aᵀuᵢ/σᵢ where σᵢ > 0; the rows must be orthogonal to each other.",
    ),
)

DIAGONAL: list[Raw] = [[5 - i if i == j else 0 for j in range(5)] for i in range(5)]
ID5 = "1 0 0 0 0; 0 1 0 0 0; 0 0 1 0 0; 0 0 0 1 0; 0 0 0 0 1"
LEFT_ALONE: tuple[Seen, ...] = (seen("svd", "pairs-mixed-up", {"A": DIAGONAL}, usv(ID5, "4, 5, 3, 2, 1", ID5)),)
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
        said="This is ‖A‖_F², the sum of the squared entries. Take its square root.",
    ),
    gives(
        "norm",
        "not-rooted",
        OF["spectral"],
        [45],
        said="This is σ₁², the largest eigenvalue of AᵀA = [25 20; 20 25]. Take its square root.",
    ),
    gives(
        "norm",
        "not-rooted",
        OF_MOVED["nuclear"],
        [36],
        said="This is the square of the sum of the singular values. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives(
        "norm",
        "other-norm#2",
        OF["frobenius"],
        [r45],
        said="This is the spectral norm of A, its largest singular value σ₁. Square every entry, add, and take the square root: ‖A‖_F = √(3²+0²+4²+5²).",
    ),
    gives(
        "norm",
        "other-norm#3",
        OF["frobenius"],
        [4 * r5],
        said="This is the nuclear norm of A, the sum of its singular values. Square every entry, add, and take the square root: ‖A‖_F = √(3²+0²+4²+5²).",
    ),
    gives(
        "norm",
        "other-norm",
        OF["spectral"],
        [50**0.5],
        said="This is the Frobenius norm of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "other-norm#3",
        OF["spectral"],
        [4 * r5],
        said="This is the nuclear norm of A, the sum of its singular values. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "other-norm",
        OF_MOVED["nuclear"],
        [14**0.5],
        said="This is the Frobenius norm of A. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives(
        "norm",
        "other-norm#2",
        OF_MOVED["nuclear"],
        [3],
        said="This is the spectral norm of A, its largest singular value σ₁. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives(
        "norm",
        "eigenvalue-instead",
        OF["frobenius"],
        [5],
        said="This is the largest absolute value of an eigenvalue of A. Square every entry, add, and take the square root: ‖A‖_F = √(3²+0²+4²+5²).",
    ),
    gives(
        "norm",
        "eigenvalue-instead",
        {"A": [[1, 0], [2, -6]], "norm": "spectral"},
        [6],
        said="This is the largest absolute value of an eigenvalue of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [5 −12; −12 36].",
    ),
    gives("norm", "eigenvalue-instead", OF_WIDE["spectral"], []),
    # the largest entry, all of them, and of columns and rows the largest sum, without signs
    gives("norm", "sums-entries", OF["spectral"], [5], told=()),
    gives(
        "norm",
        "sums-entries#2",
        OF["spectral"],
        [12],
        said="This is the sum of the absolute values of all entries. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "sums-entries#3",
        OF["spectral"],
        [7],
        said="This is the largest sum of absolute values in a column. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives("norm", "sums-entries#4", OF["spectral"], [9], told=()),
    gives(
        "norm",
        "sums-entries",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [5],
        said="This is the largest absolute value of an entry. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+2²+5²+1²+(−3)²+2²).",
    ),
    gives(
        "norm",
        "sums-entries#2",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [14],
        said="This is the sum of the absolute values of all entries. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+2²+5²+1²+(−3)²+2²).",
    ),
    gives(
        "norm",
        "sums-entries#3",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [7],
        said="This is the largest sum of absolute values in a column. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+2²+5²+1²+(−3)²+2²).",
    ),
    gives(
        "norm",
        "sums-entries#4",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [8],
        said="This is the largest sum of absolute values in a row. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+2²+5²+1²+(−3)²+2²).",
    ),
    # the smallest, and all but the first
    gives(
        "norm",
        "further/other-singular-value",
        OF["spectral"],
        [r5],
        said="This is one of the singular values of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "further/other-singular-value",
        OF_MOVED["frobenius"],
        [2, 1],
        said="This is one of the singular values of A. Square every entry, add, and take the square root: ‖A‖_F = √(0²+2²+0²+0²+0²+1²+(−3)²+0²+0²).",
    ),
    gives(
        "norm",
        "further/condition-number",
        OF["spectral"],
        [3],
        said="This is the condition number of A, its largest singular value over its smallest. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "further/condition-number#2",
        OF["spectral"],
        [1 / 3],
        said="This is the reciprocal of the condition number of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "further/condition-number",
        OF_WIDE["nuclear"],
        [BIG / SMALL],
        said="This is the condition number of A, its largest singular value over its smallest. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives(
        "norm",
        "further/condition-number#2",
        OF_WIDE["nuclear"],
        [SMALL / BIG],
        said="This is the reciprocal of the condition number of A. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives("norm", "further/condition-number", {"A": RANK_ONE, "norm": "spectral"}, []),
    gives(
        "norm",
        "further/sums-entries",
        {"A": [[5, -3], [-4, 1]], "norm": "spectral"},
        [-1],
        said="This is the sum of all entries. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [41 −19; −19 10].",
    ),
    gives("norm", "further/sums-entries", OF["nuclear"], [12], told=()),
    gives("norm", "further/sums-entries", {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"}, [6], told=()),
    gives(
        "norm",
        "further/averaged",
        OF["spectral"],
        [12.5**0.5],
        said="This is the root mean square of the entries. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives("norm", "further/averaged#2", OF["spectral"], [3], told=()),
    gives(
        "norm",
        "further/averaged",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [(44 / 6) ** 0.5],
        said="This is the root mean square of the entries. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+2²+5²+1²+(−3)²+2²).",
    ),
    gives(
        "norm",
        "further/averaged#2",
        {"A": [[-1, 2, 5], [1, -3, 2]], "norm": "frobenius"},
        [14 / 6],
        said="This is the mean of the absolute values of the entries. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+2²+5²+1²+(−3)²+2²).",
    ),
    # √(√45 + √5), √√45, √12
    gives(
        "norm",
        "further/root-of-sum",
        OF["spectral"],
        [(4 * r5) ** 0.5],
        said="This is the square root of the sum of the singular values. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "further/root-of-sum#2",
        OF["spectral"],
        [45**0.25],
        said="This is the square root of the largest singular value. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "further/root-of-sum#3",
        OF["spectral"],
        [12**0.5],
        said="This is the square root of the sum of all absolute values. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    gives(
        "norm",
        "further/root-of-sum",
        OF_MOVED["nuclear"],
        [6**0.5],
        said="This is the square root of the sum of the singular values. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives("norm", "further/root-of-sum#3", OF_MOVED["nuclear"], [6**0.5], told=()),
    gives(
        "norm",
        "further/root-of-sum",
        OF_MOVED["nuclear"],
        [6**0.5],
        said="This is the square root of the sum of the singular values. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives("norm", "further/root-of-sum#3", OF_MOVED["nuclear"], [6**0.5], told=()),
    gives(
        "norm",
        "further/root-of-sum#2",
        OF_MOVED["nuclear"],
        [r3],
        said="This is the square root of the largest singular value. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives(
        "norm",
        "further/root-of-sum",
        OF_MOVED["nuclear"],
        [6**0.5],
        said="This is the square root of the sum of the singular values. Add the singular values: ‖A‖_* = σ₁ + σ₂ + σ₃.",
    ),
    gives("norm", "further/root-of-sum#3", OF_MOVED["nuclear"], [6**0.5], told=()),
    gives(
        "norm",
        "further/root-of-sum",
        {"A": [[-1, 0], [0, 4]], "norm": "frobenius"},
        [r5],
        said="This is the square root of the sum of the singular values. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+0²+0²+4²).",
    ),
    gives("norm", "further/root-of-sum#3", {"A": [[-1, 0], [0, 4]], "norm": "frobenius"}, [r5], told=()),
    gives(
        "norm",
        "further/root-of-sum",
        {"A": [[-1, 0], [0, 4]], "norm": "frobenius"},
        [r5],
        said="This is the square root of the sum of the singular values. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+0²+0²+4²).",
    ),
    gives("norm", "further/root-of-sum#3", {"A": [[-1, 0], [0, 4]], "norm": "frobenius"}, [r5], told=()),
    gives("norm", "further/root-of-sum#2", {"A": [[-1, 0], [0, 4]], "norm": "frobenius"}, [2], told=()),
    gives(
        "norm",
        "further/root-of-sum",
        {"A": [[-1, 0], [0, 4]], "norm": "frobenius"},
        [r5],
        said="This is the square root of the sum of the singular values. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+0²+0²+4²).",
    ),
    gives("norm", "further/root-of-sum#3", {"A": [[-1, 0], [0, 4]], "norm": "frobenius"}, [r5], told=()),
    gives(
        "norm",
        "further/root-of-sum",
        {"A": [[-1, 0], [0, 4]], "norm": "frobenius"},
        [r5],
        said="This is the square root of the sum of the singular values. Square every entry, add, and take the square root: ‖A‖_F = √((−1)²+0²+0²+4²).",
    ),
    gives("norm", "further/root-of-sum#3", {"A": [[-1, 0], [0, 4]], "norm": "frobenius"}, [r5], told=()),
    gives(
        "norm",
        "further/not-rooted",
        OF["nuclear"],
        [50],
        said="This is ‖A‖_F², the sum of the squared entries. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives(
        "norm",
        "further/not-rooted#2",
        OF["nuclear"],
        [45],
        said="This is σ₁², the square of the largest singular value. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives(
        "norm",
        "further/not-rooted",
        OF_MOVED["spectral"],
        [14],
        said="This is ‖A‖_F², the sum of the squared entries. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [9 0 0; 0 4 0; 0 0 1].",
    ),
    gives("norm", "further/not-rooted#2", OF_MOVED["spectral"], [9], told=()),
    # trace 6, determinant −7, 7 + 1, √(49 + 1)
    gives(
        "norm",
        "further/eigenvalue-instead",
        OF_OTHER["spectral"],
        [6],
        said="This is the trace of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 26; 26 29].",
    ),
    gives(
        "norm",
        "further/eigenvalue-instead#2",
        OF_OTHER["spectral"],
        [-7],
        said="This is the determinant of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 26; 26 29].",
    ),
    gives("norm", "further/eigenvalue-instead#3", OF_OTHER["spectral"], [8], told=()),
    gives(
        "norm",
        "further/eigenvalue-instead#4",
        OF_OTHER["spectral"],
        [50**0.5],
        said="This is the square root of the sum of the squared absolute values of the eigenvalues of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 26; 26 29].",
    ),
    gives(
        "norm",
        "further/eigenvalue-instead",
        OF["nuclear"],
        [8],
        said="This is the trace of A. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives("norm", "further/eigenvalue-instead#3", OF["nuclear"], [8], told=()),
    gives(
        "norm",
        "further/eigenvalue-instead",
        OF["nuclear"],
        [8],
        said="This is the trace of A. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives("norm", "further/eigenvalue-instead#3", OF["nuclear"], [8], told=()),
    gives(
        "norm",
        "further/eigenvalue-instead#2",
        OF["nuclear"],
        [15],
        said="This is the determinant of A. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives(
        "norm",
        "further/eigenvalue-instead",
        OF["nuclear"],
        [8],
        said="This is the trace of A. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives("norm", "further/eigenvalue-instead#3", OF["nuclear"], [8], told=()),
    gives(
        "norm",
        "further/eigenvalue-instead#4",
        OF["nuclear"],
        [34**0.5],
        said="This is the square root of the sum of the squared absolute values of the eigenvalues of A. Add the singular values: ‖A‖_* = σ₁ + σ₂.",
    ),
    gives("norm", "further/eigenvalue-instead", OF_WIDE["spectral"], []),
    # 1, 2; 3, 4 has the eigenvalues (5 ± √33)/2, and the longer column [2, 4]
    gives(
        "norm",
        "further/eigenvalue-instead#3",
        {"A": [[1, 2], [3, 4]], "norm": "frobenius"},
        [33**0.5],
        said="This is the sum of the absolute values of the eigenvalues of A. Square every entry, add, and take the square root: ‖A‖_F = √(1²+2²+3²+4²).",
    ),
    gives(
        "norm",
        "further/longest-column",
        {"A": [[1, 2], [3, 4]], "norm": "spectral"},
        [20**0.5],
        said="This is the length of the longest column. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [10 14; 14 20].",
    ),
)

ROWS: tuple[Row, ...] = (*VALUES, *FACTORS, *NORM)
SEEN: tuple[Seen, ...] = SEEN_IN_FACTORS
