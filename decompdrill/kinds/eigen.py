"""Eigenvalues and eigenvectors of a given matrix: references, judges and slips of four kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import combinations, combinations_with_replacement, permutations
from math import copysign

import numpy as np

from decompdrill.judging.numbers import SLACK, as_floats
from decompdrill.judging.vectors import judge_direction
from decompdrill.kinds import by_hand, departures, oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    Told,
    demand_square,
    judge_a_word,
    judge_any_order,
    list_answer,
    number_answer,
    say,
    tex,
    vector_answer,
    yes_no,
)
from decompdrill.kinds.departures import seen_slip
from decompdrill.kinds.making import (
    Values,
    answers_where,
    array_of,
    before,
    eigenvalues_of,
    exchange_spotted,
    fraction_rows,
    integer_if_near,
    lists,
    none,
    numbers,
    say_near,
    say_size,
    sign_spotted,
    vectors,
)
from decompdrill.kinds.reference.determinants import DET, determinant, trace
from decompdrill.kinds.reference.eigen import (
    LAMBDA,
    LARGEST_EXPANDED,
    asked_eigenvalue,
    characteristic_coefficients,
    demand_eigenvalue,
    demand_eigenvector,
    demand_vector,
    diagonal_entries,
    eigenvalue_of_vector,
    eigenvector_of,
    image_of,
    judge_eigenvalue_of,
    judge_eigenvector,
    meant_space,
    multiple,
    product_hint,
    reference_eigenvector,
    say_image,
    solve_hint,
    system,
    trace_hint,
    vector_row,
    why_eigenvalues,
    why_eigenvector,
    why_is_eigenvector,
    written_polynomial,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import eigen as steps
from decompdrill.kinds.steps import writing
from decompdrill.kinds.steps.expansion import product_of_diagonals
from decompdrill.maths import algebra, exact, linalg, polynomials
from decompdrill.maths.algebra import shifted
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import Scalar, as_float, over, root, times, total
from decompdrill.model import Answer, Number, Outcome, Typed

# ---- eigenvalues ---------------------------------------------------------------------------------------------------


def _quadratic(trace: Scalar, determinant: Scalar) -> Iterator[Answer]:
    """Yield the roots of λ² − trace·λ + determinant, where both are exact."""
    if isinstance(trace, Fraction) and isinstance(determinant, Fraction):
        yield list_answer(polynomials.quadratic_roots((Fraction(1), -trace, determinant)))


def _negated(given: Given) -> Iterator[Answer]:
    """Yield every value with the other sign; none where some but not all are right so, as 1 and -1 of 4, 1, -1 are."""
    A = given.matrix()
    values = linalg.eigenvalues(A)
    negated = [-x for x in values]
    sizes = [as_float(x) for x in values if abs(as_float(x)) > SLACK * A.scale]
    keeps_some = any(abs(x + y) <= SLACK * A.scale for x in sizes for y in sizes)
    if not keeps_some or Counter(negated) == Counter(values):
        yield list_answer(negated, linalg.eigenvalue_errors(A))


def _trace_and_determinant(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    determinant = linalg.exactly(exact.determinant, A) if A.shape[0] == 2 else None
    if determinant is not None and A.exact is not None:
        trace = algebra.trace(A.exact)
        yield list_answer((trace, determinant))
        yield list_answer((-trace, determinant))


def _multiplicity_dropped(given: Given) -> Iterator[Answer]:
    roots = linalg.spectrum(given.matrix())
    if any(r.multiplicity > 1 for r in roots):
        errors = linalg.eigenvalue_errors(given.matrix())
        firsts = [sum(r.multiplicity for r in roots[:i]) for i in range(len(roots))]
        yield list_answer((r.value for r in roots), tuple(errors[i] for i in firsts))


def _one_missing(given: Given) -> Iterator[Answer]:
    values, errors = linalg.eigenvalues(given.matrix()), linalg.eigenvalue_errors(given.matrix())
    for i in range(len(values) if len(values) > 1 else 0):
        yield list_answer(values[:i] + values[i + 1 :], errors[:i] + errors[i + 1 :])
    if len(values) > 2:
        yield from (list_answer((v,), (e,)) for v, e in zip(values, errors, strict=True))


def _pivots(given: Given) -> Iterator[Answer]:
    """Yield the diagonal after elimination without scaling rows: its product is the determinant, but not its entries."""
    A = given.matrix()
    found = linalg.exactly(exact.unscaled_pivots, A) if A.is_rational else None
    if found is not None:
        yield list_answer(found)


def _determinant_sign(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield from _quadratic(a + d, b * c - a * d)


def _product_added(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield from _quadratic(a + d, a * d + b * c)


def _half_forgotten(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given, 2)
    if A is None:
        return
    (a, b), (c, d) = A
    discriminant = (a + d) ** 2 - 4 * (a * d - b * c)
    distance = root(discriminant)
    if distance is not None:
        yield list_answer((a + d + distance, a + d - distance))
        yield list_answer(((a + d) / 2 + distance, (a + d) / 2 - distance))
    yield list_answer(((a + d + discriminant) / 2, (a + d - discriminant) / 2))


def _squared(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    yield squared_values(linalg.eigenvalues(A), linalg.eigenvalue_errors(A))


def _squared_singular_values(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    sigmas = linalg.singular_values(A)
    yield squared_values(sigmas, (linalg.singular_value_error(A),) * len(sigmas))


def squared_values(values: tuple[Scalar, ...], errors: tuple[float, ...]) -> Answer:
    """Return the squares as an answer, with the errors that come of those of the values."""
    carried = tuple(2 * abs(as_float(v)) * e + e * e for v, e in zip(values, errors, strict=True))
    return list_answer((times(v, v) for v in values), carried)


def _say_sign_of_roots(given: Given) -> str:
    A = given.matrix()
    found = trace(A)
    if as_float(found):
        minus = (
            r": in $\lambda^2 - \tr(A) \cdot \lambda + \det(A) = 0$ the trace has a minus" if A.shape[0] == 2 else ""
        )
        return f"Every sign is flipped{minus}. {trace_hint(given)}, not to {say(-found)}."
    values = linalg.eigenvalues(A)
    wrong = [-x for x in values if -x not in values][:1]
    tests = [rf" Test ${writing.chain(LAMBDA, writing.value(x))}$: $\det(A - \lambda I)$ is not 0." for x in wrong]
    return f"Every sign is flipped.{''.join(tests)}"


def _say_product(given: Given) -> str:
    """Return det(A) = ad − bc in numbers, and the equation that it goes into."""
    A = given.matrix()
    if A.shape != (2, 2):
        return f"${DET} = {tex(determinant(A))}$, so the equation is ${written_polynomial(A).latex} = 0$"
    product = writing.inline(DET, "ad - bc", product_of_diagonals(A.rows), writing.value(determinant(A)))
    return f"{product}, so the equation is ${written_polynomial(A).latex} = 0$"


def _say_formula(given: Given) -> str:
    A = given.matrix()
    known = [writing.inline(r"\tr(A)", writing.value(trace(A))), writing.inline(DET, writing.value(determinant(A)))]
    return (
        r"This looks like a slip in the quadratic formula: $\lambda = \frac{\tr(A) \pm \sqrt{\tr(A)^2 - 4\det(A)}}{2}$ with "
        f"{known[0]} and {known[1]}."
    )


def _say_triangular(given: Given) -> str:
    return (
        "These are the diagonal entries of $A$. For a triangular matrix they would be the eigenvalues, but $A$ is not triangular. "
        f"{solve_hint(given)}."
    )


def _counted(given: Given) -> str:
    A = given.matrix()
    return f"{say_size(A)} matrix has {A.shape[0]} eigenvalues, repeated according to multiplicity"


def _gram(given: Given) -> str:
    """Return the matrix whose eigenvalues are the squares of the singular values."""
    return r"$A^\top A$" if np.isrealobj(array_of(given)) else "$A^{*} A$"


def _say_complex(given: Given) -> str:
    A = given.matrix()
    if np.isrealobj(A.array) and A.shape[0] == 2:
        return (
            r"The discriminant $\tr(A)^2 - 4\det(A)$ is negative, so the eigenvalues are a conjugate pair $a \pm bi$. "
            "Write both parts of each: half the trace, and the imaginary part with its $i$."
        )
    return "$A$ has complex eigenvalues $a + bi$. Write both parts of each, the imaginary one with its $i$."


def _is_without_unit(given: Given, typed: Typed) -> bool:
    """Was a ± b typed for a ± bi? Without the ± the same two numbers may come from another mistake."""
    values = eigenvalues_of(given)
    if "±" not in typed.text or not any(isinstance(x, complex) for x in values):
        return False
    without = lists([[x.real + x.imag for x in values]])
    return any(judge_any_order(given, answer, typed).outcome is Outcome.RIGHT for answer in without)


EIGENVALUE_SLIPS = (
    Slip("imaginary-unit-lost", none, _say_complex, spots=_is_without_unit),
    Slip("reads-diagonal", lambda g: (list_answer(diagonal_entries(g.matrix())),), _say_triangular),
    Slip("sign-of-roots", _negated, _say_sign_of_roots),
    Slip(
        "trace-and-determinant",
        _trace_and_determinant,
        before(
            "These are made from the trace and the determinant, which give the coefficients of the characteristic polynomial, "
            "not its roots.",
            solve_hint,
        ),
    ),
    Slip(
        "multiplicity-dropped",
        _multiplicity_dropped,
        lambda g: (
            f"Every value is right, but a {_counted(g)}. Write each one as often as it is a root of "
            r"$\det(A - \lambda I)$."
        ),
    ),
    Slip(
        "root-forgotten",
        _one_missing,
        lambda g: f"Right so far, but not complete: a {_counted(g)}. {trace_hint(g)}.",
    ),
    Slip("determinant-sign", _determinant_sign, before("The determinant has the wrong sign:", _say_product)),
    Slip(
        "products-added",
        _product_added,
        before("The determinant is the difference of the two products, not their sum:", _say_product),
    ),
    Slip("quadratic-formula", _half_forgotten, _say_formula),
    Slip(
        "pivots",
        _pivots,
        before(
            "This is the diagonal after elimination. Adding a multiple of one row to another keeps the determinant, but in "
            "general not the eigenvalues.",
            solve_hint,
        ),
    ),
    Slip(
        "singular-values-instead",
        lambda g: (list_answer(linalg.singular_values(g.matrix()), linalg.singular_value_error(g.matrix())),),
        lambda g: (
            f"These are the singular values of $A$, the square roots of the eigenvalues of {_gram(g)}. For the eigenvalues "
            rf"of $A$ itself solve $\det(A - \lambda I) = 0$."
        ),
    ),
    Slip(
        "squared",
        _squared,
        lambda g: (
            "These are the squares of the eigenvalues, which are the eigenvalues of $A^2$. For $A$ itself solve "
            r"$\det(A - \lambda I) = 0$."
        ),
    ),
    Slip(
        "squared",
        _squared_singular_values,
        lambda g: f"These are the eigenvalues of {_gram(g)}. For $A$ itself solve " r"$\det(A - \lambda I) = 0$.",
    ),
)


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


def _say_one_sign(given: Given) -> str:
    n = given.matrix().shape[0]
    rest = "the other is right" if n == 2 else "the others are right"
    return f"One value has the wrong sign{f'; {rest}' if n > 1 else ''}. {trace_hint(given)}."


def _scaled(given: Given, factor: float) -> Iterator[Answer]:
    """Yield the eigenvalues times a factor."""
    errors = tuple(e * factor for e in linalg.eigenvalue_errors(given.matrix()))
    return lists([[x * factor for x in eigenvalues_of(given)]], errors)


def _unit_dropped(given: Given) -> Iterator[Values]:
    """Yield what is left of complex a ± bi without the i, and without the b or the a."""
    values = eigenvalues_of(given)
    if any(isinstance(x, complex) for x in values):
        yield [x.real + x.imag for x in values]
        yield [x.real for x in values]
        yield [1j * x.imag if x.imag else x for x in values]
        yield [x.imag or x.real for x in values]


def _parts_swapped(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
    if any(isinstance(x, complex) for x in values):
        yield [complex(abs(x.imag), copysign(x.real, x.imag * x.real)) if x.imag else x for x in values]


def _say_swapped(given: Given) -> str:
    total = as_float(trace(given.matrix()))
    return f"The real and the imaginary part changed places: the real parts must add up to the trace, {say(integer_if_near(total.real))}."


def _multiplicity_misplaced(given: Given) -> Iterator[Values]:
    roots = linalg.spectrum(given.matrix())
    total = sum(r.multiplicity for r in roots)
    if len(roots) <= 3 and total <= 4:
        yield from combinations_with_replacement([r.approximation for r in roots], total)


def _coefficients(given: Given) -> Iterator[Values]:
    c = as_floats(characteristic_coefficients(given.matrix()))
    yield from (c, c[1:], [-x for x in c[1:]], c[::-1])


def _inverses(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
    if all(values):
        yield [1 / x for x in values]


def _answer(given: Given) -> Answer:
    return list_answer(linalg.eigenvalues(given.matrix()), linalg.eigenvalue_errors(given.matrix()))


def _one_too_many(given: Given, typed: Typed) -> Told | None:
    extra = departures.extra_value(given, _answer(given), typed.rows[0])
    return None if extra is None else Told(departures.say_extra(extra, typed, f"{_counted(given)}."), before="")


def _not_conjugate(given: Given, typed: Typed) -> bool:
    """Are there as many values as A has, and some that are not real, and whose conjugates are not there?"""
    A, values = given.matrix().array, typed.rows[0]
    if np.iscomplexobj(A) or len(values) != len(A) or len(A) > LARGEST_EXPANDED:
        return False
    above, below = (
        [t for t in values if isinstance(t.value, complex) and sign * t.value.imag > t.radius_imag + SLACK]
        for sign in (1, -1)
    )
    return len(above) != len(below) or not any(
        all(_are_conjugate(t, u) for t, u in zip(above, order, strict=True)) for order in permutations(below)
    )


def _are_conjugate(t: Number, u: Number) -> bool:
    off = complex(t.value) - complex(u.value).conjugate()
    slack = SLACK * abs(t.value)
    return abs(off.real) <= t.radius + u.radius + slack and abs(off.imag) <= t.radius_imag + u.radius_imag + slack


def _subtracted_everywhere(given: Given) -> Iterator[Values]:
    """Yield the root of det(A − λJ), J all ones: it is det(A) over the sum of the cofactors."""
    A = array_of(given)
    if 2 <= len(A) <= 3:
        # by the matrix determinant lemma det(A − λJ) is linear in λ
        determinant = np.linalg.det(A)
        slope = determinant - np.linalg.det(A - np.ones_like(A))
        if abs(slope) > SLACK * max(1.0, abs(determinant)):
            yield [determinant / slope]


def _reduced_by_rows(given: Given) -> Iterator[Answer]:
    """Yield the eigenvalues of the reduced row echelon form."""
    A = fraction_rows(given)
    if A is None or not 2 <= len(A) <= LARGEST_EXPANDED:
        return
    rows = [*exact.reduce(A).rows, *[(Fraction(0),) * len(A)] * len(A)][: len(A)]
    yield from lists([linalg.as_array(tuple(rows)).diagonal()])


def _rows_swapped(given: Given) -> Iterator[Values]:
    A = array_of(given)
    if len(A) > LARGEST_EXPANDED:
        return
    for i, j in combinations(range(len(A)), 2):
        order = list(range(len(A)))
        order[i], order[j] = j, i
        yield np.linalg.eigvals(A[order])


def _sign_miscopied(given: Given, typed: Typed) -> Told | None:
    A, values = array_of(given), typed.rows[0]
    if np.iscomplexobj(A) or len(values) != len(A) or not 2 <= len(A) <= LARGEST_EXPANDED:
        return None
    total = complex(sum(t.value for t in values))
    blur = sum((0.5 if t.lone_integer else t.radius) + 0.01 * abs(t.value) for t in values)

    def fits(M: Array) -> bool:
        is_near = abs(complex(np.trace(M)) - total) <= blur
        return is_near and departures.list_fits(given, np.linalg.eigvals(M).tolist(), typed)

    places = departures.places_that_fit(A, fits)
    return Told(departures.say_sign_turned(A, places, "These would be the eigenvalues")) if places else None


EIGENVALUES = Kind(
    signature=SIGNATURES["eigenvalues"],
    reference=_answer,
    oracle=oracles.eigenvalues,
    judge=judge_any_order,
    why=why_eigenvalues,
    demand=demand_square,
    steps=steps.eigenvalues,
    seen_by_hand=by_hand.of_eigenvalues,
    slips=(
        *EIGENVALUE_SLIPS,
        Slip("parts-swapped", lambda g: lists(_parts_swapped(g)), _say_swapped, avoided=False),
        Slip("quadratic-formula", lambda g: lists(_formula_slips(g)), _say_formula, avoided=False),
        Slip(
            "multiplicity-misplaced",
            lambda g: lists(_multiplicity_misplaced(g)),
            before(
                "Every value is an eigenvalue of $A$, but not every one is written the right number of times.",
                product_hint,
            ),
            avoided=False,
        ),
        Slip(
            "one-sign",
            lambda g: lists(_one_sign(g), linalg.eigenvalue_errors(g.matrix())),
            _say_one_sign,
            avoided=False,
        ),
        Slip(
            "imaginary-unit-lost",
            lambda g: lists(_unit_dropped(g)),
            _say_complex,
            avoided=False,
        ),
        Slip(
            "coefficients",
            lambda g: lists(_coefficients(g)),
            before(
                "These are, up to sign, coefficients of the characteristic polynomial. The eigenvalues are its roots.",
                solve_hint,
            ),
            avoided=False,
        ),
        Slip(
            "other-diagonal",
            lambda g: lists([np.diag(array_of(g)[:, ::-1])]),
            before("These are the entries of the other diagonal.", solve_hint),
            avoided=False,
        ),
        Slip(
            "line-sums",
            lambda g: lists([array_of(g).sum(axis=1)]),
            before("These are the sums of the rows, which in general are not the eigenvalues.", solve_hint),
            avoided=False,
        ),
        Slip(
            "line-sums",
            lambda g: lists([array_of(g).sum(axis=0)]),
            before("These are the sums of the columns, which in general are not the eigenvalues.", solve_hint),
            avoided=False,
        ),
        Slip(
            "inverted",
            lambda g: lists(_inverses(g)),
            lambda g: "These are the eigenvalues of $A^{-1}$. Those of $A$ are their reciprocals.",
            avoided=False,
        ),
        Slip(
            "doubled-or-halved",
            partial(_scaled, factor=2),
            before("Each of these is twice an eigenvalue.", product_hint),
            avoided=False,
        ),
        Slip(
            "doubled-or-halved",
            partial(_scaled, factor=0.5),
            before("Each of these is half an eigenvalue.", product_hint),
            avoided=False,
        ),
        Slip(
            "square-roots",
            lambda g: lists([[complex(x) ** 0.5 for x in eigenvalues_of(g)]]),
            lambda g: "These are square roots of the eigenvalues of $A$: square each of them.",
            avoided=False,
        ),
        seen_slip("one-value-wrong", departures.one_value_wrong(_answer, trace_hint)),
        seen_slip("one-too-many", _one_too_many),
        Slip(
            "not-conjugate",
            none,
            before(
                r"$A$ is real, so those of its eigenvalues that are not real come in pairs $a + bi$, $a - bi$. These do not.",
                solve_hint,
            ),
            spots=_not_conjugate,
            avoided=False,
        ),
        Slip(
            "subtracted-everywhere",
            lambda g: lists(_subtracted_everywhere(g)),
            before(
                r"This is what comes out if $\lambda$ is subtracted from each entry of $A$. In $A - \lambda I$ it is subtracted on "
                "the diagonal only.",
                solve_hint,
            ),
            avoided=False,
        ),
        Slip(
            "row-operations",
            _reduced_by_rows,
            before(
                "These are the eigenvalues of the reduced row echelon form of $A$. Row operations in general change the "
                "eigenvalues: work with $A$ itself.",
                solve_hint,
            ),
            avoided=False,
        ),
        Slip(
            "row-operations",
            lambda g: lists(_rows_swapped(g)),
            before(
                "These are the eigenvalues of $A$ with two rows swapped. Row operations in general change the eigenvalues: "
                "work with $A$ itself.",
                solve_hint,
            ),
            avoided=False,
        ),
        seen_slip("sign-miscopied", _sign_miscopied),
    ),
)


def _others(given: Given) -> Iterator[Answer]:
    A, meant = given.matrix(), meant_space(given)
    for space in linalg.eigenspaces(A):
        if space.value != meant.value:
            yield vector_answer(eigenvector_of(A, space))


def _lies_in_another(given: Given, typed: Typed) -> bool:
    meant = meant_space(given)
    others = [s for s in linalg.eigenspaces(given.matrix()) if s.value != meant.value]
    return any(judge_direction(typed.rows[0], s.basis).outcome is not Outcome.WRONG for s in others)


def _rows_of_shifted(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    for row in shifted(A.rows, meant_space(given).value):
        if any(abs(as_float(x)) > SLACK * A.scale for x in row):
            yield vector_answer(row)


def _one_sign_wrong(given: Given) -> Iterator[Answer]:
    v = eigenvector_of(given.matrix(), meant_space(given))
    for i, x in enumerate(v):
        if as_float(x):
            yield vector_answer(-y if i == j else y for j, y in enumerate(v))


def _swapped(given: Given) -> Iterator[Answer]:
    v = eigenvector_of(given.matrix(), meant_space(given))
    if len(v) == 2:
        yield vector_answer(reversed(v))
        yield vector_answer((-v[1], v[0]))


def _left(given: Given) -> Iterator[Answer]:
    A, meant = given.matrix(), meant_space(given)
    if A.is_hermitian:
        return
    for space in linalg.eigenspaces(A.T):
        if abs(space.approximation - meant.approximation) <= SLACK * max(1.0, A.scale):
            yield vector_answer(eigenvector_of(A.T, space))


# ---- eigenvectors ------------------------------------------------------------------------------------------------------


def _shifted(given: Given) -> Array:
    A = array_of(given)
    return np.asarray(A - meant_space(given).approximation * np.eye(len(A)))


def _must_be(given: Given) -> str:
    written = writing.value(meant_space(given).value)
    image = "0" if written.latex == "0" else writing.scaled_name(meant_space(given).value, "v")
    return f"$Av$ must {'be' if written.is_exact else 'be about'} ${image}$, entry by entry"


def _solve_and_test(given: Given) -> str:
    return f"Solve {system(given)} and test what you find: {_must_be(given)}"


def _test(given: Given) -> str:
    return f"Test it: {_must_be(given)}"


def _name_of_shifted(given: Given) -> str:
    return f"${writing.shifted_name('A', meant_space(given).value).latex}$"


def _say_row(given: Given) -> str:
    name = _name_of_shifted(given)
    take = ": for a row $[a, b]$ take $[-b, a]$" if given.matrix().shape[0] == 2 else ""
    return f"This is a row of {name}, or a multiple of one. Each row of {name} times $v$ must be 0{take}."


def _one_row_solved(given: Given, typed: Typed) -> Told | None:
    """See a vector, typed exactly, that solves one row of (A − λI)v = 0 and not another."""
    rows, v = _shifted(given), typed.rows[0]
    if len(v) != len(rows) or not 2 <= len(v) <= LARGEST_EXPANDED or not all(t.is_exact and t.value for t in v):
        return None
    image = (rows @ np.array([t.value for t in v])).tolist()
    slack = SLACK * float(np.abs(rows).max() * max(abs(t.value) for t in v)) * len(v)
    solved = [i for i, y in enumerate(image) if abs(y) <= slack and np.any(np.abs(rows[i]) > slack)]
    missed = [i for i, y in enumerate(image) if abs(y) > slack]
    if not solved or not missed:
        return None
    i, name = missed[0], _name_of_shifted(given)
    return Told(
        f"Row {solved[0] + 1} of {name} times $v$ is 0, but row {i + 1} times $v$ is {say_near([integer_if_near(image[i])])}: for "
        "an eigenvector both are 0. Solve all the rows together."
    )


def _say_ones(given: Given) -> str:
    sums = [total(row) for row in given.matrix().rows]
    shown = f"; here the sums are {writing.joined([say(x) for x in sums])}" if len(sums) <= LARGEST_EXPANDED else ""
    return (
        "A nonzero vector of equal entries is an eigenvector exactly when all rows of $A$ have the same sum"
        f"{shown}. {_test(given)}."
    )


EIGENVECTOR = Kind(
    signature=SIGNATURES["eigenvector"],
    reference=reference_eigenvector,
    oracle=oracles.eigenvector,
    judge=judge_eigenvector,
    why=why_eigenvector,
    demand=demand_eigenvalue,
    steps=steps.eigenvector,
    seen_by_hand=by_hand.of_eigenvector,
    slips=(
        Slip(
            "zero-vector",
            lambda g: (vector_answer([0] * g.matrix().shape[0]),),
            lambda g: (
                r"The zero vector solves $(A - \lambda I)v = 0$ for every number $\lambda$, so it does not count as an "
                f"eigenvector. Find another solution of {system(g)}."
            ),
        ),
        Slip(
            "other-eigenvector",
            _others,
            before("This is an eigenvector of $A$, but for a different eigenvalue.", _solve_and_test),
            spots=_lies_in_another,
        ),
        Slip("row-of-shifted", _rows_of_shifted, _say_row),
        Slip(
            "one-sign",
            _one_sign_wrong,
            before("One sign is wrong: change the sign of one entry.", _test),
            spots=sign_spotted(judge_eigenvector),
        ),
        Slip(
            "entries-swapped",
            _swapped,
            before("These are the right entries in the wrong order.", _test),
            spots=exchange_spotted(judge_eigenvector),
        ),
        Slip(
            "left-eigenvector",
            _left,
            before(
                r"This solves $v^\top A = \lambda v^\top$: it is an eigenvector of $A^\top$. Multiply each row of $A$ by $v$.",
                _solve_and_test,
            ),
        ),
        Slip(
            "column-of-shifted",
            lambda g: vectors(_shifted(g).T),
            lambda g: f"This is a column of {_name_of_shifted(g)}, or a multiple of one. {_solve_and_test(g)}.",
            avoided=False,
        ),
        Slip(
            "sign-forgotten",
            lambda g: vectors(row[::-1] for row in _shifted(g)) if len(array_of(g)) == 2 else (),
            lambda g: (
                f"A row $[a, b]$ of {_name_of_shifted(g)} is solved by $[-b, a]$: swap the entries and change one sign. "
                f"{_test(g)}."
            ),
            avoided=False,
        ),
        Slip(
            "unit-vector",
            lambda g: vectors(np.eye(len(array_of(g)))),
            before(
                "The standard basis vector $e_i$ is an eigenvector exactly when column $i$ of $A$ is zero off the diagonal.",
                _test,
            ),
            avoided=False,
        ),
        Slip(
            "reads-diagonal",
            lambda g: vectors([np.diag(array_of(g))] if np.count_nonzero(np.diag(array_of(g))) > 1 else []),
            before("This is the diagonal of $A$, or a multiple of it.", _solve_and_test),
            avoided=False,
        ),
        Slip(
            "eigenvalues-instead",
            lambda g: vectors([eigenvalues_of(g)]),
            before("The entries are the eigenvalues of $A$, or multiples of them.", _solve_and_test),
            avoided=False,
        ),
        Slip(
            "line-of-A",
            lambda g: vectors(array_of(g)),
            before("This is a row of $A$ itself, or a multiple of one.", _solve_and_test),
            avoided=False,
        ),
        Slip(
            "line-of-A",
            lambda g: vectors(array_of(g).T),
            before("This is a column of $A$ itself, or a multiple of one.", _solve_and_test),
            avoided=False,
        ),
        Slip("all-ones", lambda g: vectors([np.ones(len(array_of(g)))]), _say_ones, avoided=False),
        seen_slip("one-row-solved", _one_row_solved),
    ),
)


def _is_zero(given: Given) -> bool:
    return not any(as_float(x) for x in given.numbers("v"))


def _eigenvalue(given: Given) -> float | complex | None:
    return None if eigenvalue_of_vector(given) is None else as_float(asked_eigenvalue(given))


def _is_negative(given: Given) -> bool:
    value = _eigenvalue(given)
    return isinstance(value, float) and value < 0


def _from_the_left(given: Given) -> Iterator[Answer]:
    left, right = eigenvalue_of_vector(given, given.matrix().T), eigenvalue_of_vector(given)
    if (left is None) != (right is None):
        yield yes_no(left is not None)


IS_EIGENVECTOR = Kind(
    signature=SIGNATURES["is-eigenvector"],
    reference=lambda g: yes_no(eigenvalue_of_vector(g) is not None),
    oracle=oracles.is_eigenvector,
    judge=judge_a_word,
    why=why_is_eigenvector,
    demand=demand_vector,
    steps=steps.is_eigenvector,
    slips=(
        Slip(
            "zero-vector",
            answers_where(True, _is_zero),
            lambda g: (
                r"$A \cdot 0 = \lambda \cdot 0$ holds for every $A$ and every $\lambda$, so the zero vector does not count as an "
                "eigenvector."
            ),
        ),
        Slip(
            "compares-one-entry",
            answers_where(True, lambda g: eigenvalue_of_vector(g) is None),
            lambda g: (
                f"One entry is not enough: the same factor must fit every entry. {why_is_eigenvector(g, yes_no(False))}"
            ),
        ),
        Slip(
            "zero-eigenvalue",
            answers_where(False, lambda g: _eigenvalue(g) == 0),
            lambda g: r"$Av = 0 = 0 \cdot v$: the eigenvalue may be zero; only the vector must not be.",
        ),
        Slip(
            "flip-refused",
            answers_where(False, _is_negative),
            lambda g: (
                f"A negative $\\lambda$ reverses $v$, but the line stays the same: {multiple(g)} is a multiple of $v$."
            ),
        ),
        Slip(
            "row-times-matrix",
            _from_the_left,
            lambda g: (
                r"That is the answer for $v^\top A$, which is another product. Multiply each row of $A$ by $v$: "
                f"{say_image(g)}."
            ),
        ),
        Slip(
            "multiple-not-seen",
            answers_where(False, lambda g: eigenvalue_of_vector(g) is not None),
            lambda g: why_is_eigenvector(g, yes_no(True)),
            avoided=False,
        ),
    ),
)


def _sum_of_squares(values: tuple[Scalar, ...]) -> float:
    return sum(abs(as_float(x)) ** 2 for x in values)


def _pairs(given: Given) -> Iterator[tuple[complex, complex]]:
    """Yield each entry of Av with that of v."""
    v = np.array(as_floats(given.numbers("v")))
    yield from zip((array_of(given) @ v).tolist(), v.tolist(), strict=True)


def _pair(given: Given) -> str:
    return f"{say_image(given)} with ${writing.chain('v', vector_row(given.numbers('v')))}$"


def _compare(given: Given) -> str:
    return f"Compare {_pair(given)}"


def _divide(given: Given) -> str:
    """Return what to divide; where v has a zero, that an entry which is none must be taken."""
    other = ", one that is not 0" if any(not as_float(x) for x in given.numbers("v")) else ""
    return f"{_compare(given)}, and divide an entry of $Av$ by the same entry of $v${other}"


def _say_rayleigh(given: Given) -> str:
    star = r"\top" if all(isinstance(as_float(x), float) for x in given.numbers("v")) else "{*}"
    return f"This is $v^{star} Av$. Divide it by $v^{star} v$."


EIGENVALUE_OF = Kind(
    signature=SIGNATURES["eigenvalue-of"],
    reference=lambda g: number_answer(asked_eigenvalue(g)),
    oracle=oracles.eigenvalue_of,
    judge=judge_eigenvalue_of,
    why=lambda g, truth: f"{multiple(g)}, so {writing.inline(LAMBDA, writing.value(truth.rows[0][0]))}.",
    demand=demand_eigenvector,
    steps=steps.eigenvalue_of,
    seen_by_hand=by_hand.of_eigenvalue_of,
    slips=(
        Slip(
            "sign-flipped",
            lambda g: (number_answer(-asked_eigenvalue(g)),),
            before("Right in absolute value, but the sign is wrong.", _compare),
        ),
        Slip("not-divided", lambda g: map(number_answer, image_of(g)), before("This is an entry of $Av$.", _divide)),
        Slip(
            "inverted",
            lambda g: (number_answer(over(Fraction(1), asked_eigenvalue(g))),) if as_float(asked_eigenvalue(g)) else (),
            before(r"This is $1/\lambda$, the factor from $Av$ to $v$.", _divide),
        ),
        Slip(
            "length-of-image",
            lambda g: (number_answer(_sum_of_squares(image_of(g)) ** 0.5),),
            before(r"This is the length of $Av$. $\lambda$ is the factor from $v$ to $Av$.", _divide),
        ),
        Slip(
            "rayleigh-undivided",
            lambda g: numbers([as_float(asked_eigenvalue(g)) * _sum_of_squares(g.numbers("v"))]),
            _say_rayleigh,
        ),
        Slip(
            "other-eigenvalue",
            lambda g: numbers(eigenvalues_of(g)),
            before("This is an eigenvalue of $A$, but not the one that belongs to $v$.", _compare),
            avoided=False,
        ),
        Slip(
            "entries-added",
            lambda g: numbers([sum(x for x, _ in _pairs(g))]),
            before("This is the sum of the entries of $Av$.", _divide),
            avoided=False,
        ),
        Slip(
            "difference",
            lambda g: numbers([x - y for x, y in _pairs(g)]),
            before(r"This is an entry of $Av$ minus the same entry of $v$; $\lambda$ is their ratio.", _divide),
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([as_float(asked_eigenvalue(g)) ** 2]),
            before(r"This is $\lambda^2$, the factor from $v$ to $A^2v$.", _compare),
            avoided=False,
        ),
        Slip(
            "trace-or-determinant",
            lambda g: numbers([np.trace(array_of(g))]),
            before("This is the trace of $A$, the sum of all its eigenvalues.", _compare),
            avoided=False,
        ),
        Slip(
            "trace-or-determinant",
            lambda g: numbers([np.linalg.det(array_of(g))]),
            before("This is the determinant of $A$, the product of all its eigenvalues.", _compare),
            avoided=False,
        ),
        Slip(
            "multiplied",
            lambda g: numbers([x * y for x, y in _pairs(g)]),
            before("This is an entry of $Av$ times the same entry of $v$.", _divide),
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (EIGENVALUES, EIGENVECTOR, IS_EIGENVECTOR, EIGENVALUE_OF)
