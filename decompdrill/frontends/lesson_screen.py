"""What `explain` shows: pages, stages, verdicts, the list of topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from decompdrill.exercises.how_to_type import how_to_type
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display, Line, Role, ShowLines, line
from decompdrill.frontends.echo import live_echo
from decompdrill.frontends.plain import Reader
from decompdrill.mathtext import Style, render, render_line, width
from decompdrill.model import Outcome
from decompdrill.practice.mastery import mastery_bar
from decompdrill.topics.lesson import (
    AnyPage,
    AskStep,
    Drawing,
    GivenUp,
    Help,
    LessonConversation,
    LessonMessage,
    NotUnit,
    Passage,
    Remark,
    ShowPage,
    Step,
    StepVerdict,
    TellPage,
    Wait,
)

REMARKS = {
    Remark.NUDGE: "Type the value, or show to see it.",
    Remark.UNKNOWN: "Press Enter to go on; or type back, all or quit.",
    Remark.AT_START: "This is the first page.",
}


BAR = 5
"""Columns of mastery in the list of topics: the longest titles leave no more."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic of the list; `mastery` is None where nothing of it was answered yet."""

    id: str
    title: str
    mastery: float | None = None


Draw: TypeAlias = Callable[[Drawing, Display], list[Line]]


def no_drawing(_: Drawing, __: Display) -> list[Line]:
    return []


def run_lesson(
    conversation: LessonConversation, show: ShowLines, display: Callable[[], Display], reader: Reader | None, draw: Draw
) -> bool:
    """Hold the conversation to its end; without a reader nothing is asked. Return whether a question is to be tried."""
    typed: str | None = None
    while True:
        try:
            event = conversation.send(typed)
        except StopIteration as end:
            return bool(end.value)
        typed = None
        match event:
            case ShowPage(page, is_open):
                show(page_lines(page, is_open, display(), draw))
            case TellPage(message):
                show(message_lines(message, display()))
            case Wait() | AskStep():
                show(keys(event, display()))
                typed = None if reader is None else _answer(event, reader, display)
            case _:
                assert_never(event)


def _answer(event: Wait | AskStep, reader: Reader, display: Callable[[], Display]) -> str | None:
    live = live_echo(event.step.exercise, display) if isinstance(event, AskStep) else None
    return reader.read(lesson_prompt(event, display()), live=live).text


# ---- pages ---------------------------------------------------------------------------------------------------------


def head(topic: str, title: str, display: Display) -> list[Line]:
    """Return the first lines: the command, and what it is about."""
    if display.spoken:
        return [*quiz_screen.paragraph(f"{title}.", display)]
    name = f"decompdrill explain {topic}".strip()
    gap = display.width - width(name) - width(title)
    first = [Line(((Role.HEAD, name), (Role.DIM, " " * gap + title)))] if gap >= 2 else _wrapped(name, display)
    return [
        *first,
        *([] if gap >= 2 else quiz_screen.paragraph(title, display, Role.DIM, indent=0)),
        quiz_screen.rule(display),
    ]


def _wrapped(name: str, display: Display) -> list[Line]:
    return quiz_screen.paragraph(name, display, Role.HEAD, indent=0, hang=2)


def page_lines(page: AnyPage, is_open: bool, display: Display, draw: Draw = no_drawing) -> list[Line]:
    """Return a page, an empty line above it."""
    if isinstance(page, Step):
        return _step(page, is_open, display)
    picture = [] if page.drawing is None else draw(page.drawing, display)
    return [*(row for block_ in page.blocks for row in block(block_, display)), *picture]


def block(block_: Passage, display: Display) -> list[Line]:
    """Return a heading and its text."""
    heading = [] if not block_.heading else _heading(block_.heading, display, indent=2 * block_.is_sub)
    return [line(), *heading, *body(block_.text, display)]


def _heading(text: str, display: Display, indent: int = 0) -> list[Line]:
    heading = render_line(text, display.style)
    if display.spoken and not heading.endswith(("?", ".", ":")):
        heading += "."
    return quiz_screen.paragraph(heading, display, Role.HEAD, indent)


def body(text: str, display: Display, indent: int = 2) -> list[Line]:
    """Return Markdown on lines that fit."""
    pad = "" if display.spoken else " " * indent
    rows = render(text, display.style, display.width - 2 * len(pad)).splitlines()
    return [line(f"{pad}{row}".rstrip()) for row in rows]


def sheet(text: str, display: Display) -> list[Line]:
    """Return a block of fenced text as it is, indented by two columns."""
    rows = render(text, display.style, display.width).splitlines()
    return [line(row.removeprefix("  ").rstrip()) for row in rows]


def _step(step: Step, is_open: bool, display: Display) -> list[Line]:
    lead = [row for block_ in step.lead for row in block(block_, display)]
    heading = _heading(f"Step {step.number} of {step.of}", display)
    value = [] if is_open else _value(step, display)
    return [*lead, line(), *heading, *body(step.say, display), *value]


def _value(step: Step, display: Display) -> list[Line]:
    rows = body(step.shown, display, indent=4)
    if display.spoken:
        return _as_sentence(rows)
    return rows if len(rows) == 1 else [line(), *rows]


def _as_sentence(rows: list[Line]) -> list[Line]:
    """Return lines that are read aloud with a capital at the beginning and a stop at the end."""
    texts = [row.text for row in rows]
    texts[0] = texts[0][:1].upper() + texts[0][1:]
    texts[-1] += "" if texts[-1].endswith(".") else "."
    return [line(text) for text in texts]


# ---- asking --------------------------------------------------------------------------------------------------------


def keys(event: Wait | AskStep, display: Display) -> list[Line]:
    """Return what may be typed, above the prompt; in speech, only where a value is asked."""
    if isinstance(event, Wait):
        go_on = "Enter: try one now" if event.is_last else "Enter: next"
        if display.spoken:
            return _say(f"{go_on}. Or quit.", display) if event.is_last else []
        others = ("back", "quit") if event.is_last else ("back", "all", "quit")
        return [line(), *_items((f"{event.number}/{event.of}", go_on, *others), display)]
    if event.has_tried:
        return _say("Try again, or type show to see it.", display, Role.DIM)
    return [line(), *_wanted(event.step, display), *_items(("show", "back", "all", "quit", "?"), display)]


def _wanted(step: Step, display: Display) -> list[Line]:
    """Return what is asked, and how it is typed."""
    asked = quiz_screen.paragraph(f"Your turn: {render_line(step.label, display.style)}.", display)
    return [*asked, *_say(f"Type {how_to_type(step.exercise)}", display, Role.DIM)]


def lesson_prompt(event: Wait | AskStep, display: Display) -> str:
    """Return the prompt."""
    if isinstance(event, Wait):
        return "Press Enter to go on. " if display.spoken else "  "
    return "Answer: " if display.spoken else f"  {quiz_screen.PROMPT}"


def message_lines(what: LessonMessage, display: Display) -> list[Line]:
    """Return what is to be told."""
    match what:
        case StepVerdict():
            return _judged(what, display)
        case NotUnit(length, verdict):
            length = quiz_screen.as_typed(length, display)
            told = f"Right direction. Make it a unit vector: divide by {length}."
            return [
                *quiz_screen.signed("imprecise", told, Role.CLOSE, display),
                *quiz_screen.read_as(verdict, display),
            ]
        case GivenUp(step):
            return _value(step, display)
        case Help(step):
            if step is None:
                return _say(
                    "Enter shows what comes next, back what came before, all the whole rest; quit ends.", display
                )
            return _say(f"Type {how_to_type(step.exercise)}; or show, back, all or quit.", display)
        case Remark():
            return _say(REMARKS[what], display, Role.DIM)
    assert_never(what)


def _judged(what: StepVerdict, display: Display) -> list[Line]:
    outcome = what.verdict.outcome
    opening = quiz_screen.OPENINGS[outcome] if outcome is not Outcome.WRONG else "Not yet."
    return [
        *quiz_screen.signed(outcome.value, opening, quiz_screen.ROLES[outcome], display),
        *quiz_screen.grounds(what.verdict, what.text, display, settled=what.is_settled),
    ]


def _say(text: str, display: Display, role: Role = Role.PLAIN) -> list[Line]:
    # What is typed stays as it is on the keyboard.
    return quiz_screen.paragraph(
        text if display.style is Style.UNICODE else quiz_screen.as_typed(text, display), display, role
    )


def _items(items: Sequence[str], display: Display) -> list[Line]:
    between = f" {display.glyph('between')} "
    return [] if display.spoken else quiz_screen.paragraph(between.join(items), display, Role.DIM)


# ---- other screens -------------------------------------------------------------------------------------------------


def topics(rows: Sequence[TopicRow], display: Display) -> list[Line]:
    """Return the list of topics, with how well each is known where anything of it was answered."""
    room = max(len(row.id) for row in rows)
    has_bars = any(row.mastery is not None for row in rows) and display.width >= 60
    out = [*head("TOPIC", f"{len(rows)} topics", display), *([line()] if not display.spoken else [])]
    for row in rows:
        out += _spoken_row(row, display) if display.spoken else [_listed(row, room, has_bars, display)]
    more = "A word of the glossary is found too: decompdrill explain defective"
    return [*out, line(), *quiz_screen.paragraph(more, display, Role.DIM)]


def _listed(row: TopicRow, room: int, has_bars: bool, display: Display) -> Line:
    start = f"  {row.id:<{room}}  "
    filled = mastery_bar(row.mastery, BAR, display.style is not Style.UNICODE) if row.mastery is not None else " " * BAR
    end = f"{filled}  " if has_bars else ""
    left = display.width - len(start) - len(end)
    title = row.title if width(row.title) <= left else ""
    return Line(((Role.HEAD, start), (Role.PLAIN, end), (Role.DIM, title)))


def _spoken_row(row: TopicRow, display: Display) -> list[Line]:
    known = "" if row.mastery is None else f" Mastered to {100 * row.mastery:.0f} per cent."
    return quiz_screen.paragraph(f"{row.id}: {row.title}.{known}", display)


def entry(term: str, also: Sequence[str], text: str, see: str, display: Display) -> list[Line]:
    """Return an entry of the glossary, and where more is said."""
    names = [line(), *quiz_screen.paragraph(f"Also: {', '.join(also)}", display, Role.DIM)] if also else []
    more = quiz_screen.paragraph(f"More: decompdrill explain {see}", display, Role.DIM)
    return [*head("", "Glossary", display), *block(Passage(term, text), display), *names, line(), *more]
