"""How an attempt, or a timed run, is written as a line of JSON and read again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from decompdrill.errors import RecordError
from decompdrill.history import LARGEST_SEED
from decompdrill.history.attempts import AttemptRow, Mode, TimedRunRow
from decompdrill.model import Form

DAY = r"^(19[7-9]\d|2\d\d\d)-\d\d-\d\d$"
"""From 1970 on, and so that a day by which a question comes back is a day of the calendar still."""

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
Milliseconds: TypeAlias = Annotated[int, Meta(ge=0, le=10**15)]
Seed: TypeAlias = Annotated[int, Meta(ge=0, lt=LARGEST_SEED + 1)]
Moment: TypeAlias = Annotated[int, Meta(ge=0, le=10**14)]
Offset: TypeAlias = Annotated[int, Meta(ge=-1440, le=1440)]
Day: TypeAlias = Annotated[str, Meta(pattern=DAY)]


class _Line(Struct, frozen=True):
    """What a line must hold, in the order of `AttemptRow`; a line may have more fields."""

    session: Name
    mode: Mode
    question: Name
    objective: Name
    bank: Name
    digest: Name
    seed: Seed
    level: Annotated[int, Meta(ge=1, le=5)]
    form: Form
    text: Annotated[str, Meta(max_length=1_000_000)]
    outcome: Literal["right", "imprecise", "wrong", "unreadable"] | None
    credit: Annotated[float, Meta(ge=0, le=1)]
    slip: Name | None
    hints: Count
    attempt: Annotated[int, Meta(ge=1, le=1_000_000)]
    saw_solution: bool
    first_key_ms: Milliseconds | None
    answer_ms: Milliseconds
    at_ms: Moment
    utc_offset_min: Offset
    study_day: Day
    voided_by: str | None


class _RunLine(Struct, frozen=True):
    """What a run must hold, in the order of `TimedRunRow`; a line may have more fields."""

    session: Name
    drill: Annotated[str, Meta(min_length=1, max_length=10_000)]
    seed: Seed
    answered: Count
    right: Count
    is_whole: bool
    active_ms: Milliseconds
    paused_ms: Milliseconds
    at_ms: Moment
    utc_offset_min: Offset
    study_day: Day
    moves: Count = 0


class _Wrapped(Struct, frozen=True):
    run: _RunLine


class _Either(Struct, frozen=True):
    """A line of which it is not known yet what it is: of a run there is the key `run`, of an attempt its session."""

    run: msgspec.Raw | UnsetType = UNSET
    session: msgspec.Raw | UnsetType = UNSET


FIELDS = _Line.__struct_fields__
"""Those of an attempt that have columns of their own."""


def line_of(kept: AttemptRow | TimedRunRow) -> str:
    """Return what is kept as one line: an attempt with the number that it has in this history, a run in a key of its own.

    {"session":"3f0c…","mode":"quiz","question":"eigen.values-2x2",…,"study_day":"2026-03-01","voided_by":null,"number":17}
    {"run":{"session":"77ab…","drill":"svd · 2 min",…,"study_day":"2026-03-01"}}
    """
    if isinstance(kept, TimedRunRow):
        return msgspec.json.encode({"run": kept._asdict()}).decode()
    numbered = {"number": kept.id} if kept.id else {}
    return msgspec.json.encode({name: getattr(kept, name) for name in FIELDS} | numbered).decode()


def read_line(line: str, number: int) -> AttemptRow | TimedRunRow:
    """Return the attempt of a line, with id 0, or the run; raises RecordError, which names the line, where it is neither."""
    try:
        either = msgspec.json.decode(line, type=_Either)
        if either.run is not UNSET and either.session is UNSET:
            run = msgspec.json.decode(line, type=_Wrapped).run
            date.fromisoformat(run.study_day)
            return TimedRunRow(*(getattr(run, name) for name in TimedRunRow._fields))
        read = msgspec.json.decode(line, type=_Line)
        date.fromisoformat(read.study_day)
    except RecursionError:
        raise RecordError(f"line {number} is not an attempt of a history: it is nested too deeply") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise RecordError(f"line {number} is not an attempt of a history: {error}") from None
    return AttemptRow(0, *(getattr(read, name) for name in FIELDS))
