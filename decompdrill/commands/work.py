"""`work`: judges the working of one's own problem, line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile

from decompdrill.commands import opened_input, text_lines
from decompdrill.commands.problem import problem_of
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.exercises.grade import task_of
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display, Line, line
from decompdrill.frontends.jsonl import write_record
from decompdrill.frontends.working_screen import line_verdict, working_fields
from decompdrill.io.output import stdout
from decompdrill.mathtext import render_line
from decompdrill.model import Outcome, Verdict
from decompdrill.working.session import WorkingSession

HOW = (
    "One line of your working at a time. hint says what comes next, undo takes the last line back; an empty line ends."
)


def show_working(kind: str, given: Sequence[str], source: str, as_json: bool, plain: bool) -> ExitCode:
    """Judge each line as it comes, and the final answer at the end; 1 where that is not right."""
    kind, problem = problem_of(kind, given)
    session = WorkingSession(task_of(kind, problem))
    with opened_input(source) as file:
        is_typed = source == "-" and sys.stdin.isatty()
        lines = (
            takewhile(str.strip, _prompted(text_lines(file)))
            if is_typed and not as_json
            else filter(str.strip, text_lines(file))
        )
        if as_json:
            session.write_all(lines)
            write_record(stdout(), working_fields(session))
        else:
            _shown(session, lines, plain, is_typed)
    return ExitCode.DONE if session.verdict().outcome is Outcome.RIGHT else ExitCode.NOT_RIGHT


def _prompted(lines: Iterator[str]) -> Iterator[str]:
    """Yield what is typed at a terminal, each line behind a prompt."""
    out = stdout()
    while True:
        out.write(quiz_screen.PROMPT)
        out.flush()
        text = next(lines, None)
        if text is None:
            out.write("\n")
            return
        yield text


def _shown(session: WorkingSession, lines: Iterator[str], plain: bool, is_typed: bool) -> None:
    show, display = screen(plain)
    if is_typed:
        show(quiz_screen.paragraph(HOW, display))
    for text in lines:
        if (said := _command(session, text.strip().lower())) is not None:
            show(quiz_screen.paragraph(render_line(said, display.style), display))
            continue
        judged = session.write(text)
        number = len(session.lines)
        if not is_typed:
            show(quiz_screen.paragraph(f"{number}  {display.text(text)}", display, hang=len(str(number)) + 2))
        show(line_verdict(judged, number, display))
    show([line(), *_closing(session.verdict(), session, display)])


def _command(session: WorkingSession, word: str) -> str | None:
    """Do what a word asks for that is no line, and return what is said of it; None for a line."""
    if word in ("hint", "?", "help"):
        return session.hint() or "There is no further hint: all that the solution states is there."
    if word != "undo":
        return None
    text = session.undo()
    return "There is no line to take back." if text is None else f"Line {len(session.lines) + 1} is taken back."


def _closing(verdict: Verdict, session: WorkingSession, display: Display) -> list[Line]:
    if verdict.outcome is Outcome.UNREADABLE:
        return quiz_screen.paragraph("No line gives the final answer yet.", display)
    return quiz_screen.verdict(verdict, verdict.read_as, display)
