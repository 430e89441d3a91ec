"""What a right answer is told, whole: a problem a line, with the reason that `grade` gives."""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.model import Raw

WHYS: tuple[tuple[str, Mapping[str, Raw], str], ...] = (
    ("eigenvalues", {"A": [[2, 1], [2, 3]]}, "det(λI − A) = λ² - 5λ + 4 has the roots 4, 1."),
    ("eigenvalues", {"A": [[1, 1], [1, 2]]}, "det(λI − A) = λ² - 3λ + 1 has the roots (3+√5)/2, (3-√5)/2."),
    ("eigenvalues", {"A": [[0, -1], [1, 0]]}, "det(λI − A) = λ² + 1 has the roots i, -i."),
    ("eigenvalues", {"A": [[1, -2], [1, 3]]}, "det(λI − A) = λ² - 4λ + 5 has the roots 2+i, 2-i."),
    ("eigenvalues", {"A": [[3, 1], [0, 3]]}, "A is triangular, so its diagonal holds the eigenvalues: 3, 3."),
    (
        "eigenvalues",
        {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]},
        "det(λI − A) = λ³ - 9λ² + 28λ - 30 has the roots 3+i, 3, 3-i.",
    ),
    (
        "eigenvalues",
        {"A": [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]},
        "det(λI − A) = λ³ - 6λ² + 10λ - 4 has the roots 2+√2, 2, 2-√2.",
    ),
    (
        "eigenvalues",
        {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]]},
        "det(λI − A) = λ³ - 9λ² + 24λ - 20 has the roots 5, 2, 2.",
    ),
    ("eigenvalues", {"A": [[1, 2], [2, 4]]}, "det(λI − A) = λ² - 5λ has the roots 5, 0."),
    (
        "eigenvalues",
        {"A": [[0.002, 0.001], [0.001, 0.003]]},
        "det(λI − A) = λ² - (1/200)λ + 1/200000 has the roots (5+√5)/2000, (5-√5)/2000.",
    ),
    (
        "eigenvalues",
        {"A": [[2000, 1000], [2000, 3500]]},
        "det(λI − A) = λ² - 5500λ + 5000000 has the roots 2750+250√41, 2750-250√41.",
    ),
    ("eigenvalues", {"A": [["3", "-sqrt(3)"], ["-sqrt(3)", "1"]]}, "det(λI − A) = λ² - 4λ has the roots 4, 0."),
    (
        "eigenvalues",
        {"A": [["1/2", "1/3"], ["1/4", "1/5"]]},
        "det(λI − A) = λ² - (7/10)λ + 1/60 has the roots (21+√381)/60, (21-√381)/60.",
    ),
    (
        "eigenvalues",
        {"A": [[4, 1, 0, 0], [1, 4, 0, 0], [0, 0, 2, 1], [0, 0, 1, 7]]},
        "det(λI − A) = λ⁴ - 17λ³ + 100λ² - 239λ + 195 has the roots (9+√29)/2, 5, 3, (9-√29)/2.",
    ),
    (
        "eigenvalues",
        {"A": [[0, 1, 2], [0, 0, 3], [0, 0, 0]]},
        "A is triangular, so its diagonal holds the eigenvalues: 0, 0, 0.",
    ),
    (
        "eigenvalues",
        {"A": [[1, 0, 0, 0, 0], [2, 3, 0, 0, 0], [0, 0, 2, 1, 0], [0, 0, 1, 2, 0], [0, 0, 0, 0, -1]]},
        "The 5 roots of det(λI − A) are 3, 3, 1, 1, -1; their sum is the trace, their product the determinant.",
    ),
    ("eigenvalues", {"A": [[3, 0], [2, 1]]}, "A is triangular, so its diagonal holds the eigenvalues: 3, 1."),
    (
        "eigenvalues",
        {"A": [[2, 0, 0], [1, 3, 0], [0, 2, 4]]},
        "A is triangular, so its diagonal holds the eigenvalues: 4, 3, 2.",
    ),
    (
        "eigenvector",
        {"A": [[2, 1], [2, 3]], "eigenvalue": 4},
        "(A − 4I)v = 0 is solved by v = [1, 2]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[1, 1], [1, 2]], "eigenvalue": 2.618},
        "(A − ((3+√5)/2)I)v = 0 is solved by v = [(-1+√5)/2, 1]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[0, -1], [1, 0]], "eigenvalue": "i"},
        "(A − (i)I)v = 0 is solved by v = [i, 1]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[3, 1], [0, 3]], "eigenvalue": 3},
        "(A − 3I)v = 0 is solved by v = [1, 0]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[2, -1, 0], [-1, 2, -1], [0, -1, 2]], "eigenvalue": "2+sqrt(2)"},
        "(A − (2+√2)I)v = 0 is solved by v = [1, -√2, 1]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]], "eigenvalue": 2},
        "(A − 2I)v = 0 is solved by v = [-1, 1, 0]. Any non-zero vector of this eigenspace is right.",
    ),
    (
        "eigenvector",
        {"A": [["3", "-sqrt(3)"], ["-sqrt(3)", "1"]], "eigenvalue": 0},
        "(A − 0I)v = 0 is solved by v = [√3/3, 1]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[1, 2], [2, 4]], "eigenvalue": 0},
        "(A − 0I)v = 0 is solved by v = [-2, 1]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[4, 1, 0, 0], [1, 4, 0, 0], [0, 0, 2, 1], [0, 0, 1, 7]], "eigenvalue": 5},
        "(A − 5I)v = 0 is solved by v = [1, 1, 0, 0]. Any non-zero multiple is right.",
    ),
    (
        "eigenvector",
        {"A": [[1, 2], [2, -2]], "eigenvalue": -3},
        "(A − (-3)I)v = 0 is solved by v = [-1, 2]. Any non-zero multiple is right.",
    ),
    (
        "is-eigenvector",
        {"A": [[2, 1], [0, 3]], "v": [2, 1]},
        "Av = [5, 3] is no multiple of v = [2, 1]: the entries ask for different factors (5/2, 3).",
    ),
    (
        "is-eigenvector",
        {"A": [[2, 1], [2, 3]], "v": [1, 2]},
        "Av = [4, 8] = 4·[1, 2]: v keeps its line, so it is an eigenvector with λ = 4.",
    ),
    (
        "is-eigenvector",
        {"A": [[1, 2], [2, 4]], "v": [2, -1]},
        "Av = [0, 0] = 0·[2, -1]: v keeps its line, so it is an eigenvector with λ = 0.",
    ),
    (
        "is-eigenvector",
        {"A": [[1, 2], [4, 3]], "v": [1, -1]},
        "Av = [-1, 1] = (-1)·[1, -1]: v keeps its line, so it is an eigenvector with λ = -1.",
    ),
    ("is-eigenvector", {"A": [[2, 1], [2, 3]], "v": [0, 0]}, "The zero vector is no eigenvector, whatever A is."),
    (
        "is-eigenvector",
        {"A": [[2, 1], [2, 3]], "v": [0, 3]},
        "Av = [3, 9] is no multiple of v = [0, 3]: the entries ask for different factors (3).",
    ),
    ("eigenvalue-of", {"A": [[2, 1], [2, 3]], "v": [1, 2]}, "Av = [4, 8] = 4·[1, 2], so λ = 4."),
    ("eigenvalue-of", {"A": [[3, 1], [0, 2]], "v": [2, -2]}, "Av = [4, -4] = 2·[2, -2], so λ = 2."),
    ("eigenvalue-of", {"A": [[1, 2], [4, 3]], "v": [3, -3]}, "Av = [-3, 3] = (-1)·[3, -3], so λ = -1."),
    (
        "eigenvalue-of",
        {"A": [[2, -1, 0], [-1, 2, -1], [0, -1, 2]], "v": ["1", "-sqrt(2)", "1"]},
        "Av = [2+√2, -2-2√2, 2+√2] = (2+√2)·[1, -√2, 1], so λ = 2+√2.",
    ),
    ("characteristic-polynomial", {"A": [[2, 1], [2, 3]]}, "λ² − tr(A)·λ + det(A) = λ² - 5λ + 4."),
    ("characteristic-polynomial", {"A": [[1, 1], [1, 2]]}, "λ² − tr(A)·λ + det(A) = λ² - 3λ + 1."),
    (
        "characteristic-polynomial",
        {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]},
        "λ³ − tr(A)·λ² + (sum of the principal 2×2 minors)·λ − det(A) = λ³ - 9λ² + 28λ - 30.",
    ),
    (
        "characteristic-polynomial",
        {"A": [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]},
        "λ³ − tr(A)·λ² + (sum of the principal 2×2 minors)·λ − det(A) = λ³ - 6λ² + 10λ - 4.",
    ),
    (
        "characteristic-polynomial",
        {"A": [["1/2", "1/3"], ["1/4", "1/5"]]},
        "λ² − tr(A)·λ + det(A) = λ² - (7/10)λ + 1/60.",
    ),
    ("characteristic-polynomial", {"A": [[1, 2], [2, 4]]}, "λ² − tr(A)·λ + det(A) = λ² - 5λ."),
    (
        "characteristic-polynomial",
        {"A": [[0.002, 0.001], [0.001, 0.003]]},
        "λ² − tr(A)·λ + det(A) = λ² - (1/200)λ + 1/200000.",
    ),
    ("determinant", {"A": [[2, 1], [2, 3]]}, "det A = ad − bc = 2·3 − 1·2 = 4."),
    (
        "determinant",
        {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]},
        "det A = 30, by expansion along a row or by elimination.",
    ),
    (
        "determinant",
        {"A": [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]},
        "det A = 4, by expansion along a row or by elimination.",
    ),
    ("determinant", {"A": [["1/2", "1/3"], ["1/4", "1/5"]]}, "det A = ad − bc = 1/2·1/5 − 1/3·1/4 = 1/60."),
    ("determinant", {"A": [[2000, 1000], [2000, 3500]]}, "det A = ad − bc = 2000·3500 − 1000·2000 = 5000000."),
    ("determinant", {"A": [[0.002, 0.001], [0.001, 0.003]]}, "det A = ad − bc = 0.002·0.003 − 0.001·0.001 = 5e-06."),
    ("determinant", {"A": [[1, 2], [2, 4]]}, "det A = ad − bc = 1·4 − 2·2 = 0."),
    ("determinant", {"A": [[4, -1], [-3, 2]]}, "det A = ad − bc = 4·2 − (-1)·(-3) = 5."),
    ("determinant", {"A": [[7]]}, "det A = 7, by expansion along a row or by elimination."),
    ("trace", {"A": [[2, 1], [2, 3]]}, "The trace is the sum of the diagonal (2, 3): 5."),
    ("trace", {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]}, "The trace is the sum of the diagonal (2, 3, 4): 9."),
    ("trace", {"A": [["1/2", "1/3"], ["1/4", "1/5"]]}, "The trace is the sum of the diagonal (1/2, 1/5): 0.7."),
    ("trace", {"A": [[2000, 1000], [2000, 3500]]}, "The trace is the sum of the diagonal (2000, 3500): 5500."),
    ("trace", {"A": [["3", "-sqrt(3)"], ["-sqrt(3)", "1"]]}, "The trace is the sum of the diagonal (3, 1): 4."),
    ("trace", {"A": [[4, 1], [2, -7]]}, "The trace is the sum of the diagonal (4, -7): -3."),
    ("rank", {"A": [[2, 1], [2, 3]]}, "Elimination leaves 2 pivots: the rank is 2, as large as a 2×2 matrix allows."),
    (
        "rank",
        {"A": [[1, 2], [2, 4], [3, 6]]},
        "Every row is a multiple of one row, so elimination leaves one pivot: the rank is 1.",
    ),
    (
        "rank",
        {"A": [[1, 2, 3], [4, 5, 6], [5, 7, 9]]},
        "Elimination leaves 2 pivots; the other rows become zero, since they are combinations of those: the rank is 2.",
    ),
    (
        "rank",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        "Elimination leaves 2 pivots: the rank is 2, as large as a 3×2 matrix allows.",
    ),
    (
        "rank",
        {"A": [[1, 0, 2], [0, 3, 1]]},
        "Elimination leaves 2 pivots: the rank is 2, as large as a 2×3 matrix allows.",
    ),
    (
        "rank",
        {"A": [[1, 2], [2, 4]]},
        "Every row is a multiple of one row, so elimination leaves one pivot: the rank is 1.",
    ),
    (
        "rank",
        {"A": [["3", "-sqrt(3)"], ["-sqrt(3)", "1"]]},
        "Every row is a multiple of one row, so elimination leaves one pivot: the rank is 1.",
    ),
    (
        "rank",
        {"A": [[1, 1], [1, 1.0001]]},
        "Elimination leaves 2 pivots: the rank is 2, as large as a 2×2 matrix allows.",
    ),
    ("rank", {"A": [[0, 0], [0, 0]]}, "Every entry is zero, so nothing is left to span: the rank is 0."),
    (
        "rank",
        {"A": [[1, 2, 3], [2, 4, 7], [3, 6, 10], [1, 2, 3]]},
        "Elimination leaves 2 pivots; the other rows become zero, since they are combinations of those: the rank is 2.",
    ),
    (
        "nullity",
        {"A": [[2, 1], [2, 3]]},
        "A has 2 columns and rank 2; rank + nullity = number of columns, so the nullity is 0.",
    ),
    (
        "nullity",
        {"A": [[1, 2], [2, 4], [3, 6]]},
        "A has 2 columns and rank 1; rank + nullity = number of columns, so the nullity is 1.",
    ),
    (
        "nullity",
        {"A": [[1, 2, 3], [4, 5, 6], [5, 7, 9]]},
        "A has 3 columns and rank 2; rank + nullity = number of columns, so the nullity is 1.",
    ),
    (
        "nullity",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        "A has 2 columns and rank 2; rank + nullity = number of columns, so the nullity is 0.",
    ),
    (
        "nullity",
        {"A": [[1, 0, 2], [0, 3, 1]]},
        "A has 3 columns and rank 2; rank + nullity = number of columns, so the nullity is 1.",
    ),
    (
        "nullity",
        {"A": [[1, 2], [2, 4]]},
        "A has 2 columns and rank 1; rank + nullity = number of columns, so the nullity is 1.",
    ),
    (
        "numerical-rank",
        {"singular_values": [5.0, 0.3, 1e-15, 2e-16]},
        "The threshold is 4.4e-15: 2 of the 4 singular values are above it, the rest is rounding.",
    ),
    (
        "numerical-rank",
        {"singular_values": [7, 2, 0.5, 1e-17], "rtol": 0.01},
        "The threshold is 0.07: 3 of the 4 singular values are above it, the rest is rounding.",
    ),
    (
        "numerical-rank",
        {"singular_values": [7, 2, 0.5, 0.001], "atol": 0.1},
        "The threshold is 0.1: 3 of the 4 singular values are above it, the rest is rounding.",
    ),
    (
        "numerical-rank",
        {"A": [[1, 2, 3], [4, 5, 6], [5, 7, 9]]},
        "The threshold is 1e-14: 2 of the 3 singular values are above it, the rest is rounding.",
    ),
    (
        "numerical-rank",
        {"A": [[2, 0, 0], [0, 0.5, 0]], "rtol": 0.5},
        "The threshold is 1: 1 of the 2 singular values are above it, the rest is rounding.",
    ),
    (
        "is-diagonalizable",
        {"A": [[2, 1], [2, 3]]},
        "The eigenvalues 4, 1 are all different, so their eigenvectors form a basis.",
    ),
    (
        "is-diagonalizable",
        {"A": [[3, 1], [0, 3]]},
        "λ = 3 is a root 2 times, but A − λI has a null space of dimension 1: too few eigenvectors for a basis.",
    ),
    (
        "is-diagonalizable",
        {"A": [[0, -1], [1, 0]]},
        "The eigenvalues i, -i are all different, so their eigenvectors form a basis.",
    ),
    (
        "is-diagonalizable",
        {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]]},
        "A is symmetric, so it has an orthonormal basis of eigenvectors, repeated eigenvalues or not.",
    ),
    (
        "is-diagonalizable",
        {"A": [[0, 1, 2], [0, 0, 3], [0, 0, 0]]},
        "λ = 0 is a root 3 times, but A − λI has a null space of dimension 1: too few eigenvectors for a basis.",
    ),
    (
        "is-diagonalizable",
        {"A": [[1, 2], [2, 4]]},
        "The eigenvalues 5, 0 are all different, so their eigenvectors form a basis.",
    ),
    (
        "is-diagonalizable",
        {"A": "pi 0; 0 pi"},
        "A is symmetric, so it has an orthonormal basis of eigenvectors, repeated eigenvalues or not.",
    ),
    (
        "is-diagonalizable",
        {"A": [[2, 0, 1], [0, 2, 1], [0, 0, 3]]},
        "Each repeated eigenvalue has as many independent eigenvectors as its multiplicity.",
    ),
    (
        "is-diagonalizable",
        {"A": [[0, -1, 1, 0], [1, 0, 0, 1], [0, 0, 0, -1], [0, 0, 1, 0]]},
        "λ = i is a root 2 times, but A − λI has a null space of dimension 1: too few eigenvectors for a basis.",
    ),
    (
        "is-orthogonal",
        {"A": [["3/5", "4/5"], ["-4/5", "3/5"]]},
        "AᵀA = I: the columns have length 1 and are perpendicular to each other.",
    ),
    ("is-orthogonal", {"A": [[1, 1], [-1, 1]]}, "AᵀA differs from I by 1 in its worst entry."),
    ("is-orthogonal", {"A": [[1, 1], [0, 1]]}, "AᵀA differs from I by 1 in its worst entry."),
    (
        "is-orthogonal",
        {"A": [[0, -1], [1, 0]]},
        "AᵀA = I: the columns have length 1 and are perpendicular to each other.",
    ),
    ("is-orthogonal", {"A": [[1, 2], [3, 4], [5, 6]]}, "An orthogonal matrix is square: QᵀQ = QQᵀ = I."),
    (
        "diagonalization",
        {"A": [[2, 1], [2, 3]]},
        "The eigenvalues are 4, 1; each column of V is an eigenvector for the eigenvalue at the same place of Λ. Any order that keeps the pairs together and any non-zero multiples are right.",
    ),
    (
        "diagonalization",
        {"A": [[1, 1], [1, 2]]},
        "The eigenvalues are (3+√5)/2, (3-√5)/2; each column of V is an eigenvector for the eigenvalue at the same place of Λ. Any order that keeps the pairs together and any non-zero multiples are right.",
    ),
    (
        "diagonalization",
        {"A": [[0, -1], [1, 0]]},
        "The eigenvalues are i, -i; each column of V is an eigenvector for the eigenvalue at the same place of Λ. Any order that keeps the pairs together and any non-zero multiples are right.",
    ),
    (
        "orthogonal-diagonalization",
        {"A": [[1, 1], [1, 2]]},
        "The eigenvalues are (3+√5)/2, (3-√5)/2; the columns of Q are eigenvectors of length 1, perpendicular to each other. Either sign of a column is right.",
    ),
    (
        "orthogonal-diagonalization",
        {"A": [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]},
        "The eigenvalues are 2+√2, 2, 2-√2; the columns of Q are eigenvectors of length 1, perpendicular to each other. Either sign of a column is right.",
    ),
    (
        "orthogonal-diagonalization",
        {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]]},
        "The eigenvalues are 5, 2, 2; the columns of Q are eigenvectors of length 1, perpendicular to each other. Either sign of a column is right.",
    ),
    (
        "singular-values",
        {"A": [[2, 1], [2, 3]]},
        "AᵀA has the eigenvalues 9+√65, 9-√65; their roots are the singular values (√10+√26)/2, (-√10+√26)/2.",
    ),
    (
        "singular-values",
        {"A": [[1, 1], [1, 2]]},
        "AᵀA has the eigenvalues (7+3√5)/2, (7-3√5)/2; their roots are the singular values (3+√5)/2, (3-√5)/2.",
    ),
    (
        "singular-values",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        "AᵀA has the eigenvalues 90.74, 0.2645; their roots are the singular values 9.526, 0.5143.",
    ),
    (
        "singular-values",
        {"A": [[1, 0, 2], [0, 3, 1]]},
        "AAᵀ has the eigenvalues 10.7, 4.298; their roots are the singular values 3.271, 2.073.",
    ),
    (
        "singular-values",
        {"A": [[3, 0], [4, 0], [0, 5]]},
        "AᵀA has the eigenvalues 25, 25; their roots are the singular values 5, 5.",
    ),
    (
        "singular-values",
        {"A": [[1, 2], [2, 4]]},
        "AᵀA has the eigenvalues 25, 0; their roots are the singular values 5, 0.",
    ),
    (
        "singular-values",
        {"A": [[2, 0, 1], [1, 3, -1], [0, 2, 4]]},
        "AᵀA has the eigenvalues 21.46, 10.58, 3.965; their roots are the singular values 4.632, 3.252, 1.991.",
    ),
    (
        "singular-values",
        {"A": [[0.002, 0.001], [0.001, 0.003]]},
        "AᵀA has the eigenvalues (3+√5)/400000, (3-√5)/400000; their roots are the singular values (5+√5)/2000, (5-√5)/2000.",
    ),
    (
        "singular-values",
        {"A": [[2000, 1000], [2000, 3500]]},
        "AᵀA has the eigenvalues 20000000, 1250000; their roots are the singular values 2000√5, 500√5.",
    ),
    (
        "singular-values",
        {"A": [["1/2", "1/3"], ["1/4", "1/5"]]},
        "AᵀA has the eigenvalues 0.463, 0.0005999; their roots are the singular values 0.6804, 0.02449.",
    ),
    (
        "singular-values",
        {"A": [[3, 1], [0, 3]]},
        "AᵀA has the eigenvalues (19+√37)/2, (19-√37)/2; their roots are the singular values (1+√37)/2, (-1+√37)/2.",
    ),
    (
        "singular-values",
        {"A": [[1, 2, 3], [4, 5, 6], [5, 7, 9]]},
        "AᵀA has the eigenvalues 245.3, 0.6603, 0; their roots are the singular values 15.66, 0.8126, 0.",
    ),
    (
        "singular-values",
        {"A": [[0, -3], [7, 0]]},
        "AᵀA has the eigenvalues 49, 9; their roots are the singular values 7, 3.",
    ),
    (
        "svd",
        {"A": [[2, 1], [2, 3]]},
        "AᵀA has the orthonormal eigenvectors vᵢ (rows of Vᵀ), σᵢ = √λᵢ: (√10+√26)/2, (-√10+√26)/2, and uᵢ = Avᵢ/σᵢ. Any signs that fit together are right, and economy or full factors.",
    ),
    (
        "svd",
        {"A": [[1, 1], [1, 2]]},
        "AᵀA has the orthonormal eigenvectors vᵢ (rows of Vᵀ), σᵢ = √λᵢ: (3+√5)/2, (3-√5)/2, and uᵢ = Avᵢ/σᵢ. Any signs that fit together are right, and economy or full factors.",
    ),
    (
        "svd",
        {"A": [[1, 2], [3, 4], [5, 6]]},
        "AᵀA has the orthonormal eigenvectors vᵢ (rows of Vᵀ), σᵢ = √λᵢ: 9.526, 0.5143, and uᵢ = Avᵢ/σᵢ. Any signs that fit together are right, and economy or full factors.",
    ),
    (
        "low-rank",
        {"A": [[2, 1], [2, 3]], "k": 1},
        "A_k = σ₁u₁v₁ᵀ + … keeps the 1 largest of the singular values (√10+√26)/2, (-√10+√26)/2 (Eckart–Young).",
    ),
    (
        "low-rank",
        {"A": [[1, 2], [3, 4], [5, 6]], "k": 1},
        "A_k = σ₁u₁v₁ᵀ + … keeps the 1 largest of the singular values 9.526, 0.5143 (Eckart–Young).",
    ),
    (
        "low-rank",
        {"A": [[2, 0], [0, 1]], "k": 1},
        "A_k = σ₁u₁v₁ᵀ + … keeps the 1 largest of the singular values 2, 1 (Eckart–Young).",
    ),
    (
        "low-rank",
        {"A": [[3, 1, 1], [1, 3, 1], [1, 1, 3]], "k": 1},
        "A_k = σ₁u₁v₁ᵀ + … keeps the 1 largest of the singular values 5, 2, 2 (Eckart–Young).",
    ),
    (
        "low-rank",
        {"A": [[3, 0], [4, 0], [0, 5]], "k": 1},
        "A_k = σ₁u₁v₁ᵀ + … keeps the 1 largest of the singular values 5, 5 (Eckart–Young).",
    ),
    (
        "low-rank",
        {"A": [[1, 2, 3], [4, 5, 6], [5, 7, 9]], "k": 2},
        "A_k = σ₁u₁v₁ᵀ + … keeps the 2 largest of the singular values 15.66, 0.8126, 0 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [10, 3, 4, 0], "k": 1, "norm": "frobenius"},
        "‖A − A_k‖_F = √(4² + 3² + 0²), which is 5 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [10, 4, 3], "k": 1, "norm": "spectral"},
        "‖A − A_k‖₂ = σ₂, the first singular value that is dropped, which is 4 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"A": [[1, 2], [3, 4], [5, 6]], "k": 1, "norm": "frobenius"},
        "‖A − A_k‖_F = √(0.5143²), which is 0.5143 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [9, 5, 2, 1], "k": 2, "norm": "frobenius"},
        "‖A − A_k‖_F = √(2² + 1²), which is √5 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [9, 8, 7, 6, 5, 4, 3], "k": 2, "norm": "frobenius"},
        "‖A − A_k‖_F = √(7² + 6² + 5² + 4² + …), which is 3√15 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [9, 8, 7, 6], "k": 0, "norm": "frobenius"},
        "‖A − A_k‖_F = √(9² + 8² + 7² + 6²), which is √230 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [9, 8], "k": 2, "norm": "frobenius"},
        "‖A − A_k‖_F = 0, since nothing is dropped, which is 0 (Eckart–Young).",
    ),
    (
        "low-rank-error",
        {"singular_values": [9, 8, 7, 6, 5], "k": 1, "norm": "frobenius"},
        "‖A − A_k‖_F = √(8² + 7² + 6² + 5²), which is √174 (Eckart–Young).",
    ),
    (
        "norm",
        {"A": [[1, 2], [3, 4], [5, 6]], "norm": "frobenius"},
        "‖A‖_F = √(sum of the squares of all entries) = √(σ₁² + σ₂² + …) = √91.",
    ),
    ("norm", {"A": [[1, 2], [3, 4], [5, 6]], "norm": "spectral"}, "‖A‖₂ = σ₁, the largest singular value = 9.526."),
    ("norm", {"A": [[1, 2], [3, 4], [5, 6]], "norm": "nuclear"}, "‖A‖_* = σ₁ + σ₂ + … = 10.04."),
    (
        "norm",
        {"A": [[3, 0], [4, 0], [0, 5]], "norm": "frobenius"},
        "‖A‖_F = √(sum of the squares of all entries) = √(σ₁² + σ₂² + …) = 5√2.",
    ),
    ("norm", {"A": [[3, 0], [4, 0], [0, 5]], "norm": "spectral"}, "‖A‖₂ = σ₁, the largest singular value = 5."),
    ("norm", {"A": [[3, 0], [4, 0], [0, 5]], "norm": "nuclear"}, "‖A‖_* = σ₁ + σ₂ + … = 10."),
    (
        "norm",
        {"A": [[2, 1], [2, 3]], "norm": "frobenius"},
        "‖A‖_F = √(sum of the squares of all entries) = √(σ₁² + σ₂² + …) = 3√2.",
    ),
    ("norm", {"A": [[2, 1], [2, 3]], "norm": "spectral"}, "‖A‖₂ = σ₁, the largest singular value = (√10+√26)/2."),
    ("norm", {"A": [[2, 1], [2, 3]], "norm": "nuclear"}, "‖A‖_* = σ₁ + σ₂ + … = √26."),
    (
        "covariance",
        {"X": [[2, 1], [4, 3], [6, 2], [4, 6]]},
        "Subtract the column means (4, 3), then XcᵀXc / (n − 1) with n = 4.",
    ),
    (
        "covariance",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]]},
        "Subtract the column means (3, 3, 4), then XcᵀXc / (n − 1) with n = 5.",
    ),
    (
        "covariance",
        {"X": [[2, 1], [4, 3], [6, 2], [4, 6]], "ddof": 0},
        "Subtract the column means (4, 3), then XcᵀXc / (n) with n = 4.",
    ),
    ("covariance", {"X": [[1, 2], [3, 6]]}, "Subtract the column means (2, 4), then XcᵀXc / (n − 1) with n = 2."),
    (
        "covariance",
        {"X": [[1, 2], [3, 6], [5, 1]], "ddof": 2},
        "Subtract the column means (3, 3), then XcᵀXc / (n − 2) with n = 3.",
    ),
    ("explained-variance", {"eigenvalues": [3, 1]}, "Divide each variance by their sum: 3, 1 over 4."),
    (
        "explained-variance",
        {"eigenvalues": [0.6, 0.25, 0.07, 0.03, 0.02, 0.02, 0.01]},
        "Divide each variance by their sum: 3/5, 1/4, 0.07, 0.03, 0.02, 0.02 … over 1.",
    ),
    (
        "explained-variance",
        {"singular_values": [10, 4, 3, 1]},
        "Divide each variance by their sum: 100, 16, 9, 1 over 126.",
    ),
    (
        "explained-variance",
        {"covariance": [[4, 2], [2, 3]]},
        "Divide each variance by their sum: (7+√17)/2, (7-√17)/2 over 7.",
    ),
    (
        "explained-variance",
        {"X": [[2, 1], [4, 3], [6, 2], [4, 6]]},
        "Divide each variance by their sum: (11+√13)/3, (11-√13)/3 over 22/3.",
    ),
    (
        "explained-variance",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]]},
        "Divide each variance by their sum: 9.188, 3.728, 2.584 over 15.5.",
    ),
    (
        "explained-variance",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]], "standardize": True},
        "Divide each variance by their sum: 1.342, 1.061, 0.5969 over 3.",
    ),
    (
        "explained-variance",
        {"eigenvalues": [7, 6, 5, 4, 3, 2, 1]},
        "Divide each variance by their sum: 7, 6, 5, 4, 3, 2 … over 28.",
    ),
    (
        "explained-variance",
        {"eigenvalues": [6, 5, 4, 3, 2, 1]},
        "Divide each variance by their sum: 6, 5, 4, 3, 2, 1 over 21.",
    ),
    ("cumulative-variance", {"eigenvalues": [3, 1], "k": 2}, "The first 2 ratios, 3/4, 1/4, add up to 1."),
    (
        "cumulative-variance",
        {"eigenvalues": [0.6, 0.25, 0.07, 0.03, 0.02, 0.02, 0.01], "k": 2},
        "The first 2 ratios, 3/5, 1/4, add up to 0.85.",
    ),
    (
        "cumulative-variance",
        {"singular_values": [10, 4, 3, 1], "k": 2},
        "The first 2 ratios, 50/63, 8/63, add up to 58/63.",
    ),
    (
        "cumulative-variance",
        {"covariance": [[4, 2], [2, 3]], "k": 2},
        "The first 2 ratios, (7+√17)/14, (7-√17)/14, add up to 1.",
    ),
    (
        "cumulative-variance",
        {"X": [[2, 1], [4, 3], [6, 2], [4, 6]], "k": 2},
        "The first 2 ratios, (11+√13)/22, (11-√13)/22, add up to 1.",
    ),
    (
        "cumulative-variance",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]], "k": 2},
        "The first 2 ratios, 0.5928, 0.2405, add up to 0.8333.",
    ),
    (
        "cumulative-variance",
        {"eigenvalues": [7, 6, 5, 4, 3, 2, 1], "k": 6},
        "The first 6 ratios, 1/4, 3/14, 5/28, 1/7, 3/28, 1/14, add up to 27/28.",
    ),
    (
        "components-needed",
        {"eigenvalues": [3, 1], "threshold": 0.9},
        "The cumulative ratios are 0.75, 1: 2 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"eigenvalues": [0.6, 0.25, 0.07, 0.03, 0.02, 0.02, 0.01], "threshold": 0.9},
        "The cumulative ratios are 0.6, 0.85, 0.92: 3 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"singular_values": [10, 4, 3, 1], "threshold": 0.9},
        "The cumulative ratios are 0.7937, 0.9206: 2 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"covariance": [[4, 2], [2, 3]], "threshold": 0.9},
        "The cumulative ratios are 0.7945, 1: 2 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"X": [[2, 1], [4, 3], [6, 2], [4, 6]], "threshold": 0.9},
        "The cumulative ratios are 0.6639, 1: 2 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]], "threshold": 0.9},
        "The cumulative ratios are 0.5928, 0.8333, 1: 3 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]], "standardize": True, "threshold": 0.9},
        "The cumulative ratios are 0.4474, 0.801, 1: 3 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"ratios": [0.7, 0.2, 0.1], "threshold": 0.9},
        "The cumulative ratios are 0.7, 0.9: 2 components are the first to reach 0.9.",
    ),
    (
        "components-needed",
        {"ratios": [0.72, 0.19, 0.06, 0.02, 0.01], "threshold": "95%"},
        "The cumulative ratios are 0.72, 0.91, 0.97: 3 components are the first to reach 0.95.",
    ),
    (
        "components-needed",
        {"eigenvalues": [1, 1, 1, 1, 1, 1, 1, 1, 2], "threshold": 0.95},
        "The cumulative ratios are 0.5, 0.6, 0.7, 0.8, 0.9, 1: 9 components are the first to reach 0.95.",
    ),
    (
        "principal-component",
        {"covariance": [[2, 1], [1, 2]], "index": 1},
        "It is the unit eigenvector of the covariance for its eigenvalue number 1, 3. Either sign is right.",
    ),
    (
        "principal-component",
        {"covariance": [[4, 2], [2, 3]], "index": 2},
        "It is the unit eigenvector of the covariance for its eigenvalue number 2, (7-√17)/2. Either sign is right.",
    ),
    (
        "principal-component",
        {"X": [[2, 1], [4, 3], [6, 2], [4, 6]], "index": 1},
        "It is the unit eigenvector of the covariance for its eigenvalue number 1, (11+√13)/3. Either sign is right.",
    ),
    (
        "principal-component",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]], "index": 2},
        "It is the unit eigenvector of the covariance for its eigenvalue number 2, 3.728. Either sign is right.",
    ),
    (
        "principal-component",
        {"X": [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]], "index": 1, "standardize": True},
        "It is the unit eigenvector of the covariance for its eigenvalue number 1, 1.342. Either sign is right.",
    ),
    (
        "low-rank-storage",
        {"m": 500, "n": 500, "k": 50},
        "U takes 500·50, Σ 50, V 500·50 numbers: k(m + n + 1) = 50050.",
    ),
    ("low-rank-storage", {"m": 300, "n": 80, "k": 5}, "U takes 300·5, Σ 5, V 80·5 numbers: k(m + n + 1) = 1905."),
    ("compression-factor", {"m": 500, "n": 400, "k": 20}, "m·n / (k(m + n + 1)) = 200000 / 18020 ≈ 11.1."),
    ("compression-factor", {"m": 300, "n": 80, "k": 5}, "m·n / (k(m + n + 1)) = 24000 / 1905 ≈ 12.6."),
    (
        "lora-parameters",
        {"r": 16, "layers": [{"d_in": 4096, "d_out": 4096, "count": 1}]},
        "B has d_out·r and A r·d_in parameters: 16·(4096 + 4096) = 131072.",
    ),
    (
        "lora-parameters",
        {"r": 8, "layers": [{"d_in": 768, "d_out": 768, "count": 24}, {"d_in": 768, "d_out": 3072, "count": 12}]},
        "B has d_out·r and A r·d_in parameters: 24·8·(768 + 768) + 12·8·(768 + 3072) = 663552.",
    ),
    (
        "lora-parameters",
        {
            "r": 2,
            "layers": [
                {"d_in": 1, "d_out": 2, "count": 1},
                {"d_in": 2, "d_out": 2, "count": 1},
                {"d_in": 3, "d_out": 2, "count": 1},
                {"d_in": 4, "d_out": 2, "count": 1},
                {"d_in": 5, "d_out": 2, "count": 1},
            ],
        },
        "B has d_out·r and A r·d_in parameters: 2·(1 + 2) + 2·(2 + 2) + 2·(3 + 2) + 2·(4 + 2) + … = 50.",
    ),
    (
        "lora-parameters",
        {
            "r": 2,
            "layers": [
                {"d_in": 1, "d_out": 2, "count": 2},
                {"d_in": 2, "d_out": 2, "count": 2},
                {"d_in": 3, "d_out": 2, "count": 2},
                {"d_in": 4, "d_out": 2, "count": 2},
            ],
        },
        "B has d_out·r and A r·d_in parameters: 2·2·(1 + 2) + 2·2·(2 + 2) + 2·2·(3 + 2) + 2·2·(4 + 2) = 72.",
    ),
)
