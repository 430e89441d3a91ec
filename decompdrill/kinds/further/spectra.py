"""The further slips of eigenvalues and eigenvectors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

import numpy as np

from decompdrill.kinds import eigen
from decompdrill.kinds.base import Given, Slip, say, say_vector
from decompdrill.kinds.further.making import (
    Values,
    approximate,
    array_of,
    eigenvalues_of,
    exchange_spotted,
    lists,
    none,
    numbers,
    sign_spotted,
    tidy,
    vectors,
)
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import as_float
from decompdrill.model import Answer

# ---- eigenvalues -------------------------------------------------------------------------------------------------------


def _formula_slips(given: Given) -> Iterator[Values]:
    A = array_of(given)
    if A.shape != (2, 2) or np.iscomplexobj(A):
        return
    (a, b), (c, d) = A.tolist()
    trace, determinant = a + d, a * d - b * c
    root = complex(trace**2 - 4 * determinant) ** 0.5
    without_4 = complex(trace**2 - determinant) ** 0.5
    plus = complex(trace**2 + 4 * determinant) ** 0.5
    yield from ([trace + r, trace - r] for r in (root / 2, without_4, plus))
    yield from ([(trace + r) / 2, (trace - r) / 2] for r in (without_4, complex((a - d) ** 2 - 4 * determinant) ** 0.5))
    yield from ([(trace + r) / 2, (trace - r) / 2] for r in (plus, complex(trace**2 - 4 * (a * d + b * c)) ** 0.5))
    yield from ([(a - d + r) / 2, (a - d - r) / 2] for r in (complex((a - d) ** 2 - 4 * determinant) ** 0.5,))


def _one_sign(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
    for i in range(len(values)):
        yield [-x if i == j else x for j, x in enumerate(values)]


def _unit_dropped(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
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
    c = approximate(eigen.characteristic_coefficients(given.matrix()))
    yield from (c, c[1:], [-x for x in c[1:]], c[::-1])


def _inverses(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
    if all(values):
        yield [1 / x for x in values]


def _line_sums(given: Given) -> Iterator[Values]:
    A = array_of(given)
    yield from (A.sum(axis=1), A.sum(axis=0))


_SUM = "The eigenvalues must add up to the trace"

EIGENVALUES = (
    Slip(
        "quadratic-formula",
        lambda g: lists(_formula_slips(g)),
        lambda g: (
            "The quadratic formula slipped: λ = (tr ± √(tr² − 4·det)) / 2. The trace is the sum of the diagonal, the "
            "determinant counts four times, and all of it is halved."
        ),
    ),
    Slip(
        "one-sign",
        lambda g: lists(_one_sign(g), linalg.eigenvalue_errors(g.matrix())),
        lambda g: f"The sizes fit, but one sign does not. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "imaginary-unit-lost",
        lambda g: lists(_unit_dropped(g)),
        lambda g: (
            "The discriminant is negative, so the eigenvalues are a conjugate pair a ± bi: the real part a and the "
            "imaginary part b both count, and so does the i."
        ),
    ),
    Slip(
        "multiplicity-misplaced",
        lambda g: lists(_multiplicity_misplaced(g)),
        lambda g: f"The values occur, but not as often as written here. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "coefficients",
        lambda g: lists(_coefficients(g)),
        lambda g: "These are coefficients of the characteristic polynomial. The eigenvalues are its roots.",
    ),
    Slip(
        "other-diagonal",
        lambda g: lists([np.diag(array_of(g)[:, ::-1])]),
        lambda g: f"These are the entries of the other diagonal. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "line-sums",
        lambda g: lists(_line_sums(g)),
        lambda g: (
            "These are sums of rows or of columns, which give an eigenvalue only where all of them are equal, and then "
            f"only one. {eigen.trace_hint(g)}."
        ),
    ),
    Slip(
        "inverted",
        lambda g: lists(_inverses(g)),
        lambda g: "These are the eigenvalues of A⁻¹. Those of A are their reciprocals.",
    ),
    Slip(
        "doubled-or-halved",
        lambda g: (
            answer
            for factor in (2, 0.5)
            for answer in lists(
                [[x * factor for x in eigenvalues_of(g)]],
                tuple(e * factor for e in linalg.eigenvalue_errors(g.matrix())),
            )
        ),
        lambda g: f"Every value is off by a factor of 2. {eigen.trace_hint(g)}.",
    ),
    Slip(
        "square-roots",
        lambda g: lists([[complex(x) ** 0.5 for x in eigenvalues_of(g)]]),
        lambda g: (
            "These are square roots of the eigenvalues. Roots are taken of the eigenvalues of AᵀA, for singular values."
        ),
    ),
)


# ---- eigenvectors ------------------------------------------------------------------------------------------------------


def _shifted(given: Given) -> Array:
    A = array_of(given)
    return np.asarray(A - eigen.meant_space(given).approximation * np.eye(len(A)))


def _test(given: Given) -> str:
    return f"Test it: Av must be {say(eigen.meant_space(given).value)} times v, in every entry"


EIGENVECTOR = (
    Slip(
        "one-sign",
        none,
        lambda g: f"With the sign of one entry turned it would be right. {_test(g)}.",
        spots=sign_spotted(eigen.judge_eigenvector),
    ),
    Slip(
        "entries-swapped",
        none,
        lambda g: f"The entries stand in the wrong order. {_test(g)}.",
        spots=exchange_spotted(eigen.judge_eigenvector),
    ),
    Slip(
        "column-of-shifted",
        lambda g: vectors(_shifted(g).T),
        lambda g: f"This is a column of A − λI. An eigenvector v solves (A − λI)v = 0. {_test(g)}.",
    ),
    Slip(
        "sign-forgotten",
        lambda g: vectors(row[::-1] for row in _shifted(g)) if len(array_of(g)) == 2 else (),
        lambda g: f"A row [a, b] of A − λI is solved by [−b, a]: swap the entries and turn one sign. {_test(g)}.",
    ),
    Slip(
        "reads-diagonal",
        lambda g: vectors([np.diag(array_of(g))]),
        lambda g: f"This is the diagonal of A. {_test(g)}.",
    ),
    Slip(
        "eigenvalues-instead",
        lambda g: vectors([eigenvalues_of(g)]),
        lambda g: f"These are the eigenvalues. For λ = {say(eigen.meant_space(g).value)} solve (A − λI)v = 0.",
    ),
    Slip(
        "line-of-A",
        lambda g: vectors([*array_of(g), *array_of(g).T]),
        lambda g: f"This is a row or a column of A itself. {_test(g)}.",
    ),
    Slip(
        "all-ones",
        lambda g: vectors([np.ones(len(array_of(g)))]),
        lambda g: f"[1, …, 1] is an eigenvector only where all row sums of A are equal. {_test(g)}.",
    ),
    Slip(
        "unit-vector",
        lambda g: vectors(np.eye(len(array_of(g)))),
        lambda g: f"A unit vector is an eigenvector only where its column of A is zero off the diagonal. {_test(g)}.",
    ),
)


def _other_eigenvalues(given: Given) -> Iterator[Answer]:
    yield from numbers(r.approximation for r in linalg.spectrum(given.matrix()))


def _image(given: Given) -> Array:
    v = np.array(approximate(given.numbers("v")))
    image: Array = array_of(given) @ v
    return image


def _differences(given: Given) -> Array:
    return np.array(_image(given) - np.array(approximate(given.numbers("v"))))


def _eigenvalue(given: Given) -> complex:
    value = eigen.quotient(given)
    assert value is not None
    return complex(as_float(value))


def _test_pair(given: Given) -> str:
    return f"Compare Av = {say_vector(tidy(x) for x in _image(given))} with v = {say_vector(given.numbers('v'))}"


EIGENVALUE_OF = (
    Slip(
        "other-eigenvalue",
        _other_eigenvalues,
        lambda g: f"This is an eigenvalue of A, but for other eigenvectors. {_test_pair(g)}.",
    ),
    Slip(
        "entries-added",
        lambda g: numbers([complex(_image(g).sum())]),
        lambda g: f"The entries of Av were added. {_test_pair(g)}: λ is the factor between them.",
    ),
    Slip(
        "difference",
        lambda g: numbers(_differences(g)),
        lambda g: f"This is the difference of an entry of Av and of v. {_test_pair(g)}: λ is their ratio.",
    ),
    Slip(
        "squared",
        lambda g: numbers([_eigenvalue(g) ** 2]),
        lambda g: f"This is λ², the factor of A²v. {_test_pair(g)}.",
    ),
    Slip(
        "trace-or-determinant",
        lambda g: numbers([np.trace(array_of(g)), np.linalg.det(array_of(g))]),
        lambda g: (
            f"This is the trace or the determinant of A, which belong to all eigenvalues together. {_test_pair(g)}."
        ),
    ),
    Slip(
        "multiplied",
        lambda g: numbers(x * complex(as_float(y)) for x, y in zip(_image(g), g.numbers("v"), strict=True)),
        lambda g: f"An entry of Av was multiplied by that of v instead of divided. {_test_pair(g)}.",
    ),
)
