"""A verdict from a text: reading, judging, naming the slip, and saying why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from decompdrill import answers, mathtext
from decompdrill.errors import GivenError, RecordError
from decompdrill.exercises import code_answers, construct_answers
from decompdrill.exercises.reading import LARGEST_TRUE, letter_of, of_another_shape, read_as_asked
from decompdrill.exercises.showing import answer_formula, show_reference
from decompdrill.expr import Expression
from decompdrill.judging import Judgement, parts
from decompdrill.judging.numbers import SLACK
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.base import (
    COMPARE,
    Kind,
    Observation,
    judge_any_order,
    judge_descending,
    judge_entries_in_place,
)
from decompdrill.kinds.diagnosis import diagnose, what_fails
from decompdrill.kinds.given import ALLOWED, read_fields, within_doubles
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.signatures import Signature
from decompdrill.maths.budget import FarTooMuchError, allowance
from decompdrill.maths.cache import remembered
from decompdrill.maths.surd import as_float
from decompdrill.model import (
    NOTHING_GIVEN,
    Answer,
    Check,
    Code,
    Construct,
    Exercise,
    FilledCodeSlip,
    Form,
    Given,
    Note,
    Outcome,
    Plain,
    Raw,
    SlipAnswer,
    Typed,
    Unreadable,
    Verdict,
)
from decompdrill.names import known_as

CREDIT = {Outcome.RIGHT: 1.0, Outcome.IMPRECISE: 0.5, Outcome.WRONG: 0.0, Outcome.UNREADABLE: 0.0}


def grade(kind: str, given: Mapping[str, Raw], answer: str | Mapping[str, str]) -> Verdict:
    """Return the verdict on an answer to any problem.

    Raises RecordError for a kind that does not exist, GivenError for a given that is none.
    """
    return _judged(task_of(kind, given), answer)


def grade_exercise(exercise: Exercise, answer: str | Mapping[str, str] | Sequence[str]) -> Verdict:
    """Return the verdict on an answer to a question that was drawn; to one in parts it is a list of texts."""
    if exercise.parts:
        if isinstance(answer, Mapping):
            raise RecordError("answer must be a list of texts for a question in parts; named parts came")
        texts = parts.texts_of(answer, len(exercise.parts))
        if len(texts) > len(exercise.parts):
            raise RecordError(f"answer must hold {len(exercise.parts)} parts; {len(texts)} came")
        return parts.judge_all(exercise, texts, grade_exercise)
    if not isinstance(answer, str | Mapping):
        raise RecordError("answer must be a text for this question; a list came")
    if exercise.judged_by is not None:
        if not isinstance(answer, str):
            raise RecordError("answer must be a line of working; parts came")
        return exercise.judged_by(answer)
    if exercise.code is not None:
        return _coded(exercise, exercise.code, answer)
    if exercise.form is Form.CHOICE:
        return _chosen(exercise, answer)
    return _judged(task_of_exercise(exercise), answer, exercise)


def task_of_exercise(exercise: Exercise) -> Task:
    """Return the problem of a drawn question: of its kind, or computed by the bank."""
    if exercise.problem.kind:
        return _task(exercise.problem)
    if exercise.construct is not None:
        return construct_task(exercise, exercise.construct)
    return computed_task(exercise.answer, exercise.steps, exercise.reason)


def computed_task(answer: Answer, steps: tuple[str, ...] = (), why: str = "") -> Task:
    """Return the problem of a computed question: its answer stands, and one of its steps says why."""
    kind = Kind(
        signature=Signature("computed", answer.form, "", ()),
        reference=lambda _: answer,
        oracle=lambda _: answer,
        judge=COMPUTED[answer.form],
        why=lambda _, __: why,
        steps=lambda _: steps,
        slips=(),
        seen_by_hand=lambda _, typed: _multiple_of(answer, typed),
        is_computed=True,
    )
    return Task(kind, NOTHING_GIVEN)


def construct_task(exercise: Exercise, construct: Construct) -> Task:
    """Return the problem of a construct question: its answer is an example, and whatever meets the conditions is right."""
    kind = Kind(
        signature=Signature("construct", exercise.form, "", (), tuple(name for name, _ in exercise.answer.parts)),
        reference=lambda _: exercise.answer,
        oracle=lambda _: exercise.answer,
        judge=lambda _, example, typed: construct_answers.judge(construct, example, typed),
        why=lambda _, __: "",  # the steps are about the example, not about what was typed
        steps=lambda _: exercise.steps,
        slips=(),
        seen_by_hand=lambda _, typed: construct_answers.seen(construct, typed),
        is_computed=True,
    )
    return Task(kind, NOTHING_GIVEN)


LARGEST_BLUR = 0.01
"""Of the entries of a multiple, as a share of the largest: with fewer digits almost any vector could be one."""

LEAST_FACTOR = 0.05
"""What a multiple is longer or shorter by, at least: less is an entry that was rounded badly."""


def _multiple_of(answer: Answer, typed: Typed) -> Iterator[Observation]:
    """Observe that a vector is a multiple of the one that is asked for, whose length and sign count here."""
    if answer.form is not Form.VECTOR or len(answer.rows[0]) != len(typed.rows[0]):
        return
    truth = np.array([as_float(x) for x in answer.rows[0]])
    came = np.array([x.value for x in typed.rows[0]])
    blur = np.array([x.radius + x.radius_imag for x in typed.rows[0]])
    sizes, size = np.abs(truth), np.abs(came).max()
    is_a_shape = bool(np.all(truth > 0) and np.all(truth == np.round(truth)))  # or other counts: no vector to be scaled
    if is_a_shape or np.count_nonzero(truth) < 2 or not came.any() or blur.max() > LARGEST_BLUR * size:
        return
    top = int(np.argmax(sizes))
    is_longer = abs(came[top] / truth[top] - 1) > LEAST_FACTOR
    off = np.abs(came * truth[top] - came[top] * truth)
    if is_longer and np.all(off <= blur * sizes[top] + blur[top] * sizes + SLACK * size * sizes[top]):
        yield Observation(True, "This is a multiple of the vector that the question asks for, but not that vector.")


COMPUTED = {
    **COMPARE,
    Form.LIST: judge_any_order,
    Form.VECTOR: judge_entries_in_place,
    Form.POLYNOMIAL: judge_descending,
}
"""A computed list is one in any order; a computed vector is judged place by place, not by direction."""


def task_of(kind: str, plain: Mapping[str, Plain]) -> Task:
    """Return the problem, read and checked; the last few hundred are remembered.

    Raises RecordError for a kind that does not exist, GivenError for a given that is none.
    """
    kind = known_as(kind, KINDS)
    if kind not in KINDS:
        raise RecordError(f"kind must be one of {', '.join(KINDS)}; {kind[:40]!r} came")
    try:
        asked = _Asked(kind, repr(plain), plain)  # ValueError: an integer of so many digits that Python writes none
    except (ValueError, RecursionError):
        raise GivenError("given must be numbers of moderate size, lists of them and words; another came") from None
    return _task((_read if len(asked.written) <= SHORT else _read_long)(asked))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A problem as it came: it is equal to another where every number is written alike (1 is not 1.0)."""

    kind: str
    written: str
    plain: Mapping[str, Plain] = field(compare=False)


SHORT = 4_000
"""So many characters has a problem of which hundreds are remembered; all that is worked out for it stays with it."""


@lru_cache(maxsize=512)
def _read(asked: _Asked) -> Given:
    return read_fields(KINDS[asked.kind], dict(sorted(asked.plain.items())))


_read_long = lru_cache(maxsize=8)(_read.__wrapped__)


def task_of_given(given: Given) -> Task:
    """Return the problem of a given that has been read; raises GivenError where it has no answer of its kind."""
    return _task(given)


@remembered
def _task(given: Given) -> Task:
    task = Task(KINDS[given.kind], given)
    with within_doubles():
        task.kind.demand(given)
        _demand_finite(name_slip.reference(task))
        _expected(task)
    return task


def _demand_finite(answer: Answer) -> None:
    """Raise OverflowError where a true number is none that a double holds."""
    for part in (answer, *(part for _, part in answer.parts)):
        for x in (x for row in part.rows for x in row):
            if not abs(as_float(x)) <= LARGEST_TRUE:
                raise OverflowError


# ---- judging -------------------------------------------------------------------------------------------------------


def _judged(task: Task, answer: str | Mapping[str, str], exercise: Exercise | None = None) -> Verdict:
    typed = read_as_asked(task, answer)
    expected = _expected(task)
    why = _why(task)  # before the answer is looked at: a problem is refused for every answer or for none
    if isinstance(typed, Unreadable):
        return unreadable(typed, expected, _expected_formula(task))
    return _verdict(task, typed, why, exercise, answer)


def judge_typed(task: Task, typed: Typed, exercise: Exercise | None = None) -> Verdict:
    """Return the verdict on an answer that has been read."""
    return _verdict(task, typed, _why(task), exercise, None)


def _verdict(
    task: Task, typed: Typed, why: str, exercise: Exercise | None, answer: str | Mapping[str, str] | None
) -> Verdict:
    expected, truth = _expected(task), name_slip.reference(task)
    with within_doubles("ignore"):  # squares of what was typed may overflow: as wrong as any other number
        judged = insisted(task.kind.judge(task.given, truth, typed), exercise)
    if judged.outcome is Outcome.WRONG and isinstance(answer, str):
        doubt = of_another_shape(answer, typed, truth)
        if doubt is not None:
            return unreadable(doubt, expected, _expected_formula(task))
    found = diagnose(task, typed, judged, () if exercise is None else exercise.slips)
    if found.slip is not None and judged.outcome is Outcome.IMPRECISE:
        judged = Judgement(Outcome.WRONG, judged.checks, judged.credit)
    if judged.outcome is Outcome.RIGHT and exercise is not None and exercise.construct is not None:
        why = construct_answers.MET
    return Verdict(
        read_as=answers.show(typed),
        outcome=judged.outcome,
        credit=credit(judged),
        checks=judged.checks,
        slip=found.slip,
        feedback=_feedback(judged, typed, found.said, why, found.fails),
        expected=expected,
        expected_formula=_expected_formula(task),
        typed=typed,
        so_far=found.so_far,
        fails=found.fails,
        names_truth=found.names_truth,
    )


def expected_text(task: Task) -> str:
    """Return the right answer as it is typed."""
    return _expected(task)


@remembered
def _expected(task: Task) -> str:
    return show_reference(task)


@remembered
def _expected_formula(task: Task) -> str:
    return answer_formula(task.kind.name, name_slip.reference(task))


@remembered
def _why(task: Task) -> str:
    """Return why the answer is right; it is worked out with the first verdict, for most draws are never answered."""
    with within_doubles():
        return task.kind.why(task.given, name_slip.reference(task))


def credit(judged: Judgement) -> float:
    if judged.outcome is Outcome.WRONG and judged.credit is not None:
        return round(min(judged.credit, 0.99), 4)
    return CREDIT[judged.outcome]


def insisted(judged: Judgement, exercise: Exercise | None) -> Judgement:
    """Return the judgement with the notes on which the question insists turned into failures."""
    if exercise is None or not exercise.insist or judged.outcome is Outcome.WRONG:
        return judged
    failed = [c for c in judged.checks if c.note in exercise.insist]
    if not failed:
        return judged
    checks = tuple(replace(c, passed=c not in failed and c.passed) for c in judged.checks)
    return Judgement(Outcome.WRONG, checks, judged.credit)


def _chosen(exercise: Exercise, answer: str | Mapping[str, str]) -> Verdict:
    if not isinstance(answer, str):
        raise RecordError("answer must be a letter for a choice; parts came")
    right = next(c for c in exercise.choices if c.why_wrong is None)
    expected = f"{right.letter}) {mathtext.render_line(right.text, mathtext.Style.UNICODE)}"
    typed = answers.read(Form.CHOICE, letter_of(exercise, answer), options=len(exercise.choices))
    if isinstance(typed, Unreadable):
        return unreadable(typed, expected)
    chosen = next(c for c in exercise.choices if c.letter == typed.word)
    is_right = chosen is right
    said = exercise.reason if is_right else chosen.why_wrong or ""
    return Verdict(
        outcome=Outcome.RIGHT if is_right else Outcome.WRONG,
        credit=float(is_right),
        read_as=typed.word,
        checks=(Check("answer", is_right),),
        slip=None if is_right else chosen.slip,
        feedback=said,
        expected=expected,
    )


def _coded(exercise: Exercise, code: Code, answer: str | Mapping[str, str]) -> Verdict:
    if not isinstance(answer, str):
        raise RecordError("answer must be one line of code; parts came")
    expected = code.answers[0]
    typed = answers.read(Form.CODE, answer)
    if isinstance(typed, Unreadable):
        return unreadable(typed, expected)
    parsed = code_answers.read_code(typed, code.draws[0])
    if isinstance(parsed, Unreadable):
        return unreadable(parsed, expected)
    trial = code_answers.tried(parsed, code)
    fault = code_answers.outside(trial, typed)
    if fault is not None:
        return unreadable(fault, expected)
    judged = trial.judgement
    slip = None if judged.is_right else _slip_of_code(parsed, code)
    fails = (code_answers.where_wrong(trial, code) or what_fails(judged)) if slip is None else ""
    why = exercise.reason
    return Verdict(
        outcome=judged.outcome,
        credit=CREDIT[judged.outcome],
        read_as=parsed.text,
        checks=judged.checks,
        slip=None if slip is None else slip.id,
        feedback=_feedback(judged, typed, "" if slip is None else slip.said, why, fails),
        expected=expected,
        fails=fails,
    )


def _slip_of_code(parsed: Expression, code: Code) -> FilledCodeSlip | None:
    """Return the first slip that computes the same; none where the search is beyond the allowance."""
    try:
        with allowance(ALLOWED):
            return code_answers.slip_of(parsed, code)
    except FarTooMuchError:
        return None


def unreadable(fault: Unreadable, expected: str, formula: str = "") -> Verdict:
    said = mathtext.escaped(fault.message)
    return Verdict(Outcome.UNREADABLE, 0.0, "", (), None, said, expected, fault, expected_formula=formula)


# ---- what is said --------------------------------------------------------------------------------------------------


def _feedback(judged: Judgement, typed: Typed, said: str, why: str, fails: str = "") -> str:
    match judged.outcome:
        case Outcome.RIGHT:
            return " ".join([*_remarks(judged), why])
        case Outcome.IMPRECISE:
            return f"{_so_far_as(judged, typed)}, but not precise enough. {_more_digits(judged)}"
        case _:
            return said or " ".join(filter(None, [fails, why]))


def _so_far_as(judged: Judgement, typed: Typed) -> str:
    """Return how near an imprecise answer is: 7 for 7.5 may be rounded the wrong way, and is not right as far as it goes."""
    units = {0.5 if x.lone_integer else x.radius for row in typed.rows for x in row} - {0.0}
    is_between = any(c.residual is not None and abs(c.residual - u) <= SLACK * u for c in judged.checks for u in units)
    return "Close" if is_between else "Right as far as it goes"


_REMARKS = {
    Note.UNSORTED: "Singular values are usually written in descending order.",
    Note.NOT_UNIT: "The direction is right; a principal component is usually given with length 1.",
}


def _remarks(judged: Judgement) -> list[str]:
    return [_REMARKS[c.note] for c in judged.checks if c.note in _REMARKS]


def _more_digits(judged: Judgement) -> str:
    needed = next((c.detail for c in judged.checks if c.note is Note.TOO_FEW_DIGITS), None)
    if needed is not None:
        return f"The vectors are so nearly parallel that {needed} $V$ from a singular matrix."
    return "Give three significant digits or more, or the exact value."


def slip_answers(task: Task) -> tuple[SlipAnswer, ...]:
    """Return the slips of an instance, each with the answer that most learners who make it would type."""
    found: dict[str, SlipAnswer] = {}
    for candidate in name_slip.candidates(task):
        slip, answer = candidate.slip, candidate.answer
        if slip.id not in found and not any(answer == s.answer for s in found.values()):
            found[slip.id] = SlipAnswer(slip.id, answer, slip.said, given=task.given)
    return tuple(found.values())
