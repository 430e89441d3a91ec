"""`quiz`: which questions are asked; and what `quiz` and `review` have in common."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from decompdrill.commands import drill, load_quietly, open_banks
from decompdrill.commands.coach import Coach, standing_of
from decompdrill.commands.drawable import planned_without_faults
from decompdrill.commands.drill import Console
from decompdrill.commands.drill_plan import BrokenOff, Drill, Scope
from decompdrill.commands.screen import screen
from decompdrill.commands.selection import as_spelled, selected
from decompdrill.errors import ExitCode, UsageError
from decompdrill.frontends import quiz_screen
from decompdrill.history.attempts import Mode
from decompdrill.io.output import visible_row
from decompdrill.practice import choose, select
from decompdrill.practice.choose import Pick
from decompdrill.practice.quiz import Rules
from decompdrill.practice.recorder import Clocks, cards_of, history_to_read, history_to_write, warn

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.bank.question import Question
    from decompdrill.history.store import Store


@dataclass(frozen=True, slots=True)
class QuizOptions:
    """What the command line asks of a quiz, or of a review."""

    topics: tuple[str, ...]
    count: int | None
    """How many questions; None in a review: all that is due."""
    seed: int
    is_seeded: bool = True
    """The seed was given, not drawn."""
    banks: tuple[Path, ...] = ()
    level: str | None = None
    console: Console = field(default_factory=Console)
    pass_mark: str | None = None
    retry: bool = False
    tries: int | None = None
    history: bool = True
    weak: bool = False
    slip: str | None = None
    offers: bool = True
    """Whether to offer what was broken off."""

    @property
    def may_choose(self) -> bool:
        """Whether the history has a say in what is asked."""
        return self.console.is_at_terminal and self.history and not self.is_seeded

    @property
    def is_named(self) -> bool:
        """Whether it was said what is to be asked: then nothing else is offered before it."""
        return bool(self.topics or self.level or self.weak or self.slip)


MOST_NAMED = 3
"""Questions that are gone and told by name."""


class Planned(NamedTuple):
    """What is asked, the command that asks it again ("" where the history chose), and who goes on choosing."""

    picks: tuple[Pick, ...]
    again: str
    coach: Coach | None = None


Planner: TypeAlias = "Callable[[Store | None], Planned | None]"
"""Plans by the history, if there is one; None where there is nothing to ask, which it has told."""


def quiz(options: QuizOptions, clocks: Clocks) -> ExitCode:
    """Hold a quiz, or go on with one that was broken off; 1 below the pass mark, 130 where it was interrupted."""

    def prepared(banks: Banks, questions: tuple[Question, ...]) -> Planner:
        if options.slip is not None:
            from decompdrill.working.variants import pose_any

            picks = choose.plan_for_slip(questions, options.slip, options.count or 0, options.seed, pose_any)
            return lambda _: Planned(picks, _again(options))
        return lambda store: _plan(options, questions, banks, store if options.may_choose else None, clocks)

    return run_planned(Mode.QUIZ, options, clocks, prepared)


def run_planned(
    mode: Mode, options: QuizOptions, clocks: Clocks, prepared: Callable[[Banks, tuple[Question, ...]], Planner]
) -> ExitCode:
    """Hold what is planned from the questions of the topics and levels, or go on with what was broken off."""
    console = options.console
    levels, pass_mark = select.parse_levels(options.level), parse_pass_mark(options.pass_mark)
    _refuse(options)
    banks = open_banks(options.banks)
    questions = selected(banks, options.topics, levels)
    with _history(mode, options, clocks) as store:
        may_offer = store is not None and options.may_choose and options.offers and not options.is_named
        ended = resumed(console, clocks, store) if store is not None and may_offer else None
        if ended is not None:
            return ended
        if store is not None and _asks_all_that_is_due(mode, options):
            _tell_gone(store, banks, clocks.today())
        planned = planned_without_faults(
            questions,
            as_spelled(banks, options.topics),
            lambda left: prepared(banks, left)(store),
            lambda found: found.picks if found else (),
        )
        if planned is None:
            return ExitCode.DONE
        tries = options.tries or (2 if console.is_at_terminal else 1)
        rules = Rules(tries=tries, at_terminal=console.is_at_terminal, retry=options.retry)
        tells = mode is Mode.REVIEW or console.is_at_terminal
        held = Drill(mode, planned.picks, rules, options.seed, planned.again, options.banks, pass_mark, tells)
        if planned.coach is not None:
            scope = Scope(options.topics, options.level)
            held = replace(held, scope=scope, coach=planned.coach)
        return drill.run_drill(held, console, clocks, store if options.history else None)


def _history(mode: Mode, options: QuizOptions, clocks: Clocks) -> AbstractContextManager[Store | None]:
    """Return the history; where nothing is kept in it, only a review still has to read it."""
    if options.history:
        return history_to_write(clocks, is_needed=mode is Mode.REVIEW)
    return history_to_read(clocks, is_needed=True) if mode is Mode.REVIEW else nullcontext()


def _asks_all_that_is_due(mode: Mode, options: QuizOptions) -> bool:
    """Whether what is due is asked, from all banks: of some of them others may only not be asked for."""
    by_the_day = mode is Mode.REVIEW or (options.may_choose and not options.weak and options.slip is None)
    return by_the_day and not (options.topics or options.level or options.banks)


def _tell_gone(store: Store, banks: Banks, today: str) -> None:
    """Say on stderr which questions are due and in no bank any more."""
    gone = [name for name, card in cards_of(store).items() if card.due <= today and name not in banks.questions]
    if gone:
        more = f" and {len(gone) - MOST_NAMED} more" if len(gone) > MOST_NAMED else ""
        are, them = ("are", "them") if len(gone) > 1 else ("is", "it")
        named = visible_row(", ".join(gone[:MOST_NAMED]))
        warn(f"{named}{more} {are} due, but no bank has {them} any more; the answers stay in the history")


def resumed(console: Console, clocks: Clocks, store: Store) -> ExitCode | None:
    """Offer the drill that was broken off, if any, and hold it; None where something new is to begin."""
    from decompdrill.commands import resume

    broken = resume.find(store)
    if broken is None:
        return None
    choice = resume.ask_to_resume(broken, store, clocks, console.plain)
    if choice == "on":
        return go_on_with(broken, console, clocks, store)
    return ExitCode.DONE if choice == "leave" else None


def go_on_with(broken: BrokenOff, console: Console, clocks: Clocks, store: Store) -> ExitCode:
    """Hold the rest of a drill that was broken off."""
    return drill.run_drill(_with_coach(broken, store, clocks), console, clocks, store, broken)


def _with_coach(broken: BrokenOff, store: Store, clocks: Clocks) -> Drill:
    """Return a drill that was broken off, with the coach that goes on choosing where one did."""
    held = broken.drill
    if held.scope is None:
        return held
    banks = load_quietly(held.banks)
    questions = selected(banks, held.scope.topics, select.parse_levels(held.scope.level))
    return replace(held, coach=Coach(questions, standing_of(store, banks, clocks, broken.session), held.seed, clocks))


def _refuse(options: QuizOptions) -> None:
    """Raise UsageError for options that do not go together."""
    if options.weak and options.slip is not None:
        raise UsageError("--weak and --slip each choose the questions: give one of them")
    if options.weak and not options.may_choose:
        raise UsageError("--weak chooses by the history: at a terminal, without --seed, --answers and --no-history")


def _plan(
    options: QuizOptions, questions: tuple[Question, ...], banks: Banks, store: Store | None, clocks: Clocks
) -> Planned:
    count, seed = options.count or 0, options.seed
    if store is None:
        return Planned(choose.plan_easy_to_hard(questions, count, seed), _again(options))
    standing = standing_of(store, banks, clocks)
    if options.weak:
        questions = choose.weakest(questions, standing)
    elif (full := choose.full_day(standing)) is not None:
        show, display = screen(options.console.plain)
        show(quiz_screen.no_room(full, standing.today, display))
    coach = Coach(questions, standing, seed, clocks)
    return Planned(coach.plan(count), "", coach)


def parse_pass_mark(text: str | None) -> float | None:
    """Return the mark as a fraction: `0.8`, `80%` and `80` are the same."""
    if text is None:
        return None
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    mark = number / 100 if text.strip().endswith("%") or number > 1 else number
    if not 0 <= mark <= 1:
        raise UsageError(f"--pass-mark takes a fraction or a percentage, such as 0.8 or 80%, and not {text!r}")
    return mark


def _again(options: QuizOptions) -> str:
    """Return the command that asks the same questions again."""
    words = ["decompdrill", "quiz", *options.topics, "-n", str(options.count), "--seed", str(options.seed)]
    words += ["--level", options.level] if options.level else []
    words += drill.banks_options(options.banks)
    words += ["--slip", options.slip] if options.slip else []
    words += ["--retry"] if options.retry else []
    return shlex.join(words)
