"""Diagonalization, orthogonal diagonalization, and the questions whether a matrix is diagonalizable or orthogonal."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement, frames, passed_shape, worst, wrong_shape
from decompdrill.judging.frames import Numbers
from decompdrill.judging.lists import key_of, match, values_check
from decompdrill.judging.numbers import SLACK, Entry, fits_digits, judge_number
from decompdrill.judging.tolerances import NO_ENTRY
from decompdrill.judging.vectors import misfit, nearest_entries
from decompdrill.kinds.base import (
    Given,
    demand_square,
    factors,
    list_answer,
    matrix_answer,
    say,
    say_list,
    tex,
    tex_list,
)
from decompdrill.kinds.making import say_size
from decompdrill.kinds.reference.eigen import plain
from decompdrill.kinds.reference.singular import diagonal_of
from decompdrill.kinds.steps.writing import decimals
from decompdrill.maths import exact, linalg
from decompdrill.maths.algebra import inner, transpose
from decompdrill.maths.linalg import Array, Eigenspace, Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float
from decompdrill.maths.tolerances import LEAST_SIZE
from decompdrill.mathtext import formats
from decompdrill.model import Answer, Check, CheckName, Note, Number, Outcome, Typed

# ---- is A diagonalizable? ------------------------------------------------------------------------------------------


def demand_diagonalizable(given: Given) -> None:
    demand_square(given)
    if not linalg.is_diagonalizable(given.matrix()):
        raise GivenError("A must have a basis of eigenvectors; this one is defective")
    vectors = np.hstack([space.basis for space in linalg.eigenspaces(given.matrix())])
    if np.linalg.svd(vectors, compute_uv=False)[-1] <= SLACK:
        raise GivenError("the eigenvectors of A must be far enough apart to be told from each other; these are not")


def multiple_root(multiplicity: int) -> str:
    """Return what a root that occurs so often is called."""
    return {2: "a double root", 3: "a triple root"}.get(multiplicity, f"a root of multiplicity {multiplicity}")


def kind_of_symmetry(A: Matrix) -> str:
    return "symmetric" if A.is_real else "Hermitian"


def why_diagonalizable(given: Given, truth: Answer) -> str:
    A = given.matrix()
    n, spaces = A.shape[0], linalg.eigenspaces(A)
    if truth.word == "no":
        return _too_few_eigenvectors(n, spaces)
    if n == 1:
        return r"Every $1 \times 1$ matrix is diagonal already."
    if all(s.multiplicity == 1 for s in spaces):
        if len(set(tex_list(s.value for s in spaces))) < n:  # 1 and 1.0000000001 look alike
            return "The characteristic polynomial has no repeated root, so the eigenvectors form a basis."
        return (
            f"The eigenvalues {say_list(linalg.eigenvalues(A))} are all different, so their eigenvectors form a basis."
        )
    if A.is_hermitian:
        return f"$A$ is {kind_of_symmetry(A)}, so it has an orthonormal basis of eigenvectors."
    return "Each repeated eigenvalue has as many linearly independent eigenvectors as its multiplicity."


def _too_few_eigenvectors(n: int, spaces: tuple[Eigenspace, ...]) -> str:
    short = next((s for s in spaces if s.dimension < s.multiplicity), None)
    if short is None:
        return f"$A$ has fewer than {n} linearly independent eigenvectors, too few for a basis of {n} vectors."
    return (
        rf"$\lambda = {tex(short.value)}$ is {multiple_root(short.multiplicity)}, but the null space of $A - \lambda I$ has "
        f"dimension {short.dimension}: too few eigenvectors for a basis."
    )


# ---- is A orthogonal? ----------------------------------------------------------------------------------------------

LONGEST_FRACTION = 9
"""Characters of a fraction in a sentence; a longer one is written as a decimal."""


def _tolerance(given: Given) -> float:
    return as_float(given.number("tolerance").value).real if "tolerance" in given else SLACK


def gram_defect(A: Matrix) -> float:
    return float(np.max(np.abs(A.array.conj().T @ A.array - np.eye(A.shape[1]))))


def is_orthogonal(given: Given) -> bool:
    return given.matrix().is_square and gram_defect(given.matrix()) <= _tolerance(given)


def demand_small_tolerance(given: Given) -> None:
    if "tolerance" in given:
        value = given.number("tolerance").value
        if isinstance(value, complex) or value < 0:
            raise GivenError(f"tolerance must not be negative; {given.number('tolerance').text} came")


def gram_name(A: Matrix) -> str:
    """Return AᵀA in LaTeX, A*A for a complex A."""
    return r"A^\top A" if A.is_real else "A^{*} A"


def inner_product(A: Matrix, i: int, j: int) -> Scalar:
    """Return the entry of AᵀA in row i and column j, exact where A is."""
    columns = transpose(A.rows)
    return inner(columns[i], columns[j])


def tex_like(A: Matrix, x: Scalar) -> str:
    """Return a number in LaTeX, as a fraction where A is written with fractions: 24/25 beside 3/5, not 0.96."""
    has_fractions = any(r"\frac" in formats.to_latex(y) for row in A.rows for y in row if isinstance(y, Fraction))
    if has_fractions and isinstance(x, Fraction) and len(str(x)) <= LONGEST_FRACTION:
        return formats.FORMATS["frac"](x)
    return tex(x)


def why_orthogonal(given: Given, truth: Answer) -> str:
    A = given.matrix()
    if not A.is_square:
        return f"$A$ is {say_size(A)}, and an orthogonal matrix is square."
    if truth.word == "no" or gram_defect(A) > SLACK:
        return _farthest_from_identity(given)
    if A.shape[0] == 1:
        return f"${gram_name(A)} = 1$: the one column has length 1."
    return f"${gram_name(A)} = I$: the columns have length 1 and are perpendicular to each other."


def _farthest_from_identity(given: Given) -> str:
    """Return which entry of AᵀA differs most from that of I, and whether that is within the tolerance."""
    A = given.matrix()
    gaps = np.abs(A.array.conj().T @ A.array - np.eye(A.shape[1]))
    i, j = sorted(divmod(int(np.argmax(gaps)), A.shape[1]))
    entry, wanted = tex_like(A, inner_product(A, i, j)), str(int(i == j))
    said = f"differs from {wanted} by ${decimals(gaps[i, j], 2)}$" if entry == wanted else f"is ${entry}$, not {wanted}"
    place = f"its entry in row {i + 1}, column {j + 1}"
    tolerance = f"the tolerance, {say(given.scalar('tolerance'))}" if "tolerance" in given else ""
    if is_orthogonal(given):
        return f"${gram_name(A)}$ is $I$ to within {tolerance}: {place}, where they differ most, {said}."
    beyond = f"; that is more than {tolerance}" if tolerance else ""
    return f"${gram_name(A)}$ is not $I$: {place} {said}{beyond}."


# ---- V and Λ -------------------------------------------------------------------------------------------------------


def eigenbasis(A: Matrix) -> tuple[tuple[Scalar, ...], ...]:
    """Return a basis of eigenvectors, in the order of `linalg.eigenvalues`; exact where A is small and exact."""
    vectors: list[tuple[Scalar, ...]] = []
    for space in linalg.eigenspaces(A):
        value = space.value
        if isinstance(value, Fraction | Surd) and A.shape[0] <= linalg.EXACT_SURD_SIZE:
            found = linalg.null_space(A, value)
            if found is not None and len(found) == space.dimension:  # else nearly equal eigenvalues were taken as one
                vectors += found
                continue
        vectors += [plain(space.basis[:, i]) for i in range(space.dimension)]
    return tuple(vectors)


def columns_as_matrix(columns: tuple[tuple[Scalar, ...], ...]) -> Answer:
    return matrix_answer(transpose(columns))


def diagonalization(given: Given) -> Answer:
    A = given.matrix()
    return factors(V=columns_as_matrix(eigenbasis(A)), L=list_answer(linalg.eigenvalues(A)))


def _shape_fault(n: int, vectors: Numbers, values: tuple[Number, ...], name: str) -> Judgement | None:
    rows, columns = len(vectors), len(vectors[0])
    if (rows, columns) != (n, n):
        return wrong_shape(f"{name} {n}×{n}", f"{name} {rows}×{columns}")
    if len(values) != n:
        return wrong_shape(f"L with {n} eigenvalues", f"L with {len(values)}")
    return None


def _paired(given: Given, values: tuple[Number, ...], vectors: Numbers) -> tuple[list[Entry], list[Eigenspace]]:
    """Return how each typed eigenvalue is judged, and the eigenspace of the true one that it is.

    Where two eigenvalues are so near that the digits typed fit both, the column of the vectors says which one is meant.
    """
    A = given.matrix()
    spaces = [s for s in linalg.eigenspaces(A) for _ in range(s.multiplicity)]
    key = key_of([s.value for s in spaces], A.entries, linalg.eigenvalue_errors(A))
    columns = frames.values(vectors).T
    pairs = match(values, key, [[misfit(c, s.basis) for s in spaces] for c in columns])
    return [key.judge(values[i], j, integers_exact=True) for i, j in pairs], [spaces[j] for _, j in sorted(pairs)]


def judge_diagonalization(given: Given, truth: Answer, typed: Typed) -> Judgement:
    A = given.matrix()
    parts = dict(typed.parts)
    vectors, (values, off) = parts["V"].rows, diagonal_of(parts["L"])
    fault = _shape_fault(A.shape[0], vectors, values, "V")
    if fault is not None:
        return fault
    l_entries, spaces = _paired(given, values, vectors)
    l_entries += [judge_number(x, 0.0, max(A.scale, LEAST_SIZE)) for x in off]
    columns = transpose(vectors)
    v_entries = [e for column, space in zip(columns, spaces, strict=True) for e in _column_entries(column, space)]
    independence = _independence(vectors, spaces)
    right = {"V": frames.all_right(v_entries) and independence.passed, "L": frames.all_right(l_entries)}
    checks = (
        passed_shape(),
        Check("nonzero", all(any(t.value for t in c) for c in columns)),
        values_check(l_entries, "eigenvalues"),
        independence,
        _equation("AV = VΛ", A, vectors, values, all(right.values())),
        values_check(v_entries, "eigenvectors"),
    )
    outcomes = [e.outcome for e in l_entries + v_entries]
    if not independence.passed:
        outcomes.append(Outcome.IMPRECISE if independence.note is not Note.DEPENDENT else Outcome.WRONG)
    fits = independence.passed and fits_digits(l_entries + v_entries)
    return Judgement(worst(outcomes), checks, credit=sum(right.values()) / 2, fits_digits=fits)


def _column_entries(column: tuple[Number, ...], space: Eigenspace) -> list[Entry]:
    if not any(t.value for t in column):
        return [Entry(Outcome.WRONG, 0.0, 0.0)]
    return nearest_entries(column, space.basis)


def _independence(vectors: Numbers, spaces: list[Eigenspace]) -> Check:
    """Return the check that V is invertible.

    The residual is the smallest singular value of V with its columns scaled to length 1. A V that is invertible as it is
    written passes. One that is not may be a right V that was rounded: the bound is what rounding could change in that
    singular value (Weyl), and the detail says how many digits would tell.
    """
    V, R = frames.values(vectors), frames.bounds(vectors)
    lengths = np.linalg.norm(V, axis=0)
    if np.any(lengths == 0):
        return Check("independent", False, 0.0, SLACK, Note.DEPENDENT)
    smallest = float(np.linalg.svd(V / lengths, compute_uv=False)[-1])
    carried = float(np.linalg.norm(R / lengths))
    if smallest > SLACK:
        return Check("independent", True, smallest, SLACK)
    if carried == 0.0 or _same_space_dependent(V / lengths, R / lengths, spaces):
        return Check("independent", False, smallest, SLACK, Note.DEPENDENT)
    digits = 2 + max(1, math.ceil(-math.log10(max(smallest, carried / 10))))
    return Check("independent", False, smallest, carried, Note.TOO_FEW_DIGITS, f"{digits} digits would tell")


def _same_space_dependent(V: Array, R: Array, spaces: list[Eigenspace]) -> bool:
    """Are columns for one and the same eigenvalue dependent, as far as their digits tell? For different ones they cannot be."""
    for value in {s.approximation for s in spaces}:
        columns = [i for i, s in enumerate(spaces) if s.approximation == value]
        smallest = np.linalg.svd(V[:, columns], compute_uv=False)[-1]
        if len(columns) > 1 and smallest <= max(SLACK, float(np.linalg.norm(R[:, columns]))):
            return True
    return False


def _equation(name: CheckName, A: Matrix, vectors: Numbers, values: tuple[Number, ...], excused: bool) -> Check:
    """Return the check AV = VΛ; its bound is |A|R + R|Λ| + |V|·r, R and r the roundings of V and Λ."""
    V, R = frames.values(vectors), frames.bounds(vectors)
    (lam,), (r,) = frames.values((values,)), frames.bounds((values,))
    residual = A.array @ V - V * lam
    carried = np.abs(A.array) @ R + R * np.abs(lam) + np.abs(V) * r + R * r
    floor = SLACK * max(A.scale, LEAST_SIZE) * max(float(np.max(np.abs(V))), LEAST_SIZE)
    return frames.equation_check(name, residual, carried + floor, excused)


# ---- Q and Λ -------------------------------------------------------------------------------------------------------


def demand_symmetric(given: Given) -> None:
    demand_square(given)
    if not given.matrix().is_hermitian:
        raise GivenError("A must be symmetric; this one is not")


def orthogonal_diagonalization(given: Given) -> Answer:
    A = given.matrix()
    columns: list[tuple[Scalar, ...]] = []
    for space in linalg.eigenspaces(A):
        columns += unit_basis(A, space)
    return factors(Q=columns_as_matrix(tuple(columns)), L=list_answer(linalg.eigenvalues(A)))


def unit_basis(A: Matrix, space: Eigenspace) -> list[tuple[Scalar, ...]]:
    """Return orthonormal eigenvectors of a symmetric A, with roots where the eigenspace is a rational one."""
    if A.is_rational and isinstance(space.value, Fraction):
        basis = linalg.null_space(A, space.value)
        units = None if basis is None else exact.gram_schmidt(basis)
        if units is not None:
            return [tuple(v) for v in units]
    return [tuple(0.0 if abs(x) < NO_ENTRY else x for x in space.basis[:, i].tolist()) for i in range(space.dimension)]


def judge_orthogonal_diagonalization(given: Given, truth: Answer, typed: Typed) -> Judgement:
    A = given.matrix()
    parts = dict(typed.parts)
    vectors, (values, off) = parts["Q"].rows, diagonal_of(parts["L"])
    fault = _shape_fault(A.shape[0], vectors, values, "Q")
    if fault is not None:
        return fault
    l_entries, spaces = _paired(given, values, vectors)
    l_entries += [judge_number(x, 0.0, max(A.scale, LEAST_SIZE)) for x in off]
    q_entries: list[Entry] = []
    for space in linalg.eigenspaces(A):
        columns = [i for i, s in enumerate(spaces) if s.approximation == space.approximation]
        rows = tuple(tuple(row[i] for i in columns) for row in vectors)
        q_entries += frames.flat(frames.judge_entries(rows, frames.nearest([space.basis], [rows])[0]))
    right = {"Q": frames.all_right(q_entries), "L": frames.all_right(l_entries)}
    checks = (
        passed_shape(),
        values_check(l_entries, "eigenvalues"),
        frames.orthonormal_check("orthonormal-Q", vectors, right["Q"]),
        _equation("AQ = QΛ", A, vectors, values, all(right.values())),
        values_check(q_entries, "Q"),
    )
    entries = l_entries + q_entries
    fits = fits_digits(entries)
    return Judgement(worst([e.outcome for e in entries]), checks, credit=sum(right.values()) / 2, fits_digits=fits)
