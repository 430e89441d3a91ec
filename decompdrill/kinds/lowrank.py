"""Best low-rank approximations, their errors and their storage, and the parameters of LoRA."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from decompdrill.errors import GivenError
from decompdrill.judging import Judgement, frames
from decompdrill.kinds.base import (
    Field,
    FieldType,
    Given,
    Kind,
    Slip,
    counted,
    integer,
    judge_a_count,
    judge_a_matrix,
    judge_a_number,
    matrix,
    number,
    say,
    say_list,
    subscript,
)
from decompdrill.kinds.ranks import demand_nonnegative
from decompdrill.kinds.singular import root_of
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Array, Matrix
from decompdrill.maths.surd import Scalar, as_float, times, total
from decompdrill.model import Answer, Form, Typed

# ---- the best rank-k approximation ---------------------------------------------------------------------------------


def _demand_rank(given: Given) -> None:
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


def _tidy(M: Array, scale: float) -> Answer:
    """Return a matrix of doubles, with integers where they are integers but for rounding."""
    return matrix([[_tidy_entry(x, scale) for x in row] for row in M.tolist()])


def _tidy_entry(x: float | complex, scale: float) -> Scalar:
    if isinstance(x, complex):
        return x if abs(x.imag) > 1e-12 * scale else _tidy_entry(x.real, scale)
    for denominator in (1, 2, 3, 4, 5, 6, 8, 9, 10, 25):
        if abs(x * denominator - round(x * denominator)) <= 1e-12 * scale * denominator:
            return Fraction(round(x * denominator), denominator)
    return x


def _reference_low_rank(given: Given) -> Answer:
    A = given.matrix()
    return _tidy(truncated(A, given.count("k")), A.scale)


def _judge_low_rank(given: Given, truth: Answer, typed: Typed) -> Judgement:
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
            return judge_a_matrix(given, _tidy(fixed + _nearest_part(block, k - taken, fixed, typed), A.scale), typed)
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


def _smallest_kept(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    p = len(s)
    if k < p:
        yield _tidy((U[:, p - k :] * s[p - k :]) @ Vt[p - k :], A.scale)
        yield _tidy(A.array - (U[:, :k] * s[:k]) @ Vt[:k], A.scale)


def _entries_zeroed(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    _m, _n = A.shape
    yield matrix([[x if i < k and j < k else 0 for j, x in enumerate(row)] for i, row in enumerate(A.rows)])
    yield matrix([[x if i < k else 0 for x in row] for i, row in enumerate(A.rows)])
    yield matrix([[x if j < k else 0 for j, x in enumerate(row)] for row in A.rows])


def _sigma_left_out(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    U, s, Vt = np.linalg.svd(A.array, full_matrices=False)
    yield _tidy(U[:, :k] @ Vt[:k], A.scale)
    yield _tidy((U[:, :k] * s[:k] ** 2) @ Vt[:k], A.scale)


def _one_more_or_less(given: Given) -> Iterator[Answer]:
    A, k = given.matrix(), given.count("k")
    for other in (k + 1, k - 1):
        if 0 < other <= min(A.shape):
            yield _tidy(truncated(A, other), A.scale)


LOW_RANK = Kind(
    name="low-rank",
    form=Form.MATRIX,
    asks="the best rank-k approximation of A",
    fields=(Field("A", FieldType.MATRIX), Field("k", FieldType.COUNT)),
    demand=_demand_rank,
    reference=_reference_low_rank,
    judge=_judge_low_rank,
    why=lambda g, truth: (
        f"A_k = σ₁u₁v₁ᵀ + … keeps the {g.count('k')} largest of the singular values "
        f"{say_list(linalg.singular_values(g.matrix()))} (Eckart–Young)."
    ),
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
    ),
)


# ---- its error -----------------------------------------------------------------------------------------------------


def values_of(given: Given) -> tuple[Scalar, ...]:
    if "A" in given:
        return linalg.singular_values(given.matrix())
    return tuple(sorted(given.numbers("singular_values"), key=lambda s: -as_float(s).real))


def _squares(values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return tuple(times(v, v) for v in values)


def _is_spectral(given: Given) -> bool:
    return given.word("norm") == "spectral"


def _error(values: tuple[Scalar, ...], k: int, spectral: bool) -> Scalar:
    dropped = values[k:]
    if not dropped:
        return Fraction(0)
    return dropped[0] if spectral else root_of(total(_squares(dropped)))


def _reference_error(given: Given) -> Answer:
    return number(_error(values_of(given), given.count("k"), _is_spectral(given)))


def _error_variants(given: Given, which: str) -> Iterator[Answer]:
    values, k = values_of(given), given.count("k")
    kept, dropped = values[:k], values[k:]
    match which:
        case "no-root":
            error = _error(values, k, _is_spectral(given))
            yield number(times(error, error))
        case "no-squares":
            yield number(total(dropped))
            yield number(root_of(total(dropped)))
        case "kept":
            yield number(root_of(total(_squares(kept))))
            yield number(total(_squares(kept)))
            yield number(total(kept))
            if _is_spectral(given) and kept:
                yield number(kept[0])
        case "other-norm":
            yield number(_error(values, k, not _is_spectral(given)))
        case "off-by-one":
            yield from (number(_error(values, j, _is_spectral(given))) for j in (k - 1, k + 1) if 0 <= j <= len(values))
        case "relative":
            whole = _error(values, 0, _is_spectral(given))
            part = _error(values, k, _is_spectral(given))
            if as_float(whole):
                yield number(as_float(part) / as_float(whole))
                yield number((as_float(part) / as_float(whole)) ** 2)


def say_error(given: Given) -> str:
    values, k = values_of(given), given.count("k")
    if _is_spectral(given):
        return f"‖A − A_k‖₂ = σ{subscript(k + 1)}, the first singular value that is dropped"
    dropped = " + ".join(f"{say(v)}²" for v in values[k : k + 4]) + (" + …" if len(values) > k + 4 else "")
    return f"‖A − A_k‖_F = √({dropped})" if dropped else "‖A − A_k‖_F = 0, since nothing is dropped"


LOW_RANK_ERROR = Kind(
    name="low-rank-error",
    form=Form.NUMBER,
    asks="the error of the best rank-k approximation",
    fields=(
        Field("A", FieldType.MATRIX, one_of="matrix"),
        Field("singular_values", FieldType.VALUES, one_of="matrix"),
        Field("k", FieldType.COUNT, least=0),
        Field("norm", FieldType.WORD, words=("frobenius", "spectral")),
    ),
    demand=_demand_rank,
    reference=_reference_error,
    judge=judge_a_number,
    why=lambda g, truth: f"{say_error(g)}, which is {say(truth.rows[0][0])} (Eckart–Young).",
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
                f"This is the error in the other norm. Asked is the {'spectral' if _is_spectral(g) else 'Frobenius'} one: {say_error(g)}."
            ),
        ),
        Slip(
            "not-squared",
            lambda g: _error_variants(g, "no-squares"),
            lambda g: (
                f"The singular values were added as they are; square them first: {say_error(g)}."
                if not _is_spectral(g)
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
    ),
)


# ---- storage -------------------------------------------------------------------------------------------------------


def _sizes(given: Given) -> tuple[int, int, int]:
    return given.count("m"), given.count("n"), given.count("k")


def _stored(given: Given) -> int:
    m, n, k = _sizes(given)
    return k * (m + n + 1)


_STORAGE_FIELDS = (Field("m", FieldType.COUNT), Field("n", FieldType.COUNT), Field("k", FieldType.COUNT))


def _demand_sizes(given: Given) -> None:
    m, n, k = _sizes(given)
    if k > min(m, n):
        raise GivenError(f"k must be at most {min(m, n)}, the smaller of m and n; {k} came")


def say_storage(given: Given) -> str:
    m, n, k = _sizes(given)
    return f"U takes {m}·{k}, Σ {k}, V {n}·{k} numbers: k(m + n + 1) = {_stored(given)}"


LOW_RANK_STORAGE = Kind(
    name="low-rank-storage",
    form=Form.INTEGER,
    asks="how many numbers a rank-k factorisation stores",
    fields=_STORAGE_FIELDS,
    demand=_demand_sizes,
    reference=lambda g: integer(_stored(g)),
    judge=judge_a_count,
    why=lambda g, truth: f"{say_storage(g)}.",
    slips=(
        Slip(
            "sigma-forgotten",
            lambda g: (integer(_sizes(g)[2] * (_sizes(g)[0] + _sizes(g)[1])),),
            lambda g: f"The k singular values are stored too. {say_storage(g)}.",
        ),
        Slip(
            "one-factor-forgotten",
            lambda g: [integer(_sizes(g)[2] * x) for s in _sizes(g)[:2] for x in (s, s + 1)],
            lambda g: f"Both U and V are needed. {say_storage(g)}.",
        ),
        Slip(
            "sigma-as-matrix",
            lambda g: (integer(_sizes(g)[2] * (sum(_sizes(g)))),),
            lambda g: f"Σ is diagonal: store its k values, not a k×k matrix. {say_storage(g)}.",
        ),
        Slip(
            "k-squared",
            lambda g: (integer(_sizes(g)[2] ** 2),),
            lambda g: f"k² counts neither U nor V. {say_storage(g)}.",
        ),
        Slip(
            "whole-matrix",
            lambda g: (integer(_sizes(g)[0] * _sizes(g)[1]),),
            lambda g: f"This is A itself, m·n numbers. {say_storage(g)}.",
        ),
        Slip(
            "saved-instead",
            lambda g: (integer(abs(_sizes(g)[0] * _sizes(g)[1] - _stored(g))),),
            lambda g: f"This is how many numbers are saved. Asked is how many are stored. {say_storage(g)}.",
        ),
    ),
)


def _factor(given: Given) -> Fraction:
    m, n, _ = _sizes(given)
    return Fraction(m * n, _stored(given))


def say_factor(given: Given) -> str:
    m, n, _ = _sizes(given)
    return f"m·n / (k(m + n + 1)) = {m * n} / {_stored(given)}"


def _factor_over(given: Given, *stored: int) -> Iterator[Answer]:
    m, n, _ = _sizes(given)
    yield from (number(Fraction(m * n, s)) for s in stored)


COMPRESSION_FACTOR = Kind(
    name="compression-factor",
    form=Form.NUMBER,
    in_decimals=True,
    asks="the compression factor of a rank-k factorisation",
    fields=_STORAGE_FIELDS,
    demand=_demand_sizes,
    reference=lambda g: number(_factor(g)),
    judge=judge_a_number,
    why=lambda g, truth: f"{say_factor(g)} ≈ {float(_factor(g)):.4g}.",
    slips=(
        Slip(
            "sigma-forgotten",
            lambda g: _factor_over(g, _sizes(g)[2] * (_sizes(g)[0] + _sizes(g)[1])),
            lambda g: f"The k singular values are stored too: {say_factor(g)}.",
        ),
        Slip(
            "inverted",
            lambda g: (number(1 / _factor(g)),),
            lambda g: f"This is the share that is stored. The factor is the other way round: {say_factor(g)}.",
        ),
        Slip(
            "k-over-n",
            lambda g: [
                number(x) for s in _sizes(g)[:2] for x in (Fraction(_sizes(g)[2], s), Fraction(s, _sizes(g)[2]))
            ],
            lambda g: f"k against n compares ranks, not stored numbers: both U and V are stored. {say_factor(g)}.",
        ),
        Slip(
            "one-factor-forgotten",
            lambda g: _factor_over(g, *(_sizes(g)[2] * x for s in _sizes(g)[:2] for x in (s, s + 1))),
            lambda g: f"Both U and V are stored: {say_factor(g)}.",
        ),
        Slip(
            "sigma-as-matrix",
            lambda g: _factor_over(g, _sizes(g)[2] * sum(_sizes(g))),
            lambda g: f"Σ is diagonal and takes k numbers: {say_factor(g)}.",
        ),
        Slip(
            "k-squared",
            lambda g: _factor_over(g, _sizes(g)[2] ** 2),
            lambda g: f"k² counts neither U nor V: {say_factor(g)}.",
        ),
    ),
)


# ---- LoRA ----------------------------------------------------------------------------------------------------------


def _lora(given: Given) -> int:
    r = given.count("r")
    return sum(layer.count * r * (layer.d_in + layer.d_out) for layer in given.layers("layers"))


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


def say_lora(given: Given) -> str:
    r = given.count("r")
    terms = [
        f"{x.count}·{r}·({x.d_in} + {x.d_out})" if x.count > 1 else f"{r}·({x.d_in} + {x.d_out})"
        for x in given.layers("layers")
    ]
    shown = " + ".join(terms[:4]) + (" + …" if len(terms) > 4 else "")
    return f"B has d_out·r and A r·d_in parameters: {shown} = {_lora(given)}"


LORA_PARAMETERS = Kind(
    name="lora-parameters",
    form=Form.INTEGER,
    asks="how many parameters LoRA trains",
    fields=(Field("r", FieldType.COUNT), Field("layers", FieldType.LAYERS)),
    reference=lambda g: integer(_lora(g)),
    judge=judge_a_count,
    why=lambda g, truth: f"{say_lora(g)}.",
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
    ),
)

KINDS = (LOW_RANK, LOW_RANK_ERROR, LOW_RANK_STORAGE, COMPRESSION_FACTOR, LORA_PARAMETERS)
