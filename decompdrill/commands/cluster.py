"""A stream of lines answered by a Dask cluster, as by processes of this machine: in order, in bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from decompdrill import __version__
from decompdrill.commands.records import RecordReply
from decompdrill.commands.workers import WINDOWS_AHEAD, Chunk, Numbered, Work, died, merged, windows
from decompdrill.errors import DrillError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

LONGEST_WAIT = 20
"""Seconds that the scheduler and its first worker have to answer."""


def in_cluster(work: Work, lines: Iterable[Numbered], address: str) -> Iterator[RecordReply]:
    """Yield the replies in order; Dask does again what a lost worker had. Raises UsageError and DrillError, as below."""
    client = _connected(address)
    try:
        _demand_one_version(client)
        yield from _replies(client, work, lines)
    except (CancelledError, OSError) as lost:
        raise DrillError(f"the cluster at {address} was lost ({type(lost).__name__})") from lost
    finally:
        client.close(timeout=2)


def _replies(client: Client, work: Work, lines: Iterable[Numbered]) -> Iterator[RecordReply]:
    lanes = len(client.nthreads())
    flight: deque[tuple[list[int], dict[int, tuple[Chunk, Future]]]] = deque()
    ahead = windows(lines, lanes)

    def begin(some: Iterable[Chunk]) -> None:
        for window in some:
            order, parts = work.dealt(window, lanes)
            # Not bound to the lane's worker: a task that is waits for ever when all workers were lost and came back.
            flight.append((order, {lane: (part, _begun(client, work, part)) for lane, part in parts.items()}))

    begin(islice(ahead, WINDOWS_AHEAD))
    while flight:
        order, parts = flight.popleft()
        yield from merged(order, lambda lane, parts=parts: _finished(client, work, *parts[lane]))  # type: ignore[misc]
        begin(islice(ahead, 1))


def _begun(client: Client, work: Work, chunk: Chunk) -> Future:
    return client.submit(work.judge, chunk, pure=False)


def _finished(client: Client, work: Work, chunk: Chunk, future: Future) -> list[RecordReply]:
    """Return the replies to a chunk; of one that several workers died of, each line is tried alone, one after the other."""
    from distributed import KilledWorker

    with suppress(KilledWorker):
        return list(future.result())
    replies: list[RecordReply] = []
    for line in chunk:
        try:
            replies += _begun(client, work, (line,)).result()
        except KilledWorker:
            replies.append(died(work, *line))
    return replies


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--cluster needs Dask, which comes with: pip install 'decompdrill[cluster]'") from None
    # A client that never came to be connected would say at the end of the program that it cannot be closed.
    quiet = type("Client", (Client,), {"__del__": lambda self: None})
    try:
        return quiet(address, timeout=LONGEST_WAIT, set_as_default=False)
    except ValueError as error:
        raise UsageError(f"--cluster takes an address such as tcp://10.0.0.1:8786 ({error})") from None
    except OSError:
        raise DrillError(f"no Dask scheduler answers at {address}; `dask scheduler` starts one") from None


def _demand_one_version(client: Client) -> None:
    """Raise DrillError where no worker comes, or one would answer otherwise."""
    try:
        client.wait_for_workers(1, timeout=LONGEST_WAIT)
    except TimeoutError:
        raise DrillError("the cluster has no worker; `dask worker ADDRESS --nthreads 1` starts one") from None
    for address, found in client.get_versions(packages=["decompdrill"])["workers"].items():
        if (version := found["packages"]["decompdrill"]) != __version__:
            has = f"decompdrill {version}" if version else "no decompdrill"
            raise DrillError(f"the worker {address} has {has}; it must have {__version__}, as this machine has")
