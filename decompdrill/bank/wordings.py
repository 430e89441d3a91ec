"""Which wordings of a shipped question ask the same of the same numbers (questions/wordings.txt)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from decompdrill.bank.question import Question
from decompdrill.io.folders import shipped_dir

WORDINGS = "wordings.txt"


def is_as_it_was(question: Question, digest: str) -> bool:
    """Return whether a question of this digest drew the same numbers: it is this one, or it was reworded since."""
    return digest == question.digest or {digest, question.digest} <= wordings().get(question.id, frozenset())


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, frozenset[str]]:
    """Return the digests of each shipped question, of now and of before, with which the same seeds draw the same numbers."""
    text = (shipped_dir() / WORDINGS).read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {name: frozenset(digests) for name, _, *digests in rows}
