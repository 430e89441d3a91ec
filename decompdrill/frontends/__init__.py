"""What a front end is, and the loop that lets one hold a conversation; the only owner of that loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from decompdrill.session import Ask, Attempt, Conversation, Event, Pause, Record, Reply, Summary, Tell


class FrontEnd(Protocol):
    """Shows and asks. `ask` and `pause` return the text typed, None where the input has ended."""

    def ask(self, ask: Ask) -> str | None: ...

    def pause(self, pause: Pause) -> str | None: ...

    def tell(self, tell: Tell) -> None: ...


Save = Callable[[Attempt], None]
Clock = Callable[[], float]


def run(conversation: Conversation, front: FrontEnd, save: Save, clock: Clock) -> Summary:
    """Hold the conversation to its end. An interrupt while the front end works is thrown into the conversation."""
    step: Callable[[], Event] = partial(next, conversation)
    while True:
        try:
            event = step()
        except StopIteration as end:
            summary: Summary = end.value
            return summary
        try:
            step = partial(conversation.send, _serve(event, front, save, clock))
        except KeyboardInterrupt:
            step = partial(conversation.throw, KeyboardInterrupt())


def _serve(event: Event, front: FrontEnd, save: Save, clock: Clock) -> Reply | None:
    match event:
        case Ask():
            shown = clock()
            text = front.ask(event)
            return Reply(text, clock() - shown)
        case Pause():
            return Reply(front.pause(event))
        case Record(attempt):
            save(attempt)
        case Tell():
            front.tell(event)
    return None
