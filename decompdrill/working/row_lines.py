"""Lines of row operations and of matrices that are reduced, judged step by step."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from decompdrill.answers.refusal import RefusalError
from decompdrill.model import Number, Outcome
from decompdrill.working import saying, tables
from decompdrill.working.elimination import (
    after,
    components,
    equivalent,
    holds_on,
    is_echelon,
    is_plain_step,
    null_basis,
    other_row,
    without_zero_column,
)
from decompdrill.working.lines import Statement
from decompdrill.working.quantities import Board, Fact, JudgedStatement, LineMark, Stated, Understood
from decompdrill.working.tables import EntryTable

ROWS = ("rows", "shifted")
"""The quantities that hold a matrix whose rows are reduced."""

RECENT = 3
"""Lines for which a matrix that was stated is the one that relations are about."""

IS_ROWS = "a row equivalent matrix"
UNSURE = "Which operation gives this is not seen. Name it, as in R2 → R2 − 3R1: …, and it is judged."
FROM_WHAT = "What these rows come from is not seen: write A − 5I = … before them."
NOT_A_COMBINATION = "The rows of this matrix do not span the same space as those above: one entry or more is wrong."


@dataclass(frozen=True, slots=True)
class Base:
    """A matrix that a step may start from: one's own, with its line, or a true one."""

    table: EntryTable
    line: int | None = None
    is_true: bool = True


class RowJudge:
    """Judges steps of elimination on a board."""

    def __init__(self, board: Board, understood: Understood) -> None:
        self.board, self.understood = board, understood

    def bases(self, about: Number | None) -> list[Base]:
        """Return what a step may start from: one's own last rows first, then the true matrices."""
        own = [f for f in reversed(self.board.facts) if f.quantity in ROWS and isinstance(f.stated.value, EntryTable)]
        found = [Base(f.stated.value, f.line, f.is_true) for f in own[:4] if isinstance(f.stated.value, EntryTable)]
        return found + [Base(table) for table in self.understood.bases(self.board, about)]

    def keep(self, table: EntryTable, number: int, is_true: bool) -> None:
        self.board.facts.append(Fact("rows", Stated(table), number, is_true))

    def done(self, table: EntryTable, base: Base, number: int) -> JudgedStatement:
        """Return the mark of a step that is right."""
        self.keep(table, number, base.is_true)
        if base.is_true or base.line is None:
            return JudgedStatement(LineMark.RIGHT, IS_ROWS)
        if base.line == number:
            return JudgedStatement(LineMark.RIGHT, IS_ROWS)
        self.board.origins[number] = origin = self.board.origin(base.line)
        return JudgedStatement(LineMark.FOLLOWS, IS_ROWS, base.line, feedback=saying.follows(origin))

    def is_sure(self, base: Base, about: Number | None, number: int) -> bool:
        """Is it known what is reduced: the one matrix of the problem, that of a context, or one just stated?"""
        is_open = about is None and self.understood.quantity("shifted") is not None
        return not is_open or (base.line is not None and base.line >= number - RECENT)

    # ---- steps

    def named(
        self, operations: Sequence[Statement], table: EntryTable | None, about: Number | None, number: int
    ) -> JudgedStatement:
        """Judge a step whose operations are named."""
        bases = self.bases(about)
        results = [(base, found) for base in bases if (found := after(operations, base.table)) is not None]
        if not results:
            return JudgedStatement(LineMark.UNCLEAR, "a row operation", feedback=UNSURE)
        if table is None:
            base, found = results[0]
            return self.done(found, base, number)
        for base, found in results:
            if _same(table, found):
                return self.done(table, base, number)
        base, found = results[0]
        if not self.is_sure(base, about, number):
            self.keep(table, number, True)
            return JudgedStatement(LineMark.UNCLEAR, "a row operation", feedback=FROM_WHAT)
        self.keep(table, number, False)
        return JudgedStatement(
            LineMark.WRONG,
            "a row operation",
            feedback=other_row(without_zero_column(table), without_zero_column(found)),
        )

    def plain(self, table: EntryTable, about: Number | None, number: int) -> JudgedStatement:
        """Judge a step whose operations are not named, from the nearest matrix that it fits."""
        bases = self.bases(about)
        fits = [(base, equivalent(base.table, table)) for base in bases]
        for base, is_equivalent in fits:
            if is_equivalent and _is_seen(base.table, table):
                return self.done(table, base, number)
        nearest = next(((base, fit) for base, fit in fits if fit is not None), None)
        if nearest is None:
            self.keep(table, number, True)
            return JudgedStatement(LineMark.UNCLEAR, IS_ROWS)
        if any(fit for _, fit in fits):
            base = next(b for b, fit in fits if fit)
            self.keep(table, number, base.is_true)
            return JudgedStatement(LineMark.UNCLEAR, IS_ROWS, feedback=UNSURE)
        if not self.is_sure(nearest[0], about, number):
            self.keep(table, number, True)
            return JudgedStatement(LineMark.UNCLEAR, IS_ROWS, feedback=FROM_WHAT)
        self.keep(table, number, False)
        return JudgedStatement(LineMark.WRONG, IS_ROWS, feedback=NOT_A_COMBINATION)

    def first(self, table: EntryTable, about: Number | None, number: int) -> JudgedStatement | None:
        """Judge the matrix that a chain begins with: a true one, one's own, or one reduced already."""
        for base in self.bases(about):
            if _same(table, base.table):
                return self.done(table, base, number)
        return None

    # ---- relations

    def relation(self, statement: Statement, about: Number | None, number: int) -> JudgedStatement | None:
        """Judge a relation between the entries of a null vector, such as y = 2x; None where it is none."""
        names = {t.text for side in statement.sides for t in side.tokens if t.kind == "name" and t.text != "i"}
        bases = self.bases(about)
        if not names or len(statement.sides) < 2 or statement.goes_on or not bases:
            return None
        if not statement_is_linear(statement) or names & self.board.names.keys():
            return None
        if len(names) == 1 and all(side.text != "0" for side in statement.sides):
            return self.free_entry(statement, names, bases)
        found: list[tuple[Base, bool]] = []
        for base in bases:
            table = without_zero_column(base.table)
            places = components(names, table.shape[1])
            if places is None:
                continue
            try:
                found.append((base, holds_on(statement.sides, null_basis(table), places)))
            except (RefusalError, ArithmeticError):
                return None
        if not found:
            return None
        true = next((base for base, holds in found if holds and (base.line is None or base.is_true)), None)
        if true is not None:
            return JudgedStatement(LineMark.RIGHT, "a relation of the entries of a null vector")
        own = next((base for base, holds in found if holds), None)
        if own is not None and own.line is not None:
            self.board.origins[number] = origin = self.board.origin(own.line)
            return JudgedStatement(
                LineMark.FOLLOWS,
                "a relation of the entries of a null vector",
                own.line,
                feedback=saying.follows(origin),
            )
        if not self.is_sure(found[0][0], about, number):
            return JudgedStatement(
                LineMark.UNCLEAR, "a relation", feedback="Say for which λ it holds, as in λ = 2: y = 2x."
            )
        return JudgedStatement(
            LineMark.WRONG,
            "a relation of the entries of a null vector",
            feedback=self.counterexample(statement, found[0][0]),
        )

    def free_entry(self, statement: Statement, names: set[str], bases: Sequence[Base]) -> JudgedStatement | None:
        """Take `x₂ = 1` for the choice of an entry that is free, where some null vector has one there that is not 0."""
        if not next(iter(names)).startswith(("x", "y", "z")) or any(len(side.trees()) > 1 for side in statement.sides):
            return None
        for base in bases:
            table = without_zero_column(base.table)
            places = components(names, table.shape[1]) or {}
            if any(vector[at].value for vector in null_basis(table) for at in places.values()):
                return JudgedStatement(LineMark.RIGHT, "the choice of a free entry")
        return None

    def counterexample(self, statement: Statement, base: Base) -> str:
        basis = null_basis(without_zero_column(base.table))
        vectors = ", ".join(saying.value_in_sentence(tables.column_of(v)) for v in basis[:2])
        return f"The null vectors are multiples of {vectors}, and it does not hold there." if len(basis) == 1 else ""


def statement_is_linear(statement: Statement) -> bool:
    """Is every side of letters and numbers alone, without brackets of rows, powers or functions?"""
    kinds = {t.kind for side in statement.sides for t in side.tokens}
    return (
        bool(kinds)
        and kinds <= {"number", "fraction", "name", "+", "-", "*", "/", "(", ")", "root"}
        and set(statement.signs) <= {"=", "≈"}
    )


def _same(a: EntryTable, b: EntryTable) -> bool:
    pairs = itertools.product((a, without_zero_column(a)), (b, without_zero_column(b)))
    return any(p.shape == q.shape and tables.agree(p, q) is not Outcome.WRONG for p, q in pairs)


def _is_seen(a: EntryTable, b: EntryTable) -> bool:
    """Can a step be taken as right without its operation: one by hand, one to echelon form, or one that loses a row?"""
    p, q = without_zero_column(a), without_zero_column(b)
    if p.shape[1] != q.shape[1]:
        p, q = a, b
    deficient = (
        any(all(isinstance(x, Number) and x.value == 0 for x in row) for row in q.rows) or q.shape[0] < q.shape[1]
    )
    return deficient or is_echelon(q) or is_plain_step(p, q)
