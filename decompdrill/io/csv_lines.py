"""Text of comma-separated values: which sign parts the cells, and what stands in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from decompdrill.errors import GivenError

SEPARATORS = (";", "\t", ",")
"""What stands between the cells: the first of these that occurs."""


@dataclass(frozen=True, slots=True)
class CsvLine:
    """The cells of a line, and its number in the text."""

    at: int
    cells: tuple[str, ...]


def csv_lines(called: str, text: str, has_names: bool) -> Iterator[CsvLine]:
    """Yield the lines that are not empty; raises GivenError, which calls the text so, for a line that cannot be parted.

    A row of names says by itself what parts the cells, and a comma does by default: below it any sign may stand in a
    cell. Without names the whole text says it, and spaces do by default.
    """
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    said = "".join(line for _, line in (lines[:1] if has_names else lines))
    separator = next((s for s in SEPARATORS if s in said), "," if has_names else None)
    for at, line in lines:
        yield CsvLine(at, tuple(line.split()) if separator is None else _parted(f"{called}:{at}", line, separator))


def _parted(where: str, line: str, separator: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=separator)))
    except csv.Error as error:
        raise GivenError(f"{where}: cells apart by {separator!r} are expected; {error}") from None
