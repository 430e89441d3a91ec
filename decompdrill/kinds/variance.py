"""Covariance, explained variance and principal components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import combinations, permutations
from math import ceil

import numpy as np
from numpy.typing import NDArray

from decompdrill.judging.numbers import SLACK, as_floats
from decompdrill.kinds import by_hand, oracles
from decompdrill.kinds.base import (
    LARGEST_DIAGNOSED,
    Given,
    Kind,
    Slip,
    Told,
    counted,
    integer_answer,
    judge_a_count,
    judge_a_number,
    list_answer,
    matrix_answer,
    number_answer,
    say,
    say_alike,
    say_list,
    tex,
    vector_answer,
)
from decompdrill.kinds.departures import above_one, negative, seen_slip
from decompdrill.kinds.making import (
    Values,
    counts,
    exchange_spotted,
    integer_if_near,
    is_typed,
    lists,
    matrices,
    numbers,
    sign_spotted,
    vectors,
)
from decompdrill.kinds.reference.diagonal import unit_basis
from decompdrill.kinds.reference.singular import root_of
from decompdrill.kinds.reference.variance import (
    above_zero,
    captured_share,
    centred,
    column_means,
    component,
    component_space,
    correlation,
    covariance,
    covariance_answer,
    covariance_of,
    cumulative,
    demand_component,
    demand_data,
    demand_k,
    demand_source,
    demand_threshold,
    divisor_of,
    gram,
    has_mean,
    judge_component,
    judge_covariance,
    judge_ratios,
    needed,
    ratios,
    ratios_answer,
    reached,
    scaled_gram,
    standardizes,
    sum_of_values,
    total_of,
    variances,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import variance as steps
from decompdrill.kinds.steps.writing import decimals, inline, joined, value
from decompdrill.maths import linalg
from decompdrill.maths.algebra import identity
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import Scalar, as_float, plus, times
from decompdrill.model import Answer, Typed


def _covariance(given: Given) -> NDArray[np.float64]:
    return covariance(given.matrix("X"), given.count("ddof")).array.real


def _other_divisors(given: Given) -> Iterator[Answer]:
    """Yield what the sums give over other divisors than 1; nobody types a matrix that is too large to be diagnosed."""
    X = given.matrix("X")
    n, p = X.shape
    right = n - given.count("ddof")
    if p * p <= LARGEST_DIAGNOSED:
        divisors = dict.fromkeys(d for d in (n, n - 1, n + 1, p, n - 2) if d > 1 and d != right)
        yield from (matrix_answer(gram(centred(X), d).rows) for d in divisors)


def _not_centred(given: Given) -> Iterator[Answer]:
    X = given.matrix("X")
    if X.shape[1] ** 2 > LARGEST_DIAGNOSED:
        return
    for divisor in (X.shape[0] - given.count("ddof"), X.shape[0]):
        yield matrix_answer(gram(X, divisor).rows)


def _undivided(given: Given, centering: bool) -> Iterator[Answer]:
    X = given.matrix("X")
    if X.shape[1] ** 2 <= LARGEST_DIAGNOSED:
        yield matrix_answer(gram(centred(X) if centering else X, 1).rows)


def _rows_for_columns(given: Given) -> Iterator[Answer]:
    X, ddof = given.matrix("X"), given.count("ddof")
    n, p = X.shape
    if n * n > LARGEST_DIAGNOSED:
        return
    Xc = centred(X)
    yield matrix_answer(gram(Xc.T, n - ddof).rows)
    if p > ddof:
        yield matrix_answer(covariance(X.T, ddof).rows)
        yield matrix_answer(gram(Xc.T, p - ddof).rows)


def _correlation(given: Given) -> Iterator[Answer]:
    C = covariance(given.matrix("X"), given.count("ddof"))
    if np.all(np.diag(C.array) > 0):
        yield matrix_answer(correlation(C).rows)


def _deviations(given: Given) -> Iterator[Answer]:
    rows = covariance(given.matrix("X"), given.count("ddof")).rows
    yield matrix_answer([[root_of(x) if i == j else x for j, x in enumerate(row)] for i, row in enumerate(rows)])


def _other_means(given: Given) -> Iterator[Array]:
    X = given.matrix("X").array
    n = len(X)
    for other in (X - X.mean(axis=1, keepdims=True), X - X.mean(), X - X[0]):
        yield from (other.T @ other / d for d in (n - given.count("ddof"), n))


def _other_signs(given: Given) -> Iterator[Array]:
    C = _covariance(given)
    yield np.where(np.eye(len(C)), C, -C)
    yield np.abs(C)
    for i, j in combinations(range(len(C)), 2) if C.size <= LARGEST_DIAGNOSED else ():
        turned = C.copy()
        turned[[i, j], [j, i]] *= -1
        yield turned


def _undivided_rows(given: Given) -> Iterator[Array]:
    X = given.matrix("X").array.real
    if len(X) ** 2 <= LARGEST_DIAGNOSED:
        Xc = X - X.mean(axis=0)
        yield from (Xc @ Xc.T, X @ X.T)


def _not_symmetric(given: Given, typed: Typed) -> Told | None:
    found = next(by_hand.of_covariance(given, typed), None)
    return None if found is None else Told(found.said)


def _rooted(given: Given) -> Iterator[Array]:
    C = _covariance(given)
    yield np.sign(C) * np.sqrt(np.abs(C))


def _say_means(given: Given) -> str:
    return ", ".join(map(say, column_means(given.matrix("X"))))


def _say_swapped(given: Given) -> str:
    n, p = given.matrix("X").shape
    ddof = "" if given.count("ddof") == 1 else f", ddof={given.count('ddof')}"
    return (
        f"Samples and features are swapped: $X$ has {counted(n, 'sample')} in its rows and {counted(p, 'feature')} in its "
        f"columns, so the covariance matrix is {p}×{p}. In NumPy: `np.cov(X.T{ddof})`."
    )


def _why_covariance(given: Given, _: Answer) -> str:
    n = given.matrix("X").shape[0]
    divided = f"{scaled_gram(given)}$, with $n = {n}$."
    if not has_mean(given.matrix("X")):
        return f"The columns of $X$ have mean 0 already: $X_c = X$. Work out ${divided}"
    return f"Subtract the column means ({_say_means(given)}), then work out ${divided}"


OFF_THE_DIAGONAL = r"The covariances of two columns, the sums of $(x - \bar{x})(y - \bar{y})$ over the divisor, belong off the diagonal."

COVARIANCE = Kind(
    signature=SIGNATURES["covariance"],
    reference=covariance_answer,
    oracle=oracles.covariance,
    judge=judge_covariance,
    why=_why_covariance,
    demand=demand_data,
    steps=steps.covariance,
    seen_by_hand=by_hand.of_covariance,
    slips=(
        Slip(
            "other-divisor",
            _other_divisors,
            lambda g: (
                f"The sums are right, but not the divisor: divide by ${divisor_of(g)}$, here "
                f"{g.matrix('X').shape[0] - g.count('ddof')}."
            ),
        ),
        Slip(
            "not-centred",
            _not_centred,
            lambda g: f"$X$ was not centered. Subtract the column means ({_say_means(g)}) first.",
        ),
        Slip(
            "not-divided",
            lambda g: _undivided(g, centering=True),
            lambda g: f"The division is missing: ${scaled_gram(g)}$.",
        ),
        Slip(
            "not-divided",
            lambda g: _undivided(g, centering=False),
            lambda g: (
                rf"This is $X^\top X$. Subtract the column means ({_say_means(g)}) first; then divide by ${divisor_of(g)}$."
            ),
        ),
        Slip(
            "correlation-instead",
            _correlation,
            lambda g: (
                "This is the correlation matrix, the covariance of the standardized columns. Do not divide by the standard "
                "deviations."
            ),
        ),
        Slip("rows-for-columns", _rows_for_columns, _say_swapped),
        Slip(
            "deviations-on-diagonal",
            _deviations,
            lambda g: (
                "You put the standard deviations on the diagonal. Write the variances there: do not take the square root."
            ),
        ),
        Slip(
            "centred-wrongly",
            lambda g: matrices(_other_means(g)),
            lambda g: (
                "Something other than the column means was subtracted. Subtract from each column its own mean: "
                f"{_say_means(g)}."
            ),
            avoided=False,
        ),
        Slip(
            "sign-of-covariance",
            lambda g: matrices(_other_signs(g)),
            lambda g: (
                "The absolute values are right, but not every sign off the diagonal: a covariance is negative where one column tends "
                "to fall as the other rises."
            ),
            avoided=False,
        ),
        Slip(
            "variances-only",
            lambda g: matrices((np.diag(np.diag(_covariance(g))),)),
            lambda g: f"The variances are right. {OFF_THE_DIAGONAL}",
            avoided=False,
        ),
        Slip(
            "variances-only",
            lambda g: matrices((np.diag(np.sqrt(np.diag(_covariance(g)))),)),
            lambda g: f"The variances belong on the diagonal, not their square roots. {OFF_THE_DIAGONAL}",
            avoided=False,
        ),
        Slip(
            "rooted",
            lambda g: matrices(_rooted(g)),
            lambda g: "These are the square roots of the variances and covariances. Do not take the root.",
            avoided=False,
        ),
        Slip(
            "rows-for-columns",
            lambda g: matrices(_undivided_rows(g)),
            lambda g: f"{_say_swapped(g)} The sums must also be divided by ${divisor_of(g)}$.",
            avoided=False,
        ),
        seen_slip("not-symmetric", _not_symmetric),
    ),
)

# ---- ratios --------------------------------------------------------------------------------------------------------

Shares = tuple[Scalar, ...]


def _mistaken_ratios(given: Given, slip: str) -> Iterator[Shares]:
    """Yield the ratios that a slip before the division leads to."""
    values, of_singular_values = variances(given), "singular_values" in given
    match slip:
        case "not-squared" if of_singular_values:
            yield ratios(tuple(map(root_of, values)))
        case "squared" if not of_singular_values:
            yield ratios(_squares(values))
        case "rooted" if not of_singular_values and "ratios" not in given:
            yield ratios(tuple(map(root_of, values)))
        case "not-centred" if "X" in given and _would_be_seen(given):
            X = given.matrix("X")
            yield ratios(_spectrum(gram(X, X.shape[0] - 1)))
        case "scale" if "X" in given:
            C = covariance(given.matrix("X"))
            can_be = not standardizes(given) and bool(np.all(np.diag(C.array) > 0))
            yield ratios(_spectrum(correlation(C) if can_be else C))


def _squares(values: Shares) -> Shares:
    return tuple(times(v, v) for v in values)


def _spectrum(C: linalg.Matrix) -> Shares:
    return tuple(above_zero(v) for v in linalg.eigenvalues(C))


def _would_be_seen(given: Given) -> bool:
    """Does it matter whether the data are centered? Where their means are 0, only the scale is another."""
    return has_mean(given.matrix("X")) or not standardizes(given)


RATIO_OF_SIGMA = r"\frac{\sigma_i^2}{\sum_j \sigma_j^2}"
RATIO_OF_LAMBDA = r"\frac{\lambda_i}{\sum_j \lambda_j}"


def _say_not_centred(given: Given) -> str:
    if standardizes(given):
        return "This is what comes out if $X$ is neither centered nor standardized. Subtract the column means first."
    return "This is what comes out if $X$ is not centered: the mean then counts as variance. Subtract the column means first."


def _say_scale(given: Given) -> str:
    if standardizes(given):
        return (
            "This is what comes out if the features are not standardized. Divide each centered column by its standard "
            "deviation first."
        )
    return (
        "This is what comes out if the features are standardized, which the question does not ask for. Take the "
        "covariance matrix as it is."
    )


def _say_squared(given: Given) -> str:
    if "ratios" in given:
        return "This is what comes out if the ratios are squared. They are shares already: add them as they are."
    return (
        rf"This is what comes out if the variances are squared. The ratios are ${RATIO_OF_LAMBDA}$, without a square."
    )


BEFORE_THE_DIVISION: Mapping[str, Callable[[Given], str]] = {
    "not-squared": lambda g: (
        "This is what comes out if the singular values are not squared. The variance along a component is "
        rf"$\frac{{\sigma_i^2}}{{n - 1}}$, so the ratio is ${RATIO_OF_SIGMA}$."
    ),
    "squared": _say_squared,
    "rooted": lambda g: (
        rf"This is what comes out if the standard deviations, $\sqrt{{\lambda_i}}$, are divided by their sum. Variances add up, so "
        f"the ratio is ${RATIO_OF_LAMBDA}$."
    ),
    "not-centred": _say_not_centred,
    "scale": _say_scale,
}
"""What is said of the slips that lead to other ratios; a count may be right for another reason, so it accuses nobody."""


def _before_the_division(answers: Callable[[Given, Shares], Iterable[Answer]], *slips: str) -> tuple[Slip, ...]:
    """Return those slips of a kind; `answers` makes of the ratios what it asks for."""

    def wrong(slip: str, given: Given) -> Iterator[Answer]:
        for found in _mistaken_ratios(given, slip):
            yield from answers(given, found)

    return tuple(Slip(slip, partial(wrong, slip), BEFORE_THE_DIVISION[slip]) for slip in slips)


def _percent(share: Scalar) -> Scalar:
    return times(share, Fraction(100))


def _with_sign(share: Scalar) -> str:
    """Return a share as it may be typed: 60% or 0.6."""
    near = as_float(share).real
    return rf"${tex(near * 100)}\%$ or {say(near)}"


@remembered
def _shares(given: Given) -> Array:
    return np.array(as_floats(ratios_answer(given)))


def _diagonal_ratios(given: Given) -> Iterator[Shares]:
    if "covariance" in given or "X" in given:
        C = covariance_of(given)
        diagonal = tuple(sorted((C.rows[i][i] for i in range(C.shape[0])), key=lambda v: -as_float(v).real))
        if as_float(sum_of_values(diagonal)):
            yield ratios(diagonal)


def _other_orders(given: Given) -> Iterator[Values]:
    shares = _shares(given)
    yield from permutations(shares.tolist()) if len(shares) <= 4 else (shares[::-1],)


def _by_count(given: Given) -> Iterator[Values]:
    n = len(_shares(given))
    yield from (np.full(n, 1 / n), np.array(as_floats(variances(given))) / n)


def _some_ratios(given: Given) -> Iterator[Answer]:
    """Yield the ratios with some left out: any of a few, else the last ones, of as many as anybody works out."""
    shares = tuple(map(integer_if_near, _shares(given).tolist()))
    n = len(shares)
    if n <= MOST_LEFT_OUT:
        yield from (list_answer(kept) for k in range(1, n) for kept in combinations(shares, k))
    else:
        yield from (list_answer(shares[:k]) for k in range(1, min(n, LARGEST_DIAGNOSED + 1)))


MOST_LEFT_OUT = 6
"""Ratios of which any may be left out; of more, only the last ones."""


def _squared_ratios(given: Given) -> Iterator[Shares]:
    yield ratios(_squares(variances(given)))


MOST_SAID = 6
"""Numbers of a long list that a sentence shows."""


def _summand(given: Given) -> str:
    """Return what the ratios are shares of."""
    return r"$\sigma_i^2$" if "singular_values" in given else "variance"


def _say_first(values: Shares) -> str:
    """Return numbers for a sentence, the first of them where they are many."""
    return say_list(values) if len(values) <= MOST_SAID else f"{', '.join(map(say, values[:MOST_SAID]))}, …"


def _matrix_of(given: Given) -> str:
    """Return the name of the matrix whose eigenvectors are the components."""
    return "correlation" if standardizes(given) else "covariance"


# What the kinds ask of ratios.


def _listed(_: Given, shares: Shares) -> Iterator[Answer]:
    yield list_answer(shares)


def _first_shares(given: Given, shares: Shares) -> Iterator[Answer]:
    yield number_answer(sum_of_values(shares[: given.count("k")]))


def _count_reached(given: Given, shares: Shares) -> Iterator[Answer]:
    found = reached(shares, given.scalar("threshold"))
    if found is not None:
        yield integer_answer(found)


EXPLAINED_VARIANCE = Kind(
    signature=SIGNATURES["explained-variance"],
    reference=lambda g: list_answer(ratios_answer(g)),
    oracle=oracles.explained_variance,
    judge=judge_ratios,
    why=lambda g, truth: (
        f"Divide each {_summand(g)} by the sum of all: {_say_first(variances(g))}, each over {say(total_of(g))}."
    ),
    demand=demand_source,
    steps=steps.explained_variance,
    seen_by_hand=by_hand.of_shares,
    slips=(
        *_before_the_division(_listed, "not-squared"),
        Slip(
            "not-normalised",
            lambda g: (list_answer(variances(g)),),
            lambda g: (
                rf"These are the squares $\sigma_i^2$, $n - 1$ times the variances. Divide each by their sum, {say(total_of(g))}."
                if "singular_values" in g
                else f"These are the variances themselves. Divide each by their sum, {say(total_of(g))}."
            ),
        ),
        Slip(
            "percent",
            lambda g: (list_answer(map(_percent, ratios_answer(g))),),
            lambda g: (
                f"These are percentages without the % sign: write {_with_sign(ratios_answer(g)[0])} for the first."
            ),
        ),
        Slip(
            "squared",
            lambda g: map(list_answer, _squared_ratios(g)),
            lambda g: (
                rf"This is what comes out if $\sigma_i^2$ is squared once more. The ratios are ${RATIO_OF_SIGMA}$."
                if "singular_values" in g
                else _say_squared(g)
            ),
        ),
        *_before_the_division(_listed, "rooted", "not-centred", "scale"),
        Slip(
            "reads-diagonal",
            lambda g: map(list_answer, _diagonal_ratios(g)),
            lambda g: (
                f"These are the shares of the features, from the diagonal of the {_matrix_of(g)} matrix. The variances along "
                "the components are its eigenvalues."
            ),
        ),
        Slip(
            "cumulated",
            lambda g: (list_answer(cumulative(ratios_answer(g))),),
            lambda g: "These are the cumulative ratios. The question asks for the ratio of each component by itself.",
        ),
        Slip(
            "by-largest",
            lambda g: (list_answer(_shares(g) / _shares(g)[0]),),
            lambda g: (
                f"You divided by the largest, {say(variances(g)[0])}. Divide by the sum of all, {say(total_of(g))}."
            ),
        ),
        Slip(
            "another-order",
            lambda g: lists(_other_orders(g)),
            lambda g: "The ratios are right, but not their order: write the largest first.",
            avoided=False,
        ),
        Slip(
            "divided-by-count",
            lambda g: lists(_by_count(g)),
            lambda g: (
                f"Do not divide by the number of components, {len(_shares(g))}: divide each {_summand(g)} by their sum, "
                f"{say(total_of(g))}."
            ),
            avoided=False,
        ),
        Slip(
            "what-is-lost",
            lambda g: lists((1 - _shares(g),)),
            lambda g: (
                "These are the shares of all the others, 1 minus the ratio. The question asks for the ratio of each component."
            ),
            avoided=False,
        ),
        Slip(
            "ratios-missing",
            _some_ratios,
            lambda g: (
                f"Ratios are missing: write one for each of the {len(_shares(g))} components; together they add up to 1."
            ),
            avoided=False,
        ),
        Slip(
            "not-normalised",
            lambda g: lists((np.sqrt(as_floats(variances(g))),) if "singular_values" in g else ()),
            lambda g: (
                f"These are the singular values themselves. Square them, then divide by the sum of the squares, {say(total_of(g))}."
            ),
            avoided=False,
        ),
        negative(
            lambda g: (
                f"A share of the variance is never negative: divide each {_summand(g)} by their sum, {say(total_of(g))}."
            )
        ),
        above_one(
            lambda g: (
                f"A share of the variance is at most 1: divide each {_summand(g)} by their sum, {say(total_of(g))}."
            )
        ),
    ),
)


def _one_off(given: Given, more: int) -> Iterator[Answer]:
    """Yield the share of so many more components than are asked for."""
    k = given.count("k") + more
    if 0 < k <= len(ratios_answer(given)):
        yield number_answer(captured_share(given, k))


def _averages(given: Given) -> Iterator[tuple[Scalar, str]]:
    """Yield the share over the number of components kept, the share of the count, and the share over all of them, each with what is said.

    A share of the count that could also be the ratio of a component, to one digit, is more likely to be that.
    """
    k, n, share = given.count("k"), len(ratios_answer(given)), captured_share(given, given.count("k"))
    yield (
        times(share, Fraction(1, k)),
        "This is the mean of the ratios of the components kept. Add them; do not average them.",
    )
    if np.min(np.abs(_shares(given) - k / n)) > 0.05 or abs(as_float(share) - k / n) < 0.01:
        yield Fraction(k, n), f"This is {k}/{n}, the share of the components that are kept. Add their ratios instead."
    yield (
        times(share, Fraction(1, n)),
        f"Do not divide by the number of components, {n}. Only add the ratios of those kept.",
    )


def _which_average(given: Given, typed: Typed) -> Told | None:
    """Return what is said of the one that was typed."""
    found = (said for x, said in _averages(given) if is_typed(typed.rows[0][0], as_float(x).real))
    return next(map(Told, found), None)


def _first(given: Given, noun: str) -> str:
    k = given.count("k")
    return f"the first {noun}" if k == 1 else f"the first {k} {noun}s"


def _why_cumulative(given: Given, truth: Answer) -> str:
    k, share = given.count("k"), truth.rows[0][0]
    if k == 1:
        return f"Only the first ratio counts: {say(share)}."
    shares = ratios_answer(given)[:k]
    *shown, last, total = say_alike((*(shares if k <= MOST_SAID else (*shares[: MOST_SAID - 1], shares[-1])), share))
    listed = joined([*shown, last]) if k <= MOST_SAID else ", ".join([*shown, "…", last])
    return f"The first {k} ratios, {listed}, add up to {total}."


def _say_undivided(given: Given) -> str:
    is_sigma = "singular_values" in given
    summed_up = _first(given, r"square" if is_sigma else "variance")
    what = summed_up if given.count("k") == 1 else f"the sum of {summed_up}"
    name = r" $\sigma_i^2$" if is_sigma else ""
    return f"This is {what}{name}. Divide it by the sum of all, {say(total_of(given))}."


CUMULATIVE_VARIANCE = Kind(
    signature=SIGNATURES["cumulative-variance"],
    reference=lambda g: number_answer(captured_share(g, g.count("k"))),
    oracle=oracles.cumulative_variance,
    judge=judge_a_number,
    why=_why_cumulative,
    demand=demand_k,
    steps=steps.cumulative_variance,
    slips=(
        *_before_the_division(_first_shares, "not-squared"),
        Slip(
            "one-too-few",
            lambda g: _one_off(g, -1),
            lambda g: f"One component too few: add {_first(g, 'ratio')}.",
        ),
        Slip(
            "one-too-many",
            lambda g: _one_off(g, 1),
            lambda g: f"One component too many: add only {_first(g, 'ratio')}.",
        ),
        Slip(
            "whole-variance",
            lambda g: (number_answer(1),),
            lambda g: f"This is the sum of all the ratios, the whole variance. Take only {_first(g, 'ratio')}.",
        ),
        Slip(
            "last-alone",
            lambda g: (number_answer(ratios_answer(g)[g.count("k") - 1]),),
            lambda g: f"This is the ratio of component {g.count('k')} alone. Add those before it.",
        ),
        Slip(
            "divided-by-count",
            lambda g: [number_answer(x) for x, _ in _averages(g)],
            lambda g: "Add the ratios of the components kept.",
            sees=_which_average,
        ),
        Slip(
            "percent",
            lambda g: (number_answer(_percent(captured_share(g, g.count("k")))),),
            lambda g: f"This is a percentage without the % sign: write {_with_sign(captured_share(g, g.count('k')))}.",
        ),
        Slip(
            "what-is-lost",
            lambda g: (number_answer(plus(Fraction(1), times(captured_share(g, g.count("k")), Fraction(-1)))),),
            lambda g: "This is the share that is lost. The question asks for the share that is kept.",
        ),
        Slip(
            "not-normalised",
            lambda g: () if "ratios" in g else (number_answer(sum_of_values(variances(g)[: g.count("k")])),),
            _say_undivided,
        ),
        *_before_the_division(_first_shares, "squared", "rooted", "not-centred", "scale"),
        Slip(
            "single-ratio",
            lambda g: numbers(_shares(g)),
            lambda g: (
                "This is the ratio of another component. The question asks for the first."
                if g.count("k") == 1
                else f"This is the ratio of one component. Add {_first(g, 'ratio')}."
            ),
            avoided=False,
        ),
        Slip(
            "multiplied",
            lambda g: numbers([float(np.prod(np.abs(_shares(g)[: g.count("k")])))]),
            lambda g: "This is the product of the ratios. Shares of a whole are added.",
            avoided=False,
        ),
        Slip(
            "other-components",
            lambda g: numbers([_shares(g)[-g.count("k") :].sum(), *np.cumsum(_shares(g))]),
            lambda g: f"This adds up the wrong ratios. Take {_first(g, 'ratio')}, the largest.",
            avoided=False,
        ),
        negative(lambda g: f"A share of the variance is never negative. Add {_first(g, 'ratio')}."),
        above_one(lambda g: f"A share of the variance is at most 1, the whole. Add {_first(g, 'ratio')}."),
    ),
)


def _threshold(given: Given) -> float:
    return as_float(given.scalar("threshold")).real


def _say_threshold(given: Given, threshold: float | None = None) -> str:
    return f"${decimals(_threshold(given) if threshold is None else threshold, 6)}$"


def _single_ratios(given: Given) -> Iterator[int]:
    """Yield 0 where no ratio reaches the threshold by itself."""
    if max(_shares(given).real) < _threshold(given):
        yield 0


def _large_ratios(given: Given) -> Iterator[int]:
    """Yield how many ratios are at least what the threshold leaves."""
    yield int(np.sum(_shares(given).real >= 1 - _threshold(given)))


def _rounded_up(given: Given) -> str:
    exact = _threshold(given) * len(_shares(given))
    return "" if abs(exact - round(exact)) <= SLACK else ", rounded up"


def _why_needed(given: Given, _: Answer) -> str:
    k = needed(given)
    sums = [as_float(x).real for x in cumulative(ratios_answer(given))[:k]]
    digits = steps.digits_that_tell(sums, _threshold(given))
    said = [f"${decimals(x, digits)}$" for x in sums[-MOST_SAID:]]
    shown = joined(said) if k <= MOST_SAID else f"…, {', '.join(said)}"
    about = "about " if any(abs(float(f"{x:.{digits}g}") - x) > SLACK for x in sums) else ""
    if k == 1:
        return f"The first ratio, {about}{shown}, reaches {_say_threshold(given)} by itself."
    return f"The cumulative ratios are {about}{shown}: the sum of {k} is the first to reach {_say_threshold(given)}."


def _share_of_count(given: Given) -> Iterator[int]:
    yield ceil(_threshold(given) * len(_shares(given)) - SLACK)


COMPONENTS_NEEDED = Kind(
    signature=SIGNATURES["components-needed"],
    reference=lambda g: integer_answer(needed(g)),
    oracle=oracles.components_needed,
    judge=judge_a_count,
    why=_why_needed,
    demand=demand_threshold,
    steps=steps.components_needed,
    slips=(
        *_before_the_division(_count_reached, "not-squared"),
        Slip(
            "one-off",
            lambda g: (integer_answer(k) for k in (needed(g) - 1, needed(g) + 1) if k),
            lambda g: (
                f"Off by one: add the ratios from the first on, and stop at the first sum that reaches {_say_threshold(g)}."
            ),
        ),
        Slip(
            "single-ratio",
            lambda g: counts(_single_ratios(g)),
            lambda g: (
                f"No ratio reaches {_say_threshold(g)} by itself. Add them from the first on until their sum does."
            ),
        ),
        Slip(
            "single-ratio",
            lambda g: counts(_large_ratios(g)),
            lambda g: (
                f"This is how many ratios are at least {_say_threshold(g, 1 - _threshold(g))}. Add the ratios from the first on "
                f"until their sum reaches {_say_threshold(g)}."
            ),
        ),
        *_before_the_division(_count_reached, "squared", "rooted", "not-centred", "scale"),
        Slip(
            "all-components",
            lambda g: counts((len(ratios_answer(g)),)),
            lambda g: f"This is the number of all components. Fewer reach {_say_threshold(g)}.",
        ),
        Slip(
            "share-of-count",
            lambda g: counts(_share_of_count(g)),
            lambda g: (
                f"This is {_say_threshold(g)} of the {len(_shares(g))} components{_rounded_up(g)}, as if all had the same ratio. Add the "
                f"ratios from the first on until their sum reaches {_say_threshold(g)}."
            ),
            avoided=False,
        ),
        negative(
            lambda g: (
                "A number of components is never negative: add the ratios from the first on, and count how many it takes to "
                f"reach {_say_threshold(g)}."
            )
        ),
    ),
)

# ---- principal components ------------------------------------------------------------------------------------------


def _other_components(given: Given) -> Iterator[Answer]:
    asked = component_space(given)
    for space in linalg.eigenspaces(covariance_of(given)):
        if space.approximation != asked.approximation:
            yield from (vector_answer(space.basis[:, i].tolist()) for i in range(space.dimension))


def _feature_variances(given: Given) -> Iterator[Answer]:
    C = covariance_of(given)
    yield vector_answer([C.rows[i][i] for i in range(C.shape[0])])


def _feature_axes(given: Given) -> Iterator[Answer]:
    yield from map(vector_answer, identity(covariance_of(given).shape[0]))


def _uncentred_component(given: Given) -> Iterator[Answer]:
    if "X" in given and _would_be_seen(given):
        X = given.matrix("X")
        Vt = np.linalg.svd(X.array)[2]
        yield vector_answer(Vt[min(given.count("index"), len(Vt)) - 1].tolist())


def _mean_direction(given: Given) -> Iterator[Answer]:
    if "X" in given:
        means = column_means(given.matrix("X"))
        if any(as_float(x) for x in means):
            yield vector_answer(means)


def _other_scale(given: Given) -> Iterator[Answer]:
    C = covariance(given.matrix("X")) if "X" in given else given.matrix("covariance")
    if np.all(np.diag(C.array) > 0):
        other = C if standardizes(given) else correlation(C)
        yield vector_answer(np.linalg.eigh(other.array)[1][:, -given.count("index")].tolist())


def _unit_component(given: Given) -> list[float]:
    return [as_float(x).real for x in unit_basis(covariance_of(given), component_space(given))[0]]


def _one_sign_turned(given: Given) -> Iterator[Answer]:
    v = _unit_component(given)
    if len(v) ** 2 <= LARGEST_DIAGNOSED:
        yield from (
            vector_answer(-y if i == j else y for j, y in enumerate(v)) for i, x in enumerate(v) if abs(x) > SLACK
        )


IN_ANOTHER_ORDER = "With its entries in another order it would have the right direction."


def _entries_swapped(given: Given) -> Iterator[Answer]:
    v = _unit_component(given)
    if len(v) == 2:
        yield vector_answer(v[::-1])


def _eigenvector_row(given: Given) -> Array:
    """Return a row of the matrix whose columns are the components."""
    V: Array = np.linalg.eigh(covariance_of(given).array)[1][:, ::-1]
    row: Array = V[given.count("index") - 1]
    return row


def _eigenvalue(given: Given) -> str:
    """Return which eigenvalue the component belongs to: λ₂ = 3."""
    return inline(rf"\lambda_{{{given.count('index')}}}", value(component_space(given).value))


def _test(given: Given) -> str:
    return rf"Test $Cv = \lambda_{{{given.count('index')}}} v$ in every entry, with {_eigenvalue(given)}."


def _say_feature_variances(given: Given) -> str:
    diagonal = np.diag(covariance_of(given).array)
    if np.max(np.abs(diagonal - diagonal[0])) <= SLACK * np.max(np.abs(diagonal)):
        return _say_all_ones(given)
    return (
        f"These are the variances of the features, the diagonal of the {_matrix_of(given)} matrix, or multiples of them. The "
        "component is an eigenvector of the whole matrix."
    )


def _say_all_ones(given: Given) -> str:
    sums = covariance_of(given).array.sum(axis=1)
    if np.max(np.abs(sums - sums[0])) <= SLACK * np.max(np.abs(covariance_of(given).array)):
        return f"This is an eigenvector, but for another eigenvalue. {_test(given)}"
    return (
        f"A nonzero vector of equal entries is an eigenvector exactly when the rows of the {_matrix_of(given)} matrix have equal sums. "
        "Here they do not."
    )


def _why_component(given: Given, _: Answer) -> str:
    index = given.count("index")
    said = f"Component {index} is an eigenvector of the {_matrix_of(given)} matrix for {_eigenvalue(given)}."
    if component_space(given).dimension > 1:
        return f"{said} Any unit vector of its eigenspace is right."
    return f"{said} Either sign is right."


PRINCIPAL_COMPONENT = Kind(
    signature=SIGNATURES["principal-component"],
    reference=component,
    oracle=oracles.principal_component,
    judge=judge_component,
    why=_why_component,
    demand=demand_component,
    steps=steps.principal_component,
    seen_by_hand=by_hand.of_component,
    slips=(
        Slip(
            "zero-vector",
            lambda g: (vector_answer([0] * covariance_of(g).shape[0]),),
            lambda g: "The zero vector has no direction. Find a nonzero eigenvector.",
        ),
        Slip(
            "other-component",
            _other_components,
            lambda g: (
                f"This is an eigenvector, but for another eigenvalue. Component {g.count('index')} belongs to {_eigenvalue(g)}; the "
                "eigenvalues are in descending order."
            ),
        ),
        Slip("feature-axis", _feature_variances, _say_feature_variances),
        Slip(
            "feature-axis",
            _feature_axes,
            lambda g: f"This is the axis of one feature. {_test(g)}",
        ),
        Slip("not-centred", _uncentred_component, _say_not_centred),
        Slip(
            "towards-the-mean",
            _mean_direction,
            lambda g: (
                "This points from the origin to the mean. Subtract the mean first: a component is a direction in which the "
                "centered data vary."
            ),
        ),
        Slip("scale", _other_scale, _say_scale),
        Slip(
            "one-sign",
            _one_sign_turned,
            lambda g: f"With the sign of one entry flipped it would have the right direction. {_test(g)}",
            spots=sign_spotted(judge_component),
        ),
        Slip(
            "entries-swapped",
            _entries_swapped,
            lambda g: f"{'Swap the two entries.' if len(_unit_component(g)) == 2 else IN_ANOTHER_ORDER} {_test(g)}",
            spots=exchange_spotted(judge_component),
        ),
        Slip(
            "row-instead",
            lambda g: vectors(covariance_of(g).array),
            lambda g: (
                f"This is a row of the {_matrix_of(g)} matrix, or a multiple of one. The component is an eigenvector of that matrix."
            ),
            avoided=False,
        ),
        Slip(
            "row-instead",
            lambda g: vectors([np.linalg.eigvalsh(covariance_of(g).array)[::-1]]),
            lambda g: (
                "These are the eigenvalues, or multiples of them. The component is the eigenvector that belongs to "
                f"{_eigenvalue(g)}."
            ),
            avoided=False,
        ),
        Slip(
            "row-instead",
            lambda g: vectors([_eigenvector_row(g)]),
            lambda g: "This is a row of the matrix whose columns are the eigenvectors. The components are its columns.",
            avoided=False,
        ),
        Slip(
            "all-ones",
            lambda g: vectors([np.ones(covariance_of(g).shape[0])]),
            _say_all_ones,
            avoided=False,
        ),
        Slip(
            "sample-instead",
            lambda g: vectors(g.matrix("X").array) if "X" in g else (),
            lambda g: (
                "This is a row of $X$, one sample, or a multiple of one. The component is an eigenvector of the "
                f"{_matrix_of(g)} matrix."
            ),
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (COVARIANCE, EXPLAINED_VARIANCE, CUMULATIVE_VARIANCE, COMPONENTS_NEEDED, PRINCIPAL_COMPONENT)
