"""A program at a real (pseudo) terminal, and what an emulator's screen shows of it."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import pexpect
import pyte

ROOT = Path(__file__).parent.parent
TRANSCRIPTS = ROOT / "tests" / "transcripts"
QUIZ = ("quiz", "--bank", str(TRANSCRIPTS / "bank"), "--seed", "1")


LIMIT = 10
"""Seconds; nothing here waits longer for a program."""


def with_default_signals() -> None:
    """Let a signal do in a child what it does in a shell's foreground, also where this run was started to ignore it."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """A program at a terminal of 80×24 (or less), and what its screen shows."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        term: str = "xterm-256color",
        environment: Mapping[str, str] = MappingProxyType({}),
        call: tuple[str, ...] = QUIZ,
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=1000)
        self.bytes = b""
        self._modes = 0
        self._stream = pyte.ByteStream(self.screen)
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "decompdrill", *call, *arguments],
            dimensions=(rows, columns),
            cwd=str(ROOT),
            env={k: v for k, v in os.environ.items() if k != "COLUMNS"}
            | {"TERM": term, "PYTHONUTF8": "1"}
            | dict(environment),
            timeout=LIMIT,
            preexec_fn=with_default_signals,
        )

    @property
    def text(self) -> str:
        return "\n".join(row.rstrip() for row in self.screen.display)

    @property
    def all_text(self) -> str:
        """What is on the screen, below what has left it at the top."""
        gone = ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in self.screen.history.top]
        return "\n".join([*gone, self.text])

    def wait(self, wanted: str, seconds: float = LIMIT) -> str:
        """Read until the screen shows the text; return the screen."""
        return self.until(lambda: wanted in self.text, repr(wanted), seconds)

    def until(self, holds: Callable[[], bool], what: str, seconds: float = LIMIT) -> str:
        """Read until the screen is as it should be: between two reads it may be half drawn; return the screen."""
        limit = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < limit, f"{what} is not on the screen:\n{self.text}"
            self._read()
        return self.text

    def type(self, keys: str, wanted: str) -> str:
        self._child.send(keys)
        return self.wait(wanted)

    def clear(self) -> None:
        """Forget what is on the screen."""
        self.screen.reset()

    def kill(self, number: int) -> None:
        """End the program by a signal."""
        self._child.kill(number)
        self.end()

    def end(self) -> int:
        """Read to the end and return the exit code."""
        limit = time.monotonic() + LIMIT
        while self._read():
            if time.monotonic() >= limit:
                self._child.close(force=True)
                raise AssertionError(f"the program did not end:\n{self.text}")
        self._child.close()
        status, by_signal = self._child.exitstatus, self._child.signalstatus
        return -int(by_signal) if status is None else int(status)

    def memory(self) -> int:
        """Return the bytes that the program holds."""
        pages = Path(f"/proc/{self._child.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def stop(self, number: int) -> None:
        """Send a signal."""
        self._child.kill(number)

    def is_alive(self) -> bool:
        return bool(self._child.isalive())

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, line by line, as it did before the program began."""
        return self._modes & (termios.ECHO | termios.ICANON) == (termios.ECHO | termios.ICANON)

    def _read(self) -> bool:
        try:
            new: bytes = self._child.read_nonblocking(4096, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        finally:
            self._look_at_modes()
        self.bytes += new
        self._stream.feed(new)
        return True

    def resize(self, rows: int, columns: int) -> None:
        """Let the terminal have another size, as a window that is dragged does."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def send(self, keys: str) -> None:
        """Type, and wait for nothing."""
        self._child.send(keys)

    def pass_time(self, seconds: float) -> str:
        """Read for so long; return the screen."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and self._read():
            pass
        return self.text

    def _look_at_modes(self) -> None:
        if not self._child.closed:
            with suppress(termios.error, OSError):
                self._modes = termios.tcgetattr(self._child.child_fd)[3]
