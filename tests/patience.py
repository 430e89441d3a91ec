"""How long a test waits before it calls a text endless: no measure of speed, which benchmarks/ takes on a quiet machine."""

from __future__ import annotations

ENDLESS = 15.0
"""CPU seconds. The slowest text takes a fifth of one here, a loaded machine several times that, and what backtracks minutes."""
