"""A weight matrix beside the two factors of its LoRA update, to scale, with the numbers that each holds."""

from __future__ import annotations

from decompdrill.errors import UsageError
from decompdrill.pictures.canvas import EXACT
from decompdrill.pictures.meter import bar
from decompdrill.pictures.scene import (
    Bar,
    Ink,
    PageFormat,
    Panel,
    Picture,
    Piece,
    TextRow,
    side_by_side,
)

LARGEST = 1_000_000
"""The largest layer that is drawn."""

WIDEST = 24
"""Columns of W, which has half as many rows: a cell is twice as high as wide."""

LOWER_EIGHTHS = " ▁▂▃▄▅▆▇"


def lora(d: int, r: int, page: PageFormat) -> Picture:
    """Return W (d×d) beside B (d×r) and A (r×d); raises UsageError for a size or a rank that they cannot have."""
    if not 2 <= d <= LARGEST:
        raise UsageError(f"--size takes a whole number from 2 to {LARGEST:,}, and not {d}")
    if not 1 <= r <= d:
        raise UsageError(f"--rank takes a whole number from 1 to {d}, the size of the layer, and not {r}")
    columns = min(WIDEST, (page.width - 4) // 3 // 2 * 2)
    told = (*_counts(d, r), _saved(d, r))
    parts = 1 if page.ascii else 8
    thin = () if parts * r * (columns // 2) >= d else ("At this rank a factor is too thin to be drawn to scale here.",)
    return Picture(
        f"LoRA of rank {r} on a layer of size {d}",
        side_by_side((_whole(columns, page), _tall(d, r, columns, page), _wide(d, r, columns, page)), columns),
        (
            _panel(f"$W$: {d}×{d}, frozen", d, d, d, Ink.DIM),
            _panel(f"$B$: {d}×{r}, trained", d, r, d, Ink.FIRST),
            _panel(f"$A$: {r}×{d}, trained", d, d, r, Ink.SECOND),
        ),
        3,
        (*told, *thin),
        told,
    )


def _counts(d: int, r: int) -> tuple[str, str]:
    return (
        f"$W$ is {d}×{d}: {d * d} numbers, which are frozen.",
        f"$B$ is {d}×{r} and $A$ is {r}×{d}: {2 * d * r} numbers, which are trained.",
    )


def _saved(d: int, r: int) -> str:
    """Return the share that is trained, and by what factor that is less."""
    share = f"{_about(100 * 2 * r, d)}% as many numbers as $W$ has"
    if 2 * r < d:
        return f"LoRA trains {share}, {_about(d, 2 * r)} times fewer."
    return f"LoRA trains {share}: nothing is saved."


def _about(above: int, below: int) -> str:
    """Return a quotient with three digits, and "about" where that is not exact."""
    shown = f"{above / below:.3g}" if above < 1000 * below else str(round(above / below))
    return shown if float(shown) * below == above else f"about {shown}"


def _whole(columns: int, page: PageFormat) -> tuple[TextRow, ...]:
    row = (Piece(("." if page.ascii else "░") * columns, Ink.DIM),)
    return ((Piece("W, frozen", Ink.HEAD),), *[row] * (columns // 2))


def _tall(d: int, r: int, columns: int, page: PageFormat) -> tuple[TextRow, ...]:
    row = (Piece(bar(r / d, columns, page), Ink.FIRST),)
    return ((Piece("B, trained", Ink.HEAD),), *[row] * (columns // 2))


def _wide(d: int, r: int, columns: int, page: PageFormat) -> tuple[TextRow, ...]:
    """Return A, which stands at the foot of its block: eighths of a cell fill it from below."""
    rows = columns // 2
    eighths = max(1, round(round(8 * rows * r / d, EXACT)))
    full, part = divmod(max(8, round(eighths / 8) * 8) if page.ascii else eighths, 8)
    drawn = [(LOWER_EIGHTHS[part] * columns)] * (part > 0) + [("#" if page.ascii else "█") * columns] * full
    blank: list[TextRow] = [()] * (rows - len(drawn))
    return ((Piece("A, trained", Ink.HEAD),), *blank, *((Piece(row, Ink.SECOND),) for row in drawn))


def _panel(title: str, d: int, width: int, height: int, ink: Ink) -> Panel:
    """Return a matrix to scale in a square of the size of W."""
    return Panel(title, (0.0, 0.0), (1.0, 1.0), (Bar((0.0, 1.0 - height / d), (width / d, 1.0), ink),))
