"""Bare `decompdrill`: where to begin."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from decompdrill import __version__
from decompdrill.commands.drill import Channel
from decompdrill.commands.keeping import World, history_to_write
from decompdrill.commands.quiz import resumed
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends.look import Role, line
from decompdrill.home import find_home

if TYPE_CHECKING:
    from decompdrill.store import Store

TEXT = """
  decompdrill quiz                  ten questions, mixed
  decompdrill quiz svd pca -n 5     five on these topics
  decompdrill review                what is due today
  decompdrill stats                 where you stand
  decompdrill bank list             all there is to practise

  decompdrill check eigenvalues -g "A=2 1; 2 3" "4, 1"
  decompdrill solve eigenvalues -g "A=2 1; 2 3"

  Type answers as you would say them:
      3    -1/2    sqrt(5)    (1+√5)/2    [1, -2]    1 2; 3 4
  At the prompt:
      ?  a hint      skip      why  the steps      undo      quit
  Ctrl-C is always safe: the next start goes on. Nothing leaves this machine.

  All commands:  decompdrill --help
"""


def start(world: World) -> ExitCode:
    """Offer what was broken off, at a terminal; else say how to begin."""
    channel = Channel()
    if channel.is_at_terminal and sys.stdout.isatty() and (store := _history(world)) is not None:
        ended = resumed(channel, world, store)
        if ended is not None:
            return ended
        store.close()
    show, look = screen(plain=False)
    show([line(look.text(f"decompdrill {__version__} · drills for matrix decompositions"), Role.HEAD)])
    show([line(look.text(row)) for row in TEXT.rstrip().splitlines()])
    return ExitCode.DONE


def _history(world: World) -> Store | None:
    """Return the history where there is one already: to look at the first page begins none."""
    home = find_home()
    return history_to_write(world) if home is not None and home.history.exists() else None
