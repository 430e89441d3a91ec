"""Every function of the language with each of its keywords gives what NumPy gives, on random arrays."""

from __future__ import annotations

import ast
import inspect
import warnings
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decompdrill.expr import evaluate, parse
from decompdrill.expr.estimators import CLASSES
from decompdrill.expr.functions import FUNCTIONS, METHODS, OF_NUMPY, Function
from decompdrill.expr.numpy_names import OF_ARRAY, OF_LINALG, OF_MODULE
from tests.chance import examples

PYTHONS_OWN = {"len", "sorted", "reversed", "range", "enumerate", "zip", "int", "rank"}
"""Functions of the language that NumPy has not."""

ALIKE = (
    # reductions
    "np.sum(A), np.sum(A, axis=0), np.sum(A, 1), A.sum(axis=-1, keepdims=True), np.sum(A, axis=(0, 1)), A.sum(dtype=float)",
    "np.sum(A, axis=None, keepdims=True), np.sum([A, B], axis=0), sum((i * A for i in range(3))), np.sum([v, w])",
    "np.prod(A), np.prod(A, axis=0), A.prod(1, keepdims=True), np.prod(A, dtype=float)",
    "np.min(A), np.min(A, axis=0), A.min(1), np.min(A, axis=1, keepdims=True), min(3, k)",
    "np.max(A), np.max(A, axis=0), A.max(1), np.max(A, 1, keepdims=True), max(3, k)",
    "np.mean(A), np.mean(A, axis=0), A.mean(1), X.mean(axis=0, keepdims=True), np.mean(A, dtype=np.float64)",
    "np.var(X), np.var(X, axis=0), X.var(axis=0, ddof=1, keepdims=True), np.var(X, axis=0, correction=1, dtype=float)",
    "np.std(X), np.std(X, axis=1), X.std(axis=0, ddof=1, keepdims=True), np.std(X, axis=0, correction=1, dtype='float')",
    "np.any(A > 0), np.any(A > 0, axis=0), (A > 0).any(axis=1, keepdims=True)",
    "np.all(A > 0), np.all(A > 0, axis=0), (A > 0).all(axis=1, keepdims=True)",
    "np.argmax(A), np.argmax(A, axis=0), A.argmax(1), np.argmax(A, axis=1, keepdims=True), np.argmax(A, keepdims=True)",
    "np.argmin(A), np.argmin(A, axis=0), A.argmin(1), np.argmin(A, axis=1, keepdims=True)",
    "np.count_nonzero(A), np.count_nonzero(A, axis=0), np.count_nonzero(A, axis=1, keepdims=True)",
    # making and arranging
    "np.array([[1, 2], [3, 4]]), np.array(v, dtype=float), np.array(v, copy=True), np.array(v, ndmin=2), np.array(3, ndmin=1)",
    "np.arange(k), np.arange(1, k), np.arange(0, k, 2), np.arange(k, dtype=float)",
    "np.eye(3), np.eye(2, 3), np.eye(3, M=2), np.eye(3, k=1), np.eye(3, 4, -1), np.eye(2, dtype=float)",
    "np.identity(3), np.identity(2, dtype=float)",
    "np.zeros(3), np.zeros((2, 3)), np.zeros(shape=(1, 2), dtype=float), np.ones(3), np.ones((2, 3)), np.ones(2, dtype=float)",
    "np.diag(v), np.diag(A), np.diag(v, k=1), np.diag(v, -2), np.diag(A, k=-1), np.diag(A, 1)",
    "np.transpose(A), A.transpose(), A.T",
    "np.reshape(A, -1), A.reshape(-1, 1), A.reshape((1, -1))",
    "np.concatenate([v, w]), np.concatenate((A, B), axis=1), np.concatenate([A, B], axis=None), np.concatenate([A, B], -1)",
    "np.concatenate([v, w], dtype=float), np.hstack([A, B], dtype=float), np.vstack([A, B], dtype=float)",
    "np.hstack([A, B]), np.hstack([v, w]), np.vstack([A, B]), np.vstack([v, w]), np.column_stack([v, w]), np.column_stack([A, B])",
    "np.sort(v), np.sort(A), np.sort(A, axis=0), np.sort(A, axis=None), np.sort(v, kind='stable'), np.sort(v, stable=True)",
    "np.argsort(D), np.argsort(D, axis=0), np.argsort(D, axis=None), np.argsort(v, kind='stable'), np.argsort(v, stable=True)",
    "np.unique(A), np.unique(v, equal_nan=True)",
    "np.cumsum(A), np.cumsum(A, axis=0), A.cumsum(1), np.cumsum(v, dtype=float)",
    "np.cumprod(A), np.cumprod(A, axis=0), A.cumprod(1), np.cumprod(v, dtype=float)",
    "v[:, None], v[None, :], A[:, 0, None], A[:, None, 0], v[np.newaxis, :], A - A.mean(axis=1)[:, None]",
    # entry by entry
    "np.where(A > 0, A, -A), np.maximum(A, 1), np.minimum(A, B), np.abs(A), np.sqrt(np.abs(A)), np.square(A), np.exp(A / 9)",
    "np.isclose(A, B), np.isclose(A, B, rtol=0.1), np.isclose(A, B, 0.1, 2), np.isclose(A, B, atol=2, equal_nan=True)",
    "np.allclose(A, B), np.allclose(A, B, rtol=0.1), np.allclose(A, B, atol=2, equal_nan=True)",
    "np.round(A / 3), np.round(A / 3, 1), np.round(A / 3, decimals=2), (A / 3).round(2)",
    "np.log(np.abs(A) + 1), np.floor(A / 2), np.ceil(A / 2), np.sign(A), np.real(v), np.imag(v), np.conj(v), v.conj()",
    # matrices
    "np.trace(A), np.trace(A, offset=1), np.trace(A, -1), A.trace(offset=1)",
    "np.linalg.det(Q), np.linalg.inv(Q), np.linalg.solve(Q, b), np.linalg.solve(Q, Q.T), np.linalg.solve(a=Q, b=b)",
    "np.linalg.matrix_rank(A), np.linalg.matrix_rank(A, tol=0.5), np.linalg.matrix_rank(A, rtol=0.3)",
    "np.linalg.matrix_rank(S, hermitian=True), np.linalg.matrix_power(Q, 3), np.linalg.matrix_power(Q, -1)",
    "np.dot(v, w), np.dot(A, v), A.dot(v), np.outer(v, w)",
    "np.linalg.norm(v), np.linalg.norm(v, 1), np.linalg.norm(v, np.inf), np.linalg.norm(v, -np.inf), np.linalg.norm(v, 0)",
    "np.linalg.norm(v, ord=3), np.linalg.norm(v, ord=0.5), np.linalg.norm(v, keepdims=True), np.linalg.norm(A, axis=0)",
    "np.linalg.norm(A), np.linalg.norm(A, 'fro'), np.linalg.norm(A, 'nuc'), np.linalg.norm(A, 2), np.linalg.norm(A, -2)",
    "np.linalg.norm(A, 1), np.linalg.norm(A, -1), np.linalg.norm(A, np.inf), np.linalg.norm(A, -np.inf)",
    "np.linalg.norm(A, axis=1, keepdims=True), np.linalg.norm(A, 1, axis=0), np.linalg.norm(A, ord=1, axis=(1, 0))",
    "np.linalg.norm(A, ord='fro', axis=(0, 1), keepdims=True), np.linalg.norm(A, ord=None), np.linalg.norm(A, np.inf, 1)",
    "np.linalg.cond(Q), np.linalg.cond(Q, 1), np.linalg.cond(Q, p=np.inf), np.linalg.cond(Q, p='fro'), np.linalg.cond(Q, -2)",
    "np.sort(np.linalg.eigvals(S)), np.sort(np.linalg.eig(S)[0]), np.linalg.eigh(S)[0], np.linalg.eigvalsh(S)",
    "np.linalg.eigvalsh(S, UPLO='U'), np.linalg.eigh(S, UPLO='U')[0], np.linalg.eig(S)[1].shape",
    "np.linalg.eigh(S)[1] @ np.diag(np.linalg.eigh(S)[0]) @ np.linalg.eigh(S)[1].T",
    "np.linalg.svd(A)[1], np.linalg.svd(A, compute_uv=False), np.linalg.svd(A, False)[0].shape, np.linalg.svd(A)[2].shape",
    "np.linalg.svd(A, full_matrices=False)[0] * np.linalg.svd(A, full_matrices=False)[1] @ np.linalg.svd(A, False)[2]",
    "np.linalg.svd(S, hermitian=True)[1], np.linalg.svd(S, compute_uv=False, hermitian=True), np.linalg.svdvals(A)",
    "np.cov(X), np.cov(X.T), np.cov(X, rowvar=False), np.cov(X.T, bias=True), np.cov(X.T, bias=False), np.cov(X.T, ddof=0)",
    "np.cov(X, X), np.cov(X, y=X, rowvar=False), np.cov(X.T, X[:, 0]), np.cov(X, None, False), np.cov(X.T, dtype=float)",
    "np.cov(X.T, bias=True, ddof=1), np.corrcoef(X.T), np.corrcoef(X, rowvar=False), np.corrcoef(X.T, dtype=float)",
    "np.corrcoef(X.T, y=X[:, 0] + X[:, 1] ** 2)",
)


def texts_of(line: str) -> Iterator[str]:
    """Yield the expressions of a line, which commas part."""
    listed = ast.parse(f"[{line}]", mode="eval").body
    assert isinstance(listed, ast.List)
    yield from map(ast.unparse, listed.elts)


TEXTS = tuple(text for line in ALIKE for text in texts_of(line))


@st.composite
def arrays(draw: st.DrawFn) -> dict[str, np.ndarray]:
    """Return matrices A and B, data X, D of different entries, S symmetric, Q far from singular, and vectors v and w, b."""
    m, n = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    scale = draw(st.sampled_from([1, 1, 4]))  # quarters are doubles and decimals alike
    S = rng.integers(-5, 6, (n, n))
    Q = rng.integers(-2, 3, (n, n))
    return {
        "A": rng.integers(-5, 6, (m, n)) / scale,
        "B": rng.integers(-5, 6, (m, n)) / scale,
        "D": rng.permutation(m * n).reshape(m, n) / scale,
        "X": (rng.permutation(6 * n).reshape(6, n) ** 2 % 37) / scale,
        "S": (S + S.T) / scale,
        "Q": (Q + 12 * np.eye(n)) / scale,
        "v": rng.integers(-5, 6, n) / scale,
        "w": rng.permutation(n) / scale,
        "b": rng.integers(-5, 6, n) / scale,
        "k": np.array(draw(st.integers(2, 5))),
    }


def plain(value: np.ndarray) -> object:
    """Return an array as the language holds it: whole numbers as integers, the rest as floats."""
    if value.ndim:
        return tuple(map(plain, value))
    return int(value) if float(value).is_integer() else float(value)


@pytest.mark.parametrize("text", TEXTS)
@settings(max_examples=examples(8), deadline=None)
@given(arrays())
def test_an_expression_has_the_value_and_the_shape_that_numpy_gives(text: str, values: dict[str, np.ndarray]) -> None:
    names = {name: int(value) if name == "k" else value for name, value in values.items()}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        expected = np.asarray(eval(text, {"np": np, **names}))  # a text of this file
    came = evaluate(parse(text), {name: plain(value) for name, value in values.items()})  # type: ignore[misc]
    ours = np.array(came, dtype=complex)
    assert ours.shape == expected.shape
    assert np.allclose(ours, expected, rtol=1e-9, atol=1e-9)


def test_every_function_is_tried_with_each_of_its_keywords() -> None:
    tried = {pair for text in TEXTS for pair in pairs(text)}
    of_numpy_itself = {
        n: f for n, f in FUNCTIONS.items() if n not in PYTHONS_OWN and n.partition(".")[0] not in CLASSES
    }
    wanted = {(name, word) for name, f in of_numpy_itself.items() for word in ("", *f.keywords)}
    assert sorted(wanted - tried) == []


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text calls, with "" and with each of its keywords, those by place included."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, ""
            yield from ((name, keyword.arg or "") for keyword in node.keywords)


def of_numpy(name: str) -> object:
    return getattr(np.linalg, name, None) if name in OF_LINALG and name not in OF_MODULE else getattr(np, name, None)


def takes(name: str) -> set[str]:
    """Return the parameters of a function of NumPy; nothing of those of which it tells no signature (before 2.4)."""
    try:
        return set(inspect.signature(of_numpy(name)).parameters)  # type: ignore[arg-type]
    except ValueError:
        return set()
    except TypeError:  # of scikit-learn, and none of NumPy
        assert name.partition(".")[0] in CLASSES
        return set()


OLDER = {"newshape", "bias", "ddof"}
"""Names that older versions of NumPy take where newer ones do not."""


@pytest.mark.parametrize(
    ("name", "function"),
    [(name, OF_NUMPY.get(name, f)) for name, f in FUNCTIONS.items() if name not in PYTHONS_OWN and takes(name)],
)
def test_what_numpy_takes_is_taken_or_said_to_be_outside(name: str, function: Function) -> None:
    known = {*function.places[: function.most], *function.keywords, *function.beyond}
    assert takes(name) - known - OLDER - {"start_or_stop"} == set()


def test_every_name_of_numpy_is_known_to_be_one() -> None:
    def public(names: list[str]) -> set[str]:
        return {name for name in names if not name.startswith("_")}

    places = {"float128", "complex256", "float96", "complex192"}  # of some machines
    assert public([n for n in dir(np) if callable(getattr(np, n, None))]) - OF_MODULE - places == set()
    assert public([n for n in dir(np.linalg) if callable(getattr(np.linalg, n))]) - OF_LINALG == set()
    assert public(dir(np.ndarray)) - OF_ARRAY == set()
    assert set(METHODS) <= OF_ARRAY
