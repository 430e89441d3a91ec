"""Lines on the way to a diagonalization: V and Λ beside the eigenvalues and eigenvectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decompdrill.answers.algebra import coefficients_of
from decompdrill.judging.tolerances import ONE_LINE
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.quantities import (
    RIGHT,
    Board,
    Fact,
    Quantity,
    Stated,
    TestResult,
    among,
    follows_from,
    listed_numbers,
)
from decompdrill.working.saying import value_in_sentence
from decompdrill.working.spectral import Subject, judge_as_eigenvector
from decompdrill.working.tables import EntryTable, Several, SideValue


def columns(table: EntryTable) -> list[EntryTable]:
    return [EntryTable(tuple((row[j],) for row in table.rows)) for j in range(table.shape[1])]


def values_on(value: SideValue) -> list[Number] | None:
    """Return the entries on a diagonal; None where others are not 0. A list is its entries."""
    if isinstance(value, Several) or (isinstance(value, EntryTable) and value.flat):
        return listed_numbers(value)
    if not isinstance(value, EntryTable):
        return None
    off = [x for i, row in enumerate(value.rows) for j, x in enumerate(row) if i != j]
    if not all(tables.is_zero(x) for x in off):
        return None
    size = min(value.shape)
    found = [x for x in (value.rows[i][i] for i in range(size)) if isinstance(x, Number)]
    return found if len(found) == size else None


def are_independent(table: EntryTable) -> bool:
    M = np.array([[coefficients_of(x)[0].value for x in row] for row in table.rows])
    sizes = np.linalg.norm(M, axis=0)
    if not np.all(sizes > 0):
        return False
    return int(np.linalg.matrix_rank(M / sizes, tol=tables.CARRIED)) == table.shape[1]


def pair_fault(matrix: Matrix, vectors: SideValue, values: SideValue) -> str:
    """Say which column of V does not belong to the entry of Λ in its place; nothing where all do."""
    diagonal = values_on(values)
    if not isinstance(vectors, EntryTable) or diagonal is None or len(diagonal) != vectors.shape[1]:
        return ""
    for number, (vector, value) in enumerate(zip(columns(vectors), diagonal, strict=True), 1):
        found = judge_as_eigenvector(matrix, vector, value, is_own=False)
        if found is None or found.outcome is Outcome.WRONG:
            return f"Column {number} does not belong to {value_in_sentence(value)}, which stands in its place of the diagonal."
    return ""


@dataclass(frozen=True)
class _Frames:
    """The tests of V and Λ of a matrix."""

    subject: Subject

    def vectors(self, board: Board, stated: Stated) -> TestResult | None:
        matrix, table = self.subject.matrix(board), stated.value
        if not isinstance(table, EntryTable) or table.shape != matrix.shape:
            return None
        for number, vector in enumerate(columns(table), 1):
            found = judge_as_eigenvector(matrix, vector, None, is_own=False)
            if found is None or found.outcome is Outcome.WRONG:
                text = f"Column {number} is not an eigenvector of {self.subject.name}."
                return TestResult(Outcome.WRONG, feedback=text)
        if not are_independent(table):
            return TestResult(Outcome.WRONG, feedback="The columns are not linearly independent.")
        other = board.latest("values")
        return self._paired(board, table, other.stated.value) if other is not None and other.is_true else RIGHT

    def values(self, board: Board, stated: Stated) -> TestResult | None:
        matrix = self.subject.matrix(board)
        diagonal = values_on(stated.value)
        if diagonal is None:
            return (
                TestResult(Outcome.WRONG, feedback="It is not diagonal.")
                if isinstance(stated.value, EntryTable)
                else None
            )
        if len(diagonal) != matrix.shape[0]:
            return None
        outcome = among(diagonal, linalg.eigenvalues(matrix))
        other = board.latest("vectors")
        if outcome is Outcome.WRONG or other is None or not other.is_true:
            return TestResult(outcome)
        return self._paired(board, other.stated.value, stated.value)

    def _paired(self, board: Board, vectors: SideValue, values: SideValue) -> TestResult:
        fault = pair_fault(self.subject.matrix(board), vectors, values)
        return TestResult(Outcome.WRONG, feedback=fault) if fault else RIGHT


def _has_own_vector(_: Board, fact: Fact, stated: Stated) -> bool:
    """Is one's own wrong vector one of the columns, scaled?"""
    table = stated.value
    return isinstance(table, EntryTable) and any(parallel(fact.stated.value, vector) for vector in columns(table))


def _has_own_value(_: Board, fact: Fact, stated: Stated) -> bool:
    diagonal, own = values_on(stated.value) or [], listed_numbers(fact.stated.value)
    return any(tables.close(d, x) is not Outcome.WRONG for d in diagonal for x in own)


def frames(subject: Subject, vectors: str, values: str) -> tuple[Quantity, ...]:
    """Return the matrix of eigenvectors and the diagonal one, by these names."""
    tests = _Frames(subject)
    V = Quantity(
        "vectors",
        f"a matrix of eigenvectors of {subject.name}",
        vectors,
        Form.MATRIX,
        tests.vectors,
        (follows_from("eigenvector", "vectors", test=_has_own_vector),),
    )
    L = Quantity(
        "values",
        f"the diagonal matrix of the eigenvalues of {subject.name}",
        values,
        Form.MATRIX,
        tests.values,
        (follows_from("eigenvalues", test=_has_own_value),),
    )
    return V, L


def parallel(a: SideValue, b: EntryTable) -> bool:
    if isinstance(a, EntryTable) and not a.is_vector:
        return any(parallel(column, b) for column in columns(a))
    u, v = listed_numbers(a), listed_numbers(b)
    if len(u) != len(v):
        return False
    p, q = np.array([x.value for x in u]), np.array([x.value for x in v])
    size = float(np.linalg.norm(p) * np.linalg.norm(q))
    return size > 0 and abs(abs(complex(np.vdot(p, q))) - size) <= ONE_LINE * size
