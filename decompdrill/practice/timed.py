"""The conversation of a timed run: questions against a clock, as a generator that knows neither screen nor clock nor disk.

The clock runs while a question is on the screen. When it runs out, what is typed is taken: it is judged if it can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from decompdrill.errors import BankError
from decompdrill.maths.tolerances import SUM_OFF
from decompdrill.model import Exercise, Outcome, Verdict
from decompdrill.practice import pace
from decompdrill.practice.choose import Pick
from decompdrill.practice.conversation import (
    FAILURES,
    LEAVING,
    PASSING,
    Ask,
    Command,
    Countdown,
    Ending,
    Event,
    Judged,
    Notice,
    Nudge,
    Position,
    Reply,
    Result,
    Services,
    Summary,
    Tell,
    Tries,
    Undone,
    WorkingSaid,
    WorkingWord,
    command_of,
)

SLOWEST_SHARE = 0.2
MOST_PRACTISED = 20
"""What `m` drills: what was missed, and the slowest fifth, so many at most."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a run is: seconds as a whole, seconds for each question, how many questions; None where there is no limit."""

    run: float | None
    question: float | None = None
    count: int | None = None
    shows_clock: bool = True


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """The answer to one question: its result, what was typed, and whether its time ran out."""

    result: Result
    text: str
    verdict: Verdict | None
    is_late: bool

    @property
    def is_missed(self) -> bool:
        """It was answered, and not rightly, or its own time ran out."""
        return self.result.outcome is not Outcome.RIGHT and (self.result.outcome is not None or self.is_late)


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a run; a question left unanswered when the time of the run was up is not in it."""

    summary: Summary
    asked: tuple[TimedAnswer, ...]
    limits: Limits
    seconds: float
    """With a question on the screen, pauses left out."""
    pauses: tuple[float, ...] = ()
    """The length of each pause, in seconds."""
    is_whole: bool = False
    """The run was completed: its time ran out, or every question was asked."""

    @property
    def right(self) -> int:
        return self.summary.count(Outcome.RIGHT)

    @property
    def answered(self) -> int:
        """Questions that were answered, or whose own time ran out."""
        return sum(1 for a in self.asked if a.result.outcome is not None or a.is_late)

    @property
    def times(self) -> tuple[float, ...]:
        """The seconds of each answer."""
        return tuple(a.result.seconds for a in self.asked if a.result.outcome is not None)

    @property
    def missed(self) -> tuple[TimedAnswer, ...]:
        return tuple(a for a in self.asked if a.is_missed)

    @property
    def slowest(self) -> tuple[TimedAnswer, ...]:
        """The slowest fifth of the right answers, the slowest first."""
        right = [a for a in self.asked if a.result.outcome is Outcome.RIGHT and a.result.seconds > 0]
        count = max(1, round(SLOWEST_SHARE * len(right))) if len(right) > 1 else 0
        return tuple(sorted(right, key=lambda a: -a.result.seconds)[:count])

    @property
    def slowest_objective(self) -> tuple[str, float] | None:
        """The objective with the highest median time among those that were answered, where there are several."""
        by_objective: dict[str, list[float]] = {}
        for a in self.asked:
            if a.result.outcome is not None and a.result.seconds > 0:
                by_objective.setdefault(a.result.exercise.objective, []).append(a.result.seconds)
        medians = {o: pace.quantile(times, 0.5) or 0.0 for o, times in by_objective.items()}
        return max(medians.items(), key=lambda item: item[1]) if len(medians) > 1 else None


class NextRun(Enum):
    """What comes after a run."""

    NOTHING = auto()
    AGAIN = auto()
    MISSED = auto()


@dataclass(frozen=True, slots=True)
class ClockPause:
    """The clock is paused: wait until the person resumes."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The run is over: `r` again, `m` the missed and the slowest, `w` why, Enter leaves."""

    practised: int
    missed: int


@dataclass(frozen=True, slots=True)
class TimedVerdict(Notice):
    """A verdict in short; `verdict` is None where the question was skipped or the text could not be read."""

    exercise: Exercise
    text: str
    verdict: Verdict | None
    seconds: float
    attempt: int
    is_late: bool
    was_run_over: bool
    """The time of the run was up, not that of the question."""


@dataclass(frozen=True, slots=True)
class ClockStopped(Notice):
    """The program was stopped for so many seconds, in which the clock did not run."""

    seconds: float


class TimeMark(Enum):
    """What is announced where no clock is shown."""

    HALF = auto()
    TEN = auto()
    UP = auto()


@dataclass(frozen=True, slots=True)
class TimeLeft(Notice):
    """A moment of the run that is announced where no clock is shown."""

    mark: TimeMark
    seconds: float


@dataclass(frozen=True, slots=True)
class Finished(Notice):
    """The run is over: its figures, and how they compare (None where nothing is kept)."""

    result: RunResult
    compared: pace.Compared | None


@dataclass(frozen=True, slots=True)
class Missed(Notice):
    """What was missed, and why."""

    asked: tuple[TimedAnswer, ...]


SaveRun: TypeAlias = Callable[[RunResult], pace.Compared | None]
"""Saves a run and returns how it compares with the earlier ones."""
TimedConversation: TypeAlias = Generator["Event | ClockPause | Menu", Reply | None, tuple[RunResult, NextRun]]


def timed_conversation(
    plan: Iterator[Pick], limits: Limits, at_terminal: bool, seed: int, services: Services, keep: SaveRun
) -> TimedConversation:
    """Hold a run over as many of the planned questions as there is time for; return its result and the next run chosen."""
    held = _Timed(plan, limits, at_terminal, seed, services)
    try:
        ending = yield from held.hold()
    except KeyboardInterrupt:
        ending = Ending.INTERRUPTED
    except FAILURES:
        if held.asked:
            yield Tell(Finished(held.result(Ending.INTERRUPTED), None))
        raise
    result = held.result(ending)
    yield Tell(Finished(result, keep(result)))
    may_choose = at_terminal and ending is Ending.DONE and result.asked
    next_run = (yield from _menu(result)) if may_choose else NextRun.NOTHING
    return result, next_run


def _menu(result: RunResult) -> Generator[Menu | Tell, Reply | None, NextRun]:
    practised = len(practice(result))
    while True:
        try:
            reply = yield Menu(practised, len(result.missed))
        except KeyboardInterrupt:
            return NextRun.NOTHING
        word = (reply and reply.word) or ""
        if word in ("r", "again"):
            return NextRun.AGAIN
        if word in ("m", "missed") and practised:
            return NextRun.MISSED
        if word in ("w", "why") and result.missed:
            yield Tell(Missed(result.missed))
        elif word in ("", *LEAVING):
            return NextRun.NOTHING


def practice(result: RunResult) -> tuple[TimedAnswer, ...]:
    """Return what `m` drills: what was missed, then the slowest, each question once."""
    by_question = {a.result.exercise.question: a for a in (*result.missed, *result.slowest)}
    return tuple(by_question.values())[:MOST_PRACTISED]


class _Timed:
    """The clock of a run, and what was asked in it."""

    def __init__(self, plan: Iterator[Pick], limits: Limits, at_terminal: bool, seed: int, services: Services) -> None:
        self.plan = plan
        self.limits = limits
        self.at_terminal = at_terminal
        self.seed = seed
        self.services = services
        self.used = 0.0
        self.asked = 0
        self.pauses: list[float] = []
        self.done: list[TimedAnswer] = []
        self.announced: set[TimeMark] = set()
        self.last: _TimedQuestion | None = None
        """The question before this one, whose answer may be taken back."""

    def hold(self) -> Generator[Event | ClockPause, Reply | None, Ending]:
        for pick in self.plan:
            if self.is_over:
                break
            try:
                exercise = self.services.pose(pick.question, pick.seed)
            except BankError as fault:
                self.services.leave_out(fault)
                continue
            self.asked += 1
            place = Position(self.asked, self.limits.count or 0, self.seed, tuple(a.result.outcome for a in self.done))
            question = _TimedQuestion(self, exercise, place)
            ending = yield from question.hold()
            self.last = question
            yield from self.announce()
            if ending is not Ending.DONE:
                return ending
        return Ending.DONE

    @property
    def left(self) -> float | None:
        return None if self.limits.run is None else max(0.0, self.limits.run - self.used)

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left <= SUM_OFF

    def announce(self) -> Generator[Tell, Reply | None, None]:
        """Tell the moments that have gone by and were not told."""
        for mark, at in time_marks(self.limits.run):
            if self.used >= at - SUM_OFF and mark not in self.announced:
                self.announced.add(mark)
                yield Tell(TimeLeft(mark, (self.limits.run or at) - at))

    def result(self, ending: Ending) -> RunResult:
        results = tuple(a.result for a in self.done)
        planned = max(self.limits.count or 0, len(results))
        summary = Summary(self.seed, planned, results, ending)
        is_whole = ending is Ending.DONE
        return RunResult(summary, tuple(self.done), self.limits, self.used, tuple(self.pauses), is_whole)


def time_marks(length: float | None) -> list[tuple[TimeMark, float]]:
    """Return the moments of a run that are announced, with the seconds after which they come."""
    if length is None:
        return []
    half = [(TimeMark.HALF, length / 2)] if length >= 10 and abs(length / 2 - 10) >= 1 else []
    ten = [(TimeMark.TEN, length - 10)] if length > 12 else []
    return sorted([*half, *ten, (TimeMark.UP, length)], key=lambda mark: mark[1])


class _TimedQuestion(Tries):
    """One question from its showing until it is answered, left, or out of time."""

    def __init__(self, run: _Timed, exercise: Exercise, place: Position) -> None:
        super().__init__(exercise, run.at_terminal, run.services)
        self.run = run
        self.place = place
        self.asked: TimedAnswer | None = None
        """The answer, once the question is settled."""

    @property
    def left(self) -> float | None:
        """Seconds until the answer is taken; None where there is no limit."""
        own = None if self.run.limits.question is None else max(0.0, self.run.limits.question - self.seconds)
        limits = [limit for limit in (own, self.run.left) if limit is not None]
        return min(limits, default=None)

    def hold(self) -> Generator[Event | ClockPause, Reply | None, Ending]:
        fresh = True
        while True:
            reply = (yield self._ask(fresh)) or Reply(None)
            fresh = False
            text, is_late = self._clock(reply)
            if reply.paused:
                yield Tell(ClockStopped(reply.paused))
            word = None if text is None else text.lower()
            command = command_of(word, self.exercise)
            if word is None and (self.at_terminal or self.run.limits.count is None):
                return Ending.INPUT_ENDED
            if is_late:
                yield from self._take(text or "")
                return Ending.DONE
            if command is Command.QUIT:
                return Ending.QUIT
            if command is Command.PAUSE:
                rested = ((yield ClockPause()) if self.at_terminal else None) or Reply(None)
                self.run.pauses.append(rested.seconds)
            elif command is Command.UNDO and self.at_terminal:
                yield from self._undo()
            elif command is Command.HINT:
                yield self.hint()
            elif command is Command.WORK:
                yield Tell(WorkingSaid(WorkingWord.NOT_TIMED))
            elif word == "" and self.at_terminal:
                yield Tell(Nudge(is_timed=True))
            elif not word or command in PASSING:
                yield from self._leave("", None, is_late=False)
                return Ending.DONE
            elif (yield from self._try(text or "")):
                return Ending.DONE

    def _ask(self, fresh: bool) -> Ask:
        run = self.run
        countdown = Countdown(
            self.left,
            run.left,
            run.limits.run,
            run.used,
            run.limits.shows_clock,
            len(run.done),
            sum(1 for a in run.done if a.result.outcome is Outcome.RIGHT),
        )
        return Ask(self.exercise, self.place, self.number, fresh, countdown)

    def _clock(self, reply: Reply) -> tuple[str | None, bool]:
        """Let the clock run by what the answer took; return the text, and whether the time is up.

        What came after the end, as a script's own time may say, came too late: it is no answer.
        """
        left = self.left
        is_over = left is not None and reply.seconds > left + SUM_OFF
        took = reply.seconds if left is None else min(reply.seconds, left)
        self.clock(took, reply.first_key)
        self.run.used += took
        if reply.paused:
            self.run.pauses.append(reply.paused)
        if reply.is_late:
            return reply.typed or "", True
        return ("", True) if is_over and reply.text is not None else (reply.typed, False)

    @property
    def number(self) -> int:
        """The number of the try that comes next; against the clock each that was judged counts."""
        return 1 + sum(1 for a in self.attempts if a.verdict is not None)

    def _take(self, text: str) -> Generator[Event, Reply | None, None]:
        """Judge what had been typed when the time was up, if it can be read."""
        is_word = not text or command_of(text.lower(), self.exercise) is not None
        verdict = None if is_word else self.services.judge(self.exercise, text)
        is_read = verdict is not None and verdict.outcome is not Outcome.UNREADABLE
        yield from self._leave(text, verdict if is_read else None, is_late=True)

    def _try(self, text: str) -> Generator[Event, Reply | None, bool]:
        """Judge a text; True where that settles the question."""
        verdict = self.services.judge(self.exercise, text)
        if verdict.outcome is Outcome.RIGHT or not self.is_free(verdict):
            yield from self._leave(text, verdict, is_late=False)
            return True
        if meant := self.command_meant(text, verdict):
            yield Tell(Nudge(meant, is_timed=True))
            return False
        number = self.number
        if verdict.outcome is not Outcome.UNREADABLE:
            yield self.record(text, verdict)
        yield Tell(Judged(self.exercise, text, verdict, number, self.seconds, settled=False, costs_a_try=False))
        return False

    def _leave(self, text: str, verdict: Verdict | None, is_late: bool) -> Generator[Event, Reply | None, None]:
        number = self.number
        yield self.record(text, verdict)
        was_run_over = is_late and self.run.is_over
        if verdict is not None or not was_run_over:
            # A question that the end of the run cut off is neither right nor missed.
            self.asked = TimedAnswer(self.result(verdict), text, verdict, is_late)
            self.run.done.append(self.asked)
        yield Tell(TimedVerdict(self.exercise, text, verdict, self.seconds, number, is_late, was_run_over))

    def _undo(self) -> Generator[Event, Reply | None, None]:
        """Void the last answer, of this question or of the one before: it counts nowhere, and the clock runs on."""
        last = self if self.attempts else self.run.last
        if last is None or not last.attempts:
            yield Tell(Undone(None))
            return
        if last is not self and last.asked in self.run.done:
            self.run.done.remove(last.asked)
        yield from last.take_back()
