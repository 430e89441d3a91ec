"""The second opinion: every reference again, in floating point and by NumPy's own routines, never by our exact algebra.

A disagreement between the two is a fault of the program, which the tests and `bank check` look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from decompdrill.kinds.base import (
    Given,
    factors,
    integer_answer,
    list_answer,
    matrix_answer,
    number_answer,
    vector_answer,
    yes_no,
)
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer, Form

NumpyArray: TypeAlias = NDArray[np.inexact[Any]]


def _A(given: Given) -> NumpyArray:  # noqa: N802
    return given.matrix().array


def _values(given: Given, name: str) -> NumpyArray:
    return np.array([as_float(x) for x in given.numbers(name)])


def _descending(values: NumpyArray) -> list[Scalar]:
    return [x.item() for x in sorted(values, key=lambda x: -x.real)]


def _null_vector(M: NumpyArray) -> NumpyArray:
    vector_: NumpyArray = np.linalg.svd(M)[2][-1].conj()
    return vector_


def eigenvector(given: Given) -> Answer:
    A = _A(given)
    values = np.linalg.eigvals(A)
    nearest = values[np.argmin(np.abs(values - given.number("eigenvalue").value))]
    return vector_answer(_null_vector(A - nearest * np.eye(len(A))).tolist())


def _quotient(given: Given) -> complex:
    v = _values(given, "v")
    return complex(((v.conj() @ _A(given) @ v) / (v.conj() @ v)).item())


def is_eigenvector(given: Given) -> Answer:
    v = _values(given, "v")
    if not v.any():
        return yes_no(False)
    residual = _A(given) @ v - _quotient(given) * v
    return yes_no(bool(np.linalg.norm(residual) <= 1e-8 * np.linalg.norm(_A(given)) * np.linalg.norm(v)))


def is_diagonalizable(given: Given) -> Answer:
    """The geometric multiplicities, by singular values, of eigenvalues that lie together."""
    A = _A(given)
    n = len(A)
    scale = max(float(np.linalg.norm(A)), 1e-300)
    groups: list[list[complex]] = []
    for value in np.linalg.eigvals(A):
        home = next((g for g in groups if abs(np.mean(g) - value) < 1e-4 * scale), None)
        if home is None:
            groups.append([value])
        else:
            home.append(value)
    total = 0
    for group in groups:
        s = np.linalg.svd(A - np.mean(group) * np.eye(n), compute_uv=False)
        total += int(np.sum(s <= 1e-6 * scale))
    return yes_no(total == n)


def diagonalization(given: Given) -> Answer:
    values, vectors = np.linalg.eig(_A(given))
    return factors(V=matrix_answer(vectors.tolist()), L=list_answer(values.tolist()))


def orthogonal_diagonalization(given: Given) -> Answer:
    values, vectors = np.linalg.eigh(_A(given))
    return factors(Q=matrix_answer(vectors.tolist()), L=list_answer(values.tolist()))


def svd(given: Given) -> Answer:
    U, s, Vt = np.linalg.svd(_A(given), full_matrices=False)
    return factors(U=matrix_answer(U.tolist()), S=list_answer(s.tolist()), Vt=matrix_answer(Vt.tolist()))


def low_rank(given: Given) -> Answer:
    U, s, Vt = np.linalg.svd(_A(given), full_matrices=False)
    s[given.count("k") :] = 0
    return matrix_answer(((U * s) @ Vt).tolist())


def _singular_values(given: Given) -> NumpyArray:
    if "A" in given:
        s: NumpyArray = np.linalg.svd(_A(given), compute_uv=False)
        return s
    return np.sort(_values(given, "singular_values"))[::-1]


def low_rank_error(given: Given) -> Answer:
    dropped = _singular_values(given)[given.count("k") :]
    if not len(dropped):
        return number_answer(0)
    return number_answer(float(np.linalg.norm(dropped)) if given.word("norm") == "frobenius" else float(dropped[0]))


_NORMS: Mapping[str, Literal["fro", "nuc"] | float] = {"frobenius": "fro", "spectral": 2, "nuclear": "nuc"}


def norm(given: Given) -> Answer:
    return number_answer(float(np.linalg.norm(_A(given), _NORMS[given.word("norm")])))


def covariance(given: Given) -> Answer:
    C = np.cov(given.matrix("X").array.T, ddof=given.count("ddof"))
    return matrix_answer(np.atleast_2d(C).tolist())


def _component_variances(given: Given) -> NumpyArray:
    """The variances along the components, from the SVD of the (standardised) data rather than from its covariance."""
    if "ratios" in given:
        return np.sort(_values(given, "ratios"))[::-1]
    if "eigenvalues" in given:
        return np.sort(_values(given, "eigenvalues"))[::-1]
    if "singular_values" in given:
        return np.sort(_values(given, "singular_values") ** 2)[::-1]
    if "covariance" in given:
        return np.linalg.eigvalsh(given.matrix("covariance").array)[::-1]
    s = np.linalg.svd(_standardised(given), compute_uv=False)
    return np.concatenate([s**2, np.zeros(given.matrix("X").shape[1] - len(s))])


def _standardised(given: Given) -> NumpyArray:
    X = given.matrix("X").array
    X = X - X.mean(axis=0)
    standardised: NumpyArray = X / X.std(axis=0) if given.values.get("standardize", False) else X
    return standardised


def _ratios(given: Given) -> NumpyArray:
    values = _component_variances(given)
    return values if "ratios" in given else values / values.sum()


def components_needed(given: Given) -> Answer:
    cumulative = np.cumsum(_ratios(given)) + 1e-9
    return integer_answer(int(np.argmax(cumulative >= as_float(given.scalar("threshold")))) + 1)


def principal_component(given: Given) -> Answer:
    index = given.count("index")
    if "covariance" in given:
        return vector_answer(np.linalg.eigh(given.matrix("covariance").array)[1][:, -index].tolist())
    return vector_answer(np.linalg.svd(_standardised(given))[2][index - 1].tolist())


def _sizes(given: Given) -> tuple[int, int, int]:
    return given.count("m"), given.count("n"), given.count("k")


def _factors_stored(given: Given) -> int:
    m, n, k = _sizes(given)
    return np.empty((m, 0)).shape[0] * k + k + k * n


def lora_parameters(given: Given) -> Answer:
    total = 0
    for layer in given.layers("layers"):
        for rows, columns in ((layer.d_out, given.count("r")), (given.count("r"), layer.d_in)):
            total += layer.count * rows * columns
    return integer_answer(total)


def _rank(given: Given) -> int:
    A = _A(given)
    s = np.linalg.svd(A, compute_uv=False)
    return int(np.sum(s > 1e-9 * max(float(s[0]), 1e-300)))


def numerical_rank(given: Given) -> Answer:
    s = _singular_values(given)
    if "atol" in given:
        return integer_answer(int(np.sum(s > as_float(given.scalar("atol")))))
    if "rtol" in given:
        return integer_answer(int(np.sum(s > as_float(given.scalar("rtol")) * s[0])))
    if "A" in given:
        return integer_answer(int(np.linalg.matrix_rank(_A(given))))
    return integer_answer(int(np.linalg.matrix_rank(np.diag(s))))


def is_orthogonal(given: Given) -> Answer:
    A = _A(given)
    tolerance = as_float(given.scalar("tolerance")) if "tolerance" in given else 1e-9
    square = A.shape[0] == A.shape[1]
    return yes_no(square and bool(np.max(np.abs(A.conj().T @ A - np.eye(A.shape[1]))) <= tolerance))


def eigenvalues(given: Given) -> Answer:
    return list_answer(_descending(np.linalg.eigvals(_A(given))))


def eigenvalue_of(given: Given) -> Answer:
    return number_answer(as_float(_quotient(given)))


def characteristic_polynomial(given: Given) -> Answer:
    return Answer(Form.POLYNOMIAL, (tuple(np.poly(_A(given)).tolist()),))


def determinant(given: Given) -> Answer:
    return number_answer(np.linalg.det(_A(given)).item())


def trace(given: Given) -> Answer:
    return number_answer(np.trace(_A(given)).item())


def rank(given: Given) -> Answer:
    return integer_answer(_rank(given))


def nullity(given: Given) -> Answer:
    return integer_answer(_A(given).shape[1] - _rank(given))


def singular_values(given: Given) -> Answer:
    return list_answer(np.linalg.svd(_A(given), compute_uv=False).tolist())


def explained_variance(given: Given) -> Answer:
    return list_answer(_ratios(given).tolist())


def cumulative_variance(given: Given) -> Answer:
    return number_answer(float(_ratios(given)[: given.count("k")].sum()))


def low_rank_storage(given: Given) -> Answer:
    return integer_answer(_factors_stored(given))


def compression_factor(given: Given) -> Answer:
    return number_answer(_sizes(given)[0] * _sizes(given)[1] / _factors_stored(given))
