"""Small changes of the code, as benchmarks/mutate.py makes them: one operator, number, condition, argument or statement."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip


EITHER_WAY = ("max", "min", "maximum", "minimum", "isclose", "hypot", "gcd", "lcm")
"""Functions that give the same whichever way around their two arguments stand: to swap them is no change."""


@dataclass(frozen=True)
class Mutant:
    """One change: bytes of a file that become others; on which lines, and whether those run when the file is imported."""

    file: str
    start: int
    before: str
    after: str
    lines: range
    is_at_import: bool

    @property
    def package(self) -> str:
        return self.file.split("/")[1]

    def applied(self, sound: bytes) -> bytes:
        end = self.start + len(self.before.encode())
        return sound[: self.start] + self.after.encode() + sound[end:]

    def __str__(self) -> str:
        return f"{self.file}:{self.lines[-1]}: {' '.join(self.before.split())} -> {self.after}"


def mutants(path: Path) -> Iterator[Mutant]:
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, statement, is_at_import in places(ast.parse(source)):
        for target, after in changes(node):
            start = starts[target.lineno - 1] + target.col_offset
            end = starts[(target.end_lineno or 0) - 1] + (target.end_col_offset or 0)
            lines = range(statement.lineno, target.lineno + 1)
            before = source[start:end].decode()
            yield Mutant(path.relative_to(ROOT).as_posix(), start, before, after, lines, is_at_import)


def places(
    node: ast.AST, parent: ast.AST | None = None, is_at_import: bool = True
) -> Iterator[tuple[ast.AST, ast.stmt, bool]]:
    """Yield what may be changed, each with its statement: nothing of annotations, decorators, `__all__`, `__repr__` and `strict=`."""
    match node:
        case ast.JoinedStr() | ast.FunctionDef(name="__repr__") | ast.Assign(targets=[ast.Name(id="__all__")]):
            return  # the places inside of an f-string are not told before Python 3.12
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.keyword(arg="strict"):
            return
    statement = node if isinstance(node, ast.stmt) else parent
    if isinstance(statement, ast.stmt):
        yield node, statement, is_at_import
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases"}:
            continue
        is_later = isinstance(node, ast.FunctionDef | ast.Lambda) and field == "body"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from places(child, statement, is_at_import and not is_later)


def changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield what stands in the place of a node, or of its condition, each with the node that it replaces."""
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OTHER:
            other = copy.copy(node)
            if isinstance(other, ast.Compare):
                other.ops = [OTHER[type(op)]()]  # type: ignore[list-item]
            else:
                other.op = OTHER[type(op)]()  # type: ignore[assignment]
            yield node, f"({ast.unparse(other)})"
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.Constant(value=bool(value)):
            yield node, str(not value)
        case ast.Constant(value=int(value)):
            yield node, str(value + 1)
            yield node, f"({value - 1})"
        case ast.Constant(value=float(value)):
            yield node, repr(2 * value or 1.0)
        case ast.Call(args=[first, second, *_]) if not any(isinstance(a, ast.Starred) for a in (first, second)) and (
            not ast.unparse(node.func).endswith(EITHER_WAY)
        ):
            swapped = copy.copy(node)
            swapped.args = [second, first, *node.args[2:]]
            if ast.dump(first) != ast.dump(second):
                yield node, ast.unparse(swapped)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.comprehension(ifs=[test, *_]):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield node, "return None"
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield node, "pass"


def is_python(mutant: Mutant) -> bool:
    try:
        compile(mutant.applied((ROOT / mutant.file).read_bytes()), mutant.file, "exec")
    except (SyntaxError, ValueError):
        return False
    return True
