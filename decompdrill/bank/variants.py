"""Questions that are made from others without an author: `ID~mistake`, find the mistake, and `ID~slip`, what went wrong."""

from __future__ import annotations

from dataclasses import replace

from decompdrill.bank.question import Question
from decompdrill.names import base_name

MISTAKE, SLIP = "mistake", "slip"

VARIANTS = {MISTAKE: "Find the mistake", SLIP: "What went wrong"}
"""What stands behind the ~ of an id, and the title of such a question."""


def variant_of(question: Question, name: str) -> Question:
    """Return a variant of a question: it has the objective and the numbers of that question, and an id and a digest of its own."""
    return replace(question, id=f"{question.id}~{name}", title=f"{VARIANTS[name]}: {question.title}")


def variant_name(question: Question) -> str:
    """Return which variant of another question this one is; nothing where it is none."""
    return question.id.removeprefix(base_name(question.id)).removeprefix("~")


def is_in_parts(question: Question) -> bool:
    """Is it asked in parts, by its bank or as find the mistake is?"""
    return bool(question.parts) or variant_name(question) == MISTAKE


def base_of(question: Question) -> Question:
    """Return the question that a variant was made from."""
    return replace(question, id=base_name(question.id), title=question.title.partition(": ")[2])
