"""Text that is several lines high: boxes side by side, matrices in brackets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of one width; adjacent text is aligned with the line `baseline`."""

    lines: tuple[str, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        return max(map(width, self.lines), default=0)


BRACKETS = {"[": "⎡⎢⎣", "]": "⎤⎥⎦", "(": "⎛⎜⎝", ")": "⎞⎟⎠", "|": "│││", "‖": "‖‖‖", "{": "⎧⎨⎩", "}": "⎫⎬⎭", "": ""}


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


@lru_cache(maxsize=4096)  # the signs of mathematics are few, and each is measured over and over
def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def beside(boxes: Sequence[Box]) -> Box:
    """Return boxes side by side with their baselines on one line."""
    above = max((box.baseline for box in boxes), default=0)
    below = max((len(box.lines) - box.baseline for box in boxes), default=0)
    lines = [""] * (above + below)
    for box in boxes:
        columns, first = box.width, above - box.baseline
        for index in range(len(lines)):
            inside = 0 <= index - first < len(box.lines)
            lines[index] += pad(box.lines[index - first] if inside else "", columns)
    return Box(tuple(lines), above)


def matrix_box(cells: Sequence[Sequence[str]], opening: str, closing: str, ascii_only: bool) -> Box:
    """Return a matrix in its brackets, decimal points and right edges below one another."""
    columns = [_aligned(column) for column in _columns(cells)]
    rows = ["  ".join(row).rstrip() if not closing else "  ".join(row) for row in zip(*columns, strict=True)]
    return fenced(Box(tuple(rows), (len(rows) - 1) // 2), opening, closing, ascii_only)


def rows_box(cells: Sequence[Sequence[str]], limit: int) -> Box:
    """Return a matrix too wide to be drawn as its rows, each on lines of its own."""
    lines: list[str] = []
    for at, row in enumerate(cells, 1):
        lines += fill([f"row {at}:", *(f"{entry}," for entry in row[:-1]), row[-1]], limit, "    ")
    return Box(tuple(lines))


def fill(words: Iterable[str], limit: int, hanging: str = "", first: str = "") -> list[str]:
    """Return words on lines of at most `limit` columns; later lines begin with `hanging`."""
    lines: list[str] = []
    line, empty = first, True
    for word in words:
        if not empty and width(line) + 1 + width(word) > limit:
            lines.append(line)
            line, empty = hanging, True
        line += word if empty else f" {word}"
        empty = False
    return lines if empty else [*lines, line]


def fenced(box: Box, opening: str, closing: str, ascii_only: bool) -> Box:
    """Return a box in brackets as high as it is."""
    left, right = (_bracket(sign, len(box.lines), ascii_only) for sign in (opening, closing))
    columns = box.width
    lines = (
        f"{start}{pad(line, columns) if end else line}{end}"
        for start, line, end in zip(left, box.lines, right, strict=True)
    )
    return Box(tuple(lines), box.baseline)


def _bracket(sign: str, height: int, ascii_only: bool) -> list[str]:
    if height == 1 or ascii_only or not sign:
        return [sign] * height
    top, middle, bottom = tuple(BRACKETS.get(sign, sign * 3))
    lines = [top, *[middle] * (height - 2), bottom]
    if sign in "{}" and height > 1:
        straight = "⎪"
        lines[1:-1] = [straight] * (height - 2)
        lines[(height - 1) // 2 if height > 2 else 0] = middle if height > 2 else top
    return lines


def _columns(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    longest = max(map(len, cells), default=0)
    return [[row[at] if at < len(row) else "" for row in cells] for at in range(longest)]


def _aligned(column: Iterable[str]) -> list[str]:
    """Return the entries of one column with the decimal points, or else the right edges, below one another."""
    halves = [_halves(entry) for entry in column]
    after = max(width(behind) for _, behind in halves)
    whole = [before + pad(behind, after) for before, behind in halves]
    columns = max(map(width, whole))
    return [" " * (columns - width(entry)) + entry for entry in whole]


def _halves(entry: str) -> tuple[str, str]:
    """Return the part of a plain number before its decimal point, and the rest."""
    point = entry.find(".")
    is_number = point > 0 and entry.lstrip("-−").replace(".", "", 1).isdigit()
    return (entry[:point], entry[point:]) if is_number else (entry, "")
