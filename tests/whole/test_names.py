"""A name means one thing: no class of the package is called as another one is, and no function where the package says so."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from decompdrill.expr.functions import FUNCTIONS

PACKAGE = Path(__file__).parents[2] / "decompdrill"

UNIQUE = ("bank", "history", "io", "mathtext", "pictures", "practice", "topics", "frontends")
"""The packages whose functions share no name with any other function. Kinds, recipes and commands come in tables and files
whose functions are called alike: `determinant` is a reference, an oracle and a worked solution, `quiz` a command and its file."""

UNIQUE_BUT = {"answers": {"read"}, "expr": {*FUNCTIONS, "parse", "evaluate"}}
"""Packages of which the same holds, but for what they are entered by, and for the functions that NumPy names."""


def names(nodes: Iterable[ast.AST], *types: type[ast.AST]) -> Iterator[str]:
    """Yield the public names that nodes of these types define."""
    found = (str(getattr(node, "name", "_")) for node in nodes if isinstance(node, types))
    yield from (name for name in found if not name.startswith("_"))


def places(names_in: Callable[[ast.Module], Iterable[str]]) -> Mapping[str, Sequence[str]]:
    """Return the names that are defined more than once, each with its files."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in names_in(ast.parse(path.read_text(encoding="utf-8"))):
            found[name].append(path.relative_to(PACKAGE).as_posix())
    return {name: files for name, files in found.items() if len(files) > 1}


def test_no_class_name_is_used_for_two_things() -> None:
    assert places(lambda module: names(ast.walk(module), ast.ClassDef)) == {}


def test_no_function_name_is_used_for_two_things() -> None:
    several = places(lambda module: set(names(module.body, ast.FunctionDef, ast.AsyncFunctionDef)))
    assert {n: files for n, files in several.items() if any(is_unique(n, f.partition("/")[0]) for f in files)} == {}


def is_unique(name: str, package: str) -> bool:
    """Tell whether a function of a package must have its name to itself."""
    return package in UNIQUE or (package in UNIQUE_BUT and name not in UNIQUE_BUT[package])
