"""The worked solution of an exercise; the mathematics is loaded when it is asked for."""

from __future__ import annotations

from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import Exercise


def worked_steps(exercise: Exercise) -> tuple[str, ...]:
    """Return the worked steps that the bank wrote, else those of the kind, as Markdown; none where neither has any."""
    if exercise.steps:
        return exercise.steps
    if exercise.kind not in SIGNATURES:
        return ()
    from decompdrill.kinds import KINDS

    return KINDS[exercise.kind].steps(exercise.problem)
