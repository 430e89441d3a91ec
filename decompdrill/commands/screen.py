"""How a command shows lines on stdout; the only owner of choosing between colour and plain text."""

from __future__ import annotations

import sys

from decompdrill.frontends.look import Look, look_of
from decompdrill.frontends.plain import Show, writer


def screen(plain: bool) -> tuple[Show, Look]:
    """Return what shows lines on stdout, and the look that they must have."""
    look = look_of(sys.stdout, plain)
    if look.colour:
        from decompdrill.frontends.terminal import painter

        return painter(sys.stdout, look), look
    return writer(sys.stdout), look
