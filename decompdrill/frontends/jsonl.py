"""JSON lines: how they are written, and the fields of a verdict."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TextIO, TypeAlias

from decompdrill.io.output import visible_json, write_visible
from decompdrill.mathtext import Style, render_line, standard
from decompdrill.model import Check, Exercise, Verdict


@dataclass(frozen=True, slots=True)
class RawJson:
    """A value that is JSON text already, digit for digit."""

    text: str


Json: TypeAlias = "bool | int | float | str | RawJson | Sequence[Json] | Mapping[str, Json] | None"


def write_record(out: TextIO, record: Mapping[str, Json]) -> None:
    """Write one object as one line, at once; outside Unicode encodings every other character is escaped."""
    write_line(out, json_text(record))


def write_line(out: TextIO, text: str) -> None:
    """Write JSON text as one line, at once, as `write_record` does."""
    if not _is_unicode(out.encoding) and not text.isascii():
        text = _NOT_ASCII.sub(lambda found: json.dumps(found.group())[1:-1], text)
    write_visible(out, visible_json(f"{text}\n"))


@lru_cache(8)
def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "ascii").lower().replace("-", "").startswith("utf")


_NOT_ASCII = re.compile("[^\x00-\x7f]++")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def json_text(record: Mapping[str, Json]) -> str:
    """Return an object as JSON text, all of which any stream takes; raises ValueError or TypeError where there is none."""
    return f"{{{', '.join([f'{_named(name)}: {_encode(value)}' for name, value in record.items()])}}}"


def encoded(record: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields as JSON text, which `json_text` can only copy; raises whatever making it would raise."""
    return {name: RawJson(_encode(value)) for name, value in record.items()}


@lru_cache(256)
def _named(name: str) -> str:
    """Return the name of a field as JSON: the same few stand in every line."""
    return _ENCODER.encode(name)


def _encode(value: Json) -> str:
    if isinstance(value, RawJson):
        return value.text
    text = _ENCODER.encode(value)
    text.encode()  # half a surrogate pair is no text of a stream
    return text


REPLY_FIELDS = frozenset(
    (
        "verdict",
        "credit",
        "read_as",
        "checks",
        "slip",
        "feedback",
        "expected",
        "span",
        "offers",
        "lines",
        "parts",
        "changed",
        "error",
        "line",
    )
)
"""What a reply to a record may hold of its own."""


def verdict_fields(verdict: Verdict) -> dict[str, Json]:
    """Return the contract's fields of a verdict, in its order."""
    fields: dict[str, Json] = {
        "verdict": verdict.outcome.value,
        "credit": verdict.credit,
        "read_as": verdict.read_as,
        "checks": [_check(c) for c in verdict.checks],
        "slip": verdict.slip,
        "feedback": render_line(f"{verdict.so_far} {verdict.feedback}", Style.UNICODE),
        "expected": verdict.expected,
    }
    if verdict.parts:
        fields["parts"] = [verdict_fields(part) for part in verdict.parts]
    if verdict.unreadable is not None:
        fields["span"] = list(verdict.unreadable.span)
        fields["offers"] = list(verdict.unreadable.offers)
    return fields


def full_prompt(exercise: Exercise) -> str:
    """Return the prompt with the options of a choice below it."""
    return standard("\n\n".join([exercise.prompt.rstrip(), *(f"{c.letter}) {c.text}" for c in exercise.choices)]))


def _check(check: Check) -> Json:
    return {
        "name": check.name,
        "passed": check.passed,
        "residual": _finite(check.residual),
        "bound": _finite(check.bound),
        "note": check.detail or check.note,
    }


def _finite(number: float | None) -> float | None:
    return None if number is None or not math.isfinite(number) else float(number)
