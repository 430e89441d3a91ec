"""What people, chats and other programs write is read as what they meant, or asked back with each reading on offer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from decompdrill import answers
from decompdrill.answers import words
from decompdrill.answers.encoding import AnswerJson
from decompdrill.bank.load import load_banks
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Form, Outcome, Raw, Typed, Unreadable

READ: list[tuple[str, str, AnswerJson]] = [
    # scientific notation, and the same value said twice
    ("number", "138*10^-3", 0.138), ("number", "1.38×10⁻¹", 0.138), ("number", "5·10^{-3}", 0.005), ("number", "2·10^3", 2000),
    ("number", "-4.5\\cdot 10^{2}", -450), ("number", "0.96 (96%)", 0.96), ("number", "0.50 (1/2)", 0.5), ("list", "1.5 (3/2), 2", [1.5, 2]),
    ("number", "1/3 = 0.333", 1 / 3), ("number", "0.5 = 1/2", 0.5), ("number", "x ≈ 4.56", 4.56), ("number", "sqrt(2) = 1.414", 2**0.5),
    # words around a value
    ("number", "approx. 0.35", 0.35), ("number", "approximately 0.35", 0.35), ("number", "about 3.2", 3.2), ("number", "the answer is 7", 7),
    ("number", "The determinant of A is -6.", -6), ("number", "so the trace equals 5", 5), ("number", "I get 3.5", 3.5), ("number", "it's 12", 12),
    ("number", "96 percent", 0.96), ("integer", "the rank is 2", 2), ("integer", "rank 2", 2), ("integer", "two", 2), ("integer", "Three.", 3),
    ("integer", "2 pivots", 2), ("integer", "131072 trainable parameters", 131072), ("integer", "k = 3", 3), ("integer", "rank(A) = 2", 2),
    ("list", "the eigenvalues are 4 and 1", [4, 1]), ("list", "eigenvalues: 4, 1", [4, 1]), ("list", "λ = 4 or λ = 1", [4, 1]),
    ("list", "λ1 = 4, λ2 = 1", [4, 1]), ("list", "singular values 3, 2", [3, 2]), ("list", "they are 5 and -2", [5, -2]),
    ("vector", "the vector (1, 2)", [1, 2]), ("vector", "v = (1, 2)", [1, 2]), ("matrix", "A = [[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
    # multiplicity
    ("list", "2 with multiplicity 2", [2, 2]), ("list", "2 twice", [2, 2]), ("list", "2 (double root), 5", [2, 2, 5]), ("list", "λ1 = λ2 = 3", [3, 3]),
    ("list", "λ₁ = λ₂ = 2, λ₃ = 5", [2, 2, 5]), ("list", "2 (mult. 2), 1", [2, 2, 1]), ("list", "2 (x2), 5", [2, 2, 5]), ("list", "5 (multiplicity of 3)", [5, 5, 5]),
    ("list", "{2: 2, 5: 1}", [2, 2, 5]), ("list", "4 of multiplicity two, 1", [4, 4, 1]),
    ("list", "4 repeated, 1", [4, 4, 1]), ("list", "4 of multiplicity four", [4, 4, 4, 4]),
    # a parameter, a span
    ("vector", "span{(1,2)}", [1, 2]), ("vector", "span((1, 2))", [1, 2]), ("vector", "span{[1, 2]}", [1, 2]), ("vector", "t(1, -2)", [1, -2]),
    ("vector", r"span\{(1, 2)\}", [1, 2]), ("vector", r"$\operatorname{span}\{(1, 2)\}$", [1, 2]), ("vector", r"span\left\{(1, 2)\right\}", [1, 2]),
    ("vector", r"span \{ [1, \frac{1}{2}] \} ", [1, 0.5]), ("vector", r"span\{\{1, 2\}\}", [1, 2]),
    ("vector", "t*[1, -2]", [1, -2]), ("vector", "c·(1, 2)", [1, 2]), ("vector", "(t, 2t)", [1, 2]), ("vector", "[s, -s, 0]", [1, -1, 0]),
    ("vector", "(1, 2) or any multiple", [1, 2]), ("vector", "(1, 2), or any nonzero multiple of it", [1, 2]), ("vector", "(t, 2t), t ≠ 0", [1, 2]),
    ("vector", "k(1, 1) for any k ≠ 0", [1, 1]), ("vector", "[1, 2]t", [1, 2]), ("vector", "(1, 2) up to scaling", [1, 2]), ("vector", "(t/2, t)", [0.5, 1]),
    ("vector", "(½t, t)", [0.5, 1]), ("vector", "((1/2)t, t)", [0.5, 1]), ("vector", "(2*t, t)", [2, 1]), ("vector", "((1/2)*t, -2*t)", [0.5, -2]),
    ("vector", "span{5}", [5]),
    # equations
    ("polynomial", "λ² - 5λ = -6", [1, -5, 6]), ("polynomial", "0 = λ² - 5λ + 6", [1, -5, 6]), ("polynomial", "p(λ) = λ² - 5λ + 6 = 0", [1, -5, 6]),
    ("polynomial", "λ² - 5λ + 6 = (λ - 2)(λ - 3)", [1, -5, 6]), ("polynomial", "det(A - λI) = λ^2 - 5λ + 6", [1, -5, 6]), ("polynomial", "x² = 5x - 6", [1, -5, 6]),
    # products with one usual reading
    ("number", "√3 i", {"re": 0, "im": 3**0.5}), ("number", "3/5i", {"re": 0, "im": 0.6}), ("number", "1/2 (5 + √9)", 4),
    ("list", "1/2 (5 + √9), 1", [4, 1]), ("list", "3 + 2 i, 3 - 2 i", [{"re": 3, "im": 2}, {"re": 3, "im": -2}]),
    # what other programs print
    ("matrix", "⎡1 2⎤\n⎣3 4⎦", [[1, 2], [3, 4]]), ("matrix", "matrix([1,2],[3,4])", [[1, 2], [3, 4]]), ("matrix", "{{1,2},{3,4}}", [[1, 2], [3, 4]]),
    ("matrix", "Matrix([[1, 2], [3, 4]])", [[1, 2], [3, 4]]), ("matrix", "[[1 2]\n [3 4]]", [[1, 2], [3, 4]]), ("matrix", "[[1 2][3 4]]", [[1, 2], [3, 4]]),
    ("matrix", "ans =\n\n     1     2\n     3     4\n", [[1, 2], [3, 4]]), ("matrix", "A =\n\n   1   2\n   3   4\n\n", [[1, 2], [3, 4]]),
    ("matrix", "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4", [[1, 2], [3, 4]]), ("matrix", "2×2 Matrix{Int64}:\n 1  2\n 3  4", [[1, 2], [3, 4]]),
    ("matrix", "[[1, 2], [3, 4]]T", [[1, 3], [2, 4]]), ("matrix", "[[1, 2], [3, 4]] T", [[1, 3], [2, 4]]),
    ("matrix", "1\t2\n3\t4", [[1, 2], [3, 4]]), ("matrix", "array([[1., 2.],\n       [3., 4.]])", [[1, 2], [3, 4]]),
    ("matrix", "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", [[1, 2], [3, 4]]), ("matrix", "\\left[\\begin{array}{cc}{1} & {2} \\\\ {3} & {4}\\end{array}\\right]", [[1, 2], [3, 4]]),
    ("list", "c(2, 3)", [2, 3]), ("list", "[1] 2 3", [2, 3]), ("list", "2-element Vector{Float64}:\n 1.0\n 2.0", [1, 2]), ("list", "array([1., 2.])", [1, 2]),
    ("list", "{2, 3}", [2, 3]), ("number", "Sqrt[16]", 4), ("number", "2*I", {"re": 0, "im": 2}), ("list", "1 - 2*I, 1 + 2*I", [{"re": 1, "im": -2}, {"re": 1, "im": 2}]),
    ("list", "1 - Sqrt[4] I, 1 + Sqrt[4] I", [{"re": 1, "im": -2}, {"re": 1, "im": 2}]), ("matrix", "   1.0e+03 *\n\n    0.0010    2.0000\n    3.0000    4.0000", [[1, 2000], [3000, 4000]]),
    # what a chat writes
    ("number", "\\boxed{42}", 42), ("number", "$\\boxed{42}$", 42), ("number", "\\text{42}", 42), ("number", "**42**", 42), ("number", "`42`", 42), ("number", '"42"', 42),
    ("number", "**Answer:** 42", 42), ("number", "2**3", 8), ("number", "$$\\frac{1}{2}$$", 0.5), ("number", "\\(\\frac{1}{2}\\)", 0.5),
    ("list", "\\lambda_1 = 4, \\quad \\lambda_2 = 1", [4, 1]), ("list", "\\boxed{\\lambda = 4, 1}", [4, 1]), ("vector", "\\mathbf{v} = \\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}", [1, 2]),
    ("list", "1) 4\n2) 1", [4, 1]), ("list", "• 4\n• 1", [4, 1]), ("matrix", "\\operatorname{diag}(3, 2)", [[3, 0], [0, 2]]),
    # yes and no with more
    ("yes-no", "yes, because det = 0", "yes"), ("yes-no", "Yes.", "yes"), ("yes-no", "No, it is not symmetric", "no"), ("yes-no", "no because the columns are parallel", "no"),
    ("yes-no", "yes!", "yes"), ("yes-no", "Nope", "no"), ("yes-no", "no: two of its rows are equal", "no"), ("yes-no", "yes (the rows are equal)", "yes"),
    # as typed on a phone, pasted from a notebook, copied from a chat
    ("number", "0.96", 0.96), ("number", "approx 0.96", 0.96), ("number", "about 0.96", 0.96), ("number", "~0.96", 0.96), ("number", "≈0.96", 0.96),
    ("number", "= 0.96", 0.96), ("number", "its 0.96", 0.96), ("number", "it's 5", 5), ("number", "5.", 5), ("number", "is 5", 5),
    ("number", "The answer is 7.", 7), ("number", "the error is 0.5", 0.5), ("number", "I get 5", 5), ("number", "i got 5", 5),
    ("number", "I think 5", 5), ("number", "so 5", 5), ("number", "5 exactly", 5), ("number", "exactly 5", 5), ("number", "5 (rounded)", 5),
    ("number", "3.14 (rounded)", 3.14), ("number", "2.618 approx", 2.618), ("number", "2.618...", 2.618), ("number", "2.618…", 2.618),
    ("number", "96 %", 0.96), ("number", "96 per cent", 0.96), ("number", "root 17", 4.123105625617661),
    ("number", "square root of 17", 4.123105625617661), ("number", "sqrt of 17", 4.123105625617661), ("number", "Sqrt(17)", 4.123105625617661),
    ("number", "2 root 3", 3.4641016151377544), ("number", "2*root(3)", 3.4641016151377544), ("number", "√ 17", 4.123105625617661),
    ("number", "√(17)", 4.123105625617661), ("number", "17^0.5", 4.123105625617661), ("number", "17**0.5", 4.123105625617661),
    ("number", "17^(1/2)", 4.123105625617661), ("number", "minus 3", -3), ("number", "negative 3", -3), ("number", "-3 ", -3), ("number", "– 3", -3),
    ("number", "1/2 = 0.5", 0.5), ("number", "sqrt(17) ≈ 4.123", 4.123105625617661), ("number", "√17 ≈ 4.12", 4.123105625617661),
    ("number", "√17 = 4.123...", 4.123105625617661), ("number", "det = -2", -2), ("number", "det A = -2", -2), ("number", "det(A)=-2", -2),
    ("number", "|A| = -2", -2), ("number", "the determinant is -2", -2), ("number", "||A||=5", 5), ("number", "norm = 5", 5), ("number", "σ1 = 5", 5),
    ("number", "sigma_1 = 5", 5), ("number", "s1=5", 5), ("number", "cond = 3.5", 3.5), ("number", "κ = 3.5", 3.5),
    ("number", "5/6 ", 0.8333333333333334), ("number", "3½", 3.5), ("number", "2.5e-3", 0.0025), ("number", "2.5E-3", 0.0025),
    ("number", "2.5*10^-3", 0.0025), ("number", "2.5x10^-3", 0.0025), ("number", "2.5 × 10⁻³", 0.0025), ("number", "2.5 x 10^(-3)", 0.0025),
    ("number", "Out[3]= 5", 5), ("number", "Out[3]: 0.96", 0.96), ("number", "ans = 5.4650", 5.465), ("number", "ans =\n\n    5.4650\n", 5.465),
    ("number", "[1] 0.96", 0.96), ("number", "%o3 = 5", 5), ("number", "(%o3) 5", 5), ("number", "np.float64(0.96)", 0.96),
    ("number", ">>> 0.96", 0.96), ("number", "Sqrt[17]", 4.123105625617661), ("number", "5*Sqrt[2]", 7.0710678118654755),
    ("number", "(5 + Sqrt[17])/2", 4.561552812808831), ("number", "1/2 (5 + Sqrt[17])", 4.561552812808831),
    ("number", "sqrt(17)/2", 2.0615528128088303), ("number", "5.0", 5), ("number", "Rational(1, 2)", 0.5), ("number", "result: 5", 5),
    ("number", "-0.0", 0), ("number", "9.999999999999998", 9.999999999999998), ("number", "$5$", 5), ("number", "\\boxed{5}", 5),
    ("number", "**0.96**", 0.96), ("number", "$\\boxed{\\frac{5}{6}}$", 0.8333333333333334), ("number", "\\[ \\sqrt{17} \\]", 4.123105625617661),
    ("number", "\\(5\\)", 5), ("number", "\\sqrt{17} \\approx 4.123", 4.123105625617661), ("number", "**Answer:** 5", 5),
    ("number", "**Final answer: 5**", 5), ("number", "$\\det(A) = -2$", -2), ("number", "\\dfrac{1}{2}", 0.5), ("number", "\\tfrac12", 0.5),
    ("number", "`5`", 5), ("number", "$\\sigma_1 = \\sqrt{17}$", 4.123105625617661), ("number", "\\left(\\frac{1}{2}\\right)", 0.5),
    ("number", "5\\%", 0.05), ("number", "\\text{det} = 5", 5), ("number", "$\\|A\\|_F = 5$", 5), ("number", "Therefore, the answer is **5**.", 5),
    ("number", "✅ 5", 5), ("integer", "rank = 2", 2), ("integer", "rank(A)=2", 2), ("integer", "rk = 2", 2), ("integer", "Two.", 2),
    ("integer", "2.", 2), ("integer", "it has rank 2", 2), ("integer", "2 dimensions", 2), ("integer", "2 dimensional", 2), ("integer", "dim = 2", 2),
    ("integer", "dimension 2", 2), ("integer", "k=2", 2), ("integer", "rank: 2", 2), ("integer", "Rank 2", 2), ("integer", "only 2", 2),
    ("integer", "zero", 0), ("integer", "n = 2", 2), ("integer", "2 components", 2), ("integer", "2 (full rank)", 2), ("integer", "**2**", 2),
    ("integer", "$r = 2$", 2), ("integer", "\\operatorname{rank}(A) = 2", 2), ("integer", "\\text{rank}(A)=2", 2), ("integer", "[1] 2", 2),
    ("integer", "ans = 2", 2), ("integer", "np.int64(2)", 2), ("integer", "4096 numbers", 4096), ("integer", "512 parameters", 512),
    ("integer", "2 is the rank", 2), ("integer", "just 2", 2), ("integer", "2 eigenvalues", 2), ("list", "2 and 3", [2, 3]),
    ("list", "2 & 3", [2, 3]), ("list", "2, 3", [2, 3]), ("list", "2;3", [2, 3]), ("list", "2,3.", [2, 3]),
    ("list", "the eigenvalues are 2 and 3", [2, 3]), ("list", "eigenvalues: 2, 3", [2, 3]), ("list", "Eigenvalues are 2,3", [2, 3]),
    ("list", "λ=2,3", [2, 3]), ("list", "lambda = 2, 3", [2, 3]), ("list", "λ = 2 or 3", [2, 3]), ("list", "λ = 2 or λ = 3", [2, 3]),
    ("list", "x=2 or x=3", [2, 3]), ("list", "λ=2 and λ=3", [2, 3]), ("list", "λ1=2 λ2=3", [2, 3]), ("list", "l1 = 2, l2 = 3", [2, 3]),
    ("list", "lambda1 = 2 and lambda2 = 3", [2, 3]), ("list", "λ_1 = 2, λ_2 = 3", [2, 3]), ("list", "2 , 3 , and 5", [2, 3, 5]),
    ("list", "2, 3 and 5", [2, 3, 5]), ("list", "2, 3, & 5", [2, 3, 5]), ("list", "2 with multiplicity 2, 3", [2, 2, 3]),
    ("list", "2 (multiplicity 2), 3", [2, 2, 3]), ("list", "2 twice, 3", [2, 2, 3]), ("list", "2 (double), 3", [2, 2, 3]),
    ("list", "2 (double root), 3", [2, 2, 3]), ("list", "2 (x2), 3", [2, 2, 3]), ("list", "λ1 = λ2 = 2", [2, 2]),
    ("list", "2 (twice) and 3 (once)", [2, 2, 3]), ("list", "2 with alg. multiplicity 2, 3 with alg. multiplicity 1", [2, 2, 3]),
    ("list", "3, 2, 2", [3, 2, 2]), ("list", "2 and 2", [2, 2]), ("list", "2 (repeated twice), 3", [2, 2, 3]),
    ("list", "1 + 2i, 1 - 2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]), ("list", "1+2i and 1-2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]),
    ("list", "1 ± 2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]), ("list", "1 +- 2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]),
    ("list", "1+/-2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]), ("list", "±2i", [{"re": 0, "im": 2}, {"re": 0, "im": -2}]),
    ("list", "+-2i", [{"re": 0, "im": 2}, {"re": 0, "im": -2}]), ("list", "i, -i", [{"re": 0, "im": 1}, {"re": 0, "im": -1}]),
    ("list", "i and -i", [{"re": 0, "im": 1}, {"re": 0, "im": -1}]),
    ("list", "± i√3", [{"re": 0, "im": 1.7320508075688772}, {"re": 0, "im": -1.7320508075688772}]), ("list", "±2", [2, -2]),
    ("list", "(5±√17)/2", [4.561552812808831, 0.4384471871911697]), ("list", "(5 +- sqrt(17))/2", [4.561552812808831, 0.4384471871911697]),
    ("list", "5/2 ± √17/2", [4.561552812808831, 0.4384471871911697]), ("list", "√5, √3", [2.23606797749979, 1.7320508075688772]),
    ("list", "sqrt5, sqrt3", [2.23606797749979, 1.7320508075688772]), ("list", "root 5 and root 3", [2.23606797749979, 1.7320508075688772]),
    ("list", "σ1=√5, σ2=√3", [2.23606797749979, 1.7320508075688772]), ("list", "s = [5.4650 0.3660]", [5.465, 0.366]),
    ("list", "array([2., 3.])", [2, 3]), ("list", "[2. 3.]", [2, 3]), ("list", "np.array([2, 3])", [2, 3]),
    ("list", "array([2.+0.j, 3.+0.j])", [2, 3]), ("list", "[0.+2.j 0.-2.j]", [{"re": 0, "im": 2}, {"re": 0, "im": -2}]),
    ("list", "{2: 2, 3: 1}", [2, 2, 3]), ("list", "{3: 1, 2: 2}", [3, 2, 2]),
    ("list", "[1 - 2*I, 1 + 2*I]", [{"re": 1, "im": -2}, {"re": 1, "im": 2}]), ("list", "ans =\n\n   2\n   3\n", [2, 3]),
    ("list", "ans =\n\n     2     3\n", [2, 3]), ("list", "[1] 3.000000 2.000000", [3, 2]),
    ("list", "{(5 + Sqrt[17])/2, (5 - Sqrt[17])/2}", [4.561552812808831, 0.4384471871911697]),
    ("list", "{1 + 2 I, 1 - 2 I}", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]), ("list", "{1+2I, 1-2I}", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]),
    ("list", "[2,3]", [2, 3]), ("list", "2-element Vector{Float64}:\n 2.0\n 3.0", [2, 3]),
    ("list", "2-element Vector{ComplexF64}:\n 1.0 - 2.0im\n 1.0 + 2.0im", [{"re": 1, "im": -2}, {"re": 1, "im": 2}]),
    ("list", "1 + 2im, 1 - 2im", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]), ("list", "$values\n[1] 3 2", [3, 2]),
    ("list", "λ_1 = 2\nλ_2 = 3", [2, 3]), ("list", "(2, 3)", [2, 3]),
    ("list", "lambda_1 = 1/2 (5 + sqrt(17))\nlambda_2 = 1/2 (5 - sqrt(17))", [4.561552812808831, 0.4384471871911697]),
    ("list", "λ_1≈4.5616\nλ_2≈0.43845", [4.5616, 0.43845]),
    ("list", "0.5000 + 1.3229i\n   0.5000 - 1.3229i", [{"re": 0.5, "im": 1.3229}, {"re": 0.5, "im": -1.3229}]), ("list", "[2.0, 3.0]", [2, 3]),
    ("list", "3.0000\n1.0000", [3, 1]), ("list", "* 2\n* 3", [2, 3]), ("list", "1) 2\n2) 3", [2, 3]), ("list", "1. 2\n2. 3", [2, 3]),
    ("list", "• 2\n• 3", [2, 3]), ("list", "- λ₁ = 2\n- λ₂ = 3", [2, 3]), ("list", "**λ₁ = 2**, **λ₂ = 3**", [2, 3]),
    ("list", "$\\lambda_1 = 2$, $\\lambda_2 = 3$", [2, 3]), ("list", "$\\lambda_1 = 2$ and $\\lambda_2 = 3$", [2, 3]),
    ("list", "\\lambda_1 = 2, \\quad \\lambda_2 = 3", [2, 3]), ("list", "\\lambda_{1,2} = 1 \\pm 2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]),
    ("list", "\\boxed{2, 3}", [2, 3]), ("list", "\\boxed{\\lambda = 2, 3}", [2, 3]), ("list", "\\{2, 3\\}", [2, 3]),
    ("list", "\\lambda = \\frac{5 \\pm \\sqrt{17}}{2}", [4.561552812808831, 0.4384471871911697]),
    ("list", "$\\lambda_1 = 2$ (multiplicity 2), $\\lambda_2 = 3$", [2, 2, 3]), ("list", "The eigenvalues are **2** and **3**.", [2, 3]),
    ("list", "The eigenvalues are $2$ and $3$.", [2, 3]), ("list", "λ ∈ {2, 3}", [2, 3]), ("list", "σ(A) = {2, 3}", [2, 3]),
    ("list", "60%, 40%", [0.6, 0.4]), ("list", "60 % and 40 %", [0.6, 0.4]), ("list", "3/4, 1/4", [0.75, 0.25]), ("vector", "(1,2)", [1, 2]),
    ("vector", "[1,2]", [1, 2]), ("vector", "<1,2>", [1, 2]), ("vector", "⟨1, 2⟩", [1, 2]), ("vector", "1,2", [1, 2]), ("vector", "1 2", [1, 2]),
    ("vector", "1;2", [1, 2]), ("vector", "1\n2", [1, 2]), ("vector", "v=(1,2)", [1, 2]), ("vector", "v = [1;2]", [1, 2]),
    ("vector", "x=1 y=2", [1, 2]), ("vector", "x=1, y=2", [1, 2]), ("vector", "x = 1 and y = 2", [1, 2]), ("vector", "t(1,2)", [1, 2]),
    ("vector", "c*(1,2)", [1, 2]), ("vector", "k[1,2]", [1, 2]), ("vector", "span((1,2))", [1, 2]), ("vector", "(1,2) or any multiple", [1, 2]),
    ("vector", "any multiple of (1,2)", [1, 2]), ("vector", "(1,2)^T", [1, 2]), ("vector", "(1,2)T", [1, 2]), ("vector", "[1,2]'", [1, 2]),
    ("vector", "[1 2]ᵀ", [1, 2]), ("vector", "transpose([1 2])", [1, 2]), ("vector", "1/√2 (1,1)", [0.7071067811865476, 0.7071067811865476]),
    ("vector", "(1,1)/√2", [0.7071067811865476, 0.7071067811865476]), ("vector", "1/sqrt(2) * [1, 1]", [0.7071067811865476, 0.7071067811865476]),
    ("vector", "(1/√2, 1/√2)", [0.7071067811865476, 0.7071067811865476]), ("vector", "the vector (1,2)", [1, 2]),
    ("vector", "the eigenvector is (1,2)", [1, 2]), ("vector", "e.g. (1,2)", [1, 2]), ("vector", "for example (1, 2)", [1, 2]),
    ("vector", "Matrix([[1], [2]])", [1, 2]), ("vector", "Matrix([\n[1],\n[2]])", [1, 2]), ("vector", "array([1, 2])", [1, 2]),
    ("vector", "array([[1],\n       [2]])", [1, 2]), ("vector", "[[1]\n [2]]", [1, 2]),
    ("vector", "[0.70710678 0.70710678]", [0.70710678, 0.70710678]), ("vector", "array([-0.70710678,  0.70710678])", [-0.70710678, 0.70710678]),
    ("vector", "ans =\n\n   0.7071\n   0.7071\n", [0.7071, 0.7071]), ("vector", "     [,1]\n[1,]    1\n[2,]    2", [1, 2]),
    ("vector", "[1] 1 2", [1, 2]), ("vector", "c(1,2)", [1, 2]), ("vector", "{1, 2}", [1, 2]), ("vector", "{{1}, {2}}", [1, 2]),
    ("vector", "2-element Vector{Int64}:\n 1\n 2", [1, 2]), ("vector", "matrix([1],[2])", [1, 2]), ("vector", "⎡1⎤\n⎣2⎦", [1, 2]),
    ("vector", "⎡1⎤\n⎢ ⎥\n⎣2⎦", [1, 2]), ("vector", "\\begin{pmatrix}1\\\\2\\end{pmatrix}", [1, 2]),
    ("vector", "$v = \\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}$", [1, 2]),
    ("vector", "\\frac{1}{\\sqrt{2}}\\begin{pmatrix}1\\\\1\\end{pmatrix}", [0.7071067811865476, 0.7071067811865476]),
    ("vector", "\\boxed{\\begin{pmatrix}1\\\\2\\end{pmatrix}}", [1, 2]), ("vector", "\\langle 1, 2 \\rangle", [1, 2]),
    ("vector", "\\left(1, 2\\right)^T", [1, 2]), ("vector", "(1, 2)^\\top", [1, 2]), ("vector", "\\vec{v} = (1, 2)", [1, 2]),
    ("vector", "\\mathbf{v} = \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}", [1, 2]), ("vector", "**v = (1, 2)**", [1, 2]), ("vector", "(1, 2)ᵗ", [1, 2]),
    ("vector", "col(1, 2)", [1, 2]), ("vector", "[1, 2].T", [1, 2]), ("matrix", "[[1,2],[3,4]]", [[1, 2], [3, 4]]),
    ("matrix", "1 2\n3 4", [[1, 2], [3, 4]]), ("matrix", "1 2; 3 4", [[1, 2], [3, 4]]), ("matrix", "1,2;3,4", [[1, 2], [3, 4]]),
    ("matrix", "1,2\n3,4", [[1, 2], [3, 4]]), ("matrix", "[1,2][3,4]", [[1, 2], [3, 4]]), ("matrix", "[1,2],[3,4]", [[1, 2], [3, 4]]),
    ("matrix", "(1,2),(3,4)", [[1, 2], [3, 4]]), ("matrix", "[1 2] [3 4]", [[1, 2], [3, 4]]), ("matrix", "A = [1 2; 3 4]", [[1, 2], [3, 4]]),
    ("matrix", "A=\n1 2\n3 4", [[1, 2], [3, 4]]), ("matrix", "row 1: 1 2\nrow 2: 3 4", [[1, 2], [3, 4]]), ("matrix", "[1 2\n 3 4]", [[1, 2], [3, 4]]),
    ("matrix", "the matrix is [[1,2],[3,4]]", [[1, 2], [3, 4]]), ("matrix", "array([[1, 2],\n       [3, 4]])", [[1, 2], [3, 4]]),
    ("matrix", "np.array([[1,2],[3,4]])", [[1, 2], [3, 4]]), ("matrix", "Matrix([\n[1, 2],\n[3, 4]])", [[1, 2], [3, 4]]),
    ("matrix", "⎡1  2⎤\n⎢    ⎥\n⎣3  4⎦", [[1, 2], [3, 4]]), ("matrix", "⎡1  2⎤\n⎣3  4⎦", [[1, 2], [3, 4]]),
    ("matrix", "ans =\n\n   1   2\n   3   4\n", [[1, 2], [3, 4]]), ("matrix", "A =\n\n     1     2\n     3     4", [[1, 2], [3, 4]]),
    ("matrix", "2×2 Array{Float64,2}:\n 1.0  2.0\n 3.0  4.0", [[1, 2], [3, 4]]), ("matrix", "{{1, 2}, {3, 4}}", [[1, 2], [3, 4]]),
    ("matrix", "[ 1  2 ]\n[ 3  4 ]", [[1, 2], [3, 4]]), ("matrix", "(1 2)\n(3 4)", [[1, 2], [3, 4]]),
    ("matrix", "| 1 2 |\n| 3 4 |", [[1, 2], [3, 4]]), ("matrix", "|1 2|\n|3 4|", [[1, 2], [3, 4]]),
    ("matrix", "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", [[1, 2], [3, 4]]),
    ("matrix", "$A = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$", [[1, 2], [3, 4]]),
    ("matrix", "\\left[\\begin{array}{cc} 1 & 2 \\\\ 3 & 4 \\end{array}\\right]", [[1, 2], [3, 4]]),
    ("matrix", "\\boxed{\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}}", [[1, 2], [3, 4]]), ("matrix", "```\n1 2\n3 4\n```", [[1, 2], [3, 4]]),
    ("matrix", "| 1 | 2 |\n|---|---|\n| 3 | 4 |", [[1, 2], [3, 4]]), ("matrix", "\\begin{pmatrix}1&2\\\\3&4\\\\\\end{pmatrix}", [[1, 2], [3, 4]]),
    ("matrix", "\\begin{matrix}1&2\\\\3&4\\end{matrix}", [[1, 2], [3, 4]]), ("matrix", "[1, 2;\n3, 4]", [[1, 2], [3, 4]]),
    ("matrix", "[1.0000 2.0000; 3.0000 4.0000]", [[1, 2], [3, 4]]), ("matrix", "(1 & 2 \\\\ 3 & 4)", [[1, 2], [3, 4]]),
    ("matrix", "torch.tensor([[1., 2.], [3., 4.]])", [[1, 2], [3, 4]]), ("matrix", "tensor([[1., 2.],\n        [3., 4.]])", [[1, 2], [3, 4]]),
    ("matrix", "[1 2 ; 3 4];", [[1, 2], [3, 4]]), ("matrix", "Columns 1 through 2\n\n   1   2\n   3   4", [[1, 2], [3, 4]]),
    ("matrix", "diag(2,3)", [[2, 0], [0, 3]]), ("matrix", "\\operatorname{diag}(2,3)", [[2, 0], [0, 3]]),
    ("matrix", "Diagonal Matrix\n\n   2   0\n   0   3\n", [[2, 0], [0, 3]]), ("matrix", "DiagonalMatrix[{2,3}]", [[2, 0], [0, 3]]),
    ("matrix", "diag([2,3])", [[2, 0], [0, 3]]), ("matrix", "1/2 [[1,2],[3,4]]", [[0.5, 1], [1.5, 2]]), ("matrix", "eye(2)", [[1, 0], [0, 1]]),
    ("matrix", "1.0e+03 *\n\n    1.0000    2.0000\n    3.0000    4.0000", [[1000, 2000], [3000, 4000]]),
    ("matrix", "   0.5257  -0.8507\n  -0.8507  -0.5257", [[0.5257, -0.8507], [-0.8507, -0.5257]]), ("matrix", "5 * (1 0; 0 1)", [[5, 0], [0, 5]]),
    ("matrix", "1/√2 * [1 1; 1 -1]", [[0.7071067811865476, 0.7071067811865476], [0.7071067811865476, -0.7071067811865476]]),
    ("polynomial", "x^2-5x+6", [1, -5, 6]), ("polynomial", "x²-5x+6", [1, -5, 6]), ("polynomial", "λ^2 - 5λ + 6", [1, -5, 6]),
    ("polynomial", "λ² − 5λ + 6 = 0", [1, -5, 6]), ("polynomial", "p(λ) = λ² - 5λ + 6", [1, -5, 6]), ("polynomial", "p(x)=x^2-5x+6", [1, -5, 6]),
    ("polynomial", "0 = λ²-5λ+6", [1, -5, 6]), ("polynomial", "x**2 - 5*x + 6", [1, -5, 6]), ("polynomial", "(x-2)(x-3)", [1, -5, 6]),
    ("polynomial", "(λ-2)(λ-3)=0", [1, -5, 6]), ("polynomial", "(2-λ)(3-λ)", [1, -5, 6]), ("polynomial", "1, -5, 6", [1, -5, 6]),
    ("polynomial", "1 -5 6", [1, -5, 6]), ("polynomial", "[1, -5, 6]", [1, -5, 6]), ("polynomial", "lambda^2-5lambda+6", [1, -5, 6]),
    ("polynomial", "lambda**2 - 5*lambda + 6", [1, -5, 6]), ("polynomial", "t^2 - 5 t + 6", [1, -5, 6]),
    ("polynomial", "lamda^2 - 5 lamda + 6", [1, -5, 6]), ("polynomial", "λ^2-5*λ+6", [1, -5, 6]),
    ("polynomial", "PurePoly(lambda**2 - 5*lambda + 6, lambda, domain='ZZ')", [1, -5, 6]), ("polynomial", "Poly(x**2 - 5*x + 6, x)", [1, -5, 6]),
    ("polynomial", "6 - 5 x + x^2", [1, -5, 6]), ("polynomial", "6 - 5 λ + λ²", [1, -5, 6]), ("polynomial", "array([ 1., -5.,  6.])", [1, -5, 6]),
    ("polynomial", "[ 1. -5.  6.]", [1, -5, 6]), ("polynomial", "ans =\n\n   1  -5   6\n", [1, -5, 6]),
    ("polynomial", "det(A - λI) = λ² - 5λ + 6", [1, -5, 6]), ("polynomial", "the characteristic polynomial is λ² - 5λ + 6", [1, -5, 6]),
    ("polynomial", "\\lambda^2 - 5\\lambda + 6", [1, -5, 6]), ("polynomial", "$p(\\lambda) = \\lambda^2 - 5\\lambda + 6$", [1, -5, 6]),
    ("polynomial", "\\boxed{\\lambda^2 - 5\\lambda + 6}", [1, -5, 6]), ("polynomial", "λ squared - 5λ + 6", [1, -5, 6]),
    ("polynomial", "x^2 -5x +6", [1, -5, 6]), ("polynomial", "χ(λ) = λ² - 5λ + 6", [1, -5, 6]),
    ("polynomial", "\\det(A - \\lambda I) = \\lambda^2 - 5\\lambda + 6 = 0", [1, -5, 6]), ("polynomial", "X^2 - 5X + 6", [1, -5, 6]),
    ("polynomial", "x² - 5x + 6.", [1, -5, 6]), ("polynomial", "(x - 2)*(x - 3)", [1, -5, 6]), ("yes-no", "yes", "yes"), ("yes-no", "Yes!", "yes"),
    ("yes-no", "yep", "yes"), ("yes-no", "yeah", "yes"), ("yes-no", "YES", "yes"), ("yes-no", "no", "no"), ("yes-no", "No.", "no"),
    ("yes-no", "nope", "no"), ("yes-no", "n", "no"), ("yes-no", "yes because it is symmetric", "yes"),
    ("yes-no", "Yes, because it's symmetric", "yes"), ("yes-no", "No, the columns are dependent", "no"), ("yes-no", "no since det = 0", "no"),
    ("yes-no", "yes it is", "yes"), ("yes-no", "no it isn't", "no"), ("yes-no", "True", "yes"), ("yes-no", "False", "no"), ("yes-no", "TRUE", "yes"),
    ("yes-no", "[1] TRUE", "yes"), ("yes-no", "np.True_", "yes"), ("yes-no", "true", "yes"), ("yes-no", "**Yes**", "yes"),
    ("yes-no", "**Yes**, A is diagonalizable.", "yes"), ("yes-no", "\\text{Yes}", "yes"), ("yes-no", "\\boxed{\\text{no}}", "no"),
    ("yes-no", "Yes – it has 2 distinct eigenvalues", "yes"), ("yes-no", "it is", "yes"), ("yes-no", "it is not", "no"), ("yes-no", "No!", "no"),
    ("yes-no", "the answer is yes", "yes"), ("yes-no", "✓", "yes"), ("yes-no", "correct", "yes"), ("yes-no", "definitely yes", "yes"),
    ("yes-no", "Y", "yes"),
    # several names for one value, multiplicity in more words
    ("list", "λ1,2 = 3", [3, 3]), ("list", "λ_{1,2} = 3, λ_3 = 5", [3, 3, 5]), ("list", "λ₁,₂ = 3", [3, 3]), ("list", "λ₁₂ = 3", [3, 3]), ("list", "λ1,2 = 3, 4", [3, 4]),
    ("list", "λ1/2 = 1 ± 2i", [{"re": 1, "im": 2}, {"re": 1, "im": -2}]), ("list", "λ1,2,3 = 2", [2, 2, 2]), ("list", "λ₁, λ₂ = 4, 1, λ₃ = 0", [4, 1, 0]),
    ("list", "3 (three times)", [3, 3, 3]), ("list", "3 three times, 1", [3, 3, 3, 1]), ("list", "3 (m=2), 1 (m=1)", [3, 3, 1]), ("list", "3 (a.m. 2), 1", [3, 3, 1]),
    ("list", "3 (AM = 2, GM = 1), 1", [3, 3, 1]), ("list", "3 occurs twice, 1 once", [3, 3, 1]), ("list", "3 (2 times), 1 (1 time)", [3, 3, 1]), ("list", "3 (order 2)", [3, 3]),
    # families of vectors
    ("vector", "{(2t,t)}", [2, 1]), ("vector", "{(2t, t) : t ∈ R}", [2, 1]), ("vector", r"\{t(2, 1) \mid t \in \mathbb{R}\}".replace(r"\mid", "|"), [2, 1]), ("vector", "x = 2t\ny = t", [2, 1]),
    ("vector", "x = t, y = -t", [1, -1]), ("vector", "x=2t; y=t; z=0", [2, 1, 0]), ("vector", "span of (1, -1)", [1, -1]), ("vector", "E = span{(1, -1)}", [1, -1]), ("vector", "(2t, t)/2", [1, 0.5]),
    ("vector", "(1 2)", [1, 2]), ("vector", "(1 -2)", [1, -2]), ("vector", "v = (1 2)", [1, 2]), ("vector", "(1 2 3)^T", [1, 2, 3]), ("vector", "1/2 (1 2)", [0.5, 1]), ("vector", "(1,-1)^t", [1, -1]),
    # a percent sign for all
    ("list", "78 16 6 %", [0.78, 0.16, 0.06]), ("list", "78, 16 and 6 percent", [0.78, 0.16, 0.06]), ("list", "(78, 22)%", [0.78, 0.22]), ("list", "in percent: 78, 22", [0.78, 0.22]),
    ("list", "0.5%, 12.0", [0.005, 12]),
    # matrices by columns, by entries, by name
    ("matrix", "columns: [1 3], [2 4]", [[1, 2], [3, 4]]), ("matrix", "with columns (1,3) and (2,4)", [[1, 2], [3, 4]]), ("matrix", "(1,3), (2,4) as columns", [[1, 2], [3, 4]]),
    ("matrix", "c1 = (1,3), c2 = (2,4)", [[1, 2], [3, 4]]), ("matrix", "r1 = (1,2), r2 = (3,4)", [[1, 2], [3, 4]]), ("matrix", "a11=1 a12=2 a21=3 a22=4", [[1, 2], [3, 4]]),
    ("matrix", "a_{11} = 1, a_{21} = 3, a_{12} = 2, a_{22} = 4", [[1, 2], [3, 4]]), ("matrix", "a₁₁=1 a₁₂=2", [[1, 2]]), ("matrix", "(1 2; 3 4)^t", [[1, 3], [2, 4]]),
    # what programs print around it
    ("matrix", "     0    1\n0  1.0  2.0\n1  3.0  4.0", [[1, 2], [3, 4]]), ("matrix", "          x         y\nx  1.000000  0.500000\ny  0.500000  2.000000", [[1, 0.5], [0.5, 2]]),
    ("list", "0    3.0\n1    2.0\ndtype: float64", [3, 2]), ("number", ">>> np.linalg.det(A)\n-2.0", -2), ("matrix", "2×2 Matrix{Rational{Int64}}:\n 3//2  1//2\n 1//1  2//1", [[1.5, 0.5], [1, 2]]),
    ("list", "[(2, 2, [Matrix([[1], [0]])]), (3, 1, [Matrix([[1], [1]])])]", [2, 2, 3]), ("list", "eigen() decomposition\n$values\n[1] 3 2\n\n$vectors\n     [,1] [,2]\n[1,]    1    1\n[2,]    0    1\n", [3, 2]),
    ("list", "Eigen{Float64, Float64, Matrix{Float64}, Vector{Float64}}\nvalues:\n2-element Vector{Float64}:\n 2.0\n 3.0\nvectors:\n2×2 Matrix{Float64}:\n 1.0  0.7\n 0.0  0.7", [2, 3]),
    ("list", "{{3, 2}, {{1, 1}, {1, 0}}}", [3, 2]), ("list", "EigResult(eigenvalues=array([2., 3.]), eigenvectors=array([[1., 1.],\n       [0., 1.]]))", [2, 3]),
    ("polynomial", "lam**2 - 5*lam + 6", [1, -5, 6]), ("polynomial", "lambda squared minus 5 lambda plus 6", [1, -5, 6]), ("integer", "2 because det ≠ 0", 2),
    # yes and no as they are said
    # brackets of names, signs before each, what goes on, words of doubt, one quotient of a spelled root
    ("vector", "(x, y) = (1, -1)", [1, -1]), ("vector", "(sqrt2/2, -sqrt2/2)", [2**0.5 / 2, -(2**0.5) / 2]), ("vector", "(x, 2x)", [1, 2]), ("vector", "(x, -x)", [1, -1]), ("vector", "(x, z) = (1, 2)", [1, 2]),
    ("polynomial", "t*t - t = 2", [1, -1, -2]), ("polynomial", "r*r - r = 2", [1, -1, -2]), ("list", "(λ1, λ2) = (3, -1)", [3, -1]), ("number", "n - rank = 3 - 2 = 1", 1),
    ("list", "≈2.618, ≈0.382", [2.618, 0.382]), ("list", "2.618… 0.382…", [2.618, 0.382]), ("list", "2.618.. and 0.382..", [2.618, 0.382]), ("number", "√2 ~ 1.41", 2**0.5),
    ("list", "4 (double), 1 (single)", [4, 4, 1]), ("polynomial", "Lambda^2-3Lambda+2", [1, -3, 2]), ("polynomial", "lamda²-3lamda+2", [1, -3, 2]), ("matrix", "diag[2,3]", [[2, 0], [0, 3]]),
    ("integer", "there are 3 pivots", 3), ("integer", "16384 weights", 16384), ("yes-no", "absolutely not", "no"), ("yes-no", "I guess so", "yes"), ("yes-no", "i think not", "no"),
    ("number", "5.48 (sqrt 30)", 30**0.5), ("number", "√30 (5.477)", 30**0.5), ("number", "2 (sqrt 3)", 12**0.5), ("number", "2 and a half", 2.5), ("list", "2 and a half, 1", [2.5, 1]),
    ("list", "a half and a third", [1 / 2, 1 / 3]), ("number", "1 over root 2", 0.5**0.5), ("number", "n - r = 3 - 2 = 1", 1), ("number", "ad − bc = 4 − 6 = −2", -2), ("number", "Det(A) is -7", -7),
    ("yes-no", "logical 1", "yes"), ("yes-no", "ans =\n\n  logical\n\n   0\n", "no"), ("yes-no", "nah", "no"), ("yes-no", "sure", "yes"), ("yes-no", "of course", "yes"), ("yes-no", "no way", "no"),
    ("yes-no", "I don't think so", "no"), ("yes-no", "yes the matrix is symmetric", "yes"), ("yes-no", "no only one eigenvector", "no"), ("yes-no", "it's not", "no"), ("yes-no", "No — det = 0", "no"),
    ("yes-no", "no, A is not symmetric, so no", "no"), ("yes-no", "👍", "yes"), ("list", "2root2, root2", [8**0.5, 2**0.5]),
]  # fmt: skip

ASKED: list[tuple[str, str, list[str]]] = [
    ("number", "5×10-3", ["5e-3", "5*10 - 3"]), ("number", "4·10−5", ["4e-5", "4*10 - 5"]), ("number", "0·5", ["0.5", "0*5"]),
    ("number", "2^1/2", ["2^(1/2)", "(2^1)/2"]), ("number", "8^1/3", ["8^(1/3)", "(8^1)/3"]), ("list", "4 (2), 1", ["4*2, 1", "4 (multiplicity 2), 1"]),
    ("number", "3 (4)", ["3*4", "3", "4"]), ("matrix", "1;2\n3;4", ["1 2; 3 4", "1; 2; 3; 4"]), ("list", "12,500, 3,125", ["12500, 3125", "12, 500, 3, 125"]),
    ("matrix", "1 2 / 3 4", ["1 2; 3 4", "1 2/3 4"]), ("integer", "2-3", ["2", "3", "-1"]), ("list", "1,5; 2,5", ["1.5; 2.5", "1, 5, 2, 5"]),
    ("number", "1,5", ["1.5"]), ("number", "131,072", ["131072"]), ("vector", "8 x 4096", ["8, 4096"]), ("list", "- 4\n- 1", ["4, 1", "-4, -1"]),
    ("number", "1/3 = 0.5", ["1/3", "0.5"]), ("integer", "none", ["0"]), ("number", "5 apples", ["5"]), ("list", "maybe 4 or perhaps 1", ["4, 1"]),
    ("yes-no", "yes and no", ["yes", "no"]), ("number", "1 2/3", ["1 + 2/3", "1*2/3"]),
    ("number", "12,500", ["12500"]), ("number", "12.500,00", ["12500.00"]), ("number", "0,96", ["0.96"]), ("number", "1 000", ["1000"]),
    ("number", "1'000", ["1000"]), ("number", "17^1/2", ["17^(1/2)", "(17^1)/2"]), ("number", "4.99×10−5", ["4.99e-5", "4.99*10 - 5"]),
    ("number", "5.0 x 10-3", ["5.0e-3", "5.0*10 - 3"]), ("number", "1.5*10-3", ["1.5e-3", "1.5*10 - 3"]), ("number", "4 (2)", ["4*2", "4", "2"]),
    ("number", "0.5 (0.25)", ["0.5*0.25", "0.5", "0.25"]), ("number", "1/2√3", ["(1/2)*√3", "1/(2*√3)"]),
    ("integer", "1.000.000", ["1000000"]), ("number", "-1.234.567", ["-1234567"]), ("choice", "2", ["b"]), ("choice", "0", []),
    ("integer", "131k", ["131000"]), ("integer", "2.5 mio", ["2500000"]), ("integer", "k≥3", ["3"]), ("list", "5 >= 2", ["5, 2"]),
    ("list", "1/2√3, 1/2√5", ["(1/2)*√3, (1/2)*√5", "1/(2*√3), 1/(2*√5)"]),
    ("vector", "i + 2j", ["1, 2"]), ("vector", "v = -2i+3j - k", ["-2, 3, -1"]), ("vector", "2î − 3ĵ", ["2, −3"]), ("vector", "x i + j", []),
    ("number", "1/2√17", ["(1/2)*√17", "1/(2*√17)"]), ("number", "6/2(1+2)", ["(6/2)*(1+2)", "6/(2*(1+2))"]),
    ("number", "sqrt 17/2", ["sqrt(17)/2", "sqrt(17/2)"]), ("number", "√2π", ["√(2)π", "√(2π)"]), ("number", "2e", ["2*e"]),
    ("number", "5 or 6", ["5", "6"]), ("number", "2 1/2", ["2 + 1/2", "2*1/2"]), ("number", "between 2 and 3", ["2", "3"]),
    ("integer", "2 or 3", ["2", "3"]), ("integer", "2,3", ["2", "3"]), ("integer", "1,000", ["1000"]), ("integer", "2^1/2", ["(2^1)/2"]),
    ("list", "1,5 2,5", ["1.5 2.5", "1, 5, 2, 5"]), ("list", "1,234, 5,678", ["1234, 5678", "1, 234, 5, 678"]),
    ("list", "3 (2), 1", ["3*2, 1", "3 (multiplicity 2), 1"]), ("list", "2 (2), 3 (1)", ["2 (multiplicity 2), 3 (multiplicity 1)", "2, 2, 3, 1"]),
    ("list", "2 √3", ["2*√3", "2, √3"]), ("list", "1 1/2", ["1 + 1/2", "1, 1/2"]), ("list", "2 +2i", ["2 + 2i", "2, +2i"]),
    ("list", "131,072", ["131072", "131, 72"]), ("list", "5×10-3, 2", ["5e-3, 2", "5*10 - 3, 2"]), ("list", "2^1/2, 3", ["2^(1/2), 3", "(2^1)/2, 3"]),
    ("vector", "1 -2, 3", ["1 - 2, 3", "1, -2, 3"]), ("vector", "1 2, 3", ["1, 2, 3", "1*2, 3"]), ("vector", "1,5; 2,5", ["1.5; 2.5", "1, 5, 2, 5"]),
    ("vector", "(1,5 2,5)", ["1.5 2.5", "1, 5, 2, 5"]), ("vector", "2^1/2, 1", ["2^(1/2), 1", "(2^1)/2, 1"]),
    ("matrix", "1,5 2,5; 3,5 4,5", ["1.5 2.5; 3.5 4.5", "1 5 2 5; 3 5 4 5"]), ("matrix", "1 2, 3 4", ["1 2 3 4", "1 2; 3 4"]),
    ("polynomial", "x2-5x+6", ["x^2-5x+6", "2*x-5x+6"]), ("polynomial", "λ2 - 5λ + 6", ["λ^2 - 5λ + 6", "2*λ - 5λ + 6"]),
    ("yes-no", "yes or no", ["yes", "no"]), ("yes-no", "no, yes", ["yes", "no"]),
    ("list", "3,5 and 1,5", ["3.5 and 1.5", "3, 5, 1, 5"]), ("list", "3,5, 1,5", ["3.5, 1.5", "3, 5, 1, 5"]), ("list", "λ1 = 3,5, λ2 = 1,5", ["λ1 = 3.5, λ2 = 1.5"]), ("list", "2,5 ± 0,5", ["2.5 ± 0.5"]),
    ("list", "96,3%, 3,7%", ["96.3%, 3.7%"]), ("list", "96,3 %", ["96.3 %", "96%, 3%"]), ("list", "4; 1,5", ["4; 1.5", "4, 1, 5"]), ("list", "1.234,5; 2,5", ["1234.5; 2.5", "1.234, 5, 2, 5"]),
    ("vector", "(0,6|0,8)", ["0.6;0.8", "0, 6, 0, 8"]), ("list", "3,5 und 1,5", ["3.5 and 1.5", "3, 5, 1, 5"]), ("list", "1,5 + 2,5i", ["1.5 + 2.5i"]),
    ("matrix", "1,5&0,5\\\\0,5&2,5", ["1.5&0.5\\\\0.5&2.5"]), ("matrix", "1,5; 0,5\n0,5; 2,5", ["1.5 0.5; 0.5 2.5", "1,5; 0,5; 0,5; 2,5"]), ("matrix", "[[1,5; 0,5],[0,5; 2,5]]", ["[[1.5, 0.5],[0.5, 2.5]]", "1 5; 0 5; 0 5; 2 5"]),
    ("polynomial", "λ² - 2,5λ + 1", ["λ² - 2.5λ + 1"]), ("number", "≈ 2,646", ["≈ 2.646", "≈ 2646"]), ("number", "about 2,646", ["about 2.646", "about 2646"]), ("number", "0,125", ["0.125"]),
    ("number", "√17 ≈ 4,123", ["√17 ≈ 4.123"]), ("number", "2,5e-3", ["2.5e-3"]), ("number", "(1,5)", ["(1.5)"]), ("number", "1,5/2", ["1.5/2"]),
    ("list", "78% 16% 6", ["78%, 16%, 6%", "78/100, 16/100, 6"]), ("list", "1, 50%", ["1%, 50%", "1, 50/100"]), ("list", "3 x2, 1", ["3 (multiplicity 2), 1", "3*2, 1"]),
    ("list", "3 [2], 1 [1]", ["3 (multiplicity 2), 1 (multiplicity 1)", "3, 2, 1, 1"]), ("list", "80%/20%", ["80%, 20%"]), ("list", "80 : 20", ["80, 20"]),
    ("number", "3//2", ["3/2", "1"]), ("list", "3//2, 1", ["3/2, 1", "1, 1"]), ("number", "-3//2", ["-3/2", "-2"]), ("number", "3 million", ["3000000"]),
    ("polynomial", "l^2-5l+4", ["λ^2-5λ+4"]), ("polynomial", "L² - 5L + 4", ["λ² - 5λ + 4"]), ("matrix", "v1 = (1,3), v2 = (2,4)", ["[[1, 3], [2, 4]]", "[[1, 2], [3, 4]]"]),
    ("matrix", "columns: [[1,3],[2,4]]", ["[[1, 3], [2, 4]]", "[[1, 2], [3, 4]]"]), ("matrix", "A = [[1,2],[3,4]]ᵀ?", ["A = [[1,2],[3,4]]ᵀ"]), ("matrix", "(1 2)(3 4)", ["1 2; 3 4"]),
    ("yes-no", "no i mean yes", ["yes", "no"]), ("yes-no", "y, it's symmetric", ["yes"]), ("yes-no", "the matrix is diagonalizable so yes", ["yes"]),
    ("yes-no", "yes but not always", ["yes", "no"]), ("yes-no", "yes not sure", ["yes", "no"]), ("matrix", "row 1 2; row 3 4", []),
    ("matrix", "row 2: 3 4\nrow 1: 1 2", []), ("matrix", "second row 3 4, first row 1 2", []), ("integer", "two to three", []), ("matrix", "[I, 0; 0, I]", []),
    ("vector", "x - y = 0", []), ("list", "a - b = 3", []), ("vector", "±(1, -1)", ["(1, -1)"]), ("list", "4, 1 🙂", ["4, 1"]), ("number", "two and a half", ["2 and a half"]), ("matrix", "2, 0 / 0, 3", ["2, 0; 0, 3"]),
    ("list", "three and minus one", ["3 and minus 1"]), ("vector", "(1, 2) and (3, 4)", ["[1, 2]", "[3, 4]"]), ("number", "±5", ["5", "-5"]), ("yes-no", "maybe", ["yes", "no"]),
    ("vector", "1/2,10; 2+i", []), ("number", "(1,1)/√2", []), ("number", "4, zz", ["4"]), ("vector", "12k", []), ("yes-no", "1) 4\n2) 1", []), ("list", "dtype: x\n", []), ("list", "{{", []),
    # no number is offered that is not meant
    ("integer", "12k", ["12000"]), ("number", "1.5M", ["1500000"]), ("vector", "(t, t+1)", []), ("vector", "(s, t)", []), ("vector", "x = 2y", []), ("matrix", "2I", ["2eye(2)", "2eye(3)", "2eye(4)"]), ("list", "3,3,5 (3 repeated)", []), ("yes-no", "no doubt", []),
    ("matrix", "c11=2.5, c12=1.5, c22=3", []), ("list", "(array([2., 3.]), array([[1., 1.], [0., 1.]]))", []), ("number", "negative six", ["negative 6"]),
]  # fmt: skip

PARTS: list[tuple[str, str, AnswerJson]] = [
    ("V,L", "V = [[1,1],[0,1]] | L = 2, 3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "V=[[1,1],[0,1]] L=[2,3]", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "V = [[1,1],[0,1]], L = [2,3]", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "V = [[1,1],[0,1]]; L = [2,3]", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "V: [[1,1],[0,1]], L: 2, 3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "P = [[1,1],[0,1]] | D = diag(2,3)", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "P = [[1,1],[0,1]], D = [[2,0],[0,3]]", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "P=[1 1;0 1], D=[2 0;0 3]", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "X = [[1,1],[0,1]] | D = 2, 3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "S = [[1,1],[0,1]] | Λ = 2, 3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "S = [[1,1],[0,1]] | L = 2, 3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "V = [[1,1],[0,1]]\nD = diag(2,3)", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "V =\n\n   1   1\n   0   1\n\nD =\n\n   2   0\n   0   3\n", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "V = [1 1; 0 1] and L = 2, 3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "λ1 = 2, v1 = (1,0), λ2 = 3, v2 = (1,1)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "v1=(1,0), v2=(1,1), λ1=2, λ2=3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "λ1 = 2: (1,0), λ2 = 3: (1,1)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "λ = 2: v = (1,0)\nλ = 3: v = (1,1)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "λ₁ = 2, v₁ = [1, 0]; λ₂ = 3, v₂ = [1, 1]", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "λ1=2, v1=[1;0] | λ2=3, v2=[1;1]", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "D = diag(2,3) | P = [[1,1],[0,1]]", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "L = 2, 3 | V = [[1,1],[0,1]]", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "EigResult(eigenvalues=array([2., 3.]), eigenvectors=array([[1., 1.],\n       [0., 1.]]))", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "eigen() decomposition\n$values\n[1] 2 3\n\n$vectors\n     [,1] [,2]\n[1,]    1    1\n[2,]    0    1\n", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "$P = \\begin{pmatrix}1&1\\\\0&1\\end{pmatrix}$, $D = \\begin{pmatrix}2&0\\\\0&3\\end{pmatrix}$", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "V = \\begin{bmatrix}1&1\\\\0&1\\end{bmatrix}, \\Lambda = \\begin{bmatrix}2&0\\\\0&3\\end{bmatrix}", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "eigenvalues: 2, 3\neigenvectors: (1,0), (1,1)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "**P** = [[1,1],[0,1]], **D** = diag(2,3)", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "values: 2 3\nvectors:\n1 1\n0 1", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "V = [[1,1],[0,1]] | L = (2,3)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "v = [[1,1],[0,1]] l = 2,3", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "L = 2, 3\nV = 1 1\n0 1", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("Q,L", "Q = [[0.6,0.8],[0.8,-0.6]] | L = 2, 3", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [2, 3]}),
    ("Q,L", "Q=[[0.6,0.8],[0.8,-0.6]], Λ=diag(2,3)", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [[2, 0], [0, 3]]}),
    ("Q,L", "Q = [[0.6,0.8],[0.8,-0.6]], Lambda = diag(2, 3)", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [[2, 0], [0, 3]]}),
    ("Q,L", "V = [[0.6,0.8],[0.8,-0.6]] | L = 2, 3", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [2, 3]}),
    ("Q,L", "P = [[0.6,0.8],[0.8,-0.6]], D = diag(2,3)", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [[2, 0], [0, 3]]}),
    ("Q,L", "Q=[[0.6,0.8],[0.8,-0.6]] D=[2,3]", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [2, 3]}),
    ("Q,L", "Q = [[0.6,0.8],[0.8,-0.6]] | lambda = 2, 3", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [2, 3]}),
    ("Q,L", "q1 = (0.6, 0.8), q2 = (0.8, -0.6), λ1 = 2, λ2 = 3", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [2, 3]}),
    ("Q,L", "U = [[0.6,0.8],[0.8,-0.6]], D = [2 0; 0 3]", {"Q": [[0.6, 0.8], [0.8, -0.6]], "L": [[2, 0], [0, 3]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]] | S = 3, 2 | Vt = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U=[[1,0],[0,1]] S=[3,2] Vt=[[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]], S = diag(3,2), Vt = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [[3, 0], [0, 2]], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]], Σ = diag(3,2), V^T = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [[3, 0], [0, 2]], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]]\nΣ = 3, 2\nVᵀ = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U=[[1,0],[0,1]] | s=3,2 | Vh=[[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "u = [[1,0],[0,1]], s = 3, 2, vt = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]] | Sigma = 3, 2 | VT = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]], Σ = [[3,0],[0,2]], Vᴴ = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [[3, 0], [0, 2]], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]] | D = 3,2 | V' = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "SVDResult(U=array([[1,0],[0,1]]), S=array([3., 2.]), Vh=array([[0,1],[1,0]]))", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "$U = \\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}$, $\\Sigma = \\begin{pmatrix}3&0\\\\0&2\\end{pmatrix}$, $V^T = \\begin{pmatrix}0&1\\\\1&0\\end{pmatrix}$", {"U": [[1, 0], [0, 1]], "S": [[3, 0], [0, 2]], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]] | S = 3, 2 | V = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U = [[1,0],[0,1]], S = 3, 2, V = [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U =\n\n   1   0\n   0   1\n\nS =\n\nDiagonal Matrix\n\n   3   0\n   0   2\n\nV =\n\n   0   1\n   1   0\n", {"U": [[1, 0], [0, 1]], "S": [[3, 0], [0, 2]], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "U: [[1,0],[0,1]]; S: 3, 2; V^T: [[0,1],[1,0]]", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[0, 1], [1, 0]]}),
    ("V,L", "P = [[1,1],[0,1]], \\quad D = [[2,0],[0,3]]", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "A = PDP^{-1}, P = [[1,1],[0,1]], D = diag(2,3)", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "A = PDP⁻¹ with P = [[1,1],[0,1]] and D = diag(2,3)", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "Eigen{Float64, Float64, Matrix{Float64}, Vector{Float64}}\nvalues:\n2-element Vector{Float64}:\n 2.0\n 3.0\nvectors:\n2×2 Matrix{Float64}:\n 1.0  1.0\n 0.0  1.0", {"V": [[1, 1], [0, 1]], "L": [[2], [3]]}),
    ("V,L", "Out[1]= {{2, 3}, {{1, 0}, {1, 1}}}", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "[(2, 1, [Matrix([\n[1],\n[0]])]), (3, 1, [Matrix([\n[1/2 - sqrt(9)/2],\n[1]])])]", {"V": [[1, -1], [0, 1]], "L": [2, 3]}),
    ("V,L", "(Matrix([\n[1, 1],\n[0, 1]]), Matrix([\n[2, 0],\n[0, 3]]))", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "[V,D] = eig(A)\n\nV =\n\n     1     1\n     0     1\n\nD =\n\n     2     0\n     0     3\n", {"V": [[1, 1], [0, 1]], "L": [[2, 0], [0, 3]]}),
    ("V,L", "torch.return_types.linalg_eig(\neigenvalues=tensor([2., 3.]),\neigenvectors=tensor([[1., 1.],\n        [0., 1.]]))", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "eigenvalue 2 with eigenvector (1,0), eigenvalue 3 with eigenvector (1,1)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("V,L", "2 -> (1,0), 3 -> (1,1)", {"V": [[1, 1], [0, 1]], "L": [2, 3]}),
    ("U,S,Vt", "$d\n[1] 3 2\n\n$u\n     [,1] [,2]\n[1,]    1    0\n[2,]    0    1\n\n$v\n     [,1] [,2]\n[1,]    1    1\n[2,]    0    2\n", {"U": [[1, 0], [0, 1]], "S": [3, 2], "Vt": [[1, 0], [1, 2]]}),
    ("U,S,Vt", "SVD{Float64, Float64, Matrix{Float64}, Vector{Float64}}\nU factor:\n2×2 Matrix{Float64}:\n 1.0  0.0\n 0.0  1.0\nsingular values:\n2-element Vector{Float64}:\n 3.0\n 2.0\nVt factor:\n2×2 Matrix{Float64}:\n 0.0  1.0\n 1.0  0.0", {"U": [[1, 0], [0, 1]], "S": [[3], [2]], "Vt": [[0, 1], [1, 0]]}),
    ("U,S,Vt", "{{{1,0},{0,1}},{{3,0},{0,2}},{{1,1},{0,2}}}", {"U": [[1, 0], [0, 1]], "S": [[3, 0], [0, 2]], "Vt": [[1, 0], [1, 2]]}),
]  # fmt: skip


def same(value: AnswerJson, expected: AnswerJson) -> bool:
    if isinstance(expected, list):
        return isinstance(value, list) and len(value) == len(expected) and all(map(same, value, expected))
    if isinstance(expected, dict):
        return isinstance(value, dict) and all(same(value[key], expected[key]) for key in expected)
    if isinstance(expected, str) or isinstance(value, str | list | dict):
        return value == expected
    return abs(value - expected) < 1e-12


@pytest.mark.parametrize(("form", "text", "expected"), READ)
def test_what_people_write_is_read_as_they_mean_it(form: str, text: str, expected: AnswerJson) -> None:
    typed = answers.read(form, text)
    assert isinstance(typed, Typed), typed
    assert same(json.loads(answers.to_json_text(typed)), expected), answers.show(typed)


@pytest.mark.parametrize(("names", "text", "expected"), PARTS)
def test_parts_are_known_by_their_other_names_by_pairs_and_in_prints(
    names: str, text: str, expected: AnswerJson
) -> None:
    typed = answers.read(Form.FACTORS, text, tuple(names.split(",")))
    assert isinstance(typed, Typed), typed
    assert same(json.loads(answers.to_json_text(typed)), expected), answers.show(typed)


def test_a_v_that_is_no_transpose_is_shown_transposed() -> None:
    typed = answers.read(Form.FACTORS, "U = 1 0; 0 1 | S = 3, 2 | V = 1 2; 3 4", ("U", "S", "Vt"))
    assert isinstance(typed, Typed)
    assert answers.show(typed) == "U = [[1, 0], [0, 1]] | S = 3, 2 | Vt = [[1, 3], [2, 4]]"


NAMED_OTHERWISE: list[tuple[str, str, list[str]]] = [
    ("V,L", "[[1,1],[0,1]] [[2,0],[0,3]]", ["V = [[1,1],[0,1]] | L = [[2,0],[0,3]]"]),
    ("V,L", "A = [[1,1],[0,1]] | B = 2, 3", ["V = [[1,1],[0,1]] | L = 2, 3"]),
    ("V,L", "S = 3, 2 | V = [[1,1],[0,1]]", ["L = 3, 2 | V = [[1,1],[0,1]]"]),
    ("V,L", "(array([2., 3.]), array([[1., 1.], [0., 1.]]))", ["V = array([[1., 1.], [0., 1.]]) | L = array([2., 3.])"]),
    ("V,L", "eigenvectors = [[1,0],[1,1]], eigenvalues = 2, 3", ["V = [[1,0],[1,1]] | L = 2, 3"]),
    ("V,L", "[[2,0],[0,3]] [[1,1],[0,1]]", ["V = [[1,1],[0,1]] | L = [[2,0],[0,3]]"]),
    ("V,L", "[[2,0],[0,3]], [[1,0],[0,1]]", ["V = [[1,0],[0,1]] | L = [[2,0],[0,3]]", "V = [[2,0],[0,3]] | L = [[1,0],[0,1]]"]),
    ("V,L", "Pᵀ = [[1,1],[0,1]] | D = 2, 3", ["V = ([[1,1],[0,1]])ᵀ | L = 2, 3"]),
    ("V,L", "V = 1 1; 0 1 | L = 3,5 and 1,5", ["V = 1 1; 0 1 | L = 3.5 and 1.5", "V = 1 1; 0 1 | L = 3, 5, 1, 5"]),
    ("V,L", "V = [1,5 0,5; 0,5 2,5] | L = 3,5; 1,5", ["V = [1.5 0.5; 0.5 2.5] | L = 3.5; 1.5"]),
    ("V,L", "V: 1 1 / 1 -2, L: 5, 2", ["V: 1 1; 1 -2, L: 5, 2"]),
    ("U,S,Vt", "[[1,0],[0,1]], [3,2], [[0,1],[1,0]]", ["U = [[1,0],[0,1]] | S = [3,2] | Vt = [[0,1],[1,0]]"]),
    ("V,L", "0.8, 0.2", []),
    ("V,L", "not diagonalizable", []),
]  # fmt: skip


@pytest.mark.parametrize(("names", "text", "offers"), NAMED_OTHERWISE)
def test_parts_without_their_names_are_asked_back_with_them(names: str, text: str, offers: list[str]) -> None:
    refused = answers.read(Form.FACTORS, text, tuple(names.split(",")))
    assert isinstance(refused, Unreadable)
    assert list(refused.offers) == offers, refused


@pytest.mark.parametrize(
    ("form", "text"),
    [("list", "no real eigenvalues"), ("list", "they are complex"), ("vector", "does not exist"), ("matrix", "not invertible"), ("factors", "none")],
)  # fmt: skip
def test_who_says_that_there_is_none_is_told_what_is_asked(form: str, text: str) -> None:
    refused = answers.read(form, text)
    assert isinstance(refused, Unreadable)
    assert refused.message.startswith("expected ") or "such as V =" in refused.message


@pytest.mark.parametrize(("form", "text", "offers"), ASKED)
def test_what_can_be_read_in_two_ways_is_asked_back_with_each_of_them(form: str, text: str, offers: list[str]) -> None:
    refused = answers.read(form, text)
    assert isinstance(refused, Unreadable), answers.show(refused) if isinstance(refused, Typed) else refused
    assert list(refused.offers) == offers, refused
    assert all(isinstance(answers.read(form, offer), Typed) for offer in offers)


@pytest.mark.parametrize("text", ["(t, t+1)", "(1, t)", "t(1, 2) + 3(0, 1)", "(t², t)"])
def test_a_family_that_is_no_line_through_0_is_told_so(text: str) -> None:
    refused = answers.read(Form.VECTOR, text)
    assert isinstance(refused, Unreadable)
    assert "cannot be read" not in refused.message, refused


def test_offers_are_part_of_the_json_of_a_refusal() -> None:
    refused = answers.read(Form.NUMBER, "1,5")
    assert isinstance(refused, Unreadable)
    assert json.loads(json.dumps(answers.unreadable_to_json(refused)))["offers"] == ["1.5"]


@pytest.mark.parametrize(
    ("kind", "given", "answer", "offers"),
    [
        ("eigenvector", {"A": [[2, 1], [2, 3]], "eigenvalue": 4}, "1 - 2", ["1, -2", "[-1]"]),
        ("eigenvalues", {"A": [[2, 1], [2, 3]]}, "4 - 1", ["4, -1", "3"]),
    ],
)
def test_a_text_of_another_shape_than_is_asked_is_asked_back_where_it_can_be_meant_so(
    kind: str, given: Mapping[str, Raw], answer: str, offers: list[str]
) -> None:
    verdict = grade.grade(kind, given, answer)
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.unreadable is not None
    assert list(verdict.unreadable.offers) == offers


@pytest.mark.parametrize(
    ("kind", "given", "answer"),
    [
        ("svd", {"A": [[3, 0], [0, 2]]}, "U = 1 0; 0 1 | S = 3; 2 | Vt = 1 0; 0 1"),
        ("svd", {"A": [[3, 0], [0, 2]]}, "U = 1 0; 0 1 | S = [[3], [2]] | Vt = 1 0; 0 1"),
        ("svd", {"A": [[3], [4]]}, "U = 3/5 -4/5; 4/5 3/5 | S = 5; 0 | Vt = 1"),
        ("diagonalization", {"A": [[3, 1], [0, 2]]}, "V = 1 1; 0 -1 | L = [[3], [2]]"),
        ("diagonalization", {"A": [[3, 1], [0, 2]]}, "V = 1 1; 0 -1 | L = 3\n2"),
    ],
)
def test_a_column_of_values_is_their_list_and_a_full_sigma_is_a_matrix(
    kind: str, given: Mapping[str, Raw], answer: str
) -> None:
    assert grade.grade(kind, given, answer).outcome is Outcome.RIGHT


@pytest.mark.parametrize("name", ["svd.shape-economy", "pca.shapes", "lora.shapes"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_shape_may_be_typed_as_the_tool_writes_it(name: str, seed: int) -> None:
    exercise = pose(load_banks(None, known_names()).questions[name], seed)
    (m, n) = (str(x) for x in exercise.answer.rows[0])
    for between in ("×", " × ", "x", " x ", " X ", " by ", "-by-", "\\times "):
        verdict = grade.grade_exercise(exercise, f"{m}{between}{n}")
        assert (verdict.outcome, verdict.read_as) == (Outcome.RIGHT, f"[{m}, {n}]"), between
    assert grade.grade_exercise(exercise, f"{m}*{n}").outcome is Outcome.UNREADABLE


def test_a_product_stays_one_where_three_numbers_are_asked() -> None:
    exercise = pose(load_banks(None, known_names()).questions["eigen.vector-3x3"], 1)
    assert grade.grade_exercise(exercise, "2×3").read_as == "[6]"


def test_the_words_that_are_left_out_are_listed_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    section = page.partition("## Words around a value")[2].partition("\n## ")[0]
    listed = {word.rstrip(".") for word in re.findall(r"[A-Za-z'.-]+", section)}
    for word in words._SAYING | words._NOUNS | words._COUNTED:
        assert {word, word.removesuffix("s")} & listed, word
