"""What may be typed instead of an answer: the same words in a quiz, a review and a timed run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.exercises.reading import letter_of, reading
from decompdrill.kinds.worked import worked_steps
from decompdrill.model import Exercise, Outcome
from decompdrill.practice.choose import Pick, proof_of
from decompdrill.practice.conversation import (
    Ask,
    ComesBack,
    Command,
    ExampleFirst,
    Hint,
    Judged,
    Message,
    NotHere,
    Nudge,
    OpenTopic,
    Pause,
    Proof,
    Record,
    Reply,
    Services,
    Skipped,
    Tell,
    Why,
    command_meant,
    command_of,
)
from decompdrill.practice.quiz import Rules, quiz_conversation

QUESTIONS = load_banks(None, known_names()).questions
TRACE, CHOICE = "eigen.det-from-values", "eigen.in-words"


def told(question: str, *typed: str) -> tuple[list[Message], list[bool]]:
    """Return what is told at a terminal where these lines are typed, and of each record whether the solution was seen."""
    plan = [Pick(QUESTIONS[question], 1)]
    held = quiz_conversation(plan, Rules(2, at_terminal=True), 1, Services(pose, grade_exercise))
    lines, messages, saw = iter(typed), [], []
    event = next(held)
    while True:
        reply = Reply(next(lines, "quit")) if isinstance(event, Ask | Pause) else None
        if isinstance(event, Tell):
            messages.append(event.message)
        elif isinstance(event, Record):
            saw.append(event.attempt.saw_solution)
        try:
            event = held.send(reply)
        except StopIteration:
            return [m for m in messages if not isinstance(m, Exercise)], saw  # type: ignore[misc]


@pytest.mark.parametrize("word", ["?", "hint", "help", "h", "HINT", " Help "])
def test_a_hint_has_four_names(word: str) -> None:
    assert isinstance(told(TRACE, word)[0][0], Hint)


@pytest.mark.parametrize("word", ["idk", "IDK", "I don't know", "i don’t know", "no idea"])
def test_idk_shows_the_answer_and_counts_as_not_known(word: str) -> None:
    (first, *_), saw = told(TRACE, word, "")
    assert isinstance(first, Skipped)
    assert saw == [True]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hnit", "hint"), ("skpi", "skip"), ("wyh", "why"), ("qiut", "quit"), ("undoo", "undo"), ("hlep", "help")],
)
def test_a_near_miss_of_a_command_is_asked_back_and_costs_nothing(typed: str, meant: str) -> None:
    (first, *_), saw = told(TRACE, typed)
    assert first == Nudge(meant)
    assert saw == []


@pytest.mark.parametrize("text", ["x", "two", "-3", "1/2", "42", "det"])
def test_what_may_be_an_answer_is_not_asked_back_as_a_command(text: str) -> None:
    assert command_meant(text) == ""


def test_a_letter_on_offer_is_an_answer_and_no_command() -> None:
    exercise = pose(QUESTIONS[CHOICE], 1)
    assert command_of("a", exercise) is None
    assert command_of("h", exercise) is Command.HINT


def test_a_text_at_a_pause_is_not_taken_for_enter() -> None:
    messages, _ = told(TRACE, "idk", "maybe", "")
    assert NotHere() in messages


def test_when_tells_the_day_at_a_pause() -> None:
    messages, _ = told(TRACE, "idk", "when", "")
    assert ComesBack(None) in messages


@pytest.mark.parametrize("word", ["pause", "when"])
def test_what_has_no_place_in_a_question_is_no_answer(word: str) -> None:
    (first, *_), saw = told(TRACE, word)
    assert (first, saw) == (Nudge(), [])


def test_the_number_of_an_option_is_taken_for_its_letter() -> None:
    exercise = pose(QUESTIONS[CHOICE], 1)
    for number, choice in enumerate(exercise.choices, 1):
        assert letter_of(exercise, str(number)) == choice.letter
        typed = reading(exercise, str(number))
        assert typed is not None
        assert typed.word == choice.letter
    right = next(i for i, c in enumerate(exercise.choices, 1) if c.why_wrong is None)
    assert grade_exercise(exercise, str(right)).outcome is Outcome.RIGHT
    assert grade_exercise(exercise, str(len(exercise.choices) + 1)).outcome is Outcome.UNREADABLE


def test_the_number_is_no_letter_where_an_option_is_a_number() -> None:
    exercise = pose(QUESTIONS[CHOICE], 1)
    counts = tuple(replace(choice, text=f"${number}$") for number, choice in enumerate(exercise.choices, 3))
    assert letter_of(replace(exercise, choices=counts), "1") == "1"


def test_an_option_may_be_typed_in_its_words() -> None:
    exercise = pose(QUESTIONS[CHOICE], 1)
    worded = tuple(
        replace(c, text=text)
        for c, text in zip(exercise.choices, ("`float64`", "$A^2$ is.", "4", "same"), strict=False)
    )
    exercise = replace(exercise, choices=worded)
    letters = [choice.letter for choice in worded]
    typed = (" float64", "A^2 is", "4", "Same")
    assert [letter_of(exercise, text) for text in typed[: len(letters)]] == letters
    assert letter_of(exercise, "float32") == "float32"
    assert letter_of(replace(exercise, choices=(worded[0], replace(worded[1], text="float64"))), "float64") == "float64"


def test_a_verdict_is_still_told_of_an_answer() -> None:
    (first, *_), _ = told(TRACE, "12345")
    assert isinstance(first, Judged)


def test_long_steps_come_a_screen_at_a_time_and_whole() -> None:
    messages, _ = told("svd.whole-2x2", "why", *[""] * 10)
    pages = [m for m in messages if isinstance(m, Why)]
    assert len(pages) > 1
    assert [page.first for page in pages] == [1 + sum(len(p.steps) for p in pages[:i]) for i in range(len(pages))]
    assert sum((page.steps for page in pages), ()) == worked_steps(pose(QUESTIONS["svd.whole-2x2"], 1))


def test_who_has_seen_enough_steps_stops_there() -> None:
    messages, _ = told("svd.whole-2x2", "why", "stop", "quit")
    assert sum(isinstance(m, Why) for m in messages) == 1


def test_a_script_gets_all_the_steps_at_once() -> None:
    plan = [Pick(QUESTIONS["svd.whole-2x2"], 1)]
    held = quiz_conversation(plan, Rules(1), 1, Services(pose, grade_exercise))
    next(held)
    event, pages = held.send(Reply("why")), []
    while True:
        pages += [event.message] if isinstance(event, Tell) and isinstance(event.message, Why) else []
        try:
            event = held.send(Reply(None) if isinstance(event, Ask | Pause) else None)
        except StopIteration:
            break
    assert [page.first for page in pages] == [1]


def test_after_a_wrong_answer_one_key_opens_the_topic_that_explains_it() -> None:
    plan = [Pick(QUESTIONS[TRACE], 1)]
    explains = Services(pose, grade_exercise, explains=lambda _: "eigen")
    held = quiz_conversation(plan, Rules(1, at_terminal=True), 1, explains)
    event, opened, lines = next(held), [], iter(["12345", "e", "explain", ""])
    while True:
        opened += [event] if isinstance(event, OpenTopic) else []
        if isinstance(event, Pause) and not event.more:
            assert event.may_explain
        try:
            event = held.send(Reply(next(lines, "quit")) if isinstance(event, Ask | Pause) else None)
        except StopIteration:
            break
    assert [(o.topic, o.exercise.question) for o in opened] == [("eigen", TRACE)] * 2


def test_after_a_right_answer_nothing_is_explained() -> None:
    exercise = pose(QUESTIONS[TRACE], 1)
    messages, _ = told(TRACE, str(exercise.answer.rows[0][0]), "e", "")
    assert NotHere() in messages


def asked_after_known(among: tuple[str, ...]) -> list[object]:
    """Return the questions asked, and what is told, of a quiz of one question to which `known` is typed, then the answer."""
    questions = [QUESTIONS[name] for name in among]
    served = Services(pose, grade_exercise, prove=lambda q: proof_of(q, questions))
    held = quiz_conversation([Pick(questions[0], 1)], Rules(2, at_terminal=True), 1, served)
    seen: list[object] = []
    event, lines = next(held), iter(["known", "known", "idk"])
    while True:
        seen += [event.exercise.question] if isinstance(event, Ask) and event.fresh else []
        seen += [event.message] if isinstance(event, Tell) and isinstance(event.message, Proof) else []
        try:
            event = held.send(Reply(next(lines, "quit")) if isinstance(event, Ask | Pause) else None)
        except StopIteration:
            return seen


def test_known_asks_the_hardest_question_of_the_objective_once() -> None:
    objective = QUESTIONS["eigen.values-2x2"].objective
    of_it = sorted((q for q in QUESTIONS.values() if q.objective == objective), key=lambda q: q.level)
    assert len(of_it) > 1
    easy, hardest = of_it[0].id, proof_of(of_it[0], of_it)
    assert hardest is not None
    assert hardest.level == of_it[-1].level
    seen = asked_after_known((easy, *(q.id for q in of_it[1:])))
    assert seen == [easy, Proof(is_this=False), hardest.id, Proof(is_this=True), hardest.id]


def test_known_of_an_objective_of_one_question_is_proved_by_that() -> None:
    assert asked_after_known((TRACE,)) == [TRACE, Proof(is_this=True), TRACE, Proof(is_this=True), TRACE]


# ---- what was missed again and again -------------------------------------------------------------------------------


def before_the_question(name: str, misses: int, typed: str = "", topic: str | None = "eigen") -> list[str]:
    """Return what comes before a question whose objective was missed so often in a row, one word an event."""
    served = Services(pose, grade_exercise, explains=lambda _: topic, misses=lambda _: misses)
    held = quiz_conversation([Pick(QUESTIONS[name], 1)], Rules(2, at_terminal=True), 1, served)
    seen: list[str] = []
    event = next(held)
    while True:
        if isinstance(event, Tell):
            message = event.message
            seen.append(type(message).__name__)
            if isinstance(message, ExampleFirst) and message.exercise is not None:
                assert message.exercise.prompt != pose(QUESTIONS[name], 1).prompt
                assert message.exercise.question == name
        else:
            seen.append(type(event).__name__)
        if isinstance(event, Ask):
            return seen
        reply = Reply("" if isinstance(event, Pause) and event.more else typed)
        try:
            event = held.send(reply if isinstance(event, Pause) else None)
        except StopIteration:
            return seen


@pytest.mark.parametrize("misses", [0, 1, 3])
def test_no_example_is_worked_out_before_a_first_or_second_try(misses: int) -> None:
    assert before_the_question("eigen.values-2x2", misses) == ["Ask"]


@pytest.mark.parametrize("misses", [2, 4])
def test_before_the_third_try_at_what_was_missed_it_is_worked_out_on_other_numbers(misses: int) -> None:
    assert before_the_question("eigen.values-2x2", misses) == ["ExampleFirst", "Why", "Pause", "Ask"]


def test_what_has_no_other_numbers_is_explained_where_that_is_wanted() -> None:
    assert before_the_question("cov.code", 2) == ["ExampleFirst", "Pause", "Ask"]
    assert before_the_question("cov.code", 2, "e") == ["ExampleFirst", "Pause", "OpenTopic", "Ask"]
    assert before_the_question("cov.code", 2, topic=None) == ["Ask"]


def test_who_leaves_at_the_example_leaves_the_quiz() -> None:
    assert before_the_question("eigen.values-2x2", 2, "quit") == ["ExampleFirst", "Why", "Pause", "Closing"]


def test_a_script_gets_no_example() -> None:
    served = Services(pose, grade_exercise, misses=lambda _: 2)
    held = quiz_conversation([Pick(QUESTIONS["eigen.values-2x2"], 1)], Rules(1), 1, served)
    assert isinstance(next(held), Ask)
