"""Eigenvalues and eigenvectors of a given matrix: references, judges and slips of four kinds."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement
from decompdrill.judging.numbers import SLACK
from decompdrill.judging.vectors import judge_direction
from decompdrill.kinds.base import (
    MOST_TERMS,
    Given,
    demand_square,
    judge_a_number,
    say,
    say_list,
    say_vector,
    tex_vector,
    vector_answer,
)
from decompdrill.kinds.reference.determinants import determinant, trace
from decompdrill.kinds.steps import writing
from decompdrill.kinds.steps.writing import Maths, bracketed
from decompdrill.maths import exact, linalg
from decompdrill.maths.algebra import apply, diagonal, exact_rows, near_integer
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Eigenspace, Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float, over
from decompdrill.mathtext import Style, render_line
from decompdrill.model import Answer, Typed


def written_polynomial(A: Matrix) -> Maths:
    """Return the characteristic polynomial of A, which begins with λⁿ."""
    return writing.polynomial(characteristic_coefficients(A))


def det_shifted(n: int, name: str = "A") -> str:
    """Return what the polynomial that begins with λⁿ is: det(A − λI), with a minus where n is odd."""
    return rf"{'-' if n % 2 else ''}\det({name} - \lambda I)"


@remembered
def characteristic_coefficients(A: Matrix) -> tuple[Scalar, ...]:
    """Return the coefficients of det(λI − A), highest power first, exact where A is."""
    found = linalg.exactly(exact.characteristic_polynomial, A) if linalg.is_small(A) else None
    if found is not None:
        return found
    if (
        A.exact is None and A.is_real and linalg.is_small(A)
    ):  # from the doubles without rounding: sums of minors may cancel
        doubles = Matrix(tuple(tuple(Fraction(x) for x in row) for row in A.array.tolist()))
        found = linalg.exactly(exact.characteristic_polynomial, doubles)
        if found is not None:
            return tuple(as_float(x) for x in found)
    coefficients = np.poly(A.array)
    if not np.all(np.isfinite(coefficients)):
        raise OverflowError
    return tuple(x.item() for x in coefficients)


def plain(v: tuple[float | complex, ...] | np.ndarray) -> tuple[Scalar, ...]:
    """Return a float vector scaled so that its largest entry is 1: how one writes it down."""
    values = np.asarray(v)
    scaled = values / values[int(np.argmax(np.abs(values)))]
    return tuple(x.item() for x in scaled)


def eigenvector_of(A: Matrix, space: Eigenspace) -> tuple[Scalar, ...]:
    """Return one eigenvector of the space, in small integers or exact surds where it has such."""
    value = space.value
    if isinstance(value, Fraction | Surd) and A.shape[0] <= linalg.EXACT_SURD_SIZE:
        found = linalg.null_space(A, value)
        if found:
            return found[0]
    return plain(space.basis[:, 0])


def diagonal_entries(A: Matrix) -> tuple[Scalar, ...]:
    return diagonal(A.rows)


def why_eigenvalues(given: Given, truth: Answer) -> str:
    A = given.matrix()
    n, values = A.shape[0], say_list(truth.rows[0])
    if is_triangular(A):
        return f"$A$ is triangular, so its diagonal holds the eigenvalues: {values}."
    if n <= LARGEST_EXPANDED:
        return f"{writing.inline(det_shifted(n), written_polynomial(A))} has the roots {values}."
    return (
        rf"The {n} roots of $\det(A - \lambda I)$ are {values}; their sum is the trace, their product the determinant."
    )


LARGEST_EXPANDED = 4
"""The size beyond which nobody reads the characteristic polynomial in a sentence."""


def solve_hint(given: Given) -> str:
    """Return what to solve, with the equation where it is exact and short; of a triangular matrix there is nothing to solve."""
    A = given.matrix()
    if is_triangular(A):
        return "$A$ is triangular, so its eigenvalues are the entries of its main diagonal"
    written = written_polynomial(A) if A.shape[0] <= LARGEST_EXPANDED else None
    equation = f", that is ${written.latex} = 0$" if written is not None and written.is_exact else ""
    return rf"Solve $\det(A - \lambda I) = 0${equation}"


def is_triangular(A: Matrix) -> bool:
    n = A.shape[0]
    below = all(as_float(A.rows[i][j]) == 0 for i in range(n) for j in range(i))
    above = all(as_float(A.rows[i][j]) == 0 for i in range(n) for j in range(i + 1, n))
    return below or above


def trace_hint(given: Given) -> str:
    return f"The eigenvalues must add up to the trace, {say(trace(given.matrix()))}"


def product_hint(given: Given) -> str:
    """Return what the eigenvalues must come to: their sum, and their product where it is told by hand."""
    A = given.matrix()
    if A.shape[0] > LARGEST_EXPANDED:
        return trace_hint(given)
    return f"{trace_hint(given)}, and multiply to the determinant, {say(determinant(A))}"


# ---- an eigenvector for a given eigenvalue -------------------------------------------------------------------------


@remembered
def meant_space(given: Given) -> Eigenspace:
    """Return the eigenspace of the eigenvalue given, which is taken as precisely as it was written.

    Raises GivenError where no eigenvalue is that near.
    """
    A, meant = given.matrix(), given.number("eigenvalue")
    spaces = linalg.eigenspaces(A)
    nearest = min(spaces, key=lambda s: abs(s.approximation - meant.value))
    slack = max(SLACK * (abs(nearest.approximation) or A.scale), linalg.eigenvalue_error(A, nearest.value))
    off = complex(nearest.approximation) - complex(meant.value)
    is_rounded_integer = meant.lone_integer and abs(off) > slack and not isinstance(nearest.value, Fraction)
    real, imag = (0.5, 0.0) if is_rounded_integer else (meant.radius, meant.radius_imag)
    if abs(off.real) > real * (1 + SLACK) + slack or abs(off.imag) > imag * (1 + SLACK) + slack:
        known = render_line(say_list(s.value for s in spaces), Style.UNICODE)
        came = meant.text or render_line(say(meant.value), Style.UNICODE)
        raise GivenError(f"eigenvalue must be an eigenvalue of A ({known}); {came} came")
    return nearest


def demand_eigenvalue(given: Given) -> None:
    demand_square(given)
    meant_space(given)


def judge_eigenvector(given: Given, truth: Answer, typed: Typed) -> Judgement:
    return judge_direction(typed.rows[0], meant_space(given).basis)


def why_eigenvector(given: Given, truth: Answer) -> str:
    space = meant_space(given)
    freedom = (
        "Any nonzero multiple is right" if space.dimension == 1 else "Any nonzero vector of this eigenspace is right"
    )
    return f"{system(given)} is solved by {writing.inline('v', vector_row(truth.rows[0]))}. {freedom}."


def system(given: Given) -> str:
    """Return the equation that the eigenvectors solve: (A − 4I)v = 0."""
    shifted = writing.shifted_name("A", meant_space(given).value).latex
    return f"${'Av' if shifted == 'A' else f'({shifted})v'} = 0$"


def vector_row(values: Iterable[Scalar]) -> Maths:
    """Return a vector as it is typed, [1, -2], and whether it is exact."""
    row = tuple(values)
    return Maths(tex_vector(row), writing.says_exactly(*row))


def reference_eigenvector(given: Given) -> Answer:
    return vector_answer(eigenvector_of(given.matrix(), meant_space(given)))


# ---- is v an eigenvector? ------------------------------------------------------------------------------------------


def image_of(given: Given, A: Matrix | None = None) -> tuple[Scalar, ...]:
    """Return Av, or Bv for another matrix than the given one."""
    return _image(given) if A is None else _applied(A, given.numbers("v"))


@remembered
def _image(given: Given) -> tuple[Scalar, ...]:
    return _applied(given.matrix(), given.numbers("v"))


def _applied(A: Matrix, v: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    if A.exact is not None and exact_rows((v,)) is not None:
        return apply(A.rows, v)
    product = A.array @ np.array([as_float(x) for x in v])
    return tuple(x.item() for x in product)


def eigenvalue_of_vector(given: Given, A: Matrix | None = None) -> Scalar | None:
    """Return λ with Av = λv, None where v is no eigenvector (or is zero); Bv for another matrix than the given one."""
    return _quotient(given) if A is None else _factor_between(A, given.numbers("v"), image_of(given, A))


@remembered
def _quotient(given: Given) -> Scalar | None:
    return _factor_between(given.matrix(), given.numbers("v"), image_of(given))


def _factor_between(A: Matrix, v: tuple[Scalar, ...], image: tuple[Scalar, ...]) -> Scalar | None:
    """Return λ where Av, the image, is λv but for what rounding of the entries of v changes, row by row."""
    floats = np.array([as_float(x) for x in v])
    largest = int(np.argmax(np.abs(floats)))
    if floats[largest] == 0:
        return None
    value = over(image[largest], v[largest])
    blur = SLACK * np.abs(floats) + linalg.NOISE * abs(floats[largest])
    slack = len(v) * (np.abs(A.array) @ blur + abs(as_float(value)) * blur)
    off = np.abs(np.array([as_float(x) for x in image]) - as_float(value) * floats)
    return value if np.all(off <= slack) else None


def demand_vector(given: Given) -> None:
    demand_square(given)
    n, came = given.matrix().shape[0], len(given.numbers("v"))
    if n != came:
        raise GivenError(f"v must have {n} entries, as A has columns; {came} came")


def demand_eigenvector(given: Given) -> None:
    demand_vector(given)
    if eigenvalue_of_vector(given) is None:
        image, v = (render_line(say_vector(x), Style.UNICODE) for x in (image_of(given), given.numbers("v")))
        raise GivenError(f"v must be an eigenvector of A; Av = {image} is not a multiple of v = {v}")


def why_is_eigenvector(given: Given, truth: Answer) -> str:
    v, image, value = given.numbers("v"), image_of(given), eigenvalue_of_vector(given)
    if not any(as_float(x) for x in v):
        return "The zero vector is not an eigenvector, whatever $A$ is."
    if value is not None:
        return (
            f"{multiple(given)} is a multiple of $v$, so $v$ is an eigenvector, with "
            f"{writing.inline(LAMBDA, writing.value(value))}."
        )
    return f"{multiple(given)} is not a multiple of ${writing.chain('v', vector_row(v))}$: {_misfit(image, v)}."


LAMBDA = r"\lambda"


def multiple(given: Given) -> str:
    """Return Av = [4, 8] = 4 · [1, 2] of an eigenvector, Av alone of another vector."""
    value = eigenvalue_of_vector(given)
    product = [] if value is None else [writing.multiplied([bracketed(value), vector_row(given.numbers("v"))])]
    return writing.inline("Av", vector_row(image_of(given)), *product)


def say_image(given: Given) -> str:
    return writing.inline("Av", vector_row(image_of(given)))


def _misfit(image: tuple[Scalar, ...], v: tuple[Scalar, ...]) -> str:
    """Return why no factor takes v to Av: a zero that does not stay, or two entries that need different factors."""
    for i, (x, y) in enumerate(zip(image, v, strict=True), start=1):
        if not as_float(y) and as_float(x):
            return f"entry {i} of $v$ is $0$, but entry {i} of $Av$ is not"
    ratios = [_ratio(x, y) for x, y in zip(image, v, strict=True) if as_float(y)]
    first = ratios[0]
    other = max(ratios, key=lambda r: abs(as_float(r) - as_float(first)))
    return f"the entries need different factors, {say(first)} and {say(other)}"


def _ratio(y: Scalar, x: Scalar) -> Scalar:
    """Return y/x for a sentence: exactly only where that is short, since a division by a sum of roots takes long."""
    is_long = any(isinstance(n, Surd) and len(n.terms) > MOST_TERMS for n in (x, y))
    return as_float(y) / as_float(x) if is_long else over(y, x)


# ---- the eigenvalue of a given eigenvector -------------------------------------------------------------------------


def asked_eigenvalue(given: Given) -> Scalar:
    value = eigenvalue_of_vector(given)
    assert value is not None
    return linalg.without_noise(value, _size_of_quotient(given)) if isinstance(value, float | complex) else value


def _size_of_quotient(given: Given) -> float:
    """Return the size of the terms of (Av)ᵢ/vᵢ, for the largest entry of v."""
    v = np.abs(np.array([as_float(x) for x in given.numbers("v")]))
    largest = int(np.argmax(v))
    return float(np.abs(given.matrix().array[largest]) @ v / v[largest])


def judge_eigenvalue_of(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge a number; a 0 on the scale of A alone, because v may be any multiple."""
    return judge_a_number(Given({"A": given.matrix()}), truth, typed)


def tidied(value: Scalar) -> Scalar:
    """Return a double as the integer that it is but for rounding."""
    return near_integer(value, SLACK * max(1.0, abs(value))) if isinstance(value, float) else value
