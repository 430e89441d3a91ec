"""What the slips of covariance, explained variance and principal components give."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import numpy as np

from decompdrill.model import Raw
from tests.slips.row import OneOf, Row, Seen, gives, seen

# means 4 and 3, so [−2, −2], [0, 0], [2, −1], [0, 3]: XcᵀXc = [[8, 2], [2, 14]], XᵀX = [[72, 50], [50, 50]]
DATA: list[Raw] = [[2, 1], [4, 3], [6, 2], [4, 6]]
# means 3, 3, 4
MORE: list[Raw] = [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]]
D, M = np.array(DATA, dtype=float), np.array(MORE, dtype=float)
Dc, Mc = D - [4, 3], M - [3, 3, 4]
S = np.array([[8, 2], [2, 14]])
T = Mc.T @ Mc
r112 = 112**0.5
ONE: Mapping[str, Raw] = {"X": DATA}
BY_N: Mapping[str, Raw] = {"X": DATA, "ddof": 0}
BY_TWO: Mapping[str, Raw] = {"X": MORE, "ddof": 2}
THIRD: Mapping[str, Raw] = {"X": MORE}
CONSTANT: Mapping[str, Raw] = {"X": [[1, 5], [3, 5], [5, 5]]}
FALLING: Mapping[str, Raw] = {"X": [[1, 3], [2, 2], [3, 1], [6, 2]]}  # means 3 and 2, XcᵀXc = [[14, −2], [−2, 2]]


def without_row_means(X: Any) -> Any:
    return np.array([[x - sum(row) / len(row) for x in row] for row in X])


def correlations(C: Any) -> Any:
    return np.array([[C[i][j] / (C[i][i] * C[j][j]) ** 0.5 for j in range(len(C))] for i in range(len(C))])


def turned(C: Any, *pairs: tuple[int, int]) -> Any:
    """Return C with the sign of these entries, and of those opposite, turned."""
    other = np.array(C, dtype=float)
    for i, j in pairs:
        other[i, j], other[j, i] = -other[i, j], -other[j, i]
    return other


def wrongly_centred(X: Any, first: int, second: int) -> list[Any]:
    """Return what the row means, the mean of all, and the first sample give over both divisors."""
    others = (without_row_means(X), X - X.sum() / X.size, X - X[0])
    return [other.T @ other / divisor for other in others for divisor in (first, second)]


COVARIANCE: tuple[Row, ...] = (
    # n, n − 1, n + 1, p, n − 2, but for the divisor asked
    gives(
        "covariance",
        "other-divisor",
        ONE,
        [S / 4, S / 5, S / 2],
        said="The sums are right, but not the divisor: divide by n − 1, here 3.",
    ),
    gives(
        "covariance",
        "other-divisor",
        BY_N,
        [S / 3, S / 5, S / 2],
        said="The sums are right, but not the divisor: divide by n, here 4.",
    ),
    gives(
        "covariance",
        "other-divisor",
        BY_TWO,
        [T / 5, T / 4, T / 6],
        said="The sums are right, but not the divisor: divide by n − 2, here 3.",
    ),
    gives(
        "covariance",
        "other-divisor",
        THIRD,
        [T / 5, T / 6, T / 3],
        said="The sums are right, but not the divisor: divide by n − 1, here 4.",
    ),
    gives(
        "covariance",
        "other-divisor",
        {"X": [[1, 2, 3], [3, 6, 1]]},
        [np.outer([2, 4, -2], [2, 4, -2]) / 2 / d for d in (2, 3)],
        said="The sums are right, but not the divisor: divide by n − 1, here 1.",
    ),
    gives("covariance", "other-divisor", {"X": [[1, 2]], "ddof": 0}, [np.zeros((2, 2))], told=()),
    gives(
        "covariance",
        "not-centred",
        ONE,
        [[[24, Fraction(50, 3)], [Fraction(50, 3), Fraction(50, 3)]], [[18, 12.5], [12.5, 12.5]]],
        said="X was not centered. Subtract the column means (4, 3) first.",
    ),
    gives(
        "covariance",
        "not-centred",
        BY_TWO,
        [M.T @ M / 3, M.T @ M / 5],
        said="X was not centered. Subtract the column means (3, 3, 4) first.",
    ),
    gives("covariance", "not-divided", ONE, [S], said="The division is missing: X_cᵀ X_c/(n−1)."),
    gives("covariance", "not-divided", BY_TWO, [T], said="The division is missing: X_cᵀ X_c/(n−2)."),
    gives(
        "covariance",
        "not-divided#2",
        ONE,
        [[[72, 50], [50, 50]]],
        said="This is XᵀX. Subtract the column means (4, 3) first; then divide by n − 1.",
    ),
    gives(
        "covariance",
        "not-divided#2",
        THIRD,
        [M.T @ M],
        said="This is XᵀX. Subtract the column means (3, 3, 4) first; then divide by n − 1.",
    ),
    # of centered data XᵀX is XcᵀXc
    gives("covariance", "not-divided#2", {"X": [[-1, 2], [0, -4], [1, 2]]}, [[[2, 0], [0, 24]]], told=()),
    gives(
        "covariance",
        "correlation-instead",
        ONE,
        [[[1, 2 / r112], [2 / r112, 1]]],
        said="This is the correlation matrix, the covariance of the standardized columns. Do not divide by the standard deviations.",
    ),
    gives(
        "covariance",
        "correlation-instead",
        THIRD,
        [correlations(T)],
        said="This is the correlation matrix, the covariance of the standardized columns. Do not divide by the standard deviations.",
    ),
    gives("covariance", "correlation-instead", CONSTANT, []),
    # 4×4: XcXcᵀ over 3; the rows for features, XcXcᵀ with their own means, and XcXcᵀ, over 2 − 1
    gives(
        "covariance",
        "rows-for-columns",
        ONE,
        [Dc @ Dc.T / 3, without_row_means(D) @ without_row_means(D).T, Dc @ Dc.T],
        said="Samples and features are swapped: X has 4 samples in its rows and 2 features in its columns, so the covariance matrix is 2×2. In NumPy: np.cov(X.T).",
    ),
    gives(
        "covariance",
        "rows-for-columns",
        {"X": MORE, "ddof": 0},
        [Mc @ Mc.T / 5, without_row_means(M) @ without_row_means(M).T / 3, Mc @ Mc.T / 3],
        said="Samples and features are swapped: X has 5 samples in its rows and 3 features in its columns, so the covariance matrix is 3×3. In NumPy: np.cov(X.T, ddof=0).",
    ),
    gives(
        "covariance",
        "rows-for-columns",
        {"X": [[1], [2], [6]]},
        [[[2, 0.5 * 2, -3], [1, 0.5, -1.5], [-3, -1.5, 4.5]]],
        said="Samples and features are swapped: X has 3 samples in its rows and 1 feature in its columns, so the covariance matrix is 1×1. In NumPy: np.cov(X.T).",
    ),
    gives(
        "covariance",
        "rows-for-columns",
        {"X": [[1, 2], [3, 4], [5, 0]], "ddof": 2},
        [[[4, 0, -4], [0, 4, -4], [-4, -4, 8]]],
        said="Samples and features are swapped: X has 3 samples in its rows and 2 features in its columns, so the covariance matrix is 2×2. In NumPy: np.cov(X.T, ddof=2).",
    ),
    gives(
        "covariance",
        "deviations-on-diagonal",
        ONE,
        [[[(8 / 3) ** 0.5, Fraction(2, 3)], [Fraction(2, 3), (14 / 3) ** 0.5]]],
        said="You put the standard deviations on the diagonal. Write the variances there: do not take the square root.",
    ),
    gives(
        "covariance",
        "deviations-on-diagonal",
        THIRD,
        [T / 4 + np.diag(np.sqrt(np.diag(T / 4)) - np.diag(T / 4))],
        said="You put the standard deviations on the diagonal. Write the variances there: do not take the square root.",
    ),
    gives(
        "covariance",
        "further/centred-wrongly",
        ONE,
        wrongly_centred(D, 3, 4),
        said="Something other than the column means was subtracted. Subtract from each column its own mean: 4, 3.",
    ),
    gives(
        "covariance",
        "further/centred-wrongly",
        BY_TWO,
        wrongly_centred(M, 3, 5),
        said="Something other than the column means was subtracted. Subtract from each column its own mean: 3, 3, 4.",
    ),
    gives(
        "covariance",
        "further/sign-of-covariance",
        ONE,
        [turned(S / 3, (0, 1)), S / 3, turned(S / 3, (0, 1))],
        said="The absolute values are right, but not every sign off the diagonal: a covariance is negative where one column tends to fall as the other rises.",
        told=(0, 2),
    ),
    gives(
        "covariance",
        "further/sign-of-covariance",
        FALLING,
        [turned(C, (0, 1)) for C in (np.array([[14, -2], [-2, 2]]) / 3,)] * 3,
        said="The absolute values are right, but not every sign off the diagonal: a covariance is negative where one column tends to fall as the other rises.",
    ),
    gives(
        "covariance",
        "further/sign-of-covariance",
        THIRD,
        [
            turned(T / 4, (0, 1), (0, 2), (1, 2)),
            abs(T) / 4,
            turned(T / 4, (0, 1)),
            turned(T / 4, (0, 2)),
            turned(T / 4, (1, 2)),
        ],
        said="The absolute values are right, but not every sign off the diagonal: a covariance is negative where one column tends to fall as the other rises.",
    ),
    gives(
        "covariance",
        "further/variances-only",
        ONE,
        [[[Fraction(8, 3), 0], [0, Fraction(14, 3)]]],
        said="The variances are right. The covariances of two columns, the sums of (x − x̄)(y − ȳ) over the divisor, belong off the diagonal.",
    ),
    gives(
        "covariance",
        "further/variances-only",
        BY_N,
        [[[2, 0], [0, 3.5]]],
        said="The variances are right. The covariances of two columns, the sums of (x − x̄)(y − ȳ) over the divisor, belong off the diagonal.",
    ),
    gives(
        "covariance",
        "further/variances-only#2",
        ONE,
        [[[(8 / 3) ** 0.5, 0], [0, (14 / 3) ** 0.5]]],
        said="The variances belong on the diagonal, not their square roots. The covariances of two columns, the sums of (x − x̄)(y − ȳ) over the divisor, belong off the diagonal.",
    ),
    gives(
        "covariance",
        "further/variances-only#2",
        BY_N,
        [[[2**0.5, 0], [0, 3.5**0.5]]],
        said="The variances belong on the diagonal, not their square roots. The covariances of two columns, the sums of (x − x̄)(y − ȳ) over the divisor, belong off the diagonal.",
    ),
    gives(
        "covariance",
        "further/rooted",
        ONE,
        [[[(8 / 3) ** 0.5, (2 / 3) ** 0.5], [(2 / 3) ** 0.5, (14 / 3) ** 0.5]]],
        said="These are the square roots of the variances and covariances. Do not take the root.",
    ),
    gives(
        "covariance",
        "further/rooted",
        FALLING,
        [[[(14 / 3) ** 0.5, -((2 / 3) ** 0.5)], [-((2 / 3) ** 0.5), (2 / 3) ** 0.5]]],
        said="These are the square roots of the variances and covariances. Do not take the root.",
    ),
)

# ---- explained variance ----------------------------------------------------------------------------------------------

RATIOS: Mapping[str, Raw] = {"eigenvalues": [3, 6, 1]}  # 0.6, 0.3, 0.1
SIGMA: Mapping[str, Raw] = {"singular_values": [2, 3, 1]}  # 9, 4, 1 of 14
GIVEN_C: Mapping[str, Raw] = {"covariance": [[5, 2], [2, 2]]}  # 6 and 1
ALIKE: Mapping[str, Raw] = {"X": DATA, "standardize": True}
FIVE: Mapping[str, Raw] = {"eigenvalues": [4, 3, 2, 1, 10]}  # 20 in all


def share(values: Any) -> list[float]:
    """Return each value over their sum, largest first."""
    return [float(x / sum(values)) for x in sorted(values, reverse=True)]


def spectrum(C: Any) -> list[float]:
    """Return the eigenvalues of a 2×2 symmetric C by its trace and determinant."""
    (a, b), (_, d) = C
    root = ((a - d) ** 2 + 4 * b * b) ** 0.5
    return [(a + d + root) / 2, (a + d - root) / 2]


# XcᵀXc: 11 ± √(9 + 4); XᵀX: 61 ± √(121 + 2500); correlation: 1 ± 2/√112
CENTRED, RAW, STANDARD = spectrum([[8, 2], [2, 14]]), spectrum([[72, 50], [50, 50]]), [1 + 2 / r112, 1 - 2 / r112]

EXPLAINED: tuple[Row, ...] = (
    gives(
        "explained-variance",
        "not-squared",
        SIGMA,
        [[Fraction(3, 6), Fraction(2, 6), Fraction(1, 6)]],
        said="This is what comes out if the singular values are not squared. The variance along a component is σᵢ²/(n−1), so the ratio is σᵢ²/(∑ⱼ σⱼ²).",
    ),
    gives("explained-variance", "not-squared", RATIOS, []),
    gives(
        "explained-variance",
        "not-normalised",
        RATIOS,
        [[6, 3, 1]],
        said="These are the variances themselves. Divide each by their sum, 10.",
    ),
    gives(
        "explained-variance",
        "not-normalised",
        SIGMA,
        [[9, 4, 1]],
        said="These are the squares σᵢ², n − 1 times the variances. Divide each by their sum, 14.",
    ),
    gives(
        "explained-variance",
        "not-normalised",
        ONE,
        [[x / 3 for x in CENTRED]],
        said="These are the variances themselves. Divide each by their sum, 22/3.",
    ),
    gives(
        "explained-variance",
        "percent",
        RATIOS,
        [[60, 30, 10]],
        said="These are percentages without the % sign: write 60% or 0.6 for the first.",
    ),
    gives(
        "explained-variance",
        "percent",
        SIGMA,
        [[900 / 14, 400 / 14, 100 / 14]],
        said="These are percentages without the % sign: write 64.29% or 0.6429 for the first.",
    ),
    gives(
        "explained-variance",
        "squared",
        RATIOS,
        [[36 / 46, 9 / 46, 1 / 46]],
        said="This is what comes out if the variances are squared. The ratios are λᵢ/(∑ⱼ λⱼ), without a square.",
    ),
    gives(
        "explained-variance",
        "squared",
        GIVEN_C,
        [[36 / 37, 1 / 37]],
        said="This is what comes out if the variances are squared. The ratios are λᵢ/(∑ⱼ λⱼ), without a square.",
    ),
    gives(
        "explained-variance",
        "squared",
        SIGMA,
        [[81 / 98, 16 / 98, 1 / 98]],
        said="This is what comes out if σᵢ² is squared once more. The ratios are σᵢ²/(∑ⱼ σⱼ²).",
    ),
    gives(
        "explained-variance",
        "rooted",
        RATIOS,
        [share([6**0.5, 3**0.5, 1])],
        said="This is what comes out if the standard deviations, √λᵢ, are divided by their sum. Variances add up, so the ratio is λᵢ/(∑ⱼ λⱼ).",
    ),
    gives(
        "explained-variance",
        "rooted",
        ONE,
        [share([CENTRED[0] ** 0.5, CENTRED[1] ** 0.5])],
        said="This is what comes out if the standard deviations, √λᵢ, are divided by their sum. Variances add up, so the ratio is λᵢ/(∑ⱼ λⱼ).",
    ),
    gives("explained-variance", "rooted", SIGMA, []),
    gives(
        "explained-variance",
        "not-centred",
        ONE,
        [share(RAW)],
        said="This is what comes out if X is not centered: the mean then counts as variance. Subtract the column means first.",
    ),
    gives("explained-variance", "not-centred", RATIOS, []),
    gives(
        "explained-variance",
        "scale",
        ONE,
        [share(STANDARD)],
        said="This is what comes out if the features are standardized, which the question does not ask for. Take the covariance matrix as it is.",
    ),
    gives(
        "explained-variance",
        "scale",
        ALIKE,
        [share(CENTRED)],
        said="This is what comes out if the features are not standardized. Divide each centered column by its standard deviation first.",
    ),
    gives("explained-variance", "scale", CONSTANT, [[1, 0]], told=()),
    gives("explained-variance", "scale", GIVEN_C, []),
    gives(
        "explained-variance",
        "reads-diagonal",
        GIVEN_C,
        [[5 / 7, 2 / 7]],
        said="These are the shares of the features, from the diagonal of the covariance matrix. The variances along the components are its eigenvalues.",
    ),
    gives(
        "explained-variance",
        "reads-diagonal",
        ONE,
        [[14 / 22, 8 / 22]],
        said="These are the shares of the features, from the diagonal of the covariance matrix. The variances along the components are its eigenvalues.",
    ),
    gives("explained-variance", "reads-diagonal", ALIKE, [[0.5, 0.5]], told=()),
    gives("explained-variance", "reads-diagonal", RATIOS, []),
    gives(
        "explained-variance",
        "cumulated",
        RATIOS,
        [[0.6, 0.9, 1]],
        said="These are the cumulative ratios. The question asks for the ratio of each component by itself.",
    ),
    gives(
        "explained-variance",
        "cumulated",
        SIGMA,
        [[9 / 14, 13 / 14, 1]],
        said="These are the cumulative ratios. The question asks for the ratio of each component by itself.",
    ),
    gives(
        "explained-variance",
        "by-largest",
        RATIOS,
        [[1, 0.5, 1 / 6]],
        said="You divided by the largest, 6. Divide by the sum of all, 10.",
    ),
    gives(
        "explained-variance",
        "by-largest",
        SIGMA,
        [[1, 4 / 9, 1 / 9]],
        said="You divided by the largest, 9. Divide by the sum of all, 14.",
    ),
    gives(
        "explained-variance",
        "further/another-order",
        RATIOS,
        [list(order) for order in permutations((0.6, 0.3, 0.1))],
        said="The ratios are right, but not their order: write the largest first.",
        told=(1, 2, 3, 4, 5),
    ),
    gives(
        "explained-variance",
        "further/another-order",
        {"eigenvalues": [4, 3, 2, 1]},
        [list(x) for x in permutations((0.4, 0.3, 0.2, 0.1))],
        said="The ratios are right, but not their order: write the largest first.",
        told=(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23),
    ),
    gives(
        "explained-variance",
        "further/another-order",
        FIVE,
        [[0.05, 0.1, 0.15, 0.2, 0.5]],
        said="The ratios are right, but not their order: write the largest first.",
    ),
    gives(
        "explained-variance",
        "further/divided-by-count",
        RATIOS,
        [[1 / 3] * 3, [2, 1, 1 / 3]],
        said="Do not divide by the number of components, 3: divide each variance by their sum, 10.",
    ),
    gives(
        "explained-variance",
        "further/divided-by-count",
        SIGMA,
        [[1 / 3] * 3, [3, 4 / 3, 1 / 3]],
        said="Do not divide by the number of components, 3: divide each σᵢ² by their sum, 14.",
    ),
    gives(
        "explained-variance",
        "further/what-is-lost",
        RATIOS,
        [[0.4, 0.7, 0.9]],
        said="These are the shares of all the others, 1 minus the ratio. The question asks for the ratio of each component.",
    ),
    gives(
        "explained-variance",
        "further/what-is-lost",
        SIGMA,
        [[5 / 14, 10 / 14, 13 / 14]],
        said="These are the shares of all the others, 1 minus the ratio. The question asks for the ratio of each component.",
    ),
    gives(
        "explained-variance",
        "further/ratios-missing",
        RATIOS,
        [[0.6], [0.3], [0.1], [0.6, 0.3], [0.6, 0.1], [0.3, 0.1]],
        said="Ratios are missing: write one for each of the 3 components; together they add up to 1.",
    ),
    gives(
        "explained-variance",
        "further/ratios-missing",
        FIVE,
        [list(kept) for k in range(1, 5) for kept in combinations((0.5, 0.2, 0.15, 0.1, 0.05), k)],
        said="Ratios are missing: write one for each of the 5 components; together they add up to 1.",
    ),
    gives(
        "explained-variance",
        "further/not-normalised",
        SIGMA,
        [[3, 2, 1]],
        said="These are the singular values themselves. Square them, then divide by the sum of the squares, 14.",
    ),
    gives("explained-variance", "further/not-normalised", RATIOS, []),
)

# ---- cumulative variance ---------------------------------------------------------------------------------------------

FIRST_TWO: Mapping[str, Raw] = {"eigenvalues": [6, 1, 2, 1], "k": 2}  # 0.6 + 0.2
OF_SIGMA: Mapping[str, Raw] = {"singular_values": [3, 2, 1, 1], "k": 3}  # (9 + 4 + 1)/15
OF_RATIOS: Mapping[str, Raw] = {"ratios": [0.5, 0.3, 0.1], "k": 2}
OF_DATA: Mapping[str, Raw] = {"X": DATA, "k": 1}
ROOTED = [6**0.5, 2**0.5, 1, 1]

CUMULATIVE: tuple[Row, ...] = (
    gives(
        "cumulative-variance",
        "not-squared",
        OF_SIGMA,
        [6 / 7],
        said="This is what comes out if the singular values are not squared. The variance along a component is σᵢ²/(n−1), so the ratio is σᵢ²/(∑ⱼ σⱼ²).",
    ),
    gives("cumulative-variance", "not-squared", FIRST_TWO, []),
    gives(
        "cumulative-variance",
        "one-too-few",
        FIRST_TWO,
        [0.6],
        said="One component too few: add the first 2 ratios.",
    ),
    gives(
        "cumulative-variance",
        "one-too-few",
        OF_SIGMA,
        [13 / 15],
        said="One component too few: add the first 3 ratios.",
    ),
    gives("cumulative-variance", "one-too-few", OF_DATA, []),
    gives(
        "cumulative-variance",
        "one-too-many",
        FIRST_TWO,
        [0.9],
        said="One component too many: add only the first 2 ratios.",
    ),
    gives(
        "cumulative-variance", "one-too-many", OF_DATA, [1], said="One component too many: add only the first ratio."
    ),
    gives("cumulative-variance", "one-too-many", {"X": DATA, "k": 2}, []),
    gives(
        "cumulative-variance",
        "whole-variance",
        FIRST_TWO,
        [1],
        said="This is the sum of all the ratios, the whole variance. Take only the first 2 ratios.",
    ),
    gives(
        "cumulative-variance",
        "last-alone",
        FIRST_TWO,
        [0.2],
        said="This is the ratio of component 2 alone. Add those before it.",
    ),
    gives(
        "cumulative-variance",
        "last-alone",
        OF_RATIOS,
        [0.3],
        said="This is the ratio of component 2 alone. Add those before it.",
    ),
    # the share over k, the share of the count, the share over the number of components
    gives(
        "cumulative-variance",
        "divided-by-count",
        OF_RATIOS,
        [0.4, 2 / 3, 0.8 / 3],
        said=(
            "This is the mean of the ratios of the components kept. Add them; do not average them.",
            "This is 2/3, the share of the components that are kept. Add their ratios instead.",
            "Do not divide by the number of components, 3. Only add the ratios of those kept.",
        ),
    ),
    gives(
        "cumulative-variance",
        "divided-by-count",
        FIRST_TWO,
        [0.4, 0.5, 0.2],
        said=(
            "This is the mean of the ratios of the components kept. Add them; do not average them.",
            "This is 2/4, the share of the components that are kept. Add their ratios instead.",
        ),
        told=(0, 1),
    ),
    gives(
        "cumulative-variance",
        "divided-by-count",
        OF_SIGMA,
        [14 / 45, 0.75, 14 / 60],
        said=(
            "This is the mean of the ratios of the components kept. Add them; do not average them.",
            "This is 3/4, the share of the components that are kept. Add their ratios instead.",
            "Do not divide by the number of components, 4. Only add the ratios of those kept.",
        ),
    ),
    gives(
        "cumulative-variance",
        "divided-by-count",
        {"X": MORE, "k": 2},
        [
            sum(sorted(np.linalg.eigvalsh(T))[1:]) / np.trace(T) / 2,
            2 / 3,
            sum(sorted(np.linalg.eigvalsh(T))[1:]) / np.trace(T) / 3,
        ],
        said=(
            "This is the mean of the ratios of the components kept. Add them; do not average them.",
            "This is 2/3, the share of the components that are kept. Add their ratios instead.",
            "Do not divide by the number of components, 3. Only add the ratios of those kept.",
        ),
    ),
    gives(
        "cumulative-variance",
        "percent",
        FIRST_TWO,
        [80],
        said="This is a percentage without the % sign: write 80% or 0.8.",
    ),
    gives(
        "cumulative-variance",
        "percent",
        OF_RATIOS,
        [80],
        said="This is a percentage without the % sign: write 80% or 0.8.",
    ),
    gives("cumulative-variance", "what-is-lost", FIRST_TWO, [0.2], told=()),
    gives("cumulative-variance", "what-is-lost", OF_SIGMA, [1 / 15], told=()),
    gives(
        "cumulative-variance",
        "what-is-lost",
        OF_DATA,
        [CENTRED[1] / 22],
        said="This is the share that is lost. The question asks for the share that is kept.",
    ),
    gives(
        "cumulative-variance",
        "not-normalised",
        FIRST_TWO,
        [8],
        said="This is the sum of the first 2 variances. Divide it by the sum of all, 10.",
    ),
    gives(
        "cumulative-variance",
        "not-normalised",
        OF_SIGMA,
        [14],
        said="This is the sum of the first 3 squares σᵢ². Divide it by the sum of all, 15.",
    ),
    gives("cumulative-variance", "not-normalised", OF_RATIOS, []),
    gives(
        "cumulative-variance",
        "squared",
        FIRST_TWO,
        [40 / 42],
        said="This is what comes out if the variances are squared. The ratios are λᵢ/(∑ⱼ λⱼ), without a square.",
    ),
    gives(
        "cumulative-variance",
        "squared",
        OF_RATIOS,
        [34 / 35],
        said="This is what comes out if the ratios are squared. They are shares already: add them as they are.",
    ),  # 0.25 + 0.09 of 0.35
    gives("cumulative-variance", "squared", OF_SIGMA, []),
    gives(
        "cumulative-variance",
        "rooted",
        FIRST_TWO,
        [sum(ROOTED[:2]) / sum(ROOTED)],
        said="This is what comes out if the standard deviations, √λᵢ, are divided by their sum. Variances add up, so the ratio is λᵢ/(∑ⱼ λⱼ).",
    ),
    gives("cumulative-variance", "rooted", OF_RATIOS, []),
    gives("cumulative-variance", "rooted", OF_SIGMA, []),
    gives(
        "cumulative-variance",
        "not-centred",
        OF_DATA,
        [RAW[0] / 122],
        said="This is what comes out if X is not centered: the mean then counts as variance. Subtract the column means first.",
    ),
    gives("cumulative-variance", "not-centred", FIRST_TWO, []),
    gives(
        "cumulative-variance",
        "scale",
        OF_DATA,
        [STANDARD[0] / 2],
        said="This is what comes out if the features are standardized, which the question does not ask for. Take the covariance matrix as it is.",
    ),
    gives(
        "cumulative-variance",
        "scale",
        {**OF_DATA, "standardize": True},
        [CENTRED[0] / 22],
        said="This is what comes out if the features are not standardized. Divide each centered column by its standard deviation first.",
    ),
    gives("cumulative-variance", "scale", FIRST_TWO, []),
    gives(
        "cumulative-variance",
        "further/single-ratio",
        FIRST_TWO,
        [0.6, 0.2, 0.1, 0.1],
        said="This is the ratio of one component. Add the first 2 ratios.",
        told=(2, 3),
    ),
    gives(
        "cumulative-variance",
        "further/single-ratio",
        OF_RATIOS,
        [0.5, 0.3, 0.1],
        said="This is the ratio of one component. Add the first 2 ratios.",
        told=(2,),
    ),
    gives(
        "cumulative-variance",
        "further/multiplied",
        FIRST_TWO,
        [0.12],
        said="This is the product of the ratios. Shares of a whole are added.",
    ),
    gives(
        "cumulative-variance",
        "further/multiplied",
        OF_SIGMA,
        [36 / 15**3],
        said="This is the product of the ratios. Shares of a whole are added.",
    ),
    # the last two, and the first one, two, three, four
    gives("cumulative-variance", "further/other-components", FIRST_TWO, [0.2, 0.6, 0.8, 0.9, 1], told=()),
    gives(
        "cumulative-variance",
        "further/other-components",
        {"eigenvalues": [8, 5, 4, 2, 1], "k": 2},
        [0.15, 0.4, 0.65, 0.85, 0.95, 1],
        said="This adds up the wrong ratios. Take the first 2 ratios, the largest.",
        told=(0, 4),
    ),
)

# ---- components needed -----------------------------------------------------------------------------------------------


def needs(threshold: Raw, **source: Raw) -> Mapping[str, Raw]:
    return {**source, "threshold": threshold}


TWO_NEEDED = needs(0.75, eigenvalues=[6, 2, 1, 1])  # 0.6, 0.8: two
LATE = needs(0.9, eigenvalues=[4, 3, 2, 1])  # 0.4, 0.7, 0.9: three
BY_SIGMA = needs(0.9, singular_values=[5, 3, 2, 1, 1])  # 25, 34, 38 of 40: three
MOSTLY = needs("95%", eigenvalues=[90, 2, 2, 2, 1, 1, 1, 1])

# 8 samples, whose 4 features do not vary together: each ±1 as often, about 10; the first 10 times as much, about 0, 30, 0, 0
SIGNS = [[1 - 2 * (i >> j & 1) for j in range(3)] + [1 - 2 * ((i ^ i >> 1 ^ i >> 2) & 1)] for i in range(8)]
OFF_CENTER: list[Raw] = [[10 + x for x in row] for row in SIGNS]
STRETCHED: list[Raw] = [[10 * a, 30 + b, c, d] for a, b, c, d in SIGNS]

NEEDED: tuple[Row, ...] = (
    # 5, 8, 10, 11 of 12
    gives(
        "components-needed",
        "not-squared",
        BY_SIGMA,
        [4],
        said="This is what comes out if the singular values are not squared. The variance along a component is σᵢ²/(n−1), so the ratio is σᵢ²/(∑ⱼ σⱼ²).",
    ),
    gives("components-needed", "not-squared", TWO_NEEDED, []),
    gives(
        "components-needed",
        "one-off",
        TWO_NEEDED,
        [1, 3],
        said="Off by one: add the ratios from the first on, and stop at the first sum that reaches 0.75.",
    ),
    gives(
        "components-needed",
        "one-off",
        needs(0.5, eigenvalues=[6, 2, 1, 1]),
        [2],
        said="Off by one: add the ratios from the first on, and stop at the first sum that reaches 0.5.",
    ),
    # none by itself reaches 0.75
    gives(
        "components-needed",
        "single-ratio",
        TWO_NEEDED,
        [0],
        said="No ratio reaches 0.75 by itself. Add them from the first on until their sum does.",
    ),
    gives(
        "components-needed",
        "single-ratio",
        LATE,
        [0],
        said="No ratio reaches 0.9 by itself. Add them from the first on until their sum does.",
    ),
    gives("components-needed", "single-ratio", needs(0.5, eigenvalues=[6, 2, 1, 1]), []),
    # one has 0.25 or more; all four 0.1 or more; two of six 0.3 or more, where four are needed
    gives("components-needed", "single-ratio#2", TWO_NEEDED, [1], told=()),
    gives("components-needed", "single-ratio#2", LATE, [4], told=()),
    gives("components-needed", "single-ratio#2", needs(0.5, eigenvalues=[6, 2, 1, 1]), [1], told=()),
    gives(
        "components-needed",
        "single-ratio#2",
        needs(0.75, eigenvalues=[30, 25, 10, 10, 10, 5, 5, 5]),
        [2],
        said="This is how many ratios are at least 0.25. Add the ratios from the first on until their sum reaches 0.75.",
    ),
    # 36, 40 of 42
    gives("components-needed", "squared", TWO_NEEDED, [1], told=()),
    # 16, 25, 29 of 30
    gives("components-needed", "squared", needs(0.96, eigenvalues=[4, 3, 2, 1]), [3], told=()),
    # 0.3, 0.6, 0.7, 0.8, 0.9: five; of the squares 36, 72, 76 of 88
    gives(
        "components-needed",
        "squared",
        needs(0.85, eigenvalues=[6, 6, 2, 2, 2, 2]),
        [3],
        said="This is what comes out if the variances are squared. The ratios are λᵢ/(∑ⱼ λⱼ), without a square.",
    ),
    gives("components-needed", "squared", BY_SIGMA, []),
    # 2.449, 3.864, 4.864 of 5.864
    gives("components-needed", "rooted", TWO_NEEDED, [3], told=()),
    # 2, 3.732, 5.146 of 6.146: 0.837
    gives("components-needed", "rooted", LATE, [4], told=()),
    # 40, 44 of 60: two; of the roots 6.32, 8.32, 10.32, 12.32 of 16.32
    gives(
        "components-needed",
        "rooted",
        needs(0.7, eigenvalues=[40, 4, 4, 4, 4, 4]),
        [4],
        said="This is what comes out if the standard deviations, √λᵢ, are divided by their sum. Variances add up, so the ratio is λᵢ/(∑ⱼ λⱼ).",
    ),
    gives("components-needed", "rooted", BY_SIGMA, []),
    gives("components-needed", "rooted", needs(0.7, ratios=[0.5, 0.3, 0.2]), []),
    # centred 0.664, not centred 0.92, standardised 0.594
    gives("components-needed", "not-centred", needs(0.9, X=DATA), [1], told=()),
    # a quarter each, so three; not centred 401, 1, 1, 1 of 404
    gives(
        "components-needed",
        "not-centred",
        needs(0.7, X=OFF_CENTER),
        [1],
        said="This is what comes out if X is not centered: the mean then counts as variance. Subtract the column means first.",
    ),
    gives("components-needed", "not-centred", needs(0.9, eigenvalues=[4, 3, 2, 1]), []),
    gives("components-needed", "scale", needs(0.62, X=DATA), [2], told=()),
    gives("components-needed", "scale", needs(0.62, X=DATA, standardize=True), [1], told=()),
    # 100, 1, 1, 1 of 103: one; standardized a quarter each
    gives(
        "components-needed",
        "scale",
        needs(0.9, X=STRETCHED),
        [4],
        said="This is what comes out if the features are standardized, which the question does not ask for. Take the covariance matrix as it is.",
    ),
    gives(
        "components-needed",
        "scale",
        needs(0.9, X=STRETCHED, standardize=True),
        [1],
        said="This is what comes out if the features are not standardized. Divide each centered column by its standard deviation first.",
    ),
    gives("components-needed", "scale", LATE, []),
    gives(
        "components-needed",
        "all-components",
        TWO_NEEDED,
        [4],
        said="This is the number of all components. Fewer reach 0.75.",
    ),
    gives("components-needed", "all-components", MOSTLY, [8], told=()),
    gives(
        "components-needed",
        "further/share-of-count",
        needs(0.6, eigenvalues=[90, 2, 2, 2, 1, 1, 1, 1]),
        [5],
        said="This is 0.6 of the 8 components, rounded up, as if all had the same ratio. Add the ratios from the first on until their sum reaches 0.6.",
    ),  # 4.8
    gives("components-needed", "further/share-of-count", needs(0.75, eigenvalues=[6, 2, 1, 1]), [3], told=()),
    # 0.07·100 is 7.000000000000001 in doubles
    gives(
        "components-needed",
        "further/share-of-count",
        needs(0.07, eigenvalues=[10, *[1] * 99]),
        [7],
        said="This is 0.07 of the 100 components, as if all had the same ratio. Add the ratios from the first on until their sum reaches 0.07.",
    ),
)

# ---- principal components --------------------------------------------------------------------------------------------

FIRST: Mapping[str, Raw] = {"covariance": [[5, 2], [2, 2]], "index": 1}  # 6 with [2, 1]
LAST: Mapping[str, Raw] = {"covariance": [[5, 2], [2, 2]], "index": 2}  # 1 with [1, −2]
THREE: Mapping[str, Raw] = {"covariance": [[3, 1, 1], [1, 3, 1], [1, 1, 3]], "index": 1}  # 5 with [1, 1, 1]
# 4 with [0, 0, 1], 3 with [1, 1, 0], 1 with [1, −1, 0]
BLOCKS: Mapping[str, Raw] = {"covariance": [[2, 1, 0], [1, 2, 0], [0, 0, 4]], "index": 2}
X1: Mapping[str, Raw] = {"X": DATA, "index": 1}
X2: Mapping[str, Raw] = {"X": DATA, "index": 2}


def axis(C: Any, value: float) -> list[float]:
    """Return the eigenvector of a 2×2 symmetric C: [b, λ − a] solves its first row."""
    (a, b), _ = C
    return [b, value - a]


COMPONENT: tuple[Row, ...] = (
    gives(
        "principal-component",
        "zero-vector",
        FIRST,
        [[0, 0]],
        said="The zero vector has no direction. Find a nonzero eigenvector.",
    ),
    gives(
        "principal-component",
        "zero-vector",
        {"X": MORE},
        [[0, 0, 0]],
        said="The zero vector has no direction. Find a nonzero eigenvector.",
    ),
    gives(
        "principal-component",
        "other-component",
        FIRST,
        [[1, -2]],
        said="This is an eigenvector, but for another eigenvalue. Component 1 belongs to λ₁ = 6; the eigenvalues are in descending order.",
    ),
    gives(
        "principal-component",
        "other-component",
        LAST,
        [[2, 1]],
        said="This is an eigenvector, but for another eigenvalue. Component 2 belongs to λ₂ = 1; the eigenvalues are in descending order.",
    ),
    gives(
        "principal-component",
        "other-component",
        BLOCKS,
        [[0, 0, 1], [1, -1, 0]],
        said="This is an eigenvector, but for another eigenvalue. Component 2 belongs to λ₂ = 3; the eigenvalues are in descending order.",
    ),
    gives(
        "principal-component",
        "other-component",
        X1,
        [axis([[8, 2], [2, 14]], CENTRED[1])],
        said="This is an eigenvector, but for another eigenvalue. Component 1 belongs to λ₁ = (11+√13)/3; the eigenvalues are in descending order.",
    ),
    gives(
        "principal-component",
        "feature-axis",
        FIRST,
        [[5, 2]],
        said="These are the variances of the features, the diagonal of the covariance matrix, or multiples of them. The component is an eigenvector of the whole matrix.",
    ),
    gives(
        "principal-component",
        "feature-axis",
        X1,
        [[8, 14]],
        said="These are the variances of the features, the diagonal of the covariance matrix, or multiples of them. The component is an eigenvector of the whole matrix.",
    ),
    # equal variances make equal entries, which are said to be that
    gives("principal-component", "feature-axis", THREE, [[3, 3, 3]], told=()),
    gives("principal-component", "feature-axis", {**THREE, "index": 2}, [[3, 3, 3]], told=()),
    gives(
        "principal-component",
        "feature-axis",
        {"X": MORE, "standardize": True},
        [[1, 1, 1]],
        said="A nonzero vector of equal entries is an eigenvector exactly when the rows of the correlation matrix have equal sums. Here they do not.",
    ),
    gives(
        "principal-component",
        "feature-axis#2",
        FIRST,
        [[1, 0], [0, 1]],
        said="This is the axis of one feature. Test Cv = λ₁v in every entry, with λ₁ = 6.",
    ),
    gives(
        "principal-component",
        "feature-axis#2",
        THREE,
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        said="This is the axis of one feature. Test Cv = λ₁v in every entry, with λ₁ = 5.",
    ),
    gives(
        "principal-component",
        "not-centred",
        X1,
        [axis([[72, 50], [50, 50]], RAW[0])],
        said="This is what comes out if X is not centered: the mean then counts as variance. Subtract the column means first.",
    ),
    gives(
        "principal-component",
        "not-centred",
        X2,
        [axis([[72, 50], [50, 50]], RAW[1])],
        said="This is what comes out if X is not centered: the mean then counts as variance. Subtract the column means first.",
    ),
    gives("principal-component", "not-centred", FIRST, []),
    gives(
        "principal-component",
        "towards-the-mean",
        X1,
        [[4, 3]],
        said="This points from the origin to the mean. Subtract the mean first: a component is a direction in which the centered data vary.",
    ),
    gives(
        "principal-component",
        "towards-the-mean",
        {"X": MORE},
        [[3, 3, 4]],
        said="This points from the origin to the mean. Subtract the mean first: a component is a direction in which the centered data vary.",
    ),
    gives("principal-component", "towards-the-mean", {"X": [[1, 2], [-1, -2], [3, 0], [-3, 0]]}, []),
    gives("principal-component", "towards-the-mean", FIRST, []),
    # [[1, r], [r, 1]] with r > 0
    gives(
        "principal-component",
        "scale",
        FIRST,
        [[1, 1]],
        said="This is what comes out if the features are standardized, which the question does not ask for. Take the covariance matrix as it is.",
    ),
    gives(
        "principal-component",
        "scale",
        LAST,
        [[1, -1]],
        said="This is what comes out if the features are standardized, which the question does not ask for. Take the covariance matrix as it is.",
    ),
    gives(
        "principal-component",
        "scale",
        X1,
        [[1, 1]],
        said="This is what comes out if the features are standardized, which the question does not ask for. Take the covariance matrix as it is.",
    ),
    gives(
        "principal-component",
        "scale",
        {"X": DATA, "standardize": True, "index": 1},
        [axis([[8, 2], [2, 14]], CENTRED[0])],
        said="This is what comes out if the features are not standardized. Divide each centered column by its standard deviation first.",
    ),
    gives("principal-component", "scale", CONSTANT, []),
    gives(
        "principal-component",
        "one-sign",
        FIRST,
        [[-2, 1], [2, -1]],
        said="With the sign of one entry flipped it would have the right direction. Test Cv = λ₁v in every entry, with λ₁ = 6.",
    ),
    gives("principal-component", "one-sign", BLOCKS, [[-1, 1, 0], [1, -1, 0]], told=()),
    gives(
        "principal-component",
        "entries-swapped",
        FIRST,
        [[1, 2]],
        said="Swap the two entries. Test Cv = λ₁v in every entry, with λ₁ = 6.",
    ),
    gives(
        "principal-component",
        "entries-swapped",
        LAST,
        [[-2, 1]],
        said="Swap the two entries. Test Cv = λ₂v in every entry, with λ₂ = 1.",
    ),
    gives("principal-component", "entries-swapped", BLOCKS, []),
    gives("principal-component", "further/row-instead", FIRST, [[5, 2], [2, 2]], told=()),
    gives(
        "principal-component",
        "further/row-instead",
        LAST,
        [[5, 2], [2, 2]],
        told=(1,),
        said="This is a row of the covariance matrix, or a multiple of one. The component is an eigenvector of that matrix.",
    ),
    gives(
        "principal-component",
        "further/row-instead",
        BLOCKS,
        [[2, 1, 0], [1, 2, 0], [0, 0, 4]],
        told=(0, 1),
        said="This is a row of the covariance matrix, or a multiple of one. The component is an eigenvector of that matrix.",
    ),
    gives(
        "principal-component",
        "further/row-instead#2",
        FIRST,
        [[6, 1]],
        said="These are the eigenvalues, or multiples of them. The component is the eigenvector that belongs to λ₁ = 6.",
    ),
    gives(
        "principal-component",
        "further/row-instead#2",
        BLOCKS,
        [[4, 3, 1]],
        said="These are the eigenvalues, or multiples of them. The component is the eigenvector that belongs to λ₂ = 3.",
    ),
    # a row of V, whose columns have either sign
    gives("principal-component", "further/row-instead#3", FIRST, [OneOf(([2, 1], [2, -1]))], told=()),
    gives(
        "principal-component",
        "further/row-instead#3",
        {**BLOCKS, "index": 1},
        [OneOf(([0, 1, 1], [0, 1, -1]))],
        said="This is a row of the matrix whose columns are the eigenvectors. The components are its columns.",
    ),
    gives("principal-component", "further/all-ones", X1, [[1, 1]], told=()),
    gives(
        "principal-component",
        "further/all-ones",
        {"X": MORE},
        [[1, 1, 1]],
        said="A nonzero vector of equal entries is an eigenvector exactly when the rows of the covariance matrix have equal sums. Here they do not.",
    ),
    gives(
        "principal-component",
        "further/sample-instead",
        X1,
        [[2, 1], [4, 3], [6, 2], [4, 6]],
        said="This is a row of X, one sample, or a multiple of one. The component is an eigenvector of the covariance matrix.",
        told=(0, 2, 3),
    ),
    gives(
        "principal-component",
        "further/sample-instead",
        {"X": MORE},
        MORE,
        said="This is a row of X, one sample, or a multiple of one. The component is an eigenvector of the covariance matrix.",
    ),
    gives("principal-component", "further/sample-instead", FIRST, []),
)

SEEN: tuple[Seen, ...] = (
    seen(
        "principal-component",
        "one-sign",
        {"covariance": [[3, 1, 1], [1, 3, 1], [1, 1, 3]], "index": 2},
        "1, 1, 2",
        ("1, 2, 2", "0, 0, 1", "1, 1, -2"),
        said="With the sign of one entry flipped it would have the right direction. Test Cv = λ₂v in every entry, with λ₂ = 2.",
    ),
    seen(
        "principal-component",
        "entries-swapped",
        BLOCKS,
        "1, 0, 1",
        ("1, 0, 2", "0, 0, 0", "0, 0, 1"),
        said="With its entries in another order it would have the right direction. Test Cv = λ₂v in every entry, with λ₂ = 3.",
    ),
)

ROWS: tuple[Row, ...] = (*COVARIANCE, *EXPLAINED, *CUMULATIVE, *NEEDED, *COMPONENT)
