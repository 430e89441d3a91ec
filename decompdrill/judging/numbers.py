"""The precision rule for one number (contract.md, Precision): right, imprecise or wrong, and by how much."""

from __future__ import annotations

import math
from dataclasses import dataclass

from decompdrill.model import Number, Outcome, Scalar
from decompdrill.surd import as_float

SLACK = 1e-9
"""Two numbers are equal if they differ by no more than this share of the scale."""

# A bound met exactly (4.995 typed as 5.00) must not be lost to the last bit of a double.
_ROUNDING = 1 + 1e-9


@dataclass(frozen=True, slots=True)
class Entry:
    """The judgement of one number: its distance from the true value and the bound it is held to.

    A wrong one keeps what was typed and the true value, so that the kind of near miss can be told when it is asked.
    """

    outcome: Outcome
    residual: float
    bound: float
    typed: Number | None = None
    value: float | complex = 0.0
    scale: float = 1.0

    @property
    def note(self) -> str | None:
        if self.outcome is Outcome.IMPRECISE:
            return "imprecise"
        return None if self.typed is None else near_miss(self.typed, self.value, self.scale)


def approximate(values: tuple[Scalar, ...]) -> tuple[float | complex, ...]:
    return tuple(as_float(v) for v in values)


def scale_of(*groups: tuple[float | complex, ...]) -> float:
    """Return the largest modulus of the first group that has one above zero: the true answer, else the given; else 1."""
    for group in groups:
        largest = max((abs(v) for v in group), default=0.0)
        if largest > 0:
            return largest
    return 1.0


def is_whole(value: float | complex, slack: float) -> bool:
    """Is value an integer (for a complex one: in both parts) within slack?"""
    if isinstance(value, complex):
        return is_whole(value.real, slack) and is_whole(value.imag, slack)
    return abs(value - round(value)) <= slack


def half_third_digit(modulus: float) -> float:
    """Return half a unit of the third significant digit of modulus > 0: 0.005 for 2.618, 5.0 for 2618.03."""
    exponent = math.floor(math.log10(modulus) + 1e-12 / math.log(10))
    return 0.5 * 10.0 ** max(exponent - 2, -320)


def rounding_bound(value: float | complex, scale: float) -> float:
    """Return h of the contract: half a unit of the third digit of value (of the scale's where value is 0), ½ at most for integers."""
    slack = SLACK * scale
    bound = half_third_digit(abs(value) if abs(value) > slack else scale)
    return min(bound, 0.5) if is_whole(value, slack) else bound


def rounding_radii(typed: Number, value: float | complex, scale: float, integers_exact: bool) -> tuple[float, float]:
    """Return u for both parts: what was typed, or ½ for a lone integer where the true value is none."""
    if typed.lone_integer and not integers_exact and not is_whole(value, SLACK * scale):
        return 0.5, 0.0
    return typed.radius, typed.radius_imag


def judge_number(typed: Number, value: float | complex, scale: float, integers_exact: bool = False) -> Entry:
    """Judge one typed number against the true value.

    `scale` is the largest entry of the true answer, else of the given. `integers_exact` holds in vectors, bases and
    factors, where a typed integer is no rounded value.
    """
    slack = SLACK * scale
    real, imag = _distances(typed.value, value)
    residual = max(real, imag)
    if residual <= slack:
        return Entry(Outcome.RIGHT, residual, slack)
    u_real, u_imag = rounding_radii(typed, value, scale, integers_exact)
    if not (u_real or u_imag):
        return Entry(Outcome.WRONG, residual, slack, typed, value, scale)
    bound = rounding_bound(value, scale)
    enough_digits = not typed.lone_integer or typed.digits >= 3
    if enough_digits and residual <= bound * _ROUNDING + slack:
        return Entry(Outcome.RIGHT, residual, bound)
    within = real <= u_real * _ROUNDING + slack and imag <= u_imag * _ROUNDING + slack
    if within and math.hypot(real, imag) <= abs(value) / 5 * _ROUNDING + slack:
        return Entry(Outcome.IMPRECISE, residual, bound)
    return Entry(Outcome.WRONG, residual, bound, typed, value, scale)


def _distances(a: float | complex, b: float | complex) -> tuple[float, float]:
    if isinstance(a, complex) or isinstance(b, complex):
        difference = complex(a) - complex(b)
        return abs(difference.real), abs(difference.imag)
    return abs(a - b), 0.0


def near_miss(typed: Number, value: float | complex, scale: float) -> str | None:
    """Return what kind of near miss a wrong real number is: truncated for rounded, or a misplaced decimal point."""
    if isinstance(typed.value, complex) or isinstance(value, complex) or abs(value) <= SLACK * scale or not typed.value:
        return None
    if typed.radius and typed.digits and _is_truncated(typed.value, value, 2 * typed.radius):
        return "truncated"
    if typed.digits and _is_misplaced(typed, value):
        return "misplaced-point"
    return None


def _is_truncated(typed: float, value: float, unit: float) -> bool:
    places = abs(value) / unit
    is_same_sign = (typed > 0) == (value > 0)
    return is_same_sign and 1 <= places < 1e15 and abs(abs(typed) / unit - math.floor(places)) < 1e-6


def _is_misplaced(typed: Number, value: float) -> bool:
    shift = round(math.log10(abs(value)) - math.log10(abs(typed.value)))
    if not 1 <= abs(shift) <= 3:
        return False
    near = half_third_digit(abs(value)) if typed.digits >= 3 else SLACK * abs(value)
    return abs(typed.value * 10.0**shift - value) <= near * _ROUNDING
