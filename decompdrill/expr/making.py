"""Functions that make lists and arrays, or put them in another order or shape."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction

from decompdrill.expr import arithmetic
from decompdrill.expr.reducing import EVERY_AXIS, one_axis
from decompdrill.expr.values import (
    MOST_AXES,
    Arguments,
    Keywords,
    Meter,
    NestedArray,
    Outside,
    Refusal,
    Value,
    array,
    as_integer,
    as_one_number,
    columns_of,
    flat_entries,
    items_of,
    limited,
    named_shape,
    real,
    shape,
    size_of_shape,
)

Real = int | Fraction | float


def sorted_list(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return arithmetic.entries_in_order(
        items_of(arguments[0]), meter, descending=arithmetic.truth(keywords.get("reverse", False))
    )


def reversed_list(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return items_of(arguments[0])[::-1]


def integers(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    """Return the list of a Python range."""
    return list(_steps(meter, [as_integer(x) for x in arguments]))


def arange(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    return tuple(_steps(meter, [real(x) for x in arguments]))


def _steps(meter: Meter, numbers: Sequence[Real]) -> list[Value]:
    start, stop, step = _span(numbers)
    if step == 0:
        raise Refusal("the step of a range should not be 0")
    count = limited(max(0, int(-((start - stop) // step))))
    meter.spend(count)
    return [arithmetic.kept(start + i * step) for i in range(count)]


def _span(numbers: Sequence[Real]) -> tuple[Real, Real, Real]:
    """Return start, stop and step of the one, two or three arguments of a range."""
    match numbers:
        case [stop]:
            return 0, stop, 1
        case [start, stop]:
            return start, stop, 1
        case _:
            return numbers[0], numbers[1], numbers[2]


def numbered(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return [(i, item) for i, item in enumerate(items_of(arguments[0]))]


def zipped(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return [tuple(group) for group in zip(*map(items_of, arguments), strict=False)]


def array_from(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    made = array(arguments[0])
    axes = as_integer(keywords.get("ndmin", 0))
    if axes > MOST_AXES:
        raise Outside("an array has at most rows and columns")
    for _axis in range(len(shape(made)), axes):
        made = (made,)
    return made


def eye(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    rows, columns = _lengths((arguments[0], keywords.get("M", arguments[0])), meter)
    offset = as_integer(keywords.get("k", 0))
    return tuple(tuple(int(j - i == offset) for j in range(columns)) for i in range(rows))


def zeros(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    return _filled(0, arguments[0], meter)


def ones(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    return _filled(1, arguments[0], meter)


def _filled(entry: int, of: Value, meter: Meter) -> Value:
    lengths = _lengths(items_of(of) if isinstance(of, (tuple, list)) else [of], meter)
    made: Value = entry
    for length in reversed(lengths):
        made = (made,) * length
    return made


def _lengths(values: Sequence[Value], meter: Meter) -> list[int]:
    """Return the lengths of an array to be made, once they are known to be few enough and are paid for."""
    lengths = [as_integer(x) for x in values]
    if len(lengths) > 2 or any(length < 0 for length in lengths):
        raise (Outside if len(lengths) > 2 else Refusal)("an array has a number of entries, or of rows and columns")
    for length in lengths:
        limited(length)
    meter.spend(limited(size_of_shape(tuple(lengths))))
    return lengths


def diag(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the diagonal matrix of a vector, or the diagonal of a matrix: the one of `k`, counted from the main one."""
    value = array(arguments[0])
    k = as_integer(keywords.get("k", 0))
    match shape(value):
        case (n,):
            side = limited(n + abs(k))
            meter.spend(limited(side * side))
            entries = dict(zip(range(max(-k, 0), side), items_of(value), strict=False))
            return tuple(tuple(entries[i] if j - i == k else 0 for j in range(side)) for i in range(side))
        case (_, _):
            return tuple(kth_diagonal(value, k))
        case _:
            raise Refusal(f"diag takes a vector or a matrix, not {named_shape(value)}")


def kth_diagonal(value: Value, k: int) -> list[Value]:
    """Return the entries of a matrix on the diagonal that is k to the right of the main one."""
    rows = [items_of(row) for row in items_of(value)]
    return [row[i + k] for i, row in enumerate(rows) if 0 <= i + k < len(row)]


def transpose(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    return columns_of(array(_array(arguments[0])))


def reshape(_: Meter, arguments: Arguments, __: Keywords) -> Value:
    """Return the entries, row by row, in another shape; a length of −1 is worked out."""
    entries = flat_entries(_array(arguments[0]))
    wanted: Value = tuple(arguments[1:]) if len(arguments) > 2 else arguments[1]
    lengths = [as_integer(x) for x in items_of(array(wanted if isinstance(wanted, (tuple, list)) else (wanted,)))]
    known = size_of_shape(tuple(x for x in lengths if x != -1))
    if lengths.count(-1) == 1 and known > 0:
        lengths[lengths.index(-1)] = len(entries) // known
    if len(lengths) > 2 or min(lengths, default=-1) < 0 or size_of_shape(tuple(lengths)) != len(entries):
        raise (Outside if len(lengths) > 2 else Refusal)(
            f"{named_shape(arguments[0])} does not go into the shape {tuple(lengths)}"
        )
    if len(lengths) < 2:
        return tuple(entries)
    width = lengths[1]
    return tuple(tuple(entries[i * width : (i + 1) * width]) for i in range(lengths[0]))


def concatenate(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    parts = [_array(part) for part in items_of(arguments[0])]
    named = keywords.get("axis", 0)
    if named == EVERY_AXIS:
        return _joined([tuple(flat_entries(part)) for part in parts], meter)
    axis = as_integer(named)
    if axis < 0 and parts:
        axis += len(shape(parts[0]))
    if axis not in (0, 1) or len({len(shape(part)) for part in parts}) != 1:
        raise Refusal("only arrays of the same number of axes can be joined, along axis 0 or 1")
    if axis == 1:
        if any(len(shape(part)) < 2 for part in parts):
            raise Refusal("vectors have no axis 1")
        return columns_of(_joined([columns_of(part) for part in parts], meter))
    return _joined(parts, meter)


def _joined(parts: Sequence[Value], meter: Meter) -> NestedArray:
    joined = tuple(itertools.chain.from_iterable(items_of(part) for part in parts))
    meter.spend(limited(size_of_shape(shape(joined))))
    return joined


def hstack(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    parts = [_array(part) for part in items_of(arguments[0])]
    axis = 1 if parts and len(shape(parts[0])) == 2 else 0
    return concatenate(meter, [tuple(parts)], {"axis": axis})


def vstack(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    parts = [_array(part) for part in items_of(arguments[0])]
    return _joined([part if len(shape(part)) == 2 else (part,) for part in parts], meter)


def column_stack(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    parts = [_array(part) for part in items_of(arguments[0])]
    rows = [columns_of(part) if len(shape(part)) == 2 else (part,) for part in parts]
    return columns_of(_joined(rows, meter))


def _array(value: Value) -> NestedArray:
    made = array(value)
    if not isinstance(made, tuple):
        raise Refusal(f"an array is needed, not {named_shape(made)}")
    shape(made)
    return made


def sort(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return a vector, or each row of a matrix (each column with axis 0), in ascending order."""
    return _line_by_line(
        lambda line: arithmetic.entries_in_order(line, meter), _array(arguments[0]), keywords.get("axis", -1)
    )


def argsort(meter: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    """Return the places of the entries in ascending order, equal ones in the order they have."""

    def places(line: list[Value]) -> list[Value]:
        meter.spend(2 * len(line))
        keys = [arithmetic.sort_key(as_one_number(x)) for x in line]
        return [*sorted(range(len(line)), key=keys.__getitem__)]

    return _line_by_line(places, _array(arguments[0]), keywords.get("axis", -1))


def _line_by_line(function: Callable[[list[Value]], list[Value]], value: NestedArray, axis: Value | None) -> Value:
    """Return an array with another line in the place of each along an axis; of its entries in one line where it is None."""
    along = one_axis(axis, len(shape(value)))
    if along is None or len(shape(value)) == 1:
        return tuple(function(flat_entries(value)))
    lines = columns_of(value) if along == 0 else value
    made = tuple(tuple(function(items_of(line))) for line in lines)
    return columns_of(made) if along == 0 else made


def unique(meter: Meter, arguments: Arguments, _: Keywords) -> Value:
    ordered = arithmetic.entries_in_order(flat_entries(array(arguments[0])), meter)
    return tuple(value for value, _ in itertools.groupby(ordered))


def cumsum(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return _running(arithmetic.add_entries, arguments[0], keywords)


def cumprod(_: Meter, arguments: Arguments, keywords: Keywords) -> Value:
    return _running(arithmetic.multiply_entries, arguments[0], keywords)


def _running(function: Callable[[Value, Value], Value], value: Value, keywords: Keywords) -> Value:
    whole = array(value)
    entries = whole if isinstance(whole, tuple) else (whole,)
    return _line_by_line(lambda line: [*itertools.accumulate(line, function)], entries, keywords.get("axis"))
