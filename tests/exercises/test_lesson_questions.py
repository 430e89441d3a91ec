"""What the questions on denoising, on centering and on scikit-learn say is so, seen by NumPy and by scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

from decompdrill import api
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.pose import pose
from decompdrill.pictures.shipped import shipped_table


@pytest.mark.parametrize("mu", [(60, 80), (120, 50), (80, 150)])
def test_uncentered_data_have_their_first_direction_along_the_mean(mu: tuple[int, int]) -> None:
    rng = np.random.default_rng(1)
    along = np.array(mu) / np.linalg.norm(mu)
    across = np.array([-along[1], along[0]])
    X = np.array(mu) + rng.normal(0, 3, (80, 1)) * across + rng.normal(0, 0.5, (80, 1)) * along
    first = np.linalg.svd(X)[2][0]
    centered = np.linalg.svd(X - X.mean(axis=0))[2][0]
    assert abs(first @ along) > 0.999
    assert abs(centered @ across) > 0.99


def test_dropping_the_small_singular_values_removes_most_of_the_noise() -> None:
    rng = np.random.default_rng(2)
    for m in (60, 80, 100, 150):
        U, V = np.linalg.qr(rng.normal(size=(m, 2)))[0], np.linalg.qr(rng.normal(size=(m, 2)))[0]
        signal = U @ np.diag([80.0, 40.0]) @ V.T
        noisy = signal + rng.normal(0, 1.4 / (2 * np.sqrt(m)), (m, m))
        u, s, vt = np.linalg.svd(noisy)
        assert s[1] > 30
        assert 1.0 < s[4] < s[2] < 1.6
        assert np.linalg.norm(u[:, :2] * s[:2] @ vt[:2] - signal) < np.linalg.norm(noisy - signal) / 3


def test_the_five_lines_give_what_is_said() -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    for k in (1, 2, 3, 4):
        pca = decomposition.PCA(n_components=k)
        Z = pca.fit_transform(preprocessing.StandardScaler().fit_transform(shipped_table("iris").values))
        assert Z.shape == (150, k)
        assert pca.components_.shape == (k, 4)
        assert pca.explained_variance_ratio_[:2].round(4).tolist() == [0.7296, 0.2285][:k]


def test_the_forward_line_of_pytorch_is_that_of_numpy() -> None:
    question = api.open_bank().banks.question("lora.code-forward")
    exercise = pose(question, 1)
    assert grade_exercise(exercise, "(W + B @ A) @ x").outcome is api.Outcome.RIGHT
    assert grade_exercise(exercise, "W @ x + (B @ A) @ x").outcome is api.Outcome.RIGHT
    assert grade_exercise(exercise, "x @ W.T + (x @ A.T) @ B.T").outcome is api.Outcome.RIGHT
    assert grade_exercise(exercise, "W @ x + A @ (B @ x)").outcome is not api.Outcome.RIGHT
