"""Pictures that move at a terminal: played until a key is pressed, or stepped through with the arrows.

Nothing of them stays on the screen: what does is the still picture, which is shown afterwards. prompt_toolkit is imported
when the first frame is shown; where it cannot drive the console, nothing moves.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from decompdrill.frontends.display import Line, Role
from decompdrill.frontends.terminal import STYLES
from decompdrill.io.output import raw_stream, stdout, visible_row

if TYPE_CHECKING:
    from prompt_toolkit import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

FRAME = 0.05
"""Seconds between two frames."""

INTERRUPT = "c-c"


def play(frame: Callable[[float], Sequence[Line]], seconds: float) -> None:
    """Show frames by the seconds that have passed, until they are over or a key is pressed.

    Raises KeyboardInterrupt where that key is Ctrl-C.
    """
    from prompt_toolkit.keys import Keys

    began = time.monotonic()
    keys = _keys({Keys.Any: lambda event: event.app.exit()})

    def shown() -> Sequence[Line]:
        return frame(min(time.monotonic() - began, seconds))

    async def stop(app: Application[None]) -> None:
        await asyncio.sleep(seconds)
        _leave(app)

    _run(shown, keys, FRAME, stop)


def step(frame: Callable[[int], Sequence[Line]], first: int, last: int) -> None:
    """Show the frame of a number that the arrows change between 1 and last, until q, Enter or Escape is pressed.

    Raises KeyboardInterrupt at Ctrl-C.
    """
    at = first

    def move(by: int) -> Callable[[KeyPressEvent], None]:
        def moved(_: KeyPressEvent) -> None:
            nonlocal at
            at = max(1, min(last, at + by))

        return moved

    def leave(event: KeyPressEvent) -> None:
        event.app.exit()

    keys = _keys(
        {"left": move(-1), "right": move(1), "home": move(-last), "end": move(last)}
        | dict.fromkeys(("q", "Q", "enter", "escape"), leave)
    )
    _run(lambda: frame(at), keys, None, None)


def _keys(does: dict[str, Callable[[KeyPressEvent], None]]) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings

    bindings = KeyBindings()
    for key, act in does.items():
        bindings.add(key)(act)
    bindings.add(INTERRUPT)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    return bindings


def _leave(app: Application[None], exception: BaseException | None = None) -> None:
    if app.future is not None and not app.future.done():
        if exception is None:
            app.exit()
        else:
            app.exit(exception=exception)


def _run(
    frame: Callable[[], Sequence[Line]],
    keys: KeyBindings,
    interval: float | None,
    beside: Callable[[Application[None]], object] | None,
) -> None:
    """Show a frame at every key, and at every interval; the terminal is as it was afterwards, whatever ends it."""
    output = _output()
    if output is None:
        return
    from prompt_toolkit import Application
    from prompt_toolkit.layout import FormattedTextControl, Layout, Window

    control = FormattedTextControl(lambda: _fragments(frame()), show_cursor=False)
    app: Application[None] = Application(
        Layout(Window(control, wrap_lines=False, dont_extend_height=True)),
        key_bindings=keys,
        output=output,
        erase_when_done=True,
        refresh_interval=interval,
    )
    app.ttimeoutlen = app.timeoutlen = 0.1  # so that Escape alone is not waited on for long

    def begin() -> None:
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows, and threads beside the main one
            loop.add_signal_handler(signal.SIGTERM, _leave, app, SystemExit(128 + signal.SIGTERM))
        if beside is not None:
            app.create_background_task(beside(app))  # type: ignore[arg-type]

    with suppress(EOFError):
        app.run(pre_run=begin)


def _output() -> Output | None:
    """Return what prompt_toolkit writes to; None where it cannot drive the console."""
    # The terminal is not asked where its cursor is: over slow lines the answer would land in the text typed.
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    from prompt_toolkit.output import create_output

    try:
        return create_output(raw_stream(stdout()))
    except (OSError, RuntimeError, AssertionError):
        return None
    except Exception as error:
        # Mintty and Git Bash: prompt_toolkit.output.win32.NoConsoleScreenBufferError, which exists on Windows only.
        if type(error).__name__ != "NoConsoleScreenBufferError":
            raise
        return None


def _fragments(lines: Sequence[Line]) -> StyleAndTextTuples:
    """Return lines as prompt_toolkit takes them; its names of colours begin with ansi."""
    fragments: StyleAndTextTuples = []
    for row in lines:
        for tint, text in row.pieces:
            words = STYLES[tint].split() if isinstance(tint, Role) else []
            style = " ".join(word if word in ("bold", "dim") else f"ansi{word}" for word in words)
            fragments.append((style, visible_row(text)))
        fragments.append(("", "\n"))
    return fragments[:-1]
