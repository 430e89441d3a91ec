"""The form `vector`: entries in their order, typed as a row or a column."""

from __future__ import annotations

from decompdrill.answers.cursor import Expectation
from decompdrill.answers.grammar import parse, tidied
from decompdrill.answers.values import entries_of, plain_entries, refuse_groups
from decompdrill.model import Form, Typed

VECTOR = Expectation("a vector, such as [1, -2]")


def read_vector(text: str) -> Typed:
    """Return a vector, as one row of numbers."""
    quick = plain_entries(text)
    if quick is not None:
        return Typed(Form.VECTOR, text, (quick,))
    clean = tidied(text, VECTOR.expected)
    refuse_groups(clean)
    return Typed(Form.VECTOR, text, (entries_of(parse(clean, VECTOR), "a vector", (0, len(text))),))
