"""What the slips of factorizations have in common: what is spotted in a typed factor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from decompdrill.kinds.base import Given, Kind, Slip, Told
from decompdrill.kinds.making import KindJudge, negated, none, would_be_right
from decompdrill.kinds.reference.singular import diagonal_of
from decompdrill.model import Form, Outcome, Typed

OF_LISTS_ALONE = frozenset(
    {"one-too-many", "not-conjugate", "subtracted-everywhere", "row-operations", "sign-miscopied"}
)
"""Slips of eigenvalues and singular values that are not looked for on the diagonal of a factor: its vectors are seen by hand."""


def parts_of(typed: Typed) -> dict[str, Typed]:
    return dict(typed.parts)


def with_parts(typed: Typed, **changed: Typed) -> Typed:
    return replace(typed, parts=tuple((name, changed.get(name, part)) for name, part in typed.parts))


def diagonal_is(part: str, slip: Slip, kind: Kind) -> Callable[[Given, Typed], bool]:
    """Return whether the diagonal typed in a factor is wrong, and what a slip of its values gives."""

    def spots(given: Given, typed: Typed) -> bool:
        row, _ = diagonal_of(parts_of(typed)[part])
        values = Typed(Form.LIST, "", rows=(row,))
        if are_right(kind, given, values):
            return False
        with np.errstate(all="ignore"):
            found = [a for a in slip.wrong(given) if len(a.rows[0]) == len(row)]
        return any(kind.judge(given, answer, values).outcome is Outcome.RIGHT for answer in found)

    return spots


def are_right(kind: Kind, given: Given, values: Typed) -> bool:
    return kind.judge(given, kind.reference(given), values).outcome is Outcome.RIGHT


def _said_of(shown: str, said: str) -> str:
    return f"There is a mistake in {shown}. {said}"


def slips_of_values(part: str, shown: str, slips: Iterable[Slip], kind: Kind) -> tuple[Slip, ...]:
    def sentence(slip: Slip) -> Callable[[Given], str]:
        return lambda g: _said_of(shown, slip.said(g))

    return tuple(
        Slip(s.id, none, sentence(s), spots=diagonal_is(part, s, kind), avoided=False)
        if s.sees is None
        else Slip(s.id, none, sentence(s), avoided=False, sees=told_of_diagonal(part, shown, s.sees, kind))
        for s in slips
        if s.wrong is not none or s.sees is not None
    )


Sees = Callable[[Given, Typed], Told | None]


def told_of_diagonal(part: str, shown: str, sees: Sees, kind: Kind) -> Sees:
    """Return what a slip of values says of the diagonal typed in a factor, where that is wrong."""

    def told(given: Given, typed: Typed) -> Told | None:
        row, _ = diagonal_of(parts_of(typed)[part])
        values = Typed(Form.LIST, "", rows=(row,))
        found = None if are_right(kind, given, values) else sees(given, values)
        return None if found is None else Told(_said_of(shown, found.whole), found.before)

    return told


def column_sign(name: str, judge: KindJudge) -> Callable[[Given, Typed], bool]:
    """Return whether turning the sign of one entry of a factor makes the whole right."""

    def spots(given: Given, typed: Typed) -> bool:
        part = parts_of(typed)[name]
        places = [(i, j) for i, row in enumerate(part.rows) for j, x in enumerate(row) if x.value]
        if len(places) > 16:
            return False
        for place in places:
            rows = tuple(
                tuple(negated(x) if (i, j) == place else x for j, x in enumerate(row))
                for i, row in enumerate(part.rows)
            )
            if would_be_right(judge, given, with_parts(typed, **{name: replace(part, rows=rows)})):
                return True
        return False

    return spots
