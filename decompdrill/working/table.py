"""What the lines of each kind of problem can state: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from decompdrill.answers import arithmetic as numbers
from decompdrill.kinds.reference import lowrank
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar
from decompdrill.model import Form, Number
from decompdrill.working import counting, square, tables, variance
from decompdrill.working.diagonalizing import frames
from decompdrill.working.elimination import given_table, ranks
from decompdrill.working.names import column_names, entry_names, given_names, indexed
from decompdrill.working.plain import answer, plain_quantity
from decompdrill.working.quantities import (
    Board,
    Quantity,
    Stated,
    Test,
    TestResult,
    Understood,
    finding_of,
    judged_as,
    task_for,
)
from decompdrill.working.singular import factor_quantities, singular_quantities
from decompdrill.working.spectral import Subject, spectral
from decompdrill.working.tables import EntryTable, SideValue

A = Subject("A", lambda board: board.given.matrix("A"))
DET = plain_quantity("determinant", "the determinant of A", square.DET, Form.NUMBER, lambda b: _determinant(b))
TRACE = plain_quantity(
    "trace", "the trace of A", r"tr|tr\(?A\)?|trace", Form.NUMBER, lambda b: tables.trace_of(given_table(b))
)


def _determinant(board: Board) -> SideValue | None:
    A = given_table(board)
    is_small = A.shape[0] == A.shape[1] <= tables.LARGEST_SIDE - 2
    return tables.det_of(A) if is_small else None


def _shifted_bases(board: Board, about: Number | None) -> list[EntryTable]:
    """Return A − λI for the λ of the context, or for each eigenvalue."""
    A = given_table(board)
    n = A.shape[0]
    values = [about] if about is not None else list(map(tables.number, dict.fromkeys(_eigenvalues(board))))
    found = [
        tables.values_added(A, tables.negative_of(tables.product_of(value, tables.identity_table(n))))
        for value in values[:4]
    ]
    return [table for table in found if isinstance(table, EntryTable)]


def _eigenvalues(board: Board) -> tuple[Scalar, ...]:
    return linalg.eigenvalues(board.given.matrix("A"))


def _a_alone(board: Board, _: Number | None) -> list[EntryTable]:
    A = given_table(board)
    return [A, A.transposed]


EIGEN = ("`p = λ² − 7λ + 10`", "`det(A − λI) = …`", "`λ = 5, 2`", "`v(5) = 1, 1`")
DIAGONAL = ("`λ = 5, 2`", "`v(5) = 1, 1`", "`V = [1 1; 1 -2]`", "`Λ = [5 0; 0 2]`")
SINGULAR = ("`AᵀA = …`", "`p = λ² − 50λ + 225`", "`λ = 45, 5`", "`σ = 3√5, √5`")
FACTORS = ("`AᵀA = …`", "`σ = 3√5, √5`", "`v1 = 1/√2 [1; 1]`", "`u1 = …`", "`V = …`")


def _of_eigenvalues(final: tuple[str, ...], *more: Quantity, examples: tuple[str, ...] = EIGEN) -> Understood:
    quantities = (*more, *spectral(A), DET, TRACE)
    return Understood(quantities, final, entry_names, examples, bases=_shifted_bases)


def _eigenvector() -> Understood:
    subject = replace(A, default=lambda board: board.given.number("eigenvalue"))
    quantities = (*spectral(subject), DET, TRACE)
    examples = ("`A − 5I = …`", "`y = x`", "`v = 1, 1`")
    return Understood(quantities, ("eigenvector",), entry_names, examples, bases=_meant_bases, given=("eigenvalues",))


def _meant_bases(board: Board, about: Number | None) -> list[EntryTable]:
    meant = A.nearest(board, board.given.number("eigenvalue"))
    return _shifted_bases(board, about or meant)


def _diagonal(vectors: str) -> Understood:
    return _of_eigenvalues(("vectors", "values"), *frames(A, vectors, r"Λ|L|D"), examples=DIAGONAL)


def _svd() -> Understood:
    return Understood((*factor_quantities(), *singular_quantities()), ("U", "S", "Vt"), given_names, FACTORS)


def _norm_lines() -> Understood:
    value = answer("the norm of A", r"norm|‖A‖(?:_(?P<index>[F2*N]))?", Form.NUMBER)
    value = replace(value, truth=_in_its_norm(value.truth))
    square_ = plain_quantity(
        "square", "the sum of the squared entries", r"‖A‖(?:_F)?\^2|SS", Form.NUMBER, lambda b: _sum_of_squares(b)
    )
    quantities = (value, square_, *singular_quantities())
    return Understood(quantities, ("answer",), given_names, ("`‖A‖_F² = 9 + 16 + 25`", "`σ = 3√5, √5`", "`norm = …`"))


NORMS = {"F": "frobenius", "2": "spectral", "*": "nuclear", "N": "nuclear"}


def _in_its_norm(truth: Test) -> Test:
    """Return the test of a norm, which may be another than the one that is asked: ‖A‖₂."""

    def test(board: Board, stated: Stated) -> TestResult | None:
        named = NORMS.get(stated.index, board.given.word("norm"))
        if named == board.given.word("norm"):
            return truth(board, stated)
        other = task_for("norm", A=board.given.matrix("A"), norm=named)
        return finding_of(judged_as(other, stated.value))

    return test


def _sum_of_squares(board: Board) -> SideValue:
    total: SideValue = tables.number(0)
    for x in given_table(board).entries:
        size = numbers.modulus_of(x) if isinstance(x, Number) else numbers.ZERO
        total = tables.values_added(total, tables.product_of(size, size))
    return total


def _of_rank_k(truth: Test) -> Test:
    """Return the test of A₁, which is the approximation that is asked only where k is 1."""

    def test(board: Board, stated: Stated) -> TestResult | None:
        is_asked = stated.index in ("", "k", str(board.given.count("k")))
        return truth(board, stated) if is_asked else None

    return test


def _low_rank() -> Understood:
    value = answer("the approximation of rank k", r"A_(?P<index>k|[1-9])|approximation", Form.MATRIX)
    value = replace(value, truth=_of_rank_k(value.truth))
    quantities = (value, *factor_quantities(), *singular_quantities())
    return Understood(quantities, ("answer",), given_names, ("`σ = 3√5, √5`", "`u1 = …`", "`A1 = σ1 u1 v1ᵀ = …`"))


def _low_rank_error() -> Understood:
    nearest = plain_quantity("nearest", "the approximation of rank k", r"A_(?P<index>k|[1-9])", Form.MATRIX, _nearest)
    nearest = replace(nearest, truth=_of_rank_k(nearest.truth))
    quantities = (*counting.error_quantities(), nearest, *(_guarded(q) for q in singular_quantities()))
    names = indexed("σ|s", lambda b: lowrank.singular_values_given(b.given), given_names)
    return Understood(quantities, ("answer",), names, ("`error² = 3² + 1²`", "`error = √10`"))


def _nearest(board: Board) -> SideValue | None:
    A = board.given.values.get("A")
    return tables.table(lowrank.truncated(A, board.given.count("k")).tolist()) if isinstance(A, Matrix) else None


def _guarded(quantity: Quantity) -> Quantity:
    """Return a quantity that is stated only where A is given, not its singular values."""
    return replace(
        quantity, truth=lambda b, s: quantity.truth(b, s) if isinstance(b.given.values.get("A"), Matrix) else None
    )


def _is_orthogonal() -> Understood:
    gram, outer, *_ = singular_quantities()
    return Understood((gram, outer, DET), ("answer",), column_names, ("`AᵀA = [1 0; 0 1]`", "`a1·a2 = 0`", "`yes`"))


def _ranks(final: str) -> Callable[[], Understood]:
    examples = ("`R2 → R2 − 3R1: [1 2; 0 1]`", "`→ [1 0; 0 1]`", "`rank = 2`", "`nullity = 3 − 2 = 1`")
    return lambda: Understood((*ranks(), DET), (final,), entry_names, examples, bases=_a_alone)


UNDERSTOOD: Mapping[str, Callable[[], Understood]] = {
    "eigenvalues": lambda: _of_eigenvalues(("eigenvalues",)),
    "eigenvector": _eigenvector,
    "is-eigenvector": square.eigenvector_test_lines,
    "eigenvalue-of": square.eigenvalue_of_lines,
    "characteristic-polynomial": lambda: _of_eigenvalues(("polynomial",)),
    "determinant": square.determinant_lines,
    "trace": square.trace_lines,
    "rank": _ranks("rank"),
    "nullity": _ranks("nullity"),
    "numerical-rank": counting.numerical_rank_lines,
    "is-diagonalizable": lambda: _of_eigenvalues(("answer",)),
    "is-orthogonal": _is_orthogonal,
    "diagonalization": lambda: _diagonal(r"V|P|S|X|Q"),
    "orthogonal-diagonalization": lambda: _diagonal(r"Q|P|V"),
    "singular-values": lambda: Understood(singular_quantities(), ("singular-values",), given_names, SINGULAR),
    "svd": _svd,
    "norm": _norm_lines,
    "low-rank": _low_rank,
    "low-rank-error": _low_rank_error,
    "low-rank-storage": counting.storage_lines,
    "compression-factor": counting.factor_lines,
    "lora-parameters": counting.lora_lines,
    "covariance": variance.covariance_lines,
    "explained-variance": lambda: variance.explained_lines(("ratios",)),
    "cumulative-variance": lambda: variance.explained_lines(("cumulative",)),
    "components-needed": variance.needed_lines,
    "principal-component": variance.component_lines,
}
