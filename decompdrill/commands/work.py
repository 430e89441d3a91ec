"""`work`: judges the working of one's own problem, line by line."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from hashlib import blake2b
from typing import TYPE_CHECKING

from decompdrill.commands import opened_input, text_lines
from decompdrill.commands.problem import problem_of
from decompdrill.commands.screen import screen, typed
from decompdrill.errors import ExitCode
from decompdrill.exercises.grade import task_of
from decompdrill.frontends import front_end, quiz_screen, working_screen
from decompdrill.frontends.display import Display, Line, display_of, line
from decompdrill.frontends.json_events import JsonLines
from decompdrill.frontends.jsonl import write_record
from decompdrill.frontends.plain import Script, TextFrontEnd
from decompdrill.frontends.working_events import working_fields
from decompdrill.history import LARGEST_SEED
from decompdrill.history.attempts import NotSaved, Showing
from decompdrill.io.output import stdout
from decompdrill.model import Exercise, Outcome, Raw, Verdict
from decompdrill.practice.conversation import Ask, Attempt, Event, Position, Reply, Services, Tries
from decompdrill.practice.lines import HowLeft, OpenWorking
from decompdrill.practice.recorder import Clocks, history_to_write, warn
from decompdrill.working.session import WorkingSession

if TYPE_CHECKING:
    from decompdrill.history.store import Store
    from decompdrill.kinds.name_slip import Task


def show_working(kind: str, given: Sequence[str], source: str, as_json: bool, plain: bool, clocks: Clocks) -> ExitCode:
    """Judge each line as it comes, and the final answer at the end; 1 where that is not right."""
    kind, problem = problem_of(kind, given)
    task = task_of(kind, problem)
    session, exercise = WorkingSession(task), _exercise(kind, problem, task)
    is_typed = source == "-" and sys.stdin is not None and sys.stdin.isatty() and not as_json
    services = Services(lambda *_: exercise, lambda *_: session.verdict())
    asked = Tries(exercise, is_typed, services)
    held = OpenWorking(asked, Ask(exercise, Position(1, 1, 0)), session, is_of_question=False)
    with history_to_write(clocks) if is_typed else nullcontext() as store:
        kept = OwnLines(store)
        with _front(source, is_typed, as_json, plain, clocks) as front:
            conversation = _conversation(held, kept.begun(exercise), says_how=is_typed)
            left = front_end.run_conversation(conversation, front, kept, clocks.monotonic)
        is_over = left is HowLeft.ANSWERED or session.verdict().outcome is Outcome.RIGHT
        if is_over:
            kept.keep_lines(exercise, ())
    if as_json:
        write_record(stdout(), {"event": "verdict", **working_fields(session)})
    else:
        show, display = screen(plain)
        waits = is_typed and bool(session.lines) and not is_over and kept.is_kept
        show([line(), *_closing(session.verdict(), display), *(working_screen.goes_on(display) if waits else [])])
    return ExitCode.DONE if session.verdict().outcome is Outcome.RIGHT else ExitCode.NOT_RIGHT


def _conversation(held: OpenWorking, begun: Sequence[str], says_how: bool) -> Generator[Event, Reply | None, HowLeft]:
    return (yield from held.hold(begun, says_how))


def _exercise(kind: str, problem: Mapping[str, Raw], task: Task) -> Exercise:
    """Return a problem of one's own as an exercise; its seed tells it from others of its kind."""
    given = json.dumps(problem, sort_keys=True, default=str).encode()
    seed = int.from_bytes(blake2b(given, digest_size=8).digest()) % (LARGEST_SEED + 1)
    return Exercise(
        question=kind,
        seed=seed,
        token="",
        objective="",
        bank="",
        level=1,
        kind=kind,
        form=task.kind.form,
        given=problem,
        prompt="",
        hints=(),
        answer=task.kind.reference(task.given),
        slips=(),
        problem=task.given,
    )


@contextmanager
def _front(source: str, is_typed: bool, as_json: bool, plain: bool, clocks: Clocks) -> Generator[front_end.FrontEnd]:
    if is_typed:
        show, _ = screen(plain)
        reader = typed(plain, clocks.monotonic)
        yield TextFrontEnd(show, reader, lambda: display_of(stdout(), plain), "decompdrill work", "")
        return
    with opened_input(source) as file:
        lines: Iterator[str] = filter(str.strip, text_lines(file))
        if as_json:
            yield JsonLines(stdout(), lines)
        else:
            show, display = screen(plain)
            yield TextFrontEnd(show, Script(lines, stdout(), shows_end=False), lambda: display, "decompdrill work", "")


class OwnLines:
    """Keeps the lines of a problem of one's own until its final answer; answers to it are no attempts."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self.is_kept = store is not None

    def begun(self, exercise: Exercise) -> tuple[str, ...]:
        """Return the lines that were written before."""
        return () if self._store is None else self._store.open_lines(_showing(exercise))

    def keep(self, attempt: Attempt) -> None:
        """Keep nothing: no question of a bank was answered."""

    def take_back(self) -> None:
        """Nothing was kept."""

    def keep_lines(self, exercise: Exercise, texts: Sequence[str]) -> None:
        """Keep the lines on disk."""
        if self._store is None:
            return
        try:
            self._store.keep_open_lines(_showing(exercise), texts)
        except NotSaved as error:
            if self.is_kept:
                warn(str(error))
            self.is_kept = False


def _showing(exercise: Exercise) -> Showing:
    return Showing("work", exercise.question, exercise.seed)


def _closing(verdict: Verdict, display: Display) -> list[Line]:
    if verdict.outcome is Outcome.UNREADABLE:
        return quiz_screen.paragraph("No line gives the final answer yet.", display)
    return quiz_screen.verdict(verdict, verdict.read_as, display)
