"""Holding a drill: which front end, what is kept, which exit code; the only owner of how these are put together."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill import frontends
from decompdrill.commands import opened_input, text_lines
from decompdrill.commands.drill_plan import BrokenOff, Drill, written
from decompdrill.commands.screen import screen, typed
from decompdrill.errors import ExitCode
from decompdrill.io.output import stdout
from decompdrill.practice import quiz
from decompdrill.practice.recorder import Keeper, Origin, World, comes_back_by

if TYPE_CHECKING:
    from decompdrill.frontends.plain import Reader
    from decompdrill.history.store import Store
    from decompdrill.model import Exercise


@dataclass(frozen=True, slots=True)
class Channel:
    """Where answers come from and how things are shown."""

    answers: str | None = None
    as_json: bool = False
    plain: bool = False

    @property
    def is_typed(self) -> bool:
        return self.answers is None and sys.stdin is not None and sys.stdin.isatty()

    @property
    def is_at_terminal(self) -> bool:
        return self.is_typed and not self.as_json


def hold(drill: Drill, channel: Channel, world: World, store: Store | None) -> ExitCode:
    """Hold a drill from its start, and keep its answers where there is a history."""
    return _hold(drill, channel, world, store, world.new_session(), None)


def go_on(broken: BrokenOff, channel: Channel, world: World, store: Store) -> ExitCode:
    """Go on with a drill that was broken off, at its exact question."""
    return _hold(broken.drill, channel, world, store, broken.session, broken)


def _hold(
    drill: Drill, channel: Channel, world: World, store: Store | None, name: str, broken: BrokenOff | None
) -> ExitCode:
    from decompdrill.exercises.grade import grade_exercise
    from decompdrill.exercises.pose import pose

    keeper = None
    if store is not None:
        origin = Origin(name, drill.mode, {p.question.id: p.question for p in drill.picks})
        keeper = Keeper(store, origin, world, broken.kept if broken else ())
        if channel.is_at_terminal and broken is None:
            _begin(drill, keeper, store, name)
    conversation = quiz.quiz(
        drill.picks,
        drill.rules,
        drill.seed,
        pose,
        grade_exercise,
        comes_back_by(store) if store is not None and drill.tells_return else lambda _: None,
        broken.past if broken else None,
        explains,
    )
    clock = world.monotonic if channel.is_typed else no_time
    with front_of(drill.mode, drill.again, channel, world.monotonic, keeper) as front:
        summary = frontends.run(conversation, front, keeper or frontends.Nothing(), clock)
    if store is not None and keeper is not None and not summary.may_go_on:
        keeper.safely(lambda: store.finish(name))
    return _exit_code(summary, drill.pass_mark)


def explains(exercise: Exercise) -> str | None:
    """Return the topic that explains an exercise."""
    from decompdrill.topics.drills import topic_of

    return topic_of(exercise.objective, exercise.bank)


def _begin(drill: Drill, keeper: Keeper, store: Store, name: str) -> None:
    keeper.safely(lambda: store.begin(name, drill.mode, written(drill), drill.seed))


def _exit_code(summary: quiz.Summary, pass_mark: float | None) -> ExitCode:
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    missed = pass_mark is not None and (summary.score or 0.0) < pass_mark - 1e-9
    return ExitCode.NOT_RIGHT if missed else ExitCode.DONE


def no_time() -> float:
    """What is read from a script took no time, so that the same call gives the same bytes."""
    return 0.0


@contextmanager
def front_of(
    mode: str, again: str, channel: Channel, clock: frontends.Clock, keeper: Keeper | None = None
) -> Generator[frontends.FrontEnd]:
    """Give the front end for a channel; with a keeper it tells how a drill that is broken off goes on."""
    if channel.as_json:
        from decompdrill.frontends.jsonl import JsonLines

        with _answers(channel) as lines:
            yield JsonLines(stdout(), lines)
        return
    from decompdrill.frontends.display import look_of
    from decompdrill.frontends.plain import Lines

    show, look = screen(channel.plain)
    resized = (lambda: look_of(stdout(), channel.plain)) if channel.is_typed else (lambda: look)

    def go_on() -> str:
        can_go_on = channel.is_at_terminal and keeper is not None and not keeper.has_failed
        return "decompdrill" if can_go_on else ""

    with _reader(channel, clock) as reader:
        yield Lines(show, reader, resized, f"decompdrill {mode}", again, go_on)


@contextmanager
def _reader(channel: Channel, clock: frontends.Clock) -> Generator[Reader]:
    from decompdrill.frontends.plain import Script

    if channel.is_typed:
        yield typed(channel.plain, clock)
        return
    with _answers(channel) as lines:
        yield Script(lines, stdout())


@contextmanager
def _answers(channel: Channel) -> Generator[Iterator[str]]:
    if channel.answers is None and sys.stdin is None:
        yield iter(())
        return
    with opened_input(channel.answers or "-") as source:
        yield text_lines(source)


def banks_options(banks: Sequence[Path]) -> list[str]:
    """Return the words that name the banks on a command line."""
    return [word for path in banks for word in ("--bank", str(path))]
