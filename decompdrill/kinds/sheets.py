"""Which kinds have a worked solution in lines on which a slip can be made and carried on: one table."""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.kinds.steps import sheets_data as data
from decompdrill.kinds.steps import sheets_singular as singular
from decompdrill.kinds.steps import sheets_square as square
from decompdrill.kinds.steps.sheet import Program, Slipped, slipped
from decompdrill.model import Given

SHEETS: Mapping[str, Program] = {
    "eigenvalues": square.eigenvalues,
    "eigenvector": square.eigenvector,
    "is-eigenvector": square.is_eigenvector,
    "eigenvalue-of": square.eigenvalue_of,
    "characteristic-polynomial": square.characteristic_polynomial,
    "determinant": square.determinant,
    "trace": square.trace,
    "rank": square.rank,
    "nullity": square.nullity,
    "numerical-rank": data.numerical_rank,
    "is-diagonalizable": square.is_diagonalizable,
    "is-orthogonal": square.is_orthogonal,
    "diagonalization": square.diagonalization,
    "orthogonal-diagonalization": square.orthogonal_diagonalization,
    "singular-values": singular.singular_values,
    "svd": singular.svd,
    "norm": singular.norm,
    "low-rank": singular.low_rank,
    "low-rank-error": singular.low_rank_error,
    "low-rank-storage": singular.low_rank_storage,
    "compression-factor": singular.compression_factor,
    "lora-parameters": singular.lora_parameters,
    "covariance": data.covariance,
    "explained-variance": data.explained_variance,
    "cumulative-variance": data.cumulative_variance,
    "components-needed": data.components_needed,
    "principal-component": data.principal_component,
}


def slips_carried_on(given: Given) -> tuple[Slipped, ...]:
    """Return a worked solution for each slip that can be made in it and carried on; none where the kind has no such lines."""
    program = SHEETS.get(given.kind)
    return () if program is None else tuple(slipped(program, given))
