"""`solve`: the worked solution of one's own problem, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from decompdrill.commands.problem import problem_of
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.exercises import showing
from decompdrill.frontends import jsonl, quiz_screen
from decompdrill.io.output import stdout
from decompdrill.mathtext import standard


def solve(kind: str, given: Sequence[str], plain: bool, as_json: bool) -> ExitCode:
    """Show the numbered steps from the given to the answer; as JSON, with the answer, their formulas in LaTeX."""
    from decompdrill.kinds.solve import solve as solved

    kind, problem = problem_of(kind, given)
    steps = solved(kind, problem)
    if as_json:
        from decompdrill.exercises import grade

        answer = showing.show_reference(grade.task_of(kind, problem))
        written = [standard(step) for step in steps]
        jsonl.write_record(stdout(), {"kind": kind, "answer": answer, "steps": written})
        return ExitCode.DONE
    show, display = screen(plain)
    show(quiz_screen.step_lines(steps, display))
    return ExitCode.DONE
