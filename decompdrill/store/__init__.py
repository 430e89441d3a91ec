"""The history on disk, in SQLite; the only SQL.

The log of attempts is the truth; tallies and cards are derived from it, in the transaction that adds an attempt. A history
that cannot be used never stops a drill: it is `Unkept`, and says why.
"""

from __future__ import annotations

from decompdrill.store.faults import Unkept
from decompdrill.store.keeper import Imported, Store
from decompdrill.store.opening import open_store, read_store

__all__ = ["Imported", "Store", "Unkept", "open_store", "read_store"]
