"""Which texts are expressions.

The text is parsed into a tree and the tree is checked; neither here nor later is anything compiled or run by Python.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from functools import cached_property, lru_cache

from decompdrill.errors import DrillError
from decompdrill.expr.functions import FUNCTIONS, METHODS

MOST_CHARACTERS = 2000
MOST_DEPTH = 40
MOST_TEXT = 200
MODULES = ("np", "numpy")
CONSTANTS = {"pi": 3.141592653589793}
ATTRIBUTES = ("T", "shape", "size", "ndim", "real", "imag")


class ExprError(DrillError):
    """An expression that is not allowed, or that has no value; `offset` is the character of the text at fault."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Syntax:
    """What an expression is made of; `names` are the variables that it needs."""

    names: frozenset[str]
    tree: ast.expr
    indent: int


@dataclass(frozen=True)
class Expression:
    """A text of the language, parsed when it is first looked into, and then never again."""

    text: str

    @property
    def names(self) -> frozenset[str]:
        """Return the variables that it needs.

        Raises ExprError where the text is not of the language.
        """
        return self.syntax.names

    @cached_property
    def syntax(self) -> Syntax:
        """Return what it is made of.

        Raises ExprError with the offset of what is not allowed.
        """
        return _syntax(self.text)


@dataclass(frozen=True, slots=True)
class Callee:
    """The function of a call, and the array before the dot where it is called as a method."""

    name: str
    receiver: ast.expr | None


def parse(text: str) -> Expression:
    """Return the expression that a text writes.

    Raises ExprError with the offset of what is not allowed.
    """
    expression = Expression(text)
    expression.syntax  # noqa: B018  # a text that is no expression has none
    return expression


@lru_cache(maxsize=1024)
def _syntax(text: str) -> Syntax:
    if len(text) > MOST_CHARACTERS:
        raise ExprError(f"an expression has at most {MOST_CHARACTERS} characters")
    odd = next((i for i, c in enumerate(text) if not (" " <= c <= "~" or c == "\n")), None)
    if odd is not None:
        raise ExprError("an expression is written in plain ASCII", odd)
    # Newlines count as spaces, so that every offset is a column; a leading space would be an indent.
    source = text.replace("\n", " ")
    indent = len(source) - len(source.lstrip())
    tree = _tree(source, indent)
    return Syntax(_Checker(indent).check(tree), tree, indent)


def _tree(source: str, indent: int) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(source[indent:], mode="eval").body
    except SyntaxError as error:
        offset = max(0, (error.offset or 1) - 1) + indent
        raise ExprError("this is no expression", min(offset, max(0, len(source) - 1))) from None
    except (ValueError, MemoryError, RecursionError, OverflowError, Warning):
        raise ExprError("this is no expression", indent) from None


def callee(function: ast.expr) -> Callee | None:
    """Return what a call calls: f, np.f, np.linalg.f, or one of the few methods of arrays; None for anything else."""
    match function:
        case ast.Name(id=name):
            return Callee(name, None)
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES:
            return Callee(name, None)
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=module), attr="linalg"), attr=name) if (
            module in MODULES
        ):
            return Callee(name, None)
        case ast.Attribute(value=receiver, attr=name) if name in METHODS:
            return Callee(name, receiver)
        case _:
            return None


_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)
_SIGNS = (ast.UAdd, ast.USub, ast.Not)
_PLAIN = (ast.BoolOp, ast.IfExp, ast.Tuple, ast.List, ast.Slice, ast.Subscript)


class _Checker:
    """Walks a tree once, refuses what is not listed, and collects the variables that it needs."""

    def __init__(self, indent: int) -> None:
        self._indent = indent
        self._names: set[str] = set()

    def check(self, tree: ast.expr) -> frozenset[str]:
        self._visit(tree, frozenset(), 1)
        return frozenset(self._names)

    def _refusal(self, message: str, node: ast.expr) -> ExprError:
        return ExprError(message, node.col_offset + self._indent)

    def _visit(self, node: ast.expr, bound: frozenset[str], depth: int) -> None:
        if depth > MOST_DEPTH:
            raise self._refusal(f"the expression is nested deeper than {MOST_DEPTH}", node)
        match node:
            case ast.Name(id=name):
                self._name(name, node, bound)
            case ast.Constant():
                self._constant(node)
            case ast.Call():
                self._call(node, bound, depth)
            case ast.Attribute():
                self._attribute(node, bound, depth)
            case ast.ListComp(generators=loops, elt=body) | ast.GeneratorExp(generators=loops, elt=body):
                self._comprehension(loops, body, bound, depth)
            case ast.BinOp(op=operator):
                self._one_of(operator, _OPERATORS, node)
                self._children(node, bound, depth)
            case ast.UnaryOp(op=sign):
                self._one_of(sign, _SIGNS, node)
                self._children(node, bound, depth)
            case ast.Compare(ops=operators):
                for comparison in operators:
                    self._one_of(comparison, _COMPARISONS, node)
                self._children(node, bound, depth)
            case _:
                self._one_of(node, _PLAIN, node)
                self._children(node, bound, depth)

    def _children(self, node: ast.expr, bound: frozenset[str], depth: int) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._visit(child, bound, depth + 1)

    def _one_of(self, part: ast.AST, allowed: tuple[type[ast.AST], ...], node: ast.expr) -> None:
        if not isinstance(part, allowed):
            raise self._refusal(f"{type(part).__name__} is not part of the language", node)

    def _name(self, name: str, node: ast.expr, bound: frozenset[str]) -> None:
        if name.startswith("_"):
            raise self._refusal("a name begins with a letter", node)
        if name in MODULES:
            raise self._refusal(f"{name} is no variable", node)
        if name not in bound and name not in CONSTANTS:
            self._names.add(name)

    def _constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and len(node.value) > MOST_TEXT:
            raise self._refusal(f"a text has at most {MOST_TEXT} characters", node)
        if not isinstance(node.value, (int, float, complex, str)):
            raise self._refusal(f"{type(node.value).__name__} is not part of the language", node)

    def _attribute(self, node: ast.Attribute, bound: frozenset[str], depth: int) -> None:
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES and name in CONSTANTS:
                return
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES:
                raise self._refusal(f"there is no value {module}.{name}", node)
        if node.attr not in ATTRIBUTES:
            raise self._refusal(f"there is no attribute {node.attr}; there are {', '.join(ATTRIBUTES)}", node)
        self._visit(node.value, bound, depth + 1)

    def _call(self, node: ast.Call, bound: frozenset[str], depth: int) -> None:
        called = callee(node.func)
        if called is None:
            raise self._refusal("only a function can be called, by its name", node)
        function = FUNCTIONS.get(called.name)
        if function is None:
            raise self._refusal(f"there is no function {called.name}", node)
        for keyword in node.keywords:
            if keyword.arg not in function.keywords:
                raise self._refusal(f"{called.name} takes no {keyword.arg or '**'}", keyword.value)
        given = ([called.receiver] if called.receiver else []) + node.args + [k.value for k in node.keywords]
        for part in given:
            self._visit(part, bound, depth + 1)

    def _comprehension(self, loops: list[ast.comprehension], body: ast.expr, bound: frozenset[str], depth: int) -> None:
        for loop in loops:
            if loop.is_async:
                raise self._refusal("async is not part of the language", loop.iter)
            self._visit(loop.iter, bound, depth + 1)
            bound = bound | self._targets(loop.target)
            for condition in loop.ifs:
                self._visit(condition, bound, depth + 1)
        self._visit(body, bound, depth + 1)

    def _targets(self, target: ast.expr) -> frozenset[str]:
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        found = [name.id for name in names if isinstance(name, ast.Name) and not name.id.startswith("_")]
        if len(found) < len(names):
            raise self._refusal("a loop runs over a name, or over names with commas", target)
        return frozenset(found)
