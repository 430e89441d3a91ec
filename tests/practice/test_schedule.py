"""The schedule: what a day's answers are worth, the library's own intervals, and study days across clocks and travel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import fsrs
import pytest

from decompdrill.history.attempts import AttemptRow, study_day
from decompdrill.practice import schedule
from decompdrill.practice.schedule import (
    CardState,
    Rating,
    explain_next_due,
    fuzzed,
    rating_of_day,
    replay_reviews,
    retrievability,
    review_card,
)

AGAIN, HARD, GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD
ROW = AttemptRow(
    id=1,
    session="s",
    mode="quiz",
    question="rank.tall",
    objective="rank",
    bank="rank",
    digest="0",
    seed=1,
    level=1,
    form="number",
    text="2",
    outcome="right",
    credit=1.0,
    slip=None,
    hints=0,
    attempt=1,
    saw_solution=False,
    first_key_ms=None,
    answer_ms=1000,
    at_ms=0,
    utc_offset_min=0,
    study_day="2026-03-01",
    voided_by=None,
)
RIGHT, WRONG = ROW, ROW._replace(outcome="wrong", credit=0.0)
IMPRECISE = ROW._replace(outcome="imprecise", credit=0.5)
UNREADABLE = ROW._replace(outcome="unreadable", credit=0.0)
SKIPPED = ROW._replace(outcome=None, credit=0.0)
LOOKED_UP = SKIPPED._replace(saw_solution=True)


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


# ---- what a day's answers are worth --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "worth"),
    [
        ([RIGHT], GOOD),
        ([WRONG], AGAIN),
        ([LOOKED_UP], AGAIN),
        ([WRONG, LOOKED_UP], AGAIN),
        ([WRONG, SKIPPED], AGAIN),
        ([RIGHT._replace(saw_solution=True)], AGAIN),
        ([RIGHT._replace(hints=1)], HARD),
        ([WRONG, RIGHT._replace(attempt=2)], HARD),
        ([WRONG, WRONG._replace(attempt=2)], AGAIN),
        ([IMPRECISE, RIGHT], HARD),
        ([IMPRECISE], HARD),
        ([IMPRECISE, SKIPPED], HARD),
        ([IMPRECISE, LOOKED_UP], AGAIN),
        # what used up no try: a text that could not be read, an answer of the wrong shape
        ([UNREADABLE, RIGHT], GOOD),
        ([WRONG, RIGHT], GOOD),
        # what was not judged moves nothing
        ([], None),
        ([SKIPPED], None),
        ([UNREADABLE], None),
        ([RIGHT._replace(mode="timed")], None),
        ([RIGHT._replace(voided_by="undo")], None),
        # only the first judged showing of the day counts
        ([WRONG, RIGHT._replace(seed=2)], AGAIN),
        ([RIGHT, WRONG._replace(seed=2)], GOOD),
        ([RIGHT, WRONG._replace(session="t")], GOOD),
        ([SKIPPED, RIGHT._replace(seed=2)], GOOD),
        ([WRONG._replace(mode="timed"), RIGHT._replace(session="t")], GOOD),
        ([WRONG._replace(voided_by="undo"), RIGHT], GOOD),
        # two sessions at once: the second try of the first showing comes after the other's answer
        ([WRONG, RIGHT._replace(session="t"), RIGHT._replace(attempt=2)], HARD),
    ],
)
def test_the_first_judged_showing_of_a_day_is_worth(rows: list[AttemptRow], worth: Rating | None) -> None:
    assert rating_of_day(rows) is worth


# ---- the library ---------------------------------------------------------------------------------------------------

INTERVALS = [
    ((AGAIN,), (1,), (0.212,)),
    ((HARD,), (1,), (1.2931,)),
    ((GOOD,), (2,), (2.3065,)),
    ((GOOD,) * 5, (2, 11, 46, 163, 497), (2.3065, 10.9643, 46.2802, 162.8622, 497.4472)),
    ((GOOD, GOOD, AGAIN, GOOD), (2, 11, 2, 5), (2.3065, 10.9643, 1.5383, 4.8763)),
]


@pytest.mark.parametrize(("ratings", "intervals", "stabilities"), INTERVALS)
def test_the_library_still_gives_these_intervals(
    ratings: tuple[Rating, ...],
    intervals: tuple[int, ...],
    stabilities: tuple[float, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schedule, "fuzzed", lambda days, _question, _reviews: days)
    card, day, cards = None, "2026-01-01", []
    for rating in ratings:
        card = review_card(card, rating, day, "q")
        cards.append(card)
        day = card.due
    assert tuple(days_between(c.last, c.due) for c in cards) == intervals
    assert tuple(round(c.stability, 4) for c in cards) == stabilities
    assert [(c.state, c.reviews) for c in cards] == [("review", n + 1) for n in range(len(cards))]


def test_the_library_is_of_the_major_version_that_the_table_was_made_with() -> None:
    assert [(r.name.upper(), int(r)) for r in fsrs.Rating][:3] == [(r.name, int(r)) for r in Rating]
    assert len(fsrs.Scheduler().parameters) == 21


def test_no_card_is_made_that_reads_the_clock_and_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    def asleep(_seconds: float) -> None:
        raise AssertionError("the library slept")

    monkeypatch.setattr("fsrs.card.time.sleep", asleep)
    card = review_card(review_card(None, GOOD, "2026-01-01", "q"), AGAIN, "2026-01-03", "q")
    assert 0 < retrievability(card, "2026-01-04") < 1


def test_recall_falls_to_the_retention_on_the_day_of_an_unmoved_interval() -> None:
    card = replace(review_card(None, GOOD, "2026-01-01", "q"), stability=10.0)
    known = [round(retrievability(card, day), 3) for day in ("2025-12-25", "2026-01-01", "2026-01-11", "2026-03-01")]
    assert known == [1.0, 1.0, 0.9, 0.744]


def test_a_card_comes_back_from_its_json_as_it_was() -> None:
    card = review_card(None, HARD, "2026-01-01", "eigen.größe")
    assert CardState.from_json(card.to_json()) == card


# ---- our own fuzz --------------------------------------------------------------------------------------------------

REACHES = [(1, 1, 1), (2, 2, 2), (3, 2, 4), (7, 5, 9), (11, 9, 13), (46, 42, 50), (163, 153, 173), (497, 470, 524)]


@pytest.mark.parametrize(("days", "low", "high"), REACHES)
def test_fuzz_moves_an_interval_no_farther_than_the_library_would(days: int, low: int, high: int) -> None:
    moved = {fuzzed(days, f"q{n}", 3) for n in range(2000)}
    assert moved == set(range(low, high + 1))


def test_the_nearest_day_that_fuzz_may_give_is_the_library_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fsrs.scheduler.random", lambda: 0.0)
    library = fsrs.Scheduler()
    for days, low, _ in REACHES:
        assert library._get_fuzzed_interval(interval=timedelta(days=days)) == timedelta(days=low)


def test_fuzz_is_the_same_for_ever_and_its_own_for_each_review() -> None:
    assert [fuzzed(46, "eigen.values-2x2", n) for n in range(8)] == [45, 42, 44, 46, 44, 50, 50, 48]


def test_a_longer_interval_never_becomes_the_shorter_one() -> None:
    for n in range(200):
        moved = [fuzzed(days, f"q{n}", 1) for days in range(1, 200)]
        assert all(a <= b for a, b in pairwise(moved))


# ---- study days ----------------------------------------------------------------------------------------------------


def answered(*moments: tuple[str, str], outcome: str = "right") -> list[AttemptRow]:
    """Return a row for each (local time, zone), as the log would keep it."""
    rows = []
    for number, (local, zone) in enumerate(moments):
        at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
        offset = at.utcoffset()
        assert offset is not None
        at_ms, minutes = int(at.timestamp() * 1000), int(offset.total_seconds() // 60)
        rows.append(
            ROW._replace(
                id=number,
                session=f"s{number}",
                outcome=outcome,
                at_ms=at_ms,
                utc_offset_min=minutes,
                study_day=study_day(at_ms, minutes),
            )
        )
    return rows


BERLIN, TOKYO, HONOLULU, AUCKLAND = "Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu", "Pacific/Auckland"


@pytest.mark.parametrize(
    ("moments", "last", "reviews"),
    [
        # 23 hours apart, two evenings: two study days
        ([("2026-03-02T21:00", BERLIN), ("2026-03-03T20:00", BERLIN)], "2026-03-03", 2),
        # after midnight is still the evening before; at four the next day begins
        ([("2026-03-02T21:00", BERLIN), ("2026-03-03T03:59", BERLIN)], "2026-03-02", 1),
        ([("2026-03-02T21:00", BERLIN), ("2026-03-03T04:00", BERLIN)], "2026-03-03", 2),
        # the clocks go forward on 29 March and back on 25 October: still one day apart
        ([("2026-03-28T21:00", BERLIN), ("2026-03-29T20:00", BERLIN)], "2026-03-29", 2),
        ([("2026-10-24T21:00", BERLIN), ("2026-10-25T20:00", BERLIN)], "2026-10-25", 2),
        ([("2026-10-25T00:30", BERLIN), ("2026-10-25T03:30", BERLIN)], "2026-10-24", 1),
        # eastwards over night: the next morning there is another day, though 10 hours later
        ([("2026-03-02T21:00", BERLIN), ("2026-03-03T15:00", TOKYO)], "2026-03-03", 2),
        # westwards over the date line: the same day twice, and then the day before
        ([("2026-03-03T09:00", AUCKLAND), ("2026-03-03T08:00", HONOLULU)], "2026-03-03", 1),
        ([("2026-03-03T09:00", AUCKLAND), ("2026-03-02T12:00", HONOLULU)], "2026-03-03", 1),
        (
            [("2026-03-03T09:00", AUCKLAND), ("2026-03-02T12:00", HONOLULU), ("2026-03-04T08:00", HONOLULU)],
            "2026-03-04",
            2,
        ),
    ],
)
def test_a_study_day_is_the_day_on_the_wall(moments: list[tuple[str, str]], last: str, reviews: int) -> None:
    card = replay_reviews(answered(*moments))["rank.tall"]
    assert (card.last, card.reviews) == (last, reviews)


def test_reviewing_each_evening_it_is_due_is_the_same_with_and_without_clocks_that_change() -> None:
    def dues(zone: str) -> list[str]:
        rows: list[AttemptRow] = []
        day, found = "2026-03-20", []
        for _ in range(6):
            rows += answered((f"{day}T20:00", zone), outcome="wrong" if len(rows) == 3 else "right")
            day = replay_reviews([r._replace(session=str(n)) for n, r in enumerate(rows)])["rank.tall"].due
            found.append(day)
        return found

    assert dues(BERLIN) == dues("UTC") == dues("America/New_York")


# ---- the schedule of a whole history -------------------------------------------------------------------------------


def on(day: str, row: AttemptRow) -> AttemptRow:
    return row._replace(study_day=day, session=day)


def test_a_replay_is_the_reviews_one_after_the_other() -> None:
    rows = [
        on("2026-03-01", RIGHT),
        on("2026-03-01", WRONG._replace(question="other")),
        on("2026-03-01", WRONG._replace(seed=5)),
        on("2026-03-02", WRONG._replace(mode="timed")),
        on("2026-03-03", WRONG),
        on("2026-03-03", RIGHT._replace(attempt=2)),
        on("2026-03-04", WRONG._replace(voided_by="undo")),
    ]
    first = review_card(None, GOOD, "2026-03-01", "rank.tall")
    assert replay_reviews(rows) == {
        "rank.tall": review_card(first, HARD, "2026-03-03", "rank.tall"),
        "other": review_card(None, AGAIN, "2026-03-01", "other"),
    }


def test_a_showing_that_goes_on_after_four_in_the_morning_belongs_to_the_day_it_began_on() -> None:
    rows = [WRONG, RIGHT._replace(attempt=2, study_day="2026-03-02")]
    assert replay_reviews(rows) == {"rank.tall": review_card(None, HARD, "2026-03-01", "rank.tall")}


def test_voiding_an_answer_gives_the_schedule_without_it() -> None:
    rows = [on("2026-03-01", RIGHT), on("2026-03-03", WRONG), on("2026-03-04", RIGHT)]
    voided = [rows[0], rows[1]._replace(voided_by="undo"), rows[2]]
    assert replay_reviews(voided) == replay_reviews([rows[0], rows[2]])


def test_what_is_due_comes_with_the_least_known_first() -> None:
    cards = [
        CardState("later", 50.0, 5.0, "review", "2026-03-09", "2026-03-01", 1),
        CardState("firm", 30.0, 5.0, "review", "2026-03-08", "2026-03-01", 1),
        CardState("weak", 3.0, 5.0, "review", "2026-03-08", "2026-03-01", 1),
        CardState("overdue", 4.0, 5.0, "review", "2026-02-08", "2026-02-01", 1),
    ]
    assert [c.question for c in schedule.due(cards, "2026-03-08")] == ["overdue", "weak", "firm"]


# ---- what is said --------------------------------------------------------------------------------------------------

FIRM = CardState("rank.tall", 40.0, 5.0, "review", "2026-03-01", "2026-01-20", 4)
MOVED = replace(FIRM, last="2026-03-01", due="2026-04-10")


@pytest.mark.parametrize(
    ("before", "rows", "said"),
    [
        (None, [RIGHT], "Comes back in 2 days (2026-03-03): right at once."),
        (
            None,
            [RIGHT._replace(hints=1)],
            "Comes back tomorrow: right after a hint. Right at once and unaided, it would be in 2 days (2026-03-03).",
        ),
        (
            FIRM,
            [WRONG],
            "Comes back in 3 days (2026-03-04): the answer was wrong."
            " Right at once and unaided, it would be in 109 days (2026-06-18).",
        ),
        (
            None,
            [RIGHT, WRONG._replace(seed=2)],
            "Comes back in 2 days (2026-03-03), as before: only the first answer of a day moves it.",
        ),
        (MOVED, [RIGHT], "Comes back in 40 days (2026-04-10), as before: only the first answer of a day moves it."),
        (
            # at four in the morning a new day began between the tries
            None,
            [WRONG, RIGHT._replace(attempt=2, study_day="2026-03-02")],
            "Comes back today: right at a later try. Right at once and unaided, it would be tomorrow.",
        ),
        (None, [SKIPPED], ""),
        (None, [RIGHT._replace(mode="timed")], ""),
    ],
)
def test_the_reply_says_when_it_comes_back_and_why(before: CardState | None, rows: list[AttemptRow], said: str) -> None:
    assert explain_next_due(before, rows)[1] == said


def test_noon_of_a_study_day_is_a_whole_number_of_days_from_any_other() -> None:
    noons = [schedule._noon((date(2026, 3, 25) + timedelta(days=n)).isoformat()) for n in range(10)]
    assert all((b - a) == timedelta(days=1) and a.tzinfo is UTC for a, b in pairwise(noons))


@pytest.mark.parametrize("days", [0, 1, 3, 10, 40, 400])
@pytest.mark.parametrize("stability", [0.2, 2.3065, 10.0, 365.0])
def test_recall_is_what_the_library_says(days: int, stability: float) -> None:
    last = datetime(2026, 1, 1, 12, tzinfo=UTC)
    card = fsrs.Card(1, fsrs.State.Review, None, stability, 5.0, last, last)
    library = fsrs.Scheduler().get_card_retrievability(card, last + timedelta(days=days))
    ours = CardState("q", stability, 5.0, "review", "2026-02-01", "2026-01-01", 3)
    assert retrievability(ours, (last + timedelta(days=days)).date().isoformat()) == pytest.approx(library, rel=1e-12)


FOLLOWS = '[{"text":"p","verdict":"wrong"},{"text":"l","verdict":"follows","of":1}]'


def test_right_steps_after_a_mistake_in_the_working_are_hard() -> None:
    follows = WRONG._replace(credit=0.5, working=FOLLOWS)
    assert rating_of_day([follows]) is HARD
    _, why = explain_next_due(None, [follows])
    assert "the steps after the mistake were right" in why
    for other in (
        follows._replace(credit=0.0),
        follows._replace(working=None),
        follows._replace(working=FOLLOWS.replace("follows", "right")),
        follows._replace(saw_solution=True),
    ):
        assert rating_of_day([other]) is AGAIN
