"""Problems of every kind, plain and awkward ones: what the contract test over the table of kinds runs on.

A kind that is not listed here is tried on the problems of the rows of its slips, in tests/slips/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import Raw
from tests import slips

TWO: list[Raw] = [[2, 1], [2, 3]]
GOLDEN: list[Raw] = [[1, 1], [1, 2]]
ROTATION: list[Raw] = [[0, -1], [1, 0]]
SPIRAL: list[Raw] = [[1, -2], [1, 3]]
JORDAN: list[Raw] = [[3, 1], [0, 3]]
THREE: list[Raw] = [[2, 0, 1], [1, 3, -1], [0, 2, 4]]
SYMMETRIC: list[Raw] = [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]
REPEATED: list[Raw] = [[3, 1, 1], [1, 3, 1], [1, 1, 3]]
NILPOTENT: list[Raw] = [[0, 1, 2], [0, 0, 3], [0, 0, 0]]
SINGULAR: list[Raw] = [[1, 2], [2, 4]]
TALL: list[Raw] = [[1, 2], [3, 4], [5, 6]]
WIDE: list[Raw] = [[1, 0, 2], [0, 3, 1]]
EQUAL: list[Raw] = [[3, 0], [4, 0], [0, 5]]
ROWS: list[Raw] = [[1, 2], [2, 4], [3, 6]]
HIDDEN: list[Raw] = [[1, 2, 3], [4, 5, 6], [5, 7, 9]]
ILL: list[Raw] = [[1, 1], [1, 1.0001]]
SMALL: list[Raw] = [[0.002, 0.001], [0.001, 0.003]]
LARGE: list[Raw] = [[2000, 1000], [2000, 3500]]
ANTIDIAGONAL: list[Raw] = [[0, -3], [7, 0]]
COMPLEX: list[Raw] = [["1", "i"], ["2", "3"]]
SURDS: list[Raw] = [["3", "-sqrt(3)"], ["-sqrt(3)", "1"]]
HALVES: list[Raw] = [["1/2", "1/3"], ["1/4", "1/5"]]
FOUR: list[Raw] = [[4, 1, 0, 0], [1, 4, 0, 0], [0, 0, 2, 1], [0, 0, 1, 7]]
DATA: list[Raw] = [[2, 1], [4, 3], [6, 2], [4, 6]]
WIDE_DATA: list[Raw] = [[1, 2, 0], [3, 1, 4], [2, 6, 5], [6, 3, 3], [3, 3, 8]]
COVARIANCE: list[Raw] = [[4, 2], [2, 3]]

SQUARE = (
    TWO,
    GOLDEN,
    ROTATION,
    SPIRAL,
    JORDAN,
    THREE,
    SYMMETRIC,
    REPEATED,
    SINGULAR,
    SMALL,
    LARGE,
    SURDS,
    HALVES,
    FOUR,
)
DIAGONALIZABLE = (
    TWO,
    GOLDEN,
    ROTATION,
    SPIRAL,
    THREE,
    SYMMETRIC,
    REPEATED,
    SINGULAR,
    SMALL,
    LARGE,
    SURDS,
    HALVES,
    FOUR,
)
ANY = (TWO, GOLDEN, TALL, WIDE, EQUAL, SINGULAR, THREE, SMALL, LARGE, HALVES, JORDAN)
SPECTRA: tuple[Mapping[str, Raw], ...] = (
    {"eigenvalues": [3, 1]},
    {"eigenvalues": [0.60, 0.25, 0.07, 0.03, 0.02, 0.02, 0.01]},
    {"singular_values": [10, 4, 3, 1]},
    {"covariance": COVARIANCE},
    {"X": DATA},
    {"X": WIDE_DATA},
    {"X": WIDE_DATA, "standardize": True},
)


def _with_A(matrices: Sequence[Sequence[Raw]], **more: Raw) -> tuple[Mapping[str, Raw], ...]:  # noqa: N802
    return tuple({"A": list(A), **more} for A in matrices)


LISTED: Mapping[str, tuple[Mapping[str, Raw], ...]] = {
    "eigenvalues": (*_with_A(SQUARE), {"A": NILPOTENT}),
    "eigenvector": (
        {"A": TWO, "eigenvalue": 4},
        {"A": GOLDEN, "eigenvalue": 2.618},
        {"A": ROTATION, "eigenvalue": "i"},
        {"A": JORDAN, "eigenvalue": 3},
        {"A": SYMMETRIC, "eigenvalue": "2+sqrt(2)"},
        {"A": REPEATED, "eigenvalue": 2},
        {"A": SURDS, "eigenvalue": 0},
        {"A": SINGULAR, "eigenvalue": 0},
        {"A": FOUR, "eigenvalue": 5},
    ),
    "is-eigenvector": (
        {"A": [[2, 1], [0, 3]], "v": [2, 1]},
        {"A": TWO, "v": [1, 2]},
        {"A": SINGULAR, "v": [2, -1]},
        {"A": [[1, 2], [4, 3]], "v": [1, -1]},
    ),
    "eigenvalue-of": (
        {"A": TWO, "v": [1, 2]},
        {"A": [[3, 1], [0, 2]], "v": [2, -2]},
        {"A": [[1, 2], [4, 3]], "v": [3, -3]},
        {"A": SYMMETRIC, "v": ["1", "-sqrt(2)", "1"]},
    ),
    "characteristic-polynomial": _with_A((TWO, GOLDEN, THREE, SYMMETRIC, HALVES, SINGULAR, SMALL)),
    "determinant": _with_A((TWO, THREE, SYMMETRIC, HALVES, LARGE, SMALL, SINGULAR)),
    "trace": _with_A((TWO, THREE, HALVES, LARGE, SURDS, [[4, 1], [2, -7]], [[1234, 1], [2, 3]])),
    "rank": _with_A((TWO, ROWS, HIDDEN, TALL, WIDE, SINGULAR, SURDS, ILL)),
    "nullity": _with_A((TWO, ROWS, HIDDEN, TALL, WIDE, SINGULAR)),
    "numerical-rank": (
        {"singular_values": [5.0, 0.3, 1e-15, 2e-16]},
        {"singular_values": [7, 2, 0.5, 1e-17], "rtol": 0.01},
        {"singular_values": [7, 2, 0.5, 0.001], "atol": 0.1},
        {"A": HIDDEN},
    ),
    "is-diagonalizable": _with_A((TWO, JORDAN, ROTATION, REPEATED, NILPOTENT, SINGULAR)),
    "is-orthogonal": _with_A(([["3/5", "4/5"], ["-4/5", "3/5"]], [[1, 1], [-1, 1]], [[1, 1], [0, 1]], ROTATION)),
    "diagonalization": _with_A(DIAGONALIZABLE),
    "orthogonal-diagonalization": _with_A((GOLDEN, SYMMETRIC, REPEATED, SURDS, FOUR, COVARIANCE, SMALL)),
    "singular-values": _with_A((*ANY, HIDDEN, ANTIDIAGONAL)),
    "svd": _with_A((*ANY, HIDDEN, REPEATED, COMPLEX)),
    "low-rank": (
        {"A": TWO, "k": 1},
        {"A": TALL, "k": 1},
        {"A": [[2, 0], [0, 1]], "k": 1},
        {"A": REPEATED, "k": 1},
        {"A": EQUAL, "k": 1},
        {"A": HIDDEN, "k": 2},
        {"A": [[2, 1, 0], [1, 2, 0], [0, 0, 5]], "k": 2},
    ),
    "low-rank-error": (
        {"singular_values": [10, 3, 4, 0], "k": 1, "norm": "frobenius"},
        {"singular_values": [10, 4, 3], "k": 1, "norm": "spectral"},
        {"A": TALL, "k": 1, "norm": "frobenius"},
        {"singular_values": [9, 5, 2, 1], "k": 2, "norm": "frobenius"},
    ),
    "norm": tuple({"A": A, "norm": norm} for A in (TALL, EQUAL, TWO) for norm in ("frobenius", "spectral", "nuclear")),
    "covariance": ({"X": DATA}, {"X": WIDE_DATA}, {"X": DATA, "ddof": 0}, {"X": [[1, 2], [3, 6]]}),
    "explained-variance": SPECTRA,
    "cumulative-variance": tuple({**s, "k": 2} for s in SPECTRA if len(s) == 1),
    "components-needed": (
        *({**s, "threshold": 0.9} for s in SPECTRA),
        {"ratios": [0.7, 0.2, 0.1], "threshold": 0.9},
        {"ratios": [0.72, 0.19, 0.06, 0.02, 0.01], "threshold": "95%"},
    ),
    "principal-component": (
        {"covariance": [[2, 1], [1, 2]], "index": 1},
        {"covariance": COVARIANCE, "index": 2},
        {"X": DATA, "index": 1},
        {"X": WIDE_DATA, "index": 2},
        {"X": WIDE_DATA, "index": 1, "standardize": True},
    ),
    "low-rank-storage": ({"m": 500, "n": 500, "k": 50}, {"m": 300, "n": 80, "k": 5}),
    "compression-factor": ({"m": 500, "n": 400, "k": 20}, {"m": 300, "n": 80, "k": 5}),
    "lora-parameters": (
        {"r": 16, "layers": [{"d_in": 4096, "d_out": 4096, "count": 1}]},
        {"r": 8, "layers": [{"d_in": 768, "d_out": 768, "count": 24}, {"d_in": 768, "d_out": 3072, "count": 12}]},
    ),
}


def of_its_slips(kind: str) -> tuple[Mapping[str, Raw], ...]:
    """Return the problems of the rows of a kind's slips, each once."""
    givens: list[Mapping[str, Raw]] = [
        row.given for rows in (slips.ROWS, slips.SEEN) for row in rows if row.kind == kind
    ]
    return tuple(given for i, given in enumerate(givens) if given not in givens[:i])


INSTANCES: Mapping[str, tuple[Mapping[str, Raw], ...]] = {
    kind: LISTED[kind] if kind in LISTED else of_its_slips(kind) for kind in SIGNATURES
}
