"""The little editor of plain terminals, key by key, at a terminal of the test's own."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Iterator, Mapping

import pytest

from decompdrill.frontends import line_editor
from decompdrill.frontends.front_end import UserInput
from decompdrill.frontends.line_editor import Timing

PROMPT = "  > "
NO_LIMIT = Timing(None)


class Typist:
    """A clock that goes on by 10 ms a look, and types at certain looks; the first is when the editor is open."""

    def __init__(self, keyboard: int, keys: Mapping[int, bytes]) -> None:
        self._keyboard = keyboard
        self._keys = keys
        self.looks = 0

    def __call__(self) -> float:
        os.write(self._keyboard, self._keys.get(self.looks, b""))
        self.looks += 1
        return self.looks / 100


class Desk:
    """A terminal whose keys a test presses, and what is written to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.keyboard, self.line = os.openpty()
        self._capture = capture
        monkeypatch.setattr(sys, "stdin", open(self.line, encoding="utf-8", closefd=False))  # noqa: SIM115

    def type(self, keys: bytes | Mapping[int, bytes], timing: Timing = NO_LIMIT) -> UserInput:
        typist = Typist(self.keyboard, {0: keys} if isinstance(keys, bytes) else keys)
        return line_editor.read_timed(PROMPT, timing, typist)

    def shown(self) -> str:
        return self._capture.readouterr().out


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    found = Desk(monkeypatch, capsys)
    yield found
    sys.stdin.close()
    for end in (found.keyboard, found.line):
        os.close(end)


@pytest.mark.parametrize(
    ("keys", "text", "shown"),
    [
        (b"12\r", "12", "12\n"),
        (b"12\x7f3\r", "13", "12\b \b3\n"),
        (b"12\x083\r", "13", "12\b \b3\n"),
        (b"\x7f4\r", "4", "4\n"),
        (b"99\x155\r", "5", "99\b \b\b \b5\n"),
        (b"1 23\x174\r", "1 4", "1 23\b \b\b \b4\n"),
        (b"1 23 \x174\r", "1 4", "1 23 \b \b\b \b\b \b4\n"),
        (b"12\x173\r", "3", "12\b \b\b \b3\n"),
        ("日\x7fπ\r".encode(), "π", "日\b \b\b \bπ\n"),
        ("e\u0301\x7f\x7f2\r".encode(), "2", "e\u0301\b \b2\n"),
        (b"1\t2\r", "1\t2", "1 2\n"),
        (b"1\x042\r", "12", "12\n"),
        (b"1\x00\x022\r", "12", "12\n"),
        (b"1\x1b[D\x1b[1;5C\x1bOA\x1b[3~\x1bx2\r", "12", "12\n"),
        (b"1\xff2\r", "1�2", "1�2\n"),
        (b"\r", "", "\n"),
    ],
)
def test_each_key_does_what_it_says(desk: Desk, keys: bytes, text: str, shown: str) -> None:
    assert desk.type(keys).text == text
    assert desk.shown() == PROMPT + shown


def test_what_is_not_finished_goes_on_and_is_not_rubbed_out_beyond_its_line(desk: Desk) -> None:
    assert desk.type(b"[1 2;\r\x7f\x17\x153 9\x7f4]\r").text == "[1 2;\n3 4]"
    assert desk.shown() == f"{PROMPT}[1 2;\n{' ' * len(PROMPT)}3 9\b \b4]\n"


def test_an_enter_on_an_empty_line_ends_what_is_not_finished(desk: Desk) -> None:
    assert desk.type(b"(1\r\r").text == "(1\n"


def test_ctrl_d_on_an_empty_line_is_the_end_of_the_input(desk: Desk) -> None:
    assert desk.type(b"\x04").text is None


@pytest.mark.parametrize(("reads", "text"), [([b""], None), ([b"12", b""], "12")])
def test_a_terminal_that_is_hung_up_gives_what_stands_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reads: list[bytes], text: str | None
) -> None:
    came = iter(reads)
    with monkeypatch.context() as hung:
        hung.setattr(os, "read", lambda *_: next(came))
        assert desk.type(b"a key, so that there is something to read").text == text


def test_a_character_may_come_in_two_pieces(desk: Desk) -> None:
    first, second = "π".encode()[:1], "π".encode()[1:]
    assert desk.type({0: first, 3: second + b"\r"}).text == "π"


def test_when_the_time_is_up_what_stands_there_is_taken(desk: Desk) -> None:
    heard = desk.type(b"3.5", Timing(0.2))
    assert (heard.text, heard.is_late) == ("3.5", True)
    assert desk.shown() == f"{PROMPT}3.5\n"
    assert heard.first_key is not None


def test_nothing_typed_in_time_is_an_empty_answer_without_a_first_key(desk: Desk) -> None:
    assert desk.type(b"", Timing(0.05)) == UserInput("", None, None, 0.0, is_late=True)


def test_a_call_is_a_line_of_its_own_and_the_answer_is_shown_again(desk: Desk) -> None:
    heard = desk.type({0: b"12", 12: b"3\r"}, Timing(9, calls=((0.05, "10 seconds left."), (5, "No."))))
    assert (heard.text, heard.is_late) == ("123", False)
    assert desk.shown() == f"{PROMPT}12\n10 seconds left.\n{PROMPT}123\n"


def test_a_call_in_an_answer_of_two_lines_shows_the_second_again(desk: Desk) -> None:
    assert desk.type({0: b"(1\r+2", 12: b")\r"}, Timing(9, calls=((0.05, "Half."),))).text == "(1\n+2)"
    assert desk.shown() == f"{PROMPT}(1\n{' ' * len(PROMPT)}+2\nHalf.\n{PROMPT}+2)\n"


def test_the_terminal_is_left_as_it_was_even_by_an_interrupt(desk: Desk) -> None:
    before = termios.tcgetattr(desk.line)
    desk.type(b"1\r")
    assert termios.tcgetattr(desk.line) == before

    def interrupted() -> float:
        assert termios.tcgetattr(desk.line)[3] & (termios.ICANON | termios.ECHO) == 0
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        line_editor.read_timed(PROMPT, Timing(None), interrupted)
    assert termios.tcgetattr(desk.line) == before
