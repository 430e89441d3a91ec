"""The conversation of `explain`, as a generator that knows neither screen nor clock nor disk.

It yields `Show` and `Tell`, and `Wait` and `Ask`, to which it is sent what was typed (None: the input has ended). Stages
that a learner must supply are asked and judged; as many as one pleases are tried, and nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import TypeAlias

from decompdrill.maths.numerals import exact_text
from decompdrill.model import Exercise, Form, Note, Outcome, Raw, Verdict
from decompdrill.practice.conversation import LEAVING, Judge


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and Markdown; `is_sub` where the heading is below another one."""

    heading: str
    text: str
    is_sub: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of the pictures, by its name, with the given that it is drawn from."""

    name: str
    given: Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at a time."""

    blocks: tuple[Passage, ...]
    drawing: Drawing | None = None
    """What is drawn below the blocks."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a worked example; `is_asked` where the learner must supply its value."""

    number: int
    of: int
    say: str
    label: str
    shown: str
    """The label with its value, as Markdown."""
    exercise: Exercise
    is_asked: bool = False
    lead: tuple[Passage, ...] = ()
    """What is shown above the first stage: the given."""


AnyPage: TypeAlias = Page | Step


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Show a page; of an open step all but the value."""

    page: AnyPage
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait at page `number` of `of` for the person to go on: Enter, `back`, `all`, `quit` or `?`.

    At the last page, where a question can be tried, Enter is to try one.
    """

    number: int
    of: int
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class AskStep:
    """Ask for the value of a step."""

    step: Step
    has_tried: bool = False


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """A verdict; where it is not settled the same step is asked again."""

    step: Step
    text: str
    verdict: Verdict

    @property
    def is_settled(self) -> bool:
        return self.verdict.outcome is Outcome.RIGHT


@dataclass(frozen=True, slots=True)
class NotUnit:
    """The direction is right, the length is not 1; `length` is that of what was typed."""

    length: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The learner looks at the value."""

    step: Step


@dataclass(frozen=True, slots=True)
class Help:
    """What may be typed; `step` where a value is asked."""

    step: Step | None


class Remark(Enum):
    """What needs no more than a sentence."""

    NUDGE = auto()
    """Nothing was typed where a value is asked."""
    UNKNOWN = auto()
    """A word was typed that is none of ours."""
    AT_START = auto()
    """There is no page before this one."""


LessonMessage: TypeAlias = StepVerdict | NotUnit | GivenUp | Help | Remark


@dataclass(frozen=True, slots=True)
class TellPage:
    """Something to say."""

    message: LessonMessage


LessonEvent: TypeAlias = ShowPage | Wait | AskStep | TellPage
LessonConversation: TypeAlias = Generator[LessonEvent, str | None, bool]
"""Returns whether the person goes on to try a question."""

NEXT = ("", "next", "n")


class _Move(Enum):
    ON = auto()
    BACK = auto()
    ALL = auto()
    QUIT = auto()


_MOVES = dict.fromkeys(NEXT, _Move.ON) | dict.fromkeys(LEAVING, _Move.QUIT) | {"back": _Move.BACK, "all": _Move.ALL}


def read_through(pages: Iterator[AnyPage]) -> LessonConversation:
    """Show every page at once; nothing is asked."""
    for page in pages:
        yield ShowPage(page)
    return False


def lesson_conversation(
    pages: Iterator[AnyPage], judge: Judge, start: int = 0, may_try: bool = False
) -> LessonConversation:
    """Show the pages one at a time from the one at `start`; they are made once the first is on the screen.

    `may_try`: at the end a question of the topic is offered.
    """
    return (yield from _Lesson(pages, judge, may_try).hold(start))


class _Lesson:
    """The pages made so far, and the steps that are settled."""

    def __init__(self, pages: Iterator[AnyPage], judge: Judge, may_try: bool) -> None:
        self.pages = pages
        self.judge = judge
        self.may_try = may_try
        self.made: list[AnyPage] = []
        self.settled: set[int] = set()

    def hold(self, at: int) -> LessonConversation:
        """Show, wait and ask until the last page or until the person leaves."""
        while (page := self.page(at)) is not None:
            move = yield from self.visit(at, page)
            if move is _Move.QUIT:
                return False
            if move is _Move.ALL:
                yield from self.rest(at + 1)
                if not self.may_try:
                    return False
                at = len(self.made) - 1
                move = yield from self.wait(at)
                if move is not _Move.BACK:
                    return move is _Move.ON
            at += -1 if move is _Move.BACK else 1
        return at > 0 and self.may_try

    def page(self, at: int) -> AnyPage | None:
        while len(self.made) <= at:
            page = next(self.pages, None)
            if page is None:
                return None
            self.made.append(page)
        return self.made[at]

    def count(self) -> int:
        """Return how many pages there are, all of which are made for that."""
        while self.page(len(self.made)) is not None:
            pass
        return len(self.made)

    def rest(self, at: int) -> Generator[LessonEvent, str | None, None]:
        while (page := self.page(at)) is not None:
            yield ShowPage(page)
            at += 1

    def visit(self, at: int, page: AnyPage) -> Generator[LessonEvent, str | None, _Move]:
        """Show one page; say where to go from there."""
        if isinstance(page, Step) and page.is_asked and at not in self.settled:
            yield ShowPage(page, is_open=True)
            move = yield from self.ask(at, page)
            if move is not _Move.ON:
                return move
        else:
            yield ShowPage(page)
        if self.page(at + 1) is None and not self.may_try:
            return _Move.QUIT
        return (yield from self.wait(at))

    def wait(self, at: int) -> Generator[LessonEvent, str | None, _Move]:
        of = self.count()
        while True:
            text = yield Wait(at + 1, of, at + 1 == of)
            move = _Move.QUIT if text is None else _MOVES.get(text.strip().lower())
            if move is _Move.BACK and not at:
                yield TellPage(Remark.AT_START)
            elif move is not None:
                return move
            else:
                yield TellPage(Help(None) if text is not None and text.strip() == "?" else Remark.UNKNOWN)

    def ask(self, at: int, step: Step) -> Generator[LessonEvent, str | None, _Move]:
        """Ask until the value is right, is looked at, or the step is left."""
        has_tried = False
        while True:
            typed = yield AskStep(step, has_tried)
            text = "quit" if typed is None else typed.strip()
            word = text.lower()
            move = _MOVES.get(word) if word else None
            if move is _Move.BACK and not at:
                yield TellPage(Remark.AT_START)
            elif move in (_Move.BACK, _Move.ALL, _Move.QUIT):
                if move is _Move.ALL:
                    yield TellPage(GivenUp(step))
                return move
            elif word == "show":
                self.settled.add(at)
                yield TellPage(GivenUp(step))
                return _Move.ON
            elif word in ("", "?"):
                yield TellPage(Help(step) if word else Remark.NUDGE)
            else:
                has_tried = True
                if (yield from self.judged(step, text)):
                    self.settled.add(at)
                    return _Move.ON

    def judged(self, step: Step, text: str) -> Generator[LessonEvent, str | None, bool]:
        """Judge a value; a right direction of another length than 1 is not there yet."""
        verdict = self.judge(step.exercise, text)
        if verdict.outcome is Outcome.RIGHT and any(check.note == Note.NOT_UNIT for check in verdict.checks):
            yield TellPage(NotUnit(_length(step.exercise.form, text), verdict))
            return False
        told = StepVerdict(step, text, verdict)
        yield TellPage(told)
        return told.is_settled


def _length(form: Form, text: str) -> str:
    """Return the length of a vector as it is typed: √5, or 2.236 where its entries are decimals."""
    from decompdrill import answers
    from decompdrill.maths import surd
    from decompdrill.model import Typed

    typed = answers.read(form, text)
    assert isinstance(typed, Typed), "it was judged right"
    entries = typed.rows[0]
    fractions = [x.exact for x in entries if isinstance(x.exact, Fraction) and x.is_exact]
    if len(fractions) == len(entries):
        root = surd.root(sum((x * x for x in fractions), Fraction(0)))
        if root is not None:
            return exact_text(root)
    return f"{sum(abs(x.value) ** 2 for x in entries) ** 0.5:.4g}"


# ---- fading --------------------------------------------------------------------------------------------------------

SUPPLY_LAST, SUPPLY_HALF, SUPPLY_ALL = 0.3, 0.6, 0.85
"""Mastery from which on the last stage, the last half of them, or all are the learner's."""


def supplied(stages: int, mastery: float) -> int:
    """Return how many of the last stages the learner must supply."""
    if mastery >= SUPPLY_ALL:
        return stages
    if mastery >= SUPPLY_HALF:
        return (stages + 1) // 2
    return min(stages, 1) if mastery >= SUPPLY_LAST else 0
