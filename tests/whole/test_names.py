"""A name means one thing: no class of the package is called as another one is, and no function where the package says so."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from decompdrill.expr.functions import FUNCTIONS
from decompdrill.kinds.signatures import SIGNATURES

PACKAGE = Path(__file__).parents[2] / "decompdrill"

MATHEMATICS = {
    *(name.replace("-", "_") for name in SIGNATURES),
    "null_space",
    "centred",
    "column_means",
    "dot",
    "outer",
    "transpose",
}
"""What is one thing in several forms: of exact rows, of a matrix, in the language of the banks, and for a kind its reference,
its oracle and its worked solution."""

WHERE_MATHEMATICS = ("maths/", "expr/", "kinds/oracles.py", "kinds/steps/", "kinds/reference/")

WHERE_COMMANDS = (
    "cli.py",
    "api.py",
    "commands/",
    "answers/__init__.py",
    "exercises/pose.py",
    "exercises/grade.py",
    "kinds/solve.py",
)
"""A command, the function of the package that does the same, and what both call."""


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
    commands = set(names(ast.parse((PACKAGE / "cli.py").read_text(encoding="utf-8")).body, ast.FunctionDef))
    assert {n: files for n, files in several.items() if not is_one_thing(n, files, commands)} == {}


def is_one_thing(name: str, files: Sequence[str], commands: Collection[str]) -> bool:
    """Tell whether functions of a name are forms of one thing: of a piece of mathematics, a function of NumPy, a command."""
    allowed: tuple[str, ...] = WHERE_MATHEMATICS if name in MATHEMATICS else ()
    allowed += ("expr/",) if name in FUNCTIONS else ()
    allowed += WHERE_COMMANDS if name in commands else ()
    return all(file.startswith(allowed) for file in files)
