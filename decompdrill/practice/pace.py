"""The speed and accuracy of a timed run, and how they compare with earlier runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from decompdrill.history.attempts import TimedRunRow

LEAST_ACCURACY = 0.85
LEAST_QUESTIONS = 8
"""A run counts as a best with so many answers, of which so many are right: speed without them is guessing."""

SHOWN_RUNS = 10
"""Runs in the row of small bars."""


def per_minute(right: int, seconds: float) -> float | None:
    """Return right answers a minute; None where no time went by, as in a script without timestamps."""
    return 60 * right / seconds if seconds > 0 else None


def accuracy(right: int, answered: int) -> float | None:
    """Return the share of the answers that are right; None where nothing was answered."""
    return right / answered if answered else None


def quantile(times: Sequence[float], share: float) -> float | None:
    """Return the time that this share of the times does not exceed, by linear interpolation; None of no times.

    The median at 0.5; as NumPy's default method, Hyndman and Fan's type 7 (The American Statistician 50, 1996).
    """
    if not times:
        return None
    ordered = sorted(times)
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def consistency(times: Sequence[float]) -> float | None:
    """Return how even the times are, 0 to 100; None of fewer than three times above zero.

    100·(1 − tanh(c + c³/3 + c⁵/5)) with c the standard deviation of the natural logarithms of the times. On logarithms one
    long stall does not drown the rest.
    """
    logs = [math.log(t) for t in times if t > 0]
    if len(logs) < 3:
        return None
    mean = sum(logs) / len(logs)
    c = math.sqrt(sum((x - mean) ** 2 for x in logs) / len(logs))
    return 100 * (1 - math.tanh(c + c**3 / 3 + c**5 / 5))


@dataclass(frozen=True, slots=True)
class Compared:
    """A run compared with the earlier ones of the same drill, length and level."""

    best: float | None
    """Right a minute of the best run that counts, this one included; None where none does."""
    is_best: bool
    """This run counts, and is better than every earlier one that does."""
    earlier_best: float | None
    percentile: float | None
    """The share of the earlier runs that were slower, 0 to 100; None where there is none."""
    rates: tuple[float, ...]
    """Right a minute of the last runs, this one last."""


def compare(run: TimedRunRow, earlier: Sequence[TimedRunRow]) -> Compared:
    """Return how a run compares with earlier ones of its drill, the oldest first.

    Runs over the same questions (of the same seed) are left out: who has seen them is faster. Runs that were broken off
    have no rate to compare with, and this run has none to compare where it was.
    """
    others = [(r, rate) for r in earlier if r.seed != run.seed and r.is_whole and (rate := rate_of(r)) is not None]
    counted = [rate for r, rate in others if is_rated(r)]
    rate = rate_of(run) if run.is_whole else None
    is_counted = rate is not None and is_rated(run)
    earlier_best = max(counted, default=None)
    best = max([*counted, *([rate] if is_counted and rate is not None else [])], default=None)
    slower = sum(1 for _, other in others if rate is not None and other < rate)
    return Compared(
        best=best,
        is_best=is_counted and rate is not None and (earlier_best is None or rate > earlier_best),
        earlier_best=earlier_best,
        percentile=100 * slower / len(others) if others and rate is not None else None,
        rates=tuple([other for _, other in others] + ([rate] if rate is not None else []))[-SHOWN_RUNS:],
    )


def rate_of(run: TimedRunRow) -> float | None:
    return per_minute(run.right, run.active_ms / 1000)


def is_rated(run: TimedRunRow) -> bool:
    """Whether a run can be a best: completed, with enough answers and few of them wrong."""
    share = accuracy(run.right, run.answered)
    return run.is_whole and run.answered >= LEAST_QUESTIONS and share is not None and share >= LEAST_ACCURACY
