"""Long work: how far it has come, as a bar on stderr where that is a terminal, and in a line where it is interrupted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from decompdrill.frontends.display import is_dumb
from decompdrill.io.output import Visible, stderr, stdout, visible_row, write_visible

if TYPE_CHECKING:
    from decompdrill.frontends.terminal_bar import ProgressBar

_ERASED = Visible("\r\x1b[K")


class WorkCount:
    """How much is done; `step` counts one more, and `clear` takes the bar away while something else is written."""

    def __init__(self, total: int | None, bar: ProgressBar | None) -> None:
        self.done = 0
        self._total = total
        self._bar = bar
        self._is_shown = False

    def step(self) -> None:
        """WorkCount one more, and draw the bar where it is time to."""
        self.done += 1
        self.show()

    def show(self, label: str = "") -> None:
        """Draw the bar, with what is being worked on, unless that was just done."""
        row = None if self._bar is None else self._bar.row(self.done, visible_row(label))
        if row is not None:
            write_visible(stderr(), _ERASED, Visible(row))
            self._is_shown = True

    def clear(self) -> None:
        """Take the bar away."""
        if self._is_shown:
            write_visible(stderr(), _ERASED)
            self._is_shown = False

    def said(self, what: str) -> str:
        """Return how far it came, in words: 12 of 40 questions."""
        of = "" if self._total is None else f" of {self._total:,}"
        return f"after {self.done:,}{of} {what}"


@contextmanager
def counted_work(what: str, total: int | None, *, beside_output: bool = False) -> Generator[WorkCount]:
    """Give what counts the work done, of a total where that is known; an interrupt says how far it came.

    Where the results go to the same terminal there is a bar only `beside_output`, where they are few.
    """
    count = WorkCount(total, _bar(what, total) if is_watched(beside_output) else None)
    try:
        yield count
    except KeyboardInterrupt:
        raise KeyboardInterrupt(count.said(what)) from None
    finally:
        count.clear()


def is_watched(beside_output: bool = False) -> bool:
    """Whether there is a terminal to draw the bar on, which the results leave alone."""
    return stderr().isatty() and not is_dumb() and (beside_output or not stdout().isatty())


def _bar(what: str, total: int | None) -> ProgressBar:
    from decompdrill.frontends.terminal_bar import ProgressBar

    return ProgressBar(what, total)
