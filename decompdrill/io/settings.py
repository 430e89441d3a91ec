"""config.toml: what one would otherwise type each day."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from decompdrill.io.folders import find_home
from decompdrill.names import known_as

TomlValue: TypeAlias = bool | int


@dataclass(frozen=True, slots=True)
class Setting:
    """What a key is for, and what it holds: true or false, or where there is a largest a whole number in a range."""

    said: str
    smallest: int = 0
    largest: int | None = None

    @property
    def takes(self) -> str:
        """What may stand there, in words."""
        return "true or false" if self.largest is None else f"a whole number from {self.smallest} to {self.largest}"

    def has(self, value: object) -> bool:
        """Whether this may stand there; true is no number here."""
        if self.largest is None or isinstance(value, bool):
            return self.largest is None and isinstance(value, bool)
        return isinstance(value, int) and self.smallest <= value <= self.largest


SETTINGS: Mapping[str, Setting] = {
    "count": Setting("How many questions a quiz asks.", 1, 10_000),
    "tries": Setting("Tries per question at a terminal, in a quiz and a review.", 1, 9),
    "retry": Setting("Whether what was wrong comes back before the end, in a quiz and a review."),
    "plain": Setting("Whether everything is said in plain sentences, for screen readers."),
    "light": Setting("Whether the terminal's ground is light, for what `show` draws."),
    "daily_goal": Setting("The minutes of practice that one means to reach each day.", 1, 600),
    "rollover": Setting("The hour of the night at which a study day ends.", 0, 23),
}
"""The keys of the file; an option of the command line wins over each."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says, and a line for each key of it that is left out."""

    values: Mapping[str, TomlValue] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


NOTHING = Config()


def own_config() -> Config:
    """Return what this user's file says; nothing where there is none."""
    home = find_home()
    return NOTHING if home is None else read_config(home.settings)


def read_config(path: Path) -> Config:
    """Return what a file says; nothing where there is none, and a fault where it cannot be read."""
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    except OSError as error:
        if not os.path.lexists(path):  # in a folder that is shut, of which others tell
            return NOTHING
        return Config(faults=(f"{path} is left out: {error.strerror or error}",))
    import tomllib

    try:
        table = tomllib.loads(text.decode("utf-8"))
    except ValueError as error:
        return Config(faults=(f"{path} is left out, since it is not TOML: {error}",))
    values = {name: value for key, value in table.items() if (name := _known(key, value)) is not None}
    return Config(values, tuple(f"{path}: left out: {fault}" for fault in _faults(table)))


def _known(key: str, value: object) -> str | None:
    """Return the name of the setting that this is, None where it is left out."""
    name = known_as(key, SETTINGS)
    return name if name in SETTINGS and SETTINGS[name].has(value) else None


def _faults(table: Mapping[str, object]) -> Iterator[str]:
    for key, value in table.items():
        name = known_as(key, SETTINGS)
        if name not in SETTINGS:
            yield f"there is no setting {key[:40]!r}{_near(key)}"
        elif not SETTINGS[name].has(value):
            yield f"{key} takes {SETTINGS[name].takes}, and not {_shown(value)}"


def _near(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, SETTINGS, 1)
    return f"; did you mean {near[0]!r}?" if near else f" (there are: {', '.join(SETTINGS)})"


def _shown(value: object) -> str:
    return toml(value) if isinstance(value, bool) else repr(value)[:40]


def toml(value: TomlValue) -> str:
    """Return a value as it is written in the file."""
    return str(value).lower()
