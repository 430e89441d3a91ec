"""What a quiz from the history asks: what is due, then the weakest that may be asked, and draws that show a slip."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decompdrill.bank.question import BankSlip, Option, Question
from decompdrill.bank.template import Template
from decompdrill.errors import UsageError
from decompdrill.expr import Expression
from decompdrill.model import Answer, Exercise, Form, Objective, SlipAnswer
from decompdrill.practice import choose
from decompdrill.practice.mastery import Skill
from decompdrill.practice.schedule import CardState

TODAY = "2026-03-18"


def question(name: str, level: int = 1, **more: object) -> Question:
    objective = name.split(".")[0]
    blank = Question(name, objective, objective, name, level, "computed", (), {}, Template("?"), (), form=Form.NUMBER)
    return replace(blank, **more)  # type: ignore[arg-type]


def card(name: str, due: str, stability: float = 5.0, last: str = "2026-03-08") -> CardState:
    return CardState(name, stability, 5.0, "review", due, last, 1)


A1, A2, A3 = question("a.one"), question("a.two"), question("a.hard", 4)
B1, B2 = question("b.one", 2), question("b.two", 2)
C1, D1, E1 = question("c.one"), question("d.one"), question("e.one")
QUESTIONS = (A1, A2, A3, B1, B2, C1, D1, E1)
OBJECTIVES = (
    Objective("a", "", ()),
    Objective("b", "", (), ("a",)),
    Objective("c", "", (), ("asked-by-none",)),
    Objective("d", "", ()),
    Objective("e", "", ()),
)
MET, HALF, LOW = 6.0, 1.0, -1.0


def planned(
    cards: tuple[CardState, ...] = (), skills: dict[str, float] | None = None, count: int = 6, seed: int = 1
) -> list[str]:
    known = {name: Skill(name, value, 5) for name, value in (skills or {}).items()}
    by_id = {c.question: c for c in cards}
    return [p.question.id for p in choose.plan_from_history(QUESTIONS, OBJECTIVES, by_id, known, TODAY, count, seed)]


def objectives(names: list[str]) -> str:
    return "".join(name[0] for name in names)


@pytest.mark.parametrize(
    ("skills", "asked"),
    [
        ({}, "acdacd"),  # a new learner begins at the first objectives; b requires a
        ({"a": MET}, "bcdbcd"),
        ({"a": HALF, "d": LOW}, "dacdac"),  # what was begun comes before what is new, the weakest first
        ({"a": MET, "b": HALF}, "bcdbcd"),
        ({"a": MET, "b": MET, "c": 4.0, "d": 3.0, "e": 2.0}, "edcedc"),  # all met: the weakest of all
    ],
)
def test_a_quiz_works_at_the_weakest_objectives_whose_requirements_are_met(
    skills: dict[str, float], asked: str
) -> None:
    assert objectives(planned(skills=skills)) == asked


def test_what_is_due_comes_first_the_least_known_before_the_rest() -> None:
    cards = (card("d.one", TODAY, 50.0), card("a.one", "2026-03-10", 2.0), card("b.one", TODAY, 5.0))
    later = (card("e.one", "2026-03-19"), card("in no bank", TODAY))
    assert planned((*cards, *later))[:3] == ["a.one", "b.one", "d.one"]
    assert planned(cards, count=2) == ["a.one", "b.one"]


def test_no_objective_is_due_twice_in_a_row_where_there_is_another() -> None:
    cards = tuple(card(name, TODAY, s) for name, s in [("a.one", 1.0), ("a.two", 2.0), ("a.hard", 3.0), ("d.one", 9.0)])
    assert planned(cards)[:4] == ["a.one", "d.one", "a.two", "a.hard"]


def test_what_was_asked_today_is_not_asked_again_where_there_is_another() -> None:
    cards = (card("a.one", "2026-03-20", last=TODAY),)
    assert {name for name in planned(cards, {"a": HALF}, 20) if name[0] == "a"} == {"a.two"}
    assert "d.one" in planned((card("d.one", "2026-03-20", last=TODAY),), {"d": HALF})


@pytest.mark.parametrize(
    ("skill", "levels"), [(0.0, {1}), (2.0, {1}), (5.3, {4}), (4.0, {1, 4})], ids=["new", "begun", "strong", "between"]
)
def test_the_level_is_one_with_a_predicted_success_near_the_target(skill: float, levels: set[int]) -> None:
    found = choose.plan_from_history(QUESTIONS[:3], OBJECTIVES, {}, {"a": Skill("a", skill, 5)}, TODAY, 9, 1)
    assert {p.question.level for p in found} == levels


def test_the_same_seed_gives_the_same_quiz_and_every_pick_a_draw_of_its_own() -> None:
    def run(seed: int) -> tuple[choose.Pick, ...]:
        return choose.plan_from_history(QUESTIONS, OBJECTIVES, {}, {}, TODAY, 12, seed)

    assert run(5) == run(5) != run(6)
    assert len({p.seed for p in run(5)}) == 12


def test_nothing_is_planned_from_nothing() -> None:
    assert choose.plan_from_history((), OBJECTIVES, {"x": card("x", TODAY)}, {}, TODAY, 3, 1) == ()


def test_weak_asks_the_weakest_of_what_was_answered() -> None:
    skills = {name: Skill(name, value, 5) for name, value in {"a": MET, "b": LOW, "c": HALF, "d": 4.0}.items()}
    found = choose.plan_weakest(QUESTIONS, OBJECTIVES, skills, 6, 1)
    assert objectives([p.question.id for p in found]) == "bcdbcd"


def test_weak_refuses_where_nothing_was_answered() -> None:
    with pytest.raises(UsageError) as refused:
        choose.plan_weakest(QUESTIONS, OBJECTIVES, {"elsewhere": Skill("elsewhere", 1.0, 5)}, 6, 1)
    assert str(refused.value) == "nothing is known to be weak yet: the history has no answer to these questions"


# ---- a slip --------------------------------------------------------------------------------------------------------

SIGN = BankSlip("sign-flipped", Expression("-1"), Template("the sign"))
TOLD, NEVER = question("t.one", slips=(SIGN,)), question("t.never", slips=(SIGN,))
PICKED = question(
    "p.one", kind="choice", options=(Option(Template("x"), False, "sign-flipped", Template("no")),), form=None
)
WITHOUT = question("w.one", slips=(BankSlip("other", Expression("2"), Template("")),))


def pose(asked: Question, seed: int) -> Exercise:
    """Even draws tell the slip apart, those of t.never none."""
    answer = Answer(Form.NUMBER, ((7.0,),))
    slips = (SlipAnswer("sign-flipped", answer, ""),) if seed % 2 == 0 and asked is not NEVER else ()
    return Exercise(asked.id, seed, "", "", "", 1, "", Form.NUMBER, {}, "", (), answer, slips)


def test_a_slip_is_drilled_on_draws_that_tell_it_apart_the_questions_in_turn() -> None:
    found = choose.plan_for_slip((TOLD, NEVER, PICKED, WITHOUT), "sign-flipped", 8, 3, pose)
    assert [p.seed % 2 for p in found] == [0] * 8
    assert [p.question.id for p in found][:2] * 4 == [p.question.id for p in found]
    assert {p.question.id for p in found} == {"t.one", "p.one"}
    assert len({p.seed for p in found}) == 8


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("sign-fliped", "no question here shows the slip 'sign-fliped'; did you mean 'sign-flipped'?"),
        ("xyzzy", "no question here shows the slip 'xyzzy'"),
    ],
)
def test_a_slip_that_no_question_shows_is_refused(slip: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose.plan_for_slip((TOLD, WITHOUT), slip, 8, 3, pose)
    assert str(refused.value) == said


def test_a_slip_that_no_draw_tells_apart_is_refused_without_trying_for_ever() -> None:
    with pytest.raises(UsageError, match="no question here shows the slip 'sign-flipped'"):
        choose.plan_for_slip((NEVER,), "sign-flipped", 8, 3, pose)
