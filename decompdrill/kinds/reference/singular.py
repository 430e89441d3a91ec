"""Singular values, whole singular value decompositions, and norms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from decompdrill.judging import Judgement, frames, passed_shape, worst, wrong_shape
from decompdrill.judging.frames import Numbers
from decompdrill.judging.lists import key_of, match, values_check
from decompdrill.judging.numbers import SLACK, Entry, fits_digits, judge_number
from decompdrill.judging.tolerances import NO_ENTRY
from decompdrill.judging.vectors import misfit
from decompdrill.kinds.base import (
    Given,
    factors,
    judge_any_order,
    list_answer,
    matrix_answer,
)
from decompdrill.kinds.making import equals, say_near
from decompdrill.kinds.reference.eigen import tidied
from decompdrill.kinds.steps import writing
from decompdrill.maths import algebra, exact, linalg
from decompdrill.maths.algebra import diagonal, transpose
from decompdrill.maths.cache import remembered
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, Surd, as_float, root, times, total
from decompdrill.maths.tolerances import LEAST_SIZE
from decompdrill.model import Answer, Check, Form, Note, Number, Outcome, Typed

# ---- singular values -----------------------------------------------------------------------------------------------


def root_of(value: Scalar) -> Scalar:
    """Return √value, exactly where it has one."""
    if isinstance(value, Fraction) and value >= 0:
        found = root(value)
        if found is not None:
            return found
    return float(np.sqrt(abs(as_float(value))))


def squares_of(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return tuple(times(s, s) for s in values)


LARGEST_GRAM = 3
"""Rows or columns of A up to which a sentence shows its Gram matrix."""


def gram_of(A: Matrix) -> str:
    """Return the smaller Gram matrix of A, AᵀA or AAᵀ, for a sentence, with its entries where they are few."""
    adjoint = r"A^\top" if A.is_real else "A^{*}"
    is_tall = A.shape[0] >= A.shape[1]
    name = f"{adjoint} A" if is_tall else f"A {adjoint}"
    if not A.is_rational or max(A.shape) > LARGEST_GRAM:
        return f"${name}$"
    left, right = (A.T, A) if is_tall else (A, A.T)
    return writing.inline(name, writing.matrix(algebra.multiply(left.rows, right.rows)))


def for_matrix(sentence: str, of_complex: str = "") -> Callable[[Given], str]:
    """Return what a slip says; where A is complex its own sentence, or the same with A* in place of Aᵀ."""
    of_complex = of_complex or sentence.replace(r"\top", "{*}")
    return lambda given: sentence if given.matrix().is_real else of_complex


def why_singular_values(given: Given, truth: Answer) -> str:
    values = truth.rows[0]
    gram, squares = gram_of(given.matrix()), say_near(tidied(s) for s in squares_of(values))
    if len(values) == 1:
        return f"{gram} has the eigenvalue {squares}; its square root is the singular value {say_near(values)}."
    return f"{gram} has the eigenvalues {squares}; their square roots are the singular values {say_near(values)}."


def why_svd(given: Given, truth: Answer) -> str:
    A = given.matrix()
    values = linalg.singular_values(A)
    where = "" if as_float(values[-1]) else r" where $\sigma_i > 0$"
    return for_matrix(
        f"The singular values are {say_near(values)}. The rows $v_i$ of $V^\\top$ are orthonormal eigenvectors of $A^\\top A$, and "
        rf"$u_i = Av_i/\sigma_i${where}. The signs of a pair $u_i$, $v_i$ may be flipped together; economy and full factors are "
        "both right."
    )(given)


def judge_singular_values(given: Given, truth: Answer, typed: Typed) -> Judgement:
    judged = judge_any_order(given, truth, typed)
    if judged.outcome is Outcome.WRONG or is_descending(typed.rows[0]):
        return judged
    return Judgement(judged.outcome, (*judged.checks, Check("order", True, note=Note.UNSORTED)))


def is_descending(row: tuple[Number, ...]) -> bool:
    values = [t.value.real for t in row]
    radii = [t.radius for t in row]
    return all(values[i] + radii[i] >= values[i + 1] - radii[i + 1] for i in range(len(row) - 1))


# ---- singular value decomposition ----------------------------------------------------------------------------------


def _whole(value: float) -> float:
    return 0.0 if abs(value) < NO_ENTRY else value


@remembered
def svd_answer(A: Matrix) -> Answer:
    """Return an economy SVD as an answer, exact where square roots can say it; the lead of each right vector is positive."""
    if A.is_rational and max(A.shape) <= linalg.EXACT_SURD_SIZE:
        found = linalg.exactly(exact.singular_value_decomposition, A)
        if found is not None:
            U = matrix_answer(transpose(found.left))
            return factors(U=U, S=list_answer(found.values), Vt=matrix_answer(found.right))
    U_, _s, Vt = economy(A)
    return factors(U=_rows(U_), S=list_answer(linalg.singular_values(A)), Vt=_rows(Vt))


def economy(A: Matrix) -> tuple[Array, Array, Array]:
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    for i, row in enumerate(Vt):
        lead = row[int(np.argmax(np.round(np.abs(row), 9)))]  # a tie is no matter of the last bit
        if not np.iscomplexobj(Vt) and lead < 0:
            U[:, i], Vt[i] = -U[:, i], -row
    return U, s, Vt


def _rows(M: Array) -> Answer:
    return matrix_answer([[_whole(x) if isinstance(x, float) else x for x in row] for row in M.tolist()])


def judge_svd(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge any SVD, economy, compact or full: the nearest valid triple is found and each entry held to the precision rule."""
    A = given.matrix()
    parts = dict(typed.parts)
    left, right_t = parts["U"].rows, parts["Vt"].rows
    sigma, off_diagonal = sigma_of(A, parts["S"])
    structure = linalg.singular_structure(A)
    fault = shape_fault(A, structure.rank, parts)
    if fault is not None:
        return wrong_shape(*fault)
    right = _adjoint(right_t)
    key = key_of(structure.values(len(sigma)), A.entries, linalg.singular_value_error(A))
    pairs = match(sigma, key, _misfits(structure, left, right, len(sigma)))
    s_entries = [key.judge(sigma[i], j, integers_exact=True) for i, j in pairs]
    u_entries, v_entries = _vector_entries(structure, left, right, dict(pairs))
    zero = [judge_number(x, 0.0, key.scale) for x in off_diagonal]
    groups = {"U": u_entries, "S": s_entries + zero, "Vt": v_entries}
    right_parts = {name: frames.all_right(entries) for name, entries in groups.items()}
    checks = _svd_checks(A, left, sigma, right, right_parts, groups)
    outcome = worst([e.outcome for entries in groups.values() for e in entries])
    fits = fits_digits([e for entries in groups.values() for e in entries])
    return Judgement(outcome, checks, credit=sum(right_parts.values()) / 3, fits_digits=fits)


def _adjoint(rows: Numbers) -> Numbers:
    """Return V where Vᵀ was typed, which is V* of a complex matrix: A is the product of the three as they were typed."""
    return tuple(tuple(map(_conjugate, row)) for row in transpose(rows))


def _conjugate(x: Number) -> Number:
    if not isinstance(x.value, complex):
        return x
    return replace(x, value=x.value.conjugate(), exact=x.exact.conjugate() if isinstance(x.exact, Surd) else x.exact)


def _misfits(structure: linalg.SingularStructure, left: Numbers, right: Numbers, count: int) -> list[list[float]]:
    """Return how badly each pair of typed columns fits each singular value, by position in descending order."""
    spaces = [(block.left, block.right) for block in structure.blocks for _ in range(block.multiplicity)]
    spaces += [(structure.left_null, structure.right_null)] * (count - len(spaces))
    columns = list(zip(frames.values(left).T[:count], frames.values(right).T[:count], strict=True))
    return [[(misfit(u, L) + misfit(v, R)) / 2 for L, R in spaces] for u, v in columns]


def diagonal_of(part: Typed) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """Return the diagonal of Σ or Λ and what stands off it; a list is its own diagonal."""
    if part.form is Form.LIST or (len(part.rows) == 1 and len(part.rows[0]) > 1):
        return part.rows[0], ()
    off = tuple(x for i, row in enumerate(part.rows) for j, x in enumerate(row) if i != j)
    return diagonal(part.rows), off


def _shapes_asked(name: str, economy_: tuple[int, int], full: tuple[int, int]) -> str:
    """Return the shapes that a factor may have: one where the economy and the full factor are the same."""
    written = [f"{rows}×{columns}" for rows, columns in (economy_, full)]
    return f"{name} {written[0]}" if economy_ == full else f"{name} {written[0]} (economy) or {written[1]} (full)"


def sigma_of(A: Matrix, part: Typed) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """Return the diagonal of Σ and what stands off it; for a single row A, a row as long is the whole of Σ."""
    if A.shape[0] == 1 and len(part.rows) == 1 and len(part.rows[0]) == A.shape[1]:
        return part.rows[0][:1], part.rows[0][1:]
    return diagonal_of(part)


def shape_fault(A: Matrix, rank: int, parts: dict[str, Typed]) -> tuple[str, str] | None:
    """Return what shape is asked and what came where a factor has none that an SVD of A can have."""
    m, n = A.shape
    p = min(m, n)
    sigma, off = sigma_of(A, parts["S"])
    counts = range(max(rank, 1), p + 1)
    if len(sigma) not in counts:
        return f"S with {p} singular values", f"S with {len(sigma)}"
    k = len(sigma)
    (u_rows, u_columns), (v_rows, v_columns) = _shape(parts["U"]), _shape(parts["Vt"])
    if u_rows != m or u_columns not in (k, m):
        return _shapes_asked("U", (m, k), (m, m)), f"U {u_rows}×{u_columns}"
    if v_columns != n or v_rows not in (k, n):
        return _shapes_asked("Vt", (k, n), (n, n)), f"Vt {v_rows}×{v_columns}"
    if off and _shape(parts["S"]) not in {(k, k), (u_columns, v_rows), (m, n)}:
        return f"S {k}×{k} or {m}×{n}", "S {}×{}".format(*_shape(parts["S"]))
    return None


def _shape(part: Typed) -> tuple[int, int]:
    return len(part.rows), len(part.rows[0])


def _vector_entries(
    structure: linalg.SingularStructure, left: Numbers, right: Numbers, place: dict[int, int]
) -> tuple[list[Entry], list[Entry]]:
    """Return the judged entries of U and V (columns) against the nearest valid ones.

    `place` says which true singular value (by position in descending order) each typed one is.
    """
    u_entries: list[Entry] = []
    v_entries: list[Entry] = []
    start = 0
    for block in structure.blocks:
        columns = [i for i, j in sorted(place.items()) if start <= j < start + block.multiplicity]
        start += block.multiplicity
        typed = [_columns(left, columns), _columns(right, columns)]
        for entries, rows, W in zip(
            (u_entries, v_entries), typed, frames.nearest([block.left, block.right], typed), strict=True
        ):
            entries += frames.flat(frames.judge_entries(rows, W))
    kept = {i for i, j in place.items() if j < structure.rank}
    for entries, rows, null in ((u_entries, left, structure.left_null), (v_entries, right, structure.right_null)):
        rest = [i for i in range(len(rows[0])) if i not in kept]
        if rest:
            typed_rest = _columns(rows, rest)
            entries += frames.flat(frames.judge_entries(typed_rest, frames.nearest([null], [typed_rest])[0]))
    return u_entries, v_entries


def _columns(rows: Numbers, columns: list[int]) -> Numbers:
    return tuple(tuple(row[i] for i in columns) for row in rows)


def _svd_checks(
    A: Matrix,
    left: Numbers,
    sigma: tuple[Number, ...],
    right: Numbers,
    right_parts: dict[str, bool],
    groups: dict[str, list[Entry]],
) -> tuple[Check, ...]:
    k = len(sigma)
    U, V = frames.values(left)[:, :k], frames.values(right)[:, :k]
    rU, rV = frames.bounds(left)[:, :k], frames.bounds(right)[:, :k]
    s, rs = frames.values((sigma,))[0], frames.bounds((sigma,))[0]
    residual = A.array - (U * s) @ V.conj().T
    aU, aV, a_s = np.abs(U), np.abs(V), np.abs(s)
    carried = (
        (rU * a_s) @ aV.T + (aU * rs) @ aV.T + (aU * a_s) @ rV.T + (rU * a_s) @ rV.T + SLACK * max(A.scale, LEAST_SIZE)
    )
    excused = all(right_parts.values())
    checks = [
        passed_shape(),
        values_check(groups["S"], "singular-values"),
        frames.orthonormal_check("orthonormal-U", left, right_parts["U"]),
        frames.orthonormal_check("orthonormal-V", right, right_parts["Vt"]),
        frames.equation_check("reconstruction", residual, carried, excused),
        values_check(groups["U"], "U"),
        values_check(groups["Vt"], "Vt"),
    ]
    if excused and not is_descending(sigma):
        checks.append(Check("order", True, note=Note.UNSORTED))
    return tuple(checks)


def typed_arrays(typed: Typed) -> tuple[Array, Array, Array]:
    parts = dict(typed.parts)
    sigma, _ = diagonal_of(parts["S"])
    k = len(sigma)
    return frames.values(parts["U"].rows)[:, :k], frames.values((sigma,))[0], frames.values(parts["Vt"].rows)[:k]


def judged_again(given: Given, typed: Typed, **changed: Typed) -> bool:
    """Would the answer be right (or imprecise) with these parts in place of the typed ones?"""
    parts = tuple((name, changed.get(name, part)) for name, part in typed.parts)
    again = Typed(typed.form, typed.text, parts=parts)
    return judge_svd(given, svd_answer(given.matrix()), again).outcome is not Outcome.WRONG


def transposed(part: Typed) -> Typed:
    return Typed(part.form, part.text, rows=transpose(part.rows))


def adjoint_typed(part: Typed) -> Typed:
    """Return a part transposed and conjugated."""
    return Typed(part.form, part.text, rows=_adjoint(part.rows))


def mapped(part: Typed, change: dict[int, float]) -> Typed:
    """Return a part with whole columns multiplied: {column: factor}."""
    rows = tuple(tuple(_times(x, change.get(j, 1.0)) for j, x in enumerate(row)) for row in part.rows)
    return Typed(part.form, part.text, rows=rows)


def _times(x: Number, factor: float) -> Number:
    exact = None if x.exact is None or factor != round(factor) else x.exact * int(factor)
    return Number(x.value * factor, exact, x.radius * abs(factor), x.radius_imag * abs(factor), False, x.digits, x.text)


def signs_unpaired(given: Given, typed: Typed) -> bool:
    """Would flipping the signs of some columns of U make it right?"""
    if shape_fault(given.matrix(), 1, dict(typed.parts)) is not None:
        return False
    U, _s, Vt = typed_arrays(typed)
    A = given.matrix().array
    agreement = np.real(np.sum(U.conj() * (A @ Vt.conj().T), axis=0))
    flips = {j: -1.0 for j in range(U.shape[1]) if agreement[j] < 0}
    return bool(flips) and judged_again(given, typed, U=mapped(dict(typed.parts)["U"], flips))


# ---- norms ---------------------------------------------------------------------------------------------------------


def frobenius(A: Matrix) -> Scalar:
    if A.is_rational:
        found = linalg.exactly(exact.sum_of_squares, A)
        return root_of(found) if found is not None else float(np.linalg.norm(A.array))
    return root_of(total(tuple(_absolute_square(x) for row in A.rows for x in row)))


def _absolute_square(x: Scalar) -> Scalar:
    value = as_float(x)
    return abs(value) ** 2 if isinstance(value, complex) else times(x, x)


def norm(given: Given) -> Scalar:
    A = given.matrix()
    values = linalg.singular_values(A)
    match given.word("norm"):
        case "frobenius":
            return frobenius(A)
        case "spectral":
            return values[0]
        case _:
            return total(values)


MOST_SQUARES = 9
"""Entries of a matrix up to which a sentence writes out the sum of their squares."""


def _root_of_squares(A: Matrix) -> str:
    entries = [x for row in A.rows for x in row]
    if not A.is_rational or len(entries) > MOST_SQUARES:
        return r"\sqrt{\lvert a_{11} \rvert^2 + \lvert a_{12} \rvert^2 + \dots}"
    return rf"\sqrt{{{writing.summed_all([writing.squared(x) for x in entries]).latex}}}"


def _sum_of_sigmas(A: Matrix) -> str:
    count = min(A.shape)
    return " + ".join([rf"\sigma_{i}" for i in range(1, min(count, 3) + 1)] + [r"\dots"] * (count > 3))


def norm_rule(given: Given) -> str:
    """Return how the norm that is asked is worked out."""
    A = given.matrix()
    match given.word("norm"):
        case "frobenius":
            return rf"Square every entry, add, and take the square root: $\|A\|_F = {_root_of_squares(A)}$"
        case "spectral":
            return rf"Find the largest singular value: $\sigma_1^2$ is the largest eigenvalue of {gram_of(A)}"
        case _:
            return rf"Add the singular values: $\|A\|_\ast = {_sum_of_sigmas(A)}$"


def why_norm(given: Given, truth: Answer) -> str:
    A, value = given.matrix(), equals(truth.rows[0][0])
    match given.word("norm"):
        case "frobenius":
            return rf"$\|A\|_F = {_root_of_squares(A)} {value}$, the square root of the sum of the squared entries."
        case "spectral":
            return rf"$\|A\|_2 = \sigma_1 {value}$, the largest singular value."
        case _:
            return rf"$\|A\|_\ast = {_sum_of_sigmas(A)} {value}$, the sum of the singular values."
