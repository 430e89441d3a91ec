"""Arithmetic on typed numbers."""

from __future__ import annotations

import cmath
import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from decompdrill.answers.refusal import RefusalError
from decompdrill.maths import surd, tolerances
from decompdrill.maths.surd import Surd
from decompdrill.model import Number

# Exact forms beyond these are dropped, and the number goes on as a double.
_MOST_BITS = 4_096
_MOST_TERMS = 16
_LARGEST_SURD_POWER = 64
TOO_LARGE = "the number is too large to be held"
TOO_SMALL = "the number is too close to 0 to be held"


def finite_number(
    value: float | complex | None, exact: Fraction | Surd | None, radius: float = 0.0, radius_imag: float = 0.0
) -> Number:
    """Return a number that is finite and no underflow to 0; the value comes from the exact form where there is one."""
    if exact is not None:
        value = _guarded(partial(surd.as_float, exact))
        if value == 0.0 and exact:
            raise RefusalError(TOO_SMALL)
    assert value is not None
    if isinstance(value, complex) and value.imag == 0.0:
        value = value.real
    if not cmath.isfinite(value) or not math.isfinite(radius) or not math.isfinite(radius_imag):
        raise RefusalError(TOO_LARGE)
    return Number(value, _kept(exact), radius, radius_imag)


def from_exact(exact: Fraction | Surd) -> Number:
    return finite_number(None, exact)


def _guarded(compute: Callable[[], float | complex]) -> float | complex:
    try:
        return compute()
    except OverflowError:
        raise RefusalError(TOO_LARGE) from None
    except (ZeroDivisionError, ValueError):
        raise RefusalError("the expression has no value") from None


def as_double(fraction: Fraction) -> float:
    """Return the nearest double; overflow is refused."""
    return _guarded(partial(float, fraction)).real


def _kept(exact: Fraction | Surd | None) -> Fraction | Surd | None:
    """Return the exact form, or None where it has grown beyond what is worth carrying."""
    if not isinstance(exact, Surd):
        return exact if exact is None or _bits(exact) <= _MOST_BITS else None
    return exact if len(exact.terms) <= _MOST_TERMS and all(_bits(q) <= _MOST_BITS for _, q in exact.terms) else None


def _bits(fraction: Fraction) -> int:
    return fraction.numerator.bit_length() + fraction.denominator.bit_length()


def _terms(exact: Fraction | Surd) -> int:
    return len(exact.terms) if isinstance(exact, Surd) else 1


ONE = from_exact(Fraction(1))
ZERO = from_exact(Fraction(0))
IMAGINARY_UNIT = Number(1j, Surd(((-1, Fraction(1)),)))
PI = Number(math.pi, None)
EULER = Number(math.e, None)

CANCELLED = 4 * 2.0**-52
"""Two doubles that differ by no more than this share of their size are equal as far as the roots that made them tell."""


def may_be_equal(a: Number, b: Number) -> bool:
    """Are these the same number, as far as their digits say?"""
    if a.is_exact and b.is_exact and a.exact is not None and b.exact is not None:
        return a.exact == b.exact
    doubt = (a.radius + a.radius_imag + b.radius + b.radius_imag) * tolerances.BOUND_MET
    return abs(a.value - b.value) <= doubt + tolerances.ROUND_OFF * max(abs(a.value), abs(b.value))


def better_known(a: Number, b: Number) -> Number:
    """Return of two writings of one number the exact one, else the one with more digits."""
    return a if a.is_exact or (b.radius >= a.radius and not b.is_exact) else b


def negate_number(a: Number) -> Number:
    """Return −a; a lone literal stays one, its text to be set by the grammar."""
    exact = None if a.exact is None else -a.exact
    return Number(-a.value, exact, a.radius, a.radius_imag, a.lone_integer, a.digits)


def add_numbers(a: Number, b: Number) -> Number:
    exact = None if a.exact is None or b.exact is None else a.exact + b.exact
    value = a.value + b.value
    if abs(value) <= CANCELLED * max(abs(a.value), abs(b.value)):
        value = 0.0  # ∛2·∛4 − 2 is 0, and not what rounding leaves of it
    return finite_number(value, exact, a.radius + b.radius, a.radius_imag + b.radius_imag)


def multiply_numbers(a: Number, b: Number) -> Number:
    """Return a·b; the radius of each part is the most that the product can be off."""
    exact = None
    if a.exact is not None and b.exact is not None and _terms(a.exact) * _terms(b.exact) <= 4 * _MOST_TERMS:
        exact = a.exact * b.exact
    value = a.value * b.value
    if exact is None and value == 0.0 and a.value != 0 and b.value != 0:
        raise RefusalError(TOO_SMALL)
    if a.is_exact and b.is_exact:
        return finite_number(value, exact)
    x, y, p, q = abs(a.value.real), abs(a.value.imag), a.radius, a.radius_imag
    u, v, s, t = abs(b.value.real), abs(b.value.imag), b.radius, b.radius_imag
    radius = x * s + u * p + p * s + y * t + v * q + q * t
    radius_imag = x * t + v * p + p * t + y * s + u * q + q * s
    return finite_number(value, exact, radius, radius_imag)


def divide_numbers(a: Number, b: Number) -> Number:
    """Return a/b; refused where b is 0, or so rounded that it may be."""
    return multiply_numbers(a, reciprocal(b))


def reciprocal(b: Number) -> Number:
    """Return 1/b, with the radius of the whole interval."""
    if b.value == 0:
        raise RefusalError("a division by zero has no value")
    exact = surd.invert(b.exact) if b.exact is not None and _terms(b.exact) <= 4 else None
    value = _guarded(lambda: 1 / b.value)
    if b.is_exact:
        return finite_number(value, exact)
    size, off = abs(b.value), math.hypot(b.radius, b.radius_imag)
    if off >= size:
        raise RefusalError("the divisor is rounded so much that it may be 0: give more digits")
    return _within(value, exact, off / (size * (size - off)), b)


def _within(value: float | complex, exact: Fraction | Surd | None, radius: float, a: Number) -> Number:
    """Return a number known to a radius, in both parts where the one it was made from is complex."""
    is_complex = isinstance(a.value, complex) or bool(a.radius_imag)
    return finite_number(value, exact, radius, radius if is_complex else 0.0)


def raise_number(base: Number, exponent: Number) -> Number:
    """Return base^exponent: any base but 0⁰ to a whole number, a positive real base to any real one."""
    if isinstance(exponent.value, complex) or exponent.radius_imag:
        raise RefusalError("a complex exponent is not read")
    whole = exponent.exact
    if exponent.is_exact and isinstance(whole, Fraction) and whole.denominator == 1:
        return _whole_power(base, int(whole))
    if isinstance(base.value, complex) or base.value < 0:
        raise RefusalError("a power with a fractional exponent needs a positive base")
    if base.value == 0:
        raise RefusalError("a power of 0 needs a whole, positive exponent")
    if isinstance(whole, Fraction) and base.is_exact and exponent.is_exact and whole.denominator <= 20:
        return _whole_power(root_of_number(base, whole.denominator), whole.numerator)
    return _real_power(base, exponent)


def _real_power(base: Number, exponent: Number) -> Number:
    x, y = base.value.real, exponent.value.real
    value = _guarded(lambda: x**y)
    exact = None
    if base.is_exact and isinstance(base.exact, Fraction) and exponent.exact == Fraction(1, 2):
        exact = surd.root(base.exact)
    low, least = max(x - base.radius, 0.0), y - exponent.radius
    if low == 0.0 and least < 0:
        raise RefusalError("the base is rounded so much that it may be 0: give more digits")
    ends = itertools.product((low, x + base.radius), (least, y + exponent.radius))
    corners = [_guarded(partial(pow, *end)).real for end in ends]
    radius = 0.0 if base.is_exact and exponent.is_exact else max(abs(c - value) for c in corners)
    return finite_number(value, exact, radius)


def _whole_power(base: Number, exponent: int) -> Number:
    if exponent < 0:
        return _whole_power(reciprocal(base), -exponent)
    if exponent == 0:
        if base.value == 0:
            raise RefusalError("0 to the power 0 has no value")
        return ONE
    exact = _exact_power(base, exponent)
    value = _guarded(lambda: base.value**exponent) if exact is None else 0.0
    if exact is None and value == 0 and base.value != 0:
        raise RefusalError(TOO_SMALL)
    if base.is_exact or exponent == 1:
        return finite_number(value, exact, base.radius, base.radius_imag)
    size, off = abs(base.value), math.hypot(base.radius, base.radius_imag)
    return _within(value, exact, _guarded(lambda: (size + off) ** exponent - size**exponent).real, base)


def _exact_power(base: Number, exponent: int) -> Fraction | Surd | None:
    exact = base.exact
    if exact is None:
        return None
    if exact in (1, -1):
        return exact if exponent % 2 else Fraction(1)
    if isinstance(exact, Surd):
        return exact**exponent if exponent <= _LARGEST_SURD_POWER and len(exact.terms) <= 4 else None
    return exact**exponent if _bits(exact) * exponent <= _MOST_BITS else None


def root_of_number(a: Number, degree: int) -> Number:
    """Return the principal root; a square root may be imaginary, an odd root of a negative number is negative."""
    if degree == 2:
        return _square_root(a)
    if isinstance(a.value, complex):
        raise RefusalError("a higher root of a complex number is not read")
    if a.value < 0:
        if degree % 2 == 0:
            raise RefusalError("an even root of a negative number is not read")
        return negate_number(root_of_number(negate_number(a), degree))
    value = math.cbrt(a.value) if degree == 3 else a.value ** (1 / degree)
    low, high = max(a.value - a.radius, 0.0) ** (1 / degree), (a.value + a.radius) ** (1 / degree)
    radius = max(high - value, value - low) if a.radius else 0.0
    exact = surd.perfect_root(a.exact, degree) if isinstance(a.exact, Fraction) else None
    return finite_number(value, exact, radius)


def _square_root(a: Number) -> Number:
    exact = surd.root(a.exact) if isinstance(a.exact, Fraction) else None
    value = cmath.sqrt(a.value) if isinstance(a.value, complex) or a.value < 0 else math.sqrt(a.value)
    if a.is_exact:
        return finite_number(value, exact)
    size, off = abs(a.value), math.hypot(a.radius, a.radius_imag)
    low = math.sqrt(max(size - off, 0.0))
    radius = max(math.sqrt(size + off) - math.sqrt(size), math.sqrt(size) - low)
    if isinstance(a.value, complex):
        radius = off / math.sqrt(size)
        return finite_number(value, exact, radius, radius)
    return finite_number(value, exact, radius) if a.value >= 0 else finite_number(value, exact, 0.0, radius)


def modulus_of(a: Number) -> Number:
    """Return |a|, the modulus of a complex number."""
    if not isinstance(a.value, complex):
        return negate_number(a) if a.value < 0 else a
    exact = None
    if a.exact is not None:
        square = a.exact * (a.exact.conjugate() if isinstance(a.exact, Surd) else a.exact)
        exact = surd.root(square) if isinstance(square, Fraction) else None
    return finite_number(abs(a.value), exact, math.hypot(a.radius, a.radius_imag), 0.0)


def real_function(function: Callable[[float], float], is_wave: bool = False) -> Callable[[Number], Number]:
    """Return a real function on numbers: a monotone one, or a wave, whose slope is at most 1, so that the radius stays."""

    def apply(a: Number) -> Number:
        if isinstance(a.value, complex):
            raise RefusalError("a function of a complex number is not read")
        value = _guarded(partial(function, a.value)).real
        value = 0.0 if is_wave and abs(value) <= tolerances.WAVE_OFF * max(1.0, abs(a.value)) else value
        if is_wave or not a.radius:
            return finite_number(value, None, a.radius)
        ends = [_guarded(partial(function, end)).real for end in (a.value - a.radius, a.value + a.radius)]
        return finite_number(value, None, max(abs(end - value) for end in ends))

    return apply
