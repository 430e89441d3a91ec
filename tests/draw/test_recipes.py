"""Every recipe keeps its promise, checked by NumPy over many seeds; impossible parameters are refused in whole messages."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from decompdrill.draw import RECIPES, DrawError, Recipe, Stream, eigen, ranks, samples, singular, variables, vectors
from decompdrill.draw.recipe import Params as Read
from decompdrill.draw.recipe import exact_value
from decompdrill.model import to_raw
from tests.patience import ENDLESS

SEEDS = range(200)
Params = Mapping[str, Any]
Oracle = Callable[[Any, Params], None]


def floats(value: Any) -> Any:
    return np.array([[float(x) for x in row] for row in value])


def entries(value: Any) -> list[Any]:
    return [x for row in value for x in row]


def bounded(A: Any, bound: int) -> bool:
    return all(abs(x) <= bound for x in entries(A))


def integral(A: Any) -> bool:
    return all(type(x) is int for x in entries(A))


def triangular(A: Any) -> bool:
    F = floats(A)
    return bool((np.triu(F, 1) == 0).all() or (np.tril(F, -1) == 0).all())


def same(found: Any, wanted: Any, tolerance: float = 1e-6) -> bool:
    return bool(np.allclose(np.sort_complex(found), np.sort_complex(np.array(wanted)), atol=tolerance))


def check_integer(value: Any, p: Params) -> None:
    assert p["low"] <= value <= p["high"]
    assert value not in p.get("not", ())


def check_integers(value: Any, p: Params) -> None:
    assert len(value) == p["count"]
    assert all(p["low"] <= x <= p["high"] for x in value)


def check_distinct(value: Any, p: Params) -> None:
    check_integers(value, p)
    assert len(set(value)) == p["count"]
    assert not set(value) & set(p.get("exclude", ()))


def check_decimal(value: Any, p: Params) -> None:
    assert p["low"] <= value <= p["high"]
    assert (value * 10 ** p.get("digits", 2)).denominator == 1


def check_one_of(value: Any, p: Params) -> None:
    assert value in p["values"]


def check_some_of(value: Any, p: Params) -> None:
    assert len(value) == p["count"]
    assert set(value) <= set(p["values"])


def check_pick(value: Any, p: Params) -> None:
    assert value in p["from"]


def check_index(value: Any, p: Params) -> None:
    assert 0 <= value - p.get("start", 0) < len(p["from"])


def check_permutation(value: Any, p: Params) -> None:
    assert sorted(value) == sorted(p["of"])


def check_ordered(value: Any, p: Params) -> None:
    assert list(value) == sorted(p["of"], reverse=p.get("order") != "ascending")


def check_value(value: Any, p: Params) -> None:
    assert value == p["value"]


def check_with_eigenvalues(A: Any, p: Params) -> None:
    assert integral(A)
    assert bounded(A, p.get("bound", 12))
    assert not triangular(A)
    lams = p["eigenvalues"]
    assert sorted(A[i][i] for i in range(len(A))) != sorted(lams)
    characteristic = np.poly(floats(A))
    assert np.allclose(characteristic, np.poly(np.array(lams, float)), atol=1e-6)
    missing = 1 if p.get("defective") else 0
    for lam in set(lams):
        kernel = len(A) - np.linalg.matrix_rank(floats(A) - lam * np.eye(len(A)), tol=1e-9)
        repeats = lams.count(lam)
        assert kernel == repeats - (missing if repeats > 1 else 0)


def check_complex(A: Any, p: Params) -> None:
    assert integral(A)
    assert bounded(A, p.get("bound", 12))
    assert same(np.linalg.eigvals(floats(A)), [p["real"] - 1j * p["imag"], p["real"] + 1j * p["imag"]])


def check_surds(A: Any, p: Params) -> None:
    assert integral(A)
    assert bounded(A, p.get("bound", 12))
    assert not triangular(A)
    root = p["radicand"] ** 0.5
    assert same(np.linalg.eigvals(floats(A)), [p["centre"] - root, p["centre"] + root])


def check_triangular(A: Any, p: Params) -> None:
    F = floats(A)
    assert triangular(A)
    assert sorted(np.diag(F)) == sorted(p["diagonal"])
    assert np.count_nonzero(F - np.diag(np.diag(F))) == len(A) * (len(A) - 1) // 2
    if p.get("triangle", "upper") == "upper":
        assert (np.tril(F, -1) == 0).all()


def check_diagonal(A: Any, p: Params) -> None:
    assert tuple(A[i][i] for i in range(len(p["entries"]))) == p["entries"]
    assert np.count_nonzero(floats(A)) == sum(x != 0 for x in p["entries"])
    assert (len(A), len(A[0])) == (p.get("rows", len(p["entries"])), p.get("columns", len(p["entries"])))


def check_symmetric_spectral(A: Any, p: Params) -> None:
    assert floats(A).tolist() == floats(A).T.tolist()
    assert bounded(A, p.get("bound", 20))
    assert same(np.linalg.eigvalsh(floats(A)), p["eigenvalues"])
    assert np.count_nonzero(floats(A) - np.diag(np.diag(floats(A))))
    denominators = {Fraction(x).denominator for x in entries(A)}
    assert max(denominators) <= p.get("_denominator", 30)


def check_symmetric_spectrum(lams: Any, p: Params) -> None:
    assert len(set(lams)) == p.get("size", 2)
    assert list(lams) == sorted(lams, reverse=True)
    assert all(p["low"] <= x <= p["high"] for x in lams)
    A = RECIPES["symmetric-with-eigenvalues"].build(Stream("q", sum(lams), "A"), {"eigenvalues": lams, "bound": 60})
    assert all((x * (1 if len(lams) == 2 else 6)) % 1 == 0 for x in entries(A))


def check_symmetric_surds(A: Any, p: Params) -> None:
    (a, b), (c, d) = A
    assert b == c != 0
    assert abs(b) <= p.get("bound", 3)
    assert p.get("low", 1) <= min(a, d) <= max(a, d) <= p.get("high", 6)
    root = np.sqrt((a - d) ** 2 + 4 * b * b)
    assert abs(root - round(root)) > 1e-6


def check_symmetric(A: Any, p: Params) -> None:
    assert floats(A).tolist() == floats(A).T.tolist()
    assert all(p["low"] <= x <= p["high"] for x in entries(A))


def check_redundant(C: Any, p: Params) -> None:
    F = floats(C)
    assert integral(C)
    assert np.linalg.eigvalsh(F).min() > 0
    R = F / np.sqrt(np.outer(np.diag(F), np.diag(F)))
    pairs = list(itertools.combinations(range(3), 2))
    assert max(pairs, key=lambda ij: abs(F[ij])) != max(pairs, key=lambda ij: abs(R[ij]))


def check_rank(A: Any, p: Params) -> None:
    assert (len(A), len(A[0])) == (p["rows"], p["columns"])
    assert integral(A)
    assert bounded(A, p.get("bound", 9))
    assert np.linalg.matrix_rank(floats(A)) == p["rank"]
    if p.get("hidden", True) and p["rank"] > 1:
        rows = [np.array(row, float) for row in A]
        assert all(row.any() for row in rows)
        assert all(np.linalg.matrix_rank(np.array(pair)) == 2 for pair in itertools.combinations(rows, 2))


def check_proportional(A: Any, p: Params) -> None:
    assert bounded(A, p.get("bound", 12))
    assert 0 not in entries(A)
    assert np.linalg.matrix_rank(floats(A)) == 1
    assert len(set(A)) == p["rows"]


def check_matrix(A: Any, p: Params) -> None:
    assert (len(A), len(A[0])) == (p["rows"], p["columns"])
    assert all(p["low"] <= x <= p["high"] for x in entries(A))


def check_unimodular(A: Any, p: Params) -> None:
    F = floats(A)
    assert abs(np.linalg.det(F) - 1) < 1e-9
    assert bounded(A, p.get("bound", 5))
    assert not np.allclose(F.T @ F, np.eye(len(A)))


def check_permutation_matrix(A: Any, p: Params) -> None:
    assert sorted(A) == sorted(tuple(int(i == j) for j in range(p["size"])) for i in range(p["size"]))


def check_orthogonal(Q: Any, p: Params) -> None:
    assert np.allclose(floats(Q).T @ floats(Q), np.eye(p["size"]))
    assert len(Q) == p["size"]


def check_maybe_orthogonal(Q: Any, p: Params) -> None:
    assert np.allclose(floats(Q).T @ floats(Q), np.eye(p["size"])) is (p["share"] == 100)


def check_columns(A: Any, p: Params) -> None:
    G = floats(A).T @ floats(A)
    assert integral(A)
    assert (len(A), len(A[0])) == (p["rows"], p["columns"])
    assert np.allclose(G, np.diag(np.diag(G)))
    lengths = np.sqrt(np.diag(G))
    assert np.allclose(lengths, np.round(lengths))
    assert sorted(np.round(lengths)) == sorted(p["lengths"]) if "lengths" in p else max(lengths) <= p.get("bound", 15)


def check_singular(A: Any, p: Params) -> None:
    sigmas = p["singular_values"]
    assert (len(A), len(A[0])) == (p.get("rows", len(sigmas)), p.get("columns", len(sigmas)))
    assert bounded(A, p.get("bound", 20))
    assert same(np.linalg.svd(floats(A), compute_uv=False), sigmas)
    assert max(Fraction(x).denominator for x in entries(A)) <= p.get("_denominator", 60)


def check_gram(A: Any, p: Params) -> None:
    values = np.linalg.svd(floats(A), compute_uv=False)
    assert (len(A), len(A[0])) == (p.get("rows", 2), 2)
    assert integral(A)
    assert bounded(A, p.get("bound", 12))
    assert values[-1] > 1e-9
    if p.get("kind", "squares") == "squares":
        assert np.allclose(values, np.round(values))
    else:
        assert np.abs(values**2 - np.round(values**2)).min() > 1e-9


def check_vector(v: Any, p: Params) -> None:
    assert len(v) == p["size"]
    assert all(p.get("low", -5) <= x <= p.get("high", 5) for x in v)
    assert 0 not in v or p.get("non-zero") is False


def check_eigenvector(v: Any, p: Params) -> None:
    assert any(v)
    assert all(type(x) is int for x in v)
    assert np.allclose(floats(p["matrix"]) @ np.array(v), float(p["eigenvalue"]) * np.array(v))


def is_eigenvector(v: Any, A: Any) -> bool:
    return bool(np.linalg.matrix_rank(np.array([v, floats(A) @ np.array(v)], float)) < 2)


def check_maybe_eigenvector(v: Any, p: Params) -> None:
    assert any(v)
    assert is_eigenvector(v, p["matrix"]) is (p["share"] == 100)


def check_spectrum(lams: Any, p: Params) -> None:
    check_distinct(lams, p)
    assert list(lams) == sorted(lams, reverse=True)


def check_ratios(r: Any, p: Params) -> None:
    assert len(r) == p["count"]
    assert sum(r) == p.get("total", 1)
    assert list(r) == sorted(r, reverse=True)
    assert min(r) > 0
    assert all((x * 10 ** p.get("digits", 2)) % 1 == 0 for x in r)


def check_threshold(t: Any, p: Params) -> None:
    reached = list(itertools.accumulate(sorted(map(Fraction, p["ratios"]), reverse=True)))
    shares = [x / reached[-1] for x in reached]
    assert shares[0] < t < 1
    assert t not in shares


def check_printed(s: Any, p: Params) -> None:
    assert len(s) == p["large"] + p["tiny"]
    assert list(s) == sorted(set(s), reverse=True)
    tolerance = len(s) * 2.0**-52 * float(s[0])
    assert sum(float(x) > 100 * tolerance for x in s) == p["large"]
    assert sum(float(x) < tolerance / 1.4 for x in s) == p["tiny"]
    assert p["large"] == 1 or any(1e-3 < x < 1 for x in s)


def check_covariance(X: Any, p: Params) -> None:
    F = floats(X)
    C = np.cov(F.T).reshape(p["features"], p["features"])
    assert F.shape == (p["samples"], p["features"])
    assert np.allclose(C, np.round(C))
    assert np.diag(C).min() > 0
    check_means(X, p)


def check_means(X: Any, p: Params) -> None:
    F = floats(X)
    means = F.mean(axis=0)
    assert integral(X)
    assert np.allclose(means, np.round(means))
    assert p.get("low", 1) <= round(means.min()) <= round(means.max()) <= p.get("high", 9)
    assert np.abs(F - means).max() <= p.get("bound", 6)
    assert (F.std(axis=0) > 0).all()


def check_centred(X: Any, p: Params) -> None:
    assert np.abs(floats(X).sum(axis=0)).max() == 0
    assert bounded(X, p.get("bound", 5))
    assert (floats(X).std(axis=0) > 0).all()


def check_layers(layers: Any, p: Params) -> None:
    assert len(layers) == p.get("kinds", 1)
    assert all(set(layer) == {"d_in", "d_out", "count"} and min(layer.values()) > 0 for layer in layers)
    assert len({(layer["d_in"], layer["d_out"]) for layer in layers}) == len(layers)


F = Fraction
A2: Any = ((4, 1), (2, 3))
A3: Any = ((2, 1, 1), (1, 2, 1), (1, 1, 2))

CASES: list[tuple[str, Params, Oracle]] = [
    ("integer", {"low": -3, "high": 3, "not": (0, 1)}, check_integer),
    ("integer", {"low": 5, "high": 5}, check_integer),
    ("integers", {"count": 4, "low": -2, "high": 2}, check_integers),
    ("distinct-integers", {"count": 3, "low": -1, "high": 2, "exclude": (0,)}, check_distinct),
    ("decimal", {"low": F(1, 20), "high": F(19, 20)}, check_decimal),
    ("decimal", {"low": -2, "high": 2, "digits": 0}, check_decimal),
    ("one-of", {"values": (1, "salary", F(1, 2))}, check_one_of),
    ("some-of", {"values": (768, 1024, 4096), "count": 2}, check_some_of),
    ("pick", {"from": (3, 1)}, check_pick),
    ("index", {"from": (3, 1, 2), "start": 1}, check_index),
    ("permutation", {"of": (3, 1, 2)}, check_permutation),
    ("ordered", {"of": (3, -1, 2)}, check_ordered),
    ("ordered", {"of": (3, F(1, 2)), "order": "ascending"}, check_ordered),
    ("value", {"value": (3, F(1, 2))}, check_value),
    ("with-eigenvalues", {"eigenvalues": (5, 2)}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (-5, 7), "bound": 12}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (0, 1), "bound": 4}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (3, 3), "defective": True}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (1, 2, 4)}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (-9, 0, 9), "bound": 9}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (2, 2, 5)}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (2, 2, 5), "defective": True}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (2, 2, 2), "defective": True}, check_with_eigenvalues),
    ("with-eigenvalues", {"eigenvalues": (-1, 0, 2, 3), "bound": 20}, check_with_eigenvalues),
    ("complex-eigenvalues", {"real": 1, "imag": 2}, check_complex),
    ("complex-eigenvalues", {"real": 0, "imag": 1, "bound": 5}, check_complex),
    ("surd-eigenvalues", {"centre": 2, "radicand": 3}, check_surds),
    ("triangular", {"diagonal": (2, 3)}, check_triangular),
    ("triangular", {"diagonal": (1, 1, 4), "bound": 3, "triangle": "either", "shuffle": True}, check_triangular),
    ("diagonal", {"entries": (3, -7)}, check_diagonal),
    ("diagonal", {"entries": (3, F(1, 2)), "rows": 3, "columns": 2}, check_diagonal),
    ("symmetric-with-eigenvalues", {"eigenvalues": (4, 2), "_denominator": 1}, check_symmetric_spectral),
    ("symmetric-with-eigenvalues", {"eigenvalues": (6, 1), "_denominator": 2}, check_symmetric_spectral),
    ("symmetric-with-eigenvalues", {"eigenvalues": (4, 3)}, check_symmetric_spectral),
    ("symmetric-with-eigenvalues", {"eigenvalues": (9, 3, 0)}, check_symmetric_spectral),
    ("symmetric-with-eigenvalues", {"eigenvalues": (4, 1, 1)}, check_symmetric_spectral),
    ("symmetric-spectrum", {"low": 1, "high": 12}, check_symmetric_spectrum),
    ("symmetric-spectrum", {"low": -6, "high": 12, "size": 3}, check_symmetric_spectrum),
    ("symmetric-with-surds", {}, check_symmetric_surds),
    ("symmetric-with-surds", {"low": 2, "high": 3, "bound": 3}, check_symmetric_surds),
    ("symmetric", {"size": 3, "low": -5, "high": 5}, check_symmetric),
    ("redundant-covariance", {}, check_redundant),
    ("given-rank", {"rows": 3, "columns": 3, "rank": 2}, check_rank),
    ("given-rank", {"rows": 4, "columns": 3, "rank": 2, "bound": 6}, check_rank),
    ("given-rank", {"rows": 4, "columns": 5, "rank": 3}, check_rank),
    ("given-rank", {"rows": 3, "columns": 4, "rank": 3}, check_rank),
    ("given-rank", {"rows": 2, "columns": 3, "rank": 1}, check_rank),
    ("given-rank", {"rows": 3, "columns": 2, "rank": 0}, check_rank),
    ("given-rank", {"rows": 3, "columns": 3, "rank": 2, "hidden": False}, check_rank),
    ("proportional-rows", {"rows": 3, "columns": 2}, check_proportional),
    ("proportional-rows", {"rows": 5, "columns": 3, "bound": 20}, check_proportional),
    ("matrix", {"rows": 2, "columns": 3, "low": -1, "high": 1}, check_matrix),
    ("unimodular", {"size": 2}, check_unimodular),
    ("unimodular", {"size": 4, "bound": 6}, check_unimodular),
    ("permutation-matrix", {"size": 3}, check_permutation_matrix),
    *(("rational-orthogonal", {"size": n}, check_orthogonal) for n in (2, 3, 4)),
    *(("maybe-orthogonal", {"size": n, "share": s}, check_maybe_orthogonal) for n in (2, 3, 4) for s in (0, 100)),
    ("orthogonal-columns", {"rows": 3, "columns": 2, "lengths": (5, 5)}, check_columns),
    ("orthogonal-columns", {"rows": 3, "columns": 3, "lengths": (4, 1, 11)}, check_columns),
    ("orthogonal-columns", {"rows": 4, "columns": 2, "bound": 10}, check_columns),
    ("with-singular-values", {"singular_values": (4, 2), "_denominator": 1}, check_singular),
    ("with-singular-values", {"singular_values": (3, 2)}, check_singular),
    ("with-singular-values", {"singular_values": (6, 2), "rows": 3, "columns": 2}, check_singular),
    ("with-singular-values", {"singular_values": (6, 0), "rows": 2, "columns": 3}, check_singular),
    ("with-singular-values", {"singular_values": (9, 3, 1)}, check_singular),
    ("with-singular-values", {"singular_values": (9, 3), "rows": 4, "columns": 2}, check_singular),
    ("gram-friendly", {}, check_gram),
    ("gram-friendly", {"rows": 3, "bound": 8}, check_gram),
    ("gram-friendly", {"rows": 3, "kind": "surds"}, check_gram),
    ("vector", {"size": 3}, check_vector),
    ("vector", {"size": 2, "low": 0, "high": 1, "non-zero": False}, check_vector),
    ("eigenvector-of", {"matrix": A2, "eigenvalue": 5}, check_eigenvector),
    ("eigenvector-of", {"matrix": A3, "eigenvalue": 1}, check_eigenvector),
    *(
        ("maybe-eigenvector", {"matrix": A2, "eigenvalues": (5, 2), "share": s}, check_maybe_eigenvector)
        for s in (0, 100)
    ),
    *(
        ("maybe-eigenvector", {"matrix": A3, "eigenvalues": (4, 1, 1), "share": s}, check_maybe_eigenvector)
        for s in (0, 100)
    ),
    ("spectrum", {"count": 4, "low": 1, "high": 90}, check_spectrum),
    ("spectrum", {"count": 6, "low": 5, "high": 40, "decay": "flat"}, check_spectrum),
    ("spectrum", {"count": 4, "low": 1, "high": 4}, check_spectrum),
    ("ratios", {"count": 5}, check_ratios),
    ("ratios", {"count": 8, "decay": "flat", "digits": 3, "total": F(3, 10)}, check_ratios),
    ("threshold", {"ratios": (F(3, 5), F(1, 4), F(3, 20))}, check_threshold),
    ("threshold", {"ratios": (1, 9, 90), "values": (F(9, 10), F(1, 2))}, check_threshold),
    ("printed-singular-values", {"large": 2, "tiny": 2}, check_printed),
    ("printed-singular-values", {"large": 6, "tiny": 5, "digits": 3}, check_printed),
    ("printed-singular-values", {"large": 1, "tiny": 1}, check_printed),
    *(("data-with-covariance", {"samples": n, "features": 2}, check_covariance) for n in (3, 4, 5, 6)),
    ("data-with-covariance", {"samples": 4, "features": 3, "low": -2, "high": 2, "bound": 4}, check_covariance),
    ("centred-data", {"samples": 4, "features": 2}, check_centred),
    ("centred-data", {"samples": 2, "features": 1, "bound": 1}, check_centred),
    ("data", {"samples": 5, "features": 2}, check_means),
    ("lora-layers", {}, check_layers),
    ("lora-layers", {"kinds": 4, "widths": (1024,)}, check_layers),
]


def public(params: Params) -> Params:
    return {name: value for name, value in params.items() if not name.startswith("_")}


@pytest.mark.parametrize(("name", "params", "oracle"), CASES, ids=[f"{i}-{c[0]}" for i, c in enumerate(CASES)])
def test_a_recipe_keeps_its_promise_on_every_seed(name: str, params: Params, oracle: Oracle) -> None:
    for seed in SEEDS:
        oracle(RECIPES[name].build(Stream("q", seed, "x"), public(params)), params)


IMPOSSIBLE: list[tuple[str, Params, str]] = [
    ("integer", {"low": 1}, "integer: the parameter high is missing"),
    (
        "integer",
        {"low": 1, "high": 2, "from": 3},
        "integer: there is no parameter from; its parameters are low, high, not",
    ),
    ("integer", {"low": 3, "high": 1}, "integer: high should be an integer from 3 to 1000000000000, but is 1"),
    (
        "integer",
        {"low": "one", "high": 2},
        "integer: low should be an integer from -1000000000000 to 1000000000000, but is 'one'",
    ),
    ("integer", {"low": 1, "high": 1, "not": 1}, "integer: no integer is left once those of `not` are taken away"),
    (
        "distinct-integers",
        {"count": 10, "low": 1, "high": 3},
        "distinct-integers: count should be at most 3, the integers from 1 to 3 that are not excluded, but is 10",
    ),
    ("decimal", {"low": "1/3", "high": "1/3"}, "decimal: there is no number of 2 decimals from 1/3 to 1/3"),
    ("one-of", {"values": []}, "one-of: values should be a list of 1 or more, but is []"),
    ("some-of", {"values": [1, 2], "count": 3}, "some-of: count should be an integer from 1 to 2, but is 3"),
    (
        "with-eigenvalues",
        {"eigenvalues": [2]},
        "with-eigenvalues: eigenvalues should be a list of 2 to 5 integers, but is [2]",
    ),
    (
        "with-eigenvalues",
        {"eigenvalues": [2, 2]},
        "with-eigenvalues: with 2, 2 only a multiple of I can be diagonalized; say `defective: true`",
    ),
    (
        "with-eigenvalues",
        {"eigenvalues": [1, 2], "defective": True},
        "with-eigenvalues: a defective matrix needs a repeated eigenvalue, but they are 1, 2",
    ),
    (
        "with-eigenvalues",
        {"eigenvalues": [50, 60]},
        "with-eigenvalues: the bound 12 is too small for an integer matrix with the eigenvalues 50, 60",
    ),
    (
        "with-eigenvalues",
        {"eigenvalues": [1, 2], "defective": "perhaps"},
        "with-eigenvalues: defective should be true or false, but is 'perhaps'",
    ),
    (
        "complex-eigenvalues",
        {"real": 0, "imag": 9, "bound": 3},
        "complex-eigenvalues: the bound 3 is too small for the eigenvalues 0 ± 9i",
    ),
    ("surd-eigenvalues", {"centre": 0, "radicand": 9}, "surd-eigenvalues: radicand should be no square, but is 9"),
    (
        "symmetric-with-eigenvalues",
        {"eigenvalues": [3, 3]},
        "symmetric-with-eigenvalues: with 3, 3 only a multiple of I is symmetric; let two differ",
    ),
    (
        "symmetric-spectrum",
        {"low": 1, "high": 2},
        "symmetric-spectrum: high should be at least low + 2, so that integer matrices exist",
    ),
    ("given-rank", {"rows": 2, "columns": 3, "rank": 3}, "given-rank: rank should be an integer from 0 to 2, but is 3"),
    (
        "with-singular-values",
        {"singular_values": [2, -1]},
        "with-singular-values: a 2×2 matrix has 2 singular values, none negative, not 2, -1",
    ),
    ("eigenvector-of", {"matrix": A2, "eigenvalue": 3}, "eigenvector-of: 3 is no eigenvalue of the matrix"),
    (
        "eigenvector-of",
        {"matrix": [[1, 2]], "eigenvalue": 3},
        "eigenvector-of: matrix should be a square matrix, but is [[1, 2]]",
    ),
    (
        "eigenvector-of",
        {"matrix": [[1, 2], [3]], "eigenvalue": 3},
        "eigenvector-of: matrix should be a matrix of numbers, but is [[1, 2], [3]]",
    ),
    (
        "maybe-eigenvector",
        {"matrix": [[2, 0], [0, 2]], "eigenvalues": [2], "share": 0},
        "maybe-eigenvector: every vector is an eigenvector of this matrix",
    ),
    ("spectrum", {"count": 3, "low": 1, "high": 2}, "spectrum: there are no 3 different integers from 1 to 2"),
    (
        "spectrum",
        {"count": 1, "low": 1, "high": 2, "decay": "slow"},
        "spectrum: decay should be one of fast, flat, but is 'slow'",
    ),
    ("ratios", {"count": 200}, "ratios: count should be an integer from 1 to 60, but is 200"),
    (
        "ratios",
        {"count": 20, "digits": 1},
        "ratios: total should be at most 1, of 1 decimals, enough for 20 ratios, but is 1",
    ),
    ("threshold", {"ratios": [1]}, "threshold: no threshold falls between the cumulative ratios 1.0"),
    (
        "threshold",
        {"ratios": [1, -1]},
        "threshold: ratios should be a list of numbers that are not negative, not all 0, but is [1, -1]",
    ),
    (
        "threshold",
        {"ratios": [0, 0]},
        "threshold: ratios should be a list of numbers that are not negative, not all 0, but is [0, 0]",
    ),
    (
        "surd-eigenvalues",
        {"centre": 0, "radicand": 97, "bound": 1},
        "surd-eigenvalues: the bound 1 is too small for the eigenvalues 0 ± √97",
    ),
    (
        "with-singular-values",
        {"singular_values": [9, 8], "bound": 1},
        "with-singular-values: the bound 1 is too small for the singular values 9, 8",
    ),
    (
        "symmetric-with-eigenvalues",
        {"eigenvalues": [100, -100], "bound": 1},
        "symmetric-with-eigenvalues: the bound 1 is too small for the eigenvalues 100, -100",
    ),
    (
        "maybe-eigenvector",
        {"matrix": [[2, 1], [1, 2]], "eigenvalues": [7], "share": 100},
        "maybe-eigenvector: none of 7 is an eigenvalue of the matrix",
    ),
    (
        "lora-layers",
        {"kinds": 1, "widths": [0]},
        "lora-layers: widths should be a list of positive integers, but is [0]",
    ),
    (
        "orthogonal-columns",
        {"rows": 3, "columns": 2, "lengths": [5, 0]},
        "orthogonal-columns: lengths should be 2 positive integers, but are 5, 0",
    ),
    (
        "diagonal",
        {"entries": [3, -7], "rows": 3, "columns": 3},
        "diagonal: a 3×3 matrix has no diagonal of 2 entries",
    ),
    (
        "diagonal",
        {"entries": [10] * 41},
        "diagonal: entries should be a list of 1 to 40 numbers, but is [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, …",
    ),
    (
        "maybe-eigenvector",
        {"matrix": [[2, 1], [1, 2]], "eigenvalues": [7] * 41},
        "maybe-eigenvector: eigenvalues should be a list of 1 to 40 numbers, but is [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,…",  # noqa: E501
    ),
    (
        "vector",
        {"size": 2, "low": 0, "high": 0, "non-zero": True},
        "vector: between low and high there is no integer but 0",
    ),
    (
        "threshold",
        {"ratios": [1, "two"]},
        "threshold: ratios should be a list of 1 or more numbers, but is [1, 'two']",
    ),
    (
        "integer",
        {"low": 0, "high": 100_001, "not": 3},
        "integer: high should be at most 100000 above low where not is given, but is 100001",
    ),
    ("decimal", {"low": "a", "high": 2}, "decimal: low should be a number, but is 'a'"),
    ("decimal", {"low": [1], "high": 2}, "decimal: low should be a number, but is [1]"),
    ("integer", {"low": None, "high": 2}, "a parameter should be a number, a word or a list, but is None"),
    ("integer", {"low": float("inf"), "high": 2}, "a parameter should be a finite number, but is 'inf'"),
    ("integer", {"low": float("nan"), "high": 2}, "a parameter should be a finite number, but is 'nan'"),
    (
        "integer",
        {"low": True, "high": 2},
        "integer: low should be an integer from -1000000000000 to 1000000000000, but is true",
    ),
    (
        "given-rank",
        {"rows": 3, "columns": 3, "rank": 2, "hidden": "maybe"},
        "given-rank: hidden should be true or false, but is 'maybe'",
    ),
    (
        "symmetric-with-surds",
        {"low": 1, "high": 1},
        "symmetric-with-surds: low, high and bound leave only matrices with rational eigenvalues",
    ),
]


@pytest.mark.parametrize(
    ("name", "params", "message"), IMPOSSIBLE, ids=[f"{i}-{c[0]}" for i, c in enumerate(IMPOSSIBLE)]
)
def test_impossible_parameters_are_refused_with_what_was_expected(name: str, params: Params, message: str) -> None:
    with pytest.raises(DrawError) as error:
        RECIPES[name].build(Stream("q", 1, "x"), params)
    assert str(error.value) == message


FIRST_VERSION: list[tuple[str, Params, object]] = [
    ("distinct-integers", {"count": 3, "low": -1, "high": 2, "exclude": (0,)}, [1, -1, 2]),
    ("with-eigenvalues", {"eigenvalues": (5, 2)}, [[7, 2], [-5, 0]]),
    ("with-eigenvalues", {"eigenvalues": (1, 2, 4)}, [[5, 12, 12], [-1, -8, -12], [0, 6, 10]]),
    (
        "with-eigenvalues",
        {"eigenvalues": (-1, 0, 2, 3), "bound": 20},
        [[6, -4, 16, -11], [2, 0, 4, -1], [-2, 2, -5, 4], [-2, 2, -4, 3]],
    ),
    ("symmetric-with-eigenvalues", {"eigenvalues": (4, 2)}, [[3, -1], [-1, 3]]),
    ("given-rank", {"rows": 3, "columns": 3, "rank": 2}, [[-4, 0, 0], [-4, 4, -3], [0, 4, -3]]),
    ("rational-orthogonal", {"size": 2}, [["15/17", "8/17"], ["8/17", "-15/17"]]),
    ("with-singular-values", {"singular_values": (4, 2)}, [[1, -3], [-3, 1]]),
    ("gram-friendly", {}, [[-2, -3], [-3, -2]]),
    ("maybe-eigenvector", {"matrix": ((4, 1), (2, 3)), "eigenvalues": (5, 2), "share": 0}, [-3, -2]),
    ("spectrum", {"count": 4, "low": 1, "high": 90}, [73, 40, 12, 6]),
    ("ratios", {"count": 5}, [0.55, 0.24, 0.14, 0.05, 0.02]),
    ("printed-singular-values", {"large": 2, "tiny": 2}, [5.9, 0.9, 8e-17, 2e-17]),
    ("data-with-covariance", {"samples": 3, "features": 2}, [[1, 5], [3, 9], [-1, 7]]),
    ("lora-layers", {}, [{"d_in": 2560, "d_out": 10240, "count": 12}]),
]


@pytest.mark.parametrize(
    ("name", "params", "raw"), FIRST_VERSION, ids=[f"{i}-{c[0]}" for i, c in enumerate(FIRST_VERSION)]
)
def test_a_recipe_draws_what_it_drew_in_the_first_version(name: str, params: Params, raw: object) -> None:
    assert to_raw(RECIPES[name].build(Stream("q", 42, "x"), params)) == raw


@pytest.mark.parametrize("word", ["true", "false"])
def test_a_flag_may_be_a_word(word: str) -> None:
    params: Params = {"rows": 4, "columns": 3, "rank": 2}
    build = RECIPES["given-rank"].build
    for seed in range(5):
        assert build(Stream("q", seed, "x"), {**params, "hidden": word}) == build(
            Stream("q", seed, "x"), {**params, "hidden": word == "true"}
        )


def test_a_column_has_rank_one_and_no_zero() -> None:
    for seed in range(20):
        column: Any = RECIPES["given-rank"].build(
            Stream("q", seed, "x"), {"rows": 3, "columns": 1, "rank": 1, "bound": 4}
        )
        assert to_raw(column)
        assert all(0 < abs(x) <= 4 for (x,) in column)


@pytest.mark.parametrize("rows", [2, 4])
def test_where_no_try_succeeds_the_rank_is_still_the_one_asked(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "_TRIES", 0)
    params: Params = {"rows": rows, "columns": 3, "rank": 2, "bound": 9}
    made = np.array(to_raw(RECIPES["given-rank"].build(Stream("q", 1, "x"), params)))
    assert made.shape == (rows, 3)
    assert np.linalg.matrix_rank(made) == 2


@pytest.mark.parametrize("rows", [2, 3])
def test_where_no_try_succeeds_the_singular_values_are_still_roots(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(singular, "_TRIES", 0)
    made = np.array(singular._with_surds(Stream("q", 1, "x"), rows, 9))
    gram = made.T @ made
    discriminant = int((gram[0, 0] - gram[1, 1]) ** 2 + 4 * gram[0, 1] ** 2)
    assert made.shape == (rows, 2)
    assert isqrt(discriminant) ** 2 != discriminant
    assert np.linalg.matrix_rank(made) == 2


def test_where_no_try_succeeds_a_base_vector_stands_for_a_combination(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "_TRIES", 0)
    assert samples._column(Stream("q", 1, "x"), ((1, -1, 0), (0, 1, -1)), 3) == (1, -1, 0)


def test_where_no_vector_tempts_any_that_is_no_eigenvector_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_decoys", lambda _: ())
    monkeypatch.setattr(vectors, "_agreements", lambda *_: (0, 5))
    A = ((4, 1), (2, 3))
    v = vectors._tempting(Stream("q", 1, "x"), Read("maybe-eigenvector", {}), A)
    assert any(v)
    assert not is_eigenvector(v, A)


def test_where_few_tries_find_nothing_every_diagonal_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eigen, "_FEW_TRIES", 0)
    made = eigen._with_trace_and_determinant(Stream("q", 1, "x"), 7, 10, 12)
    assert made is not None
    (a, b), (c, d) = made
    assert (a + d, a * d - b * c) == (7, 10)
    assert 0 not in (b, c)


def test_a_layer_is_a_value_like_any_other() -> None:
    assert variables._shown_exactly({"d_in": 4, "share": Fraction(1, 2)}) == exact_value({"d_in": 4, "share": "1/2"})
    with pytest.raises(DrawError) as error:
        variables._shown_exactly({"d_in": 0.1})
    assert str(error.value) == "the value 0.1 has hidden digits; round it, as in round(…, 2)"


def test_every_recipe_is_tried() -> None:
    assert {name for name, _, _ in CASES} == set(RECIPES), "CASES of this file: parameters and a check for each recipe"


def test_a_yes_and_no_question_has_either_answer_on_about_half_of_the_seeds() -> None:
    recipe = RECIPES["maybe-eigenvector"]
    drawn = [recipe.build(Stream("q", seed, "v"), {"matrix": A2, "eigenvalues": (5, 2)}) for seed in SEEDS]
    assert 70 <= sum(is_eigenvector(v, A2) for v in drawn) <= 130


def test_a_tempting_vector_agrees_in_one_entry_or_is_an_eigenvector_of_the_transposed() -> None:
    recipe = RECIPES["maybe-eigenvector"]
    transposed = tuple(zip(*A2, strict=True))
    for seed in SEEDS:
        v: Any = recipe.build(Stream("q", seed, "v"), {"matrix": A2, "eigenvalues": (5, 2), "share": 0})
        images = [F(sum(a * x for a, x in zip(row, v, strict=True))) for row in A2]
        agrees = any(x and (y / x).denominator == 1 for x, y in zip(v, images, strict=True))
        assert agrees or is_eigenvector(v, transposed)


def test_a_threshold_among_a_thousand_fractions_is_drawn_in_integers() -> None:
    ratios = [F(1, 2 * n + 1) for n in range(1000)]
    began = time.process_time()
    assert RECIPES["threshold"].build(Stream("q", 7, "x"), {"ratios": ratios, "values": [F(1, 2)]}) == F(1, 2)
    assert time.process_time() - began < ENDLESS


def test_every_draw_of_a_recipe_can_be_written_as_json_reads_it() -> None:
    for name, params, _ in CASES:
        value = RECIPES[name].build(Stream("q", 7, "x"), public(params))
        assert exact_value(json.loads(json.dumps(to_raw(value)))) == value


DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_a_recipe_is_documented_with_every_parameter(recipe: Recipe) -> None:
    section = DOCUMENTATION.partition(f"### `{recipe.name}`\n")[2].partition("\n##")[0]
    assert recipe.sentence in section, f"docs/recipes.md needs a section `{recipe.name}` with its sentence and example"
    assert recipe.example in section
    parameters = section.partition("Parameters: ")[2].partition("\n")[0]
    assert [name for name in recipe.parameters if f"`{name}`" not in parameters] == []


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_the_example_of_a_recipe_names_known_parameters(recipe: Recipe) -> None:
    name, _, text = recipe.example.partition(": {recipe: ")
    written = text.rstrip("}")
    assert name.isidentifier()
    assert written.startswith(recipe.name)
    assert set(re.findall(r", ([a-z_-]+):", written)) <= set(recipe.parameters)


def test_the_documentation_names_no_recipe_that_does_not_exist() -> None:
    titles = re.findall(r"^### `(.*)`$", DOCUMENTATION, re.MULTILINE)
    assert titles == list(RECIPES), "docs/recipes.md has a section for each recipe, in the order of draw/table.py"
