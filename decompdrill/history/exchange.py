"""How what is kept is written as a line of JSON and read again; docs/history.md says what each field is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, TypeAlias, assert_never

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field, structs

from decompdrill.errors import RecordError
from decompdrill.history import LARGEST_SEED
from decompdrill.history.attempts import AttemptRow, Mode, SessionRow, SettingRow, TimedRunRow, UnknownLine
from decompdrill.model import Form

DAY = r"^(19\d\d|[2-5]\d\d\d)-\d\d-\d\d$"
"""From 1900 on, where clocks that lost their time may be, to what `history shift` reaches; a day by which a question comes back
is a day of the calendar still."""

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
Milliseconds: TypeAlias = Annotated[int, Meta(ge=0, le=10**15)]
SeedField: TypeAlias = Annotated[int, Meta(ge=0, lt=LARGEST_SEED + 1)]
Moment: TypeAlias = Annotated[int, Meta(ge=-2_208_988_800_000, le=10**14)]
Offset: TypeAlias = Annotated[int, Meta(ge=-1500, le=1500)]
Day: TypeAlias = Annotated[str, Meta(pattern=DAY)]


class _WorkingLine(Struct, frozen=True):
    """What a line of working must hold; it may have more fields."""

    text: Annotated[str, Meta(max_length=1_000_000)]
    verdict: Literal["right", "follows", "imprecise", "wrong", "unreadable", "unclear"]
    is_: Annotated[str, Meta(max_length=10_000)] = field(default="", name="is")
    of: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    slip: Name | None = None
    undone: bool = False


class _Line(Struct, frozen=True):
    """What a line must hold, in the order of `AttemptRow`; a line may have more fields."""

    session: Name
    mode: Mode
    question: Name
    objective: Name
    bank: Name
    digest: Name
    seed: SeedField
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
    voided_by: Name | None


class _MovedLine(_Line, frozen=True):
    """A line with what it says of the times that it had, which is among the further fields of `AttemptRow`."""

    moves: Count = 0
    given_ms: Moment | UnsetType = UNSET


class _RunLine(Struct, frozen=True):
    """What a run must hold, in the order of `TimedRunRow`; a line may have more fields."""

    session: Name
    drill: Annotated[str, Meta(min_length=1, max_length=10_000)]
    seed: SeedField
    answered: Count
    right: Count
    is_whole: bool
    active_ms: Milliseconds
    paused_ms: Milliseconds
    at_ms: Moment
    utc_offset_min: Offset
    study_day: Day
    moves: Count = 0


class _SessionLine(Struct, frozen=True):
    """What a session must hold, in the order of `SessionRow`."""

    session: Name
    mode: Mode
    seed: SeedField
    plan: Annotated[str, Meta(max_length=1_000_000)]
    began_ms: Moment
    ended_ms: Moment | None


class _SettingLine(Struct, frozen=True):
    """What a setting must hold, in the order of `SettingRow`."""

    name: Name
    value: Annotated[str, Meta(max_length=10_000)]
    at_ms: Moment


class _WrappedRun(Struct, frozen=True):
    run: _RunLine


class _WrappedSession(Struct, frozen=True):
    plan: _SessionLine


class _WrappedSetting(Struct, frozen=True):
    setting: _SettingLine


class _Any(Struct, frozen=True):
    """A line of which it is not known yet what it is: it has one of these keys, an attempt its session."""

    session: msgspec.Raw | UnsetType = UNSET
    working: msgspec.Raw | UnsetType = UNSET
    """Left out of the line of an answer that has none."""
    run: msgspec.Raw | UnsetType = UNSET
    plan: msgspec.Raw | UnsetType = UNSET
    setting: msgspec.Raw | UnsetType = UNSET
    schema: msgspec.Raw | UnsetType = UNSET


_WORKING: TypeAlias = Annotated[list[_WorkingLine], Meta(max_length=10_000)] | None


class _Versioned(Struct, frozen=True):
    schema: int = 0


FIELDS = _Line.__struct_fields__
"""Those of an attempt that have columns of their own."""
RUN_FIELDS = _RunLine.__struct_fields__
SESSION_FIELDS = _SessionLine.__struct_fields__
SETTING_FIELDS = _SettingLine.__struct_fields__
WORKING_FIELDS = _WorkingLine.__struct_encode_fields__
NOT_KEPT = frozenset({"number", "schema", "wrong_time"})
"""What `export` works out for each line, and `import` does not take."""

SCHEMA = 3
"""The version of a line; one without is of the first."""

Kept: TypeAlias = AttemptRow | TimedRunRow | SessionRow | SettingRow | UnknownLine


# ---- out -----------------------------------------------------------------------------------------------------------


def line_of(kept: Kept, is_wrong_time: bool = False) -> str:
    """Return what is kept as one line: an attempt with the number that it has in this history, all else in a key of its own.

    {"session":"3f0c…","mode":"quiz","question":"eigen.values-2x2",…,"voided_by":null,"number":17,"schema":3}
    {"run":{"session":"77ab…","drill":"svd · 2 min",…,"study_day":"2026-03-01"},"schema":3}
    """
    match kept:
        case AttemptRow():
            fields = _with_more({name: getattr(kept, name) for name in FIELDS}, kept.more)
            fields |= {"working": msgspec.Raw(kept.working.encode())} if kept.working else {}
            fields |= {"number": kept.id} if kept.id else {}
            fields |= {"wrong_time": True} if is_wrong_time else {}
        case TimedRunRow():
            fields = {"run": _with_more({name: getattr(kept, name) for name in RUN_FIELDS}, kept.more)}
        case SessionRow():
            fields = {"plan": _with_more({name: getattr(kept, name) for name in SESSION_FIELDS}, kept.more)}
        case SettingRow():
            fields = {"setting": _with_more({name: getattr(kept, name) for name in SETTING_FIELDS}, kept.more)}
        case UnknownLine():
            return kept.line
        case _:
            assert_never(kept)
    return msgspec.json.encode(fields | {"schema": SCHEMA}).decode()


def _with_more(fields: dict[str, object], more: str | None) -> dict[str, object]:
    """Return the fields with those that this version does not know behind them."""
    return fields if more is None else fields | msgspec.json.decode(more, type=dict[str, msgspec.Raw])


# ---- in ------------------------------------------------------------------------------------------------------------


def read_lines(lines: Iterable[str]) -> Iterator[Kept]:
    """Yield what the lines of an export hold, also where another program formatted them anew.

    Raises RecordError, which names the line, where one holds nothing of a history.
    """
    for number, text in records(lines):
        yield read_line(text, number)


def read_line(line: str, number: int) -> Kept:
    """Return the attempt of a line, with id 0, or what else it holds; raises RecordError, which names the line, for what is neither."""
    try:
        return _read(line)
    except RecursionError:
        raise RecordError(f"line {number} is not an attempt of a history: it is nested too deeply") from None
    except (msgspec.MsgspecError, ValueError) as error:
        if (later := _later_schema(line)) is not None:
            said = (
                f"line {number} is of schema {later}, of which this decompdrill (up to schema {SCHEMA}) cannot read it"
            )
            raise RecordError(f"{said}: {error}") from None
        raise RecordError(f"line {number} is not an attempt of a history: {error}") from None


def _later_schema(line: str) -> int | None:
    """Return the version that a line names, if this one does not know it."""
    try:
        named = msgspec.json.decode(line, type=_Versioned).schema
    except (msgspec.MsgspecError, ValueError):
        return None
    return named if named > SCHEMA else None


def _read(line: str) -> Kept:
    some = msgspec.json.decode(line, type=_Any)
    if some.session is UNSET:
        if some.run is not UNSET:
            run = msgspec.json.decode(line, type=_WrappedRun).run
            date.fromisoformat(run.study_day)
            return TimedRunRow(*structs.astuple(run))._replace(more=_more_of(some.run, RUN_FIELDS))
        if some.plan is not UNSET:
            plan = msgspec.json.decode(line, type=_WrappedSession).plan
            return SessionRow(*structs.astuple(plan))._replace(more=_more_of(some.plan, SESSION_FIELDS))
        if some.setting is not UNSET:
            setting = msgspec.json.decode(line, type=_WrappedSetting).setting
            return SettingRow(*structs.astuple(setting))._replace(more=_more_of(some.setting, SETTING_FIELDS))
        if some.schema is not UNSET and msgspec.json.decode(some.schema, type=int) > SCHEMA:
            return UnknownLine(_compact(line))
    read = msgspec.json.decode(line, type=_MovedLine)
    date.fromisoformat(read.study_day)
    return AttemptRow(0, *structs.astuple(read)[: len(FIELDS)])._replace(
        more=_more(line, (*FIELDS, "working")), working=_working(some.working)
    )


def _working(raw: msgspec.Raw | UnsetType) -> str | None:
    """Return the working of an answer as JSON with all that its lines hold, None where there is none."""
    return _compact(_text(raw)) if raw is not UNSET and msgspec.json.decode(raw, type=_WORKING) else None


def _text(raw: msgspec.Raw) -> str:
    return str(memoryview(raw), "utf-8")


def _more_of(raw: msgspec.Raw, known: Iterable[str]) -> str | None:
    return _more(_text(raw), known)


def _more(text: str, known: Iterable[str]) -> str | None:
    """Return the fields of a JSON object that are not known, as JSON."""
    fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    unknown = fields.keys() - NOT_KEPT.union(known)
    if not unknown:
        return None
    return _compact(msgspec.json.encode({name: fields[name] for name in sorted(unknown)}).decode())


def _compact(text: str) -> str:
    return msgspec.json.format(text.strip(), indent=-1)


_ARRAY = re.compile(r"\[\s*\{")
_BETWEEN_IN_ARRAY = re.compile(r"[\s,\[\]]*")
_BETWEEN = re.compile(r"\s*")


def records(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each JSON object of a text with the number of its first line: one a line, over several, or in one array."""
    rest = iter(enumerate(lines, 1))
    for number, line in rest:
        text = line.strip()
        if text.startswith("{") and text.endswith("}"):
            several = "}{" in text or "} {" in text
            yield from _in_other_format(number, text) if several else ((number, text),)
        elif text:
            yield from _in_other_format(number, "\n".join([text, *(later for _, later in rest)]))


def _in_other_format(first: int, text: str) -> Iterator[tuple[int, str]]:
    """Yield the objects of a text that does not have one on each line; what is none is yielded as its line."""
    decoder, at = json.JSONDecoder(), 0
    between = _BETWEEN_IN_ARRAY if _ARRAY.match(text) else _BETWEEN
    while (at := _end(between, text, at)) < len(text):
        number = first + text.count("\n", 0, at)
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = len(text) if (newline := text.find("\n", at)) < 0 else newline
        yield number, text[at:end]
        at = end


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()
