"""Covariance, explained variance and principal components."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from math import ceil

import numpy as np

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
    none,
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
from decompdrill.maths.surd import Scalar, as_float, times
from decompdrill.model import Answer


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
    if n * n > LARGEST_DIAGNOSED:
        return
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


def _covariances(given: Given, which: str) -> Iterator[Array]:
    X = given.matrix("X").array
    n, p = X.shape
    ddof = given.count("ddof")
    Xc = X - X.mean(axis=0)
    C = Xc.T @ Xc / (n - ddof)
    match which:
        case "divisor":
            yield from (Xc.T @ Xc / d for d in (n + 1, p, n - 2, n - 1, n) if d > 0)
        case "centre":
            for other in (X - X.mean(axis=1, keepdims=True), X - X.mean(), X - X[0], Xc / 1.0 + X.mean(axis=0)):
                yield from (other.T @ other / d for d in (n - ddof, n))
        case "sign":
            signs = np.where(np.eye(p), 1, -1)
            yield from (C * signs, np.abs(C))
            for i in range(p if p * p <= LARGEST_DIAGNOSED else 0):
                for j in range(i):
                    turned = C.copy()
                    turned[i, j], turned[j, i] = -C[i, j], -C[j, i]
                    yield turned
        case "diagonal":
            yield from (np.diag(np.diag(C)), np.diag(np.sqrt(np.diag(C))))
        case _:
            yield np.sign(C) * np.sqrt(np.abs(C))


COVARIANCE = Kind(
    signature=SIGNATURES["covariance"],
    reference=covariance_answer,
    oracle=oracles.covariance,
    judge=judge_covariance,
    why=lambda g, truth: (
        f"Subtract the column means ({say_list(column_means(g.matrix('X')))}), then ${scaled_gram(g)}$ "
        f"with $n = {g.matrix('X').shape[0]}$."
    ),
    demand=demand_data,
    steps=steps.covariance,
    slips=(
        Slip(
            "other-divisor",
            _other_ddof,
            lambda g: (
                f"The sums are right, the divisor is not: divide by ${divisor_of(g)}$, here "
                f"{g.matrix('X').shape[0] - g.count('ddof')}."
            ),
        ),
        Slip(
            "not-centred",
            _not_centred,
            lambda g: (
                f"$X$ was not centred. Subtract the column means ({say_list(column_means(g.matrix('X')))}) first."
            ),
        ),
        Slip(
            "not-divided",
            lambda g: _other_scalings(g, "scatter"),
            lambda g: f"The division is missing: ${scaled_gram(g)}$.",
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
                f"The samples were taken for features: $X$ has {g.matrix('X').shape[1]} features in its columns, so the covariance "
                f"is {g.matrix('X').shape[1]}×{g.matrix('X').shape[1]} (`np.cov(X.T)`, or `rowvar=False`)."
            ),
        ),
        Slip(
            "deviations-on-diagonal",
            lambda g: _other_scalings(g, "deviations"),
            lambda g: "The diagonal holds variances, not standard deviations.",
        ),
        Slip(
            "other-divisor",
            lambda g: matrices(_covariances(g, "divisor")),
            lambda g: f"The sums are right, the divisor is not: divide by {g.matrix('X').shape[0] - g.count('ddof')}.",
            avoided=False,
        ),
        Slip(
            "centred-wrongly",
            lambda g: matrices(_covariances(g, "centre")),
            lambda g: "The wrong mean was subtracted: from each column its own mean, `X.mean(axis=0)`.",
            avoided=False,
        ),
        Slip(
            "sign-of-covariance",
            lambda g: matrices(_covariances(g, "sign")),
            lambda g: (
                "The sign off the diagonal does not fit: it is negative where one column falls as the other rises."
            ),
            avoided=False,
        ),
        Slip(
            "variances-only",
            lambda g: matrices(_covariances(g, "diagonal")),
            lambda g: (
                r"Only the diagonal was worked out: off it stand the covariances of two columns, $\sum(x - \bar{x})(y - \bar{y})$ "
                "over the divisor."
            ),
            avoided=False,
        ),
        Slip(
            "rooted",
            lambda g: matrices(_covariances(g, "rooted")),
            lambda g: "Roots were taken. Variances and covariances are means of products, without a root.",
            avoided=False,
        ),
    ),
)


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
            return (ratios(tuple(above_zero(v) for v in raw)),)
        case _:
            if "X" not in given:
                return ()
            C = covariance(given.matrix("X"))
            other = C if standardizes(given) else (correlation(C) if np.all(np.diag(C.array) > 0) else C)
            return (ratios(tuple(above_zero(v) for v in linalg.eigenvalues(other))),)


def _diagonal_ratios(given: Given) -> tuple[tuple[Scalar, ...], ...]:
    if "covariance" not in given and "X" not in given:
        return ()
    C = covariance_of(given)
    diagonal = tuple(sorted((C.rows[i][i] for i in range(C.shape[0])), key=lambda v: -as_float(v).real))
    return (ratios(diagonal),) if as_float(summed(diagonal)) else ()


def _percent(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return tuple(as_float(v) * 100 if isinstance(v, float | complex) else v * 100 for v in values)


RATIO_OF_SIGMA = r"\frac{\sigma_i^2}{\sum_j \sigma_j^2}"
RATIO_OF_LAMBDA = r"\frac{\lambda_i}{\sum_j \lambda_j}"
_SAID_SQUARE = (
    r"The singular values were not squared: the variance along a component is $\frac{\sigma_i^2}{n - 1}$, so the ratio is "
    f"${RATIO_OF_SIGMA}$."
)
_SAID_SQUARED = (
    r"Eigenvalues of the covariance are variances already: divide $\lambda_i$ by $\sum_j \lambda_j$ without squaring."
)
_SAID_ROOTED = f"The roots (standard deviations) were divided. Variances add up, so the ratio is ${RATIO_OF_LAMBDA}$."
_SAID_CENTRE = "$X$ was not centred: the mean then counts as variance. Subtract the column means first."
_SAID_DIAGONAL = "These are the shares of the features (the diagonal of the covariance). The components' variances are its eigenvalues."


def _say_scale(given: Given) -> str:
    if standardizes(given):
        return "The features were not standardised, as is asked: divide each centred column by its standard deviation first."
    return "The features were standardised, which is not asked: their own scales count."


def _say_percent(share: Scalar) -> str:
    value = as_float(share).real
    return f"This is in per cent without the sign: write ${tex(value * 100)}\\%$ or {say(value)}."


def _shares(given: Given) -> Array:
    found = np.array(approximate(variances(given)))
    return found if "ratios" in given else found / found.sum()


def _share_lists(given: Given, which: str) -> Iterator[Values]:
    shares, n = _shares(given), len(_shares(given))
    match which:
        case "ascending":
            yield from permutations(shares.tolist()) if n <= 4 else (shares[::-1],)
        case "equal":
            yield from (np.full(n, 1 / n), np.array(approximate(variances(given))) / n)
        case "rest":
            yield 1 - shares
        case "few":
            yield from (shares[:k] for k in range(1, min(n, LARGEST_DIAGNOSED + 1)))
        case "fourth powers":
            yield shares**2 / (shares**2).sum()
        case _ if "singular_values" in given:
            yield np.sqrt(np.array(approximate(variances(given))))


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
        Slip("not-squared", lambda g: map(listed, _from_other_values(g, "not-squared")), lambda g: _SAID_SQUARE),
        Slip(
            "not-normalised",
            lambda g: (listed(variances(g)),),
            lambda g: f"These are the variances themselves. Divide each by their sum, {say(summed(variances(g)))}.",
        ),
        Slip("percent", lambda g: (listed(_percent(ratios_answer(g))),), lambda g: _say_percent(ratios_answer(g)[0])),
        Slip("squared", lambda g: map(listed, _from_other_values(g, "squared")), lambda g: _SAID_SQUARED),
        Slip("rooted", lambda g: map(listed, _from_other_values(g, "rooted")), lambda g: _SAID_ROOTED),
        Slip("not-centred", lambda g: map(listed, _from_other_values(g, "not-centred")), lambda g: _SAID_CENTRE),
        Slip("scale", lambda g: map(listed, _from_other_values(g, "scale")), _say_scale),
        Slip("reads-diagonal", lambda g: map(listed, _diagonal_ratios(g)), lambda g: _SAID_DIAGONAL),
        Slip(
            "cumulated",
            lambda g: (listed(cumulative(ratios_answer(g))),),
            lambda g: "These are the cumulative ratios. Asked is the share of each component by itself.",
        ),
        Slip(
            "by-largest",
            lambda g: (listed(_over(variances(g), variances(g)[0])),),
            lambda g: "Divide by the sum of all variances, not by the largest.",
        ),
        Slip(
            "another-order",
            lambda g: lists(_share_lists(g, "ascending")),
            lambda g: "The ratios are right, but they are asked in descending order, largest first.",
            avoided=False,
        ),
        Slip(
            "divided-by-count",
            lambda g: lists(_share_lists(g, "equal")),
            lambda g: (
                f"Do not divide by the number of components: divide each variance by their sum, {say(total_of(g))}."
            ),
            avoided=False,
        ),
        Slip(
            "what-is-lost",
            lambda g: lists(_share_lists(g, "rest")),
            lambda g: "These are the shares of all the others, $1 -$ ratio. Asked is the share of each component.",
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: lists(_share_lists(g, "fourth powers")),
            lambda g: (
                f"Squared once too often: the ratios are those of the variances, ${RATIO_OF_SIGMA}$ or ${RATIO_OF_LAMBDA}$."
            ),
            avoided=False,
        ),
        Slip(
            "ratios-missing",
            lambda g: lists(_share_lists(g, "few")),
            lambda g: f"Ratios are missing: there are {len(_shares(g))} components, and their ratios add up to 1.",
            avoided=False,
        ),
        Slip(
            "not-normalised",
            lambda g: lists(_share_lists(g, "sigma")),
            lambda g: "These are the singular values themselves. Square them, then divide by the sum of the squares.",
            avoided=False,
        ),
    ),
)


def _over(values: tuple[Scalar, ...], divisor: Scalar) -> list[Scalar]:
    return [as_float(v) / as_float(divisor) for v in values]


def _captured_by(given: Given, which: str) -> Iterator[Answer]:
    k, shares = given.count("k"), ratios_answer(given)
    match which:
        case "one-too-few" if k > 1:
            yield number(captured_share(given, k - 1))
        case "one-too-many" if k < len(shares):
            yield number(captured_share(given, k + 1))
        case "alone":
            yield number(shares[k - 1])
        case "by-count":
            yield number(_times(captured_share(given, k), Fraction(1, k)))
            yield number(Fraction(k, len(shares)))
        case "rest":
            yield number(_minus_from_one(captured_share(given, k)))
        case "percent":
            yield number(_percent((captured_share(given, k),))[0])
        case "not-normalised" if "ratios" not in given:
            yield number(summed(variances(given)[:k]))


def _times(value: Scalar, factor: Fraction) -> Scalar:
    return as_float(value) * float(factor) if isinstance(value, float | complex) else value * factor


def _minus_from_one(value: Scalar) -> Scalar:
    return 1 - as_float(value) if isinstance(value, float | complex) else 1 - value


def _captured_from(given: Given, which: str) -> Iterator[Answer]:
    yield from (number(summed(shares[: given.count("k")])) for shares in _from_other_values(given, which))


def _captured(given: Given, which: str) -> Iterator[Answer]:
    shares, k = _shares(given), given.count("k")
    match which:
        case "single":
            yield from numbers(shares)
        case "product":
            yield from numbers([float(np.prod(np.abs(shares[:k])))])
        case "count":
            yield from numbers([shares[:k].sum() / len(shares), shares[:k].mean()])
        case _:
            yield from numbers([shares[-k:].sum(), *np.cumsum(shares)])


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
        Slip("percent", lambda g: _captured_by(g, "percent"), lambda g: _say_percent(captured_share(g, g.count("k")))),
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
        Slip(
            "single-ratio",
            lambda g: _captured(g, "single"),
            lambda g: f"This is the ratio of one component. Add the first {g.count('k')}.",
            avoided=False,
        ),
        Slip(
            "multiplied",
            lambda g: _captured(g, "product"),
            lambda g: "The ratios were multiplied. Shares of the whole are added.",
            avoided=False,
        ),
        Slip(
            "divided-by-count",
            lambda g: _captured(g, "count"),
            lambda g: "Shares of the whole are added, not averaged.",
            avoided=False,
        ),
        Slip(
            "other-components",
            lambda g: _captured(g, "other"),
            lambda g: f"Other components were added: the first {g.count('k')} count, the largest ratios.",
            avoided=False,
        ),
    ),
)


def _needed_by(given: Given, which: str) -> Iterator[Answer]:
    shares, threshold = ratios_answer(given), as_float(given.scalar("threshold")).real
    match which:
        case "one-off":
            for k in (needed(given) - 1, needed(given) + 1):
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


def _count_share(given: Given) -> Iterator[Answer]:
    threshold = float(abs(as_float(given.scalar("threshold"))))
    yield from counts([ceil(threshold * len(_shares(given)) - SLACK)])


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
        Slip(
            "share-of-count",
            _count_share,
            lambda g: (
                "This is a share of the number of components. Add the ratios until their sum reaches the threshold."
            ),
            avoided=False,
        ),
    ),
)


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


def _component_variants(given: Given, which: str) -> Iterator[Answer]:
    v = [as_float(x).real for x in unit_basis(covariance_of(given), component_space(given))[0]]
    if which == "sign":
        for i, x in enumerate(v):
            if abs(x) > SLACK:
                yield vector(-y if i == j else y for j, y in enumerate(v))
    elif len(v) == 2:
        yield vector((v[1], v[0]))


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
            lambda g: "The sizes fit, but the sign of an entry does not: test $Cv = \\lambda v$ in every entry.",
        ),
        Slip(
            "entries-swapped",
            lambda g: _component_variants(g, "swap"),
            lambda g: "The entries changed places: test $Cv = \\lambda v$ in every entry.",
        ),
        Slip(
            "one-sign",
            none,
            lambda g: "With the sign of one entry turned it would be right: test $Cv = \\lambda v$ in every entry.",
            spots=sign_spotted(judge_component),
            avoided=False,
        ),
        Slip(
            "entries-swapped",
            none,
            lambda g: "The entries stand in the wrong order: test $Cv = \\lambda v$ in every entry.",
            spots=exchange_spotted(judge_component),
            avoided=False,
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
