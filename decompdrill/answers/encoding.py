"""Typed answers as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from decompdrill.maths.numerals import decimal_text
from decompdrill.maths.surd import Surd, as_float, build
from decompdrill.model import Form, Number, Typed, Unreadable

AnswerJson: TypeAlias = "int | float | str | list[AnswerJson] | dict[str, AnswerJson]"


def unreadable_to_json(unreadable: Unreadable) -> dict[str, AnswerJson]:
    """Return a refusal as the contract writes it."""
    return {"message": unreadable.message, "span": list(unreadable.span), "offers": list(unreadable.offers)}


def to_json_text(typed: Typed) -> str:
    """Return the contract's value as JSON text, with every digit of a decimal that a double does not hold."""
    match typed.form:
        case Form.NUMBER | Form.INTEGER:
            return _number(typed.rows[0][0])
        case Form.LIST | Form.VECTOR | Form.POLYNOMIAL:
            return _array(map(_number, typed.rows[0]))
        case Form.MATRIX:
            return _array(_array(map(_number, row)) for row in typed.rows)
        case Form.FACTORS | Form.PARTS:
            parts = (f"{json.dumps(name, ensure_ascii=False)}: {to_json_text(part)}" for name, part in typed.parts)
            return f"{{{', '.join(parts)}}}"
        case Form.YES_NO | Form.CHOICE | Form.CODE | Form.LINE:
            return json.dumps(typed.word, ensure_ascii=False)


def _array(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


@lru_cache(1024)
def _number(number: Number) -> str:
    """Return one number; of a long list most are alike."""
    if not isinstance(number.value, complex):
        return _real(number.exact, number.value)
    real, imaginary = number.exact, None
    if isinstance(real, Surd):
        real, imaginary = (build({abs(d): q for d, q in real.terms if (d > 0) is is_real}) for is_real in (True, False))
    return f'{{"re": {_real(real, number.value.real)}, "im": {_real(imaginary, number.value.imag)}}}'


def _real(exact: Fraction | Surd | None, value: float) -> str:
    """Return a whole number as an integer, a decimal that a double does not hold with all its digits, else a double."""
    if not isinstance(exact, Fraction):
        return json.dumps(as_float(exact).real if isinstance(exact, Surd) else value)
    if exact.denominator == 1:
        return str(exact.numerator)
    text = decimal_text(exact)
    return json.dumps(value) if text is None or Fraction(repr(value)) == exact else str(Decimal(text))
