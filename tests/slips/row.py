"""A row of the table of slips: a problem, and what somebody who makes the mistake types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from decompdrill.kinds import KINDS
from decompdrill.kinds.base import Slip
from decompdrill.maths.surd import as_float
from decompdrill.model import Answer, Form, Raw

NEAR = 1e-9
"""Of the largest number of an answer: what the two ways to work it out may differ by."""


@dataclass(frozen=True)
class OneOf:
    """Answers of which the slip gives one: which one depends on the signs that NumPy chose for singular vectors."""

    answers: tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """All answers that a slip gives on a problem, in the order in which it gives them.

    An answer is a number, a list of numbers, rows of numbers, "yes" or "no", or a dictionary of factors. `told` are the
    places of those for which `grade` names this slip and says `said`; for the others it names a more common slip, or
    takes them for right.
    """

    kind: str
    slip: str
    given: Mapping[str, Raw]
    answers: Sequence[Any]
    told: tuple[int, ...] | None
    said: str | tuple[str, ...]
    """What is said of each that is told: of all the same, or of each its own."""
    further: bool
    nth: int
    wrong_today: str

    @property
    def places_told(self) -> tuple[int, ...]:
        return tuple(range(len(self.answers))) if self.told is None else self.told

    def said_of(self, place: int) -> str:
        return self.said if isinstance(self.said, str) else self.said[self.places_told.index(place)]


@dataclass(frozen=True)
class Seen:
    """A typed answer in which a slip is seen, and near misses in which it is not.

    Where `said` is empty, `grade` names a more common slip for it.
    """

    kind: str
    slip: str
    given: Mapping[str, Raw]
    typed: str
    near: tuple[str, ...]
    said: str
    further: bool
    nth: int


def gives(
    kind: str,
    slip: str,
    given: Mapping[str, Raw],
    answers: Sequence[Any],
    said: str | tuple[str, ...] = "",
    told: tuple[int, ...] | None = None,
    wrong_today: str = "",
) -> Row:
    """Return a row.

    A slip is written `further/one-sign` where draws do not avoid it, `further/one-sign#2` where it is
    the second of that name. `wrong_today` says what the slip gives that nobody who makes the mistake would type: the row
    then holds what it should give, and fails until it does.
    """
    name, further, nth = _taken_apart(slip)
    return Row(kind, name, given, answers, told, said, further, nth, wrong_today)


def seen(kind: str, slip: str, given: Mapping[str, Raw], typed: str, near: Sequence[str] = (), said: str = "") -> Seen:
    name, further, nth = _taken_apart(slip)
    return Seen(kind, name, given, typed, tuple(near), said, further, nth)


def _taken_apart(slip: str) -> tuple[str, bool, int]:
    name, _, nth = slip.removeprefix("further/").partition("#")
    return name, slip.startswith("further/"), int(nth or "1")


def slip_of(row: Row | Seen) -> Slip:
    """Return the slip that a row is about."""
    kind = KINDS[row.kind]
    return [s for s in (kind.other_slips if row.further else kind.avoided_slips) if s.id == row.slip][row.nth - 1]


# ---- is it the answer that was worked out? ---------------------------------------------------------------------------


def matching(kind: str, found: Answer, worked_out: Any) -> Any:
    """Return the answer worked out that the slip gave, None where it gave another."""
    tried = worked_out.answers if isinstance(worked_out, OneOf) else (worked_out,)
    return next((x for x in tried if found.form is KINDS[kind].form and _is_same(kind, found, x)), None)


def _is_same(kind: str, found: Answer, worked_out: Any) -> bool:
    if found.form is Form.YES_NO:
        return found.word == str(worked_out)
    if found.form is Form.FACTORS:
        return [n for n, _ in found.parts] == list(worked_out) and all(
            _are_near(_numbers(part), _array(worked_out[name])) for name, part in found.parts
        )
    came, wanted = _numbers(found), _array(worked_out)
    if kind in ("eigenvalues", "singular-values"):
        came, wanted = _sorted(came), _sorted(wanted)
    if found.form is Form.VECTOR:
        came, wanted = _direction(came), _direction(wanted)
    return _are_near(came, wanted)


def _numbers(answer: Answer) -> Any:
    return np.array([[complex(as_float(x)) for x in row] for row in answer.rows])


def _array(worked_out: Any) -> Any:
    rows = np.array(worked_out, dtype=complex)
    return rows.reshape(1, -1) if rows.ndim < 2 else rows


def _sorted(rows: Any) -> Any:
    return np.array([sorted(rows[0], key=lambda x: (round(x.real, 7), x.imag))])


def _direction(rows: Any) -> Any:
    """Return a vector over the first of its largest entries: any multiple of it means the same."""
    sizes = np.abs(rows[0])
    if not sizes.any():
        return rows
    return rows / rows[0][int(np.argmax(sizes > 0.999999 * sizes.max()))]


def _are_near(came: Any, wanted: Any) -> bool:
    if came.shape != wanted.shape:
        return False
    return bool(np.max(np.abs(came - wanted)) <= NEAR * max(1e-3, float(np.max(np.abs(wanted)))))


# ---- how it is typed -------------------------------------------------------------------------------------------------


def as_text(worked_out: Any) -> str:
    """Return an answer as somebody types it: integers and fractions as they are, other numbers to twelve digits."""
    if isinstance(worked_out, str):
        return worked_out
    if isinstance(worked_out, dict):
        return " | ".join(f"{name} = {as_text(part)}" for name, part in worked_out.items())
    if not isinstance(worked_out, list | tuple | np.ndarray):
        return _number(worked_out)
    if len(worked_out) and isinstance(worked_out[0], list | tuple | np.ndarray):
        return "; ".join(" ".join(map(_number, row)) for row in worked_out)
    return ", ".join(map(_number, worked_out))


def _number(x: Any) -> str:
    if isinstance(x, int | Fraction):
        return str(x)
    value = complex(x)
    if abs(value.imag) > NEAR:
        return f"{value.real:.12g}{value.imag:+.12g}i"
    whole = round(value.real)
    return str(whole) if abs(value.real - whole) <= NEAR * max(1.0, abs(value.real)) else f"{value.real:.12g}"
