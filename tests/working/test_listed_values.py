"""Values that are stated one after another, with their multiplicities, are one final answer."""

from __future__ import annotations

import pytest

from decompdrill.model import Outcome, Raw
from decompdrill.working.session import judged_working

TWO: dict[str, Raw] = {"A": [[7, -2], [4, 1]]}
REPEATED: dict[str, Raw] = {"A": [[2, 0, 0], [1, 2, 1], [-1, 0, 1]]}


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (TWO, ["λ = 5 or λ = 3"]),
        (TWO, ["λ = 5, λ = 3"]),
        (TWO, ["λ = 5", "λ = 3"]),
        (TWO, ["(λ − 5)(λ − 3) = 0 ⇒ λ = 5 or λ = 3"]),
        (TWO, ["λ = 5, 3", "λ₁ = 5", "v₁ = (1, 1)"]),
        (TWO, ["λ = 5, 3", "λ = 3: v = (1, 2)"]),
        (TWO, ["λ = 5, 4", "λ = 5, 3"]),
        (TWO, ["λ₁ = 5, λ₂ = 4", "λ₂ = 3"]),
        (REPEATED, ["λ₁ = λ₂ = 2, λ₃ = 1"]),
        (REPEATED, ["λ₁ = 1, λ₂ = λ₃ = 2"]),
        (REPEATED, [r"\lambda_1 = \lambda_2 = 2, \lambda_3 = 1"]),
        (REPEATED, ["λ = 2 (multiplicity 2), λ = 1"]),
        (REPEATED, ["λ = 2 (twice) and λ = 1"]),
        (REPEATED, ["λ = 1, λ = 2 (double)"]),
        (REPEATED, ["λ₁,₂ = 2, λ₃ = 1"]),
        (REPEATED, ["λ₁ = 2", "λ₂ = 2", "λ₃ = 1"]),
    ],
)
def test_right_values_are_the_final_answer(given: dict[str, Raw], lines: list[str]) -> None:
    verdict = judged_working("eigenvalues", given, lines).verdict()
    assert verdict.outcome is Outcome.RIGHT, verdict.read_as


@pytest.mark.parametrize(
    ("given", "lines", "read_as"),
    [
        (TWO, ["λ = 5"], "5"),
        (TWO, ["λ = 5", "λ = 5"], "5"),
        (TWO, ["λ = 5, λ = 5"], "5, 5"),
        (TWO, ["λ = 5, λ = 4"], "5, 4"),
        (TWO, ["λ = 5, 3", "λ = 4"], "4"),
        (REPEATED, ["λ = 2, λ = 1"], "2, 1"),
        (REPEATED, ["λ₁ = 2, λ₂ = 1"], "2, 1"),
    ],
)
def test_what_is_missing_or_wrong_stays_so(given: dict[str, Raw], lines: list[str], read_as: str) -> None:
    verdict = judged_working("eigenvalues", given, lines).verdict()
    assert (verdict.outcome, verdict.read_as) == (Outcome.WRONG, read_as)
