"""Functions that make one number of many, over everything or along an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from decompdrill.expr import arithmetic
from decompdrill.expr.values import (
    Arguments,
    Keywords,
    Meter,
    Outside,
    PlainNumber,
    Refusal,
    Value,
    array,
    as_integer,
    as_one_number,
    columns_of,
    flat_entries,
    items_of,
    real,
    shape,
    together,
)

Reduction = Callable[[list[Value]], Value]


def along(reduction: Reduction, value: Value, keywords: Keywords) -> Value:
    """Return the reduction of every entry, or of each column (axis 0) or each row (axis 1)."""
    value = array(value)
    dimensions = len(shape(value))
    keep = arithmetic.truth(keywords.get("keepdims", False))
    axis = one_axis(keywords.get("axis"), dimensions)
    if axis is None:
        whole = reduction(flat_entries(value))
        return ((whole,),) if keep and dimensions == 2 else (whole,) if keep and dimensions else whole
    if dimensions == 1:
        return (reduction(items_of(value)),) if keep else reduction(items_of(value))
    lines = columns_of(value) if axis == 0 else items_of(value)
    reduced = tuple(reduction(items_of(line)) for line in lines)
    if not keep:
        return reduced
    return (reduced,) if axis == 0 else tuple((x,) for x in reduced)


EVERY_AXIS = "every axis"
"""What `axis=None` comes as."""


def one_axis(axis: Value | None, dimensions: int) -> int | None:
    """Return the axis that is meant, from 0; None for all of them, which no axis means too."""
    if isinstance(axis, (tuple, list)):
        axes = [one_axis(part, dimensions) for part in axis]
        if len(set(axes)) < len(axes):
            raise Refusal("an axis is named twice")
        if len(axes) == dimensions:
            return None
        if not axes:
            raise Outside("axis= names at least one axis")
        return axes[0]
    if axis is None or axis == EVERY_AXIS:
        return None
    place = as_integer(axis)
    if not -dimensions <= place < dimensions:
        raise Refusal(f"there is no axis {place}")
    return place % dimensions


def length(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    if isinstance(arguments[0], Mapping):
        return len(arguments[0])
    return len(items_of(arguments[0]))


def added(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the sum of all entries of an array; of a list of arrays, the array that is their sum."""
    value = arguments[0]
    if isinstance(value, list) and any(isinstance(item, (tuple, list)) for item in value) and not keywords:
        return _sum_of_arrays(value, meter)
    return along(sum_of, value, keywords)


def numpy_sum(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the sum of all entries, or along an axis; of a list of matrices along its first one, the matrix of sums."""
    value = arguments[0]
    if isinstance(value, list) and keywords == {"axis": 0} and value and all(len(shape(item)) == 2 for item in value):
        return _sum_of_arrays(value, meter)
    return along(sum_of, value, keywords)


def _sum_of_arrays(values: Sequence[Value], meter: Meter) -> Value:
    whole: Value = 0
    for value in values:
        whole = together(arithmetic.add_entries, whole, array(value), meter)
    return whole


def sum_of(values: Sequence[Value]) -> PlainNumber:
    whole: PlainNumber = 0
    for value in values:
        whole = arithmetic.add_entries(whole, value)
    return whole


def prod(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(_product_of, arguments[0], keywords)


def _product_of(values: Sequence[Value]) -> PlainNumber:
    whole: PlainNumber = 1
    for value in values:
        whole = arithmetic.multiply_entries(whole, value)
    return whole


def least(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    value = arguments[0] if len(arguments) == 1 else tuple(arguments)
    return along(lambda values: min(map(real, _some(values))), value, keywords)


def greatest(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    value = arguments[0] if len(arguments) == 1 else tuple(arguments)
    return along(lambda values: max(map(real, _some(values))), value, keywords)


def mean(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(mean_of, arguments[0], keywords)


def mean_of(values: Sequence[Value]) -> PlainNumber:
    return arithmetic.divide_entries(sum_of(_some(values)), len(values))


def var(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    ddof = _ddof(keywords)
    return along(lambda values: _variance(values, ddof), arguments[0], keywords)


def std(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    ddof = _ddof(keywords)
    return along(lambda values: arithmetic.root_of_entry(_variance(values, ddof)), arguments[0], keywords)


def _ddof(keywords: Keywords) -> Value:
    if "ddof" in keywords and "correction" in keywords:
        raise Refusal("ddof and correction are the same: give one of them")
    return keywords.get("ddof", keywords.get("correction", 0))


def _variance(values: Sequence[Value], ddof: Value) -> PlainNumber:
    centre = mean_of(values)
    squares = [arithmetic.absolute_entry(arithmetic.subtract_entries(x, centre)) for x in values]
    divisor = arithmetic.subtract_entries(len(values), real(ddof))
    if real(divisor) <= 0:
        raise Refusal(f"ddof should be less than the number of values, {len(values)}")
    return arithmetic.divide_entries(sum_of([arithmetic.multiply_entries(x, x) for x in squares]), divisor)


def any_true(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: any(map(arithmetic.truth, values)), arguments[0], keywords)


def all_true(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: all(map(arithmetic.truth, values)), arguments[0], keywords)


def argmax(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: _place(values, max), arguments[0], keywords)


def argmin(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: _place(values, min), arguments[0], keywords)


def _place(values: Sequence[Value], best: Callable[[list[int | Fraction | float]], int | Fraction | float]) -> int:
    numbers = [real(x) for x in _some(values)]
    return numbers.index(best(numbers))


def count_nonzero(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return along(lambda values: sum(as_one_number(x) != 0 for x in values), arguments[0], keywords)


def _some(values: Sequence[Value]) -> Sequence[Value]:
    if not values:
        raise Refusal("there is nothing in it")
    return values
