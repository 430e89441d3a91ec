"""What does this print? The lines of the prompts are run by NumPy and scikit-learn, and what they print is typed as the answer."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from decompdrill.bank.load import load_banks
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.model import Exercise, Form, Outcome

SEEDS = range(1, 13)
_LINES = re.compile(r"```python\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`(print\(.*?\))`")
_ROWS = re.compile(r"\[\[.*?\]\]", re.DOTALL)


@cache
def posed(question: str, seed: int) -> Exercise:
    return pose(load_banks(None, known_names()).questions[question], seed)


def printed(code: str, **names: Any) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {"np": np, **names})
    return out.getvalue().strip()


def shown_array(prompt: str, name: str) -> Any:
    """Return the array that a prompt shows behind its name."""
    (text,) = re.findall(rf"(?m)^\s*{name}\s+(\[(?:[^\[\]]*|\[.*?\],?\s*)*\])", prompt)
    return np.array([[float(x) for x in row.split(",")] for row in re.findall(r"\[([^\[\]]+)\]", text)]).squeeze()


def factors_of_eig(prompt: str) -> dict[str, Any]:
    w, V = shown_array(prompt, "w"), shown_array(prompt, "V")
    A = V @ np.diag(w) @ np.linalg.inv(V)
    values, vectors = np.linalg.eig(A)
    for value, vector in zip(w, V.T, strict=True):  # what NumPy gives, in its own order and with its own signs
        place = int(np.argmin(np.abs(values - value)))
        assert np.allclose(np.abs(vectors[:, place] @ vector), 1)
    return {"A": A, "w": w, "V": V}


def factors_of_svd(prompt: str) -> dict[str, Any]:
    U, s, Vt = (shown_array(prompt, name) for name in ("U", "s", "Vt"))
    A = U @ np.diag(s) @ Vt
    assert np.allclose(np.linalg.svd(A)[1], s)
    assert np.allclose(np.abs(np.linalg.svd(A)[2]), np.abs(Vt))
    return {"A": A, "U": U, "s": s, "Vt": Vt}


def samples(prompt: str) -> dict[str, Any]:
    n, p = map(int, re.findall(r"has (\d+) samples as rows and (\d+) features", prompt)[0])
    return {"X": np.random.default_rng(n + p).normal(size=(n, p))}


def samples_of_ratios(prompt: str) -> dict[str, Any]:
    """Return data whose explained variance ratios are those that the prompt shows, and scikit-learn's PCA."""
    PCA = pytest.importorskip("sklearn.decomposition").PCA
    (listed,) = re.findall(r"```\n\[([^\]]*)\]", prompt)
    ratios = np.array([float(x) for x in listed.split(",")])
    raw = np.random.default_rng(3).normal(size=(40, len(ratios)))
    X = np.linalg.qr(raw - raw.mean(axis=0))[0] * np.sqrt(ratios)
    assert np.allclose(PCA().fit(X).explained_variance_ratio_, ratios)
    return {"X": X, "PCA": PCA}


NAMES: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "eigen.print-column": factors_of_eig,
    "svd.print-layer": factors_of_svd,
    "cov.print-shape": samples,
    "pca.print-shape": samples,
    "evr.print-components": samples_of_ratios,
}
"""What the lines of a prompt use and do not make themselves."""

PRINTED = [
    q.id
    for q in load_banks(None, known_names()).questions.values()
    if ".print-" in q.id and q.id != "svd.print-error"
]  # fmt: skip


def test_there_are_twelve_of_them() -> None:
    assert len(PRINTED) + 1 >= 12


@pytest.mark.parametrize("question", PRINTED)
def test_what_is_printed_is_the_answer(question: str) -> None:
    for seed in SEEDS:
        exercise = posed(question, seed)
        (code,) = _LINES.findall(exercise.prompt) or _INLINE.findall(exercise.prompt)
        made = NAMES.get(question)
        out = printed(code, **({} if made is None else made(exercise.prompt)))
        if exercise.form is Form.CHOICE:
            (out,) = [c.letter for c in exercise.choices if c.text == f"`{out}`"]
        assert grade_exercise(exercise, out).outcome is Outcome.RIGHT, (seed, out, exercise.answer)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_right_line_raises_an_error(seed: int) -> None:
    exercise = posed("svd.print-error", seed)
    (made,) = re.findall(r"`(A = .*?)`", exercise.prompt)
    names: dict[str, Any] = {"np": np}
    exec(made, names)
    for choice in exercise.choices:
        line = choice.text.strip("`")
        if choice.why_wrong is None:
            with pytest.raises(np.linalg.LinAlgError):
                eval(line, names)
        else:
            eval(line, names)
