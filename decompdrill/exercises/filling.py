"""How a text of a bank is filled with the values that were drawn.

Inside maths a value is written as LaTeX, inside code as Python would, and in prose as a piece of maths where it needs
to be one.
"""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.bank.template import Placeholder, Template
from decompdrill.expr import Value, evaluate
from decompdrill.mathtext import formats
from decompdrill.mathtext.formats import FORMATS, TemplateError
from decompdrill.mathtext.segments import SegmentKind, TextFault


def fill_template(template: Template, values: Mapping[str, Value]) -> str:
    """Return the text with every placeholder replaced by its value, the variables being `values`.

    Raises ExprError where an expression has no value, TemplateError where a value does not suit its format or the
    template has a fault.
    """
    return "".join(_filled(piece, values) for piece in template.pieces)


def _filled(piece: str | Placeholder | TextFault, values: Mapping[str, Value]) -> str:
    match piece:
        case str():
            return piece
        case Placeholder():
            return _written(piece, evaluate(piece.expression, values))
        case TextFault():
            raise TemplateError(piece.message)


def _written(place: Placeholder, value: object) -> str:
    value = formats.as_python(value)
    if place.context is SegmentKind.CODE or (place.context is SegmentKind.FENCED and not place.format):
        return formats.as_code(value)
    if isinstance(value, str) and not place.format:
        return value
    latex = FORMATS[place.format](value) if place.format else formats.to_latex(value)
    if place.context is SegmentKind.PROSE:
        return latex if latex.isalnum() else f"${latex}$"
    return f"{{{latex}}}" if place.braced and len(latex) > 1 else latex
