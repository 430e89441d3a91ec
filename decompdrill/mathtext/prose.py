"""Prose with signs such as × or σ₁ in ASCII or in words."""

from __future__ import annotations

import re
import unicodedata

from decompdrill.mathtext.subset import (
    DOUBLE_STRUCK,
    DOUBLE_STRUCK_SPEECH,
    GLYPHS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    Style,
    SymbolRole,
)

_RAISED = {chr(high): chr(low) for low, high in SUPERSCRIPTS.items() if low != high and chr(low) != "−"} | {"ᵀ": "T"}
_LOWERED = {chr(low): chr(flat) for flat, low in SUBSCRIPTS.items() if chr(flat) != "−"}
_HIGH, _LOW = "".join(_RAISED), "".join(_LOWERED)
_SCRIPTS = re.compile(f"([{_HIGH}]+)|([{_LOW}]+)")
_SCRIPT_AND_LETTER = re.compile(rf"((?<![{_HIGH}])[{_HIGH}]++|(?<![{_LOW}])[{_LOW}]++)(?=[^\W\d_{_HIGH}{_LOW}])")
_GREEK_AND_LETTER = re.compile(r"(?<=[α-ωΑ-Ω])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[α-ωΑ-Ω])|(?<=[α-ωΑ-Ω])(?=[α-ωΑ-Ω])")
_SPACES = re.compile(" {2,}")
_BY = re.compile(r"(?<=[\w)])\s?×\s?(?=[\w(])")
_TYPOGRAPHY = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "½": "1/2", "¼": "1/4", "¾": "3/4",
    "⟶": "->", "✓": "ok", "✗": "x", "•": "-", "∑": "sum", "√": "sqrt ",
}  # fmt: skip
_SPOKEN_SIGNS = {"√": "the square root of ", "%": " percent", "½": "a half"}
SPOKEN_POWERS = {"2": "squared", "3": "cubed", "T": "transpose", "-1": "inverse", "*": "star"}


def _tables() -> dict[Style, dict[str, str]]:
    plain, spoken = dict(_TYPOGRAPHY), dict(_TYPOGRAPHY) | _SPOKEN_SIGNS
    for glyph in GLYPHS.values():
        if len(glyph.unicode) == 1 and not glyph.unicode.isascii():
            plain.setdefault(glyph.unicode, glyph.ascii)
            around = " " if glyph.role in (SymbolRole.BINARY, SymbolRole.RELATION) else ""
            spoken.setdefault(glyph.unicode, f"{around}{glyph.speech}{around}")
    for letter, struck in DOUBLE_STRUCK.items():
        plain[struck], spoken[struck] = letter, DOUBLE_STRUCK_SPEECH[letter]
    return {Style.UNICODE: {}, Style.ASCII: plain, Style.SPEECH: spoken}


_TABLES = _tables()


def plain_prose(text: str, style: Style) -> str:
    """Return prose as it is for Unicode; else with every sign spelt in ASCII, or in words to be read aloud."""
    if style is Style.UNICODE or (text.isascii() and (style is Style.ASCII or "%" not in text)):
        return text
    text = _SCRIPT_AND_LETTER.sub(r"\1 ", text)
    if style is Style.SPEECH:
        text = _GREEK_AND_LETTER.sub(" ", text)
        text = _SCRIPTS.sub(_spoken_script, _BY.sub(" by ", text))
    else:
        text = _SCRIPTS.sub(_plain_script, text)
    table = _TABLES[style]
    text = "".join(table.get(character, character) for character in text)
    if style is Style.SPEECH:
        text = _SPACES.sub(" ", text)
    return text if text.isascii() else _to_ascii(text)


def has_ascii(character: str) -> bool:
    """Is there a spelling in ASCII for a character?"""
    return character.isascii() or "?" not in plain_prose(character, Style.ASCII)


def _plain_script(match: re.Match[str]) -> str:
    raised = match.group(1)
    inside = "".join((_RAISED if raised else _LOWERED)[character] for character in match.group())
    bracketed = inside if len(inside.lstrip("-")) == 1 or inside.isdigit() else f"({inside})"
    return f"{'^' if raised else '_'}{bracketed}"


def _spoken_script(match: re.Match[str]) -> str:
    raised, lowered = match.groups()
    if lowered:
        return " sub " + "".join(_LOWERED[character] for character in lowered)
    inside = "".join(_RAISED[character] for character in raised)
    return " " + SPOKEN_POWERS.get(inside, f"to the power {inside}")


def _to_ascii(text: str) -> str:
    """Return a text with accents dropped, and with ? for what has no plain form at all."""
    folded = unicodedata.normalize("NFKD", text)
    return "".join(c for c in folded if not unicodedata.combining(c)).encode("ascii", "replace").decode()
