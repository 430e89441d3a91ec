"""A second judge: random problems of each kind, answers that are right or wrong by the contract's words, and our verdicts.

    python -m benchmarks.oracle --problems 200 --seed 1 [--kinds svd rank]

What is right is worked out here, by NumPy and in fractions, without decompdrill's mathematics. Right answers are typed exactly,
rounded to 3 to 6 digits, or other valid ones: scaled, permuted, in another basis, with other signs, economy or full. Wrong ones
are off by far more than the contract's bounds, and typed with six digits, so that none is imprecise. A kind that has no maker
here is tried on the shipped questions, where right is what its oracle says, which is NumPy too. Printed are the counts of each
kind and each disagreement as a record that `grade` takes; the exit status is 1 where there was any.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from random import Random
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from decompdrill.bank.load import load_banks
from decompdrill.bank.question import Question
from decompdrill.errors import DrillError
from decompdrill.exercises import grade, pose
from decompdrill.exercises.known import known_names
from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.maths.surd import as_float
from decompdrill.model import Form, Outcome, Raw

Array: TypeAlias = NDArray[Any]
Rows: TypeAlias = list[list[Fraction]]
True_: TypeAlias = "int | float | complex | Fraction"
"""A true value."""


def size_of(v: True_) -> float:
    return float(abs(complex(v)))


@dataclass(frozen=True, slots=True)
class Try:
    """An answer with what the contract says of it, and why."""

    answer: str
    is_right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """A problem and the answers to try."""

    given: Mapping[str, Raw]
    tries: tuple[Try, ...]


def right(answer: str, why: str) -> Try:
    return Try(answer, True, why)


def wrong(answer: str, why: str) -> Try:
    return Try(answer, False, why)


# ---- how numbers are typed -----------------------------------------------------------------------------------------


def typed(v: True_, digits: int, least_places: int = -99) -> str:
    """Return v with so many significant digits and no exponent; integers and zero exactly."""
    if isinstance(v, complex):
        return _complex(v, digits)
    if v == 0 or v == int(v):
        return str(int(v))
    number = Decimal(repr(float(v)))
    places = max(digits - 1 - number.adjusted(), least_places)
    return f"{number:.{places}f}" if places >= 0 else str(int(round(number, places)))


def _complex(v: complex, digits: int) -> str:
    if abs(v.imag) < 1e-12 * abs(v):
        return typed(v.real, digits)
    places = max(digits - 1 - Decimal(repr(abs(v))).adjusted(), 1)
    return f"{v.real:.{places}f}{v.imag:+.{places}f}i"


def exact(v: True_) -> str:
    """Return v as it is: a fraction, or every digit of a double."""
    return str(v) if isinstance(v, int | Fraction) else typed(v, 16)


def spellings(rng: Random, v: True_) -> Iterator[Try]:
    yield right(exact(v), "exact")
    yield right(typed(v, rng.choice((3, 4, 5, 6))), "rounded")


def off(rng: Random, v: True_, scale: float = 1.0) -> str:
    """Return a number that is far from v, typed with six digits or more, and no integer."""
    by = rng.choice((-1, 1)) * rng.choice((0.02, 0.05, 0.2, 0.9))
    other = v + by * (size_of(v) if v else (scale or 1.0))
    if isinstance(other, complex):
        return _complex(other, 6)
    number = Decimal(repr(float(other)))
    if number == number.to_integral_value():
        number += Decimal(repr(0.013 * float(abs(number) or 1)))
    return f"{number:.{max(6 - number.adjusted(), 1)}f}"


def a_number(rng: Random, v: True_, scale: float = 1.0, slips: Sequence[tuple[True_, str]] = ()) -> tuple[Try, ...]:
    """Return answers to a problem whose answer is one number."""
    misses = [wrong(off(rng, v, scale), "far off") for _ in range(2)]
    if v:
        misses.append(wrong(typed(-v, 6), "another sign"))
    misses += [wrong(typed(s, 6), why) for s, why in slips if size_of(s - v) > 0.02 * size_of(v) and not _is_lone(s, v)]
    return (*spellings(rng, v), *misses)


def _is_lone(slip: True_, v: True_) -> bool:
    """An integer typed for what is none may be right as far as it goes."""
    return typed(slip, 6).lstrip("-").isdigit() and v != int(v.real)


def a_count(v: int) -> tuple[Try, ...]:
    return right(str(v), "exact"), wrong(str(v + 1), "one more"), wrong(str(v - 1), "one less")


def a_word(is_so: bool) -> tuple[Try, ...]:
    return Try("yes", is_so, "yes"), Try("no", not is_so, "no")


def a_list(rng: Random, values: Sequence[True_], scale: float, in_order: bool = False) -> tuple[Try, ...]:
    """Return answers to a problem whose answer is a list."""
    digits = rng.choice((3, 4, 5, 6))
    shuffled = list(values) if in_order else rng.sample(values, len(values))
    texts = [typed(v, digits, 1) for v in shuffled]
    at = rng.randrange(len(values))
    tries = [right(", ".join(map(exact, values)), "exact"), right(", ".join(texts), f"{digits} digits")]
    tries.append(wrong(", ".join([*texts[:at], off(rng, shuffled[at], scale), *texts[at + 1 :]]), "one far off"))
    tries.append(wrong(", ".join([*texts, texts[at]]), "one twice"))
    if len(texts) > 1:
        tries.append(wrong(", ".join(texts[:at] + texts[at + 1 :]), "one left out"))
        other = shuffled[at - 1]
        if size_of(other - shuffled[at]) > 0.1 * max(size_of(other), size_of(shuffled[at])):
            moved = [*texts[:at], texts[at - 1], *texts[at + 1 :]]
            tries.append(wrong(", ".join(moved), "another multiplicity"))
            if in_order:
                swapped = list(texts)
                swapped[at], swapped[at - 1] = swapped[at - 1], swapped[at]
                tries.append(wrong(", ".join(swapped), "another order"))
    return tuple(tries)


def rows_text(M: Sequence[Sequence[str]], rng: Random) -> str:
    if rng.random() < 0.5:
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in M) + "]"
    return "; ".join(" ".join(row) for row in M)


def clean(M: Array) -> Array:
    """Return M with what is noise beside its largest entry set to 0."""
    noise = 1e-12 * (float(np.abs(M).max()) if M.size else 0.0)
    whole: Array = np.where(np.abs(M) < noise, 0.0, M)
    return whole


def shown(rng: Random, M: Array, digits: int, least: int = 1) -> str:
    return rows_text([[typed(x, digits, least) for x in row] for row in clean(M).tolist()], rng)


def placed(v: Array, places: int) -> str:
    return "[" + ", ".join(f"{x:.{places}f}" for x in v.tolist()) + "]"


def decimals(rng: Random, M: Array, places: int) -> str:
    return rows_text([[f"{x:.{places}f}" for x in row] for row in M.tolist()], rng)


def a_matrix(rng: Random, M: Array, exactly: Rows | None, others: Sequence[tuple[Array, str]] = ()) -> tuple[Try, ...]:
    """Return answers to a problem whose answer is a matrix."""
    digits = rng.choice((3, 4, 5, 6))
    tries = [right(shown(rng, M, 15), "all digits"), right(shown(rng, M, digits), f"{digits} digits")]
    if exactly:
        tries.append(right(rows_text([[str(x) for x in row] for row in exactly], rng), "exact"))
    i, j = rng.randrange(len(M)), rng.randrange(M.shape[1])
    texts = [[typed(x, 6, 1) for x in row] for row in clean(M).tolist()]
    texts[i][j] = off(rng, clean(M)[i, j].item(), float(np.abs(M).max()))
    tries.append(wrong(rows_text(texts, rng), "one entry far off"))
    size = float(np.abs(M).max())
    tries += [wrong(shown(rng, N, 8), why) for N, why in others if float(np.abs(N - M).max()) > 0.1 * size]
    return tuple(tries)


def a_direction(rng: Random, space: Array, others: Sequence[Array] = (), real_factor: bool = True) -> tuple[Try, ...]:
    """Return answers to a problem whose answer is any vector of the space that the columns of `space` span, but 0."""
    basis = np.linalg.qr(space)[0]
    v = basis @ np.array([rng.choice((-3, -2, -1, 1, 2, 3)) for _ in range(basis.shape[1])])
    v = v / np.linalg.norm(v) * rng.choice((1.0, -1.0, 2.5, 17.0) if real_factor else (1.0, -1.0))
    places = rng.choice((4, 5, 6))
    away = np.array([rng.uniform(-1, 1) for _ in v])
    away -= basis @ (basis.T @ away)
    tries = [right(placed(v, 15), "all digits"), right(placed(v, places), f"{places} places")]
    tries.append(right("[" + ", ".join(typed(x, 4, 1) for x in clean(v).tolist()) + "]", "4 digits of each entry"))
    tries.append(wrong("[" + ", ".join("0" for _ in v) + "]", "the zero vector"))
    if np.linalg.norm(away) > 1e-3:
        tilted = v + away / np.linalg.norm(away) * np.linalg.norm(v) * rng.choice((0.1, 0.3, 1.0))
        tries.append(wrong(placed(tilted, 6), "another direction"))
    apart = [w for w in others if np.linalg.norm(w - basis @ (basis.T @ w)) > 0.05 * np.linalg.norm(w)]
    tries += [wrong(placed(w, 6), "another vector") for w in apart]
    return tuple(tries)


# ---- matrices ------------------------------------------------------------------------------------------------------


def integers(rng: Random, m: int, n: int, largest: int = 9) -> Rows:
    return [[Fraction(rng.randint(-largest, largest)) for _ in range(n)] for _ in range(m)]


def scaled(rng: Random, rows: Rows) -> Rows:
    """Return the rows times a number that changes their size or leaves it."""
    by = rng.choice(
        (Fraction(1), Fraction(1), Fraction(1), Fraction(1, 10), Fraction(100), Fraction(1, 3), Fraction(1, 1000))
    )
    return [[x * by for x in row] for row in rows]


def as_given(rows: Rows) -> Raw:
    return [[_raw(x) for x in row] for row in rows]


def _raw(x: Fraction) -> Raw:
    return int(x) if x.denominator == 1 else str(x)


def as_array(rows: Rows) -> Array:
    return np.array([[float(x) for x in row] for row in rows])


def times(A: Rows, B: Rows) -> Rows:
    return [
        [sum((a * b for a, b in zip(row, column, strict=True)), Fraction(0)) for column in zip(*B, strict=True)]
        for row in A
    ]


def transpose(A: Rows) -> Rows:
    return [list(row) for row in zip(*A, strict=True)]


def diagonal(values: Sequence[int | Fraction]) -> Rows:
    return [[Fraction(v if i == j else 0) for j in range(len(values))] for i, v in enumerate(values)]


def unimodular(rng: Random, n: int) -> tuple[Rows, Rows]:
    """Return an integer matrix of determinant 1 and its inverse."""
    P, inverse = diagonal([1] * n), diagonal([1] * n)
    for _ in range(2 * n if n > 1 else 0):
        i, j = rng.sample(range(n), 2)
        by = rng.choice((-2, -1, 1, 2)) if n < 4 else rng.choice((-1, 1))
        P = [[x + by * y for x, y in zip(row, P[j], strict=True)] if k == i else row for k, row in enumerate(P)]
        inverse = [[x - (by * row[i] if k == j else 0) for k, x in enumerate(row)] for row in inverse]
    return P, inverse


def rational_orthogonal(rng: Random, n: int) -> Rows:
    """Return an orthogonal matrix of fractions: reflections I − 2wwᵀ/wᵀw one after another."""
    Q = diagonal([1] * n)
    for _ in range(rng.randint(1, 2)):
        w = [Fraction(rng.randint(-2, 2)) for _ in range(n)]
        size = sum((x * x for x in w), Fraction(0))
        if size:
            Q = times(Q, [[Fraction(i == j) - 2 * w[i] * w[j] / size for j in range(n)] for i in range(n)])
    return Q


def eliminated(rows: Rows) -> tuple[Fraction, int]:
    """Return the determinant of the leading pivots (of a square matrix its own) and the rank."""
    A, rank, det = [list(row) for row in rows], 0, Fraction(1)
    for column in range(len(A[0])):
        pivot = next((i for i in range(rank, len(A)) if A[i][column]), None)
        if pivot is None:
            det = Fraction(0)
            continue
        if pivot != rank:
            A[rank], A[pivot], det = A[pivot], A[rank], -det
        det *= A[rank][column]
        for i in range(rank + 1, len(A)):
            by = A[i][column] / A[rank][column]
            A[i] = [x - by * y for x, y in zip(A[i], A[rank], strict=True)]
        rank += 1
        if rank == len(A):
            break
    return det, rank


def polynomial_of(A: Rows) -> list[Fraction]:
    """Return the coefficients of det(λI − A), highest power first, by Faddeev and LeVerrier."""
    n, M, c = len(A), diagonal([0] * len(A)), [Fraction(1)]
    for k in range(1, n + 1):
        M = [[x + c[-1] * (i == j) for j, x in enumerate(row)] for i, row in enumerate(times(A, M))]
        c.append(-sum((row[i] for i, row in enumerate(times(A, M))), Fraction(0)) / k)
    return c


def side(rng: Random) -> int:
    return rng.choice((1, 2, 2, 2, 3, 3, 4))


def spectrum(rng: Random, n: int) -> list[int]:
    values = [rng.randint(-6, 7) for _ in range(n)]
    if n > 1 and rng.random() < 0.4:
        values[1] = values[0]
    return values


def diagonalizable(rng: Random) -> tuple[Rows, Rows, list[int]]:
    """Return A = PDP⁻¹ with P and the values of D."""
    n = side(rng)
    P, inverse = unimodular(rng, n)
    values = spectrum(rng, n)
    return times(times(P, diagonal(values)), inverse), P, values


def largest(A: Rows) -> float:
    return float(max(abs(x) for row in A for x in row))


# ---- the kinds -----------------------------------------------------------------------------------------------------


def eigenvalues(rng: Random) -> Case | None:
    if rng.random() < 0.5:
        A, _, values = diagonalizable(rng)
        return Case({"A": as_given(A)}, a_list(rng, values, largest(A)))
    A = scaled(rng, integers(rng, *[side(rng)] * 2))
    M = as_array(A)
    found, V = np.linalg.eig(M)
    gaps = [abs(a - b) for i, a in enumerate(found) for b in found[:i]]
    if np.linalg.cond(V) > 1e3 or min([*np.abs(found), *gaps, np.inf]) < 1e-3 * np.abs(M).max():
        return None
    return Case({"A": as_given(A)}, a_list(rng, [_plain(x) for x in found.tolist()], largest(A)))


def _plain(x: complex | float) -> complex | float:
    """Return a real value as a float, and as an integer where a double can be no nearer to one."""
    if isinstance(x, complex) and abs(x.imag) > 1e-12 * abs(x):
        return x
    return float(round(x.real)) if abs(x.real - round(x.real)) < 1e-9 * max(1.0, abs(x)) else x.real


def eigenvector(rng: Random) -> Case:
    A, P, values = diagonalizable(rng)
    chosen = rng.choice(values)
    V = as_array(P)
    space = V[:, [v == chosen for v in values]]
    rest = V[:, [v != chosen for v in values]]
    others = [rest[:, 0], space[:, 0] + rest[:, 0]] if rest.size else []
    return Case({"A": as_given(A), "eigenvalue": chosen}, a_direction(rng, space, others))


def _a_pair(rng: Random) -> tuple[Rows, list[Fraction], int | None]:
    A, P, values = diagonalizable(rng)
    at = rng.randrange(len(values))
    by = rng.choice((Fraction(1), Fraction(-3), Fraction(1, 2), Fraction(7)))
    v = [row[at] * by for row in P]
    other = next((j for j, x in enumerate(values) if x != values[at]), None)
    if other is not None and rng.random() < 0.5:
        return A, [x + row[other] for x, row in zip(v, P, strict=True)], None
    return A, v, values[at]


def is_eigenvector(rng: Random) -> Case:
    A, v, value = _a_pair(rng)
    return Case({"A": as_given(A), "v": [_raw(x) for x in v]}, a_word(value is not None))


def eigenvalue_of(rng: Random) -> Case | None:
    A, v, value = _a_pair(rng)
    if value is None:
        return None
    return Case({"A": as_given(A), "v": [_raw(x) for x in v]}, a_number(rng, value, max(largest(A), largest([v]))))


def characteristic_polynomial(rng: Random) -> Case:
    A = scaled(rng, integers(rng, *[side(rng)] * 2))
    c = polynomial_of(A)
    n, at = len(c) - 1, rng.randrange(1, len(c))
    texts = [str(x) for x in c]
    digits = rng.choice((4, 5, 6))
    powers = " + ".join(f"({x})λ^{n - i}" for i, x in enumerate(texts))
    far = [*texts[:at], off(rng, c[at], float(max(map(abs, c)))), *texts[at + 1 :]]
    tries = [
        right(", ".join(texts), "exact"),
        right(", ".join(str(-x) for x in c), "the other sign of the whole"),
        right(powers, "a polynomial"),
        right(powers.replace("λ", rng.choice("xt")), "another letter"),
        right(", ".join(typed(x, digits, 1) for x in c), f"{digits} digits"),
        wrong(", ".join(far), "one coefficient far off"),
        wrong(", ".join(texts[:-1]), "one coefficient left out"),
    ]
    if c[at]:
        tries.append(wrong(", ".join([*texts[:at], str(-c[at]), *texts[at + 1 :]]), "the sign of a coefficient"))
    return Case({"A": as_given(A)}, tuple(tries))


def determinant(rng: Random) -> Case:
    A = scaled(rng, integers(rng, *[side(rng)] * 2))
    return Case({"A": as_given(A)}, a_number(rng, eliminated(A)[0], largest(A)))


def trace(rng: Random) -> Case:
    A = scaled(rng, integers(rng, *[side(rng)] * 2))
    return Case({"A": as_given(A)}, a_number(rng, sum((A[i][i] for i in range(len(A))), Fraction(0)), largest(A)))


def _of_low_rank(rng: Random) -> Rows:
    m, n = rng.randint(1, 5), rng.randint(1, 5)
    r = rng.randint(0, min(m, n))
    return scaled(
        rng, times(integers(rng, m, r, 4), integers(rng, r, n, 4)) if r else [[Fraction(0)] * n for _ in range(m)]
    )


def rank(rng: Random) -> Case:
    A = _of_low_rank(rng)
    return Case({"A": as_given(A)}, a_count(eliminated(A)[1]))


def nullity(rng: Random) -> Case:
    A = _of_low_rank(rng)
    return Case({"A": as_given(A)}, a_count(len(A[0]) - eliminated(A)[1]))


def numerical_rank(rng: Random) -> Case | None:
    if rng.random() < 0.3:
        A = _of_low_rank(rng)
        return Case({"A": as_given(A)}, a_count(int(np.linalg.matrix_rank(as_array(A))))) if largest(A) else None
    s = sorted(
        (float(f"{rng.choice((9, 3, 1.7))}e{rng.randint(-6, 2)}") for _ in range(rng.randint(1, 5))), reverse=True
    )
    by, size = rng.choice((("atol", 0.02), ("rtol", 1e-4), ("atol", 5e-5), ("rtol", 0.2)))
    least = size if by == "atol" else size * s[0]
    if any(0.99 < x / least < 1.01 for x in s):
        return None
    return Case({"singular_values": [*s], by: size}, a_count(sum(x > least for x in s)))


def is_diagonalizable(rng: Random) -> Case:
    n = side(rng)
    values = spectrum(rng, n)
    J = diagonal(values)
    for i in range(n - 1):
        if values[i] == values[i + 1] and rng.random() < 0.6:
            J[i][i + 1] = Fraction(rng.choice((1, 1, 3)))
    is_so = all(J[i][i + 1] == 0 for i in range(n - 1))
    P, inverse = unimodular(rng, n)
    return Case({"A": as_given(scaled(rng, times(times(P, J), inverse)))}, a_word(is_so))


def is_orthogonal(rng: Random) -> Case:
    Q = rational_orthogonal(rng, side(rng))
    if rng.random() < 0.5:
        i, j = rng.randrange(len(Q)), rng.randrange(len(Q))
        Q[i][j] += rng.choice((1, -1)) * rng.choice((Fraction(1), Fraction(1, 10), Fraction(1, 10**4)))
    product = times(transpose(Q), Q)
    return Case({"A": as_given(Q)}, a_word(product == diagonal([1] * len(Q))))


def _parts(names: Sequence[str], texts: Sequence[str]) -> str:
    return " | ".join(f"{name} = {text}" for name, text in zip(names, texts, strict=True))


def _values_text(rng: Random, texts: Sequence[str]) -> str:
    if rng.random() < 0.5:
        return ", ".join(texts)
    return rows_text([[text if i == j else "0" for j in range(len(texts))] for i, text in enumerate(texts)], rng)


def _frames(rng: Random, names: tuple[str, str], V: Array, values: Sequence[float], is_unit: bool) -> Iterator[Try]:
    """Yield a frame and its values as they are, in another order, spoiled; V is exact where it holds integers."""

    def text(W: Array, of: Sequence[float], digits: int = 6) -> str:
        whole = not is_unit and bool((np.round(W) == W).all())
        frame = (
            rows_text([[str(int(x)) for x in row] for row in W.tolist()], rng) if whole else decimals(rng, W, digits)
        )
        return _parts(names, (frame, _values_text(rng, [typed(x, max(digits, 4), 1) for x in of])))

    n = len(values)
    order = rng.sample(range(n), n)
    V, values = V[:, order], [values[i] for i in order]
    signs = np.array([rng.choice((-1, 1)) for _ in range(n)])
    yield right(text(V, values, 15), "all digits")
    yield right(text(V * signs, values, rng.choice((4, 5, 6))), "other signs")
    if not is_unit:
        yield right(text(V * np.array([rng.choice((0.5, 3.0, -7.0)) for _ in range(n)]), values), "other lengths")
    else:
        yield wrong(text(V * 2.0, values), "not of unit length")
    at = rng.randrange(n)
    moved = [off(rng, values[at], max(map(abs, values)))]
    texts = [typed(x, 6, 1) for x in values]
    frame = decimals(rng, V, 8)
    yield wrong(_parts(names, (frame, ", ".join([*texts[:at], *moved, *texts[at + 1 :]]))), "one value far off")
    apart = [j for j in range(n) if abs(values[j] - values[at]) > 0.1 * max(map(abs, values))]
    if apart:
        swapped = list(values)
        swapped[at], swapped[apart[0]] = swapped[apart[0]], swapped[at]
        yield wrong(text(V, swapped), "values in another order than the vectors")
    if n > 1:
        W = V.copy()
        W[:, at] = W[:, at - 1]
        yield wrong(text(W, [*values[:at], values[at - 1], *values[at + 1 :]]), "one vector twice")


def diagonalization(rng: Random) -> Case:
    A, P, values = diagonalizable(rng)
    V = as_array(P)
    if rng.random() < 0.5:
        V = V / np.linalg.norm(V, axis=0)
    return Case({"A": as_given(A)}, tuple(_frames(rng, ("V", "L"), V, [float(v) for v in values], is_unit=False)))


def orthogonal_diagonalization(rng: Random) -> Case | None:
    n = side(rng)
    if rng.random() < 0.4:
        Q = rational_orthogonal(rng, n)
        A = times(times(Q, diagonal(spectrum(rng, n))), transpose(Q))
    else:
        B = integers(rng, n, n, 5)
        A = scaled(rng, [[x + y for x, y in zip(*pair, strict=True)] for pair in zip(B, transpose(B), strict=True)])
    values, V = np.linalg.eigh(as_array(A))
    size = float(np.abs(values).max())
    values = np.where(np.abs(values) < 1e-12 * size, 0.0, values)
    if size == 0 or any(0 < abs(v) < 1e-2 * size for v in values):
        return None
    told = [float(_plain(x).real) for x in values.tolist()]
    return Case({"A": as_given(A)}, tuple(_frames(rng, ("Q", "L"), V, told, is_unit=True)))


def _any(rng: Random) -> Rows:
    if rng.random() < 0.25:
        n = rng.choice((2, 3))
        Q, R = rational_orthogonal(rng, n), rational_orthogonal(rng, n)
        s = sorted((abs(v) for v in spectrum(rng, n)), reverse=True)
        return times(times(Q, diagonal(s)), R)
    return scaled(rng, integers(rng, rng.randint(1, 4), rng.randint(1, 4)))


def _singular(A: Rows) -> tuple[Array, Array, Array] | None:
    """Return U, s, Vᵀ, full; None where a small value is neither 0 nor well told from it, or all is 0."""
    U, s, Vt = np.linalg.svd(as_array(A))
    s = np.where(s < 1e-12 * s[0], 0.0, s)
    if s[0] == 0 or any(0 < x < 1e-2 * s[0] for x in s) or sum(s > 0) != eliminated(A)[1]:
        return None
    return U, np.array([float(_plain(x).real) for x in s.tolist()]), Vt


def singular_values(rng: Random) -> Case | None:
    A = _any(rng)
    found = _singular(A)
    return None if found is None else Case({"A": as_given(A)}, a_list(rng, found[1].tolist(), largest(A)))


def svd(rng: Random) -> Case | None:
    A = _any(rng)
    found = _singular(A)
    if found is None:
        return None
    U, s, Vt = found
    m, n, k = len(U), len(Vt), len(s)

    def text(U: Array, s: Array, Vt: Array, places: int = 8, full: bool = False) -> str:
        values = [typed(x, max(places, 5), 1) for x in s.tolist()]
        if full:
            sigma = rows_text([[values[i] if i == j else "0" for j in range(n)] for i in range(m)], rng)
        else:
            sigma = _values_text(rng, values)
        left, above = (U, Vt) if full else (U[:, :k], Vt[:k])
        return _parts(("U", "S", "Vt"), (decimals(rng, left, places), sigma, decimals(rng, above, places)))

    signs = np.array([rng.choice((-1.0, 1.0)) for _ in range(k)])
    V2, U2 = Vt.copy(), U.copy()
    V2[:k] *= signs[:, None]
    U2[:, :k] *= signs
    order = rng.sample(range(k), k)
    tries = [
        right(text(U, s, Vt, 15), "economy"),
        right(text(U, s, Vt, 15, full=True), "full"),
        right(text(U2, s, V2, rng.choice((4, 5, 6))), "other signs"),
        right(text(U2, s, V2, rng.choice((4, 5, 6)), full=True), "other signs, full"),
        right(text(U[:, order], s[order], Vt[order], 6), "in another order"),
    ]
    equal = [i for i in range(k - 1) if abs(s[i] - s[i + 1]) < 1e-9 * s[0] and s[i] > 0]
    if equal:
        turned_U, turned_V, i = U.copy(), Vt.copy(), equal[0]
        turn = np.array([[0.6, -0.8], [0.8, 0.6]])
        turned_U[:, i : i + 2] = U[:, i : i + 2] @ turn
        turned_V[i : i + 2] = turn.T @ Vt[i : i + 2]
        tries.append(right(text(turned_U, s, turned_V, 6), "another basis of a repeated value"))
        tries.append(wrong(text(turned_U, s, Vt, 6), "U turned and Vt not"))
    tries.append(wrong(text(np.hstack([-U[:, :1], U[:, 1:]]), s, Vt, 6), "one sign of U alone"))
    tries.append(wrong(text(U, s * np.array([1.1] + [1.0] * (k - 1)), Vt, 6), "one value far off"))
    tries.append(wrong(text(U * 1.1, s / 1.1, Vt, 6), "U not of unit columns"))
    if n > 1 and np.abs(U[:, :k] @ np.diag(s) @ Vt.T[:k] - as_array(A)).max() > 0.1 * s[0]:
        tries.append(wrong(text(U, s, Vt.T, 6), "V for Vt"))
    return Case({"A": as_given(A)}, tuple(tries))


def low_rank(rng: Random) -> Case | None:
    A = _any(rng)
    found = _singular(A)
    if found is None or len(found[1]) < 2:
        return None
    U, s, Vt = found
    k = rng.randint(1, len(s) - 1)
    if s[k - 1] - s[k] < 0.05 * s[0]:
        return None

    def cut(r: int) -> Array:
        whole: Array = clean((U[:, :r] * s[:r]) @ Vt[:r])
        return whole

    others = [(cut(r), f"of rank {r}") for r in range(1, len(s) + 1) if r != k]
    return Case({"A": as_given(A), "k": k}, a_matrix(rng, cut(k), None, others))


def _errors(s: Sequence[float], k: int) -> dict[str, float]:
    rest = sorted(s, reverse=True)[k:]
    return {"frobenius": float(np.sqrt(sum(x * x for x in rest))), "spectral": max(rest, default=0.0)}


def low_rank_error(rng: Random) -> Case | None:
    s: list[int] = [rng.randint(0, 20) for _ in range(rng.randint(2, 5))]
    k, which = rng.randint(1, len(s) - 1), rng.choice(("frobenius", "spectral"))
    errors = _errors([float(x) for x in s], k)
    value = errors.pop(which)
    if max(s) == 0:
        return None
    slips = [(other, "the other norm") for other in errors.values()] + [
        (float(sum(sorted(s)[: len(s) - k])), "the sum")
    ]
    return Case({"singular_values": [*s], "k": k, "norm": which}, a_number(rng, _plain(value), max(s), slips))


def norm(rng: Random) -> Case | None:
    A = _any(rng)
    s = np.linalg.svd(as_array(A))[1]
    if s[0] == 0:
        return None
    norms = {"frobenius": float(np.linalg.norm(as_array(A))), "spectral": float(s[0]), "nuclear": float(s.sum())}
    which = rng.choice(list(norms))
    value = norms.pop(which)
    tries = a_number(rng, _plain(value), largest(A), [(v, f"the {n} norm") for n, v in norms.items()])
    return Case({"A": as_given(A), "norm": which}, tries)


def _samples(rng: Random) -> Rows:
    X = integers(rng, rng.randint(3, 6), rng.randint(2, 3))
    units = [rng.choice((Fraction(1), Fraction(1), Fraction(10), Fraction(1, 10))) for _ in X[0]]
    return [[x * u for x, u in zip(row, units, strict=True)] for row in X]


def covariance_of(X: Rows, ddof: int) -> Rows:
    means = [sum(column, Fraction(0)) / len(X) for column in zip(*X, strict=True)]
    C = [[x - mean for x, mean in zip(row, means, strict=True)] for row in X]
    return [[x / (len(X) - ddof) for x in row] for row in times(transpose(C), C)]


def covariance(rng: Random) -> Case:
    X, ddof = _samples(rng), rng.choice((0, 1))
    S = covariance_of(X, ddof)
    others = [(as_array(covariance_of(X, 1 - ddof)), "divided by the other number")]
    given: dict[str, Raw] = {"X": as_given(X)}
    if ddof == 0 or rng.random() < 0.5:
        given["ddof"] = ddof
    return Case(given, a_matrix(rng, as_array(S), S, others))


def _source(rng: Random) -> tuple[dict[str, Raw], list[float], list[tuple[list[float], str]]]:
    """Return what ratios are worked out from, the variances in descending order, and what a slip takes for them."""
    shape = rng.randrange(4)
    values = sorted((rng.randint(1, 30) for _ in range(rng.randint(2, 5))), reverse=True)
    mixed: list[Raw] = [*rng.sample(values, len(values))]
    as_floats = [float(v) for v in values]
    if shape == 0:
        return {"eigenvalues": mixed}, as_floats, [([v * v for v in as_floats], "squared")]
    if shape == 1:
        return {"singular_values": mixed}, [v * v for v in as_floats], [(as_floats, "not squared")]
    X = _samples(rng)
    S = as_array(covariance_of(X, 1))
    if shape == 2 and (S.diagonal() > 0).all():
        d = np.sqrt(S.diagonal())
        plain = np.linalg.eigvalsh(S)[::-1].tolist()
        found = np.linalg.eigvalsh(S / np.outer(d, d))[::-1].tolist()
        return {"X": as_given(X), "standardize": True}, found, [(plain, "not standardized")]
    found = np.linalg.eigvalsh(S)[::-1].tolist()
    return ({"covariance": as_given(covariance_of(X, 1))} if shape == 2 else {"X": as_given(X)}), found, []


def _ratios(variances: Sequence[float]) -> list[float]:
    total = sum(variances)
    return [v / total for v in variances]


def explained_variance(rng: Random) -> Case | None:
    given, variances, slips = _source(rng)
    if sum(variances) <= 0 or min(variances) < 1e-3 * max(variances):
        return None
    ratios = _ratios(variances)
    percents = ", ".join(f"{typed(100 * r, 5, 1)}%" for r in ratios)
    tries = [*a_list(rng, ratios, 1.0, in_order=True), right(percents, "percentages")]
    for taken, why in slips:
        other = _ratios(taken)
        if max(abs(a - b) for a, b in zip(other, ratios, strict=True)) > 0.05:
            tries.append(wrong(", ".join(typed(r, 6, 1) for r in other), why))
    return Case(given, tuple(tries))


def cumulative_variance(rng: Random) -> Case | None:
    given, variances, slips = _source(rng)
    if sum(variances) <= 0 or min(variances) < 1e-3 * max(variances):
        return None
    k = rng.randint(1, len(variances) - 1)
    value = sum(_ratios(variances)[:k])
    misses = [(sum(_ratios(taken)[:k]), why) for taken, why in slips]
    percent = right(f"{typed(100 * value, 5, 1)}%", "a percentage")
    return Case({**given, "k": k}, (*a_number(rng, value, 1.0, misses), percent))


def components_needed(rng: Random) -> Case | None:
    values = sorted((rng.randint(1, 30) for _ in range(rng.randint(2, 6))), reverse=True)
    total, threshold = sum(values), Fraction(rng.choice((50, 80, 90, 95, 99, 100, 70)), 100)
    if rng.random() < 0.3:  # reached exactly
        threshold = Fraction(sum(values[: rng.randint(1, len(values))]), total)
    needed = next(k for k in range(1, len(values) + 1) if Fraction(sum(values[:k]), total) >= threshold)
    spelled: Raw = (
        str(threshold) if threshold.denominator > 100 or rng.random() < 0.5 else f"{float(threshold * 100):g}%"
    )
    if 100 % threshold.denominator:
        spelled = str(threshold)
    return Case({"eigenvalues": [*rng.sample(values, len(values))], "threshold": spelled}, a_count(needed))


def principal_component(rng: Random) -> Case | None:
    X = _samples(rng)
    S = covariance_of(X, 1)
    values, V = np.linalg.eigh(as_array(S))
    values, V = values[::-1], V[:, ::-1]
    if values[0] <= 0 or min(abs(np.diff(values))) < 0.05 * values[0]:
        return None
    at = rng.randrange(len(values))
    given: dict[str, Raw] = {"X": as_given(X)} if rng.random() < 0.5 else {"covariance": as_given(S)}
    others = [V[:, j] for j in range(len(values)) if j != at]
    return Case({**given, "index": at + 1}, a_direction(rng, V[:, [at]], others))


def _sizes(rng: Random) -> tuple[int, int, int]:
    m, n = rng.randint(2, 2000), rng.randint(2, 2000)
    return m, n, rng.randint(1, min(m, n))


def low_rank_storage(rng: Random) -> Case:
    m, n, k = _sizes(rng)
    return Case({"m": m, "n": n, "k": k}, (*a_count(k * (m + n + 1)), wrong(str(m * n + 1), "the whole matrix")))


def compression_factor(rng: Random) -> Case:
    m, n, k = _sizes(rng)
    value = Fraction(m * n, k * (m + n + 1))
    return Case({"m": m, "n": n, "k": k}, a_number(rng, value, 1.0, [(1 / value, "upside down")]))


def lora_parameters(rng: Random) -> Case:
    r = rng.choice((1, 4, 8, 16, 64))
    sizes = [
        (rng.choice((64, 768, 4096)), rng.choice((64, 768, 11008)), rng.randint(1, 32))
        for _ in range(rng.randint(1, 3))
    ]
    layers: list[Raw] = [{"d_in": a, "d_out": b, "count": c} for a, b, c in sizes]
    return Case({"r": r, "layers": layers}, a_count(sum(r * (a + b) * c for a, b, c in sizes)))


MAKERS: Mapping[str, Callable[[Random], Case | None]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        eigenvalues,
        eigenvector,
        is_eigenvector,
        eigenvalue_of,
        characteristic_polynomial,
        determinant,
        trace,
        rank,
        nullity,
        numerical_rank,
        is_diagonalizable,
        is_orthogonal,
        diagonalization,
        orthogonal_diagonalization,
        singular_values,
        svd,
        low_rank,
        low_rank_error,
        norm,
        covariance,
        explained_variance,
        cumulative_variance,
        components_needed,
        principal_component,
        low_rank_storage,
        compression_factor,
        lora_parameters,
    )
}


def drawn(kind: str, rng: Random) -> Case:
    """Return a problem of a kind that has no maker here: drawn from a shipped question, true is what its oracle says.

    Raises LookupError where no shipped question asks the kind, or where answers of its form are made by its own maker only.
    """
    asking = [question for question in _shipped() if question.kind == kind]
    if not asking:
        raise LookupError(f"no question of questions/ asks {kind}: add one, or a maker to benchmarks/oracle.py")
    given = pose.pose(rng.choice(asking), rng.randrange(10**6)).given
    truth = KINDS[kind].oracle(read_given(KINDS[kind], given))
    values = [_plain(as_float(x)) for row in truth.rows for x in row]
    match truth.form:
        case Form.NUMBER:
            return Case(given, a_number(rng, values[0], size_of(values[0])))
        case Form.INTEGER:
            return Case(given, a_count(int(values[0].real)))
        case Form.LIST:
            return Case(given, a_list(rng, values, max(map(size_of, values))))
        case Form.VECTOR:
            return Case(given, a_direction(rng, np.array([values]).T))
        case Form.MATRIX:
            return Case(given, a_matrix(rng, np.array(values).reshape(len(truth.rows), -1), None))
        case Form.YES_NO:
            return Case(given, a_word(truth.word == "yes"))
        case form:
            raise LookupError(f"{kind} needs a maker in benchmarks/oracle.py: none can be guessed for the form {form}")


@cache
def _shipped() -> tuple[Question, ...]:
    return tuple(load_banks(None, known_names()).questions.values())


def maker(kind: str) -> Callable[[Random], Case | None]:
    """Return the maker of a kind: its own, or the one for every kind."""
    return MAKERS.get(kind) or partial(drawn, kind)


# ---- the comparison ------------------------------------------------------------------------------------------------


def cases(kind: str, count: int, seed: int) -> Iterator[Case]:
    """Yield so many problems of the kind; what its maker gives up on is made again."""
    number = 0
    while count:
        case = maker(kind)(Random(f"{seed}:{kind}:{number}"))
        number += 1
        if case is not None:
            count -= 1
            yield case


def verdict(kind: str, case: Case, tried: Try) -> str:
    try:
        return grade.grade(kind, case.given, tried.answer).outcome.value
    except DrillError as error:
        return f"refused: {error}"


def disagrees(tried: Try, said: str) -> bool:
    return (said == Outcome.RIGHT) != tried.is_right or said not in (Outcome.RIGHT, Outcome.WRONG)


def compare(kind: str, count: int, seed: int) -> tuple[Counter[str], list[dict[str, object]]]:
    """Return what was counted over the problems of a kind, and each disagreement as a record."""
    counts: Counter[str] = Counter()
    records: list[dict[str, object]] = []
    for case in cases(kind, count, seed):
        counts["problems"] += 1
        for tried in case.tries:
            said = verdict(kind, case, tried)
            counts["verdicts"] += 1
            if disagrees(tried, said):
                counts["right refused" if tried.is_right else "wrong accepted"] += 1
                about = {"should_be": "right" if tried.is_right else "wrong", "is": said, "why": tried.why}
                records.append({"id": about, "kind": kind, "given": case.given, "answer": tried.answer})
    return counts, records


def main() -> int:
    """Judge and be judged; 1 where the two do not agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", type=int, default=200, help="of each kind (%(default)s)")
    parser.add_argument("--kinds", nargs="+", choices=sorted(KINDS), default=list(KINDS), metavar="KIND")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found: list[dict[str, object]] = []
    for kind in options.kinds:
        counts, records = compare(kind, options.problems, options.seed)
        found += records
        told = ", ".join(
            f"{counts[name]:,} {name}" for name in ("problems", "verdicts", "wrong accepted", "right refused")
        )
        print(f"{kind}: {told}", flush=True)
    for record in found:
        print(json.dumps(record, ensure_ascii=False))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
