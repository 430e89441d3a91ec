"""The further slips of low-rank approximations, their storage, and LoRA."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np

from decompdrill.kinds import lowrank
from decompdrill.kinds.base import Given, Slip
from decompdrill.kinds.further.making import approximate, array_of, counts, matrices, numbers
from decompdrill.maths.linalg import Array
from decompdrill.model import Answer


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


LOW_RANK = (
    Slip(
        "transposed",
        lambda g: matrices([lowrank.truncated(g.matrix(), g.count("k")).T]),
        lambda g: "This is the transpose: u and v changed places. A layer is σᵢuᵢvᵢᵀ, a column times a row.",
    ),
    Slip(
        "sign-flipped",
        lambda g: matrices([-lowrank.truncated(g.matrix(), g.count("k"))]),
        lambda g: "Every sign is flipped: with Avᵢ = σᵢuᵢ the signs of uᵢ and vᵢ fit together.",
    ),
    Slip(
        "one-layer-alone",
        lambda g: matrices(_layers(g)),
        lambda g: f"This is a single layer σᵢuᵢvᵢᵀ, not the sum of the first {g.count('k')}.",
    ),
    Slip(
        "root-of-sigma",
        lambda g: matrices(_rooted_layers(g)),
        lambda g: (
            "The layers are σᵢuᵢvᵢᵀ; here they carry √σᵢ. σᵢ itself is already a root, that of an eigenvalue of AᵀA."
        ),
    ),
    Slip(
        "v-for-vt",
        lambda g: matrices(_from_v(g)),
        lambda g: "V stands where Vᵀ belongs: the right singular vectors are the rows of Vᵀ.",
    ),
    Slip(
        "zeroes-entries",
        lambda g: matrices(_largest_entries(g)),
        lambda g: "Entries of A were set to zero. Cut the singular values instead: A_k = Σ σᵢuᵢvᵢᵀ, i ≤ k.",
    ),
)


def _errors(given: Given, which: str) -> Iterator[Answer]:
    s, k = np.array(approximate(lowrank.values_of(given))), given.count("k")
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


LOW_RANK_ERROR = (
    Slip(
        "share-kept",
        lambda g: _errors(g, "share"),
        lambda g: f"This is the share that is kept. Asked is the error: {lowrank.say_error(g)}.",
    ),
    Slip("averaged", lambda g: _errors(g, "mean"), lambda g: f"Nothing is averaged: {lowrank.say_error(g)}."),
    Slip(
        "other-singular-value",
        lambda g: _errors(g, "one"),
        lambda g: f"This is a single singular value. {lowrank.say_error(g)}.",
    ),
    Slip(
        "whole-norm",
        lambda g: _errors(g, "all"),
        lambda g: f"All singular values were taken. The error is made of the dropped ones: {lowrank.say_error(g)}.",
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


LOW_RANK_STORAGE = (
    Slip(
        "full-factors",
        lambda g: counts(_storage(g, "full")),
        lambda g: f"Only k columns of U and of V are stored. {lowrank.say_storage(g)}.",
    ),
    Slip(
        "one-layer-only",
        lambda g: counts(_storage(g, "no-k")),
        lambda g: (
            f"That is one layer only: each of the k has a column of U, a σ and a column of V. {lowrank.say_storage(g)}."
        ),
    ),
    Slip(
        "sizes-multiplied",
        lambda g: counts(_storage(g, "product")),
        lambda g: f"U and V are stored beside each other: their sizes are added, once. {lowrank.say_storage(g)}.",
    ),
)


def _factors_asked(given: Given) -> tuple[float, int]:
    m, n, k = _sizes(given)
    stored = k * (m + n + 1)
    return m * n / stored, stored


COMPRESSION_FACTOR = (
    Slip(
        "share-instead",
        lambda g: numbers([1 - 1 / _factors_asked(g)[0], 100 / _factors_asked(g)[0], 100 - 100 / _factors_asked(g)[0]]),
        lambda g: (
            f"This is a share that is stored or saved. The factor says how many times smaller: {lowrank.say_factor(g)}."
        ),
    ),
    Slip(
        "numbers-instead",
        lambda g: numbers(
            [_factors_asked(g)[1], _sizes(g)[0] * _sizes(g)[1], abs(_sizes(g)[0] * _sizes(g)[1] - _factors_asked(g)[1])]
        ),
        lambda g: f"This counts numbers. The factor is their ratio: {lowrank.say_factor(g)}.",
    ),
)


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


LORA_PARAMETERS = (
    Slip(
        "saved-instead",
        lambda g: counts(_lora(g, "saved")),
        lambda g: f"This is how many parameters are saved. {lowrank.say_lora(g)}.",
    ),
    Slip(
        "rank-forgotten",
        lambda g: counts(_lora(g, "no-rank")),
        lambda g: f"The rank r = {g.count('r')} is missing. {lowrank.say_lora(g)}.",
    ),
    Slip(
        "factor-of-two",
        lambda g: counts(_lora(g, "twice")),
        lambda g: f"Off by a factor of 2: A and B are counted once each. {lowrank.say_lora(g)}.",
    ),
    Slip(
        "ratio-instead",
        lambda g: counts(_lora(g, "ratio")),
        lambda g: f"This is no count of all trained parameters. {lowrank.say_lora(g)}.",
    ),
)
