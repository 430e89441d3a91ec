"""Arithmetic on what an expression can be, a number, a table or a polynomial."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.refusal import RefusalError
from decompdrill.maths import algebra as matrices
from decompdrill.model import Number

HIGHEST_DEGREE = 64
LARGEST_IDENTITY = 50


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Numbers in rows; `flat` where it was typed as one sequence, so that a list may be meant as well as a row."""

    rows: tuple[tuple[Number, ...], ...]
    flat: bool

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])


@dataclass(frozen=True, slots=True)
class NumberPolynomial:
    """A polynomial in one variable; `coefficients` begin with the constant."""

    variable: str
    coefficients: tuple[Number, ...]


TypedValue: TypeAlias = "Number | NumberTable | NumberPolynomial"
_MATRIX_SUM = "sums and products of vectors and matrices are not worked out: type the result"


def negate_value(a: TypedValue) -> TypedValue:
    if isinstance(a, NumberPolynomial):
        return NumberPolynomial(a.variable, tuple(map(numbers.negate_number, a.coefficients)))
    return numbers.negate_number(a) if isinstance(a, Number) else _scaled(a, numbers.negate_number(numbers.ONE))


def add_values(a: TypedValue, b: TypedValue) -> TypedValue:
    if isinstance(a, Number) and isinstance(b, Number):
        return numbers.add_numbers(a, b)
    if isinstance(a, NumberTable) or isinstance(b, NumberTable):
        raise RefusalError(_MATRIX_SUM)
    variable, p, q = _variable_of(a, b), coefficients_of(a), coefficients_of(b)
    pairs = itertools.zip_longest(p, q, fillvalue=numbers.ZERO)
    return _polynomial(variable, [numbers.add_numbers(x, y) for x, y in pairs])


def multiply_values(a: TypedValue, b: TypedValue) -> TypedValue:
    """Return a·b; a table only by a number."""
    if isinstance(a, Number) and isinstance(b, Number):
        return numbers.multiply_numbers(a, b)
    if isinstance(a, NumberTable) or isinstance(b, NumberTable):
        return _scaled(a, b)
    variable, p, q = _variable_of(a, b), coefficients_of(a), coefficients_of(b)
    if len(p) + len(q) - 2 > HIGHEST_DEGREE:
        raise RefusalError(f"the degree is too high: at most {HIGHEST_DEGREE} is read")
    product = [numbers.ZERO] * (len(p) + len(q) - 1)
    for (i, x), (j, y) in itertools.product(enumerate(p), enumerate(q)):
        product[i + j] = numbers.add_numbers(product[i + j], numbers.multiply_numbers(x, y))
    return _polynomial(variable, product)


def _scaled(a: TypedValue, b: TypedValue) -> NumberTable:
    table, factor = (a, b) if isinstance(a, NumberTable) else (b, a)
    if not isinstance(table, NumberTable) or not isinstance(factor, Number):
        raise RefusalError(_MATRIX_SUM)
    return NumberTable(tuple(tuple(numbers.multiply_numbers(x, factor) for x in row) for row in table.rows), table.flat)


def divide_values(a: TypedValue, b: TypedValue) -> TypedValue:
    """Return a/b for a number b."""
    if not isinstance(b, Number):
        raise RefusalError("a division by a vector, a matrix or a polynomial is not read")
    if isinstance(a, Number):
        return numbers.divide_numbers(a, b)
    return multiply_values(a, numbers.reciprocal(b))


def raise_value(a: TypedValue, exponent: TypedValue) -> TypedValue:
    """Return a^exponent; a polynomial only to a small whole number."""
    if not isinstance(exponent, Number):
        raise RefusalError("the exponent must be a number")
    if isinstance(a, Number):
        return numbers.raise_number(a, exponent)
    if isinstance(a, NumberTable):
        raise RefusalError("powers and inverses of matrices are not worked out: type the result")
    whole = exponent.exact
    if not exponent.is_exact or not isinstance(whole, Fraction) or whole.denominator != 1 or whole < 0:
        raise RefusalError("a polynomial is raised only to whole, positive powers")
    if whole > HIGHEST_DEGREE:
        raise RefusalError(f"the degree is too high: at most {HIGHEST_DEGREE} is read")
    result: TypedValue = numbers.ONE
    for _ in range(int(whole)):
        result = multiply_values(result, a)
    return result


def transpose_table(a: TypedValue) -> NumberTable:
    """Return the transpose of a table: a flat one becomes a column."""
    if not isinstance(a, NumberTable):
        raise RefusalError("only a vector or a matrix has a transpose")
    return NumberTable(matrices.transpose(a.rows), flat=False)


def diagonal_table(entries: tuple[Number, ...]) -> NumberTable:
    """Return the square table with those entries on its diagonal."""
    if len(entries) > LARGEST_IDENTITY:
        raise RefusalError(f"the matrix is too large: at most {LARGEST_IDENTITY} rows are read here")
    return NumberTable(matrices.diagonal_matrix(entries, numbers.ZERO), flat=False)


def table_of_entries(rows: list[list[TypedValue]]) -> NumberTable:
    """Return what brackets (or a whole text) with those rows hold: a sequence, or the rows of a matrix of one length."""
    items = [item for row in rows for item in row]
    if any(isinstance(item, NumberPolynomial) for item in items):
        raise RefusalError("a polynomial stands among several entries")
    if all(isinstance(item, Number) for item in items):
        return _rectangle([[x for x in row if isinstance(x, Number)] for row in rows], flat=len(rows) == 1)
    tables = [item for item in items if isinstance(item, NumberTable)]
    if len(tables) != len(items):
        raise RefusalError("numbers and rows are mixed: write every row in brackets, or none")
    if len(tables) == 1:
        return NumberTable(tables[0].rows, flat=False)
    if len(rows) > 1 and any(len(row) > 1 for row in rows):
        raise RefusalError("a matrix of matrices is not read: write its rows of numbers")
    if not all(table.flat for table in tables):
        raise RefusalError("the brackets are nested too deep for a matrix: write [[1, 2], [3, 4]]")
    return _rectangle([list(table.rows[0]) for table in tables], flat=False)


def _rectangle(rows: list[list[Number]], flat: bool) -> NumberTable:
    lengths = [len(row) for row in rows]
    if len(set(lengths)) > 1:
        shown = ", ".join(str(n) for n in lengths[:8]) + (", …" if len(lengths) > 8 else "")
        raise RefusalError(f"the rows have different lengths: {shown}")
    return NumberTable(tuple(tuple(row) for row in rows), flat)


def _variable_of(a: Number | NumberPolynomial, b: Number | NumberPolynomial) -> str:
    names = [x.variable for x in (a, b) if isinstance(x, NumberPolynomial)]
    if len(set(names)) > 1:
        raise RefusalError(f"two variables came, {names[0]} and {names[1]}: a polynomial in one is expected")
    return names[0]


def coefficients_of(a: Number | NumberPolynomial) -> tuple[Number, ...]:
    """Return the coefficients, the constant first."""
    return a.coefficients if isinstance(a, NumberPolynomial) else (a,)


def _polynomial(variable: str, coefficients: list[Number]) -> NumberPolynomial:
    """Return a polynomial without exact zeros at its head."""
    while len(coefficients) > 1 and coefficients[-1].exact == 0 and coefficients[-1].is_exact:
        coefficients.pop()
    return NumberPolynomial(variable, tuple(coefficients))
