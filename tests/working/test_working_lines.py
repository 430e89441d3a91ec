"""Workings are judged line by line: against the given, and against one's own earlier lines."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence

import pytest

from decompdrill.errors import RecordError
from decompdrill.exercises.grade import task_of
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Outcome, Raw
from decompdrill.working.quantities import LineMark
from decompdrill.working.session import MOST_LINES, WorkingSession, judged_working
from decompdrill.working.table import UNDERSTOOD
from tests.backtracking import fault
from tests.working import workings

A: list[Raw] = [[4, 1], [2, 3]]
MARKS = {"✓": "right", "↳": "follows", "✗": "wrong", "~": "imprecise", "?": "unclear", "!": "unreadable"}


def marks(kind: str, given: Mapping[str, Raw], lines: Sequence[str]) -> str:
    """Return a sign for each line."""
    signs = {word: sign for sign, word in MARKS.items()}
    return "".join(signs[line.mark.value] for line in judged_working(kind, dict(given), lines).lines)


WORKINGS: tuple[tuple[str, Mapping[str, Raw], str, tuple[str, ...]], ...] = (
    ("eigenvalues", {"A": A}, "✓✓", ("p = λ² - 7λ + 10", "λ = 5, 2")),
    ("eigenvalues", {"A": A}, "✗↳✗", ("p = λ² + 7λ + 10", "λ = -5, -2", "v(-5) = 1 1")),
    ("eigenvalues", {"A": A}, "✓✓✗", ("det(A - λI) = (4-λ)(3-λ) - 2", "= λ² - 7λ + 10", "λ = 2, 6")),
    ("eigenvalues", {"A": A}, "✗", ("det(A - λI) = (4-λ)(3-λ) - 2 = λ² - 7λ + 14",)),
    ("eigenvalues", {"A": A}, "!?", ("λ = (5, 2", "the weather is fine")),
    (
        "singular-values",
        {"A": [[3, 0], [4, 5]]},
        "✓✓✓",
        ("AᵀA = 25 20; 20 25", "λ = 45, 5", "σ = 3√5, √5"),
    ),
    (
        "singular-values",
        {"A": [[3, 0], [4, 5]]},
        "✓✗↳",
        ("AᵀA = 25 20; 20 25", "λ = 45, 6", "σ = 3√5, √6"),
    ),
)


@pytest.mark.parametrize(
    ("kind", "given", "expected", "lines"), [*WORKINGS, *workings.COPIED, *workings.TYPICAL, *workings.WRITTEN]
)
def test_each_line_gets_its_mark(kind: str, given: Mapping[str, Raw], expected: str, lines: tuple[str, ...]) -> None:
    assert marks(kind, given, lines) == expected


def test_the_line_that_a_step_follows_from_is_named_and_the_way_back() -> None:
    session = judged_working("eigenvalues", {"A": A}, ["p = λ² + 7λ + 10", "λ = -5, -2", "v(-5) = 1 1"])
    first, second, third = session.lines
    assert first.slip == "trace-sign"
    assert (second.of, render_line(second.feedback, Style.UNICODE)) == (
        1,
        "The step is right; the mistake is in line 1.",
    )
    said = "−5 is not an eigenvalue of A: Av = (5, 5), −5v = (−5, −5). Go back to line 1."
    assert (third.of, render_line(third.feedback, Style.UNICODE)) == (None, said)
    assert (session.verdict().outcome, session.verdict().credit) == (Outcome.WRONG, 0.5)


def test_the_final_answer_is_the_last_line_that_gives_it() -> None:
    session = judged_working("eigenvalues", {"A": A}, ["λ1 = 5", "λ2 = 2"])
    assert session.verdict().outcome is Outcome.RIGHT
    assert judged_working("eigenvalues", {"A": A}, ["p = λ² - 7λ + 10"]).verdict().outcome is Outcome.UNREADABLE


def test_a_line_that_is_taken_back_or_changed_judges_the_rest_again() -> None:
    session = judged_working("eigenvalues", {"A": A}, ["p = λ² + 7λ + 10", "λ = -5, -2"])
    assert [line.mark.value for line in session.edit(1, "p = λ² - 7λ + 10")] == ["right", "wrong"]
    assert session.undo() == "λ = -5, -2"
    assert [line.mark.value for line in session.lines] == ["right"]
    assert (session.undo(), session.undo()) == ("p = λ² - 7λ + 10", None)


def test_every_kind_has_its_lines() -> None:
    assert set(UNDERSTOOD) == set(SIGNATURES)
    assert {kind for kind, *_ in (*workings.COPIED, *workings.WRITTEN)} == set(SIGNATURES)


def test_a_working_has_an_end() -> None:
    session = WorkingSession(task_of("eigenvalues", {"A": A}))
    with pytest.raises(RecordError, match="at most 200 lines"):
        session.write_all(["1"] * (MOST_LINES + 1))


HOSTILE = (
    "(" * 1500,
    "[" * 25 + "1" + "]" * 25,
    "A" * 1900,
    "(λ+1)(λ+1)" * 100,
    "(√2+√3+√5+√7+√11+√13)^8 = 1",
    "√" * 900 + "2",
    "1+" * 900 + "1",
    "9^9^9^9",
    "1/0 = 1",
    "λ = 1e400",
    "A^1000000",
    "1" + "±1" * 20,
    "det(A)·" * 200 + "1",
    "a" * 2_100,
    "\x00",
    "→" * 500,
    "R9 -> R9 + R1",
    "R1 -> R1/0: [1 2; 3 4]",
    "λ = (1",
    ": : :",
    "=",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_line_takes_long_or_breaks_the_working(text: str) -> None:
    session = WorkingSession(task_of("diagonalization", {"A": A}))
    before = time.process_time()
    line = session.write(text)
    assert time.process_time() - before < 1
    assert line.mark in (LineMark.UNREADABLE, LineMark.UNCLEAR) or text.endswith("^8 = 1")
    assert line.feedback.isprintable()
    assert session.write("λ = 5, 2").mark is LineMark.RIGHT


def test_no_name_of_a_quantity_is_matched_over_and_over() -> None:
    heads = {quantity.heads for make in UNDERSTOOD.values() for quantity in make().quantities}
    assert [h for h in heads if fault(re.compile(h), "fullmatch") is not None] == []


@pytest.mark.parametrize(
    ("kind", "lines", "last"),
    [
        ("svd", ("σ = 3√5, √5", "v1 = (1,1)/√2, v2 = (1,-1)/√2", "u1 = (1,3)/√10"), "u2 = (3,-1)/√10"),
        ("svd", ("σ = 3√5, √5", "v1 = (1,1)/√2", "u1 = (1,3)/√10, u2 = (3,-1)/√10"), "v2 = (1,-1)/√2"),
        ("diagonalization", ("λ1 = 5, λ2 = 2", "v1 = (1,1)"), "v2 = (1,-2)"),
    ],
)
def test_a_factorization_that_lacks_a_vector_is_not_the_final_answer_yet(
    kind: str, lines: tuple[str, ...], last: str
) -> None:
    session = WorkingSession(task_of(kind, {"A": [[3, 0], [4, 5]] if kind == "svd" else A}))
    session.write_all(lines)
    assert session.verdict().outcome is Outcome.UNREADABLE
    session.write(last)
    assert session.verdict().outcome is Outcome.RIGHT
