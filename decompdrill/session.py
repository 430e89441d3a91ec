"""The conversation of a quiz, as a generator that knows neither screen nor clock nor disk; the only owner of its rules.

It yields `Ask` and `Pause` (and is sent a `Reply`), `Record` (an answer to keep, always before its feedback) and
`Tell`. A front end that is interrupted throws KeyboardInterrupt into it; it then says what was done, and ends.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from decompdrill import answers
from decompdrill.model import Exercise, Outcome, Verdict
from decompdrill.pick import Pick

if TYPE_CHECKING:
    from decompdrill.bank.schema import Question


@dataclass(frozen=True, slots=True)
class Rules:
    """How strictly to ask: tries per question, whether a person sits at a terminal, whether what was wrong comes back.

    At a terminal an answer that cannot be read, is imprecise or has the wrong shape uses up no try, and each question
    ends with a pause; a script answers each question once, and where its lines end the rest is skipped.
    """

    tries: int = 1
    at_terminal: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the quiz a question stands: its number of how many, what became of those before it (None: skipped)."""

    number: int
    of: int
    seed: int
    marks: tuple[Outcome | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for an answer; `fresh` is False where the question is already on the screen."""

    exercise: Exercise
    place: Place
    attempt: int = 1
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for the person to go on: Enter, `why` or `quit`."""

    last: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text (None: the input has ended) and the seconds it took."""

    text: str | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a question, as the history keeps it; `verdict` is None where the question was skipped."""

    exercise: Exercise
    text: str
    verdict: Verdict | None
    attempt: int
    hints: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Record:
    """An attempt to keep before its feedback is shown."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Hint:
    """The next hint, number `number` of `of`."""

    text: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class NoHint:
    """Every hint that there is has been given."""

    of: int


@dataclass(frozen=True, slots=True)
class Nudge:
    """Nothing was typed: say what may be."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict; `settled` is False where the same question is asked again."""

    exercise: Exercise
    text: str
    verdict: Verdict
    attempt: int
    seconds: float
    settled: bool
    costs_a_try: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """The question was left without a (further) answer; `verdict` is that of the last try, if there was one."""

    exercise: Exercise
    verdict: Verdict | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Why:
    """The worked steps of the question."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one question; `outcome` is None where it was skipped."""

    exercise: Exercise
    outcome: Outcome | None
    credit: float
    seconds: float
    slips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one objective went in this quiz."""

    objective: str
    asked: int
    right: int
    credit: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The quiz as it was: `planned` questions, of which `results` holds those that were asked and settled."""

    seed: int
    planned: int
    results: tuple[Result, ...]
    interrupted: bool = False

    def count(self, outcome: Outcome | None) -> int:
        """Return how many questions ended so (None: skipped)."""
        return sum(1 for r in self.results if r.outcome is outcome)

    @property
    def asked(self) -> int:
        return len(self.results)

    @property
    def seconds(self) -> float:
        return sum(r.seconds for r in self.results)

    @property
    def score(self) -> float | None:
        """The mean credit of the questions asked, each by its last try; None where none was asked."""
        return sum(r.credit for r in self.results) / self.asked if self.results else None

    @property
    def objectives(self) -> tuple[Standing, ...]:
        """The objectives in the order in which they first came up."""
        ids = dict.fromkeys(r.exercise.objective for r in self.results)
        return tuple(_standing(o, [r for r in self.results if r.exercise.objective == o]) for o in ids)

    @property
    def slips(self) -> tuple[tuple[str, int], ...]:
        """The slips that were recognised and how often, the most frequent first."""
        return tuple(Counter(s for r in self.results for s in r.slips).most_common())


@dataclass(frozen=True, slots=True)
class Closing:
    """The end: what was done."""

    summary: Summary


Said: TypeAlias = Hint | NoHint | Nudge | Judged | Passed | Why | Closing


@dataclass(frozen=True, slots=True)
class Tell:
    """Something to show."""

    said: Said


Event: TypeAlias = Ask | Pause | Record | Tell
Conversation: TypeAlias = Generator[Event, Reply | None, Summary]
Pose: TypeAlias = "Callable[[Question, int], Exercise]"
Judge: TypeAlias = Callable[[Exercise, str], Verdict]


def quiz(plan: Sequence[Pick], rules: Rules, seed: int, pose: Pose, judge: Judge) -> Conversation:
    """Hold a quiz over the planned questions and return its summary, which is also told at the end."""
    results: list[Result] = []
    interrupted = False
    try:
        yield from _ask_all(plan, rules, seed, pose, judge, results)
    except KeyboardInterrupt:
        interrupted = True
    summary = Summary(seed, max(len(plan), len(results)), tuple(results), interrupted)
    yield Tell(Closing(summary))
    return summary


def _ask_all(
    plan: Sequence[Pick], rules: Rules, seed: int, pose: Pose, judge: Judge, results: list[Result]
) -> Generator[Event, Reply | None, None]:
    waiting = deque(plan)
    while waiting:
        pick = waiting.popleft()
        exercise = pose(pick.question, pick.seed)
        place = Place(len(results) + 1, len(results) + 1 + len(waiting), seed, tuple(r.outcome for r in results))
        result, left = yield from _Question(exercise, place, rules, judge).hold()
        if result is not None:
            results.append(result)
        if left:
            return
        if rules.retry and result is not None and result.outcome is Outcome.WRONG and not pick.again:
            waiting.append(pick.fresh())
        if rules.at_terminal and (yield from _pause(_why(exercise, judge), not waiting)):
            return


def _pause(why: Why, last: bool) -> Generator[Event, Reply | None, bool]:
    """Wait until the person goes on; True where they leave."""
    while True:
        reply = yield Pause(last)
        word = None if reply is None or reply.text is None else reply.text.strip().lower()
        if word == "why":
            yield Tell(why)
        else:
            return word is None or word in LEAVING


def _why(exercise: Exercise, judge: Judge) -> Why:
    """Return the worked steps; where the question has none, what is said to a right answer or of each wrong option."""
    if exercise.steps:
        return Why(exercise.steps)
    if exercise.choices:
        return Why(tuple(f"Not {c.letter}: {c.why_wrong}" for c in exercise.choices if c.why_wrong))
    said = judge(exercise, answers.show(exercise.answer)).feedback
    return Why((said,) if said else ())


LEAVING = ("quit", "exit", "q")


class _Question:
    """One question from its first showing to its end."""

    def __init__(self, exercise: Exercise, place: Place, rules: Rules, judge: Judge) -> None:
        self.exercise = exercise
        self.place = place
        self.rules = rules
        self.judge = judge
        self.attempt = 1
        self.hints = 0
        self.seconds = 0.0
        self.last: Verdict | None = None
        self.slips: list[str] = []

    def hold(self) -> Generator[Event, Reply | None, tuple[Result | None, bool]]:
        """Ask until the question is settled; return what became of it and whether the person leaves."""
        fresh = True
        while True:
            reply = (yield Ask(self.exercise, self.place, self.attempt, fresh)) or Reply(None)
            fresh = False
            self.seconds += reply.seconds
            text = None if reply.text is None else reply.text.strip()
            if (text is None and self.rules.at_terminal) or (text is not None and text.lower() in LEAVING):
                return (self._result() if self.last is not None else None), True
            if text == "?":
                yield self._hint()
            elif text == "" and self.rules.at_terminal and self.last is None:
                yield Tell(Nudge())
            elif text is None or text.lower() in ("", "skip", "why"):
                yield from self._pass_by(why=text is not None and text.lower() == "why")
                return self._result(), False
            elif (yield from self._try(text)):
                return self._result(), False

    def _try(self, text: str) -> Generator[Event, Reply | None, bool]:
        """Judge a text; True where that settles the question."""
        verdict = self.judge(self.exercise, text)
        free = self.rules.at_terminal and not verdict.costs_a_try
        settled = verdict.outcome is Outcome.RIGHT or (not free and self.attempt >= self.rules.tries)
        if not (free and verdict.outcome is Outcome.UNREADABLE):
            self.last = verdict
            self.slips += [verdict.slip] if verdict.slip else []
            yield Record(self._attempt(text, verdict))
        yield Tell(Judged(self.exercise, text, verdict, self.attempt, self.seconds, settled, costs_a_try=not free))
        if not (free or settled):
            self.attempt += 1
        return settled

    def _pass_by(self, why: bool) -> Generator[Event, Reply | None, None]:
        if self.last is None:
            yield Record(self._attempt("", None))
        yield Tell(Passed(self.exercise, self.last, self.seconds))
        if why:
            yield Tell(_why(self.exercise, self.judge))

    def _hint(self) -> Tell:
        hints = self.exercise.hints
        if self.hints == len(hints):
            return Tell(NoHint(len(hints)))
        self.hints += 1
        return Tell(Hint(hints[self.hints - 1], self.hints, len(hints)))

    def _attempt(self, text: str, verdict: Verdict | None) -> Attempt:
        return Attempt(self.exercise, text, verdict, self.attempt, self.hints, self.seconds)

    def _result(self) -> Result:
        outcome = None if self.last is None else self.last.outcome
        credit = 0.0 if self.last is None else self.last.credit
        return Result(self.exercise, outcome, credit, self.seconds, tuple(self.slips))


def _standing(objective: str, results: Sequence[Result]) -> Standing:
    right = sum(1 for r in results if r.outcome is Outcome.RIGHT)
    return Standing(objective, len(results), right, sum(r.credit for r in results))
