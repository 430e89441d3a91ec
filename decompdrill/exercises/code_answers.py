"""Judging code by what it computes: an expression is evaluated on several fresh draws, and values and shapes compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from decompdrill import expr
from decompdrill.judging import Judgement
from decompdrill.judging.numbers import SLACK
from decompdrill.model import Check, Code, Outcome, Typed, Unreadable

MOST_CODE = 400
"""Characters of one line of code."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Code that has no value on a draw, and why."""

    message: str


Result = object


def read_code(typed: Typed, names: Mapping[str, object]) -> expr.Expression | Unreadable:
    """Return the expression that was typed, or what is not allowed in it and where in the whole text."""
    parsed = _parsed(typed.word, names)
    if isinstance(parsed, Unreadable):
        before = max(typed.text.find(typed.word), 0)
        return replace(parsed, span=(parsed.span[0] + before, parsed.span[1] + before))
    return parsed


def _parsed(text: str, names: Mapping[str, object]) -> expr.Expression | Unreadable:
    if len(text) > MOST_CODE:
        return Unreadable(f"code has at most {MOST_CODE} characters; {len(text)} came", (MOST_CODE, len(text)))
    try:
        parsed = expr.parse(text)
    except expr.ExprError as fault:
        return Unreadable(str(fault), (fault.offset, min(fault.offset + 1, len(text))))
    unknown = sorted(parsed.names - names.keys())
    if unknown:
        start = max(text.find(unknown[0]), 0)
        known = ", ".join(names)
        return Unreadable(f"{unknown[0]!r} is not defined here; there are {known}", (start, start + len(unknown[0])))
    return parsed


def run(parsed: expr.Expression, names: Mapping[str, object]) -> Result | Failed:
    try:
        value: object = expr.evaluate(parsed, names)  # type: ignore[arg-type]
    except expr.ExprError as fault:
        return Failed(str(fault))
    return value


def judge_code(parsed: expr.Expression, code: Code) -> Judgement:
    """Judge what was typed by its values on every draw; the checks are `runs`, `shape` and `values`."""
    right = expr.parse(code.answers[0])
    worst = 0.0
    for names in code.draws:
        expected, came = run(right, names), run(parsed, names)
        if isinstance(came, Failed):
            return _wrong(Check("runs", False, detail=came.message))
        if shape_of(expected) != shape_of(came):
            return _wrong(Check("runs", True), Check("shape", False, detail=_shapes(expected, came)))
        distance, bound = difference(expected, came)
        if distance > bound:
            return _wrong(Check("runs", True), Check("shape", True), Check("values", False, distance, bound))
        worst = max(worst, distance)
    checks = (Check("runs", True), Check("shape", True), Check("values", True, worst, SLACK))
    return Judgement(Outcome.RIGHT, checks)


def computes_the_same(parsed: expr.Expression, other: str, code: Code) -> bool:
    """Does the typed code give what another (a slip's) gives, on every draw? Where both fail, they must read the same."""
    slip = expr.parse(other)
    for names in code.draws:
        expected, came = run(slip, names), run(parsed, names)
        if isinstance(expected, Failed) or isinstance(came, Failed):
            return isinstance(expected, Failed) and isinstance(came, Failed) and _same_text(other, parsed.text)
        if shape_of(expected) != shape_of(came):
            return False
        distance, bound = difference(expected, came)
        if distance > bound:
            return False
    return True


def _same_text(a: str, b: str) -> bool:
    return "".join(a.split()).replace("np.", "") == "".join(b.split()).replace("np.", "")


def _wrong(*checks: Check) -> Judgement:
    return Judgement(Outcome.WRONG, checks)


def _shapes(expected: Result, came: Result) -> str:
    return f"expected {_say(shape_of(expected))}, got {_say(shape_of(came))}"


def _say(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) + (" entries" if len(shape) == 1 else "") if shape else "a single number"


def shape_of(value: Result) -> tuple[int, ...]:
    """Return the shape of a value as NumPy names it; () for a single number, word or truth value."""
    if isinstance(value, tuple | list):
        return (len(value), *(shape_of(value[0]) if value else ()))
    return ()


def difference(expected: Result, came: Result) -> tuple[float, float]:
    """Return how far two values of one shape are apart, and how far equal ones may be."""
    a, b = _flat(expected), _flat(came)
    if any(isinstance(x, str) for x in (*a, *b)):
        return (0.0 if a == b else 1.0), 0.0
    numbers = [(complex(x), complex(y)) for x, y in zip(a, b, strict=False)]  # type: ignore[call-overload]
    scale = max((abs(x) for x, _ in numbers), default=0.0)
    return max((abs(x - y) for x, y in numbers), default=0.0), SLACK * max(scale, 1e-300)


def _flat(value: Result) -> list[object]:
    if isinstance(value, tuple | list):
        return [x for item in value for x in _flat(item)]
    return [value]
