"""The worked solution of a problem of any kind, step by step on its own numbers."""

from __future__ import annotations

from collections.abc import Mapping

from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.model import Raw


def solve(kind: str, raw: Mapping[str, Raw]) -> tuple[str, ...]:
    """Return the worked solution of a problem.

    Raises KeyError for a kind that does not exist, and GivenError where the given cannot be read or has no answer.
    """
    return KINDS[kind].steps(read_given(KINDS[kind], raw))
