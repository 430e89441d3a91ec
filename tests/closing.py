"""Runs the command line and says on stderr which databases were left open; for tests/commands/test_closed.py."""

from __future__ import annotations

import gc
import io
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.forks import serve

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
