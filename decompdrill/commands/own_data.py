"""What a learner gives to `explain` of their own: matrices as typed, data from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from decompdrill.commands.problem import given_of, rows_of, text_of
from decompdrill.errors import UsageError
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import Raw
from decompdrill.topics.values import Topic

DATA = "X"
"""The given whose rows are samples: it may be a table with names and a column of labels."""


def own_given(topic: Topic, given: Sequence[str], label: str | None) -> dict[str, Raw]:
    """Return the given of a topic with the learner's own in it; what they leave out is that of the built-in example.

    Raises UsageError for a topic without an example or a column that is not there, GivenError for what cannot be read.
    """
    if not topic.kind:
        raise UsageError(f"{topic.id} has no worked example, so it takes no -g")
    tables = [item for item in given if _is_table(item)]
    if label is not None and not tables:
        raise UsageError(f"--label names a column of a file: give one with -g {DATA}=@file.csv")
    own = dict(given_of(topic.kind, [item for item in given if item not in tables]))
    for item in tables:
        path = Path(item.partition("@")[2].strip())
        text = text_of(path, str(path))
        has_names = label is not None or _has_names(text)
        own[DATA] = _samples(str(path), text, label) if has_names else rows_of(f"{DATA}: {path}", text)
    return {**_kept(topic, own), **own}


def _is_table(item: str) -> bool:
    name, _, value = item.partition("=")
    return name.strip() == DATA and value.strip().startswith("@")


def _kept(topic: Topic, own: Mapping[str, Raw]) -> Mapping[str, Raw]:
    """Return what stays of the built-in example: nothing that another given takes the place of."""
    fields = {field.name: field for field in SIGNATURES[topic.kind].fields}
    replaced = {fields[name].one_of for name in own if name in fields and fields[name].one_of}
    return {name: value for name, value in topic.given.items() if fields[name].one_of not in replaced}


# ---- tables --------------------------------------------------------------------------------------------------------


def _samples(called: str, text: str, label: str | None) -> list[Raw]:
    """Return the numbers of a table, one row a sample; raises GivenError at a missing value, with its line and column."""
    from decompdrill.pictures.tables import read_table

    return [list[Raw](float(x) for x in row) for row in read_table(called, text, label).values]


def _has_names(text: str) -> bool:
    """Return whether the first line holds names: letters, where numbers have at most an e."""
    first = next((row for row in text.splitlines() if row.strip()), "")
    return any(c.isalpha() and c not in "eE" for c in first)
