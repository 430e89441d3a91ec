"""The error tree and the exit codes.

DrillError
├── UsageError      the command line asked for something that does not exist (exit 2)
├── BankError       a bank cannot be opened or has faults (exit 65); carries every BankFault
├── GivenError      a given problem is missing, misshapen or impossible (exit 65)
└── RecordError     a record of `grade` or `read` is no record (exit 65 at the end of the stream)

A learner's text that cannot be read is no error: it is `model.Unreadable`.
"""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import TYPE_CHECKING

from decompdrill import __version__

if TYPE_CHECKING:
    from decompdrill.model import BankFault


class ExitCode(IntEnum):
    """What a command says to the shell (the contract's table)."""

    DONE = 0
    NOT_RIGHT = 1
    USAGE = 2
    UNREADABLE_INPUT = 65
    OUR_FAULT = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141


class DrillError(Exception):
    """Something that the user or the machine did, said in one line; the exit code belongs to the class."""

    exit_code = ExitCode.UNREADABLE_INPUT


class UsageError(DrillError):
    """The command line names a thing that does not exist, or options that do not go together."""

    exit_code = ExitCode.USAGE


class BankError(DrillError):
    """A bank that cannot be opened, or that has faults; `problems` holds every one of them."""

    def __init__(self, message: str, problems: tuple[BankFault, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class GivenError(DrillError):
    """A given that is missing, misshapen, not finite, or for which the question has no answer."""


class RecordError(DrillError):
    """One line of a stream that is no record; the stream goes on."""


ISSUES = "github.com/decompdrill/decompdrill/issues"
"""Where a verdict or a fault is reported."""


def our_fault(error: Exception) -> str:
    """Return what is said of an error that no one else made, up to what to report it with."""
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200].removesuffix(":")
    return f"this is a fault of decompdrill itself ({said}). Please report it"


def faults_are_raised() -> bool:
    """Whether who runs this asks to see a fault of ours whole."""
    return bool(os.environ.get("DECOMPDRILL_DEBUG"))


def versions() -> str:
    return f"decompdrill {__version__}, Python {sys.version.split()[0]}"
