"""Singular values, whole singular value decompositions, and norms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import numpy as np

from decompdrill.judging import frames
from decompdrill.kinds import by_hand, oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    factors,
    judge_a_number,
    listed,
    matrix,
    number,
    say,
    say_list,
    tex,
)
from decompdrill.kinds.factor_slips import are_right, column_sign, parts_of, slips_of_values, with_parts
from decompdrill.kinds.making import (
    Values,
    approximate,
    array_of,
    before,
    eigenvalues_of,
    is_right,
    lists,
    none,
    numbers,
    say_size,
)
from decompdrill.kinds.reference.eigen import tidied
from decompdrill.kinds.reference.singular import (
    NORM_WORDS,
    diagonal_of,
    frobenius,
    judge_singular_values,
    judge_svd,
    judged_again,
    mapped,
    norm,
    root_of,
    shape_fault,
    signs_unpaired,
    squares_of,
    svd_answer,
    transposed,
    typed_arrays,
    why_singular_values,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import singular as steps
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, as_float, times, total
from decompdrill.model import Answer, Form, Number, Typed


def _eigenvalues(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if A.is_square:
        values = linalg.eigenvalues(A)
        yield listed(values)
        yield listed(_modulus(v) for v in values)


def _modulus(value: Scalar) -> Scalar:
    if isinstance(value, Fraction):
        return abs(value)
    return abs(as_float(value))


def _diagonal(A: Matrix) -> tuple[Scalar, ...]:
    return tuple(A.rows[i][i] for i in range(min(A.shape)))


def _diagonal_kept(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    off = any(as_float(x) for i, row in enumerate(A.rows) for j, x in enumerate(row) if i != j)
    if not off and any(as_float(x).real < 0 for x in _diagonal(A)):
        yield listed(_diagonal(A))


def _diagonal_read(given: Given) -> Iterator[Answer]:
    diagonal = _diagonal(given.matrix())
    yield listed(diagonal)
    yield listed(_modulus(x) for x in diagonal)


def _lengths(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    for rows in (A.T.rows, A.rows):
        if len(rows) == min(A.shape):
            yield listed(root_of(total(squares_of(row))) for row in rows)


def _padded(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    extra = max(A.shape) - min(A.shape)
    if extra:
        yield listed((*linalg.singular_values(A), *[0] * extra))


def _zeros_dropped(given: Given) -> Iterator[Answer]:
    values = linalg.singular_values(given.matrix())
    kept = tuple(v for v in values if as_float(v))
    if kept and len(kept) < len(values):
        yield listed(kept)


def _singular_values(given: Given) -> Array:
    return np.array(approximate(linalg.singular_values(given.matrix())))


def _some_missing(given: Given) -> Iterator[Answer]:
    """Yield all values but one, one alone, and the Frobenius norm in place of all."""
    values = linalg.singular_values(given.matrix())
    if len(values) < 2:
        return
    yield from (listed(values[:i] + values[i + 1 :]) for i in range(len(values)))
    yield from (listed([x]) for x in values if len(values) > 2)
    yield listed([frobenius(given.matrix())])


def _how_many(given: Given) -> str:
    A = given.matrix()
    return f"A {say_size(A)} matrix has {min(A.shape)} singular values"


def _padding(given: Given) -> list[float]:
    return [0.0] * abs(given.matrix().shape[0] - given.matrix().shape[1])


def _roots_of_eigenvalues(given: Given) -> Iterator[Values]:
    if given.matrix().is_square:
        values = eigenvalues_of(given)
        yield [complex(x) ** 0.5 for x in values]
        yield [abs(x) ** 0.5 for x in values]
        yield [abs(x) ** 2 for x in values]


def _all_lengths(given: Given) -> Iterator[Values]:
    A = np.abs(array_of(given))
    for axis in (0, 1):
        yield (A**2).sum(axis)
        yield np.sqrt((A**2).sum(axis))


def _sums(given: Given) -> Iterator[Values]:
    A = np.abs(array_of(given))
    yield from (A.sum(axis=0), A.sum(axis=1))


def _sign_patterns(n: int) -> Iterator[tuple[int, ...]]:
    if n <= 4:
        yield from product((-1, 1), repeat=n)


SINGULAR_VALUES = Kind(
    signature=SIGNATURES["singular-values"],
    reference=lambda g: listed(linalg.singular_values(g.matrix()), linalg.singular_value_error(g.matrix())),
    oracle=oracles.singular_values,
    judge=judge_singular_values,
    why=why_singular_values,
    steps=steps.singular_values,
    seen_by_hand=by_hand.of_singular_values,
    slips=(
        Slip(
            "negative-kept",
            _diagonal_kept,
            lambda g: "Singular values are never negative: the sign of a diagonal entry goes into $U$ or $V$.",
        ),
        Slip(
            "squares",
            lambda g: (listed(squares_of(linalg.singular_values(g.matrix()))),),
            lambda g: (
                r"These are $\sigma^2$, the eigenvalues of $A^\top A$. The singular values are their square roots: "
                rf"$\sigma_1 = \sqrt{{{tex(tidied(squares_of(linalg.singular_values(g.matrix()))[0]))}}}$."
            ),
        ),
        Slip(
            "eigenvalues-instead",
            _eigenvalues,
            lambda g: (
                r"These are eigenvalues of $A$ (or their sizes). The singular values are the roots of the eigenvalues of $A^\top A$; "
                "in size the two agree only for special matrices, such as symmetric ones."
            ),
        ),
        Slip(
            "padded",
            _padded,
            lambda g: f"{_how_many(g)}: the larger of $A^\\top A$ and $AA^\\top$ adds zeros that do not count.",
        ),
        Slip(
            "zeros-dropped",
            _zeros_dropped,
            lambda g: (
                f"A zero is a singular value too: $A$ has {min(g.matrix().shape)} of them, as many as its shorter side."
            ),
        ),
        Slip("one-missing", _some_missing, lambda g: f"{_how_many(g)}; write out all, repeated ones too."),
        Slip(
            "diagonal-read",
            _diagonal_read,
            lambda g: (
                "These are diagonal entries of $A$. They are the singular values (up to sign) only where $A$ is diagonal."
            ),
        ),
        Slip(
            "column-lengths",
            _lengths,
            lambda g: (
                "These are the lengths of the columns (or rows). They are the singular values only where the columns are "
                r"orthogonal; in general take the roots of the eigenvalues of $A^\top A$."
            ),
        ),
        Slip(
            "squares",
            lambda g: lists(
                [[*_singular_values(g) ** 2, *_padding(g)], sorted({float(x) for x in _singular_values(g) ** 2})]
            ),
            lambda g: (
                r"These are $\sigma^2$, the eigenvalues of $A^\top A$ or $AA^\top$. The singular values are their square roots."
            ),
            avoided=False,
        ),
        Slip(
            "rooted-twice",
            lambda g: lists([np.sqrt(_singular_values(g))]),
            lambda g: r"The root was taken twice: $\sigma_i$ is the square root of an eigenvalue of $A^\top A$, once.",
            avoided=False,
        ),
        Slip(
            "negative-kept",
            lambda g: lists(_singular_values(g) * np.array(s) for s in _sign_patterns(len(_singular_values(g)))),
            lambda g: "Singular values are never negative: of the two square roots take the one that is not.",
            avoided=False,
        ),
        Slip(
            "roots-of-eigenvalues",
            lambda g: lists(_roots_of_eigenvalues(g)),
            lambda g: (
                r"The eigenvalues of $A$ itself were used. Take the square roots of the eigenvalues of $A^\top A$."
            ),
            avoided=False,
        ),
        Slip(
            "column-lengths",
            lambda g: lists(_all_lengths(g)),
            lambda g: (
                r"These are lengths of columns or rows, or their squares (the diagonal of $A^\top A$). They lead to the singular "
                r"values only where the columns are perpendicular; in general take the roots of the eigenvalues of $A^\top A$."
            ),
            avoided=False,
        ),
        Slip(
            "line-sums",
            lambda g: lists(_sums(g)),
            lambda g: (
                r"These are sums of rows or columns. The singular values are the roots of the eigenvalues of $A^\top A$."
            ),
            avoided=False,
        ),
        Slip(
            "doubled-or-halved",
            lambda g: lists([_singular_values(g) * 2, _singular_values(g) / 2]),
            lambda g: (
                "Every value is off by a factor of 2: their squares must add up to the squares of all entries of $A$."
            ),
            avoided=False,
        ),
    ),
)


def _v_for_vt(given: Given, typed: Typed) -> bool:
    turned = transposed(dict(typed.parts)["Vt"])
    return judged_again(given, typed, Vt=turned)


def _u_transposed(given: Given, typed: Typed) -> bool:
    return judged_again(given, typed, U=transposed(dict(typed.parts)["U"]))


def _u_and_v_swapped(given: Given, typed: Typed) -> bool:
    parts = dict(typed.parts)
    straight = judged_again(given, typed, U=parts["Vt"], Vt=parts["U"])
    return straight or judged_again(given, typed, U=transposed(parts["Vt"]), Vt=transposed(parts["U"]))


def _sigma_squared(given: Given, typed: Typed) -> bool:
    part = dict(typed.parts)["S"]
    rooted = tuple(tuple(_rooted(x) for x in row) for row in part.rows)
    return judged_again(given, typed, S=Typed(part.form, part.text, rows=rooted))


def _rooted(x: Number) -> Number:
    value = float(abs(x.value)) ** 0.5
    radius = x.radius / (2 * value) if value else x.radius
    return Number(value, None, radius, 0.0, False, x.digits, x.text)


def _negative_sigma(given: Given, typed: Typed) -> bool:
    part = dict(typed.parts)["S"]
    sigma, _ = diagonal_of(part)
    A = given.matrix()
    if all(t.value.real >= 0 for t in sigma) or shape_fault(A, 1, dict(typed.parts)) is not None:
        return False
    U, s, Vt = typed_arrays(typed)
    return bool(np.max(np.abs((U * s) @ Vt - A.array)) <= 0.02 * A.scale)


def _columns_not_unit(given: Given, typed: Typed) -> bool:
    parts = dict(typed.parts)
    changed, scaled_at_all = {}, False
    for name in ("U", "Vt"):
        rows = parts[name].rows if name == "U" else tuple(zip(*parts[name].rows, strict=True))
        values = frames.values(rows)
        lengths = np.linalg.norm(values, axis=0)
        if np.any(lengths == 0):
            return False
        scaled = {j: float(1 / x) for j, x in enumerate(lengths) if abs(x - 1) > 0.01}
        scaled_at_all = scaled_at_all or bool(scaled)
        part = mapped(parts[name] if name == "U" else transposed(parts[name]), scaled)
        changed[name] = part if name == "U" else transposed(part)
    if not scaled_at_all:
        return False
    diagonal = parts["S"]
    true = linalg.singular_values(given.matrix())[: len(diagonal_of(diagonal)[0])]
    S = Typed(Form.LIST, "", rows=(tuple(Number(as_float(x), None) for x in true),))
    return judged_again(given, typed, U=changed["U"], Vt=changed["Vt"], S=S)


def _wrong_svd(given: Given, which: str) -> Iterator[Answer]:
    """Yield the reference with one thing wrong; exact where it is, so that a draw is the same with every NumPy."""
    parts = dict(svd_answer(given.matrix()).parts)
    U, sigma, Vt = parts["U"].rows, parts["S"].rows[0], parts["Vt"].rows
    match which:
        case "v-for-vt":
            yield factors(U=parts["U"], S=parts["S"], Vt=matrix(zip(*Vt, strict=True)))
        case "sigma-squared":
            yield factors(U=parts["U"], S=listed(squares_of(sigma)), Vt=parts["Vt"])
        case "swapped":
            yield factors(U=parts["Vt"], S=parts["S"], Vt=parts["U"])
        case "signs":
            yield factors(U=matrix((-row[0], *row[1:]) for row in U), S=parts["S"], Vt=parts["Vt"])
        case _:
            stretched = matrix([times(x, s) for x, s in zip(row, sigma, strict=True)] for row in U)
            yield factors(U=stretched, S=listed([1] * len(sigma)), Vt=parts["Vt"])


def _orders_mixed(given: Given, typed: Typed) -> bool:
    """Would the singular values, or the columns of U, in another order make it right?"""
    parts = parts_of(typed)
    row, off = diagonal_of(parts["S"])
    if len(row) > 4 or any(x.value for x in off):
        return False
    for order in permutations(row):
        if is_right(judge_svd, given, with_parts(typed, S=Typed(Form.LIST, "", rows=(order,))), Form.FACTORS):
            return True
    columns = list(zip(*parts["U"].rows, strict=True))[: len(row)]
    return any(_fits_up_to_signs(given, typed, tuple(zip(*order, strict=True))) for order in permutations(columns))


def _fits_up_to_signs(given: Given, typed: Typed, left: frames.Numbers) -> bool:
    again = with_parts(typed, U=replace(parts_of(typed)["U"], rows=left))
    return is_right(judge_svd, given, again, Form.FACTORS) or signs_unpaired(given, again)


def _eigendecomposition(given: Given, typed: Typed) -> bool:
    A, parts = given.matrix(), parts_of(typed)
    row, _ = diagonal_of(parts["S"])
    if not A.is_square or len(row) != A.shape[0]:
        return False
    V = frames.values(parts["U"].rows)
    if V.shape != A.shape or not np.all(np.linalg.norm(V, axis=0)):
        return False
    if are_right(SINGULAR_VALUES, given, Typed(Form.LIST, "", rows=(row,))):
        return False
    return bool(np.max(np.abs(A.array @ V - V * frames.values((row,))[0])) <= 0.02 * A.scale)


SVD = Kind(
    signature=SIGNATURES["svd"],
    reference=lambda g: svd_answer(g.matrix()),
    oracle=oracles.svd,
    judge=judge_svd,
    why=lambda g, truth: (
        rf"$A^\top A$ has the orthonormal eigenvectors $v_i$ (rows of $V^\top$), $\sigma_i = \sqrt{{\lambda_i}}$: "
        rf"{say_list(linalg.singular_values(g.matrix()))}, and $u_i = Av_i/\sigma_i$. Any signs that fit together are right, and "
        "economy or full factors."
    ),
    steps=steps.svd,
    seen_by_hand=by_hand.of_svd,
    slips=(
        Slip(
            "v-for-vt",
            lambda g: _wrong_svd(g, "v-for-vt"),
            lambda g: r"This is $V$ where $V^\top$ is asked: the right singular vectors are the rows of $V^\top$.",
            spots=_v_for_vt,
        ),
        Slip(
            "signs-unpaired",
            lambda g: _wrong_svd(g, "signs"),
            lambda g: (
                r"The signs of a pair $u_i$, $v_i$ do not fit together: $Av_i = \sigma_iu_i$ with $\sigma_i \ge 0$ decides one from "
                "the other."
            ),
            spots=signs_unpaired,
        ),
        Slip(
            "sigma-squared",
            lambda g: _wrong_svd(g, "sigma-squared"),
            lambda g: r"$\Sigma$ holds $\sigma^2$, the eigenvalues of $A^\top A$. Take their square roots.",
            spots=_sigma_squared,
        ),
        Slip(
            "negative-sigma",
            none,
            lambda g: (
                "The product is right, but a singular value is never negative: move the sign into a column of $U$ or a row of "
                r"$V^\top$."
            ),
            spots=_negative_sigma,
        ),
        Slip(
            "u-and-v-swapped",
            lambda g: _wrong_svd(g, "swapped") if g.matrix().is_square else (),
            lambda g: r"$U$ and $V$ changed places: $U$ holds eigenvectors of $AA^\top$, $V$ those of $A^\top A$.",
            spots=_u_and_v_swapped,
        ),
        Slip(
            "u-transposed",
            none,
            lambda g: r"This is $U^\top$ where $U$ is asked: the left singular vectors are the columns of $U$.",
            spots=_u_transposed,
        ),
        Slip(
            "not-unit",
            lambda g: _wrong_svd(g, "not-unit"),
            lambda g: (
                "The directions are right, but singular vectors have length 1: divide each by its length and put the "
                r"stretch into $\Sigma$."
            ),
            spots=_columns_not_unit,
        ),
        Slip(
            "pairs-mixed-up",
            none,
            lambda g: (
                r"The parts are right, but not in the same order: column $i$ of $U$, $\sigma_i$ and row $i$ of $V^\top$ belong "
                "together."
            ),
            spots=_orders_mixed,
            avoided=False,
        ),
        Slip(
            "one-sign",
            none,
            lambda g: "With the sign of one entry turned it would be right: test that the columns are perpendicular.",
            spots=lambda g, t: any(column_sign(name, judge_svd)(g, t) for name in ("U", "Vt")),
            avoided=False,
        ),
        *slips_of_values("S", r"$\Sigma$", SINGULAR_VALUES.slips, SINGULAR_VALUES),
        Slip(
            "eigendecomposition-instead",
            none,
            lambda g: (
                r"These are eigenvectors and eigenvalues of $A$. For an SVD take those of $A^\top A$ and $AA^\top$, and "
                r"$\sigma_i = \sqrt{\lambda_i}$."
            ),
            spots=_eigendecomposition,
            avoided=False,
        ),
    ),
)


# ---- norms -------------------------------------------------------------------------------------------------------------


def _norm_not_rooted(given: Given) -> Iterator[Answer]:
    value = norm(given)
    yield number(times(value, value))


def _other_norm(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    values = linalg.singular_values(A)
    others = {"frobenius": frobenius(A), "spectral": values[0], "nuclear": total(values)}
    yield from (number(v) for name, v in others.items() if name != given.word("norm"))


def _entry_norms(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    sizes = np.abs(A.array)
    yield number(tidied(float(sizes.max())))
    yield number(tidied(float(sizes.sum())))
    yield number(tidied(float(sizes.sum(axis=0).max())))
    yield number(tidied(float(sizes.sum(axis=1).max())))


def _eigenvalue_norm(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if A.is_square:
        yield number(max((_modulus(v) for v in linalg.eigenvalues(A)), key=lambda v: as_float(v).real))


def _norms(given: Given, which: str) -> Iterator[Answer]:
    A, s = array_of(given), _singular_values(given)
    match which:
        case "smallest":
            yield from numbers([s[-1], *s[1:]])
        case "condition":
            yield from numbers([s[0] / s[-1], s[-1] / s[0]] if s[-1] > 0 else [])
        case "sum":
            yield from numbers([A.sum(), np.abs(A).sum()])
        case "mean":
            yield from numbers([np.sqrt((np.abs(A) ** 2).mean()), np.abs(A).mean()])
        case "root":
            yield from numbers([np.sqrt(s.sum()), np.sqrt(s[0]), np.sqrt(np.abs(A).sum())])
        case "squares":
            yield from numbers([(s**2).sum(), s[0] ** 2])
        case _ if given.matrix().is_square:
            values = np.abs(eigenvalues_of(given))
            yield from numbers([np.trace(A), np.linalg.det(A), values.sum(), np.sqrt((values**2).sum())])


def _asked(given: Given) -> str:
    return f"Asked is {NORM_WORDS[given.word('norm')]}"


NORM = Kind(
    signature=SIGNATURES["norm"],
    reference=lambda g: number(norm(g)),
    oracle=oracles.norm,
    judge=judge_a_number,
    why=lambda g, truth: f"{NORM_WORDS[g.word('norm')]} = {say(truth.rows[0][0])}.",
    steps=steps.norm,
    slips=(
        Slip(
            "not-rooted",
            _norm_not_rooted,
            lambda g: f"The square root is missing: {NORM_WORDS[g.word('norm')]}.",
        ),
        Slip("other-norm", _other_norm, before("This is another norm.", _asked)),
        Slip("eigenvalue-instead", _eigenvalue_norm, before("This is the largest eigenvalue in size.", _asked)),
        Slip("sums-entries", _entry_norms, before("Entries were added or compared as they are.", _asked)),
        Slip(
            "other-singular-value",
            lambda g: _norms(g, "smallest"),
            before("This is another singular value.", _asked),
            avoided=False,
        ),
        Slip(
            "condition-number",
            lambda g: _norms(g, "condition"),
            before("This is the condition number or its inverse.", _asked),
            avoided=False,
        ),
        Slip(
            "sums-entries",
            lambda g: _norms(g, "sum"),
            before("The entries were added without squares.", _asked),
            avoided=False,
        ),
        Slip(
            "averaged",
            lambda g: _norms(g, "mean"),
            before("This is a mean over the entries.", _asked),
            avoided=False,
        ),
        Slip(
            "root-of-sum",
            lambda g: _norms(g, "root"),
            before("A root was taken without the squares under it.", _asked),
            avoided=False,
        ),
        Slip(
            "not-rooted",
            lambda g: _norms(g, "squares"),
            before("This is a square or a sum of squares; the root is missing.", _asked),
            avoided=False,
        ),
        Slip(
            "eigenvalue-instead",
            lambda g: _norms(g, "eigenvalues"),
            before("This is made of the eigenvalues of $A$.", _asked),
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (SINGULAR_VALUES, SVD, NORM)
