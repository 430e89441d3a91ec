"""What the notes and the names of checks say in words: beside the name of a check, and as a sentence of feedback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from decompdrill.mathtext import escaped
from decompdrill.model import Check, Note


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A note as part of a line, and as a sentence of its own (Markdown); without one, the check says more than it."""

    brief: str
    sentence: str = ""


NOTES: Mapping[Note, NoteWords] = {
    Note.IMPRECISE: NoteWords("not precise enough"),
    Note.TRUNCATED: NoteWords(
        "cut off, not rounded", "The digits were cut off, not rounded: the last one must be rounded up."
    ),
    Note.MISPLACED_POINT: NoteWords(
        "the decimal point is in another place", "The digits are right, but the decimal point is in another place."
    ),
    Note.MISSING: NoteWords("values are missing", "Values are missing."),
    Note.TOO_MANY: NoteWords("too many values", "Too many values."),
    Note.MULTIPLICITY: NoteWords(
        "a repeated value counts as often as it occurs", "A repeated value must be written as often as it occurs."
    ),
    Note.UNSORTED: NoteWords("not in descending order", "The values are right, but in another order: largest first."),
    Note.ORDER_REVERSED: NoteWords(
        "the highest power comes first", "The coefficients are in another order: highest power first."
    ),
    Note.ZERO_VECTOR: NoteWords("the zero vector", "The zero vector is no answer here."),
    Note.DEPENDENT: NoteWords(
        "the columns depend on each other", "The columns depend on each other, so the matrix has no inverse."
    ),
    Note.NOT_UNIT: NoteWords("the length is not 1", "The length is not 1."),
    Note.NOT_ORTHOGONAL: NoteWords(
        "not perpendicular to each other", "The columns are not perpendicular to each other."
    ),
    Note.NOTHING_MATCHED: NoteWords("nothing matches"),
    Note.TOO_FEW_DIGITS: NoteWords("more digits would tell"),
}

FAILURES: Mapping[str, str] = {
    "runs": "The code does not run",
    "value": "The value is off",
    "values": "A value is off",
    "entries": "An entry is off",
    "direction": "The direction is off",
    "coefficients": "A coefficient is off",
    "eigenvalues": "An eigenvalue is off",
    "singular-values": "A singular value is off",
    "eigenvectors": "A column of $V$ is no eigenvector for its eigenvalue",
    "AV = VΛ": r"$AV = V\Lambda$ does not hold",
    "AQ = QΛ": r"$AQ = Q\Lambda$ does not hold",
    "reconstruction": r"$U\Sigma V^\top$ is not $A$",
    "orthonormal-U": "The columns of $U$ are not orthonormal",
    "orthonormal-V": "The right singular vectors are not orthonormal",
    "orthonormal-Q": "The columns of $Q$ are not orthonormal",
    "U": "$U$ is off",
    "Vt": r"$V^\top$ is off",
    "Q": "$Q$ is off",
    "independent": "The columns of $V$ are not independent",
}
"""A check that failed, as the beginning of a sentence."""

NAMES: Mapping[str, str] = {"AV = VΛ": r"$AV = V\Lambda$", "AQ = QΛ": r"$AQ = Q\Lambda$"}
"""The names of checks that are formulas; every other name is a word."""


MOST_SAID = 3
"""Failures that feedback speaks of; the structural ones come first."""


def name_of(check: Check) -> str:
    """Return the name of a check as it is shown, in Markdown."""
    return NAMES.get(check.name, check.name)


def brief(check: Check) -> str:
    """Return what a check says beside its numbers, in Markdown, as part of a line; nothing where it says no more."""
    return escaped(check.detail) or ("" if check.note is None else NOTES[check.note].brief)


def failures(checks: Iterable[Check]) -> dict[str, str]:
    """Return what feedback says of the checks that failed: a sentence in Markdown for each name."""
    said = {check.name: _failure(check) for check in checks if not check.passed}
    return dict(islice(((name, sentence) for name, sentence in said.items() if sentence), MOST_SAID))


def tells_distance(check: Check) -> bool:
    """Does the sentence on a check that failed say how far off it is?"""
    has_own = check.note is not None and NOTES[check.note].sentence
    return check.residual is not None and check.name in FAILURES and not has_own


def _failure(check: Check) -> str:
    if check.name in ("shape", "degree"):
        return f"The {check.name} is another: {escaped(check.detail)}."
    if check.note is not None and NOTES[check.note].sentence:
        return NOTES[check.note].sentence
    if check.name not in FAILURES:
        return ""
    where = f" ({escaped(check.detail)})" if check.detail else ""
    by = "" if check.residual is None else f" by {check.residual:.3g}"
    return f"{FAILURES[check.name]}{by}{where}."
