"""How a command shows lines on stdout, and takes them at a terminal."""

from __future__ import annotations

from decompdrill.frontends import Clock
from decompdrill.frontends.display import Look, is_dumb, look_of
from decompdrill.frontends.plain import Keyboard, Reader, Show, writer
from decompdrill.io.output import stdout


def screen(plain: bool) -> tuple[Show, Look]:
    """Return what shows lines on stdout, and the look that they must have."""
    look = look_of(stdout(), plain)
    if look.colour:
        from decompdrill.frontends.terminal import painter

        return painter(stdout(), look), look
    return writer(stdout()), look


def typed(plain: bool, clock: Clock) -> Reader:
    """Return what takes answers at a terminal: with editing and colours where it can do more than lines."""
    if plain or is_dumb() or not stdout().isatty():
        return Keyboard(clock)
    from decompdrill.frontends.terminal import Prompt

    return Prompt(clock)
