"""What is believed known: evidence, guesses, time, and what rests on what."""

from __future__ import annotations

import pytest

from decompdrill.history.attempts import AttemptRow
from decompdrill.model import Form, Objective
from decompdrill.practice.knowledge import (
    PACES,
    WINDOW,
    Course,
    Knowledge,
    Shown,
    form_of,
    knowledge_from,
    right_on,
    shown_of,
)
from decompdrill.practice.schedule import Rating
from tests.practice.test_pick import question
from tests.practice.test_schedule import IMPRECISE, LOOKED_UP, RIGHT, SKIPPED, UNREADABLE, WRONG

GOOD, HARD, AGAIN = Rating.GOOD, Rating.HARD, Rating.AGAIN
CHAIN = Course(
    [question("a.one"), question("a.two", 3), question("b.one", 2), question("c.one", 2), question("x.one", 2)],
    [Objective("a", "", ()), Objective("b", "", (), ("a",)), Objective("c", "", (), ("b",)), Objective("x", "", ())],
)
DAY = 739_000


def known_after(*marks: tuple[str, Rating], form: str = "number", apart: int = 1, course: Course = CHAIN) -> Knowledge:
    """Return what is known after these answers, so many days apart, the last of them on `DAY`."""
    knowledge = Knowledge(course)
    for back, (objective, rating) in zip(range(len(marks) - 1, -1, -1), marks, strict=True):
        knowledge.tell(Shown(objective, 2, form, rating, DAY - apart * back))
    return knowledge


def a(*ratings: Rating, form: str = "number", apart: int = 1) -> float:
    return known_after(*(("a", rating) for rating in ratings), form=form, apart=apart).known("a", DAY + 1)


def test_right_answers_raise_and_wrong_ones_lower_what_is_believed() -> None:
    assert a() < a(GOOD) < a(GOOD, GOOD) < a(GOOD, GOOD, GOOD)
    assert a(GOOD, GOOD, AGAIN) < a(GOOD, GOOD, HARD) < a(GOOD, GOOD, GOOD)


def test_a_right_answer_says_less_where_it_may_be_guessed() -> None:
    assert a(GOOD, form="yes-no") < a(GOOD, form="choice") < a(GOOD)


def test_one_slip_after_many_right_answers_does_not_look_like_nothing() -> None:
    assert a(*[GOOD] * 6, AGAIN) > 0.5 > a(AGAIN, AGAIN)


def test_what_is_known_fades_and_what_lasted_longer_fades_more_slowly() -> None:
    fresh, firm = known_after(*[("a", GOOD)] * 3), known_after(*[("a", GOOD)] * 3, apart=20)
    assert fresh.known("a", DAY) > fresh.known("a", DAY + 5) > fresh.known("a", DAY + 50)
    assert firm.known("a", DAY + 50) > fresh.known("a", DAY + 50)


def test_a_harder_question_is_predicted_to_be_right_less_often_and_never_less_than_by_guessing() -> None:
    knowledge = known_after(("a", GOOD), ("a", GOOD))
    assert knowledge.predicted(question("a.easy", 1), DAY) > knowledge.predicted(question("a.hard", 5), DAY)
    assert known_after(("a", AGAIN)).predicted(question("a.even", 5, form=Form.YES_NO), DAY) > 0.5


def test_what_rests_on_a_requirement_is_evidence_for_and_against_it() -> None:
    both = [("a", GOOD), ("b", GOOD), ("a", GOOD), ("b", GOOD)]
    known = {rating: known_after(*both, ("b", rating)).known("a", DAY) for rating in Rating}
    assert known[GOOD] > known[HARD] > known[AGAIN]


def test_the_first_answer_tells_of_what_was_never_asked() -> None:
    new = Knowledge(CHAIN)
    for rating, sign, nearest in ((GOOD, 1, "a"), (AGAIN, -1, "c")):
        after = known_after(("b", rating))
        moved = {o: sign * (after.known(o, DAY) - new.known(o, DAY)) for o in ("a", "c", "x")}
        assert max(moved, key=lambda o: moved[o]) == nearest, "right: what it rests on; wrong: what rests on it"
        assert min(moved.values()) > 0


def test_wrong_on_a_requirement_makes_what_rests_on_it_teach_less() -> None:
    assert known_after(("a", AGAIN)).readiness("b", DAY) < known_after(("a", GOOD)).readiness("b", DAY)
    weak, firm = known_after(("b", AGAIN), *[("a", AGAIN)] * 2), known_after(("b", AGAIN), *[("a", GOOD)] * 2)
    assert weak.gain("b", DAY) < firm.gain("b", DAY)


def test_a_question_helps_most_where_least_is_known_and_never_harms() -> None:
    knowledge = known_after(*[("a", GOOD)] * 5, ("b", AGAIN))
    assert knowledge.gain("b", DAY) > knowledge.gain("a", DAY + 30) > knowledge.gain("a", DAY)


def test_the_answers_tell_how_fast_somebody_learns() -> None:
    assert Knowledge(CHAIN).paces == pytest.approx([1 / len(PACES)] * len(PACES))
    quick = known_after(*[("a", AGAIN), ("a", GOOD), ("a", GOOD)] * 3).paces
    slow = known_after(*[("a", AGAIN), ("a", AGAIN), ("a", GOOD), ("a", AGAIN)] * 3).paces
    assert quick[0] > slow[0]
    assert slow[-1] > slow[0]


def test_a_copy_goes_on_by_itself() -> None:
    one = known_after(("a", GOOD))
    other, before = one.copy(), (one.known("a", DAY), one.known("c", DAY), one.paces)
    other.tell(Shown("a", 2, "number", AGAIN, DAY))
    other.tell(Shown("b", 2, "number", AGAIN, DAY))
    assert (one.known("a", DAY), one.known("c", DAY), one.paces) == before
    assert other.known("a", DAY) < before[0]


def test_what_no_bank_asks_any_more_tells_nothing_and_a_circle_of_requirements_ends() -> None:
    assert known_after(("gone", GOOD)).known("a", DAY) == Knowledge(CHAIN).known("a", DAY)
    circle = Course(
        [question("p.one"), question("q.one"), question("r.one")],
        [Objective("p", "", (), ("q",)), Objective("q", "", (), ("p", "asked by none")), Objective("o", "", ())],
    )
    assert circle.order == ("p", "q", "r")
    assert circle.rests_on == {"p": frozenset("q"), "q": frozenset("p"), "r": frozenset()}
    assert 0 < known_after(("p", GOOD), course=circle).known("q", DAY) < 1


def test_on_a_day_before_the_last_one_no_time_has_passed() -> None:
    knowledge = known_after(("a", GOOD))
    assert knowledge.known("a", DAY - 3) == knowledge.known("a", DAY)


# ---- from the log --------------------------------------------------------------------------------------------------


def showing(number: int, row: AttemptRow = RIGHT, objective: str = "a", day: str = "2026-03-01") -> AttemptRow:
    return row._replace(id=number, seed=number, objective=objective, level=2, form="number", study_day=day)


@pytest.mark.parametrize(
    ("rows", "rating"),
    [
        ([RIGHT], GOOD),
        ([WRONG, RIGHT._replace(attempt=2)], HARD),
        ([IMPRECISE], HARD),
        ([WRONG], AGAIN),
        ([LOOKED_UP], AGAIN),
        ([SKIPPED], None),
        ([UNREADABLE], None),
    ],
)
def test_what_a_showing_tells_is_what_it_is_worth(rows: list[AttemptRow], rating: Rating | None) -> None:
    found = shown_of(rows)
    assert (found and found.rating) == rating


def test_what_does_not_count_changes_nothing_and_the_order_of_the_rows_neither() -> None:
    rows = [showing(1), showing(2, WRONG, "b"), showing(3, RIGHT, "a", "2026-03-04")]
    day = 739_700
    beside = [WRONG._replace(mode="timed"), WRONG._replace(voided_by="undo"), SKIPPED]
    extra = [showing(10 + n, row) for n, row in enumerate(beside)]
    one, other = knowledge_from(CHAIN, rows), knowledge_from(CHAIN, [*reversed(rows), *extra])
    assert [one.known(o, day) for o in "abcx"] == [other.known(o, day) for o in "abcx"]


def test_the_history_tells_the_same_as_its_answers_one_by_one() -> None:
    rows = [showing(1), showing(2, WRONG, "b"), showing(3, RIGHT, "c", "2026-03-04")]
    told = Knowledge(CHAIN)
    for row in rows:
        found = shown_of([row])
        assert found is not None
        told.tell(found)
    assert knowledge_from(CHAIN, rows).known("c", DAY) == told.known("c", DAY)


def test_only_the_last_showings_count() -> None:
    last = [showing(100 + n, WRONG if n % 3 else RIGHT) for n in range(WINDOW)]
    long = knowledge_from(CHAIN, [*(showing(n) for n in range(80)), *last])
    other = knowledge_from(CHAIN, [*(showing(n, WRONG) for n in range(80)), *last])
    assert long.known("a", 739_700) == other.known("a", 739_700)


def test_what_was_right_at_once_on_a_day_is_known_by_its_questions() -> None:
    rows = [showing(1), showing(2, WRONG), showing(3, RIGHT._replace(hints=1)), showing(4, day="2026-03-02")]
    named = [row._replace(question=f"a.{row.id}") for row in rows]
    assert right_on(named, "2026-03-01") == {"a.1"}


def test_the_form_of_a_question_is_that_of_its_kind_or_its_own() -> None:
    kinds = [
        question("a.k", kind="eigenvalues"),
        question("a.o", form=Form.MATRIX),
        question("a.c", kind="code", form=None),
    ]
    assert [form_of(q) for q in kinds] == [Form.LIST, Form.MATRIX, Form.CODE]


def test_of_a_timed_run_what_was_typed_and_right_is_evidence_and_nothing_else() -> None:
    typed = RIGHT._replace(objective="a", form="number")

    def known(row: AttemptRow) -> float:
        return knowledge_from(CHAIN, [row]).known("a", DAY)

    assert known(typed._replace(mode="timed")) == known(typed)
    nothing = Knowledge(CHAIN).known("a", DAY)
    for row in (WRONG._replace(objective="a"), typed._replace(form="choice"), typed._replace(form="yes-no")):
        assert known(row._replace(mode="timed")) == nothing
