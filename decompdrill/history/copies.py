"""Copies of an attempt: the same one from another machine, and those with other times, of which the one moved last counts.

An attempt is never changed into one with another time: a copy with the new time is added. What is added says how often the
attempt was moved and when it was given by the clock that was wrong, so that machines that moved it, in whichever order, and
exchanged what they have, end with the same copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET, Raw, Struct, UnsetType, json

from decompdrill.history.attempts import AttemptRow

SHIFTED = "shift"
"""Voids an attempt of which a copy with another time counts; any other reason is one that a person gave."""


class TimesMoved(Struct, frozen=True, omit_defaults=True):
    """What an attempt's further fields say of the times that it had."""

    moves: int = 0
    given_ms: int | UnsetType = UNSET


_NEVER = TimesMoved()


def moves_of(row: AttemptRow) -> TimesMoved:
    """Return how often an attempt was moved, and the moment at which it was given if it has another one now."""
    return _NEVER if row.more is None else json.decode(row.more, type=TimesMoved)


def first_ms(row: AttemptRow) -> int:
    """Return the moment that an attempt had before it was ever moved."""
    given_ms = moves_of(row).given_ms
    return row.at_ms if given_ms is UNSET else given_ms


def moved_copy(row: AttemptRow, at_ms: int, study_day: str, copies: Iterable[AttemptRow]) -> AttemptRow:
    """Return an attempt that counts with another time; `copies` are all attempts of its showing."""
    first = first_ms(row)
    last = max(moves_of(copy).moves for copy in copies if first_ms(copy) == first)
    fields = _fields(row.more) | {"moves": _raw(last + 1), "given_ms": _raw(first)}
    if at_ms == first:
        del fields["given_ms"]
    return row._replace(at_ms=at_ms, study_day=study_day, voided_by=None, more=_written(fields))


def united(here: AttemptRow, came: AttemptRow) -> AttemptRow:
    """Return an attempt with what another copy of the same time knows of it; it is the same whichever of the two was here."""
    if here.voided_by == came.voided_by and (came.more is None or here.more == came.more):
        return here
    states = (moves_of(here).moves, here.voided_by), (moves_of(came).moves, came.voided_by)
    said = [reason for _, reason in states if reason not in (None, SHIFTED)]
    latest = max(states, key=lambda state: (state[0], state[1] is not None))[1]
    reason = here.voided_by if here.voided_by in said else min(said, default=latest)
    return here._replace(voided_by=reason, more=_joined_fields(here.more, came.more))


def superseded(copies: Iterable[AttemptRow]) -> Iterator[AttemptRow]:
    """Yield, as they must be, the attempts of a showing that cannot count: those moved since, and all whose copy was voided."""
    by_first: dict[int, list[AttemptRow]] = {}
    for row in copies:
        by_first.setdefault(first_ms(row), []).append(row)
    for rows in by_first.values():
        last = max(rows, key=lambda row: (moves_of(row).moves, row.at_ms))
        said = sorted({row.voided_by for row in rows if row.voided_by not in (None, SHIFTED)}, key=str)
        for row in rows:
            if row.voided_by is None and (said or row.at_ms != last.at_ms):
                yield row._replace(voided_by=said[0] if said else SHIFTED)


def _joined_fields(here: str | None, came: str | None) -> str | None:
    """Return the fields of both; of one that has two values the greater one: numbers by size, all else by its text."""
    if here is None or came is None or here == came:
        return here or came
    fields = _fields(here)
    for name, value in _fields(came).items():
        fields[name] = max(fields.get(name, value), value, key=_order)
    return _written(fields)


def _order(value: Raw) -> tuple[int, bytes]:
    text = bytes(value)
    return (int(text) if text.isdigit() else -1), text


def _fields(more: str | None) -> dict[str, Raw]:
    return {} if more is None else json.decode(more, type=dict[str, Raw])


def _raw(number: int) -> Raw:
    return Raw(str(number).encode())


def _written(fields: dict[str, Raw]) -> str:
    return json.encode({name: fields[name] for name in sorted(fields)}).decode()
