"""Markdown whose formulas any LaTeX program reads: KaTeX, MathJax, a notebook."""

from __future__ import annotations

import re

from decompdrill.mathtext.segments import SegmentKind, segments
from decompdrill.mathtext.subset import FUNCTION

STANDARD = {
    r"\det",
    r"\dim",
    r"\ker",
    r"\max",
    r"\min",
    r"\arg",
    r"\sin",
    r"\cos",
    r"\tan",
    r"\exp",
    r"\log",
    r"\ln",
    r"\lim",
}
"""Functions that LaTeX itself has; the others of the subset are written with their name."""

OWN = {name: rf"\operatorname{{{name[1:].lower()}}}" for name in FUNCTION if name not in STANDARD} | {
    r"\mbox": r"\text"
}
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_ANY_OWN = re.compile("|".join(map(re.escape, OWN)))


def standard(markdown: str) -> str:
    r"""Return Markdown with the commands of its formulas that LaTeX does not have as \operatorname{…}."""
    if not _ANY_OWN.search(markdown):  # most texts: they are not cut into pieces for nothing
        return markdown
    out, done = [], 0
    for piece in segments(markdown):
        if piece.sort in (SegmentKind.INLINE, SegmentKind.DISPLAY):
            out += [markdown[done : piece.start], _COMMAND.sub(_of_latex, piece.text)]
            done = piece.start + len(piece.text)
    return "".join([*out, markdown[done:]])


def _of_latex(command: re.Match[str]) -> str:
    return OWN.get(command.group(), command.group())
