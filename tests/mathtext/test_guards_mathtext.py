"""What stands in the subset of LaTeX and is rarely written: how each style writes it, and what of it is a fault."""

from __future__ import annotations

from fractions import Fraction

import pytest

from decompdrill import mathtext
from decompdrill.maths.surd import Surd
from decompdrill.mathtext import Style, formats

ENVIRONMENTS = "bmatrix, pmatrix, vmatrix, matrix, aligned, cases"


def test_an_environment_without_a_name_is_a_fault_and_is_shown_all_the_same() -> None:
    text = r"$\begin x$"
    assert list(mathtext.maths_faults(text)) == [
        (1, f"expected an environment of the math subset ({ENVIRONMENTS}), got ''"),
        (1, r"expected '\end{}' for this '\begin', got none"),
    ]
    assert [mathtext.render(text, style, 80) for style in Style] == ["[x]", "[x]", "row vector, 1 entry: x"]


@pytest.mark.parametrize(
    ("latex", "unicode", "ascii_", "speech"),
    [
        (r"\begin{bmatrix} 1 & 2 \\ \end{bmatrix}", "[1 2]", "[1 2]", "row vector, 2 entries: 1, 2"),
        (r"\begin{cases} 1 & x \\ 2 & y \end{cases}", "{1  x; 2  y", "{1  x; 2  y", "1 x; 2 y"),
        (r"\sum_{i} x", "∑ᵢ x", "sum_i x", "the sum over i, of x"),
        (r"\sum^{n} x", "∑ⁿ x", "sum^n x", "the sum to n, of x"),
        (r"\sum x", "∑ x", "sum x", "the sum of x"),
        (r"\max_{i} x", "maxᵢ x", "max_i x", "the maximum over i of x"),
        (r"\sqrt[5]{x}", "⁵√x", "root(5, x)", "the root of order 5 of x"),
        (r"\mathrm{rank}^2", "rank²", "rank^2", "rank squared"),
        (r"{\text{a}}_{1}", "a₁", "a_1", "a sub 1"),
        (r"{x + y}^2", "(x + y)²", "(x + y)^2", "x plus y squared"),
        (r"\sqrt{x}^2", "(√x)²", "(sqrt(x))^2", "the square root of x squared"),
        (r"{\quad}^2", "()²", "()^2", "squared"),
    ],
)  # fmt: skip
def test_what_is_rarely_written_has_its_form_in_every_style(latex: str, unicode: str, ascii_: str, speech: str) -> None:
    assert list(mathtext.maths_faults(f"${latex}$")) == []
    assert [mathtext.render(f"${latex}$", style, 80) for style in Style] == [unicode, ascii_, speech]


def test_a_matrix_in_brackets_is_drawn_in_them() -> None:
    text = r"$$\left(\begin{bmatrix} 1 \\ 2 \end{bmatrix}, x\right)$$"
    assert mathtext.render(text, Style.UNICODE, 80).splitlines() == ["  ⎛⎡1⎤, x⎞", "  ⎝⎣2⎦   ⎠"]
    assert mathtext.render(text, Style.ASCII, 80).splitlines() == ["  ([1], x)", "  ([2]   )"]


def test_a_row_and_a_number_of_any_sort_are_written() -> None:
    assert formats._vector(((1, 2),)) == (1, 2)
    assert formats.to_latex("word") == "word"
    root = Surd(((2, Fraction(1)),))
    assert formats.as_code((root, Fraction(1, 3), 0.25)) == "[1.414213562, 1/3, 0.25]"
    assert formats.as_code(Surd(((-2, Fraction(1)),))) == "0+1.414213562j"
