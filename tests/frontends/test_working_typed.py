"""A working typed at a terminal: what is on the screen, and what is there after the program was killed."""

from __future__ import annotations

import re
import signal
import sqlite3
from contextlib import closing

import pytest

from decompdrill.history import attempts
from decompdrill.history.opening import read_store
from decompdrill.history.store import Store
from decompdrill.io.folders import find_home
from tests.golden import assert_golden
from tests.terminals import TRANSCRIPTS, Terminal

QUIZ = ("quiz", "eigen.values-2x2", "-n", "2", "--seed", "1")
"""A = [−2 −9; 1 8]: p = λ² − 6λ − 7, λ = 7, −1."""
KEYS = "hint · undo · edit 2 · why ✗ · done · quit · Enter: show it all again"


def kept() -> tuple[attempts.AttemptRow, ...]:
    """Return the answers that are on disk."""
    home = find_home()
    assert home is not None
    store = read_store(home.history, lambda: 1_795_000_000_000)
    assert isinstance(store, Store)
    with closing(store):
        return tuple(store.rows())


def open_lines() -> list[str]:
    """Return the lines on disk of workings that are not finished."""
    home = find_home()
    assert home is not None
    with closing(sqlite3.connect(home.history)) as db:
        return [text for (text,) in db.execute("SELECT text FROM open_lines ORDER BY number")]


def test_a_working_in_a_quiz_looks_as_on_paper() -> None:
    terminal = Terminal(call=QUIZ, rows=50)
    terminal.wait("? hint (2) · work · skip · why · quit\n  >")
    terminal.type("work\r", f"{KEYS}\n  1 >")
    terminal.type("p = λ² + 6λ - 7\r", "2 >")
    terminal.type("λ = -7, 1\r", "3 >")
    terminal.type("edit 1\r", "Type the new line; Enter alone leaves it as it is.\n  1 >")
    terminal.type("p = λ² - 6λ - 7\r", "6, not to −6.\n  3 >")
    terminal.type("undo\r", "Line 2 is taken back: λ = -7, 1\n  2 >")
    shown = terminal.type("λ = 7, -1\r", "Enter: next question")
    shown = re.sub(r"Right\. \d+ s\.", "Right.", shown)  # where the machine is busy
    at = shown.index("  > work")
    assert shown[at : shown.index("Comes back")].rstrip() == (
        "  > work\n"
        "  Write your working one line at a time, as on paper.\n"
        f"  {KEYS}\n"
        "  1 > p = λ² + 6λ - 7\n"
        "  ✗ Not right: the characteristic polynomial of A. The trace term has the wrong\n"
        "    sign: the polynomial is λ² − tr(A) · λ + det(A), and tr(A) = 6.\n"
        "  2 > λ = -7, 1\n"
        "  ↳ Follows from line 1: eigenvalues of A. The step is right; the mistake is in\n"
        "    line 1.\n"
        "  That is the final answer, by right steps from a mistake above. edit or undo\n"
        "  mends it; done keeps it as it is.\n"
        "  3 > edit 1\n"
        "  Line 1 is p = λ² + 6λ - 7\n"
        "  Type the new line; Enter alone leaves it as it is.\n"
        "  1 > p = λ² - 6λ - 7\n"
        "  1  p = λ² - 6λ - 7\n"
        "  ✓ Right: the characteristic polynomial of A.\n"
        "  2  λ = -7, 1\n"
        "  ✗ Not right: eigenvalues of A. Every sign is flipped: in λ² − tr(A) · λ +\n"
        "    det(A) = 0 the trace has a minus. The eigenvalues must add up to the trace,\n"
        "    6, not to −6.\n"
        "  3 > undo\n"
        "  Line 2 is taken back: λ = -7, 1\n"
        "  2 > λ = 7, -1\n"
        "  ✓ Right: eigenvalues of A.\n"
        "  ✓ Right.\n"
        "    read as 7, -1\n"
        "    det(A − λI) = λ² − 6λ − 7 has the roots 7 and −1.\n"
        "    Answer: 7, -1"
    )
    (row,) = kept()
    assert [line.undone for line in attempts.working_lines(row)] == [True, False, True, False]
    assert open_lines() == []


@pytest.mark.parametrize("end", [signal.SIGKILL, "\x03", "\x04", "quit\r"])
def test_no_line_whose_mark_shows_is_lost_and_the_quiz_goes_on_with_it(end: signal.Signals | str) -> None:
    terminal = Terminal(call=QUIZ)
    terminal.wait("\n  >")
    terminal.type("work\r", "1 >")
    terminal.type("p = λ² - 6λ - 7\r", "✓ Right: the characteristic polynomial")
    terminal.type("λ = 7, 1\r", "✗ Not right")
    if isinstance(end, str):
        terminal.wait("3 >")
        assert "All of it is kept. To go on: decompdrill" in terminal.type(end, "Seed 1.")
        terminal.end()
    else:
        terminal.kill(end)
    assert open_lines() == ["p = λ² - 6λ - 7", "λ = 7, 1"]
    again = Terminal(call=("quiz",), rows=40)
    again.wait("2 lines of your working are kept with it.\n  Go on with it? [Y/n]")
    shown = again.type("y\r", "3 >")
    assert "Your working so far:\n  1  p = λ² - 6λ - 7\n  ✓ Right: the characteristic polynomial of A.\n" in shown
    again.type("undo\r", "Line 2 is taken back")
    again.type("λ = 7, -1\r", "Enter: next question")
    again.type("\r", "2/2")
    again.type("quit\r", "1 of 1 right")
    assert again.end() == 0
    assert open_lines() == []


def test_a_quiz_with_open_lines_that_is_not_wanted_now_is_kept() -> None:
    terminal = Terminal(call=QUIZ)
    terminal.wait("\n  >")
    terminal.type("work\r", "1 >")
    terminal.type("tr = 6\r", "2 >")
    terminal.kill(signal.SIGKILL)
    again = Terminal(call=("quiz",))
    again.wait("1 line of your working is kept with it.")
    again.type("n\r", "It is kept for later")
    again.kill(signal.SIGKILL)
    assert open_lines() == ["tr = 6"]


def test_a_pasted_block_is_judged_line_by_line() -> None:
    terminal = Terminal(call=QUIZ, rows=40)
    terminal.wait("\n  >")
    terminal.type("work\r", "1 >")
    shown = terminal.type("\x1b[200~tr = 6\np = λ² - 6λ - 7\nλ = 7, -1\x1b[201~\r", "Enter: next question")
    assert shown.count("✓ Right: ") == 3
    assert [line.text for line in attempts.working_lines(kept()[0])] == ["tr = 6", "p = λ² - 6λ - 7", "λ = 7, -1"]


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_a_problem_of_ones_own_goes_on_after_a_kill(plain: tuple[str, ...]) -> None:
    call = ("work", "eigenvalues", "-g", "A=4 1; 2 3", *plain)
    prompt = "Line {}: " if plain else "{} > "
    terminal = Terminal(call=call)
    terminal.wait(prompt.format(1).rstrip())
    terminal.type("p = λ² - 7λ + 10\r", prompt.format(2).rstrip())
    terminal.kill(signal.SIGKILL)
    assert open_lines() == ["p = λ² - 7λ + 10"]
    other = Terminal(call=("work", "eigenvalues", "-g", "A=4 1; 2 4", *plain))
    other.wait(prompt.format(1).rstrip())
    other.type("\x04", "No line gives the final answer yet.")
    assert other.end() == 1
    again = Terminal(call=call)
    again.wait(prompt.format(2).rstrip())
    assert "Your working so far:" in again.text
    again.type("λ = 5, 2\r", "That is the final answer: done ends, or write on.")
    again.type("v(5) = 1, 1\r", prompt.format(4).rstrip())
    again.type("done\r", "Right.")
    assert again.end() == 0
    assert open_lines() == []


def test_against_the_clock_there_is_no_working() -> None:
    terminal = Terminal(call=("timed", "eigen.values-2x2", "--seed", "1", "--time", "60s"))
    terminal.wait("\n  >")
    terminal.type("work\r", "There is no working against the clock: type the answer.")
    terminal.type("quit\r", "")
    terminal.end()


def test_enter_alone_shows_the_question_and_the_lines_again() -> None:
    terminal = Terminal(call=QUIZ, rows=50)
    terminal.wait("\n  >")
    terminal.type("work\r", "1 >")
    terminal.type("\r", f"{KEYS}\n  1 >")
    terminal.type("tr = 6\r", "2 >")
    terminal.clear()
    shown = terminal.type("\r", "Go on with the next line.")
    assert "A = ⎡−2  −9⎤" in shown
    assert "Your working so far:\n  1  tr = 6\n  ✓ Right: the trace of A.\n  Go on" in shown


def test_at_40_columns_a_working_reads_as_its_transcript() -> None:
    terminal = Terminal(call=QUIZ, columns=40, rows=50)
    terminal.wait("\n  >")
    terminal.type("work\r", "1 >")
    terminal.type("p = λ² + 6λ - 7\r", "2 >")
    terminal.type("why\r", "worked solution has")
    terminal.type("hint\r", "Next: ")
    terminal.type("foo bar\r", "3 >")
    shown = terminal.type("λ = -7, 1\r", "4 >")
    assert_golden(f"{shown[shown.index('  > work') :].rstrip()}\n", TRANSCRIPTS / "working-40.txt")
