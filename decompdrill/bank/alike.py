"""The same answer in other words: its spellings, its transformations, and what the numbers on the screen give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from decompdrill import answers, diagnose
from decompdrill.model import Answer, Exercise, Form, Scalar, Typed
from decompdrill.surd import as_float

Rows = tuple[tuple[Scalar, ...], ...]

SCALE = Fraction(3)
"""What an eigenvector is multiplied by; no slip of ours multiplies by it."""


def spellings(exercise: Exercise) -> Iterator[str]:
    """Yield texts that a learner may type for the true answer, each of which must be judged right."""
    answer = exercise.answer
    match exercise.form:
        case Form.CHOICE:
            yield answer.word.upper()
        case Form.YES_NO:
            yield answer.word[0]
            yield answer.word.upper()
        case Form.CODE:
            if exercise.code is not None:
                yield from exercise.code.answers
        case _:
            yield answers.show(answer, ascii=True)
            yield from _arrangements(answer)


def _arrangements(answer: Answer) -> Iterator[str]:
    entries = [[answers.show_scalar(x, ascii=True) for x in row] for row in answer.rows]
    match answer.form:
        case Form.LIST | Form.VECTOR:
            yield ", ".join(entries[0]) if answer.form is Form.VECTOR else f"[{', '.join(entries[0])}]"
            yield f"({'; '.join(entries[0])})"
        case Form.MATRIX:
            yield f"[{'; '.join(', '.join(row) for row in entries)}]"
            yield "\n".join(", ".join(row) for row in entries)
            body = r" \\ ".join(" & ".join(row) for row in entries)
            yield rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
        case Form.FACTORS:
            yield " | ".join(f"{name} = {answers.show(part, ascii=True)}" for name, part in reversed(answer.parts))
        case Form.POLYNOMIAL:
            yield ", ".join(entries[0])
            yield answers.show(answer).replace("λ", "t")


def transformed(exercise: Exercise) -> Iterator[tuple[str, Typed]]:
    """Yield what is as right as the key, with what was done to it."""
    answer = exercise.answer
    if exercise.form is not Form.INTEGER:
        yield "to three digits", diagnose.as_typed(answer, digits=3)
    for label, other in _others(exercise.kind, answer, is_free="not-unit" not in exercise.insist):
        yield label, diagnose.as_typed(other)


def _others(kind: str, answer: Answer, is_free: bool) -> Iterator[tuple[str, Answer]]:
    match kind:
        case "eigenvalues" | "singular-values":
            yield "in another order", Answer(answer.form, (answer.rows[0][::-1],))
        case "eigenvector" | "principal-component":
            yield "negated", Answer(answer.form, _times(answer.rows, -1))
            if is_free:
                yield "three times as long", Answer(answer.form, _times(answer.rows, SCALE))
        case "characteristic-polynomial":
            yield "negated", Answer(answer.form, _times(answer.rows, -1)) if len(answer.rows[0]) % 2 == 0 else answer
        case "diagonalization" | "orthogonal-diagonalization":
            parts = dict(answer.parts)
            name = "V" if "V" in parts else "Q"
            columns = tuple(row[::-1] for row in parts[name].rows)
            scale = SCALE if name == "V" else -1
            turned = Answer(parts[name].form, _times(columns, scale))
            yield "in another order, of another length", _with(answer, {name: turned, "L": _reversed(parts["L"])})
        case "svd":
            parts = dict(answer.parts)
            negated = {name: Answer(parts[name].form, _times(parts[name].rows, -1)) for name in ("U", "Vt")}
            if _is_economy(parts):
                yield "with other signs", _with(answer, negated)


def _is_economy(parts: dict[str, Answer]) -> bool:
    return len(parts["U"].rows[0]) == len(parts["Vt"].rows)


def _times(rows: Rows, factor: Fraction | int) -> Rows:
    return tuple(tuple(x * factor for x in row) for row in rows)


def _reversed(values: Answer) -> Answer:
    """Return the eigenvalues, listed or on a diagonal, in the opposite order."""
    return Answer(values.form, tuple(row[::-1] for row in values.rows[::-1]))


def _with(answer: Answer, parts: dict[str, Answer]) -> Answer:
    return Answer(answer.form, parts=tuple((name, parts.get(name, part)) for name, part in answer.parts))


# ---- the worked solution -------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\\frac\{(\d+)\}\{(\d+)\}|(\d+(?:\.\d+)?)(\\?%)?")
NEAR = 0.006
"""Two numbers that agree to three digits differ by less than this share."""


def is_reached(answer: Answer, steps: Sequence[str], shown: str) -> bool:
    """Does the worked solution contain every number of the answer, in size and to three digits, or the answer as it is shown?"""
    text = "".join(steps)
    if _bare(shown) in _bare(text):
        return True
    found = [_value(match) for match in _NUMBER.finditer(text)]
    return all(_is_among(as_float(x), found) for row in answer.rows for x in row)


def _bare(text: str) -> str:
    return re.sub(r"[\s{}]|\\[,;! ]", "", text)


def _value(match: re.Match[str]) -> float:
    above, below, decimal, percent = match.groups()
    if above is not None:
        return int(above) / max(int(below), 1)
    return float(decimal) / (100 if percent else 1)


def _is_among(value: float | complex, found: Sequence[float]) -> bool:
    sizes = (abs(value.real), abs(value.imag)) if isinstance(value, complex) else (abs(value),)
    return all(any(abs(size - x) <= NEAR * size for x in found) or (not size and 0.0 in found) for size in sizes)
