"""V3: the scree of a table, turned on its side: a bar for each ratio, the cumulative curve, the threshold and its k."""

from __future__ import annotations

from decompdrill.errors import UsageError
from decompdrill.mathtext import escaped
from decompdrill.pictures.canvas import EXACT
from decompdrill.pictures.components import Components, principal_components, scaled_samples
from decompdrill.pictures.meter import bar
from decompdrill.pictures.scene import (
    Bar,
    Curve,
    Dots,
    Ink,
    Mark,
    PageFormat,
    Panel,
    Picture,
    Piece,
    TextMark,
    TextRow,
    format_number,
    remark,
)
from decompdrill.pictures.tables import Table

MOST_BARS = 14
NARROWEST = 8
AROUND = 8
"""Rows around the bars: head, scale, signs, sentences, and what a terminal keeps free."""
THICKEST = 3
LEAD, NUMBERS = 5, 16
"""Columns before and after the bars."""


def scree(table: Table, page: PageFormat, standardise: bool = True, threshold: float = 0.95) -> Picture:
    """Return the ratios of explained variance of a table with the k that reaches the threshold.

    Raises UsageError for a threshold that is not over 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise UsageError(f"--threshold takes a share over 0 and up to 1, such as 0.95, and not {threshold}")
    found = principal_components(scaled_samples(table, standardise))
    chosen = found.needed(threshold)
    return Picture(
        f"Scree of {escaped(table.name)}",
        (*_rows(found, threshold, chosen, page), *_signs(threshold, page)),
        (_panel(found, threshold, chosen),),
        1,
        tuple(_caption(found, threshold, chosen, standardise)),
        tuple(_spoken(table, found, threshold, chosen, standardise)),
    )


def _shown(found: Components, chosen: int) -> int:
    """Return how many components have a row: all, or enough to see the one chosen."""
    return len(found.ratios) if len(found.ratios) <= MOST_BARS else min(len(found.ratios), max(MOST_BARS, chosen + 1))


def _rows(found: Components, threshold: float, chosen: int, page: PageFormat) -> list[TextRow]:
    width = max(NARROWEST, page.width - LEAD - NUMBERS)
    count = _shown(found, chosen)
    rows: list[TextRow] = [(Piece(" " * (LEAD + width)), Piece("   ratio   total", Ink.HEAD))]
    for k in range(1, count + 1):
        ink = Ink.HEAD if k == chosen else Ink.PLAIN
        mark = (">" if page.ascii else "▶") if k == chosen else " "
        numbers = f"  {found.ratios[k - 1]:.4f}  {found.cumulative(k):.4f}"
        rows.append((Piece(f"{mark}{k:>3} ", ink), *_line(found, k, threshold, width, page), Piece(numbers, ink)))
        rows += [(Piece(" " * LEAD), *_below(found, k, threshold, width, page))] * (_thickness(count, page) - 1)
    rows.append((Piece(" " * LEAD), *_scale(threshold, width, page)))
    if count < len(found.ratios):
        rows.append((Piece(f"     and {len(found.ratios) - count} more, which add up to 1", Ink.DIM),))
    return rows


def _line(found: Components, k: int, threshold: float, width: int, page: PageFormat) -> TextRow:
    """Return the bar of a ratio, with the cumulative point and the threshold where they fall."""
    cells: list[Piece] = [Piece(sign, Ink.FIRST) for sign in bar(found.ratios[k - 1], width, page)]
    cells += [Piece(" ")] * (width - len(cells))
    cells[_column(threshold, width)] = Piece("|" if page.ascii else "┆", Ink.THIRD)
    start = _column(found.cumulative(k - 1), width) + 1 if k > 1 else width
    for at in range(max(start, len(bar(found.ratios[k - 1], width, page))), _column(found.cumulative(k), width)):
        cells[at] = cells[at] if cells[at].text != " " else Piece("." if page.ascii else "·", Ink.SECOND)
    cells[_column(found.cumulative(k), width)] = Piece("o" if page.ascii else "●", Ink.SECOND)
    return tuple(cells)


def _thickness(count: int, page: PageFormat) -> int:
    """Return how many rows a bar has, so that the bars fill a high window."""
    return max(1, min(THICKEST, (page.height - AROUND) // count))


def _below(found: Components, k: int, threshold: float, width: int, page: PageFormat) -> TextRow:
    """Return a further row of a bar, without the point of the sum."""
    cells = [Piece(sign, Ink.FIRST) for sign in bar(found.ratios[k - 1], width, page)]
    cells += [Piece(" ")] * (width - len(cells))
    cells[_column(threshold, width)] = Piece("|" if page.ascii else "┆", Ink.THIRD)
    return tuple(cells)


def _scale(threshold: float, width: int, page: PageFormat) -> TextRow:
    label = f"{100 * threshold:.4g}%"
    rule = ["-" if page.ascii else "─"] * width
    at = min(_column(threshold, width), width - 1)
    start = max(0, min(at - len(label) // 2, width - len(label)))
    rule[start : start + len(label)] = label
    return (Piece("".join(rule), Ink.DIM),)


def _column(share: float, width: int) -> int:
    """Return the column in which a share of the width falls."""
    return min(width - 1, max(0, round(round(share * width, EXACT) - 0.5)))


def _panel(found: Components, threshold: float, chosen: int) -> Panel:
    """Return the same as marks: bars upright, as in books."""
    count = _shown(found, chosen)
    ks = range(1, count + 1)
    bars: tuple[Mark, ...] = tuple(Bar((k - 0.3, 0.0), (k + 0.3, found.ratios[k - 1]), Ink.FIRST) for k in ks)
    totals = tuple((float(k), found.cumulative(k)) for k in ks)
    marks: tuple[Mark, ...] = (
        *bars,
        Curve(((0.4, threshold), (count + 0.6, threshold)), Ink.THIRD, "-", dashed=True),
        Curve(totals, Ink.SECOND, "."),
        Dots(totals, Ink.SECOND, 0),
        *(TextMark((float(k), -0.05), str(k), Ink.HEAD if k == chosen else Ink.DIM) for k in ks),
    )
    title = f"{chosen} of {len(found.ratios)} components reach ${format_number(threshold)}$"
    note = "bars: ratios; points: their sum; dashed: threshold"
    return Panel(title, (0.2, -0.1), (count + 0.8, 1.08), marks, note, equal=False)


def _signs(threshold: float, page: PageFormat) -> tuple[TextRow, ...]:
    bars, point, line = ("#", "o", "|") if page.ascii else ("█", "●", "┆")
    return remark(
        f"{bars} the ratio of each component, {point} their sum so far, {line} the threshold ${format_number(threshold)}$.",
        page,
    )


def _caption(found: Components, threshold: float, chosen: int, standardise: bool) -> list[str]:
    scaled = "standardized" if standardise else "centered, not standardized"
    return [
        f"$k = {chosen}$ is the first that reaches ${format_number(threshold)}$: its sum is {found.cumulative(chosen):.4f}. "
        f"The columns are {scaled}."
    ]


def _spoken(table: Table, found: Components, threshold: float, chosen: int, standardise: bool) -> list[str]:
    scaled = "standardized" if standardise else "centered"
    ratios = ", ".join(f"{ratio:.4f}" for ratio in found.ratios[: _shown(found, chosen)])
    totals = ", ".join(f"{found.cumulative(k):.4f}" for k in range(1, _shown(found, chosen) + 1))
    plural = "s are" if chosen > 1 else " is"
    return [
        f"{escaped(table.name)}, {len(table.columns)} {scaled} columns. The ratios of explained variance are {ratios}.",
        f"Their sums are {totals}.",
        f"{chosen} component{plural} needed to reach ${format_number(threshold)}$.",
    ]
