"""When two names mean the same: whatever their case, hyphens, s or z, centre or center, singular or plural."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_CENTER = re.compile("centr(?:ing|ed|e)")
_AMERICAN = {"centring": "centering", "centred": "centered", "centre": "center"}
_PLURALS = {"matrices": "matrix", "bases": "basis", "axes": "axis"}


def key(name: str) -> str:
    """Return what is the same for the spellings of one name: no case, spaces or hyphens, s for z, and center for centre."""
    return "".join(_words(name))


def loose_key(name: str) -> str:
    """Return what is the same for its plural too."""
    return "".join(map(_singular, _words(name)))


def american(text: str) -> str:
    """Return the text, in lower case, with center for centre."""
    return _CENTER.sub(lambda found: _AMERICAN[found[0]], text.casefold())


def _words(name: str) -> list[str]:
    return [word.replace("z", "s") for word in _WORD.findall(american(name).replace("'", "").replace("’", ""))]


def _singular(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
