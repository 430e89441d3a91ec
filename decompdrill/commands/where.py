"""`where`: the paths of what is kept."""

from __future__ import annotations

from decompdrill.errors import DrillError, ExitCode
from decompdrill.history.placement import HistoryFiles
from decompdrill.io.folders import NO_HOME, find_home
from decompdrill.io.output import stdout, visible_row


def where(as_json: bool = False) -> ExitCode:
    """Print where the history, its backups, one's own banks and the cache are, or would be."""
    home = find_home()
    if home is None:
        raise DrillError(NO_HOME)
    places = {
        "history": home.history,
        "backups": HistoryFiles(home.history).backups,
        "banks": home.banks,
        "cache": home.cache,
    }
    for name, path in places.items():
        shown = visible_row(str(path))
        if as_json:
            from decompdrill.frontends.jsonl import write_record

            write_record(stdout(), {"name": name, "path": shown, "exists": path.exists()})
        else:
            stdout().write(f"{name:<9} {shown}{'' if path.exists() else '  (not there yet)'}\n")
    return ExitCode.DONE
