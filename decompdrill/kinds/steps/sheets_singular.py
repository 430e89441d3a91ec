"""Sheets on singular values: σ, the SVD, norms, low rank; and the counts of low-rank factorizations and of LoRA."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from decompdrill.kinds.steps.sheet import (
    Sheet,
    Wrong,
    by_hand,
    demand,
    indexed_line,
    list_line,
    matrix_line,
    number_line,
    real_value,
    vector_line,
)
from decompdrill.kinds.steps.sheets_square import (
    FractionRows,
    fraction_sum,
    of_A,
    on_one_line,
    quadratic,
    root_slips,
    roots_by_hand,
    same_values,
    solved,
    unit,
)
from decompdrill.maths import algebra
from decompdrill.maths.exact import ExactRows, ExactVector
from decompdrill.maths.surd import Exact, Scalar, descending, over, square_root, times, total
from decompdrill.model import Given


def _is_diagonal(M: FractionRows) -> bool:
    return not any(x for i, row in enumerate(M) for j, x in enumerate(row) if i != j)


def _gram(sheet: Sheet, A: FractionRows) -> tuple[FractionRows, str]:
    """Write the smaller of AᵀA and AAᵀ; return it with its name."""
    is_wide = len(A) < len(A[0])
    B = algebra.transpose(A) if is_wide else A
    name = r"A A^\top" if is_wide else r"A^\top A"
    right = algebra.multiply(algebra.transpose(B), B)
    demand(len(right) == 2 or _is_diagonal(right), "a quadratic polynomial")
    n = len(right)
    apart = tuple(tuple(x if i == j else Fraction(0) for j, x in enumerate(row)) for i, row in enumerate(right))
    slips: dict[str, Wrong[FractionRows]] = {"column-lengths": lambda: apart}
    if n == len(A) == len(A[0]) and n == 2:
        slips["squared-instead"] = lambda: algebra.multiply(A, A)
    return sheet.line(right, matrix_line(name), slips), name


def _squares(sheet: Sheet, A: FractionRows) -> tuple[FractionRows, tuple[Exact, ...]]:
    """Write AᵀA, its polynomial and its eigenvalues; return the matrix and the values, none of them negative."""
    M, name = _gram(sheet, A)
    demand(algebra.transpose(M) == M or len(M) == 2, "a symmetric matrix")
    if _is_diagonal(M):
        found = tuple(by_hand(x) for x in descending(algebra.diagonal(M)))
        values = sheet.line(found, list_line(r"\lambda"), {}, same_values)
    else:
        p = quadratic(sheet, M, name)
        found = roots_by_hand(p)
        values = sheet.line(found, list_line(r"\lambda"), root_slips(p, found), same_values)
    demand(all(real_value(x) >= 0 for x in values), "a root of a negative number")
    return M, tuple(by_hand(x) for x in values)


def root_by_hand(x: Scalar) -> Exact:
    return by_hand(square_root(x))


def _sigmas(sheet: Sheet, A: FractionRows) -> tuple[FractionRows, tuple[Exact, ...], tuple[Exact, ...]]:
    """Write all that leads to the singular values; return AᵀA, its eigenvalues, and their roots."""
    M, squares = _squares(sheet, A)
    right = tuple(root_by_hand(x) for x in squares)
    entries = tuple(by_hand(x) for x in algebra.diagonal(A)) if _is_diagonal(A) and len(A) == len(A[0]) else None
    values = sheet.line(
        right,
        indexed_line(r"\sigma"),
        {
            "squares": lambda: squares,
            "halved": lambda: tuple(x / 2 for x in squares),
            "negative-kept": lambda: None if entries is None else tuple(by_hand(x) for x in descending(entries)),
        },
        same_values,
    )
    return M, squares, values


def singular_values(sheet: Sheet, given: Given) -> None:
    _sigmas(sheet, of_A(given))


def _side(M: FractionRows, x: Exact, at: int) -> ExactVector:
    """Return the eigenvector of a 2×2 AᵀA for its value at this place."""
    if _is_diagonal(M):
        order = sorted(range(len(M)), key=lambda i: -M[i][i])
        return tuple(Fraction(int(i == order[at])) for i in range(len(M)))
    return solved(M, x)


def svd(sheet: Sheet, given: Given) -> None:
    """The first singular vectors after σ: v₁, v₂ from AᵀA, and u₁ = Av₁/σ₁."""
    A = of_A(given)
    demand(len(A) >= len(A[0]) == 2, "two columns")
    M, squares, sigma = _sigmas(sheet, A)
    demand(all(real_value(x) > 0 for x in sigma) and sigma[0] != sigma[1], "two singular values")
    right = [unit(_side(M, x, at)) for at, x in enumerate(squares)]
    found = [
        sheet.line(v, vector_line(f"v_{{{at}}}"), _vector_slips(v), partial(_is_one_of, right))
        for at, v in enumerate(right, 1)
    ]
    for at, (v, s) in enumerate(zip(found, sigma, strict=True), 1):
        image = algebra.apply(A, v)
        u = tuple(by_hand(over(x, s)) for x in image)
        sheet.line(
            u, vector_line(f"u_{{{at}}}"), {"u-and-v-swapped": partial(_if_it_fits, v, len(A))}, partial(_along, A)
        )


def _vector_slips(v: ExactVector) -> dict[str, Wrong[ExactVector]]:
    return {"one-sign": lambda: (*v[:-1], -v[-1]), "entries-swapped": lambda: tuple(reversed(v))}


def _is_one_of(vectors: Sequence[ExactVector], _: ExactVector, other: ExactVector) -> bool:
    return any(on_one_line(other, v) for v in vectors)


def _if_it_fits(v: ExactVector, rows: int) -> ExactVector | None:
    return v if len(v) == rows else None


def _along(A: FractionRows, _: ExactVector, other: ExactVector) -> bool:
    """Is this an eigenvector of AAᵀ, and so a left singular vector?"""
    return on_one_line(algebra.apply(algebra.multiply(A, algebra.transpose(A)), other), other)


# ---- norms ---------------------------------------------------------------------------------------------------------


def norm(sheet: Sheet, given: Given) -> None:
    A = of_A(given)
    match given.word("norm"):
        case "frobenius":
            entries = [x for row in A for x in row]
            square = sheet.line(
                fraction_sum(x * x for x in entries),
                number_line(r"\lVert A \rVert_F^2"),
                {
                    "sums-entries": lambda: fraction_sum(map(abs, entries)),
                    "terms-left-out": lambda: fraction_sum(x * x for x in entries[:-1]),
                },
            )
            sheet.line(
                root_by_hand(square),
                number_line(r"\lVert A \rVert_F"),
                {"not-rooted": lambda: square, "halved": lambda: by_hand(over(square, Fraction(2)))},
            )
        case "spectral":
            *_, sigma = _sigmas(sheet, A)
            sheet.line(
                sigma[0],
                number_line(r"\lVert A \rVert_2"),
                {"other-norm": lambda: _sum(sigma), "other-singular-value": lambda: sigma[-1]},
            )
        case _:
            *_, sigma = _sigmas(sheet, A)
            sheet.line(
                _sum(sigma),
                number_line(r"\lVert A \rVert_*"),
                {
                    "other-norm": lambda: sigma[0],
                    "root-of-sum": lambda: root_by_hand(total(times(s, s) for s in sigma)),
                },
            )


def _sum(values: Sequence[Exact]) -> Exact:
    return by_hand(total(values))


# ---- low rank ------------------------------------------------------------------------------------------------------


def low_rank(sheet: Sheet, given: Given) -> None:
    """The first layer σ₁u₁v₁ᵀ of a matrix with two columns."""
    A = of_A(given)
    demand(given.count("k") == 1 and len(A) >= len(A[0]) == 2, "one layer of a matrix with two columns")
    M, squares = _squares(sheet, A)
    demand(real_value(squares[0]) > real_value(squares[1]) > 0, "two singular values")
    values = [root_by_hand(x) for x in squares]
    sigma = sheet.line(values[0], number_line(r"\sigma_1"), {"squares": lambda: squares[0]})
    vectors = [unit(_side(M, x, at)) for at, x in enumerate(squares)]
    v = sheet.line(vectors[0], vector_line("v_1"), _vector_slips(vectors[0]), partial(_is_one_of, vectors))
    image = algebra.apply(A, v)
    u = sheet.line(
        unit(image), vector_line("u_1"), {"u-and-v-swapped": partial(_if_it_fits, v, len(A))}, partial(_along, A)
    )
    layer = _outer(u, v)
    sheet.line(
        tuple(tuple(by_hand(times(sigma, x)) for x in row) for row in layer),
        matrix_line("A_1"),
        {
            "sigma-left-out": lambda: layer,
            "squared": lambda: tuple(tuple(by_hand(times(squares[0], x)) for x in row) for row in layer),
        },
    )


def _outer(u: ExactVector, v: ExactVector) -> ExactRows:
    return tuple(tuple(by_hand(times(x, y)) for y in v) for x in u)


def low_rank_error(sheet: Sheet, given: Given) -> None:
    """From singular values: the squares of what is dropped, added, and the root. The spectral norm has one line alone."""
    demand("singular_values" in given and given.word("norm") != "spectral", "more than one line")
    values = [by_hand(x) for x in descending(given.numbers("singular_values"))]
    k = given.count("k")
    demand(len(values) <= 6 and 0 < k < len(values), "a short list")
    dropped, kept = values[k:], values[:k]
    square = sheet.line(
        _sum_of_squares(dropped),
        number_line(r"\text{error}^2"),
        {
            "sums-the-kept": lambda: _sum_of_squares(kept),
            "not-squared": lambda: _sum(dropped),
            "one-off": lambda: _sum_of_squares(values[k - 1 :]),
        },
    )
    sheet.line(
        root_by_hand(square),
        number_line(r"\text{error}"),
        {"not-rooted": lambda: square, "halved": lambda: by_hand(over(square, Fraction(2)))},
    )


def _sum_of_squares(values: Sequence[Exact]) -> Exact:
    return by_hand(total(times(x, x) for x in values))


# ---- counts --------------------------------------------------------------------------------------------------------


def _stored(sheet: Sheet, given: Given) -> Fraction:
    """Write what U, V and Σ hold, and their sum."""
    m, n, k = (Fraction(given.count(name)) for name in ("m", "n", "k"))
    left = sheet.line(m * k, number_line(r"m \cdot k"), {"k-squared": lambda: m * k * k})
    right = sheet.line(n * k, number_line(r"n \cdot k"), {"k-squared": lambda: n * k * k})
    return sheet.line(
        left + right + k,
        number_line(r"\text{stored}"),
        {
            "sigma-forgotten": lambda: left + right,
            "sigma-as-matrix": lambda: left + right + k * k,
            "one-factor-forgotten": lambda: left + k,
            "sizes-multiplied": lambda: left * right,
        },
    )


def low_rank_storage(sheet: Sheet, given: Given) -> None:
    _stored(sheet, given)


def compression_factor(sheet: Sheet, given: Given) -> None:
    m, n, k = (Fraction(given.count(name)) for name in ("m", "n", "k"))
    full = sheet.line(m * n, number_line(r"\text{full}"), {"sizes-added": lambda: m + n})
    stored = _stored(sheet, given)
    sheet.line(
        full / stored,
        number_line(r"\text{factor}"),
        {"inverted": lambda: stored / full, "k-over-n": lambda: min(m, n) / k},
    )


def lora_parameters(sheet: Sheet, given: Given) -> None:
    """What each kind of layer trains, one and all of it, and the sum."""
    r, layers = Fraction(given.count("r")), given.layers("layers")
    demand(len(layers) <= 3, "few kinds of layers")
    ones: list[Fraction] = []
    parts: list[Fraction] = []
    for layer in layers:
        d_in, d_out = Fraction(layer.d_in), Fraction(layer.d_out)
        one = sheet.line(
            r * (d_in + d_out),
            number_line(f"{r}({d_in} + {d_out})"),
            {
                "one-factor-only": partial(_product, r, d_in),
                "widths-multiplied": partial(_product, r, d_in * d_out),
                "r-squared": partial(_product, r * r, d_in + d_out),
            },
        )
        ones.append(one)
        parts.append(
            one if layer.count == 1 else sheet.line(layer.count * one, number_line(rf"{layer.count} \cdot {one}"))
        )
    if len(parts) == 1 and layers[0].count == 1:
        return
    sheet.line(
        fraction_sum(parts),
        number_line(r"\text{total}"),
        {
            "layers-uncounted": lambda: fraction_sum(ones),
            "factor-of-two": lambda: 2 * fraction_sum(parts),
            "one-layer-alone": lambda: parts[0] if len(parts) > 1 else None,
        },
    )


def _product(a: Fraction, b: Fraction) -> Fraction:
    return a * b
