"""The live clock at real (pseudo) terminals of several sizes, row by row: what is typed is never lost, and is what is judged."""

from __future__ import annotations

import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.terminals import TRANSCRIPTS, Terminal

RUN = ("timed", "--bank", str(TRANSCRIPTS / "bank"), "--seed", "1", "--no-history")
SIZES = [(80, 24), (60, 20), (40, 15)]
CLOCK = re.compile(r"^  (\d+):(\d\d)( [█░]+)?  \d+ done, \d+ right$")


def rows(terminal: Terminal) -> list[str]:
    """The rows from the clock on."""
    shown = terminal.text.splitlines()
    at = max((i for i, row in enumerate(shown) if CLOCK.match(row)), default=len(shown))
    return [row for row in shown[at:] if row]


def test_what_is_typed_stays_while_the_clock_ticks_and_is_judged_when_the_time_is_up() -> None:
    """At terminals of several sizes at once: most of it is waiting."""
    terminals = [
        Terminal("small.trace", "--time", "4s", columns=columns, rows=height, call=RUN) for columns, height in SIZES
    ]
    with ThreadPoolExecutor(len(terminals)) as pool:
        for tried in [pool.submit(typed_while_the_clock_ticks, terminal) for terminal in terminals]:
            tried.result()


def typed_while_the_clock_ticks(terminal: Terminal) -> None:
    terminal.wait("  >")
    terminal.send("97")
    terminal.pass_time(0.3)
    terminal.send("\x1b[D\x1b[D")  # the cursor before the first key
    terminal.pass_time(1.3)
    terminal.send("\x1b[3~")  # and that key is deleted
    terminal.pass_time(1.2)
    terminal.until(
        lambda: len(rows(terminal)) >= 2 and terminal.screen.cursor.x == 4, "the cursor before what is typed", 1
    )
    clock, typed = rows(terminal)[:2]
    found = CLOCK.match(clock)
    assert found is not None
    assert (found[1], typed) == ("0", "  > 7")
    assert int(found[2]) in (1, 2)
    assert terminal.screen.cursor.x == 4
    terminal.wait("Enter: leave")
    after = terminal.all_text.splitlines()
    begun = after.index("  > 7")
    assert CLOCK.match(after[begun - 1])
    assert after[begun - 1].lstrip().startswith("0:00")
    told = " ".join(row.strip() for row in after[begun + 1 : begun + 5])
    assert told.startswith("✓ Right. 4.0 s. Taken as the time ran out. read as 7 Time is up.")
    terminal.type("\r", "")
    assert terminal.end() == 0
    assert b"\x1b[6n" not in terminal.bytes  # the cursor's place is never asked for


def test_what_cannot_be_read_when_the_time_is_up_is_no_answer() -> None:
    terminal = Terminal("small.trace", "--time", "2s", call=RUN)
    terminal.wait("  >")
    terminal.send("7 and")
    assert "No question was answered." in terminal.wait("The same again:")
    assert terminal.end() == 0


def test_a_pasted_matrix_stays_whole_across_ticks() -> None:
    terminal = Terminal("small.covariance", "--time", "60s", "--count", "1", call=RUN)
    terminal.wait("  >")
    terminal.send("\x1b[200~4 2\n2 4\x1b[201~")
    terminal.pass_time(2.2)
    clock, *typed = rows(terminal)
    assert CLOCK.match(clock)
    assert typed == ["  > 4 2", "    2 4", "    reads as 2×2 [4 2; 2 4]"]
    assert "✓ Right." in terminal.type("\r", "Enter: leave")


def test_a_long_answer_wraps_below_the_clock_and_overwrites_nothing() -> None:
    terminal = Terminal("small.trace", "--time", "60s", columns=40, rows=15, call=RUN)
    terminal.wait("  >")
    terminal.send("1" * 60)
    terminal.pass_time(2.2)
    clock, first, second, echo = rows(terminal)
    assert CLOCK.match(clock)
    assert (first, second) == ("  > " + "1" * 36, "    " + "1" * 24)
    assert echo == "    reads as " + "1" * 25 + "…"
    assert "Type a number" in terminal.text


def test_a_window_that_is_resized_keeps_the_clock_and_what_was_typed() -> None:
    terminal = Terminal("small.trace", "--time", "60s", "--count", "1", call=RUN)
    terminal.wait("  >")
    terminal.send("7")
    terminal.pass_time(0.3)
    terminal.resize(15, 50)
    terminal.pass_time(2.2)
    clock, typed, echo = rows(terminal)[-3:]
    assert CLOCK.match(clock)
    assert len(clock) < 50
    assert (typed, echo) == ("  > 7", "    reads as 7")
    terminal.type("\r", "Enter: leave")
    assert "✓ Right." in terminal.all_text


@pytest.mark.parametrize("keys", ["\x03", "12\x03"])
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_ctrl_c_before_the_first_key_and_in_the_middle(keys: str, term: str) -> None:
    terminal = Terminal("small.trace", "--time", "60s", term=term, call=RUN)
    terminal.wait("  >")
    terminal.type(keys, "Interrupted.")
    assert terminal.end() == 130
    assert b"Traceback" not in terminal.bytes
    assert terminal.echoes()


def test_a_plain_terminal_is_told_the_time_and_shown_again_what_was_typed() -> None:
    terminal = Terminal("small.trace", "--time", "14s", "--plain", call=RUN)
    terminal.wait("Answer:")
    terminal.send("12\x7f3\x15")
    terminal.send("7x\x1b[D\x7f")
    shown = terminal.wait("10 seconds left.", 13).splitlines()
    assert shown[shown.index("10 seconds left.") + 1] == "Answer: 7"
    terminal.send("\r")
    assert "Right." in terminal.wait("Question 2.")
    assert b"\x1b" not in terminal.bytes
    terminal.type("\x03", "Interrupted.")
    assert terminal.end() == 130


def test_a_dumb_terminal_gets_no_escape_code_and_what_stands_there_is_taken() -> None:
    terminal = Terminal("small.trace", "--time", "3s", term="dumb", call=RUN)
    terminal.wait("  >")
    terminal.send("12\x7f3\x15")
    terminal.send("7x\x1b[D\x7f")
    after = terminal.wait("Enter: leave")
    assert "✓ Right. 3.0 s. Taken as the time ran out." in after
    assert b"\x1b" not in terminal.bytes
    assert not re.search(r"0:\d\d", terminal.text)
    terminal.type("\r", "")
    assert terminal.end() == 0


def test_without_a_clock_the_time_is_measured_and_not_shown() -> None:
    terminal = Terminal("small.trace", "--time", "2s", "--no-clock", call=RUN)
    terminal.wait("  >")
    terminal.send("7")
    shown = terminal.wait("Enter: leave")
    assert "✓ Right. 2.0 s. Taken as the time ran out." in shown
    assert not re.search(r"\d:\d\d ", shown)


def test_keys_pressed_early_answer_no_question() -> None:
    terminal = Terminal("small.trace", "--time", "60s", "--count", "2", call=RUN, is_fork=False)  # a slow start
    terminal.type("9\r9\r", "  >")
    terminal.send("7\r")
    shown = terminal.wait("2/2")
    assert "✗" not in shown


def test_pause_stops_the_clock_and_is_in_the_result() -> None:
    terminal = Terminal("small.trace", "--time", "60s", "--count", "1", call=RUN)
    terminal.wait("  >")
    terminal.type("pause\r", "The clock stands. Enter goes on.")
    terminal.pass_time(2.5)
    terminal.type("\r", "0 done")
    terminal.send("7\r")
    shown = terminal.wait("Enter: leave")
    found = re.search(r"1 pause, (\d\.\d) s, not counted\.", shown)
    assert found is not None
    assert 2.4 <= float(found[1]) < 4
    took = re.search(r"Right\. (\d\.\d) s\.", shown)
    assert took is not None
    assert float(took[1]) < 2.4


def test_a_program_that_was_stopped_lost_no_time() -> None:
    terminal = Terminal("small.trace", "--time", "20s", "--count", "1", call=RUN)
    terminal.wait("  >")
    terminal.pass_time(0.5)
    terminal.stop(signal.SIGSTOP)
    time.sleep(3.2)
    terminal.stop(signal.SIGCONT)
    terminal.pass_time(1.5)
    terminal.send("7\r")
    shown = terminal.wait("Enter: leave")
    assert re.search(r"The clock stood for [34]\.\d s\.", shown)
    assert re.search(r"1 pause, [34]\.\d s, not counted\.", shown)


def test_a_program_that_is_told_to_end_leaves_the_terminal_as_it_was() -> None:
    terminal = Terminal("small.trace", "--time", "60s", call=RUN)
    terminal.wait("  >")
    terminal.send("12")
    terminal.pass_time(0.3)
    terminal.stop(signal.SIGTERM)
    assert terminal.end() in (143, -signal.SIGTERM)
    assert terminal.echoes()


def test_again_missed_and_why_follow_a_run() -> None:
    terminal = Terminal("small.trace", "small.eigenvalues", "--count", "2", rows=60, call=RUN)
    terminal.wait("1/2")
    terminal.wait("  >")
    terminal.type("999\r", "2/2")
    terminal.type("999\r", "w why they were wrong")
    terminal.type("w\r", "You typed 999")
    terminal.pass_time(0.5)
    assert terminal.all_text.count("You typed 999") == 2
    terminal.clear()
    terminal.type("m\r", "1/2")
    terminal.type("quit\r", "Seed 1.")
    assert terminal.end() == 0


def test_the_clock_paints_at_most_twice_a_second_and_few_bytes() -> None:
    terminal = Terminal("small.trace", "--time", "60s", call=RUN)
    terminal.wait("  >")
    terminal.pass_time(1.0)
    before = len(terminal.bytes)
    terminal.pass_time(4.0)
    painted = terminal.bytes[before:]
    assert 0 < len(painted) < 4 * 500
    assert len(set(re.findall(rb"\d", painted))) >= 3
    terminal.send("\x03")
    assert terminal.end() == 130
