"""Questions in parts: judged part by part, a mistake counts once, silly answers are not carried on; in a quiz one showing."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from functools import cache

import numpy as np
import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.commands.draw import DrawOptions, draw
from decompdrill.commands.grade import judge_line
from decompdrill.exercises import showing
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.io.folders import shipped_dir
from decompdrill.judging.parts import value_of
from decompdrill.model import Exercise, Form, Outcome, Verdict
from decompdrill.practice.choose import Pick
from decompdrill.practice.conversation import Ask, Judged, Record, Reply, Services, Tell, VoidLast
from decompdrill.practice.quiz import PastAttempt, Rules, quiz_conversation


@cache
def shipped() -> Banks:
    return load_banks(None, known_names())


QUESTIONS = [q.id for q in shipped().questions.values() if q.parts]


def posed(question: str, seed: int) -> Exercise:
    return pose(shipped().questions[question], seed)


def keys(exercise: Exercise) -> list[str]:
    return [showing.show_answer(part.exercise.kind, part.exercise.answer) for part in exercise.parts]


def test_there_are_sixteen_of_them() -> None:
    assert len(QUESTIONS) >= 16


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_key_is_right_and_each_part_counts_the_same(question: str) -> None:
    for seed in range(1, 5):
        exercise = posed(question, seed)
        right = keys(exercise)
        assert grade_exercise(exercise, right).outcome is Outcome.RIGHT
        assert grade_exercise(exercise, json.dumps(right)).credit == 1
        for left_out in range(len(right)):
            answers = [text if i != left_out else "???" for i, text in enumerate(right)]
            verdict = grade_exercise(exercise, answers)
            assert verdict.outcome is Outcome.UNREADABLE
            assert verdict.credit == pytest.approx(1 - 1 / len(right), abs=1e-4)


# ---- carried on ----------------------------------------------------------------------------------------------------

CHAIN = "orth.parts-condition"


def test_what_follows_from_a_wrong_answer_is_right_and_the_mistake_counts_once() -> None:
    exercise = posed(CHAIN, 1)
    values = value_of(exercise.parts[0].exercise.answer)
    assert isinstance(values, tuple)
    own = [int(values[0]) + 2, *map(int, values[1:])]
    answers = [str(own)[1:-1], str(max(own)), str(sum(x * x for x in own)), f"{max(own)}/{min(own)}"]
    verdict = grade_exercise(exercise, answers)
    assert [part.outcome for part in verdict.parts] == [Outcome.WRONG, *[Outcome.RIGHT] * 3]
    assert verdict.credit == 0.75
    assert "follows from your earlier answer" in verdict.parts[1].feedback
    true = [str(own)[1:-1], *keys(exercise)[1:]]
    assert grade_exercise(exercise, true).credit == 0.75


def test_silly_answers_do_not_make_the_rest_trivial() -> None:
    exercise = posed(CHAIN, 1)
    for silly in (["0, 0, 0", "0", "0", "1"], ["1, 1, 1", "1", "3", "1"]):
        assert grade_exercise(exercise, silly).credit == 0
    eigen = posed("eigen.parts-vector", 1)
    for polynomial in ("x^2", "x^2 + 1", "x^2 - 2x + 1"):
        assert grade_exercise(eigen, [polynomial, "0, 0", "0, 0"]).credit == 0


EASIER = {
    "orth.parts-condition": ["2, 1, 1", "2", "6", "2"],
    "lowrank.parts-storage": ["10", "3", "18", "3"],
    "diag.parts-power": ["1, 2", "1 0", "0 1", "8 0; 0 1"],
    "pca.parts-component": ["2, 1", "1 0", "2/3"],
    "lora.parts-factor": ["1000", "100", "10"],
    "lowrank.parts-error": ["2", "1", "1/2"],
    "evr.parts-singular": ["2, 1, 1", "1/2, 1/4, 1/4", "3/4"],
    "svd.parts-gram": ["2 1; 1 2", "√3, 1", "1/√2, 1/√2", "0.1136, 0.9935"],
}


@pytest.mark.parametrize("question", EASIER)
def test_what_is_easier_to_go_on_with_than_the_true_answer_is_not_carried_on(question: str) -> None:
    for seed in (9001, 9002, 9004):
        verdict = grade_exercise(posed(question, seed), EASIER[question])
        assert verdict.outcome is Outcome.WRONG
        assert not any("follows" in part.feedback for part in verdict.parts)


def test_large_counts_and_rounded_shares_are_carried_on() -> None:
    layers = posed("lora.parts-factor", 9001)
    assert keys(layers) == ["301989888", "786432", "384"]
    assert grade_exercise(layers, ["50331648", "786432", "64"]).credit == 0.6667  # one layer of six, carried on
    ratios = posed("evr.parts-needed", 9001)
    verdict = grade_exercise(ratios, ["190", "0.537, 0.274, 0.179, 0.063", "4"])
    assert [part.outcome for part in verdict.parts] == [Outcome.WRONG, Outcome.IMPRECISE, Outcome.RIGHT]
    assert verdict.parts[1].feedback.startswith("This follows from your earlier answer. Right as far as it goes, but")


def test_a_part_that_cannot_be_read_is_not_wrong() -> None:
    memory = posed("lora.parts-memory", 9001)
    right = keys(memory)
    verdict = grade_exercise(memory, [*right[:3], f"{right[3]} potatoes"])
    assert (verdict.outcome, verdict.credit) == (Outcome.UNREADABLE, 0.75)
    assert verdict.unreadable is not None
    assert grade_exercise(memory, [*right[:3], f"{right[3]} bytes"]).outcome is Outcome.RIGHT


def test_an_own_answer_that_leads_nowhere_gives_way_to_the_true_one_and_that_is_said() -> None:
    exercise = posed("eigen.parts-vector", 1)
    right = keys(exercise)
    verdict = grade_exercise(exercise, [right[0], "100, 200", right[2]])
    assert [part.outcome for part in verdict.parts] == [Outcome.RIGHT, Outcome.WRONG, Outcome.RIGHT]
    verdict = grade_exercise(exercise, [right[0], "100, 200", "17, 1"])
    assert verdict.parts[2].feedback.startswith(
        "Your earlier answer cannot be used here, so go on from the correct one."
    )


# ---- by NumPy ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_last_parts_are_what_numpy_says(seed: int) -> None:
    power = posed("diag.parts-power", seed)
    A = np.array(power.given["A"], float)
    k = int(power.prompt.partition("A^{")[2].partition("}")[0].strip("{"))
    assert np.allclose(numbers(power, 3), np.linalg.matrix_power(A, k))
    gram = posed("svd.parts-gram", seed)
    B = np.array(gram.given["A"], float)
    assert np.allclose(sorted(numbers(gram, 1)[0]), sorted(np.linalg.svd(B)[1]))
    v, u = np.array(numbers(gram, 2)[0]), np.array(numbers(gram, 3)[0])
    _, _, Vt = np.linalg.svd(B)
    assert np.isclose(abs(v @ Vt[0]), np.linalg.norm(v))
    assert np.isclose(abs(u @ (B @ v)), np.linalg.norm(u) * np.linalg.norm(B @ v))
    null = posed("rank.parts-null", seed)
    N = np.array(null.given["A"], float)
    assert np.linalg.matrix_rank(N) == numbers(null, 1)[0][0]
    assert np.allclose(N @ np.array(numbers(null, 3)[0]), 0)
    covariance = posed("cov.parts-matrix", seed)
    X = np.array(covariance.given["X"], float)
    assert np.isclose(np.trace(np.cov(X, rowvar=False)), numbers(covariance, 2)[0][0])


def numbers(exercise: Exercise, part: int) -> list[list[float]]:
    return [[float(x) for x in row] for row in exercise.parts[part].exercise.answer.rows]  # type: ignore[arg-type]


# ---- records -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_draw_prints_grade_judges_right(question: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out):
        draw(DrawOptions((question,), 1, 2, (shipped_dir(),)), jobs=1)
    out.seek(0)
    for line in out:
        record = json.loads(line)
        assert record["form"] == "parts"
        assert isinstance(record["answer"], list)
        reply = json.loads(judge_line((shipped_dir(),), (1, line.encode())).text)
        assert (reply["verdict"], reply["credit"]) == ("right", 1)
        assert len(reply["parts"]) == len(record["answer"])


def test_too_many_answers_are_an_error() -> None:
    record = {"question": CHAIN, "seed": 1, "answer": ["1"] * 9}
    reply = json.loads(judge_line((shipped_dir(),), (1, json.dumps(record).encode())).text)
    assert reply["error"] == "answer must hold 4 parts; 9 came"


# ---- a quiz --------------------------------------------------------------------------------------------------------


def judge(exercise: Exercise, text: str) -> Verdict:
    return grade_exercise(exercise, text)


def held(lines: list[str], rules: Rules, past: list[PastAttempt] | None = None) -> tuple[list[object], object]:
    """Return the events of a quiz of one question, and its summary; where the lines end, so does the input."""
    pick = Pick(shipped().questions[CHAIN], 1)
    conversation = quiz_conversation(
        [pick], rules, 1, Services(pose, judge), {(CHAIN, 1): past} if past is not None else None
    )
    events: list[object] = []
    reply: Reply | None = None
    left = list(lines)
    while True:
        try:
            event = conversation.send(reply)
        except StopIteration as ended:
            return events, ended.value
        events.append(event)
        reply = Reply(left.pop(0) if left else None, 1.0) if isinstance(event, Ask) else None


def test_each_part_is_asked_and_the_whole_is_kept_as_one_attempt_before_the_feedback() -> None:
    exercise = posed(CHAIN, 1)
    events, summary = held(keys(exercise), Rules())
    assert [e.exercise.part for e in events if isinstance(e, Ask)] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    kept = [e for e in events if isinstance(e, Record | VoidLast)]
    assert [type(e) for e in kept] == [Record, VoidLast, Record, VoidLast, Record, VoidLast, Record]
    last = kept[-1]
    assert isinstance(last, Record)
    assert last.attempt.exercise.form is Form.PARTS
    assert json.loads(last.attempt.text) == keys(exercise)
    assert last.attempt.verdict is not None
    assert last.attempt.verdict.outcome is Outcome.RIGHT
    told = [i for i, e in enumerate(events) if isinstance(e, Tell) and isinstance(e.message, Judged)]
    assert all(isinstance(events[i - 1], Record) for i in told)
    assert summary.score == 1  # type: ignore[attr-defined]
    assert summary.asked == 1  # type: ignore[attr-defined]


def test_a_line_holds_one_part_and_what_is_left_out_is_skipped() -> None:
    right = keys(posed(CHAIN, 1))
    _, summary = held([right[0], "0", "", right[3]], Rules())
    assert summary.asked == 1  # type: ignore[attr-defined]
    assert summary.score == 0.5  # type: ignore[attr-defined]
    _, summary = held(["", "", "", ""], Rules())
    assert summary.count(None) == 1  # type: ignore[attr-defined]


def test_a_quiz_that_was_broken_off_between_parts_asks_them_again_and_a_settled_one_does_not() -> None:
    right = keys(posed(CHAIN, 1))
    events, _ = held(right, Rules(), [PastAttempt(None, 0, 1.0)])
    assert [e.exercise.part for e in events if isinstance(e, Ask)] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    events, summary = held([], Rules(), [PastAttempt(json.dumps(right), 0, 4.0)])
    assert not [e for e in events if isinstance(e, Ask)]
    assert summary.score == 1  # type: ignore[attr-defined]


def test_undo_goes_back_one_part() -> None:
    right = keys(posed(CHAIN, 1))
    events, summary = held([right[0], "undo", right[0], *right[1:]], Rules(tries=2, at_terminal=True))
    asked = [e.exercise.part for e in events if isinstance(e, Ask)]
    assert asked[:4] == [(1, 4), (2, 4), (1, 4), (2, 4)]
    assert summary.score == 1  # type: ignore[attr-defined]


# ---- broken off between two parts ----------------------------------------------------------------------------------


def asked_parts(events: list[object]) -> list[tuple[int, int] | None]:
    return [e.exercise.part for e in events if isinstance(e, Ask)]


def test_a_quiz_that_was_broken_off_between_two_parts_goes_on_at_the_part_that_it_had_come_to() -> None:
    right = keys(posed(CHAIN, 1))
    for done in range(1, 4):
        past = PastAttempt(None, 1, 3.0, json.dumps(right[:done]))
        events, summary = held(right[done:], Rules(), [past])
        assert asked_parts(events) == [(part, 4) for part in range(done + 1, 5)]
        assert summary.score == 1  # type: ignore[attr-defined]
        kept = [e for e in events if isinstance(e, Record | VoidLast)]
        assert isinstance(kept[0], VoidLast), "what was kept of it before is replaced"
        last = kept[-1]
        assert isinstance(last, Record)
        assert json.loads(last.attempt.text) == right
        assert last.attempt.hints == 1


def test_the_answers_from_before_count_and_are_carried_on() -> None:
    exercise = posed(CHAIN, 1)
    values = value_of(exercise.parts[0].exercise.answer)
    assert isinstance(values, tuple)
    own = [int(values[0]) + 2, *map(int, values[1:])]
    rest = [str(max(own)), str(sum(x * x for x in own)), f"{max(own)}/{min(own)}"]
    _, summary = held(rest, Rules(), [PastAttempt(None, 0, 3.0, json.dumps([str(own)[1:-1]]))])
    assert summary.score == 0.75  # type: ignore[attr-defined]


def test_a_part_that_was_skipped_before_is_not_asked_again_and_one_that_was_not_settled_is() -> None:
    right = keys(posed(CHAIN, 1))
    events, _ = held(right[2:], Rules(), [PastAttempt(None, 0, 3.0, json.dumps([right[0], ""]))])
    assert asked_parts(events) == [(3, 4), (4, 4)]
    two_tries = Rules(tries=2, at_terminal=True)
    events, summary = held(right[1:], two_tries, [PastAttempt(None, 0, 3.0, json.dumps([right[0], "77"]))])
    assert asked_parts(events) == [(2, 4), (3, 4), (4, 4)]
    assert summary.score == 1  # type: ignore[attr-defined]
    events, _ = held(right[2:], two_tries, [PastAttempt(None, 0, 3.0, json.dumps([right[0], "77"]), attempt=2)])
    assert asked_parts(events) == [(3, 4), (4, 4)]


def test_a_first_part_that_was_not_settled_is_asked_again() -> None:
    right = keys(posed(CHAIN, 1))
    events, summary = held(right, Rules(tries=2, at_terminal=True), [PastAttempt(None, 0, 3.0, json.dumps(["77"]))])
    assert asked_parts(events) == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert summary.score == 1  # type: ignore[attr-defined]


def test_a_question_all_of_whose_parts_were_skipped_is_settled() -> None:
    events, summary = held([], Rules(), [PastAttempt(None, 0, 3.0, json.dumps(["", "", "", ""]))])
    assert asked_parts(events) == []
    assert summary.count(None) == 1  # type: ignore[attr-defined]


# ---- silly answers -------------------------------------------------------------------------------------------------

SILLY = (
    "0",
    "1",
    "0, 0",
    "1, 1",
    "0, 0, 0",
    "1, 1, 1",
    "[0, 0]",
    "[1, 0]",
    "[[0, 0], [0, 0]]",
    "[[1, 0], [0, 1]]",
    "x^2",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_early_silly_answer_makes_no_later_part_trivial(question: str) -> None:
    exercise = posed(question, 2)
    right = keys(exercise)
    alone = [grade_exercise(part.exercise, text).right for part, text in zip(exercise.parts, right, strict=True)]
    assert all(alone)
    for first in SILLY:
        for later in ("0", "1", first):
            answers = [first, *[later] * (len(right) - 1)]
            verdict = grade_exercise(exercise, answers)
            plain = [
                grade_exercise(part.exercise, text).right for part, text in zip(exercise.parts, answers, strict=True)
            ]
            assert [part.right for part in verdict.parts] == plain, (answers, [p.feedback for p in verdict.parts])


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_mistake_made_early_costs_once(question: str) -> None:
    exercise = posed(question, 2)
    right = keys(exercise)
    verdict = grade_exercise(exercise, ["77", *right[1:]])
    assert not verdict.parts[0].right
    assert verdict.credit == pytest.approx(1 - 1 / len(right), abs=1e-4), [p.feedback for p in verdict.parts]
