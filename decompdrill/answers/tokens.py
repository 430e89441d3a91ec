"""Typed text as tokens with spans."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.model import LONGEST_TEXT

DEEPEST_BRACKET = 40


class TokenKind(Enum):
    """What a token is."""

    NUMBER = auto()
    FRACTION = auto()
    NAME = auto()
    ROOT = auto()
    OPERATOR = auto()
    PLUS_MINUS = auto()
    SUPERSCRIPT = auto()
    TRANSPOSE = auto()
    PERCENT = auto()
    OPEN = auto()
    CLOSE = auto()
    BAR = auto()
    COMMA = auto()
    ROW = auto()
    LINE = auto()
    EQUALS = auto()
    ELLIPSIS = auto()
    OTHER = auto()
    END = auto()


class Token(NamedTuple):
    """One token; `text` is its canonical spelling, `spaced` says that white space stands before it."""

    kind: TokenKind
    text: str
    start: int
    end: int
    spaced: bool


@dataclass(frozen=True, slots=True)
class Brackets:
    """What a pair of brackets (or the whole text) holds: the index of its end and which separators it uses."""

    end: int
    commas: bool
    rows: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens; `blocks` is keyed by the index of the opening token, -1 for the whole."""

    text: str
    items: tuple[Token, ...]
    blocks: dict[int, Brackets]


_ALIKE = {
    **dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63", "-"),
    **dict.fromkeys("×·∙⋅∗\u2062", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("\u2018\u2019\u2032\u02bc", "'"),
    **dict.fromkeys("⟨〈‹", "<"),
    **dict.fromkeys("⟩〉›", ">"),
    **dict.fromkeys("≃≅≊", "≈"),
    **dict.fromkeys("\t\u00a0\u2007\u2009\u200a\u202f\u205f\u3000", " "),
    **{chr(c): " " for c in range(0x2000, 0x2007)},
    **{chr(c): " " for c in range(0x2008, 0x2009)},
    **dict.fromkeys("\r\u2028\u2029", "\n"),
    **dict.fromkeys("𝜆𝝀𝛌", "λ"),
    "ᵗ": "ᵀ",
    "∼": "~",
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
}
_TABLE = str.maketrans(_ALIKE)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2061\u2063-\u206f\ud800-\udfff]"
)
_UNDECODED = re.compile("[\udc80-\udcff]")
"""A byte as Python carries what it cannot decode."""
_GROUPED = re.compile("[0-9]([\u00a0\u2007\u2009\u202f][0-9]{3})+(?![0-9])")

_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SCANNER = re.compile(
    r"""
      (?P<SPACE>[ $]+ | \\[,;:!\ ()\[\]]
         | \\(?:left|right|big|Big|bigl|bigr|Bigl|Bigr|quad|qquad|displaystyle|textstyle)(?![A-Za-z]))
    | (?P<LINE>\n)
    | (?P<ELLIPSIS>\.\.\.+|…|⋯|⋮|⋱|\\(?:c|l|v|d)?dots(?![A-Za-z]))
    | (?P<NUMBER>(?:[0-9]+(?:_[0-9]+)*(?:\.(?!\.|T\b)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<FRACTION>["""
    + _FRACTIONS
    + r"""])
    | (?P<SUPERSCRIPT>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    | (?P<TRANSPOSE>ᵀ|'|\.T\b
         | \^\s*(?:T\b|\{\s*T\s*\}|\\(?:top|intercal)(?![A-Za-z])|\{\s*\\(?:top|intercal)\s*\}))
    | (?P<PLUS_MINUS>±|\+/-|\+-|\\pm(?![A-Za-z]))
    | (?P<ROOT>[√∛∜]|\\sqrt(?![A-Za-z]))
    | (?P<BEGIN>\\begin\s*\{\s*[A-Za-z]+\*?\s*\}(?:\s*\{[clr|\s]*\}|\[[clr]\])?)
    | (?P<FINISH>\\end\s*\{\s*[A-Za-z]+\*?\s*\})
    | (?P<ROW>;|\\\\)
    | (?P<COMMAND>\\[A-Za-z]+|\\[{}|])
    | (?P<DOTTED>(?:np|numpy|sp|sympy|math|torch)\.[A-Za-z_][A-Za-z0-9_]*)
    | (?P<NAME>[A-Za-z]+|[Α-ω]|[^\W\d_]+)
    | (?P<OPERATOR>\*\*|[-+*/^])
    | (?P<PERCENT>\\?%)
    | (?P<OPEN>[(\[{<])
    | (?P<CLOSE>[)\]}>])
    | (?P<BAR>\|)
    | (?P<COMMA>[,&])
    | (?P<EQUALS>:=|[=:≈∈])
    | (?P<OTHER>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMANDS = {
    "\\cdot": (TokenKind.OPERATOR, "*"),
    "\\times": (TokenKind.OPERATOR, "*"),
    "\\ast": (TokenKind.OPERATOR, "*"),
    "\\div": (TokenKind.OPERATOR, "/"),
    "\\pi": (TokenKind.NAME, "π"),
    "\\lambda": (TokenKind.NAME, "λ"),
    "\\mu": (TokenKind.NAME, "μ"),
    "\\sigma": (TokenKind.NAME, "σ"),
    "\\frac": (TokenKind.NAME, "\\frac"),
    "\\tfrac": (TokenKind.NAME, "\\frac"),
    "\\dfrac": (TokenKind.NAME, "\\frac"),
    "\\operatorname": (TokenKind.OTHER, "\\operatorname"),
    "\\approx": (TokenKind.EQUALS, "≈"),
    "\\in": (TokenKind.EQUALS, "∈"),
    "\\langle": (TokenKind.OPEN, "<"),
    "\\rangle": (TokenKind.CLOSE, ">"),
    "\\{": (TokenKind.OPEN, "{"),
    "\\}": (TokenKind.CLOSE, "}"),
    "\\lbrace": (TokenKind.OPEN, "{"),
    "\\rbrace": (TokenKind.CLOSE, "}"),
    "\\lbrack": (TokenKind.OPEN, "["),
    "\\rbrack": (TokenKind.CLOSE, "]"),
    "\\vert": (TokenKind.BAR, "|"),
    "\\lvert": (TokenKind.BAR, "|"),
    "\\rvert": (TokenKind.BAR, "|"),
    "\\sin": (TokenKind.NAME, "sin"),
    "\\cos": (TokenKind.NAME, "cos"),
    "\\exp": (TokenKind.NAME, "exp"),
    "\\ln": (TokenKind.NAME, "ln"),
}
_SIMPLE = {kind.name: kind for kind in TokenKind}
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def tidied(text: str, expected: str) -> str:
    """Return the tidy text.

    Raises RefusalError where it is blank, too long or holds control characters.
    """
    clean = tidy(text)
    if not clean.strip():
        raise RefusalError(f"nothing was typed; expected {expected}", (0, len(text)))
    return clean


def tidy(text: str) -> str:
    """Return the text with look-alike characters made plain, each in its place, so that spans stay true.

    Raises RefusalError for a control or invisible character, or a text beyond the length that is read.
    """
    refuse_unseen(text)
    if text.isascii() and text.isprintable():
        return text
    group = _GROUPED.search(text)
    if group:
        digits = "".join(c for c in group[0] if c.isdigit())
        raise RefusalError(
            f"'{excerpt(group[0])}' can be one number or two: write {excerpt(digits)} for one, a comma between two",
            group.span(),
            (digits,),
        )
    return text.replace("\r\n", " \n").translate(_TABLE)


def refuse_unseen(text: str) -> None:
    """Refuse what is too long, or holds control or invisible characters."""
    if len(text) > LONGEST_TEXT:
        raise RefusalError(
            f"the text is too long: {len(text):,} characters came, at most {LONGEST_TEXT:,} are read", (0, len(text))
        )
    if text.isprintable():
        return
    fault = _CONTROL.search(text)
    if fault and _UNDECODED.match(fault[0]):
        raise _undecoded(text, fault.start())
    if fault:
        code = f"U+{ord(fault[0]):04X}"
        raise RefusalError(
            f"a control character ({code}) stands in the text: type it again without it", (fault.start(), fault.end())
        )
    for hidden in _INVISIBLE.finditer(text):
        before, after = text[: hidden.start()][-1:], text[hidden.end() : hidden.end() + 1]
        if before.strip() and after.strip():
            code = f"U+{ord(hidden[0]):04X}"
            raise RefusalError(
                f"an invisible character ({code}) stands in the text: type it again without it",
                (hidden.start(), hidden.end()),
            )


def _undecoded(text: str, start: int) -> RefusalError:
    """Return the refusal of bytes that Python could not decode, as in `√` where the locale is set to ASCII."""
    try:
        meant = text.encode(errors="surrogateescape").decode()
    except UnicodeError:  # some bytes are no UTF-8 either, or half a character stands beside them
        said = f"the byte 0x{ord(text[start]) - 0xDC00:02X} is not a character: type it again without it"
        return RefusalError(said, (start, start + 1))
    said = (
        f"the character U+{ord(meant[start]):04X} came as bytes, which this locale cannot decode: "
        "write it in ASCII, as in sqrt(2) or lambda^2, or set PYTHONUTF8=1"
    )
    return RefusalError(said, (start, start + len(meant[start].encode())), (meant,), (0, len(text)))


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Return the tokens of tidy text between two positions, brackets matched and line ends settled."""
    end = len(text) if end is None else end
    stripped = text[start:end].rstrip(" \n\u200b\u200c\u200d\u2060\ufeff\u00ad$")
    end = start + len(stripped)
    if stripped.endswith(".") and not stripped.endswith(".."):
        end -= 1
    found: list[Token] = []
    spaced = False
    position = start
    while position < end:
        match = _SCANNER.match(text, position, end)
        assert match, "OTHER is any character"
        position = match.end()
        token = _token(match, spaced)
        spaced = token is None
        if token is not None:
            found.append(token)
    found.append(Token(TokenKind.END, "", end, end, True))
    return _arranged(text, found)


def _token(match: re.Match[str], spaced: bool) -> Token | None:
    group = match.lastgroup or "OTHER"
    text, (start, end) = match[0], match.span()
    if group == "SPACE" or _INVISIBLE.match(text):
        return None
    kind = _SIMPLE.get(group, TokenKind.OTHER)
    match group:
        case "COMMAND":
            kind, text = _COMMANDS.get(text, (TokenKind.OTHER, text))
        case "DOTTED":
            kind, text = TokenKind.NAME, text.partition(".")[2]
        case "BEGIN":
            kind, text = TokenKind.OPEN, _environment(text)
        case "FINISH":
            kind, text = TokenKind.CLOSE, "\\end{" + _environment(text).removeprefix("\\begin{")
        case "SUPERSCRIPT":
            text = text.translate(_SUPERSCRIPTS)
        case "OPERATOR":
            text = "^" if text == "**" else text
        case "PLUS_MINUS":
            text = "±"
        case "NAME" if text in ("and", "or"):
            kind = TokenKind.COMMA
        case _:
            pass
    return Token(kind, text, start, end, spaced)


def _environment(text: str) -> str:
    name = text.partition("{")[2].partition("}")[0].strip()
    return "\\begin{" + name + "}"


_BEFORE_WRAP = {TokenKind.COMMA, TokenKind.ROW, TokenKind.OPEN, TokenKind.EQUALS}
_AFTER_WRAP = {TokenKind.COMMA, TokenKind.ROW, TokenKind.CLOSE, TokenKind.END, TokenKind.LINE}


def _arranged(text: str, found: list[Token]) -> Tokens:
    """Return the tokens with each line end made a row or dropped, and the extent of every pair of brackets."""
    kept: list[Token] = []
    blocks: dict[int, Brackets] = {}
    opened: list[tuple[int, list[bool]]] = [(-1, [False, False])]
    for index, token in enumerate(found):
        kind = token.kind
        if kind is TokenKind.LINE:
            if _wraps(kept, found[index + 1], opened):
                found[index + 1] = found[index + 1]._replace(spaced=True)
                continue
            token = token._replace(kind=TokenKind.ROW)
            kind = TokenKind.ROW
        if kind is TokenKind.OPEN:
            _open(kept, token, opened)
        elif kind is TokenKind.CLOSE:
            _close(kept, token, opened, blocks)
        elif kind is TokenKind.COMMA:
            if _doubled(kept, token):
                continue
            opened[-1][1][0] = True
        elif kind is TokenKind.ROW:
            opened[-1][1][1] = True
        kept.append(token)
    _all_closed(kept, opened)
    blocks[-1] = Brackets(len(kept) - 1, *opened[0][1])
    return Tokens(text, tuple(kept), blocks)


def _wraps(kept: list[Token], following: Token, opened: list[tuple[int, list[bool]]]) -> bool:
    """Tell whether a line end is mere layout: before a closing bracket, in a nested row, after a comma in brackets.

    Outside brackets a comma before it may end a row, so it stays, and is refused.
    """
    if (
        kept
        and kept[-1].kind is TokenKind.COMMA
        and len(opened) == 1
        and following.kind not in (TokenKind.OPEN, TokenKind.LINE)
    ):
        return False
    if not kept or kept[-1].kind in _BEFORE_WRAP or following.kind in _AFTER_WRAP:
        return True
    inside = [kept[index].text for index, _ in opened[1:]]
    if not inside:
        return False
    return inside[-1] not in ("[", "{") or sum(t in ("[", "{") for t in inside) > 1


def _doubled(kept: list[Token], token: Token) -> bool:
    """Tell whether "and" merely follows a comma, as in `1, 2, and 3`."""
    return token.text in ("and", "or", "&") and bool(kept) and kept[-1].kind is TokenKind.COMMA and kept[-1].text == ","


def _open(kept: list[Token], token: Token, opened: list[tuple[int, list[bool]]]) -> None:
    if len(opened) > DEEPEST_BRACKET:
        raise RefusalError(
            f"the brackets are nested too deep: at most {DEEPEST_BRACKET} are read", (token.start, token.end)
        )
    opened.append((len(kept), [False, False]))


def _close(kept: list[Token], token: Token, opened: list[tuple[int, list[bool]]], blocks: dict[int, Brackets]) -> None:
    if len(opened) == 1:
        raise RefusalError(f"'{excerpt(token.text)}' closes a bracket that was never opened", (token.start, token.end))
    index, (commas, rows) = opened.pop()
    opener = kept[index]
    expected = _PAIRS.get(opener.text) or opener.text.replace("begin", "end")
    if token.text != expected:
        raise RefusalError(
            f"'{excerpt(opener.text)}' is closed by '{excerpt(token.text)}'; expected '{excerpt(expected)}'",
            (token.start, token.end),
        )
    blocks[index] = Brackets(len(kept), commas, rows)


def _all_closed(kept: list[Token], opened: list[tuple[int, list[bool]]]) -> None:
    if len(opened) > 1:
        token = kept[opened[-1][0]]
        raise RefusalError(f"'{excerpt(token.text)}' is never closed", (token.start, token.end))


def fraction_of(sign: str) -> tuple[int, int]:
    """Return numerator and denominator of a one-character fraction such as ½."""
    top, _, bottom = unicodedata.normalize("NFKC", sign).partition("⁄")
    return int(top), int(bottom)
