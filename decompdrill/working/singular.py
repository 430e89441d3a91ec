"""Lines on singular values: AᵀA or AAᵀ, its eigenvalues, σ, and the singular vectors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.refusal import RefusalError
from decompdrill.maths import linalg
from decompdrill.maths.algebra import adjoint, multiply
from decompdrill.maths.linalg import Matrix
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.diagonalizing import columns, parallel, values_on
from decompdrill.working.quantities import (
    RIGHT,
    WRONG,
    Board,
    Fact,
    Quantity,
    Stated,
    TestResult,
    among,
    finding_of,
    follows_from,
    judged_as,
    listed_numbers,
    matrix_of,
    task_for,
    value_agrees,
)
from decompdrill.working.saying import value_in_sentence
from decompdrill.working.sides import adjoint_of
from decompdrill.working.spectral import INDEX, Subject, judge_as_eigenvector, spectral, too_often, values_stated
from decompdrill.working.tables import EntryTable, Several, SideValue


def gram_matrix(board: Board) -> Matrix:
    """AᵀA."""
    A = board.given.matrix("A")
    return _kept(board, "gram", Matrix(multiply(adjoint(A.rows), A.rows)))


def outer_matrix(board: Board) -> Matrix:
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
    return gram_matrix(board) if chosen == "gram" else outer_matrix(board)


def as_value(matrix: Matrix) -> SideValue:
    return tables.table(matrix.rows)


def _singular_values(board: Board, stated: Stated) -> TestResult | None:
    """Test σ: each must be a singular value; a whole list is judged as an answer is."""
    A = board.given.matrix("A")
    values = values_stated(stated)
    if not values:
        return None
    truths = linalg.singular_values(A)
    part = among(values, truths)
    if part is not Outcome.WRONG and (repeated := too_often(board, "singular-values", stated, truths)) is not None:
        return repeated
    if part is not Outcome.WRONG or (len(values) == 1 and not stated.value_is_list):
        return TestResult(part)
    if len(values) > len(truths) and all(x.exact == 0 for x in values[len(truths) :]):
        return TestResult(among(values[: len(truths)], truths))
    return finding_of(judged_as(task_for("singular-values", A=A), stated.value), is_own=True)


def _roots_of_own(_: Board, fact: Fact, stated: Stated) -> bool:
    """Are these the square roots of one's own eigenvalues?"""
    own = [x for x in listed_numbers(fact.stated.value) if not isinstance(x.value, complex) and x.value >= 0]
    try:
        roots = [numbers.root_of_number(x, 2) for x in own]
    except RefusalError:
        return False
    return bool(roots) and _all_in(values_stated(stated), roots)


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
    values = values_stated(stated)
    return _all_in([numbers.multiply_numbers(v, v) for v in values], roots)


def u_or_v(name: str, matrix: Callable[[Board], Matrix], own: str, heads: str, said: str) -> Quantity:
    """Return the singular vectors on one side: eigenvectors of AᵀA, or of AAᵀ."""
    subject = Subject(name, matrix, (own,), is_given=False)

    def truth(board: Board, stated: Stated) -> TestResult | None:
        value = replace(stated, about=None, index="")
        return subject.eigenvector(board, value)

    return Quantity(
        f"{said}-vector",
        f"a {said} singular vector",
        heads,
        Form.VECTOR,
        truth,
        (subject.of_own(lambda m, s: judge_as_eigenvector(m, s.value, None, False)),),
    )


def singular_quantities() -> tuple[Quantity, ...]:
    """Return what lines on the way to the singular values can state."""
    gram_heads, outer_heads = r"\(?A\^TA\)?|A\^\*A|A\^HA", r"\(?AA\^T\)?|AA\^\*"
    matrices = (
        Quantity("gram", "AᵀA", gram_heads, Form.MATRIX, value_agrees(lambda b: as_value(gram_matrix(b)))),
        Quantity("outer", "AAᵀ", outer_heads, Form.MATRIX, value_agrees(lambda b: as_value(outer_matrix(b)))),
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
            follows_from("singular-values", test=_among_own),
        ),
    )
    subject = Subject("AᵀA", either, ("gram", "outer"), is_given=False)
    polynomial, eigenvalues, _, shifted = spectral(subject)
    eigenvalues = replace(eigenvalues, heads=rf"{eigenvalues.heads}|σ(?:_(?P<index3>[0-9]))?\^2")
    vectors = (
        u_or_v("AᵀA", gram_matrix, "gram", r"[vw](?:_(?P<index>[0-9]))?|[xqb]_(?P<index2>[0-9])", "right"),
        u_or_v("AAᵀ", outer_matrix, "outer", r"u(?:_(?P<index>[0-9]))?", "left"),
    )
    return *matrices, polynomial, eigenvalues, *vectors, shifted, values


def _among_own(_: Board, fact: Fact, stated: Stated) -> bool:
    own = listed_numbers(fact.stated.value)
    values = values_stated(stated)
    return bool(values) and all(any(tables.close(v, o) is not Outcome.WRONG for o in own) for v in values)


# ---- the factorization ---------------------------------------------------------------------------------------------


def _orthonormal_columns(table: EntryTable) -> bool:
    product = tables.product_of(adjoint_of(table), table)
    n = table.shape[1]
    return tables.agree(product, tables.identity_table(n) if n > 1 else tables.number(1)) is not Outcome.WRONG


@dataclass(frozen=True)
class _Frame:
    """The tests of U, V or Vᵀ: its columns, or rows, are singular vectors, orthogonal and of length 1."""

    id: str
    side: str
    matrix: Callable[[Board], Matrix]

    def vectors(self, stated: Stated) -> EntryTable | None:
        """Return the table with the vectors in its columns."""
        table = stated.value
        if not isinstance(table, EntryTable) or table.flat:
            return None
        return adjoint_of(table) if self.id == "Vt" else table

    def truth(self, board: Board, stated: Stated) -> TestResult | None:
        table, matrix = self.vectors(stated), self.matrix(board)
        if table is None or table.shape[0] != matrix.shape[0] or not isinstance(stated.value, EntryTable):
            return None
        for number, vector in enumerate(columns(table), 1):
            found = judge_as_eigenvector(matrix, vector, None, is_own=False)
            if found is None or found.outcome is Outcome.WRONG:
                what = "Row" if self.id == "Vt" else "Column"
                return TestResult(Outcome.WRONG, feedback=f"{what} {number} is not a {self.side} singular vector.")
        if not _orthonormal_columns(table):
            return TestResult(Outcome.WRONG, feedback="The singular vectors must be orthogonal and of length 1.")
        return _together(board, self.id, stated.value)

    def has_own_vector(self, _: Board, fact: Fact, stated: Stated) -> bool:
        table = self.vectors(stated)
        return table is not None and any(parallel(fact.stated.value, vector) for vector in columns(table))

    def is_of_own_matrix(self, _: Board, fact: Fact, stated: Stated) -> bool:
        own, table = matrix_of(fact.stated.value), self.vectors(stated)
        if own is None or not own.is_square or table is None or table.shape[0] != own.shape[0]:
            return False
        found = [judge_as_eigenvector(own, vector, None, is_own=False) for vector in columns(table)]
        return all(f is not None and f.outcome is not Outcome.WRONG for f in found)

    def quantity(self, heads: str, own: str) -> Quantity:
        rules = (
            follows_from(f"{self.side}-vector", "eigenvector", "V", "Vt", "U", test=self.has_own_vector),
            follows_from(own, test=self.is_of_own_matrix),
        )
        said_as = "Vᵀ" if self.id == "Vt" else self.id
        return Quantity(self.id, said_as, heads, Form.MATRIX, self.truth, rules, is_unnamed=False)


def _sigma(board: Board, stated: Stated) -> TestResult | None:
    values = values_on(stated.value)
    truths = linalg.singular_values(board.given.matrix("A"))
    if values is None:
        is_whole = isinstance(stated.value, EntryTable) and not stated.value.is_vector
        return TestResult(Outcome.WRONG, feedback="It is not diagonal.") if is_whole else None
    if any(x.value != 0 for x in values[len(truths) :]):
        return WRONG
    return TestResult(among(values[: len(truths)], truths))


def _sigma_of_own(_: Board, fact: Fact, stated: Stated) -> bool:
    values, own = values_on(stated.value) or [], listed_numbers(fact.stated.value)
    return any(tables.close(v, x) is not Outcome.WRONG for v in values for x in own)


def _sigma_of_own_squares(_: Board, fact: Fact, stated: Stated) -> bool:
    values, own = values_on(stated.value) or [], listed_numbers(fact.stated.value)
    squares = [numbers.multiply_numbers(v, v) for v in values]
    return any(tables.close(v, x) is not Outcome.WRONG for v in squares for x in own)


def _sigma_of_own_matrix(board: Board, fact: Fact, stated: Stated) -> bool:
    values = values_on(stated.value) or []
    return bool(values) and _of_own_matrix(board, fact, replace(stated, value=Several(tuple(values))))


def factor_quantities() -> tuple[Quantity, ...]:
    """Return U, Σ and Vᵀ: each true by itself, and together."""
    rules = (
        follows_from("singular-values", test=_sigma_of_own),
        follows_from("eigenvalues", test=_sigma_of_own_squares),
        follows_from("gram", "outer", test=_sigma_of_own_matrix),
    )
    return (
        _Frame("U", "left", outer_matrix).quantity("U", "outer"),
        Quantity("S", "Σ", r"Σ|S|D", Form.MATRIX, _sigma, rules, is_unnamed=False),
        _Frame("Vt", "right", gram_matrix).quantity(r"V\^T|Vt|Vh|V\^\*|V\^H", "gram"),
        _Frame("V", "right", gram_matrix).quantity("V", "gram"),
    )


def _together(board: Board, id_: str, table: EntryTable) -> TestResult:
    """Test the factors together, where the two others were stated and are true by themselves."""
    parts: dict[str, SideValue] = {id_: table}
    for name in ("U", "S", "V", "Vt"):
        fact = board.latest(name)
        if fact is not None and fact.is_true:
            parts.setdefault(name, fact.stated.value)
    right = parts.get("Vt") if id_ == "Vt" or "V" not in parts else None
    if right is None and isinstance(V := parts.get("V"), EntryTable):
        right = adjoint_of(V)
    U, S = parts.get("U"), parts.get("S")
    if right is None or not isinstance(U, EntryTable) or not isinstance(S, EntryTable) or S.flat:
        return RIGHT
    try:
        product = tables.product_of(tables.product_of(U, S), right)
    except RefusalError:
        return RIGHT
    A = as_value(board.given.matrix("A"))
    if tables.agree(product, A) is not Outcome.WRONG:
        return RIGHT
    return TestResult(
        Outcome.WRONG,
        feedback=f"UΣVᵀ = {value_in_sentence(product)}, not A: check the order and the signs of the vectors.",
    )
