"""Which texts are expressions.

The text is parsed into a tree and the tree is checked; neither here nor later is anything compiled or run by Python.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from decompdrill.errors import DrillError
from decompdrill.expr.estimators import read_estimators
from decompdrill.expr.functions import FUNCTIONS, METHODS, OF_NUMPY, Function
from decompdrill.expr.numpy_names import (
    OF_ARRAY,
    OF_LINALG,
    OF_MODULE,
    SUBSET,
    beyond_subset,
    unknown_function,
    unknown_method,
)

MOST_CHARACTERS = 2000
MOST_DEPTH = 40
MOST_TEXT = 200
MODULES = ("np", "numpy")
CONSTANTS = {"pi": 3.141592653589793}
ORDERS = ("ord", "p")
"""What may be infinite: the orders of norms."""
FLOATS = ("float", "float64", "double")
ATTRIBUTES = ("T", "shape", "size", "ndim", "real", "imag")


class ExprError(DrillError):
    """An expression that is not allowed, or that has no value; `offset` is the character of the text at fault.

    `is_outside` says that NumPy may well have a value for it.
    """

    def __init__(self, message: str, offset: int = 0, *, is_outside: bool = False) -> None:
        super().__init__(message)
        self.offset = offset
        self.is_outside = is_outside


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
    """The function of a call, the module before its name, and the array before the dot where it is called as a method."""

    name: str
    module: str = ""
    receiver: ast.expr | None = None

    @property
    def function(self) -> Function | None:
        """Return the function of the language that is called, if there is one."""
        if self.receiver is not None:
            return OF_NUMPY.get(self.name) or (FUNCTIONS[self.name] if self.name in METHODS else None)
        if not self.module:
            return FUNCTIONS.get(self.name)
        if self.name not in {"np": OF_MODULE, "np.linalg": OF_LINALG}.get(self.module, ()):
            return None
        return OF_NUMPY.get(self.name) or FUNCTIONS.get(self.name)


@dataclass(frozen=True, slots=True)
class CallArguments:
    """What a call gives its function: the values by place, and the rest by NumPy's names."""

    values: tuple[ast.expr, ...]
    options: Mapping[str, ast.expr]


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
            return read_estimators(ast.parse(source[indent:], mode="eval").body)
    except SyntaxError as error:
        offset = max(0, (error.offset or 1) - 1) + indent
        raise ExprError("this is not an expression", min(offset, max(0, len(source) - 1))) from None
    except (ValueError, MemoryError, RecursionError, OverflowError, Warning):
        raise ExprError("this is not an expression", indent) from None


def callee(function: ast.expr) -> Callee | None:
    """Return what a call calls: f, np.f, np.linalg.f, or a method of an array; None for anything else."""
    match function:
        case ast.Name(id=name):
            return Callee(name)
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES:
            return Callee(name, "np")
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=module), attr=part), attr=name) if module in MODULES:
            return Callee(name, f"np.{part}")
        case ast.Attribute(value=receiver, attr=name):
            return Callee(name, receiver=receiver)
        case _:
            return None


class NotTaken(Exception):
    """What a function does not take, and the part of the call that gives it (None: the whole)."""

    def __init__(self, message: str, node: ast.expr | None = None) -> None:
        super().__init__(message)
        self.node = node


def arguments_of(called: Callee, function: Function, call: ast.Call) -> CallArguments:
    """Return what a call gives its function.

    Raises NotTaken where the function does not take it.
    """
    given = [called.receiver, *call.args] if called.receiver is not None else call.args
    if len(given) > function.most_by_place:
        raise NotTaken(f"{called.name} takes {function.counted} by place, not {len(given)}")
    values = list(given[: function.most])
    options = dict(zip(function.places[function.most :], given[function.most :], strict=False))
    for keyword in call.keywords:
        name = keyword.arg or "**"
        if function.places[len(values) : function.most][:1] == (name,):
            values.append(keyword.value)
        elif name in function.beyond:
            if is_none(keyword.value):  # which is what NumPy takes where nothing is given
                continue
            raise NotTaken(f"{name}= of {called.name} {SUBSET}", keyword.value)
        elif name not in function.keywords:
            raise NotTaken(f"{called.name} takes no {name}", keyword.value)
        elif name in options:
            raise NotTaken(f"{called.name} has {name} twice", keyword.value)
        else:
            options[name] = keyword.value
    if len(values) < function.least:
        raise NotTaken(f"{called.name} takes {function.counted} by place, not {len(values)}")
    return CallArguments(tuple(values), options)


def root_name(node: ast.expr | None) -> str:
    """Return the name with which a dotted name begins: scipy, of scipy.linalg; nothing for any other part."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def is_new_axis(node: ast.expr) -> bool:
    """Is it an index that makes an axis: None, or np.newaxis?"""
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr="newaxis"):
            return module in MODULES
        case _:
            return is_none(node)


def infinite(node: ast.expr) -> str:
    """Return np.inf or -np.inf, which only the order of a norm can be; nothing for any other part."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return "-np.inf" if infinite(operand) == "np.inf" else ""
        case ast.Attribute(value=ast.Name(id=module), attr="inf") if module in MODULES:
            return "np.inf"
        case ast.Name(id="inf"):
            return "np.inf"
        case _:
            return ""


def is_float(node: ast.expr) -> bool:
    """Is it the type of the numbers that everything here has: float, "float64", np.float64?"""
    match node:
        case ast.Name(id=name) | ast.Constant(value=str() as name):
            return name in FLOATS
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return module in MODULES and name in FLOATS
        case _:
            return is_none(node)


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
            case ast.Subscript(value=whole, slice=ast.Tuple(elts=indices)):
                for part in (whole, *(index for index in indices if not is_new_axis(index))):
                    self._visit(part, bound, depth + 1)
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
            name = type(part).__name__
            raise self._refusal(f"{'lambda' if name == 'Lambda' else name} is not part of the language", node)

    def _name(self, name: str, node: ast.expr, bound: frozenset[str]) -> None:
        if name.startswith("_"):
            raise self._refusal("a name begins with a letter", node)
        if name in MODULES:
            raise self._refusal(f"{name} is not a variable", node)
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
                if name in FUNCTIONS and name in OF_MODULE:
                    raise self._refusal(f"{module}.{name} is a function: write {module}.{name}(…)", node)
                known = name in OF_MODULE
                raise self._refusal(
                    beyond_subset(f"{module}.{name}", name) if known else f"there is no value {module}.{name}", node
                )
        if node.attr in METHODS and node.attr not in ATTRIBUTES:
            raise self._refusal(f"{node.attr} is a method: write .{node.attr}(…)", node)
        if node.attr not in ATTRIBUTES and node.attr in OF_ARRAY:
            raise self._refusal(beyond_subset(node.attr, node.attr), node)
        if node.attr not in ATTRIBUTES:
            raise self._refusal(f"there is no attribute {node.attr}; there are {', '.join(ATTRIBUTES)}", node)
        self._visit(node.value, bound, depth + 1)

    def _call(self, node: ast.Call, bound: frozenset[str], depth: int) -> None:
        called = callee(node.func)
        if called is None:
            raise self._refusal("only a function can be called, by its name", node)
        function = called.function
        if function is None:
            is_method = called.receiver is not None
            if isinstance(called.receiver, ast.Call):
                self._visit(called.receiver, bound, depth + 1)  # what is called there may be unknown itself
            of = root_name(called.receiver)
            said = unknown_method(called.name, of) if is_method else unknown_function(called.module, called.name)
            raise self._refusal(said, node)
        try:
            arguments = arguments_of(called, function, node)
        except NotTaken as fault:
            raise self._refusal(str(fault), fault.node or node) from None
        for part in arguments.values:
            if called.module and isinstance(part, ast.GeneratorExp):
                raise self._refusal("NumPy takes no generator: write a list, as in [… for …]", part)
            self._visit(part, bound, depth + 1)
        for name, part in arguments.options.items():
            if name == "dtype":
                if not is_float(part):
                    raise self._refusal(f"any dtype but float {SUBSET}", part)
            elif not is_none(part) and not (name in ORDERS and infinite(part)):
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
