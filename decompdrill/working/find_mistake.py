"""Find the mistake: a worked solution in lines with one slip that was made and carried on, of any problem of a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.refusal import RefusalError
from decompdrill.bank.question import COMPUTED, PARTS
from decompdrill.draw import Stream
from decompdrill.exercises.grade import task_of_exercise, unreadable
from decompdrill.judging import parts
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.sheets import slips_carried_on
from decompdrill.kinds.slip_titles import SLIP_TITLES
from decompdrill.kinds.steps.sheet import Slipped
from decompdrill.mathtext import Style, render_line
from decompdrill.model import (
    NOTHING_GIVEN,
    Answer,
    Check,
    Exercise,
    Form,
    Number,
    Outcome,
    Part,
    SlipAnswer,
    Unreadable,
    Verdict,
)
from decompdrill.working import tables
from decompdrill.working.elimination import components
from decompdrill.working.lines import EquationSide, read_working_line
from decompdrill.working.quantities import Fact, LineMark, listed_numbers
from decompdrill.working.session import WorkingSession
from decompdrill.working.sides import SideTree, names_in, worked_out

LINE = "line"
"""What the kind of the second part is called."""

UNKNOWNS = frozenset(("λ", "x", "t", "i"))
"""Names that may be left in a line that is worked out: of a polynomial, and of complex numbers."""

_OTHER_VARIABLE = re.compile(r"(?<![A-Za-z_])[xt](?![A-Za-z_(])")
"""A letter that people type for λ."""

LONGEST_READ = 200
"""Characters of a line that are said back."""


def find_mistake(exercise: Exercise, stream: Stream) -> Exercise | None:
    """Return the question which line of a worked solution has the first mistake; None where no slip can be carried on here."""
    if not exercise.problem.kind:
        return None
    found = slips_carried_on(exercise.problem)
    if not found:
        return None
    number = stream.pick(sorted({one.number for one in found}))
    slipped = stream.pick([one for one in found if one.number == number])
    task = task_of_exercise(exercise)
    stem = _stem(exercise, slipped)
    line, right = _first_part(exercise, slipped, stem), _second_part(exercise, slipped, stem, task)
    made = (Part("line", line, _carries_nothing), Part("right", right, _carries_nothing))
    asked = ("Part 1. Which line has the first mistake?", "Part 2. Write that line as it should be.")
    return replace(
        _bare(exercise),
        kind=PARTS,
        form=Form.PARTS,
        prompt="\n\n".join([stem, *asked]),
        answer=Answer(Form.PARTS, parts=tuple((part.name, part.exercise.answer) for part in made)),
        steps=slipped.right,
        parts=made,
    )


def _carries_nothing(_: object) -> None:
    """The second part is asked after the first is settled, and takes nothing from it."""


def _bare(exercise: Exercise) -> Exercise:
    """Return the exercise without what belongs to its own answer."""
    hint = "Work each line out again from the lines above it, and begin at the top."
    return replace(exercise, hints=(hint,), slips=(), steps=(), reason="", insist=(), problem=NOTHING_GIVEN)


def _stem(exercise: Exercise, slipped: Slipped) -> str:
    numbered = "\n".join(f"{at}. {line}" for at, line in enumerate(slipped.lines, 1))
    return (
        f"{exercise.prompt}\n\nBelow is a solution in {len(slipped.lines)} lines. One of them has a mistake; every other "
        f"one follows from the lines above it.\n\n{numbered}"
    )


def _first_part(exercise: Exercise, slipped: Slipped, stem: str) -> Exercise:
    count, number = len(slipped.lines), slipped.number
    others = [
        *(_slip("earlier-line", at, f"Line {at} is right.") for at in range(1, number)),
        *(
            _slip("later-line", at, f"The mistake was made above line {at}, which only carries it on.")
            for at in range(number + 1, count + 1)
        ),
    ]
    title = SLIP_TITLES[slipped.slip]
    return replace(
        _bare(exercise),
        kind=COMPUTED,
        form=Form.INTEGER,
        prompt=parts.heading(1, 2, stem, "Which line has the first mistake? Type its number."),
        answer=Answer(Form.INTEGER, ((Fraction(number),),)),
        slips=tuple(others),
        steps=slipped.right,
        reason=f"Line {number} has the first mistake. {title}",
        part=(1, 2),
    )


def _slip(name: str, line: int, said: str) -> SlipAnswer:
    return SlipAnswer(name, Answer(Form.INTEGER, ((Fraction(line),),)), said, is_own=True)


def _second_part(exercise: Exercise, slipped: Slipped, stem: str, task: Task) -> Exercise:
    lines = [render_line(line, Style.UNICODE) for line in slipped.right]
    asked = f"The first mistake is in line {slipped.number}. Write the line as it should be."
    return replace(
        _bare(exercise),
        kind=LINE,
        form=Form.LINE,
        prompt=parts.heading(2, 2, stem, asked),
        answer=Answer(Form.LINE, word=lines[slipped.number - 1]),
        steps=slipped.right,
        part=(2, 2),
        judged_by=partial(judged_line, task, tuple(lines[: slipped.number])),
    )


# ---- how the line is judged ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Written:
    """A line as it was judged below the lines above it."""

    session: WorkingSession
    text: str

    @property
    def mark(self) -> LineMark:
        return self.session.lines[-1].mark

    @property
    def said(self) -> str:
        return self.session.lines[-1].feedback


def judged_line(task: Task, lines: Sequence[str], text: str) -> Verdict:
    """Return the verdict on a text as the last of these lines, which are right: it is right if it says the same rightly.

    A line that cannot be judged, that says something else, or that is not worked out is unreadable: it costs no try.
    """
    *above, right = lines
    typed = " ".join(text.split())
    number, head = len(lines), right.rpartition("=")[0].strip()
    asked = _written(task, above, right)
    if isinstance(asked.session.came_to(), NumberPolynomial):
        typed = _OTHER_VARIABLE.sub("λ", typed)
    came = _written(task, above, typed)
    if "=" not in typed and head and (came.mark is not LineMark.RIGHT or not _answers(asked, came)):
        named = _written(task, above, f"{head} = {typed}")
        came = named if named.mark not in (LineMark.UNREADABLE, LineMark.UNCLEAR) else came
    form = f"write it as '{head} = …'" if head else "write the whole line"
    if came.mark is LineMark.UNREADABLE:
        return _refused(render_line(came.said, Style.UNICODE), typed, right)
    if came.mark is LineMark.UNCLEAR:
        return _refused(f"this is not a line that can be judged here; {form}", typed, right)
    is_true = came.mark in (LineMark.RIGHT, LineMark.IMPRECISE)
    if is_true and not _answers(asked, came):
        return _refused(f"this is true, but it is not what line {number} says; {form}", typed, right)
    if is_true and not _relation(right) and not _is_worked_out(came.text):
        return _refused(f"line {number} has to be worked out: numbers are expected behind the last '='", typed, right)
    outcome = {LineMark.RIGHT: Outcome.RIGHT, LineMark.IMPRECISE: Outcome.IMPRECISE}.get(came.mark, Outcome.WRONG)
    said = {
        Outcome.RIGHT: "With this line mended the rest can be worked out again.",
        Outcome.IMPRECISE: "Right as far as it goes, but not precise enough.",
    }.get(outcome, came.said)
    return Verdict(
        outcome=outcome,
        credit={Outcome.RIGHT: 1.0, Outcome.IMPRECISE: 0.5}.get(outcome, 0.0),
        read_as=typed[:LONGEST_READ],
        checks=(Check("line", outcome is Outcome.RIGHT),),
        slip=None,
        feedback=said,
        expected=right,
        fails="This line is not right yet." if outcome is Outcome.WRONG else "",
        names_truth=outcome is Outcome.WRONG,
    )


def _written(task: Task, above: Sequence[str], text: str) -> _Written:
    session = WorkingSession(task)
    session.write_all(above)
    session.write(text)
    return _Written(session, text)


def _refused(message: str, typed: str, right: str) -> Verdict:
    return unreadable(Unreadable(message, (0, len(typed))), right)


def _answers(asked: _Written, came: _Written) -> bool:
    """Does a line say what was asked for: of the same quantity, as much of it, or to the same value?"""
    relation = _relation(asked.text)
    if relation is not None:
        other = _relation(came.text)
        return other is not None and _are_parallel(relation, other)
    wanted, stated = asked.session.stated(), came.session.stated()
    if not wanted:
        value, other_value = asked.session.came_to(), came.session.came_to()
        if value is None or other_value is None:
            return value is other_value and asked.session.lines[-1].is_ == came.session.lines[-1].is_
        return _agree(value, other_value)
    if {f.quantity for f in wanted} != {f.quantity for f in stated} or _size(wanted) != _size(stated):
        return False
    is_of_rows = any(f.quantity == "rows" for f in wanted)
    return not is_of_rows or _agree(wanted[-1].stated.value, stated[-1].stated.value)


def _size(facts: Sequence[Fact]) -> int:
    return sum(len(listed_numbers(fact.stated.value)) or 1 for fact in facts)


def _agree(a: tables.SideValue, b: tables.SideValue) -> bool:
    try:
        return tables.agree(a, b) is not Outcome.WRONG
    except RefusalError:
        return False


def _relation(text: str) -> list[float] | None:
    """Return the coefficients of an equation in x₁, x₂, …; None where a line is none."""
    sides = _sides(text)
    if len(sides) != 2:
        return None
    try:
        trees = [side.trees()[0] for side in sides]
        names = set().union(*map(names_in, trees))
        places = components(names, 3)
        if not places:
            return None
        return [_at(trees, places, unit) for unit in range(3)]
    except (RefusalError, ArithmeticError):
        return None


def _at(trees: Sequence[SideTree], places: dict[str, int], unit: int) -> float:
    def entry(name: str) -> Number:
        return tables.number(Fraction(int(places[name] == unit)))

    left, right = (worked_out(tree, entry) for tree in trees)
    difference = tables.values_added(left, tables.negative_of(right))
    return difference.value.real if isinstance(difference, Number) else 0.0


def _are_parallel(a: Sequence[float], b: Sequence[float]) -> bool:
    crossed = (a[i] * b[j] - a[j] * b[i] for i in range(len(a)) for j in range(i))
    size = max(map(abs, a)) * max(map(abs, b))
    return size > 0 and all(abs(x) <= tables.CARRIED * size for x in crossed)


def _sides(text: str) -> tuple[EquationSide, ...]:
    try:
        statements = read_working_line(text).statements
    except (RefusalError, RecursionError):
        return ()
    return statements[0].sides if len(statements) == 1 else ()


def _is_worked_out(text: str) -> bool:
    """Stand numbers behind the last = of each statement: no names, no determinant and no product of matrices?"""
    try:
        line = read_working_line(text)
        return all(_is_value(statement.sides[-1]) for statement in line.statements if len(statement.sides) > 1)
    except (RefusalError, RecursionError):
        return True


def _is_value(side: EquationSide) -> bool:
    kinds = [token.kind for token in side.tokens]
    if kinds.count("[") > 1 or any(kind in ("|", "‖", "ᵀ") for kind in kinds):
        return False
    return all(names_in(tree) <= UNKNOWNS for tree in side.trees()[:1])


__all__ = ["find_mistake", "judged_line"]
