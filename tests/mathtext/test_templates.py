"""What stands in a placeholder is shown as its format says, and nothing else is a placeholder."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import numpy as np
import pytest

from decompdrill import mathtext
from decompdrill.bank.template import Template
from decompdrill.exercises.filling import fill_template
from decompdrill.expr import Value
from decompdrill.maths.surd import Surd
from decompdrill.mathtext.formats import FORMATS, TemplateError
from decompdrill.mathtext.segments import TextFault

HALF = Fraction(1, 2)
GOLDEN = Surd(((1, HALF), (5, HALF)))
EIGEN = Surd(((1, Fraction(5, 2)), (17, HALF)))


def filled(text: str, values: Mapping[str, object]) -> str:
    return fill_template(Template(text), cast("Mapping[str, Value]", values))


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (5, "5"),
        (-5, "-5"),
        (Fraction(4), "4"),
        (HALF, r"\frac{1}{2}"),
        (-Fraction(2, 3), r"-\frac{2}{3}"),
        (Fraction(35, 100), "0.35"),
        (Fraction(-1, 1000), "-0.001"),
        (EIGEN, r"\frac{5 + \sqrt{17}}{2}"),
        (GOLDEN, r"\frac{1 + \sqrt{5}}{2}"),
        (Surd(((17, Fraction(1)),)), r"\sqrt{17}"),
        (Surd(((17, Fraction(-3)),)), r"-3\sqrt{17}"),
        (Surd(((2, -HALF),)), r"-\frac{\sqrt{2}}{2}"),
        (Surd(((-1, Fraction(2)), (1, Fraction(3)))), "3 + 2i"),
        (Surd(((-3, Fraction(1)),)), r"i\sqrt{3}"),
        (Surd(((1, Fraction(1)), (2, Fraction(-1)))), r"1 - \sqrt{2}"),
        (0.1, "0.1"),
        (2.9999999999999996, "3"),
        (1e-15, r"1 \times 10^{-15}"),
        (3 + 2j, "3 + 2i"),
        (-1j, "-i"),
        (2 + 0j, "2"),
        (True, "yes"),
        ("text", "text"),
        ((3, 1), "3, 1"),
        ((Fraction(9, 20), Fraction(1, 4), HALF), "0.45, 0.25, 0.5"),
        ((HALF, Fraction(1, 3)), r"\frac{1}{2}, \frac{1}{3}"),
        (((1, 2), (3, HALF)), r"\begin{bmatrix} 1 & 2 \\ 3 & \frac{1}{2} \end{bmatrix}"),
        (np.array([[1.0, 2.0]]), r"\begin{bmatrix} 1 & 2 \end{bmatrix}"),
        (np.float64(0.5), "0.5"),
    ],
)
def test_without_a_format_a_value_is_shown_exactly(value: object, latex: str) -> None:
    assert filled("${{ x }}$", {"x": value}) == f"${latex}$"


@pytest.mark.parametrize(
    ("form", "value", "latex"),
    [
        ("matrix", ((2, 1), (2, 3)), r"\begin{bmatrix} 2 & 1 \\ 2 & 3 \end{bmatrix}"),
        ("vector", (1, -2), r"\begin{bmatrix} 1 \\ -2 \end{bmatrix}"),
        ("vector", ((1,), (-2,)), r"\begin{bmatrix} 1 \\ -2 \end{bmatrix}"),
        ("row", (1, -2), r"\begin{bmatrix} 1 & -2 \end{bmatrix}"),
        ("list", (1, -2, HALF), r"1, -2, \frac{1}{2}"),
        ("frac", Fraction(35, 100), r"\frac{7}{20}"),
        ("frac", 0.25, r"\frac{1}{4}"),
        ("frac", 3, "3"),
        ("pct", Fraction(95, 100), r"95\%"),
        ("pct", Fraction(78125, 10**7), r"0.78\%"),
        ("pct", Fraction(1, 3), r"33.33\%"),
        (".1f", Fraction(1, 4), "0.3"),
        (".2f", HALF, "0.50"),
        (".2f", -0.001, "0.00"),
        (".3f", EIGEN, "4.562"),
        (".4f", (1, 2.5), "1.0000, 2.5000"),
        (".2f", ((1, HALF),), r"\begin{bmatrix} 1.00 & 0.50 \end{bmatrix}"),
        ("sig3", 9.5255, "9.53"),
        ("sig3", Fraction(9995, 1000), "10.0"),
        ("sig3", 0.000123456, "0.000123"),
        ("sig4", 123456.7, "123500"),
        ("sig4", 131072, "131072"),
        ("sig3", 1.5e-15, r"1.50 \times 10^{-15}"),
        ("sig3", 0.0, "0"),
        ("equals", 5, "= 5"),
        ("equals", Fraction(121, 40), "= 3.025"),
        ("equals", Fraction(-7, 5), "= -1.4"),
        ("equals", 0.1, "= 0.1"),
        ("equals", 12345678, "= 12345678"),
        ("equals", Fraction(2, 3), r"\approx 0.6667"),
        ("equals", Fraction(123456, 10), r"\approx 12350"),
        ("equals", EIGEN, r"\approx 4.562"),
        ("equals", 1.5e-15, r"= 1.5 \times 10^{-15}"),
        ("signed", -3, "- 3"),
        ("signed", 3, "+ 3"),
        ("signed", -HALF, r"- \frac{1}{2}"),
        ("paren", -3, "(-3)"),
        ("paren", 3, "3"),
        ("int", Fraction(7), "7"),
        ("int", 16777216, "16777216"),
    ],
)
def test_a_format_shows_a_value(form: str, value: object, latex: str) -> None:
    assert filled(f"${{{{ x | {form} }}}}$", {"x": value}) == f"${latex}$"


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("by {{ x }} times", 5, "by 5 times"),
        ("by {{ x }} times", -5, "by $-5$ times"),
        ("by {{ x }}", EIGEN, r"by $\frac{5 + \sqrt{17}}{2}$"),
        ("a {{ x }} b", "word", "a word b"),
        ("a {{x}} b", "two words", "a two words b"),
        ("{{ x | pct }}", Fraction(1, 2), r"$50\%$"),
        ("`k = {{ x }}`", -5, "`k = -5`"),
        ("`A = {{ x }}`", ((1, HALF), (3, 4)), "`A = [[1, 1/2], [3, 4]]`"),
        ("`s = {{ x }}`", (0.3, 1e-15), "`s = [0.3, 1e-15]`"),
        ("$2^{{ x }}$", 12, "$2^{12}$"),
        ("$2^{{ x }}$", 3, "$2^3$"),
        ("$2^{{{ x }}}$", 12, "$2^{12}$"),
        (r"$\frac{{{ x }}}{2}$", 12, r"$\frac{12}{2}$"),
        ("$\\$ {{ x }}$ {{ x }}", -1, "$\\$ -1$ $-1$"),
        ("no placeholder { } here", 1, "no placeholder { } here"),
    ],
)
def test_a_value_is_written_for_its_place(text: str, value: object, shown: str) -> None:
    assert filled(text, {"x": value}) == shown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a {{ x", TextFault(2, "expected '}}' after '{{', got the end of the text")),
        ("a {{ }}", TextFault(2, "expected an expression between '{{' and '}}', got none")),
        ("a {{ x | matrx }}", TextFault(9, f"expected a format ({', '.join(FORMATS)}), got 'matrx'")),
        ("{{ x | .1000000000f }}", TextFault(7, f"expected a format ({', '.join(FORMATS)}), got '.1000000000f'")),
        ("{{ x | }}", TextFault(7, f"expected a format ({', '.join(FORMATS)}), got ''")),
    ],
)
def test_a_faulty_template_says_where(text: str, fault: TextFault) -> None:
    assert Template(text).faults == (fault,)


def test_every_fault_of_a_template_is_found() -> None:
    template = Template("{{ }} {{ x }} {{ y | z }}")
    assert [fault.offset for fault in template.faults] == [0, 21]
    assert [placeholder.expression.text for placeholder in template.placeholders] == ["x"]


def test_a_template_with_a_fault_is_not_filled() -> None:
    with pytest.raises(TemplateError) as caught:
        filled("{{ x }} {{ y | z }}", {"x": 1})
    assert str(caught.value) == f"expected a format ({', '.join(FORMATS)}), got 'z'"


def test_an_expression_knows_its_own_place() -> None:
    template = Template("ab {{   max(s) | sig3 }}")
    assert [(p.expression.text, p.format, p.offset) for p in template.placeholders] == [("max(s)", "sig3", 8)]


@pytest.mark.parametrize(
    ("form", "value", "message"),
    [
        ("matrix", 5, "a matrix was to be shown, got int"),
        ("matrix", ((1, 2), (3,)), "a matrix was to be shown, got a list of 2"),
        ("vector", ((1, 2), (3, 4)), "a list was to be shown, got a matrix"),
        ("list", 5, "a list was to be shown, got int"),
        ("frac", "x", "a number was to be shown, got the text 'x'"),
        ("pct", 1j, "a real number was to be shown, got a complex one"),
        (".2f", float("nan"), "a finite number was to be shown, got nan"),
        (".2f", True, "a number was to be shown, got a truth value"),
        ("int", HALF, "a whole number was to be shown, got 0.5"),
    ],
)
def test_a_value_that_does_not_suit_its_format_is_refused(form: str, value: object, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(f"${{{{ x | {form} }}}}$", {"x": value})
    assert str(caught.value) == message


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("value", [5, -HALF, EIGEN, -0.0123, (3, HALF), ((1, 2), (3, -HALF))])
def test_every_format_writes_latex_of_the_subset(name: str, value: object) -> None:
    try:
        text = filled(f"$x = {{{{ x | {name} }}}}$", {"x": value})
    except TemplateError:
        return
    assert mathtext.maths_faults(text) == ()


def test_a_mask_keeps_every_offset() -> None:
    text = "a {{ x | frac }} b {{{ y }}}"
    assert Template(text).masked == "a 1              b {1      }"
