"""The kinds of problems: one explicit table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from decompdrill.methods import determinants, diagonal, eigen, lowrank, ranks, singular, variance
from decompdrill.methods.base import Given, Kind
from decompdrill.methods.further import FURTHER
from decompdrill.methods.given import read_given, within_doubles

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
