"""`draw`: variants of questions as JSON lines, which `grade` takes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from decompdrill.bank.load import Banks
from decompdrill.bank.question import Question
from decompdrill.bank.tree import suggest
from decompdrill.commands import open_banks, records
from decompdrill.commands.shards import WHOLE, Shard, exercise_name, spread_out
from decompdrill.errors import ExitCode, UsageError
from decompdrill.exercises import showing
from decompdrill.frontends.jsonl import Json, full_prompt
from decompdrill.io.output import stdout
from decompdrill.kinds.worked import worked_steps
from decompdrill.mathtext import standard
from decompdrill.model import Exercise
from decompdrill.names import known_as
from decompdrill.practice import select
from decompdrill.working.variants import pose_any

SHOWN: Mapping[str, Callable[[Exercise], Json]] = {
    "question": lambda exercise: exercise.question,
    "seed": lambda exercise: exercise.seed,
    "token": lambda exercise: exercise.token,
    "kind": lambda exercise: exercise.kind,
    "form": lambda exercise: exercise.form.value,
    "given": lambda exercise: dict(exercise.given),
    "prompt": full_prompt,
    "choices": lambda exercise: [{"letter": c.letter, "text": standard(c.text)} for c in exercise.choices],
}
KEY: Mapping[str, Callable[[Exercise], Json]] = {
    "answer": lambda exercise: (
        [showing.show_answer(p.exercise.kind, p.exercise.answer) for p in exercise.parts]
        or showing.show_answer(exercise.kind, exercise.answer)
    ),
    "slips": lambda exercise: [
        {"slip": s.slip, "answer": showing.show_answer(exercise.kind, s.answer)} for s in exercise.slips
    ],
    "steps": lambda exercise: [standard(step) for step in worked_steps(exercise)],
}
"""The fields that `--no-key` leaves out."""


class DrawOptions(NamedTuple):
    """What is drawn: from the seed on, so many variants of each question that a name names."""

    names: tuple[str, ...]
    seed: int
    variants: int
    banks: tuple[Path, ...] = ()
    levels: tuple[int, int] | None = None
    fields: tuple[str, ...] = (*SHOWN, *KEY)
    """The fields of a line, in their order."""
    shard: Shard = WHOLE


def draw(options: DrawOptions, jobs: int, cluster: str | None = None) -> ExitCode:
    """Write the variants of each question; a variant that fails says so in its place."""
    banks = open_banks(options.banks)
    questions = _questions(banks, options)
    wanted = (
        (question.id, seed)
        for question in questions
        for seed in range(options.seed, options.seed + options.variants)
        if options.shard.has(exercise_name(question.id, seed))
    )
    total = len(questions) * options.variants if options.shard == WHOLE else None
    lines = ((number, _encoded(*one)) for number, one in enumerate(wanted, 1))
    if jobs == 1 and cluster is None:
        return records.send((_reply(banks.question, options.fields, *line) for line in lines), stdout(), total)
    from decompdrill.commands.workers import Work

    work = Work(partial(_drawn_lines, options.banks, options.fields), head_of=json.loads, verb="drew")
    return records.send(spread_out(work, lines, jobs, cluster), stdout(), total)


def parse_fields(text: str | None, has_key: bool) -> tuple[str, ...]:
    """Return the fields that `token,prompt` names, all where none is named; raises UsageError."""
    there = (*SHOWN, *KEY) if has_key else tuple(SHOWN)
    if text is None:
        return there
    named = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in named:
        if name in KEY and not has_key:
            raise UsageError(f"{name!r} is of the key, which --no-key leaves out")
        if name not in there:
            raise UsageError(f"a line has no field {name[:40]!r}{suggest(name, there)} (there are: {', '.join(there)})")
    if not named:
        raise UsageError(f"--fields names the fields of a line, such as token,prompt; there are: {', '.join(there)}")
    return named


def _questions(banks: Banks, options: DrawOptions) -> Sequence[Question]:
    """Return the questions that are named by their id, topic or objective, each once."""
    found: dict[str, Question] = {}
    for name in options.names:
        found.update((question.id, question) for question in _named(banks, name, options.levels))
    return tuple(found.values())


def _named(banks: Banks, name: str, levels: tuple[int, int] | None) -> Iterable[Question]:
    if "~" in name or (levels is None and name in banks.questions):
        return (banks.question(name),)  # the others are not read
    listed = tuple(banks.questions.values())
    try:
        (topic,) = select.named_topics(listed, (name,))
    except UsageError:
        banks.question(name)  # which says what is near
        raise
    is_other_spelling = topic != name.lower() and known_as(name, banks.questions) in banks.questions
    return (banks.question(name),) if is_other_spelling else select.select_questions(listed, (name,), levels)


def _encoded(question: str, seed: int) -> bytes:
    return json.dumps({"question": question, "seed": seed}).encode()


def _drawn_lines(
    banks: tuple[Path, ...], fields: tuple[str, ...], lines: Iterable[tuple[int, bytes]]
) -> list[records.RecordReply]:
    return [_reply(partial(_question, banks), fields, *line) for line in lines]


def _reply(question: Callable[[str], Question], names: tuple[str, ...], number: int, raw: bytes) -> records.RecordReply:
    wanted = json.loads(raw)

    def fields() -> records.Fields:
        return dict(_fields(pose_any(question(wanted["question"]), wanted["seed"]), names))

    return records.guarded(fields, number, wanted)


def drawn_fields(exercise: Exercise) -> dict[str, Json]:
    """Return all the fields of a line."""
    return dict(_fields(exercise, (*SHOWN, *KEY)))


def _fields(exercise: Exercise, names: tuple[str, ...]) -> Iterator[tuple[str, Json]]:
    for name in names:
        if name != "choices" or exercise.choices:
            yield name, (SHOWN.get(name) or KEY[name])(exercise)


@lru_cache(maxsize=256)
def _question(banks: tuple[Path, ...], question: str) -> Question:
    return _banks(banks).question(question)


_banks = lru_cache(maxsize=1)(open_banks)
