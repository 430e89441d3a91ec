"""The files around the history: its marker, its backups, what was set aside of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from decompdrill.history.moments import utc
from decompdrill.io.files import PARTIAL, keep_private, partial_of, publish

MARKER = """decompdrill keeps your history beside this file, and knows by it that there was one.
To begin anew, use `decompdrill history forget`.
"""


@dataclass(frozen=True, slots=True)
class HistoryFiles:
    """The history at `path` and the files around it."""

    path: Path

    @property
    def marker(self) -> Path:
        """Stands where a history has ever been, so that an empty file is known for a loss and not for a first run."""
        return self.path.with_suffix(".begun")

    @property
    def suspect(self) -> Path:
        """Stands where a page could not be read: the next start looks at every one."""
        return self.path.with_suffix(".suspect")

    @property
    def seal(self) -> Path:
        """Says what the history was when a program let go of it."""
        return self.path.with_suffix(".seal")

    @property
    def backups(self) -> Path:
        return self.path.parent / "backups"

    @property
    def journal(self) -> Path:
        return self.path.with_name(f"{self.path.name}-journal")

    def running(self, session: str) -> Path:
        """Return the file that a running program locks for its session."""
        return self.path.parent / "running" / re.sub(r"\W", "", session)

    @property
    def opening(self) -> Path:
        """The file that is locked while the history is looked at and mended."""
        return self.path.with_suffix(".opening")

    def mark(self) -> None:
        """Say that there is a history here."""
        if not self.marker.exists():
            with partial_of(self.marker) as partial:
                partial.write_text(MARKER, encoding="utf-8")
                publish(partial, self.marker)

    def backup_places(self, now_ms: int) -> Iterator[Path]:
        """Yield where backups of this day may be, the usual place first."""
        name = f"{self.path.stem}-{utc(now_ms):%Y-%m-%d}"
        yield self.backups / f"{name}{self.path.suffix}"
        yield from (self.backups / f"{name}-{number}{self.path.suffix}" for number in range(2, 1000))

    def all_backups(self) -> list[Path]:
        """Return the backups, in no order that says which is the latest."""
        names = (f"{self.path.stem}-????-??-??{more}{self.path.suffix}" for more in ("", "-*"))
        found = (backup for name in names for backup in self.backups.glob(name))
        return sorted(backup for backup in found if backup.is_file())

    def drop_partial_backups(self) -> None:
        """Delete what is left of backups that a program was killed over."""
        for left in self._partial_backups():
            left.unlink(missing_ok=True)

    def _partial_backups(self) -> list[Path]:
        return sorted(self.backups.glob(f".{self.path.stem}-*{PARTIAL}"))

    def _partial_histories(self) -> list[Path]:
        return sorted(self.path.parent.glob(f".{self.path.stem}.*{PARTIAL}"))

    def set_aside(self, now_ms: int) -> Path:
        """Give the history, and what SQLite has beside it, a dated name, for another to take its place; return that.

        The file keeps its own name as well until then, where the system has that: a program that is killed in between leaves
        no place without a history.
        """
        aside = next(place for place in self._dated(now_ms) if not place.exists())
        if self.journal.exists() and self.journal.stat().st_size:
            self.journal.rename(aside.with_name(f"{aside.name}-journal"))
        try:
            os.link(self.path, aside)
        except OSError:  # a file system without links
            self.path.rename(aside)
        return aside

    def all_set_aside(self) -> list[Path]:
        """Return what was ever set aside."""
        return sorted(self.path.parent.glob(f"{self.path.name}.damaged-*"))

    def _dated(self, now_ms: int) -> Iterator[Path]:
        name = f"{self.path.name}.damaged-{utc(now_ms):%Y-%m-%d-%H%M%S}"
        yield self.path.with_name(name)
        yield from (self.path.with_name(f"{name}-{number}") for number in range(2, 1000))

    def keep_private(self) -> None:
        """Take all that is kept from the eyes of other users, where an older version let them see it."""
        ours = (self.backups, *self.all_backups(), *self.all_set_aside())
        for place in (self.path, self.marker, *ours):
            keep_private(place)

    def clear(self) -> None:
        """Delete the backups, what was set aside, and what is left of copies that were not finished."""
        copies = (*self.all_backups(), *self._partial_backups(), *self._partial_histories())
        for file in (*copies, *self.all_set_aside(), self.suspect, self.seal):
            file.unlink(missing_ok=True)


def iso_day(now_ms: int) -> str:
    """Return the date of a moment, in UTC."""
    return utc(now_ms).date().isoformat()
