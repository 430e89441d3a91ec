"""Tables of measurements as CSV: a row of names, numbers, one column of labels."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from decompdrill.bank.tree import suggest
from decompdrill.errors import GivenError, UsageError
from decompdrill.io.csv_lines import CsvLine, csv_lines

MISSING = ("", "na", "n/a", "nan", "null", "none", "?", "-", ".")
LARGEST_NUMBER = 1e100
MOST_CELLS = 200_000
MOST_COLUMNS = 100
LONGEST_CELL = 80
LONGEST_LABEL = 24
NUMBER = re.compile(r"[+−-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Table:
    """Samples in rows: the names of the columns, the numbers, and a label for each row (empty: none)."""

    name: str
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    labels: tuple[str, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels that occur, in the order in which they first do."""
        return tuple(dict.fromkeys(self.labels))


def read_table(name: str, text: str, label: str | None = None, columns: Sequence[str] = ()) -> Table:
    """Return the table of a CSV text: its column `label` as labels, and `columns`, or all others, as numbers.

    Raises UsageError for a column that is not there, GivenError with line and column for a cell that is no number.
    """
    count = sum(bool(row.strip()) for row in text.splitlines())
    if count < 3:
        raise GivenError(f"{name}: a row of names and two rows of numbers at least are expected; {count} rows came")
    lines = map(_printable, csv_lines(name, text, has_names=True))
    head = next(lines)
    _demand_size(name, len(head.cells), count - 1)
    _demand_names(name, head)
    body = list(lines)
    _demand_shape(name, head, body)
    named = None if label is None else _place(name, head, label)
    wanted = tuple(columns) or tuple(cell for cell in head.cells if cell != label)
    places = [_place(name, head, column) for column in wanted]
    values = [[_number(name, line, head.cells[at], line.cells[at]) for at in places] for line in body]
    labels = () if named is None else tuple(_label(name, line, label or "", line.cells[named]) for line in body)
    return Table(name, wanted, np.array(values), labels)


def _printable(line: CsvLine) -> CsvLine:
    cells = ("".join(c if c.isprintable() else "?" for c in cell[:LONGEST_CELL]) for cell in line.cells)
    return replace(line, cells=tuple(cells))


def _demand_names(name: str, head: CsvLine) -> None:
    if all(NUMBER.match(cell) for cell in head.cells):
        raise GivenError(f"{name}:{head.at}: a row of column names is expected first; numbers came")
    for number, cell in enumerate(head.cells, 1):
        if not cell:
            raise GivenError(f"{name}:{head.at}: column {number} has no name")
        if head.cells.index(cell) != number - 1:
            raise GivenError(f"{name}:{head.at}: two columns are called {_short(cell)}")


def _demand_size(name: str, columns: int, rows: int) -> None:
    """Refuse what is too large before its cells are read."""
    if columns > MOST_COLUMNS or columns * rows > MOST_CELLS:
        raise GivenError(
            f"{name}: {MOST_COLUMNS} columns and {MOST_CELLS} cells at most are drawn; {columns} columns of {rows} rows came"
        )


def _demand_shape(name: str, head: CsvLine, body: Sequence[CsvLine]) -> None:
    for line in body:
        if len(line.cells) != len(head.cells):
            raise GivenError(f"{name}:{line.at}: {len(head.cells)} cells are expected; {len(line.cells)} came")


def _place(name: str, head: CsvLine, column: str) -> int:
    if column not in head.cells:
        raise UsageError(f"{name} has no column {_short(column)}{suggest(column, head.cells)}")
    return head.cells.index(column)


def _number(name: str, line: CsvLine, column: str, cell: str) -> float:
    where = f"{name}:{line.at}: column {_short(column)}"
    if cell.lower() in MISSING:
        raise GivenError(f"{where}: the value is missing; leave the row out, or fill it in")
    value = float(cell.replace("−", "-")) if NUMBER.match(cell) else math.nan
    if abs(value) > LARGEST_NUMBER:
        raise GivenError(f"{where}: a number of at most {LARGEST_NUMBER:g} in size is expected; {_short(cell)} came")
    if math.isnan(value):
        raise GivenError(f"{where}: a number is expected; {_short(cell)} came (a column of names goes with --label)")
    return value


def _label(name: str, line: CsvLine, label: str, cell: str) -> str:
    if not cell:
        raise GivenError(f"{name}:{line.at}: column {_short(label)}: the label is missing")
    return cell[:LONGEST_LABEL]


def _short(text: str) -> str:
    return repr(text[:40])
