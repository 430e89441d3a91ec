"""What each slip gives, worked out by other means than the package: one module for each family of kinds.

A row for a new slip goes into the module of its kind's family: `gives` for a slip whose answers are computed beforehand,
`seen` for one that is spotted in what was typed. Work the answer out by hand, or with a few lines of NumPy; never take
it from the slip itself.
"""

from __future__ import annotations

from tests.slips import departures, determinants, diagonal, eigen, lowrank, ranks, singular, variance
from tests.slips.row import Row, Seen

ROWS: tuple[Row, ...] = (
    *eigen.ROWS,
    *determinants.ROWS,
    *ranks.ROWS,
    *diagonal.ROWS,
    *singular.ROWS,
    *lowrank.ROWS,
    *variance.ROWS,
    *departures.ROWS,
)

SEEN: tuple[Seen, ...] = (*eigen.SEEN, *diagonal.SEEN, *singular.SEEN, *variance.SEEN, *departures.SEEN)

LEFT_ALONE: tuple[Seen, ...] = (*eigen.LEFT_ALONE, *diagonal.LEFT_ALONE, *singular.LEFT_ALONE)
"""Answers in which a slip would be seen if they were smaller; it is not looked for in them."""
