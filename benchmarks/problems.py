"""The problems on which grading is timed: five forms of answers, as many right as wrong ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from decompdrill.model import Raw

EACH = 60
"""Problems of each form."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a kind with an answer to it; `gold` is the true one, in digits and sqrt() that any reader knows."""

    form: str
    kind: str
    given: Mapping[str, Raw]
    answer: str
    gold: str
    is_right: bool


def problems(form: str, count: int = EACH, start: int = 0) -> list[Problem]:
    """Return `count` problems of the form, no given twice; every other answer is wrong."""
    make = FORMS[form]
    return [make(n, n % 2 == 0) for n in range(start, start + count)]


def decimal(n: int, right: bool) -> Problem:
    """A determinant, right or half as large again: [[1.5, 0.5], [2, 3]] and 3.5.

    What is off by one is right to three digits where the true value is large.
    """
    given: Raw = [[1.5 + n, 0.5], [2, 3]]
    value = 3 * (1.5 + n) - 1
    return Problem("decimal", "determinant", {"A": given}, f"{value if right else value * 1.5}", f"{value}", right)


def fraction(n: int, right: bool) -> Problem:
    """A determinant of fractions, right or with the products added: [[1/2, 1/3], [1/4, 1/5]] and 1/60."""
    a, b, c, d = (Fraction(1 + n * step, prime) for step, prime in ((1, 2), (2, 3), (1, 5), (3, 7)))
    given: Raw = [[str(a), str(b)], [str(c), str(d)]]
    gold, slip = a * d - b * c, a * d + b * c
    return Problem("fraction", "determinant", {"A": given}, str(gold if right else slip), str(gold), right)


def surd(n: int, right: bool) -> Problem:
    """A trace, right or off by one half: [[(1+√5)/2, 1], [1, 2]] and (5+√5)/2."""
    radicand = 5 + 2 * n
    given: Raw = [[f"(1+sqrt({radicand}))/2", 1], [1, 2 + n]]
    gold = f"({5 + 2 * n}+sqrt({radicand}))/2"
    return Problem("surd", "trace", {"A": given}, gold if right else gold.replace("(", "(1+", 1), gold, right)


def unordered(n: int, right: bool) -> Problem:
    """Two eigenvalues, right in ascending order or with their signs flipped: [[2, 1], [2, 3]] and 1, 4."""
    low, high = 1 + n % 7, 4 + n
    given: Raw = [[high - 1, 1], [high - 1 - low, low + 1]]
    sign = 1 if right else -1
    low, high = sorted((low, high))
    return Problem("list", "eigenvalues", {"A": given}, f"{sign * low}, {sign * high}", f"{high}, {low}", right)


def matrix(n: int, right: bool) -> Problem:
    """A covariance of two features, right or divided by n instead of n − 1: [[1, 2], [3, 6]] and [[2, 4], [4, 8]]."""
    step = 2 + 2 * n
    given: Raw = [[1, 2], [1 + step, 2 + 2 * step]]
    gold, slip = step * step // 2, step * step // 4
    texts = [f"[[{v}, {2 * v}], [{2 * v}, {4 * v}]]" for v in (gold, slip)]
    return Problem("matrix", "covariance", {"X": given}, texts[not right], texts[0], right)


FORMS = {"decimal": decimal, "fraction": fraction, "surd": surd, "list": unordered, "matrix": matrix}


def mix(count: int = EACH) -> Sequence[Problem]:
    """Return `count` problems of each form."""
    return [p for form in FORMS for p in problems(form, count)]
