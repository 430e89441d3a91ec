"""A working as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from decompdrill.frontends.display import Display, Line, Role
from decompdrill.frontends.quiz_screen import as_typed, items, paragraph
from decompdrill.history.attempts import WorkingLine
from decompdrill.mathtext import Style, render_line
from decompdrill.names import american
from decompdrill.practice.conversation import (
    Ask,
    LinesJudged,
    LineTakenBack,
    LineToEdit,
    WhyWrong,
    WorkedLine,
    WorkingHint,
    WorkingNotice,
    WorkingOpened,
    WorkingSaid,
    WorkingWord,
)

SIGNS = {
    "right": ("✓", "ok"),
    "follows": ("↳", "->"),
    "imprecise": ("~", "~"),
    "wrong": ("✗", "X"),
    "unreadable": ("?", "?"),
    "unclear": ("?", "?"),
}
WORDS = {
    "right": "Right",
    "follows": "Follows from line {of}",
    "imprecise": "Not precise enough",
    "wrong": "Not right",
    "unreadable": "Could not be read",
    "unclear": "Not judged, costs nothing",
}
ROLES = {
    "right": Role.RIGHT,
    "follows": Role.CLOSE,
    "imprecise": Role.CLOSE,
    "wrong": Role.WRONG,
    "unreadable": Role.CLOSE,
    "unclear": Role.DIM,
}

SAID = {
    WorkingWord.CLOSED: "The working is closed. Type the answer, or work to start over.",
    WorkingWord.NO_LINE: "There is no line to take back.",
    WorkingWord.NO_ANSWER: "No line gives the final answer yet; hint says what comes next.",
    WorkingWord.IS_THERE: "That is the final answer: done ends, or write on.",
    WorkingWord.FOLLOWS: "That is the final answer, by right steps from a mistake above. edit or undo mends it; done keeps it as it is.",
    WorkingWord.NO_SUCH_LINE: "Say which line: edit 2, or edit 2 followed by the new line.",
    WorkingWord.HOW: "Write a line of your working, or hint, undo, edit 2, why, done, skip or quit.",
    WorkingWord.NOT_HERE: "This question takes no working: type the answer.",
    WorkingWord.NOT_TIMED: "There is no working against the clock: type the answer.",
}


# ---- while it is written -------------------------------------------------------------------------------------------


def line_prompt(number: int, display: Display) -> str:
    """Return what stands before the place where a line is typed."""
    return f"Line {number}: " if display.spoken else f"  {number} > "


def working_notice(notice: WorkingNotice, display: Display, question: Callable[[Ask], Sequence[Line]]) -> list[Line]:
    """Return what is told of a working; `question` shows the question again where one goes on with it."""
    match notice:
        case WorkingOpened(ask, lines, is_again, at_terminal):
            before = question(ask) if lines or is_again else ()
            so_far = paragraph("Your working so far:", display) if lines else []
            return [*before, *so_far, *lines_with_marks(lines, display), *_opened(display, bool(lines), at_terminal)]
        case LinesJudged(lines, first, with_text):
            if with_text:
                return lines_with_marks(lines, display, first)
            return [row for number, of in enumerate(lines, first) for row in line_verdict(of, number, display)]
        case LineTakenBack(number, text):
            return paragraph(f"Line {number} is taken back: {as_typed(text, display)}", display, Role.DIM, hang=2)
        case LineToEdit(number, text):
            said = f"Line {number} is {as_typed(text, display)}"
            return [
                *paragraph(said, display, Role.DIM, hang=2),
                *paragraph("Type the new line; Enter alone leaves it as it is.", display, Role.DIM),
            ]
        case WorkingHint(text):
            none = "There is no further hint: all that the solution states is there."
            return paragraph(none if text is None else render_line(text, display.style), display, hang=2)
        case WhyWrong(number, text):
            if number is None:
                return paragraph("No line is marked wrong.", display, Role.DIM)
            return paragraph(f"Line {number}: {render_line(text, display.style)}", display, hang=2)
        case WorkingSaid(word, fault):
            return paragraph(said_of_working(word, fault), display, Role.DIM)
        case _:
            raise TypeError(notice)


def said_of_working(word: WorkingWord, fault: str) -> str:
    """Return a sentence about a working."""
    end = "" if fault.endswith("?") else "."
    return f"{fault[0].upper()}{fault[1:]}{end}" if fault else SAID[word]


def _opened(display: Display, goes_on: bool, at_terminal: bool) -> list[Line]:
    """Return how a working is written."""
    how = "Go on with the next line." if goes_on else "Write your working one line at a time, as on paper."
    if display.spoken:
        again = " Enter alone says it all again." if at_terminal else ""
        return paragraph(f"{how} Or type hint, undo, edit 2, why, done or quit.{again}", display)
    words = ["hint", "undo", "edit 2", f"why {display.glyph('wrong')}", "done", "quit"]
    words += ["Enter: show it all again"] if at_terminal else []
    return [*paragraph(how, display, Role.DIM), *items(words, display, Role.DIM)]


def lines_waiting(lines: int, display: Display) -> list[Line]:
    """Return how many lines of a working wait in a drill that was broken off."""
    said = (
        "1 line of your working is kept with it." if lines == 1 else f"{lines} lines of your working are kept with it."
    )
    return paragraph(said, display)


def goes_on(display: Display) -> list[Line]:
    """Return that the lines of a problem of one's own are kept."""
    return paragraph("Your lines are kept: run the same command to go on.", display, Role.DIM)


def line_verdict(judged: WorkedLine, number: int, display: Display) -> list[Line]:
    """Return what is said of a line: its mark, what it was taken for, and what to do."""
    feedback = render_line(judged.feedback, display.style)
    word = WORDS[judged.mark].format(of=judged.of)
    taken = f"{word}: {judged.is_}." if judged.is_ else f"{word}."
    if display.spoken:
        return paragraph(f"Line {number}. {taken} {feedback}".rstrip(), display)
    sign = _sign(judged.mark, display)
    return paragraph(f"{sign} {taken} {feedback}".rstrip(), display, ROLES[judged.mark], hang=len(sign) + 1)


def _sign(mark: str, display: Display) -> str:
    return SIGNS[mark][display.style is not Style.UNICODE]


def lines_with_marks(lines: Sequence[WorkedLine], display: Display, first: int = 1) -> list[Line]:
    """Return lines of a working, each with its mark below it."""
    shown: list[Line] = []
    for number, judged in enumerate(lines, first):
        head = f"{number}  {as_typed(judged.text, display)}"
        shown += [*paragraph(head, display, hang=len(str(number)) + 2), *line_verdict(judged, number, display)]
    return shown


# ---- afterwards ----------------------------------------------------------------------------------------------------


def kept_lines(lines: Sequence[WorkingLine], display: Display) -> list[Line]:
    """Return the working of an answer that was given before, each line with its mark; what was taken back has no number."""
    shown: list[Line] = []
    number = 0
    for kept in lines:
        number += not kept.undone
        lead = "taken back: " if kept.undone else f"{number}  "
        shown += paragraph(f"{lead}{as_typed(kept.text, display)}", display, Role.DIM, indent=6, hang=3)
        word = WORDS[kept.verdict].format(of=kept.of)
        slip = f" ({american(kept.slip)})" if kept.slip else ""
        taken = f"{word}: {kept.is_}{slip}." if kept.is_ else f"{word}{slip}."
        sign = "" if display.spoken else f"{_sign(kept.verdict, display)} "
        shown += paragraph(f"{sign}{taken}", display, ROLES[kept.verdict], indent=9, hang=len(sign))
    return shown
