"""What worked steps say of numbers that are rarely asked: large, complex, dependent many times over."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from decompdrill.exercises.grade import task_of
from decompdrill.model import Raw


def banded(n: int) -> list[Raw]:
    return [[2 if i == j else int(abs(i - j) == 1) for j in range(n)] for i in range(n)]


def units(rows: int, columns: int, period: int) -> list[Raw]:
    """Unit rows that come again after so many."""
    return [[int(i % period == j) for j in range(columns)] for i in range(rows)]


SAID: list[tuple[str, Mapping[str, Raw], str]] = [
    (
        "determinant",
        {"A": "0 1 0 0; 0 0 1 0; 1 0 0 0; 0 0 0 2"},
        r"The matrix is triangular now: the signs of 2 swaps of rows cancel, so the determinant is the product of the pivots, "
        r"$$\det(A) = 1 \cdot 1 \cdot 1 \cdot 2 = 2$$",
    ),
    (
        "orthogonal-diagonalization",
        {"A": banded(12)},
        "They are divided by their lengths and, inside a repeated eigenvalue, made perpendicular (Gram–Schmidt).",
    ),
    (
        "orthogonal-diagonalization",
        {"A": banded(12)},
        r"$Q^\top Q = I$: the columns are orthonormal, so $Q^{-1} = Q^\top$.",
    ),
    (
        "is-eigenvector",
        {"A": "1 1; 1 1", "v": [1, 0]},
        "Entry 2 of $v$ is 0, but entry 2 of $Av$ is $1$: no factor does that. So $v$ is not an eigenvector.",
    ),
    ("rank", {"A": units(9, 8, 7)}, r"Check: $\text{row } 8 = \text{row } 1$."),
    (
        "rank",
        {"A": units(9, 8, 6)},
        r"Check: $\text{row } 7 = \text{row } 1$; in the same way every row is a combination of rows 1, 2, 3, 4, 5 and 6.",
    ),
    (
        "rank",
        {"A": units(7, 8, 8)},
        "Check: the 7×7 determinant of columns 1, 2, 3, 4, 5, 6 and 7 is not zero, since every pivot is not.",
    ),
    (
        "rank",
        {"A": "0.333333333333i 1 0; 0 2.71828182845i 1; 1 1 1.4142135623i"},
        "Check: the 3×3 determinant of rows 1, 2 and 3 and columns 1, 2 and 3 is not zero, "
        r"$$\begin{vmatrix} 0.3333i & 1 & 0 \\ 0 & 2.718i & 1 \\ 1 & 1 & 1.414i \end{vmatrix} \approx 1 - 1.615i$$ "
        "so the rank is at least 3, and it cannot be more.",
    ),
    (
        "eigenvalues",
        {"A": "5/6 -1/6; 1 0"},
        r"The discriminant $\left(\frac{5}{6}\right)^2 - 4 \cdot \frac{1}{6} = \frac{1}{36} = \left(\frac{1}{6}\right)^2$ is a square, "
        r"so the quadratic formula gives fractions: "
        r"$$\lambda^{2} - \frac{5}{6}\lambda + \frac{1}{6} = (\lambda - \frac{1}{2})(\lambda - \frac{1}{3})$$",
    ),
    (
        "low-rank",
        {"A": "3 0; 0 3", "k": 1},
        r"The cut falls between equal singular values, $\sigma_{1} = \sigma_{2}$: several approximations are equally good, and each of "
        "them is right.",
    ),
    (
        "lora-parameters",
        {"layers": [{"d_in": 8, "d_out": 4, "count": 1}] * 12, "r": 2},
        "The other 6 types of layers are counted in the same way.",
    ),
    (
        "low-rank-error",
        {"singular_values": [5, 4], "k": 2, "norm": "frobenius"},
        "Nothing is dropped, so $A_{2} = A$.",
    ),
]


@pytest.mark.parametrize(("kind", "given", "said"), SAID, ids=[f"{kind}-{said[:30]}" for kind, _, said in SAID])
def test_a_step_is_said_of_numbers_that_are_rarely_asked(kind: str, given: Mapping[str, Raw], said: str) -> None:
    task = task_of(kind, given)
    assert list(task.kind.steps(task.given)).count(said) == 1
