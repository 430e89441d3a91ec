"""Imports point one way: from higher rows to lower ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "decompdrill"
ROWS = (
    ("errors", "files", "budget", "surd", "model", "output", "__init__"),
    (
        "draw",
        "exact",
        "polynomials",
        "memory",
        "linalg",
        "expr",
        "mathtext",
        "templates",
        "history",
        "schedule",
        "mastery",
        "pace",
        "bank.__init__",
        "bank.tree",
    ),
    ("answers", "judging", "methods", "working", "stats", "pictures"),
    (
        "bank.question",
        "bank.alike",
        "bank.content",
        "bank.shapes",
        "bank.schema",
        "pose",
        "grade",
        "coding",
        "diagnose",
        "pick",
    ),
    ("session", "timed", "lesson", "bank.audit"),
    ("bank.read", "bank.index", "bank.load", "topics", "home", "store", "frontends"),
    ("commands",),
    ("cli", "__main__"),
)


def row_of(module: str) -> int:
    """Return the row of `frontends.words`, by the longest listed name that it begins with."""
    places = {name: row for row, names in enumerate(ROWS) for name in names}
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in places:
            return places[".".join(parts[:length])]
    raise AssertionError(f"{module} is in no row: add it to ROWS and to docs/design.md")


def imports_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, module) of every import of the package, those inside functions and for types included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, n.removeprefix("decompdrill.")) for n in names if n.startswith("decompdrill."))


def upward(module: str, source: str) -> list[str]:
    """Return the imports that point up."""
    here = row_of(module)
    return [f"{module}:{line} imports {name}" for line, name in imports_of(source) if _row_of_import(name) > here]


def _row_of_import(name: str) -> int:
    """A name inside the package's own __init__ (`from decompdrill import __version__`) is in the lowest row."""
    return 0 if name.startswith("__") else row_of(name)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_imports_upwards(path: Path) -> None:
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    assert upward(module, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("session", "from decompdrill.frontends import words", ["session:1 imports frontends.words"]),
        ("pick", "def f():\n    import decompdrill.session", ["pick:2 imports session"]),
        ("model", "from decompdrill import cli", ["model:1 imports cli"]),
        ("session", "from decompdrill.model import Exercise\nimport json", []),
        ("cli", "from decompdrill import __version__", []),
    ],
)
def test_an_upward_import_is_seen(module: str, source: str, found: list[str]) -> None:
    assert upward(module, source) == found


def test_every_row_of_the_design_is_a_row_here() -> None:
    table = (PACKAGE.parent / "docs" / "design.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in table if line.startswith("| ") and line.split("|")[1].strip().isdecimal()]
    named = {name: int(row[1]) for row in rows for name in row[2].replace("`", " ").split()}
    assert named
    assert {name: row_of(name) for name in named} == named
