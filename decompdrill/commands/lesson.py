"""A topic walked through at a terminal: by `explain`, and inside a quiz after a wrong answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from decompdrill.commands.pages import pages_of
from decompdrill.frontends import lesson_screen as front
from decompdrill.topics.lesson import lesson_conversation
from decompdrill.topics.library import shipped_topics

if TYPE_CHECKING:
    from decompdrill.frontends.display import Display, Line, ShowLines
    from decompdrill.frontends.plain import Reader
    from decompdrill.model import Exercise, Verdict
    from decompdrill.practice.conversation import OpenTopic
    from decompdrill.topics.lesson import Drawing


def walk_through(opened: OpenTopic, show: ShowLines, display: Callable[[], Display], reader: Reader) -> None:
    """Walk through the topic of a question from the stage that was missed."""
    from decompdrill.commands.mistake import plan_for

    library = shipped_topics()
    topic = library.topic(opened.topic)
    plan = plan_for(library, topic, opened.exercise, opened.slip)
    show(front.head(topic.id, topic.title, display()))
    lesson = lesson_conversation(pages_of(plan, library), judge_step, plan.first_page)
    front.run_lesson(lesson, show, display, reader, draw_page)


def draw_page(drawing: Drawing, display: Display) -> list[Line]:
    """Return the picture of a page."""
    from decompdrill.commands.show import draw_inside

    return draw_inside(drawing.name, drawing.given, display)


def judge_step(exercise: Exercise, text: str) -> Verdict:
    from decompdrill.exercises.grade import grade_exercise

    return grade_exercise(exercise, text)
