"""The conversation of a quiz, as a generator that knows neither screen nor clock nor disk; the only owner of its rules.

It yields `Ask` and `Pause` (and is sent a `Reply`), `Record` (an answer to keep, always before its feedback),
`TakeBack` (the last answer kept is void) and `Tell`. A front end that is interrupted throws KeyboardInterrupt into it; it
then says what was done, and ends. A quiz that was broken off is held again from its start, its `Earlier` answers replayed
in silence, so that it goes on at its exact question.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import Exercise, Outcome, Verdict
from decompdrill.practice.choose import Pick

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
class Countdown:
    """The clock of a timed run, as it stands when a question is asked; all in seconds, None where there is no limit."""

    left: float | None
    """Until the answer is taken, whichever limit comes first."""
    run_left: float | None
    run_length: float | None
    """Of the run as a whole."""
    used: float
    """Of the run, so far."""
    is_shown: bool = True
    done: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for an answer; `fresh` is False where the question is already on the screen."""

    exercise: Exercise
    place: Place
    attempt: int = 1
    fresh: bool = True
    countdown: Countdown | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for the person to go on: Enter, `why`, `undo` or `quit`."""

    last: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text (None: the input has ended), the seconds it took, and those to the first key.

    Seconds in which nobody could answer (the program was stopped) are in `paused` alone. `is_late`: the time was up, and
    the text is what stood there.
    """

    text: str | None
    seconds: float = 0.0
    first_key: float | None = None
    paused: float = 0.0
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a question, as the history keeps it; `verdict` is None where the question was skipped or given up.

    `seconds` and `first_key` are counted from the first showing of the question.
    """

    exercise: Exercise
    text: str
    verdict: Verdict | None
    attempt: int
    hints: int
    seconds: float
    first_key: float | None = None
    saw_solution: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """An attempt of the same quiz before it was broken off; `text` is None where the question was left without one."""

    text: str | None
    hints: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Record:
    """An attempt to keep before its feedback is shown."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The last attempt that was kept is to count nowhere: it was mistyped."""


@dataclass(frozen=True, slots=True)
class Return:
    """When a question comes back, as an ISO date, and why then."""

    day: str
    why: str


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
class Undone:
    """The last answer was taken back, and its question comes again; `text` is None where there was none to take back."""

    text: str | None


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
    comes_back: Return | None = None
    may_report: bool = False
    """A person sits there who may think otherwise."""
    topic: str | None = None
    """The topic that explains what went wrong."""


@dataclass(frozen=True, slots=True)
class Passed:
    """The question was left without a (further) answer; `verdict` is that of the last try, if there was one."""

    exercise: Exercise
    verdict: Verdict | None
    seconds: float
    comes_back: Return | None = None
    topic: str | None = None


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


class Ending(Enum):
    """How a quiz came to its end."""

    DONE = auto()
    QUIT = auto()
    INPUT_ENDED = auto()
    INTERRUPTED = auto()


@dataclass(frozen=True, slots=True)
class Summary:
    """The quiz as it was: `planned` questions, of which `results` holds those that were asked and settled."""

    seed: int
    planned: int
    results: tuple[Result, ...]
    ending: Ending = Ending.DONE
    left: int = 0
    """Questions that were still to come, the one on the screen included."""

    @property
    def interrupted(self) -> bool:
        return self.ending is Ending.INTERRUPTED

    @property
    def may_go_on(self) -> bool:
        """Whether it was broken off, and not ended by a word."""
        return self.ending in (Ending.INTERRUPTED, Ending.INPUT_ENDED) and self.left > 0

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


Said: TypeAlias = Hint | NoHint | Nudge | Undone | Judged | Passed | Why | Closing


class Notice:
    """The base of what other conversations tell beside these."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Tell:
    """Something to show."""

    said: Said | Notice


Event: TypeAlias = Ask | Pause | Record | TakeBack | Tell
Conversation: TypeAlias = Generator[Event, Reply | None, Summary]
Pose: TypeAlias = "Callable[[Question, int], Exercise]"
Judge: TypeAlias = Callable[[Exercise, str], Verdict]
ComesBack: TypeAlias = Callable[[Exercise], Return | None]
"""When a question comes back, asked once its answer is kept; None where nothing is to be said of that."""
Explains: TypeAlias = Callable[[Exercise], str | None]
"""Which topic explains an exercise, asked when its answer was wrong."""
Past: TypeAlias = Mapping[tuple[str, int], Sequence[Earlier]]
"""The earlier attempts at a question and its draw, the oldest first."""

LEAVING = ("quit", "exit", "q")
UNDO = "undo"


def quiz(
    plan: Sequence[Pick],
    rules: Rules,
    seed: int,
    pose: Pose,
    judge: Judge,
    comes_back: ComesBack = lambda _: None,
    past: Past | None = None,
    explains: Explains = lambda _: None,
) -> Conversation:
    """Hold a quiz over the planned questions and return its summary, which is also told at the end."""
    held = _Quiz(plan, rules, seed, pose, judge, comes_back, past or {}, explains)
    try:
        ending = yield from held.hold()
    except KeyboardInterrupt:
        ending = Ending.INTERRUPTED
    summary = held.summary(ending)
    yield Tell(Closing(summary))
    return summary


def left_to_ask(plan: Sequence[Pick], rules: Rules, pose: Pose, judge: Judge, past: Past) -> tuple[int, int]:
    """Return how many questions of a quiz that was broken off are settled, and how many are still to come."""
    held = _Quiz(plan, rules, 0, pose, judge, lambda _: None, past, lambda _: None)
    held.fast_forward()
    return len(held.done), len(held.waiting)


class _Step(Enum):
    """What comes after a question or a pause."""

    ON = auto()
    BACK = auto()
    QUIT = auto()
    INPUT_ENDED = auto()


ENDINGS = {_Step.QUIT: Ending.QUIT, _Step.INPUT_ENDED: Ending.INPUT_ENDED}


class _Quiz:
    """The questions that wait and those that are settled."""

    def __init__(
        self,
        plan: Sequence[Pick],
        rules: Rules,
        seed: int,
        pose: Pose,
        judge: Judge,
        comes_back: ComesBack,
        past: Past,
        explains: Explains,
    ) -> None:
        self.explains = explains
        self.planned = len(plan)
        self.rules = rules
        self.seed = seed
        self.pose = pose
        self.judge = judge
        self.comes_back = comes_back
        self.past = past
        self.waiting: deque[Pick | _Question] = deque(plan)
        self.done: list[_Question] = []
        self.asked: _Question | None = None

    def hold(self) -> Generator[Event, Reply | None, Ending]:
        """Ask until nothing waits or the person leaves; return how it ended."""
        self.fast_forward()
        while self.waiting:
            question = self.asked = self._opened(self.waiting.popleft())
            step = yield from question.hold(self._place(), may_go_back=bool(self.done))
            if step is _Step.ON:
                self._settle(question)
                step = (yield from self._pause(question)) if self.rules.at_terminal else _Step.ON
            elif step is _Step.BACK:
                self.waiting.appendleft(question)
            if step is _Step.BACK:
                yield from self._back()
            elif step in ENDINGS:
                return ENDINGS[step]
        return Ending.DONE

    def fast_forward(self) -> None:
        """Settle the questions that were settled before the quiz was broken off."""
        while self.waiting:
            question = self._opened(self.waiting.popleft())
            if not question.is_settled:
                self.waiting.appendleft(question)
                return
            self._settle(question)

    def summary(self, ending: Ending) -> Summary:
        """Return what was done; a question that was left after a try counts, one that was interrupted does not."""
        asked = [] if self.asked is None else [self.asked]
        counted = [q for q in asked if q.last is not None and ending is not Ending.INTERRUPTED]
        results = tuple(q.result() for q in [*self.done, *counted])
        return Summary(self.seed, max(self.planned, len(results)), results, ending, len(self.waiting) + len(asked))

    def _opened(self, waiting: Pick | _Question) -> _Question:
        if isinstance(waiting, _Question):
            return waiting
        exercise = self.pose(waiting.question, waiting.seed)
        question = _Question(waiting, exercise, self.rules, self.judge, self.comes_back, self.explains)
        for earlier in self.past.get((waiting.question.id, waiting.seed), ()):
            question.remember(earlier)
        return question

    def _place(self) -> Place:
        done = len(self.done)
        return Place(done + 1, done + 1 + len(self.waiting), self.seed, tuple(q.outcome for q in self.done))

    def _settle(self, question: _Question) -> None:
        self.done.append(question)
        self.asked = None
        if self.rules.retry and question.outcome is Outcome.WRONG and not question.pick.again:
            self.waiting.append(question.pick.fresh())

    def _back(self) -> Generator[Event, Reply | None, None]:
        """Take back the last answer of the last settled question, and let that question come next."""
        self.asked = None
        question = self.done.pop()
        again = question.pick.fresh()
        self.waiting = deque(w for w in self.waiting if (w if isinstance(w, Pick) else w.pick) != again)
        self.waiting.appendleft(question)
        yield from question.take_back()

    def _pause(self, question: _Question) -> Generator[Event, Reply | None, _Step]:
        """Wait until the person goes on; say what comes next."""
        while True:
            reply = yield Pause(not self.waiting)
            word = None if reply is None or reply.text is None else reply.text.strip().lower()
            if word == "why":
                yield Tell(_why(question.exercise))
            elif word == UNDO:
                return _Step.BACK
            elif word is None:
                return _Step.INPUT_ENDED
            else:
                return _Step.QUIT if word in LEAVING else _Step.ON


def _why(exercise: Exercise) -> Why:
    """Return the worked steps; of a choice that has none, what is wrong with each wrong option."""
    wrong = (f"Not {c.letter}: {c.why_wrong}" for c in exercise.choices if c.why_wrong)
    return Why(steps_of(exercise) or tuple(wrong))


def steps_of(exercise: Exercise) -> tuple[str, ...]:
    """Return the worked steps that the bank wrote, else those of the kind, as Markdown; none where neither has any."""
    if exercise.steps:
        return exercise.steps
    if exercise.kind not in SIGNATURES:
        return ()
    from decompdrill.kinds import KINDS

    return KINDS[exercise.kind].steps(exercise.problem)


def hint_after(exercise: Exercise, given: int) -> Hint | NoHint:
    """Return the hint that comes when so many have been given."""
    hints = exercise.hints
    return Hint(hints[given], given + 1, len(hints)) if given < len(hints) else NoHint(len(hints))


class _Question:
    """One question from its first showing to its end, with the attempts that were made at it."""

    def __init__(
        self,
        pick: Pick,
        exercise: Exercise,
        rules: Rules,
        judge: Judge,
        comes_back: ComesBack,
        explains: Explains,
    ) -> None:
        self.explains = explains
        self.pick = pick
        self.exercise = exercise
        self.rules = rules
        self.judge = judge
        self.comes_back = comes_back
        self.hints = 0
        self.seconds = 0.0
        self.first_key: float | None = None
        self.attempts: list[Attempt] = []

    @property
    def last(self) -> Verdict | None:
        """The verdict of the last try."""
        return next((a.verdict for a in reversed(self.attempts) if a.verdict is not None), None)

    @property
    def outcome(self) -> Outcome | None:
        return None if self.last is None else self.last.outcome

    @property
    def number(self) -> int:
        """The number of the try that comes next."""
        return 1 + sum(1 for a in self.attempts if a.verdict is not None and not self._is_free(a.verdict))

    @property
    def is_settled(self) -> bool:
        if not self.attempts:
            return False
        verdict = self.attempts[-1].verdict
        return verdict is None or verdict.outcome is Outcome.RIGHT or self.number > self.rules.tries

    def hold(self, place: Place, may_go_back: bool) -> Generator[Event, Reply | None, _Step]:
        """Ask until the question is settled or left."""
        fresh = True
        while True:
            reply = (yield Ask(self.exercise, place, self.number, fresh)) or Reply(None)
            fresh = False
            self._clock(reply)
            text = None if reply.text is None else reply.text.strip()
            word = None if text is None else text.lower()
            if (text is None and self.rules.at_terminal) or word in LEAVING:
                return _Step.INPUT_ENDED if text is None else _Step.QUIT
            if text == "?":
                yield self._hint()
            elif word == UNDO and self.rules.at_terminal:
                if self.attempts:
                    yield from self.take_back()
                elif may_go_back:
                    return _Step.BACK
                else:
                    yield Tell(Undone(None))
            elif text == "" and self.rules.at_terminal and self.last is None:
                yield Tell(Nudge())
            elif text is None or word in ("", "skip", "why"):
                yield from self._pass_by(word)
                return _Step.ON
            elif (yield from self._try(text)):
                return _Step.ON

    def remember(self, earlier: Earlier) -> None:
        """Stand as after an attempt that was made before the quiz was broken off."""
        self.hints, self.seconds = earlier.hints, earlier.seconds
        verdict = None if earlier.text is None else self.judge(self.exercise, earlier.text)
        self.attempts.append(self._attempt(earlier.text or "", verdict))

    def take_back(self) -> Generator[Event, Reply | None, None]:
        """Void the last attempt."""
        text = self.attempts.pop().text
        yield TakeBack()
        yield Tell(Undone(text))

    def result(self) -> Result:
        credit = 0.0 if self.last is None else self.last.credit
        slips = tuple(a.verdict.slip for a in self.attempts if a.verdict is not None and a.verdict.slip)
        return Result(self.exercise, self.outcome, credit, self.seconds, slips)

    def _try(self, text: str) -> Generator[Event, Reply | None, bool]:
        """Judge a text; True where that settles the question."""
        verdict = self.judge(self.exercise, text)
        attempt = self._attempt(text, verdict)
        is_free = self._is_free(verdict)
        if not (is_free and verdict.outcome is Outcome.UNREADABLE):
            self.attempts.append(attempt)
            yield Record(attempt)
        settled = verdict.outcome is Outcome.RIGHT or (not is_free and attempt.attempt >= self.rules.tries)
        yield Tell(
            Judged(
                self.exercise,
                text,
                verdict,
                attempt.attempt,
                self.seconds,
                settled,
                costs_a_try=not is_free,
                comes_back=self.comes_back(self.exercise) if settled else None,
                may_report=settled and self.rules.at_terminal and verdict.outcome is Outcome.WRONG,
                topic=self.explains(self.exercise) if settled and verdict.outcome is Outcome.WRONG else None,
            )
        )
        return settled

    def _pass_by(self, word: str | None) -> Generator[Event, Reply | None, None]:
        """Leave the question: `why`, and Enter after a try, look at the solution; `skip` and the end of input do not."""
        attempt = self._attempt("", None, saw_solution=word == "why" or (word == "" and self.last is not None))
        self.attempts.append(attempt)
        yield Record(attempt)
        topic = self.explains(self.exercise) if self.outcome is Outcome.WRONG else None
        yield Tell(Passed(self.exercise, self.last, self.seconds, self.comes_back(self.exercise), topic))
        if word == "why":
            yield Tell(_why(self.exercise))

    def _hint(self) -> Tell:
        hint = hint_after(self.exercise, self.hints)
        self.hints += isinstance(hint, Hint)
        return Tell(hint)

    def _clock(self, reply: Reply) -> None:
        if self.first_key is None and reply.first_key is not None:
            self.first_key = self.seconds + reply.first_key
        self.seconds += reply.seconds

    def _attempt(self, text: str, verdict: Verdict | None, saw_solution: bool = False) -> Attempt:
        return Attempt(
            self.exercise, text, verdict, self.number, self.hints, self.seconds, self.first_key, saw_solution
        )

    def _is_free(self, verdict: Verdict) -> bool:
        """Whether an answer uses up no try; one that is right settles the question all the same."""
        return self.rules.at_terminal and not verdict.costs_a_try


def _standing(objective: str, results: Sequence[Result]) -> Standing:
    right = sum(1 for r in results if r.outcome is Outcome.RIGHT)
    return Standing(objective, len(results), right, sum(r.credit for r in results))
