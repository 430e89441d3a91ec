"""What rounding may leave, where the exact arithmetic has to know: each share with its reason.

How far a typed answer may be from the true one stands in judging/.
"""

from __future__ import annotations

from decimal import Decimal

LEAST_SIZE = 1e-300
"""Stands for the size of what is zero throughout, so that nothing is divided by 0 and a share of it is more than 0."""

ROUND_OFF = 1e-12
"""A double that is at most this share of the numbers beside it is what rounding left of a zero: some thousand roundings."""

ROOT_OFF = 1e-13
"""The imaginary part of a root after Newton steps, as a share of it: hardly more than one rounding is left."""

WAVE_OFF = 1e-15
"""What a sine or cosine of a double is off where it should be 0: sin(π) is 1.2e-16."""

BOUND_MET = 1 + 1e-9
"""A bound that is met exactly (4.995 typed as 5.00) must not be lost to the last bit of a double."""

SUM_OFF = 1e-9
"""What rounding may take from a sum of shares, credits, seconds or squares that reaches a threshold exactly."""

ASYMMETRY = 1e-9
"""Two entries that mirror each other and differ by this share at most are equal: the matrix is symmetric."""

DEFECTIVE = 1e-7
"""A singular value below this share is 0 where an eigenvalue is repeated: in doubles a double root is known to half its digits."""

DECIMALS_AGREE = Decimal("1e-20")
"""Elimination in two precisions that agrees to this share tells every digit of a double."""
