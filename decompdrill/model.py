"""The frozen values that travel through the pipeline load → draw → pose → read → grade."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from decompdrill.maths.surd import Exact, Scalar, as_float

if TYPE_CHECKING:  # NumPy, which no question of choice needs
    from decompdrill.maths.linalg import Matrix

LONGEST_TEXT = 20_000
"""Characters of an answer; one of nothing but plain numbers may have more."""

Raw: TypeAlias = "int | float | str | list[Raw] | dict[str, Raw]"
"""A given as JSON writes it: numbers, strings such as "1/3", lists of them."""

Plain: TypeAlias = "int | float | complex | Fraction | str | Sequence[Plain] | Mapping[str, Plain]"
"""A given before it is read: as JSON writes it, or exact as it was drawn, or as an expression computed it."""


def to_raw(value: Plain) -> Raw:
    """Return a value as JSON writes it, so that reading it again gives the same number.

    Integers, words and lists stay as they are; 1/4 becomes 0.25, 1/3 becomes "1/3", and 1 + 2i becomes "1.0+2.0i".
    """
    match value:
        case Fraction():
            return _number_to_raw(value)
        case complex():
            return f"{value.real!r}{'-' if value.imag < 0 else '+'}{abs(value.imag)!r}i"
        case int() | float() | str():
            return value
        case Mapping():
            return {name: to_raw(item) for name, item in value.items()}
        case _:
            return [to_raw(item) for item in value]


def _number_to_raw(value: Fraction) -> int | float | str:
    """A float stands for a fraction only where the shortest text of the float says that very fraction."""
    if value.denominator == 1:
        return value.numerator
    try:
        nearest = float(value)
    except OverflowError:
        return str(value)
    return nearest if Fraction(repr(nearest)) == value else str(value)


class Form(StrEnum):
    """How an answer is typed; the values are the contract's names."""

    NUMBER = "number"
    INTEGER = "integer"
    LIST = "list"
    VECTOR = "vector"
    MATRIX = "matrix"
    YES_NO = "yes-no"
    POLYNOMIAL = "polynomial"
    CHOICE = "choice"
    FACTORS = "factors"
    CODE = "code"
    LINE = "line"
    PARTS = "parts"


READ_FORMS = tuple(form for form in Form if form not in (Form.PARTS, Form.LINE))
"""The forms that a text is read in: each part of a question has one of its own, and a line of working is read with the lines above."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it was typed.

    `radius` is u of the contract: half a unit of the last place typed, carried by interval through expressions; 0.0
    where the text is exact (integers, fractions, roots and expressions of those). `radius_imag` is the same for the
    imaginary part. `exact` is the value as written (0.1 is 1/10), None where it has no exact form (π, cube roots).
    """

    value: float | complex
    exact: Exact | None
    radius: float = 0.0
    radius_imag: float = 0.0
    lone_integer: bool = False
    """The whole text is one integer, sign allowed: `42`, `-7`; not `2.0`, `4/2`, `1e3`, `95%`."""
    digits: int = 0
    """Significant digits of a lone integer or decimal, trailing zeros counted (2620 has 4, 0.050 has 2); 0 for others."""
    text: str = ""
    in_percent: bool = False
    """A percent sign stands behind it: `95%`, which is 0.95."""

    @property
    def is_exact(self) -> bool:
        return self.radius == 0.0 and self.radius_imag == 0.0

    @property
    def scalar(self) -> Scalar:
        """The exact value where there is one, else the double."""
        return self.value if self.exact is None else self.exact


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of layer that LoRA adapts: its input and output width, and how many of it there are."""

    d_in: int
    d_out: int
    count: int


GivenValue: TypeAlias = "Matrix | tuple[Scalar, ...] | Number | int | str | bool | tuple[Layer, ...]"


@dataclass(frozen=True)
class Given:
    """What a problem of a kind gives, read and checked: matrices, lists, numbers, counts and words by name."""

    values: Mapping[str, GivenValue]
    kind: str = ""
    """Empty where the answer stands in a bank."""

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def matrix(self, name: str = "A") -> Matrix:
        value = self.values[name]
        assert not isinstance(value, _NO_MATRIX)
        return value

    def numbers(self, name: str) -> tuple[Scalar, ...]:
        value = self.values[name]
        assert isinstance(value, tuple)
        return tuple(x for x in value if not isinstance(x, Layer))

    def layers(self, name: str) -> tuple[Layer, ...]:
        value = self.values[name]
        assert isinstance(value, tuple)
        return tuple(x for x in value if isinstance(x, Layer))

    def number(self, name: str) -> Number:
        value = self.values[name]
        assert isinstance(value, Number)
        return value

    def scalar(self, name: str) -> Scalar:
        number = self.number(name)
        return number.scalar

    def count(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int)
        return value

    def word(self, name: str) -> str:
        value = self.values[name]
        assert isinstance(value, str)
        return value

    @cached_property
    def entries(self) -> tuple[float | complex, ...]:
        """Every number given, for the scale where the true answer is zero."""
        found: list[float | complex] = []
        for value in self.values.values():
            if isinstance(value, tuple):
                found += [as_float(x) for x in value if not isinstance(x, Layer)]
            elif not isinstance(value, _NO_MATRIX):
                found += value.entries
        return tuple(found)


NOTHING_GIVEN = Given({})
_NO_MATRIX = (tuple, Number, int, str)


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that could be read.

    `rows` holds the numbers: 1×1 for number and integer; one row for list, vector and polynomial (highest power first);
    all rows of a matrix. `word` is "yes"/"no", the letter of a choice, or the code. `parts` holds the named parts of a
    factorisation, each a matrix or a list.
    """

    form: Form
    text: str
    rows: tuple[tuple[Number, ...], ...] = ()
    word: str = ""
    parts: tuple[tuple[str, Typed], ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no answer of the form asked: what was expected and came, and the span of characters at fault.

    `offers` are whole texts that could be typed for what was probably meant; each of them reads.
    """

    message: str
    span: tuple[int, int]
    offers: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A true (or a slip's) answer, in the same layout as `Typed`, of scalars instead of typed numbers."""

    form: Form
    rows: tuple[tuple[Scalar, ...], ...] = ()
    word: str = ""
    parts: tuple[tuple[str, Answer], ...] = ()
    error: float | tuple[float, ...] | None = field(default=None, compare=False)
    """How far the entries that are no exact numbers may be from the truth, all or each, where the way they were found tells."""


class Outcome(StrEnum):
    """What `grade` says of an answer."""

    RIGHT = "right"
    IMPRECISE = "imprecise"
    WRONG = "wrong"
    UNREADABLE = "unreadable"


class Note(StrEnum):
    """What a check says beside its numbers, as a stable id."""

    IMPRECISE = "imprecise"
    TRUNCATED = "truncated"
    MISPLACED_POINT = "misplaced-point"
    HUNDREDFOLD = "hundredfold"
    MISSING = "missing"
    TOO_MANY = "too-many"
    MULTIPLICITY = "multiplicity"
    UNSORTED = "unsorted"
    ORDER_REVERSED = "order-reversed"
    ZERO_VECTOR = "zero-vector"
    DEPENDENT = "dependent"
    NOT_UNIT = "not-unit"
    NOT_ORTHOGONAL = "not-orthogonal"
    NOTHING_MATCHED = "nothing-matched"
    TOO_FEW_DIGITS = "too-few-digits"


CheckName: TypeAlias = Literal[
    "value", "values", "entries", "coefficients", "count", "order", "shape", "degree", "answer", "runs",
    "nonzero", "direction", "unit-length", "independent", "eigenvalues", "eigenvectors", "AV = VΛ", "AQ = QΛ",
    "singular-values", "reconstruction", "orthonormal-U", "orthonormal-V", "orthonormal-Q", "U", "Vt", "Q", "real",
]  # fmt: skip
"""What records call a property that a right answer has; the conditions of a `construct` question have names of their own."""


@dataclass(frozen=True, slots=True)
class Check:
    """One property that a right answer has: its residual, the bound it must keep, a note, and a detail in words."""

    name: str
    passed: bool
    residual: float | None = None
    bound: float | None = None
    note: Note | None = None
    detail: str = ""
    """What the note alone does not say: which row and column, which shape was asked, how many digits would tell."""
    places: tuple[tuple[int, int], ...] = ()
    """Row and column, from 0, of each entry of a matrix that is not right."""
    none_right: bool = False
    """Of several values none is right, nor right but for its digits."""

    def __post_init__(self) -> None:
        """Keep Python's own numbers only: those of NumPy are no JSON."""
        object.__setattr__(self, "passed", bool(self.passed))
        for name, value in (("residual", self.residual), ("bound", self.bound)):
            if value is not None and type(value) is not float:
                object.__setattr__(self, name, float(value))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one answer, as `grade` prints it."""

    outcome: Outcome
    credit: float
    read_as: str
    checks: tuple[Check, ...]
    slip: str | None
    feedback: str
    """Markdown, as everything that is said: a front end writes it in its own style."""
    expected: str
    unreadable: Unreadable | None = None
    expected_formula: str = ""
    """The matrices of the true answer as a formula in Markdown; nothing where it is no matrix."""
    typed: Typed | None = field(default=None, compare=False)
    """The answer as it was read; None where it is unreadable, a letter, or code."""
    so_far: str = ""
    """What is right of a wrong answer, in Markdown."""
    fails: str = ""
    """What is said of a wrong answer while another try is left, in Markdown: nothing that gives the right one away."""
    parts: tuple[Verdict, ...] = ()
    """The verdicts on the parts of a question in parts, as far as they were answered."""
    names_truth: bool = False
    """What `feedback` says of the slip names a true value: while another try is left, `fails` is said instead."""

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT

    @property
    def wrong_entries(self) -> tuple[tuple[int, int], ...]:
        """Row and column, from 0, of each entry of a matrix that is not right."""
        return tuple(place for check in self.checks for place in check.places)

    @property
    def costs_a_try(self) -> bool:
        """Wrong costs a try; what cannot be read, is imprecise or has the wrong shape does not."""
        return self.outcome is Outcome.WRONG and all(c.passed for c in self.checks if c.name == "shape")


@dataclass(frozen=True, slots=True)
class SlipAnswer:
    """A wrong procedure worked out on one instance: what a learner who follows it types, and what to say then."""

    slip: str
    answer: Answer
    sentence: str | Callable[[Given], str]
    """What happened and what to do instead, on this instance's own numbers; or what writes it when it is wanted."""
    is_own: bool = False
    """It belongs to the question, not to its kind."""
    given: Given = NOTHING_GIVEN

    @property
    def said(self) -> str:
        return self.sentence if isinstance(self.sentence, str) else self.sentence(self.given)


@dataclass(frozen=True, slots=True)
class BankFault:
    """A fault of a bank: `path:line:column: message`; `where` is the place inside the document ($.questions[2].draw)."""

    path: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Objective:
    """A learning objective; `rows` are its rows of the curriculum, `requires` the objectives to know before."""

    id: str
    title: str
    rows: tuple[str, ...]
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice question as it is shown: its letter, its text, and why it is wrong (None: it is right)."""

    letter: str
    text: str
    why_wrong: str | None
    slip: str | None


class FilledCodeSlip(NamedTuple):
    """A slip of a code question on one draw: the code that it gives, and what to say then."""

    id: str
    code: str
    said: str


@dataclass(frozen=True)  # without slots: what its own codes give is remembered on it
class Code:
    """What a code question is judged by: the variables of several draws (the one shown first), its right codes, its slips."""

    draws: tuple[Mapping[str, object], ...]
    answers: tuple[str, ...]
    slips: tuple[FilledCodeSlip, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What an answer of one's own must meet: its name, the expression that holds then, and what to say where it does not."""

    name: str
    holds: str
    said: str


@dataclass(frozen=True, slots=True)
class Construct:
    """What a construct question is judged by: the variables drawn, the names of what is asked for, and its conditions."""

    values: Mapping[str, object]
    names: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question in parts: its name, and what it asks as an exercise of its own."""

    name: str
    exercise: Exercise
    carried: Callable[[Mapping[str, object]], Exercise | None] = field(compare=False)
    """The same part from a person's own answers to earlier ones, by name; None where it uses none of them, or they will not do."""
    uses: frozenset[str] = frozenset()
    """The names of the earlier parts whose answers it takes."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One question drawn from one seed: all that a front end shows and a grader needs."""

    question: str
    seed: int
    token: str
    objective: str
    bank: str
    level: int
    kind: str
    form: Form
    given: Mapping[str, Raw]
    """As records write it."""
    prompt: str
    """Markdown with `$…$` maths, placeholders already filled."""
    hints: tuple[str, ...]
    answer: Answer
    slips: tuple[SlipAnswer, ...]
    steps: tuple[str, ...] = ()
    reason: str = ""
    """The step that is said with the answer."""
    choices: tuple[Choice, ...] = ()
    title: str = ""
    code: Code | None = None
    construct: Construct | None = None
    parts: tuple[Part, ...] = ()
    part: tuple[int, int] | None = None
    """Of a part of a question its number, from 1, and how many there are."""
    judged_by: Callable[[str], Verdict] | None = field(default=None, compare=False)
    """What judges a line of working; None where the answer has a form of its own."""
    insist: tuple[str, ...] = ()
    """Notes that make an answer wrong here although it is right elsewhere."""
    problem: Given = NOTHING_GIVEN
    """What the kind is given, read: what is judged and explained. Empty where the answer stands in the bank."""


__all__ = [
    "Answer",
    "BankFault",
    "Check",
    "Choice",
    "Code",
    "Condition",
    "Construct",
    "Exact",
    "Exercise",
    "FilledCodeSlip",
    "Form",
    "Given",
    "Layer",
    "Note",
    "Number",
    "Objective",
    "Outcome",
    "Plain",
    "Raw",
    "SlipAnswer",
    "Typed",
    "Unreadable",
    "Verdict",
    "to_raw",
]
