"""What the screens say where there is nothing to show: no hint, no step, no answer to take back, no room."""

from __future__ import annotations

import io
import json

import pytest

from decompdrill.frontends import lesson_screen, quiz_screen
from decompdrill.frontends.display import Display
from decompdrill.frontends.json_events import JsonLines
from decompdrill.mathtext import Style
from decompdrill.practice.conversation import Message, NoHint, Tell, Undone, Why

WIDE = Display(Style.UNICODE, 80)
SPOKEN = Display(Style.SPEECH, 80)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (NoHint(2), "There is no further hint."),
        (NoHint(0), "There is no hint for this question."),
        (Undone(None), "There is no answer to take back."),
        (Undone(""), "Taken back. It counts nowhere."),
        (Undone("7"), "Taken back: 7. It counts nowhere."),
        (Why(()), "There are no worked steps for this question."),
    ],
)
def test_where_there_is_nothing_the_screen_says_so(message: Message, said: str) -> None:
    assert [row.text for row in quiz_screen.said(message, "", WIDE)] == [f"  {said}"]
    assert [row.text for row in quiz_screen.said(message, "", SPOKEN)] == [said]


def test_where_there_is_nothing_an_event_says_so() -> None:
    out = io.StringIO()
    front = JsonLines(out, iter(()))
    for message in (NoHint(2), Why(()), Undone(None)):
        front.tell(Tell(message))
    assert [json.loads(row) for row in out.getvalue().splitlines()] == [
        {"event": "hint", "text": None, "hint": 2, "of": 2},
        {"event": "why", "steps": []},
    ]


def test_a_name_that_does_not_fit_beside_its_title_stands_above_it() -> None:
    def shown(width: int) -> list[str]:
        return [row.text for row in lesson_screen.head("svd", "Singular values", Display(Style.UNICODE, width))]

    assert shown(40) == ["decompdrill explain svd  Singular values", f"  {'─' * 36}"]
    assert shown(39) == ["decompdrill explain svd", "Singular values", f"  {'─' * 35}"]


def test_how_far_a_topic_is_mastered_is_spoken() -> None:
    rows = (lesson_screen.TopicRow("rank", "Rank", 0.5), lesson_screen.TopicRow("trace", "The trace"))
    assert [[line.text for line in lesson_screen._spoken_row(row, SPOKEN)] for row in rows] == [
        ["rank: Rank. Mastered to 50 per cent."],
        ["trace: The trace."],
    ]
