"""What to write next: the first statement of the worked solution that a working does not have yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.solve import steps_of
from decompdrill.mathtext import Style, render_line
from decompdrill.working.judge import LineJudge
from decompdrill.working.quantities import Board, LineMark, Understood

_FORMULA = re.compile(r"\$\$([^$]++)\$\$|\$([^$]++)\$")
MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class SolutionStep:
    """A statement of the worked solution: the quantity, what it is called, and the line."""

    quantity: str
    said: str
    line: str

    @property
    def shape(self) -> str:
        """The line without what it comes to."""
        return f"{self.line.partition('=')[0].strip()} = …"


def equations(steps: tuple[str, ...]) -> Iterator[str]:
    """Yield the equations of a worked solution, each as it is shown on a line."""
    for step in steps:
        if not step.startswith("Check"):
            for display, inline in _FORMULA.findall(step):
                line = render_line(f"${display or inline}$", Style.UNICODE)
                if "=" in line and not line.startswith("="):
                    yield line


def _is_a_rule(line: str) -> bool:
    """Is this how something is worked out, in names: λ² − tr(A)λ + det(A)?"""
    return "tr(" in line.partition("=")[2]


def _is_bare(line: str) -> bool:
    """Is this an equation that is yet to be solved, (A − 5I)v = 0, and so no line that helps?"""
    left, _, right = line.partition("=")
    return right.strip() == "0" and "v" in left


def solution(task: Task, understood: Understood) -> tuple[SolutionStep, ...]:
    """Return the statements of the worked solution in their order, each quantity once."""
    board = Board(task)
    judge = LineJudge(board, understood)
    found: dict[str, SolutionStep] = {}
    latest = ""
    for number, line in enumerate(list(equations(steps_of(task.kind, task.given)))[:MOST_STEPS], 1):
        before = len(board.facts)
        if judge.judge(line, number).mark is not LineMark.RIGHT:
            continue
        for fact in board.facts[before:]:
            quantity = understood.quantity(fact.quantity)
            there = found.get(fact.quantity)
            goes_on = (
                there is not None and fact.quantity == latest and line.partition("=")[0] == there.line.partition("=")[0]
            )
            is_better = there is None or goes_on or _is_a_rule(there.line) or _is_bare(there.line)
            is_asked = quantity is not None and quantity.id not in understood.given
            if quantity is not None and is_asked and is_better and (there is None or not _is_a_rule(line)):
                found[fact.quantity] = SolutionStep(fact.quantity, quantity.said, line)
                latest = fact.quantity
    return tuple(found.values())
