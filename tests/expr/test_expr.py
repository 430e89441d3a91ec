"""Expressions give NumPy's values under NumPy's names, exactly where their inputs are exact, and one line where they fail."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from decompdrill.expr import ExprError, Value, evaluate, parse

F = Fraction

NAMES: dict[str, Value] = {
    "A": ((4, 1), (2, 3)),
    "B": ((1, 2, 3), (4, 5, 6)),
    "S": ((2, 1), (1, 2)),
    "X": ((1, 5), (3, 4), (2, 9)),
    "half": F(1, 2),
    "k": 2,
    "lams": (5, 2),
    "layers": ({"d_in": 4, "d_out": 8, "count": 2}, {"d_in": 8, "d_out": 8, "count": 1}),
    "r": (F(3, 5), F(1, 4), F(3, 20)),
    "s": (4, 3, F(1, 10**12)),
    "v": (3, 4),
    "word": "salary",
    "U": ((F(3, 5), F(-4, 5)), (F(4, 5), F(3, 5))),
}


def value_of(text: str) -> Value:
    return evaluate(parse(text), NAMES)


EXACT: list[tuple[str, Value]] = [
    # numbers: what is exact stays exact, and a decimal is the decimal written
    ("1 + 2*3", 7),
    ("7/2", F(7, 2)),
    ("lams[0]/2", F(5, 2)),
    ("6/3", 2),
    ("0.7 + 0.2 == 0.9", True),
    ("0.25", F(1, 4)),
    ("2**10", 1024),
    ("2**-2", F(1, 4)),
    ("half**2", F(1, 4)),
    ("7 // 2", 3),
    ("-7 % 3", 2),
    ("-k", -2),
    ("+k", 2),
    ("sqrt(16)", 4),
    ("sqrt(9/4)", F(3, 2)),
    ("16**0.5", 4),
    ("abs(-half)", F(1, 2)),
    ("round(2/3, 2)", F(67, 100)),
    ("round(sqrt(2), 3)", F(1414, 1000)),
    ("round(2.5)", 2),
    ("floor(7/2)", 3),
    ("ceil(7/2)", 4),
    ("int(-3.7)", -3),
    ("(3 + 4j).real", 3.0),
    # indexing and slicing of drawn values
    ("A[0][1]", 1),
    ("A[0, 1]", 1),
    ("A[-1, 0]", 2),
    ("A[:, 0]", (4, 2)),
    ("A[1]", (2, 3)),
    ("B[:, :2]", ((1, 2), (4, 5))),
    ("B[0, ::-1]", (3, 2, 1)),
    ("B[:, [0, 2]]", ((1, 3), (4, 6))),
    ("B[[1, 0]]", ((4, 5, 6), (1, 2, 3))),
    ("s[s > 1]", (4, 3)),
    ("s[:k]", (4, 3)),
    ("lams[argsort(lams)]", (2, 5)),
    ("layers[0]['d_in']", 4),
    ("sum(l['count'] * (l['d_in'] + l['d_out']) for l in layers)", 40),
    # arithmetic of arrays
    ("A @ A.T", ((17, 11), (11, 13))),
    ("A @ v", (16, 18)),
    ("v @ A", (20, 15)),
    ("v @ v", 25),
    ("2*A", ((8, 2), (4, 6))),
    ("A + S", ((6, 2), (3, 5))),
    ("A - 3*eye(2)", ((1, 1), (2, 0))),
    ("A / 2", ((2, F(1, 2)), (1, F(3, 2)))),
    ("v**2", (9, 16)),
    ("X - X.mean(axis=0)", ((-1, -1), (1, -2), (0, 3))),
    ("X - mean(X, axis=1, keepdims=True)", ((-2, 2), (F(-1, 2), F(1, 2)), (F(-7, 2), F(7, 2)))),
    ("v - [1, 2]", (2, 2)),
    ("-v", (-3, -4)),
    ("outer(v, lams)", ((15, 6), (20, 8))),
    ("B.T", ((1, 4), (2, 5), (3, 6))),
    ("B.shape", (2, 3)),
    ("B.shape[0] + B.size + B.ndim + len(B)", 12),
    (
        "sum(sigma * outer(U[:, i], U[:, i]) for i, sigma in enumerate(lams))",
        ((F(77, 25), F(36, 25)), (F(36, 25), F(98, 25))),
    ),
    ("U.T @ U", ((1, 0), (0, 1))),
    ("diag(lams) @ A", ((20, 5), (4, 6))),
    ("matrix_power(A, 3)", ((86, 39), (78, 47))),
    ("matrix_power(A, -1) @ A", ((1, 0), (0, 1))),
    # reductions
    ("sum(r)", 1),
    ("sum(A)", 10),
    ("sum(A, axis=0)", (6, 4)),
    ("prod(lams)", 10),
    ("max(A)", 4),
    ("max(2, k, 7)", 7),
    ("min(A, axis=1)", (1, 2)),
    ("mean(X, axis=0)", (2, 6)),
    ("var(v)", F(1, 4)),
    ("var(v, ddof=1)", F(1, 2)),
    ("cumsum(r)", (F(3, 5), F(17, 20), 1)),
    ("cumprod(lams)", (5, 10)),
    ("argmax(s)", 0),
    ("argmin(s)", 2),
    ("count_nonzero(s > 1e-9)", 2),
    ("any(s > 3)", True),
    ("all(x > 0 for x in s)", True),
    ("min([i + 1 for i in range(len(r)) if sum(r[:i + 1]) >= 0.8])", 2),
    # lists, in Python's way
    ("sorted(lams)", [2, 5]),
    ("sorted(lams, reverse=True)", [5, 2]),
    ("[2*x for x in lams]", [10, 4]),
    ("[x for x in lams] + [0]", [5, 2, 0]),
    ("[x*y for x in lams for y in v if x > y]", [15, 20]),
    ("[a + b for a, b in zip(lams, v)]", [8, 6]),
    ("missing if False else [1]", [1]),
    ("range(3)", [0, 1, 2]),
    ("range(3, 0, -1)", [3, 2, 1]),
    ("reversed(lams)", [2, 5]),
    ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
    ("(1, 2)", (1, 2)),
    # comparisons and choices
    ("1 < k <= 2", True),
    ("k in lams", True),
    ("k not in [1, 3]", True),
    ("word == 'salary'", True),
    ("k == 2 and not k > 3 or False", True),
    ("'tall' if B.shape[0] > B.shape[1] else 'wide'", "wide"),
    ("all(A == A.T)", False),
    ("all(S == S.T)", True),
    ("[1, 2] == [1, 2]", True),
    ("where(s > 1, s, 0)", (4, 3, 0)),
    ("maximum(v, 3.5)", (F(7, 2), 4)),
    ("minimum(v, lams)", (3, 2)),
    # matrix functions, exact on small exact matrices
    ("det(A)", 10),
    ("np.linalg.det(A)", 10),
    ("trace(A)", 7),
    ("inv(A)", ((F(3, 10), F(-1, 10)), (F(-1, 5), F(2, 5)))),
    ("solve(A, [5, 5])", (1, 1)),
    ("rank([[1, 2], [2, 4]])", 1),
    ("matrix_rank(B)", 2),
    ("rank([[1, 0], [0, 1e-3]], tol=0.01)", 1),
    ("eigvals(A)", (5, 2)),
    ("sorted(eigvals(A))", [2, 5]),
    ("eigvals([[2, 1], [0, 2]])", (2, 2)),
    ("eigvalsh(S)", (1, 3)),
    ("norm(v)", 5),
    ("norm(v, 1)", 7),
    ("norm(U, axis=0)", (1, 1)),
    ("cov(X.T)", ((1, F(-1, 2)), (F(-1, 2), 7))),
    ("cov(X, rowvar=False, ddof=0)", ((F(2, 3), F(-1, 3)), (F(-1, 3), F(14, 3)))),
    # making and reshaping
    ("zeros(2)", (0, 0)),
    ("ones((2, 1))", ((1,), (1,))),
    ("eye(2, 3)", ((1, 0, 0), (0, 1, 0))),
    ("diag(A)", (4, 3)),
    ("array([1, 2]) * 2", (2, 4)),
    ("arange(0, 1, 0.25)", (0, F(1, 4), F(1, 2), F(3, 4))),
    ("reshape(B, (3, 2))", ((1, 2), (3, 4), (5, 6))),
    ("reshape(a=B, shape=(3, 2))", ((1, 2), (3, 4), (5, 6))),
    ("B.reshape(-1)", (1, 2, 3, 4, 5, 6)),
    ("transpose(A)", ((4, 2), (1, 3))),
    ("hstack([A, S])", ((4, 1, 2, 1), (2, 3, 1, 2))),
    ("vstack([v, lams])", ((3, 4), (5, 2))),
    ("concatenate([v, lams])", (3, 4, 5, 2)),
    ("concatenate((A, S), axis=1)", ((4, 1, 2, 1), (2, 3, 1, 2))),
    ("column_stack([v, lams])", ((3, 5), (4, 2))),
    ("unique([2, 1, 2])", (1, 2)),
    ("sort(lams)", (2, 5)),
    ("sign(-half)", -1),
    ("isclose(sqrt(2)**2, 2)", True),
    ("allclose(A, A + 1e-9)", True),
    ("  lams[0]\n  + 1 ", 6),
]


@pytest.mark.parametrize(("text", "value"), EXACT, ids=[text for text, _ in EXACT])
def test_an_expression_has_this_exact_value(text: str, value: Value) -> None:
    assert value_of(text) == value
    assert type(value_of(text)) is type(value)


_U, _s, _Vt = np.linalg.svd(np.array([[1.0, 2, 3], [4, 5, 6]]))
RANK_ONE = _s[0] * np.outer(_U[:, 0], _Vt[0])

APPROXIMATE: list[tuple[str, object]] = [
    ("sqrt(2)", math.sqrt(2)),
    ("pi", math.pi),
    ("np.pi * 2", 2 * math.pi),
    ("exp(1)", math.e),
    ("log(8) / log(2)", 3.0),
    ("sqrt(sum(s[1:]**2))", 3.0),
    ("std(v, ddof=1)", np.std([3, 4], ddof=1)),
    ("8 ** (1/3)", 2.0),
    ("eigvals([[0, -1], [1, 0]])", [1j, -1j]),
    ("eigvals([[1, 1], [1, 0]])", [(1 + 5**0.5) / 2, (1 - 5**0.5) / 2]),
    ("svd(B)[1]", np.linalg.svd([[1, 2, 3], [4, 5, 6]])[1]),
    ("svd(B, compute_uv=False)", np.linalg.svd([[1, 2, 3], [4, 5, 6]])[1]),
    ("svdvals(A)", np.linalg.svd([[4, 1], [2, 3]])[1]),
    ("cond(A)", np.linalg.cond([[4, 1], [2, 3]])),
    ("norm(B)", np.linalg.norm([[1, 2, 3], [4, 5, 6]])),
    ("np.linalg.norm(B, 'fro')", np.linalg.norm([[1, 2, 3], [4, 5, 6]])),
    ("norm(B, 2)", np.linalg.norm([[1, 2, 3], [4, 5, 6]], 2)),
    ("norm(B, ord='nuc')", np.linalg.norm([[1, 2, 3], [4, 5, 6]], "nuc")),
    ("norm(B, 1)", np.linalg.norm([[1, 2, 3], [4, 5, 6]], 1)),
    ("corrcoef(X.T)", np.corrcoef(np.array([[1, 5], [3, 4], [2, 9]]).T)),
    ("eigh(S)[0]", [1, 3]),
    ("eigh(S)[1]", [[2**-0.5, 2**-0.5], [-(2**-0.5), 2**-0.5]]),
    ("eig(A)[0]", [5, 2]),
    ("A @ eig(A)[1][:, 0] - 5 * eig(A)[1][:, 0]", [0, 0]),
    ("svd(B)[0][:, :1] @ diag(svd(B)[1][:1]) @ svd(B)[2][:1, :]", RANK_ONE),
    ("svd(B, full_matrices=False)[2].shape", [2, 3]),
    ("svd(B)[2].shape", [3, 3]),
    ("det([[sqrt(2), 0], [0, sqrt(2)]])", 2),
    ("inv([[sqrt(2), 0], [0, sqrt(2)]])", [[2**-0.5, 0], [0, 2**-0.5]]),
]


@pytest.mark.parametrize(("text", "value"), APPROXIMATE, ids=[text for text, _ in APPROXIMATE])
def test_an_expression_has_the_value_that_numpy_gives(text: str, value: object) -> None:
    assert np.allclose(np.array(value_of(text)), np.array(value), atol=1e-12)


def test_a_real_spectrum_is_real_on_a_numpy_that_always_returns_complex_arrays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """NumPy does so from 2.5 on."""
    whole = np.linalg.eig
    monkeypatch.setattr(np.linalg, "eig", lambda A: tuple(np.asarray(made, complex) for made in whole(A)))
    assert value_of("max(eig(A)[0])") == pytest.approx(5)
    assert value_of("eig(A)[1][0, 0] > 0") is True
    assert value_of("eig([[0, -1], [1, 0]])[0]") == (1j, -1j)


REFUSED: list[tuple[str, str, int]] = [
    ("", "this is not an expression", 0),
    ("foo(1)", "there is no function foo", 0),
    ("k + missing", "there is no variable missing", 4),
    ("A.flut", "there is no attribute flut; there are T, shape, size, ndim, real, imag", 0),
    ("A.flat", "flat is not in this drill's subset of NumPy", 0),
    ("np.e", "np.e is not in this drill's subset of NumPy", 0),
    ("np.ee", "there is no value np.ee", 0),
    ("np.average(X)", "np.average is not in this drill's subset of NumPy; use mean", 0),
    ("k + np.matmul(A, A)", "np.matmul is not in this drill's subset of NumPy; use @", 4),
    ("median(X)", "median is not in this drill's subset of NumPy", 0),
    ("np.random.rand(3)", "np.random.rand is not in this drill's subset of NumPy", 0),
    ("X.flatten()", "flatten is not in this drill's subset of NumPy; use reshape(-1)", 0),
    ("X.sum", "sum is a method: write .sum(…)", 0),
    ("np.sqrt", "np.sqrt is a function: write np.sqrt(…)", 0),
    ("np.inv(A)", "NumPy has no function np.inv; did you mean np.linalg.inv?", 0),
    ("np.linalg.dot(A, A)", "NumPy has no function np.linalg.dot; did you mean np.dot?", 0),
    ("np.len(A)", "NumPy has no function np.len; did you mean len?", 0),
    ("np.rank(A)", "NumPy has no function np.rank; did you mean np.linalg.matrix_rank?", 0),
    ("np.meen(A)", "NumPy has no function np.meen; did you mean np.mean?", 0),
    ("np.xyzzy(A)", "NumPy has no function np.xyzzy", 0),
    ("meen(A)", "there is no function meen; did you mean mean?", 0),
    ("X.cov()", "an array has no method cov; did you mean np.cov(…)?", 0),
    ("math.sqrt(4)", "the module math is not available here; did you mean np.sqrt(…)?", 0),
    ("X.meen()", "an array has no method meen; did you mean mean?", 0),
    ("np.sum(X, where=X)", "where= of sum is not in this drill's subset of NumPy", 16),
    ("np.sqrt(4, out=X)", "out= of sqrt is not in this drill's subset of NumPy", 15),
    ("np.array(X, dtype=int)", "any dtype but float is not in this drill's subset of NumPy", 18),
    ("np.mean(X, 0, axis=1)", "mean has axis twice", 19),
    ("np.sum(x for x in v)", "NumPy takes no generator: write a list, as in [… for …]", 6),
    ("np.inf", "np.inf is not in this drill's subset of NumPy", 0),
    ("X[:, None]", "an array has at most rows and columns", 0),
    ("np.array(v, ndmin=10**9)", "an array has at most rows and columns", 0),
    ("np.diag(v, k=10**9)", "at most 100000 entries can be made", 0),
    ("v[None, None]", "an array has at most rows and columns", 0),
    ("np.sum(X, axis=2)", "there is no axis 2", 0),
    ("np.sum(X, axis=(0, 0))", "an axis is named twice", 0),
    ("np.sum(X, axis=())", "axis= names at least one axis", 0),
    ("np.var(v, ddof=1, correction=1)", "ddof and correction are the same: give one of them", 0),
    ("matrix_rank(A, tol=1, rtol=1)", "tol and rtol cannot be given both", 0),
    ("norm(v, 'fro')", "of a vector ord should be a number or np.inf", 0),
    ("np.linalg.svd(A, hermitian=True)", "a symmetric matrix is needed", 0),
    ("1 + (lambda: 1)", "lambda is not part of the language", 5),
    ("k is k", "Is is not part of the language", 0),
    ("k & 1", "BitAnd is not part of the language", 0),
    ("None", "NoneType is not part of the language", 0),
    ("{1: 2}", "Dict is not part of the language", 0),
    ("mean(X, axes=0)", "mean takes no axes", 13),
    ("sqrt()", "sqrt takes 1 by place, not 0", 0),
    ("round(1, 2, 3)", "round takes 1 to 2 by place, not 3", 0),
    ("A[2]", "the index 2 is out of bounds for size 2", 0),
    ("A[half]", "an integer is needed, not the number 0.5", 0),
    ("A['x']", "an index should be an integer, not a word", 0),
    ("k[0]", "the number 2 has no elements", 0),
    ("layers[0]['rank']", "there is no such key", 0),
    ("A[0, 0, 0]", "a matrix has two indices, rows and columns", 0),
    ("A @ B.T", "@ does not go between a 2×2 matrix and a 3×2 matrix", 0),
    ("v + s", "shapes (2,) and (3,) do not go together", 0),
    ("2 * [1, 2]", "* does not go with a list: write array(…) around it, or a comprehension", 0),
    ("[1] - [2]", "- does not go with a list: write array(…) around it, or a comprehension", 0),
    ("word + 1", "a number is needed, not a word", 0),
    ("1/0", "division by zero", 0),
    ("k + 1/(k - 2)", "division by zero", 4),
    ("1 + exp(1000)", "the number is too large", 4),
    ("9**9**9", "the number is too large", 0),
    ("sum([sorted(range(90000)) for i in range(99)])", "this is too much work", 5),
    ("zeros((10**5, 10**5))", "at most 100000 entries can be made", 0),
    ("sqrt(-1)", "the square root of a negative number has no real value", 0),
    ("(-8) ** (1/3)", "a root of a number that is not positive has no real value", 0),
    ("log(0)", "the logarithm of a number that is not positive has no real value", 0),
    ("1 if A else 2", "an array is neither true nor false: use any(…) or all(…)", 0),
    ("inv([[1, 2], [2, 4]])", "the matrix is singular", 0),
    (
        "cond([[1, 2], [2, 4.0]]) if svdvals([[0]])[0] else cond([[0]])",
        "the condition number of a singular matrix is infinite",
        51,
    ),
    ("det(B)", "a square matrix is needed, not a 2×3 matrix", 0),
    ("eigh(A)", "a symmetric matrix is needed", 0),
    ("[[1, 2], [3]] @ v", "the rows of an array should have the same length", 0),
    ("max([])", "there is nothing in it", 0),
    ("cov(v)", "a matrix is needed, not a vector of 2", 0),
    ("cov([[1], [2]])", "ddof should be less than the number of samples", 0),
    ("norm(A, 'max')", "ord should be 1, -1, 2, -2, np.inf, -np.inf, 'fro' or 'nuc'", 0),
    ("[a for a, b in lams]", "a list is needed, not the number 5", 0),
    ("sorted([1, 'a'])", "only numbers or words can be sorted, not a word", 0),
    ("  k +  1/0", "division by zero", 7),
    ("λ + 1", "an expression is written in plain ASCII", 0),
]


@pytest.mark.parametrize(("text", "message", "offset"), REFUSED, ids=[text for text, _, _ in REFUSED])
def test_what_has_no_value_is_refused_in_one_line_with_its_place(text: str, message: str, offset: int) -> None:
    with pytest.raises(ExprError) as error:
        value_of(text)
    assert (str(error.value), error.value.offset) == (message, offset)


@pytest.mark.parametrize("text", ["1 +", "x = 1", "(", "1 2", "if", "1if 1 else 2", "f'{k}", "\\x"])
def test_a_text_that_python_cannot_parse_is_refused(text: str) -> None:
    with pytest.raises(ExprError, match=r"^this is not an expression$") as error:
        parse(text)
    assert 0 <= error.value.offset <= len(text)


NEEDED: list[tuple[str, set[str]]] = [
    ("k + 1", {"k"}),
    ("[x*k for x in lams if x > low]", {"k", "lams", "low"}),
    ("[x for x in x]", {"x"}),
    ("[y for x in A for y in x]", {"A"}),
    ("np.linalg.norm(A) + pi", {"A"}),
    ("A.mean(axis=ax)", {"A", "ax"}),
    ("max(1, 2)", set()),
]


@pytest.mark.parametrize(("text", "names"), NEEDED, ids=[text for text, _ in NEEDED])
def test_an_expression_knows_the_variables_that_it_needs(text: str, names: set[str]) -> None:
    assert parse(text).names == names


def test_a_variable_may_have_the_name_of_a_function_or_constant() -> None:
    assert evaluate(parse("max(max) + pi"), {"max": (1, 2), "pi": 3}) == 5


def test_vectors_of_decompositions_have_the_same_signs_on_every_machine() -> None:
    for column in ("eigh(S)[1].T", "svd(B)[0].T", "eig(A)[1].T"):
        for vector in np.array(value_of(column)):
            assert vector[np.argmax(np.round(np.abs(vector), 9))] > 0


SPECTRA: list[tuple[str, Value]] = [
    ("eig([[2, 1], [2, 3]])[0]", (4.0, 1.0)),
    ("eig([[2, 1], [2, 3]])[1][:, 0]", (5**-0.5, 2 * 5**-0.5)),
    ("eig([[2, 1], [2, 3]])[0][0] > 3", True),
    ("max(eig([[2, 1], [2, 3]])[0])", 4.0),
    ("int(round(eig([[2, 1], [2, 3]])[0][0]))", 4),
    ("sqrt(eig([[2, 1], [2, 3]])[0])", (2.0, 1.0)),
    ("argmax(eig([[2, 1], [2, 3]])[0])", 0),
    ("diag(eig([[2, 1], [2, 3]])[0])", ((4.0, 0), (0, 1.0))),
    ("eig([[1, 1], [0, 1]])[0]", (1.0, 1.0)),
    ("max(eigvals([[0.1, 20000], [20000, 0.1]]))", 20000.1),
    ("max(eigvals([[sqrt(2), 1], [1, sqrt(2)]]))", 2**0.5 + 1),
    # a spectrum that is not real stays as it is
    ("eig([[0, -1], [1, 0]])[0]", (1j, -1j)),
    ("eig([[0, -1, 0], [1, 0, 0], [0, 0, 2]])[0]", (2 + 0j, 1j, -1j)),
]


def of_types(value: Value) -> object:
    """Return the value with its types, its numbers to nine digits, so that 1.0 is not 1 + 0i."""
    if isinstance(value, tuple):
        return tuple(of_types(x) for x in value)
    if isinstance(value, complex):
        return complex(round(value.real, 9) + 0.0, round(value.imag, 9) + 0.0)
    return (type(value), round(value, 9)) if isinstance(value, float) else value


@pytest.mark.parametrize("always_complex", [False, True], ids=["as installed", "as from NumPy 2.5 on"])
@pytest.mark.parametrize(("text", "expected"), SPECTRA, ids=[text for text, _ in SPECTRA])
def test_a_real_spectrum_is_real_on_every_numpy(
    text: str, expected: Value, always_complex: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if always_complex:
        eig, eigvals = np.linalg.eig, np.linalg.eigvals
        monkeypatch.setattr(np.linalg, "eig", lambda A: tuple(part.astype(np.complex128) for part in eig(A)))
        monkeypatch.setattr(np.linalg, "eigvals", lambda A: eigvals(A).astype(np.complex128))
    assert of_types(value_of(text)) == of_types(expected)


def test_exact_expressions_do_not_import_numpy() -> None:
    program = (
        "import sys; from decompdrill.expr import evaluate, parse; "
        "print(evaluate(parse('A @ A.T + inv(A) + det(A)'), {'A': ((2, 1), (1, 1))})[0][0], 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["7", "False"]


@pytest.mark.parametrize(
    ("by_place", "by_keyword"),
    [
        ("X.mean(0)", "X.mean(axis=0)"),
        ("np.sum(X, 1)", "sum(X, axis=1)"),
        ("std(X, 0, ddof=1)", "std(X, axis=0, ddof=1)"),
    ],
)
def test_an_axis_may_be_given_by_place_as_in_numpy(by_place: str, by_keyword: str) -> None:
    X = ((1, 2), (3, 6))
    assert evaluate(parse(by_place), {"X": X}) == evaluate(parse(by_keyword), {"X": X})


def test_a_third_argument_by_place_is_refused() -> None:
    with pytest.raises(ExprError, match="mean takes 1 to 2 by place, not 3"):
        evaluate(parse("mean(X, 0, 1)"), {"X": ((1, 2), (3, 6))})


ESTIMATORS = (
    "StandardScaler().fit_transform(X)",
    "PCA(n_components=k).fit_transform(X)",
    "PCA(k).fit(X).transform(X)",
    "PCA(k).fit(X).components_",
    "PCA().fit(X).explained_variance_",
    "PCA(k).fit(StandardScaler().fit_transform(X)).explained_variance_ratio_",
    "PCA(n_components=k).fit(X).singular_values_ ** 2",
)


@pytest.mark.parametrize("text", ESTIMATORS)
@pytest.mark.parametrize("shape", [(7, 3), (4, 6), (30, 2)])
def test_a_line_of_scikit_learn_has_the_value_that_scikit_learn_gives(text: str, shape: tuple[int, int]) -> None:
    pytest.importorskip("sklearn", minversion="1.5")
    PCA = pytest.importorskip("sklearn.decomposition").PCA
    scaler = pytest.importorskip("sklearn.preprocessing").StandardScaler
    X = np.random.default_rng(4).integers(-9, 10, shape).astype(float)
    names: dict[str, Any] = {
        "X": X,
        "k": 2,
        "PCA": lambda *a, **b: PCA(*a, svd_solver="full", **b),
        "StandardScaler": scaler,
    }
    expected = eval(text, names)  # the texts above
    value = evaluate(parse(text), {"X": tuple(map(tuple, X.tolist())), "k": 2})
    assert np.allclose(np.array(value, dtype=float), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "PCA(2)",
            "PCA is taken in one line alone, such as PCA(n_components=2).fit_transform(X) or PCA(n_components=2).fit(X).components_",
        ),
        (
            "StandardScaler().fit(X)",
            "StandardScaler is taken in one line alone, such as StandardScaler().fit_transform(X)",
        ),
        ("PCA(9).fit_transform(X)", "n_components=9 must be between 0 and 2, the shorter side of the data"),
        ("PCA(0.9).fit_transform(X)", "n_components below 1"),
        ("PCA(2).fit_transform(3)", "a matrix is needed, not the number 3"),
        ("PCA(whiten=True).fit_transform(X)", "whiten= of PCA.fit_transform is not in this drill's subset of NumPy"),
        ("PCA().fit(X * 0).explained_variance_ratio_", "no column of the data varies"),
    ],
)
def test_what_no_line_of_scikit_learn_can_be_is_refused(text: str, message: str) -> None:
    with pytest.raises(ExprError, match=re.escape(message)):
        evaluate(parse(text), {"X": ((1, 2), (3, 5))})
