"""The arrows of a biplot: how each column of a table enters into the two components that are drawn, with a letter each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from decompdrill.mathtext import escaped
from decompdrill.pictures.components import Components
from decompdrill.pictures.scene import Curve, Ink, Mark, PageFormat, Panel, Piece, Point, TextMark, TextRow, row_text
from decompdrill.pictures.tables import Table

MOST_ARROWS = 12
"""The longest ones; of more none could be told apart."""

REACH = 0.85
"""The share of the way to the edge that the longest arrow goes."""

FEWEST_LETTERS = 16
"""Letters that can stand side by side in the smallest plot, with a gap."""

FARTHEST = 8

BEHIND = 1.1
"""Where a letter stands, in lengths of its arrow."""


def arrows(found: Components) -> tuple[tuple[int, Point], ...]:
    """Return the columns that have an arrow, in their order, with their weights in the first two components."""
    weights = np.round(found.components[:2].T, 9)
    longest = sorted(range(len(weights)), key=lambda at: -round(float(np.hypot(*weights[at])), 9))[:MOST_ARROWS]
    return tuple((at, (float(weights[at][0]), float(weights[at][1]))) for at in sorted(longest))


def with_arrows(panel: Panel, table: Table, found: Components) -> Panel:
    """Return the panel with the arrows and their letters over the samples; all have one scale of their own."""
    scale = _scale(panel, found)
    marks: list[Mark] = []
    letters: list[TextMark] = []
    for number, (_, (x, y)) in enumerate(arrows(found)):
        end = (x * scale, y * scale)
        marks.append(Curve(((0.0, 0.0), end), Ink.HEAD, "*"))
        letters.append(TextMark(_free_place(end, [letter.at for letter in letters], panel), _letter(number), Ink.HEAD))
    marks += letters
    note = "   ".join([panel.note, *key_texts(table, found)]) if panel.note else "   ".join(key_texts(table, found))
    return replace(panel, marks=(*panel.marks, *marks), note=note)


def _free_place(end: Point, taken: Sequence[Point], panel: Panel) -> Point:
    """Return a place behind the end of an arrow where no other letter stands: farther out, as long as there is room."""
    across, up = ((high - low) / FEWEST_LETTERS for low, high in zip(panel.low, panel.high, strict=True))
    place = (end[0] * BEHIND, end[1] * BEHIND)
    for step in range(1, FARTHEST):
        if not any(abs(place[0] - x) < across and abs(place[1] - y) < up for x, y in taken):
            break
        place = (end[0] * (BEHIND + 0.1 * step), end[1] * (BEHIND + 0.1 * step))
    return place


def _scale(panel: Panel, found: Components) -> float:
    """Return by how much the weights are stretched, so that the arrow that comes nearest to an edge still ends before it."""
    rooms = []
    for _, point in arrows(found):
        for along, low, high in zip(point, panel.low, panel.high, strict=True):
            room = high if along > 0 else -low
            if along and room > 0:
                rooms.append(room / abs(along))
    return REACH * min(rooms, default=1.0)


def key_texts(table: Table, found: Components) -> tuple[str, ...]:
    """Return the letter and the column of each arrow."""
    return tuple(f"{_letter(number)} {table.columns[at]}" for number, (at, _) in enumerate(arrows(found)))


def key_rows(table: Table, found: Components, width: int, page: PageFormat) -> tuple[TextRow, ...]:
    """Return which letter is which column, several on a row where they fit."""
    rows: list[TextRow] = []
    for text in key_texts(table, found):
        piece = Piece(page.write(escaped(text)))
        if rows and len(row_text(rows[-1])) + 3 + len(piece.text) <= width:
            rows[-1] = (*rows[-1], Piece("   "), piece)
        else:
            rows.append((piece,))
    return ((Piece("arrows: the columns", Ink.HEAD),), *rows)


def spoken(table: Table, found: Components) -> str:
    """Return the weights of the columns in a sentence."""
    said = "; ".join(
        f"{escaped(table.columns[at])}, ${x + 0.0:.2f}$ and ${y + 0.0:.2f}$"
        for at, weights in arrows(found)
        for x, y in [np.round(weights, 6)]
    )
    return f"The weights of the columns in the first and the second component are: {said}."


def _letter(number: int) -> str:
    return chr(ord("a") + number)
