"""The refusal that ends a reading: how a fault deep in the grammar reaches `read`; never leaves this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decompdrill.model import Unreadable


@dataclass(eq=False)
class RefusalError(Exception):
    """A text, or a value in it, that cannot be read; without a span until the grammar knows the place."""

    message: str
    span: tuple[int, int] | None = None
    instead: Sequence[str] = ()  # what could be typed
    place: tuple[int, int] | None = None  # of what that replaces, where it is not the span

    def at(self, span: tuple[int, int], message: str | None = None) -> RefusalError:
        """Return the refusal with a place where it had none, and with another message if one is given."""
        return RefusalError(message or self.message, self.span or span, self.instead, self.place)

    def unreadable(self, text: str, offers: Sequence[str] = ()) -> Unreadable:
        """Return the refusal of a text as a value, with a span inside it."""
        start, end = self.span or (0, len(text))
        start = max(0, min(start, len(text)))
        return Unreadable(self.message, (start, max(start, min(end, len(text)))), tuple(offers))

    def proposals(self, text: str) -> list[str]:
        """Return the whole text as it could be typed, once for each thing that could stand in the place at fault."""
        start, end = self.place or self.span or (0, len(text))
        return [text[:start] + new + text[end:] for new in self.instead]


def excerpt(text: str, limit: int = 30) -> str:
    """Return a piece of the text for a message: one line, no control characters, at most `limit` characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def too_long(characters: int, most: int) -> RefusalError:
    return RefusalError(f"the text is too long: {characters:,} characters came, at most {most:,} are read")


def in_two_ways(came: str, ways: Sequence[str], can_be: str = "read in two ways") -> str:
    """Return the message for what can be more than one thing, each of which can be written."""
    *others, last = ways
    return f"'{came}' can be {can_be}: write {', '.join(others)} or {last}"
