"""`stats`: where the learner stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import open_banks
from decompdrill.commands.history import how_many
from decompdrill.commands.history_mend import answer_in_words, wall_time
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen, stats_screen
from decompdrill.frontends.display import line
from decompdrill.io.output import stdout, visible_json
from decompdrill.practice import stats as figures
from decompdrill.practice.recorder import Clocks, cards_of, history_to_read, skills_of, warn

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.history.attempts import AttemptRow, WrongTimes
    from decompdrill.history.store import Store

LAST = 10
"""Answers that `stats --all` and `stats --json` name with their numbers."""


def stats(banks: Sequence[Path], everything: bool, as_json: bool, plain: bool, clocks: Clocks) -> ExitCode:
    """Show where the learner stands in the objectives of the banks."""
    opened = open_banks(banks)
    with history_to_read(clocks) as store:
        found = _summary(opened, store, clocks)
        wrong_times = () if store is None else store.wrong_times()
        last = () if store is None else store.last(LAST)
    if as_json:
        shown = figures.stats_json(found) | {
            "wrong_times": [_wrong_times_json(of) for of in wrong_times],
            "last": [_last_json(row) for row in last],
        }
        stdout().write(visible_json(f"{json.dumps(shown, ensure_ascii=not _is_unicode())}\n"))
        return ExitCode.DONE
    show, display = screen(plain)
    show(stats_screen.stats_lines(found, everything, display))
    if everything and last:
        show([line(), *quiz_screen.paragraph("Last answers, each with its number:", display)])
        show([row for of in last for row in quiz_screen.paragraph(f"{of.id}. {answer_in_words(of)}", display, hang=2)])
    if wrong_times:
        warn(_wrong_times_said(wrong_times))
    return ExitCode.DONE


def _last_json(row: AttemptRow) -> dict[str, object]:
    return {"number": row.id, "question": row.question, "outcome": row.outcome, "at_ms": row.at_ms}


def _wrong_times_json(of: WrongTimes) -> dict[str, object]:
    return {"session": of.session, "number": of.first, "count": of.count, "at_ms": of.at_ms}


def _wrong_times_said(found: Sequence[WrongTimes]) -> str:
    """Return how many answers have times that cannot be right, and how those of the first session are mended."""
    count = how_many(sum(of.count for of in found), "answer")
    first = found[0]
    return (
        f"{count} cannot have been given when the clock said, before 2020 or more than a day ahead (answer {first.first}: "
        f"{wall_time(first.at_ms, first.utc_offset_min)}). They count for neither schedule nor mastery until their time is "
        f"moved: decompdrill history shift {first.first} --to 'YYYY-MM-DD HH:MM'"
    )


def _is_unicode() -> bool:
    return (stdout().encoding or "ascii").lower().startswith("utf")


def _summary(banks: Banks, store: Store | None, clocks: Clocks) -> figures.Stats:
    objectives = tuple(banks.objectives.values())
    questions = [(q.id, q.objective, q.level) for q in banks.listed]
    if store is None:
        return figures.summarise(figures.Tallies(), (), {}, objectives, questions, clocks.today())
    tallies = figures.Tallies(store.per_objective(), store.per_slip(), store.per_day())
    skills = skills_of(store, [tally.objective for tally in tallies.objectives])
    return figures.summarise(tallies, cards_of(store).values(), skills, objectives, questions, clocks.today())
