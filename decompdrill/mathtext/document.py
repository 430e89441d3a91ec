"""Markdown with maths as plain text of a width: paragraphs, lists, code and displays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from decompdrill.mathtext.boxes import fill, width
from decompdrill.mathtext.lines import Writer, draw_within, formula_line
from decompdrill.mathtext.parse import parse_latex
from decompdrill.mathtext.prose import plain_prose
from decompdrill.mathtext.segments import Segment, SegmentKind, segments
from decompdrill.mathtext.speech import speak
from decompdrill.mathtext.subset import Style

NARROWEST = 20

# While prose is laid out, each piece of maths or code is one character: of plane 15 within a line, of plane 16 if it
# has lines of its own.
_INLINE, _APART = 0xF0000, 0x100000
_STAND_IN = re.compile("[\U000f0000-\U0010ffff]")
_STAND_INS = re.compile("([\U000f0000-\U0010ffff])")
_OWN_LINES = re.compile("([\U00100000-\U0010ffff])")
_ESCAPED = re.compile(r"\\([\\$`*_{}|-])")
_TO_ESCAPE = re.compile(r"[\\$`*_{}|]")
_STRONG = re.compile(r"\*\*(?=\S)"), re.compile(r"(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])"), re.compile(r"(?<=[^\s*])\*(?![\w*])")
_HEADING = re.compile(r"#{1,6}+ ++(.*)")
_ITEM = re.compile(r"( *)([-*]|\d{1,2}\.) ++(.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; `apart` asks for an empty line around them. Without lines it is such an empty line."""

    lines: tuple[str, ...]
    apart: bool = False


EMPTY_LINE = Block((), apart=True)


@dataclass(slots=True)
class _Page:
    """What a text is written for, and the pieces whose stand-ins are in the text."""

    style: Style
    columns: int
    pieces: list[Segment] = field(default_factory=list)

    def stand_in(self, piece: Segment) -> str:
        self.pieces.append(piece)
        first = _APART if piece.sort in (SegmentKind.DISPLAY, SegmentKind.FENCED) else _INLINE
        return chr(first + len(self.pieces) - 1)

    def piece(self, character: str) -> Segment:
        return self.pieces[ord(character) & 0xFFFF]


def render(markdown: str, style: Style, columns: int) -> str:
    """Return Markdown as lines of at most that many columns (a word that is longer keeps its line), without markup."""
    page = _Page(style, max(columns, NARROWEST))
    lines: list[str] = []
    apart = False
    for block in _blocks(page, _without_markup(page, markdown)):
        if lines and block.lines and (block.apart or apart):
            lines.append("")
        lines += [line.rstrip() for line in block.lines]
        apart = block.apart or (apart and not block.lines)
    return "\n".join(lines)


@lru_cache(1024)
def render_line(markdown: str, style: Style) -> str:
    """Return Markdown on one line; a matrix is written [2 1; 2 3]."""
    if style is not Style.UNICODE or _SHAPED_BY_NUMBERS.search(markdown):
        return _on_one_line(markdown, style)
    pieces = _NUMBER.split(markdown)  # what stands between numbers, and the numbers, in turn
    shown = _between_numbers("0".join(pieces[::2]))
    if len(shown) != len(pieces[::2]):
        return _on_one_line(markdown, style)
    pieces[::2] = shown
    return "".join(pieces)


@lru_cache(1024)
def _between_numbers(markdown: str) -> tuple[str, ...]:
    """Return what is shown between the numbers of a text, each of which is 0; nothing where one became another, such as a raised one."""
    shown = tuple(_on_one_line(markdown, Style.UNICODE).split("0"))
    return shown if len(shown) == len(markdown.split("0")) else ()


_NUMBER = re.compile(r"(?<![\^_.0-9])(?<![\^_]\{)([0-9]+(?:\.[0-9]+)*)")
_SHAPED_BY_NUMBERS = re.compile(r"\{,|[\^_]\{(?![0-9]++\})[^{}0-9]*+[0-9{]")
"""A text with thousands marked, or with more than one number in a script. Any other is laid out alike whatever its numbers
are (but raised ones), so that a sentence that comes with other numbers each time is laid out once."""


def _on_one_line(markdown: str, style: Style) -> str:
    page = _Page(style, 0)
    return _filled_in(page, " ".join(_without_markup(page, markdown).split()))


def escaped(text: str) -> str:
    """Return Markdown that shows a text as it is."""
    return _TO_ESCAPE.sub(r"\\\g<0>", text)


# ---- pieces --------------------------------------------------------------------------------------------------------


def _without_markup(page: _Page, markdown: str) -> str:
    """Return the text with stand-ins for what is no prose, without emphasis, its signs written in the style."""
    text = ""
    for piece in segments(_STAND_IN.sub("", markdown)):
        if piece.sort is SegmentKind.PROSE:
            text += _ESCAPED.sub(lambda m: page.stand_in(Segment(SegmentKind.PROSE, m.group(1), 0)), piece.text)
        else:
            text += page.stand_in(piece)
    text = _unmarked(_unmarked(text, _STRONG), _EMPHASIS)
    parts = _STAND_INS.split(text)
    return "".join(part if at % 2 else plain_prose(part, page.style) for at, part in enumerate(parts))


def _unmarked(text: str, marks: tuple[re.Pattern[str], re.Pattern[str]]) -> str:
    """Return the text without pairs of marks; each pair holds a character or more."""
    opening, closing = marks
    pieces: list[str] = []
    at = 0
    while (first := opening.search(text, at)) and (last := closing.search(text, first.end() + 1)):
        pieces += (text[at : first.start()], text[first.end() : last.start()])
        at = last.end()
    return "".join((*pieces, text[at:]))


def _filled_in(page: _Page, text: str) -> str:
    def written(match: re.Match[str]) -> str:
        said = _on_a_line(page.piece(match.group()), page.style)
        begins = page.style is Style.SPEECH and _SENTENCE_ENDS.search(text, 0, match.start())
        return said[:1].upper() + said[1:] if begins and _WORD.match(said) else said

    return _STAND_IN.sub(written, text)


_SENTENCE_ENDS = re.compile(r"[.?!] $")
_WORD = re.compile("[a-z]{2}")
"""What a sentence that is read aloud may begin with in a capital letter: a lone v is another thing than V."""


def _on_a_line(piece: Segment, style: Style) -> str:
    match piece.sort:
        case SegmentKind.PROSE:
            return piece.text
        case SegmentKind.CODE:
            return _code_text(piece.text, style)
        case SegmentKind.FENCED:
            return _code_text(" ".join(_code_lines(piece)), style)
        case SegmentKind.INLINE | SegmentKind.DISPLAY:
            row, _ = parse_latex(piece.text.strip())
            return speak(row) if style is Style.SPEECH else formula_line(row, Writer(style))


def _code_text(code: str, style: Style) -> str:
    """Return code, which is read out as it is written."""
    return plain_prose(code, Style.UNICODE if style is Style.UNICODE else Style.ASCII)


def _code_lines(piece: Segment) -> list[str]:
    """Return the lines of fenced code, without the name of the language after the opening mark."""
    lines = piece.text.rstrip().split("\n")
    return lines[1:] if len(lines) > 1 else lines


# ---- blocks --------------------------------------------------------------------------------------------------------


def _blocks(page: _Page, text: str) -> Iterator[Block]:
    for part in _OWN_LINES.split(text):
        if not _OWN_LINES.fullmatch(part):
            yield from _prose(page, part)
        elif (piece := page.piece(part)).sort is SegmentKind.DISPLAY:
            yield _display(page, piece.text)
        elif page.style is Style.SPEECH and piece.text.startswith("text\n"):
            said = (f"{_row_said(line)}." for line in _code_lines(piece) if line.strip())
            yield Block(tuple(row for sentence in said for row in fill(sentence.split(), page.columns)), apart=True)
        else:
            yield Block(tuple(f"    {_code_text(line, page.style)}" for line in _code_lines(piece)), apart=True)


_SIGNS_SAID = (
    (re.compile(r"^(\S+(?: \S+){0,2}) {2,}"), r"\1: "),
    (re.compile(r" {2,}"), ", "),
    (re.compile(r" = "), " equals "),
    (re.compile(r" [-−] "), " minus "),
    (re.compile(r" \+ "), " plus "),
    (re.compile(r"(?<=[\w)²]) ?/ ?(?=[\w(])"), " over "),
    (re.compile(r"(?<= are) > "), " greater than "),
    (re.compile(r" > "), " is greater than "),
    (re.compile(r"\^(\w)"), r" to the power \1"),
)


def _row_said(line: str) -> str:
    """Return a row of a table in plain text, such as the cheat sheet, as a sentence: its columns, and its signs in words."""
    said = line.strip()
    for sign, words in _SIGNS_SAID:
        said = sign.sub(words, said)
    return plain_prose(said[:1].upper() + said[1:], Style.SPEECH)


def _display(page: _Page, latex: str) -> Block:
    """Return a formula on lines of its own, indented where there is room."""
    row, _ = parse_latex(latex.strip())
    if page.style is Style.SPEECH:
        said = speak(row)
        sentence = said[:1].upper() + said[1:] + ("" if said.endswith((".", ",", ":", ";", "?")) else ".")
        return Block(tuple(fill(sentence.split(), page.columns)))
    boxes = draw_within(row, Writer(page.style, drawn=True, limit=page.columns - 2))
    lines = tuple(f"  {line}" for box in boxes for line in box.lines)
    return Block(lines, apart=len(lines) > 1)


def _prose(page: _Page, text: str) -> Iterator[Block]:
    """Yield paragraphs, headings and items; each ends at an empty line or where another begins."""
    gathered: list[str] = []
    lines = text.split("\n")
    for at, line in enumerate(lines):
        heading = _HEADING.fullmatch(line.strip())
        if gathered and (heading or _ITEM.fullmatch(line) or not line.strip()):
            yield _paragraph(page, gathered)
            gathered = []
        if heading:
            yield Block(tuple(fill(_words(page, heading.group(1), page.columns), page.columns)), apart=True)
        elif line.strip():
            gathered.append(line)
        elif 0 < at < len(lines) - 1:
            # The first and the last are what is left of lines that a display shares.
            yield EMPTY_LINE
    if gathered:
        yield _paragraph(page, gathered)


def _paragraph(page: _Page, lines: list[str]) -> Block:
    text = " ".join(line.strip() for line in lines)
    item = _ITEM.fullmatch(f"{_indent(lines[0])}{text}")
    if item is None:
        return Block(tuple(fill(_words(page, text, page.columns), page.columns)))
    first = f"{item.group(1)}{'-' if item.group(2) == '*' else item.group(2)} "
    hanging = " " * len(first)
    words = _words(page, item.group(3), page.columns - len(hanging))
    return Block(tuple(fill(words, page.columns, hanging, first)))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _words(page: _Page, text: str, room: int) -> Iterator[str]:
    """Yield what is not broken: words, and formulas with their spaces as far as they fit; speech breaks anywhere."""
    for word in text.split():
        filled = _filled_in(page, word)
        if page.style is Style.SPEECH or width(filled) > room:
            yield from filled.split()
        else:
            yield filled
