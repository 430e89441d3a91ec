"""What draws show of the slips: answers typed on draws, and the slips that no draw shows, with the reason.

A slip that is told on a draw when what it gives is typed needs no line here: test_slips.py tries that by itself.
"""

from __future__ import annotations

DRAWN: tuple[tuple[str, int, str, str], ...] = (
    ("eigen.values-2x2", 1, "-1", "subtracted-everywhere"),
    ("eigen.values-2x2", 1, "1, 1", "row-operations"),
    ("eigen.values-2x2", 9, "-3.64575, 1.64575", "row-operations"),
    ("eigen.polynomial-2x2", 1, "-9λ + 28", "leading-left-out"),
    ("svd.values-diagonal-wide", 1, "3, 0, -6, 0", "line-sums"),
    ("orth.frobenius-entries", 1, "2.68535", "rooted-twice"),
    ("lowrank.rank-one-from-svd", 1, "[[0, 0], [0, 0]]", "zero-matrix"),
    ("lowrank.frobenius-error", 1, "1.93434", "rooted-twice"),
    ("lowrank.factor", 1, "33.635", "one-layer-only"),
    (
        "cov.small-data",
        1,
        "[[81, 54, 81, 72], [54, 45, 63, 54], [81, 63, 90, 78], [72, 54, 78, 68]]",
        "rows-for-columns",
    ),
    ("eigen.determinant-blocks", 1, "80", "row-scaled"),
    ("eigen.values-2x2", 1, "5, 31", "one-value-wrong"),
    ("eigen.values-2x2", 1, "5, -2, 31", "one-too-many"),
    ("eigen.values-2x2", 1, "3+i, 1-i", "not-conjugate"),
    ("eigen.values-2x2", 1, "-5.5+3.96863i, -5.5-3.96863i", "sign-miscopied"),
    ("eigen.vector-3x3", 1, "1, -3, 4", "one-row-solved"),
    ("eigen.polynomial-2x2", 1, "1, -9, 31", "one-coefficient-wrong"),
    ("eigen.polynomial-2x2", 1, "1, 1, -12", "sign-miscopied"),
    ("rank.proportional", 1, "-1", "negative"),
    ("rank.nullity", 1, "-1", "negative"),
    ("rank.numerical", 1, "-1", "negative"),
    ("svd.values-diagonal", 1, "13, 31", "one-value-wrong"),
    ("svd.values-diagonal", 1, "13, 8, 31", "one-too-many"),
    ("svd.values-2x2", 1, "7.12311, 1.12311", "sign-miscopied"),
    ("orth.frobenius-entries", 1, "-0.777", "negative"),
    ("lowrank.frobenius-error", 1, "-0.777", "negative"),
    ("lowrank.storage", 1, "-1", "negative"),
    ("lowrank.factor", 1, "-0.777", "negative"),
    ("lora.parameters-model", 1, "-1", "negative"),
    ("cov.small-data", 1, "2 -1; 77.5 2", "not-symmetric"),
    ("evr.from-eigenvalues", 1, "0.625, 0.2125, 0.1, -0.777", "negative"),
    ("evr.from-eigenvalues", 1, "0.625, 0.2125, 0.1, 1.77", "above-one"),
    ("evr.first-from-singular-values", 1, "-0.777", "negative"),
    ("evr.first-from-singular-values", 1, "1.77", "above-one"),
    ("evr.components-needed", 1, "-1", "negative"),
    ("diag.eigenbasis", 1, "V = [[-1, -1], [1, 3]] | L = 1, 31", "one-value-wrong"),
    ("diag.orthogonal", 1, "Q = [[√2/2, -√2/2], [√2/2, √2/2]] | L = 0, 31", "one-value-wrong"),
    ("svd.whole-diagonal", 1, "U = [[0, 1], [-1, 0]] | S = 3, 31 | Vt = [[0, 1], [1, 0]]", "one-value-wrong"),
    (
        "svd.whole-2x2",
        1,
        "U = [[√5/5, 2√5/5], [-2√5/5, √5/5]] | S = 1, 10 | Vt = [[2√5/5, -√5/5], [√5/5, 2√5/5]]",
        "line-sums",
    ),
)

UNASKED = {
    "determinant": "no question asks for one; tests/threads.py has wrong ones that people typed",
    "trace": "no question asks for one",
    "low-rank-error": "questions give the singular values, not A: the entries of A - A_k are seen in `grade` alone",
}
"""Kinds some of whose slips no draw shows, and where they are."""

NO_DATA = "questions give no table of samples to this kind"
MORE_COMMON = "on draws a more common slip gives the same"

SMALL_ONES = "the determinants of the questions are 4×4 and 5×5, and this is a mistake of 2×2 or of 3×3 ones"
UNDRAWN = {
    "determinant: wrong-pairs": SMALL_ONES,
    "determinant: products-mixed-up": SMALL_ONES,
    "determinant: cofactor-signs": SMALL_ONES,
    "determinant: entries-left-out": SMALL_ONES,
    "determinant: sign-miscopied": SMALL_ONES,
    "determinant: other-diagonal": "the other diagonal of the matrices of the questions holds a 0, of which nothing is told",
    "is-eigenvector: multiple-not-seen": MORE_COMMON,
    "eigenvector: sign-forgotten": MORE_COMMON,
    "rank: counts-rows": MORE_COMMON,
    "rank: full-rank-assumed": MORE_COMMON,
    "nullity: counts-a-side": MORE_COMMON,
    "numerical-rank: counts-all": MORE_COMMON,
    "is-orthogonal: columns-not-compared": MORE_COMMON,
    "is-orthogonal: not-square": "every matrix of the questions is square",
    "low-rank: one-layer-off": "of two layers, one too many is the matrix itself",
    "low-rank: one-layer-alone": "of two layers, the other one is that of the smallest singular value",
    "low-rank-error: sums-entries": "questions give the singular values alone",
    "explained-variance: not-centred": NO_DATA,
    "explained-variance: scale": NO_DATA,
    "cumulative-variance: not-centred": NO_DATA,
    "cumulative-variance: scale": NO_DATA,
    "components-needed: not-centred": NO_DATA,
    "components-needed: scale": NO_DATA,
    "principal-component: not-centred": NO_DATA,
    "principal-component: towards-the-mean": NO_DATA,
    "principal-component: sample-instead": NO_DATA,
}
"""Slips of kinds that are asked which no draw shows, and why; their rows in this folder show them."""
