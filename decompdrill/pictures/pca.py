"""V2: samples on their first two principal components, by class, with the variance that k components keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.mathtext import escaped
from decompdrill.pictures import biplot
from decompdrill.pictures.canvas import COLUMNS, ROWS, draw_panel, limits, plot_size
from decompdrill.pictures.components import Components, principal_components, scaled_samples
from decompdrill.pictures.meter import meter
from decompdrill.pictures.scene import (
    MARKERS,
    SERIES,
    Bar,
    Curve,
    Dots,
    Ink,
    Mark,
    PageFormat,
    Panel,
    Picture,
    Piece,
    Point,
    TextMark,
    TextRow,
    row_text,
    side_by_side,
)
from decompdrill.pictures.tables import Table

MOST_LISTED = 10
ROUND = 9


def pca(table: Table, page: PageFormat, standardise: bool = True) -> Picture:
    """Return the samples of a table on two components; raises GivenError where it has no two columns that vary."""
    _demand_drawable(table)
    found = principal_components(scaled_samples(table, standardise))
    columns, rows = plot_size(page)
    panel = biplot.with_arrows(_panel(table, found, columns, rows), table, found)
    plot: tuple[TextRow, ...] = ((Piece(page.write(panel.title), Ink.HEAD),), *draw_panel(panel, columns, rows, page))
    keys = biplot.key_rows(table, found, min(COLUMNS, page.width), page)
    side = (*_legend(table, page), (), *keys, (), *_kept(found, page))
    is_wide = page.width >= columns + 2 + COLUMNS
    drawn_rows = side_by_side((plot, side), columns) if is_wide else (*plot, (), *side)
    return Picture(
        f"Two principal components of {escaped(table.name)}",
        drawn_rows,
        (panel, _kept_panel(found)),
        2,
        tuple(_caption(table, found, standardise)),
        tuple(_spoken(table, found, standardise)),
    )


def _demand_drawable(table: Table) -> None:
    if len(table.columns) < 2:
        raise GivenError(f"{table.name}: two columns of numbers at least are expected; {len(table.columns)} came")
    if len(table.classes) > len(MARKERS):
        raise GivenError(
            f"{table.name}: {len(MARKERS)} classes at most can be told apart; {len(table.classes)} labels came"
        )


@dataclass(frozen=True, slots=True)
class PcaSteps:
    """A table on its first k components, for each k from 1 to the number of components."""

    table: Table
    found: Components

    @property
    def last(self) -> int:
        return len(self.found.ratios)

    def at(self, k: int, page: PageFormat) -> Picture:
        """Return what k components keep: with one of them every sample lies on its axis; of more, the first two are drawn."""
        keys = _in_rows([*_legend(self.table, page)[1:]], page.width)
        rows = max(FEWEST_ROWS, min(ROWS, page.height - AROUND - len(keys)))
        panel = _panel(self.table, self.found, min(COLUMNS, page.width), rows, 1 if k == 1 else 2)
        kept = self.found.cumulative(k)
        bar = (Piece(f"k = {k} of {self.last} "), *meter(kept, 16, page), *_share(self.found, k))
        said = (
            "The first component keeps"
            if k == 1
            else f"The first {k} components{', of which two are drawn,' * (k > 2)} keep"
        )
        return Picture(
            f"{escaped(self.table.name)}: what k components keep",
            (
                (Piece(page.write(panel.title), Ink.HEAD),),
                *draw_panel(panel, min(COLUMNS, page.width), rows, page),
                *keys,
                bar,
            ),
            (panel,),
            1,
            (f"{said} {100 * kept:.2f}% of the variance.",),
            (),
        )


AROUND = 7
"""Rows around the plot: title, head, meter, sentence and keys, and what a terminal keeps free."""

FEWEST_ROWS = 8


def pca_steps(table: Table, standardise: bool = True) -> PcaSteps:
    """Return a table to step through its components; raises GivenError where `pca` does."""
    _demand_drawable(table)
    return PcaSteps(table, principal_components(scaled_samples(table, standardise)))


def _in_rows(pieces: list[TextRow], width: int) -> list[TextRow]:
    """Return keys side by side, in as many rows as they need."""
    rows: list[TextRow] = []
    for row in pieces:
        if rows and len(row_text(rows[-1])) + 3 + len(row_text(row)) <= width:
            rows[-1] = (*rows[-1], Piece("   "), *row)
        else:
            rows.append(row)
    return rows


def _panel(table: Table, found: Components, columns: int, rows: int, k: int = 2) -> Panel:
    """Return the samples on two components; with k = 1 the second score of each is dropped, in the same limits."""
    whole: tuple[Point, ...] = tuple((float(x), float(y)) for x, y in np.round(found.scores[:, :2], ROUND))
    low, high = limits(whole, columns, rows)
    places = whole if k > 1 else tuple((x, 0.0) for x, _ in whole)
    axes: tuple[Mark, ...] = (
        Curve(((low[0], 0.0), (high[0], 0.0)), Ink.DIM, "."),
        Curve(((0.0, low[1]), (0.0, high[1])), Ink.DIM, "."),
    )
    classes = table.classes or ("",)
    labels = table.labels or ("",) * len(places)
    scatter = tuple(
        Dots(tuple(p for p, label in zip(places, labels, strict=True) if label == name), SERIES[at], at)
        for at, name in enumerate(classes)
    )
    across, up = (f"{100 * ratio:.1f}%" for ratio in found.ratios[:2])
    return Panel(f"PC1 across ({across}), PC2 up ({up})", low, high, (*axes, *scatter), _key(classes))


def _key(classes: tuple[str, ...]) -> str:
    return "   ".join(f"{MARKERS[at][0]} {name}" for at, name in enumerate(classes) if name)


def _legend(table: Table, page: PageFormat) -> tuple[TextRow, ...]:
    counts = {name: table.labels.count(name) for name in table.classes}
    head: TextRow = (Piece(f"{len(table.values)} sample{'s' * (len(table.values) != 1)}", Ink.HEAD),)
    listed = (
        (Piece(page.marker(at), SERIES[at]), Piece(f" {name} ({count})"))
        for at, (name, count) in enumerate(counts.items())
    )
    return (head, *listed)


def _kept(found: Components, page: PageFormat) -> tuple[TextRow, ...]:
    """Return the cumulative variance of k components as meters."""
    head: TextRow = (Piece("variance that k components keep", Ink.HEAD),)
    ks = range(1, min(len(found.ratios), MOST_LISTED) + 1)
    digits = len(str(len(ks)))
    return (head, *((Piece(f"{k:>{digits}} "), *meter(found.cumulative(k), 20, page), *_share(found, k)) for k in ks))


def _kept_panel(found: Components) -> Panel:
    """Return the same as upright bars with their numbers."""
    ks = range(1, min(len(found.ratios), MOST_LISTED) + 1)
    marks = tuple(
        mark
        for k in ks
        for mark in (
            Bar((k - 0.35, 0.0), (k + 0.35, found.cumulative(k)), Ink.FIRST),
            TextMark((float(k), found.cumulative(k) + 0.05), f"{found.cumulative(k):.4f}", Ink.PLAIN),
            TextMark((float(k), -0.06), str(k), Ink.DIM),
        )
    )
    return Panel("variance that k components keep", (0.4, -0.12), (len(ks) + 0.6, 1.12), marks, equal=False)


def _share(found: Components, k: int) -> TextRow:
    return (Piece(f" {found.cumulative(k):.4f}"),)


def _caption(table: Table, found: Components, standardise: bool) -> list[str]:
    scaled = "centered and divided by their standard deviations" if standardise else "centered, not standardized"
    lines = [f"The {len(table.columns)} columns are {scaled}; both directions have one scale, the arrows another."]
    if found.cumulative(2) < 0.5:
        lines.append("Two components keep less than half of the variance: what lies near here may be far apart.")
    return lines


def _spoken(table: Table, found: Components, standardise: bool) -> list[str]:
    scaled = "standardized" if standardise else "centered"
    first, second = found.ratios[0], found.ratios[1]
    kept = ", ".join(f"{found.cumulative(k):.4f}" for k in range(1, min(len(found.ratios), MOST_LISTED) + 1))
    return [
        f"{len(table.values)} samples of {escaped(table.name)} with {len(table.columns)} {scaled} columns, on their first two "
        "principal components.",
        f"The first keeps {first:.4f} of the variance, the second {second:.4f}. "
        f"Together, for k from 1 up, components keep {kept}.",
        biplot.spoken(table, found),
        *_where_classes_lie(table, found),
    ]


def _where_classes_lie(table: Table, found: Components) -> list[str]:
    said = []
    labels = np.array(table.labels)
    for name in table.classes:
        scores = found.scores[labels == name, :2]
        (x, y), (across, up) = np.round(scores.mean(axis=0), 6), np.round(scores.std(axis=0), 6)
        said.append(
            f"{escaped(name)}: {len(scores)} samples, on average at ${x + 0.0:.2f}$ on the first component and ${y + 0.0:.2f}$ on "
            f"the second, with spreads of {across:.2f} and {up:.2f}."
        )
    return said
