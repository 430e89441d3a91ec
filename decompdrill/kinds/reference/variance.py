"""Covariance, explained variance and principal components."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement
from decompdrill.judging.lists import Key
from decompdrill.judging.numbers import KEY_ERROR, SLACK, as_floats, scale_of
from decompdrill.judging.vectors import is_rough_unit, judge_direction, unit_length
from decompdrill.kinds.base import (
    Given,
    counted,
    judge_by_keys,
    judge_descending,
    list_answer,
    matrix_answer,
    say,
    vector_answer,
)
from decompdrill.kinds.reference.diagonal import unit_basis
from decompdrill.kinds.reference.ranks import demand_nonnegative
from decompdrill.maths import exact, linalg
from decompdrill.maths.algebra import divided, transpose
from decompdrill.maths.budget import TooMuchError, budget
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Eigenspace, Matrix, from_array
from decompdrill.maths.surd import Exact, Scalar, Surd, as_float, descending, over, plus, root, times, total
from decompdrill.maths.tolerances import LEAST_SIZE
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Answer, Outcome, Typed

T = TypeVar("T")

# ---- data and its covariance ---------------------------------------------------------------------------------------


EXACT_PRODUCTS = 5_000
"""Products of fractions beyond which XᵀX is formed in doubles."""


@remembered
def centred(X: Matrix) -> Matrix:
    """Return X minus its column means, exact where X is."""
    found = linalg.exactly(exact.centred, X) if X.is_rational else None
    if found is not None:
        return Matrix(found)
    return Matrix(from_array(X.array - X.array.mean(axis=0)))


def gram(X: Matrix, divisor: int) -> Matrix:
    """Return XᵀX / divisor, exact where X is and the work is small."""
    if X.is_rational and X.shape[0] * X.shape[1] ** 2 <= EXACT_PRODUCTS:
        found = linalg.exactly(lambda rows: exact.product(transpose(rows), rows), X)
        if found is not None:
            return Matrix(tuple(divided(row, Fraction(divisor)) for row in found))
    return Matrix(from_array(X.array.T @ X.array / divisor))


def covariance(X: Matrix, ddof: int = 1) -> Matrix:
    """Return XcᵀXc / (n − ddof) for n samples in the rows of X."""
    return gram(centred(X), X.shape[0] - ddof)


def correlation(C: Matrix) -> Matrix:
    """Return cᵢⱼ/√(cᵢᵢcⱼⱼ), exact where C is rational and its roots are in reach."""
    found = _exact_correlation(C) if C.is_rational and C.shape[0] <= linalg.EXACT_SURD_SIZE else None
    if found is not None:
        return Matrix(found)
    spread = np.sqrt(np.diag(C.array))
    return Matrix(from_array(C.array / np.outer(spread, spread)))


def _exact_correlation(C: Matrix) -> exact.ExactRows | None:
    """Return cᵢⱼ√(cᵢᵢcⱼⱼ)/(cᵢᵢcⱼⱼ), None where a root is out of reach."""
    rows: list[exact.ExactVector] = []
    A = C.exact or ()
    for i, row in enumerate(A):
        entries: list[Exact] = []
        for j, entry in enumerate(row):
            square = A[i][i] * A[j][j]
            found = root(square) if isinstance(square, Fraction) and square else None
            if found is None:
                return None
            entries.append(entry * found / square)
        rows.append(tuple(entries))
    return tuple(rows)


MOST_FEATURES = 250
"""A covariance has the square of so many entries, each a sum over the samples."""


def demand_data(given: Given) -> None:
    X = given.matrix("X")
    ddof = given.count("ddof") if "ddof" in given else 1
    if np.iscomplexobj(X.array):
        raise GivenError("X must hold real numbers; complex ones came")
    if X.shape[1] > MOST_FEATURES:
        raise GivenError(f"X may have {MOST_FEATURES} columns at most, one a feature; {X.shape[1]} came")
    if X.shape[0] - ddof < 1:
        raise GivenError(f"X needs more than {counted(ddof, 'row')}, one a sample; {X.shape[0]} came")


def covariance_answer(given: Given) -> Answer:
    return matrix_answer(covariance(given.matrix("X"), given.count("ddof")).rows)


def judge_covariance(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge entry by entry; an entry that is 0 is judged on the scale √(cᵢᵢcⱼⱼ), the largest that it could be."""
    values = [as_floats(row) for row in truth.rows]
    spread = [math.sqrt(max(row[i].real, 0.0)) for i, row in enumerate(values)]
    X = given.matrix("X")
    others = scale_of(tuple(x for row in values for x in row), X.entries if not any(spread) else ())
    is_exact = all(isinstance(x, Fraction | Surd) for row in truth.rows for x in row)
    reach = [] if is_exact else np.max(np.abs(X.array), axis=0).tolist()

    def key_at(i: int, j: int) -> tuple[Key, int]:
        scale, value, error = spread[i] * spread[j], values[i][j], 0.0
        if not isinstance(truth.rows[i][j], Fraction | Surd):
            error = KEY_ERROR * scale + 4 * linalg.EPSILON * (reach[i] * spread[j] + reach[j] * spread[i])
        return Key((value if abs(value) > error else 0.0,), (error,), scale if scale > 0 else others), 0

    return judge_by_keys(truth, typed, key_at)


def divisor_of(given: Given) -> str:
    """Return what the sums are divided by, in LaTeX: n - 1."""
    return f"n - {given.count('ddof')}" if given.count("ddof") else "n"


def scaled_gram(given: Given) -> str:
    """Return the covariance as a product, in LaTeX."""
    return rf"\frac{{X_c^\top X_c}}{{{divisor_of(given)}}}"


def column_means(X: Matrix) -> list[Scalar]:
    found = linalg.exactly(exact.column_means, X) if X.is_rational else None
    if found is not None:
        return list(found)
    return [float(x) for x in X.array.mean(axis=0)]


def has_mean(X: Matrix) -> bool:
    """Has a column of X a mean that is not 0?"""
    return any(abs(as_float(x)) > SLACK * X.scale for x in column_means(X))


def demand_source(given: Given) -> None:
    if "standardize" in given and "X" not in given:
        raise GivenError("standardize goes with X; another source came")
    if "X" in given:
        demand_data(given)
        _demand_spread(given)
    elif "covariance" in given:
        _demand_covariance(given)
    for name in ("eigenvalues", "singular_values", "ratios"):
        if name in given:
            demand_nonnegative(given, name)
    if not as_float(sum_of_values(variances(given))).real > 0:
        raise GivenError("the total variance must be above 0; it is 0")


def _demand_spread(given: Given) -> None:
    if standardizes(given) and not np.all(np.diag(covariance(given.matrix("X")).array) > 0):
        raise GivenError("standardize needs columns that vary; a constant one came")


def _demand_covariance(given: Given) -> None:
    C = given.matrix("covariance")
    if not C.is_square or np.iscomplexobj(C.array) or not C.is_hermitian:
        raise GivenError(f"covariance must be a symmetric matrix; {C.shape[0]}×{C.shape[1]} that is not came")
    least = min(as_float(v).real for v in linalg.eigenvalues(C))
    if least < -SLACK * max(C.scale, LEAST_SIZE):
        raise GivenError(f"a covariance matrix has no negative eigenvalue; {least:.4g} came")


def standardizes(given: Given) -> bool:
    return bool(given.values.get("standardize", False))


@remembered
def variances(given: Given) -> tuple[Scalar, ...]:
    """Return the variances along the principal components, descending (up to a common factor); ratios as they are."""
    if "ratios" in given:
        found = given.numbers("ratios")
    elif "eigenvalues" in given:
        found = given.numbers("eigenvalues")
    elif "singular_values" in given:
        found = tuple(times(s, s) for s in given.numbers("singular_values"))
    else:
        found = tuple(above_zero(v) for v in linalg.eigenvalues(covariance_of(given)))
    return descending(found)


def above_zero(value: Scalar) -> Scalar:
    return max(value, 0.0) if isinstance(value, float) else value


@remembered
def covariance_of(given: Given) -> Matrix:
    """Return the covariance matrix whose components are asked: the given one, or that of the (standardised) data."""
    if "covariance" in given:
        return given.matrix("covariance")
    C = covariance(given.matrix("X"))
    return correlation(C) if standardizes(given) else C


def total_of(given: Given) -> Scalar:
    """Return the sum of the variances (up to the common factor)."""
    return sum_of_values(variances(given))


def sum_of_values(values: tuple[Scalar, ...]) -> Scalar:
    """Return the sum, in doubles where the exact one is beyond its budget: of many roots, or of many long fractions."""
    return _exactly_or_nearly(total, values)


def ratios(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    """Return each value over their sum; in doubles where exact ones are beyond their budget."""
    return _exactly_or_nearly(_shares, values)


def cumulative(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return _exactly_or_nearly(lambda found: tuple(accumulate(found, plus)), values)


def _shares(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    whole = total(values)
    return tuple(over(v, whole) for v in values)


def _exactly_or_nearly(work: Callable[[tuple[Scalar, ...]], T], values: tuple[Scalar, ...]) -> T:
    try:
        with budget():
            return work(values)
    except TooMuchError:
        return work(tuple(as_float(v) for v in values))


@remembered
def ratios_answer(given: Given) -> tuple[Scalar, ...]:
    return variances(given) if "ratios" in given else ratios(variances(given))


def judge_ratios(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge ratios in descending order; with fewer samples than features the zeros at the end may be left out."""
    row = truth.rows[0]
    if "X" in given and len(typed.rows[0]) < len(row):
        least = min(given.matrix("X").shape)
        kept = row[: max(least, len(typed.rows[0]))]
        if not any(as_float(v).real > SLACK for v in row[len(kept) :]):
            return judge_descending(given, list_answer(kept), typed)
    return judge_descending(given, truth, typed)


# ---- cumulative variance -------------------------------------------------------------------------------------------


def demand_k(given: Given) -> None:
    demand_source(given)
    if given.count("k") > len(variances(given)):
        raise GivenError(
            f"k must be at most {len(variances(given))}, the number of components; {given.count('k')} came"
        )
    _demand_ratios(given)


def _demand_ratios(given: Given) -> None:
    if "ratios" in given and as_float(sum_of_values(given.numbers("ratios"))).real > 1 + SLACK:
        raise GivenError(f"ratios must add up to 1 at most; they add up to {_sum_of(given.numbers('ratios'))}")


def _sum_of(values: tuple[Scalar, ...]) -> str:
    """Return the sum of values for a message, which is plain text."""
    return render_line(say(sum_of_values(values)), Style.UNICODE)


def captured_share(given: Given, k: int) -> Scalar:
    return sum_of_values(ratios_answer(given)[:k])


# ---- components needed ---------------------------------------------------------------------------------------------


def reached(shares: tuple[Scalar, ...], threshold: Scalar) -> int | None:
    """Return the smallest k whose first shares reach the threshold (0.7 + 0.2 reaches 0.9), None where none does."""
    for k, value in enumerate(cumulative(shares), start=1):
        if isinstance(value, Fraction) and isinstance(threshold, Fraction):
            is_reached = value >= threshold
        else:
            is_reached = as_float(value).real >= as_float(threshold).real - SLACK
        if is_reached:
            return k
    return None


def demand_threshold(given: Given) -> None:
    demand_source(given)
    _demand_ratios(given)
    if reached(ratios_answer(given), given.scalar("threshold")) is None:
        raise GivenError(
            f"the ratios add up to {_sum_of(ratios_answer(given))} and never reach the threshold; one that they reach is expected"
        )


def needed(given: Given) -> int:
    found = reached(ratios_answer(given), given.scalar("threshold"))
    assert found is not None
    return found


# ---- principal components ------------------------------------------------------------------------------------------


def demand_component(given: Given) -> None:
    demand_source(given)
    if given.count("index") > covariance_of(given).shape[0]:
        raise GivenError(
            f"index must be at most {covariance_of(given).shape[0]}, the number of features; {given.count('index')} came"
        )


@remembered
def component_space(given: Given) -> Eigenspace:
    """Return the eigenspace of the covariance that holds the component asked."""
    place = 0
    for space in linalg.eigenspaces(covariance_of(given)):
        place += space.multiplicity
        if given.count("index") <= place:
            return space
    raise AssertionError("the demand on index keeps it within the spectrum")


def component(given: Given) -> Answer:
    C = covariance_of(given)
    return vector_answer(unit_basis(C, component_space(given))[0])


def judge_component(given: Given, truth: Answer, typed: Typed) -> Judgement:
    judged = judge_direction(typed.rows[0], component_space(given).basis)
    if judged.outcome is Outcome.WRONG:
        return judged
    outcome = Outcome.IMPRECISE if is_rough_unit(typed.rows[0]) else judged.outcome
    return Judgement(outcome, (*judged.checks, unit_length(typed.rows[0])))
