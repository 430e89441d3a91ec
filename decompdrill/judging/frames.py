"""Factors of a decomposition: the nearest valid factorisation is found, and each entry is held to the precision rule.

Where a factor is not unique (signs, bases inside a repeated value, completions of an economy factor) the valid ones are
W = BR with a fixed orthonormal B and an orthogonal R; the nearest one is B times the polar factor of Bᴴ·typed
(orthogonal Procrustes). Source: Higham, Functions of Matrices, §8.1; Golub & Van Loan, Matrix Computations, §6.4.1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decompdrill.judging.numbers import SLACK, Entry, judge_number, rounding_bound
from decompdrill.linalg import Array
from decompdrill.model import Check, Number, Outcome

Numbers = tuple[tuple[Number, ...], ...]

_STEPS = 40


def values(rows: Numbers) -> Array:
    return np.array([[t.value for t in row] for row in rows])


def bounds(rows: Numbers) -> Array:
    """Return, entry by entry, how far a right answer may be from the truth: 0 where exact, else h or what was typed."""
    return np.array([[_bound(t) for t in row] for row in rows])


def _bound(typed: Number) -> float:
    if typed.is_exact:
        return 0.0
    return max(rounding_bound(typed.value, 1.0), typed.radius, typed.radius_imag)


def polar(M: Array) -> Array:
    """Return the matrix with orthonormal columns nearest to M (rows ≥ columns)."""
    U, _, Vh = np.linalg.svd(M, full_matrices=False)
    nearest_frame: Array = U @ Vh
    return nearest_frame


def nearest(bases: Sequence[Array], typed: Sequence[Numbers]) -> list[Array]:
    """Return BᵢR for the orthogonal R that brings all of them nearest to what was typed.

    Where the nearest in the mean still has an entry outside its rounding, projections onto the rounding boxes and back
    onto the valid frames are alternated: a correctly rounded factor always has a valid one inside its boxes.
    """
    targets = [values(rows) for rows in typed]
    found = _procrustes(bases, targets)
    if bases[0].shape[1] == 1:
        return found
    for _ in range(_STEPS):
        if all(_inside(rows, W) for rows, W in zip(typed, found, strict=True)):
            break
        boxed = [_into_box(rows, W) for rows, W in zip(typed, found, strict=True)]
        found = _procrustes(bases, boxed)
    return found


def judge_entries(typed: Numbers, truth: Array) -> list[list[Entry]]:
    scale = float(np.max(np.abs(truth))) if truth.size else 1.0
    return [
        [judge_number(t, w, scale, integers_exact=True) for t, w in zip(row, true_row, strict=True)]
        for row, true_row in zip(typed, truth.tolist(), strict=True)
    ]


def flat(entries: list[list[Entry]]) -> list[Entry]:
    return [e for row in entries for e in row]


def orthonormal(name: str, rows: Numbers, excused: bool) -> Check:
    """Return the check that the columns typed are orthonormal: the largest |QᴴQ − I| within the bound its digits carry.

    The bound is |Q|ᵀR + Rᵀ|Q| + RᵀR entry by entry, R the roundings. `excused` where the entries themselves were found
    right against a valid frame, which settles it.
    """
    Q, R = values(rows), bounds(rows)
    residuals = np.abs(Q.conj().T @ Q - np.eye(Q.shape[1]))
    carried = np.abs(Q).T @ R + R.T @ np.abs(Q) + R.T @ R + SLACK
    place = np.unravel_index(int(np.argmax(residuals / carried)), residuals.shape)
    residual, bound = float(residuals[place]), float(carried[place])
    passed = excused or residual <= bound
    note = None if passed else ("not-unit" if place[0] == place[1] else "not-orthogonal")
    return Check(name, passed, residual, max(bound, residual) if excused else bound, note)


def product(name: str, residuals: Array, carried: Array, excused: bool) -> Check:
    """Return the check that a matrix equation holds: the entry that is furthest outside the bound its digits carry."""
    place = np.unravel_index(int(np.argmax(np.abs(residuals) / carried)), residuals.shape)
    residual, bound = float(np.abs(residuals[place])), float(carried[place])
    return Check(name, excused or residual <= bound, residual, max(bound, residual) if excused else bound)


def is_right(entries: Sequence[Entry]) -> bool:
    return all(e.outcome is Outcome.RIGHT for e in entries)


def _procrustes(bases: Sequence[Array], targets: Sequence[Array]) -> list[Array]:
    mixed = sum((B.conj().T @ T for B, T in zip(bases, targets, strict=True)), np.zeros((1, 1)))
    R = polar(mixed)
    return [B @ R for B in bases]


def _inside(rows: Numbers, W: Array) -> bool:
    return is_right(flat(judge_entries(rows, W)))


def _into_box(rows: Numbers, W: Array) -> Array:
    """Return the matrix nearest to W whose entries stay within the rounding of what was typed."""
    T = values(rows)
    scale = float(np.max(np.abs(W)))
    half = np.array(
        [
            [0.0 if t.is_exact else rounding_bound(w, scale) for t, w in zip(row, true_row, strict=True)]
            for row, true_row in zip(rows, W.tolist(), strict=True)
        ]
    )
    off = W - T
    size = np.abs(off)
    return T + off * np.minimum(1.0, half / np.maximum(size, 1e-300))
