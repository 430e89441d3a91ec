"""`review`: what is due today, each question drawn afresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import drill, open_banks
from decompdrill.commands.drill import Channel
from decompdrill.commands.drill_plan import Drill
from decompdrill.commands.quiz import parse_levels, parse_pass_mark, resumed
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen
from decompdrill.history.attempts import Mode
from decompdrill.io.output import stdout
from decompdrill.practice import choose, quiz
from decompdrill.practice.recorder import World, cards_of, history_to_write

if TYPE_CHECKING:
    from decompdrill.bank.schema import Question
    from decompdrill.practice.schedule import CardState


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of a review."""

    topics: tuple[str, ...]
    count: int | None
    seed: int
    is_seeded: bool
    channel: Channel
    banks: tuple[Path, ...] = ()
    level: str | None = None
    pass_mark: str | None = None
    retry: bool = False
    tries: int | None = None


def review(options: Options, world: World) -> ExitCode:
    """Review what is due, or go on with what was broken off; where nothing is due, say what comes next."""
    channel = options.channel
    levels, pass_mark = parse_levels(options.level), parse_pass_mark(options.pass_mark)
    questions = choose.choose(tuple(open_banks(options.banks).questions.values()), options.topics, levels)
    with history_to_write(world) as store:
        if store is not None and channel.is_at_terminal and not options.is_seeded:
            ended = resumed(channel, world, store)
            if ended is not None:
                return ended
        today = world.today()
        cards = {} if store is None else cards_of(store)
        picks = _due(questions, cards, today, options)
        if not picks:
            return _nothing_due(questions, cards, today, channel, options.seed)
        tries = options.tries or (2 if channel.is_at_terminal else 1)
        rules = quiz.Rules(tries=tries, at_terminal=channel.is_at_terminal, retry=options.retry)
        planned = Drill(Mode.REVIEW, picks, rules, options.seed, "", options.banks, pass_mark, tells_return=True)
        return drill.hold(planned, channel, world, store)


def _due(
    questions: Sequence[Question], cards: Mapping[str, CardState], today: str, options: Options
) -> tuple[choose.Pick, ...]:
    present = {q.id for q in questions}
    due = {name for name, card in cards.items() if name in present and card.due <= today}
    count = len(due) if options.count is None else min(options.count, len(due))
    asked = [q for q in questions if q.id in due]
    return choose.plan_from_history(asked, (), cards, {}, today, count, options.seed)


def _nothing_due(
    questions: Sequence[Question], cards: Mapping[str, CardState], today: str, channel: Channel, seed: int
) -> ExitCode:
    if channel.as_json:
        from decompdrill.frontends.jsonl import JsonLines

        JsonLines(stdout(), iter(())).tell(quiz.Tell(quiz.Closing(quiz.Summary(seed, 0, ()))))
        return ExitCode.DONE
    present = {q.id for q in questions}
    ahead = sorted(card.due for name, card in cards.items() if name in present and card.due > today)
    show, look = screen(channel.plain)
    show(quiz_screen.nothing_due(ahead, today, look))
    return ExitCode.DONE
