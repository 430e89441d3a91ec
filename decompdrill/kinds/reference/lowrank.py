"""Best low-rank approximations, their errors and their storage, and the parameters of LoRA."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement, frames
from decompdrill.judging.tolerances import NEAR_FRACTION, NEAREST_TO_ALL
from decompdrill.kinds.base import (
    Given,
    judge_a_matrix,
    matrix_answer,
    number_answer,
)
from decompdrill.kinds.making import equals
from decompdrill.kinds.reference.ranks import demand_nonnegative
from decompdrill.kinds.reference.singular import root_of
from decompdrill.kinds.steps.writing import decimals, is_all_in_digits, squared
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, descending, times, total
from decompdrill.model import Answer, Typed

# ---- the best rank-k approximation ---------------------------------------------------------------------------------


def demand_rank(given: Given) -> None:
    limit = min(given.matrix().shape) if "A" in given else len(given.numbers("singular_values"))
    if given.count("k") > limit:
        raise GivenError(f"k must be at most {limit}, the number of singular values; {given.count('k')} came")
    if "singular_values" in given:
        demand_nonnegative(given, "singular_values")


def truncated(A: Matrix, k: int) -> Array:
    """Return A_k = U_kΣ_kV_kᵀ (Eckart–Young)."""
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    approximation: Array = (U[:, :k] * s[:k]) @ Vt[:k]
    return approximation


_DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 25)


def matrix_of_fractions(M: Array, scale: float) -> Answer:
    """Return a matrix of doubles, with fractions of small denominators where they are those but for rounding."""
    off = min(NEAR_FRACTION * scale, NEAREST_TO_ALL)
    below = np.array(_DENOMINATORS).reshape(-1, 1, 1)
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large for a double is near nothing
        above = below * M.real
        near = np.abs(above - np.rint(above)) <= off * below
    is_real = np.abs(M.imag) <= off
    first = np.where(is_real & near.any(axis=0), near.argmax(axis=0), -1)
    values = np.where(is_real, M.real, M) if np.iscomplexobj(M) else M
    rows = [list(map(_fraction_or, *both)) for both in zip(first.tolist(), values.tolist(), strict=True)]
    return matrix_answer(rows)


def _fraction_or(place: int, x: float | complex) -> Scalar:
    """Return the fraction of the denominator at a place that a number is near; the number itself for −1."""
    if place < 0:
        return x.real if x.imag == 0 else x
    return Fraction(round(x.real * _DENOMINATORS[place]), _DENOMINATORS[place])


def reference_low_rank(given: Given) -> Answer:
    A = given.matrix()
    return matrix_of_fractions(truncated(A, given.count("k")), A.scale)


def judge_low_rank(given: Given, truth: Answer, typed: Typed) -> Judgement:
    """Judge entry by entry against the nearest best approximation: inside a repeated σ at the cut there are many."""
    A, k = given.matrix(), given.count("k")
    came = (len(typed.rows), len(typed.rows[0]))
    if came != A.shape:
        return judge_a_matrix(given, truth, typed)
    structure = linalg.singular_structure(A)
    fixed: Array = np.zeros(A.shape)
    taken = 0
    for block in structure.blocks:
        if taken + block.multiplicity <= k:
            fixed = fixed + block.approximation * block.left @ block.right.conj().T
            taken += block.multiplicity
            continue
        if taken < k:
            return judge_a_matrix(
                given, matrix_of_fractions(fixed + _nearest_part(block, k - taken, fixed, typed), A.scale), typed
            )
        break
    return judge_a_matrix(given, truth, typed)


def _nearest_part(block: linalg.SingularBlock, count: int, fixed: Array, typed: Typed) -> Array:
    """Return `count` of the layers of a repeated singular value, turned so that with the fixed ones they suit the typed matrix."""
    left, right = block.approximation * block.left, block.right.conj().T

    def layers(K: Array) -> Array:
        found: Array = left @ K @ K.conj().T @ right
        return found

    def change(K: Array, G: Array) -> Array:
        kept = K @ K.conj().T
        changed: Array = left @ (G @ kept - kept @ G) @ right
        return changed

    inner = block.left.conj().T @ frames.values(typed.rows) @ block.right
    start = np.linalg.eigh(inner + inner.conj().T)[1][:, -count:]
    return layers(
        frames.fitted_frame(start, lambda K: fixed + layers(K), change, [t for row in typed.rows for t in row])
    )


# ---- its error -----------------------------------------------------------------------------------------------------


def singular_values_given(given: Given) -> tuple[Scalar, ...]:
    if "A" in given:
        return linalg.singular_values(given.matrix())
    return descending(given.numbers("singular_values"))


def squared_each(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return tuple(times(v, v) for v in values)


def is_spectral(given: Given) -> bool:
    return given.word("norm") == "spectral"


def error_of(values: tuple[Scalar, ...], k: int, spectral: bool) -> Scalar:
    dropped = values[k:]
    if not dropped:
        return Fraction(0)
    return dropped[0] if spectral else root_of(total(squared_each(dropped)))


def reference_error(given: Given) -> Answer:
    return number_answer(error_of(singular_values_given(given), given.count("k"), is_spectral(given)))


def rule_of_error(given: Given) -> str:
    """Return how the error is worked out, on the dropped singular values."""
    values, k = singular_values_given(given), given.count("k")
    if k >= len(values):
        return "Nothing is dropped here"
    if is_spectral(given):
        return rf"Take the largest singular value that is dropped: ${_error_name(given)} = \sigma_{{{k + 1}}}$"
    return f"Square the dropped singular values, add, and take the square root: ${_error_name(given)} = {_root_of_dropped(given)}$"


def _error_name(given: Given) -> str:
    return rf"\|A - A_{{{given.count('k')}}}\|_{'2' if is_spectral(given) else 'F'}"


def _root_of_dropped(given: Given) -> str:
    values, k = singular_values_given(given), given.count("k")
    terms = [squared(v).latex for v in values[k : k + 4]] + [r"\dots"] * (len(values) > k + 4)
    return rf"\sqrt{{{' + '.join(terms)}}}"


def why_error(given: Given, truth: Answer) -> str:
    values, k = singular_values_given(given), given.count("k")
    name, value = _error_name(given), equals(truth.rows[0][0])
    if k >= len(values):
        return f"${name} = 0$, since nothing is dropped."
    if is_spectral(given):
        return rf"${name} = \sigma_{{{k + 1}}} {value}$, the largest singular value that is dropped (Eckart–Young)."
    return f"${name} = {_root_of_dropped(given)} {value}$, from the singular values that are dropped (Eckart–Young)."


# ---- storage -------------------------------------------------------------------------------------------------------


def sizes_of(given: Given) -> tuple[int, int, int]:
    return given.count("m"), given.count("n"), given.count("k")


def stored(given: Given) -> int:
    m, n, k = sizes_of(given)
    return k * (m + n + 1)


def demand_sizes(given: Given) -> None:
    m, n, k = sizes_of(given)
    if k > min(m, n):
        raise GivenError(f"k must be at most {min(m, n)}, the smaller of m and n; {k} came")


def rule_of_storage(given: Given) -> str:
    """Return how the numbers are counted, without the result."""
    m, n, k = sizes_of(given)
    return rf"Count ${m} \cdot {k}$ numbers for $U$, ${n} \cdot {k}$ for $V$ and {k} for $\Sigma$: $k(m + n + 1)$"


def why_storage(given: Given, truth: Answer) -> str:
    m, n, k = sizes_of(given)
    return (
        rf"$U$ takes ${m} \cdot {k}$ numbers, $V$ takes ${n} \cdot {k}$ and $\Sigma$ takes {k}: "
        f"$k(m + n + 1) = {k}({m} + {n} + 1) = {stored(given)}$."
    )


def factor(given: Given) -> Fraction:
    m, n, _ = sizes_of(given)
    return Fraction(m * n, stored(given))


def _ratio(given: Given) -> str:
    m, n, k = sizes_of(given)
    return rf"\frac{{mn}}{{k(m + n + 1)}} = \frac{{{m} \cdot {n}}}{{{k}({m} + {n} + 1)}}"


def rule_of_factor(given: Given) -> str:
    return f"Divide the number of entries of $A$ by the number of values stored: ${_ratio(given)}$"


def why_factor(given: Given, truth: Answer) -> str:
    value = factor(given)
    sign = "=" if is_all_in_digits(value) else r"\approx"
    return f"${_ratio(given)} {sign} {decimals(value)}$, the number of entries of $A$ over the number of values stored."


# ---- LoRA ----------------------------------------------------------------------------------------------------------


def lora_answer(given: Given) -> int:
    r = given.count("r")
    return sum(layer.count * r * (layer.d_in + layer.d_out) for layer in given.layers("layers"))


def _lora_sum(given: Given) -> str:
    r = given.count("r")
    terms = [
        rf"{x.count} \cdot {r}({x.d_in} + {x.d_out})" if x.count > 1 else f"{r}({x.d_in} + {x.d_out})"
        for x in given.layers("layers")
    ]
    return " + ".join(terms[:4]) + (r" + \dots" if len(terms) > 4 else "")


def rule_of_lora(given: Given) -> str:
    """Return how the parameters are counted, without the result."""
    return f"Each layer trains `r(d_in + d_out)` parameters: ${_lora_sum(given)}$"


def why_lora(given: Given, truth: Answer) -> str:
    return f"Each layer trains `r(d_in + d_out)` parameters: ${_lora_sum(given)} = {lora_answer(given)}$."
