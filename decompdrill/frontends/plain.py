"""The front end that shows lines, and the readers of answers that need no more than lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TextIO

from decompdrill.frontends import line_editor, quiz_screen, timed_screen, working_screen
from decompdrill.frontends.display import Display, Line, ShowLines
from decompdrill.frontends.echo import live_echo
from decompdrill.frontends.front_end import UserInput
from decompdrill.frontends.line_editor import Timing, is_incomplete
from decompdrill.frontends.script import ScriptLines
from decompdrill.practice.conversation import (
    Ask,
    Closing,
    Countdown,
    Notice,
    OpenTopic,
    Pause,
    Summary,
    Tell,
    WorkingNotice,
)
from decompdrill.practice.progress import Changed
from decompdrill.practice.timed import ClockPause, Menu

Live = Callable[[str], str]


class Reader(Protocol):
    """Where answers come from."""

    @property
    def tells_time(self) -> bool:
        """Whether it shows the clock or says what is to be called while one types."""
        ...

    def read(self, prompt: str, timing: Timing | None = None, live: Live | None = None) -> UserInput:
        """Return the next answer, or what has been typed when the time is up.

        `live` says of what is typed so far how it reads, for a reader that has a place to show it.
        """
        ...

    def discard(self) -> None:
        """Forget what was typed before the question was shown."""
        ...


@dataclass(frozen=True, slots=True)
class TextFrontEnd:
    """A front end of lines: `show` shows them, `reader` reads answers, `display` is called each time, as the window may change."""

    show: ShowLines
    reader: Reader
    display: Callable[[], Display]
    name: str
    again: str
    """The command that asks the same questions again."""
    go_on: Callable[[], str] = str
    """Returns the command that takes up what was broken off."""
    lesson: Callable[[OpenTopic], None] = lambda _: None
    """Walks through a topic."""
    changed: Callable[[Summary], Changed | None] = lambda _: None
    """Returns what a quiz changed, once it has ended."""

    def ask(self, ask: Ask) -> UserInput:
        if ask.fresh:
            self.reader.discard()
            self.show(quiz_screen.question(ask, self.name, self.display()))
        timing = None if ask.countdown is None else self._timing(ask.countdown)
        if ask.line is not None:
            return self.reader.read(working_screen.line_prompt(ask.line, self.display()))
        return self.reader.read(quiz_screen.prompt(ask, self.display()), timing, live_echo(ask.exercise, self.display))

    def pause(self, pause: Pause | ClockPause | Menu) -> str | None:
        self.reader.discard()
        display = self.display()
        if isinstance(pause, Pause):
            self.show(quiz_screen.pause(pause, display))
        else:
            self.show(timed_screen.pause_keys(pause, display))
        return self.reader.read(quiz_screen.prompt(pause, display)).text

    def tell(self, tell: Tell) -> None:
        message, display = tell.message, self.display()
        if isinstance(message, WorkingNotice):
            self.show(working_screen.working_notice(message, display, self._question))
        elif isinstance(message, Notice):
            self.show(timed_screen.notice_lines(message, self.again, display, self.reader.tells_time))
        else:
            changed = self.changed(message.summary) if isinstance(message, Closing) else None
            self.show(quiz_screen.said(message, self.again, display, self.go_on(), changed))

    def open_topic(self, opened: OpenTopic) -> None:
        self.lesson(opened)

    def _question(self, ask: Ask) -> list[Line]:
        """Return the question; a problem of one's own has no text to show again."""
        return quiz_screen.question(ask, self.name, self.display()) if ask.exercise.prompt else []

    def _timing(self, countdown: Countdown) -> Timing:
        def row(elapsed: float) -> str:
            return timed_screen.clock_row(countdown, elapsed, self.display())

        spoken = self.display().spoken
        calls = timed_screen.calls(countdown) if countdown.is_shown else ()
        return Timing(countdown.left, row if countdown.is_shown and not spoken else None, calls)


class Script:
    """Answers from prepared lines, each written after its prompt so that the output reads like a session."""

    def __init__(self, lines: Iterator[str], out: TextIO, shows_end: bool = True) -> None:
        self._lines = ScriptLines(lines)
        self._out = out
        self._shows_end = shows_end
        """Whether a prompt stands there once the lines have ended."""

    @property
    def tells_time(self) -> bool:
        return False

    def read(self, prompt: str, timing: Timing | None = None, live: Live | None = None) -> UserInput:
        entered = self._lines.read(timing is not None)
        text = entered.text
        if text is None and not self._shows_end:
            return entered
        shown = "" if text is None else "".join(c if c.isprintable() else "?" for c in text)
        self._out.write(f"{prompt}{shown}".rstrip() + "\n")
        self._out.flush()
        return entered

    def discard(self) -> None:
        """Prepared lines are never discarded; a question is shown."""
        self._lines.show()


class Keyboard:
    """Answers typed at a terminal that can do no more than lines; a matrix may go on over several."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock

    @property
    def tells_time(self) -> bool:
        return line_editor.is_possible()

    def read(self, prompt: str, timing: Timing | None = None, live: Live | None = None) -> UserInput:
        if timing is not None and line_editor.is_possible():
            return line_editor.read_timed(prompt, timing, self._clock)
        rows: list[str] = []
        while not rows or is_incomplete("\n".join(rows)):
            try:
                rows.append(input(prompt if not rows else " " * len(prompt)))
            except EOFError:
                return UserInput("\n".join(rows) if rows else None)
        return UserInput("\n".join(rows))

    def discard(self) -> None:
        discard_typed_ahead()


def discard_typed_ahead() -> None:
    """Drop the keys pressed before now, so that one Enter too many answers no question."""
    try:
        import termios
    except ImportError:
        return
    try:
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    except (termios.error, OSError, ValueError):
        return
