"""Typed answers as JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from decompdrill.answers.showing import decimal_text
from decompdrill.maths.surd import Surd, as_float, build
from decompdrill.model import Form, Number, Typed, Unreadable

Leaf: TypeAlias = "int | float | Decimal | str"
Tree: TypeAlias = "Leaf | list[Tree] | dict[str, Tree]"
Json: TypeAlias = "int | float | str | list[Json] | dict[str, Json]"


def to_json(typed: Typed) -> Json:
    """Return the contract's value as plain JSON types; a decimal beyond a double is rounded, see `to_json_text`."""
    plain: Json = json.loads(_written(_tree(typed)))
    return plain


def to_json_text(typed: Typed) -> str:
    """Return the contract's value as JSON text, with every digit of a decimal that a double does not hold."""
    return _written(_tree(typed))


def unreadable_to_json(unreadable: Unreadable) -> dict[str, Json]:
    """Return a refusal as the contract writes it."""
    return {"message": unreadable.message, "span": list(unreadable.span), "offers": list(unreadable.offers)}


def _tree(typed: Typed) -> Tree:
    match typed.form:
        case Form.NUMBER | Form.INTEGER:
            return _number(typed.rows[0][0])
        case Form.LIST | Form.VECTOR | Form.POLYNOMIAL:
            return [_number(x) for x in typed.rows[0]]
        case Form.MATRIX:
            return [[_number(x) for x in row] for row in typed.rows]
        case Form.FACTORS:
            return {name: _tree(part) for name, part in typed.parts}
        case Form.YES_NO | Form.CHOICE | Form.CODE:
            return typed.word


@lru_cache(1024)
def _number(number: Number) -> Tree:
    """Return one number; of a long list most are alike."""
    if not isinstance(number.value, complex):
        return _real(number.exact, number.value)
    real, imaginary = number.exact, None
    if isinstance(real, Surd):
        real, imaginary = (build({abs(d): q for d, q in real.terms if (d > 0) is is_real}) for is_real in (True, False))
    return {"re": _real(real, number.value.real), "im": _real(imaginary, number.value.imag)}


def _real(exact: Fraction | Surd | None, value: float) -> Leaf:
    """Return a whole number as an integer, a decimal that a double does not hold as a Decimal, else a double."""
    if not isinstance(exact, Fraction):
        return value if exact is None else as_float(exact).real
    if exact.denominator == 1:
        return exact.numerator
    text = decimal_text(exact)
    if text is None or Fraction(repr(value)) == exact:
        return value
    return Decimal(text)


def _written(tree: Tree) -> str:
    if isinstance(tree, Decimal):
        return str(tree) if tree.as_tuple().exponent else f"{tree}.0"
    if isinstance(tree, list):
        return f"[{', '.join(_written(x) for x in tree)}]"
    if isinstance(tree, dict):
        return f"{{{', '.join(f'{json.dumps(key, ensure_ascii=False)}: {_written(x)}' for key, x in tree.items())}}}"
    return json.dumps(tree, ensure_ascii=False)
