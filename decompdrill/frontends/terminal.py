"""The terminal: colours by Rich, line editing by prompt_toolkit; the only file that imports either.

Text is handed to Rich as `Text`, never as markup. Whether there is a terminal is decided by the caller, before either
library is imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from decompdrill.frontends.look import Line, Look, Role
from decompdrill.frontends.plain import Keyboard, Show, discard_typed_ahead, goes_on

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings

STYLES = {
    Role.PLAIN: "",
    Role.HEAD: "bold",
    Role.DIM: "dim",
    Role.RIGHT: "green",
    Role.WRONG: "red",
    Role.CLOSE: "yellow",
}


def painter(out: TextIO, look: Look) -> Show:
    """Return a `Show` that colours each piece by its role."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=out,
        width=look.width,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )

    def show(lines: Sequence[Line]) -> None:
        for row in lines:
            text = Text.assemble(*((piece, STYLES[role]) for role, piece in row.pieces))
            console.print(text, soft_wrap=True)
        out.flush()

    return show


class Prompt:
    """Answers typed at a real terminal: editing, history, bracketed paste; Enter goes on in an unfinished matrix.

    prompt_toolkit is imported when the first answer is asked for. Where it cannot drive the console, lines are read
    plainly.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._first_key: float | None = None
        self._session: PromptSession[str] | None = None
        self._plain: Keyboard | None = None

    @property
    def first_key(self) -> float | None:
        return self._first_key

    def read(self, prompt: str) -> str | None:
        self._first_key = None
        if self._plain is None and self._session is None:
            self._open()
        if self._session is None:
            return (self._plain or Keyboard()).read(prompt)
        try:
            return self._session.prompt(prompt, prompt_continuation=" " * len(prompt))
        except EOFError:
            return None

    def discard(self) -> None:
        discard_typed_ahead()

    def _open(self) -> None:
        # The terminal is not asked where its cursor is: over slow lines the answer would land in the text typed.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        from prompt_toolkit import PromptSession

        try:
            self._session = PromptSession(
                multiline=True, key_bindings=_keys(), enable_suspend=True, mouse_support=False
            )
            self._session.app.key_processor.before_key_press += self._on_key
        except (OSError, RuntimeError, AssertionError):
            self._plain = Keyboard()
        except Exception as error:
            # Mintty and Git Bash: prompt_toolkit.output.win32.NoConsoleScreenBufferError, which exists on Windows only.
            if type(error).__name__ != "NoConsoleScreenBufferError":
                raise
            self._plain = Keyboard()

    def _on_key(self, _: object) -> None:
        if self._first_key is None:
            self._first_key = self._clock()


def _keys() -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    bindings = KeyBindings()

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.is_cursor_at_the_end and goes_on(buffer.text):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    return bindings
