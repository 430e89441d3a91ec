"""Integer vectors at right angles to one another: the stock from which orthogonal matrices are made.

A frame is a tuple of columns; dividing each by its length gives an orthogonal matrix.
"""

from __future__ import annotations

from decompdrill.draw.recipe import Integers
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import dot

Frame = tuple[Integers, ...]

# Columns of integer length, so that dividing by it gives fractions: 3-4-5, 5-12-13, 8-15-17; (2, 1, 2)/3, (2, 3, 6)/7.
PYTHAGOREAN: tuple[Frame, ...] = (
    ((3, 4), (-4, 3)),
    ((4, 3), (-3, 4)),
    ((5, 12), (-12, 5)),
    ((12, 5), (-5, 12)),
    ((8, 15), (-15, 8)),
)
CUBIC: tuple[Frame, ...] = (
    ((2, 1, 2), (-2, 2, 1), (1, 2, -2)),
    ((2, 3, 6), (3, -6, 2), (6, 2, -3)),
    ((3, 4, 0), (-4, 3, 0), (0, 0, 1)),
    ((4, 3, 0), (0, 0, 1), (-3, 4, 0)),
)
HADAMARD: Frame = ((1, 1, 1, 1), (1, -1, 1, -1), (1, 1, -1, -1), (1, -1, -1, 1))

# Columns of one length √N in the plane: with the same N on both sides of an SVD the roots cancel.
PLANAR: tuple[Frame, ...] = (
    ((1, 1), (-1, 1)),
    ((1, 2), (-2, 1)),
    ((2, 1), (-1, 2)),
    ((1, 3), (-3, 1)),
    ((3, 1), (-1, 3)),
    ((2, 3), (-3, 2)),
    ((3, 4), (-4, 3)),
)
SPATIAL: tuple[Frame, ...] = (
    *CUBIC[:1],
    ((1, 1, 1), (1, -1, 0), (1, 1, -2)),
    ((1, 0, 1), (0, 1, 0), (1, 0, -1)),
    ((1, 2, 0), (-2, 1, 0), (0, 0, 1)),
)


def rational(size: int) -> tuple[Frame, ...]:
    """Return the frames of this size whose columns have integer lengths."""
    match size:
        case 2:
            return PYTHAGOREAN
        case 3:
            return CUBIC
        case _:
            return (HADAMARD,)


def moved(stream: Stream, frame: Frame) -> Frame:
    """Return the frame with its coordinates reordered and reflected at random, its columns in the same order."""
    size = len(frame[0])
    order = stream.shuffled(range(size))
    signs = [stream.sign() for _ in range(size)]
    return tuple(tuple(signs[i] * column[i] for i in order) for column in frame)


def turned(stream: Stream, frame: Frame) -> Frame:
    """Return the frame with its coordinates and its columns reordered and reflected at random."""
    return tuple(reflected(stream, column) for column in stream.shuffled(moved(stream, frame)))


def reflected(stream: Stream, vector: Integers) -> Integers:
    return vector if stream.chance(1, 2) else tuple(-x for x in vector)


def length_squared(vector: Integers) -> int:
    return dot(vector, vector)
