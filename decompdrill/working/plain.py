"""Quantities with one true value, and rules by which one follows from others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from decompdrill.answers.refusal import RefusalError
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.quantities import (
    Board,
    Quantity,
    Rule,
    Stated,
    TestResult,
    finding_of,
    judged_as,
    value_agrees,
)
from decompdrill.working.tables import Several, SideValue

Get = Callable[[Board], "SideValue | None"]


def scalar(get: Callable[[Board], Scalar | int | None]) -> Get:
    """Return the getter of a value from that of its scalar."""

    def value(board: Board) -> SideValue | None:
        found = get(board)
        return None if found is None else tables.number(found)

    return value


def matrix_of_given(get: Callable[[Board], Matrix]) -> Get:
    return lambda board: tables.table(get(board).rows)


def list_of(get: Callable[[Board], tuple[Scalar, ...]]) -> Get:
    return lambda board: Several(tuple(map(tables.number, get(board))))


def formula(needs: Mapping[str, Get], compute: Callable[..., SideValue]) -> Rule:
    """Return the rule that a value is worked out from others, of which one at least is one's own and not true."""

    def rule(board: Board, stated: Stated) -> int | None:
        facts = {name: board.latest(name) for name in needs}
        lines = [fact.line for fact in facts.values() if fact is not None and not fact.is_true]
        values = [fact.stated.value if fact is not None else needs[name](board) for name, fact in facts.items()]
        if not lines or any(v is None for v in values):
            return None
        try:
            follows = tables.agree(compute(*values), stated.value) is not Outcome.WRONG
        except (RefusalError, ArithmeticError, IndexError):
            return None
        return max(lines) if follows else None

    return rule


def plain_quantity(
    id_: str, said: str, heads: str, form: Form, value: Get, *follows: Rule, is_unnamed: bool = False
) -> Quantity:
    """Return a quantity with one true value."""
    return Quantity(id_, said, heads, form, value_agrees(value), follows, value, is_unnamed)


def answer(said: str, heads: str, form: Form, *follows: Rule, is_unnamed: bool = False) -> Quantity:
    """Return the quantity that answers the problem, judged by its own judge."""

    def truth(board: Board, stated: Stated) -> TestResult | None:
        return finding_of(judged_as(board.task, stated.value), is_own=True)

    return Quantity("answer", said, heads, form, truth, follows, is_unnamed=is_unnamed)


def entry_at(value: SideValue | None, index: str) -> SideValue | None:
    """Return the entry of a list that an index from 1 names."""
    if not isinstance(value, Several) or not index.isdigit() or not 0 < int(index) <= len(value.values):
        return None
    return value.values[int(index) - 1]


def one_of(said: str, id_: str, heads: str, values: Get, *follows: Rule, is_unnamed: bool = True) -> Quantity:
    """Return the quantity of a list, or of one entry of it that an index names."""

    def truth(board: Board, stated: Stated) -> TestResult | None:
        true = values(board)
        if true is None:
            return None
        if isinstance(stated.value, Number) and stated.index.isdigit():
            one = entry_at(true, stated.index)
            return None if one is None else TestResult(tables.agree(stated.value, one))
        return TestResult(tables.agree(stated.value, true))

    return Quantity(id_, said, heads, Form.LIST, truth, follows, is_unnamed=is_unnamed)
