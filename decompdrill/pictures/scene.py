"""The frozen values of a picture: marks in panels, as text in rows, in words."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from decompdrill.maths.numerals import latex
from decompdrill.mathtext import Style, render_line

Point: TypeAlias = tuple[float, float]


class Ink(StrEnum):
    """What a mark is for; a medium that has colours gives each its own, and none is told by colour alone."""

    PLAIN = "plain"
    DIM = "dim"
    HEAD = "head"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    SIXTH = "sixth"


SERIES = (Ink.FIRST, Ink.SECOND, Ink.THIRD, Ink.FOURTH, Ink.FIFTH, Ink.SIXTH)
MARKERS = (("●", "o"), ("▲", "^"), ("□", "#"), ("+", "+"), ("×", "x"), ("◆", "*"))
"""One sign for each class of a scatter, and its twin in ASCII."""


@dataclass(frozen=True, slots=True)
class GreyPair:
    """The two pixels of one cell, one above the other, each from 0 (black) to 255 (white)."""

    upper: int
    lower: int


Colour: TypeAlias = "Ink | GreyPair"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one paint."""

    text: str
    paint: Colour = Ink.PLAIN


TextRow: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points, drawn in ASCII with `sign`."""

    points: tuple[Point, ...]
    ink: Ink
    sign: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Points with the sign MARKERS[marker], or with small dots where it is None."""

    points: tuple[Point, ...]
    ink: Ink
    marker: int | None


@dataclass(frozen=True, slots=True)
class TextMark:
    """A short text centred at a point."""

    at: Point
    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle between two corners."""

    low: Point
    high: Point
    ink: Ink


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of greys from 0 to 255, the first row on top; it fills its panel."""

    greys: tuple[tuple[int, ...], ...]


Mark: TypeAlias = "Curve | Dots | TextMark | Bar | Raster"


@dataclass(frozen=True, slots=True)
class Panel:
    """Marks in the rectangle from `low` to `high`, a title above (Markdown) and a note below (plain text).

    Later marks lie over earlier ones.
    """

    title: str
    low: Point
    high: Point
    marks: tuple[Mark, ...]
    note: str = ""
    equal: bool = True
    """One length is as long across as up."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as rows of text, as panels for a vector drawing, with its caption, and as sentences to be read aloud.

    Title, caption and sentences are Markdown.
    """

    title: str
    rows: tuple[TextRow, ...]
    panels: tuple[Panel, ...]
    across: int
    """How many panels are side by side in the drawing."""
    caption: tuple[str, ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageFormat:
    """What a picture in text may use: columns and rows, ASCII alone, colours, and whether its ground is light."""

    width: int = 80
    ascii: bool = False
    colour: bool = False
    light: bool = False
    height: int = 24

    @property
    def style(self) -> Style:
        return Style.ASCII if self.ascii else Style.UNICODE

    def write(self, markdown: str) -> str:
        """Return Markdown on one line as this page carries it, behind the spaces that it begins with."""
        indent = len(markdown) - len(markdown.lstrip(" "))
        return " " * indent + render_line(markdown, self.style)

    def number(self, x: float, digits: int = 4) -> str:
        """Return a number as this page carries it."""
        return self.write(f"${format_number(x, digits)}$")

    def marker(self, index: int) -> str:
        return MARKERS[index][self.ascii]


def row_text(row: TextRow) -> str:
    return "".join(piece.text for piece in row)


def padded(row: TextRow, width: int) -> TextRow:
    """Return the row filled up with spaces to `width` columns."""
    missing = width - len(row_text(row))
    return (*row, Piece(" " * missing)) if missing > 0 else row


def side_by_side(blocks: tuple[tuple[TextRow, ...], ...], width: int, gap: int = 2) -> tuple[TextRow, ...]:
    """Return blocks of rows side by side, each `width` columns wide."""
    height = max(len(block) for block in blocks)
    filled = [[padded(row, width) for row in (*block, *[()] * (height - len(block)))] for block in blocks]
    between = Piece(" " * gap)
    return tuple(tuple(_joined(parts, between)) for parts in zip(*filled, strict=True))


def _joined(parts: tuple[TextRow, ...], between: Piece) -> list[Piece]:
    pieces: list[Piece] = list(parts[0])
    for part in parts[1:]:
        pieces += [between, *part]
    return pieces


def remark(markdown: str, page: PageFormat) -> tuple[TextRow, ...]:
    """Return a sentence about the signs of a picture in text, in rows that fit."""
    return tuple((Piece(row, Ink.DIM),) for row in textwrap.wrap(page.write(markdown), page.width))


def format_number(x: float, digits: int = 4) -> str:
    r"""Return a number with `digits` significant digits, in LaTeX: 3.618, 1200000, 2.5 \times 10^{-7}, 0."""
    return latex(float(f"{x:.{digits}g}") + 0.0)
