"""Principal components of a table, with signs of a convention.

Each component has its largest entry positive (of entries equal to 9 digits, the first), so that a picture is the same
on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decompdrill.errors import GivenError
from decompdrill.judging.tolerances import CONSTANT_COLUMN
from decompdrill.maths.tolerances import SUM_OFF
from decompdrill.pictures.tables import Table

Floats = NDArray[np.float64]

SAME = 9
"""Digits to which entries must agree to count as equally large."""


@dataclass(frozen=True, slots=True)
class Components:
    """Scores (rows: samples), components (rows), the variance along each, and its share of the whole, descending."""

    scores: Floats
    components: Floats
    variances: tuple[float, ...]
    ratios: tuple[float, ...]

    def cumulative(self, k: int) -> float:
        return min(1.0, sum(self.ratios[:k]))

    def needed(self, threshold: float) -> int:
        """Return the fewest components whose ratios sum to the threshold, but for rounding."""
        reached = (k for k in range(1, len(self.ratios) + 1) if self.cumulative(k) >= threshold - SUM_OFF)
        return next(reached, len(self.ratios))


def scaled_samples(table: Table, standardise: bool) -> Floats:
    """Return the centred values, each column divided by its standard deviation (divisor n − 1) if asked.

    Raises GivenError where a column that must be divided, or every column, does not vary.
    """
    X = table.values
    centred = X - X.mean(axis=0)
    deviations = centred.std(axis=0, ddof=1)
    still = deviations <= CONSTANT_COLUMN * np.max(np.abs(X), axis=0)
    if still.all():
        raise GivenError(f"{table.name}: no column varies, so there is no variance to show")
    if not standardise:
        return np.asarray(centred)
    if still.any():
        name = table.columns[int(np.argmax(still))]
        raise GivenError(f"{table.name}: column {name[:40]!r} does not vary, so it cannot be standardized")
    return np.asarray(centred / deviations)


def principal_components(centred: Floats) -> Components:
    """Return the principal components of centred samples by the SVD of the samples."""
    U, s, Vt = np.linalg.svd(centred, full_matrices=False)
    s = np.where(s > s[0] * max(centred.shape) * np.finfo(float).eps, s, 0.0)  # what rounding makes of a zero
    signs = np.array([_sign(row) for row in Vt])
    variances = s**2 / (len(centred) - 1)
    ratios = variances / variances.sum()
    return Components(U * s * signs, Vt * signs[:, None], tuple(variances.tolist()), tuple(ratios.tolist()))


def _sign(component: Floats) -> float:
    sizes = np.round(np.abs(component), SAME)
    return -1.0 if component[int(np.argmax(sizes))] < 0 else 1.0
