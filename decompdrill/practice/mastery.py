"""How well an objective is mastered: a skill on the scale of the authors' levels, moved by every judged showing.

It says how hard a question one can do, and is shown; what is asked next is chosen by `practice.knowledge`, which fades.

The chance of a right answer is g + (1 − g)·σ(skill − level), where g is the chance of guessing in that form of answer
(the three-parameter logistic curve of item response theory; one learner, so only the skill moves, as Elo ratings do).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decompdrill.history.attempts import AttemptRow, Mode, Showing, telling
from decompdrill.model import Form
from decompdrill.practice.schedule import Rating, is_judged, rating_of

MET = 0.6
"""From here on an objective counts as met."""

WINDOW = 60
"""Showings of an objective that count, the last ones; what is older has no weight left."""

GUESS: Mapping[str, float] = {Form.CHOICE: 0.25, Form.YES_NO: 0.5}
GUESS_TYPED = 0.05

BELOW = 2.0
"""A skill begins so many levels below the first question that tells of it."""

_SCORE = {Rating.AGAIN: 0.0, Rating.HARD: 0.5, Rating.GOOD: 1.0}


@dataclass(frozen=True, slots=True)
class Skill:
    """What is known of one objective: `value` on the scale of levels (at it, a typed answer is right half the time)."""

    objective: str
    value: float = 0.0
    seen: int = 0
    """Judged showings that it was worked out from."""


def guess(form: str) -> float:
    """Return the chance of a right answer without any knowledge."""
    return GUESS.get(form, GUESS_TYPED)


def _known(value: float, level: float) -> float:
    return 1 / (1 + math.exp(level - value))


def updated_skill(skill: Skill, showing: Sequence[AttemptRow]) -> Skill:
    """Return the skill after one judged showing.

    The step is the gradient of the log-likelihood: a right answer moves as much as it was unexpected and was no guess, a
    wrong one as much as it was expected; help or an imprecise answer lies half way between. Steps shrink as more is seen.
    """
    row, score = showing[0], _SCORE[rating_of(showing)]
    if row.mode == Mode.TIMED and row.form in GUESS:
        score /= 2  # the wrong ones do not count there, so that some of the right ones are guesses
    g, known = guess(row.form), _known(skill.value, row.level)
    up = (1 - known) * (1 - g) * known / (g + (1 - g) * known)
    step = score * up - (1 - score) * known
    return Skill(skill.objective, skill.value + _pace(skill.seen) * step, skill.seen + 1)


def _pace(seen: int) -> float:
    return max(0.4, 2 / (1 + seen / 8))


def skills(rows: Iterable[AttemptRow]) -> dict[str, Skill]:
    """Return the skill of every objective with a judged showing, from rows in the order of their time.

    It keeps the last showings of each objective, so that the rows may be many. Voided rows count nowhere; of a timed run,
    where the clock is judged with the answer, what is right counts.
    """
    recent: dict[str, OrderedDict[Showing, list[AttemptRow]]] = {}
    for row in telling(rows):
        kept = recent.setdefault(row.objective, OrderedDict())
        kept.setdefault(row.showing, []).append(row)
        if len(kept) > WINDOW:
            kept.popitem(last=False)
    found = {objective: _skill(objective, kept.values()) for objective, kept in recent.items()}
    return {objective: skill for objective, skill in found.items() if skill.seen}


def _skill(objective: str, shown: Iterable[Sequence[AttemptRow]]) -> Skill:
    judged = [showing for showing in shown if is_judged(showing)]
    skill = Skill(objective, judged[0][0].level - BELOW if judged else 0.0)
    for showing in judged:
        skill = updated_skill(skill, showing)
    return skill


def goals(levels: Iterable[tuple[str, int]]) -> dict[str, float]:
    """Return the level to reach in each objective, the mean of those of its questions, from (objective, level) pairs."""
    found: dict[str, list[int]] = {}
    for objective, level in levels:
        found.setdefault(objective, []).append(level)
    return {objective: sum(of) / len(of) for objective, of in found.items()}


def mastery(skill: Skill | None, goal: float) -> float:
    """Return the chance of knowing a question of the level to reach, guessing left out; 0 where nothing was asked."""
    return 0.0 if skill is None or not skill.seen else _known(skill.value, goal)


def mastery_bar(mastered: float, width: int = 10, ascii: bool = False) -> str:  # noqa: A002
    """Return a bar, `██████░░░░` or `######....`; full only where hardly anything is missing."""
    full = min(width, int(mastered * width + 0.5))
    return ("#" if ascii else "█") * full + ("." if ascii else "░") * (width - full)
