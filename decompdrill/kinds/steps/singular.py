"""Worked solutions of singular-values, svd and norm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from decompdrill.judging.numbers import SLACK
from decompdrill.kinds.base import Given
from decompdrill.kinds.reference import determinants
from decompdrill.kinds.reference.singular import norm as norm_of
from decompdrill.kinds.reference.singular import svd_answer
from decompdrill.kinds.steps.diagonal import (
    adjoint_name,
    equation_sides,
    has_real_entries,
    orthonormal_basis,
    squares_added,
    symmetric_eigenvectors,
)
from decompdrill.kinds.steps.roots import HAND_SIZE, eigenvalue_steps, named_values
from decompdrill.kinds.steps.writing import (
    Maths,
    WorkedSteps,
    chain,
    column,
    display,
    inline,
    is_shown,
    joined,
    juxtaposed,
    listed,
    matrix,
    multiplied,
    rooted,
    squared,
    summed,
    unless_same,
    value,
)
from decompdrill.kinds.steps.writing import diagonal_as_matrix as diagonal_matrix
from decompdrill.maths import exact, linalg
from decompdrill.maths.algebra import (
    Rows,
    Vector,
    adjoint,
    apply,
    diagonal,
    divided,
    entries,
    multiply_by_terms,
    near_integer,
    scaled,
    settled,
    settled_rows,
    square_length,
    transpose,
)
from decompdrill.maths.linalg import Eigenspace, Matrix, from_array
from decompdrill.maths.surd import Scalar, Surd, as_float, descending, total

SIGMA, FROBENIUS, NUCLEAR = r"\Sigma", r"\lVert A \rVert_F", r"\lVert A \rVert_*"


@dataclass(frozen=True, slots=True)
class Side:
    """The smaller Gram matrix of A: AᵀA, or AAᵀ where A is wide."""

    name: str
    gram: Matrix
    is_right: bool

    @property
    def size(self) -> int:
        return self.gram.shape[0]

    @property
    def spaces(self) -> list[Eigenspace]:
        """The eigenspaces of the Gram matrix, in descending order of their eigenvalues."""
        return sorted(linalg.eigenspaces(self.gram), key=lambda s: -as_float(s.value).real)


def side_of(A: Matrix) -> Side:
    other, is_right = adjoint_name(A), A.shape[1] <= A.shape[0]
    gram = Matrix(settled_rows(multiply_by_terms(*_factors(A, is_right)), A.scale**2))
    return Side(f"{other} A" if is_right else f"A {other}", gram, is_right)


def _factors(A: Matrix, is_right: bool) -> tuple[Rows, Rows]:
    return (adjoint(A.rows), A.rows) if is_right else (A.rows, adjoint(A.rows))


# ---- singular values -----------------------------------------------------------------------------------------------


def singular_values(given: Given) -> WorkedSteps:
    A = given.matrix()
    return (*singular_value_steps(A), square_check(A))


def singular_value_steps(A: Matrix) -> WorkedSteps:
    """Return the way to the singular values, without a check."""
    side, values = side_of(A), linalg.singular_values(A)
    m, n = A.shape
    if not is_by_hand(A):
        return (
            f"The singular values are the square roots of the eigenvalues of ${side.name}$, which is {side.size}×{side.size}; a "
            "computer finds them from $A$ directly, which is more accurate.",
            f"$A$ is {m}×{n}, so it has {min(m, n)} of them, zeros included.",
            f"They are, in descending order, {singular_values_said(values)}",
        )
    if is_diagonal(side.gram.rows):
        return _orthogonal_lines(A, side)
    smaller = (
        ""
        if m == n
        else f", the smaller of the two Gram matrices: $A$ is {m}×{n}, so it has {min(m, n)} singular values"
    )
    return (
        f"The singular values are the square roots of the eigenvalues of ${side.name}${smaller}. "
        f"{display(side.name, juxtaposed(*map(matrix, _factors(A, side.is_right))), matrix(side.gram.rows))}",
        *eigenvalue_steps(side.gram, side.name),
        f"Their square roots, largest first, are the singular values: {singular_values_said(values, gram_eigenvalues(side))}",
    )


def _orthogonal_lines(A: Matrix, side: Side) -> WorkedSteps:
    """Return the way to the singular values of a matrix of orthogonal columns (rows where it is wide): their lengths."""
    values = linalg.singular_values(A)
    if is_diagonal(A.rows):
        entries = [A.rows[i][i] for i in range(len(values))]
        sizes = [chain(Maths(rf"\lvert {value(x).latex} \rvert"), value(_absolute(x))) for x in entries]
        return (
            f"$A$ is diagonal, so ${side.name}$ is too: its eigenvalues are the squares of the diagonal entries.",
            f"So the singular values are the absolute values of the diagonal entries: $${', '.join(sizes)}$$",
            f"Largest first: {singular_values_said(values)}",
        )
    line = "column" if side.is_right else "row"
    alone = f"$A$ has one {line}, so ${side.name}$ is one number, the square of its length."
    many = f"The {line}s of $A$ are orthogonal to each other, so ${side.name}$ is diagonal and holds the squares of their lengths."
    product = juxtaposed(*map(matrix, _factors(A, side.is_right)))
    return (
        f"{alone if side.size == 1 else many} {display(side.name, product, matrix(side.gram.rows))}",
        f"The singular values are the square roots of the diagonal entries, which are the lengths of the {line}s."
        if side.size > 1
        else f"The singular value is its square root, the length of the {line}.",
        f"{'Largest first' if side.size > 1 else 'So'}: {singular_values_said(values, gram_eigenvalues(side))}",
    )


def _absolute(x: Scalar) -> Scalar:
    number = as_float(x)
    return abs(number) if isinstance(number, complex) else -x if number < 0 else x


def is_diagonal(rows: Rows) -> bool:
    return not any(as_float(x) for i, row in enumerate(rows) for j, x in enumerate(row) if i != j)


def is_by_hand(A: Matrix) -> bool:
    return min(A.shape) <= HAND_SIZE and is_shown(A.rows)


def gram_eigenvalues(side: Side) -> Vector:
    """Return the eigenvalues of the Gram matrix, descending."""
    return descending(linalg.eigenvalues(side.gram))


def singular_values_said(values: Sequence[Scalar], roots_of: Sequence[Scalar] = ()) -> str:
    """Return σ₁ = √4 = 2, …"""
    if not roots_of or len(values) > 6:
        return named_values(values, r"\sigma")
    named = [
        chain(rf"\sigma_{{{i}}}", *_rooted(s, x)) for i, (s, x) in enumerate(zip(values, roots_of, strict=True), 1)
    ]
    return f"$${', '.join(named)}$$"


def _rooted(s: Scalar, square: Scalar) -> list[Maths]:
    """Return √σ² and σ, each where it says something new."""
    if isinstance(s, Fraction) and s == 0:
        return [value(s)]
    raw = rooted(square)
    pieces = [raw, *unless_same(raw, value(s))] if isinstance(square, Fraction | Surd) else [value(s)]
    if isinstance(s, Surd) and pieces[-1].is_exact:
        pieces.append(value(as_float(s)))
    return pieces


def square_check(A: Matrix) -> str:
    """Return the check Σσ² = ‖A‖_F², and σ₁σ₂ = |det A| for a 2×2 matrix."""
    values = linalg.singular_values(A)
    all_entries = entries(A.rows)
    text = (
        f"Check: the squares add up to {inline(*added_squares(values))}, and so do the squares of the "
        f"entries: {display(FROBENIUS + '^2', squares_added(all_entries), value(square_length(all_entries)))}"
    )
    if A.shape != (2, 2):
        return text
    (a, b), (c, d) = A.rows
    found = determinants.determinant(A)
    absolute = value(abs(found) if isinstance(found, Fraction) else abs(as_float(found)))
    products = [multiplied([a, d]), multiplied([b, c])]
    det = Maths(rf"\lvert {products[0].latex} - {products[1].latex} \rvert", all(p.is_exact for p in products))
    return (
        f"{text} For a 2×2 matrix the product of the singular values is the absolute value of the determinant, "
        f"{inline(det, absolute)}: {display(multiplied(values), absolute)}"
    )


def _written_square(s: Scalar, square: Scalar) -> Maths:
    return value(square) if isinstance(square, Fraction) and not isinstance(s, Fraction) else squared(s)


def added_squares(values: Vector) -> tuple[Maths, Maths]:
    """Return the sum of the σ², each worked out where σ has one root, and what it comes to."""
    squared_values: Vector = tuple(s * s for s in values)
    terms = [_written_square(s, x) for s, x in zip(values, squared_values, strict=True)]
    return summed(terms), value(total(squared_values))


# ---- svd -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Triple:
    """A singular value with its two unit vectors: Av = σu."""

    value: Scalar
    left: Vector
    right: Vector


@dataclass(frozen=True, slots=True)
class SingularTriples:
    """min(m, n) triples in descending order, and the steps that led to the vectors."""

    triples: tuple[Triple, ...]
    steps: tuple[str, ...]

    @property
    def U(self) -> Rows:  # noqa: N802 - the field's own name
        return transpose(tuple(t.left for t in self.triples))

    @property
    def Vt(self) -> Rows:  # noqa: N802 - the field's own name
        return adjoint(transpose(tuple(t.right for t in self.triples)))

    @property
    def values(self) -> Vector:
        return tuple(t.value for t in self.triples)


def svd(given: Given) -> WorkedSteps:
    A = given.matrix()
    found = decomposition(A)
    return (*singular_value_steps(A), *found.steps, _factors_said(A, found), _freedom(A), _svd_check(A, found))


def decomposition(A: Matrix) -> SingularTriples:
    """Return an SVD of A with exact vectors where they have one layer of roots, and the way to them."""
    if not is_by_hand(A):
        return _computed(A)
    side = side_of(A)
    units, steps = _gram_units(A, side)
    triples: list[Triple] = []
    for s, w in zip(linalg.singular_values(A), units, strict=True):
        if as_float(s) == 0:
            continue
        image = divided(apply(A.rows if side.is_right else adjoint(A.rows), w), s)
        triples.append(Triple(s, image, w) if side.is_right else Triple(s, w, image))
    steps.append(_images_said(A, side, triples))
    zero = units[len(triples) :]
    if zero:
        extra = _completion(A, side, triples, len(zero))
        steps.append(_completed_said(side, extra, bool(triples)))
        pairs = zip(extra, zero, strict=True) if side.is_right else zip(zero, extra, strict=True)
        triples += [Triple(Fraction(0), left, right) for left, right in pairs]
    return SingularTriples(tuple(triples), tuple(steps))


def _computed(A: Matrix) -> SingularTriples:
    import numpy as np

    U, _s, Vt = np.linalg.svd(A.array, full_matrices=False)
    left, right = (transpose(settled_rows(M, 1.0)) for M in (from_array(U), adjoint(from_array(Vt))))
    triples = tuple(Triple(s, u, v) for s, u, v in zip(linalg.singular_values(A), left, right, strict=True))
    steps = (
        f"For each $\\sigma_i$ the unit eigenvectors $v_i$ of ${adjoint_name(A)} A$ and $u_i = A v_i / \\sigma_i$ are found by the "
        "same computation.",
    )
    return SingularTriples(triples, steps)


def _gram_units(A: Matrix, side: Side) -> tuple[list[Vector], list[str]]:
    """Return orthonormal eigenvectors of the Gram matrix in descending order of their eigenvalues."""
    letter = "v" if side.is_right else "u"
    what = f"The unit eigenvectors of ${side.name}$ are the {'right' if side.is_right else 'left'} singular vectors ${letter}_i$"
    if is_diagonal(side.gram.rows):
        entries = [as_float(x) for x in diagonal(side.gram.rows)]
        largest_first = sorted(range(side.size), key=lambda i: -entries[i].real)
        axes: list[Vector] = [tuple(Fraction(i == j) for i in range(side.size)) for j in largest_first]
        why = f"${side.name}$ is diagonal, so they are the standard basis vectors, in the order of the singular values"
        return axes, [f"{what}; {why}: $${_named_columns(letter, axes)}$$"]
    units: list[Vector] = []
    steps = [f"{what}."]
    printed = _printed(A, side)
    spaces = side.spaces
    for found in symmetric_eigenvectors(side.gram, spaces, side.name, printed if len(spaces) == side.size else ()):
        frame = orthonormal_basis(found.basis)
        steps += [*found.steps, *frame.steps]
        units += frame.units
    shown = _with_signs_of(printed, units)
    turned = [f"${letter}_{{{i}}}$" for i, (w, u) in enumerate(zip(units, shown, strict=True), 1) if w != u]
    signs = f", with the opposite sign of {joined(turned)} (either is right)," if turned else ""
    return shown, [*steps, f"So{signs} $${_named_columns(letter, shown)}$$"]


def _printed(A: Matrix, side: Side) -> Sequence[Vector]:
    """Return the unit vectors of this side in the answer that is printed."""
    parts = dict(svd_answer(A).parts)
    return parts["Vt"].rows if side.is_right else transpose(parts["U"].rows)


def _with_signs_of(printed: Sequence[Vector], units: Sequence[Vector]) -> list[Vector]:
    """Return the unit vectors with the signs that they have in the answer that is printed."""
    opposite = [
        all(abs(as_float(x) + as_float(y)) <= SLACK for x, y in zip(w, v, strict=True))
        for w, v in zip(units, printed, strict=True)
    ]
    return [scaled(Fraction(-1), w) if is_turned else w for w, is_turned in zip(units, opposite, strict=True)]


def _named_columns(letter: str, vectors: Sequence[Vector]) -> str:
    return ", ".join(chain(f"{letter}_{{{i}}}", column(w)) for i, w in enumerate(vectors, 1))


def _images_said(A: Matrix, side: Side, triples: Sequence[Triple]) -> str:
    if not triples:
        return "Every singular value is zero, so any orthonormal vectors will do for the other side."
    if side.is_right:
        named = _named_columns("u", [t.left for t in triples])
        return f"The left ones are $u_i = A v_i / \\sigma_i$ where $\\sigma_i > 0$: $${named}$$"
    named = _named_columns("v", [t.right for t in triples])
    return f"The right ones are $v_i = {adjoint_name(A)} u_i / \\sigma_i$ where $\\sigma_i > 0$: $${named}$$"


def _completion(A: Matrix, side: Side, triples: Sequence[Triple], count: int) -> list[Vector]:
    """Return orthonormal vectors perpendicular to the images: a basis of the null space of Aᵀ (of A where A is wide)."""
    M = transpose(A.rows) if side.is_right else A.rows
    known = Matrix(M).exact
    small = max(A.shape) <= linalg.EXACT_SURD_SIZE or A.is_rational
    if known is not None and small and has_real_entries(A.rows):
        return list(orthonormal_basis(exact.null_space(known)[:count]).units)
    structure = linalg.singular_structure(A)
    null = structure.left_null if side.is_right else structure.right_null
    return [settled(tuple(v), 1.0) for v in null.T.tolist()[:count]]


def _completed_said(side: Side, extra: Sequence[Vector], has_images: bool) -> str:
    letter, other = ("u", r"A^\top") if side.is_right else ("v", "A")
    what = "a unit vector" if len(extra) == 1 else "orthonormal vectors"
    rest = f", perpendicular to the ${letter}_i$ found" if has_images else ""
    return f"For $\\sigma = 0$ take {what} from the null space of ${other}${rest}: {', '.join(inline(column(v)) for v in extra)}."


def _factors_said(A: Matrix, found: SingularTriples) -> str:
    last = r"V^\top" if has_real_entries(A.rows) else "V^{*}"
    if not is_shown(A.rows):
        p = len(found.triples)
        return f"Together $A = U \\Sigma {last}$ with $U$ {A.shape[0]}×{p}, $\\Sigma$ {p}×{p} and ${last}$ {p}×{A.shape[1]}."
    return (
        "The vectors $u_i$ are the columns of $U$, the vectors $v_i$ the rows of "
        f"${last}$: {display('U', matrix(found.U))} {display(SIGMA, diagonal_matrix(found.values))} {display(last, matrix(found.Vt))}"
    )


def _freedom(A: Matrix) -> str:
    repeated = any(b.multiplicity > 1 for b in linalg.singular_structure(A).blocks)
    more = " and, inside a repeated singular value, any orthonormal basis" if repeated else ""
    return f"The signs of a pair $u_i$, $v_i$ may be flipped together{more}; economy and full factors are both right."


def _svd_check(A: Matrix, found: SingularTriples) -> str:
    if not is_shown(A.rows):
        *_, gap = equation_sides(A, adjoint(found.Vt), found.U, found.values, A.scale)
        return f"Check: the largest entry of $AV - U\\Sigma$ is {gap}"
    names = (r"\top", "V^\\top") if has_real_entries(A.rows) else ("*", "V^{*}")
    scaled_U = transpose([scaled(s, u) for s, u in zip(found.values, transpose(found.U), strict=True)])
    product = settled_rows(multiply_by_terms(scaled_U, found.Vt), A.scale)
    gram = settled_rows(multiply_by_terms(adjoint(found.U), found.U), 1.0)
    whole = tuple(tuple(near_integer(x, SLACK) for x in row) for row in gram)
    return (
        f"Check: {display(f'U^{{{names[0]}}} U', matrix(whole))} so the $u_i$ are orthonormal too, and "
        f"{display(f'U{SIGMA} {names[1]}', juxtaposed(matrix(scaled_U), matrix(found.Vt)), matrix(product))} is $A$ again."
    )


# ---- norms ---------------------------------------------------------------------------------------------------------


def norm(given: Given) -> WorkedSteps:
    match given.word("norm"):
        case "frobenius":
            return _frobenius(given)
        case "spectral":
            return _spectral(given)
        case _:
            return _nuclear(given)


def _norm_value(given: Given) -> tuple[Maths, ...]:
    """Return the norm, and its decimals where it has roots."""
    found = norm_of(given)
    return (value(found), *([value(as_float(found))] if isinstance(found, Surd) and value(found).is_exact else []))


def _frobenius(given: Given) -> WorkedSteps:
    A = given.matrix()
    values = linalg.singular_values(A)
    square = square_length(entries(A.rows))
    shown = f" {display('A', matrix(A.rows))}" if is_shown(A.rows) else ""
    root = rooted(square)
    return (
        f"The Frobenius norm is the length of $A$ as one long vector: square every entry, add, and take the square root.{shown}",
        f"Add the squares: {display(FROBENIUS + '^2', squares_added(entries(A.rows)), value(square))}",
        f"Take the square root: {display(FROBENIUS, root, *unless_same(root, *_norm_value(given)))}",
        f"Check: it is also the square root of the sum of the squared singular values, {inline(listed(values))}: "
        f"{display(*added_squares(values))}",
    )


def _spectral(given: Given) -> WorkedSteps:
    A = given.matrix()
    found = display(r"\lVert A \rVert_2 = \sigma_1", *_norm_value(given))
    return (
        "The spectral norm is the largest singular value: the most that $A$ can stretch a vector.",
        *singular_value_steps(A),
        f"The largest is the norm: {found}",
        square_check(A),
    )


def _nuclear(given: Given) -> WorkedSteps:
    A = given.matrix()
    values = linalg.singular_values(A)
    return (
        "The nuclear norm is the sum of the singular values.",
        *singular_value_steps(A),
        f"Add them: {display(NUCLEAR, summed(values), *_norm_value(given))}",
        square_check(A),
    )
