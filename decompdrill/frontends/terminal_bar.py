"""A bar of progress on one row: how much is done, how fast, and how long it will take, drawn by Rich."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from decompdrill.frontends.display import wants_colour
from decompdrill.io.output import raw_stream, stderr

SECONDS_BETWEEN = 0.1
"""A row is drawn at most so often: what is counted may be done in far less."""
WIDEST_LABEL = 28


class _Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.0f}/s" if speed >= 10 else f"{speed:.1f}/s")


class _Left(ProgressColumn):
    """How long it will take."""

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        if left is None or task.total is None:
            return Text("")
        minutes, seconds = divmod(round(left), 60)
        return Text(f"{minutes}:{seconds:02} left")


class ProgressBar:
    """The row: its text changes as the count does."""

    def __init__(self, what: str, total: int | None) -> None:
        self._console = Console(
            file=raw_stream(stderr()), force_terminal=True, no_color=not wants_colour(stderr()), highlight=False
        )
        of = "" if total is None else f"/{total}"
        done = TextColumn("{task.completed:.0f}" + of + f" {what}")
        columns = [done, *([BarColumn(16)] if total else []), _Rate(), _Left(), TextColumn("{task.description}")]
        self._progress = Progress(*columns, console=self._console)
        self._task = self._progress.add_task("", total=total)
        self._drawn_at: float | None = None

    def row(self, done: int, label: str = "") -> str | None:
        """Return the row as it is now, None where one was just drawn."""
        now = self._progress.get_time()
        if self._drawn_at is not None and now - self._drawn_at < SECONDS_BETWEEN:
            return None
        self._drawn_at = now
        self._progress.update(self._task, completed=done, description=label[:WIDEST_LABEL])
        with self._console.capture() as captured:
            self._console.print(self._progress.get_renderable(), end="", no_wrap=True, overflow="crop")
        return captured.get().split("\n")[0].rstrip()
