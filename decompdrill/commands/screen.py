"""How a command shows lines on stdout, and takes them at a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from decompdrill.frontends.display import Display, ShowLines, display_of, is_dumb, writer
from decompdrill.io.output import stdout

if TYPE_CHECKING:
    from decompdrill.frontends.front_end import Clock
    from decompdrill.frontends.plain import Reader


def screen(plain: bool) -> tuple[ShowLines, Display]:
    """Return what shows lines on stdout, and how they are displayed."""
    display = display_of(stdout(), plain)
    if display.colour:
        from decompdrill.frontends.terminal import painter

        return painter(stdout(), display), display
    return writer(stdout()), display


def can_move(display: Display) -> bool:
    """Whether a picture may move: at a terminal with colors, where keys can be pressed, and not for a reader of the screen."""
    is_terminal = sys.stdin is not None and sys.stdin.isatty() and stdout().isatty()
    return is_terminal and display.colour and not display.spoken


def typed(plain: bool, clock: Clock) -> Reader:
    """Return what takes answers at a terminal: with editing and colours where it can do more than lines."""
    if plain or is_dumb() or not stdout().isatty():
        from decompdrill.frontends.plain import Keyboard

        return Keyboard(clock)
    from decompdrill.frontends.terminal import Prompt

    return Prompt(clock)
