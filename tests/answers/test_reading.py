"""What typed answers are read as, and what is refused: tables of texts with whole values and whole messages."""

from __future__ import annotations

import json
import math
import time
from fractions import Fraction
from functools import lru_cache

import pytest

from decompdrill import answers
from decompdrill.answers import cursor
from decompdrill.answers.encoding import AnswerJson
from decompdrill.answers.tokens import tokenize
from decompdrill.kinds import given
from decompdrill.maths import numerals
from decompdrill.maths.surd import Surd, root
from decompdrill.model import LONGEST_TEXT, Answer, Form, Typed, Unreadable
from tests.patience import ENDLESS

PHI, PSI = (5 + 17**0.5) / 2, (5 - 17**0.5) / 2
R2, R3, R5 = 2**0.5, 3**0.5, 5**0.5
PI, E = 3.141592653589793, 2.718281828459045


def im(real: float, imaginary: float) -> AnswerJson:
    return {"re": real, "im": imaginary}


NUMBERS: list[tuple[str, AnswerJson]] = [
    ("3", 3), ("-3", -3), ("+4", 4), ("2.5", 2.5), (".5", 0.5), ("-.5", -0.5), ("5.", 5), ("−7.", -7), ("- 5", -5),
    ("  7  ", 7), ("7\n", 7), ("\ufeff7", 7), ("007", 7), ("0", 0), ("-0", 0), ("0.0", 0), ("1e3", 1000),
    ("1E-3", 0.001), ("1.5e3", 1500), ("1e+2", 100), ("1_000", 1000), ("1.5×10^3", 1500), ("1.5*10^-3", 0.0015),
    ("1e9*10^0", 1e9), ("5e1·10⁻¹", 5), ("2E2*10^(-1)", 20), ("5e1*10-3", 497),
    ("1.5·10³", 1500), ("10⁻³", 0.001), ("10^{-3}", 0.001), ("−2.5", -2.5), ("–2.5", -2.5), ("５", 5), ("２．５", 2.5),
    ("½", 0.5), ("-½", -0.5), ("⅓", 1 / 3), ("¼", 0.25), ("¾", 0.75), ("⅔", 2 / 3), ("2½", 2.5), ("-2½", -2.5),
    ("1/3", 1 / 3), ("-1/3", -1 / 3), ("1 / 3", 1 / 3), ("3 ÷ 4", 0.75), ("1⁄2", 0.5), ("3/4.", 0.75),
    ("1/2/2", 0.25),
    ("95%", 0.95), ("94.5%", 0.945), ("95 %", 0.95), ("-5%", -0.05), ("100%", 1), ("2*50%", 1), ("95\\%", 0.95),
    ("√17", 17**0.5), ("√(17)", 17**0.5), ("sqrt(17)", 17**0.5), ("sqrt 17", 17**0.5), ("sqrt17", 17**0.5),
    ("\\sqrt{17}", 17**0.5), ("√9", 3), ("√2.25", 1.5), ("√½", 0.5**0.5), ("√√16", 2), ("√(-4)", im(0, 2)),
    ("√-3", im(0, R3)), ("\\sqrt[3]{8}", 2), ("\\sqrt[2]{9}", 3), ("cbrt(8)", 2), ("∛8", 2), ("∛-8", -2), ("cbrt(2)", 2 ** (1 / 3)),
    ("∜16", 2), ("√17/2", 17**0.5 / 2), ("√2/2", R2 / 2), ("2√3/3", 2 * R3 / 3), ("2√3", 2 * R3), ("2 √3", 2 * R3),
    ("2sqrt(3)", 2 * R3), ("(1/2)√3", R3 / 2), ("½√3", R3 / 2), ("√2√3", 6**0.5), ("1/2*√3", R3 / 2),
    ("1/√2", R2 / 2),
    ("5√2/2", 5 * R2 / 2), ("√4²", 4), ("√2^2", 2), ("(5+√17)/2", PHI), ("(5 -√17)/2", PSI), ("((5+√17))/2", PHI),
    ("\\frac{5+\\sqrt{17}}{2}", PHI), ("\\tfrac{1}{2}", 0.5), ("\\dfrac{1}{2}", 0.5), ("\\frac12", 0.5),
    ("$\\frac{1}{2}\\sqrt{3}$", R3 / 2), ("\\left(\\frac{1}{2}\\right)^2", 0.25), ("\\(3\\)", 3), ("2 \\cdot 3", 6),
    ("2\\times 3", 6), ("0·π", 0), ("π·0", 0),
    ("2π", 2 * PI), ("2pi", 2 * PI), ("2\\pi", 2 * PI), ("π/2", PI / 2), ("pi", PI), ("e", E),
    ("e^2", E * E), ("2*e", 2 * E), ("exp(1)", E), ("ln(2)", 0.6931471805599453), ("cos(π/3)", 0.5), ("sin(0)", 0.0),
    ("i", im(0, 1)), ("j", im(0, 1)), ("-i", im(0, -1)), ("3+2i", im(3, 2)), ("3+2j", im(3, 2)),
    ("3 - 2i", im(3, -2)),
    ("3 + 2 i", im(3, 2)), ("2i", im(0, 2)), ("i√3", im(0, R3)), ("i*sqrt(3)", im(0, R3)), ("(1+2j)", im(1, 2)),
    ("1.+2.j", im(1, 2)), ("1. +2.j", im(1, 2)), ("(1+i√3)/2", im(0.5, R3 / 2)), ("i^2", -1), ("(1+i)(1-i)", 2),
    ("1/i", im(0, -1)), ("2i/3", im(0, 2 / 3)), ("3+0i", 3), ("|−3|", 3), ("|3+4i|", 5), ("abs(-3)", 3), ("2|-3|", 6),
    ("(2|-3|)", 6), ("|2(3|-1|)|", 6),
    ("|-2|^2", 4), ("-2^2", -4), ("(-2)^2", 4), ("2^3^2", 512), ("2^-1", 0.5), ("2**3", 8), ("2 ** 3", 8), ("3²", 9),
    ("2⁻¹", 0.5), ("2^(1/2)", R2), ("2^{1/2}", R2), ("8^(1/3)", 2), ("4^0.5", 2),
    ("(√2-1)^4", (R2 - 1) ** 4), ("∛2·∛4 - 2", 0), ("(∛2·∛4 - 2)^2", 0),
    ("3(2)", 6), ("3(1/2)", 1.5), ("(2)(3)", 6), ("0.1+0.2", 0.3), ("5 - -2", 7), ("2*-3", -6), ("{3}", 3),
    ("[5]", 5),
    ("[[5]]", 5), ("λ = 3", 3), ("lambda = 4", 4), ("\\lambda_1 = 4", 4), ("λ₁=4", 4), ("λ_max = 4", 4), ("x = 5", 5),
    ("rank = 2", 2), ("rank(A) = 2", 2), ("rank A = 2", 2), ("det(A) = 10", 10), ("det A = 10", 10), ("|A| = 10", 10),
    ("||A||_F = 5", 5), ("‖A‖₂ = 5", 5), ("||A - A_1||_F = 5", 5), ("answer: 5", 5), ("= 5", 5), ("≈ 2.618", 2.618),
    ("x ≈ 2.618", 2.618), ("the answer is: 5", 5), ("np.float64(2.5)", 2.5), ("Fraction(1, 3)", 1 / 3),
    ("√17.", 17**0.5),
]  # fmt: skip

LISTS: list[tuple[str, AnswerJson]] = [
    ("4, 1", [4, 1]), ("4,1", [4, 1]), ("4 1", [4, 1]), ("4; 1", [4, 1]), ("4\n1", [4, 1]), ("4\n\n1\n", [4, 1]),
    ("4 and 1", [4, 1]), ("4 or 1", [4, 1]), ("1, 2, and 3", [1, 2, 3]), ("{4, 1}", [4, 1]), ("(4, 1)", [4, 1]),
    ("[4, 1]", [4, 1]), ("[4 1]", [4, 1]), ("⟨4, 1⟩", [4, 1]), ("[4; 1]", [4, 1]), ("[4, 1]^T", [4, 1]), ("5", [5]),
    ("{4, 1}.", [4, 1]), ("[[4],[1]]", [4, 1]), ("−1 −2", [-1, -2]), ("1 -2", [1, -2]), ("1 - 2", [-1]),
    ("1 +2", [1, 2]), ("1- 2", [-1]), ("1-2", [-1]), ("1 - 2, 3", [-1, 3]), ("2 √3, 1", [2 * R3, 1]), ("1,5", [1, 5]),
    ("131,172", [131, 172]), ("1.234,5", [1.234, 5]), ("2.62, 0.382", [2.62, 0.382]), ("75%, 25%", [0.75, 0.25]),
    ("1/2 1/3", [0.5, 1 / 3]), ("½ ⅓", [0.5, 1 / 3]), ("5±2", [7, 3]), ("5 ± 2", [7, 3]), ("5 +- 2", [7, 3]),
    ("5+-2", [7, 3]), ("5 +/- 2", [7, 3]), ("5 \\pm 2", [7, 3]), ("(5±√17)/2", [PHI, PSI]), ("±3", [3, -3]),
    ("{5±2}", [7, 3]), ("[5±2]/2", [3.5, 1.5]), ("5±2, 1", [7, 3, 1]), ("0, ±2", [0, 2, -2]), ("±√3", [R3, -R3]),
    ("1 ± i", [im(1, 1), im(1, -1)]), ("(3±√5)/2", [(3 + R5) / 2, (3 - R5) / 2]), ("i, -i", [im(0, 1), im(0, -1)]),
    ("2 (twice)", [2, 2]), ("2 (twice), 1", [2, 2, 1]), ("2 (double) and 1 (simple)", [2, 2, 1]), ("2, 2", [2, 2]),
    ("2 (multiplicity 2)", [2, 2]), ("0 (mult. 3)", [0, 0, 0]), ("5±2 (twice)", [7, 3, 7, 3]), ("λ = 1, 4", [1, 4]),
    ("λ1 = 3, λ2 = 5", [3, 5]), ("λ₁=4 and λ₂=1", [4, 1]), ("λ1=4 λ2=1", [4, 1]), ("λ₁, λ₂ = 4, 1", [4, 1]),
    ("λ = 3, λ = 5", [3, 5]), ("λ ∈ {4, 1}", [4, 1]), ("\\lambda_1 = 4, \\lambda_2 = 1", [4, 1]),
    ("\\lambda_{1,2} = 5 \\pm 2", [7, 3]), ("σ₁ = 5, σ₂ = 3", [5, 3]), ("eigenvalues: 4, 1", [4, 1]),
    ("[1.+2.j 1.-2.j]", [im(1, 2), im(1, -2)]), ("array([1. +2.j, 1.5-1.j])", [im(1, 2), im(1.5, -1)]),
    ("[np.float64(4.0), np.float64(1.0)]", [4, 1]), ("array([5.372, -0.372])", [5.372, -0.372]), ("4 & 1", [4, 1]),
]  # fmt: skip

VECTORS: list[tuple[str, AnswerJson]] = [
    ("[1, -2]", [1, -2]), ("1, -2", [1, -2]), ("1 -2", [1, -2]), ("(1, -2)", [1, -2]), ("<1, -2>", [1, -2]),
    ("⟨1,-2⟩", [1, -2]), ("\\langle 1, -2 \\rangle", [1, -2]), ("{1, -2}", [1, -2]), ("1; -2", [1, -2]),
    ("1\n-2", [1, -2]), ("[[1],[-2]]", [1, -2]), ("[[1, -2]]", [1, -2]), ("[1 -2]^T", [1, -2]), ("[1,-2]'", [1, -2]),
    ("[1,-2]’", [1, -2]), ("(1,-2)ᵀ", [1, -2]), ("(1, -2)^{\\top}", [1, -2]), ("array([1, -2]).T", [1, -2]),
    ("v = [1, -2]", [1, -2]), ("x = 2, y = 1", [2, 1]), ("x1 = 2, x2 = 1", [2, 1]), ("5", [5]), ("[1 √2]", [1, R2]),
    ("1 √2", [1, R2]), ("[1 sqrt(2)]", [1, R2]), ("[1 -i]", [1, im(0, -1)]), ("[1 1/2]", [1, 0.5]),
    ("[1 - 2, 3]", [-1, 3]), ("[1 2 -3 4 - 5]", [1, 2, -3, -1]), ("1/√2 [1, 1]", [R2 / 2, R2 / 2]),
    ("1/sqrt(2) * [1, 1]", [R2 / 2, R2 / 2]), ("1/√2 (1, 1)", [R2 / 2, R2 / 2]), ("[1, 1]/√2", [R2 / 2, R2 / 2]),
    ("-[1, 2]", [-1, -2]), ("2[1, 2]", [2, 4]), ("1/sqrt(3), 1", [R3 / 3, 1]), ("[ 1. -2.]", [1, -2]),
    ("\\begin{pmatrix}1\\\\-2\\end{pmatrix}", [1, -2]), ("\\begin{bmatrix} 1 & -2 \\end{bmatrix}", [1, -2]),
    ("\\frac{1}{\\sqrt{2}}\\begin{pmatrix}1\\\\1\\end{pmatrix}", [R2 / 2, R2 / 2]),
    ("-0.707, -0.707", [-0.707, -0.707]),
]  # fmt: skip

SQUARE: AnswerJson = [[1, 2], [3, 4]]
MATRICES: list[tuple[str, AnswerJson]] = [
    (text, SQUARE)
    for text in (
        "[[1,2],[3,4]]", "[[1, 2], [3, 4]].", "1 2; 3 4", "1 2;\n3 4", "[1 2; 3 4]", "[1, 2; 3, 4]", "1, 2; 3, 4",
        "1 2\n3 4", "1 2\r\n3 4\r\n", "  1   2\n\n  3   4\n", "1, 2\n3, 4", "[1 2\n3 4]", "(1 2; 3 4)", "[[1. 2.]\n [3. 4.]]",
        "1\t2\n3\t4",
        "array([[1., 2.],\n       [3., 4.]])", "np.array([[1, 2], [3, 4]])", "np.array([[1,2],[3,4]], dtype=float)",
        "array([[1, 2],\n       [3, 4]], dtype=np.float32)", "Matrix([[1, 2], [3, 4]])",
        "matrix([[1., 2.], [3., 4.]])",
        "tensor([[1., 2.], [3., 4.]])", "{{1,2},{3,4}}", "((1,2),(3,4))", "(1,2),(3,4)", "[1,2],\n[3,4]",
        "[1 2] [3 4]",
        "[[1,2]\n[3,4]]", "A = [[1,2],[3,4]]", "A =\n 1 2\n 3 4", "[[1,3],[2,4]]^T", "[1 3; 2 4]'", "1 2 \\\\ 3 4",
        "1 & 2 \\\\ 3 & 4", "\\begin{pmatrix}1 & 2\\\\3 & 4\\end{pmatrix}",
        "$\\begin{bmatrix} 1&2 \\\\ 3&4 \\\\ \\end{bmatrix}$",
        "$$\\begin{matrix}1 & 2\\\\3 & 4\\end{matrix}$$",
        "\\left[\\begin{array}{cc} 1 & 2 \\\\ 3 & 4 \\end{array}\\right]",
        "\\left(\\begin{array}{c|c}1&2\\\\3&4\\end{array}\\right)",
    )
] + [
    ("1 2", [[1, 2]]), ("5", [[5]]), ("[1; 2]", [[1], [2]]), ("[[1],[2]]", [[1], [2]]), ("[1 2]^T", [[1], [2]]),
    ("1 -2\n3 - 1 4", [[1, -2], [2, 4]]), ("[1 -2; 3 - 1 4]", [[1, -2], [2, 4]]), ("diag(3, 7)", [[3, 0], [0, 7]]),
    ("diag([3, 7])", [[3, 0], [0, 7]]), ("eye(2)", [[1, 0], [0, 1]]), ("2*eye(2)", [[2, 0], [0, 2]]),
    ("0.5*[1 1; 1 -1]", [[0.5, 0.5], [0.5, -0.5]]), ("1/2*[1 1; 1 -1]", [[0.5, 0.5], [0.5, -0.5]]),
    ("[[1,1],[1,-1]]/√2", [[R2 / 2, R2 / 2], [R2 / 2, -R2 / 2]]),
    ("1/√2 [[1,1],[1,-1]]", [[R2 / 2, R2 / 2], [R2 / 2, -R2 / 2]]),
    ("1/√2 1/√2; 1/√2 -1/√2", [[R2 / 2, R2 / 2], [R2 / 2, -R2 / 2]]),
    ("1/2 1/3; 1/4 1/5", [[0.5, 1 / 3], [0.25, 0.2]]),
    ("1 √2; √2 1", [[1, R2], [R2, 1]]), ("1 i; i 1", [[1, im(0, 1)], [im(0, 1), 1]]),
    ("50% 50%; 25% 75%", [[0.5, 0.5], [0.25, 0.75]]),
    ("[[ 1. -2.]\n [ 3.  4.]]", [[1, -2], [3, 4]]),
    ("[[0.+1.j 0.-1.j]\n [1.+0.j 1.+0.j]]", [[im(0, 1), im(0, -1)], [1, 1]]),
    ("[[1. +2.j 3. -1.j]]", [[im(1, 2), im(3, -1)]]),
    ("\\begin{bmatrix} \\frac{1}{2} & -1 \\\\ 0 & \\sqrt{2} \\end{bmatrix}", [[0.5, -1], [0, R2]]),
]  # fmt: skip

MONIC: AnswerJson = [1, -5, 4]
POLYNOMIALS: list[tuple[str, AnswerJson]] = [
    (text, MONIC)
    for text in (
        "λ² - 5λ + 4", "x^2-5x+4", "λ^2 − 5λ + 4 = 0", "λ² − 5λ + 4 = 0.", "x^2 -5x +4", "4 - 5x + x²",
        "x**2 - 5*x + 4", "t^2-5t+4",
        "lambda^2 - 5 lambda + 4", "\\lambda^{2} - 5\\lambda + 4", "$\\lambda^2-5\\lambda+4$", "(λ-1)(λ-4)",
        "(1-λ)(4-λ)",
        "(λ - 1)*(λ - 4) = 0", "[λ-1][λ-4]", "λ(λ-5)+4", "p(λ) = λ² - 5λ + 4", "det(A - λI) = λ² - 5λ + 4",
        "y = x^2 - 5x + 4",
        "1, -5, 4", "[1, -5, 4]", "1 -5 4", "(1, -5, 4)", "1; -5; 4",
    )
] + [
    ("(λ-2)^2", [1, -4, 4]), ("λ(λ-3)", [1, -3, 0]), ("-λ³+2λ", [-1, 0, 2, 0]),
    ("λ³ − 6λ² + 11λ − 6", [1, -6, 11, -6]),
    ("x", [1, 0]), ("5", [5]), ("λ² - 5λ/2", [1, -2.5, 0]), ("x^2 - 1.5x", [1, -1.5, 0]),
    ("(1/2)x^2 - √2", [0.5, 0, -R2]),
    ("(√2)x", [R2, 0]), ("x^2 + i", [1, 0, im(0, 1)]), ("(λ²-1)/2", [0.5, 0, -0.5]), ("x - x + 1", [1]),
    ("0, 1, 2", [0, 1, 2]),
]  # fmt: skip

WORDS: list[tuple[str, str, AnswerJson]] = [
    ("yes-no", "yes", "yes"), ("yes-no", "Yes.", "yes"), ("yes-no", "YES!", "yes"), ("yes-no", "y", "yes"),
    ("yes-no", "True", "yes"),
    ("yes-no", "t", "yes"), ("yes-no", "no", "no"), ("yes-no", "N", "no"), ("yes-no", "false", "no"),
    ("yes-no", "F", "no"),
    ("yes-no", "answer: yes", "yes"), ("choice", "b", "b"), ("choice", "B", "b"), ("choice", "(b)", "b"),
    ("choice", "b)", "b"), ("choice", "option a", "a"), ("choice", "**C**", "c"), ("choice", r"\boxed{\text{B}}", "b"),
    ("choice", "I choose c", "c"), ("choice", "the answer is b", "b"), ("choice", "it's option d.", "d"),
    ("list", "5 plus minus 2", [7, 3]),
    ("choice", "B.", "b"), ("choice", "[b]", "b"), ("choice", "answer: c", "c"), ("code", " A @ v ", "A @ v"),
    ("code", "max(\n  1, 2)", "max( 1, 2)"), ("code", "C = A @ v", "A @ v"), ("code", " C=A @ v ; ", "A @ v"),
    ("code", "return A @ v", "A @ v"), ("code", ">>> C = A @ v", "A @ v"), ("code", "```python\nC = A @ v\n```", "A @ v"),
    ("code", "```\nA @ v\n```", "A @ v"), ("code", "```A @ v```", "A @ v"), ("code", "`A @ v`", "A @ v"),
    ("code", "import numpy as np\nC = A @ v", "A @ v"), ("code", "import numpy; A @ v", "A @ v"), ("code", "a == b", "a == b"),
    ("code", ">>> import numpy as np\n>>> C = (A\n @ v)", "(A @ v)"), ("code", "norm(A, ord=2)", "norm(A, ord=2)"),
    ("integer", "42", 42), ("integer", "2.0", 2), ("integer", "4/2", 2),
    ("integer", "1e3", 1000), ("integer", "√9", 3), ("integer", "-7", -7),
    ("integer", "9007199254740993", 9007199254740993),
    ("integer", "rank = 2", 2), ("integer", "200%", 2), ("integer", "131072", 131072), ("integer", "|−3|", 3),
]  # fmt: skip

FACTORS: list[tuple[str, tuple[str, ...], AnswerJson]] = [
    ("V = [[1,1],[0,-1]] | L = 3, 2", ("V", "L"), {"V": [[1, 1], [0, -1]], "L": [3, 2]}),
    ("L = 3, 2 | V = [[1,1],[0,-1]]", ("V", "L"), {"V": [[1, 1], [0, -1]], "L": [3, 2]}),
    ("V = 1 1; 0 -1\nL = diag(3, 2)", ("V", "L"), {"V": [[1, 1], [0, -1]], "L": [[3, 0], [0, 2]]}),
    ("P = 1 1; 0 -1, D = 3, 2", ("V", "L"), {"V": [[1, 1], [0, -1]], "L": [3, 2]}),
    ("V: [[1]]; Λ: 3", ("V", "L"), {"V": [[1]], "L": [3]}),
    ("V = [[1]] | \\Lambda = (5±√17)/2", ("V", "L"), {"V": [[1]], "L": [PHI, PSI]}),
    ("Q = 1/√2 [[1,1],[1,-1]] | L = 2 (twice)", ("Q",
    "L"), {"Q": [[R2 / 2, R2 / 2], [R2 / 2, -R2 / 2]], "L": [2, 2]}),
    ("Q = [[|-1|]] | L = |−3|, 2", ("Q", "L"), {"Q": [[1]], "L": [3, 2]}),
    ("U = 3/5; 4/5 | S = 5 | Vt = [[1]]", ("U", "S", "Vt"), {"U": [[0.6], [0.8]], "S": [5], "Vt": [[1]]}),
    ("U=[[1]] | Σ=5 | V^T=[[1]]", ("U", "S", "Vt"), {"U": [[1]], "S": [5], "Vt": [[1]]}),
    ("U=[[1]]\nSigma=[[5]]\nVh=[[1]]", ("U", "S", "Vt"), {"U": [[1]], "S": [[5]], "Vt": [[1]]}),
    ("U=[[1]] D=5 Vᵀ=[[1]]", ("U", "S", "Vt"), {"U": [[1]], "S": [5], "Vt": [[1]]}),
    ("A = 1, 2 | B = 3", (), {"A": [1, 2], "B": [3]}),
]  # fmt: skip

READ: list[tuple[str, str, AnswerJson]] = [
    *(("number", text, value) for text, value in NUMBERS),
    *(("list", text, value) for text, value in LISTS),
    *(("vector", text, value) for text, value in VECTORS),
    *(("matrix", text, value) for text, value in MATRICES),
    *(("polynomial", text, value) for text, value in POLYNOMIALS),
    *WORDS,
]


def approx(value: AnswerJson) -> object:
    if isinstance(value, list):
        return [approx(x) for x in value]
    if isinstance(value, dict):
        return {key: approx(x) for key, x in value.items()}
    return value if isinstance(value, (int, str)) else pytest.approx(value, rel=1e-14, abs=1e-15)


def read(form: str, text: str, parts: tuple[str, ...] = (), options: int = 0) -> Typed:
    typed = answers.read(form, text, parts, options)
    assert isinstance(typed, Typed), typed
    return typed


@pytest.mark.parametrize(("form", "text", "value"), READ)
def test_a_text_is_read_as_its_value(form: str, text: str, value: AnswerJson) -> None:
    assert json.loads(answers.to_json_text(read(form, text))) == approx(value)


@pytest.mark.parametrize(("text", "parts", "value"), FACTORS)
def test_parts_are_read_under_their_own_names(text: str, parts: tuple[str, ...], value: AnswerJson) -> None:
    assert json.loads(answers.to_json_text(read("factors", text, parts))) == approx(value)


NUMBER = "expected one number, such as 2.5, 1/3 or sqrt(17)"
LIST = "expected a list of numbers, such as 4, 1"
VECTOR = "expected a vector, such as [1, -2]"
MATRIX = "expected a matrix, such as [[1, 2], [3, 4]] or 1 2; 3 4"
THOUSANDS = "expected one number; "
OFFERED = "can separate thousands or two numbers: for one number write"
POLYNOMIAL = "expected a polynomial, such as λ² - 5λ + 4, or its coefficients 1, -5, 4"

REFUSED: list[tuple[str, str, str, tuple[int, int]]] = [
    ("number", "", f"nothing was typed; {NUMBER}", (0, 0)),
    ("number", "  ", f"nothing was typed; {NUMBER}", (0, 2)),
    ("list", "", f"nothing was typed; {LIST}", (0, 0)),
    ("yes-no", "", "nothing was typed; expected yes or no", (0, 0)),
    ("code", " ", "nothing was typed; expected one expression, such as A @ v", (0, 1)),
    ("number", "1,5", "expected one number; a decimal comma is never guessed: write 1.5", (0, 3)),
    ("number", "x = -1,5", "expected one number; a decimal comma is never guessed: write -1.5", (4, 8)),
    ("number", "1.234,5", "a decimal comma is never guessed: write 1234.5", (0, 7)),
    ("number", "131,072", f"{THOUSANDS}the comma in '131,072' {OFFERED} 131072", (0, 7)),
    ("integer", "131,072", f"{THOUSANDS}the comma in '131,072' {OFFERED} 131072", (0, 7)),
    ("number", "1,234,567.8", f"{THOUSANDS}the comma in '1,234,567.8' {OFFERED} 1234567.8", (0, 11)),
    ("number", "1 000", f"{THOUSANDS}the space in '1 000' {OFFERED} 1000", (0, 5)),
    ("number", "1'000", f"{THOUSANDS}the apostrophe in '1'000' {OFFERED} 1000", (0, 5)),
    ("number", "1\u202f000", "'1 000' can be one number or two: write 1000 for one, a comma between two", (0, 5)),
    ("list", "131,072", "'131,072' can be one number or two: write 131072 for one, 131, 72 for two", (0, 7)),
    ("vector", "[1,131,072]", "'131,072' can be one number or two: write 131072 for one, 131, 72 for two", (3, 10)),
    ("number", "4, 1", "expected one number, got 2: 4, 1", (0, 4)),
    ("number", "[1, 2, 3]", "expected one number, got 3: 1, 2, 3", (0, 9)),
    ("number", "5±2", "expected one number, but '5±2' is two, one for + and one for −", (0, 3)),
    ("number", "1 -2", "'1 -2' can be two values, but the question asks for one: write '1 - 2' for one", (0, 3)),
    ("number", "2 1/2", "an operator is missing between 2 and 1", (0, 3)),
    ("number", "1/2√3", "'1/2√3' can be read in two ways: write (1/2)*√3 or 1/(2*√3)", (0, 5)),
    ("number", "1/2 √3", "'1/2√3' can be read in two ways: write (1/2)*√3 or 1/(2*√3)", (0, 6)),
    ("number", "6/2(1+2)", "'6/2(1+2)' can be read in two ways: write (6/2)*(1+2) or 6/(2*(1+2))", (0, 8)),
    ("number", "sqrt 2/2", "where the root ends is not sure: write sqrt(2)/2 or sqrt(2/2)", (0, 7)),
    ("number", "√1/2", "where the root ends is not sure: write √(1)/2 or √(1/2)", (0, 3)),
    ("number", "√2π", "where the root ends is not sure: write √(2)π or √(2π)", (0, 3)),
    ("polynomial", "√2x", "where the root ends is not sure: write √(2)x or √(2x)", (0, 3)),
    ("number", "\\sqrt17", "LaTeX takes one digit here: write \\sqrt{…}", (0, 7)),
    ("number", "1/3%", "what the percent sign belongs to is not sure: write (3%)", (1, 4)),
    ("number", "√17%", "what the percent sign belongs to is not sure: write (17%)", (0, 4)),
    ("number", "5%3", "an operator is missing after the percent sign", (1, 3)),
    ("number", "2e", "'2e' can be read in two ways: write 2*e, or a power of ten such as 1e3", (0, 2)),
    ("number", "0.(3)", "'0.(3)' can be read in two ways: write * for a product, a fraction for a period", (0, 5)),
    ("number", "cos(45)", "degrees or radians is not sure: write the angle with π, as in cos(π/4)", (0, 3)),
    ("number", "--2", "two signs came in a row, '--'", (0, 2)),
    ("number", "1e999", "the number is too large to be held", (0, 5)),
    ("number", "1e-999", "the number is too close to 0 to be held", (0, 6)),
    ("number", "9**9**9**9", "the number is too large to be held", (3, 10)),
    ("number", "1e-200*1e-200", "the number is too close to 0 to be held", (0, 13)),
    ("number", "9" * 2000, "a number of 2,000 digits came; at most 1,000 are read", (0, 2000)),
    ("number", "1/0", "a division by zero has no value", (0, 3)),
    ("number", "1/(0.3-0.2)", "the divisor is rounded so much that it may be 0: give more digits", (0, 11)),
    ("number", "0^0", "0 to the power 0 has no value", (0, 3)),
    ("number", "(-8)^(1/3)", "a power with a fractional exponent needs a positive base", (0, 10)),
    ("number", "e^(iπ)", "a complex exponent is not read", (0, 6)),
    ("number", "nan", f"'nan' is not a finite number; {NUMBER}", (0, 3)),
    ("number", "-inf", f"'inf' is not a finite number; {NUMBER}", (1, 4)),
    ("number", "∞", f"'∞' is not a finite number; {NUMBER}", (0, 1)),
    ("list", "4, nan", f"'nan' is not a finite number; {LIST}", (3, 6)),
    ("number", "four", f"'four' cannot be read; {NUMBER}", (0, 4)),
    ("list", "four and one", f"'four' cannot be read; {LIST}", (0, 4)),
    ("number", "__import__('os')", f"'__import__' cannot be read; {NUMBER}", (0, 10)),
    ("number", "squrt(2)", f"'squrt' cannot be read: did you mean sqrt? E{NUMBER[1:]}", (0, 5)),
    ("number", "2 x 3", f"'x' cannot be read: for a product write *; {NUMBER}", (2, 3)),
    ("number", "log(2)", f"'log' cannot be read: for the natural logarithm write ln; {NUMBER}", (0, 3)),
    ("number", "5 cm", f"'cm' cannot be read; {NUMBER}", (2, 4)),
    ("number", "5!", f"'!' cannot be read; {NUMBER}", (1, 2)),
    ("number", "\x1b[2J1", "a control character (U+001B) stands in the text: type it again without it", (0, 1)),
    ("code", "A\x00", "a control character (U+0000) stands in the text: type it again without it", (1, 2)),
    ("number", "1\u202e2", "a control character (U+202E) stands in the text: type it again without it", (1, 2)),
    ("number", "1\u200b2", "an invisible character (U+200B) stands in the text: type it again without it", (1, 2)),
    ("number", "((5+√17)/2", "'(' is never closed", (0, 1)),
    ("number", "5)", "')' closes a bracket that was never opened", (1, 2)),
    ("list", "[1, 2)", "'[' is closed by ')'; expected ']'", (5, 6)),
    ("number", "|3", "'|' is never closed", (0, 1)),
    ("number", "()", "the brackets hold nothing", (0, 2)),
    ("number", "3*", "the text ends too early, after '*'", (1, 2)),
    ("number", "2//3", "'2//3' can be read in two ways: write 2/3 or 0", (0, 4)),
    ("number", "x =", f"a value is missing after the label; {NUMBER}", (0, 3)),
    ("number", "2i + 3j", "i and j both came: write a vector as [1, -2], a complex number with one of them", (6, 7)),
    ("integer", "2.5", "expected a whole number, got 2.5", (0, 3)),
    ("integer", "1/3", "expected a whole number, got 1/3", (0, 3)),
    ("integer", "π", "expected a whole number, got π", (0, 1)),
    ("integer", "2i", "expected a whole number, got 2i", (0, 2)),
    ("list", "2 √3", "'2 √3' can be one value or two: write '2*√3' for one, '2, √3' for two", (0, 3)),
    ("list", "1 +2i 1 -2i", "'1 +2i' can be one value or two: write '1 + 2i' for one, '1, +2i' for two", (0, 3)),
    ("list", "1 1/2", "'1 1/2' can be one value or two: write '1 + 1/2' for one, '1, 1/2' for two", (0, 3)),
    ("list", "1 -2, 3", "'1 -2' can be one value or two: write '1 - 2' for one, '1, -2' for two", (0, 3)),
    ("list", "5 ±2", "'5 ±2' can be one value or two: write '5 ± 2' for one, '5, ±2' for two", (0, 3)),
    ("list", "(5 -√17)/2", "'5 -√17' can be one value or two: write '5 - √17' for one, '5, -√17' for two", (1, 4)),
    ("list", "2(2), 1(1)", "'2(2)' can be a product or a multiplicity: write 2*2, or 2 (multiplicity 2)", (0, 4)),
    ("list", "2 x2", "'2 x2' can be read in two ways: write 2 (multiplicity 2) or 2*2", (0, 4)),
    ("list", "1, 2 3", "a comma or an operator is missing between 2 and 3", (3, 6)),
    ("list", "4, 1,", "an entry is missing after ','", (4, 5)),
    ("list", "4,, 1", "an entry is missing before ','", (2, 3)),
    ("list", "3 ± 2 ± 1", "more than one ± in an entry: write the values one by one", (6, 7)),
    ("list", "λ2 = 4, λ1 = 1", "'λ1' comes after 'λ2': write the values in order", (8, 13)),
    ("list", "λ₁, λ₂ = 4", "names: 2, values: 1; write a value for each name, in their order", (0, 9)),
    (
        "list",
        "they are complex",
        "expected a list of numbers, such as 4, 1; complex ones are written 1 + 2i, 1 - 2i",
        (0, 16),
    ),
    ("list", "Not real.", "expected a list of numbers, such as 4, 1; complex ones are written 1 + 2i, 1 - 2i", (0, 9)),
    ("number", "complex", f"{NUMBER}; a complex one is written 1 + 2i", (0, 7)),
    ("list", "[[1,2],[3,4]]", "expected a list, got a 2×2 matrix", (0, 13)),
    ("list", "2 (multiplicity 0)", "a multiplicity of 0 is not read: 1 to 20", (2, 18)),
    ("list", "4, 1, ...", "a text shortened with … cannot be read: write every entry", (6, 9)),
    ("vector", "y = 2, x = 1", "'x' comes after 'y': write the values in order", (7, 11)),
    ("vector", "[1±2, 3]", f"an entry with ± is two values; {VECTOR}", (2, 3)),
    ("vector", "(1 -√2)", "'1 -√2' can be one value or two: write '1 - √2' for one, '1, -√2' for two", (1, 4)),
    ("vector", "[[1,2],[3,4]]", "expected a vector, got a 2×2 matrix", (0, 13)),
    ("vector", "[1,2]+[3,4]", "sums and products of vectors and matrices are not worked out: type the result", (0, 11)),
    ("matrix", "[[1,2],[3]]", "the rows have different lengths: 2, 1", (0, 11)),
    ("matrix", "1 2; 3", "the rows have different lengths: 2, 1", (0, 6)),
    ("matrix", "1, 2,\n3, 4", "an entry is missing after ','", (4, 5)),
    ("matrix", "[[1,2],3]", "numbers and rows are mixed: write every row in brackets, or none", (0, 9)),
    ("matrix", "[[1±2,1],[2,3]]", f"an entry with ± is two values; {MATRIX}", (3, 4)),
    (
        "matrix",
        "[[1. ... 2.]\n ...\n [3. ... 4.]]",
        "a text shortened with … cannot be read: write every entry",
        (5, 8),
    ),
    ("matrix", "[[1,2],[3,4]]^-1", "powers and inverses of matrices are not worked out: type the result", (0, 16)),
    ("matrix", "\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}", "these bars mean a determinant: type its value", (0, 15)),
    (
        "matrix",
        "\\begin{pmatrix}1\\end{bmatrix}",
        "'\\begin{pmatrix}' is closed by '\\end{bmatrix}'; expected '\\end{pmatrix}'",
        (16, 29),
    ),
    ("matrix", "1,5 2,5; 3,5 4,5", "a decimal comma is never guessed: write 1.5 2.5; 3.5 4.5", (2, 5)),
    (
        "matrix",
        "I",
        f"'I' cannot be read: write i for the imaginary unit, [1 0; 0 1] for the identity; {MATRIX}",
        (0, 1),
    ),
    ("polynomial", "λ = 4", f"'λ =' names a solution, not a polynomial; {POLYNOMIAL}", (0, 5)),
    ("polynomial", "λx", "two variables came, λ and x: a polynomial in one is expected", (0, 2)),
    ("polynomial", "x2 - 1", "'x2' cannot be read: write x^2 or 2*x", (0, 2)),
    ("polynomial", "(x-1)^70", "the degree is too high: at most 64 is read", (0, 8)),
    ("polynomial", "x^(1/2)", "a polynomial is raised only to whole, positive powers", (0, 7)),
    ("polynomial", "1/x", "a division by a vector, a matrix or a polynomial is not read", (0, 3)),
    ("polynomial", "1 - 5 + 4", f"one number came; {POLYNOMIAL}", (0, 9)),
    ("polynomial", "x^2-1, 3", "a polynomial stands among several entries", (0, 8)),
    ("yes-no", "yes and no", "'yes and no' cannot be read; expected yes or no, and nothing else", (0, 10)),
    ("yes-no", "no: true", "'no: true' cannot be read; expected yes or no, and nothing else", (0, 8)),
    ("choice", "ab", "'ab' is not one of the letters; expected one letter, a to z", (0, 2)),
    ("choice", "a: b", "'a: b' is not one of the letters; expected one letter, a to z", (0, 4)),
    ("code", "a\nb", "expected one expression, got a second line", (1, 2)),
    ("code", "C = a\nb", "expected one expression, got a second line", (5, 6)),
    ("code", "C = D = a", "one name can be assigned; a second came", (4, 7)),
    ("code", "C = ;", "nothing was typed; expected one expression, such as A @ v", (0, 5)),
]


@pytest.mark.parametrize(("form", "text", "message", "span"), REFUSED)
def test_a_text_that_is_not_surely_one_thing_is_refused(
    form: str, text: str, message: str, span: tuple[int, int]
) -> None:
    assert answers.read(form, text) == Unreadable(message, span)


PARTS_REFUSED: list[tuple[str, tuple[str, ...], str]] = [
    ("3 | 4", ("V", "L"), "a part has no name; expected the parts V = … | L = …"),
    ("V = [[1]]", ("V", "L"), "the part L is missing; expected the parts V = … | L = …"),
    ("V = [[1]]", ("U", "S", "Vt"), "the parts U and S are missing; expected the parts U = … | S = … | Vt = …"),
    ("V = [[1]] | Vt = [[1]] | U = [[1]] | S = 1", ("U", "S", "Vt"), "the part Vt came twice, once as V"),
    ("Vr = [[1]]", ("U", "S", "Vt"), "'Vr' is not one of the parts U, S, Vt; did you mean Vt?"),
    ("V = [[1]] | L = 3 | V = [[2]]", ("V", "L"), "the part V came twice"),
    ("V = [[1]] | L = 3 | M = 2", ("V", "L"), "'M' is not one of the parts V, L"),
    ("Ve = [[1]] | L = 3", ("V", "L"), "'Ve' is not one of the parts V, L; did you mean V?"),
    ("V = [[1, 2], [3]] | L = 3, 2", ("V", "L"), "V: the rows have different lengths: 2, 1"),
    ("V = four | L = 3", ("V", "L"), "V: 'four' cannot be read; expected a matrix or a list"),
    ("V = | L = 3", ("V", "L"), "V: nothing was typed; expected a matrix or a list"),
    ("V = [[1]] | L = 2 √3", ("V", "L"), "L: '2 √3' can be one value or two: write '2*√3' for one, '2, √3' for two"),
]


@pytest.mark.parametrize(("text", "parts", "message"), PARTS_REFUSED)
def test_a_missing_unknown_or_doubled_part_is_refused(text: str, parts: tuple[str, ...], message: str) -> None:
    refused = answers.read("factors", text, parts)
    assert isinstance(refused, Unreadable)
    assert refused.message == message


def test_parts_given_by_name_are_read_like_those_in_one_text() -> None:
    typed = answers.read_parts({"V": "[[1,1],[0,-1]]", "Λ": "Λ = 3, 2"}, ("V", "L"))
    assert isinstance(typed, Typed)
    assert json.loads(answers.to_json_text(typed)) == {"V": [[1, 1], [0, -1]], "L": [3, 2]}
    assert answers.read_parts({"V": "[[1,"}, ("V",)) == Unreadable("V: '[' is never closed", (1, 2))
    assert answers.read_parts({"V": "1"}, ("V", "L")) == Unreadable(
        "the part L is missing; expected the parts V = … | L = …", (0, 1)
    )


def test_a_letter_beyond_those_on_offer_is_refused() -> None:
    assert read("choice", "d", options=4).word == "d"
    assert answers.read("choice", "e", options=4) == Unreadable(
        "'e' is not one of the letters; expected one letter, a to d", (0, 1)
    )


@pytest.mark.parametrize("text", ["sin(π)", "cos(π/2)", "sin(2π)", "sin(0)", "cos(3π/2)"])
def test_where_a_wave_is_zero_it_is_no_rounding_of_it(text: str) -> None:
    assert read("number", text).rows[0][0].value == 0.0


RADII = [
    ("3", 0.0), ("1/3", 0.0), ("√17/2", 0.0), ("2π", 0.0), ("5.", 0.0), ("2½", 0.0), ("2.6", 0.05), ("2.60", 0.005),
    ("-0.050", 0.0005), (".5", 0.05), ("95%", 0.005), ("94.5%", 0.0005), ("1e3", 500.0), ("2.6e3", 50.0),
    ("1E-3", 0.0005),
    ("1.5×10^3", 50.0), ("1.5*10^-3", 5e-05), ("2003.0", 0.05), ("0.1+0.2", 0.1), ("0.5-0.5", 0.1),
    ("2.5*2", 0.1), ("2.5/2", 0.025), ("cbrt(2.0)", 2 ** (1 / 3) - 1.95 ** (1 / 3)),
    ("0.5*0.5", 0.0525), ("2.0^2", 0.2025), ("√2.25", 0.00166759362283), ("1/0.5", 0.2222222222),
    ("|-2.5|", 0.05), ("2.5√4", 0.1), ("5*10^3", 500.0), ("2*10^(-3)", 0.0005), ("2·10^{3}", 500.0),
    ("exp(2.0)", math.exp(2.05) - math.exp(2)), ("ln(2.0)", math.log(2) - math.log(1.95)), ("cos(0.5π)", 0.05 * math.pi),
]  # fmt: skip


@pytest.mark.parametrize(("text", "radius"), RADII)
def test_the_radius_is_half_a_unit_of_the_last_place_carried_through_expressions(text: str, radius: float) -> None:
    number = read("number", text).rows[0][0]
    assert number.radius == pytest.approx(radius, rel=1e-8)
    assert number.is_exact is (radius == 0.0)


def test_each_part_of_a_complex_number_has_its_own_radius() -> None:
    number = read("number", "2.5+0.25i").rows[0][0]
    assert (number.radius, number.radius_imag) == (0.05, 0.005)


DIGITS = [
    ("42", True, 2), ("-7", True, 1), ("2620", True, 4), ("λ = 42", True, 2), ("5.", True, 1), ("0", True, 1),
    ("2.618", False, 4),
    ("0.050", False, 2), ("2.0", False, 2), ("1e3", False, 1), ("2.60e3", False, 3), ("4/2", False, 0),
    ("95%", False, 0), ("√9", False, 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lone", "digits"), DIGITS)
def test_a_lone_integer_and_its_significant_digits_are_told(text: str, lone: bool, digits: int) -> None:
    number = read("number", text).rows[0][0]
    assert (number.lone_integer, number.digits) == (lone, digits)


EXACT = [
    ("0.1", Fraction(1, 10)), ("1e-20", Fraction(1, 10**20)), ("(1+√5)/2", Surd(((1, Fraction(1, 2)),
    (5, Fraction(1, 2))))),
    ("2^(1/2)", root(2)), ("√8", Surd(((2, Fraction(2)),))), ("i√3", root(-3)), ("π", None), ("cbrt(2)", None),
    ("√(1+√2)", None),
    ("cbrt(27/8)", Fraction(3, 2)), ("(√2-1)(√2+1)", Fraction(1)), ("1/(√2+√3)", Surd(((2, Fraction(-1)),
    (3, Fraction(1))))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "exact"), EXACT)
def test_a_number_keeps_its_exact_form(text: str, exact: Fraction | Surd | None) -> None:
    assert read("number", text).rows[0][0].exact == exact


JSON = [
    ("number", "9007199254740993", "9007199254740993"), ("number", "0.1234567890123456789", "0.1234567890123456789"),
    ("number", "9007199254740993.5", "9007199254740993.5"), ("number", "2.50", "2.5"),
    ("number", "1/3", "0.3333333333333333"),
    ("number", "95%", "0.95"), ("number", "2.6%", "0.026"), ("number", "3+2i", '{"re": 3, "im": 2}'),
    ("number", "1e22", "10000000000000000000000"),
    ("number", "1e-7", "1e-07"), ("list", "1, 0.50", "[1, 0.5]"), ("matrix", "1 2; 3 4", "[[1, 2], [3, 4]]"),
    ("yes-no", "Yes", '"yes"'),
    ("factors", "V = [[1]] | L = 3", '{"V": [[1]], "L": [3]}'), ("code", 'f("λ")', '"f(\\"λ\\")"'),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "written"), JSON)
def test_the_json_of_a_value_holds_every_digit_typed(form: str, text: str, written: str) -> None:
    typed = read(form, text)
    assert answers.to_json_text(typed) == written
    assert json.loads(written) == json.loads(answers.to_json_text(typed))


def test_the_json_of_a_refusal_has_message_and_span() -> None:
    refused = answers.read("number", "nan")
    assert isinstance(refused, Unreadable)
    assert answers.unreadable_to_json(refused) == {
        "message": f"'nan' is not a finite number; {NUMBER}",
        "span": [0, 3],
        "offers": [],
    }


ECHOES = [
    ("number", "−2.50", "-2.50"), ("number", ".5", "0.5"), ("number", "+4", "4"), ("number", "2/4", "1/2"),
    ("number", "95%", "0.95"), ("number", "100%", "1"), ("number", "2.5*2", "5"),
    ("number", "2π", "6.283185307"), ("number", "√8/2", "√2"), ("list", "(5±√17)/2", "(5+√17)/2, (5-√17)/2"),
    ("vector", "-[1, 2]", "[-1, -2]"),
    ("vector", "1.0; 2", "[1.0, 2]"), ("matrix", "1 2\n3 4", "[[1, 2], [3, 4]]"),
    ("polynomial", "x^2 - 2.5x + 1/2", "λ² - 2.5λ + 1/2"),
    ("factors", "V = 1; 0 | L = 3", "V = [[1], [0]] | L = 3"), ("yes-no", "YES", "yes"), ("choice", "B)", "b"),
    ("code", "A\t@ v", "A @ v"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "echoed"), ECHOES)
def test_the_echo_says_how_a_text_was_read(form: str, text: str, echoed: str) -> None:
    assert answers.show(read(form, text)) == echoed


HALF = Fraction(1, 2)
GOLDEN = Surd(((1, HALF), (5, HALF)))
SHOWN = [
    (Fraction(3), "3", "3"), (Fraction(-1, 3), "-1/3", "-1/3"), (GOLDEN, "(1+√5)/2", "(1+sqrt(5))/2"),
    (Surd(((3, Fraction(2, 3)),)), "2√3/3", "2*sqrt(3)/3"), (Surd(((2, -HALF),)), "-√2/2", "-sqrt(2)/2"),
    (root(-1), "i", "i"),
    (Surd(((-1, Fraction(2)), (1, Fraction(-1)))), "-1+2i", "-1+2i"), (Surd(((-3, -HALF),
    (1, HALF))), "(1-i√3)/2", "(1-i*sqrt(3))/2"),
    (Surd(((-3, Fraction(2)),)), "2i√3", "2*i*sqrt(3)"), (2.618033988749895, "2.618033989", "2.618033989"),
    (0.5, "0.5", "0.5"),
    (1e-15, "1e-15", "1e-15"), (-0.0, "0", "0"), (1 - 2.5j, "1-2.5i", "1-2.5i"), (1j, "i", "i"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text", "ascii_text"), SHOWN)
def test_a_scalar_is_shown_in_unicode_and_in_ascii(
    value: Fraction | Surd | float | complex, text: str, ascii_text: str
) -> None:
    assert numerals.exact_text(value) == text
    assert numerals.exact_text(value, ascii=True) == ascii_text
    assert ascii_text.isascii()


ONE, TWO = Fraction(1), Fraction(2)
SHOWN_ANSWERS = [
    (Answer(Form.LIST, ((GOLDEN, ONE),)), "(1+√5)/2, 1"),
    (Answer(Form.VECTOR, ((ONE, -TWO),)), "[1, -2]"),
    (Answer(Form.MATRIX, ((ONE, TWO), (HALF, 0.25))), "[[1, 2], [1/2, 0.25]]"),
    (Answer(Form.POLYNOMIAL, ((ONE, Fraction(-5), Fraction(4)),)), "λ² - 5λ + 4"),
    (Answer(Form.POLYNOMIAL, ((-ONE, Fraction(0), -HALF, GOLDEN),)), "-λ³ - (1/2)λ + ((1+√5)/2)"),
    (Answer(Form.YES_NO, word="no"), "no"),
    (
        Answer(Form.FACTORS, parts=(("V", Answer(Form.MATRIX, ((ONE,),))), ("L", Answer(Form.LIST, ((TWO, ONE),))))),
        "V = [[1]] | L = 2, 1",
    ),
]


@pytest.mark.parametrize(("answer", "text"), SHOWN_ANSWERS)
def test_an_answer_is_shown_in_the_spelling_of_its_form(answer: Answer, text: str) -> None:
    assert answers.show(answer) == text
    assert answers.show(answer, ascii=True).isascii()


def test_givens_are_exact_where_their_text_is() -> None:
    assert given.scalar_from_text("0.1") == Fraction(1, 10)
    assert given.scalar_from_text("-sqrt(3)") == Surd(((3, Fraction(-1)),))
    assert given.scalar_from_text("π") == PI
    assert given.matrix_from_text("1/3 1; 0.5 √2") == ((Fraction(1, 3), ONE), (HALF, root(2)))
    assert isinstance(given.matrix_from_text("1 2; 3"), Unreadable)


HOSTILE = [
    "[" * 100_000,
    "(" * 9_999 + ")" * 9_999,
    "[]" * 9_999,
    "√" * 19_999,
    "- " * 9_000 + "1",
    "1+" * 9_999 + "1",
    "1" * 100_000,
    "1" * 19_000,
    "π*" * 9_000 + "1",
    "2^" * 9_999 + "1",
    "|1" * 9_999,
    "\\frac{1}{" * 2_000,
    "1e" + "9" * 19_000,
    "a," * 9_000,
    "7," + "aay7," * 3_990,
    "a_{1}," * 3_300,
    "λ₁ , " * 3_990,
    "a(b)," * 3_990,
    "covariance " * 1_800,
    "a" + " " * 19_990,
    "|x" * 9_990,
    ", ".join(f"lambda{i}" for i in range(1, 9)),
    "a b " * 4_000,
    "V=1|" * 4_999,
    "+".join(f"√{999_999_999_989 + 2 * i}" for i in range(1_000)),
    "*".join(["(√2+√3+√5+√7)"] * 1_300),
    "+".join(["(x-√2)^64"] * 1_500),
    "1\n" * 9_999,
]


OLD_LABEL_READINGS = [
    ("number", "ab12c = 3", 3),
    ("list", "λ1, λ_2, λ_{3} = 4, 2, 1", [4, 2, 1]),
    ("list", "x_1 = 4, x_2 = 1", [4, 1]),
    ("number", "‖A‖₂ = 5", 5),
    ("number", "det(A) = 10", 10),
    ("vector", "the second one: (1, 2)", [1, 2]),
]


@pytest.mark.parametrize(("form", "text", "value"), OLD_LABEL_READINGS)
def test_labels_are_read_in_one_pass_as_they_always_were(form: str, text: str, value: AnswerJson) -> None:
    typed = answers.read(form, text)
    assert isinstance(typed, Typed)
    assert json.loads(answers.to_json_text(typed)) == value


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_text_is_answered_at_once(text: str) -> None:
    started = time.process_time()
    for form in ("matrix", "polynomial", "list"):
        answers.read(form, text)
    assert time.process_time() - started < ENDLESS


FEW = ["7," + "aay7," * 14, ", ".join(f"lambda{k}" for k in range(1, 9)), "covariance, variance, orthogonal, diagonal"]


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("text", FEW, ids=lambda text: text[:12])
def test_a_short_list_of_words_is_answered_at_once(form: Form, text: str) -> None:
    started = time.process_time()
    answers.read(form, text)
    assert time.process_time() - started < ENDLESS


PIECES = [
    "7,aay7 ", "aay7,", "lambda1, ", "a_", "λ_1 ", "λ", "|x", "‖x‖ ", "norm(", "det(", "norm x ", "(", "[[1,2],", "1",
    "1,", "1 ", "1\n", "\n", " ", "+-", "i ", "i√3 ", "i,", "pi ", "√2,", "√2 ", "1 + 2i ", "4/5 ± 3/5 i, ", "2 (twice),",
    "a = ", "V = 1 |", "V ^ ", "x^2+", "1/2√3 ", "131,072 ", "1'000", "1.2(3) ", "\\begin{bmatrix}", "\\lambda", "\u200b1",
    "A,B,C", "a(b) ", "1 & 2 \\\\ ",
]  # fmt: skip


tokens_once = lru_cache(maxsize=8)(tokenize)
"""The tokens of a text, which do not depend on its form: the first form that asks for them is the one that waits for them."""


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_is_read_or_refused_at_once(form: Form, piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursor, "tokenize", tokens_once)
    for before, length in (("", LONGEST_TEXT), ("[", LONGEST_TEXT // 4), ("x = ", LONGEST_TEXT // 4)):
        text = (before + piece * length)[:length]
        started = time.process_time()
        answers.read(form, text)
        assert time.process_time() - started < ENDLESS, before


@pytest.mark.parametrize(
    ("text", "echoed"),
    [
        ("12" + ",345" * 4, "12,345,345,345,345"),
        ("12" + ",345" * 400, "12,345,345,345,345,345,345,34…"),
        ("12" + " 345" * 400, "12 345 345 345 345 345 345 34…"),
        ("12" + "'345" * 400, "12'345'345'345'345'345'345'34…"),
    ],
)
@pytest.mark.parametrize("form", ["number", "integer"])
def test_a_refusal_repeats_no_more_than_a_piece_of_the_text(form: str, text: str, echoed: str) -> None:
    refused = answers.read(form, text)
    assert isinstance(refused, Unreadable)
    name = {",": "the comma", " ": "the space", "'": "the apostrophe"}[text[2]]
    digits = "12" + "345" * 4 if len(text) < 30 else "123453453453453453453453453453453"[:29] + "…"
    assert refused.message == (
        f"expected one number; {name} in '{echoed}' can separate thousands or two numbers: for one number write {digits}"
    )


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(
    "text",
    ["1" * 5_000, "12" + ",345" * 4_000, "1" * 9_000 + "." + "5" * 9_000, "a" * 9_000, "1" * 9_000 + "," + "2" * 9_000,
     "12" + ".345" * 900 + ",6", "x" * 9_000 + " = 1", "V" * 9_000 + " = 1 | V = 2", "\\" + "q" * 9_000, "1/" + "7" * 9_000,
     "e" * 30 + "(" + "1" * 9_000 + ")", "0.(" + "3" * 9_000 + ")", "=" * 9_000, "1e" + "9" * 900, "(" * 39 + "1" * 900,
     "V = 1 | " + "W" * 900 + " = 2", "\\begin{" + "a" * 900 + "} 1 \\end{" + "b" * 900 + "}", "x^" + "9" * 900,
     "9" * 900 + "e", "9" * 900 + "%2", "1;1 2;" * 400 + "1", "2, 1" + "\u00a0000" * 900],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_no_refusal_is_longer_than_a_few_lines(form: Form, text: str) -> None:
    refused = answers.read(form, text, ("V", "L") if form is Form.FACTORS else (), 4)
    assert not isinstance(refused, Unreadable) or len(refused.message) < 240


def test_a_text_beyond_the_longest_is_refused_whole() -> None:
    text = "1" * 20_001
    message = "the text is too long: 20,001 characters came, at most 20,000 are read"
    assert answers.read("number", text) == Unreadable(message, (0, 20_001))


@pytest.mark.parametrize(
    ("form", "text", "read_as"),
    [
        ("polynomial", "λ² - 3/2 λ + 1/2", "λ² - (3/2)λ + 1/2"),
        ("polynomial", "λ² - 4/3λ + 1/12", "λ² - (4/3)λ + 1/12"),
        ("number", "4/5 i", "4i/5"),
        ("number", "4/5i", "4i/5"),
        ("list", "3/5i", "3i/5"),
        ("list", "4/5 ± 3/5 i", "(4+3i)/5, (4-3i)/5"),
        ("list", "±√3 i", "i√3, -i√3"),
        ("vector", "-2/5 - 4/5 i, 1", "[(-2-4i)/5, 1]"),
    ],
)
def test_a_fraction_before_the_variable_or_the_unit_is_a_factor(form: str, text: str, read_as: str) -> None:
    typed = answers.read(form, text)
    assert isinstance(typed, Typed), typed
    assert answers.show(typed) == read_as


@pytest.mark.parametrize(("form", "text"), [("number", "1/2 √3"), ("list", "1/2√3"), ("list", "3/5 i")])
def test_a_fraction_before_anything_else_stays_in_doubt(form: str, text: str) -> None:
    assert isinstance(answers.read(form, text), Unreadable)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{{λ -> 2}, {λ -> 3}}", [2, 3]),  # Mathematica's Solve
        ("{{x -> -1}, {x -> 1/2}}", [-1, 0.5]),
        ("{{x → 2}, {x → 2}}", [2, 2]),
        ("[x=2,x=3]", [2, 3]),  # Maxima's solve
        ("[λ = 2, λ = -3]", [2, -3]),
    ],
)
def test_solutions_in_brackets_are_a_list(text: str, values: list[float]) -> None:
    typed = answers.read(Form.LIST, text)
    assert isinstance(typed, Typed)
    assert [x.value for x in typed.rows[0]] == values


@pytest.mark.parametrize("text", ["{x -> y}", "[x=a, x=2]", "[2=3]", "{{λ > 2}}"])
def test_what_is_no_solution_in_brackets_is_refused(text: str) -> None:
    assert isinstance(answers.read(Form.LIST, text), Unreadable)
