"""A worked solution as it is written down, line by line, on which one slip can be made and carried on.

The programs in `sheets_square`, `sheets_singular` and `sheets_data` write the solution of a kind on a `Sheet`. Each line is worked out
from what the lines above came to; so where a sheet is told to make a slip on one of them, the lines below carry it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from operator import eq
from typing import TypeAlias, TypeVar

from decompdrill.kinds.steps.writing import FormulaPiece, Maths, chain, listed, matrix, polynomial, value
from decompdrill.maths.algebra import Rows
from decompdrill.maths.surd import Exact, Scalar, Surd, as_float
from decompdrill.model import Given

T = TypeVar("T")
Wrong: TypeAlias = Callable[[], T | None]
"""What somebody who makes a slip works out; None where it cannot be made here."""

LONGEST_LINE = 160
"""Characters of LaTeX that a line has at most; a slip that leads to a longer one is not made."""

LARGEST_RADICAND = 9_999
"""A root of a larger number is not carried on by hand."""


class CannotGoOn(ArithmeticError):
    """The solution cannot be written on, by hand, from what its lines came to."""


class Sheet:
    """The lines written so far, in Markdown; `at` is the number of the line on which a slip is made, from 0, and the slip."""

    def __init__(self, at: tuple[int, str] | None = None) -> None:
        self.at = at
        self.lines: list[str] = []
        self.slips: list[tuple[int, str]] = []
        """The slips that can be made, each with its line."""

    def line(
        self,
        right: T,
        written: Callable[[T], str],
        slips: Mapping[str, Wrong[T]] | None = None,
        same: Callable[[T, T], bool] = eq,
    ) -> T:
        """Write a line, and return what it comes to: `right`, or what the slip that is made here comes to."""
        number, slips = len(self.lines), slips or {}
        came: T | None = right
        if self.at is None:
            self.slips += [(number, slip) for slip, wrong in slips.items() if _is_told(right, wrong(), same)]
        elif self.at[0] == number:
            came = slips[self.at[1]]()
        assert came is not None, "only a slip that can be made is made"
        self.lines.append(written(came))
        return came


def _is_told(right: T, wrong: T | None, same: Callable[[T, T], bool]) -> bool:
    return wrong is not None and not same(right, wrong)


Program: TypeAlias = Callable[[Sheet, Given], None]
"""Writes the solution of one problem; raises CannotGoOn where it has no lines by hand."""


@dataclass(frozen=True, slots=True)
class Slipped:
    """A worked solution with one slip, made on line `number` (from 1) and carried on; and the lines without it."""

    lines: tuple[str, ...]
    number: int
    slip: str
    right: tuple[str, ...]

    @property
    def mended(self) -> str:
        """The line of the slip as it should be."""
        return self.right[self.number - 1]


def slipped(program: Program, given: Given) -> Iterator[Slipped]:
    """Yield a worked solution for each slip that can be made in it and carried on by hand; none where there is none."""
    right = Sheet()
    try:
        program(right, given)
    except ArithmeticError:
        return
    if len(right.lines) < 2:
        return
    for at, slip in right.slips:
        wrong = Sheet((at, slip))
        try:
            program(wrong, given)
        except ArithmeticError:
            continue
        is_last = at + 1 == len(wrong.lines)
        is_carried = is_last or wrong.lines[at + 1 :] != right.lines[at + 1 :]
        if is_carried and wrong.lines[at] != right.lines[at] and max(map(len, wrong.lines)) <= LONGEST_LINE:
            yield Slipped(tuple(wrong.lines), at + 1, slip, tuple(right.lines))


# ---- how lines are written -----------------------------------------------------------------------------------------


def written_sides(*sides: FormulaPiece) -> str:
    return f"${chain(*sides)}$"


def number_line(name: str) -> Callable[[Scalar], str]:
    """Return what writes a number: name = 5."""
    return lambda x: written_sides(name, value(x))


def list_line(name: str) -> Callable[[tuple[Scalar, ...]], str]:
    """Return what writes values: name = 5, 2."""
    return lambda values: written_sides(name, listed(values))


def indexed_line(letter: str) -> Callable[[tuple[Scalar, ...]], str]:
    """Return what writes values by their places: λ₁ = 5, λ₂ = 2."""
    return lambda values: f"${', '.join(chain(f'{letter}_{{{at}}}', value(x)) for at, x in enumerate(values, 1))}$"


def matrix_line(name: str) -> Callable[[Rows], str]:
    return lambda rows: written_sides(name, matrix(rows))


def vector_line(name: str) -> Callable[[tuple[Scalar, ...]], str]:
    """Return what writes a column: name = [1; 2]."""
    return lambda v: written_sides(name, matrix(tuple((x,) for x in v)))


def polynomial_line(name: str) -> Callable[[tuple[Scalar, ...]], str]:
    return lambda coefficients: written_sides(name, polynomial(coefficients))


def decimal_line(name: str, digits: int) -> Callable[[tuple[Scalar, ...]], str]:
    """Return what writes shares as decimals: name ≈ 0.667, 0.333."""

    def written(values: tuple[Scalar, ...]) -> str:
        pieces = [in_digits(x, digits) for x in values]
        return written_sides(name, Maths(", ".join(p.latex for p in pieces), all(p.is_exact for p in pieces)))

    return written


def in_digits(x: Scalar, digits: int) -> Maths:
    """Return a number with so many decimals, a small one with three digits, and whether that is all of it."""
    size = abs(as_float(x))
    if 0 < size < 1:
        digits += max(0, -floor(log10(size)) - 2)
    rounded = Fraction(round(as_float(x).real * 10**digits), 10**digits)
    text = f"{float(rounded):.{digits}f}".rstrip("0").rstrip(".")
    return Maths(text, rounded == x)


# ---- what programs have in common ----------------------------------------------------------------------------------


def demand(holds: bool, why: str) -> None:
    if not holds:
        raise CannotGoOn(why)


def fractions(rows: Rows) -> tuple[tuple[Fraction, ...], ...]:
    """Return the rows as fractions; raises CannotGoOn where one entry is none."""
    found = tuple(tuple(x for x in row if isinstance(x, Fraction)) for row in rows)
    demand([len(r) for r in found] == [len(r) for r in rows], "not every entry is a fraction")
    return found


def by_hand(x: Scalar) -> Exact:
    """Return a number that one works with by hand; raises CannotGoOn where it is none."""
    if isinstance(x, Surd):
        demand(len(x.terms) <= 2, "a sum of many roots")
        demand(all(abs(radicand) <= LARGEST_RADICAND for radicand, _ in x.terms), "a root of a large number")
    if not isinstance(x, Fraction | Surd):
        raise CannotGoOn("a number that is not exact")
    return x


def real_value(x: Scalar) -> float:
    number = as_float(x)
    demand(not isinstance(number, complex), "a complex number")
    return number.real
