"""What a line of working can state, and how that is tested: against the given, and against one's own earlier lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.refusal import RefusalError
from decompdrill.errors import GivenError
from decompdrill.exercises.grade import judge_typed, task_of_given
from decompdrill.judging import worst
from decompdrill.kinds.given import within_doubles
from decompdrill.kinds.name_slip import Task
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar
from decompdrill.model import Form, Given, GivenValue, Number, Outcome, Typed, Verdict
from decompdrill.working import tables
from decompdrill.working.tables import EntryTable, Several, SideValue, close


class LineMark(StrEnum):
    """What is said of a line."""

    RIGHT = "right"
    FOLLOWS = "follows"
    IMPRECISE = "imprecise"
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """What is said of a statement, or of a line: its mark, what it was taken for, the line it follows from, the slip."""

    mark: LineMark
    is_: str = ""
    of: int | None = None
    slip: str | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement gives: its value, the index of its name (`v₁`), its argument (`v(4)`), the λ of its context."""

    value: SideValue
    index: str = ""
    about: Number | None = None
    is_equation: bool = False
    """It stands before `= 0`: only its roots count."""
    is_system: bool = False
    """It is the matrix of `[..] v = 0`: only its null vectors count."""

    @property
    def value_is_list(self) -> bool:
        return isinstance(self.value, Several)


@dataclass(frozen=True, slots=True)
class TestResult:
    """What a test says of a statement; `feedback` is Markdown."""

    outcome: Outcome
    slip: str | None = None
    feedback: str = ""


RIGHT, WRONG, IMPRECISE = TestResult(Outcome.RIGHT), TestResult(Outcome.WRONG), TestResult(Outcome.IMPRECISE)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a line stated: of which quantity, by which name, and whether it is true."""

    quantity: str
    stated: Stated
    line: int
    is_true: bool


@dataclass
class Board:
    """A problem with what was stated so far; true values are worked out once."""

    task: Task
    facts: list[Fact] = field(default_factory=list)
    names: dict[str, tuple[SideValue, int, bool]] = field(default_factory=dict)
    """What one's own names stand for, since which line, and whether that is true."""
    origins: dict[int, int] = field(default_factory=dict)
    """Of each line that only follows, the line where the mistake was made."""
    truths: dict[str, object] = field(default_factory=dict)
    answer: tuple[Typed, int] | None = None
    """A yes or no that was stated, with its line."""
    result: tuple[SideValue, int] | None = None
    """What the last calculation without a name came to, with its line."""

    @property
    def given(self) -> Given:
        return self.task.given

    def latest(self, quantity: str) -> Fact | None:
        return next((f for f in reversed(self.facts) if f.quantity == quantity), None)

    def origin(self, line: int) -> int:
        """Return the line where a mistake was made that this line carries on."""
        return self.origins.get(line, line)

    def untrue(self, *quantities: str) -> list[Fact]:
        """Return what was stated of these quantities and is not true, the latest first; what a name stood for before is left out."""
        found: list[Fact] = []
        for fact in reversed(self.facts):
            is_replaced = any(f.quantity == fact.quantity and f.stated.index == fact.stated.index for f in found)
            if fact.quantity in quantities and not is_replaced:
                found.append(fact)
        return [f for f in found if not f.is_true]


Test = Callable[[Board, Stated], "TestResult | None"]
"""None where the test says nothing."""
Rule = Callable[[Board, Stated], "int | None"]
"""The line from which a statement follows, None where it follows from none."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that lines of a kind can state."""

    id: str
    said: str
    """What the echo calls it."""
    heads: str
    """A regular expression of the names before the `=`; a group `index` or `about` is what belongs to the name."""
    form: Form
    truth: Test
    follows: tuple[Rule, ...] = ()
    value: Callable[[Board], SideValue | None] = lambda _: None
    """The true value, where there is one alone."""
    is_unnamed: bool = True
    """A value without a name may be meant as this."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the lines of a kind can state, the quantity that answers it, and what a line may look like, for `unclear`."""

    quantities: tuple[Quantity, ...]
    final: tuple[str, ...]
    names: Callable[[Board, str], SideValue | None] = lambda _, __: None
    """What a name stands for by the given."""
    examples: tuple[str, ...] = ()
    thousands: bool = False
    """Counts are written here as `65,536`."""
    bases: Callable[[Board, Number | None], list[EntryTable]] = lambda _, __: []
    """The matrices whose rows may be reduced here, given the λ of the context, where one is told."""
    given: tuple[str, ...] = ()
    """Quantities that the problem gives: no hint leads to them."""

    def quantity(self, name: str) -> Quantity | None:
        return next((q for q in self.quantities if q.id == name), None)


# ---- judging by the judges of kinds --------------------------------------------------------------------------------


def answer_of_value(form: Form, value: SideValue, text: str = "") -> Typed | None:
    """Return a value as an answer of a form; None where it is none."""
    if isinstance(value, NumberPolynomial):
        return Typed(form, text, (tuple(reversed(value.coefficients)),)) if form is Form.POLYNOMIAL else None
    if isinstance(value, Several):
        entries = tuple(x for x in value.values if isinstance(x, Number))
        return Typed(form, text, (entries,)) if form is Form.LIST and len(entries) == len(value.values) else None
    if isinstance(value, Number):
        return Typed(form, text, ((value,),)) if form in (Form.NUMBER, Form.INTEGER, Form.LIST) else None
    rows = tuple(tuple(x for x in row if isinstance(x, Number)) for row in value.rows)
    if [len(r) for r in rows] != [len(r) for r in value.rows]:
        return None
    if form is Form.MATRIX:
        return Typed(form, text, rows)
    if form in (Form.VECTOR, Form.LIST) and value.is_vector:
        return Typed(form, text, (tuple(x for row in rows for x in row),))
    return None


def listed_numbers(value: SideValue) -> list[Number]:
    """Return the numbers that a value lists; none where it holds anything else."""
    found = answer_of_value(Form.LIST, value)
    return list(found.rows[0]) if found else []


def matrix_of(value: SideValue) -> Matrix | None:
    """Return a table of numbers as a matrix of their values as written."""
    found = answer_of_value(Form.MATRIX, value) if isinstance(value, EntryTable) else None
    return None if found is None else Matrix(tuple(tuple(x.scalar for x in row) for row in found.rows))


def task_for(kind: str, **values: GivenValue) -> Task | None:
    """Return a problem of a kind; None where its given has no answer."""
    try:
        return task_of_given(Given(values, kind))
    except (GivenError, ArithmeticError):
        return None


def judged_as(task: Task | None, value: SideValue) -> Verdict | None:
    """Return the verdict of a problem's own judge on a value; None where the value is no answer of its form."""
    answer = answer_of_value(task.kind.form, value) if task else None
    if task is None or answer is None:
        return None
    try:
        with within_doubles():
            return judge_typed(task, answer)
    except (GivenError, ArithmeticError):
        return None


def finding_of(verdict: Verdict | None, is_own: bool = False, slips_alone: bool = False) -> TestResult | None:
    """Return what a verdict says; the sentences only where they speak of the problem's own matrix (`is_own`)."""
    if verdict is None or (slips_alone and (verdict.slip is None or verdict.outcome is not Outcome.WRONG)):
        return None
    if not is_own:
        return TestResult(verdict.outcome)
    said = verdict.feedback if verdict.slip else verdict.fails
    return TestResult(verdict.outcome, verdict.slip, " ".join(filter(None, [verdict.so_far, said])))


def among(values: Sequence[Number], truths: Iterable[Scalar]) -> Outcome:
    """Return whether each value is one of the true ones, none more often than it is there."""
    left = [tables.number(t) for t in truths]
    outcomes: list[Outcome] = []
    for value in values:
        judged = [close(value, t) for t in left]
        best = next((o for o in (Outcome.RIGHT, Outcome.IMPRECISE) if o in judged), None)
        if best is None:
            return Outcome.WRONG
        left.pop(judged.index(best))
        outcomes.append(best)
    return worst(outcomes)


def value_agrees(value: Callable[[Board], SideValue | None], said: str = "") -> Test:
    """Return the test of a quantity that has one true value."""

    def test(board: Board, stated: Stated) -> TestResult | None:
        true = value(board)
        if true is None:
            return None
        try:
            return TestResult(tables.agree(stated.value, true), feedback=said)
        except RefusalError:
            return None

    return test


def follows_from(*quantities: str, test: Callable[[Board, Fact, Stated], bool]) -> Rule:
    """Return the rule that a statement follows from one's own, of these quantities, by a test."""

    def rule(board: Board, stated: Stated) -> int | None:
        return next((fact.line for fact in board.untrue(*quantities) if test(board, fact, stated)), None)

    return rule
