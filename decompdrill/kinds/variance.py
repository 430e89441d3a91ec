"""Covariance, explained variance and principal components."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement
from decompdrill.judging.lists import Key, key_of
from decompdrill.judging.numbers import KEY_ERROR, SLACK
from decompdrill.judging.vectors import judge_direction, unit_length
from decompdrill.kinds.base import (
    Field,
    FieldType,
    Given,
    Kind,
    Slip,
    integer,
    judge_a_count,
    judge_a_number,
    judge_by_keys,
    judge_descending,
    listed,
    matrix,
    number,
    say,
    say_list,
    vector,
)
from decompdrill.kinds.diagonal import unit_basis
from decompdrill.kinds.ranks import demand_nonnegative
from decompdrill.kinds.singular import root_of
from decompdrill.maths import exact, linalg
from decompdrill.maths.budget import TooMuchError, budget
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Array, Eigenspace, Matrix
from decompdrill.maths.surd import Exact, Scalar, as_float, over, plus, root, times, total
from decompdrill.model import Answer, Form, Outcome, Typed

T = TypeVar("T")

# ---- data and its covariance ---------------------------------------------------------------------------------------


EXACT_PRODUCTS = 5_000
"""Products of fractions beyond which XᵀX is formed in doubles."""


def centred(X: Matrix, axis: int = 0) -> Matrix:
    """Return X minus its column means (axis 0) or row means (axis 1), exact where X is."""
    if axis == 1:
        return centred(X.T).T
    found = linalg.exactly(exact.centred, X) if X.is_rational else None
    if found is not None:
        return Matrix(found)
    return _floats(X.array - X.array.mean(axis=0))


def _floats(M: Array) -> Matrix:
    return Matrix(tuple(tuple(row) for row in M.tolist()))


def gram(X: Matrix, divisor: int) -> Matrix:
    """Return XᵀX / divisor, exact where X is and the work is small."""
    if X.is_rational and X.shape[0] * X.shape[1] ** 2 <= EXACT_PRODUCTS:
        found = linalg.exactly(lambda rows: exact.multiply(exact.transpose(rows), rows), X)
        if found is not None:
            return Matrix(exact.scale(Fraction(1, divisor), found))
    return _floats(X.array.T @ X.array / divisor)


def covariance(X: Matrix, ddof: int = 1) -> Matrix:
    """Return XcᵀXc / (n − ddof) for n samples in the rows of X."""
    return gram(centred(X), X.shape[0] - ddof)


def correlation(C: Matrix) -> Matrix:
    """Return cᵢⱼ/√(cᵢᵢcⱼⱼ), exact where C is rational and its roots are in reach."""
    found = _exact_correlation(C) if C.is_rational and C.shape[0] <= linalg.EXACT_SURD_SIZE else None
    if found is not None:
        return Matrix(found)
    spread = np.sqrt(np.diag(C.array))
    return _floats(C.array / np.outer(spread, spread))


def _exact_correlation(C: Matrix) -> exact.Rows | None:
    """Return cᵢⱼ√(cᵢᵢcⱼⱼ)/(cᵢᵢcⱼⱼ), None where a root is out of reach."""
    rows: list[exact.Vector] = []
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


def _demand_data(given: Given) -> None:
    X = given.matrix("X")
    ddof = given.count("ddof") if "ddof" in given else 1
    if np.iscomplexobj(X.array):
        raise GivenError("X must hold real numbers; complex ones came")
    if X.shape[0] - ddof < 1:
        raise GivenError(f"X needs more than {ddof} rows, one a sample; {X.shape[0]} came")


def _covariance(given: Given) -> Answer:
    return matrix(covariance(given.matrix("X"), given.count("ddof")).rows)


def _judge_covariance(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge entry by entry; an entry that is 0 is judged on the scale √(cᵢᵢcⱼⱼ), the largest that it could be."""
    spread = [math.sqrt(max(as_float(row[i]).real, 0.0)) for i, row in enumerate(truth.rows)]
    X = given.matrix("X")
    reach = np.max(np.abs(X.array), axis=0).tolist()
    others = (*(as_float(x) for row in truth.rows for x in row), *(X.entries if not any(spread) else ()))

    def key_at(i: int, j: int) -> tuple[Key, int]:
        scale = spread[i] * spread[j]
        error = KEY_ERROR * scale + 4 * linalg.EPSILON * (reach[i] * spread[j] + reach[j] * spread[i])
        return key_of([truth.rows[i][j]], (scale,) if scale > 0 else others, error), 0

    return judge_by_keys(truth, typed, key_at)


def _other_ddof(given: Given) -> Iterator[Answer]:
    X = given.matrix("X")
    for ddof in (0, 1):
        if ddof != given.count("ddof") and X.shape[0] > ddof:
            yield matrix(covariance(X, ddof).rows)


def _not_centred(given: Given) -> Iterator[Answer]:
    X = given.matrix("X")
    for divisor in (X.shape[0] - given.count("ddof"), X.shape[0]):
        yield matrix(gram(X, divisor).rows)


def _rows_for_columns(given: Given) -> Iterator[Answer]:
    X, ddof = given.matrix("X"), given.count("ddof")
    n, p = X.shape
    Xc = centred(X)
    yield matrix(gram(Xc.T, n - ddof).rows)
    if p > ddof:
        yield matrix(covariance(X.T, ddof).rows)
        yield matrix(gram(Xc.T, p - ddof).rows)


def _other_scalings(given: Given, which: str) -> Iterator[Answer]:
    X, ddof = given.matrix("X"), given.count("ddof")
    C = covariance(X, ddof)
    if which == "scatter":
        yield matrix(gram(centred(X), 1).rows)
        yield matrix(gram(X, 1).rows)
    elif which == "correlation" and np.all(np.diag(C.array) > 0):
        yield matrix(correlation(C).rows)
    elif which == "deviations":
        spread = [root_of(C.rows[i][i]) for i in range(C.shape[0])]
        yield matrix([[spread[i] if i == j else x for j, x in enumerate(row)] for i, row in enumerate(C.rows)])


def _divisor(given: Given) -> str:
    return {0: "n", 1: "n − 1"}.get(given.count("ddof"), f"n − {given.count('ddof')}")


COVARIANCE = Kind(
    name="covariance",
    form=Form.MATRIX,
    asks="the covariance matrix of X",
    fields=(Field("X", FieldType.MATRIX), Field("ddof", FieldType.COUNT, required=False, default=1, least=0)),
    demand=_demand_data,
    reference=_covariance,
    judge=_judge_covariance,
    why=lambda g, truth: (
        f"Subtract the column means ({say_list(_means(g.matrix('X')))}), then XcᵀXc / ({_divisor(g)}) with n = {g.matrix('X').shape[0]}."
    ),
    slips=(
        Slip(
            "other-divisor",
            _other_ddof,
            lambda g: (
                f"The sums are right, the divisor is not: divide by {_divisor(g)}, here "
                f"{g.matrix('X').shape[0] - g.count('ddof')}."
            ),
        ),
        Slip(
            "not-centred",
            _not_centred,
            lambda g: f"X was not centred. Subtract the column means ({say_list(_means(g.matrix('X')))}) first.",
        ),
        Slip(
            "not-divided",
            lambda g: _other_scalings(g, "scatter"),
            lambda g: f"The division is missing: XcᵀXc / ({_divisor(g)}).",
        ),
        Slip(
            "correlation-instead",
            lambda g: _other_scalings(g, "correlation"),
            lambda g: (
                "This is the correlation matrix: the covariance of the standardised columns. Do not divide by the standard "
                "deviations."
            ),
        ),
        Slip(
            "rows-for-columns",
            _rows_for_columns,
            lambda g: (
                f"The samples were taken for features: X has {g.matrix('X').shape[1]} features in its columns, so the covariance "
                f"is {g.matrix('X').shape[1]}×{g.matrix('X').shape[1]} (np.cov(X.T), or rowvar=False)."
            ),
        ),
        Slip(
            "deviations-on-diagonal",
            lambda g: _other_scalings(g, "deviations"),
            lambda g: "The diagonal holds variances, not standard deviations.",
        ),
    ),
)


def _means(X: Matrix) -> list[Scalar]:
    found = linalg.exactly(exact.column_means, X) if X.is_rational else None
    if found is not None:
        return list(found)
    return [float(x) for x in X.array.mean(axis=0)]


# ---- explained variance --------------------------------------------------------------------------------------------


_SOURCES = (
    Field("X", FieldType.MATRIX, one_of="source"),
    Field("covariance", FieldType.MATRIX, one_of="source"),
    Field("eigenvalues", FieldType.VALUES, one_of="source"),
    Field("singular_values", FieldType.VALUES, one_of="source"),
)
_STANDARDIZE = Field("standardize", FieldType.FLAG, required=False)


def _demand_source(given: Given) -> None:
    if "standardize" in given and "X" not in given:
        raise GivenError("standardize goes with X; another source came")
    if "X" in given:
        _demand_data(given)
        _demand_spread(given)
    elif "covariance" in given:
        _demand_covariance(given)
    for name in ("eigenvalues", "singular_values", "ratios"):
        if name in given:
            demand_nonnegative(given, name)
    if not as_float(summed(variances(given))).real > 0:
        raise GivenError("the total variance must be above 0; it is 0")


def _demand_spread(given: Given) -> None:
    if _standardizes(given) and not np.all(np.diag(covariance(given.matrix("X")).array) > 0):
        raise GivenError("standardize needs columns that vary; a constant one came")


def _demand_covariance(given: Given) -> None:
    C = given.matrix("covariance")
    if not C.is_square or np.iscomplexobj(C.array) or not C.is_hermitian:
        raise GivenError(f"covariance must be a symmetric matrix; {C.shape[0]}×{C.shape[1]} that is not came")
    least = min(as_float(v).real for v in linalg.eigenvalues(C))
    if least < -SLACK * max(C.scale, 1e-300):
        raise GivenError(f"a covariance matrix has no negative eigenvalue; {least:.4g} came")


def _standardizes(given: Given) -> bool:
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
        found = tuple(_above_zero(v) for v in linalg.eigenvalues(covariance_of(given)))
    return tuple(sorted(found, key=lambda v: -as_float(v).real))


def _above_zero(value: Scalar) -> Scalar:
    return max(value, 0.0) if isinstance(value, float) else value


@remembered
def covariance_of(given: Given) -> Matrix:
    """Return the covariance matrix whose components are asked: the given one, or that of the (standardised) data."""
    if "covariance" in given:
        return given.matrix("covariance")
    C = covariance(given.matrix("X"))
    return correlation(C) if _standardizes(given) else C


def total_of(given: Given) -> Scalar:
    """Return the sum of the variances (up to the common factor)."""
    return summed(variances(given))


def summed(values: tuple[Scalar, ...]) -> Scalar:
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
def _ratios(given: Given) -> tuple[Scalar, ...]:
    return variances(given) if "ratios" in given else ratios(variances(given))


def _judge_ratios(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge ratios in descending order; with fewer samples than features the zeros at the end may be left out."""
    row = truth.rows[0]
    if "X" in given and len(typed.rows[0]) < len(row):
        least = min(given.matrix("X").shape)
        kept = row[: max(least, len(typed.rows[0]))]
        if not any(as_float(v).real > SLACK for v in row[len(kept) :]):
            return judge_descending(given, listed(kept), typed)
    return judge_descending(given, truth, typed)


def _from_other_values(given: Given, which: str) -> tuple[tuple[Scalar, ...], ...]:
    """Return the ratios that a slip before the division leads to."""
    values = variances(given)
    roots = tuple(root_of(v) for v in values)
    match which:
        case "not-squared":
            return (ratios(roots),) if "singular_values" in given else ()
        case "squared":
            return (ratios(tuple(times(v, v) for v in values)),) if "singular_values" not in given else ()
        case "rooted":
            return (ratios(roots),) if "singular_values" not in given and "ratios" not in given else ()
        case "not-centred":
            if "X" not in given:
                return ()
            raw = linalg.eigenvalues(gram(given.matrix("X"), given.matrix("X").shape[0] - 1))
            return (ratios(tuple(_above_zero(v) for v in raw)),)
        case _:
            if "X" not in given:
                return ()
            C = covariance(given.matrix("X"))
            other = C if _standardizes(given) else (correlation(C) if np.all(np.diag(C.array) > 0) else C)
            return (ratios(tuple(_above_zero(v) for v in linalg.eigenvalues(other))),)


def _diagonal_ratios(given: Given) -> tuple[tuple[Scalar, ...], ...]:
    if "covariance" not in given and "X" not in given:
        return ()
    C = covariance_of(given)
    diagonal = tuple(sorted((C.rows[i][i] for i in range(C.shape[0])), key=lambda v: -as_float(v).real))
    return (ratios(diagonal),) if as_float(summed(diagonal)) else ()


def _percent(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return tuple(as_float(v) * 100 if isinstance(v, float | complex) else v * 100 for v in values)


_SAID_SQUARE = (
    "The singular values were not squared: the variance along a component is σᵢ²/(n − 1), so the ratio is σᵢ²/Σσ²."
)
_SAID_SQUARED = "Eigenvalues of the covariance are variances already: divide λᵢ by Σλ without squaring."
_SAID_ROOTED = "The roots (standard deviations) were divided. Variances add up, so the ratio is λᵢ/Σλ."
_SAID_CENTRE = "X was not centred: the mean then counts as variance. Subtract the column means first."
_SAID_DIAGONAL = "These are the shares of the features (the diagonal of the covariance). The components' variances are its eigenvalues."


def _say_scale(given: Given) -> str:
    if _standardizes(given):
        return "The features were not standardised, as is asked: divide each centred column by its standard deviation first."
    return "The features were standardised, which is not asked: their own scales count."


def _say_percent(share: Scalar) -> str:
    value = as_float(share).real
    return f"This is in per cent without the sign: write {value * 100:.4g}% or {value:.4g}."


EXPLAINED_VARIANCE = Kind(
    name="explained-variance",
    form=Form.LIST,
    in_decimals=True,
    asks="the ratios of explained variance, largest first",
    fields=(*_SOURCES, _STANDARDIZE),
    demand=_demand_source,
    reference=lambda g: listed(_ratios(g)),
    judge=_judge_ratios,
    why=lambda g, truth: (
        f"Divide each variance by their sum: {say_list(variances(g)[:6])}{' …' if len(variances(g)) > 6 else ''} over "
        f"{say(summed(variances(g)))}."
    ),
    slips=(
        Slip("not-squared", lambda g: map(listed, _from_other_values(g, "not-squared")), lambda g: _SAID_SQUARE),
        Slip(
            "not-normalised",
            lambda g: (listed(variances(g)),),
            lambda g: f"These are the variances themselves. Divide each by their sum, {say(summed(variances(g)))}.",
        ),
        Slip("percent", lambda g: (listed(_percent(_ratios(g))),), lambda g: _say_percent(_ratios(g)[0])),
        Slip("squared", lambda g: map(listed, _from_other_values(g, "squared")), lambda g: _SAID_SQUARED),
        Slip("rooted", lambda g: map(listed, _from_other_values(g, "rooted")), lambda g: _SAID_ROOTED),
        Slip("not-centred", lambda g: map(listed, _from_other_values(g, "not-centred")), lambda g: _SAID_CENTRE),
        Slip("scale", lambda g: map(listed, _from_other_values(g, "scale")), _say_scale),
        Slip("reads-diagonal", lambda g: map(listed, _diagonal_ratios(g)), lambda g: _SAID_DIAGONAL),
        Slip(
            "cumulated",
            lambda g: (listed(cumulative(_ratios(g))),),
            lambda g: "These are the cumulative ratios. Asked is the share of each component by itself.",
        ),
        Slip(
            "by-largest",
            lambda g: (listed(_over(variances(g), variances(g)[0])),),
            lambda g: "Divide by the sum of all variances, not by the largest.",
        ),
    ),
)


def _over(values: tuple[Scalar, ...], divisor: Scalar) -> list[Scalar]:
    return [as_float(v) / as_float(divisor) for v in values]


# ---- cumulative variance -------------------------------------------------------------------------------------------


def _demand_k(given: Given) -> None:
    _demand_source(given)
    if given.count("k") > len(variances(given)):
        raise GivenError(
            f"k must be at most {len(variances(given))}, the number of components; {given.count('k')} came"
        )
    _demand_ratios(given)


def _demand_ratios(given: Given) -> None:
    if "ratios" in given and as_float(summed(given.numbers("ratios"))).real > 1 + SLACK:
        raise GivenError(f"ratios must add up to 1 at most; they add up to {say(summed(given.numbers('ratios')))}")


def _captured(given: Given, k: int) -> Scalar:
    return summed(_ratios(given)[:k])


def _captured_by(given: Given, which: str) -> Iterator[Answer]:
    k, shares = given.count("k"), _ratios(given)
    match which:
        case "one-too-few" if k > 1:
            yield number(_captured(given, k - 1))
        case "one-too-many" if k < len(shares):
            yield number(_captured(given, k + 1))
        case "alone":
            yield number(shares[k - 1])
        case "by-count":
            yield number(_times(_captured(given, k), Fraction(1, k)))
            yield number(Fraction(k, len(shares)))
        case "rest":
            yield number(_minus_from_one(_captured(given, k)))
        case "percent":
            yield number(_percent((_captured(given, k),))[0])
        case "not-normalised" if "ratios" not in given:
            yield number(summed(variances(given)[:k]))


def _times(value: Scalar, factor: Fraction) -> Scalar:
    return as_float(value) * float(factor) if isinstance(value, float | complex) else value * factor


def _minus_from_one(value: Scalar) -> Scalar:
    return 1 - as_float(value) if isinstance(value, float | complex) else 1 - value


def _captured_from(given: Given, which: str) -> Iterator[Answer]:
    yield from (number(summed(shares[: given.count("k")])) for shares in _from_other_values(given, which))


_RATIOS = Field("ratios", FieldType.VALUES, one_of="source")

CUMULATIVE_VARIANCE = Kind(
    name="cumulative-variance",
    form=Form.NUMBER,
    in_decimals=True,
    asks="the share of the variance in the first k components",
    fields=(*_SOURCES, _RATIOS, _STANDARDIZE, Field("k", FieldType.COUNT)),
    demand=_demand_k,
    reference=lambda g: number(_captured(g, g.count("k"))),
    judge=judge_a_number,
    why=lambda g, truth: (
        f"The first {g.count('k')} ratios, {say_list(_ratios(g)[: g.count('k')][:6])}, add up to {say(truth.rows[0][0])}."
    ),
    slips=(
        Slip("not-squared", lambda g: _captured_from(g, "not-squared"), lambda g: _SAID_SQUARE),
        Slip(
            "one-too-few",
            lambda g: _captured_by(g, "one-too-few"),
            lambda g: f"One component too few: the first {g.count('k')} count, that one included.",
        ),
        Slip(
            "one-too-many",
            lambda g: _captured_by(g, "one-too-many"),
            lambda g: f"One component too many: stop after {g.count('k')}.",
        ),
        Slip(
            "last-alone",
            lambda g: _captured_by(g, "alone"),
            lambda g: f"This is the share of component {g.count('k')} alone. Add those before it.",
        ),
        Slip(
            "divided-by-count",
            lambda g: _captured_by(g, "by-count"),
            lambda g: "Shares of the whole are added, not averaged and not counted.",
        ),
        Slip("percent", lambda g: _captured_by(g, "percent"), lambda g: _say_percent(_captured(g, g.count("k")))),
        Slip(
            "what-is-lost",
            lambda g: _captured_by(g, "rest"),
            lambda g: "This is the share that is lost. Asked is what is kept.",
        ),
        Slip(
            "not-normalised",
            lambda g: _captured_by(g, "not-normalised"),
            lambda g: f"This is the sum of the variances. Divide it by the sum of all, {say(summed(variances(g)))}.",
        ),
        Slip("squared", lambda g: _captured_from(g, "squared"), lambda g: _SAID_SQUARED),
        Slip("rooted", lambda g: _captured_from(g, "rooted"), lambda g: _SAID_ROOTED),
        Slip("not-centred", lambda g: _captured_from(g, "not-centred"), lambda g: _SAID_CENTRE),
        Slip("scale", lambda g: _captured_from(g, "scale"), _say_scale),
    ),
)


# ---- components needed ---------------------------------------------------------------------------------------------


def reached(shares: tuple[Scalar, ...], threshold: Scalar) -> int | None:
    """Return the smallest k whose first shares reach the threshold (0.7 + 0.2 reaches 0.9), None where none does."""
    least = as_float(threshold).real
    for k, value in enumerate(cumulative(shares), start=1):
        if as_float(value).real >= least - SLACK:
            return k
    return None


def _demand_threshold(given: Given) -> None:
    _demand_source(given)
    _demand_ratios(given)
    if reached(_ratios(given), given.scalar("threshold")) is None:
        raise GivenError(
            f"the ratios add up to {say(summed(_ratios(given)))} and never reach the threshold; one that they reach is expected"
        )


def _needed(given: Given) -> int:
    found = reached(_ratios(given), given.scalar("threshold"))
    assert found is not None
    return found


def _needed_by(given: Given, which: str) -> Iterator[Answer]:
    shares, threshold = _ratios(given), as_float(given.scalar("threshold")).real
    match which:
        case "one-off":
            for k in (_needed(given) - 1, _needed(given) + 1):
                if k > 0:
                    yield integer(k)
        case "single-ratio":
            yield integer(next((i for i, x in enumerate(shares, start=1) if as_float(x).real >= threshold), 0))
            yield integer(sum(as_float(x).real >= 1 - threshold for x in shares))
        case "all":
            yield integer(len(shares))
        case _:
            for other in _from_other_values(given, which):
                found = reached(other, given.scalar("threshold"))
                if found is not None:
                    yield integer(found)


COMPONENTS_NEEDED = Kind(
    name="components-needed",
    form=Form.INTEGER,
    asks="the smallest number of components that reach the threshold",
    fields=(*_SOURCES, _RATIOS, _STANDARDIZE, Field("threshold", FieldType.SHARE)),
    demand=_demand_threshold,
    reference=lambda g: integer(_needed(g)),
    judge=judge_a_count,
    why=lambda g, truth: (
        f"The cumulative ratios are {', '.join(f'{as_float(x).real:.4g}' for x in cumulative(_ratios(g))[: _needed(g)][-6:])}: "
        f"{_needed(g)} components are the first to reach {as_float(g.scalar('threshold')).real:.4g}."
    ),
    slips=(
        Slip("not-squared", lambda g: _needed_by(g, "not-squared"), lambda g: _SAID_SQUARE),
        Slip(
            "one-off",
            lambda g: _needed_by(g, "one-off"),
            lambda g: (
                "One off: add the ratios from the first on, and stop at the first sum that reaches the threshold."
            ),
        ),
        Slip(
            "single-ratio",
            lambda g: _needed_by(g, "single-ratio"),
            lambda g: "A single ratio was compared with the threshold. It is their running sum that must reach it.",
        ),
        Slip("squared", lambda g: _needed_by(g, "squared"), lambda g: _SAID_SQUARED),
        Slip("rooted", lambda g: _needed_by(g, "rooted"), lambda g: _SAID_ROOTED),
        Slip("not-centred", lambda g: _needed_by(g, "not-centred"), lambda g: _SAID_CENTRE),
        Slip("scale", lambda g: _needed_by(g, "scale"), _say_scale),
        Slip(
            "all-components",
            lambda g: _needed_by(g, "all"),
            lambda g: "This is the number of all components. Fewer are enough here.",
        ),
    ),
)


# ---- principal components ------------------------------------------------------------------------------------------


def _demand_component(given: Given) -> None:
    _demand_source(given)
    if given.count("index") > covariance_of(given).shape[0]:
        raise GivenError(
            f"index must be at most {covariance_of(given).shape[0]}, the number of features; {given.count('index')} came"
        )


@remembered
def _component_space(given: Given) -> Eigenspace:
    """Return the eigenspace of the covariance that holds the component asked."""
    place = 0
    for space in linalg.eigenspaces(covariance_of(given)):
        place += space.multiplicity
        if given.count("index") <= place:
            return space
    raise AssertionError("the demand on index keeps it within the spectrum")


def _component(given: Given) -> Answer:
    C = covariance_of(given)
    return vector(unit_basis(C, _component_space(given))[0])


def judge_component(given: Given, truth: Answer, typed: Typed) -> Judgement:
    judged = judge_direction(typed.rows[0], _component_space(given).basis)
    if judged.outcome is Outcome.WRONG:
        return judged
    return Judgement(judged.outcome, (*judged.checks, unit_length(typed.rows[0])))


def _other_components(given: Given) -> Iterator[Answer]:
    asked = _component_space(given)
    for space in linalg.eigenspaces(covariance_of(given)):
        if space.approximation != asked.approximation:
            yield from (vector(space.basis[:, i].tolist()) for i in range(space.dimension))


def _feature_axis(given: Given) -> Iterator[Answer]:
    C = covariance_of(given)
    n = C.shape[0]
    yield vector([C.rows[i][i] for i in range(n)])
    for j in range(n):
        yield vector([Fraction(i == j) for i in range(n)])


def _uncentred_component(given: Given) -> Iterator[Answer]:
    if "X" in given:
        X = given.matrix("X")
        Vt = np.linalg.svd(X.array)[2]
        yield vector(Vt[min(given.count("index"), len(Vt)) - 1].tolist())


def _mean_direction(given: Given) -> Iterator[Answer]:
    if "X" in given:
        means = _means(given.matrix("X"))
        if any(as_float(x) for x in means):
            yield vector(means)


def _other_scale(given: Given) -> Iterator[Answer]:
    C = covariance(given.matrix("X")) if "X" in given else given.matrix("covariance")
    if np.all(np.diag(C.array) > 0):
        other = C if _standardizes(given) else correlation(C)
        yield vector(np.linalg.eigh(other.array)[1][:, -given.count("index")].tolist())


def _component_variants(given: Given, which: str) -> Iterator[Answer]:
    v = [as_float(x).real for x in unit_basis(covariance_of(given), _component_space(given))[0]]
    if which == "sign":
        for i, x in enumerate(v):
            if abs(x) > SLACK:
                yield vector(-y if i == j else y for j, y in enumerate(v))
    elif len(v) == 2:
        yield vector((v[1], v[0]))


PRINCIPAL_COMPONENT = Kind(
    name="principal-component",
    form=Form.VECTOR,
    asks="the principal component with this index",
    fields=(
        Field("X", FieldType.MATRIX, one_of="source"),
        Field("covariance", FieldType.MATRIX, one_of="source"),
        _STANDARDIZE,
        Field("index", FieldType.COUNT, required=False, default=1),
    ),
    demand=_demand_component,
    reference=_component,
    judge=judge_component,
    why=lambda g, truth: (
        f"It is the unit eigenvector of the covariance for its eigenvalue number {g.count('index')}, "
        f"{say(_component_space(g).value)}. Either sign is right."
    ),
    slips=(
        Slip(
            "zero-vector",
            lambda g: (vector([0] * covariance_of(g).shape[0]),),
            lambda g: "The zero vector has no direction. Find an eigenvector that is not zero.",
        ),
        Slip(
            "other-component",
            _other_components,
            lambda g: (
                f"This is another component. Component {g.count('index')} belongs to eigenvalue number {g.count('index')} in "
                f"descending order, {say(_component_space(g).value)}."
            ),
        ),
        Slip(
            "feature-axis",
            _feature_axis,
            lambda g: (
                "This reads the diagonal: the variances of the features. The component is an eigenvector of the whole covariance "
                "matrix."
            ),
        ),
        Slip("not-centred", _uncentred_component, lambda g: _SAID_CENTRE),
        Slip(
            "towards-the-mean",
            _mean_direction,
            lambda g: "This points from the origin to the mean. Components point where the centred data vary.",
        ),
        Slip(
            "scale",
            _other_scale,
            _say_scale,
        ),
        Slip(
            "one-sign",
            lambda g: _component_variants(g, "sign"),
            lambda g: "The sizes fit, but the sign of an entry does not: test Cv = λv in every entry.",
        ),
        Slip(
            "entries-swapped",
            lambda g: _component_variants(g, "swap"),
            lambda g: "The entries changed places: test Cv = λv in every entry.",
        ),
    ),
)

KINDS = (COVARIANCE, EXPLAINED_VARIANCE, CUMULATIVE_VARIANCE, COMPONENTS_NEEDED, PRINCIPAL_COMPONENT)
