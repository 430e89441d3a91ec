"""The refusal that ends a reading: how a fault deep in the grammar reaches `read`; never leaves this package."""

from __future__ import annotations

from decompdrill.model import Unreadable


class RefusalError(Exception):
    """A text, or a value in it, that cannot be read; `span` is None until the grammar knows the place."""

    def __init__(self, message: str, span: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span

    def unreadable(self, length: int) -> Unreadable:
        """Return the refusal as a value, with a span inside a text of that length."""
        start, end = self.span or (0, length)
        start = max(0, min(start, length))
        return Unreadable(self.message, (start, max(start, min(end, length))))


def excerpt(text: str, limit: int = 30) -> str:
    """Return a piece of the text for a message: one line, no control characters, at most `limit` characters."""
    line = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
