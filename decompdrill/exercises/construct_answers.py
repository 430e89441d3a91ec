"""Judging a matrix of one's own by the conditions that it must meet: whatever meets them all is right.

A condition is an expression in what is drawn and in what was typed. Where it compares two values, how far they are apart is
its residual. What was typed counts as it stands, 0.125 as 1/8, for the conditions are exact ones; only a decimal as long as
0.7071 stands for all that it may have been rounded from.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from decompdrill import expr
from decompdrill.bank.template import Template
from decompdrill.errors import DrillError
from decompdrill.exercises.filling import fill_template
from decompdrill.expr.values import flat_entries
from decompdrill.judging import Judgement, passed_shape, wrong_shape
from decompdrill.judging.numbers import SLACK
from decompdrill.judging.tolerances import LARGEST_RADIUS
from decompdrill.kinds.base import Observation
from decompdrill.kinds.name_slip import row_lengths
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.model import Answer, Check, Condition, Construct, Form, Number, Outcome, Typed

LEAST_DIGITS = 4
"""So many significant digits has a decimal that may be rounded; `LARGEST_RADIUS` is the largest half unit of its last place."""

_SIDES = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)


# ---- what is typed, as the language has it -------------------------------------------------------------------------


def example_of(form: Form, shown: Mapping[str, expr.Value]) -> Answer:
    """Return the values of an example as an answer of that form: one value, or several by name.

    Raises ExprError where a value is no vector or matrix.
    """
    if form is not Form.FACTORS:
        (value,) = shown.values()
        return _answer(form, value)
    return Answer(form, parts=tuple((name, _answer(None, value)) for name, value in shown.items()))


def _answer(form: Form | None, value: expr.Value) -> Answer:
    items = value if isinstance(value, tuple | list) else ()
    rows = [row if isinstance(row, tuple | list) else None for row in items]
    if items and form is not Form.MATRIX and all(row is None for row in rows):
        return Answer(form or Form.LIST, (tuple(map(_scalar, items)),))
    if items and form is not Form.VECTOR and len({-1 if row is None else len(row) for row in rows}) == 1 and rows[0]:
        return Answer(Form.MATRIX, tuple(tuple(map(_scalar, row)) for row in rows if row))
    raise expr.ExprError("a vector or a matrix was expected")


def _scalar(value: object) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | Fraction | float | complex):
        raise expr.ExprError("a number was expected")
    return Fraction(value) if isinstance(value, int) else value


def constructed_values(construct: Construct, typed: Typed | Answer) -> dict[str, expr.Value]:
    """Return what was typed by name, as arrays of the language."""
    parts: Sequence[tuple[str, Typed | Answer]] = typed.parts or ((construct.names[0], typed),)
    return {name: _array(part) for name, part in parts}


def _array(part: Typed | Answer) -> expr.Value:
    rows = tuple(tuple(_value(x) for x in row) for row in part.rows)
    return rows if part.form is Form.MATRIX else rows[0]


def _value(x: Number | Scalar) -> expr.Value:
    scalar = x.scalar if isinstance(x, Number) else x
    return as_float(scalar) if isinstance(scalar, Surd) else scalar


def _numbers(typed: Typed) -> list[Number]:
    return [x for part in (typed, *(part for _, part in typed.parts)) for row in part.rows for x in row]


# ---- judging -------------------------------------------------------------------------------------------------------


def judge(construct: Construct, example: Answer, typed: Typed) -> Judgement:
    """Judge what was typed by its shape, which is that of the example, and by every condition."""
    for name, part in _pairs(example, typed):
        if row_lengths(part[0]) != row_lengths(part[1]):
            asked, came = (f"{f'{name} is ' if name else ''}{_size(one)}" for one in part)
            return wrong_shape(asked, came)
    if not _are_real(typed):
        return Judgement(Outcome.WRONG, (passed_shape(), Check("real", False)))
    checks = tuple(_check(condition, construct, typed, _is_rounded) for condition in construct.conditions)
    outcome = Outcome.RIGHT if all(check.passed for check in checks) else Outcome.WRONG
    return Judgement(outcome, (passed_shape(), *checks))


def _is_rounded(x: Number) -> bool:
    """Whether a decimal is long enough to be one that was rounded: 0.7071, not 27.75 or 0.125."""
    return not x.is_exact and x.digits >= LEAST_DIGITS and x.radius <= LARGEST_RADIUS


def _is_decimal(x: Number) -> bool:
    return not x.is_exact


def _are_real(typed: Typed) -> bool:
    return not any(isinstance(x.value, complex) and x.value.imag for x in _numbers(typed))


def _pairs(example: Answer, typed: Typed) -> Iterator[tuple[str, tuple[Answer, Typed]]]:
    there = dict(typed.parts)
    for name, part in example.parts or (("", example),):
        yield name, (part, there[name] if name else typed)


def _size(part: Answer | Typed) -> str:
    lengths = row_lengths(part)
    return f"{len(lengths)}×{lengths[0]}" if part.form is Form.MATRIX else f"a vector of {lengths[0]}"


def seen(construct: Construct, typed: Typed) -> Iterator[Observation]:
    """Yield what is said of the conditions that what was typed does not meet, and of decimals that may have been rounded."""
    if not _are_real(typed):
        return
    names = {**construct.values, **constructed_values(construct, typed)}
    failed = [c for c in construct.conditions if not _check(c, construct, typed, _is_rounded).passed]
    for condition in failed:
        yield Observation(False, said_of(condition, names))
    if failed and all(_check(c, construct, typed, _is_decimal).passed for c in failed):
        yield Observation(False, AS_TYPED)


MET = "Your answer meets every condition."
AS_TYPED = "Decimals count as they stand. If you rounded, type the exact numbers, such as 1/3 or sqrt(2)/2."


def said_of(condition: Condition, names: Mapping[str, object]) -> str:
    """Return what is said where a condition fails, with the numbers that were typed where they can be written."""
    try:
        return fill_template(Template(condition.said), names)  # type: ignore[arg-type]
    except DrillError:
        return f"The condition `{condition.name}` is not met."


@dataclass(frozen=True, slots=True)
class Margins:
    """Two values compared: by how much the first exceeds the second, place by place, and what rounding alone may leave."""

    differences: tuple[Any, ...]
    slack: float


def _check(condition: Condition, construct: Construct, typed: Typed, is_rounded: Callable[[Number], bool]) -> Check:
    """Return whether a condition holds: for the numbers as they are written, else for what those may be that are rounded."""
    names = {**construct.values, **constructed_values(construct, typed)}
    parsed = expr.parse(condition.holds)
    sides = _sides(parsed)
    try:
        if sides is None:
            return Check(condition.name, _is_true(expr.evaluate(parsed, names)))  # type: ignore[arg-type]
        return _compared(condition, sides, construct, typed, is_rounded)
    except (expr.ExprError, OverflowError):
        return Check(condition.name, False)


def _sides(parsed: expr.Expression) -> tuple[expr.Expression, ast.cmpop, expr.Expression] | None:
    """Return the two sides of a comparison and its sign; None of any other expression."""
    tree = parsed.syntax.tree
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or not isinstance(tree.ops[0], _SIDES):
        return None
    left, right = (expr.parse(ast.unparse(node)) for node in (tree.left, tree.comparators[0]))
    return left, tree.ops[0], right


def _compared(
    condition: Condition,
    sides: tuple[expr.Expression, ast.cmpop, expr.Expression],
    construct: Construct,
    typed: Typed,
    is_rounded: Callable[[Number], bool],
) -> Check:
    left, sign, right = sides
    margins = _margins(left, right, construct, constructed_values(construct, typed))
    passed, residual = _holds(sign, margins, (margins.slack,) * len(margins.differences))
    if passed or not isinstance(sign, ast.Eq) or not any(map(is_rounded, _numbers(typed))):
        return Check(condition.name, passed, residual, margins.slack)
    carried = _carried(left, right, margins, construct, typed, is_rounded)
    passed, _ = _holds(sign, margins, carried)
    return Check(condition.name, passed, residual, max(carried))


def _margins(
    left: expr.Expression, right: expr.Expression, construct: Construct, typed: Mapping[str, expr.Value]
) -> Margins:
    names = {**construct.values, **typed}
    a, b = (_flat(expr.evaluate(side, names)) for side in (left, right))  # type: ignore[arg-type]
    if len(a) != len(b):
        if 1 not in (len(a), len(b)):
            raise expr.ExprError("two values of one shape were expected")
        a, b = a * max(1, len(b)) if len(a) == 1 else a, b * max(1, len(a)) if len(b) == 1 else b
    entries = [x for value in typed.values() for x in _flat(value)]
    is_exact = all(isinstance(x, int | Fraction) for x in (*a, *b, *entries))
    sizes = [abs(x) for x in (*a, *b)] + [abs(x) ** 2 for x in entries]
    slack = 0.0 if is_exact else SLACK * max(1.0, *map(float, sizes))
    return Margins(tuple(x - y for x, y in zip(a, b, strict=True)), slack)


def _flat(value: expr.Value) -> list[Any]:
    """Return the numbers of a value; a truth value counts as 0 or 1."""
    return flat_entries(value)


def _holds(sign: ast.cmpop, margins: Margins, slack: Sequence[float]) -> tuple[bool, float]:
    """Return whether a comparison holds, and how far it is from holding; of ≠ how far the two are apart."""
    by = margins.differences
    if isinstance(sign, ast.Eq | ast.NotEq):
        off = max(map(abs, by), default=0)
        differs = any(abs(x) > s for x, s in zip(by, slack, strict=True))
        return differs is isinstance(sign, ast.NotEq), float(off)
    least = min(x if isinstance(sign, ast.Gt | ast.GtE) else -x for x in by)
    is_strict = isinstance(sign, ast.Lt | ast.Gt)
    passed = least > margins.slack if is_strict else least >= -margins.slack
    return passed, max(0.0, -float(least))


def _carried(
    left: expr.Expression,
    right: expr.Expression,
    margins: Margins,
    construct: Construct,
    typed: Typed,
    is_rounded: Callable[[Number], bool],
) -> list[float]:
    """Return how far each difference may be from the true one, as every rounded number is moved by its radius."""
    carried = [margins.slack] * len(margins.differences)
    for moved in _moved(typed, is_rounded):
        other = _margins(left, right, construct, constructed_values(construct, moved)).differences
        for place, (x, y) in enumerate(zip(margins.differences, other, strict=True)):
            carried[place] += float(abs(x - y)) * (1 + SLACK)
    return carried


def _moved(typed: Typed, is_rounded: Callable[[Number], bool]) -> Iterator[Typed]:
    """Yield what was typed with one of its rounded numbers larger by its radius."""
    for at, (name, part) in enumerate(typed.parts or (("", typed),)):
        for i, row in enumerate(part.rows):
            for j, x in enumerate(row):
                if not is_rounded(x):
                    continue
                larger = Number(as_float(x.scalar) + x.radius, None, x.radius)
                rows = (*part.rows[:i], (*row[:j], larger, *row[j + 1 :]), *part.rows[i + 1 :])
                moved = replace(part, rows=rows)
                yield (
                    replace(typed, parts=(*typed.parts[:at], (name, moved), *typed.parts[at + 1 :])) if name else moved
                )


def _is_true(value: expr.Value) -> bool:
    return all(bool(x) for x in flat_entries(value))
