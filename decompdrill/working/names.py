"""What names stand for by the given of a problem, before anybody has stated them."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.refusal import RefusalError
from decompdrill.maths import algebra
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar
from decompdrill.model import Layer, Number
from decompdrill.working import tables
from decompdrill.working.quantities import Board
from decompdrill.working.tables import EntryTable, Several, SideValue

Names = Callable[[Board, str], "SideValue | None"]


def given_names(board: Board, name: str) -> SideValue | None:
    """Return what a name of the given stands for; I is the identity of the size of the first matrix."""
    values = board.given.values
    if name == "I":
        first = next((v for v in values.values() if isinstance(v, Matrix)), None)
        return tables.identity_table(first.shape[1]) if first is not None else None
    value = values.get(
        {"C": "covariance", "S": "covariance", "Σ": "covariance"}.get(name, name) if name not in values else name
    )
    if isinstance(value, Matrix):
        return tables.table(value.rows)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    if isinstance(value, int):
        return tables.number(value)
    if isinstance(value, Number):
        return tables.number(value.scalar)
    entries = tuple(x for x in value if not isinstance(x, Layer))
    if len(entries) < len(value):
        return None
    return EntryTable((tuple(map(tables.number, entries)),), flat=True) if name in ("v", "b") else None


def is_given(board: Board, name: str) -> bool:
    """Is this a name of the given itself, which nobody can give another value?"""
    return name == "I" or name in board.given.values


_ENTRY = re.compile(r"([aMC])_([1-9])([1-9])")
_COLUMN = re.compile(r"([aqc])_([1-9])")


def entry_names(board: Board, name: str) -> SideValue | None:
    """Return an entry a₁₂ of A, or its minor M₁₂ or cofactor C₁₂."""
    match = _ENTRY.fullmatch(name)
    A = board.given.values.get("A")
    if match is None or not isinstance(A, Matrix):
        return given_names(board, name)
    i, j = int(match[2]) - 1, int(match[3]) - 1
    if i >= A.shape[0] or j >= A.shape[1]:
        return None
    if match[1] == "a":
        return tables.number(A.rows[i][j])
    if not A.is_square or A.shape[0] == 1:
        return None
    try:
        minor = tables.det_of(tables.table(algebra.minor(A.rows, i, j)))
    except RefusalError:
        return None
    return tables.negative_of(minor) if match[1] == "C" and (i + j) % 2 else minor


def column_names(board: Board, name: str) -> SideValue | None:
    """Return a column a₁, q₁ or c₁ of A."""
    match = _COLUMN.fullmatch(name)
    A = board.given.values.get("A")
    if match is None or not isinstance(A, Matrix) or int(match[2]) > A.shape[1]:
        return entry_names(board, name)
    return tables.column_of(tables.number(row[int(match[2]) - 1]) for row in A.rows)


def indexed(letters: str, values: Callable[[Board], tuple[Scalar, ...]], others: Names = given_names) -> Names:
    """Return names of which those with these letters and an index stand for entries of a list: σ₂."""
    pattern = re.compile(rf"(?:{letters})_([1-9][0-9]?)")

    def names(board: Board, name: str) -> SideValue | None:
        match = pattern.fullmatch(name)
        if match is None:
            return others(board, name)
        found = values(board)
        index = int(match[1]) - 1
        return tables.number(found[index]) if index < len(found) else None

    return names


def fixed(values: Callable[[Board], dict[str, Scalar | int | SideValue]], others: Names = given_names) -> Names:
    """Return names that stand for numbers or tables worked out from the given: n, the count of the rows of X."""

    def names(board: Board, name: str) -> SideValue | None:
        found = values(board).get(name)
        if found is None:
            return others(board, name)
        return tables.number(found) if isinstance(found, int | Fraction) else _as_value(found)

    return names


def _as_value(found: Scalar | SideValue) -> SideValue:
    if isinstance(found, Number | EntryTable | Several | NumberPolynomial):
        return found
    return tables.number(found)
