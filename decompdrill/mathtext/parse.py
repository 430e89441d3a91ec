"""LaTeX of the subset to a tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from decompdrill.mathtext import subset
from decompdrill.mathtext.segments import TextFault
from decompdrill.mathtext.tree import (
    Accent,
    DoubleStruck,
    Fence,
    Fraction,
    Grid,
    Node,
    NumberNode,
    RootNode,
    RowNode,
    Scripts,
    Space,
    Symbol,
    Word,
)

DEEPEST = 20
DIGITS = "0123456789"
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\{,\}[0-9]{3}|\.[0-9]+)*|\s+|.", re.DOTALL)
_LETTER_OR_SIGN = re.compile(r"[^\W\d_]", re.UNICODE)
EMPTY = RowNode(())


@dataclass(slots=True)
class _Reader:
    """The tokens of a formula with their offsets, and the faults found so far."""

    tokens: list[tuple[str, int]]
    end: int
    at: int = 0
    depth: int = 0
    faults: list[TextFault] = field(default_factory=list)

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        word = self.peek()
        self.at += 1
        return word

    def offset(self, back: int = 0) -> int:
        at = self.at - back
        return self.tokens[at][1] if at < len(self.tokens) else self.end

    def fault(self, message: str, back: int = 0) -> None:
        self.faults.append(TextFault(self.offset(back), message))


@lru_cache(4096)
def parse_latex(latex: str) -> tuple[RowNode, tuple[TextFault, ...]]:
    """Return the tree of a formula and its faults; the tree is as good as they allow."""
    tokens = [(m.group(), m.start()) for m in _TOKEN.finditer(latex) if not m.group().isspace()]
    reader = _Reader(tokens, len(latex))
    items: list[Node] = []
    while reader.peek():
        items += _row(reader, ()).items
        if reader.peek():
            _stray(reader)
    return RowNode(tuple(items)), tuple(reader.faults)


def _stray(reader: _Reader) -> None:
    word = reader.take()
    place = {"&": " between cells of a matrix", r"\\": " at the end of a row of a matrix"}.get(
        word, " after its opening"
    )
    reader.fault(f"expected '{word}' only{place}, got it alone", back=1)


PLAIN = frozenset(subset.GLYPHS) - frozenset(subset.SPACES) - {r"\|", r"\lVert"}
"""The words that are one sign, whatever stands beside them."""

STOPS = ("}", "&", r"\\", r"\end", r"\right")


def _row(reader: _Reader, stops: tuple[str, ...]) -> RowNode:
    """Read nodes until what ends them all, or one of `stops`; that stays."""
    items: list[Node] = []
    while (word := reader.peek()) and word not in STOPS and word not in stops:
        if word in ("^", "_"):
            base = items.pop() if items else EMPTY
            items.append(_scripts(reader, base))
        elif word[0] in DIGITS or word in PLAIN:  # most of every formula: nothing nests in it
            reader.at += 1
            items.append(_number(word) if word[0] in DIGITS else Symbol(word))
        else:
            items += _node(reader)
    return RowNode(tuple(items))


def _scripts(reader: _Reader, base: Node) -> Scripts:
    found: dict[str, RowNode] = {}
    if _is_too_deep(reader):
        return Scripts(base, None, None)
    reader.depth += 1
    while (mark := reader.peek()) in ("^", "_"):
        reader.take()
        if mark in found:
            reader.fault(f"expected one '{mark}' behind a symbol, got a second one", back=1)
        found[mark] = _argument(reader, mark)
    reader.depth -= 1
    return Scripts(base, found.get("_"), found.get("^"))


def _argument(reader: _Reader, command: str) -> RowNode:
    """Read a group in braces, or one node."""
    word = reader.peek()
    if not word or word in STOPS or word in ("^", "_"):
        reader.fault(f"expected something after '{command}', got {repr(word) if word else 'the end'}")
        return EMPTY
    if word == "{":
        return _group(reader)
    if word[0] in DIGITS and len(word) > 1:
        # As in TeX, x^12 raises the 1 alone; that is never meant.
        reader.fault(f"expected braces around {word} after '{command}', got none")
    nodes = _node(reader)
    return RowNode(tuple(nodes))


def _group(reader: _Reader) -> RowNode:
    opening = reader.offset()
    reader.take()
    row = _row(reader, ())
    if reader.peek() == "}":
        reader.take()
    else:
        reader.faults.append(TextFault(opening, "expected '}' for this '{', got none"))
    return row


def _node(reader: _Reader) -> list[Node]:
    """Read one node. All that nests comes through here, or through `_scripts`, so there the depth is limited."""
    if _is_too_deep(reader):
        return []
    reader.depth += 1
    nodes: list[Node] = [_group(reader)] if reader.peek() == "{" else _leaf(reader)
    reader.depth -= 1
    return nodes


def _is_too_deep(reader: _Reader) -> bool:
    """Return whether no more may nest here; then that is a fault, and the rest is not read."""
    if reader.depth < DEEPEST:
        return False
    reader.fault(f"expected at most {DEEPEST} levels of nesting, got more")
    reader.at = len(reader.tokens)
    return True


def _number(word: str) -> NumberNode:
    return NumberNode(word.replace("{,}", ","))


def _leaf(reader: _Reader) -> list[Node]:
    word = reader.take()
    if word[0] in DIGITS:
        return [_number(word)]
    if word in subset.SPACES:
        return [Space(subset.SPACES[word])]
    if word in (r"\|", r"\lVert"):
        return [_norm(reader, word)]
    if word in subset.GLYPHS:
        return [Symbol(word)]
    if word in HANDLERS:
        return [HANDLERS[word](reader, word)]
    return _other(reader, word)


def _other(reader: _Reader, word: str) -> list[Node]:
    if word.startswith("\\"):
        near = get_close_matches(word[:40], sorted(subset.COMMANDS), n=1, cutoff=0.75)
        hint = f"; did you mean {near[0]}?" if near else ""
        reader.fault(f"expected a command of the math subset, got {word[:40]}{hint}", back=1)
        return [Word(word[1:])]
    if not _LETTER_OR_SIGN.match(word) and word not in _UNICODE_SIGNS:
        reader.fault(f"expected LaTeX of the math subset, got '{word}'", back=1)
    return [Symbol(_UNICODE_SIGNS.get(word, word))]


_UNICODE_SIGNS = {
    glyph.unicode: name
    for name, glyph in subset.GLYPHS.items()
    if len(glyph.unicode) == 1 and not glyph.unicode.isascii()
}


def _fraction(reader: _Reader, word: str) -> Node:
    over = _argument(reader, word)
    return Fraction(over, _argument(reader, word))


def _root(reader: _Reader, word: str) -> Node:
    index = None
    if reader.peek() == "[":
        reader.take()
        index = _row(reader, ("]",))
        if reader.take() != "]":
            reader.fault(r"expected ']' after the index of \sqrt, got none", back=1)
    return RootNode(_argument(reader, word), index)


def _accent(reader: _Reader, word: str) -> Node:
    return Accent(word, _argument(reader, word))


def _font(reader: _Reader, word: str) -> Node:
    row = _argument(reader, word)
    if word == r"\mathrm" and len(row.items) > 1 and all(isinstance(item, Symbol) for item in row.items):
        return Word("".join(item.name for item in row.items if isinstance(item, Symbol)))
    return row.items[0] if len(row.items) == 1 else row


def _double_struck(reader: _Reader, word: str) -> Node:
    row = _argument(reader, word)
    match row.items:
        case (Symbol(name=letter),) if letter in subset.DOUBLE_STRUCK:
            return DoubleStruck(letter)
    letters = ", ".join(subset.DOUBLE_STRUCK)
    reader.fault(rf"expected one of {letters} after \mathbb, got something else", back=1)
    return row


def _words(reader: _Reader, word: str) -> Node:
    r"""Read the argument of \text, in which spaces count."""
    text = ""
    if reader.peek() != "{":
        reader.fault(f"expected '{{' after {word}, got {reader.peek() or 'the end'}")
        return Word("")
    reader.take()
    behind = reader.offset()
    while reader.peek() not in ("}", ""):
        text += " " * (reader.offset() > behind) + reader.peek().removeprefix(
            "\\" if reader.peek() in (r"\%", r"\$") else ""
        )
        behind = reader.offset() + len(reader.peek())
        reader.take()
    text += " " * (reader.offset() > behind and bool(reader.peek()))
    if not reader.take():
        reader.fault(f"expected '}}' after the text of {word}, got none", back=1)
    return Word(text, is_function=word == r"\operatorname")


def _norm(reader: _Reader, word: str) -> Node:
    closing = r"\|" if word == r"\|" else r"\rVert"
    opening = reader.offset(back=1)
    body = _row(reader, (closing,))
    if reader.peek() == closing:
        reader.take()
    else:
        reader.faults.append(TextFault(opening, f"expected '{closing}' for this '{word}', got none"))
    return Fence(r"\lVert", body, r"\rVert")


def _fence(reader: _Reader, _: str) -> Node:
    opening = _delimiter(reader, r"\left")
    start = reader.offset(back=2)
    body = _row(reader, ())
    if reader.peek() != r"\right":
        reader.faults.append(TextFault(start, r"expected '\right' for this '\left', got none"))
        return Fence(opening, body, ".")
    reader.take()
    return Fence(opening, body, _delimiter(reader, r"\right"))


def _delimiter(reader: _Reader, command: str) -> str:
    word = reader.take()
    if word not in subset.DELIMITERS:
        reader.fault(f"expected a bracket after '{command}', got {repr(word) if word else 'the end'}", back=1)
        return "."
    return {r"\|": r"\lVert"}.get(word, word)


def _grid(reader: _Reader, _: str) -> Node:
    start = reader.offset(back=1)
    name = _environment(reader)
    if name not in subset.ENVIRONMENTS:
        known = ", ".join(subset.ENVIRONMENTS)
        reader.faults.append(
            TextFault(start, f"expected an environment of the math subset ({known}), got '{name[:40]}'")
        )
    rows = [[_row(reader, ())]]
    while reader.peek() in ("&", r"\\"):
        if reader.take() == "&":
            rows[-1].append(_row(reader, ()))
        else:
            rows.append([_row(reader, ())])
    if rows[-1] == [EMPTY] and len(rows) > 1:
        rows.pop()
    _end_grid(reader, name, start)
    _check_lengths(reader, rows, name, start)
    return Grid(tuple(tuple(row) for row in rows), name)


def _end_grid(reader: _Reader, name: str, start: int) -> None:
    if reader.peek() != r"\end":
        reader.faults.append(TextFault(start, rf"expected '\end{{{name}}}' for this '\begin', got none"))
        return
    reader.take()
    closed = _environment(reader)
    if closed != name:
        reader.faults.append(TextFault(start, rf"expected '\end{{{name}}}', got '\end{{{closed[:40]}}}'"))


def _check_lengths(reader: _Reader, rows: list[list[RowNode]], name: str, start: int) -> None:
    lengths = sorted({len(row) for row in rows})
    if name.endswith("matrix") and len(lengths) > 1:
        message = f"expected rows of one length in a matrix, got {' and '.join(map(str, lengths))}"
        reader.faults.append(TextFault(start, message))


def _environment(reader: _Reader) -> str:
    if reader.peek() != "{":
        return ""
    name = ""
    reader.take()
    while reader.peek() not in ("}", ""):
        name += reader.take()
    reader.take()
    return name


HANDLERS: dict[str, Callable[[_Reader, str], Node]] = {
    **dict.fromkeys(subset.FRACTIONS, _fraction),
    **dict.fromkeys(subset.ACCENTS, _accent),
    **dict.fromkeys(subset.FONTS, _font),
    **dict.fromkeys(subset.TEXTS, _words),
    r"\sqrt": _root,
    r"\mathbb": _double_struck,
    r"\left": _fence,
    r"\begin": _grid,
}
