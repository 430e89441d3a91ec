"""The matrices of the table of slips, with what follows from them by hand."""

from __future__ import annotations

from decompdrill.model import Raw

TWO: list[Raw] = [[2, 1], [2, 3]]  # trace 5, determinant 4; 4 with [1, 2], 1 with [1, −1]
FIVE: list[Raw] = [[4, 1], [2, 3]]  # trace 7, determinant 10; 5 with [1, 1], 2 with [1, −2]
OTHER: list[Raw] = [[4, 5], [3, 2]]  # trace 6, determinant −7; 7 with [5, 3], −1 with [1, −1]
SPIRAL: list[Raw] = [[1, -2], [1, 3]]  # trace 4, determinant 5: 2 ± i
ROTATION: list[Raw] = [[0, -1], [1, 0]]  # ±i
JORDAN: list[Raw] = [[3, 1], [0, 3]]  # 3 twice, with one eigenvector
UPPER: list[Raw] = [[3, 1], [0, 2]]  # 3 with [1, 0], 2 with [1, −1]
SINGULAR: list[Raw] = [[1, 2], [2, 4]]  # 5 and 0; 0 with [2, −1]
NINE: list[Raw] = [[5, 4], [4, 5]]  # 9 with [1, 1], 1 with [1, −1]
LEANS: list[Raw] = [[1, 2], [2, -2]]  # trace −1, determinant −6; 2 with [2, 1], −3 with [1, −2]
# AᵀA = [[25, 20], [20, 25]]: σ² = 45 and 5, v = [1, ±1]/√2, u = [1, 3]/√10 and [3, −1]/√10
LEANING: list[Raw] = [[3, 0], [4, 5]]
ROOTS: list[Raw] = [["3", "-sqrt(3)"], ["-sqrt(3)", "1"]]  # 4 and 0; 0 with [1, √3]
SEVEN: list[Raw] = [[7]]

# trace 9, minors 6 + 8 + 14, determinant 2·14 + 1·2 = 30: (λ − 3)(λ² − 6λ + 10), so 3 with [2, −1, 2] and 3 ± i
THREE: list[Raw] = [[2, 0, 1], [1, 3, -1], [0, 2, 4]]
REPEATED: list[Raw] = [[3, 1, 1], [1, 3, 1], [1, 1, 3]]  # 5 with [1, 1, 1]; 2 twice, with all vectors that add up to 0
SYMMETRIC: list[Raw] = [
    [2, -1, 0],
    [-1, 2, -1],
    [0, -1, 2],
]  # 2 with [1, 0, −1], 2 ± √2 with [1, ∓√2, 1]; determinant 4
NILPOTENT: list[Raw] = [[0, 1, 2], [0, 0, 3], [0, 0, 0]]
FULL: list[Raw] = [[1, 2, 3], [4, 5, 6], [7, 8, 10]]  # minors of the first row 2, −2, −3: determinant 2 + 4 − 9 = −3
# 5 and 3 with [1, ±1, 0, 0]; λ² − 9λ + 13 of the other block gives (9 ± √29)/2 with [0, 0, 1, (5 ± √29)/2]
FOUR: list[Raw] = [[4, 1, 0, 0], [1, 4, 0, 0], [0, 0, 2, 1], [0, 0, 1, 7]]
