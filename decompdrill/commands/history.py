"""`history`: the answers as JSON lines, out and in; the summaries worked out again; all of it forgotten."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from decompdrill.commands import opened_input, text_lines
from decompdrill.errors import DrillError, ExitCode, UsageError
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import open_store, read_store
from decompdrill.history.store import Store
from decompdrill.io.output import stderr, stdout, visible_json
from decompdrill.practice.recorder import opened_history

MillisecondClock = Callable[[], int]


def export(now_ms: MillisecondClock) -> ExitCode:
    """Write every answer as a line of JSON, voided ones included."""
    with opened(read_store, now_ms) as store:
        for line in store.export():
            stdout().write(visible_json(f"{line}\n"))
    return ExitCode.DONE


def import_(source: str, now_ms: MillisecondClock) -> ExitCode:
    """Add the answers of a file that `export` wrote; what is here already stays once."""
    with opened_input(source) as file, opened(open_store, now_ms) as store:
        imported = store.import_(text_lines(file))
    said = f"{answers(imported.added)} added, {imported.known} here already"
    voided = f", {imported.voided} of them voided now" if imported.voided else ""
    voided += f", {imported.freed} of them moved back and counted again" if imported.freed else ""
    runs = f", {how_many(imported.runs, 'timed run')} added" if imported.runs else ""
    stdout().write(f"{said}{voided}{runs}\n")
    return ExitCode.DONE


def rebuild(now_ms: MillisecondClock) -> ExitCode:
    """Work out all that is derived from the answers again."""
    with opened(open_store, now_ms) as store:
        store.rebuild()
        stdout().write(f"the summaries of {answers(store.count())} were worked out again\n")
    return ExitCode.DONE


def forget(is_sure: bool, now_ms: MillisecondClock) -> ExitCode:
    """Delete everything that is kept, once one has said so."""
    # To be read: on a full disk nothing else can be opened.
    with opened(read_store, now_ms) as store:
        question = f"Delete {answers(store.count())} in {store.path}, and every backup of them?"
        if not is_sure and not is_confirmed("forget", question, "delete"):
            stdout().write("Nothing was deleted.\n")
            return ExitCode.DONE
        store.forget()
    stdout().write("Everything was deleted.\n")
    return ExitCode.DONE


@contextmanager
def opened(
    opening: Callable[[Path, MillisecondClock], Store | Unavailable], now_ms: MillisecondClock
) -> Generator[Store]:
    """Give the history, and close it; raises DrillError where it cannot be used."""
    with opened_history(opening, now_ms) as store:
        if isinstance(store, Unavailable):
            raise DrillError(store.reason)
        yield store


def is_confirmed(command: str, question: str, done: str) -> bool:
    """Ask at a terminal whether to do something; raises UsageError where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"`history {command}` asks first, at a terminal; elsewhere, say --yes")
    stderr().write(f"{question} Type yes to {done}: ")
    stderr().flush()
    return sys.stdin.readline().strip().lower() == "yes"


def answers(count: int) -> str:
    """Return so many answers in words."""
    return how_many(count, "answer")


def how_many(count: int, noun: str) -> str:
    """Return a number with its noun: 1 answer, 1,200 answers."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
