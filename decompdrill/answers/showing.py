"""Values as text."""

from __future__ import annotations

import re
from fractions import Fraction

from decompdrill.maths.numerals import decimal_text, exact_text
from decompdrill.model import Answer, Form, Number, Typed

_LITERAL = re.compile(r"[0-9.]+(e[+-]?[0-9]+)?")
_ONE_TERM = re.compile(r"-?([0-9.]+e[+-]?[0-9]+|[^+-]+)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def show(answer: Answer | Typed, ascii: bool = False) -> str:  # noqa: A002
    """Return an answer as text that reads back, such as `[1, √17]`: doubles with ten significant digits, typed numbers as typed."""
    rows = [[_as_typed(x) if isinstance(x, Number) else exact_text(x, ascii) for x in row] for row in answer.rows]
    match answer.form:
        case Form.PARTS:
            return "; ".join(show(part, ascii) for _, part in answer.parts)
        case Form.FACTORS:
            return " | ".join(f"{name} = {show(part, ascii)}" for name, part in answer.parts)
        case Form.YES_NO | Form.CHOICE | Form.CODE | Form.LINE:
            return "".join(c if c.isprintable() else " " for c in answer.word)
        case Form.POLYNOMIAL:
            values = (x.value if isinstance(x, Number) else x for x in answer.rows[0])
            return _polynomial(list(zip(rows[0], (value == 0 for value in values), strict=True)), ascii)
        case Form.VECTOR:
            return f"[{', '.join(rows[0])}]"
        case Form.MATRIX:
            return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"
        case _:
            return ", ".join(rows[0])


def entry_texts(typed: Typed) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_as_typed, row)) for row in typed.rows)


def _as_typed(number: Number) -> str:
    """Return a literal as it was written, an exact expression exactly, any other as a decimal."""
    if number.digits:
        written = number.text.replace(" ", "").replace("_", "").lstrip("+").rstrip(".")
        return written.replace("-.", "-0.") if not written.startswith(".") else f"0{written}"
    if number.exact is not None and number.is_exact:
        return exact_text(number.exact)
    if isinstance(number.exact, Fraction):
        if number.exact.denominator == 1:
            return str(number.exact)
        return decimal_text(number.exact) or exact_text(float(number.exact))
    return exact_text(number.value)


def _polynomial(coefficients: list[tuple[str, bool]], ascii: bool = False) -> str:  # noqa: A002
    """Return a polynomial, highest power first, from the texts of its coefficients and whether each is 0."""
    shown, variable = "", "x" if ascii else "λ"
    degree = len(coefficients) - 1
    for exponent, (text, is_zero) in zip(range(degree, -1, -1), coefficients, strict=True):
        if is_zero and degree:
            continue
        raised = f"^{exponent}" if ascii else str(exponent).translate(_SUPERSCRIPTS)
        power = variable + raised if exponent > 1 else variable * exponent
        one_term = _ONE_TERM.fullmatch(text) is not None
        negative = one_term and text.startswith("-")
        body = text.lstrip("-") if one_term else f"({text})"
        if power:
            body = "" if body == "1" else body if _LITERAL.fullmatch(body) or not one_term else f"({body})"
        body += power
        shown += (f" {'-' if negative else '+'} " if shown else ("-" if negative else "")) + body
    return shown or "0"
