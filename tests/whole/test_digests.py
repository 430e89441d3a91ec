"""A draw that exists never changes: the shipped questions draw what tests/digests.txt holds, on every Python and NumPy."""

from __future__ import annotations

import pytest

from tests import digests


def test_every_shipped_question_draws_what_it_always_drew() -> None:
    found = digests.changes(digests.committed(), digests.drawn())
    assert found == [], "if this was meant: python -m tests.digests --update"


BEFORE = {"a.one": ("11", "22", "33"), "a.two": ("44", "55", "66")}


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (BEFORE, []),
        ({**BEFORE, "a.two": ("44", "55", "67")}, ["a.two draws another line from seed 1000"]),
        ({"a.one": BEFORE["a.one"]}, ["a.two is gone"]),
        ({**BEFORE, "a.six": ("77", "88", "99")}, ["a.six is new"]),
    ],
)
def test_a_draw_that_changed_is_named_with_its_seed(after: digests.Digests, said: list[str]) -> None:
    assert digests.changes(BEFORE, after) == said


def test_a_digest_is_that_of_the_bytes() -> None:
    assert digests.digest("λ") == "a875f164219d6079"
