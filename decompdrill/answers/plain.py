"""Answers of plain literals alone, which most are: read without the grammar, to the same values."""

from __future__ import annotations

import re
from typing import TypeAlias

from decompdrill.answers.literal import plain
from decompdrill.model import Form, Number

Rows: TypeAlias = "tuple[tuple[Number, ...], ...]"

_GROUP_OF_THREE = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_NESTED = re.compile(r" *\[ *\[[^\[\]]*\](?: *, *\[[^\[\]]*\])* *\] *")
_ROWS = re.compile(r"\[([^\[\]]*)\]")


def plain_rows(form: Form, text: str) -> Rows | None:
    """Return the rows of an answer of plain literals, or None for the grammar to read."""
    match form:
        case Form.NUMBER | Form.INTEGER:
            number = plain(text.strip(" "))
            return ((number,),) if number else None
        case Form.MATRIX:
            return _plain_matrix(text)
        case _:
            if ", " in text and _GROUP_OF_THREE.search(text):
                return None  # thousands, or entries
            entries = plain_entries(text)
            return (entries,) if entries else None


def plain_entries(text: str) -> tuple[Number, ...] | None:
    """Return the entries of a list of plain literals, or None for the grammar to read."""
    body = text.strip(" ")
    bracketed = body[:1] + body[-1:]
    if bracketed in ("[]", "{}") or (bracketed == "()" and "," in body):
        body = body[1:-1]
    return _numbers(body.split(",") if "," in body else body.split(" "))


def _plain_matrix(text: str) -> Rows | None:
    if "[" in text:
        if not _NESTED.fullmatch(text):
            return None
        pieces = [row.split(",") for row in _ROWS.findall(text)]
    elif "," in text or "\n" in text:
        return None
    else:
        pieces = [row.split() for row in text.split(";")]
    rows = [_numbers(piece) for piece in pieces]
    kept = tuple(row for row in rows if row)
    return kept if len(kept) == len(rows) and len({len(row) for row in kept}) == 1 else None


def _numbers(pieces: list[str]) -> tuple[Number, ...] | None:
    entries: list[Number] = []
    for piece in pieces:
        number = plain(piece.strip(" "))
        if number is None:
            return None
        entries.append(number)
    return tuple(entries)
