"""The forms made of numbers: what each asks of the grammar, and the rows of numbers in what that found."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import assert_never

from decompdrill.answers.algebra import NumberTable, Polynomial
from decompdrill.answers.cursor import Expectation, Spaces
from decompdrill.answers.grammar import Reading
from decompdrill.answers.labels import label_at
from decompdrill.answers.names import VARIABLES
from decompdrill.answers.plain import Rows
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.model import Form, Number

_POLYNOMIAL = "a polynomial, such as λ² - 5λ + 4, or its coefficients 1, -5, 4"
_EXPRESSION = Expectation(_POLYNOMIAL, Spaces.FREE, variable=True)
EXPECTATIONS = {
    Form.NUMBER: Expectation("one number, such as 2.5, 1/3 or sqrt(17)", Spaces.STRICT, pairs=True),
    Form.INTEGER: Expectation("one whole number, such as 42", Spaces.STRICT, pairs=True),
    Form.LIST: Expectation("a list of numbers, such as 4, 1", wary=True, repeats=True, pairs=True),
    Form.VECTOR: Expectation("a vector, such as [1, -2]"),
    Form.MATRIX: Expectation("a matrix, such as [[1, 2], [3, 4]] or 1 2; 3 4"),
    Form.POLYNOMIAL: Expectation(_POLYNOMIAL, wary=True),
}

_VARIABLE = re.compile(r"\\lambda|(?<![A-Za-z\\])(?:lambda|[λμxtszywurqpX])(?![A-Za-z])")
_EQUALS_ZERO = re.compile(r"=\s*+0\.?+\s*+(?:\$\s*+)?$")


def expectation_of(form: Form, text: str) -> tuple[Expectation, int]:
    """Return what the form asks of a tidy text, and where the answer in it ends: a polynomial may be `… = 0`."""
    if form is Form.POLYNOMIAL:
        start = len(text) - len(text.lstrip())
        label = label_at(text, start, len(text), first=True)
        if _VARIABLE.search(text, label.end if label else start):
            equation = _EQUALS_ZERO.search(text)
            return _EXPRESSION, len(text[: equation.start()].rstrip()) if equation else len(text)
    return EXPECTATIONS[form], len(text)


def rows_of(form: Form, found: Reading, span: tuple[int, int]) -> Rows:
    """Return the rows of numbers of a reading in some form.

    Raises RefusalError, with the span of the whole text, where it is no answer of that form.
    """
    match form:
        case Form.NUMBER | Form.INTEGER:
            return ((_one_number(found, span),),)
        case Form.LIST:
            return (entries_of(found, "a list", span),)
        case Form.VECTOR:
            return (entries_of(found, "a vector", span),)
        case Form.POLYNOMIAL:
            return (_coefficients(found, span),)
        case Form.MATRIX:
            return found.value.rows if isinstance(found.value, NumberTable) else (entries_of(found, "a matrix", span),)
        case Form.FACTORS | Form.YES_NO | Form.CHOICE | Form.CODE:
            raise AssertionError(f"{form.value} is no form of numbers alone")
        case _:
            assert_never(form)


def require_whole(number: Number, length: int) -> None:
    """Refuse what is no whole number, however it is written: 42, 2.0, 4/2, 1e3 and √9 are."""
    if not isinstance(number.exact, Fraction) or number.exact.denominator != 1:
        raise RefusalError(f"a whole number is asked; {excerpt(number.text)} is none", (0, length))


def entries_of(found: Reading, asked: str, span: tuple[int, int]) -> tuple[Number, ...]:
    """Return the entries of a sequence: a row, a column, or a single value."""
    value = found.value
    assert not isinstance(value, Polynomial), "entries are read without a variable"
    match value:
        case Number():
            return (value,)
        case NumberTable():
            rows, columns = value.shape
            if rows > 1 and columns > 1:
                raise RefusalError(f"{asked} is asked; a {rows}×{columns} matrix came", span)
            return tuple(x for row in value.rows for x in row)


def _one_number(found: Reading, span: tuple[int, int]) -> Number:
    match found.value:
        case Number():
            return found.value
        case NumberTable() as table:
            entries = [x for row in table.rows for x in row]
            if len(entries) == 1:
                return entries[0]
            raise _several(entries, found.plus_minus, span)
        case Polynomial():
            raise AssertionError("a number is read without a variable")


def _several(entries: list[Number], plus_minus: tuple[int, int] | None, span: tuple[int, int]) -> RefusalError:
    if plus_minus and len(entries) == 2:
        return RefusalError(f"one number is asked; '{excerpt(entries[0].text)}' is two, one for + and one for −", span)
    shown = excerpt(", ".join(x.text for x in entries[:4] if x.text))
    return RefusalError(f"one number is asked; {len(entries)} came" + (f": {shown}" if shown else ""), span)


def _coefficients(found: Reading, span: tuple[int, int]) -> tuple[Number, ...]:
    """Return coefficients, highest power first."""
    if found.asked is _EXPRESSION:
        if isinstance(found.value, NumberTable):
            raise RefusalError("one polynomial is asked; several entries came", span)
        return found.value.coefficients[::-1] if isinstance(found.value, Polynomial) else (found.value,)
    coefficients = entries_of(found, "a polynomial", span)
    if len(coefficients) == 1 and " " in coefficients[0].text:
        raise RefusalError(f"one number came; expected {_POLYNOMIAL}", span)
    label = found.labels[0] if found.labels else None
    if label and any(name.lstrip("\\") in VARIABLES for name in label.names):
        raise RefusalError(
            f"'{excerpt(label.names[0])} =' names a solution, not a polynomial; expected {_POLYNOMIAL}",
            (label.start, span[1]),
        )
    return coefficients
