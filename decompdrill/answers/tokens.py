"""Typed text as tokens with spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from decompdrill.answers.refusal import RefusalError, excerpt, too_long
from decompdrill.model import LONGEST_TEXT

DEEPEST_BRACKET = 40
TokenKind = Enum(
    "TokenKind",
    "NUMBER FRACTION NAME ROOT OPERATOR PLUS_MINUS SUPERSCRIPT TRANSPOSE PERCENT OPEN CLOSE BAR COMMA ROW LINE EQUALS"
    " ELLIPSIS OTHER END",
)

_KINDS = dict(TokenKind.__members__)  # which makes a new view each time it is asked for


class Token(NamedTuple):
    """One token; `text` is its canonical spelling, `spaced` says that white space stands before it."""

    kind: TokenKind
    text: str
    start: int
    end: int
    spaced: bool

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(slots=True)
class Brackets:
    """What a pair of brackets (or the whole text) holds: the index of its end and which separators it uses."""

    opener: str = ""
    end: int = -1
    commas: bool = False
    rows: bool = False


_ALIKE = {
    **dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63", "-"),
    **dict.fromkeys("×·∙⋅∗\u2062", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("\u2018\u2019\u2032\u02bc", "'"),
    **dict.fromkeys("⟨〈‹", "<"),
    **dict.fromkeys("⟩〉›", ">"),
    **dict.fromkeys("≃≅≊", "≈"),
    **dict.fromkeys("\t\u00a0\u202f\u205f\u3000", " "),
    **{chr(c): " " for c in range(0x2000, 0x200B)},
    **dict.fromkeys("\r\u2028\u2029", "\n"),
    **dict.fromkeys("𝜆𝝀𝛌", "λ"),
    "ᵗ": "ᵀ",
    "∼": "~",
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
}
_TABLE = str.maketrans(_ALIKE)
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HIDDEN = re.compile(rf"(?<=\S)[{_UNSEEN}](?=\S)")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2061\u2063-\u206f\ud800-\udfff]"
)
_UNDECODED = re.compile("[\udc80-\udcff]")  # a byte as Python carries what it cannot decode
_GROUPED = re.compile("(?<![0-9])[0-9]++([\u00a0\u2007\u2009\u202f][0-9]{3})+(?![0-9])")

_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SCANNER = re.compile(
    rf"(?P<SPACE>[{_UNSEEN}]|"
    r"""[ $]+ | \\[,;:!\ ()\[\]]
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
    | (?P<EQUALS>:=|[=:≈∈~])
    | (?P<OTHER>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMANDS = {
    f"\\{name}": (TokenKind[kind], sign)
    for kind, spellings in (
        ("OPERATOR", "cdot=* times=* ast=* div=/"),
        ("NAME", r"pi=π lambda=λ mu=μ sigma=σ frac=\frac tfrac=\frac dfrac=\frac sin=sin cos=cos exp=exp ln=ln"),
        ("EQUALS", "approx=≈ in=∈"),
        ("OPEN", "{={ lbrace={ lbrack=[ langle=<"),
        ("CLOSE", "}=} rbrace=} rbrack=] rangle=>"),
        ("BAR", "vert=| lvert=| rvert=|"),
    )
    for name, sign in (spelling.split("=") for spelling in spellings.split())
}
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def tidy_text(text: str, expected: str) -> str:
    """Return the text, which is refused where it is blank, with look-alike characters made plain, each in its place."""
    refuse_unseen(text)
    if not (text.isascii() and text.isprintable()):
        if group := _GROUPED.search(text):
            digits = "".join(c for c in group[0] if c.isdigit())
            ways = f"write {excerpt(digits)} for one, a comma between two"
            raise RefusalError(f"'{excerpt(group[0])}' can be one number or two: {ways}", group.span(), (digits,))
        text = text.replace("\r\n", " \n").translate(_TABLE)
    if not text.strip():
        raise RefusalError(f"nothing was typed; expected {expected}")
    return text


def refuse_unseen(text: str) -> None:
    """Refuse what is too long, or holds control or invisible characters."""
    if len(text) > LONGEST_TEXT:
        raise too_long(len(text), LONGEST_TEXT)
    if text.isprintable():
        return
    control = _CONTROL.search(text)
    if control and _UNDECODED.match(control[0]):
        raise _undecoded(text, control.start())
    if fault := control or _HIDDEN.search(text):
        what = "a control" if control else "an invisible"
        code = f"U+{ord(fault[0]):04X}"
        raise RefusalError(f"{what} character ({code}) stands in the text: type it again without it", fault.span())


def _undecoded(text: str, start: int) -> RefusalError:
    """Return the refusal of bytes that Python could not decode, as in `√` where the locale is set to ASCII."""
    try:
        meant = text.encode(errors="surrogateescape").decode()
    except UnicodeError:  # some bytes are no UTF-8 either, or half a character stands beside them
        said = f"the byte 0x{ord(text[start]) - 0xDC00:02X} is not a character: type it again without it"
        return RefusalError(said, (start, start + 1))
    said = f"the character U+{ord(meant[start]):04X} came as bytes, which this locale cannot decode: "
    said += "write it in ASCII, as in sqrt(2) or lambda^2, or set PYTHONUTF8=1"
    return RefusalError(said, (start, start + len(meant[start].encode())), (meant,), (0, len(text)))


def tokenize(text: str, start: int, end: int) -> tuple[list[Token], dict[int, Brackets]]:
    """Return the tokens of tidy text between two positions, and by their openers' indices (the whole text: -1) the brackets."""
    end = start + len(text[start:end].rstrip(f" \n${_UNSEEN}"))
    end -= text.endswith(".", start, end) and not text.endswith("..", start, end)
    found: list[Token] = []
    spaced = False
    for match in _SCANNER.finditer(text, start, end):  # OTHER is any character, so that none is left out
        group = match.lastgroup or "OTHER"
        if group != "SPACE":
            spelled = _SPELLED.get(group)
            kind, spelling = spelled(match[0]) if spelled else (_KINDS[group], match[0])
            found.append(Token(kind, spelling, *match.span(), spaced))
        spaced = group == "SPACE"
    found.append(Token(TokenKind.END, "", end, end, True))
    return _arranged(found)


_SPELLED: dict[str, Callable[[str], tuple[TokenKind, str]]] = {
    "COMMAND": lambda text: _COMMANDS.get(text, (TokenKind.OTHER, text)),
    "DOTTED": lambda text: (TokenKind.NAME, text.partition(".")[2]),
    "BEGIN": lambda text: (TokenKind.OPEN, "".join(text.partition("}")[0].split()) + "}"),
    "FINISH": lambda text: (TokenKind.CLOSE, "".join(text.split())),
    "SUPERSCRIPT": lambda text: (TokenKind.SUPERSCRIPT, text.translate(_SUPERSCRIPTS)),
    "OPERATOR": lambda text: (TokenKind.OPERATOR, "^" if text == "**" else text),
    "PLUS_MINUS": lambda _: (TokenKind.PLUS_MINUS, "±"),
    "NAME": lambda text: (TokenKind.COMMA if text in ("and", "or") else TokenKind.NAME, text),
}
"""What is written in several ways, in one."""

_BEFORE_WRAP = {TokenKind.COMMA, TokenKind.ROW, TokenKind.OPEN, TokenKind.EQUALS}
_AFTER_WRAP = {TokenKind.COMMA, TokenKind.ROW, TokenKind.CLOSE, TokenKind.END, TokenKind.LINE}
_ARRANGED = (TokenKind.LINE, TokenKind.ROW, TokenKind.COMMA, TokenKind.OPEN, TokenKind.CLOSE)


def _arranged(found: list[Token]) -> tuple[list[Token], dict[int, Brackets]]:
    """Return the tokens with each line end made a row or dropped, and the extent of every pair of brackets."""
    kept: list[Token] = []
    blocks = {-1: Brackets()}
    opened = [-1]
    for index, token in enumerate(found):
        if token.kind not in _ARRANGED:
            kept.append(token)
            continue
        match token.kind:
            case TokenKind.LINE if _wraps(kept, found[index + 1], [blocks[at].opener for at in opened[1:]]):
                found[index + 1] = found[index + 1]._replace(spaced=True)
                continue
            case TokenKind.LINE | TokenKind.ROW:
                token = token._replace(kind=TokenKind.ROW)
                blocks[opened[-1]].rows = True
            case TokenKind.COMMA:
                if token.text in ("and", "or", "&") and kept and kept[-1].text == ",":
                    continue  # `1, 2, and 3`
                blocks[opened[-1]].commas = True
            case TokenKind.OPEN:
                if len(opened) > DEEPEST_BRACKET:
                    message = f"the brackets are nested too deep: at most {DEEPEST_BRACKET} are read"
                    raise RefusalError(message, token.span)
                opened.append(len(kept))
                blocks[len(kept)] = Brackets(token.text)
            case TokenKind.CLOSE:
                _check_closes(token, blocks[opened[-1]].opener)
                blocks[opened.pop()].end = len(kept)
        kept.append(token)
    if len(opened) > 1:
        raise RefusalError(f"'{excerpt(kept[opened[-1]].text)}' is never closed", kept[opened[-1]].span)
    blocks[-1].end = len(kept) - 1
    return kept, blocks


def _wraps(kept: list[Token], following: Token, openers: list[str]) -> bool:
    """Tell whether a line end is mere layout: before a closing bracket, in a nested row, after a comma in brackets."""
    opens_row = following.kind in (TokenKind.OPEN, TokenKind.LINE)
    if kept and kept[-1].kind is TokenKind.COMMA and not openers and not opens_row:
        return False  # it may end a row: it stays, and is refused
    if not kept or kept[-1].kind in _BEFORE_WRAP or following.kind in _AFTER_WRAP:
        return True
    return bool(openers) and (openers[-1] not in ("[", "{") or sum(t in ("[", "{") for t in openers) > 1)


def _check_closes(token: Token, opener: str) -> None:
    if not opener:
        raise RefusalError(f"'{excerpt(token.text)}' closes a bracket that was never opened", token.span)
    expected = _PAIRS.get(opener) or opener.replace("begin", "end")
    if token.text != expected:
        closed = f"'{excerpt(opener)}' is closed by '{excerpt(token.text)}'"
        raise RefusalError(f"{closed}; expected '{excerpt(expected)}'", token.span)


def fraction_of(sign: str) -> Fraction:
    """Return the value of a one-character fraction such as ½."""
    return Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/"))
