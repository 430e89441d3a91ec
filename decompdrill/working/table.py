"""What the lines of each kind of problem can state: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from decompdrill.maths.linalg import Matrix
from decompdrill.working import tables
from decompdrill.working.quantities import Board, Understood
from decompdrill.working.singular import singular_values
from decompdrill.working.spectral import Subject, spectral
from decompdrill.working.tables import Value

A = Subject("A", lambda board: board.given.matrix("A"))


def given_names(board: Board, name: str) -> Value | None:
    """Return what a name of the given stands for; I is the identity of the size of A."""
    values = board.given.values
    if name == "I":
        first = next((v for v in values.values() if isinstance(v, Matrix)), None)
        return tables.identity(first.shape[1]) if first is not None else None
    value = values.get(name)
    return tables.table(value.rows) if isinstance(value, Matrix) else None


_EIGEN_LINES = ("`p = λ² − 7λ + 10`", "`det(A − λI) = …`", "`λ = 5, 2`", "`v(5) = 1, 1`")
_SINGULAR_LINES = ("`AᵀA = …`", "`p = λ² − 50λ + 225`", "`λ = 45, 5`", "`σ = 3√5, √5`")

UNDERSTOOD: Mapping[str, Callable[[], Understood]] = {
    "eigenvalues": lambda: Understood(spectral(A), ("eigenvalues",), given_names, _EIGEN_LINES),
    "singular-values": lambda: Understood(singular_values(), ("singular-values",), given_names, _SINGULAR_LINES),
}
