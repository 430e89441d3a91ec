"""The form `list`: values whose number is the answer's own."""

from __future__ import annotations

import re

from decompdrill.answers.algebra import NumberTable, Polynomial
from decompdrill.answers.cursor import Expectation
from decompdrill.answers.grammar import Reading, parse, tidied
from decompdrill.answers.literal import plain
from decompdrill.answers.refusal import RefusalError
from decompdrill.model import Form, Number, Typed

LIST = Expectation("a list of numbers, such as 4, 1", wary=True, repeats=True, pairs=True)

_GROUP = re.compile(r"(?<![0-9.])([0-9]{1,3})([, ])(0[0-9]{2})(?![0-9.])")


def read_list(text: str) -> Typed:
    """Return a list of numbers, multiplicities spelt out."""
    quick = plain_entries(text)
    if quick is not None:
        return Typed(Form.LIST, text, (quick,))
    clean = tidied(text, LIST.expected)
    refuse_groups(clean)
    return Typed(Form.LIST, text, (entries_of(parse(clean, LIST), "a list", (0, len(text))),))


def plain_entries(text: str) -> tuple[Number, ...] | None:
    """Return the entries of a list of plain literals, or None for the grammar to read."""
    body = text.strip(" ")
    bracketed = body[:1] + body[-1:]
    if bracketed in ("[]", "{}") or (bracketed == "()" and "," in body):
        body = body[1:-1]
    pieces = body.split(",") if "," in body else body.split(" ")
    entries: list[Number] = []
    for piece in pieces:
        number = plain(piece.strip(" "))
        if number is None:
            return None
        entries.append(number)
    return tuple(entries)


def refuse_groups(text: str) -> None:
    """Refuse `131,072` among several numbers: no second number begins with a 0, so a thousand may be meant."""
    match = _GROUP.search(text)
    if match:
        head, _, tail = match.groups()
        raise RefusalError(
            f"'{match[0]}' can be one number or two: write {head}{tail} for one, {head}, {int(tail)} for two",
            match.span(),
        )


def entries_of(found: Reading, asked: str, span: tuple[int, int]) -> tuple[Number, ...]:
    """Return the entries of a sequence: a row, a column, or a single value."""
    value = found.value
    assert not isinstance(value, Polynomial), "entries are read without a variable"
    match value:
        case Number():
            return (value,)
        case NumberTable():
            rows, columns = value.shape
            if rows > 1 and columns > 1:
                raise RefusalError(f"{asked} is asked; a {rows}×{columns} matrix came", span)
            return tuple(x for row in value.rows for x in row)
