"""Bare `decompdrill`: where to begin."""

from __future__ import annotations

from collections.abc import Iterator

from decompdrill import __version__
from decompdrill.commands.drill import Console
from decompdrill.commands.quiz import resumed
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display, Line, Role, line
from decompdrill.io.folders import find_home
from decompdrill.io.output import stdout
from decompdrill.mathtext import spelled
from decompdrill.practice.recorder import Clocks, history_to_write

WAYS = (
    ("quiz", "ten questions, mixed"),
    ("quiz svd pca -n 5", "five on these topics"),
    ("timed eigenvalues", "two minutes against the clock"),
    ("review", "what is due today"),
    ("stats", "where you stand"),
    ("explain svd", "a topic, worked out on live numbers"),
    ("show circle", "what a matrix does, in a picture"),
    ("bank list", "all there is to practice"),
)
OWN = ('check eigenvalues -g "A=2 1; 2 3" "4, 1"', 'solve eigenvalues -g "A=2 1; 2 3"')
HOW = (
    "Type answers as you would say them: 3, -1/2, sqrt(5), (1+√5)/2, [1, -2], 1 2; 3 4.",
    "At the prompt: ? for a hint, skip, why for the steps, undo, quit.",
    "Ctrl-C is always safe: the next start goes on. Nothing leaves this machine.",
    "All commands: decompdrill --help",
)
WIDE = 72
"""Columns; on a narrower screen what a command does stands below it."""


def start(clocks: Clocks) -> ExitCode:
    """Offer what was broken off, at a terminal; else say how to begin."""
    console = Console()
    if console.is_at_terminal and stdout().isatty() and _has_history():
        with history_to_write(clocks) as store:
            ended = None if store is None else resumed(console, clocks, store)
        if ended is not None:
            return ended
    show, display = screen(plain=False)
    show(list(_page(display)))
    return ExitCode.DONE


def _page(display: Display) -> Iterator[Line]:
    yield from quiz_screen.paragraph(
        f"decompdrill {__version__} · drills for matrix decompositions", display, Role.HEAD, indent=0
    )
    yield line()
    for way, what in WAYS:
        command = f"  decompdrill {way}"
        if display.width >= WIDE:
            yield line(f"{command:<34}{what}")
        else:
            yield line(command)
            yield line(f"      {what}", Role.DIM)
    yield line()
    for own in OWN:
        yield from quiz_screen.paragraph(f"decompdrill {own}", display, hang=2)
    for said in HOW:
        yield line()
        yield from quiz_screen.paragraph(spelled(said, display.style), display)


def _has_history() -> bool:
    """Whether there is a history already: looking at the first page begins none."""
    home = find_home()
    return home is not None and home.history.exists()
