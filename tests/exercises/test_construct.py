"""Matrices of one's own: on several seeds five answers that meet the conditions and five that nearly do, by NumPy and by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pytest

from decompdrill.bank.load import load_banks
from decompdrill.exercises import construct_answers
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Exercise, Form, Outcome

Rows: TypeAlias = "Sequence[Any]"
"""A matrix or a vector of integers, fractions and texts such as √2; of several objects the list of them."""

Values: TypeAlias = Any
"""What is drawn, by name, and the objects as arrays of NumPy."""

SEEDS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Case:
    """`holds` says by NumPy whether an answer is right; `near` are wrong ones, each with the condition that it fails."""

    holds: Callable[..., bool]
    right: Callable[..., Sequence[Rows]]
    near: Callable[..., Sequence[tuple[Rows, str]]]


def close(a: Any, b: Any) -> bool:
    return bool(np.allclose(np.asarray(a, float), np.asarray(b, float), atol=1e-7))


def half(x: int) -> Fraction:
    return Fraction(x, 2)


def eigenvalues(A: Any) -> Any:
    return np.sort_complex(np.linalg.eigvals(A))


def has_values(A: Any, *values: float) -> bool:
    """Return whether these are the eigenvalues; a double one is found to half the digits only."""
    return bool(np.allclose(eigenvalues(A), np.sort_complex(np.array(values, complex)), atol=1e-4))


def is_defective(A: Any, lam: float) -> bool:
    """Return whether the double eigenvalue of a 2×2 matrix has one line of eigenvectors alone."""
    return has_values(A, lam, lam) and np.linalg.matrix_rank(A - lam * np.eye(2), tol=1e-7) == 1


def combined(p: Any, A: Rows, q: Any, B: Rows) -> Rows:
    """Return pA + qB."""
    return [[p * a + q * b for a, b in zip(*rows, strict=True)] for rows in zip(A, B, strict=True)]


def multiples(row: Sequence[Any], *factors: Any) -> list[list[Any]]:
    return [[k * x for x in row] for k in factors]


def turned(cos: Any, sin: Any, s: Any, t: Any) -> Rows:
    """Return a rotation times a diagonal matrix."""
    return [[cos * s, -sin * t], [sin * s, cos * t]]


def mirror(v: Sequence[int]) -> list[list[Any]]:
    return [[int(i == j) - Fraction(2 * v[i] * v[j], sum(x * x for x in v)) for j in range(3)] for i in range(3)]


def turns(v: Sequence[int]) -> list[Rows]:
    """Return orthogonal matrices that turn v around and turn the plane perpendicular to it, each by another angle."""
    n = sum(x * x for x in v)
    found: list[Rows] = []
    for w in (
        [v[1], -v[0], 0],
        [v[2], 0, -v[0]],
        [0, v[2], -v[1]],
    ):  # two mirrors: v around, and a vector perpendicular to it
        m = sum(x * x for x in w)
        found.append(
            [
                [int(i == j) - Fraction(2 * v[i] * v[j], n) - Fraction(2 * w[i] * w[j], m) for j in range(3)]
                for i in range(3)
            ]
        )
    first, second = found[0], found[1]
    return [*found, product(product(first, second), mirror(v))]


def product(A: Rows, B: Rows) -> list[list[Any]]:
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*B, strict=True)] for row in A]


def leading(X: Any, direction: Sequence[int]) -> bool:
    """Is this the first right singular vector, up to sign, and the only one?"""
    _, s, Vt = np.linalg.svd(X)
    return s[0] > s[1] + 1e-9 and close(np.abs(Vt[0]), direction)


def parabola(m: int, c: int, *steps: Any) -> Rows:
    return [[m + x, x * x + c] for x in steps]


def spread(cos2: Any, cossin: Any, first: Any, second: Any) -> Rows:
    """Return the symmetric matrix with these eigenvalues whose first eigenvector is (cos, sin)."""
    b = cossin * (first - second)
    return [[cos2 * first + (1 - cos2) * second, b], [b, (1 - cos2) * first + cos2 * second]]


def second_layer(u: Sequence[int], v: Sequence[int]) -> Rows:
    return [[u[1] * v[1], -u[1] * v[0]], [-u[0] * v[1], u[0] * v[0]]]


def best(A: Any) -> Any:
    """Return the best rank-1 approximation."""
    U, s, Vt = np.linalg.svd(A)
    return s[0] * np.outer(U[:, 0], Vt[0])


CASES: Mapping[str, Case] = {
    "diag.give-defective": Case(
        lambda A, lam, p, **_: is_defective(A, lam) and close(A[0, 0], p),
        lambda lam, d, p: [
            [[p, 1], [-d * d, lam - d]],
            [[p, -1], [d * d, lam - d]],
            [[p, 20], [Fraction(-d * d, 20), lam - d]],
            [[p, 2], [-half(d * d), lam - d]],
            [[p, f"{abs(d)}√2"], [f"-{abs(d)}/√2", lam - d]],
        ],
        lambda lam, d, p: [
            ([[p, 0], [0, lam - d]], "one-eigenvalue"),
            ([[lam, 1], [0, lam]], "entry-given"),
            ([[lam, 0], [0, lam]], "too-few-eigenvectors"),
            ([[p, 1], [d * d, lam - d]], "one-eigenvalue"),
            ([[p, 1], [-d * d, lam]], "one-eigenvalue"),
        ],
    ),
    "diag.give-negative-eigenvalue": Case(
        lambda A, a, d: close(A, A.T) and close(np.diag(A), [a, d]) and A.min() > 0 > np.linalg.eigvalsh(A)[0],
        lambda a, d: [
            [[a, a + d], [a + d, d]],
            [[a, 100], [100, d]],
            [[a, 19], [19, d]],
            [[a, max(a, d) + half(1)], [max(a, d) + half(1), d]],
            [[a, f"√{a * d + 1}"], [f"√{a * d + 1}", d]],
        ],
        lambda a, d: [
            ([[a, 1], [1, d]], "negative-eigenvalue"),
            ([[a, -a - d], [-a - d, d]], "positive-entries"),
            ([[a, a + d], [a + d + 1, d]], "symmetric"),
            ([[a + 1, 40], [40, d]], "diagonal-given"),
            ([[a, 0], [0, d]], "positive-entries"),
        ],
    ),
    "eigen.give-eigenvector": Case(
        lambda A, v, lam: close(A @ v, lam * np.array(v)) and bool(np.all(A != 0)),
        lambda v, lam: [
            [[lam - v[1], v[0]], [v[1], lam - v[0]]],
            [[lam - 2 * v[1] if lam != 2 * v[1] else lam - 3 * v[1], 2 * v[0] if lam != 2 * v[1] else 3 * v[0]],
             [v[1], lam - v[0]]],
            [[lam + 20 * v[1], -20 * v[0]], [20 * v[1], lam - 20 * v[0]]],
            [[lam - half(41 * v[1]), half(41 * v[0])], [v[1], lam - v[0]]],
            [[f"{lam} - {v[1]}√2", f"{v[0]}√2"], [v[1], lam - v[0]]],
        ],
        lambda v, lam: [
            ([[lam, 0], [0, lam]], "no-zero"),
            ([[lam, 1], [1, lam]], "eigenvector"),
            ([[lam - v[1], v[0]], [v[0], lam - v[0]]], "eigenvector"),
            ([[v[1] - lam, -v[0]], [-v[1], v[0] - lam]], "eigenvector"),
            ([[lam - v[1], v[0] + half(1)], [v[1], lam - v[0]]], "eigenvector"),
        ],
    ),
    "eigen.give-sum": Case(
        lambda A, B, k: has_values(A, 0, 0) and has_values(B, 0, 0) and close(np.linalg.det(A + B), k),
        lambda k: [
            [[[0, -k], [0, 0]], [[0, 0], [1, 0]]],
            [[[0, 0], [-1, 0]], [[0, k], [0, 0]]],
            [[[0, half(-k)], [0, 0]], [[0, 0], [2, 0]]],
            [[[1, -1], [1, -1]], [[0, 0], [k, 0]]],
            [[[0, f"{-k}/√2"], [0, 0]], [[0, 0], ["√2", 0]]],
        ],
        lambda k: [
            ([[[0, k], [0, 0]], [[0, 0], [1, 0]]], "determinant-of-sum"),
            ([[[1, 0], [0, k]], [[0, 0], [0, 0]]], "zero-only-a"),
            ([[[0, 0], [0, 0]], [[1, 0], [0, k]]], "zero-only-b"),
            ([[[0, -k], [1, 0]], [[0, 0], [0, 0]]], "zero-only-a"),
            ([[[0, -k], [0, 0]], [[0, 0], [0, 0]]], "determinant-of-sum"),
        ],
    ),
    "rank.give-product-zero": Case(
        lambda B, u, v, A: close(np.array(A, float) @ B, 0) and not close(B @ np.array(A, float), 0),
        lambda u, v, A: [
            [[v[1], 0], [-v[0], 0]],
            [[0, v[1]], [0, -v[0]]],
            [[v[1], 11 * v[1]], [-v[0], -11 * v[0]]],
            [[half(v[1]), 0], [half(-v[0]), 0]],
            [[f"{v[1]}√2", 0], [f"{-v[0]}√2", 0]],
        ],
        lambda u, v, A: [
            ([[0, 0], [0, 0]], "other-product-not-zero"),
            ([[v[1] * u[1], -v[1] * u[0]], [-v[0] * u[1], v[0] * u[0]]], "other-product-not-zero"),
            ([[v[1], 0], [v[0], 0]], "product-zero"),
            ([[v[1], -v[0]], [0, 0]], "product-zero"),
            ([[v[1], 1], [-v[0], 1]], "product-zero"),
        ],
    ),
    "diag.give-invertible-defective": Case(
        lambda A, m, c: close(np.linalg.det(A), m * m) and close(A[1, 0], c) and bool(np.all(A != 0))
        and any(is_defective(A, lam) for lam in (m, -m)),
        lambda m, c: [
            [[m + c, -c], [c, m - c]],
            [[c - m, -c], [c, -m - c]],
            [[m + 20, Fraction(-400, c)], [c, m - 20]],
            [[m - 20, Fraction(-400, c)], [c, m + 20]],
            [[f"{m} + 20√2", Fraction(-800, c)], [c, f"{m} - 20√2"]],
        ],
        lambda m, c: [
            ([[m, 0], [c, m]], "no-zero"),
            ([[m + c, c], [-c, m - c]], "entry-given"),
            ([[m + c, c], [c, m - c]], "determinant"),
            ([[m * m + c, 1], [c, 1]], "double-eigenvalue"),
            ([[2 * m, Fraction(m * m, c)], [c, m]], "double-eigenvalue"),
        ],
    ),
    "diag.give-not-similar": Case(
        lambda A, B, lam, mu: all(has_values(M, lam, lam, mu) for M in (A, B))
        and sorted(np.linalg.matrix_rank(M - lam * np.eye(3), tol=1e-7) for M in (A, B)) == [1, 2],
        lambda lam, mu: [
            [[[lam, 0, 0], [0, lam, 0], [0, 0, mu]], [[lam, 1, 0], [0, lam, 0], [0, 0, mu]]],
            [[[lam, 7, 5], [0, lam, 3], [0, 0, mu]], [[mu, 0, 0], [0, lam, 0], [0, 0, lam]]],
            [[[mu, 4, 0], [0, lam, 0], [0, 0, lam]], [[mu, 4, 0], [0, lam, 2], [0, 0, lam]]],
            [[[lam, 0, 0], [half(1), lam, 0], [0, 0, mu]], [[lam, 0, 0], [0, mu, 9], [0, 0, lam]]],
            [[[lam, 0, "√2"], [0, lam, 0], [0, 0, mu]], [[lam, "√3", 0], [0, lam, 0], [0, 0, mu]]],
        ],
        lambda lam, mu: [
            ([[[lam, 0, 0], [0, lam, 0], [0, 0, mu]], [[mu, 0, 0], [0, lam, 0], [0, 0, lam]]], "not-similar"),
            ([[[lam, 1, 0], [0, lam, 0], [0, 0, mu]], [[lam, 2, 0], [0, lam, 0], [0, 0, mu]]], "not-similar"),
            ([[[lam, 0, 0], [0, lam, 0], [0, 0, mu]], [[lam, 1, 0], [0, mu, 0], [0, 0, mu]]], "eigenvalues-b"),
            ([[[lam, 0, 0], [0, mu, 0], [0, 0, mu]], [[lam, 1, 0], [0, lam, 0], [0, 0, mu]]], "eigenvalues-a"),
            ([[[lam, 0, 0], [0, lam, 0], [0, 0, mu]], [[lam, 1, 0], [1, lam, 0], [0, 0, mu]]], "eigenvalues-b"),
        ],
    ),
    "diag.give-symmetric-product": Case(
        lambda B, A, t, **_: close(B, B.T) and close(np.trace(B), t) and not close(np.array(A) @ B, (np.array(A) @ B).T),
        lambda A, t, **_: [
            [[t, 0], [0, 0]],
            [[0, 0], [0, t]],
            [[t + 50, 0], [0, -50]],
            [[t + half(99), 1], [1, half(-99)]],
            [[f"{t} + 50√2", 0], [0, "-50√2"]],
        ],
        lambda A, d, q, t: [
            ([[half(t), 0], [0, half(t)]], "product-not-symmetric"),
            ([[t, 1], [0, 0]], "symmetric"),
            ([[t + 1, 0], [0, 0]], "trace-given"),
            ([[half(t) + d[0] - d[1], 2 * q], [2 * q, half(t) - d[0] + d[1]]], "product-not-symmetric"),
            ([[t, q], [-q, 0]], "symmetric"),
        ],
    ),
    "eigen.give-no-real": Case(
        lambda A, a, b: close(A[0], [a, b]) and bool(np.all(np.abs(np.linalg.eigvals(A).imag) > 1e-5)),
        lambda a, b: [
            [[a, b], [-b, a]],
            [[a, b], [Fraction(-1, b), a]],
            [[a, b], [-100 * b, a + 3]],
            [[a, b], [-9 * b, half(2 * a + 1)]],
            [[a, b], [f"{-b}√2", a]],
        ],
        lambda a, b: [
            ([[a, b], [b, a]], "no-real-eigenvalue"),
            ([[a, b], [0, a]], "no-real-eigenvalue"),
            ([[a, b + 20], [-b - 20, a]], "first-row"),
            ([[a, b], [-b, a + 2 * b]], "no-real-eigenvalue"),
            ([[a, -b], [b, a]], "first-row"),
        ],
    ),
    "eigen.give-nilpotent": Case(
        lambda A, b, c: close(A[0], [0, b, c]) and np.linalg.matrix_rank(A, tol=1e-7) == 2
        and close(A @ A @ A, np.zeros((3, 3))),
        lambda b, c: [
            [[0, b, c], [0, 0, 1], [0, 0, 0]],
            [[0, b, c], [0, 0, 0], [0, 5, 0]],
            [[0, b, c], [0, 0, half(-3)], [0, 0, 0]],
            [[0, b, c], [0, 0, "√2"], [0, 0, 0]],
            [[0, b, c], [c, 0, 0], [-b, 0, 0]],
        ],
        lambda b, c: [
            ([[0, b, c], [0, 1, 0], [0, 0, 0]], "only-zero"),
            ([[0, b, c], [1, 0, 0], [0, 0, 0]], "only-zero"),
            ([[0, b, c], [0, 0, 0], [0, 0, 0]], "rank"),
            ([[0, b, c], [0, b * c, c * c], [0, -b * b, -b * c]], "rank"),
            ([[0, c + 19, b], [0, 0, 1], [0, 0, 0]], "first-row"),
        ],
    ),
    "eigen.give-full-matrix": Case(
        lambda A, p, q, **_: has_values(A, p, q) and bool(np.all(A != 0)),
        lambda p, q, **_: [
            [[p + 50, 50], [q - p - 50, q - 50]],
            [[p + 50, q - p - 50], [50, q - 50]],
            [[p + 50, -50], [-q + p + 50, q - 50]],
            [[p + half(101), half(101)], [q - p - half(101), q - half(101)]],
            [[f"{p} + 50√2", "50√2"], [f"{q - p} - 50√2", f"{q} - 50√2"]],
        ],
        lambda p, q, **_: [
            ([[p, 0], [0, q]], "no-zero"),
            ([[p, 1], [0, q]], "no-zero"),
            ([[p, 1], [1, q]], "eigenvalues-given"),
            ([[p + 50, 50], [p - q + 50, q - 50]], "eigenvalues-given"),
            ([[p + 50, 50], [q - p - 50, q + 50]], "eigenvalues-given"),
        ],
    ),
    "eigen.give-transpose": Case(
        lambda A, v, lam: close(A @ np.array(v), lam * np.array(v))
        and not close(np.linalg.det(np.column_stack([A.T @ np.array(v), v])), 0),
        lambda v, lam: [
            [[lam + v[1], -v[0]], [0, lam]],
            [[lam, 0], [v[1], lam - v[0]]],
            [[lam - 2 * v[1], 2 * v[0]], [v[1], lam - v[0]]],
            [[lam + half(v[1]), half(-v[0])], [0, lam]],
            [[f"{lam} + {v[1]}√2", f"{-v[0]}√2"], [0, lam]],
        ],
        lambda v, lam: [
            ([[lam, 0], [0, lam]], "not-of-transpose"),
            ([[lam + v[1] ** 2, -v[0] * v[1]], [-v[0] * v[1], lam + v[0] ** 2]], "not-of-transpose"),
            ([[lam + v[1], 0], [-v[0], lam]], "eigenvector"),
            ([[lam, 1], [0, lam]], "eigenvector"),
            ([[lam + v[0], -v[1]], [0, lam]], "eigenvector"),
        ],
    ),
    "rank.give-sum": Case(
        lambda B, A, **_: np.linalg.matrix_rank(B, tol=1e-7) == 2 and np.linalg.matrix_rank(B + np.array(A), tol=1e-7) == 1,
        lambda first, second, **_: [
            combined(1, first, -1, second),
            combined(-1, first, 1, second),
            combined(5, first, -1, second),
            combined(-1, first, half(1), second),
            combined(half(-3), first, -1, second),
        ],
        lambda A, first, second, **_: [
            (combined(-1, first, -1, second), "rank-of-sum"),
            (combined(1, first, 1, second), "rank-of-sum"),
            (combined(0, first, -1, second), "rank-of-b"),
            (combined(-1, first, 0, second), "rank-of-b"),
            ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "rank-of-b"),
        ],
    ),
    "rank.give-rank-one": Case(
        lambda A, row, t, **_: close(A[0], row) and np.linalg.matrix_rank(A, tol=1e-7) == 1 and close(np.trace(A), t),
        lambda row, k, t: [
            [row, *multiples(row, k[0] + step, k[1] - Fraction(step * row[1], row[2]))]
            for step in (0, 1, -1, half(1), 10)
        ],
        lambda row, k, t: [
            ([row, *multiples(row, k[0], k[1] + 1)], "trace-given"),
            ([row, *multiples(row[::-1], k[0], k[1])], "rank-one"),
            ([*multiples(row, 2, 2 * k[0], 2 * k[1])], "first-row"),
            ([row, [0, t - row[0], 0], [0, 0, 0]], "rank-one") if t != row[0] else ([row, [0, 0, 1], [0, 0, 0]], "rank-one"),
            ([row, *multiples(row, k[1], k[0] + 1)], "trace-given") if k[1] * row[1] + (k[0] + 1) * row[2] != t - row[0]
            else ([row, *multiples(row, k[1], k[0] + 2)], "trace-given"),
        ],
    ),
    "svd.give-not-absolute": Case(
        lambda A, lams: has_values(A, *lams)
        and not close(np.sort(np.linalg.svd(A, compute_uv=False)), sorted(map(abs, lams))),
        lambda lams: [
            [[lams[0], 1], [0, lams[1]]],
            [[lams[1], 0], [-5, lams[0]]],
            [[lams[0] + 50, 50], [lams[1] - lams[0] - 50, lams[1] - 50]],
            [[lams[0], half(1)], [0, lams[1]]],
            [[lams[0], "√2"], [0, lams[1]]],
        ],
        lambda lams: [
            ([[lams[0], 0], [0, lams[1]]], "other-singular-values"),
            ([[half(sum(lams)), half(lams[0] - lams[1])], [half(lams[0] - lams[1]), half(sum(lams))]], "other-singular-values"),
            ([[lams[0], 1], [1, lams[1]]], "eigenvalues-given"),
            ([[lams[0] + 1, 1], [0, lams[1]]], "eigenvalues-given"),
            ([[lams[0], 1], [0, lams[1] + 1]], "eigenvalues-given"),
        ],
    ),
    "svd.give-values": Case(
        lambda A, s, g, **_: close(np.linalg.svd(A, compute_uv=False), s) and np.linalg.det(A) * g > 0 and bool(np.all(A != 0)),
        lambda s, g, **_: [
            turned(Fraction(3, 5), Fraction(4, 5), s[0], g * s[1]),
            turned(Fraction(-4, 5), Fraction(3, 5), s[0], g * s[1]),
            turned(Fraction(5, 13), Fraction(12, 13), s[1], g * s[0]),
            turned(Fraction(5, 13), Fraction(-12, 13), -s[0], -g * s[1]),
            [[f"{s[0]}/√2", f"{-g * s[1]}/√2"], [f"{s[0]}/√2", f"{g * s[1]}/√2"]],
        ],
        lambda s, g, **_: [
            ([[s[0], 0], [0, g * s[1]]], "no-zero"),
            (turned(Fraction(3, 5), Fraction(4, 5), s[0], -g * s[1]), "sign-of-determinant"),
            (turned(3, 4, s[0], g * s[1]), "singular-values-given"),
            (turned(Fraction(3, 5), Fraction(4, 5), s[0], g * s[0]), "singular-values-given"),
            ([[s[0], 1], [1, g * s[1] * 2]], "singular-values-given"),
        ],
    ),
    "orth.give-reflection": Case(
        lambda Q, v, **_: close(Q.T @ Q, np.eye(3)) and close(Q @ np.array(v), -np.array(v)) and not close(Q, -np.eye(3)),
        lambda v, **_: [mirror(v), *turns(v)],
        lambda v, **_: [
            ([[-1, 0, 0], [0, -1, 0], [0, 0, -1]], "not-minus-identity"),
            ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "turns-around"),
            ([[-x for x in row] for row in mirror(v)], "turns-around"),
            ([[-1, 0, 0], [0, -1, 0], [0, 0, 1]], "turns-around"),
            ([[2 * x for x in row] for row in mirror(v)], "orthogonal"),
        ],
    ),
    "orth.give-ill-conditioned": Case(
        lambda A, d, K: close(np.linalg.det(A), d) and np.linalg.cond(A) > K,
        lambda d, K: [
            [[1, K], [0, d]],
            [[d, -K], [0, 1]],
            [[1, 2 * K], [0, d]],
            [[half(1), K], [0, 2 * d]],
            [[f"{K}√2", 0], [0, f"{d}/√{2 * K * K}"]],
        ],
        lambda d, K: [
            ([[1, 1], [0, d]], "condition-number"),
            ([[1, K], [0, -d]], "determinant"),
            ([[K, 0], [0, 1]], "determinant"),
            ([[0, 0], [0, 0]], "condition-number"),
            ([[d, 1], [0, 1]], "condition-number"),
        ],
    ),
    "pca.give-uncentered": Case(
        lambda X, m, e, b: close(X[0], [m + e, b]) and close(X.mean(axis=0), [m, 0])
        and leading(X - X.mean(axis=0), [0, 1]) and leading(X, [1, 0]),
        lambda m, e, b: [
            [[m + e, b], [m - e, b], [m + e, -b], [m - e, -b]],
            [[m + e, b], [m - e, b], [m + 1 - e % 2, -b], [m - 1 + e % 2, -b]],
            [[m + e, b], [m + half(3), -b], [m - half(3), -b], [m - e, b]],
            [[m + e, b], [m - e, b], [m, half(1) - b], [m, half(-1) - b]],
            [[m + e, b], [m - e, b], [m, f"{-b} + √{2}"], [m, f"{-b} - √{2}"]],
        ],
        lambda m, e, b: [
            ([[m + e, b], [m - e, -b], [m, 0], [m, 0]], "no-covariance") if e else
            ([[m, b], [m + 1, -b], [m - 1, 0], [m, 0]], "no-covariance"),
            ([[m + e, b], [m - e, b], [m + e, -b], [m - e, 1 - b]], "mean-given"),
            ([[m - e + 1, b], [m + e - 1, b], [m - e + 1, -b], [m + e - 1, -b]], "first-point"),
            ([[m + e, b], [2 * m - m - e, b], [m + 20, -b], [m - 20, -b]], "second-varies-more"),
            ([[m + e, b], [m - e, b], [m, 20], [m, -2 * b - 20]], "first-is-longer"),
        ],
    ),
    "cov.give-dependent": Case(
        lambda X, m, c: close(X[:, 1], (X[:, 0] - m) ** 2 + c) and len(set(np.round(X[:, 0], 9))) == 4
        and close(np.cov(X[:, 0], X[:, 1])[0, 1], 0),
        lambda m, c: [
            parabola(m, c, -2, -1, 1, 2),
            parabola(m, c, 3, -3, 5, -5),
            parabola(m, c, half(1), half(-1), 4, -4),
            parabola(m, c, 10, 20, -10, -20),
            [[f"{m} + √2", c + 2], [f"{m} - √2", c + 2], [m + 1, c + 1], [m - 1, c + 1]],
        ],
        lambda m, c: [
            (parabola(m, c, -2, -2, 2, 2), "different-x"),
            (parabola(m, c, 0, 1, 2, 3), "no-covariance"),
            (parabola(m, -c, -2, -1, 1, 2), "on-the-parabola"),
            (parabola(m, c, -2, -1, 1, 3), "no-covariance"),
            (parabola(-m, c, -2, -1, 1, 2), "on-the-parabola"),
        ],
    ),
    "evr.give-share": Case(
        lambda C, t, s, **_: close(C, C.T) and not close(C[0, 1], 0)
        and close(np.linalg.eigvalsh(C), [float(t * (1 - s)), float(t * s)]),
        lambda t, s, **_: [
            spread(Fraction(1, 2), Fraction(1, 2), t * s, t * (1 - s)),
            spread(Fraction(9, 25), Fraction(12, 25), t * s, t * (1 - s)),
            spread(Fraction(9, 25), Fraction(-12, 25), t * s, t * (1 - s)),
            spread(Fraction(16, 25), Fraction(12, 25), t * s, t * (1 - s)),
            spread(Fraction(25, 169), Fraction(60, 169), t * s, t * (1 - s)),
        ],
        lambda t, s, **_: [
            ([[t * s, 0], [0, t * (1 - s)]], "not-diagonal"),
            ([[t * s, 1], [0, t * (1 - s)]], "symmetric"),
            (spread(Fraction(9, 25), Fraction(12, 25), s, 1 - s), "total-variance"),
            ([[half(t), s], [s, half(t)]] if 2 * s != (2 * s - 1) * t else [[half(t), 1], [1, half(t)]], "share"),
            ([[t * s, 1], [1, t * (1 - s)]], "share"),
        ],
    ),
    "lowrank.give-closest": Case(
        lambda A, B, **_: np.linalg.matrix_rank(A, tol=1e-7) == 2 and close(best(A), B),
        lambda u, v, B: [combined(1, B, k, second_layer(u, v)) for k in (1, -1, half(1), Fraction(3, 2), half(-1))],
        lambda u, v, B: [
            (B, "rank-two"),
            (combined(1, B, 2, second_layer(u, v)), "rest-is-smaller"),
            (combined(1, B, 3, second_layer(u, v)), "rest-is-smaller"),
            (combined(1, B, 1, [[1, 0], [0, 0]]), "columns-perpendicular"),
            (combined(2, B, 1, second_layer(u, v)), "rows-perpendicular"),
        ],
    ),
}  # fmt: skip


@cache
def posed(question: str, seed: int) -> Exercise:
    return pose(load_banks(None, known_names()).questions[question], seed)


def values(exercise: Exercise) -> dict[str, Any]:
    """Return what is drawn: whole numbers as integers, arrays as lists."""
    assert exercise.construct is not None
    return {name: plain(value) for name, value in exercise.construct.values.items()}


def plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def objects(exercise: Exercise, answer: Rows) -> list[Rows]:
    return list(answer) if exercise.form is Form.FACTORS else [answer]


def typed(exercise: Exercise, answer: Rows, write: Callable[[Rows], str]) -> str:
    assert exercise.construct is not None
    texts = [write(rows) for rows in objects(exercise, answer)]
    return (
        texts[0]
        if len(texts) == 1
        else " | ".join(f"{n} = {t}" for n, t in zip(exercise.construct.names, texts, strict=True))
    )


def nested(rows: Rows) -> str:
    return f"[{', '.join(nested(x) if isinstance(x, list) else str(x) for x in rows)}]"


def by_rows(rows: Rows) -> str:
    return (
        f"[{'; '.join(', '.join(map(str, row)) for row in rows)}]"
        if isinstance(rows[0], list)
        else ", ".join(map(str, rows))
    )


def latex(rows: Rows) -> str:
    lines = rows if isinstance(rows[0], list) else [[x] for x in rows]
    body = r" \\ ".join(" & ".join(map(str, row)) for row in lines)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def arrays(exercise: Exercise, answer: Rows) -> dict[str, Any]:
    """Return the objects as arrays, their texts worked out by Python."""
    assert exercise.construct is not None
    return {n: np.array(numbers(o)) for n, o in zip(exercise.construct.names, objects(exercise, answer), strict=True)}


def numbers(rows: Any) -> Any:
    if isinstance(rows, list):
        return [numbers(x) for x in rows]
    return worked_out(rows) if isinstance(rows, str) else float(rows)


def worked_out(text: str) -> float:
    """Return what a text with roots is, such as 3√2 or 1 - 3/√2."""
    total, sign = 0.0, 1.0
    for word in text.split():
        if word in "+-":
            sign = 1.0 if word == "+" else -1.0
            continue
        above, _, below = word.partition("/")
        total, sign = total + sign * factor(above) / factor(below or "1"), 1.0
    return total


def factor(text: str) -> float:
    before, root, radicand = text.partition("√")
    lead = {"": 1.0, "-": -1.0}.get(before)
    return (float(before) if lead is None else lead) * (float(radicand) ** 0.5 if root else 1.0)


def test_every_construct_question_has_a_case() -> None:
    asked = {q.id for q in load_banks(None, known_names()).questions.values() if q.kind == "construct"}
    assert CASES.keys() == asked


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("question", CASES)
def test_five_answers_that_meet_the_conditions_are_right_however_they_are_written(question: str, seed: int) -> None:
    exercise, case = posed(question, seed), CASES[question]
    drawn = values(exercise)
    answers = case.right(**drawn)
    assert len({nested(answer) for answer in answers}) >= 5
    for answer in answers:
        assert case.holds(**arrays(exercise, answer), **drawn), answer
        for write in (nested, by_rows, latex):
            verdict = grade_exercise(exercise, typed(exercise, answer, write))
            assert verdict.outcome is Outcome.RIGHT, (typed(exercise, answer, write), verdict.feedback)
            assert verdict.credit == 1


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("question", CASES)
def test_five_answers_that_nearly_meet_them_are_wrong_and_what_fails_is_named(question: str, seed: int) -> None:
    exercise, case = posed(question, seed), CASES[question]
    drawn = values(exercise)
    nearly = case.near(**drawn)
    assert len(nearly) >= 5
    for answer, condition in nearly:
        assert not case.holds(**arrays(exercise, answer), **drawn), answer
        verdict = grade_exercise(exercise, typed(exercise, answer, nested))
        assert verdict.outcome is Outcome.WRONG, answer
        failed = [check.name for check in verdict.checks if not check.passed]
        assert condition in failed, (answer, failed)
        assert verdict.fails
        assert "The condition `" not in verdict.fails


def test_a_rounded_root_is_right_with_four_digits_and_a_short_decimal_counts_as_it_stands() -> None:
    exercise = posed("rank.give-product-zero", 1)
    drawn = values(exercise)
    assert drawn["v"] == [2, 4]
    assert grade_exercise(exercise, "[[1.4142, 0], [-0.7071, 0]]").outcome is Outcome.RIGHT
    assert grade_exercise(exercise, "[[1.4, 0], [-0.7, 0]]").outcome is Outcome.RIGHT  # 2 · 1.4 − 4 · 0.7 = 0
    verdict = grade_exercise(exercise, "[[1.4, 0], [-0.71, 0]]")
    assert verdict.outcome is Outcome.WRONG
    assert verdict.fails.endswith(construct_answers.AS_TYPED)
    assert construct_answers.AS_TYPED not in grade_exercise(exercise, "[[1.5, 0], [-0.71, 0]]").fails


NEARLY = [
    ("evr.give-share", 9004, "27.75 1/3; 1/3 9.25"), ("evr.give-share", 9004, "27.75 0.125; 0.125 9.25"),
    ("evr.give-share", 9004, "27.75 0.0001; 0.0001 9.25"), ("evr.give-share", 9004, "27.75 0.00012345; 0.00012345 9.25"),
    ("evr.give-share", 9001, "12.1 1; 1 9.9"), ("evr.give-share", 9003, "32.30 0.125; 0.125 5.70"),
    ("eigen.give-full-matrix", 9001, "-5.00 0.125; 0.125 -4.00"), ("eigen.give-full-matrix", 9002, "7.00 0.125; 0.125 -7.00"),
    ("svd.give-values", 9001, "13.00 0.125; 0.125 -7.00"), ("svd.give-not-absolute", 9001, "7.00 0.125; 0.125 2.00"),
    ("svd.give-not-absolute", 9004, "6.00 0.0125; 0.0125 0.00"), ("diag.give-defective", 9001, "9.00 1.00; -4.01 5.00"),
    ("diag.give-invertible-defective", 9001, "1.00 9.00; -9.00 19.01"), ("eigen.give-eigenvector", 9001, "-1.00 0.00125; 0.00125 -1.00"),
    ("rank.give-product-zero", 9001, "3.00 0; -1.001 0"), ("cov.give-dependent", 9001, "-4.00 -2.00; -3.00 -5.00; -1.01 -5.02; 0 -2"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "seed", "answer"), NEARLY)
def test_a_decimal_of_ones_own_is_no_rounded_one(question: str, seed: int, answer: str) -> None:
    verdict = grade_exercise(posed(question, seed), answer)
    assert (verdict.outcome, verdict.credit) == (Outcome.WRONG, 0.0)


@pytest.mark.parametrize("question", CASES)
def test_after_an_answer_nothing_is_said_of_another_matrix(question: str) -> None:
    """The steps are about the example: none of them is said of what was typed."""
    exercise, case = posed(question, 1), CASES[question]
    right = case.right(**values(exercise))[0]
    assert grade_exercise(exercise, typed(exercise, right, nested)).feedback == construct_answers.MET
    near, _ = case.near(**values(exercise))[0]
    verdict = grade_exercise(exercise, typed(exercise, near, nested))
    assert verdict.feedback == verdict.fails
    assert not any(step in verdict.feedback for step in exercise.steps)


def test_complex_entries_and_another_shape_are_named_as_such() -> None:
    exercise = posed("diag.give-defective", 1)
    verdict = grade_exercise(exercise, "[[i, 1], [0, 1]]")
    assert [c.name for c in verdict.checks if not c.passed] == ["real"]
    assert verdict.fails == "The question asks for real numbers."
    verdict = grade_exercise(exercise, "[[1, 2, 3], [4, 5, 6]]")
    assert verdict.fails == "Wrong shape: expected 2×2, got 2×3."
    assert not verdict.costs_a_try


def test_residuals_say_how_far_each_condition_is_from_holding() -> None:
    exercise = posed("eigen.give-sum", 1)
    assert values(exercise) == {"k": -30}
    verdict = grade_exercise(exercise, "A = [[0, 30], [0, 0]] | B = [[0, 0], [2, 0]]")
    assert {c.name: (c.passed, c.residual) for c in verdict.checks} == {
        "shape": (True, 0.0),
        "zero-only-a": (True, 0.0),
        "zero-only-b": (True, 0.0),
        "determinant-of-sum": (False, 30.0),
    }
    assert verdict.so_far == ""
