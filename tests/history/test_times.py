"""Clocks that were wrong, changed or carried around the world: what counts, on which day, and how it is mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.commands import history_mend
from decompdrill.errors import UsageError
from decompdrill.history.attempts import AttemptRow, TimedRunRow, WrongTimes, study_day
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.practice.recorder import CLOCK_BEHIND, Clocks, cards_of, history_to_write, skills_of
from tests.history.test_store import DAY, FIRST, NOON, RUN, derived, opened

HOUR = 3_600_000


def ms(wall: str) -> int:
    """Return a moment, written with its offset, in milliseconds since 1970."""
    return round(datetime.fromisoformat(wall).timestamp() * 1000)


def given_at(wall: str, seed: int = 1, outcome: str = "right") -> AttemptRow:
    """Return an answer given when the clock on the wall said so; a session for each day."""
    offset = datetime.fromisoformat(wall).utcoffset()
    assert offset is not None
    at_ms, minutes = ms(wall), round(offset.total_seconds() / 60)
    day = study_day(at_ms, minutes)
    return FIRST._replace(
        session=f"s{day}", seed=seed, outcome=outcome, at_ms=at_ms, utc_offset_min=minutes, study_day=day
    )


def history_of(path: Path, walls: list[str], now: str) -> Store:
    """Return an open history of right answers, at a moment."""
    store = opened(path / "history.sqlite3", lambda: ms(now))
    for number, wall in enumerate(walls):
        store.append(given_at(wall, number))
    return store


# ---- implausible ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "counts"),
    [
        ("2019-12-31 23:59+00:00", False),
        ("2020-01-01 00:01+00:00", True),
        ("1970-01-01 00:00+00:00", False),
        ("2026-03-01 12:00+00:00", True),
        ("2026-03-02 11:59+00:00", True),
        ("2026-03-02 12:01+00:00", False),
        ("2026-03-03 01:59+14:00", True),
        ("2038-01-20 12:00+00:00", False),
    ],
)
def test_from_2020_to_a_day_ahead_an_answer_counts(tmp_path: Path, wall: str, counts: bool) -> None:
    store = history_of(tmp_path, [wall], "2026-03-01 12:00+00:00")
    assert bool(cards_of(store)) is counts
    assert bool(skills_of(store, [FIRST.objective])) is counts
    assert bool(store.rows_to_schedule(FIRST.question)) is counts
    assert len(store.rows_of_question(FIRST.question)) == 1, "kept"
    assert [tally.asked for tally in store.per_objective()] == [1]
    assert [(of.first, of.count) for of in store.wrong_times()] == ([] if counts else [(1, 1)])
    store.close()


def test_a_study_day_of_another_year_than_its_moment_counts_for_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path / "history.sqlite3")
    store.append(FIRST._replace(study_day="2036-01-01"))
    assert cards_of(store) == {}
    store.append(FIRST._replace(seed=2, outcome="wrong"))
    assert cards_of(store)[FIRST.question].last == "2026-03-01"
    store.close()


def test_one_answer_with_the_clock_ahead_takes_no_question_out_of_the_schedule(tmp_path: Path) -> None:
    store = history_of(tmp_path, ["2038-01-20 12:00+00:00"], "2038-01-20 12:00+00:00")
    assert cards_of(store)[FIRST.question].last == "2038-01-20", "then it was today"
    store.close()
    for seed, day in enumerate(("2026-03-02", "2026-03-10", "2026-04-10", "2026-12-01"), 5):
        now = f"{day} 12:00+00:00"
        store = opened(tmp_path / "history.sqlite3", lambda now=now: ms(now))  # type: ignore[misc]
        store.append(given_at(now, seed, "wrong"))
        card = cards_of(store)[FIRST.question]
        assert (card.last, card.reviews) == (day, seed - 4)
        assert card.due < "2026-12-04"
        store.close()
    store = opened(tmp_path / "history.sqlite3", lambda: ms("2038-01-21 12:00+00:00"))
    assert cards_of(store)[FIRST.question].last == "2038-01-20", "and when that day has come it counts"
    store.close()


def test_a_clock_that_is_behind_for_a_day_costs_nothing_for_ever(tmp_path: Path) -> None:
    walls = [f"2026-03-{day:02} 12:00+00:00" for day in range(1, 6)]
    store = history_of(tmp_path, walls, "2026-03-05 13:00+00:00")
    before = cards_of(store), skills_of(store, [FIRST.objective])
    store.close()
    behind = opened(tmp_path / "history.sqlite3", lambda: ms("2021-01-01 12:00+00:00"))
    assert (cards_of(behind), skills_of(behind, [FIRST.objective])) == ({}, {})
    assert sum(of.count for of in behind.wrong_times()) == 5
    behind.close()
    store = opened(tmp_path / "history.sqlite3", lambda: ms("2026-03-05 13:00+00:00"))
    assert (cards_of(store), skills_of(store, [FIRST.objective])) == before
    assert store.wrong_times() == ()
    store.close()


def test_where_the_clock_is_before_2020_that_is_said_at_the_start(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clocks = Clocks(lambda: 0.0, lambda: 30_000, lambda: 0, lambda: "s")
    with history_to_write(clocks) as store:
        assert store is not None
    assert capsys.readouterr().err == f"decompdrill: {CLOCK_BEHIND}\n"


# ---- clocks that are right, and strange ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("walls", "days"),
    [
        # summer time begins in Berlin: 29 March has 23 hours
        (
            ["2026-03-28 12:00+01:00", "2026-03-29 03:30+02:00", "2026-03-29 04:30+02:00", "2026-03-30 03:59+02:00"],
            ["2026-03-28", "2026-03-28", "2026-03-29", "2026-03-29"],
        ),
        # and ends: 25 October has 25, and 2:30 twice
        (
            ["2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00", "2026-10-25 04:00+01:00"],
            ["2026-10-24", "2026-10-24", "2026-10-25"],
        ),
        (
            ["2028-02-28 12:00+00:00", "2028-02-29 12:00+00:00", "2028-03-01 12:00+00:00"],
            ["2028-02-28", "2028-02-29", "2028-03-01"],
        ),
        # where the seconds since 1970 leave 31 bits
        (["2038-01-19 03:14+00:00", "2038-01-19 04:15+00:00"], ["2038-01-18", "2038-01-19"]),
        # from Tokyo to Honolulu over the date line: the same date a second time, later
        (
            ["2026-05-10 20:00+09:00", "2026-05-10 18:00-10:00", "2026-05-11 18:00-10:00"],
            ["2026-05-10", "2026-05-10", "2026-05-11"],
        ),
        # and the other way: a date is missing
        (["2026-05-10 20:00-10:00", "2026-05-12 08:00+09:00"], ["2026-05-10", "2026-05-12"]),
    ],
)
def test_the_days_of_an_answer_are_those_of_the_wall_in_whichever_order_they_came(
    tmp_path: Path, walls: list[str], days: list[str]
) -> None:
    rows = [given_at(wall, number) for number, wall in enumerate(walls)]
    assert [row.study_day for row in rows] == days
    found = []
    for number, order in enumerate((rows, rows[::-1])):
        store = opened(tmp_path / str(number) / "history.sqlite3", lambda: ms(walls[-1]) + HOUR)
        for row in order:
            store.append(row)
        assert [row.seed for row in store.rows_to_schedule(FIRST.question)] == list(range(len(rows)))
        assert cards_of(store)[FIRST.question].last == days[-1]
        assert cards_of(store)[FIRST.question].reviews == len(set(days))
        found.append((derived(store), cards_of(store), skills_of(store, [FIRST.objective])))
        store.close()
    assert found[0] == found[1]


def test_a_day_that_travel_brings_back_after_a_later_one_moves_nothing(tmp_path: Path) -> None:
    walls = ["2026-05-10 20:00+14:00", "2026-05-11 05:00+14:00", "2026-05-10 12:00-10:00"]
    store = history_of(tmp_path, walls, "2026-05-12 00:00+00:00")
    assert [row.study_day for row in store.rows()] == ["2026-05-10", "2026-05-11", "2026-05-10"]
    assert cards_of(store)[FIRST.question].reviews == 2
    store.close()


# ---- mended --------------------------------------------------------------------------------------------------------


def ahead(store: Store, run: TimedRunRow | None = None) -> None:
    """Give three answers with the clock ahead, and one in another session with the right one."""
    store.append(given_at("2026-02-28 12:00+01:00", 9))
    for number in range(3):
        store.append(given_at(f"2038-01-20 12:0{number}+01:00", number, ("right", "wrong", "right")[number]))
    if run is not None:
        store.add_run(run)


def test_a_shift_moves_all_answers_of_a_session_and_its_run(tmp_path: Path) -> None:
    store, wanted = (opened(tmp_path / name / "history.sqlite3") for name in ("mended", "wanted"))
    run = RUN._replace(session="s2038-01-20", at_ms=ms("2038-01-20 12:09+01:00"), study_day="2038-01-20")
    ahead(store, run)
    assert store.wrong_times() == (WrongTimes("s2038-01-20", 2, 3, ms("2038-01-20 12:00+01:00"), 60),)
    by = ms("2026-02-28 13:00+01:00") - ms("2038-01-20 12:00+01:00")
    assert store.shift(3, by, 4) == 3
    for row in store.rows():
        if row.voided_by is None:
            wanted.append(row)
    assert (derived(store), cards_of(store)) == (derived(wanted), cards_of(wanted))
    assert cards_of(store)[FIRST.question].last == "2026-02-28"
    assert [row.study_day for row in store.rows()] == ["2026-02-28", *["2038-01-20"] * 3, *["2026-02-28"] * 3]
    assert [row.voided_by for row in store.rows()] == [None, *["shift"] * 3, *[None] * 3]
    assert store.runs() == (run._replace(at_ms=run.at_ms + by, study_day="2026-02-28", moves=1),)
    assert store.wrong_times() == ()
    store.close()
    wanted.close()


def test_a_shift_travels_and_wins_over_a_second_copy(tmp_path: Path) -> None:
    one, other = (opened(tmp_path / name / "history.sqlite3") for name in ("one", "other"))
    run = RUN._replace(session="s2038-01-20", at_ms=ms("2038-01-20 12:09+01:00"), study_day="2038-01-20")
    ahead(one, run)
    before = list(one.export())
    other.import_(before)
    one.shift(2, -4343 * DAY, 4)
    other.import_(one.export())
    one.import_(before)
    other.import_(before)
    assert (derived(one), cards_of(one), one.runs()) == (derived(other), cards_of(other), other.runs())
    assert other.wrong_times() == ()
    one.close()
    other.close()


@pytest.mark.parametrize("wall", ["1970-01-01 00:00:30+00:00", "1969-12-31 12:00+00:00", "1901-12-13 20:45+00:00"])
@pytest.mark.parametrize("offset", [0, 840, -720, -1500, 1500])
@pytest.mark.parametrize("rollover", [0, 4, 23])
def test_what_a_clock_without_time_gave_is_exported_imported_and_shifted(
    tmp_path: Path, wall: str, offset: int, rollover: int
) -> None:
    one, other = (opened(tmp_path / name / "history.sqlite3", lambda: ms("2026-03-02 12:00+00:00")) for name in "ab")
    at_ms = ms(wall)
    one.append(
        FIRST._replace(at_ms=at_ms, utc_offset_min=offset, study_day=study_day(at_ms, offset, rollover), voided_by=None)
    )
    one.add_run(RUN._replace(at_ms=at_ms, utc_offset_min=offset, study_day=study_day(at_ms, offset, rollover)))
    one.backup()
    assert other.import_(list(one.export())).added == 1
    assert list(other.export()) == list(one.export())
    for later in (ms("2026-03-01 12:00+00:00"), 10**14):
        assert other.shift(other.count(), later - other.last(1)[0].at_ms, rollover) == 1
        one.import_(list(other.export()))
        assert one.last(1) == other.last(1)
        assert one.last(1)[0].at_ms == later
    one.close()
    other.close()


# ---- on the command line -------------------------------------------------------------------------------------------


@pytest.fixture
def wrong(home: Path) -> Path:
    store = open_store(home / "history.sqlite3", lambda: NOON)
    assert isinstance(store, Store)
    ahead(store)
    store.close()
    return home


def test_stats_say_which_answers_have_times_that_cannot_be_right(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["stats"]) == 0
    assert capsys.readouterr().err == (
        "decompdrill: 3 answers cannot have been given when the clock said, before 2020 or more than a day ahead (answer 2: "
        "2038-01-20 12:00). They count for neither schedule nor mastery until their time is moved: decompdrill history "
        "shift 2 --to 'YYYY-MM-DD HH:MM'\n"
    )
    assert cli.run(["stats", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["wrong_times"] == [
        {"session": "s2038-01-20", "number": 2, "count": 3, "at_ms": ms("2038-01-20 12:00+01:00")}
    ]
    assert err == ""


def test_of_one_answer_stats_speak_as_of_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = opened(home / "history.sqlite3")
    store.append(given_at("2038-01-20 12:00+01:00", 9))
    store.close()
    assert cli.run(["stats"]) == 0
    assert capsys.readouterr().err == (
        "decompdrill: 1 answer cannot have been given when the clock said, before 2020 or more than a day ahead (answer 1: "
        "2038-01-20 12:00). It counts for neither schedule nor mastery until its time is moved: decompdrill history shift 1 "
        "--to 'YYYY-MM-DD HH:MM'\n"
    )


@pytest.mark.parametrize(
    ("arguments", "began"),
    [
        (["--to", "2026-02-28 13:00"], "2026-02-28 13:00"),
        (["--to", "2026-02-28T13:00+00:00"], "2026-02-28 14:00"),
        (["--by", "-4343d"], "2026-03-01 12:00"),
        (["--by", "−4343d1h5m"], "2026-03-01 10:55"),
        (["--by", "1h"], "2038-01-20 13:00"),
    ],
)
def test_shift_says_when_the_session_began(
    wrong: Path, arguments: list[str], began: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["history", "shift", "3", *arguments]) == 0
    assert capsys.readouterr().out == f"3 answers moved: this session began at {began} now\n"


def test_shift_says_so_where_the_session_has_that_time(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["history", "shift", "3", "--to", "2038-01-20 12:00"]) == 0
    assert capsys.readouterr().out == "0 answers moved: this session began at 2038-01-20 12:00 already\n"


@pytest.mark.parametrize(
    ("number", "by", "to", "said"),
    [
        (2, None, None, "`history shift` takes either --by, as in -1d2h, or --to, as in '2026-03-01 12:00'"),
        (2, "1d", "2026-03-01", "`history shift` takes either --by, as in -1d2h, or --to, as in '2026-03-01 12:00'"),
        (9, "1d", None, "there is no answer 9 that counts: `history export` shows the numbers"),
        (2, "a day", None, "--by takes days, hours and minutes, as in -1d2h30m, and not 'a day'"),
        (2, "-", None, "--by takes days, hours and minutes, as in -1d2h30m, and not '-'"),
        (2, None, "noon", "--to takes a date and a time, as in '2026-03-01 12:00', and not 'noon'"),
        (2, "-9999d", None, "with that an answer would be from before 2020, or from after the year 5000"),
    ],
)
def test_what_shift_does_not_understand_changes_nothing(
    wrong: Path, number: int, by: str | None, to: str | None, said: str
) -> None:
    clocks = Clocks(lambda: 0.0, lambda: NOON, lambda: 0, lambda: "s")
    with pytest.raises(UsageError) as refused:
        history_mend.shift(number, by, to, clocks)
    assert str(refused.value) == said
    store = opened(wrong / "history.sqlite3")
    assert store.count() == 4
    store.close()


def live(store: Store) -> list[tuple[int, str]]:
    return [(row.at_ms, row.text) for row in store.rows() if row.voided_by is None]


def test_a_session_moved_there_and_back_is_as_it_was_and_travels_so(tmp_path: Path) -> None:
    one, empty = (opened(tmp_path / name / "history.sqlite3") for name in ("one", "empty"))
    ahead(one)
    before, summed_up = live(one), derived(one)
    assert one.shift(2, DAY, 4) == 3
    assert one.shift(next(row.id for row in one.rows() if row.voided_by is None and row.id > 4), -DAY, 4) == 3
    assert (live(one), derived(one)) == (before, summed_up)
    empty.import_(one.export())
    assert (sorted(live(empty)), derived(empty)) == (sorted(before), summed_up)
    one.close()
    empty.close()


def exchanged(*stores: Store) -> None:
    """Let each have what the others have."""
    for store in stores:
        for other in stores:
            if other is not store:
                store.import_(list(other.export()))


def first_live(store: Store) -> int:
    return next(row.id for row in store.rows() if row.voided_by is None and row.session == "s2038-01-20")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two machines with the same session of three answers, given with the clock ahead."""
    one, other = (opened(tmp_path / name / "history.sqlite3") for name in ("one", "other"))
    ahead(one, RUN._replace(session="s2038-01-20", at_ms=ms("2038-01-20 12:09+01:00"), study_day="2038-01-20"))
    exchanged(one, other)
    yield one, other
    one.close()
    other.close()


def agree(one: Store, other: Store, moments: list[tuple[int, str]]) -> bool:
    """Whether both show the same, whose counted answers are these, and a store that has all at once shows it too."""
    same = all(of(one) == of(other) for of in (derived, cards_of, Store.runs, lambda store: sorted(live(store))))
    return same and sorted(live(one)) == sorted(moments)


def test_moved_there_and_back_with_an_export_in_between_machines_agree(two: tuple[Store, Store]) -> None:
    one, other = two
    before = live(one)
    one.shift(first_live(one), DAY, 4)
    exchanged(one, other)
    one.shift(first_live(one), -DAY, 4)
    assert other.import_(list(one.export())).freed == 3
    assert agree(one, other, before)
    exchanged(one, other)
    assert agree(one, other, before)
    for store in two:
        store.rebuild()
    assert agree(one, other, before)


def test_of_two_moves_without_an_exchange_one_counts_on_both(two: tuple[Store, Store]) -> None:
    one, other = two
    before = live(one)
    one.shift(first_live(one), -DAY, 4)
    other.shift(first_live(other), -2 * DAY, 4)
    exchanged(one, other)
    exchanged(one, other)
    assert agree(one, other, [(at - DAY * (at > NOON), text) for at, text in before]), "each answer once"


def test_what_was_moved_twice_wins_over_what_was_moved_once(two: tuple[Store, Store]) -> None:
    one, other = two
    before = live(one)
    for by in (-DAY, DAY, -3 * DAY):
        one.shift(first_live(one), by, 4)
    other.shift(first_live(other), 5 * DAY, 4)
    exchanged(other, one)
    exchanged(one, other)
    assert agree(one, other, [(at - 3 * DAY * (at > NOON), text) for at, text in before])


def test_an_answer_that_was_voided_elsewhere_while_it_was_moved_here_is_void(two: tuple[Store, Store]) -> None:
    one, other = two
    before = sorted(live(one))
    one.shift(first_live(one), -DAY, 4)
    voided = first_live(other)
    other.void(voided, "void")
    exchanged(one, other)
    exchanged(one, other)
    assert agree(one, other, [before[0], *((at - DAY, text) for at, text in before[2:])])
    reasons = [row.voided_by for row in one.rows() if row.at_ms in (before[1][0], before[1][0] - DAY)]
    assert reasons == ["void", "void"]


def test_an_import_that_moved_answers_back_is_taken_back_whole(two: tuple[Store, Store]) -> None:
    one, other = two
    one.shift(first_live(one), DAY, 4)
    exchanged(one, other)
    before, moved = list(other.export()), live(other)
    one.shift(first_live(one), -DAY, 4)
    other.import_(list(one.export()))
    assert live(other) != moved
    other.undo_import()
    assert live(other) == moved
    assert list(other.export())[: len(moved)] == before[: len(moved)]


def test_what_is_voided_after_an_import_that_moved_it_back_stays_so(two: tuple[Store, Store]) -> None:
    one, other = two
    one.shift(first_live(one), DAY, 4)
    exchanged(one, other)
    one.shift(first_live(one), -DAY, 4)
    other.import_(list(one.export()))
    gone = first_live(other)
    other.void(gone, "void")
    other.undo_import()
    assert len(live(other)) == 3, "the two others are where they were moved to, and the one of the other session"
    assert other.attempt(gone).voided_by == "void"  # type: ignore[union-attr]


def test_by_no_time_nothing_is_moved(two: tuple[Store, Store]) -> None:
    before = list(two[0].export())
    assert two[0].shift(first_live(two[0]), 0, 4) == 0
    assert list(two[0].export()) == before


def test_an_import_whose_times_were_moved_is_taken_back_whole(tmp_path: Path) -> None:
    one, other = (opened(tmp_path / name / "history.sqlite3") for name in ("one", "other"))
    ahead(one)
    other.import_(one.export())
    moved = next(row.id for row in other.rows() if row.session == "s2038-01-20")
    other.shift(moved, -4343 * DAY, 4)
    other.undo_import()
    assert list(other.rows()) == []
    one.close()
    other.close()


def test_a_history_whose_version_is_zeroed_is_mended_and_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    store = opened(path)
    ahead(store)
    kept = live(store)
    store.close()
    spoilt = bytearray(path.read_bytes())
    spoilt[60:64] = bytes(4)
    path.write_bytes(spoilt)
    store = opened(path)
    assert sorted(live(store)) == sorted(kept)
    assert store.notice is not None
    assert "has a damaged header" in store.notice
    store.close()
