"""What mends a history: `void` takes back an answer, `undo-import` an import, `shift` moves times that a wrong clock gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from decompdrill.commands.history import MillisecondClock, how_many, opened
from decompdrill.errors import DrillError, ExitCode, UsageError
from decompdrill.history.attempts import AttemptRow
from decompdrill.history.moments import utc
from decompdrill.history.opening import open_store
from decompdrill.history.store import Store
from decompdrill.history.times import EARLIEST_MS
from decompdrill.io.output import stdout, visible_row
from decompdrill.practice.recorder import Clocks

_BY = re.compile(r"([+-]?)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?")
_UNITS_MS = (86_400_000, 3_600_000, 60_000)


def void(numbers: Sequence[int], now_ms: MillisecondClock) -> ExitCode:
    """Take back answers, so that they count nowhere; one that was void stays so."""
    with opened(open_store, now_ms) as store:
        rows = [_kept(store, number) for number in numbers]
        for row in rows:
            store.void(row.id, "void")
            said = "counts nowhere now" if row.voided_by is None else "was void already"
            stdout().write(f"answer {row.id} {said}: {answer_in_words(row)}\n")
    return ExitCode.DONE


def _kept(store: Store, number: int) -> AttemptRow:
    row = store.attempt(number)
    if row is None:
        raise UsageError(f"there is no answer {number}: `history export` and `stats --all` show the numbers")
    return row


def undo_import(now_ms: MillisecondClock) -> ExitCode:
    """Take back the last import: what it added is deleted, what it voided counts again."""
    with opened(open_store, now_ms) as store:
        undone = store.undo_import()
    if undone is None:
        raise DrillError("there is no import to take back")
    unvoided = f", {how_many(undone.unvoided, 'answer')} no longer void" if undone.unvoided else ""
    when = wall_time(undone.at_ms, 0)
    stdout().write(
        f"{how_many(undone.removed, 'answer')} taken out again{unvoided}: the import of {when} UTC is undone\n"
    )
    return ExitCode.DONE


def answer_in_words(row: AttemptRow) -> str:
    """Return an answer in one line: when, to which question, how it was judged, and what was typed."""
    outcome = "skipped" if row.outcome is None else row.outcome
    typed = f": {' '.join(row.text.split())[:60]}" if row.text.strip() else ""
    return visible_row(f"{wall_time(row.at_ms, row.utc_offset_min)}, {row.question}, {outcome}{typed}")


def shift(number: int, by: str | None, to: str | None, clocks: Clocks) -> ExitCode:
    """Move the times of all answers in the session of answer `number`: by a span of time, or to when the session began."""
    if (by is None) == (to is None):
        raise UsageError("`history shift` takes either --by, as in -1d2h, or --to, as in '2026-03-01 12:00'")
    with opened(open_store, clocks.now_ms) as store:
        rows = store.session_of(number)
        if not rows:
            raise UsageError(f"there is no answer {number} that counts: `history export` shows the numbers")
        by_ms = _span(by) if by is not None else _moment(to or "", rows[0]) - rows[0].at_ms
        _demand_in_reach([row.at_ms + by_ms for row in rows])
        moved = store.shift(number, by_ms, clocks.rollover_hours)
    began = wall_time(rows[0].at_ms + by_ms, rows[0].utc_offset_min)
    stdout().write(
        f"{how_many(moved, 'answer')} moved: this session began at {began} {'now' if moved else 'already'}\n"
    )
    return ExitCode.DONE


def uncounted(count: int, first: int) -> str:
    """Return what follows for answers whose times cannot be right, and what mends that, without a full stop."""
    they, their = ("It counts", "its") if count == 1 else ("They count", "their")
    shift = f"decompdrill history shift {first} --to 'YYYY-MM-DD HH:MM'"
    return f"{they} for neither schedule nor mastery until {their} time is moved: {shift}"


def wall_time(at_ms: int, utc_offset_min: int) -> str:
    """Return a moment as the clock on the wall showed it."""
    wall = utc(at_ms) + timedelta(minutes=utc_offset_min)
    return f"{wall:%Y-%m-%d %H:%M}"


def _span(text: str) -> int:
    """Return a span of time in milliseconds, `-1d2h30m` being a day, two hours and a half back."""
    found = _BY.fullmatch(text.replace("−", "-").strip())
    if found is None or not any(found.groups()[1:]):
        raise UsageError(f"--by takes days, hours and minutes, as in -1d2h30m, and not {text[:40]!r}")
    parts = zip(found.groups()[1:], _UNITS_MS, strict=True)
    return (-1 if found[1] == "-" else 1) * sum(int(count or 0) * unit for count, unit in parts)


def _moment(text: str, row: AttemptRow) -> int:
    """Return a time of the wall as milliseconds since 1970, where it was as late as it was at an answer."""
    try:
        wall = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"--to takes a date and a time, as in '2026-03-01 12:00', and not {text[:40]!r}") from None
    if wall.tzinfo is None:
        wall = wall.replace(tzinfo=UTC) - timedelta(minutes=row.utc_offset_min)
    return round(wall.timestamp() * 1000)


def _demand_in_reach(moments: list[int]) -> None:
    if min(moments) < EARLIEST_MS or max(moments) > 10**14:
        raise UsageError("with that an answer would be from before 2020, or from after the year 5000")
