"""Which files of the tests need POSIX to be imported at all: a pseudo-terminal, or limits on a process."""

from __future__ import annotations

NEED_POSIX = (
    "test_clock.py",
    "test_echo.py",
    "test_fuzz.py",
    "test_hostile.py",
    "test_keys.py",
    "test_terminal.py",
    "test_terminals.py",
    "test_timed.py",
    "test_worst_inputs.py",
)
