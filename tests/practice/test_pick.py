"""What a quiz asks next: where a question teaches most, what is due, from easy to hard, and draws that show a slip."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from decompdrill.bank.question import BankSlip, Option, Question
from decompdrill.bank.template import Template
from decompdrill.commands import open_banks
from decompdrill.errors import UsageError
from decompdrill.expr import Expression
from decompdrill.model import Answer, Exercise, Form, Objective, SlipAnswer
from decompdrill.practice import choose
from decompdrill.practice.knowledge import READY, Course, Knowledge, Shown, form_of
from decompdrill.practice.schedule import CardState, Rating

TODAY = "2026-03-18"


def question(name: str, level: int = 1, **more: object) -> Question:
    objective = name.split(".")[0]
    blank = Question(
        name, objective, objective, name, level, "computed", (), {}, Template(f"{name}?"), (), form=Form.NUMBER
    )
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
    Objective("e", "", (), ("b",)),
)
ORDINAL = date.fromisoformat(TODAY).toordinal()
MARKS = {"1": Rating.GOOD, "h": Rating.HARD, "0": Rating.AGAIN}


def standing(
    answers: str = "",
    cards: tuple[CardState, ...] = (),
    questions: tuple[Question, ...] = QUESTIONS,
    objectives: tuple[Objective, ...] = OBJECTIVES,
    asked_a_day: dict[str, int] | None = None,
) -> choose.Standing:
    """Return where somebody stands after answers such as `a1 a1 b0`, a day apart, the last of them yesterday."""
    known = Knowledge(Course(questions, objectives))
    given = answers.split()
    for back, answer in zip(range(len(given), 0, -1), given, strict=True):
        objective, mark = answer[:-1], answer[-1]
        level = next(q.level for q in questions if q.objective == objective)
        known.tell(Shown(objective, level, "number", MARKS[mark], ORDINAL - back))
    of = {q.id: q.objective for q in questions}
    return choose.Standing(known, {c.question: c for c in cards}, TODAY, of, asked_a_day=asked_a_day or {})


def planned(found: choose.Standing, count: int = 4, seed: int = 1, asked: tuple[str, ...] = ()) -> list[str]:
    return [p.question.id for p in choose.plan_from_history(QUESTIONS, found, count, seed, asked)]


def objectives(names: list[str]) -> str:
    return "".join(name[0] for name in names)


def test_a_new_learner_begins_with_what_rests_on_nothing() -> None:
    assert set(objectives(planned(standing(), 3))) == {"a", "c", "d"}


def test_whoever_is_right_goes_on_to_what_rests_on_it() -> None:
    assert objectives(planned(standing("a1 a1 a1"), 3)).count("b") == 1
    assert "e" not in objectives(planned(standing("a1 a1 a1"), 4))
    assert "e" in objectives(planned(standing("a1 a1 a1 b1 b1 b1"), 4))


def test_whoever_is_wrong_goes_down_to_what_it_rests_on() -> None:
    known = "a1 b1 a1 b1 c1 d1 c1 d1 a1 b1"
    assert objectives(planned(standing(known), 1)) == "e"
    assert objectives(planned(standing(f"{known} b0 b0 b0"), 2)) == "ab"


def test_what_a_wrong_answer_tells_holds_back_what_rests_on_it() -> None:
    assert "e" not in objectives(planned(standing("a1 a1 b0 b0"), 4))


def test_an_objective_comes_twice_in_a_quiz_at_most_and_never_twice_in_three() -> None:
    many = tuple(question(f"{name}.{n}") for name in "abcdefgh" for n in range(4))
    found = choose.plan_from_history(many, standing("a0 a0 a0 b0 b0", questions=many, objectives=()), 16, 1)
    turns = objectives([p.question.id for p in found])
    assert all(turns[at : at + choose.QUIZ].count(o) <= choose.MOST_IN_A_QUIZ for at in range(7) for o in turns)
    assert all(len(set(turns[at : at + 3])) == 3 for at in range(14))


def test_no_question_comes_twice_while_others_are_left_nor_one_in_the_same_words() -> None:
    names = planned(standing(), len(QUESTIONS))
    assert sorted(names) == sorted(q.id for q in QUESTIONS)
    begun = ("a.one", "b.one", "c.one")
    assert {*planned(standing(), 5, asked=begun), *begun} == {q.id for q in QUESTIONS}
    alike = (question("a.x", prompt=Template("alike")), question("a.y", prompt=Template("alike")), question("a.z", 4))
    found = choose.plan_from_history(alike, standing(questions=alike), 2, 1)
    assert "a.z" in [p.question.id for p in found]


def test_of_two_that_help_alike_the_one_that_is_due_comes_first_and_once() -> None:
    answers = "c1 d1 c1 d1 a1 b1 a1 b1"
    assert objectives(planned(replace(standing(answers), cards={"d.one": card("d.one", TODAY)}), 8)).index(
        "d"
    ) < objectives(planned(standing(answers), 8)).index("d")


def test_what_was_right_earlier_today_comes_before_what_this_session_has_asked() -> None:
    found = replace(standing("a1"), right_today={"a.two", "a.hard"})
    picks = choose.plan_from_history((A1, A2, A3), found, 2, 1, ["a.one"])
    assert {p.question.id for p in picks} == {"a.two", "a.hard"}


def test_what_was_right_earlier_today_is_not_asked_again_where_there_is_another() -> None:
    found = replace(standing("a0 d0"), right_today={"a.one", "d.one"})
    assert not {"a.one", "d.one"} & set(planned(found, 6))
    assert "d.one" in planned(found, 12)


def test_of_an_objective_what_is_due_is_asked_and_else_what_was_not_asked_for_long() -> None:
    due = (card("a.two", TODAY), card("a.one", "2026-04-01"))
    assert next(name for name in planned(standing("a1", due)) if name[0] == "a") == "a.two"
    ahead = {c.question: c for c in (card("a.one", "2026-04-01", last="2026-03-02"), card("a.two", "2026-04-01"))}
    found = choose.plan_from_history((A1, A2), replace(standing("a1 a1"), cards=ahead), 1, 1)
    assert [p.question.id for p in found] == ["a.one"]


@pytest.mark.parametrize(("answers", "level"), [("", 1), ("a1 a1 a1 a1 a1 a1", 4)], ids=["new", "strong"])
def test_the_level_is_one_with_a_predicted_success_near_the_target(answers: str, level: int) -> None:
    found = choose.plan_from_history((A1, A3), standing(answers), 1, 1)
    assert [p.question.level for p in found] == [level]


BUSY = tuple(card(f"a.{n}", "2026-03-25", last="2026-03-17") for n in range(16))
"""Sixteen questions that come back on one day."""


def test_new_objectives_wait_while_a_day_to_come_is_full_but_not_what_is_believed_known() -> None:
    asked = tuple(question(c.question) for c in BUSY)
    full = standing("a0", BUSY, (*QUESTIONS, *asked))
    assert choose.full_day(full) == choose.FullDay("2026-03-25", 16, 10)
    assert objectives(planned(full, 2))[0] == "a"
    assert not choose.full_day(replace(full, asked_a_day=dict.fromkeys(LAST_WEEK, 20)))
    assert choose.full_day(replace(full, asked_a_day=dict.fromkeys(LAST_WEEK, 10), today="2026-03-26"))
    assert not choose.full_day(standing("a0", BUSY[:9], (*QUESTIONS, *asked)))


LAST_WEEK = [f"2026-03-{day}" for day in range(11, 18)]


def test_only_so_many_objectives_are_learned_at_a_time() -> None:
    names = [f"o{n:02}" for n in range(20)]
    many = tuple(question(f"{name}.{k}") for name in names for k in range(4))
    listed = tuple(Objective(name, "", ()) for name in names)
    begun = " ".join(f"{name}0" for name in names[: choose.MOST_LEARNED])
    found = choose.plan_from_history(many, standing(begun, (), many, listed), 10, 1)
    assert {p.question.objective for p in found} <= set(names[: choose.MOST_LEARNED])


def test_the_same_history_gives_the_same_quiz_and_every_pick_a_draw_of_its_own() -> None:
    def run(seed: int) -> tuple[choose.Pick, ...]:
        return choose.plan_from_history(QUESTIONS, standing("a1 d0"), 12, seed)

    assert run(5) == run(5) != run(6)
    assert len({p.seed for p in run(5)}) == 12


def test_what_is_planned_together_is_what_is_planned_one_by_one() -> None:
    found, one_by_one = standing("a1 d0 b1"), list[choose.Pick]()
    for _ in range(6):
        one_by_one += choose.plan_from_history(QUESTIONS, found, 1, 3, [p.question.id for p in one_by_one])
    assert tuple(one_by_one) == choose.plan_from_history(QUESTIONS, found, 6, 3)


def test_nothing_is_planned_from_nothing() -> None:
    assert choose.plan_from_history((), standing(cards=(card("x", TODAY),)), 3, 1) == ()


def test_weak_keeps_the_objectives_known_least_of_those_that_were_answered() -> None:
    kept = choose.weakest(QUESTIONS, standing("a1 a1 a1 d0 d0 b0 c1 c1 c1"))
    assert {q.objective for q in kept} == {"a", "b", "d"}


def test_weak_refuses_where_nothing_was_answered() -> None:
    with pytest.raises(UsageError) as refused:
        choose.weakest((A1, B1), standing("c1 d0"))
    assert str(refused.value) == "nothing is known to be weak yet: the history has no answer to these questions"


def test_what_is_due_is_planned_the_least_known_first() -> None:
    cards = {
        c.question: c
        for c in (
            card("d.one", TODAY, 50.0),
            card("a.one", "2026-03-10", 2.0),
            card("b.one", TODAY, 5.0),
            card("e.one", "2026-03-19"),
            card("in no bank", TODAY),
        )
    }
    found = choose.plan_due(QUESTIONS, cards, TODAY, 9, 1)
    assert [p.question.id for p in found] == ["a.one", "b.one", "d.one"]
    assert [p.question.id for p in choose.plan_due(QUESTIONS, cards, TODAY, 2, 1)] == ["a.one", "b.one"]


# ---- the shipped banks ---------------------------------------------------------------------------------------------


def always_right(count: int) -> list[Question]:
    """Return what somebody who is right at once every time is asked in three quizzes of one day."""
    banks = open_banks(())
    questions = tuple(banks.questions.values())
    known = Knowledge(Course(questions, banks.objectives.values()))
    found = choose.Standing(known, {}, TODAY, {q.id: q.objective for q in questions})
    asked: list[Question] = []
    for _ in range(count):
        pick = choose.plan_from_history(questions, found, 1, 1, [q.id for q in asked])[0]
        asked.append(pick.question)
        known.tell(Shown(pick.question.objective, pick.question.level, form_of(pick.question), Rating.GOOD, ORDINAL))
    return asked


def test_whoever_is_always_right_meets_svd_pca_and_lora_within_a_quiz_of_thirty() -> None:
    asked = always_right(30)
    assert len({q.id for q in asked}) == 30
    assert len({q.objective for q in asked[:10]}) >= 8
    assert {"svd", "pca", "lora", "low-rank", "eigenvalues"} <= {q.bank for q in asked}


# ---- placement -----------------------------------------------------------------------------------------------------


def placed(knows: Collection[str]) -> tuple[list[Question], Knowledge]:
    """Return what a placement asks somebody who knows these topics and nothing else, and what is believed then."""
    banks = open_banks(())
    questions = tuple(banks.questions.values())
    known = Knowledge(Course(questions, banks.objectives.values()))
    found, asked = choose.Standing(known, {}, TODAY), list[Question]()
    while (pick := choose.next_to_place(questions, found, 1, [q.id for q in asked])) is not None:
        asked.append(pick.question)
        rating = Rating.GOOD if known.course.topic[pick.question.objective] in knows else Rating.AGAIN
        known.tell(Shown(pick.question.objective, pick.question.level, form_of(pick.question), rating, ORDINAL))
    return asked, known


TOPICS = ("eigenvalues", "rank", "diagonalization", "orthogonality", "svd", "low-rank", "covariance", "pca")
TOPICS_OF_ALGEBRA = {*TOPICS[:6]}


@pytest.mark.parametrize(
    "knows", [set(), {*TOPICS, "explained-variance", "lora"}, TOPICS_OF_ALGEBRA], ids=["nothing", "all", "algebra"]
)
def test_a_placement_finds_in_fifteen_questions_what_is_known(knows: set[str]) -> None:
    asked, known = placed(knows)
    assert len({q.objective for q in asked}) == len(asked) <= choose.MOST_TO_PLACE
    course = known.course
    right = [(known.known(o, ORDINAL) >= READY) == (course.topic[o] in knows) for o in course.order]
    assert sum(right) / len(right) >= 0.8


def test_a_placement_ends_early_when_it_is_sure_and_asks_nothing_that_was_answered_before() -> None:
    assert len(placed(set())[0]) < choose.MOST_TO_PLACE
    assert choose.next_to_place(QUESTIONS, standing("a1 b1 c1 d1 e1"), 1, []) is None
    asked = choose.next_to_place(QUESTIONS, standing("a1"), 1, [])
    assert asked is not None
    assert asked.question.objective != "a"


# ---- easy to hard ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_where_nothing_is_known_a_quiz_goes_from_easy_to_hard(count: int, seed: int) -> None:
    found = [p.question for p in choose.plan_easy_to_hard(QUESTIONS, count, seed)]
    levels = [q.level for q in found]
    assert levels == sorted(levels)
    assert levels[0] == 1
    assert len({q.id for q in found}) == count


def test_easy_to_hard_samples_objectives_of_every_level_and_begins_again_where_there_is_no_other() -> None:
    many = tuple(question(f"{name}.one", level) for level, name in enumerate("vwxyz", 1))
    assert [p.question.level for p in choose.plan_easy_to_hard(many, 3, 1)] == [1, 2, 4]
    assert [p.question.id for p in choose.plan_easy_to_hard((A1, D1), 4, 1)].count("a.one") == 2
    assert choose.plan_easy_to_hard((), 3, 1) == ()


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
        ("xyzzy", "no question here shows the slip 'xyzzy'; `decompdrill bank slips` lists them"),
    ],
)
def test_a_slip_that_no_question_shows_is_refused(slip: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose.plan_for_slip((TOLD, WITHOUT), slip, 8, 3, pose)
    assert str(refused.value) == said


def test_a_slip_that_no_draw_tells_apart_is_refused_without_trying_for_ever() -> None:
    with pytest.raises(UsageError, match="no question here shows the slip 'sign-flipped'"):
        choose.plan_for_slip((NEVER,), "sign-flipped", 8, 3, pose)


# ---- what was missed too soon --------------------------------------------------------------------------------------


def test_what_was_missed_before_its_requirements_were_known_waits_for_them_and_is_not_due() -> None:
    """As after a placement: whoever is wrong goes down to what it rests on."""
    missed = standing("e0", (card("e.one", TODAY),))
    assert choose.waiting(missed.knowledge, ORDINAL) == {"e"}
    found = replace(missed, objective_of={q.id: q.objective for q in QUESTIONS})
    assert "e.one" not in found.may_come_back
    assert "a.one" in found.may_come_back
    assert "e.one" not in planned(missed, 4)
    firm = standing("e0 a1 a1 a1 b1 b1 b1", (card("e.one", TODAY),))
    assert choose.waiting(firm.knowledge, ORDINAL) == frozenset()
    assert "e.one" in planned(firm, 4)


def test_what_is_missed_in_its_turn_or_again_does_not_wait() -> None:
    assert choose.waiting(standing("a1 a1 a1 b1 b1 b1 e0").knowledge, ORDINAL) == frozenset()
    assert choose.waiting(standing("e0 e0").knowledge, ORDINAL) == frozenset()
    assert choose.waiting(standing("e1").knowledge, ORDINAL) == frozenset()


def test_the_next_objective_is_new_and_its_requirements_are_known() -> None:
    assert choose.next_objective(QUESTIONS, standing("c0 d0 c0 d0")) == "a"
    assert choose.next_objective(QUESTIONS, standing("a1 a1 a1 c1 d1")) == "b"
    assert choose.next_objective(QUESTIONS, standing("a0 c0 d0")) is None
    assert choose.next_objective(QUESTIONS, standing("a1 b1 c1 d1 e1")) is None


def test_the_weakest_are_those_begun_that_are_known_least() -> None:
    assert choose.weakest_objectives({"a", "c", "d"}, standing("c1 d0 a1 a1"))[0] == "d"
    assert choose.weakest_objectives({"b"}, standing("a1")) == []
