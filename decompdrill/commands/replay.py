"""`replay`: the very question of a token, its answer, and how it was judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.bank.wordings import is_as_it_was
from decompdrill.commands import open_banks
from decompdrill.commands.draw import drawn_fields
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.exercises.pose import parse_token
from decompdrill.frontends import quiz_screen, working_screen
from decompdrill.frontends.display import Display, Line, line
from decompdrill.frontends.jsonl import Json, write_record
from decompdrill.history.attempts import working_lines
from decompdrill.io.output import stderr, stdout
from decompdrill.kinds.worked import worked_steps
from decompdrill.model import Exercise
from decompdrill.practice.recorder import Clocks, history_to_read
from decompdrill.working.variants import pose_any

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.history.attempts import AttemptRow


def replay(token: str, banks: Sequence[Path], as_json: bool, plain: bool, clocks: Clocks) -> ExitCode:
    """Show the question of the token, its answer, what was typed and its steps; say so where it has changed since."""
    asked = parse_token(token)
    question = open_banks(banks).question(asked.question)
    exercise = pose_any(question, asked.seed)
    if asked.digest != question.digest and not as_json:
        stderr().write(f"{question.id} {_since(question, asked.digest)}\n")
    rows = [row for row in _judged(clocks, question.id, asked.seed) if row.digest == asked.digest]
    if as_json:
        write_record(
            stdout(), _fields(exercise, asked.digest == question.digest, is_as_it_was(question, asked.digest), rows)
        )
        return ExitCode.DONE
    show, display = screen(plain)
    show([*quiz_screen.problem(exercise, display), line(), *quiz_screen.expected(exercise, None, display)])
    if rows:
        show([line(), *(shown for row in rows for shown in _as_given(row, display))])
    if steps := worked_steps(exercise):
        show([line(), *quiz_screen.step_lines(steps, display)])
    return ExitCode.DONE


def _as_given(row: AttemptRow, display: Display) -> list[Line]:
    """Return an answer as it was judged, and its working."""
    return [*quiz_screen.judged_before([row], display), *working_screen.kept_lines(working_lines(row), display)]


def _fields(exercise: Exercise, is_same: bool, has_same_numbers: bool, rows: Sequence[AttemptRow]) -> dict[str, Json]:
    """Return a line of `draw`, whether the question was reworded or changed since, and how it was answered."""
    answered: list[Json] = [
        {"text": row.text, "verdict": row.outcome, "slip": row.slip, "try": row.attempt, "at_ms": row.at_ms}
        | ({} if row.working is None else {"lines": json.loads(row.working)})
        for row in rows
    ]
    since: dict[str, Json] = {"reworded": has_same_numbers and not is_same, "changed": not has_same_numbers}
    return drawn_fields(exercise) | since | {"answered": answered}


def _since(question: Question, digest: str) -> str:
    """Return what is said of a question that has not the digest of its token; of one's own it cannot be told what has changed."""
    if is_as_it_was(question, digest):
        return "was reworded since this token was printed; the numbers are the same"
    return "has changed since this token was printed: this is what it asks now"


def _judged(clocks: Clocks, question: str, seed: int) -> tuple[AttemptRow, ...]:
    with history_to_read(clocks) as store:
        return () if store is None else store.rows_of_question(question, seed)
