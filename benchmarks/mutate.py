"""Mutation score of the judging modules: each small change of their code, one at a time, must fail a test.

    python benchmarks/mutate.py [--jobs 2] [--every N] [FILE ...]

Works on copies in a temporary folder. Prints each survivor as `file:line: what was changed`, then the score.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
JUDGING = tuple(sorted((ROOT / "decompdrill/judging").glob("*.py")))
TESTS = ("tests/judging/test_precision.py", "tests/judging/test_judging_contract.py", "tests/judging/test_textbook.py")
PATIENCE = 180

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True)
class Mutant:
    """One change: where, in words, and the whole changed source."""

    path: Path
    line: int
    change: str
    source: str


def mutants(path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for place, node in enumerate(ast.walk(tree)):
        for change in changes(node):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == place)
            words = apply(target, change)
            yield Mutant(path, getattr(node, "lineno", 0), words, ast.unparse(changed))


def changes(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Compare() | ast.BoolOp() | ast.BinOp() if _swappable(node):
            yield "swap"
        case ast.UnaryOp(op=ast.Not()):
            yield "drop-not"
        case ast.Constant(value=bool()):
            yield "negate"
        case ast.Constant(value=int() | float()):
            yield "more"
        case ast.If() | ast.IfExp():
            yield "negate-test"


def _swappable(node: ast.Compare | ast.BoolOp | ast.BinOp) -> bool:
    op = node.ops[0] if isinstance(node, ast.Compare) else node.op
    # `int | str` is a type, not arithmetic.
    return type(op) in SWAPS


def apply(node: ast.AST, change: str) -> str:
    before = ast.unparse(node) if not isinstance(node, ast.If) else ast.unparse(node.test)
    match node, change:
        case ast.Compare(), "swap":
            node.ops[0] = SWAPS[type(node.ops[0])]()  # type: ignore[call-overload]
        case ((ast.BoolOp() | ast.BinOp()), "swap"):
            node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.UnaryOp(), "drop-not":
            node.op = ast.UAdd()
            return f"{before} without its not"
        case ast.Constant(value=bool(value)), "negate":
            node.value = not value
        case ast.Constant(value=int(value)), "more":
            node.value = value + 1
        case ast.Constant(value=float(value)), "more":
            node.value = value * 3 + 1e-3
        case ((ast.If() | ast.IfExp()), _):
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return f"if {before} negated"
    return f"{before} -> {ast.unparse(node)}"


def survives(mutant: Mutant, copy_of: Path) -> bool:
    """Does every test pass although the code is changed?"""
    target = copy_of / mutant.path.relative_to(ROOT)
    sound = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", *TESTS]
    try:
        done = subprocess.run(command, cwd=copy_of, capture_output=True, timeout=PATIENCE, env=_environment(copy_of))
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_text(sound, encoding="utf-8")
    return done.returncode == 0


def _environment(copy_of: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(copy_of), "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=JUDGING)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="try every Nth mutant only")
    options = parser.parse_args()
    found = [m for path in options.files for m in mutants(path.resolve())][:: options.every]
    with tempfile.TemporaryDirectory() as folder:
        free: Queue[Path] = Queue()
        for job in range(options.jobs):
            place = Path(folder) / str(job)
            for part in ("decompdrill", "tests", "questions"):
                shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "pyproject.toml", place)
            free.put(place)

        def attempt(mutant: Mutant) -> bool:
            place = free.get()
            try:
                return survives(mutant, place)
            finally:
                free.put(place)

        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(zip(found, pool.map(attempt, found), strict=True))
    for mutant, alive in results:
        if alive:
            print(f"{mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.change}")
    killed = sum(not alive for _, alive in results)
    print(f"{killed} of {len(results)} mutants killed ({killed / len(results):.0%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
