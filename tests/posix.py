"""Which files of the tests, by their paths below tests/, need POSIX to be imported at all: a pseudo-terminal, or limits on a process."""

from __future__ import annotations

NEED_POSIX = (
    "frontends/test_clock.py",
    "frontends/test_echo.py",
    "frontends/test_keys.py",
    "frontends/test_moving_pictures.py",
    "frontends/test_terminal.py",
    "frontends/test_working_typed.py",
    "maths/test_worst_inputs.py",
    "practice/test_timed.py",
    "whole/test_fuzz.py",
    "whole/test_hostile.py",
    "whole/test_terminals.py",
)
