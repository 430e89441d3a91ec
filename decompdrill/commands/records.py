"""Streams of JSON records, one in, one out, in order."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn, TextIO, TypeAlias, cast

from decompdrill.commands import LONGEST_LINE
from decompdrill.errors import DrillError, ExitCode, RecordError, faults_are_raised, our_fault, versions
from decompdrill.frontends.jsonl import Json, encoded, json_text, write_line
from decompdrill.frontends.progress import counted_work
from decompdrill.model import Raw

Parsed: TypeAlias = "bool | int | float | str | list[Parsed] | dict[str, Parsed] | None"
JsonRecord: TypeAlias = dict[str, Parsed]
Fields: TypeAlias = dict[str, Json]
RecordAnswerer: TypeAlias = Callable[[JsonRecord], Fields]
"""From a record to the fields of its reply; raises DrillError where the record asks for what cannot be."""


@dataclass(frozen=True, slots=True)
class RecordReply:
    """The JSON text that one line gets, and the exit code that the stream must have at least."""

    text: str
    code: ExitCode = ExitCode.DONE


def reply(raw: bytes, number: int, answer: RecordAnswerer, head_of_record: RecordAnswerer | None = None) -> RecordReply:
    """Return the reply to line `number`: its `id` or what else goes back, then the fields of `answer` or the error.

    The fields are made JSON text here, so that a value that cannot be written is a fault of this line alone.
    """
    head: Fields = {}

    def fields() -> Fields:
        record = read_record(raw)
        head.update((head_of_record or id_of)(record))
        return head | answer(record)

    return guarded(fields, number, head)


def guarded(fields: Callable[[], Fields], number: int, head: Fields) -> RecordReply:
    """Return the reply with these fields; whatever goes wrong with them or with their JSON costs this reply alone.

    What `head` holds when that happens stands before the error.
    """
    try:
        return RecordReply(json_text(fields()))
    except (DrillError, RecursionError, MemoryError) as error:
        return excuse(error, number, head)
    except Exception as error:
        if faults_are_raised():
            raise
        return excuse(error, number, head)


def excuse(error: Exception, number: int, head: Fields) -> RecordReply:
    """Return the reply to a line on which this was raised."""
    match error:
        case DrillError():
            return failure(str(error), number, head)
        case RecursionError():
            return failure("the record is nested too deeply", number, head)
        case MemoryError():
            return failure("the record needs more memory than there is", number, head)
        case _:
            said = f"{our_fault(error)}, with this record and {versions()}"
            return failure(said, number, head, ExitCode.OUR_FAULT)


def failure(
    message: str, number: int, head: Fields | None = None, code: ExitCode = ExitCode.UNREADABLE_INPUT
) -> RecordReply:
    """Return the reply to a line that has no other; half characters, which no stream takes, are written out."""
    said = message.encode("utf-8", "backslashreplace").decode()
    return RecordReply(json_text({**(head or {}), "error": said, "line": number}), code)


def head_of(raw: bytes, head_of_record: RecordAnswerer | None = None) -> Fields:
    """Return what goes back of a line: its `id` where it has one."""
    try:
        return (head_of_record or id_of)(read_record(raw))
    except (DrillError, RecursionError):
        return {}


def id_of(record: JsonRecord) -> Fields:
    """An `id` goes back as it came; lists and objects of JSON are JSON."""
    return encoded({"id": cast(Json, record["id"])}) if "id" in record else {}


MOST_ECHOED = 65_536
"""Bytes of the fields of a record that go back with its reply."""


def echoed(record: JsonRecord, kept: frozenset[str]) -> Fields:
    """Return the fields of a record that go back as they came: all but those that are `kept`.

    Raises RecordError where they are too long.
    """
    fields = encoded({name: cast(Json, value) for name, value in record.items() if name not in kept})
    size = sum(len(name) + len(getattr(value, "text", "")) for name, value in fields.items())
    if size > MOST_ECHOED:
        raise RecordError(f"the fields that go back with the reply are {size:,} bytes; at most {MOST_ECHOED:,} are")
    return fields


def send(replies: Iterable[RecordReply], out: TextIO, total: int | None = None) -> ExitCode:
    """Write each reply as it comes; 65 at the end where some line was no record, 70 where we failed on one.

    `total` is how many will come, where that is known.
    """
    code = ExitCode.DONE
    with counted_work("records", total) as count:
        for item in replies:
            write_line(out, item.text)
            code = max(code, item.code)
            count.step()
    return code


def read_record(raw: bytes) -> JsonRecord:
    """Return the object on a line.

    Raises RecordError for what is no JSON object in UTF-8, repeats a key, or holds a number out of range, NaN or half a
    character.
    """
    if len(raw) > LONGEST_LINE:
        raise RecordError(f"the line is longer than {LONGEST_LINE} bytes")
    try:
        text = raw.decode("utf-8-sig")
        record = _READER.decode(text)
    except UnicodeDecodeError as error:
        raise RecordError(f"the line is no UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise RecordError(f"the line is no JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise RecordError("the line is nested too deeply") from error
    if not isinstance(record, dict):
        raise RecordError("the line is no JSON object")
    if "\\ud" in text.lower():
        _refuse_half_characters(record)
    return cast(JsonRecord, record)


def text_field(record: JsonRecord, name: str) -> str:
    """Return a field that must be a text."""
    value = _field(record, name)
    if not isinstance(value, str):
        raise RecordError(f"{name!r} must be a text, and is {_kind(value)}")
    return value


def answer_field(record: JsonRecord) -> str | dict[str, str] | list[str]:
    """Return `answer`: a text, the texts of named parts, or the lines of a working."""
    value = _field(record, "answer")
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        lines = [line for line in value if isinstance(line, str)]
        if len(lines) != len(value):
            raise RecordError("'answer' must be a list of texts, the lines of a working, where it is a list")
        return lines
    if not isinstance(value, dict):
        raise RecordError(f"'answer' must be a text or an object of texts, and is {_kind(value)}")
    for part, text in value.items():
        if not isinstance(text, str):
            raise RecordError(f"part {part!r} of 'answer' must be a text, and is {_kind(text)}")
    return cast("dict[str, str]", value)


def given_field(record: JsonRecord) -> dict[str, Raw]:
    """Return `given`: an object of numbers, texts, lists and objects of these."""
    value = _field(record, "given")
    if not isinstance(value, dict):
        raise RecordError(f"'given' must be an object, and is {_kind(value)}")
    return {name: _raw(item, name) for name, item in value.items()}


def _raw(value: Parsed, name: str) -> Raw:
    match value:
        case None:
            raise RecordError(f"{name!r} in 'given' holds {_kind(value)}")
        case list():
            return [_raw(item, name) for item in value]
        case dict():
            return {key: _raw(item, name) for key, item in value.items()}
        case _:
            return value


def whole_field(record: JsonRecord, name: str, largest: int) -> int:
    """Return a field that must be a whole number from 0 to `largest`."""
    value = _field(record, name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        raise RecordError(f"{name!r} must be a whole number from 0 to {largest}")
    return value


def _field(record: JsonRecord, name: str) -> Parsed:
    if name not in record:
        raise RecordError(f"the record has no {name!r}")
    return record[name]


def _kind(value: Parsed) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"


def _object(pairs: list[tuple[str, Parsed]]) -> JsonRecord:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise RecordError(f"the key {twice!r} stands twice")
    return fields


def _no_number(name: str) -> NoReturn:
    raise RecordError(f"{name} is not a number")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise RecordError(f"the number {_short(text)} is out of range")
    return number


def _int(text: str) -> int:
    # Python refuses to read more digits than this, and no problem here needs them.
    if len(text) > 400:
        raise RecordError(f"the number {_short(text)} is out of range")
    return int(text)


_READER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number, parse_float=_float, parse_int=_int)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:17]}..."


def _refuse_half_characters(record: JsonRecord) -> None:
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise RecordError("a text holds half a surrogate pair") from error
