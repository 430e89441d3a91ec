"""The working typed at the prompt of a question: what is kept, when, and what the answer is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.commands.drill import services
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.frontends.working_screen import SAID, WORDS
from decompdrill.history.attempts import AttemptRow, Mode, working_lines
from decompdrill.model import Outcome
from decompdrill.practice.choose import Pick
from decompdrill.practice.conversation import (
    Ask,
    Attempt,
    Judged,
    KeepLines,
    LinesJudged,
    LineTakenBack,
    LineToEdit,
    Message,
    Notice,
    Pause,
    Record,
    Reply,
    Skipped,
    Summary,
    Tell,
    VoidLast,
    WhyWrong,
    WorkingHint,
    WorkingOpened,
    WorkingSaid,
    WorkingWord,
)
from decompdrill.practice.lines import lines_typed
from decompdrill.practice.quiz import PastAttempt, Rules, quiz_conversation
from decompdrill.practice.recorder import Clocks, Session, row_of
from decompdrill.practice.schedule import Rating, rating_of
from decompdrill.working.quantities import LineMark

QUESTIONS = load_banks(None, known_names()).questions
VALUES = "eigen.values-2x2"
"""With seed 23134: A = [−2 −9; 1 8], p = λ² − 6λ − 7, λ = 7, −1."""
SEED = 23134
P, LAM = "p = λ² - 6λ - 7", "λ = 7, -1"
CLOCKS = Clocks(lambda: 0.0, lambda: 1_772_366_400_000, lambda: 0, lambda: "5e55")


@dataclass
class Held:
    """What came of a quiz of one question."""

    messages: list[Message | Notice] = field(default_factory=list)
    records: list[Attempt] = field(default_factory=list)
    kept: list[tuple[str, ...]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    asked: list[int | None] = field(default_factory=list)
    summary: Summary | None = None

    def of(self, kind: type) -> list[Message | Notice]:
        return [message for message in self.messages if isinstance(message, kind)]

    @property
    def marks(self) -> list[str]:
        return [str(line.mark) for m in self.messages if isinstance(m, LinesJudged) for line in m.lines]

    @property
    def row(self) -> AttemptRow:
        return row_of(self.records[-1], Session("5e55", Mode.QUIZ, QUESTIONS), CLOCKS)


def hold(
    *typed: str | None,
    question: str = VALUES,
    seed: int = SEED,
    at_terminal: bool = True,
    begun: Sequence[str] = (),
    past: Sequence[PastAttempt] = (),
) -> Held:
    """Hold a quiz in which these lines are typed, then the input ends."""
    found, lines = Held(), iter(typed)
    served = replace(services(), open_lines=lambda _: begun)
    plan, rules = [Pick(QUESTIONS[question], seed)], Rules(2, at_terminal=at_terminal)
    quiz = quiz_conversation(plan, rules, 1, served, {(question, seed): past} if past else None)
    event = next(quiz)
    while True:
        reply = None
        if isinstance(event, Ask | Pause):
            reply = Reply(next(lines, None), 1.0)
            found.asked += [event.line] if isinstance(event, Ask) else []
        elif isinstance(event, Tell):
            found.messages.append(event.message)
            found.order.append(type(event.message).__name__)
        elif isinstance(event, Record):
            found.records.append(event.attempt)
            found.order.append("Record")
        elif isinstance(event, KeepLines):
            found.kept.append(event.texts)
            found.order.append("KeepLines")
        elif isinstance(event, VoidLast):
            found.records.pop()
        try:
            event = quiz.send(reply)
        except StopIteration as end:
            found.summary = end.value
            return found


def test_a_line_is_kept_before_its_mark_shows_and_the_final_answer_ends_it() -> None:
    held = hold("work", P, LAM)
    assert held.order[:7] == [
        "WorkingOpened",
        "KeepLines",
        "LinesJudged",
        "KeepLines",
        "LinesJudged",
        "Record",
        "Judged",
    ]
    assert held.kept == [(P,), (P, LAM)]
    assert held.asked == [None, 1, 2]
    assert held.marks == ["right", "right"]
    (judged,) = held.of(Judged)
    assert isinstance(judged, Judged)
    assert (judged.text, judged.verdict.outcome, judged.settled, judged.attempt) == ("7, -1", Outcome.RIGHT, True, 1)
    assert [(line.text, line.verdict, line.is_) for line in working_lines(held.row)] == [
        (P, "right", "the characteristic polynomial of A"),
        (LAM, "right", "eigenvalues of A"),
    ]
    assert rating_of([held.row]) is Rating.GOOD


def test_with_follow_through_it_is_hard_and_the_slip_is_charged_once() -> None:
    held = hold("work", "p = λ² + 6λ - 7", "λ = -7, 1", "done")
    assert held.marks == ["wrong", "follows"]
    assert [m.word for m in held.messages if isinstance(m, WorkingSaid)] == [WorkingWord.FOLLOWS]
    row = held.row
    assert (row.outcome, row.credit, row.slip, row.attempt) == ("wrong", 0.5, "trace-sign", 2)
    assert [line.slip for line in working_lines(row)] == ["trace-sign", None]
    assert rating_of([row]) is Rating.HARD


@pytest.mark.parametrize("mended", [("undo", P), (f"edit 1 {P}",), ("edit 1", P), ("EDIT line 1:", P)])
def test_a_line_that_is_mended_is_kept_as_undone_and_the_answer_is_hard(mended: tuple[str, ...]) -> None:
    held = hold("work", "p = λ² + 6λ - 7", *mended, LAM)
    assert [(line.text, line.verdict, line.undone) for line in working_lines(held.row)] == [
        ("p = λ² + 6λ - 7", "wrong", True),
        (P, "right", False),
        (LAM, "right", False),
    ]
    assert (held.row.outcome, held.row.attempt) == ("right", 2)
    assert rating_of([held.row]) is Rating.HARD
    assert held.kept[-1] == (P, LAM)


def test_a_change_judges_the_lines_below_again() -> None:
    held = hold("work", "p = λ² + 6λ - 7", "λ = 7, -1 ", "done", "edit 1 p = λ² - 6λ - 7")
    assert held.marks == ["wrong", "right"]
    assert held.row.outcome == "right"
    held = hold("work", "p = λ² + 6λ - 7", "λ = -7, 1", "edit 1", P, "edit 9", "edit", f"edit 2 {LAM}")
    assert held.marks == ["wrong", "follows", "right", "wrong", "right"]
    judged = [m for m in held.messages if isinstance(m, LinesJudged)]
    assert [(m.first, m.with_text) for m in judged] == [(1, False), (2, False), (1, True), (2, False)]
    assert [m for m in held.messages if isinstance(m, LineToEdit)] == [LineToEdit(1, "p = λ² + 6λ - 7")]
    assert [m.word for m in held.messages if isinstance(m, WorkingSaid)][-2:] == [WorkingWord.NO_SUCH_LINE] * 2
    assert held.row.outcome == "right"


@pytest.mark.parametrize("leaving", ["", "undo"])
def test_a_line_that_is_not_written_anew_stays(leaving: str) -> None:
    held = hold("work", P, "edit 1", leaving, LAM)
    assert held.asked == [None, 1, 2, 1, 2]
    assert [line.text for line in working_lines(held.row)] == [P, LAM]


def test_undo_goes_to_the_lines_first_and_then_to_the_question() -> None:
    held = hold("work", "tr = 6", P, "undo", "undo", "undo", "undo", "7, -1")
    assert [m for m in held.messages if isinstance(m, LineTakenBack)] == [
        LineTakenBack(2, P),
        LineTakenBack(1, "tr = 6"),
    ]
    assert held.kept == [("tr = 6",), ("tr = 6", P), ("tr = 6",), ()]
    assert "Undone" in held.order
    assert held.row.working is None
    assert held.row.attempt == 1


def test_a_hint_and_why_count_as_hints() -> None:
    held = hold("work", "hint", "?", "help", P, "why", "λ = 7, 1", "why", f"edit 2 {LAM}")
    hints = [m.text for m in held.messages if isinstance(m, WorkingHint)]
    assert hints[0] == "Next: the characteristic polynomial of A."
    none, wrong = [m for m in held.messages if isinstance(m, WhyWrong)]
    assert none == WhyWrong(None)
    assert isinstance(wrong, WhyWrong)
    assert wrong.number == 2
    assert wrong.text.startswith("One value has the wrong sign; the other is right.")
    assert wrong.text.endswith("The worked solution has: λ₁ = 7, λ₂ = −1")
    assert held.row.hints == 4
    assert rating_of([held.row]) is Rating.HARD


def test_done_without_a_final_answer_goes_on() -> None:
    held = hold("work", P, "done", "known", LAM)
    assert [m.word for m in held.messages if isinstance(m, WorkingSaid)] == [WorkingWord.NO_ANSWER, WorkingWord.HOW]
    assert held.row.outcome == "right"


@pytest.mark.parametrize(("word", "saw"), [("skip", False), ("idk", True)])
def test_a_question_that_is_left_keeps_its_lines(word: str, saw: bool) -> None:
    held = hold("work", P, word)
    assert len(held.of(Skipped)) == 1
    assert [line.text for line in working_lines(held.row)] == [P]
    assert (held.row.outcome, held.row.saw_solution) == (None, saw)


@pytest.mark.parametrize("leaving", ["quit", None])
def test_lines_that_are_left_open_let_the_quiz_go_on(leaving: str | None) -> None:
    held = hold("work", P, leaving)
    assert held.summary is not None
    assert held.summary.may_go_on
    assert held.summary.has_open_lines
    assert held.records == []
    held = hold("work", leaving)
    assert held.summary is not None
    assert not held.summary.has_open_lines


def test_open_lines_are_shown_with_their_question_and_go_on() -> None:
    held = hold(LAM, begun=[P])
    (opened,) = held.of(WorkingOpened)
    assert isinstance(opened, WorkingOpened)
    assert opened.ask.fresh
    assert [line.text for line in opened.lines] == [P]
    assert held.asked == [2]
    assert held.row.outcome == "right"
    assert hold(begun=[P, LAM]).row.outcome == "right", "killed before the answer was kept"


def test_an_answer_that_is_taken_back_leaves_its_working_open_but_for_the_last_line() -> None:
    held = hold("work", P, LAM, "undo", LAM)
    assert held.kept[-2:] == [(P,), (P, LAM)]
    assert held.asked == [None, 1, 2, 2]
    assert len(held.records) == 1


def test_a_quiz_that_goes_on_judges_its_workings_again() -> None:
    held = hold(past=[PastAttempt("-7, 1", 0, 3.0, lines=("p = λ² + 6λ - 7", "λ = -7, 1"))])
    assert held.asked == [], "it is settled"
    assert held.summary is not None
    assert [(r.outcome, r.credit) for r in held.summary.results] == [(Outcome.WRONG, 0.5)]


def test_a_script_writes_its_working_too_and_its_end_is_done() -> None:
    held = hold("work", "p = λ² + 6λ - 7", "λ = -7, 1", at_terminal=False)
    assert (held.row.outcome, held.row.credit) == ("wrong", 0.5)
    held = hold("work", P, at_terminal=False)
    assert held.row.outcome is None
    assert [line.text for line in working_lines(held.row)] == [P]


@pytest.mark.parametrize("form", ["choice", "code", "parts", "construct"])
def test_a_question_that_takes_none_says_so(form: str) -> None:
    exercises = (pose(question, 1) for question in QUESTIONS.values())
    of_form = next(e for e in exercises if e.form == form or (form == "construct" and e.construct is not None))
    held = hold("work", "skip", question=of_form.question, seed=1)
    assert held.messages[0] == WorkingSaid(WorkingWord.NOT_HERE)


def test_a_pasted_block_is_taken_as_lines() -> None:
    held = hold("work", f"tr = 6\n\n  {P}\nundo\n{P}\n{LAM}\n")
    assert held.marks == ["right"] * 4
    assert [line.text for line in working_lines(held.row)] == ["tr = 6", P, LAM]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = 1\nb = 2", ["a = 1", "b = 2"]),
        ("A = [1 2;\n 3 4]\nb = 2", ["A = [1 2; 3 4]", "b = 2"]),
        ("A = [1 2\n3 4]", ["A = [1 2; 3 4]"]),
        ("[[1, 2],\n [3, 4]]", ["[[1, 2], [3, 4]]"]),
        ("(1 +", ["(1 +"]),
        ("", []),
    ],
)
def test_a_matrix_on_several_lines_is_one(text: str, lines: list[str]) -> None:
    assert list(lines_typed(text)) == lines


def test_more_lines_than_a_working_has_are_refused_and_not_kept() -> None:
    held = hold("work", "\n".join(["tr = 6"] * 201), "undo", LAM)
    assert max(map(len, held.kept)) == 201
    assert [m.fault for m in held.messages if isinstance(m, WorkingSaid)] == ["a working has at most 200 lines"]
    assert len(working_lines(held.row)) == 200


@pytest.mark.parametrize(
    ("typed", "meant"), [("udno", "undo"), ("doen", "done"), ("hnit", "hint"), ("edti", "edit"), ("qiut", "quit")]
)
def test_a_near_miss_of_a_word_is_asked_back_and_is_no_line(typed: str, meant: str) -> None:
    held = hold("work", P, typed, LAM)
    assert [m.fault for m in held.messages if isinstance(m, WorkingSaid)] == [f"did you mean {meant}?"]
    assert held.kept == [(P,), (P, typed), (P,), (P, LAM)]
    assert [line.text for line in working_lines(held.row)] == [P, LAM]


@pytest.mark.parametrize("typed", ["yes", "no", "trace", "rank", "foo"])
def test_a_word_that_is_near_none_is_a_line(typed: str) -> None:
    held = hold("work", typed)
    assert held.kept == [(typed,)]
    assert len(held.marks) == 1


def test_enter_alone_shows_all_of_it_again_at_a_terminal_only() -> None:
    opened = hold("work", P, "", LAM).of(WorkingOpened)
    assert [(len(m.lines), m.is_again) for m in opened if isinstance(m, WorkingOpened)] == [(0, False), (1, True)]
    assert len(hold("work", P, "", LAM, at_terminal=False).of(WorkingOpened)) == 1


def test_more_open_lines_than_a_working_has_are_left_out() -> None:
    held = hold("undo", LAM, begun=["tr = 6"] * 201)
    assert held.row.outcome == "right"


def test_every_mark_and_word_is_said() -> None:
    assert set(WORDS) == {mark.value for mark in LineMark}
    assert set(SAID) == set(WorkingWord)
