"""How an answer is read, as it is shown: in one line while it is typed, and drawn with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from decompdrill.frontends.display import Display
from decompdrill.mathtext import Style, spelled, width
from decompdrill.mathtext.boxes import Box, beside, matrix_box
from decompdrill.model import Exercise, Form, Typed
from decompdrill.practice.conversation import LEAVING

LONGEST_ECHOED = 2_000
"""Characters of a text that is read at every key; a longer one is read when it is entered."""

MOST_ROWS = 12
"""Rows of a matrix that is drawn; a higher one stands on a line."""

WIDE_ENOUGH = 36
"""Columns of a screen on which matrices are drawn; on a narrower one they stand on a line, as they are typed."""

INDENT = 4
LEAD = "reads as "

LEAST_SHOWN = 8
"""Columns of the answer itself; where the number of its values would leave less, that is not told."""

EntryPlace = tuple[int, int]


# ---- while it is typed ---------------------------------------------------------------------------------------------


def live_echo(exercise: Exercise, display: Callable[[], Display]) -> Callable[[str], str] | None:
    """Return what says at every key how the text so far is read; None where that would say nothing, or too much aloud."""
    if display().spoken or exercise.form in (Form.CODE, Form.LINE):
        return None
    return lambda text: echo_line(exercise, text, display())


def echo_line(exercise: Exercise, text: str, display: Display) -> str:
    """Return how a text is read, in one line that fits: `reads as 2×3 [1 2 3; 4 5 6]`; nothing where it is not read.

    It says nothing of whether that is right, and nothing of a command: of those only `q` could be an answer, a polynomial.
    """
    word = text.strip().lower()
    if len(text) > LONGEST_ECHOED or not word or word in LEAVING:
        return ""
    from decompdrill.exercises.reading import reading  # all the mathematics, which `stats` can do without

    typed = reading(exercise, text)
    if typed is None:
        return ""
    room = display.width - INDENT - 1 - width(LEAD)
    tail = _how_many(typed) if room - width(_how_many(typed)) >= LEAST_SHOWN else ""
    said = spelled(display.text(_in_short(typed, display)), display.style)
    if typed.parts and width(said) > room:
        said = " | ".join(f"{name} = {_outlined(part, display)}" for name, part in typed.parts)
    return " " * INDENT + LEAD + _cut(said, room - width(tail), display.glyph("cut")) + tail


def _in_short(typed: Typed, display: Display) -> str:
    """Return an answer in one line; a matrix with its shape before it, which a line that is cut still shows."""
    if typed.parts:
        return " | ".join(f"{name} = {_in_short(part, display)}" for name, part in typed.parts)
    from decompdrill import answers  # all that reads, which `stats` can do without

    if typed.form is not Form.MATRIX:
        return answers.show(typed)
    rows = "; ".join(" ".join(row) for row in answers.entry_texts(typed))
    return f"{_outlined(typed, display)} [{rows}]"


def _outlined(part: Typed, display: Display) -> str:
    """Return the shape of a matrix, or how many values a list has."""
    if part.form is Form.MATRIX:
        return f"{len(part.rows)}{display.glyph('times')}{len(part.rows[0])}"
    return _how_many(part).strip(" ()")


def _how_many(typed: Typed) -> str:
    one, more = {Form.LIST: ("value", "values"), Form.VECTOR: ("entry", "entries")}.get(typed.form, ("", ""))
    count = len(typed.rows[0]) if one else 0
    return f" ({count:,} {one if count == 1 else more})" if one else ""


def _cut(text: str, room: int, dots: str) -> str:
    """Return the text in so many columns: what is too long is cut between two numbers, one number within it."""
    if width(text) <= room:
        return text
    kept = text[: room - width(dots)]
    return (kept[: kept.rfind(" ") + 1] or kept) + dots


# ---- with the verdict ----------------------------------------------------------------------------------------------


def drawn(typed: Typed, display: Display, wrong: Set[EntryPlace] = frozenset()) -> list[str]:
    """Return the rows of an answer with its matrices drawn, wrong entries marked; none where they are not to be drawn.

    Parts stand side by side as far as there is room.
    """
    parts = typed.parts or (("", typed),)
    matrices = [part for _, part in parts if part.form is Form.MATRIX]
    is_high = any(len(part.rows) > MOST_ROWS for part in matrices)
    if not matrices or is_high or display.spoken or display.width < WIDE_ENOUGH:
        return []
    lead = "read as "
    room = display.width - INDENT - width(lead)
    lines: list[Box] = []
    for name, part in parts:
        box = beside([_text(f"{name} = " if name else ""), _part(part, display, wrong)])
        joined = beside([lines[-1], _text("   "), box]) if lines else box
        if box.width > room:
            return []
        lines = [*lines[:-1], joined] if joined.width <= room else [*lines, box]
    shown = [beside([_text(lead if at == 0 else " " * width(lead)), box]) for at, box in enumerate(lines)]
    return [" " * INDENT + row.rstrip() for box in shown for row in box.lines]


def _text(text: str) -> Box:
    return Box((text,))


def _part(part: Typed, display: Display, wrong: Set[EntryPlace]) -> Box:
    from decompdrill import answers

    if part.form is not Form.MATRIX:
        return _text(spelled(answers.show(part), display.style))
    sign = display.glyph("wrong")
    cells: Sequence[Sequence[str]] = [
        [_cell(x, display) + (f" {sign}" if (i, j) in wrong else "") for j, x in enumerate(row)]
        for i, row in enumerate(answers.entry_texts(part))
    ]
    return matrix_box(cells, "[", "]", display.style is not Style.UNICODE)


def _cell(text: str, display: Display) -> str:
    """Return an entry as matrices have it, with the sign of a minus where there is one."""
    return text.replace("-", "−") if display.style is Style.UNICODE else spelled(text, display.style)
