"""Bars of one row: eighths of a cell where the page carries them, whole signs else."""

from __future__ import annotations

from decompdrill.pictures.canvas import EXACT
from decompdrill.pictures.scene import Ink, PageFormat, Piece, TextRow

EIGHTHS = " ▏▎▍▌▋▊▉█"


def meter(share: float, width: int, page: PageFormat, ink: Ink = Ink.FIRST) -> TextRow:
    """Return a bar of `share` (0 to 1) of `width` columns, and its trough."""
    filled = bar(share, width, page)
    trough = ("." if page.ascii else "░") * (width - len(filled))
    return Piece(filled, ink), Piece(trough, Ink.DIM)


def bar(share: float, width: int, page: PageFormat) -> str:
    """Return a bar alone; a share over 0 shows at least the thinnest sign."""
    eighths = max(round(round(share * width * 8, EXACT)), 1 if share > 0 else 0)
    if page.ascii:
        return "#" * max(round(eighths / 8), 1 if share > 0 else 0)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")
