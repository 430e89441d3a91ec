"""The conversation of a working: one line after another, each kept before its mark shows, until the final answer is there."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum, auto

from decompdrill.errors import RecordError
from decompdrill.model import Outcome, Verdict
from decompdrill.practice.conversation import (
    LINE_THAT_FOLLOWS,
    WRONG_LINE,
    Ask,
    Command,
    Event,
    KeepLines,
    KeptLine,
    LinesJudged,
    LineTakenBack,
    LineToEdit,
    Reply,
    Tell,
    Tries,
    WhyWrong,
    WorkedLine,
    Working,
    WorkingHint,
    WorkingOpened,
    WorkingSaid,
    WorkingWord,
    command_meant,
    command_of,
)


class HowLeft(Enum):
    """How a working was left."""

    ANSWERED = auto()
    CLOSED = auto()
    """Its last line was taken back."""
    PASSED = auto()
    """The question is left without an answer."""
    QUIT = auto()
    INPUT_ENDED = auto()


DONE, EDIT = "done", "edit"
NOT_TAKEN = ("unclear", "unreadable")
"""Marks of a line that may be a word with a slip of the fingers."""
_EDIT = re.compile(r"edit(?:\s++(?:line\s++)?(\d{1,3})[.:]?+(?:\s++(\S.*+))?)?", re.IGNORECASE | re.DOTALL)
NOT_NOW = (Command.KNOWN, Command.PAUSE, Command.WHEN, Command.WORK)
"""Commands of a question that say nothing to a working."""


class OpenWorking:
    """The working of one question while its lines are written."""

    def __init__(self, asked: Tries, ask: Ask, working: Working, is_of_question: bool = True) -> None:
        self.asked = asked
        self.ask = ask
        self.working = working
        self.is_of_question = is_of_question
        """A right final answer settles its question, and undo leads back to that; it is no problem of one's own."""
        self.is_answered = False
        self.struck: list[tuple[int, WorkedLine]] = []
        """Lines that were wrong and taken back or changed, each with how many stood above it."""
        self.editing: int | None = None
        self.passed: Command | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.working.lines)

    def kept(self) -> tuple[KeptLine, ...]:
        """Return the lines as they are kept with the answer: what was wrong and taken back stands where it stood."""
        found: list[KeptLine] = []
        for place in range(len(self.working.lines) + 1):
            found += [KeptLine(line, undone=True) for at, line in self.struck if at == place]
            found += [KeptLine(line) for line in self.working.lines[place : place + 1]]
        return tuple(found)

    def verdict(self) -> Verdict:
        """Return the verdict on the final answer; a slip that was made on the way to it is named with it."""
        verdict = self.working.verdict()
        if verdict.outcome is not Outcome.WRONG or verdict.slip is not None:
            return verdict
        return replace(verdict, slip=next((line.slip for line in self.working.lines if line.slip), None))

    def hold(self, begun: Sequence[str], says_how: bool = True) -> Generator[Event, Reply | None, HowLeft]:
        """Ask for lines until the working is left; `begun` are those that were written before."""
        with suppress(RecordError):  # more than a working has: the program was killed before it said so
            for text in begun:
                self.working.write(text)
        if says_how:
            yield self._opened()
        if begun and self.is_of_question and self.working.verdict().outcome is Outcome.RIGHT:
            return HowLeft.ANSWERED
        while True:
            number = self.editing or len(self.working.lines) + 1
            reply = (yield replace(self.ask, fresh=False, line=number)) or Reply(None)
            self.asked.clock(reply.seconds, reply.first_key)
            if reply.typed is None:
                return HowLeft.INPUT_ENDED
            if self.editing is not None and not reply.typed:
                self.editing = None
            elif not reply.typed and self.asked.at_terminal:
                yield self._opened(is_again=True)
            for text in lines_typed(reply.typed):
                left = yield from self._take(text)
                if left is not None:
                    return left

    def _opened(self, is_again: bool = False) -> Tell:
        return Tell(WorkingOpened(self.ask, tuple(self.working.lines), is_again, self.asked.at_terminal))

    def _take(self, text: str) -> Generator[Event, Reply | None, HowLeft | None]:
        """Do what a text asks for, or judge it as a line; return how the working was left by it."""
        word, edit = text.lower(), _EDIT.fullmatch(text)
        command = command_of(word, self.ask.exercise)
        if command is Command.QUIT:
            return HowLeft.QUIT
        if word == DONE:
            return (yield from self._done())
        if command is Command.UNDO:
            return (yield from self._undo())
        if edit is not None:
            return (yield from self._edit(edit[1], edit[2]))
        if command is Command.HINT:
            yield from self._hint()
        elif command is Command.WHY:
            yield from self._why()
        elif command in (Command.SKIP, Command.GIVE_UP):
            self.passed = command
            return HowLeft.PASSED
        elif command in NOT_NOW:
            yield Tell(WorkingSaid(WorkingWord.HOW))
        elif self.editing is not None:
            number, self.editing = self.editing, None
            return (yield from self._change(number, text))
        else:
            return (yield from self._write(text))
        return None

    def _write(self, text: str) -> Generator[Event, Reply | None, HowLeft | None]:
        yield KeepLines(self.ask.exercise, (*self.texts, text))
        try:
            line = self.working.write(text)
        except RecordError as fault:
            if not self.asked.at_terminal:
                raise
            yield KeepLines(self.ask.exercise, self.texts)
            yield Tell(WorkingSaid(WorkingWord.HOW, str(fault)))
            return None
        if line.mark in NOT_TAKEN and (meant := command_meant(text.lower(), (DONE, EDIT))):
            self.working.undo()
            yield KeepLines(self.ask.exercise, self.texts)
            yield Tell(WorkingSaid(WorkingWord.HOW, f"did you mean {meant}?"))
            return None
        yield Tell(LinesJudged((line,), len(self.working.lines)))
        return (yield from self._after(line))

    def _after(self, line: WorkedLine) -> Generator[Event, Reply | None, HowLeft | None]:
        """End the working where the final answer is right; say that it is there where it follows from a mistake."""
        verdict = self.working.verdict()
        if verdict.outcome is Outcome.RIGHT:
            if self.is_of_question:
                return HowLeft.ANSWERED
            if not self.is_answered and self.asked.at_terminal:
                yield Tell(WorkingSaid(WorkingWord.IS_THERE))
            self.is_answered = True
        elif verdict.outcome is Outcome.WRONG and verdict.credit and line.mark == LINE_THAT_FOLLOWS:
            yield Tell(WorkingSaid(WorkingWord.FOLLOWS))
        return None

    def _change(self, number: int, text: str) -> Generator[Event, Reply | None, HowLeft | None]:
        texts = list(self.texts)
        texts[number - 1] = text
        yield KeepLines(self.ask.exercise, tuple(texts))
        self._strike(number)
        lines = tuple(self.working.edit(number, text))
        yield Tell(LinesJudged(lines, number, with_text=len(lines) > 1))
        return (yield from self._after(lines[-1]))

    def _strike(self, number: int) -> None:
        """Remember a line that goes, if it was wrong."""
        line = self.working.lines[number - 1]
        if line.mark == WRONG_LINE:
            self.struck.append((number - 1, line))

    def _undo(self) -> Generator[Event, Reply | None, HowLeft | None]:
        if self.editing is not None:
            self.editing = None
            return None
        number = len(self.working.lines)
        if not number and not self.is_of_question:
            yield Tell(WorkingSaid(WorkingWord.NO_LINE))
            return None
        if not number:
            yield Tell(WorkingSaid(WorkingWord.CLOSED))
            return HowLeft.CLOSED
        yield KeepLines(self.ask.exercise, self.texts[:-1])
        self._strike(number)
        yield Tell(LineTakenBack(number, self.working.undo() or ""))
        return None

    def _edit(self, number: str | None, text: str | None) -> Generator[Event, Reply | None, HowLeft | None]:
        at = int(number or 0)
        if not 0 < at <= len(self.working.lines):
            yield Tell(WorkingSaid(WorkingWord.NO_SUCH_LINE))
        elif text:
            return (yield from self._change(at, text.strip()))
        else:
            self.editing = at
            yield Tell(LineToEdit(at, self.working.lines[at - 1].text))
        return None

    def _hint(self) -> Generator[Event, Reply | None, None]:
        text = self.working.hint()
        self.asked.hints += text is not None
        yield Tell(WorkingHint(text))

    def _why(self) -> Generator[Event, Reply | None, None]:
        lines = list(enumerate(self.working.lines, 1))
        number, line = next(((n, x) for n, x in reversed(lines) if x.mark == WRONG_LINE), (None, None))
        if number is None or line is None:
            yield Tell(WhyWrong(None))
            return
        there = self.working.why(number)
        self.asked.hints += there is not None
        yield Tell(WhyWrong(number, " ".join(filter(None, (line.feedback, there)))))

    def _done(self) -> Generator[Event, Reply | None, HowLeft | None]:
        if self.working.verdict().outcome is Outcome.UNREADABLE:
            yield Tell(WorkingSaid(WorkingWord.NO_ANSWER))
            return None
        return HowLeft.ANSWERED


def lines_typed(text: str) -> Iterator[str]:
    """Yield the lines of what was typed or pasted; a matrix that stands on several of them is one."""
    pending = ""
    for row in text.splitlines():
        if not row.strip():
            continue
        joint = "" if not pending else " " if pending.endswith((";", ",", "[", "(")) else "; "
        pending += joint + row.strip()
        if pending.count("[") + pending.count("(") <= pending.count("]") + pending.count(")"):
            yield pending
            pending = ""
    if pending:
        yield pending
