"""Values as text."""

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from decompdrill.maths.surd import Scalar, Surd
from decompdrill.model import Answer, Form, Number, Typed

_LITERAL = re.compile(r"[0-9.]+(e[+-]?[0-9]+)?")
_ONE_TERM = re.compile(r"-?([0-9.]+e[+-]?[0-9]+|[^+-]+)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """How signs outside ASCII are spelt."""

    variable: str
    ascii: bool

    def root(self, radicand: int) -> str:
        return f"sqrt({radicand})" if self.ascii else f"√{radicand}"

    def power(self, exponent: int) -> str:
        if exponent < 2:
            return self.variable * exponent
        return self.variable + (f"^{exponent}" if self.ascii else str(exponent).translate(_SUPERSCRIPTS))


_UNICODE = _Alphabet("λ", ascii=False)
_ASCII = _Alphabet("x", ascii=True)


def show(answer: Answer, ascii: bool = False) -> str:  # noqa: A002
    """Return a true answer as text, such as `(5+√17)/2`, `[1, -2]`, `λ² - 5λ + 4`.

    Exact values are shown exactly, doubles with up to ten significant digits.
    """
    alphabet = _ASCII if ascii else _UNICODE
    if answer.form is Form.FACTORS:
        return " | ".join(f"{name} = {show(part, ascii)}" for name, part in answer.parts)
    if answer.form is Form.POLYNOMIAL:
        return _polynomial([(_scalar(c, alphabet), c == 0) for c in answer.rows[0]], alphabet)
    return _laid_out(answer.form, [[_scalar(x, alphabet) for x in row] for row in answer.rows], answer.word)


def show_scalar(value: Scalar, ascii: bool = False) -> str:  # noqa: A002
    """Return one value as text, exact where it is: `1/3`, `2√3/3`, `-1+2i`, `2.618033989`."""
    return _scalar(value, _ASCII if ascii else _UNICODE)


def echo(typed: Typed) -> str:
    """Return how an answer was read, in one line that reads back to the same value."""
    if typed.form is Form.FACTORS:
        return " | ".join(f"{name} = {echo(part)}" for name, part in typed.parts)
    if typed.form is Form.POLYNOMIAL:
        return _polynomial([(_as_typed(c), c.value == 0) for c in typed.rows[0]], _UNICODE)
    return _laid_out(typed.form, [[_as_typed(x) for x in row] for row in typed.rows], typed.word)


def _laid_out(form: Form, rows: Sequence[Sequence[str]], word: str) -> str:
    match form:
        case Form.YES_NO | Form.CHOICE | Form.CODE:
            return "".join(c if c.isprintable() else " " for c in word)
        case Form.VECTOR:
            return f"[{', '.join(rows[0])}]"
        case Form.MATRIX:
            return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"
        case _:
            return ", ".join(rows[0])


def _as_typed(number: Number) -> str:
    """Return a literal as it was written, an exact expression exactly, any other as a decimal."""
    if number.digits:
        written = number.text.replace(" ", "").replace("_", "").lstrip("+").rstrip(".")
        return written.replace("-.", "-0.") if not written.startswith(".") else f"0{written}"
    if number.exact is not None and number.is_exact:
        return _scalar(number.exact, _UNICODE)
    if isinstance(number.exact, Fraction):
        if number.exact.denominator == 1:
            return str(number.exact)
        return decimal_text(number.exact) or _float_text(float(number.exact))
    return _scalar(number.value, _UNICODE)


def decimal_text(value: Fraction) -> str | None:
    """Return all decimal places of a fraction, or None where they do not end within 400."""
    shortest = repr(float(value))
    if Fraction(shortest) == value:
        return shortest
    places = 0
    while value.denominator > 1 and places < 400:
        step = 2 if value.denominator % 2 == 0 else 5
        if value.denominator % step:
            return None
        places, value = places + 1, value * 10
    if value.denominator > 1:
        return None
    sign, ciphers = "-" if value < 0 else "", str(abs(value.numerator)).rjust(places + 1, "0")
    return f"{sign}{ciphers[: len(ciphers) - places]}.{ciphers[len(ciphers) - places :]}".rstrip(".")


def _scalar(value: Scalar, alphabet: _Alphabet) -> str:
    match value:
        case Fraction():
            return str(value)
        case Surd():
            return _surd(value, alphabet)
        case complex():
            return _complex_text(value)
        case _:
            return _float_text(value)


def _float_text(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError("a value that is not finite has no text")
    return f"{value + 0.0:.10g}"


def _complex_text(value: complex) -> str:
    if not cmath.isfinite(value):
        raise ValueError("a value that is not finite has no text")
    if value.imag == 0.0:
        return _float_text(value.real)
    imaginary = _float_text(abs(value.imag))
    imaginary = "i" if imaginary == "1" else f"{imaginary}i"
    if value.real == 0.0:
        return f"-{imaginary}" if value.imag < 0 else imaginary
    return f"{_float_text(value.real)}{'-' if value.imag < 0 else '+'}{imaginary}"


def _surd(value: Surd, alphabet: _Alphabet) -> str:
    """Return Σ qᵢ√dᵢ over one denominator, rational and real terms before imaginary ones."""
    below = math.lcm(*(q.denominator for _, q in value.terms))
    terms = sorted(value.terms, key=lambda term: (term[0] < 0, abs(term[0])))
    above = ""
    for radicand, q in terms:
        factor = int(q * below)
        sign = "-" if factor < 0 else ("+" if above else "")
        above += sign + _root_term(abs(factor), radicand, alphabet)
    if below == 1:
        return above
    return f"({above})/{below}" if len(terms) > 1 else f"{above}/{below}"


def _root_term(factor: int, radicand: int, alphabet: _Alphabet) -> str:
    unit = "i" if radicand < 0 else ""
    root = alphabet.root(abs(radicand)) if abs(radicand) > 1 else ""
    number = "" if factor == 1 and (unit or root) else str(factor)
    pieces = [piece for piece in (number, unit, root) if piece]
    return ("*" if alphabet.ascii and root else "").join(pieces)


def _polynomial(coefficients: list[tuple[str, bool]], alphabet: _Alphabet) -> str:
    """Return a polynomial, highest power first, from the texts of its coefficients and whether each is 0."""
    shown = ""
    degree = len(coefficients) - 1
    for place, (text, is_zero) in enumerate(coefficients):
        if is_zero and degree:
            continue
        power = alphabet.power(degree - place)
        one_term = _ONE_TERM.fullmatch(text) is not None
        negative = one_term and text.startswith("-")
        body = text.lstrip("-") if one_term else f"({text})"
        if power:
            body = "" if body == "1" else body if _LITERAL.fullmatch(body) or not one_term else f"({body})"
        body += power
        shown += (f" {'-' if negative else '+'} " if shown else ("-" if negative else "")) + body
    return shown or "0"
