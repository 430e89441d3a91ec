"""Lines typed against a clock, on a terminal that is only ever written to line by line.

For `--plain` and dumb terminals: no escape code is written. The terminal is put out of its line mode, so that what stands
there when the time is up can be taken, and so that it can be shown again after something was said in between.
"""

from __future__ import annotations

import codecs
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from decompdrill.frontends.front_end import UserInput
from decompdrill.io.output import Visible, stdout, write_visible
from decompdrill.mathtext import width
from decompdrill.model import LONGEST_TEXT

STEP = 0.1
"""Seconds between two looks at the clock; a step that takes far longer means that the program was stopped."""

STOPPED = 0.7
"""Seconds beyond a step from which on it is taken for a stop: Ctrl-Z, or a machine that slept."""

ENTER, BACK, KILL, WORD, END = "\r\n", "\x7f\b", "\x15", "\x17", "\x04"


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock that an answer is given against; seconds from now on."""

    left: float | None
    """Until what is typed is taken; None where there is no limit."""
    row: Callable[[float], str] | None = None
    """The row with the clock after so many seconds; None where it is not to be shown."""
    calls: tuple[tuple[float, str], ...] = ()
    """What is to be said after how many seconds, by a reader that shows no clock."""


def is_incomplete(text: str) -> bool:
    """Whether what was typed is plainly not finished: an open bracket, a `;` or a LaTeX environment at its end."""
    rest = text.rstrip()
    if not rest or text.endswith("\n"):
        return False
    opened = sum(rest.count(c) for c in "[({") - sum(rest.count(c) for c in "])}")
    return opened > 0 or rest.endswith(";") or rest.count("\\begin") > rest.count("\\end")


def is_possible() -> bool:
    """Whether this system has terminals that can be watched: all but Windows."""
    return importlib.util.find_spec("termios") is not None and sys.stdin is not None and sys.stdin.isatty()


class StopWatch:
    """Seconds since it was made; long gaps between two looks, in which the program was stopped, are left out."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = self._last = clock()
        self.stopped = 0.0

    def elapsed(self, expected: float) -> float:
        """Return the seconds so far, where the last look should have been at most `expected` seconds ago."""
        now = self._clock()
        gap = now - self._last - expected
        if gap > STOPPED:
            self.stopped += gap
        self._last = now
        return now - self._began - self.stopped


def read_timed(prompt: str, timing: Timing, clock: Callable[[], float]) -> UserInput:
    """Return what was typed, complete or not when the time is up."""
    with _unbuffered() as take:
        return _Editor(prompt, timing, clock, take).read()


@contextmanager
def _unbuffered() -> Iterator[Callable[[float], bytes | None]]:
    """Let each key come as it is typed; yield what waits for keys so many seconds, and returns None where none came."""
    import select
    import termios

    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    now = termios.tcgetattr(fd)
    now[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(fd, termios.TCSADRAIN, now)

    def take(seconds: float) -> bytes | None:
        ready, _, _ = select.select([fd], [], [], seconds)
        return os.read(fd, 65536) if ready else None

    try:
        yield take
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


class _Editor:
    """One answer, key by key."""

    def __init__(
        self, prompt: str, timing: Timing, clock: Callable[[], float], take: Callable[[float], bytes | None]
    ) -> None:
        self._prompt = prompt
        self._timing = timing
        self._clock = clock
        self._take = take
        self._watch = StopWatch(clock)
        self._calls = list(timing.calls)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._escape = ""
        self._first_key: float | None = None

    def read(self) -> UserInput:
        _write(self._prompt)
        while True:
            wait = self._wait()
            came = self._take(wait)
            elapsed = self._watch.elapsed(wait)
            if self._timing.left is not None and elapsed >= self._timing.left:
                _write("\n")
                return self._entered(self._text, is_late=True)
            if came is None:
                self._call(elapsed)
                continue
            self._first_key = self._first_key or self._clock()
            if came == b"":
                return self._entered(self._text or None)
            for key in self._decoder.decode(came):
                if key == END and not self._text:
                    return self._entered(None)
                if self._press(key):
                    return self._entered(self._text)

    def _wait(self) -> float:
        elapsed = self._watch.elapsed(STEP)
        moments = [at - elapsed for at in (self._timing.left, *(at for at, _ in self._calls)) if at is not None]
        return max(0.0, min([STEP, *moments]))

    def _call(self, elapsed: float) -> None:
        """Say what is due, on a line of its own, and show again what was typed."""
        while self._calls and elapsed >= self._calls[0][0]:
            _, said = self._calls.pop(0)
            _write(f"\n{said}\n{self._prompt}{self._text.rpartition(chr(10))[2]}")

    def _press(self, key: str) -> bool:
        """Take one key; True where it ends the answer."""
        if self._escape or key == "\x1b":
            self._escape = _longer(self._escape + key)
        elif key in ENTER:
            _write("\n")
            if not is_incomplete(self._text):
                return True
            self._text += "\n"
            _write(" " * len(self._prompt))
        elif key in BACK:
            self._rub_out(self._text[:-1])
        elif key == WORD:
            before = self._text.rstrip()
            self._rub_out(before[: before.rfind(" ") + 1])
        elif key == KILL:
            self._rub_out("")
        elif (key.isprintable() or key == "\t") and len(self._text) <= LONGEST_TEXT:
            self._text += key
            _write(key)
        return False

    def _rub_out(self, kept: str) -> None:
        """Take back what was typed last; no farther than the beginning of its line."""
        start = self._text.rfind("\n") + 1
        kept = self._text[: max(start, len(kept))]
        columns = width(self._text[len(kept) :])
        self._text = kept
        write_visible(stdout(), Visible("\b \b" * columns))

    def _entered(self, text: str | None, is_late: bool = False) -> UserInput:
        return UserInput(text, self._first_key, None, self._watch.stopped, is_late)


def _longer(sequence: str) -> str:
    """Return an escape sequence that is not complete yet, "" where it is: the keys of an arrow are no text."""
    if len(sequence) == 1 or (len(sequence) == 2 and sequence[1] in "[O"):
        return sequence
    return "" if sequence[-1].isalpha() or sequence[-1] == "~" or sequence[1] not in "[O" else sequence


def _write(text: str) -> None:
    stdout().write(text)
    stdout().flush()
