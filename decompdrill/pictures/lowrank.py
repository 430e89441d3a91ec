"""V4: a photograph at several ranks, with the numbers that each stores and its error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from decompdrill.errors import GivenError, UsageError
from decompdrill.mathtext import escaped
from decompdrill.pictures.greys import Grey, cells, levels
from decompdrill.pictures.scene import Ink, PageFormat, Panel, Picture, Piece, Raster, TextRow, remark, side_by_side

RANKS = (1, 5, 20)
WIDEST, HIGHEST = 36, 18
"""Cells of one panel."""

MOST_PANELS = 12


@dataclass(frozen=True, slots=True)
class Approximation:
    """The best approximation of rank k: what it stores, its relative Frobenius error, its pixels."""

    k: int
    stored: int
    error: float
    image: Grey


def truncated_svds(image: Grey, ranks: Sequence[int]) -> tuple[Approximation, ...]:
    """Return the truncated SVDs of an image; raises UsageError for a rank that it cannot have.

    The error is √(Σ σᵢ² over i > k) / ‖A‖_F. Source: Eckart and Young, Psychometrika 1 (1936).
    """
    m, n = image.shape
    wrong = next((k for k in ranks if not 1 <= k <= min(m, n)), None)
    if wrong is not None:
        raise UsageError(f"--rank takes a number from 1 to {min(m, n)} for an image of {n}×{m}, and not {wrong}")
    U, s, Vt = np.linalg.svd(image, full_matrices=False)
    s = np.where(s > s[0] * max(m, n) * np.finfo(float).eps, s, 0.0)  # what rounding makes of a zero
    whole = float(np.sqrt(np.sum(s**2)))
    if whole == 0.0:
        raise GivenError("the image is all black: it has rank 0, and nothing to approximate")
    return tuple(
        Approximation(k, k * (m + n + 1), float(np.sqrt(np.sum(s[k:] ** 2))) / whole, (U[:, :k] * s[:k]) @ Vt[:k])
        for k in ranks
    )


def lowrank(image: Grey, page: PageFormat, name: str = "the photograph", ranks: Sequence[int] = ()) -> Picture:
    """Return an image at each rank and in full."""
    m, n = image.shape
    chosen = tuple(dict.fromkeys(ranks)) or tuple(k for k in RANKS if k <= min(m, n))
    if len(chosen) > MOST_PANELS:
        raise UsageError(f"--rank can be given {MOST_PANELS} times; {len(chosen)} ranks came")
    found = truncated_svds(image, chosen)
    columns, rows = _size(image, page)
    panels = [(_title(each), each.image) for each in found] + [(f"full: {m * n} numbers", image)]
    blocks = [((Piece(title, Ink.HEAD),), *cells(pixels, columns, rows, page)) for title, pixels in panels]
    wide = max(columns, *(len(title) for title, _ in panels))
    per_row = max(1, (page.width + 2) // (wide + 2))
    per_row = 2 if per_row == 3 and len(panels) == 4 else per_row
    groups = [tuple(blocks[at : at + per_row]) for at in range(0, len(blocks), per_row)]
    return Picture(
        f"Lower ranks of {escaped(name)}",
        (*(_printed(row, page) for group in groups for row in side_by_side(group, wide)), *_ground(page)),
        tuple(_panel(title, pixels) for title, pixels in panels),
        2,
        tuple(_caption(image, found)),
        tuple(_spoken(image, found, name)),
    )


def _size(image: Grey, page: PageFormat) -> tuple[int, int]:
    """Return columns and rows of cells for an image, a cell being twice as high as wide: two fit beside each other."""
    m, n = image.shape
    highest = max(HIGHEST, page.height - 6)
    widest = min(page.width, max(WIDEST, min(WIDEST * highest // HIGHEST, page.width // 2 - 1)))
    rows = widest * m / n / 2
    if rows <= highest:
        return widest, max(1, round(rows))
    return max(1, min(widest, round(highest * 2 * n / m))), highest


def _title(each: Approximation) -> str:
    return f"rank {each.k}: {each.stored} numbers, error {100 * each.error:.1f}%"


def _printed(row: TextRow, page: PageFormat) -> TextRow:
    return tuple(Piece(page.write(p.text), p.paint) if p.paint is Ink.HEAD else p for p in row)


def _panel(title: str, image: Grey) -> Panel:
    m, n = image.shape
    raster = Raster(tuple(tuple(row) for row in levels(image).tolist()))
    return Panel(title, (0.0, 0.0), (float(n), float(m)), (raster,))


def _caption(image: Grey, found: Sequence[Approximation]) -> list[str]:
    m, n = image.shape
    lines = [
        f"$A$ is {m}×{n}: {m * n} numbers. Rank $k$ stores $k(m + n + 1) = {m + n + 1}k$ of them; the error is "
        r"$\|A - A_k\|_F \ / \ \|A\|_F$."
    ]
    larger = [str(each.k) for each in found if each.stored >= m * n]
    if larger:
        lines.append(
            f"At rank {', '.join(larger)} nothing is saved: from $k = {_worthless(m, n)}$ on, $A$ itself takes no more."
        )
    return lines


def _ground(page: PageFormat) -> tuple[TextRow, ...]:
    """Return which way round the greys are where they are drawn with the reader's own ink."""
    if page.colour and not page.ascii:
        return ()
    if page.light:
        return remark("Ink is dark, as on a light ground; without --light it is bright.", page)
    return remark("Ink is bright, as on a dark ground; if it looks like a negative, take --light.", page)


def _worthless(m: int, n: int) -> int:
    """Return the least k at which k(m + n + 1) reaches m·n."""
    return -(-m * n // (m + n + 1))


def _spoken(image: Grey, found: Sequence[Approximation], name: str) -> list[str]:
    m, n = image.shape
    return [
        f"The picture is {escaped(name)}, a matrix of {m} by {n} grays, {m * n} numbers.",
        *(
            f"At rank {each.k} it takes {each.stored} numbers, {100 * each.stored / (m * n):.1f} percent of them, "
            f"and the relative Frobenius error is {each.error:.4f}."
            for each in found
        ),
        _looks(found),
    ]


def _looks(found: Sequence[Approximation]) -> str:
    by_rank = sorted(found, key=lambda each: each.k)
    falls = len(found) > 1 and all(more.error < less.error for less, more in pairwise(by_rank))
    start = "The error falls with the rank; at" if falls else "At"
    best = by_rank[-1]
    return f"{start} rank {best.k} the picture keeps {100 * (1 - best.error**2):.1f} percent of its sum of squares."
