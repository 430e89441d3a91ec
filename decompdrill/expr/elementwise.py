"""Functions of a number, or of every entry of an array."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from decompdrill.expr import arithmetic
from decompdrill.expr.values import (
    Meter,
    PlainNumber,
    Refusal,
    Value,
    array,
    as_integer,
    as_one_number,
    flat_entries,
    map_entries,
    real,
    together,
)

Call = Callable[[Meter, Sequence[Value], Mapping[str, Value]], Value]


def _each(function: Callable[[Value], Value]) -> Call:
    def call(_: Meter, arguments: Sequence[Value], __: Mapping[str, Value]) -> Value:
        return map_entries(function, arguments[0])

    return call


def _exp(value: Value) -> PlainNumber:
    return arithmetic.kept(math.exp(real(value)))


def _log(value: Value) -> PlainNumber:
    x = real(value)
    if x <= 0:
        raise Refusal("the logarithm of a number that is not positive has no real value")
    return math.log(x)


def _real_part(value: Value) -> PlainNumber:
    return as_one_number(value).real


def _imaginary_part(value: Value) -> PlainNumber:
    return as_one_number(value).imag


def _conj(value: Value) -> PlainNumber:
    return as_one_number(value).conjugate()


def _floor(value: Value) -> int:
    return math.floor(real(value))


def _ceil(value: Value) -> int:
    return math.ceil(real(value))


def _truncated(value: Value) -> int:
    return math.trunc(real(value))


def _sign(value: Value) -> int:
    return (real(value) > 0) - (real(value) < 0)


def _square(value: Value) -> PlainNumber:
    return arithmetic.multiply_entries(value, value)


absolute = _each(arithmetic.absolute_entry)
sqrt = _each(arithmetic.root_of_entry)
square = _each(_square)
exp = _each(_exp)
log = _each(_log)
floor = _each(_floor)
ceil = _each(_ceil)
truncated = _each(_truncated)
sign = _each(_sign)
real_part = _each(_real_part)
imaginary_part = _each(_imaginary_part)
conj = _each(_conj)


def rounded(_: Meter, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    digits = as_integer(keywords.get("decimals", 0))
    return map_entries(lambda x: arithmetic.round_entry(x, digits), arguments[0])


def maximum(meter: Meter, arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    return together(lambda a, b: max(real(a), real(b)), arguments[0], arguments[1], meter)


def minimum(meter: Meter, arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    return together(lambda a, b: min(real(a), real(b)), arguments[0], arguments[1], meter)


def where(meter: Meter, arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    """Return the second where the condition holds, else the third, entry by entry."""
    condition, chosen, other = arguments
    # A mapping counts as one entry, so a pair packed in one does not become a row.
    pairs = together(lambda a, b: {"yes": a, "no": b}, chosen, other, meter)
    return together(_chosen, condition, pairs, meter)


def _chosen(condition: Value, pair: Value) -> Value:
    assert isinstance(pair, Mapping)
    return pair["yes" if arithmetic.truth(condition) else "no"]


def isclose(meter: Meter, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    """Return |a − b| ≤ atol + rtol·|b|, entry by entry."""
    rtol = real(keywords.get("rtol", Fraction(1, 10**5)))
    atol = real(keywords.get("atol", Fraction(1, 10**8)))

    def close(a: Value, b: Value) -> bool:
        difference = arithmetic.absolute_entry(arithmetic.subtract_entries(a, b))
        return real(difference) <= atol + rtol * real(arithmetic.absolute_entry(b))

    return together(close, arguments[0], arguments[1], meter)


def allclose(meter: Meter, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    return all(flat_entries(array(isclose(meter, arguments, keywords))))
