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
    (re.compile(r"(?<![eE]) ?[-−] ?(?=[\dλ√(]|i\b)"), " minus "),
    (re.compile(r"(?<![eE]) ?\+ ?(?=[\w(√])"), " plus "),
    (re.compile(r"\(([^()]*)\)/(\w+)"), r"the fraction \1, over \2"),
    (re.compile(r"(?<!\w)(\w*+√\w++)/(\w++)"), r"the fraction \1 over \2"),
    (re.compile(r"(?<![\w/.])(\d+)/(\d+)(?![\w/])"), r"\1 over \2"),
    (_TIMES, " times √"),
    (re.compile(r" = "), " equals "),
    (re.compile(r" \| "), ". "),
)
_ROWS = re.compile(r"\[\[([^\[\]]*(?:\], \[[^\[\]]*)*)\]\]|\[([^\[\];]*(?:; [^\[\];]*)+)\]")
_ROW_END = re.compile(r"\], \[|; ")
_ENTRIES = re.compile(r"\[([^\[\]]*)\]")
_BARE_LIST = re.compile(r"[^\[\]:;'|=√]*+√[^\[\]:;'|=]*+")
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
    """Return an answer in words, its matrices by rows; where entries are said in several words, "then" keeps them apart."""
    if _BARE_LIST.fullmatch(text):
        return _said(_entries(text))
    text = _ENTRIES.sub(lambda found: f"[{_entries(found[1])}]", _ROWS.sub(_by_rows, text))
    return _said(text)


def _by_rows(found: re.Match[str]) -> str:
    rows = _ROW_END.split(found[1] or found[2])
    columns = rows[0].count(",") + 1
    if len(rows) == 1:
        return f"row vector, {columns} entr{'y' if columns == 1 else 'ies'}: {_entries(rows[0])}"
    said = ". ".join(f"Row {number}: {_entries(row)}" for number, row in enumerate(rows, 1))
    return f"matrix, {len(rows)} rows, {columns} column{'s' * (columns != 1)}. {said}"


def _entries(text: str) -> str:
    return text.replace(", ", ", then ") if "√" in text else text


def _said(text: str) -> str:
    text = _TIMES_LAMBDA.sub(" λ", text)
    for sign, words in _SPOKEN:
        text = sign.sub(words, text)
    return _SPACE_IN_BRACKETS.sub("", plain_prose(text, Style.SPEECH)).strip()
