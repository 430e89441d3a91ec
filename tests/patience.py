"""How long a test waits before it calls a text endless: no measure of speed, which benchmarks/ takes on a quiet machine."""

from __future__ import annotations

import os

ENDLESS = 15.0
"""CPU seconds. The slowest text takes a fifth of one here, a loaded machine several times that, and what backtracks minutes."""


def cpu_of_children() -> float:
    """Return the CPU seconds of the programs that were started and have ended; a loaded machine makes no difference."""
    times = os.times()
    return times.children_user + times.children_system
