"""Rank, nullity and numerical rank."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.kinds.base import Given, counted
from decompdrill.kinds.making import say_size
from decompdrill.kinds.steps.writing import decimals
from decompdrill.maths.numerals import exact_text
from decompdrill.maths.surd import Scalar, as_float, times
from decompdrill.model import Answer


def why_rank(given: Given, truth: Answer) -> str:
    A, r = given.matrix(), int(as_float(truth.rows[0][0]).real)
    if r == 0:
        return "Every entry is zero, so there is no pivot: the rank is 0."
    left = f"Elimination leaves {counted(r, 'pivot')}"
    if r == min(A.shape):
        return f"{left}: the rank is {r}, the most that a {say_size(A)} matrix can have."
    if r == 1:
        return "Every row is a multiple of one row, so elimination leaves one pivot: the rank is 1."
    others = "the other row becomes" if A.shape[0] == r + 1 else "the other rows become"
    return f"{left}, and {others} zero: the rank is {r}."


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


def say_threshold(given: Given) -> str:
    """Return the threshold for a sentence."""
    if "atol" in given:
        return say_decimal(given.scalar("atol"))
    if "rtol" in given and "singular_values" in given:
        return say_decimal(times(given.scalar("rtol"), max(given.numbers("singular_values"), key=real_part)))
    return say_decimal(tolerance_of(given))


def say_decimal(x: Scalar) -> str:
    """Return a number for a sentence as a decimal, rounded where that takes more than four digits."""
    return f"${decimals(x)}$" if is_short_decimal(x) else f"about ${decimals(x, 2)}$"


def is_short_decimal(x: Scalar) -> bool:
    return isinstance(x, Fraction) and x == Fraction(f"{float(x):.3e}")


def real_part(x: Scalar) -> float:
    return as_float(x).real


def why_numerical_rank(given: Given, truth: Answer) -> str:
    r, count = numerical_rank_of(given), len(singular_values_of(given))
    threshold = f"The threshold is {say_threshold(given)}"
    if r == count:
        return f"{threshold}, and every singular value is above it: the numerical rank is {r}."
    if r == 0:
        return f"{threshold}, and no singular value is above it: all of them count as zero."
    return f"{threshold}: {r} of the {count} singular values {'is' if r == 1 else 'are'} above it, and the rest count as zero."


def demand_one_tolerance(given: Given) -> None:
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
            raise GivenError(f"{name} must not be negative; {exact_text(value)} came")
