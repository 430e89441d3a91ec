"""Recipes for matrices of a given rank, and for matrices of no special kind."""

from __future__ import annotations

from collections.abc import Sequence

from decompdrill.draw import grids
from decompdrill.draw.recipe import IntegerMatrix, Integers, Params, Recipe
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import diagonal_matrix, dot

MOST = 10**6
_TRIES = 20


def _independent_rows(stream: Stream, count: int, columns: int, reach: int) -> list[Integers]:
    """Return independent rows of which none is zero or a multiple of another; in the last resort a staircase."""
    for _ in range(_TRIES):
        rows = [grids.random_vector(stream, columns, -reach, reach) for _ in range(count)]
        if grids.rank_of_integers(rows) == count and _reads_at_no_glance(rows):
            return rows
    return [tuple(int(j >= i) for j in range(columns)) for i in range(count)]


def _reads_at_no_glance(rows: Sequence[Sequence[int]]) -> bool:
    """Is no row zero and none a multiple of another?"""
    return all(map(any, rows)) and not any(
        grids.are_proportional(rows[i], rows[j]) for i in range(len(rows)) for j in range(i)
    )


def _combined(stream: Stream, basis: Sequence[Integers], *, several: bool) -> Integers:
    """Return a combination of basis rows, of two at least where `several`."""
    count = 2 if several else 1
    chosen = stream.sample(basis, count)
    signs = [stream.pick((1, 1, -1, 2)) for _ in chosen]
    return tuple(sum(s * x for s, x in zip(signs, column, strict=True)) for column in zip(*chosen, strict=True))


def _dependent_rows(
    stream: Stream, basis: list[Integers], count: int, bound: int, *, hidden: bool
) -> list[Integers] | None:
    """Return rows in the span of the basis, within the bound; None where a few tries find too few."""
    found: list[Integers] = []
    for _ in range(_TRIES * count):
        if len(found) == count:
            break
        row = _combined(stream, basis, several=hidden)
        fits = grids.within([row], bound) and any(row) and row not in found
        if fits and (not hidden or _reads_at_no_glance([*basis, *found, row])):
            found.append(row)
    return found if len(found) == count else None


def _given_rank(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, 2, 3), (4, 5, 6), (5, 7, 9)) of rank 2"""
    rows, columns = params.integer("rows", 1, 6), params.integer("columns", 1, 6)
    rank = params.integer("rank", 0, min(rows, columns))
    bound = params.integer("bound", 2, MOST)
    if rank == 0:
        return ((0,) * columns,) * rows
    if columns == 1:
        return tuple((stream.integer(1, bound) * stream.sign(),) for _ in range(rows))
    hidden = params.flag("hidden") and rank > 1
    for reach in (max(1, bound // 2), max(1, bound // 3), max(1, bound // 2)):
        basis = _independent_rows(stream, rank, columns, reach)
        others = _dependent_rows(stream, basis, rows - rank, bound, hidden=hidden)
        if others is not None:
            return stream.shuffled([*basis, *others])
    # The staircase has a combination of entries 0, 1 and 2 for each row that is left; rows may then repeat.
    stairs = [tuple(int(j >= i) for j in range(columns)) for i in range(rank)]
    return stream.shuffled([*stairs, *(stairs[i % rank] for i in range(rows - rank))])


GIVEN_RANK = Recipe(
    name="given-rank",
    sentence="A `rows`×`columns` integer matrix of rank `rank`, entries up to `bound`; where `hidden` and the rank is "
    "2 or more, no row is zero or a multiple of another, so the rank cannot be read off.",
    example="A: {recipe: given-rank, rows: 3, columns: 3, rank: 2, bound: 9, hidden: true}",
    make=_given_rank,
    required=("rows", "columns", "rank"),
    optional={"bound": 9, "hidden": True},
)


def _proportional_rows(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, 2), (2, 4), (3, 6))"""
    rows, columns = params.integer("rows", 2, 8), params.integer("columns", 2, 8)
    bound = params.integer("bound", rows, MOST)
    factors = stream.sample(_factors(rows), rows)
    reach = bound // max(map(abs, factors))
    base = tuple(stream.integer(1, reach) * stream.sign() for _ in range(columns))
    if len(set(map(abs, base))) == 1 and reach > 1:
        base = (base[0] // abs(base[0]) * (1 + abs(base[0]) % reach), *base[1:])
    return tuple(tuple(factor * x for x in base) for factor in factors)


def _factors(rows: int) -> tuple[int, ...]:
    """Return as many different factors as there are rows, and a few to choose from."""
    half = (rows + 1) // 2 + 1
    return tuple(f for f in range(-half, rows + 1) if f != 0 and abs(f) <= rows)


PROPORTIONAL_ROWS = Recipe(
    name="proportional-rows",
    sentence="A `rows`×`columns` integer matrix without zeros whose rows are different multiples of one: rank 1; "
    "entries up to `bound`, which is `rows` at least.",
    example="A: {recipe: proportional-rows, rows: 3, columns: 2, bound: 12}",
    make=_proportional_rows,
    required=("rows", "columns"),
    optional={"bound": 12},
)


def _matrix(stream: Stream, params: Params) -> IntegerMatrix:
    """((2, -1, 0), (3, 4, -5))"""
    rows, columns = params.integer("rows", 1, 12), params.integer("columns", 1, 12)
    low = params.integer("low", -MOST, MOST)
    high = params.integer("high", low, MOST)
    return tuple(grids.random_vector(stream, columns, low, high) for _ in range(rows))


MATRIX = Recipe(
    name="matrix",
    sentence="A `rows`×`columns` matrix of any integers from `low` to `high`; nothing else is promised of it.",
    example="B: {recipe: matrix, rows: 2, columns: 3, low: -5, high: 5}",
    make=_matrix,
    required=("rows", "columns", "low", "high"),
)


def _unimodular(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, 2), (1, 3))"""
    size, bound = params.integer("size", 2, 4), params.integer("bound", 2, MOST)
    rows = list(map(list, diagonal_matrix((1,) * size, 0)))
    for j in range(1, size):
        rows[0][j] = stream.sign()
    for i in range(1, size):
        factor = stream.sign()
        rows[i] = [x + factor * y for x, y in zip(rows[i], rows[0], strict=True)]
    for _ in range(size):
        i, j = stream.sample(range(size), 2)
        factor = stream.sign()
        changed = [row[:] for row in rows]
        changed[i] = [x + factor * y for x, y in zip(rows[i], rows[j], strict=True)]
        # An orthogonal integer matrix has one entry ±1 in each row: as many squares as rows.
        if grids.within(changed, bound) and sum(dot(row, row) for row in changed) > size:
            rows = changed
    return grids.frozen(rows)


UNIMODULAR = Recipe(
    name="unimodular",
    sentence="A square integer matrix of this `size` with determinant 1, entries up to `bound`: its inverse is one "
    "too; it is never orthogonal.",
    example="P: {recipe: unimodular, size: 2, bound: 5}",
    make=_unimodular,
    required=("size",),
    optional={"bound": 5},
)


def _permutation_matrix(stream: Stream, params: Params) -> IntegerMatrix:
    """((0, 1), (1, 0))"""
    size = params.integer("size", 1, 8)
    return tuple(tuple(int(i == j) for j in range(size)) for i in stream.shuffled(range(size)))


PERMUTATION_MATRIX = Recipe(
    name="permutation-matrix",
    sentence="The identity of this `size` with its rows in a random order.",
    example="P: {recipe: permutation-matrix, size: 3}",
    make=_permutation_matrix,
    required=("size",),
)
