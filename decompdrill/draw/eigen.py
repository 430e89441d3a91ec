"""Recipes for square matrices built from their eigenvalues.

A 2×2 matrix with trace T and determinant Δ is [[t, b], [c, T − t]] with bc = t(T − t) − Δ: every integer t off the
eigenvalues and every way to split the product gives one. A larger matrix starts from such a block beside the other
eigenvalues and is mixed by elementary unimodular similarities, which keep integers integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import isqrt

from decompdrill.draw import grids
from decompdrill.draw.recipe import MOST_SIDE, IntegerMatrix, Integers, Params, RationalMatrix, Recipe, comma_separated
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import diagonal_matrix, submatrix, transpose

MOST = 10**6
_FEW_TRIES = 12

IntegerRows = list[list[int]]


def _with_trace_and_determinant(stream: Stream, trace: int, determinant: int, bound: int) -> IntegerRows | None:
    """Return a 2×2 integer matrix whose off-diagonal entries are not zero, None where the bound allows none."""
    low, high = max(-bound, trace - bound), min(bound, trace + bound)
    if low > high:
        return None
    near = trace // 2
    reach = max(4, isqrt(max(0, trace * trace - 4 * determinant)) // 2 + 3)
    low_near, high_near = max(low, near - reach), min(high, near + reach)
    if low_near <= high_near:
        for _ in range(_FEW_TRIES):
            found = _split(stream, stream.integer(low_near, high_near), trace, determinant, bound)
            if found:
                return found
    for t in sorted(range(low, high + 1), key=lambda t: abs(2 * t - trace)):
        found = _split(stream, t, trace, determinant, bound)
        if found:
            return found
    return None


def _split(stream: Stream, t: int, trace: int, determinant: int, bound: int) -> IntegerRows | None:
    """Return [[t, b], [c, trace − t]] with bc = t(trace − t) − determinant ≠ 0, the product split at random."""
    product = t * (trace - t) - determinant
    if product == 0 or abs(trace - t) > bound:
        return None
    divisors = grids.divisors(product, bound)
    if not divisors:
        return None
    b = stream.pick(divisors) * stream.sign()
    return [[t, b], [product // b, trace - t]]


def _block(stream: Stream, pair: tuple[int, int], bound: int) -> IntegerRows | None:
    return _with_trace_and_determinant(stream, sum(pair), pair[0] * pair[1], bound)


def _pair(stream: Stream, eigenvalues: Integers, *, equal: bool) -> tuple[int, ...] | None:
    """Return the eigenvalues in an order whose first two are equal, or different; None where there is none."""
    order = stream.shuffled(eigenvalues)
    for i, first in enumerate(order):
        for j in range(i + 1, len(order)):
            if (first == order[j]) is equal:
                return (first, order[j], *order[:i], *order[i + 1 : j], *order[j + 1 :])
    return None


def _beside(block: IntegerRows, others: Sequence[int]) -> IntegerRows:
    """Return the block-diagonal matrix of a 2×2 block and numbers."""
    rows = list(map(list, diagonal_matrix((0, 0, *others), 0)))
    for i in range(2):
        rows[i][:2] = block[i]
    return rows


def _mixed(stream: Stream, rows: IntegerRows, eigenvalues: list[int], bound: int) -> IntegerRows:
    """Return a matrix similar to `rows` with fewer zeros beside the diagonal, n − 2 or less if the bound allows it.

    A step adds c times row j to row i and takes c times column i from column j, where (i, j) is zero; one that breaks
    the bound, or puts the eigenvalues on the diagonal, is left out.
    """
    places = _off_diagonal(len(rows))
    for _ in range(3 * len(rows)):
        zeros = [(i, j) for i, j in places if not rows[i][j]]
        if len(zeros) <= len(rows) - 2:
            break
        i, j = stream.pick(zeros)
        mixed = _similar(rows, i, j, stream.sign())
        if max(map(max, mixed)) > bound or min(map(min, mixed)) < -bound:
            continue
        if sorted([row[k] for k, row in enumerate(mixed)]) != eigenvalues:
            rows = mixed
    return rows


def _similar(rows: IntegerRows, i: int, j: int, c: int) -> IntegerRows:
    mixed = [row[:] for row in rows]
    mixed[i] = [x + c * y for x, y in zip(rows[i], rows[j], strict=True)]
    for row in mixed:
        row[j] -= c * row[i]
    return mixed


@cache
def _off_diagonal(n: int) -> tuple[tuple[int, int], ...]:
    return tuple((i, j) for i in range(n) for j in range(n) if i != j)


def _with_eigenvalues(stream: Stream, params: Params) -> IntegerMatrix:
    """((4, 1), (2, 3)) from the eigenvalues 5, 2"""
    eigenvalues = params.integers("eigenvalues", 2, 5)
    bound = params.integer("bound", 1, MOST)
    defective = params.flag("defective")
    order = _pair(stream, eigenvalues, equal=defective)
    if order is None and defective:
        raise params.impossible(
            f"a defective matrix needs a repeated eigenvalue, but they are {comma_separated(eigenvalues)}"
        )
    if order is None:
        raise params.impossible(
            f"with {comma_separated(eigenvalues)} only a multiple of I can be diagonalized; say `defective: true`"
        )
    block = _block(stream, (order[0], order[1]), bound)
    if block is None or max(map(abs, order)) > bound:
        raise params.impossible(
            f"the bound {bound} is too small for an integer matrix with the eigenvalues {comma_separated(eigenvalues)}"
        )
    if len(order) == 2:
        return grids.frozen(block)
    places = stream.shuffled(range(len(order)))
    rows = list(map(list, submatrix(_beside(block, order[2:]), places, places)))
    return grids.frozen(_mixed(stream, rows, sorted(order), bound))


WITH_EIGENVALUES = Recipe(
    name="with-eigenvalues",
    sentence="A square integer matrix with 2 to 5 integer `eigenvalues`, repeated as given, entries up to `bound`, "
    "never triangular nor with the eigenvalues for its diagonal; diagonalizable, or with one Jordan block of size 2 where `defective`.",
    example="A: {recipe: with-eigenvalues, eigenvalues: lams, bound: 12, defective: false}",
    make=_with_eigenvalues,
    required=("eigenvalues",),
    optional={"bound": 12, "defective": False},
)


def _complex_eigenvalues(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, -2), (5, 3)) from the eigenvalues 2 ± 3i"""
    real, imag = params.integer("real", -MOST, MOST), params.integer("imag", 1, MOST)
    bound = params.integer("bound", 1, MOST)
    rows = _with_trace_and_determinant(stream, 2 * real, real * real + imag * imag, bound)
    if rows is None:
        raise params.impossible(f"the bound {bound} is too small for the eigenvalues {real} ± {imag}i")
    return grids.frozen(rows)


COMPLEX_EIGENVALUES = Recipe(
    name="complex-eigenvalues",
    sentence="A 2×2 integer matrix with the eigenvalues `real` ± `imag` i, entries up to `bound`.",
    example="A: {recipe: complex-eigenvalues, real: 1, imag: 2, bound: 10}",
    make=_complex_eigenvalues,
    required=("real", "imag"),
    optional={"bound": 12},
)


def _surd_eigenvalues(stream: Stream, params: Params) -> IntegerMatrix:
    """((3, 1), (1, 1)) from the eigenvalues 2 ± √2"""
    centre, radicand = params.integer("centre", -MOST, MOST), params.integer("radicand", 2, MOST)
    bound = params.integer("bound", 1, MOST)
    if isqrt(radicand) ** 2 == radicand:
        raise params.refusal("radicand", "no square")
    rows = _with_trace_and_determinant(stream, 2 * centre, centre * centre - radicand, bound)
    if rows is None:
        raise params.impossible(f"the bound {bound} is too small for the eigenvalues {centre} ± √{radicand}")
    return grids.frozen(rows)


SURD_EIGENVALUES = Recipe(
    name="surd-eigenvalues",
    sentence="A 2×2 integer matrix with the eigenvalues `centre` ± √`radicand`, entries up to `bound`.",
    example="A: {recipe: surd-eigenvalues, centre: 2, radicand: 3, bound: 10}",
    make=_surd_eigenvalues,
    required=("centre", "radicand"),
    optional={"bound": 12},
)


def _triangular(stream: Stream, params: Params) -> IntegerMatrix:
    """((2, 1), (0, 3)) from the diagonal 2, 3"""
    diagonal = params.integers("diagonal", 2, 6)
    bound = params.integer("bound", 1, MOST)
    rows = list(map(list, diagonal_matrix(stream.shuffled(diagonal) if params.flag("shuffle") else diagonal, 0)))
    for i in range(len(rows)):
        for j in range(i + 1, len(rows)):
            rows[i][j] = stream.integer(1, bound) * stream.sign()
    lower = params.word("triangle", ("upper", "lower", "either"))
    flipped = lower == "lower" or (lower == "either" and stream.chance(1, 2))
    return transpose(rows) if flipped else grids.frozen(rows)


TRIANGULAR = Recipe(
    name="triangular",
    sentence="A triangular integer matrix with `diagonal` (in a random order where `shuffle`), its `triangle` "
    "(upper, lower or either) filled with nonzero entries up to `bound`.",
    example="A: {recipe: triangular, diagonal: [2, 3], bound: 5, triangle: upper, shuffle: true}",
    make=_triangular,
    required=("diagonal",),
    optional={"bound": 5, "triangle": "upper", "shuffle": True},
)


def _diagonal(_: Stream, params: Params) -> RationalMatrix:
    """((3, 0), (0, -7))"""
    entries = params.numbers("entries", most=MOST_SIDE)
    rows = params.integer("rows", 0, 20) or len(entries)
    columns = params.integer("columns", 0, 20) or len(entries)
    if min(rows, columns) != len(entries):
        raise params.impossible(f"a {rows}×{columns} matrix has no diagonal of {len(entries)} entries")
    return tuple(tuple(entries[i] if i == j else 0 for j in range(columns)) for i in range(rows))


DIAGONAL = Recipe(
    name="diagonal",
    sentence="The diagonal matrix of `entries` in their order; `rows`×`columns` where these are given.",
    example="A: {recipe: diagonal, entries: [3, -7], rows: 3, columns: 2}",
    make=_diagonal,
    required=("entries",),
    optional={"rows": 0, "columns": 0},
)
