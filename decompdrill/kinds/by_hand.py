"""What a learner can see by hand in a wrong answer: properties that it has or lacks, without the right answer.

An observation is made only where the digits that were typed decide it, and where the numbers it names differ as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import prod

import numpy as np

from decompdrill.judging import frames
from decompdrill.judging.lists import key_of
from decompdrill.judging.numbers import SLACK, is_whole
from decompdrill.judging.tolerances import SEEN_APART, SEEN_NOT_ZERO
from decompdrill.kinds.base import Observation, counted, say, tex, tex_vector
from decompdrill.kinds.making import equals, integer_if_near, say_typed
from decompdrill.kinds.reference.singular import diagonal_of, sigma_of, typed_arrays
from decompdrill.kinds.reference.variance import covariance_of, standardizes, variances
from decompdrill.kinds.steps.writing import joined, shifted_name
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import as_float
from decompdrill.maths.tolerances import LEAST_SIZE
from decompdrill.model import Form, Given, Number, Outcome, Typed

LONGEST_VECTOR = 5
"""Entries of a vector that fits into a sentence."""

LARGEST_SPECTRUM = 40
"""Values of a list beyond which nobody adds up by hand."""

LARGEST_SHOWN = 1e6
SMALLEST_SHOWN = 1e-4
"""Numbers beyond these are no numbers to check by hand."""


def _is_real(numbers: Sequence[Number]) -> bool:
    return not any(isinstance(x.value, complex) for x in numbers)


def _is_legible(*values: float) -> bool:
    return all(x == 0 or SMALLEST_SHOWN <= abs(x) <= LARGEST_SHOWN for x in values)


def _same(a: float, b: float, bound: float) -> bool | None:
    """Are two numbers equal, or further apart than `bound`? None where that is not sure, or would not show."""
    if not _is_legible(a, b):
        return None
    size = max(abs(a), abs(b), LEAST_SIZE)
    if abs(a - b) <= SLACK * size:
        return True
    shows = tex(integer_if_near(a)) != tex(integer_if_near(b))
    return False if abs(a - b) > 2 * bound + SEEN_APART * size and shows else None


def _sum(numbers: Sequence[Number]) -> tuple[float, float]:
    """Return the sum of real numbers, and how far rounding may have moved it."""
    return sum(x.value.real for x in numbers), sum(x.radius for x in numbers)


def _product(numbers: Sequence[Number]) -> tuple[float, float]:
    sizes = [abs(x.value) for x in numbers]
    most = prod(size + x.radius for size, x in zip(sizes, numbers, strict=True))
    return prod(x.value.real for x in numbers), most - prod(sizes)


# ---- eigenvalues -------------------------------------------------------------------------------------------------------


def of_eigenvalues(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe which values are eigenvalues, and the sum and the product of as many as there are."""
    A, values = given.matrix(), typed.rows[0]
    if len(values) > LARGEST_SPECTRUM or not _is_real(values) or np.iscomplexobj(A.array):
        return
    truth = linalg.eigenvalues(A)
    key = key_of(truth, given.entries, None)
    right = [t for t in values if any(key.judge(t, j).outcome is Outcome.RIGHT for j in range(len(truth)))]
    wrong = [t for t in values if all(key.judge(t, j).outcome is Outcome.WRONG for j in range(len(truth)))]
    if right and wrong and len(right) + len(wrong) == len(values) and len(values) <= LONGEST_VECTOR:
        are = "is" if _is_one(right) else "are"
        what = "right" if any(x.radius for x in right) else "an eigenvalue" if are == "is" else "eigenvalues"
        yield Observation(True, f"{_listed(right)} {are} {what}.")
        verb = "is not an eigenvalue" if _is_one(wrong) else "are not eigenvalues"
        yield Observation(False, f"{_listed(wrong)} {verb}: {_determinants(A, wrong)}.")
    if len(values) != len(truth) or len(values) < 2:
        return
    trace = float(np.trace(A.array))
    total, carried = _sum(values)
    fits = _same(total, trace, carried)
    if fits:
        yield Observation(True, f"The values add up to {_say_about(trace)}, the trace of $A$.")
    elif fits is False:
        yield Observation(
            False,
            f"The values add up to {_say_about(total)}, but the trace of $A$ is {_say_about(trace)}.",
        )
    if fits and len(values) <= 3:
        determinant = float(np.linalg.det(A.array))
        product, carried = _product(values)
        if _same(product, determinant, carried) is False:
            product_, value = _say_about(product), _say_about(determinant)
            yield Observation(False, f"The product of the values is {product_}, but $\\det(A)$ is {value}.")


def _listed(numbers: Sequence[Number]) -> str:
    return joined(list(dict.fromkeys(map(say_typed, numbers))))


def _is_one(numbers: Sequence[Number]) -> bool:
    return len({tex(integer_if_near(x.value)) for x in numbers}) == 1


def _determinants(A: Matrix, wrong: Sequence[Number]) -> str:
    """Return det(A − xI) of each value that is not an eigenvalue, or what would have to be zero where that does not show."""
    shown = [_determinant(A, x) for x in dict.fromkeys(x.value.real for x in wrong)]
    if None in shown:
        return r"$\det(A - \lambda I)$ is not $0$ there"
    return f"{joined([x for x in shown if x is not None])}, not $0$"


def _determinant(A: Matrix, x: float) -> str | None:
    value = float(np.linalg.det(A.array - x * np.eye(len(A.array))))
    is_shown_whole = is_whole(1000 * x, SLACK)  # else the digits that are shown lead to another determinant
    if (
        len(A.array) > 3
        or not is_shown_whole
        or not _is_legible(x, value)
        or abs(value) < SEEN_NOT_ZERO
        or tex(integer_if_near(value)) == "0"
    ):
        return None
    return rf"$\det({shifted_name('A', integer_if_near(x)).latex}) {equals(integer_if_near(value))}$"


# ---- eigenvectors ------------------------------------------------------------------------------------------------------


def of_eigenvector(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe Av beside λv."""
    A, v = given.matrix(), typed.rows[0]
    if len(v) == A.shape[1]:
        yield from _beside(A.array, v, given.number("eigenvalue").value)


def _sign(values: Iterable[float]) -> str:
    """Return = where all numbers are written as they are, 1.5 as well as 24; else ≈."""
    return "=" if all(map(_is_written_in_full, values)) else r"\approx"


def _is_written_in_full(x: float) -> bool:
    if isinstance(integer_if_near(x), Fraction):
        return True
    try:
        return abs(float(tex(x)) - x) <= SLACK * abs(x)
    except ValueError:  # a power of ten
        return False


def _beside(A: Array, v: Sequence[Number], value: float | complex) -> Iterator[Observation]:
    """Observe that Av and λv differ; nothing where they may be the same, or do not fit into a sentence."""
    if not _is_real(v) or isinstance(value, complex) or np.iscomplexobj(A) or len(v) > LONGEST_VECTOR:
        return
    vector, radii = np.array([x.value for x in v]), np.array([x.radius for x in v])
    image, stretched = A @ vector, value * vector
    carried = np.abs(A) @ radii + abs(value) * radii
    sure = np.abs(image - stretched) > 2 * carried + SEEN_APART * np.maximum(np.abs(image), np.abs(stretched)).max()
    if not sure.any() or not _is_legible(*image, *stretched):
        return
    left, right = tex_vector(map(integer_if_near, image.tolist())), tex_vector(map(integer_if_near, stretched.tolist()))
    if left != right:
        factor = _factor(value)
        shown = tex_vector(map(integer_if_near, vector.tolist()))
        signs = [_sign(values) for values in (vector, image, stretched)]
        said = rf"$v {signs[0]} {shown}$ gives $Av {signs[1]} {left}$, but ${factor}v {signs[2]} {right}$."
        yield Observation(False, said)


def _factor(value: float) -> str:
    """Return λ as it stands before v: a whole number, else its name (1v and 0v are written by nobody)."""
    if value == -1:
        return "-"
    return tex(integer_if_near(value)) if float(value).is_integer() and value not in (0, 1) else r"\lambda "


def of_eigenvalue_of(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe Av beside the typed λ times v."""
    v = [Number(as_float(x), None) for x in given.numbers("v")]
    value = typed.rows[0][0]
    if value.radius == 0.0:
        yield from _beside(given.matrix().array, v, value.value)


def of_diagonalization(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe Av beside λv for the first column that is no eigenvector for its own value."""
    parts = dict(typed.parts)
    name = "V" if "V" in parts else "Q"
    A, (values, off) = given.matrix().array, diagonal_of(parts["L"])
    columns = tuple(zip(*parts[name].rows, strict=True))
    if any(x.value for x in off):
        yield Observation(False, r"$\Lambda$ must be diagonal, and an entry off its diagonal is not $0$.")
        return
    if name == "Q" and len(columns) == len(A) and all(map(_is_real, columns)):
        found = _not_orthonormal("Q", "column", parts["Q"].rows)
        if found is not None:
            yield found
            return
    if len(columns) != len(values) or any(len(c) != len(A) for c in columns):
        return
    for j, (column, value) in enumerate(zip(columns, values, strict=True), 1):
        if value.radius == 0.0 and not isinstance(value.value, complex):
            found = next(_beside(A, column, value.value), None)
            if found is not None:
                tested = rf"Test column {j} of ${name}$ with $\lambda {_sign([value.value])} {tex(integer_if_near(value.value))}$"
                yield Observation(False, f"{tested}: {found.said}")
                return


# ---- singular values ---------------------------------------------------------------------------------------------------


def of_singular_values(given: Given, typed: Typed, of: str = "") -> Iterator[Observation]:
    """Observe whether the squares add up to the squares of the entries of A; `of` says which values, where there are others."""
    A, values = given.matrix(), typed.rows[0]
    if len(values) != min(A.shape) or not _is_real(values):
        return
    total = sum(x.value.real**2 for x in values)
    carried = sum(2 * abs(x.value) * x.radius + x.radius**2 for x in values)
    whole = float(np.sum(np.abs(A.array) ** 2))
    fits = _same(total, whole, carried)
    if fits:
        said = f"The squares of the values{of} add up to {_say_about(whole)}, as those of the entries of $A$ do."
        yield Observation(True, said)
    elif fits is False:
        ours, theirs = _say_about(total), _say_about(whole)
        said = f"The squares of the values{of} add up to {ours}, those of the entries of $A$ to {theirs}."
        yield Observation(False, said)


def of_svd(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe the first property of the factors that fails: lengths and angles of their columns, or an entry of the product."""
    A, parts = given.matrix().array, dict(typed.parts)
    if np.iscomplexobj(A) or not all(_is_real(row) for _, part in typed.parts for row in part.rows):
        return
    right = tuple(zip(*parts["Vt"].rows, strict=True))
    if any(x.value for x in sigma_of(given.matrix(), parts["S"])[1]):
        yield Observation(False, r"$\Sigma$ must be diagonal, and an entry off its diagonal is not $0$.")
        return
    if parts["Vt"].form is Form.LIST or parts["U"].form is Form.LIST:
        return
    for name, kind, rows in (("U", "column", parts["U"].rows), ("V^\\top", "row", right)):
        found = _not_orthonormal(name, kind, rows)
        if found is not None:
            yield found
            return
    fits = next(of_singular_values(given, _diagonal_of_sigma(given, parts["S"]), r" of $\Sigma$"), None)
    if fits is not None and not fits.holds:
        yield fits
        return
    U, s, Vt = typed_arrays(typed)
    if U.shape[0] != A.shape[0] or Vt.shape[1] != A.shape[1] or not U.shape[1] == len(s) == Vt.shape[0]:
        return
    product = (U * s) @ Vt
    i, j = np.unravel_index(int(np.argmax(np.abs(product - A))), A.shape)
    if _same(float(product[i, j]), float(A[i, j]), 0.01 * float(np.max(np.abs(A)))) is False:
        came, asked = _say_about(float(product[i, j])), _say_about(float(A[i, j]))
        said = rf"$U \Sigma V^\top$ has {came} in row {i + 1}, column {j + 1}, where $A$ has {asked}."
        yield Observation(False, said)


def _diagonal_of_sigma(given: Given, sigma: Typed) -> Typed:
    """Return the values on the diagonal of Σ as a list."""
    return Typed(Form.LIST, "", (tuple(sigma_of(given.matrix(), sigma)[0]),))


def _say_about(x: float) -> str:
    """Return a double for a sentence: 2, 0.25, about 1.414."""
    return f"{'' if _is_written_in_full(x) else 'about '}{say(integer_if_near(x))}"


def _not_orthonormal(name: str, kind: str, rows: frames.Numbers) -> Observation | None:
    """Return the first column (row, of Vᵀ) that has not length 1, or the first two that are not perpendicular."""
    gram, carried = frames.products_of_columns(rows)
    for j in range(len(gram)):
        length = float(np.sqrt(gram[j, j]))
        if _same(length, 1.0, float(carried[j, j])) is False:
            return Observation(
                False, f"{kind.capitalize()} {j + 1} of ${name}$ has length {_say_about(length)}, not $1$."
            )
    for i in range(len(gram)):
        for j in range(i):
            dot = float(gram[i, j])
            if _same(dot, 0.0, float(carried[i, j])) is False:
                pair = f"{kind.capitalize()}s {j + 1} and {i + 1} of ${name}$"
                said = f"{pair} are not perpendicular: their dot product is {_say_about(dot)}."
                return Observation(False, said)
    return None


# ---- coefficients, shares, directions ----------------------------------------------------------------------------------


def of_polynomial(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe the coefficient of λⁿ⁻¹, minus the trace, and the constant term, the determinant but for its sign."""
    A, c = given.matrix().array, typed.rows[0]
    n = len(A)
    if len(c) != n + 1 or not _is_real(c) or np.iscomplexobj(A) or abs(c[0].value) != 1 or n < 2:
        return
    sign = float(np.sign(c[0].value.real))
    trace = float(np.trace(A))
    wanted = -trace * sign
    fits = _same(c[1].value.real, wanted, c[1].radius)
    power = r"\lambda" if n == 2 else rf"\lambda^{n - 1}"
    if fits:
        yield Observation(True, f"The coefficient of ${power}$ fits the trace, {_say_about(trace)}.")
        yield from _of_lower_coefficients(A, c, sign)
    elif fits is False:
        yield Observation(False, f"The coefficient of ${power}$ does not fit the trace, {_say_about(trace)}.")


def _of_lower_coefficients(A: Array, c: Sequence[Number], sign: float) -> Iterator[Observation]:
    """Observe the constant term, and beside it the coefficient of λ of a polynomial of degree 3."""
    n = len(A)
    if n > 3:
        return
    determinant, leads = float(np.linalg.det(A)), sign * (-1) ** n
    fits = _same(c[n].value.real, leads * determinant, c[n].radius)
    if n == 3:
        minors = sign * float(np.trace(A) ** 2 - np.trace(A @ A)) / 2
        is_right = _same(c[2].value.real, minors, c[2].radius)
        if is_right:
            yield Observation(True, r"The coefficient of $\lambda$ is right.")
        elif is_right is False:
            yield Observation(
                False, rf"The coefficient of $\lambda$, {say(integer_if_near(c[2].value.real))}, is not right."
            )
    if fits is False:
        minus = "" if leads > 0 else "-"
        yield Observation(
            False, rf"The constant term, {say(integer_if_near(c[n].value.real))}, is not ${minus}\det(A)$."
        )


def of_shares(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe how many shares there must be, and whether they add up to 1."""
    values, count = typed.rows[0], len(variances(given))
    if len(values) != count:
        yield Observation(False, f"Expected {counted(count, 'ratio')}, got {len(values)}.")
    if not 2 <= len(values) <= LARGEST_SPECTRUM or not _is_real(values):
        return
    total, carried = _sum(values)
    fits = _same(total, 1.0, carried)
    if fits:
        yield Observation(True, "The ratios add up to $1$.")
    elif fits is False:
        yield Observation(False, f"The ratios add up to {_say_about(total)}, but they must add up to $1$.")


def of_covariance(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe that a covariance matrix is symmetric."""
    rows = typed.rows
    if {len(rows), *map(len, rows)} != {given.matrix("X").shape[1]}:
        return  # what is wrong is its shape
    for i, row in enumerate(rows):
        for j, x in enumerate(row[:i]):
            y = rows[j][i]
            if _is_real((x, y)) and _same(x.value.real, y.value.real, x.radius + y.radius) is False:
                place, other = f"row {j + 1}, column {i + 1}", f"row {i + 1}, column {j + 1}"
                pair = f"{say(integer_if_near(y.value))} in {place} and {say(integer_if_near(x.value))} in {other}"
                yield Observation(False, f"A covariance matrix is symmetric: {pair} should be equal.")
                return


def of_low_rank(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe that the rank of what was typed is larger than k."""
    A, k, rows = given.matrix(), given.count("k"), typed.rows
    if (
        (len(rows), len(rows[0])) != A.shape
        or not all(map(_is_real, rows))
        or not all(x.is_exact for row in rows for x in row)
    ):
        return
    rank = int(np.linalg.matrix_rank(frames.values(rows)))
    if rank > k:
        yield Observation(False, f"What you typed has rank ${rank}$; the approximation has rank at most ${k}$.")


def of_component(given: Given, typed: Typed) -> Iterator[Observation]:
    """Observe that Cv, of the covariance matrix C, is no multiple of v."""
    C, v = covariance_of(given).array, typed.rows[0]
    if len(v) != len(C) or len(v) > LONGEST_VECTOR or not _is_real(v) or not all(x.is_exact for x in v):
        return
    vector = np.array([x.value for x in v])
    image = C @ vector
    sizes = float(np.linalg.norm(image) * np.linalg.norm(vector))
    across = np.sqrt(max(0.0, sizes**2 - float(image @ vector) ** 2))
    if across > SEEN_NOT_ZERO * sizes and _is_legible(*image, *vector):
        shown, given_ = (
            tex_vector(map(integer_if_near, image.tolist())),
            tex_vector(map(integer_if_near, vector.tolist())),
        )
        name = "correlation" if standardizes(given) else "covariance"
        said = f"With the {name} matrix $C$, $Cv {_sign(image)} {shown}$ is not a multiple of $v {_sign(vector)} {given_}$."
        yield Observation(False, said)
