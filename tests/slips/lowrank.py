"""What the slips of low-rank approximations, their errors and their storage, and of LoRA give."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from decompdrill.model import Raw
from tests.slips.matrices import LEANING
from tests.slips.row import OneOf, Row, gives

r5, r20, r45 = 5**0.5, 20**0.5, 45**0.5

# LEANING is the sum of √45·uvᵀ = [[1.5, 1.5], [4.5, 4.5]] and √5·uvᵀ = [[1.5, −1.5], [−0.5, 0.5]];
# uvᵀ is [[1, 1], [3, 3]]/√20 and [[3, −3], [−1, 1]]/√20
FIRST = np.array([[1, 1], [3, 3]]) / r20
SECOND = np.array([[3, -3], [-1, 1]]) / r20
LEANS: Mapping[str, Raw] = {"A": LEANING, "k": 1}
# three layers with one entry each: −3, 2 and 1
MOVED: Mapping[str, Raw] = {"A": [[0, 2, 0], [0, 0, 1], [-3, 0, 0]], "k": 2}
CROSSED: Mapping[str, Raw] = {"A": [[0, 0, -3], [2, 0, 0], [0, 1, 0]], "k": 2}
WIDE: Mapping[str, Raw] = {"A": [[1, 0, 2, -1], [0, 3, 1, 1], [2, 1, 0, 4]], "k": 1}


def at(**entries: int) -> list[list[int]]:
    """Return a 3×3 matrix of zeros but for the entries named: at(_20=-3) has −3 in row 2, column 0."""
    M = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]
    for place, value in entries.items():
        M[int(place[1])][int(place[2])] = value
    return M


def layers(A: Any) -> list[Any]:
    """Return σᵢuᵢvᵢᵀ = Avᵢvᵢᵀ, the largest first, with the eigenvectors vᵢ of AᵀA."""
    A = np.array(A, dtype=float)
    vectors = np.linalg.eigh(A.T @ A)[1][:, ::-1]
    return [A @ np.outer(v, v) for v in vectors.T[: min(A.shape)]]


W = np.array(WIDE["A"], dtype=float)
W1, W2, W3 = layers(W)
# σᵢ is the length of a layer whose u and v have length 1
S1, S2, S3 = (float(np.linalg.norm(x)) for x in (W1, W2, W3))

LOW_RANK: tuple[Row, ...] = (
    gives(
        "low-rank",
        "keeps-the-smallest",
        LEANS,
        [r5 * SECOND, r5 * SECOND],
        said="What was kept belongs to smaller singular values. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "keeps-the-smallest",
        MOVED,
        [at(_01=2, _12=1), at(_12=1)],
        said="What was kept belongs to smaller singular values. Keep the 2 layers with the largest singular values: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives(
        "low-rank",
        "keeps-the-smallest",
        WIDE,
        [W3, W2 + W3],
        said="What was kept belongs to smaller singular values. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives("low-rank", "keeps-the-smallest", {"A": LEANING, "k": 2}, []),
    # all but the first k rows and columns, rows, columns
    gives(
        "low-rank",
        "zeroes-entries",
        LEANS,
        [[[3, 0], [0, 0]], [[3, 0], [0, 0]], [[3, 0], [4, 0]]],
        said="Entries of A were set to zero, not singular values. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "zeroes-entries",
        {"A": WIDE["A"], "k": 2},
        [
            [[1, 0, 0, 0], [0, 3, 0, 0], [0, 0, 0, 0]],
            [[1, 0, 2, -1], [0, 3, 1, 1], [0, 0, 0, 0]],
            [[1, 0, 0, 0], [0, 3, 0, 0], [2, 1, 0, 0]],
        ],
        said="Entries of A were set to zero, not singular values. Keep the 2 layers with the largest singular values: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives(
        "low-rank",
        "sigma-left-out",
        LEANS,
        [FIRST],
        said="Each layer has its singular value as a factor. Here it is missing: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "sigma-left-out#2",
        LEANS,
        [45 * FIRST],
        said="Each layer has its singular value as a factor once. Here it is squared: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "sigma-left-out",
        MOVED,
        [at(_20=-1, _01=1)],
        said="Each layer has its singular value as a factor. Here it is missing: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives(
        "low-rank",
        "sigma-left-out#2",
        MOVED,
        [at(_20=-9, _01=4)],
        said="Each layer has its singular value as a factor once. Here it is squared: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives(
        "low-rank",
        "sigma-left-out",
        WIDE,
        [W1 / S1],
        said="Each layer has its singular value as a factor. Here it is missing: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "sigma-left-out#2",
        WIDE,
        [W1 * S1],
        said="Each layer has its singular value as a factor once. Here it is squared: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives("low-rank", "one-layer-off", LEANS, [LEANING], told=()),
    gives(
        "low-rank",
        "one-layer-off",
        MOVED,
        [MOVED["A"], at(_20=-3)],
        said="This is a best approximation of another rank. Keep 2 layers: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
        told=(1,),
    ),
    gives(
        "low-rank",
        "one-layer-off",
        {"A": WIDE["A"], "k": 2},
        [W, W1],
        said="This is a best approximation of another rank. Keep 2 layers: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
        told=(1,),
    ),
    gives(
        "low-rank",
        "one-layer-off",
        {"A": WIDE["A"], "k": 3},
        [W1 + W2],
        said="This is a best approximation of another rank. Keep 3 layers: A₃ = σ₁u₁v₁ᵀ + … + σ₃u₃v₃ᵀ.",
    ),
    gives(
        "low-rank",
        "matrix-itself",
        LEANS,
        [LEANING],
        said="This is A itself. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "matrix-itself",
        WIDE,
        [W],
        said="This is A itself. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "further/transposed",
        LEANS,
        [[[1.5, 4.5], [1.5, 4.5]]],
        said="This is the transpose. Each layer is a column u times a row: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "further/transposed",
        MOVED,
        [at(_02=-3, _10=2)],
        said="This is the transpose. Each layer is a column u times a row: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives(
        "low-rank",
        "further/transposed",
        WIDE,
        [W1.T],
        said="This is the transpose. Each layer is a column u times a row: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "further/sign-flipped",
        LEANS,
        [-r45 * FIRST],
        said="This is −A₁. Test the signs of your singular vectors: Avᵢ = σᵢuᵢ.",
    ),
    gives(
        "low-rank",
        "further/sign-flipped",
        MOVED,
        [at(_20=3, _01=-2)],
        said="This is −A₂. Test the signs of your singular vectors: Avᵢ = σᵢuᵢ.",
    ),
    gives("low-rank", "further/one-layer-alone", LEANS, [r45 * FIRST, r5 * SECOND], told=()),
    gives("low-rank", "further/one-layer-alone", MOVED, [at(_20=-3), at(_01=2), at(_12=1)], told=()),
    gives(
        "low-rank",
        "further/one-layer-alone",
        {"A": WIDE["A"], "k": 2},
        [W1, W2, W3],
        said="This is a single layer. Keep the 2 layers with the largest singular values: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
        told=(1,),
    ),
    gives(
        "low-rank",
        "further/root-of-sigma",
        LEANS,
        [45**0.25 * FIRST],
        said="Each layer has √σᵢ as a factor here, and needs σᵢ: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "further/root-of-sigma",
        {"A": WIDE["A"], "k": 2},
        [W1 / S1**0.5 + W2 / S2**0.5],
        said="Each layer has √σᵢ as a factor here, and needs σᵢ: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    # V has e₃, e₁, e₂ for its columns, so its rows are e₂, e₃, e₁, each with the sign of the column it crosses
    gives(
        "low-rank",
        "further/v-for-vt",
        CROSSED,
        [OneOf(tuple(at(_01=3 * a, _12=2 * b) for a, b in product((1, -1), repeat=2)))],
        said="The rows of V were used. The right singular vectors are its columns: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives("low-rank", "further/v-for-vt", WIDE, []),
    # the k largest entries, and the diagonal
    gives(
        "low-rank",
        "further/zeroes-entries",
        LEANS,
        [[[0, 0], [0, 5]], [[3, 0], [0, 5]]],
        said="Entries of A were set to zero, not singular values. Keep the layer with the largest singular value: A₁ = σ₁u₁v₁ᵀ.",
    ),
    gives(
        "low-rank",
        "further/zeroes-entries",
        CROSSED,
        [at(_02=-3, _10=2), at()],
        said="Entries of A were set to zero, not singular values. Keep the 2 layers with the largest singular values: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
        told=(1,),
    ),
    gives(
        "low-rank",
        "further/zeroes-entries",
        {"A": WIDE["A"], "k": 2},
        [[[0, 0, 0, 0], [0, 3, 0, 0], [0, 0, 0, 4]]],
        said="Entries of A were set to zero, not singular values. Keep the 2 layers with the largest singular values: A₂ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ.",
    ),
    gives("low-rank", "further/zeroes-entries", {"A": "1 i; 0 2", "k": 1}, []),
)

# ---- its error -------------------------------------------------------------------------------------------------------


def dropped(k: int, norm: str) -> Mapping[str, Raw]:
    """Return the problem of the error where 10, 4, 3, 1 are the singular values: squares 100, 16, 9, 1, all 126."""
    return {"singular_values": [3, 10, 1, 4], "k": k, "norm": norm}


TWO_OF_FOUR, SPECTRAL = dropped(2, "frobenius"), dropped(2, "spectral")  # √10 and 3
LEANS_ON: Mapping[str, Raw] = {"A": LEANING, "k": 1, "norm": "frobenius"}  # √5 of √50

ERROR: tuple[Row, ...] = (
    gives(
        "low-rank-error",
        "not-rooted",
        {"singular_values": [9, 8, 7, 6, 5, 4], "k": 1, "norm": "frobenius"},
        [190],
        said="This is the square of the error. Take its square root.",
    ),
    gives(
        "low-rank-error",
        "not-rooted",
        {"singular_values": [9, 8, 7, 6, 5], "k": 1, "norm": "frobenius"},
        [174],
        said="This is the square of the error. Take its square root.",
    ),
    gives(
        "low-rank-error", "not-rooted", TWO_OF_FOUR, [10], said="This is the square of the error. Take its square root."
    ),
    gives("low-rank-error", "not-rooted", SPECTRAL, [9], said="This is the square of the error. Take its square root."),
    gives(
        "low-rank-error",
        "other-norm",
        TWO_OF_FOUR,
        [3],
        said="This is the error in the spectral norm. The question asks for the Frobenius norm. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "other-norm",
        SPECTRAL,
        [10**0.5],
        said="This is the error in the Frobenius norm. The question asks for the spectral norm. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives(
        "low-rank-error",
        "not-squared",
        dropped(1, "frobenius"),
        [8],
        said="This is the sum of the dropped singular values. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √(4²+3²+1²).",
    ),
    gives(
        "low-rank-error",
        "not-squared#2",
        dropped(1, "frobenius"),
        [8**0.5],
        said="This is the square root of the sum of the dropped singular values. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √(4²+3²+1²).",
    ),
    gives(
        "low-rank-error",
        "not-squared",
        SPECTRAL,
        [4],
        said="This is the sum of the dropped singular values. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives(
        "low-rank-error",
        "not-squared#2",
        SPECTRAL,
        [2],
        said="This is the square root of the sum of the dropped singular values. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives(
        "low-rank-error",
        "sums-the-kept#2",
        TWO_OF_FOUR,
        [116**0.5, 116, 14],
        said="This is made from σ₁ and σ₂, which are kept. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "sums-the-kept",
        SPECTRAL,
        [10],
        said="This is σ₁, which is kept. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives(
        "low-rank-error",
        "sums-the-kept#2",
        SPECTRAL,
        [116**0.5, 116, 14],
        said="This is made from σ₁ and σ₂, which are kept. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives("low-rank-error", "sums-the-kept", dropped(0, "spectral"), []),
    # one kept, and three: √(16 + 9 + 1) and 1
    gives(
        "low-rank-error",
        "one-off",
        TWO_OF_FOUR,
        [26**0.5],
        said="This is the error at rank 1: one singular value too few is kept. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "one-off#2",
        TWO_OF_FOUR,
        [1],
        said="This is the error at rank 3: one singular value too many is kept. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives("low-rank-error", "one-off", dropped(1, "spectral"), [10], told=()),
    gives("low-rank-error", "one-off#2", dropped(1, "spectral"), [3], told=()),
    gives(
        "low-rank-error",
        "one-off#2",
        dropped(0, "frobenius"),
        [26**0.5],
        said="This is the error at rank 1: one singular value too many is kept. Square the dropped singular values, add, and take the square root: ‖A − A₀‖_F = √(10²+4²+3²+1²).",
    ),
    gives(
        "low-rank-error",
        "one-off",
        dropped(3, "frobenius"),
        [10**0.5],
        said="This is the error at rank 2: one singular value too few is kept. Square the dropped singular values, add, and take the square root: ‖A − A₃‖_F = √(1²).",
    ),
    gives(
        "low-rank-error",
        "one-off#2",
        dropped(3, "frobenius"),
        [0],
        said="This is the error at rank 4: one singular value too many is kept. Square the dropped singular values, add, and take the square root: ‖A − A₃‖_F = √(1²).",
    ),
    gives(
        "low-rank-error",
        "one-off",
        dropped(4, "frobenius"),
        [1],
        said="This is the error at rank 3: one singular value too few is kept. Nothing is dropped here.",
    ),
    gives(
        "low-rank-error",
        "relative",
        TWO_OF_FOUR,
        [(10 / 126) ** 0.5],
        said="This is the error as a share of the norm of A. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "relative#2",
        TWO_OF_FOUR,
        [10 / 126],
        said="This is the squared error as a share of the squared norm of A. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "relative",
        SPECTRAL,
        [0.3],
        said="This is the error as a share of the norm of A. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives(
        "low-rank-error",
        "relative#2",
        SPECTRAL,
        [0.09],
        said="This is the squared error as a share of the squared norm of A. Take the largest singular value that is dropped: ‖A − A₂‖₂ = σ₃.",
    ),
    gives("low-rank-error", "relative", {"singular_values": [0, 0], "k": 1, "norm": "frobenius"}, []),
    gives(
        "low-rank-error",
        "further/share-kept",
        TWO_OF_FOUR,
        [116 / 126],
        said="This is the share of the sum of squares that is kept. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/share-kept#2",
        TWO_OF_FOUR,
        [(116 / 126) ** 0.5],
        said="This is the square root of the share of the sum of squares that is kept. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/share-kept",
        LEANS_ON,
        [0.9],
        said="This is the share of the sum of squares that is kept. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √((√5)²).",
    ),
    gives(
        "low-rank-error",
        "further/share-kept#2",
        LEANS_ON,
        [0.9**0.5],
        said="This is the square root of the share of the sum of squares that is kept. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √((√5)²).",
    ),
    gives("low-rank-error", "further/share-kept", {"singular_values": [0, 0], "k": 1, "norm": "frobenius"}, []),
    # of 4, 3 and 1
    gives(
        "low-rank-error",
        "further/averaged",
        dropped(1, "frobenius"),
        [(26 / 3) ** 0.5],
        said="This is the root mean square of the dropped singular values. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √(4²+3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/averaged#2",
        dropped(1, "frobenius"),
        [Fraction(8, 3)],
        said="This is the mean of the dropped singular values. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √(4²+3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/averaged",
        TWO_OF_FOUR,
        [r5],
        said="This is the root mean square of the dropped singular values. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives("low-rank-error", "further/averaged#2", TWO_OF_FOUR, [2], told=()),
    gives("low-rank-error", "further/averaged", dropped(4, "frobenius"), []),
    gives(
        "low-rank-error",
        "further/other-singular-value",
        {"singular_values": [20, 11, 7, 4, 2], "k": 1, "norm": "spectral"},
        [20, 11, 7, 4, 2],
        said="This is one of the singular values. Take the largest singular value that is dropped: ‖A − A₁‖₂ = σ₂.",
        told=(3, 4),
    ),
    gives("low-rank-error", "further/other-singular-value", dropped(1, "frobenius"), [10, 4, 3, 1], told=()),
    gives("low-rank-error", "further/other-singular-value", TWO_OF_FOUR, [10, 4, 3, 1], told=()),
    gives("low-rank-error", "further/other-singular-value", LEANS_ON, [r45, r5], told=()),
    gives(
        "low-rank-error",
        "further/whole-norm",
        TWO_OF_FOUR,
        [126],
        said="This is the sum of the squares of all singular values. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/whole-norm#2",
        TWO_OF_FOUR,
        [126**0.5],
        said="This is the Frobenius norm of A itself. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/whole-norm#3",
        TWO_OF_FOUR,
        [18],
        said="This is the sum of all singular values. Square the dropped singular values, add, and take the square root: ‖A − A₂‖_F = √(3²+1²).",
    ),
    gives(
        "low-rank-error",
        "further/whole-norm",
        LEANS_ON,
        [50],
        said="This is the sum of the squares of all singular values. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √((√5)²).",
    ),
    gives("low-rank-error", "further/whole-norm#2", LEANS_ON, [50**0.5], told=()),
    gives(
        "low-rank-error",
        "further/whole-norm#3",
        LEANS_ON,
        [r45 + r5],
        said="This is the sum of all singular values. Square the dropped singular values, add, and take the square root: ‖A − A₁‖_F = √((√5)²).",
    ),
)

# ---- storage ---------------------------------------------------------------------------------------------------------

TALL: Mapping[str, Raw] = {"m": 10, "n": 6, "k": 2}  # 2·17 = 34 of 60
BROAD: Mapping[str, Raw] = {"m": 5, "n": 9, "k": 4}  # 4·15 = 60 of 45

STORAGE: tuple[Row, ...] = (
    gives(
        "low-rank-storage",
        "sigma-forgotten",
        TALL,
        [32],
        said="The k singular values are stored too. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "sigma-forgotten",
        BROAD,
        [56],
        said="The k singular values are stored too. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "one-factor-forgotten",
        TALL,
        [20, 22, 12, 14],
        said="Both U and V are stored. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "one-factor-forgotten",
        BROAD,
        [20, 24, 36, 40],
        said="Both U and V are stored. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "sigma-as-matrix",
        TALL,
        [36],
        said="Σ is diagonal: store its k values, not a k × k matrix. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "sigma-as-matrix",
        BROAD,
        [72],
        said="Σ is diagonal: store its k values, not a k × k matrix. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "k-squared",
        TALL,
        [4],
        said="k² counts neither U nor V. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "k-squared",
        BROAD,
        [16],
        said="k² counts neither U nor V. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "whole-matrix",
        TALL,
        [60],
        said="This is the number of entries of A itself, mn. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "whole-matrix",
        BROAD,
        [45],
        said="This is the number of entries of A itself, mn. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "saved-instead",
        TALL,
        [26],
        said="This is how many numbers are saved. The question asks how many are stored. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives("low-rank-storage", "saved-instead", BROAD, []),
    # 100 + 36 + 2, 100 + 36 + 6, 100 + 60 + 36
    gives(
        "low-rank-storage",
        "further/full-factors",
        TALL,
        [138, 142, 196],
        said="This counts all columns of the square matrices U and V. Only the first k of each are stored. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "further/full-factors",
        BROAD,
        [110, 111, 151],
        said="This counts all columns of the square matrices U and V. Only the first k of each are stored. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "further/one-layer-only",
        TALL,
        [17, 16, 18],
        said="This counts one column of U and one of V. There are k of each. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "further/one-layer-only",
        BROAD,
        [15, 14, 18],
        said="This counts one column of U and one of V. There are k of each. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    # m·n·k, mk·kn, again k·m·n, twice 34
    gives(
        "low-rank-storage",
        "further/sizes-multiplied",
        TALL,
        [120, 240],
        said="The sizes of U and V are added, not multiplied. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "further/sizes-multiplied#2",
        TALL,
        [68],
        said="This is twice the number of values stored. Count 10 · 2 numbers for U, 6 · 2 for V and 2 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "further/sizes-multiplied",
        BROAD,
        [180, 720],
        said="The sizes of U and V are added, not multiplied. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
    gives(
        "low-rank-storage",
        "further/sizes-multiplied#2",
        BROAD,
        [120],
        said="This is twice the number of values stored. Count 5 · 4 numbers for U, 9 · 4 for V and 4 for Σ: k(m + n + 1).",
    ),
)

SMALLER: Mapping[str, Raw] = {"m": 100, "n": 60, "k": 5}  # 6000 / (5·161) = 6000/805
LARGER: Mapping[str, Raw] = {"m": 5, "n": 9, "k": 4}  # 45/60


def over(whole: int, *stored: int) -> list[Fraction]:
    return [Fraction(whole, x) for x in stored]


FACTOR: tuple[Row, ...] = (
    gives(
        "compression-factor",
        "sigma-forgotten",
        SMALLER,
        over(6000, 800),
        said="The k singular values are stored too. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "sigma-forgotten",
        LARGER,
        over(45, 56),
        said="The k singular values are stored too. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "inverted",
        SMALLER,
        over(805, 6000),
        said="This is the share that is stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "inverted",
        LARGER,
        over(60, 45),
        said="This is the share that is stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "k-over-n",
        SMALLER,
        [Fraction(5, 100), Fraction(5, 60)],
        said="This compares the rank with one side of A, not the numbers stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "k-over-n",
        LARGER,
        [Fraction(4, 5), Fraction(4, 9)],
        said="This compares the rank with one side of A, not the numbers stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "one-factor-forgotten",
        SMALLER,
        over(6000, 500, 505, 300, 305),
        said="Both U and V are stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "one-factor-forgotten",
        LARGER,
        over(45, 20, 24, 36, 40),
        said="Both U and V are stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "sigma-as-matrix",
        SMALLER,
        over(6000, 825),
        said="Σ is diagonal: store its k values, not a k × k matrix. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "sigma-as-matrix",
        LARGER,
        over(45, 72),
        said="Σ is diagonal: store its k values, not a k × k matrix. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "k-squared",
        SMALLER,
        [240],
        said="k² counts neither U nor V. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "k-squared",
        LARGER,
        over(45, 16),
        said="k² counts neither U nor V. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "further/share-instead",
        SMALLER,
        [1 - Fraction(805, 6000)],
        said="This is the share that is saved. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "further/share-instead#2",
        SMALLER,
        [Fraction(80500, 6000)],
        said="This is the share that is stored, in percent. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "further/share-instead#3",
        SMALLER,
        [100 - Fraction(80500, 6000)],
        said="This is the share that is saved, in percent. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "further/share-instead#2",
        LARGER,
        [Fraction(400, 3)],
        said="This is the share that is stored, in percent. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "further/numbers-instead",
        SMALLER,
        [805],
        said="This is how many numbers are stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "further/numbers-instead#2",
        SMALLER,
        [6000],
        said="This is how many entries A has. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "further/numbers-instead#3",
        SMALLER,
        [5195],
        said="This is how many numbers are saved. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (100·60)/(5(100+60+1)).",
    ),
    gives(
        "compression-factor",
        "further/numbers-instead",
        LARGER,
        [60],
        said="This is how many numbers are stored. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
    gives(
        "compression-factor",
        "further/numbers-instead#2",
        LARGER,
        [45],
        said="This is how many entries A has. Divide the number of entries of A by the number of values stored: mn/(k(m+n+1)) = (5·9)/(4(5+9+1)).",
    ),
)

# ---- LoRA ------------------------------------------------------------------------------------------------------------

# trained 2·4·(64 + 32) + 3·4·(10 + 20) = 768 + 360 = 1128, W has 2·2048 + 3·200 = 4696
LORA: Mapping[str, Raw] = {
    "r": 4,
    "layers": [{"d_in": 64, "d_out": 32, "count": 2}, {"d_in": 10, "d_out": 20, "count": 3}],
}
SINGLE: Mapping[str, Raw] = {"r": 1, "layers": [{"d_in": 2, "d_out": 3, "count": 1}]}  # 5, and 6 in W

PARAMETERS: tuple[Row, ...] = (
    gives(
        "lora-parameters",
        "one-factor-only",
        LORA,
        [632, 496],
        said="Both A and B are trained. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),  # 2·4·64 + 3·4·10, 2·4·32 + 3·4·20
    gives(
        "lora-parameters",
        "one-factor-only",
        SINGLE,
        [2, 3],
        said="Both A and B are trained. Each layer trains r(d_in + d_out) parameters: 1(2 + 3).",
    ),
    gives(
        "lora-parameters",
        "layers-uncounted",
        LORA,
        [504],
        said="Each layer has its own A and B: count those of every layer. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),  # 4·96 + 4·30
    gives(
        "lora-parameters",
        "r-squared",
        LORA,
        [80],
        said="r² counts neither width: B is d_out × r and A is r × d_in. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "r-squared#2",
        LORA,
        [4512],
        said="This is r times the number of trained parameters. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),  # 16·5, 16·(2·96 + 3·30)
    gives(
        "lora-parameters",
        "full-matrix",
        LORA,
        [4696, 2248],
        said="This counts the entries of W, which stays frozen. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "full-matrix",
        SINGLE,
        [6, 6],
        said="This counts the entries of W, which stays frozen. Each layer trains r(d_in + d_out) parameters: 1(2 + 3).",
    ),
    gives(
        "lora-parameters",
        "frozen-counted",
        LORA,
        [5824],
        said="W stays frozen: only A and B are trained. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "frozen-counted",
        SINGLE,
        [11],
        said="W stays frozen: only A and B are trained. Each layer trains r(d_in + d_out) parameters: 1(2 + 3).",
    ),
    gives(
        "lora-parameters",
        "widths-multiplied",
        LORA,
        [18784],
        said="The widths are added, not multiplied. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),  # 4·4696
    # 4·(2·100 + 3·34) with an r×r matrix between, 4·(2·97 + 3·31) with r numbers
    gives(
        "lora-parameters",
        "middle-factor",
        LORA,
        [1208, 1148],
        said="LoRA has two factors, BA, and no Σ between them. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives("lora-parameters", "middle-factor", SINGLE, [6, 6], told=()),
    gives(
        "lora-parameters",
        "further/saved-instead",
        LORA,
        [3568],
        said="This is how many fewer parameters are trained. The question asks how many are trained. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    # 6 are fewer than 15: nothing is saved
    gives("lora-parameters", "further/saved-instead", {"r": 3, "layers": [{"d_in": 2, "d_out": 3}]}, []),
    gives(
        "lora-parameters",
        "further/rank-forgotten",
        LORA,
        [282, 126],
        said="The rank is missing: A has r rows and B has r columns. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "further/factor-of-two",
        LORA,
        [2256],
        said="This is twice the number of trained parameters. Count A and B once each. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "further/factor-of-two#2",
        LORA,
        [564],
        said="This is half the number of trained parameters. Count both A and B. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "further/factor-of-two",
        SINGLE,
        [10],
        said="This is twice the number of trained parameters. Count A and B once each. Each layer trains r(d_in + d_out) parameters: 1(2 + 3).",
    ),
    # 4696/1128 = 4.16, and A alone of one layer each, B alone
    gives(
        "lora-parameters",
        "further/ratio-instead",
        LORA,
        [5, 4],
        said="This is the ratio of the parameters of W to those that are trained, rounded to a whole number. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives(
        "lora-parameters",
        "further/ratio-instead#2",
        LORA,
        [296, 208],
        said="Some factors are left out: every layer of every type has its own A and B. Each layer trains r(d_in + d_out) parameters: 2 · 4(64 + 32) + 3 · 4(10 + 20).",
    ),
    gives("lora-parameters", "further/ratio-instead", SINGLE, [2, 1], told=()),
    gives("lora-parameters", "further/ratio-instead#2", SINGLE, [2, 3], told=()),
)

ROWS: tuple[Row, ...] = (*LOW_RANK, *ERROR, *STORAGE, *FACTOR, *PARAMETERS)
