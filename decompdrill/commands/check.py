"""`check`: judges one's own answer to one's own problem."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from decompdrill.commands.problem import given_of
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import words
from decompdrill.frontends.jsonl import verdict_fields, write
from decompdrill.grade import grade
from decompdrill.model import Outcome


def check(kind: str, given: Sequence[str], answer: str, as_json: bool, plain: bool) -> ExitCode:
    """Show the verdict: which property failed and by how much, which slip it was; 1 where it is not right."""
    verdict = grade(kind, given_of(kind, given), answer)
    if as_json:
        write(sys.stdout, verdict_fields(verdict))
    else:
        show, look = screen(plain)
        show(words.verdict(verdict, answer, look))
    return ExitCode.DONE if verdict.outcome is Outcome.RIGHT else ExitCode.NOT_RIGHT
