"""Recipes for matrices built from their singular values.

A = Σ σᵢ uᵢvᵢᵀ / (|uᵢ||vᵢ|) over integer vectors uᵢ, and vᵢ, at right angles, each |uᵢ||vᵢ| an integer: A is rational.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from math import isqrt, lcm

from decompdrill.draw import frames, grids
from decompdrill.draw.recipe import IntegerMatrix, Integers, Params, RationalMatrix, Recipe, comma_separated
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import diagonal_matrix, dot, transpose

MOST = 10**6
_TRIES = 40
_LARGEST_SIGMA = 9

Pair = tuple[frames.Frame, frames.Frame]

# (U, V) whose column lengths multiply to integers. In the plane two frames of one length do; in space these do.
_PLANE: tuple[Pair, ...] = tuple(
    (u, v)
    for u in frames.PLANAR
    for v in (*frames.PLANAR, ((1, 0), (0, 1)))
    if isqrt(dot(u[0], u[0]) * dot(v[0], v[0])) ** 2 == dot(u[0], u[0]) * dot(v[0], v[0])
)
_SPACE: tuple[Pair, ...] = (
    (((1, 1, 4), (1, -1, 0)), ((1, 1), (1, -1))),
    (((1, 1, 0), (1, -1, 0)), ((1, 1), (1, -1))),
    (((2, 4, 5), (2, -1, 0)), ((1, 2), (2, -1))),
    (((2, 1, 2), (-2, 2, 1)), ((3, 4), (4, -3))),
    (((3, 4, 0), (0, 0, 1)), ((1, 0), (0, 1))),
    (((2, 1, 2), (-2, 2, 1)), ((1, 0), (0, 1))),
)


def _assembled(sigmas: Sequence[int], pair: Pair) -> tuple[IntegerMatrix, int]:
    """Return Σ σᵢuᵢvᵢᵀ/(|uᵢ||vᵢ|) as an integer matrix over the least common denominator."""
    lengths = [isqrt(dot(u, u) * dot(v, v)) for u, v in zip(*pair, strict=False)]
    scale = lcm(*lengths)
    weights = [s * scale // length for s, length in zip(sigmas, lengths, strict=True)]
    U, V = transpose(pair[0][: len(weights)]), transpose(pair[1][: len(weights)])
    rows = [[sum(w * a * b for w, a, b in zip(weights, p, q, strict=True)) for q in V] for p in U]
    return grids.over_least_denominator(rows, scale)


def _turned(stream: Stream, pair: Pair) -> Pair:
    """Return the pair with the coordinates on either side reordered and reflected."""
    return frames.moved(stream, pair[0]), frames.moved(stream, pair[1])


def _axes(size: int) -> frames.Frame:
    return diagonal_matrix((1,) * size, 0)


def _stock(rows: int, columns: int) -> tuple[Pair, ...]:
    """Return the pairs for a matrix at least as tall as wide; beyond 3×2 one side is the axes."""
    if (rows, columns) == (2, 2):
        return _PLANE
    if (rows, columns) == (3, 2):
        return _SPACE
    tall = frames.rational(rows) if rows <= 4 else (_axes(rows),)
    plain = tuple((frame, _axes(columns)) for frame in tall)
    return plain + tuple((_axes(rows), frame) for frame in frames.rational(columns) if 2 <= columns <= 4)


def _with_singular_values(stream: Stream, params: Params) -> RationalMatrix:
    """((2, 1), (1, 2)) from the singular values 3, 1"""
    sigmas = params.integers("singular_values", 1, 6)
    rows = params.integer("rows", 0, 6) or len(sigmas)
    columns = params.integer("columns", 0, 6) or len(sigmas)
    bound = params.integer("bound", 1, MOST)
    if len(sigmas) != min(rows, columns) or min(sigmas) < 0:
        raise params.impossible(
            f"a {rows}×{columns} matrix has {min(rows, columns)} singular values, none negative, not {comma_separated(sigmas)}"
        )
    fitting = _fitting(tuple(sorted(sigmas)), max(rows, columns), min(rows, columns), bound)
    if not fitting:
        raise params.impossible(f"the bound {bound} is too small for the singular values {comma_separated(sigmas)}")
    order, pair = stream.pick(fitting)
    made, denominator = _assembled(order, _turned(stream, pair))
    return grids.divided_by(made if rows >= columns else transpose(made), denominator)


@cache
def _fitting(sigmas: Integers, rows: int, columns: int, bound: int) -> tuple[tuple[Integers, Pair], ...]:
    """Return the orders of the singular values with the pairs that leave the least denominator, then the fewest zeros."""
    found: dict[tuple[int, bool], list[tuple[Integers, Pair]]] = {}
    orders = sorted(set(itertools.permutations(sigmas))) if len(sigmas) < 5 else [sigmas]
    for order, pair in itertools.product(orders, _stock(rows, columns)):
        made, denominator = _assembled(order, pair)
        sparse = _is_sparse(made)
        if grids.within(made, bound * denominator):
            found.setdefault((denominator, sparse), []).append((order, pair))
    return tuple(found[min(found)]) if found else ()


WITH_SINGULAR_VALUES = Recipe(
    name="with-singular-values",
    sentence="A `rows`×`columns` matrix (square without these) with the integer `singular_values`, as many as its "
    "shorter side; entries up to `bound`, integers where these singular values allow it, else short fractions.",
    example="A: {recipe: with-singular-values, singular_values: [4, 2], rows: 2, columns: 2, bound: 20}",
    make=_with_singular_values,
    required=("singular_values",),
    optional={"rows": 0, "columns": 0, "bound": 20},
)


def _gram_friendly(stream: Stream, params: Params) -> IntegerMatrix:
    """((3, 0), (4, 5)), whose singular values are √45 and √5"""
    rows = params.integer("rows", 2, 3)
    bound = params.integer("bound", 6, MOST)
    if params.word("kind", ("squares", "surds")) == "surds":
        return _with_surds(stream, rows, min(bound, 50))
    within = [(sigmas, pair) for sigmas, pair in _integer_stock(rows) if max(sigmas) <= bound]
    sigmas, pair = stream.pick(within)
    return _assembled(sigmas, _turned(stream, pair))[0]


@cache
def _integer_stock(rows: int) -> tuple[tuple[Integers, Pair], ...]:
    """Return small pairs of different singular values with the pairs of frames that make integers of them."""
    found = []
    for pair in _PLANE if rows == 2 else _SPACE:
        for sigmas in itertools.permutations(range(1, _LARGEST_SIGMA + 1), 2):
            made, denominator = _assembled(sigmas, pair)
            if denominator == 1 and not _is_sparse(made):
                found.append((sigmas, pair))
    return tuple(found)


def _is_sparse(rows: IntegerMatrix) -> bool:
    """Is there a row of zeros, or more zeros than rows?"""
    return sum(row.count(0) for row in rows) >= len(rows) or not all(map(any, rows))


def _with_surds(stream: Stream, rows: int, bound: int) -> IntegerMatrix:
    """Return a small full-rank matrix for which the eigenvalues of AᵀA are irrational."""
    reach = min(bound, 4)
    for _ in range(_TRIES):
        made = tuple(grids.random_vector(stream, 2, -reach, reach) for _ in range(rows))
        u, v = transpose(made)
        a, b, d = dot(u, u), dot(u, v), dot(v, v)
        discriminant = (a - d) ** 2 + 4 * b * b
        if a * d != b * b and isqrt(discriminant) ** 2 != discriminant:
            return made
    return ((1, 2), (3, 4)) if rows == 2 else ((1, 2), (3, 4), (5, 6))


GRAM_FRIENDLY = Recipe(
    name="gram-friendly",
    sentence="A 2×2 or, with 3 `rows`, 3×2 integer matrix of rank 2, entries up to `bound`, for which the eigenvalues "
    "of AᵀA are squares of integers or, of `kind` surds, irrational.",
    example="A: {recipe: gram-friendly, rows: 2, kind: squares, bound: 12}",
    make=_gram_friendly,
    optional={"rows": 2, "kind": "squares", "bound": 12},
)
