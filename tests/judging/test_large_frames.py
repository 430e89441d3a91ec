"""Singular vectors of a value that stands many times are free to turn: any frame is right, however large, as rounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from decompdrill.exercises.grade import grade, task_of
from decompdrill.exercises.showing import show_reference
from decompdrill.model import Outcome

Array = NDArray[np.float64]


def typed(M: Array, places: int) -> str:
    """Return a matrix as somebody would type it: what is zero as 0, the others rounded."""
    rows = (" ".join("0" if abs(x) < 1e-12 else f"{x:.{places}f}" for x in row) for row in M)
    return f"[{'; '.join(rows)}]"


def factors(U: Array, values: Array, Vt: Array, places: int) -> str:
    return f"U = {typed(U, places)}; S = {', '.join(f'{x:.8g}' for x in values)}; Vt = {typed(Vt, places)}"


def frame(n: int, seed: int) -> Array:
    Q: Array = np.linalg.qr(np.random.default_rng(seed).normal(size=(n, n)))[0]
    return Q


def in_blocks(n: int, seed: int) -> Array:
    """Return a frame of two blocks, the rest of which is zero."""
    Q, half = np.zeros((n, n)), n // 2
    Q[:half, :half], Q[half:, half:] = frame(half, seed), frame(n - half, seed + 1)
    return Q


@pytest.mark.parametrize("places", [3, 4, 8])
@pytest.mark.parametrize("make", [frame, in_blocks])
@pytest.mark.parametrize("n", [8, 12, 16, 20])
def test_any_frame_of_a_repeated_value_is_right_as_rounded(
    n: int, make: Callable[[int, int], Array], places: int
) -> None:
    Q = make(n, n)
    given: dict[str, Any] = {"A": (2 * np.eye(n, dtype=int)).tolist()}
    assert grade("svd", given, factors(Q, np.full(n, 2.0), Q.T, places)).outcome is Outcome.RIGHT
    off = Q.copy()
    off[0, 0] += 0.02
    assert grade("svd", given, factors(off, np.full(n, 2.0), Q.T, places)).outcome is Outcome.WRONG


@pytest.mark.parametrize("places", [4, 8])
@pytest.mark.parametrize("n", [8, 12, 16, 20])
def test_vectors_beside_a_rank_of_one_are_right_as_numpy_gives_them(n: int, places: int) -> None:
    """Those of the value 0 have many exact zeros, which a rounded frame must meet."""
    A = np.ones((n, n))
    given: dict[str, Any] = {"A": A.astype(int).tolist()}
    U, values, Vt = np.linalg.svd(A)
    values[1:] = 0
    assert grade("svd", given, factors(U, values, Vt, places)).outcome is Outcome.RIGHT
    U[:, [1, 2]] = U[:, [1, 1]]
    assert grade("svd", given, factors(U, values, Vt, places)).outcome is Outcome.WRONG


OWN: dict[str, Any] = {
    "12 equal rows": [list(range(1, 13))] * 12,
    "ones": [[1] * 20] * 20,
    "one root": [["sqrt(2)" if i == j else 0 for j in range(25)] for i in range(25)],
    "identity": np.eye(30, dtype=int).tolist(),
    "far apart": np.diag([10.0 ** (i % 7) for i in range(20)]).tolist(),
    "rank 3": (np.arange(60).reshape(20, 3) % 7 @ (np.arange(60).reshape(3, 20) % 5)).tolist(),
}


@pytest.mark.parametrize("name", OWN)
def test_the_singular_values_and_vectors_that_are_shown_are_right(name: str) -> None:
    given = {"A": OWN[name]}
    assert grade("svd", given, show_reference(task_of("svd", given))).outcome is Outcome.RIGHT
