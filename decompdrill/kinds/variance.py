"""Covariance, explained variance and principal components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, permutations
from math import ceil

import numpy as np
from numpy.typing import NDArray

from decompdrill.judging.numbers import SLACK
from decompdrill.kinds import oracles
from decompdrill.kinds.base import (
    LARGEST_DIAGNOSED,
    Given,
    Kind,
    Slip,
    integer,
    judge_a_count,
    judge_a_number,
    listed,
    matrix,
    number,
    say,
    say_list,
    tex,
    vector,
)
from decompdrill.kinds.making import (
    Values,
    approximate,
    counts,
    exchange_spotted,
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
    judge_component,
    judge_covariance,
    judge_ratios,
    needed,
    ratios,
    ratios_answer,
    reached,
    scaled_gram,
    standardizes,
    summed,
    total_of,
    variances,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import variance as steps
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import Scalar, as_float, plus, times
from decompdrill.model import Answer


def _covariance(given: Given) -> NDArray[np.float64]:
    return covariance(given.matrix("X"), given.count("ddof")).array.real


def _other_divisors(given: Given) -> Iterator[Answer]:
    """Yield what the sums give over other divisors; nobody types a matrix that is too large to be diagnosed."""
    X = given.matrix("X")
    n, p = X.shape
    right = n - given.count("ddof")
    if p * p <= LARGEST_DIAGNOSED:
        divisors = dict.fromkeys(d for d in (n, n - 1, n + 1, p, n - 2) if d > 0 and d != right)
        yield from (matrix(gram(centred(X), d).rows) for d in divisors)


def _not_centred(given: Given) -> Iterator[Answer]:
    X = given.matrix("X")
    if X.shape[1] ** 2 > LARGEST_DIAGNOSED:
        return
    for divisor in (X.shape[0] - given.count("ddof"), X.shape[0]):
        yield matrix(gram(X, divisor).rows)


def _undivided(given: Given) -> Iterator[Answer]:
    X = given.matrix("X")
    if X.shape[1] ** 2 <= LARGEST_DIAGNOSED:
        yield from (matrix(gram(M, 1).rows) for M in (centred(X), X))


def _rows_for_columns(given: Given) -> Iterator[Answer]:
    X, ddof = given.matrix("X"), given.count("ddof")
    n, p = X.shape
    if n * n > LARGEST_DIAGNOSED:
        return
    Xc = centred(X)
    yield matrix(gram(Xc.T, n - ddof).rows)
    if p > ddof:
        yield matrix(covariance(X.T, ddof).rows)
        yield matrix(gram(Xc.T, p - ddof).rows)


def _correlation(given: Given) -> Iterator[Answer]:
    C = covariance(given.matrix("X"), given.count("ddof"))
    if np.all(np.diag(C.array) > 0):
        yield matrix(correlation(C).rows)


def _deviations(given: Given) -> Iterator[Answer]:
    rows = covariance(given.matrix("X"), given.count("ddof")).rows
    yield matrix([[root_of(x) if i == j else x for j, x in enumerate(row)] for i, row in enumerate(rows)])


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


def _diagonals(given: Given) -> Iterator[Array]:
    found = np.diag(_covariance(given))
    yield np.diag(found)
    yield np.diag(np.sqrt(found))


def _rooted(given: Given) -> Iterator[Array]:
    C = _covariance(given)
    yield np.sign(C) * np.sqrt(np.abs(C))


def _size(given: Given) -> str:
    p = given.matrix("X").shape[1]
    return f"{p}×{p}"


def _say_means(given: Given) -> str:
    return say_list(column_means(given.matrix("X")))


COVARIANCE = Kind(
    signature=SIGNATURES["covariance"],
    reference=covariance_answer,
    oracle=oracles.covariance,
    judge=judge_covariance,
    why=lambda g, truth: (
        f"Subtract the column means ({_say_means(g)}), then ${scaled_gram(g)}$ with $n = {g.matrix('X').shape[0]}$."
    ),
    demand=demand_data,
    steps=steps.covariance,
    slips=(
        Slip(
            "other-divisor",
            _other_divisors,
            lambda g: (
                f"The sums are right, the divisor is not: divide by ${divisor_of(g)}$, here "
                f"{g.matrix('X').shape[0] - g.count('ddof')}."
            ),
        ),
        Slip(
            "not-centred",
            _not_centred,
            lambda g: f"$X$ was not centred. Subtract the column means ({_say_means(g)}) first.",
        ),
        Slip(
            "not-divided",
            _undivided,
            lambda g: f"The division is missing: ${scaled_gram(g)}$.",
        ),
        Slip(
            "correlation-instead",
            _correlation,
            lambda g: (
                "This is the correlation matrix: the covariance of the standardised columns. Do not divide by the standard "
                "deviations."
            ),
        ),
        Slip(
            "rows-for-columns",
            _rows_for_columns,
            lambda g: (
                f"The samples were taken for features: $X$ has {g.matrix('X').shape[1]} features in its columns, so the covariance "
                f"is {_size(g)} (`np.cov(X.T)`, or `rowvar=False`)."
            ),
        ),
        Slip("deviations-on-diagonal", _deviations, lambda g: "The diagonal holds variances, not standard deviations."),
        Slip(
            "centred-wrongly",
            lambda g: matrices(_other_means(g)),
            lambda g: "The wrong mean was subtracted: from each column its own mean, `X.mean(axis=0)`.",
            avoided=False,
        ),
        Slip(
            "sign-of-covariance",
            lambda g: matrices(_other_signs(g)),
            lambda g: (
                "The sign off the diagonal does not fit: it is negative where one column falls as the other rises."
            ),
            avoided=False,
        ),
        Slip(
            "variances-only",
            lambda g: matrices(_diagonals(g)),
            lambda g: (
                r"Only the diagonal was worked out: off it stand the covariances of two columns, $\sum(x - \bar{x})(y - \bar{y})$ "
                "over the divisor."
            ),
            avoided=False,
        ),
        Slip(
            "rooted",
            lambda g: matrices(_rooted(g)),
            lambda g: "Roots were taken. Variances and covariances are means of products, without a root.",
            avoided=False,
        ),
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
        case "not-centred" if "X" in given:
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


RATIO_OF_SIGMA = r"\frac{\sigma_i^2}{\sum_j \sigma_j^2}"
RATIO_OF_LAMBDA = r"\frac{\lambda_i}{\sum_j \lambda_j}"


def _say_scale(given: Given) -> str:
    if standardizes(given):
        return "The features were not standardised, as is asked: divide each centred column by its standard deviation first."
    return "The features were standardised, which is not asked: their own scales count."


NOT_CENTRED = "$X$ was not centred: the mean then counts as variance. Subtract the column means first."
BEFORE_THE_DIVISION: Mapping[str, Callable[[Given], str]] = {
    "not-squared": lambda g: (
        r"The singular values were not squared: the variance along a component is $\frac{\sigma_i^2}{n - 1}$, so the ratio is "
        f"${RATIO_OF_SIGMA}$."
    ),
    "squared": lambda g: (
        r"Eigenvalues of the covariance are variances already: divide $\lambda_i$ by $\sum_j \lambda_j$ without squaring."
    ),
    "rooted": lambda g: (
        f"The roots (standard deviations) were divided. Variances add up, so the ratio is ${RATIO_OF_LAMBDA}$."
    ),
    "not-centred": lambda g: NOT_CENTRED,
    "scale": _say_scale,
}
"""What is said of the slips that lead to other ratios."""


def _before_the_division(answers: Callable[[Given, Shares], Iterable[Answer]], *slips: str) -> tuple[Slip, ...]:
    """Return those slips of a kind; `answers` makes of the ratios what it asks for."""

    def of(slip: str) -> Slip:
        wrong = lambda g: (answer for found in _mistaken_ratios(g, slip) for answer in answers(g, found))  # noqa: E731
        return Slip(slip, wrong, BEFORE_THE_DIVISION[slip])

    return tuple(map(of, slips))


def _percent(share: Scalar) -> Scalar:
    return times(share, Fraction(100))


def _say_percent(share: Scalar) -> str:
    value = as_float(share).real
    return rf"This is in per cent without the sign: write ${tex(value * 100)}\%$ or {say(value)}."


def _shares(given: Given) -> Array:
    return np.array(approximate(ratios_answer(given)))


def _diagonal_ratios(given: Given) -> Iterator[Shares]:
    if "covariance" in given or "X" in given:
        C = covariance_of(given)
        diagonal = tuple(sorted((C.rows[i][i] for i in range(C.shape[0])), key=lambda v: -as_float(v).real))
        if as_float(summed(diagonal)):
            yield ratios(diagonal)


def _other_orders(given: Given) -> Iterator[Values]:
    shares = _shares(given)
    yield from permutations(shares.tolist()) if len(shares) <= 4 else (shares[::-1],)


def _by_count(given: Given) -> Iterator[Values]:
    n = len(_shares(given))
    yield from (np.full(n, 1 / n), np.array(approximate(variances(given))) / n)


def _squared_ratios(given: Given) -> Iterator[Shares]:
    yield ratios(_squares(variances(given)))


# What the kinds ask of ratios.


def _listed(_: Given, shares: Shares) -> Iterator[Answer]:
    yield listed(shares)


def _first_shares(given: Given, shares: Shares) -> Iterator[Answer]:
    yield number(summed(shares[: given.count("k")]))


def _count_reached(given: Given, shares: Shares) -> Iterator[Answer]:
    found = reached(shares, given.scalar("threshold"))
    if found is not None:
        yield integer(found)


EXPLAINED_VARIANCE = Kind(
    signature=SIGNATURES["explained-variance"],
    reference=lambda g: listed(ratios_answer(g)),
    oracle=oracles.explained_variance,
    judge=judge_ratios,
    why=lambda g, truth: (
        f"Divide each variance by their sum: {say_list(variances(g)[:6])}{' …' if len(variances(g)) > 6 else ''} over "
        f"{say(summed(variances(g)))}."
    ),
    demand=demand_source,
    steps=steps.explained_variance,
    slips=(
        *_before_the_division(_listed, "not-squared"),
        Slip(
            "not-normalised",
            lambda g: (listed(variances(g)),),
            lambda g: f"These are the variances themselves. Divide each by their sum, {say(summed(variances(g)))}.",
        ),
        Slip(
            "percent",
            lambda g: (listed(map(_percent, ratios_answer(g))),),
            lambda g: _say_percent(ratios_answer(g)[0]),
        ),
        Slip(
            "squared",
            lambda g: map(listed, _squared_ratios(g)),
            lambda g: (
                f"Squared once too often: the ratios are those of the variances, ${RATIO_OF_SIGMA}$."
                if "singular_values" in g
                else BEFORE_THE_DIVISION["squared"](g)
            ),
        ),
        *_before_the_division(_listed, "rooted", "not-centred", "scale"),
        Slip(
            "reads-diagonal",
            lambda g: map(listed, _diagonal_ratios(g)),
            lambda g: (
                "These are the shares of the features (the diagonal of the covariance). The components' variances are its "
                "eigenvalues."
            ),
        ),
        Slip(
            "cumulated",
            lambda g: (listed(cumulative(ratios_answer(g))),),
            lambda g: "These are the cumulative ratios. Asked is the share of each component by itself.",
        ),
        Slip(
            "by-largest",
            lambda g: (listed(_shares(g) / _shares(g)[0]),),
            lambda g: "Divide by the sum of all variances, not by the largest.",
        ),
        Slip(
            "another-order",
            lambda g: lists(_other_orders(g)),
            lambda g: "The ratios are right, but they are asked in descending order, largest first.",
            avoided=False,
        ),
        Slip(
            "divided-by-count",
            lambda g: lists(_by_count(g)),
            lambda g: (
                f"Do not divide by the number of components: divide each variance by their sum, {say(total_of(g))}."
            ),
            avoided=False,
        ),
        Slip(
            "what-is-lost",
            lambda g: lists((1 - _shares(g),)),
            lambda g: "These are the shares of all the others, $1 -$ ratio. Asked is the share of each component.",
            avoided=False,
        ),
        Slip(
            "ratios-missing",
            lambda g: lists(_shares(g)[:k] for k in range(1, min(len(_shares(g)), LARGEST_DIAGNOSED + 1))),
            lambda g: f"Ratios are missing: there are {len(_shares(g))} components, and their ratios add up to 1.",
            avoided=False,
        ),
        Slip(
            "not-normalised",
            lambda g: lists((np.sqrt(approximate(variances(g))),) if "singular_values" in g else ()),
            lambda g: "These are the singular values themselves. Square them, then divide by the sum of the squares.",
            avoided=False,
        ),
    ),
)


def _one_off(given: Given, more: int) -> Iterator[Answer]:
    """Yield the share of so many more components than are asked for."""
    k = given.count("k") + more
    if 0 < k <= len(ratios_answer(given)):
        yield number(captured_share(given, k))


def _averaged(given: Given) -> Iterator[Answer]:
    """Yield the share over the number of components kept, the share of the count, and the share over all of them."""
    k, n, share = given.count("k"), len(ratios_answer(given)), captured_share(given, given.count("k"))
    yield from map(number, (times(share, Fraction(1, k)), Fraction(k, n), times(share, Fraction(1, n))))


CUMULATIVE_VARIANCE = Kind(
    signature=SIGNATURES["cumulative-variance"],
    reference=lambda g: number(captured_share(g, g.count("k"))),
    oracle=oracles.cumulative_variance,
    judge=judge_a_number,
    why=lambda g, truth: (
        f"The first {g.count('k')} ratios, {say_list(ratios_answer(g)[: g.count('k')][:6])}, add up to {say(truth.rows[0][0])}."
    ),
    demand=demand_k,
    steps=steps.cumulative_variance,
    slips=(
        *_before_the_division(_first_shares, "not-squared"),
        Slip(
            "one-too-few",
            lambda g: _one_off(g, -1),
            lambda g: f"One component too few: the first {g.count('k')} count, that one included.",
        ),
        Slip(
            "one-too-many",
            lambda g: _one_off(g, 1),
            lambda g: f"One component too many: stop after {g.count('k')}.",
        ),
        Slip(
            "last-alone",
            lambda g: (number(ratios_answer(g)[g.count("k") - 1]),),
            lambda g: f"This is the share of component {g.count('k')} alone. Add those before it.",
        ),
        Slip("divided-by-count", _averaged, lambda g: "Shares of the whole are added, not averaged and not counted."),
        Slip(
            "percent",
            lambda g: (number(_percent(captured_share(g, g.count("k")))),),
            lambda g: _say_percent(captured_share(g, g.count("k"))),
        ),
        Slip(
            "what-is-lost",
            lambda g: (number(plus(Fraction(1), times(captured_share(g, g.count("k")), Fraction(-1)))),),
            lambda g: "This is the share that is lost. Asked is what is kept.",
        ),
        Slip(
            "not-normalised",
            lambda g: () if "ratios" in g else (number(summed(variances(g)[: g.count("k")])),),
            lambda g: f"This is the sum of the variances. Divide it by the sum of all, {say(summed(variances(g)))}.",
        ),
        *_before_the_division(_first_shares, "squared", "rooted", "not-centred", "scale"),
        Slip(
            "single-ratio",
            lambda g: numbers(_shares(g)),
            lambda g: f"This is the ratio of one component. Add the first {g.count('k')}.",
            avoided=False,
        ),
        Slip(
            "multiplied",
            lambda g: numbers([float(np.prod(np.abs(_shares(g)[: g.count("k")])))]),
            lambda g: "The ratios were multiplied. Shares of the whole are added.",
            avoided=False,
        ),
        Slip(
            "other-components",
            lambda g: numbers([_shares(g)[-g.count("k") :].sum(), *np.cumsum(_shares(g))]),
            lambda g: f"Other components were added: the first {g.count('k')} count, the largest ratios.",
            avoided=False,
        ),
    ),
)


def _single_ratios(given: Given) -> Iterator[int]:
    """Yield where one ratio reaches the threshold, and how many reach what it leaves."""
    shares, threshold = [x.real for x in approximate(ratios_answer(given))], as_float(given.scalar("threshold")).real
    yield next((i for i, x in enumerate(shares, start=1) if x >= threshold), 0)
    yield sum(x >= 1 - threshold for x in shares)


def _share_of_count(given: Given) -> Iterator[int]:
    yield ceil(float(abs(as_float(given.scalar("threshold")))) * len(_shares(given)) - SLACK)


COMPONENTS_NEEDED = Kind(
    signature=SIGNATURES["components-needed"],
    reference=lambda g: integer(needed(g)),
    oracle=oracles.components_needed,
    judge=judge_a_count,
    why=lambda g, truth: (
        f"The cumulative ratios are {say_list(as_float(x).real for x in cumulative(ratios_answer(g))[: needed(g)][-6:])}: "
        f"{needed(g)} components are the first to reach {say(as_float(g.scalar('threshold')).real)}."
    ),
    demand=demand_threshold,
    steps=steps.components_needed,
    slips=(
        *_before_the_division(_count_reached, "not-squared"),
        Slip(
            "one-off",
            lambda g: (integer(k) for k in (needed(g) - 1, needed(g) + 1) if k),
            lambda g: (
                "One off: add the ratios from the first on, and stop at the first sum that reaches the threshold."
            ),
        ),
        Slip(
            "single-ratio",
            lambda g: counts(_single_ratios(g)),
            lambda g: "A single ratio was compared with the threshold. It is their running sum that must reach it.",
        ),
        *_before_the_division(_count_reached, "squared", "rooted", "not-centred", "scale"),
        Slip(
            "all-components",
            lambda g: counts((len(ratios_answer(g)),)),
            lambda g: "This is the number of all components. Fewer are enough here.",
        ),
        Slip(
            "share-of-count",
            lambda g: counts(_share_of_count(g)),
            lambda g: (
                "This is a share of the number of components. Add the ratios until their sum reaches the threshold."
            ),
            avoided=False,
        ),
    ),
)

# ---- principal components ------------------------------------------------------------------------------------------


def _other_components(given: Given) -> Iterator[Answer]:
    asked = component_space(given)
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
        means = column_means(given.matrix("X"))
        if any(as_float(x) for x in means):
            yield vector(means)


def _other_scale(given: Given) -> Iterator[Answer]:
    C = covariance(given.matrix("X")) if "X" in given else given.matrix("covariance")
    if np.all(np.diag(C.array) > 0):
        other = C if standardizes(given) else correlation(C)
        yield vector(np.linalg.eigh(other.array)[1][:, -given.count("index")].tolist())


def _unit_component(given: Given) -> list[float]:
    return [as_float(x).real for x in unit_basis(covariance_of(given), component_space(given))[0]]


def _one_sign_turned(given: Given) -> Iterator[Answer]:
    v = _unit_component(given)
    yield from (vector(-y if i == j else y for j, y in enumerate(v)) for i, x in enumerate(v) if abs(x) > SLACK)


def _entries_swapped(given: Given) -> Iterator[Answer]:
    v = _unit_component(given)
    if len(v) == 2:
        yield vector(v[::-1])


def _component_rows(given: Given) -> Iterator[Values]:
    C = covariance_of(given).array
    yield from C
    values, vectors = np.linalg.eigh(C)
    yield values[::-1]
    yield vectors[:, ::-1][given.count("index") - 1]


PRINCIPAL_COMPONENT = Kind(
    signature=SIGNATURES["principal-component"],
    reference=component,
    oracle=oracles.principal_component,
    judge=judge_component,
    why=lambda g, truth: (
        f"It is the unit eigenvector of the covariance for its eigenvalue number {g.count('index')}, "
        f"{say(component_space(g).value)}. Either sign is right."
    ),
    demand=demand_component,
    steps=steps.principal_component,
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
                f"descending order, {say(component_space(g).value)}."
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
        Slip("not-centred", _uncentred_component, lambda g: NOT_CENTRED),
        Slip(
            "towards-the-mean",
            _mean_direction,
            lambda g: "This points from the origin to the mean. Components point where the centred data vary.",
        ),
        Slip("scale", _other_scale, _say_scale),
        Slip(
            "one-sign",
            _one_sign_turned,
            lambda g: "With the sign of one entry turned it would be right: test $Cv = \\lambda v$ in every entry.",
            spots=sign_spotted(judge_component),
        ),
        Slip(
            "entries-swapped",
            _entries_swapped,
            lambda g: "The entries stand in the wrong order: test $Cv = \\lambda v$ in every entry.",
            spots=exchange_spotted(judge_component),
        ),
        Slip(
            "row-instead",
            lambda g: vectors(_component_rows(g)),
            lambda g: (
                "This is a row of numbers from the covariance, its eigenvalues or its eigenvectors; the component is a column of $V$."
            ),
            avoided=False,
        ),
        Slip(
            "all-ones",
            lambda g: vectors([np.ones(covariance_of(g).shape[0])]),
            lambda g: (
                "All features alike is the direction only where they vary alike: test $Cv = \\lambda v$ in every entry."
            ),
            avoided=False,
        ),
        Slip(
            "sample-instead",
            lambda g: vectors(g.matrix("X").array) if "X" in g else (),
            lambda g: (
                "This is a row of $X$, one sample. The component is an eigenvector of the covariance of all of them."
            ),
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (COVARIANCE, EXPLAINED_VARIANCE, CUMULATIVE_VARIANCE, COMPONENTS_NEEDED, PRINCIPAL_COMPONENT)
