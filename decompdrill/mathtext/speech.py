"""A formula in words, for a screen reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from decompdrill.mathtext import subset
from decompdrill.mathtext.prose import SPOKEN_POWERS, plain_prose
from decompdrill.mathtext.subset import GLYPHS, Style, SymbolRole
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

_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_STOP = re.compile(r" ([,.;:])")
_COMMAS_BEHIND = re.compile(r"([,.;:]),+")
_NEEDS_PAUSE = re.compile(r",| (over|plus|minus) ")
"""Behind such a numerator a pause says where it ends."""
_DOTS = {
    " is at least and so on is at least ": " is at least the next, and so on, down to ",
    " is at most and so on is at most ": " is at most the next, and so on, up to ",
    " plus and so on plus ": " plus the next, and so on, up to ",
    " times and so on times ": " times the next, and so on, up to ",
}
"""What stands on both sides of dots is said once."""
_NORMS = {"F": "the Frobenius norm of", "2": "the 2-norm of", "1": "the 1-norm of", "infinity": "the infinity norm of"}


def speak(row: RowNode) -> str:
    """Return a formula in words: lambda squared minus 5 lambda plus 4."""
    text = " ".join(_words(row))
    text = _SPACES.sub(" ", text)
    for dots, said in _DOTS.items():
        text = text.replace(dots, said)
    return _COMMAS_BEHIND.sub(r"\1", _SPACE_BEFORE_STOP.sub(r"\1", text)).strip()


def _words(row: RowNode) -> list[str]:
    words = []
    items = row.items
    for at, node in enumerate(items):
        behind = items[at + 1] if at + 1 < len(items) else None
        is_bare = at > 0 and _is_function(items[at - 1]) and _is_alone(node, behind)
        words.append(speak(node.body) if is_bare and isinstance(node, Fence) else _node(node, is_last=behind is None))
        if isinstance(node, NumberNode) and _is_root(behind):
            words.append("times")
    return words


def _is_function(node: Node) -> bool:
    return (isinstance(node, Word) and node.is_function) or (
        isinstance(node, Symbol) and node.name in GLYPHS and GLYPHS[node.name].role is SymbolRole.FUNCTION
    )


def _is_alone(node: Node, behind: Node | None) -> bool:
    """Is it one letter or number in round brackets, which can be left out: the trace of A, before a sign or the end?"""
    ends = behind is None or (
        isinstance(behind, Symbol)
        and behind.name in GLYPHS
        and GLYPHS[behind.name].role in (SymbolRole.BINARY, SymbolRole.RELATION)
    )
    return (
        ends and isinstance(node, Fence) and node.opening == "(" and len(node.body.items) == 1 and _is_simple(node.body)
    )


def _is_root(node: Node | None) -> bool:
    return isinstance(node, RootNode) or (isinstance(node, Scripts) and isinstance(node.base, RootNode))


def _node(node: Node, is_last: bool = True) -> str:
    match node:
        case Symbol(name) if is_last and name in subset.FUNCTION:
            return GLYPHS[name].unicode
        case Symbol(name):
            return GLYPHS[name].speech if name in GLYPHS else plain_prose(name, Style.SPEECH)
        case NumberNode(text):
            return text
        case Word(text):
            return plain_prose(text.strip(), Style.SPEECH) + " of" * node.is_function
        case Space():
            return ""
        case DoubleStruck(letter):
            return subset.DOUBLE_STRUCK_SPEECH[letter]
        case RowNode():
            return speak(node)
        case Fraction():
            return _fraction(node, is_last)
        case RootNode():
            return _root(node, is_last)
        case Scripts():
            return _scripts(node, is_last)
        case Accent(command, body):
            return f"{speak(body)} {subset.ACCENTS[command][1]}"
        case Fence():
            return _fence(node)
        case Grid():
            return _grid(node) + ("" if is_last else ", end of matrix,")


def _fraction(node: Fraction, is_last: bool) -> str:
    over, under = speak(node.over), speak(node.under)
    if _is_simple(node.over) and _is_simple(node.under):
        return f"{over} over {under}"
    pause = "" if is_last and len(under.split()) == 1 and not _NEEDS_PAUSE.search(over) else ","
    return f"the fraction {over}{pause} over {under}{'' if is_last else ', end of fraction,'}"


def _root(node: RootNode, is_last: bool) -> str:
    index = speak(node.index) if node.index else "2"
    name = {"2": "the square root of", "3": "the cube root of"}.get(index, f"the root of order {index} of")
    closing = "" if is_last or _is_simple(node.inside) else ", end of root,"
    return f"{name} {speak(node.inside)}{closing}"


def _is_simple(row: RowNode) -> bool:
    """Is it heard as one thing, so that nothing need say where it ends?"""
    return not any(
        isinstance(item, Fraction | Grid | RootNode)
        or (
            isinstance(item, Symbol)
            and item.name in GLYPHS
            and GLYPHS[item.name].role in (SymbolRole.BINARY, SymbolRole.RELATION)
        )
        for item in row.items
    )


def _scripts(node: Scripts, is_last: bool) -> str:
    below = speak(node.below) if node.below else ""
    above = speak(node.above) if node.above else ""
    match node.base:
        case Symbol(name) if name in GLYPHS and GLYPHS[name].role is SymbolRole.BIG:
            return f"{GLYPHS[name].speech.removesuffix(' of')}{_limits(below, above)}, of"
        case Symbol(name) if name in GLYPHS and GLYPHS[name].role is SymbolRole.FUNCTION:
            bound = f" over {below}" if below else ""
            return f"{GLYPHS[name].speech.removesuffix(' of')}{bound} of"
        case Fence(opening=r"\lVert", body=body) if below:
            return f"{_NORMS.get(below, f'the {below} norm of')} {speak(body)}{_power(above)}"
        case Grid():
            return f"{_power(above).strip()} of {_node(node.base, is_last)}"
    base = _node(node.base, is_last=False)
    lowered = f" sub {below}{'' if _is_short(below) else ','}" if below else ""
    return f"{base}{lowered}{_power(above)}"


def _limits(below: str, above: str) -> str:
    if below and above:
        return f" for {below} to {above}"
    return f" over {below}" if below else f" to {above}" if above else ""


def _is_short(text: str) -> bool:
    return text.isalnum() and len(text) <= 3


def _power(above: str) -> str:
    spoken = {
        "2": "squared",
        "3": "cubed",
        "transpose": "transpose",
        "minus 1": "inverse",
        "prime": "prime",
    } | SPOKEN_POWERS
    return f" {spoken.get(above) or f'to the power {above}'}" if above else ""


def _fence(node: Fence) -> str:
    def name(sign: str) -> str:
        return "" if sign == "." else GLYPHS[sign].speech

    return f"{name(node.opening)} {speak(node.body)} {name(node.closing)}"


def _grid(node: Grid) -> str:
    if node.environment in ("aligned", "cases"):
        return "; ".join(" ".join(speak(cell) for cell in row) for row in node.cells)
    rows, columns = len(node.cells), max(len(row) for row in node.cells)
    if columns == 1 and rows > 1:
        return f"column vector, {rows} entries: {_listed([row[0] for row in node.cells])}"
    if rows == 1:
        noun = "entries" if columns > 1 else "entry"
        return f"row vector, {columns} {noun}: {_listed(node.cells[0])}"
    noun = "determinant" if node.environment == "vmatrix" else "matrix"
    said = [f"Row {at}: {_listed(row)}" for at, row in enumerate(node.cells, 1)]
    return f"{noun}, {rows} rows, {columns} columns. {'. '.join(said)}"


def _listed(entries: Sequence[RowNode]) -> str:
    """Return entries one behind the other; where one is said in many words, "then" says where the next begins."""
    said = [speak(entry) for entry in entries]
    return (", then " if any(len(entry.split()) > 3 or "," in entry for entry in said) else ", ").join(said)
