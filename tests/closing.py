"""Runs the command line and says on stderr which databases were left open; for tests/commands/test_closed.py."""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import decompdrill

OPEN: dict[int, str] = {}


class Watched(sqlite3.Connection):
    """A connection that counts as open until it is closed."""

    def close(self) -> None:
        super().close()
        OPEN.pop(id(self), None)


def watching(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    kept: list[sqlite3.Connection] = []

    def connect_and_watch(database: str | Path, **options: object) -> sqlite3.Connection:
        connection = connect(database, factory=Watched, **options)
        kept.append(connection)
        OPEN[id(connection)] = str(database)
        return connection

    return connect_and_watch


def say_what_is_open() -> None:
    gc.collect()
    for name in OPEN.values():
        sys.stderr.write(f"unclosed database {name}\n")


def serve() -> None:
    """Answer each line of stdin, a command with its place, its variables and its outputs, by the exit code of a fork that ran it.

    All that a command may import is there beforehand. A fork returns, and runs on as a program of its own until its end.
    """
    for module in pkgutil.walk_packages(decompdrill.__path__, "decompdrill."):
        if module.name != "decompdrill.__main__":
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(**asked)
            return
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    os._exit(0)


def _become(arguments: list[str], home: str, variables: dict[str, str], outputs: list[str]) -> None:
    signal.alarm(120)  # nobody waits for it longer
    sys.argv[1:] = arguments
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(home)
    nothing, unused = os.pipe()
    os.close(unused)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdin.close()
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    for number, path in enumerate(outputs, 1):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)


if __name__ == "__main__":
    sqlite3.connect = watching(sqlite3.connect)  # type: ignore[assignment]
    if sys.argv[1:] == ["serve"]:
        serve()
    if sys.argv[1:] and sys.argv[1].startswith("+"):
        ahead = int(sys.argv.pop(1)) * 86_400 * 10**9
        time_ns = time.time_ns
        time.time_ns = lambda: time_ns() + ahead
    from decompdrill.cli import run

    if sys.argv[1:] == ["leave", "open"]:  # for the test that sees it
        sqlite3.connect("left.sqlite3")
        io.FileIO("left.txt", "w")
    code = run(sys.argv[1:])
    say_what_is_open()
    sys.exit(code)
