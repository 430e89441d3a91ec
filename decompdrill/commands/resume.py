"""A drill that was broken off: how its plan is written down, read again and offered; the only owner of that form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from decompdrill.commands import load
from decompdrill.commands.drill import Drill
from decompdrill.commands.keeping import Keeper, Origin, World, warn
from decompdrill.commands.screen import screen
from decompdrill.errors import BankError, DrillError
from decompdrill.frontends import words
from decompdrill.frontends.plain import Keyboard
from decompdrill.pick import Pick
from decompdrill.session import LEAVING, Earlier, Past, Rules, left_to_ask

if TYPE_CHECKING:
    from decompdrill.history import Row, Unfinished
    from decompdrill.store import Store


class _Plan(msgspec.Struct, frozen=True):
    """A drill as the history holds it; of a question its id, the seed of its draw and its digest."""

    schema: Literal[1]
    picks: tuple[tuple[str, int, str], ...]
    banks: tuple[str, ...]
    tries: int
    retry: bool
    again: str
    pass_mark: float | None


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A drill that can go on: its session, what was answered, how many of its questions are settled and to come."""

    drill: Drill
    session: str
    began_ms: int
    past: Past
    kept: tuple[int, ...]
    settled: int
    left: int


def written(drill: Drill) -> str:
    """Return the plan of a drill as JSON."""
    picks = tuple((p.question.id, p.seed, p.question.digest) for p in drill.picks)
    banks = tuple(str(path.absolute()) for path in drill.banks)
    rules = drill.rules
    plan = _Plan(1, picks, banks, rules.tries, rules.retry, drill.again, drill.pass_mark)
    return msgspec.json.encode(plan).decode()


def find(store: Store) -> BrokenOff | None:
    """Return the newest drill that can go on; one whose questions are gone or have changed is dropped with a word."""
    from decompdrill.grade import grade_exercise
    from decompdrill.pose import pose

    while (unfinished := store.unfinished()) is not None:
        try:
            drill = _read(unfinished)
        except (msgspec.MsgspecError, DrillError) as error:
            warn(f"an unfinished {unfinished.mode} cannot go on: {error}")
            store.finish(unfinished.session)
            continue
        past = _past(unfinished.answered)
        settled, left = left_to_ask(drill.picks, drill.rules, pose, grade_exercise, past)
        if left:
            kept = tuple(row.id for row in unfinished.answered)
            return BrokenOff(drill, unfinished.session, unfinished.began_ms, past, kept, settled, left)
        store.finish(unfinished.session)
    return None


def _read(unfinished: Unfinished) -> Drill:
    plan = msgspec.json.decode(unfinished.plan, type=_Plan)
    banks = tuple(map(Path, plan.banks))
    questions = load(banks).questions
    for name, _, digest in plan.picks:
        if name not in questions or questions[name].digest != digest:
            raise BankError(f"{name} is {'no longer what it was' if name in questions else 'no longer in the banks'}")
    picks = tuple(Pick(questions[name], seed) for name, seed, _ in plan.picks)
    rules = Rules(plan.tries, at_terminal=True, retry=plan.retry)
    return Drill(unfinished.mode, picks, rules, unfinished.seed, plan.again, banks, plan.pass_mark, tells_return=True)


def _past(rows: tuple[Row, ...]) -> Past:
    past: dict[tuple[str, int], list[Earlier]] = {}
    for row in rows:
        text = None if row.outcome is None else row.text
        past.setdefault((row.question, row.seed), []).append(Earlier(text, row.hints, row.answer_ms / 1000))
    return past


Choice = Literal["on", "new", "leave"]


def offer(broken: BrokenOff, store: Store, world: World, plain: bool) -> Choice:
    """Ask whether to go on with a drill; one that is not wanted is dropped, its answers stay."""
    show, look = screen(plain)
    show(words.offer(broken.drill.mode, broken.settled, broken.left, world.now_ms() - broken.began_ms, look))
    keyboard = Keyboard(world.monotonic)
    keyboard.discard()
    while True:
        text = keyboard.read("Go on with it? Yes or no: " if look.spoken else "  Go on with it? [Y/n] ").text
        word = None if text is None else text.strip().lower()
        if word is None or word in LEAVING:
            return "leave"
        if word in ("", "y", "yes"):
            return "on" if store.take_up(broken.session) else "new"
        if word in ("n", "no"):
            origin = Origin(broken.session, broken.drill.mode, {})
            Keeper(store, origin, world).safely(lambda: store.finish(broken.session))
            return "new"
