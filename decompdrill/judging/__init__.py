"""How a typed answer is compared with a true one."""

from __future__ import annotations

from dataclasses import dataclass

from decompdrill.model import Check, Outcome


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of a comparison with the checks that led to it; `credit` where parts were judged one by one."""

    outcome: Outcome
    checks: tuple[Check, ...]
    credit: float | None = None
    fits_digits: bool = False
    """Each entry of a vector or factor is the true one correctly rounded, right or not: no slip is to be named."""

    @property
    def is_right(self) -> bool:
        return self.outcome is Outcome.RIGHT


def worst(outcomes: list[Outcome]) -> Outcome:
    """Return wrong if a part is, else imprecise if a part is, else right."""
    for outcome in (Outcome.WRONG, Outcome.IMPRECISE):
        if outcome in outcomes:
            return outcome
    return Outcome.RIGHT


def wrong_length(asked: int, came: int) -> Judgement:
    """Return the judgement of a vector with too many entries, or too few."""
    return wrong_shape(f"{asked} {'entry' if asked == 1 else 'entries'}", str(came))


def wrong_shape(asked: str, came: str) -> Judgement:
    """Return the judgement of an answer whose shape is another than the one asked."""
    return Judgement(Outcome.WRONG, (Check("shape", False, detail=f"expected {asked}, got {came}"),))


def passed_shape() -> Check:
    return Check("shape", True, 0.0, 0.0)
