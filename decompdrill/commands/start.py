"""Bare `decompdrill`: where to begin."""

from __future__ import annotations

from decompdrill import __version__
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends.look import Role, line

TEXT = """
  decompdrill quiz                  ten questions, mixed
  decompdrill quiz svd pca -n 5     five on these topics
  decompdrill bank list             all there is to practise

  decompdrill check eigenvalues -g "A=2 1; 2 3" "4, 1"
  decompdrill solve eigenvalues -g "A=2 1; 2 3"

  Type answers as you would say them:
      3    -1/2    sqrt(5)    (1+√5)/2    [1, -2]    1 2; 3 4
  At the prompt:
      ?  a hint      skip      why  the steps      quit
  Ctrl-C is always safe. Nothing leaves this machine.

  All commands:  decompdrill --help
"""


def start() -> ExitCode:
    """Say how to begin."""
    show, look = screen(plain=False)
    show([line(look.text(f"decompdrill {__version__} · drills for matrix decompositions"), Role.HEAD)])
    show([line(look.text(row)) for row in TEXT.rstrip().splitlines()])
    return ExitCode.DONE
