"""Stopwatch and table: medians over interleaved rounds, so that a machine's mood falls on both sides of a ratio."""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Call = Callable[[], object]


def options(description: str | None, rounds: int) -> argparse.Namespace:
    """Return the options that every benchmark has: `rounds` and `cpu`, to which this process is then pinned."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds, help="rounds (%(default)s); medians are over them")
    parser.add_argument("--cpu", type=int, help="pin to this core; on Linux only")
    chosen = parser.parse_args()
    if chosen.cpu is not None:
        os.sched_setaffinity(0, {chosen.cpu})
    return chosen


def here() -> str:
    """Return what the figures depend on: interpreter, NumPy and machine."""
    import numpy as np

    return f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.system()} {platform.machine()}"


# ---- whole processes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """What one process took, in seconds: from start to end, and of CPU time."""

    wall: float
    cpu: float


def process_rounds(
    commands: Mapping[str, Sequence[str]], inputs: Mapping[str, bytes], rounds: int, home: Path
) -> Mapping[str, list[Taken]]:
    """Return what every command took in every round; one round more, the first, warms up and is not counted."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name in _turned(list(commands), number):
            found = _taken_by(commands[name], inputs.get(name, b""), home)
            if number:
                taken[name].append(found)
    return taken


def _turned(names: list[str], by: int) -> list[str]:
    """Return the names from another one on in every round, forwards and backwards in turn."""
    at = by % len(names)
    turned = names[at:] + names[:at]
    return turned[::-1] if by % 2 else turned


def _taken_by(command: Sequence[str], text: bytes, home: Path) -> Taken:
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}
    environment = {**kept, "DECOMPDRILL_HOME": str(home), "PYTHONUTF8": "1"}
    start, cpu = time.perf_counter(), _cpu_of_children()
    done = subprocess.run(command, input=text, capture_output=True, env=environment, cwd=home, check=False)
    taken = Taken(time.perf_counter() - start, _cpu_of_children() - cpu)
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()[-300:]}")
    return taken


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def milliseconds(seconds: Iterable[float]) -> str:
    return f"{1000 * statistics.median(seconds):.1f}"


def ratio(taken: Mapping[str, list[Taken]], name: str, to: str) -> str:
    """Return the median over the rounds of one command's seconds to another's in the same round."""
    return f"{statistics.median(a.wall / b.wall for a, b in zip(taken[name], taken[to], strict=True)):.2f}"


# ---- in this process -----------------------------------------------------------------------------------------------


def rates(calls: Mapping[str, tuple[int, Call]], rounds: int) -> Mapping[str, list[float]]:
    """Return how many items each call did in a second of CPU time, in every round; a call comes with the number of its items.

    Calls take turns within a round; the first round warms up and is not counted.
    """
    found: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name in _turned(list(calls), number):
            items, call = calls[name]
            start = time.process_time()
            call()
            if number:
                found[name].append(items / (time.process_time() - start))
    return found


# ---- tables --------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, the first column to the left and the others to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    rule = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    return "\n".join(_row(line, widths) for line in [lines[0], rule, *lines[1:]])


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (
        f"| {cells[0]:<{widths[0]}} | "
        + " | ".join(f"{c:>{w}}" for c, w in zip(cells[1:], widths[1:], strict=True))
        + " |"
    )
