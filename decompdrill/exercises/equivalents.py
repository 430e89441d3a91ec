"""The same answer in other words: its spellings, its transformations, and what the numbers on the screen give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from decompdrill import answers
from decompdrill.exercises.construct_answers import LEAST_DIGITS
from decompdrill.kinds import name_slip
from decompdrill.kinds.signatures import SIGNATURES, Freedom
from decompdrill.maths.algebra import Rows
from decompdrill.maths.numerals import exact_text
from decompdrill.maths.surd import as_float
from decompdrill.model import Answer, Exercise, Form, Typed

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
    entries = [[exact_text(x, ascii=True) for x in row] for row in answer.rows]
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
        if exercise.construct is None:
            yield "to three digits", name_slip.typed_of(answer, digits=3)
        else:
            yield "to four digits", name_slip.typed_of(answer, digits=LEAST_DIGITS)
    freedom = SIGNATURES[exercise.kind].freedom if exercise.kind in SIGNATURES else Freedom.NONE
    for label, other in _others(freedom, answer, is_free="not-unit" not in exercise.insist):
        yield label, name_slip.typed_of(other)


def _others(freedom: Freedom, answer: Answer, is_free: bool) -> Iterator[tuple[str, Answer]]:
    match freedom:
        case Freedom.ORDER:
            yield "in another order", Answer(answer.form, (answer.rows[0][::-1],))
        case Freedom.LENGTH:
            yield "negated", Answer(answer.form, _times(answer.rows, -1))
            if is_free:
                yield "three times as long", Answer(answer.form, _times(answer.rows, SCALE))
        case Freedom.SIGN:
            yield "negated", Answer(answer.form, _times(answer.rows, -1)) if len(answer.rows[0]) % 2 == 0 else answer
        case Freedom.BASIS:
            parts = dict(answer.parts)
            name = "V" if "V" in parts else "Q"
            columns = tuple(row[::-1] for row in parts[name].rows)
            scale = SCALE if name == "V" else -1
            turned = Answer(parts[name].form, _times(columns, scale))
            yield "in another order, of another length", _with(answer, {name: turned, "L": _reversed(parts["L"])})
        case Freedom.SIGNS:
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


# ---- the answer in a text ------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(-?)\\frac\{\s*(\d+)\s*\}\{\s*(\d+)\s*\}|(-?)((?:\d+)?)\\sqrt\{\s*(\d+)\s*\}|"
    r"(-?)(\d+)\s*/\s*(\d+)|(-?)(\d+(?:\.\d+)?)(\\?%)?"
)
_LAYOUT = re.compile(r"[\s{}]|\\[,;! ]")
_RAISED = re.compile(r"[\^_](\d|\{[^{}]*\})")
NEAR = 0.006
"""Two numbers that agree to three digits differ by less than this share."""


def is_reached(answer: Answer, steps: Sequence[str], shown: str) -> bool:
    """Does the worked solution contain every number of the answer, in size and to three digits, or the answer as it is shown?

    The ones of a polynomial are not written, and its zeros neither.
    """
    text = "".join(steps)
    if _bare(shown) in _bare(text):
        return True
    # A quotient that is only written down is not worked out.
    found = [abs(x) for x in numbers_of(text.replace("/", " : "))]
    is_polynomial = answer.form is Form.POLYNOMIAL
    values = [as_float(x) for row in answer.rows for x in row]
    return all(_is_among(value, found) for value in values if not (is_polynomial and abs(value) in (0, 1)))


def is_stated(answer: Answer, text: str, shown: str) -> bool:
    """Does a text state the answer: as it is shown, or as its numbers one after the other, in any order of a list?"""
    if len(_bare(shown)) > 1 and _bare(shown) in _bare(text):
        return True
    if answer.word:
        return re.search(rf"\b(?:is|it is|is:|answer:?|so|say) {answer.word}\b", text.lower()) is not None
    values = [as_float(x) for row in answer.rows for x in row]
    if any(isinstance(v, complex) for v in values) or not values:
        return False
    if answer.form is Form.POLYNOMIAL:
        values = [v for v in values if abs(v) not in (0, 1)]
    found = numbers_of(text)
    runs = (found[at : at + len(values)] for at in range(len(found) - len(values) + 1))
    return bool(values) and any(_is_run(values, run, answer.form) for run in runs)


def _is_run(values: Sequence[float | complex], run: Sequence[float], form: Form) -> bool:
    wanted, came = [v.real for v in values], list(run)
    if form is Form.LIST:
        wanted, came = sorted(wanted), sorted(came)
    if form is Form.POLYNOMIAL:
        wanted, came = [abs(x) for x in wanted], [abs(x) for x in came]
    return all(abs(x - y) <= NEAR * abs(x) for x, y in zip(wanted, came, strict=True))


def numbers_of(text: str) -> list[float]:
    """Return the numbers that a text with LaTeX writes: decimals, fractions, roots and percentages, no exponents and indices."""
    text = _RAISED.sub(" ", text).replace("{-", "-").replace("- ", "-")
    return [_value(match) for match in _NUMBER.finditer(text)]


def _bare(text: str) -> str:
    return _LAYOUT.sub("", text)


def _value(match: re.Match[str]) -> float:
    sign1, above, below, sign2, factor, radicand, sign3, upper, lower, sign4, decimal, percent = match.groups()
    negative = "-" in (sign1, sign2, sign3, sign4)
    if above is not None:
        size = int(above) / max(int(below), 1)
    elif radicand is not None:
        size = int(factor or 1) * float(radicand) ** 0.5
    elif upper is not None:
        size = int(upper) / max(int(lower), 1)
    else:
        size = float(decimal) / (100 if percent else 1)
    return -size if negative else size


def _is_among(value: float | complex, found: Sequence[float]) -> bool:
    sizes = (abs(value.real), abs(value.imag)) if isinstance(value, complex) else (abs(value),)
    return all(any(abs(size - x) <= NEAR * size for x in found) or (not size and 0.0 in found) for size in sizes)
