"""A canvas of cells: braille dots with equal steps both ways, or signs of ASCII.

A cell of a terminal is about twice as high as wide. It holds 2×4 dots, so that one dot is as wide as high.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from decompdrill.pictures.scene import Curve, Dots, Ink, PageFormat, Panel, Piece, Point, TextMark, TextRow

ACROSS, DOWN = 2, 4
"""Dots of a cell."""

BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""What each dot of a cell adds to U+2800, row by row."""

EXACT = 6
"""Decimals of a dot that count: less is rounding, which differs between machines."""

DASH = 4
"""Dots drawn, and left out, of a dashed line."""

FEWEST = 2
"""Dots that a curve must have in a cell for its ASCII sign to be drawn there."""


class Canvas:
    """A grid of `columns`×`rows` cells over the rectangle from `low` to `high`; what is drawn later lies over the rest."""

    def __init__(self, low: Point, high: Point, columns: int, rows: int) -> None:
        self._low, self._high = low, high
        self._columns, self._rows = columns, rows
        self._dots: dict[tuple[int, int], dict[tuple[int, int], int]] = {}
        self._layers: list[tuple[Ink, str]] = []
        self._signs: dict[tuple[int, int], tuple[str, Ink]] = {}

    def curve(self, curve: Curve) -> None:
        self._layers.append((curve.ink, curve.sign))
        places = [self._place(point) for point in curve.points]
        steps = (place for a, b in pairwise(places) for place in _between(a, b))
        for count, (x, y) in enumerate(dict.fromkeys([*steps] or [_whole(p) for p in places])):
            if not curve.dashed or count // DASH % 2 == 0:
                self._dot(x, y)

    def dots(self, dots: Dots, page: PageFormat) -> None:
        """Draw small dots, or signs; where several signs meet in a cell, the one that was there first stays."""
        self._layers.append((dots.ink, "."))
        for point in dots.points:
            x, y = _whole(self._place(point))
            if dots.marker is None:
                self._dot(x, y)
            else:
                self._sign(x // ACROSS, y // DOWN, page.marker(dots.marker), dots.ink)

    def label(self, label: TextMark, page: PageFormat) -> None:
        """Write a text, centred at its point and kept inside the canvas."""
        x, y = _whole(self._place(label.at))
        text = page.write(label.text)
        start = min(max(x // ACROSS - (len(text) - 1) // 2, 0), self._columns - len(text))
        for offset, sign in enumerate(text):
            self._signs.pop((start + offset, y // DOWN), None)
            self._sign(start + offset, y // DOWN, sign, label.ink)

    def text(self, ascii_only: bool) -> tuple[TextRow, ...]:
        return tuple(self._row(row, ascii_only) for row in range(self._rows))

    def _row(self, row: int, ascii_only: bool) -> TextRow:
        pieces: list[Piece] = []
        for column in range(self._columns):
            sign, ink = self._cell(column, row, ascii_only)
            if pieces and (pieces[-1].paint is ink or sign == " "):
                pieces[-1] = Piece(pieces[-1].text + sign, pieces[-1].paint)
            else:
                pieces.append(Piece(sign, ink))
        return tuple(pieces)

    def _cell(self, column: int, row: int, ascii_only: bool) -> tuple[str, Ink]:
        written = self._signs.get((column, row))
        if written is not None:
            return written
        dots = self._dots.get((column, row), {})
        if not dots:
            return " ", Ink.PLAIN
        counts = Counter(dots.values())
        layer = max((at for at, count in counts.items() if count >= min(FEWEST, max(counts.values()))))
        ink, sign = self._layers[layer]
        if ascii_only:
            return sign, ink
        return chr(0x2800 + sum(BITS[y][x] for x, y in dots)), ink

    def _place(self, point: Point) -> Point:
        """Return a point in dots from the upper left."""
        across = (point[0] - self._low[0]) / (self._high[0] - self._low[0]) * self._columns * ACROSS
        down = (self._high[1] - point[1]) / (self._high[1] - self._low[1]) * self._rows * DOWN
        return round(across, EXACT), round(down, EXACT)

    def _dot(self, x: int, y: int) -> None:
        cell = x // ACROSS, y // DOWN
        if 0 <= cell[0] < self._columns and 0 <= cell[1] < self._rows:
            self._dots.setdefault(cell, {})[x % ACROSS, y % DOWN] = len(self._layers) - 1

    def _sign(self, column: int, row: int, sign: str, ink: Ink) -> None:
        if 0 <= column < self._columns and 0 <= row < self._rows:
            self._signs.setdefault((column, row), (sign, ink))


COLUMNS, ROWS = 38, 16
"""Of a plot in a window of 80 columns and 24 rows; what stands beside it is as wide."""


def plot_size(page: PageFormat) -> tuple[int, int]:
    """Return the columns and rows of a plot that has text beside it: as large as the window has room for, in one shape."""
    rows = max(ROWS, page.height - 8)
    columns = min(COLUMNS * rows // ROWS, max(COLUMNS, page.width - COLUMNS - 2))
    return min(columns, page.width), rows


def draw_panel(panel: Panel, columns: int, rows: int, page: PageFormat) -> tuple[TextRow, ...]:
    """Return the curves, dots and labels of a panel as rows of text."""
    canvas = Canvas(panel.low, panel.high, columns, rows)
    for mark in panel.marks:
        match mark:
            case Curve():
                canvas.curve(mark)
            case Dots():
                canvas.dots(mark, page)
            case TextMark():
                canvas.label(mark, page)
            case _:
                raise TypeError(f"{type(mark).__name__} is not drawn with dots")
    return canvas.text(page.ascii)


def limits(points: tuple[Point, ...], columns: int, rows: int) -> tuple[Point, Point]:
    """Return the rectangle of a canvas that holds the points, with a margin and one length for both directions."""
    x, y = np.array(points).T
    centre = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    unit = max(float(np.ptp(x)) / (columns * ACROSS - 4), float(np.ptp(y)) / (rows * DOWN - 4)) or 1.0
    half = (unit * columns * ACROSS / 2, unit * rows * DOWN / 2)
    return (centre[0] - half[0], centre[1] - half[1]), (centre[0] + half[0], centre[1] + half[1])


def ellipse(first: Point, second: Point, centre: Point = (0.0, 0.0)) -> tuple[Point, ...]:
    """Return a closed curve through centre + cos t · first + sin t · second."""
    turn = np.linspace(0.0, 2 * math.pi, 181)
    x = centre[0] + np.cos(turn) * first[0] + np.sin(turn) * second[0]
    y = centre[1] + np.cos(turn) * first[1] + np.sin(turn) * second[1]
    return tuple(zip(x.tolist(), y.tolist(), strict=True))


def _whole(place: Point) -> tuple[int, int]:
    return math.floor(place[0]), math.floor(place[1])


def _between(a: Point, b: Point) -> Iterator[tuple[int, int]]:
    """Yield the dots of a straight line."""
    steps = max(1, math.ceil(max(abs(b[0] - a[0]), abs(b[1] - a[1]))))
    for step in range(steps + 1):
        share = step / steps
        yield _whole((round(a[0] + (b[0] - a[0]) * share, EXACT), round(a[1] + (b[1] - a[1]) * share, EXACT)))
