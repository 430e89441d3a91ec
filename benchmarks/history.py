"""The history: what an answer's write costs beside a bare commit of the same row, and what a million answers cost to read.

python -m benchmarks.history --answers 1000000
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.kill import START, attempt
from decompdrill.history import log, tallies
from decompdrill.history.attempts import AttemptRow
from decompdrill.history.opening import open_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.store import Store

OBJECTIVES, QUESTIONS, PER_SESSION, PER_DAY = 60, 300, 20, 100
DAY = 86_400_000
NOW = START + 20_000 * DAY
"""After all of the answers."""


def answers(first: int, count: int) -> Iterator[AttemptRow]:
    """Yield answers spread over sessions, days, questions and objectives."""
    days = [
        time.strftime("%Y-%m-%d", time.gmtime((START + d * DAY) / 1000)) for d in range((first + count) // PER_DAY + 1)
    ]
    for number in range(first, first + count):
        which = (number * 7 + number // PER_SESSION) % QUESTIONS
        yield attempt(f"{number // PER_SESSION:016x}", number)._replace(
            question=f"topic.question-{which}",
            objective=f"objective-{which % OBJECTIVES}",
            study_day=days[number // PER_DAY],
            at_ms=START + number // PER_DAY * DAY + number % PER_DAY * 1000,
        )


def opened(path: Path) -> Store:
    store = open_store(path, lambda: NOW)
    assert isinstance(store, Store)
    return store


# ---- one write -----------------------------------------------------------------------------------------------------


def bare(path: Path, journal: str) -> Callable[[AttemptRow], object]:
    """Return what commits a row to a table without an index, as synchronised as the history is."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"CREATE TABLE attempts (id INTEGER PRIMARY KEY, {', '.join(log.COLUMNS)}, came_by, seal)")
    return lambda row: log.insert(db, row)


def write_seconds(folder: Path, rounds: int, before: int) -> dict[str, float]:
    """Return the median time of a write by each, in interleaved rounds, into files that hold `before` answers."""
    store = opened(folder / "ours.sqlite3")
    fill(store, before)
    writers: dict[str, Callable[[AttemptRow], object]] = {
        "bare commit, journal deleted": bare(folder / "deleted.sqlite3", "DELETE"),
        "bare commit, journal truncated": bare(folder / "truncated.sqlite3", "TRUNCATE"),
        "an answer's write": store.append,
    }
    taken: dict[str, list[float]] = {name: [] for name in writers}
    names = list(writers)
    for number, row in enumerate(answers(before, rounds)):
        for name in names[number % 3 :] + names[: number % 3]:
            begun = time.perf_counter()
            writers[name](row)
            taken[name].append(time.perf_counter() - begun)
    store.close()
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def write_cost(folder: Path, rounds: int, before: int) -> None:
    """Print the median time of a write by each."""
    middle = write_seconds(folder, rounds, before)
    ours = middle["an answer's write"]
    for name, seconds in middle.items():
        print(f"{name:<34} {seconds * 1000:8.3f} ms   {ours / seconds:5.2f} × is an answer's write")


# ---- many answers --------------------------------------------------------------------------------------------------


def fill(store: Store, count: int) -> None:
    """Put answers into a history at once."""
    db = store._db
    columns = f"INSERT INTO attempts ({', '.join(log.COLUMNS)}) VALUES ({', '.join('?' * len(log.COLUMNS))})"
    db.execute("BEGIN IMMEDIATE")
    db.executemany(columns, (tuple(getattr(row, name) for name in log.COLUMNS) for row in answers(0, count)))
    log.seal_all(db)
    tallies.rebuild_tallies(db)
    db.execute("COMMIT")
    store.refresh_cards(lambda rows: '{"stability": 3.1, "difficulty": 5.2, "due": "2026-04-01"}')


def reading(folder: Path, count: int) -> None:
    """Print what it takes to open a history of so many answers and to read all that `stats` needs."""
    path = folder / "history.sqlite3"
    timed("filled and summed up", lambda: _filled(path, count))
    print(f"{path.stat().st_size / 1e6:.0f} MB")
    timed("opened, looked at whole, backed up", lambda: opened(path).close())
    timed("opened again on that day", lambda: opened(path).close())
    HistoryFiles(path).seal.unlink()
    timed("opened on a new day, looked at whole", lambda: opened(path).close())
    with closing(opened(path)) as store:
        timed("tallies", lambda: (store.per_objective(), store.per_slip(), store.per_day()))
        timed("cards", store.cards)
        timed("recent answers of every objective", lambda: list(store.recent_of_all()))
        timed("one answer", lambda: store.append(next(answers(count, 1))))
        timed("its question's card", lambda: store.refresh_cards(lambda rows: str(len(rows))))
        timed("undone", lambda: store.void(count + 1, "undo"))
        timed("all summed up again", store.rebuild)


def _filled(path: Path, count: int) -> None:
    with closing(opened(path)) as store:
        fill(store, count)


def timed(name: str, call: Callable[[], object]) -> None:
    begun = time.perf_counter()
    call()
    print(f"{name:<36} {(time.perf_counter() - begun) * 1000:10.1f} ms")


def main() -> None:
    """Measure in a folder of its own, on the disk of the present one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--before", type=int, default=20_000, help="answers that were written before (%(default)s)")
    parser.add_argument("--answers", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        write_cost(Path(folder), options.rounds, options.before)
        reading(Path(folder), options.answers)


if __name__ == "__main__":
    main()
