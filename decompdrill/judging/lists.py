"""Lists of numbers: matched as multisets (optimal assignment) where the mathematics has no order, else place by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from decompdrill.judging import Judgement, worst
from decompdrill.judging.numbers import (
    SLACK,
    Entry,
    Error,
    as_floats,
    judge_number,
    key_errors,
    scale_of,
    without_errors,
)
from decompdrill.maths.budget import spend
from decompdrill.maths.surd import Scalar
from decompdrill.model import Check, CheckName, Note, Number, Outcome

_COST = {Outcome.RIGHT: 0.0, Outcome.IMPRECISE: 1e3, Outcome.WRONG: 1e6}

MOST_COMPARED = 10_000
"""Pairs of a typed number and a true one beyond which not each is compared with each: a list is then paired by size."""

JUDGED = 12
"""Units of comparing one number with another."""


@dataclass(frozen=True, slots=True)
class Key:
    """True values in doubles, the error bound of each, and the scale on which a 0 among them is judged."""

    values: tuple[float | complex, ...]
    errors: tuple[float, ...]
    scale: float

    def judge(self, typed: Number, place: int, integers_exact: bool = False) -> Entry:
        return judge_number(typed, self.values[place], self.scale, integers_exact, self.errors[place])


def key_of(truth: Sequence[Scalar], given: tuple[float | complex, ...], error: Error = None) -> Key:
    """Return the key of an answer; `error` bounds the error of those values that are no exact numbers, all or each."""
    values, errors = as_floats(truth), key_errors(truth, error)
    if any(errors):
        values = without_errors(values, errors)
    return Key(values, errors, scale_of(values, given))


def judge_multiset(
    typed: Sequence[Number],
    truth: tuple[Scalar, ...],
    given: tuple[float | complex, ...],
    error: Error = None,
) -> Judgement:
    """Judge a list in which order never matters and multiplicity always does."""
    key = key_of(truth, given, error)
    is_long = len(typed) * len(truth) > MOST_COMPARED
    if is_long and len(typed) != len(truth):
        note = Note.TOO_MANY if len(typed) > len(truth) else Note.MISSING
        return Judgement(Outcome.WRONG, (_count_check(len(typed), len(truth), note),))
    entries = _paired_by_size(typed, key) if is_long else _in_descending_order(typed, key)
    if entries is None:
        entries = [key.judge(typed[i], j) for i, j in match(typed, key)]
    return _judged(len(typed), len(truth), entries, _count_note(typed, key))


def _in_descending_order(typed: Sequence[Number], key: Key) -> list[Entry] | None:
    """Return the entries of the pairing by size where that is right throughout; it spares the search for a better one."""
    if len(typed) != len(key.values) or any(isinstance(v, complex) for v in key.values):
        return None
    if any(isinstance(t.value, complex) for t in typed):
        return None
    entries = _paired_by_size(typed, key)
    return entries if all(e.outcome is Outcome.RIGHT for e in entries) else None


def _paired_by_size(typed: Sequence[Number], key: Key) -> list[Entry]:
    ordered = sorted(typed, key=lambda t: (t.value.real, t.value.imag))
    places = sorted(range(len(typed)), key=lambda j: (key.values[j].real, key.values[j].imag))
    return [key.judge(t, j) for t, j in zip(ordered, places, strict=True)]


def judge_in_order(
    typed: Sequence[Number],
    truth: tuple[Scalar, ...],
    given: tuple[float | complex, ...],
    error: Error = None,
) -> Judgement:
    """Judge a list place by place; the right values in another order fail the check `order`."""
    key = key_of(truth, given, error)
    entries = [key.judge(t, j) for j, t in enumerate(typed[: len(truth)])]
    judged = _judged(len(typed), len(truth), entries, None)
    if judged.outcome is not Outcome.WRONG:
        return judged
    if _has_a_right_value(typed, key):
        judged = replace(judged, checks=tuple(replace(c, none_right=False) for c in judged.checks))
    if len(typed) != len(truth):
        return judged
    any_order = judge_multiset(typed, truth, given, error)
    if any_order.outcome is Outcome.WRONG:
        return judged
    return Judgement(Outcome.WRONG, (*any_order.checks, Check("order", False, note=Note.UNSORTED)))


def _has_a_right_value(typed: Sequence[Number], key: Key) -> bool:
    """Is a value right that stands in another place, as far as anybody looks?"""
    pairs = list(islice(((t, j) for t in typed for j in range(len(key.values))), MOST_COMPARED))
    spend(JUDGED * len(pairs))
    return any(key.judge(t, j).outcome is not Outcome.WRONG for t, j in pairs)


def match(typed: Sequence[Number], key: Key, misfits: Sequence[Sequence[float]] | None = None) -> list[tuple[int, int]]:
    """Return the pairs (i, j) that match typed[i] with the j-th true value: fewest wrong, then fewest imprecise, then nearest.

    `misfits` are those of the vectors that go with the values, in [0, 1]: they decide between values that the digits
    typed cannot tell apart, and the integers typed are exact.
    """
    places = range(len(key.values))
    if len(typed) == 1 and len(places) == 1:
        return [(0, 0)]
    spend(JUDGED * len(typed) * len(places) + min(len(typed), len(places)) * len(typed) * len(places))
    costs = [[_cost(key.judge(t, j, misfits is not None), key.scale) for j in places] for t in typed]
    if misfits is not None:
        costs = [[c + 10 * m for c, m in zip(*rows, strict=True)] for rows in zip(costs, misfits, strict=True)]
    if len(typed) <= len(places):
        return list(enumerate(assign(costs)))
    turned = [[row[j] for row in costs] for j in places]
    return sorted((i, j) for j, i in enumerate(assign(turned)))


def _cost(entry: Entry, scale: float) -> float:
    return _COST[entry.outcome] + min(entry.residual / scale, 1.0)


def assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """Return for each row its column in an assignment of least cost; rows ≤ columns.

    The Hungarian method in O(rows²·columns), by shortest augmenting paths. Source: Burkard, Dell'Amico & Martello,
    Assignment Problems, §4.4.
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        column = 0
        least, before, done = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            here, step, following = owner[column], float("inf"), 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                reduced = costs[here - 1][j - 1] - row_price[here] - column_price[j]
                if reduced < least[j]:
                    least[j], before[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            owner[column] = owner[before[column]]
            column = before[column]
    chosen = [0] * rows
    for j in range(1, columns + 1):
        if owner[j]:
            chosen[owner[j] - 1] = j - 1
    return chosen


def _judged(came: int, asked: int, entries: list[Entry], note: Note | None) -> Judgement:
    count = _count_check(came, asked, note)
    outcome = worst([e.outcome for e in entries] + ([] if count.passed else [Outcome.WRONG]))
    return Judgement(outcome, (count, values_check(entries)))


def _count_check(came: int, asked: int, note: Note | None) -> Check:
    return Check("count", came == asked, float(abs(came - asked)), 0.0, note)


def values_check(entries: Sequence[Entry], name: CheckName = "values") -> Check:
    """Return one check for many entries: the residual and bound of the one that is furthest off, its note if it is that of all."""
    if not entries:
        return Check(name, False, note=Note.NOTHING_MATCHED)
    furthest = max(entries, key=lambda e: (_COST[e.outcome], e.residual / e.bound if e.bound else e.residual))
    note = furthest.note
    if note and any(e.note is not note for e in entries if e.outcome is Outcome.WRONG):
        note = None
    if note is Note.HUNDREDFOLD and any(e.note is not note for e in entries):
        note = None  # it is said of all of them, or not at all
    is_one_of_many = note is Note.TRUNCATED and len(entries) > 1 and furthest.typed is not None and furthest.typed.text
    detail = f"{furthest.typed.text} is cut off, not rounded" if is_one_of_many and furthest.typed else ""
    none_right = all(e.outcome is Outcome.WRONG for e in entries)
    is_right = furthest.outcome is Outcome.RIGHT
    return Check(name, is_right, furthest.residual, furthest.bound, note, detail, none_right=none_right)


def _count_note(typed: Sequence[Number], key: Key) -> Note | None:
    """Return why the lengths differ: a repeated value typed once, values missing, or too many."""
    places = range(len(key.values))
    if len(typed) == len(places):
        return None
    if len(typed) > len(places):
        return Note.TOO_MANY
    known = all(any(key.judge(t, j).outcome is not Outcome.WRONG for j in places) for t in typed)
    covered = all(any(key.judge(t, j).outcome is not Outcome.WRONG for t in typed) for j in places)
    return Note.MULTIPLICITY if known and covered and _repeats_a_value(key) else Note.MISSING


def _repeats_a_value(key: Key) -> bool:
    """Is a true value there more than once? Two that a typed number rounds alike need not be the same."""
    ordered = sorted(zip(key.values, key.errors, strict=True), key=lambda v: (v[0].real, v[0].imag))
    return any(abs(a - b) <= SLACK * key.scale + e + f for (a, e), (b, f) in pairwise(ordered))
