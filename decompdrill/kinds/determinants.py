"""Characteristic polynomial, determinant and trace of a given matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations, product
from math import factorial, prod

import numpy as np

from decompdrill.judging.lists import key_of
from decompdrill.judging.numbers import as_floats
from decompdrill.kinds import by_hand, departures, oracles
from decompdrill.kinds.base import Given, Kind, Slip, Told, demand_square, judge_a_number, number_answer, say, tex
from decompdrill.kinds.departures import seen_slip
from decompdrill.kinds.making import (
    Fractions,
    Values,
    array_of,
    before,
    eigenvalues_of,
    fraction_rows,
    integer_if_near,
    numbers,
    polynomials,
    say_near,
    say_size,
)
from decompdrill.kinds.reference.determinants import (
    MINORS,
    TRACE_OF_A,
    determinant,
    judge_polynomial,
    polynomial_answer,
    tex_formula,
    trace,
    why_determinant,
)
from decompdrill.kinds.reference.eigen import characteristic_coefficients, diagonal_entries, written_polynomial
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import determinants as steps
from decompdrill.kinds.steps import writing
from decompdrill.kinds.steps.expansion import product_of_diagonals
from decompdrill.maths import exact, linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import as_float, times
from decompdrill.model import Answer, Outcome, Typed


def _changed(given: Given, place: int, factor: int) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    if place < len(c):
        yield polynomial_answer((*c[:place], c[place] * factor, *c[place + 1 :]))


def _middle_without(given: Given) -> Iterator[Answer]:
    """Yield the 3×3 polynomial whose middle coefficient is zero, or lacks one principal minor, or sums with wrong signs."""
    A = fraction_rows(given, 3)
    if A is None:
        return
    c = characteristic_coefficients(given.matrix())
    minors = [A[i][i] * A[j][j] - A[i][j] * A[j][i] for i, j in combinations(range(3), 2)]
    middles = [Fraction(0), *(sum(minors, Fraction(0)) - m for m in minors), -sum(minors, Fraction(0))]
    yield from (polynomial_answer((c[0], c[1], middle, c[3])) for middle in middles)


def _all_plus(given: Given) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    n = len(c) - 1
    yield polynomial_answer(tuple(x * (-1) ** i for i, x in enumerate(c)))
    if n == 3:
        yield polynomial_answer((c[0], c[1], c[2], -c[3]))


def _swapped_polynomial(given: Given) -> Iterator[Answer]:
    c = characteristic_coefficients(given.matrix())
    if len(c) == 3:
        yield polynomial_answer((c[0], -c[2], -c[1]))
        yield polynomial_answer((c[0], c[2], c[1]))


def _diagonal_only(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given)
    if A is not None and len(A) <= linalg.EXACT_SIZE:
        diagonal = tuple(tuple(x if i == j else Fraction(0) for j, x in enumerate(row)) for i, row in enumerate(A))
        yield polynomial_answer(exact.characteristic_polynomial(diagonal))


def _product_sign(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield polynomial_answer((Fraction(1), -a - d, a * d + b * c))


def _characteristic(given: Given) -> list[float | complex]:
    return list(as_floats(characteristic_coefficients(given.matrix())))


def _left_out(values: list[float | complex], i: int) -> list[float | complex]:
    return [0.0 if i == j else x for j, x in enumerate(values)]


def _fewer_roots(given: Given) -> Iterator[Values]:
    values = eigenvalues_of(given)
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
    A, c = array_of(given), _characteristic(given)
    if len(c) == 4:
        (a, b, d) = np.diag(A)
        yield [c[0], c[1], a * b + a * d + b * d, c[3]]


def _leading_left_out(given: Given) -> Iterator[Values]:
    c = _characteristic(given)
    if len(c) > 2:
        yield c[1:]


def _one_coefficient_wrong(given: Given, typed: Typed) -> Told | None:
    """See which one coefficient is wrong of those of det(λI − A), or of all of them with the other sign where n is odd."""
    truth, came = characteristic_coefficients(given.matrix()), typed.rows[0]
    n = len(truth) - 1
    if len(came) != n + 1 or not 2 <= n <= linalg.EXACT_SIZE:
        return None
    for c in (truth, tuple(-x for x in truth)) if n % 2 else (truth,):
        key = key_of(c, given.entries)
        outcomes = [key.judge(t, i).outcome for i, t in enumerate(came)]
        if outcomes.count(Outcome.RIGHT) == n and outcomes.count(Outcome.WRONG) == 1:
            i = outcomes.index(Outcome.WRONG)
            right, wrong = tex(c[i]), tex(integer_if_near(came[i].value))
            formula = f" In {_say_formula(given)}, {MINORS}." if (n, i) == (3, 2) else ""
            said = f"All coefficients but one are right: {_name_of(n - i)} is ${right}$, not ${wrong}$.{formula}"
            return None if right == wrong else Told(said, before="")
    return None


def _name_of(power: int) -> str:
    match power:
        case 0:
            return "the constant term"
        case 1:
            return r"that of $\lambda$"
        case _:
            return rf"that of $\lambda^{{{power}}}$"


def _polynomial_of_miscopied(given: Given, typed: Typed) -> Told | None:
    A = array_of(given)
    if np.iscomplexobj(A) or len(typed.rows[0]) != len(A) + 1 or not 2 <= len(A) <= 3:
        return None
    came, sign = typed.rows[0], -1 if typed.rows[0][0].value.real < 0 else 1

    def fits(M: Array) -> bool:
        if not departures.is_near(came[1], -sign * np.trace(M).item()):
            return False
        return judge_polynomial(
            given, polynomial_answer(tuple(map(integer_if_near, np.poly(M).tolist()))), typed
        ).is_right

    places = departures.places_that_fit(A, fits)
    return Told(departures.say_sign_turned(A, places, "This would be the polynomial")) if places else None


def _why_polynomial(given: Given, truth: Answer) -> str:
    minors = f", where {MINORS}" if len(truth.rows[0]) == 4 else ""
    return f"{writing.inline(tex_formula(given), written_polynomial(given.matrix()))}{minors}."


def _say_formula(given: Given) -> str:
    return f"${tex_formula(given)}$"


def _say_products(given: Given) -> str:
    return writing.inline("ad - bc", product_of_diagonals(given.matrix().rows))


MULTIPLES = (*map(Fraction, (2, 3, 4, 5, 6, 10, 12, -2)), Fraction(1, 2), Fraction(-1, 2))
"""By which a whole polynomial is multiplied: its equation has the same roots."""

CHARACTERISTIC_POLYNOMIAL = Kind(
    signature=SIGNATURES["characteristic-polynomial"],
    reference=lambda g: polynomial_answer(characteristic_coefficients(g.matrix())),
    oracle=oracles.characteristic_polynomial,
    judge=judge_polynomial,
    why=_why_polynomial,
    demand=demand_square,
    steps=steps.characteristic_polynomial,
    seen_by_hand=by_hand.of_polynomial,
    slips=(
        Slip(
            "trace-sign",
            lambda g: _changed(g, 1, -1),
            lambda g: (
                f"The trace term has the wrong sign: the polynomial is {_say_formula(g)}, and "
                f"{writing.inline(TRACE_OF_A, writing.value(trace(g.matrix())))}."
            ),
        ),
        Slip(
            "determinant-sign",
            lambda g: _changed(g, g.matrix().shape[0], -1),
            before("The constant term has the wrong sign, compared with the first term:", _say_formula),
        ),
        Slip(
            "middle-coefficient",
            _middle_without,
            lambda g: rf"The coefficient of $\lambda$ is wrong: in {_say_formula(g)}, {MINORS}.",
        ),
        Slip(
            "products-added",
            _product_sign,
            before("The determinant is the difference of the two products, not their sum:", _say_products),
        ),
        Slip("signs-not-alternating", _all_plus, before("The signs in the formula alternate:", _say_formula)),
        Slip(
            "trace-and-determinant-swapped",
            _swapped_polynomial,
            before("The trace and the determinant are swapped:", _say_formula),
        ),
        Slip(
            "diagonal-only",
            _diagonal_only,
            lambda g: (
                r"This is, up to sign, the product of the factors $\lambda - a_{ii}$. The entries off the diagonal count too: expand "
                r"$\det(A - \lambda I)$."
            ),
        ),
        Slip(
            "order-reversed",
            lambda g: polynomials([_characteristic(g)[::-1]]),
            lambda g: "The coefficients are in reverse order: write the highest power first.",
            avoided=False,
        ),
        Slip(
            "signs-mixed",
            lambda g: polynomials(_mixed_signs(g)),
            before(
                "The coefficients are right in absolute value, but not all in sign. Compare each sign with that of the first term:",
                _say_formula,
            ),
            avoided=False,
        ),
        Slip(
            "trace-forgotten",
            lambda g: polynomials([_left_out(_characteristic(g), 1)]),
            before("The term with the trace is missing:", _say_formula),
            avoided=False,
        ),
        Slip(
            "constant-forgotten",
            lambda g: polynomials([_left_out(_characteristic(g), len(_characteristic(g)) - 1)]),
            before("The constant term is missing:", _say_formula),
            avoided=False,
        ),
        Slip(
            "factor-forgotten",
            lambda g: polynomials(_fewer_roots(g)),
            lambda g: (
                r"A factor is missing: each eigenvalue gives a factor $\lambda - \lambda_i$, repeated according to "
                f"multiplicity, so the degree is {g.matrix().shape[0]}."
            ),
            avoided=False,
        ),
        Slip(
            "middle-coefficient",
            lambda g: polynomials(_minors_of_diagonal(g)),
            lambda g: (
                r"The coefficient of $\lambda$ is wrong: from each product $a_{ii} a_{jj}$ of two diagonal entries subtract "
                r"$a_{ij} a_{ji}$; these are the principal $2 \times 2$ minors."
            ),
            avoided=False,
        ),
        Slip(
            "eigenvalues-instead",
            lambda g: polynomials([eigenvalues_of(g)]),
            lambda g: (
                r"These are, up to sign, the eigenvalues, the roots of the polynomial. Multiply out the factors $\lambda - \lambda_i$."
            ),
            avoided=False,
        ),
        Slip(
            "not-monic",
            lambda g: polynomials([[k * x for x in _characteristic(g)] for k in MULTIPLES]),
            lambda g: (
                "The roots are right, but this is a multiple of the characteristic polynomial: divide by the leading "
                "coefficient."
            ),
            avoided=False,
        ),
        Slip(
            "leading-left-out",
            lambda g: polynomials(_leading_left_out(g)),
            lambda g: (
                rf"The term $\lambda^{{{g.matrix().shape[0]}}}$ is left out: its coefficient counts too, so "
                f"{len(_characteristic(g))} coefficients are asked for."
            ),
            avoided=False,
        ),
        seen_slip("one-coefficient-wrong", _one_coefficient_wrong),
        seen_slip("sign-miscopied", _polynomial_of_miscopied),
    ),
)


def _permanent(A: Fractions) -> Fraction:
    n = len(A)
    return sum((prod((A[i][p[i]] for i in range(n)), start=Fraction(1)) for p in permutations(range(n))), Fraction(0))


def _products_added(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given)
    if A is None or len(A) > 4:
        return
    yield number_answer(_permanent(A))
    if len(A) == 3:
        minors = (exact.determinant(tuple(row[:j] + row[j + 1 :] for row in A[1:])) for j in range(3))
        yield number_answer(sum((x * minor for x, minor in zip(A[0], minors, strict=True)), Fraction(0)))


def _diagonal_product(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given)
    if A is not None:
        yield number_answer(prod((A[i][i] for i in range(len(A))), start=Fraction(1)))


def _wrong_pairs(given: Given) -> Iterator[Answer]:
    A = fraction_rows(given, 2)
    if A is not None:
        (a, b), (c, d) = A
        yield from (number_answer(x) for x in (a * b - c * d, a * c - b * d, c * d - a * b, b * d - a * c))


COFACTOR_SIGNS = r"along the first row the cofactors have the signs $+ \; - \; + \; \dots$"


def _say_expansion(given: Given) -> str:
    """Return how to go about it, without the result."""
    if given.matrix().shape == (2, 2):
        return f"multiply along the two diagonals and subtract, {_say_products(given)}"
    return f"expand along a row or eliminate; {COFACTOR_SIGNS}"


def _say_how(given: Given) -> str:
    how = _say_expansion(given)
    return f"{how[:1].upper()}{how[1:]}"


def _say_added(given: Given) -> str:
    if given.matrix().shape == (2, 2):
        return f"The two products were added; the determinant is their difference, {_say_products(given)}."
    return f"Products were added that must be subtracted: {COFACTOR_SIGNS}."


def _say_flipped(given: Given) -> str:
    if given.matrix().shape == (2, 2):
        return f"Right in absolute value, but the sign is wrong: subtract in this order, {_say_products(given)}."
    return (
        f"Right in absolute value, but the sign is wrong: {COFACTOR_SIGNS}, and in elimination each swap of two rows changes "
        "the sign."
    )


def _cofactor_signs(given: Given) -> Iterator[Answer]:
    A = array_of(given)
    if len(A) != 3:
        return
    terms = [A[0, j] * np.linalg.det(np.delete(A[1:], j, axis=1)) for j in range(3)]
    yield from numbers(sum(s * t for s, t in zip(signs, terms, strict=True)) for signs in product((1, -1), repeat=3))


def _half_of_sarrus(given: Given) -> Iterator[Answer]:
    A = array_of(given)
    if len(A) == 3:
        falling = sum(A[0, j] * A[1, (j + 1) % 3] * A[2, (j + 2) % 3] for j in range(3))
        rising = sum(A[2, j] * A[1, (j + 1) % 3] * A[0, (j + 2) % 3] for j in range(3))
        yield from numbers([falling, rising, A[0, 0] * (A[1, 1] * A[2, 2] - A[1, 2] * A[2, 1])])


def _two_by_two(given: Given) -> Iterator[Answer]:
    """Yield the mistakes of ad − bc where an entry is no fraction (the kind's own slips have the others)."""
    A = array_of(given)
    if A.shape == (2, 2):
        (a, b), (c, d) = A.tolist()
        yield from numbers([a * d + b * c, a * d, a * b - c * d, a * c - b * d, a * c + b * d, a * b + c * d])


def _minors(A: Array) -> list[complex]:
    """Return the minors of the first row."""
    return [np.linalg.det(np.delete(A[1:], j, axis=1)).item() for j in range(len(A))]


def _entries_left_out(given: Given) -> Iterator[Answer]:
    A = array_of(given)
    if len(A) == 3:
        minors = _minors(A)
        yield from numbers([sum(m * (-1) ** j for j, m in enumerate(minors)), sum(minors)])


def _one_term(given: Given) -> Iterator[Answer]:
    A = array_of(given)
    if 3 <= len(A) <= 4:
        terms = [a * minor for a, minor in zip(A[0].tolist(), _minors(A), strict=True)]
        yield from numbers(sign * term for term in terms if term for sign in (1, -1))


def _sarrus(given: Given) -> Iterator[Answer]:
    """Yield what Sarrus' rule, which holds for three rows, gives for a few more."""
    A, n = array_of(given), given.matrix().shape[0]
    if 4 <= n <= 6:
        falling, rising = (
            sum(np.prod([A[i, (j + step * i) % n] for i in range(n)]).item() for j in range(n)) for step in (1, -1)
        )
        yield from numbers([falling - rising, falling])


def _row_reduced(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if A.shape[0] > 1 and linalg.rank(A) == A.shape[0]:
        yield number_answer(1)


def _multipliers(A: Fractions) -> Iterator[Fraction]:
    """Yield by what elimination multiplies the determinant where a row is replaced by a multiple of itself plus another.

    To clear e below the pivot p, the row is multiplied by p, or by -p/e and the row of the pivot by 1.
    """
    n, rows = len(A), list(A)
    yield from (Fraction(2), Fraction(n), Fraction(1, 2))
    for k in range(n - 1):
        pivot = rows[k][k]
        if not pivot:
            return
        for i in range(k + 1, n):
            entry = rows[i][k]
            if entry:
                yield from (pivot, -pivot / entry)
                rows[i] = tuple(x - entry / pivot * y for x, y in zip(rows[i], rows[k], strict=True))
        if k == 0:
            yield pivot ** (n - 1)


def _row_scaled(given: Given, typed: Typed) -> Told | None:
    """See the determinant times what a row may have been multiplied by in elimination."""
    A, true = fraction_rows(given), determinant(given.matrix())
    if A is None or not 2 <= len(A) <= 4 or not as_float(true):
        return None
    for factor in dict.fromkeys(_multipliers(A)):
        found = times(true, factor)
        if abs(factor) == 1 or not departures.is_near(typed.rows[0][0], as_float(found)):
            continue
        if judge_a_number(given, number_answer(found), typed).is_right:
            scaled = "on its own or before another row is added to it, multiplies the determinant"
            return Told(
                f"This is {say(factor)} times the determinant, {say_near([true])}. Multiplying a row by {say(factor)}, {scaled} "
                "too: if you did so, divide by it at the end.",
                before=f"Multiplying a row by $c$, {scaled} by $c$: if you did so, divide by $c$ at the end.",
            )
    return None


def _determinant_of_miscopied(given: Given, typed: Typed) -> Told | None:
    A = array_of(given)
    if np.iscomplexobj(A) or len(A) != 3:
        return None

    def fits(M: Array) -> bool:
        found = np.linalg.det(M).item()
        return (
            departures.is_near(typed.rows[0][0], found)
            and judge_a_number(given, number_answer(integer_if_near(found)), typed).is_right
        )

    places = departures.places_that_fit(A, fits)
    return Told(departures.say_sign_turned(A, places, "This would be the determinant")) if places else None


MADE_OF_PRODUCTS = "A determinant is made of products, each with one entry from every row and every column."


def _say_row_reduced(given: Given) -> str:
    return (
        "1 is the determinant of the identity, the reduced row echelon form of $A$. Row operations change the determinant: "
        "a swap changes its sign, and multiplying a row by $c$ multiplies it by $c$. Keep track of them."
    )


DETERMINANT = Kind(
    signature=SIGNATURES["determinant"],
    reference=lambda g: number_answer(determinant(g.matrix())),
    oracle=oracles.determinant,
    judge=judge_a_number,
    why=why_determinant,
    demand=demand_square,
    steps=steps.determinant,
    slips=(
        Slip("products-added", _products_added, _say_added),
        Slip("sign-flipped", lambda g: (number_answer(-determinant(g.matrix())),), _say_flipped),
        Slip(
            "diagonal-product",
            _diagonal_product,
            before(
                "This is the product of the diagonal. For a triangular matrix it would be the determinant, but $A$ is not triangular.",
                _say_how,
            ),
        ),
        Slip(
            "trace-instead",
            lambda g: (number_answer(trace(g.matrix())),),
            before("This is the trace, the sum of the diagonal. For the determinant,", _say_expansion),
        ),
        Slip("wrong-pairs", _wrong_pairs, before("Other entries belong together:", _say_expansion)),
        Slip(
            "products-mixed-up",
            _two_by_two,
            before("The products are not the right ones:", _say_expansion),
            avoided=False,
        ),
        Slip(
            "cofactor-signs",
            _cofactor_signs,
            lambda g: (
                r"Check the signs of the three terms: along the first row the cofactors have the signs $+ \; - \; +$."
            ),
            avoided=False,
        ),
        Slip(
            "terms-left-out",
            _half_of_sarrus,
            lambda g: (
                r"Terms are missing: a $3 \times 3$ determinant has six products, three with $+$ and three with $-$."
            ),
            avoided=False,
        ),
        Slip(
            "other-diagonal",
            lambda g: numbers(
                s * complex(np.prod(np.diag(array_of(g)[:, ::-1])))
                for s in (1, -1)
                if np.diag(array_of(g)[:, ::-1]).all()
            ),
            before("This is, up to sign, the product of the other diagonal alone.", _say_how),
            avoided=False,
        ),
        Slip(
            "eigenvalue-instead",
            lambda g: numbers(eigenvalues_of(g)),
            lambda g: (
                "This is an eigenvalue of $A$. The determinant is the product of all of them, repeated according to "
                "multiplicity."
            ),
            avoided=False,
        ),
        Slip(
            "inverted",
            lambda g: numbers([1 / np.linalg.det(array_of(g))] if linalg.rank(g.matrix()) == len(array_of(g)) else []),
            lambda g: "This is the determinant of $A^{-1}$. That of $A$ is its reciprocal.",
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([np.linalg.det(array_of(g)) ** 2]),
            lambda g: r"This is $\det(A)^2$, the determinant of $A^2$. Leave out the square.",
            avoided=False,
        ),
        Slip(
            "sum-of-entries",
            lambda g: numbers([array_of(g).sum()]),
            lambda g: f"This is the sum of all entries. {MADE_OF_PRODUCTS}",
            avoided=False,
        ),
        Slip(
            "sum-of-entries",
            lambda g: numbers([np.abs(array_of(g)).sum()]),
            lambda g: f"This is the sum of the absolute values of all entries. {MADE_OF_PRODUCTS}",
            avoided=False,
        ),
        Slip(
            "terms-left-out",
            _one_term,
            lambda g: (
                f"This is one term of the expansion along the first row, up to sign. Add all {g.matrix().shape[0]}: {COFACTOR_SIGNS}."
            ),
            avoided=False,
        ),
        Slip(
            "entries-left-out",
            _entries_left_out,
            lambda g: (
                "These are the minors of the first row, added up without its entries. Multiply each minor by its entry: "
                f"{COFACTOR_SIGNS}."
            ),
            avoided=False,
        ),
        Slip(
            "sarrus",
            _sarrus,
            lambda g: (
                rf"This is the rule of Sarrus, which holds for $3 \times 3$ only: a {say_size(g.matrix())} determinant has "
                f"{factorial(g.matrix().shape[0])} products. Expand along a row or eliminate."
            ),
            avoided=False,
        ),
        Slip("row-operations", _row_reduced, _say_row_reduced, avoided=False),
        seen_slip("row-scaled", _row_scaled),
        seen_slip("sign-miscopied", _determinant_of_miscopied),
    ),
)


# ---- trace ---------------------------------------------------------------------------------------------------------


def _sum_of(entries: Callable[[Fractions], Iterable[Fraction]]) -> Callable[[Given], Iterator[Answer]]:
    """Return what somebody answers who adds up these entries of A."""

    def wrong(given: Given) -> Iterator[Answer]:
        A = fraction_rows(given)
        if A is not None:
            yield number_answer(sum(entries(A), Fraction(0)))

    return wrong


def _say_sum(given: Given) -> str:
    """Return what to add up, without the result; of a 1 × 1 matrix there is nothing to add."""
    return f"The trace is the sum of the diagonal, {writing.inline(_summed(given))}"


def _summed(given: Given) -> writing.Maths:
    return writing.summed(diagonal_entries(given.matrix()))


def _say_missing(given: Given) -> str:
    n = given.matrix().shape[0]
    return f"An entry of the diagonal was left out: add {'both' if n == 2 else f'all {n}'} of them, {writing.inline(_summed(given))}."


def _one_minus_dropped(given: Given) -> Iterator[Answer]:
    diagonal = np.diag(array_of(given))
    if not np.iscomplexobj(diagonal):
        yield from numbers(diagonal.sum() - 2 * x for x in diagonal.tolist() if x < 0)


TRACE = Kind(
    signature=SIGNATURES["trace"],
    reference=lambda g: number_answer(trace(g.matrix())),
    oracle=oracles.trace,
    judge=judge_a_number,
    why=lambda g, truth: (
        f"The trace is the sum of the diagonal: {writing.inline(TRACE_OF_A, _summed(g), writing.value(truth.rows[0][0]))}."
    ),
    demand=demand_square,
    steps=steps.trace,
    slips=(
        Slip(
            "determinant-instead",
            lambda g: (number_answer(determinant(g.matrix())),),
            before("This is the determinant.", _say_sum),
        ),
        Slip(
            "other-diagonal",
            _sum_of(lambda A: (row[-1 - i] for i, row in enumerate(A))),
            before(
                "This is the sum along the other diagonal. Add from the top left to the bottom right.",
                _say_sum,
            ),
        ),
        Slip(
            "all-entries",
            _sum_of(lambda A: (x for row in A for x in row)),
            before("This is the sum of all entries.", _say_sum),
        ),
        Slip("diagonal-product", _diagonal_product, before("This is the product of the diagonal.", _say_sum)),
        Slip(
            "signs-dropped",
            _sum_of(lambda A: (abs(row[i]) for i, row in enumerate(A))),
            before("A negative entry counts as negative.", _say_sum),
        ),
        Slip(
            "sign-flipped",
            lambda g: (number_answer(-trace(g.matrix())),),
            before(r"This is $-\tr(A)$.", _say_sum),
        ),
        Slip(
            "averaged",
            lambda g: numbers([np.trace(array_of(g)) / len(array_of(g))]),
            before("This is the mean of the diagonal.", _say_sum),
            avoided=False,
        ),
        Slip(
            "entry-forgotten",
            lambda g: numbers(np.trace(array_of(g)) - np.diag(array_of(g)) if len(array_of(g)) > 1 else []),
            _say_missing,
            avoided=False,
        ),
        Slip(
            "eigenvalue-instead",
            lambda g: numbers(eigenvalues_of(g)),
            before("This is an eigenvalue of $A$.", _say_sum),
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([(np.diag(array_of(g)) ** 2).sum()]),
            before("This is the sum of the squares of the diagonal entries.", _say_sum),
            avoided=False,
        ),
        Slip(
            "squared",
            lambda g: numbers([np.trace(array_of(g)) ** 2]),
            before("This is the square of the trace.", _say_sum),
            avoided=False,
        ),
        Slip(
            "off-the-diagonal",
            lambda g: numbers([array_of(g).sum() - np.trace(array_of(g))]),
            before("This is the sum of the entries off the diagonal.", _say_sum),
            avoided=False,
        ),
        Slip(
            "signs-dropped",
            _one_minus_dropped,
            before("One minus sign of the diagonal was dropped.", _say_sum),
            avoided=False,
        ),
    ),
)


KINDS: tuple[Kind, ...] = (CHARACTERISTIC_POLYNOMIAL, DETERMINANT, TRACE)
