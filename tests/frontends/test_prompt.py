"""The editor of a real terminal where it cannot be driven: answers are then typed line by line."""

from __future__ import annotations

import io
import sys

import prompt_toolkit
import pytest

from decompdrill.frontends.front_end import UserInput
from decompdrill.frontends.plain import Keyboard, discard_typed_ahead
from decompdrill.frontends.terminal import Prompt


class NoConsoleScreenBufferError(Exception):
    """What prompt_toolkit raises under Git Bash; its own one can be imported on Windows only."""


@pytest.mark.parametrize(
    "fault", [OSError("no console"), RuntimeError(), AssertionError(), NoConsoleScreenBufferError()]
)
def test_where_the_console_cannot_be_driven_answers_are_lines(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = 0

    def refuse(**_: object) -> None:
        nonlocal opened
        opened += 1
        raise fault

    monkeypatch.setattr(prompt_toolkit, "PromptSession", refuse)
    monkeypatch.setattr(sys, "stdin", io.StringIO("3/4\n[1 2;\n3 4]\n"))
    prompt = Prompt(lambda: 0.0)
    assert [prompt.read("  > ") for _ in range(3)] == [UserInput("3/4"), UserInput("[1 2;\n3 4]"), UserInput(None)]
    assert opened == 1
    assert capsys.readouterr().out == "  > " + "  > " + "    " + "  > "


def test_a_fault_that_is_none_of_the_console_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise LookupError("no such key")

    monkeypatch.setattr(prompt_toolkit, "PromptSession", refuse)
    with pytest.raises(LookupError, match="no such key"):
        Prompt(lambda: 0.0).read("  > ")


def test_what_is_not_finished_when_the_lines_end_is_given_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("[1 2;\n"))
    assert Keyboard(lambda: 0.0).read("  > ") == UserInput("[1 2;")


def test_without_a_terminal_nothing_was_typed_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.StringIO("7\n")
    monkeypatch.setattr(sys, "stdin", lines)
    discard_typed_ahead()
    assert lines.read() == "7\n"


def test_on_a_system_without_termios_nothing_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.StringIO("7\n")
    monkeypatch.setattr(sys, "stdin", lines)
    monkeypatch.setitem(sys.modules, "termios", None)
    discard_typed_ahead()
    assert lines.read() == "7\n"
