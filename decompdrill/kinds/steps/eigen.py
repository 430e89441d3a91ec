"""Worked solutions of eigenvalues, eigenvector, is-eigenvector and eigenvalue-of."""

from __future__ import annotations

from decompdrill.kinds.base import Given
from decompdrill.kinds.reference.eigen import eigenvalue_of_vector, meant_space
from decompdrill.kinds.steps.roots import LAMBDA, eigenvalue_steps, exact_and_decimal, trace_check
from decompdrill.kinds.steps.vectors import eigen_check, eigenvector_steps, matrix_times_vector, row_times_column
from decompdrill.kinds.steps.writing import (
    WorkedSteps,
    chain,
    column,
    display,
    inline,
    is_shown,
    joined,
    scaled_name,
    times_column,
    unless_same,
    value,
    variable_less,
)
from decompdrill.kinds.steps.writing import quotient as fraction
from decompdrill.maths.algebra import Rows, Vector, apply, scaled, settled, size, subtract
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float


def eigenvalues(given: Given) -> WorkedSteps:
    A = given.matrix()
    return (*eigenvalue_steps(A), trace_check(A))


# ---- eigenvector ---------------------------------------------------------------------------------------------------


def eigenvector(given: Given) -> WorkedSteps:
    A, space = given.matrix(), meant_space(given)
    found = eigenvector_steps(A, space)
    v = found.basis[0]
    freedom = (
        f"Any nonzero multiple of ${chain('v', column(v))}$ is an eigenvector too."
        if len(found.basis) == 1
        else f"The eigenspace has dimension {len(found.basis)}: every nonzero combination of these vectors is an eigenvector; "
        f"take the first, ${chain('v', column(v))}$."
    )
    return (*_meant(given, space.value), *found.steps, freedom, eigen_check(A.rows, space.value, v))


def _meant(given: Given, meant: Scalar) -> WorkedSteps:
    """Return the step that says which eigenvalue a rounded one stands for."""
    number = given.number("eigenvalue")
    if number.exact is not None and number.exact == meant:
        return ()
    if not value(meant).is_exact:
        return ()
    return (
        f"Computed with more digits, the eigenvalue meant by {number.text or value(number.value).latex} is "
        f"{inline(LAMBDA, *exact_and_decimal(meant))}.",
    )


# ---- is-eigenvector and eigenvalue-of ------------------------------------------------------------------------------


def image(A: Matrix, v: Vector) -> Vector:
    """Return Av, without the rounding noise of doubles."""
    largest = max((abs(as_float(x)) for x in v), default=0.0)
    return settled(apply(A.rows, v), A.scale * largest)


def is_eigenvector(given: Given) -> WorkedSteps:
    A, v = given.matrix(), given.numbers("v")
    if not any(map(as_float, v)):
        return _zero_vector(v)
    Av, found = image(A, v), eigenvalue_of_vector(given)
    lead = (
        "The vector $v$ is an eigenvector exactly when it is not zero and $Av = \\lambda v$ for one number $\\lambda$."
    )
    steps = (lead, *_multiplied(A.rows, v, Av), _compared(v, Av))
    if found is not None:
        return (*steps, _same_factor(v, Av, found), _multiple_check(v, found, Av))
    return (*steps, _different_factors(v, Av), _no_multiple_check(v, Av))


def eigenvalue_of(given: Given) -> WorkedSteps:
    A, v = given.matrix(), given.numbers("v")
    Av, found = image(A, v), eigenvalue_of_vector(given)
    assert found is not None
    place = max(range(len(v)), key=lambda i: abs(as_float(v[i])))
    ratio = fraction(value(Av[place]), value(v[place]))
    return (
        "$Av = \\lambda v$ holds in every entry, so $\\lambda$ is the factor from an entry of $v$ to the same entry of $Av$.",
        *_multiplied(A.rows, v, Av),
        f"Divide an entry of $Av$ by the same entry of $v$ (one that is not zero), here entry {place + 1}: "
        f"{display(LAMBDA, ratio, *exact_and_decimal(found))}",
        _multiple_check(v, found, Av),
    )


def _zero_vector(v: Vector) -> WorkedSteps:
    return (
        f"${chain('v', column(v))}$ is the zero vector.",
        "$Av = 0 = \\lambda v$ holds for every number $\\lambda$, so it picks out no direction and no eigenvalue.",
        "For that reason the zero vector does not count as an eigenvector, whatever $A$ is: the answer is no.",
        "Check: an eigenvector spans a line, and the zero vector spans none.",
    )


def _multiplied(A: Rows, v: Vector, Av: Vector) -> WorkedSteps:
    if len(v) > 4:
        shown = [matrix_times_vector(A, v)] if is_shown(A) else []
        return (f"Multiply $A$ by $v$, each row times the column: {display('Av', *shown, column(Av))}",)
    worked = variable_less([row_times_column(row, v) for row in A])
    return (
        f"Multiply $A$ by $v$: {display('Av', matrix_times_vector(A, v))}",
        f"Each entry is a row of $A$ times $v$: {display('Av', worked, column(Av))}",
    )


def _compared(v: Vector, Av: Vector) -> str:
    shown = [i for i in range(len(v)) if as_float(v[i])][:6]
    raw = {i: fraction(value(Av[i]), value(v[i])) for i in shown}
    ratios = [f"entry {i + 1}: {inline(q, *unless_same(q, value(Av[i] / v[i])))}" for i, q in raw.items()]
    zeros = [str(i + 1) for i in range(len(v)) if not as_float(v[i])]
    entries = f"{'entry' if len(zeros) == 1 else 'entries'} {joined(zeros[:6])}"
    rest = f" Where $v$ is zero ({entries}), $Av$ must be zero too." if zeros else ""
    return f"Divide each entry of $Av$ by the same entry of $v$: {'; '.join(ratios)}.{rest}"


def _ratios(v: Vector, Av: Vector) -> Vector:
    return tuple(x / y for x, y in zip(Av, v, strict=True) if as_float(y))


def _same_factor(v: Vector, Av: Vector, found: Scalar) -> str:
    ratios = _ratios(v, Av)
    rounding = "" if len(set(ratios)) == 1 else ", apart from rounding"
    factor = f"The factor is the same everywhere{rounding}: ${chain('Av', scaled_name(found, 'v'))}$."
    eigenvalue = inline(LAMBDA, *exact_and_decimal(found))
    zero = " $v$ is mapped to zero, and $\\lambda = 0$ is allowed." if found == 0 else ""
    return f"{factor} So the answer is yes: $v$ is an eigenvector, with {eigenvalue}.{zero}"


def _multiple_check(v: Vector, found: Scalar, Av: Vector) -> str:
    worked = settled(scaled(found, v), size((Av,)))
    left = times_column(found, v)
    return f"Check: {display(LAMBDA + ' v', left, column(worked))} which is $Av$ again, entry by entry."


def _different_factors(v: Vector, Av: Vector) -> str:
    zeros = [i for i in range(len(v)) if not as_float(v[i]) and as_float(Av[i])]
    if zeros:
        i = zeros[0]
        return (
            f"Entry {i + 1} of $v$ is 0, but entry {i + 1} of $Av$ is {inline(value(Av[i]))}: no factor does that. So $v$ is not an "
            "eigenvector."
        )
    ratios = _ratios(v, Av)
    first = ratios[0]
    other = max(ratios, key=lambda r: abs(as_float(r) - as_float(first)))
    return (
        f"The entries need different factors, {inline(value(first))} and {inline(value(other))}: $Av$ is not a multiple of $v$, "
        "so $v$ is not an eigenvector."
    )


def _no_multiple_check(v: Vector, Av: Vector) -> str:
    i = next(i for i in range(len(v)) if as_float(v[i]))
    factor = Av[i] / v[i]
    multiple = scaled(factor, v)
    gaps = [abs(as_float(x)) for x in subtract((Av,), (multiple,))[0]]
    worst = gaps.index(max(gaps))
    left = times_column(factor, v)
    return (
        f"Check: the factor that fits entry {i + 1} gives {display(left, column(multiple))} which differs from $Av$ in entry "
        f"{worst + 1}: {inline(value(multiple[worst]))} against {inline(value(Av[worst]))}. The answer is no."
    )
