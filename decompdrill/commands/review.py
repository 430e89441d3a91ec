"""`review`: what is due today, each question drawn afresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from decompdrill.commands.coach import in_another_form, standing_of
from decompdrill.commands.quiz import Planned, Planner, QuizOptions, run_planned
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen
from decompdrill.history.attempts import Mode
from decompdrill.io.output import stdout
from decompdrill.practice import choose, schedule
from decompdrill.practice.conversation import Closing, Summary, Tell
from decompdrill.practice.recorder import Clocks

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.bank.question import Question
    from decompdrill.history.store import Store
    from decompdrill.practice.schedule import CardState


def review(options: QuizOptions, clocks: Clocks) -> ExitCode:
    """Review what is due, or go on with what was broken off; where nothing is due, say what comes next."""

    def prepared(banks: Banks, questions: tuple[Question, ...]) -> Planner:
        def plan(store: Store | None) -> Planned | None:
            if store is None:
                return _plan(options, questions, {}, clocks.today())
            standing = standing_of(store, banks, clocks)
            may_come = standing.may_come_back
            return _plan(options, [q for q in questions if q.id in may_come], standing.cards, clocks.today())

        return plan

    return run_planned(Mode.REVIEW, options, clocks, prepared)


def _plan(
    options: QuizOptions, questions: Sequence[Question], cards: Mapping[str, CardState], today: str
) -> Planned | None:
    coming = schedule.coming_back(cards.values(), {q.id: q.objective for q in questions})
    if not any(card.due <= today for card in coming):
        _say_nothing_due(coming, today, options)
        return None
    count = len(coming) if options.count is None else options.count
    picks = choose.plan_due(questions, cards, today, count, options.seed)
    return Planned(tuple(map(in_another_form, picks)) if options.may_choose else picks, "")


def _say_nothing_due(cards: Sequence[CardState], today: str, options: QuizOptions) -> None:
    if options.console.as_json:
        from decompdrill.frontends.json_events import JsonLines

        JsonLines(stdout(), iter(())).tell(Tell(Closing(Summary(options.seed, 0, ()))))
        return
    show, display = screen(options.console.plain)
    show(quiz_screen.nothing_due(sorted(card.due for card in cards), today, display))
