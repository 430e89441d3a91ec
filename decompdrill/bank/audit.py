"""The audit of a question: drawn on many seeds, solved, spoiled, read back and shown; every fault with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from decompdrill import answers, diagnose, grade, mathtext
from decompdrill.bank.question import Question
from decompdrill.errors import BankError
from decompdrill.methods.oracles import ORACLES
from decompdrill.model import Answer, Exercise, Form, Outcome, SlipAnswer, Typed
from decompdrill.pose import cannot_always_tell, pose

WIDTH = 80
LEAST_TOLD = 5
"""Of yes or no and of small counts, a slip of the question must show on one draw in this many at least."""

MOST_AT_ONE_PLACE = 0.6
"""The right option must not stand at one letter more often than this."""

MANY_SEEDS = 50
"""From so many seeds on, shares are judged."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit of one question found."""

    question: str
    seeds: int
    variants: int
    faults: tuple[str, ...]
    guessability: float
    """The share of the most common answer: what somebody gets who always types it."""
    places: tuple[tuple[str, int], ...] = ()


@dataclass
class _Tally:
    """What is counted over the seeds."""

    variants: set[object] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)
    given_away: int = 0
    drawn: int = 0
    may_miss: bool = False


def audit(question: Question, seeds: int) -> Report:
    """Return what is wrong with a question on its first seeds; each kind of fault once, with the first seed that shows it."""
    tally = _Tally()
    faults: dict[str, str] = {}
    for seed in range(seeds):
        try:
            exercise = pose(question, seed)
        except BankError as fault:
            faults.setdefault("draw", str(fault))
            break
        _count(exercise, tally)
        for what, message in _faults_of(exercise):
            faults.setdefault(what, f"{_place(question)}seed {seed}: {message}")
    for what, message in _faults_of_all(question, tally):
        faults.setdefault(what, f"{_place(question)}{message}")
    common = tally.answers.most_common(1)
    share = common[0][1] / tally.drawn if common else 0.0
    places = tuple(sorted(tally.answers.items())) if question.kind == "choice" else ()
    return Report(question.id, seeds, len(tally.variants), tuple(faults.values()), round(share, 3), places)


def _place(question: Question) -> str:
    path, line = question.location
    return f"{path}:{line}: " if path else ""


def key_text(exercise: Exercise, answer: Answer) -> str:
    if exercise.form in (Form.CHOICE, Form.CODE):
        return answer.word
    return grade.show_answer(exercise.kind, answer)


def _count(exercise: Exercise, tally: _Tally) -> None:
    tally.drawn += 1
    drawn = repr(exercise.code.draws[0] if exercise.code is not None else exercise.given)
    tally.variants.add((exercise.prompt, drawn, tuple(c.text for c in exercise.choices)))
    if exercise.code is None:  # code is never guessed
        tally.answers[key_text(exercise, exercise.answer)] += 1
    tally.slips.update({s.slip for s in exercise.slips})
    tally.may_miss = tally.may_miss or cannot_always_tell(exercise.answer)
    tally.given_away += any(_gives_away(hint, exercise) for hint in exercise.hints)


# ---- on one draw ---------------------------------------------------------------------------------------------------


def _faults_of(exercise: Exercise) -> Iterator[tuple[str, str]]:
    key = key_text(exercise, exercise.answer)
    verdict = grade.grade_exercise(exercise, key)
    if verdict.outcome is not Outcome.RIGHT:
        yield "key", f"the key {key!r} is judged {verdict.outcome}: {verdict.feedback}"
        return
    yield from _spelling_faults(exercise)
    yield from _oracle_faults(exercise)
    for slip in exercise.slips:
        yield from _slip_faults(exercise, slip)
    yield from _text_faults(exercise)


def _spelling_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield where the key, typed in ASCII or to three digits, is not judged right."""
    if exercise.form in (Form.CHOICE, Form.CODE, Form.YES_NO):
        return
    plain = answers.show(exercise.answer, ascii=True)
    outcome = grade.grade_exercise(exercise, plain).outcome
    if outcome is not Outcome.RIGHT:
        yield "spelling", f"the key typed as {plain!r} is judged {outcome}"
    task = grade.task_of_exercise(exercise)
    for label, typed in _equivalents(exercise):
        if not diagnose.passes(task, typed):
            yield label, f"the key {label} is not judged right"


def _equivalents(exercise: Exercise) -> Iterator[tuple[str, Typed]]:
    if exercise.form is not Form.INTEGER:
        yield "to three digits", diagnose.as_typed(exercise.answer, digits=3)
    row = exercise.answer.rows[0] if exercise.answer.rows else ()
    if exercise.kind in ("eigenvalues", "singular-values"):
        yield "in another order", diagnose.as_typed(Answer(exercise.form, (row[::-1],)))
    if exercise.kind in ("eigenvector", "principal-component"):
        yield "negated", diagnose.as_typed(Answer(exercise.form, (tuple(-x for x in row),)))


def _oracle_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    if exercise.kind not in ORACLES:
        return
    task = grade.task_of_exercise(exercise)
    second = ORACLES[exercise.kind](task.given)
    digits = diagnose.EXACTLY if exercise.form is Form.INTEGER else 3
    if not diagnose.passes(task, diagnose.as_typed(second, digits)):
        yield "oracle", f"exact and floating-point references disagree: {grade.show_reference(task)} and {second}"


def _slip_faults(exercise: Exercise, slip: SlipAnswer) -> Iterator[tuple[str, str]]:
    verdict = grade.grade_exercise(exercise, key_text(exercise, slip.answer))
    if verdict.outcome is not Outcome.WRONG:
        yield (
            f"slip {slip.slip}",
            f"the slip {slip.slip} is judged {verdict.outcome}: {key_text(exercise, slip.answer)!r}",
        )
    elif verdict.slip != slip.slip and exercise.form is not Form.CHOICE and (slip.is_own or verdict.slip is None):
        yield f"slip {slip.slip}", f"the slip {slip.slip} is named {verdict.slip or 'nothing'}"


def _text_faults(exercise: Exercise) -> Iterator[tuple[str, str]]:
    texts = [exercise.prompt, *exercise.hints, *(c.text for c in exercise.choices), *exercise.steps]
    for text in texts:
        widest = max((len(row) for row in mathtext.render(text, mathtext.Style.UNICODE, WIDTH).splitlines()), default=0)
        if widest > WIDTH:
            yield "width", f"a text is {widest} columns wide, {WIDTH} are there: {text[:60]!r}"
        twin = mathtext.render(text, mathtext.Style.ASCII, WIDTH)
        odd = sorted({c for c in twin if not c.isascii()})
        if odd:
            yield "ascii", f"a text has no ASCII twin for {' '.join(odd)}: {text[:60]!r}"
        if not mathtext.render(text, mathtext.Style.SPEECH, WIDTH).strip():
            yield "speech", f"a text is silent: {text[:60]!r}"


def _gives_away(hint: str, exercise: Exercise) -> bool:
    """Does a hint hold the very answer? One character is no evidence."""
    if exercise.form in (Form.CHOICE, Form.YES_NO):
        right = next((c.text for c in exercise.choices if c.why_wrong is None), None)
        return right is not None and right.strip().rstrip(".").lower() in hint.lower()
    key = key_text(exercise, exercise.answer)
    return len(key) > 1 and re.search(rf"(?<![\w.]){re.escape(key)}(?!\w|\.\d)", hint) is not None


# ---- over all draws ------------------------------------------------------------------------------------------------


def _faults_of_all(question: Question, tally: _Tally) -> Iterator[tuple[str, str]]:
    if not tally.drawn:
        return
    if tally.given_away * 2 > tally.drawn:
        yield "hint", "a hint gives the answer away"
    if tally.drawn < MANY_SEEDS:
        return
    if len(tally.variants) < 3:
        yield "variants", f"only {len(tally.variants)} distinct variants on {tally.drawn} seeds"
    if question.kind == "choice":
        letter, most = tally.answers.most_common(1)[0]
        if most > MOST_AT_ONE_PLACE * tally.drawn:
            yield "place", f"the right option is {letter} on {most} of {tally.drawn} draws"
        return
    for slip in question.slips:
        if tally.slips[slip.id] * LEAST_TOLD < tally.drawn:
            count = tally.slips[slip.id]
            yield (
                f"told {slip.id}",
                f"the slip {slip.id} can be told from the answer on {count} of {tally.drawn} draws only",
            )
