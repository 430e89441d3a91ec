"""The terminal: colours by Rich, line editing by prompt_toolkit; no file but this and
terminal_pictures.py imports either.

Text is handed to Rich as `Text`, never as markup. Whether there is a terminal is decided by the caller, before either
library is imported.
"""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from decompdrill.frontends.display import Display, Line, Role, ShowLines, Tint, wants_colour
from decompdrill.frontends.front_end import UserInput
from decompdrill.frontends.line_editor import STEP, StopWatch, Timing, is_incomplete
from decompdrill.frontends.plain import Keyboard, Live, discard_typed_ahead
from decompdrill.io.output import raw_stream, stdout, visible_row
from decompdrill.model import LONGEST_TEXT

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from prompt_toolkit import PromptSession
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings

STYLES = {
    Role.PLAIN: "",
    Role.HEAD: "bold",
    Role.DIM: "dim",
    Role.RIGHT: "green",
    Role.WRONG: "red",
    Role.CLOSE: "yellow",
    Role.FIRST: "magenta",
    Role.SECOND: "cyan",
    Role.THIRD: "green",
    Role.FOURTH: "red",
    Role.FIFTH: "bold magenta",
    Role.SIXTH: "bold cyan",
}
"""Colours of the sixteen that a terminal's own theme makes legible on its ground, so that no ink is yellow or blue."""


def style_of(tint: Tint) -> str:
    """Return Rich's name of a colour; greys are of the palette of 256, the same on a dark ground as on a light one."""
    if isinstance(tint, Role):
        return STYLES[tint]
    return f"color({_grey(tint.upper)}) on color({_grey(tint.lower)})"


def _grey(level: int) -> int:
    """Return the nearest grey of the palette of 256: 16 is black, 232 to 255 are 8, 18, …, 238, and 231 is white."""
    if level < 4:
        return 16
    return 231 if level > 246 else 232 + min(23, max(0, round((level - 8) / 10)))


def painter(out: TextIO, display: Display) -> ShowLines:
    """Return a `ShowLines` that colours each piece by its role."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=raw_stream(out),
        width=display.width,
        force_terminal=True,
        color_system="256",
        no_color=False,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )

    def show(lines: Sequence[Line]) -> None:
        for row in lines:
            text = Text.assemble(*((visible_row(piece), style_of(tint)) for tint, piece in row.pieces))
            console.print(text, soft_wrap=True)
        out.flush()

    return show


class Prompt:
    """Answers typed at a real terminal: editing, history, bracketed paste; Enter goes on in an unfinished matrix.

    The row below says how what is typed so far reads. Against a clock the row above shows it, repainted when its second
    changes; when the time is up, what stands there is taken. prompt_toolkit is imported when the first answer is asked
    for. Where it cannot drive the console, lines are read plainly.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._first_key: float | None = None
        self._session: PromptSession[str | _Late] | None = None
        self._plain: Keyboard | None = None
        self._echo: _Echo | None = None

    @property
    def tells_time(self) -> bool:
        return True

    def read(self, prompt: str, timing: Timing | None = None, live: Live | None = None) -> UserInput:
        self._first_key = None
        self._echo = None if live is None else _Echo(live)
        if self._plain is None and self._session is None:
            self._open()
        if self._session is None:
            return (self._plain or Keyboard(self._clock)).read(prompt, timing)
        ticker = _Ticker(self._session, StopWatch(self._clock), prompt, timing)
        try:
            typed = self._session.prompt(ticker.message, prompt_continuation=" " * len(prompt), pre_run=ticker.begin)
        except EOFError:
            return UserInput(None)
        finally:
            ticker.end()
        is_late = isinstance(typed, _Late)
        text = typed.text if isinstance(typed, _Late) else typed
        return UserInput(text, self._first_key, None, ticker.stopped, is_late)

    def discard(self) -> None:
        discard_typed_ahead()

    def _open(self) -> None:
        # The terminal is not asked where its cursor is: over slow lines the answer would land in the text typed.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        from prompt_toolkit import PromptSession
        from prompt_toolkit.output import create_output

        try:
            self._session = PromptSession(
                output=create_output(raw_stream(stdout())),
                multiline=True,
                key_bindings=_keys(),
                enable_suspend=True,
                mouse_support=False,
            )
            self._session.app.key_processor.before_key_press += self._on_key
            self._add_echo(self._session)
        except (OSError, RuntimeError, AssertionError):
            self._plain = Keyboard(self._clock)
        except Exception as error:
            # Mintty and Git Bash: prompt_toolkit.output.win32.NoConsoleScreenBufferError, which exists on Windows only.
            if type(error).__name__ != "NoConsoleScreenBufferError":
                raise
            self._plain = Keyboard(self._clock)

    def _add_echo(self, session: PromptSession[str | _Late]) -> None:
        """Add the row of the echo below the text; it is kept free from the first key on, so that nothing jumps."""
        from prompt_toolkit.filters import Condition, is_done
        from prompt_toolkit.layout import ConditionalContainer, Dimension, FormattedTextControl, HSplit, Window

        def shown() -> StyleAndTextTuples:
            said = "" if self._echo is None else self._echo.of(session.default_buffer.text)
            return [(STYLES[Role.DIM] if wants_colour(stdout()) else "", said)]

        row = Window(FormattedTextControl(shown), height=Dimension(min=0, max=1, preferred=1))
        layout = session.layout.container
        assert isinstance(layout, HSplit)
        layout.children.append(ConditionalContainer(row, Condition(lambda: self._echo is not None) & ~is_done))

    def _on_key(self, _: object) -> None:
        if self._first_key is None:
            self._first_key = self._clock()


class _Echo:
    """What is said of one answer while it is typed: once for each text, and no more once a reading took too long."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._text = self._said = ""
        self._rests = False

    def of(self, text: str) -> str:
        if text != self._text:
            began = time.thread_time()
            self._text, self._said = text, "" if self._rests else self._live(text)
            self._rests = self._rests or time.thread_time() - began > SLOWEST_ECHO
        return self._said


SLOWEST_ECHO = 0.1
"""Seconds of work for one reading; what takes longer would hold up the keys."""


@dataclass(frozen=True, slots=True)
class _Late:
    """What had been typed when the time was up."""

    text: str


class _Ticker:
    """The clock above one answer, for as long as that is typed; and the end of it where the program is to end."""

    def __init__(
        self, session: PromptSession[str | _Late], watch: StopWatch, prompt: str, timing: Timing | None
    ) -> None:
        self._session = session
        self._watch = watch
        self._prompt = prompt
        self._timing = timing
        self._elapsed = 0.0
        self._loop: AbstractEventLoop | None = None

    @property
    def stopped(self) -> float:
        return self._watch.stopped

    def message(self) -> str:
        """Return the clock and the prompt."""
        row = self._timing.row if self._timing is not None else None
        return self._prompt if row is None else f"{row(self._elapsed)}\n{self._prompt}"

    def begin(self) -> None:
        """Begin to tick; prompt_toolkit calls it inside its loop."""
        import asyncio

        self._loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows, and threads beside the main one
            self._loop.add_signal_handler(signal.SIGTERM, self._leave)
        if self._timing is not None:
            self._session.app.create_background_task(self._tick(self._timing))

    def end(self) -> None:
        """Give the signal back."""
        if self._loop is not None and not self._loop.is_closed():
            with suppress(NotImplementedError, ValueError, RuntimeError):
                self._loop.remove_signal_handler(signal.SIGTERM)

    def _leave(self) -> None:
        """Leave as the signal asks, with the terminal as it was."""
        if not self._is_done():
            self._session.app.exit(exception=SystemExit(128 + signal.SIGTERM))

    def _is_done(self) -> bool:
        future = self._session.app.future
        return future is None or future.done()

    async def _tick(self, timing: Timing) -> None:
        import asyncio

        wait, painted = 0.0, -1
        while not self._is_done():
            self._elapsed = self._watch.elapsed(wait)
            left = None if timing.left is None else timing.left - self._elapsed
            if left is not None and left <= 0:
                self._session.app.exit(result=_Late(self._session.app.current_buffer.text))
                return
            second = math.ceil(-self._elapsed if left is None else left)
            if timing.row is not None and second != painted:
                painted = second
                self._session.app.invalidate()
            wait = STEP if left is None else min(STEP, max(left, 0.01))
            await asyncio.sleep(wait)


def _keys() -> KeyBindings:
    """Return what Enter does, and what is done with more than can be an answer: it is dropped as it comes.

    One character over the longest answer is kept, so that the reader says that the text is too long.
    """
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()
    saved = 0

    def is_far_from_saved(event: KeyPressEvent) -> bool:
        """Whether undo is to come back here: a text kept at every key would take memory like its square."""
        nonlocal saved
        length = len(event.current_buffer.text)
        is_far = abs(length - saved) >= max(UNDO_STEP, length // UNDO_STEP)
        saved = length if is_far else saved
        return is_far

    def insert(event: KeyPressEvent, text: str) -> None:
        buffer = event.current_buffer
        buffer.insert_text(text[: max(0, LONGEST_TEXT + 1 - len(buffer.text))])

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.is_cursor_at_the_end and is_incomplete(buffer.text):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @bindings.add(Keys.Vt100MouseEvent)
    def _(event: KeyPressEvent) -> None:
        """Drop it: no mouse is asked for, and colors in a text that is pasted as keys (ESC [ 3 1 m) look like one."""

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        insert(event, event.data.replace("\r\n", "\n").replace("\r", "\n"))

    @bindings.add(Keys.Any, save_before=is_far_from_saved)
    def _(event: KeyPressEvent) -> None:
        insert(event, event.data * event.arg)
        if len(event.current_buffer.text) > LONGEST_TEXT:
            event.key_processor.input_queue.clear()
            discard_typed_ahead()

    return bindings


UNDO_STEP = 8
"""Characters that undo takes back at least, and the share of a long text."""
