"""Eigenvalues and eigenvectors of a given matrix: references, judges and slips of four kinds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement

import numpy as np

from decompdrill.judging.numbers import SLACK
from decompdrill.judging.vectors import judge_direction
from decompdrill.kinds import oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    demand_square,
    judge_a_word,
    judge_any_order,
    listed,
    number,
    say,
    tex,
    tex_vector,
    vector,
    yes_no,
)
from decompdrill.kinds.making import (
    Values,
    answers_where,
    approximate,
    array_of,
    before,
    eigenvalues_of,
    exchange_spotted,
    fractions_of,
    lists,
    numbers,
    say_size,
    sign_spotted,
    tidy,
    vectors,
)
from decompdrill.kinds.reference.determinants import tex_expansion
from decompdrill.kinds.reference.eigen import (
    asked_eigenvalue,
    characteristic_coefficients,
    demand_eigenvalue,
    demand_eigenvector,
    demand_vector,
    diagonal_entries,
    eigenvector_of,
    image_of,
    judge_eigenvalue_of,
    judge_eigenvector,
    meant_space,
    quotient,
    reference_eigenvector,
    tex_polynomial,
    trace_hint,
    why_eigenvalues,
    why_eigenvector,
    why_is_eigenvector,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import eigen as steps
from decompdrill.kinds.steps.algebra import shifted
from decompdrill.kinds.steps.writing import bracketed
from decompdrill.maths import exact, linalg, polynomials
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import Scalar, as_float, over, root, times
from decompdrill.model import Answer, Outcome, Typed

# ---- eigenvalues ---------------------------------------------------------------------------------------------------


def _quadratic(trace: Scalar, determinant: Scalar) -> Iterator[Answer]:
    """Yield the roots of λ² − trace·λ + determinant, where both are exact."""
    if isinstance(trace, Fraction) and isinstance(determinant, Fraction):
        yield listed(polynomials.quadratic_roots((Fraction(1), -trace, determinant)))


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
    A = fractions_of(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield from _quadratic(a + d, b * c - a * d)


def _product_added(given: Given) -> Iterator[Answer]:
    A = fractions_of(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield from _quadratic(a + d, a * d + b * c)


def _half_forgotten(given: Given) -> Iterator[Answer]:
    A = fractions_of(given, 2)
    if A is None:
        return
    (a, b), (c, d) = A
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


def _tex_product(given: Given) -> str:
    A = fractions_of(given, 2)
    if A is None:
        return r"\text{the product of the eigenvalues}"
    (a, b), (c, d) = A
    return f"{tex_expansion(a, b, c, d)} = {tex(a * d - b * c)}"


QUADRATIC_FORMULA = r"\lambda = (\text{tr} \pm \sqrt{\text{tr}^2 - 4 \cdot \det}) / 2"

EIGENVALUE_SLIPS = (
    Slip(
        "reads-diagonal",
        lambda g: (listed(diagonal_entries(g.matrix())),),
        lambda g: (
            r"These are the diagonal entries of $A$, which are the eigenvalues of a triangular matrix. Here "
            rf"solve $\det(A - \lambda I) = 0$: ${tex_polynomial(g.matrix())} = 0$."
        ),
    ),
    Slip(
        "sign-of-roots",
        _negated,
        lambda g: (
            r"Every sign is flipped: $\lambda^2 - \text{tr} \cdot \lambda + \det$ has the trace with a minus. "
            f"{trace_hint(g)}, not its negative."
        ),
    ),
    Slip(
        "trace-and-determinant",
        _trace_and_determinant,
        lambda g: (
            "These are the trace and the determinant (up to sign), which make the coefficients of the characteristic "
            f"polynomial, not its roots. Solve ${tex_polynomial(g.matrix())} = 0$."
        ),
    ),
    Slip(
        "multiplicity-dropped",
        _multiplicity_dropped,
        lambda g: (
            f"A repeated eigenvalue counts as often as it is a root: a {say_size(g.matrix())} matrix "
            "has that many eigenvalues. Write it out as often as it occurs."
        ),
    ),
    Slip(
        "root-forgotten",
        _one_missing,
        lambda g: (
            f"That is not all of them: $A$ is {say_size(g.matrix())} and has "
            f"{g.matrix().shape[0]} eigenvalues. {trace_hint(g)}."
        ),
    ),
    Slip(
        "determinant-sign",
        _determinant_sign,
        lambda g: (
            r"The determinant went in with the wrong sign. In $\lambda^2 - \text{tr} \cdot \lambda + \det$, "
            rf"$\det = {_tex_product(g)}$."
        ),
    ),
    Slip(
        "products-added",
        _product_added,
        lambda g: f"The determinant is the difference of the two products, not their sum: ${_tex_product(g)}$.",
    ),
    Slip(
        "quadratic-formula",
        _half_forgotten,
        lambda g: (
            rf"The quadratic formula slipped: ${QUADRATIC_FORMULA}$. Take the root of the discriminant, and halve all of it."
        ),
    ),
    Slip(
        "pivots",
        _pivots,
        lambda g: (
            "These are the pivots after elimination. Row operations keep the determinant, not the eigenvalues; "
            r"solve $\det(A - \lambda I) = 0$ with $A$ as it is."
        ),
    ),
    Slip(
        "singular-values-instead",
        lambda g: (listed(linalg.singular_values(g.matrix()), linalg.singular_value_error(g.matrix())),),
        lambda g: (
            r"These are the singular values of $A$, the roots of the eigenvalues of $A^\top A$. The eigenvalues of $A$ itself "
            r"solve $\det(A - \lambda I) = 0$."
        ),
    ),
    Slip(
        "squared",
        _squared,
        lambda g: (
            r"These are squares: the eigenvalues of $A^2$ or of $A^\top A$. For $A$ itself solve $\det(A - \lambda I) = 0$."
        ),
    ),
)

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
    c = approximate(characteristic_coefficients(given.matrix()))
    yield from (c, c[1:], [-x for x in c[1:]], c[::-1])


def _inverses(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
    if all(values):
        yield [1 / x for x in values]


def _line_sums(given: Given) -> Iterator[Values]:
    A = array_of(given)
    yield from (A.sum(axis=1), A.sum(axis=0))


EIGENVALUES = Kind(
    signature=SIGNATURES["eigenvalues"],
    reference=lambda g: listed(linalg.eigenvalues(g.matrix()), linalg.eigenvalue_errors(g.matrix())),
    oracle=oracles.eigenvalues,
    judge=judge_any_order,
    why=why_eigenvalues,
    demand=demand_square,
    steps=steps.eigenvalues,
    slips=(
        *EIGENVALUE_SLIPS,
        Slip(
            "quadratic-formula",
            lambda g: lists(_formula_slips(g)),
            lambda g: (
                f"The quadratic formula slipped: ${QUADRATIC_FORMULA}$. The trace is the sum of the diagonal, the determinant "
                "counts four times, and all of it is halved."
            ),
            avoided=False,
        ),
        Slip(
            "one-sign",
            lambda g: lists(_one_sign(g), linalg.eigenvalue_errors(g.matrix())),
            before("The sizes fit, but one sign does not.", trace_hint),
            avoided=False,
        ),
        Slip(
            "imaginary-unit-lost",
            lambda g: lists(_unit_dropped(g)),
            lambda g: (
                r"The discriminant is negative, so the eigenvalues are a conjugate pair $a \pm bi$: the real part $a$ and the "
                "imaginary part $b$ both count, and so does the $i$."
            ),
            avoided=False,
        ),
        Slip(
            "multiplicity-misplaced",
            lambda g: lists(_multiplicity_misplaced(g)),
            before("The values occur, but not as often as written here.", trace_hint),
            avoided=False,
        ),
        Slip(
            "coefficients",
            lambda g: lists(_coefficients(g)),
            lambda g: "These are coefficients of the characteristic polynomial. The eigenvalues are its roots.",
            avoided=False,
        ),
        Slip(
            "other-diagonal",
            lambda g: lists([np.diag(array_of(g)[:, ::-1])]),
            before("These are the entries of the other diagonal.", trace_hint),
            avoided=False,
        ),
        Slip(
            "line-sums",
            lambda g: lists(_line_sums(g)),
            lambda g: (
                "These are sums of rows or of columns, which give an eigenvalue only where all of them are equal, and then "
                f"only one. {trace_hint(g)}."
            ),
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
            lambda g: (
                answer
                for factor in (2, 0.5)
                for answer in lists(
                    [[x * factor for x in eigenvalues_of(g)]],
                    tuple(e * factor for e in linalg.eigenvalue_errors(g.matrix())),
                )
            ),
            before("Every value is off by a factor of 2.", trace_hint),
            avoided=False,
        ),
        Slip(
            "square-roots",
            lambda g: lists([[complex(x) ** 0.5 for x in eigenvalues_of(g)]]),
            lambda g: (
                "These are square roots of the eigenvalues. Roots are taken of the eigenvalues of $A^\\top A$, for singular values."
            ),
            avoided=False,
        ),
    ),
)


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
    A = given.matrix()
    for row in shifted(A.rows, meant_space(given).value):
        if any(abs(as_float(x)) > SLACK * A.scale for x in row):
            yield vector(row)


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


# ---- eigenvectors ------------------------------------------------------------------------------------------------------


def _shifted(given: Given) -> Array:
    A = array_of(given)
    return np.asarray(A - meant_space(given).approximation * np.eye(len(A)))


def _test(given: Given) -> str:
    return f"Test it: $Av$ must be {say(meant_space(given).value)} times $v$, in every entry"


EIGENVECTOR = Kind(
    signature=SIGNATURES["eigenvector"],
    reference=reference_eigenvector,
    oracle=oracles.eigenvector,
    judge=judge_eigenvector,
    why=why_eigenvector,
    demand=demand_eigenvalue,
    steps=steps.eigenvector,
    slips=(
        Slip(
            "zero-vector",
            lambda g: (vector([0] * g.matrix().shape[0]),),
            lambda g: (
                r"The zero vector solves $(A - \lambda I)v = 0$ for every $\lambda$, so it is never called an eigenvector. Find a "
                "solution that is not zero."
            ),
        ),
        Slip(
            "other-eigenvector",
            _others,
            lambda g: (
                rf"This is an eigenvector of $A$, but for another eigenvalue. For $\lambda = {tex(meant_space(g).value)}$ solve "
                rf"$(A - \lambda I)v = 0$ with this $\lambda$. {_test(g)}."
            ),
            spots=_lies_in_another,
        ),
        Slip(
            "row-of-shifted",
            _rows_of_shifted,
            lambda g: (
                r"This is a row of $A - \lambda I$. Each row of $A - \lambda I$ times $v$ must be 0"
                + (": for a row $[a, b]$ take $[-b, a]$." if g.matrix().shape[0] == 2 else ", not be $v$.")
            ),
        ),
        Slip(
            "one-sign",
            _one_sign_wrong,
            before("With the sign of one entry turned it would be right.", _test),
            spots=sign_spotted(judge_eigenvector),
        ),
        Slip(
            "entries-swapped",
            _swapped,
            before("The entries stand in the wrong order.", _test),
            spots=exchange_spotted(judge_eigenvector),
        ),
        Slip(
            "left-eigenvector",
            _left,
            lambda g: (
                r"This solves $v^\top A = \lambda v^\top$: it is an eigenvector of $A^\top$. Multiply $A$ by $v$ from the right: each row "
                "of $A$ times $v$."
            ),
        ),
        Slip(
            "column-of-shifted",
            lambda g: vectors(_shifted(g).T),
            before(r"This is a column of $A - \lambda I$. An eigenvector $v$ solves $(A - \lambda I)v = 0$.", _test),
            avoided=False,
        ),
        Slip(
            "sign-forgotten",
            lambda g: vectors(row[::-1] for row in _shifted(g)) if len(array_of(g)) == 2 else (),
            before(
                r"A row $[a, b]$ of $A - \lambda I$ is solved by $[-b, a]$: swap the entries and turn one sign.", _test
            ),
            avoided=False,
        ),
        Slip(
            "reads-diagonal",
            lambda g: vectors([np.diag(array_of(g))]),
            before("This is the diagonal of $A$.", _test),
            avoided=False,
        ),
        Slip(
            "eigenvalues-instead",
            lambda g: vectors([eigenvalues_of(g)]),
            lambda g: (
                rf"These are the eigenvalues. For $\lambda = {tex(meant_space(g).value)}$ solve $(A - \lambda I)v = 0$."
            ),
            avoided=False,
        ),
        Slip(
            "line-of-A",
            lambda g: vectors([*array_of(g), *array_of(g).T]),
            before("This is a row or a column of $A$ itself.", _test),
            avoided=False,
        ),
        Slip(
            "all-ones",
            lambda g: vectors([np.ones(len(array_of(g)))]),
            before(r"$[1, \dots, 1]$ is an eigenvector only where all row sums of $A$ are equal.", _test),
            avoided=False,
        ),
        Slip(
            "unit-vector",
            lambda g: vectors(np.eye(len(array_of(g)))),
            lambda g: (
                f"A unit vector is an eigenvector only where its column of $A$ is zero off the diagonal. {_test(g)}."
            ),
            avoided=False,
        ),
    ),
)


def _is_zero(given: Given) -> bool:
    return not any(as_float(x) for x in given.numbers("v"))


def _size(given: Given) -> float | None:
    value = quotient(given)
    return None if value is None else as_float(value).real


def _from_the_left(given: Given) -> Iterator[Answer]:
    left, right = quotient(given, given.matrix().T), quotient(given)
    if (left is None) != (right is None):
        yield yes_no(left is not None)


IS_EIGENVECTOR = Kind(
    signature=SIGNATURES["is-eigenvector"],
    reference=lambda g: yes_no(quotient(g) is not None),
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
                r"$A \cdot 0 = \lambda \cdot 0$ holds for every $\lambda$ and says nothing about $A$, so the zero vector is never an "
                "eigenvector."
            ),
        ),
        Slip(
            "compares-one-entry",
            answers_where(True, lambda g: quotient(g) is None),
            lambda g: (
                "One entry can always be matched. $Av$ must be the same multiple of $v$ in every entry: compare "
                f"$Av = {tex_vector(image_of(g))}$ with $v = {tex_vector(g.numbers('v'))}$ entry by entry."
            ),
        ),
        Slip(
            "zero-eigenvalue",
            answers_where(False, lambda g: _size(g) == 0),
            lambda g: r"$Av = 0 = 0 \cdot v$: zero is allowed as an eigenvalue; only the vector must not be zero.",
        ),
        Slip(
            "flip-refused",
            answers_where(False, lambda g: (_size(g) or 0) < 0),
            lambda g: (
                r"A negative $\lambda$ flips $v$ but keeps its line, and the line is what counts: "
                f"$Av = {tex_vector(image_of(g))}$ is a multiple of $v$."
            ),
        ),
        Slip(
            "row-times-matrix",
            _from_the_left,
            lambda g: (
                r"That is the answer for $v^\top A$. Multiply $A$ by $v$: each row of $A$ times $v$ gives "
                f"$Av = {tex_vector(image_of(g))}$."
            ),
        ),
        Slip(
            "multiple-not-seen",
            answers_where(False, lambda g: quotient(g) is not None),
            lambda g: why_is_eigenvector(g, yes_no(True)),
            avoided=False,
        ),
    ),
)


def _sum_of_squares(values: tuple[Scalar, ...]) -> float:
    return sum(abs(as_float(x)) ** 2 for x in values)


def _pairs(given: Given) -> Iterator[tuple[complex, complex]]:
    """Yield each entry of Av with that of v."""
    v = np.array(approximate(given.numbers("v")))
    yield from zip((array_of(given) @ v).tolist(), v.tolist(), strict=True)


def _test_pair(given: Given) -> str:
    image = tex_vector(tidy(x) for x, _ in _pairs(given))
    return f"Compare $Av = {image}$ with $v = {tex_vector(given.numbers('v'))}$"


EIGENVALUE_OF = Kind(
    signature=SIGNATURES["eigenvalue-of"],
    reference=lambda g: number(asked_eigenvalue(g)),
    oracle=oracles.eigenvalue_of,
    judge=judge_eigenvalue_of,
    why=lambda g, truth: (
        rf"$Av = {tex_vector(image_of(g))} = {bracketed(truth.rows[0][0]).latex} \cdot {tex_vector(g.numbers('v'))}$, so "
        rf"$\lambda = {tex(truth.rows[0][0])}$."
    ),
    demand=demand_eigenvector,
    steps=steps.eigenvalue_of,
    slips=(
        Slip(
            "sign-flipped",
            lambda g: (number(-asked_eigenvalue(g)),),
            lambda g: (
                f"The size is right, the sign is not: $Av = {tex_vector(image_of(g))}$ against "
                f"$v = {tex_vector(g.numbers('v'))}$."
            ),
        ),
        Slip(
            "not-divided",
            lambda g: map(number, image_of(g)),
            lambda g: (
                f"This is an entry of $Av = {tex_vector(image_of(g))}$. Divide it by the same entry of "
                f"$v = {tex_vector(g.numbers('v'))}$."
            ),
        ),
        Slip(
            "inverted",
            lambda g: (number(over(Fraction(1), asked_eigenvalue(g))),) if as_float(asked_eigenvalue(g)) else (),
            lambda g: (
                r"This is $1/\lambda$: $Av$ is $\lambda$ times $v$, so divide the entry of $Av$ by the entry of $v$, not the "
                "other way."
            ),
        ),
        Slip(
            "length-of-image",
            lambda g: (number(_sum_of_squares(image_of(g)) ** 0.5),),
            lambda g: (
                r"This is the length of $Av$. $\lambda$ is the factor from $v$ to $Av$: divide by the length of $v$, and keep the "
                "sign."
            ),
        ),
        Slip(
            "rayleigh-undivided",
            lambda g: numbers([as_float(asked_eigenvalue(g)) * _sum_of_squares(g.numbers("v"))]),
            lambda g: r"This is $v^\top Av$. Divide it by $v^\top v$.",
        ),
        Slip(
            "other-eigenvalue",
            lambda g: numbers(eigenvalues_of(g)),
            before("This is an eigenvalue of $A$, but for other eigenvectors.", _test_pair),
            avoided=False,
        ),
        Slip(
            "entries-added",
            lambda g: numbers([sum(x for x, _ in _pairs(g))]),
            lambda g: rf"The entries of $Av$ were added. {_test_pair(g)}: $\lambda$ is the factor between them.",
            avoided=False,
        ),
        Slip(
            "difference",
            lambda g: numbers([x - y for x, y in _pairs(g)]),
            lambda g: (
                rf"This is the difference of an entry of $Av$ and of $v$. {_test_pair(g)}: $\lambda$ is their ratio."
            ),
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([as_float(asked_eigenvalue(g)) ** 2]),
            before(r"This is $\lambda^2$, the factor of $A^2v$.", _test_pair),
            avoided=False,
        ),
        Slip(
            "trace-or-determinant",
            lambda g: numbers([np.trace(array_of(g)), np.linalg.det(array_of(g))]),
            lambda g: (
                f"This is the trace or the determinant of $A$, which belong to all eigenvalues together. {_test_pair(g)}."
            ),
            avoided=False,
        ),
        Slip(
            "multiplied",
            lambda g: numbers([x * y for x, y in _pairs(g)]),
            before("An entry of $Av$ was multiplied by that of $v$ instead of divided.", _test_pair),
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (EIGENVALUES, EIGENVECTOR, IS_EIGENVECTOR, EIGENVALUE_OF)
