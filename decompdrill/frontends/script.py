"""Prepared answers, one a line; the only owner of their time stamps."""

from __future__ import annotations

import re

from decompdrill.frontends import Heard

_STAMP = re.compile(r"@(\d{1,9}(?:\.\d{1,9})?)(?:\s+|$)")


def from_script(line: str | None, is_timed: bool) -> Heard:
    """Return a prepared line as an answer; where it is timed, `@12.5 7, -2` was given 12.5 seconds after the question."""
    stamp = _STAMP.match(line) if line is not None and is_timed else None
    if line is None or stamp is None:
        return Heard(line, seconds=0.0)
    return Heard(line[stamp.end() :], seconds=float(stamp[1]))
