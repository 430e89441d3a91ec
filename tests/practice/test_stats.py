"""The figures of `stats`, whole, from tallies and cards."""

from __future__ import annotations

import json

import pytest

from decompdrill.frontends.stats_screen import working_said
from decompdrill.history.attempts import AttemptRow, DayTally, ObjectiveTally, SlipTally
from decompdrill.model import Objective
from decompdrill.practice.mastery import Skill
from decompdrill.practice.schedule import CardState
from decompdrill.practice.stats import Stats, Tallies, WorkingStats, calendar, shade, stats_json, summarise
from tests.practice.test_schedule import ROW

TODAY = "2026-03-18"  # a Wednesday
OBJECTIVES = (Objective("rank", "The rank", ()), Objective("svd", "The SVD", (), ("rank",)))
QUESTIONS = (("rank.a", "rank", 1), ("rank.b", "rank", 3), ("svd.a", "svd", 2))
CARDS = (
    CardState("rank.a", 10.0, 5.0, "review", "2026-03-18", "2026-03-08", 2),
    CardState("rank.b", 10.0, 5.0, "review", "2026-03-20", "2026-03-18", 1),
    CardState("in no bank any more", 10.0, 5.0, "review", "2026-03-18", "2026-03-08", 1),
)
TALLIES = Tallies(
    (ObjectiveTally("rank", 12, 9, 7, 8500), ObjectiveTally("gone", 2, 1, 1, None)),
    (SlipTally("rows-for-columns", "2026-03-16", 2), SlipTally("rows-for-columns", "2026-02-09", 1)),
    (DayTally("2026-03-16", 8, 6, 5), DayTally("2026-03-18", 2, 2, 2), DayTally("2026-02-10", 4, 2, 1)),
)


def summary(tallies: Tallies = TALLIES, cards: tuple[CardState, ...] = CARDS) -> Stats:
    return summarise(tallies, cards, {"rank": Skill("rank", 3.0, 12)}, OBJECTIVES, QUESTIONS, TODAY)


def test_stats_as_json_is_the_contract_s() -> None:
    weeks = [
        "2026-01-26",
        "2026-02-02",
        "2026-02-09",
        "2026-02-16",
        "2026-02-23",
        "2026-03-02",
        "2026-03-09",
        "2026-03-16",
    ]
    practised = {"2026-02-09": (4, 1), "2026-03-16": (10, 7)}
    empty = {"recall": None, "median_seconds": None, "due": 0, "next_due": None}
    assert json.loads(json.dumps(stats_json(summary()))) == {
        "schema": 1,
        "today": TODAY,
        "objectives": [
            {
                "id": "rank",
                "mastery": 0.7311,
                "recall": 0.95,
                "median_seconds": 8.5,
                "due": 0,
                "asked": 12,
                "right": 9,
                "right_first": 7,
                "next_due": "2026-03-20",
            },
            {"id": "svd", "mastery": 0.0, "asked": 0, "right": 0, "right_first": 0, **empty},
            {"id": "gone", "mastery": 0.0, "asked": 2, "right": 1, "right_first": 1, **empty},
        ],
        "slips": [{"slip": "rows-for-columns", "count": 3, "recent": 2, "trend": "steady"}],
        "days": [
            {"day": "2026-02-10", "asked": 4, "right": 2, "right_first": 1},
            {"day": "2026-03-16", "asked": 8, "right": 6, "right_first": 5},
            {"day": "2026-03-18", "asked": 2, "right": 2, "right_first": 2},
        ],
        "weeks": [
            {"week": w, "asked": practised.get(w, (0, 0))[0], "right_first": practised.get(w, (0, 0))[1]} for w in weeks
        ],
        "workings": [],
        "due": 0,
        "ahead": [{"day": f"2026-03-{19 + n}", "due": int(n == 1)} for n in range(7)],
    }


def test_what_was_asked_on_an_earlier_day_of_its_objective_does_not_come_back_and_what_was_on_its_last_does() -> None:
    together = CardState("rank.b", 10.0, 5.0, "review", "2026-03-17", "2026-03-08", 1)
    stats = summary(cards=(CARDS[0], together))
    assert (stats.due, stats.objectives[0].due, stats.objectives[0].next_due) == (2, 2, "2026-03-17")
    assert summary().due == 0


def test_an_objective_that_no_bank_has_any_more_is_mastered_at_the_middle_level() -> None:
    stats = summarise(TALLIES, (), {"gone": Skill("gone", 2.0, 2)}, OBJECTIVES, QUESTIONS, TODAY)
    assert {o.id: o.mastery for o in stats.objectives} == {"rank": 0.0, "svd": 0.0, "gone": 0.5}


def test_an_empty_history_has_every_objective_and_nothing_else() -> None:
    stats = summarise(Tallies(), (), {}, OBJECTIVES, QUESTIONS, TODAY)
    assert [(o.id, o.title, o.mastery, o.is_met) for o in stats.objectives] == [
        ("rank", "The rank", 0.0, False),
        ("svd", "The SVD", 0.0, False),
    ]
    assert (stats.asked, stats.due, stats.slips, stats.days, {w.share for w in stats.weeks}) == (0, 0, (), (), {None})


RECENT, BEFORE = "2026-03-09", "2026-02-09"


@pytest.mark.parametrize(
    ("before", "recent", "asked_before", "asked", "trend"),
    [
        (4, 4, 100, 100, "steady"),
        (4, 6, 100, 100, "rising"),
        (6, 4, 100, 100, "falling"),
        (4, 2, 100, 50, "steady"),
        (4, 4, 100, 50, "rising"),
        (0, 1, 100, 100, "new"),
        (3, 0, 100, 100, "gone"),
        (0, 3, 0, 100, ""),
        (3, 0, 100, 0, ""),
    ],
)
def test_the_trend_of_a_slip_is_that_of_its_rate(
    before: int, recent: int, asked_before: int, asked: int, trend: str
) -> None:
    slips = (SlipTally("s", BEFORE, before), SlipTally("s", RECENT, recent))
    days = (DayTally(BEFORE, asked_before, 0, 0), DayTally(RECENT, asked, 0, 0))
    (slip,) = summary(Tallies((), slips, days)).slips
    assert (slip.count, slip.recent, slip.trend) == (before + recent, recent, trend)


def test_the_slips_of_late_come_first_and_voided_ones_are_not_listed() -> None:
    made = [("old", BEFORE, 9), ("b", RECENT, 2), ("a", RECENT, 2), ("often", RECENT, 5), ("voided", RECENT, 0)]
    slips = tuple(SlipTally(*tally) for tally in made)
    assert [s.slip for s in summary(Tallies((), slips, ())).slips] == ["often", "a", "b", "old"]


def test_a_calendar_has_a_row_for_each_weekday_and_ends_today() -> None:
    assert calendar(TALLIES.days, TODAY, 2) == ((0, 8), (0, 0), (0, 2), (0, None), (0, None), (0, None), (0, None))


@pytest.mark.parametrize(("asked", "dark"), [(0, 0), (1, 1), (10, 1), (11, 2), (30, 3), (31, 4), (40, 4), (50, 4)])
def test_a_day_is_as_dark_as_it_was_long(asked: int, dark: int) -> None:
    assert shade(asked, 40) == dark


def worked(objective: str, *lines: tuple[str, str]) -> AttemptRow:
    """Return an attempt with a working of these verdicts and steps."""
    working = json.dumps([{"text": "x", "verdict": verdict, "is": step} for verdict, step in lines])
    return ROW._replace(objective=objective, working=working)


RIGHT, AT_P, AT_NULL_SPACE = ("right", "p"), ("wrong", "p"), ("wrong", "an eigenvector")


def test_workings_are_lost_at_the_first_line_that_is_wrong() -> None:
    rows = [
        worked("rank", RIGHT, ("follows", "p")),
        *[worked("svd", RIGHT, AT_NULL_SPACE, AT_P)] * 2,
        worked("svd", AT_P, AT_NULL_SPACE),
        worked("svd", ("wrong", "")),
    ]
    found = summarise(Tallies(), (), {}, OBJECTIVES, QUESTIONS, TODAY, worked=rows).workings
    lost = (("an eigenvector", 2), ("p", 1), ("a line without a name", 1))
    assert found == (WorkingStats("svd", 4, 0, lost), WorkingStats("rank", 1, 1, ()))


def test_of_workings_the_last_twenty_count() -> None:
    rows = [*[worked("rank", AT_P)] * 5, *[worked("rank", RIGHT)] * 18]
    (found,) = summarise(Tallies(), (), {}, OBJECTIVES, QUESTIONS, TODAY, worked=rows).workings
    assert (found.count, found.clean) == (20, 18)


@pytest.mark.parametrize(
    ("stats", "said"),
    [
        (WorkingStats("rank", 1, 1, ()), "rank: 1 of 1 working without a mistake."),
        (WorkingStats("rank", 10, 9, (("p", 1),)), "rank: 9 of 10 workings without a mistake; you lost one at p."),
        (WorkingStats("rank", 10, 8, (("p", 2),)), "rank: 8 of 10 workings without a mistake; you lose them at p."),
        (
            WorkingStats("rank", 10, 7, (("p", 2), ("q", 1))),
            "rank: 7 of 10 workings without a mistake; you lose them most often at p.",
        ),
        (
            WorkingStats("rank", 10, 6, (("p", 2), ("q", 2))),
            "rank: 6 of 10 workings without a mistake; you lose them most often at p or q.",
        ),
    ],
)
def test_where_workings_are_lost_is_a_sentence(stats: WorkingStats, said: str) -> None:
    assert working_said(stats) == said
