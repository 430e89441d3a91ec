"""The form `code`: an expression in the project's own safe language, kept as text; it is judged elsewhere."""

from __future__ import annotations

import re

from decompdrill.answers.refusal import RefusalError
from decompdrill.answers.spellings import depths
from decompdrill.answers.tokens import refuse_unseen
from decompdrill.model import Form, Typed

_EXPECTED = "one expression, such as A @ v"
_FENCED = re.compile(r"\s*+(?:```\s*+(?:(?:python|py)\s)?+(.*)```|`(.*)`)\s*+", re.DOTALL)
_ASSIGNED = re.compile(r"[A-Za-z_]\w*+[ \t]*+=(?!=)")
_BEGINS = re.compile(rf"(?:return\s|{_ASSIGNED.pattern})\s*+")
_SESSION = re.compile(r"\s*+(?:(?:>>>|import numpy(?: as np)?+[ \t]*+[;\r\n])\s*+)*+")
"""What may stand before the line of the answer, where it was copied from a session or a file."""


def read_code_line(text: str) -> Typed:
    """Return one logical line of code: what a line assigns or returns; lines inside brackets are joined."""
    refuse_unseen(text)
    fenced = _FENCED.fullmatch(text)
    start, end = fenced.span(fenced.lastindex or 0) if fenced else (0, len(text))
    if session := _SESSION.match(text, start, end):
        start = session.end()
    word = text[start:end].rstrip()
    while word.endswith(";"):
        word = word[:-1].rstrip()
    end = start + len(word)
    if begins := _BEGINS.match(text, start, end):
        start = begins.end()
    if start == end:
        raise RefusalError(f"nothing was typed; expected {_EXPECTED}")
    if second := _ASSIGNED.match(text, start, end):
        raise RefusalError("one name can be assigned; a second came", second.span())
    word = text[start:end]
    if "\n" in word or "\r" in word:
        word = _joined(word, start)
    return Typed(Form.CODE, text, word=word.replace("\t", " "))


def _joined(word: str, start: int) -> str:
    for place, depth in depths(word):
        if word[place] in "\r\n" and depth <= 0:
            raise RefusalError("expected one expression, got a second line", (start + place, start + place + 1))
    return " ".join(word.split())
