"""A small fixed run of benchmarks/fuzz.py: whatever is typed, graded or loaded is judged or refused, and nothing escapes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import fuzz_trials
from benchmarks.fuzz_trials import UNCAUGHT, OutOfTime, Result, Subject, alarm, attempt, shrunk, subject_of

SEED = 1
COUNTS = {"answers": 2000, "records": 300, "banks": 40, "expressions": 500, "histories": 60}
PATIENCE = 60.0
"""CPU seconds of one trial: for a machine that hangs, not to judge how fast it is."""


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECOMPDRILL_HOME", str(tmp_path))
    monkeypatch.setenv("DECOMPDRILL_DEBUG", "1")


@pytest.mark.parametrize("what", COUNTS)
def test_nothing_escapes(what: str) -> None:
    tried = ((n, attempt(subject_of(what, SEED, n), PATIENCE)) for n in range(COUNTS[what]))
    escaped = [f"--only {what}:{n} --seed {SEED}: {r.place}" for n, r in tried if r.outcome == UNCAUGHT]
    assert escaped == []


# ---- the tool itself -----------------------------------------------------------------------------------------------


def test_a_number_of_a_seed_is_always_the_same_text() -> None:
    assert subject_of("answers", 1, 0) == subject_of("answers", 1, 0) != subject_of("answers", 1, 1)
    assert subject_of("answers", 1, 0) != subject_of("answers", 2, 0)


def _fails_on_a_b(subject: Subject) -> str:
    if "a" in subject.text and "b" in subject.text:
        raise ZeroDivisionError
    return "ok"


def test_a_fault_is_counted_and_made_as_small_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_trials, "TRIALS", {"answers": _fails_on_a_b})
    subject = Subject("answers", "1, 2, a, 3, 4, [5, b], 6", "list")
    result = attempt(subject)
    assert (result.outcome, result.place) == (UNCAUGHT, "ZeroDivisionError at no line of decompdrill")
    assert list(shrunk(subject, result))[-1] == Subject("answers", "ab", "list")
    assert attempt(Subject("answers", "b", "list")).outcome == "ok"


def test_the_alarm_ends_what_hangs_and_no_reader_swallows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(_: Subject) -> str:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001 - as a reader may
                raise AssertionError("the alarm is no fault of the reader") from None

    monkeypatch.setattr(fuzz_trials, "TRIALS", {"answers": hang})
    assert attempt(Subject("answers", "1", "list"), patience=0.05).outcome == "slow"
    with alarm(30.0):
        os.getpid()
    with pytest.raises(OutOfTime), alarm(0.01):
        hang(Subject("answers", "1"))


def test_the_texts_are_of_many_kinds() -> None:
    tried = list(_outcomes("answers", 300))
    assert {"ok", "refused"} <= {result.outcome for _, result in tried}
    assert len({subject.form for subject, _ in tried}) == 10
    assert max(len(subject.text) for subject, _ in tried) > 1000
    assert any(not subject.text.isascii() for subject, _ in tried)


def _outcomes(what: str, count: int) -> Iterator[tuple[Subject, Result]]:
    for number in range(count):
        subject = subject_of(what, SEED, number)
        yield subject, attempt(subject, PATIENCE)
