"""Mastery: guessing does not raise it, help raises it by half, and it says which level to ask at."""

from __future__ import annotations

import pytest

from decompdrill.history.attempts import AttemptRow
from decompdrill.model import Form
from decompdrill.practice.mastery import (
    MET,
    WINDOW,
    goals,
    guess,
    mastery,
    mastery_bar,
    skills,
)
from tests.practice.test_schedule import IMPRECISE, LOOKED_UP, RIGHT, ROW, SKIPPED, UNREADABLE, WRONG


def run(marks: str, form: str = "number", level: int = 2) -> list[AttemptRow]:
    """Return a showing for each mark: 1 right, h right after a hint, 0 wrong."""
    worth = {"1": RIGHT, "h": RIGHT._replace(hints=1), "0": WRONG}
    return [worth[m]._replace(id=n, seed=n, form=form, level=level, objective="o") for n, m in enumerate(marks)]


def reached(rows: list[AttemptRow], goal: float = 2.0) -> float:
    return round(mastery(skills(rows).get("o"), goal), 2)


@pytest.mark.parametrize(
    ("marks", "typed", "choice", "yes_no"),
    [
        ("", 0.0, 0.0, 0.0),
        ("1", 0.31, 0.18, 0.14),
        ("110111", 0.75, 0.46, 0.19),
        ("1111111111", 0.9, 0.81, 0.46),
        ("0000", 0.07, 0.07, 0.07),
        ("10101010101010101010", 0.43, 0.23, 0.1),
    ],
)
def test_the_same_answers_say_less_where_they_may_be_guessed(
    marks: str, typed: float, choice: float, yes_no: float
) -> None:
    assert (reached(run(marks)), reached(run(marks, "choice")), reached(run(marks, "yes-no"))) == (
        typed,
        choice,
        yes_no,
    )


def test_one_slip_after_nine_right_answers_does_not_look_like_nothing() -> None:
    assert reached(run("1111111110")) > MET > reached(run("0000000001"))


def test_help_is_worth_half_an_answer() -> None:
    assert reached(run("000")) < reached(run("hhh")) < reached(run("111"))


def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises_it() -> None:
    for form in Form:
        for level in range(1, 6):
            before = skills(run("10101", form, level))["o"].value
            assert (
                skills(run("101011", form, level))["o"].value > before > skills(run("101010", form, level))["o"].value
            )


@pytest.mark.parametrize("form", ["number", "choice", "yes-no"])
def test_right_answers_raise_it_alike_whatever_the_level_of_the_objective(form: str) -> None:
    by_level = {reached(run("11", form, level), float(level)) for level in range(1, 6)}
    assert by_level == {reached(run("11", form))}


def timed(rows: list[AttemptRow]) -> list[AttemptRow]:
    return [row._replace(mode="timed") for row in rows]


def test_what_was_right_against_the_clock_counts_and_choices_half() -> None:
    assert reached(timed(run("111"))) == reached(run("111"))
    for form in ("choice", "yes-no"):
        for number in range(1, 30):
            assert 0 < reached(timed(run("1" * number, form))) < 0.34
    assert reached(timed(run("1" * 30))) > MET


@pytest.mark.parametrize(
    "beside",
    [
        [WRONG._replace(mode="timed")],
        [WRONG._replace(voided_by="undo")],
        [SKIPPED],
        [UNREADABLE],
        [WRONG._replace(objective="another")],
    ],
)
def test_what_does_not_count_changes_nothing(beside: list[AttemptRow]) -> None:
    extra = [row._replace(seed=99, objective=row.objective if row.objective == "another" else "o") for row in beside]
    assert skills([*run("1101"), *extra])["o"] == skills(run("1101"))["o"]


@pytest.mark.parametrize(
    ("showing", "same_as"),
    [
        ([WRONG, RIGHT._replace(attempt=2)], "h"),
        ([IMPRECISE, RIGHT], "h"),
        ([IMPRECISE], "h"),
        ([LOOKED_UP], "0"),
        ([WRONG, LOOKED_UP], "0"),
        ([UNREADABLE, RIGHT], "1"),
    ],
)
def test_the_tries_at_one_draw_count_as_one_showing(showing: list[AttemptRow], same_as: str) -> None:
    of_objective = [row._replace(objective="o", level=2) for row in showing]
    assert skills(of_objective) == skills(run(same_as))


def test_only_the_last_showings_count_and_the_rest_need_not_be_read() -> None:
    long, short = run("0" * 500 + "1" * WINDOW), run("1" * WINDOW)
    assert skills(long)["o"] == skills(short)["o"]
    assert skills(short)["o"].seen == WINDOW


def test_two_sessions_at_once_are_told_apart() -> None:
    one, two = ROW._replace(session="a", objective="o"), ROW._replace(session="b", objective="o")
    rows = [one._replace(outcome="wrong"), two, one._replace(attempt=2)]
    assert skills(rows)["o"].seen == 2


def test_guessing_alone_is_the_least_that_is_predicted() -> None:
    chances = {Form.YES_NO: 0.5, Form.CHOICE: 0.25}
    assert [guess(form) for form in Form] == [chances.get(form, 0.05) for form in Form]


def test_the_level_to_reach_is_the_mean_of_the_questions() -> None:
    assert goals([("o", 1), ("o", 2), ("o", 3), ("p", 1)]) == {"o": 2.0, "p": 1.0}


@pytest.mark.parametrize(
    ("mastered", "shown"),
    [
        (0.0, "░░░░░░░░░░"),
        (0.04, "░░░░░░░░░░"),
        (0.6, "██████░░░░"),
        (0.94, "█████████░"),
        (0.96, "██████████"),
        (1.0, "██████████"),
    ],
)
def test_a_bar_shows_tenths(mastered: float, shown: str) -> None:
    assert mastery_bar(mastered) == shown
    assert mastery_bar(mastered, ascii=True) == shown.replace("█", "#").replace("░", ".")


def test_a_form_that_is_kept_and_not_known_counts_as_typed() -> None:
    assert guess("banana") == guess(Form.NUMBER)
