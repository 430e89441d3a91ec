"""The commands, one file each: a function from its options to an exit code. Here is what several of them share."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from decompdrill.errors import RecordError
from decompdrill.io.files import open_to_read
from decompdrill.io.folders import find_home
from decompdrill.io.output import stderr, visible_row

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.bank.question import Known

LONGEST_LINE = 4_000_000
"""Bytes; a longer line of input is no answer and no record."""


def open_banks(paths: Sequence[Path]) -> Banks:
    """Return the banks of the paths, or the shipped ones and one's own; stderr tells which of one's own are left out.

    Raises BankError with every problem of the others.
    """
    banks = load_quietly(paths)
    for error in banks.left_out:
        _tell(str(error))
    return banks


def load_quietly(paths: Sequence[Path]) -> Banks:
    """Return the banks as `open_banks` does, without a word on those that are left out."""
    from decompdrill.bank.load import load_banks
    from decompdrill.bank.question import Known, LazyTable

    home = find_home()
    known = Known(LazyTable(lambda: _known().kinds), LazyTable(lambda: _known().recipes))
    own = () if paths or home is None else (home.banks,)
    return load_banks(paths or None, known, own, index_dir=_index_dir())


def _tell(fault: str) -> None:
    """Say on stderr that a bank is left out; a worker leaves that to the process that started it."""
    from multiprocessing import parent_process  # 20 ms, for a fault only

    if parent_process() is None:
        stderr().write(f"decompdrill: {visible_row(fault)}; this file is left out\n")


def _known() -> Known:
    """Return what a bank may name; worked out where a bank is read that the index does not have."""
    from decompdrill.exercises.known import known_names

    return known_names()


def _index_dir() -> Path | None:
    """Return where the index of the banks is kept; None where this user has no place for it."""
    home = find_home()
    return None if home is None else home.bank_index


MOST_SKIPPED = 100 * LONGEST_LINE
"""Bytes of the rest of a line that is too long, which are read and thrown away."""


@contextmanager
def opened_input(path: str) -> Generator[BinaryIO]:
    """Give the bytes of a file, and close it, or those of stdin for `-`; raises RecordError where it cannot be opened."""
    if path == "-":
        if sys.stdin is None:
            raise RecordError("there is no standard input to read")
        yield sys.stdin.buffer
        return
    with _opened(Path(path)) as file:
        yield file


def _opened(path: Path) -> BinaryIO:
    try:
        return open_to_read(path)
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror or error}") from error


def byte_lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield each line as it comes, without its end; a line over `LONGEST_LINE` is cut there.

    Raises RecordError behind a line that does not end within `MOST_SKIPPED` more bytes, as of /dev/zero.
    """
    while raw := source.readline(LONGEST_LINE + 1):
        rest, skipped = raw, 0
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n") and skipped < MOST_SKIPPED:
            rest = source.readline(LONGEST_LINE + 1)
            skipped += len(rest)
        yield raw.rstrip(b"\r\n")
        if skipped >= MOST_SKIPPED:
            raise RecordError(f"text in lines is expected; a line of more than {MOST_SKIPPED:,} bytes came")


def text_lines(source: BinaryIO) -> Iterator[str]:
    """Yield each line as text; bytes that are no UTF-8 become U+FFFD, which no answer can hold."""
    for number, raw in enumerate(byte_lines(source)):
        text = raw.decode("utf-8", errors="replace")
        yield text.removeprefix("\ufeff") if number == 0 else text
