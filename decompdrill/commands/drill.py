"""Holding a drill: which front end, what is kept, which exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.commands import opened_input, text_lines
from decompdrill.commands.drawable import tell_left_out
from decompdrill.commands.drill_plan import BrokenOff, Drill, written
from decompdrill.commands.screen import screen, typed
from decompdrill.errors import ExitCode
from decompdrill.frontends import front_end
from decompdrill.io.output import stdout
from decompdrill.maths.tolerances import SUM_OFF
from decompdrill.names import base_name
from decompdrill.practice import choose
from decompdrill.practice.conversation import (
    NextDue,
    OpenTopic,
    Services,
    Summary,
    WhenDue,
    Working,
    takes_working,
)
from decompdrill.practice.quiz import quiz_conversation
from decompdrill.practice.recorder import Clocks, HistoryRecorder, Session

if TYPE_CHECKING:
    from decompdrill.frontends.plain import Reader
    from decompdrill.history.store import Store
    from decompdrill.model import Exercise
    from decompdrill.practice.progress import Changed


@dataclass(frozen=True, slots=True)
class Console:
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


def run_drill(
    drill: Drill, console: Console, clocks: Clocks, store: Store | None, broken: BrokenOff | None = None
) -> ExitCode:
    """Hold a drill from its start, or from where it was broken off; keep its answers where there is a history."""
    recorder = None
    if store is not None:
        session_id = clocks.new_session() if broken is None else broken.session
        session = Session(session_id, drill.mode, {q.id: q for q in drill.may_ask})
        recorder = HistoryRecorder(store, session, clocks, broken.kept if broken else ())
        if console.is_at_terminal and broken is None and not drill.title:
            recorder.begin(written(drill), drill.seed)
    served = services()
    if recorder is not None and store is not None and drill.tells_return:
        served = services(_when_due(recorder, store, drill, clocks))
    served = replace(served, prove=lambda question: choose.proof_of(question, drill.may_ask))
    if recorder is not None:
        misses_of = recorder.misses
        served = replace(served, misses=lambda question: misses_of(question.objective), open_lines=recorder.open_lines)
    past = broken.past if broken else None
    next_pick = drill.coach.next_pick if drill.coach else None
    conversation = quiz_conversation(drill.picks, drill.rules, drill.seed, served, past, next_pick)
    clock = clocks.monotonic if console.is_typed else no_time
    resumable = None if drill.title else recorder

    def changed(summary: Summary) -> Changed | None:
        if recorder is None or store is None or not console.is_at_terminal or not summary.results:
            return None
        from decompdrill.commands.changes import changed_by

        return changed_by(recorder.session, store, drill.banks, clocks)

    name = drill.title or drill.mode
    with front_of(name, drill.again, console, clocks.monotonic, resumable, changed) as front:
        summary = front_end.run_conversation(conversation, front, recorder or front_end.NoRecorder(), clock)
    if recorder is not None and not summary.may_go_on:
        recorder.finish()
    return _exit_code(summary, drill.pass_mark)


WAITS = NextDue(
    "",
    "It comes back once what it rests on is believed known: it was missed before that.",
    "Comes back once what it rests on is known.",
)


def _when_due(recorder: HistoryRecorder, store: Store, drill: Drill, clocks: Clocks) -> WhenDue:
    """Return what tells when a question comes back; what was missed too soon waits for what it rests on."""

    def when(exercise: Exercise) -> NextDue | None:
        found = recorder.next_due(exercise)
        if found is None or recorder.misses(exercise.objective) != 1:
            return found
        from decompdrill.commands import load_quietly
        from decompdrill.commands.coach import standing_of

        standing = standing_of(store, load_quietly(drill.banks), clocks)
        return found if base_name(exercise.question) in standing.may_come_back else WAITS

    return when


def services(next_due: WhenDue = lambda _: None) -> Services:
    """Return what a conversation has done for it."""
    from decompdrill.exercises.grade import grade_exercise
    from decompdrill.working.variants import pose_any

    return Services(pose_any, grade_exercise, next_due, _explains, leave_out=tell_left_out, working=working_of)


def working_of(exercise: Exercise) -> Working | None:
    """Return what judges the working of an exercise, None where it takes none."""
    from decompdrill.exercises.grade import task_of_exercise
    from decompdrill.working.session import WorkingSession

    return WorkingSession(task_of_exercise(exercise), exercise) if takes_working(exercise) else None


def _explains(exercise: Exercise) -> str | None:
    """Return the topic that explains an exercise."""
    from decompdrill.topics.drills import topic_of

    return topic_of(exercise.objective, exercise.bank)


def _exit_code(summary: Summary, pass_mark: float | None) -> ExitCode:
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    missed = pass_mark is not None and (summary.score or 0.0) < pass_mark - SUM_OFF
    return ExitCode.NOT_RIGHT if missed else ExitCode.DONE


def no_time() -> float:
    """What is read from a script took no time, so that the same call gives the same bytes."""
    return 0.0


@contextmanager
def front_of(
    name: str,
    again: str,
    console: Console,
    clock: front_end.Clock,
    recorder: HistoryRecorder | None = None,
    changed: Callable[[Summary], Changed | None] = lambda _: None,
) -> Generator[front_end.FrontEnd]:
    """Give the front end for a console; with a recorder it tells how a drill that is broken off goes on.

    `changed` returns what a drill changed, once it has ended.
    """
    if console.as_json:
        from decompdrill.frontends.json_events import JsonLines

        with _answers(console) as lines:
            yield JsonLines(stdout(), lines)
        return
    from decompdrill.frontends.display import display_of
    from decompdrill.frontends.plain import TextFrontEnd

    show, display = screen(console.plain)
    resized = (lambda: display_of(stdout(), console.plain)) if console.is_typed else (lambda: display)

    def go_on() -> str:
        can_go_on = console.is_at_terminal and recorder is not None and not recorder.has_failed
        return "decompdrill" if can_go_on else ""

    with _reader(console, clock) as reader:

        def lesson(opened: OpenTopic) -> None:
            from decompdrill.commands.lesson import walk_through

            walk_through(opened, show, resized, reader)

        yield TextFrontEnd(show, reader, resized, f"decompdrill {name}", again, go_on, lesson, changed)


@contextmanager
def _reader(console: Console, clock: front_end.Clock) -> Generator[Reader]:
    from decompdrill.frontends.plain import Script

    if console.is_typed:
        yield typed(console.plain, clock)
        return
    with _answers(console) as lines:
        yield Script(lines, stdout())


@contextmanager
def _answers(console: Console) -> Generator[Iterator[str]]:
    """Give the prepared answers; in what `--answers` names, a line that begins with # is a comment."""
    if console.answers is None and sys.stdin is None:
        yield iter(())
        return
    with opened_input(console.answers or "-") as source:
        lines = text_lines(source)
        yield lines if console.answers is None else (line for line in lines if not line.startswith("#"))


def banks_options(banks: Sequence[Path]) -> list[str]:
    """Return the words that name the banks on a command line."""
    return [word for path in banks for word in ("--bank", str(path))]
