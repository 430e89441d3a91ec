"""Lines on the way to a diagonalization: V and Λ beside the eigenvalues and eigenvectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decompdrill.answers.algebra import coefficients_of
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.quantities import (
    RIGHT,
    Board,
    Fact,
    Finding,
    Quantity,
    Stated,
    among,
    follows_from,
    numbers_of,
)
from decompdrill.working.saying import said
from decompdrill.working.spectral import Subject, is_eigenvector
from decompdrill.working.tables import Several, Table, Value


def columns(table: Table) -> list[Table]:
    return [Table(tuple((row[j],) for row in table.rows)) for j in range(table.shape[1])]


def values_on(value: Value) -> list[Number] | None:
    """Return the entries on a diagonal; None where others are not 0. A list is its entries."""
    if isinstance(value, Several) or (isinstance(value, Table) and value.flat):
        return numbers_of(value)
    if not isinstance(value, Table):
        return None
    off = [x for i, row in enumerate(value.rows) for j, x in enumerate(row) if i != j]
    if not all(tables.is_zero(x) for x in off):
        return None
    size = min(value.shape)
    found = [x for x in (value.rows[i][i] for i in range(size)) if isinstance(x, Number)]
    return found if len(found) == size else None


def are_independent(table: Table) -> bool:
    M = np.array([[coefficients_of(x)[0].value for x in row] for row in table.rows])
    sizes = np.linalg.norm(M, axis=0)
    if not np.all(sizes > 0):
        return False
    return int(np.linalg.matrix_rank(M / sizes, tol=tables.CARRIED)) == table.shape[1]


def pair_fault(matrix: Matrix, vectors: Value, values: Value) -> str:
    """Say which column of V does not belong to the entry of Λ in its place; nothing where all do."""
    diagonal = values_on(values)
    if not isinstance(vectors, Table) or diagonal is None or len(diagonal) != vectors.shape[1]:
        return ""
    for number, (vector, value) in enumerate(zip(columns(vectors), diagonal, strict=True), 1):
        found = is_eigenvector(matrix, vector, value, is_own=False)
        if found is None or found.outcome is Outcome.WRONG:
            return f"Column {number} does not belong to {said(value)}, which stands in its place of the diagonal."
    return ""


@dataclass(frozen=True)
class _Frames:
    """The tests of V and Λ of a matrix."""

    subject: Subject

    def vectors(self, board: Board, stated: Stated) -> Finding | None:
        matrix, table = self.subject.matrix(board), stated.value
        if not isinstance(table, Table) or table.shape != matrix.shape:
            return None
        for number, vector in enumerate(columns(table), 1):
            found = is_eigenvector(matrix, vector, None, is_own=False)
            if found is None or found.outcome is Outcome.WRONG:
                text = f"Column {number} is not an eigenvector of {self.subject.name}."
                return Finding(Outcome.WRONG, feedback=text)
        if not are_independent(table):
            return Finding(Outcome.WRONG, feedback="The columns are not linearly independent.")
        other = board.latest("values")
        return self._paired(board, table, other.stated.value) if other is not None and other.is_true else RIGHT

    def values(self, board: Board, stated: Stated) -> Finding | None:
        matrix = self.subject.matrix(board)
        diagonal = values_on(stated.value)
        if diagonal is None:
            return Finding(Outcome.WRONG, feedback="It is not diagonal.") if isinstance(stated.value, Table) else None
        if len(diagonal) != matrix.shape[0]:
            return None
        outcome = among(diagonal, linalg.eigenvalues(matrix))
        other = board.latest("vectors")
        if outcome is Outcome.WRONG or other is None or not other.is_true:
            return Finding(outcome)
        return self._paired(board, other.stated.value, stated.value)

    def _paired(self, board: Board, vectors: Value, values: Value) -> Finding:
        fault = pair_fault(self.subject.matrix(board), vectors, values)
        return Finding(Outcome.WRONG, feedback=fault) if fault else RIGHT


def _has_own_vector(_: Board, fact: Fact, stated: Stated) -> bool:
    """Is one's own wrong vector one of the columns, scaled?"""
    table = stated.value
    return isinstance(table, Table) and any(parallel(fact.stated.value, vector) for vector in columns(table))


def _has_own_value(_: Board, fact: Fact, stated: Stated) -> bool:
    diagonal, own = values_on(stated.value) or [], numbers_of(fact.stated.value)
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


def parallel(a: Value, b: Table) -> bool:
    if isinstance(a, Table) and not a.is_vector:
        return any(parallel(column, b) for column in columns(a))
    u, v = numbers_of(a), numbers_of(b)
    if len(u) != len(v):
        return False
    p, q = np.array([x.value for x in u]), np.array([x.value for x in v])
    size = float(np.linalg.norm(p) * np.linalg.norm(q))
    return size > 0 and abs(abs(complex(np.vdot(p, q))) - size) <= 1e-4 * size
