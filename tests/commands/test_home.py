"""Home: what `decompdrill` alone shows at a terminal, and what can be started there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from decompdrill import cli
from decompdrill.frontends.display import Display
from decompdrill.frontends.home_screen import HomeScreen, Unfinished, home
from decompdrill.mathtext import Style, width
from decompdrill.practice.progress import BeginWith, Next, RunOfDays
from tests.practice.test_practice import BANK, DAY, ENTER, Days, at_terminal, kept, scripted


@pytest.fixture(autouse=True)
def as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask what was met before as it stands: by chance a mistake would be to be found in it."""
    monkeypatch.setattr("decompdrill.practice.choose.other_form", lambda _: "")


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    found = Days()
    monkeypatch.setattr(cli, "_clocks", found.clocks)
    return found


STANDING = HomeScreen(
    begin=BeginWith(Next.GO_ON, 7),
    run=RunOfDays(12, 1, is_at_stake=True),
    seconds=284.0,
    goal=10,
    due=33,
    unfinished=Unfinished("quiz", 3, 7, 12 * 60_000),
    weakest="Eigenvalues of a 2×2 matrix, and of simple 3×3 ones",
    next="What each factor of an SVD does to space",
)


def shown(found: HomeScreen, display: Display) -> list[str]:
    return [row.text for row in home(found, display)]


def test_home_says_what_there_is_to_do_on_80_columns() -> None:
    assert shown(STANDING, Display()) == [
        "  decompdrill                                       a run of 12 days, 1 missed",
        "",
        "  Today       4 of 10 minutes",
        "  Run         one question today keeps it",
        "  Unfinished  quiz from 12 minutes ago: 7 of 10 questions left.",
        "  Due         33 questions",
        "  Weakest     Eigenvalues of a 2×2 matrix, and of simple 3×3 ones",
        "  Next        What each factor of an SVD does to space",
        "",
        "  Enter: go on, 7 questions left",
        "  n: not now · drop: end it · quiz · review · stats · explain · help · q: leave",
    ]


def test_home_says_what_there_is_to_do_on_40_columns() -> None:
    assert shown(STANDING, Display(width=40)) == [
        "  decompdrill",
        "  a run of 12 days, 1 missed",
        "",
        "  Today       4 of 10 minutes",
        "  Run         one question today keeps",
        "              it",
        "  Unfinished  quiz from 12 minutes ago:",
        "              7 of 10 questions left.",
        "  Due         33 questions",
        "  Weakest     Eigenvalues of a 2×2",
        "              matrix, and of simple 3×3",
        "              ones",
        "  Next        What each factor of an SVD",
        "              does to space",
        "",
        "  Enter: go on, 7 questions left",
        "  n: not now · drop: end it · quiz",
        "  review · stats · explain · help",
        "  q: leave",
    ]


def test_home_is_read_aloud_in_sentences() -> None:
    assert shown(STANDING, Display(Style.SPEECH)) == [
        "a run of 12 days, 1 missed",
        "",
        "Today: 4 of 10 minutes.",
        "Run: one question today keeps it.",
        "Unfinished: quiz from 12 minutes ago: 7 of 10 questions left.",
        "Due: 33 questions.",
        "Weakest: Eigenvalues of a 2×2 matrix, and of simple 3×3 ones.",
        "Next: What each factor of an SVD does to space.",
        "",
        "Enter: go on, 7 questions left. Or type n (not now), drop (end it), quiz,",
        "review, stats, explain, help, q (leave).",
    ]


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("columns", [120, 80, 40, 24])
def test_home_fits(columns: int, style: Style) -> None:
    for found in (STANDING, STANDING.later(), HomeScreen(BeginWith(Next.LESSON))):
        assert max(width(row) for row in shown(found, Display(style, columns))) <= columns


def test_home_says_where_nothing_new_is_begun() -> None:
    quiet = HomeScreen(BeginWith(Next.QUIZ, 10), goal=10)
    assert "  Next        nothing new for now: first what was begun" in shown(quiet, Display())
    assert not any("Next" in row for row in shown(replace(quiet, is_all_begun=True), Display()))


def test_the_first_start_has_two_lines_and_looks_at_nothing(home: Path, days: Days) -> None:
    done = at_terminal(typed=("help", "frog", "q"))
    assert (done.code, done.err) == (0, "")
    assert "placement finds where to begin" in done.out
    assert "decompdrill timed eigenvalues" in done.out, "help names the commands"
    assert "There is no command frog." in done.out
    assert not (home / "history.sqlite3").exists()


def test_enter_begins_the_first_lesson_and_a_word_any_command(days: Days) -> None:
    assert "Eigenvalues and eigenvectors" in at_terminal(typed=(ENTER, "quit")).out
    assert "placement  " in at_terminal(typed=("placement", "quit")).out
    done = at_terminal(typed=("decompdrill quiz small.trace --bank " + str(BANK) + " -n 1", "7", ENTER))
    assert "1 of 1 right" in done.out
    assert at_terminal(typed=("quiz nothing-of-the-kind",)).code == 2


def test_what_is_due_comes_first_and_then_a_quiz(home: Path, days: Days) -> None:
    at_terminal("quiz", "eigen.in-words", "-n", "1", typed=("idk", ENTER))
    days.now_ms += 3 * DAY
    at_home = at_terminal(typed=(ENTER, "quit"))
    assert "  Due         1 question\n" in at_home.out
    assert "  Weakest     What an eigenvector and its eigenvalue are\n" in at_home.out
    assert "  Enter: review 1 question\n" in at_home.out
    assert "decompdrill review " in at_home.out
    at_terminal("review", typed=("idk", ENTER))
    again = at_terminal(typed=(ENTER, "quit"))
    assert "  Due         nothing today\n" in again.out
    assert "  Enter: a quiz of 10 questions\n" in again.out
    assert "1/10" in again.out
    assert [row[0] for row in kept(home)] == ["quiz", "review"]


def test_a_review_takes_a_working(days: Days) -> None:
    at_terminal("quiz", "eigen.values-2x2", "-n", "1", "--seed", "1", typed=("7, -1", ENTER))
    days.now_ms += 3 * DAY
    done = at_terminal("review", typed=("work", "λ = 1000, 2000", "hint", "undo", "idk", ENTER))
    assert "  Write your working one line at a time, as on paper.\n" in done.out
    assert "  Line 1 is taken back: λ = 1000, 2000\n" in done.out
    (line,) = [
        json.loads(line)
        for line in scripted("history", "export").out.splitlines()
        if '"mode":"review","question"' in line
    ]
    assert (line["outcome"], line["hints"], line["saw_solution"]) == (None, 1, True)
    assert [(of["text"], of["undone"]) for of in line["working"]] == [("λ = 1000, 2000", True)]


def test_what_was_missed_before_what_it_rests_on_is_known_is_said_to_wait_and_is_not_due(days: Days) -> None:
    done = at_terminal("quiz", "svd.whole-2x2", "-n", "1", typed=("idk", "when", ENTER))
    assert "    Comes back once what it rests on is known.\n" in done.out
    why = "It comes back once what it rests on is believed known: it was missed before that."
    assert why in " ".join(done.out.split())
    days.now_ms += 3 * DAY
    at_home = at_terminal(typed=("q",)).out
    assert "  Due         nothing today\n" in at_home
    assert "Weakest" not in at_home, "what was asked too soon is not what one is weak in"
    assert "Nothing is due" in at_terminal("review", typed=()).out
    assert "today 0" in scripted("stats").out
    assert '"due": 1' not in scripted("stats", "--json").out


def test_later_is_not_never_and_is_not_asked_twice(days: Days) -> None:
    at_terminal("quiz", "-n", "3", typed=("skip", None))
    done = at_terminal(typed=("n", ENTER, "quit"))
    assert done.out.count("Unfinished") == 2, "it still stands there"
    assert "Go on with it?" not in done.out
    assert "1/10" in done.out
    assert "2 of 3 questions left." in at_terminal(typed=("drop", "q")).out
    assert "Unfinished" not in at_terminal(typed=("q",)).out


def test_the_goal_of_the_config_file_wins_and_is_changed_there(days: Days, home: Path) -> None:
    (home / "config.toml").write_text("daily_goal = 25\n", encoding="utf-8")
    done = at_terminal(typed=("goal 15", "q"))
    assert "Your config file sets the goal to 25 minutes a day; decompdrill where shows the file." in " ".join(
        done.out.split()
    )
    assert "Your goal is 15" not in done.out


def test_the_goal_can_be_set_and_a_wrong_one_is_refused(days: Days) -> None:
    at_terminal("quiz", "-n", "1", typed=("skip", ENTER))
    done = at_terminal(typed=("goal 15", "goal 0", "goal", "goal x", "goal 9999999", "q"))
    assert "Your goal is 15 minutes a day." in done.out
    assert done.out.count("A goal is a number of minutes a day from 1 to 600, such as goal 15.") == 4
    assert "  Today       0 of 15 minutes\n" in at_terminal(typed=("q",)).out


def test_home_in_sentences_and_the_option_before_a_command(days: Days) -> None:
    assert "Enter: the first lesson, with a question to try. Or type" in at_terminal("--plain", typed=("q",)).out
    done = scripted("--plain", "stats")
    assert done.code == 2
    assert "it stands behind the command: decompdrill stats --plain" in done.err
