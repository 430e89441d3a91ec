"""Best low-rank approximations, their errors and their storage, and the parameters of LoRA."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

import numpy as np

from decompdrill.kinds import oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Slip,
    counted,
    integer,
    judge_a_count,
    judge_a_number,
    matrix,
    number,
    say,
    say_list,
    subscript,
)
from decompdrill.kinds.making import approximate, array_of, counts, matrices, numbers
from decompdrill.kinds.reference.lowrank import (
    demand_rank,
    demand_sizes,
    error_of,
    factor,
    is_spectral,
    judge_low_rank,
    lora_answer,
    reference_error,
    reference_low_rank,
    say_error,
    say_factor,
    say_lora,
    say_storage,
    sizes_of,
    squares,
    stored,
    tidy,
    truncated,
    values_of,
)
from decompdrill.kinds.reference.singular import root_of
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import lowrank as steps
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import as_float, times, total
from decompdrill.model import Answer


def _smallest_kept(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    p = len(s)
    if k < p:
        yield tidy((U[:, p - k :] * s[p - k :]) @ Vt[p - k :], A.scale)
        yield tidy(A.array - (U[:, :k] * s[:k]) @ Vt[:k], A.scale)


def _entries_zeroed(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    _m, _n = A.shape
    yield matrix([[x if i < k and j < k else 0 for j, x in enumerate(row)] for i, row in enumerate(A.rows)])
    yield matrix([[x if i < k else 0 for x in row] for i, row in enumerate(A.rows)])
    yield matrix([[x if j < k else 0 for j, x in enumerate(row)] for row in A.rows])


def _sigma_left_out(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    yield tidy(U[:, :k] @ Vt[:k], A.scale)
    yield tidy((U[:, :k] * s[:k] ** 2) @ Vt[:k], A.scale)


def _one_more_or_less(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    for other in (k + 1, k - 1):
        if 0 < other <= min(A.shape):
            yield tidy(truncated(A, other), A.scale)


def _layers(given: Given) -> Iterator[Array]:
    U, s, Vt = np.linalg.svd(array_of(given), full_matrices=False)
    yield from (s[i] * np.outer(U[:, i], Vt[i]) for i in range(len(s)))


def _rooted_layers(given: Given) -> Iterator[Array]:
    U, s, Vt = np.linalg.svd(array_of(given), full_matrices=False)
    k = given.count("k")
    rooted: Array = np.asarray((U[:, :k] * np.sqrt(s[:k])) @ Vt[:k])
    yield rooted


def _largest_entries(given: Given) -> Iterator[Array]:
    A = array_of(given)
    sizes = np.sort(np.abs(A).ravel())[::-1]
    k = given.count("k")
    if np.iscomplexobj(A):
        return
    largest: Array = np.where(np.abs(A) >= sizes[min(k, A.size) - 1], A, 0)
    yield largest
    if given.matrix().is_square:
        yield A * np.eye(len(A))


def _from_v(given: Given) -> Iterator[Array]:
    """Yield what V in place of Vᵀ gives."""
    U, s, Vt = np.linalg.svd(array_of(given), full_matrices=False)
    k = given.count("k")
    if Vt.shape[0] == Vt.shape[1]:
        yield (U[:, :k] * s[:k]) @ Vt.T[:k]


LOW_RANK = Kind(
    signature=SIGNATURES["low-rank"],
    reference=reference_low_rank,
    oracle=oracles.low_rank,
    judge=judge_low_rank,
    why=lambda g, truth: (
        f"A_k = σ₁u₁v₁ᵀ + … keeps the {g.count('k')} largest of the singular values "
        f"{say_list(linalg.singular_values(g.matrix()))} (Eckart–Young)."
    ),
    demand=demand_rank,
    steps=steps.low_rank,
    slips=(
        Slip(
            "keeps-the-smallest",
            _smallest_kept,
            lambda g: (
                "These are the layers that are to be dropped. The best approximation keeps the largest singular values."
            ),
        ),
        Slip(
            "zeroes-entries",
            _entries_zeroed,
            lambda g: (
                "Entries (or rows, columns) of A were set to zero. Cut the singular values instead: A_k = Σ σᵢuᵢvᵢᵀ, i ≤ k."
            ),
        ),
        Slip(
            "sigma-left-out",
            _sigma_left_out,
            lambda g: "The layers are uᵢvᵢᵀ times σᵢ, once: the singular values are missing or squared.",
        ),
        Slip(
            "one-layer-off",
            _one_more_or_less,
            lambda g: f"This is the best approximation of another rank. Keep {counted(g.count('k'), 'layer')}.",
        ),
        Slip(
            "matrix-itself",
            lambda g: (matrix(g.matrix().rows),),
            lambda g: f"This is A itself. Of its layers σᵢuᵢvᵢᵀ keep only {g.count('k')}.",
        ),
        Slip(
            "transposed",
            lambda g: matrices([truncated(g.matrix(), g.count("k")).T]),
            lambda g: "This is the transpose: u and v changed places. A layer is σᵢuᵢvᵢᵀ, a column times a row.",
            avoided=False,
        ),
        Slip(
            "sign-flipped",
            lambda g: matrices([-truncated(g.matrix(), g.count("k"))]),
            lambda g: "Every sign is flipped: with Avᵢ = σᵢuᵢ the signs of uᵢ and vᵢ fit together.",
            avoided=False,
        ),
        Slip(
            "one-layer-alone",
            lambda g: matrices(_layers(g)),
            lambda g: f"This is a single layer σᵢuᵢvᵢᵀ, not the sum of the first {g.count('k')}.",
            avoided=False,
        ),
        Slip(
            "root-of-sigma",
            lambda g: matrices(_rooted_layers(g)),
            lambda g: (
                "The layers are σᵢuᵢvᵢᵀ; here they carry √σᵢ. σᵢ itself is already a root, that of an eigenvalue of AᵀA."
            ),
            avoided=False,
        ),
        Slip(
            "v-for-vt",
            lambda g: matrices(_from_v(g)),
            lambda g: "V stands where Vᵀ belongs: the right singular vectors are the rows of Vᵀ.",
            avoided=False,
        ),
        Slip(
            "zeroes-entries",
            lambda g: matrices(_largest_entries(g)),
            lambda g: "Entries of A were set to zero. Cut the singular values instead: A_k = Σ σᵢuᵢvᵢᵀ, i ≤ k.",
            avoided=False,
        ),
    ),
)


def _error_variants(given: Given, which: str) -> Iterator[Answer]:
    values, k = values_of(given), given.count("k")
    kept, dropped = values[:k], values[k:]
    match which:
        case "no-root":
            error = error_of(values, k, is_spectral(given))
            yield number(times(error, error))
        case "no-squares":
            yield number(total(dropped))
            yield number(root_of(total(dropped)))
        case "kept":
            yield number(root_of(total(squares(kept))))
            yield number(total(squares(kept)))
            yield number(total(kept))
            if is_spectral(given) and kept:
                yield number(kept[0])
        case "other-norm":
            yield number(error_of(values, k, not is_spectral(given)))
        case "off-by-one":
            yield from (
                number(error_of(values, j, is_spectral(given))) for j in (k - 1, k + 1) if 0 <= j <= len(values)
            )
        case "relative":
            whole = error_of(values, 0, is_spectral(given))
            part = error_of(values, k, is_spectral(given))
            if as_float(whole):
                yield number(as_float(part) / as_float(whole))
                yield number((as_float(part) / as_float(whole)) ** 2)


def _errors(given: Given, which: str) -> Iterator[Answer]:
    s, k = np.array(approximate(values_of(given))), given.count("k")
    energy, dropped = float((s**2).sum()), s[k:]
    match which:
        case "share":
            yield from numbers([(s[:k] ** 2).sum() / energy, np.sqrt((s[:k] ** 2).sum() / energy)] if energy else [])
        case "mean":
            yield from numbers([np.sqrt((dropped**2).mean()), dropped.mean()] if len(dropped) else [])
        case "one":
            yield from numbers(s)
        case _:
            yield from numbers([(s**2).sum(), np.sqrt(energy), s.sum()])


LOW_RANK_ERROR = Kind(
    signature=SIGNATURES["low-rank-error"],
    reference=reference_error,
    oracle=oracles.low_rank_error,
    judge=judge_a_number,
    why=lambda g, truth: f"{say_error(g)}, which is {say(truth.rows[0][0])} (Eckart–Young).",
    demand=demand_rank,
    steps=steps.low_rank_error,
    slips=(
        Slip(
            "not-rooted",
            lambda g: _error_variants(g, "no-root"),
            lambda g: f"The square root is missing: {say_error(g)}.",
        ),
        Slip(
            "other-norm",
            lambda g: _error_variants(g, "other-norm"),
            lambda g: (
                f"This is the error in the other norm. Asked is the {'spectral' if is_spectral(g) else 'Frobenius'} one: {say_error(g)}."
            ),
        ),
        Slip(
            "not-squared",
            lambda g: _error_variants(g, "no-squares"),
            lambda g: (
                f"The singular values were added as they are; square them first: {say_error(g)}."
                if not is_spectral(g)
                else f"Nothing is added in the spectral norm: {say_error(g)}."
            ),
        ),
        Slip(
            "sums-the-kept",
            lambda g: _error_variants(g, "kept"),
            lambda g: (
                f"These are the singular values that are kept. The error is made of the dropped ones: {say_error(g)}."
            ),
        ),
        Slip(
            "one-off",
            lambda g: _error_variants(g, "off-by-one"),
            lambda g: (
                f"One singular value too many or too few: {counted(g.count('k'), 'value')} kept, so σ{subscript(g.count('k') + 1)} is the "
                "first that is dropped."
            ),
        ),
        Slip(
            "relative",
            lambda g: _error_variants(g, "relative"),
            lambda g: "This is the share of the whole norm. Asked is the error itself.",
        ),
        Slip(
            "share-kept",
            lambda g: _errors(g, "share"),
            lambda g: f"This is the share that is kept. Asked is the error: {say_error(g)}.",
            avoided=False,
        ),
        Slip(
            "averaged", lambda g: _errors(g, "mean"), lambda g: f"Nothing is averaged: {say_error(g)}.", avoided=False
        ),
        Slip(
            "other-singular-value",
            lambda g: _errors(g, "one"),
            lambda g: f"This is a single singular value. {say_error(g)}.",
            avoided=False,
        ),
        Slip(
            "whole-norm",
            lambda g: _errors(g, "all"),
            lambda g: f"All singular values were taken. The error is made of the dropped ones: {say_error(g)}.",
            avoided=False,
        ),
    ),
)


def _sizes(given: Given) -> tuple[int, int, int]:
    return given.count("m"), given.count("n"), given.count("k")


def _storage(given: Given, which: str) -> Iterator[int]:
    m, n, k = _sizes(given)
    match which:
        case "full":
            yield from (m * m + n * n + k, m * m + n * n + min(m, n), m * m + m * n + n * n)
        case "no-k":
            yield from (m + n + 1, m + n, m + n + k)
        case _:
            yield from (m * n * k, k * m * k * n, k * m * n, 2 * k * (m + n + 1))


LOW_RANK_STORAGE = Kind(
    signature=SIGNATURES["low-rank-storage"],
    reference=lambda g: integer(stored(g)),
    oracle=oracles.low_rank_storage,
    judge=judge_a_count,
    why=lambda g, truth: f"{say_storage(g)}.",
    demand=demand_sizes,
    steps=steps.low_rank_storage,
    slips=(
        Slip(
            "sigma-forgotten",
            lambda g: (integer(sizes_of(g)[2] * (sizes_of(g)[0] + sizes_of(g)[1])),),
            lambda g: f"The k singular values are stored too. {say_storage(g)}.",
        ),
        Slip(
            "one-factor-forgotten",
            lambda g: [integer(sizes_of(g)[2] * x) for s in sizes_of(g)[:2] for x in (s, s + 1)],
            lambda g: f"Both U and V are needed. {say_storage(g)}.",
        ),
        Slip(
            "sigma-as-matrix",
            lambda g: (integer(sizes_of(g)[2] * (sum(sizes_of(g)))),),
            lambda g: f"Σ is diagonal: store its k values, not a k×k matrix. {say_storage(g)}.",
        ),
        Slip(
            "k-squared",
            lambda g: (integer(sizes_of(g)[2] ** 2),),
            lambda g: f"k² counts neither U nor V. {say_storage(g)}.",
        ),
        Slip(
            "whole-matrix",
            lambda g: (integer(sizes_of(g)[0] * sizes_of(g)[1]),),
            lambda g: f"This is A itself, m·n numbers. {say_storage(g)}.",
        ),
        Slip(
            "saved-instead",
            lambda g: (integer(abs(sizes_of(g)[0] * sizes_of(g)[1] - stored(g))),),
            lambda g: f"This is how many numbers are saved. Asked is how many are stored. {say_storage(g)}.",
        ),
        Slip(
            "full-factors",
            lambda g: counts(_storage(g, "full")),
            lambda g: f"Only k columns of U and of V are stored. {say_storage(g)}.",
            avoided=False,
        ),
        Slip(
            "one-layer-only",
            lambda g: counts(_storage(g, "no-k")),
            lambda g: (
                f"That is one layer only: each of the k has a column of U, a σ and a column of V. {say_storage(g)}."
            ),
            avoided=False,
        ),
        Slip(
            "sizes-multiplied",
            lambda g: counts(_storage(g, "product")),
            lambda g: f"U and V are stored beside each other: their sizes are added, once. {say_storage(g)}.",
            avoided=False,
        ),
    ),
)


def _factor_over(given: Given, *stored: int) -> Iterator[Answer]:
    m, n, _ = sizes_of(given)
    yield from (number(Fraction(m * n, s)) for s in stored)


def _factors_asked(given: Given) -> tuple[float, int]:
    m, n, k = _sizes(given)
    stored = k * (m + n + 1)
    return m * n / stored, stored


COMPRESSION_FACTOR = Kind(
    signature=SIGNATURES["compression-factor"],
    reference=lambda g: number(factor(g)),
    oracle=oracles.compression_factor,
    judge=judge_a_number,
    why=lambda g, truth: f"{say_factor(g)} ≈ {float(factor(g)):.4g}.",
    demand=demand_sizes,
    steps=steps.compression_factor,
    slips=(
        Slip(
            "sigma-forgotten",
            lambda g: _factor_over(g, sizes_of(g)[2] * (sizes_of(g)[0] + sizes_of(g)[1])),
            lambda g: f"The k singular values are stored too: {say_factor(g)}.",
        ),
        Slip(
            "inverted",
            lambda g: (number(1 / factor(g)),),
            lambda g: f"This is the share that is stored. The factor is the other way round: {say_factor(g)}.",
        ),
        Slip(
            "k-over-n",
            lambda g: [
                number(x) for s in sizes_of(g)[:2] for x in (Fraction(sizes_of(g)[2], s), Fraction(s, sizes_of(g)[2]))
            ],
            lambda g: f"k against n compares ranks, not stored numbers: both U and V are stored. {say_factor(g)}.",
        ),
        Slip(
            "one-factor-forgotten",
            lambda g: _factor_over(g, *(sizes_of(g)[2] * x for s in sizes_of(g)[:2] for x in (s, s + 1))),
            lambda g: f"Both U and V are stored: {say_factor(g)}.",
        ),
        Slip(
            "sigma-as-matrix",
            lambda g: _factor_over(g, sizes_of(g)[2] * sum(sizes_of(g))),
            lambda g: f"Σ is diagonal and takes k numbers: {say_factor(g)}.",
        ),
        Slip(
            "k-squared",
            lambda g: _factor_over(g, sizes_of(g)[2] ** 2),
            lambda g: f"k² counts neither U nor V: {say_factor(g)}.",
        ),
        Slip(
            "share-instead",
            lambda g: numbers(
                [1 - 1 / _factors_asked(g)[0], 100 / _factors_asked(g)[0], 100 - 100 / _factors_asked(g)[0]]
            ),
            lambda g: (
                f"This is a share that is stored or saved. The factor says how many times smaller: {say_factor(g)}."
            ),
            avoided=False,
        ),
        Slip(
            "numbers-instead",
            lambda g: numbers(
                [
                    _factors_asked(g)[1],
                    _sizes(g)[0] * _sizes(g)[1],
                    abs(_sizes(g)[0] * _sizes(g)[1] - _factors_asked(g)[1]),
                ]
            ),
            lambda g: f"This counts numbers. The factor is their ratio: {say_factor(g)}.",
            avoided=False,
        ),
    ),
)


def _lora_with(given: Given, which: str) -> Iterator[Answer]:
    r, layers = given.count("r"), given.layers("layers")
    match which:
        case "one-factor":
            yield integer(sum(x.count * r * x.d_in for x in layers))
            yield integer(sum(x.count * r * x.d_out for x in layers))
        case "r-squared":
            yield integer(sum(x.count * r * r for x in layers))
            yield integer(sum(x.count * r * r * (x.d_in + x.d_out) for x in layers))
        case "full":
            yield integer(sum(x.count * x.d_in * x.d_out for x in layers))
            yield integer(sum(x.d_in * x.d_out for x in layers))
        case "product":
            yield integer(sum(x.count * r * x.d_in * x.d_out for x in layers))
        case "count":
            yield integer(sum(r * (x.d_in + x.d_out) for x in layers))
        case "frozen":
            yield integer(sum(x.count * (x.d_in * x.d_out + r * (x.d_in + x.d_out)) for x in layers))
        case "middle":
            yield integer(sum(x.count * r * (x.d_in + x.d_out + r) for x in layers))
            yield integer(sum(x.count * r * (x.d_in + x.d_out + 1) for x in layers))


def _lora(given: Given, which: str) -> Iterator[int]:
    r, layers = given.count("r"), given.layers("layers")
    trained = sum(x.count * r * (x.d_in + x.d_out) for x in layers)
    full = sum(x.count * x.d_in * x.d_out for x in layers)
    match which:
        case "saved":
            yield abs(full - trained)
        case "no-rank":
            yield sum(x.count * (x.d_in + x.d_out) for x in layers)
            yield sum(x.d_in + x.d_out for x in layers)
        case "twice":
            yield from (2 * trained, trained // 2 if trained % 2 == 0 else -1)
        case _:
            yield from (
                ceil(full / trained),
                full // trained,
                sum(r * x.d_in for x in layers),
                sum(r * x.d_out for x in layers),
            )


LORA_PARAMETERS = Kind(
    signature=SIGNATURES["lora-parameters"],
    reference=lambda g: integer(lora_answer(g)),
    oracle=oracles.lora_parameters,
    judge=judge_a_count,
    why=lambda g, truth: f"{say_lora(g)}.",
    steps=steps.lora_parameters,
    slips=(
        Slip(
            "one-factor-only",
            lambda g: _lora_with(g, "one-factor"),
            lambda g: f"Both A and B are trained. {say_lora(g)}.",
        ),
        Slip(
            "layers-uncounted",
            lambda g: _lora_with(g, "count"),
            lambda g: f"Each layer has its own A and B. {say_lora(g)}.",
        ),
        Slip(
            "r-squared",
            lambda g: _lora_with(g, "r-squared"),
            lambda g: f"The rank is one side of each factor, never both. {say_lora(g)}.",
        ),
        Slip(
            "full-matrix",
            lambda g: _lora_with(g, "full"),
            lambda g: f"This counts W itself, d_in·d_out, which stays frozen. {say_lora(g)}.",
        ),
        Slip(
            "frozen-counted",
            lambda g: _lora_with(g, "frozen"),
            lambda g: f"W is frozen: only A and B are trained. {say_lora(g)}.",
        ),
        Slip(
            "widths-multiplied",
            lambda g: _lora_with(g, "product"),
            lambda g: f"The widths are added, not multiplied. {say_lora(g)}.",
        ),
        Slip(
            "middle-factor",
            lambda g: _lora_with(g, "middle"),
            lambda g: f"LoRA has two factors and nothing between them: BA, no Σ. {say_lora(g)}.",
        ),
        Slip(
            "saved-instead",
            lambda g: counts(_lora(g, "saved")),
            lambda g: f"This is how many parameters are saved. {say_lora(g)}.",
            avoided=False,
        ),
        Slip(
            "rank-forgotten",
            lambda g: counts(_lora(g, "no-rank")),
            lambda g: f"The rank r = {g.count('r')} is missing. {say_lora(g)}.",
            avoided=False,
        ),
        Slip(
            "factor-of-two",
            lambda g: counts(_lora(g, "twice")),
            lambda g: f"Off by a factor of 2: A and B are counted once each. {say_lora(g)}.",
            avoided=False,
        ),
        Slip(
            "ratio-instead",
            lambda g: counts(_lora(g, "ratio")),
            lambda g: f"This is no count of all trained parameters. {say_lora(g)}.",
            avoided=False,
        ),
    ),
)

KINDS: tuple[Kind, ...] = (LOW_RANK, LOW_RANK_ERROR, LOW_RANK_STORAGE, COMPRESSION_FACTOR, LORA_PARAMETERS)
