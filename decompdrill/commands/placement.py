"""`placement`: finds what is known already, in as few questions as it takes."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import drill, open_banks
from decompdrill.commands.coach import Coach, standing_of
from decompdrill.commands.drill import Console
from decompdrill.commands.drill_plan import Drill
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import quiz_screen
from decompdrill.history.attempts import Mode
from decompdrill.practice import choose
from decompdrill.practice.knowledge import READY, Course, Knowledge
from decompdrill.practice.quiz import Rules
from decompdrill.practice.recorder import Clocks, history_to_write

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.history.store import Store
    from decompdrill.practice.choose import Pick, Standing
    from decompdrill.practice.quiz import Settled


@dataclass(frozen=True, slots=True)
class PlacementOptions:
    """What the command line asks of a placement."""

    seed: int
    is_seeded: bool = True
    banks: tuple[Path, ...] = ()
    console: Console = field(default_factory=Console)
    history: bool = True


def placement(options: PlacementOptions, clocks: Clocks) -> ExitCode:
    """Ask until it is plain what is known, fifteen questions at most, and say what was found."""
    banks = open_banks(options.banks)
    console = options.console
    with history_to_write(clocks) if options.history else nullcontext() as store:
        counts = store is not None and console.is_at_terminal and not options.is_seeded
        placer = Placer(banks, _standing(banks, store if counts else None, clocks), options.seed, clocks)
        rules = Rules(tries=1, at_terminal=console.is_at_terminal)
        picks = placer.plan(choose.MOST_TO_PLACE)
        again = (
            ""
            if counts
            else shlex.join(
                ["decompdrill", "placement", "--seed", str(options.seed), *drill.banks_options(options.banks)]
            )
        )
        held = Drill(Mode.QUIZ, picks, rules, options.seed, again, options.banks, coach=placer, title="placement")
        code = drill.run_drill(held, console, clocks, store)
    if not console.as_json:
        show, display = screen(console.plain)
        show(quiz_screen.map_of_topics(list(placer.found()), display))
    return code


def _standing(banks: Banks, store: Store | None, clocks: Clocks) -> Standing:
    if store is not None:
        return standing_of(store, banks, clocks)
    course = Course(banks.questions.values(), banks.objectives.values())
    return choose.Standing(Knowledge(course), {}, clocks.today())


class Placer(Coach):
    """Chooses the questions of a placement, and knows when it is sure."""

    def __init__(self, banks: Banks, standing: Standing, seed: int, clocks: Clocks) -> None:
        super().__init__(tuple(q for q in banks.questions.values() if not q.parts), standing, seed, clocks)

    def plan(self, count: int) -> tuple[Pick, ...]:
        """Return so many picks, which stand for those that are chosen."""
        first = self.next_pick((), ())
        return () if first is None else choose.plan_easy_to_hard(self.questions, count, self.seed)

    def next_pick(self, settled: Sequence[Settled], left_out: Collection[str]) -> Pick | None:
        """Return the question that tells most; None where it is plain what is known."""
        self.listen(settled)
        questions = [q for q in self.questions if q.id not in left_out]
        return choose.next_to_place(questions, self.now, self.seed, [pick.question.id for pick, _ in settled])

    def found(self) -> Iterator[tuple[str, int, int]]:
        """Yield each topic, how many of its objectives are believed known, and how many it has."""
        known, day = self.now.knowledge, date.fromisoformat(self.now.today).toordinal()
        topics: dict[str, list[str]] = {}
        for objective in known.course.order:
            topics.setdefault(known.course.topic[objective], []).append(objective)
        for topic, objectives in topics.items():
            yield topic, sum(known.known(o, day) >= READY for o in objectives), len(objectives)
