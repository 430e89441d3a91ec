"""Worked solutions of is-diagonalizable, is-orthogonal, diagonalization and orthogonal-diagonalization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from decompdrill.judging.numbers import SLACK
from decompdrill.kinds.base import Given
from decompdrill.kinds.reference.diagonal import gram_defect, kind_of_symmetry, multiple_root, tex_like
from decompdrill.kinds.reference.diagonal import is_orthogonal as is_orthogonal_given
from decompdrill.kinds.steps.roots import LAMBDA, eigenvalue_steps, trace_check
from decompdrill.kinds.steps.vectors import EigenspaceBasis, eigenvector_steps, row_times_column, shifted_name
from decompdrill.kinds.steps.writing import (
    Maths,
    WorkedSteps,
    absolute_square,
    chain,
    column,
    count_word,
    display,
    grid,
    inline,
    is_shown,
    juxtaposed,
    matrix,
    quotient,
    rooted,
    says_exactly,
    scaled_name,
    summed,
    unless_same,
    value,
)
from decompdrill.kinds.steps.writing import diagonal_as_matrix as diagonal_matrix
from decompdrill.maths import linalg
from decompdrill.maths.algebra import (
    Rows,
    Vector,
    adjoint,
    divided,
    entries,
    inner,
    multiply_by_terms,
    near_integer,
    perpendicular,
    scaled,
    settle,
    settled_rows,
    shifted,
    size,
    square_length,
    subtract,
    transpose,
)
from decompdrill.maths.linalg import Eigenspace, Matrix
from decompdrill.maths.surd import Scalar, as_float, square_root

LAMBDA_MATRIX = r"\Lambda"


def norm_of(name: str) -> str:
    return rf"\lVert {name} \rVert"


def adjoint_name(A: Matrix, name: str = "A") -> str:
    """Return Aᵀ in LaTeX, A* for a complex A."""
    return rf"{name}^\top" if has_real_entries(A.rows) else f"{name}^{{*}}"


def has_real_entries(A: Rows) -> bool:
    return not any(isinstance(as_float(x), complex) for row in A for x in row)


# ---- is A diagonalizable? ------------------------------------------------------------------------------------------


def is_diagonalizable(given: Given) -> WorkedSteps:
    A = given.matrix()
    spaces = linalg.eigenspaces(A)
    lead = "$A$ is diagonalizable exactly when its eigenvectors span the whole space. First find the eigenvalues."
    steps = (lead, *eigenvalue_steps(A))
    repeated = [s for s in spaces if s.multiplicity > 1]
    if not repeated:
        return (*steps, *_all_different(A))
    counted = [_multiplicities(A, s) for s in repeated]
    return (*steps, *counted, *_verdict(A, spaces), _dimension_check(A, spaces))


def _all_different(A: Matrix) -> WorkedSteps:
    n = A.shape[0]
    if n == 1:
        return (
            r"Every $1 \times 1$ matrix is diagonal, so the answer is yes.",
            "Check: $A = V \\Lambda V^{-1}$ with $V = 1$ and $\\Lambda = A$.",
        )
    complex_too = any(isinstance(v, complex) for v in map(as_float, linalg.eigenvalues(A)))
    over_c = " (Not all are real; over $\\mathbb{C}$ that changes nothing.)" if complex_too else ""
    return (
        f"The {count_word(n)} eigenvalues are {'' if n == 2 else 'all '}different.{over_c}",
        "Eigenvectors for different eigenvalues are linearly independent, and each eigenvalue has at least one: they form a "
        "basis. The answer is yes.",
        trace_check(A),
    )


def _multiplicities(A: Matrix, space: Eigenspace) -> str:
    n, d = A.shape[0], space.dimension
    M = settled_rows(shifted(A.rows, space.value), A.scale)
    name = shifted_name("A", space.value).latex
    shown = f": {display(shifted_name('A', space.value), matrix(M))}" if is_shown(M) else "."
    many = "one eigenvector, up to multiples" if d == 1 else f"{count_word(d)} linearly independent eigenvectors"
    return (
        f"${chain(LAMBDA, value(space.value))}$ is {multiple_root(space.multiplicity)}, so look at ${name}${shown} "
        f"{_rank_said(M, n - d)}, so the null space has dimension {inline(f'{n} - {n - d}', str(d))}: {many}."
    )


def _rank_said(M: Rows, rank: int) -> str:
    """Return the rank of a matrix that is not shown to be eliminated, and why where that is seen."""
    if rank == 0:
        return "It is the zero matrix, of rank 0"
    nonzero = sum(any(row) for row in M)
    if rank == 1:
        why = "only one row is not zero" if nonzero == 1 else "every row is a multiple of one row"
        return f"Its rank is 1, since {why}"
    if nonzero == rank:
        return f"Its rank is {rank}, since the {count_word(rank)} rows that are not zero are linearly independent"
    return f"Elimination leaves {count_word(rank)} pivots: its rank is {rank}"


def _verdict(A: Matrix, spaces: tuple[Eigenspace, ...]) -> WorkedSteps:
    short = next((s for s in spaces if s.dimension < s.multiplicity), None)
    if short is not None:
        return (
            f"For ${chain(LAMBDA, value(short.value))}$ there are too few: {short.dimension} instead of {short.multiplicity}. $A$ "
            "is defective, and the answer is no.",
        )
    return (
        "Every eigenvalue has as many linearly independent eigenvectors as its multiplicity, so the answer is yes.",
    )


def _dimension_check(A: Matrix, spaces: tuple[Eigenspace, ...]) -> str:
    n = A.shape[0]
    total = sum(s.dimension for s in spaces)
    if len(spaces) == 1 and total < n:
        only = value(spaces[0].value).latex
        name = scaled_name(spaces[0].value, "I") if only != "0" else "0"
        same = inline(r"V \Lambda V^{-1}", name)
        return f"Check: ${only}$ is the only eigenvalue, so a diagonalizable $A$ would be {same}, and it is not."
    added = " + ".join(str(s.dimension) for s in spaces) if len(spaces) <= 8 else ""
    worked = inline(*([added] if added and len(spaces) > 1 else []), str(total))
    verdict = f"the {n} that a basis needs" if total == n else f"fewer than the {n} that a basis needs"
    symmetric = (
        " (A real symmetric matrix is always diagonalizable.)" if A.is_hermitian and has_real_entries(A.rows) else ""
    )
    return f"Check: the dimensions of the eigenspaces add up to {worked}, {verdict}.{symmetric}"


# ---- is A orthogonal? ----------------------------------------------------------------------------------------------


def is_orthogonal(given: Given) -> WorkedSteps:
    A = given.matrix()
    name = adjoint_name(A)
    lead = f"$A$ is orthogonal exactly when it is square and ${name} A = I$: columns of length 1, perpendicular to each other."
    if not A.is_square:
        return _not_square(A, lead)
    gram = settled_rows(multiply_by_terms(adjoint(A.rows), A.rows), 1.0)
    answer = "yes" if is_orthogonal_given(given) else "no"
    said = (
        display(f"{name} A", juxtaposed(matrix(adjoint(A.rows)), matrix(A.rows)), _written_like(A, gram))
        if is_shown(A.rows)
        else f"${name} A$, a {A.shape[1]}×{A.shape[1]} matrix."
    )
    i, j, gap = _worst(gram)
    return (
        lead,
        f"Multiply the columns with each other: {said}",
        _nearness(given, i, j, gram, gap),
        f"So the answer is {answer}.",
        _orthogonal_check(A, gram, answer, i, j),
    )


def _written_like(A: Matrix, M: Rows) -> Maths:
    """Return a matrix with fractions where A is written with fractions, and as it is always written elsewhere."""
    cells = [[_entry_like(A, x) for x in row] for row in M]
    is_in_fractions = any(r"\frac" in cell.latex for row in cells for cell in row)
    return grid(cells) if is_in_fractions else matrix(M)


def _entry_like(A: Matrix, x: Scalar) -> Maths:
    latex = tex_like(A, x)
    return Maths(latex) if r"\frac" in latex else value(x)


def _not_square(A: Matrix, lead: str) -> WorkedSteps:
    m, n = A.shape
    more = "columns than rows, so its columns cannot be linearly independent" if n > m else "rows than columns"
    other = (
        ""
        if n > m
        else f" Its columns may be orthonormal all the same, but then $A A^\\top$ has rank {n} and is not $I$."
    )
    return (
        lead,
        f"$A$ is {m}×{n}, not square: it has more {more}.{other}",
        "So the answer is no.",
        f"Check: $A^\\top A$ is {n}×{n} and $A A^\\top$ is {m}×{m}; both would have to be the identity, but their ranks are equal "
        "and at most "
        f"{min(m, n)}.",
    )


def _worst(gram: Rows) -> tuple[int, int, float]:
    """Return the place where AᵀA differs most from I, and by how much."""
    n = len(gram)
    gaps = {(i, j): abs(as_float(gram[i][j] - Fraction(i == j))) for i in range(n) for j in range(i, n)}
    i, j = max(gaps, key=lambda place: gaps[place])
    return i, j, gaps[i, j]


def _nearness(given: Given, i: int, j: int, gram: Rows, gap: float) -> str:
    if gap == 0:
        return "That is the identity: every diagonal entry is 1 and every other entry is 0."
    entry, wanted = _entry_like(given.matrix(), gram[i][j]), str(int(i == j))
    place = f"row {i + 1}, column {j + 1}"
    if "tolerance" in given:
        limit = inline(value(given.scalar("tolerance")))
        within = "within" if is_orthogonal_given(given) else "more than"
        return (
            f"It differs most from the identity in {place}, where it has {inline(entry)} instead of {wanted}: by "
            f"{inline(value(gap))}, {within} the tolerance {limit}."
        )
    if gap <= SLACK:
        return "That is the identity but for rounding: no entry is off by more than $10^{-9}$."
    if entry.latex == wanted:
        return f"It is not the identity: its entry in {place} differs from {wanted} by {inline(value(gap))}."
    return f"It is not the identity: its entry in {place} is {inline(entry)}, not {wanted}."


def _orthogonal_check(A: Matrix, gram: Rows, answer: str, i: int, j: int) -> str:
    if answer == "yes" and gram_defect(A) <= SLACK:
        return (
            f"Check: then ${adjoint_name(A)}$ is the inverse, so the rows are orthonormal too; row 1 has length "
            f"{display(rooted(squares_added(A.rows[0])), value(square_root(square_length(A.rows[0]))))}"
        )
    columns = transpose(A.rows)
    if answer == "yes":
        length = display(rooted(squares_added(columns[i])), value(square_root(square_length(columns[i]))))
        return f"Check: column {i + 1} has length {length}"
    if i == j:
        product = squares_added(columns[i])
        gap = near_integer(abs(as_float(gram[i][i] - Fraction(1))), 0.0)
        return (
            f"Check: column {i + 1} times itself is {display(product, _entry_like(A, gram[i][i]))} which differs from 1 by "
            f"{inline(value(gap))}."
        )
    star = r"\top" if has_real_entries(A.rows) else "*"
    worked = [row_times_column(columns[i], columns[j])] if has_real_entries(A.rows) and len(columns) <= 6 else []
    return (
        f"Check: columns {i + 1} and {j + 1} are not perpendicular: "
        f"{display(f'a_{{{i + 1}}}^{{{star}}} a_{{{j + 1}}}', *worked, _entry_like(A, gram[i][j]))} and not 0."
    )


# ---- V and Λ -------------------------------------------------------------------------------------------------------


def diagonalization(given: Given) -> WorkedSteps:
    A = given.matrix()
    found = [eigenvector_steps(A, s) for s in linalg.eigenspaces(A)]
    values = _values(found)
    V = transpose(tuple(v for f in found for v in f.basis))
    return (
        *eigenvalue_steps(A),
        *_vector_steps(A, found),
        f"Put the eigenvectors into the columns of $V$ and the eigenvalues, in the same order, on the diagonal of "
        f"$\\Lambda$: {_pair('V', V, values)}",
        "Any order that keeps the pairs together, and any nonzero multiples of the columns, are right too.",
        _equation_check(A, V, values, "V"),
    )


def _values(found: list[EigenspaceBasis]) -> Vector:
    return tuple(f.value for f in found for _ in f.basis)


NUMERICALLY = "For each of them the null space of $A - \\lambda I$, found numerically, gives the eigenvectors."


def _vector_steps(A: Matrix, found: list[EigenspaceBasis]) -> list[str]:
    return [step for f in found for step in f.steps] if is_shown(A.rows) else [NUMERICALLY]


def _pair(name: str, V: Rows, values: Vector) -> str:
    if not is_shown(V):
        spectrum = Maths(rf"\diag({', '.join(value(x).latex for x in values)})", says_exactly(*values))
        return f"$${name} = {matrix(V).latex}, {chain(LAMBDA_MATRIX, spectrum)}$$"
    return f"$${chain(name, matrix(V))}, {chain(LAMBDA_MATRIX, diagonal_matrix(values))}$$"


def _equation_check(A: Matrix, V: Rows, values: Vector, name: str) -> str:
    left, right, gap = equation_sides(A, V, V, values, A.scale * size(V))
    if not is_shown(V):
        return f"Check: the largest entry of $A{name} - {name}\\Lambda$ is {gap}"
    return (
        f"Check: {display(f'A{name}', left)} and, each column of ${name}$ times its eigenvalue, "
        f"{display(name + LAMBDA_MATRIX, right)} They agree."
    )


def equation_sides(A: Matrix, V: Rows, U: Rows, values: Vector, scale: float) -> tuple[Maths, Maths, str]:
    """Return AV and U times the diagonal of the values, and by how much they differ at most."""
    left = settled_rows(multiply_by_terms(A.rows, V), scale)
    right = settled_rows(transpose([scaled(x, u) for x, u in zip(values, transpose(U), strict=True)]), scale)
    gap = max(abs(as_float(x)) for x in entries(subtract(left, right)))
    return matrix(left), matrix(right), f"{inline(value(gap))}, rounding only."


# ---- Q and Λ -------------------------------------------------------------------------------------------------------


def orthogonal_diagonalization(given: Given) -> WorkedSteps:
    A = given.matrix()
    found = symmetric_eigenvectors(A, linalg.eigenspaces(A))
    values = _values(found)
    frames = [orthonormal_basis(f.basis) for f in found]
    Q = transpose(tuple(v for f in frames for v in f.units))
    return (
        f"$A$ is {kind_of_symmetry(A)}, so its eigenvalues are real and eigenvectors for different eigenvalues are perpendicular.",
        *eigenvalue_steps(A),
        *_unit_steps(A, found, frames),
        f"So {_pair('Q', Q, values)}",
        _gram_said(Q),
        _equation_check(A, Q, values, "Q"),
    )


def symmetric_eigenvectors(
    A: Matrix, spaces: Sequence[Eigenspace], name: str = "A", like: Sequence[Vector] = ()
) -> list[EigenspaceBasis]:
    """Return bases of the eigenspaces of a symmetric matrix: of a 2×2 one the second is perpendicular to the first."""
    sides = like if len(like) == len(spaces) else [None] * len(spaces)
    found = [eigenvector_steps(A, s, name, side) for s, side in zip(spaces, sides, strict=True)]
    if len(found) != 2 or A.shape != (2, 2):
        return found
    (a, b), (v,) = found[0].basis[0], found[1].basis
    if v not in ((-b, a), (b, -a)):
        return found
    step = (
        f"An eigenvector for ${chain(LAMBDA, value(found[1].value))}$ is perpendicular to this one: swap the two entries and flip "
        f"one sign, {display('v', column(v))}"
    )
    return [found[0], replace(found[1], steps=(step,))]


def _unit_steps(A: Matrix, found: list[EigenspaceBasis], frames: list[OrthonormalBasis]) -> list[str]:
    if not is_shown(A.rows):
        return [
            NUMERICALLY,
            "They are divided by their lengths and, inside a repeated eigenvalue, made perpendicular (Gram–Schmidt).",
        ]
    return [step for f, frame in zip(found, frames, strict=True) for step in (*f.steps, *frame.steps)]


def _gram_said(Q: Rows) -> str:
    name = r"Q^\top" if has_real_entries(Q) else "Q^{*}"
    gram = settled_rows(multiply_by_terms(adjoint(Q), Q), 1.0)
    if not is_shown(Q):
        return f"${name} Q = I$: the columns are orthonormal, so $Q^{{-1}} = {name}$."
    whole = tuple(tuple(near_integer(x, SLACK) for x in row) for row in gram)
    product = display(f"{name} Q", juxtaposed(matrix(adjoint(Q)), matrix(Q)), matrix(whole))
    return f"The columns are orthonormal, so $Q^{{-1}} = {name}$: {product}"


@dataclass(frozen=True, slots=True)
class OrthonormalBasis:
    """Orthonormal vectors and the way to them from independent ones."""

    units: tuple[Vector, ...]
    steps: tuple[str, ...]


def orthonormal_basis(basis: tuple[Vector, ...]) -> OrthonormalBasis:
    """Return an orthonormal basis of the same space: Gram–Schmidt, then each divided by its length."""
    named: list[tuple[str, Vector]] = []
    steps: list[str] = []
    for i, (v, w) in enumerate(zip(basis, perpendicular(basis), strict=True), start=1):
        if w != v:
            steps.append(_projected(v, w, named, i))
        name = "v" if len(basis) == 1 else f"{'b' if w == v else 'w'}_{{{i}}}"
        named.append((name, w))
    units = tuple(unit_vector(w) for _, w in named)
    steps += [_normalized(w, q, name) for (name, w), q in zip(named, units, strict=True) if w != q]
    if units == basis:
        steps.append("It has length 1." if len(basis) == 1 else "They are perpendicular and have length 1 already.")
    return OrthonormalBasis(units, tuple(steps))


def unit_vector(w: Vector) -> Vector:
    return divided(w, square_root(square_length(w)))


def _projected(v: Vector, w: Vector, before: Sequence[tuple[str, Vector]], i: int) -> str:
    """Return the step of Gram–Schmidt that leads from v to w."""
    text, is_exact = f"b_{{{i}}}", True
    for name, u in before:
        factor = settle(inner(u, v) / square_length(u), 1.0)
        if factor == 0:
            continue
        part = scaled_name(factor, name)
        text += f" + {part[1:]}" if part.startswith("-") else f" - {part}"
        is_exact = is_exact and value(factor).is_exact
    return (
        f"Inside this eigenspace make them perpendicular (Gram–Schmidt): subtract from $b_{{{i}}}$ its projection onto the "
        f"vectors before it: {display(f'w_{{{i}}}', Maths(text, is_exact), column(w))}"
    )


def squares_added(v: Sequence[Scalar]) -> Maths:
    """Return the sum of the squares, not worked out; zeros are left out where there is anything else."""
    return summed([absolute_square(x) for x in v if as_float(x)] or [absolute_square(x) for x in v])


def _normalized(w: Vector, q: Vector, name: str) -> str:
    square = square_length(w)
    raw = rooted(square)
    length = inline(norm_of(name), rooted(squares_added(w)), raw, *unless_same(raw, value(square_root(square))))
    return f"Divide by the length, {length}: {display(quotient(name, norm_of(name)), column(q))}"
