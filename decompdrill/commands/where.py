"""`where`: the paths of what is kept, and what the config file sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from decompdrill.errors import DrillError, ExitCode
from decompdrill.history.placement import HistoryFiles
from decompdrill.io.folders import NO_HOME, find_home
from decompdrill.io.output import stdout, visible_row
from decompdrill.io.settings import SETTINGS, TomlValue, own_config, toml

if TYPE_CHECKING:
    from decompdrill.frontends.jsonl import Json


def where(as_json: bool = False) -> ExitCode:
    """Print where the history, its backups, one's own banks, the config file and the cache are, or would be, and the settings."""
    home = find_home()
    if home is None:
        raise DrillError(NO_HOME)
    places = {
        "history": home.history,
        "backups": HistoryFiles(home.history).backups,
        "banks": home.banks,
        "config": home.settings,
        "cache": home.cache,
    }
    own = own_config().values
    for name, path in places.items():
        shown = visible_row(str(path))
        if as_json:
            from decompdrill.frontends.jsonl import write_record

            record: dict[str, Json] = {"name": name, "path": shown, "exists": path.exists()}
            if name == "config":
                record["settings"] = {key: own.get(key) for key in SETTINGS}
            write_record(stdout(), record)
        else:
            stdout().write(f"{name:<9} {shown}{'' if path.exists() else '  (not there yet)'}\n")
    if not as_json:
        _show_settings(own)
    return ExitCode.DONE


def _show_settings(own: Mapping[str, TomlValue]) -> None:
    """Print what the config file sets, and which other settings there are."""
    lines = [f"  {name} = {toml(own[name])}" for name in SETTINGS if name in own]
    unset = ", ".join(name for name in SETTINGS if name not in own)
    stdout().write("".join(f"{line}\n" for line in ["", "Settings of config.toml:", *(lines or ["  none"])]))
    if unset:
        stdout().write(f"Not set: {unset}\n")
