"""Markdown cut into prose, code and maths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple


class TextFault(NamedTuple):
    """What is wrong with a text, and the offset of it."""

    offset: int
    message: str


class SegmentKind(Enum):
    """What a piece of Markdown is."""

    PROSE = auto()
    CODE = auto()
    FENCED = auto()
    """Lines of code between lines of three backticks."""
    INLINE = auto()
    DISPLAY = auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece: `text` without its marks, `start` the offset of that text in the whole."""

    sort: SegmentKind
    text: str
    start: int
    closed: bool = True


MARKS = {"```": SegmentKind.FENCED, "$$": SegmentKind.DISPLAY, "$": SegmentKind.INLINE, "`": SegmentKind.CODE}
_MARK = re.compile(r"\\[\\$`*_{}|-]|```|\$\$|\$|`")


@lru_cache(256)
def segments(markdown: str) -> tuple[Segment, ...]:
    r"""Return the pieces in order. `\$` is a dollar sign; a mark that is never closed makes a piece that is not `closed`."""
    return tuple(_segments(markdown))


def _segments(markdown: str) -> Iterator[Segment]:
    begun = at = 0
    while match := _MARK.search(markdown, at):
        sort = MARKS.get(match.group())
        if sort is None:
            at = match.end()
            continue
        if match.start() > begun:
            yield Segment(SegmentKind.PROSE, markdown[begun : match.start()], begun)
        end = _closing(markdown, match.group(), match.end())
        yield Segment(sort, markdown[match.end() : end], match.end(), end is not None)
        if end is None:
            return
        begun = at = end + len(match.group())
    if begun < len(markdown):
        yield Segment(SegmentKind.PROSE, markdown[begun:], begun)


def _closing(markdown: str, mark: str, start: int) -> int | None:
    """Return the offset of the closing mark, None where there is none."""
    at = markdown.find(mark, start)
    while mark[0] == "$" and at > 0 and markdown[at - 1] == "\\":
        at = markdown.find(mark, at + 1)
    return at if at >= 0 else None
