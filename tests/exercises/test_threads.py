"""Wrong answers found in public: at least three quarters are named, and none by a mistake that it is not."""

from __future__ import annotations

import pytest

from decompdrill.exercises.grade import grade
from decompdrill.model import Outcome
from tests.threads import THREADS, Thread


@pytest.mark.parametrize("thread", THREADS, ids=[f"{i}-{t.where}" for i, t in enumerate(THREADS)])
def test_a_wrong_answer_that_was_seen_in_public_is_named_as_the_table_says(thread: Thread) -> None:
    verdict = grade(thread.kind, thread.given, thread.typed)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, thread.slip)


def test_three_quarters_of_them_are_named() -> None:
    named = [thread for thread in THREADS if thread.slip is not None]
    assert len(THREADS) >= 50
    assert len(named) / len(THREADS) >= 0.75
