"""Laws of reading that hold for every text and every answer."""

from __future__ import annotations

import cmath
import json
import math
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from decompdrill import answers
from decompdrill.maths.surd import Scalar, as_float, root
from decompdrill.model import Answer, Form, Number, Typed, Unreadable
from tests.chance import examples

FORMS = st.sampled_from(list(Form))
PIECES = st.sampled_from(
    [
        *"0123456789.,;:()[]{}<>|+-*/^%=' \n\t&$!_eijxλπ√∛²³⁻½ᵀ±≈…\\",
        *("sqrt(", "\\sqrt{", "\\frac{1}{2}", "1e3", "1e999", "2.5", "diag(", "array(", "[[", "]]", "],[", "and", "or"),
        *("\\begin{pmatrix}", "\\end{pmatrix}", "\\\\", "V = ", "L=", "λ1 = ", "(twice)", "nan", "dtype=", "**", "+-"),
        *(
            "\x1b",
            "\x00",
            "\u200b",
            "\u202e",
            "\u00a0",
            "||",
            "5±2",
            "√17",
            "1/2",
            "1,000",
            "eye(",
            "Fraction(",
            "cos(",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join))

INTEGERS = st.integers(-60, 60)
FRACTIONS = st.fractions(-50, 50, max_denominator=40)
RADICANDS = st.sampled_from([2, 3, 5, 6, 7, 17, 30])


@st.composite
def exacts(draw: st.DrawFn) -> Scalar:
    real = draw(FRACTIONS) + draw(st.sampled_from([0, 1])) * draw(FRACTIONS) * (root(draw(RADICANDS)) or 0)
    imaginary = draw(st.sampled_from([Fraction(0), Fraction(0), draw(FRACTIONS)]))
    return real + imaginary * (root(-draw(st.sampled_from([1, 1, 3]))) or 0)


FLOATS = st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-9)
COMPLEXES = st.builds(complex, FLOATS, FLOATS)
SCALARS: st.SearchStrategy[Scalar] = st.one_of(exacts(), exacts(), FLOATS, COMPLEXES)


@st.composite
def given_answers(draw: st.DrawFn) -> Answer:
    form = draw(st.sampled_from([Form.NUMBER, Form.LIST, Form.VECTOR, Form.MATRIX, Form.POLYNOMIAL, Form.INTEGER]))
    if form is Form.INTEGER:
        return Answer(form, ((Fraction(draw(st.integers(-(10**30), 10**30))),),))
    columns = 1 if form is Form.NUMBER else draw(st.integers(2, 4))
    rows = draw(st.integers(1, 3)) if form is Form.MATRIX else 1
    table = draw(st.lists(st.lists(SCALARS, min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    if form is Form.POLYNOMIAL:
        table[0][0] = draw(SCALARS.filter(bool))
    return Answer(form, tuple(tuple(row) for row in table))


def same(number: Number, scalar: Scalar) -> bool:
    if isinstance(scalar, (float, complex)):
        return cmath.isclose(number.value, scalar, rel_tol=2e-9, abs_tol=1e-18)
    return number.exact == scalar and number.value == as_float(scalar) and number.is_exact


@given(FORMS, TEXTS, st.sampled_from([(), ("V", "L"), ("U", "S", "Vt")]))
@settings(max_examples=examples(400), deadline=None)
@example(Form.NUMBER, "⁻", ())
@example(Form.NUMBER, "|1e308|^2", ())
@example(Form.LIST, "1 2", ())
def test_no_text_raises_and_no_reply_holds_a_control_character(form: Form, text: str, parts: tuple[str, ...]) -> None:
    typed = answers.read(form, text, parts)
    if isinstance(typed, Unreadable):
        assert typed.message.isprintable()
        assert 0 <= typed.span[0] <= typed.span[1] <= len(text)
    else:
        assert answers.show(typed).isprintable()
        assert answers.to_json_text(typed)
        assert all(cmath.isfinite(x.value) and math.isfinite(x.radius) for row in typed.rows for x in row)


@given(FORMS, TEXTS)
@settings(max_examples=examples(200), deadline=None)
def test_the_echo_reads_back_to_the_same_values(form: Form, text: str) -> None:
    typed = answers.read(form, text)
    if isinstance(typed, Typed) and form not in (Form.CODE, Form.LINE):
        again = answers.read(form, answers.show(typed))
        assert isinstance(again, Typed)
        before, after = ([x.value for row in t.rows for x in row] for t in (typed, again))
        if form is Form.POLYNOMIAL:
            before = before[next((i for i, x in enumerate(before) if x), len(before) - 1) :]
        assert after == pytest.approx(before, rel=1e-9)


@given(given_answers(), st.booleans())
@settings(max_examples=examples(300), deadline=None)
def test_what_is_shown_is_read_back_to_the_same_value(answer: Answer, ascii_only: bool) -> None:
    text = answers.show(answer, ascii=ascii_only)
    typed = answers.read(answer.form, text)
    assert isinstance(typed, Typed), (text, typed)
    assert not ascii_only or text.isascii()
    assert len(typed.rows) == len(answer.rows)
    for read_row, true_row in zip(typed.rows, answer.rows, strict=True):
        assert len(read_row) == len(true_row)
        assert all(same(x, y) for x, y in zip(read_row, true_row, strict=True)), text


@given(
    st.lists(st.lists(SCALARS, min_size=2, max_size=2), min_size=2, max_size=3),
    st.lists(SCALARS, min_size=1, max_size=3),
)
@settings(max_examples=examples(100), deadline=None)
def test_shown_parts_are_read_back(matrix: list[list[Scalar]], values: list[Scalar]) -> None:
    parts = (
        ("V", Answer(Form.MATRIX, tuple(tuple(row) for row in matrix))),
        ("L", Answer(Form.LIST, (tuple(values),))),
    )
    typed = answers.read(Form.FACTORS, answers.show(Answer(Form.FACTORS, parts=parts)), ("V", "L"))
    assert isinstance(typed, Typed)
    for (name, part), (true_name, true_part) in zip(typed.parts, parts, strict=True):
        assert (name, part.form) == (true_name, true_part.form)
        pairs = zip(sum(part.rows, ()), sum(true_part.rows, ()), strict=True)
        assert all(same(x, y) for x, y in pairs)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=None))
@settings(max_examples=examples(300), deadline=None)
def test_a_decimal_is_the_decimal_written_with_half_a_unit_of_its_last_place(decimal: object) -> None:
    """Contract: "Numbers, given or typed, are the decimals written (0.1 is 1/10)"; "u half a unit of its last place"."""
    text = f"{decimal:f}"
    typed = answers.read("number", text)
    if len(text) > 300:
        return
    assert isinstance(typed, Typed)
    number = typed.rows[0][0]
    places = len(text.partition(".")[2])
    assert number.exact == Fraction(text)
    assert number.value == float(text)
    assert number.radius == (float(f"5e{-places - 1}") if places else 0.0)
    assert Fraction(answers.to_json_text(typed)) == Fraction(text)


@given(st.integers(-(10**40), 10**40))
def test_an_integer_keeps_all_its_digits(integer: int) -> None:
    typed = answers.read("number", str(integer))
    assert isinstance(typed, Typed)
    assert json.loads(answers.to_json_text(typed)) == integer
    assert typed.rows[0][0].lone_integer


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0:
        return draw(st.sampled_from(["2", "3", "0.5", "1.25", "7", "(-4)", "1e2", "pi"]))
    left, right = draw(expressions(depth - 1)), draw(expressions(depth - 1))
    shape = draw(st.sampled_from(["({}+{})", "({}-{})", "({}*{})", "({} + {})", "{}/{}", "({})**2*{}", "abs({})*{}"]))
    return f"({shape.format(left, right)})"


@given(expressions())
@settings(max_examples=examples(200), deadline=None)
def test_an_expression_has_the_value_that_python_gives_it_and_an_interval_that_holds_every_completion(
    text: str,
) -> None:
    typed = answers.read("number", text)
    if isinstance(typed, Unreadable):
        assert "division by zero" in typed.message or "rounded so much" in typed.message
        return
    number = typed.rows[0][0]
    assert number.value == pytest.approx(evaluate(text), rel=1e-9, abs=1e-9)
    nudged = evaluate(text.replace("0.5", "0.54").replace("1.25", "1.254"))
    assert nudged is None or abs(nudged - number.value.real) <= number.radius * (1 + 1e-9) + 1e-9


def evaluate(text: str) -> float | None:
    """Return what Python makes of an expression that this file wrote."""
    try:
        return float(eval(text, {"__builtins__": {}}, {"abs": abs, "pi": math.pi}))
    except ZeroDivisionError:
        return None


NUMBERS = st.sampled_from(["1", "-2", "0.5", "1/3", "2.50", "-7", "1/√2", "√3", "10", "2√3"])


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=2, max_size=4)))
@settings(max_examples=examples(150), deadline=None)
def test_every_spelling_of_a_matrix_is_the_same_matrix(rows: list[list[str]]) -> None:
    spellings = [
        "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]",
        "{" + ",".join("{" + ",".join(row) + "}" for row in rows) + "}",
        "; ".join(" ".join(row) for row in rows),
        "[" + "; ".join(", ".join(row) for row in rows) + "]",
        "\n".join("  ".join(row) for row in rows),
        "[[" + "]\n [".join(" ".join(row) for row in rows) + "]]",
        "array([[" + "],\n       [".join(", ".join(row) for row in rows) + "]])",
        "\\begin{pmatrix}" + " \\\\ ".join(" & ".join(row) for row in rows) + "\\end{pmatrix}",
        "A = " + "[[" + "],[".join(",".join(row) for row in rows) + "]]",
    ]
    values = []
    for text in spellings:
        typed = answers.read("matrix", text)
        assert isinstance(typed, Typed), (text, typed)
        values.append([[(x.value, x.radius) for x in row] for row in typed.rows])
    assert all(value == values[0] for value in values)
