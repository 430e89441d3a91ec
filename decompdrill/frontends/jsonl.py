"""JSON lines: how they are written, and the fields of a verdict."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TextIO, TypeAlias

from decompdrill.io.output import visible_json
from decompdrill.mathtext import Style, render_line, standard
from decompdrill.model import Check, Exercise, Verdict


@dataclass(frozen=True, slots=True)
class RawJson:
    """A value that is JSON text already, digit for digit."""

    text: str


Json: TypeAlias = "bool | int | float | str | RawJson | Sequence[Json] | Mapping[str, Json] | None"


def write_record(out: TextIO, record: Mapping[str, Json]) -> None:
    """Write one object as one line, at once; outside Unicode encodings every other character is escaped."""
    unicode = (out.encoding or "ascii").lower().replace("-", "").startswith("utf")
    fields = [f"{_named(name, unicode)}: {_encode(value, unicode)}" for name, value in record.items()]
    out.write(visible_json(f"{{{', '.join(fields)}}}\n"))
    out.flush()


@lru_cache(256)
def _named(name: str, unicode: bool) -> str:
    """Return the name of a field as JSON: the same few stand in every line."""
    return _encode(name, unicode)


_UNICODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_ASCII = json.JSONEncoder(allow_nan=False)


def encoded(record: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields as JSON text, which `write_record` can only write; raises whatever writing them would raise."""
    fields = {name: _encode(value, unicode=True) for name, value in record.items()}
    for text in fields.values():
        text.encode()  # half a surrogate pair is no text of a stream
    return {name: RawJson(text) for name, text in fields.items()}


def _encode(value: Json, unicode: bool) -> str:
    if isinstance(value, RawJson):
        if unicode or value.text.isascii():
            return value.text
        return "".join(c if c.isascii() else json.dumps(c)[1:-1] for c in value.text)
    return (_UNICODE if unicode else _ASCII).encode(value)


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
