"""`review`: what is due today, each question drawn afresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from decompdrill.commands.quiz import Plan, Planned, QuizOptions, run_planned
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen
from decompdrill.history.attempts import Mode
from decompdrill.io.output import stdout
from decompdrill.practice import choose
from decompdrill.practice.conversation import Closing, Summary, Tell
from decompdrill.practice.recorder import Clocks, cards_of

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.bank.question import Question
    from decompdrill.history.store import Store
    from decompdrill.practice.schedule import CardState


def review(options: QuizOptions, clocks: Clocks) -> ExitCode:
    """Review what is due, or go on with what was broken off; where nothing is due, say what comes next."""

    def prepared(_: Banks, questions: tuple[Question, ...]) -> Plan:
        def plan(store: Store | None) -> Planned | None:
            return _plan(options, questions, {} if store is None else cards_of(store), clocks.today())

        return plan

    return run_planned(Mode.REVIEW, options, clocks, prepared)


def _plan(
    options: QuizOptions, questions: Sequence[Question], cards: Mapping[str, CardState], today: str
) -> Planned | None:
    present = {q.id for q in questions}
    due = {name for name, card in cards.items() if name in present and card.due <= today}
    if not due:
        _say_nothing_due([card for name, card in cards.items() if name in present], today, options)
        return None
    count = len(due) if options.count is None else min(options.count, len(due))
    asked = [q for q in questions if q.id in due]
    return choose.plan_from_history(asked, (), cards, {}, today, count, options.seed), ""


def _say_nothing_due(cards: Sequence[CardState], today: str, options: QuizOptions) -> None:
    if options.console.as_json:
        from decompdrill.frontends.json_events import JsonLines

        JsonLines(stdout(), iter(())).tell(Tell(Closing(Summary(options.seed, 0, ()))))
        return
    show, display = screen(options.console.plain)
    show(quiz_screen.nothing_due(sorted(card.due for card in cards), today, display))
