"""V5: a cloud of points in two columns, its covariance ellipse of two standard deviations, and its principal axes."""

from __future__ import annotations

import math

import numpy as np

from decompdrill.draw.stream import Stream
from decompdrill.errors import GivenError
from decompdrill.judging.tolerances import EQUAL_VARIANCES
from decompdrill.maths.tolerances import ROUND_OFF
from decompdrill.mathtext import escaped
from decompdrill.pictures.canvas import COLUMNS, draw_panel, ellipse, limits, plot_size
from decompdrill.pictures.components import Components, Floats, principal_components, scaled_samples
from decompdrill.pictures.scene import (
    Curve,
    Dots,
    Ink,
    PageFormat,
    Panel,
    Picture,
    Piece,
    Point,
    TextMark,
    TextRow,
    format_number,
    side_by_side,
)
from decompdrill.pictures.tables import Table

DEVIATIONS = 2
"""The semi-axes of the ellipse, in standard deviations."""

UNEQUAL = 400.0
"""How many times larger one variance is than the other before it is worth a remark."""

POINTS = 120


def drawn_table(seed: int) -> Table:
    """Return a cloud of points drawn from a seed: correlated, with its longer axis somewhere between the columns."""
    stream = Stream("show.cloud", seed, "points")
    long, short = stream.integer(20, 30), stream.integer(5, 12)
    angle = math.radians(stream.sign() * stream.integer(15, 75))
    c, s = math.cos(angle), math.sin(angle)
    points = [(_bell(stream) * long / 10, _bell(stream) * short / 10) for _ in range(POINTS)]
    rows = [(round(c * x - s * y, 2), round(s * x + c * y, 2)) for x, y in points]
    return Table(f"points drawn from seed {seed}", ("x", "y"), np.array(rows))


def _bell(stream: Stream) -> float:
    """Return a number that is nearly normal, of mean 0 and variance 1: the sum of twelve even ones."""
    return sum(stream.integer(-500, 500) for _ in range(12)) / 1000


def cloud(table: Table, page: PageFormat, standardise: bool = False) -> Picture:
    """Return two columns as a cloud; raises GivenError where there are no two columns, or neither varies."""
    if len(table.columns) < 2:
        raise GivenError(f"{table.name}: two columns of numbers are expected; {len(table.columns)} came")
    pair = Table(table.name, table.columns[:2], table.values[:, :2])
    centred = scaled_samples(pair, standardise)
    found = principal_components(centred)
    centre = (0.0, 0.0) if standardise else (float(pair.values[:, 0].mean()), float(pair.values[:, 1].mean()))
    columns, rows = plot_size(page)
    panel = _panel(pair, centred, found, centre, columns, rows)
    plot: tuple[TextRow, ...] = (
        (Piece(page.write(panel.title)[:columns], Ink.HEAD),),
        *draw_panel(panel, columns, rows, page),
    )
    side = tuple(_side(pair, centred, found, centre, page))
    is_wide = page.width >= columns + 2 + COLUMNS
    drawn_rows = side_by_side((plot, side), columns) if is_wide else (*plot, (), *side)
    return Picture(
        f"Covariance ellipse of {escaped(pair.name)}",
        drawn_rows,
        (panel,),
        1,
        tuple(_caption(centred, found, standardise)),
        tuple(_spoken(pair, centred, found, centre)),
    )


def _arms(found: Components) -> tuple[Point, Point]:
    """Return the semi-axes of the ellipse as vectors."""
    axes = found.components[:2] * (DEVIATIONS * np.sqrt(np.array(found.variances[:2])))[:, None]
    axes = np.round(axes, 12)
    second = axes[1] if len(axes) > 1 else np.zeros(2)
    return (float(axes[0][0]), float(axes[0][1])), (float(second[0]), float(second[1]))


def _panel(pair: Table, centred: Floats, found: Components, centre: Point, columns: int, rows: int) -> Panel:
    first, second = _arms(found)
    outline = ellipse(first, second, centre)
    places: tuple[Point, ...] = tuple((float(x), float(y)) for x, y in centred + np.array(centre))
    low, high = limits((*places, *outline), columns, rows)
    marks = (
        Dots(places, Ink.PLAIN, None),
        Curve(outline, Ink.DIM, "*"),
        Curve((centre, _sum(centre, second)), Ink.SECOND, ":"),
        Curve((centre, _sum(centre, first)), Ink.FIRST, "-"),
        TextMark(_sum(centre, second), "2", Ink.SECOND),
        TextMark(_sum(centre, first), "1", Ink.FIRST),
    )
    title = f"{escaped(pair.columns[0])} across, {escaped(pair.columns[1])} up"
    return Panel(title, low, high, marks, f"ellipse: {DEVIATIONS} standard deviations; 1 and 2: principal axes")


def _side(pair: Table, centred: Floats, found: Components, centre: Point, page: PageFormat) -> list[TextRow]:
    (a, b), (_, d) = _covariance(centred)
    entries = [[page.number(a), page.number(b)], [page.number(b), page.number(d)]]
    width = max(len(entry) for row in entries for entry in row)
    rows: list[TextRow] = [(Piece(f"{len(pair.values)} points", Ink.HEAD),)]
    rows.append((Piece(f"mean ({page.number(centre[0])}, {page.number(centre[1])})"),))
    rows += [(), (Piece("covariance matrix", Ink.HEAD),)]
    rows += [(Piece(f"[ {row[0]:>{width}}  {row[1]:>{width}} ]"),) for row in entries]
    rows += [(), (Piece("principal axes", Ink.HEAD),)]
    rows += [row for at in range(2) for row in _axis(found, at, page)]
    return rows


def _axis(found: Components, at: int, page: PageFormat) -> list[TextRow]:
    variance, (x, y) = found.variances[at], np.round(found.components[at], 12)
    ink = (Ink.FIRST, Ink.SECOND)[at]
    return [
        (Piece(f"{at + 1}", ink), Piece(f" along ({page.number(x, 3)}, {page.number(y, 3)})")),
        (
            Piece(
                page.write(rf"  $\lambda = {format_number(variance)}$, {100 * found.ratios[at]:.1f}% of the variance")
            ),
        ),
        (
            Piece(
                page.write(
                    rf"  half axis ${DEVIATIONS}\sqrt{{\lambda}} = {format_number(DEVIATIONS * math.sqrt(variance))}$"
                )
            ),
        ),
    ]


def _caption(centred: Floats, found: Components, standardise: bool) -> list[str]:
    lines = [
        f"The ellipse reaches {DEVIATIONS} standard deviations from the mean. Its axes, 1 and 2, are the eigenvectors of "
        r"the covariance matrix; the eigenvalue $\lambda$ is the variance along each: "
        f"${format_number(found.variances[0])}$ and ${format_number(found.variances[1])}$.",
    ]
    (a, _), (_, d) = _covariance(centred)
    if max(a, d) > UNEQUAL * min(a, d):
        lines.append(
            f"One column has ${format_number(max(a, d) / min(a, d), 3)}$ times the variance of the other"
            if min(a, d) > 0
            else "One column does not vary"
        )
        lines[-1] += ", and is nearly all one sees: `--standardize` gives both the same." if min(a, d) > 0 else "."
    if standardise:
        lines.append("The columns are centered and divided by their standard deviations.")
    return lines


def _spoken(pair: Table, centred: Floats, found: Components, centre: Point) -> list[str]:
    (a, b), (_, d) = _covariance(centred)
    lines = [
        f"{len(pair.values)} points, {escaped(pair.columns[0])} against {escaped(pair.columns[1])} ({escaped(pair.name)}), "
        f"around (${format_number(centre[0])}$, ${format_number(centre[1])}$).",
        f"The variances are ${format_number(a)}$ and ${format_number(d)}$, the covariance is ${format_number(b)}$.",
    ]
    longer, shorter = found.variances[:2]
    names = ("first", "second") if longer - shorter <= EQUAL_VARIANCES * longer else ("longer", "shorter")
    for at, name in enumerate(names):
        x, y = np.round(found.components[at], 12)
        lines.append(
            f"The {name} principal axis points along (${format_number(x, 3)}$, ${format_number(y, 3)}$) with variance "
            f"${format_number(found.variances[at])}$, {100 * found.ratios[at]:.1f} percent of the whole; the ellipse of "
            f"{DEVIATIONS} standard deviations reaches ${format_number(DEVIATIONS * math.sqrt(found.variances[at]))}$ along it."
        )
    return lines


def _covariance(centred: Floats) -> tuple[Point, Point]:
    C = centred.T @ centred / (len(centred) - 1)
    C = np.where(np.abs(C) <= ROUND_OFF * np.max(np.abs(C)), 0.0, C)
    return (float(C[0, 0]), float(C[0, 1])), (float(C[1, 0]), float(C[1, 1]))


def _sum(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1]
