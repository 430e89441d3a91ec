"""What a kind of problem is: its given, its reference, its oracle, its judge, its slips and its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement, passed_shape, worst, wrong_length, wrong_shape
from decompdrill.judging.lists import Key, judge_in_order, judge_multiset, key_of, values_check
from decompdrill.judging.numbers import SLACK, Error, judge_part, scale_of
from decompdrill.judging.vectors import is_far, judge_direction
from decompdrill.kinds.signatures import Field, Signature
from decompdrill.kinds.steps.writing import joined
from decompdrill.maths.numerals import exact_text, has_end, is_shorter_as_decimal, latex, latex_in_digits
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.model import Answer, Check, Form, Outcome, Typed
from decompdrill.model import Given as Given
from decompdrill.model import Layer as Layer


@dataclass(frozen=True, slots=True)
class Told:
    """What a slip says of what was typed, in Markdown.

    `before` is what it says while another try is left, where the whole names a true value: nothing, if it is empty, but
    what is seen by hand.
    """

    whole: str
    before: str | None = None


@dataclass(frozen=True, slots=True, eq=False)  # each is itself alone: what it gives is remembered by it
class Slip:
    """A wrong procedure that learners follow.

    `wrong` returns what somebody who makes it would type on this instance (none where it does not apply); `said` says
    what happened and what to do instead, on the instance's own numbers. `spots` is for slips of form, which are seen in
    what was typed rather than computed beforehand. `sees` is for those whose sentence says where the answer departs from
    the right one: what it returns is told in place of `said`.
    """

    id: str
    wrong: Callable[[Given], Iterable[Answer]]
    said: Callable[[Given], str]
    spots: Callable[[Given, Typed], bool] | None = None
    avoided: bool = True
    """No numbers are drawn on which this slip gives the right answer."""
    sees: Callable[[Given, Typed], Told | None] | None = None

    @property
    def is_seen(self) -> bool:
        """Is it seen in what was typed?"""
        return self.spots is not None or self.sees is not None


@dataclass(frozen=True, slots=True)
class Observation:
    """A sentence in Markdown about what was typed, and whether it speaks for the answer."""

    holds: bool
    said: str


def _nothing_seen(_: Given, __: Typed) -> Iterable[Observation]:
    """Of most answers nothing is seen without the right one beside them."""
    return ()


def _no_demand(_: Given) -> None:
    """Most kinds ask nothing of their given beyond its fields."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of problem: all that is known of it. `compared` is how a slip's answer is recognized in what was typed."""

    signature: Signature
    reference: Callable[[Given], Answer]
    """The right answer, exact where the given is."""
    oracle: Callable[[Given], Answer]
    """The right answer once more, by NumPy in floating point: the tests and `bank check` compare the two."""
    judge: Callable[[Given, Answer, Typed], Judgement]
    why: Callable[[Given, Answer], str]
    """One sentence that says why the answer is right."""
    steps: Callable[[Given], tuple[str, ...]]
    """The worked solution: Markdown without its numbers, the last step a check by hand."""
    slips: tuple[Slip, ...]
    """In the order in which they are tried: those that draws avoid first."""
    seen_by_hand: Callable[[Given, Typed], Iterable[Observation]] = field(default=_nothing_seen)
    """What a learner can check in a wrong answer without the right one."""
    demand: Callable[[Given], None] = field(default=_no_demand)
    """Raises GivenError where the given has no answer of this kind."""
    is_computed: bool = False
    """The answer stands in a bank; slips are compared by the judge itself."""

    @property
    def name(self) -> str:
        return self.signature.name

    @property
    def form(self) -> Form:
        return self.signature.form

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.signature.fields

    @property
    def parts(self) -> tuple[str, ...]:
        return self.signature.parts

    @cached_property
    def avoided_slips(self) -> tuple[Slip, ...]:
        """The slips that never give the right answer on what is drawn."""
        return tuple(slip for slip in self.slips if slip.avoided)

    @cached_property
    def other_slips(self) -> tuple[Slip, ...]:
        """The slips that are tried where none of `avoided_slips` fits, and only on an answer that is wrong."""
        return tuple(slip for slip in self.slips if not slip.avoided)

    def compared(self, given: Given, answer: Answer, typed: Typed) -> Outcome:
        """Return how what was typed would be judged if this (slip's) answer were the true one."""
        if answer.form is Form.VECTOR and not any(as_float(x) for x in answer.rows[0]):
            return Outcome.WRONG if any(t.value for t in typed.rows[0]) else Outcome.RIGHT
        if self.is_computed:
            return self.judge(given, answer, typed).outcome
        outcome = COMPARE.get(answer.form, self.judge)(given, answer, typed).outcome
        is_other = outcome is not Outcome.WRONG and answer.form is Form.VECTOR and _has_more_than_zero(answer, typed)
        return Outcome.WRONG if is_other else outcome


def _has_more_than_zero(answer: Answer, typed: Typed) -> bool:
    """Is a number typed for a 0 of a slip's vector that its digits tell from 0? A right 0 may be as rough as the whole."""
    values = [as_float(x) for x in answer.rows[0]]
    if len(values) != len(typed.rows[0]):
        return False
    slack, zero = SLACK * max(abs(t.value) for t in typed.rows[0]), SLACK * scale_of(tuple(values))
    zeros = [t for x, t in zip(values, typed.rows[0], strict=True) if abs(x) <= zero]
    return any(abs(t.value) > 2 * max(t.radius, t.radius_imag) + slack for t in zeros)


# ---- answers -------------------------------------------------------------------------------------------------------


def number_answer(value: Scalar | int) -> Answer:
    return Answer(Form.NUMBER, ((_scalar(value),),))


def integer_answer(value: int) -> Answer:
    return Answer(Form.INTEGER, ((Fraction(value),),))


def list_answer(values: Iterable[Scalar | int], error: Error = None) -> Answer:
    return Answer(Form.LIST, (_scalars(values),), error=error)


def vector_answer(values: Iterable[Scalar | int]) -> Answer:
    return Answer(Form.VECTOR, (_scalars(values),))


def matrix_answer(rows: Iterable[Iterable[Scalar | int]], error: float | None = None) -> Answer:
    return Answer(Form.MATRIX, tuple(map(_scalars, rows)), error=error)


def yes_no(answer: bool) -> Answer:
    return Answer(Form.YES_NO, word="yes" if answer else "no")


def factors(**parts: Answer) -> Answer:
    return Answer(Form.FACTORS, parts=tuple(parts.items()))


def _scalar(value: Scalar | int) -> Scalar:
    return Fraction(value) if isinstance(value, int) else value


def _scalars(values: Iterable[Scalar | int]) -> tuple[Scalar, ...]:
    return tuple([Fraction(v) if isinstance(v, int) else v for v in values])


MOST_TERMS = 4
"""Roots of a sum beyond which it is longer than anybody reads: it is said in digits."""

LONGEST_SAID = 120
"""Bits of a denominator beyond which nobody reads a fraction, and past 4,300 digits Python writes none."""


def tex(value: Scalar | int) -> str:
    """Return a number in LaTeX for a formula of a sentence: exact, or with four digits."""
    scalar = _scalar(value)
    if isinstance(scalar, Fraction) and is_shorter_as_decimal(scalar):
        return latex_in_digits(scalar, 6)
    if isinstance(scalar, (float, complex)) or (
        isinstance(scalar, Fraction) and scalar.denominator.bit_length() > LONGEST_SAID
    ):
        return latex_in_digits(scalar, 4)
    is_long = isinstance(scalar, Surd) and len(scalar.terms) > MOST_TERMS
    if is_long or len(exact_text(scalar)) > 24:
        return latex_in_digits(as_float(scalar), 4)
    return latex(scalar)


def say(value: Scalar | int) -> str:
    """Return a number for a sentence in Markdown: exact, or with four digits."""
    return f"${tex(value)}$"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: 1 layer, 2 layers."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def tex_list(values: Iterable[Scalar | int]) -> list[str]:
    """Return numbers that stand beside one another, in LaTeX: all as decimals where one is rather, and all end, such as 0.5, 0.26."""
    scalars = [_scalar(v) for v in values]
    fractions = [v for v in scalars if isinstance(v, Fraction)]
    if len(fractions) == len(scalars) and all(map(has_end, fractions)) and any(map(is_shorter_as_decimal, fractions)):
        return [latex_in_digits(v, 6) for v in fractions]
    return [tex(v) for v in scalars]


def say_alike(values: Iterable[Scalar | int]) -> list[str]:
    """Return numbers for one sentence, all written alike: 0.4 and 0.35."""
    return [f"${text}$" for text in tex_list(values)]


def say_list(values: Iterable[Scalar | int]) -> str:
    """Return numbers for a sentence: 3, 2 and 1."""
    return joined(say_alike(values))


def tex_vector(values: Iterable[Scalar | int]) -> str:
    """Return a vector in LaTeX as it is typed: [1, -2]."""
    return f"[{', '.join(tex_list(values))}]"


def say_vector(values: Iterable[Scalar | int]) -> str:
    return f"${tex_vector(values)}$"


# ---- judges by form ------------------------------------------------------------------------------------------------


def judge_a_number(given: Given, truth: Answer, typed: Typed) -> Judgement:
    entry = key_of(truth.rows[0], given.entries, truth.error).judge(typed.rows[0][0], 0)
    check = Check("value", entry.outcome is Outcome.RIGHT, entry.residual, entry.bound, entry.note)
    return Judgement(entry.outcome, (check,))


def judge_a_count(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge a rank, a number of parameters or of components: exact."""
    residual = abs(typed.rows[0][0].value - as_float(truth.rows[0][0]))
    is_same = typed.rows[0][0].exact == truth.rows[0][0]
    return Judgement(Outcome.RIGHT if is_same else Outcome.WRONG, (Check("value", is_same, residual, 0.0),))


def judge_any_order(given: Given, truth: Answer, typed: Typed) -> Judgement:
    return judge_multiset(typed.rows[0], truth.rows[0], given.entries, truth.error)


def judge_descending(given: Given, truth: Answer, typed: Typed) -> Judgement:
    return judge_in_order(typed.rows[0], truth.rows[0], given.entries, truth.error)


def judge_a_word(given: Given, truth: Answer, typed: Typed) -> Judgement:
    is_same = typed.word == truth.word
    return Judgement(Outcome.RIGHT if is_same else Outcome.WRONG, (Check("answer", is_same),))


def compare_directions(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Compare a vector with one vector by their directions: how a slip is recognised."""
    direction = np.array([as_float(x) for x in truth.rows[0]])
    direction = direction / np.max(np.abs(direction))
    came = typed.rows[0]
    if len(came) != len(direction) or not any(t.value for t in came) or is_far(came, direction):
        return Judgement(Outcome.WRONG, ())
    return judge_direction(came, (direction / np.linalg.norm(direction))[:, None])


def judge_a_matrix(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge a matrix entry by entry; a 0 is judged on the scale of the largest entry."""
    key = key_of([x for row in truth.rows for x in row], given.entries, truth.error)
    return judge_by_keys(truth, typed, lambda i, j: (key, i * len(truth.rows[0]) + j))


def judge_by_keys(truth: Answer, typed: Typed, key_at: Callable[[int, int], tuple[Key, int]]) -> Judgement:
    """Judge a matrix entry by entry; `key_at(i, j)` says against which value of which key."""
    asked, came = (len(truth.rows), len(truth.rows[0])), (len(typed.rows), len(typed.rows[0]))
    if asked != came:
        return wrong_shape(f"a {asked[0]}×{asked[1]} matrix", f"a {came[0]}×{came[1]} one")
    entries = []
    for i, row in enumerate(typed.rows):
        for j, t in enumerate(row):
            key, place = key_at(i, j)
            entries.append(key.judge(t, place))
    check = values_check(entries, "entries")
    if not check.passed:
        place = next(i for i, e in enumerate(entries) if (e.residual, e.bound) == (check.residual, check.bound))
        where = f"row {place // asked[1] + 1}, column {place % asked[1] + 1}"
        is_wrong = any(e.outcome is Outcome.WRONG for e in entries)
        off = tuple(divmod(at, asked[1]) for at, e in enumerate(entries) if is_wrong and e.outcome is not Outcome.RIGHT)
        check = replace(check, detail="" if check.note else where, places=off)
    return Judgement(worst([e.outcome for e in entries]), (passed_shape(), check))


def judge_entries_in_place(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge a vector entry by entry: its length counts, not only its direction. Integers typed are exact."""
    asked, came = len(truth.rows[0]), len(typed.rows[0])
    if asked != came:
        return wrong_length(asked, came)
    key = key_of(truth.rows[0], given.entries, truth.error)
    entries = [key.judge(t, i, integers_exact=True) for i, t in enumerate(typed.rows[0])]
    check = values_check(entries, "entries")
    if any(e.outcome is Outcome.WRONG for e in entries):
        check = replace(check, places=tuple((0, i) for i, e in enumerate(entries) if e.outcome is not Outcome.RIGHT))
    return Judgement(worst([e.outcome for e in entries]), (passed_shape(), check))


def compare_parts(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Compare a factorisation with one given factorisation, part by part and entry by entry: how a slip is recognised."""
    came = dict(typed.parts)
    outcomes = []
    for name, part in truth.parts:
        rows = came[name].rows
        if [len(r) for r in rows] != [len(r) for r in part.rows]:
            return Judgement(Outcome.WRONG, ())
        values = tuple(as_float(x) for row in part.rows for x in row)
        flat = [t for row in rows for t in row]
        outcomes += [judge_part(t, v, scale_of(values)).outcome for t, v in zip(flat, values, strict=True)]
    return Judgement(worst(outcomes), ())


COMPARE: Mapping[Form, Callable[[Given, Answer, Typed], Judgement]] = {
    Form.NUMBER: judge_a_number,
    Form.INTEGER: judge_a_count,
    Form.VECTOR: compare_directions,
    Form.MATRIX: judge_a_matrix,
    Form.YES_NO: judge_a_word,
    Form.CHOICE: judge_a_word,
    Form.FACTORS: compare_parts,
}


LARGEST_DIAGNOSED = 500
"""Numbers; nobody works out more by hand, whatever went wrong with them."""


def demand_square(given: Given, name: str = "A") -> None:
    rows, columns = given.matrix(name).shape
    if rows != columns:
        raise GivenError(f"{name} must be square, {rows}×{columns} came")
