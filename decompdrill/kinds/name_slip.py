"""Which slip gives what was typed."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from decompdrill.judging.numbers import SLACK, half_third_digit
from decompdrill.kinds.base import LARGEST_DIAGNOSED, Kind, Slip, Told
from decompdrill.kinds.signatures import Freedom
from decompdrill.maths.budget import spend
from decompdrill.maths.cache import remember, remembered
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.maths.tolerances import LEAST_SIZE
from decompdrill.model import Answer, Check, Form, Given, Number, Outcome, Typed


@dataclass(frozen=True)
class Task:
    """A problem of a kind: its given, with what follows from it remembered."""

    kind: Kind
    given: Given


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One answer that a slip gives on an instance, with its numbers as doubles (of a list in ascending order)."""

    slip: Slip
    answer: Answer
    values: tuple[float | complex, ...]
    size: float

    def is_plausible(self, typed: Doubles) -> bool:
        """Could the numbers that were typed be the slip's? It spares the comparing of most."""
        if self.answer.form not in _SUMMED:
            return True
        if len(self.values) != len(typed.values):
            return False
        if typed.is_complex or self.size == 0 or complex in map(type, self.values):
            slack = SLACK * 10 * max(self.size, LEAST_SIZE)
            return abs(sum(self.values) - typed.total) <= typed.freedom + slack
        error = self.answer.error or 0.0
        slack = SLACK * 10 * self.size + 2 * (max(error) if isinstance(error, tuple) else error)
        each = zip(self.values, typed.values, typed.roughness, strict=True)
        near = ((CLOSE * abs(a), abs(a - b), rough, a.real.is_integer()) for a, b, rough in each)
        return all(off <= (min(close, rough) if is_whole else close) + slack for close, off, rough, is_whole in near)


@dataclass(frozen=True, slots=True)
class Doubles:
    """The numbers that were typed as doubles (of a list in ascending order), and how far their sum may be from what was meant."""

    values: tuple[float | complex, ...]
    roughness: tuple[float, ...]
    """How far each may be from a whole number of a slip, which is typed as it is: 12.04 is not 12."""
    is_complex: bool
    total: complex
    freedom: float


CLOSE = 0.006
"""What is right differs from the true number by half a unit of its third digit at most, half a per cent of it."""

ROUGH = 3
"""Half units of the last digit by which somebody who rounds on the way may miss the number of a slip."""

LARGEST_TYPED = 1e300
"""A slip's answer beyond this is left out: sums of such numbers do not fit a double."""

_SUMMED = (Form.NUMBER, Form.INTEGER, Form.LIST, Form.MATRIX)


NUMBER = 6
"""Units of summing up and comparing a number of the answer of a slip."""


def _in_order(form: Form, values: Iterable[float | complex]) -> tuple[float | complex, ...]:
    return tuple(sorted(values, key=_real_part)) if form is Form.LIST else tuple(values)


def _real_part(value: float | complex) -> float:
    return value.real


def _numbers_of(answer: Answer) -> tuple[tuple[float | complex, ...], float]:
    """Return the numbers of an answer as doubles (of a list in ascending order), and the largest modulus among them."""
    values = _in_order(answer.form, [as_float(x) for row in answer.rows for x in row])
    return values, max(map(abs, values), default=0.0)


def _doubles_of(typed: Typed) -> Doubles:
    numbers = [x for row in typed.rows for x in row]
    if typed.form is Form.LIST:
        numbers.sort(key=lambda x: x.value.real)
    values = tuple(x.value for x in numbers)
    roughness = tuple(ROUGH * (0.5 if x.lone_integer else x.radius) for x in numbers)
    size = max(map(abs, values), default=0.0)
    freedom = sum(
        0.6 if x.lone_integer else 0.0 if x.is_exact else 0.01 * size + x.radius + x.radius_imag for x in numbers
    )
    return Doubles(values, roughness, complex in map(type, values), complex(sum(values)), freedom)


@remembered
def reference(task: Task) -> Answer:
    return task.kind.reference(task.given)


@remembered
def candidates(task: Task) -> tuple[Candidate, ...]:
    """Return the answers of all slips that are wrong on this instance, the more common slips first.

    An answer that would be judged right when typed to three digits is no evidence of a slip, and is left out.
    """
    return tuple(c for c, passes_too in _tried(task) if not passes_too)


@remembered
def coincidences(task: Task) -> frozenset[str]:
    """Return the slips one of whose answers, in full or to three digits, would be judged right on this instance."""
    return frozenset(c.slip.id for c, passes_too in _tried(task) if passes_too)


@remembered
def _tried(task: Task) -> tuple[tuple[Candidate, bool], ...]:
    """Return every answer of every slip, and whether it would be judged right, in full or to three digits."""
    return tuple((c, _is_right_too(task, c)) for c in _listed(task))


@remembered
def _true_numbers(task: Task) -> tuple[tuple[float | complex, ...], float]:
    return _numbers_of(reference(task))


def _listed(task: Task) -> Iterator[Candidate]:
    for slip in task.kind.avoided_slips:
        yield from _answers_of(slip, task)


NEAR = 0.02
"""A right answer is within half a per cent of the largest true number, entry by entry."""

NEAR_ENOUGH = 0.3
"""One that is imprecise is within a fifth."""


def _could_pass(
    task: Task, answer: Answer, truth: tuple[tuple[float | complex, ...], float], share: float = NEAR
) -> bool:
    """Is each number of a slip near enough to the true one? It spares the judging of most slips."""
    if answer.form not in _SUMMED or task.kind.signature.freedom is Freedom.TIES:
        return True
    (values, size), (true, largest) = _numbers_of(answer), truth
    bound = share * max(size, largest)
    if len(values) != len(true) or complex in map(type, (*values, *true)):  # a zero too many, an order that is none
        return abs(sum(values) - sum(true)) <= bound * _count(answer)
    return all(abs(a - b) <= bound for a, b in zip(values, true, strict=True))


def would_pass(task: Task, answer: Answer) -> bool:
    """Would an answer be judged right as an exact number, as a decimal in full, or to three digits?"""
    if not _could_pass(task, answer, _true_numbers(task)):
        return False
    in_full = task.kind.judge(task.given, reference(task), typed_of(answer, IN_FULL))
    if in_full.outcome is Outcome.RIGHT:
        return True
    if answer.form is not Form.INTEGER and any(map(_is_far, in_full.checks)):
        return False
    return passes(task, typed_of(answer)) or passes(task, typed_of(answer, 3))


FAR = 100
"""A property missed by so many times its bound is missed with three digits of each entry too."""


def _is_far(check: Check) -> bool:
    if check.passed or not check.bound or check.residual is None:
        return False
    return check.residual > FAR * check.bound


def give_the_same(task: Task, answer: Answer, other: Answer) -> bool:
    """Could one answer, exact, in full or to three digits, be taken for the other?"""
    if not _could_pass(task, answer, _numbers_of(other), NEAR_ENOUGH):
        return False
    return any(
        _compared(task, other, typed_of(answer, digits)) is not Outcome.WRONG for digits in (EXACTLY, 3, IN_FULL)
    )


def passes(task: Task, typed: Typed) -> bool:
    return task.kind.judge(task.given, reference(task), typed).outcome is Outcome.RIGHT


def recognise(task: Task, typed: Typed, is_imprecise: bool = False) -> Slip | None:
    """Return the first slip that gives what was typed, None where no known one does.

    What is imprecise is right as far as it goes: only the answer of a common slip, given in full, is held against it.

    What is seen only in the typed form (transposed factors, mixed pairs) is tried with what is computed beforehand, in
    the order of the table: where two slips give the same, the more common one is named.
    """
    if _count(typed) > LARGEST_DIAGNOSED:
        return None
    doubles = _doubles_of(typed)
    for slip in task.kind.avoided_slips:
        told = (c for c in _answers_of(slip, task) if c.is_plausible(doubles))
        if any(_explains(task, c, typed) for c in told if not is_imprecise or _is_in_full(c.answer, typed)):
            return slip
        if not is_imprecise and _is_spotted(slip, task, typed):
            return slip
    return None if is_imprecise else _recognise_further(task, typed, doubles)


def _count(value: Typed | Answer) -> int:
    return sum(map(len, value.rows)) + sum(_count(part) for _, part in value.parts)


def _recognise_further(task: Task, typed: Typed, doubles: Doubles) -> Slip | None:
    """Return the first of the further slips that gives what was typed; they are worked out one by one, as they are tried."""
    for slip in task.kind.other_slips:
        if _is_spotted(slip, task, typed):
            return slip
        for candidate in _answers_of(slip, task):
            if candidate.is_plausible(doubles) and _explains(task, candidate, typed):
                return slip
    return None


ENOUGH = 3
"""Significant digits by which a number is known for a slip's; with fewer it is taken for one only where it is it exactly."""


def _is_in_full(answer: Answer, typed: Typed) -> bool:
    """Is each number that was typed either of three digits or exactly one of the slip's? 0.037 is no 0.03703, but rounds 0.0368."""
    values = [as_float(x) for row in answer.rows for x in row]
    numbers = [x for row in typed.rows for x in row if x.digits < ENOUGH]
    return all(any(abs(x.value - v) <= SLACK * abs(v) for v in values) for x in numbers)


def _is_spotted(slip: Slip, task: Task, typed: Typed) -> bool:
    """Is the slip seen in what was typed? Where it leads out of the doubles it is not."""
    try:
        return (slip.spots is not None and slip.spots(task.given, typed)) or told(slip, task, typed) is not None
    except (ArithmeticError, np.linalg.LinAlgError):
        return False


def told(slip: Slip, task: Task, typed: Typed) -> Told | None:
    """Return what a slip says of what was typed; nothing where it says the same of all that it gives."""
    return None if slip.sees is None else slip.sees(task.given, typed)


def _explains(task: Task, candidate: Candidate, typed: Typed) -> bool:
    """Is this what was typed, and told from the true answer by it?"""
    return resembles(task, candidate.answer, typed) and not _is_right_too(task, candidate)


def _is_right_too(task: Task, candidate: Candidate) -> bool:
    """Would the slip's answer be judged right? Asked where a problem is drawn, and whenever the slip's answer is typed."""
    return remember(task, ("passes", candidate), would_pass, task, candidate.answer)  # remembered there as well


def resembles(task: Task, answer: Answer, typed: Typed) -> bool:
    """Would what was typed be right, were this the true answer? Fewer digits than are asked for are no evidence of a slip."""
    return _compared(task, answer, typed) is Outcome.RIGHT


def _compared(task: Task, answer: Answer, typed: Typed) -> Outcome:
    if answer.form in (Form.VECTOR, Form.MATRIX) and row_lengths(answer) != row_lengths(typed):
        return Outcome.WRONG
    return task.kind.compared(task.given, answer, typed)


def row_lengths(value: Answer | Typed) -> list[int]:
    """Return how many numbers each row holds: the shape of what was typed, or of an answer."""
    return [len(row) for row in value.rows]


def _answers_of(slip: Slip, task: Task) -> list[Candidate]:
    """Return the answers of a slip, worked out when it is first tried: most that is typed is the answer of a common one."""
    return remember(task, ("answers", slip), _worked_out, slip, task)


def _worked_out(slip: Slip, task: Task) -> list[Candidate]:
    """Return the answers of a slip, each once: those of rows of numbers by their doubles, which are quicker than fractions."""
    found: dict[Hashable, Candidate] = {}
    try:
        with np.errstate(over="raise", invalid="raise"):
            for answer in slip.wrong(task.given):
                values = [as_float(x) for row in answer.rows for x in row]
                key: Hashable = (answer.form, *row_lengths(answer), *values) if values else answer
                if key not in found:
                    spend(NUMBER * _count(answer))
                    size = max(map(abs, values), default=0.0)
                    found[key] = Candidate(slip, answer, _in_order(answer.form, values), size)
    except (ArithmeticError, np.linalg.LinAlgError):
        return []  # the slip leads out of the doubles here: nobody would type that
    return [c for c in found.values() if c.size <= LARGEST_TYPED]


EXACTLY = 0
IN_FULL = 12
"""Digits of a decimal that leaves nothing out."""


def typed_of(answer: Answer, digits: int = EXACTLY) -> Typed:
    """Return an answer as somebody would have typed it: exactly, or every number as a decimal of so many digits (5 as 5.00)."""
    rows = tuple(tuple(as_number(x, digits) for x in row) for row in answer.rows)
    parts = tuple((name, typed_of(part, digits)) for name, part in answer.parts)
    return Typed(answer.form, "", rows=rows, word=answer.word, parts=parts)


def in_full(answer: Answer) -> Typed:
    """Return an answer as decimals that leave nothing out; a count, which must be an integer, exactly."""
    return typed_of(answer, EXACTLY if answer.form is Form.INTEGER else IN_FULL)


def as_number(value: Scalar, digits: int) -> Number:
    approximation = as_float(value)
    exact = value if isinstance(value, Surd) or not isinstance(value, (int, float, complex)) else None
    whole = getattr(exact, "denominator", 0) == 1
    if digits == EXACTLY or approximation == 0:
        return Number(
            approximation, exact, lone_integer=whole, digits=len(str(abs(round(approximation.real)))) if whole else 0
        )
    half = half_third_digit(abs(approximation)) / 10 ** (digits - 3)
    if isinstance(approximation, complex):
        real, imag = _to(approximation.real, half), _to(approximation.imag, half)
        return Number(complex(real, imag), None, half, half, digits=digits)
    return Number(approximation if whole else _to(approximation, half), None, half, digits=digits)


def _to(x: float, half: float) -> float:
    """Return x rounded to a multiple of 2·half; x itself where that is less than the smallest double."""
    unit = 2 * half
    return round(x / unit) * unit if unit and math.isfinite(x / unit) else x
