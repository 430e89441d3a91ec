"""Eigenvalues and eigenvectors of a given matrix: references, judges and slips of four kinds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from decompdrill import answers
from decompdrill.errors import GivenError
from decompdrill.judging import Judgement
from decompdrill.judging.numbers import SLACK
from decompdrill.judging.vectors import judge_direction
from decompdrill.kinds.base import (
    Field,
    FieldType,
    Given,
    Kind,
    Slip,
    demand_square,
    judge_a_number,
    judge_a_word,
    judge_any_order,
    listed,
    number,
    say,
    say_list,
    say_vector,
    vector,
    yes_no,
)
from decompdrill.maths import exact, linalg, polynomials
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Eigenspace, Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float, over, root, times
from decompdrill.model import Answer, Form, Outcome, Typed


def show_polynomial(coefficients: tuple[Scalar, ...]) -> str:
    return answers.show(Answer(Form.POLYNOMIAL, (coefficients,)))


@remembered
def characteristic_coefficients(A: Matrix) -> tuple[Scalar, ...]:
    """Return the coefficients of det(λI − A), highest power first, exact where A is."""
    found = linalg.exactly(exact.characteristic_polynomial, A) if linalg.is_small(A) else None
    if found is not None:
        return found
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


# ---- eigenvalues ---------------------------------------------------------------------------------------------------


def _quadratic(trace: Scalar, determinant: Scalar) -> Iterator[Answer]:
    """Yield the roots of λ² − trace·λ + determinant, where both are exact."""
    if isinstance(trace, Fraction) and isinstance(determinant, Fraction):
        yield listed(polynomials.quadratic_roots((Fraction(1), -trace, determinant)))


def _two_by_two(given: Given) -> tuple[Fraction, Fraction, Fraction, Fraction] | None:
    A = given.matrix()
    entries = tuple(x for row in A.rows for x in row if isinstance(x, Fraction))
    return (entries[0], entries[1], entries[2], entries[3]) if A.shape == (2, 2) and len(entries) == 4 else None


def _diagonal(A: Matrix) -> tuple[Scalar, ...]:
    return tuple(A.rows[i][i] for i in range(min(A.shape)))


def _negated(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    yield listed((-x for x in linalg.eigenvalues(A)), linalg.eigenvalue_errors(A))


def _trace_and_determinant(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    determinant = linalg.exactly(exact.determinant, A) if A.shape[0] == 2 else None
    if determinant is not None and A.exact is not None:
        trace = exact.trace(A.exact)
        yield listed((trace, determinant))
        yield listed((-trace, determinant))


def _multiplicity_dropped(given: Given) -> Iterator[Answer]:
    roots = linalg.spectrum(given.matrix())
    if any(r.multiplicity > 1 for r in roots):
        errors = linalg.eigenvalue_errors(given.matrix())
        firsts = [sum(r.multiplicity for r in roots[:i]) for i in range(len(roots))]
        yield listed((r.value for r in roots), tuple(errors[i] for i in firsts))


def _one_missing(given: Given) -> Iterator[Answer]:
    values, errors = linalg.eigenvalues(given.matrix()), linalg.eigenvalue_errors(given.matrix())
    for i in range(len(values) if len(values) > 1 else 0):
        yield listed(values[:i] + values[i + 1 :], errors[:i] + errors[i + 1 :])
    if len(values) > 2:
        yield from (listed((v,), (e,)) for v, e in zip(values, errors, strict=True))


def _pivots(given: Given) -> Iterator[Answer]:
    """Yield the diagonal after elimination without scaling rows: its product is the determinant, but not its entries."""
    A = given.matrix()
    found = linalg.exactly(exact.unscaled_pivots, A) if A.is_rational else None
    if found is not None:
        yield listed(found)


def _determinant_sign(given: Given) -> Iterator[Answer]:
    entries = _two_by_two(given)
    if entries is not None:
        a, b, c, d = entries
        yield from _quadratic(a + d, b * c - a * d)


def _product_added(given: Given) -> Iterator[Answer]:
    entries = _two_by_two(given)
    if entries is not None:
        a, b, c, d = entries
        yield from _quadratic(a + d, a * d + b * c)


def _half_forgotten(given: Given) -> Iterator[Answer]:
    entries = _two_by_two(given)
    if entries is None:
        return
    a, b, c, d = entries
    discriminant = (a + d) ** 2 - 4 * (a * d - b * c)
    distance = root(discriminant)
    if distance is not None:
        yield listed((a + d + distance, a + d - distance))
        yield listed(((a + d) / 2 + distance, (a + d) / 2 - distance))
    yield listed(((a + d + discriminant) / 2, (a + d - discriminant) / 2))


def _squared(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    values, sigmas = linalg.eigenvalues(A), linalg.singular_values(A)
    yield squared(values, linalg.eigenvalue_errors(A))
    yield squared(sigmas, (linalg.singular_value_error(A),) * len(sigmas))


def squared(values: tuple[Scalar, ...], errors: tuple[float, ...]) -> Answer:
    """Return the squares as an answer, with the errors that come of those of the values."""
    carried = tuple(2 * abs(as_float(v)) * e + e * e for v, e in zip(values, errors, strict=True))
    return listed((times(v, v) for v in values), carried)


def _why_eigenvalues(given: Given, truth: Answer) -> str:
    A = given.matrix()
    values = say_list(truth.rows[0])
    if _is_triangular(A):
        return f"A is triangular, so its diagonal holds the eigenvalues: {values}."
    if A.shape[0] <= 4:
        return f"det(λI − A) = {show_polynomial(characteristic_coefficients(A))} has the roots {values}."
    return f"The {A.shape[0]} roots of det(λI − A) are {values}; their sum is the trace, their product the determinant."


def _is_triangular(A: Matrix) -> bool:
    n = A.shape[0]
    below = all(as_float(A.rows[i][j]) == 0 for i in range(n) for j in range(i))
    above = all(as_float(A.rows[i][j]) == 0 for i in range(n) for j in range(i + 1, n))
    return below or above


def trace_hint(given: Given) -> str:
    A = given.matrix()
    trace = sum((as_float(x) for x in _diagonal(A)), 0.0)
    return f"The eigenvalues must add up to the trace, {say(_tidy(trace))}"


def _tidy(value: float | complex) -> Scalar:
    if isinstance(value, float) and abs(value - round(value)) < SLACK * max(1.0, abs(value)):
        return Fraction(round(value))
    return value


def _say_product(given: Given) -> str:
    entries = _two_by_two(given)
    if entries is None:
        return "the product of the eigenvalues"
    a, b, c, d = entries
    return f"ad − bc = {_in_sum(a)}·{_in_sum(d)} − {_in_sum(b)}·{_in_sum(c)} = {say(a * d - b * c)}"


def _in_sum(value: Scalar) -> str:
    text = say(value)
    return f"({text})" if text.startswith(("-", "−")) else text


EIGENVALUE_SLIPS = (
    Slip(
        "reads-diagonal",
        lambda g: (listed(_diagonal(g.matrix())),),
        lambda g: (
            f"These are the diagonal entries of A, which are the eigenvalues of a triangular matrix. Here "
            f"solve det(A − λI) = 0: {show_polynomial(characteristic_coefficients(g.matrix()))} = 0."
        ),
    ),
    Slip(
        "sign-of-roots",
        _negated,
        lambda g: (
            f"Every sign is flipped: λ² − tr·λ + det has the trace with a minus. {trace_hint(g)}, not its negative."
        ),
    ),
    Slip(
        "trace-and-determinant",
        _trace_and_determinant,
        lambda g: (
            "These are the trace and the determinant (up to sign), which make the coefficients of the characteristic "
            f"polynomial, not its roots. Solve {show_polynomial(characteristic_coefficients(g.matrix()))} = 0."
        ),
    ),
    Slip(
        "multiplicity-dropped",
        _multiplicity_dropped,
        lambda g: (
            f"A repeated eigenvalue counts as often as it is a root: a {g.matrix().shape[0]}×{g.matrix().shape[0]} matrix "
            "has that many eigenvalues. Write it out as often as it occurs."
        ),
    ),
    Slip(
        "root-forgotten",
        _one_missing,
        lambda g: (
            f"That is not all of them: A is {g.matrix().shape[0]}×{g.matrix().shape[0]} and has "
            f"{g.matrix().shape[0]} eigenvalues. {trace_hint(g)}."
        ),
    ),
    Slip(
        "determinant-sign",
        _determinant_sign,
        lambda g: f"The determinant went in with the wrong sign. In λ² − tr·λ + det, det = {_say_product(g)}.",
    ),
    Slip(
        "products-added",
        _product_added,
        lambda g: f"The determinant is the difference of the two products, not their sum: {_say_product(g)}.",
    ),
    Slip(
        "quadratic-formula",
        _half_forgotten,
        lambda g: (
            "The quadratic formula slipped: λ = (tr ± √(tr² − 4·det)) / 2. Take the root of the discriminant, and "
            "halve all of it."
        ),
    ),
    Slip(
        "pivots",
        _pivots,
        lambda g: (
            "These are the pivots after elimination. Row operations keep the determinant, not the eigenvalues; "
            "solve det(A − λI) = 0 with A as it is."
        ),
    ),
    Slip(
        "singular-values-instead",
        lambda g: (listed(linalg.singular_values(g.matrix()), linalg.singular_value_error(g.matrix())),),
        lambda g: (
            "These are the singular values of A, the roots of the eigenvalues of AᵀA. The eigenvalues of A itself "
            "solve det(A − λI) = 0."
        ),
    ),
    Slip(
        "squared",
        _squared,
        lambda g: "These are squares: the eigenvalues of A² or of AᵀA. For A itself solve det(A − λI) = 0.",
    ),
)

EIGENVALUES = Kind(
    name="eigenvalues",
    form=Form.LIST,
    asks="the eigenvalues of A, each as often as it occurs",
    fields=(Field("A", FieldType.MATRIX),),
    demand=demand_square,
    reference=lambda g: listed(linalg.eigenvalues(g.matrix()), linalg.eigenvalue_errors(g.matrix())),
    judge=judge_any_order,
    why=_why_eigenvalues,
    slips=EIGENVALUE_SLIPS,
)


# ---- an eigenvector for a given eigenvalue -------------------------------------------------------------------------


@remembered
def meant_space(given: Given) -> Eigenspace:
    """Return the eigenspace of the eigenvalue given, which is taken as precisely as it was written.

    Raises GivenError where no eigenvalue is that near.
    """
    A, meant = given.matrix(), given.number("eigenvalue")
    spaces = linalg.eigenspaces(A)
    nearest = min(spaces, key=lambda s: abs(s.approximation - meant.value))
    slack = SLACK * max(A.scale, abs(nearest.approximation))
    off = complex(nearest.approximation) - complex(meant.value)
    is_rounded_integer = meant.lone_integer and abs(off) > slack and not isinstance(nearest.value, Fraction)
    real, imag = (0.5, 0.0) if is_rounded_integer else (meant.radius, meant.radius_imag)
    if abs(off.real) > real * (1 + SLACK) + slack or abs(off.imag) > imag * (1 + SLACK) + slack:
        known = say_list(s.value for s in spaces)
        raise GivenError(f"eigenvalue must be an eigenvalue of A ({known}); {meant.text or say(meant.value)} came")
    return nearest


def _demand_eigenvalue(given: Given) -> None:
    demand_square(given)
    meant_space(given)


def judge_eigenvector(given: Given, truth: Answer, typed: Typed) -> Judgement:
    return judge_direction(typed.rows[0], meant_space(given).basis)


def _others(given: Given) -> Iterator[Answer]:
    A, meant = given.matrix(), meant_space(given)
    for space in linalg.eigenspaces(A):
        if space.value != meant.value:
            yield vector(eigenvector_of(A, space))


def _lies_in_another(given: Given, typed: Typed) -> bool:
    meant = meant_space(given)
    others = [s for s in linalg.eigenspaces(given.matrix()) if s.value != meant.value]
    return any(judge_direction(typed.rows[0], s.basis).outcome is not Outcome.WRONG for s in others)


def _rows_of_shifted(given: Given) -> Iterator[Answer]:
    A, value = given.matrix(), meant_space(given).value
    for i, row in enumerate(A.rows):
        shifted = [_minus(x, value) if i == j else x for j, x in enumerate(row)]
        if any(abs(as_float(x)) > SLACK * A.scale for x in shifted):
            yield vector(shifted)


def _minus(x: Scalar, y: Scalar) -> Scalar:
    if isinstance(x, Fraction | Surd) and isinstance(y, Fraction | Surd):
        return x - y
    return as_float(x) - as_float(y)


def _one_sign_wrong(given: Given) -> Iterator[Answer]:
    v = eigenvector_of(given.matrix(), meant_space(given))
    for i, x in enumerate(v):
        if as_float(x):
            yield vector(-y if i == j else y for j, y in enumerate(v))


def _swapped(given: Given) -> Iterator[Answer]:
    v = eigenvector_of(given.matrix(), meant_space(given))
    if len(v) == 2:
        yield vector(reversed(v))
        yield vector((-v[1], v[0]))


def _left(given: Given) -> Iterator[Answer]:
    A, meant = given.matrix(), meant_space(given)
    if A.is_hermitian:
        return
    for space in linalg.eigenspaces(A.T):
        if abs(space.approximation - meant.approximation) <= SLACK * max(1.0, A.scale):
            yield vector(eigenvector_of(A.T, space))


def _why_eigenvector(given: Given, truth: Answer) -> str:
    space = meant_space(given)
    shown = truth.rows[0]
    freedom = (
        "Any non-zero multiple is right" if space.dimension == 1 else "Any non-zero vector of this eigenspace is right"
    )
    return f"(A − {_in_brackets(space.value)}I)v = 0 is solved by v = {say_vector(shown)}. {freedom}."


def _in_brackets(value: Scalar) -> str:
    text = say(value)
    return text if text.replace(".", "").isdigit() else f"({text})"


def _reference_eigenvector(given: Given) -> Answer:
    return vector(eigenvector_of(given.matrix(), meant_space(given)))


def _test_it(given: Given) -> str:
    value = say(meant_space(given).value)
    return f"Test it: Av must be {value} times v, in every entry"


EIGENVECTOR = Kind(
    name="eigenvector",
    form=Form.VECTOR,
    asks="an eigenvector of A for the eigenvalue",
    fields=(Field("A", FieldType.MATRIX), Field("eigenvalue", FieldType.NUMBER)),
    demand=_demand_eigenvalue,
    reference=_reference_eigenvector,
    judge=judge_eigenvector,
    why=_why_eigenvector,
    slips=(
        Slip(
            "zero-vector",
            lambda g: (vector([0] * g.matrix().shape[0]),),
            lambda g: (
                "The zero vector solves (A − λI)v = 0 for every λ, so it is never called an eigenvector. Find a solution "
                "that is not zero."
            ),
        ),
        Slip(
            "other-eigenvector",
            _others,
            lambda g: (
                f"This is an eigenvector of A, but for another eigenvalue. For λ = {say(meant_space(g).value)} solve "
                f"(A − λI)v = 0 with this λ. {_test_it(g)}."
            ),
            spots=_lies_in_another,
        ),
        Slip(
            "row-of-shifted",
            _rows_of_shifted,
            lambda g: (
                "This is a row of A − λI. Each row of A − λI times v must be 0"
                + (": for a row [a, b] take [−b, a]." if g.matrix().shape[0] == 2 else ", not be v.")
            ),
        ),
        Slip(
            "one-sign",
            _one_sign_wrong,
            lambda g: f"The size of every entry fits, but a sign does not. {_test_it(g)}.",
        ),
        Slip(
            "entries-swapped",
            _swapped,
            lambda g: f"The entries changed places. {_test_it(g)}.",
        ),
        Slip(
            "left-eigenvector",
            _left,
            lambda g: (
                "This solves vᵀA = λvᵀ: it is an eigenvector of Aᵀ. Multiply A by v from the right: each row of A times v."
            ),
        ),
    ),
)


# ---- is v an eigenvector? ------------------------------------------------------------------------------------------


def _image(given: Given, A: Matrix | None = None) -> tuple[Scalar, ...]:
    A, v = A or given.matrix(), given.numbers("v")
    exact_v = tuple(x for x in v if isinstance(x, Fraction | Surd))
    if A.exact is not None and len(exact_v) == len(v):
        return exact.apply(A.exact, exact_v)
    product = A.array @ np.array([as_float(x) for x in v])
    return tuple(x.item() for x in product)


def quotient(given: Given, A: Matrix | None = None) -> Scalar | None:
    """Return λ with Av = λv, None where v is no eigenvector (or is zero)."""
    v, image = given.numbers("v"), _image(given, A)
    floats = [as_float(x) for x in v]
    largest = max(range(len(v)), key=lambda i: abs(floats[i]))
    if floats[largest] == 0:
        return None
    value = over(image[largest], v[largest])
    slack = SLACK * max(given.matrix().scale, abs(as_float(value))) * abs(floats[largest]) * len(v)
    for x, y in zip(image, v, strict=True):
        if abs(as_float(x) - as_float(value) * as_float(y)) > slack:
            return None
    return value


def _demand_vector(given: Given) -> None:
    demand_square(given)
    n, came = given.matrix().shape[0], len(given.numbers("v"))
    if n != came:
        raise GivenError(f"v must have {n} entries, as A has columns; {came} came")


def _demand_eigenvector(given: Given) -> None:
    _demand_vector(given)
    if quotient(given) is None:
        raise GivenError(
            f"v must be an eigenvector of A; Av = {say_vector(_image(given))} is no multiple of v = "
            f"{say_vector(given.numbers('v'))}"
        )


def why_is_eigenvector(given: Given, truth: Answer) -> str:
    v, image, value = given.numbers("v"), _image(given), quotient(given)
    if not any(as_float(x) for x in v):
        return "The zero vector is no eigenvector, whatever A is."
    line = f"Av = {say_vector(image)}"
    if value is not None:
        return f"{line} = {_in_brackets(value)}·{say_vector(v)}: v keeps its line, so it is an eigenvector with λ = {say(value)}."
    ratios = say_list(
        r for x, y in zip(image, v, strict=True) if as_float(y) and np.isfinite(as_float(r := over(x, y)))
    )
    return f"{line} is no multiple of v = {say_vector(v)}: the entries ask for different factors ({ratios})."


def _when(truth: bool, *conditions: bool) -> bool:
    return truth and all(conditions)


def _accepts_zero(given: Given) -> Iterator[Answer]:
    if not any(as_float(x) for x in given.numbers("v")):
        yield yes_no(True)


def _compares_one_entry(given: Given) -> Iterator[Answer]:
    if quotient(given) is None:
        yield yes_no(True)


def _refuses(given: Given, sign: int) -> Iterator[Answer]:
    value = quotient(given)
    size = 1.0 if value is None else as_float(value).real
    if value is not None and ((sign == 0 and size == 0) or (sign < 0 and size < 0)):
        yield yes_no(False)


def _from_the_left(given: Given) -> Iterator[Answer]:
    left, right = quotient(given, given.matrix().T), quotient(given)
    if (left is None) != (right is None):
        yield yes_no(left is not None)


IS_EIGENVECTOR = Kind(
    name="is-eigenvector",
    form=Form.YES_NO,
    asks="whether v is an eigenvector of A",
    fields=(Field("A", FieldType.MATRIX), Field("v", FieldType.VECTOR)),
    demand=_demand_vector,
    reference=lambda g: yes_no(quotient(g) is not None),
    judge=judge_a_word,
    why=why_is_eigenvector,
    slips=(
        Slip(
            "zero-vector",
            _accepts_zero,
            lambda g: (
                "A·0 = λ·0 holds for every λ and says nothing about A, so the zero vector is never an eigenvector."
            ),
        ),
        Slip(
            "compares-one-entry",
            _compares_one_entry,
            lambda g: (
                "One entry can always be matched. Av must be the same multiple of v in every entry: compare "
                f"Av = {say_vector(_image(g))} with v = {say_vector(g.numbers('v'))} entry by entry."
            ),
        ),
        Slip(
            "zero-eigenvalue",
            lambda g: _refuses(g, 0),
            lambda g: "Av = 0 = 0·v: zero is allowed as an eigenvalue; only the vector must not be zero.",
        ),
        Slip(
            "flip-refused",
            lambda g: _refuses(g, -1),
            lambda g: (
                "A negative λ flips v but keeps its line, and the line is what counts: "
                f"Av = {say_vector(_image(g))} is a multiple of v."
            ),
        ),
        Slip(
            "row-times-matrix",
            _from_the_left,
            lambda g: (
                f"That is the answer for vᵀA. Multiply A by v: each row of A times v gives Av = {say_vector(_image(g))}."
            ),
        ),
    ),
)


# ---- the eigenvalue of a given eigenvector -------------------------------------------------------------------------


def _eigenvalue(given: Given) -> Scalar:
    value = quotient(given)
    assert value is not None
    return linalg.without_noise(value, given.matrix().scale) if isinstance(value, float | complex) else value


def _sum_of_squares(values: tuple[Scalar, ...]) -> float:
    return sum(abs(as_float(x)) ** 2 for x in values)


def _not_divided(given: Given) -> Iterator[Answer]:
    yield from (number(x) for x in _image(given))


def _length_of_image(given: Given) -> Iterator[Answer]:
    yield number(float(np.sqrt(_sum_of_squares(_image(given)))))


def _rayleigh_undivided(given: Given) -> Iterator[Answer]:
    yield number(_tidy(as_float(_eigenvalue(given)) * _sum_of_squares(given.numbers("v"))))


def judge_eigenvalue_of(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge a number; a 0 on the scale of A alone, because v may be any multiple."""
    return judge_a_number(Given({"A": given.matrix()}), truth, typed)


EIGENVALUE_OF = Kind(
    name="eigenvalue-of",
    form=Form.NUMBER,
    asks="the eigenvalue that belongs to v",
    fields=(Field("A", FieldType.MATRIX), Field("v", FieldType.VECTOR)),
    demand=_demand_eigenvector,
    reference=lambda g: number(_eigenvalue(g)),
    judge=judge_eigenvalue_of,
    why=lambda g, truth: (
        f"Av = {say_vector(_image(g))} = {_in_brackets(truth.rows[0][0])}·{say_vector(g.numbers('v'))}, so λ = {say(truth.rows[0][0])}."
    ),
    slips=(
        Slip(
            "sign-flipped",
            lambda g: (number(-_eigenvalue(g)),),
            lambda g: (
                f"The size is right, the sign is not: Av = {say_vector(_image(g))} against v = {say_vector(g.numbers('v'))}."
            ),
        ),
        Slip(
            "not-divided",
            _not_divided,
            lambda g: (
                f"This is an entry of Av = {say_vector(_image(g))}. Divide it by the same entry of v = "
                f"{say_vector(g.numbers('v'))}."
            ),
        ),
        Slip(
            "inverted",
            lambda g: (number(over(Fraction(1), _eigenvalue(g))),) if as_float(_eigenvalue(g)) else (),
            lambda g: "This is 1/λ: Av is λ times v, so divide the entry of Av by the entry of v, not the other way.",
        ),
        Slip(
            "length-of-image",
            _length_of_image,
            lambda g: (
                "This is the length of Av. λ is the factor from v to Av: divide by the length of v, and keep the sign."
            ),
        ),
        Slip(
            "rayleigh-undivided",
            _rayleigh_undivided,
            lambda g: "This is vᵀAv. Divide it by vᵀv.",
        ),
    ),
)

KINDS = (EIGENVALUES, EIGENVECTOR, IS_EIGENVECTOR, EIGENVALUE_OF)
