"""Tolerances of what is said of numbers, shown or drawn: each with its reason. What an answer is held to stands in numbers.py."""

from __future__ import annotations

NO_ENTRY = 1e-15
"""An entry of a unit vector that is no larger is what rounding left of a zero."""

NEAR_FRACTION = 1e-12
"""An entry is a fraction of a small denominator where it is no farther from it than this share of the largest entry …"""

NEAREST_TO_ALL = 1e-6
"""… and no farther than this: with more, every number is near some fraction."""

SEEN_APART = 1e-6
"""Two sides of an equation are told apart where they differ by more than this share of the larger one."""

SEEN_NOT_ZERO = 1e-3
"""A determinant, or a share of a vector, that is no larger may be 0 but for the digits that were typed: nothing is said of it."""

OF_FOUR_DIGITS = 5e-4
"""Half a unit of the fourth digit of the smallest number of four: what the determinant of rounded entries may be off."""

SHOWN_WHOLE = 1e-12
"""A count of percent that is no farther from a whole number is written as that."""

NO_NUMBER_IN_PRINT = 1e-12
"""Two printed numbers of which one is 0 are the same if the other is no larger."""

EQUAL_VARIANCES = 1e-9
"""A difference of two variances of this share is none: no axis is the longer one."""

CONSTANT_COLUMN = 1e-12
"""A column whose standard deviation is at most this share of its largest entry does not vary."""

NO_DIFFERENCE = 1e-12
"""A difference of this share is none in a picture."""

OF_TWO_PRODUCTS = 1e-15
"""What two products of rounded entries may differ by, as a share of them, and still be equal."""

SAME_DEGREES = 1e-9
"""Two angles in degrees that differ by no more are one."""

ONE_LINE = 1e-4
"""Two vectors lie on one line where the cosine between them is no farther from 1: as typed, with four digits or so."""

NOTHING_LEFT = 1e-9
"""A row is a combination of others where no more than this share of its size is left of it."""

REACHED = 1e-9
"""A sum of shares reaches a threshold that it misses by no more: rounding of the shares."""

LARGEST_RADIUS = 0.0005
"""So small a half unit of the last place has a decimal that may be rounded from a root or a fraction: 0.707, not 27.75."""

SAID_AGAIN = 1e-3
"""A value that a line of working gives again, perhaps rounded, differs by no larger share from the first."""
