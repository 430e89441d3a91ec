"""Best low-rank approximations, their errors and their storage, and the parameters of LoRA."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from decompdrill.kinds import by_hand, oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Layer,
    Slip,
    counted,
    integer,
    judge_a_count,
    judge_a_number,
    matrix,
    number,
    say,
    say_list,
)
from decompdrill.kinds.making import approximate, array_of, before, counts, matrices, numbers
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
    tex_factor,
    tidy,
    truncated,
    values_of,
)
from decompdrill.kinds.reference.singular import root_of
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import lowrank as steps
from decompdrill.kinds.steps.writing import decimals
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import as_float, times, total
from decompdrill.model import Answer

_CUT = r"Cut the singular values instead: $A_k = \sum \sigma_iu_iv_i^\top$, $i \le k$."


def _svd(given: Given) -> tuple[Array, Array, Array]:
    U, s, Vt = np.linalg.svd(array_of(given), full_matrices=False)
    return U, s, Vt


def _with_sigma(given: Given, power: float) -> Array:
    """Return the first k layers with a power of their singular values."""
    (U, s, Vt), k = _svd(given), given.count("k")
    layers: Array = (U[:, :k] * np.power(s[:k], power)) @ Vt[:k]
    return layers


def _smallest_kept(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    U, s, Vt = _svd(given)
    p = len(s)
    if k < p:
        yield tidy((U[:, p - k :] * s[p - k :]) @ Vt[p - k :], A.scale)
        yield tidy(A.array - (U[:, :k] * s[:k]) @ Vt[:k], A.scale)


def _entries_zeroed(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    yield matrix([[x if i < k and j < k else 0 for j, x in enumerate(row)] for i, row in enumerate(A.rows)])
    yield matrix([[x if i < k else 0 for x in row] for i, row in enumerate(A.rows)])
    yield matrix([[x if j < k else 0 for j, x in enumerate(row)] for row in A.rows])


def _one_more_or_less(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    for other in (k + 1, k - 1):
        if 0 < other <= min(A.shape):
            yield tidy(truncated(A, other), A.scale)


def _layers(given: Given) -> Iterator[Array]:
    U, s, Vt = _svd(given)
    yield from (s[i] * np.outer(U[:, i], Vt[i]) for i in range(len(s)))


def _largest_entries(given: Given) -> Iterator[Array]:
    A = array_of(given)
    if np.iscomplexobj(A):
        return
    least = np.sort(np.abs(A).ravel())[-min(given.count("k"), A.size)]
    largest: Array = np.where(np.abs(A) >= least, A, 0)
    yield largest
    if given.matrix().is_square:
        yield A * np.eye(len(A))


def _from_v(given: Given) -> Iterator[Array]:
    """Yield what V in place of Vᵀ gives."""
    (U, s, Vt), k = _svd(given), given.count("k")
    if Vt.shape[0] == Vt.shape[1]:
        yield (U[:, :k] * s[:k]) @ Vt.T[:k]


LOW_RANK = Kind(
    signature=SIGNATURES["low-rank"],
    reference=reference_low_rank,
    oracle=oracles.low_rank,
    judge=judge_low_rank,
    why=lambda g, truth: (
        rf"$A_k = \sigma_1u_1v_1^\top + \dots$ keeps the {g.count('k')} largest of the singular values "
        f"{say_list(linalg.singular_values(g.matrix()))} (Eckart–Young)."
    ),
    demand=demand_rank,
    steps=steps.low_rank,
    seen_by_hand=by_hand.of_low_rank,
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
            lambda g: f"Entries (or rows, columns) of $A$ were set to zero. {_CUT}",
        ),
        Slip(
            "sigma-left-out",
            lambda g: (tidy(_with_sigma(g, power), g.matrix().scale) for power in (0, 2)),
            lambda g: (
                r"The layers are $u_iv_i^\top$ times $\sigma_i$, once: the singular values are missing or squared."
            ),
        ),
        Slip(
            "one-layer-off",
            _one_more_or_less,
            lambda g: f"This is the best approximation of another rank. Keep {counted(g.count('k'), 'layer')}.",
        ),
        Slip(
            "matrix-itself",
            lambda g: (matrix(g.matrix().rows),),
            lambda g: rf"This is $A$ itself. Of its layers $\sigma_iu_iv_i^\top$ keep only {g.count('k')}.",
        ),
        Slip(
            "transposed",
            lambda g: matrices([truncated(g.matrix(), g.count("k")).T]),
            lambda g: (
                r"This is the transpose: $u$ and $v$ changed places. A layer is $\sigma_iu_iv_i^\top$, a column times a row."
            ),
            avoided=False,
        ),
        Slip(
            "sign-flipped",
            lambda g: matrices([-truncated(g.matrix(), g.count("k"))]),
            lambda g: r"Every sign is flipped: with $Av_i = \sigma_iu_i$ the signs of $u_i$ and $v_i$ fit together.",
            avoided=False,
        ),
        Slip(
            "one-layer-alone",
            lambda g: matrices(_layers(g)),
            lambda g: rf"This is a single layer $\sigma_iu_iv_i^\top$, not the sum of the first {g.count('k')}.",
            avoided=False,
        ),
        Slip(
            "root-of-sigma",
            lambda g: matrices([_with_sigma(g, 0.5)]),
            lambda g: (
                r"The layers are $\sigma_iu_iv_i^\top$; here they carry $\sqrt{\sigma_i}$. $\sigma_i$ itself is already a root, that "
                r"of an eigenvalue of $A^\top A$."
            ),
            avoided=False,
        ),
        Slip(
            "v-for-vt",
            lambda g: matrices(_from_v(g)),
            lambda g: r"$V$ stands where $V^\top$ belongs: the right singular vectors are the rows of $V^\top$.",
            avoided=False,
        ),
        Slip(
            "zeroes-entries",
            lambda g: matrices(_largest_entries(g)),
            lambda g: f"Entries of $A$ were set to zero. {_CUT}",
            avoided=False,
        ),
    ),
)


# ---- its error -----------------------------------------------------------------------------------------------------


def _error_variants(given: Given, which: str) -> Iterator[Answer]:
    values, k = values_of(given), given.count("k")
    kept, dropped = values[:k], values[k:]
    error, whole = (error_of(values, j, is_spectral(given)) for j in (k, 0))
    match which:
        case "no-root":
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
        case "off-by-one":
            yield from (
                number(error_of(values, j, is_spectral(given))) for j in (k - 1, k + 1) if 0 <= j <= len(values)
            )
        case "relative" if as_float(whole):
            yield number(as_float(error) / as_float(whole))
            yield number((as_float(error) / as_float(whole)) ** 2)


def _values(given: Given) -> Array:
    return np.array(approximate(values_of(given)))


def _share_kept(given: Given) -> Iterator[Answer]:
    squared, k = _values(given) ** 2, given.count("k")
    if squared.any():
        share = squared[:k].sum() / squared.sum()
        yield from numbers([share, np.sqrt(share)])


def _averages(given: Given) -> Iterator[Answer]:
    dropped = _values(given)[given.count("k") :]
    if len(dropped):
        yield from numbers([np.sqrt((dropped**2).mean()), dropped.mean()])


def _of_all(given: Given) -> Iterator[Answer]:
    s = _values(given)
    yield from numbers([(s**2).sum(), np.sqrt((s**2).sum()), s.sum()])


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
            before("The square root is missing:", say_error),
        ),
        Slip(
            "other-norm",
            lambda g: (number(error_of(values_of(g), g.count("k"), not is_spectral(g))),),
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
            before("These are the singular values that are kept. The error is made of the dropped ones:", say_error),
        ),
        Slip(
            "one-off",
            lambda g: _error_variants(g, "off-by-one"),
            lambda g: (
                f"One singular value too many or too few: {counted(g.count('k'), 'value')} kept, so $\\sigma_{{{g.count('k') + 1}}}$ "
                "is the first that is dropped."
            ),
        ),
        Slip(
            "relative",
            lambda g: _error_variants(g, "relative"),
            lambda g: "This is the share of the whole norm. Asked is the error itself.",
        ),
        Slip(
            "share-kept",
            _share_kept,
            before("This is the share that is kept. Asked is the error:", say_error),
            avoided=False,
        ),
        Slip("averaged", _averages, before("Nothing is averaged:", say_error), avoided=False),
        Slip(
            "other-singular-value",
            lambda g: numbers(_values(g)),
            before("This is a single singular value.", say_error),
            avoided=False,
        ),
        Slip(
            "whole-norm",
            _of_all,
            before("All singular values were taken. The error is made of the dropped ones:", say_error),
            avoided=False,
        ),
    ),
)


# ---- storage -------------------------------------------------------------------------------------------------------


def _miscounts(given: Given) -> dict[str, tuple[int, ...]]:
    """Return how many numbers somebody counts who makes a slip."""
    m, n, k = sizes_of(given)
    return {
        "sigma-forgotten": (k * (m + n),),
        "one-factor-forgotten": (k * m, k * (m + 1), k * n, k * (n + 1)),
        "sigma-as-matrix": (k * (m + n + k),),
        "k-squared": (k**2,),
        "whole-matrix": (m * n,),
        "saved-instead": (abs(m * n - stored(given)),),
        "full-factors": (m * m + n * n + k, m * m + n * n + min(m, n), m * m + m * n + n * n),
        "one-layer-only": (m + n + 1, m + n, m + n + k),
        "sizes-multiplied": (m * n * k, k * m * k * n, 2 * stored(given)),
    }


def _storage_slip(slip: str, words: str, avoided: bool = True) -> Slip:
    return Slip(slip, lambda g: counts(_miscounts(g)[slip]), before(words, say_storage), avoided=avoided)


def _factor_slip(slip: str, words: str) -> Slip:
    def wrong(given: Given) -> Iterator[Answer]:
        m, n, _ = sizes_of(given)
        yield from (number(Fraction(m * n, count)) for count in _miscounts(given)[slip])

    return Slip(slip, wrong, before(words, say_factor))


LOW_RANK_STORAGE = Kind(
    signature=SIGNATURES["low-rank-storage"],
    reference=lambda g: integer(stored(g)),
    oracle=oracles.low_rank_storage,
    judge=judge_a_count,
    why=lambda g, truth: f"{say_storage(g)}.",
    demand=demand_sizes,
    steps=steps.low_rank_storage,
    slips=(
        _storage_slip("sigma-forgotten", "The $k$ singular values are stored too."),
        _storage_slip("one-factor-forgotten", "Both $U$ and $V$ are needed."),
        _storage_slip("sigma-as-matrix", r"$\Sigma$ is diagonal: store its $k$ values, not a $k \times k$ matrix."),
        _storage_slip("k-squared", "$k^2$ counts neither $U$ nor $V$."),
        _storage_slip("whole-matrix", r"This is $A$ itself, $m \cdot n$ numbers."),
        _storage_slip("saved-instead", "This is how many numbers are saved. Asked is how many are stored."),
        _storage_slip("full-factors", "Only $k$ columns of $U$ and of $V$ are stored.", avoided=False),
        _storage_slip(
            "one-layer-only",
            r"That is one layer only: each of the $k$ has a column of $U$, a $\sigma$ and a column of $V$.",
            avoided=False,
        ),
        _storage_slip(
            "sizes-multiplied",
            "$U$ and $V$ are stored beside each other: their sizes are added, once.",
            avoided=False,
        ),
    ),
)


def _ranks_compared(given: Given) -> Iterator[Answer]:
    m, n, k = sizes_of(given)
    yield from (number(x) for s in (m, n) for x in (Fraction(k, s), Fraction(s, k)))


def _shares(given: Given) -> Iterator[Answer]:
    share = 1 / float(factor(given))
    yield from numbers([1 - share, 100 * share, 100 - 100 * share])


def _numbers_counted(given: Given) -> Iterator[Answer]:
    m, n, _ = sizes_of(given)
    yield from numbers([stored(given), m * n, abs(m * n - stored(given))])


COMPRESSION_FACTOR = Kind(
    signature=SIGNATURES["compression-factor"],
    reference=lambda g: number(factor(g)),
    oracle=oracles.compression_factor,
    judge=judge_a_number,
    why=lambda g, truth: rf"${tex_factor(g)} \approx {decimals(factor(g))}$.",
    demand=demand_sizes,
    steps=steps.compression_factor,
    slips=(
        _factor_slip("sigma-forgotten", "The $k$ singular values are stored too:"),
        Slip(
            "inverted",
            lambda g: (number(1 / factor(g)),),
            before("This is the share that is stored. The factor is the other way round:", say_factor),
        ),
        Slip(
            "k-over-n",
            _ranks_compared,
            before("$k$ against $n$ compares ranks, not stored numbers: both $U$ and $V$ are stored.", say_factor),
        ),
        _factor_slip("one-factor-forgotten", "Both $U$ and $V$ are stored:"),
        _factor_slip("sigma-as-matrix", r"$\Sigma$ is diagonal and takes $k$ numbers:"),
        _factor_slip("k-squared", "$k^2$ counts neither $U$ nor $V$:"),
        Slip(
            "share-instead",
            _shares,
            before("This is a share that is stored or saved. The factor says how many times smaller:", say_factor),
            avoided=False,
        ),
        Slip(
            "numbers-instead",
            _numbers_counted,
            before("This counts numbers. The factor is their ratio:", say_factor),
            avoided=False,
        ),
    ),
)


# ---- LoRA ----------------------------------------------------------------------------------------------------------


def _lora_miscounts(given: Given) -> dict[str, tuple[int, ...]]:
    """Return how many parameters somebody counts who makes a slip."""
    r, layers = given.count("r"), given.layers("layers")

    def summed(of_one: Callable[[Layer], int]) -> int:
        return sum(x.count * of_one(x) for x in layers)

    trained, full = lora_answer(given), summed(lambda x: x.d_in * x.d_out)
    return {
        "one-factor-only": (summed(lambda x: r * x.d_in), summed(lambda x: r * x.d_out)),
        "layers-uncounted": (sum(r * (x.d_in + x.d_out) for x in layers),),
        "r-squared": (summed(lambda x: r * r), r * trained),
        "full-matrix": (full, sum(x.d_in * x.d_out for x in layers)),
        "frozen-counted": (full + trained,),
        "widths-multiplied": (r * full,),
        "middle-factor": (trained + summed(lambda x: r * r), trained + summed(lambda x: r)),
        "saved-instead": (abs(full - trained),),
        "rank-forgotten": (trained // r, sum(x.d_in + x.d_out for x in layers)),
        "factor-of-two": (2 * trained, *([] if trained % 2 else [trained // 2])),
        "ratio-instead": (
            -(-full // trained),
            full // trained,
            sum(r * x.d_in for x in layers),
            sum(r * x.d_out for x in layers),
        ),
    }


def _lora_slip(slip: str, words: str, avoided: bool = True) -> Slip:
    return Slip(slip, lambda g: counts(_lora_miscounts(g)[slip]), before(words, say_lora), avoided=avoided)


LORA_PARAMETERS = Kind(
    signature=SIGNATURES["lora-parameters"],
    reference=lambda g: integer(lora_answer(g)),
    oracle=oracles.lora_parameters,
    judge=judge_a_count,
    why=lambda g, truth: f"{say_lora(g)}.",
    steps=steps.lora_parameters,
    slips=(
        _lora_slip("one-factor-only", "Both $A$ and $B$ are trained."),
        _lora_slip("layers-uncounted", "Each layer has its own $A$ and $B$."),
        _lora_slip("r-squared", "The rank is one side of each factor, never both."),
        _lora_slip("full-matrix", r"This counts $W$ itself, $\texttt{d_in} \cdot \texttt{d_out}$, which stays frozen."),
        _lora_slip("frozen-counted", "$W$ is frozen: only $A$ and $B$ are trained."),
        _lora_slip("widths-multiplied", "The widths are added, not multiplied."),
        _lora_slip("middle-factor", r"LoRA has two factors and nothing between them: $BA$, no $\Sigma$."),
        _lora_slip("saved-instead", "This is how many parameters are saved.", avoided=False),
        Slip(
            "rank-forgotten",
            lambda g: counts(_lora_miscounts(g)["rank-forgotten"]),
            lambda g: f"The rank $r = {g.count('r')}$ is missing. {say_lora(g)}.",
            avoided=False,
        ),
        _lora_slip("factor-of-two", "Off by a factor of 2: $A$ and $B$ are counted once each.", avoided=False),
        _lora_slip("ratio-instead", "This is no count of all trained parameters.", avoided=False),
    ),
)

KINDS: tuple[Kind, ...] = (LOW_RANK, LOW_RANK_ERROR, LOW_RANK_STORAGE, COMPRESSION_FACTOR, LORA_PARAMETERS)
