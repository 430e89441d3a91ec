"""What the tool says is true: of a draw of every shipped question and to its answers, of every topic on awkward given too."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from benchmarks.truth import Result, changed, read, read_general, read_topics, shipped
from decompdrill.topics.example import work
from decompdrill.topics.library import shipped_topics
from tests.topic_texts import names_of_topic, read_stage

SHARE = 0.94
"""Of the equations and statements, so many can be worked out at least."""


@lru_cache(maxsize=1)
def sample() -> Result:
    """Return what is said of one draw of each question, the first, second or third seed in turn."""
    result = Result()
    for index, question in enumerate(shipped().values()):
        result.merge(read(question, 1 + index % 3))
    return result


def test_what_is_said_is_true() -> None:
    assert [str(u) for u in sample().untrue] == []


def test_most_of_what_is_said_can_be_worked_out() -> None:
    tally = sample().tally
    assert tally.share >= SHARE, str(tally)
    assert tally.claims > 1500
    assert tally.unknown.total() + tally.true + tally.false == tally.claims


@lru_cache(maxsize=1)
def of_topics() -> Result:
    """Return what the topics say of their own numbers, of one draw, and of awkward numbers."""
    return read_topics(range(1, 2))


def test_what_topics_say_is_true() -> None:
    assert [str(u) for u in of_topics().untrue] == []


def test_most_of_what_topics_say_of_numbers_can_be_worked_out() -> None:
    tally = of_topics().tally
    assert tally.share >= SHARE, str(tally)
    assert tally.claims > 1500


def test_no_formula_of_the_sections_and_of_the_glossary_is_seen_to_be_false() -> None:
    assert [str(u) for u in read_general().untrue] == []


@pytest.mark.parametrize(
    ("topic", "index"), [("svd", 0), ("svd", 3), ("diagonalization", 4), ("symmetric", 3), ("pca", 0)]
)
def test_a_wrong_value_of_a_stage_is_seen(topic: str, index: int) -> None:
    found = shipped_topics().topic(topic)
    stage = work(found, found.given).stages[index]
    wrong = replace(stage, exercise=replace(stage.exercise, answer=next(changed(stage.exercise.answer))))
    for each, seen in ((stage, False), (wrong, True)):
        said = read_stage(each, names_of_topic(found.kind, found.given))
        assert (False in [f.truth for _, findings in said for f in findings]) == seen
