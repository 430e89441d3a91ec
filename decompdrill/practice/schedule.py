"""When a question comes back: what a day's answers are worth, and the only use of the fsrs library.

The library counts whole days of UTC and draws its fuzz from the global random: here it is told noon of the study day,
without fuzz, and the fuzz is our own, the same for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from decompdrill.history.attempts import AttemptRow, Showing, is_right_at_once, untimed, working_lines
from decompdrill.model import Outcome
from decompdrill.names import base_name

if TYPE_CHECKING:
    import fsrs

RETENTION = 0.9
"""A question comes back when the chance that it is still known has fallen to this."""

_DECAY = -0.1542
"""The last of the library's default parameters, negated; a test holds the curve to the library's own."""
_FACTOR = 0.9 ** (1 / _DECAY) - 1

JUDGED = (Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG)


class Rating(IntEnum):
    """What the answers to one showing of a question are worth; the values are those of the library."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


@dataclass(frozen=True, slots=True)
class CardState:
    """The schedule of one question; days are ISO dates of study days, and the stability is in days."""

    question: str
    stability: float
    difficulty: float
    state: str
    """The library's name: always `review`, because steps of minutes are not used."""
    due: str
    last: str
    reviews: int

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> CardState:
        """Return the state that `to_json` wrote; raises ValueError or TypeError for anything else."""
        return CardState(**json.loads(text))


# ---- what a day's answers are worth --------------------------------------------------------------------------------


def first_showing(rows: Iterable[AttemptRow]) -> tuple[AttemptRow, ...]:
    """Return the rows of the first showing that was judged, of one question on one study day; () where none was.

    Timed and voided rows count nowhere, a skipped showing is not judged.
    """
    for showing in showings(rows):
        if is_judged(showing):
            return showing
    return ()


def showings(rows: Iterable[AttemptRow]) -> tuple[tuple[AttemptRow, ...], ...]:
    """Return the rows of each draw in each session, in the order in which the showings began, neither timed nor voided."""
    return by_showing(untimed(rows))


def by_showing(rows: Iterable[AttemptRow]) -> tuple[tuple[AttemptRow, ...], ...]:
    """Return the rows of each draw in each session, in the order in which the showings began."""
    found: dict[Showing, list[AttemptRow]] = {}
    for row in rows:
        found.setdefault(row.showing, []).append(row)
    return tuple(map(tuple, found.values()))


def is_judged(showing: Sequence[AttemptRow]) -> bool:
    """Was there an answer that could be read, or was the solution looked up?"""
    return any(row.saw_solution or row.outcome in JUDGED for row in showing)


def rating_of_day(rows: Iterable[AttemptRow]) -> Rating | None:
    """Return what the answers to one question on one study day are worth, None where they move nothing."""
    showing = first_showing(rows)
    return rating_of(showing) if showing else None


def rating_of(showing: Sequence[AttemptRow]) -> Rating:
    """Return what one judged showing is worth.

    Wrong, given up or looked up is Again; right after a hint, a second try or an imprecise answer is Hard, and so is an
    answer that stayed imprecise, or that follows by right steps from a mistake in the working above; right is Good. What
    could not be read, or had the wrong shape, used up no try.
    """
    return _why(showing)[0]


def _why(showing: Sequence[AttemptRow]) -> tuple[Rating, str]:
    """Return the rating and its reason, in words."""
    if is_right_at_once(showing):
        return Rating.GOOD, "right at once"
    judged = [row for row in showing if row.outcome in JUDGED]
    right = next((row for row in judged if row.outcome == Outcome.RIGHT), None)
    if any(row.saw_solution for row in showing):
        return Rating.AGAIN, "the solution was shown"
    if right is None and follows_from_a_mistake(judged[-1]):
        return Rating.HARD, "the steps after the mistake were right"
    if right is None and judged[-1].outcome == Outcome.WRONG:
        return Rating.AGAIN, "the answer was wrong"
    if right is None:
        return Rating.HARD, "the answer was imprecise"
    if right.hints:
        return Rating.HARD, "right after a hint"
    if right.attempt > 1:
        return Rating.HARD, "right at a later try"
    return Rating.HARD, "right after an imprecise answer"


def follows_from_a_mistake(row: AttemptRow) -> bool:
    """Whether a wrong answer was reached by right steps from a line of working that is not right: it is worth something."""
    is_worth_something = row.outcome == Outcome.WRONG and row.credit > 0
    return is_worth_something and any(line.verdict == "follows" for line in working_lines(row))


# ---- the schedule --------------------------------------------------------------------------------------------------


def review_card(card: CardState | None, rating: Rating, study_day: str, question: str) -> CardState:
    """Return the card after a review; unchanged where the study day is not after that of the last one."""
    if card is not None and study_day <= card.last:
        return card
    import fsrs

    noon = _noon(study_day)
    after, _ = _scheduler().review_card(_library_card(card, question, noon), fsrs.Rating(rating), noon)
    assert after.stability is not None
    assert after.difficulty is not None
    reviews = 1 if card is None else card.reviews + 1
    due = date.fromisoformat(study_day) + timedelta(days=fuzzed((after.due - noon).days, question, reviews))
    state = after.state.name.lower()
    return CardState(question, after.stability, after.difficulty, state, due.isoformat(), study_day, reviews)


def retrievability(card: CardState, day: str) -> float:
    """Return the chance that the question is still known on a day, as the library does, which need not be imported for it.

    The forgetting curve of FSRS-6: R = (1 + F·t/S)^d, with t days since the last review, the stability S, and F such that
    R is 0.9 at t = S (https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm).
    """
    elapsed = max(0, (date.fromisoformat(day) - date.fromisoformat(card.last)).days)
    return recall_after(elapsed, card.stability)


def recall_after(days: float, stability: float) -> float:
    """Return the chance that something of a stability is still known after so many days, by the curve above."""
    return float((1 + _FACTOR * days / stability) ** _DECAY)


def stability_of(recall: float) -> float:
    """Return the stability with which something is known after one day with this chance."""
    return float(_FACTOR / (recall ** (1 / _DECAY) - 1))


def replay_reviews(rows: Iterable[AttemptRow]) -> dict[str, CardState]:
    """Return the card of every question that was reviewed, from rows in the order of their time.

    It keeps one study day of each question, so that the rows may be many.
    """
    cards, days = _until_last_day(rows)
    for day in days.values():
        _close(cards, day)
    return cards


def _until_last_day(rows: Iterable[AttemptRow]) -> tuple[dict[str, CardState], dict[str, list[AttemptRow]]]:
    """Return the card of each question before the last day on which it was asked, and the rows of that day.

    A showing belongs to the day it began on; a day before the last one (the learner flew west over the date line) moves
    nothing.
    """
    cards: dict[str, CardState] = {}
    days: dict[str, list[AttemptRow]] = {}
    for row in untimed(rows):
        day = days.setdefault(row.question, [])
        if not day or row.study_day == day[0].study_day or row.showing == day[-1].showing:
            day.append(row)
        elif row.study_day > day[0].study_day:
            _close(cards, day)
            day[:] = [row]
    return cards, days


def _close(cards: dict[str, CardState], day: Sequence[AttemptRow]) -> None:
    """Move the card of a question by the rows of one study day."""
    rating, question = rating_of_day(day), day[0].question
    if rating is not None:
        cards[question] = review_card(cards.get(question), rating, day[0].study_day, question)


def coming_back(cards: Iterable[CardState], objective_of: Mapping[str, str]) -> tuple[CardState, ...]:
    """Return the cards that come back: of each objective those of the questions that were asked on its last day.

    Whoever showed by one question that an objective is known need not show it by another a day later.
    """
    present = [(card, objective) for card in cards if (objective := objective_in(objective_of, card)) is not None]
    last: dict[str, str] = {}
    for card, objective in present:
        last[objective] = max(last.get(objective, ""), card.last)
    return tuple(card for card, objective in present if card.last == last[objective])


def objective_in(objective_of: Mapping[str, str], card: CardState) -> str | None:
    """Return the objective of a card's question, of a variant that of the question it was made from; None where there is none."""
    return objective_of.get(card.question, objective_of.get(base_name(card.question)))


def due(cards: Iterable[CardState], day: str) -> tuple[CardState, ...]:
    """Return the cards that are due on a day, the one that is known least first."""
    return tuple(sorted((c for c in cards if c.due <= day), key=lambda c: (retrievability(c, day), c.question)))


def fuzzed(days: int, question: str, reviews: int) -> int:
    """Return an interval moved a little, so that what was learnt on one day does not come back on one day.

    Stable: a digest of the question and the number of its review stands for the library's random number. The ranges are
    those of the library; a longer interval never becomes the shorter one.
    """
    if days < 2.5:
        return days
    reach = 1 + sum(part * max(min(days, end) - start, 0) for start, end, part in _FUZZ)
    low, high = max(2, round(days - reach)), round(days + reach)
    digest = blake2b(f"{question}\n{reviews}".encode(), digest_size=8).digest()
    return low + int.from_bytes(digest) * (high - low + 1) // 2**64


_FUZZ = ((2.5, 7, 0.15), (7, 20, 0.1), (20, float("inf"), 0.05))
"""From, to and share of the interval, as in fsrs.scheduler.FUZZ_RANGES."""


def _noon(day: str) -> datetime:
    """Noon of the study day: whole days apart whatever the clocks on the wall did in between."""
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


@cache
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _library_card(card: CardState | None, question: str, noon: datetime) -> fsrs.Card:
    """Return the card as the library has it; with an id of its own, since without one it reads the clock and sleeps."""
    import fsrs

    number = int.from_bytes(blake2b(question.encode(), digest_size=6).digest())
    if card is None:
        return fsrs.Card(card_id=number, due=noon)
    state = fsrs.State[card.state.capitalize()]
    return fsrs.Card(number, state, None, card.stability, card.difficulty, _noon(card.due), _noon(card.last))


# ---- what is said --------------------------------------------------------------------------------------------------


def short_due(card: CardState, day: str) -> str:
    """Return when a question comes back, in a few words; `day` is today's."""
    return f"Comes back {_when(card, day)}."


def next_due(rows: Iterable[AttemptRow]) -> tuple[CardState | None, str]:
    """Return the card of one question, and when it comes back and why; rows in the order of their time."""
    cards, days = _until_last_day(rows)
    return next((explain_next_due(cards.get(question), day) for question, day in days.items()), (None, ""))


def explain_next_due(before: CardState | None, rows: Sequence[AttemptRow]) -> tuple[CardState | None, str]:
    """Return the card after a study day, and when the question comes back and why; "" where nothing was judged.

    `rows` are all those of the question on this study day, `before` is its card as it stood when the day began.
    """
    shown = showings(rows)
    first = first_showing(rows)
    if not first:
        return before, ""
    rating, reason = _why(first)
    day, question = first[0].study_day, first[0].question
    after, today = review_card(before, rating, day, question), rows[-1].study_day
    if first != shown[-1] or (before is not None and after == before):
        return after, f"Comes back {_when(after, today)}, as before: only the first answer of a day moves it."
    if rating is Rating.GOOD:
        return after, f"Comes back {_when(after, today)}: {reason}."
    clean = review_card(before, Rating.GOOD, day, question)
    return after, f"Comes back {_when(after, today)}: {reason}.{_otherwise(after, clean, today)}"


def _otherwise(after: CardState, clean: CardState, day: str) -> str:
    if clean.due == after.due:
        return ""
    return f" Right at once and unaided, it would be {_when(clean, day)}."


def _when(card: CardState, day: str) -> str:
    days = (date.fromisoformat(card.due) - date.fromisoformat(day)).days
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days ({card.due})"
