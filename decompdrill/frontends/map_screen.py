"""The map: all objectives by topic, with their mastery and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decompdrill.frontends.display import Display, Line, Role, line
from decompdrill.frontends.quiz_screen import paragraph
from decompdrill.mathtext import Style
from decompdrill.names import american
from decompdrill.practice.mastery import mastery_bar
from decompdrill.practice.progress import ObjectiveOnMap, OwnPace, TopicOnMap

BAR_FROM = 60
"""Columns; a narrower screen has no bars."""

INDENT = 10
"""Columns before a title."""


def map_lines(topics: Sequence[TopicOnMap], pace: OwnPace | None, display: Display) -> list[Line]:
    """Return the map of the topics."""
    known, of = sum(t.known for t in topics), sum(len(t.objectives) for t in topics)
    first = paragraph(f"{known} of {of} objectives are believed known today.", display, Role.HEAD)
    rows = [row for topic in topics for row in [line(), *_topic(topic, pace, display)]]
    return [
        *first,
        *rows,
        line(),
        *(row for text in _legend(pace, display) for row in paragraph(text, display, Role.DIM)),
    ]


def _topic(topic: TopicOnMap, pace: OwnPace | None, display: Display) -> Iterator[Line]:
    of = len(topic.objectives)
    name = american(topic.topic)
    said = f"{topic.known} of {of} known{_to_go(topic.to_learn, pace)}"
    if display.spoken:
        yield from paragraph(f"{name}: {said}.", display)
    elif display.width >= BAR_FROM:
        bar = mastery_bar(topic.known / of, ascii=display.style is not Style.UNICODE)
        yield from paragraph(f"{name:<20} {bar}  {said}", display, Role.HEAD, hang=4)
    else:
        yield from paragraph(f"{name}: {said}", display, Role.HEAD, hang=4)
    for objective in topic.objectives:
        yield from _objective(objective, display)


def _to_go(objectives: int, pace: OwnPace | None) -> str:
    """Return what is left of the way at one's own pace; nothing where that is not known, or nothing is left."""
    if pace is None or not objectives:
        return ""
    questions, days = pace.questions(objectives), pace.days(objectives)
    said = f", about {questions} question{'s' * (questions != 1)} to go"
    return said if days is None else f"{said}, {days} day{'s' * (days != 1)}"


def _objective(of: ObjectiveOnMap, display: Display) -> Iterator[Line]:
    percent = "-" if of.mastery is None else f"{100 * of.mastery:.0f}%"
    rests = f"rests on {', '.join(map(american, of.requires))}" if of.requires else ""
    if display.spoken:
        known = ", believed known" if of.is_known else ""
        mastered = "not begun" if of.mastery is None else f"mastery {percent}"
        yield from paragraph(f"{of.title}: {mastered}{known}{rests and f'; {rests}'}.", display)
        return
    sign = display.glyph("right") if of.is_known else ""
    title, *rest = paragraph(of.title, display, indent=INDENT)
    lead = f"  {percent:>4} {sign:<2} "
    yield Line(((Role.RIGHT if of.is_known else Role.DIM, lead), (Role.PLAIN, title.text[INDENT:])))
    yield from rest
    yield from paragraph(american(of.id) + (rests and f", {rests}"), display, Role.DIM, indent=INDENT, hang=2)


def _legend(pace: OwnPace | None, display: Display) -> Iterator[str]:
    if not display.spoken:
        sign = display.glyph("right")
        yield f"{sign} believed known today, from its own answers or from those to related objectives."
        yield "The percentage is mastery; - where no answer tells it yet."
    if pace is not None:
        told = f"To go, with what it rests on, at your pace so far: {pace.per_objective:.1f} questions an objective"
        yield f"{told}." if pace.per_day is None else f"{told}, {pace.per_day:.1f} a day."
