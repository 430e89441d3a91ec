"""Wrong procedures beyond those that the draws keep apart: the only owner of slips that are named but never drawn against.

Each is a `Slip` like those of its kind, tried after them, and only on an answer that is wrong. A draw may give the right
answer by one of these; then it is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations_with_replacement, permutations, product
from math import ceil

import numpy as np

from decompdrill import linalg
from decompdrill.judging import Judgement, frames
from decompdrill.judging.numbers import SLACK
from decompdrill.linalg import Array
from decompdrill.methods import determinants, diagonal, eigen, lowrank, ranks, singular, variance
from decompdrill.methods.base import Given, Slip, integer, listed, matrix, number, say, say_vector, vector, yes_no
from decompdrill.model import Answer, Form, Number, Outcome, Scalar, Typed
from decompdrill.surd import as_float

Values = Iterable[float | complex] | Array
Judge = Callable[[Given, Answer, Typed], Judgement]


def _tidy(x: float | complex) -> Scalar:
    """Return a double as an exact integer where it is one but for rounding."""
    value = complex(x)
    if abs(value.imag) > SLACK * max(1.0, abs(value)):
        return value
    nearest = round(value.real)
    near = abs(value.real - nearest) <= SLACK * max(1.0, abs(value.real))
    return as_fraction(nearest) if near else value.real


def as_fraction(x: int) -> Scalar:
    return integer(x).rows[0][0]


def _lists(rows: Iterable[Values]) -> Iterator[Answer]:
    yield from (listed(_tidy(x) for x in row) for row in rows)


def _numbers(values: Values) -> Iterator[Answer]:
    yield from (number(_tidy(x)) for x in values)


def _vectors(rows: Iterable[Values]) -> Iterator[Answer]:
    yield from (vector(_tidy(x) for x in row) for row in rows if any(abs(x) > SLACK for x in row))


def _matrices(found: Iterable[Array]) -> Iterator[Answer]:
    yield from (matrix([[_tidy(x) for x in row] for row in M.tolist()]) for M in found)


def _none(_: Given) -> Iterator[Answer]:
    """Return no answer: such a slip is seen in what was typed."""
    yield from ()


def _A(given: Given) -> Array:  # noqa: N802 - the field's own name
    return given.matrix().array


def _approximate(values: Iterable[Scalar]) -> list[float | complex]:
    return [as_float(x) for x in values]


def _is_right(judge: Judge, given: Given, typed: Typed, form: Form) -> bool:
    return judge(given, Answer(form), typed).outcome is not Outcome.WRONG


# ---- eigenvalues ---------------------------------------------------------------------------------------------------


def _eigenvalues(given: Given) -> list[float | complex]:
    return _approximate(linalg.eigenvalues(given.matrix()))


def _formula_slips(given: Given) -> Iterator[Values]:
    A = _A(given)
    if A.shape != (2, 2) or np.iscomplexobj(A):
        return
    (a, b), (c, d) = A.tolist()
    trace, determinant = a + d, a * d - b * c
    root = complex(trace**2 - 4 * determinant) ** 0.5
    without_4 = complex(trace**2 - determinant) ** 0.5
    plus = complex(trace**2 + 4 * determinant) ** 0.5
    yield from ([trace + r, trace - r] for r in (root / 2, without_4, plus))
    yield from ([(trace + r) / 2, (trace - r) / 2] for r in (without_4, complex((a - d) ** 2 - 4 * determinant) ** 0.5))
    yield from ([(a - d + r) / 2, (a - d - r) / 2] for r in (complex((a - d) ** 2 - 4 * determinant) ** 0.5,))


def _one_sign(given: Given) -> Iterator[Values]:
    values = _eigenvalues(given)
    for i in range(len(values)):
        yield [-x if i == j else x for j, x in enumerate(values)]


def _unit_dropped(given: Given) -> Iterator[Values]:
    values = _eigenvalues(given)
    if any(isinstance(x, complex) for x in values):
        yield [x.real + x.imag for x in values]
        yield [x.real for x in values]
        yield [complex(x.imag, x.real) for x in values]
        yield [1j * x.imag for x in values]


def _multiplicity_misplaced(given: Given) -> Iterator[Values]:
    roots = linalg.spectrum(given.matrix())
    total = sum(r.multiplicity for r in roots)
    if len(roots) <= 3 and total <= 4:
        yield from combinations_with_replacement([r.approximation for r in roots], total)


def _coefficients(given: Given) -> Iterator[Values]:
    c = _approximate(eigen.characteristic_coefficients(given.matrix()))
    yield from (c, c[1:], [-x for x in c[1:]], c[::-1])


def _inverses(given: Given) -> Iterator[Values]:
    values = _eigenvalues(given)
    if all(values):
        yield [1 / x for x in values]


def _line_sums(given: Given) -> Iterator[Values]:
    A = _A(given)
    yield from (A.sum(axis=1), A.sum(axis=0))


_SUM = "The eigenvalues must add up to the trace"

EIGENVALUES = (
    Slip(
        "quadratic-formula",
        lambda g: _lists(_formula_slips(g)),
        lambda g: (
            "The quadratic formula slipped: λ = (tr ± √(tr² − 4·det)) / 2. The trace is the sum of the diagonal, the "
            "determinant counts four times, and all of it is halved."
        ),
    ),
    Slip(
        "one-sign",
        lambda g: _lists(_one_sign(g)),
        lambda g: f"The sizes fit, but one sign does not. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "imaginary-unit-lost",
        lambda g: _lists(_unit_dropped(g)),
        lambda g: (
            "The discriminant is negative, so the eigenvalues are a conjugate pair a ± bi: the real part a and the "
            "imaginary part b both count, and so does the i."
        ),
    ),
    Slip(
        "multiplicity-misplaced",
        lambda g: _lists(_multiplicity_misplaced(g)),
        lambda g: f"The values occur, but not as often as written here. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "coefficients",
        lambda g: _lists(_coefficients(g)),
        lambda g: "These are coefficients of the characteristic polynomial. The eigenvalues are its roots.",
    ),
    Slip(
        "other-diagonal",
        lambda g: _lists([np.diag(_A(g)[:, ::-1])]),
        lambda g: f"These are the entries of the other diagonal. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "line-sums",
        lambda g: _lists(_line_sums(g)),
        lambda g: (
            "These are sums of rows or of columns, which give an eigenvalue only where all of them are equal, and then "
            f"only one. {eigen.trace_hint(g)}."
        ),
    ),
    Slip(
        "inverted",
        lambda g: _lists(_inverses(g)),
        lambda g: "These are the eigenvalues of A⁻¹. Those of A are their reciprocals.",
    ),
    Slip(
        "doubled-or-halved",
        lambda g: _lists([x * factor for x in _eigenvalues(g)] for factor in (2, 0.5)),
        lambda g: f"Every value is off by a factor of 2. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "square-roots",
        lambda g: _lists([[complex(x) ** 0.5 for x in _eigenvalues(g)]]),
        lambda g: (
            "These are square roots of the eigenvalues. Roots are taken of the eigenvalues of AᵀA, for singular values."
        ),
    ),
)


# ---- eigenvectors --------------------------------------------------------------------------------------------------


def _with_numbers(typed: Typed, row: Iterable[Number]) -> Typed:
    return replace(typed, rows=(tuple(row),))


def _turned(x: Number) -> Number:
    return replace(x, value=-x.value, exact=None if x.exact is None else -x.exact)


def _sign_spotted(judge: Judge) -> Callable[[Given, Typed], bool]:
    """Return whether turning the sign of one entry makes a vector right."""

    def spots(given: Given, typed: Typed) -> bool:
        row = typed.rows[0]
        flips = [i for i, x in enumerate(row) if x.value]
        if len(row) > 8 or len(flips) < 2:
            return False
        tried = ([_turned(x) if i == j else x for j, x in enumerate(row)] for i in flips)
        return any(_is_right(judge, given, _with_numbers(typed, other), Form.VECTOR) for other in tried)

    return spots


def _exchange_spotted(judge: Judge) -> Callable[[Given, Typed], bool]:
    """Return whether another order of its entries makes a vector right."""

    def spots(given: Given, typed: Typed) -> bool:
        row = typed.rows[0]
        if len(row) > 4 or not any(x.value for x in row):
            return False
        return any(_is_right(judge, given, _with_numbers(typed, other), Form.VECTOR) for other in permutations(row))

    return spots


def _shifted(given: Given) -> Array:
    A = _A(given)
    shifted: Array = A - eigen.meant_space(given).approximation * np.eye(len(A))
    return shifted


def _test(given: Given) -> str:
    return f"Test it: Av must be {say(eigen.meant_space(given).value)} times v, in every entry"


EIGENVECTOR = (
    Slip(
        "one-sign",
        _none,
        lambda g: f"With the sign of one entry turned it would be right. {_test(g)}.",
        spots=_sign_spotted(eigen.judge_eigenvector),
    ),
    Slip(
        "entries-swapped",
        _none,
        lambda g: f"The entries stand in the wrong order. {_test(g)}.",
        spots=_exchange_spotted(eigen.judge_eigenvector),
    ),
    Slip(
        "column-of-shifted",
        lambda g: _vectors(_shifted(g).T),
        lambda g: f"This is a column of A − λI. An eigenvector v solves (A − λI)v = 0. {_test(g)}.",
    ),
    Slip(
        "sign-forgotten",
        lambda g: _vectors(row[::-1] for row in _shifted(g)) if len(_A(g)) == 2 else (),
        lambda g: f"A row [a, b] of A − λI is solved by [−b, a]: swap the entries and turn one sign. {_test(g)}.",
    ),
    Slip(
        "reads-diagonal",
        lambda g: _vectors([np.diag(_A(g))]),
        lambda g: f"This is the diagonal of A. {_test(g)}.",
    ),
    Slip(
        "eigenvalues-instead",
        lambda g: _vectors([_eigenvalues(g)]),
        lambda g: f"These are the eigenvalues. For λ = {say(eigen.meant_space(g).value)} solve (A − λI)v = 0.",
    ),
    Slip(
        "line-of-A",
        lambda g: _vectors([*_A(g), *_A(g).T]),
        lambda g: f"This is a row or a column of A itself. {_test(g)}.",
    ),
    Slip(
        "all-ones",
        lambda g: _vectors([np.ones(len(_A(g)))]),
        lambda g: f"[1, …, 1] is an eigenvector only where all row sums of A are equal. {_test(g)}.",
    ),
    Slip(
        "unit-vector",
        lambda g: _vectors(np.eye(len(_A(g)))),
        lambda g: f"A unit vector is an eigenvector only where its column of A is zero off the diagonal. {_test(g)}.",
    ),
)


def _other_eigenvalues(given: Given) -> Iterator[Answer]:
    yield from _numbers(r.approximation for r in linalg.spectrum(given.matrix()))


def _image(given: Given) -> Array:
    v = np.array(_approximate(given.numbers("v")))
    image: Array = _A(given) @ v
    return image


def _differences(given: Given) -> Array:
    return np.array(_image(given) - np.array(_approximate(given.numbers("v"))))


def _eigenvalue(given: Given) -> complex:
    value = eigen.quotient(given)
    assert value is not None
    return complex(as_float(value))


def _test_pair(given: Given) -> str:
    return f"Compare Av = {say_vector(_tidy(x) for x in _image(given))} with v = {say_vector(given.numbers('v'))}"


EIGENVALUE_OF = (
    Slip(
        "other-eigenvalue",
        _other_eigenvalues,
        lambda g: f"This is an eigenvalue of A, but for other eigenvectors. {_test_pair(g)}.",
    ),
    Slip(
        "entries-added",
        lambda g: _numbers([_image(g).sum()]),
        lambda g: f"The entries of Av were added. {_test_pair(g)}: λ is the factor between them.",
    ),
    Slip(
        "difference",
        lambda g: _numbers(_differences(g)),
        lambda g: f"This is the difference of an entry of Av and of v. {_test_pair(g)}: λ is their ratio.",
    ),
    Slip(
        "squared",
        lambda g: _numbers([_eigenvalue(g) ** 2]),
        lambda g: f"This is λ², the factor of A²v. {_test_pair(g)}.",
    ),
    Slip(
        "trace-or-determinant",
        lambda g: _numbers([np.trace(_A(g)), np.linalg.det(_A(g))]),
        lambda g: (
            f"This is the trace or the determinant of A, which belong to all eigenvalues together. {_test_pair(g)}."
        ),
    ),
    Slip(
        "multiplied",
        lambda g: _numbers(x * complex(as_float(y)) for x, y in zip(_image(g), g.numbers("v"), strict=True)),
        lambda g: f"An entry of Av was multiplied by that of v instead of divided. {_test_pair(g)}.",
    ),
)


# ---- yes or no -----------------------------------------------------------------------------------------------------


IS_EIGENVECTOR = (
    Slip(
        "multiple-not-seen",
        lambda g: (yes_no(False),) if eigen.quotient(g) is not None else (),
        lambda g: eigen.why_is_eigenvector(g, yes_no(True)),
    ),
)

IS_DIAGONALIZABLE = (
    Slip(
        "distinct-refused",
        lambda g: (yes_no(False),) if linalg.is_diagonalizable(g.matrix()) else (),
        lambda g: (
            "All eigenvalues are different, and eigenvectors for different eigenvalues are always independent: "
            f"{g.matrix().shape[0]} of them form a basis."
        ),
    ),
)

IS_ORTHOGONAL = (
    Slip(
        "orthogonal-refused",
        lambda g: (yes_no(False),) if diagonal.is_orthogonal(g) else (),
        lambda g: "Every column has length 1 and is perpendicular to the others: AᵀA = I, and nothing more is asked.",
    ),
    Slip(
        "columns-not-compared",
        lambda g: (yes_no(True),) if not diagonal.is_orthogonal(g) else (),
        lambda g: f"Compute AᵀA. {diagonal.why_orthogonal(g, yes_no(False))}",
    ),
)


# ---- polynomials, determinants, traces -----------------------------------------------------------------------------


def _polynomials(rows: Iterable[Values]) -> Iterator[Answer]:
    yield from (determinants.polynomial(tuple(_tidy(x) for x in row)) for row in rows)


def _characteristic(given: Given) -> list[float | complex]:
    return _approximate(eigen.characteristic_coefficients(given.matrix()))


def _without(values: list[float | complex], i: int) -> list[float | complex]:
    return [0.0 if i == j else x for j, x in enumerate(values)]


def _fewer_roots(given: Given) -> Iterator[Values]:
    values = _eigenvalues(given)
    if len(values) > 1:
        yield from (np.poly([x for j, x in enumerate(values) if i != j]) for i in range(len(values)))
        yield np.poly([r.approximation for r in linalg.spectrum(given.matrix())])


def _mixed_signs(given: Given) -> Iterator[Values]:
    first, *rest = _characteristic(given)
    if len(rest) <= 4:
        yield from (
            [first, *(s * x for s, x in zip(signs, rest, strict=True))] for signs in product((1, -1), repeat=len(rest))
        )


def _minors_of_diagonal(given: Given) -> Iterator[Values]:
    A, c = _A(given), _characteristic(given)
    if len(c) == 4:
        (a, b, d) = np.diag(A)
        yield [c[0], c[1], a * b + a * d + b * d, c[3]]


CHARACTERISTIC_POLYNOMIAL = (
    Slip(
        "order-reversed",
        lambda g: _polynomials([_characteristic(g)[::-1]]),
        lambda g: "The coefficients stand in the other order: write the highest power first.",
    ),
    Slip(
        "signs-mixed",
        lambda g: _polynomials(_mixed_signs(g)),
        lambda g: f"The sizes of the coefficients are right, their signs are not: {determinants.say_formula(g)}.",
    ),
    Slip(
        "trace-forgotten",
        lambda g: _polynomials([_without(_characteristic(g), 1)]),
        lambda g: f"The term with the trace is missing: {determinants.say_formula(g)}.",
    ),
    Slip(
        "constant-forgotten",
        lambda g: _polynomials([_without(_characteristic(g), len(_characteristic(g)) - 1)]),
        lambda g: f"The constant term is missing: {determinants.say_formula(g)}.",
    ),
    Slip(
        "factor-forgotten",
        lambda g: _polynomials(_fewer_roots(g)),
        lambda g: (
            "A factor is missing: each eigenvalue gives the factor λ − λᵢ as often as it occurs, so the degree is "
            f"{g.matrix().shape[0]}."
        ),
    ),
    Slip(
        "middle-coefficient",
        lambda g: _polynomials(_minors_of_diagonal(g)),
        lambda g: (
            "The coefficient of λ is off: from each product of two diagonal entries the product of the two entries "
            "opposite must be subtracted (the principal 2×2 minors)."
        ),
    ),
    Slip(
        "eigenvalues-instead",
        lambda g: _polynomials([_eigenvalues(g)]),
        lambda g: "These are the eigenvalues, the roots of the polynomial. Multiply out the factors λ − λᵢ.",
    ),
    Slip(
        "not-monic",
        lambda g: _polynomials([[k * x for x in _characteristic(g)] for k in (2, 3, 4, 5, 6, 10, 12, -2)]),
        lambda g: (
            "The roots are right, but the characteristic polynomial begins with λⁿ: divide by the leading coefficient."
        ),
    ),
)


def _cofactor_signs(given: Given) -> Iterator[Answer]:
    A = _A(given)
    if len(A) != 3:
        return
    terms = [A[0, j] * np.linalg.det(np.delete(A[1:], j, axis=1)) for j in range(3)]
    yield from _numbers(sum(s * t for s, t in zip(signs, terms, strict=True)) for signs in product((1, -1), repeat=3))


def _half_of_sarrus(given: Given) -> Iterator[Answer]:
    A = _A(given)
    if len(A) == 3:
        falling = sum(A[0, j] * A[1, (j + 1) % 3] * A[2, (j + 2) % 3] for j in range(3))
        rising = sum(A[2, j] * A[1, (j + 1) % 3] * A[0, (j + 2) % 3] for j in range(3))
        yield from _numbers([falling, rising, A[0, 0] * (A[1, 1] * A[2, 2] - A[1, 2] * A[2, 1])])


DETERMINANT = (
    Slip(
        "cofactor-signs",
        _cofactor_signs,
        lambda g: "The minors are right, but the signs along a row are + − +.",
    ),
    Slip(
        "terms-left-out",
        _half_of_sarrus,
        lambda g: "Terms are missing: a 3×3 determinant has six products, three with + and three with −.",
    ),
    Slip(
        "other-diagonal",
        lambda g: _numbers([np.prod(np.diag(_A(g)[:, ::-1])), -np.prod(np.diag(_A(g)[:, ::-1]))]),
        lambda g: "This is the product of the other diagonal only. For a 2×2 matrix det A = ad − bc.",
    ),
    Slip(
        "eigenvalue-instead",
        lambda g: _numbers(_eigenvalues(g)),
        lambda g: "This is an eigenvalue of A. The determinant is the product of all of them.",
    ),
    Slip(
        "inverted",
        lambda g: _numbers([1 / np.linalg.det(_A(g))] if linalg.rank(g.matrix()) == len(_A(g)) else []),
        lambda g: "This is the determinant of A⁻¹.",
    ),
    Slip(
        "squared",
        lambda g: _numbers([np.linalg.det(_A(g)) ** 2]),
        lambda g: "This is the determinant of A² or of AᵀA.",
    ),
    Slip(
        "sum-of-entries",
        lambda g: _numbers([_A(g).sum(), np.abs(_A(g)).sum()]),
        lambda g: (
            "This is the sum of all entries. The determinant is made of products, one entry from each row and column."
        ),
    ),
)

TRACE = (
    Slip(
        "averaged",
        lambda g: _numbers([np.trace(_A(g)) / len(_A(g))]),
        lambda g: "This is the mean of the diagonal. The trace is its sum.",
    ),
    Slip(
        "entry-forgotten",
        lambda g: _numbers(np.trace(_A(g)) - np.diag(_A(g)) if len(_A(g)) > 1 else []),
        lambda g: f"An entry of the diagonal was left out: all {g.matrix().shape[0]} of them count.",
    ),
    Slip(
        "eigenvalue-instead",
        lambda g: _numbers(_eigenvalues(g)),
        lambda g: "This is an eigenvalue of A. The trace is the sum of all of them, and of the diagonal.",
    ),
    Slip(
        "squared",
        lambda g: _numbers([(np.diag(_A(g)) ** 2).sum(), np.trace(_A(g)) ** 2]),
        lambda g: "Something was squared. The trace is the plain sum of the diagonal.",
    ),
    Slip(
        "off-the-diagonal",
        lambda g: _numbers([_A(g).sum() - np.trace(_A(g))]),
        lambda g: "This is the sum of the entries off the diagonal. The trace is the sum of those on it.",
    ),
)


# ---- ranks ---------------------------------------------------------------------------------------------------------


def _counts(values: Iterable[int]) -> Iterator[Answer]:
    yield from (integer(x) for x in values if x >= 0)


RANK = (
    Slip(
        "dependence-missed",
        lambda g: _counts([linalg.rank(g.matrix()) + 1]),
        lambda g: "One dependence was missed. Eliminate to the end: a row that becomes zero does not count.",
    ),
    Slip(
        "one-dependence-too-many",
        lambda g: _counts([linalg.rank(g.matrix()) - 1]),
        lambda g: "One direction was struck out too many: the rows that remain after elimination are independent.",
    ),
    Slip(
        "counts-the-longer-side",
        lambda g: _counts([max(g.matrix().shape), g.matrix().shape[0] - linalg.rank(g.matrix())]),
        lambda g: "The rank is the number of pivots after elimination, not of rows or columns with or without one.",
    ),
)

NULLITY = (
    Slip(
        "one-off",
        lambda g: _counts(g.matrix().shape[1] - linalg.rank(g.matrix()) + d for d in (1, -1)),
        lambda g: (
            f"One off: A has {g.matrix().shape[1]} columns, and elimination leaves {linalg.rank(g.matrix())} "
            f"{'pivot' if linalg.rank(g.matrix()) == 1 else 'pivots'}. The nullity is the difference."
        ),
    ),
    Slip(
        "counts-a-side",
        lambda g: _counts([g.matrix().shape[0], min(g.matrix().shape) - linalg.rank(g.matrix())]),
        lambda g: "The nullity is the number of columns without a pivot: columns minus rank.",
    ),
)


def _other_tolerance(given: Given) -> Iterator[Answer]:
    values = np.array(ranks.singular_values_of(given))
    for name in ("rtol", "atol"):
        if name in given:
            bound = float(abs(as_float(given.scalar(name))))
            yield from _counts([int(np.sum(values > bound)), int(np.sum(values > bound * values.max(initial=0.0)))])


NUMERICAL_RANK = (
    Slip(
        "relative-for-absolute",
        _other_tolerance,
        lambda g: (
            "The tolerance was taken the wrong way: rtol is a share of the largest singular value, atol the bound itself."
        ),
    ),
    Slip(
        "one-off",
        lambda g: _counts(ranks.numerical_rank_of(g) + d for d in (1, -1)),
        lambda g: "One off: count each singular value that stands above the threshold, and none of the others.",
    ),
)


# ---- singular values -----------------------------------------------------------------------------------------------


def _singular_values(given: Given) -> Array:
    return np.array(_approximate(linalg.singular_values(given.matrix())))


def _padding(given: Given) -> list[float]:
    return [0.0] * abs(given.matrix().shape[0] - given.matrix().shape[1])


def _roots_of_eigenvalues(given: Given) -> Iterator[Values]:
    if given.matrix().is_square:
        values = _eigenvalues(given)
        yield [complex(x) ** 0.5 for x in values]
        yield [abs(x) ** 0.5 for x in values]
        yield [abs(x) ** 2 for x in values]


def _all_lengths(given: Given) -> Iterator[Values]:
    A = np.abs(_A(given))
    for axis in (0, 1):
        yield (A**2).sum(axis)
        yield np.sqrt((A**2).sum(axis))


def _sums(given: Given) -> Iterator[Values]:
    A = np.abs(_A(given))
    yield from (A.sum(axis=0), A.sum(axis=1))


SINGULAR_VALUES = (
    Slip(
        "squares",
        lambda g: _lists(
            [[*_singular_values(g) ** 2, *_padding(g)], sorted({float(x) for x in _singular_values(g) ** 2})]
        ),
        lambda g: "These are σ², the eigenvalues of AᵀA or AAᵀ. The singular values are their square roots.",
    ),
    Slip(
        "rooted-twice",
        lambda g: _lists([np.sqrt(_singular_values(g))]),
        lambda g: "The root was taken twice: σᵢ is the square root of an eigenvalue of AᵀA, once.",
    ),
    Slip(
        "negative-kept",
        lambda g: _lists(_singular_values(g) * np.array(s) for s in _sign_patterns(len(_singular_values(g)))),
        lambda g: "Singular values are never negative: of the two square roots take the one that is not.",
    ),
    Slip(
        "roots-of-eigenvalues",
        lambda g: _lists(_roots_of_eigenvalues(g)),
        lambda g: "The eigenvalues of A itself were used. Take the square roots of the eigenvalues of AᵀA.",
    ),
    Slip(
        "column-lengths",
        lambda g: _lists(_all_lengths(g)),
        lambda g: (
            "These are lengths of columns or rows, or their squares (the diagonal of AᵀA). They lead to the singular values "
            "only where the columns are perpendicular; in general take the roots of the eigenvalues of AᵀA."
        ),
    ),
    Slip(
        "line-sums",
        lambda g: _lists(_sums(g)),
        lambda g: "These are sums of rows or columns. The singular values are the roots of the eigenvalues of AᵀA.",
    ),
    Slip(
        "one-missing",
        lambda g: _lists([x] for x in (*_singular_values(g), np.linalg.norm(_A(g)))),
        lambda g: (
            f"A {g.matrix().shape[0]}×{g.matrix().shape[1]} matrix has {min(g.matrix().shape)} singular values; write out all."
        ),
    ),
    Slip(
        "doubled-or-halved",
        lambda g: _lists([_singular_values(g) * 2, _singular_values(g) / 2]),
        lambda g: "Every value is off by a factor of 2: their squares must add up to the squares of all entries of A.",
    ),
)


def _sign_patterns(n: int) -> Iterator[tuple[int, ...]]:
    if n <= 4:
        yield from product((-1, 1), repeat=n)


# ---- norms ---------------------------------------------------------------------------------------------------------


def _norms(given: Given, which: str) -> Iterator[Answer]:
    A, s = _A(given), _singular_values(given)
    match which:
        case "smallest":
            yield from _numbers([s[-1], *s[1:]])
        case "condition":
            yield from _numbers([s[0] / s[-1], s[-1] / s[0]] if s[-1] > 0 else [])
        case "sum":
            yield from _numbers([A.sum(), np.abs(A).sum()])
        case "mean":
            yield from _numbers([np.sqrt((np.abs(A) ** 2).mean()), np.abs(A).mean()])
        case "root":
            yield from _numbers([np.sqrt(s.sum()), np.sqrt(s[0]), np.sqrt(np.abs(A).sum())])
        case "squares":
            yield from _numbers([(s**2).sum(), s[0] ** 2])
        case _ if given.matrix().is_square:
            values = np.abs(_eigenvalues(given))
            yield from _numbers([np.trace(A), np.linalg.det(A), values.sum(), np.sqrt((values**2).sum())])


def _asked_norm(given: Given) -> str:
    return singular.NORM_WORDS[given.word("norm")]


NORM = (
    Slip(
        "other-singular-value",
        lambda g: _norms(g, "smallest"),
        lambda g: f"This is another singular value. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "condition-number",
        lambda g: _norms(g, "condition"),
        lambda g: f"This is the condition number or its inverse. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "sums-entries",
        lambda g: _norms(g, "sum"),
        lambda g: f"The entries were added without squares. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "averaged",
        lambda g: _norms(g, "mean"),
        lambda g: f"This is a mean over the entries. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "root-of-sum",
        lambda g: _norms(g, "root"),
        lambda g: f"A root was taken without the squares under it. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "not-rooted",
        lambda g: _norms(g, "squares"),
        lambda g: f"This is a square or a sum of squares; the root is missing. Asked is {_asked_norm(g)}.",
    ),
    Slip(
        "eigenvalue-instead",
        lambda g: _norms(g, "eigenvalues"),
        lambda g: f"This is made of the eigenvalues of A. Asked is {_asked_norm(g)}.",
    ),
)


# ---- factorisations ------------------------------------------------------------------------------------------------


def _parts(typed: Typed) -> dict[str, Typed]:
    return dict(typed.parts)


def _with(typed: Typed, **changed: Typed) -> Typed:
    return replace(typed, parts=tuple((name, changed.get(name, part)) for name, part in typed.parts))


def _diagonal_is(part: str, slip: Slip, judge: Judge) -> Callable[[Given, Typed], bool]:
    """Return whether the diagonal typed in a factor is what a slip of its values gives."""

    def spots(given: Given, typed: Typed) -> bool:
        row, _ = singular.diagonal_of(_parts(typed)[part])
        values = Typed(Form.LIST, "", rows=(row,))
        with np.errstate(all="ignore"):
            found = [a for a in slip.wrong(given) if len(a.rows[0]) == len(row)]
        return any(judge(given, answer, values).outcome is Outcome.RIGHT for answer in found)

    return spots


def _values_slips(part: str, shown: str, slips: Iterable[Slip], judge: Judge) -> tuple[Slip, ...]:
    def sentence(slip: Slip) -> Callable[[Given], str]:
        return lambda g: f"In {shown}: {slip.said(g)}"

    return tuple(Slip(s.id, _none, sentence(s), spots=_diagonal_is(part, s, judge)) for s in slips)


def _column_sign(name: str, judge: Judge, by_rows: bool = False) -> Callable[[Given, Typed], bool]:
    """Return whether turning the sign of one entry of a factor makes the whole right."""

    def spots(given: Given, typed: Typed) -> bool:
        part = _parts(typed)[name]
        places = [(i, j) for i, row in enumerate(part.rows) for j, x in enumerate(row) if x.value]
        if len(places) > 16:
            return False
        for place in places:
            rows = tuple(
                tuple(_turned(x) if (i, j) == place else x for j, x in enumerate(row))
                for i, row in enumerate(part.rows)
            )
            if _is_right(judge, given, _with(typed, **{name: replace(part, rows=rows)}), Form.FACTORS):
                return True
        return False

    return spots


def _inverse_given(name: str, judge: Judge) -> Callable[[Given, Typed], bool]:
    """Return whether the inverse of what was typed would be right."""

    def spots(given: Given, typed: Typed) -> bool:
        part = _parts(typed)[name]
        M = frames.values(part.rows)
        if M.shape[0] != M.shape[1] or np.linalg.cond(M) > 1e6:
            return False
        inverse = np.linalg.inv(M)
        rows = tuple(tuple(Number(x, None, 5e-3 * abs(x) or 5e-3) for x in row) for row in inverse.tolist())
        return _is_right(judge, given, _with(typed, **{name: replace(part, rows=rows)}), Form.FACTORS)

    return spots


def _list_length(part: str) -> Callable[[Given, Typed], bool]:
    def spots(given: Given, typed: Typed) -> bool:
        row, _ = singular.diagonal_of(_parts(typed)[part])
        return len(row) < given.matrix().shape[0]

    return spots


def _equal_columns(name: str) -> Callable[[Given, Typed], bool]:
    """Return whether the columns of a factor depend on each other: a column twice, or one of zeros."""

    def spots(given: Given, typed: Typed) -> bool:
        M = frames.values(_parts(typed)[name].rows)
        lengths = np.linalg.norm(M, axis=0)
        if not np.all(lengths) or M.shape[1] > M.shape[0]:
            return not np.all(lengths)
        return bool(np.linalg.svd(M / lengths, compute_uv=False)[-1] < 1e-6)

    return spots


def _is_identity(name: str) -> Callable[[Given, Typed], bool]:
    def spots(given: Given, typed: Typed) -> bool:
        M = frames.values(_parts(typed)[name].rows)
        return M.shape[0] == M.shape[1] and bool(np.allclose(M, np.eye(len(M)), rtol=0, atol=SLACK))

    return spots


def _eigenbasis_slips(name: str, judge: Judge) -> tuple[Slip, ...]:
    return (
        Slip(
            "eigenvalue-missing",
            _none,
            lambda g: (
                f"Λ is as large as A, {g.matrix().shape[0]}×{g.matrix().shape[0]}: write each eigenvalue as often as it occurs."
            ),
            spots=_list_length("L"),
        ),
        Slip(
            "one-sign",
            _none,
            lambda g: f"With the sign of one entry of {name} turned it would be right: test Av = λv, column by column.",
            spots=_column_sign(name, judge),
        ),
        Slip(
            "inverse-given",
            _none,
            lambda g: f"This is the inverse of {name}: the eigenvectors are the columns of {name} itself.",
            spots=_inverse_given(name, judge),
        ),
        Slip(
            "identity-given",
            _none,
            lambda g: (
                f"{name} cannot be the identity: then A would be Λ, a diagonal matrix. Its columns are eigenvectors of A."
            ),
            spots=_is_identity(name),
        ),
        Slip(
            "columns-dependent",
            _none,
            lambda g: (
                f"The columns of {name} depend on each other, so it has no inverse: each must be an eigenvector of its own."
            ),
            spots=_equal_columns(name),
        ),
    )


DIAGONALIZATION = (
    *_eigenbasis_slips("V", diagonal.judge_diagonalization),
    *_values_slips("L", "Λ", (*eigen.EIGENVALUE_SLIPS, *EIGENVALUES), eigen.EIGENVALUES.judge),
)
ORTHOGONAL_DIAGONALIZATION = (
    *_eigenbasis_slips("Q", diagonal.judge_orthogonal_diagonalization),
    *_values_slips("L", "Λ", (*eigen.EIGENVALUE_SLIPS, *EIGENVALUES), eigen.EIGENVALUES.judge),
)


def _orders_mixed(given: Given, typed: Typed) -> bool:
    """Would the singular values, or the columns of U, in another order make it right?"""
    parts = _parts(typed)
    row, off = singular.diagonal_of(parts["S"])
    if len(row) > 4 or any(x.value for x in off):
        return False
    for order in permutations(row):
        if _is_right(singular.judge_svd, given, _with(typed, S=Typed(Form.LIST, "", rows=(order,))), Form.FACTORS):
            return True
    columns = list(zip(*parts["U"].rows, strict=True))[: len(row)]
    return any(_fits_up_to_signs(given, typed, tuple(zip(*order, strict=True))) for order in permutations(columns))


def _fits_up_to_signs(given: Given, typed: Typed, left: frames.Numbers) -> bool:
    again = _with(typed, U=replace(_parts(typed)["U"], rows=left))
    return _is_right(singular.judge_svd, given, again, Form.FACTORS) or singular.signs_unpaired(given, again)


def _eigendecomposition(given: Given, typed: Typed) -> bool:
    A, parts = given.matrix(), _parts(typed)
    row, _ = singular.diagonal_of(parts["S"])
    if not A.is_square or len(row) != A.shape[0]:
        return False
    V = frames.values(parts["U"].rows)
    if V.shape != A.shape:
        return False
    return bool(np.max(np.abs(A.array @ V - V * frames.values((row,))[0])) <= 0.02 * A.scale)


SVD = (
    Slip(
        "pairs-mixed-up",
        _none,
        lambda g: "The parts are right, but not in the same order: column i of U, σᵢ and row i of Vᵀ belong together.",
        spots=_orders_mixed,
    ),
    Slip(
        "one-sign",
        _none,
        lambda g: "With the sign of one entry turned it would be right: test that the columns are perpendicular.",
        spots=lambda g, t: any(_column_sign(name, singular.judge_svd)(g, t) for name in ("U", "Vt")),
    ),
    *_values_slips("S", "Σ", (*singular.SINGULAR_VALUES.slips, *SINGULAR_VALUES), singular.SINGULAR_VALUES.judge),
    Slip(
        "eigendecomposition-instead",
        _none,
        lambda g: "These are eigenvectors and eigenvalues of A. For an SVD take those of AᵀA and AAᵀ, and σᵢ = √λᵢ.",
        spots=_eigendecomposition,
    ),
)


# ---- low rank ------------------------------------------------------------------------------------------------------


def _layers(given: Given) -> Iterator[Array]:
    U, s, Vt = np.linalg.svd(_A(given), full_matrices=False)
    yield from (s[i] * np.outer(U[:, i], Vt[i]) for i in range(len(s)))


def _rooted_layers(given: Given) -> Iterator[Array]:
    U, s, Vt = np.linalg.svd(_A(given), full_matrices=False)
    k = given.count("k")
    yield (U[:, :k] * np.sqrt(s[:k])) @ Vt[:k]


def _largest_entries(given: Given) -> Iterator[Array]:
    A = _A(given)
    sizes = np.sort(np.abs(A).ravel())[::-1]
    k = given.count("k")
    if np.iscomplexobj(A):
        return
    yield np.where(np.abs(A) >= sizes[min(k, A.size) - 1], A, 0)
    yield np.diag(np.diag(A)) if given.matrix().is_square else np.zeros(A.shape)


def _from_v(given: Given) -> Iterator[Array]:
    """Yield what V in place of Vᵀ gives."""
    U, s, Vt = np.linalg.svd(_A(given), full_matrices=False)
    k = given.count("k")
    if Vt.shape[0] == Vt.shape[1]:
        yield (U[:, :k] * s[:k]) @ Vt.T[:k]


LOW_RANK = (
    Slip(
        "transposed",
        lambda g: _matrices([lowrank.truncated(g.matrix(), g.count("k")).T]),
        lambda g: "This is the transpose: u and v changed places. A layer is σᵢuᵢvᵢᵀ, a column times a row.",
    ),
    Slip(
        "sign-flipped",
        lambda g: _matrices([-lowrank.truncated(g.matrix(), g.count("k"))]),
        lambda g: "Every sign is flipped: with Avᵢ = σᵢuᵢ the signs of uᵢ and vᵢ fit together.",
    ),
    Slip(
        "one-layer-alone",
        lambda g: _matrices(_layers(g)),
        lambda g: f"This is a single layer σᵢuᵢvᵢᵀ, not the sum of the first {g.count('k')}.",
    ),
    Slip(
        "root-of-sigma",
        lambda g: _matrices(_rooted_layers(g)),
        lambda g: (
            "The layers are σᵢuᵢvᵢᵀ; here they carry √σᵢ. σᵢ itself is already a root, that of an eigenvalue of AᵀA."
        ),
    ),
    Slip(
        "v-for-vt",
        lambda g: _matrices(_from_v(g)),
        lambda g: "V stands where Vᵀ belongs: the right singular vectors are the rows of Vᵀ.",
    ),
    Slip(
        "zeroes-entries",
        lambda g: _matrices(_largest_entries(g)),
        lambda g: "Entries of A were set to zero. Cut the singular values instead: A_k = Σ σᵢuᵢvᵢᵀ, i ≤ k.",
    ),
)


def _errors(given: Given, which: str) -> Iterator[Answer]:
    s, k = np.array(_approximate(lowrank.values_of(given))), given.count("k")
    energy, dropped = float((s**2).sum()), s[k:]
    match which:
        case "share":
            yield from _numbers([(s[:k] ** 2).sum() / energy, np.sqrt((s[:k] ** 2).sum() / energy)] if energy else [])
        case "mean":
            yield from _numbers([np.sqrt((dropped**2).mean()), dropped.mean()] if len(dropped) else [])
        case "one":
            yield from _numbers(s)
        case _:
            yield from _numbers([(s**2).sum(), np.sqrt(energy), s.sum()])


LOW_RANK_ERROR = (
    Slip(
        "share-kept",
        lambda g: _errors(g, "share"),
        lambda g: f"This is the share that is kept. Asked is the error: {lowrank.say_error(g)}.",
    ),
    Slip("averaged", lambda g: _errors(g, "mean"), lambda g: f"Nothing is averaged: {lowrank.say_error(g)}."),
    Slip(
        "other-singular-value",
        lambda g: _errors(g, "one"),
        lambda g: f"This is a single singular value. {lowrank.say_error(g)}.",
    ),
    Slip(
        "whole-norm",
        lambda g: _errors(g, "all"),
        lambda g: f"All singular values were taken. The error is made of the dropped ones: {lowrank.say_error(g)}.",
    ),
)


def _sizes(given: Given) -> tuple[int, int, int]:
    return given.count("m"), given.count("n"), given.count("k")


def _storage(given: Given, which: str) -> Iterator[int]:
    m, n, k = _sizes(given)
    match which:
        case "full":
            yield from (m * m + n * n + k, m * m + n * n + min(m, n), m * m + m * n + n * n)
        case "no-k":
            yield from (m + n + 1, m + n, m + n + k)
        case _:
            yield from (m * n * k, k * m * k * n, k * m * n, 2 * k * (m + n + 1))


LOW_RANK_STORAGE = (
    Slip(
        "full-factors",
        lambda g: _counts(_storage(g, "full")),
        lambda g: f"Only k columns of U and of V are stored. {lowrank.say_storage(g)}.",
    ),
    Slip(
        "one-layer-only",
        lambda g: _counts(_storage(g, "no-k")),
        lambda g: (
            f"That is one layer, or a sum of sizes: each of the k layers has a column of U, a σ and a column of V. {lowrank.say_storage(g)}."
        ),
    ),
    Slip(
        "sizes-multiplied",
        lambda g: _counts(_storage(g, "product")),
        lambda g: f"U and V are stored beside each other: their sizes are added, once. {lowrank.say_storage(g)}.",
    ),
)


def _factors_asked(given: Given) -> tuple[float, int]:
    m, n, k = _sizes(given)
    stored = k * (m + n + 1)
    return m * n / stored, stored


COMPRESSION_FACTOR = (
    Slip(
        "share-instead",
        lambda g: _numbers(
            [1 - 1 / _factors_asked(g)[0], 100 / _factors_asked(g)[0], 100 - 100 / _factors_asked(g)[0]]
        ),
        lambda g: (
            f"This is a share that is stored or saved. The factor says how many times smaller: {lowrank.say_factor(g)}."
        ),
    ),
    Slip(
        "numbers-instead",
        lambda g: _numbers(
            [_factors_asked(g)[1], _sizes(g)[0] * _sizes(g)[1], abs(_sizes(g)[0] * _sizes(g)[1] - _factors_asked(g)[1])]
        ),
        lambda g: f"This counts numbers. The factor is their ratio: {lowrank.say_factor(g)}.",
    ),
)


def _lora(given: Given, which: str) -> Iterator[int]:
    r, layers = given.count("r"), given.layers("layers")
    trained = sum(x.count * r * (x.d_in + x.d_out) for x in layers)
    full = sum(x.count * x.d_in * x.d_out for x in layers)
    match which:
        case "saved":
            yield abs(full - trained)
        case "no-rank":
            yield sum(x.count * (x.d_in + x.d_out) for x in layers)
            yield sum(x.d_in + x.d_out for x in layers)
        case "twice":
            yield from (2 * trained, trained // 2 if trained % 2 == 0 else -1)
        case _:
            yield from (
                ceil(full / trained),
                full // trained,
                sum(r * x.d_in for x in layers),
                sum(r * x.d_out for x in layers),
            )


LORA_PARAMETERS = (
    Slip(
        "saved-instead",
        lambda g: _counts(_lora(g, "saved")),
        lambda g: f"This is how many parameters are saved. {lowrank.say_lora(g)}.",
    ),
    Slip(
        "rank-forgotten",
        lambda g: _counts(_lora(g, "no-rank")),
        lambda g: f"The rank r = {g.count('r')} is missing. {lowrank.say_lora(g)}.",
    ),
    Slip(
        "factor-of-two",
        lambda g: _counts(_lora(g, "twice")),
        lambda g: f"Off by a factor of 2: A and B are counted once each. {lowrank.say_lora(g)}.",
    ),
    Slip(
        "ratio-instead",
        lambda g: _counts(_lora(g, "ratio")),
        lambda g: f"This is no count of all trained parameters. {lowrank.say_lora(g)}.",
    ),
)


# ---- covariance and components -------------------------------------------------------------------------------------


def _covariances(given: Given, which: str) -> Iterator[Array]:
    X = given.matrix("X").array
    n, p = X.shape
    ddof = given.count("ddof")
    Xc = X - X.mean(axis=0)
    C = Xc.T @ Xc / (n - ddof)
    match which:
        case "divisor":
            yield from (Xc.T @ Xc / d for d in (n + 1, p, n - 2, n - 1, n) if d > 0)
        case "centre":
            for other in (X - X.mean(axis=1, keepdims=True), X - X.mean(), X - X[0], Xc / 1.0 + X.mean(axis=0)):
                yield from (other.T @ other / d for d in (n - ddof, n))
        case "sign":
            signs = np.where(np.eye(p), 1, -1)
            yield from (C * signs, np.abs(C))
        case "diagonal":
            yield from (np.diag(np.diag(C)), np.diag(np.sqrt(np.diag(C))))
        case _:
            yield np.sign(C) * np.sqrt(np.abs(C))


COVARIANCE = (
    Slip(
        "other-divisor",
        lambda g: _matrices(_covariances(g, "divisor")),
        lambda g: f"The sums are right, the divisor is not: divide by {g.matrix('X').shape[0] - g.count('ddof')}.",
    ),
    Slip(
        "centred-wrongly",
        lambda g: _matrices(_covariances(g, "centre")),
        lambda g: "The wrong mean was subtracted: from each column its own mean, X.mean(axis=0).",
    ),
    Slip(
        "sign-of-covariance",
        lambda g: _matrices(_covariances(g, "sign")),
        lambda g: "The sign off the diagonal does not fit: it is negative where one column falls as the other rises.",
    ),
    Slip(
        "variances-only",
        lambda g: _matrices(_covariances(g, "diagonal")),
        lambda g: (
            "Only the diagonal was worked out: off it stand the covariances of two columns, Σ(x − x̄)(y − ȳ) over the divisor."
        ),
    ),
    Slip(
        "rooted",
        lambda g: _matrices(_covariances(g, "rooted")),
        lambda g: "Roots were taken. Variances and covariances are means of products, without a root.",
    ),
)


def _shares(given: Given) -> Array:
    found = np.array(_approximate(variance.variances(given)))
    return found if "ratios" in given else found / found.sum()


def _share_lists(given: Given, which: str) -> Iterator[Values]:
    shares, n = _shares(given), len(_shares(given))
    match which:
        case "ascending":
            yield from permutations(shares.tolist()) if n <= 4 else (shares[::-1],)
        case "equal":
            yield from (np.full(n, 1 / n), np.array(_approximate(variance.variances(given))) / n)
        case "rest":
            yield 1 - shares
        case "few":
            yield from (shares[:k] for k in range(1, n))
        case _ if "singular_values" in given:
            yield np.sqrt(np.array(_approximate(variance.variances(given))))


EXPLAINED_VARIANCE = (
    Slip(
        "another-order",
        lambda g: _lists(_share_lists(g, "ascending")),
        lambda g: "The ratios are right, but they are asked in descending order, largest first.",
    ),
    Slip(
        "divided-by-count",
        lambda g: _lists(_share_lists(g, "equal")),
        lambda g: (
            f"Do not divide by the number of components: divide each variance by their sum, {say(variance.total_of(g))}."
        ),
    ),
    Slip(
        "what-is-lost",
        lambda g: _lists(_share_lists(g, "rest")),
        lambda g: "These are the shares of all the others, 1 − ratio. Asked is the share of each component.",
    ),
    Slip(
        "ratios-missing",
        lambda g: _lists(_share_lists(g, "few")),
        lambda g: f"Ratios are missing: there are {len(_shares(g))} components, and their ratios add up to 1.",
    ),
    Slip(
        "not-normalised",
        lambda g: _lists(_share_lists(g, "sigma")),
        lambda g: "These are the singular values themselves. Square them, then divide by the sum of the squares.",
    ),
)


def _captured(given: Given, which: str) -> Iterator[Answer]:
    shares, k = _shares(given), given.count("k")
    match which:
        case "single":
            yield from _numbers(shares)
        case "product":
            yield from _numbers([np.prod(shares[:k])])
        case "count":
            yield from _numbers([shares[:k].sum() / len(shares), shares[:k].mean()])
        case _:
            yield from _numbers([shares[-k:].sum(), *np.cumsum(shares)])


CUMULATIVE_VARIANCE = (
    Slip(
        "single-ratio",
        lambda g: _captured(g, "single"),
        lambda g: f"This is the ratio of one component. Add the first {g.count('k')}.",
    ),
    Slip(
        "multiplied",
        lambda g: _captured(g, "product"),
        lambda g: "The ratios were multiplied. Shares of the whole are added.",
    ),
    Slip("divided-by-count", lambda g: _captured(g, "count"), lambda g: "Shares of the whole are added, not averaged."),
    Slip(
        "other-components",
        lambda g: _captured(g, "other"),
        lambda g: f"Other components were added: the first {g.count('k')} count, the largest ratios.",
    ),
)


def _count_share(given: Given) -> Iterator[Answer]:
    threshold = float(abs(as_float(given.scalar("threshold"))))
    yield from _counts([ceil(threshold * len(_shares(given)) - SLACK)])


COMPONENTS_NEEDED = (
    Slip(
        "share-of-count",
        _count_share,
        lambda g: "This is a share of the number of components. Add the ratios until their sum reaches the threshold.",
    ),
)


def _component_rows(given: Given) -> Iterator[Values]:
    C = variance.covariance_of(given).array
    yield from C
    values, vectors = np.linalg.eigh(C)
    yield values[::-1]
    yield vectors[:, ::-1][given.count("index") - 1]


PRINCIPAL_COMPONENT = (
    Slip(
        "one-sign",
        _none,
        lambda g: "With the sign of one entry turned it would be right: test Cv = λv in every entry.",
        spots=_sign_spotted(variance.judge_component),
    ),
    Slip(
        "entries-swapped",
        _none,
        lambda g: "The entries stand in the wrong order: test Cv = λv in every entry.",
        spots=_exchange_spotted(variance.judge_component),
    ),
    Slip(
        "row-instead",
        lambda g: _vectors(_component_rows(g)),
        lambda g: (
            "This is a row of numbers from the covariance, its eigenvalues or its eigenvectors; the component is a column of V."
        ),
    ),
    Slip(
        "all-ones",
        lambda g: _vectors([np.ones(variance.covariance_of(g).shape[0])]),
        lambda g: "All features alike is the direction only where they vary alike: test Cv = λv in every entry.",
    ),
    Slip(
        "sample-instead",
        lambda g: _vectors(g.matrix("X").array) if "X" in g else (),
        lambda g: "This is a row of X, one sample. The component is an eigenvector of the covariance of all of them.",
    ),
)

FURTHER: Mapping[str, tuple[Slip, ...]] = {
    "eigenvalues": EIGENVALUES,
    "eigenvector": EIGENVECTOR,
    "eigenvalue-of": EIGENVALUE_OF,
    "is-eigenvector": IS_EIGENVECTOR,
    "is-diagonalizable": IS_DIAGONALIZABLE,
    "is-orthogonal": IS_ORTHOGONAL,
    "characteristic-polynomial": CHARACTERISTIC_POLYNOMIAL,
    "determinant": DETERMINANT,
    "trace": TRACE,
    "rank": RANK,
    "nullity": NULLITY,
    "numerical-rank": NUMERICAL_RANK,
    "singular-values": SINGULAR_VALUES,
    "norm": NORM,
    "diagonalization": DIAGONALIZATION,
    "orthogonal-diagonalization": ORTHOGONAL_DIAGONALIZATION,
    "svd": SVD,
    "low-rank": LOW_RANK,
    "low-rank-error": LOW_RANK_ERROR,
    "low-rank-storage": LOW_RANK_STORAGE,
    "compression-factor": COMPRESSION_FACTOR,
    "lora-parameters": LORA_PARAMETERS,
    "covariance": COVARIANCE,
    "explained-variance": EXPLAINED_VARIANCE,
    "cumulative-variance": CUMULATIVE_VARIANCE,
    "components-needed": COMPONENTS_NEEDED,
    "principal-component": PRINCIPAL_COMPONENT,
}
