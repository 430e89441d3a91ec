"""Recipes for small data sets, rows being samples.

Centred columns come from vectors whose products with one another are multiples of n − 1, so that the covariance matrix
has integer entries, whatever integer combination of them is taken.
"""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.draw import grids
from decompdrill.draw.recipe import IntegerMatrix, Integers, Params, Recipe
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import transpose

MOST = 10**6
_TRIES = 30

_BASES: Mapping[int, tuple[Integers, ...]] = {
    2: ((1, -1),),
    3: ((1, -1, 0), (1, 1, -2)),
    4: ((1, 1, -2, 0), (1, -2, 1, 0), (1, 1, 1, -3)),
    5: ((1, 1, -1, -1, 0), (1, -1, 1, -1, 0), (1, -1, -1, 1, 0), (1, 1, 1, 1, -4)),
    6: ((1, 2, -1, -2, 0, 0), (0, 0, 1, 2, -1, -2), (2, -1, -2, 1, 0, 0), (0, 0, 2, -1, -2, 1)),
}


def _column(stream: Stream, basis: tuple[Integers, ...], bound: int) -> Integers:
    """Return a small nonzero combination of base vectors, within the bound."""
    for _ in range(_TRIES):
        weights = [stream.pick((0, 0, 1, -1, 1, -1, 2)) for _ in basis]
        column = tuple(
            sum(w * x for w, x in zip(weights, entries, strict=True)) for entries in zip(*basis, strict=True)
        )
        if any(column) and max(map(abs, column)) <= bound:
            return column
    return basis[0]


def _columns(stream: Stream, basis: tuple[Integers, ...], count: int, bound: int) -> list[Integers]:
    """Return columns of which none is a multiple of another, as far as a few tries go."""
    columns: list[Integers] = []
    for _ in range(_TRIES):
        column = _column(stream, basis, bound)
        if not any(grids.are_proportional(column, other) for other in columns):
            columns.append(column)
        if len(columns) == count:
            break
    return [*columns, *(basis[i % len(basis)] for i in range(count - len(columns)))]


def _data_with_covariance(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, 7), (3, 5), (2, 6)), with the means 2, 6 and the covariance ((1, -1), (-1, 1))"""
    samples, features = params.integer("samples", 3, 6), params.integer("features", 1, 4)
    bound = params.integer("bound", 4, MOST)
    low = params.integer("low", -MOST, MOST)
    high = params.integer("high", low, MOST)
    order = stream.shuffled(range(samples))
    columns = _columns(stream, _BASES[samples], features, bound)
    means = [stream.integer(low, high) for _ in columns]
    return tuple(tuple(mean + column[i] for mean, column in zip(means, columns, strict=True)) for i in order)


DATA_WITH_COVARIANCE = Recipe(
    name="data-with-covariance",
    sentence="Integer data of `samples` rows (3 to 6) and `features` columns whose means, from `low` to `high`, and "
    "whose covariances, divided by n - 1, are integers; entries at most `bound` from the mean; no column is constant.",
    example="X: {recipe: data-with-covariance, samples: 4, features: 2, low: 1, high: 9, bound: 6}",
    make=_data_with_covariance,
    required=("samples", "features"),
    optional={"low": 1, "high": 9, "bound": 6},
)


def _centred(stream: Stream, size: int, bound: int) -> Integers:
    """Return integers within the bound with the sum 0, not all 0: steps that go up here and down there."""
    column = [0] * size
    for _ in range(2 * size):
        up, down = stream.sample(range(size), 2)
        if column[up] < bound and column[down] > -bound:
            column[up] += 1
            column[down] -= 1
    if not any(column):
        column[:2] = 1, -1
    return tuple(column)


def _centred_data(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, -2), (0, 3), (-1, -1))"""
    samples, features = params.integer("samples", 2, 20), params.integer("features", 1, 8)
    bound = params.integer("bound", 1, MOST)
    return transpose([_centred(stream, samples, bound) for _ in range(features)])


CENTRED_DATA = Recipe(
    name="centred-data",
    sentence="Integer data of `samples` rows and `features` columns, each with the mean 0 and not constant; entries "
    "up to `bound`.",
    example="X: {recipe: centred-data, samples: 4, features: 2, bound: 5}",
    make=_centred_data,
    required=("samples", "features"),
    optional={"bound": 5},
)


def _data(stream: Stream, params: Params) -> IntegerMatrix:
    """((4, 1), (2, 7), (3, 4)), whose column means are 3 and 4"""
    samples, features = params.integer("samples", 2, 20), params.integer("features", 1, 8)
    bound = params.integer("bound", 1, MOST)
    low = params.integer("low", -MOST, MOST)
    high = params.integer("high", low, MOST)
    columns = [_centred(stream, samples, bound) for _ in range(features)]
    means = [stream.integer(low, high) for _ in columns]
    return transpose([[mean + x for x in column] for mean, column in zip(means, columns, strict=True)])


DATA = Recipe(
    name="data",
    sentence="Integer data of `samples` rows and `features` columns whose means are integers from `low` to `high`; "
    "entries at most `bound` from the mean; no column is constant.",
    example="X: {recipe: data, samples: 5, features: 2, low: 1, high: 9, bound: 5}",
    make=_data,
    required=("samples", "features"),
    optional={"low": 1, "high": 9, "bound": 5},
)
