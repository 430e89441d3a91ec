"""Recipes for orthogonal matrices and orthogonal columns."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from decompdrill.draw import frames
from decompdrill.draw.recipe import (
    IntegerMatrix,
    Integers,
    Params,
    RationalMatrix,
    Recipe,
    comma_separated,
    integer_if_whole,
)
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import transpose

MOST = 10**6


def unit_columns(frame: frames.Frame) -> RationalMatrix:
    """Return the matrix whose columns are those of the frame, divided by their integer lengths."""
    lengths = [isqrt(frames.length_squared(q)) for q in frame]
    return tuple(
        tuple(integer_if_whole(Fraction(x, length)) for x, length in zip(row, lengths, strict=True))
        for row in transpose(frame)
    )


def _rational_orthogonal(stream: Stream, params: Params) -> RationalMatrix:
    """((3/5, -4/5), (4/5, 3/5))"""
    return unit_columns(frames.turned(stream, stream.pick(frames.rational(params.integer("size", 2, 4)))))


RATIONAL_ORTHOGONAL = Recipe(
    name="rational-orthogonal",
    sentence="An orthogonal matrix of fractions, of this `size`, 2 to 4, with determinant 1 or -1.",
    example="Q: {recipe: rational-orthogonal, size: 2}",
    make=_rational_orthogonal,
    required=("size",),
)


def _near_miss(stream: Stream, frame: frames.Frame) -> RationalMatrix:
    """Return a matrix that looks orthogonal: columns not of length 1, one sign wrong, or determinant 1 alone."""
    Q = unit_columns(frame)
    match stream.integer(0, 2):
        case 0:
            return transpose(frame)
        case 1:
            i, j = stream.pick([(i, j) for i, row in enumerate(Q) for j, x in enumerate(row) if abs(x) not in (0, 1)])
            return tuple(tuple(-x if (i, j) == (k, m) else x for m, x in enumerate(row)) for k, row in enumerate(Q))
        case _:
            n, shear = len(frame), stream.sign()
            i, j = stream.sample(range(n), 2)
            return tuple(tuple(shear if (k, m) == (i, j) else int(k == m) for m in range(n)) for k in range(n))


def _maybe_orthogonal(stream: Stream, params: Params) -> RationalMatrix:
    """((3/5, 4/5), (4/5, -3/5)), which is; ((3, -4), (4, 3)), which is not"""
    frame = frames.turned(stream, stream.pick(frames.rational(params.integer("size", 2, 4))))
    if stream.chance(params.integer("share", 0, 100), 100):
        return unit_columns(frame)
    return _near_miss(stream, frame)


MAYBE_ORTHOGONAL = Recipe(
    name="maybe-orthogonal",
    sentence="A square matrix of this `size`, 2 to 4, orthogonal with a chance of `share` percent; else a near miss: "
    "orthogonal columns not of length 1, one wrong sign, or determinant 1 alone.",
    example="Q: {recipe: maybe-orthogonal, size: 2, share: 50}",
    make=_maybe_orthogonal,
    required=("size",),
    optional={"share": 50},
)

# Columns in space at right angles, by rising size: the lengths 5, 5; 3, 3; 7, 7; 13, 13 before they are scaled.
_COLUMNS: tuple[frames.Frame, ...] = (
    ((3, 4, 0), (-4, 3, 0), (0, 0, 1)),
    ((2, 1, 2), (-2, 2, 1), (1, 2, -2)),
    ((2, 3, 6), (3, -6, 2), (6, 2, -3)),
    ((5, 12, 0), (-12, 5, 0), (0, 0, 1)),
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
)


def _frame_for(stream: Stream, lengths: Integers, rows: int) -> frames.Frame:
    """Return integer columns at right angles of just these lengths; coordinate axes fit all."""
    fitting = []
    for frame in _COLUMNS:
        chosen = frame[-2:] if len(lengths) == 2 and stream.chance(1, 2) else frame[: len(lengths)]
        sizes = [isqrt(frames.length_squared(q)) for q in chosen]
        if all(length % size == 0 for length, size in zip(lengths, sizes, strict=True)):
            factors = [length // size for length, size in zip(lengths, sizes, strict=True)]
            fitting.append(tuple(tuple(f * x for x in q) for f, q in zip(factors, chosen, strict=True)))
    padded = (0,) * (rows - 3)
    best = fitting[:-1] or fitting
    return tuple((*column, *padded) for column in stream.pick(best))


def _orthogonal_columns(stream: Stream, params: Params) -> IntegerMatrix:
    """((3, 0), (4, 0), (0, 5)) with the singular values 5, 5"""
    rows, columns = params.integer("rows", 3, 6), params.integer("columns", 2, 3)
    lengths = params.integers("lengths")
    if not lengths:
        lengths = _drawn_lengths(stream, columns, params.integer("bound", 5, MOST))
    if len(lengths) != columns or min(lengths) < 1:
        raise params.impossible(f"lengths should be {columns} positive integers, but are {comma_separated(lengths)}")
    frame = _frame_for(stream, lengths, rows)
    order = stream.shuffled(range(rows))
    signs = [stream.sign() for _ in range(rows)]
    return tuple(tuple(signs[i] * column[i] for column in frame) for i in order)


def _drawn_lengths(stream: Stream, columns: int, bound: int) -> Integers:
    """Return lengths that the 3-4-5, 2-1-2 or 2-3-6 pattern has, up to the bound."""
    base = stream.pick([size for size in (3, 5, 7) if size <= bound])
    return tuple(base * stream.integer(1, max(1, min(3, bound // base))) for _ in range(columns))


ORTHOGONAL_COLUMNS = Recipe(
    name="orthogonal-columns",
    sentence="A `rows`×`columns` integer matrix (3 to 6 rows, 2 or 3 columns) whose columns are at right angles and "
    "have the integer `lengths`; without them, lengths up to `bound`. The lengths are its singular values.",
    example="A: {recipe: orthogonal-columns, rows: 3, columns: 2, lengths: [5, 10], bound: 15}",
    make=_orthogonal_columns,
    required=("rows", "columns"),
    optional={"lengths": (), "bound": 15},
)
