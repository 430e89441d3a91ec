"""Wrong answers of people and of programs, found in public questions and bug reports: the numbers alone, and where they were seen.

The slip is the one that is named, or None where none is; where it says what the numbers are but not what went wrong, `note` has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from decompdrill.model import Raw

POLYNOMIAL = "characteristic-polynomial"


class Thread(NamedTuple):
    where: str
    kind: str
    given: Mapping[str, Raw]
    typed: str
    slip: str | None
    note: str = ""


def of(where: str, kind: str, A: Any, typed: str, slip: str | None, note: str = "", **given: Raw) -> Thread:
    return Thread(where, kind, {("X" if kind == "covariance" else "A"): A, **given}, typed, slip, note)


DECAYING = "310 -228 -190 108; -228 310 108 -190; -190 108 310 -228; 108 -190 -228 310"
DEPENDENT = "V = 1 0 0; 1 -3 -3; 0 1 1 | L = -1, -3, -3"
SAMPLES: Any = [[4, 2, 0.6], [4.2, 2.1, 0.59], [3.9, 2, 0.58], [4.3, 2.1, 0.62], [4.1, 2.2, 0.63]]
SIX: Any = [[4, 2, 1], [5, 3, -10], [9, -12, 11]]
UNPAIRED = "U = 1 0; 0 1 | S = sqrt(32), sqrt(18) | Vt = 1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2)"
SMITH: Any = [
    [0.69, 0.49], [-1.31, -1.21], [0.39, 0.99], [0.09, 0.29], [1.29, 1.09],
    [0.49, 0.79], [0.19, -0.31], [-0.81, -0.81], [-0.31, -0.31], [-0.71, -1.01],
]  # fmt: skip
UNPAIRED_WIDE = (
    "U = 0.98195639 0.18910752; 0.18910752 -0.98195639 | S = 5.5644328, 2.0092506 | "
    "Vt = -0.35294034 -0.70588067 -0.24444027 -0.56339555; -0.18823687 -0.37647374 0.88331702 0.20636242"
)
NOT_TRANSPOSED = (
    "U = 0.70710678 -0.70710678; 0.70710678 0.70710678 | S = 8.94427191, 4.47213595 | "
    "Vt = 0.31622777 -0.9486833; 0.9486833 0.31622777"
)
INACCURATE = (
    "U = 0.6626 -0.4088 0.6242; 0.6736 -0.0352 -0.7354; 0.3245 0.9096 0.2525 | S = 1.7961, 0.8341, -0.1794 | "
    "V = 0.6661 -0.2963 0.6695; 0.5670 -0.3616 -0.7289; 0.4632 0.8798 -0.0638"
)

THREADS: tuple[Thread, ...] = (
    of("math.techqa.club 3201614", "eigenvalues", "2 0 3; 0 3 0; 4 0 1", "2, 3, -5", "pivots"),
    of(
        "math.techqa.club 2872749",
        "eigenvalues",
        "-4 2; 4 3",
        "-4, 5",
        "sign-of-roots",
        "the pivots, which are the negatives here",
    ),
    of(
        "math.stackexchange.com 4834996",
        "eigenvalues",
        "2 -1 0 0; 0 3 0 0; 0 0 -2 0; 0 0 -1 4",
        "2, 3, -2, -8",
        "one-value-wrong",
    ),
    of("physicsforums.com 495714", "eigenvalues", "3 2 1; 0 0 2; 0 2 0", "3, 0, 0", "reads-diagonal"),
    of("physicsforums.com 495714", POLYNOMIAL, "3 2 1; 0 0 2; 0 2 0", "x^3 - 3x^2", "diagonal-only"),
    of("math.techqa.club 2052815", "determinant", "-5 -1 -1 -1; -2 3 0 0; -2 0 4 0; -2 0 0 5", "394", "sign-flipped"),
    of("math.techqa.club 1778743", POLYNOMIAL, "-5 1 0; 0 -4 3; 5 1 0", "-1, -9, -23, -20", None),
    of(
        "math.techqa.club 880239",
        POLYNOMIAL,
        "1 0 3; 2 -2 2; 3 0 1",
        "-x^3 - 6x - 20",
        "sign-miscopied",
    ),
    of(
        "reddit.com MathHomework 235nk1",
        POLYNOMIAL,
        "3 0 1; 2 2 2; -1 0 1",
        "-x^3 + 6x^2 - 11x + 8",
        "middle-coefficient",
    ),
    of(
        "math.techqa.club 3452141",
        POLYNOMIAL,
        "6 -2 -1; -2 6 -1; -1 -1 5",
        "-1, 17, -96, 180",
        "diagonal-only",
    ),
    of(
        "math.techqa.club 3452141",
        POLYNOMIAL,
        "6 -2 -1; -2 6 -1; -1 -1 5",
        "-1, 17, 180, 144",
        "one-coefficient-wrong",
    ),
    of(
        "physicsforums.com 620696",
        POLYNOMIAL,
        "13 -30 0; 1 0 0; 0 1 0",
        "-1, 13, 30, 0",
        "middle-coefficient",
    ),
    of("physicsforums.com 620696", "eigenvalues", "13 -30 0; 1 0 0; 0 1 0", "0, 2, 15", None),
    of("mathhelpforum.com 209099", POLYNOMIAL, "1 2 -2; 2 1 0; -2 0 1", "-1, 3, -11, -11", None),
    of(
        "openstudy.com 516cb434",
        POLYNOMIAL,
        "-3 2 6; 0 -1 6; 0 0 -3",
        "-7x^3 - 7x^2 - 15x - 9",
        "one-coefficient-wrong",
    ),
    of(
        "openstudy.com 516cb434",
        "diagonalization",
        "-3 2 6; 0 -1 6; 0 0 -3",
        DEPENDENT,
        "columns-dependent",
    ),
    of("github.com mml-book 756", POLYNOMIAL, "2.5 -1; -1 2.5", "1, -5, 7.25", "products-added"),
    of("github.com mml-book 756", "eigenvalues", "2.5 -1; -1 2.5", "1.5389, 4.7110", None),
    of("github.com mml-book 308", "eigenvector", "3 2 2; 2 3 2; 2 2 3", "-1, 0, -1", "one-sign", eigenvalue=1),
    of("physicsforums.com 751281", "eigenvector", "4 -4 0; 2 -2 0; -2 5 3", "-1, 1, 1", "one-sign", eigenvalue=0),
    of("physicsforums.com 751281", "eigenvector", "4 -4 0; 2 -2 0; -2 5 3", "-2, 1, 1", "one-sign", eigenvalue=2),
    of("mathhelpforum.com (Nemotron) row reduction", "eigenvector", "1 3; 2 2", "-3, 1", None, eigenvalue=4),
    of("mathhelpforum.com (Nemotron) row reduction", "eigenvalues", "1 3; 0 1", "1+sqrt(3), 1-sqrt(3)", None),
    of("slideshare.net rtodd409", "eigenvalues", "3 2 -3; -3 -4 9; -1 -2 5", "1, 2, 2", "one-value-wrong"),
    of("physicsforums.com 441601", "eigenvalues", "2 0 0; 0 3 -1; 0 -1 3", "1, 1, 2", "doubled-or-halved"),
    of("physicsforums.com 843335", "eigenvalues", "3 -1.5; -1.5 -1", "6, -4", "quadratic-formula"),
    of("mathhelpforum.com 137615", "eigenvalues", "5 2; -1 3", "i-4, i+4", "one-sign"),
    of(
        "socratic.org elementary row operations",
        "eigenvalues",
        "2 2; 0 1",
        "1, 1",
        "multiplicity-misplaced",
        "the reduced form",
    ),
    of("questionai.com t2GPfRpoM6", "eigenvalues", "2 0; 0 2", "1, 1", "doubled-or-halved", "the reduced form"),
    of("imathworks.com 4x4 echelon", "determinant", "-1 -3 0 1; 3 5 8 -3; -2 -6 3 2; 0 -1 2 1", "-48", "row-scaled"),
    of("imathworks.com miscalculating", "determinant", "0 1 2 3; 1 1 1 1; -2 -2 3 3; 1 2 -2 -3", "-20", None),
    of("math.techqa.club 3394646", "determinant", "2 2 1; 1 0 5; 1 1 0", "-2", "row-scaled"),
    of("zwurc.blogspot.com 2013/04", "determinant", "1 2 0 1; 3 3 3 9; 1 4 1 4; 1 1 2 0", "1/48", "inverted"),
    of("physicsforums.com (Nemotron) 4x4", "determinant", "1 2 3 4; -5 2 1 0; 6 4 3 2; 1 1 1 1", "2", None),
    of("github.com nmatrix 368", "determinant", "1 2; 3 4", "2", "sign-flipped"),
    of(
        "github.com Macaulay2 253",
        "determinant",
        "0 1; 1 0",
        "1",
        "products-added",
        "the sign was lost, which gives the same",
    ),
    of("github.com Matrix_hub 13", "determinant", "5 7 5 5; 3 8 3 1; 3 5 3 8; 5 7 3 7", "-206", "sign-flipped"),
    of("github.com neanderthal 116", "determinant", "2 4; -3 1", "-14", "sign-flipped"),
    of("github.com neo 51", "determinant", "1 1; -1 1", "1", "diagonal-product"),
    of("github.com bugra/matrix 1", "determinant", "2 4 3 7; 6 5 9 9; 9 3 6 7; 7 4 2 8", "297", "sarrus"),
    of(
        "github.com bugra/matrix 1",
        "determinant",
        "2 4 3 7 6; 5 9 9 9 3; 6 7 7 4 2; 8 2 4 6 0; 1 5 2 6 8",
        "-16188",
        "sarrus",
    ),
    of("github.com la4j 91", "determinant", "1 2 3 4; 1 1 1 1; 2 3 4 5; 2 2 2 2", "1", None),
    of(
        "github.com jstat 270",
        "determinant",
        DECAYING,
        "1974297600",
        "sarrus",
    ),
    of("github.com la4j 94", "rank", "1 2 3 4; 1 1 1 1; 2 3 4 5; 2 2 2 2", "4", "counts-columns"),
    of("github.com ejml 151", "rank", "10 3; 20 6; 30 9", "2", "counts-columns"),
    of(
        "huggingface.co Nemotron SVD question",
        "svd",
        "3 0; 0 -2",
        "U = 1 0; 0 1 | S = 3, 2 | Vt = 1 0; 0 1",
        "signs-unpaired",
    ),
    of(
        "huggingface.co Nemotron MIT lecture 29",
        "svd",
        "4 4; -3 3",
        UNPAIRED,
        "signs-unpaired",
    ),
    of(
        "math.stackexchange.com 2392416",
        "svd",
        SIX,
        "U = -0.95909081 0.27992453 0.04227372; 0.24552484 0.89680917 -0.36803649; 0.1409339 0.34260117 0.92884987 | "
        "S = 3.67753968, 10.02047314, 19.67398841 | "
        "Vt = -0.33996976 0.61836777 -0.70854912; 0.86694055 -0.08591785 -0.4909503; 0.36446486 0.78117822 0.50687863",
        "pairs-mixed-up",
    ),
    of(
        "stackoverflow.com (Nemotron) numpy covariance",
        "covariance",
        SAMPLES,
        "2.92 3.098 2.846 3.164 2.966; 3.098 3.28703333 3.0199 3.3566 3.1479; 2.846 3.0199 2.7748 3.0832 2.8933; "
        "3.164 3.3566 3.0832 3.4288 3.2122; 2.966 3.1479 2.8933 3.2122 3.0193",
        "rows-for-columns",
    ),
    of(
        "stackoverflow.com (Nemotron) numpy covariance",
        "covariance",
        SAMPLES,
        "0.004104 -0.002886 0.006624 -0.005416 -0.002426; -0.002886 0.002649 -0.005316 0.005044 0.000509; "
        "0.006624 -0.005316 0.011744 -0.010496 -0.002556; -0.005416 0.005044 -0.010496 0.010164 0.000704; "
        "-0.002426 0.000509 -0.002556 0.000704 0.003769",
        "rows-for-columns",
    ),
    of("physicsforums.com 656108", "eigenvalues", "5 2; -3 0", "5, 0", "reads-diagonal"),
    of(
        "imathworks.com row operations",
        "determinant",
        "3 2 2; 2 2 1; 1 1 1",
        "2",
        "terms-left-out",
        "a row was doubled, which gives the same",
    ),
    of("math.techqa.club 2412996", "determinant", "1 1 1; 1 1 0; 2 3 -4", "-1", "sign-flipped", "a swap of rows"),
    of("vaia.com Lay 5.2.11", POLYNOMIAL, "4 0 0; 5 3 2; -2 0 2", "x^3 + 9x^2 - 26x + 24", "signs-mixed"),
    of("physicsforums.com 816797", "eigenvalues", "2 3 0; 3 2 4; 0 4 2", "-2, 2, 4", None),
    of(
        "newbetuts.com 1760153",
        "eigenvalues",
        "2 1 2; 0 2 -1; 0 1 0",
        "2, 1, -1",
        "one-sign",
        "the pivots after a swap of rows",
    ),
    of(
        "math.stackexchange.com (ARQMath) 2012-05",
        "eigenvalues",
        "3 -2 5; 1 0 7; 0 0 2",
        "-2, 1, 2",
        "one-sign",
        "columns were swapped",
    ),
    of(
        "imathworks.com 4x4 by expansion",
        "determinant",
        "2 5 -3 -2; -2 -3 2 -5; 1 3 -2 0; -1 -6 4 0",
        "-5",
        "sign-flipped",
    ),
    of("mathhelpforum.com 19471", "determinant", "2 1 2 1; 3 0 1 1; -1 2 -2 1; -3 2 3 1", "-23", None),
    of("gauthmath.com OYaNXy7dnhD", "eigenvalues", "10 -1 -1; -1 10 -1; -1 -1 10", "10, 10, 10", "reads-diagonal"),
    of(
        "scienceforums.net 90262",
        "eigenvalues",
        "1 -2 0; -2 0 2; 0 2 -1",
        "1, 1/2 + sqrt(33)/2, 1/2 - sqrt(33)/2",
        "sign-miscopied",
    ),
    of("github.com robust-pca 3", "norm", "1 -2 3 4; 5 -6 7 8", "204", "not-rooted", norm="frobenius"),
    of(
        "stackoverflow.com (Nemotron) PCA of NumPy and scikit-learn",
        "covariance",
        SMITH,
        "0.5549 0.5539; 0.5539 0.6449",
        "other-divisor",
    ),
    of(
        "github.com scikit-learn 11802",
        "covariance",
        [[0, 0], [1, 1], [2, 2]],
        "0.66666667 0.66666667; 0.66666667 0.66666667",
        "other-divisor",
    ),
    of("imathworks.com find matrix rank", "rank", "0 0 -1 5; 0 0 -3 8; 0 0 1 2", "1", "one-dependence-too-many"),
    of("github.com Perl6-Math-Matrix 12", "rank", "0 1 1; 0 1 0; 0 0 1", "3", "no-row-is-a-multiple"),
    of(
        "github.com math-php 292",
        "eigenvalues",
        "3 0 0 0; 0 1 0 1; 0 0 2 0; 0 1 0 1",
        "3, 0, 0, 0",
        "multiplicity-misplaced",
    ),
    of(
        "github.com numeric 89",
        "eigenvector",
        "11200 5600; 5600 4800",
        "0.8649100931, -0.5019268181",
        "one-sign",
        "the rows read",
        eigenvalue=14449.80619863884,
    ),
    of("mcmap.net 2006347", "svd", "2 4 1 3; 0 0 2 1", UNPAIRED_WIDE, "signs-unpaired"),
    of("github.com scipy 12366", "svd", "5 5; -1 7", NOT_TRANSPOSED, "v-for-vt"),
    of(
        "github.com svd3 3", "svd", "0.8147 0.9134 0.2785; 0.9058 0.6324 0.5469; 0.1270 0.0975 0.9575", INACCURATE, None
    ),
    of(
        "imathworks.com order of P",
        "diagonalization",
        "1 4; 3 2",
        "V = 3/7 4/7; -1/7 1/7 | L = 5, -2",
        "inverse-given",
        "PAP⁻¹ was meant to be diagonal",
    ),
    of(
        "thewolfweb.com 593197",
        "diagonalization",
        "1 -1; 2 4",
        "V = -0.707 0.707; 0.447 -0.894 | L = 2, 3",
        "eigenvectors-as-rows",
    ),
    of(
        "imathworks.com order of eigenvalues",
        "diagonalization",
        "1 -2; -2 1",
        "V = 1 -1; 1 1 | L = 3, -1",
        "pairs-mixed-up",
    ),
)
