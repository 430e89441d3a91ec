"""Where the data of this user and the shipped questions are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from decompdrill.errors import DrillError

VARIABLE = "DECOMPDRILL_HOME"
NO_HOME = f"this user has no home folder; {VARIABLE} can name another"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders: what must not be lost, what one sets up, and what may be deleted at any time."""

    data: Path
    config: Path
    cache: Path

    @property
    def history(self) -> Path:
        """The SQLite file of the history; its backups and marker are in the same folder."""
        return self.data / "history.sqlite3"

    @property
    def banks(self) -> Path:
        """The folder of the user's own banks."""
        return self.config / "banks"

    @property
    def settings(self) -> Path:
        """The file of what one would otherwise type each day."""
        return self.config / "config.toml"

    @property
    def bank_index(self) -> Path:
        """The index of the banks."""
        return self.cache / "banks"


def shipped_dir() -> Path:
    """Return the folder of what is shipped (banks, topics, data): inside an installed package, else beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parent / "questions"


def find_home() -> Home | None:
    """Return the folder of DECOMPDRILL_HOME, else those that this system has for it; None where this user has no home.

    Raises DrillError where DECOMPDRILL_HOME begins with a `~` that stands for no folder.
    """
    if named := os.environ.get(VARIABLE):
        place = _expanded(named).absolute()
        return Home(place, place, place / "cache")
    from platformdirs import user_cache_path, user_config_path, user_data_path

    try:
        home = Home(
            *(folder("decompdrill", appauthor=False) for folder in (user_data_path, user_config_path, user_cache_path))
        )
    except RuntimeError:
        # From platformdirs 4.12 on; before, what came back was a path that begins with `~` still.
        return None
    return home if all(path.is_absolute() for path in (home.data, home.config, home.cache)) else None


def _expanded(named: str) -> Path:
    """Return a path whose `~` or `~user` is what a shell would have made of it; in quotes none does."""
    path = os.path.expanduser(named)  # noqa: PTH111 - Path's own raises RuntimeError, and takes `a/../~` apart
    if path.startswith("~"):
        raise DrillError(f"{VARIABLE} is {named[:200]!r}, and {named.split('/')[0][:40]!r} stands for no folder here")
    return Path(path)


def is_empty_name() -> bool:
    """Whether DECOMPDRILL_HOME is set, and names nothing."""
    return os.environ.get(VARIABLE) == ""
