"""The attempts of a learner, and the SQLite file that keeps them.

The log of attempts is the truth; tallies and cards are derived from it, in the transaction that adds an attempt. A history
that cannot be used never stops a drill: it is `Unavailable`, and says why.
"""

LARGEST_SEED = 10**18 - 1
"""What a token can hold, and a column of SQLite."""
