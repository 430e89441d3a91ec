"""Lines of elimination: row operations, chains of row equivalent matrices, and what is read off them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.refusal import RefusalError
from decompdrill.judging.tolerances import NOTHING_LEFT
from decompdrill.maths import exact, linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import saying, tables
from decompdrill.working.lines import EquationSide, Statement
from decompdrill.working.quantities import (
    RIGHT,
    WRONG,
    Board,
    Fact,
    Quantity,
    Stated,
    TestResult,
    finding_of,
    follows_from,
    judged_as,
    listed_numbers,
    matrix_of,
)
from decompdrill.working.sides import worked_out
from decompdrill.working.tables import EntryTable, Several, SideValue


def without_zero_column(table: EntryTable) -> EntryTable:
    if table.shape[1] > 1 and all(_is_nought(row[-1]) for row in table.rows):
        return EntryTable(tuple(row[:-1] for row in table.rows))
    return table


def _is_nought(x: object) -> bool:
    return isinstance(x, Number) and x.value == 0


# ---- row equivalence -----------------------------------------------------------------------------------------------


def equivalent(a: EntryTable, b: EntryTable) -> bool | None:
    """Have two matrices the same row space? None where their shapes say that they do not belong together."""
    if a.shape[1] != b.shape[1]:
        if a.shape[1] == b.shape[1] + 1:
            a = without_zero_column(a)
        elif b.shape[1] == a.shape[1] + 1:
            b = without_zero_column(b)
    if a.shape[1] != b.shape[1]:
        return None
    p, q = matrix_of(a), matrix_of(b)
    if p is None or q is None:
        return None
    if not _is_rounded(a) and not _is_rounded(b):
        ranks = {linalg.rank(p), linalg.rank(q), linalg.rank(Matrix((*p.rows, *q.rows)))}
        return len(ranks) == 1
    both = Matrix((*p.rows, *q.rows))
    return _rank(p.array) == _rank(q.array) == _rank(both.array)


def _is_rounded(table: EntryTable) -> bool:
    return any(isinstance(x, Number) and not x.is_exact for x in table.entries)


def _rank(rows: Array) -> int:
    sizes = np.linalg.norm(rows, axis=1, keepdims=True)
    return int(np.linalg.matrix_rank(rows / np.where(sizes > 0, sizes, 1), tol=tables.CARRIED))


def is_plain_step(a: EntryTable, b: EntryTable) -> bool:
    """Is each row of b a row of a, scaled, with a multiple of one other? So a step by hand looks."""
    p, q = matrix_of(a), matrix_of(b)
    if p is None or q is None or a.shape[1] != b.shape[1]:
        return False
    old = [np.array(row) for row in p.array]
    return all(_is_sparse(np.array(row), old) for row in q.array)


def _is_sparse(row: Array, old: Sequence[Array]) -> bool:
    size = float(np.abs(row).max())
    if size == 0:
        return True
    for pair in itertools.chain(((u,) for u in old), itertools.combinations(old, 2)):
        M = np.column_stack(pair)
        found, *_ = np.linalg.lstsq(M, row, rcond=None)
        if float(np.abs(M @ found - row).max()) <= NOTHING_LEFT * size:
            return True
    return False


def is_echelon(table: EntryTable) -> bool:
    """Does each row begin further to the right than the one above?"""
    leads = [next((j for j, x in enumerate(row) if not _is_nought(x)), len(row)) for row in table.rows]
    return all(a < b or a == b == table.shape[1] for a, b in itertools.pairwise(leads))


# ---- named operations ----------------------------------------------------------------------------------------------


def after(operations: Sequence[Statement], table: EntryTable) -> EntryTable | None:
    """Return what named operations make of the rows of a table, one after another; None where they cannot be read."""
    rows: list[SideValue] = [EntryTable((row,), flat=True) for row in table.rows]
    for operation in operations:
        if not _apply(operation, rows):
            return None
    return EntryTable(tuple(row.rows[0] for row in rows if isinstance(row, EntryTable)))


def _apply(operation: Statement, rows: list[SideValue]) -> bool:
    sides, signs = list(operation.sides), list(operation.signs)
    if not signs:
        target = _scaled_row(sides[0])
        return target is not None and _set(target, sides[0], rows)
    left, right = sides[0], sides[-1]
    i, j = _row(left), _row(right)
    if signs[0] == "↔":
        if i is None or j is None or max(i, j) >= len(rows):
            return False
        rows[i], rows[j] = rows[j], rows[i]
        return True
    if i is not None and (signs[0] in ("→", "=", "←", "≈")):
        return _set(i, right, rows)
    if j is not None and signs[0] in ("→", "="):
        return _set(j, left, rows)
    return False


def _row(side: EquationSide) -> int | None:
    """Return the place of the row that a side names alone."""
    if len(side.tokens) != 1 or side.tokens[0].text[:2] not in ("R_", "r_"):
        return None
    index = side.tokens[0].text[2:]
    return int(index) - 1 if index.isdigit() and int(index) else None


def _scaled_row(side: EquationSide) -> int | None:
    """Return the place of the row that `R2 − 3R1` alone changes: the first that is not multiplied."""
    pairs = zip([None, *side.tokens], side.tokens, strict=False)
    named = [(t, before) for before, t in pairs if t.text[:2] in ("R_", "r_") and t.text[2:].isdigit()]
    plain = [t for t, before in named if before is None or before.kind in "+-"]
    chosen = plain[0] if plain else named[0][0] if named else None
    return int(chosen.text[2:]) - 1 if chosen is not None and int(chosen.text[2:]) else None


def _set(at: int, side: EquationSide, rows: list[SideValue]) -> bool:
    def named(name: str) -> SideValue | None:
        index = name[2:]
        is_row = name[:2] in ("R_", "r_") and index.isdigit() and 0 < int(index) <= len(rows)
        return rows[int(index) - 1] if is_row else None

    if at >= len(rows):
        return False
    try:
        value = worked_out(side.trees()[0], named)
    except (RefusalError, ArithmeticError):
        return False
    if not isinstance(value, EntryTable) or value.shape[0] != 1:
        return False
    rows[at] = value
    return True


def other_row(table: EntryTable, found: EntryTable) -> str:
    """Say which row of a matrix is not what the operation gives, with the numbers."""
    for number, (a, b) in enumerate(zip(table.rows, found.rows, strict=False), 1):
        row, true = EntryTable((a,)), EntryTable((b,))
        if tables.agree(row, true) is Outcome.WRONG:
            return f"The operation gives {saying.value_in_sentence(true)} in row {number}, not {saying.value_in_sentence(row)}."
    return ""


# ---- null vectors and relations ------------------------------------------------------------------------------------


def null_basis(table: EntryTable) -> list[list[Number]]:
    """Return a basis of the vectors that a matrix takes to 0, as numbers."""
    matrix = matrix_of(table)
    if matrix is None:
        return []
    if matrix.exact is not None and not _is_rounded(table):
        return [[tables.number(x) for x in v] for v in exact.null_space(matrix.exact)]
    _, sizes, Vt = np.linalg.svd(matrix.array)
    rank = int(np.sum(sizes > tables.CARRIED * sizes[0])) if sizes.size else 0
    return [[tables.number(float(x.real)) for x in v] for v in Vt[rank:]]


def is_null_vector(table: EntryTable, vector: SideValue) -> Outcome | None:
    """Return whether a matrix takes a vector that is not 0 to 0."""
    if not isinstance(vector, EntryTable) or not vector.is_vector or len(vector.entries) != table.shape[1]:
        return None
    entries = listed_numbers(vector)
    if not entries or not any(x.value for x in entries):
        return Outcome.WRONG
    product = tables.product_of(table, tables.column_of(vector.entries))
    scale = max(abs(x.value) for x in entries) * max(
        (abs(x.value) for x in table.entries if isinstance(x, Number)), default=1
    )
    return Outcome.RIGHT if tables.is_zero(product, scale) else Outcome.WRONG


COMPONENTS = "xyz"


def components(names: set[str], size: int) -> dict[str, int] | None:
    """Return which entry of a vector each name is: x, y, z, or x₁, x₂, … of one letter; None where one is no entry."""
    if not names:
        return None
    if size <= len(COMPONENTS) and names <= set(COMPONENTS[:size]):
        return {name: COMPONENTS.index(name) for name in names}
    found = {}
    for name in names:
        letter, _, index = name.partition("_")
        if letter not in ("x", "v", "u", "w", "y") or not index.isdigit() or not 0 < int(index) <= size:
            return None
        found[name] = int(index) - 1
    return found if len({name[0] for name in names}) == 1 else None


def holds_on(sides: Sequence[EquationSide], basis: Sequence[Sequence[Number]], places: dict[str, int]) -> bool:
    """Do the sides of a relation agree on each of these vectors?"""

    def at(vector: Sequence[Number]) -> bool:
        def entry(name: str) -> SideValue:
            return numbers.IMAGINARY_UNIT if name == "i" else vector[places[name]]

        values = [worked_out(side.trees()[0], entry) for side in sides]
        size = max(abs(x.value) for x in vector)
        return all(_agree_to(a, b, size) for a, b in itertools.pairwise(values))

    vectors = [list(vector) for vector in basis] or [[tables.number(0)] * (max(places.values()) + 1)]
    doubled = [[numbers.add_numbers(x, x) for x in vector] for vector in vectors]  # a relation holds for all multiples
    return all(map(at, vectors + doubled))


def _agree_to(a: SideValue, b: SideValue, size: float) -> bool:
    return tables.agree(a, b) is not Outcome.WRONG or tables.is_zero(
        tables.values_added(a, tables.negative_of(b)), size
    )


# ---- the quantities ------------------------------------------------------------------------------------------------


def given_table(board: Board) -> EntryTable:
    return tables.table(board.given.matrix("A").rows)


def _count(board: Board, stated: Stated, value: int) -> TestResult | None:
    if not isinstance(stated.value, Number):
        return None
    return RIGHT if stated.value.exact == value else WRONG


def _own_rank(fact: Fact) -> int | None:
    """Return the rank of one's own rows."""
    table = fact.stated.value
    matrix = matrix_of(table)
    if matrix is None or not isinstance(table, EntryTable):
        return None
    return _rank(matrix.array) if _is_rounded(table) else linalg.rank(matrix)


def _rank_truth(board: Board, stated: Stated) -> TestResult | None:
    if board.task.kind.name == "rank":
        return finding_of(judged_as(board.task, stated.value), is_own=True)
    return _count(board, stated, linalg.rank(board.given.matrix("A")))


def _nullity_truth(board: Board, stated: Stated) -> TestResult | None:
    if board.task.kind.name == "nullity":
        return finding_of(judged_as(board.task, stated.value), is_own=True)
    A = board.given.matrix("A")
    return _count(board, stated, A.shape[1] - linalg.rank(A))


def _of_own_rows(board: Board, fact: Fact, stated: Stated) -> bool:
    found = _own_rank(fact)
    return found is not None and isinstance(stated.value, Number) and stated.value.exact == found


def _nullity_of_own_rows(board: Board, fact: Fact, stated: Stated) -> bool:
    found, columns = _own_rank(fact), board.given.matrix("A").shape[1]
    return found is not None and isinstance(stated.value, Number) and stated.value.exact == columns - found


def _other_of_own(board: Board, fact: Fact, stated: Stated) -> bool:
    """Do rank and nullity add up to the columns?"""
    if not isinstance(stated.value, Number) or not isinstance(fact.stated.value, Number):
        return False
    total = tables.values_added(stated.value, fact.stated.value)
    return isinstance(total, Number) and total.exact == board.given.matrix("A").shape[1]


def _null_truth(board: Board, stated: Stated) -> TestResult | None:
    if isinstance(stated.value, Several):  # of a span
        found = [_null_truth(board, replace(stated, value=v)) for v in stated.value.values]
        return next((f for f in found if f is None or f.outcome is not Outcome.RIGHT), RIGHT)
    outcome = is_null_vector(given_table(board), stated.value)
    if outcome is None:
        return None
    if outcome is Outcome.RIGHT:
        return RIGHT
    assert isinstance(stated.value, EntryTable)
    product = tables.product_of(given_table(board), tables.column_of(stated.value.entries))
    return TestResult(Outcome.WRONG, feedback=f"A takes it to {saying.value_in_sentence(product)}, not to 0.")


def _null_of_own(board: Board, fact: Fact, stated: Stated) -> bool:
    table = fact.stated.value
    if not isinstance(table, EntryTable):
        return False
    outcomes = (is_null_vector(t, stated.value) for t in (table, without_zero_column(table)))
    return Outcome.RIGHT in outcomes


def ranks() -> tuple[Quantity, ...]:
    """Return what can be stated of the rank and the null space of A."""
    rank = Quantity(
        "rank",
        "the rank of A",
        r"rank|rank\(?A\)?|r|pivots|dim\(?col\(?A\)?\)?",
        Form.INTEGER,
        _rank_truth,
        (follows_from("rows", test=_of_own_rows), follows_from("nullity", test=_other_of_own)),
        is_unnamed=False,
    )
    nullity = Quantity(
        "nullity",
        "the nullity of A",
        r"nullity|nullity\(?A\)?|null\(?A\)?|dim\(?(?:ker|null|N|Null)\(?A?\)*|dimker|n-r",
        Form.INTEGER,
        _nullity_truth,
        (follows_from("rows", test=_nullity_of_own_rows), follows_from("rank", test=_other_of_own)),
        is_unnamed=False,
    )
    null = Quantity(
        "null-vector",
        "a vector of the null space of A",
        r"(?:ker|Ker|N|null|v|x|n)(?:\(?A\)?|_(?P<index>[0-9]))?",
        Form.VECTOR,
        _null_truth,
        (follows_from("rows", test=_null_of_own),),
        is_unnamed=False,
    )
    return rank, nullity, null
