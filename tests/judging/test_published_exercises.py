"""Exercises with their solutions as they were published, none of which the project used: right in five spellings each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from decompdrill.exercises.grade import grade
from decompdrill.model import Outcome, Raw


class Published(NamedTuple):
    where: str
    kind: str
    given: Mapping[str, Raw]
    spellings: tuple[str, ...]


POINTS: Raw = [[1, 2], [3, 4], [5, 4], [3, 6]]

EXERCISES = (
    Published(
        "mathhelpforum.com 150432",
        "eigenvector",
        {"A": "1 2; 3 2", "eigenvalue": 4},
        ("(2/3, 1)", "(2, 3)", "x = 2/3, y = 1", "t(2, 3), t ≠ 0", "array([0.5547002 , 0.83205029])"),
    ),
    Published(
        "physicsforums.com 179103",
        "eigenvector",
        {"A": "2 -5; 1 -2", "eigenvalue": "i"},
        ("(2 + i, 1)", "(5, 2 - i)", "[5; 2-i]", "\\begin{pmatrix} 2+i \\\\ 1 \\end{pmatrix}", "[2.+1.j 1.+0.j]"),
    ),
    Published(
        "imathworks.com help-finding-eigenvectors",
        "eigenvalues",
        {"A": "1 0 0; 2 1 -2; 3 2 1"},
        (
            "1, 1 + 2i, 1 - 2i",
            "1 and 1 ± 2i",
            "λ₁ = 1, λ₂ = 1 + 2i, λ₃ = 1 − 2i",
            "array([1.+2.j, 1.-2.j, 1.+0.j])",
            "{1, 1 - 2 I, 1 + 2 I}",
        ),
    ),
    Published(
        "math.techqa.club 2767115",
        "eigenvalues",
        {"A": "6 1; 2 7"},
        ("5, 8", "8 and 5.", "λ = 5 or λ = 8", "$\\lambda_1 = 5$, $\\lambda_2 = 8$", "{5: 1, 8: 1}"),
    ),
    Published(
        "Lay, Linear Algebra and Its Applications, 5.2 (numerade.com)",
        "characteristic-polynomial",
        {"A": "0 3 1; 3 0 2; 1 2 0"},
        (
            "-λ³ + 14λ + 12",
            "x^3 - 14x - 12 = 0",
            "1, 0, -14, -12",
            "PurePoly(lambda**3 - 14*lambda - 12, lambda, domain='ZZ')",
            "-\\lambda^{3}+6+6+\\lambda+4 \\lambda+9 \\lambda=-\\lambda^{3}+14 \\lambda+12",
        ),
    ),
    Published(
        "pstaabp.github.io Applied Mathematics 5.4",
        "singular-values",
        {"A": "2 -3 -3; 2 3 3"},
        ("√8, 6", "6 and 2root2", "σ₁ = 6, σ₂ = 2 root 2", "[6.         2.82842712]", "ans =\n\n    6.0000\n    2.8284\n"),
    ),
    Published(
        "pstaabp.github.io Applied Mathematics 5.4",
        "svd",
        {"A": "2 -3 -3; 2 3 3"},
        (
            "U = 1/√2 [1 -1; 1 1] | Σ = [√8 0 0; 0 6 0] | V = [1 0 0; 0 1/√2 -1/√2; 0 1/√2 1/√2]",
            "U = 1/√2 [-1 1; 1 1], S = 6, 2√2, Vt = [0 1/√2 1/√2; 1 0 0]",
            "u1 = 1/√2 (-1, 1), u2 = 1/√2 (1, 1), σ1 = 6, σ2 = √8, v1 = 1/√2 (0, 1, 1), v2 = (1, 0, 0)",
            "(array([[-0.70710678,  0.70710678],\n       [ 0.70710678,  0.70710678]]), array([6.        , 2.82842712]), "
            "array([[0.        , 0.70710678, 0.70710678],\n       [1.        , 0.        , 0.        ]]))",
            "$U=\\frac{1}{\\sqrt2}\\begin{bmatrix}-1&1\\\\1&1\\end{bmatrix},\\ \\Sigma=\\begin{bmatrix}6&0\\\\0&\\sqrt8\\end{bmatrix},\\ "
            "V^T=\\begin{bmatrix}0&\\frac{1}{\\sqrt2}&\\frac{1}{\\sqrt2}\\\\1&0&0\\end{bmatrix}$",
        ),
    ),
    Published(
        "atozmath.com SVD, example 1",
        "singular-values",
        {"A": "4 0; 3 -5"},
        ("√40, √10", "2√10 and √10", "6.325; 3.162", "2*sqrt(10), sqrt(10)", "\\sigma_1 = 2\\sqrt{10},\\ \\sigma_2 = \\sqrt{10}"),
    ),
    Published(
        "imathworks.com order of the columns of P",
        "diagonalization",
        {"A": "1 4; 3 2"},
        (
            "P = [[1, -4], [1, 3]], D = diag(5, -2)",
            "V = -4 1; 3 1 | L = -2, 5",
            "λ1 = 5, v1 = (1, 1), λ2 = -2, v2 = (-4, 3)",
            "for λ = 5: (1, 1); for λ = -2: (-4, 3)",
            "⎛⎡-4  1⎤  ⎡-2  0⎤⎞\n⎜⎢     ⎥, ⎢     ⎥⎟\n⎝⎣3   1⎦  ⎣0   5⎦⎠",
        ),
    ),
    Published(
        "physicsforums.com 1061751",
        "diagonalization",
        {"A": "18 5 -11; 8 6 -4; 32 10 -20"},
        (
            "V = 1 1 1; 2 0 -1; 2 2 1 | L = 6, -4, 2",
            "P = [1 1 1; 2 0 -1; 2 2 1]\nD = [6 0 0; 0 -4 0; 0 0 2]",
            "**P** = [[1,1,1],[2,0,-1],[2,2,1]], **D** = diag(6, −4, 2)",
            "V =\n\n     1     1     1\n     2     0    -1\n     2     2     1\n\n"
            "D =\n\n     6     0     0\n     0    -4     0\n     0     0     2\n",
            "6 -> (1, 2, 2), -4 -> (1, 0, 2), 2 -> (1, -1, 1)",
        ),
    ),
    Published(
        "math.techqa.club 2623544",
        "diagonalization",
        {"A": "0 -3 -1 1; 2 5 1 -1; -2 -3 1 1; 2 3 1 1"},
        (
            "V = 1 1 0 0; -1 0 1 0; 1 0 0 1; -1 2 3 1 | L = 1, 2, 2, 2",
            "P = [[1,1,0,0],[-1,0,1,0],[1,0,0,1],[-1,2,3,1]], D = diag(1,2,2,2)",
            "eigenvalues: 1, 2, 2, 2\neigenvectors: (1,-1,1,-1), (1,0,0,2), (0,1,0,3), (0,0,1,1)",
            "λ=1, v=(1,-1,1,-1); λ=2, v=(1,0,0,2); λ=2, v=(0,1,0,3); λ=2, v=(0,0,1,1)",
            "[(1, 1, [Matrix([[1],[-1],[1],[-1]])]), "
            "(2, 3, [Matrix([[1],[0],[0],[2]]), Matrix([[0],[1],[0],[3]]), Matrix([[0],[0],[1],[1]])])]",
        ),
    ),
    Published(
        "primelearnpoint.com PCA by hand",
        "covariance",
        {"X": POINTS},
        (
            "8/3 4/3; 4/3 8/3",
            "1/3 [8 4; 4 8]",
            "8/3 4/3 / 4/3 8/3",
            "first row 2.667 1.333, second row 1.333 2.667",
            "array([[2.66666667, 1.33333333],\n       [1.33333333, 2.66666667]])",
        ),
    ),
    Published(
        "primelearnpoint.com PCA by hand",
        "explained-variance",
        {"X": POINTS},
        ("75%, 25%", "3/4 and 1/4", "three quarters and a quarter", "PC1: 75%, PC2: 25%", "[0.75 0.25]"),
    ),
    Published(
        "imathworks.com row operations",
        "determinant",
        {"A": "3 2 2; 2 2 1; 1 1 1"},
        ("1", "det(A) = 1", "The det is 1.", "3(2-1) - 2(2-1) + 2(2-2) = 1", "**Answer:** $\\boxed{1}$"),
    ),
    Published(
        "imathworks.com find matrix rank",
        "rank",
        {"A": "0 0 -1 5; 0 0 -3 8; 0 0 1 2"},
        ("2", "two", "Rank = 2.", "rank(A) is 2", "2 because there are 2 pivots"),
    ),
    Published(
        "holooly.com 9.6.1",
        "singular-values",
        {"A": "1 0 1; 0 1 0; 0 1 1; 0 1 0; 1 1 0"},
        ("√5, √2, 1", "root 5, root 2 and 1", "sqrt(5) ≈ 2.236, sqrt(2) ≈ 1.414, 1", "{Sqrt[5], Sqrt[2], 1}", "2.236 1.414 1.000"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("exercise", EXERCISES, ids=[f"{x.kind}-{i}" for i, x in enumerate(EXERCISES)])
def test_a_published_solution_is_right_in_five_spellings(exercise: Published) -> None:
    assert len(set(exercise.spellings)) == 5
    for text in exercise.spellings:
        verdict = grade(exercise.kind, exercise.given, text)
        assert verdict.outcome is Outcome.RIGHT, (text, verdict.read_as, verdict.feedback)


def test_there_are_a_dozen_exercises_and_more() -> None:
    assert len({(str(x.given), x.kind) for x in EXERCISES}) >= 12
