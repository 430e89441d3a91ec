"""The commands, one file each: a function from its options to an exit code. Here is what several of them share."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from decompdrill.bank.load import Banks, is_bank, load_banks
from decompdrill.bank.question import Known, Later
from decompdrill.errors import BankError, RecordError
from decompdrill.home import find_home

LONGEST_LINE = 4_000_000
"""Bytes; a longer line of input is no answer and no record."""

LARGEST_SEED = 10**18 - 1
"""What a token can hold, and a column of SQLite."""


def open_banks(paths: Sequence[Path]) -> Banks:
    """Return the banks of the paths, or the shipped ones and one's own; raises BankError with every problem."""
    own = () if paths else own_banks()
    return load_banks(paths or None, KNOWN, own, index_dir=_index_dir())


def _known() -> Known:
    from decompdrill.pose import known

    return known()


KNOWN = Known(Later(lambda: _known().kinds), Later(lambda: _known().recipes))
"""What a bank may name; worked out where a bank is read that the index does not have."""


def own_banks() -> tuple[Path, ...]:
    """Return the folder of one's own banks if it holds any."""
    home = find_home()
    if home is None:
        return ()
    try:
        return (home.banks,) if any(is_bank(file) for file in home.banks.iterdir()) else ()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise BankError(f"{home.banks}: expected banks that can be read: {error.strerror or error}") from None


def _index_dir() -> Path | None:
    """Return where the index of the banks is kept; None where this user has no place for it."""
    home = find_home()
    return None if home is None else home.bank_index


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
        return path.open("rb")
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror or error}") from error


def byte_lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield each line as it comes, without its end; a line over `LONGEST_LINE` is cut there."""
    while raw := source.readline(LONGEST_LINE + 1):
        rest = raw
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_LINE + 1)
        yield raw.rstrip(b"\r\n")


def text_lines(source: BinaryIO) -> Iterator[str]:
    """Yield each line as text; bytes that are no UTF-8 become U+FFFD, which no answer can hold."""
    for number, raw in enumerate(byte_lines(source)):
        text = raw.decode("utf-8", errors="replace")
        yield text.removeprefix("\ufeff") if number == 0 else text
