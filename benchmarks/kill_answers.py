"""Kill quizzes after some of their answers, again and again: a proof and no figure.

    python -m benchmarks.kill_answers --kills 200

Answers are piped in one by one; some moments after one of the verdicts came the program is killed outright. Each answer whose verdict
came must be in the history, once, the file must be sound, and the summaries must be what the answers add up to.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from decompdrill.history.opening import open_store
from decompdrill.history.store import Store

QUESTIONS = 40
TOPICS = ("rank", "trace", "eigen.values-2x2")
ANSWERS = ("1", "2", "3, -2", "x y z", "7/2")
MOST_BEFORE = 6
"""Verdicts that come before the kill, at most."""

Verdict = tuple[str, int, str]
"""Question, seed and text of an answer whose verdict came."""


def kill_one(home: Path, rng: random.Random) -> list[Verdict]:
    """Hold a quiz, kill it some moments after one of its verdicts, and return all that came."""
    command = [sys.executable, "-m", "decompdrill", "quiz", *TOPICS, "-n", str(QUESTIONS), "--json"]
    environment = {**os.environ, "DECOMPDRILL_HOME": str(home)}
    last = rng.randint(1, MOST_BEFORE)
    came: list[Verdict] = []
    with subprocess.Popen(
        [*command, "--seed", str(rng.randrange(10**6))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        typed = [rng.choice(ANSWERS) for _ in range(QUESTIONS)]
        child.stdin.write("".join(f"{text}\n" for text in typed))
        child.stdin.flush()
        asked: dict[str, object] = {}
        while len(came) < last and (line := child.stdout.readline()):
            _hear(line, asked, came, typed)
        time.sleep(rng.uniform(0, 0.02))
        child.kill()
        for line in child.stdout:
            if line.endswith("\n"):
                _hear(line, asked, came, typed)
    return came


def _hear(line: str, asked: dict[str, object], came: list[Verdict], typed: list[str]) -> None:
    event = json.loads(line)
    if event["event"] == "question":
        asked.update(event)
    elif event["event"] == "verdict":
        came.append((str(asked["question"]), int(str(asked["seed"])), typed[len(came)]))


def faults(home: Path, came: Counter[Verdict]) -> tuple[list[str], int]:
    """Return what is not as the verdicts said, and how many answers are kept."""
    store = open_store(home / "history.sqlite3", lambda: time.time_ns() // 1_000_000)
    if not isinstance(store, Store):
        return [store.reason], 0
    with closing(store):
        kept = Counter((row.question, row.seed, row.text) for row in store.rows())
        found = [f"lost: {verdict}" for verdict, count in came.items() if kept[verdict] < count]
        found += [] if store.notice is None else [store.notice]
        before = store.per_objective(), store.per_slip(), store.per_day()
        store.rebuild()
        if before != (store.per_objective(), store.per_slip(), store.per_day()):
            found.append("the summaries drifted")
        return found, kept.total()


def main() -> int:
    """Kill, and say what was found; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng, came = random.Random(options.seed), Counter[Verdict]()
    found: list[str] = []
    kept = 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.kills):
            came.update(kill_one(Path(folder), rng))
            wrong, kept = faults(Path(folder), came)
            found += wrong
    print(f"{options.kills} quizzes killed after answers: {came.total()} verdicts came, {kept} answers are kept")
    print("\n".join(found) or "no verdict was lost, the file was sound each time, the summaries were right")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
