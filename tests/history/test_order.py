"""Two machines that have the same attempts show the same, whichever of them came first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from benchmarks import two_machines
from decompdrill.history import opening
from decompdrill.history.attempts import AttemptRow
from decompdrill.history.store import Store
from decompdrill.practice.recorder import cards_of, skills_of
from tests.history.test_store import DAY, FIRST, NOON, derived, opened

OUTCOMES = ("right", "wrong", "imprecise", "unreadable", None)
LATER = NOON + 400 * DAY
"""When the histories are compared: after the last of the answers."""


def answers_of(machine: str, seed: int, count: int = 80) -> Iterator[AttemptRow]:
    """Yield the answers of one machine; hours are whole ones, so that several answers fall on one moment."""
    rng = Random(seed)
    for number in range(count):
        days = rng.randrange(300)
        outcome = rng.choice(OUTCOMES)
        which = rng.randrange(5)
        yield FIRST._replace(
            session=f"{machine}{number // 10}",
            question=f"q{which}",
            objective=f"o{which % 2}",
            seed=rng.randrange(4),
            level=rng.randint(1, 5),
            outcome=outcome,
            credit=float(outcome == "right"),
            slip="sign-lost" if outcome == "wrong" else None,
            attempt=rng.randint(1, 2),
            text=str(number),
            answer_ms=rng.randrange(1000, 90_000),
            at_ms=NOON + days * DAY + rng.randrange(3) * 3_600_000,
            study_day=day_of(days),
        )


def day_of(days: int) -> str:
    from datetime import date, timedelta

    return (date(2026, 3, 1) + timedelta(days=days)).isoformat()


def shown(store: Store) -> tuple[object, ...]:
    """Return all that is worked out of a history: tallies, schedule and skills."""
    return derived(store), cards_of(store), skills_of(store, ["o0", "o1"])


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[str, ...], ...]:
    """What three machines export; each voided one of its answers, and the third has one of the first."""
    found: list[tuple[str, ...]] = []
    for machine, seed in (("a", 1), ("b", 2), ("c", 3)):
        store = opened(tmp_path_factory.mktemp(machine) / "history.sqlite3")
        for row in answers_of(machine, seed):
            store.append(row)
        store.void(7, "undo")
        if machine == "c":
            store.import_(found[0][:20])
            store.void(85, "undo")
        found.append(tuple(store.export()))
        store.close()
    return tuple(found)


def test_three_histories_merged_in_any_order_show_the_same(
    exports: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    """So does a history that was worked out anew, and one into which all came at once, in any order of its lines."""
    lines = [line for export in exports for line in export]
    Random(4).shuffle(lines)
    found = []
    for number, order in enumerate([*permutations(exports), (lines,)]):
        store = opened(tmp_path / str(number) / "history.sqlite3", lambda: LATER)
        for export in order:
            store.import_(export)
            shown(store)
        found.append(shown(store))
        store.rebuild()
        assert shown(store) == found[-1]
        assert [row.voided_by for row in store.rows()].count("undo") == 4
        store.close()
    assert found[1:] == found[:1] * (len(found) - 1)


def test_answer_by_answer_shows_what_an_import_shows(exports: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    one, other = (opened(tmp_path / name / "history.sqlite3", lambda: LATER) for name in ("one", "other"))
    one.import_(exports[0])
    for row in sorted(one.rows(), key=lambda row: row.text):
        added = other.append(row._replace(voided_by=None))
        if row.voided_by:
            other.void(added, row.voided_by)
    assert shown(other) == shown(one)
    one.close()
    other.close()


def test_old_answers_that_come_late_are_not_the_last_ones(tmp_path: Path) -> None:
    """Sixty wrong answers of 2024 and sixty right ones of 2026: mastered, whichever came first."""
    old = [
        FIRST._replace(seed=n, at_ms=NOON - 700 * DAY + n, study_day="2024-03-31", outcome="wrong") for n in range(60)
    ]
    new = [FIRST._replace(seed=100 + n, at_ms=NOON + n, study_day="2026-03-01") for n in range(60)]
    values = []
    for number, rows in enumerate(([*old, *new], [*new, *old])):
        store = opened(tmp_path / str(number) / "history.sqlite3")
        for row in rows:
            store.append(row)
        values.append(skills_of(store, [FIRST.objective])[FIRST.objective].value)
        assert [row.seed for row in store.recent(FIRST.objective, 2)] == [158, 159]
        store.close()
    assert values[0] == values[1] > 2


@pytest.mark.parametrize("seed", [1, 2])
def test_two_machines_over_sixty_days_show_the_same(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SYNCHRONOUS", "OFF")
    assert two_machines.simulate(tmp_path, seed) == []
