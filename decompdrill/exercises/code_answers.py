"""Judging code by what it computes: an expression is evaluated on several fresh draws, and values and shapes compared."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

from decompdrill import expr
from decompdrill.expr.numpy_names import SUBSET
from decompdrill.judging import Judgement
from decompdrill.judging.numbers import SLACK
from decompdrill.maths.cache import remember
from decompdrill.maths.tolerances import LEAST_SIZE
from decompdrill.mathtext import escaped
from decompdrill.model import Check, Code, FilledCodeSlip, Outcome, Typed, Unreadable

MOST_CODE = 400
"""Characters of one line of code."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Code that has no value on a draw, why, and at which character; NumPy may have one where it `is_outside`."""

    message: str
    offset: int
    is_outside: bool


CodeValue = object


def read_code(typed: Typed, names: Mapping[str, object]) -> expr.Expression | Unreadable:
    """Return the expression that was typed, or what is not allowed in it and where in the whole text."""
    parsed = _parsed(typed.word, names)
    return _placed(parsed, typed) if isinstance(parsed, Unreadable) else parsed


def _placed(fault: Unreadable, typed: Typed) -> Unreadable:
    """Return a fault of the line that was read with its place in the whole text."""
    before = max(typed.text.find(typed.word), 0)
    return replace(fault, span=(fault.span[0] + before, fault.span[1] + before))


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
        return Unreadable(f"{unknown[0]!r} cannot be used in this line, only {known}", (start, start + len(unknown[0])))
    return parsed


def run_code(parsed: expr.Expression, names: Mapping[str, object]) -> CodeValue | Failed:
    try:
        value: object = expr.evaluate(parsed, names)  # type: ignore[arg-type]
    except expr.ExprError as fault:
        return Failed(str(fault), fault.offset, fault.is_outside)
    return value


def own_value(text: str, code: Code, place: int) -> CodeValue | Failed:
    """Return what a code of the exercise's own, right or a slip's, gives on a draw: worked out once, for all that is typed."""
    return remember(code, (place, text), lambda: run_code(expr.parse(text), code.draws[place]))


def values_on_draws(parsed: expr.Expression, code: Code) -> Iterator[CodeValue | Failed]:
    """Yield what a typed code gives on each draw."""
    own = parsed.text in remember(code, "own", lambda: {*code.answers, *(slip.code for slip in code.slips)})
    for place, names in enumerate(code.draws):
        yield own_value(parsed.text, code, place) if own else run_code(parsed, names)


@dataclass(frozen=True, slots=True)
class Trial:
    """How code was judged, and on which draw: the first that it fails, else the last."""

    judgement: Judgement
    place: int
    failed: Failed | None = None
    """What has no value there."""
    came: CodeValue = None
    """The values there, where they are wrong."""


def outside(trial: Trial, typed: Typed) -> Unreadable | None:
    """Return why code cannot be judged here although NumPy may run it; None for code that was judged."""
    failed = trial.failed
    if failed is None or not failed.is_outside:
        return None
    at = (failed.offset, min(failed.offset + 1, len(typed.word)))
    return _placed(Unreadable(f"{failed.message}; anything else {SUBSET}", at), typed)


def judge_code(parsed: expr.Expression, code: Code) -> Judgement:
    """Judge what was typed by its values on every draw; the checks are `runs`, `shape` and `values`."""
    return tried(parsed, code).judgement


def tried(parsed: expr.Expression, code: Code) -> Trial:
    worst = 0.0
    for place, came in enumerate(values_on_draws(parsed, code)):
        expected = own_value(code.answers[0], code, place)
        if isinstance(came, Failed):
            return replace(_wrong(place, Check("runs", False, detail=came.message)), failed=came)
        if shape_of(expected) != shape_of(came):
            return _wrong(place, Check("runs", True), Check("shape", False, detail=_shapes(expected, came)))
        distance, bound = difference(expected, came)
        if distance > bound:
            checks = (Check("runs", True), Check("shape", True), Check("values", False, distance, bound))
            return replace(_wrong(place, *checks), came=came)
        worst = max(worst, distance)
    passed = (Check("runs", True), Check("shape", True), Check("values", True, worst, SLACK))
    return Trial(Judgement(Outcome.RIGHT, passed), len(code.draws) - 1)


def where_wrong(trial: Trial, code: Code) -> str:
    """Return what fails and on which draw, with its shapes, as a sentence in Markdown; nothing of code that is right."""
    failed = next((check for check in trial.judgement.checks if not check.passed), None)
    if failed is None:
        return ""
    said = {"runs": f"the code does not run ({escaped(failed.detail)})", "shape": escaped(failed.detail)}
    fails = said.get(failed.name) or _how_wrong(own_value(code.answers[0], code, trial.place), trial.came)
    first, here = sized(code.draws[0]), sized(code.draws[trial.place])
    if not here or all(sized(draw) == here for draw in code.draws):
        return f"{fails[0].upper()}{fails[1:]}."
    if trial.place == 0:
        return f"Wrong where {here}: {fails}."
    if first == here:
        return f"Right{f' for one draw where {here}' if here else ' for one draw'}, wrong for another: {fails}."
    return f"Right where {first}, wrong where {here}: {fails}."


LARGEST_FACTOR = 10
"""Of a wrong value, up to which it is named: twice the vector, a third of it, the vector with the opposite sign."""


def _how_wrong(expected: CodeValue, came: CodeValue) -> str:
    """Return what is wrong with values of the right shape: truth values, a multiple of what is asked for, or another value."""
    entries = _flat(came)
    if all(isinstance(x, bool) for x in entries):
        return "this gives True or False" if len(entries) == 1 else "this gives True and False"
    numbers = _flat(expected)
    if not any(isinstance(x, str) for x in (*entries, *numbers)):
        for factor in (-1.0, *range(2, LARGEST_FACTOR), *(1 / n for n in range(2, LARGEST_FACTOR))):
            apart, bound = difference([factor * x for x in numbers], entries)
            if apart <= bound and any(numbers):
                return _say_factor(factor)
    return "not every value is right" if isinstance(expected, tuple | list) else "the number is not right"


def _say_factor(factor: float) -> str:
    if factor == -1:
        return "this has the opposite sign"
    times = f"{factor}" if factor > 1 else f"1/{round(1 / factor)}"
    return f"this is {times} times what the question asks for"


def sized(names: Mapping[str, object]) -> str:
    """Return the shape of the first matrix (or vector) and the whole numbers of a draw: `X` is 5×3 and `k` is 2."""
    shapes = {name: shape_of(value) for name, value in names.items()}
    widest = max(shapes, key=lambda name: len(shapes[name]), default="")
    first = [f"`{widest}` {_is_of(shapes[widest])}"] if widest and shapes[widest] else []
    return " and ".join(first + [f"`{name}` is {value}" for name, value in names.items() if is_integer(value)])


def sizes(names: Mapping[str, object]) -> dict[tuple[str, int], int]:
    """Return every length and whole number of a draw that a line of code could hold as a literal, by its place."""
    lengths = {(name, axis): n for name, value in names.items() for axis, n in enumerate(shape_of(value))}
    return lengths | {(name, -1): value for name, value in names.items() if is_integer(value)}


def is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def is_constant(code: Code) -> bool:
    """Is the answer the same on every draw, so that a line without any variable passes?"""
    first, *others = values_on_draws(expr.parse(code.answers[0]), code)
    return all(
        shape_of(first) == shape_of(other) and (apart := difference(first, other))[0] <= apart[1] for other in others
    )


def with_literals(code: Code) -> Iterator[tuple[str, str, int]]:
    """Yield the right codes with a whole number of the draw that is shown in the place of the part that gives it.

    None of them works for other draws. With each comes the part, and its value.
    """
    for text in code.answers:
        right = expr.parse(text)
        for node in ast.walk(right.syntax.tree):
            if not isinstance(node, ast.expr) or node.end_col_offset is None:
                continue
            start, end = node.col_offset + right.syntax.indent, node.end_col_offset + right.syntax.indent
            value = _whole(text[start:end], code.draws[0])
            if value is not None:
                yield f"{text[:start]}({value}){text[end:]}", text[start:end], value


def _whole(part: str, names: Mapping[str, object]) -> int | None:
    """Return the whole number that a part of a line of code is for these variables; None for any other part."""
    try:
        parsed = expr.parse(part)
    except expr.ExprError:
        return None
    if not parsed.names or not parsed.names <= names.keys():
        return None
    value = run_code(parsed, names)
    return value if is_integer(value) else None


def slip_of(parsed: expr.Expression, code: Code) -> FilledCodeSlip | None:
    """Return the first slip that gives what the typed code gives, one that is written like it before the others."""
    alike = remember(code, "alike", lambda: {_without_spaces(slip.code): slip for slip in reversed(code.slips)})
    written = alike.get(_without_spaces(parsed.text))
    seen: list[CodeValue | Failed] = []
    further = values_on_draws(parsed, code)

    def came() -> Iterator[CodeValue | Failed]:
        """Yield what the typed code gives on each draw, worked out once for all slips."""
        yield from seen
        for value in further:
            seen.append(value)
            yield value

    slips = (written, *code.slips) if written else code.slips
    return next((slip for slip in slips if _is_the_same(parsed.text, came(), slip.code, code)), None)


def _is_the_same(typed: str, values: Iterable[CodeValue | Failed], other: str, code: Code) -> bool:
    """Does the typed code give what another (a slip's) gives, on every draw? Where both fail, they must read the same."""
    for place, came in enumerate(values):
        expected = own_value(other, code, place)
        if isinstance(expected, Failed) or isinstance(came, Failed):
            return isinstance(expected, Failed) and isinstance(came, Failed) and _same_text(other, typed)
        if shape_of(expected) != shape_of(came):
            return False
        distance, bound = difference(expected, came)
        if distance > bound:
            return False
    return True


def _same_text(a: str, b: str) -> bool:
    return _tidy(a) == _tidy(b)


def _tidy(code: str) -> str:
    """Return code without spaces, `np.` and the `, :` that changes nothing: `U[:k, :]` is `U[:k]`."""
    return _without_spaces(code).replace("np.", "").replace(",:]", "]")


def _without_spaces(code: str) -> str:
    return "".join(code.split())


def _wrong(place: int, *checks: Check) -> Trial:
    return Trial(Judgement(Outcome.WRONG, checks), place)


def _shapes(expected: CodeValue, came: CodeValue) -> str:
    return f"expected {_say(shape_of(expected))}, got {_say(shape_of(came))}"


def _is_of(shape: tuple[int, ...]) -> str:
    return f"is {_say(shape)}" if len(shape) > 1 else f"has {_say(shape)}"


def _say(shape: tuple[int, ...]) -> str:
    return (
        "×".join(map(str, shape)) + ("" if len(shape) > 1 else " entry" if shape == (1,) else " entries")
        if shape
        else "a single number"
    )


def shape_of(value: CodeValue) -> tuple[int, ...]:
    """Return the shape of a value as NumPy names it; () for a single number, word or truth value."""
    if isinstance(value, tuple | list):
        return (len(value), *(shape_of(value[0]) if value else ()))
    return ()


def difference(expected: CodeValue, came: CodeValue) -> tuple[float, float]:
    """Return how far two values of one shape are apart, and how far equal ones may be."""
    a, b = _flat(expected), _flat(came)
    if any(isinstance(x, str) for x in (*a, *b)):
        return (0.0 if a == b else 1.0), 0.0
    numbers = [(complex(x), complex(y)) for x, y in zip(a, b, strict=False)]  # type: ignore[call-overload]
    scale = max((abs(x) for x, _ in numbers), default=0.0)
    return max((abs(x - y) for x, y in numbers), default=0.0), SLACK * max(scale, LEAST_SIZE)


def _flat(value: CodeValue) -> list[object]:
    if isinstance(value, tuple | list):
        return [x for item in value for x in _flat(item)]
    return [value]
