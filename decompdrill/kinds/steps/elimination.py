"""Gaussian elimination with every row operation kept, and in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from decompdrill.kinds.steps.writing import bracketed, in_order, is_shown, joined, leaves, matrix, value
from decompdrill.maths.algebra import Rows, exact_rows, minus_multiple, settled, size
from decompdrill.maths.budget import spend, steps
from decompdrill.maths.surd import Scalar, as_float

Lines = list[list[Scalar]]
Clear = Callable[[Lines, int, int, float], list[str]]
"""Clears one column with the pivot of one row, changes the lines, and returns the operations in words."""


@dataclass(frozen=True, slots=True)
class EliminationStage:
    """What was done for one column, and the matrix after it; `pivot` is its row, None where the column has none."""

    column: int
    pivot: int | None
    operations: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Elimination:
    """An elimination: its stages, the columns of its pivots, where each row came from, and how often rows were swapped."""

    rows: Rows
    stages: tuple[EliminationStage, ...]
    pivots: tuple[int, ...]
    order: tuple[int, ...]
    swaps: int

    @property
    def rank(self) -> int:
        return len(self.pivots)


def echelon(A: Rows) -> Elimination:
    """Return the elimination of A to row echelon form: zeros below each pivot."""
    return _eliminated(A, _clear_below)


def reduced(A: Rows) -> Elimination:
    """Return the elimination of A to reduced row echelon form: pivots 1, zeros below and above each."""
    return _eliminated(A, _clear_around)


def _eliminated(A: Rows, clear: Clear) -> Elimination:
    lines: Lines = [list(row) for row in A]
    scale, order, swaps = size(A), list(range(len(A))), 0
    stages: list[EliminationStage] = []
    pivots: list[int] = []
    for column in range(len(A[0])):
        top = len(pivots)
        if top == len(A):
            break
        found = _pivot_row(lines, top, column)
        operations: list[str] = []
        if found is not None:
            if found != top:
                lines[top], lines[found] = lines[found], lines[top]
                order[top], order[found] = order[found], order[top]
                operations.append(f"swap {_row(top)} and {_row(found)}")
                swaps += 1
            spend(steps(STEPS_OF_AN_ENTRY * (len(lines) - top) * (len(A[0]) - column), _bits(lines, top, column)))
            operations += clear(lines, top, column, scale)
            pivots.append(column)
        stages.append(
            EliminationStage(column, None if found is None else top, tuple(operations), tuple(map(tuple, lines)))
        )
    return Elimination(tuple(map(tuple, lines)), tuple(stages), tuple(pivots), tuple(order), swaps)


STEPS_OF_AN_ENTRY = 8
"""Units of a multiplication, a subtraction and a reduction of short fractions."""


def _bits(lines: Lines, top: int, column: int) -> int:
    """Return the bits of the longest fraction that is left to be cleared; surds count for themselves."""
    entries = (x for line in lines[top:] for x in line[column:] if isinstance(x, Fraction))
    return max((x.numerator.bit_length() + x.denominator.bit_length() for x in entries), default=0)


def _row(i: int) -> str:
    return f"$R_{{{i + 1}}}$"


def _pivot_row(lines: Lines, top: int, column: int) -> int | None:
    """Return the first row with an entry to divide by; among doubles the largest, which keeps rounding small."""
    candidates = [i for i in range(top, len(lines)) if lines[i][column]]
    if not candidates:
        return None
    if exact_rows(tuple((lines[i][column],) for i in candidates)) is not None:
        return candidates[0]
    return max(candidates, key=lambda i: abs(as_float(lines[i][column])))


def _clear_below(lines: Lines, top: int, column: int, scale: float) -> list[str]:
    return [_subtract(lines, i, top, column, scale) for i in range(top + 1, len(lines)) if lines[i][column]]


def _clear_around(lines: Lines, top: int, column: int, scale: float) -> list[str]:
    operations = []
    pivot = lines[top][column]
    if pivot != 1:
        operations.append(f"divide {_row(top)} by ${value(pivot).latex}$")
        lines[top] = [x / pivot for x in lines[top]]
    others = [i for i in range(len(lines)) if i != top and lines[i][column]]
    return operations + [_subtract(lines, i, top, column, scale) for i in others]


def _subtract(lines: Lines, i: int, top: int, column: int, scale: float) -> str:
    """Make the entry of row i in the column zero, and return how."""
    factor = lines[i][column] / lines[top][column]
    lines[i] = list(settled(minus_multiple(lines[i], factor, lines[top]), scale))
    lines[i][column] = Fraction(0)
    is_added = value(factor).latex.startswith("-")
    name = bracketed(-factor if is_added else factor).latex
    multiple = f"{'' if name == '1' else name}R_{{{top + 1}}}"
    return rf"$R_{{{i + 1}}} \to R_{{{i + 1}}} {'+' if is_added else '-'} {multiple}$"


# ---- in words ------------------------------------------------------------------------------------------------------


def stage_steps(found: Elimination) -> list[str]:
    """Return one step for each column that the elimination looked at; columns without a pivot side by side share one."""
    groups = groupby(found.stages, key=lambda stage: stage.pivot is None)
    return [
        text for is_empty, group in groups for text in ([_no_pivot(tuple(group))] if is_empty else map(_said, group))
    ]


def _no_pivot(stages: Sequence[EliminationStage]) -> str:
    first = _first_row(stages[0])
    below = "every entry is" if first == 0 else f"from row {first + 1} down every entry is"
    names = joined([str(s.column + 1) for s in stages])
    return f"{f'Columns {names} have' if len(stages) > 1 else f'Column {names} has'} no pivot: {below} zero."


def _said(stage: EliminationStage) -> str:
    column = f"Column {stage.column + 1}"
    assert stage.pivot is not None
    pivot = value(stage.rows[stage.pivot][stage.column]).latex
    where = f"{column}: the pivot is ${pivot}$ in row {stage.pivot + 1}"
    if not stage.operations:
        return f"{where}; nothing is left to clear in this column."
    shown = leaves(matrix(stage.rows)) if is_shown(stage.rows) else ""
    return f"{column}: {in_order(stage.operations)}. The pivot is ${pivot}$ in row {stage.pivot + 1}. {shown}".rstrip()


def _first_row(stage: EliminationStage) -> int:
    """Return the row from which on a column without pivot is zero."""
    return next(i for i in range(len(stage.rows) + 1) if all(not r[stage.column] for r in stage.rows[i:]))


def pivot_columns(found: Elimination) -> str:
    """Return the columns of the pivots in words."""
    names = [str(j + 1) for j in found.pivots[:12]] + (["…"] if found.rank > 12 else [])
    return f"column{'' if found.rank == 1 else 's'} {joined(names)}"
