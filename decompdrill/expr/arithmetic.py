"""Arithmetic and comparison of two numbers, exact where both are."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from decompdrill.expr.values import (
    MOST_BITS,
    Meter,
    PlainNumber,
    Refusal,
    Value,
    as_one_number,
    is_number,
    kind_of,
    real,
)

TOO_LARGE = "the number is too large"


def kept(value: PlainNumber) -> PlainNumber:
    """Return a result: a whole fraction as an int; refuses what is not finite, or is too long to compute with."""
    if type(value) is int:  # as most are
        if value.bit_length() > MOST_BITS:
            raise Refusal(TOO_LARGE)
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Refusal(TOO_LARGE)
        return value
    if isinstance(value, complex):
        if not (math.isfinite(value.real) and math.isfinite(value.imag)):
            raise Refusal(TOO_LARGE)
        return value
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise Refusal(TOO_LARGE)
    return value.numerator if value.denominator == 1 else value


def add_entries(a: Value, b: Value) -> PlainNumber:
    return kept(as_one_number(a) + as_one_number(b))


def subtract_entries(a: Value, b: Value) -> PlainNumber:
    return kept(as_one_number(a) - as_one_number(b))


def multiply_entries(a: Value, b: Value) -> PlainNumber:
    return kept(as_one_number(a) * as_one_number(b))


def divide_entries(a: Value, b: Value) -> PlainNumber:
    dividend, divisor = as_one_number(a), as_one_number(b)
    if divisor == 0:
        raise Refusal("division by zero")
    if isinstance(dividend, int):
        dividend = Fraction(dividend)
    return kept(dividend / divisor)


def floor_divide(a: Value, b: Value) -> PlainNumber:
    dividend, divisor = real(a), real(b)
    if divisor == 0:
        raise Refusal("division by zero")
    return kept(dividend // divisor)


def remainder(a: Value, b: Value) -> PlainNumber:
    dividend, divisor = real(a), real(b)
    if divisor == 0:
        raise Refusal("division by zero")
    return kept(dividend % divisor)


def raise_entry(a: Value, b: Value) -> PlainNumber:
    base, exponent = as_one_number(a), real(b)
    if base == 0 and exponent < 0:
        raise Refusal("division by zero")
    if isinstance(exponent, Fraction) and exponent == Fraction(1, 2):
        return root_of_entry(base)
    if isinstance(exponent, int) or (isinstance(exponent, float) and exponent.is_integer()):
        return _whole_power(base, exponent)
    if isinstance(base, complex) or base < 0:
        raise Refusal("a root of a number that is not positive has no real value")
    return kept(math.pow(float(base), float(exponent)))


def _whole_power(base: PlainNumber, exponent: int | float) -> PlainNumber:
    """The length of an exact result is known before it is computed."""
    if isinstance(base, (int, Fraction)) and isinstance(exponent, int):
        bits = max(abs(base.numerator), base.denominator).bit_length()
        if (bits - 1) * abs(exponent) > MOST_BITS:
            raise Refusal(TOO_LARGE)
        return kept(Fraction(base) ** exponent)
    if isinstance(base, complex):
        return kept(base ** int(exponent))
    return kept(math.pow(float(base), float(exponent)))


def root_of_entry(value: Value) -> PlainNumber:
    """Return √value, exactly where it is rational."""
    x = real(value)
    if x < 0:
        raise Refusal("the square root of a negative number has no real value")
    if isinstance(x, (int, Fraction)):
        top, bottom = math.isqrt(x.numerator), math.isqrt(x.denominator)
        if top * top == x.numerator and bottom * bottom == x.denominator:
            return kept(Fraction(top, bottom))
    return math.sqrt(x)


def absolute_entry(value: Value) -> PlainNumber:
    x = as_one_number(value)
    if isinstance(x, complex):
        return kept(abs(x))
    return kept(-x if x < 0 else x)


def negate_entry(value: Value) -> PlainNumber:
    return kept(-as_one_number(value))


def round_entry(value: Value, digits: int) -> PlainNumber:
    """Return the decimal of so many places, exactly: what is rounded has no hidden digits."""
    if abs(digits) > 20:
        raise Refusal("round takes at most 20 digits")
    x = as_one_number(value)
    if isinstance(x, complex):
        return complex(round(x.real, digits), round(x.imag, digits))
    if isinstance(x, float):
        return kept(Fraction(repr(round(x, digits))))
    return kept(round(Fraction(x), digits))


def equal(a: Value, b: Value) -> bool:
    return bool(a == b)


def unequal(a: Value, b: Value) -> bool:
    return bool(a != b)


def less(a: Value, b: Value) -> bool:
    return real(a) < real(b)


def not_greater(a: Value, b: Value) -> bool:
    return real(a) <= real(b)


OPERATORS: Mapping[str, Callable[[Value, Value], PlainNumber]] = {
    "+": add_entries,
    "-": subtract_entries,
    "*": multiply_entries,
    "/": divide_entries,
    "//": floor_divide,
    "%": remainder,
    "**": raise_entry,
}

COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "==": equal,
    "!=": unequal,
    "<": less,
    "<=": not_greater,
    ">": lambda a, b: less(b, a),
    ">=": lambda a, b: not_greater(b, a),
}


def product_sum(u: list[PlainNumber], v: list[PlainNumber]) -> PlainNumber:
    """Return Σ uᵢvᵢ."""
    total: PlainNumber = 0
    for a, b in zip(u, v, strict=True):
        total = kept(total + a * b)
    return total


def truth(value: Value) -> bool:
    """Return whether a value counts as true; an array of several entries is neither."""
    if isinstance(value, tuple) and len(value) != 1:
        raise Refusal("an array is neither true nor false: use any(…) or all(…)")
    if isinstance(value, tuple):
        return truth(value[0])
    return bool(value)


def sort_key(value: Value) -> tuple[float | int | Fraction, float]:
    """Return what sorts real numbers as they are, complex ones by their real part first, as NumPy does."""
    if isinstance(value, complex):
        return value.real, value.imag
    return real(value), 0.0


def entries_in_order(values: list[Value], meter: Meter, *, descending: bool = False) -> list[Value]:
    """Return numbers or words sorted."""
    meter.spend(2 * len(values))
    words = [x for x in values if isinstance(x, str)]
    if words and len(words) == len(values):
        return [*sorted(words, reverse=descending)]
    if not all(map(is_number, values)):
        odd = next(x for x in values if not is_number(x))
        raise Refusal(f"only numbers or words can be sorted, not {kind_of(odd)}")
    return sorted(values, key=sort_key, reverse=descending)
