"""Kill a person's quiz at a random moment, again and again, at a terminal of its own: a proof and no figure.

    python -m benchmarks.kill_quiz --kills 500

The next start must offer the question that the last one was at, and every answer whose verdict was seen must be kept.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from benchmarks.kill import opened

OFFER, ASKED, SETTLED = "Go on with it\\? +Yes or no: $", "Answer: $", "Press Enter to go on\\. $"
HEAD = re.compile(r"Question (\d+) of (\d+)\. ([^\r\n]*)")
NEW = 0
"""Stands for a start at which nothing is offered."""


@dataclass
class Seen:
    """What the terminals showed."""

    kept: int = 0
    """Answers whose verdict was seen."""
    typed: int = 0
    at: set[int] | None = None
    """The questions that the next start may offer; None: no quiz was begun for sure."""
    titles: dict[int, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def watch(home: Path, seconds: float, seen: Seen, count: int) -> None:
    """Answer a quiz for so many seconds, then kill it; what is not as it should be goes to the faults."""
    until = time.monotonic() + seconds
    environment = {**os.environ, "DECOMPDRILL_HOME": str(home), "COLUMNS": "80", "TERM": "dumb"}
    command = ["-m", "decompdrill", "quiz", "--plain", "-n", str(count)]
    child = pexpect.spawn(sys.executable, command, env=environment, encoding="utf-8", dimensions=(40, 80))
    was_offered, is_pending, first = False, False, True
    number = 0
    try:
        while True:
            if time.monotonic() >= until:
                raise pexpect.TIMEOUT("the moment has come")
            which = child.expect([OFFER, ASKED, SETTLED], timeout=until - time.monotonic())
            shown = str(child.before)
            if which == 0:
                was_offered = True
                child.sendline("y")
                continue
            for found in HEAD.finditer(shown):
                number, of, title = int(found[1]), int(found[2]), found[3]
                if first:
                    _check(seen, number if was_offered else NEW, title)
                first = False
                seen.titles[number] = title
            if is_pending and "could not be read" not in shown:
                seen.kept += 1
            was_pending, is_pending = is_pending, which == 1
            last = number == of
            if which == 1:
                seen.at = {number, NEW if last else number + 1}
                seen.typed += 1
                child.sendline("skip" if was_pending else _answer(shown))
            else:
                seen.at = {NEW if last else number + 1}
                child.sendline("")
    except pexpect.TIMEOUT:
        child.kill(signal.SIGKILL)
        if first and not was_offered and seen.at is not None and NEW in seen.at:
            # A new quiz may have been begun before its first question could be seen.
            seen.at |= {1}
    except pexpect.EOF:
        seen.at = {NEW}
    child.close(force=True)


def _answer(shown: str) -> str:
    """Return something that can be read: a letter, yes, or a number."""
    if "Type the letter" in shown:
        return "a"
    return "yes" if "Type yes or no" in shown else "7"


def _check(seen: Seen, offered: int, title: str) -> None:
    """Compare what a start offers with what it may; a new quiz has new questions."""
    if seen.at is not None and offered not in seen.at:
        seen.faults.append(f"offered {offered}, where {sorted(seen.at)} was due")
    if offered == NEW:
        seen.titles.clear()
    elif seen.titles.get(offered, title) != title:
        seen.faults.append(f"question {offered} was {seen.titles[offered]!r} and is {title!r}")


def main() -> int:
    """Kill, and say what was found; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument(
        "--longest", type=float, default=2.5, help="seconds from the start to the latest kill (%(default)s)"
    )
    parser.add_argument("--count", type=int, default=4, help="questions of a quiz (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.kills):
            watch(Path(folder), moments.uniform(0.0, options.longest), seen, options.count)
            _count(Path(folder), seen)
    print(f"{options.kills} kills, {seen.typed} answers typed, the verdicts of {seen.kept} seen")
    print(
        "\n".join(seen.faults)
        or "every one of them is kept, the file was sound, the right question was offered each time"
    )
    return 1 if seen.faults else 0


def _count(home: Path, seen: Seen) -> None:
    """Compare the log with what was seen; opening it says whether the file is sound."""
    store = opened(home / "history.sqlite3")
    if not seen.kept <= store.count() <= seen.typed:
        seen.faults.append(f"{store.count()} answers are kept, {seen.typed} were typed, {seen.kept} verdicts seen")
    store.close()


if __name__ == "__main__":
    sys.exit(main())
