"""A working as lines for people, and as the fields of a record."""

from __future__ import annotations

from collections.abc import Sequence

from decompdrill.frontends.display import Display, Line, Role
from decompdrill.frontends.jsonl import Json, verdict_fields
from decompdrill.frontends.quiz_screen import paragraph
from decompdrill.mathtext import Style, render_line
from decompdrill.working.quantities import LineMark
from decompdrill.working.session import JudgedLine, WorkingSession

SIGNS = {
    LineMark.RIGHT: ("✓", "ok"),
    LineMark.FOLLOWS: ("↳", "->"),
    LineMark.IMPRECISE: ("~", "~"),
    LineMark.WRONG: ("✗", "X"),
    LineMark.UNREADABLE: ("?", "?"),
    LineMark.UNCLEAR: ("?", "?"),
}
WORDS = {
    LineMark.RIGHT: "Right",
    LineMark.FOLLOWS: "Follows from line {of}",
    LineMark.IMPRECISE: "Not precise enough",
    LineMark.WRONG: "Not right",
    LineMark.UNREADABLE: "Could not be read",
    LineMark.UNCLEAR: "Not judged, costs nothing",
}
ROLES = {
    LineMark.RIGHT: Role.RIGHT,
    LineMark.FOLLOWS: Role.CLOSE,
    LineMark.IMPRECISE: Role.CLOSE,
    LineMark.WRONG: Role.WRONG,
    LineMark.UNREADABLE: Role.CLOSE,
    LineMark.UNCLEAR: Role.DIM,
}


def line_fields(line: JudgedLine) -> dict[str, Json]:
    """Return the contract's fields of a line of a working."""
    return {
        "text": line.text,
        "is": line.is_,
        "verdict": line.mark.value,
        "of": line.of,
        "slip": line.slip,
        "feedback": render_line(line.feedback, Style.UNICODE),
    }


def working_fields(session: WorkingSession) -> dict[str, Json]:
    """Return the fields of a working: the verdict on its final answer, and its lines."""
    return verdict_fields(session.verdict()) | {"lines": [line_fields(line) for line in session.lines]}


def line_verdict(line: JudgedLine, number: int, display: Display) -> list[Line]:
    """Return what is said of a line: its mark, what it was taken for, and what to do."""
    feedback = render_line(line.feedback, display.style)
    word = WORDS[line.mark].format(of=line.of)
    taken = f"{word}: {line.is_}." if line.is_ else f"{word}."
    if display.spoken:
        return paragraph(f"Line {number}. {taken} {feedback}".rstrip(), display)
    sign = SIGNS[line.mark][display.style is not Style.UNICODE]
    return paragraph(f"{sign} {taken} {feedback}".rstrip(), display, ROLES[line.mark], hang=len(sign) + 1)


def working_lines(lines: Sequence[JudgedLine], display: Display) -> list[Line]:
    """Return a whole working, each line with its mark below it."""
    shown: list[Line] = []
    for number, line in enumerate(lines, 1):
        head = f"{number}  {display.text(line.text)}"
        shown += [*paragraph(head, display, hang=len(str(number)) + 2), *line_verdict(line, number, display)]
    return shown
