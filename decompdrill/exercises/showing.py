"""A true answer, or a slip's, as it is shown: as a text that is read back as that answer, and drawn."""

from __future__ import annotations

from fractions import Fraction

from decompdrill import answers
from decompdrill.kinds import name_slip
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.mathtext import formats
from decompdrill.model import Answer, Form

LARGEST_SHOWN = 9_999
"""Under a root or in a denominator; longer numbers are shown as decimals."""


def show_reference(task: Task) -> str:
    return show_answer(task.kind.name, name_slip.reference(task))


def show_answer(kind: str, answer: Answer) -> str:
    """Return a true answer, or a slip's, as it is shown: a text that is read back as that answer."""
    in_decimals = kind in SIGNATURES and SIGNATURES[kind].in_decimals
    return answers.show(_legible(answer, in_decimals))


def answer_formula(kind: str, answer: Answer) -> str:
    """Return the matrices of an answer as a formula in Markdown, to be drawn; nothing where it has none, or too large a one."""
    matrices = [part for part in (answer, *(part for _, part in answer.parts)) if part.form is Form.MATRIX]
    if not matrices or any(sum(map(len, part.rows)) > formats.MOST_ENTRIES for part in matrices):
        return ""
    shown = _legible(answer, kind in SIGNATURES and SIGNATURES[kind].in_decimals)
    named = shown.parts or (("", shown),)
    drawn = (f"{_PART_NAMES.get(name, name)} = {_grid(part)}" if name else _grid(part) for name, part in named)
    return f"$${r', '.join(drawn)}$$"


_PART_NAMES = {"L": r"\Lambda", "S": r"\Sigma", "Vt": r"V^\top"}


def _grid(part: Answer) -> str:
    if part.form is Form.MATRIX:
        return formats.to_latex(part.rows)
    return rf"\diag({formats.to_latex(part.rows[0])})"


def _legible(answer: Answer, in_decimals: bool) -> Answer:
    """Return the answer with decimals where they are asked, and where an exact number would be too long to read."""
    rows = tuple(tuple(_shown(x, in_decimals) for x in row) for row in answer.rows)
    parts = tuple((name, _legible(part, in_decimals)) for name, part in answer.parts)
    return Answer(answer.form, rows, answer.word, parts)


def _shown(value: Scalar, in_decimals: bool) -> Scalar:
    if isinstance(value, Fraction | Surd) and not in_decimals and not _is_long(value):
        return value
    approximation = as_float(value)
    if isinstance(approximation, complex):
        return complex(_to_six(approximation.real), _to_six(approximation.imag))
    return _to_six(approximation)


def _to_six(x: float) -> float:
    """Return x to six digits, or with its units where it has more: a number cut off there would read as an integer."""
    return round(x, 4) if abs(x) >= 1e5 else float(f"{x:.6g}")


def _is_long(value: Scalar) -> bool:
    if isinstance(value, Surd):
        return max(max(abs(d), abs(q.numerator), q.denominator) for d, q in value.terms) > LARGEST_SHOWN
    return isinstance(value, Fraction) and value.denominator > LARGEST_SHOWN
