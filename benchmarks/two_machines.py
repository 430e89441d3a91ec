"""Two machines over 60 days, exports exchanged on random days, clocks that go wrong twice: do both show the same in the end?

    python -m benchmarks.two_machines --seeds 20

One clock is days ahead for a while, the other is in 1970; some sessions are shifted to their time later, others left as they are,
and some are shifted where nothing was wrong, back again, or by each machine in another way. Answers are undone, voided and
exchanged in between, and some imports are taken back and made again. Each answer counts once in the end.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.kill import attempt
from decompdrill.history import opening
from decompdrill.history.attempts import TimedRunRow, study_day
from decompdrill.history.copies import SHIFTED, first_ms
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.model import Objective
from decompdrill.practice import stats
from decompdrill.practice.recorder import cards_of, skills_of

DAYS = 60
DAY = 86_400_000
START = 1_772_366_400_000
"""1 March 2026, 12:00 UTC."""
OBJECTIVES = tuple(f"objective-{number}" for number in range(4))
QUESTIONS = tuple((f"topic.question-{n}", OBJECTIVES[n % 4], 1 + n % 5) for n in range(12))


@dataclass
class Machine:
    """A history with a clock of its own."""

    name: str
    path: Path
    offset_min: int
    ahead_ms: int = 0
    """How wrong the clock is."""

    def opened(self, true_ms: int) -> Store:
        store = open_store(self.path, lambda: true_ms + self.ahead_ms)
        assert isinstance(store, Store), store
        assert store.notice is None, store.notice
        return store


def session(machine: Machine, store: Store, day: int, rng: random.Random) -> None:
    """Answer some questions on one day, and undo one of them now and then."""
    for number in range(rng.randint(1, 12)):
        question, objective, level = rng.choice(QUESTIONS)
        at_ms = START + day * DAY + rng.randrange(4) * 3_600_000 + number * 1000 + machine.ahead_ms
        outcome = rng.choice(("right", "right", "wrong", "imprecise", "unreadable", None))
        row = attempt(f"{machine.name}{day}", number)._replace(
            question=question,
            objective=objective,
            level=level,
            seed=rng.randrange(5),
            outcome=outcome,
            credit=float(outcome == "right"),
            slip="sign-lost" if outcome == "wrong" else None,
            mode=rng.choice(("quiz", "review", "timed")),
            at_ms=at_ms,
            utc_offset_min=machine.offset_min,
            study_day=study_day(at_ms, machine.offset_min),
        )
        added = store.append(row)
        if rng.random() < 0.1:
            store.void(added, "undo")
    if rng.random() < 0.2:
        at_ms = START + day * DAY + machine.ahead_ms
        days = study_day(at_ms, machine.offset_min)
        store.add_run(
            TimedRunRow(f"{machine.name}{day}", "svd, 120 s", day, 9, 8, True, 9000, 0, at_ms, machine.offset_min, days)
        )


def shown(store: Store, today: str) -> tuple[object, ...]:
    """Return all that `stats` and `review` show."""
    tallies = stats.Tallies(store.per_objective(), store.per_slip(), store.per_day())
    cards = cards_of(store)
    objectives = [Objective(name, name, (), ()) for name in OBJECTIVES]
    summary = stats.summarise(tallies, cards.values(), skills_of(store, OBJECTIVES), objectives, QUESTIONS, today)
    return stats.stats_json(summary), cards, store.runs(), sorted(of.session for of in store.wrong_times())


def exchange(machines: list[Machine], day: int, rng: random.Random) -> None:
    """Let each machine import what the other exports, whichever first."""
    for source, target in rng.sample([machines, machines[::-1]], 2):
        with closing(source.opened(START + day * DAY)) as one:
            lines = list(one.export())
        rng.shuffle(lines)
        with closing(target.opened(START + day * DAY)) as other:
            other.import_(lines)
            if rng.random() < 0.2:
                other.undo_import()
                other.import_(lines)
            if rng.random() < 0.3:
                other.void(rng.randint(1, other.count()), "void")


def move(store: Store, rng: random.Random) -> None:
    """Shift a session by some hours, and now and then back again, at once or on another day."""
    counted = [row for row in store.rows() if row.voided_by is None]
    if counted:
        by_ms = rng.choice((-30, -1, 1, 30)) * 3_600_000
        chosen = rng.choice(counted)
        store.shift(chosen.id, by_ms, 4)
        again = [row.id for row in store.rows() if row.voided_by is None and row.session == chosen.session]
        if rng.random() < 0.3:
            store.shift(again[0], -by_ms, 4)


def counted_wrongly(store: Store) -> int:
    """Return how many answers count twice, or not at all though nobody took them back."""
    counts: Counter[tuple[object, ...]] = Counter()
    taken_back = set()
    for row in store.rows():
        answer = (*row.showing, row.attempt, row.text, first_ms(row))
        counts[answer] += row.voided_by is None
        if row.voided_by not in (None, SHIFTED):
            taken_back.add(answer)
    return sum(count != (answer not in taken_back) for answer, count in counts.items())


def simulate(folder: Path, seed: int) -> list[str]:
    """Run 60 days, and return what differs in the end."""
    rng = random.Random(seed)
    one, other = (
        Machine("a", folder / "a" / "history.sqlite3", 60),
        Machine("b", folder / "b" / "history.sqlite3", -480),
    )
    machines = [one, other]
    wrong = {
        rng.randrange(5, 25): (one, rng.choice((3, 40, 4343)) * DAY),
        rng.randrange(30, 50): (other, -START - 3 * DAY + 10**9),
    }
    for day in range(DAYS):
        for machine in machines:
            machine.ahead_ms = 0
        for begun, (machine, by_ms) in wrong.items():
            machine.ahead_ms = by_ms if begun <= day < begun + 2 and machine.ahead_ms == 0 else machine.ahead_ms
        for machine in machines:
            machine.ahead_ms = (
                max(machine.ahead_ms, -START - day * DAY + 10**9) if machine.ahead_ms < 0 else machine.ahead_ms
            )
            if rng.random() < 0.8:
                with closing(machine.opened(START + day * DAY)) as store:
                    session(machine, store, day, rng)
                    cards_of(store)
        if rng.random() < 0.25:
            exchange(machines, day, rng)
        if rng.random() < 0.1:
            with closing(rng.choice(machines).opened(START + day * DAY)) as store:
                if (found := store.wrong_times()) and found[0].at_ms > START:
                    store.shift(found[0].first, START + day * DAY - found[0].at_ms, 4)
        if rng.random() < 0.2:
            with closing(rng.choice(machines).opened(START + day * DAY)) as store:
                move(store, rng)
    for machine in machines:
        machine.ahead_ms = 0
    # Twice: a void that one of them gave in the last exchange goes to the other in the next.
    exchange(machines, DAYS, random.Random(0))
    for _ in range(2):
        lines = []
        for machine in machines:
            with closing(machine.opened(START + DAYS * DAY)) as store:
                lines += list(store.export())
        for machine in machines:
            with closing(machine.opened(START + DAYS * DAY)) as store:
                store.import_(lines)
    return _differing(machines, lines, folder)


def _differing(machines: list[Machine], lines: list[str], folder: Path) -> list[str]:
    """Compare the machines with each other, and with a history that has all of it at once."""
    anew = Machine("c", folder / "c" / "history.sqlite3", 0)
    with closing(anew.opened(START + DAYS * DAY)) as store:
        store.import_(lines)
    today = (date(2026, 3, 1) + timedelta(days=DAYS)).isoformat()
    found = []
    for machine in (*machines, anew):
        with closing(machine.opened(START + DAYS * DAY)) as store:
            found.append(shown(store, today))
            if wrong := counted_wrongly(store):
                return [f"machine {machine.name} counts {wrong} answers twice, or not at all"]
            store.rebuild()
            if shown(store, today) != found[-1]:
                return [f"machine {machine.name} shows something else once it is rebuilt"]
    return [f"machine {name} differs" for name, other in zip("bc", found[1:], strict=True) if other != found[0]]


def main() -> int:
    """Simulate, and say what differs; 1 where anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    opening.SYNCHRONOUS = "OFF"  # no power is cut here
    found: list[str] = []
    for seed in range(options.seeds):
        with tempfile.TemporaryDirectory() as folder:
            found += [f"seed {seed}: {fault}" for fault in simulate(Path(folder), seed)]
    print(f"{options.seeds} times two machines over {DAYS} days")
    print("\n".join(found) or "both show the same, and so does a history that had all of it at once")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
