"""Spoil a history at random, again and again, and look at what the next start makes of it: a proof and no figure.

    python -m benchmarks.damage --damages 500

Pages, headers, a few bytes anywhere, the end of the file and its journal are spoilt. Nothing may be silent: each answer is as it
was given or counted as gone, and those on pages that were not touched are all there.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.kill import START, attempt
from decompdrill.history import opening
from decompdrill.history.attempts import AttemptRow, TimedRunRow
from decompdrill.history.opening import open_store
from decompdrill.history.salvage import salvaged
from decompdrill.history.store import Store

ANSWERS, RUNS = 300, 5
PAGE = 4096


def now_ms() -> int:
    return START


def opened(path: Path) -> Store:
    store = open_store(path, now_ms)
    assert isinstance(store, Store), store
    return store


# ---- ways to spoil a file ------------------------------------------------------------------------------------------


def _page(rng: random.Random, content: bytearray) -> None:
    at = rng.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = rng.choice((bytes(PAGE), rng.randbytes(PAGE), content[:PAGE]))


def _half_a_page(rng: random.Random, content: bytearray) -> None:
    at = rng.randrange(2 * len(content) // PAGE) * PAGE // 2
    content[at : at + PAGE // 2] = rng.randbytes(PAGE // 2)


def _header(rng: random.Random, content: bytearray) -> None:
    at = rng.randrange(100)
    content[at : at + rng.randint(1, 30)] = rng.randbytes(30)


def _some_bytes(rng: random.Random, content: bytearray) -> None:
    for _ in range(rng.randint(1, 5)):
        content[rng.randrange(len(content))] ^= rng.randint(1, 255)


def _head_of_a_page(rng: random.Random, content: bytearray) -> None:
    at = rng.randrange(1, len(content) // PAGE) * PAGE
    content[at : at + 8] = rng.randbytes(8)


def _end(rng: random.Random, content: bytearray) -> None:
    del content[rng.randrange(len(content)) :]


def _nothing(rng: random.Random, content: bytearray) -> None:
    """Leave the file; its journal is spoilt."""


WAYS: Mapping[str, Callable[[random.Random, bytearray], None]] = {
    "a page": _page,
    "half a page": _half_a_page,
    "the header": _header,
    "some bytes": _some_bytes,
    "the head of a page": _head_of_a_page,
    "the end": _end,
    "the journal": _nothing,
}


# ---- one damage ----------------------------------------------------------------------------------------------------


@dataclass
class Tried:
    """What was seen of all damages."""

    faults: list[str] = field(default_factory=list)
    silent: int = 0
    """Damages of bytes that hold nothing."""
    saved: int = 0
    gone: int = 0


def make(path: Path, backed_up: int) -> tuple[dict[int, AttemptRow], tuple[TimedRunRow, ...]]:
    """Leave a closed history, and a backup of its first answers; return what it holds."""
    with closing(opened(path)) as store:
        for number in range(ANSWERS):
            long = "√2, " * 3000 if number % 40 == 7 else f"{number}/7"
            store.append(attempt(f"{number // 20:016x}", number)._replace(text=long))
            if number == 20:
                store.void(11, "undo")
            if number + 1 == backed_up:
                store.backup()
        for number in range(RUNS):
            store.add_run(TimedRunRow(f"r{number}", "svd, 120 s", 5, 12, 11, True, 118_000, 0, START, 60, "2026-02-25"))
        return {row.id: row for row in store.rows()}, store.runs()


def spoil(path: Path, way: str, rng: random.Random) -> None:
    """Spoil the file, or put something that is no journal beside it."""
    content = bytearray(path.read_bytes())
    WAYS[way](rng, content)
    path.write_bytes(content)
    if way == "the journal":
        path.with_name(f"{path.name}-journal").write_bytes(rng.randbytes(rng.choice((1, 512, 5000))))


def untouched(before: bytes, after: bytes) -> set[int]:
    """Return the ids of the answers whose page has not changed, nor any page that their text runs on to."""
    changed = [at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    blank = bytearray(before)
    for at in changed:
        blank[at : at + PAGE] = bytes(PAGE)
    return set(salvaged(bytes(blank)).attempts)


def try_one(path: Path, way: str, rng: random.Random, tried: Tried, backed_up: int) -> None:
    """Make a history, spoil it, open it, and compare."""
    rows, runs = make(path, backed_up)
    before = path.read_bytes()
    spoil(path, way, rng)
    intact = untouched(before, path.read_bytes())
    store = open_store(path, now_ms)
    if not isinstance(store, Store):
        tried.faults.append(f"{way}: {store.reason}")
        return
    with closing(store):
        found = {row.id: row for row in store.rows()}
        wrong = [number for number, row in found.items() if rows.get(number) != row]
        lost = set(rows) - set(found)
        said = re.search(r"([\d,]+) (?:answers? )?(?:is|are) gone", store.notice or "")
        told = int(said[1].replace(",", "")) if said else 0
        if wrong:
            tried.faults.append(f"{way}: {len(wrong)} answers are others than were given: {store.notice}")
        if len(lost) != told:
            tried.faults.append(f"{way}: {len(lost)} answers are gone, and {told} are said to be: {store.notice}")
        if lost & intact:
            tried.faults.append(
                f"{way}: {len(lost & intact)} answers on pages that were not touched are gone: {store.notice}"
            )
        if store.notice is None and store.runs() != runs:
            tried.faults.append(f"{way}: runs are lost, and nothing is said")
        kept_up = store.per_objective(), store.per_slip(), store.per_day()
        store.rebuild()
        if kept_up != (store.per_objective(), store.per_slip(), store.per_day()):
            tried.faults.append(f"{way}: the summaries are wrong: {store.notice}")
        tried.silent += store.notice is None
        tried.saved += len(found)
        tried.gone += len(lost)


def try_many(folder: Path, damages: int, seed: int) -> Tried:
    """Spoil so many histories, by each way in turn, with and without a backup."""
    opening.SYNCHRONOUS = "OFF"  # no power is cut here
    tried, ways = Tried(), list(WAYS)
    for number in range(damages):
        rng = random.Random(f"{seed}:{number}")
        place = folder / str(number)
        path = place / "history.sqlite3"
        try_one(path, ways[number % len(ways)], rng, tried, backed_up=rng.choice((0, 200)))
        shutil.rmtree(place)
    return tried


def main() -> int:
    """Spoil, and say what was found; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tried = try_many(Path(folder), options.damages, options.seed)
    print(
        f"{options.damages} damages of histories of {ANSWERS} answers: {tried.saved} answers there, {tried.gone} gone and "
        f"counted; {tried.silent} damages were of bytes that hold nothing"
    )
    print("\n".join(tried.faults) or "each answer is as it was given, or counted as gone; none on an untouched page is")
    return 1 if tried.faults else 0


if __name__ == "__main__":
    sys.exit(main())
