"""Recipes for symmetric matrices.

From eigenvalues: A = Σ λᵢ qᵢqᵢᵀ / |qᵢ|² over integer vectors qᵢ at right angles, so that A is rational; of several
frames the one is taken that leaves the smallest denominators.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from math import isqrt, lcm

from decompdrill.draw import frames, grids
from decompdrill.draw.recipe import IntegerMatrix, Integers, Params, RationalMatrix, Recipe, comma_separated
from decompdrill.draw.stream import Stream
from decompdrill.maths.algebra import submatrix

MOST = 10**6


def _from_spectrum(eigenvalues: Sequence[int], frame: frames.Frame) -> tuple[IntegerMatrix, int]:
    """Return Σ λᵢ qᵢqᵢᵀ / |qᵢ|² as an integer matrix over the least common denominator."""
    squares = [frames.length_squared(q) for q in frame]
    scale = lcm(*squares)
    n = len(frame)
    weights = [value * scale // square for value, square in zip(eigenvalues, squares, strict=True)]
    rows = [[sum(w * q[i] * q[j] for w, q in zip(weights, frame, strict=True)) for j in range(n)] for i in range(n)]
    return grids.over_least_denominator(rows, scale)


@cache
def _fitting(eigenvalues: Integers, bound: int) -> tuple[tuple[Integers, frames.Frame], ...]:
    """Return the orders of the eigenvalues with the frames that leave the least denominator, then the fewest zeros."""
    stock = frames.PLANAR if len(eigenvalues) == 2 else frames.SPATIAL
    found: dict[tuple[int, int], list[tuple[Integers, frames.Frame]]] = {}
    for order, frame in itertools.product(sorted(set(itertools.permutations(eigenvalues))), stock):
        made, denominator = _from_spectrum(order, frame)
        zeros = sum(not made[i][j] for i in range(len(made)) for j in range(i))
        if zeros < len(made) * (len(made) - 1) // 2 and grids.within(made, bound * denominator):
            found.setdefault((denominator, zeros), []).append((order, frame))
    return tuple(found[min(found)]) if found else ()


def _symmetric_with_eigenvalues(stream: Stream, params: Params) -> RationalMatrix:
    """((2, 1), (1, 2)) from the eigenvalues 3, 1"""
    eigenvalues = params.integers("eigenvalues", 2, 3)
    bound = params.integer("bound", 1, MOST)
    if len(set(eigenvalues)) == 1:
        raise params.impossible(
            f"with {comma_separated(eigenvalues)} only a multiple of I is symmetric; let two differ"
        )
    fitting = _fitting(tuple(sorted(eigenvalues)), bound)
    if not fitting:
        raise params.impossible(f"the bound {bound} is too small for the eigenvalues {comma_separated(eigenvalues)}")
    order, frame = stream.pick(fitting)
    return grids.divided_by(*_from_spectrum(order, frames.moved(stream, frame)))


SYMMETRIC_WITH_EIGENVALUES = Recipe(
    name="symmetric-with-eigenvalues",
    sentence="A symmetric matrix, not diagonal, with 2 or 3 integer `eigenvalues` that are not all the same; entries "
    "up to `bound`, integers where the eigenvalues allow it (see `symmetric-spectrum`), else short fractions.",
    example="S: {recipe: symmetric-with-eigenvalues, eigenvalues: lams, bound: 20}",
    make=_symmetric_with_eigenvalues,
    required=("eigenvalues",),
    optional={"bound": 20},
)


def _symmetric_spectrum(stream: Stream, params: Params) -> Integers:
    """(7, 1), in descending order"""
    size = params.integer("size", 2, 3)
    low = params.integer("low", -MOST, MOST)
    high = params.integer("high", low, MOST)
    # Differences that (1, 1) and (1, 2) turn into integers; in space (1, 1, 1), (1, −1, 0), (1, 1, −2) wants sixths.
    steps = (2, 4, 5, 6, 8, 10) if size == 2 else (6, 3, 12, 9)
    fitting = [step for step in steps if step * (size - 1) <= high - low]
    if not fitting:
        least = min(steps) * (size - 1)
        raise params.impossible(f"high should be at least low + {least}, so that integer matrices exist")
    step = stream.pick(fitting)
    last = stream.integer(low, high - step * (size - 1))
    return tuple(last + step * i for i in reversed(range(size)))


SYMMETRIC_SPECTRUM = Recipe(
    name="symmetric-spectrum",
    sentence="`size` (2 or 3) different integers from `low` to `high`, descending, which are the eigenvalues of "
    "symmetric matrices with integer entries (in space: with at most halves and thirds).",
    example="lams: {recipe: symmetric-spectrum, size: 2, low: 1, high: 12}",
    make=_symmetric_spectrum,
    required=("low", "high"),
    optional={"size": 2},
)


def _symmetric_with_surds(stream: Stream, params: Params) -> IntegerMatrix:
    """((2, 1), (1, 3)), whose eigenvalues are (5 ± √5)/2"""
    low, high = params.integer("low", -MOST, MOST), params.integer("high", -MOST, MOST)
    reach = min(params.integer("bound", 1, 1000), 40)
    # The discriminant (p − s)² + 4q² is no square.
    pairs = [
        (d, q)
        for d in range(min(high - low, 2 * reach) + 1)
        for q in range(1, reach + 1)
        if isqrt(d * d + 4 * q * q) ** 2 != d * d + 4 * q * q
    ]
    if not pairs:
        raise params.impossible("low, high and bound leave only matrices with rational eigenvalues")
    difference, q = stream.pick(pairs)
    p = stream.integer(low, high - difference)
    first, second = stream.shuffled((p, p + difference))
    off = q * stream.sign()
    return ((first, off), (off, second))


SYMMETRIC_WITH_SURDS = Recipe(
    name="symmetric-with-surds",
    sentence="A symmetric 2×2 integer matrix whose eigenvalues are irrational: its diagonal from `low` to `high`, its "
    "other entry up to `bound`.",
    example="S: {recipe: symmetric-with-surds, low: 1, high: 6, bound: 3}",
    make=_symmetric_with_surds,
    optional={"low": 1, "high": 6, "bound": 3},
)


def _symmetric(stream: Stream, params: Params) -> IntegerMatrix:
    """((1, -2), (-2, 4))"""
    size = params.integer("size", 2, 6)
    low = params.integer("low", -MOST, MOST)
    high = params.integer("high", low, MOST)
    rows = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rows[i][j] = rows[j][i] = stream.integer(low, high)
    return grids.frozen(rows)


SYMMETRIC = Recipe(
    name="symmetric",
    sentence="Any symmetric integer matrix of this `size` with entries from `low` to `high`.",
    example="S: {recipe: symmetric, size: 3, low: -5, high: 5}",
    make=_symmetric,
    required=("size", "low", "high"),
)


def _redundant_covariance(stream: Stream, params: Params) -> tuple[tuple[int, ...], ...]:
    """((100, 9, 200), (9, 1, 10), (200, 10, 1600)): the largest covariance is not the largest correlation"""
    scale = stream.integer(1, params.integer("scale", 1, 20))
    # Spreads 10, 1 … of the redundant pair are small, so its covariance is, though its correlation is the largest.
    spreads = (10 * scale, 10, 10 * stream.integer(4, 8) * scale)
    # The product of the three is positive, which keeps the matrix positive definite.
    signs = [stream.sign() for _ in spreads]
    tenths = {(0, 1): stream.pick((8, 9)), (1, 2): stream.pick((1, 2)), (0, 2): stream.pick((3, 4))}
    correlations = {(i, j): signs[i] * signs[j] * tenth for (i, j), tenth in tenths.items()}
    rows = [
        [spreads[i] * spreads[j] // 10 * correlations.get((min(i, j), max(i, j)), 10) for j in range(3)]
        for i in range(3)
    ]
    order = stream.shuffled(range(3))
    return submatrix(rows, order, order)


REDUNDANT_COVARIANCE = Recipe(
    name="redundant-covariance",
    sentence="A 3×3 integer covariance matrix whose most correlated pair is not the pair of largest covariance; "
    "variances grow with `scale`.",
    example="C: {recipe: redundant-covariance, scale: 3}",
    make=_redundant_covariance,
    optional={"scale": 3},
)
