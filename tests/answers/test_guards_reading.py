"""Guards of reading that few texts come upon: answers that cannot be worked out, expressions that have no value."""

from __future__ import annotations

import ast
from types import ModuleType

import pytest

from decompdrill import answers, expr
from decompdrill.expr import linear, syntax, values, walk
from decompdrill.expr.values import Meter, Refusal
from decompdrill.model import Form, Typed, Unreadable

# ---- answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [ZeroDivisionError("division by zero"), OverflowError(), RecursionError()])
def test_a_text_that_leads_out_of_the_numbers_is_not_read(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Typed:
        raise fault

    monkeypatch.setattr(answers, "_read", fails)
    monkeypatch.setattr(answers, "read_mapping", fails)
    said = "the text cannot be worked out: type its result"
    assert answers.read(Form.NUMBER, "1/3") == Unreadable(said, (0, 3))
    assert answers.read_parts({"U": "1"}, ("U",)) == Unreadable(said, (0, 0))


@pytest.mark.parametrize(
    ("form", "text", "message", "span"),
    [
        (Form.MATRIX, "[1,2],[3,4]; [5,6],[7,8]", "a matrix of matrices is not read: write its rows of numbers", (0, 24)),
        (Form.NUMBER, "(0.3-0.25)^-0.5", "the base is rounded so much that it may be 0: give more digits", (0, 15)),
        (Form.NUMBER, "Fraction(1)", "expected Fraction(1, 3)", (0, 8)),
        (Form.NUMBER, "Fraction([1, 2], [3, 4])", "expected Fraction(1, 3)", (0, 8)),
        (Form.NUMBER, "cos(π i)", "a function of a complex number is not read", (0, 8)),
        (Form.NUMBER, "√([1, 2])", "only a number has a root here", (0, 1)),
        (Form.NUMBER, r"\sqrt{[1, 2]}", "only a number has a root here", (0, 5)),
        (Form.NUMBER, "sqrt([1, 2])", "sqrt takes one number", (0, 4)),
        (Form.NUMBER, "sqrt(1, 2)", "one value is expected in these brackets", (4, 10)),
        (Form.NUMBER, "exp 2", "write exp(…), with its argument in round brackets", (0, 3)),
        (Form.NUMBER, "1e-200*1e-200", "the number is too close to 0 to be held", (0, 13)),
        (Form.NUMBER, "(1e-200)^2", "the number is too close to 0 to be held", (0, 10)),
        (Form.NUMBER, "0.1^400", "the number is too close to 0 to be held", (0, 7)),
        (Form.NUMBER, "1e300^2", "the number is too large to be held", (0, 7)),
        (Form.NUMBER, "1e400", "the number is too large to be held", (0, 5)),
        (Form.NUMBER, "9" * 309, "the number is too large to be held", (0, 309)),
        (Form.NUMBER, "(1e300 + π)(1e300 + π)", "the number is too large to be held", (0, 22)),
        (Form.NUMBER, "exp(1000)", "the number is too large to be held", (0, 9)),
        (Form.NUMBER, "ln(0)", "the expression has no value", (0, 5)),
        (Form.NUMBER, "(0)^(-1)", "a division by zero has no value", (0, 8)),
        (Form.NUMBER, "0^0", "0 to the power 0 has no value", (0, 3)),
        (Form.NUMBER, "(-8)^(1/4)", "a power with a fractional exponent needs a positive base", (0, 10)),
        (Form.POLYNOMIAL, "λ, 1", "a polynomial stands among several entries", (0, 4)),
        (Form.POLYNOMIAL, "(1-λ)(4-λ) = λ²-5λ-4", "the sides of the equation differ: write one polynomial", (0, 20)),
        (Form.POLYNOMIAL, "λ² = λ = 3", "the sides of the equation differ: write one polynomial", (0, 10)),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_refused(form: Form, text: str, message: str, span: tuple[int, int]) -> None:
    assert answers.read(form, text) == Unreadable(message, span)


@pytest.mark.parametrize(
    ("text", "value"), [("(0.3-0.24)^-0.5", 4.08), ("(0.3-0.25)^0.5", 0.22), ("Fraction(1, 3)", 1 / 3)]
)
def test_what_stands_beside_a_refusal_is_read(text: str, value: float) -> None:
    typed = answers.read(Form.NUMBER, text)
    assert isinstance(typed, Typed)
    assert typed.rows[0][0].value == pytest.approx(value, rel=0.02)


def test_the_sides_of_an_equation_that_are_the_same_polynomial_are_read() -> None:
    typed = answers.read(Form.POLYNOMIAL, "λ² - λ = λ(λ - 1) = 0")
    assert isinstance(typed, Typed)
    assert [x.exact for x in typed.rows[0]] == [1, -1, 0]


def test_a_polynomial_whose_terms_cancel_is_its_constant() -> None:
    for text, constant in (("λ - λ + 3", 3), ("0λ", 0)):
        typed = answers.read(Form.POLYNOMIAL, text)
        assert isinstance(typed, Typed)
        assert [x.exact for x in typed.rows[0]] == [constant]


UNDECODED = (
    "the character U+{:04X} came as bytes, which this locale cannot decode: "
    "write it in ASCII, as in sqrt(2) or lambda^2, or set PYTHONUTF8=1"
)


@pytest.mark.parametrize(
    ("form", "text", "fault"),
    [
        (Form.NUMBER, "√17", Unreadable(UNDECODED.format(0x221A), (0, 3), ("√17",))),
        (Form.LIST, "4, 2√3", Unreadable(UNDECODED.format(0x221A), (4, 7), ("4, 2√3",))),
        (Form.POLYNOMIAL, "λ² - 5λ + 4", Unreadable(UNDECODED.format(0x3BB), (0, 2), ("λ² - 5λ + 4",))),
        (Form.CODE, "A·B", Unreadable(UNDECODED.format(0xB7), (1, 3))),
    ],
)
def test_characters_that_the_locale_cannot_decode_are_named(form: Form, text: str, fault: Unreadable) -> None:
    undecoded = text.encode().decode("ascii", errors="surrogateescape")
    assert answers.read(form, undecoded) == fault


def test_a_byte_that_is_no_utf_8_is_named() -> None:
    said = "the byte 0xE9 is not a character: type it again without it"
    assert answers.read(Form.NUMBER, "1\udce9") == Unreadable(said, (1, 2), ("1",))


def test_a_part_that_comes_under_two_spellings_of_its_name_came_twice() -> None:
    assert answers.read_parts({"U": "1 0; 0 1", "U ": "1 0; 0 1."}, ("U", "S")) == Unreadable(
        "the part U came twice", (0, 9)
    )


# ---- expressions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("1 + diag(3)", "diag takes a vector or a matrix, not the number 3", 4),
        ("svd([[1e308, 1e308], [1e308, 1e308]])", "the result is not finite", 0),
        ("  inv([[2**70, 2**70], [2**70, 2**70]])", "Singular matrix", 2),
    ],
)
def test_an_expression_without_a_value_says_why(text: str, message: str, offset: int) -> None:
    with pytest.raises(expr.ExprError) as caught:
        expr.evaluate(expr.parse(text), {})
    assert (str(caught.value), caught.value.offset) == (message, offset)


def test_long_numbers_are_eliminated_in_doubles() -> None:
    """NumPy takes 1 beside 2⁷⁰ for nothing."""
    for power, found in ((40, 2), (70, 1)):
        assert expr.evaluate(expr.parse(f"matrix_rank([[2**{power}, 0], [0, 1]])"), {}) == found


@pytest.mark.parametrize("index", ["4 / 2", "sqrt(4)", "2.0", "2 * exp(0)"])
def test_a_whole_number_of_any_sort_counts(index: str) -> None:
    assert expr.evaluate(expr.parse(f"[5, 6, 7][{index}]"), {}) == 7


def test_a_number_that_is_not_whole_counts_nothing() -> None:
    for value, named in ((2.5, "the number 2.5"), ("two", "a word")):
        with pytest.raises(Refusal) as caught:
            values.as_integer(value)
        assert str(caught.value) == f"an integer is needed, not {named}"


@pytest.mark.parametrize("rows", [[], [[]]])
def test_numpy_is_given_no_matrix_without_entries(rows: list[list[values.PlainNumber]]) -> None:
    def same(np: ModuleType, A: linear.InexactArray) -> tuple[linear.InexactArray, ...]:
        return (A,)

    with pytest.raises(Refusal) as caught:
        linear._numeric(Meter(), rows, same)
    assert str(caught.value) == "the matrix is empty"


@pytest.mark.parametrize(
    "fault",
    [ValueError("null bytes"), MemoryError(), RecursionError(), OverflowError(), SyntaxWarning("invalid escape")],
)
def test_what_python_cannot_parse_is_no_expression(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> ast.expr:
        raise fault

    monkeypatch.setattr(ast, "parse", fails)
    with pytest.raises(expr.ExprError) as caught:
        syntax._tree("  1", 2)
    assert (str(caught.value), caught.value.offset) == ("this is not an expression", 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lambda: 1", "this is not part of the language"),
        ("{1: 2}", "this is not part of the language"),
        ("b'x'", "this is not part of the language"),
        ("None", "this is not part of the language"),
        ("(lambda: 1)()", "only a function can be called, by its name"),
        ("__import__('os')", "only a function can be called, by its name"),
    ],
)
def test_what_the_checker_refuses_is_not_evaluated_either(text: str, message: str) -> None:
    """The checker runs first; what it once let through would still come to nothing."""
    with pytest.raises(expr.ExprError):
        expr.parse(text)
    with pytest.raises(expr.ExprError) as caught:
        walk._Walker(3).visit(ast.parse(text, mode="eval").body, {})
    assert (str(caught.value), caught.value.offset) == (message, 3)


@pytest.mark.parametrize(
    "fault",
    [ZeroDivisionError(), ValueError("math domain error"), TypeError(), IndexError(), RecursionError(), MemoryError()],
)
def test_what_fails_in_python_has_no_value(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> values.Value:
        raise fault

    monkeypatch.setattr(walk, "_lookup", fails)
    with pytest.raises(expr.ExprError) as caught:
        expr.evaluate(expr.parse(" 1 + x"), {"x": 1})
    assert (str(caught.value), caught.value.offset) == ("this has no value", 5)
