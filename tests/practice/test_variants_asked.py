"""When find the mistake and what went wrong are asked: of what was met on an earlier day, in a quiz and in a review."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from decompdrill.bank.load import Banks
from decompdrill.bank.variants import variant_name, variant_of
from decompdrill.commands import open_banks
from decompdrill.commands.coach import Coach, in_another_form
from decompdrill.errors import UsageError
from decompdrill.history.attempts import Mode
from decompdrill.practice import choose, schedule
from decompdrill.practice.choose import Pick, Standing
from decompdrill.practice.conversation import Attempt
from decompdrill.practice.knowledge import Course, Knowledge
from decompdrill.practice.recorder import Clocks, Session, row_of
from decompdrill.practice.schedule import CardState
from decompdrill.working.variants import pose_any, varied

TODAY = "2026-03-18"
CLOCKS = Clocks(lambda: 0.0, lambda: 1_774_000_000_000, lambda: 0, lambda: "session")
QUESTION = "eigen.values-2x2"


@pytest.fixture(scope="module")
def banks() -> Banks:
    return open_banks(())


def card(name: str, last: str = "2026-03-08", due: str = TODAY) -> CardState:
    return CardState(name, 5.0, 5.0, "review", due, last, 1)


def standing(banks: Banks, *cards: CardState) -> Standing:
    listed = tuple(banks.questions.values())
    known = Knowledge(Course(listed, banks.objectives.values()))
    of = {q.id: q.objective for q in listed}
    return Standing(known, {c.question: c for c in cards}, TODAY, of)


def first_picks(banks: Banks, found: Standing, count: int) -> list[str]:
    """Return the first question of so many quizzes that may ask one question."""
    asked = (banks.question(QUESTION),)
    picks = [Coach(asked, found, seed, CLOCKS).next_pick((), ()) for seed in range(count)]
    return [pick.question.id for pick in picks if pick is not None]


def test_at_first_contact_no_mistake_of_others_is_shown(banks: Banks) -> None:
    assert set(first_picks(banks, standing(banks), 40)) == {QUESTION}
    assert set(first_picks(banks, standing(banks, card(QUESTION, last=TODAY)), 40)) == {QUESTION}


def test_what_was_met_on_an_earlier_day_comes_back_in_another_form_now_and_then(banks: Banks) -> None:
    asked = Counter(first_picks(banks, standing(banks, card(QUESTION)), 80))
    assert asked.keys() == {QUESTION, f"{QUESTION}~mistake", f"{QUESTION}~slip"}
    assert asked[QUESTION] > asked[f"{QUESTION}~mistake"] > asked[f"{QUESTION}~slip"] > 0


def test_a_question_without_a_variant_is_asked_as_it_stands(banks: Banks) -> None:
    in_words = banks.question("eigen.in-words")
    assert {in_another_form(Pick(in_words, seed)).question.id for seed in range(30)} == {"eigen.in-words"}
    assert varied(in_words, 1, "mistake") is in_words


def test_a_variant_is_not_asked_beside_its_question_in_one_quiz(banks: Banks) -> None:
    others = [q for q in banks.questions.values() if q.objective == banks.question(QUESTION).objective]
    chosen = choose.plan_from_history(others, standing(banks), 1, 1, [f"{QUESTION}~mistake"])
    assert chosen[0].question.id != QUESTION


# ---- review --------------------------------------------------------------------------------------------------------


def test_a_variant_comes_back_in_the_place_of_its_question(banks: Banks) -> None:
    of = {q.id: q.objective for q in banks.questions.values()}
    earlier, later = card(QUESTION, last="2026-03-01"), card(f"{QUESTION}~mistake", last="2026-03-08")
    assert schedule.coming_back([earlier, later], of) == (later,)


def test_a_review_asks_a_variant_that_is_due_by_its_own_id(banks: Banks) -> None:
    listed = tuple(banks.questions.values())
    due = {f"{QUESTION}~mistake": card(f"{QUESTION}~mistake")}
    (pick,) = choose.plan_due(listed, due, TODAY, 5, 1)
    assert pick.question.id == f"{QUESTION}~mistake"
    assert pose_any(pick.question, pick.seed).parts


def test_at_a_terminal_a_review_may_ask_it_in_any_form_again(banks: Banks) -> None:
    variant = variant_of(banks.question(QUESTION), "slip")
    forms = {variant_name(in_another_form(Pick(variant, seed)).question) for seed in range(60)}
    assert forms == {"", "mistake", "slip"}


def test_an_answer_is_kept_under_the_id_and_the_digest_of_the_variant(banks: Banks) -> None:
    variant = banks.question(f"{QUESTION}~mistake")
    exercise = pose_any(variant, 5)
    attempt = Attempt(exercise, '["1", ""]', None, 1, 0, 1.0)
    row = row_of(attempt, Session("s", Mode.QUIZ, {}), CLOCKS)
    assert (row.question, row.digest, row.objective) == (variant.id, variant.digest, variant.objective)
    assert row.form == "parts"


def test_a_variant_has_its_own_digest_which_follows_from_that_of_its_question(banks: Banks) -> None:
    question = banks.question(QUESTION)
    other = replace(question, coincide=("pivots",))
    digests = {q.digest for q in (question, other, variant_of(question, "mistake"), variant_of(other, "mistake"))}
    assert len(digests) == 4


def test_a_name_may_be_spelled_in_any_way_and_a_wrong_one_says_what_there_is(banks: Banks) -> None:
    assert banks.question("Eigen.Values-2x2~Mistake").id == f"{QUESTION}~mistake"
    with pytest.raises(UsageError, match=r"no question is called 'eigen\.values-9x9~mistake'"):
        banks.question("eigen.values-9x9~mistake")
