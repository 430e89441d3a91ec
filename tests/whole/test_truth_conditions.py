"""What drawn questions and topics say has its condition, and the matrix that is named is the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest

from decompdrill.bank.load import load_banks
from decompdrill.bank.question import Question
from decompdrill.exercises import grade
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.io.folders import shipped_dir
from decompdrill.maths.surd import as_float
from decompdrill.model import Exercise, Outcome, Raw
from tests.feedback import feedback_of, shown


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    return dict(load_banks(None, known_names()).questions)


def drawn(name: str, seed: int = 1) -> Exercise:
    return pose(questions()[name], seed)


def text_of(file: str) -> str:
    """Return a file of the shipped questions with its lines run together."""
    return " ".join((shipped_dir() / file).read_text(encoding="utf-8").split())


def matrix_of(prompt: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the first matrix of integers in a prompt."""
    found = re.search(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", prompt)
    assert found
    return np.array([[int(x) for x in row.split("&")] for row in found[1].split(r"\\")])


# ---- the matrix that is named is the one that is meant -----------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 21))
def test_the_ellipse_is_told_of_the_product_that_the_prompt_names(seed: int) -> None:
    exercise = drawn("svd.ellipse-direction", seed)
    B, A, gram = (
        np.array([[int(x) for x in row.split("&")] for row in matrix.split(r"\\")])
        for matrix in re.findall(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", exercise.prompt)
    )
    assert (B @ B.T == A).all()
    assert (gram == B.T @ B).all()
    right = grade.grade_exercise(exercise, ", ".join(str(x) for x in np.linalg.eigh(A)[1][:, 1]))
    said = re.match(r"\(A − (\d+)I\)v = 0 is solved by v = \[(−?\d+), (−?\d+)\]", feedback_of(right).split(". ")[-2])
    assert right.outcome is Outcome.RIGHT
    assert said, feedback_of(right)
    value, *v = (int(x.replace("−", "-")) for x in said.groups())
    assert (A @ v == value * np.array(v)).all()


# ---- wrong options are wrong -------------------------------------------------------------------------------------------

SAVES: dict[str, Callable[[int, int, int], bool]] = {
    "sigma-forgotten": lambda k, m, n: k * m + k * n < m * n,
    "sigma-as-matrix": lambda k, m, n: k * m + k * k + k * n < m * n,
    "full-rank": lambda k, m, n: k < min(m, n),
    "half-the-rank": lambda k, m, n: 2 * k < min(m, n),
    "mean-for-bound": lambda k, m, n: 2 * k < m + n + 1,
    "k-squared": lambda k, m, n: k * k < m * n,
    "one-factor-forgotten": lambda k, m, n: k * (m + 1) < m * n,
}


def test_each_wrong_inequality_admits_another_k_than_the_right_one() -> None:
    offered = set()
    for seed in range(1, 121):
        exercise = drawn("lowrank.worth", seed)
        m, n = (int(x) for x in re.findall(r"shape (\d+)×(\d+)", exercise.prompt)[0])
        right = {k for k in range(1, m + n + 2) if k * (m + n + 1) < m * n}
        for slip in (choice.slip for choice in exercise.choices if choice.slip):
            assert {k for k in range(1, m + n + 2) if SAVES[slip](k, m, n)} != right, (seed, slip)
            offered.add(slip)
    assert offered == SAVES.keys()


def test_the_ratios_that_look_random_are_those_of_noise() -> None:
    """Gaussian noise of the shape in the prompt, twelve times."""
    rng = np.random.default_rng(1)
    seen = {}
    for seed in range(1, 61):
        prompt = shown(drawn("evr.structured-or-random", seed).prompt)
        n, p = (int(x) for x in re.findall(r"have (\d+) samples of (\d+) features", prompt)[0])
        lists = [[float(x) for x in found.split(", ")] for found in re.findall(r"[AB]: ([\d., ]+)", prompt)]
        seen[n, p] = min(lists)
    assert len(seen) > 5
    for (n, p), told in seen.items():
        ratios = []
        for _ in range(12):
            X = rng.standard_normal((n, p))
            s = np.linalg.svd(X - X.mean(axis=0), compute_uv=False) ** 2
            ratios.append(s[:4] / s.sum())
        assert np.allclose(np.mean(ratios, axis=0), told, atol=0.0015), (n, p)
        assert 1.8 < told[0] * p < 2.4  # "about twice as large", says the hint


# ---- conditions --------------------------------------------------------------------------------------------------------

CONDITIONS = [
    # U = V = I keeps the axes
    ("svd.yaml", "stretches along the columns of $V$, which are not, in general, the axes", "not along the axes"),
    # a diagonal C has the features for its components
    ("pca.yaml", "The covariance matrix of four correlated features", "The covariance matrix of four features"),
    # np.cov(X) takes row means, PCA(whiten=True) scales the scores
    (
        "pca.yaml",
        "`PCA` and `np.cov(X, rowvar=False)` subtract the column means and by default do not scale",
        "`PCA` and `np.cov` subtract",
    ),
    (
        "topics/centering.md",
        "Not for scikit-learn's `PCA` nor for `np.cov(X, rowvar=False)`: they center automatically",
        "nor for `np.cov`:",
    ),
    # the sum of row i is the covariance of feature i with the sum of all features
    ("covariance.yaml", "the sum of a row, which is not a variance of feature {{ i }}", "means nothing"),
    # t-SNE and UMAP give no way back
    ("explained-variance.yaml", "may show it in a picture; a picture is not a compression", "t-SNE may serve"),
    ("topics/explained-variance.md", "show structure in a picture; they are not a compression", "may serve"),
    # 0.023 is noise only for so many samples
    (
        "topics/explained-variance.md",
        "0.023, 0.022, 0.021 for 450 samples of 90 features looks like noise",
        "",
    ),
    ("lora.yaml", r"is merged into the weights $W$, with the scaling $\alpha/r = 1$", ""),
    ("lora.yaml", r"has a trained LoRA update $BA$ of rank 1, with the scaling $\alpha/r = 1$", ""),
    ("topics/lora.md", r"$W + (\alpha/r)BA$, as in the paper that introduced LoRA", "Many programs also"),
    ("topics/lora.md", "$B$ starts at zero and $A$ at random", "one of the factors"),
    # those beyond the shorter side have no partner
    ("topics/glossary.md", r"They come in pairs, $Av_i = \sigma_i u_i$ for $i \le \min(m, n)$", r"\sigma_i u_i$;"),
    (
        "topics/numerical-rank.md",
        "In machine learning, effective rank mostly means a number that needs no threshold",
        "",
    ),
    # scikit-learn decides by the shape
    ("topics/numpy.md", '`svd_solver="full"` always takes the SVD', ""),
    ("topics/pca.md", '`svd_solver="full"` takes the SVD', ""),
    # with a repeated λ₁ there are more directions than two
    ("topics/pca.md", r"where $\lambda_1$ is repeated, any unit vector of its eigenspace", "Both signs are right"),
    # the multiples of an eigenvector are eigenvectors too
    (
        "diagonalization.yaml",
        "A double root has one or two linearly independent eigenvectors",
        "at least one eigenvector",
    ),
    # 0 has no line
    ("diagonalization.yaml", "every real vector except $0$ is turned off its line", "every real vector is turned"),
    ("diagonalization.yaml", "no real vector except the zero vector keeps its line", "no real vector keeps its line"),
    # min(m, n)/2 is the limit where the sides differ by 1, and nearly where they are equal
    (
        "low-rank.yaml",
        "Half the shorter side is not the limit here",
        "Half the rank is the limit",
    ),
]


@pytest.mark.parametrize(("file", "said", "too_much"), CONDITIONS, ids=[c[0] for c in CONDITIONS])
def test_a_sentence_names_the_condition_without_which_it_is_false(file: str, said: str, too_much: str) -> None:
    assert said in text_of(file)
    assert not too_much or too_much not in text_of(file)


# ---- what is said holds for the answer that was typed ------------------------------------------------------------------


def said_of(name: str, seed: int, answer: str) -> str:
    verdict = grade.grade_exercise(drawn(name, seed), answer)
    assert verdict.outcome is Outcome.WRONG, answer
    return shown(f"{verdict.so_far} {verdict.feedback}")


@pytest.mark.parametrize(
    "name", ["lora.share", "lowrank.share-kept", "evr.from-singular-values", "evr.from-covariance"]
)
@pytest.mark.parametrize("seed", range(7101, 7111))
def test_the_percent_sign_is_missed_only_where_it_is_missing(name: str, seed: int) -> None:
    shares = [100 * as_float(x).real for x in drawn(name, seed).answer.rows[0]]
    without = said_of(name, seed, ", ".join(f"{x:.6g}" for x in shares))
    beyond = said_of(name, seed, ", ".join(f"{100 * x:.6g}%" for x in shares))
    assert re.search("the % is missing|without the % sign", without)
    assert not re.search("missing|without", beyond)
    assert beyond.startswith(
        "The digits are right, but this is 100 times too large: the % sign already divides by 100."
    )


@pytest.mark.parametrize("seed", range(7440, 7460))
def test_the_variances_beside_the_largest_covariance_are_those_of_its_features(seed: int) -> None:
    exercise = drawn("cov.redundant-pair", seed)
    C = matrix_of(exercise.prompt)
    i, j = max(((0, 1), (0, 2), (1, 2)), key=lambda pair: abs(C[pair]))
    verdict = grade.grade_exercise(exercise, f"{i + 1}, {j + 1}")
    if verdict.outcome is Outcome.WRONG:
        assert f"the variances {C[i, i]} and {C[j, j]}." in feedback_of(verdict).replace("\u2009", "")


STEPS = [
    # 1 is a root of p
    ("eigenvalues", {"A": "0 0 1; 1 0 0; 0 1 0"}, "= −3 is negative, so λ² + λ + 1 has no real root."),
    # the product is mn whatever the factor is
    ("compression-factor", {"m": 100, "n": 100, "k": 8}, "The factor is above 1, so the factorization saves storage."),
    (
        "compression-factor",
        {"m": 10, "n": 10, "k": 8},
        "The factor is not above 1, so the factorization saves nothing.",
    ),
    ("low-rank-storage", {"m": 10, "n": 10, "k": 8}, "168, more than the 10 · 10 = 100 of the matrix itself."),
    ("low-rank-storage", {"m": 3, "n": 6, "k": 1}, "10, fewer than the 3 · 6 = 18 of the matrix itself."),
    ("low-rank-storage", {"m": 3, "n": 8, "k": 2}, "24, as many as the 3 · 8 = 24 of the matrix itself."),
    ("low-rank-storage", {"m": 1, "n": 3, "k": 1}, "5, more than the 1 · 3 = 3 of the matrix itself."),
]


@pytest.mark.parametrize(("kind", "given", "said"), STEPS)
def test_a_step_says_what_follows_from_its_numbers(kind: str, given: dict[str, Raw], said: str) -> None:
    task = grade.task_of(kind, given)
    assert said in " ".join(shown(step) for step in task.kind.steps(task.given))


# ---- NumPy as it is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["np.cov(X.T, bias=False)", "np.cov(X, None, False)", "np.cov(m=X, rowvar=False)"])
def test_cov_is_called_with_what_numpy_takes(code: str) -> None:
    assert grade.grade_exercise(drawn("cov.code"), code).outcome is Outcome.RIGHT


def test_a_second_array_for_cov_runs_and_has_the_shape_that_numpy_gives() -> None:
    shape = np.cov(np.zeros((9, 3)), np.zeros((9, 3))).shape
    said = feedback_of(grade.grade_exercise(drawn("cov.code"), "np.cov(X, X)"))
    assert said.startswith(f"Wrong where X is 9×3: expected 3×3, got {shape[0]}×{shape[1]}.")


@pytest.mark.parametrize("function", ["average", "median", "einsum"])
def test_a_function_that_numpy_has_is_not_denied_and_costs_no_try(function: str) -> None:
    verdict = grade.grade_exercise(drawn("cov.code"), f"np.{function}(X)")
    assert verdict.outcome is Outcome.UNREADABLE
    assert f"np.{function} is not in this drill's subset of NumPy" in feedback_of(verdict)


def test_none_makes_a_column_as_in_numpy() -> None:
    code = "U[:, :k] @ (s[:k, None] * Vt[:k])"
    assert grade.grade_exercise(drawn("lowrank.code-approximation"), code).outcome is Outcome.RIGHT


@pytest.mark.parametrize("left", ["U[:k]", "U[:k, :]"])
@pytest.mark.parametrize("right", ["Vt[:k]", "Vt[:k, :]"])
def test_a_mistake_in_code_that_does_not_run_is_known_in_each_spelling(left: str, right: str) -> None:
    verdict = grade.grade_exercise(drawn("lowrank.code-approximation"), f"{left} @ np.diag(s[:k]) @ {right}")
    assert feedback_of(verdict) == "The left singular vectors are the columns of U: the first k are U[:, :k]."


@pytest.mark.parametrize("seed", range(7401, 7421))
def test_an_eigenvalue_is_no_index(seed: int) -> None:
    """np.linalg.eig returns no integers; and an index below 0 is one that NumPy takes."""
    exercise = drawn("eigen.code-vector", seed)
    found = re.search(r"returned for `(\w+)\[(\d)\]`.*?, (\w+) = np", exercise.prompt, re.DOTALL)
    assert found
    values, i, vectors = found.groups()
    verdict = grade.grade_exercise(exercise, f"{vectors}[:, {values}[{i}]]")
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, "value-as-index")
    assert grade.grade_exercise(exercise, f"{vectors}[:, {int(i) - 3}]").outcome is Outcome.RIGHT
