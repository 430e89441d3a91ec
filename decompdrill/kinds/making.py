"""What the further slips are made of: answers out of doubles, and what is spotted in a typed vector."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from decompdrill.judging import Judgement
from decompdrill.judging.numbers import SLACK, as_floats
from decompdrill.kinds.base import (
    LARGEST_DIAGNOSED,
    Given,
    Slip,
    integer_answer,
    list_answer,
    matrix_answer,
    number_answer,
    say,
    tex,
    vector_answer,
    yes_no,
)
from decompdrill.kinds.reference.determinants import polynomial_answer
from decompdrill.kinds.steps.writing import joined
from decompdrill.maths import linalg
from decompdrill.maths.algebra import near_integer
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.numerals import latex
from decompdrill.maths.surd import Scalar, Surd
from decompdrill.model import Answer, Form, Number, Outcome, Typed

Values = Iterable[float | complex] | Array
Fractions = tuple[tuple[Fraction, ...], ...]
KindJudge = Callable[[Given, Answer, Typed], Judgement]


def integer_if_near(x: float | complex) -> Scalar:
    """Return a double as an exact integer where it is one but for rounding."""
    if isinstance(x, complex) and abs(x.imag) > SLACK * max(1.0, abs(x)):
        return x
    return near_integer(float(x.real), SLACK * max(1.0, abs(x)))


def lists(rows: Iterable[Values], errors: tuple[float, ...] | None = None) -> Iterator[Answer]:
    """Yield each row as an answer, with the error of each of its values where they are known.

    A list that is too long to be diagnosed is no answer that anybody typed.
    """
    for row in rows:
        values = list(row)
        if len(values) <= LARGEST_DIAGNOSED:
            yield list_answer(map(integer_if_near, values), errors)


def numbers(values: Values) -> Iterator[Answer]:
    yield from (number_answer(integer_if_near(x)) for x in values)


def vectors(rows: Iterable[Values]) -> Iterator[Answer]:
    yield from (vector_answer(integer_if_near(x) for x in row) for row in rows if any(abs(x) > SLACK for x in row))


def polynomials(rows: Iterable[Values]) -> Iterator[Answer]:
    yield from (polynomial_answer(tuple(map(integer_if_near, row))) for row in rows)


def matrices(found: Iterable[Array]) -> Iterator[Answer]:
    """Yield each array as an answer; one that is too large to be diagnosed is no answer that anybody typed."""
    yield from (
        matrix_answer([[integer_if_near(x) for x in row] for row in M.tolist()])
        for M in found
        if M.size <= LARGEST_DIAGNOSED
    )


def none(_: Given) -> Iterator[Answer]:
    """Return no answer: such a slip is seen in what was typed."""
    yield from ()


def before(words: str, formula: Callable[[Given], str]) -> Callable[[Given], str]:
    """Return what a slip says: words, and a formula in the numbers of the instance."""
    return lambda given: f"{words} {formula(given)}."


def named(
    formula: Callable[[Given], str],
    *mistakes: tuple[str, str, Callable[[Given], Iterable[Answer]]],
    avoided: bool = True,
) -> tuple[Slip, ...]:
    """Return a slip for each number that is typed for another one: it is told what it is, then what to do.

    A mistake is the slip, what the number is, and the number.
    """
    return tuple(
        Slip(slip, wrong, before(f"This is {what}.", formula), avoided=avoided) for slip, what, wrong in mistakes
    )


def sign_before(value: Scalar | int) -> str:
    """Return = in LaTeX before a number that a sentence says exactly, ≈ before one that it rounds."""
    is_exact = isinstance(value, int | Fraction | Surd) and tex(value) == latex(value)
    return "=" if is_exact else r"\approx"


def equals(value: Scalar | int) -> str:
    """Return a number behind its sign, in LaTeX: = 3, ≈ 2.618."""
    return f"{sign_before(value)} {tex(value)}"


def say_near(values: Iterable[Scalar | int]) -> str:
    """Return numbers for a sentence, `about` before those that are rounded: 8, 5 and about 2.618."""
    shown = list(values)
    is_rounded = [sign_before(v) != "=" for v in shown]
    if all(is_rounded):
        return f"about {joined([say(v) for v in shown])}"
    return joined([f"about {say(v)}" if rounded else say(v) for v, rounded in zip(shown, is_rounded, strict=True)])


def say_typed(x: Number) -> str:
    """Return a number that was typed, for a sentence: with its roots, 4 + √2, where they were typed."""
    return say(x.exact if isinstance(x.exact, Surd) else integer_if_near(x.value))


def is_typed(x: Number, value: float) -> bool:
    """Is a real number what was typed: exactly, or rounded to three digits or more?"""
    radius = x.radius if x.digits >= 3 else 0.0
    return not isinstance(x.value, complex) and abs(x.value - value) <= radius + SLACK * abs(value)


def array_of(given: Given) -> Array:
    return given.matrix().array


def fraction_rows(given: Given, size: int | None = None) -> Fractions | None:
    """Return the rows of A where every entry is a fraction (and A has that size), else None."""
    A = given.matrix()
    if not A.is_rational or size not in (None, len(A.rows)):
        return None
    return tuple(tuple(x for x in row if isinstance(x, Fraction)) for row in A.rows)


def is_not_wrong(judge: KindJudge, given: Given, typed: Typed, form: Form) -> bool:
    return judge(given, Answer(form), typed).outcome is not Outcome.WRONG


def would_be_right(judge: KindJudge, given: Given, typed: Typed) -> bool:
    """Is it right, not only as far as it goes? So that a sentence may say it."""
    return judge(given, Answer(typed.form), typed).outcome is Outcome.RIGHT


def counts(values: Iterable[int]) -> Iterator[Answer]:
    yield from (integer_answer(x) for x in values if x >= 0)


def answers_where(answer: bool, holds: Callable[[Given], bool]) -> Callable[[Given], Iterator[Answer]]:
    """Return what somebody answers, yes or no, on an instance of which something holds."""

    def wrong(given: Given) -> Iterator[Answer]:
        if holds(given):
            yield yes_no(answer)

    return wrong


def say_size(A: Matrix) -> str:
    """Return the rows and columns of a matrix for a sentence in Markdown."""
    rows, columns = A.shape
    return rf"${rows} \times {columns}$"


def eigenvalues_of(given: Given) -> tuple[float | complex, ...]:
    return as_floats(linalg.eigenvalues(given.matrix()))


def _with_entries(typed: Typed, row: Iterable[Number]) -> Typed:
    return replace(typed, rows=(tuple(row),))


def negated(x: Number) -> Number:
    return replace(x, value=-x.value, exact=None if x.exact is None else -x.exact)


def sign_spotted(judge: KindJudge) -> Callable[[Given, Typed], bool]:
    """Return whether turning the sign of one entry makes a vector right."""

    def spots(given: Given, typed: Typed) -> bool:
        row = typed.rows[0]
        flips = [i for i, x in enumerate(row) if x.value]
        if len(row) > 8 or len(flips) < 2:
            return False
        tried = ([negated(x) if i == j else x for j, x in enumerate(row)] for i in flips)
        return any(would_be_right(judge, given, _with_entries(typed, other)) for other in tried)

    return spots


def exchange_spotted(judge: KindJudge) -> Callable[[Given, Typed], bool]:
    """Return whether another order of its entries makes a vector right that is not right as it is."""

    def spots(given: Given, typed: Typed) -> bool:
        row = typed.rows[0]
        if len(row) > 4 or not any(x.value for x in row):
            return False
        if is_not_wrong(judge, given, typed, Form.VECTOR):
            return False
        return any(is_not_wrong(judge, given, _with_entries(typed, other), Form.VECTOR) for other in permutations(row))

    return spots
