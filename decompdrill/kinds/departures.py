"""Slips that are seen in a wrong answer, and whose sentence says where it departs from the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from decompdrill.judging.lists import Key, key_of, match
from decompdrill.judging.numbers import SLACK
from decompdrill.kinds.base import Given, Slip, Told, judge_any_order, list_answer, say, tex
from decompdrill.kinds.making import integer_if_near, none, say_near, say_typed
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.model import Answer, Number, Outcome, Typed

LONGEST = 40
"""Values of a list beyond which nobody looks for the one that is wrong."""


def unsaid(_: Given) -> str:
    """Return nothing: what such a slip says depends on what was typed."""
    return ""


def seen_slip(slip: str, sees: Callable[[Given, Typed], Told | None]) -> Slip:
    return Slip(slip, none, unsaid, avoided=False, sees=sees)


# ---- one value --------------------------------------------------------------------------------------------------------


def one_wrong(given: Given, truth: Answer, typed: Sequence[Number]) -> tuple[Number, Scalar] | None:
    """Return the one value that fits no true one, and the true one that is left, where all the others fit, in any order."""
    values = truth.rows[0]
    if len(typed) != len(values) or not 2 <= len(values) <= LONGEST:
        return None
    key = key_of(values, given.entries, truth.error)
    pairs = match(typed, key)
    wrong = _misfits(typed, key, pairs)
    if len(wrong) != 1:
        return None
    i, j = wrong[0]
    return _told_apart(typed[i], values[j])


def _misfits(typed: Sequence[Number], key: Key, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs that are wrong; all of them where one is right but for its digits, and so none too few to count."""
    judged = [(pair, key.judge(typed[pair[0]], pair[1]).outcome) for pair in pairs]
    if any(outcome is Outcome.IMPRECISE for _, outcome in judged):
        return []
    return [pair for pair, outcome in judged if outcome is Outcome.WRONG]


def _told_apart(typed: Number, value: Scalar) -> tuple[Number, Scalar] | None:
    """Return the two where they differ as they are written."""
    return None if tex(integer_if_near(typed.value)) == tex(value) else (typed, value)


def one_value_wrong(
    truth: Callable[[Given], Answer], hint: Callable[[Given], str]
) -> Callable[[Given, Typed], Told | None]:
    """Return what is said of a list in any order in which one value is wrong; `hint` is how to find it."""

    def sees(given: Given, typed: Typed) -> Told | None:
        found = one_wrong(given, truth(given), typed.rows[0])
        if found is None:
            return None
        came, left = found
        said = "One of the two values is right" if len(typed.rows[0]) == 2 else "All values but one are right"
        is_twice = sum(x.value == came.value for x in typed.rows[0]) > 1
        wrong = f"{'the other ' * is_twice}{say_typed(came)}"
        return Told(f"{said}: {wrong} should be {_as_typed(left, typed)}. {hint(given)}.", before="")

    return sees


def _as_typed(value: Scalar, typed: Typed) -> str:
    """Return a true value for a sentence; roots as decimals where nobody typed any."""
    has_roots = any(isinstance(x.exact, Surd) for x in typed.rows[0])
    if isinstance(value, Surd) and value.is_real and not has_roots:
        return f"about {say(as_float(value))}"
    return say_near([value])


def extra_value(given: Given, truth: Answer, typed: Sequence[Number]) -> Number | None:
    """Return the value that is one too many, where all the others are the true ones, in any order."""
    values = truth.rows[0]
    if len(typed) != len(values) + 1 or len(typed) > LONGEST:
        return None
    key = key_of(values, given.entries, truth.error)
    pairs = match(typed, key)
    if any(key.judge(typed[i], j).outcome is not Outcome.RIGHT for i, j in pairs):
        return None
    return next(t for i, t in enumerate(typed) if i not in {i for i, _ in pairs})


def say_extra(extra: Number, typed: Typed, counted: str) -> str:
    """Return which value to leave out, one of several where it is typed more than once; `counted` says how many there are."""
    same = sum(abs(t.value - extra.value) <= SLACK * abs(extra.value) for t in typed.rows[0])
    which = f"one of the values {say_typed(extra)}" if same > 1 else say_typed(extra)
    return f"One value too many: a {counted} Leave out {which}; the others are right."


# ---- one sign of A ------------------------------------------------------------------------------------------------------


def with_one_sign_turned(A: Array) -> Iterator[tuple[tuple[int, int], Array]]:
    """Yield each place of an entry that is not 0, with A as it is when the sign there is turned."""
    for i, j in np.argwhere(A != 0).tolist():
        turned = A.copy()
        turned[i, j] *= -1
        yield (i, j), turned


def places_that_fit(A: Array, fits: Callable[[Array], bool]) -> list[tuple[int, int]]:
    """Return the places where one sign of A turned gives what was typed; none where A as it is gives that."""
    return [] if fits(A) else [place for place, turned in with_one_sign_turned(A) if fits(turned)]


def say_sign_turned(A: Array, places: Sequence[tuple[int, int]], these: str) -> str:
    """Return what A would have to be; where several entries would do it, none of them is named."""
    if len(places) > 1:
        return (
            f"{these} if the sign of one entry of $A$ were flipped. Compare what you worked with to $A$, sign by sign."
        )
    ((i, j),) = places
    entry, turned = say(integer_if_near(A[i, j].item())), say(integer_if_near(-A[i, j].item()))
    return (
        f"{these} if $A$ had {turned}, not {entry}, in row {i + 1}, column {j + 1}. Check the sign of that entry where you "
        "copied it."
    )


def is_near(typed: Number, value: float | complex) -> bool:
    """May it be this number, as far as its digits tell? It spares most judging."""
    return abs(typed.value - value) <= 0.6 + typed.radius + 0.01 * abs(value)


def list_fits(given: Given, values: Iterable[float | complex], typed: Typed) -> bool:
    """Are these values what was typed, in any order and with the digits asked?"""
    return judge_any_order(given, list_answer(map(integer_if_near, values)), typed).outcome is Outcome.RIGHT


# ---- below zero, above one ----------------------------------------------------------------------------------------------


def negative(said: Callable[[Given], str]) -> Slip:
    """Return the slip of a number below zero that cannot be."""
    return Slip("negative", none, said, avoided=False, spots=lambda _, typed: any(map(_is_negative, typed.rows[0])))


def _is_negative(x: Number) -> bool:
    return not isinstance(x.value, complex) and x.value + x.radius < -SLACK


def above_one(said: Callable[[Given], str]) -> Slip:
    """Return the slip of a share above 1."""
    return Slip("above-one", none, said, avoided=False, spots=lambda _, typed: any(map(_is_above_one, typed.rows[0])))


def _is_above_one(x: Number) -> bool:
    return not isinstance(x.value, complex) and x.value - x.radius > 1 + SLACK
