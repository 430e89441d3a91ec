"""Exact numbers with square roots: sums q₁√d₁ + q₂√d₂ + … over square-free integers.

Like a Fraction, such a number becomes a double where it meets one.

A radicand may be negative, so √−1 is the imaginary unit and a + bi is exact too. Results that turn out rational come
back as `Fraction`, so code written for `Fraction | Surd` never asks which one it has.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias, overload

from decompdrill.maths.budget import is_counted, spend, steps

Exact: TypeAlias = "Fraction | Surd"

Scalar: TypeAlias = "Fraction | Surd | float | complex"
"""A true value: exact where the problem is, else the nearest double."""

# Above this the square-free part of a radicand is not searched for: the number is then held as a float.
LARGEST_RADICAND = 10**12


@dataclass(frozen=True, slots=True)
class Surd:
    """A number Σ qᵢ√dᵢ that is not rational; `terms` holds (dᵢ, qᵢ) with dᵢ square-free, sorted, qᵢ ≠ 0."""

    terms: tuple[tuple[int, Fraction], ...]

    @overload
    def __add__(self, other: Exact | int) -> Exact: ...
    @overload
    def __add__(self, other: float | complex) -> float | complex: ...
    def __add__(self, other: Scalar | int) -> Scalar:
        if isinstance(other, (float, complex)):
            return as_float(self) + other
        total = dict(self.terms)
        for radicand, factor in _terms(other):
            total[radicand] = total.get(radicand, Fraction(0)) + factor
        return build(total)

    __radd__ = __add__

    def __neg__(self) -> Surd:
        return Surd(tuple((d, -q) for d, q in self.terms))

    @overload
    def __sub__(self, other: Exact | int) -> Exact: ...
    @overload
    def __sub__(self, other: float | complex) -> float | complex: ...
    def __sub__(self, other: Scalar | int) -> Scalar:
        return self + (-other)

    @overload
    def __rsub__(self, other: Exact | int) -> Exact: ...
    @overload
    def __rsub__(self, other: float | complex) -> float | complex: ...
    def __rsub__(self, other: Scalar | int) -> Scalar:
        return -self + other

    @overload
    def __mul__(self, other: Exact | int) -> Exact: ...
    @overload
    def __mul__(self, other: float | complex) -> float | complex: ...
    def __mul__(self, other: Scalar | int) -> Scalar:
        if isinstance(other, (float, complex)):
            return as_float(self) * other
        if is_counted():
            spend(_cost(self.terms, _terms(other)))
        total: dict[int, Fraction] = {}
        for d, q in self.terms:
            for e, r in _terms(other):
                whole, radicand = _product_of_roots(d, e)
                total[radicand] = total.get(radicand, Fraction(0)) + q * r * whole
        return build(total)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: Exact | int) -> Exact: ...
    @overload
    def __truediv__(self, other: float | complex) -> float | complex: ...
    def __truediv__(self, other: Scalar | int) -> Scalar:
        return as_float(self) / other if isinstance(other, (float, complex)) else self * invert(other)

    @overload
    def __rtruediv__(self, other: Exact | int) -> Exact: ...
    @overload
    def __rtruediv__(self, other: float | complex) -> float | complex: ...
    def __rtruediv__(self, other: Scalar | int) -> Scalar:
        return other / as_float(self) if isinstance(other, (float, complex)) else invert(self) * other

    def __pow__(self, exponent: int) -> Exact:
        base: Exact = self if exponent >= 0 else invert(self)
        power: Exact = Fraction(1)
        for bit in f"{abs(exponent):b}":
            power = power * power
            if bit == "1":
                power = power * base
        return power

    def __complex__(self) -> complex:
        real = _real_sum([(d, q) for d, q in self.terms if d > 0])
        imag = _real_sum([(-d, q) for d, q in self.terms if d < 0])
        return complex(real, imag)

    def __float__(self) -> float:
        if not self.is_real:
            raise TypeError("a complex number is no float")
        return complex(self).real

    def __bool__(self) -> bool:
        return True

    @property
    def is_real(self) -> bool:
        return all(d > 0 for d, _ in self.terms)

    def conjugate(self) -> Exact:
        """Return the complex conjugate."""
        return build({d: -q if d < 0 else q for d, q in self.terms})


def build(terms: Mapping[int, Fraction]) -> Exact:
    """Return Σ qᵢ√dᵢ for square-free radicands, as a Fraction where nothing but √1 is left."""
    kept = tuple(sorted((d, q) for d, q in terms.items() if q))
    if not kept:
        return Fraction(0)
    if len(kept) == 1 and kept[0][0] == 1:
        return kept[0][1]
    return Surd(kept)


def root(radicand: Fraction | int) -> Exact | None:
    """Return √radicand exactly, or None where its square-free part is out of reach.

    √(p/q) = √(pq)/q; a negative radicand gives an imaginary number.
    """
    radicand = Fraction(radicand)
    product = radicand.numerator * radicand.denominator
    if product == 0:
        return Fraction(0)
    whole = math.isqrt(abs(product))
    if whole * whole == abs(product):
        outside, inside = whole, 1
    elif abs(product) > LARGEST_RADICAND:
        return None
    else:
        outside, inside = _square_part(abs(product))
    return build({inside if product > 0 else -inside: Fraction(outside, radicand.denominator)})


def perfect_root(radicand: Fraction, degree: int) -> Fraction | None:
    """Return the root of a positive fraction where it is a fraction again."""
    nearest = Fraction(_floor_root(radicand.numerator, degree), _floor_root(radicand.denominator, degree))
    return nearest if nearest**degree == radicand else None


def _floor_root(number: int, degree: int) -> int:
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle - 1)
    return low


def square_root(x: Scalar) -> Scalar:
    """Return √x of a number that is not negative, exactly where it has one layer of roots."""
    if not isinstance(x, Fraction) or x < 0:
        return math.sqrt(max(as_float(x).real, 0.0))
    found = root(x)
    if found is not None:
        return found
    shift = max(0, (x.numerator.bit_length() - x.denominator.bit_length()) // 2 - 400)
    return math.ldexp(math.sqrt(float(x / 4**shift)), shift)  # x itself may exceed every double


def invert(value: Exact | int) -> Exact:
    """Return 1/value: every √d is conjugated away in turn.

    Raises ZeroDivisionError for zero.
    """
    if not isinstance(value, Surd):
        return 1 / Fraction(value)
    numerator: Exact = Fraction(1)
    denominator: Exact = value
    while isinstance(denominator, Surd):
        generator = _generator(denominator)
        conjugate = build({d: -q if _contains(d, generator) else q for d, q in denominator.terms})
        numerator, denominator = numerator * conjugate, denominator * conjugate
    return numerator * (1 / denominator)


def as_float(value: Scalar) -> float | complex:
    """Return the nearest double, complex only where the imaginary part is not zero."""
    if type(value) is float:  # most are, and a check of a class that others derive from is slow
        return value
    if type(value) is Fraction:  # as float() has it, by way of fewer calls
        return value.numerator / value.denominator
    if isinstance(value, Surd) and not value.is_real:
        return complex(value)
    if isinstance(value, complex):
        return value if value.imag else value.real
    return float(value)


def descending(values: Iterable[Scalar]) -> tuple[Scalar, ...]:
    """Return the values in descending order, complex ones by their real part."""
    return tuple(sorted(values, key=lambda x: -as_float(x).real))


def plus(x: Scalar, y: Scalar) -> Scalar:
    """Return x + y, exact and counted where both are exact; a complex number that is real becomes a real one."""
    if not (isinstance(x, (Fraction, Surd)) and isinstance(y, (Fraction, Surd))):
        return as_float(x) + as_float(y)
    if is_counted():
        a, b = _terms(x), _terms(y)
        spend(steps(len(a) + len(b), _bits(a), _bits(b)))
    return x + y


def times(x: Scalar, y: Scalar) -> Scalar:
    """Return x · y as `plus` does x + y."""
    if isinstance(x, (Fraction, Surd)) and isinstance(y, (Fraction, Surd)):
        return x * y
    return as_float(x) * as_float(y)


def over(x: Scalar, y: Scalar) -> Scalar:
    """Return x / y as `plus` does x + y.

    Raises ZeroDivisionError for y = 0.
    """
    if not (isinstance(x, (Fraction, Surd)) and isinstance(y, (Fraction, Surd))):
        return as_float(x) / as_float(y)
    if is_counted():
        spend(steps(1, _bits(_terms(x)), _bits(_terms(y))))
    return x / y


def total(values: Iterable[Scalar]) -> Scalar:
    """Return the sum of the values, counted as `plus` is; the terms are put together once, and not for every value."""
    found: dict[int, Fraction] = {}
    bits = _bits(_terms(0))  # of the longest term
    rest = iter(values)
    for value in rest:
        if not isinstance(value, (Fraction, Surd)):
            return reduce(plus, rest, plus(build(found), value))
        terms = _terms(value)
        if is_counted():
            spend(steps(max(len(found), 1) + len(terms), bits, _bits(terms)))
        is_new = found.keys().isdisjoint(d for d, _ in terms)
        for d, q in terms:
            found[d] = found.get(d, Fraction(0)) + q
            if not found[d]:
                del found[d]
        bits = max(bits, _bits(terms)) if is_new else _bits(tuple(found.items()) or _terms(0))
    return build(found)


def _terms(value: Exact | int) -> tuple[tuple[int, Fraction], ...]:
    if isinstance(value, Surd):
        return value.terms
    return ((1, Fraction(value)),)


TERM = 8
"""Units of the product of two terms: radicands are reduced and fractions multiplied."""


def _cost(a: tuple[tuple[int, Fraction], ...], b: tuple[tuple[int, Fraction], ...]) -> float:
    """Return the units of the product of two sums: each term of one meets each of the other."""
    return TERM * steps(len(a) * len(b), _bits(a), _bits(b))


def _bits(terms: tuple[tuple[int, Fraction], ...]) -> int:
    return max(d.bit_length() + q.numerator.bit_length() + q.denominator.bit_length() for d, q in terms)


def _real_sum(terms: list[tuple[int, Fraction]]) -> float:
    """Return Σ qᵢ√dᵢ as a double that is right to its last digits, even where the terms nearly cancel."""
    try:
        summands = [float(q) * math.sqrt(d) for d, q in terms]
    except OverflowError:
        return _careful_sum(terms)
    total = math.fsum(summands)
    if abs(total) >= max(map(abs, summands), default=0.0) / 8 and (total or not terms):
        return total
    return _careful_sum(terms)


def _careful_sum(terms: list[tuple[int, Fraction]]) -> float:
    """Return the sum from integer square roots, with as many bits as its cancellation takes.

    Raises OverflowError where it exceeds every double.
    """
    bits = 256
    while True:
        total = 0
        for d, q in terms:
            size = math.isqrt((q.numerator**2 * d << 2 * bits) // q.denominator**2)
            total += size if q > 0 else -size
        if abs(total) >> 64 > len(terms):
            return float(Fraction(total, 1 << bits))
        bits *= 2


def _product_of_roots(d: int, e: int) -> tuple[int, int]:
    """Return (w, f) with √d·√e = w√f, for square-free d and e; √−1·√−1 = −1."""
    common = math.gcd(d, e)
    radicand = (abs(d) // common) * (abs(e) // common)
    if d < 0 and e < 0:
        return -common, radicand
    return common, -radicand if d < 0 or e < 0 else radicand


def _square_part(number: int) -> tuple[int, int]:
    """Return (w, f) with number = w²f and f square-free, by trial division up to the cube root."""
    outside, inside, divisor = 1, 1, 2
    while divisor**3 <= number:
        power = 0
        while number % divisor == 0:
            number //= divisor
            power += 1
        outside *= divisor ** (power // 2)
        inside *= divisor ** (power % 2)
        divisor += 1 if divisor == 2 else 2
    # What is left has at most two prime factors, so it is square-free or a square.
    rest = math.isqrt(number)
    return (outside * rest, inside) if rest * rest == number else (outside, inside * number)


def _generator(value: Surd) -> int:
    """Return −1 or a g > 1 that divides, or shares nothing with, each radicand: the sign of √g is conjugated away.

    No prime is sought, which takes long for large radicands: a common divisor of them all is refined instead.
    """
    if any(d < 0 for d, _ in value.terms):
        return -1
    generator = next(d for d, _ in value.terms if d != 1)
    refined = True
    while refined:
        refined = False
        for d, _ in value.terms:
            common = math.gcd(d, generator)
            if common not in (1, generator):
                generator, refined = common, True
    return generator


def _contains(radicand: int, generator: int) -> bool:
    return radicand < 0 if generator == -1 else radicand % generator == 0
