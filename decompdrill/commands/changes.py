"""What a drill changed: mastery, what is believed known, and how far the day's goal is reached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import load_quietly
from decompdrill.commands.coach import standing_of
from decompdrill.errors import DrillError
from decompdrill.io.settings import own_config
from decompdrill.practice import choose, mastery, progress
from decompdrill.practice.recorder import ROWS_OF_AN_OBJECTIVE, Clocks, recent_rows

if TYPE_CHECKING:
    from decompdrill.history.attempts import AttemptRow
    from decompdrill.history.store import Store

GOAL = "goal-minutes"
"""The name of the setting that holds the daily goal."""

MOST_MINUTES = 600


def goal_of(store: Store) -> int:
    """Return the minutes that one means to practice each day: those of the config file, else those that were kept at home."""
    if (own := own_config().values.get("daily_goal")) is not None:
        return int(own)
    kept = store.settings().get(GOAL, "")
    return int(kept) if is_goal(kept) else progress.GOAL_MINUTES


def is_goal(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= MOST_MINUTES


def changed_by(session: str, store: Store, banks: Sequence[Path], clocks: Clocks) -> progress.Changed | None:
    """Return what the answers of a session changed; None where the history cannot be read."""
    opened = load_quietly(banks)
    try:
        rows = recent_rows(store)
        before, now = standing_of(store, opened, clocks, without=session), standing_of(store, opened, clocks)
        goal = goal_of(store)
    except DrillError:
        return None
    asked = dict.fromkeys(row.objective for row in rows if row.session == session)
    of_asked = [row for objective in asked for row in store.recent(objective, ROWS_OF_AN_OBJECTIVE)]
    return progress.Changed(
        mastery=_masteries(session, of_asked, mastery.goals((q.objective, q.level) for q in opened.listed)),
        known_before=len(choose.believed_known(before)),
        known=len(choose.believed_known(now)),
        of=len(now.knowledge.course.order),
        seconds=progress.seconds_on(rows, now.today),
        goal=goal,
        run=progress.run_of_days(now.asked_a_day.keys(), now.today),
    )


def _masteries(
    session: str, rows: Sequence[AttemptRow], goals: dict[str, float]
) -> dict[str, tuple[float | None, float]]:
    """Return the mastery of each objective without the answers of the session, and with them."""
    before, after = mastery.skills(row for row in rows if row.session != session), mastery.skills(rows)
    return {
        name: (
            mastery.mastery(before[name], goals[name]) if name in before else None,
            mastery.mastery(skill, goals[name]),
        )
        for name, skill in after.items()
        if name in goals
    }
