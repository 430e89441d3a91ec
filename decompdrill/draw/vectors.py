"""Recipes for vectors: plain ones, eigenvectors, and vectors that pass for eigenvectors."""

from __future__ import annotations

import itertools
from fractions import Fraction

from decompdrill.draw import frames, grids
from decompdrill.draw.recipe import (
    MOST_SIDE,
    Integers,
    Params,
    Rational,
    RationalMatrix,
    Recipe,
    comma_separated,
    shown,
)
from decompdrill.draw.stream import Stream
from decompdrill.maths import exact
from decompdrill.maths.algebra import apply, shifted, transpose

MOST = 10**6
_TRIES = 60
_SMALL = tuple(v for v in itertools.product(range(-3, 4), repeat=2) if all(v))


def _vector(stream: Stream, params: Params) -> Integers:
    """(2, -1, 3)"""
    size = params.integer("size", 1, 20)
    low = params.integer("low", -MOST, MOST)
    high = params.integer("high", low, MOST)
    if not params.flag("non-zero"):
        return grids.random_vector(stream, size, low, high)
    allowed = [x for x in range(low, high + 1) if x] if high - low < 1000 else [x for x in (low, high) if x]
    if not allowed:
        raise params.impossible("between low and high there is no integer but 0")
    return tuple(stream.pick(allowed) for _ in range(size))


VECTOR = Recipe(
    name="vector",
    sentence="A vector of `size` integers from `low` to `high`, none of them 0 where `non-zero`.",
    example="v: {recipe: vector, size: 2, low: -4, high: 4, non-zero: true}",
    make=_vector,
    required=("size",),
    optional={"low": -5, "high": 5, "non-zero": True},
)


def _eigenspace(A: RationalMatrix, eigenvalue: Rational) -> tuple[Integers, ...]:
    """Return a basis of {v : Av = λv} in coprime integers; none where λ is no eigenvalue."""
    rows = tuple(tuple(Fraction(x) for x in row) for row in A)
    return tuple(
        tuple(int(x) for x in v if isinstance(x, Fraction))
        for v in exact.null_space(shifted(rows, Fraction(eigenvalue)))
    )


def _eigenvector(stream: Stream, params: Params, A: RationalMatrix, eigenvalue: Rational) -> Integers:
    basis = _eigenspace(A, eigenvalue)
    if not basis:
        raise params.impossible(f"{shown(eigenvalue)} is no eigenvalue of the matrix")
    vector = stream.pick(basis)
    scale = stream.pick((1, 1, 2, 3) if max(map(abs, vector)) <= 4 else (1,))
    return tuple(scale * x for x in frames.reflected(stream, vector))


def _eigenvector_of(stream: Stream, params: Params) -> Integers:
    """(2, 2) for ((3, 1), (1, 3)) and 4"""
    return _eigenvector(stream, params, params.square("matrix"), params.number("eigenvalue"))


EIGENVECTOR_OF = Recipe(
    name="eigenvector-of",
    sentence="An integer eigenvector of the square `matrix` for its `eigenvalue`: coprime integers, or a small multiple.",
    example="v: {recipe: eigenvector-of, matrix: A, eigenvalue: lam}",
    make=_eigenvector_of,
    required=("matrix", "eigenvalue"),
)


def _agreements(A: RationalMatrix, v: Integers) -> tuple[int, int]:
    """Return how many entries of Av are one integer times those of v, at best, and how many entries there are."""
    images = apply(A, v)
    ratios = [Fraction(y) / x for y, x in zip(images, v, strict=True) if x]
    whole = [r for r in ratios if r.denominator == 1]
    agreeing = max((sum(y == r * x for y, x in zip(images, v, strict=True)) for r in whole), default=0)
    return agreeing, len(v)


def _decoys(A: RationalMatrix) -> list[Integers]:
    """Return the small eigenvectors of Aᵀ that are none of A: what vᵀA in place of Av takes for eigenvectors."""
    if len(A) != 2:
        return []
    columns = transpose(A)
    return [v for v in _SMALL if _is_eigenvector(columns, v) and not _is_eigenvector(A, v)]


def _tempting(stream: Stream, params: Params, A: RationalMatrix) -> Integers:
    """Return a vector that is no eigenvector, though some entries of Av are one integer times those of v."""
    decoys = _decoys(A)
    if decoys and stream.chance(1, 3):
        return stream.pick(decoys)
    last: Integers | None = None
    for _ in range(_TRIES):
        v = stream.pick(_SMALL) if len(A) == 2 else grids.random_vector(stream, len(A), -3, 3)
        if not any(v) or _is_eigenvector(A, v):
            continue
        last = v
        agreeing, size = _agreements(A, v)
        if size - 1 <= agreeing < size or (agreeing and stream.chance(1, 8)):
            return v
    if last is None:
        raise params.impossible("every vector is an eigenvector of this matrix")
    return last


def _is_eigenvector(A: RationalMatrix, v: Integers) -> bool:
    images = apply(A, v)
    pairs = itertools.combinations(range(len(v)), 2)
    return all(images[i] * v[j] == images[j] * v[i] for i, j in pairs)


def _maybe_eigenvector(stream: Stream, params: Params) -> Integers:
    """(1, 1), an eigenvector of ((3, 1), (1, 3)); (1, 2), which is none"""
    A = params.square("matrix")
    eigenvalues = params.numbers("eigenvalues", most=MOST_SIDE)
    if not stream.chance(params.integer("share", 0, 100), 100):
        return _tempting(stream, params, A)
    fitting = [value for value in eigenvalues if _eigenspace(A, value)]
    if not fitting:
        raise params.impossible(f"none of {comma_separated(eigenvalues)} is an eigenvalue of the matrix")
    return _eigenvector(stream, params, A, stream.pick(fitting))


MAYBE_EIGENVECTOR = Recipe(
    name="maybe-eigenvector",
    sentence="With a chance of `share` percent an integer eigenvector of the square `matrix`, for one of its integer "
    "`eigenvalues`; else a small vector that is none, though a part of Av looks as if it were.",
    example="v: {recipe: maybe-eigenvector, matrix: A, eigenvalues: lams, share: 50}",
    make=_maybe_eigenvector,
    required=("matrix", "eigenvalues"),
    optional={"share": 50},
)
