"""Functions that make one number of many, over everything or along an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from decompdrill.expr import arithmetic
from decompdrill.expr.values import (
    Meter,
    Number,
    Refusal,
    Value,
    array,
    columns_of,
    flat,
    integer,
    items_of,
    number,
    real,
    shape,
    together,
)

Arguments = Sequence[Value]
Keywords = Mapping[str, Value]
Reduction = Callable[[list[Value]], Value]


def along(reduction: Reduction, value: Value, keywords: Keywords) -> Value:
    """Return the reduction of every entry, or of each column (axis 0) or each row (axis 1)."""
    value = array(value)
    dimensions = len(shape(value))
    keep = arithmetic.truth(keywords.get("keepdims", False))
    if "axis" not in keywords:
        whole = reduction(flat(value))
        return ((whole,),) if keep and dimensions == 2 else (whole,) if keep and dimensions else whole
    axis = integer(keywords["axis"])
    if not -dimensions <= axis < dimensions:
        raise Refusal(f"there is no axis {axis}")
    if dimensions == 1:
        return (reduction(items_of(value)),) if keep else reduction(items_of(value))
    lines = columns_of(value) if axis % 2 == 0 else items_of(value)
    reduced = tuple(reduction(items_of(line)) for line in lines)
    if not keep:
        return reduced
    return (reduced,) if axis % 2 == 0 else tuple((x,) for x in reduced)


def length(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    if isinstance(arguments[0], Mapping):
        return len(arguments[0])
    return len(items_of(arguments[0]))


def total(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the sum of all entries of an array; of a list of arrays, the array that is their sum."""
    value = arguments[0]
    if isinstance(value, list) and any(isinstance(item, (tuple, list)) for item in value) and not keywords:
        whole: Value = 0
        for item in value:
            whole = together(arithmetic.add, whole, array(item), meter)
        return whole
    return along(sum_of, value, keywords)


def sum_of(values: Sequence[Value]) -> Number:
    whole: Number = 0
    for value in values:
        whole = arithmetic.add(whole, value)
    return whole


def prod(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(_product_of, arguments[0], keywords)


def _product_of(values: Sequence[Value]) -> Number:
    whole: Number = 1
    for value in values:
        whole = arithmetic.multiply(whole, value)
    return whole


def least(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    value = arguments[0] if len(arguments) == 1 else tuple(arguments)
    return along(lambda values: min(map(real, _some(values))), value, keywords)


def greatest(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    value = arguments[0] if len(arguments) == 1 else tuple(arguments)
    return along(lambda values: max(map(real, _some(values))), value, keywords)


def mean(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(mean_of, arguments[0], keywords)


def mean_of(values: Sequence[Value]) -> Number:
    return arithmetic.divide(sum_of(_some(values)), len(values))


def var(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    ddof = keywords.get("ddof", 0)
    return along(lambda values: _variance(values, ddof), arguments[0], keywords)


def std(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    ddof = keywords.get("ddof", 0)
    return along(lambda values: arithmetic.square_root(_variance(values, ddof)), arguments[0], keywords)


def _variance(values: Sequence[Value], ddof: Value) -> Number:
    centre = mean_of(values)
    squares = [arithmetic.absolute(arithmetic.subtract(x, centre)) for x in values]
    divisor = arithmetic.subtract(len(values), real(ddof))
    if real(divisor) <= 0:
        raise Refusal(f"ddof should be less than the number of values, {len(values)}")
    return arithmetic.divide(sum_of([arithmetic.multiply(x, x) for x in squares]), divisor)


def any_true(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return any(map(arithmetic.truth, _conditions(arguments[0])))


def all_true(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return all(map(arithmetic.truth, _conditions(arguments[0])))


def _conditions(value: Value) -> list[Value]:
    return value if isinstance(value, list) else flat(value)


def argmax(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: _place(values, max), arguments[0], keywords)


def argmin(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: _place(values, min), arguments[0], keywords)


def _place(values: Sequence[Value], best: Callable[[list[int | Fraction | float]], int | Fraction | float]) -> int:
    numbers = [real(x) for x in _some(values)]
    return numbers.index(best(numbers))


def count_nonzero(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return sum(number(x) != 0 for x in flat(array(arguments[0])))


def _some(values: Sequence[Value]) -> Sequence[Value]:
    if not values:
        raise Refusal("there is nothing in it")
    return values
