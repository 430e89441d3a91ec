"""`check`: judges one's own answer to one's own problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decompdrill.commands.problem import problem_of
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.exercises.grade import grade
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import line
from decompdrill.frontends.jsonl import verdict_fields, write_record
from decompdrill.io.output import stdout
from decompdrill.mathtext import standard
from decompdrill.model import Outcome, Raw


def check(kind: str, given: Sequence[str], answer: str, as_json: bool, plain: bool, why: bool = False) -> ExitCode:
    """Show the verdict: which property failed and by how much, which slip it was; 1 where it is not right."""
    kind, problem = problem_of(kind, given)
    verdict = grade(kind, problem, answer)
    steps = _steps(kind, problem) if why else ()
    if as_json:
        write_record(stdout(), verdict_fields(verdict) | ({"steps": [standard(step) for step in steps]} if why else {}))
    else:
        show, display = screen(plain)
        show(quiz_screen.verdict(verdict, answer, display))
        if why:
            show([line(), *quiz_screen.step_lines(steps, display)])
    return ExitCode.DONE if verdict.outcome is Outcome.RIGHT else ExitCode.NOT_RIGHT


def _steps(kind: str, problem: Mapping[str, Raw]) -> tuple[str, ...]:
    from decompdrill.kinds.solve import solve as solved

    return solved(kind, problem)
