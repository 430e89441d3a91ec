"""A draw that cannot be made once a drill has begun is told and left out, and the drill goes on."""

from __future__ import annotations

import pytest

from decompdrill.bank.question import Question
from decompdrill.errors import BankError
from decompdrill.model import Exercise
from decompdrill.practice.choose import Pick
from decompdrill.practice.conversation import Ask, Services
from decompdrill.practice.quiz import PastAttempt, Rules, left_to_ask, quiz_conversation
from decompdrill.practice.timed import Limits, timed_conversation
from tests.practice.test_session import judge, pose, question

PICKS = [Pick(question(name), 3) for name in ("a.never", "a.one", "a.two")]


def services(told: list[str]) -> Services:
    def pose_or_fail(asked: Question, seed: int) -> Exercise:
        if asked.id == "a.never":
            raise BankError("a.never cannot be drawn")
        return pose(asked, seed)

    return Services(pose_or_fail, judge, leave_out=lambda fault: told.append(str(fault)))


@pytest.mark.parametrize("timed", [False, True])
def test_a_question_that_cannot_be_drawn_is_left_out_of_a_drill_that_has_begun(timed: bool) -> None:
    told: list[str] = []
    held = (
        timed_conversation(iter(PICKS), Limits(60), False, 1, services(told), lambda _: None)
        if timed
        else quiz_conversation(PICKS, Rules(), 1, services(told))
    )
    asked = next(held)
    assert isinstance(asked, Ask)
    assert asked.exercise.question == "a.one"
    assert told == ["a.never cannot be drawn"]


def test_a_question_that_cannot_be_drawn_any_more_is_left_out_of_what_goes_on() -> None:
    told: list[str] = []
    past = {("a.one", 3): [PastAttempt("7", 0, 2.0)]}
    assert left_to_ask(PICKS, Rules(), services(told), past) == (1, 1)
    assert told == ["a.never cannot be drawn"]
