"""A formula as a small tree: what the writers are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Symbol:
    """One character or command of the subset; a letter has no entry among the glyphs and stands for itself."""

    name: str


@dataclass(frozen=True, slots=True)
class NumberNode:
    """Digits, with a point and separators of thousands as they were written."""

    text: str


@dataclass(frozen=True, slots=True)
class Word:
    r"""Upright text, of \text; of \operatorname it is the name of a function."""

    text: str
    is_function: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A gap of that many characters."""

    width: int


@dataclass(frozen=True, slots=True)
class Fraction:
    over: RowNode
    under: RowNode


@dataclass(frozen=True, slots=True)
class RootNode:
    inside: RowNode
    index: RowNode | None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with its subscript and superscript."""

    base: Node
    below: RowNode | None
    above: RowNode | None


@dataclass(frozen=True, slots=True)
class Accent:
    command: str
    body: RowNode


@dataclass(frozen=True, slots=True)
class DoubleStruck:
    letter: str


@dataclass(frozen=True, slots=True)
class Fence:
    """Delimiters that belong together, as commands or characters; '.' is none."""

    opening: str
    body: RowNode
    closing: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, or formulas below one another: cells by rows, and the name of the environment."""

    cells: tuple[tuple[RowNode, ...], ...]
    environment: str


@dataclass(frozen=True, slots=True)
class RowNode:
    """Nodes side by side."""

    items: tuple[Node, ...]


Node: TypeAlias = "Symbol | NumberNode | Word | Space | Fraction | RootNode | Scripts | Accent | DoubleStruck | Fence | Grid | RowNode"
