"""A worked example: the stages of a topic worked out on one given, each with its true value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from decompdrill import expr
from decompdrill.bank.question import COMPUTED
from decompdrill.draw import DrawError, draw_variables
from decompdrill.errors import DrillError, GivenError
from decompdrill.exercises import grade
from decompdrill.exercises.filling import fill_template
from decompdrill.exercises.pose import MOST_ATTEMPTS, as_answer, given_values
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.given import read_given
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import writing
from decompdrill.kinds.steps.writing import Maths
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.model import (
    NOTHING_GIVEN,
    Answer,
    Exercise,
    Form,
    Given,
    GivenValue,
    Layer,
    Number,
    Plain,
    Raw,
    to_raw,
)
from decompdrill.topics.values import Stage, Topic


class Unworkable(DrillError):
    """A stage that cannot be worked out on this given: `stage` is its index, the message says what is in the way."""

    def __init__(self, stage: int, message: str) -> None:
        super().__init__(message)
        self.stage = stage


@dataclass(frozen=True, slots=True)
class WorkedStage:
    """One stage with its value: Markdown to say, the label of the value, and the value as an exercise that can be judged."""

    say: str
    label: str
    exercise: Exercise

    @property
    def shown(self) -> str:
        """Return the label and its value as Markdown: label = value, matrices on lines of their own."""
        answer = self.exercise.answer
        kind = SIGNATURES.get(self.exercise.kind)
        return labelled(self.label, _in_decimals(answer) if kind is not None and kind.in_decimals else answer)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what is given, as Markdown, and the stages to the answer."""

    kind: str
    raw: Mapping[str, Raw]
    given: tuple[str, ...]
    stages: tuple[WorkedStage, ...]


def draw_given(topic: Topic, seed: int) -> dict[str, Raw]:
    """Return the given of a topic with what a seed draws in it: the first attempt that the kind takes.

    Raises GivenError where none of 200 attempts is one.
    """
    for attempt in range(MOST_ATTEMPTS):
        try:
            values = draw_variables(topic.draw, f"topic.{topic.id}", seed, attempt)
            names = {field.name for field in SIGNATURES[topic.kind].fields}
            given = {**topic.given, **{name: to_raw(v) for name, v in values.items() if name in names}}
            read_given(KINDS[topic.kind], given)
        except (DrawError, GivenError) as fault:
            last = fault
        else:
            return given
    raise GivenError(f"{topic.id} has no example from seed {seed}: {last}")


def work(topic: Topic, raw: Mapping[str, Raw]) -> Example:
    """Return the example of a topic on one given.

    Raises GivenError where the kind does not take the given, and Unworkable where a stage cannot be worked out.
    """
    given = read_given(KINDS[topic.kind], raw)
    _demand_used(topic, raw)
    values = {name: _operand(value) for name, value in given.values.items()}
    return Example(topic.kind, raw, tuple(_shown_given(given, raw)), tuple(_stages(topic, raw, values)))


def _demand_used(topic: Topic, raw: Mapping[str, Raw]) -> None:
    """Raise Unworkable where something was given that no stage looks at: the stages would answer another problem."""
    expressions = [e for stage in topic.stages for e in (stage.answer, *stage.given.values()) if e is not None]
    used = {name for expression in expressions for name in expression.names}
    for name, value in raw.items():
        if name not in used and value != topic.given.get(name):
            raise Unworkable(0, f"no stage uses {name}")


def _stages(topic: Topic, raw: Mapping[str, Raw], values: Mapping[str, expr.Value]) -> Iterator[WorkedStage]:
    for at, stage in enumerate(topic.stages):
        try:
            yield _worked(topic, stage, raw, values)
        except (expr.ExprError, DrillError, ArithmeticError) as fault:
            raise Unworkable(at, str(fault)) from fault


def _worked(topic: Topic, stage: Stage, raw: Mapping[str, Raw], values: Mapping[str, expr.Value]) -> WorkedStage:
    say = fill_template(stage.say, values).strip()
    label = fill_template(stage.label, values).strip()
    if stage.form is not None and stage.answer is not None:
        problem, answer = NOTHING_GIVEN, as_answer(stage.form, expr.evaluate(stage.answer, values))
    else:
        task = grade.task_of(stage.kind, _given_of(stage, raw, values))
        problem, answer = task.given, name_slip.reference(task)
    exercise = Exercise(
        question=f"topic.{topic.id}",
        seed=0,
        token="",
        objective="",
        bank="",
        level=1,
        kind=stage.kind or COMPUTED,
        form=answer.form,
        given={},
        prompt=say,
        hints=(),
        answer=answer,
        slips=(),
        problem=problem,
    )
    return WorkedStage(say, label, exercise)


def _given_of(stage: Stage, raw: Mapping[str, Raw], values: Mapping[str, expr.Value]) -> dict[str, Plain]:
    """Return what a kind is given: a given itself as it was written, with its roots, else the value of an expression."""
    computed = {name: e for name, e in stage.given.items() if e.text not in raw}
    written = {name: raw[e.text] for name, e in stage.given.items() if e.text in raw}
    return {**given_values(stage.kind, computed, values), **written}


def _operand(value: GivenValue) -> expr.Value:
    """Return a given as an expression computes with it; a root, which it cannot hold, as the nearest double."""
    match value:
        case Matrix():
            return tuple(tuple(_number(x) for x in row) for row in value.rows)
        case Number():
            return _number(value.scalar)
        case tuple():
            return tuple(_layer(x) if isinstance(x, Layer) else _number(x) for x in value)
        case _:
            return value


def _number(value: Scalar) -> int | Fraction | float | complex:
    if isinstance(value, Surd):
        return as_float(value)
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def _layer(layer: Layer) -> dict[str, expr.Value]:
    return {"d_in": layer.d_in, "d_out": layer.d_out, "count": layer.count}


# ---- how values are written ----------------------------------------------------------------------------------------


def _shown_given(given: Given, raw: Mapping[str, Raw]) -> Iterator[str]:
    """Yield each given as Markdown; what was not given but has a default is left out."""
    for name, value in given.values.items():
        if name not in raw:
            continue
        match value:
            case Matrix():
                yield writing.display(name, writing.matrix(value.rows))
            case Number():
                yield writing.inline(name, writing.value(value.scalar))
            case tuple():
                yield _listed_given(name, value)
            case bool():
                yield f"{name} = {'yes' if value else 'no'}"
            case int():
                yield f"${_name(name)} = {value}$"
            case _:
                yield f"{name} = {value}"


def _name(name: str) -> str:
    return name if len(name) == 1 else rf"\text{{{name.replace('_', ' ')}}}"


def _listed_given(name: str, value: tuple[Scalar, ...] | tuple[Layer, ...]) -> str:
    layers = [x for x in value if isinstance(x, Layer)]
    if layers:
        rows = (f"- {x.count} of ${x.d_out} \\times {x.d_in}$" for x in layers)
        return "\n".join(["Layers, outputs × inputs:", *rows])
    numbers = tuple(x for x in value if not isinstance(x, Layer))
    return writing.inline(_name(name), writing.listed(numbers))


def labelled(label: str, answer: Answer) -> str:
    """Return `label = value` as Markdown."""
    if answer.form is Form.FACTORS:
        return "\n".join(writing.display(_PARTS.get(name, name), _part(part)) for name, part in answer.parts)
    if answer.word:
        return f"{_upper(label)}: {answer.word}."
    maths = _maths(answer)
    bare = label.removeprefix("$").removesuffix("$")
    is_drawn = answer.form in (Form.MATRIX, Form.VECTOR)
    if label.startswith("$") and "$" not in bare:
        return writing.display(bare, maths) if is_drawn else writing.inline(bare, maths)
    if is_drawn:
        return f"{_upper(label)}:\n{writing.leaves(maths)}"
    return f"{_upper(label)}: ${'' if maths.is_exact else writing.APPROXIMATELY}{maths.latex}$"


def _in_decimals(answer: Answer) -> Answer:
    """Return an answer that is asked in decimals with no root, and no fraction that ends in none."""
    rows = tuple(tuple(x if _ends(x) else as_float(x) for x in row) for row in answer.rows)
    return replace(answer, rows=rows)


def _ends(x: Scalar) -> bool:
    return isinstance(x, Fraction) and 10**12 % x.denominator == 0


def _part(part: Answer) -> Maths:
    """Return a factor; the numbers of a diagonal one as the matrix that they make."""
    maths = _maths(part)
    return Maths(rf"\diag({maths.latex})", maths.is_exact) if part.form is Form.LIST else maths


_PARTS = {"S": r"\Sigma", "Vt": r"V^\top", "L": r"\Lambda"}


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]


def _maths(answer: Answer) -> Maths:
    match answer.form:
        case Form.MATRIX:
            return writing.matrix(answer.rows)
        case Form.VECTOR:
            return writing.column(answer.rows[0])
        case Form.POLYNOMIAL:
            return writing.polynomial(answer.rows[0])
        case _:
            return writing.listed(answer.rows[0])
