"""Exact numbers with roots: their arithmetic, their inverses, and doubles right to the last digits."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decompdrill.maths.budget import budget
from decompdrill.maths.surd import Exact, Scalar, Surd, as_float, build, invert, plus, root, total
from tests.patience import ENDLESS

RADICANDS = st.sampled_from([1, 2, 3, 5, 6, 10, 15, 30, -1, -2, -3, -6])
SURDS = st.dictionaries(RADICANDS, st.fractions(-9, 9, max_denominator=6), max_size=3).map(build)
NONZERO = SURDS.filter(bool)


def surd(**terms: int) -> Exact:
    return build({int(name[1:].replace("m", "-")): Fraction(q) for name, q in terms.items()})


ROOTS: list[tuple[Fraction | int, Exact | None]] = [
    (9, Fraction(3)), (8, surd(r2=2)), (Fraction(1, 2), Surd(((2, Fraction(1, 2)),))), (-4, surd(rm1=2)),
    (-3, surd(rm3=1)), (0, Fraction(0)),
    (Fraction(4, 9), Fraction(2, 3)), (72, surd(r2=6)), (999_983**2, Fraction(999_983)), (4 * 999_983, surd(r999983=2)),
    (999_983 * 999_979, surd(r999962000357=1)), (10**24, Fraction(10**12)), (10**13 + 37, None),
]  # fmt: skip


@pytest.mark.parametrize(("radicand", "expected"), ROOTS)
def test_a_root_is_exact_with_a_square_free_radicand(radicand: Fraction | int, expected: Exact | None) -> None:
    assert root(radicand) == expected


def test_the_root_of_a_large_prime_takes_no_time() -> None:
    started = time.process_time()
    for radicand in range(999_999_999_900, 1_000_000_000_000):
        assert root(radicand) is not None
    assert time.process_time() - started < ENDLESS


PRODUCTS = [
    (surd(r2=1), surd(r8=0, r2=1), Fraction(2)), (surd(r2=1), surd(r3=1), surd(r6=1)), (surd(r6=1), surd(r10=1), surd(r15=2)),
    (surd(rm1=1), surd(rm1=1), Fraction(-1)), (surd(rm2=1), surd(rm3=1), surd(r6=-1)), (surd(rm1=1), surd(r2=1), surd(rm2=1)),
    (surd(r1=1, r2=1), surd(r1=1, r2=-1), Fraction(-1)),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "product"), PRODUCTS)
def test_a_product_of_roots_is_a_root(left: Exact, right: Exact, product: Exact) -> None:
    assert left * right == product
    assert right * left == product


@given(NONZERO)
def test_a_number_times_its_inverse_is_one(value: Exact) -> None:
    assert value * invert(value) == 1


@given(SURDS, SURDS, SURDS)
def test_exact_arithmetic_keeps_the_laws_of_a_field(a: Exact, b: Exact, c: Exact) -> None:
    assert a * (b + c) == a * b + a * c
    assert (a + b) - b == a


@given(SURDS, SURDS)
def test_the_double_of_a_product_is_the_product_of_the_doubles(a: Exact, b: Exact) -> None:
    assert complex(as_float(a * b)) == pytest.approx(complex(as_float(a)) * complex(as_float(b)), abs=1e-9)


@pytest.mark.parametrize("exponent", [1, 2, 7, 20, 40, 64])
def test_a_power_that_nearly_cancels_has_the_double_of_its_true_value(exponent: int) -> None:
    value = surd(r1=-1, r2=1)
    assert isinstance(value, Surd)
    power = value**exponent
    assert as_float(power) == pytest.approx((math.sqrt(2) - 1) ** exponent, rel=1e-13)
    assert power * value**-exponent == 1


def test_terms_beyond_every_double_are_summed_before_they_are_rounded() -> None:
    value = surd(r1=2, r3=-1)
    assert isinstance(value, Surd)
    small = value**700
    assert as_float(small) == pytest.approx(math.exp(700 * math.log(2 - math.sqrt(3))), rel=1e-10)
    with pytest.raises(OverflowError):
        as_float(surd(r1=2, r3=1) ** 700)


def test_zero_has_no_inverse_and_a_complex_number_is_no_float() -> None:
    with pytest.raises(ZeroDivisionError):
        invert(0)
    with pytest.raises(TypeError, match="a complex number is no float"):
        float(Surd(((-1, Fraction(1)),)))


def test_the_conjugate_changes_the_sign_of_the_imaginary_terms_alone() -> None:
    value = surd(r1=1, r2=2, rm3=3)
    assert isinstance(value, Surd)
    assert value.conjugate() == surd(r1=1, r2=2, rm3=-3)
    assert not value.is_real


@given(st.lists(st.one_of(SURDS, st.just(0.5), st.just(Fraction(0)), st.just(1j)), max_size=12))
def test_a_sum_of_many_is_that_of_one_after_the_other_and_is_counted_as_that_is(values: list[Scalar]) -> None:
    spent = []

    def one_by_one(values: Iterable[Scalar]) -> Scalar:
        found: Scalar = Fraction(0)
        for value in values:
            found = plus(found, value)
        return found

    for add_up in (total, one_by_one):
        with budget(10**6) as units:
            spent.append((add_up([*values, *values[:2], *(-x for x in values[:4])]), units.left))
    assert spent[0] == spent[1]
