"""The form `matrix`: rows of numbers in any of their spellings."""

from __future__ import annotations

import re

from decompdrill.answers.algebra import NumberTable, Polynomial
from decompdrill.answers.cursor import Expectation
from decompdrill.answers.grammar import parse, tidied
from decompdrill.answers.literal import plain
from decompdrill.answers.values import refuse_groups
from decompdrill.model import Form, Number, Typed

MATRIX = Expectation("a matrix, such as [[1, 2], [3, 4]] or 1 2; 3 4")

_NESTED = re.compile(r" *\[ *\[[^\[\]]*\](?: *, *\[[^\[\]]*\])* *\] *")
_ROWS = re.compile(r"\[([^\[\]]*)\]")


def read_matrix(text: str) -> Typed:
    """Return a matrix, as its rows."""
    quick = _plain_rows(text)
    if quick is not None:
        return Typed(Form.MATRIX, text, quick)
    clean = tidied(text, MATRIX.expected)
    refuse_groups(clean)
    found = parse(clean, MATRIX)
    assert not isinstance(found.value, Polynomial), "MATRIX has no variable"
    match found.value:
        case Number() as number:
            return Typed(Form.MATRIX, text, ((number,),))
        case NumberTable() as table:
            return Typed(Form.MATRIX, text, table.rows)


def _plain_rows(text: str) -> tuple[tuple[Number, ...], ...] | None:
    """Return the rows of a matrix of plain literals, or None for the grammar to read."""
    if "[" in text:
        if not _NESTED.fullmatch(text):
            return None
        pieces = [row.split(",") for row in _ROWS.findall(text)]
    elif "," in text or "\n" in text:
        return None
    else:
        pieces = [row.split() for row in text.split(";")]
    rows: list[tuple[Number, ...]] = []
    for piece in pieces:
        entries = [plain(entry.strip(" ")) for entry in piece]
        kept = tuple(entry for entry in entries if entry is not None)
        if not kept or len(kept) != len(entries) or (rows and len(kept) != len(rows[0])):
            return None
        rows.append(kept)
    return tuple(rows)
