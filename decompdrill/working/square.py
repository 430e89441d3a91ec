"""Lines on one square matrix: its determinant, its trace, whether v is an eigenvector."""

from __future__ import annotations

from decompdrill.kinds.reference.eigen import eigenvalue_of_vector
from decompdrill.maths import algebra
from decompdrill.model import Form
from decompdrill.working import tables
from decompdrill.working.elimination import given_table
from decompdrill.working.names import entry_names, given_names
from decompdrill.working.plain import answer, plain_quantity, scalar
from decompdrill.working.quantities import Board, Understood
from decompdrill.working.tables import SideValue

DET = r"det|det\(?A\)?|\|A\|"
TRACE = r"tr|tr\(?A\)?|trace"


def determinant_lines() -> Understood:
    found = answer("the determinant of A", DET, Form.NUMBER)
    examples = ("`det(A) = 4·3 − 1·2`", "`M11 = …`", "`R2 → R2 − 3R1: …`")
    return Understood((found,), ("answer",), entry_names, examples, bases=lambda b, _: [given_table(b)])


def trace_lines() -> Understood:
    return Understood(
        (answer("the trace of A", TRACE, Form.NUMBER),), ("answer",), entry_names, ("`tr(A) = 4 + 3 = 7`",)
    )


def _product(board: Board) -> SideValue:
    v = algebra.apply(board.given.matrix("A").rows, board.given.numbers("v"))
    return tables.column_of(map(tables.number, v))


def _names(board: Board, name: str) -> SideValue | None:
    """Return a name of the given, or λ where v is an eigenvector."""
    if name != "λ":
        return given_names(board, name)
    found = eigenvalue_of_vector(board.given)
    return None if found is None else tables.number(found)


def eigenvector_test_lines() -> Understood:
    image = plain_quantity("image", "Av", "Av|A·v|w|y", Form.VECTOR, _product, is_unnamed=True)
    value = plain_quantity(
        "eigenvalue", "the eigenvalue of v", "λ|l|k|c", Form.NUMBER, scalar(lambda b: eigenvalue_of_vector(b.given))
    )
    return Understood((image, value), ("answer",), _names, ("`Av = (5, 10)`", "`Av = 5v`", "`yes`"))


def eigenvalue_of_lines() -> Understood:
    image = plain_quantity("image", "Av", "Av|w|y", Form.VECTOR, _product, is_unnamed=True)
    value = answer("the eigenvalue of v", "λ|l|k|c|μ", Form.NUMBER)
    return Understood((image, value), ("answer",), _names, ("`Av = (5, 10)`", "`λ = 10/2 = 5`"))
