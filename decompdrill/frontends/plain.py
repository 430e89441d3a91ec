"""The front end of lines, and its readers that need no terminal; the only owner of how scripted answers are echoed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TextIO

from decompdrill.frontends import words
from decompdrill.frontends.look import Line, Look
from decompdrill.session import Ask, Pause, Tell

Show = Callable[[Sequence[Line]], None]


class Reader(Protocol):
    """Where answers come from."""

    @property
    def first_key(self) -> float | None:
        """The moment of the first key of the last answer; None where keys are not seen."""
        ...

    def read(self, prompt: str) -> str | None:
        """Return the next answer, None where the input has ended."""
        ...

    def discard(self) -> None:
        """Forget what was typed before the question was shown."""
        ...


class Lines:
    """A front end that shows lines through `show` and takes answers from `reader`; its look is asked for each time.

    `again` is the command that asks the same questions again, `go_on` returns the one that takes up what was broken off.
    """

    def __init__(
        self,
        show: Show,
        reader: Reader,
        look: Callable[[], Look],
        name: str,
        again: str,
        go_on: Callable[[], str] = str,
    ) -> None:
        self._show = show
        self._reader = reader
        self._look = look
        self._name = name
        self._again = again
        self._go_on = go_on

    @property
    def first_key(self) -> float | None:
        return self._reader.first_key

    def ask(self, ask: Ask) -> str | None:
        if ask.fresh:
            self._reader.discard()
            self._show(words.question(ask, self._name, self._look()))
        return self._reader.read(words.prompt(ask, self._look()))

    def pause(self, pause: Pause) -> str | None:
        self._reader.discard()
        self._show(words.pause(pause, self._look()))
        return self._reader.read(words.prompt(pause, self._look()))

    def tell(self, tell: Tell) -> None:
        self._show(words.said(tell.said, self._again, self._look(), self._go_on()))


def writer(out: TextIO) -> Show:
    """Return a `Show` that writes the bare text of each line."""

    def show(lines: Sequence[Line]) -> None:
        out.write("".join(f"{row.text}\n" for row in lines))
        out.flush()

    return show


class Script:
    """Answers from prepared lines, each written after its prompt so that the output reads like a session."""

    def __init__(self, lines: Iterator[str], out: TextIO) -> None:
        self._lines = lines
        self._out = out

    @property
    def first_key(self) -> float | None:
        return None

    def read(self, prompt: str) -> str | None:
        text = next(self._lines, None)
        shown = "" if text is None else "".join(c if c.isprintable() else "?" for c in text)
        self._out.write(f"{prompt}{shown}".rstrip() + "\n")
        self._out.flush()
        return text

    def discard(self) -> None:
        """Prepared lines are never discarded."""


class Keyboard:
    """Answers typed at a terminal that can do no more than lines; a matrix may go on over several."""

    @property
    def first_key(self) -> float | None:
        return None

    def read(self, prompt: str) -> str | None:
        rows: list[str] = []
        while not rows or goes_on("\n".join(rows)):
            try:
                rows.append(input(prompt if not rows else " " * len(prompt)))
            except EOFError:
                return "\n".join(rows) if rows else None
        return "\n".join(rows)

    def discard(self) -> None:
        discard_typed_ahead()


def goes_on(text: str) -> bool:
    """Whether what was typed is plainly not finished: an open bracket, a `;` or a LaTeX environment at its end."""
    rest = text.rstrip()
    if not rest or text.endswith("\n"):
        return False
    opened = sum(rest.count(c) for c in "[({") - sum(rest.count(c) for c in "])}")
    return opened > 0 or rest.endswith(";") or rest.count("\\begin") > rest.count("\\end")


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
