"""The forms made of numbers: what each asks of the grammar, and the rows of numbers in what that found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest

from decompdrill.answers.algebra import NumberTable, Polynomial, coefficients_of, transpose_table
from decompdrill.answers.arithmetic import ZERO, add_numbers, from_exact, may_be_equal, multiply_numbers, negate_number
from decompdrill.answers.cursor import Expectation, Spaces
from decompdrill.answers.grammar import Reading, parse_typed
from decompdrill.answers.labels import label_at, place_of, require_order
from decompdrill.answers.literal import Rows
from decompdrill.answers.names import VARIABLES
from decompdrill.answers.refusal import RefusalError, excerpt, in_two_ways
from decompdrill.answers.showing import echo
from decompdrill.answers.spellings import are_apart
from decompdrill.maths.numerals import exact_text
from decompdrill.model import Form, Number, Typed

_POLYNOMIAL = "a polynomial, such as λ² - 5λ + 4, or its coefficients 1, -5, 4"
_EXPRESSION = Expectation(_POLYNOMIAL, Spaces.FREE, variable=True)
EXPECTATIONS = {
    Form.NUMBER: Expectation("one number, such as 2.5, 1/3 or sqrt(17)", Spaces.STRICT, pairs=True),
    Form.INTEGER: Expectation("one whole number, such as 42", Spaces.STRICT, pairs=True),
    Form.LIST: Expectation("a list of numbers, such as 4, 1", wary=True, repeats=True, pairs=True),
    Form.VECTOR: Expectation("a vector, such as [1, -2]"),
    Form.MATRIX: Expectation("a matrix, such as [[1, 2], [3, 4]] or 1 2; 3 4", ordered=False),
    Form.POLYNOMIAL: Expectation(_POLYNOMIAL, wary=True),
}

_VARIABLE = re.compile(r"\\lambda|(?<![A-Za-z\\])(?:lambda|[λμxtszywurqpX])(?![A-Za-z])")
_EQUALS = re.compile(r"(?<![:<>=!])=(?!=)")
MOST_SIDES = 4


def expectation_of(form: Form, text: str) -> tuple[Expectation, list[tuple[int, int]]]:
    """Return what the form asks of a tidy text, and where it stands in it: a polynomial may be an equation of two sides."""
    if form is Form.POLYNOMIAL:
        start = len(text) - len(text.lstrip())
        label = label_at(text, start, len(text), first=True)
        body = label.end if label else start
        if _VARIABLE.search(text, body):
            return _EXPRESSION, _sides(text, body)
    return EXPECTATIONS[form], [(0, len(text))]


def _sides(text: str, body: int) -> list[tuple[int, int]]:
    """Return where the sides of an equation stand; a label before it belongs to the first."""
    if "," in text[body:]:
        return [(0, len(text))]
    ends = [match.start() for match in _EQUALS.finditer(text, body)][:MOST_SIDES]
    starts = [0, *(match.end() for match in _EQUALS.finditer(text, body))][: len(ends) + 1]
    sides = zip(starts, [*ends, len(text)], strict=True)
    return [(start, start + len(text[start:end].rstrip(" $."))) for start, end in sides]


def rows_of_numbers(form: Form, found: Sequence[Reading], span: tuple[int, int]) -> Rows:
    """Return the rows of numbers of what was read in some form, a polynomial from the sides of its equation.

    Raises RefusalError, with the span of the whole text, where it is no answer of that form.
    """
    reading = found[0]
    match form:
        case Form.NUMBER | Form.INTEGER:
            return ((_one_number(reading, span),),)
        case Form.LIST:
            return (entries_of(reading, "a list", span),)
        case Form.VECTOR:
            return (entries_of(reading, "a vector", span),)
        case Form.POLYNOMIAL if reading.asked is _EXPRESSION:
            return (_of_equation([_polynomial(side, span) for side in found], span),)
        case Form.POLYNOMIAL:
            return (_coefficients(reading, span),)
        case Form.MATRIX:
            table = reading.value
            return table.rows if isinstance(table, NumberTable) else (entries_of(reading, "a matrix", span),)
        case _:
            raise AssertionError(f"{form.value} is no form of numbers alone")


_BY_COLUMNS = re.compile(
    r"\s*+(?:(?:with|by|in|its?|has|the|as|matrix)\s++)*+col(?:umn)?+s(?:\s++are)?+\s*+[:=]?+(?=\s*+[-+0-9(\[<{])",
    re.IGNORECASE,
)
_AS_COLUMNS = re.compile(
    r"(?<=[)\]>}])[\s,(]++(?:(?:as|are)\s++(?:(?:its|the)\s++)?+)?+col(?:umn)?+s\)?+[\s.]*+$", re.IGNORECASE
)
_COLUMN_NAME = re.compile(r"(?:c|col|column)_?+[0-9₀-₉]++", re.IGNORECASE)
_VECTOR_NAME = re.compile(r"[uvxpqw]_?+[0-9₀-₉]++")


def read_matrix(text: str) -> Reading:
    """Return the matrix of a text: by rows, by columns, `columns: (1, 3), (2, 4)`, or by entries, `a11 = 1, a12 = 2, …`.

    Raises RefusalError where rows or columns is not sure.
    """
    lead, tail = _BY_COLUMNS.match(text), _AS_COLUMNS.search(text)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(text)
    found = parse_typed(text, EXPECTATIONS[Form.MATRIX], start, end)
    table, names = found.value, [name for label in found.labels for name in label.names]
    if not isinstance(table, NumberTable) or not (names or lead or tail):
        return found
    entries = [x for row in table.rows for x in row]
    places = [place for name in names if (place := place_of(name))]
    if len(places) == len(names) == len(entries) > 1:
        grid = dict(zip(places, entries, strict=True))
        rows, columns = (range(1, max(place[axis] for place in places) + 1) for axis in (0, 1))
        if len(grid) != len(rows) * len(columns):
            raise RefusalError(
                "some entries are missing: write the matrix by its rows, such as [[1, 2], [3, 4]]", (start, end)
            )
        return replace(found, value=NumberTable(tuple(tuple(grid[i, j] for j in columns) for i in rows), flat=False))
    require_order(list(found.labels), len(entries))
    by_columns, is_list = bool(lead or tail), are_apart(text[start:end].strip())
    if len(names) > 1 and len(names) == len(table.rows):
        by_columns = all(map(_COLUMN_NAME.fullmatch, names))
        is_list = by_columns or any(map(_VECTOR_NAME.fullmatch, names))
    columns_of = replace(found, value=transpose_table(table))
    if by_columns == is_list or table.flat:
        return columns_of if by_columns else found
    ways = [echo(Typed(Form.MATRIX, "", rows)) for rows in (table.rows, transpose_table(table).rows)]
    raise RefusalError(in_two_ways(excerpt(text), ways, "rows or columns"), (0, len(text)), ways)


_PARAMETER = re.compile(r"(?<![A-Za-z\\])([tskcrabmnαβ])(?![A-Za-z0-9_'])(?!\s*+[=:])")


def read_vector(text: str) -> Reading:
    """Return the vector of a text; of a family such as `(t, 2t)` or `t(1, 2)` the one for the parameter 1.

    Raises RefusalError where its members are not the multiples of that one.
    """
    asked = EXPECTATIONS[Form.VECTOR]
    letters = sorted(set(_PARAMETER.findall(text)))
    if not letters:
        return parse_typed(text, asked, 0, len(text))
    one, none, three = (
        parse_typed(text, replace(asked, parameter=(letters[0], from_exact(Fraction(value)))), 0, len(text))
        for value in (1, 0, 3)
    )
    if not isinstance(one.value, NumberTable):
        raise RefusalError(f"'{letters[0]}' cannot be read; expected {asked.expected}", (0, len(text)))
    at_one, at_none, at_three = (entries_of(found, "a vector", (0, len(text))) for found in (one, none, three))
    if [x.value for x in at_one] != [x.value for x in at_none]:
        if any(x.value for x in at_none):
            at_0 = ", ".join(exact_text(x.value) for x in at_none)
            raise RefusalError(
                f"for {letters[0]} = 0 this is [{at_0}] and not 0: type one vector, such as [1, -2]", (0, len(text))
            )
        if not all(
            may_be_equal(three, multiply_numbers(one, from_exact(Fraction(3))))
            for one, three in zip(at_one, at_three, strict=True)
        ):
            raise RefusalError("these are not the multiples of one vector: type one, such as [1, -2]", (0, len(text)))
    return one


def require_whole(number: Number, length: int) -> None:
    """Refuse what is no whole number, however it is written: 42, 2.0, 4/2, 1e3 and √9 are."""
    if not isinstance(number.exact, Fraction) or number.exact.denominator != 1:
        raise RefusalError(f"expected a whole number, got {excerpt(number.text)}", (0, length))


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
                raise RefusalError(f"expected {asked}, got a {rows}×{columns} matrix", span)
            return tuple(x for row in value.rows for x in row)


def _one_number(found: Reading, span: tuple[int, int]) -> Number:
    if isinstance(found.value, Number):
        return found.value
    assert isinstance(found.value, NumberTable), "a number is read without a variable"
    entries = [x for row in found.value.rows for x in row]
    if len(entries) == 1:
        return entries[0]
    if found.plus_minus and len(entries) == 2:
        message = f"expected one number, but '{excerpt(entries[0].text)}' is two, one for + and one for −"
    else:
        shown = excerpt(", ".join(x.text for x in entries[:4] if x.text))
        message = f"expected one number, got {len(entries)}" + (f": {shown}" if shown else "")
    raise RefusalError(message, span)


def _polynomial(side: Reading, span: tuple[int, int]) -> tuple[Number, ...]:
    """Return the coefficients of one side, the constant first."""
    if isinstance(side.value, NumberTable):
        raise RefusalError("expected one polynomial, got several entries", span)
    return coefficients_of(side.value)


def _of_equation(sides: list[tuple[Number, ...]], span: tuple[int, int]) -> tuple[Number, ...]:
    """Return the coefficients, highest power first, of the polynomial that is 0: `λ² - 5λ = -6` is λ² − 5λ + 6.

    In `λ² - 5λ + 6 = (λ - 2)(λ - 3) = 0` the sides that hold λ must be the same; of two that begin alike and differ one is wrong.
    """
    varied = [side for side in sides if len(side) > 1]
    if len(varied) > 1:
        if len({tuple(x.scalar for x in side) for side in varied}) > 1:
            first, last = sides[0], sides[-1]
            if len(sides) == 2 and (len(first) != len(last) or first[-1].value != last[-1].value):
                return _difference(*sides)[::-1]
            raise RefusalError("the sides of the equation differ: write one polynomial", span)
        return varied[0][::-1]
    result, *others = sorted(sides, key=lambda side: len(side) == 1)
    for side in others if varied else ():
        result = _difference(result, side)
    return result[::-1]


def _difference(a: tuple[Number, ...], b: tuple[Number, ...]) -> tuple[Number, ...]:
    return tuple(add_numbers(x, negate_number(y)) if y.value else x for x, y in zip_longest(a, b, fillvalue=ZERO))


def _coefficients(found: Reading, span: tuple[int, int]) -> tuple[Number, ...]:
    """Return coefficients, highest power first."""
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
