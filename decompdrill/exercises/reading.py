"""What was typed, read as the question asks: the form, the parts and the shape that its answer has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from decompdrill import answers
from decompdrill.errors import RecordError
from decompdrill.kinds import name_slip
from decompdrill.kinds.name_slip import Task, row_lengths
from decompdrill.model import Answer, Exercise, Form, Typed, Unreadable

LARGEST_TRUE = 1e300
"""A true answer beyond this leaves no room in the doubles for what is compared with it."""

_Value = TypeVar("_Value", Typed, Answer)


def read_answer(task: Task, answer: str | Mapping[str, str]) -> Typed | Unreadable:
    kind = task.kind
    if isinstance(answer, str):
        typed = answers.read(kind.form, answer, kind.parts)
    elif kind.form is Form.FACTORS:
        typed = answers.read_parts(dict(answer), kind.parts)
    else:
        raise RecordError(f"answer must be a text for {kind.name}; parts {', '.join(list(answer)[:8])} came")
    if isinstance(typed, Typed) and _is_beyond(typed):
        return Unreadable(
            f"numbers up to {LARGEST_TRUE:.0e} in size are expected; a larger one came", (0, len(typed.text))
        )
    return typed


def _is_beyond(typed: Typed) -> bool:
    parts = (typed, *(part for _, part in typed.parts))
    values = [x.value for part in parts for row in part.rows for x in row]
    return any(abs(v.real) > LARGEST_TRUE or abs(v.imag) > LARGEST_TRUE for v in values)


def reading(exercise: Exercise, text: str) -> Typed | None:
    """Return how a text is read as an answer to the exercise, before it is judged; None where it cannot be read."""
    truth = exercise.answer
    if exercise.form is Form.LINE:  # read with the lines above it
        return None
    if exercise.form is Form.VECTOR:
        text = _as_shape(text, truth)
    if exercise.form is Form.CHOICE:
        text = letter_of(exercise, text)
    parts = tuple(name for name, _ in truth.parts)
    typed: Typed | Unreadable | None = answers.readable(exercise.form, text, parts, len(exercise.choices))
    if typed is None and truth.form in (Form.MATRIX, Form.FACTORS):
        typed = _decided(answers.read(truth.form, text, parts), text, truth)
    return _lists_as_asked(typed, truth) if isinstance(typed, Typed) and not _is_beyond(typed) else None


def letter_of(exercise: Exercise, text: str) -> str:
    """Return the letter of the option that was typed in words, or by its number where no option is itself a number.

    Any other text is returned as it is; so is the letter of an option.
    """
    options = [_bare(choice.text) for choice in exercise.choices]
    came = _bare(text)
    if options.count(came) == 1 and came not in {choice.letter for choice in exercise.choices}:
        return exercise.choices[options.index(came)].letter
    if not came.isdecimal() or any(option.lstrip("-").replace(".", "", 1).isdecimal() for option in options):
        return text
    return exercise.choices[int(came) - 1].letter if 1 <= int(came) <= len(options) else text


def _bare(text: str) -> str:
    """Return the text of an option without its markup: blanks, case, dollar signs, backticks, a point at its end."""
    return " ".join(text.replace("$", "").replace("`", "").split()).rstrip(".").lower()


def read_as_asked(task: Task, answer: str | Mapping[str, str]) -> Typed | Unreadable:
    """Return what was typed, with shapes and lists as the right answer has them."""
    truth = name_slip.reference(task)
    if isinstance(answer, str) and task.kind.form is Form.VECTOR:
        answer = _as_shape(answer, truth)
    typed = read_answer(task, answer)
    if isinstance(typed, Unreadable) and isinstance(answer, str):
        typed = _decided(typed, answer, truth)
    return typed if isinstance(typed, Unreadable) else _lists_as_asked(typed, truth)


def _as_shape(answer: str, truth: Answer) -> str:
    """Return `8×4096` as two numbers where two are asked: as one product it could not be right."""
    pair = answers.shape_as_pair(answer)
    return pair if pair == answer or len(truth.rows[0]) == 2 else answer


def _lists_as_asked(typed: Typed, truth: Answer) -> Typed:
    """Return the answer with a list that was typed as a column or a row of brackets, as MATLAB prints Σ, as that list."""
    counts = {name: len(part.rows[0]) for name, part in truth.parts if part.form is Form.LIST}
    parts = tuple((name, _as_list(part, counts.get(name, 0))) for name, part in typed.parts)
    return replace(typed, parts=parts) if parts != typed.parts else typed


def _as_list(part: Typed, count: int) -> Typed:
    """Return a part of n values as a list where it is an n×1 or 1×n matrix; a full Σ of another shape stays one."""
    if part.form is not Form.MATRIX or {len(part.rows), len(part.rows[0])} != {1, count} or count < 2:
        return part
    return Typed(Form.LIST, part.text, (tuple(x for row in part.rows for x in row),))


def of_another_shape(answer: str, typed: Typed, truth: Answer) -> Unreadable | None:
    """Return the doubt about a text that has not the shape that is asked, but has it read in another way: `1 - 2`."""
    if typed.form not in (Form.LIST, Form.VECTOR, Form.MATRIX) or row_lengths(typed) == row_lengths(truth):
        return None
    offers = [text for text in answers.other_readings(typed.form, answer) if _has_shape(typed.form, text, truth)]
    offers += _in_rows(typed, truth)
    if not offers:
        return None
    ways = (*offers, answers.show(typed))
    came = answers.excerpt(answer)
    message = f"'{came}' can be read in two ways: write {offers[0]}, which has the shape asked for, or {ways[-1]}"
    return Unreadable(message, (0, len(answer)), ways)


def _in_rows(typed: Typed, truth: Answer) -> list[str]:
    """Return one row or column as the rows that are asked for, where it holds as many numbers: `1 2 3 4`."""
    entries, width = tuple(x for row in typed.rows for x in row), len(truth.rows[0])
    is_flat = 1 in (len(typed.rows), len(typed.rows[0]))
    if typed.form is not Form.MATRIX or not is_flat or len(entries) != len(truth.rows) * width:
        return []
    rows = tuple(entries[at : at + width] for at in range(0, len(entries), width))
    return [answers.show(replace(typed, rows=rows))]


def _has_shape(form: Form, text: str, truth: Answer) -> bool:
    typed = _readable(form, text, truth)
    return typed is not None and all(map(_fits, _parts_of(typed), _parts_of(truth)))


def _readable(form: Form, text: str, truth: Answer) -> Typed | None:
    return answers.readable(form, text, tuple(name for name, _ in truth.parts))


def _parts_of(value: _Value) -> list[_Value]:
    return [part for _, part in value.parts] or [value]


def _fits(part: Typed, truth: Answer) -> bool:
    """Has a part as many rows and columns as the true one? A list of values may also be the diagonal of a matrix."""
    lengths, count = row_lengths(part), len(truth.rows[0])
    return lengths == row_lengths(truth) or (truth.form is Form.LIST and lengths == [count] * count)


_SEPARATORS = re.compile(r"[\s,;/|()\[\]{}]+")


def _decided(typed: Typed | Unreadable, answer: str, truth: Answer) -> Typed | Unreadable:
    """Return the one reading on offer that has the shape asked for: of `1 2 / 3 4` and `I` the question decides what they are.

    A decimal comma is never guessed, and no word is left out. What NumPy prints without names comes in the order that it always has.
    """
    if isinstance(typed, Typed) or truth.form not in (Form.MATRIX, Form.FACTORS):
        return typed
    came = _SEPARATORS.sub("", answer)
    is_print = "array(" in answer and truth.form is Form.FACTORS
    offers = [text for text in typed.offers if is_print or "eye(" in text or _SEPARATORS.sub("", text) == came]
    fitting = [text for text in offers if _has_shape(truth.form, text, truth)]
    return (_readable(truth.form, fitting[0], truth) if len(fitting) == 1 else None) or typed
