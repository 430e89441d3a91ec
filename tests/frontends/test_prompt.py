"""The editor of a real terminal where it cannot be driven: answers are then typed line by line."""

from __future__ import annotations

import asyncio
import io
import sys

import prompt_toolkit
import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from decompdrill.frontends import terminal
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


@pytest.mark.parametrize("colored", [b"\x1b[31m2\x1b[0m, 1\r", b"\x1b[M\xff\xff\xff2, 1\r", b"\x1b[<;;M2, 1\r"])
def test_colors_in_a_text_that_is_pasted_as_keys_are_no_mouse(colored: bytes) -> None:
    with create_pipe_input() as keyboard:
        keyboard.send_bytes(colored)
        session: PromptSession[str] = PromptSession(
            input=keyboard, output=DummyOutput(), key_bindings=terminal._keys(), multiline=True
        )
        faults: list[object] = []

        def seen(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
            faults.append(context)
            session.app.exit(result="fault")

        session.app.after_render += lambda _: asyncio.get_running_loop().set_exception_handler(seen)
        assert session.prompt(set_exception_handler=False) == "2, 1"
        assert faults == []
