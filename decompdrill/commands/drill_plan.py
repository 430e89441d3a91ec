"""The plan of a drill: what is asked and how strictly, how it is written down and read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from decompdrill.bank.wordings import is_as_it_was
from decompdrill.commands import load_quietly
from decompdrill.errors import BankError
from decompdrill.history.attempts import Mode
from decompdrill.practice.choose import Pick
from decompdrill.practice.quiz import PastAttempts, Rules

if TYPE_CHECKING:
    from decompdrill.bank.question import Question
    from decompdrill.commands.coach import Coach
    from decompdrill.history.attempts import UnfinishedSession


@dataclass(frozen=True, slots=True)
class Drill:
    """What is asked, and how strictly."""

    mode: Mode
    """quiz or review"""
    picks: tuple[Pick, ...]
    rules: Rules
    seed: int
    again: str = ""
    """The command that asks the same questions again; none does where the history chose them."""
    banks: tuple[Path, ...] = ()
    pass_mark: float | None = None
    tells_return: bool = False
    scope: Scope | None = None
    """What is chosen from after each answer; None where the picks are what is asked."""
    coach: Coach | None = None
    """Who chooses."""
    title: str = ""
    """What it is called, where that is not its mode; such a drill is not offered again when it was broken off."""

    @property
    def may_ask(self) -> tuple[Question, ...]:
        """The questions that it may come to ask."""
        return tuple(pick.question for pick in self.picks) if self.coach is None else self.coach.questions


class Scope(msgspec.Struct, frozen=True):
    """The questions among which a quiz goes on choosing."""

    topics: tuple[str, ...]
    level: str | None


class _Plan(msgspec.Struct, frozen=True):
    """A drill as the history holds it; of a question its id, the seed of its draw and its digest."""

    schema: Literal[1]
    picks: tuple[tuple[str, int, str], ...]
    banks: tuple[str, ...]
    tries: int
    retry: bool
    again: str
    pass_mark: float | None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A drill that can go on: its session, what was answered, how many of its questions are settled and to come."""

    drill: Drill
    session: str
    began_ms: int
    past: PastAttempts
    kept: tuple[int, ...]
    settled: int
    left: int
    open_lines: int = 0
    """Lines of a working that was left before its final answer."""


def written(drill: Drill) -> str:
    """Return the plan of a drill as JSON."""
    picks = tuple((p.question.id, p.seed, p.question.digest) for p in drill.picks)
    banks = tuple(str(path.absolute()) for path in drill.banks)
    rules = drill.rules
    plan = _Plan(1, picks, banks, rules.tries, rules.retry, drill.again, drill.pass_mark, drill.scope)
    return msgspec.json.encode(plan).decode()


def drill_of(unfinished: UnfinishedSession) -> Drill:
    """Return the drill that a history holds as unfinished; raises BankError where its questions are gone or ask something else."""
    plan = msgspec.json.decode(unfinished.plan, type=_Plan)
    banks = tuple(map(Path, plan.banks))
    questions = load_quietly(banks).questions
    for name, _, digest in plan.picks:
        if name not in questions or not is_as_it_was(questions[name], digest):
            raise BankError(f"{name} is {'no longer what it was' if name in questions else 'no longer in the banks'}")
    picks = tuple(Pick(questions[name], seed) for name, seed, _ in plan.picks)
    if plan.scope is not None:
        asked = tuple(_asked(unfinished, questions))
        picks = (*asked, *picks[len(asked) :])
    rules = Rules(plan.tries, at_terminal=True, retry=plan.retry)
    held = Drill(unfinished.mode, picks, rules, unfinished.seed, plan.again, banks, plan.pass_mark, tells_return=True)
    return replace(held, scope=plan.scope)


def _asked(unfinished: UnfinishedSession, questions: Mapping[str, Question]) -> Iterator[Pick]:
    """Yield what a drill that goes on choosing has asked, but for what came back because it was wrong."""
    came_back: set[tuple[str, int]] = set()
    for name, seed in dict.fromkeys((row.question, row.seed) for row in unfinished.answered):
        if name not in questions:
            raise BankError(f"{name} is no longer in the banks")
        pick = Pick(questions[name], seed)
        if (name, seed) not in came_back:
            yield pick
        came_back.add((name, pick.fresh().seed))
