"""Eigenvectors by hand: the null space of A − λI, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from decompdrill.kinds.reference.eigen import plain
from decompdrill.kinds.steps.elimination import reduced, stage_steps
from decompdrill.kinds.steps.roots import LAMBDA
from decompdrill.kinds.steps.writing import (
    FormulaPiece,
    Maths,
    bracketed,
    chain,
    column,
    display,
    in_order,
    inline,
    is_shown,
    joined,
    joint,
    juxtaposed,
    leaves,
    matrix,
    multiplied,
    scaled_name,
    summed,
    summed_all,
    unless_one,
    value,
)
from decompdrill.kinds.steps.writing import shifted_name as shifted_name
from decompdrill.maths import exact, linalg
from decompdrill.maths.algebra import Rows, Vector, apply, inner, scaled, settled, settled_rows, shifted, size, subtract
from decompdrill.maths.linalg import Eigenspace, Matrix
from decompdrill.maths.surd import Exact, Scalar, Surd, as_float


@dataclass(frozen=True, slots=True)
class EigenspaceBasis:
    """A basis of the eigenspace of a value, and the way to it."""

    value: Scalar
    steps: tuple[str, ...]
    basis: tuple[Vector, ...]


def eigenvector_steps(A: Matrix, space: Eigenspace, name: str = "A", like: Vector | None = None) -> EigenspaceBasis:
    """Return a basis of the eigenspace, the one that the reference shows, and the way to it.

    The vector of a line is turned to the side of `like`, a vector of that line which is printed.
    """
    known = _exact_basis(A, space)
    if known is not None:
        is_turned = like is not None and space.dimension == 1 and as_float(inner(known[0], like)).real < 0
        shown = tuple(tuple(-x for x in v) for v in known) if is_turned else known
        return _by_elimination(A, space.value, shown, name)
    basis = tuple(settled(plain(space.basis[:, i]), 1.0) for i in range(space.dimension))
    M = settled_rows(shifted(A.rows, space.value), A.scale)
    if A.shape[0] in (2, 3) and space.dimension == 1:
        found = (_perpendicular if A.shape[0] == 2 else _cross)(M, basis[0])
    else:
        found = _computed(space, basis)
    return EigenspaceBasis(space.value, (_opening(M, space.value, name), found), basis)


def _exact_basis(A: Matrix, space: Eigenspace) -> tuple[exact.ExactVector, ...] | None:
    value_of = space.value
    if A.exact is None or not isinstance(value_of, Fraction | Surd) or A.shape[0] > linalg.EXACT_SURD_SIZE:
        return None
    found = exact.null_space(shifted(A.exact, value_of))
    # Eigenvalues that differ by less than rounding share one eigenspace, which no exact null space is.
    return found if len(found) == space.dimension else None


def _opening(M: Rows, x: Scalar, name: str) -> str:
    shifted_by = shifted_name(name, x)
    left = f"{name} v" if shifted_by.latex == name else f"({shifted_by.latex})v"
    lead = f"For ${chain(LAMBDA, value(x))}$ solve ${left} = 0$"
    if not is_shown(M):
        return f"{lead}."
    return f"{lead} with {display(shifted_name(name, x), matrix(M))}"


def _by_elimination(A: Matrix, x: Scalar, basis: tuple[exact.ExactVector, ...], name: str) -> EigenspaceBasis:
    assert A.exact is not None
    assert isinstance(x, Fraction | Surd)
    M = shifted(A.exact, x)
    opening = _opening(M, x, name)
    if not any(map(any, M)):
        every = (
            "That is the zero matrix, so every vector is mapped to 0, and every nonzero vector is an eigenvector. The standard "
            f"basis vectors are a basis: {_named_vectors(basis)}"
        )
        return EigenspaceBasis(x, (opening, every), basis)
    if len(M) == 2:
        return EigenspaceBasis(x, (opening, _from_one_row(M, basis[0])), basis)
    return EigenspaceBasis(x, (opening, *_elimination(M, shifted_name(name, x).latex), *_read_off(M, basis)), basis)


def _from_one_row(M: exact.ExactRows, v: exact.ExactVector) -> str:
    """Return how a singular 2×2 system is solved: one row says it all."""
    row = next(i for i in (0, 1) if any(M[i]))
    why = "The other row is zero" if not any(M[1 - row]) else "Each row is a multiple of the other"
    p, q = M[row]
    equation = chain(summed_all([_times_unknown(c, j) for j, c in enumerate((p, q)) if c]), "0")
    free = 1 if p else 0
    solved = _solved((p / p, q / p), 0, [1]) if p else _solved((p, q / q), 1, [0])
    same = "" if solved == equation else f", that is ${solved}$"
    same += "" if p and q else f"; $x_{{{free + 1}}}$ is free"
    return f"{why}, so row {row + 1} is enough: ${equation}${same}. {_taken_said(free, v)}{display('v', column(v))}"


def _taken_said(j: int, v: Vector, others: str = "") -> str:
    return f"Take {inline(f'x_{{{j + 1}}}', value(v[j]))}{others}: "


def _elimination(M: exact.ExactRows, name: str) -> list[str]:
    """Return the elimination to reduced form: in one step where it is short."""
    found = reduced(M)
    operations = [operation for stage in found.stages for operation in stage.operations]
    if not operations:
        return [f"${name}$ is in reduced form already: pivots 1, and zeros above and below them."]
    if len(operations) <= 4:
        return [f"Eliminate: {in_order(operations)}. This leaves {leaves(matrix(found.rows))}"]
    return stage_steps(replace(found, stages=tuple(s for s in found.stages if s.pivot is not None)))


def _read_off(M: exact.ExactRows, basis: tuple[exact.ExactVector, ...]) -> list[str]:
    """Return how the solutions are read off the reduced form."""
    found = exact.reduce(M)
    width = len(M[0])
    free = [j for j in range(width) if j not in found.pivots]
    bound = [_solved(found.rows[i], pivot, free) for i, pivot in enumerate(found.pivots)]
    names = joined([f"$x_{{{j + 1}}}$" for j in free])
    is_one = len(free) == 1
    letters = ["v"] if is_one else [f"b_{{{i}}}" for i in range(1, len(free) + 1)]
    lead = f"Column{'' if is_one else 's'} {joined([str(j + 1) for j in free])} {'has' if is_one else 'have'} no pivot, so {names}"
    rows = f"; the rows say {joined([f'${b}$' for b in bound])}" if bound else ""
    others = "" if is_one else f" and 0 for the other{'s' if len(free) > 2 else ''}"
    steps = [f"{lead} {'is' if is_one else 'are'} free{rows}."]
    return [
        *steps,
        *(
            _taken_said(j, v, others) + display(name, column(v))
            for j, v, name in zip(free, basis, letters, strict=True)
        ),
    ]


def _solved(line: Sequence[Exact], pivot: int, free: Sequence[int]) -> str:
    """Return x₁ = −2x₂ + x₃, read off one row of a reduced form."""
    terms = [_times_unknown(-line[j], j) for j in free if line[j]]
    return chain(f"x_{{{pivot + 1}}}", summed_all(terms) if terms else "0")


def _times_unknown(factor: Scalar, j: int) -> Maths:
    written = value(factor)
    return joint(bracketed(factor) if " " in written.latex else unless_one(written), f"x_{{{j + 1}}}")


def _perpendicular(M: Rows, v: Vector) -> str:
    """Return how a singular 2×2 system in doubles is solved: by a vector perpendicular to its larger row."""
    p, q = max(M, key=lambda row: max(abs(as_float(x)) for x in row))
    equation = chain(summed_all([_times_unknown(p, 0), _times_unknown(q, 1)]), "0")
    return (
        f"Both rows say the same, apart from rounding: ${equation}$. The vector {inline(column((-q, p)))} solves it; scaled so that "
        f"its largest entry is 1 it is {display('v', column(v))}"
    )


def _cross(M: Rows, v: Vector) -> str:
    """Return how a 3×3 system of rank 2 in doubles is solved: by a vector perpendicular to two of its rows."""
    pairs = [(i, j, cross_product(M[i], M[j])) for i, j in ((0, 1), (0, 2), (1, 2))]
    i, j, best = max(pairs, key=lambda pair: max(abs(as_float(x)) for x in pair[2]))
    shown = column(settled(best, size((best,))))
    return (
        f"The solution is perpendicular to the rows, so take the cross product of rows {i + 1} and {j + 1}, "
        f"{leaves(shown)} Scaled so that its largest entry is 1 it is {display('v', column(v))}"
    )


def cross_product(u: Vector, v: Vector) -> Vector:
    (a, b, c), (d, e, f) = u, v
    return b * f - c * e, c * d - a * f, a * e - b * d


def _computed(space: Eigenspace, basis: tuple[Vector, ...]) -> str:
    many = "one direction" if space.dimension == 1 else f"{space.dimension} linearly independent directions"
    return f"Its null space, found numerically, has {many}: {_named_vectors(basis)}"


def _named_vectors(basis: Sequence[Vector]) -> str:
    if len(basis) > 6:
        return display("v", column(basis[0])) + " and so on."
    return display(*_side_by_side(basis))


def _side_by_side(basis: Sequence[Vector]) -> tuple[FormulaPiece, ...]:
    if len(basis) == 1:
        return "v", column(basis[0])
    named = [chain(f"b_{{{i}}}", column(v)) for i, v in enumerate(basis, start=1)]
    return (", ".join(named),)


# ---- the check -----------------------------------------------------------------------------------------------------


def eigen_check(A: Rows, x: Scalar, v: Vector, name: str = "A", vector: str = "v") -> str:
    """Return the check Av = λv, each side worked out."""
    left, right = settled(apply(A, v), size(A)), settled(scaled(x, v), size(A))
    if x and not any(left):
        largest = value(size(A))
        return (
            f"Check: ${name}{vector}$ and $\\lambda {vector}$ are both zero to within rounding, beside entries of ${name}$ "
            f"up to about {inline(largest)}."
        )
    lost = any(r and not shown for r, shown in zip(scaled(x, v), right, strict=True))
    if lost:  # beside the entries of A these are taken for rounding, though the vector has them
        left, right = apply(A, v), scaled(x, v)
    if len(v) > 6 or not is_shown(A) or lost:
        residual = max(abs(as_float(r)) for r in subtract((left,), (right,))[0])
        return (
            f"Check: the largest entry of ${name}{vector} - \\lambda {vector}$ is {inline(value(float(residual)))}"
            f"{', which is rounding only' if residual else ''}."
        )
    return (
        f"Check: multiply out {display(f'{name}{vector}', matrix_times_vector(A, v), column(left))} and compare with "
        f"{display(scaled_name(x, vector), column(right))}"
    )


def matrix_times_vector(A: Rows, v: Vector) -> Maths:
    """Return Av as a matrix beside a column, not worked out."""
    return juxtaposed(matrix(A), column(v))


def row_times_column(row: Vector, v: Vector) -> Maths:
    """Return 2·1 + 1·2, one entry of Av not worked out."""
    return summed([multiplied(pair) for pair in zip(row, v, strict=True)])
