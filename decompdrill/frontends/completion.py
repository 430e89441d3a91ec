"""What the shell offers at Tab: names from a table, so that nothing else is imported. Whatever goes wrong, nothing is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from decompdrill.errors import DrillError
from decompdrill.io.folders import find_home

NAMES = Path(__file__).with_name("names.txt")
"""The names that are shipped, each on a line behind its sort; `python docs/generate.py` writes it."""
OF_BANKS = ("topics", "questions")
"""The sorts of which one's own banks have names too."""


def offered(sort: str, begun: str, of_banks: Callable[[str], Iterable[str]]) -> list[str]:
    """Return the names of a sort that go on as a word was begun, in any case.

    `of_banks` reads those of all banks; it is asked only where this user has banks of their own.
    """
    try:
        names = of_banks(sort) if sort in OF_BANKS and _has_own_banks() else shipped()[sort]
        return sorted(name for name in set(names) if name.lower().startswith(begun.lower()))
    except (DrillError, OSError):
        return []


def shipped() -> Mapping[str, list[str]]:
    """Return the shipped names by their sort."""
    names: dict[str, list[str]] = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        sort, name = line.split()
        names.setdefault(sort, []).append(name)
    return names


def name_lines(names: Mapping[str, Iterable[str]]) -> str:
    """Return the table of these names."""
    return "".join(f"{sort} {name}\n" for sort, found in names.items() for name in found)


def _has_own_banks() -> bool:
    home = find_home()
    return home is not None and home.banks.is_dir() and any(home.banks.iterdir())
