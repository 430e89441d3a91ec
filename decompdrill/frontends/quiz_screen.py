"""What a front end for people says, as lines: questions, verdicts, the closing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from decompdrill.errors import ISSUES
from decompdrill.exercises.how_to_type import how_to_type
from decompdrill.frontends.display import Display, Line, Role, line
from decompdrill.frontends.echo import WIDE_ENOUGH, drawn
from decompdrill.history.attempts import AttemptRow, Mode
from decompdrill.kinds import notes
from decompdrill.mathtext import Style, render, render_line, spelled, width
from decompdrill.model import Check, Exercise, Outcome, Unreadable, Verdict
from decompdrill.names import american
from decompdrill.practice.choose import FullDay
from decompdrill.practice.conversation import (
    Ask,
    Closing,
    ComesBack,
    ExampleFirst,
    Hint,
    Judged,
    Message,
    NextDue,
    NoHint,
    NotHere,
    Nudge,
    ObjectiveResult,
    Pause,
    Position,
    Proof,
    Skipped,
    Summary,
    Undone,
    Why,
    takes_working,
)
from decompdrill.practice.mastery import mastery_bar
from decompdrill.practice.progress import Changed
from decompdrill.practice.timed import ClockPause, Menu

OPENINGS = {
    Outcome.RIGHT: "Right.",
    Outcome.IMPRECISE: "Almost.",
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

LEAVINGS = {False: ("skip", "why", "quit"), True: ("skip", "pause", "quit")}
"""What may be typed instead of an answer, without a clock and against one."""

PROMPT = "> "


def leavings(ask: Ask) -> tuple[str, ...]:
    """Return what may be typed instead of an answer; a working only without a clock, and where the question takes one."""
    is_timed = ask.countdown is not None
    return (*(("work",) if takes_working(ask.exercise) and not is_timed else ()), *LEAVINGS[is_timed])


def question(ask: Ask, name: str, display: Display) -> list[Line]:
    """Return the whole block of a question: where in the quiz it stands, the question, how to type, the keys."""
    exercise = ask.exercise
    if display.spoken:
        words = ", ".join(leavings(ask)[:-1])
        keys = paragraph(f"Or type ? for a hint, {words} or quit.", display) if ask.place.number == 1 else []
        return [*_spoken_head(ask, display), *problem(exercise, display), *_keys(ask, display), *keys]
    head = [line(), *_head(ask.place, name, display), *_title(exercise, display), line()]
    return [*head, *problem(exercise, display), line(), *_keys(ask, display)]


def problem(exercise: Exercise, display: Display) -> list[Line]:
    """Return the question itself, with the options of a choice."""
    pad = "" if display.spoken else "  "
    body = render(exercise.prompt, display.style, display.width - len(pad)).splitlines()
    lines = [line(f"{pad}{row}".rstrip()) for row in body]
    if exercise.choices:
        lines.append(line())
    for choice in exercise.choices:
        lines += paragraph(f"{choice.letter}) {render_line(choice.text, display.style)}", display, hang=3)
    return lines


def prompt(ask: Ask | Pause | ClockPause | Menu, display: Display) -> str:
    """Return what stands before the place where one types."""
    if isinstance(ask, Menu):
        return "Choose: " if display.spoken else f"  {PROMPT}"
    if not isinstance(ask, Ask):
        return "Press Enter to go on. " if display.spoken else "  "
    return "Answer: " if display.spoken else f"  {PROMPT}"


def pause(pause_: Pause, display: Display) -> list[Line]:
    """Return the keys that a pause takes."""
    if pause_.more:
        return [line(), *items(["Enter: more steps", "stop: enough of them"], display, Role.DIM)]
    if pause_.before:
        explain = ["e: explain it first"] if pause_.may_explain else []
        return [line(), *items(["Enter: the question", *explain, "quit"], display, Role.DIM)]
    go_on = "Enter: the summary" if pause_.last else "Enter: next question"
    explain = ["e: explain it"] if pause_.may_explain else []
    return [
        line(),
        *items([go_on, *explain, "why: the steps", "when: its next day", "undo", "quit"], display, Role.DIM),
    ]


def said(what: Message, again: str, display: Display, go_on: str = "", changed: Changed | None = None) -> list[Line]:
    """Return what is to be told; `again` is the command that repeats the quiz, `go_on` the one that resumes it.

    `changed` is what the quiz changed, where that is known.
    """
    match what:
        case Hint(text, number, of):
            return paragraph(f"Hint {number} of {of}: {render_line(text, display.style)}", display, hang=2)
        case NoHint(of):
            return paragraph("There is no further hint." if of else "There is no hint for this question.", display)
        case Nudge(meant, is_timed):
            words = (
                "skip, pause, undo or quit"
                if is_timed
                else "work (line by line), skip, why, known (I know this), idk (I do not know), undo or quit"
            )
            asked = f"Did you mean {meant}? " if meant else ""
            return paragraph(f"{asked}Type an answer, or ? for a hint, {words}.", display, Role.DIM)
        case Proof(is_this):
            shown = (
                "This is the question that proves it: answer it." if is_this else "Then show it once, on a harder one."
            )
            return paragraph(shown, display, Role.DIM)
        case ExampleFirst(exercise):
            return worked_example(exercise, display)
        case NotHere():
            said = "This question is settled: Enter goes on. Or type why, when, undo or quit."
            return paragraph(said, display, Role.DIM)
        case ComesBack(back):
            return paragraph("It has no day to come back on." if back is None else back.why, display, Role.DIM)
        case Undone(text):
            return paragraph(_undone(text, display), display, Role.DIM)
        case Judged():
            return judged(what, display)
        case Skipped(exercise, verdict, _, back, topic, gave_up):
            opening = "Not known yet." if gave_up else "Skipped." if verdict is None else "Not solved."
            return [
                *signed("skipped", opening, Role.DIM, display),
                *expected(exercise, verdict, display),
                *_next_steps(topic, back, display),
            ]
        case Why(worked, first):
            return step_lines(worked, display, first)
        case Closing(summary):
            return closing(summary, again, display, go_on, changed)
    assert_never(what)


def worked_example(exercise: Exercise | None, display: Display) -> list[Line]:
    """Return the question that is worked out before another try; where there is none, that a topic explains it."""
    first = [line()] if display.spoken else [line(), rule(display)]
    if exercise is None:
        return [*first, *paragraph("You missed this more than once. It can be explained first.", display, Role.HEAD)]
    head = paragraph("You missed this more than once. Here it is worked out on other numbers:", display, Role.HEAD)
    return [*first, *head, line(), *problem(exercise, display), line()]


def judged(what: Judged, display: Display) -> list[Line]:
    """Return a verdict: what was read, what it was measured on, which slip it was and, once settled, the answer."""
    verdict = what.verdict
    opening = "Not yet." if verdict.outcome is Outcome.WRONG and not what.settled else OPENINGS[verdict.outcome]
    extra = f" {_nth(what.attempt)} try." if what.attempt > 1 else ""
    extra += f" {_duration(what.seconds)}." if what.settled and what.seconds >= 1 else ""
    return [
        *signed(verdict.outcome.value, opening + extra, ROLES[verdict.outcome], display),
        *grounds(verdict, what.text, display, settled=what.settled),
        *(expected(what.exercise, verdict, display) if what.settled else _go_on(what, display)),
        *_next_steps(what.topic, what.next_due, display),
        *(_report(what.exercise, display) if what.may_report else []),
    ]


def map_of_topics(topics: Sequence[tuple[str, int, int]], display: Display) -> list[Line]:
    """Return how many objectives of each topic are believed known: its name, so many of so many."""
    if display.spoken:
        return [line(f"{topic}: {known} of {of} objectives known.") for topic, known, of in topics]
    room = max((width(topic) for topic, _, _ in topics), default=0)
    head = [line(), *paragraph("What you know already, as far as these answers tell:", display)]
    for topic, known, of in topics:
        bar = f"  {mastery_bar(known / of, ascii=display.style is not Style.UNICODE)}" if display.width >= 60 else ""
        head.append(line(f"  {topic:<{room}}{bar}  {known} of {of}"))
    return head


def no_room(full: FullDay, today: str, display: Display) -> list[Line]:
    """Return why nothing new is begun."""
    when = "today" if full.day == today else f"on {full.day}"
    busy = f"{full.due} questions are due {when}, and on a usual day you answer {full.usual:g}"
    text = f"No new objective to learn until there is room: {busy}."
    return [*([] if display.spoken else [line()]), *paragraph(text, display, Role.DIM)]


def _next_steps(topic: str | None, back: NextDue | None, display: Display) -> list[Line]:
    """Return where the topic of a wrong answer is explained, and when the question comes back."""
    told = [] if topic is None else [f"Explained in: decompdrill explain {topic}"]
    told += [] if back is None else [back.short or back.why]
    return [row for text in told for row in paragraph(text, display, Role.DIM, indent=4)]


def _report(exercise: Exercise, display: Display) -> list[Line]:
    """Return how to say that a verdict is wrong: the token brings the very question back."""
    said = f"Judged wrongly? Report it with {exercise.token} at {ISSUES}"
    return paragraph(said, display, Role.DIM, indent=4, hang=2)


def _undone(text: str | None, display: Display) -> str:
    if text is None:
        return "There is no answer to take back."
    return f"Taken back: {display.text(text)}. It counts nowhere." if text else "Taken back. It counts nowhere."


def verdict(verdict: Verdict, text: str, display: Display) -> list[Line]:
    """Return the verdict on an answer that belongs to no quiz: all that was measured, and what was expected."""
    opening = signed(verdict.outcome.value, OPENINGS[verdict.outcome], ROLES[verdict.outcome], display)
    slip = paragraph(f"slip: {american(verdict.slip)}", display, Role.DIM, indent=4) if verdict.slip else []
    checks = [] if verdict.outcome is Outcome.IMPRECISE else _checks(verdict, display)
    answer = answer_lines(verdict.expected, verdict.expected_formula, display)
    return [*opening, *grounds(verdict, text, display), *checks, *slip, *answer]


def grounds(verdict: Verdict, text: str, display: Display, settled: bool = True) -> list[Line]:
    """Return why a verdict is what it is: the fault with a caret, how it was read, what is right so far, what is not.

    Before the question is settled, nothing that gives the answer away: what is seen by hand, and a slip.
    """
    if verdict.unreadable is not None:
        return _caret(text, verdict.unreadable, display)
    lines = read_as(verdict, display, settled)
    if verdict.outcome is Outcome.IMPRECISE:
        lines += _checks(verdict, display)
    if verdict.so_far:
        lines += paragraph(render_line(verdict.so_far, display.style), display, indent=4)
    is_explained = verdict.slip is not None and not verdict.names_truth
    is_whole = settled or is_explained or verdict.outcome is not Outcome.WRONG
    said_ = verdict.feedback if is_whole else verdict.fails
    return lines + (paragraph(render_line(said_, display.style), display, indent=4) if said_ else [])


def read_as(verdict: Verdict, display: Display, settled: bool = True) -> list[Line]:
    """Return how the answer was read: its matrices drawn where there is room, wrong entries marked once it is settled."""
    wrong = verdict.wrong_entries if settled else ()
    rows = [] if verdict.typed is None else drawn(verdict.typed, display, frozenset(wrong))
    if rows:
        return [line(row, Role.PLAIN if wrong else Role.DIM) for row in rows]
    lines = paragraph(f"read as {as_typed(verdict.read_as, display)}", display, Role.DIM, indent=4)
    if len(lines) > MOST_ECHOED:
        whole = lines[MOST_ECHOED - 1].text.rpartition(" ")[0]
        lines[MOST_ECHOED - 1 :] = [line(f"{whole} {display.glyph('cut')}", Role.DIM)]
    places = "; ".join(f"row {i + 1}, column {j + 1}" for i, j in wrong)
    return lines + (paragraph(f"Wrong: {places}.", display, indent=4) if wrong else [])


MOST_ECHOED = 6
"""Lines of how an answer was read: what is longer would push the verdict off the screen."""


def formula_lines(markdown: str, display: Display) -> list[Line]:
    """Return a formula drawn on lines of its own."""
    rows = render(markdown, display.style, display.width - 4).splitlines()
    return [line(f"    {row}".rstrip()) for row in rows]


def expected(exercise: Exercise, verdict: Verdict | None, display: Display) -> list[Line]:
    """Return the answer that was expected."""
    from decompdrill.exercises.showing import answer_formula, show_answer  # mathematics, which `stats` can do without

    right = next((c for c in exercise.choices if c.why_wrong is None), None)
    if right is not None:
        lead = SPOKEN_LABELS["Answer"] if display.spoken else "Answer:"
        return paragraph(f"{lead} {right.letter}) {render_line(right.text, display.style)}", display, indent=4, hang=2)
    if exercise.parts:
        return [row for part in exercise.parts for row in expected(part.exercise, None, display)]
    label = "Answer" if exercise.construct is None else "One answer"
    if exercise.construct is not None and verdict is not None and verdict.right:
        label = "Another answer"
        if verdict.read_as == verdict.expected:
            return []
    if verdict is not None:
        return answer_lines(verdict.expected, verdict.expected_formula, display, label)
    shown, formula = show_answer(exercise.kind, exercise.answer), answer_formula(exercise.kind, exercise.answer)
    return answer_lines(shown, formula, display, label)


SPOKEN_LABELS = {
    "Answer": "The right answer is",
    "One answer": "One right answer is",
    "Another answer": "Another right answer is",
}
"""By ear "Answer:" is the prompt."""


def answer_lines(text: str, formula: str, display: Display, label: str = "Answer") -> list[Line]:
    """Return the answer: its matrices drawn where there is room, else on a line as one may type it."""
    if formula and not display.spoken and display.width >= WIDE_ENOUGH:
        drawn = formula_lines(formula, display)
        if all(width(row.text) <= display.width for row in drawn):
            return [*paragraph(f"{label}:", display, indent=4), *drawn]
    lead = SPOKEN_LABELS[label] if display.spoken else f"{label}:"
    return paragraph(f"{lead} {as_typed(text, display)}", display, indent=4, hang=2) if text else []


def as_typed(text: str, display: Display) -> str:
    """Return an answer as it is typed, in ASCII where the stream asks for that, or in words."""
    return spelled(display.text(text), display.style)


def step_lines(lines_: Sequence[str], display: Display, first: int = 1) -> list[Line]:
    """Return worked steps, numbered from `first`."""
    if not lines_:
        return paragraph("There are no worked steps for this question.", display, Role.DIM)
    out: list[Line] = []
    for number, step in enumerate(lines_, first):
        lead = f"{number}. "
        pad = "" if display.spoken else "  "
        rows = render(step, display.style, max(20, display.width - len(pad) - len(lead))).splitlines() or [""]
        out += [line(f"{pad}{lead if i == 0 else ' ' * len(lead)}{row}".rstrip()) for i, row in enumerate(rows)]
        if "" in rows and number - first + 1 < len(lines_):
            out.append(line())
    return out


def closing(
    summary: Summary, again: str, display: Display, go_on: str = "", changed: Changed | None = None
) -> list[Line]:
    """Return the end: what was done, how each objective went, which slips were made, what changed, how to do it again."""
    lines = [line()] if display.spoken else [line(), rule(display)]
    if summary.interrupted:
        lines += paragraph(f"Interrupted after {_of(summary)}.", display)
    if go_on and summary.may_go_on:
        lines += paragraph(f"All of it is kept. To go on: {go_on}", display)
    lines += _score(summary, display)
    if summary.results:
        moved = {} if changed is None else changed.mastery
        rows = [
            row for of in summary.objectives for row in _standing(of, _moved(moved.get(of.objective), display), display)
        ]
        lines += [line(), *rows]
    if summary.slips:
        times = display.glyph("times")
        slips = ", ".join(f"{american(slip)} {times}{n}" if n > 1 else american(slip) for slip, n in summary.slips)
        lines += [line(), *paragraph(f"Slips made: {slips}", display, hang=2)]
    if changed is not None:
        lines += [line(), *paragraph(_known_now(changed), display), *paragraph(today(changed), display)]
    same = f"The same again: {again}" if again else "The history chose the questions."
    return [*lines, line(), *paragraph(f"Seed {summary.seed}. {same}", display, Role.DIM, hang=2)]


def offer(mode: Mode, settled: int, left: int, ago_ms: int, display: Display) -> list[Line]:
    """Return what there is to go on with."""
    said = f"Unfinished {mode} from {ago(ago_ms)}: {left_of(settled, left)}"
    return [line(), *paragraph(said, display, Role.HEAD)]


def left_of(settled: int, left: int) -> str:
    """Return how much of a drill is left."""
    return f"{left} of {settled + left} questions left."


def kept_for_later(display: Display) -> list[Line]:
    """Return that a drill that is not gone on with is offered again."""
    return paragraph("It is kept for later; drop, instead of no, ends it for good.", display, Role.DIM)


def nothing_due(ahead: Sequence[str], today: str, display: Display) -> list[Line]:
    """Return that nothing is due and what comes next; `ahead` are the ISO days of what does, the next one first."""
    if not ahead:
        return paragraph("Nothing is due, and nothing was reviewed yet: decompdrill quiz begins.", display)
    number = sum(1 for day in ahead if day == ahead[0])
    what = f"{number} question{'s' * (number != 1)}"
    return paragraph(f"Nothing is due; next: {what} {_on(ahead[0], today)}.", display)


def _on(day: str, today: str) -> str:
    days = (date.fromisoformat(day) - date.fromisoformat(today)).days
    return f"tomorrow ({day})" if days == 1 else f"in {days} days ({day})"


def judged_before(rows: Sequence[AttemptRow], display: Display) -> list[Line]:
    """Return how the answers to a question were judged when they were given, one a line."""
    out: list[Line] = []
    for row in rows:
        outcome = "skipped" if row.outcome is None else row.outcome
        slip = f" ({american(row.slip)})" if row.slip else ""
        typed = f": {as_typed(' '.join(row.text.split())[:200], display)}" if row.text else ""
        out += paragraph(f"{row.study_day}  {outcome}{slip}{typed}", display, Role.DIM, indent=4, hang=2)
    return out


def ago(ms: int) -> str:
    """Return how long ago something was, in words."""
    minutes = max(0, ms) // 60_000
    for size, name in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            number = minutes // size
            return f"{number} {name}{'s' * (number != 1)} ago"
    return "just now"


def _score(summary: Summary, display: Display) -> list[Line]:
    if summary.score is None:
        return paragraph("No question was answered.", display, Role.HEAD)
    rest = [f"{summary.count(None)} skipped"] if summary.count(None) else []
    right = f"{summary.count(Outcome.RIGHT)} of {summary.asked} right"
    parts = [right, *not_right(summary), *rest, f"score {100 * summary.score:.0f}%"]
    return items([*parts, *([_duration(summary.seconds)] if summary.seconds >= 1 else [])], display, Role.HEAD)


def not_right(summary: Summary) -> list[str]:
    """Return how many answers were of each outcome but right: `2 wrong`."""
    kinds = {Outcome.IMPRECISE: "imprecise", Outcome.WRONG: "wrong", Outcome.UNREADABLE: "not readable"}
    return [f"{summary.count(outcome)} {name}" for outcome, name in kinds.items() if summary.count(outcome)]


def _of(summary: Summary) -> str:
    return f"{summary.asked} of {summary.planned} question{'s' if summary.planned != 1 else ''}"


def _standing(standing: ObjectiveResult, moved: str, display: Display) -> list[Line]:
    """Return the row of one objective, with how its mastery moved."""
    share = f"{standing.right}/{standing.asked}"
    if display.spoken:
        more = f", mastery {moved}" if moved else ""
        return [line(f"{american(standing.objective)}: {standing.right} of {standing.asked} right{more}.")]
    is_wide = display.width >= 60
    if moved and display.width < 36:
        return [*_standing(standing, "", display), line(f"    {moved.lstrip()}")]
    is_tight = bool(moved) and not is_wide
    room = min(34, display.width - (22 if is_tight else 18))
    full = round(10 * standing.credit / standing.asked)
    bar = display.glyph("bar") * full + display.glyph("trough") * (10 - full) if is_wide else ""
    row = f"  {_short(american(standing.objective), room):<{room}} {share:>{4 if is_tight else 7}}  {bar}"
    return [line(f"{row}{'  ' * bool(bar)}{moved}".rstrip())]


def _moved(masteries: tuple[float | None, float] | None, display: Display) -> str:
    """Return how a mastery moved: `55 → 67%`."""
    if masteries is None:
        return ""
    before, after = (None if m is None else f"{100 * m:.0f}" for m in masteries)
    if before == after:
        return f"{after}%"
    if display.spoken:
        return f"{'new' if before is None else before} to {after}%"
    return f"{'new' if before is None else before:>3} {display.glyph('to')} {after}%"


def _known_now(changed: Changed) -> str:
    before = f", {changed.known_before} before" if changed.known_before != changed.known else ""
    return f"Believed known: {changed.known} of {changed.of} objectives{before}."


def today(of: Changed) -> str:
    """Return how much of the daily goal is reached, and the run of days."""
    minutes = int(of.seconds // 60)
    days = f" A run of {of.run.days} day{'s' * (of.run.days != 1)}." if of.run.days else ""
    return f"Today: {minutes} of {of.goal} minutes.{days}"


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3]}..."


def _spoken_head(ask: Ask, display: Display) -> list[Line]:
    place, exercise = ask.place, ask.exercise
    title = render_line(exercise.title, display.style) or exercise.question
    of = f" of {place.of}" if place.of else ""
    end = "" if title.endswith("?") else "."
    return [line(), *paragraph(f"Question {place.number}{of}. {title}{end}", display)]


def _head(place: Position, name: str, display: Display) -> Iterator[Line]:
    """One line: the command, a column for each question, the position, the seed."""
    position = f"{place.number}/{place.of}" if place.of else f"question {place.number}"
    seed = f"seed {place.seed}"
    dots = _dots(place, display) if 0 < place.of <= DOTS_FIT and display.width >= 40 + place.of else ()
    used = len(name) + sum(len(d) for _, d in dots) + len(position) + len(seed)
    gaps = max(2, (display.width - used) // (3 if dots else 2))
    pieces = [
        (Role.HEAD, name),
        (Role.PLAIN, " " * gaps),
        *dots,
        (Role.PLAIN, "  " if dots else ""),
        (Role.HEAD, position),
    ]
    fill = display.width - sum(len(text) for _, text in pieces) - len(seed)
    yield Line((*pieces, (Role.DIM, " " * fill + seed))) if fill >= 2 else Line(tuple(pieces))


def _dots(place: Position, display: Display) -> tuple[tuple[Role, str], ...]:
    done = tuple((ROLES[m] if m else Role.DIM, display.mark(m)) for m in place.marks)
    here = ((Role.HEAD, display.glyph("here")),)
    return (*done, *here, *((Role.DIM, display.glyph("ahead")) for _ in range(place.of - place.number)))


def _title(exercise: Exercise, display: Display) -> list[Line]:
    return [*items([exercise.question, f"level {exercise.level}"], display, Role.DIM), rule(display)]


def rule(display: Display) -> Line:
    """Return the line between two parts of a screen."""
    return line("  " + display.glyph("rule") * (display.width - 4), Role.DIM)


def _keys(ask: Ask, display: Display) -> list[Line]:
    exercise = ask.exercise
    how = _ascii(how_to_type(exercise), display)
    hints = f"? hint ({len(exercise.hints)})" if exercise.hints else "? hint"
    if display.spoken:
        return paragraph(f"Type {how.replace('   ', ' ')}{'' if how.endswith('...') else '.'}", display)
    return [
        *paragraph(f"Type {how}", display, Role.DIM),
        *items([hints, *leavings(ask)], display, Role.DIM),
    ]


def _go_on(what: Judged, display: Display) -> list[Line]:
    if what.costs_a_try:
        return paragraph("One more try: ? gives a hint, Enter alone shows the answer.", display, Role.DIM, indent=4)
    return paragraph("That used up no try.", display, Role.DIM, indent=4)


def signed(sign: str, text: str, role: Role, display: Display) -> list[Line]:
    """Return a sentence behind the sign of what became of a question."""
    return paragraph(text if display.spoken else f"{display.glyph(sign)} {text}", display, role, hang=2)


def _checks(verdict: Verdict, display: Display) -> list[Line]:
    """Return every property that was measured: how far off those are that the answer lacks, and those it has."""
    failed = [_failed(check, verdict.outcome) for check in verdict.checks if not check.passed]
    sign, stop = ("Fails: ", ".") if display.spoken else (f"{display.glyph('wrong')} ", "")
    shown = [
        row
        for text in failed
        for row in paragraph(f"{sign}{render_line(text, display.style)}{stop}", display, Role.DIM, indent=4, hang=2)
    ]
    held = ", ".join(notes.name_of(c) for c in verdict.checks if c.passed)
    if held and len(verdict.checks) > 1 and not display.spoken:
        text = f"{display.glyph('right')} {render_line(held, display.style)}"
        shown += paragraph(text, display, Role.DIM, indent=4, hang=2)
    return shown


def _failed(check: Check, outcome: Outcome) -> str:
    """Return a failed check in words, with how far off it is."""
    name, note, distance = notes.name_of(check), notes.brief(check), _distance(check)
    if outcome is Outcome.IMPRECISE and distance:
        return f"{name}: off {distance}, where {check.bound:.2g} would do"
    return f"{name}: {', '.join(filter(None, (note, distance and f'off {distance}')))}" if note or distance else name


def _distance(check: Check) -> str:
    """Return how far off a value is, as feedback says it; nothing of what is counted or simply holds."""
    return f"by {check.residual:.3g}" if check.residual is not None and check.bound else ""


MOST_OFFERED = 2
"""Of what could be typed instead: the message names more where there are more ways to read the text."""


def _caret(text: str, fault: Unreadable, display: Display) -> list[Line]:
    """Return the message, the line at fault and carets under the span at fault."""
    start, end = fault.span
    row_start = text.rfind("\n", 0, start) + 1
    row_end = text.find("\n", start)
    row = text[row_start : len(text) if row_end < 0 else row_end]
    first, last = start - row_start, max(start + 1, end) - row_start
    shown, before = _around(row, first, max(10, display.width - 8), display.glyph("cut"))
    carets = "^" * max(1, min(width(row[first:last]), width(shown) - before))
    message = paragraph(_ascii(display.text(fault.message), display), display, indent=4)
    said = fault.message.partition("write ")[2]
    is_offered = "did you mean" in fault.message
    offers = [] if is_offered else [offer for offer in fault.offers if offer not in said and offer.isprintable()]
    meant = paragraph(
        _ascii(display.text(f"Did you mean {' or '.join(offers[:MOST_OFFERED])}?"), display),
        display,
        indent=4,
    )
    if display.spoken:
        return [*message, line(f"At character {start + 1}."), *(meant if offers else [])]
    rows = [line(f"      {shown}"), line(f"      {' ' * before}{carets}", Role.CLOSE)]
    return [*message, *rows, *(meant if offers else [])]


def _around(row: str, place: int, room: int, dots: str) -> tuple[str, int]:
    """Return what of a row fits in so many columns around a place, and how many are before that; whole words, if it can be."""
    row = "".join(c if c.isprintable() else "?" for c in row)
    start = place - _fitting(row[:place][-room:][::-1], room // 2) if width(row) > room else 0
    if start:
        start = max(start, row.find(" ", start, place))
    lead = dots if start else ""
    rest = row[start:]
    end = _fitting(rest, room - width(lead))
    if end < len(rest):
        end = _fitting(rest, room - width(lead + dots))
        space = rest.rfind(" ", place - start + 1, end + 1)
        end = space if space >= 0 else end
    return lead + rest[:end] + (dots if end < len(rest) else ""), width(lead + row[start:place])


def _fitting(text: str, columns: int) -> int:
    """Return how many characters of the beginning of a text fit in so many columns."""
    for number, character in enumerate(text):
        columns -= width(character)
        if columns < 0:
            return number
    return len(text)


_IN_A_SPELLING = re.compile("(?<=[0-9]) (?=[0-9])|(?<=[0-9];) (?=[0-9])")


def paragraph(text: str, display: Display, role: Role = Role.PLAIN, indent: int = 2, hang: int = 0) -> list[Line]:
    """Return the text on lines that fit; `hang` more columns before all but the first."""
    pad = "" if display.spoken else " " * indent
    out: list[Line] = []
    for row in text.splitlines() or [""]:
        kept = len(row) - len(row.lstrip())
        rest = pad + " " * (kept + (0 if display.spoken else hang))
        lead = pad + " " * kept
        rows = _wrapped(row, display.width, lead, rest)
        out += [line(r, role) for r in rows or [""]]
    return out


def _wrapped(row: str, columns: int, lead: str, rest: str) -> list[str]:
    """Return a row on lines of so many columns; a matrix such as `1 2; 3 4` stays on one line if it fits there."""
    glued = _IN_A_SPELLING.sub("\u00a0", row)
    if max(map(len, glued.split(" "))) <= columns - len(rest):
        row = glued
    if not row.isascii() and (wide := "".join(f"\0{c}" if width(c) > 1 else c for c in row)) != row:
        row, columns = wide, columns - 1  # one of them may have left its second column on the line before
    wrapped = textwrap.wrap(row, columns, initial_indent=lead, subsequent_indent=rest, break_on_hyphens=False)
    return [text.replace("\u00a0", " ").replace("\0", "") for text in wrapped]


def _ascii(text: str, display: Display) -> str:
    """Return what is typed, or about typing, in ASCII unless Unicode is shown: read aloud, the keys matter."""
    return spelled(text, Style.UNICODE if display.style is Style.UNICODE else Style.ASCII)


def items(parts: Sequence[str], display: Display, role: Role = Role.PLAIN) -> list[Line]:
    """Return short items side by side, as many on a line as fit."""
    pad, between = ("", ", ") if display.spoken else ("  ", f" {display.glyph('between')} ")
    rows: list[str] = []
    for item in parts:
        if rows and width(rows[-1] + between + item) <= display.width:
            rows[-1] += between + item
        else:
            rows.append(f"{pad}{item}")
    return [line(row, role) for row in rows]


def _nth(number: int) -> str:
    return {2: "Second", 3: "Third"}.get(number, f"{number}th")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
