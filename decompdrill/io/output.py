"""All text to stdout and stderr: what could steer a terminal is written as a readable escape."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any, NewType, TextIO, cast

Visible = NewType("Visible", str)
"""Text that can steer no terminal, or a code of our own."""

_HIDDEN = "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
_UNSAFE = re.compile(f"[\x00-\x09\x0b-\x1f{_HIDDEN}]")
_UNSAFE_IN_JSON = re.compile(f"[{_HIDDEN}]")


def visible(text: str) -> Visible:
    """Return text with its control characters as \\x1b or \\u202e, a tab as a space; only line ends stay."""
    return Visible(_UNSAFE.sub(_sign, text) if _UNSAFE.search(text) else text)


def visible_row(text: str) -> Visible:
    """Return text for a single row, in which line ends are escaped too."""
    return Visible(visible(text).replace("\n", "\\n"))


def visible_json(text: str) -> Visible:
    """Return JSON with every control and bidirectional character escaped; only its strings can hold any."""
    return Visible(_UNSAFE_IN_JSON.sub(_escape, text) if _UNSAFE_IN_JSON.search(text) else text)


def _sign(match: re.Match[str]) -> str:
    character = match.group()
    return " " if character == "\t" else repr(character)[1:-1]


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


class Output:
    """A stream whose `write` shows what it cannot trust."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(visible(text))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def stdout() -> TextIO:
    """Return stdout, which shows control characters as signs."""
    return _wrapped(sys.stdout)


def stderr() -> TextIO:
    """Return stderr, which shows control characters as signs."""
    return _wrapped(sys.stderr)


def _wrapped(stream: TextIO) -> TextIO:
    return stream if isinstance(stream, Output) else cast(TextIO, Output(stream))


def write_visible(stream: TextIO, *pieces: Visible) -> None:
    """Write escape codes, and text that has been made visible, unchanged, and flush."""
    behind = raw_stream(stream)
    behind.write("".join(pieces))
    behind.flush()


def raw_stream(stream: TextIO) -> TextIO:
    """Return the underlying stream, for libraries that draw what has been made visible already."""
    return stream.stream if isinstance(stream, Output) else stream
