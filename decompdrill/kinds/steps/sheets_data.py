"""Sheets on data: covariance, explained variance, components; and the numerical rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate

from decompdrill.judging.tolerances import REACHED
from decompdrill.kinds.reference import ranks as reference
from decompdrill.kinds.steps.sheet import (
    Sheet,
    by_hand,
    decimal_line,
    demand,
    fractions,
    list_line,
    matrix_line,
    number_line,
    written_sides,
)
from decompdrill.kinds.steps.sheets_square import (
    FractionRows,
    quadratic,
    root_slips,
    roots_by_hand,
    same_values,
    vector_for,
)
from decompdrill.kinds.steps.writing import Maths
from decompdrill.maths import algebra
from decompdrill.maths.numerals import latex_in_digits
from decompdrill.maths.surd import Scalar, descending
from decompdrill.model import Given

# ---- covariance ----------------------------------------------------------------------------------------------------


def _covariance(sheet: Sheet, X: FractionRows, ddof: int, name: str = "C") -> FractionRows:
    """Write the means, the centered data, its scatter, and the covariance matrix."""
    n, d = len(X), len(X[0])
    demand(2 <= n <= 6 and 2 <= d <= 3, "data of moderate size")
    columns = algebra.transpose(X)
    means = sheet.line(
        tuple(sum(c, Fraction(0)) / n for c in columns),
        list_line(r"\text{mean}"),
        {"other-divisor": lambda: tuple(sum(c, Fraction(0)) / (n - 1) for c in columns)},
    )
    centred = sheet.line(
        tuple(tuple(x - m for x, m in zip(row, means, strict=True)) for row in X),
        matrix_line("X_c"),
        {"centred-wrongly": lambda: tuple(tuple(x - means[0] for x in row) for row in X), "not-centred": lambda: X},
    )
    products = algebra.multiply(algebra.transpose(centred), centred)
    scatter = sheet.line(
        products,
        matrix_line(r"X_c^\top X_c"),
        {"sign-of-covariance": lambda: _with_others(products, -1), "variances-only": lambda: _with_others(products, 0)},
    )
    divisor = n - ddof
    demand(divisor > 0, "a divisor")
    return sheet.line(
        _divided(scatter, divisor),
        matrix_line(name),
        {"not-divided": lambda: scatter, "other-divisor": lambda: _divided(scatter, n if ddof else n - 1)},
    )


def _with_others(M: FractionRows, factor: int) -> FractionRows:
    """Return the matrix with everything off its diagonal multiplied."""
    return tuple(tuple(x if i == j else factor * x for j, x in enumerate(row)) for i, row in enumerate(M))


def _divided(M: FractionRows, divisor: int) -> FractionRows:
    return tuple(tuple(x / divisor for x in row) for row in M)


def covariance(sheet: Sheet, given: Given) -> None:
    _covariance(sheet, fractions(given.matrix("X").rows), given.count("ddof"))


def principal_component(sheet: Sheet, given: Given) -> None:
    C = _source_matrix(sheet, given)
    demand(len(C) == 2, "a quadratic polynomial")
    p = quadratic(sheet, C, "C")
    found = roots_by_hand(p)
    values = sheet.line(found, list_line(r"\lambda"), root_slips(p, found), same_values)
    order = descending(values)
    demand(order[0] != order[1], "two eigenvalues")
    vector_for(sheet, C, by_hand(order[given.count("index") - 1]), "C", is_told_apart=False)


def _source_matrix(sheet: Sheet, given: Given) -> FractionRows:
    if "covariance" in given:
        return fractions(given.matrix("covariance").rows)
    demand("X" in given and not _standardizes(given), "a covariance matrix, or data as they are")
    return _covariance(sheet, fractions(given.matrix("X").rows), 1)


def _standardizes(given: Given) -> bool:
    return "standardize" in given and bool(given.values["standardize"])


# ---- explained variance --------------------------------------------------------------------------------------------

DIGITS = 4
"""Decimals of a share."""

MOST_VALUES = 7


def _variances(sheet: Sheet, given: Given) -> tuple[Scalar, ...]:
    """Write the variances along the components where they are not given; return them, the largest first."""
    if "singular_values" in given:
        sigma = fractions((descending(given.numbers("singular_values")),))[0]
        demand(len(sigma) <= MOST_VALUES, "a short list")
        return sheet.line(
            tuple(x * x for x in sigma),
            list_line(r"\sigma^2"),
            {"not-squared": lambda: sigma, "doubled-or-halved": lambda: tuple(2 * x for x in sigma)},
        )
    if "covariance" in given or "X" in given:
        C = _source_matrix(sheet, given)
        demand(len(C) == 2, "a quadratic polynomial")
        p = quadratic(sheet, C, "C")
        found = roots_by_hand(p)
        values = sheet.line(found, list_line(r"\lambda"), root_slips(p, found), same_values)
        demand(all(isinstance(x, Fraction) and x > 0 for x in values), "positive variances")
        return descending(values)
    values = fractions((descending(given.numbers("eigenvalues")),))[0]
    demand(len(values) <= MOST_VALUES, "a short list")
    return values


def _ratios(sheet: Sheet, given: Given) -> tuple[Fraction, ...]:
    """Write the total and the ratios; those that are given need no line."""
    if "ratios" in given:
        found = fractions((given.numbers("ratios"),))[0]
        demand(len(found) <= MOST_VALUES, "a short list")
        return found
    values = fractions((_variances(sheet, given),))[0]
    whole = sheet.line(
        sum(values, Fraction(0)),
        number_line(r"\text{total}"),
        {"terms-left-out": lambda: sum(values[:-1], Fraction(0)) if len(values) > 2 else None},
    )
    return sheet.line(
        tuple(x / whole for x in values),
        decimal_line(r"\text{ratios}", DIGITS),
        {
            "by-largest": lambda: tuple(x / values[0] for x in values),
            "divided-by-count": lambda: tuple(x / len(values) for x in values),
        },
    )


def explained_variance(sheet: Sheet, given: Given) -> None:
    _ratios(sheet, given)


def cumulative_variance(sheet: Sheet, given: Given) -> None:
    """The sum of the first ratios: one line for each, so that a sum is carried from line to line."""
    ratios, k = _ratios(sheet, given), given.count("k")
    demand(2 <= k <= len(ratios), "a sum")
    _sums(sheet, ratios[:k])


def _sums(sheet: Sheet, ratios: Sequence[Fraction]) -> list[Fraction]:
    """Write the share of the first component, of the first two, and so on."""
    sums: list[Fraction] = []
    for at, x in enumerate(ratios, 1):
        before = sums[-1] if sums else Fraction(0)
        slips = {"single-ratio": lambda x=x: x} if at > 1 else {}
        sums.append(sheet.line(before + x, _share(at), slips))
    return sums


def _share(at: int) -> Callable[[Scalar], str]:
    written = decimal_line(f"s_{{{at}}}", DIGITS)
    return lambda x: written((x,))


def components_needed(sheet: Sheet, given: Given) -> None:
    """Sums of ratios until the threshold is reached, and how many there are."""
    ratios = _ratios(sheet, given)
    threshold = given.number("threshold").scalar
    demand(isinstance(threshold, Fraction), "a threshold that is exact")
    assert isinstance(threshold, Fraction), "it was demanded"
    sums = list(accumulate(ratios))
    count = next((i for i, s in enumerate(sums, 1) if s >= threshold - Fraction(REACHED)), None)
    demand(count is not None and count >= 2, "a sum")
    assert count is not None, "it was demanded"
    shown = _sums(sheet, ratios[:count])
    reached = next((i for i, s in enumerate(shown, 1) if s >= threshold - Fraction(REACHED)), None)
    demand(reached == len(shown), "sums that reach the threshold where they end")
    sheet.line(
        Fraction(count),
        number_line("k"),
        {"one-off": lambda: Fraction(count - 1), "all-components": lambda: Fraction(len(ratios))},
    )


# ---- numerical rank ------------------------------------------------------------------------------------------------


def numerical_rank(sheet: Sheet, given: Given) -> None:
    demand("singular_values" in given, "singular values that are given")
    values = reference.singular_values_of(given)
    demand(len(values) <= MOST_VALUES, "a short list")
    right = reference.tolerance_of(given)
    relative = given.number("rtol").value.real if "rtol" in given else None
    absolute = given.number("atol").value.real if "atol" in given else None
    tolerance = sheet.line(
        right,
        lambda x: written_sides(r"\tau", _tolerance(x)),
        {
            "relative-for-absolute": lambda: (
                relative if relative is not None else None if absolute is None else absolute * values[0]
            ),
            "epsilon-alone": lambda: (
                None if relative is not None or absolute is not None else right / values[0] / len(values)
            ),
        },
    )
    count = sum(s > tolerance for s in values)
    sheet.line(
        Fraction(count),
        number_line(r"\rank(A)"),
        {
            "counts-every-nonzero": lambda: Fraction(sum(s > 0 for s in values)),
            "counts-over-one": lambda: Fraction(sum(s > 1 for s in values)),
            "counts-the-noise": lambda: Fraction(len(values) - count),
        },
    )


def _tolerance(x: float) -> Maths:
    return Maths(latex_in_digits(x, 4), is_exact=float(f"{x:.4g}") == x)
