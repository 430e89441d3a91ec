"""Plain text with formulas, such as feedback: in Unicode with one minus sign, in ASCII, and read aloud."""

from __future__ import annotations

import pytest

from decompdrill.mathtext import Style, render, render_line, signs

TEXTS = [
    (
        "det(λI − A) = λ² - 5λ + 4 has the roots 4, -1.",
        "det(λI − A) = λ² − 5λ + 4 has the roots 4, −1.",
        "det(lambda I - A) = lambda^2 - 5 lambda + 4 has the roots 4, -1.",
        "det(lambda I minus A) equals lambda squared minus 5 lambda plus 4 has the roots 4, minus 1.",
    ),
    (
        "the roots (3-√17)/2, 4-i, 2-3i",
        "the roots (3−√17)/2, 4−i, 2−3i",
        "the roots (3-sqrt(17))/2, 4-i, 2-3i",
        "the roots (3 minus the square root of 17)/2, 4 minus i, 2 minus 3i",
    ),
    (
        "2√3 and √5/2",
        "2√3 and √5/2",
        "2*sqrt(3) and sqrt(5)/2",
        "2 times the square root of 3 and the square root of 5, over 2",
    ),
    (
        "Av = [-4, 4] = (-4)·[1, -1]",
        "Av = [−4, 4] = (−4)·[1, −1]",
        "Av = [-4, 4] = (-4)*[1, -1]",
        "Av equals [minus 4, 4] equals (minus 4) times [1, minus 1]",
    ),
    (
        "A = VΛV⁻¹ = [0 −2; 1 4]",
        "A = VΛV⁻¹ = [0 −2; 1 4]",
        "A = V Lambda V^-1 = [0 -2; 1 4]",
        "A equals V Lambda V inverse equals [0, minus 2; 1, 4]",
    ),
    (
        "‖A − B‖_F = √(3² + 2²)",
        "‖A − B‖_F = √(3² + 2²)",
        "||A - B||_F = sqrt(3^2 + 2^2)",
        "the Frobenius norm of A minus B equals the square root of (3 squared plus 2 squared)",
    ),
    (
        "‖A‖₂ = σ₁, the 2-norm of a 3-by-3 matrix",
        "‖A‖₂ = σ₁, the 2-norm of a 3-by-3 matrix",
        "||A||_2 = sigma_1, the 2-norm of a 3-by-3 matrix",
        "the 2-norm of A equals sigma 1, the 2-norm of a 3-by-3 matrix",
    ),
    ("X - X.mean(axis=0) takes it off", *["X - X.mean(axis=0) takes it off"] * 3),
    ("So np.sqrt(s) - 1 is it", *["So np.sqrt(s) - 1 is it"] * 3),
]


@pytest.mark.parametrize(("text", "in_unicode", "in_ascii", "aloud"), TEXTS)
def test_a_text_is_written_in_each_style(text: str, in_unicode: str, in_ascii: str, aloud: str) -> None:
    assert [signs(text, style) for style in (Style.UNICODE, Style.ASCII, Style.SPEECH)] == [in_unicode, in_ascii, aloud]


@pytest.mark.parametrize("text", ["rows 1-2", "x-axis", "non-zero", "a-b", "λ-matrix"])
def test_a_hyphen_is_no_minus(text: str) -> None:
    assert signs(text, Style.UNICODE) == text


WIDE = r"$$A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \qquad \Sigma = \begin{bmatrix} 10 \\ 20 \end{bmatrix}$$"


def test_matrices_side_by_side_keep_their_distance_and_break_between_them() -> None:
    assert render(WIDE, Style.UNICODE, 40).splitlines() == ["  A = ⎡1  2⎤    Σ = ⎡10⎤", "      ⎣3  4⎦        ⎣20⎦"]
    assert render(WIDE, Style.UNICODE, 22).splitlines() == ["  A = ⎡1  2⎤", "      ⎣3  4⎦", "  Σ = ⎡10⎤", "      ⎣20⎦"]


@pytest.mark.parametrize(
    ("latex", "written"),
    [("$|-5| \\cdot 2$", "|−5| · 2"), ("$|x| - |y|$", "|x| − |y|"), ("$2|\\lambda| > 1$", "2|λ| > 1")],
)
def test_a_bar_opens_and_the_next_closes(latex: str, written: str) -> None:
    assert render_line(latex, Style.UNICODE) == written
