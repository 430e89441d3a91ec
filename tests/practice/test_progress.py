"""The run of days with its forgiven day, the minutes of today, and what is done next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from decompdrill.history.attempts import study_day
from decompdrill.practice.progress import BeginWith, Next, RunOfDays, begin_with, run_of_days, seconds_on
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
