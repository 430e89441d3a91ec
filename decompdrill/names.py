"""When two names are the same: whatever their case, hyphens and spaces, British or American, singular or plural."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_AMERICAN = {
    "centring": "centering",
    "centred": "centered",
    "centre": "center",
    "colour": "color",
    "behaviour": "behavior",
    "neighbour": "neighbor",
    "labelled": "labeled",
    "labelling": "labeling",
    "grey": "gray",
}
"""What differs by more than s and z; in whichever word it stands."""
_BRITISH = re.compile("|".join(_AMERICAN))
_WITH_Z = re.compile("(?<=diagonali)s|(?<=normali)s|(?<=factori)s|(?<=standardi)s")
"""The s for which an American writes z: diagonalise, normalised, factorisation."""
_PLURALS = {"matrices": "matrix", "bases": "basis", "axes": "axis"}


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return what is the same for the spellings of one name: no case, spaces or hyphens, s for z, and center for centre."""
    return "".join(_words(name))


def base_name(question: str) -> str:
    """Return the id of the question from which a variant was made, as `ID~mistake` is; of any other its own."""
    return question.partition("~")[0]


def loose_key(name: str) -> str:
    """Return what is the same for its plural too."""
    return "".join(map(_singular, _words(name)))


def american(name: str) -> str:
    """Return an identifier as people see it, in American: not-centered for not-centred. Records keep it as it is."""
    return _WITH_Z.sub("z", _BRITISH.sub(lambda found: _AMERICAN[found[0]], name))


def known_as(name: str, known: Collection[str]) -> str:
    """Return the known name of which this is a spelling, itself first; the name itself where it is a spelling of none.

    A single letter is only itself: `a` is not `A`.
    """
    if name in known or len(name) == 1:
        return name
    wanted = key(name)
    return next((one for one in known if key(one) == wanted), name)


def folded(text: str) -> str:
    """Return what is the same for a text in British and in American: lower case, center for centre, s for z."""
    return _BRITISH.sub(lambda found: _AMERICAN[found[0]], text.casefold()).replace("z", "s")


def _words(name: str) -> list[str]:
    return _WORD.findall(folded(name).replace("'", "").replace("’", ""))


def _singular(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
