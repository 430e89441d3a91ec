"""Programs that begin at once: each is a fork of one that has imported all of decompdrill, and runs on to an end of its own.

For tests that are about what a command says and does. What a start itself does, with its imports, its locale and its
limits, is tried by starting a program.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TextIO

import decompdrill

ROOT = Path(__file__).parent.parent
CAN_FORK = sys.platform == "linux"  # elsewhere threads that a library started may be in the way
OUTPUTS = ("stdout", "stderr")
RUNNING = -1
LONGEST = 120
"""Seconds; no fork lives longer."""


class Server:
    """The program that forks: a request a line, and a line with a number for each."""

    def __init__(self, words: Sequence[str], stderr: TextIO | None = None) -> None:
        self._asking = Lock()
        self._process = subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )

    def _ask(self, **request: object) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def start(self, arguments: Sequence[str], place: Path, variables: Mapping[str, str], files: Sequence[str]) -> int:
        """Start a fork that reads an empty pipe and writes two files, or is at the one terminal that is named; return its id."""
        return self._ask(start=[list(arguments), str(place), dict(variables), list(files)])

    def ended(self, process: int) -> int:
        """Return how a fork ended, a status as `os.wait` gives it, or that it is RUNNING."""
        return self._ask(ended=process)

    def begin(self, arguments: Sequence[str], place: Path, outputs: Path) -> int:
        """Start a fork with this run's variables, and return its id; what it writes is kept in a folder."""
        return self.start(arguments, place, os.environ, [str(outputs / name) for name in OUTPUTS])

    def finish(self, process: int, outputs: Path) -> subprocess.CompletedProcess[str]:
        """Wait for the end of a fork that was begun."""
        code = os.waitstatus_to_exitcode(self._ask(end=process))
        stdout, stderr = ((outputs / name).read_text(encoding="utf-8") for name in OUTPUTS)
        return subprocess.CompletedProcess([str(process)], code, stdout, stderr)

    def run(self, arguments: Sequence[str], place: Path, outputs: Path) -> subprocess.CompletedProcess[str]:
        return self.finish(self.begin(arguments, place, outputs), outputs)

    def close(self) -> None:
        """Let it end: it is told to, since another process may hold its input open."""
        self._ask(leave=0)
        assert self._process.wait(60) == 0
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()


@cache
def server() -> Server:
    """Return the one of this run, which ends when nobody can ask it any more."""
    return Server(["-m", "tests.forks"])


def serve() -> None:
    """Do what is asked on stdin, to its end; a fork returns, and is what was asked for."""
    for module in pkgutil.walk_packages(decompdrill.__path__, "decompdrill."):
        if not module.name.startswith("decompdrill.adapters."):  # they need other frameworks
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        ((wish, asked),) = json.loads(line).items()
        if wish == "start":
            ready, begun = os.pipe()
            answer = os.fork()
            if not answer:
                os.close(ready)
                _become(*asked)
                os.close(begun)
                return
            os.close(begun)
            os.read(ready, 1)  # the end: it has opened its files
            os.close(ready)
        elif wish == "leave":
            break
        else:
            process, status = os.waitpid(asked, os.WNOHANG if wish == "ended" else 0)
            answer = status if process else RUNNING
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    sys.stdout.write("0\n")
    sys.stdout.flush()
    os._exit(0)


def _become(arguments: list[str], place: str, variables: dict[str, str], files: list[str]) -> None:
    """Take over what a program is given when it starts."""
    signal.alarm(LONGEST)
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv[1:] = arguments
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(place)
    os.setsid()
    if len(files) == 1:  # what the first one of a session opens is its terminal
        streams = [os.open(files[0], os.O_RDWR)] * 3
    else:
        nothing, unused = os.pipe()
        os.close(unused)
        streams = [nothing, *(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666) for file in files)]
    for standard, stream in enumerate(streams):
        os.dup2(stream, standard)
    for stream in set(streams):
        os.close(stream)
    at_terminal = len(files) == 1
    safe = "surrogateescape"  # as UTF-8 mode has it
    sys.stdin = os.fdopen(0, encoding="utf-8", errors=safe, closefd=False)
    sys.stdout = os.fdopen(1, "w", 1 if at_terminal else -1, "utf-8", safe, closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, "utf-8", "backslashreplace", closefd=False)
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)


if __name__ == "__main__":
    serve()
    from decompdrill.__main__ import main

    main()
