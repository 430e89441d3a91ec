"""Reading what a problem gives, from JSON, a draw or the command line, and what is said where it cannot be read."""

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

import numpy as np

from decompdrill import answers
from decompdrill.errors import GivenError
from decompdrill.kinds.base import Kind
from decompdrill.kinds.signatures import Field, FieldType
from decompdrill.maths.budget import UNITS, FarTooMuchError, TooMuchError, allowance
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float, build
from decompdrill.model import Form, Given, GivenValue, Layer, Number, Plain, Unreadable, to_raw
from decompdrill.names import known_as

LARGEST_MATRIX = 10_000
"""Entries; a given larger than this is refused before anything is computed."""

LARGEST_LIST = 1_000
"""Numbers of a list."""

MOST_DIGITS = 200_000
"""Of all entries of a matrix or list: 10,000 numbers of twenty digits."""

LONGEST_EXPRESSIONS = 10_000
"""Characters of all entries of a matrix or list that are more than a number or a fraction: roots, sums, π."""

ALLOWED = 6 * UNITS
"""Of exact arithmetic in all that is asked of one problem at a time: its answer, a verdict, the search for a slip."""

LONGEST_SIDE = 1_000
"""Rows or columns, whichever are more: some wrong answers are as large as its square."""

LARGEST_SIDE = 40
"""Rows or columns, whichever are fewer; what takes a second there takes a minute at 100."""

LARGEST_NUMBER = 1e100
"""Squares, and products of a few such numbers, still fit a double."""

LARGEST_COUNT = 10**15

_FRACTION = re.compile(r"-?[1-9][0-9]{0,299}/[1-9][0-9]{0,299}")
_NUMBERS = (int, float, Fraction, complex)
_LISTS = (list, tuple)


def read_given(kind: Kind, plain: Mapping[str, Plain]) -> Given:
    """Return the given of a problem, every field read and every demand of its kind met.

    Raises GivenError, in one line that says which field, what was expected and what came.
    """
    given = read_fields(kind, plain)
    with within_doubles():
        kind.demand(given)
    return given


def read_fields(kind: Kind, plain: Mapping[str, Plain]) -> Given:
    """Return the given of a problem, every field read; whether it has an answer is another question.

    Raises GivenError, in one line that says which field, what was expected and what came.
    """
    known = {f.name: f for f in kind.fields}
    plain = {known_as(name, known): value for name, value in plain.items()}
    for name in plain:
        if name not in known:
            raise GivenError(f"{kind.name} is given {_names(kind)}; {_shown(name)} came")
    values: dict[str, GivenValue] = {name: _read(known[name], value) for name, value in plain.items()}
    for alternatives in sorted({f.one_of for f in kind.fields if f.one_of}):
        _demand_one(kind, alternatives, values)
    for f in kind.fields:
        if f.name in values:
            continue
        if f.default is not None:
            values[f.name] = f.default
        elif f.required and not f.one_of:
            raise GivenError(f"{kind.name} needs {f.name}, {f.type}; it is missing")
    return Given(values, kind.name)


def within_doubles(floating: Literal["raise", "ignore"] = "raise") -> _WithinDoubles:
    """Refuse a given on which the arithmetic of doubles breaks down, in a `with`.

    Raises GivenError where something computed from it overflows, or vanishes where it must not; NumPy's own arithmetic
    may be left to give an infinity.
    """
    return _WithinDoubles(floating)


class _WithinDoubles:
    """A class, since a generator takes longer and this is entered several times a verdict."""

    __slots__ = ("_allowance", "_errstate", "_floating", "_own")

    def __init__(self, floating: Literal["raise", "ignore"]) -> None:
        self._floating = floating

    def __enter__(self) -> None:
        self._allowance = allowance(ALLOWED)
        self._errstate = np.errstate(over=self._floating, invalid=self._floating, divide=self._floating)
        self._own = self._allowance.__enter__()
        self._errstate.__enter__()

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: object) -> None:
        self._errstate.__exit__(None, None, None)
        self._allowance.__exit__()
        match error:
            case FarTooMuchError() if error.spent is not self._own:
                return
            case TooMuchError() | FarTooMuchError():
                raise GivenError(
                    "fewer or shorter numbers are expected; with those that came the answer takes too long to be told from rounding"
                ) from None
            case ArithmeticError() | np.linalg.LinAlgError():
                raise GivenError(
                    "numbers of moderate size are expected; with those that came the answer is too large, or too small, to be computed"
                ) from None


def _demand_one(kind: Kind, alternatives: str, values: Mapping[str, GivenValue]) -> None:
    names = [f.name for f in kind.fields if f.one_of == alternatives]
    came = [name for name in names if name in values]
    if len(came) != 1:
        wanted = ", ".join(names[:-1]) + " or " + names[-1]
        raise GivenError(f"{kind.name} needs exactly one of {wanted}; {' and '.join(came) or 'none'} came")


def _names(kind: Kind) -> str:
    return ", ".join(f.name for f in kind.fields)


def _read(f: Field, value: Plain) -> GivenValue:
    match f.type:
        case FieldType.MATRIX:
            return _matrix(f.name, value)
        case FieldType.VALUES | FieldType.VECTOR:
            return _numbers(f.name, value)
        case FieldType.NUMBER | FieldType.SHARE:
            return _number(f, value)
        case FieldType.COUNT:
            return _count(f, value)
        case FieldType.WORD:
            return _word(f, value)
        case FieldType.FLAG:
            return _flag(f, value)
        case _:
            return _layers(f, value)


def _matrix(name: str, value: Plain) -> Matrix:
    if isinstance(value, str):
        read = matrix_from_text(value)
        if isinstance(read, Unreadable):
            raise GivenError(f"{name}: {read.message}")
        rows = read
    elif isinstance(value, _NUMBERS) and not isinstance(value, bool):
        rows = ((_scalar(name, value),),)
    elif isinstance(value, _LISTS) and value and all(isinstance(row, _LISTS) and row for row in value):
        rows_came = [row for row in value if isinstance(row, _LISTS)]
        _demand_size(name, sum(map(len, rows_came)))
        _demand_short(name, rows_came)
        rows = tuple(
            tuple(_scalar(f"{name}[{i}][{j}]", x) for j, x in enumerate(row)) for i, row in enumerate(rows_came)
        )
    else:
        raise GivenError(f"{name} must be {FieldType.MATRIX}, rows of numbers; {_shown(value)} came")
    lengths = [len(row) for row in rows]
    if len(set(lengths)) != 1:
        raise GivenError(f"the rows of {name} have different lengths: {', '.join(map(str, lengths[:12]))}")
    _demand_size(name, len(rows) * lengths[0])
    if min(len(rows), lengths[0]) > LARGEST_SIDE:
        raise GivenError(
            f"{name} may have {LARGEST_SIDE} rows or {LARGEST_SIDE} columns at most; {len(rows)}×{lengths[0]} came"
        )
    if max(len(rows), lengths[0]) > LONGEST_SIDE:
        raise GivenError(
            f"{name} may have {LONGEST_SIDE:,} rows and {LONGEST_SIDE:,} columns at most; {len(rows)}×{lengths[0]} came"
        )
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            _demand_moderate(f"{name}[{i}][{j}]", x)
    return Matrix(rows)


def _numbers(name: str, value: Plain) -> tuple[Scalar, ...]:
    if isinstance(value, str):
        read = matrix_from_text(value)
        if isinstance(read, Unreadable):
            raise GivenError(f"{name}: {read.message}")
        flat = read[0] if len(read) == 1 else tuple(row[0] for row in read)
        if len(read) > 1 and len(read[0]) > 1:
            raise GivenError(f"{name} must be a list of numbers, a {len(read)}×{len(read[0])} matrix came")
    elif isinstance(value, _LISTS) and value:
        _demand_list(name, len(value))
        _demand_short(name, [value])
        flat = tuple(
            _scalar(f"{name}[{i}]", x[0] if isinstance(x, _LISTS) and len(x) == 1 else x) for i, x in enumerate(value)
        )
    elif isinstance(value, _NUMBERS) and not isinstance(value, bool):
        flat = (_scalar(name, value),)
    else:
        raise GivenError(f"{name} must be {FieldType.VALUES}; {_shown(value)} came")
    _demand_list(name, len(flat))
    for i, x in enumerate(flat):
        _demand_moderate(f"{name}[{i}]", x)
    return flat


def _scalar(name: str, value: Plain) -> Scalar:
    """Return one number: a decimal is the decimal that was written (0.1 is 1/10)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float | complex):
        if not cmath.isfinite(value):
            raise GivenError(f"{name} must be finite; {value} came")
        return build({1: Fraction(repr(value.real)), -1: Fraction(repr(value.imag))})
    if not isinstance(value, str):
        raise GivenError(f"{name} must be a number; {_shown(value)} came")
    read = scalar_from_text(value)
    if isinstance(read, Unreadable):
        raise GivenError(f"{name}: {read.message}")
    return read


def scalar_from_text(text: str) -> Scalar | Unreadable:
    """Return one given number, exact where the text has an exact value."""
    if _FRACTION.fullmatch(text):  # most long givens are made of these
        above, below = text.split("/")
        return Fraction(int(above), int(below))
    typed = answers.read(Form.NUMBER, text)
    return typed if isinstance(typed, Unreadable) else typed.rows[0][0].scalar


def matrix_from_text(text: str) -> tuple[tuple[Scalar, ...], ...] | Unreadable:
    """Return a given matrix by rows, exact where the text has exact values."""
    typed = answers.read(Form.MATRIX, text)
    if isinstance(typed, Unreadable):
        return typed
    return tuple(tuple(x.scalar for x in row) for row in typed.rows)


def _number(f: Field, plain: Plain) -> Number:
    """Return one number as precise as it is written: 0.25 has two digits, and so has a drawn quarter."""
    value = to_raw(plain) if isinstance(plain, Fraction | complex) else plain
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise GivenError(f"{f.name} must be {f.type}; {_shown(value)} came")
    if isinstance(value, float) and not math.isfinite(value):
        raise GivenError(f"{f.name} must be finite; {value} came")
    read = answers.read(Form.NUMBER, value if isinstance(value, str) else repr(value))
    if isinstance(read, Unreadable):
        raise GivenError(f"{f.name}: {read.message}")
    typed = read.rows[0][0]
    _demand_moderate(f.name, typed.value)
    if f.type == FieldType.SHARE and not (isinstance(typed.value, int | float) and 0 < typed.value <= 1):
        percent = f"; for {_shown(value)} per cent write {_shown(value)}%" if _is_percentage(typed) else ""
        raise GivenError(f"{f.name} must be a share above 0, at most 1; {_shown(value)} came{percent}")
    return typed


def _is_percentage(typed: Number) -> bool:
    return isinstance(typed.value, int | float) and 1 < typed.value <= 100


def _count(f: Field, value: Plain) -> int:
    number = _number(Field(f.name, FieldType.COUNT), value)
    exact = number.exact
    if not isinstance(exact, Fraction) or exact.denominator != 1:
        raise GivenError(f"{f.name} must be a whole number; {_shown(value)} came")
    if not f.least <= exact <= LARGEST_COUNT:
        raise GivenError(f"{f.name} must be a whole number from {f.least} up; {_shown(value)} came")
    return int(exact)


def _word(f: Field, value: Plain) -> str:
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in f.words:
        raise GivenError(f"{f.name} must be {' or '.join(f.words)}; {_shown(value)} came")
    return word


def _flag(f: Field, value: Plain) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("yes", "true"):
        return True
    if word in ("no", "false"):
        return False
    raise GivenError(f"{f.name} must be yes or no; {_shown(value)} came")


def _layers(f: Field, value: Plain) -> tuple[Layer, ...]:
    if not isinstance(value, _LISTS) or not value:
        raise GivenError(f"{f.name} must be {FieldType.LAYERS}; {_shown(value)} came")
    _demand_size(f.name, len(value))
    return tuple(_layer(f"{f.name}[{i}]", entry) for i, entry in enumerate(value))


def _layer(name: str, entry: Plain) -> Layer:
    if not isinstance(entry, Mapping) or not {"d_in", "d_out"} <= set(entry) <= {"d_in", "d_out", "count"}:
        raise GivenError(f"{name} must be {{d_in, d_out, count}}; {_shown(entry)} came")
    sizes = {
        key: _count(Field(f"{name}.{key}", FieldType.COUNT), entry.get(key, 1)) for key in ("d_in", "d_out", "count")
    }
    return Layer(sizes["d_in"], sizes["d_out"], sizes["count"])


def _demand_size(name: str, entries: int) -> None:
    if entries > LARGEST_MATRIX:
        raise GivenError(f"{name} may have {LARGEST_MATRIX} entries at most; {entries} came")


def _demand_list(name: str, count: int) -> None:
    if count > LARGEST_LIST:
        raise GivenError(f"{name} may have {LARGEST_LIST:,} numbers at most; {count:,} came")


_NUMERAL = re.compile(r"[-+0-9.eE/ ]*")


def _demand_short(name: str, rows: Sequence[Sequence[Plain]]) -> None:
    """Refuse entries whose expressions are longer together than a matrix that is written as one text may be."""
    texts = (x for row in rows for x in row if isinstance(x, str))
    characters = sum(len(x) for x in texts if not _NUMERAL.fullmatch(x))
    digits = sum(_digits(x) for row in rows for x in row)
    if digits > MOST_DIGITS:
        raise GivenError(f"the numbers of {name} may have {MOST_DIGITS:,} digits in all at most; {digits:,} came")
    if characters > LONGEST_EXPRESSIONS:
        raise GivenError(
            f"the expressions in {name} may have {LONGEST_EXPRESSIONS:,} characters at most; {characters:,} came"
        )


def _digits(x: Plain) -> int:
    """Return about how many digits a number has."""
    if isinstance(x, str):
        return len(x)
    if isinstance(x, Fraction | int):
        return 1 + (x.numerator.bit_length() + x.denominator.bit_length()) * 3 // 10
    return 17


def _demand_moderate(name: str, value: Scalar) -> None:
    try:
        size = abs(as_float(value))
    except OverflowError:
        size = math.inf
    if not size <= LARGEST_NUMBER:
        raise GivenError(f"{name} must be a number up to 1e100 in absolute value; a larger one came")


def _shown(value: object) -> str:
    """Return a short, printable account of what came."""
    value = to_raw(value) if isinstance(value, Fraction | complex | tuple) else value
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else "�" for c in text)
    text = text if len(text) <= 40 else text[:37] + "…"
    return f"'{text}'" if isinstance(value, str) else text
