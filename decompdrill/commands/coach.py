"""What a quiz at a terminal asks next: chosen anew after each answer, from the history and from what was answered since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from decompdrill.bank.variants import base_of, variant_name
from decompdrill.history.attempts import Mode
from decompdrill.practice import choose
from decompdrill.practice.knowledge import Course, knowledge_from, right_on, shown_of
from decompdrill.practice.recorder import Clocks, Session, cards_of, recent_rows, row_of

if TYPE_CHECKING:
    from decompdrill.bank.load import Banks
    from decompdrill.bank.question import Question
    from decompdrill.history.store import Store
    from decompdrill.practice.choose import Pick, Standing
    from decompdrill.practice.quiz import Settled


def standing_of(store: Store, banks: Banks, clocks: Clocks, without: str = "") -> Standing:
    """Return where a person stands today by the history; the answers of the session `without` left out of what is known."""
    listed = tuple(banks.questions.values())
    rows = [row for row in recent_rows(store) if row.session != without]
    today = clocks.today()
    return choose.Standing(
        knowledge=knowledge_from(Course(listed, banks.objectives.values()), rows),
        cards=cards_of(store),
        today=today,
        objective_of={q.id: q.objective for q in listed},
        right_today=right_on(rows, today),
        asked_a_day={tally.day: tally.asked for tally in store.per_day()},
    )


def in_another_form(pick: Pick) -> Pick:
    """Return what one has met as it stands, or now and then as a variant of it: find the mistake, or what went wrong."""
    name = choose.other_form(pick)
    plain = base_of(pick.question) if variant_name(pick.question) else pick.question
    if not name:
        return replace(pick, question=plain)
    from decompdrill.working.variants import varied

    return replace(pick, question=varied(plain, pick.seed, name))


class Coach:
    """Chooses the questions of one quiz, among those it may ask."""

    def __init__(self, questions: Sequence[Question], standing: Standing, seed: int, clocks: Clocks) -> None:
        self.questions = tuple(questions)
        self._before = self.now = standing
        self.seed = seed
        self._clocks = clocks
        self._told = 0

    def plan(self, count: int) -> tuple[Pick, ...]:
        """Return what would be asked if no answer changed anything."""
        return choose.plan_from_history(self.questions, self._before, count, self.seed)

    def next_pick(self, settled: Sequence[Settled], left_out: Collection[str]) -> Pick | None:
        """Return what to ask after the questions that are settled; those `left_out` could not be drawn."""
        self.listen(settled)
        questions = [q for q in self.questions if q.id not in left_out]
        asked = [pick.question.id for pick, _ in settled]
        pick = next(iter(choose.plan_from_history(questions, self.now, 1, self.seed, asked)), None)
        was_met = pick is not None and choose.was_met_before(pick.question, self._before)
        return in_another_form(pick) if pick is not None and was_met else pick

    def listen(self, settled: Sequence[Settled]) -> None:
        """Learn from what is settled: from the last answer alone where the others are known, else, after `undo`, from all."""
        is_next = len(settled) == self._told + 1
        knowledge = (self.now if is_next else self._before).knowledge.copy()
        for pick, attempts in settled[-1:] if is_next else settled:
            session = Session("", Mode.QUIZ, {pick.question.id: pick.question})
            shown = shown_of([row_of(attempt, session, self._clocks) for attempt in attempts])
            if shown is not None:
                knowledge.tell(shown)
        self.now, self._told = replace(self._before, knowledge=knowledge), len(settled)
