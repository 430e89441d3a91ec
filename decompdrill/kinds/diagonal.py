"""Diagonalization, orthogonal diagonalization, and the questions whether a matrix is diagonalizable or orthogonal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations

import numpy as np

from decompdrill.judging import frames
from decompdrill.judging.numbers import SLACK
from decompdrill.kinds import by_hand, oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    counted,
    demand_square,
    factors,
    judge_a_word,
    list_answer,
    say_list,
    tex,
    yes_no,
)
from decompdrill.kinds.eigen import EIGENVALUES
from decompdrill.kinds.factor_slips import OF_LISTS_ALONE, column_sign, parts_of, slips_of_values, with_parts
from decompdrill.kinds.making import KindJudge, answers_where, is_not_wrong, none, say_near, say_size, would_be_right
from decompdrill.kinds.reference.diagonal import (
    columns_as_matrix,
    demand_diagonalizable,
    demand_small_tolerance,
    demand_symmetric,
    diagonalization,
    eigenbasis,
    gram_defect,
    inner_product,
    is_orthogonal,
    judge_diagonalization,
    judge_orthogonal_diagonalization,
    multiple_root,
    orthogonal_diagonalization,
    tex_like,
    why_diagonalizable,
    why_orthogonal,
)
from decompdrill.kinds.reference.singular import diagonal_of, mapped, transposed
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import diagonal as steps
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, square_root
from decompdrill.model import Answer, Form, Number, Typed

# ---- is A diagonalizable? ------------------------------------------------------------------------------------------


def _has_repeated(given: Given) -> bool:
    return any(r.multiplicity > 1 for r in linalg.spectrum(given.matrix()))


def _complex_eigenvalues(given: Given) -> list[Scalar]:
    return [r.value for r in linalg.spectrum(given.matrix()) if isinstance(r.approximation, complex)]


def _is_diagonalizable(given: Given) -> bool:
    return linalg.is_diagonalizable(given.matrix())


def _is_singular(given: Given) -> bool:
    A = given.matrix()
    return linalg.rank(A) < A.shape[0]


def _say_counts_multiplicity(given: Given) -> str:
    short = next((s for s in linalg.eigenspaces(given.matrix()) if s.dimension < s.multiplicity), None)
    if short is None:
        return f"{why_diagonalizable(given, yes_no(False))} Compare each multiplicity with the dimension of the eigenspace."
    return (
        rf"$\lambda = {tex(short.value)}$ is {multiple_root(short.multiplicity)}, which does not mean that it has "
        f"{short.multiplicity} linearly independent eigenvectors. Find the dimension of the null space of "
        r"$A - \lambda I$."
    )


def _say_repeated_means_no(given: Given) -> str:
    full = next((s for s in linalg.eigenspaces(given.matrix()) if 1 < s.multiplicity == s.dimension), None)
    if full is None:
        return (
            "A repeated eigenvalue does not decide it: compare its multiplicity with the dimension of its eigenspace."
        )
    return (
        rf"$\lambda = {tex(full.value)}$ is {multiple_root(full.multiplicity)}, but that does not decide it: the null space of "
        rf"$A - \lambda I$ has dimension {full.dimension} as well."
    )


def _say_complex_means_no(given: Given) -> str:
    return (
        f"Not all eigenvalues are real ({say_near(_complex_eigenvalues(given))}). Over $\\mathbb{{C}}$ that does not matter: "
        "they have eigenvectors like any others."
    )


def _say_distinct_refused(given: Given) -> str:
    if given.matrix().shape[0] == 1:
        return why_diagonalizable(given, yes_no(True))
    return (
        "All eigenvalues are different, and eigenvectors for different eigenvalues are linearly independent: "
        f"{given.matrix().shape[0]} of them form a basis."
    )


IS_DIAGONALIZABLE = Kind(
    signature=SIGNATURES["is-diagonalizable"],
    reference=lambda g: yes_no(_is_diagonalizable(g)),
    oracle=oracles.is_diagonalizable,
    judge=judge_a_word,
    why=why_diagonalizable,
    demand=demand_square,
    steps=steps.is_diagonalizable,
    slips=(
        Slip("counts-multiplicity", answers_where(True, lambda g: not _is_diagonalizable(g)), _say_counts_multiplicity),
        Slip(
            "repeated-means-no",
            answers_where(False, lambda g: _is_diagonalizable(g) and _has_repeated(g)),
            _say_repeated_means_no,
        ),
        Slip(
            "complex-means-no",
            answers_where(False, lambda g: _is_diagonalizable(g) and bool(_complex_eigenvalues(g))),
            _say_complex_means_no,
        ),
        Slip(
            "singular-means-no",
            answers_where(False, lambda g: _is_diagonalizable(g) and _is_singular(g)),
            lambda g: (
                "An eigenvalue 0 makes $A$ singular, not defective: its eigenvectors are the nonzero vectors of the null space."
            ),
        ),
        Slip(
            "distinct-refused",
            answers_where(False, lambda g: _is_diagonalizable(g) and not _has_repeated(g)),
            _say_distinct_refused,
            avoided=False,
        ),
    ),
)


# ---- is A orthogonal? ----------------------------------------------------------------------------------------------


def _taken_for_orthogonal(holds: Callable[[Matrix], bool]) -> Callable[[Given], Iterator[Answer]]:
    """Return a slip that says yes where A is not orthogonal but has the property that a learner took for it."""
    return answers_where(True, lambda g: not is_orthogonal(g) and holds(g.matrix()))


def _square_lengths(A: Matrix) -> Array:
    lengths: Array = np.linalg.norm(A.array, axis=0)
    return lengths**2


def _inner_products(A: Matrix) -> Array:
    """Return the absolute value of the inner product of each column with each later one, 0 elsewhere."""
    products: Array = np.triu(np.abs(A.array.conj().T @ A.array), 1)
    return products


def _columns_are_unit(A: Matrix) -> bool:
    return bool(np.all(np.abs(_square_lengths(A) - 1) <= SLACK))


def _columns_are_orthogonal(A: Matrix) -> bool:
    return bool(np.max(_inner_products(A)) <= SLACK * A.scale**2)


def _say_columns_orthogonal(given: Given) -> str:
    A = given.matrix()
    j = int(np.argmax(np.abs(_square_lengths(A) - 1)))
    length = tex(square_root(inner_product(A, j, j)))
    found = "does not have length 1" if length == "1" else f"has length ${length}$, not 1"  # 1 but for digits not shown
    if A.shape[1] == 1:
        return f"The one column {found}."
    return f"The columns are perpendicular to each other, but that is not enough: column {j + 1} {found}."


def _say_columns_unit(given: Given) -> str:
    A = given.matrix()
    i, j = divmod(int(np.argmax(_inner_products(A))), A.shape[1])
    product = "dot product" if A.is_real else "inner product"
    return (
        f"The columns have length 1, but columns {i + 1} and {j + 1} are not perpendicular: their {product} is "
        f"${tex_like(A, inner_product(A, i, j))}$, not 0."
    )


def _say_determinant_one(given: Given) -> str:
    A = given.matrix()
    if not A.is_real:
        return r"$|\det A| = 1$ is not enough: it follows from $A^{*} A = I$, but not the other way around. Compute $A^{*} A$."
    found = 1 if np.linalg.det(A.array) > 0 else -1
    return (
        rf"$\det A = {found}$ is not enough: every orthogonal matrix has determinant 1 or $-1$, but not every matrix with such "
        r"a determinant is orthogonal. Compute $A^\top A$."
    )


def _say_not_square(given: Given) -> str:
    A = given.matrix()
    columns = "Its one column has length 1" if A.shape[1] == 1 else "Its columns are orthonormal"
    turned = r"AA^\top" if A.is_real else "AA^{*}"
    return f"{columns}, but $A$ is {say_size(A)}, and an orthogonal matrix is square: ${turned} = I$ must hold too."


IS_ORTHOGONAL = Kind(
    signature=SIGNATURES["is-orthogonal"],
    reference=lambda g: yes_no(is_orthogonal(g)),
    oracle=oracles.is_orthogonal,
    judge=judge_a_word,
    why=why_orthogonal,
    demand=demand_small_tolerance,
    steps=steps.is_orthogonal,
    slips=(
        Slip(
            "columns-orthogonal",
            _taken_for_orthogonal(lambda A: _columns_are_orthogonal(A) and not _columns_are_unit(A)),
            _say_columns_orthogonal,
        ),
        Slip(
            "columns-unit",
            _taken_for_orthogonal(lambda A: _columns_are_unit(A) and not _columns_are_orthogonal(A)),
            _say_columns_unit,
        ),
        Slip(
            "determinant-one",
            _taken_for_orthogonal(lambda A: A.is_square and bool(abs(abs(np.linalg.det(A.array)) - 1) <= SLACK)),
            _say_determinant_one,
        ),
        Slip(
            "symmetric-taken",
            _taken_for_orthogonal(lambda A: A.is_square and A.is_hermitian and A.is_real),
            lambda g: r"$A$ is symmetric, $A^\top = A$. Orthogonal means $A^\top = A^{-1}$: compute $A^\top A$.",
        ),
        Slip(
            "reflection-refused",
            answers_where(
                False,
                lambda g: is_orthogonal(g) and g.matrix().is_real and bool(np.linalg.det(g.matrix().array) < 0),
            ),
            lambda g: (
                f"A negative determinant is allowed: that of an orthogonal matrix is 1 or $-1$. {why_orthogonal(g, yes_no(True))}"
            ),
        ),
        Slip(
            "not-square",
            _taken_for_orthogonal(lambda A: not A.is_square and gram_defect(A) <= SLACK),
            _say_not_square,
        ),
        Slip(
            "orthogonal-refused",
            answers_where(False, is_orthogonal),
            lambda g: f"{why_orthogonal(g, yes_no(True))} Nothing more is required.",
            avoided=False,
        ),
        Slip(
            "columns-not-compared",
            answers_where(True, lambda g: not is_orthogonal(g)),
            lambda g: why_orthogonal(g, yes_no(False)),
            avoided=False,
        ),
    ),
)


# ---- slips of eigenvectors in the columns of a factor ----------------------------------------------------------------


def _factor(typed: Typed, name: str) -> Array:
    return frames.values(parts_of(typed)[name].rows)


def _off_diagonal(typed: Typed) -> bool:
    _values, off = diagonal_of(parts_of(typed)["L"])
    return any(x.value for x in off)


def _right_as_rows(name: str, judge: KindJudge, given: Given, typed: Typed) -> bool:
    return would_be_right(judge, given, with_parts(typed, **{name: transposed(parts_of(typed)[name])}))


def _right_in_another_order(judge: KindJudge, given: Given, typed: Typed) -> bool:
    """Would the eigenvalues be right in another order, and are they not in this one, as far as the digits tell?"""
    part = parts_of(typed)["L"]
    values, _off = diagonal_of(part)
    fits = any(c.passed for c in judge(given, Answer(typed.form), typed).checks if c.name in ("AV = VΛ", "AQ = QΛ"))
    if len(values) > 5 or _off_diagonal(typed) or fits:
        return False
    orders = (Typed(Form.LIST, part.text, rows=(order,)) for order in permutations(values))
    return any(would_be_right(judge, given, with_parts(typed, L=L)) for L in orders)


def _right_as_inverse(name: str, judge: KindJudge, given: Given, typed: Typed) -> bool:
    """Would the inverse be right, as exactly as the digits typed tell it?"""
    M, R = _factor(typed, name), frames.bounds(parts_of(typed)[name].rows)
    if M.shape[0] != M.shape[1] or np.linalg.cond(M) > 1e6:
        return False
    inverse = np.linalg.inv(M)
    radii = np.abs(inverse) @ R @ np.abs(inverse) + SLACK * np.max(np.abs(inverse))
    rows = tuple(
        tuple(Number(x, None, r) for x, r in zip(*both, strict=True))
        for both in zip(inverse.tolist(), radii.tolist(), strict=True)
    )
    part = replace(parts_of(typed)[name], rows=rows)
    return is_not_wrong(judge, given, with_parts(typed, **{name: part}), Form.FACTORS)


def _columns_depend(M: Array) -> bool:
    """Are the columns of a square factor linearly dependent: a column twice, or one of zeros?"""
    lengths = np.linalg.norm(M, axis=0)
    if not np.all(lengths):
        return True
    return bool(np.linalg.svd(M / lengths, compute_uv=False)[-1] <= SLACK)


def _identity_for_another(name: str, given: Given, typed: Typed) -> bool:
    """Is a factor the identity, though A is not diagonal?"""
    A, M = given.matrix().array, _factor(typed, name)
    return (
        bool(np.any(A - np.diag(np.diag(A))))
        and M.shape == A.shape
        and bool(np.all(np.abs(M - np.eye(len(M))) <= SLACK))
    )


def _shifted_values(name: str, truth: Answer) -> Iterator[Answer]:
    parts = dict(truth.parts)
    values = parts["L"].rows[0]
    shifted = (*values[1:], values[0])
    if shifted != values:
        yield factors(**{name: parts[name], "L": list_answer(shifted)})


def _turned_vectors(name: str, truth: Answer) -> Iterator[Answer]:
    parts = dict(truth.parts)
    yield factors(**{name: columns_as_matrix(parts[name].rows), "L": parts["L"]})


def _say_eigenvalues(A: Matrix) -> str:
    values = linalg.eigenvalues(A)
    return f"The eigenvalue{' is' if len(values) == 1 else 's are'} {say_list(values)}"


SLIPS_OF_LAMBDA = tuple(s for s in EIGENVALUES.slips if s.id not in OF_LISTS_ALONE)


def _mixed_pairs(name: str, reference: Callable[[Given], Answer], judge: KindJudge) -> Slip:
    return Slip(
        "pairs-mixed-up",
        lambda g: _shifted_values(name, reference(g)),
        lambda g: (
            rf"The eigenvectors and the eigenvalues are right, but not in the same order: entry $i$ of $\Lambda$ must belong to "
            rf"column $i$ of ${name}$. Test $Av = \lambda v$ for each column."
        ),
        spots=lambda g, t: _right_in_another_order(judge, g, t),
    )


def _dependent_columns(name: str, avoided: bool) -> Slip:
    return Slip(
        "columns-dependent",
        none,
        lambda g: (
            f"The columns of ${name}$ are linearly dependent, so ${name}$ has no inverse. Find "
            f"{counted(g.matrix().shape[0], 'linearly independent eigenvector')}."
        ),
        spots=lambda g, t: _factor(t, name).shape == g.matrix().shape and _columns_depend(_factor(t, name)),
        avoided=avoided,
    )


def _eigenbasis_slips(name: str, judge: KindJudge) -> tuple[Slip, ...]:
    def eigenvalue_missing(given: Given) -> str:
        A = given.matrix()
        repeated = ", repeated according to multiplicity" if _has_repeated(given) else ""
        return rf"$\Lambda$ is {say_size(A)} like $A$, so it needs {A.shape[0]} eigenvalues on its diagonal{repeated}."

    return (
        Slip(
            "lambda-not-diagonal",
            none,
            lambda g: r"$\Lambda$ must be diagonal: the eigenvalues on its diagonal, and zeros elsewhere.",
            spots=lambda g, t: _off_diagonal(t),
        ),
        Slip(
            "eigenvalue-missing",
            none,
            eigenvalue_missing,
            spots=lambda g, t: len(diagonal_of(parts_of(t)["L"])[0]) < g.matrix().shape[0],
            avoided=False,
        ),
        Slip(
            "one-sign",
            none,
            lambda g: rf"One entry of ${name}$ has the wrong sign. Test $Av = \lambda v$ for each column.",
            spots=column_sign(name, judge),
            avoided=False,
        ),
        Slip(
            "inverse-given",
            none,
            lambda g: f"This is the inverse of ${name}$. The eigenvectors are the columns of ${name}$ itself.",
            spots=lambda g, t: _right_as_inverse(name, judge, g, t),
            avoided=False,
        ),
        Slip(
            "identity-given",
            none,
            lambda g: (
                rf"With ${name} = I$ the product is $\Lambda$, a diagonal matrix, and $A$ is not diagonal. The columns of "
                f"${name}$ must be eigenvectors of $A$."
            ),
            spots=lambda g, t: _identity_for_another(name, g, t),
            avoided=False,
        ),
    )


def _why_diagonalization(given: Given, truth: Answer) -> str:
    bases = " and any basis of the eigenspace of a repeated eigenvalue" if _has_repeated(given) else ""
    return (
        rf"{_say_eigenvalues(given.matrix())}; column $i$ of $V$ must be an eigenvector for entry $i$ of $\Lambda$. Any order "
        f"that keeps the pairs together is right, as are any nonzero multiples of the columns{bases}."
    )


DIAGONALIZATION = Kind(
    signature=SIGNATURES["diagonalization"],
    reference=diagonalization,
    oracle=oracles.diagonalization,
    judge=judge_diagonalization,
    why=_why_diagonalization,
    demand=demand_diagonalizable,
    steps=steps.diagonalization,
    seen_by_hand=by_hand.of_diagonalization,
    slips=(
        _mixed_pairs("V", diagonalization, judge_diagonalization),
        Slip(
            "eigenvectors-as-rows",
            lambda g: _turned_vectors("V", diagonalization(g)),
            lambda g: (
                r"The eigenvectors are in the rows of $V$. In $A = V\Lambda V^{-1}$ they are its columns: transpose $V$."
            ),
            spots=lambda g, t: _right_as_rows("V", judge_diagonalization, g, t),
        ),
        _dependent_columns("V", avoided=True),
        *_eigenbasis_slips("V", judge_diagonalization),
        *slips_of_values("L", "Λ", SLIPS_OF_LAMBDA, EIGENVALUES),
    ),
)


def _has_eigenvectors(given: Given, typed: Typed) -> bool:
    """Are the columns of Q eigenvectors for Λ, whatever their lengths and angles?"""
    parts = parts_of(typed)
    return would_be_right(judge_diagonalization, given, replace(typed, parts=(("V", parts["Q"]), ("L", parts["L"]))))


def _not_unit(given: Given, typed: Typed) -> bool:
    """Is Q right but for the lengths of its columns?"""
    part = parts_of(typed)["Q"]
    lengths = np.linalg.norm(frames.values(part.rows), axis=0)
    told = np.linalg.norm(frames.bounds(part.rows), axis=0) + SLACK
    if not np.all(lengths) or not np.any(np.abs(lengths - 1) > told):
        return False
    units = mapped(part, {j: 1 / length for j, length in enumerate(lengths.tolist())})
    return would_be_right(judge_orthogonal_diagonalization, given, with_parts(typed, Q=units))


def _not_orthogonal(given: Given, typed: Typed) -> bool:
    """Are the columns of Q eigenvectors, but two for the same eigenvalue not perpendicular, as far as their digits tell?"""
    Q, R = _factor(typed, "Q"), frames.bounds(parts_of(typed)["Q"].rows)
    values, _off = diagonal_of(parts_of(typed)["L"])
    slack = np.abs(Q).T @ R + R.T @ np.abs(Q) + SLACK
    apart = np.abs(Q.conj().T @ Q) > slack
    pairs = ((i, j) for i in range(len(values)) for j in range(i))
    return _has_eigenvectors(given, typed) and any(apart[i, j] and values[i].value == values[j].value for i, j in pairs)


def _unnormalized(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if len(linalg.spectrum(A)) == A.shape[0]:
        yield factors(Q=columns_as_matrix(eigenbasis(A)), L=list_answer(linalg.eigenvalues(A)))


def _why_orthogonal_diagonalization(given: Given, truth: Answer) -> str:
    bases = " and any orthonormal basis of the eigenspace of a repeated eigenvalue" if _has_repeated(given) else ""
    return (
        rf"{_say_eigenvalues(given.matrix())}; column $i$ of $Q$ must be a unit eigenvector for entry $i$ of $\Lambda$, perpendicular "
        f"to the other columns. Any order that keeps the pairs together is right, as is either sign of each column{bases}."
    )


ORTHOGONAL_DIAGONALIZATION = Kind(
    signature=SIGNATURES["orthogonal-diagonalization"],
    reference=orthogonal_diagonalization,
    oracle=oracles.orthogonal_diagonalization,
    judge=judge_orthogonal_diagonalization,
    why=_why_orthogonal_diagonalization,
    demand=demand_symmetric,
    steps=steps.orthogonal_diagonalization,
    seen_by_hand=by_hand.of_diagonalization,
    slips=(
        Slip(
            "not-unit",
            _unnormalized,
            lambda g: (
                "The directions are right, but not every column of $Q$ has length 1: divide each column by its length."
            ),
            spots=_not_unit,
        ),
        _mixed_pairs("Q", orthogonal_diagonalization, judge_orthogonal_diagonalization),
        Slip(
            "eigenvectors-as-rows",
            lambda g: _turned_vectors("Q", orthogonal_diagonalization(g)),
            lambda g: (
                r"This is $Q^\top$: the eigenvectors are in its rows. In $A = Q\Lambda Q^\top$ they are the columns of $Q$."
            ),
            spots=lambda g, t: _right_as_rows("Q", judge_orthogonal_diagonalization, g, t),
        ),
        Slip(
            "not-orthogonal",
            none,
            lambda g: (
                "The columns of $Q$ are eigenvectors, but those for a repeated eigenvalue are not all perpendicular: "
                "orthogonalize them (Gram–Schmidt), then divide each by its length."
            ),
            spots=_not_orthogonal,
        ),
        *_eigenbasis_slips("Q", judge_orthogonal_diagonalization),
        _dependent_columns("Q", avoided=False),
        *slips_of_values("L", "Λ", SLIPS_OF_LAMBDA, EIGENVALUES),
    ),
)

KINDS: tuple[Kind, ...] = (IS_DIAGONALIZABLE, IS_ORTHOGONAL, DIAGONALIZATION, ORTHOGONAL_DIAGONALIZATION)
