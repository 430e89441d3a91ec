"""Worked solutions use what the prompt gives: transcripts, what they never work out again, and the signs of the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.truth import shipped, steps_of
from decompdrill.exercises.pose import draw, pose
from decompdrill.exercises.showing import show_answer
from decompdrill.kinds.worked import worked_steps
from decompdrill.maths.surd import as_float
from decompdrill.mathtext import Style, render
from decompdrill.mathtext.parse import parse_latex
from decompdrill.mathtext.segments import SegmentKind, segments
from decompdrill.mathtext.tree import Grid
from decompdrill.model import Exercise
from tests.evaluator import Value, worked_out
from tests.golden import assert_golden
from tests.sentences import names_of_draw

GOLDEN = Path(__file__).parents[1] / "golden" / "steps"
SEEDS = (1, 5)

POLYNOMIAL = r"\\lambda\^\{?2\}?|- \\lambda I"
"""A characteristic polynomial, or the matrix that it is the determinant of."""

ELIMINATED = r"R_\{|no pivot"
LENGTHS = r"\\lambda|Each row|no pivot"

NEVER = {
    # the question: what its solution need not work out
    "eigen.values-3x3": r"p\(\\lambda\)|divisors|\\lambda\^",  # one eigenvalue is known
    "eigen.values-triangular": r"principal|\\lambda\^",
    "eigen.vector-2x2": POLYNOMIAL + "|" + ELIMINATED,  # the eigenvalue is known
    "diag.second-eigenvector": POLYNOMIAL + "|" + ELIMINATED + "|solve ",  # perpendicular to the one that is known
    "diag.third-eigenvector": POLYNOMIAL + "|" + ELIMINATED + "|solve ",
    "diag.orthogonal": ELIMINATED,
    "svd.values-diagonal": POLYNOMIAL,
    "svd.values-orthogonal-columns": POLYNOMIAL,
    "svd.whole-diagonal": LENGTHS,
    "svd.whole-orthogonal-columns": LENGTHS,
    "svd.ellipse-direction": POLYNOMIAL + "|" + ELIMINATED,  # the eigenvalue is known
    "pca.second-component": POLYNOMIAL + "|" + ELIMINATED,  # the eigenvalues are known
    "lowrank.rank-one-from-svd": r"A\^\\top A|\\lambda",  # the factors are known
    "lowrank.rank-one": r"\\lambda|R_\{|\\sqrt",  # the singular values are known
    "cov.centred-data": r"Center the data|column means",  # the data are centered
    "rank.proportional": r"R_\{|pivot",  # all rows are multiples of one
}

USED = {
    # the question: what its solution says of what is given
    "eigen.values-3x3": r"One is \$-?\d+\$, so the other two add up to",
    "eigen.vector-2x2": r"For \$\\lambda = -?\d+\$ solve",
    "diag.second-eigenvector": r"perpendicular to \$v_1\$",
    "diag.third-eigenvector": r"perpendicular to \$v_1\$ and \$v_2\$",
    "diag.orthogonal": r"is perpendicular to this one",
    "svd.values-orthogonal-columns": r"columns of \$A\$ are orthogonal",
    "svd.whole-orthogonal-columns": r"is diagonal, so they are the standard basis vectors",
    "svd.ellipse-direction": r"for its larger eigenvalue, \d+",
    "pca.second-component": r"for the smaller eigenvalue, \d+",
    "lowrank.rank-one-from-svd": r"The factors are given",
    "lowrank.rank-one": r"Both singular values are given",
    "cov.centred-data": r"the data are centered already",
    "rank.proportional": r"every row is a multiple of row",
}


@lru_cache(maxsize=256)
def drawn(question: str, seed: int) -> Exercise:
    return pose(shipped()[question], seed)


def seeds(question: str, most: int) -> Iterator[int]:
    """Yield the seeds to look at; not every matrix whose rank is asked has rank 1."""
    for seed in range(1, most + 1):
        if question != "rank.proportional" or drawn(question, seed).answer.rows[0][0] == 1:
            yield seed


def transcript(question: str) -> str:
    """Return the prompt, the key and the worked steps of two draws, as a terminal shows them."""
    lines: list[str] = []
    for seed in SEEDS:
        exercise = drawn(question, seed)
        lines += [f"---- {question}, seed {seed}", *render(exercise.prompt, Style.UNICODE, 80).splitlines()]
        lines += [f"Key: {show_answer(exercise.kind, exercise.answer)}"]
        for number, step in enumerate(worked_steps(exercise), 1):
            lead = f"{number}. "
            shown = render(step, Style.UNICODE, 80 - len(lead)).splitlines()
            lines += [f"{lead if at == 0 else ' ' * len(lead)}{line}" for at, line in enumerate(shown)]
        lines.append("")
    return "".join(f"{line.rstrip()}\n" for line in lines)


@pytest.mark.parametrize("question", USED)
def test_the_solution_reads_as_it_always_did(question: str) -> None:
    assert_golden(transcript(question), GOLDEN / f"{question}.txt")


@pytest.mark.parametrize("question", USED)
def test_the_solution_uses_what_is_given(question: str) -> None:
    for seed in seeds(question, 8):
        assert re.search(USED[question], " ".join(worked_steps(drawn(question, seed)))), seed


@pytest.mark.parametrize("question", NEVER)
def test_the_solution_does_not_work_out_what_is_on_the_page(question: str) -> None:
    for seed in seeds(question, 8):
        found = [step for step in worked_steps(drawn(question, seed)) if re.search(NEVER[question], step)]
        assert found == [], seed


@pytest.mark.parametrize("question", sorted(USED.keys() | NEVER.keys()))
def test_the_solution_ends_in_a_check_and_every_equation_of_it_is_true(question: str) -> None:
    for seed in range(1, 4):
        exercise = drawn(question, seed)
        assert "Check: " in worked_steps(exercise)[-1], seed
        names = names_of_draw(shipped()[question], draw(shipped()[question], seed))
        claims = [claim for _, found in steps_of(exercise, names) for claim in found]
        assert [str(claim) for claim in claims if claim.truth is False] == [], seed


# ---- signs -------------------------------------------------------------------------------------------------------------

VECTORS = (
    "eigen.vector-2x2",
    "eigen.vector-symmetric",
    "eigen.vector-3x3",
    "diag.second-eigenvector",
    "diag.third-eigenvector",
    "svd.ellipse-direction",
    "pca.first-component",
    "pca.second-component",
)
"""Questions for one vector: of the key and of the steps, each is a multiple of the other by a positive number."""


def grids(step: str) -> Iterator[Value]:
    """Yield the matrices and vectors of numbers that a step shows."""
    for piece in segments(step):
        if piece.sort in (SegmentKind.INLINE, SegmentKind.DISPLAY):
            for node in parse_latex(piece.text)[0].items:
                if isinstance(node, Grid) and node.environment != "aligned":
                    yield worked_out([node], {}).result


@pytest.mark.parametrize("question", VECTORS)
def test_the_vector_of_the_steps_has_the_sign_of_the_key(question: str) -> None:
    for seed in range(1, 11):
        exercise = drawn(question, seed)
        key = np.array([as_float(x).real for x in exercise.answer.rows[0]])
        key /= np.linalg.norm(key)
        named = [
            step for step in worked_steps(exercise) if re.search(r"(?<![-\w])[uv] = \\begin|\\frac\{1\}\{\\sqrt", step)
        ]
        found = [M.real.ravel() for step in named for M in grids(step) if M.shape == (len(key), 1)]
        assert found, seed
        for v in found:
            assert np.allclose(v / np.linalg.norm(v), key), (seed, v, key)


FACTORS = {
    "svd.whole-2x2": "UV",
    "svd.whole-diagonal": "UV",
    "svd.whole-orthogonal-columns": "UV",
    "diag.orthogonal": "Q",
}


@pytest.mark.parametrize("question", FACTORS)
def test_the_factors_of_the_steps_are_those_of_the_key(question: str) -> None:
    for seed in range(1, 7):
        exercise = drawn(question, seed)
        shown = [M for step in worked_steps(exercise) for M in grids(step)]
        for name, part in exercise.answer.parts:
            if name[0] in FACTORS[question]:
                key = np.array([[as_float(x) for x in row] for row in part.rows])
                assert any(M.shape == key.shape and np.allclose(M, key) for M in shown), (seed, name)
        assert not any("opposite sign of" in step for step in worked_steps(exercise)), seed
