"""Answers, and messages about typing, as the keyboard has them, or read aloud: (5+√17)/2 as (5+sqrt(17))/2."""

from __future__ import annotations

import re

from decompdrill.mathtext.prose import plain_prose
from decompdrill.mathtext.subset import Style

_ROOT = re.compile(r"√(\d+(?:\.\d+)?|[^\W\d_])")
_TIMES = re.compile(r"(?<=[\di)])√")
_TIMES_LAMBDA = re.compile(r"(?<=[\d)])λ")
_CODE = re.compile(r"\bnp\.|@|\[[^\[\]]*:|\w\.\w+\(|\w=\w")
_SPOKEN = (
    (re.compile(r"\], \["), "; "),
    (re.compile(r"(?<![eE]) ?[-−] ?(?=[\dλ√(]|i\b)"), " minus "),
    (re.compile(r"(?<![eE]) ?\+ ?(?=[\w(√])"), " plus "),
    (re.compile(r"(√\w+)/(?=\w)"), r"\1, over "),
    (_TIMES, " times √"),
    (re.compile(r" = "), " equals "),
)
_SPACE_IN_BRACKETS = re.compile(r"(?<=[(\[]) +")


def spelled(text: str, style: Style) -> str:
    """Return an answer as it is typed in a style, or in words; to be read aloud, code stays code."""
    if style is Style.UNICODE:
        return text
    if style is Style.SPEECH:
        return plain_prose(text, style) if _CODE.search(text) else _spoken(text)
    text = _TIMES.sub("*√", _TIMES_LAMBDA.sub(" λ", text))
    return plain_prose(_ROOT.sub(r"√(\1)", text).replace("√(", "sqrt("), style)


def _spoken(text: str) -> str:
    text = _TIMES_LAMBDA.sub(" λ", text.replace("[[", "[").replace("]]", "]"))
    for sign, words in _SPOKEN:
        text = sign.sub(words, text)
    return _SPACE_IN_BRACKETS.sub("", plain_prose(text, Style.SPEECH)).strip()
