"""A program at a real (pseudo) terminal, and what an emulator's screen shows of it."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pexpect
import pyte

from tests.forks import CAN_FORK, RUNNING, server

ROOT = Path(__file__).parent.parent
TRANSCRIPTS = ROOT / "tests" / "transcripts"
QUIZ = ("quiz", "--bank", str(TRANSCRIPTS / "bank"), "--seed", "1")


LIMIT = 10
"""Seconds; nothing here waits longer for a program."""


def with_default_signals() -> None:
    """Let a signal do in a child what it does in a shell's foreground, also where this run was started to ignore it."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Fork:
    """A fork at a terminal, as pexpect has a program there."""

    def __init__(self, words: list[str], variables: Mapping[str, str], rows: int, columns: int) -> None:
        self.exitstatus: int | None = None
        self.signalstatus: int | None = None
        self.child_fd, terminal = os.openpty()
        self.closed = False
        self.setwinsize(rows, columns)
        self.pid = server().start(words, ROOT, variables, [os.ttyname(terminal)])
        os.close(terminal)

    def setwinsize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.child_fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: str) -> None:
        time.sleep(0.05)  # as pexpect does: what has asked may still be about to read key by key
        left = keys.encode()
        while left:
            left = left[os.write(self.child_fd, left) :]

    def read_nonblocking(self, size: int, timeout: float) -> bytes:
        if not select.select([self.child_fd], [], [], timeout)[0]:
            raise pexpect.TIMEOUT("nothing came")
        try:
            return os.read(self.child_fd, size)
        except OSError as end:
            raise pexpect.EOF("it has closed its terminal") from end

    def kill(self, number: int) -> None:
        if self.isalive():
            os.kill(self.pid, number)

    def isalive(self) -> bool:
        if self.exitstatus is None and self.signalstatus is None:
            status = server().ended(self.pid)
            if status != RUNNING:
                code = os.waitstatus_to_exitcode(status)
                self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return self.exitstatus is None and self.signalstatus is None

    def close(self, force: bool = False) -> None:
        """Hang up, and wait for the end, or bring it about."""
        self._hang_up()
        limit = time.monotonic() + (0 if force else LIMIT)
        while self.isalive():
            if time.monotonic() >= limit:
                self.kill(signal.SIGKILL)
            time.sleep(0.005)

    def _hang_up(self) -> None:
        if not self.closed:
            self.closed = True
            os.close(self.child_fd)

    def __del__(self) -> None:
        self._hang_up()


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
        is_fork: bool = CAN_FORK,
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=1000)
        self.bytes = b""
        self._modes = 0
        self._stream = pyte.ByteStream(self.screen)
        words = [*call, *arguments]
        variables = {k: v for k, v in os.environ.items() if k != "COLUMNS"} | {"TERM": term, "PYTHONUTF8": "1"}
        self._child: Any = (
            Fork(words, variables, rows, columns)
            if is_fork and not environment  # which may be that of another locale
            else pexpect.spawn(
                sys.executable,
                ["-m", "decompdrill", *words],
                dimensions=(rows, columns),
                cwd=str(ROOT),
                env=variables | dict(environment),
                timeout=LIMIT,
                preexec_fn=with_default_signals,
            )
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
