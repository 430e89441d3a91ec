"""Kill sessions at a random moment, again and again, and look at what is left: a proof and no figure.

    python -m benchmarks.kill --kills 500

Each child takes up the session that the last one left, answers, and says so once an answer is kept. After each kill every
answer that was said to be kept must be there, the file sound, and the next start must offer the next question.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from decompdrill.history.attempts import AttemptRow, Mode
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store

QUESTIONS = 8
DAY = 86_400_000
START = 1_772_000_000_000


def now_ms() -> int:
    return START


def attempt(session: str, number: int) -> AttemptRow:
    """Return the answer to question `number` of a session, every third wrong and by a slip."""
    is_right = number % 3 != 0
    return AttemptRow(
        id=0,
        session=session,
        mode="quiz",
        question=f"kill.question-{number}",
        objective=f"objective-{number % 4}",
        bank="kill",
        digest="0123456789ab",
        seed=number,
        level=2,
        form="number",
        text=f"{number}/7",
        outcome="right" if is_right else "wrong",
        credit=float(is_right),
        slip=None if is_right else "sign-lost",
        hints=0,
        attempt=1,
        saw_solution=False,
        first_key_ms=900,
        answer_ms=4000 + number,
        at_ms=START + number,
        utc_offset_min=60,
        study_day="2026-02-25",
        voided_by=None,
    )


def opened(path: Path) -> Store:
    store = open_store(path, now_ms)
    assert isinstance(store, Store), store
    assert store.notice is None, store.notice
    return store


# ---- the child -----------------------------------------------------------------------------------------------------


def answer_for_ever(path: Path) -> None:
    """Answer session after session, and say on stdout, unbuffered, what is on disk."""
    _say("awake")
    store = opened(path)
    while True:
        left = store.unfinished()
        if left is None:
            session, done = os.urandom(8).hex(), 0
            store.begin(session, Mode.QUIZ, "[]", 7)
        else:
            session, done = left.session, len(left.answered)
            assert store.take_up(session)
        _say(f"begun {session}")
        for number in range(done, QUESTIONS):
            _say(f"kept {session} {number} {store.append(attempt(session, number))}")
        _say(f"finishing {session}")
        store.finish(session)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


# ---- the parent ----------------------------------------------------------------------------------------------------


@dataclass
class Heard:
    """What the children said was on disk."""

    kept: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Session and number, by id."""
    session: str | None = None
    """The one that was begun last, unless it may be finished."""

    def hear(self, said: bytes) -> None:
        for line in said.decode().splitlines(keepends=True):
            match line.split():
                case ["kept", session, number, stored] if line.endswith("\n"):
                    self.kept[int(stored)] = (session, int(number))
                case ["begun", session] if line.endswith("\n"):
                    self.session = session
                case ["finishing", _]:
                    self.session = None


def kill_one(path: Path, seconds: float) -> bytes:
    """Let a child work for this long after it awoke, kill it, and return what it said."""
    command = [sys.executable, "-m", "benchmarks.kill", "--child", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"awake\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        return child.stdout.read()


def faults(path: Path, heard: Heard) -> list[str]:
    """Return what is not as the children said."""
    store = opened(path)
    try:
        rows = {row.id: row for row in store.rows()}
        lost = [f"lost: {said}" for stored, said in heard.kept.items() if _place(rows.get(stored)) != said]
        left = store.unfinished()
        offered = [] if heard.session is None else _wrongly_offered(heard, None if left is None else left.session)
        numbers = [] if left is None else [row.seed for row in left.answered]
        asked = [] if numbers == list(range(len(numbers))) else [f"asked twice or left out: {numbers}"]
        before = (store.per_objective(), store.per_slip(), store.per_day())
        store.rebuild()
        drifted = (
            [] if before == (store.per_objective(), store.per_slip(), store.per_day()) else ["the tallies drifted"]
        )
    finally:
        store.close()
    return [*lost, *offered, *asked, *drifted]


def _place(row: AttemptRow | None) -> tuple[str, int] | None:
    return None if row is None else (row.session, row.seed)


def _wrongly_offered(heard: Heard, session: str | None) -> list[str]:
    return [] if session == heard.session else [f"offered {session} and not {heard.session}"]


def kill_many(path: Path, kills: int, longest: float, seed: int) -> tuple[list[str], Heard]:
    """Kill a child so often, each at a moment up to `longest` seconds; return every fault, and what was heard."""
    moments = random.Random(seed)
    heard = Heard()
    found: list[str] = []
    for _ in range(kills):
        heard.hear(kill_one(path, moments.uniform(0.0, longest)))
        found += faults(path, heard)
    return found, heard


def main() -> int:
    """Kill, and say what was found; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument(
        "--longest", type=float, default=0.1, help="seconds from waking to the latest kill (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child is not None:
        answer_for_ever(options.child)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite3"
        found, heard = kill_many(path, options.kills, options.longest, options.seed)
        store = opened(path)
        print(f"{options.kills} kills, {len(heard.kept)} answers said to be kept, {store.count()} in the log")
        store.close()
    print(
        "\n".join(found) or "nothing was lost, the file was sound each time, the right question was offered each time"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
