"""Wrong procedures beyond those that the draws keep apart: the only owner of slips that are named but never drawn against.

Each is a `Slip` like those of its kind, tried after them, and only on an answer that is wrong. A draw may give the right
answer by one of these; then it is right.
"""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.kinds.base import Slip
from decompdrill.kinds.further import approximations, components, factorisations, numbers, spectra

FURTHER: Mapping[str, tuple[Slip, ...]] = {
    "eigenvalues": spectra.EIGENVALUES,
    "eigenvector": spectra.EIGENVECTOR,
    "eigenvalue-of": spectra.EIGENVALUE_OF,
    "is-eigenvector": numbers.IS_EIGENVECTOR,
    "is-diagonalizable": numbers.IS_DIAGONALIZABLE,
    "is-orthogonal": numbers.IS_ORTHOGONAL,
    "characteristic-polynomial": numbers.CHARACTERISTIC_POLYNOMIAL,
    "determinant": numbers.DETERMINANT,
    "trace": numbers.TRACE,
    "rank": numbers.RANK,
    "nullity": numbers.NULLITY,
    "numerical-rank": numbers.NUMERICAL_RANK,
    "singular-values": numbers.SINGULAR_VALUES,
    "norm": numbers.NORM,
    "diagonalization": factorisations.DIAGONALIZATION,
    "orthogonal-diagonalization": factorisations.ORTHOGONAL_DIAGONALIZATION,
    "svd": factorisations.SVD,
    "low-rank": approximations.LOW_RANK,
    "low-rank-error": approximations.LOW_RANK_ERROR,
    "low-rank-storage": approximations.LOW_RANK_STORAGE,
    "compression-factor": approximations.COMPRESSION_FACTOR,
    "lora-parameters": approximations.LORA_PARAMETERS,
    "covariance": components.COVARIANCE,
    "explained-variance": components.EXPLAINED_VARIANCE,
    "cumulative-variance": components.CUMULATIVE_VARIANCE,
    "components-needed": components.COMPONENTS_NEEDED,
    "principal-component": components.PRINCIPAL_COMPONENT,
}
