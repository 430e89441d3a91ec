"""A name means one thing: no class and no alias of a type is called as another one, and no function where the package says so."""

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


def aliases(module: ast.Module) -> Iterator[str]:
    """Yield the public names that a module gives to types: `X = A | B`, `X: TypeAlias = ...`, `type X = ...`, `X = NewType(...)`.

    A name is a type's where the module says so, or where it is written as a type's is: neither a CONSTANT nor a variable.
    """
    for node in top_level(module.body):
        target = (
            node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", getattr(node, "name", None))
        )
        if isinstance(target, ast.Name) and not target.id.startswith("_"):
            said = ast.unparse(node.annotation).endswith("TypeAlias") if isinstance(node, ast.AnnAssign) else False
            if said or type(node).__name__ == "TypeAlias" or (target.id[0].isupper() and not target.id.isupper()):
                yield target.id


def top_level(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those below `if TYPE_CHECKING` and `try` too."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from top_level([*node.body, *node.orelse])


def places(names_in: Callable[[ast.Module], Iterable[str]]) -> Mapping[str, Sequence[str]]:
    """Return the names that are defined more than once, each with its files."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in names_in(ast.parse(path.read_text(encoding="utf-8"))):
            found[name].append(path.relative_to(PACKAGE).as_posix())
    return {name: files for name, files in found.items() if len(files) > 1}


def test_no_name_of_a_class_or_an_alias_is_used_for_two_things() -> None:
    assert places(lambda module: [*names(ast.walk(module), ast.ClassDef), *aliases(module)]) == {}


def test_aliases_are_found_however_they_are_written() -> None:
    written = (
        "Rows = tuple[int, ...]\nShape: TypeAlias = 'int'\nWord: typing.TypeAlias = 'str'\nSeed = NewType('Seed', int)\n"
        "if TYPE_CHECKING:\n    Floats = NDArray[float64]\nKind = Annotated[str, Option()]\nPair = NamedTuple('Pair', [])\n"
        "MOST = 3\nTABLE: Mapping[str, int] = {}\nsaid = 3\nX = TypeVar('X')\n"
    )
    assert list(aliases(ast.parse(written))) == ["Rows", "Shape", "Word", "Seed", "Floats", "Kind", "Pair"]


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
