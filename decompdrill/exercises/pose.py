"""An exercise from a question and a seed: drawn, filled in, solved, and drawn again where a slip would pass for right.

Here is what a token is, and the rule which draws are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from decompdrill import expr
from decompdrill.bank import question as bank_question
from decompdrill.bank.question import BankPart, Option, Question
from decompdrill.bank.template import Template
from decompdrill.bank.tree import Steps
from decompdrill.draw import DrawError, DrawnValue, Stream, draw_variables
from decompdrill.errors import BankError, DrillError, UsageError
from decompdrill.exercises import code_answers, construct_answers, grade
from decompdrill.exercises.filling import fill_template
from decompdrill.judging import parts
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.maths.budget import UNITS, FarTooMuchError, allowance, spend
from decompdrill.maths.surd import Scalar, Surd
from decompdrill.mathtext import formats
from decompdrill.model import (
    NOTHING_GIVEN,
    Answer,
    Choice,
    Code,
    Condition,
    Construct,
    Exercise,
    FilledCodeSlip,
    Form,
    Given,
    Part,
    Raw,
    SlipAnswer,
    to_raw,
)

_SEED = re.compile("[0-9]{1,18}")
_DIGEST = re.compile("[0-9a-fA-F]{8}")
_NAME = re.compile(r"[A-Za-z_]\w*")
_SHOWN_WHOLE = re.compile(r"\w+|\w+\[[^\[\]]*\]|\[\s*\w+(\s*,\s*\w+)*\s*\]")

MOST_ATTEMPTS = 200
"""Draws of one seed before the question is held to be impossible."""

MOST_UNITS = 4 * UNITS
"""Of work in all attempts at one draw together: its variables, answer, slips and texts, which takes less than a second."""

ATTEMPT = 400
"""Units of an attempt beside what is counted in it."""

COMPARED = 100
"""Units of comparing the answer of a slip with another."""

ENTRY = 60
"""Units of trying the slips of a kind, for each number that is given."""

FRESH_DRAWS = 3
"""Draws beside the one shown on which code is tried, at the least."""

MOST_FRESH_DRAWS = 12
"""Draws that are made in search of other shapes and other whole numbers than those shown."""

SMALL_COUNT = 20
"""A whole number up to this can be met by a slip now and then; above it a draw that lets a slip pass is not asked."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class NotAsked(DrillError):
    """A draw that is not asked; the next attempt is made. `where` is the part of the question that is in the way."""

    def __init__(self, message: str, where: Steps = ()) -> None:
        super().__init__(message)
        self.where = where


class Undrawable(BankError):
    """A question of which no exercise can be made: `reason` says why, `where` in which part of the question."""

    def __init__(self, question: Question, message: str, where: Steps = ()) -> None:
        path, line = question.location
        self.place = f"{path}:{line}"
        super().__init__(f"{self.place}: {question.id} {message}")
        self.question = question.id
        self.reason = message
        self.where = where


@dataclass(frozen=True, slots=True)
class ReplayToken:
    """What names a question as it was asked: its id, its seed, and the digest of its content at that time."""

    question: str
    seed: int
    digest: str

    def __str__(self) -> str:
        return f"{self.question}:{self.seed}:{self.digest}"


def token_of(question: Question, seed: int) -> ReplayToken:
    return ReplayToken(question.id, seed, question.digest)


def parse_token(text: str) -> ReplayToken:
    """Return the token that a text writes.

    Raises UsageError where it is none.
    """
    parts = text.strip().split(":")
    if len(parts) != 3 or not parts[0] or not _SEED.fullmatch(parts[1]) or not _DIGEST.fullmatch(parts[2]):
        shown = "".join(c for c in text[:60] if c.isprintable())
        raise UsageError(f"a token reads QUESTION:SEED:DIGEST, such as eigen.values-2x2:7:3fa9c1d2; {shown!r} came")
    return ReplayToken(parts[0], int(parts[1]), parts[2].lower())


@dataclass(frozen=True, slots=True)
class Drawn:
    """An exercise, with the number of the attempt that made it (0 for the first)."""

    exercise: Exercise
    attempt: int


def pose(question: Question, seed: int) -> Exercise:
    """Return the exercise that a seed draws: the first attempt that no slip of the question would pass.

    Raises Undrawable where no attempt of 200 is one that can be asked.
    """
    return draw(question, seed).exercise


def draw(question: Question, seed: int) -> Drawn:
    """Return the exercise that a seed draws, and which attempt it was.

    Raises Undrawable where no attempt of 200 is one that can be asked.
    """
    last: NotAsked | None = None
    try:
        with allowance(MOST_UNITS):
            for attempt in range(MOST_ATTEMPTS):
                try:
                    return Drawn(pose_once(question, seed, attempt), attempt)
                except NotAsked as refusal:
                    last = refusal
    except FarTooMuchError:
        message = f"takes too much work to be drawn from seed {seed}"
        raise Undrawable(question, f"{message}: {last}" if last else message, last.where if last else ()) from None
    assert last is not None
    raise Undrawable(question, f"has no draw that can be asked from seed {seed}: {last}", last.where)


def pose_once(question: Question, seed: int, attempt: int) -> Exercise:
    """Return one attempt at drawing the question.

    Raises NotAsked where the draw cannot tell the right method from a slip, Undrawable where the bank is at fault.
    """
    spend(ATTEMPT)
    try:
        return _Maker(question, seed, attempt, draw_variables(question.draw, question.id, seed, attempt)).made()
    except DrawError as fault:
        raise NotAsked(str(fault), ("draw", fault.variable)) from fault


def answer_as_displayed(question: Question, drawn: Drawn) -> Answer | None:
    """Return the answer that follows from the variables as the prompt rounds them, None where it rounds none.

    A learner has only these. Raises Undrawable where they cannot be worked with.
    """
    exercise = drawn.exercise
    if question.kind in (bank_question.CHOICE, bank_question.CODE, bank_question.CONSTRUCT, bank_question.PARTS):
        return None
    rounding = [p for p in question.prompt.placeholders if p.format in formats.ROUNDING]
    if not rounding:
        return None
    values = draw_variables(question.draw, question.id, exercise.seed, drawn.attempt)
    shown: dict[str, DrawnValue] = {}
    for p in rounding:
        shown |= {n: formats.rounded_as(values[n], p.format) for n in _shown_whole(p.expression.text, values)}
    if all(values[name] == value for name, value in shown.items()):
        return None
    try:
        again = draw_variables(question.draw, question.id, exercise.seed, drawn.attempt, shown)
        return _Maker(question, exercise.seed, drawn.attempt, again).answer(exercise.form)
    except (expr.ExprError, DrillError) as fault:
        message = f"cannot be answered from what its prompt rounds, seed {exercise.seed}: {fault}"
        raise Undrawable(question, message, ("prompt",)) from fault


def _shown_whole(expression: str, values: Mapping[str, DrawnValue]) -> list[str]:
    """Return the variables whose own entries an expression shows: `x`, `x[0]`, `[a, b]`; none of `2 * a`."""
    if not _SHOWN_WHOLE.fullmatch(expression):
        return []
    found = _NAME.findall(expression if expression.startswith("[") else expression.partition("[")[0])
    return [name for name in found if name in values]


class _Maker:
    """One attempt at one question."""

    def __init__(
        self,
        question: Question,
        seed: int,
        attempt: int,
        values: Mapping[str, DrawnValue],
        is_carried: bool = False,
    ) -> None:
        self.is_carried = is_carried
        """It is a part on somebody's own numbers, which slips need not be told from."""
        self.question = question
        self.seed = seed
        self.attempt = attempt
        self.values = values
        self.at: Steps = ()
        """The part of the question that is being worked out."""

    def made(self) -> Exercise:
        try:
            match self.question.kind:
                case bank_question.CHOICE:
                    return self.choice()
                case bank_question.COMPUTED:
                    return self.computed()
                case bank_question.CODE:
                    return self.code()
                case bank_question.CONSTRUCT:
                    return self.constructed()
                case bank_question.PARTS:
                    return self.in_parts()
                case _:
                    return self.problem()
        except (NotAsked, BankError):
            raise
        except DrillError as fault:  # an expression or a text without a value, or a given that the kind refuses
            raise Undrawable(self.question, f"cannot be drawn from seed {self.seed}: {fault}", self.at) from fault

    def filled(self, template: Template) -> str:
        text = fill_template(template, self.values).strip()
        spend(len(text))
        return text

    def all_filled(self, texts: Sequence[Template], key: str) -> tuple[str, ...]:
        filled = []
        for index, text in enumerate(texts):
            self.at = (key, index)
            filled.append(self.filled(text))
        return tuple(filled)

    def reason(self, steps: tuple[str, ...]) -> str:
        place = self.question.reason
        return "" if place is None else steps[place]

    def prompt(self) -> str:
        self.at = ("prompt",)
        return self.filled(self.question.prompt)

    def keyed(self, form: Form, expression: expr.Expression) -> Answer:
        """Return the answer that the bank computes."""
        self.at = ("answer",)
        return as_answer(form, expr.evaluate(expression, self.values))

    def exercise(
        self,
        form: Form,
        answer: Answer,
        *,
        slips: tuple[SlipAnswer, ...],
        steps: tuple[str, ...],
        given: Mapping[str, Raw],
        problem: Given = NOTHING_GIVEN,
        choices: tuple[Choice, ...] = (),
        code: Code | None = None,
        construct: Construct | None = None,
        parts: tuple[Part, ...] = (),
    ) -> Exercise:
        question = self.question
        return Exercise(
            question=question.id,
            seed=self.seed,
            token=str(token_of(question, self.seed)),
            objective=question.objective,
            bank=question.bank,
            level=question.level,
            kind=question.kind,
            form=form,
            given=given,
            prompt=self.prompt(),
            hints=self.all_filled(question.hints, "hints"),
            answer=answer,
            slips=slips,
            steps=steps,
            reason=self.reason(steps),
            choices=choices,
            title=question.title,
            code=code,
            construct=construct,
            parts=parts,
            insist=question.insist,
            problem=problem,
        )

    # ---- a kind of the table

    def problem(self) -> Exercise:
        question = self.question
        given = self.given()
        task = grade.task_of(question.kind, given)
        self.demand_telling(task)
        answer = name_slip.reference(task)
        own = tuple(self.own_slips(task))
        kept = tuple(s for s in grade.slip_answers(task) if s.slip not in {o.slip for o in own})
        steps = self.all_filled(question.steps, "steps")
        raw = {name: to_raw(value) for name, value in given.items()}
        return self.exercise(task.kind.form, answer, slips=own + kept, steps=steps, given=raw, problem=task.given)

    def answer(self, form: Form) -> Answer:
        """Return the answer alone."""
        if self.question.answer is not None:
            return self.keyed(form, self.question.answer)
        return name_slip.reference(grade.task_of(self.question.kind, self.given()))

    def given(self) -> dict[str, expr.Value]:
        self.at = ("given",)
        return given_values(self.question.kind, self.question.given, self.values)

    def demand_telling(self, task: Task) -> None:
        """Raise NotAsked where a slip of the kind would be judged right on this draw.

        Yes or no and small counts cannot always tell; there the slip is only not listed.
        """
        if self.is_carried or cannot_always_tell(name_slip.reference(task)):
            return
        spend(ENTRY * len(task.given.entries))
        passing = name_slip.coincidences(task) - set(self.question.coincide)
        if passing:
            raise NotAsked(f"the slip {min(passing)} would be judged right", ("draw",))

    def own_slips(self, task: Task) -> Iterator[SlipAnswer]:
        """Yield the question's own slips; of those that give the same on this draw, the first."""
        listed: list[Answer] = []
        if self.is_carried:
            return
        for index, slip in enumerate(self.question.slips):
            self.at = ("slips", index)
            answer = as_answer(task.kind.form, expr.evaluate(slip.answer, self.values))
            spend(COMPARED * (1 + len(listed)))
            if name_slip.would_pass(task, answer):
                if not cannot_always_tell(name_slip.reference(task)) and slip.id not in self.question.coincide:
                    raise NotAsked(f"the slip {slip.id} would be judged right", self.at)
                continue
            if any(name_slip.give_the_same(task, answer, other) for other in listed):
                continue
            listed.append(answer)
            yield SlipAnswer(slip.id, answer, self.filled(slip.said), is_own=True)

    # ---- computed by the bank

    def computed(self) -> Exercise:
        question = self.question
        assert question.form is not None and question.answer is not None, "the schema demands both"  # noqa: PT018
        steps = self.all_filled(question.steps, "steps")
        answer = self.keyed(question.form, question.answer)
        slips = tuple(self.own_slips(grade.computed_task(answer, steps, self.reason(steps))))
        return self.exercise(question.form, answer, slips=slips, steps=steps, given=self.shown_values())

    def shown_values(self) -> dict[str, Raw]:
        """Return the variables that the prompt shows whole; any other may hold the answer."""
        shown = {p.expression.text for p in self.question.prompt.placeholders}
        return {name: to_raw(value) for name, value in self.values.items() if name in shown}

    # ---- code

    def code(self) -> Exercise:
        question = self.question
        self.at = ("answer",)
        code = Code(
            draws=tuple(self.draws()),
            answers=tuple(fill_template(text, self.values) for text in question.codes),
            slips=tuple(
                FilledCodeSlip(s.id, fill_template(s.code, self.values), self.filled(s.said))
                for s in question.code_slips
            ),
        )
        self.demand_running(code)
        for index, slip in enumerate(code.slips):
            self.at = ("slips", index)
            if code_answers.judge_code(expr.parse(slip.code), code).is_right:
                raise NotAsked(f"the slip {slip.id} computes the same as the answer", self.at)
        answer = Answer(Form.CODE, word=code.answers[0])
        slips = tuple(SlipAnswer(s.id, Answer(Form.CODE, word=s.code), s.said, is_own=True) for s in code.slips)
        steps = self.all_filled(question.steps, "steps")
        return self.exercise(Form.CODE, answer, slips=slips, steps=steps, given=self.shown_values(), code=code)

    def demand_running(self, code: Code) -> None:
        """Raise NotAsked where the answer itself has no value on a draw."""
        for came in code_answers.values_on_draws(expr.parse(code.answers[0]), code):
            if isinstance(came, code_answers.Failed):
                raise NotAsked(f"the answer has no value: {came.message}", self.at)

    def met(self) -> set[str]:
        """Return the names that the learner has met: those in the prompt's words, and those of the answers."""
        question = self.question
        met = set(_NAME.findall(self.filled(question.prompt)))
        for text in (*question.codes, *(slip.code for slip in question.code_slips)):
            met |= expr.parse(fill_template(text, self.values)).names
        return met

    def draws(self) -> Iterator[Mapping[str, object]]:
        """Yield the variables shown, then fresh ones: a few, and more until every length and whole number has varied."""
        met = self.met()
        shown = {name: value for name, value in self.values.items() if name in met}
        yield shown
        first = code_answers.sizes(shown)
        unvaried = set(first)
        for place in range(MOST_FRESH_DRAWS):
            if place >= FRESH_DRAWS and not unvaried:
                return
            fresh = {name: value for name, value in self.fresh(place).items() if name in met}
            sizes = code_answers.sizes(fresh)
            varied = {size for size in unvaried if sizes.get(size) != first[size]}
            unvaried -= varied
            if place < FRESH_DRAWS or varied:
                yield fresh

    def fresh(self, place: int) -> Mapping[str, object]:
        """Return the variables drawn from a seed of their own."""
        seed = Stream(self.question.id, self.seed, f"fresh {place}", self.attempt).integer(0, 2**31)
        return draw_variables(self.question.draw, self.question.id, seed, 0)

    # ---- a matrix of one's own

    def constructed(self) -> Exercise:
        question = self.question
        assert question.form is not None, "the schema demands it"
        self.at = ("example",)
        shown = {name: expr.evaluate(value, self.values) for name, value in question.example.items()}
        conditions = tuple(Condition(c.name, c.holds.text, c.said.text) for c in question.conditions)
        construct = Construct(self.values, tuple(shown), conditions)
        answer = construct_answers.example_of(question.form, shown)
        steps = self.all_filled(question.steps, "steps")
        given = self.shown_values()
        return self.exercise(question.form, answer, slips=(), steps=steps, given=given, construct=construct)

    # ---- parts

    def in_parts(self) -> Exercise:
        question, values = self.question, dict(self.values)
        stem, count = self.prompt(), len(question.parts)
        made: list[Part] = []
        asked: list[str] = []
        for number, part in enumerate(question.parts, 1):
            known = dict(values)
            own = _Maker(part.question, self.seed, self.attempt, known).made()
            exercise = replace(
                own,
                token=str(token_of(question, self.seed)),
                prompt=parts.heading(number, count, stem, own.prompt),
                part=(number, count),
            )
            uses = frozenset(p.name for p in made) & _names_of(part.question)
            made.append(Part(part.name, exercise, partial(self.carried, part, known), uses))
            asked.append(f"{number}. {own.prompt}")
            values[part.name] = parts.value_of(own.answer)  # type: ignore[assignment]
        answer = Answer(Form.PARTS, parts=tuple((part.name, part.exercise.answer) for part in made))
        steps = tuple(step for part in made for step in steps_of_part(part.exercise))
        whole = self.exercise(Form.PARTS, answer, slips=(), steps=steps, given=self.shown_values(), parts=tuple(made))
        return replace(whole, prompt="\n\n".join([stem, *asked]))

    def carried(self, part: BankPart, known: Mapping[str, DrawnValue], own: Mapping[str, object]) -> Exercise | None:
        """Return a part from somebody's own answers to earlier ones; None where it takes none of them, or they will not do."""
        if not own.keys() & _names_of(part.question):
            return None
        values: dict[str, DrawnValue] = {**known, **own}  # type: ignore[dict-item]
        try:
            if part.when is not None and not expr.evaluate(part.when, values):
                return None
            return _Maker(part.question, self.seed, self.attempt, values, is_carried=True).made()
        except (NotAsked, DrillError, ArithmeticError):
            return None

    # ---- a choice

    def choice(self) -> Exercise:
        stream = Stream(self.question.id, self.seed, "options", self.attempt)
        right = stream.pick([o for o in self.question.options if o.right])
        wrong = stream.sample([o for o in self.question.options if not o.right], self.question.shown - 1)
        self.at = ("options",)
        choices = tuple(self.choices(stream.shuffled([right, *wrong])))
        if len({" ".join(c.text.split()).rstrip(".").lower() for c in choices}) < len(choices):
            raise NotAsked("two options read the same", ("options",))
        letter = next(c.letter for c in choices if c.why_wrong is None)
        slips = tuple(
            SlipAnswer(c.slip or f"option-{c.letter}", Answer(Form.CHOICE, word=c.letter), c.why_wrong, is_own=True)
            for c in choices
            if c.why_wrong is not None
        )
        answer = Answer(Form.CHOICE, word=letter)
        steps = self.all_filled(self.question.steps, "steps")
        return self.exercise(Form.CHOICE, answer, slips=slips, steps=steps, given={}, choices=choices)

    def choices(self, options: Sequence[Option]) -> Iterator[Choice]:
        for letter, option in zip(LETTERS, options, strict=False):
            why = None if option.right else "" if option.why is None else self.filled(option.why)
            yield Choice(letter, self.filled(option.text), why, option.slip)


def steps_of_part(exercise: Exercise) -> tuple[str, ...]:
    """Return the worked steps of one part: those of the bank, else those of its kind."""
    if exercise.steps or exercise.problem.kind not in KINDS:
        return exercise.steps
    return KINDS[exercise.problem.kind].steps(exercise.problem)


def _names_of(question: Question) -> set[str]:
    """Return the variables that the answer to a question follows from."""
    expressions = [*question.given.values(), *([question.answer] if question.answer is not None else [])]
    return {name for expression in expressions for name in expression.names}


def given_values(
    kind: str, given: Mapping[str, expr.Expression], variables: Mapping[str, expr.Value]
) -> dict[str, expr.Value]:
    """Return what a kind is given: the value of each expression, and the kind's own words as they are.

    Raises ExprError where an expression has no value.
    """
    words = {word for field in SIGNATURES[kind].fields for word in field.words} - variables.keys()
    return {name: e.text if e.text in words else expr.evaluate(e, variables) for name, e in given.items()}


def cannot_always_tell(answer: Answer) -> bool:
    """Is the answer one that a slip meets by chance: yes or no, or a small count?"""
    if answer.form is Form.YES_NO:
        return True
    value = answer.rows[0][0] if answer.form is Form.INTEGER else None
    return isinstance(value, Fraction) and value <= SMALL_COUNT


def as_answer(form: Form, value: object) -> Answer:
    """Return the value of a bank's expression as an answer of that form.

    Raises ExprError where it is none.
    """
    match form:
        case Form.YES_NO:
            return Answer(form, word="yes" if value in (True, "yes") else "no")
        case Form.NUMBER | Form.INTEGER:
            return Answer(form, ((_scalar(value),),))
        case Form.MATRIX:
            rows = tuple(tuple(_scalar(x) for x in _items(row)) for row in _items(value))
            if len({len(row) for row in rows}) != 1 or not rows[0]:
                raise expr.ExprError("rows of one length were expected")
            return Answer(form, rows)
        case _:
            return Answer(form, (tuple(_scalar(x) for x in _items(value)),))


def _items(value: object) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        raise expr.ExprError("a list was expected")
    return value


def _scalar(value: object) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, Surd, float, complex)):
        raise expr.ExprError("a number was expected")
    return Fraction(value) if isinstance(value, int) else value


__all__ = [
    "Drawn",
    "ReplayToken",
    "answer_as_displayed",
    "draw",
    "parse_token",
    "pose",
    "pose_once",
    "token_of",
]
