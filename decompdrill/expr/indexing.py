"""Elements, slices and selections of lists and arrays, as NumPy reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from decompdrill.expr.values import (
    NestedArray,
    Outside,
    Refusal,
    Value,
    array,
    as_integer,
    as_matrix,
    items_of,
    kind_of,
    shape,
)

Subscript: TypeAlias = "Value | slice"


def element(value: Value, index: Subscript) -> Value:
    """Return value[index]: an element, or a part where the index is a slice, a list of places or a mask."""
    if isinstance(value, Mapping):
        if not isinstance(index, str) or index not in value:
            raise Refusal("there is no such key")
        return value[index]
    places = _places(index, len(items_of(value)))
    if isinstance(places, int):
        return items_of(value)[places]
    chosen = [items_of(value)[i] for i in places]
    return chosen if isinstance(value, list) else tuple(chosen)


def entries_at(value: Value, indices: Sequence[Subscript | None]) -> Value:
    """Return value[i, j] of a matrix; each of i and j is a place, a slice, a list of places or a mask.

    None among them makes an axis of length 1, as in NumPy.
    """
    places = [index for index in indices if index is not None]
    if len(places) < len(indices):
        return _with_axis(array(value), indices, places)
    rows: NestedArray = tuple(tuple(row) for row in as_matrix(array(value)))
    if len(places) != 2:
        raise Refusal("a matrix has two indices, rows and columns")
    if all(isinstance(index, (tuple, list)) for index in places):
        raise Outside("select rows and columns in two steps: A[rows][:, columns]")
    height, width = shape(rows)
    down, across = _places(places[0], height), _places(places[1], width)
    if isinstance(down, int):
        return element(rows[down], places[1])
    return tuple(_part(rows[i], across) for i in down)


def _with_axis(value: Value, indices: Sequence[Subscript | None], others: Sequence[Subscript]) -> Value:
    """Return the row or the column that a vector becomes by None before or after its index."""
    place = next(i for i, index in enumerate(indices) if index is None)
    picked = value if not others else element(value, others[0]) if len(others) == 1 else entries_at(value, others)
    if len(indices) - len(others) > 1 or len(shape(picked)) > 1:
        raise Outside("an array has at most rows and columns")
    is_column = any(isinstance(index, (slice, list, tuple)) for index in indices[:place])
    return tuple((x,) for x in items_of(picked)) if is_column else (picked,)


def _part(row: Value, across: int | Sequence[int]) -> Value:
    whole = items_of(row)
    return whole[across] if isinstance(across, int) else tuple(whole[j] for j in across)


def _places(index: Subscript, length: int) -> int | Sequence[int]:
    match index:
        case slice():
            return range(length)[index]
        case list() | tuple():
            return _selected(index, length)
        case bool() | str() | Mapping():
            raise Refusal(f"an index should be an integer, not {kind_of(index)}")
        case _:
            return _place(index, length)


def _selected(index: Sequence[Value], length: int) -> list[int]:
    if any(isinstance(x, bool) for x in index):
        if len(index) != length or not all(isinstance(x, bool) for x in index):
            raise Refusal(f"a mask should hold true or false for each of {length} entries")
        return [i for i, chosen in enumerate(index) if chosen]
    return [_place(x, length) for x in index]


def _place(index: Value, length: int) -> int:
    place = as_integer(index)
    if not -length <= place < length:
        raise Refusal(
            f"the index {place} is out of bounds for size {length}" if length else "nothing is there to index"
        )
    return place % length
