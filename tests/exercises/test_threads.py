"""Wrong answers found in public: at least three quarters are named, and none by a mistake that it is not."""

from __future__ import annotations

import pytest

from decompdrill.exercises.grade import grade
from decompdrill.model import Outcome, Raw
from tests.threads import THREADS, Thread


@pytest.mark.parametrize("thread", THREADS, ids=[f"{i}-{t.where}" for i, t in enumerate(THREADS)])
def test_a_wrong_answer_that_was_seen_in_public_is_named_as_the_table_says(thread: Thread) -> None:
    verdict = grade(thread.kind, thread.given, thread.typed)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, thread.slip)


def test_three_quarters_of_them_are_named() -> None:
    named = [thread for thread in THREADS if thread.slip is not None]
    assert len(THREADS) >= 50
    assert len(named) / len(THREADS) >= 0.75


SMITH: Raw = [
    [2.5, 2.4],
    [0.5, 0.7],
    [2.2, 2.9],
    [1.9, 2.2],
    [3.1, 3.0],
    [2.3, 2.7],
    [2, 1.6],
    [1, 1.1],
    [1.5, 1.6],
    [1.1, 0.9],
]
"""The ten points of L. Smith, A tutorial on principal components analysis (2002): the ratios are 0.96318 and 0.03682."""


@pytest.mark.parametrize("answer", ["96.3%, 3.7%", "0.963, 0.037", "0.96, 0.04"])
def test_a_right_answer_of_few_digits_is_not_held_to_be_that_of_a_slip(answer: str) -> None:
    verdict = grade("explained-variance", {"X": SMITH}, answer)
    assert (verdict.outcome, verdict.slip) == (Outcome.IMPRECISE, None)
