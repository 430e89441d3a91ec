"""Worked solutions of low-rank, low-rank-error, low-rank-storage, compression-factor and lora-parameters."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np

from decompdrill.kinds.base import Given, Layer
from decompdrill.kinds.reference.lowrank import singular_values_given
from decompdrill.kinds.steps.diagonal import has_real_entries, squares_added
from decompdrill.kinds.steps.roots import exact_and_decimal
from decompdrill.kinds.steps.singular import added_squares, gram_eigenvalues, is_by_hand, side_of, singular_value_steps
from decompdrill.kinds.steps.vectors import eigenvector_steps
from decompdrill.kinds.steps.writing import (
    Maths,
    WorkedSteps,
    bracketed,
    chain,
    column,
    decimals,
    display,
    inline,
    is_all_in_digits,
    is_shown,
    joint,
    juxtaposed,
    listed,
    matrix,
    multiplied,
    quotient,
    rooted,
    says_exactly,
    squared,
    summed,
    unless_same,
    value,
)
from decompdrill.kinds.steps.writing import row as row_of
from decompdrill.maths import linalg
from decompdrill.maths.algebra import (
    Rows,
    Vector,
    add,
    adjoint,
    apply,
    conjugate,
    divided,
    entries,
    outer,
    perpendicular,
    settled,
    settled_rows,
    size,
    square_length,
    subtract,
)
from decompdrill.maths.linalg import Matrix, from_array
from decompdrill.maths.surd import Scalar, as_float, square_root, total

FROBENIUS, TRUNCATED = r"\lVert A \rVert_F", r"U_k \Sigma_k V_k^\top"


# ---- the best rank-k approximation ---------------------------------------------------------------------------------


def low_rank(given: Given) -> WorkedSteps:
    A, k = given.matrix(), given.count("k")
    p = min(A.shape)
    values = linalg.singular_values(A)
    most = "the one" if k == 1 else f"the {k}"
    lead = (
        f"Of the {p} layers $\\sigma_i u_i v_i^\\top$ the best approximation of rank {k} keeps {most} with the largest $\\sigma_i$ "
        "(Eckart–Young)."
    )
    if k >= linalg.rank(A):
        return (lead, *singular_value_steps(A), *_nothing_dropped(A, k))
    body = _by_layers(A, k) if is_by_hand(A) else _computed(A, k)
    return (lead, *singular_value_steps(A), *_unique(values, k), *body.steps, _error_check(A, body.approximation, k))


def _nothing_dropped(A: Matrix, k: int) -> WorkedSteps:
    r = linalg.rank(A)
    why = (
        f"$A$ has rank {r}, so every layer after the first {r} is zero" if r < min(A.shape) else "No layer is left over"
    )
    shown = display(f"A_{{{k}}} = A", matrix(A.rows)) if is_shown(A.rows) else f"$A_{{{k}}} = A$."
    return (
        f"{why}: keeping {k} drops nothing.",
        f"So the best approximation is $A$ itself, {shown}",
        f"Check: the error $A - A_{{{k}}}$ is the zero matrix, and no error is smaller than 0.",
    )


@dataclass(frozen=True, slots=True)
class Truncation:
    """A_k and the way to it."""

    approximation: Rows
    steps: WorkedSteps


def _unique(values: tuple[Scalar, ...], k: int) -> WorkedSteps:
    if as_float(values[k - 1]) == 0:
        return ()
    if abs(as_float(values[k - 1]) - as_float(values[k])) > linalg.CLUSTER * abs(as_float(values[0])):
        return ()
    return (
        f"The cut falls between equal singular values, $\\sigma_{{{k}}} = \\sigma_{{{k + 1}}}$: several approximations are equally "
        "good, and each of them is right.",
    )


def _by_layers(A: Matrix, k: int) -> Truncation:
    """Return A_k = Σ (Av)vᵀ over the first k right vectors v, which needs no roots: (Aw)wᵀ/(wᵀw) for any multiple w."""
    side = side_of(A)
    vectors: list[Vector] = []
    steps: list[str] = []
    for space in side.spaces:
        if len(vectors) >= k:
            break
        found = eigenvector_steps(side.gram, space, side.name)
        vectors += perpendicular(found.basis)
        steps += found.steps
    layers = [_layer(A, w, side.is_right) for w in vectors[:k]]
    approximation = settled_rows(reduce(add, layers), A.scale)
    steps.append(_rule(side.is_right, A))
    steps += [
        _layer_said(A, w, layer, i, side.is_right) for i, (w, layer) in enumerate(zip(vectors, layers, strict=False), 1)
    ]
    together = "That is the approximation" if k == 1 else f"The {k} layers add up to the approximation"
    steps.append(f"{together}: {display(f'A_{{{k}}}', matrix(approximation))}")
    return Truncation(approximation, tuple(steps))


def _layer(A: Matrix, w: Vector, is_right: bool) -> Rows:
    M = outer(apply(A.rows, w), w) if is_right else outer(w, apply(adjoint(A.rows), w))
    return tuple(divided(row, square_length(w)) for row in M)


def _rule(is_right: bool, A: Matrix) -> str:
    top = r"\top" if has_real_entries(A.rows) else "*"
    if is_right:
        return (
            f"Since $\\sigma u = Av$, a layer is $(Av)v^{top}$ with the unit vector $v$; for any multiple $w$ of $v$ it is "
            f"$\\frac{{(Aw)w^{top}}}{{w^{top} w}}$, which needs no roots."
        )
    return (
        f"Since $\\sigma v = A^{top} u$, a layer is $u(A^{top} u)^{top}$ with the unit vector $u$; for any multiple $w$ of $u$ it is "
        f"$\\frac{{w(A^{top} w)^{top}}}{{w^{top} w}}$, which needs no roots."
    )


def _layer_said(A: Matrix, w: Vector, layer: Rows, i: int, is_right: bool) -> str:
    image = settled(apply(A.rows if is_right else adjoint(A.rows), w), A.scale * size((w,)))
    left, right = (image, w) if is_right else (w, image)
    length = square_length(w)
    if not matrix(layer).is_exact or not says_exactly(length):
        left, right, length = _rounded(left), _rounded(right), as_float(length)
    factors, c = juxtaposed(column(left), row_of(tuple(map(conjugate, right)))), value(length)
    share = Maths("", c.is_exact) if c.latex == "1" else joint(quotient("1", c), r" \cdot ")
    name = "Aw" if is_right else (r"A^\top w" if has_real_entries(A.rows) else "A^{*} w")
    return (
        f"Layer {i}, with ${chain('w', column(w))}$ and ${chain(name, column(image))}$: "
        f"{display(joint(share, factors), matrix(settled_rows(layer, A.scale)))}"
    )


def _rounded(v: Vector) -> Vector:
    return tuple(x if isinstance(x, Fraction) else as_float(x) for x in v)


def _computed(A: Matrix, k: int) -> Truncation:
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    approximation = settled_rows(from_array((U[:, :k] * s[:k]) @ Vt[:k]), A.scale)
    lines = [
        f"The vectors $u_i$ and $v_i$ come from the same computation; the first {k} columns of $U$ and rows of $V^\\top$ are kept."
    ]
    if is_shown(A.rows):
        lines.append(f"Multiplied out, {display('A_k = ' + TRUNCATED, matrix(approximation))}")
    else:
        first = tuple(row[:3] for row in approximation[:3])
        lines.append(
            f"$A_k = U_k \\Sigma_k V_k^\\top$ is again {A.shape[0]}×{A.shape[1]}; its top left corner is {display(matrix(first))}"
        )
    return Truncation(approximation, tuple(lines))


def _error_check(A: Matrix, approximation: Rows, k: int) -> str:
    values = linalg.singular_values(A)
    rest = settled_rows(subtract(A.rows, approximation), A.scale)
    found = square_length(entries(rest))
    left = f"{display(f'A - A_{{{k}}}', matrix(rest))} " if is_shown(rest) else ""
    worked, result = added_squares(values[k:])
    sum_of_dropped = inline(worked, *unless_same(worked, result))
    return (
        f"Check: the squares of the entries of the error {left}add up to {inline(*exact_and_decimal(found))}, which is the sum of "
        f"the dropped $\\sigma_i^2$, {sum_of_dropped}."
    )


# ---- its error -----------------------------------------------------------------------------------------------------


def low_rank_error(given: Given) -> WorkedSteps:
    values, k = singular_values_given(given), given.count("k")
    kept, dropped = values[:k], values[k:]
    split = f"Rank {k} keeps {_some(kept)} and drops {_some(dropped)}."
    before = (
        singular_value_steps(given.matrix())
        if "A" in given
        else (f"In descending order the singular values are {inline(listed(values))}.",)
    )
    if not dropped:
        return (*before, split, *_no_error(given, k))
    if given.word("norm") == "spectral":
        return (*before, split, *_spectral(values, k))
    return (*before, split, *_frobenius(values, _squares_of(given, values), k))


def _some(values: Vector) -> str:
    return inline(listed(values)) if values else "none"


def _squares_of(given: Given, values: Vector) -> Vector:
    """Return the σ², which are exact more often than the σ."""
    if "A" in given and is_by_hand(given.matrix()):
        return gram_eigenvalues(side_of(given.matrix()))
    return tuple(s * s for s in values)


def _error(k: int, norm: str) -> str:
    return rf"\lVert A - A_{{{k}}} \rVert_{norm}"


def _no_error(given: Given, k: int) -> WorkedSteps:
    name = _error(k, "2" if given.word("norm") == "spectral" else "F")
    return (
        f"Nothing is dropped, so $A_{{{k}}} = A$.",
        f"The error is {inline(name, '0')}.",
        "Check: a matrix minus itself is zero, in every norm.",
    )


def _spectral(values: Vector, k: int) -> WorkedSteps:
    return (
        "In the spectral norm the error is the largest singular value that is dropped (Eckart–Young); nothing is added or squared.",
        f"So {display(_error(k, '2'), _sigma(k + 1), *exact_and_decimal(values[k]))}",
        _larger_check(values, k),
    )


def _larger_check(values: Vector, k: int) -> str:
    """Return the Frobenius error of the same approximation, which is never smaller."""
    dropped = values[k:]
    if len(dropped) == 1:
        return f"Check: ${_sigma(k + 1)}$ is the smallest singular value, and the only one that is dropped."
    length = square_root(total([s * s for s in dropped]))
    worked = display(_error(k, "F"), rooted(squares_added(dropped)), value(length))
    return f"Check: the Frobenius error, which is never smaller, is {worked}"


def _sigma(i: int) -> str:
    return rf"\sigma_{{{i}}}"


def _frobenius(values: Vector, squared_values: Vector, k: int) -> WorkedSteps:
    square = total(squared_values[k:])
    raw, worked = summed([squared(s) for s in values[k:]]), summed(squared_values[k:])
    found = square_root(square)
    root, error = rooted(square), _error(k, "F")
    return (
        "In the Frobenius norm the error is the square root of the sum of the squares of what is dropped (Eckart–Young).",
        f"Square and add: {display(error + '^2', raw, *unless_same(raw, worked), *unless_same(worked, value(square)))}",
        f"Take the square root: {display(error, root, *unless_same(root, *exact_and_decimal(found)))}",
        _whole_check(squared_values, k, square),
    )


def _whole_check(squared_values: Vector, k: int, square: Scalar) -> str:
    whole_square, kept = total(squared_values), total(squared_values[:k])
    less = Maths(f"{value(whole_square).latex} - {bracketed(kept).latex}", says_exactly(whole_square, kept))
    return (
        f"Check: all squares together are {inline(FROBENIUS + '^2', value(whole_square))}, the kept ones "
        f"{inline(value(kept))}, and the difference is what is dropped: {display(less, value(square))}"
    )


# ---- storage -------------------------------------------------------------------------------------------------------


def as_count(n: int) -> Maths:
    """Return a count in full, as it is typed: a comma would part two numbers."""
    return Maths(str(n))


def _counts(*factors: int) -> Maths:
    return multiplied(map(as_count, factors))


def _storage_steps(m: int, n: int, k: int) -> WorkedSteps:
    stored = k * (m + n + 1)
    inside = joint(as_count(k), "(", as_count(m), " + ", as_count(n), " + 1)")
    return (
        f"A rank-{k} factorization of an $m \\times n$ matrix is $A_k = U_k \\Sigma_k V_k^\\top$, with {k} columns in $U_k$, {k} "
        f"columns in $V_k$ and {k} singular values; "
        f"here {inline('m', as_count(m))}, {inline('n', as_count(n))}, {inline('k', as_count(k))}.",
        f"$U_k$ takes {inline(_counts(m, k), as_count(m * k))} numbers and $V_k$ takes {inline(_counts(n, k), as_count(n * k))}.",
        f"$\\Sigma_k$ is diagonal and takes only {inline(as_count(k))}.",
        f"Together: {display('k(m + n + 1)', inside, as_count(stored))}",
    )


def low_rank_storage(given: Given) -> WorkedSteps:
    m, n, k = given.count("m"), given.count("n"), given.count("k")
    parts = [m * k, n * k, k]
    together = inline(summed(map(as_count, parts)), as_count(sum(parts)))
    compared = "fewer than" if sum(parts) < m * n else "as many as" if sum(parts) == m * n else "more than"
    return (
        *_storage_steps(m, n, k),
        f"Check: part by part, {together}, {compared} the {inline(_counts(m, n), as_count(m * n))} of the "
        "matrix itself.",
    )


def compression_factor(given: Given) -> WorkedSteps:
    m, n, k = given.count("m"), given.count("n"), given.count("k")
    stored = k * (m + n + 1)
    factor = Fraction(m * n, stored)
    near = Maths(decimals(factor), is_all_in_digits(factor)) if factor < 10**6 else value(factor)
    exactly = unless_same(near, value(factor)) if value(factor).is_exact else ()
    above = (
        "above 1, so the factorization saves storage"
        if factor > 1
        else "not above 1, so the factorization saves nothing"
    )
    return (
        f"The factor is what $A$ stores over what the factorization stores. $A$ itself is {inline('mn', _counts(m, n), as_count(m * n))} "
        "numbers.",
        *_storage_steps(m, n, k),
        f"Divide: {display(quotient(as_count(m * n), as_count(stored)), *exactly, near)}",
        f"Check: {display(multiplied([near, as_count(stored)]), as_count(m * n))} The factor is {above}.",
    )


# ---- LoRA ----------------------------------------------------------------------------------------------------------


def lora_parameters(given: Given) -> WorkedSteps:
    r, layers = given.count("r"), given.layers("layers")
    counts = [x.count * r * (x.d_in + x.d_out) for x in layers]
    shown = layers[:6]
    steps = [
        "LoRA keeps a weight matrix $W$ of size `d_out` × `d_in` frozen and trains $W + BA$, with $B$ of size `d_out` × `r` and "
        "$A$ of size `r` × `d_in`.",
        f"One matrix therefore trains `r(d_in + d_out)` parameters; here {inline('r', as_count(r))}.",
    ]
    steps += [_layer_count(i, x, r, len(layers) > 1) for i, x in enumerate(shown, 1)]
    if len(layers) > len(shown):
        steps.append(f"The other {len(layers) - len(shown)} types of layers are counted in the same way.")
    steps.append(_lora_total(counts))
    full = sum(x.count * x.d_in * x.d_out for x in layers)
    in_a, in_b = sum(x.count * r * x.d_in for x in layers), sum(x.count * r * x.d_out for x in layers)
    share = Fraction(sum(counts) * 100, full)
    about = "" if is_all_in_digits(share) else "about "
    return (
        *steps,
        f"Check: counted apart, the $A$s have {inline(as_count(in_a))} and the $B$s {inline(as_count(in_b))}, together "
        f"{inline(as_count(in_a + in_b))}. The frozen weights are {inline(as_count(full))}, so that is "
        f"{about}${value(float(share)).latex}\\%$ of their number.",
    )


def _layer_count(i: int, x: Layer, r: int, is_one_of_many: bool) -> str:
    one = joint(as_count(r), "(", as_count(x.d_in), " + ", as_count(x.d_out), ")")
    each = r * (x.d_in + x.d_out)
    lead = f"Layers of type {i}" if is_one_of_many else "The layer" if x.count == 1 else "Each layer"
    text = f"{lead}: {inline(one, as_count(each))}"
    if x.count == 1:
        return f"{text}."
    return f"{text} each, and there are {x.count} of them: {display(_counts(x.count, each), as_count(x.count * each))}"


def _lora_total(counts: list[int]) -> str:
    if len(counts) == 1:
        return f"So LoRA trains {inline(as_count(counts[0]))} parameters."
    return f"Add the types: {display(summed(map(as_count, counts)), as_count(sum(counts)))}"
