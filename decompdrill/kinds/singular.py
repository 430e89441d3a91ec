"""Singular values, whole singular value decompositions, and norms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import permutations, product

import numpy as np

from decompdrill.judging import Judgement, frames
from decompdrill.judging.numbers import SLACK, as_floats
from decompdrill.kinds import by_hand, departures, oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    Told,
    counted,
    factors,
    judge_a_number,
    list_answer,
    matrix_answer,
    number_answer,
    tex,
)
from decompdrill.kinds.departures import negative, seen_slip
from decompdrill.kinds.factor_slips import OF_LISTS_ALONE, are_right, column_sign, parts_of, slips_of_values, with_parts
from decompdrill.kinds.making import (
    Values,
    array_of,
    before,
    eigenvalues_of,
    is_not_wrong,
    lists,
    named,
    negated,
    none,
    numbers,
    say_near,
    say_size,
    sign_before,
)
from decompdrill.kinds.reference.eigen import tidied
from decompdrill.kinds.reference.singular import (
    adjoint_typed,
    diagonal_of,
    for_matrix,
    frobenius,
    gram_of,
    judge_singular_values,
    judge_svd,
    judged_again,
    mapped,
    norm,
    norm_rule,
    root_of,
    signs_unpaired,
    squares_of,
    svd_answer,
    transposed,
    why_norm,
    why_singular_values,
    why_svd,
)
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import singular as steps
from decompdrill.maths import algebra, linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, as_float, times, total
from decompdrill.model import Answer, Form, Number, Typed


def _eigenvalues(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if A.is_square:
        yield list_answer(linalg.eigenvalues(A))


def _moduli_of_eigenvalues(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if A.is_square:
        yield list_answer(_modulus(v) for v in linalg.eigenvalues(A))


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
        yield list_answer(_diagonal(A))


def _diagonal_read(given: Given) -> Iterator[Answer]:
    diagonal = _diagonal(given.matrix())
    yield list_answer(diagonal)
    yield list_answer(_modulus(x) for x in diagonal)


def _lengths(given: Given, lines: str) -> Iterator[Answer]:
    """Yield the lengths of the columns, or of the rows, where there are as many as singular values."""
    A = given.matrix()
    vectors = (A.T if lines == "columns" else A).rows
    if len(vectors) == min(A.shape):
        yield list_answer(root_of(total(squares_of(vector))) for vector in vectors)


def _padded(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    extra = max(A.shape) - min(A.shape)
    if extra:
        yield list_answer((*linalg.singular_values(A), *[0] * extra))


def _zeros_dropped(given: Given) -> Iterator[Answer]:
    values = linalg.singular_values(given.matrix())
    kept = tuple(v for v in values if as_float(v))
    if kept and len(kept) < len(values):
        yield list_answer(kept)


def _singular_values(given: Given) -> Array:
    return np.array(as_floats(linalg.singular_values(given.matrix())))


def _some_missing(given: Given) -> Iterator[Answer]:
    """Yield all values but one, one alone, and the Frobenius norm in place of all."""
    values = linalg.singular_values(given.matrix())
    if len(values) < 2:
        return
    yield from (list_answer(values[:i] + values[i + 1 :]) for i in range(len(values)))
    yield from (list_answer([x]) for x in values if len(values) > 2)
    yield list_answer([frobenius(given.matrix())])


def _scaled(given: Given, factor: float) -> Iterator[Answer]:
    yield from lists([_singular_values(given) * factor])


def _how_many(given: Given) -> str:
    A = given.matrix()
    return f"This {say_size(A)} matrix has {counted(min(A.shape), 'singular value')}"


def _padded_squares(given: Given) -> Iterator[Answer]:
    """Yield the squares with a zero for each row or column that A has more, and each square once."""
    A = given.matrix()
    squares = squares_of(linalg.singular_values(A))
    yield from (list_answer((*squares, *[0] * extra)) for extra in (max(A.shape) - min(A.shape),) if extra)
    yield from (list_answer(once) for once in (dict.fromkeys(squares),) if len(once) < len(squares))


def _negative(given: Given) -> Iterator[Values]:
    """Yield the singular values with one or more of them negative."""
    values = _singular_values(given)
    for signs in product((-1, 1), repeat=len(values)) if len(values) <= 4 else ():
        if any(sign * x < 0 for sign, x in zip(signs, values, strict=True)):
            yield values * np.array(signs)


def _of_each_eigenvalue(value: Callable[[complex], float | complex]) -> Callable[[Given], Iterator[Answer]]:
    """Return what is made of each eigenvalue of a square A."""
    return lambda g: lists([[value(x) for x in eigenvalues_of(g)]] if g.matrix().is_square else [])


def _of_lines(value: Callable[[Array], Array], axis: int) -> Callable[[Given], Iterator[Answer]]:
    """Return what is made of the columns of A (along axis 0), or of the rows."""
    return lambda g: lists([value(array_of(g)).sum(axis)])


def _lengths_of_lines(given: Given, axis: int) -> Iterator[Answer]:
    yield from lists([np.linalg.norm(array_of(given), axis=axis)])


def _slips_of_lines(slip: str, what: str, value: Callable[[Array], Array]) -> tuple[Slip, ...]:
    """Return the slips of somebody who sums along the columns, and along the rows."""
    return tuple(
        Slip(
            slip,
            _of_lines(value, axis),
            before(f"These are the {what} the {lines} of $A$.", _take_roots),
            avoided=False,
        )
        for axis, lines in enumerate(("columns", "rows"))
    )


def _answer(given: Given) -> Answer:
    return list_answer(linalg.singular_values(given.matrix()), linalg.singular_value_error(given.matrix()))


def _say_sum_of_squares(given: Given) -> str:
    square = tidied(total(squares_of(linalg.singular_values(given.matrix()))))
    return f"The squares must add up to the sum of the squared entries of $A$, {say_near([square])}"


def _one_too_many(given: Given, typed: Typed) -> Told | None:
    extra = departures.extra_value(given, _answer(given), typed.rows[0])
    return None if extra is None else Told(departures.say_extra(extra, typed, f"{_how_many(given)[5:]}."), before="")


def _sign_miscopied(given: Given, typed: Typed) -> Told | None:
    A, values = array_of(given), typed.rows[0]
    if np.iscomplexobj(A) or len(values) != min(A.shape) or A.size > MOST_TURNED:
        return None
    square = sum(abs(t.value) ** 2 for t in values)  # turning signs keeps the sum of the squares
    if abs(square - float((A**2).sum())) > 0.2 * square:
        return None
    places = departures.places_that_fit(
        A, lambda M: departures.list_fits(given, np.linalg.svd(M, compute_uv=False).tolist(), typed)
    )
    return Told(departures.say_sign_turned(A, places, "These would be the singular values")) if places else None


MOST_TURNED = 12
"""Entries of A of which each is tried with the other sign."""


def _take_roots(given: Given) -> str:
    return f"Take the square roots of the eigenvalues of {gram_of(given.matrix())}"


def _take_their_roots(given: Given) -> str:
    square = tidied(squares_of(linalg.singular_values(given.matrix()))[0])
    return rf"Take their square roots: $\sigma_1 {sign_before(square)} \sqrt{{{tex(square)}}}$"


def _say_padded(given: Given) -> str:
    rows, columns = given.matrix().shape
    zeros = "zero" if abs(rows - columns) == 1 else "zeros"
    larger = r"$AA^\top$" if rows > columns else r"$A^\top A$"
    return for_matrix(f"{_how_many(given)}, not {max(rows, columns)}. Leave out the {zeros} that {larger} adds.")(given)


def _say_eigenvalues(given: Given) -> str:
    if _is_normal(given.matrix()):
        return (
            "These are the eigenvalues of $A$. Take their absolute values, which are the singular values of this $A$."
        )
    return f"These are the eigenvalues of $A$, not its singular values. {_take_roots(given)}."


def _is_normal(A: Matrix) -> bool:
    """Are the absolute values of the eigenvalues the singular values?"""
    M = A.array
    return A.is_square and bool(np.max(np.abs(M @ M.conj().T - M.conj().T @ M)) <= SLACK * A.scale**2)


def _say_lengths(given: Given, lines: str) -> str:
    return (
        f"These are the lengths of the {lines} of $A$. They would be its singular values if those {lines} were orthogonal, and they "
        f"are not. {_take_roots(given)}."
    )


SINGULAR_VALUES = Kind(
    signature=SIGNATURES["singular-values"],
    reference=_answer,
    oracle=oracles.singular_values,
    judge=judge_singular_values,
    why=why_singular_values,
    steps=steps.singular_values,
    seen_by_hand=by_hand.of_singular_values,
    slips=(
        Slip(
            "negative-kept",
            _diagonal_kept,
            lambda g: (
                "These are the diagonal entries of $A$ with their signs. A singular value is never negative: take the absolute "
                "values; the signs go into $U$ or $V$."
            ),
        ),
        Slip(
            "squares",
            lambda g: (list_answer(squares_of(linalg.singular_values(g.matrix()))),),
            before(r"These are the squares $\sigma_i^2$.", _take_their_roots),
        ),
        Slip("eigenvalues-instead", _eigenvalues, _say_eigenvalues),
        Slip(
            "eigenvalues-instead",
            _moduli_of_eigenvalues,
            before("These are the absolute values of the eigenvalues of $A$, not its singular values.", _take_roots),
        ),
        Slip(
            "padded",
            _padded,
            _say_padded,
        ),
        Slip(
            "zeros-dropped",
            _zeros_dropped,
            before("0 is a singular value too: write it.", _how_many),
        ),
        Slip(
            "one-missing",
            _some_missing,
            lambda g: f"{_how_many(g)}. Write all of them, repeated according to multiplicity.",
        ),
        Slip(
            "diagonal-read",
            _diagonal_read,
            before(
                "You read the diagonal of $A$. The absolute values of its entries are the singular values only if $A$ is diagonal.",
                _take_roots,
            ),
        ),
        Slip("column-lengths", partial(_lengths, lines="columns"), partial(_say_lengths, lines="columns")),
        Slip("column-lengths", partial(_lengths, lines="rows"), partial(_say_lengths, lines="rows")),
        Slip(
            "squares",
            _padded_squares,
            before(r"These are squares $\sigma_i^2$. Take their square roots.", _how_many),
            avoided=False,
        ),
        Slip(
            "rooted-twice",
            lambda g: lists([np.sqrt(_singular_values(g))]),
            before(r"These are $\sqrt{\sigma_i}$, one square root too many.", _take_roots),
            avoided=False,
        ),
        Slip(
            "negative-kept",
            lambda g: lists(_negative(g)),
            lambda g: "A singular value is never negative: take the nonnegative square root.",
            avoided=False,
        ),
        *(
            Slip(
                "roots-of-eigenvalues",
                _of_each_eigenvalue(value),
                before(f"These are the {what} of the eigenvalues of $A$ itself.", _take_roots),
                avoided=False,
            )
            for what, value in (
                ("square roots", lambda x: complex(x) ** 0.5),
                ("square roots of the absolute values", lambda x: abs(x) ** 0.5),
                ("squared absolute values", lambda x: abs(x) ** 2),
            )
        ),
        *_slips_of_lines("column-lengths", "squared lengths of", lambda A: np.abs(A) ** 2),
        *(
            Slip(
                "column-lengths",
                partial(_lengths_of_lines, axis=axis),
                before(f"These are the lengths of the {lines} of $A$.", _take_roots),
                avoided=False,
            )
            for axis, lines in enumerate(("columns", "rows"))
        ),
        *_slips_of_lines("line-sums", "sums of the absolute values in", np.abs),
        *(
            Slip(
                "doubled-or-halved",
                partial(_scaled, factor=factor),
                before(f"Each of these is {what} a singular value.", _say_sum_of_squares),
                avoided=False,
            )
            for what, factor in (("twice", 2), ("half", 0.5))
        ),
        *_slips_of_lines("line-sums", "sums of", lambda A: A),
        seen_slip("one-value-wrong", departures.one_value_wrong(_answer, _say_sum_of_squares)),
        seen_slip("one-too-many", _one_too_many),
        seen_slip("sign-miscopied", _sign_miscopied),
    ),
)


def _values_of_sigma(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge the diagonal of Σ: zeros at its end may be left out (a compact SVD)."""
    count = len(typed.rows[0])
    if count >= max(linalg.rank(given.matrix()), 1):
        truth = replace(truth, rows=(truth.rows[0][:count],))
    return judge_singular_values(given, truth, typed)


SIGMA = replace(
    SINGULAR_VALUES,
    judge=_values_of_sigma,
    slips=tuple(s for s in SINGULAR_VALUES.slips if s.id not in ("zeros-dropped", *OF_LISTS_ALONE)),
)
"""The diagonal of Σ in an SVD."""


def _v_for_vt(given: Given, typed: Typed) -> bool:
    return judged_again(given, typed, Vt=adjoint_typed(parts_of(typed)["Vt"]))


def _u_transposed(given: Given, typed: Typed) -> bool:
    return judged_again(given, typed, U=transposed(parts_of(typed)["U"]))


def _u_and_v_swapped(given: Given, typed: Typed) -> bool:
    parts = parts_of(typed)
    straight = judged_again(given, typed, U=parts["Vt"], Vt=parts["U"])
    return straight or judged_again(given, typed, U=adjoint_typed(parts["Vt"]), Vt=adjoint_typed(parts["U"]))


def _sigma_squared(given: Given, typed: Typed) -> bool:
    part = parts_of(typed)["S"]
    if any(x.value.real < 0 for row in part.rows for x in row):
        return False
    rooted = tuple(tuple(_rooted(x) for x in row) for row in part.rows)
    return judged_again(given, typed, S=replace(part, rows=rooted))


def _rooted(x: Number) -> Number:
    value = float(abs(x.value)) ** 0.5
    radius = x.radius / (2 * value) if value else x.radius
    return Number(value, None, radius, 0.0, False, x.digits, x.text)


def _negative_sigma(given: Given, typed: Typed) -> bool:
    """Would it be right with the minus signs of Σ in columns of U?"""
    parts = parts_of(typed)
    sigma, off = diagonal_of(parts["S"])
    flips = {i: -1.0 for i, x in enumerate(sigma) if x.value.real < 0}
    if not flips or any(x.value for x in off):
        return False
    positive = tuple(negated(x) if i in flips else x for i, x in enumerate(sigma))
    return judged_again(given, typed, U=mapped(parts["U"], flips), S=Typed(Form.LIST, "", rows=(positive,)))


def _columns_not_unit(given: Given, typed: Typed) -> bool:
    parts = parts_of(typed)
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
            yield factors(U=parts["U"], S=parts["S"], Vt=matrix_answer(algebra.adjoint(Vt)))
        case "sigma-squared":
            yield factors(U=parts["U"], S=list_answer(squares_of(sigma)), Vt=parts["Vt"])
        case "swapped":
            yield factors(U=parts["Vt"], S=parts["S"], Vt=parts["U"])
        case "signs":
            yield factors(U=matrix_answer((-row[0], *row[1:]) for row in U), S=parts["S"], Vt=parts["Vt"])
        case _:
            stretched = matrix_answer([times(x, s) for x, s in zip(row, sigma, strict=True)] for row in U)
            yield factors(U=stretched, S=list_answer([1] * len(sigma)), Vt=parts["Vt"])


def _in_other_orders(typed: Typed) -> Iterator[Typed]:
    """Yield what was typed with its singular values, the columns of U or the rows of Vᵀ in each other order."""
    parts = parts_of(typed)
    row, off = diagonal_of(parts["S"])
    if len(row) > 4 or any(x.value for x in off):
        return
    for order in list(permutations(row))[1:]:
        yield with_parts(typed, S=Typed(Form.LIST, "", rows=(order,)))
    for columns in list(permutations(list(zip(*parts["U"].rows, strict=True))[: len(row)]))[1:]:
        yield with_parts(typed, U=replace(parts["U"], rows=tuple(zip(*columns, strict=True))))
    for rows in list(permutations(parts["Vt"].rows[: len(row)]))[1:]:  # U and Σ in one order, Vᵀ in another
        yield with_parts(typed, Vt=replace(parts["Vt"], rows=rows))


def _orders_mixed(given: Given, typed: Typed) -> bool:
    """Would the singular values, the columns of U or the rows of Vᵀ in another order make it right?"""
    return any(is_not_wrong(judge_svd, given, other, Form.FACTORS) for other in _in_other_orders(typed))


def _orders_and_signs_mixed(given: Given, typed: Typed) -> bool:
    """Would another order make it right but for the signs of a pair?"""
    return any(signs_unpaired(given, other) for other in _in_other_orders(typed))


def _eigendecomposition(given: Given, typed: Typed) -> bool:
    A, parts = given.matrix(), parts_of(typed)
    row, _ = diagonal_of(parts["S"])
    if not A.is_square or len(row) != A.shape[0]:
        return False
    V = frames.values(parts["U"].rows)
    if V.shape != A.shape or not np.all(np.linalg.norm(V, axis=0)):
        return False
    if are_right(SIGMA, given, Typed(Form.LIST, "", rows=(row,))):
        return False
    return bool(np.max(np.abs(A.array @ V - V * frames.values((row,))[0])) <= 0.02 * A.scale)


SVD = Kind(
    signature=SIGNATURES["svd"],
    reference=lambda g: svd_answer(g.matrix()),
    oracle=oracles.svd,
    judge=judge_svd,
    why=why_svd,
    steps=steps.svd,
    seen_by_hand=by_hand.of_svd,
    slips=(
        Slip(
            "v-for-vt",
            lambda g: _wrong_svd(g, "v-for-vt"),
            for_matrix(
                r"You gave $V$ where $V^\top$ belongs. Transpose it: the right singular vectors are the rows of $V^\top$.",
                r"You gave $V$ where $V^{*}$ belongs. Transpose it, and conjugate its entries: $A = U \Sigma V^{*}$.",
            ),
            spots=_v_for_vt,
        ),
        Slip(
            "signs-unpaired",
            lambda g: _wrong_svd(g, "signs"),
            for_matrix(
                r"The signs of a pair $u_i$, $v_i$ do not match: $Av_i$ must be $\sigma_iu_i$. Work out $Av_i$ for each row $v_i$ of "
                r"$V^\top$; where the sign is opposite, flip either the column $u_i$ or the row $v_i$."
            ),
            spots=signs_unpaired,
        ),
        Slip(
            "sigma-squared",
            lambda g: _wrong_svd(g, "sigma-squared"),
            for_matrix(r"$\Sigma$ holds the squares $\sigma_i^2$, eigenvalues of $A^\top A$. Take their square roots."),
            spots=_sigma_squared,
        ),
        Slip(
            "negative-sigma",
            none,
            for_matrix(
                r"$U\Sigma V^\top$ gives $A$, but a singular value is never negative. Move the minus sign into the matching column of "
                r"$U$ or into the matching row of $V^\top$."
            ),
            spots=_negative_sigma,
        ),
        Slip(
            "pairs-mixed-up",
            none,
            for_matrix(
                r"The singular values and vectors are right, but wrongly paired: column $i$ of $U$, $\sigma_i$ and row $i$ of "
                r"$V^\top$ belong together. Test $Av_i = \sigma_iu_i$ for each $i$."
            ),
            spots=_orders_mixed,
        ),
        Slip(
            "pairs-mixed-up",
            none,
            for_matrix(
                r"The singular values are right and, up to sign, the vectors, but wrongly paired: column $i$ of $U$, $\sigma_i$ and "
                r"row $i$ of $V^\top$ belong together. Put them in order; then work out each $Av_i$, and flip the column $u_i$ where "
                r"it is $-\sigma_iu_i$."
            ),
            spots=_orders_and_signs_mixed,
        ),
        Slip(
            "u-and-v-swapped",
            lambda g: _wrong_svd(g, "swapped") if g.matrix().is_square else (),
            for_matrix(
                r"$U$ and $V$ changed places: swap them. For each column $v_i$ of $V$ and $u_i$ of $U$, $Av_i$ must be $\sigma_iu_i$."
            ),
            spots=_u_and_v_swapped,
        ),
        Slip(
            "u-transposed",
            none,
            for_matrix(
                r"You gave $U^\top$ where $U$ belongs. Transpose it: the left singular vectors are the columns of $U$."
            ),
            spots=_u_transposed,
        ),
        Slip(
            "not-unit",
            lambda g: _wrong_svd(g, "not-unit"),
            for_matrix(
                r"The directions are right, but singular vectors have length 1. Divide each column of $U$ or row of "
                r"$V^\top$ whose length is not 1 by its length; $\Sigma$ holds the singular values."
            ),
            spots=_columns_not_unit,
        ),
        Slip(
            "one-sign",
            none,
            for_matrix(
                r"$U$ would be right with the sign of one entry changed. Compare each column with $Av_i/\sigma_i$ where "
                r"$\sigma_i > 0$; the columns must be orthogonal to each other."
            ),
            spots=column_sign("U", judge_svd),
            avoided=False,
        ),
        Slip(
            "one-sign",
            none,
            for_matrix(
                r"$V^\top$ would be right with the sign of one entry changed. Compare each row with $A^\top u_i/\sigma_i$ where "
                r"$\sigma_i > 0$; the rows must be orthogonal to each other."
            ),
            spots=column_sign("Vt", judge_svd),
            avoided=False,
        ),
        *slips_of_values("S", r"$\Sigma$", SIGMA.slips, SIGMA),
        Slip(
            "eigendecomposition-instead",
            none,
            for_matrix(
                r"$U$ and $\Sigma$ hold eigenvectors and eigenvalues of $A$. For an SVD take those of $A^\top A$: its unit "
                r"eigenvectors are the rows of $V^\top$, and $\sigma_i = \sqrt{\lambda_i}$."
            ),
            spots=_eigendecomposition,
            avoided=False,
        ),
    ),
)


# ---- norms -------------------------------------------------------------------------------------------------------------


def _norm_not_rooted(given: Given) -> Iterator[Answer]:
    value = norm(given)
    yield number_answer(times(value, value))


def _say_square(given: Given) -> str:
    match given.word("norm"):
        case "frobenius":
            return r"This is $\|A\|_F^2$, the sum of the squared entries. Take its square root."
        case "spectral":
            return f"This is $\\sigma_1^2$, the largest eigenvalue of {gram_of(given.matrix())}. Take its square root."
        case _:
            return rf"This is the square of the sum of the singular values. {norm_rule(given)}."


def _if_asked_otherwise(name: str, value: Callable[[Matrix], Scalar]) -> Callable[[Given], Iterator[Answer]]:
    return lambda g: iter(()) if g.word("norm") == name else iter((number_answer(value(g.matrix())),))


def _of_sizes(value: Callable[[Array], float]) -> Callable[[Given], Iterator[Answer]]:
    """Return a number made of the absolute values of the entries."""
    return lambda g: numbers([value(np.abs(array_of(g)))])


def _of_sigmas(values: Callable[[Array], Values]) -> Callable[[Given], Iterator[Answer]]:
    return lambda g: numbers(values(_singular_values(g)))


def _of_eigenvalues(value: Callable[[Array], float]) -> Callable[[Given], Iterator[Answer]]:
    """Return a number made of the absolute values of the eigenvalues of a square A."""
    return lambda g: numbers([value(np.abs(eigenvalues_of(g)))] if g.matrix().is_square else [])


def _eigenvalue_norm(given: Given) -> Iterator[Answer]:
    A = given.matrix()
    if A.is_square:
        yield number_answer(max((_modulus(v) for v in linalg.eigenvalues(A)), key=lambda v: as_float(v).real))


def _of_square(value: Callable[[Array], complex]) -> Callable[[Given], Iterator[Answer]]:
    return lambda g: numbers([value(array_of(g))] if g.matrix().is_square else [])


NORM = Kind(
    signature=SIGNATURES["norm"],
    reference=lambda g: number_answer(norm(g)),
    oracle=oracles.norm,
    judge=judge_a_number,
    why=why_norm,
    steps=steps.norm,
    slips=(
        Slip("not-rooted", _norm_not_rooted, _say_square),
        *named(
            norm_rule,
            ("other-norm", "the Frobenius norm of $A$", _if_asked_otherwise("frobenius", frobenius)),
            (
                "other-norm",
                r"the spectral norm of $A$, its largest singular value $\sigma_1$",
                _if_asked_otherwise("spectral", lambda A: linalg.singular_values(A)[0]),
            ),
            (
                "other-norm",
                "the nuclear norm of $A$, the sum of its singular values",
                _if_asked_otherwise("nuclear", lambda A: total(linalg.singular_values(A))),
            ),
            (
                "eigenvalue-instead",
                r"the largest absolute value of an eigenvalue of $A$",
                _eigenvalue_norm,
            ),
            ("sums-entries", "the largest absolute value of an entry", _of_sizes(lambda A: A.max())),
            ("sums-entries", "the sum of the absolute values of all entries", _of_sizes(lambda A: A.sum())),
            (
                "sums-entries",
                "the largest sum of absolute values in a column",
                _of_sizes(lambda A: A.sum(axis=0).max()),
            ),
            ("sums-entries", "the largest sum of absolute values in a row", _of_sizes(lambda A: A.sum(axis=1).max())),
        ),
        *named(
            norm_rule,
            ("other-singular-value", "one of the singular values of $A$", _of_sigmas(lambda s: s[1:])),
            (
                "condition-number",
                "the condition number of $A$, its largest singular value over its smallest",
                _of_sigmas(lambda s: [s[0] / s[-1]] if s[-1] > 0 else []),
            ),
            (
                "condition-number",
                "the reciprocal of the condition number of $A$",
                _of_sigmas(lambda s: [s[-1] / s[0]] if s[-1] > 0 else []),
            ),
            ("sums-entries", "the sum of all entries", lambda g: numbers([array_of(g).sum()])),
            ("averaged", "the root mean square of the entries", _of_sizes(lambda A: (A**2).mean() ** 0.5)),
            ("averaged", "the mean of the absolute values of the entries", _of_sizes(lambda A: A.mean())),
            (
                "root-of-sum",
                "the square root of the sum of the singular values",
                _of_sigmas(lambda s: [s.sum() ** 0.5]),
            ),
            ("root-of-sum", "the square root of the largest singular value", _of_sigmas(lambda s: [s[0] ** 0.5])),
            (
                "root-of-sum",
                "the square root of the sum of all absolute values",
                _of_sizes(lambda A: A.sum() ** 0.5),
            ),
            ("not-rooted", r"$\|A\|_F^2$, the sum of the squared entries", _of_sigmas(lambda s: [(s**2).sum()])),
            (
                "not-rooted",
                r"$\sigma_1^2$, the square of the largest singular value",
                _of_sigmas(lambda s: [s[0] ** 2]),
            ),
            ("eigenvalue-instead", "the trace of $A$", _of_square(np.trace)),
            ("eigenvalue-instead", "the determinant of $A$", _of_square(np.linalg.det)),
            (
                "eigenvalue-instead",
                r"the sum of the absolute values of the eigenvalues of $A$",
                _of_eigenvalues(np.sum),
            ),
            (
                "eigenvalue-instead",
                r"the square root of the sum of the squared absolute values of the eigenvalues of $A$",
                _of_eigenvalues(lambda x: float(np.linalg.norm(x))),
            ),
            (
                "longest-column",
                "the length of the longest column",
                _of_sizes(lambda A: np.linalg.norm(A, axis=0).max()),
            ),
            (
                "rooted-twice",
                "the square root of the Frobenius norm of $A$",
                _of_sizes(lambda A: float(np.linalg.norm(A)) ** 0.5),
            ),
            avoided=False,
        ),
        negative(before("A norm is never negative.", norm_rule)),
    ),
)

KINDS: tuple[Kind, ...] = (SINGULAR_VALUES, SVD, NORM)
