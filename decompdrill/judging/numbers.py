"""The precision rule for one number (contract.md, Precision and Scale): right, imprecise or wrong, and by how much."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.maths.tolerances import BOUND_MET
from decompdrill.model import Note, Number, Outcome

SLACK = 1e-9
"""Two numbers are equal if they differ by no more than this share of the true one; of the scale where that is 0."""

KEY_ERROR = 1e-12
"""What a key in doubles may be off, as a share of its largest entry, where its method gives no closer bound."""


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
    def note(self) -> Note | None:
        if self.outcome is Outcome.IMPRECISE:
            return Note.IMPRECISE
        return None if self.typed is None else near_miss(self.typed, self.value, self.scale)


def as_floats(values: Iterable[Scalar]) -> tuple[float | complex, ...]:
    return tuple(as_float(v) for v in values)


def scale_of(*groups: tuple[float | complex, ...]) -> float:
    """Return the largest modulus of the first group that has one above zero: the true answer, else the given; else 1."""
    for group in groups:
        largest = max((abs(v) for v in group), default=0.0)
        if largest > 0:
            return largest
    return 1.0


Error: TypeAlias = "float | tuple[float, ...] | None"
"""A bound of the error of all values of a key or of each one; None where nothing closer than KEY_ERROR is known."""


def key_errors(truth: Sequence[Scalar], error: Error = None) -> tuple[float, ...]:
    """Return how far each true value may be from the truth itself: 0 for a fraction or a root, else (its) `error`."""
    if all(isinstance(v, (Fraction, Surd)) for v in truth):
        return (0.0,) * len(truth)
    if error is None:
        error = KEY_ERROR * max((abs(as_float(v)) for v in truth), default=0.0)
    errors = error if isinstance(error, tuple) else (error,) * len(truth)
    return tuple(0.0 if isinstance(v, (Fraction, Surd)) else e for v, e in zip(truth, errors, strict=True))


def without_errors(values: Sequence[float | complex], errors: Sequence[float]) -> tuple[float | complex, ...]:
    """Return the values; those within their error bound count as 0."""
    return tuple(v if abs(v) > e else 0.0 for v, e in zip(values, errors, strict=True))


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


def part_bound(typed: Number, value: float | complex, scale: float, whole: float | None = None) -> float:
    """Return how far an entry of a vector or factor may be off: h, or u where u is fine enough for the whole.

    It is so where it is no coarser than half a unit of the third digit of the largest entry: in 1.0000, 0.0062 both are.
    """
    bound = rounding_bound(value, scale)
    if value == 0 or abs(value) <= SLACK * scale:
        return bound
    u = max(typed.radius, typed.radius_imag)
    finest = half_third_digit(whole or scale)
    finest = min(finest, 0.5) if is_whole(value, SLACK * scale) else finest
    return max(bound, u) if u <= finest * BOUND_MET else bound


def rounding_radii(typed: Number, value: float | complex, scale: float, integers_exact: bool) -> tuple[float, float]:
    """Return u for both parts: what was typed, or ½ for a lone integer where the true value is none."""
    if typed.lone_integer and not integers_exact and not is_whole(value, SLACK * scale):
        return 0.5, 0.0
    return typed.radius, typed.radius_imag


def judge_number(
    typed: Number, value: float | complex, scale: float, integers_exact: bool = False, error: float = 0.0
) -> Entry:
    """Judge one typed number against the true value, on the scale of that value; where it is 0, on `scale`.

    `scale` is the largest entry of the true answer, else of the given. `error` bounds the error of a true value that was
    computed in doubles: what is not above it counts as 0. `integers_exact` holds in factors, where a typed integer is no
    rounded value.
    """
    if abs(value) <= error or value == 0:
        return _judge_zero(typed, scale, max(SLACK * scale, error))
    return _judge_within(typed, value, abs(value), max(SLACK * abs(value), error), integers_exact)


def fits_digits(entries: Sequence[Entry]) -> bool:
    """Is each entry within what was typed of the true one, though to too few digits to be right?"""
    return all(e.outcome is not Outcome.WRONG or _is_rounded(e) for e in entries)


def _is_rounded(wrong: Entry) -> bool:
    if wrong.typed is None:
        return False
    u = max(wrong.typed.radius, wrong.typed.radius_imag)
    return wrong.residual <= u * BOUND_MET + SLACK * wrong.scale


def _judge_zero(typed: Number, scale: float, slack: float) -> Entry:
    real, imag = _distances(typed.value, 0.0)
    residual = max(real, imag)
    if residual <= slack:
        return Entry(Outcome.RIGHT, residual, slack)
    bound = rounding_bound(0.0, scale)
    is_rounded = bool(typed.radius or typed.radius_imag)
    if is_rounded and residual <= bound * BOUND_MET:
        return Entry(Outcome.IMPRECISE, residual, slack)
    return Entry(Outcome.WRONG, residual, slack, typed, 0.0, scale)


def judge_part(typed: Number, value: float | complex, scale: float, whole: float | None = None) -> Entry:
    """Judge an entry of a vector or a factor, which only counts as a part of the whole: on the scale of the whole.

    An integer is exact; a rounded number that stands for 0 is right within its rounding. `whole` is the largest entry
    for the digits that are asked, where it is another than the scale.
    """
    entry = _judge_within(typed, value, scale, SLACK * scale, True)
    if entry.outcome is Outcome.RIGHT or typed.is_exact:
        return entry
    bound = part_bound(typed, value, scale, whole)
    if entry.residual > bound * BOUND_MET + SLACK * scale:
        return entry
    return Entry(Outcome.RIGHT, entry.residual, bound)


def _judge_within(typed: Number, value: float | complex, scale: float, slack: float, integers_exact: bool) -> Entry:
    real, imag = _distances(typed.value, value)
    residual = max(real, imag)
    if residual <= slack:
        return Entry(Outcome.RIGHT, residual, slack)
    u_real, u_imag = rounding_radii(typed, value, scale, integers_exact)
    if not (u_real or u_imag):
        return Entry(Outcome.WRONG, residual, slack, typed, value, scale)
    bound = rounding_bound(value, scale)
    enough_digits = not typed.lone_integer or typed.digits >= 3
    if enough_digits and residual <= bound * BOUND_MET + slack:
        return Entry(Outcome.RIGHT, residual, bound)
    within = real <= u_real * BOUND_MET + slack and imag <= u_imag * BOUND_MET + slack
    if within and math.hypot(real, imag) <= abs(value) / 5 * BOUND_MET + slack:
        return Entry(Outcome.IMPRECISE, residual, bound)
    return Entry(Outcome.WRONG, residual, bound, typed, value, scale)


def _distances(a: float | complex, b: float | complex) -> tuple[float, float]:
    if isinstance(a, complex) or isinstance(b, complex):
        difference = complex(a) - complex(b)
        return abs(difference.real), abs(difference.imag)
    return abs(a - b), 0.0


def near_miss(typed: Number, value: float | complex, scale: float) -> Note | None:
    """Return what kind of near miss a wrong real number is: too few digits, truncated, 100 times a percentage, misplaced point."""
    if isinstance(typed.value, complex) or isinstance(value, complex) or abs(value) <= SLACK * scale or not typed.value:
        return None
    if _is_rounded_to_too_few(typed, value):
        return Note.IMPRECISE
    if typed.in_percent and _is_hundredfold(typed, value, scale):
        return Note.HUNDREDFOLD
    if typed.radius and typed.digits and _is_truncated(typed.value, value, 2 * typed.radius):
        return Note.TRUNCATED
    is_count = typed.lone_integer and is_whole(
        value, SLACK * scale
    )  # an integer for an integer has no point to misplace
    if typed.digits and not is_count and _is_misplaced(typed, value):
        return Note.MISPLACED_POINT
    return None


def _is_truncated(typed: float, value: float, unit: float) -> bool:
    places = abs(value) / unit
    is_same_sign = (typed > 0) == (value > 0)
    return is_same_sign and 1 <= places < 1e15 and abs(abs(typed) / unit - math.floor(places)) < 1e-6


def _is_rounded_to_too_few(typed: Number, value: float) -> bool:
    """Is the true number within what was typed, though farther off than a fifth? 0.01 rounds 0.0065, and is wrong for it."""
    return abs(typed.value - value) <= typed.radius * BOUND_MET


def _is_hundredfold(typed: Number, value: float, scale: float) -> bool:
    meant = Number(typed.value / 100, None, typed.radius / 100)
    return judge_number(meant, value, scale).outcome is Outcome.RIGHT


def _is_misplaced(typed: Number, value: float) -> bool:
    shift = round(math.log10(abs(value)) - math.log10(abs(typed.value)))
    if not 1 <= abs(shift) <= 3:
        return False
    near = half_third_digit(abs(value)) if typed.digits >= 3 else SLACK * abs(value)
    return abs(typed.value * 10.0**shift - value) <= near * BOUND_MET
