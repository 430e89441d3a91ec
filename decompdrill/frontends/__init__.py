"""What a front end is, and the loop that lets one hold a conversation; the only owner of that loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from decompdrill.session import Ask, Attempt, Conversation, Event, Pause, Record, Reply, Summary, TakeBack, Tell


class FrontEnd(Protocol):
    """Shows and asks. `ask` and `pause` return the text typed, None where the input has ended."""

    @property
    def first_key(self) -> float | None:
        """The moment, by the clock, of the first key of the last answer; None where keys are not seen."""
        ...

    def ask(self, ask: Ask) -> str | None: ...

    def pause(self, pause: Pause) -> str | None: ...

    def tell(self, tell: Tell) -> None: ...


class Keeper(Protocol):
    """Keeps attempts; what is kept is safe when the call returns."""

    def keep(self, attempt: Attempt) -> None: ...

    def take_back(self) -> None:
        """Let the last attempt that was kept count nowhere."""
        ...


class Nothing:
    """Without a history nothing is kept."""

    def keep(self, attempt: Attempt) -> None:
        """Keep nothing."""

    def take_back(self) -> None:
        """Nothing was kept."""


Clock = Callable[[], float]


def run(conversation: Conversation, front: FrontEnd, keeper: Keeper, clock: Clock) -> Summary:
    """Hold the conversation to its end. An interrupt while the front end works is thrown into the conversation."""
    step: Callable[[], Event] = partial(next, conversation)
    while True:
        try:
            event = step()
        except StopIteration as end:
            summary: Summary = end.value
            return summary
        try:
            step = partial(conversation.send, _serve(event, front, keeper, clock))
        except KeyboardInterrupt:
            step = partial(conversation.throw, KeyboardInterrupt())


def _serve(event: Event, front: FrontEnd, keeper: Keeper, clock: Clock) -> Reply | None:
    match event:
        case Ask():
            shown = clock()
            text = front.ask(event)
            pressed = front.first_key
            return Reply(text, clock() - shown, None if pressed is None else pressed - shown)
        case Pause():
            return Reply(front.pause(event))
        case Record(attempt):
            keeper.keep(attempt)
        case TakeBack():
            keeper.take_back()
        case Tell():
            front.tell(event)
    return None
