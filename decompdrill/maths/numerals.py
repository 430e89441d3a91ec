"""How a number is written: exactly, as one would type it; as LaTeX, exactly or in digits."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.maths.tolerances import ROUND_OFF


@dataclass(frozen=True, slots=True)
class _Notation:
    """How roots, sums and quotients are spelt."""

    root: str = "√{}"
    times: str = ""
    """Between the factors of a root."""
    gap: str = ""
    """On both sides of a sign between two terms."""
    quotient: str = "{}/{}"
    quotient_of_sum: str = "({})/{}"
    scientific: str = "{}e{:+03d}"


_UNICODE = _Notation()
_ASCII = _Notation(root="sqrt({})", times="*")
_LATEX = _Notation(r"\sqrt{{{}}}", "", " ", r"\frac{{{}}}{{{}}}", r"\frac{{{}}}{{{}}}", r"{} \times 10^{{{}}}")


def exact_text(value: Scalar, ascii: bool = False) -> str:  # noqa: A002
    """Return a number as one would type it, exact where it is: `1/3`, `2√3/3`, `-1+2i`, `2.618033989`."""
    if isinstance(value, float | complex):
        if not cmath.isfinite(value):
            raise ValueError("a value that is not finite has no text")
        value += 0.0  # -0 is 0
    return _written(value, _ASCII if ascii else _UNICODE)


def latex(value: Scalar | int) -> str:
    r"""Return a number as LaTeX, exact where it is: 5, \frac{1}{3}, 0.35, \frac{5 + \sqrt{17}}{2}."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction) and is_shorter_as_decimal(value):
        return decimal(value)
    return _written(value, _LATEX)


def latex_in_digits(x: Scalar, digits: int, zeros: bool = False) -> str:
    """Return a number as LaTeX with so many significant digits, halves rounded up, and with zeros at its end or without."""
    number = x if isinstance(x, Fraction) else as_float(x)
    if isinstance(number, complex):
        return _complex_in_digits(number, digits)
    rounded = rounded_to_digits(number, digits)
    if not rounded:
        return "0"
    exponent = rounded.adjusted()
    if -4 <= exponent < 7:
        return _padded(rounded, digits - 1 - exponent, zeros)
    return _LATEX.scientific.format(_padded(rounded.scaleb(-exponent), digits - 1, zeros), exponent)


def rounded_to_digits(number: Fraction | float, digits: int) -> Decimal:
    """Return a number rounded to so many significant digits, halves up."""
    rounding = Context(prec=digits, rounding=ROUND_HALF_UP)
    if isinstance(number, Fraction):
        return rounding.divide(Decimal(number.numerator), Decimal(number.denominator))
    return rounding.create_decimal(number)


def _padded(number: Decimal, places: int, zeros: bool) -> str:
    text = f"{number:.{max(0, places)}f}"
    return text if zeros or "." not in text else text.rstrip("0").rstrip(".")


def parts_beside_noise(number: complex) -> tuple[float, float]:
    """Return the real and the imaginary part, 0 for one that is rounding noise beside the other."""
    real, imag = (0.0 if abs(part) < ROUND_OFF * abs(number) else part for part in (number.real, number.imag))
    return real, imag


def _complex_in_digits(number: complex, digits: int) -> str:
    """Return re + im·i; a part that is rounding noise beside the other is left out."""
    real, imag = parts_beside_noise(number)
    if not imag:
        return latex_in_digits(real, digits)
    size = latex_in_digits(abs(imag), digits)
    unit = ("" if size == "1" else f"({size})" if " " in size else size) + "i"
    if not real:
        return f"-{unit}" if imag < 0 else unit
    return f"{latex_in_digits(real, digits)} {'-' if imag < 0 else '+'} {unit}"


# ---- decimals ------------------------------------------------------------------------------------------------------


MOST_PLACES = 400
"""Decimal places that are all written out."""


def has_end(value: Fraction) -> bool:
    """Do the decimal places of a fraction end?"""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def is_shorter_as_decimal(value: Fraction) -> bool:
    """Is a fraction written as a decimal rather? 0.35 is, 1/2 and 1/3 are not."""
    return value.denominator >= 10 and has_end(value)


def decimal(value: Fraction, places: int | None = None) -> str:
    """Return a fraction with that many places, halves rounded away from zero; with all of them where they end."""
    if places is None:
        places = next(n for n in range(value.denominator) if 10**n % value.denominator == 0)
    rounded = rounded_to_places(value, places)
    digits = abs(rounded * 10**places).numerator
    sign = "-" if rounded < 0 else ""
    if not places:
        return f"{sign}{digits}"
    text = str(digits).rjust(places + 1, "0")
    return f"{sign}{text[:-places]}.{text[-places:]}"


def rounded_to_places(value: Fraction, places: int) -> Fraction:
    """Return a fraction rounded to so many decimal places, halves away from zero."""
    size = Fraction(math.floor(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    return -size if value < 0 else size


def decimal_text(value: Fraction) -> str | None:
    """Return all decimal places of a fraction, or None where they do not end within `MOST_PLACES`."""
    shortest = repr(float(value))
    if Fraction(shortest) == value:
        return shortest
    return None if 10**MOST_PLACES % value.denominator else decimal(value)


# ---- in a notation -------------------------------------------------------------------------------------------------


def _written(value: Scalar, notation: _Notation) -> str:
    match value:
        case Fraction():
            above, below = value.numerator, value.denominator
            return (
                str(above) if below == 1 else _over("-" if above < 0 else "", str(abs(above)), below, notation.quotient)
            )
        case Surd():
            return _surd(value, notation)
        case complex() if value.imag:
            return _complex(value, notation)
        case _:
            return _double(as_float(value).real, notation)


def _over(sign: str, above: str, below: int, quotient: str) -> str:
    return f"{sign}{above if below == 1 else quotient.format(above, below)}"


def _double(value: float, notation: _Notation) -> str:
    mantissa, e, exponent = f"{value:.10g}".partition("e")
    return notation.scientific.format(mantissa, int(exponent)) if e else mantissa


def _complex(value: complex, notation: _Notation) -> str:
    imaginary = _double(abs(value.imag), notation)
    unit = "i" if imaginary == "1" else f"{imaginary}i"
    if not value.real:
        return f"-{unit}" if value.imag < 0 else unit
    return notation.gap.join((_double(value.real, notation), "-" if value.imag < 0 else "+", unit))


def _surd(value: Surd, notation: _Notation) -> str:
    """Return Σ qᵢ√dᵢ over one denominator, rational and real terms before imaginary ones."""
    below = math.lcm(*(q.denominator for _, q in value.terms))
    terms = sorted(value.terms, key=lambda term: (term[0] < 0, abs(term[0])))
    (_, first), *others = terms
    above = _root_term(terms[0], below, notation)
    for term in others:
        sign = "-" if term[1] < 0 else "+"
        above += f"{notation.gap}{sign}{notation.gap}{_root_term(term, below, notation)}"
    sign = "-" if first < 0 else ""
    if others:
        return _over("", f"{sign}{above}", below, notation.quotient_of_sum)
    return _over(sign, above, below, notation.quotient)


def _root_term(term: tuple[int, Fraction], below: int, notation: _Notation) -> str:
    """Return |q|·below·√d."""
    radicand, q = term
    factor = int(abs(q) * below)
    root = notation.root.format(abs(radicand)) if abs(radicand) > 1 else ""
    unit = "i" if radicand < 0 else ""
    number = "" if factor == 1 and (unit or root) else str(factor)
    return (notation.times if root else "").join(piece for piece in (number, unit, root) if piece)
