"""Factors of a decomposition: the nearest valid factorisation is found, and each entry is held to the precision rule.

Where a factor is not unique (signs, bases inside a repeated value, completions of an economy factor) the valid ones are
W = BR with a fixed orthonormal B and an orthogonal R; the nearest one is B times the polar factor of Bᴴ·typed
(orthogonal Procrustes). Source: Higham, Functions of Matrices, §8.1; Golub & Van Loan, Matrix Computations, §6.4.1.
From there R is turned until every entry lies within its rounding, as it does where a valid factor was rounded correctly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from decompdrill.judging.numbers import SLACK, Entry, judge_part, part_bound, rounding_bound
from decompdrill.judging.vectors import real_and_imaginary
from decompdrill.maths.linalg import Array
from decompdrill.model import Check, CheckName, Note, Number, Outcome

Numbers = tuple[tuple[Number, ...], ...]

_STEPS = 60

_HOPELESS = 2.0
"""A weighted mean of squared residuals (in units of the bounds) above this leaves no frame within all bounds."""

_LARGEST_TURNED = 10
"""Frames of more vectors than this are turned only where they are real and stand alone: 45 angles take as many milliseconds."""

_WORK = 5_000_000
"""Of all turns of a real frame together, in cubes of its vectors, with some milliseconds for the cube of 10."""

_LEAST_UNIT = 1e-6
"""Of an exact entry beside the roundings of others: with less the equations would know nothing of those."""

LARGEST = 1e100
"""Entries of a factor beyond this are judged as if they were this: products of them still fit a double."""


def values(rows: Numbers) -> Array:
    typed: Array = np.array(
        [[t.value if abs(t.value) <= LARGEST else _direction(t.value) for t in row] for row in rows]
    )
    return typed


def _direction(value: float | complex) -> float | complex:
    return value / abs(value) * LARGEST


def bounds(rows: Numbers) -> Array:
    """Return, entry by entry, how far a right answer may be from the truth: 0 where exact, else h or what was typed."""
    return np.array([[_bound(t) for t in row] for row in rows])


def _bound(typed: Number) -> float:
    if typed.is_exact:
        return 0.0
    return min(max(rounding_bound(typed.value, 1.0), typed.radius, typed.radius_imag), LARGEST)


def polar(M: Array) -> Array:
    """Return the matrix with orthonormal columns nearest to M (rows ≥ columns)."""
    U, _, Vh = np.linalg.svd(M, full_matrices=False)
    nearest_frame: Array = U @ Vh
    return nearest_frame


def nearest(bases: Sequence[Array], typed: Sequence[Numbers]) -> list[Array]:
    """Return BᵢR for the orthogonal R (unitary where they are complex) that suits what was typed best."""
    mixed = sum((B.conj().T @ values(rows) for B, rows in zip(bases, typed, strict=True)), np.zeros((1, 1)))
    whole = np.vstack(list(bases))
    entries = [t for rows in typed for row in rows for t in row]
    if len(mixed) > _LARGEST_TURNED and not np.iscomplexobj(mixed):
        return [_product(B, _turned(polar(mixed), np.asarray(whole.real), entries)) for B in bases]
    R = fitted_frame(polar(mixed), lambda R: np.asarray(whole @ R), lambda R, G: np.asarray(whole @ G @ R), entries)
    return [_product(B, R) for B in bases]


def _product(B: Array, R: Array) -> Array:
    frame: Array = np.dot(B, R)
    return frame


def fitted_frame(
    R: Array, point: Callable[[Array], Array], tangent: Callable[[Array, Array], Array], typed: Sequence[Number]
) -> Array:
    """Return the frame R, turned from where it starts until the entries of point(R) are those typed but for rounding.

    `tangent(R, G)` is how point changes along exp(G)·R. Gauss–Newton, with weights by Lawson's iteration (as in
    `vectors`), tends to the frame whose worst entry, in units of its rounding, is nearest.
    """
    target = values((tuple(typed),))[0]
    target = target.astype(np.result_type(target, R))
    best, least = R, np.inf
    weights = np.ones(1)
    generators = list(_generators(len(R), R.dtype)) if len(R) <= _LARGEST_TURNED else []
    for step in range(_STEPS if generators else 0):
        true = point(R).ravel()
        bounds_ = _rounding_bounds(typed, true)
        ratios = np.abs(real_and_imaginary((target - true) / bounds_))
        if ratios.max() < least:
            best, least = R, float(ratios.max())
        if least <= 1 or (step > 3 and weights @ ratios**2 > _HOPELESS):
            break
        weights = weights * np.maximum(ratios, 1e-9) if step > 0 else np.ones_like(ratios)
        weights /= weights.sum()
        roots = np.sqrt(weights)
        columns = real_and_imaginary(np.array([tangent(R, G).ravel() / bounds_ for G in generators])) * roots
        turn = np.linalg.lstsq(columns.T, real_and_imaginary((target - true) / bounds_) * roots, rcond=None)[0]
        R = polar(np.eye(len(R)) + sum(t * G for t, G in zip(turn, generators, strict=True))) @ R
    return best


def _turned(R: Array, whole: Array, typed: Sequence[Number]) -> Array:
    """Return what `settled` does for the real frame whole·R, where the equations of all angles at once are quick to write.

    Each turn is followed by one that meets the exact entries alone: beside them the others would weigh nothing.
    """
    target = values((tuple(typed),))[0].real.reshape(len(whole), -1)
    exact = np.array([t.is_exact for t in typed], dtype=float).reshape(target.shape)
    best, least = R, np.inf
    weights = np.ones(target.shape)
    for step in range(min(_STEPS, max(_WORK // len(R) ** 4, 3))):
        true = whole @ R
        bounds_ = _rounding_bounds(typed, true.ravel()).reshape(true.shape)
        ratios = np.abs((target - true) / bounds_)
        if ratios.max() < least:
            best, least = R, float(ratios.max())
        if least <= 1:
            break
        units = np.maximum(bounds_, _LEAST_UNIT * bounds_.max())
        off = np.abs(target - true) / units
        if step > 3 and float((weights * off**2).sum()) > _HOPELESS:
            break
        weights = weights * np.maximum(off, 1e-9) if step > 0 else weights
        weights /= weights.sum()
        for each in (weights / units**2, exact):
            if each.any():
                true = whole @ R
                R = R @ polar(np.eye(len(R)) + _turn(true, target - true, each))
    return best


def _turn(P: Array, off: Array, weights: Array) -> Array:
    """Return the skew K for which P·K is nearest to what P is off by, entry by entry weighted: by its normal equations.

    Column c of P·K rests on column c of K alone, so that the equations of all entries of K are blocks; a skew K has one angle
    for each pair of its entries.
    """
    n = P.shape[1]
    blocks = np.zeros((n, n, n, n))
    blocks[np.arange(n), :, np.arange(n), :] = np.matmul(P.T, weights.T[:, :, None] * P)
    equations = blocks.reshape(n * n, n * n)
    slopes = P.T @ (weights * off)
    i, j = np.triu_indices(n, 1)
    above, below = j * n + i, i * n + j  # K[i, j] stands in column j, K[j, i] in column i
    angles_by_angles = (
        equations[np.ix_(above, above)]
        - equations[np.ix_(above, below)]
        - equations[np.ix_(below, above)]
        + equations[np.ix_(below, below)]
    )
    ridge = 1e-15 * float(np.trace(angles_by_angles)) / len(i)
    angles = np.linalg.solve(angles_by_angles + ridge * np.eye(len(i)), slopes[i, j] - slopes[j, i])
    K: Array = np.zeros((n, n))
    K[i, j], K[j, i] = angles, -angles
    return K


def _generators(n: int, dtype: np.dtype[np.generic]) -> Iterator[Array]:
    """Yield a basis of the skew n×n matrices, of the skew-Hermitian ones where the type is complex."""
    units = (1, 1j) if dtype.kind == "c" else (1,)
    for i in range(n):
        for j in range(i, n):
            for unit in units:
                G = np.zeros((n, n), dtype)
                G[i, j] += unit
                G[j, i] -= np.conj(unit)
                if G.any():
                    yield G


def _rounding_bounds(typed: Sequence[Number], true: Array) -> Array:
    scale = float(np.max(np.abs(true)))
    return np.array(
        [SLACK * scale if t.is_exact else part_bound(t, w, scale) for t, w in zip(typed, true.tolist(), strict=True)]
    )


def judge_entries(typed: Numbers, truth: Array) -> list[list[Entry]]:
    scale = float(np.max(np.abs(truth))) if truth.size else 1.0
    return [
        [judge_part(t, w, scale) for t, w in zip(row, true_row, strict=True)]
        for row, true_row in zip(typed, truth.tolist(), strict=True)
    ]


def flat(entries: list[list[Entry]]) -> list[Entry]:
    return [e for row in entries for e in row]


def products_of_columns(rows: Numbers) -> tuple[Array, Array]:
    """Return QᴴQ of the columns typed, and how far rounding may have moved each entry: |Q|ᵀR + Rᵀ|Q| + RᵀR, R the roundings."""
    Q, R = values(rows), bounds(rows)
    return Q.conj().T @ Q, np.abs(Q).T @ R + R.T @ np.abs(Q) + R.T @ R


def orthonormal_check(name: CheckName, rows: Numbers, excused: bool) -> Check:
    """Return the check that the columns typed are orthonormal: the largest |QᴴQ − I| within the bound its digits carry.

    `excused` where the entries themselves were found right against a valid frame, which settles it.
    """
    found, carried = products_of_columns(rows)
    residuals, carried = np.abs(found - np.eye(len(found))), carried + SLACK
    place = np.unravel_index(int(np.argmax(residuals / carried)), residuals.shape)
    residual, bound = float(residuals[place]), float(carried[place])
    passed = excused or residual <= bound
    note = None if passed else (Note.NOT_UNIT if place[0] == place[1] else Note.NOT_ORTHOGONAL)
    return Check(name, passed, residual, max(bound, residual) if excused else bound, note)


def equation_check(name: CheckName, residuals: Array, carried: Array, excused: bool) -> Check:
    """Return the check that a matrix equation holds: the entry that is furthest outside the bound its digits carry."""
    excess = np.abs(residuals) / np.maximum(carried, 1e-200)
    place = np.unravel_index(int(np.argmax(excess)), residuals.shape)
    residual, bound = float(np.abs(residuals[place])), float(carried[place])
    return Check(name, excused or residual <= bound, residual, max(bound, residual) if excused else bound)


def all_right(entries: Sequence[Entry]) -> bool:
    return all(e.outcome is Outcome.RIGHT for e in entries)
