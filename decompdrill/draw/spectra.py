"""Recipes for spectra, ratios of variance and thresholds, as lists of numbers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from decompdrill.draw.recipe import Integers, Params, Rational, Recipe, comma_separated, integer_if_whole
from decompdrill.draw.stream import Stream

MOST = 10**6
DECAYS = ("fast", "flat")
# In units of 1e-17: well under NumPy's default tolerance σ₁·max(m, n)·2⁻⁵², for σ₁ ≥ 2.
_TINY = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30)


def _weights(stream: Stream, count: int, decay: str) -> list[int]:
    """Return weights of which each is 30 to 65 percent (fast) or 85 to 98 percent (flat) of the one before."""
    low, high = (30, 65) if decay == "fast" else (85, 98)
    weights = [10**9]
    for _ in range(count - 1):
        weights.append(max(1, weights[-1] * stream.integer(low, high) // 100))
    return weights


def _spectrum(stream: Stream, params: Params) -> Integers:
    """(90, 41, 17, 6), descending"""
    count = params.integer("count", 1, 50)
    low = params.integer("low", 0, MOST)
    high = params.integer("high", low, MOST)
    if high - low + 1 < count:
        raise params.impossible(f"there are no {count} different integers from {low} to {high}")
    if params.word("decay", DECAYS) == "flat":
        return _flat_integers(stream, count, low, high)
    top = stream.integer(max(low + count - 1, high - high // 4), high)
    values = [top * weight // 10**9 for weight in _weights(stream, count, "fast")]
    # Each at most one less than the one before, and high enough for those that follow.
    spread = [max(value, low + count - 1 - i) for i, value in enumerate(values)]
    for i in range(1, count):
        spread[i] = max(min(spread[i], spread[i - 1] - 1), low + count - 1 - i)
    return tuple(spread)


def _flat_integers(stream: Stream, count: int, low: int, high: int) -> Integers:
    """Return different integers that keep together near the top of the range."""
    nearby = range(max(low, high - max(2 * count, (high - low) // 8)), high + 1)
    return tuple(sorted(stream.sample(nearby, count), reverse=True))


SPECTRUM = Recipe(
    name="spectrum",
    sentence="`count` different integers from `low` to `high`, descending; of `decay` fast each is about half of the "
    "one before, of `decay` flat they keep together near `high`.",
    example="lams: {recipe: spectrum, count: 4, low: 1, high: 90, decay: fast}",
    make=_spectrum,
    required=("count", "low", "high"),
    optional={"decay": "fast"},
)


def _ratios(stream: Stream, params: Params) -> tuple[Rational, ...]:
    """(0.6, 0.25, 0.09, 0.06), descending, with the sum 1"""
    count, digits = params.integer("count", 1, 60), params.integer("digits", 1, 6)
    units = Fraction(params.number("total")) * 10**digits
    if units.denominator != 1 or not count <= units <= 10**digits:
        raise params.impossible(
            f"total should be at most 1, of {digits} decimals, enough for {count} ratios, but is {units / 10**digits}"
        )
    weights = _weights(stream, count, params.word("decay", DECAYS))
    shares = _shared_out(int(units), weights)
    return tuple(integer_if_whole(Fraction(share, 10**digits)) for share in shares)


def _shared_out(units: int, weights: Sequence[int]) -> list[int]:
    """Return positive descending integers in the proportion of the weights, with exactly this sum."""
    total, free = sum(weights), units - len(weights)
    shares = sorted((1 + free * weight // total for weight in weights), reverse=True)
    for i in range(units - sum(shares)):
        shares[i % len(shares)] += 1
    return shares


RATIOS = Recipe(
    name="ratios",
    sentence="`count` positive decimals of `digits` places, descending, whose sum is exactly `total`; they `decay` "
    "fast or stay flat.",
    example="r: {recipe: ratios, count: 5, digits: 2, decay: fast, total: 1}",
    make=_ratios,
    required=("count",),
    optional={"digits": 2, "decay": "fast", "total": 1},
)


def _threshold(stream: Stream, params: Params) -> Rational:
    """0.9 for the ratios 0.72, 0.2, 0.08: reached by two, and by none exactly"""
    values = params.numbers("ratios")
    if min(values) < 0 or not any(values):
        raise params.refusal("ratios", "a list of numbers that are not negative, not all 0")
    # In integers: sums of a thousand fractions take seconds.
    unit = math.lcm(*(x.denominator for x in values))
    reached = list(itertools.accumulate(sorted((int(x * unit) for x in values), reverse=True)))
    choices = [Fraction(x) for x in params.numbers("values")]
    inside = _between(reached, choices) or _between(reached, [Fraction(i, 100) for i in range(5, 100)])
    if not inside:
        shares = comma_separated(x / reached[-1] for x in reached)
        raise params.impossible(f"no threshold falls between the cumulative ratios {shares}")
    return integer_if_whole(stream.pick(inside))


def _between(reached: Sequence[int], shares: Sequence[Fraction]) -> list[Fraction]:
    """Return the shares of the last sum that fall strictly between two of the ascending sums."""
    sums, total = set(reached), reached[-1]
    return [x for x in shares if reached[0] < x * total < total and x * total not in sums]


THRESHOLD = Recipe(
    name="threshold",
    sentence="A share of the variance, one of `values`, that the first of the `ratios` (or eigenvalues, in any order) "
    "does not reach and that no number of them reaches exactly; where none of `values` does, another hundredth.",
    example="p: {recipe: threshold, ratios: r, values: [0.8, 0.9, 0.95]}",
    make=_threshold,
    required=("ratios",),
    optional={"values": (Fraction(4, 5), Fraction(9, 10), Fraction(19, 20))},
)


def _printed_singular_values(stream: Stream, params: Params) -> tuple[Rational, ...]:
    """(5.0, 0.3, 4e-16, 2e-17): two that count and two that are round-off"""
    large, tiny = params.integer("large", 1, 10), params.integer("tiny", 0, 10)
    digits = params.integer("digits", 1, 3)
    one, least = 10**digits, max(1, 10 ** (digits - 2))
    values = [stream.integer(2 * one, 9 * one)]
    if large > 1:
        # One is less than 1, small and yet no round-off.
        small = stream.integer(least, one - 1)
        between = [x for x in range(least, 2 * one) if x != small]
        values += [small, *stream.sample(between, large - 2)]
    head = [Fraction(x, one) for x in sorted(values, reverse=True)]
    tail = [Fraction(x, 10**17) for x in sorted(stream.sample(_TINY, tiny), reverse=True)]
    return tuple(integer_if_whole(x) for x in (*head, *tail))


PRINTED_SINGULAR_VALUES = Recipe(
    name="printed-singular-values",
    sentence="Singular values as a computer prints them, descending: `large` ones with `digits` decimals that count, "
    "and `tiny` ones of about 1e-17 that are round-off.",
    example="s: {recipe: printed-singular-values, large: 2, tiny: 2, digits: 1}",
    make=_printed_singular_values,
    required=("large", "tiny"),
    optional={"digits": 1},
)
