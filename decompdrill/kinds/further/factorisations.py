"""The further slips of diagonalisations and singular value decompositions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import permutations

import numpy as np

from decompdrill.judging import frames
from decompdrill.judging.numbers import SLACK
from decompdrill.kinds import diagonal, eigen, singular
from decompdrill.kinds.base import Given, Kind, Slip
from decompdrill.kinds.further import numbers as further_numbers
from decompdrill.kinds.further import spectra
from decompdrill.kinds.further.making import Judge, is_right, none, turned, would_be_right
from decompdrill.model import Form, Number, Outcome, Typed


def _parts(typed: Typed) -> dict[str, Typed]:
    return dict(typed.parts)


def _with(typed: Typed, **changed: Typed) -> Typed:
    return replace(typed, parts=tuple((name, changed.get(name, part)) for name, part in typed.parts))


def _diagonal_is(part: str, slip: Slip, kind: Kind) -> Callable[[Given, Typed], bool]:
    """Return whether the diagonal typed in a factor is wrong, and what a slip of its values gives."""

    def spots(given: Given, typed: Typed) -> bool:
        row, _ = singular.diagonal_of(_parts(typed)[part])
        values = Typed(Form.LIST, "", rows=(row,))
        if _are_right(kind, given, values):
            return False
        with np.errstate(all="ignore"):
            found = [a for a in slip.wrong(given) if len(a.rows[0]) == len(row)]
        return any(kind.judge(given, answer, values).outcome is Outcome.RIGHT for answer in found)

    return spots


def _are_right(kind: Kind, given: Given, values: Typed) -> bool:
    return kind.judge(given, kind.reference(given), values).outcome is Outcome.RIGHT


def _values_slips(part: str, shown: str, slips: Iterable[Slip], kind: Kind) -> tuple[Slip, ...]:
    def sentence(slip: Slip) -> Callable[[Given], str]:
        return lambda g: f"In {shown}: {slip.said(g)}"

    return tuple(Slip(s.id, none, sentence(s), spots=_diagonal_is(part, s, kind)) for s in slips)


def _column_sign(name: str, judge: Judge, by_rows: bool = False) -> Callable[[Given, Typed], bool]:
    """Return whether turning the sign of one entry of a factor makes the whole right."""

    def spots(given: Given, typed: Typed) -> bool:
        part = _parts(typed)[name]
        places = [(i, j) for i, row in enumerate(part.rows) for j, x in enumerate(row) if x.value]
        if len(places) > 16:
            return False
        for place in places:
            rows = tuple(
                tuple(turned(x) if (i, j) == place else x for j, x in enumerate(row)) for i, row in enumerate(part.rows)
            )
            if would_be_right(judge, given, _with(typed, **{name: replace(part, rows=rows)})):
                return True
        return False

    return spots


def _inverse_given(name: str, judge: Judge) -> Callable[[Given, Typed], bool]:
    """Return whether the inverse of what was typed would be right."""

    def spots(given: Given, typed: Typed) -> bool:
        part = _parts(typed)[name]
        M = frames.values(part.rows)
        if M.shape[0] != M.shape[1] or np.linalg.cond(M) > 1e6:
            return False
        inverse = np.linalg.inv(M)
        rows = tuple(tuple(Number(x, None, 5e-3 * abs(x) or 5e-3) for x in row) for row in inverse.tolist())
        return is_right(judge, given, _with(typed, **{name: replace(part, rows=rows)}), Form.FACTORS)

    return spots


def _list_length(part: str) -> Callable[[Given, Typed], bool]:
    def spots(given: Given, typed: Typed) -> bool:
        row, _ = singular.diagonal_of(_parts(typed)[part])
        return len(row) < given.matrix().shape[0]

    return spots


def _equal_columns(name: str) -> Callable[[Given, Typed], bool]:
    """Return whether the columns of a factor depend on each other: a column twice, or one of zeros."""

    def spots(given: Given, typed: Typed) -> bool:
        M = frames.values(_parts(typed)[name].rows)
        lengths = np.linalg.norm(M, axis=0)
        if not np.all(lengths) or M.shape[1] > M.shape[0]:
            return not np.all(lengths)
        return bool(np.linalg.svd(M / lengths, compute_uv=False)[-1] < 1e-6)

    return spots


def _is_identity(name: str) -> Callable[[Given, Typed], bool]:
    def spots(given: Given, typed: Typed) -> bool:
        M = frames.values(_parts(typed)[name].rows)
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
        ),
        Slip(
            "one-sign",
            none,
            lambda g: f"With the sign of one entry of {name} turned it would be right: test Av = λv, column by column.",
            spots=_column_sign(name, judge),
        ),
        Slip(
            "inverse-given",
            none,
            lambda g: f"This is the inverse of {name}: the eigenvectors are the columns of {name} itself.",
            spots=_inverse_given(name, judge),
        ),
        Slip(
            "identity-given",
            none,
            lambda g: (
                f"{name} cannot be the identity: then A would be Λ, a diagonal matrix. Its columns are eigenvectors of A."
            ),
            spots=_is_identity(name),
        ),
        Slip(
            "columns-dependent",
            none,
            lambda g: (
                f"The columns of {name} depend on each other, so it has no inverse: each must be an eigenvector of its own."
            ),
            spots=_equal_columns(name),
        ),
    )


DIAGONALIZATION = (
    *_eigenbasis_slips("V", diagonal.judge_diagonalization),
    *_values_slips("L", "Λ", (*eigen.EIGENVALUE_SLIPS, *spectra.EIGENVALUES), eigen.EIGENVALUES),
)
ORTHOGONAL_DIAGONALIZATION = (
    *_eigenbasis_slips("Q", diagonal.judge_orthogonal_diagonalization),
    *_values_slips("L", "Λ", (*eigen.EIGENVALUE_SLIPS, *spectra.EIGENVALUES), eigen.EIGENVALUES),
)


def _orders_mixed(given: Given, typed: Typed) -> bool:
    """Would the singular values, or the columns of U, in another order make it right?"""
    parts = _parts(typed)
    row, off = singular.diagonal_of(parts["S"])
    if len(row) > 4 or any(x.value for x in off):
        return False
    for order in permutations(row):
        if is_right(singular.judge_svd, given, _with(typed, S=Typed(Form.LIST, "", rows=(order,))), Form.FACTORS):
            return True
    columns = list(zip(*parts["U"].rows, strict=True))[: len(row)]
    return any(_fits_up_to_signs(given, typed, tuple(zip(*order, strict=True))) for order in permutations(columns))


def _fits_up_to_signs(given: Given, typed: Typed, left: frames.Numbers) -> bool:
    again = _with(typed, U=replace(_parts(typed)["U"], rows=left))
    return is_right(singular.judge_svd, given, again, Form.FACTORS) or singular.signs_unpaired(given, again)


def _eigendecomposition(given: Given, typed: Typed) -> bool:
    A, parts = given.matrix(), _parts(typed)
    row, _ = singular.diagonal_of(parts["S"])
    if not A.is_square or len(row) != A.shape[0]:
        return False
    V = frames.values(parts["U"].rows)
    if V.shape != A.shape or not np.all(np.linalg.norm(V, axis=0)):
        return False
    if _are_right(singular.SINGULAR_VALUES, given, Typed(Form.LIST, "", rows=(row,))):
        return False
    return bool(np.max(np.abs(A.array @ V - V * frames.values((row,))[0])) <= 0.02 * A.scale)


SVD = (
    Slip(
        "pairs-mixed-up",
        none,
        lambda g: "The parts are right, but not in the same order: column i of U, σᵢ and row i of Vᵀ belong together.",
        spots=_orders_mixed,
    ),
    Slip(
        "one-sign",
        none,
        lambda g: "With the sign of one entry turned it would be right: test that the columns are perpendicular.",
        spots=lambda g, t: any(_column_sign(name, singular.judge_svd)(g, t) for name in ("U", "Vt")),
    ),
    *_values_slips(
        "S", "Σ", (*singular.SINGULAR_VALUES.slips, *further_numbers.SINGULAR_VALUES), singular.SINGULAR_VALUES
    ),
    Slip(
        "eigendecomposition-instead",
        none,
        lambda g: "These are eigenvectors and eigenvalues of A. For an SVD take those of AᵀA and AAᵀ, and σᵢ = √λᵢ.",
        spots=_eigendecomposition,
    ),
)
