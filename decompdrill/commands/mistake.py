"""The last wrong answer of the history as a plan for `explain`: its topic, its numbers, the stage of its slip."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from decompdrill.bank.wordings import is_as_it_was
from decompdrill.commands.pages import Plan
from decompdrill.errors import DrillError
from decompdrill.names import american
from decompdrill.topics.lesson import Passage
from decompdrill.topics.library import Library
from decompdrill.topics.values import Topic

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.history.attempts import AttemptRow
    from decompdrill.history.store import Store
    from decompdrill.model import Exercise, Raw
    from decompdrill.topics.fallback import WorkedExample


def last_wrong(store: Store) -> AttemptRow | None:
    """Return the last wrong answer that counts, of the last attempts at each objective."""
    wrong = (row for row in store.recent_of_all() if row.outcome == "wrong")
    return max(wrong, key=lambda row: row.moment, default=None)


def plan_of(library: Library, topic: Topic, row: AttemptRow, banks: Banks) -> Plan:
    """Return the plan for an answer of the history, with what was asked and typed above it."""
    exercise = _exercise(row, banks)
    plan = plan_for(library, topic, exercise, row.slip)
    is_own = plan.given is not None or not topic.stages
    asked = () if exercise is None else (_asked(exercise, is_own),)
    return replace(plan, intro=(_mistake(row, exercise), *asked))


def plan_for(library: Library, topic: Topic, exercise: Exercise | None, slip: str | None) -> Plan:
    """Return the plan, on the question's numbers where the topic takes them, from the stage at which the slip is made."""
    from decompdrill.topics.fallback import worked

    given = None if exercise is None else _shared_given(topic, exercise)
    made = None
    if given is not None:
        # Numbers that the topic does not take: then its own example serves.
        with suppress(DrillError):
            made = worked(library, topic, given)
    if made is None:
        given = None
        made = worked(library, topic, topic.given) if topic.stages else None
    return Plan(topic, given=given, worked=made, begin=_stage_of(made, slip))


def _exercise(row: AttemptRow, banks: Banks) -> Exercise | None:
    """Return the question as it was asked, None where it has changed since in more than its words."""
    from decompdrill.working.variants import pose_any

    if row.question not in banks.questions:
        return None
    question = banks.question(row.question)
    return pose_any(question, row.seed) if is_as_it_was(question, row.digest) else None


def _mistake(row: AttemptRow, exercise: Exercise | None) -> Passage:
    """Return which answer it was, and what was said of its slip."""
    typed = "".join(c for c in " ".join(row.text.split())[:200] if c not in "`$")
    said = next((s for s in exercise.slips if s.slip == row.slip), None) if exercise else None
    slip = f" That was the slip *{american(row.slip)}*." if row.slip else ""
    why = "" if said is None else f" {said.said}"
    asked = f" ({exercise.title})" if exercise else ""
    return Passage(
        "Your last wrong answer", f"On {row.study_day} you answered `{row.question}`{asked} with `{typed}`.{slip}{why}"
    )


def _asked(exercise: Exercise, is_own: bool) -> Passage:
    """Return the question again, and whether the example is on its numbers."""
    note = "" if is_own else "\n\nThe example below has other numbers, those of the topic."
    return Passage("The question", f"{exercise.prompt}{note}")


def _shared_given(topic: Topic, exercise: Exercise) -> Mapping[str, Raw] | None:
    """Return the question's numbers as the topic's given; None where it does not have them."""
    if exercise.kind == topic.kind:
        return dict(exercise.given)
    needed = [name for name in topic.given if name in ("A", "X")] or list(topic.given)
    if not needed or not all(name in exercise.given for name in needed):
        return None
    return {**topic.given, **{name: exercise.given[name] for name in topic.given if name in exercise.given}}


def _stage_of(made: WorkedExample | None, slip: str | None) -> int | None:
    """Return the first stage whose kind knows the slip, else the first of all; None where there are no stages."""
    if made is None or made.example is None:
        return None
    from decompdrill.kinds import KINDS

    for at, stage in enumerate(made.example.stages):
        kind = KINDS.get(stage.exercise.kind)
        if slip is not None and kind is not None and any(s.id == slip for s in kind.avoided_slips):
            return at
    return 0
