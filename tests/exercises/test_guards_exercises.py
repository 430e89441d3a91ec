"""Guards of posing, judging and the audit that only a rare fault comes upon: what each says, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Question
from decompdrill.errors import GivenError
from decompdrill.exercises import audit as audits
from decompdrill.exercises import code_answers, equivalents, grade, reading
from decompdrill.exercises.finding import Finding
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import Undrawable, pose
from decompdrill.kinds import diagnosis, name_slip
from decompdrill.kinds.base import LARGEST_DIAGNOSED, Observation, Slip, number_answer
from decompdrill.kinds.given import ALLOWED, within_doubles
from decompdrill.kinds.name_slip import Task
from decompdrill.maths.budget import FarTooMuchError, allowance, spend
from decompdrill.model import Answer, Exercise, Form, Given, Outcome, Raw, Typed, Unreadable

EYE: list[Raw] = [[1, 0], [0, 1]]
MODERATE = "given must be numbers of moderate size, lists of them and words; another came"


@pytest.fixture(scope="module")
def banks() -> Banks:
    return load_banks(None, known_names())


@pytest.fixture(scope="module")
def asked(banks: Banks) -> Question:
    """A question that asks for a norm."""
    return next(q for q in banks.questions.values() if q.kind == "norm")


# ---- judging -------------------------------------------------------------------------------------------------------


def nested(depth: int) -> Raw:
    value: Raw = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [[[10**5000]], nested(100_000)], ids=["digits", "depth"])
def test_a_given_that_cannot_be_written_is_refused(value: Raw) -> None:
    with pytest.raises(GivenError) as caught:
        grade.grade("trace", {"A": value}, "1")
    assert str(caught.value) == MODERATE


@pytest.mark.parametrize(("kind", "text"), [("trace", "2e300"), ("eigenvalues", "1, -2e300"), ("trace", "2e300i")])
def test_an_answer_that_leaves_no_room_in_the_doubles_is_not_read(kind: str, text: str) -> None:
    said = "numbers up to 1e+300 in size are expected; a larger one came"
    assert reading.read_answer(grade.task_of(kind, {"A": EYE}), text) == Unreadable(said, (0, len(text)))
    verdict = grade.grade(kind, {"A": EYE}, text)
    assert (verdict.outcome, verdict.feedback) == (Outcome.UNREADABLE, said)
    assert grade.grade(kind, {"A": EYE}, text.replace("2e300", "1e300")).outcome is Outcome.WRONG


def test_a_slip_whose_search_is_beyond_the_allowance_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    A: list[Raw] = [[20, 2], [3, -4]]
    assert grade.grade("trace", {"A": A}, "-86").slip == "determinant-instead"
    monkeypatch.setattr(diagnosis, "ALLOWED", 0)
    verdict = grade.grade("trace", {"A": A}, "-86")
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, None)


def test_a_slip_in_code_whose_search_is_beyond_the_allowance_is_not_named(
    banks: Banks, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = pose(next(q for q in banks.questions.values() if q.kind == "code"), 0)
    assert exercise.code is not None
    name, text, _ = exercise.code.slips[0]
    assert grade.grade_exercise(exercise, text).slip == name
    monkeypatch.setattr(grade, "ALLOWED", 0)
    verdict = grade.grade_exercise(exercise, text)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, None)


def test_of_an_answer_of_more_numbers_than_are_diagnosed_no_slip_is_looked_for(asked: Question) -> None:
    task = grade.task_of_exercise(pose(asked, 0))
    everything = Slip("all", lambda g: (), lambda g: "", spots=lambda g, typed: True)
    always = Task(replace(task.kind, slips=(everything,)), task.given)
    for count, found in ((LARGEST_DIAGNOSED, everything), (LARGEST_DIAGNOSED + 1, None)):
        typed = name_slip.typed_of(Answer(Form.LIST, (tuple(range(count)),)))
        assert name_slip.recognise(always, typed) is found


FAULTS = [ZeroDivisionError("division by zero"), OverflowError(), np.linalg.LinAlgError("Singular matrix")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_slip_that_leads_out_of_the_doubles_is_passed_over(asked: Question, fault: Exception) -> None:
    def fails(given: Given, typed: Typed | None = None) -> bool:
        raise fault

    def wrong(given: Given) -> Iterator[Answer]:
        yield number_answer(7)
        fails(given)

    sound = Slip("sound", lambda g: [number_answer(7)], lambda g: "")
    slips = (Slip("broken", wrong, lambda g: ""), Slip("unseen", lambda g: (), lambda g: "", spots=fails), sound)
    task = grade.task_of_exercise(pose(asked, 0))
    broken = Task(replace(task.kind, slips=slips), task.given)
    assert name_slip.recognise(broken, name_slip.typed_of(number_answer(7))) is sound
    assert [c.slip for c in name_slip.candidates(broken)] == [sound]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_seen_by_hand_and_leads_out_of_the_doubles_is_not_told(asked: Question, fault: Exception) -> None:
    def fails(given: Given, typed: Typed) -> Iterator[Observation]:
        yield Observation(False, "It is too long.")
        raise fault

    def sound(given: Given, typed: Typed) -> Iterator[Observation]:
        yield Observation(False, "It is too long.")

    task, typed = grade.task_of_exercise(pose(asked, 0)), name_slip.typed_of(number_answer(10**6))
    judged = task.kind.judge(task.given, name_slip.reference(task), typed)
    told = []
    for seen in (sound, fails):
        other = Task(replace(task.kind, seen_by_hand=seen), task.given)
        told.append(diagnosis._seen(other, typed, judged, is_explained=False)[1])
    assert told[0] == "It is too long."
    assert "too long" not in told[1]


EVEN: dict[str, Raw] = {"A": "2 1; 1 2"}
STRETCH: dict[str, Raw] = {"A": "3 0; 0 2"}
SHARES: dict[str, Raw] = {"eigenvalues": [3, 1]}


@pytest.mark.parametrize(
    ("kind", "given", "text", "seen"),
    [
        (
            "eigenvalues",
            EVEN,
            "4, 0",
            [
                (True, "The values add up to $4$, the trace of $A$."),
                (False, r"The product of the values is $0$, but $\det(A)$ is $3$."),
            ],
        ),
        ("eigenvalues", EVEN, "2, i", []),
        (
            "diagonalization",
            EVEN,
            "V=1 1; 1 -1 | L=3 1; 0 1",
            [(False, r"$\Lambda$ must be diagonal, and an entry off its diagonal is not $0$.")],
        ),
        ("diagonalization", EVEN, "V=1 1 0; 1 -1 0; 0 0 1 | L=3, 1", []),
        ("svd", STRETCH, "U=2 0; 0 1 | S=3, 2 | Vt=1 0; 0 1", [(False, "Column 1 of $U$ has length $2$, not $1$.")]),
        ("svd", STRETCH, "U=1 0 0; 0 1 0; 0 0 1 | S=3, 2 | Vt=1 0; 0 1", []),
        ("explained-variance", SHARES, "0.5, 0.5", [(True, "The ratios add up to $1$.")]),
        ("explained-variance", SHARES, "0.5", [(False, "Expected 2 ratios, got 1.")]),
        (
            "characteristic-polynomial",
            EVEN,
            "λ^2-4λ+5",
            [
                (True, r"The coefficient of $\lambda$ fits the trace, $4$."),
                (False, r"The constant term, $5$, is not $\det(A)$."),
            ],
        ),
        ("characteristic-polynomial", EVEN, "λ-4", []),
        (
            "principal-component",
            {"covariance": "2 1; 1 2", "index": 1},
            "1, 0",
            [(False, "With the covariance matrix $C$, $Cv = [2, 1]$ is not a multiple of $v = [1, 0]$.")],
        ),
        ("principal-component", {"covariance": "2 1; 1 2", "index": 1}, "1, 0, 0", []),
    ],
)
def test_what_is_seen_by_hand_is_told_of_answers_of_the_right_shape_alone(
    kind: str, given: dict[str, Raw], text: str, seen: list[tuple[bool, str]]
) -> None:
    task = grade.task_of(kind, given)
    typed = reading.read_answer(task, text)
    assert isinstance(typed, Typed)
    assert [(found.holds, found.said) for found in task.kind.seen_by_hand(task.given, typed)] == seen


def test_what_an_allowance_around_a_given_refuses_is_no_fault_of_the_given() -> None:
    with pytest.raises(FarTooMuchError), allowance(0), within_doubles():
        spend(1)
    with pytest.raises(GivenError) as caught, within_doubles():
        spend(ALLOWED + 1)
    assert str(caught.value) == (
        "fewer or shorter numbers are expected; with those that came the answer takes too long to be told from rounding"
    )


def test_code_that_is_too_long_is_not_read() -> None:
    names = {"A": ((1, 2), (3, 4))}
    longest = "A".ljust(code_answers.MOST_CODE)
    assert not isinstance(code_answers.read_code(Typed(Form.CODE, longest, word=longest), names), Unreadable)
    beyond = longest + "  "
    assert code_answers.read_code(Typed(Form.CODE, beyond, word=beyond), names) == Unreadable(
        "code has at most 400 characters; 402 came", (400, 402)
    )


@pytest.mark.parametrize(
    ("expected", "came", "distance"),
    [("no", "no", 0.0), ("no", "yes", 1.0), (("a", 1), ("a", 1), 0.0), (("a", 1), ("a", 2), 1.0), (1, "1", 1.0)],
)
def test_words_are_the_same_or_not(expected: object, came: object, distance: float) -> None:
    assert code_answers.difference(expected, came) == (distance, 0.0)


@pytest.mark.parametrize(("text", "value"), [("$-6/4$", -1.5), ("6/0", 6.0), (r"$\frac{7}{0}$", 7.0)])
def test_a_fraction_in_a_text_is_its_value_and_below_0_nothing_is_divided(text: str, value: float) -> None:
    assert equivalents.numbers_of(text) == [value]


# ---- posing --------------------------------------------------------------------------------------------------------


COMPUTED = """bank: mine
title: Mine
questions:
  - id: mine.one
    objective: trace-determinant
    title: One
    level: 2
    kind: computed
    form: number
    draw:
      n: {recipe: integer, low: 1, high: 4}
      x: {recipe: value, value: n / 1000}
    prompt: Of {{ x | .2f }}
    hints: [Think.]
    answer: ANSWER
    slips: [{id: other, answer: 77, said: No.}]
"""

OF_A_KIND = """bank: mine
title: Mine
questions:
  - id: mine.one
    objective: trace-determinant
    title: One
    level: 2
    kind: determinant
    draw:
      n: {recipe: integer, low: 1, high: 4}
      A: {recipe: value, value: '[[n / 1000, 1], [2, 5]]'}
    prompt: Of $${{ A | .2f }}$$
    hints: [Think.]
"""


def question_of(text: str, tmp_path: Path) -> Question:
    path = tmp_path / "b.yaml"
    path.write_text(text, encoding="utf-8")
    (question,) = load_banks([path], known_names()).questions.values()
    return question


def first_told(text: str, tmp_path: Path) -> list[str]:
    faults = audits.audit(question_of(text, tmp_path), 1).faults
    return [fault.removeprefix(f"{tmp_path / 'b.yaml'}:") for fault in faults]


def test_a_question_that_its_rounded_numbers_leave_without_an_answer_is_told(tmp_path: Path) -> None:
    assert first_told(COMPUTED.replace("ANSWER", "1 / x"), tmp_path) == [
        "4: cannot be answered from what its prompt rounds, seed 0: division by zero"
    ]


def test_the_answer_of_a_kind_is_worked_out_again_from_its_rounded_numbers(tmp_path: Path) -> None:
    assert first_told(OF_A_KIND, tmp_path) == [
        "4: seed 0: the numbers as the prompt rounds them give '-2', which is not judged right"
    ]
    assert first_told(OF_A_KIND.replace(".2f", ".3f"), tmp_path) == []


@pytest.mark.parametrize("answer", ["[n, 2]", "n > 2"])
def test_an_answer_of_another_form_than_the_question_says_is_told(answer: str, tmp_path: Path) -> None:
    with pytest.raises(Undrawable) as caught:
        pose(question_of(COMPUTED.replace("ANSWER", answer), tmp_path), 0)
    assert caught.value.reason == "cannot be drawn from seed 0: a number was expected"


# ---- the audit -----------------------------------------------------------------------------------------------------


def test_the_audit_tells_a_spelling_of_the_key_that_is_not_right(
    asked: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(equivalents, "spellings", lambda exercise: iter(["1000000", "x y"]))
    found = [finding.message for finding in audits._spelling_faults(pose(asked, 0))]
    assert found == ["the key typed as '1000000' is judged wrong", "the key typed as 'x y' is judged unreadable"]


def test_the_audit_tells_a_key_that_is_not_right_once_it_is_written_otherwise(
    asked: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubled(exercise: Exercise) -> Iterator[tuple[str, Typed]]:
        yield "as it is", name_slip.typed_of(exercise.answer)
        yield "doubled", name_slip.typed_of(number_answer(10**6))

    monkeypatch.setattr(equivalents, "transformed", doubled)
    found = list(audits._spelling_faults(pose(asked, 0)))
    assert found == [Finding("doubled", ("answer",), "the key doubled is not judged right")]


def test_the_audit_tells_a_text_of_which_nothing_is_heard(asked: Question) -> None:
    exercise = replace(pose(asked, 0), prompt=r"$\quad$")
    assert list(audits._text_faults(exercise)) == [Finding("speech", ("prompt",), r"a text is silent: '$\\quad$'")]


def test_the_audit_tells_a_question_of_which_few_draws_can_be_asked(asked: Question) -> None:
    drawn = [pose(asked, seed) for seed in range(60)]

    def found(attempts: int) -> list[str]:
        tally = audits._Tally(variants=set(range(60)), slips=Counter(dict.fromkeys(asked.slip_ids, 60)))
        tally.drawn, tally.attempts, tally.kept = 60, attempts, drawn
        return [finding.message for finding in audits._faults_of_all(asked, tally)]

    assert found(1200) == []
    assert found(1201) == ["only 60 of 1201 draws can be asked"]


def test_the_audit_tells_a_right_option_that_stays_at_one_letter(banks: Banks) -> None:
    choice = next(q for q in banks.questions.values() if q.kind == "choice")
    drawn = [pose(choice, seed) for seed in range(60)]

    def found(most: int) -> list[Finding]:
        tally = audits._Tally(variants=set(range(60)), answers=Counter({"b": most, "a": 60 - most}))
        tally.drawn = tally.attempts = 60
        tally.kept = drawn
        return list(audits._faults_of_all(choice, tally))

    assert found(36) == []
    assert found(37) == [Finding("place", ("options",), "the right option is b on 37 of 60 draws")]
