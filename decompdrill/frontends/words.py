"""What a front end for people says, as lines: questions, verdicts, the closing; the only owner of that wording."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import assert_never

from decompdrill import answers
from decompdrill.frontends.look import Line, Look, Role, line
from decompdrill.mathtext import Style, inline, render
from decompdrill.model import Check, Exercise, Form, Outcome, Unreadable, Verdict
from decompdrill.session import (
    Ask,
    Closing,
    Hint,
    Judged,
    NoHint,
    Nudge,
    Passed,
    Pause,
    Place,
    Said,
    Standing,
    Summary,
    Why,
)

HOW_TO_TYPE = {
    Form.NUMBER: "a number: 3, -1/2, 0.25, sqrt(5), (1+√5)/2, 2+3i",
    Form.INTEGER: "a whole number: 3",
    Form.LIST: "a list: 7, -2   or   (3±√7)/2",
    Form.VECTOR: "a vector: [1, -2]   or   1 -2",
    Form.MATRIX: "a matrix: [[1, 2], [3, 4]]   or   1 2; 3 4",
    Form.YES_NO: "yes or no",
    Form.POLYNOMIAL: "a polynomial: λ^2 - 8λ + 3   or   1, -8, 3",
    Form.CHOICE: "the letter of one option",
    Form.FACTORS: "parts, each with its name",
    Form.CODE: "one Python expression",
}

OPENINGS = {
    Outcome.RIGHT: "Right.",
    Outcome.IMPRECISE: "Right as far as it goes.",
    Outcome.WRONG: "Not right.",
    Outcome.UNREADABLE: "That could not be read.",
}

ROLES = {
    Outcome.RIGHT: Role.RIGHT,
    Outcome.IMPRECISE: Role.CLOSE,
    Outcome.WRONG: Role.WRONG,
    Outcome.UNREADABLE: Role.CLOSE,
}

DOTS_FIT = 20
"""A quiz of more questions shows its position as numbers only."""

PROMPT = "> "


def question(ask: Ask, name: str, look: Look) -> list[Line]:
    """Return the whole block of a question: where in the quiz it stands, the question, how to type, the keys."""
    exercise = ask.exercise
    head = (
        _spoken_head(ask) if look.spoken else [line(), *_head(ask.place, name, look), *_title(exercise, look), line()]
    )
    return [*head, *problem(exercise, look), *([] if look.spoken else [line()]), *_keys(exercise, look)]


def problem(exercise: Exercise, look: Look) -> list[Line]:
    """Return the question itself, with the options of a choice."""
    pad = "" if look.spoken else "  "
    body = render(exercise.prompt, look.style, look.width - len(pad)).splitlines()
    lines = [line(f"{pad}{row}".rstrip()) for row in body]
    if exercise.choices:
        lines.append(line())
    for choice in exercise.choices:
        lines += paragraph(f"{choice.letter}) {inline(choice.text, look.style)}", look, hang=3)
    return lines


def prompt(ask: Ask | Pause, look: Look) -> str:
    """Return what stands before the place where one types."""
    if isinstance(ask, Pause):
        return "Press Enter to go on. " if look.spoken else "  "
    return "Answer: " if look.spoken else f"  {PROMPT}"


def pause(pause_: Pause, look: Look) -> list[Line]:
    """Return the keys that a pause takes."""
    go_on = "Enter: the summary" if pause_.last else "Enter: next question"
    return [line(), *paragraph(_row([go_on, "why: the steps", "quit"], look), look, Role.DIM)]


def said(what: Said, again: str, look: Look) -> list[Line]:
    """Return what is to be told; `again` is the command that repeats the quiz."""
    match what:
        case Hint(text, number, of):
            return paragraph(f"Hint {number} of {of}: {inline(text, look.style)}", look, hang=2)
        case NoHint(of):
            return paragraph("There is no further hint." if of else "There is no hint for this question.", look)
        case Nudge():
            return paragraph("Type an answer, or ? for a hint, skip, why or quit.", look, Role.DIM)
        case Judged():
            return judged(what, look)
        case Passed(exercise, verdict, _):
            return [
                *_signed("skipped", "Skipped." if verdict is None else "Left there.", Role.DIM, look),
                *expected(exercise, verdict, look),
            ]
        case Why(worked):
            return steps(worked, look)
        case Closing(summary):
            return closing(summary, again, look)
    assert_never(what)


def judged(what: Judged, look: Look) -> list[Line]:
    """Return a verdict: what was read, what it was measured on, which slip it was and, once settled, the answer."""
    verdict = what.verdict
    opening = "Not yet." if verdict.outcome is Outcome.WRONG and not what.settled else OPENINGS[verdict.outcome]
    extra = f" {_nth(what.attempt)} try." if what.attempt > 1 else ""
    extra += f" {_duration(what.seconds)}." if what.seconds >= 1 else ""
    return [
        *_signed(verdict.outcome.value, opening + extra, ROLES[verdict.outcome], look),
        *grounds(verdict, what.text, look, settled=what.settled),
        *(expected(what.exercise, verdict, look) if what.settled else _go_on(what, look)),
    ]


def verdict(verdict: Verdict, text: str, look: Look) -> list[Line]:
    """Return the verdict on an answer that belongs to no quiz, with what was expected."""
    answer = paragraph(f"Answer: {look.text(verdict.expected)}", look, indent=4, hang=2) if verdict.expected else []
    opening = _signed(verdict.outcome.value, OPENINGS[verdict.outcome], ROLES[verdict.outcome], look)
    slip = paragraph(f"slip: {verdict.slip}", look, Role.DIM, indent=4) if verdict.slip else []
    return [*opening, *grounds(verdict, text, look), *slip, *answer]


def grounds(verdict: Verdict, text: str, look: Look, settled: bool = True) -> list[Line]:
    """Return why a verdict is what it is: the fault with a caret, how it was read, the checks, the feedback.

    Before the question is settled, nothing that gives the answer away: no distances, and no feedback but a slip's.
    """
    if verdict.unreadable is not None:
        return _caret(text, verdict.unreadable, look)
    lines: list[Line] = []
    if verdict.read_as and "".join(verdict.read_as.split()) != "".join(text.split()):
        lines += paragraph(f"read as {look.text(verdict.read_as)}", look, Role.DIM, indent=4)
    lines += _checks(verdict.checks, look, distances=settled)
    if verdict.feedback and (settled or verdict.slip is not None or verdict.outcome is not Outcome.WRONG):
        lines += paragraph(inline(verdict.feedback, look.style), look, indent=4)
    return lines


def expected(exercise: Exercise, verdict: Verdict | None, look: Look) -> list[Line]:
    """Return the answer that was expected."""
    right = next((c for c in exercise.choices if c.why_wrong is None), None)
    if right is not None:
        text = f"{right.letter}) {inline(right.text, look.style)}"
    elif verdict is not None and look.style is Style.UNICODE:
        text = verdict.expected
    else:
        text = answers.show(exercise.answer, ascii=look.style is not Style.UNICODE)
    return paragraph(f"Answer: {look.text(text)}", look, indent=4, hang=2)


def steps(lines_: Sequence[str], look: Look) -> list[Line]:
    """Return worked steps, numbered."""
    if not lines_:
        return paragraph("There are no worked steps for this question.", look, Role.DIM)
    out: list[Line] = []
    for number, step in enumerate(lines_, 1):
        lead = f"{number}. "
        pad = "" if look.spoken else "  "
        rows = render(step, look.style, max(20, look.width - len(pad) - len(lead))).splitlines() or [""]
        out += [line(f"{pad}{lead if i == 0 else ' ' * len(lead)}{row}".rstrip()) for i, row in enumerate(rows)]
    return out


def closing(summary: Summary, again: str, look: Look) -> list[Line]:
    """Return the end: what was done, how each objective went, which slips were made, how to do it again."""
    lines = [line()] if look.spoken else [line(), _rule(look)]
    if summary.interrupted:
        lines += paragraph(f"Interrupted after {_of(summary)}.", look)
    lines += paragraph(_score(summary, look), look, Role.HEAD)
    if summary.results:
        lines += [line(), *(row for standing in summary.objectives for row in _standing(standing, look))]
    if summary.slips:
        slips = ", ".join(f"{slip} {look.glyph('times')}{n}" if n > 1 else slip for slip, n in summary.slips)
        lines += [line(), *paragraph(f"Slips made: {slips}", look, hang=2)]
    return [*lines, line(), *paragraph(f"Seed {summary.seed}. The same again: {again}", look, Role.DIM, hang=2)]


def _score(summary: Summary, look: Look) -> str:
    if summary.score is None:
        return "No question was answered."
    kinds = [
        (Outcome.IMPRECISE, "imprecise"),
        (Outcome.WRONG, "wrong"),
        (Outcome.UNREADABLE, "not readable"),
        (None, "skipped"),
    ]
    rest = [f"{summary.count(o)} {name}" for o, name in kinds if summary.count(o)]
    parts = [f"{summary.count(Outcome.RIGHT)} of {summary.asked} right", *rest, f"score {100 * summary.score:.0f} %"]
    return _row([*parts, *([_duration(summary.seconds)] if summary.seconds >= 1 else [])], look)


def _of(summary: Summary) -> str:
    return f"{summary.asked} of {summary.planned} question{'s' if summary.planned != 1 else ''}"


def _standing(standing: Standing, look: Look) -> list[Line]:
    share = f"{standing.right}/{standing.asked}"
    if look.spoken:
        return [line(f"{standing.objective}: {standing.right} of {standing.asked} right.")]
    room = min(34, look.width - 18)
    full = round(10 * standing.credit / standing.asked)
    bar = look.glyph("bar") * full + look.glyph("trough") * (10 - full) if look.width >= 60 else ""
    return [line(f"  {_short(standing.objective, room):<{room}} {share:>7}  {bar}".rstrip())]


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3]}..."


def _spoken_head(ask: Ask) -> list[Line]:
    place, exercise = ask.place, ask.exercise
    return [line(), line(f"Question {place.number} of {place.of}. {exercise.title or exercise.question}.")]


def _head(place: Place, name: str, look: Look) -> Iterator[Line]:
    """One line: the command, a column for each question, the position, the seed."""
    position, seed = f"{place.number}/{place.of}", f"seed {place.seed}"
    dots = _dots(place, look) if place.of <= DOTS_FIT and look.width >= 40 + place.of else ()
    used = len(name) + sum(len(d) for _, d in dots) + len(position) + len(seed)
    gaps = max(2, (look.width - used) // (3 if dots else 2))
    pieces = [
        (Role.HEAD, name),
        (Role.PLAIN, " " * gaps),
        *dots,
        (Role.PLAIN, "  " if dots else ""),
        (Role.HEAD, position),
    ]
    fill = look.width - sum(len(text) for _, text in pieces) - len(seed)
    yield Line((*pieces, (Role.DIM, " " * fill + seed))) if fill >= 2 else Line(tuple(pieces))


def _dots(place: Place, look: Look) -> tuple[tuple[Role, str], ...]:
    done = tuple((ROLES[m] if m else Role.DIM, look.mark(m)) for m in place.marks)
    here = ((Role.HEAD, look.glyph("here")),)
    return (*done, *here, *((Role.DIM, look.glyph("ahead")) for _ in range(place.of - place.number)))


def _title(exercise: Exercise, look: Look) -> list[Line]:
    title = _row([exercise.question, f"level {exercise.level}"], look)
    return [*paragraph(title, look, Role.DIM), _rule(look)]


def _rule(look: Look) -> Line:
    return line("  " + look.glyph("rule") * (look.width - 4), Role.DIM)


def _keys(exercise: Exercise, look: Look) -> list[Line]:
    how = HOW_TO_TYPE[exercise.form]
    if exercise.form is Form.FACTORS:
        how = "parts: " + " | ".join(f"{name} = ..." for name, _ in exercise.answer.parts)
    hints = f"? hint ({len(exercise.hints)})" if exercise.hints else "? hint"
    if look.spoken:
        return [line(f"Type {how.replace('   ', ' ')}.")]
    return [
        *paragraph(look.text(f"Type {how}"), look, Role.DIM),
        *paragraph(_row([hints, "skip", "why", "quit"], look), look, Role.DIM),
    ]


def _go_on(what: Judged, look: Look) -> list[Line]:
    if what.costs_a_try:
        return paragraph("One more try. Enter alone shows the answer.", look, Role.DIM, indent=4)
    return paragraph("That used up no try.", look, Role.DIM, indent=4)


def _signed(sign: str, text: str, role: Role, look: Look) -> list[Line]:
    return paragraph(text if look.spoken else f"{look.glyph(sign)} {text}", look, role, hang=2)


def _checks(checks: Sequence[Check], look: Look, distances: bool) -> list[Line]:
    lines: list[Line] = []
    if len(checks) == 1 and not (distances and checks[0].bound):
        return lines
    if look.spoken:
        return [line(f"Fails: {_failed(c, distances)}.") for c in checks if not c.passed]
    for check in (c for c in checks if not c.passed):
        lines += paragraph(f"{look.glyph('wrong')} {_failed(check, distances)}", look, indent=4, hang=2)
    held = [c.name for c in checks if c.passed]
    if held and len(checks) > 1:
        lines += paragraph(f"{look.glyph('right')} {', '.join(held)}", look, Role.DIM, indent=4, hang=2)
    return lines


def _failed(check: Check, distances: bool) -> str:
    note = f" ({check.note})" if check.note else ""
    if not distances or check.residual is None or not check.bound:
        return f"{check.name}{note}"
    return f"{check.name}{note}: off by {check.residual:.3g}, allowed {check.bound:.2g}"


def _caret(text: str, fault: Unreadable, look: Look) -> list[Line]:
    """Return the message, the line at fault and carets under the span at fault."""
    start, end = fault.span
    row_start = text.rfind("\n", 0, start) + 1
    row_end = text.find("\n", start)
    row = text[row_start : len(text) if row_end < 0 else row_end]
    first, last = start - row_start, max(start + 1, end) - row_start
    room = max(10, look.width - 8)
    cut = max(0, first - room // 2) if _columns(row) > room else 0
    shown = "".join(c if c.isprintable() else "?" for c in row[cut : cut + room])
    carets = "^" * max(1, min(_columns(row[first:last]), room - _columns(row[cut:first])))
    message = paragraph(look.text(fault.message), look, indent=4)
    if look.spoken:
        return [*message, line(f"At character {start + 1}.")]
    return [*message, line(f"      {shown}"), line(f"      {' ' * _columns(row[cut:first])}{carets}", Role.CLOSE)]


def _columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def paragraph(text: str, look: Look, role: Role = Role.PLAIN, indent: int = 2, hang: int = 0) -> list[Line]:
    """Return the text on lines that fit; `hang` more columns before all but the first."""
    pad = "" if look.spoken else " " * indent
    out: list[Line] = []
    for row in text.splitlines() or [""]:
        kept = len(row) - len(row.lstrip())
        rest = pad + " " * (kept + (0 if look.spoken else hang))
        rows = textwrap.wrap(
            row, look.width, initial_indent=pad + " " * kept, subsequent_indent=rest, break_on_hyphens=False
        )
        out += [line(r, role) for r in rows or [""]]
    return out


def _row(items: Sequence[str], look: Look) -> str:
    return (", " if look.spoken else f" {look.glyph('between')} ").join(items)


def _nth(number: int) -> str:
    return {2: "Second", 3: "Third"}.get(number, f"{number}th")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
