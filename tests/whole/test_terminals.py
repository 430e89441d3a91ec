"""The terminal of the tests: how a run was started changes nothing in its children, and nothing waits without end."""

from __future__ import annotations

import signal
import subprocess
import sys
from itertools import count

import pytest

from tests import terminals
from tests.terminals import ROOT, Terminal

STARTER = """
import signal, sys
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)  # as nohup does, and a script for what it starts with &
from tests.terminals import Terminal
terminal = Terminal(call=("quiz", "--bank", "tests/transcripts/bank", "--seed", "1", "--no-history"), is_fork=False)
terminal.wait("  >")
terminal.stop(int(sys.argv[1]))
print(terminal.end())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("number", "codes"), [(signal.SIGINT, {130}), (signal.SIGHUP, {-1, 65, 129})])
def test_a_child_takes_signals_that_this_run_was_started_to_ignore(number: signal.Signals, codes: set[int]) -> None:
    command = [sys.executable, "-c", STARTER, str(int(number))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert int(done.stdout) in codes


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_program_that_does_not_end_fails_its_test_and_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminals, "LIMIT", 0.5)
    terminal = Terminal()
    terminal.wait("  >", 10)
    reads, read = count(), terminal._read
    monkeypatch.setattr(terminal, "_read", lambda: next(reads) < 100 and read())
    with pytest.raises(AssertionError, match="the program did not end"):
        terminal.kill(signal.SIGCONT)
    assert not terminal.is_alive()
    assert 1 <= next(reads) < 100  # where nothing comes, each takes a twentieth of a second
