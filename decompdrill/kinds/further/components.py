"""The further slips of covariance, explained variance and principal components."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import ceil

import numpy as np

from decompdrill.judging.numbers import SLACK
from decompdrill.kinds import variance
from decompdrill.kinds.base import LARGEST_DIAGNOSED, Given, Slip, say
from decompdrill.kinds.further.making import (
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
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import as_float
from decompdrill.model import Answer


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


COVARIANCE = (
    Slip(
        "other-divisor",
        lambda g: matrices(_covariances(g, "divisor")),
        lambda g: f"The sums are right, the divisor is not: divide by {g.matrix('X').shape[0] - g.count('ddof')}.",
    ),
    Slip(
        "centred-wrongly",
        lambda g: matrices(_covariances(g, "centre")),
        lambda g: "The wrong mean was subtracted: from each column its own mean, X.mean(axis=0).",
    ),
    Slip(
        "sign-of-covariance",
        lambda g: matrices(_covariances(g, "sign")),
        lambda g: "The sign off the diagonal does not fit: it is negative where one column falls as the other rises.",
    ),
    Slip(
        "variances-only",
        lambda g: matrices(_covariances(g, "diagonal")),
        lambda g: (
            "Only the diagonal was worked out: off it stand the covariances of two columns, Σ(x − x̄)(y − ȳ) over the divisor."
        ),
    ),
    Slip(
        "rooted",
        lambda g: matrices(_covariances(g, "rooted")),
        lambda g: "Roots were taken. Variances and covariances are means of products, without a root.",
    ),
)


def _shares(given: Given) -> Array:
    found = np.array(approximate(variance.variances(given)))
    return found if "ratios" in given else found / found.sum()


def _share_lists(given: Given, which: str) -> Iterator[Values]:
    shares, n = _shares(given), len(_shares(given))
    match which:
        case "ascending":
            yield from permutations(shares.tolist()) if n <= 4 else (shares[::-1],)
        case "equal":
            yield from (np.full(n, 1 / n), np.array(approximate(variance.variances(given))) / n)
        case "rest":
            yield 1 - shares
        case "few":
            yield from (shares[:k] for k in range(1, min(n, LARGEST_DIAGNOSED + 1)))
        case "fourth powers":
            yield shares**2 / (shares**2).sum()
        case _ if "singular_values" in given:
            yield np.sqrt(np.array(approximate(variance.variances(given))))


EXPLAINED_VARIANCE = (
    Slip(
        "another-order",
        lambda g: lists(_share_lists(g, "ascending")),
        lambda g: "The ratios are right, but they are asked in descending order, largest first.",
    ),
    Slip(
        "divided-by-count",
        lambda g: lists(_share_lists(g, "equal")),
        lambda g: (
            f"Do not divide by the number of components: divide each variance by their sum, {say(variance.total_of(g))}."
        ),
    ),
    Slip(
        "what-is-lost",
        lambda g: lists(_share_lists(g, "rest")),
        lambda g: "These are the shares of all the others, 1 − ratio. Asked is the share of each component.",
    ),
    Slip(
        "squared",
        lambda g: lists(_share_lists(g, "fourth powers")),
        lambda g: "Squared once too often: the ratios are those of the variances, σᵢ²/Σσ² or λᵢ/Σλ.",
    ),
    Slip(
        "ratios-missing",
        lambda g: lists(_share_lists(g, "few")),
        lambda g: f"Ratios are missing: there are {len(_shares(g))} components, and their ratios add up to 1.",
    ),
    Slip(
        "not-normalised",
        lambda g: lists(_share_lists(g, "sigma")),
        lambda g: "These are the singular values themselves. Square them, then divide by the sum of the squares.",
    ),
)


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


CUMULATIVE_VARIANCE = (
    Slip(
        "single-ratio",
        lambda g: _captured(g, "single"),
        lambda g: f"This is the ratio of one component. Add the first {g.count('k')}.",
    ),
    Slip(
        "multiplied",
        lambda g: _captured(g, "product"),
        lambda g: "The ratios were multiplied. Shares of the whole are added.",
    ),
    Slip("divided-by-count", lambda g: _captured(g, "count"), lambda g: "Shares of the whole are added, not averaged."),
    Slip(
        "other-components",
        lambda g: _captured(g, "other"),
        lambda g: f"Other components were added: the first {g.count('k')} count, the largest ratios.",
    ),
)


def _count_share(given: Given) -> Iterator[Answer]:
    threshold = float(abs(as_float(given.scalar("threshold"))))
    yield from counts([ceil(threshold * len(_shares(given)) - SLACK)])


COMPONENTS_NEEDED = (
    Slip(
        "share-of-count",
        _count_share,
        lambda g: "This is a share of the number of components. Add the ratios until their sum reaches the threshold.",
    ),
)


def _component_rows(given: Given) -> Iterator[Values]:
    C = variance.covariance_of(given).array
    yield from C
    values, vectors = np.linalg.eigh(C)
    yield values[::-1]
    yield vectors[:, ::-1][given.count("index") - 1]


PRINCIPAL_COMPONENT = (
    Slip(
        "one-sign",
        none,
        lambda g: "With the sign of one entry turned it would be right: test Cv = λv in every entry.",
        spots=sign_spotted(variance.judge_component),
    ),
    Slip(
        "entries-swapped",
        none,
        lambda g: "The entries stand in the wrong order: test Cv = λv in every entry.",
        spots=exchange_spotted(variance.judge_component),
    ),
    Slip(
        "row-instead",
        lambda g: vectors(_component_rows(g)),
        lambda g: (
            "This is a row of numbers from the covariance, its eigenvalues or its eigenvectors; the component is a column of V."
        ),
    ),
    Slip(
        "all-ones",
        lambda g: vectors([np.ones(variance.covariance_of(g).shape[0])]),
        lambda g: "All features alike is the direction only where they vary alike: test Cv = λv in every entry.",
    ),
    Slip(
        "sample-instead",
        lambda g: vectors(g.matrix("X").array) if "X" in g else (),
        lambda g: "This is a row of X, one sample. The component is an eigenvector of the covariance of all of them.",
    ),
)
