"""Texts of a bank with placeholders `{{ expression | format }}`, and where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from decompdrill.expr import Expression
from decompdrill.mathtext.formats import FORMATS
from decompdrill.mathtext.segments import SegmentKind, TextFault, segments

# `{{{ k }}}` is a placeholder in LaTeX braces, so the opening mark is the last two of a run of braces.
_OPENING = re.compile(r"\{\{(?!\{)")
_FORMAT = re.compile(r"\|\s*+([^|\s]*+)\s*+$")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An expression that stands for its value; `offset` is the expression's own place in the text."""

    expression: Expression
    format: str
    offset: int
    context: SegmentKind
    braced: bool
    """It directly follows ^ or _, so that more than one character needs braces."""


class Template(Struct, frozen=True, dict=True):  # which is made in a fifth of the time of a dataclass
    """A text with placeholders, cut when it is first looked into, and then never again; `is_code`: all of it is code."""

    text: str
    is_code: bool = False

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Return the placeholders that have no fault."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))

    @property
    def faults(self) -> tuple[TextFault, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, TextFault))

    @cached_property
    def masked(self) -> str:
        """The text with a 1 for each placeholder, of the same length: what a check of its maths may read."""
        pieces: list[str] = []
        at = 0
        for start, end in self._spans:
            pieces += (self.text[at:start], "1", " " * (end - start - 1))
            at = end
        return "".join((*pieces, self.text[at:]))

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(_spans(self.text))

    @cached_property
    def pieces(self) -> tuple[str | Placeholder | TextFault, ...]:
        """What the text is cut into: words as they are, placeholders, and the faults of the template."""
        if "{{" not in self.text:
            return (self.text,)
        return _pieces(self.text, self._spans, [(0, SegmentKind.CODE)] if self.is_code else _contexts(self.masked))


def _pieces(
    text: str, spans: Iterable[tuple[int, int]], contexts: Sequence[tuple[int, SegmentKind]]
) -> tuple[str | Placeholder | TextFault, ...]:
    """Return what a text is cut into at its placeholders; `contexts` says where each segment starts, the last one first."""
    pieces: list[str | Placeholder | TextFault] = []
    at = 0
    for start, end in spans:
        context = next(sort for begin, sort in contexts if begin <= start)
        pieces += (text[at:start], _placeholder(text, start, end, context))
        at = end
    unclosed = text.find("{{", at)
    rest = text[at:] if unclosed < 0 else TextFault(unclosed, "expected '}}' after '{{', got the end of the text")
    return (*pieces, rest)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where placeholders begin and end, from each opening mark to the next closing one."""
    at = 0
    while (opening := _OPENING.search(text, at)) and (closing := text.find("}}", opening.end())) >= 0:
        at = closing + 2
        yield opening.start(), at


def _contexts(masked: str) -> list[tuple[int, SegmentKind]]:
    """Return where each segment starts, the last one first."""
    return [(s.start, s.sort) for s in segments(masked)][::-1]


def _placeholder(text: str, start: int, end: int, context: SegmentKind) -> Placeholder | TextFault:
    inside = text[start + 2 : end - 2]
    chosen = _FORMAT.search(inside)
    expression = inside[: chosen.start()] if chosen else inside
    offset = start + 2 + len(expression) - len(expression.lstrip())
    if not expression.strip():
        return TextFault(start, "expected an expression between '{{' and '}}', got none")
    name = chosen.group(1) if chosen else ""
    if chosen and name not in FORMATS:
        return TextFault(start + 2 + chosen.start(1), f"expected a format ({', '.join(FORMATS)}), got '{name[:40]}'")
    braced = text[:start].rstrip().endswith(("^", "_")) and context in (SegmentKind.INLINE, SegmentKind.DISPLAY)
    return Placeholder(Expression(expression.strip()), name, offset, context, braced)
