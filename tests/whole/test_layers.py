"""Imports point one way: from higher floors to lower ones, and in no circle; docs/design.md says which floor is where."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from decompdrill import answers
from decompdrill.bank.load import Banks
from decompdrill.draw.variables import draw_variables
from decompdrill.exercises.grade import grade
from decompdrill.exercises.pose import pose
from decompdrill.kinds.base import judge_a_number
from decompdrill.kinds.name_slip import recognise
from decompdrill.practice.schedule import review_card

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "decompdrill"


def floors(page: str) -> dict[str, int]:
    """Return the floor of each package, as the table of docs/design.md has it."""
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| ")]
    return {
        name: int(row[1]) for row in rows if row[1].strip().isdecimal() for name in row[2].replace("`", " ").split()
    }


FLOORS = floors((ROOT / "docs" / "design.md").read_text(encoding="utf-8"))


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


def package_of(module: str) -> str:
    """Return the package of a module, or the module itself where it stands at the root."""
    name = module.partition(".")[0]
    assert name in FLOORS, f"{name} is on no floor: add it to the table in docs/design.md"
    return name


def wrong_way(module: str, source: str) -> list[str]:
    """Return the imports that point up, or to another package of the same floor."""
    here = package_of(module)
    return [
        f"{module}:{line} imports {name}"
        for line, name in imports_of(source)
        if not name.startswith("__") and package_of(name) != here and FLOORS[package_of(name)] >= FLOORS[here]
    ]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


SOURCES: Mapping[str, str] = {
    module_of(path): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))
}


def arrows(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which files each file imports, by module."""

    def file_of(name: str) -> str:
        while name and name not in sources:
            name = name.rpartition(".")[0]
        return name

    return {m: sorted({f for _, n in imports_of(s) if (f := file_of(n)) and f != m}) for m, s in sources.items()}


def circles(arrows_of: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the sets of files that import each other: strongly connected components (Tarjan 1972)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(file: str) -> None:
        order[file] = lowest[file] = len(order)
        path.append(file)
        for other in arrows_of.get(file, ()):
            if other not in order:
                visit(other)
                lowest[file] = min(lowest[file], lowest[other])
            elif other in path:
                lowest[file] = min(lowest[file], order[other])
        if lowest[file] == order[file]:
            start = path.index(file)
            if len(path) - start > 1:
                found.append(sorted(path[start:]))
            del path[start:]

    for file in arrows_of:
        if file not in order:
            visit(file)
    return found


@pytest.mark.parametrize("module", [m for m in SOURCES if m != "__init__"])
def test_no_file_imports_upwards(module: str) -> None:
    assert wrong_way(module, SOURCES[module]) == []


def test_no_files_import_each_other() -> None:
    assert circles(arrows(SOURCES)) == []


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("topics.read", "from decompdrill.frontends import plain", ["topics.read:1 imports frontends.plain"]),
        ("bank.load", "def f():\n    import decompdrill.topics.read", ["bank.load:2 imports topics.read"]),
        ("answers.labels", "from decompdrill.judging import lists", ["answers.labels:1 imports judging.lists"]),
        ("model", "from decompdrill import cli", ["model:1 imports cli"]),
        ("topics.read", "from decompdrill.model import Exercise\nimport json", []),
        ("cli", "from decompdrill import __version__", []),
    ],
)
def test_an_import_the_wrong_way_is_seen(module: str, source: str, found: list[str]) -> None:
    assert wrong_way(module, source) == found


def test_a_circle_is_seen_inside_a_package_and_inside_a_function() -> None:
    sources = {
        "commands.drill": "def f():\n    from decompdrill.commands.resume import written",
        "commands.resume": "from decompdrill.commands import drill, screen",
        "commands.screen": "from decompdrill.commands.plan import x",
        "commands.plan": "import decompdrill.commands.drill_plan",
    }
    assert circles(arrows(sources)) == [["commands.drill", "commands.resume"]]


# ---- the line of docs/design.md ------------------------------------------------------------------------------------

FIGURE = re.compile(r"```text\n(bank .*→.*schedule)\n(.*)\n(.*)\n```\n")
STAGES: Mapping[str, Callable[..., object]] = {
    "bank": Banks.question,
    "draw": draw_variables,
    "pose": pose,
    "read": answers.read,
    "judge": judge_a_number,
    "name the slip": recognise,
    "say": grade,
    "schedule": review_card,
}
"""A function of each stage, which returns what leaves it."""


def figure(name: str) -> dict[str, tuple[str, str]]:
    """Return the folder and the type of each stage, as a page shows them."""
    (rows,) = FIGURE.findall((ROOT / name).read_text(encoding="utf-8"))
    stages, folders, types = (re.split(r"\s{2,}(?:→\s+)?", row.strip()) for row in rows)
    return dict(zip(stages, zip(folders, types, strict=True), strict=True))


@pytest.mark.parametrize("page", ["README.md", "docs/design.md"])
def test_the_picture_shows_where_each_stage_is_and_what_leaves_it(page: str) -> None:
    found = figure(page)
    assert list(found) == list(STAGES)
    for stage, (folder, type_) in found.items():
        place = STAGES[stage].__module__.replace(".", "/")
        assert f"{place}/".startswith(f"decompdrill/{folder}"), stage
        assert re.search(rf"\b{type_}\b", str(STAGES[stage].__annotations__["return"])), stage


def test_every_package_is_on_a_floor_and_every_floor_is_there() -> None:
    assert {m.partition(".")[0] for m in SOURCES} - {"__init__"} == set(FLOORS)
