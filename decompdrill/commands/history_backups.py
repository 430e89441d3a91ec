"""`history check`, `backups` and `restore`: whether the history is sound, what there is of it, and how that is put back."""

from __future__ import annotations

import json
from pathlib import Path

from decompdrill.commands.history import MillisecondClock, answers, how_many, is_confirmed, opened
from decompdrill.commands.history_mend import uncounted, wall_time
from decompdrill.errors import DrillError, ExitCode, UsageError
from decompdrill.history.backups import Backup, backups_of
from decompdrill.history.checking import checked
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import flaw_of, open_store, read_store
from decompdrill.history.placement import HistoryFiles
from decompdrill.history.schema import VERSION
from decompdrill.io.folders import NO_HOME, find_home
from decompdrill.io.output import stdout, visible_json, visible_row


def check_history(now_ms: MillisecondClock) -> ExitCode:
    """Look at all of the history, and say what was looked at and what is wrong; exit 1 where anything is."""
    path = _place()
    found = checked(path)
    if isinstance(found, Unavailable):
        raise DrillError(found.reason)
    if found is None:
        _say(f"There is no history yet in {path}.")
        return ExitCode.DONE
    if found.flaw is not None:
        _say(f"{path} {found.flaw}. {_remedy(found.answers)}")
        _say_what_is_beside(path)
        return ExitCode.NOT_RIGHT
    void = f" ({found.voided:,} void)" if found.voided else ""
    _say(f"{path} is sound.")
    _say(
        f"Looked at: {how_many(found.pages, 'page')} of schema {found.schema}, the checksums of {answers(found.answers)}{void} "
        f"and {how_many(found.runs, 'timed run')}, and whether the summaries are what these add up to."
    )
    _say_what_is_beside(path)
    if found.schema == VERSION:  # an older one would be brought to this version to be asked
        _say_wrong_times(now_ms)
    return ExitCode.DONE


def _remedy(counted: int) -> str:
    if counted:
        return "`decompdrill history rebuild` works them out again."
    return "The next start sets it aside, and puts in its place the last backup and all that can still be read."


def _say_what_is_beside(path: Path) -> None:
    """Say how many backups there are, which of them cannot be read, and what was ever set aside."""
    found = backups_of(HistoryFiles(path))
    latest = f", the latest of {answers(found[0].holding.answers)}" if found and found[0].holding else ""
    _say(f"{how_many(len(found), 'backup')}{latest}.")
    for backup in found:
        if backup.holding is None:
            _say(f"The backup {backup.path.name} cannot be read.")
    for aside in HistoryFiles(path).all_set_aside():
        _say(f"Set aside: {aside}")


def _say_wrong_times(now_ms: MillisecondClock) -> None:
    with opened(read_store, now_ms) as store:
        for of in store.wrong_times():
            when = wall_time(of.at_ms, of.utc_offset_min)
            _say(f"{answers(of.count)} from {of.first} on: {when} cannot be right. {uncounted(of.count, of.first)}")


def list_backups(as_json: bool) -> ExitCode:
    """List the backups with what they hold, the one that holds the most first."""
    found = backups_of(HistoryFiles(_place()))
    for number, backup in enumerate(found, 1):
        stdout().write(
            visible_json(f"{json.dumps(_fields(number, backup))}\n") if as_json else f"{_row(number, backup)}\n"
        )
    if not found and not as_json:
        _say("There is no backup yet: one is made at the end of each session with answers.")
    return ExitCode.DONE


def _row(number: int, backup: Backup) -> str:
    if backup.holding is None:
        return visible_row(f"{number:>3}  {backup.path.name:<30}  cannot be read")
    last = f"the last of {wall_time(backup.last_ms, 0)} UTC"
    return visible_row(f"{number:>3}  {backup.path.name:<30}  {answers(backup.holding.answers)}, {last}")


def _fields(number: int, backup: Backup) -> dict[str, object]:
    held = backup.holding
    counts = (None, None, None) if held is None else (held.answers, held.runs, backup.last_ms)
    return {
        "number": number,
        "path": str(backup.path),
        **dict(zip(("answers", "runs", "last_ms"), counts, strict=True)),
    }


def restore(number: int, is_sure: bool, now_ms: MillisecondClock) -> ExitCode:
    """Put a backup in the place of the history, which becomes a backup first."""
    found = backups_of(HistoryFiles(_place()))
    if not 1 <= number <= len(found):
        raise UsageError(f"there is no backup {number}: `history backups` lists them")
    backup = found[number - 1]
    if (flaw := flaw_of(backup.path)) is not None or backup.holding is None:
        raise DrillError(f"{flaw or f'{backup.path} is empty'}, so it is not put back")
    with opened(open_store, now_ms) as store:
        held = answers(backup.holding.answers)
        question = (
            f"Put {backup.path.name} with {held} in the place of {answers(store.count())}, which become a backup?"
        )
        if not is_sure and not is_confirmed("restore", question, "restore"):
            _say("Nothing was changed.")
            return ExitCode.DONE
        store.restore(backup.path)
        _say(f"{backup.path.name} is in place: {answers(store.count())}.")
    return ExitCode.DONE


def _place() -> Path:
    home = find_home()
    if home is None:
        raise DrillError(NO_HOME)
    return home.history


def _say(text: str) -> None:
    stdout().write(f"{visible_row(text)}\n")
