"""How many examples chance brings to a test: the same few in every run, or fresh ones and many where one looks for faults.

DECOMPDRILL_FUZZ=20 asks for twenty times as many as a test has otherwise, from fresh seeds.
"""

from __future__ import annotations

import os

FUZZ = int(os.environ.get("DECOMPDRILL_FUZZ") or 0)


def examples(count: int) -> int:
    """Return how many examples a test takes that has so many in an ordinary run."""
    return count * max(FUZZ, 1)
