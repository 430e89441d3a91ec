"""The worked solution of a problem of any kind, step by step on its own numbers: one explicit table over the kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from decompdrill.kinds import KINDS, read_given
from decompdrill.kinds.base import Given
from decompdrill.kinds.working import determinants, diagonal, lowrank, ranks, singular, spectral, variance
from decompdrill.model import Raw

WORKINGS: Mapping[str, Callable[[Given], tuple[str, ...]]] = {
    "eigenvalues": spectral.eigenvalues,
    "eigenvector": spectral.eigenvector,
    "is-eigenvector": spectral.is_eigenvector,
    "eigenvalue-of": spectral.eigenvalue_of,
    "characteristic-polynomial": determinants.characteristic_polynomial,
    "determinant": determinants.determinant,
    "trace": determinants.trace,
    "rank": ranks.rank,
    "nullity": ranks.nullity,
    "numerical-rank": ranks.numerical_rank,
    "is-diagonalizable": diagonal.is_diagonalizable,
    "is-orthogonal": diagonal.is_orthogonal,
    "diagonalization": diagonal.diagonalization,
    "orthogonal-diagonalization": diagonal.orthogonal_diagonalization,
    "singular-values": singular.singular_values,
    "svd": singular.svd,
    "low-rank": lowrank.low_rank,
    "low-rank-error": lowrank.low_rank_error,
    "norm": singular.norm,
    "covariance": variance.covariance,
    "explained-variance": variance.explained_variance,
    "cumulative-variance": variance.cumulative_variance,
    "components-needed": variance.components_needed,
    "principal-component": variance.principal_component,
    "low-rank-storage": lowrank.low_rank_storage,
    "compression-factor": lowrank.compression_factor,
    "lora-parameters": lowrank.lora_parameters,
}
"""Every kind with its worked solution: steps as Markdown without their numbers, the last one a check by hand."""


def solve(kind: str, raw: Mapping[str, Raw]) -> tuple[str, ...]:
    """Return the worked solution of a problem.

    Raises KeyError for a kind that does not exist, and GivenError where the given cannot be read or has no answer.
    """
    return steps_of(kind, read_given(KINDS[kind], raw))


def steps_of(kind_name: str, given: Given) -> tuple[str, ...]:
    """Return the worked solution of a given that has been read."""
    return WORKINGS[kind_name](given)


__all__ = ["WORKINGS", "solve", "steps_of"]
