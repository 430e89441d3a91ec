"""Answers that people type, each worked out by hand from the mistake that its name says, and what they are told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Outcome, Raw
from tests.feedback import feedback_of

TWO: list[Raw] = [[2, 1], [2, 3]]  # trace 5, determinant 4; 4 with [1, 2], 1 with [1, −1]
FIVE: list[Raw] = [[4, 1], [2, 3]]  # trace 7, determinant 10; 5 with [1, 1], 2 with [1, −2]
THREE: list[Raw] = [[2, 0, 1], [1, 3, -1], [0, 2, 4]]  # trace 9, minors 6 + 8 + 14, determinant 2·14 + 1·2 = 30
SYMMETRIC: list[Raw] = [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]  # eigenvalues 2 and 2 ± √2, determinant 4
# AᵀA = [[25, 20], [20, 25]]: σ² = 45 and 5, v = [1, ±1]/√2, u = [1, 3]/√10 and [3, −1]/√10
LEANING: list[Raw] = [[3, 0], [4, 5]]
REPEATED: list[Raw] = [[3, 1, 1], [1, 3, 1], [1, 1, 3]]  # eigenvalues 5, 2, 2
NINE: list[Raw] = [[5, 4], [4, 5]]  # 9 with [1, 1], 1 with [1, −1]
UPPER: list[Raw] = [[3, 1], [0, 2]]  # 3 with [1, 0], 2 with [1, −1]
FULL: list[Raw] = [[1, 2, 3], [4, 5, 6], [7, 8, 10]]  # determinant −3, other diagonal 3·5·7
DATA: list[Raw] = [[2, 1], [4, 3], [6, 2], [4, 6]]  # means 4 and 3; centred, XᵀX = [[8, 2], [2, 14]]
HIDDEN: list[Raw] = [[1, 2, 3], [4, 5, 6], [5, 7, 9]]  # the third row is the sum of the others: rank 2
ROWS: list[Raw] = [[1, 2], [2, 4], [3, 6]]  # rank 1, nullity 1
TURNED: list[Raw] = [["3/5", "4/5"], ["-4/5", "3/5"]]
OTHER: list[Raw] = [[4, 5], [3, 2]]  # trace 6, off the diagonal 8
ERROR: Mapping[str, Raw] = {"singular_values": [10, 4, 3, 1], "k": 1, "norm": "frobenius"}  # √26; squares add up to 126
STORED: Mapping[str, Raw] = {"m": 10, "n": 6, "k": 2}  # 2·17 = 34
SMALLER: Mapping[str, Raw] = {"m": 100, "n": 60, "k": 5}  # 6000 / 805 = 7.45
LORA: Mapping[str, Raw] = {"r": 4, "layers": [{"d_in": 64, "d_out": 32, "count": 2}]}  # 4·96·2 = 768 of 4096
RATIOS: Mapping[str, Raw] = {"eigenvalues": [6, 3, 1]}  # 0.6, 0.3, 0.1
FIRST_TWO: Mapping[str, Raw] = {"eigenvalues": [6, 2, 1, 1], "k": 2}  # 0.6 + 0.2
SIX: Mapping[str, Raw] = {"covariance": [[5, 2], [2, 2]]}  # 6 with [2, 1], 1 with [1, −2]
MANY: list[Raw] = [90, 2, 2, 2, 1, 1, 1, 1]  # the first alone is 90% of 100

U, VT = "1/sqrt(10) 3/sqrt(10); 3/sqrt(10) -1/sqrt(10)", "1/sqrt(2) 1/sqrt(2); 1/sqrt(2) -1/sqrt(2)"
SIGMA = "sqrt(45), sqrt(5)"

CASES: list[tuple[str, Mapping[str, Raw], str, str]] = [
    ("eigenvalues", {"A": TWO}, "6.5, 3.5", "quadratic-formula"),
    ("eigenvalues", {"A": TWO}, "1, -4", "one-sign"),
    ("eigenvalues", {"A": [[1, -2], [1, 3]]}, "3, 1", "reads-diagonal"),
    ("eigenvalues", {"A": REPEATED}, "5, 5, 2", "multiplicity-misplaced"),
    ("eigenvalues", {"A": TWO}, "-5, 4", "trace-and-determinant"),
    ("eigenvalues", {"A": TWO}, "1, 2", "other-diagonal"),
    ("eigenvalues", {"A": TWO}, "3, 5", "line-sums"),
    ("eigenvalues", {"A": TWO}, "1, 1/4", "inverted"),
    ("eigenvalues", {"A": FIVE}, "10, 4", "quadratic-formula"),
    ("eigenvalues", {"A": NINE}, "3, 1", "square-roots"),
    ("eigenvector", {"A": TWO, "eigenvalue": 4}, "1, -2", "one-sign"),
    ("eigenvector", {"A": TWO, "eigenvalue": 4}, "2, 1", "entries-swapped"),
    ("eigenvector", {"A": SYMMETRIC, "eigenvalue": 2}, "0, -1, 0", "row-of-shifted"),
    ("eigenvector", {"A": TWO, "eigenvalue": 4}, "2, 3", "reads-diagonal"),
    ("eigenvector", {"A": TWO, "eigenvalue": 4}, "1, 3", "line-of-A"),
    ("eigenvector", {"A": UPPER, "eigenvalue": 3}, "1, 1", "left-eigenvector"),
    ("eigenvector", {"A": TWO, "eigenvalue": 4}, "1, 0", "unit-vector"),
    ("eigenvalue-of", {"A": TWO, "v": [1, 2]}, "1", "other-eigenvalue"),
    ("eigenvalue-of", {"A": TWO, "v": [1, 2]}, "12", "entries-added"),
    ("eigenvalue-of", {"A": TWO, "v": [1, 2]}, "3", "difference"),
    ("eigenvalue-of", {"A": TWO, "v": [1, 2]}, "6", "difference"),
    ("eigenvalue-of", {"A": TWO, "v": [1, 2]}, "16", "squared"),
    ("eigenvalue-of", {"A": TWO, "v": [1, 2]}, "5", "trace-or-determinant"),
    ("eigenvalue-of", {"A": UPPER, "v": [2, -2]}, "8", "multiplied"),
    ("characteristic-polynomial", {"A": TWO}, "4, -5, 1", "order-reversed"),
    ("characteristic-polynomial", {"A": TWO}, "1, 5, 4", "trace-sign"),
    ("characteristic-polynomial", {"A": TWO}, "1, 5, -4", "signs-mixed"),
    ("characteristic-polynomial", {"A": TWO}, "1, 0, 4", "trace-forgotten"),
    ("characteristic-polynomial", {"A": TWO}, "1, -5, 0", "constant-forgotten"),
    ("characteristic-polynomial", {"A": TWO}, "1, -4", "factor-forgotten"),
    ("characteristic-polynomial", {"A": TWO}, "2, -10, 8", "not-monic"),
    ("characteristic-polynomial", {"A": THREE}, "1, -9, 26, -30", "middle-coefficient"),
    ("determinant", {"A": THREE}, "26", "cofactor-signs"),
    ("determinant", {"A": THREE}, "-4", "terms-left-out"),
    ("determinant", {"A": FULL}, "105", "other-diagonal"),
    ("determinant", {"A": SYMMETRIC}, "2+sqrt(2)", "eigenvalue-instead"),
    ("determinant", {"A": TWO}, "1/4", "inverted"),
    ("determinant", {"A": TWO}, "16", "squared"),
    ("determinant", {"A": THREE}, "12", "sum-of-entries"),
    ("trace", {"A": THREE}, "3", "averaged"),
    ("trace", {"A": THREE}, "7", "entry-forgotten"),
    ("trace", {"A": TWO}, "1", "eigenvalue-instead"),
    ("trace", {"A": TWO}, "25", "squared"),
    ("trace", {"A": TWO}, "13", "squared"),
    ("trace", {"A": OTHER}, "8", "other-diagonal"),
    ("rank", {"A": HIDDEN}, "3", "no-row-is-a-multiple"),
    ("rank", {"A": HIDDEN}, "1", "nullity-instead"),
    ("rank", {"A": [[1, 2], [3, 4], [5, 6], [7, 8]]}, "4", "no-row-is-a-multiple"),
    ("rank", {"A": [[1, 2], [2, 4], [3, 6], [4, 8]]}, "2", "counts-columns"),
    ("nullity", {"A": ROWS}, "2", "rows-for-columns"),
    ("nullity", {"A": ROWS}, "0", "one-off"),
    ("nullity", {"A": ROWS}, "3", "counts-a-side"),
    ("nullity", {"A": [[1, 2, 3], [2, 4, 6]]}, "3", "counts-columns"),
    ("numerical-rank", {"singular_values": [7, 2, 0.5, 0.001], "atol": 0.1}, "2", "counts-over-one"),
    ("numerical-rank", {"singular_values": [7, 2, 0.5, 0.001], "atol": 0.1}, "4", "counts-every-nonzero"),
    ("numerical-rank", {"singular_values": [7, 2, 0.5, 0.001], "rtol": 0.1}, "3", "relative-for-absolute"),
    ("singular-values", {"A": LEANING}, "45, 5", "squares"),
    ("singular-values", {"A": LEANING}, "2.590, 1.495", "rooted-twice"),
    ("singular-values", {"A": LEANING}, "6.708, -2.236", "negative-kept"),
    ("singular-values", {"A": LEANING}, "1.732, 2.236", "roots-of-eigenvalues"),
    ("singular-values", {"A": LEANING}, "5, 5", "column-lengths"),
    ("singular-values", {"A": LEANING}, "3, 9", "line-sums"),
    ("singular-values", {"A": LEANING}, "6.708", "one-missing"),
    ("singular-values", {"A": LEANING}, "13.42, 4.472", "doubled-or-halved"),
    ("singular-values", {"A": LEANING}, "9, 25", "roots-of-eigenvalues"),
    ("singular-values", {"A": LEANING}, "7.071", "one-missing"),
    ("singular-values", {"A": [[3, 0], [4, 0], [0, 5]]}, "25, 25, 0", "squares"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "2.236", "other-singular-value"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "3", "condition-number"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "1/3", "condition-number"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "12", "sums-entries"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "3.536", "averaged"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "2.991", "root-of-sum"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "45", "not-rooted"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "8", "eigenvalue-instead"),
    ("norm", {"A": LEANING, "norm": "spectral"}, "15", "eigenvalue-instead"),
    ("norm", {"A": LEANING, "norm": "nuclear"}, "3", "condition-number"),
    ("low-rank", {"A": LEANING, "k": 1}, "1.5 4.5; 1.5 4.5", "transposed"),
    ("low-rank", {"A": LEANING, "k": 1}, "-1.5 -1.5; -4.5 -4.5", "sign-flipped"),
    ("low-rank", {"A": LEANING, "k": 1}, "1.5 -1.5; -0.5 0.5", "keeps-the-smallest"),
    ("low-rank", {"A": LEANING, "k": 1}, "0.579 0.579; 1.737 1.737", "root-of-sigma"),
    ("low-rank", {"A": LEANING, "k": 1}, "0 0; 0 5", "zeroes-entries"),
    ("low-rank", {"A": LEANING, "k": 1}, "3 0; 0 5", "zeroes-entries"),
    ("low-rank-error", ERROR, "0.794", "share-kept"),
    ("low-rank-error", ERROR, "2.944", "averaged"),
    ("low-rank-error", ERROR, "8/3", "averaged"),
    ("low-rank-error", ERROR, "2.83", "not-squared"),
    ("low-rank-error", ERROR, "3", "other-singular-value"),
    ("low-rank-error", ERROR, "126", "whole-norm"),
    ("low-rank-error", ERROR, "11.22", "one-off"),
    ("low-rank-error", ERROR, "18", "whole-norm"),
    ("low-rank-storage", STORED, "138", "full-factors"),
    ("low-rank-storage", STORED, "17", "one-layer-only"),
    ("low-rank-storage", STORED, "16", "one-layer-only"),
    ("low-rank-storage", STORED, "18", "one-layer-only"),
    ("low-rank-storage", STORED, "120", "sizes-multiplied"),
    ("low-rank-storage", STORED, "68", "sizes-multiplied"),
    ("compression-factor", SMALLER, "0.8658", "share-instead"),
    ("compression-factor", SMALLER, "13.42", "share-instead"),
    ("compression-factor", SMALLER, "86.58", "share-instead"),
    ("compression-factor", SMALLER, "805", "numbers-instead"),
    ("compression-factor", SMALLER, "6000", "numbers-instead"),
    ("compression-factor", SMALLER, "5195", "numbers-instead"),
    ("lora-parameters", LORA, "3328", "saved-instead"),
    ("lora-parameters", LORA, "192", "rank-forgotten"),
    ("lora-parameters", LORA, "96", "rank-forgotten"),
    ("lora-parameters", LORA, "1536", "factor-of-two"),
    ("lora-parameters", LORA, "384", "layers-uncounted"),
    ("lora-parameters", LORA, "6", "ratio-instead"),
    ("lora-parameters", LORA, "5", "ratio-instead"),
    ("lora-parameters", LORA, "256", "one-factor-only"),
    ("lora-parameters", LORA, "128", "ratio-instead"),
    ("covariance", {"X": DATA}, "1.6 0.4; 0.4 2.8", "other-divisor"),
    ("covariance", {"X": DATA}, "8 6; 6 10", "centred-wrongly"),
    ("covariance", {"X": DATA}, "8/3 -2/3; -2/3 14/3", "sign-of-covariance"),
    ("covariance", {"X": DATA}, "8/3 0; 0 14/3", "variances-only"),
    ("covariance", {"X": DATA}, "1.633 0.8165; 0.8165 2.160", "rooted"),
    ("covariance", {"X": DATA}, "4 1; 1 7", "other-divisor"),
    ("explained-variance", RATIOS, "0.1, 0.3, 0.6", "another-order"),
    ("explained-variance", RATIOS, "1/3, 1/3, 1/3", "divided-by-count"),
    ("explained-variance", RATIOS, "2, 1, 1/3", "divided-by-count"),
    ("explained-variance", RATIOS, "0.4, 0.7, 0.9", "what-is-lost"),
    ("explained-variance", RATIOS, "0.7826, 0.1957, 0.0217", "squared"),
    ("explained-variance", RATIOS, "0.6, 0.3", "ratios-missing"),
    ("explained-variance", {"singular_values": [3, 2, 1]}, "3, 2, 1", "not-normalised"),
    ("cumulative-variance", FIRST_TWO, "0.2", "last-alone"),
    ("cumulative-variance", FIRST_TWO, "0.1", "single-ratio"),
    ("cumulative-variance", FIRST_TWO, "0.12", "multiplied"),
    ("cumulative-variance", FIRST_TWO, "0.4", "divided-by-count"),
    ("cumulative-variance", FIRST_TWO, "0.9", "one-too-many"),
    ("components-needed", {"eigenvalues": MANY, "threshold": 0.6}, "5", "share-of-count"),
    ("principal-component", SIX, "2/sqrt(5), -1/sqrt(5)", "one-sign"),
    ("principal-component", SIX, "1/sqrt(5), 2/sqrt(5)", "entries-swapped"),
    ("principal-component", SIX, "5, 2", "feature-axis"),
    ("principal-component", SIX, "1, 1", "scale"),
    ("principal-component", SIX, "6, 1", "row-instead"),
    ("principal-component", {"X": DATA}, "6, 2", "sample-instead"),
    ("is-eigenvector", {"A": TWO, "v": [1, 2]}, "no", "row-times-matrix"),
    ("is-diagonalizable", {"A": TWO}, "no", "distinct-refused"),
    ("is-orthogonal", {"A": TURNED}, "no", "orthogonal-refused"),
    ("is-orthogonal", {"A": [[1, 1], [0, 1]]}, "yes", "determinant-one"),
    ("is-orthogonal", {"A": [[1, 1], [-1, 1]]}, "yes", "columns-orthogonal"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 -2 | L = 5", "eigenvalue-missing"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 2 | L = 5, 2", "one-sign"),
    ("diagonalization", {"A": FIVE}, "V = 2/3 1/3; 1/3 -1/3 | L = 5, 2", "inverse-given"),
    ("diagonalization", {"A": FIVE}, "V = 1 0; 0 1 | L = 5, 2", "identity-given"),
    ("diagonalization", {"A": FIVE}, "V = 1 2; 1 2 | L = 5, 2", "columns-dependent"),
    ("diagonalization", {"A": FIVE}, "V = 1 0; 1 0 | L = 5, 2", "columns-dependent"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 -2 | L = 10, 4", "quadratic-formula"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 -2 | L = 4, 3", "reads-diagonal"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 -2 | L = 2, 5", "pairs-mixed-up"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; 1 -2 | L = 5 1; 0 2", "lambda-not-diagonal"),
    ("diagonalization", {"A": FIVE}, "V = 1 1; -2 1 | L = 5, 2", "pairs-mixed-up"),
    ("orthogonal-diagonalization", {"A": NINE}, f"Q = {VT} | L = 3, 1", "square-roots"),
    ("orthogonal-diagonalization", {"A": NINE}, "Q = 1 0; 0 1 | L = 9, 1", "identity-given"),
    ("orthogonal-diagonalization", {"A": NINE}, f"Q = {VT} | L = 9", "eigenvalue-missing"),
    ("orthogonal-diagonalization", {"A": NINE}, "Q = 1/sqrt(2) 1/sqrt(2); 1/sqrt(2) 1/sqrt(2) | L = 9, 1", "one-sign"),
    ("orthogonal-diagonalization", {"A": NINE}, "Q = 1 1; 1 -1 | L = 9, 1", "not-unit"),
    ("svd", {"A": LEANING}, f"U = {U} | S = sqrt(5), sqrt(45) | Vt = {VT}", "pairs-mixed-up"),
    ("svd", {"A": LEANING}, f"U = 1/sqrt(10) 3/sqrt(10); 3/sqrt(10) 1/sqrt(10) | S = {SIGMA} | Vt = {VT}", "one-sign"),
    ("svd", {"A": LEANING}, f"U = {U} | S = 45, 5 | Vt = {VT}", "sigma-squared"),
    ("svd", {"A": LEANING}, f"U = {U} | S = 13.42, 4.472 | Vt = {VT}", "doubled-or-halved"),
    (
        "svd",
        {"A": LEANING},
        "U = 0 1/sqrt(5); 1 -2/sqrt(5) | S = 5, 3 | Vt = 0 1; 1/sqrt(5) -2/sqrt(5)",
        "eigenvalues-instead",
    ),
    (
        "svd",
        {"A": LEANING},
        f"U = {U} | S = sqrt(45), -sqrt(5) | Vt = 1/sqrt(2) 1/sqrt(2); -1/sqrt(2) 1/sqrt(2)",
        "negative-sigma",
    ),
    (
        "svd",
        {"A": LEANING},
        f"U = 1/sqrt(10) -3/sqrt(10); 3/sqrt(10) 1/sqrt(10) | S = {SIGMA} | Vt = {VT}",
        "signs-unpaired",
    ),
    ("svd", {"A": LEANING}, f"U = 1 3; 3 -1 | S = {SIGMA} | Vt = 1 1; 1 -1", "not-unit"),
    ("svd", {"A": LEANING}, f"U = {VT} | S = {SIGMA} | Vt = {U}", "u-and-v-swapped"),
]


@pytest.mark.parametrize(
    ("kind", "given", "answer", "slip"), CASES, ids=[f"{i}-{c[0]}-{c[3]}" for i, c in enumerate(CASES)]
)
def test_a_mistake_made_by_hand_is_told_by_its_name(
    kind: str, given: Mapping[str, Raw], answer: str, slip: str
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, slip), feedback_of(verdict)


SAID: list[tuple[str, Mapping[str, Raw], str, str]] = [
    (
        "eigenvalues",
        {"A": TWO},
        "3, 5",
        "These are the sums of the rows, which in general are not the eigenvalues. Solve det(A − λI) = 0, that is "
        "λ² − 5λ + 4 = 0.",
    ),
    (
        "eigenvector",
        {"A": TWO, "eigenvalue": 4},
        "1, 0",
        "The standard basis vector eᵢ is an eigenvector exactly when column i of A is zero off the diagonal. Test it: "
        "Av must be 4v, entry by entry.",
    ),
    (
        "eigenvalue-of",
        {"A": TWO, "v": [1, 2]},
        "12",
        "This is the sum of the entries of Av. Compare Av = [4, 8] with v = [1, 2], and divide an entry of Av by the same entry of v.",
    ),
    (
        "characteristic-polynomial",
        {"A": TWO},
        "1, -4",
        "A factor is missing: each eigenvalue gives a factor λ − λᵢ, repeated according to multiplicity, so the degree is 2.",
    ),
    ("trace", {"A": THREE}, "7", "An entry of the diagonal was left out: add all 3 of them, 2 + 3 + 4."),
    (
        "nullity",
        {"A": ROWS},
        "0",
        "Off by one: the nullity is the number of columns, 2, minus the number of pivots. Count the pivots again.",
    ),
    (
        "norm",
        {"A": LEANING, "norm": "spectral"},
        "8",
        "This is the trace of A. Find the largest singular value: σ₁² is the largest eigenvalue of AᵀA = [25 20; 20 25].",
    ),
    (
        "low-rank",
        {"A": LEANING, "k": 1},
        "3 0; 0 5",
        "Entries of A were set to zero, not singular values. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    (
        "low-rank-error",
        ERROR,
        "0.794",
        "This is the share of the sum of squares that is kept. "
        "Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √(4²+3²+1²).",
    ),
    (
        "low-rank-storage",
        STORED,
        "68",
        "This is twice the number of values stored. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    (
        "compression-factor",
        SMALLER,
        "805",
        "This is how many numbers are stored. "
        "Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    (
        "lora-parameters",
        LORA,
        "96",
        "The rank is missing: A has r rows and B has r columns. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32).",
    ),
    (
        "lora-parameters",
        LORA,
        "1536",
        "This is twice the number of trained parameters. Count A and B once each. Each layer trains "
        "r(d_in + d_out) parameters: 2 · 4(64 + 32).",
    ),
    (
        "covariance",
        {"X": DATA},
        "1.6 0.4; 0.4 2.8",
        "The sums are right, but not the divisor: divide by n − 1, here 3.",
    ),
    (
        "explained-variance",
        RATIOS,
        "2, 1, 1/3",
        "Do not divide by the number of components, 3: divide each variance by their sum, 10.",
    ),
    (
        "explained-variance",
        RATIOS,
        "0.6, 0.3",
        "Ratios are missing: write one for each of the 3 components; together they add up to 1.",
    ),
    ("cumulative-variance", FIRST_TWO, "0.1", "This is the ratio of one component. Add the first 2 ratios."),
    (
        "is-diagonalizable",
        {"A": TWO},
        "no",
        "All eigenvalues are different, and eigenvectors for different eigenvalues are linearly independent: 2 of them form a basis.",
    ),
    (
        "diagonalization",
        {"A": FIVE},
        "V = 1 1; 1 -2 | L = 5",
        "Λ is 2 × 2 like A, so it needs 2 eigenvalues on its diagonal.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "answer", "said"), SAID, ids=range(len(SAID)))
def test_what_a_mistake_is_told_has_the_numbers_of_this_problem(
    kind: str, given: Mapping[str, Raw], answer: str, said: str
) -> None:
    assert feedback_of(grade.grade(kind, given, answer)) == said


WRONG_ELSEWHERE: list[tuple[str, Mapping[str, Raw], str]] = [
    ("diagonalization", {"A": FIVE}, "V = 3 1; 5 -7 | L = 5, 2"),
    ("orthogonal-diagonalization", {"A": NINE}, "Q = 3/5 4/5; -4/5 3/5 | L = 9, 1"),
    ("svd", {"A": LEANING}, f"U = 2 1; 1 1 | S = {SIGMA} | Vt = {VT}"),
    ("svd", {"A": LEANING}, f"U = 0 0; 0 0 | S = {SIGMA} | Vt = {VT}"),
    ("svd", {"A": NINE}, f"U = {VT} | S = 9, 1 | Vt = 2 1; 1 1"),
]


@pytest.mark.parametrize(("kind", "given", "answer"), WRONG_ELSEWHERE, ids=range(len(WRONG_ELSEWHERE)))
def test_values_that_are_right_are_not_blamed_for_vectors_that_are_wrong(
    kind: str, given: Mapping[str, Raw], answer: str
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, None), feedback_of(verdict)


UNNAMED: list[tuple[str, Mapping[str, Raw], str]] = [
    ("eigenvalue-of", {"A": UPPER, "v": [2, -2]}, "-8"),
    ("characteristic-polynomial", {"A": TWO}, "1, 4"),
    ("characteristic-polynomial", {"A": THREE}, "1, 2, 3, 5"),
    ("covariance", {"X": DATA}, "-8/3 2/3; 2/3 14/3"),
    ("eigenvector", {"A": TWO, "eigenvalue": 4}, "1, 4"),
    ("svd", {"A": [[3, 0], [4, 5], [0, 0]]}, f"U = 3 5; 1 7; 2 9 | S = 8, 2 | Vt = {VT}"),
]


@pytest.mark.parametrize(("kind", "given", "answer"), UNNAMED, ids=range(len(UNNAMED)))
def test_a_wrong_answer_that_no_mistake_gives_is_not_given_a_name(
    kind: str, given: Mapping[str, Raw], answer: str
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, None), feedback_of(verdict)


@pytest.mark.parametrize(
    ("question", "seed", "answer", "slip"),
    [
        ("eigen.third-from-trace", 77, "5/12", "trace-for-determinant"),
        ("eigen.third-from-trace", 77, "0.417", "trace-for-determinant"),
        ("eigen.third-from-trace", 77, "0.4", None),
        ("evr.first-from-singular-values", 31, "0.824", "not-squared"),
        ("evr.first-from-singular-values", 31, "0.82", None),
    ],
)
def test_a_slip_is_named_only_by_the_digits_that_the_question_asks_for(
    question: str, seed: int, answer: str, slip: str | None
) -> None:
    exercise = pose(load_banks(None, known_names()).questions[question], seed)
    assert grade.grade_exercise(exercise, answer).slip == slip
