"""How a value is written as LaTeX, in each format that a placeholder may name.

The formats are a fixed list: a free one could ask for a billion digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from decompdrill.errors import DrillError
from decompdrill.maths.numerals import (
    decimal,
    has_end,
    is_shorter_as_decimal,
    latex,
    latex_in_digits,
    rounded_to_digits,
    rounded_to_places,
)
from decompdrill.maths.surd import Surd

WritableNumber: TypeAlias = "int | Fraction | Surd | float | complex"
Rounded: TypeAlias = "Fraction | tuple[Rounded, ...]"

MOST_ENTRIES = 10_000


class TemplateError(DrillError):
    """A value that cannot be written in the format that a bank asks for."""


# ---- values --------------------------------------------------------------------------------------------------------


def as_python(value: object) -> object:
    """Return arrays as tuples and NumPy's numbers as Python's."""
    to_list = getattr(value, "tolist", None)
    if to_list is not None:
        value = to_list()
    if isinstance(value, (list, tuple)):
        return tuple(as_python(item) for item in value)
    return value


def _scalar(value: object) -> WritableNumber:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, Surd, float, complex)):
        raise TemplateError(f"a number was to be shown, got {_name(value)}")
    if isinstance(value, complex) and not value.imag:
        value = value.real
    if isinstance(value, (float, complex)) and not math.isfinite(abs(value)):
        raise TemplateError(f"a finite number was to be shown, got {value}")
    return value


def _real(value: object) -> Fraction:
    number = _scalar(value)
    if isinstance(number, complex) or (isinstance(number, Surd) and not number.is_real):
        raise TemplateError("a real number was to be shown, got a complex one")
    return Fraction(float(number)) if isinstance(number, Surd) else Fraction(number)


def _vector(value: object) -> tuple[object, ...]:
    """Return the entries of a list, or of a matrix of one column or one row."""
    if not isinstance(value, tuple) or not 0 < len(value) <= MOST_ENTRIES:
        raise TemplateError(f"a list was to be shown, got {_name(value)}")
    rows = [item for item in value if isinstance(item, tuple)]
    if not rows:
        return value
    if len(rows) == 1 == len(value):
        return rows[0]
    if len(rows) == len(value) and all(len(row) == 1 for row in rows):
        return tuple(row[0] for row in rows)
    raise TemplateError("a list was to be shown, got a matrix")


def _rows(value: object) -> tuple[tuple[object, ...], ...]:
    rows = tuple(row for row in value if isinstance(row, tuple)) if isinstance(value, tuple) else ()
    if not rows or rows != value or len({len(row) for row in rows}) != 1 or len(rows) * len(rows[0]) > MOST_ENTRIES:
        raise TemplateError(f"a matrix was to be shown, got {_name(value)}")
    return rows


def _name(value: object) -> str:
    match value:
        case bool():
            return "a truth value"
        case str():
            return f"the text {value[:40]!r}"
        case tuple():
            return f"a list of {len(value)}"
        case _:
            return type(value).__name__


# ---- LaTeX ---------------------------------------------------------------------------------------------------------


def to_latex(value: object) -> str:
    r"""Return a value as LaTeX shows it exactly: 5, \frac{1}{2}, \frac{5 + \sqrt{17}}{2}, \begin{bmatrix}…, a list."""
    match value:
        case Fraction():  # first, as nearly all that is written is one
            return latex(value)
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case tuple() if value and all(isinstance(item, tuple) for item in value):
            return matrix_to_latex(value)
        case tuple():
            return _listed(value)
        case _:
            return latex(_scalar(value))


def _frac(value: object) -> str:
    fraction = _real(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    if isinstance(value, float):
        fraction = Fraction(repr(value))
    sign = "-" if fraction < 0 else ""
    return rf"{sign}\frac{{{abs(fraction.numerator)}}}{{{fraction.denominator}}}"


def _listed(value: object) -> str:
    return ", ".join(each_to_latex(_vector(value)))


def each_to_latex(items: Sequence[object]) -> list[str]:
    """Return numbers that stand together as LaTeX, each by itself: all as decimals where one of them is."""
    write = _common_format(items)
    return [write(item) for item in items]


def _common_format(items: Iterable[object]) -> Callable[[object], str]:
    """Return the format of the numbers of one list or matrix: decimals for all where one of them is shorter so."""
    fractions = [item for item in items if isinstance(item, Fraction) and item.denominator != 1]
    if not any(map(is_shorter_as_decimal, fractions)) or not all(map(has_end, fractions)):
        return to_latex
    return lambda item: decimal(item) if isinstance(item, Fraction) else to_latex(item)


def in_rows(cells: Sequence[Sequence[str]], environment: str = "bmatrix") -> str:
    """Return LaTeX in rows and columns: as a matrix, or with the bars of a determinant, `vmatrix`."""
    body = r" \\ ".join(map(" & ".join, cells))
    return rf"\begin{{{environment}}} {body} \end{{{environment}}}"


def _bmatrix(rows: Sequence[Sequence[object]], write: Callable[[object], str] | None = None) -> str:
    write = write or _common_format(item for row in rows for item in row)
    return in_rows([[write(x) for x in row] for row in rows])


def matrix_to_latex(value: object, environment: str = "bmatrix") -> str:
    rows = _rows(value)
    write = _common_format(item for row in rows for item in row)
    return in_rows([[write(x) for x in row] for row in rows], environment)


def _column(value: object) -> str:
    return _bmatrix([(x,) for x in _vector(value)])


def _row(value: object) -> str:
    return _bmatrix([_vector(value)])


def _share(value: object) -> str:
    """Return a share as a percentage of at most two decimals."""
    text = decimal(_real(value) * 100, 2).rstrip("0").rstrip(".")
    return rf"{text}\%"


def _entries(write: Callable[[object], str]) -> Callable[[object], str]:
    """Return a format of numbers that also writes lists and matrices, entry by entry."""

    def written(value: object) -> str:
        if not isinstance(value, tuple):
            return write(value)
        if value and all(isinstance(item, tuple) for item in value):
            return _bmatrix(_rows(value), write)
        return ", ".join(write(x) for x in _vector(value))

    return written


def _with_places(places: int) -> Callable[[object], str]:
    return _entries(lambda value: decimal(_real(value), places))


def _with_digits(digits: int) -> Callable[[object], str]:
    return _entries(lambda value: _significant(value, digits))


def _significant(value: object, digits: int) -> str:
    """Return an integer whole, and any other number with that many significant digits."""
    number = _real(value)
    if number.denominator == 1 and not isinstance(value, float):
        return str(number.numerator)
    return latex_in_digits(number, digits, zeros=True)


def _equals(value: object) -> str:
    r"""Return `= 2.5` where four significant digits say it all, else `\approx 0.3333`."""
    exact = _whole_in_four_digits(value)
    if exact is not None:
        return f"= {exact if exact.denominator == 1 else latex_in_digits(exact, 4)}"
    return rf"\approx {_significant(value, 4)}"


def _whole_in_four_digits(value: object) -> Fraction | None:
    """Return a number that is an integer, or of which four significant digits say all; None for any other one."""
    number = _scalar(value)
    if not isinstance(number, (int, Fraction, float)):
        return None
    exact = Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
    return exact if _round_significant(exact, 4) == exact else None


def _signed(value: object) -> str:
    text = to_latex(value)
    return f"- {text[1:]}" if text.startswith("-") else f"+ {text}"


def _bracketed(value: object) -> str:
    text = to_latex(value)
    return f"({text})" if text.startswith("-") or " " in text else text


def _integer(value: object) -> str:
    number = _real(value)
    if number.denominator != 1:
        raise TemplateError(f"a whole number was to be shown, got {float(number):.6g}")
    return str(number.numerator)


def as_code(value: object) -> str:
    match value:
        case tuple():
            return f"[{', '.join(as_code(item) for item in value)}]"
        case Fraction():
            return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
        case Surd():
            return f"{float(value):.10g}" if value.is_real else f"{complex(value):.10g}"
        case float():
            return f"{value:.10g}"
        case _:
            return str(value)


FORMATS: dict[str, Callable[[object], str]] = {
    "matrix": matrix_to_latex,
    "vector": _column,
    "row": _row,
    "list": _listed,
    "frac": _frac,
    "pct": _share,
    ".1f": _with_places(1),
    ".2f": _with_places(2),
    ".3f": _with_places(3),
    ".4f": _with_places(4),
    "sig3": _with_digits(3),
    "sig4": _with_digits(4),
    "equals": _equals,
    "signed": _signed,
    "paren": _bracketed,
    "int": _integer,
}
"""Every format of a placeholder, by name."""


def rounded_as(value: object, name: str) -> Rounded:
    """Return the value as one of the rounding formats shows it: 2.62 for 2.618 as sig3."""
    value = as_python(value)
    if isinstance(value, tuple):
        return tuple(rounded_as(item, name) for item in value)
    return _ROUNDED[name](value)


def _round_significant(value: object, digits: int) -> Fraction:
    number = _real(value)
    if number.denominator == 1 and not isinstance(value, float):
        return number
    return Fraction(rounded_to_digits(number, digits))


_ROUNDED: dict[str, Callable[[object], Fraction]] = {
    "pct": lambda value: rounded_to_places(_real(value) * 100, 2) / 100,
    ".1f": lambda value: rounded_to_places(_real(value), 1),
    ".2f": lambda value: rounded_to_places(_real(value), 2),
    ".3f": lambda value: rounded_to_places(_real(value), 3),
    ".4f": lambda value: rounded_to_places(_real(value), 4),
    "sig3": lambda value: _round_significant(value, 3),
    "sig4": lambda value: _round_significant(value, 4),
    "equals": lambda value: _round_significant(_whole_in_four_digits(value) or value, 4),
}
"""What each of the rounding formats leaves of a number."""

ROUNDING = frozenset(_ROUNDED)
"""The formats that may leave digits out."""
