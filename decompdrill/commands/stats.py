"""`stats`: where the learner stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import open_banks
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import stats_screen
from decompdrill.io.output import stdout, visible_json
from decompdrill.practice import stats as figures
from decompdrill.practice.recorder import Clocks, cards_of, history_to_read, skills_of

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.history.store import Store


def stats(banks: Sequence[Path], everything: bool, as_json: bool, plain: bool, clocks: Clocks) -> ExitCode:
    """Show where the learner stands in the objectives of the banks."""
    opened = open_banks(banks)
    with history_to_read(clocks) as store:
        found = _summary(opened, store, clocks)
    if as_json:
        stdout().write(visible_json(f"{json.dumps(figures.stats_json(found), ensure_ascii=not _is_unicode())}\n"))
        return ExitCode.DONE
    show, display = screen(plain)
    show(stats_screen.stats_lines(found, everything, display))
    return ExitCode.DONE


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
