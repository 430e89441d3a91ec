"""A working as JSON: its fields in a record, and as events, one a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from decompdrill.frontends.jsonl import Json, verdict_fields
from decompdrill.frontends.working_screen import said_of_working
from decompdrill.mathtext import Style, render_line
from decompdrill.practice.conversation import (
    LinesJudged,
    LineTakenBack,
    LineToEdit,
    WhyWrong,
    WorkedLine,
    WorkingHint,
    WorkingNotice,
    WorkingOpened,
    WorkingSaid,
)

if TYPE_CHECKING:
    from decompdrill.working.session import WorkingSession


def line_fields(line: WorkedLine) -> dict[str, Json]:
    """Return the contract's fields of a line of a working."""
    return {
        "text": line.text,
        "is": line.is_,
        "verdict": str(line.mark),
        "of": line.of,
        "slip": line.slip,
        "feedback": render_line(line.feedback, Style.UNICODE),
    }


def working_fields(session: WorkingSession) -> dict[str, Json]:
    """Return the fields of a working: the verdict on its final answer, and its lines."""
    return verdict_fields(session.verdict()) | {"lines": [line_fields(line) for line in session.lines]}


def events(notice: WorkingNotice) -> Iterator[dict[str, Json]]:
    """Yield what is told of a working."""
    match notice:
        case WorkingOpened():
            yield {"event": "working"}
        case LinesJudged(lines, first, _):
            for number, judged in enumerate(lines, first):
                yield {"event": "line", "line": number, **line_fields(judged)}
        case LineTakenBack(number, text):
            yield {"event": "undo", "line": number, "text": text}
        case LineToEdit(number, text):
            yield {"event": "edit", "line": number, "text": text}
        case WorkingHint(text):
            yield {"event": "hint", "text": None if text is None else render_line(text, Style.UNICODE)}
        case WhyWrong(number, text):
            yield {"event": "why", "line": number, "text": render_line(text, Style.UNICODE)}
        case WorkingSaid(word, fault):
            yield {"event": "note", "note": word.name.lower().replace("_", "-"), "text": said_of_working(word, fault)}
