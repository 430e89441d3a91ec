"""The history on disk: what is kept, what is derived from it, and what happens where the file or the disk is not sound."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decompdrill.errors import DrillError, RecordError
from decompdrill.history import exchange, faults, locks, opening, schema
from decompdrill.history.attempts import (
    AttemptRow,
    DayTally,
    Mode,
    NotSaved,
    ObjectiveTally,
    SavedCard,
    SlipTally,
    TimedRunRow,
    is_right_at_once,
    monday_of,
    study_day,
)
from decompdrill.history.backups import backups_of
from decompdrill.history.exchange import line_of, read_line
from decompdrill.history.faults import Unavailable
from decompdrill.history.imports import Imported
from decompdrill.history.opening import open_store, read_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.store import Store
from decompdrill.practice import schedule
from decompdrill.practice.schedule import Rating
from tests.chance import examples
from tests.rights import become_anybody

NOON = 1_772_366_400_000
"""1 March 2026, 12:00 UTC."""
DAY = 86_400_000
SYNCHRONOUS = opening.SYNCHRONOUS
FIRST = AttemptRow(
    id=0,
    session="5e5510",
    mode="quiz",
    question="eigen.values-2x2",
    objective="eigenvalues-2x2",
    bank="eigenvalues",
    digest="0123456789ab",
    seed=10**18 - 1,
    level=2,
    form="list",
    text="4, 1\t−½",
    outcome="right",
    credit=1.0,
    slip=None,
    hints=0,
    attempt=1,
    saw_solution=False,
    first_key_ms=900,
    answer_ms=4000,
    at_ms=NOON,
    utc_offset_min=-300,
    study_day="2026-03-01",
    voided_by=None,
)
WRONG = FIRST._replace(outcome="wrong", credit=0.0, slip="sign-lost", text="-4, 1")


def noon() -> int:
    return NOON


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: no power is cut here."""
    monkeypatch.setattr(opening, "SYNCHRONOUS", "OFF")
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    kept = opened(path)
    yield kept
    kept.close()


def opened(path: Path, now_ms: Callable[[], int] = noon) -> Store:
    store = open_store(path, now_ms)
    assert isinstance(store, Store), store
    return store


def filled(path: Path, count: int = 40, backup: bool = True) -> Path:
    """Leave a closed history of `count` answers, and a backup of it."""
    store = opened(path)
    for number in range(count):
        store.append(FIRST._replace(seed=number, at_ms=NOON + number))
    if backup:
        store.backup()
    store.close()
    return path


def derived(store: Store) -> tuple[object, ...]:
    return store.per_objective(), store.per_slip(), store.per_day()


# ---- the log -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "offset", "day"),
    [
        ("2026-03-01 03:59", 0, "2026-02-28"),
        ("2026-03-01 04:00", 0, "2026-03-01"),
        ("2026-03-01 08:59", -300, "2026-02-28"),
        ("2026-03-01 09:00", -300, "2026-03-01"),
        ("2026-02-28 14:00", 840, "2026-03-01"),
        ("2024-02-29 12:00", 0, "2024-02-29"),
    ],
)
def test_a_study_day_begins_at_four_by_the_clock_on_the_wall(at: str, offset: int, day: str) -> None:
    from datetime import UTC, datetime

    at_ms = round(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000)
    assert study_day(at_ms, offset) == day


def test_the_rollover_can_be_another_hour() -> None:
    assert study_day(NOON, 0, rollover_hours=13) == "2026-02-28"


def test_an_attempt_comes_back_as_it_was_kept(store: Store) -> None:
    skipped = FIRST._replace(outcome=None, text="", first_key_ms=None, saw_solution=True, credit=0.0, mode="timed")
    ids = [store.append(FIRST), store.append(WRONG), store.append(skipped)]
    assert ids == [1, 2, 3]
    assert list(store.rows()) == [FIRST._replace(id=1), WRONG._replace(id=2), skipped._replace(id=3)]
    assert list(store.rows(since_id=2)) == [skipped._replace(id=3)]
    assert list(store.rows(mode="timed")) == [skipped._replace(id=3)]
    assert all(type(row.saw_solution) is bool for row in store.rows())


def test_more_rows_than_a_page_come_in_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decompdrill.history.store.PAGE", 3)
    for number in range(8):
        store.append(FIRST._replace(seed=number))
    assert [row.seed for row in store.rows()] == list(range(8))
    assert [row.seed for row in store.rows(since_id=3, mode="quiz")] == [3, 4, 5, 6, 7]


def test_the_attempts_at_one_question_stand_by_study_day(store: Store) -> None:
    late = store.append(FIRST._replace(study_day="2026-03-02"))
    early = store.append(FIRST._replace(study_day="2026-03-01", seed=5))
    store.append(FIRST._replace(question="another"))
    assert [row.id for row in store.rows_of_question(FIRST.question)] == [early, late]
    assert [row.id for row in store.rows_of_question(FIRST.question, seed=5)] == [early]
    assert store.rows_of_question("unknown") == ()


def test_the_recent_attempts_at_an_objective_are_the_last_ones(store: Store) -> None:
    for number in range(5):
        store.append(FIRST._replace(seed=number, objective=("a", "b")[number == 4]))
    assert [row.seed for row in store.recent("a", 2)] == [2, 3]
    assert [row.seed for row in store.recent_of_all(3)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM attempts",
        "UPDATE attempts SET text = 'better'",
        "UPDATE attempts SET outcome = 'right', voided_by = NULL",
    ],
)
def test_an_attempt_is_never_deleted_or_changed(path: Path, statement: str) -> None:
    filled(path)
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.IntegrityError, match="an attempt is voided, never"):
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    "changes", [{"mode": "exam"}, {"outcome": "Right"}, {"seed": "x"}, {"text": None}, {"saw_solution": 2}]
)
def test_what_is_no_attempt_is_refused_and_leaves_nothing(store: Store, changes: dict[str, object]) -> None:
    with pytest.raises(NotSaved):
        store.append(FIRST._replace(**changes))  # type: ignore[arg-type]
    assert store.count() == 0
    assert derived(store) == ((), (), ())


def test_a_commit_is_on_disk_when_it_returns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SYNCHRONOUS", SYNCHRONOUS)
    store = opened(path)
    assert schema.pragma_number(store._db, "synchronous") == 2, "FULL"
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    store.close()


# ---- what is derived -----------------------------------------------------------------------------------------------

IMPRECISE = FIRST._replace(outcome="imprecise", credit=0.5)
SECOND = FIRST._replace(attempt=2)
HINTED = FIRST._replace(hints=1)
SKIPPED = FIRST._replace(outcome=None, text="", credit=0.0)
UNREADABLE = FIRST._replace(outcome="unreadable", credit=0.0)


@pytest.mark.parametrize(
    ("rows", "asked", "right", "right_first"),
    [
        ((FIRST,), 1, 1, 1),
        ((WRONG,), 1, 0, 0),
        ((SKIPPED,), 1, 0, 0),
        ((UNREADABLE,), 1, 0, 0),
        ((HINTED,), 1, 1, 0),
        ((WRONG, SECOND), 1, 1, 0),
        ((IMPRECISE, FIRST), 1, 1, 0),
        ((WRONG, WRONG._replace(attempt=2)), 1, 0, 0),
        # a wrong shape uses up no try: what comes after it is the first try still
        ((WRONG._replace(slip=None), FIRST), 1, 1, 1),
        ((FIRST._replace(saw_solution=True),), 1, 1, 0),
        ((WRONG, SKIPPED._replace(saw_solution=True)), 1, 0, 0),
        ((FIRST, FIRST._replace(seed=2)), 2, 2, 2),
        ((FIRST, FIRST._replace(session="other")), 2, 2, 2),
        ((FIRST, WRONG._replace(question="other")), 2, 1, 1),
    ],
)
def test_a_showing_counts_once_whatever_the_tries(
    store: Store, rows: tuple[AttemptRow, ...], asked: int, right: int, right_first: int
) -> None:
    for row in rows:
        store.append(row)
    assert [replace(tally, median_ms=None) for tally in store.per_objective()] == [
        ObjectiveTally("eigenvalues-2x2", asked, right, right_first, None)
    ]
    assert store.per_day() == (DayTally("2026-03-01", asked, right, right_first),)


def test_the_speed_is_the_median_of_right_answers_that_took_time(store: Store) -> None:
    for number, ms in enumerate((5000, 1000, 3000, 0)):
        store.append(FIRST._replace(seed=number, answer_ms=ms))
    store.append(WRONG._replace(seed=9, answer_ms=1))
    store.append(WRONG._replace(objective="never-right"))
    assert {tally.objective: tally.median_ms for tally in store.per_objective()} == {
        "eigenvalues-2x2": 3000,
        "never-right": None,
    }


def test_slips_count_by_the_week_that_begins_on_monday(store: Store) -> None:
    for number, day in enumerate(("2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09")):
        store.append(WRONG._replace(seed=number, study_day=day))
    store.append(WRONG._replace(slip="another"))
    weeks = (
        SlipTally("another", "2026-02-23", 1),
        SlipTally("sign-lost", "2026-02-23", 1),
        SlipTally("sign-lost", "2026-03-02", 2),
        SlipTally("sign-lost", "2026-03-09", 1),
    )
    assert store.per_slip() == weeks
    store.rebuild()
    assert store.per_slip() == weeks
    assert monday_of("2026-03-08") == "2026-03-02"


def test_undo_takes_an_attempt_out_of_everything_and_keeps_it(store: Store) -> None:
    store.append(FIRST)
    before = derived(store)
    undone = store.append(WRONG._replace(seed=2))
    store.void(undone, "undo")
    assert derived(store) == before
    assert [row.voided_by for row in store.rows()] == [None, "undo"]
    assert store.rows_of_question(FIRST.question, 2) == ()
    assert [row.id for row in store.recent(FIRST.objective)] == [1]


def test_what_is_voided_once_stays_as_it_is(store: Store) -> None:
    store.append(FIRST)
    store.append(WRONG._replace(seed=2))
    store.void(2, "undo")
    expected = derived(store)
    store.void(2, "again")
    store.void(99, "nothing")
    assert derived(store) == expected
    assert [row.voided_by for row in store.rows()] == [None, "undo"]


def test_after_an_undone_first_try_the_next_one_is_the_first(store: Store) -> None:
    mistyped = store.append(WRONG)
    store.void(mistyped, "undo")
    assert derived(store) == ((), (), ())
    store.append(FIRST)
    assert store.per_day() == (DayTally("2026-03-01", 1, 1, 1),)
    assert store.per_slip() == ()


def test_what_is_rebuilt_is_what_was_kept_up(store: Store) -> None:
    for number in range(60):
        which = (FIRST, WRONG, IMPRECISE, SECOND, SKIPPED, HINTED)[number * 7 % 6]
        days = f"2026-03-{1 + number % 9:02}"
        store.append(
            which._replace(seed=number // 2, study_day=days, objective=f"o{number % 4}", session=f"s{number % 5}")
        )
        if number % 11 == 0:
            store.void(number, "undo")
    kept_up = derived(store)
    store.rebuild()
    assert derived(store) == kept_up


ATTEMPTS = st.builds(
    lambda **fields: FIRST._replace(slip=None, **fields),
    session=st.sampled_from(["s", "t"]),
    mode=st.sampled_from(Mode),
    question=st.sampled_from(["a", "b"]),
    seed=st.integers(1, 2),
    outcome=st.sampled_from(["right", "imprecise", "wrong", "unreadable", None]),
    attempt=st.integers(1, 2),
    hints=st.integers(0, 1),
    saw_solution=st.booleans(),
    study_day=st.sampled_from(["2026-03-01", "2026-03-02"]),
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ATTEMPTS, max_size=12), st.sets(st.integers(1, 12)))
def test_the_tallies_count_what_the_schedule_rates(rows: list[AttemptRow], voided: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder) / "history.sqlite3")
        for number, row in enumerate(rows):
            store.append(row._replace(objective=row.question, at_ms=NOON + number))
        for number in voided:
            store.void(number, "undo")
        kept_up, log = derived(store), [row for row in store.rows() if row.voided_by is None]
        tallies = store.per_objective()
        store.rebuild()
        assert derived(store) == kept_up
        store.close()
    showings = [tuple(group) for _, group in groupby(sorted(log, key=lambda r: (r.showing, r.id)), lambda r: r.showing)]
    assert {(t.objective, t.asked, t.right, t.right_first) for t in tallies} == {
        (name, len(own), sum(rows[-1].outcome == "right" for rows in own), sum(map(is_right_at_once, own)))
        for name in {row.question for row in log}
        for own in [[rows for rows in showings if rows[0].question == name]]
    }
    for showing in filter(schedule.is_judged, schedule.showings(log)):
        assert is_right_at_once(showing) is (schedule.rating_of(showing) is Rating.GOOD)


def test_a_card_is_worked_out_again_only_where_something_changed(store: Store) -> None:
    asked: list[str] = []

    def derive(rows: tuple[AttemptRow, ...]) -> str | None:
        asked.append(rows[0].question)
        return f"{len(rows)} attempts"

    store.append(FIRST)
    store.append(FIRST._replace(question="b"))
    assert store.refresh_cards(derive) == {"b": "1 attempts", "eigen.values-2x2": "1 attempts"}
    assert store.refresh_cards(derive) == store.cards()
    assert asked == ["b", "eigen.values-2x2"]
    store.append(FIRST._replace(mode="timed", seed=3))
    assert store.refresh_cards(derive) == {"b": "1 attempts", "eigen.values-2x2": "1 attempts"}
    store.append(FIRST._replace(seed=4))
    assert store.refresh_cards(derive)["eigen.values-2x2"] == "2 attempts"
    store.void(2, "undo")
    assert store.refresh_cards(derive) == {"eigen.values-2x2": "2 attempts"}
    assert asked == ["b", "eigen.values-2x2", "eigen.values-2x2"]


def test_a_card_that_a_session_worked_out_is_kept_unless_the_answers_changed_since(store: Store) -> None:
    store.append(FIRST)
    store.append(FIRST._replace(question="b"))
    worked = {name: SavedCard(store.rows_of_question(name), "worked out") for name in (FIRST.question, "b")}
    store.void(2, "undo")
    store.finish("any", worked)
    assert store.cards() == {FIRST.question: "worked out"}
    assert store.refresh_cards(lambda rows: "again") == {FIRST.question: "worked out"}


# ---- sessions ------------------------------------------------------------------------------------------------------


def test_a_session_that_was_not_finished_is_offered_with_what_was_answered(path: Path) -> None:
    store = opened(path)
    store.begin("a1", Mode.REVIEW, '["q"]', 7)
    store.append(FIRST._replace(session="a1"))
    store.append(FIRST._replace(session="a1", seed=2))
    store.void(2, "undo")
    assert store.unfinished() is None, "it is running, in this very program"
    store.close()
    after = opened(path)
    left = after.unfinished()
    assert left is not None
    assert (left.session, left.mode, left.seed, left.plan, left.began_ms) == ("a1", "review", 7, '["q"]', NOON)
    assert left.answered == (FIRST._replace(id=1, session="a1"),)
    assert after.take_up("a1")
    assert after.unfinished() is None
    after.finish("a1")
    after.close()
    assert opened(path).unfinished() is None


def test_a_session_of_a_running_program_is_not_offered_to_another(path: Path) -> None:
    here, there = opened(path), opened(path)
    here.begin("a1", Mode.QUIZ, "[]", 7)
    assert there.unfinished() is None
    assert not there.take_up("a1")
    here.close()
    assert there.unfinished() is not None
    assert there.take_up("a1")
    there.close()


def test_the_newest_unfinished_session_is_offered(path: Path) -> None:
    for number, session in enumerate(("a1", "b2")):
        store = opened(path, lambda number=number: NOON + number)  # type: ignore[misc]
        store.begin(session, Mode.QUIZ, "[]", 7)
        store.close()
    store = opened(path)
    left = store.unfinished()
    assert left is not None
    assert left.session == "b2"
    store.close()


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    place = tmp_path / "locks" / "one"
    taken = locks.try_lock(place)
    assert taken is not None
    assert locks.is_locked(place)
    assert locks.try_lock(place) is None
    taken.release()
    assert not locks.is_locked(place)
    assert not place.exists()


def test_two_sessions_at_once_are_both_kept(path: Path) -> None:
    problems: list[BaseException] = []

    def answer(session: str) -> None:
        try:
            store = opened(path)
            store.begin(session, Mode.QUIZ, "[]", 7)
            for number in range(20):
                store.append(FIRST._replace(session=session, seed=number))
            store.close()
        except BaseException as error:  # noqa: BLE001
            problems.append(error)

    both = [threading.Thread(target=answer, args=(session,)) for session in ("a1", "b2")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert problems == []
    store = opened(path)
    assert sorted((row.session, row.seed) for row in store.rows()) == [(s, n) for s in ("a1", "b2") for n in range(20)]
    assert store.per_day() == (DayTally("2026-03-01", 40, 40, 40),)
    store.close()


def test_a_history_two_folders_deep_is_made_where_neither_is_there(tmp_path: Path) -> None:
    place = tmp_path / ".local" / "share" / "decompdrill" / "history.sqlite3"
    store = opened(place)
    assert store.append(FIRST) == 1
    store.close()
    assert place.stat().st_size > 0


def test_who_opens_a_history_waits_until_another_has_looked_at_it(path: Path) -> None:
    filled(path)
    other = locks.try_lock(HistoryFiles(path).opening)
    assert other is not None
    counted: list[int] = []

    def look() -> None:
        store = opened(path)
        counted.append(store.count())
        store.close()

    opens = threading.Thread(target=look)
    opens.start()
    opens.join(0.3)
    assert counted == []
    other.release()
    opens.join(30)
    assert counted == [40]


def test_who_opens_a_history_waits_five_seconds_and_no_longer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that hangs while it looks at the history keeps nobody out."""
    filled(path)
    other = locks.try_lock(HistoryFiles(path).opening)
    assert other is not None
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    store = opened(path)
    assert sum(waits) == pytest.approx(5.0)
    assert store.count() == 40
    store.close()
    other.release()


def test_nobody_waits_where_nobody_else_looks_at_a_history_and_the_next_need_not_either(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    for _ in range(2):
        store = opened(path)
        other = locks.try_lock(HistoryFiles(path).opening)
        assert (waits, other is None) == ([], False)
        assert other is not None
        other.release()
        store.close()


def test_a_history_that_another_program_holds_is_said_to_be_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    store = opened(filled(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotSaved) as refused:
        store.append(FIRST)
    assert str(refused.value) == f"Nothing of this is kept: {path} is held by another program."
    assert open_store(path, noon) == Unavailable(f"{path} is held by another program")
    other.execute("ROLLBACK")
    assert store.append(FIRST) == 41
    other.close()
    store.close()


# ---- a file that is not sound --------------------------------------------------------------------------------------


def emptied(content: bytes) -> bytes:
    return b""


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_by_a_page(content: bytes) -> bytes:
    return content[:-4096]


def zeroed_in_the_middle(content: bytes) -> bytes:
    return content[:8192] + bytes(8192) + content[16384:]


def zeroed(content: bytes) -> bytes:
    return bytes(len(content))


def replaced_by_text(content: bytes) -> bytes:
    return b"These are notes, and no history at all.\n" * 200


def of_another_program(content: bytes) -> bytes:
    return content[:68] + b"\0\0\0\1" + content[72:]


DAMAGES: list[tuple[Callable[[bytes], bytes], str]] = [
    (emptied, "is empty"),
    (cut, "cannot be read (…)"),
    (cut_by_a_page, "cannot be read (…)"),
    (zeroed_in_the_middle, "is damaged (…)"),
    (zeroed, "cannot be read (…)"),
    (replaced_by_text, "cannot be read (…)"),
    (of_another_program, "is a database of another program"),
]


def without_cause(notice: str | None) -> str:
    """Return a notice without the words of SQLite, which differ from version to version."""
    assert notice is not None
    return re.sub(r"\(.*\);", "(…);", notice)


ASIDE = "history.sqlite3.damaged-2026-03-01-120000"
IN_PLACE = "The backup history-2026-03-01.sqlite3 is in its place: 40 answers are there, none is gone."


@pytest.mark.parametrize(("damage", "flaw"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_damaged_history_is_set_aside_and_its_backup_put_back(
    path: Path, damage: Callable[[bytes], bytes], flaw: str
) -> None:
    damaged = damage(filled(path).read_bytes())
    path.write_bytes(damaged)
    store = opened(path)
    assert without_cause(store.notice) == (f"The history {path} {flaw}; it was set aside as {ASIDE}. {IN_PLACE}")
    assert path.with_name(ASIDE).read_bytes() == damaged
    assert store.count() == 40
    assert store.append(FIRST) == 41
    store.close()
    again = opened(path)
    assert (again.notice, again.count()) == (None, 41)
    again.close()


BEGUN = "There is no backup: a new history begins; 40 answers are gone."
READ = "There is no backup: what could still be read is in its place: "
LEFT: dict[Callable[[bytes], bytes], str] = {
    cut_by_a_page: f"{READ}28 answers are there, 12 are gone.",
    zeroed_in_the_middle: f"{READ}40 answers are there, none is gone.",
    of_another_program: f"{READ}40 answers are there, none is gone.",
}


@pytest.mark.parametrize(("damage", "flaw"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_without_a_backup_what_can_be_read_is_saved_and_what_is_gone_is_counted(
    path: Path, damage: Callable[[bytes], bytes], flaw: str
) -> None:
    damaged = damage(filled(path, backup=False).read_bytes())
    path.write_bytes(damaged)
    store = opened(path)
    left = LEFT.get(damage, BEGUN)
    assert without_cause(store.notice) == f"The history {path} {flaw}; it was set aside as {ASIDE}. {left}"
    assert store.count() == int("".join(re.findall(r"(\d+) answers are there", left)) or 0)
    assert path.with_name(ASIDE).read_bytes() == damaged
    kept_up = derived(store)
    store.rebuild()
    assert derived(store) == kept_up
    store.close()


def test_a_history_that_is_gone_is_no_first_run(path: Path) -> None:
    filled(path).unlink()
    store = opened(path)
    assert store.notice == f"The history {path} is gone. {IN_PLACE}"
    assert store.count() == 40
    store.close()


def test_a_first_run_says_nothing(path: Path) -> None:
    store = opened(path)
    assert (store.notice, store.count()) == (None, 0)
    store.close()


def test_an_empty_file_where_no_history_was_is_a_first_run(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = opened(path)
    assert (store.notice, store.count()) == (None, 0)
    store.close()


def test_a_damaged_backup_is_passed_over(path: Path) -> None:
    filled(path)
    store = opened(path, lambda: NOON + DAY)
    store.close()
    backups = sorted((path.parent / "backups").iterdir())
    assert [file.name for file in backups] == ["history-2026-03-01.sqlite3"]
    backups.append(backups[0].with_name("history-2026-03-02.sqlite3"))
    backups[1].write_bytes(b"nonsense" * 1000)
    path.write_bytes(b"")
    store = opened(path, lambda: NOON + DAY)
    assert store.notice is not None
    assert store.notice.endswith(IN_PLACE)
    store.close()


def test_no_name_of_what_was_set_aside_is_used_twice(path: Path) -> None:
    for _ in range(3):
        filled(path)
        path.write_text("not a history\n" * 100)
        opened(path).close()
    assert sorted(file.name for file in path.parent.glob("*.damaged-*")) == [ASIDE, f"{ASIDE}-2", f"{ASIDE}-3"]


def test_a_table_that_is_missing_is_damage(path: Path) -> None:
    db = sqlite3.connect(filled(path))
    db.execute("DROP TABLE day_tally")
    db.commit()
    db.close()
    store = opened(path)
    assert store.notice is not None
    assert store.notice.startswith(f"The history {path} lacks the table day_tally; it was set aside as")
    store.close()


def test_damage_met_while_running_is_looked_for_at_the_next_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL", 0)
    store = opened(filled(path, 400))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with pytest.raises(NotSaved) as refused:
        store.append(FIRST)
    assert str(refused.value) == (
        f"Nothing of this is kept: {path} is damaged (database disk image is malformed), and the next start sets it aside."
    )
    store.close()
    after = opened(path)
    assert after.notice is not None
    assert "it was set aside as" in after.notice
    assert after.count() == 400
    after.close()


def test_a_large_history_is_looked_at_whole_once_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL", 0)
    content = filled(path, 400).read_bytes()
    path.write_bytes(content[:-20480] + bytes(8192) + content[-12288:])
    today = opened(path)
    assert today.notice is None
    today.close()
    tomorrow = opened(path, lambda: NOON + DAY)
    assert tomorrow.notice is not None
    assert "it was set aside as history.sqlite3.damaged-2026-03-02-120000" in tomorrow.notice
    tomorrow.close()


def test_a_newer_history_is_refused_and_left_as_it_is(path: Path) -> None:
    db = sqlite3.connect(filled(path))
    db.execute("PRAGMA user_version = 5")
    db.close()
    content = path.read_bytes()
    sentence = f"{path} was written by a newer decompdrill (its schema is 5, the newest known here 4)"
    assert open_store(path, noon) == Unavailable(sentence)
    assert read_store(path, noon) == Unavailable(sentence)
    assert path.read_bytes() == content
    assert list(path.parent.glob("*.damaged-*")) == []


def test_to_be_read_a_damaged_history_is_mended_all_the_same(path: Path) -> None:
    filled(path).write_bytes(b"")
    read = read_store(path, noon)
    assert isinstance(read, Store)
    assert without_cause(read.notice).endswith(IN_PLACE)
    assert read.count() == 40
    read.close()


def test_reading_makes_nothing_where_there_is_nothing(path: Path) -> None:
    read = read_store(path, noon)
    assert isinstance(read, Store)
    assert (read.count(), read.notice, read.cards(), read.unfinished()) == (0, None, {}, None)
    assert not path.parent.exists()


def test_reading_makes_no_backup(path: Path) -> None:
    filled(path, backup=False)
    read_store(path, noon)
    assert not (path.parent / "backups").exists()


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")
    assert open_store(path, noon) == Unavailable("this Python has SQLite 3.36.0, and 3.37 or newer is needed")


# ---- timed runs ----------------------------------------------------------------------------------------------------


RUN = TimedRunRow("77ab", "svd, 120 s", 5, 12, 11, True, 118_000, 4_000, NOON, 60, "2026-03-01")


def test_runs_are_kept_in_order_and_by_drill(path: Path) -> None:
    store = opened(path)
    later, other = RUN._replace(session="b", at_ms=NOON + 5), RUN._replace(session="c", drill="rank, 60 s")
    for run in (later, RUN, other):
        store.add_run(run)
    store.add_run(RUN)
    assert store.runs("svd, 120 s") == (RUN, later)
    assert set(store.runs()) == {RUN, later, other}
    store.close()


def test_runs_go_out_and_come_in_once(path: Path, tmp_path: Path) -> None:
    store = opened(path)
    store.append(FIRST)
    store.add_run(RUN)
    lines = list(store.export())
    store.close()
    assert lines[-1].startswith('{"run":{"session":"77ab","drill":"svd, 120 s",')
    other = opened(tmp_path / "other" / "history.sqlite3")
    assert [other.import_(lines).added for _ in range(2)] == [1, 0]
    assert other.runs() == (RUN,)
    with pytest.raises(RecordError) as refused:
        other.import_(['{"run": {"session": "x"}}'])
    assert str(refused.value).startswith("line 1 is not an attempt of a history: ")
    other.close()


@pytest.mark.parametrize(
    "written",
    [
        lambda run: json.dumps({"run": run}),
        lambda run: f'  {{ "run" : {json.dumps(run)} }}',
        lambda run: json.dumps({"note": "mine", "run": run}),
        lambda run: f'{{"r\\u0075n":{json.dumps(run)}}}',
    ],
    ids=["plain", "spaced", "second", "escaped"],
)
def test_a_run_is_known_however_its_line_is_written(store: Store, written: Callable[[dict[str, object]], str]) -> None:
    fields = {name: value for name, value in RUN._asdict().items() if name != "more"}
    store.import_([written(fields)])
    assert store.runs() == (RUN,)


def test_of_many_attempts_at_one_showing_an_import_asks_the_log_once(path: Path) -> None:
    store = opened(path)
    asked: list[str] = []
    store._db.set_trace_callback(asked.append)
    lines = [line_of(FIRST._replace(at_ms=n)) for n in range(50)]
    assert [store.import_([*lines, lines[7]]).added for _ in range(2)] == [50, 0]
    assert sum(1 for query in asked if query.startswith("SELECT id") and "session = " in query) == 2
    store.close()


def test_what_comes_twice_in_one_file_and_is_voided_there_is_voided(store: Store) -> None:
    again = FIRST._replace(voided_by="undo")
    done = store.import_([line_of(FIRST), line_of(again), line_of(again)])
    assert (done.added, done.known, done.voided) == (1, 2, 1)
    assert [row.voided_by for row in store.rows()] == ["undo"]


def test_an_attempt_with_a_key_more_is_an_attempt(store: Store) -> None:
    spaced = f'{{ "run": 3, {line_of(FIRST)[1:]}'
    assert store.import_([spaced]).added == 1
    assert store.runs() == ()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{ "run": {"session": "x"}}', "Object missing required field `drill` - at `$.run`"),
        ("{ }", "Object missing required field `session`"),
        ('{"run":' + '{"a":' * 100_000, "it is nested too deeply"),
        ("[]", "Expected `object`, got `array`"),
        ('{"run": 3}', "Expected `object`, got `int` - at `$.run`"),
    ],
)
def test_a_line_that_is_neither_is_refused_for_what_it_lacks(store: Store, line: str, fault: str) -> None:
    with pytest.raises(RecordError) as refused:
        store.import_([line])
    assert str(refused.value) == f"line 1 is not an attempt of a history: {fault}"


def test_runs_are_forgotten_with_the_rest(path: Path) -> None:
    store = opened(path)
    store.add_run(RUN)
    store.forget()
    assert store.runs() == ()
    store.close()


# ---- a schema of an older version ----------------------------------------------------------------------------------


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose schema is one version further."""
    script = tmp_path / "second.sql"
    script.write_text("CREATE TABLE badges (name TEXT) STRICT;\nINSERT INTO badges\nSELECT 'first; of all';\n")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, script))
    monkeypatch.setattr(schema, "VERSION", 5)
    return script


def test_an_older_history_is_brought_to_this_version_after_a_backup(path: Path, request: pytest.FixtureRequest) -> None:
    filled(path)
    (path.parent / "backups" / "history-2026-03-01.sqlite3").write_text("an old one")
    request.getfixturevalue("next_version")
    read = read_store(path, noon)
    assert isinstance(read, Store)
    read.close()
    for file, version in ((path, 5), (path.parent / "backups" / "history-2026-03-01.sqlite3", 4)):
        db = sqlite3.connect(file)
        assert schema.version_of(db) == version
        assert db.execute("SELECT count(*) FROM attempts").fetchone() == (40,)
        db.close()


OLD = Path(__file__).with_name("old")
"""Histories and exports as each version of the schema wrote them."""


def old_history(path: Path, version: int) -> Path:
    """Leave a history that decompdrill wrote when its schema was of that version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((OLD / f"history-{version}.sql").read_text(encoding="utf-8"))
    return path


LATER = NOON + 365 * DAY


@pytest.mark.parametrize(("version", "answers", "timed"), [(1, 8, 0), (2, 11, 1), (3, 18, 1)])
def test_an_old_history_keeps_its_answers_and_takes_new_ones(
    path: Path, version: int, answers: int, timed: int
) -> None:
    store = opened(old_history(path, version), lambda: LATER)
    assert (store.count(), len(store.runs()), store.notice) == (answers, timed, None)
    store.add_run(RUN)
    assert RUN in store.runs()
    assert store.append(FIRST) == answers + 1
    kept_up = derived(store)
    store.rebuild()
    assert derived(store) == kept_up
    left = store.unfinished()
    assert left is not None
    assert left.session == "0123456789abcdef"
    store.close()


@pytest.mark.parametrize(("version", "answers", "timed"), [(1, 8, 0), (2, 11, 1), (3, 18, 1)])
def test_an_old_export_is_what_its_history_holds(
    path: Path, tmp_path: Path, version: int, answers: int, timed: int
) -> None:
    store = opened(path, lambda: LATER)
    lines = (OLD / f"export-{version}.jsonl").read_text(encoding="utf-8").splitlines()
    assert store.import_(lines) == Imported(answers, 0, 0, runs=timed, others=3 * (version > 2))
    other = opened(old_history(tmp_path / "old" / "history.sqlite3", version), lambda: LATER)
    assert list(store.rows()) == list(other.rows())
    assert store.runs() == other.runs()
    assert len(store.runs()) == timed
    assert derived(store) == derived(other)
    store.close()
    other.close()


def test_a_step_that_fails_leaves_the_older_version(path: Path, request: pytest.FixtureRequest) -> None:
    filled(path)
    script = request.getfixturevalue("next_version")
    script.write_text("CREATE TABLE badges (name TEXT) STRICT;\nCREATE TABLE badges (name TEXT) STRICT;\n")
    assert open_store(path, noon) == Unavailable(f"{path} cannot be used (table badges already exists)")
    db = sqlite3.connect(path)
    assert schema.version_of(db) == 4
    assert db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'badges'").fetchone() == (0,)
    db.close()


# ---- a disk that is not as it should be ----------------------------------------------------------------------------


@pytest.fixture
def others_folder() -> Iterator[Path]:
    """A folder outside pytest's own, in which a user without rights can look; that user runs the test."""
    if sys.platform == "win32":
        pytest.skip("rights are others there")
    folder = Path(tempfile.mkdtemp()).resolve()
    folder.chmod(0o755)
    was = os.geteuid()
    yield folder
    if os.geteuid() != was:
        os.seteuid(was)
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755)
    shutil.rmtree(folder)


def as_anybody() -> None:
    """Give up the rights of root, which may write everywhere."""
    if sys.platform != "win32":
        become_anybody()


def test_a_read_only_history_is_read_and_said_not_to_be_kept(others_folder: Path) -> None:
    path = filled(others_folder / "data" / "history.sqlite3")
    for place in (path.parent, *path.parent.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)
    as_anybody()
    unkept = open_store(path, noon)
    assert isinstance(unkept, Unavailable)
    assert (
        unkept.sentence == f"Nothing of this is kept: {path} cannot be written (attempt to write a readonly database)."
    )
    read = read_store(path, noon)
    assert isinstance(read, Store)
    assert read.count() == 40
    assert read.per_day() == (DayTally("2026-03-01", 40, 40, 40),)
    assert read.refresh_cards(lambda rows: f"{len(rows)} attempts") == {FIRST.question: "40 attempts"}
    with pytest.raises(NotSaved):
        read.append(FIRST)
    read.close()


def test_a_folder_that_cannot_be_made_is_said_not_to_be_kept(others_folder: Path) -> None:
    others_folder.chmod(0o555)
    as_anybody()
    folder = others_folder / "data"
    assert open_store(folder / "history.sqlite3", noon) == Unavailable(f"{folder} cannot be used (Permission denied)")
    empty = read_store(folder / "history.sqlite3", noon)
    assert isinstance(empty, Store)
    assert empty.count() == 0
    empty.close()


def test_a_full_disk_is_said_and_the_next_answer_is_tried_again(path: Path) -> None:
    store = opened(filled(path))
    store._db.execute(f"PRAGMA max_page_count = {schema.pragma_number(store._db, 'page_count')}")
    long = FIRST._replace(text="1" * 20_000)
    with pytest.raises(NotSaved) as refused:
        store.append(long)
    assert str(refused.value) == f"Nothing of this is kept: the disk of {path} is full."
    assert store.count() == 40
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert store.append(long) == 41
    store.close()


LIMITED = """
import resource, sys
from decompdrill.history.attempts import NotSaved
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from tests.history.test_store import FIRST, noon
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
store = open_store(Path(sys.argv[1]), noon)
if not isinstance(store, Store):
    sys.exit(store.sentence)
kept = 0
try:
    while True:
        kept = store.append(FIRST._replace(seed=kept, text="1" * 500))
except NotSaved as refused:
    print(kept)
    sys.exit(str(refused))
"""


def limited(path: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Answer without end in a process whose files cannot grow beyond `size`."""
    command = [sys.executable, "-c", LIMITED, str(path), str(size)]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.usefixtures("unmeasured")
def test_where_files_can_grow_no_more_all_that_was_kept_stays(path: Path) -> None:
    ended = limited(path, 120_000)
    assert ended.stderr == f"Nothing of this is kept: {path} cannot be used (disk I/O error).\n"
    store = opened(path)
    assert store.notice is None
    assert int(ended.stdout) > 20
    assert [row.id for row in store.rows()] == list(range(1, int(ended.stdout) + 1))
    kept_up = derived(store)
    store.rebuild()
    assert derived(store) == kept_up
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.usefixtures("unmeasured")
def test_where_no_file_can_be_begun_that_is_said(path: Path) -> None:
    assert limited(path, 100).stderr == f"Nothing of this is kept: {path} cannot be used (disk I/O error).\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk of h is full"),
        (OSError(errno.EROFS, "Read-only file system", "d"), "d cannot be used (Read-only file system)"),
        (sqlite3.OperationalError("no such table: attempts"), "h cannot be used (no such table: attempts)"),
    ],
)
def test_every_fault_has_words(error: OSError | sqlite3.Error, said: str) -> None:
    assert faults.in_words(error, Path("h")) == said


# ---- copies --------------------------------------------------------------------------------------------------------


def held(path: Path) -> list[str]:
    """Return on which day the last answer of each backup was given, the one that holds the most first."""
    return [day_of(backup.last_ms) for backup in backups_of(HistoryFiles(path))]


def day_of(at_ms: int) -> str:
    return study_day(at_ms, 0, rollover_hours=0)


def test_seven_daily_four_weekly_and_twelve_monthly_backups_are_kept(path: Path) -> None:
    one_a_day(path, range(100))
    opened(path).close()
    assert held(path) == [
        *(f"2026-06-{day:02}" for day in (8, 7, 6, 5, 4, 3, 2)),
        "2026-05-31",  # the Sunday of the week before, and the last of its month
        "2026-05-24",
        "2026-04-30",
        "2026-03-31",
    ]


def test_of_a_day_the_backup_that_holds_the_most_is_kept(path: Path) -> None:
    for number in range(5):
        store = opened(path)
        store.append(FIRST._replace(seed=number))
        store.backup()
        store.close()
    (backup,) = backups_of(HistoryFiles(path))
    assert backup.holding is not None
    assert backup.holding.answers == 5


AHEAD = 4343
"""Days from NOON to 20 January 2038."""


def one_a_day(path: Path, days: Iterable[int]) -> None:
    """Give one answer on each day, counted from NOON."""
    for day in days:
        store = opened(path, lambda day=day: NOON + day * DAY)  # type: ignore[misc]
        store.append(FIRST._replace(seed=store.count(), at_ms=NOON + day * DAY))
        store.close()


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"garbage garbage garbage")


def test_a_day_with_the_clock_ahead_makes_no_old_backup_the_newest(path: Path) -> None:
    one_a_day(path, [0, 1, AHEAD, *range(2, 14)])
    spoil(path)
    store = opened(path, lambda: NOON + 14 * DAY)
    assert store.notice is not None
    assert store.notice.endswith(
        "The backup history-2026-03-14.sqlite3 is in its place, with 1 answer more that could still be read: "
        "15 answers are there, none is gone."
    )
    assert store.count() == 15
    store.close()


def test_a_week_with_the_clock_ahead_pushes_no_later_backup_out(path: Path) -> None:
    one_a_day(path, range(AHEAD, AHEAD + 8))
    one_a_day(path, range(13))
    assert held(path) == [
        *(f"2026-03-{day:02}" for day in range(12, 5, -1)),
        "2026-03-01",
        "2038-01-27",
    ]
    path.write_bytes(b"")
    store = opened(path, lambda: NOON + 13 * DAY)
    assert store.count() == 20, "of 21"
    assert store.notice is not None
    assert store.notice.endswith("20 answers are there, 1 is gone.")
    store.close()


def test_a_smaller_history_keeps_the_backup_of_its_own_all_the_same(path: Path) -> None:
    one_a_day(path, range(9))
    path.unlink()
    (path.parent / "history.begun").unlink()
    one_a_day(path, range(20, 24))
    own = [backup for backup in backups_of(HistoryFiles(path)) if backup.last_ms > NOON + 19 * DAY]
    assert [backup.holding.answers for backup in own if backup.holding] == [3, 2]


def test_of_backups_that_hold_as_much_the_later_file_is_put_back(path: Path) -> None:
    filled(path)
    first = path.parent / "backups" / "history-2026-03-01.sqlite3"
    for name, at in (("history-2038-01-20.sqlite3", 100), ("history-2026-01-01.sqlite3", 300)):
        shutil.copyfile(first, first.with_name(name))
        os.utime(first.with_name(name), (at, at))
    os.utime(first, (200, 200))
    spoil(path)
    store = opened(path)
    assert store.notice is not None
    assert store.notice.endswith(
        "The backup history-2026-01-01.sqlite3 is in its place: 40 answers are there, none is gone."
    )
    store.close()


def test_a_backup_is_put_back_through_no_link(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    filled(path)
    for planted in (path.parent / "history.partial", path.parent / "backups" / "history-2026-03-02.partial"):
        planted.symlink_to(precious)
    spoil(path)
    store = opened(path, lambda: NOON + DAY)
    assert store.count() == 40
    store.close()
    assert precious.read_text() == "mine"
    assert not path.is_symlink()


def test_what_a_killed_program_left_of_a_copy_is_deleted(path: Path) -> None:
    store = opened(filled(path))
    left = (path.parent / ".history.0123.partial", path.parent / "backups" / ".history-2026-02-01.0123.partial")
    for file in left:
        file.write_text("the answers")
    store.forget()
    assert [file for file in left if file.exists()] == []
    store.close()


def test_a_backup_is_made_of_what_is_in_none_and_not_of_nothing(path: Path) -> None:
    opened(path).close()
    assert not (path.parent / "backups").exists()
    filled(path)
    (backup,) = backups_of(HistoryFiles(path))
    was = backup.path.read_bytes()
    opened(path).close()
    assert backup.path.read_bytes() == was
    store = opened(path)
    store.append(FIRST)
    store.close()
    opened(path).close()
    (backup,) = backups_of(HistoryFiles(path))
    assert backup.holding is not None
    assert backup.holding.answers == 41, "of a program that was killed before it made one"


def test_a_backup_that_fails_stops_nothing(path: Path) -> None:
    filled(path, backup=False)
    (path.parent / "backups").write_text("in the way")
    store = opened(path)
    assert (
        store.notice == f"No backup could be made today: {path.parent / 'backups'} cannot be used: it is not a folder."
    )
    assert store.append(FIRST) == 41
    store.close()


def test_what_is_exported_comes_in_again_once(path: Path, tmp_path: Path) -> None:
    store = opened(filled(path))
    store.append(WRONG._replace(first_key_ms=None, mode="review"))
    store.void(3, "undo")
    lines = list(store.export())
    other = opened(tmp_path / "other" / "history.sqlite3")
    assert other.import_(lines) == Imported(added=41, known=0, voided=0)
    assert list(other.export()) == lines
    assert derived(other) == derived(store)
    assert other.import_(lines) == Imported(added=0, known=41, voided=0)
    assert list(other.rows()) == list(store.rows())
    store.void(4, "undo")
    assert other.import_([*store.export(), "\n"]) == Imported(added=0, known=41, voided=1)
    assert derived(other) == derived(store)
    store.close()
    other.close()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 is not an attempt of a history: Input data was truncated"),
        ("[]", "line 2 is not an attempt of a history: Expected `object`, got `array`"),
        ('{"session": "a"}', "line 2 is not an attempt of a history: Object missing required field `mode`"),
        (
            line_of(FIRST._replace(mode="exam")),
            "line 2 is not an attempt of a history: Invalid enum value 'exam' - at `$.mode`",
        ),
        (
            line_of(FIRST._replace(form="banana")),
            "line 2 is not an attempt of a history: Invalid enum value 'banana' - at `$.form`",
        ),
        (
            line_of(FIRST._replace(study_day="2026-02-30")),
            "line 2 is not an attempt of a history: day is out of range for month",
        ),
        (
            line_of(RUN).replace("2026-03-01", "2026-02-30"),
            "line 2 is not an attempt of a history: day is out of range for month",
        ),
        *(
            (
                line_of(FIRST._replace(study_day=day)),
                f"line 2 is not an attempt of a history: Expected `str` matching regex {exchange.DAY!r} - at `$.study_day`",
            )
            for day in ("9999-12-31", "1850-01-01")
        ),
        (
            line_of(FIRST._replace(level=99)),
            "line 2 is not an attempt of a history: Expected `int` <= 5 - at `$.level`",
        ),
        (
            line_of(FIRST._replace(seed=10**18)),
            "line 2 is not an attempt of a history: Expected `int` <= 999999999999999999 - at `$.seed`",
        ),
    ],
)
def test_where_a_line_is_no_attempt_none_is_added(store: Store, line: str, message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        store.import_([line_of(FIRST), line])
    assert store.count() == 0


def test_no_control_character_comes_in_with_a_name(store: Store) -> None:
    with pytest.raises(RecordError, match=r"at `\$\.objective`$"):
        store.import_([line_of(FIRST._replace(objective="a\x1b[2J"))])
    assert store.count() == 0


def test_a_line_may_hold_more_than_an_attempt() -> None:
    read = read_line(line_of(FIRST).replace("{", '{"mood": [1],', 1), 1)
    assert read == FIRST._replace(more='{"mood":[1]}')


def test_nothing_is_left_of_what_is_forgotten(path: Path) -> None:
    secret = FIRST._replace(text="a text that nobody else may read " * 40)
    store = opened(path)
    for number in range(50):
        store.append(secret._replace(seed=number))
    store.backup()
    path.with_name(ASIDE).write_bytes(path.read_bytes())
    other = opened(path)
    store.forget()
    assert (store.count(), derived(store)) == (0, ((), (), ()))
    assert [file for file in path.parent.rglob("*") if file.is_file() and b"nobody else" in file.read_bytes()] == []
    assert other.append(FIRST) == 1, "another program goes on"
    store.close()
    other.close()
    again = opened(path)
    assert (again.notice, again.count()) == (None, 1)
    again.close()


def test_a_history_that_cannot_be_read_raises_an_error_of_ours(store: Store) -> None:
    store._db.execute("DROP TABLE day_tally")
    with pytest.raises(DrillError, match="no such table: day_tally"):
        store.per_day()


def test_a_file_whose_making_was_killed_is_no_foreign_one(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    script = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "db.execute('PRAGMA cache_size = 1'); db.execute('PRAGMA cache_spill = 1'); db.execute('BEGIN IMMEDIATE'); "
        "db.execute('CREATE TABLE t (x)'); "
        "[db.execute('INSERT INTO t VALUES (?)', ('x' * 4000,)) for _ in range(200)]; os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.stat().st_size > 0
    store = opened(path)
    assert store.notice is None
    assert store.count() == 0
    store.close()
