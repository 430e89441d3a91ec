"""What a front end is, and the loop that lets one hold a conversation."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeAlias, TypeVar

from decompdrill.model import Exercise
from decompdrill.practice.conversation import (
    FAILURES,
    Ask,
    Attempt,
    KeepLines,
    OpenTopic,
    Pause,
    Record,
    Reply,
    Tell,
    VoidLast,
)
from decompdrill.practice.timed import ClockPause, Menu


@dataclass(frozen=True, slots=True)
class UserInput:
    """What was typed (None: the input has ended), and what the reader alone can know of it.

    `first_key` is the moment of the first key, None where keys are not seen; `seconds` what a script says the answer took;
    `paused` for how long nobody could answer; `is_late`: the time was up, and the text is what stood there.
    """

    text: str | None
    first_key: float | None = None
    seconds: float | None = None
    paused: float = 0.0
    is_late: bool = False


class FrontEnd(Protocol):
    """Shows and asks."""

    def ask(self, ask: Ask) -> UserInput: ...

    def pause(self, pause: Pause | ClockPause | Menu) -> str | None:
        """Return what was typed, None where the input has ended."""
        ...

    def tell(self, tell: Tell) -> None: ...

    def open_topic(self, opened: OpenTopic) -> None:
        """Walk through a topic, and come back."""
        ...


class Recorder(Protocol):
    """Keeps attempts; what is kept is safe when the call returns."""

    def keep(self, attempt: Attempt) -> None: ...

    def take_back(self) -> None:
        """Let the last attempt that was kept count nowhere."""
        ...

    def keep_lines(self, exercise: Exercise, texts: Sequence[str]) -> None:
        """Keep the lines of a working that is not finished."""
        ...


class NoRecorder:
    """Records nothing: there is no history."""

    def keep(self, attempt: Attempt) -> None:
        """Record nothing."""

    def take_back(self) -> None:
        """Nothing was recorded."""

    def keep_lines(self, exercise: Exercise, texts: Sequence[str]) -> None:
        """Record nothing."""


Clock = Callable[[], float]
FrontEndEvent: TypeAlias = Ask | Pause | ClockPause | Menu | Record | VoidLast | KeepLines | Tell | OpenTopic
Found = TypeVar("Found")


def run_conversation(
    conversation: Generator[FrontEndEvent, Reply | None, Found], front: FrontEnd, recorder: Recorder, clock: Clock
) -> Found:
    """Hold the conversation to its end. What breaks it off while the front end works is thrown into the conversation."""
    step: Callable[[], FrontEndEvent] = partial(next, conversation)
    while True:
        try:
            event = step()
        except StopIteration as end:
            found: Found = end.value
            return found
        try:
            step = partial(conversation.send, _serve(event, front, recorder, clock))
        except (KeyboardInterrupt, *FAILURES) as broken:
            step = partial(conversation.throw, broken)


def _serve(event: FrontEndEvent, front: FrontEnd, recorder: Recorder, clock: Clock) -> Reply | None:
    match event:
        case Ask():
            return _asked(event, front, clock)
        case Pause() | ClockPause() | Menu():
            began = clock()
            return Reply(front.pause(event), clock() - began)
        case Record(attempt):
            recorder.keep(attempt)
        case VoidLast():
            recorder.take_back()
        case KeepLines(exercise, texts):
            recorder.keep_lines(exercise, texts)
        case Tell():
            front.tell(event)
        case OpenTopic():
            front.open_topic(event)
    return None


def _asked(ask: Ask, front: FrontEnd, clock: Clock) -> Reply:
    shown = clock()
    entered = front.ask(ask)
    seconds = clock() - shown - entered.paused if entered.seconds is None else entered.seconds
    first_key = None if entered.first_key is None else entered.first_key - shown
    return Reply(entered.text, max(0.0, seconds), first_key, entered.paused, entered.is_late)
