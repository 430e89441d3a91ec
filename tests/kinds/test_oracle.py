"""A small fixed run of benchmarks/oracle.py: on plain problems our verdicts are those of NumPy and of fractions."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from benchmarks import oracle
from benchmarks.oracle import MAKERS, Try, compare, disagrees, typed
from decompdrill.kinds import KINDS

SEED = 5


def test_every_maker_is_of_a_kind() -> None:
    assert set(MAKERS) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_judges_agree(kind: str) -> None:
    counts, records = compare(kind, 4, SEED)
    assert records == [], "\n".join(map(json.dumps, records))
    assert counts["problems"] == 4
    assert counts["verdicts"] >= 8


@pytest.mark.parametrize("kind", ["eigenvalues", "eigenvector", "norm", "rank", "is-diagonalizable", "low-rank"])
def test_a_kind_without_a_maker_is_tried_on_the_shipped_questions(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(MAKERS, kind)
    counts, records = compare(kind, 4, SEED)
    assert records == [], "\n".join(map(json.dumps, records))
    assert counts["verdicts"] >= 8


def test_a_maker_that_cannot_be_guessed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(MAKERS, "diagonalization")
    with pytest.raises(LookupError, match=r"diagonalization needs a maker in benchmarks/oracle\.py"):
        compare("diagonalization", 1, SEED)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (2.61803, 3, "2.62"),
        (2618.03, 3, "2620"),
        (Fraction(1, 3), 4, "0.3333"),
        (-7, 3, "-7"),
        (0.0, 3, "0"),
        (1 + 2j, 3, "1.00+2.00i"),
    ],
)
def test_how_a_number_is_typed(value: oracle.True_, digits: int, text: str) -> None:
    assert typed(value, digits) == text


def test_the_second_judge_knows_what_it_says() -> None:
    A = oracle.integers(Random(3), 4, 4)
    M = oracle.as_array(A)
    assert float(oracle.eliminated(A)[0]) == pytest.approx(float(np.linalg.det(M)))
    assert [float(c) for c in oracle.polynomial_of(A)] == pytest.approx(np.poly(M).tolist())
    P, inverse = oracle.unimodular(Random(3), 4)
    assert oracle.times(P, inverse) == oracle.diagonal([1] * 4)
    Q = oracle.rational_orthogonal(Random(3), 3)
    assert oracle.times(oracle.transpose(Q), Q) == oracle.diagonal([1] * 3)


@pytest.mark.parametrize(
    ("is_right", "said", "differs"),
    [
        (True, "right", False),
        (True, "imprecise", True),
        (True, "wrong", True),
        (False, "wrong", False),
        (False, "imprecise", True),
        (False, "right", True),
        (False, "unreadable", True),
    ],
)
def test_what_is_a_disagreement(is_right: bool, said: str, differs: bool) -> None:
    assert disagrees(Try("1", is_right, "exact"), said) is differs
