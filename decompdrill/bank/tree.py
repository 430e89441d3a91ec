"""A bank as plain values that know their line and column in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeAlias

from decompdrill.model import BankFault

YamlNode: TypeAlias = "bool | int | float | str | list[YamlNode] | dict[str, YamlNode] | None"
Steps: TypeAlias = "tuple[str | int, ...]"
"""The way to a node: keys and indexes from the root."""

Place: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""

MOST_PROBLEMS = 100
"""Of one file; nobody mends more at a time."""

MOST_CHARACTERS = 10_000_000
"""Characters of one file; a bank of 10,000 questions has about as many."""


@dataclass(frozen=True, slots=True)
class Places:
    """The line and column of every node and key of a document, and of the text of each scalar."""

    nodes: dict[Steps, Place] = field(default_factory=dict)
    keys: dict[Steps, Place] = field(default_factory=dict)
    blocks: set[Steps] = field(default_factory=set)
    """The scalars that were written as `|` blocks: their text begins on the next line."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One document. Places are looked up only when something is wrong, so that a sound bank never pays for them."""

    path: str
    root: YamlNode
    text: str
    items: dict[Steps, Place]
    """The places of the nodes two steps below the root: a bank's questions."""
    find_places: Callable[[], Places]

    def problem(self, steps: Steps, message: str, offset: int | None = None, of_key: bool = False) -> BankFault:
        """Return a fault of a node, of its key, or of the character at an offset of its text.

        Its place is that of the nearest parent where there is no such node, that of the text where the character's own
        is uncertain.
        """
        places, nearest = self.find_places(), self._nearest(steps)
        place = places.nodes.get(nearest, (1, 1))
        if of_key:
            place = places.keys.get(steps, place)
        elif offset is not None and nearest == steps:
            value = str(follow(self.root, steps))
            place = _in_source(self.text, place, value, offset, steps in places.blocks) or place
        return BankFault(self.path, *place, spell(steps), message)

    def line_of(self, steps: Steps) -> int:
        """Return the line of a node, by its key where it has one; of its nearest parent where there is no such node."""
        places, nearest = self.find_places(), self._nearest(steps)
        return (places.keys.get(nearest) or places.nodes.get(nearest, (1, 1)))[0]

    def _nearest(self, steps: Steps) -> Steps:
        """Return the longest beginning of the steps that leads to a node."""
        nodes = self.find_places().nodes
        return next((steps[:end] for end in range(len(steps), 0, -1) if steps[:end] in nodes), ())


def follow(root: YamlNode, steps: Steps) -> YamlNode:
    """Return the node at the end of the steps, None where they lead nowhere."""
    node = root
    for step in steps:
        match node:
            case dict() if isinstance(step, str):
                node = node.get(step)
            case list() if isinstance(step, int) and step < len(node):
                node = node[step]
            case _:
                return None
    return node


def spell(steps: Steps) -> str:
    """Return steps as they are written in messages: $.questions[2].draw"""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def suggest(word: str, known: Iterator[str] | Sequence[str] | frozenset[str]) -> str:
    """Return `; did you mean 'level'?`, or nothing where no known word is near."""
    near = get_close_matches(word[:80], sorted(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _in_source(source: str, start: Place, value: str, offset: int, block: bool) -> Place | None:
    """Return the place of value[offset], None where escapes or folding make it uncertain."""
    lines = source.split("\n")
    before = value[:offset]
    if block:
        line, inside = start[0] + 1 + before.count("\n"), offset - (before.rfind("\n") + 1)
        indent = _indent_of(lines, start[0])
        column = indent + inside + 1
    else:
        line = start[0]
        quoted = lines[line - 1][start[1] - 1 : start[1]] in ("'", '"')
        column = start[1] + offset + quoted
    snippet = value[offset:].split("\n", 1)[0][:12]
    if line > len(lines) or not lines[line - 1].startswith(snippet, column - 1):
        return None
    return line, column


def _indent_of(lines: list[str], first: int) -> int:
    """Return the indent of a block's text, whose first line has the index `first`."""
    return next((len(line) - len(line.lstrip(" ")) for line in lines[first:] if line.strip()), 0)
