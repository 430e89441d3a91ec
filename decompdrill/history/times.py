"""Which times an attempt can have: one that a wrong clock gave is kept, and left out of schedule and mastery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from decompdrill.history.attempts import AttemptRow
from decompdrill.history.moments import utc

EARLIEST_MS = 1_577_836_800_000
"""The beginning of 2020, in UTC: no decompdrill is older."""
EARLIEST_DAY = "2019-12-31"
AHEAD_MS = 86_400_000
"""How far ahead of now an attempt may be: another machine's clock, or its place on Earth, may be another."""


@dataclass(frozen=True, slots=True)
class PlausibleTimes:
    """The times that an attempt can have, seen from now: from 2020 on, and not more than a day ahead.

    What is ahead today is not for ever: the day comes on which it counts, unless it was mended before.
    """

    last_ms: int
    last_day: str

    def holds(self, row: AttemptRow) -> bool:
        """Whether an attempt can have been made when it says."""
        return row.at_ms >= EARLIEST_MS and row.study_day >= EARLIEST_DAY and not self.is_before(row)

    def is_before(self, row: AttemptRow) -> bool:
        """Whether an attempt is dated after these times, so that one day it may count."""
        return row.at_ms > self.last_ms or row.study_day > self.last_day

    @property
    def bounds(self) -> tuple[int, int, str, str]:
        """The first and the last moment, the first and the last study day."""
        return EARLIEST_MS, self.last_ms, EARLIEST_DAY, self.last_day


def plausible_times(now_ms: int) -> PlausibleTimes:
    """Return the times that are plausible now; the last study day is that of the place whose calendar is ahead of all."""
    last_ms = now_ms + AHEAD_MS
    day = utc(last_ms) + timedelta(hours=14)
    return PlausibleTimes(last_ms, day.date().isoformat())
