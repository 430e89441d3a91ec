"""Sessions that are killed outright: what was said to be kept is there, and the next start offers the right question."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from benchmarks import kill, kill_answers
from decompdrill.history.attempts import Mode

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")


def test_no_kill_loses_an_answer_that_was_said_to_be_kept(tmp_path: Path) -> None:
    found, heard = kill.kill_many(tmp_path / "history.sqlite3", kills=25, longest=0.05, seed=3)
    assert found == []
    assert heard.kept


def test_no_quiz_that_is_killed_loses_an_answer_whose_verdict_came(tmp_path: Path) -> None:
    rng, came = Random(7), Counter[kill_answers.Verdict]()
    for _ in range(3):
        came.update(kill_answers.kill_one(tmp_path, rng))
        assert kill_answers.faults(tmp_path, came)[0] == []
    assert came.total() >= 3
    came[("never.asked", 1, "2")] = 1
    assert kill_answers.faults(tmp_path, came)[0] == ["lost: ('never.asked', 1, '2')"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (b"kept a 1 2\n", "lost: ('a', 1)"),
        (b"kept aa 1 1\n", "lost: ('aa', 1)"),
        (b"begun b\n", "offered a and not b"),
        (b"kept a 0 1\nbegun a\n", None),
        (b"kept a 1 2", None),
        (b"begun b\nfinishing b\n", None),
    ],
)
def test_a_lost_answer_would_be_seen(tmp_path: Path, said: bytes, fault: str | None) -> None:
    store = kill.opened(tmp_path / "history.sqlite3")
    store.begin("a", Mode.QUIZ, "[]", 7)
    store.append(kill.attempt("a", 0))
    store.close()
    heard = kill.Heard()
    heard.hear(said)
    assert kill.faults(store.path, heard) == ([] if fault is None else [fault])
