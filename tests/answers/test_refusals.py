"""What is not read and not worked out: every refusal of an answer and of an expression, word for word, with its place."""

from __future__ import annotations

import ast
from fractions import Fraction

import pytest

from decompdrill import answers, mathtext
from decompdrill.expr import ExprError, Expression, Value, evaluate, parse
from decompdrill.expr.syntax import Syntax
from decompdrill.model import Form, Unreadable
from tests.expr.test_expr import value_of

ONE = "expected one number, such as 2.5, 1/3 or sqrt(17)"
VECTOR = "expected a vector, such as [1, -2]"
LIST = "expected a list of numbers, such as 4, 1"
ONE_OR_TWO = "expected one number; the comma in '1,234' can separate thousands or two numbers: for one number write"
NESTED = "the brackets are nested too deep for a matrix: write [[1, 2], [3, 4]]"
NO_SUMS = "sums and products of vectors and matrices are not worked out: type the result"
NO_EYE = "'eye' cannot be read so; expected diag(3, 7) or eye(2)"
ZERO_POWER = "a power of 0 needs a whole, positive exponent"
TOO_SMALL = "the number is too close to 0 to be held"
DEGREE = "the degree of a root must be a whole number from 2 to 20"
ROUNDED = "the base is rounded so much that it may be 0: give more digits"
FRACTION = r"expected \frac{…}{…}"

REFUSED: list[tuple[Form, str, str, tuple[int, int]]] = [
    (Form.NUMBER, "1/0", "a division by zero has no value", (0, 3)),
    (Form.NUMBER, "0^-1", "a division by zero has no value", (0, 4)),
    (Form.NUMBER, "0^0.5", ZERO_POWER, (0, 5)),
    (Form.NUMBER, "0^-0.5", ZERO_POWER, (0, 6)),
    (Form.NUMBER, "0^0", "0 to the power 0 has no value", (0, 3)),
    (Form.NUMBER, "i^(1/3)", "a power with a fractional exponent needs a positive base", (0, 7)),
    (Form.NUMBER, "2^[1,2]", "the exponent must be a number", (0, 7)),
    (Form.NUMBER, "cbrt(i)", "a higher root of a complex number is not read", (0, 7)),
    (Form.NUMBER, r"\sqrt[4]{-2}", "an even root of a negative number is not read", (0, 12)),
    (Form.NUMBER, r"\sqrt[1]{2}", DEGREE, (5, 7)),
    (Form.NUMBER, r"\sqrt[25]{2}", DEGREE, (5, 8)),
    (Form.NUMBER, r"\sqrt[200]{2}", DEGREE, (5, 9)),
    (Form.NUMBER, r"\sqrt[2000]{2}", DEGREE, (5, 10)),
    (Form.NUMBER, "exp(i)", "a function of a complex number is not read", (0, 6)),
    (Form.NUMBER, "ln(i)", "a function of a complex number is not read", (0, 5)),
    (Form.NUMBER, "1e-200*1e-200", TOO_SMALL, (0, 13)),
    (Form.NUMBER, "(1e-200)^2", TOO_SMALL, (0, 10)),
    (Form.NUMBER, "exp(-300)^3", TOO_SMALL, (0, 11)),
    (Form.NUMBER, "√2 = 1.42", "the sides of '√2 = 1.42' differ: type one value", (0, 9)),
    (Form.NUMBER, "= 1,234", f"{ONE_OR_TWO} 1234", (2, 7)),
    (Form.VECTOR, "span{(1, foo)}", f"'foo' cannot be read; {VECTOR}", (9, 12)),
    (Form.VECTOR, r"span\{(1, foo)\}", f"'foo' cannot be read; {VECTOR}", (10, 13)),
    (Form.LIST, "1/2 (foo)", f"'foo' cannot be read; {LIST}", (5, 8)),
    (Form.NUMBER, "--4", "two signs came in a row, '--'", (0, 2)),
    (Form.NUMBER, "3--2", "two signs came in a row, '--'", (1, 3)),
    (Form.NUMBER, "(3)%", "a percent sign stands only after a plain number, as in 95%", (3, 4)),
    (Form.NUMBER, "2.5½", "a fraction sign stands only after a whole number, as in 2½", (0, 4)),
    (Form.NUMBER, "sqrt([1,2])", "sqrt takes one number", (0, 4)),
    (Form.NUMBER, "√[2]", "write √(…)", (0, 2)),
    (Form.NUMBER, "√-2²", "where the root ends is not sure: write √(…)", (0, 4)),
    (Form.NUMBER, r"\begin{foo}1\end{foo}", r"'\begin{foo}' cannot be read; expected pmatrix or bmatrix", (0, 11)),
    (Form.NUMBER, r"\frac 1 2", FRACTION, (0, 7)),
    (Form.NUMBER, r"\frac{1}2", FRACTION, (0, 9)),
    (Form.NUMBER, "x+1", f"'x' cannot be read: for a product write *; {ONE}", (0, 1)),
    (Form.NUMBER, "1" * 1001, "a number of 1,001 digits came; at most 1,000 are read", (0, 1001)),
    (Form.MATRIX, "[1,2]*[3,4]", NO_SUMS, (0, 11)),
    (Form.NUMBER, "(1,2)+3", NO_SUMS, (0, 7)),
    (Form.MATRIX, "array(3)", "array(…) must hold rows, as in array([[1, 2], [3, 4]])", (0, 5)),
    (Form.MATRIX, "eye(2,3)", NO_EYE, (0, 3)),
    (Form.MATRIX, "eye(2.5)", NO_EYE, (0, 3)),
    (Form.MATRIX, "eye(99)", NO_EYE, (0, 3)),
    (Form.MATRIX, "diag()", "the brackets hold nothing", (4, 6)),
    (Form.MATRIX, "[[[1,2]],[[3,4]]]", NESTED, (0, 17)),
    (Form.MATRIX, "[[[1,2],[3,4]],[[5,6],[7,8]]]", NESTED, (0, 29)),
    (Form.POLYNOMIAL, "1, x, 2", "a polynomial stands among several entries", (0, 7)),
    (Form.POLYNOMIAL, "[1,2;3,4]", "expected a polynomial, got a 2×2 matrix", (0, 9)),
    (Form.POLYNOMIAL, "x^60 * x^60", "the degree is too high: at most 64 is read", (0, 11)),
    (Form.MATRIX, f"diag({', '.join(['1'] * 51)})", "the matrix is too large: at most 50 rows are read here", (0, 157)),
    (
        Form.FACTORS,
        "U = [[±1, 2]] | S = 1 | Vt = 1",
        "U: an entry with ± is two values; expected a matrix",
        (6, 7),
    ),
    (Form.FACTORS, "U = 1 | U = 2", "the part U came twice", (8, 13)),
    (Form.NUMBER, "1/1e-320", "the text cannot be worked out: type its result", (0, 8)),
    (Form.MATRIX, "[[1,2],[3,4];[5,6],[7,8]]", "a matrix of matrices is not read: write its rows of numbers", (0, 25)),
    (Form.NUMBER, "(0.52-0.51)^-0.3", ROUNDED, (0, 16)),
    (Form.NUMBER, "sin(i*pi)", "a function of a complex number is not read", (0, 9)),
    (Form.NUMBER, "Fraction(1)", "expected Fraction(1, 3)", (0, 8)),
    (Form.NUMBER, "Rational(1, 2, 3)", "expected Rational(1, 3)", (0, 8)),
    (Form.POLYNOMIAL, "1, p(t) = 2", "expected one polynomial, got several entries", (0, 11)),
]


@pytest.mark.parametrize(("form", "text", "said", "span"), REFUSED, ids=range(len(REFUSED)))
def test_an_answer_that_is_not_read_says_why_and_where(form: Form, text: str, said: str, span: tuple[int, int]) -> None:
    found = answers.read(form, text, ("U", "S", "Vt"))
    assert isinstance(found, Unreadable)
    assert (found.message, found.span) == (said, span)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0^1", 0),
        (r"\sqrt[3]{-8}", -2),
        (r"\sqrt[20]{1}", 1),
        ("2^0.5^2", 2**0.25),
        ("(1+i)^2", 2j),
        ("1e-150*1e-150", 1e-300),
        ("2½", 2.5),
        ("√(2)²", 2),
    ],
)
def test_what_stands_just_inside_the_refusals_is_read(text: str, value: complex) -> None:
    found = answers.read(Form.NUMBER, text)
    assert not isinstance(found, Unreadable), found
    assert found.rows[0][0].value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("form", "text", "entries"),
    [
        (Form.LIST, "[1] [2]", [1, 2]),  # brackets that follow an entry may also say how often it counts
        (Form.LIST, "1, 2 (twice)", [1, 2, 2]),
        (Form.POLYNOMIAL, "3 x^0", [3]),
        (Form.POLYNOMIAL, "3 x^1", [3, 0]),
    ],
)
def test_what_only_looks_like_another_thing_is_read(form: Form, text: str, entries: list[int]) -> None:
    found = answers.read(form, text)
    assert not isinstance(found, Unreadable), found
    assert [x.value for row in found.rows for x in row] == entries


@pytest.mark.parametrize(
    ("parts", "said", "span"),
    [
        ({"S": "1", "Σ": "2"}, "the part S came twice", (0, 1)),
        ({"U": "1", "S": "1/1e-320"}, "the text cannot be worked out: type its result", (0, 0)),
        ({"U": "1", "S": "1/0"}, "S: a division by zero has no value", (0, 3)),
    ],
)
def test_parts_that_are_not_read_say_why_and_where(parts: dict[str, str], said: str, span: tuple[int, int]) -> None:
    found = answers.read_parts(parts, ("U", "S", "Vt"))
    assert isinstance(found, Unreadable)
    assert (found.message, found.span) == (said, span)


ARRAYS = "an array has a number of entries, or of rows and columns"
JOINED = "only arrays of the same number of axes can be joined, along axis 0 or 1"
MASK = "a mask should hold true or false for each of 2 entries"
CALLED = "only a function can be called, by its name"

FAILS = [
    ("1e200*1e200", "the number is too large"),
    ("7 // 0", "division by zero"),
    ("7 % 0", "division by zero"),
    ("0**-1", "division by zero"),
    ("A[[0, 1], [0, 1]]", "select rows and columns in two steps: A[rows][:, columns]"),
    ("A[[True, False, True]]", MASK),
    ("v[[True, 2]]", MASK),
    ("range(1, 5, 0)", "the step of a range should not be 0"),
    ("zeros([2, 2, 2])", ARRAYS),
    ("zeros(-1)", ARRAYS),
    ("reshape(A, [3, 2])", "a 2×2 matrix does not go into the shape (3, 2)"),
    ("concatenate([v, A])", JOINED),
    ("concatenate([A, A], axis=2)", JOINED),
    ("concatenate([v, v], axis=1)", "vectors have no axis 1"),
    ("var(v, ddof=2)", "ddof should be less than the number of values, 2"),
    ("[1, 2] < [2, 1]", "< does not go between lists"),
    ("(1)(2)", CALLED),
    ("'a'()", CALLED),
    ("[x for x, y in v]", "a list is needed, not the number 3"),
    ("outer(A, v)", "a vector is needed, not a 2×2 matrix"),
    ("transpose(3)", "an array is needed, not the number 3"),
    ("det([[]])", "a square matrix is needed, not a 1×0 matrix"),
    ("mean([])", "there is nothing in it"),
    ("cov(v)", "a matrix is needed, not a vector of 2"),
    ("sum(A, axis=5)", "there is no axis 5"),
    ("[x for x, y in B]", "the loop takes 2 values at a time, not 3"),
    ("1e308 + 1e308j * 10", "the number is too large"),
    ("svd([[]])", "the matrix is empty"),
    ("norm([[1e308, 1e308], [1e308, 1e308]], 2)", "the result is not finite"),
    ("inv([[0.5, 0.25], [0.25 + 1e-300, 0.125]])", "Singular matrix"),
    ("diag(word)", "diag takes a vector or a matrix, not a word"),
    ("diag(3)", "diag takes a vector or a matrix, not the number 3"),
    ("zeros(2.5)", "an integer is needed, not the number 2.5"),
]


@pytest.mark.parametrize(("text", "said"), FAILS)
def test_an_expression_that_cannot_be_worked_out_says_why(text: str, said: str) -> None:
    with pytest.raises(ExprError) as caught:
        value_of(text)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(1+2j)**2", -3 + 4j),
        ("abs(3+4j)", 5),
        ("round(1.26+2.51j, 1)", 1.3 + 2.5j),
        ("sorted([word, 'area'])", ["area", "salary"]),
        ("v[[True, False]]", (3,)),
        ("zeros([2])", (0, 0)),
        ("reshape(v, [2, 1])", ((3,), (4,))),
        ("sort(A)", ((1, 4), (2, 3))),
        ("len(layers[0])", 3),
        ("1 < 0 < 2", False),
        ("[1, 2] == [1, 2]", True),
        ("[x + y for x, y in A]", [5, 5]),
        ("dot(2, 3)", 6),
        ("var(v, ddof=1)", Fraction(1, 2)),
        ("range(1, 5, 2)", [1, 3]),
        ("zeros(4/2)", (0, 0)),
        ("zeros(half*4)", (0, 0)),
        ("zeros(exp(0))", (0,)),
        ("diag(A)", (4, 3)),
        ("det([[2**70, 1], [1, 1]])", pytest.approx(2.0**70)),
    ],
)
def test_an_expression_beside_a_refusal_has_the_value_of_numpy(text: str, value: Value) -> None:
    assert value_of(text) == value


OUTSIDE = "this is not part of the language"


@pytest.mark.parametrize(
    ("text", "said"),
    [("lambda: 1", OUTSIDE), ("{1: 2}", OUTSIDE), ("None", OUTSIDE), ("b'1'", OUTSIDE), ("open('x')", CALLED)],
)
def test_a_tree_that_the_parser_never_saw_is_not_walked_either(text: str, said: str) -> None:
    unchecked = Expression(text)
    tree = ast.parse(text, mode="eval").body
    unchecked.__dict__["syntax"] = Syntax(frozenset(), tree, 0)
    with pytest.raises(ExprError) as caught:
        evaluate(unchecked, {})
    assert str(caught.value) == said


@pytest.mark.parametrize("fault", [ValueError, MemoryError, RecursionError, OverflowError, SyntaxWarning])
def test_what_pythons_own_parser_gives_up_on_is_no_expression(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(ast, "parse", give_up)
    with pytest.raises(ExprError) as caught:
        parse("  1 + 12 + 123")
    assert (str(caught.value), caught.value.offset) == ("this is not an expression", 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"$\sqrt[3{2}$", r"expected ']' after the index of \sqrt, got none"),
        (r"$\text{abc$", r"expected '}' after the text of \text, got none"),
    ],
)
def test_mathematics_that_never_ends_is_a_fault_of_its_bank(text: str, said: str) -> None:
    assert said in [message for _, message in mathtext.maths_faults(text)]
