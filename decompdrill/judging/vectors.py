"""Vectors judged by direction: the nearest vector of the true space is found, and each entry is held to the precision rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from decompdrill.judging import Judgement, passed_shape, worst, wrong_length
from decompdrill.judging.lists import values_check
from decompdrill.judging.numbers import SLACK, Entry, fits_digits, judge_part, part_bound
from decompdrill.maths.linalg import Array
from decompdrill.model import Check, Note, Number, Outcome

_STEPS = 40
"""Reweightings before a vector is held to be off; Lawson's iteration halves the excess in a few."""

Bound = Callable[[Number, float | complex, float, float], float]


def judge_direction(typed: Sequence[Number], basis: Array) -> Judgement:
    """Judge a vector that may be any nonzero vector of the space spanned by the orthonormal columns of `basis`.

    Shapes: typed has n entries, basis is n×k. The checks are `shape`, `nonzero` and `direction`; the residual of the
    last is the distance of the worst entry from the nearest vector of the space.
    """
    n = basis.shape[0]
    if len(typed) != n:
        return wrong_length(n, len(typed))
    largest = max(abs(t.value) for t in typed)
    if largest == 0:
        return Judgement(Outcome.WRONG, (passed_shape(), Check("nonzero", False, 0.0, 0.0, Note.ZERO_VECTOR)))
    typed = moderate(typed)
    entries = nearest_entries(typed, basis)
    angle = angle_to(np.array([t.value for t in typed]), basis)
    direction = values_check(entries, "direction")
    if not direction.passed and direction.note is None:
        direction = replace(direction, detail=f"{angle:.2g}° off")
    checks = (passed_shape(), Check("nonzero", True, largest, 0.0), direction)
    return Judgement(worst([e.outcome for e in entries]), checks, fits_digits=fits_digits(entries))


def is_far(typed: Sequence[Number], direction: Array) -> bool:
    """Is some entry further off than any multiple of a real or complex vector leaves it? It spares judging the others.

    No bound of an entry is above 0.005 of the largest true one, or what its digits leave open; that of the entry where the
    direction is largest bounds the factor.
    """
    typed = moderate(typed)
    target = np.array([t.value for t in typed])
    open_ends = np.array([math.hypot(t.radius, t.radius_imag) for t in typed])
    scale = 1.01 * float(np.max(np.abs(target)) + open_ends.max())
    bounds = 1.01 * np.maximum(0.0051 * math.sqrt(2) * scale, open_ends)
    top = int(np.argmax(np.abs(direction)))
    shares = direction / direction[top]
    return bool(np.any(np.abs(target - target[top] * shares) > bounds + bounds[top] * np.abs(shares)))


def moderate(typed: Sequence[Number]) -> Sequence[Number]:
    """Return a vector whose length means nothing, times a power of ten that keeps its squares within the doubles."""
    exponent = math.floor(math.log10(max(abs(t.value) for t in typed)))
    if abs(exponent) <= 100:
        return typed
    half = 10.0 ** (-exponent / 2)
    return [
        replace(
            t,
            value=t.value * half * half,
            exact=None,
            radius=t.radius * half * half,
            radius_imag=t.radius_imag * half * half,
        )
        for t in typed
    ]


def nearest_entries(typed: Sequence[Number], basis: Array) -> list[Entry]:
    """Return the judgement of each entry against the vector of the space that suits the typed one best."""
    typed = moderate(typed)
    entries = _against_nearest(typed, basis, _right_bound)
    if all(e.outcome is Outcome.RIGHT for e in entries):
        return entries
    wider = _against_nearest(typed, basis, _imprecise_bound)
    return min(entries, wider, key=lambda es: [e.outcome for e in es].count(Outcome.WRONG))


def angle_to(vector: Array, basis: Array) -> float:
    """Return the angle between a vector and a space in degrees."""
    return math.degrees(math.asin(misfit(vector, basis)))


def misfit(vector: Array, basis: Array) -> float:
    """Return the sine of the angle between a vector and a space with an orthonormal basis; 1 for the zero vector."""
    length = float(np.linalg.norm(vector))
    if length == 0:
        return 1.0
    projected = basis @ (basis.conj().T @ vector)
    return min(1.0, float(np.linalg.norm(vector - projected)) / length)


def unit_length(typed: Sequence[Number]) -> Check:
    """Return the note whether a vector has length 1, as far as its digits can tell: a question may insist on it, the kinds do not."""
    values = np.abs(np.array([t.value for t in typed]))
    radii = np.array([max(t.radius, t.radius_imag, 5e-4 if not t.is_exact else 0.0) for t in typed])
    length = math.hypot(*values.tolist())
    bound = SLACK + float(values @ radii + radii @ radii) / max(length, SLACK) if length else 0.0
    is_unit = abs(length - 1) <= bound
    return Check("unit-length", True, abs(length - 1), bound, None if is_unit else Note.NOT_UNIT)


def is_rough_unit(typed: Sequence[Number]) -> bool:
    """Is the length 1 only because so few digits were typed? [0.3, 0.9] could be a unit vector, and has length 0.95."""
    check = unit_length(typed)
    if check.note is not None or check.residual is None or all(t.is_exact for t in typed):
        return False
    to_three_digits = [replace(t, radius=min(t.radius, 5e-4), radius_imag=min(t.radius_imag, 5e-4)) for t in typed]
    return unit_length(to_three_digits).note is not None


def _against_nearest(typed: Sequence[Number], basis: Array, bound: Bound) -> list[Entry]:
    """Find c that makes the largest |tᵢ − (Bc)ᵢ|/bᵢ small, and judge each tᵢ against (Bc)ᵢ.

    Lawson's iteration: least squares, reweighted by its own residuals, tends to the Chebyshev solution; its weighted
    mean residual is a lower bound of what can be reached, so a hopeless vector is given up at once. Source: Lawson,
    Contributions to the theory of linear least maximum approximation (1961); Rice & Usow, Math. Comp. 22 (1968).
    """
    target = np.array([t.value for t in typed], np.result_type(basis, *(t.value for t in typed)))
    nearest = basis @ (basis.conj().T @ target)
    columns = [B for B in (basis.T, 1j * basis.T) if np.iscomplexobj(B) <= np.iscomplexobj(nearest)]
    best: list[Entry] | None = None
    weights = np.ones(1)
    largest = max(abs(t.value) for t in typed)
    for step in range(_STEPS):
        true = nearest.tolist()
        scale = max(map(abs, true))
        if scale <= SLACK * largest:
            break
        whole = max(scale, largest)  # some multiple of the true vector is as long as the typed one
        entries = [judge_part(t, w, scale, whole) for t, w in zip(typed, true, strict=True)]
        if best is None or _badness(entries) < _badness(best):
            best = entries
        bounds = np.array([bound(t, w, scale, whole) for t, w in zip(typed, true, strict=True)])
        ratios = np.abs(real_and_imaginary((target - nearest) / bounds))
        if ratios.max() <= 1 or _is_hopeless(target, nearest) or (step > 1 and weights @ ratios**2 > _HOPELESS):
            break
        weights = weights * np.maximum(ratios, 1e-9) if step > 0 else np.ones_like(ratios)
        weights /= weights.sum()
        roots = np.sqrt(weights)
        rows = real_and_imaginary(np.vstack(columns) / bounds) * roots
        coefficients = np.linalg.lstsq(rows.T, real_and_imaginary(target / bounds) * roots, rcond=None)[0]
        nearest = coefficients @ np.vstack(columns)
    return best if best is not None else _all_off(typed)


def real_and_imaginary(values: Array) -> Array:
    """Return complex numbers as their real parts followed by their imaginary parts, along the last axis."""
    if not np.iscomplexobj(values):
        return values
    return np.concatenate([values.real, values.imag], axis=-1)


_HOPELESS = 1.2
"""A weighted mean of squared residuals (in units of the bounds) above this leaves no vector within all bounds."""


def _is_hopeless(target: Array, nearest: Array) -> bool:
    """Is the vector so far from the space that no rounding, however rough, explains it?"""
    off = np.linalg.norm(target - nearest)
    return bool(off > 0.5 * np.linalg.norm(target))


def _all_off(typed: Sequence[Number]) -> list[Entry]:
    return [Entry(Outcome.WRONG, abs(t.value), 0.0) for t in typed]


def _badness(entries: list[Entry]) -> tuple[int, int]:
    outcomes = [e.outcome for e in entries]
    return outcomes.count(Outcome.WRONG), outcomes.count(Outcome.IMPRECISE)


def _right_bound(typed: Number, value: float | complex, scale: float, whole: float) -> float:
    return SLACK * scale if typed.is_exact else part_bound(typed, value, scale, whole)


def _imprecise_bound(typed: Number, value: float | complex, scale: float, whole: float) -> float:
    return max(_right_bound(typed, value, scale, whole), typed.radius, typed.radius_imag)
