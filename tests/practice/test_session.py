"""The conversation, held with scripted replies and a judge that compares texts."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest

from decompdrill.bank.question import Question
from decompdrill.errors import BankError, UsageError
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.kinds.worked import worked_steps
from decompdrill.model import Answer, Check, Choice, Exercise, Form, Outcome, Unreadable, Verdict
from decompdrill.practice import choose, quiz, select
from decompdrill.practice.conversation import (
    Ask,
    Conversation,
    Ending,
    Event,
    Judged,
    KeepLines,
    NextDue,
    OpenTopic,
    Pause,
    Record,
    Reply,
    Services,
    Summary,
    Tell,
    VoidLast,
    Why,
)
from decompdrill.practice.quiz import PastAttempt, PastAttempts, Rules


def question(name: str, objective: str = "", level: int = 1) -> Question:
    values = {"id": name, "bank": name.split(".")[0], "level": level}
    return cast(Question, SimpleNamespace(**values, objective=objective or name.replace(".", "-")))


def pose(asked: Question, seed: int) -> Exercise:
    answer = Answer(Form.NUMBER, ((Fraction(7),),))
    return Exercise(
        question=asked.id,
        seed=seed,
        token=f"{asked.id}/{seed}",
        objective=asked.objective,
        bank=asked.bank,
        level=asked.level,
        kind="trace",
        form=Form.NUMBER,
        given={},
        prompt="?",
        hints=("first", "second"),
        answer=answer,
        slips=(),
        steps=("only step",),
    )


def judge(exercise: Exercise, text: str) -> Verdict:
    verdict = Verdict(Outcome.WRONG, 0.0, text, (), None, "", "7")
    match text:
        case "7":
            return replace(verdict, outcome=Outcome.RIGHT, credit=1.0)
        case "about 7":
            return replace(verdict, outcome=Outcome.IMPRECISE, credit=0.5)
        case "[7]":
            return replace(verdict, checks=(Check("shape", passed=False),))
        case "5":
            return replace(verdict, slip="adds")
        case "zzz":
            return replace(verdict, outcome=Outcome.UNREADABLE, unreadable=Unreadable("no number", (0, 3)))
        case _:
            return verdict


@dataclass(frozen=True)
class Held:
    """What a conversation said, one word an event, and what it came to."""

    story: list[str]
    summary: Summary


def word(event: Event) -> str:
    match event:
        case Ask(exercise, place, attempt, fresh):
            return f"{exercise.question} {place.number}/{place.of}" if fresh else f"again {attempt}"
        case Pause():
            return "pause"
        case Record(attempt):
            return (
                f"record {attempt.text!r} {attempt.verdict.outcome if attempt.verdict else 'skipped'} {attempt.hints}"
            )
        case VoidLast():
            return "take back"
        case KeepLines(_, texts):
            return f"keep {len(texts)} lines"
        case Tell(said):
            return type(said).__name__.lower()
        case OpenTopic(topic):
            return f"open {topic}"


def hold(
    names: Iterable[str],
    replies: Iterable[str | type[KeyboardInterrupt] | None],
    rules: Rules,
    past: PastAttempts | None = None,
) -> Held:
    plan = [choose.Pick(question(name), 3) for name in names]
    return told(quiz.quiz_conversation(plan, rules, 1, Services(pose, judge), past), replies)


def told(conversation: Conversation, replies: Iterable[str | type[KeyboardInterrupt] | None]) -> Held:
    """Hold a conversation with these replies."""
    left = iter(replies)
    story: list[str] = []
    event = next(conversation)
    while True:
        story.append(word(event))
        reply = next(left, None) if isinstance(event, Ask | Pause) else None
        try:
            if reply is KeyboardInterrupt:
                event = conversation.throw(KeyboardInterrupt())
            else:
                assert not isinstance(reply, type)
                event = conversation.send(Reply(reply, 2.0) if isinstance(event, Ask | Pause) else None)
        except StopIteration as end:
            return Held(story, end.value)


SCRIPT = Rules()
PERSON = Rules(tries=2, at_terminal=True)
STORIES: dict[str, tuple[Rules, list[str | type[KeyboardInterrupt] | None], list[str]]] = {
    "an answer is recorded before its verdict is told": (
        SCRIPT,
        ["7"],
        ["a.one 1/1", "record '7' right 0", "judged", "closing"],
    ),
    "a script has one try, and an unreadable line uses it": (
        SCRIPT,
        ["zzz", "7"],
        ["a.one 1/1", "record 'zzz' unreadable 0", "judged", "closing"],
    ),
    "a script with two tries is asked again": (
        Rules(tries=2),
        ["6", "7"],
        ["a.one 1/1", "record '6' wrong 0", "judged", "again 2", "record '7' right 0", "judged", "closing"],
    ),
    "an empty line of a script skips": (SCRIPT, [""], ["a.one 1/1", "record '' skipped 0", "skipped", "closing"]),
    "where a script ends the rest is skipped": (SCRIPT, [], ["a.one 1/1", "record '' skipped 0", "skipped", "closing"]),
    "a hint costs no line, and there are only so many": (
        SCRIPT,
        ["?", " ? ", "?", "7"],
        [
            "a.one 1/1",
            "hint",
            "again 1",
            "hint",
            "again 1",
            "nohint",
            "again 1",
            "record '7' right 2",
            "judged",
            "closing",
        ],
    ),
    "what a person types that cannot be read costs nothing and is not kept": (
        PERSON,
        ["zzz", "zzz", "zzz", "7", ""],
        [
            *("a.one 1/1", "judged", "again 1", "judged", "again 1", "judged", "again 1"),
            *("record '7' right 0", "judged", "pause", "closing"),
        ],
    ),
    "an imprecise answer and a wrong shape cost a person no try": (
        PERSON,
        ["about 7", "[7]", "6", "6", ""],
        [
            *("a.one 1/1", "record 'about 7' imprecise 0", "judged", "again 1", "record '[7]' wrong 0", "judged"),
            *("again 1", "record '6' wrong 0", "judged", "again 2", "record '6' wrong 0", "judged", "pause", "closing"),
        ],
    ),
    "Enter alone is no answer, and after a try it gives up": (
        PERSON,
        ["", "6", "", ""],
        [
            *("a.one 1/1", "nudge", "again 1", "record '6' wrong 0", "judged", "again 2"),
            *("record '' skipped 0", "skipped", "pause", "closing"),
        ],
    ),
    "why gives the steps away before an answer, and for the asking after it": (
        PERSON,
        ["why", "why", "why", ""],
        ["a.one 1/1", "record '' skipped 0", "skipped", "why", "pause", "why", "pause", "why", "pause", "closing"],
    ),
    "quit leaves at once": (PERSON, ["quit"], ["a.one 1/1", "closing"]),
    "Ctrl-D leaves a terminal": (PERSON, [None], ["a.one 1/1", "closing"]),
    "Ctrl-C says what was done": (PERSON, [KeyboardInterrupt], ["a.one 1/1", "closing"]),
}


@pytest.mark.parametrize(("rules", "replies", "story"), STORIES.values(), ids=STORIES)
def test_the_conversation_goes(
    rules: Rules, replies: list[str | type[KeyboardInterrupt] | None], story: list[str]
) -> None:
    assert hold(["a.one"], replies, rules).story == story


def test_the_summary_counts_each_question_by_its_last_try() -> None:
    names = ["a.one", "a.two", "b.one", "b.two", "c.one"]
    held = hold(names, ["5", "7", "about 7", "", "zzz", "zzz", "quit"], Rules(tries=2))
    summary = held.summary
    outcomes = [*Outcome, None]
    assert [summary.count(o) for o in outcomes] == [1, 1, 0, 1, 0]
    assert (summary.asked, summary.planned, summary.interrupted) == (3, 5, False)
    assert summary.score == 0.5
    assert summary.seconds == 12.0
    assert summary.slips == (("adds", 1),)
    assert [(s.objective, s.asked, s.right) for s in summary.objectives] == [
        ("a-one", 1, 1),
        ("a-two", 1, 0),
        ("b-one", 1, 0),
    ]


def test_a_quiz_of_which_nothing_was_answered_has_no_score() -> None:
    summary = hold(["a.one"], ["quit"], PERSON).summary
    assert (summary.asked, summary.score, summary.objectives, summary.slips) == (0, None, (), ())


def test_an_interrupt_between_questions_keeps_what_was_done() -> None:
    summary = hold(["a.one", "a.two"], ["7", "", KeyboardInterrupt], PERSON).summary
    assert (summary.asked, summary.planned, summary.interrupted) == (1, 2, True)


def test_what_was_wrong_comes_back_once_before_the_end_with_another_draw() -> None:
    held = hold(["a.one", "a.two"], ["6", "7", "6"], Rules(retry=True))
    assert [s for s in held.story if "/" in s] == ["a.one 1/2", "a.two 2/3", "a.one 3/3"]
    first, _, again = (r.exercise.seed for r in held.summary.results)
    assert first != again


@pytest.mark.parametrize(
    ("exercise", "steps"),
    [
        ({"steps": ("one", "two")}, ("one", "two")),
        ({"steps": (), "kind": "computed"}, ()),
        (
            {
                "steps": (),
                "kind": "choice",
                "choices": (
                    Choice("a", "x", "too long", "long"),
                    Choice("b", "y", None, None),
                    Choice("c", "z", "", None),
                ),
            },
            ("Not a: too long",),
        ),
    ],
)
def test_why_falls_back_on_what_there_is_to_say(exercise: dict[str, Any], steps: tuple[str, ...]) -> None:
    def posed(asked: Question, seed: int) -> Exercise:
        return replace(pose(asked, seed), **exercise)

    conversation = quiz.quiz_conversation([choose.Pick(question("a.one"), 3)], PERSON, 1, Services(posed, judge))
    next(conversation)
    events = [conversation.send(Reply("why")), next(conversation), next(conversation)]
    assert events[-1] == Tell(Why(steps))


def test_a_kind_of_the_table_has_worked_steps_where_the_bank_wrote_none() -> None:
    problem = read_given(KINDS["trace"], {"A": [[3, 1], [2, 4]]})
    exercise = replace(pose(question("a.one"), 3), steps=(), problem=problem)
    assert worked_steps(exercise)[-1:] != ()
    assert any("3 + 4" in step for step in worked_steps(exercise))
    assert worked_steps(pose(question("a.one"), 3)) == ("only step",)


# ---- undo, resume, when it comes back ------------------------------------------------------------------------------


UNDONE: dict[str, tuple[list[str], list[str | type[KeyboardInterrupt] | None], list[str]]] = {
    "at the first question there is nothing to take back": (["a.one"], ["undo"], ["a.one 1/1", "undone", "again 1"]),
    "a try is taken back, and costs nothing": (
        ["a.one"],
        ["6", "undo", "7", ""],
        [
            *("a.one 1/1", "record '6' wrong 0", "judged", "again 2", "take back", "undone", "again 1"),
            *("record '7' right 0", "judged", "pause", "closing"),
        ],
    ),
    "at the pause the answer just given is taken back, and the same draw is asked": (
        ["a.one", "b.one"],
        ["7", " Undo "],
        ["a.one 1/2", "record '7' right 0", "judged", "pause", "take back", "undone", "a.one 1/2", "closing"],
    ),
    "at the next prompt the answer before is taken back, and then the quiz goes on": (
        ["a.one", "b.one"],
        ["7", "", "UNDO", "7", "", "quit"],
        [
            *("a.one 1/2", "record '7' right 0", "judged", "pause", "b.one 2/2", "take back", "undone"),
            *("a.one 1/2", "record '7' right 0", "judged", "pause", "b.one 2/2", "closing"),
        ],
    ),
    "a hint stays given": (
        ["a.one"],
        ["?", "7", "undo", "7"],
        [
            *("a.one 1/1", "hint", "again 1", "record '7' right 1", "judged", "pause", "take back", "undone"),
            *("a.one 1/1", "record '7' right 1", "judged", "pause", "closing"),
        ],
    ),
    "a skip is taken back too": (
        ["a.one"],
        ["skip", "undo"],
        ["a.one 1/1", "record '' skipped 0", "skipped", "pause", "take back", "undone", "a.one 1/1", "closing"],
    ),
}


@pytest.mark.parametrize(("names", "replies", "story"), UNDONE.values(), ids=UNDONE)
def test_undo(names: list[str], replies: list[str | type[KeyboardInterrupt] | None], story: list[str]) -> None:
    assert hold(names, replies, PERSON).story[: len(story)] == story


def test_a_script_cannot_undo() -> None:
    assert hold(["a.one"], ["undo"], SCRIPT).story == ["a.one 1/1", "record 'undo' wrong 0", "judged", "closing"]


def test_what_is_taken_back_does_not_come_back_before_the_end() -> None:
    replies = ["6", "6", "", "undo", "7", "", "7", ""]
    held = hold(["a.one", "b.one"], replies, replace(PERSON, retry=True))
    assert [s for s in held.story if "/" in s] == ["a.one 1/2", "b.one 2/3", "a.one 1/2", "b.one 2/2"]


RESUMED: dict[str, tuple[PastAttempts, list[str], list[str]]] = {
    "after a right answer": ({("a.one", 3): [PastAttempt("7", 0, 4.0)]}, [], ["b.one 2/2", "closing"]),
    "after a skip": ({("a.one", 3): [PastAttempt(None, 0, 4.0)]}, [], ["b.one 2/2", "closing"]),
    "after both tries": ({("a.one", 3): [PastAttempt("6", 0, 4.0)] * 2}, [], ["b.one 2/2", "closing"]),
    "between two tries": (
        {("a.one", 3): [PastAttempt("6", 1, 4.0)]},
        ["6"],
        ["a.one 1/2", "record '6' wrong 1", "judged", "pause", "closing"],
    ),
    "after an answer that used up no try": (
        {("a.one", 3): [PastAttempt("about 7", 0, 4.0)]},
        ["6", ""],
        ["a.one 1/2", "record '6' wrong 0", "judged", "again 2", "record '' skipped 0", "skipped", "pause", "closing"],
    ),
    "and takes back what was answered before": (
        {("a.one", 3): [PastAttempt("7", 0, 4.0)]},
        ["undo"],
        ["b.one 2/2", "take back", "undone", "a.one 1/2", "closing"],
    ),
    "another draw is another question": ({("a.one", 4): [PastAttempt("7", 0, 4.0)]}, [], ["a.one 1/2", "closing"]),
    "where all was answered": (
        {("a.one", 3): [PastAttempt("7", 0, 4.0)], ("b.one", 3): [PastAttempt("7", 0, 4.0)]},
        [],
        ["closing"],
    ),
}


@pytest.mark.parametrize(("past", "replies", "story"), RESUMED.values(), ids=RESUMED)
def test_a_quiz_that_was_broken_off_goes_on(past: PastAttempts, replies: list[str], story: list[str]) -> None:
    assert hold(["a.one", "b.one"], replies, PERSON, past).story == story


def test_what_was_answered_before_the_break_is_in_the_summary() -> None:
    past: PastAttempts = {("a.one", 3): [PastAttempt("5", 0, 4.0), PastAttempt("7", 1, 9.0)]}
    summary = hold(["a.one", "b.one"], ["7", ""], PERSON, past).summary
    assert (summary.asked, summary.score, summary.seconds, summary.slips) == (2, 1.0, 11.0, (("adds", 1),))


@pytest.mark.parametrize(
    ("past", "standing"),
    [
        ({}, (0, 2)),
        ({("a.one", 3): [PastAttempt("6", 0, 1.0)]}, (0, 2)),
        ({("a.one", 3): [PastAttempt("7", 0, 1.0)]}, (1, 1)),
        ({("a.one", 3): [PastAttempt("7", 0, 1.0)], ("b.one", 3): [PastAttempt(None, 0, 1.0)]}, (2, 0)),
    ],
)
def test_what_is_left_of_a_quiz_is_known_without_asking(past: PastAttempts, standing: tuple[int, int]) -> None:
    plan = [choose.Pick(question(name), 3) for name in ("a.one", "b.one")]
    assert quiz.left_to_ask(plan, PERSON, Services(pose, judge), past) == standing


@pytest.mark.parametrize(
    ("replies", "ending", "may_go_on"),
    [
        (["7", "", "7", ""], Ending.DONE, False),
        (["7", "quit"], Ending.QUIT, False),
        (["quit"], Ending.QUIT, False),
        (["7", "", None], Ending.INPUT_ENDED, True),
        (["7", KeyboardInterrupt], Ending.INTERRUPTED, True),
        ([KeyboardInterrupt], Ending.INTERRUPTED, True),
        (["7", "", "7", KeyboardInterrupt], Ending.INTERRUPTED, False),
        (["7", "", "7", None], Ending.INPUT_ENDED, False),
    ],
)
def test_only_what_was_broken_off_may_go_on(
    replies: list[str | type[KeyboardInterrupt] | None], ending: Ending, may_go_on: bool
) -> None:
    summary = hold(["a.one", "b.one"], replies, PERSON).summary
    assert (summary.ending, summary.may_go_on) == (ending, may_go_on)


def test_an_answer_says_when_its_question_comes_back_once_it_is_kept() -> None:
    kept: list[str] = []
    back = NextDue("2026-03-03", "Comes back in 2 days.")

    def next_due(exercise: Exercise) -> NextDue:
        assert kept == ["6", "6"]
        return back

    conversation = quiz.quiz_conversation(
        [choose.Pick(question("a.one"), 3)], PERSON, 1, Services(pose, judge, next_due)
    )
    event, told = next(conversation), []
    for reply in ("6", "6"):
        event = conversation.send(Reply(reply))
        assert isinstance(event, Record)
        kept.append(event.attempt.text)
        said = next(conversation)
        assert isinstance(said, Tell)
        assert isinstance(said.message, Judged)
        told.append((said.message.next_due, said.message.may_report))
        event = next(conversation)
    assert told == [(None, False), (back, True)]


def test_the_first_key_is_counted_from_the_showing_of_the_question() -> None:
    conversation = quiz.quiz_conversation([choose.Pick(question("a.one"), 3)], PERSON, 1, Services(pose, judge))
    next(conversation)
    conversation.send(Reply("", 5.0, None))
    next(conversation)
    event = conversation.send(Reply("7", 3.0, 0.5))
    assert isinstance(event, Record)
    assert (event.attempt.seconds, event.attempt.first_key, event.attempt.saw_solution) == (8.0, 5.5, False)


@pytest.mark.parametrize(("replies", "saw"), [(["why"], True), (["skip"], False), (["6", ""], True)])
def test_looking_at_the_solution_is_kept(replies: list[str], saw: bool) -> None:
    conversation = quiz.quiz_conversation([choose.Pick(question("a.one"), 3)], PERSON, 1, Services(pose, judge))
    event, told, records = next(conversation), iter(replies), []
    while not isinstance(event, Pause):
        event = conversation.send(Reply(next(told)) if isinstance(event, Ask) else None)
        records += [event.attempt] if isinstance(event, Record) else []
    assert (records[-1].verdict, records[-1].saw_solution) == (None, saw)


def test_skipped_questions_do_not_come_back() -> None:
    assert hold(["a.one"], [""], Rules(retry=True)).summary.asked == 1


# ---- chosen anew after each answer -------------------------------------------------------------------------------


def chosen_by(marks: list[str], names: str = "abcdefgh") -> quiz.NextPick:
    """Return a chooser that notes what is settled each time, and asks the questions of its alphabet in turn."""

    def next_pick(settled: Sequence[quiz.Settled], left_out: Collection[str]) -> choose.Pick:
        marks.append("".join(f"{p.question.id[0]}{len(attempts)}" for p, attempts in settled))
        asked = {p.question.id for p, _ in settled} | set(left_out)
        return choose.Pick(question(next(f"{n}.one" for n in names if f"{n}.one" not in asked)), 3)

    return next_pick


def adapted(
    replies: Iterable[str | None], marks: list[str], rules: Rules = PERSON, past: PastAttempts | None = None
) -> Held:
    plan = [choose.Pick(question(name), 9) for name in ("x.one", "y.one", "z.one")]
    return told(quiz.quiz_conversation(plan, rules, 1, Services(pose, judge), past, chosen_by(marks)), replies)


def test_what_comes_next_is_chosen_from_the_answers_so_far() -> None:
    marks: list[str] = []
    held = adapted(["7", "", "6", "6", "", "skip", ""], marks)
    assert [e for e in held.story if "/" in e] == ["a.one 1/3", "b.one 2/3", "c.one 3/3"]
    assert marks == ["", "a1", "a1b2"]


def test_after_undo_the_same_question_comes_again_and_the_choice_is_made_anew() -> None:
    marks: list[str] = []
    held = adapted(["7", "undo", "6", "6", "", "quit"], marks)
    assert [e for e in held.story if "/" in e] == ["a.one 1/3", "a.one 1/3", "b.one 2/3"]
    assert marks == ["", "a2"]


def test_what_comes_back_because_it_was_wrong_is_not_chosen_anew() -> None:
    marks: list[str] = []
    held = adapted(["6"] * 8, marks, Rules(retry=True))
    asked = [e.partition(".")[0] for e in held.story if "/" in e]
    assert asked == ["a", "b", "c", "a", "b", "c"]
    assert len(marks) == 3


def test_a_question_that_cannot_be_drawn_is_left_out_of_the_choice() -> None:
    said: list[str] = []

    def posed(asked: Question, seed: int) -> Exercise:
        if asked.id == "a.one":
            raise BankError("a.one cannot be drawn")
        return pose(asked, seed)

    services = Services(posed, judge, leave_out=lambda fault: said.append(str(fault)))
    plan = [choose.Pick(question(name), 9) for name in ("x.one", "y.one")]
    held = told(quiz.quiz_conversation(plan, Rules(), 1, services, {}, chosen_by([])), ["7"])
    assert [e for e in held.story if "/" in e] == ["b.one 1/1"]
    assert said == ["a.one cannot be drawn"]


def test_a_quiz_ends_where_nothing_more_is_chosen() -> None:
    plan = [choose.Pick(question(name), 9) for name in ("x.one", "y.one", "z.one")]

    def one_alone(settled: Sequence[quiz.Settled], _: Collection[str]) -> choose.Pick | None:
        return None if settled else plan[1]

    held = told(quiz.quiz_conversation(plan, Rules(), 1, Services(pose, judge), {}, one_alone), ["7", "7"])
    assert held.story == ["y.one 1/3", "record '7' right 0", "judged", "closing"]
    assert (held.summary.ending, held.summary.left) == (Ending.DONE, 0)


def test_a_quiz_that_was_broken_off_chooses_from_the_answers_before_the_break() -> None:
    marks: list[str] = []
    past = {("x.one", 9): [PastAttempt("7", 0, 1.0)]}
    held = adapted(["7", "", "7", ""], marks, past=past)
    assert [e for e in held.story if "/" in e] == ["a.one 2/3", "b.one 3/3"]
    assert marks == ["x1", "x1a1"]


# ---- no matrix twice -----------------------------------------------------------------------------------------------


def drawn_with(numbers: Callable[[int], str]) -> list[tuple[str, int]]:
    """Return the questions and seeds of a quiz whose matrices are given by their seeds."""

    def posed(asked: Question, seed: int) -> Exercise:
        matrix = rf"$$A = \begin{{bmatrix}} {numbers(seed)} \end{{bmatrix}}$$"
        return replace(pose(asked, seed), prompt=matrix)

    plan = [choose.Pick(question(name), 3) for name in ("a.one", "b.one", "c.one")]
    conversation = quiz.quiz_conversation(plan, Rules(), 1, Services(posed, judge))
    event, asked = next(conversation), list[tuple[str, int]]()
    with contextlib.suppress(StopIteration):
        while True:
            asked += [(event.exercise.question, event.exercise.seed)] if isinstance(event, Ask) else []
            event = conversation.send(Reply("7") if isinstance(event, Ask) else None)
    return asked


def test_no_matrix_comes_twice_in_a_quiz_where_there_is_another() -> None:
    asked = drawn_with(lambda seed: f"{seed} & 1")
    assert [name for name, _ in asked] == ["a.one", "b.one", "c.one"]
    assert asked[0][1] == 3
    assert len({seed for _, seed in asked}) == 3
    assert asked == drawn_with(lambda seed: f"{seed} & 1")


def test_a_question_with_one_matrix_alone_is_asked_as_it_was_planned() -> None:
    assert [seed for _, seed in drawn_with(lambda _: "1 & 0")] == [3, 3, 3]


# ---- choosing ------------------------------------------------------------------------------------------------------


BANK = [
    question("eigen.values", "eigenvalues", 2),
    question("eigen.vector", "eigenvectors", 3),
    question("svd.values-2x2", "singular-values", 2),
    question("svd.values-3x2", "singular-values", 3),
    question("rank.rows", "rank", 1),
]


def ids(picks: Iterable[choose.Pick]) -> list[str]:
    return [p.question.id for p in picks]


def test_the_same_seed_plans_the_same_quiz_and_another_seed_another() -> None:
    assert choose.plan(BANK, 8, 7) == choose.plan(BANK, 8, 7)
    assert ids(choose.plan(BANK, 8, 7)) != ids(choose.plan(BANK, 8, 8))


@pytest.mark.parametrize("seed", range(40))
def test_objectives_are_interleaved_and_no_template_comes_twice_in_a_row(seed: int) -> None:
    picks = choose.plan(BANK, 20, seed)
    objectives = [p.question.objective for p in picks]
    assert all(a != b for a, b in itertools.pairwise(objectives))
    assert {o: objectives.count(o) for o in objectives} == dict.fromkeys(objectives, 5)
    assert len({p.seed for p in picks}) == 20


@pytest.mark.parametrize("seed", range(10))
def test_within_one_objective_templates_take_turns(seed: int) -> None:
    names = ids(choose.plan([q for q in BANK if q.bank == "svd"], 6, seed))
    assert names[::2] == [names[0]] * 3
    assert names[1::2] == [names[1]] * 3
    assert names[0] != names[1]


def test_a_single_template_may_repeat_but_is_drawn_afresh() -> None:
    picks = choose.plan(BANK[:1], 3, 1)
    assert ids(picks) == ["eigen.values"] * 3
    assert len({p.seed for p in picks}) == 3


@pytest.mark.parametrize(
    ("topics", "levels", "chosen"),
    [
        ((), None, ["eigen.values", "eigen.vector", "svd.values-2x2", "svd.values-3x2", "rank.rows"]),
        (("svd",), None, ["svd.values-2x2", "svd.values-3x2"]),
        (("SVD", "rank"), None, ["svd.values-2x2", "svd.values-3x2", "rank.rows"]),
        (("svd.values",), None, ["svd.values-2x2", "svd.values-3x2"]),
        (("singular",), None, ["svd.values-2x2", "svd.values-3x2"]),
        (("eigen.vector",), None, ["eigen.vector"]),
        ((), (2, 2), ["eigen.values", "svd.values-2x2"]),
        (("eigen",), (3, 5), ["eigen.vector"]),
    ],
)
def test_topics_and_levels_choose(topics: tuple[str, ...], levels: tuple[int, int] | None, chosen: list[str]) -> None:
    assert [q.id for q in select.select_questions(BANK, topics, levels)] == chosen


@pytest.mark.parametrize(
    ("topics", "levels", "message"),
    [
        (("eigne",), None, "no topic, question or objective is called 'eigne'; did you mean 'eigen'?"),
        (("svd.valu",), None, "no topic, question or objective is called 'svd.valu'; did you mean 'svd.values'?"),
        (("xyzzy",), None, "no topic, question or objective is called 'xyzzy'; the topics are eigen, svd, rank"),
        (("rank",), (4, 5), "no question of that level; there are levels 1"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(
    topics: tuple[str, ...], levels: tuple[int, int] | None, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        select.select_questions(BANK, topics, levels)
    assert str(caught.value) == message
