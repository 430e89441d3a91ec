"""`solve`: the worked solution of one's own problem, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from decompdrill.commands.problem import given_of
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen


def solve(kind: str, given: Sequence[str], plain: bool) -> ExitCode:
    """Show the numbered steps from the given to the answer."""
    from decompdrill.kinds.solve import solve as solved

    steps = solved(kind, given_of(kind, given))
    show, display = screen(plain)
    show(quiz_screen.step_lines(steps, display))
    return ExitCode.DONE
