"""The run of days with its forgiven day, the minutes of today, and what is done next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from decompdrill.frontends.display import Display
from decompdrill.frontends.map_screen import map_lines
from decompdrill.history.attempts import study_day
from decompdrill.mathtext import Style, width
from decompdrill.model import Objective
from decompdrill.practice.knowledge import Course
from decompdrill.practice.progress import (
    BeginWith,
    Next,
    ObjectiveOnMap,
    OwnPace,
    RunOfDays,
    TopicOnMap,
    begin_with,
    map_of,
    own_pace,
    run_of_days,
    seconds_on,
)
from tests.practice.test_pick import question
from tests.practice.test_schedule import ROW

FIRST = date(2026, 3, 2)


def run(days: str) -> RunOfDays:
    """Return the run of days that are drawn, `x` practiced and `.` not, the last one today."""
    practiced = [(FIRST + timedelta(days=n)).isoformat() for n, mark in enumerate(days) if mark == "x"]
    return run_of_days(practiced, (FIRST + timedelta(days=len(days) - 1)).isoformat())


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (".", RunOfDays()),
        ("x", RunOfDays(1, 0, True)),
        ("xxx", RunOfDays(3, 0, True)),
        ("xxx.", RunOfDays(3)),
        ("xxx..", RunOfDays(3, is_at_stake=True)),
        ("xxx...", RunOfDays()),
        ("xxx.x", RunOfDays(4, 1, True)),
        ("xxx..x", RunOfDays(1, 0, True)),
        ("x.xxxx.x", RunOfDays(1, 0, True)),
        ("x.xxxx.xxx", RunOfDays(3, 0, True)),
        ("x.xxxxx.x", RunOfDays(1, 0, True)),
        ("x.xxxxxx.x", RunOfDays(8, 2, True)),
        ("x.xxxx.", RunOfDays(5, 1, is_at_stake=True)),
        ("x.xxxx..", RunOfDays()),
        ("x.xxxxxx.", RunOfDays(7, 1)),
        ("x.xxxxxxx..", RunOfDays(8, 1, is_at_stake=True)),
    ],
)
def test_one_missed_day_in_seven_is_forgiven_and_two_in_a_row_are_not(days: str, found: RunOfDays) -> None:
    assert run(days) == found


def test_a_run_never_grows_by_more_than_a_day() -> None:
    for pattern in range(2**12):
        marks = "".join("x" if pattern >> n & 1 else "." for n in range(12))
        before = 0
        for length in range(1, 13):
            now = run(marks[:length])
            assert now.days <= before + 1
            assert now.days in (0, before, 1, before + 1)
            assert now.has_today is (marks[length - 1] == "x")
            before = now.days


def test_what_is_dated_ahead_of_today_is_in_no_run() -> None:
    assert run_of_days(["2026-03-01", "2026-03-02", "2038-01-01"], "2026-03-02") == RunOfDays(2, 0, True)


def day_of(moment: str, zone: str = "Europe/Vienna") -> str:
    """Return the study day of a time on the wall of a place."""
    wall = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    offset = wall.utcoffset()
    assert offset is not None
    return study_day(round(wall.astimezone(UTC).timestamp() * 1000), int(offset.total_seconds() // 60))


@pytest.mark.parametrize(
    ("moments", "now", "days"),
    [
        (["2026-03-10 20:00", "2026-03-12 03:59"], "2026-03-12 03:59", 2),  # still the study day of the 11th
        (["2026-03-10 20:00", "2026-03-12 04:00"], "2026-03-12 04:00", 2),  # the 11th was missed, and is forgiven
        (["2026-03-10 03:00", "2026-03-10 05:00"], "2026-03-10 05:00", 2),
        (["2026-03-10 05:00", "2026-03-11 03:00"], "2026-03-11 03:00", 1),
        (["2026-03-28 20:00", "2026-03-29 20:00", "2026-03-30 20:00"], "2026-03-30 20:00", 3),  # summer time begins
        (["2026-10-24 20:00", "2026-10-25 02:30", "2026-10-26 03:30"], "2026-10-26 03:30", 2),  # and ends
    ],
)
def test_a_day_of_the_run_ends_at_four_by_the_clock_on_the_wall(moments: list[str], now: str, days: int) -> None:
    assert run_of_days([day_of(moment) for moment in moments], day_of(now)).days == days


def test_the_seconds_of_a_day_are_those_of_its_questions_each_counted_once() -> None:
    day = ROW.study_day
    rows = [
        ROW._replace(seed=1, answer_ms=4000),
        ROW._replace(seed=1, attempt=2, answer_ms=9000),
        ROW._replace(seed=2, answer_ms=1000, mode="timed"),
        ROW._replace(seed=3, answer_ms=7000, voided_by="undo"),
        ROW._replace(seed=4, answer_ms=7000, study_day="2020-01-01"),
    ]
    assert seconds_on(rows, day) == 10.0


@pytest.mark.parametrize(
    ("asked", "due", "left", "first"),
    [
        (0, 0, None, BeginWith(Next.LESSON)),
        (0, 0, 10, BeginWith(Next.GO_ON, 10)),
        (5, 3, None, BeginWith(Next.REVIEW, 3)),
        (5, 33, None, BeginWith(Next.REVIEW, 10)),
        (5, 33, 4, BeginWith(Next.GO_ON, 4)),
        (5, 0, None, BeginWith(Next.QUIZ, 10)),
    ],
)
def test_enter_goes_on_then_reviews_then_begins_what_is_new(
    asked: int, due: int, left: int | None, first: BeginWith
) -> None:
    assert begin_with(asked, due, left) == first


# ---- the way to go -------------------------------------------------------------------------------------------------


def test_an_own_pace_is_told_once_there_is_enough_to_go_by() -> None:
    days = {"2026-03-01": 12, "2026-03-03": 12, "2026-03-05": 12}
    assert own_pace(9, days, "2026-03-06") == OwnPace(4.0, 6.0)
    assert own_pace(4, days, "2026-03-06") is None, "too few objectives are known"
    assert own_pace(5, {"2026-03-01": 19}, "2026-03-06") is None, "too few questions were asked"
    assert own_pace(9, {"2026-03-01": 36}, "2026-03-06") == OwnPace(4.0, None), "too few days were practiced"
    assert own_pace(9, {**days, "2038-01-01": 500}, "2026-03-06") == OwnPace(4.0, 6.0)


def test_a_pace_foretells_questions_and_days_and_old_days_are_not_lately() -> None:
    pace = OwnPace(4.0, 6.0)
    assert (pace.questions(7), pace.days(7)) == (28, 5)
    assert OwnPace(4.0, None).days(7) is None
    days = {"2025-01-01": 20, "2026-03-01": 14, "2026-03-03": 14, "2026-03-28": 28}
    assert own_pace(19, days, "2026-03-28") == OwnPace(4.0, 2.0)


OBJECTIVES = (
    Objective("rank", "The rank", ()),
    Objective("svd", "The SVD", (), ("rank",)),
    Objective("pca", "The PCA", (), ("svd",)),
)


def small_map(among: Collection[str] = ("rank", "svd", "pca")) -> tuple[TopicOnMap, ...]:
    questions = [question(f"{o.id}.one", bank=o.id) for o in OBJECTIVES]
    titles = {o.id: o.title for o in OBJECTIVES}
    return map_of(Course(questions, OBJECTIVES), among, titles, {"rank": 0.9, "svd": 0.31}, {"rank"})


def test_the_map_has_every_objective_begun_or_not_and_what_is_to_learn_for_each_topic() -> None:
    assert small_map() == (
        TopicOnMap("rank", (ObjectiveOnMap("rank", "The rank", (), 0.9, True),), 0),
        TopicOnMap("svd", (ObjectiveOnMap("svd", "The SVD", ("rank",), 0.31, False),), 1),
        TopicOnMap("pca", (ObjectiveOnMap("pca", "The PCA", ("svd",), None, False),), 2),
    )
    assert [of.topic for of in small_map(("pca",))] == ["pca"]


def test_the_map_on_80_columns() -> None:
    assert [row.text for row in map_lines(small_map(), OwnPace(4.25, 6.0), Display())] == [
        "  1 of 3 objectives are believed known today.",
        "",
        "  rank                 ██████████  1 of 1 known",
        "   90% ✓  The rank",
        "          rank",
        "",
        "  svd                  ░░░░░░░░░░  0 of 1 known, about 5 questions to go, 1 day",
        "   31%    The SVD",
        "          svd, rests on rank",
        "",
        "  pca                  ░░░░░░░░░░  0 of 1 known, about 9 questions to go, 2 days",
        "     -    The PCA",
        "          pca, rests on svd",
        "",
        "  ✓ believed known today, from its own answers or from those to related",
        "  objectives.",
        "  The percentage is mastery; - where no answer tells it yet.",
        "  To go, with what it rests on, at your pace so far: 4.2 questions an objective,",
        "  6.0 a day.",
    ]


def test_the_map_read_aloud_says_nothing_of_a_pace_that_is_not_known() -> None:
    assert [row.text for row in map_lines(small_map(), None, Display(Style.SPEECH))] == [
        "1 of 3 objectives are believed known today.",
        "",
        "rank: 1 of 1 known.",
        "The rank: mastery 90%, believed known.",
        "",
        "svd: 0 of 1 known.",
        "The SVD: mastery 31%; rests on rank.",
        "",
        "pca: 0 of 1 known.",
        "The PCA: not begun; rests on svd.",
        "",
    ]


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("columns", [80, 60, 40, 24])
def test_the_map_fits(columns: int, style: Style) -> None:
    rows = [row.text for row in map_lines(small_map(), OwnPace(4.25, 6.0), Display(style, columns))]
    assert max(map(width, rows)) <= columns
    assert style is not Style.ASCII or all(row.isascii() for row in rows)
