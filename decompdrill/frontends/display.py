"""What the stream at hand can carry: glyphs, width, colour."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO, TypeAlias

from decompdrill.io.output import visible_row
from decompdrill.mathtext import Style
from decompdrill.model import Outcome
from decompdrill.pictures.scene import GreyPair


class Role(StrEnum):
    """What a piece of text is, for a front end that has colours."""

    PLAIN = "plain"
    HEAD = "head"
    DIM = "dim"
    RIGHT = "right"
    WRONG = "wrong"
    CLOSE = "close"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    SIXTH = "sixth"
    """The inks of a picture; no two marks are told apart by them alone."""


Tint: TypeAlias = Role | GreyPair
"""How a piece is coloured: by its role, or as the two grey pixels of one cell of an image."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to show, in pieces of one tint each."""

    pieces: tuple[tuple[Tint, str], ...]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


def line(text: str = "", role: Role = Role.PLAIN) -> Line:
    """Return a line of one piece."""
    return Line(((role, text),))


GLYPHS = {
    "right": ("✓", "ok"),
    "imprecise": ("~", "~"),
    "wrong": ("✗", "X"),
    "unreadable": ("?", "?"),
    "skipped": ("–", "-"),
    "here": ("●", "*"),
    "ahead": ("○", "."),
    "rule": ("─", "-"),
    "between": ("·", "-"),
    "times": ("×", "x"),
    "up to": ("≤", "<="),
    "over": (">", ">"),
    "bar": ("█", "#"),
    "trough": ("░", "."),
    "lead": ("›", ">"),
    "cut": ("…", "..."),
    "to": ("→", "->"),
}
"""Every glyph of the screens and its twin for streams that cannot carry it."""

RAMP = ("▁▂▃▄▅▆▇█", ".:-=+*%#")
"""Small bars from low to high."""

MARKS = {
    "right": ("✓", "+"),
    "imprecise": ("~", "~"),
    "wrong": ("✗", "x"),
    "unreadable": ("?", "?"),
    "skipped": ("–", "-"),
}
"""The row of positions: one column each."""

TWINS = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "·": "*", "×": "x", "√": "sqrt", "λ": "lambda", "σ": "sigma", "Σ": "Sigma",
        "Λ": "Lambda", "π": "pi", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf", "±": "+-", "ᵀ": "^T", "²": "^2",
        "³": "^3", "⁻": "^-", "¹": "1", "½": "1/2", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "→": "->",
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9", "‖": "||",
        "é": "e", "ü": "u", "μ": "mu", "ε": "eps", "θ": "theta", "✓": "ok", "✗": "X", "\u00a0": " ",
    }
)  # fmt: skip


NARROWEST = 24
"""Columns; a narrower terminal wraps the lines itself."""


@dataclass(frozen=True, slots=True)
class Display:
    """The style of mathematics, the size in columns and rows, and whether colour is wanted."""

    style: Style = Style.UNICODE
    width: int = 80
    colour: bool = False
    height: int = 24

    @property
    def spoken(self) -> bool:
        return self.style is Style.SPEECH

    def glyph(self, name: str) -> str:
        return GLYPHS[name][self.style is not Style.UNICODE]

    def mark(self, outcome: Outcome | None) -> str:
        return MARKS["skipped" if outcome is None else outcome.value][self.style is not Style.UNICODE]

    def text(self, text: str) -> str:
        """Return text with its control characters shown as what they are."""
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def display_of(stream: TextIO, plain: bool) -> Display:
    """Return the display for a stream: spoken for `--plain`, else Unicode where its encoding carries it, else ASCII."""
    style = Style.SPEECH if plain else Style.UNICODE if _carries_unicode(stream) else Style.ASCII
    size = shutil.get_terminal_size()
    return Display(style, max(NARROWEST, size.columns), not plain and wants_colour(stream), size.lines)


def wants_colour(stream: TextIO) -> bool:
    """Whether to colour: not under NO_COLOR (unless empty), else under FORCE_COLOR and on terminals that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and not is_dumb()


def is_dumb() -> bool:
    """Whether the terminal can do no more than write lines."""
    return os.name != "nt" and os.environ.get("TERM", "") in ("", "dumb", "unknown")


def _carries_unicode(stream: TextIO) -> bool:
    try:
        ("".join(u for u, _ in GLYPHS.values()) + "λσ₁ᵀ⎡√⁻").encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


ShowLines: TypeAlias = Callable[[Sequence[Line]], None]


def writer(out: TextIO) -> ShowLines:
    """Return a `ShowLines` that writes the bare text of each line."""

    def show(lines: Sequence[Line]) -> None:
        out.write("".join(f"{visible_row(row.text)}\n" for row in lines))
        out.flush()

    return show
