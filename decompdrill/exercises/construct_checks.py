"""What the audit looks for in a construct question: an example that fails, a trivial answer that passes, a condition that never fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from decompdrill.bank.template import Template
from decompdrill.errors import DrillError
from decompdrill.exercises import construct_answers, grade
from decompdrill.exercises.filling import fill_template
from decompdrill.exercises.finding import Finding
from decompdrill.kinds import name_slip
from decompdrill.maths.surd import Scalar
from decompdrill.model import Answer, Construct, Exercise, Form, Typed

MOST_LEARNT = 0.8
"""The answer to one draw must not be right on more of the others than this: it would be learnt once for all."""

EXAMPLES, OTHERS = 10, 100
"""So many examples are tried, on so many draws."""

ExampleRows = tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer that somebody may try, and what it is called."""

    name: str
    typed: Typed


def construct_faults(exercise: Exercise, construct: Construct) -> Iterator[Finding]:
    """Yield what is wrong with the conditions and the example of one draw."""
    example = exercise.answer
    unmet = _unmet(construct, example, name_slip.typed_of(example))
    for index, condition in enumerate(construct.conditions):
        if condition.name in unmet:
            at = ("conditions", index, "holds")
            yield Finding(f"unmet {condition.name}", at, f"the example does not meet the condition {condition.name}")
    if unmet:
        return
    if any(len(part.rows) == len(part.rows[0]) == 1 for part in _parts(example)):
        yield Finding("single", ("example",), "the example is a single number: nothing is left to construct")
        return
    trivial, others = list(_trivial(example)), list(_others(example))
    failed: set[str] = set()
    for tried in [*trivial, *others]:
        fails = _unmet(construct, example, tried.typed)
        if not fails and tried in trivial:
            yield Finding("trivial", ("conditions",), f"{tried.name} meets every condition")
        failed |= fails
        yield from _unsaid(construct, tried, fails)
    for index, condition in enumerate(construct.conditions):
        if condition.name not in failed:
            at = ("conditions", index, "holds")
            yield Finding(f"idle {condition.name}", at, f"nothing that was tried fails the condition {condition.name}")


def learnt_faults(drawn: Sequence[Exercise]) -> Iterator[Finding]:
    """Yield where the example of one draw is right on most of the others."""
    of = drawn[:OTHERS]
    for exercise in drawn[:EXAMPLES]:
        typed = name_slip.typed_of(exercise.answer)
        right = sum(name_slip.passes(grade.task_of_exercise(other), typed) for other in of)
        if right > MOST_LEARNT * len(of):
            yield Finding(
                "learnt", ("draw",), f"the example of seed {exercise.seed} is right on {right} of {len(of)} draws"
            )
            return


def sentences(exercise: Exercise) -> Iterator[str]:
    """Yield what is said where each condition fails, with the numbers of the example."""
    construct = exercise.construct
    if construct is not None:
        names = {**construct.values, **construct_answers.constructed_values(construct, exercise.answer)}
        for condition in construct.conditions:
            yield construct_answers.said_of(condition, names)


def _unmet(construct: Construct, example: Answer, typed: Typed) -> set[str]:
    judged = construct_answers.judge(construct, example, typed)
    return {check.name for check in judged.checks if not check.passed}


def _unsaid(construct: Construct, tried: Tried, fails: set[str]) -> Iterator[Finding]:
    """Yield a condition whose sentence cannot be written for an answer that fails it."""
    names = {**construct.values, **construct_answers.constructed_values(construct, tried.typed)}
    for index, condition in enumerate(construct.conditions):
        if condition.name not in fails:
            continue
        try:
            fill_template(Template(condition.said), names)  # type: ignore[arg-type]
        except DrillError as fault:
            at = ("conditions", index, "said")
            yield Finding(f"said {condition.name}", at, f"what is said of {tried.name} cannot be written: {fault}")


# ---- what is tried -------------------------------------------------------------------------------------------------


def _parts(answer: Answer) -> list[Answer]:
    return [part for _, part in answer.parts] or [answer]


_TRIVIAL: tuple[tuple[str, Callable[[int, int], int]], ...] = (
    ("zero", lambda _, __: 0),
    ("the identity", lambda i, j: int(i == j)),
    ("minus the identity", lambda i, j: -int(i == j)),
    ("all ones", lambda _, __: 1),
)


def _trivial(example: Answer) -> Iterator[Tried]:
    """Yield the zero matrix, the identity, its negative and all ones in the shape of the example; of several matrices every combination."""
    parts = _parts(example)
    for chosen in product(_TRIVIAL, repeat=len(parts)):
        filled = [_filled(part, entry) for part, (_, entry) in zip(parts, chosen, strict=True)]
        yield Tried(", ".join(name for name, _ in chosen), _typed(example, filled))


def _filled(part: Answer, entry: Callable[[int, int], int]) -> ExampleRows:
    """Return the rows of a part with other entries; the identity of a vector is the first of the standard basis."""
    return tuple(tuple(Fraction(entry(i, j)) for j in range(len(row))) for i, row in enumerate(part.rows))


_CHANGES: tuple[tuple[str, Callable[[Scalar], Scalar]], ...] = (
    ("one more", lambda x: x + 1),
    ("0", lambda _: Fraction(0)),
    ("negated", lambda x: -x),
    ("half more", lambda x: x + Fraction(1, 2)),
)


def _others(example: Answer) -> Iterator[Tried]:
    """Yield the example with one entry changed, with a part doubled, and with a part transposed where it is square."""
    parts = _parts(example)
    for at, part in enumerate(parts):
        changed = [*_changed(part), ("doubled", tuple(tuple(2 * x for x in row) for row in part.rows))]
        if len(part.rows) == len(part.rows[0]):
            changed.append(("transposed", tuple(zip(*part.rows, strict=True))))
        for name, rows in changed:
            whole = [rows if place == at else other.rows for place, other in enumerate(parts)]
            yield Tried(f"the example, {name}", _typed(example, whole))


def _changed(part: Answer) -> Iterator[tuple[str, ExampleRows]]:
    for i, row in enumerate(part.rows):
        for j, x in enumerate(row):
            for name, change in _CHANGES:
                other = (*row[:j], change(x), *row[j + 1 :])
                yield f"row {i + 1}, column {j + 1} {name}", (*part.rows[:i], other, *part.rows[i + 1 :])


def _typed(example: Answer, rows: Sequence[ExampleRows]) -> Typed:
    filled = [replace(part, rows=of) for part, of in zip(_parts(example), rows, strict=True)]
    if not example.parts:
        return name_slip.typed_of(filled[0])
    named = zip((name for name, _ in example.parts), filled, strict=True)
    return name_slip.typed_of(Answer(Form.FACTORS, parts=tuple(named)))
