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
    say_list,
    yes_no,
)
from decompdrill.kinds.eigen import EIGENVALUES
from decompdrill.kinds.factor_slips import column_sign, parts_of, slips_of_values, with_parts
from decompdrill.kinds.making import Judge, answers_where, is_right, none, say_size
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
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.model import Answer, Form, Number, Typed


def _has_repeated(given: Given) -> bool:
    return any(r.multiplicity > 1 for r in linalg.spectrum(given.matrix()))


def _has_complex(given: Given) -> bool:
    return any(isinstance(r.approximation, complex) for r in linalg.spectrum(given.matrix()))


def _is_diagonalizable(given: Given) -> bool:
    return linalg.is_diagonalizable(given.matrix())


def _is_singular(given: Given) -> bool:
    A = given.matrix()
    return linalg.rank(A) < A.shape[0]


IS_DIAGONALIZABLE = Kind(
    signature=SIGNATURES["is-diagonalizable"],
    reference=lambda g: yes_no(_is_diagonalizable(g)),
    oracle=oracles.is_diagonalizable,
    judge=judge_a_word,
    why=why_diagonalizable,
    demand=demand_square,
    steps=steps.is_diagonalizable,
    slips=(
        Slip(
            "counts-multiplicity",
            answers_where(True, lambda g: not _is_diagonalizable(g)),
            lambda g: (
                "A root that occurs twice need not have two eigenvectors. Compare the multiplicity in the polynomial with the "
                r"dimension of the null space of $A - \lambda I$."
            ),
        ),
        Slip(
            "repeated-means-no",
            answers_where(False, lambda g: _is_diagonalizable(g) and _has_repeated(g)),
            lambda g: (
                "A repeated eigenvalue is no obstacle by itself: what counts is whether it has as many independent eigenvectors."
            ),
        ),
        Slip(
            "complex-means-no",
            answers_where(False, lambda g: _is_diagonalizable(g) and _has_complex(g)),
            lambda g: r"The eigenvalues are complex, but over $\mathbb{C}$ they have eigenvectors like any others.",
        ),
        Slip(
            "singular-means-no",
            answers_where(False, lambda g: _is_diagonalizable(g) and _is_singular(g)),
            lambda g: "An eigenvalue 0 makes $A$ singular, not defective: its eigenvectors are the null space.",
        ),
        Slip(
            "distinct-refused",
            answers_where(False, _is_diagonalizable),
            lambda g: (
                "All eigenvalues are different, and eigenvectors for different eigenvalues are always independent: "
                f"{g.matrix().shape[0]} of them form a basis."
            ),
            avoided=False,
        ),
    ),
)


def _is_reflection(given: Given) -> bool:
    A = given.matrix()
    return is_orthogonal(given) and bool(np.linalg.det(A.array).real < 0)


def _taken_for_orthogonal(holds: Callable[[Matrix], bool]) -> Callable[[Given], Iterator[Answer]]:
    """Return a slip that says yes where A is not orthogonal but has the property that a learner took for it."""
    return answers_where(True, lambda g: not is_orthogonal(g) and holds(g.matrix()))


def _columns_are_orthogonal(A: Matrix) -> bool:
    gram = A.array.conj().T @ A.array
    return bool(np.max(np.abs(gram - np.diag(np.diag(gram)))) <= SLACK * A.scale**2)


def _columns_are_unit(A: Matrix) -> bool:
    return bool(np.max(np.abs(np.linalg.norm(A.array, axis=0) ** 2 - 1)) <= SLACK)


def _determinant_is_one(A: Matrix) -> bool:
    return A.is_square and bool(abs(abs(np.linalg.det(A.array)) - 1) <= SLACK)


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
            _taken_for_orthogonal(_columns_are_orthogonal),
            lambda g: (
                r"The columns are perpendicular, but not all of length 1: $A^\top A$ must be the identity, its diagonal too."
            ),
        ),
        Slip(
            "columns-unit",
            _taken_for_orthogonal(_columns_are_unit),
            lambda g: (
                r"The columns have length 1, but they are not perpendicular: $A^\top A$ must be zero off its diagonal."
            ),
        ),
        Slip(
            "determinant-one",
            _taken_for_orthogonal(_determinant_is_one),
            lambda g: (
                r"A determinant of $\pm 1$ follows from $Q^\top Q = I$, but not the other way: compute $A^\top A$."
            ),
        ),
        Slip(
            "symmetric-taken",
            _taken_for_orthogonal(lambda A: A.is_square and A.is_hermitian),
            lambda g: r"Symmetric means $A = A^\top$; orthogonal means $A^{-1} = A^\top$.",
        ),
        Slip(
            "reflection-refused",
            answers_where(False, _is_reflection),
            lambda g: (
                r"A determinant of $-1$ makes it a reflection, which is orthogonal too: $A^\top A = I$ is all that counts."
            ),
        ),
        Slip(
            "not-square",
            _taken_for_orthogonal(lambda A: not A.is_square and gram_defect(A) <= SLACK),
            lambda g: r"Its columns are orthonormal, but an orthogonal matrix is square: $AA^\top = I$ must hold too.",
        ),
        Slip(
            "orthogonal-refused",
            answers_where(False, is_orthogonal),
            lambda g: (
                r"Every column has length 1 and is perpendicular to the others: $A^\top A = I$, and nothing more is asked."
            ),
            avoided=False,
        ),
        Slip(
            "columns-not-compared",
            answers_where(True, lambda g: not is_orthogonal(g)),
            lambda g: rf"Compute $A^\top A$. {why_orthogonal(g, yes_no(False))}",
            avoided=False,
        ),
    ),
)


# ---- slips of eigenvectors in the columns of a factor ----------------------------------------------------------------


def _factor(typed: Typed, name: str) -> Array:
    return frames.values(parts_of(typed)[name].rows)


def _right_as_rows(name: str, judge: Judge, given: Given, typed: Typed) -> bool:
    turned = with_parts(typed, **{name: transposed(parts_of(typed)[name])})
    return is_right(judge, given, turned, Form.FACTORS)


def _right_in_another_order(judge: Judge, given: Given, typed: Typed) -> bool:
    """Would the eigenvalues be right in another order?"""
    part = parts_of(typed)["L"]
    values, _off = diagonal_of(part)
    if len(values) > 5:
        return False
    orders = (Typed(Form.LIST, part.text, rows=(order,)) for order in permutations(values) if order != values)
    return any(is_right(judge, given, with_parts(typed, L=L), Form.FACTORS) for L in orders)


def _right_as_inverse(name: str, judge: Judge, given: Given, typed: Typed) -> bool:
    M = _factor(typed, name)
    if M.shape[0] != M.shape[1] or np.linalg.cond(M) > 1e6:
        return False
    inverse = np.linalg.inv(M)
    rows = tuple(tuple(Number(x, None, 5e-3 * abs(x) or 5e-3) for x in row) for row in inverse.tolist())
    part = replace(parts_of(typed)[name], rows=rows)
    return is_right(judge, given, with_parts(typed, **{name: part}), Form.FACTORS)


def _columns_depend(M: Array) -> bool:
    """Do the columns of a factor depend on each other: a column twice, or one of zeros?"""
    lengths = np.linalg.norm(M, axis=0)
    if not np.all(lengths) or M.shape[1] > M.shape[0]:
        return not np.all(lengths)
    return bool(np.linalg.svd(M / lengths, compute_uv=False)[-1] <= 1e-6)


def _is_identity(M: Array) -> bool:
    return M.shape[0] == M.shape[1] and bool(np.allclose(M, np.eye(len(M)), rtol=0, atol=SLACK))


def _shifted_values(name: str, truth: Answer) -> Iterator[Answer]:
    parts = dict(truth.parts)
    values = parts["L"].rows[0]
    shifted = (*values[1:], values[0])
    if shifted != values:
        yield factors(**{name: parts[name], "L": listed(shifted)})


def _turned_vectors(name: str, truth: Answer) -> Iterator[Answer]:
    parts = dict(truth.parts)
    yield factors(**{name: columns_as_matrix(parts[name].rows), "L": parts["L"]})


def _first_column_repeated(truth: Answer) -> Iterator[Answer]:
    parts = dict(truth.parts)
    columns = tuple(zip(*parts["V"].rows, strict=True))
    yield factors(V=columns_as_matrix((columns[0],) * len(columns)), L=parts["L"])


def _mixed_pairs(name: str, reference: Callable[[Given], Answer], judge: Judge) -> Slip:
    return Slip(
        "pairs-mixed-up",
        lambda g: _shifted_values(name, reference(g)),
        lambda g: (
            f"The eigenvectors and the eigenvalues are right, but not in the same order: column $i$ of ${name}$ belongs to "
            r"entry $i$ of $\Lambda$."
        ),
        spots=lambda g, t: _right_in_another_order(judge, g, t),
    )


def _dependent_columns(name: str, wrong: Callable[[Given], Iterator[Answer]], avoided: bool) -> Slip:
    return Slip(
        "columns-dependent",
        wrong,
        lambda g: (
            f"The columns of ${name}$ depend on each other, so ${name}$ has no inverse. Each eigenvalue needs eigenvectors of "
            "its own."
        ),
        spots=lambda g, t: _columns_depend(_factor(t, name)),
        avoided=avoided,
    )


def _eigenbasis_slips(name: str, judge: Judge) -> tuple[Slip, ...]:
    return (
        Slip(
            "eigenvalue-missing",
            none,
            lambda g: (
                rf"$\Lambda$ is as large as $A$, {say_size(g.matrix())}: write each eigenvalue as often as it occurs."
            ),
            spots=lambda g, t: len(diagonal_of(parts_of(t)["L"])[0]) < g.matrix().shape[0],
            avoided=False,
        ),
        Slip(
            "one-sign",
            none,
            lambda g: (
                f"With the sign of one entry of ${name}$ turned it would be right: test $Av = \\lambda v$, column by column."
            ),
            spots=column_sign(name, judge),
            avoided=False,
        ),
        Slip(
            "inverse-given",
            none,
            lambda g: f"This is the inverse of ${name}$: the eigenvectors are the columns of ${name}$ itself.",
            spots=lambda g, t: _right_as_inverse(name, judge, g, t),
            avoided=False,
        ),
        Slip(
            "identity-given",
            none,
            lambda g: (
                rf"${name}$ cannot be the identity: then $A$ would be $\Lambda$, a diagonal matrix. Its columns are "
                "eigenvectors of $A$."
            ),
            spots=lambda g, t: _is_identity(_factor(t, name)),
            avoided=False,
        ),
    )


DIAGONALIZATION = Kind(
    signature=SIGNATURES["diagonalization"],
    reference=diagonalization,
    oracle=oracles.diagonalization,
    judge=judge_diagonalization,
    why=lambda g, truth: (
        f"The eigenvalues are {say_list(linalg.eigenvalues(g.matrix()))}; each column of $V$ is an eigenvector for the "
        r"eigenvalue at the same place of $\Lambda$. Any order that keeps the pairs together and any non-zero multiples are "
        "right."
    ),
    demand=demand_diagonalizable,
    steps=steps.diagonalization,
    slips=(
        _mixed_pairs("V", diagonalization, judge_diagonalization),
        Slip(
            "eigenvectors-as-rows",
            lambda g: _turned_vectors("V", diagonalization(g)),
            lambda g: r"The eigenvectors stand in the rows of $V$. In $A = V\Lambda V^{-1}$ they are its columns.",
            spots=lambda g, t: _right_as_rows("V", judge_diagonalization, g, t),
        ),
        _dependent_columns("V", lambda g: _first_column_repeated(diagonalization(g)), avoided=True),
        Slip(
            "lambda-not-diagonal",
            none,
            lambda g: r"$\Lambda$ must be diagonal: the eigenvalues, and zeros elsewhere.",
            spots=lambda g, t: any(x.value for x in diagonal_of(parts_of(t)["L"])[1]),
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
    lengths = np.linalg.norm(_factor(typed, "Q"), axis=0)
    return _has_eigenvectors(given, typed) and bool(np.max(np.abs(lengths - 1)) > 1e-2)


def _not_orthogonal(given: Given, typed: Typed) -> bool:
    return not _not_unit(given, typed) and _has_eigenvectors(given, typed)


def _unnormalized(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if len(linalg.spectrum(A)) == A.shape[0]:
        yield factors(Q=columns_as_matrix(eigenbasis(A)), L=listed(linalg.eigenvalues(A)))


ORTHOGONAL_DIAGONALIZATION = Kind(
    signature=SIGNATURES["orthogonal-diagonalization"],
    reference=orthogonal_diagonalization,
    oracle=oracles.orthogonal_diagonalization,
    judge=judge_orthogonal_diagonalization,
    why=lambda g, truth: (
        f"The eigenvalues are {say_list(linalg.eigenvalues(g.matrix()))}; the columns of $Q$ are eigenvectors of length 1, "
        "perpendicular to each other. Either sign of a column is right."
    ),
    demand=demand_symmetric,
    steps=steps.orthogonal_diagonalization,
    slips=(
        Slip(
            "not-unit",
            _unnormalized,
            lambda g: "The directions are right, but the columns of $Q$ must have length 1: divide each by its length.",
            spots=_not_unit,
        ),
        _mixed_pairs("Q", orthogonal_diagonalization, judge_orthogonal_diagonalization),
        Slip(
            "eigenvectors-as-rows",
            lambda g: _turned_vectors("Q", orthogonal_diagonalization(g)),
            lambda g: (
                r"This is $Q^\top$: the eigenvectors stand in its rows. In $A = Q\Lambda Q^\top$ they are the columns of $Q$."
            ),
            spots=lambda g, t: _right_as_rows("Q", judge_orthogonal_diagonalization, g, t),
        ),
        Slip(
            "not-orthogonal",
            none,
            lambda g: (
                "These are eigenvectors, but those of a repeated eigenvalue are not perpendicular to each other: "
                "orthogonalise them (Gram–Schmidt)."
            ),
            spots=_not_orthogonal,
        ),
        *_eigenbasis_slips("Q", judge_orthogonal_diagonalization),
        _dependent_columns("Q", none, avoided=False),
        *slips_of_values("L", "Λ", EIGENVALUES.slips, EIGENVALUES),
    ),
)

KINDS: tuple[Kind, ...] = (IS_DIAGONALIZABLE, IS_ORTHOGONAL, DIAGONALIZATION, ORTHOGONAL_DIAGONALIZATION)
