"""What `explain` shows: pages, stages, verdicts, the list of topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Line, Look, Role, line
from decompdrill.frontends.plain import Reader, Show
from decompdrill.mathtext import Style, inline, render, width
from decompdrill.model import Form, Outcome
from decompdrill.practice.mastery import bar
from decompdrill.topics.lesson import (
    AnyPage,
    AskStep,
    Conversation,
    Drawing,
    GivenUp,
    Help,
    NotUnit,
    Passage,
    Remark,
    Said,
    Step,
    StepVerdict,
    TellPage,
    Wait,
)
from decompdrill.topics.lesson import Show as ShowPage

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


Draw: TypeAlias = Callable[[Drawing, Look], list[Line]]


def no_drawing(_: Drawing, __: Look) -> list[Line]:
    return []


def hold(conversation: Conversation, show: Show, look: Callable[[], Look], reader: Reader | None, draw: Draw) -> None:
    """Hold the conversation to its end; without a reader nothing is asked."""
    typed: str | None = None
    while True:
        try:
            event = conversation.send(typed)
        except StopIteration:
            return
        typed = None
        match event:
            case ShowPage(page, is_open):
                show(shown(page, is_open, look(), draw))
            case TellPage(said_):
                show(said(said_, look()))
            case Wait() | AskStep():
                show(keys(event, look()))
                typed = None if reader is None else reader.read(prompt(event, look())).text
            case _:
                assert_never(event)


# ---- pages ---------------------------------------------------------------------------------------------------------


def head(topic: str, title: str, look: Look) -> list[Line]:
    """Return the first lines: the command, and what it is about."""
    if look.spoken:
        return [*quiz_screen.paragraph(f"{title}.", look)]
    name = f"decompdrill explain {topic}".strip()
    gap = look.width - width(name) - width(title)
    first = [Line(((Role.HEAD, name), (Role.DIM, " " * gap + title)))] if gap >= 2 else _wrapped(name, look)
    return [*first, *([] if gap >= 2 else quiz_screen.paragraph(title, look, Role.DIM, indent=0)), _rule(look)]


def _wrapped(name: str, look: Look) -> list[Line]:
    return quiz_screen.paragraph(name, look, Role.HEAD, indent=0, hang=2)


def _rule(look: Look) -> Line:
    return line("  " + look.glyph("rule") * (look.width - 4), Role.DIM)


def shown(page: AnyPage, is_open: bool, look: Look, draw: Draw = no_drawing) -> list[Line]:
    """Return a page, an empty line above it."""
    if isinstance(page, Step):
        return _step(page, is_open, look)
    picture = [] if page.drawing is None else draw(page.drawing, look)
    return [*(row for block_ in page.blocks for row in block(block_, look)), *picture]


def block(block_: Passage, look: Look) -> list[Line]:
    """Return a heading and its text."""
    heading = [] if not block_.heading else _heading(block_.heading, look, indent=2 * block_.is_sub)
    return [line(), *heading, *body(block_.text, look)]


def _heading(text: str, look: Look, indent: int = 0) -> list[Line]:
    said_ = inline(text, look.style)
    if look.spoken and not said_.endswith(("?", ".", ":")):
        said_ += "."
    return quiz_screen.paragraph(said_, look, Role.HEAD, indent)


def body(text: str, look: Look, indent: int = 2) -> list[Line]:
    """Return Markdown on lines that fit."""
    pad = "" if look.spoken else " " * indent
    rows = render(text, look.style, look.width - 2 * len(pad)).splitlines()
    return [line(f"{pad}{row}".rstrip()) for row in rows]


def sheet(text: str, look: Look) -> list[Line]:
    """Return a block of fenced text as it is, indented by two columns."""
    rows = render(text, look.style, look.width).splitlines()
    return [line(row[2:].rstrip()) for row in rows]


def _step(step: Step, is_open: bool, look: Look) -> list[Line]:
    lead = [row for block_ in step.lead for row in block(block_, look)]
    heading = _heading(f"Step {step.number} of {step.of}", look)
    value = [] if is_open else _value(step, look)
    return [*lead, line(), *heading, *body(step.say, look), *value]


def _value(step: Step, look: Look) -> list[Line]:
    rows = body(step.shown, look, indent=4)
    if look.spoken:
        return _as_sentence(rows)
    return rows if len(rows) == 1 else [line(), *rows]


def _as_sentence(rows: list[Line]) -> list[Line]:
    """Return lines that are read aloud with a capital at the beginning and a stop at the end."""
    texts = [row.text for row in rows]
    texts[0] = texts[0][:1].upper() + texts[0][1:]
    texts[-1] += "" if texts[-1].endswith(".") else "."
    return [line(text) for text in texts]


# ---- asking --------------------------------------------------------------------------------------------------------


def keys(event: Wait | AskStep, look: Look) -> list[Line]:
    """Return what may be typed, above the place where one types; spoken, only where a value is asked."""
    if isinstance(event, Wait):
        return [] if look.spoken else [line(), *_items(("Enter: next", "back", "all", "quit"), look)]
    if event.has_tried:
        return _say("Try again, or type show to see it.", look, Role.DIM)
    return [line(), *_wanted(event.step, look), *_items(("show", "back", "all", "quit", "?"), look)]


def _wanted(step: Step, look: Look) -> list[Line]:
    """Return what is asked, and how it is typed."""
    asked = quiz_screen.paragraph(f"Your turn: {inline(step.label, look.style)}.", look)
    return [*asked, *_say(f"Type {how_to_type(step)}", look, Role.DIM)]


def prompt(event: Wait | AskStep, look: Look) -> str:
    """Return what stands before the place where one types."""
    if isinstance(event, Wait):
        return "Press Enter to go on. " if look.spoken else "  "
    return "Answer: " if look.spoken else f"  {quiz_screen.PROMPT}"


def said(what: Said, look: Look) -> list[Line]:
    """Return what is to be told."""
    match what:
        case StepVerdict():
            return _judged(what, look)
        case NotUnit(length):
            length = quiz_screen.as_typed(length, look)
            return _sign("imprecise", f"Right direction. Make it a unit vector: divide by {length}.", Role.CLOSE, look)
        case GivenUp(step):
            return _value(step, look)
        case Help(None):
            return _say("Enter shows what comes next, back what came before, all the whole rest; quit ends.", look)
        case Help(step):
            return _say(f"Type {how_to_type(step)}; or show, back, all or quit.", look)
        case Remark():
            return _say(REMARKS[what], look, Role.DIM)
    assert_never(what)


def how_to_type(step: Step | None) -> str:
    """Return how the value of a step is typed."""
    assert step is not None
    if step.exercise.form is Form.FACTORS:
        return "the parts: " + " | ".join(f"{name} = ..." for name, _ in step.exercise.answer.parts)
    return quiz_screen.HOW_TO_TYPE[step.exercise.form]


def _judged(what: StepVerdict, look: Look) -> list[Line]:
    outcome = what.verdict.outcome
    opening = quiz_screen.OPENINGS[outcome] if outcome is not Outcome.WRONG else "Not yet."
    return [
        *_sign(outcome.value, opening, quiz_screen.ROLES[outcome], look),
        *quiz_screen.grounds(what.verdict, what.text, look, settled=what.is_settled),
    ]


def _sign(sign: str, text: str, role: Role, look: Look) -> list[Line]:
    return quiz_screen.paragraph(text if look.spoken else f"{look.glyph(sign)} {text}", look, role, hang=2)


def _say(text: str, look: Look, role: Role = Role.PLAIN) -> list[Line]:
    # What is typed stays as it is on the keyboard.
    return quiz_screen.paragraph(text if look.style is Style.UNICODE else quiz_screen.as_typed(text, look), look, role)


def _items(items: Sequence[str], look: Look) -> list[Line]:
    between = f" {look.glyph('between')} "
    return [] if look.spoken else quiz_screen.paragraph(between.join(items), look, Role.DIM)


# ---- other screens -------------------------------------------------------------------------------------------------


def topics(rows: Sequence[TopicRow], look: Look) -> list[Line]:
    """Return the list of topics, with how well each is known where anything of it was answered."""
    room = max(len(row.id) for row in rows)
    has_bars = any(row.mastery is not None for row in rows) and look.width >= 60
    out = [*head("TOPIC", f"{len(rows)} topics", look), *([line()] if not look.spoken else [])]
    for row in rows:
        out += _spoken_row(row, look) if look.spoken else [_listed(row, room, has_bars, look)]
    more = "A word of the glossary is found too: decompdrill explain defective"
    return [*out, line(), *quiz_screen.paragraph(more, look, Role.DIM)]


def _listed(row: TopicRow, room: int, has_bars: bool, look: Look) -> Line:
    start = f"  {row.id:<{room}}  "
    filled = bar(row.mastery, BAR, look.style is not Style.UNICODE) if row.mastery is not None else " " * BAR
    end = f"{filled}  " if has_bars else ""
    left = look.width - len(start) - len(end)
    title = row.title if width(row.title) <= left else ""
    return Line(((Role.HEAD, start), (Role.PLAIN, end), (Role.DIM, title)))


def _spoken_row(row: TopicRow, look: Look) -> list[Line]:
    known = "" if row.mastery is None else f" Mastered to {100 * row.mastery:.0f} per cent."
    return quiz_screen.paragraph(f"{row.id}: {row.title}.{known}", look)


def entry(term: str, also: Sequence[str], text: str, see: str, look: Look) -> list[Line]:
    """Return an entry of the glossary, and where more is said."""
    names = [line(), *quiz_screen.paragraph(f"Also: {', '.join(also)}", look, Role.DIM)] if also else []
    more = quiz_screen.paragraph(f"More: decompdrill explain {see}", look, Role.DIM)
    return [*head("", "Glossary", look), *block(Passage(term, text), look), *names, line(), *more]


__all__ = ["TopicRow", "block", "body", "entry", "head", "hold", "keys", "prompt", "said", "sheet", "shown", "topics"]
