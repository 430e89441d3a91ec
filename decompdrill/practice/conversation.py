"""What every conversation with a learner is made of: its events, and the tries at one question.

A conversation is a generator that knows neither screen nor clock nor disk. It yields `Ask` and `Pause` (and is sent a
`Reply`), `Record` (an answer to keep, always before its feedback), `VoidLast` (the last answer kept is void) and `Tell`.
A front end that is interrupted throws KeyboardInterrupt into it; it then says what was done, and ends. So it does where it
cannot go on because of one of the `FAILURES`, such as answers that cannot be read any further; that then is raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

from decompdrill.errors import BankError, DrillError
from decompdrill.model import Exercise, Outcome, Verdict

if TYPE_CHECKING:
    from decompdrill.bank.question import Question

FAILURES = (DrillError, OSError)
"""What a user, a bank or the machine did, and no fault of ours."""


class Command(Enum):
    """What may be typed instead of an answer, in a quiz, a review and a timed run alike."""

    HINT = auto()
    SKIP = auto()
    WHY = auto()
    """Leave the question, and show the worked steps."""
    GIVE_UP = auto()
    """Leave the question as one that is not known, and show the answer."""
    KNOWN = auto()
    """What is asked is known already: one question is to prove it."""
    UNDO = auto()
    PAUSE = auto()
    """Stop the clock of a timed run."""
    WHEN = auto()
    """At a pause: say when the question comes back, and why then."""
    QUIT = auto()


COMMANDS: Mapping[str, Command] = {
    **dict.fromkeys(("?", "hint", "help", "h"), Command.HINT),
    "skip": Command.SKIP,
    "why": Command.WHY,
    **dict.fromkeys(("idk", "i don't know", "i don’t know", "i dont know", "don't know", "no idea"), Command.GIVE_UP),
    "known": Command.KNOWN,
    "undo": Command.UNDO,
    "pause": Command.PAUSE,
    "when": Command.WHEN,
    **dict.fromkeys(("quit", "exit", "q"), Command.QUIT),
}
LEAVING = tuple(word for word, command in COMMANDS.items() if command is Command.QUIT)


PASSING = (Command.SKIP, Command.WHY, Command.GIVE_UP)
"""The commands that leave a question without an answer."""


def command_of(word: str | None, exercise: Exercise) -> Command | None:
    """Return the command that a text in small letters is; a letter that is on offer is an answer."""
    return None if word is None or word in {c.letter for c in exercise.choices} else COMMANDS.get(word)


def command_meant(word: str) -> str:
    """Return the command that a word of letters was probably meant to be: skip, for skpi; nothing where none is near."""
    names = [name for name in COMMANDS if len(name) > 2 and name.isalpha()]
    return next(iter(get_close_matches(word, names, 1, NEAR)), "") if word.isalpha() and len(word) > 2 else ""


NEAR = 0.65
"""How alike two words are that differ by a slip of the fingers, as difflib measures it: wyh and why."""


@dataclass(frozen=True, slots=True)
class Position:
    """The position of a question in the quiz: its number, the total, and the outcomes before it (None: skipped)."""

    number: int
    of: int
    seed: int
    marks: tuple[Outcome | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Countdown:
    """The clock of a timed run when a question is asked; all in seconds, None where there is no limit."""

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
    place: Position
    attempt: int = 1
    fresh: bool = True
    countdown: Countdown | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for the person to go on: Enter, `why`, `when`, `undo` or `quit`; with `more`, to the next of the worked steps."""

    last: bool
    more: bool = False
    may_explain: bool = False
    """`e` opens the topic that explains what went wrong."""
    before: bool = False
    """What comes next is a question that was missed again and again, after an example of it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The learner's reply: the text (None: the input has ended), the seconds it took, and those to the first key.

    Seconds in which nobody could answer (the program was stopped) are in `paused` alone. `is_late`: the time was up, and
    the text is what stood there.
    """

    text: str | None
    seconds: float = 0.0
    first_key: float | None = None
    paused: float = 0.0
    is_late: bool = False

    @property
    def typed(self) -> str | None:
        """The text without the spaces around it."""
        return None if self.text is None else self.text.strip()

    @property
    def word(self) -> str | None:
        """The text in small letters, in which commands are recognized."""
        return None if self.typed is None else self.typed.lower()


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
class Record:
    """An attempt to keep before its feedback is shown."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class VoidLast:
    """The last attempt that was kept is to count nowhere: it was mistyped."""


@dataclass(frozen=True, slots=True)
class NextDue:
    """When a question comes back, as an ISO date and in a short line, and why then."""

    day: str
    why: str
    short: str = ""


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
    """Nothing was typed, or no answer: say what may be; `meant` is the command that was probably meant."""

    meant: str = ""
    is_timed: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What was said to be known is proved by one question: a harder one, which comes now, or this one, if there is none."""

    is_this: bool


@dataclass(frozen=True, slots=True)
class ExampleFirst:
    """Before another try at what was missed again: the question on other numbers, which is then worked out.

    `exercise` is None where there is nothing to work out; `may_explain`: then a topic explains it.
    """

    exercise: Exercise | None
    may_explain: bool = False


@dataclass(frozen=True, slots=True)
class NotHere:
    """At a pause something was typed that is no command: it is not taken for Enter."""


@dataclass(frozen=True, slots=True)
class ComesBack:
    """When the question comes back, and why then; None where nothing is to be said of that."""

    next_due: NextDue | None


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
    next_due: NextDue | None = None
    may_report: bool = False
    """A person sits there who may think otherwise."""
    topic: str | None = None
    """The topic that explains what went wrong."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """The question was left without a (further) answer; `verdict` is that of the last try, if there was one."""

    exercise: Exercise
    verdict: Verdict | None
    seconds: float
    next_due: NextDue | None = None
    topic: str | None = None
    gave_up: bool = False
    """Was it given up as not known?"""


@dataclass(frozen=True, slots=True)
class Why:
    """Worked steps of the question, the first of them number `first`."""

    steps: tuple[str, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one question; `outcome` is None where it was skipped."""

    exercise: Exercise
    outcome: Outcome | None
    credit: float
    seconds: float
    slips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """The result of one objective in this quiz."""

    objective: str
    asked: int
    right: int
    credit: float


class Ending(Enum):
    """How a quiz ended."""

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
    def objectives(self) -> tuple[ObjectiveResult, ...]:
        """The results of the objectives, in the order in which they were first asked."""
        ids = dict.fromkeys(r.exercise.objective for r in self.results)
        return tuple(_standing(o, [r for r in self.results if r.exercise.objective == o]) for o in ids)

    @property
    def slips(self) -> tuple[tuple[str, int], ...]:
        """The slips that were recognised and how often, the most frequent first."""
        return tuple(Counter(s for r in self.results for s in r.slips).most_common())


def _standing(objective: str, results: Sequence[Result]) -> ObjectiveResult:
    right = sum(1 for r in results if r.outcome is Outcome.RIGHT)
    return ObjectiveResult(objective, len(results), right, sum(r.credit for r in results))


@dataclass(frozen=True, slots=True)
class Closing:
    """The end: what was done."""

    summary: Summary


Message: TypeAlias = (
    Hint | NoHint | Nudge | Proof | ExampleFirst | NotHere | ComesBack | Undone | Judged | Skipped | Why | Closing
)


class Notice:
    """The base of what only other conversations tell."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Tell:
    """Something to show."""

    message: Message | Notice


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Walk through the topic that explains a question, from the stage that was missed, and come back."""

    topic: str
    exercise: Exercise
    slip: str | None


Event: TypeAlias = Ask | Pause | Record | VoidLast | Tell | OpenTopic
Conversation: TypeAlias = Generator[Event, Reply | None, Summary]
Pose: TypeAlias = "Callable[[Question, int], Exercise]"
Judge: TypeAlias = Callable[[Exercise, str], Verdict]
WhenDue: TypeAlias = Callable[[Exercise], NextDue | None]
"""When a question comes back, asked once its answer is kept; None where nothing is to be said of that."""
TopicOf: TypeAlias = Callable[[Exercise], str | None]
"""Which topic explains an exercise, asked when its answer was wrong."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a conversation has done for it: a draw, a verdict, when a question comes back, which topic explains it."""

    pose: Pose
    judge: Judge
    next_due: WhenDue = lambda _: None
    explains: TopicOf = lambda _: None
    prove: Callable[[Question], Question | None] = lambda _: None
    """Which question proves that the objective of another one is known; None where no other one does."""
    misses: Callable[[Question], int] = lambda _: 0
    """How often in a row the objective of a question was missed, up to now."""
    leave_out: Callable[[BankError], None] = lambda _: None
    """What is done about a draw that cannot be made once the quiz has begun; the quiz goes on without it."""


# ---- the tries at one question -------------------------------------------------------------------------------------


class Tries:
    """The tries at one question, from its first showing on: what was typed, after how long, after how many hints."""

    def __init__(self, exercise: Exercise, at_terminal: bool, services: Services) -> None:
        self.exercise = exercise
        self.at_terminal = at_terminal
        self.services = services
        self.hints = 0
        self.seconds = 0.0
        self.first_key: float | None = None
        self.attempts: list[Attempt] = []

    @property
    def last(self) -> Verdict | None:
        """The verdict of the last try."""
        return next((a.verdict for a in reversed(self.attempts) if a.verdict is not None), None)

    @property
    def number(self) -> int:
        """The number of the try that comes next."""
        return 1 + sum(1 for a in self.attempts if a.verdict is not None and not self.is_free(a.verdict))

    def command_meant(self, text: str, verdict: Verdict) -> str:
        """Return the command that a text which cannot be read was probably meant to be; nothing for any other."""
        is_asked_back = verdict.outcome is Outcome.UNREADABLE and self.is_free(verdict)
        return command_meant(text.lower()) if is_asked_back else ""

    def is_free(self, verdict: Verdict) -> bool:
        """Whether an answer uses up no try; one that is right settles the question all the same."""
        return self.at_terminal and not verdict.costs_a_try

    def clock(self, seconds: float, first_key: float | None) -> None:
        """Count what a reply took."""
        if self.first_key is None and first_key is not None:
            self.first_key = self.seconds + first_key
        self.seconds += seconds

    def hint(self) -> Tell:
        """Give the next hint."""
        hints, given = self.exercise.hints, self.hints
        if given >= len(hints):
            return Tell(NoHint(len(hints)))
        self.hints += 1
        return Tell(Hint(hints[given], given + 1, len(hints)))

    def record(self, text: str, verdict: Verdict | None, saw_solution: bool = False) -> Record:
        """Add an attempt, and return it to be kept."""
        number, hints = self.number, self.hints
        attempt = Attempt(self.exercise, text, verdict, number, hints, self.seconds, self.first_key, saw_solution)
        self.attempts.append(attempt)
        return Record(attempt)

    def take_back(self) -> Generator[Event, Reply | None, None]:
        """Void the last attempt."""
        text = self.attempts.pop().text
        yield VoidLast()
        yield Tell(Undone(text))

    def result(self, verdict: Verdict | None) -> Result:
        """Return the result of the question, with this as its last verdict."""
        slips = tuple(a.verdict.slip for a in self.attempts if a.verdict is not None and a.verdict.slip)
        if verdict is None:
            return Result(self.exercise, None, 0.0, self.seconds, slips)
        return Result(self.exercise, verdict.outcome, verdict.credit, self.seconds, slips)
