"""What topics and questions say of NumPy, scikit-learn and PEFT, tried on the versions that are installed: see docs/sources.md."""

from __future__ import annotations

import numpy as np
import pytest


def version(text: str) -> tuple[int, int]:
    major, minor, *_ = text.split(".")
    return int(major), int(minor)


NUMPY = version(np.__version__)


def test_eig_is_complex_from_numpy_2_5_on_and_real_before_where_the_eigenvalues_are() -> None:
    values, vectors = np.linalg.eig(np.array([[2.0, 1.0], [1.0, 2.0]]))
    is_complex = NUMPY >= (2, 5)
    assert (values.dtype.kind == "c") is (vectors.dtype.kind == "c") is is_complex
    assert (np.linalg.eigvals(np.array([[2.0, 1.0], [2.0, 3.0]])).dtype.kind == "c") is is_complex
    assert np.linalg.eig(np.array([[0.0, -1.0], [1.0, 0.0]]))[0].dtype.kind == "c"


def test_cov_takes_the_rows_for_the_variables_and_divides_by_n_minus_1() -> None:
    X = np.random.default_rng(1).normal(size=(9, 3))
    Xc = X - X.mean(axis=0)
    assert np.cov(X).shape == (9, 9)
    assert np.allclose(np.cov(X, rowvar=False), Xc.T @ Xc / 8)
    assert np.allclose(np.cov(X.T), Xc.T @ Xc / 8)
    assert np.allclose(X.var(axis=0), (Xc**2).sum(axis=0) / 9)
    assert np.allclose(X.std(axis=0, ddof=1) ** 2, np.diag(np.cov(X.T)))


@pytest.mark.skipif(NUMPY < (2, 0), reason="rtol came with NumPy 2.0")
def test_matrix_rank_takes_an_absolute_and_a_relative_threshold() -> None:
    A = np.diag([5.0, 0.3, 1e-15, 2e-16])
    assert np.linalg.matrix_rank(A) == 2
    assert np.linalg.matrix_rank(A, tol=1.0) == 1
    assert np.linalg.matrix_rank(A, rtol=0.01) == 2
    assert np.linalg.matrix_rank(A, rtol=0.1) == 1


def test_pca_takes_the_covariance_of_tall_data_and_full_takes_the_svd() -> None:
    sklearn = pytest.importorskip("sklearn", minversion="1.5")
    PCA = pytest.importorskip("sklearn.decomposition").PCA
    assert version(sklearn.__version__) >= (1, 5)
    rng = np.random.default_rng(2)
    solvers = {
        shape: PCA(n_components=k).fit(rng.normal(size=shape))._fit_svd_solver
        for shape, k in (((1000, 50), None), ((300, 50), None), ((1100, 1050), 5))
    }
    assert solvers == {(1000, 50): "covariance_eigh", (300, 50): "full", (1100, 1050): "randomized"}
    assert PCA(svd_solver="full").fit(rng.normal(size=(1000, 50)))._fit_svd_solver == "full"


def test_pca_centers_and_does_not_scale_and_truncated_svd_does_neither() -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    X = np.random.default_rng(3).normal(size=(40, 3)) * [1, 5, 20] + [100, 50, 10]
    Xc = X - X.mean(axis=0)
    pca = decomposition.PCA(svd_solver="full").fit(X)
    s = np.linalg.svd(Xc, compute_uv=False)
    assert np.allclose(pca.mean_, X.mean(axis=0))
    assert np.allclose(pca.singular_values_, s)
    assert np.allclose(pca.explained_variance_, s**2 / 39)
    assert np.allclose(np.abs(pca.transform(X)), np.abs(Xc @ np.linalg.svd(Xc)[2].T))
    truncated = decomposition.TruncatedSVD(n_components=1, algorithm="arpack").fit(X)
    assert np.allclose(truncated.singular_values_, np.linalg.svd(X, compute_uv=False)[0])


def test_standard_scaler_divides_by_n_and_leaves_a_constant_column_at_0() -> None:
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    X = np.array([[1.0, 7.0], [2.0, 7.0], [6.0, 7.0]])
    Z = preprocessing.StandardScaler().fit_transform(X)
    assert np.allclose(Z[:, 0], (X[:, 0] - 3) / X[:, 0].std())
    assert np.allclose(Z[:, 1], 0)


def test_peft_scales_by_alpha_over_r_and_starts_at_no_update() -> None:
    torch = pytest.importorskip("torch")
    peft = pytest.importorskip("peft")
    config = peft.LoraConfig(r=2, lora_alpha=8, target_modules=["0"])
    layer = peft.get_peft_model(torch.nn.Sequential(torch.nn.Linear(6, 4)), config).base_model.model[0]
    assert layer.scaling["default"] == 4.0
    assert not layer.lora_B["default"].weight.any()
    assert layer.lora_A["default"].weight.any()
    assert tuple(layer.lora_A["default"].weight.shape) == (2, 6)
    assert tuple(layer.lora_B["default"].weight.shape) == (4, 2)
