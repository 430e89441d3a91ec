"""A formula on one line, or as boxes with its matrices drawn, in Unicode or ASCII."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from decompdrill.mathtext import subset
from decompdrill.mathtext.boxes import Box, beside, fenced, matrix_box, rows_box
from decompdrill.mathtext.prose import plain_prose
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

LinePiece: TypeAlias = "str | Box"
NO_SPACE_BEFORE = (SymbolRole.PUNCTUATION, SymbolRole.CLOSING)


@dataclass(frozen=True, slots=True)
class Writer:
    """How to write: in which style, with matrices drawn or in one line, and how tightly."""

    style: Style
    drawn: bool = False
    tight: bool = False
    limit: int = 1000
    """The width beyond which a matrix is listed row by row."""

    @property
    def ascii_only(self) -> bool:
        return self.style is Style.ASCII

    @property
    def on_a_line(self) -> Writer:
        return replace(self, drawn=False)

    @property
    def close(self) -> Writer:
        return replace(self, drawn=False, tight=True)


@dataclass(slots=True)
class _Line:
    """Pieces that are being put side by side, and what the last one was."""

    writer: Writer
    pieces: list[LinePiece] = field(default_factory=list)
    role: SymbolRole = SymbolRole.OPENING
    gap: bool = False
    bars: int = 0
    """How many | there have been: one opens and the next closes."""

    def add(self, piece: LinePiece, role: SymbolRole, unary: bool = False) -> None:
        if self.pieces and self._needs_space(piece, role):
            self.pieces.append(" ")
        self.pieces.append(piece)
        self.role = SymbolRole.OPENING if unary else role
        self.gap = False

    def _needs_space(self, piece: LinePiece, role: SymbolRole) -> bool:
        last = self.pieces[-1]
        if self.gap or role in NO_SPACE_BEFORE or self.role is SymbolRole.OPENING:
            return self.gap and last != " "
        if SymbolRole.RELATION in (role, self.role) or SymbolRole.BINARY in (role, self.role):
            return not self.writer.tight or _is_letter(last) or _is_letter(piece)
        if self.role is SymbolRole.PUNCTUATION:
            return True
        if self.role in (SymbolRole.FUNCTION, SymbolRole.BIG):
            return role is not SymbolRole.OPENING
        if role in (SymbolRole.FUNCTION, SymbolRole.BIG):
            return True
        if isinstance(last, str) and isinstance(piece, str):
            return _would_run_together(last, piece)
        return isinstance(last, Box) and isinstance(piece, Box)


def _is_letter(piece: LinePiece) -> bool:
    """Is it a sign that ASCII writes as a letter: the x of m x n?"""
    return piece in ("x", "o")


def _would_run_together(last: str, piece: str) -> bool:
    """Would two names, a plain script and a name, or two numbers be read as one?"""
    if not (last[-1:].isalnum() and piece[:1].isalnum()):
        return False
    has_name = _first_name(piece) > 1 or _last_name(last) > 1
    return has_name or "_" in last or "^" in last or (last[-1:].isdigit() and piece[:1].isdigit())


def _first_name(text: str) -> int:
    return next((at for at, c in enumerate(text) if not (c.isalpha() and c.isascii())), len(text))


def _last_name(text: str) -> int:
    return _first_name(text[::-1])


def formula_line(row: RowNode, writer: Writer) -> str:
    """Return a formula on one line."""
    return "".join(
        piece for piece in pieces(row, writer.on_a_line if writer.drawn else writer) if isinstance(piece, str)
    )


def draw_within(row: RowNode, writer: Writer) -> list[Box]:
    """Return a formula as lines of boxes, broken where it is wider than the limit: at a wide space, else at any."""
    lines: list[list[Box]] = [[]]
    used = 0
    for gap, parts in _between_wide_spaces(pieces(row, writer)):
        units = list(_units(parts, writer.limit))
        whole = sum(box.width + 1 for box in units) - 1
        for at, box in enumerate(units):
            space = (gap if at == 0 else 1) if lines[-1] else 0
            needed = whole if at == 0 and whole <= writer.limit else box.width
            if space and used + space + needed > writer.limit:
                lines.append([])
                used = space = 0
            lines[-1] += [Box((" " * space,)), box] if space else [box]
            used += space + box.width
    return [beside(line) for line in lines if line]


def _between_wide_spaces(parts: list[LinePiece]) -> Iterator[tuple[int, list[LinePiece]]]:
    """Yield the pieces between spaces of two columns or more, each time with the width of the space before them."""
    gap, found = 1, list[LinePiece]()
    for piece in parts:
        if isinstance(piece, str) and piece.isspace() and len(piece) > 1:
            if found:
                yield gap, found
            gap, found = len(piece), []
        else:
            found.append(piece)
    if found:
        yield gap, found


def _units(parts: list[LinePiece], limit: int) -> Iterator[Box]:
    """Yield the boxes between which a line may be broken."""
    for chunk in _chunks(parts):
        box = beside(chunk)
        if box.width <= limit:
            yield box
        else:
            yield from (piece for piece in chunk if piece.width and piece.lines != (" ",))


def _chunks(parts: list[LinePiece]) -> list[list[Box]]:
    """Return what is never broken: the pieces between spaces, a sign together with what follows it."""
    chunks: list[list[Box]] = [[]]
    for piece in parts:
        is_gap = isinstance(piece, str) and piece.isspace()
        if is_gap and (len(chunks[-1]) != 1 or chunks[-1][0].lines[0] not in SIGNS):
            chunks.append([])
        else:
            chunks[-1].append(Box((piece,)) if isinstance(piece, str) else piece)
    return [chunk for chunk in chunks if chunk]


SIGNS = {
    glyph.written(style)
    for glyph in GLYPHS.values()
    for style in (Style.UNICODE, Style.ASCII)
    if glyph.role in (SymbolRole.BINARY, SymbolRole.RELATION)
}


def pieces(row: RowNode, writer: Writer) -> list[LinePiece]:
    """Return the parts of a formula from left to right, its spaces among them."""
    line = _Line(writer)
    items = _flat(row)
    for at, node in enumerate(items):
        behind = items[at + 1] if at + 1 < len(items) else None
        _add(line, node, behind)
    return line.pieces


def _flat(row: RowNode) -> list[Node]:
    found: list[Node] = []
    for node in row.items:
        found += _flat(node) if isinstance(node, RowNode) else [node]
    return found


def _add(line: _Line, node: Node, behind: Node | None) -> None:
    writer = line.writer
    match node:
        case NumberNode(text):
            line.add(text, SymbolRole.ORDINARY)
        case Space(width):
            if width and line.pieces:
                line.gap = width < 2
                line.pieces += [" " * width] if width >= 2 else []
        case Symbol("-" | "+" | r"\pm" | r"\mp" as name) if line.role in UNARY_BEHIND:
            line.add(GLYPHS[name].written(writer.style), SymbolRole.BINARY, unary=True)
        case Symbol("|"):
            line.bars += 1
            line.add("|", SymbolRole.OPENING if line.bars % 2 else SymbolRole.CLOSING)
        case Symbol(name) if name in GLYPHS:
            line.add(GLYPHS[name].written(writer.style), GLYPHS[name].role)
        case Word(text, is_function):
            _add_word(line, text, is_function)
        case Fraction():
            text = _fraction(node, writer)
            joined = line.role is SymbolRole.ORDINARY and bool(line.pieces) and not line.gap
            line.add(f"({text})" if joined or _multiplies(behind) else text, SymbolRole.ORDINARY)
        case Scripts(Symbol(name)) if name in GLYPHS and GLYPHS[name].role in (SymbolRole.FUNCTION, SymbolRole.BIG):
            line.add(_scripts(node, writer), GLYPHS[name].role)
        case _:
            line.add(_piece(node, writer), SymbolRole.ORDINARY)


UNARY_BEHIND = (SymbolRole.OPENING, SymbolRole.BINARY, SymbolRole.RELATION, SymbolRole.PUNCTUATION)


def _add_word(line: _Line, text: str, is_function: bool) -> None:
    stripped = plain_prose(text.strip(), line.writer.style)
    line.gap = line.gap or (text[:1] == " " and bool(line.pieces))
    line.add(stripped, SymbolRole.FUNCTION if is_function else SymbolRole.ORDINARY)
    line.gap = text[-1:] == " "


def _multiplies(behind: Node | None) -> bool:
    """Whether what follows a fraction belongs to the same product."""
    match behind:
        case None | Space() | Grid():
            return False
        case Symbol(name) if name in GLYPHS:
            return GLYPHS[name].role in (SymbolRole.ORDINARY, SymbolRole.OPENING, SymbolRole.FUNCTION) and name not in (
                "|",
                ".",
                r"\%",
            )
        case Word():
            return False
        case Scripts(base):
            return _multiplies(base)
        case _:
            return True


def _piece(node: Node, writer: Writer) -> LinePiece:
    match node:
        case Symbol(name):
            return GLYPHS[name].written(writer.style) if name in GLYPHS else plain_prose(name, writer.style)
        case NumberNode(text):
            return text
        case DoubleStruck(letter):
            return letter if writer.ascii_only else subset.DOUBLE_STRUCK[letter]
        case RootNode():
            return _root(node, writer)
        case Scripts():
            return _scripts(node, writer)
        case Accent():
            return _accent(node, writer)
        case Fence():
            return _fence(node, writer)
        case Grid():
            return _grid(node, writer)
        case Word(text):
            return text
        case RowNode():
            return formula_line(node, writer)
        case Fraction():
            return _fraction(node, writer)
        case Space(width):
            return " " * width


# ---- structures ----------------------------------------------------------------------------------------------------


def _fraction(node: Fraction, writer: Writer) -> str:
    over, under = formula_line(node.over, writer.close), formula_line(node.under, writer.close)
    over = over if _is_product(node.over) else f"({over})"
    return f"{over}/{under if _is_atom(node.under) else f'({under})'}"


def _is_product(row: RowNode) -> bool:
    """Is a numerator read rightly without brackets? It is, unless it is a sum or holds a fraction."""
    items = _flat(row)
    if items and isinstance(items[0], Symbol) and items[0].name == "-":
        items = items[1:]
    return not any(_is_sign(item) or isinstance(item, Fraction) for item in items)


def _is_sign(node: Node) -> bool:
    return (
        isinstance(node, Symbol)
        and node.name in GLYPHS
        and GLYPHS[node.name].role in (SymbolRole.BINARY, SymbolRole.RELATION)
    )


def _is_atom(row: RowNode) -> bool:
    items = [item for item in _flat(row) if not isinstance(item, Space)]
    return len(items) == 1 and not isinstance(items[0], Fraction)


def _root(node: RootNode, writer: Writer) -> str:
    inside = formula_line(node.inside, writer.close)
    index = formula_line(node.index, writer.close) if node.index else ""
    if writer.ascii_only:
        return f"root({index}, {inside})" if index else f"sqrt({inside})"
    sign = {"": "√", "3": "∛", "4": "∜"}.get(index) or _raised(index) + "√"
    return f"{sign}{inside}" if _is_atom(node.inside) and not _is_scripted(node.inside) else f"{sign}({inside})"


def _is_scripted(row: RowNode) -> bool:
    return any(isinstance(item, Scripts) and item.above for item in _flat(row))


def _scripts(node: Scripts, writer: Writer) -> LinePiece:
    base = _piece(node.base, writer)
    if isinstance(node.base, Fraction | RootNode) or (isinstance(node.base, RowNode) and not _is_atom(node.base)):
        base = f"({base})"
    below, above = _script(node.below, "_", writer), _script(node.above, "^", writer)
    if isinstance(base, Box):
        top = Box((above, *[""] * (len(base.lines) - 2), below if len(base.lines) > 1 else ""), 0)
        return beside([Box(base.lines), top]) if len(base.lines) > 1 else beside([base, Box((below + above,))])
    return f"{base}{below}{above}"


def _script(row: RowNode | None, mark: str, writer: Writer) -> str:
    if row is None:
        return ""
    text = formula_line(row, writer.close)
    if not writer.ascii_only:
        table = subset.SUPERSCRIPTS if mark == "^" else subset.SUBSCRIPTS
        if text and all(ord(c) in table for c in text) and (len(text) <= 2 or not text.isalpha()):
            return text.translate(table)
    is_plain = text.lstrip("-−").replace(".", "", 1).isalnum() or len(text) == 1
    return f"{mark}{text if is_plain else f'({text})'}"


def _raised(text: str) -> str:
    return text.translate(subset.SUPERSCRIPTS)


def _accent(node: Accent, writer: Writer) -> str:
    body = formula_line(node.body, writer.close)
    mark, word = subset.ACCENTS[node.command]
    if writer.ascii_only:
        return f"{body}_{word}" if body.isalnum() else f"{word}({body})"
    if not body.isalnum():
        return f"{word}({body})"
    return unicodedata.normalize("NFC", "".join(character + mark for character in body))


def _fence(node: Fence, writer: Writer) -> LinePiece:
    opening, closing = ("" if sign == "." else _sign(sign, writer) for sign in (node.opening, node.closing))
    inside = pieces(node.body, writer)
    if any(isinstance(piece, Box) for piece in inside):
        return fenced(_side_by_side(inside), opening, closing, writer.ascii_only)
    return f"{opening}{''.join(piece for piece in inside if isinstance(piece, str))}{closing}"


def _side_by_side(parts: list[LinePiece]) -> Box:
    return beside([Box((piece,)) if isinstance(piece, str) else piece for piece in parts])


def _sign(name: str, writer: Writer) -> str:
    return GLYPHS[name].written(writer.style)


def _grid(node: Grid, writer: Writer) -> LinePiece:
    opening, closing = subset.ENVIRONMENTS.get(node.environment, ("[", "]"))
    if node.environment in ("aligned", "cases"):
        gap = "  " if node.environment == "cases" else ""
        rows = [gap.join(_spaced(formula_line(cell, writer.on_a_line)) for cell in row).strip() for row in node.cells]
        if not writer.drawn:
            return f"{opening}{'; '.join(rows)}{closing}"
        return fenced(Box(tuple(rows), (len(rows) - 1) // 2), opening, "", writer.ascii_only)
    if not writer.drawn:
        body = "; ".join(" ".join(formula_line(cell, writer.close) for cell in row) for row in node.cells)
        return f"|{body}|" if opening == "|" else f"[{body}]"
    cells = [[formula_line(cell, writer.close) for cell in row] for row in node.cells]
    box = matrix_box(cells, opening, closing, writer.ascii_only)
    return box if box.width <= writer.limit else rows_box(cells, writer.limit)


def _spaced(cell: str) -> str:
    return f" {cell}" if cell[:1] in ("=", "≈", "≤", "≥", "<", ">") else cell
