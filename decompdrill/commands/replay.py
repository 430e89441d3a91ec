"""`replay`: the very question of a token, and its answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from decompdrill.commands import open_banks
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import words
from decompdrill.frontends.look import line
from decompdrill.pose import parse_token, pose


def replay(token: str, banks: Sequence[Path], plain: bool) -> ExitCode:
    """Show the question of the token, its answer and its steps; say so where the question has changed since."""
    asked = parse_token(token)
    question = open_banks(banks).question(asked.question)
    exercise = pose(question, asked.seed)
    if asked.digest != question.digest:
        sys.stderr.write(f"{question.id} has changed since this token was printed: this is what it asks now\n")
    show, look = screen(plain)
    show([*words.problem(exercise, look), line(), *words.expected(exercise, None, look)])
    if exercise.steps:
        show([line(), *words.steps(exercise.steps, look)])
    return ExitCode.DONE
