"""The audit of a question: drawn on many seeds, solved, spoiled, read back and shown; every fault with its place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from decompdrill import expr, mathtext
from decompdrill.bank import question as bank_question
from decompdrill.bank.question import Question
from decompdrill.bank.tree import Steps
from decompdrill.exercises import code_answers, construct_checks, equivalents, grade, guessing, showing
from decompdrill.exercises.finding import Finding
from decompdrill.exercises.pose import Drawn, Undrawable, answer_as_displayed, draw
from decompdrill.judging import parts
from decompdrill.kinds import KINDS, name_slip
from decompdrill.mathtext import formats
from decompdrill.model import Answer, Exercise, Form, Outcome, SlipAnswer

WIDTH = 80
ANSWER: Steps = ("answer",)
LEAST_TOLD = 5
"""Of yes or no and of small counts, a slip of the question must show on one draw in this many at least."""

MOST_AT_ONE_PLACE = 0.6
"""The right option must not stand at one letter more often than this."""

MOST_GUESSED = 0.8
"""An answer that is the right one more often than this is learnt instead of worked out."""

LEAST_ACCEPTED = 0.05
"""Where fewer draws than this can be asked, some seed will find none."""

ALL_SEEDS = 200
"""From so many seeds on, a share is taken as it comes."""

FEW_SEEDS = 20
"""Of fewer, a hint must hold the answer every time: a small number is met by chance."""

MANY_SEEDS = 50
"""From so many seeds on, shares are judged."""

MOST_KEPT = 1000
"""Of more draws, what can be guessed is judged from so many: more say the same."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit of one question found."""

    question: str
    seeds: int
    variants: int
    faults: tuple[str, ...]
    guessability: float | None
    """The share of the most common answer: what somebody gets who always types it; None for code, which is not guessed."""
    acceptance: float
    """The share of its draws that are asked; the others cannot tell a slip from the answer, or cannot be made."""
    places: tuple[tuple[str, int], ...] = ()


@dataclass
class _Tally:
    """What is counted over the seeds."""

    variants: set[object] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)
    given_away: Counter[int] = field(default_factory=Counter)
    """On how many draws each hint holds the answer."""
    drawn: int = 0
    attempts: int = 0
    kept: list[Exercise] = field(default_factory=list)
    """The first of the exercises, for the checks that look at many of them."""

    @property
    def guessability(self) -> float | None:
        common = self.answers.most_common(1)
        return round(common[0][1] / self.drawn, 3) if common else None


def audit(
    question: Question, seeds: int, line_of: Callable[[Steps], int] | None = None, beside: Sequence[Finding] = ()
) -> Report:
    """Return what is wrong with a question on its first seeds; each sort of fault once, with the first seed that shows it.

    `line_of` says on which line of its file a part of the question stands; without it faults are told at its first.
    `beside` is what was found where the question was held beside others.
    """
    tally = _Tally()
    faults: dict[str, str] = {}
    path, line = question.location

    def tell(found: Finding, seed: int | None) -> None:
        at = line if line_of is None else line_of(found.where)
        when = "" if seed is None else f"seed {seed}: "
        faults.setdefault(found.sort, f"{path}:{at}: {when}{found.message}" if path else when + found.message)

    for seed in range(seeds):
        try:
            drawn = draw(question, seed)
            found = (*_faults_of(drawn.exercise, question), *_display_faults(question, drawn))
        except Undrawable as fault:
            tell(Finding("draw", fault.where, fault.reason), None)
            break
        tally.attempts += drawn.attempt + 1
        _count(drawn.exercise, tally)
        for one in found:
            tell(one, seed)
    for one in (*_faults_of_all(question, tally), *beside):
        tell(one, None)
    places = tuple(sorted(tally.answers.items())) if question.kind == bank_question.CHOICE else ()
    accepted = round(tally.drawn / max(tally.attempts, 1), 3)
    return Report(question.id, seeds, len(tally.variants), tuple(faults.values()), tally.guessability, accepted, places)


def key_text(exercise: Exercise, answer: Answer) -> str:
    if exercise.form in (Form.CHOICE, Form.CODE):
        return answer.word
    return showing.show_answer(exercise.kind, answer)


def _count(exercise: Exercise, tally: _Tally) -> None:
    tally.drawn += 1
    if len(tally.kept) < MOST_KEPT:
        tally.kept.append(exercise)
    drawn = repr(exercise.code.draws[0] if exercise.code is not None else exercise.given)
    tally.variants.add((exercise.prompt, drawn, tuple(c.text for c in exercise.choices)))
    if exercise.code is None:  # code is never guessed
        tally.answers[key_text(exercise, exercise.answer)] += 1
    tally.slips.update({s.slip for s in exercise.slips})
    tally.given_away.update(i for i, hint in enumerate(exercise.hints) if _gives_away(hint, exercise))


# ---- on one draw ---------------------------------------------------------------------------------------------------


def _faults_of(exercise: Exercise, question: Question) -> Iterator[Finding]:
    if exercise.parts:
        yield from _part_faults(exercise, question)
        return
    if exercise.construct is not None:
        yield from construct_checks.construct_faults(exercise, exercise.construct)
    key = key_text(exercise, exercise.answer)
    verdict = grade.grade_exercise(exercise, key)
    if verdict.outcome is not Outcome.RIGHT:
        said = mathtext.render_line(verdict.feedback, mathtext.Style.UNICODE)
        yield Finding("key", ANSWER, f"the key {key!r} is judged {verdict.outcome}: {said}")
        return
    yield from _spelling_faults(exercise)
    yield from _literal_faults(exercise)
    yield from _oracle_faults(exercise)
    yield from _step_faults(exercise)
    own = {slip: ("slips", index) for index, slip in enumerate(question.slip_ids)}
    for slip in exercise.slips:
        yield from _slip_faults(exercise, slip, own.get(slip.slip, ()))
    yield from _text_faults(exercise)


def _part_faults(exercise: Exercise, question: Question) -> Iterator[Finding]:
    """Yield what is wrong with each part, and where a silly answer to one would be carried on."""
    keys = [key_text(part.exercise, part.exercise.answer) for part in exercise.parts]
    if grade.grade_exercise(exercise, keys).outcome is not Outcome.RIGHT:
        yield Finding("key", ("parts",), f"the key {keys!r} is judged wrong as a whole")
    for index, (part, asked) in enumerate(zip(exercise.parts, question.parts, strict=True)):
        for found in _faults_of(part.exercise, asked.question):
            yield Finding(
                f"part {index} {found.sort}", ("parts", index, *found.where), f"part {part.name}: {found.message}"
            )
        for label, silly in _silly(part.exercise.answer):
            for later, other in enumerate(exercise.parts[index + 1 :], index + 1):
                if other.carried({part.name: parts.value_of(silly)}) is not None:
                    yield Finding(
                        "silly", ("parts", later), f"the part {other.name} carries on {label} for {part.name}"
                    )


def _silly(answer: Answer) -> Iterator[tuple[str, Answer]]:
    """Yield answers of the same form that nobody works out: zeros, and the identity."""
    numbers = [x for row in answer.rows for x in row]
    if not numbers or answer.form is Form.POLYNOMIAL:
        return
    zeros = tuple(tuple(Fraction(0) for _ in row) for row in answer.rows)
    if any(numbers):
        yield "zeros", Answer(answer.form, zeros)
    identity = tuple(tuple(Fraction(int(i == j)) for j in range(len(row))) for i, row in enumerate(answer.rows))
    if answer.form is Form.MATRIX and identity != answer.rows:
        yield "the identity", Answer(answer.form, identity)


def _spelling_faults(exercise: Exercise) -> Iterator[Finding]:
    """Yield where the key, spelt or transformed otherwise, is not judged right."""
    for text in equivalents.spellings(exercise):
        outcome = grade.grade_exercise(exercise, text).outcome
        if outcome is not Outcome.RIGHT:
            yield Finding("spelling", ANSWER, f"the key typed as {text!r} is judged {outcome}")
    if exercise.form in (Form.CHOICE, Form.CODE, Form.YES_NO):
        return
    task = grade.task_of_exercise(exercise)
    for label, typed in equivalents.transformed(exercise):
        if not name_slip.passes(task, typed):
            yield Finding(label, ANSWER, f"the key {label} is not judged right")


def _literal_faults(exercise: Exercise) -> Iterator[Finding]:
    """Yield where a line of code passes that holds a number in the place of what it should work out."""
    code = exercise.code
    if code is None:
        return
    if code_answers.is_constant(code):
        yield Finding("constant", ANSWER, "the answer is the same on every draw that code is tried on")
        return
    for text, part, value in code_answers.with_literals(code):
        if code_answers.judge_code(expr.parse(text), code).is_right:
            yield Finding("literal", ANSWER, f"the answer with {value} for {part} is judged right: {text!r}")
            return


def _display_faults(question: Question, drawn: Drawn) -> Iterator[Finding]:
    """Yield where somebody who goes by the rounded numbers on the screen comes to another answer."""
    exercise = drawn.exercise
    answer = answer_as_displayed(question, drawn)
    if answer is None:
        return
    if not name_slip.passes(grade.task_of_exercise(exercise), name_slip.in_full(answer)):
        came = showing.show_answer(exercise.kind, answer)
        yield Finding(
            "display",
            ("prompt",),
            f"the numbers as the prompt rounds them give {came!r}, which is not judged right",
        )


def _step_faults(exercise: Exercise) -> Iterator[Finding]:
    """Yield where the steps of a computed question do not come to its key."""
    if exercise.kind != bank_question.COMPUTED or exercise.form is Form.YES_NO or not exercise.steps:
        return
    key = exercise.answer
    if not equivalents.is_reached(key, exercise.steps, _latex(key)):
        yield Finding("steps", ("steps",), f"the steps never come to the key {key_text(exercise, key)!r}")


def _oracle_faults(exercise: Exercise) -> Iterator[Finding]:
    if exercise.kind not in KINDS:
        return
    task = grade.task_of_exercise(exercise)
    second = task.kind.oracle(task.given)
    if not name_slip.passes(task, name_slip.in_full(second)):
        exact, approximate = showing.show_reference(task), showing.show_answer(exercise.kind, second)
        yield Finding("oracle", ANSWER, f"exact and floating-point references disagree: {exact} and {approximate}")


def _slip_faults(exercise: Exercise, slip: SlipAnswer, where: Steps) -> Iterator[Finding]:
    typed = key_text(exercise, slip.answer)
    verdict = grade.grade_exercise(exercise, typed)
    if verdict.outcome is not Outcome.WRONG:
        yield Finding(f"slip {slip.slip}", where, f"the slip {slip.slip} is judged {verdict.outcome}: {typed!r}")
    elif verdict.slip != slip.slip and exercise.form is not Form.CHOICE and (slip.is_own or verdict.slip is None):
        yield Finding(f"slip {slip.slip}", where, f"the slip {slip.slip} is named {verdict.slip or 'nothing'}")


def _text_faults(exercise: Exercise) -> Iterator[Finding]:
    for where, text in _texts(exercise):
        unicode = mathtext.render(text, mathtext.Style.UNICODE, WIDTH)
        widest = max(map(mathtext.width, unicode.splitlines()), default=0)
        if widest > WIDTH:
            yield Finding("width", where, f"a text is {widest} columns wide, {WIDTH} are there: {text[:60]!r}")
        odd = sorted(c for c in set(text) if not mathtext.has_ascii(c))
        if odd:
            shown = " ".join(c if c.isprintable() else repr(c)[1:-1] for c in odd)
            yield Finding("ascii", where, f"a text has no ASCII twin for {shown}: {text[:60]!r}")
        if not mathtext.render(text, mathtext.Style.SPEECH, WIDTH).strip():
            yield Finding("speech", where, f"a text is silent: {text[:60]!r}")


def _texts(exercise: Exercise) -> Iterator[tuple[Steps, str]]:
    """Yield every text of an exercise that a learner may see, with the part of the question that it is from."""
    yield ("prompt",), exercise.prompt
    for key, texts in (("hints", exercise.hints), ("steps", exercise.steps)):
        yield from (((key, index), text) for index, text in enumerate(texts))
    for choice in exercise.choices:
        yield ("options",), choice.text
    for index, said in enumerate(construct_checks.sentences(exercise)):
        yield ("conditions", index, "said"), said
    for slip in exercise.slips:
        if slip.is_own:
            yield ("options" if exercise.choices else "slips",), slip.said


def _gives_away(hint: str, exercise: Exercise) -> bool:
    """Does a hint state the very answer?"""
    match exercise.form:
        case Form.CHOICE:
            right = next((c.text for c in exercise.choices if c.why_wrong is None), None)
            return right is not None and right.strip().rstrip(".").lower() in hint.lower()
        case Form.PARTS:
            return any(_gives_away(hint, part.exercise) for part in exercise.parts)
        case Form.CODE:
            return len(exercise.answer.word) > 1 and exercise.answer.word in hint
        case Form.FACTORS:
            return all(
                equivalents.is_stated(part, hint, formats.to_latex(part.rows)) for _, part in exercise.answer.parts
            )
        case Form.YES_NO:
            return equivalents.is_stated(exercise.answer, hint, "")
        case _:
            return equivalents.is_stated(exercise.answer, hint, _latex(exercise.answer))


def _latex(answer: Answer) -> str:
    """Return the rows of an answer as a prompt would show them."""
    if answer.form in (Form.NUMBER, Form.INTEGER):
        return formats.to_latex(answer.rows[0][0])
    return formats.to_latex(answer.rows if answer.form is Form.MATRIX else answer.rows[0])


# ---- over all draws ------------------------------------------------------------------------------------------------


def _faults_of_all(question: Question, tally: _Tally) -> Iterator[Finding]:
    if not tally.drawn:
        return
    for index, count in sorted(tally.given_away.items()):
        if count * 2 > tally.drawn and (tally.drawn >= FEW_SEEDS or count == tally.drawn):
            yield Finding("hint", ("hints", index), "a hint gives the answer away")
    if tally.drawn < MANY_SEEDS:
        return
    if len(tally.variants) < 3:
        yield Finding("variants", ("draw",), f"only {len(tally.variants)} distinct variants on {tally.drawn} seeds")
    else:
        yield from guessing.faults_of_draws(question, tally.kept)
    if question.kind == bank_question.CONSTRUCT:
        yield from construct_checks.learnt_faults(tally.kept)
    if tally.drawn < LEAST_ACCEPTED * tally.attempts:
        yield Finding("acceptance", ("draw",), f"only {tally.drawn} of {tally.attempts} draws can be asked")
    if tally.guessability is not None and tally.guessability > MOST_GUESSED:
        answer, most = tally.answers.most_common(1)[0]
        yield Finding("guess", ("draw",), f"the answer is {answer!r} on {most} of {tally.drawn} draws")
    if question.kind == bank_question.CHOICE:
        letter, most = tally.answers.most_common(1)[0]
        if most > MOST_AT_ONE_PLACE * tally.drawn:
            yield Finding("place", ("options",), f"the right option is {letter} on {most} of {tally.drawn} draws")
        return
    for index, slip in enumerate(question.slip_ids):
        if _is_rarely_told(tally.slips[slip], tally.drawn):
            yield Finding(
                f"told {slip}",
                ("slips", index),
                f"the slip {slip} can be told from the answer on {tally.slips[slip]} of {tally.drawn} draws only",
            )


def _is_rarely_told(told: int, drawn: int) -> bool:
    """Does a slip show on fewer than one draw in five? Of few draws, on so many fewer that it is hardly by chance."""
    share = 1 / LEAST_TOLD
    chance = 2 * math.sqrt(drawn * share * (1 - share)) if drawn < ALL_SEEDS else 0.0
    return told + chance < drawn * share
