"""The worked solution of each kind, typed line by line, is never found wrong; a number in it that is changed is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from decompdrill import answers
from decompdrill.exercises.grade import expected_text, task_of
from decompdrill.kinds import name_slip
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.solve import solve
from decompdrill.maths.surd import as_float
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Answer, Form, Outcome, Raw
from decompdrill.working.quantities import LineMark
from decompdrill.working.session import MOST_LINES, JudgedLine, WorkingSession
from tests.instances import INSTANCES

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
NO_CLAIMS = ("AᵀA = I", "λ = ", "det(A − I) =", "det(A + I) =")
"""What a solution says of orthogonal matrices at large, and the number that it puts in for λ to check a polynomial."""

CASES = [
    pytest.param(kind, given, id=f"{kind}-{i}") for kind, givens in INSTANCES.items() for i, given in enumerate(givens)
]


def equations(kind: str, given: Mapping[str, Raw]) -> Iterator[str]:
    """Yield the equations of a worked solution, as they are shown on a line."""
    formulas = (a or b for step in solve(kind, given) for a, b in FORMULA.findall(step))
    for formula in formulas:
        line = render_line(f"${formula}$", Style.UNICODE)
        is_check = kind in ("characteristic-polynomial", "is-orthogonal") and line.startswith(NO_CLAIMS)
        if ("=" in line or "≈" in line) and not is_check and "{x :" not in line and line[0] not in "=≈":
            yield line


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_no_line_of_a_worked_solution_is_wrong(kind: str, given: Mapping[str, Raw]) -> None:
    session = WorkingSession(task_of(kind, dict(given)))
    for line in list(equations(kind, given))[:MOST_LINES]:
        session.write(line)
    bad = [
        (line.text, line.mark.value) for line in session.lines if line.mark not in (LineMark.RIGHT, LineMark.UNCLEAR)
    ]
    assert bad == []


def test_most_lines_of_the_worked_solutions_are_understood() -> None:
    marks = []
    for kind, givens in INSTANCES.items():
        session = WorkingSession(task_of(kind, dict(givens[0])))
        marks += [session.write(line).mark for line in list(equations(kind, givens[0]))[:MOST_LINES]]
    assert marks.count(LineMark.RIGHT) >= 0.93 * len(marks)


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_the_right_answer_is_a_working_of_one_line(kind: str, given: Mapping[str, Raw]) -> None:
    task = task_of(kind, dict(given))
    session = WorkingSession(task)
    text = expected_text(task)
    if task.kind.form is Form.FACTORS:
        session.write_all(part.strip() for part in text.split("|"))
    else:
        session.write(f"{NAMES.get(kind, 'answer')} = {text}" if task.kind.form is not Form.YES_NO else text)
    assert [line.mark for line in session.lines if line.mark is not LineMark.RIGHT] == []
    assert session.verdict().outcome is Outcome.RIGHT


NAMES = {
    "eigenvalues": "λ",
    "eigenvector": "v",
    "eigenvalue-of": "λ",
    "characteristic-polynomial": "p",
    "determinant": "det(A)",
    "trace": "tr(A)",
    "rank": "rank",
    "nullity": "nullity",
    "numerical-rank": "rank",
    "singular-values": "σ",
    "norm": "norm",
    "low-rank": "A_k",
    "low-rank-error": "error",
    "low-rank-storage": "storage",
    "compression-factor": "factor",
    "lora-parameters": "lora",
    "covariance": "C",
    "explained-variance": "ratios",
    "cumulative-variance": "share",
    "components-needed": "k",
    "principal-component": "v",
}


@pytest.mark.parametrize(("kind", "given"), [case for case in CASES if case.values[0] in NAMES])
def test_what_a_slip_gives_is_wrong_in_its_line_and_the_slip_is_charged_there(
    kind: str, given: Mapping[str, Raw]
) -> None:
    task = task_of(kind, dict(given))
    for candidate in name_slip.candidates(task)[:8]:
        session = WorkingSession(task)
        line = session.write(f"{NAMES[kind]} = {answers.show(candidate.answer)}")
        if line.mark is LineMark.WRONG and session.verdict().slip is not None:
            assert line.slip is not None, line
        assert line.mark in (LineMark.WRONG, LineMark.UNCLEAR) or is_part(line, candidate.answer, task), line


def is_part(line: JudgedLine, answer: Answer, task: Task) -> bool:
    """Is this right as far as a line goes: some of the values, zeros behind them, or the direction?"""
    truth = [as_float(x) for x in name_slip.reference(task).rows[0]]
    given = [as_float(x) for x in answer.rows[0]]
    is_padded = not any(given[len(truth) :]) and answer.form is Form.LIST
    return line.mark is LineMark.RIGHT and (len(given) < len(truth) or answer.form is Form.VECTOR or is_padded)
