"""Best low-rank approximations, their errors and their storage, and the parameters of LoRA."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from decompdrill.judging.numbers import SLACK, as_floats
from decompdrill.kinds import by_hand, oracles
from decompdrill.kinds.base import (
    Given,
    Kind,
    Layer,
    Slip,
    counted,
    integer_answer,
    judge_a_count,
    judge_a_number,
    matrix_answer,
    number_answer,
)
from decompdrill.kinds.departures import negative
from decompdrill.kinds.making import array_of, before, counts, matrices, named, numbers, say_near
from decompdrill.kinds.reference.lowrank import (
    demand_rank,
    demand_sizes,
    error_of,
    factor,
    is_spectral,
    judge_low_rank,
    lora_answer,
    matrix_of_fractions,
    reference_error,
    reference_low_rank,
    rule_of_error,
    rule_of_factor,
    rule_of_lora,
    rule_of_storage,
    singular_values_given,
    sizes_of,
    squared_each,
    stored,
    truncated,
    why_error,
    why_factor,
    why_lora,
    why_storage,
)
from decompdrill.kinds.reference.singular import for_matrix, root_of
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.steps import lowrank as steps
from decompdrill.kinds.steps.writing import joined
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array
from decompdrill.maths.surd import Scalar, as_float, times, total
from decompdrill.model import Answer


def _layers_kept(given: Given) -> str:
    """Return the best approximation as a sum of layers."""
    k = given.count("k")
    layers = [rf"\sigma_{{{i}}}u_{{{i}}}v_{{{i}}}^\top" for i in range(1, k + 1)]
    shown = layers if k <= 2 else [layers[0], r"\dots", layers[-1]]
    return for_matrix(f"$A_{{{k}}} = {' + '.join(shown)}$")(given)


def _keep_the_largest(given: Given) -> str:
    k = given.count("k")
    which = "layer with the largest singular value" if k == 1 else f"{k} layers with the largest singular values"
    return f"Keep the {which}: {_layers_kept(given)}"


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
        yield matrix_of_fractions((U[:, p - k :] * s[p - k :]) @ Vt[p - k :], A.scale)
        yield matrix_of_fractions(A.array - (U[:, :k] * s[:k]) @ Vt[:k], A.scale)


def _entries_zeroed(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    yield matrix_answer([[x if i < k and j < k else 0 for j, x in enumerate(row)] for i, row in enumerate(A.rows)])
    yield matrix_answer([[x if i < k else 0 for x in row] for i, row in enumerate(A.rows)])
    yield matrix_answer([[x if j < k else 0 for j, x in enumerate(row)] for row in A.rows])


def _one_more_or_less(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    for other in (k + 1, k - 1):
        if 0 < other <= min(A.shape):
            yield matrix_of_fractions(truncated(A, other), A.scale)


def _layers(given: Given) -> Iterator[Array]:
    U, s, Vt = _svd(given)
    yield from (s[i] * np.outer(U[:, i], Vt[i]) for i in range(linalg.rank(given.matrix())))


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


def _why_low_rank(given: Given, truth: Answer) -> str:
    A, k = given.matrix(), given.count("k")
    if k >= linalg.rank(A):
        return f"$A$ has rank {linalg.rank(A)}, so nothing is dropped: $A_{{{k}}} = A$."
    sigmas = linalg.singular_values(A)
    most = (
        f"{k} largest"
        if k > 1
        else "larger"
        if len(sigmas) == 2 and as_float(sigmas[0]) != as_float(sigmas[1])
        else "largest"
    )
    which = f"the {most} of the singular values {say_near(sigmas)}"
    return f"{_layers_kept(given)} keeps {which} (Eckart–Young)."


LOW_RANK = Kind(
    signature=SIGNATURES["low-rank"],
    reference=reference_low_rank,
    oracle=oracles.low_rank,
    judge=judge_low_rank,
    why=_why_low_rank,
    demand=demand_rank,
    steps=steps.low_rank,
    seen_by_hand=by_hand.of_low_rank,
    slips=(
        Slip(
            "keeps-the-smallest",
            _smallest_kept,
            before("What was kept belongs to smaller singular values.", _keep_the_largest),
        ),
        Slip(
            "zeroes-entries",
            _entries_zeroed,
            before("Entries of $A$ were set to zero, not singular values.", _keep_the_largest),
        ),
        Slip(
            "sigma-left-out",
            lambda g: (matrix_of_fractions(_with_sigma(g, 0), g.matrix().scale),),
            before("Each layer has its singular value as a factor. Here it is missing:", _layers_kept),
        ),
        Slip(
            "sigma-left-out",
            lambda g: (matrix_of_fractions(_with_sigma(g, 2), g.matrix().scale),),
            before("Each layer has its singular value as a factor once. Here it is squared:", _layers_kept),
        ),
        Slip(
            "matrix-itself",
            lambda g: (matrix_answer(g.matrix().rows),),
            before("This is $A$ itself.", _keep_the_largest),
        ),
        Slip(
            "one-layer-off",
            _one_more_or_less,
            lambda g: (
                f"This is a best approximation of another rank. Keep {counted(g.count('k'), 'layer')}: {_layers_kept(g)}."
            ),
        ),
        Slip(
            "transposed",
            lambda g: matrices([truncated(g.matrix(), g.count("k")).T]),
            before("This is the transpose. Each layer is a column $u$ times a row:", _layers_kept),
            avoided=False,
        ),
        Slip(
            "sign-flipped",
            lambda g: matrices([-truncated(g.matrix(), g.count("k"))]),
            lambda g: (
                rf"This is $-A_{{{g.count('k')}}}$. Test the signs of your singular vectors: $Av_i = \sigma_iu_i$."
            ),
            avoided=False,
        ),
        Slip(
            "one-layer-alone",
            lambda g: matrices(_layers(g)),
            before("This is a single layer.", _keep_the_largest),
            avoided=False,
        ),
        Slip(
            "root-of-sigma",
            lambda g: matrices([_with_sigma(g, 0.5)]),
            before(r"Each layer has $\sqrt{\sigma_i}$ as a factor here, and needs $\sigma_i$:", _layers_kept),
            avoided=False,
        ),
        Slip(
            "v-for-vt",
            lambda g: matrices(_from_v(g)),
            before(r"The rows of $V$ were used. The right singular vectors are its columns:", _layers_kept),
            avoided=False,
        ),
        Slip(
            "zeroes-entries",
            lambda g: matrices(_largest_entries(g)),
            before("Entries of $A$ were set to zero, not singular values.", _keep_the_largest),
            avoided=False,
        ),
        Slip(
            "zero-matrix",
            lambda g: matrices([np.zeros(g.matrix().shape)]),
            before("This is the zero matrix, which has rank 0.", _keep_the_largest),
            avoided=False,
        ),
    ),
)


# ---- its error -----------------------------------------------------------------------------------------------------


def _kept(given: Given) -> tuple[Scalar, ...]:
    return singular_values_given(given)[: given.count("k")]


def _dropped(given: Given) -> tuple[Scalar, ...]:
    return singular_values_given(given)[given.count("k") :]


def _error_at(given: Given, k: int) -> Iterator[Answer]:
    """Yield the error of the best approximation of rank k, where there is one."""
    if 0 <= k <= len(singular_values_given(given)):
        yield number_answer(error_of(singular_values_given(given), k, is_spectral(given)))


def _error_squared(given: Given) -> Iterator[Answer]:
    error = error_of(singular_values_given(given), given.count("k"), is_spectral(given))
    yield number_answer(times(error, error))


def _sums_of_kept(given: Given) -> Iterator[Answer]:
    kept = _kept(given)
    if kept:
        yield number_answer(root_of(total(squared_each(kept))))
        yield number_answer(total(squared_each(kept)))
        yield number_answer(total(kept))


def _first_kept(given: Given) -> Iterator[Answer]:
    yield from (number_answer(s) for s in _kept(given)[:1] if is_spectral(given) or given.count("k") == 1)


MOST_NAMED = 4
"""Singular values that are named one by one."""


def _say_kept(given: Given) -> str:
    k = given.count("k")
    names = [rf"$\sigma_{{{i}}}$" for i in range(1, k + 1)]
    first = joined(names) if k <= MOST_NAMED else rf"$\sigma_1, \dots, \sigma_{{{k}}}$"
    return f"This is made from {first}, which {'is' if k == 1 else 'are'} kept. {rule_of_error(given)}."


def _share_of_whole(given: Given, power: int) -> Iterator[Answer]:
    error, whole = (
        as_float(error_of(singular_values_given(given), k, is_spectral(given))) for k in (given.count("k"), 0)
    )
    if whole:
        yield number_answer((error / whole) ** power)


def _say_other_norm(given: Given) -> str:
    asked, other = ("spectral", "Frobenius") if is_spectral(given) else ("Frobenius", "spectral")
    return f"This is the error in the {other} norm. The question asks for the {asked} norm. {rule_of_error(given)}."


def _error(given: Given) -> float:
    return as_float(error_of(singular_values_given(given), given.count("k"), is_spectral(given))).real


def _sum_of_rest(given: Given) -> Iterator[Answer]:
    """Yield the sum of the absolute values of the entries of A − Aₖ, where A itself is given and Aₖ is one matrix."""
    sigma, k = as_floats(singular_values_given(given)), given.count("k")
    if "A" in given and 0 < k < len(sigma) and abs(sigma[k - 1] - sigma[k]) > SLACK * abs(sigma[0]):
        yield from numbers([np.abs(array_of(given) - truncated(given.matrix(), k)).sum()])


def _of_dropped(value: Callable[[Array], float]) -> Callable[[Given], Iterator[Answer]]:
    return lambda g: numbers([value(np.array(as_floats(_dropped(g))))] if _dropped(g) else [])


def _of_all(value: Callable[[Array], float]) -> Callable[[Given], Iterator[Answer]]:
    return lambda g: numbers([value(np.array(as_floats(singular_values_given(g))))])


def _share_kept(given: Given, power: float) -> Iterator[Answer]:
    kept, dropped = (sum(as_float(s).real ** 2 for s in values) for values in (_kept(given), _dropped(given)))
    return numbers([(kept / (kept + dropped)) ** power] if kept + dropped else [])


LOW_RANK_ERROR = Kind(
    signature=SIGNATURES["low-rank-error"],
    reference=reference_error,
    oracle=oracles.low_rank_error,
    judge=judge_a_number,
    why=why_error,
    demand=demand_rank,
    steps=steps.low_rank_error,
    slips=(
        Slip("not-rooted", _error_squared, lambda g: "This is the square of the error. Take its square root."),
        Slip(
            "other-norm",
            lambda g: (number_answer(error_of(singular_values_given(g), g.count("k"), not is_spectral(g))),),
            _say_other_norm,
        ),
        *named(
            rule_of_error,
            ("not-squared", "the sum of the dropped singular values", lambda g: (number_answer(total(_dropped(g))),)),
            (
                "not-squared",
                "the square root of the sum of the dropped singular values",
                lambda g: (number_answer(root_of(total(_dropped(g)))),),
            ),
        ),
        Slip("sums-the-kept", _first_kept, lambda g: rf"This is $\sigma_1$, which is kept. {rule_of_error(g)}."),
        Slip("sums-the-kept", _sums_of_kept, _say_kept),
        Slip(
            "one-off",
            lambda g: _error_at(g, g.count("k") - 1),
            lambda g: (
                f"This is the error at rank {g.count('k') - 1}: one singular value too few is kept. {rule_of_error(g)}."
            ),
        ),
        Slip(
            "one-off",
            lambda g: _error_at(g, g.count("k") + 1),
            lambda g: (
                f"This is the error at rank {g.count('k') + 1}: one singular value too many is kept. {rule_of_error(g)}."
            ),
        ),
        *named(
            rule_of_error,
            ("relative", "the error as a share of the norm of $A$", lambda g: _share_of_whole(g, 1)),
            ("relative", "the squared error as a share of the squared norm of $A$", lambda g: _share_of_whole(g, 2)),
        ),
        *named(
            rule_of_error,
            (
                "other-singular-value",
                "one of the singular values",
                lambda g: numbers(as_floats(singular_values_given(g))),
            ),
            ("share-kept", "the share of the sum of squares that is kept", lambda g: _share_kept(g, 1)),
            (
                "share-kept",
                "the square root of the share of the sum of squares that is kept",
                lambda g: _share_kept(g, 0.5),
            ),
            (
                "averaged",
                "the root mean square of the dropped singular values",
                _of_dropped(lambda s: np.sqrt((s**2).mean())),
            ),
            ("averaged", "the mean of the dropped singular values", _of_dropped(np.mean)),
            ("whole-norm", "the sum of the squares of all singular values", _of_all(lambda s: (s**2).sum())),
            ("whole-norm", "the Frobenius norm of $A$ itself", _of_all(lambda s: np.sqrt((s**2).sum()))),
            ("whole-norm", "the sum of all singular values", _of_all(np.sum)),
            ("rooted-twice", "the square root of the error", lambda g: numbers([_error(g) ** 0.5])),
            (
                "sums-entries",
                "the sum of the absolute values of the entries of $A - A_k$",
                _sum_of_rest,
            ),
            avoided=False,
        ),
        negative(before("An error is never negative.", rule_of_error)),
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
        "saved-instead": (m * n - stored(given),) if m * n > stored(given) else (),
        "full-factors": (m * m + n * n + k, m * m + n * n + min(m, n), m * m + m * n + n * n),
        "one-layer-only": (m + n + 1, m + n, m + n + k),
        "sizes-multiplied": (m * n * k, k * m * k * n),
        "twice": (2 * stored(given),),
    }


def _storage_slip(slip: str, words: str, avoided: bool = True, miscount: str = "") -> Slip:
    def wrong(given: Given) -> Iterator[Answer]:
        return counts(_miscounts(given)[miscount or slip])

    return Slip(slip, wrong, before(words, rule_of_storage), avoided=avoided)


def _factor_slip(slip: str, words: str, avoided: bool = True) -> Slip:
    def wrong(given: Given) -> Iterator[Answer]:
        m, n, _ = sizes_of(given)
        yield from (number_answer(Fraction(m * n, count)) for count in _miscounts(given)[slip])

    return Slip(slip, wrong, before(words, rule_of_factor), avoided=avoided)


LOW_RANK_STORAGE = Kind(
    signature=SIGNATURES["low-rank-storage"],
    reference=lambda g: integer_answer(stored(g)),
    oracle=oracles.low_rank_storage,
    judge=judge_a_count,
    why=why_storage,
    demand=demand_sizes,
    steps=steps.low_rank_storage,
    slips=(
        _storage_slip("sigma-forgotten", "The $k$ singular values are stored too."),
        _storage_slip("one-factor-forgotten", "Both $U$ and $V$ are stored."),
        _storage_slip("sigma-as-matrix", r"$\Sigma$ is diagonal: store its $k$ values, not a $k \times k$ matrix."),
        _storage_slip("k-squared", "$k^2$ counts neither $U$ nor $V$."),
        _storage_slip("whole-matrix", "This is the number of entries of $A$ itself, $mn$."),
        _storage_slip("saved-instead", "This is how many numbers are saved. The question asks how many are stored."),
        _storage_slip(
            "full-factors",
            "This counts all columns of the square matrices $U$ and $V$. Only the first $k$ of each are stored.",
            avoided=False,
        ),
        _storage_slip(
            "one-layer-only",
            "This counts one column of $U$ and one of $V$. There are $k$ of each.",
            avoided=False,
        ),
        _storage_slip("sizes-multiplied", "The sizes of $U$ and $V$ are added, not multiplied.", avoided=False),
        _storage_slip(
            "sizes-multiplied",
            "This is twice the number of values stored.",
            avoided=False,
            miscount="twice",
        ),
        negative(before("A count is never negative.", rule_of_storage)),
    ),
)


def _ranks_compared(given: Given) -> Iterator[Answer]:
    """Yield k/m and k/n; n/k is mn over the mk numbers of U, and comes of leaving out V as well."""
    m, n, k = sizes_of(given)
    yield from (number_answer(Fraction(k, size)) for size in (m, n))


def _saved(given: Given) -> int:
    """Return how many numbers are saved, less than 0 where more are stored than A has."""
    m, n, _ = sizes_of(given)
    return m * n - stored(given)


def _share_saved(given: Given, whole: int) -> Iterator[Answer]:
    return numbers([whole - whole / float(factor(given))] if _saved(given) > 0 else [])


COMPRESSION_FACTOR = Kind(
    signature=SIGNATURES["compression-factor"],
    reference=lambda g: number_answer(factor(g)),
    oracle=oracles.compression_factor,
    judge=judge_a_number,
    why=why_factor,
    demand=demand_sizes,
    steps=steps.compression_factor,
    slips=(
        _factor_slip("sigma-forgotten", "The $k$ singular values are stored too."),
        *named(
            rule_of_factor,
            ("inverted", "the share that is stored", lambda g: (number_answer(1 / factor(g)),)),
        ),
        Slip(
            "k-over-n",
            _ranks_compared,
            before("This compares the rank with one side of $A$, not the numbers stored.", rule_of_factor),
        ),
        _factor_slip("one-factor-forgotten", "Both $U$ and $V$ are stored."),
        _factor_slip("sigma-as-matrix", r"$\Sigma$ is diagonal: store its $k$ values, not a $k \times k$ matrix."),
        _factor_slip("k-squared", "$k^2$ counts neither $U$ nor $V$."),
        *named(
            rule_of_factor,
            ("share-instead", "the share that is saved", lambda g: _share_saved(g, 1)),
            ("share-instead", "the share that is stored, in percent", lambda g: numbers([100 / float(factor(g))])),
            ("share-instead", "the share that is saved, in percent", lambda g: _share_saved(g, 100)),
            ("numbers-instead", "how many numbers are stored", lambda g: numbers([stored(g)])),
            ("numbers-instead", "how many entries $A$ has", lambda g: numbers([_saved(g) + stored(g)])),
            ("numbers-instead", "how many numbers are saved", lambda g: numbers([_saved(g)] if _saved(g) > 0 else [])),
            avoided=False,
        ),
        _factor_slip(
            "one-layer-only", "This counts one column of $U$ and one of $V$. There are $k$ of each.", avoided=False
        ),
        negative(before("A compression factor is never negative.", rule_of_factor)),
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
        "r-squared": (summed(lambda x: r * r),),
        "r-twice": (r * trained,),
        "full-matrix": (full, sum(x.d_in * x.d_out for x in layers)),
        "frozen-counted": (full + trained,),
        "widths-multiplied": (r * full,),
        "middle-factor": (trained + summed(lambda x: r * r), trained + summed(lambda x: r)),
        "saved-instead": (full - trained,) if full > trained else (),
        "rank-forgotten": (trained // r, sum(x.d_in + x.d_out for x in layers)),
        "twice": (2 * trained,),
        "half": () if trained % 2 else (trained // 2,),
        "ratio-instead": (-(-full // trained), full // trained),
        "one-factor-once": (sum(r * x.d_in for x in layers), sum(r * x.d_out for x in layers)),
    }


def _lora_slip(slip: str, words: str, avoided: bool = True, miscount: str = "") -> Slip:
    def wrong(given: Given) -> Iterator[Answer]:
        return counts(_lora_miscounts(given)[miscount or slip])

    return Slip(slip, wrong, before(words, rule_of_lora), avoided=avoided)


LORA_PARAMETERS = Kind(
    signature=SIGNATURES["lora-parameters"],
    reference=lambda g: integer_answer(lora_answer(g)),
    oracle=oracles.lora_parameters,
    judge=judge_a_count,
    why=why_lora,
    steps=steps.lora_parameters,
    slips=(
        _lora_slip("one-factor-only", "Both $A$ and $B$ are trained."),
        _lora_slip("layers-uncounted", "Each layer has its own $A$ and $B$: count those of every layer."),
        _lora_slip("r-squared", "$r^2$ counts neither width: $B$ is `d_out` × `r` and $A$ is `r` × `d_in`."),
        _lora_slip("r-squared", "This is $r$ times the number of trained parameters.", miscount="r-twice"),
        _lora_slip("full-matrix", "This counts the entries of $W$, which stays frozen."),
        _lora_slip("frozen-counted", "$W$ stays frozen: only $A$ and $B$ are trained."),
        _lora_slip("widths-multiplied", "The widths are added, not multiplied."),
        _lora_slip("middle-factor", r"LoRA has two factors, $BA$, and no $\Sigma$ between them."),
        _lora_slip(
            "saved-instead",
            "This is how many fewer parameters are trained. The question asks how many are trained.",
            avoided=False,
        ),
        _lora_slip("rank-forgotten", "The rank is missing: $A$ has $r$ rows and $B$ has $r$ columns.", avoided=False),
        _lora_slip(
            "factor-of-two",
            "This is twice the number of trained parameters. Count $A$ and $B$ once each.",
            avoided=False,
            miscount="twice",
        ),
        _lora_slip(
            "factor-of-two",
            "This is half the number of trained parameters. Count both $A$ and $B$.",
            avoided=False,
            miscount="half",
        ),
        _lora_slip(
            "ratio-instead",
            "This is the ratio of the parameters of $W$ to those that are trained, rounded to a whole number.",
            avoided=False,
        ),
        _lora_slip(
            "ratio-instead",
            "Some factors are left out: every layer of every type has its own $A$ and $B$.",
            avoided=False,
            miscount="one-factor-once",
        ),
        negative(before("A number of parameters is never negative.", rule_of_lora)),
    ),
)

KINDS: tuple[Kind, ...] = (LOW_RANK, LOW_RANK_ERROR, LOW_RANK_STORAGE, COMPRESSION_FACTOR, LORA_PARAMETERS)
