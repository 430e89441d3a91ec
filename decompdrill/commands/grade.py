"""`grade`: judges a stream of answers, one record a line, in order, in one process or several."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from decompdrill.commands import byte_lines, open_banks, opened_input, records
from decompdrill.commands.records import Fields, Record, Reply
from decompdrill.errors import BankError, ExitCode
from decompdrill.frontends.jsonl import verdict_fields
from decompdrill.io.output import stdout
from decompdrill.model import LARGEST_SEED, Exercise, Verdict

CHUNK = 32
"""Records that a worker takes at a time."""

CHUNKS_AHEAD = 4
"""Chunks in flight for each worker; what is read ahead of the slowest record is bounded by it."""

Numbered: TypeAlias = tuple[int, bytes]
Chunk: TypeAlias = tuple[Numbered, ...]
Judge: TypeAlias = Callable[[Chunk], list[Reply]]


def grade(source: str, banks: tuple[Path, ...], jobs: int) -> ExitCode:
    """Judge every record of the source; 65 where some line was none."""
    with opened_input(source) as file:
        lines = ((number, raw) for number, raw in enumerate(byte_lines(file), 1) if raw.strip())
        judge = partial(judge_line, banks)
        if jobs > 1:
            with suppress(BankError):  # each record that needs the banks says so
                _banks(banks)
        replies = map(judge, lines) if jobs == 1 else in_processes(partial(_judge_chunk, banks), lines, jobs)
        return records.send(replies, stdout())


def judge_line(banks: tuple[Path, ...], line: Numbered) -> Reply:
    """Return the reply to one numbered line."""
    number, raw = line
    return records.reply(raw, number, partial(_answer, banks))


def _answer(banks: tuple[Path, ...], record: Record) -> Fields:
    return verdict_fields(_verdict(banks, record))


def _verdict(banks: tuple[Path, ...], record: Record) -> Verdict:
    from decompdrill.exercises import grade as grading

    if "question" in record:
        question, seed = records.text_field(record, "question"), records.whole_field(record, "seed", LARGEST_SEED)
        return grading.grade_exercise(_exercise(banks, question, seed), records.answer_field(record))
    kind, given = records.text_field(record, "kind"), records.given_field(record)
    return grading.grade(kind, given, records.answer_field(record))


@lru_cache(maxsize=256)
def _exercise(banks: tuple[Path, ...], question: str, seed: int) -> Exercise:
    from decompdrill.exercises.pose import pose

    return pose(_banks(banks).question(question), seed)


_banks = lru_cache(maxsize=1)(open_banks)


def _judge_chunk(banks: tuple[Path, ...], chunk: Chunk) -> list[Reply]:
    return [judge_line(banks, line) for line in chunk]


def in_processes(judge: Judge, lines: Iterable[Numbered], jobs: int) -> Iterator[Reply]:
    """Yield the replies in order; where a worker dies, the record that it died of is named and the rest are judged."""
    source = iter(lines)
    chunks = iter(lambda: tuple(islice(source, CHUNK)), ())
    flight: deque[tuple[Chunk, Future[list[Reply]]]] = deque()
    pool = _pool(jobs)
    try:
        for chunk in islice(chunks, jobs * CHUNKS_AHEAD):
            flight.append((chunk, _submitted(pool, judge, chunk)))
        while flight:
            chunk, future = flight.popleft()
            try:
                replies = future.result()
            except BrokenProcessPool:
                yield from _one_by_one(judge, chunk)
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(jobs)
                flight = deque((waiting, _submitted(pool, judge, waiting)) for waiting, _ in flight)
            except Exception:
                if records.faults_are_raised():
                    raise
                yield from _one_by_one(judge, chunk)
            else:
                yield from replies
            for following in islice(chunks, 1):
                flight.append((following, _submitted(pool, judge, following)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, judge: Judge, chunk: Chunk) -> Future[list[Reply]]:
    """Return the chunk's future; where a worker has just died the pool takes no more, and the future says so."""
    try:
        return pool.submit(judge, chunk)
    except BrokenProcessPool as broken:
        future: Future[list[Reply]] = Future()
        future.set_exception(broken)
        return future


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return processes that leave Ctrl-C to this one."""
    return ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))


def _one_by_one(judge: Judge, chunk: Chunk) -> Iterator[Reply]:
    for number, raw in chunk:
        with _pool(1) as alone:
            try:
                yield from alone.submit(judge, ((number, raw),)).result()
            except BrokenProcessPool:
                yield records.failure("the process that judged this record died", number, records.head_of(raw))
            except Exception as error:
                if records.faults_are_raised():
                    raise
                yield records.excuse(error, number, records.head_of(raw))
