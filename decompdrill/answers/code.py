"""The form `code`: an expression in the project's own safe language, kept as text; it is judged elsewhere."""

from __future__ import annotations

import re
from typing import TypeAlias

from decompdrill.answers.refusal import RefusalError
from decompdrill.answers.spellings import depths
from decompdrill.answers.tokens import refuse_unseen
from decompdrill.model import Form, Typed

_EXPECTED = "one expression, such as A @ v"
_ASSIGNED = re.compile(r"[A-Za-z_]\w*[ \t]*=(?!=)")
_RETURNED = re.compile(r"return\s")
_LANGUAGE = re.compile(r"(?:python|py)\s")
_BEFORE = (
    re.compile(r">>>"),
    re.compile(r"import numpy(?: as np)?[ \t]*[;\r\n]"),
)
"""What may stand before the line of the answer, where it was copied from a session or a file."""

Window: TypeAlias = tuple[int, int]


def read_code_line(text: str) -> Typed:
    """Return one logical line of code: what a line assigns or returns; lines inside brackets are joined."""
    refuse_unseen(text)
    start, end = _unfenced(text)
    start, end = _bare(text, (_after_session(text, (start, end)), end))
    if start == end:
        raise RefusalError(f"nothing was typed; expected {_EXPECTED}", (0, len(text)))
    if second := _ASSIGNED.match(text, start, end):
        raise RefusalError("one name can be assigned; a second came", second.span())
    word = text[start:end]
    if "\n" in word or "\r" in word:
        word = _joined(word, start)
    return Typed(Form.CODE, text, word=word.replace("\t", " "))


def _trimmed(text: str, window: Window) -> Window:
    """Return the part of the text in the window without the spaces around it."""
    start, end = window
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), max(start, end - len(inner) + len(inner.rstrip()))


def _unfenced(text: str) -> Window:
    """Return what stands inside the backticks of Markdown, or the whole text."""
    start, end = _trimmed(text, (0, len(text)))
    for fence in ("```", "`"):
        if end - start >= 2 * len(fence) and text.startswith(fence, start) and text.endswith(fence, start, end):
            inner = _trimmed(text, (start + len(fence), end - len(fence)))
            named = _LANGUAGE.match(text, *inner) if fence == "```" else None
            return _trimmed(text, (named.end(), inner[1])) if named else inner
    return start, end


def _after_session(text: str, window: Window) -> int:
    """Return where the line of the answer begins, after prompts of Python and imports of NumPy."""
    start, end = window
    while before := next((found for pattern in _BEFORE if (found := pattern.match(text, start, end))), None):
        start, _ = _trimmed(text, (before.end(), end))
    return start


def _bare(text: str, window: Window) -> Window:
    """Return the expression of a line that assigns it to a name, returns it, or ends with a semicolon."""
    start, end = window
    while text.endswith(";", start, end):
        _, end = _trimmed(text, (start, end - 1))
    begins = _RETURNED.match(text, start, end) or _ASSIGNED.match(text, start, end)
    return _trimmed(text, (begins.end() if begins else start, end))


def _joined(word: str, start: int) -> str:
    for place, depth in depths(word):
        if word[place] in "\r\n" and depth <= 0:
            raise RefusalError("expected one expression, got a second line", (start + place, start + place + 1))
    return " ".join(word.split())
