"""A drill that was broken off: how it is found again and offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from decompdrill.commands.drill import services
from decompdrill.commands.drill_plan import BrokenOff, drill_of
from decompdrill.commands.screen import screen
from decompdrill.errors import DrillError
from decompdrill.frontends import quiz_screen, working_screen
from decompdrill.frontends.plain import Keyboard
from decompdrill.history.attempts import working_lines
from decompdrill.practice.conversation import LEAVING
from decompdrill.practice.quiz import PastAttempt, PastAttempts, left_to_ask
from decompdrill.practice.recorder import Clocks, HistoryRecorder, Session, warn

if TYPE_CHECKING:
    from decompdrill.history.attempts import AttemptRow
    from decompdrill.history.store import Store


def find(store: Store) -> BrokenOff | None:
    """Return the newest drill that can go on; one whose questions are gone or have changed is dropped with a word."""
    while (unfinished := store.unfinished()) is not None:
        try:
            drill = drill_of(unfinished)
        except (msgspec.MsgspecError, DrillError) as error:
            warn(f"an unfinished {unfinished.mode} cannot go on: {error}")
            store.finish(unfinished.session)
            continue
        past = _past(unfinished.answered)
        settled, left = left_to_ask(drill.picks, drill.rules, services(), past)
        if left:
            kept = tuple(row.id for row in unfinished.answered)
            open_ = store.count_open_lines(unfinished.session)
            return BrokenOff(drill, unfinished.session, unfinished.began_ms, past, kept, settled, left, open_)
        store.finish(unfinished.session)
    return None


def _past(rows: tuple[AttemptRow, ...]) -> PastAttempts:
    past: dict[tuple[str, int], list[PastAttempt]] = {}
    for row in rows:
        text = None if row.outcome is None else row.text
        so_far = row.text if row.outcome is None else ""
        lines = tuple(line.text for line in working_lines(row) if not line.undone)
        earlier = PastAttempt(text, row.hints, row.answer_ms / 1000, so_far, row.attempt, lines)
        past.setdefault((row.question, row.seed), []).append(earlier)
    return past


ResumeChoice = Literal["on", "new", "leave"]


def ask_to_resume(broken: BrokenOff, store: Store, clocks: Clocks, plain: bool) -> ResumeChoice:
    """Ask whether to go on with a drill; one that is not wanted now is offered again later, if anything of it was answered."""
    show, display = screen(plain)
    show(quiz_screen.offer(broken.drill.mode, broken.settled, broken.left, clocks.now_ms() - broken.began_ms, display))
    if broken.open_lines:
        show(working_screen.lines_waiting(broken.open_lines, display))
    keyboard = Keyboard(clocks.monotonic)
    keyboard.discard()
    while True:
        text = keyboard.read("Go on with it? Yes or no: " if display.spoken else "  Go on with it? [Y/n] ").text
        word = None if text is None else text.strip().lower()
        if word is None or word in LEAVING:
            return "leave"
        if word in ("", "y", "yes"):
            return "on" if store.take_up(broken.session) else "new"
        if word in ("n", "no"):
            if broken.past or broken.open_lines:
                show(quiz_screen.kept_for_later(display))
            else:
                drop(broken, store, clocks)
            return "new"
        if word in DROPPING:
            drop(broken, store, clocks)
            return "new"


DROPPING = ("drop", "never")


def drop(broken: BrokenOff, store: Store, clocks: Clocks) -> None:
    """Offer a drill no more; its answers stay."""
    HistoryRecorder(store, Session(broken.session, broken.drill.mode, {}), clocks).finish()
