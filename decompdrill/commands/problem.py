"""A problem of one's own on the command line: its kind and what is given; shared by `solve` and `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decompdrill.bank.tree import suggest
from decompdrill.errors import UsageError
from decompdrill.grade import parse_cli_given
from decompdrill.methods import KINDS
from decompdrill.model import Raw


def given_of(kind: str, given: Sequence[str]) -> Mapping[str, Raw]:
    """Return what is given; raises UsageError for an unknown kind, GivenError for a given that cannot be read."""
    if kind not in KINDS:
        raise UsageError(f"no kind of problem is called {kind[:80]!r}{suggest(kind, sorted(KINDS))}")
    return parse_cli_given(list(given))
