"""A stream of lines answered in several processes: in the order in which they came, in bounded memory, whatever dies.

Lines of one exercise go to one worker, which has worked it out then.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from multiprocessing.context import BaseContext
from threading import Thread
from typing import NamedTuple, TypeAlias

from decompdrill.commands import records
from decompdrill.commands.records import Fields, RecordReply
from decompdrill.errors import faults_are_raised
from decompdrill.io.output import stderr

CHUNK = 32
"""Lines that a worker takes at a time, where they are of as many exercises."""

WINDOWS_AHEAD = 4
"""Windows in flight, each of a chunk for each worker: what is read ahead of the slowest line is bounded by it."""

Numbered: TypeAlias = tuple[int, bytes]
Chunk: TypeAlias = tuple[Numbered, ...]
ChunkJudge: TypeAlias = Callable[[Chunk], list[RecordReply]]


def number_of(line: Numbered) -> int:
    """Return the number of a line, by which lines that have nothing in common are dealt out in turn."""
    return line[0]


class Work(NamedTuple):
    """What is done with lines, the same in every process."""

    judge: ChunkJudge
    lane_of: Callable[[Numbered], int] = number_of
    """Lines with the same number here go to the same worker."""
    head_of: Callable[[bytes], Fields] = records.head_of
    """What goes back of a line that has no other reply."""
    verb: str = "judged"

    def dealt(self, window: Chunk, lanes: int) -> tuple[list[int], dict[int, Chunk]]:
        """Return the lane of each line of a window, counted from 0, and the lines of each lane that has any."""
        order = [self.lane_of(line) % lanes for line in window]
        parts: dict[int, list[Numbered]] = defaultdict(list)
        for lane, line in zip(order, window, strict=True):
            parts[lane].append(line)
        return order, {lane: tuple(part) for lane, part in parts.items()}


def windows(lines: Iterable[Numbered], lanes: int) -> Iterator[Chunk]:
    """Yield the lines in pieces, of a chunk for each lane."""
    source = iter(lines)
    return iter(lambda: tuple(islice(source, lanes * CHUNK)), ())


def merged(order: Sequence[int], finished: Callable[[int], list[RecordReply]]) -> Iterator[RecordReply]:
    """Yield the replies of a window in the order of its lines, where `finished` gives those of a lane."""
    replies = {lane: iter(finished(lane)) for lane in dict.fromkeys(order)}
    return (next(replies[lane]) for lane in order)


def in_processes(work: Work, lines: Iterable[Numbered], jobs: int) -> Iterator[RecordReply]:
    """Yield the replies in order; a worker that dies is named on stderr, and what it had is done again, once."""
    lanes = [_Lane(work, number) for number in range(1, jobs + 1)]
    flight: deque[list[int]] = deque()
    ahead = windows(lines, jobs)

    def begin(some: Iterable[Chunk]) -> None:
        for window in some:
            order, parts = work.dealt(window, jobs)
            for lane, part in parts.items():
                lanes[lane].begin(part)
            flight.append(order)

    try:
        begin(islice(ahead, WINDOWS_AHEAD))
        while flight:
            order = flight.popleft()
            yield from merged(order, lambda lane: lanes[lane].finished())
            begin(islice(ahead, 1))
    finally:
        for lane in lanes:
            lane.end()


class _Lane:
    """One worker, and the chunks that it has and has not answered, the oldest first."""

    def __init__(self, work: Work, number: int) -> None:
        self._work, self._number = work, number
        self._waiting: deque[tuple[Chunk, Future[list[RecordReply]]]] = deque()
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, chunk: Chunk) -> None:
        self._waiting.append((chunk, self._submitted(chunk)))

    def finished(self) -> list[RecordReply]:
        """Return the replies to the oldest chunk, waiting for them."""
        chunk, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self._tell()
            self.end()
            self._waiting = deque((waiting, self._submitted(waiting)) for waiting, _ in self._waiting)
        except Exception:
            if faults_are_raised():
                raise
        return list(one_by_one(self._work, chunk))

    def end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _submitted(self, chunk: Chunk) -> Future[list[RecordReply]]:
        """Return the chunk's future; where the worker has just died it takes no more, and the future says so."""
        try:
            if self._pool is None:
                self._pool = _pool()
                self._process = self._pool.submit(os.getpid)
            return self._pool.submit(self._work.judge, chunk)
        except BrokenProcessPool as broken:
            future: Future[list[RecordReply]] = Future()
            future.set_exception(broken)
            return future

    def _tell(self) -> None:
        is_known = self._process.done() and self._process.exception() is None
        process = f" (process {self._process.result()})" if is_known else ""
        stderr().write(f"decompdrill: worker {self._number}{process} died; its records are done again\n")
        stderr().flush()


def one_by_one(work: Work, chunk: Chunk) -> Iterator[RecordReply]:
    """Yield the replies to lines of which a worker died, or which could not be sent: a bad one costs its own reply."""
    alone = _pool()
    try:
        for number, raw in chunk:
            try:
                yield from alone.submit(work.judge, ((number, raw),)).result()
            except BrokenProcessPool:
                yield died(work, number, raw)
                alone.shutdown(wait=False, cancel_futures=True)
                alone = _pool()
            except Exception as error:
                if faults_are_raised():
                    raise
                yield records.excuse(error, number, work.head_of(raw))
    finally:
        alone.shutdown(wait=False, cancel_futures=True)


def died(work: Work, number: int, raw: bytes) -> RecordReply:
    """Return the reply to a line of which its worker died."""
    return records.failure(f"the process that {work.verb} this record died", number, work.head_of(raw))


def _pool() -> ProcessPoolExecutor:
    """Return a process that leaves Ctrl-C to this one, and ends where it ends.

    It is no fork of this process: a pool has a thread, and a fork that is made while the thread holds a lock waits for ever.
    """
    return ProcessPoolExecutor(1, _context(), initializer=_begin_work)


def _begin_work() -> None:
    """Prepare a worker: one whose parent was killed would wait for its next records for ever, and hold stdout open."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Once, not in each process.
    context.set_forkserver_preload(["decompdrill.commands.grade", "decompdrill.exercises.grade"])
    return context
