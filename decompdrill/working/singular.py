"""Lines on singular values: AᵀA or AAᵀ, its eigenvalues, σ, and the singular vectors."""

from __future__ import annotations

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.refusal import RefusalError
from decompdrill.maths import linalg
from decompdrill.maths.algebra import adjoint, multiply
from decompdrill.maths.linalg import Matrix
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.quantities import (
    Board,
    Fact,
    Finding,
    Quantity,
    Stated,
    among,
    finding_of,
    follows_from,
    judged_as,
    matrix_of,
    numbers_of,
    task_for,
    value_agrees,
)
from decompdrill.working.spectral import INDEX, Subject, named_values, spectral
from decompdrill.working.tables import Value


def gram(board: Board) -> Matrix:
    """AᵀA."""
    A = board.given.matrix("A")
    return _kept(board, "gram", Matrix(multiply(adjoint(A.rows), A.rows)))


def outer(board: Board) -> Matrix:
    """AAᵀ."""
    A = board.given.matrix("A")
    return _kept(board, "outer", Matrix(multiply(A.rows, adjoint(A.rows))))


def _kept(board: Board, name: str, matrix: Matrix) -> Matrix:
    found = board.truths.setdefault(name, matrix)
    assert isinstance(found, Matrix)
    return found


def either(board: Board) -> Matrix:
    """Return the smaller of AᵀA and AAᵀ, or the one that was stated last."""
    chosen = next((f.quantity for f in reversed(board.facts) if f.quantity in ("gram", "outer")), None)
    if chosen is None:
        rows, columns = board.given.matrix("A").shape
        chosen = "gram" if columns <= rows else "outer"
    return gram(board) if chosen == "gram" else outer(board)


def as_value(matrix: Matrix) -> Value:
    return tables.table(matrix.rows)


def _singular_values(board: Board, stated: Stated) -> Finding | None:
    """Test σ: each must be a singular value; a whole list is judged as an answer is."""
    A = board.given.matrix("A")
    values = named_values(stated)
    if not values:
        return None
    truths = linalg.singular_values(A)
    part = among(values, truths)
    if part is not Outcome.WRONG or (len(values) == 1 and not stated.value_is_list):
        return Finding(part)
    if len(values) > len(truths) and all(x.exact == 0 for x in values[len(truths) :]):
        return Finding(among(values[: len(truths)], truths))
    return finding_of(judged_as(task_for("singular-values", A=A), stated.value), is_own=True)


def _roots_of_own(_: Board, fact: Fact, stated: Stated) -> bool:
    """Are these the square roots of one's own eigenvalues?"""
    own = [x for x in numbers_of(fact.stated.value) if not isinstance(x.value, complex) and x.value >= 0]
    try:
        roots = [numbers.root_of_number(x, 2) for x in own]
    except RefusalError:
        return False
    return bool(roots) and _all_in(named_values(stated), roots)


def _all_in(values: list[Number], among_these: list[Number]) -> bool:
    left = list(among_these)
    for value in values:
        at = next((i for i, x in enumerate(left) if tables.close(value, x) is not Outcome.WRONG), None)
        if at is None:
            return False
        left.pop(at)
    return bool(values)


def _of_own_matrix(_: Board, fact: Fact, stated: Stated) -> bool:
    matrix = matrix_of(fact.stated.value)
    if matrix is None or not matrix.is_square:
        return False
    roots = [tables.number(x) for x in linalg.eigenvalues(matrix)]
    values = named_values(stated)
    return _all_in([numbers.multiply_numbers(v, v) for v in values], roots)


def singular_values() -> tuple[Quantity, ...]:
    """Return what lines on the way to the singular values can state."""
    matrices = (
        Quantity(
            "gram", "AᵀA", r"\(?A\^TA\)?|A\^\*A|A\^HA|G|B|K", Form.MATRIX, value_agrees(lambda b: as_value(gram(b)))
        ),
        Quantity("outer", "AAᵀ", r"\(?AA\^T\)?|AA\^\*", Form.MATRIX, value_agrees(lambda b: as_value(outer(b)))),
    )
    values = Quantity(
        "singular-values",
        "singular values of A",
        rf"σ{INDEX}|s{INDEX.replace('index', 'index2')}|S|Σ",
        Form.LIST,
        _singular_values,
        (
            follows_from("eigenvalues", test=_roots_of_own),
            follows_from("gram", "outer", test=_of_own_matrix),
        ),
    )
    subject = Subject("AᵀA", either, ("gram", "outer"), is_given=False)
    return *matrices, *spectral(subject), values
