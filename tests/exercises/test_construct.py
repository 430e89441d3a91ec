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


def test_a_rounded_root_is_right_with_three_digits_and_imprecise_with_fewer() -> None:
    exercise = posed("rank.give-product-zero", 1)
    drawn = values(exercise)
    assert drawn["v"] == [2, 4]
    assert grade_exercise(exercise, "[[1.414, 0], [-0.7071, 0]]").outcome is Outcome.RIGHT
    assert grade_exercise(exercise, "[[1.4, 0], [-0.71, 0]]").outcome is Outcome.IMPRECISE
    assert grade_exercise(exercise, "[[1.5, 0], [-0.71, 0]]").outcome is Outcome.WRONG


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
    assert verdict.so_far == "2 of the 3 conditions are met."
