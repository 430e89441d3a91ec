"""A stream in parts: `--shard i/n` takes every exercise whose digest falls to part i of n; `--jobs` and `--cluster` share it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from decompdrill.commands.records import JsonRecord, RecordReply, read_record
from decompdrill.errors import DrillError, UsageError
from decompdrill.exercises.pose import parse_token

if TYPE_CHECKING:
    from decompdrill.commands.workers import Numbered, Work

_SHARD = re.compile(r"([0-9]{1,6})/([0-9]{1,6})", re.ASCII)


class Shard(NamedTuple):
    """Part `part` of `of`, counted from 1."""

    part: int
    of: int

    def has(self, exercise: str) -> bool:
        """Whether an exercise, as one text, falls to this part; it falls to one of all."""
        return spread(exercise) % self.of == self.part - 1


WHOLE = Shard(1, 1)


def spread(exercise: str) -> int:
    """Return a number of an exercise, as one text: the same on every machine, and as if by chance."""
    return int.from_bytes(blake2b(exercise.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def parse_shard(text: str | None) -> Shard:
    """Return the part that `2/8` names, all where none is named; raises UsageError."""
    if text is None:
        return WHOLE
    match = _SHARD.fullmatch(text.strip())
    shard = Shard(int(match[1]), int(match[2])) if match else Shard(0, 0)
    if not 1 <= shard.part <= shard.of:
        raise UsageError(f"--shard takes a part of how many, counted from 1, such as 1/4, and not {text[:40]!r}")
    return shard


def spread_out(work: Work, lines: Iterable[Numbered], jobs: int, cluster: str | None) -> Iterator[RecordReply]:
    """Return the replies of so many processes here, or of the Dask cluster at an address; raises UsageError for both."""
    if cluster is None:
        from decompdrill.commands.workers import in_processes

        return in_processes(work, lines, jobs)
    if jobs > 1:
        raise UsageError("--jobs shares the work out on this machine, --cluster on others: name one of them")
    from decompdrill.commands.cluster import in_cluster

    return in_cluster(work, lines, cluster)


def exercise_name(question: str, seed: int) -> str:
    """Return an exercise of a bank as one text."""
    return f"{question}:{seed}"


def of_record(raw: bytes) -> str:
    """Return the exercise of a record of `grade` as one text; a line that names none is its own."""
    try:
        record = read_record(raw)
        return _named(record) or json.dumps([record.get("kind"), record.get("given")], sort_keys=True)
    except (DrillError, RecursionError):
        return raw.decode("utf-8", "replace")


def _named(record: JsonRecord) -> str:
    if isinstance(token := record.get("token"), str):
        named = parse_token(token)
        return exercise_name(named.question, named.seed)
    question, seed = record.get("question"), record.get("seed")
    return exercise_name(question, seed) if isinstance(question, str) and isinstance(seed, int) else ""
