"""Diagonalisation, orthogonal diagonalisation, and the questions whether a matrix is diagonalisable or orthogonal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations

import numpy as np

from decompdrill.judging import frames
from decompdrill.judging.numbers import SLACK
from decompdrill.kinds import oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    demand_square,
    factors,
    judge_a_word,
    listed,
    matrix,
    say_list,
    yes_no,
)
from decompdrill.kinds.eigen import EIGENVALUES
from decompdrill.kinds.factor_slips import column_sign, parts_of, slips_of_values, with_parts
from decompdrill.kinds.making import (
    Judge,
    is_right,
    none,
)
from decompdrill.kinds.reference.diagonal import (
    columns_as_matrix,
    demand_diagonalizable,
    demand_symmetric,
    demand_tolerance,
    diagonalization,
    eigenbasis,
    gram_defect,
    is_orthogonal,
    judge_diagonalization,
    judge_orthogonal_diagonalization,
    orthogonal_diagonalization,
    why_diagonalizable,
    why_orthogonal,
)
from decompdrill.kinds.reference.singular import diagonal_of, transposed
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import diagonal as steps
from decompdrill.maths import linalg
from decompdrill.model import Answer, Form, Number, Typed


def _has_repeated(given: Given) -> bool:
    return any(r.multiplicity > 1 for r in linalg.spectrum(given.matrix()))


def _repeated_means_no(given: Given) -> Iterator[Answer]:
    if linalg.is_diagonalizable(given.matrix()) and _has_repeated(given):
        yield yes_no(False)


def _complex_means_no(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if linalg.is_diagonalizable(A) and any(isinstance(r.approximation, complex) for r in linalg.spectrum(A)):
        yield yes_no(False)


def _singular_means_no(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if linalg.is_diagonalizable(A) and linalg.rank(A) < A.shape[0]:
        yield yes_no(False)


def _counts_multiplicity(given: Given) -> Iterator[Answer]:
    if not linalg.is_diagonalizable(given.matrix()):
        yield yes_no(True)


IS_DIAGONALIZABLE = Kind(
    signature=SIGNATURES["is-diagonalizable"],
    reference=lambda g: yes_no(linalg.is_diagonalizable(g.matrix())),
    oracle=oracles.is_diagonalizable,
    judge=judge_a_word,
    why=why_diagonalizable,
    demand=demand_square,
    steps=steps.is_diagonalizable,
    slips=(
        Slip(
            "counts-multiplicity",
            _counts_multiplicity,
            lambda g: (
                "A root that occurs twice need not have two eigenvectors. Compare the multiplicity in the polynomial with the "
                "dimension of the null space of A − λI."
            ),
        ),
        Slip(
            "repeated-means-no",
            _repeated_means_no,
            lambda g: (
                "A repeated eigenvalue is no obstacle by itself: what counts is whether it has as many independent eigenvectors."
            ),
        ),
        Slip(
            "complex-means-no",
            _complex_means_no,
            lambda g: "The eigenvalues are complex, but over ℂ they have eigenvectors like any others.",
        ),
        Slip(
            "singular-means-no",
            _singular_means_no,
            lambda g: "An eigenvalue 0 makes A singular, not defective: its eigenvectors are the null space.",
        ),
        Slip(
            "distinct-refused",
            lambda g: (yes_no(False),) if linalg.is_diagonalizable(g.matrix()) else (),
            lambda g: (
                "All eigenvalues are different, and eigenvectors for different eigenvalues are always independent: "
                f"{g.matrix().shape[0]} of them form a basis."
            ),
            avoided=False,
        ),
    ),
)


def _accepted_for(given: Given, which: str) -> Iterator[Answer]:
    """Yield yes where A is not orthogonal but has the property that a learner took for it."""
    A = given.matrix()
    if is_orthogonal(given):
        if which == "reflection" and A.is_square and np.linalg.det(A.array).real < 0:
            yield yes_no(False)
        return
    gram = A.array.conj().T @ A.array
    off = np.max(np.abs(gram - np.diag(np.diag(gram)))) if A.shape[1] > 1 else 0.0
    has = {
        "columns-orthogonal": off <= SLACK * A.scale**2,
        "columns-unit": bool(np.max(np.abs(np.diag(gram) - 1)) <= SLACK),
        "determinant": A.is_square and bool(abs(abs(np.linalg.det(A.array)) - 1) <= SLACK),
        "symmetric": A.is_square and A.is_hermitian,
        "not-square": not A.is_square and gram_defect(A) <= SLACK,
    }
    if has.get(which, False):
        yield yes_no(True)


IS_ORTHOGONAL = Kind(
    signature=SIGNATURES["is-orthogonal"],
    reference=lambda g: yes_no(is_orthogonal(g)),
    oracle=oracles.is_orthogonal,
    judge=judge_a_word,
    why=why_orthogonal,
    demand=demand_tolerance,
    steps=steps.is_orthogonal,
    slips=(
        Slip(
            "columns-orthogonal",
            lambda g: _accepted_for(g, "columns-orthogonal"),
            lambda g: (
                "The columns are perpendicular, but not all of length 1: AᵀA must be the identity, its diagonal too."
            ),
        ),
        Slip(
            "columns-unit",
            lambda g: _accepted_for(g, "columns-unit"),
            lambda g: "The columns have length 1, but they are not perpendicular: AᵀA must be zero off its diagonal.",
        ),
        Slip(
            "determinant-one",
            lambda g: _accepted_for(g, "determinant"),
            lambda g: "A determinant of ±1 follows from QᵀQ = I, but not the other way: compute AᵀA.",
        ),
        Slip(
            "symmetric-taken",
            lambda g: _accepted_for(g, "symmetric"),
            lambda g: "Symmetric means A = Aᵀ; orthogonal means A⁻¹ = Aᵀ.",
        ),
        Slip(
            "reflection-refused",
            lambda g: _accepted_for(g, "reflection"),
            lambda g: "A determinant of −1 makes it a reflection, which is orthogonal too: AᵀA = I is all that counts.",
        ),
        Slip(
            "not-square",
            lambda g: _accepted_for(g, "not-square"),
            lambda g: "Its columns are orthonormal, but an orthogonal matrix is square: AAᵀ = I must hold too.",
        ),
        Slip(
            "orthogonal-refused",
            lambda g: (yes_no(False),) if is_orthogonal(g) else (),
            lambda g: (
                "Every column has length 1 and is perpendicular to the others: AᵀA = I, and nothing more is asked."
            ),
            avoided=False,
        ),
        Slip(
            "columns-not-compared",
            lambda g: (yes_no(True),) if not is_orthogonal(g) else (),
            lambda g: f"Compute AᵀA. {why_orthogonal(g, yes_no(False))}",
            avoided=False,
        ),
    ),
)


# ---- slips of form -------------------------------------------------------------------------------------------------


def _as_rows(judge: Judge, name: str, given: Given, typed: Typed) -> bool:
    return is_right(judge, given, with_parts(typed, **{name: transposed(dict(typed.parts)[name])}), Form.FACTORS)


def _pairs_mixed(judge: Judge, given: Given, typed: Typed) -> bool:
    part = dict(typed.parts)["L"]
    values, _off = diagonal_of(part)
    if len(values) > 5:
        return False
    orders = (Typed(Form.LIST, part.text, rows=(order,)) for order in permutations(values) if order != values)
    return any(is_right(judge, given, with_parts(typed, L=L), Form.FACTORS) for L in orders)


def _columns_dependent(given: Given, typed: Typed) -> bool:
    V = frames.values(dict(typed.parts)["V"].rows)
    lengths = np.linalg.norm(V, axis=0)
    if V.shape[0] != V.shape[1] or np.any(lengths == 0):
        return bool(np.any(lengths == 0))
    return bool(np.linalg.svd(V / lengths, compute_uv=False)[-1] <= 1e-6)


def _lambda_not_diagonal(given: Given, typed: Typed) -> bool:
    _values, off = diagonal_of(dict(typed.parts)["L"])
    return any(t.value for t in off)


def _swapped_values(given: Given, name: str) -> Iterator[Answer]:
    reference = diagonalization(given) if name == "V" else orthogonal_diagonalization(given)
    parts = dict(reference.parts)
    values = parts["L"].rows[0]
    turned = (*values[1:], values[0])
    if turned != values:
        yield Answer(Form.FACTORS, parts=((name, parts[name]), ("L", listed(turned))))


def _turned_vectors(given: Given, name: str) -> Iterator[Answer]:
    reference = diagonalization(given) if name == "V" else orthogonal_diagonalization(given)
    parts = dict(reference.parts)
    yield Answer(Form.FACTORS, parts=((name, matrix(zip(*parts[name].rows, strict=True))), ("L", parts["L"])))


def _singular_v(given: Given) -> Iterator[Answer]:
    parts = dict(diagonalization(given).parts)
    columns = tuple(zip(*parts["V"].rows, strict=True))
    yield factors(V=columns_as_matrix((columns[0],) * len(columns)), L=parts["L"])


def _inverse_given(name: str, judge: Judge) -> Callable[[Given, Typed], bool]:
    """Return whether the inverse of what was typed would be right."""

    def spots(given: Given, typed: Typed) -> bool:
        part = parts_of(typed)[name]
        M = frames.values(part.rows)
        if M.shape[0] != M.shape[1] or np.linalg.cond(M) > 1e6:
            return False
        inverse = np.linalg.inv(M)
        rows = tuple(tuple(Number(x, None, 5e-3 * abs(x) or 5e-3) for x in row) for row in inverse.tolist())
        return is_right(judge, given, with_parts(typed, **{name: replace(part, rows=rows)}), Form.FACTORS)

    return spots


def _list_length(part: str) -> Callable[[Given, Typed], bool]:
    def spots(given: Given, typed: Typed) -> bool:
        row, _ = diagonal_of(parts_of(typed)[part])
        return len(row) < given.matrix().shape[0]

    return spots


def _equal_columns(name: str) -> Callable[[Given, Typed], bool]:
    """Return whether the columns of a factor depend on each other: a column twice, or one of zeros."""

    def spots(given: Given, typed: Typed) -> bool:
        M = frames.values(parts_of(typed)[name].rows)
        lengths = np.linalg.norm(M, axis=0)
        if not np.all(lengths) or M.shape[1] > M.shape[0]:
            return not np.all(lengths)
        return bool(np.linalg.svd(M / lengths, compute_uv=False)[-1] < 1e-6)

    return spots


def _is_identity(name: str) -> Callable[[Given, Typed], bool]:
    def spots(given: Given, typed: Typed) -> bool:
        M = frames.values(parts_of(typed)[name].rows)
        return M.shape[0] == M.shape[1] and bool(np.allclose(M, np.eye(len(M)), rtol=0, atol=SLACK))

    return spots


def _eigenbasis_slips(name: str, judge: Judge) -> tuple[Slip, ...]:
    return (
        Slip(
            "eigenvalue-missing",
            none,
            lambda g: (
                f"Λ is as large as A, {g.matrix().shape[0]}×{g.matrix().shape[0]}: write each eigenvalue as often as it occurs."
            ),
            spots=_list_length("L"),
            avoided=False,
        ),
        Slip(
            "one-sign",
            none,
            lambda g: f"With the sign of one entry of {name} turned it would be right: test Av = λv, column by column.",
            spots=column_sign(name, judge),
            avoided=False,
        ),
        Slip(
            "inverse-given",
            none,
            lambda g: f"This is the inverse of {name}: the eigenvectors are the columns of {name} itself.",
            spots=_inverse_given(name, judge),
            avoided=False,
        ),
        Slip(
            "identity-given",
            none,
            lambda g: (
                f"{name} cannot be the identity: then A would be Λ, a diagonal matrix. Its columns are eigenvectors of A."
            ),
            spots=_is_identity(name),
            avoided=False,
        ),
        Slip(
            "columns-dependent",
            none,
            lambda g: (
                f"The columns of {name} depend on each other, so it has no inverse: each must be an eigenvector of its own."
            ),
            spots=_equal_columns(name),
            avoided=False,
        ),
    )


DIAGONALIZATION = Kind(
    signature=SIGNATURES["diagonalization"],
    reference=diagonalization,
    oracle=oracles.diagonalization,
    judge=judge_diagonalization,
    why=lambda g, truth: (
        f"The eigenvalues are {say_list(linalg.eigenvalues(g.matrix()))}; each column of V is an eigenvector for the eigenvalue "
        "at the same place of Λ. Any order that keeps the pairs together and any non-zero multiples are right."
    ),
    demand=demand_diagonalizable,
    steps=steps.diagonalization,
    slips=(
        Slip(
            "pairs-mixed-up",
            lambda g: _swapped_values(g, "V"),
            lambda g: (
                "The eigenvectors and the eigenvalues are right, but not in the same order: column i of V belongs to entry i of "
                "Λ."
            ),
            spots=lambda g, t: _pairs_mixed(judge_diagonalization, g, t),
        ),
        Slip(
            "eigenvectors-as-rows",
            lambda g: _turned_vectors(g, "V"),
            lambda g: "The eigenvectors stand in the rows of V. In A = VΛV⁻¹ they are its columns.",
            spots=lambda g, t: _as_rows(judge_diagonalization, "V", g, t),
        ),
        Slip(
            "columns-dependent",
            _singular_v,
            lambda g: (
                "The columns of V depend on each other, so V has no inverse. Each eigenvalue needs eigenvectors of its own."
            ),
            spots=_columns_dependent,
        ),
        Slip(
            "lambda-not-diagonal",
            lambda g: (),
            lambda g: "Λ must be diagonal: the eigenvalues, and zeros elsewhere.",
            spots=_lambda_not_diagonal,
        ),
        *_eigenbasis_slips("V", judge_diagonalization),
        *slips_of_values("L", "Λ", EIGENVALUES.slips, EIGENVALUES),
    ),
)


def _has_eigenvectors(given: Given, typed: Typed) -> bool:
    """Are the columns of Q eigenvectors for Λ, whatever their lengths and angles?"""
    parts = parts_of(typed)
    as_v = Typed(typed.form, typed.text, parts=(("V", parts["Q"]), ("L", parts["L"])))
    return is_right(judge_diagonalization, given, as_v, Form.FACTORS)


def _not_unit(given: Given, typed: Typed) -> bool:
    if not _has_eigenvectors(given, typed):
        return False
    Q = frames.values(dict(typed.parts)["Q"].rows)
    return bool(np.max(np.abs(np.linalg.norm(Q, axis=0) - 1)) > 1e-2)


def _not_orthogonal(given: Given, typed: Typed) -> bool:
    return not _not_unit(given, typed) and _has_eigenvectors(given, typed)


def _unnormalised(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if len(linalg.spectrum(A)) == A.shape[0]:
        yield factors(Q=columns_as_matrix(eigenbasis(A)), L=listed(linalg.eigenvalues(A)))


ORTHOGONAL_DIAGONALIZATION = Kind(
    signature=SIGNATURES["orthogonal-diagonalization"],
    reference=orthogonal_diagonalization,
    oracle=oracles.orthogonal_diagonalization,
    judge=judge_orthogonal_diagonalization,
    why=lambda g, truth: (
        f"The eigenvalues are {say_list(linalg.eigenvalues(g.matrix()))}; the columns of Q are eigenvectors of length 1, "
        "perpendicular to each other. Either sign of a column is right."
    ),
    demand=demand_symmetric,
    steps=steps.orthogonal_diagonalization,
    slips=(
        Slip(
            "not-unit",
            _unnormalised,
            lambda g: "The directions are right, but the columns of Q must have length 1: divide each by its length.",
            spots=_not_unit,
        ),
        Slip(
            "pairs-mixed-up",
            lambda g: _swapped_values(g, "Q"),
            lambda g: (
                "The eigenvectors and the eigenvalues are right, but not in the same order: column i of Q belongs to entry i of Λ."
            ),
            spots=lambda g, t: _pairs_mixed(judge_orthogonal_diagonalization, g, t),
        ),
        Slip(
            "eigenvectors-as-rows",
            lambda g: _turned_vectors(g, "Q"),
            lambda g: "This is Qᵀ: the eigenvectors stand in its rows. In A = QΛQᵀ they are the columns of Q.",
            spots=lambda g, t: _as_rows(judge_orthogonal_diagonalization, "Q", g, t),
        ),
        Slip(
            "not-orthogonal",
            lambda g: (),
            lambda g: (
                "These are eigenvectors, but those of a repeated eigenvalue are not perpendicular to each other: "
                "orthogonalise them (Gram–Schmidt)."
            ),
            spots=_not_orthogonal,
        ),
        *_eigenbasis_slips("Q", judge_orthogonal_diagonalization),
        *slips_of_values("L", "Λ", EIGENVALUES.slips, EIGENVALUES),
    ),
)

KINDS: tuple[Kind, ...] = (IS_DIAGONALIZABLE, IS_ORTHOGONAL, DIAGONALIZATION, ORTHOGONAL_DIAGONALIZATION)
