"""Guards of the mathematics and of the judging that few numbers come upon: beyond square roots, beyond doubles, beyond a size."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from decompdrill import kinds
from decompdrill.exercises import grade
from decompdrill.judging import Judgement, frames, lists
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_fields
from decompdrill.kinds.reference.variance import component_space
from decompdrill.maths import exact, linalg, numerals, polynomials, surd
from decompdrill.maths.surd import Surd, as_float
from decompdrill.model import Check, Note, Number, Outcome, Raw, to_raw

ROOT2 = Surd(((2, Fraction(1)),))


def rows(*entries: list[int | Surd]) -> exact.ExactRows:
    return tuple(tuple(x if isinstance(x, Surd) else Fraction(x) for x in row) for row in entries)


LARGE = rows(
    [0, 1, ROOT2, 0, 0],
    [1, 0, 0, 0, 0],
    [ROOT2, 0, 2, 1, 0],
    [0, 0, 1, 2, 0],
    [0, 0, 0, 0, ROOT2],
)


# ---- exactly -------------------------------------------------------------------------------------------------------


def test_a_determinant_with_roots_beyond_cofactors_is_found_by_elimination() -> None:
    """The block without the root is worked out by hand: expanding its second row leaves −3 times the root."""
    assert exact.determinant(LARGE) == -3 * ROOT2
    swapped = (LARGE[1], LARGE[0], *LARGE[2:])
    assert exact.determinant(swapped) == 3 * ROOT2
    dependent = (LARGE[0], LARGE[0], *LARGE[2:])
    assert exact.determinant(dependent) == 0
    assert (exact.rank(LARGE), exact.rank(dependent)) == (5, 4)


def test_a_characteristic_polynomial_with_roots_beyond_minors_is_that_of_numpy() -> None:
    found = exact.characteristic_polynomial(LARGE)
    assert found[1] == -(ROOT2 + Fraction(4))
    assert found[5] == -exact.determinant(LARGE)
    assert [as_float(x) for x in found] == pytest.approx(np.poly(linalg.as_array(LARGE)), abs=1e-12)


def test_a_determinant_that_no_double_holds_is_refused() -> None:
    assert exact.near_determinant(rows([10**100, 0], [0, 10**200])) == 1e300
    with pytest.raises(OverflowError):
        exact.near_determinant(rows([10**110, 0], [0, 10**200]))


def test_vectors_whose_lengths_have_no_exact_root_have_no_exact_frame() -> None:
    half = ROOT2 / Fraction(2)
    assert exact.gram_schmidt([(Fraction(1), Fraction(1))]) == ((half, half),)
    assert exact.gram_schmidt([(Fraction(1), Fraction(10**21))]) is None
    assert exact.gram_schmidt([(ROOT2, Fraction(1) + ROOT2)]) is None


def test_nothing_is_told_modulo_a_prime_that_divides_the_first_coefficient() -> None:
    prime = polynomials.PRIME
    for first, is_told in ((prime, False), (2 * prime, False), (prime + 1, True)):
        assert polynomials._is_square_free_modulo((Fraction(first), Fraction(0), Fraction(-1)), prime) is is_told


def test_a_newton_step_where_the_slope_is_0_is_not_made() -> None:
    flat = (Fraction(1), Fraction(0), Fraction(1))
    assert polynomials._polished(flat, 0) == 0
    assert polynomials._polished(flat, 1.1j) == pytest.approx(1j, abs=1e-12)


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({1: 3, 2: 2}, {1: 1, 2: 1}),
        ({2: 1, 3: 1}, None),  # of more than one root
        ({1: -3, 2: 2}, None),  # negative
        ({1: 1, 2: 1}, None),  # 1 − 2 is no square
        ({1: 10**12 + 40, 10**12 + 39: 2}, None),  # √x + 1 for an x too large for its square-free part
    ],
)
def test_a_root_of_a_root_is_a_sum_of_roots_or_none(terms: dict[int, int], found: dict[int, int] | None) -> None:
    value = Surd(tuple((radicand, Fraction(factor)) for radicand, factor in terms.items()))
    expected = None if found is None else surd.build({radicand: Fraction(x) for radicand, x in found.items()})
    assert linalg._denested(value) == expected


def test_a_fraction_that_no_double_holds_stays_a_text() -> None:
    assert to_raw(Fraction(10**400, 3)) == f"{10**400}/3"
    assert to_raw(Fraction(10**300, 3)) == f"{10**300}/3"
    assert to_raw(Fraction(1, 4)) == 0.25


@pytest.mark.parametrize("value", [float("inf"), float("nan"), complex(1, float("-inf"))])
def test_what_is_not_finite_has_no_text(value: complex) -> None:
    with pytest.raises(ValueError) as caught:
        numerals.exact_text(value)
    assert str(caught.value) == "a value that is not finite has no text"


# ---- judging -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("power", [-300, -200, 0, 200, 299])
def test_a_direction_is_judged_at_every_length_that_a_double_holds(power: int) -> None:
    given: dict[str, Raw] = {"A": "1 2; 3 4", "eigenvalue": "(5+sqrt(33))/2"}
    said = {
        "0.4575e{0}, 1.000e{0}": (Outcome.RIGHT, ""),
        "0.47e{0}, 1.00e{0}": (Outcome.WRONG, "0.59° off"),
        "4.0e{0}, 1.0e{0}": (Outcome.WRONG, "51° off"),
    }
    for text, expected in said.items():
        verdict = grade.grade("eigenvector", given, text.format(power))
        assert (verdict.outcome, verdict.checks[-1].detail) == expected


def test_entries_of_factors_beyond_a_size_are_judged_as_if_they_were_of_it() -> None:
    typed = tuple(tuple(Number(x, None) for x in row) for row in ((3.0, -4e200), (6e200 + 8e200j, 1e100)))
    assert frames.values(typed).tolist() == [[3, -1e100], [pytest.approx(6e99 + 8e99j), 1e100]]


@pytest.mark.parametrize(
    ("typed", "truth", "off", "note"),
    [(10_001, 1, 10_000.0, Note.TOO_MANY), (100, 101, 1.0, Note.MISSING), (101, 100, 1.0, Note.TOO_MANY)],
)
def test_of_long_lists_of_different_lengths_no_values_are_compared(
    typed: int, truth: int, off: float, note: Note
) -> None:
    numbers = [Number(float(x), Fraction(x)) for x in range(typed)]
    values = tuple(Fraction(x) for x in range(truth))
    judged = lists.judge_multiset(numbers, values, ())
    assert judged == Judgement(Outcome.WRONG, (Check("count", False, off, 0.0, note),))


def test_long_lists_are_paired_by_size() -> None:
    values = tuple(Fraction(x) for x in range(101))
    numbers = [Number(float(x), Fraction(x)) for x in reversed(range(101))]
    assert lists.judge_multiset(numbers, values, ()).outcome is Outcome.RIGHT
    assert lists.judge_multiset([*numbers[1:], numbers[1]], values, ()).outcome is Outcome.WRONG


def test_where_nothing_is_compared_nothing_matches() -> None:
    assert lists.values_check([], "U") == Check("U", False, note=Note.NOTHING_MATCHED)


# ---- kinds ---------------------------------------------------------------------------------------------------------


def test_a_family_without_a_file_and_a_file_that_lacks_a_kind_are_faults_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(LookupError) as caught:
        kinds._family("shears")
    assert str(caught.value) == "decompdrill/kinds/__init__.py imports no family 'shears', which FAMILIES has"
    known = kinds._family("ranks")
    assert list(kinds._checked("ranks", known).values()) == list(known)
    with pytest.raises(LookupError) as caught:
        kinds._checked("ranks", (*known[1:], KINDS["trace"]))
    names = ", ".join(sorted([known[0].name, "trace"]))
    assert str(caught.value) == f"{names}: in FAMILIES or in KINDS of decompdrill/kinds/ranks.py, but not in both"


def test_a_component_beyond_the_features_is_never_looked_for() -> None:
    kind = KINDS["principal-component"]
    given = read_fields(kind, {"covariance": [[2, 1], [1, 2]], "index": 2})
    assert component_space(given).multiplicity == 1
    beyond = read_fields(kind, {"covariance": [[2, 1], [1, 2]], "index": 3})
    with pytest.raises(AssertionError, match=r"^the demand on index keeps it within the spectrum$"):
        component_space(beyond)
