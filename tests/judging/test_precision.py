"""The precision rule for one number, and its notes: the contract's own cases first, then the edges of each bound."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decompdrill import answers
from decompdrill.exercises.grade import grade
from decompdrill.judging import frames
from decompdrill.judging.lists import assign, judge_in_order, judge_multiset
from decompdrill.judging.numbers import (
    half_third_digit,
    judge_number,
    judge_part,
    key_errors,
    near_miss,
    rounding_bound,
    scale_of,
)
from decompdrill.judging.vectors import angle_to, is_far, judge_direction, unit_length
from decompdrill.model import Form, Number, Outcome, Typed
from tests.feedback import feedback_of

PHI2 = (3 + math.sqrt(5)) / 2
RIGHT, IMPRECISE, WRONG = Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG


def number(text: str) -> Number:
    typed = answers.read(Form.NUMBER, text)
    assert isinstance(typed, Typed), typed
    return typed.rows[0][0]


def numbers(text: str) -> tuple[Number, ...]:
    typed = answers.read(Form.LIST, text)
    assert isinstance(typed, Typed), typed
    return typed.rows[0]


@pytest.mark.parametrize(
    ("value", "text", "outcome"),
    [
        (PHI2, "2.62", RIGHT),
        (PHI2, "2.617", RIGHT),
        (PHI2, "(3+sqrt 5)/2", RIGHT),
        (PHI2, "2.618033989", RIGHT),
        (PHI2, "2.623", RIGHT),
        (PHI2, "2.6231", WRONG),
        (PHI2, "2.613", WRONG),
        (PHI2, "2.6", IMPRECISE),
        (PHI2, "3", IMPRECISE),
        (PHI2, "2.7", WRONG),
        (PHI2, "2.61", WRONG),
        (PHI2, "13/5", WRONG),
        (PHI2, "2.6*1", IMPRECISE),
        (2000, "2003", WRONG),
        (2000, "2003.0", WRONG),
        (2000, "2000.4", RIGHT),
        (2000, "2000.6", WRONG),
        (2000, "2e3", RIGHT),
        (2000, "1.9e3", WRONG),
        (2040, "2.0e3", IMPRECISE),
        (2618.03, "2620", RIGHT),
        (2618.03, "2618", RIGHT),
        (2618.03, "2600", WRONG),
        (2618.03, "2.6e3", IMPRECISE),
        (5.236, "5", IMPRECISE),
        (0.764, "1", WRONG),
        (0.45, "0", WRONG),
        (4.995, "5", IMPRECISE),
        (4.995, "5.00", RIGHT),
        (9.996, "10", IMPRECISE),
        (9.996, "10.0", RIGHT),
        (199.6, "200", RIGHT),
        (0.95, "95%", RIGHT),
        (0.9512, "95%", IMPRECISE),
        (0.9512, "95.1%", RIGHT),
        (1 / 3, "33.3%", RIGHT),
        (1 / 3, "0.33", IMPRECISE),
        (1 / 3, "1/3", RIGHT),
        (1 / 3, "0.333", RIGHT),
        (0.0, "0", RIGHT),
        (0.0, "6.66e-16", RIGHT),
        (0.0, "0.004", IMPRECISE),
        (0.0, "0.006", WRONG),
        (0.0, "0.0", RIGHT),
        (7, "7.4", WRONG),
        (7, "7.0", RIGHT),
        (7, "7.003", RIGHT),
        (7, "14/2", RIGHT),
        (-5, "-5", RIGHT),
        (-5, "5", WRONG),
        (3 + 4j, "3+4i", RIGHT),
        (3 + 4j, "3.00+4.00i", RIGHT),
        (3 + 4j, "3.0+4.1i", WRONG),
        (3 + 4.123j, "3.0+4.1i", IMPRECISE),
        (3 + 4.123j, "3.00+4.12i", RIGHT),
        (3 + 4.123j, "3-4.12i", WRONG),
        (3 + 4.123j, "3", WRONG),
    ],
)
def test_a_number_is_judged_as_the_contract_says(value: complex, text: str, outcome: Outcome) -> None:
    true = value if isinstance(value, complex) else float(value)
    assert judge_number(number(text), true, scale_of((true,), (1.0,))).outcome is outcome


@pytest.mark.parametrize(
    ("value", "text", "outcome"),
    [(5.236, "5", WRONG), (5.236, "5.24", RIGHT), (5.236, "5.2", IMPRECISE), (5.0, "5", RIGHT)],
)
def test_integers_in_vectors_and_factors_are_exact(value: float, text: str, outcome: Outcome) -> None:
    assert judge_number(number(text), value, 10.0, integers_exact=True).outcome is outcome


@pytest.mark.parametrize(
    ("value", "half"),
    [(2.618, 0.005), (2618.03, 5.0), (1000.0, 5.0), (999.0, 0.5), (0.001, 5e-6), (0.0999999999999, 5e-4), (1.0, 0.005)],
)
def test_half_a_unit_of_the_third_digit(value: float, half: float) -> None:
    assert half_third_digit(value) == pytest.approx(half)


def test_the_bound_of_an_integer_is_half_at_most() -> None:
    assert rounding_bound(2000.0, 2000.0) == 0.5
    assert rounding_bound(2000.5, 2000.5) == 5.0
    assert rounding_bound(0.0, 300.0) == 0.5
    assert rounding_bound(0.0, 3.0) == pytest.approx(0.005)


def test_the_scale_is_that_of_the_answer_else_of_the_given_else_one() -> None:
    assert scale_of((0.0, -3.0), (7.0,)) == 3.0
    assert scale_of((0.0,), (7.0, -9.0)) == 9.0
    assert scale_of((0.0,), ()) == 1.0


@pytest.mark.parametrize(
    ("value", "text", "note"),
    [
        (PHI2, "2.61", "truncated"),
        (-PHI2, "-2.61", "truncated"),
        (PHI2, "26.18", "misplaced-point"),
        (PHI2, "0.262", "misplaced-point"),
        (0.95, "9.5", "misplaced-point"),
        (5.0, "0.50", "misplaced-point"),
        # an integer has no point: 100 for 1000 may be another of the numbers that were given
        (5.0, "50", None),
        (1000.0, "100", None),
        (0.5, "50", "misplaced-point"),
        (0.5, "5000%", "hundredfold"),
        (0.0015625, "15.6%", "hundredfold"),
        (0.5, "4900%", None),
        (0.5, "0.5%", None),
        # rounded rightly, though a fifth off and more: not cut off
        (0.0065, "0.01", "imprecise"),
        (0.0065, "1%", "imprecise"),
        (0.0149, "0.01", "imprecise"),
        (0.0065, "0.02", None),
        (PHI2, "2.7", None),
        (PHI2, "-2.61", None),
        (0.0, "3.00", None),
        (3 + 4.123j, "3.0+4.0i", None),
    ],
)
def test_a_near_miss_is_named(value: complex, text: str, note: str | None) -> None:
    true = value if isinstance(value, complex) else float(value)
    assert near_miss(number(text), true, abs(true) or 1.0) == note


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("100 0; 0 2.5", True),
        ("10.0 0; 0 2.5", True),
        ("1 1; 1 1", False),
        ("10 0; 0 30", False),
        ("10 0; 3 25", False),
    ],
)
def test_a_near_miss_of_one_entry_is_not_said_of_all(typed: str, said: bool) -> None:
    verdict = grade(
        "low-rank", {"A": [[100, 0, 0], [0, 25, 0], [0, 0, 1]], "k": 2}, f"{typed.replace('; ', ' 0; ')} 0; 0 0 0"
    )
    assert ("the decimal point is in another place" in feedback_of(verdict)) is said


@pytest.mark.parametrize(
    ("truth", "text", "outcome", "notes"),
    [
        ((5.236, 0.764), "5.24, 0.764", RIGHT, []),
        ((5.236, 0.764), "0.764, 5.24", RIGHT, []),
        ((5.236, 0.764), "5, 1", WRONG, []),
        ((5.236, 0.764), "5.2, 0.764", IMPRECISE, ["imprecise"]),
        ((5.236, 0.764), "5.2, 0.8", IMPRECISE, ["imprecise"]),
        ((5.236, 0.764), "5.24", WRONG, ["missing"]),
        ((5.236, 0.764), "5.24, 0.764, 1", WRONG, ["too-many"]),
        ((2.0, 2.0, 5.0), "2, 5", WRONG, ["multiplicity"]),
        ((2.0, 2.0, 5.0), "5, 2, 2", RIGHT, []),
        ((2.0, 2.0, 5.0), "5, 5, 2", WRONG, []),
        ((1j, -1j), "i, -i", RIGHT, []),
        ((1j, -1j), "±i", RIGHT, []),
        ((1j, -1j), "i, i", WRONG, []),
        ((1.0, 1.0001), "1.0001, 1", RIGHT, []),
        ((2.004, 2.006), "2.006, 2.004", RIGHT, []),
    ],
)
def test_a_list_is_matched_as_a_multiset(
    truth: tuple[float, ...], text: str, outcome: Outcome, notes: list[str]
) -> None:
    judged = judge_multiset(numbers(text), truth, ())
    assert judged.outcome is outcome
    assert [c.note for c in judged.checks if c.note] == notes
    assert [c.name for c in judged.checks] == ["count", "values"]


def test_the_right_values_in_another_order_fail_the_check_order_only() -> None:
    judged = judge_in_order(numbers("0.25, 0.75"), (0.75, 0.25), ())
    assert judged.outcome is WRONG
    assert [(c.name, c.passed, c.note) for c in judged.checks] == [
        ("count", True, None),
        ("values", True, None),
        ("order", False, "unsorted"),
    ]
    assert judge_in_order(numbers("0.75, 0.25"), (0.75, 0.25), ()).outcome is RIGHT
    assert judge_in_order(numbers("0.8, 0.25"), (0.75, 0.25), ()).checks[-1].name == "values"


@pytest.mark.parametrize(
    ("costs", "chosen"),
    [
        ([[1.0]], [0]),
        ([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]], [1, 0, 2]),
        ([[0.0, 0.0, 9.0], [0.0, 9.0, 9.0]], [1, 0]),
        ([[1.0, 2.0, 3.0, 4.0]], [0]),
    ],
)
def test_the_assignment_costs_least(costs: list[list[float]], chosen: list[int]) -> None:
    assert assign(costs) == chosen


@pytest.mark.parametrize(
    ("value", "text", "scale", "outcome"),
    [
        (0.0, "1/3000", 1e6, RIGHT),
        (0.0, "1/3000", 1.0, WRONG),
        (0.0, "1/3000", 1e-6, WRONG),
        (1.0, "10000000001/10000000000", 1.0, RIGHT),
        (1.0, "100000001/100000000", 1.0, WRONG),
        (1.0, "100000001/100000000", 100.0, WRONG),
        (1e-5, "1e-5", 1.0, RIGHT),
        (1e-5, "1.1e-5", 1.0, WRONG),
        (1.0000001, "1", 1e6, IMPRECISE),
    ],
)
def test_equal_means_equal_on_the_scale_of_the_number_itself(
    value: float, text: str, scale: float, outcome: Outcome
) -> None:
    assert judge_number(number(text), value, scale).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "passed", "note"),
    [
        ("3/5, 4/5", True, None),
        ("0.707, 0.707", True, None),
        ("1, 1", True, "not-unit"),
        ("0.6, 0.7", True, "not-unit"),
    ],
)
def test_unit_length_is_a_note_unless_it_is_insisted_on(typed: str, passed: bool, note: str | None) -> None:
    check = unit_length(numbers(typed))
    assert (check.passed, check.note) == (passed, note)
    assert check.residual == pytest.approx(abs(math.hypot(*(float(x.value.real) for x in numbers(typed))) - 1))


def test_the_angle_to_a_space_is_in_degrees() -> None:
    plane = np.eye(3)[:, :2]
    assert angle_to(np.array([1.0, 1.0, 0.0]), plane) == pytest.approx(0.0)
    assert angle_to(np.array([1.0, 0.0, 1.0]), plane) == pytest.approx(45.0)
    assert angle_to(np.array([0.0, 0.0, 2.0]), plane) == pytest.approx(90.0)
    assert angle_to(np.zeros(3), plane) == 90.0


def test_a_direction_says_how_far_off_it_is() -> None:
    judged = judge_direction(numbers("1, 0"), np.array([[1.0], [1.0]]) / math.sqrt(2))
    assert [(c.name, c.passed) for c in judged.checks] == [("shape", True), ("nonzero", True), ("direction", False)]
    assert judged.checks[-1].detail == "45° off"


def test_what_is_far_from_a_direction_is_wrong_and_a_right_or_rough_one_is_not_far() -> None:
    rng = np.random.default_rng(7)
    seen = set()
    for trial in range(2_000):
        d = rng.standard_normal(3) * (rng.random(3) > 0.2) + 1j * rng.standard_normal(3) * (trial % 5 == 0)
        d[trial % 3] += 1 if abs(d).max() < 0.1 else 0
        off = rng.standard_normal(3) * rng.choice([0, 0.004, 0.02, 0.3], 3)
        values = (d + off * abs(d).max()) * rng.choice([1, -2, 37])
        digits = int(rng.integers(1, 4))
        texts = (f"{x.real:.{digits}f}{x.imag:+.{digits}f}i" if x.imag else f"{x.real:.{digits}f}" for x in values)
        typed = numbers(", ".join(texts))
        if not any(t.value for t in typed):
            continue
        outcome = judge_direction(typed, (d / np.linalg.norm(d))[:, None]).outcome
        seen.add((is_far(typed, d), outcome))
    assert seen == {(True, WRONG), (False, WRONG), (False, IMPRECISE), (False, RIGHT)}


@pytest.mark.parametrize(
    ("rows", "passed", "note"),
    [
        ("3/5 -4/5; 4/5 3/5", True, None),
        ("0.6 -0.8; 0.8 0.6", True, None),
        ("0.707 -0.707; 0.707 0.707", True, None),
        ("3 -4; 4 3", False, "not-unit"),
        ("1 3/5; 0 4/5", False, "not-orthogonal"),
    ],
)
def test_orthonormal_columns_are_told_within_what_their_digits_carry(rows: str, passed: bool, note: str | None) -> None:
    typed = answers.read(Form.MATRIX, rows)
    assert isinstance(typed, Typed)
    check = frames.orthonormal_check("orthonormal-Q", typed.rows, excused=False)
    assert (check.passed, check.note) == (passed, note)
    assert check.residual is not None
    assert check.bound is not None
    assert (check.residual <= check.bound) is passed


# ---- the Scale rule ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text", "scale", "error", "outcome"),
    [
        (3.0, "4", 1e9, 0.0, WRONG),
        (3.0, "3", 1e9, 0.0, RIGHT),
        (5e-4, "0", 1e6, 0.0, WRONG),
        (5e-4, "0.0005", 1e6, 0.0, RIGHT),
        (0.0, "1e-16", 5.0, 0.0, RIGHT),
        (0.0, "0.001", 1.0, 0.0, IMPRECISE),
        (0.0, "-0.005", 1.0, 0.0, IMPRECISE),
        (0.0, "0.0051", 1.0, 0.0, WRONG),
        (0.0, "1/1000", 1.0, 0.0, WRONG),
        (0.0, "1", 1e9, 0.0, RIGHT),
        (0.0, "3.0", 1e9, 0.0, WRONG),
        (3e-15, "0", 1.0, 1e-14, RIGHT),
        (3e-15, "0", 1e-14, 1e-16, WRONG),
        (3e-15, "0.002", 1.0, 1e-14, IMPRECISE),
        (1e-3, "0.0010000001", 1.0, 1e-8, RIGHT),
        (1e-3, "10001/10000000", 1.0, 1e-8, WRONG),
        (1e-3, "100001/100000000", 1.0, 1e-7, RIGHT),
        (1e-3, "100001/100000000", 1.0, 0.0, WRONG),
    ],
)
def test_a_number_is_judged_on_its_own_scale(
    value: float, text: str, scale: float, error: float, outcome: Outcome
) -> None:
    assert judge_number(number(text), value, scale, error=error).outcome is outcome


@pytest.mark.parametrize(
    ("value", "text", "outcome"),
    [
        (0.0, "0.002", RIGHT),
        (0.0, "0.0051", WRONG),
        (0.0, "1/1000", WRONG),
        (1e-12, "0", RIGHT),
        (0.25, "0.250", RIGHT),
    ],
)
def test_a_part_is_judged_on_the_scale_of_the_whole(value: float, text: str, outcome: Outcome) -> None:
    assert judge_part(number(text), value, 1.0).outcome is outcome


def test_exact_values_have_no_error() -> None:
    assert key_errors((Fraction(3), 2.0, 1j)) == pytest.approx((0.0, 3e-12, 3e-12), rel=1e-9, abs=0)
    assert key_errors((Fraction(3), 2.0), 1e-8) == (0.0, 1e-8)


def expected_outcome(typed: Number, v: Fraction, scale: Fraction, error: Fraction) -> tuple[Outcome, list[Fraction]]:
    """Return what the contract's words give for a real typed number, and the bounds that decided."""
    t = typed.exact if isinstance(typed.exact, Fraction) else Fraction(typed.value.real)
    is_zero = abs(v) <= error
    slack = max((scale if is_zero else abs(v)) * Fraction(1, 10**9), error)
    v = Fraction(0) if is_zero else v
    is_integer = abs(v - round(v)) <= slack
    h = half_unit_of_the_third_digit(scale if is_zero else abs(v))
    h = min(h, Fraction(1, 2)) if is_integer else h
    u = Fraction(1, 2) if typed.lone_integer and not is_integer else Fraction(typed.radius)
    off = abs(t - v)
    bounds = [slack, h, h + slack, u, u + slack, abs(v) / 5, abs(v) / 5 + slack]
    if off <= slack:
        return RIGHT, bounds
    if not u:
        return WRONG, bounds
    if is_zero:
        return (IMPRECISE if off <= h else WRONG), bounds
    if off <= h + slack and (not typed.lone_integer or typed.digits >= 3):
        return RIGHT, bounds
    return (IMPRECISE if off <= u + slack and off <= abs(v) / 5 + slack else WRONG), bounds


def half_unit_of_the_third_digit(size: Fraction) -> Fraction:
    place = Fraction(1)
    while place * 10 <= size:
        place *= 10
    while place > size:
        place /= 10
    return place / 200


DECIMALS = st.builds(
    lambda digits, places: f"{Decimal(digits).scaleb(-places):f}", st.integers(-(10**6), 10**6), st.integers(0, 8)
)
FRACTIONS = st.builds(lambda p, q: f"{p}/{q}", st.integers(-999, 999), st.integers(1, 999))


@settings(max_examples=600, deadline=None)
@given(
    text=st.one_of(DECIMALS, FRACTIONS),
    nudge=st.sampled_from([0.0, 1e-10, 1e-8, 1e-6, 1e-4, 2e-3, 4e-3, 0.02, 0.1, 0.3, -1.0]),
    power=st.integers(-6, 9),
    error=st.sampled_from([0.0, 1e-14, 1e-9, 1e-5]),
)
def test_judge_number_is_the_rule_in_words(text: str, nudge: float, power: int, error: float) -> None:
    typed = number(text)
    value = float(typed.value.real * (1 + nudge))
    scale = max(abs(value), 10.0**power)
    outcome, bounds = expected_outcome(typed, Fraction(value), Fraction(scale), Fraction(error))
    off = abs(typed.value - value) if abs(value) > error else abs(typed.value)
    assume(all(abs(off - float(b)) > 1e-7 * max(off, float(b)) or b == off for b in bounds))
    assert judge_number(typed, value, scale, error=error).outcome is outcome
