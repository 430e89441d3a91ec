"""What a side of an equation can be, a number, a polynomial in λ or a table of them, and when two of them agree."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from decompdrill.answers import algebra
from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.algebra import NumberPolynomial, coefficients_of
from decompdrill.answers.refusal import RefusalError
from decompdrill.judging import worst
from decompdrill.judging.numbers import SLACK, half_third_digit
from decompdrill.maths import algebra as matrices
from decompdrill.maths.surd import Scalar, Surd
from decompdrill.model import Number, Outcome

TableEntry: TypeAlias = "Number | NumberPolynomial"

LARGEST_SIDE = 8
"""Rows and columns of a table that is calculated with; larger ones are compared as they are."""


@dataclass(frozen=True, slots=True)
class EntryTable:
    """Entries in rows; `flat` where it was written as one sequence, so that a column may be meant as well as a row."""

    rows: tuple[tuple[TableEntry, ...], ...]
    flat: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def entries(self) -> tuple[TableEntry, ...]:
        return tuple(itertools.chain.from_iterable(self.rows))

    @property
    def is_vector(self) -> bool:
        return 1 in self.shape

    @property
    def transposed(self) -> EntryTable:
        return EntryTable(matrices.transpose(self.rows))


@dataclass(frozen=True, slots=True)
class Several:
    """Values beside one another: the two of `3 ± √5`, the roots of `λ = 1, 4`."""

    values: tuple[SideValue, ...]


SideValue: TypeAlias = "Number | NumberPolynomial | EntryTable | Several"
BinaryOperation: TypeAlias = Callable[["SideValue", "SideValue"], "SideValue"]


def number(exact: Scalar | int) -> Number:
    """Return a scalar as a number that is known exactly."""
    if isinstance(exact, int | Fraction | Surd):
        return numbers.from_exact(Fraction(exact) if isinstance(exact, int) else exact)
    return numbers.finite_number(exact, None)


def table(rows: Iterable[Iterable[Scalar | int]]) -> EntryTable:
    return EntryTable(tuple(tuple(map(number, row)) for row in rows))


def column_of(entries: Iterable[TableEntry]) -> EntryTable:
    return EntryTable(tuple((x,) for x in entries))


def identity_table(n: int) -> EntryTable:
    return table(matrices.identity(n))


LAMBDA = NumberPolynomial("λ", (numbers.ZERO, numbers.ONE))


def as_entry(value: SideValue) -> TableEntry:
    """Return a number or a polynomial; a table of one entry is that entry."""
    if isinstance(value, EntryTable) and value.shape == (1, 1):
        return value.rows[0][0]
    if not isinstance(value, Number | NumberPolynomial):
        raise RefusalError("a number is expected here")
    return _constant(value)


def _constant(value: TableEntry) -> TableEntry:
    """Return a polynomial of degree 0 as the number that it is."""
    return value.coefficients[0] if isinstance(value, NumberPolynomial) and len(value.coefficients) == 1 else value


# ---- arithmetic ----------------------------------------------------------------------------------------------------


def negative_of(a: SideValue) -> SideValue:
    return product_of(numbers.negate_number(numbers.ONE), a)


def _entry(value: algebra.TypedValue) -> TableEntry:
    assert not isinstance(value, algebra.NumberTable)
    return _constant(value)


def _sum(a: TableEntry, b: TableEntry) -> TableEntry:
    return _entry(algebra.add_values(a, b))


def _product(a: TableEntry, b: TableEntry) -> TableEntry:
    return _entry(algebra.multiply_values(a, b))


def values_added(a: SideValue, b: SideValue) -> SideValue:
    if isinstance(a, Several) or isinstance(b, Several):
        return _spread(values_added, a, b)
    if isinstance(a, EntryTable) and isinstance(b, EntryTable):
        a, b = _alike(a, b)
        rows = tuple(
            tuple(itertools.starmap(_sum, zip(p, q, strict=True))) for p, q in zip(a.rows, b.rows, strict=True)
        )
        return EntryTable(rows, a.flat)
    return _sum(as_entry(a), as_entry(b))


def _alike(a: EntryTable, b: EntryTable) -> tuple[EntryTable, EntryTable]:
    """Return two tables of one shape: a flat one is turned where the other is a column."""
    if a.shape != b.shape and a.shape == b.shape[::-1] and a.is_vector and (a.flat or b.flat):
        a, b = (a.transposed if a.flat else a), (b.transposed if b.flat else b)
        a = a if a.shape == b.shape else a.transposed
    if a.shape != b.shape:
        raise RefusalError(f"a {_size(a)} table and a {_size(b)} one have no sum")
    return a, b


def _size(a: EntryTable) -> str:
    return "×".join(map(str, a.shape))


def product_of(a: SideValue, b: SideValue) -> SideValue:
    if isinstance(a, Several) or isinstance(b, Several):
        return _spread(product_of, a, b)
    if isinstance(a, EntryTable) and isinstance(b, EntryTable):
        return _multiplied(a, b)
    if isinstance(a, EntryTable):
        return EntryTable(tuple(tuple(_product(x, as_entry(b)) for x in row) for row in a.rows), a.flat)
    if isinstance(b, EntryTable):
        return product_of(b, a)
    return _product(as_entry(a), as_entry(b))


def _multiplied(a: EntryTable, b: EntryTable) -> SideValue:
    """Return a product: of matrices, of a matrix and a vector however it is written, or the dot product of two vectors."""
    if max(*a.shape, *b.shape) > LARGEST_SIDE:
        raise RefusalError("the matrices are too large to be multiplied here: type the result")
    if a.shape[1] != b.shape[0] and b.is_vector and b.flat and len(b.entries) == a.shape[1]:
        b = b.transposed
    if a.shape[1] == b.shape[0]:
        columns = matrices.transpose(b.rows)
        rows = tuple(tuple(_dot(row, col) for col in columns) for row in a.rows)
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else EntryTable(rows)
    if a.is_vector and b.is_vector and len(a.entries) == len(b.entries):
        return _dot(a.entries, b.entries)
    raise RefusalError(f"a {_size(a)} table and a {_size(b)} one have no product")


def _dot(u: Sequence[TableEntry], v: Sequence[TableEntry]) -> TableEntry:
    return reduce(_sum, itertools.starmap(_product, zip(u, v, strict=True)))


def quotient_of(a: SideValue, b: SideValue) -> SideValue:
    if isinstance(b, Several):
        return Several(tuple(quotient_of(a, x) for x in b.values))
    divisor = as_entry(b)
    if not isinstance(divisor, Number):
        raise RefusalError("a division by a polynomial is not read")
    if isinstance(a, Number):
        return numbers.divide_numbers(a, divisor)
    return product_of(a, numbers.reciprocal(divisor))


def power(a: SideValue, b: SideValue) -> SideValue:
    """Return a power: of a number, of a polynomial, of a square matrix, whose −1st is its inverse."""
    exponent = as_entry(b)
    if not isinstance(exponent, Number):
        raise RefusalError("the exponent must be a number")
    if isinstance(a, Several):
        return Several(tuple(power(x, exponent) for x in a.values))
    if not isinstance(a, EntryTable):
        return _entry(algebra.raise_value(as_entry(a), exponent))
    whole = exponent.exact
    if not isinstance(whole, Fraction) or whole.denominator != 1 or not -20 <= whole <= 20 or a.shape[0] != a.shape[1]:
        raise RefusalError("only a square matrix has powers, to whole numbers")
    base: SideValue = inverse_of(a) if whole < 0 else a
    found: SideValue = identity_table(a.shape[0])
    for _ in range(abs(int(whole))):
        found = product_of(found, base)
    return found


def _spread(operation: BinaryOperation, a: SideValue, b: SideValue) -> Several:
    """Return what an operation gives on each of several values; on two rows of as many values, place by place."""
    if isinstance(a, Several) and isinstance(b, Several):
        if len(a.values) != len(b.values):
            raise RefusalError("as many values are expected on both sides")
        return Several(tuple(itertools.starmap(operation, zip(a.values, b.values, strict=True))))
    if isinstance(a, Several):
        return Several(tuple(operation(x, b) for x in a.values))
    assert isinstance(b, Several)
    return Several(tuple(operation(a, x) for x in b.values))


def det_of(a: EntryTable) -> TableEntry:
    """Return the determinant of a square table, by expansion; entries may be polynomials."""
    n = a.shape[0]
    if n != a.shape[1]:
        raise RefusalError("only a square matrix has a determinant")
    if n > LARGEST_SIDE - 2:
        raise RefusalError("the matrix is too large for its determinant here: type the result")
    below: dict[tuple[int, ...], TableEntry] = {(): numbers.ONE}
    for size in range(1, n + 1):  # the minors of the last rows, by their columns
        row = a.rows[n - size]
        below = {kept: _expanded(row, kept, below) for kept in itertools.combinations(range(n), size)}
    return below[tuple(range(n))]


def _expanded(row: Sequence[TableEntry], kept: tuple[int, ...], below: dict[tuple[int, ...], TableEntry]) -> TableEntry:
    terms = []
    for place, at in enumerate(kept):
        entry = row[at]
        if isinstance(entry, Number) and entry.is_exact and entry.value == 0:
            continue
        term = _product(entry, below[kept[:place] + kept[place + 1 :]])
        terms.append(_product(numbers.negate_number(numbers.ONE), term) if place % 2 else term)
    return reduce(_sum, terms) if terms else numbers.ZERO


def inverse_of(a: EntryTable) -> EntryTable:
    """Return the inverse of a square matrix of numbers, by its minors."""
    n = a.shape[0]
    if n > LARGEST_SIDE // 2:
        raise RefusalError("the matrix is too large for its inverse here: type the result")
    whole = det_of(a)
    if not isinstance(whole, Number) or whole.value == 0:
        raise RefusalError("the matrix has no inverse")
    if n == 1:
        return EntryTable(((numbers.reciprocal(whole),),))
    rows = [[det_of(EntryTable(matrices.minor(a.rows, j, i))) for j in range(n)] for i in range(n)]
    signed = [[x if (i + j) % 2 == 0 else _product(number(-1), x) for j, x in enumerate(r)] for i, r in enumerate(rows)]
    found = quotient_of(EntryTable(tuple(map(tuple, signed))), whole)
    assert isinstance(found, EntryTable)
    return found


def trace_of(a: EntryTable) -> TableEntry:
    if a.shape[0] != a.shape[1]:
        raise RefusalError("only a square matrix has a trace")
    return reduce(_sum, matrices.diagonal(a.rows))


def length_of(a: SideValue) -> Number:
    """Return the length of a vector, or the Frobenius norm of a matrix."""
    entries = a.entries if isinstance(a, EntryTable) else (as_entry(a),)
    sizes = [numbers.modulus_of(x) for x in entries if isinstance(x, Number)]
    if len(sizes) != len(entries):
        raise RefusalError("only numbers have a length")
    total = reduce(numbers.add_numbers, [numbers.multiply_numbers(x, x) for x in sizes])
    return numbers.root_of_number(total, 2)


def is_known_exactly(a: SideValue) -> bool:
    """Is every number in it known exactly?"""
    match a:
        case Several(values):
            return all(map(is_known_exactly, values))
        case EntryTable():
            return all(map(is_known_exactly, a.entries))
        case _:
            return all(x.is_exact for x in coefficients_of(a))


def behind_approx(a: SideValue) -> SideValue:
    """Return what stands behind ≈: integers too are rounded there."""
    match a:
        case Number():
            return replace(a, radius=0.5, lone_integer=False) if a.lone_integer else a
        case Several():
            return Several(tuple(map(behind_approx, a.values)))
        case EntryTable():
            rows = tuple(
                tuple(replace(x, radius=0.5) if isinstance(x, Number) and x.lone_integer else x for x in row)
                for row in a.rows
            )
            return EntryTable(rows, a.flat)
        case _:
            return a


# ---- when two values agree -----------------------------------------------------------------------------------------


def agree(a: SideValue, b: SideValue) -> Outcome:
    """Return whether two values are the same, as far as their digits say: right, imprecise or wrong."""
    if isinstance(a, Several) or isinstance(b, Several):
        return _agree_in_any_order(_listed(a), _listed(b))
    if isinstance(a, EntryTable) and isinstance(b, EntryTable):
        return _agree_as_tables(a, b)
    if isinstance(a, EntryTable) or isinstance(b, EntryTable):
        one, other = (a, b) if isinstance(a, EntryTable) else (b, a)
        assert isinstance(one, EntryTable)
        return agree(one.rows[0][0], other) if one.shape == (1, 1) else Outcome.WRONG
    p, q = coefficients_of(a), coefficients_of(b)
    if isinstance(a, NumberPolynomial) and isinstance(b, NumberPolynomial) and a.variable != b.variable:
        return Outcome.WRONG
    size = max(abs(x.value) for x in (*p, *q))
    pairs = itertools.zip_longest(p, q, fillvalue=numbers.ZERO)
    return worst([close(x, y, size if len(p) > 1 or len(q) > 1 else 0.0) for x, y in pairs])


def _listed(a: SideValue) -> tuple[SideValue, ...]:
    if isinstance(a, Several):
        return a.values
    return a.entries if isinstance(a, EntryTable) and a.flat else (a,)


def _agree_in_any_order(a: tuple[SideValue, ...], b: tuple[SideValue, ...]) -> Outcome:
    left = list(b)
    outcomes: list[Outcome] = []
    if len(a) != len(b) or len(a) > 2 * LARGEST_SIDE:
        return Outcome.WRONG
    for value in a:
        judged = [agree(value, other) for other in left]
        best = next((o for o in (Outcome.RIGHT, Outcome.IMPRECISE) if o in judged), None)
        if best is None:
            return Outcome.WRONG
        left.pop(judged.index(best))
        outcomes.append(best)
    return worst(outcomes)


def _agree_as_tables(a: EntryTable, b: EntryTable) -> Outcome:
    if a.shape != b.shape and not (a.is_vector and b.is_vector and len(a.entries) == len(b.entries)):
        return Outcome.WRONG
    sizes = [abs(x.value) for t in (a, b) for e in t.entries for x in coefficients_of(e)]
    size = max(sizes)
    outcomes = []
    for x, y in zip(a.entries, b.entries, strict=True):
        pairs = itertools.zip_longest(coefficients_of(x), coefficients_of(y), fillvalue=numbers.ZERO)
        outcomes += [close(p, q, size) for p, q in pairs]
    return worst(outcomes)


CARRIED = 0.006
"""What was rounded to three digits on the way may be off by so much, as a share."""


def close(a: Number, b: Number, scale: float = 0.0) -> Outcome:
    """Compare two numbers: exact ones exactly, rounded ones to three digits, or as many as were written."""
    if a.is_exact and b.is_exact and a.exact is not None and b.exact is not None:
        return Outcome.RIGHT if a.exact == b.exact else Outcome.WRONG
    off, size = abs(a.value - b.value), max(abs(a.value), abs(b.value))
    whole = max(size, scale)
    if off <= SLACK * (size if a.exact is not None and b.exact is not None else whole):
        return Outcome.RIGHT
    if a.is_exact and b.is_exact:
        return Outcome.WRONG
    radius = (a.radius + a.radius_imag + b.radius + b.radius_imag) * (1 + SLACK)
    if off <= min(radius, CARRIED * whole) or (size > 0 and off <= half_third_digit(size) * (1 + SLACK)):
        return Outcome.RIGHT
    larger = max(a.radius + a.radius_imag, b.radius + b.radius_imag) * (1 + SLACK)
    return Outcome.IMPRECISE if off <= larger and off <= size / 5 else Outcome.WRONG


def is_zero(a: SideValue, scale: float = 1.0) -> bool:
    """Is this 0, as far as its digits say?"""
    entries = a.entries if isinstance(a, EntryTable) else (as_entry(a),)
    sizes = [(abs(x.value), x) for e in entries for x in coefficients_of(e)]
    return all(
        size == 0
        if x.is_exact and x.exact is not None
        else size <= max(SLACK * scale, min(x.radius + x.radius_imag, CARRIED * scale))
        for size, x in sizes
    )
