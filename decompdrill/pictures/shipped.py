"""The data sets and the photograph that come with the program (questions/data)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from decompdrill.bank.tree import suggest
from decompdrill.errors import UsageError
from decompdrill.io.folders import shipped_dir
from decompdrill.names import known_as
from decompdrill.pictures.tables import Table, read_table


@dataclass(frozen=True, slots=True)
class Shipped:
    """A data set: its file, the column of its classes, the columns of its numbers (none: all others)."""

    file: str
    label: str
    columns: tuple[str, ...] = ()


SHIPPED = {
    "iris": Shipped("iris.csv", "species"),
    "penguins": Shipped("penguins.csv", "species"),
    "states": Shipped(
        "states.csv",
        "region",
        ("population", "income", "illiteracy", "life expectancy", "murder", "high school", "frost", "area"),
    ),
}
PHOTOGRAPH = "photograph.pgm"


def data_dir() -> Path:
    """Return the folder of the shipped data."""
    return shipped_dir() / "data"


def shipped_table(name: str, label: str | None = None, columns: Sequence[str] = ()) -> Table:
    """Return a data set by its name, with its own classes unless `label` names others."""
    name = known_as(name, SHIPPED)
    if name not in SHIPPED:
        raise UsageError(
            f"no data set is called {name[:40]!r}{suggest(name, sorted(SHIPPED))}; "
            f"there are {', '.join(SHIPPED)}, and your own as @file.csv"
        )
    shipped = SHIPPED[name]
    text = (data_dir() / shipped.file).read_text(encoding="utf-8")
    return read_table(name, text, label or shipped.label, columns or shipped.columns)


def photograph() -> bytes:
    """Return the photograph, a PGM."""
    return (data_dir() / PHOTOGRAPH).read_bytes()
