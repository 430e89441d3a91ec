"""`replay`: the very question of a token, its answer, and how it was judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import open_banks
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.exercises.pose import parse_token, pose
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import line
from decompdrill.io.output import stderr
from decompdrill.practice.quiz import worked_steps
from decompdrill.practice.recorder import Clocks, history_to_read

if TYPE_CHECKING:
    from decompdrill.history.attempts import AttemptRow


def replay(token: str, banks: Sequence[Path], plain: bool, clocks: Clocks) -> ExitCode:
    """Show the question of the token, its answer, what was typed and its steps; say so where it has changed since."""
    asked = parse_token(token)
    question = open_banks(banks).question(asked.question)
    exercise = pose(question, asked.seed)
    if asked.digest != question.digest:
        stderr().write(f"{question.id} has changed since this token was printed: this is what it asks now\n")
    show, display = screen(plain)
    show([*quiz_screen.problem(exercise, display), line(), *quiz_screen.expected(exercise, None, display)])
    if rows := [row for row in _judged(clocks, question.id, asked.seed) if row.digest == asked.digest]:
        show([line(), *quiz_screen.judged_before(rows, display)])
    if steps := worked_steps(exercise):
        show([line(), *quiz_screen.step_lines(steps, display)])
    return ExitCode.DONE


def _judged(clocks: Clocks, question: str, seed: int) -> tuple[AttemptRow, ...]:
    with history_to_read(clocks) as store:
        return () if store is None else store.rows_of_question(question, seed)
