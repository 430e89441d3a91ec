"""Sentences with formulas, and answers: in Unicode, in ASCII, and read aloud."""

from __future__ import annotations

import pytest

from decompdrill.mathtext import Style, has_ascii, render, render_line, spelled

FORMULAS = [
    (
        r"$\det(\lambda I - A) = \lambda^2 - 5\lambda + 4$ has the roots $4$, $-1$.",
        "det(λI − A) = λ² − 5λ + 4 has the roots 4, −1.",
        "det(lambda I - A) = lambda^2 - 5 lambda + 4 has the roots 4, -1.",
        "the determinant of open bracket lambda I minus A close bracket equals lambda squared minus 5 lambda plus 4 has the "
        "roots 4, minus 1.",
    ),
    (
        r"$Av = [-4, 4] = (-4) \cdot [1, -1]$",
        "Av = [−4, 4] = (−4) · [1, −1]",
        "Av = [-4, 4] = (-4) * [1, -1]",
        "A v equals open bracket minus 4, 4 close bracket equals open bracket minus 4 close bracket times open bracket 1, "
        "minus 1 close bracket",
    ),
    (
        r"$A = V\Lambda V^{-1} = \begin{bmatrix} 0 & -2 \\ 1 & 4 \end{bmatrix}$",
        "A = VΛV⁻¹ = [0 −2; 1 4]",
        "A = V Lambda V^-1 = [0 -2; 1 4]",
        "A equals V Lambda V inverse equals matrix, 2 rows, 2 columns. Row 1: 0, minus 2. Row 2: 1, 4",
    ),
    (
        r"$\|A - B\|_F = \sqrt{3^2 + 2^2}$",
        "‖A − B‖_F = √(3²+2²)",
        "||A - B||_F = sqrt(3^2+2^2)",
        "the Frobenius norm of A minus B equals the square root of 3 squared plus 2 squared",
    ),
    (
        r"$\|A\|_2 = \sigma_1$, the 2-norm of a 3-by-3 matrix",
        "‖A‖₂ = σ₁, the 2-norm of a 3-by-3 matrix",
        "||A||_2 = sigma_1, the 2-norm of a 3-by-3 matrix",
        "the 2-norm of A equals sigma sub 1, the 2-norm of a 3-by-3 matrix",
    ),
    ("`X - X.mean(axis=0)` takes it off", *["X - X.mean(axis=0) takes it off"] * 3),
    ("So `np.sqrt(s) - 1` is it", *["So np.sqrt(s) - 1 is it"] * 3),
]
STYLES = (Style.UNICODE, Style.ASCII, Style.SPEECH)


@pytest.mark.parametrize(("markdown", "in_unicode", "in_ascii", "aloud"), FORMULAS)
def test_a_text_is_written_in_each_style(markdown: str, in_unicode: str, in_ascii: str, aloud: str) -> None:
    assert [render_line(markdown, style) for style in STYLES] == [in_unicode, in_ascii, aloud]


@pytest.mark.parametrize("text", ["rows 1-2", "x-axis", "non-zero", "a-b", "λ-matrix"])
def test_a_hyphen_is_no_minus(text: str) -> None:
    assert render_line(text, Style.UNICODE) == text


ANSWERS = [
    (
        "(3-√17)/2, 4-i, 2-3i",
        "(3-sqrt(17))/2, 4-i, 2-3i",
        "the fraction 3 minus the square root of 17, over 2, then 4 minus i, then 2 minus 3i",
    ),
    (
        "2√3, i√2 and √5/2",
        "2*sqrt(3), i*sqrt(2) and sqrt(5)/2",
        "2 times the square root of 3, then i times the square root of 2 and the fraction the square root of 5 over 2",
    ),
    ("λ² - 5λ + 4", "lambda^2 - 5 lambda + 4", "lambda squared minus 5 lambda plus 4"),
    ("-λ³ + (1+√2)λ", "-lambda^3 + (1+sqrt(2)) lambda", "minus lambda cubed plus (1 plus the square root of 2) lambda"),
    ("-1, -1/2, 5e-06, 2+3i", "-1, -1/2, 5e-06, 2+3i", "minus 1, minus 1 over 2, 5e-06, 2 plus 3i"),
    ("[[0, -2], [1, 4]]", "[[0, -2], [1, 4]]", "matrix, 2 rows, 2 columns. Row 1: 0, minus 2. Row 2: 1, 4"),
    ("V = [[1, -1]] | L = 2", "V = [[1, -1]] | L = 2", "V equals row vector, 2 entries: 1, minus 1. L equals 2"),
    *(
        (text, text, text)
        for text in ("yes", "X - X.mean(axis=0)", "np.sqrt(s) - 1", "s[:k] - 2", "A @ v - 2", "built-in")
    ),
]


@pytest.mark.parametrize(("answer", "in_ascii", "aloud"), ANSWERS)
def test_an_answer_is_spelled_in_each_style(answer: str, in_ascii: str, aloud: str) -> None:
    assert [spelled(answer, style) for style in STYLES] == [answer, in_ascii, aloud]


def test_a_message_about_typing_is_spelled_in_ascii() -> None:
    message = "a number: 3, -1/2, sqrt(5), (1+√5)/2, √2x, 3λ − 1"
    assert spelled(message, Style.ASCII) == "a number: 3, -1/2, sqrt(5), (1+sqrt(5))/2, sqrt(2)x, 3 lambda - 1"


def test_a_character_has_a_spelling_in_ascii_or_none() -> None:
    assert [c for c in "aλσ₁√×≤é?−∑あ◆" if not has_ascii(c)] == ["あ", "◆"]


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
