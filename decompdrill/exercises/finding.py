"""What an audit finds: one fault of a question, with the part of the question that has it."""

from __future__ import annotations

from dataclasses import dataclass

from decompdrill.bank.tree import Steps


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its sort, of which the first is told, the part of the question that has it, and what it is."""

    sort: str
    where: Steps
    message: str
