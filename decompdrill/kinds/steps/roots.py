"""Eigenvalues by hand: the characteristic polynomial and its roots, step by step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from decompdrill.kinds.reference import determinants, eigen
from decompdrill.kinds.steps.expansion import barred, determinant, expansion_steps, product_of_diagonals
from decompdrill.kinds.steps.writing import (
    LARGEST_SHOWN,
    Maths,
    bracketed,
    chain,
    display,
    first_and_last,
    grid,
    inline,
    joined,
    joint,
    listed,
    multiplied,
    polynomial,
    quotient,
    root_factor,
    rooted,
    says_exactly,
    shifted_name,
    squared,
    summed,
    unless_same,
    value,
)
from decompdrill.maths import linalg, polynomials
from decompdrill.maths.algebra import diagonal, settle, shifted, submatrix, trace
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float, root, total

HAND_SIZE = 3
"""Up to this size the characteristic polynomial is expanded by hand."""

Coefficients = tuple[Scalar, ...]

LAMBDA, MINUS_LAMBDA, P_OF_LAMBDA = r"\lambda", r" - \lambda I", r"p(\lambda)"


@remembered
def known_coefficients(A: Matrix) -> Coefficients:
    """Return the coefficients of det(λI − A), which take long for a large A, once."""
    found = eigen.characteristic_coefficients(A)
    return found if A.exact is not None else tuple(settle(c, A.scale**k) for k, c in enumerate(found))


def det_minus_lambda(name: str) -> str:
    return rf"\det({name} - \lambda I)"


def det_monic(A: Matrix, name: str) -> str:
    """Return the polynomial that begins with λⁿ: det(A − λI), with a minus where n is odd."""
    return f"{'-' if A.shape[0] % 2 else ''}{det_minus_lambda(name)}"


def applied(function: str, name: str) -> str:
    """Return tr(A) and the like in LaTeX."""
    return rf"\{function}({name})"


def triangular_shape(A: Matrix) -> str | None:
    """Return diagonal, upper triangular or lower triangular where A is, else None."""
    n = A.shape[0]
    is_upper = all(not as_float(A.rows[i][j]) for i in range(n) for j in range(i))
    is_lower = all(not as_float(A.rows[i][j]) for i in range(n) for j in range(i + 1, n))
    if is_upper:
        return "diagonal" if is_lower else "upper triangular"
    return "lower triangular" if is_lower else None


ZEROS = {"diagonal": "off", "upper triangular": "below", "lower triangular": "above"}
"""Where the zeros of each shape stand, beside its diagonal."""


def eigenvalue_steps(A: Matrix, name: str = "A") -> list[str]:
    """Return the way from a square A to the list of its eigenvalues."""
    shape = triangular_shape(A)
    if shape is not None:
        return _triangular_steps(A, name, shape)
    if A.shape[0] > HAND_SIZE:
        return [*polynomial_steps(A, name), *_computed_roots(A)]
    coefficients = known_coefficients(A)
    if A.shape[0] == 2:
        steps = [_from_trace_and_determinant(A, name), *quadratic_steps(coefficients)]
    else:
        steps = [*polynomial_steps(A, name), *_cubic_steps(A, coefficients)]
    return [*steps, f"So the eigenvalues of ${name}$ are {eigenvalues_said(linalg.eigenvalues(A))}"]


def eigenvalues_said(values: Sequence[Scalar]) -> str:
    """Return λ₁ = …, λ₂ = … on lines of their own."""
    return named_values(values, r"\lambda")


def named_values(values: Sequence[Scalar], letter: str) -> str:
    """Return the values with numbered names, exact ones that are no fractions with their decimals."""
    if len(values) > 6:
        return f"$${listed(values).latex}$$"
    named = [chain(f"{letter}_{{{i}}}", *exact_and_decimal(x)) for i, x in enumerate(values, start=1)]
    return f"$${', '.join(named)}$$"


def exact_and_decimal(x: Scalar) -> tuple[Maths, ...]:
    """Return a number, and its decimals where it has roots."""
    if isinstance(x, Surd) and says_exactly(x) and any(abs(d) != 1 for d, _ in x.terms):
        return value(x), value(as_float(x))
    return (value(x),)


# ---- triangular ----------------------------------------------------------------------------------------------------


def _triangular_steps(A: Matrix, name: str, shape: str) -> list[str]:
    if A.shape[0] == 1:
        return [
            f"${name}$ has one entry, so $\\det({name} - \\lambda I)$ is {inline(_shifted_entry(A.rows[0][0]))}.",
            "It is zero exactly when $\\lambda$ is that entry: a 1×1 matrix does nothing but multiply.",
            f"So there is one eigenvalue, {eigenvalues_said(linalg.eigenvalues(A))}",
        ]
    return [
        f"${name}$ is {shape}: every entry {ZEROS[shape]} its diagonal is zero, and ${name} - \\lambda I$ has those zeros too.",
        "The determinant of such a matrix is the product of its diagonal: "
        f"{display(det_minus_lambda(name), _shifted_product(diagonal(A.rows)))}",
        "A product is zero where one of its factors is, so the eigenvalues are the diagonal entries, each as often as it "
        f"appears there: {eigenvalues_said(linalg.eigenvalues(A))}",
    ]


def _shifted_product(entries: Sequence[Scalar]) -> Maths:
    factors = [joint("(", _shifted_entry(x), ")") for x in entries]
    return Maths(joint(*first_and_last(factors)).latex, all(f.is_exact for f in factors))


def _shifted_entry(x: Scalar) -> Maths:
    written = value(x)
    return Maths(r"-\lambda", written.is_exact) if written.latex == "0" else joint(written, r" - \lambda")


# ---- the characteristic polynomial ---------------------------------------------------------------------------------


def polynomial_steps(A: Matrix, name: str = "A") -> list[str]:
    """Return the way to the characteristic polynomial, which begins with λⁿ."""
    match A.shape[0]:
        case 1:
            entry = known_coefficients(A)
            return [f"${name}$ has one entry: {display(det_monic(A, name), polynomial(entry))}"]
        case 2:
            return _expanded(A, name)
        case 3:
            return _from_invariants(A, name)
        case _:
            return _computed_polynomial(A, name)


def _expanded(A: Matrix, name: str) -> list[str]:
    (a, b), (c, d) = A.rows
    cells = grid([[_shifted_entry(a), value(b)], [value(c), _shifted_entry(d)]])
    worked = joint(_shifted_product((a, d)), " - ", multiplied((b, c)))
    return [
        f"Subtract $\\lambda$ from the diagonal of ${name}$: {display(name + MINUS_LAMBDA, cells)}",
        f"Its determinant, the product of one diagonal minus the product of the other, is "
        f"{display(det_minus_lambda(name), worked, polynomial(known_coefficients(A)))}",
        f"Compare: the coefficient of $\\lambda$ is minus the trace, {_trace_said(A, name)}, and the constant term is the "
        f"determinant, {_determinant_said(A, name)}.",
    ]


def _trace_said(A: Matrix, name: str) -> str:
    return inline(applied("tr", name), summed(diagonal(A.rows)), value(-known_coefficients(A)[1]))


def _determinant_said(A: Matrix, name: str) -> str:
    return inline(applied("det", name), product_of_diagonals(A.rows), value(known_coefficients(A)[2]))


def _from_trace_and_determinant(A: Matrix, name: str) -> str:
    """Return the characteristic polynomial of a 2×2 matrix, written down from its trace and its determinant."""
    formula = rf"\lambda^2 - {applied('tr', name)} \lambda + {applied('det', name)}"
    return (
        f"For a 2×2 matrix ${det_minus_lambda(name)} = {formula}$. Here {_trace_said(A, name)} and {_determinant_said(A, name)}, so "
        f"{display(det_minus_lambda(name), polynomial(known_coefficients(A)))}"
    )


def _from_invariants(A: Matrix, name: str) -> list[str]:
    rows = A.rows
    minors = [submatrix(rows, kept, kept) for kept in reversed(tuple(combinations(range(3), 2)))]
    values = [determinant(m) for m in minors]
    shown = [barred(m) for m in minors]
    formula = rf"\lambda^3 - {applied('tr', name)} \lambda^2 + m \lambda - {applied('det', name)}"
    return [
        f"For a 3×3 matrix ${det_monic(A, name)} = {formula}$, where $m$ is the sum of the three principal 2×2 minors. The sign in "
        "front changes no root.",
        f"The trace is the sum of the diagonal: {display(applied('tr', name), summed(diagonal(rows)), value(trace(rows)))}",
        "The principal minors (strike out row and column 1, then 2, then 3) add up to "
        f"{display('m', summed(shown), summed(values), value(total(values)))}",
        *expansion_steps(rows, name),
        f"Together: {display(P_OF_LAMBDA, det_monic(A, name), polynomial(known_coefficients(A)))}",
    ]


def _computed_polynomial(A: Matrix, name: str) -> list[str]:
    n = A.shape[0]
    steps = [
        f"${name}$ is {n}×{n}. Beyond 3×3 the expansion of ${det_minus_lambda(name)}$ is work for a computer, which finds "
        "the coefficients from traces of powers (Faddeev–LeVerrier) or the roots at once (the QR algorithm)."
    ]
    if n <= LARGEST_SHOWN:
        coefficients = known_coefficients(A)
        steps.append(f"The polynomial is {display(P_OF_LAMBDA, det_monic(A, name), polynomial(coefficients))}")
    return steps


def _computed_roots(A: Matrix) -> list[str]:
    values = linalg.eigenvalues(A)
    n = A.shape[0]
    return [
        f"The polynomial has degree {n}, so it has {n} roots, counted with multiplicity, complex ones included.",
        f"These roots are the eigenvalues: {eigenvalues_said(values)}",
    ]


# ---- quadratics ----------------------------------------------------------------------------------------------------


def quadratic_steps(coefficients: Coefficients) -> list[str]:
    """Return how λ² + bλ + c = 0 is solved: by factors where they are whole, else by the formula."""
    _, b, c = coefficients
    discriminant = settle(b * b - Fraction(4) * c, abs(as_float(b)) ** 2)
    if isinstance(b, Fraction) and isinstance(c, Fraction) and isinstance(discriminant, Fraction):
        return _rational_quadratic(b, c, discriminant)
    return [
        f"The quadratic formula gives the roots: {display(LAMBDA, _formula(b, c), *_halved_roots(b, discriminant))}"
    ]


def _rational_quadratic(b: Fraction, c: Fraction, discriminant: Fraction) -> list[str]:
    distance = root(discriminant)
    if isinstance(distance, Fraction):
        return [_factored(b, c, (distance - b) / 2, (-distance - b) / 2)]
    if b == 0:
        return [_pure_square(c)]
    if discriminant > 0:
        verdict = "is not a square, so the roots are irrational."
    else:
        verdict = (
            f"is negative, so {inline(polynomial((Fraction(1), b, c)))} has no real root. This is not a mistake: the roots are a "
            "pair of complex conjugates, and they count like any others."
        )
    formula = display(LAMBDA, _formula(b, c), *_halved_roots(b, discriminant))
    worked = inline(_discriminant(b, c), value(discriminant))
    return [f"The discriminant {worked} {verdict}", f"The quadratic formula gives {formula}"]


def _pure_square(c: Fraction) -> str:
    """Return how λ² + c = 0 is solved."""
    kind = (
        ""
        if c < 0
        else " A negative number has two square roots, which are complex conjugates; they count like any others."
    )
    signed = [joint(r"\pm ", p) for p in _worked_root(-c)]
    return f"There is no $\\lambda$ term, so {inline(LAMBDA + '^2', value(-c))}.{kind} {display(LAMBDA, *signed)}"


def _factored(b: Fraction, c: Fraction, first: Fraction, second: Fraction) -> str:
    ordered = (first, second) if second else (second, first)
    factors = [root_factor(x) for x in ordered]
    written = joint(factors[0], "^2") if first == second else joint(*factors)
    product = display(polynomial((Fraction(1), b, c)), written)
    if b == c == 0:
        return r"It is $0$ only for $\lambda = 0$, a double root."
    if c == 0:
        return f"There is no constant term, so factor out $\\lambda$: {product}"
    if first == second:
        worked = inline(_discriminant(b, c), "0")
        return f"The discriminant is {worked}, so there is one double root: {product}"
    if first.denominator == second.denominator == 1:
        return (
            f"Factor it: two numbers with the sum {inline(value(-b))} and the product {inline(value(c))} are "
            f"{inline(value(first))} and {inline(value(second))}, so {product}"
        )
    distance = first - second
    worked = inline(_discriminant(b, c), value(distance**2), squared(distance))
    return f"The discriminant {worked} is a square, so the quadratic formula gives fractions: {product}"


def _discriminant(b: Scalar, c: Scalar) -> Maths:
    """Return b² − 4c with the numbers, not worked out; squared, b needs no sign."""
    return joint(squared(b if as_float(b).real >= 0 else -b), r" - 4 \cdot ", bracketed(c))


def _formula(b: Scalar, c: Scalar) -> Maths:
    """Return (−b ± √(b² − 4c)) / 2 with the numbers."""
    return _halved(b, rooted(_discriminant(b, c)))


def _halved_roots(b: Scalar, discriminant: Scalar) -> list[Maths]:
    """Return (−b ± √discriminant) / 2, and the same with the root taken."""
    return [_halved(b, distance) for distance in _worked_root(discriminant)]


def _halved(b: Scalar, distance: Maths) -> Maths:
    half = value(-b)
    return quotient(joint("" if half.latex == "0" else joint(half, " "), r"\pm ", distance), "2")


def _worked_root(x: Scalar) -> list[Maths]:
    """Return √x, and what it comes to where that is shorter: √8 = 2√2."""
    raw = rooted(x)
    found = root(x) if isinstance(x, Fraction) else None
    return [raw] if found is None or not says_exactly(found) else [raw, *unless_same(raw, value(found))]


# ---- cubics --------------------------------------------------------------------------------------------------------


def _cubic_steps(A: Matrix, coefficients: Coefficients) -> list[str]:
    rational = tuple(c for c in coefficients if isinstance(c, Fraction))
    if len(rational) < len(coefficients):
        return ["The coefficients are not all fractions, so the roots are found numerically."]
    known = [x for x in linalg.eigenvalues(A) if isinstance(x, Fraction)]
    if not known:
        return [_no_rational_root(rational)]
    found = min(known, key=lambda x: (x.denominator, abs(x), x < 0))
    rest = polynomials.divide(rational, (Fraction(1), -found))[0]
    factor, left = root_factor(found), polynomial(rest)
    divided = joint(factor, "(", left, ")")
    how = "Factor out $\\lambda$" if found == 0 else f"Divide by ${factor.latex[1:-1]}$"
    steps = [_root_found(rational, found), f"{how}: {display(P_OF_LAMBDA, divided)}", *quadratic_steps(rest)]
    return [*steps, *_repeated_said(A)]


def _no_rational_root(p: tuple[Fraction, ...]) -> str:
    if all(c.denominator == 1 for c in p) and says_exactly(p[-1]):
        return (
            f"A rational root would be a whole number that divides the constant term ${value(p[-1]).latex}$. None of those "
            "is a root, so the roots are found numerically."
        )
    return "It has no rational root, so the roots are found numerically."


def _root_found(p: tuple[Fraction, ...], found: Fraction) -> str:
    if found == 0:
        return "The constant term is zero, so $\\lambda = 0$ is a root."
    terms = [c * found ** (3 - i) for i, c in enumerate(p) if c]
    named = inline(LAMBDA, value(found))
    shown = display(joint("p(", value(found), ")"), summed(terms), "0")
    if all(c.denominator == 1 for c in p):
        constant = value(p[-1]).latex if p[-1] else value(p[-2]).latex
        return (
            f"A whole-number root divides the constant term ${constant}$. Trying its divisors, "
            f"{named} is a root: {shown}"
        )
    return f"{named} is a root: {shown}"


def _repeated_said(A: Matrix) -> list[str]:
    repeated = [r for r in linalg.spectrum(A) if r.multiplicity > 1]
    said = [
        f"{inline(LAMBDA, value(r.value))} is a {'double' if r.multiplicity == 2 else 'triple'} root" for r in repeated
    ]
    return [f"{joined(said)}: repeat it according to its multiplicity."] if said else []


# ---- the check -----------------------------------------------------------------------------------------------------


def determinant_of(A: Matrix) -> Scalar:
    """Return det A, without the rounding noise of doubles."""
    found = determinants.determinant(A)
    if isinstance(found, Fraction | Surd) or not A.scale:
        return found
    return settle(found, math.exp(min(700.0, A.shape[0] * math.log(A.scale))))


def trace_check(A: Matrix, name: str = "A") -> str:
    """Return a check of the eigenvalues: det(A − λI) = 0 where that is short, else their sum and their product."""
    values = linalg.eigenvalues(A)
    is_expanded = 1 < A.shape[0] <= HAND_SIZE and triangular_shape(A) is None
    if A.shape[0] == 2 and is_expanded and all(isinstance(x, Fraction) for x in values) and says_exactly(*values):
        return f"Check: {joined([_root_check(A, name, x) for x in dict.fromkeys(values)])}."
    total_said, product = inline(summed(values), value(total(values))), multiplied(values)
    found = value(determinant_of(A))
    if is_expanded:  # trace and determinant are on the page
        return f"Check: the eigenvalues add up to {total_said}, the trace, and multiply to {inline(product, found)}, the determinant."
    entries = diagonal(A.rows)
    added = display(applied("tr", name), summed(entries), value(total(entries)))
    return (
        f"Check: the eigenvalues add up to {total_said}, which is the trace {added} and their product is the determinant "
        f"{display(product, found)}"
    )


def _root_check(A: Matrix, name: str, x: Scalar) -> str:
    """Return det(A − xI) = 0, worked out anew."""
    M = shifted(A.rows, x)
    return inline(rf"\det({shifted_name(name, x).latex})", product_of_diagonals(M), value(determinant(M)))
