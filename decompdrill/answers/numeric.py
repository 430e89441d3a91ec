"""The forms made of numbers: what each asks of the grammar, and the rows of numbers in what that found."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.algebra import NumberPolynomial, NumberTable, coefficients_of, transpose_table
from decompdrill.answers.cursor import Expectation, Spaces
from decompdrill.answers.grammar import Reading, parse_typed
from decompdrill.answers.labels import place_of, require_order, value_start
from decompdrill.answers.literal import NumberRows
from decompdrill.answers.names import VARIABLES
from decompdrill.answers.refusal import RefusalError, excerpt, in_two_ways
from decompdrill.answers.showing import show
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
MOST_SIDES = 4  # of an equation; and of several vectors as many are offered


def sides_of(text: str) -> list[tuple[int, int]]:
    """Return where the sides of an equation in a variable stand, a label before it in the first; none without a variable."""
    start = value_start(text)
    if not _VARIABLE.search(text, start):
        return []
    if "," in text[start:]:
        return [(0, len(text))]
    equals = list(_EQUALS.finditer(text, start))[:MOST_SIDES]
    starts, ends = [0, *(match.end() for match in equals)], [*(match.start() for match in equals), len(text)]
    return [(start, start + len(text[start:end].rstrip(" $."))) for start, end in zip(starts, ends, strict=True)]


def read_numbers(form: Form, text: str) -> NumberRows:
    """Return the rows of numbers of a tidy text in some form."""
    if form is Form.MATRIX:
        return _matrix(text)
    if form in (Form.VECTOR, Form.POLYNOMIAL):
        return (_vector(text) if form is Form.VECTOR else _coefficients(text),)
    found = parse_typed(text, EXPECTATIONS[form])
    return (entries_of(found, "a list") if form is Form.LIST else (_one_number(found),),)


_BY_COLUMNS = re.compile(
    r"\s*+(?:(?:with|by|in|its?|has|the|as|matrix)\s++)*+col(?:umn)?+s(?:\s++are)?+\s*+[:=]?+(?=\s*+[-+0-9(\[<{])",
    re.IGNORECASE,
)
_AS_COLUMNS = re.compile(
    r"(?<=[)\]>}])[\s,(]++(?:(?:as|are)\s++(?:(?:its|the)\s++)?+)?+col(?:umn)?+s\)?+[\s.]*+$", re.IGNORECASE
)
_COLUMN_NAME = re.compile(r"(?:c|col|column)_?+[0-9₀-₉]++", re.IGNORECASE)
_VECTOR_NAME = re.compile(r"[uvxpqw]_?+[0-9₀-₉]++")


def _matrix(text: str) -> NumberRows:
    """Return the matrix of a text: by rows, by columns, `columns: (1, 3), (2, 4)`, or by entries, `a11 = 1, a12 = 2, …`."""
    lead, tail = _BY_COLUMNS.match(text), _AS_COLUMNS.search(text)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(text)
    found = parse_typed(text, EXPECTATIONS[Form.MATRIX], start, end)
    table, names = found.value, [name for label in found.labels for name in label.names]
    if not isinstance(table, NumberTable):
        return (entries_of(found, "a matrix"),)
    if not (names or lead or tail):
        return table.rows
    entries = [x for row in table.rows for x in row]
    places = [place for name in names if (place := place_of(name))]
    if len(places) == len(names) == len(entries) > 1:
        grid = dict(zip(places, entries, strict=True))
        rows, columns = (range(1, max(place[axis] for place in places) + 1) for axis in (0, 1))
        if len(grid) != len(rows) * len(columns):
            message = "some entries are missing: write the matrix by its rows, such as [[1, 2], [3, 4]]"
            raise RefusalError(message, (start, end))
        return tuple(tuple(grid[i, j] for j in columns) for i in rows)
    require_order(list(found.labels), len(entries))
    by_columns, is_list = bool(lead or tail), are_apart(text[start:end].strip())
    if len(names) > 1 and len(names) == len(table.rows):
        by_columns = all(map(_COLUMN_NAME.fullmatch, names))
        is_list = by_columns or any(map(_VECTOR_NAME.fullmatch, names))
    transposed = transpose_table(table).rows
    if by_columns == is_list or table.flat:
        return transposed if by_columns else table.rows
    ways = [show(Typed(Form.MATRIX, "", rows)) for rows in (table.rows, transposed)]
    raise RefusalError(in_two_ways(excerpt(text), ways, "rows or columns"), None, ways)


_APART = re.compile(r"\(( *+[-+]?[0-9][0-9./]*+(?: ++[-+]?[0-9][0-9./]*+)++ *+)\)")
_PARAMETER = re.compile(r"(?<![A-Za-z\\])[tskcrabmnαβ](?![A-Za-z0-9_'])(?!\s*+[=:])|(?<=[(\[])x(?=,\s*+[-0-9x])")


def _vector(text: str) -> tuple[Number, ...]:
    """Return the vector of a text; of a family such as `(t, 2t)` or `t(1, 2)` the one for the parameter 1."""
    asked = EXPECTATIONS[Form.VECTOR]
    text = _APART.sub(r"[\1]", text)  # `(1 2)^T` is [1 2]^T
    letter = min(_PARAMETER.findall(text), default="")
    if not letter:
        return entries_of(parse_typed(text, asked), "a vector")
    values = [numbers.from_exact(Fraction(value)) for value in (1, 0, 3)]
    found = [parse_typed(text, replace(asked, parameter=(letter, value))) for value in values]
    if not isinstance(found[0].value, NumberTable):
        raise RefusalError(f"'{letter}' cannot be read; expected {asked.expected}")
    at_one, at_none, at_three = (entries_of(member, "a vector") for member in found)
    if [x.value for x in at_one] != [x.value for x in at_none]:
        if any(x.value for x in at_none):
            at_0 = ", ".join(exact_text(x.value) for x in at_none)
            raise RefusalError(f"for {letter} = 0 this is [{at_0}] and not 0: type one vector, such as [1, -2]")
        if not all(
            numbers.may_be_equal(y, numbers.multiply_numbers(x, values[2]))
            for x, y in zip(at_one, at_three, strict=True)
        ):
            raise RefusalError("these are not the multiples of one vector: type one, such as [1, -2]")
    return at_one


def require_whole(number: Number) -> None:
    """Refuse what is no whole number, however it is written: 42, 2.0, 4/2, 1e3 and √9 are."""
    if not isinstance(number.exact, Fraction) or number.exact.denominator != 1:
        raise RefusalError(f"expected a whole number, got {excerpt(number.text)}")


def entries_of(found: Reading, asked: str) -> tuple[Number, ...]:
    """Return the entries of a sequence: a row, a column, or a single value."""
    value = found.value
    assert not isinstance(value, NumberPolynomial), "entries are read without a variable"
    if isinstance(value, Number):
        return (value,)
    rows, columns = value.shape
    if rows > 1 and columns > 1:
        offers = [show(Typed(Form.VECTOR, "", (row,))) for row in value.rows[:MOST_SIDES]]
        raise RefusalError(f"expected {asked}, got a {rows}×{columns} matrix", None, offers)
    return tuple(x for row in value.rows for x in row)


def _one_number(found: Reading) -> Number:
    if isinstance(found.value, Number):
        return found.value
    assert isinstance(found.value, NumberTable), "a number is read without a variable"
    entries = [x for row in found.value.rows for x in row]
    if len(entries) == 1:
        return entries[0]
    if found.plus_minus and len(entries) == 2:
        message = f"expected one number, but '{excerpt(entries[0].text)}' is two, one for + and one for −"
        raise RefusalError(message, None, [show(Typed(Form.NUMBER, "", ((x,),))) for x in entries])
    if len(entries) == 2 and numbers.may_be_equal(*entries) and entries[0].text != entries[1].text:
        return numbers.better_known(*entries)  # `17/2 or 8.5`
    shown = excerpt(", ".join(x.text for x in entries[:4] if x.text))
    raise RefusalError(f"expected one number, got {len(entries)}" + (f": {shown}" if shown else ""))


def polynomial_of(text: str, sides: list[tuple[int, int]]) -> tuple[Number, ...]:
    """Return the coefficients, highest power first, of the polynomial that is 0: `λ² - 5λ = -6` is λ² − 5λ + 6.

    In `λ² - 5λ + 6 = (λ - 2)(λ - 3) = 0` the sides that hold λ must be the same; of two that begin alike and differ one is wrong.
    """
    values = [parse_typed(text, _EXPRESSION, start, end).value for start, end in sides]
    polynomials = [coefficients_of(value) for value in values if not isinstance(value, NumberTable)]
    if len(polynomials) < len(values):
        raise RefusalError("expected one polynomial, got several entries")
    varied = [side for side in polynomials if len(side) > 1]
    first, last = polynomials[0], polynomials[-1]
    if len({tuple(x.scalar for x in side) for side in varied}) > 1:
        if len(sides) == 2 and (len(first) != len(last) or first[-1].value != last[-1].value):
            return _difference(first, last)[::-1]
        raise RefusalError("the sides of the equation differ: write one polynomial")
    if len(varied) != 1:
        return (varied or polynomials)[0][::-1]
    result = varied[0]
    for side in polynomials:
        if len(side) == 1:
            result = _difference(result, side)
    return result[::-1]


def _difference(a: tuple[Number, ...], b: tuple[Number, ...]) -> tuple[Number, ...]:
    return tuple(
        numbers.add_numbers(x, numbers.negate_number(y)) if y.value else x
        for x, y in zip_longest(a, b, fillvalue=numbers.ZERO)
    )


def _coefficients(text: str) -> tuple[Number, ...]:
    """Return coefficients, highest power first."""
    found = parse_typed(text, EXPECTATIONS[Form.POLYNOMIAL])
    coefficients = entries_of(found, "a polynomial")
    if len(coefficients) == 1 and " " in coefficients[0].text:
        raise RefusalError(f"one number came; expected {_POLYNOMIAL}")
    label = found.labels[0] if found.labels else None
    if label and any(name.lstrip("\\") in VARIABLES for name in label.names):
        message = f"'{excerpt(label.names[0])} =' names a solution, not a polynomial; expected {_POLYNOMIAL}"
        raise RefusalError(message, (label.start, len(text)))
    return coefficients
