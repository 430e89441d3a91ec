"""Markdown with a documented subset of LaTeX, written as Unicode, ASCII or speech (docs/math-text.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decompdrill.mathtext.boxes import width
from decompdrill.mathtext.document import escaped, render, render_line
from decompdrill.mathtext.parse import parse_latex
from decompdrill.mathtext.prose import has_ascii
from decompdrill.mathtext.segments import MARKS, SegmentKind, TextFault, segments
from decompdrill.mathtext.standard import standard
from decompdrill.mathtext.subset import Style
from decompdrill.mathtext.typed import spelled

_COMMAND_IN_PROSE = re.compile(r"\\[A-Za-z]+")


def maths_faults(markdown: str) -> tuple[TextFault, ...]:
    """Return the faults of everything in a text that is outside the subset."""
    if "$" not in markdown and "\\" not in markdown and "`" not in markdown:
        return ()
    return tuple(_faults(markdown))


def _faults(markdown: str) -> Iterator[TextFault]:
    for piece in segments(markdown):
        if not piece.closed:
            mark = next(mark for mark, sort in MARKS.items() if sort is piece.sort)
            yield TextFault(piece.start - len(mark), f"expected a closing '{mark}', got the end of the text")
        elif piece.sort is SegmentKind.PROSE:
            for match in _COMMAND_IN_PROSE.finditer(piece.text):
                message = f"expected math between $…$, got {match.group()[:40]} in prose"
                yield TextFault(piece.start + match.start(), message)
        elif piece.sort in (SegmentKind.INLINE, SegmentKind.DISPLAY):
            if not piece.text.strip():
                yield TextFault(piece.start, "expected math between $…$, got none")
            yield from (TextFault(piece.start + at, message) for at, message in parse_latex(piece.text)[1])


__all__ = ["Style", "escaped", "has_ascii", "maths_faults", "render", "render_line", "spelled", "standard", "width"]
