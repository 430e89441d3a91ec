"""Answer keys as textbooks print them: every right one is accepted in every spelling, every slip on it refused and named."""

from __future__ import annotations

import pytest

from decompdrill.exercises import grade
from decompdrill.kinds import name_slip
from decompdrill.model import Form, Outcome
from tests.textbook import PROBLEMS, Key, Problem

CASES = [pytest.param(p, id=f"{p.kind}-{i}") for i, p in enumerate(PROBLEMS)]
NAMED_AT_LEAST = 0.8


def judged(problem: Problem, key: Key) -> Outcome:
    return grade.grade(problem.kind, problem.given, key).outcome


@pytest.mark.parametrize("problem", CASES)
def test_the_printed_answer_is_right_in_every_spelling(problem: Problem) -> None:
    for key in problem.right:
        assert judged(problem, key) is Outcome.RIGHT, (problem, key)


@pytest.mark.parametrize("problem", [c for c in CASES if c.values[0].imprecise])  # type: ignore[union-attr]
def test_too_rough_an_answer_is_imprecise(problem: Problem) -> None:
    for key in problem.imprecise:
        assert judged(problem, key) is Outcome.IMPRECISE, (problem, key)


def test_what_known_wrong_procedures_give_is_refused_and_nearly_always_named() -> None:
    tried = named = 0
    for problem in PROBLEMS:
        task = grade.task_of(problem.kind, problem.given)
        for candidate in name_slip.candidates(task):
            for digits in (name_slip.EXACTLY, 3) if task.kind.form is not Form.INTEGER else (name_slip.EXACTLY,):
                typed = name_slip.typed_of(candidate.answer, digits)
                judgement = task.kind.judge(task.given, name_slip.reference(task), typed)
                assert judgement.outcome is not Outcome.RIGHT, (problem, candidate)
                if judgement.outcome is Outcome.WRONG:
                    tried += 1
                    named += name_slip.recognise(task, typed) is not None
    assert tried > 2000
    assert named >= NAMED_AT_LEAST * tried, f"{named} of {tried}"
