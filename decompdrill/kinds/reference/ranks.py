"""Rank, nullity and numerical rank."""

from __future__ import annotations

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.kinds.base import Given
from decompdrill.kinds.making import say_size
from decompdrill.maths.numerals import exact
from decompdrill.maths.surd import as_float
from decompdrill.model import Answer


def why_rank(given: Given, truth: Answer) -> str:
    A, r = given.matrix(), int(as_float(truth.rows[0][0]).real)
    if r == 0:
        return "Every entry is zero, so nothing is left to span: the rank is 0."
    if r == min(A.shape):
        return f"Elimination leaves {r} pivots: the rank is {r}, as large as a {say_size(A)} matrix allows."
    if r == 1:
        return "Every row is a multiple of one row, so elimination leaves one pivot: the rank is 1."
    return f"Elimination leaves {r} pivots; the other rows become zero, since they are combinations of those: the rank is {r}."


# ---- numerical rank ------------------------------------------------------------------------------------------------


def singular_values_of(given: Given) -> tuple[float, ...]:
    """Return the singular values, descending, as floating point finds them: rounding noise is what the question is about."""
    if "A" in given:
        return tuple(float(s) for s in np.linalg.svd(given.matrix().array, compute_uv=False))
    return tuple(sorted((as_float(s).real for s in given.numbers("singular_values")), reverse=True))


def tolerance_of(given: Given) -> float:
    """Return the threshold: atol, rtol·σ₁, or NumPy's σ₁·max(m, n)·ε (numpy.linalg.matrix_rank)."""
    values = singular_values_of(given)
    if "atol" in given:
        return as_float(given.number("atol").value).real
    largest = values[0] if values else 0.0
    if "rtol" in given:
        return as_float(given.number("rtol").value).real * largest
    size = max(given.matrix().shape) if "A" in given else len(values)
    return largest * size * float(np.finfo(np.float64).eps)


def numerical_rank_of(given: Given) -> int:
    tolerance = tolerance_of(given)
    return sum(s > tolerance for s in singular_values_of(given))


def demand_tolerance(given: Given) -> None:
    if "atol" in given and "rtol" in given:
        raise GivenError("numerical-rank takes rtol or atol, not both; both came")
    for name in ("atol", "rtol"):
        if name in given:
            value = given.number(name).value
            if isinstance(value, complex) or value < 0:
                raise GivenError(f"{name} must not be negative; {given.number(name).text} came")
    if "singular_values" in given:
        demand_nonnegative(given, "singular_values")


def demand_nonnegative(given: Given, name: str) -> None:
    for value in given.numbers(name):
        x = as_float(value)
        if isinstance(x, complex) or x < 0:
            raise GivenError(f"{name} must not be negative; {exact(value)} came")
