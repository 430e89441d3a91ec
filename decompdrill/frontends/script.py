"""Prepared answers, one a line, and the time stamps that they may begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decompdrill.frontends.front_end import UserInput

_STAMP = re.compile(r"@(\d{1,9}(?:\.\d{1,9})?)(?:\s+|$)")


class ScriptLines:
    """The lines of a script; in a timed run `@12.5 7, -2` was given 12.5 seconds after the question was shown."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._since_shown = 0.0

    def show(self) -> None:
        """A question is shown: stamps count from here."""
        self._since_shown = 0.0

    def read(self, is_timed: bool) -> UserInput:
        """Return the next line as an answer, with the seconds since the last one to the same question."""
        line = next(self._lines, None)
        stamp = _STAMP.match(line) if line is not None and is_timed else None
        if line is None or stamp is None:
            return UserInput(line, seconds=0.0)
        took = max(0.0, float(stamp[1]) - self._since_shown)
        self._since_shown += took
        return UserInput(line[stamp.end() :], seconds=took)
