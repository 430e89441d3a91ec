"""Best low-rank approximations, their errors and their storage, and the parameters of LoRA."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement, frames
from decompdrill.kinds.base import (
    Given,
    judge_a_matrix,
    matrix,
    number,
)
from decompdrill.kinds.reference.ranks import demand_nonnegative
from decompdrill.kinds.reference.singular import root_of
from decompdrill.kinds.steps.writing import squared
from decompdrill.maths import linalg
from decompdrill.maths.algebra import near_integer
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


def tidy(M: Array, scale: float) -> Answer:
    """Return a matrix of doubles, with integers where they are integers but for rounding."""
    return matrix([[_tidy_entry(x, scale) for x in row] for row in M.tolist()])


def _tidy_entry(x: float | complex, scale: float) -> Scalar:
    if isinstance(x, complex):
        return x if abs(x.imag) > 1e-12 * scale else _tidy_entry(x.real, scale)
    for denominator in (1, 2, 3, 4, 5, 6, 8, 9, 10, 25):
        found = near_integer(x * denominator, 1e-12 * scale * denominator)
        if isinstance(found, Fraction):
            return found / denominator
    return x


def reference_low_rank(given: Given) -> Answer:
    A = given.matrix()
    return tidy(truncated(A, given.count("k")), A.scale)


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
            return judge_a_matrix(given, tidy(fixed + _nearest_part(block, k - taken, fixed, typed), A.scale), typed)
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
    return layers(frames.settled(start, lambda K: fixed + layers(K), change, [t for row in typed.rows for t in row]))


# ---- its error -----------------------------------------------------------------------------------------------------


def values_of(given: Given) -> tuple[Scalar, ...]:
    if "A" in given:
        return linalg.singular_values(given.matrix())
    return descending(given.numbers("singular_values"))


def squares(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return tuple(times(v, v) for v in values)


def is_spectral(given: Given) -> bool:
    return given.word("norm") == "spectral"


def error_of(values: tuple[Scalar, ...], k: int, spectral: bool) -> Scalar:
    dropped = values[k:]
    if not dropped:
        return Fraction(0)
    return dropped[0] if spectral else root_of(total(squares(dropped)))


def reference_error(given: Given) -> Answer:
    return number(error_of(values_of(given), given.count("k"), is_spectral(given)))


def say_error(given: Given) -> str:
    values, k = values_of(given), given.count("k")
    if is_spectral(given):
        return rf"$\|A - A_k\|_2 = \sigma_{{{k + 1}}}$, the first singular value that is dropped"
    dropped = " + ".join(squared(v).latex for v in values[k : k + 4]) + (r" + \dots" if len(values) > k + 4 else "")
    return rf"$\|A - A_k\|_F = \sqrt{{{dropped}}}$" if dropped else r"$\|A - A_k\|_F = 0$, since nothing is dropped"


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


def say_storage(given: Given) -> str:
    m, n, k = sizes_of(given)
    return rf"$U$ takes ${m} \cdot {k}$, $\Sigma$ ${k}$, $V$ ${n} \cdot {k}$ numbers: $k(m + n + 1) = {stored(given)}$"


def factor(given: Given) -> Fraction:
    m, n, _ = sizes_of(given)
    return Fraction(m * n, stored(given))


def tex_factor(given: Given) -> str:
    m, n, _ = sizes_of(given)
    return rf"m \cdot n / (k(m + n + 1)) = {m * n} / {stored(given)}"


def say_factor(given: Given) -> str:
    return f"${tex_factor(given)}$"


# ---- LoRA ----------------------------------------------------------------------------------------------------------


def lora_answer(given: Given) -> int:
    r = given.count("r")
    return sum(layer.count * r * (layer.d_in + layer.d_out) for layer in given.layers("layers"))


def say_lora(given: Given) -> str:
    r = given.count("r")
    terms = [
        rf"{x.count} \cdot {r} \cdot ({x.d_in} + {x.d_out})" if x.count > 1 else rf"{r} \cdot ({x.d_in} + {x.d_out})"
        for x in given.layers("layers")
    ]
    shown = " + ".join(terms[:4]) + (r" + \dots" if len(terms) > 4 else "")
    sizes = r"$B$ has $\texttt{d_out} \cdot r$ and $A$ $r \cdot \texttt{d_in}$ parameters"
    return f"{sizes}: ${shown} = {lora_answer(given)}$"
