"""Small things in kinds and judging that nothing else would notice, found by changing the code and watching the tests."""

from __future__ import annotations

import pytest

from decompdrill import answers
from decompdrill.exercises.grade import grade, grade_exercise
from decompdrill.exercises.pose import pose
from decompdrill.expr import evaluate, parse
from decompdrill.judging.lists import judge_multiset
from decompdrill.kinds.solve import solve
from decompdrill.model import Form, Number, Outcome, Raw, Typed
from tests.kinds.test_slips import QUESTIONS


@pytest.mark.parametrize(("typed", "missing_or_more"), [("1, 2, 3", 1.0), ("1", 1.0), ("1, 2, 3, 4", 2.0)])
def test_the_residual_of_a_count_is_how_many_values_are_missing_or_too_many(typed: str, missing_or_more: float) -> None:
    read = answers.read(Form.LIST, typed)
    assert isinstance(read, Typed)
    (count, *_) = judge_multiset(read.rows[0], (1, 2), (2.0,)).checks
    assert (count.name, count.residual) == ("count", missing_or_more)


def test_a_middle_coefficient_that_is_wrong_does_not_hold() -> None:
    """det(λI − A) = λ³ − 6λ² + 11λ − 6 for the eigenvalues 1, 2, 3."""
    verdict = grade("characteristic-polynomial", {"A": [[1, 0, 0], [0, 2, 0], [0, 0, 3]]}, "1, -6, 13.7, -6")
    assert "13.7" not in verdict.so_far
    assert "13.7" in verdict.fails


def test_only_one_sign_is_turned_in_the_component_of_three_features() -> None:
    """The first component of C = J + I is (1, 1, 1)/√3: one sign turned is named, two are the same line as one."""
    C: Raw = [[2, 1, 1], [1, 2, 1], [1, 1, 2]]
    assert grade("principal-component", {"covariance": C, "index": 1}, "1, 1, -1").slip == "one-sign"


def test_rows_that_are_not_zero_are_called_independent_only_where_there_are_as_many_as_the_rank() -> None:
    """A − 2I of this A has three rows that are not zero, and rank 2."""
    steps = " ".join(solve("is-diagonalizable", {"A": [[3, 1, 2], [1, 4, 3], [2, 3, 7]]}))
    assert "rows that are not zero are linearly independent" not in steps
    steps = " ".join(solve("is-diagonalizable", {"A": [[2, 1, 0], [0, 2, 1], [0, 0, 2]]}))
    assert "two rows that are not zero are linearly independent" in steps


@pytest.mark.parametrize(("value", "root", "radius"), [(4.0, 2.0, 0.0125), (100.0, 10.0, 0.0025)])
def test_the_root_of_a_rounded_number_is_known_to_half_its_radius_over_the_root(
    value: float, root: float, radius: float
) -> None:
    from decompdrill.kinds.singular import _rooted

    found = _rooted(Number(value, None, 0.05, 0.0, False, 3, str(value)))
    assert found.value == root
    assert found.radius == pytest.approx(radius)


def test_a_code_answer_that_is_right_for_one_draw_of_the_same_size_is_told_so() -> None:
    exercise = pose(QUESTIONS["lowrank.code-error"], 7)
    assert exercise.code is not None
    copied = float(evaluate(parse(exercise.code.answers[0]), exercise.code.draws[0]))  # type: ignore[arg-type]
    verdict = grade_exercise(exercise, repr(copied))
    assert verdict.outcome is Outcome.WRONG
    assert (
        verdict.fails == "Right for one draw where `A` is 4×3 and `k` is 1, wrong for another: the number is not right."
    )
