"""Maths reads right in Unicode, in ASCII and aloud, and LaTeX outside the subset is refused with its place."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decompdrill.bank.load import load_banks
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.mathtext import Style, document, maths_faults, render, render_line, subset, width
from tests.chance import examples

DOCUMENT = Path(__file__).parents[2] / "docs" / "math-text.md"
STYLES = list(Style)


@pytest.mark.parametrize(
    ("latex", "unicode", "plain", "spoken"),
    [
        (
            r"\lambda^2 - 5\lambda + 4 = 0",
            "λ² − 5λ + 4 = 0",
            "lambda^2 - 5 lambda + 4 = 0",
            "lambda squared minus 5 lambda plus 4 equals 0",
        ),
        (r"A v = \lambda v", "Av = λv", "Av = lambda v", "A v equals lambda v"),
        (
            r"\lambda_1 = \frac{5 + \sqrt{17}}{2}",
            "λ₁ = (5+√17)/2",
            "lambda_1 = (5+sqrt(17))/2",
            "lambda sub 1 equals the fraction 5 plus the square root of 17, over 2",
        ),
        (r"\frac{1}{2}x", "(1/2)x", "(1/2)x", "1 over 2 x"),
        (r"2\frac{1}{3}", "2(1/3)", "2(1/3)", "2 1 over 3"),
        (r"\frac{1}{2} + \frac{a}{2n}", "1/2 + a/(2n)", "1/2 + a/(2n)", "1 over 2 plus a over 2 n"),
        (r"-\frac{1}{3}", "−1/3", "-1/3", "minus 1 over 3"),
        (r"3\sqrt{5}", "3√5", "3 sqrt(5)", "3 times the square root of 5"),
        (r"\sqrt{a^2 + b^2}", "√(a²+b²)", "sqrt(a^2+b^2)", "the square root of a squared plus b squared"),
        (r"\sqrt{\sigma_2^2}", "√(σ₂²)", "sqrt(sigma_2^2)", "the square root of sigma sub 2 squared"),
        (r"\sqrt[3]{8}", "∛8", "root(3, 8)", "the cube root of 8"),
        (r"A^\top A", "AᵀA", "A^T A", "A transpose A"),
        (r"V \Lambda V^{-1}", "VΛV⁻¹", "V Lambda V^-1", "V Lambda V inverse"),
        (r"\sigma_1 u_1 v_1^T", "σ₁u₁v₁ᵀ", "sigma_1 u_1 v_1^T", "sigma sub 1 u sub 1 v sub 1 transpose"),
        (r"\sigma_{k+1}^2", "σₖ₊₁²", "sigma_(k+1)^2", "sigma sub k plus 1, squared"),
        (r"\lambda_{\max}", "λ_max", "lambda_max", "lambda sub max"),
        (r"\|A\|_F^2", "‖A‖_F²", "||A||_F^2", "the Frobenius norm of A squared"),
        (r"\lVert v \rVert = 1", "‖v‖ = 1", "||v|| = 1", "the norm of v, equals 1"),
        (r"\det(A - \lambda I)", "det(A − λI)", "det(A - lambda I)", "the determinant of open bracket A minus lambda I close bracket"),
        (
            r"\rank A \le \min(m, n)",
            "rank A ≤ min(m, n)",
            "rank A <= min(m, n)",
            "the rank of A is at most the minimum of open bracket m, n close bracket",
        ),
        (r"\sum_{i=1}^r \sigma_i", "∑ᵢ₌₁ʳ σᵢ", "sum_(i=1)^r sigma_i", "the sum for i equals 1 to r, of sigma sub i"),
        (r"B \in \mathbb{R}^{d \times r}", "B ∈ ℝ^(d×r)", "B in R^(d x r)", "B in the reals to the power d by r"),
        (r"\hat{x} = \bar y", "x\u0302 = \u0233", "x_hat = y_bar", "x hat equals y bar"),
        (r"\{4, -1\}", "{4, −1}", "{4, -1}", "the set 4, minus 1, end of set"),
        (r"5 \pm 2", "5 ± 2", "5 +- 2", "5 plus or minus 2"),
        (r"95\%", "95%", "95%", "95 percent"),
        (r"10{,}000 \times 100", "10,000 × 100", "10,000 x 100", "10,000 by 100"),
        (r"\sigma_i^2/(n-1)", "σᵢ²/(n − 1)", "sigma_i^2/(n - 1)", "sigma sub i squared over open bracket n minus 1 close bracket"),
        (r"\text{rank of } A \quad (n)", "rank of A  (n)", "rank of A  (n)", "rank of A open bracket n close bracket"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²", "(a/b)^2", "open bracket a over b close bracket squared"),
        (
            r"\begin{bmatrix} 2 & 1 \\ 2 & a + 1 \end{bmatrix}",
            "[2 1; 2 a+1]",
            "[2 1; 2 a+1]",
            "matrix, 2 rows, 2 columns. Row 1: 2, 1. Row 2: 2, a plus 1",
        ),
        (r"\begin{pmatrix} 1 \\ -2 \end{pmatrix}^T", "[1; −2]ᵀ", "[1; -2]^T", "transpose of column vector, 2 entries: 1, minus 2"),
        (
            r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}",
            "|1 2; 3 4|",
            "|1 2; 3 4|",
            "determinant, 2 rows, 2 columns. Row 1: 1, 2. Row 2: 3, 4",
        ),
        ("λ ≤ σ", "λ ≤ σ", "lambda <= sigma", "lambda is at most sigma"),
    ],
)  # fmt: skip
def test_a_formula_on_a_line(latex: str, unicode: str, plain: str, spoken: str) -> None:
    assert maths_faults(f"${latex}$") == ()
    assert tuple(render_line(f"${latex}$", style) for style in STYLES) == (unicode, plain, spoken)


@pytest.mark.parametrize(
    ("markdown", "unicode", "plain", "spoken"),
    [
        ("**bold**, *it* and `U[:, :k]`", "bold, it and U[:, :k]", "bold, it and U[:, :k]", "bold, it and U[:, :k]"),
        ("**the value $x$** is 2 * 3", "the value x is 2 * 3", "the value x is 2 * 3", "the value x is 2 * 3"),
        (r"\$5 and \*this\*", "$5 and *this*", "$5 and *this*", "$5 and *this*"),
        ("a 2×2 matrix", "a 2×2 matrix", "a 2x2 matrix", "a 2 by 2 matrix"),
        (
            "σ₁ of AᵀA, A⁻¹ – 5 %",
            "σ₁ of AᵀA, A⁻¹ – 5 %",
            "sigma_1 of A^T A, A^-1 - 5 %",
            "sigma sub 1 of A transpose A, A inverse - 5 percent",
        ),
        ("two\nlines", "two lines", "two lines", "two lines"),
    ],
)  # fmt: skip
def test_prose_on_a_line(markdown: str, unicode: str, plain: str, spoken: str) -> None:
    assert tuple(render_line(markdown, style) for style in STYLES) == (unicode, plain, spoken)


QUESTION = r"""Find the **eigenvalues** of
$$A = \begin{bmatrix} 2 & 1 \\ -2.5 & 10 \end{bmatrix}$$
and say which is the larger."""


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        (
            Style.UNICODE,
            ["Find the eigenvalues of", "", "  A = ⎡ 2     1⎤", "      ⎣−2.5  10⎦", "", "and say which is the larger."],
        ),
        (
            Style.ASCII,
            ["Find the eigenvalues of", "", "  A = [ 2     1]", "      [-2.5  10]", "", "and say which is the larger."],
        ),
        (
            Style.SPEECH,
            [
                "Find the eigenvalues of",
                "A equals matrix, 2 rows, 2 columns. Row 1: 2, 1. Row 2: minus 2.5, 10.",
                "and say which is the larger.",
            ],
        ),
    ],
)
def test_a_matrix_stands_on_lines_of_its_own(style: Style, lines: list[str]) -> None:
    assert render(QUESTION, style, 80).split("\n") == lines


@pytest.mark.parametrize(
    ("latex", "lines"),
    [
        (
            r"A = \begin{bmatrix} 3 & 0 \\ 4 & 0 \\ 0 & 5 \end{bmatrix}",
            ["      ⎡3  0⎤", "  A = ⎢4  0⎥", "      ⎣0  5⎦"],
        ),
        (r"\begin{bmatrix} 1 & 2 \end{bmatrix}^\top x", ["  [1  2]ᵀx"]),
        (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}^\top", ["  ⎛1⎞ᵀ", "  ⎝2⎠"]),
        (
            r"\begin{bmatrix} 0.5 & 10 \\ 12.25 & a+b \end{bmatrix} \begin{bmatrix} x \\ y \end{bmatrix}",
            ["  ⎡ 0.5    10⎤ ⎡x⎤", "  ⎣12.25  a+b⎦ ⎣y⎦"],
        ),
        (r"\lambda^2 = 4", ["  λ² = 4"]),
        (r"\begin{aligned} a &= b + c \\ &= 3 \end{aligned}", ["  a = b + c", "  = 3"]),
        (r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}", ["  ⎧x  if x > 0", "  ⎩0  else"]),
    ],
)
def test_a_display_is_drawn(latex: str, lines: list[str]) -> None:
    assert render(f"$${latex}$$", Style.UNICODE, 80).split("\n") == lines


def test_a_matrix_too_wide_is_listed_row_by_row() -> None:
    row = " & ".join(str(10 * at) for at in range(12))
    assert render(rf"$$X = \begin{{bmatrix}} {row} \\ {row} \end{{bmatrix}}$$", Style.UNICODE, 40).split("\n") == [
        "  X =",
        "  row 1: 0, 10, 20, 30, 40, 50, 60, 70,",
        "      80, 90, 100, 110",
        "  row 2: 0, 10, 20, 30, 40, 50, 60, 70,",
        "      80, 90, 100, 110",
    ]


def test_a_long_display_is_broken_at_its_spaces() -> None:
    lines = render("$$" + " + ".join(f"x_{{{at}}}" for at in range(20)) + "$$", Style.UNICODE, 40).split("\n")
    assert lines[0] == "  x₀ + x₁ + x₂ + x₃ + x₄ + x₅ + x₆ + x₇"
    assert all(width(line) <= 40 for line in lines)


def test_paragraphs_lists_headings_and_code_keep_their_shape() -> None:
    markdown = (
        "# Title\n\nA first\nparagraph with $a + b = c$ in it.\n\n- one $x^2$ that goes on for a while\n- two\n\n"
        "1. first\n2. second\n\n```python\nU @ S\n  x\n```\nThe end."
    )
    assert render(markdown, Style.UNICODE, 30).split("\n") == [
        "Title",
        "",
        "A first paragraph with",
        "a + b = c in it.",
        "",
        "- one x² that goes on for a",
        "  while",
        "- two",
        "",
        "1. first",
        "2. second",
        "",
        "    U @ S",
        "      x",
        "",
        "The end.",
    ]


@pytest.mark.parametrize(
    ("markdown", "faults"),
    [
        ("no maths at all", ()),
        (r"fine $\lambda$ and \$5 and `\x`", ()),
        (r"$\lamda$", ((1, r"expected a command of the math subset, got \lamda; did you mean \lambda?"),)),
        (r"a \lambda b", ((2, r"expected math between $…$, got \lambda in prose"),)),
        (
            r"$\href{x}$ $\foobar$",
            (
                (1, r"expected a command of the math subset, got \href"),
                (12, r"expected a command of the math subset, got \foobar"),
            ),
        ),
        ("it costs $5", ((9, "expected a closing '$', got the end of the text"),)),
        ("a `b", ((2, "expected a closing '`', got the end of the text"),)),
        ("$$a$", ((0, "expected a closing '$$', got the end of the text"),)),
        ("$ $", ((1, "expected math between $…$, got none"),)),
        ("$x^12$", ((3, "expected braces around 12 after '^', got none"),)),
        (r"$\frac{1}$", ((9, r"expected something after '\frac', got the end"),)),
        ("$x^$", ((3, "expected something after '^', got the end"),)),
        ("$x^2^3$", ((4, "expected one '^' behind a symbol, got a second one"),)),
        ("${x$", ((1, "expected '}' for this '{', got none"),)),
        ("$x}$", ((2, "expected '}' only after its opening, got it alone"),)),
        ("$a & b$", ((3, "expected '&' only between cells of a matrix, got it alone"),)),
        (r"$a \\ b$", ((3, r"expected '\\' only at the end of a row of a matrix, got it alone"),)),
        (r"$\left( x$", ((1, r"expected '\right' for this '\left', got none"),)),
        (r"$\left x \right)$", ((7, r"expected a bracket after '\left', got 'x'"),)),
        (r"$\|x$", ((1, r"expected '\|' for this '\|', got none"),)),
        (r"$\begin{bmatrix}1 & 2 \\ 3\end{bmatrix}$", ((1, "expected rows of one length in a matrix, got 1 and 2"),)),
        (r"$\begin{bmatrix}1$", ((1, r"expected '\end{bmatrix}' for this '\begin', got none"),)),
        (r"$\begin{bmatrix}1\end{pmatrix}$", ((1, r"expected '\end{bmatrix}', got '\end{pmatrix}'"),)),
        (
            r"$\begin{tabular}1\end{tabular}$",
            (
                (
                    1,
                    "expected an environment of the math subset (bmatrix, pmatrix, vmatrix, matrix, aligned, cases), "
                    "got 'tabular'",
                ),
            ),
        ),
        (r"$\mathbb{X}$", ((10, r"expected one of R, C, N, Z, Q after \mathbb, got something else"),)),
        ("$a @ b$", ((3, "expected LaTeX of the math subset, got '@'"),)),
        ("$" + r"\sqrt" * 3000 + "$", ((101, "expected at most 20 levels of nesting, got more"),)),
    ],
)  # fmt: skip
def test_what_is_outside_the_subset_is_refused(markdown: str, faults: tuple[tuple[int, str], ...]) -> None:
    assert maths_faults(markdown) == faults


@pytest.mark.parametrize("mark", ["^", "_"])
def test_exponents_and_indices_nest_no_deeper_than_the_rest(mark: str) -> None:
    nested = [f"$a{f'{mark}{{a' * deep}{'}' * deep}$" for deep in (19, 20, 3000)]
    assert [maths_faults(markdown)[:1] for markdown in nested] == [
        (),
        ((61, "expected at most 20 levels of nesting, got more"),),
        ((61, "expected at most 20 levels of nesting, got more"),),
    ]


@pytest.mark.parametrize("command", sorted(subset.COMMANDS - {r"\end", r"\right", r"\\"}))
def test_every_command_can_be_written_in_every_style(command: str) -> None:
    latex = {
        r"\left": r"\left( x \right)",
        r"\begin": r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}",
        r"\|": r"\|x\|",
        r"\lVert": r"\lVert x\rVert",
        r"\mathbb": r"\mathbb{R}",
    }.get(command, rf"{command}{{x}}{{y}}")
    assert maths_faults(f"${latex}$") == ()
    assert all(render_line(f"$a {latex} b$", style) for style in STYLES)
    assert render_line(f"$a {latex} b$", Style.ASCII).isascii()
    assert render_line(f"$a {latex} b$", Style.SPEECH).isascii()


@pytest.mark.parametrize("command", sorted(subset.COMMANDS | set(subset.ENVIRONMENTS) | set(subset.GREEK)))
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}`".replace("|", r"\|") in DOCUMENT.read_text(
        encoding="utf-8"
    ) or f"`{command}`" in DOCUMENT.read_text(encoding="utf-8")


LATEX = st.lists(
    st.sampled_from([*sorted(subset.COMMANDS), *"{}^_&$`*-+=|()[] x12", "bmatrix", "{bmatrix}", r"\foo", "é", "×", "²"]), max_size=25
).map("".join)  # fmt: skip


@given(LATEX, st.sampled_from(STYLES), st.sampled_from([1, 40, 80]))
@settings(max_examples=examples(150), deadline=None)
def test_no_text_at_all_breaks_a_writer(text: str, style: Style, columns: int) -> None:
    maths_faults(text)
    written = render(f"a ${text}$ b\n$${text}$$\n- {text}", style, columns) + render_line(text, style)
    assert style is Style.UNICODE or written.isascii()
    assert not set(written) & (set(map(chr, range(32))) - {"\n"})


@given(st.lists(st.text(string.ascii_letters, min_size=1, max_size=12), max_size=40), st.integers(20, 80))
@settings(max_examples=examples(100), deadline=None)
def test_prose_keeps_to_its_width_and_loses_no_word(words: list[str], columns: int) -> None:
    lines = render(" ".join(words), Style.UNICODE, columns).split("\n")
    assert all(len(line) <= columns for line in lines)
    assert " ".join(lines).split() == words


# ---- a line that comes with other numbers --------------------------------------------------------------------------

PIECES = [
    "3", "12", "0", "-4", "0.5", "10.25", ".5", "1{,}000", " ", "+", "-", "=",
    r"\cdot ", r"\times ", "(", ")", "x", "A", "^2", "^0", "^{12}",
    "_1", "_{10}", "^{2}", "^{-1}", "_{12}",
    "^{n}", "_{1,2}", "^{2n}", r"\frac{1}{2}", r"\frac{a}{b}", r"\frac12", r"\sqrt{2}", r"\sqrt2", r"\sqrt[3]{x}",
    r"\lambda", r"\approx ", ", ", "|", r"\det ",
    r"\begin{bmatrix}1 & -2 \\ 10 & 0\end{bmatrix}", r"\text{ of 3 }",
    r"\quad ", "[", "]", "{", "}", "%",
]  # fmt: skip
PROSE = [
    "The sum is 7. ",
    "**3 of 4** ",
    "*no 5*",
    "`A[0, 1]`",
    r"\$5",
    "x_1 ",
    "2×2 ",
    "10 % ",
    "1.",
    "v2.0 ",
    "λ₁ = 0 ",
]


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(PROSE), st.lists(st.sampled_from(PIECES), max_size=8).map("".join).map("${}$".format))
    )
)
def test_a_line_is_laid_out_by_its_shape_as_it_is_with_its_numbers(pieces: list[str]) -> None:
    markdown = "".join(pieces)
    assert render_line(markdown, Style.UNICODE) == document._on_one_line(markdown, Style.UNICODE)


def test_every_sentence_of_the_shipped_questions_is_laid_out_by_its_shape_as_with_its_numbers() -> None:
    for question in load_banks(None, known_names()).questions.values():
        exercise = pose(question, 7)
        for text in (exercise.prompt, *exercise.hints, *exercise.steps, *(choice.text for choice in exercise.choices)):
            assert render_line(text, Style.UNICODE) == document._on_one_line(text, Style.UNICODE)


def test_a_sentence_with_other_numbers_is_not_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    render_line("$3 - 2 = 1$, so it is 1.", Style.UNICODE)
    monkeypatch.setattr(document, "segments", lambda markdown: pytest.fail(f"{markdown!r} was laid out"))
    assert render_line("$7.5 - 2 = 5.5$, so it is 5.5.", Style.UNICODE) == "7.5 − 2 = 5.5, so it is 5.5."
