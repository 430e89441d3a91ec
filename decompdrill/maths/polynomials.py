"""Polynomials in one variable with exact coefficients, highest power first.

Roots are exact where they are rational or solve a rational quadratic factor; the others are polished to the last bits
of a double by Newton steps in exact arithmetic. Multiplicities are exact always (square-free decomposition).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from math import gcd as gcd_of_integers
from math import isqrt, lcm

from decompdrill.maths.budget import spend, steps
from decompdrill.maths.surd import Surd, as_float, root
from decompdrill.maths.tolerances import LEAST_SIZE, ROOT_OFF

Polynomial = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Root:
    """One root and how often it occurs; `value` is a Fraction or Surd where it is known exactly."""

    value: Fraction | Surd | float | complex
    multiplicity: int

    @property
    def approximation(self) -> float | complex:
        return as_float(self.value)


def trim(p: Polynomial) -> Polynomial:
    """Return p without leading zeros; the zero polynomial is (0,)."""
    for start, coefficient in enumerate(p):
        if coefficient:
            return p[start:]
    return (Fraction(0),)


def add_polynomials(p: Polynomial, q: Polynomial) -> Polynomial:
    size = max(len(p), len(q))
    padded = ((Fraction(0),) * (size - len(x)) + x for x in (p, q))
    return trim(tuple(a + b for a, b in zip(*padded, strict=True)))


def multiply_polynomials(p: Polynomial, q: Polynomial) -> Polynomial:
    product = [Fraction(0)] * (len(p) + len(q) - 1)
    for (i, a), (j, b) in itertools.product(enumerate(p), enumerate(q)):
        product[i + j] += a * b
    return tuple(product)


def divide(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return quotient and remainder of p by q ≠ 0."""
    p, q = trim(p), trim(q)
    rest, quotient = list(p), []
    while len(rest) >= len(q):
        factor = rest[0] / q[0]
        quotient.append(factor)
        for i, coefficient in enumerate(q):
            rest[i] -= factor * coefficient
        rest.pop(0)
    return tuple(quotient) or (Fraction(0),), trim(tuple(rest)) if rest else (Fraction(0),)


def derivative(p: Polynomial) -> Polynomial:
    degree = len(p) - 1
    return tuple(c * (degree - i) for i, c in enumerate(p[:-1])) or (Fraction(0),)


def monic(p: Polynomial) -> Polynomial:
    p = trim(p)
    return tuple(c / p[0] for c in p)


def gcd(p: Polynomial, q: Polynomial) -> Polynomial:
    """Return the monic greatest common divisor: Euclid in integers, each remainder freed of its common factor."""
    a, b = _primitive(trim(p)), _primitive(trim(q))
    while any(b):
        a, b = b, _pseudo_remainder(a, b)
    return monic(tuple(map(Fraction, a)))


def _primitive(p: Polynomial) -> list[int]:
    common = lcm(*(c.denominator for c in p))
    return _without_content([c.numerator * (common // c.denominator) for c in p])


def _without_content(p: list[int]) -> list[int]:
    content = gcd_of_integers(*p)
    return [c // content for c in p] if content > 1 else p


def _pseudo_remainder(p: list[int], q: list[int]) -> list[int]:
    """Return a multiple of the remainder of p by q ≠ 0, without leading zeros."""
    rest = list(p)
    while len(rest) >= len(q):
        spend(2 * steps(len(rest), _bits(rest), _bits(q)))
        first = rest[0]
        if first:
            rest = [q[0] * c for c in rest]
            for i, c in enumerate(q):
                rest[i] -= first * c
        rest.pop(0)
    while rest and not rest[0]:
        rest.pop(0)
    return _without_content(rest)


def _bits(p: list[int]) -> int:
    return max(c.bit_length() for c in p)


def value_at(p: Polynomial, x: Fraction) -> Fraction:
    total = Fraction(0)
    for coefficient in p:
        total = total * x + coefficient
    return total


def square_free(p: Polynomial) -> tuple[tuple[Polynomial, int], ...]:
    """Return the pairs (factor, multiplicity) of p, each factor monic, square-free and not constant (Yun's algorithm)."""
    p = monic(p)
    if len(p) > 1 and _is_square_free_modulo(p, PRIME):
        return ((p, 1),)
    common = gcd(p, derivative(p))
    rest, other = divide(p, common)[0], divide(derivative(p), common)[0]
    factors = []
    multiplicity = 0
    while len(rest) > 1:
        multiplicity += 1
        difference = add_polynomials(other, tuple(-c for c in derivative(rest)))
        factor = gcd(rest, difference) if any(difference) else monic(rest)
        if len(factor) > 1:
            factors.append((factor, multiplicity))
        rest, other = divide(rest, factor)[0], divide(difference, factor)[0]
    return tuple(factors)


PRIME = 2**61 - 1


def _is_square_free_modulo(p: Polynomial, prime: int) -> bool:
    """Is p without repeated factors modulo a prime? Then it is without them; the reverse need not hold."""
    whole = _primitive(p)
    if whole[0] % prime == 0 or len(p) > prime:
        return False
    a = [c % prime for c in whole]
    b = [c * (len(a) - 1 - i) % prime for i, c in enumerate(a[:-1])]
    while b:
        inverse = pow(b[0], -1, prime)
        while len(a) >= len(b):
            factor = a[0] * inverse % prime
            a = [(x - factor * y) % prime for x, y in itertools.zip_longest(a, b, fillvalue=0)][1:]
        while a and not a[0]:
            a = a[1:]
        a, b = b, a
    return len(a) == 1


def roots(p: Polynomial) -> tuple[Root, ...]:
    """Return the complex roots of p, each once with its multiplicity, in no particular order."""
    p = monic(p)
    size = _size(p)
    if size != 1:
        balanced = roots(tuple(c / size**i for i, c in enumerate(p)))
        return tuple(
            Root(r.value * size if isinstance(r.value, (Fraction, Surd)) else r.value * float(size), r.multiplicity)
            for r in balanced
        )
    if len(p) == 3:
        first, second = quadratic_roots(p)
        return (Root(first, 2),) if first == second else (Root(first, 1), Root(second, 1))
    found = []
    for factor, multiplicity in square_free(p):
        found += [Root(value, multiplicity) for value in _simple_roots(factor)]
    return tuple(found)


def _size(p: Polynomial) -> Fraction:
    """Return the power of two by which the roots of a monic p are to be scaled so that doubles hold its coefficients."""
    largest = max((_log2(c) / i for i, c in enumerate(p) if i and c), default=0.0)
    return Fraction(2) ** round(largest) if abs(largest) > MOST_BITS else Fraction(1)


def _log2(c: Fraction) -> float:
    return abs(c.numerator).bit_length() - c.denominator.bit_length()


MOST_BITS = 60
"""Roots between 2⁻⁶⁰ and 2⁶⁰ are found as they are."""


def quadratic_roots(p: Polynomial) -> tuple[Fraction | Surd | float | complex, ...]:
    """Return the two roots of a quadratic, the one with + first: (−b ± √(b² − 4ac)) / 2a."""
    a, b, c = p
    square_root = root(b * b - 4 * a * c)
    if square_root is None:
        discriminant = b * b - 4 * a * c
        near = _square_root(abs(discriminant))
        if discriminant < 0:
            real, imag = float(-b / (2 * a)), float(near / (2 * a))
            return complex(real, imag), complex(real, -imag)
        return float((near - b) / (2 * a)), float((-near - b) / (2 * a))
    return ((square_root - b) / (2 * a), (-square_root - b) / (2 * a))


def _square_root(value: Fraction) -> Fraction:
    """Return √value to 120 bits at least: enough that a difference of roots keeps a double's digits."""
    product = value.numerator * value.denominator
    shift = max(0, 256 - product.bit_length()) // 2
    return Fraction(isqrt(product << 2 * shift), value.denominator << shift)


ROOT_STEPS = 20
"""Evaluations of the polynomial or its derivative for each root."""

SLOPE_BITS = 200
"""Of a double as an integer over a power of two, that is not very small or large."""


def _simple_roots(p: Polynomial) -> list[Fraction | Surd | float | complex]:
    """Return the roots of a square-free monic polynomial.

    With x = y/N, N the common denominator, y solves a monic polynomial with integer coefficients, whose rational roots
    are integers and whose quadratic factors have integer coefficients: both are guessed from the numeric roots and
    accepted only where the exact division leaves no remainder.
    """
    scale = lcm(*(c.denominator for c in p))
    spend(ROOT_STEPS * steps(len(p) ** 2, max(c.numerator.bit_length() for c in p) + scale.bit_length(), SLOPE_BITS))
    exact: list[Fraction | Surd | float | complex] = []
    numeric = _numeric_roots(p) if len(p) > 3 else []
    for guess in numeric:
        whole = _nearest_over(guess.real, scale)
        if len(p) > 3 and abs(guess.imag) < 0.3 and value_at(p, whole) == 0:
            p = divide(p, (Fraction(1), -whole))[0]
            exact.append(whole)
    for first, second in itertools.combinations(numeric, 2):
        if len(p) <= 3:
            break
        total, product = (first + second).real, (first * second).real
        factor = (Fraction(1), -_nearest_over(total, scale), _nearest_over(product, scale**2))
        if not any(divide(p, factor)[1]):
            p = divide(p, factor)[0]
            exact += quadratic_roots(factor)
    if len(p) == 3:
        exact += quadratic_roots(p)
    elif len(p) == 2:
        exact.append(-p[1])
    elif len(p) > 3:
        exact += [_polished(p, guess) for guess in _numeric_roots(p)]
    return exact


def _nearest_over(x: float, denominator: int) -> Fraction:
    """Return the multiple of 1/denominator that x is a double of, 0 where it is near none or too many."""
    scaled = Fraction(x) * denominator
    whole = round(scaled)
    is_near = abs(scaled) < 2**53 and abs(scaled - whole) < Fraction(3, 10)
    return Fraction(whole, denominator) if is_near else Fraction(0)


def _numeric_roots(p: Polynomial) -> list[complex]:
    import numpy as np

    return [complex(x) for x in np.roots([float(c) for c in p])]


def _polished(p: Polynomial, guess: complex) -> float | complex:
    """Return the simple root near guess, by Newton steps whose residual is computed without rounding."""
    slope = derivative(p)
    for _ in range(4):
        value, rate = _at(p, guess), _at(slope, guess)
        if rate == 0:
            break
        guess -= value / rate
    if abs(guess.imag) <= ROOT_OFF * max(1.0, abs(guess)) and _changes_sign(p, guess.real):
        return guess.real
    return guess


def _changes_sign(p: Polynomial, x: float) -> bool:
    """Is there a real root within rounding of x? (A simple real root is where p changes its sign.)"""
    step = Fraction(max(abs(x), LEAST_SIZE)) / 2**46
    low, high = _value(p, Fraction(x) - step), _value(p, Fraction(x) + step)
    return low * high <= 0


def _value(p: Polynomial, x: Fraction) -> int:
    """Return p(x) times a positive number: Horner's rule in integers, no fraction reduced."""
    common = lcm(*(c.denominator for c in p))
    total, power = 0, 1
    for c in p:
        total = total * x.numerator + c.numerator * (common // c.denominator) * power
        power *= x.denominator
    return total


def _at(p: Polynomial, z: complex) -> complex:
    """Return p(z) for a double z, rounded once at the end."""
    x, y = Fraction(z.real), Fraction(z.imag)
    below = max(x.denominator, y.denominator)  # both are powers of two
    a, b = x.numerator * (below // x.denominator), y.numerator * (below // y.denominator)
    common = lcm(*(c.denominator for c in p))
    real, imag, power = 0, 0, 1
    for c in p:
        real, imag = real * a - imag * b + c.numerator * (common // c.denominator) * power, real * b + imag * a
        power *= below
    under = common * (power // below)
    return complex(real / under, imag / under)
