"""The questions on 4×4 and 5×5 matrices: the key is what NumPy finds, for many draws."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from decompdrill import api
from decompdrill.exercises.pose import pose

Floats = NDArray[np.float64]
BY_NUMPY: dict[str, Callable[[Floats], NDArray[Any]]] = {
    "eigenvalues": lambda A: np.sort_complex(np.linalg.eigvals(A)).real,
    "determinant": lambda A: np.array([np.linalg.det(A)]),
    "rank": lambda A: np.array([np.linalg.matrix_rank(A)]),
    "singular-values": lambda A: np.sort(np.linalg.svd(A, compute_uv=False)),
}
QUESTIONS = (
    "eigen.triangular-large",
    "eigen.block-triangular",
    "eigen.block-diagonal",
    "eigen.determinant-blocks",
    "eigen.determinant-5x5",
    "rank.five-rows",
    "rank.blocks",
    "svd.values-diagonal-large",
    "svd.values-one-per-row",
    "svd.values-orthogonal-columns-large",
)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_key_is_what_numpy_finds(name: str) -> None:
    question = api.open_bank().banks.question(name)
    for seed in range(1, 41):
        exercise = pose(question, seed)
        A = np.array(exercise.given["A"], dtype=np.float64)
        assert min(A.shape) >= 3
        assert len(A) >= 4
        key = np.sort(np.array(exercise.answer.rows[0], dtype=np.float64))
        assert np.allclose(key, BY_NUMPY[exercise.kind](A), atol=1e-5), (name, seed)


def test_at_least_eight_questions_draw_square_matrices_of_four_and_five_rows_with_exact_keys() -> None:
    banks = api.open_bank().banks
    drawn = {name: [pose(banks.question(name), seed) for seed in range(1, 13)] for name in QUESTIONS}
    sizes = {
        name: {np.array(exercise.given["A"], dtype=np.float64).shape for exercise in exercises}
        for name, exercises in drawn.items()
    }
    assert sum(1 for shapes in sizes.values() if shapes & {(4, 4), (5, 5)}) >= 8, sizes
    assert {(4, 4), (5, 5)} <= set().union(*sizes.values())
    for exercise in (exercise for exercises in drawn.values() for exercise in exercises):
        assert all(isinstance(entry, Fraction | int) for entry in exercise.answer.rows[0]), exercise.token
