"""The value of an expression: a walk over its tree, one step for each kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from decompdrill.expr import arithmetic, indexing
from decompdrill.expr.functions import FUNCTIONS
from decompdrill.expr.linear import matmul
from decompdrill.expr.reducing import EVERY_AXIS
from decompdrill.expr.syntax import (
    CONSTANTS,
    MODULES,
    ORDERS,
    ExprError,
    Expression,
    arguments_of,
    callee,
    infinite,
    is_new_axis,
    is_none,
)
from decompdrill.expr.values import (
    Meter,
    Outside,
    Refusal,
    Value,
    array,
    as_integer,
    as_one_number,
    columns_of,
    is_number,
    items_of,
    kind_of,
    map_entries,
    shape,
    size_of_shape,
    together,
)
from decompdrill.maths import budget

_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}

UNITS_OF_WORK = 2.5
"""Units of a budget that one unit of the meter takes: about a microsecond."""

_FAILURES = (ArithmeticError, ValueError, TypeError, LookupError, RecursionError, MemoryError)


def evaluate(expression: Expression, names: Mapping[str, Value]) -> Value:
    """Return the value of an expression, its variables being `names`.

    Integers and fractions stay exact; decimals in the text are the decimals written. Arrays come out as nested tuples.
    Raises ExprError, with the offset of the part that has no value.
    """
    walker = _Walker(expression.syntax.indent)
    try:
        return walker.visit(expression.syntax.tree, names)
    finally:
        budget.spend(UNITS_OF_WORK * walker.work_done)


class _Walker:
    def __init__(self, indent: int) -> None:
        self._indent = indent
        self._meter = Meter()

    @property
    def work_done(self) -> int:
        return self._meter.done

    def visit(self, node: ast.expr, names: Mapping[str, Value]) -> Value:
        try:
            self._meter.spend(1)
            step = _STEPS.get(type(node))
            if step is None:
                raise Refusal("this is not part of the language")
            return step(self, node, names)
        except Refusal as refusal:
            is_outside = isinstance(refusal, Outside)
            raise ExprError(str(refusal), node.col_offset + self._indent, is_outside=is_outside) from None
        except OverflowError:
            raise ExprError(arithmetic.TOO_LARGE, node.col_offset + self._indent) from None
        except _FAILURES:
            raise ExprError("this has no value", node.col_offset + self._indent) from None

    def _tuple(self, node: ast.Tuple, names: Mapping[str, Value]) -> Value:
        return tuple([self.visit(part, names) for part in node.elts])

    def _list(self, node: ast.List, names: Mapping[str, Value]) -> Value:
        return [self.visit(part, names) for part in node.elts]

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp, names: Mapping[str, Value]) -> Value:
        return [self.visit(node.elt, scope) for scope in self._scopes(node.generators, names)]

    def _either(self, node: ast.IfExp, names: Mapping[str, Value]) -> Value:
        return self.visit(node.body if arithmetic.truth(self.visit(node.test, names)) else node.orelse, names)

    def _operation(self, node: ast.BinOp, names: Mapping[str, Value]) -> Value:
        left, right = self.visit(node.left, names), self.visit(node.right, names)
        if isinstance(node.op, ast.MatMult):
            return matmul(left, right, self._meter)
        sign = _OPERATORS[type(node.op)]
        if not isinstance(left, (tuple, list)) and not isinstance(right, (tuple, list)):  # as most are
            return arithmetic.OPERATORS[sign](left, right)
        if isinstance(left, list) and isinstance(right, list) and sign == "+":
            self._meter.spend(len(left) + len(right))
            return left + right
        for value, other in ((left, right), (right, left)):
            if isinstance(value, list) and not isinstance(other, tuple):
                raise Outside(f"{sign} does not go with a list: write array(…) around it, or a comprehension")
        return together(arithmetic.OPERATORS[sign], array(left), array(right), self._meter)

    def _signed(self, node: ast.UnaryOp, names: Mapping[str, Value]) -> Value:
        value = self.visit(node.operand, names)
        if isinstance(node.op, ast.Not):
            return not arithmetic.truth(value)
        if isinstance(value, list):
            raise Refusal("a list has no sign: write array(…) around it")
        self._meter.spend_on(value)
        return map_entries(arithmetic.negate_entry if isinstance(node.op, ast.USub) else as_one_number, value)

    def _choice(self, node: ast.BoolOp, names: Mapping[str, Value]) -> Value:
        stops = isinstance(node.op, ast.Or)
        value: Value = stops
        for part in node.values:
            value = self.visit(part, names)
            if arithmetic.truth(value) is stops:
                break
        return value

    def _comparison(self, node: ast.Compare, names: Mapping[str, Value]) -> Value:
        left = self.visit(node.left, names)
        result: Value = True
        for operator, part in zip(node.ops, node.comparators, strict=True):
            right = self.visit(part, names)
            result = self._compared(operator, left, right)
            if len(node.ops) > 1 and not arithmetic.truth(result):
                return False
            left = right
        return result

    def _compared(self, operator: ast.cmpop, left: Value, right: Value) -> Value:
        self._meter.spend_on(left)
        self._meter.spend_on(right)
        if isinstance(operator, (ast.In, ast.NotIn)):
            return (left in items_of(right)) is isinstance(operator, ast.In)
        sign = _COMPARISONS[type(operator)]
        if isinstance(left, list) and isinstance(right, list):
            if sign not in ("==", "!="):
                raise Refusal(f"{sign} does not go between lists")
            return (left == right) is (sign == "==")
        return together(arithmetic.COMPARISONS[sign], array(left), array(right), self._meter)

    def _scopes(self, loops: list[ast.comprehension], names: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
        """Yield the variables of every turn of the loops of a comprehension."""
        if not loops:
            yield names
            return
        first, *others = loops
        for item in items_of(self.visit(first.iter, names)):
            self._meter.spend(1)
            scope = {**names, **_bound(first.target, item)}
            if all(arithmetic.truth(self.visit(condition, scope)) for condition in first.ifs):
                yield from self._scopes(others, scope)

    def _element(self, node: ast.Subscript, names: Mapping[str, Value]) -> Value:
        value = self.visit(node.value, names)
        if is_number(value) or isinstance(value, str):
            raise Refusal(f"{kind_of(value)} has no elements")
        if isinstance(node.slice, ast.Tuple):
            self._meter.spend_on(value)
            return indexing.entries_at(
                value, [None if is_new_axis(part) else self._index(part, names) for part in node.slice.elts]
            )
        part = indexing.element(value, self._index(node.slice, names))
        self._meter.spend(len(part) if isinstance(part, (tuple, list)) else 1)
        return part

    def _index(self, node: ast.expr, names: Mapping[str, Value]) -> indexing.Subscript:
        if not isinstance(node, ast.Slice):
            return self.visit(node, names)
        lower, upper, step = (
            as_integer(self.visit(end, names)) if end else None for end in (node.lower, node.upper, node.step)
        )
        return slice(lower, upper, step)

    def _attribute(self, node: ast.Attribute, names: Mapping[str, Value]) -> Value:
        if isinstance(node.value, ast.Name) and node.value.id in MODULES:
            return CONSTANTS[node.attr]
        value = array(self.visit(node.value, names))
        self._meter.spend_on(value)
        match node.attr:
            case "T":
                return columns_of(value) if shape(value) else value
            case "shape":
                return shape(value)
            case "size":
                return size_of_shape(shape(value))
            case "ndim":
                return len(shape(value))
            case part:
                return FUNCTIONS[part].call(self._meter, [value], {})

    def _call(self, node: ast.Call, names: Mapping[str, Value]) -> Value:
        called = callee(node.func)
        function = None if called is None else called.function
        if called is None or function is None:
            raise Refusal("only a function can be called, by its name")
        arguments = arguments_of(called, function, node)
        values = [self.visit(part, names) for part in arguments.values]
        if called.receiver is not None:
            values[0] = array(values[0])
        options = {name: self._option(name, part, names) for name, part in arguments.options.items() if name != "dtype"}
        for value in values:
            self._meter.spend_on(value)
        return function.call(self._meter, values, {name: v for name, v in options.items() if v is not None})

    def _option(self, name: str, node: ast.expr, names: Mapping[str, Value]) -> Value | None:
        """Return what stands for an option; None where it is NumPy's word for its default."""
        if is_none(node):
            return EVERY_AXIS if name == "axis" else None
        return (infinite(node) if name in ORDERS else "") or self.visit(node, names)


_STEPS: Mapping[type[ast.expr], Callable[[_Walker, Any, Mapping[str, Value]], Value]] = {
    ast.Name: lambda _, node, names: _lookup(node.id, names),
    ast.Constant: lambda _, node, __: _constant(node),
    ast.BinOp: _Walker._operation,
    ast.UnaryOp: _Walker._signed,
    ast.BoolOp: _Walker._choice,
    ast.Compare: _Walker._comparison,
    ast.IfExp: _Walker._either,
    ast.Tuple: _Walker._tuple,
    ast.List: _Walker._list,
    ast.ListComp: _Walker._comprehension,
    ast.GeneratorExp: _Walker._comprehension,
    ast.Subscript: _Walker._element,
    ast.Attribute: _Walker._attribute,
    ast.Call: _Walker._call,
}


def _lookup(name: str, names: Mapping[str, Value]) -> Value:
    if name in names:
        return names[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    raise Refusal(f"there is no variable {name}")


def _constant(node: ast.Constant) -> Value:
    match node.value:
        case bool() | str():
            return node.value
        case int() | complex():
            return arithmetic.kept(node.value)
        case float():
            arithmetic.kept(node.value)
            return arithmetic.kept(Fraction(repr(node.value)))
        case _:
            raise Refusal("this is not part of the language")


def _bound(target: ast.expr, item: Value) -> dict[str, Value]:
    """Return the variables of a loop with their values at one turn."""
    if isinstance(target, ast.Name):
        return {target.id: item}
    assert isinstance(target, ast.Tuple)
    targets = [part.id for part in target.elts if isinstance(part, ast.Name)]
    if len(items_of(item)) != len(targets):
        raise Refusal(f"the loop takes {len(targets)} values at a time, not {len(items_of(item))}")
    return dict(zip(targets, items_of(item), strict=True))
