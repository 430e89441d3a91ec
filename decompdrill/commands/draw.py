"""`draw`: variants of questions as JSON lines, which `grade` takes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from decompdrill.bank.question import Question
from decompdrill.commands import open_banks, records
from decompdrill.errors import ExitCode
from decompdrill.exercises import showing
from decompdrill.exercises.pose import pose
from decompdrill.frontends.jsonl import Json, full_prompt
from decompdrill.io.output import stdout
from decompdrill.mathtext import standard
from decompdrill.model import Exercise
from decompdrill.practice.quiz import worked_steps


def draw(ids: Sequence[str], seed: int, count: int, banks: Sequence[Path], key: bool) -> ExitCode:
    """Write `count` variants of each question, of the seeds from `seed` on; a variant that fails says so in its place."""
    opened = open_banks(banks)
    questions = [opened.question(i) for i in ids]
    wanted = ((question, seed + offset) for question in questions for offset in range(count))
    return records.send((_reply(*one, number, key) for number, one in enumerate(wanted, 1)), stdout())


def _reply(question: Question, seed: int, number: int, key: bool) -> records.RecordReply:
    def fields() -> records.Fields:
        exercise = pose(question, seed)
        return _shown(exercise) | (_key(exercise) if key else {})

    return records.guarded(fields, number, {"question": question.id, "seed": seed})


def _shown(exercise: Exercise) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "question": exercise.question,
        "seed": exercise.seed,
        "token": exercise.token,
        "kind": exercise.kind,
        "form": exercise.form.value,
        "given": dict(exercise.given),
        "prompt": full_prompt(exercise),
    }
    if exercise.choices:
        fields["choices"] = [{"letter": c.letter, "text": standard(c.text)} for c in exercise.choices]
    return fields


def _key(exercise: Exercise) -> dict[str, Json]:
    shown: Json = showing.show_answer(exercise.kind, exercise.answer)
    if exercise.parts:
        shown = [showing.show_answer(p.exercise.kind, p.exercise.answer) for p in exercise.parts]
    return {
        "answer": shown,
        "slips": [{"slip": s.slip, "answer": showing.show_answer(exercise.kind, s.answer)} for s in exercise.slips],
        "steps": [standard(step) for step in worked_steps(exercise)],
    }
