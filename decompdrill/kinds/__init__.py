"""The kinds of problems: one explicit table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from decompdrill.kinds import determinants, diagonal, eigen, lowrank, ranks, singular, variance
from decompdrill.kinds.base import Given, Kind
from decompdrill.kinds.further import FURTHER
from decompdrill.kinds.given import read_given, within_doubles

KINDS: Mapping[str, Kind] = {
    kind.name: replace(kind, further=FURTHER[kind.name])
    for kind in (
        *eigen.KINDS,
        *determinants.KINDS,
        *ranks.KINDS,
        *diagonal.KINDS,
        *singular.KINDS,
        *lowrank.KINDS,
        *variance.KINDS,
    )
}

__all__ = ["KINDS", "Given", "Kind", "read_given", "within_doubles"]
