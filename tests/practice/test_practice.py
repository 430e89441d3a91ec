"""Practice from day to day: what is kept, taken up again, taken back, reviewed and summed up. The clock is injected."""

from __future__ import annotations

import io
import json
import re
import shutil
import signal
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from decompdrill import cli
from decompdrill.bank.question import Question
from decompdrill.errors import DrillError
from decompdrill.frontends import stats_screen
from decompdrill.frontends.display import Display
from decompdrill.history.attempts import AttemptRow, DayTally, Mode, NotSaved
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.mathtext import Style, width
from decompdrill.practice import choose
from decompdrill.practice.conversation import Attempt
from decompdrill.practice.recorder import Clocks, Session, row_of
from decompdrill.practice.schedule import CardState, replay_reviews
from decompdrill.practice.stats import ObjectiveStats, SlipStats, Stats, WeekStats, WorkingStats
from tests.practice.test_session import pose

BANK = Path(__file__).parents[1] / "transcripts" / "bank"
NOON = 1_772_366_400_000
"""2026-03-01, 12:00 UTC"""
DAY = 86_400_000


@dataclass
class Days:
    """A clock that stands still until a test moves it."""

    now_ms: int = NOON
    sessions: Iterator[int] = field(default_factory=lambda: iter(range(1, 1000)))

    def clocks(self) -> Clocks:
        return Clocks(lambda: 0.0, lambda: self.now_ms, lambda: 0, lambda: f"s{next(self.sessions)}")


@pytest.fixture(autouse=True)
def as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask what was met before as it stands: by chance a mistake would be to be found in it."""
    monkeypatch.setattr(choose, "other_form", lambda _: "")


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    found = Days()
    monkeypatch.setattr(cli, "_clocks", found.clocks)
    return found


class Typing(io.StringIO):
    """A keyboard of prepared lines at a terminal that can do no more than lines; None is Ctrl-C."""

    def __init__(self, lines: tuple[str | None, ...]) -> None:
        super().__init__()
        self.lines = iter(lines)

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        text = next(self.lines, "")
        if text is None:
            raise KeyboardInterrupt
        return f"{text}\n" if text != "" or size is None else ""

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def at_terminal(*call: str, typed: tuple[str | None, ...]) -> Done:
    """Run a command at a dumb terminal; an ENTER is Enter alone."""
    return run(call, Typing(typed), Screen())


ENTER = " "


def scripted(*call: str, stdin: str = "") -> Done:
    return run(call, io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"), io.StringIO())


def run(call: tuple[str, ...], stdin: io.TextIOBase, stdout: io.StringIO) -> Done:
    err = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", err)):
            patch.setattr(sys, name, stream)
        patch.setenv("TERM", "dumb")
        code = cli.run(call)
    return Done(code, stdout.getvalue(), err.getvalue())


def opened(home: Path, now_ms: int = NOON) -> Store:
    store = open_store(home / "history.sqlite3", lambda: now_ms)
    assert isinstance(store, Store)
    return store


def kept(home: Path) -> list[tuple[str, str, str | None, str | None]]:
    """Return what the log holds: mode, text, outcome, what voided it."""
    store = opened(home)
    rows = [(row.mode, row.text, row.outcome, row.voided_by) for row in store.rows()]
    store.close()
    return rows


TRACE = ("quiz", "small.trace", "--bank", str(BANK), "-n", "1")
"""The trace is 7, whatever the draw."""


# ---- keeping -------------------------------------------------------------------------------------------------------


def test_a_script_is_recorded_and_the_same_call_gives_the_same_bytes(home: Path, days: Days) -> None:
    call = (*TRACE[:-1], "3", "--seed", "1")
    one, two = (scripted(*call, stdin="7\n6\n\n") for _ in range(2))
    assert one == two
    assert kept(home) == [("quiz", "7", "right", None), ("quiz", "6", "wrong", None), ("quiz", "", None, None)] * 2


def test_a_script_says_the_same_with_a_history_and_without(home: Path, days: Days) -> None:
    call = (*TRACE, "--seed", "1")
    bare = scripted(*call, "--no-history", stdin="6\n")
    assert not (home / "history.sqlite3").exists()
    assert scripted(*call, stdin="6\n") == bare
    assert scripted(*call, stdin="6\n") == bare


def test_an_attempt_is_kept_whole(home: Path, days: Days) -> None:
    scripted(*TRACE, "--seed", "1", "--tries", "2", stdin="?\n6\n7\n")
    store = opened(home)
    first, second = store.rows()
    store.close()
    assert (first.session, first.attempt, first.hints, first.outcome, first.credit) == ("s1", 1, 1, "wrong", 0.0)
    assert second == AttemptRow(
        id=2,
        session="s1",
        mode="quiz",
        question="small.trace",
        objective="drill-trace",
        bank="small",
        digest=first.digest,
        seed=first.seed,
        level=1,
        form="number",
        text="7",
        outcome="right",
        credit=1.0,
        slip=None,
        hints=1,
        attempt=2,
        saw_solution=False,
        first_key_ms=None,
        answer_ms=0,
        at_ms=NOON,
        utc_offset_min=0,
        study_day="2026-03-01",
        voided_by=None,
    )


@pytest.mark.parametrize(("seconds", "ms"), [(0.0, 0), (0.0004, 0), (0.0006, 1), (12.3456, 12346), (90.0, 90000)])
def test_times_are_kept_to_the_millisecond(seconds: float, ms: int) -> None:
    asked = cast(Question, SimpleNamespace(id="a.one", bank="a", digest="0123", objective="a-one", level=1))
    session = Session("s", Mode.QUIZ, {"a.one": asked})
    clocks = Clocks(lambda: 0.0, lambda: NOON, lambda: 0, lambda: "s")
    row = row_of(Attempt(pose(asked, 3), "7", None, 1, 0, 100.0, seconds), session, clocks)
    assert (row.first_key_ms, row.answer_ms) == (ms, 100000)
    row = row_of(Attempt(pose(asked, 3), "7", None, 1, 0, seconds), session, clocks)
    assert (row.first_key_ms, row.answer_ms) == (None, ms)


@pytest.mark.parametrize(
    ("typed", "saw", "why"),
    [
        (("why", "when", ENTER), [True], "Comes back tomorrow: the solution was shown."),
        (("6", ENTER, "when", ENTER), [False, True], "Comes back tomorrow: the solution was shown."),
        (("6", "skip", "when", ENTER), [False, False], "Comes back tomorrow: the answer was wrong."),
    ],
)
def test_a_look_at_the_solution_is_kept(
    typed: tuple[str, ...], saw: list[bool], why: str, home: Path, days: Days
) -> None:
    assert why in at_terminal(*TRACE, typed=typed).out
    store = opened(home)
    assert [row.saw_solution for row in store.rows()] == saw
    store.close()


@pytest.mark.parametrize(
    ("typed", "saw"),
    [
        (("6", "why"), [False, True]),
        (("why",), [True]),
        (("6", ENTER), [False, True]),
        (("6", "skip"), [False, False]),
        (("skip",), [False]),
        (("6", "7"), [False, False]),
    ],
)
def test_who_looked_at_the_solution_is_kept(typed: tuple[str, ...], saw: list[bool], home: Path, days: Days) -> None:
    at_terminal(*TRACE, typed=(*typed, ENTER))
    store = opened(home)
    assert [row.saw_solution for row in store.rows()] == saw
    store.close()


def test_the_cards_of_a_session_that_ended_are_not_worked_out_again(home: Path, days: Days) -> None:
    at_terminal(*TRACE, typed=("7", ENTER))
    store = opened(home)
    kept_cards = store.cards()
    assert store.refresh_cards(lambda rows: "worked out again") == kept_cards
    assert {name: CardState.from_json(card) for name, card in kept_cards.items()} == replay_reviews(store.rows()) != {}
    store.close()


@pytest.mark.parametrize("card", ["no JSON", "[]", '{"question": "mine.kept", "interval": 3}'])
def test_cards_that_another_version_wrote_are_worked_out_from_the_answers(card: str, home: Path, days: Days) -> None:
    learnt(home, days)
    scripted("review")
    with closing(sqlite3.connect(home / "history.sqlite3")) as db, db:
        assert db.execute("UPDATE cards SET card = ?, is_stale = 0", (card,)).rowcount == 3
    due = [objective["due"] for objective in json.loads(scripted("stats", "--json").out)["objectives"]]
    assert sum(due) == 3
    done = scripted("review", stdin="7\n" * 3)
    assert (done.code, done.err) == (0, "")
    assert [row[:3] for row in kept(home) if row[1]] == [("quiz", "7", "right")] * 3 + [("review", "7", "right")] * 3


def test_an_answer_is_kept_before_its_feedback_is_shown(
    home: Path, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    from decompdrill.frontends import plain

    seen: list[int] = []

    def tell(self: plain.TextFrontEnd, told: object) -> None:
        seen.append(len(kept(home)))

    monkeypatch.setattr(plain.TextFrontEnd, "tell", tell)
    scripted(*TRACE[:-1], "2", "--seed", "1", stdin="7\n6\n")
    assert seen == [1, 2, 2]


def test_a_disk_that_fails_is_told_once_and_the_quiz_goes_on(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, row: AttemptRow) -> int:
        raise NotSaved("Nothing of this is kept: the disk of x is full.")

    monkeypatch.setattr(Store, "append", full)
    done = scripted(*TRACE[:-1], "3", "--seed", "1", stdin="7\n7\n7\n")
    assert (done.code, done.err) == (0, "decompdrill: Nothing of this is kept: the disk of x is full.\n")
    assert "3 of 3 right" in done.out


def test_a_history_that_cannot_be_opened_is_told_and_the_quiz_goes_on(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decompdrill.history.opening.open_store", lambda path, now_ms: Unavailable("x is a folder"))
    done = scripted(*TRACE, "--seed", "1", stdin="7\n")
    assert (done.code, done.err) == (0, "decompdrill: Nothing of this is kept: x is a folder.\n")
    assert "1 of 1 right" in done.out


def test_what_cannot_go_on_is_not_said_to_be_kept(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, row: AttemptRow) -> int:
        raise NotSaved("Nothing of this is kept: the disk of x is full.")

    monkeypatch.setattr(Store, "append", full)
    done = at_terminal(*TRACE[:-1], "2", typed=("7", None))
    assert (done.code, "All of it is kept" in done.out) == (130, False)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("0", None),
        ("23", None),
        ("24", "DECOMPDRILL_ROLLOVER takes an hour from 0 to 23, and not '24'"),
        ("noon", "DECOMPDRILL_ROLLOVER takes an hour from 0 to 23, and not 'noon'"),
    ],
)
def test_the_hour_at_which_a_study_day_begins_is_set(
    named: str, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECOMPDRILL_ROLLOVER", named)
    done = scripted(*TRACE, "--seed", "1", stdin="7\n")
    assert (done.code, done.err) == ((0, "") if said is None else (2, f"decompdrill: {said}\n"))


# ---- resume --------------------------------------------------------------------------------------------------------


def asked(out: str) -> list[str]:
    """Return the positions that were shown."""
    return re.findall(r"(\d+/\d+) +seed", out)


OFFERED = "  Unfinished quiz from 12 minutes ago: 2 of 3 questions left.\n  Go on with it? [Y/n] "


@pytest.mark.parametrize(
    ("call", "offered"),
    [
        ((), "  Unfinished  quiz from 12 minutes ago: 2 of 3 questions left.\n"),
        (("quiz", "--bank", str(BANK)), OFFERED),
        (("review", "--bank", str(BANK)), OFFERED),
    ],
)
def test_what_ctrl_c_broke_off_is_offered_and_goes_on(
    call: tuple[str, ...], offered: str, home: Path, days: Days
) -> None:
    first = at_terminal(*TRACE[:-1], "3", typed=("7", ENTER, "6", None))
    assert first.code == 130
    assert "Interrupted after 1 of 3 questions.\n  All of it is kept. To go on: decompdrill\n" in first.out
    days.now_ms += 12 * 60_000
    again = at_terminal(*call, typed=(ENTER, "7", ENTER, "7", ENTER))
    assert offered in again.out
    assert asked(again.out) == ["2/3", "3/3"]
    assert "✓ Right. Second try." in again.out
    assert "3 of 3 right" in again.out
    assert [row[1] for row in kept(home)] == ["7", "6", "7", "7"]
    assert "Unfinished" not in at_terminal(typed=()).out


def test_hints_tries_and_seconds_from_before_the_break_count_after_it(
    home: Path, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter(range(0, 1000, 4))
    clocks = Clocks(lambda: float(next(ticks)), lambda: days.now_ms, lambda: 0, lambda: "s")
    monkeypatch.setattr(cli, "_clocks", lambda: clocks)
    first = at_terminal(*TRACE[:-1], "2", typed=("?", "6", None))
    assert first.code == 130
    again = at_terminal(typed=(ENTER, "7", ENTER, "skip", ENTER))
    assert asked(again.out) == ["1/2", "2/2"]
    assert "✓ Right. Second try." in again.out
    store = opened(home)
    wrong, right, skipped = store.rows()
    store.close()
    assert [(r.session, r.question, r.hints, r.attempt, r.outcome) for r in (wrong, right, skipped)] == [
        ("s", "small.trace", 1, 1, "wrong"),
        ("s", "small.trace", 1, 2, "right"),
        ("s", "small.trace", 0, 1, None),
    ]
    assert (wrong.seed, right.answer_ms > wrong.answer_ms > 0) == (right.seed, True)


def test_a_question_that_was_passed_by_is_not_asked_again(days: Days) -> None:
    at_terminal(*TRACE[:-1], "3", typed=("skip", ENTER, "why", ENTER, None))
    again = at_terminal(typed=(ENTER, "7", ENTER))
    assert ": 1 of 3 questions left.\n" in again.out
    assert asked(again.out) == ["3/3"]
    assert "1 of 3 right" in again.out


def test_the_very_draw_is_asked_again(days: Days) -> None:
    first = at_terminal(*TRACE[:-1], "2", typed=(None,))
    again = at_terminal(typed=("y", "quit"))
    matrices = [re.findall(r"⎡.*⎤|⎣.*⎦", done.out) for done in (first, again)]
    assert matrices[0] == matrices[1] != []


@pytest.mark.parametrize(("word", "is_dropped"), [("n", False), ("drop", True)])
def test_what_is_not_gone_on_with_is_kept_for_later_and_what_is_dropped_is_not(
    word: str, is_dropped: bool, home: Path, days: Days
) -> None:
    at_terminal(*TRACE[:-1], "2", typed=("7", None))
    done = at_terminal("quiz", "--bank", str(BANK), typed=("what", word, "quit"))
    assert done.out.count("Go on with it?") == 2
    assert ("It is kept for later; drop, instead of no, ends it for good." in done.out) is not is_dropped
    assert "1/10" in done.out
    assert kept(home) == [("quiz", "7", "right", None)]
    assert ("1 of 2 questions left" in at_terminal(typed=()).out) is not is_dropped


def test_what_was_never_begun_is_not_kept_for_later(days: Days) -> None:
    at_terminal(*TRACE[:-1], "2", typed=(None,))
    done = at_terminal("quiz", "--bank", str(BANK), typed=("n", "quit"))
    assert "2 of 2 questions left" in done.out
    assert "kept for later" not in done.out
    assert "Unfinished" not in at_terminal(typed=()).out


@pytest.mark.parametrize("named", [("small.trace",), ("--level", "1-5")])
def test_nothing_is_offered_before_what_was_named(named: tuple[str, ...], days: Days) -> None:
    at_terminal(*TRACE[:-1], "2", typed=("7", None))
    assert "Unfinished" not in at_terminal("quiz", *named, "--bank", str(BANK), typed=("quit",)).out
    assert "1 of 2 questions left" in at_terminal(typed=()).out


def test_whoever_leaves_the_offer_finds_it_again(days: Days) -> None:
    at_terminal(*TRACE[:-1], "2", typed=("7", None))
    assert at_terminal(typed=()).code == 0
    assert "1 of 2 questions left" in at_terminal(typed=()).out


@pytest.mark.parametrize(
    "call",
    [
        (*TRACE, "--seed", "1"),
        (*TRACE, "--no-history"),
        (*TRACE, "--answers", "-"),
        (*TRACE, "--json"),
    ],
)
def test_nothing_is_offered_where_the_history_chooses_nothing(call: tuple[str, ...], days: Days) -> None:
    at_terminal(*TRACE[:-1], "2", typed=("7", None))
    assert "Unfinished" not in at_terminal(*call, typed=("quit",)).out
    assert "Unfinished" not in scripted("quiz", "-n", "1", "--bank", str(BANK)).out
    assert "Unfinished" not in scripted().out


@pytest.mark.parametrize("typed", [("quit",), ("7", ENTER, "7", None), ("7", ENTER, "7", ENTER)])
def test_what_ended_is_not_offered(typed: tuple[str | None, ...], days: Days) -> None:
    at_terminal(*TRACE[:-1], "2", typed=typed)
    assert "Unfinished" not in at_terminal(typed=()).out


def test_a_quiz_whose_questions_have_changed_does_not_go_on(tmp_path: Path, days: Days) -> None:
    banks = tmp_path / "banks"
    shutil.copytree(BANK, banks)
    at_terminal("quiz", "small.trace", "--bank", str(banks), "-n", "2", typed=("7", None))
    bank = banks / "small.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("trace of", "trace here of"), encoding="utf-8")
    done = at_terminal(typed=())
    assert done.err == ("decompdrill: an unfinished quiz cannot go on: small.trace is no longer what it was\n")
    assert at_terminal(typed=()).err == ""


def test_what_was_used_up_before_the_break_is_used_up_after_it(home: Path, days: Days) -> None:
    at_terminal(*TRACE, typed=("?", "6", None))
    at_terminal(typed=(ENTER, "7", ENTER))
    store = opened(home)
    assert [(row.session, row.hints, row.attempt) for row in store.rows()] == [("s1", 1, 1), ("s1", 1, 2)]
    store.close()


# ---- undo ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [("6", "undo", "7", ENTER), ("7", "undo", "7", ENTER)])
def test_what_was_mistyped_counts_nowhere(typed: tuple[str, ...], home: Path, days: Days) -> None:
    done = at_terminal(*TRACE, typed=typed)
    assert f"  Taken back: {typed[0]}. It counts nowhere.\n" in done.out
    assert "1 of 1 right · score 100%" in done.out
    assert [(text, voided) for _, text, _, voided in kept(home)] == [(typed[0], "undo"), ("7", None)]
    store = opened(home)
    assert [(t.asked, t.right, t.right_first) for t in store.per_objective()] == [(1, 1, 1)]
    store.close()


def test_an_answer_from_before_the_break_is_taken_back_too(home: Path, days: Days) -> None:
    at_terminal(*TRACE[:-1], "2", typed=("7", ENTER, None))
    done = at_terminal(typed=(ENTER, "undo", "quit"))
    assert asked(done.out) == ["2/2", "1/2"]
    assert kept(home) == [("quiz", "7", "right", "undo")]


# ---- review --------------------------------------------------------------------------------------------------------


REVIEW = ("review", "--bank", str(BANK))
NOTHING_YET = "  Nothing is due, and nothing was reviewed yet: decompdrill quiz begins.\n"


def test_what_was_learnt_is_due_when_it_was_said_to_be(home: Path, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "other_form", lambda _: "")  # as it stands, and no mistake to be found in it
    assert scripted(*REVIEW) == Done(0, NOTHING_YET, "")
    done = at_terminal(*TRACE, typed=("7", "when", ENTER))
    assert "    Comes back in 2 days (2026-03-03).\n" in done.out
    assert "  Comes back in 2 days (2026-03-03): right at once.\n" in done.out
    days.now_ms += DAY
    assert scripted(*REVIEW).out == "  Nothing is due; next: 1 question tomorrow (2026-03-03).\n"
    days.now_ms += DAY
    reviewed = at_terminal(*REVIEW, typed=("6", "7", "when", ENTER))
    assert "decompdrill review" in reviewed.out
    assert re.search(r"Comes back .*: right at a later try\. Right at once and\s+unaided, it would be", reviewed.out)
    assert [mode for mode, *_ in kept(home)] == ["quiz", "review", "review"]
    store = opened(home)
    assert len({row.seed for row in store.rows()}) == 2
    store.close()
    assert scripted(*REVIEW).out.startswith("  Nothing is due; next: 1 question ")


def test_a_review_as_json_says_when_and_why(days: Days) -> None:
    scripted(*TRACE, "--seed", "1", stdin="7\n")
    days.now_ms += 2 * DAY
    lines = [
        json.loads(line)
        for line in scripted(*REVIEW, "--json", "--answers", "-", "--history", stdin="6\n").out.splitlines()
    ]
    assert [line["event"] for line in lines] == ["question", "verdict", "summary"]
    assert lines[1]["due"] > "2026-03-03"
    assert "the answer was wrong." in lines[1]["why"]
    empty = [json.loads(line) for line in scripted(*REVIEW, "--json").out.splitlines()]
    assert [(line["event"], line["asked"]) for line in empty] == [("summary", 0)]


@pytest.mark.parametrize(
    "command", [("quiz", "small.trace", "-n", "1"), ("timed", "small.trace", "-n", "1"), ("review",), ("placement",)]
)
def test_answers_of_a_file_are_kept_only_where_that_is_asked_for(
    command: tuple[str, ...], home: Path, days: Days
) -> None:
    scripted(*TRACE, "--seed", "1", stdin="7\n")
    days.now_ms += 2 * DAY
    before = kept(home)
    done = scripted(*command, "--bank", str(BANK), "--json", "--answers", "-", stdin="6\n")
    assert (done.code, json.loads(done.out.splitlines()[0])["event"]) == (0, "question")
    assert kept(home) == before
    scripted(*command, "--bank", str(BANK), "--json", "--answers", "-", "--history", stdin="6\n")
    assert len(kept(home)) > len(before)


def test_a_review_asks_no_more_than_it_is_told_to(days: Days) -> None:
    scripted("quiz", "--bank", str(BANK), "-n", "5", "--seed", "1", stdin="x\n" * 5)
    scripted("quiz", "--bank", str(BANK), "-n", "5", "--seed", "1", "--json", stdin="0\n" * 5)
    days.now_ms += 9 * DAY
    events = [json.loads(line)["event"] for line in scripted(*REVIEW, "-n", "2", "--json").out.splitlines()]
    assert events == ["question", "skip", "question", "skip", "summary"]


# ---- questions that are lost ---------------------------------------------------------------------------------------


MINE = """
bank: mine
title: Mine
questions:
"""
ONE = """  - id: mine.{name}
    objective: eigenvalues-2x2
    title: {name}
    level: 1
    kind: computed
    form: number
    par: 20
    draw:
      a: {{recipe: integer, low: 7, high: 7}}
    prompt: "{name}: {{{{ a }}}}"
    hints: [h]
    answer: {answer}
"""
SAVED = "decompdrill: mine.{} is due, but no bank has it any more; the answers stay in the history\n"


def write_bank(home: Path, **answers: str) -> Path:
    """Write a bank of one's own of a question for each name."""
    path = home / "banks" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    questions = (ONE.format(name=name, answer=answer) for name, answer in answers.items())
    path.write_text(MINE + "".join(questions), encoding="utf-8")
    return path


def learnt(home: Path, days: Days) -> Path:
    """Answer three questions of one's own rightly, let days go by until they are due, and return the bank."""
    path = write_bank(home, never="a", gone="a", kept="a")
    done = scripted("quiz", "mine", "-n", "3", "--seed", "1", stdin="7\n" * 3)
    assert (done.code, done.err, len(kept(home))) == (0, "", 3)
    days.now_ms += 9 * DAY
    return path


def at_once(*call: str, answers: Path) -> Done:
    answers.write_text("7\n" * 9, encoding="utf-8")
    return scripted(*call, "--answers", str(answers), "--history")


def cards(home: Path) -> dict[str, str]:
    store = opened(home)
    found = store.cards()
    store.close()
    return found


@pytest.mark.parametrize("way", ["terminal", "piped", "--answers", "--json"])
def test_a_review_tells_once_what_cannot_be_drawn_or_is_gone_and_goes_on_with_the_others(
    way: str, home: Path, days: Days, tmp_path: Path
) -> None:
    learnt(home, days)
    path = write_bank(home, never="a / 0", kept="a")
    if way == "terminal":
        done = at_terminal("review", typed=("7", ENTER))
    elif way == "piped":
        done = scripted("review", stdin="7\n")
    else:
        done = at_once("review", *([way] if way == "--json" else []), answers=tmp_path / "answers")
    told = done.err.splitlines(keepends=True)
    assert (done.code, len(told)) == (0, 2)
    assert told[0] == SAVED.format("gone")
    assert re.fullmatch(
        rf"decompdrill: {re.escape(str(path))}:5: mine\.never cannot be drawn from seed \d+: division by zero; "
        r"mine\.never is left out\n",
        told[1],
    )
    assert [row[:3] for row in kept(home)] == [("quiz", "7", "right")] * 3 + [("review", "7", "right")]
    assert cards(home).keys() == {"mine.never", "mine.gone", "mine.kept"}


def test_a_review_of_a_bank_that_is_gone_names_three_of_its_questions(home: Path, days: Days) -> None:
    write_bank(home, **dict.fromkeys("abcde", "a"))
    scripted("quiz", "mine", "-n", "5", "--seed", "1", stdin="7\n" * 5)
    days.now_ms += 9 * DAY
    (home / "banks" / "mine.yaml").unlink()
    done = scripted("review", "--json")
    assert [json.loads(line)["event"] for line in done.out.splitlines()] == ["summary"]
    said = "mine.a, mine.b, mine.c and 2 more are due, but no bank has them any more; the answers stay in the history"
    assert (done.code, done.err) == (0, f"decompdrill: {said}\n")
    assert len(cards(home)) == 5
    for narrow in (("--bank", str(BANK)), ("--level", "1"), ("svd",)):
        assert scripted("review", *narrow).err == ""


def test_a_quiz_that_asks_what_is_due_tells_once_what_is_gone(home: Path, days: Days) -> None:
    learnt(home, days)
    write_bank(home, never="a", kept="a")
    done = at_terminal("quiz", "-n", "1", typed=("skip", ENTER))
    assert (done.code, done.err) == (0, SAVED.format("gone"))
    assert len(kept(home)) == 4


@pytest.mark.parametrize("call", [("mine",), ("--level", "1"), ("--seed", "1"), ("--weak",), ("--bank", str(BANK))])
def test_a_quiz_that_does_not_ask_all_that_is_due_is_silent_on_what_is_gone(
    call: tuple[str, ...], home: Path, days: Days
) -> None:
    learnt(home, days)
    write_bank(home, kept="a")
    assert at_terminal("quiz", "-n", "1", *call, typed=("quit",)).err == ""
    assert scripted("quiz", "-n", "1", stdin="7\n").err == ""
    assert scripted("timed", "--count", "1", stdin="7\n").err == "", "a run is drawn from all there is"


def test_a_review_of_named_questions_that_cannot_be_drawn_is_refused(home: Path, days: Days) -> None:
    learnt(home, days)
    write_bank(home, never="a / 0", kept="a")
    done = scripted("review", "mine.never", stdin="7\n")
    assert (done.code, done.out) == (65, "")
    assert done.err.endswith("division by zero\n")


def test_an_unfinished_quiz_whose_question_is_gone_is_dropped_with_a_word_and_its_answers_stay(
    home: Path, days: Days
) -> None:
    write_bank(home, gone="a", kept="a")
    broken = at_terminal("quiz", "mine", "-n", "2", typed=("7", ENTER, None))
    assert broken.code == 130
    write_bank(home, other="a")
    done = at_terminal("quiz", "-n", "1", typed=("quit",))
    assert done.code == 0
    assert re.fullmatch(
        r"decompdrill: an unfinished quiz cannot go on: mine\.\w+ is no longer in the banks\n", done.err
    )
    assert at_terminal("quiz", "mine", "-n", "1", typed=("7", ENTER)).err == ""
    assert [row[:3] for row in kept(home)] == [("quiz", "7", "right")] * 2


def test_a_quiz_at_a_terminal_tells_once_what_cannot_be_drawn_and_asks_the_others(home: Path, days: Days) -> None:
    path = write_bank(home, never="a / 0", kept="a")
    done = at_terminal("quiz", "mine", "-n", "2", typed=("7", ENTER, "7", ENTER))
    (told,) = done.err.splitlines()
    assert told.startswith(f"decompdrill: {path}:5: mine.never cannot be drawn from seed ")
    assert told.endswith(": division by zero; mine.never is left out")
    assert (done.code, [row[:3] for row in kept(home)]) == (0, [("quiz", "7", "right")] * 2)


# Every other draw can be made: which ones come only while the quiz is held is not known before it.
SOMETIMES = ONE.replace("low: 7, high: 7", "low: 1, high: 2").format(name="sometimes", answer="7 / (a - 1)")


@pytest.mark.parametrize("command", ["quiz", "timed"])
def test_a_question_of_which_some_draws_fail_while_it_is_asked_is_told_once(
    command: str, home: Path, days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decompdrill.commands.drawable.MOST_TRIED", 0)
    path = write_bank(home, kept="a")
    path.write_text(path.read_text(encoding="utf-8") + SOMETIMES, encoding="utf-8")
    done = at_once(command, "mine", "-n", "9", "--seed", "1", "--json", answers=tmp_path / "answers")
    events = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, events[-1]["event"]) == (0, "summary")
    assert 0 < events[-1]["asked"] == sum(event["event"] == "question" for event in events)
    assert len(done.err.splitlines()) == 1
    assert done.err.endswith("division by zero; mine.sometimes is left out\n")


# ---- broken off by a fault -----------------------------------------------------------------------------------------


class Failing(io.BytesIO):
    """Answers of which the first can be read, and then no more."""

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().readline(size)


@pytest.mark.parametrize("command", ["quiz", "review", "timed"])
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_what_ends_before_its_end_says_what_was_done_all_the_same(
    command: str, as_json: bool, home: Path, days: Days
) -> None:
    learnt(home, days)
    call = [command, "mine", "-n", "3", "--seed", "1", *(["--json"] if as_json else [])]
    done = run(tuple(call), io.TextIOWrapper(Failing(b"7\n7\n7\n"), "utf-8"), io.StringIO())
    assert (done.code, done.err) == (65, "decompdrill: Input/output error\n")
    if not as_json:
        assert "Interrupted" in done.out
        return
    events = [json.loads(line) for line in done.out.splitlines()]
    assert [event["event"] for event in events] == ["question", "verdict", "question", "summary"]
    assert (events[-1]["asked"], events[-1]["right"], events[-1]["score"]) == (1, 1, 1.0)
    assert len(kept(home)) == 4


@pytest.mark.parametrize("command", ["quiz", "review", "timed"])
def test_what_ends_before_its_first_question_says_nothing_of_it(
    command: str, home: Path, days: Days, tmp_path: Path
) -> None:
    learnt(home, days)
    done = scripted(command, "mine", "-n", "3", "--seed", "1", "--json", "--answers", str(tmp_path))
    assert (done.code, done.out) == (65, "")


def test_a_run_is_told_where_the_earlier_ones_cannot_be_read(
    home: Path, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise DrillError("the history cannot be read: disk I/O error")

    monkeypatch.setattr(Store, "runs", unreadable)
    done = scripted("timed", "--bank", str(BANK), "-n", "1", "--seed", "1", "--json", stdin="@1 7\n")
    assert json.loads(done.out.splitlines()[-1])["event"] == "summary"
    assert (done.code, done.err) == (0, "decompdrill: the history cannot be read: disk I/O error\n")


# ---- choosing ------------------------------------------------------------------------------------------------------


WEAK = "--weak chooses by the history: at a terminal, without --seed, --answers and --no-history"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("--weak",), "nothing is known to be weak yet: the history has no answer to these questions"),
        (("--weak", "--seed", "1"), WEAK),
        (("--weak", "--no-history"), WEAK),
        (("--weak", "--json"), WEAK),
        (("--weak", "--slip", "x"), "--weak and --slip each choose the questions: give one of them"),
        (
            ("--slip", "sign-of-rotos"),
            "no question here shows the slip 'sign-of-rotos'; did you mean 'sign-of-roots'?",
        ),
    ],
)
def test_choices_that_cannot_be_are_refused(call: tuple[str, ...], said: str, days: Days) -> None:
    done = at_terminal("quiz", "--bank", str(BANK), *call, typed=())
    assert (done.code, done.err) == (2, f"decompdrill: {said}\n")


def test_a_slip_is_drilled_on_draws_that_tell_it_apart(days: Days) -> None:
    call = ("quiz", "--bank", str(BANK), "--slip", "sign-of-roots", "-n", "3", "--seed", "1")
    lines = [json.loads(line) for line in scripted(*call, "--json").out.splitlines()]
    seeds = [(line["question"], line["seed"]) for line in lines if line["event"] == "question"]
    assert len(set(seeds)) == 3
    for question, seed in seeds:
        drawn = scripted("draw", question, "--seed", str(seed), "--bank", str(BANK)).out
        assert "sign-of-roots" in [slip["slip"] for slip in json.loads(drawn)["slips"]]
    assert "--slip sign-of-roots" in scripted(*call).out.replace("\n    ", " ")


def test_what_is_weak_is_asked(days: Days) -> None:
    scripted("quiz", "small.trace", "--bank", str(BANK), "-n", "3", "--seed", "1", stdin="6\n6\n6\n")
    done = at_terminal("quiz", "--bank", str(BANK), "--weak", "-n", "2", typed=("7", ENTER, "7", ENTER))
    assert done.out.count("small.trace · level 1") == 2
    assert "The history chose the questions." in done.out


# ---- replay --------------------------------------------------------------------------------------------------------


def test_a_verdict_that_may_be_wrong_carries_its_token_which_brings_all_back(days: Days) -> None:
    done = at_terminal(*TRACE, typed=("6", "8", ENTER))
    reported = re.search(r"Judged wrongly\? Report it with (small\.trace:\d+:[0-9a-f]{8}) at\s+(\S+)\n", done.out)
    assert reported is not None
    urls = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    assert urls["Issues"] == f"https://{reported[2]}"
    again = scripted("replay", reported[1], "--bank", str(BANK))
    rows = [row for row in again.out.splitlines() if "2026-03-01" in row]
    assert [re.sub(r" \(.*\)", "", row) for row in rows] == ["    2026-03-01  wrong: 6", "    2026-03-01  wrong: 8"]


def test_a_script_is_shown_no_token(days: Days) -> None:
    assert "Judged wrongly" not in scripted(*TRACE, "--seed", "1", stdin="6\n").out


# ---- stats ---------------------------------------------------------------------------------------------------------


def figures(number: int = 30) -> Stats:
    """Return a standing of many objectives."""
    objectives = tuple(
        ObjectiveStats(
            id=f"objective-number-{n}-with-a-long-name",
            title="",
            mastery=n / number,
            recall=None if n % 7 == 0 else 0.9,
            median_seconds=None if n % 5 == 0 else 3.7 * n,
            due=n % 3 == 0,
            next_due=f"2026-03-{n + 1:02}" if n else None,
            asked=n % 11,
            right=n % 11,
            right_first=0,
            is_met=n > number / 2,
        )
        for n in range(number)
    )
    return Stats(
        today="2026-03-01",
        objectives=objectives,
        slips=tuple(SlipStats(f"slip-with-a-very-long-name-{n}", 1200 - n, 0, "falling") for n in range(9)),
        days=tuple(DayTally(f"2026-{month:02}-{day:02}", day, 1, 1) for month in (1, 2) for day in range(1, 28, 2)),
        weeks=tuple(WeekStats(f"2026-01-{n:02}", n, n // 2) for n in range(8)),
        due=10,
        ahead=tuple((f"2026-03-{n:02}", 10 * n) for n in range(2, 9)),
    )


@pytest.mark.parametrize("style", [Style.UNICODE, Style.ASCII, Style.SPEECH])
@pytest.mark.parametrize("columns", [120, 80, 67, 60, 59, 40, 38, 37, 24])
def test_the_screen_fits(columns: int, style: Style) -> None:
    rows = [row.text for row in stats_screen.stats_lines(figures(), False, Display(style, columns))]
    assert max(width(row) for row in rows) <= columns
    assert columns < 38 or style is Style.SPEECH or len(rows) <= 23
    assert style is not Style.ASCII or all(row.isascii() for row in rows)


@pytest.mark.parametrize("style", [Style.UNICODE, Style.ASCII, Style.SPEECH])
@pytest.mark.parametrize("columns", [80, 60, 40, 38])
def test_the_screen_fits_with_workings(columns: int, style: Style) -> None:
    lost = (("the characteristic polynomial of A", 3), ("a relation of the entries of a null vector", 3))
    workings = tuple(WorkingStats(f"objective-number-{n}-with-a-long-name", 20, 14, lost) for n in range(3))
    found = replace(figures(), workings=workings)
    rows = [row.text for row in stats_screen.stats_lines(found, False, Display(style, columns), (12, 80))]
    assert max(width(row) for row in rows) <= columns
    assert style is Style.SPEECH or len(rows) <= 23
    whole = stats_screen.stats_lines(found, True, Display(style, columns))
    assert " ".join(" ".join(row.text for row in whole).split()).count("14 of 20 workings without a mistake") == 3
    assert columns < 60 or "14 of 20 workings" in " ".join(" ".join(rows).split())


def test_all_of_it_is_shown_where_that_is_asked() -> None:
    short, whole = (stats_screen.stats_lines(figures(), everything, Display()) for everything in (False, True))
    begun = sum(1 for o in figures().objectives if o.asked)
    assert len(whole) - len(short) == begun - stats_screen.ROWS - 1


def test_what_is_due_stands_first_then_what_is_known_least() -> None:
    rows = [row.text.strip() for row in stats_screen.stats_lines(figures(), True, Display())]
    names = [row for row in rows if row.startswith("objective-number")]
    numbers = [int(name.split("-")[2]) for name in names]
    assert numbers == sorted(numbers, key=lambda n: (n % 3 != 0, n))


def test_an_empty_history_gives_a_sentence(home: Path, days: Days) -> None:
    done = scripted("stats", "--bank", str(BANK))
    assert done == Done(
        0,
        "  Nothing was answered yet. Where you stand is shown here once you have done a\n  quiz: decompdrill quiz\n",
        "",
    )
    assert not (home / "history.sqlite3").exists()


def test_the_figures_are_those_of_the_contract(days: Days) -> None:
    scripted("quiz", "small.trace", "--bank", str(BANK), "-n", "2", "--seed", "1", stdin="7\n6\n")
    found = json.loads(scripted("stats", "--json", "--bank", str(BANK)).out)
    [trace] = [o for o in found["objectives"] if o["asked"]]
    assert (found["schema"], trace["id"], trace["asked"], trace["right"]) == (1, "drill-trace", 2, 1)
    assert {"id", "mastery", "recall", "median_seconds", "due", "asked", "right"} <= set(trace)
    assert found["days"] == [{"day": "2026-03-01", "asked": 2, "right": 1, "right_first": 1}]


def test_the_screen_is_shown_from_the_history(days: Days) -> None:
    scripted("quiz", "small.trace", "--bank", str(BANK), "-n", "1", "--seed", "1", stdin="7\n")
    days.now_ms += 3 * DAY
    rows = scripted("stats", "--bank", str(BANK)).out.splitlines()
    assert rows[0].split() == ["decompdrill", "stats", "1", "question", "on", "1", "day"]
    assert rows[3].split()[0] == "drill-trace"
    assert rows[3].split()[-2] == "today"
    assert "drill-trace: mastery " in scripted("stats", "--plain", "--bank", str(BANK)).out


def test_the_map_shows_what_was_never_begun_and_takes_topics(home: Path, days: Days) -> None:
    scripted("quiz", "small.trace", "--bank", str(BANK), "-n", "1", "--seed", "1", stdin="7\n")
    whole = at_terminal("stats", "--map", "--bank", str(BANK), typed=()).out
    assert whole == (
        "  1 of 4 objectives are believed known today.\n"
        "\n"
        "  small                ███░░░░░░░  1 of 4 known\n"
        "   31% ✓  The trace of a matrix\n"
        "          drill-trace\n"
        "     -    Eigenvalues of a 2×2 matrix\n"
        "          drill-eigenvalues\n"
        "     -    What an eigenvector is\n"
        "          drill-meaning\n"
        "     -    The covariance matrix of a small data set\n"
        "          drill-covariance\n"
        "\n"
        "  ✓ believed known today, from its own answers or from those to related\n"
        "  objectives.\n"
        "  The percentage is mastery; - where no answer tells it yet.\n"
    )
    one = scripted("stats", "small.trace", "--plain", "--bank", str(BANK)).out
    assert one == (
        "1 of 1 objectives are believed known today.\n\nsmall: 1 of 1 known.\n"
        "The trace of a matrix: mastery 31%, believed known.\n\n"
    )
    assert scripted("stats", "nothing", "--bank", str(BANK)).code == 2


def test_what_was_only_right_is_never_shown_as_0_percent(home: Path, days: Days) -> None:
    scripted("timed", "small.trace", "--bank", str(BANK), "--count", "2", "--seed", "1", stdin="7\n7\n")
    (row,) = [row for row in scripted("stats", "--bank", str(BANK)).out.splitlines() if "drill-trace" in row]
    assert re.search(r" [1-9]\d%", row)
    scripted("quiz", "small.meaning", "--bank", str(BANK), "-n", "1", "--seed", "1", stdin="")
    assert " 0%" not in scripted("stats", "--bank", str(BANK)).out


def test_what_was_missed_twice_is_worked_out_before_the_third_try(home: Path, days: Days) -> None:
    call = ("quiz", "eigen.values-2x2", "-n", "1")
    said = "You missed this more than once. Here it is worked out on other numbers:"
    assert said not in at_terminal(*call, typed=("idk", ENTER)).out
    assert said not in at_terminal(*call, typed=("why", ENTER)).out
    third = at_terminal(*call, typed=(ENTER, "idk", ENTER)).out
    assert said in third
    assert third.index(said) < third.index("1. ") < third.index("Enter: the question · quit") < third.index("1/1")
    assert said not in at_terminal(*call, typed=("quit",)).out, "three misses: not each time"


def test_the_end_of_a_quiz_shows_what_changed(home: Path, days: Days) -> None:
    call = ("quiz", "small.trace", "--bank", str(BANK), "-n", "1")
    first = at_terminal(*call, typed=("7", ENTER)).out
    assert "  drill-trace                            1/1  ██████████  new → 31%\n" in first
    assert re.search(
        r"\n  Believed known: \d of \d objectives(, \d before)?\.\n  Today: 0 of 10 minutes\. A run of 1 day\.\n", first
    )
    days.now_ms += DAY
    again = at_terminal(*call, typed=("6", "6", ENTER)).out
    assert "  drill-trace                            0/1  ░░░░░░░░░░   31 → " in again
    assert "A run of 2 days." in again
    aloud = at_terminal(*call, "--plain", typed=("7", ENTER)).out
    assert re.search(r"drill-trace: 1 of 1 right, mastery \d+ to \d+%\.\n", aloud)


@pytest.mark.parametrize("columns", ["40", "24"])
def test_what_changed_fits_a_narrow_screen(
    columns: str, home: Path, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    rows = at_terminal("quiz", "small.trace", "--bank", str(BANK), "-n", "1", typed=("7", ENTER)).out.splitlines()
    assert [row for row in rows if len(row) > int(columns) and "seed" not in row] == []
    assert any("new → 31%" in row for row in rows)


@pytest.mark.parametrize("more", [("--no-history",), ("--seed", "1")])
def test_without_a_history_nothing_is_said_to_have_changed(more: tuple[str, ...], home: Path, days: Days) -> None:
    done = at_terminal("quiz", "small.trace", "--bank", str(BANK), "-n", "1", *more, typed=("7", ENTER))
    assert ("Believed known" in done.out) is ("--seed" in more)
    assert "Believed known" not in scripted("quiz", "small.trace", "--bank", str(BANK), "-n", "1", stdin="7\n").out


# ---- a real terminal -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_closed_window_loses_no_answer(end: signal.Signals, home: Path) -> None:
    from tests.terminals import Terminal

    terminal = Terminal("-n", "2", call=TRACE[:-2])
    terminal.wait("  >")
    terminal.type("7\r", "Enter: next question")
    terminal.kill(end)
    [(_, text, outcome, _)] = kept(home)
    assert (text, outcome) == ("7", "right")
    again = Terminal(call=())
    again.wait("1 of 2 questions left.")
    again.type("\r", "2/2")
    again.type("7\r", "Enter: the summary")
    again.type("\r", "2 of 2 right")
    assert again.end() == 0
    store = opened(home)
    assert all(row.first_key_ms is not None and row.first_key_ms <= row.answer_ms for row in store.rows())
    store.close()


def test_a_quiz_says_why_nothing_new_is_begun(home: Path, days: Days) -> None:
    names = [f"q{n}" for n in range(16)]
    write_bank(home, **dict.fromkeys(names, "a"))
    scripted("quiz", "mine", "-n", "16", "--seed", "1", stdin="7\n" * 16)
    days.now_ms += 9 * DAY
    assert "No new objective" not in at_terminal("quiz", typed=("quit",)).out
    days.now_ms += 25 * DAY
    said = (
        "No new objective to learn until there is room: 16 questions are due today, and on a usual day you answer 10."
    )
    assert said in " ".join(at_terminal("quiz", typed=("quit",)).out.split())


# ---- placement -----------------------------------------------------------------------------------------------------


def test_a_placement_keeps_its_answers_says_what_it_found_and_ends_early(home: Path, days: Days) -> None:
    write_bank(home, **dict.fromkeys("abcd", "a"))
    bank = str(home / "banks" / "mine.yaml")
    first = at_terminal("placement", "--bank", bank, typed=("7", ENTER))
    assert (first.code, first.err) == (0, "")
    assert "1 of 1 right" in first.out
    assert re.search(r"What you know already, as far as these answers tell:\s+mine +█+░* +1 of 1", first.out)
    assert [row[:3] for row in kept(home)] == [("quiz", "7", "right")]
    assert "Go on with it?" not in at_terminal("placement", "--bank", bank, typed=("quit",)).out, "nothing is open"


def test_a_placement_that_was_broken_off_is_not_offered_again(home: Path, days: Days) -> None:
    assert at_terminal("placement", typed=(None,)).code == 130
    assert "Go on with it?" not in at_terminal("quiz", "-n", "1", typed=("quit",)).out


def test_a_placement_in_a_script_is_the_same_for_the_same_answers(home: Path, days: Days) -> None:
    call = ("placement", "--seed", "4", "--no-history")
    one, other = (scripted(*call, stdin="why\n" * 20) for _ in range(2))
    assert one == other
    assert "The same again: decompdrill placement --seed 4" in " ".join(one.out.split())
    events = [json.loads(x) for x in scripted(*call, "--json", stdin="why\n" * 20).out.splitlines()]
    assert events[-1]["event"] == "summary"
    assert 1 < sum(e["event"] == "question" for e in events) <= 15
    spoken = scripted(*call, "--plain", stdin="why\n" * 20).out
    assert "eigenvalues: 0 of 13 objectives known." in spoken
    assert kept(home) == []
