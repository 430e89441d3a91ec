"""`grade`: judges a stream of answers, one record a line, in order, in one process or several."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from decompdrill.commands import byte_lines, open_banks, opened_input, records
from decompdrill.commands.records import Fields, JsonRecord, RecordReply
from decompdrill.commands.shards import WHOLE, Shard, of_record, spread, spread_out
from decompdrill.errors import BankError, DrillError, ExitCode, RecordError
from decompdrill.frontends.jsonl import REPLY_FIELDS, verdict_fields
from decompdrill.frontends.progress import is_watched
from decompdrill.history import LARGEST_SEED
from decompdrill.io.output import stdout
from decompdrill.model import Exercise, Form
from decompdrill.names import known_as

if TYPE_CHECKING:
    from decompdrill.commands.workers import Chunk, Numbered, Work
    from decompdrill.exercises.pose import ReplayToken
    from decompdrill.kinds.name_slip import Task


def grade(
    source: str, banks: tuple[Path, ...], jobs: int, shard: Shard = WHOLE, cluster: str | None = None
) -> ExitCode:
    """Judge every record of the source; 65 where some line was none.

    What keeps the source from being read further is raised when all that came before it has its reply.
    """
    broken: list[Exception] = []
    with opened_input(source) as file:
        lines = _numbered(file, broken)
        if shard != WHOLE:
            lines = ((number, raw) for number, raw in lines if shard.has(of_record(raw)))
        total = _number_of_records(source, file) if is_watched() and shard == WHOLE else None
        code = records.send(_replies(lines, banks, jobs, cluster), stdout(), total)
    if broken:
        raise broken[0]
    return code


def _replies(
    lines: Iterator[Numbered], banks: tuple[Path, ...], jobs: int, cluster: str | None
) -> Iterator[RecordReply]:
    if jobs == 1 and cluster is None:
        return map(partial(judge_line, banks), lines)
    with suppress(BankError):  # each record that needs the banks says so
        _banks(banks)
    return spread_out(work_of(banks), lines, jobs, cluster)


def _number_of_records(source: str, file: BinaryIO) -> int | None:
    """Return how many records a file holds; None of what is no file, such as a pipe."""
    if source == "-" or not Path(source).is_file():
        return None
    number = sum(1 for raw in file if raw.strip())
    file.seek(0)
    return number


def _numbered(file: BinaryIO, broken: list[Exception]) -> Iterator[Numbered]:
    try:
        yield from ((number, raw) for number, raw in enumerate(byte_lines(file), 1) if raw.strip())
    except (DrillError, OSError) as error:
        broken.append(error)


def judge_line(banks: tuple[Path, ...], line: Numbered) -> RecordReply:
    """Return the reply to one numbered line."""
    number, raw = line
    return records.reply(raw, number, partial(_answer, banks), _echo)


KEPT = frozenset({"answer", "given", "prompt", "slips", "steps", *REPLY_FIELDS})
"""The fields of a record that do not go back with its reply: what is judged, and what a reply has of its own."""

WAYS = "a record names its problem by 'token', by 'question' and 'seed', or by 'kind' and 'given'"


def _echo(record: JsonRecord) -> Fields:
    return records.echoed(record, KEPT)


def _answer(banks: tuple[Path, ...], record: JsonRecord) -> Fields:
    from decompdrill.exercises import grade as grading

    named = _named(record)
    if named is None and record.keys().isdisjoint(("kind", "given")):
        raise RecordError(f"the record names no problem; {WAYS}")
    if named is None:
        kind, given = records.text_field(record, "kind"), records.given_field(record)
        answer = records.answer_field(record)
        if isinstance(answer, list):
            return _working(grading.task_of(kind, given), answer)
        return verdict_fields(grading.grade(kind, given, answer))
    exercise = _exercise(banks, named.question, named.seed)
    answer = records.answer_field(record)
    _demand_agreement(record, exercise)
    if isinstance(answer, list) and not exercise.parts:
        fields = _working(_task_of(exercise), answer, exercise)
    else:
        fields = verdict_fields(grading.grade_exercise(exercise, answer))
    is_changed = bool(named.digest) and not exercise.token.endswith(named.digest)
    return {**fields, "changed": True} if is_changed else fields


def _task_of(exercise: Exercise) -> Task:
    from decompdrill.exercises.grade import task_of_exercise

    if exercise.code is not None or exercise.form is Form.CHOICE:
        raise RecordError("a letter or a line of code has no working: 'answer' must be a text here")
    return task_of_exercise(exercise)


def _working(task: Task, lines: list[str], exercise: Exercise | None = None) -> Fields:
    """Return the reply to the lines of a working: the verdict on its final answer, and what is said of each line."""
    from decompdrill.frontends.working_events import working_fields
    from decompdrill.working.session import WorkingSession

    session = WorkingSession(task, exercise)
    session.write_all(lines)
    return working_fields(session)


def _named(record: JsonRecord) -> ReplayToken | None:
    """Return the question and the seed that a record names, None where it holds a problem of its own."""
    from decompdrill.exercises.pose import ReplayToken, parse_token

    if "token" in record:
        return parse_token(records.text_field(record, "token"))
    if "question" in record or "seed" in record:
        return ReplayToken(
            records.text_field(record, "question"), records.whole_field(record, "seed", LARGEST_SEED), ""
        )
    return None


def _demand_agreement(record: JsonRecord, exercise: Exercise) -> None:
    """Check that all that names a problem in a record, as in a line of `draw`, names the same one."""
    told = {"question": exercise.question, "seed": exercise.seed, "kind": exercise.kind, "given": dict(exercise.given)}
    for name, value in told.items():
        came = record.get(name, value)
        if (known_as(came, (str(value),)) if isinstance(came, str) else came) != json.loads(json.dumps(value)):
            raise RecordError(f"{name!r} is another than that of {exercise.token}; {WAYS}, and all of them must agree")


@lru_cache(maxsize=256)
def _exercise(banks: tuple[Path, ...], question: str, seed: int) -> Exercise:
    from decompdrill.working.variants import pose_any

    return pose_any(_banks(banks).question(question), seed)


_banks = lru_cache(maxsize=1)(open_banks)


def work_of(banks: tuple[Path, ...]) -> Work:
    """Return the work of `grade`, as processes share it out."""
    from decompdrill.commands.workers import Work

    return Work(partial(_judge_chunk, banks), _lane_of, partial(records.head_of, head_of_record=_echo))


def _lane_of(line: Numbered) -> int:
    return spread(of_record(line[1]))


def _judge_chunk(banks: tuple[Path, ...], chunk: Chunk) -> list[RecordReply]:
    return [judge_line(banks, line) for line in chunk]
