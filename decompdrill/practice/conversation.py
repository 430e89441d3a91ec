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
from typing import TYPE_CHECKING, Protocol, TypeAlias

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
    WORK = auto()
    """Write one's working line by line, and have each line judged."""
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
    "work": Command.WORK,
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


def command_meant(word: str, others: Sequence[str] = ()) -> str:
    """Return the command that a word of letters was probably meant to be: skip, for skpi; nothing where none is near.

    `others` are words that are commands here as well.
    """
    names = [name for name in (*COMMANDS, *others) if len(name) > 2 and name.isalpha()]
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
    line: int | None = None
    """The number of the line of working that is asked for, None where the answer is."""


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


# ---- working -------------------------------------------------------------------------------------------------------


class WorkedLine(Protocol):
    """A line of working: its text, its mark, what it was taken for, the line that it follows from, the slip; in Markdown what is said."""

    @property
    def text(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def is_(self) -> str: ...
    @property
    def of(self) -> int | None: ...
    @property
    def slip(self) -> str | None: ...
    @property
    def feedback(self) -> str: ...


class Working(Protocol):
    """What judges the working of one problem; numbers of lines begin with 1, and texts are Markdown."""

    @property
    def lines(self) -> Sequence[WorkedLine]: ...

    def write(self, text: str) -> WorkedLine:
        """Judge one more line; raises RecordError where there are too many."""
        ...

    def undo(self) -> str | None:
        """Take the last line back, and return its text."""
        ...

    def edit(self, number: int, text: str) -> Sequence[WorkedLine]:
        """Change a line, and return it and those below as they are judged now."""
        ...

    def hint(self) -> str | None:
        """Return what comes next: in words, then its shape, then the line."""
        ...

    def why(self, number: int) -> str | None:
        """Return what the worked solution has in the place of a line, None where it has nothing."""
        ...

    def verdict(self) -> Verdict:
        """Return the verdict on the final answer; unreadable where no line gives it."""
        ...


WRONG_LINE, LINE_THAT_FOLLOWS = "wrong", "follows"
"""Marks of a line, of those that docs/working.md names."""


def takes_working(exercise: Exercise) -> bool:
    """Whether a question can be answered by lines of working: a problem of a kind, and not one of several parts."""
    return bool(exercise.problem.kind) and exercise.part is None and not exercise.parts


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as it is kept with an answer; one that was wrong and taken back, or changed, stays there as undone."""

    line: WorkedLine
    undone: bool = False


@dataclass(frozen=True, slots=True)
class KeepLines:
    """The lines of a working that is not finished, to be kept before the mark of the last one is shown."""

    exercise: Exercise
    texts: tuple[str, ...]


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
    working: tuple[KeptLine, ...] = ()


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
    has_open_lines: bool = False
    """A working was left before its final answer."""

    @property
    def interrupted(self) -> bool:
        return self.ending is Ending.INTERRUPTED

    @property
    def may_go_on(self) -> bool:
        """Whether it was broken off, and not ended by a word; with lines of working that wait it goes on even then."""
        is_broken_off = self.ending in (Ending.INTERRUPTED, Ending.INPUT_ENDED) or self.has_open_lines
        return is_broken_off and self.left > 0

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


class WorkingNotice(Notice):
    """The base of what is told of a working."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WorkingOpened(WorkingNotice):
    """One may write one's working now; `lines` are those that stand there already, of a question that is shown again with them."""

    ask: Ask
    lines: tuple[WorkedLine, ...]
    is_again: bool = False
    """All of it is shown once more: it may have left the screen."""
    at_terminal: bool = False


@dataclass(frozen=True, slots=True)
class LinesJudged(WorkingNotice):
    """Lines with their marks, the first of them number `first`; `with_text`: what they say is not on the screen."""

    lines: tuple[WorkedLine, ...]
    first: int
    with_text: bool = False


@dataclass(frozen=True, slots=True)
class LineTakenBack(WorkingNotice):
    """The last line was taken back."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class LineToEdit(WorkingNotice):
    """A line is to be written anew."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class WorkingHint(WorkingNotice):
    """What comes next, in Markdown; None where all that the worked solution states is there."""

    text: str | None


@dataclass(frozen=True, slots=True)
class WhyWrong(WorkingNotice):
    """What is known of the last line that is not right, in Markdown; `number` is None where every line is."""

    number: int | None
    text: str = ""


class WorkingWord(Enum):
    """What is said of a working beside its lines."""

    CLOSED = auto()
    """The last line was taken back: the question is asked again."""
    NO_LINE = auto()
    """There is no line to take back."""
    NO_ANSWER = auto()
    """No line gives the final answer yet."""
    IS_THERE = auto()
    """The final answer is there and right; one may write on."""
    FOLLOWS = auto()
    """The final answer is there, by right steps from a mistake above."""
    NO_SUCH_LINE = auto()
    HOW = auto()
    """Something was typed that is neither a line nor a word of a working."""
    NOT_HERE = auto()
    """The question takes no working."""
    NOT_TIMED = auto()
    """Against the clock there is none."""


@dataclass(frozen=True, slots=True)
class WorkingSaid(WorkingNotice):
    """Something about a working; `fault` is a sentence in the place of the word."""

    word: WorkingWord
    fault: str = ""


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


Event: TypeAlias = Ask | Pause | Record | VoidLast | KeepLines | Tell | OpenTopic
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
    working: Callable[[Exercise], Working | None] = lambda _: None
    """What judges the working of a question that takes one."""
    open_lines: Callable[[Exercise], Sequence[str]] = lambda _: ()
    """The lines of a working that was left before its final answer."""
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

    def record(
        self, text: str, verdict: Verdict | None, saw_solution: bool = False, working: tuple[KeptLine, ...] = ()
    ) -> Record:
        """Add an attempt, and return it to be kept; a working in which a line was wrong is a later try than the first."""
        number = self.number + any(kept.line.mark == WRONG_LINE for kept in working)
        seconds, hints = self.seconds, self.hints
        attempt = Attempt(self.exercise, text, verdict, number, hints, seconds, self.first_key, saw_solution, working)
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
