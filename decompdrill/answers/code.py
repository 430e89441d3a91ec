"""The form `code`: an expression in the project's own safe language, kept as text; it is judged elsewhere."""

from __future__ import annotations

from decompdrill.answers.refusal import RefusalError
from decompdrill.answers.tokens import refuse_unseen
from decompdrill.model import Form, Typed

_EXPECTED = "one expression, such as A @ v"


def read_code(text: str) -> Typed:
    """Return one logical line of code; lines inside brackets are joined."""
    refuse_unseen(text)
    word = text.strip()
    if not word:
        raise RefusalError(f"nothing was typed; expected {_EXPECTED}", (0, len(text)))
    if "\n" in word or "\r" in word:
        word = _joined(word, text)
    return Typed(Form.CODE, text, word=word.replace("\t", " "))


def _joined(word: str, text: str) -> str:
    depth, line = 0, []
    for place, sign in enumerate(word):
        depth += (sign in "([{") - (sign in ")]}")
        if sign in "\r\n" and depth <= 0:
            start = text.index(word) + place
            raise RefusalError("one expression is asked; a second line came", (start, start + 1))
        line.append(" " if sign in "\r\n" else sign)
    return " ".join("".join(line).split())
