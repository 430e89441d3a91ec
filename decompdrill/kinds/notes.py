"""What the notes and the names of checks say in words: beside the name of a check, and as a sentence of feedback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from decompdrill.mathtext import escaped
from decompdrill.model import Check, Note


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A note as part of a line, and as a sentence of its own (Markdown); without one, the check says more than it."""

    brief: str
    sentence: str = ""
    advice: str = ""
    """What is to be done, behind the sentence or behind the one value that is meant; the sentence then has no point."""

    @property
    def whole(self) -> str:
        return f"{self.sentence}: {self.advice}" if self.advice else self.sentence


NOTES: Mapping[Note, NoteWords] = {
    Note.IMPRECISE: NoteWords("not precise enough"),
    Note.TRUNCATED: NoteWords(
        "cut off, not rounded", "Cut off, not rounded", "give three significant digits or more, the last one rounded."
    ),
    Note.MISPLACED_POINT: NoteWords(
        "the decimal point is in another place", "The digits are right, but the decimal point is in another place."
    ),
    Note.HUNDREDFOLD: NoteWords(
        "100 times too large",
        "The digits are right, but this is 100 times too large: the % sign already divides by 100.",
    ),
    Note.MISSING: NoteWords("values are missing", "Values are missing."),
    Note.TOO_MANY: NoteWords("too many values", "Too many values."),
    Note.MULTIPLICITY: NoteWords(
        "values are repeated according to multiplicity", "Repeat each value according to its multiplicity."
    ),
    Note.UNSORTED: NoteWords(
        "not in descending order", "The values are right, but not their order: write the largest first."
    ),
    Note.ORDER_REVERSED: NoteWords(
        "the highest power comes first", "The coefficients are in another order: highest power first."
    ),
    Note.ZERO_VECTOR: NoteWords("the zero vector", "The zero vector is not an answer here."),
    Note.DEPENDENT: NoteWords(
        "the columns depend on each other", "The columns depend on each other, so the matrix has no inverse."
    ),
    Note.NOT_UNIT: NoteWords("the length is not 1", "The length is not 1: divide the vector by its length."),
    Note.NOT_ORTHOGONAL: NoteWords(
        "not perpendicular to each other", "The columns are not perpendicular to each other."
    ),
    Note.NOTHING_MATCHED: NoteWords("nothing matches"),
    Note.TOO_FEW_DIGITS: NoteWords("more digits would tell"),
}

FAILURES: Mapping[str, str] = {
    "runs": "The code does not run",
    "values": "Not every value is right",
    "entries": "",
    "direction": "The direction is not right",
    "coefficients": "Not every coefficient is right",
    "eigenvalues": r"A value of $\Lambda$ is not an eigenvalue of $A$, or not as often as it must be",
    "singular-values": r"The values of $\Sigma$ are not the singular values of $A$",
    "eigenvectors": "A column is not an eigenvector for its eigenvalue",
    "AV = VΛ": r"$AV = V\Lambda$ does not hold",
    "AQ = QΛ": r"$AQ = Q\Lambda$ does not hold",
    "reconstruction": r"$U\Sigma V^\top$ is not $A$",
    "orthonormal-U": "The columns of $U$ are not orthonormal",
    "orthonormal-V": r"The rows of $V^\top$ are not orthonormal",
    "orthonormal-Q": "The columns of $Q$ are not orthonormal",
    "U": "$U$ is not right",
    "Vt": r"$V^\top$ is not right",
    "Q": "$Q$ is not right",
    "independent": "The columns of $V$ are linearly dependent",
    "real": "The question asks for real numbers",
}
"""A check that failed, as the beginning of a sentence; nothing where the other lines say it."""

NONE_RIGHT: Mapping[str, str] = {
    "values": "No value is right",
    "entries": "No entry is right",
    "coefficients": "No coefficient is right",
}
"""What is said where nothing of it is right."""

HELD: Mapping[str, str] = {
    "direction": "the direction is right",
    "eigenvalues": r"$\Lambda$ is right",
    "singular-values": r"$\Sigma$ is right",
    "U": "$U$ is right",
    "Vt": r"$V^\top$ is right",
    "Q": "$Q$ is right",
    "orthonormal-U": "the columns of $U$ are orthonormal",
    "orthonormal-V": r"the rows of $V^\top$ are orthonormal",
    "orthonormal-Q": "the columns of $Q$ are orthonormal",
    "independent": "the columns of $V$ are linearly independent",
    "eigenvectors": "each column is an eigenvector",
    "reconstruction": r"$U\Sigma V^\top$ is $A$",
}
"""A check that was passed by a factorization that is wrong elsewhere, as a clause."""

IMPRECISE: Mapping[str, str] = {
    "value": "The number is not precise enough",
    "values": "Not every value is precise enough",
    "entries": "Not every entry is precise enough",
    "direction": "The direction is not precise enough",
    "coefficients": "Not every coefficient is precise enough",
    "eigenvalues": r"Not every value of $\Lambda$ is precise enough",
    "singular-values": r"Not every value of $\Sigma$ is precise enough",
    "U": "$U$ is not precise enough",
    "Vt": r"$V^\top$ is not precise enough",
    "Q": "$Q$ is not precise enough",
}
"""A check that failed by too few digits alone, as the beginning of a sentence."""

FOLLOWS: Mapping[str, str] = {"orthonormal-U": "U", "orthonormal-V": "Vt", "orthonormal-Q": "Q"}
"""What goes without saying beside a part that is right."""

NEEDS: Mapping[str, str] = {"reconstruction": "singular-values"}
"""What is measured on the diagonal of Σ alone, and said only where that is right."""

NAMES: Mapping[str, str] = {
    "AV = VΛ": r"$AV = V\Lambda$",
    "AQ = QΛ": r"$AQ = Q\Lambda$",
    "reconstruction": r"$U\Sigma V^\top = A$",
    "orthonormal-U": r"$U^\top U = I$",
    "orthonormal-V": r"$V^\top V = I$",
    "orthonormal-Q": r"$Q^\top Q = I$",
    "singular-values": r"$\Sigma$",
    "U": "$U$",
    "Vt": r"$V^\top$",
    "Q": "$Q$",
}
"""The names of checks that are shown as formulas; every other name is a word."""


NEITHER_IN_ORDER = "Their order is not right either: write the largest first."

RIGHT_BUT_MISSING = "Right so far, but values are missing."
WRONG_AND_MISSING = "Values are missing, and what you typed is not right."

MOST_SAID = 3
"""Failures that feedback speaks of; the structural ones come first."""


def name_of(check: Check) -> str:
    """Return the name of a check as it is shown, in Markdown."""
    return NAMES.get(check.name, check.name)


def brief(check: Check) -> str:
    """Return what a check says beside its numbers, in Markdown, as part of a line; nothing where it says no more."""
    return escaped(check.detail) or ("" if check.note is None else NOTES[check.note].brief)


def failures(checks: Sequence[Check]) -> dict[str, str]:
    """Return what feedback says of the checks that failed: a sentence in Markdown for each name."""
    failed = [check for check in checks if not check.passed]
    said = {check.name: _failure(check) for check in failed}
    if any(check.note is Note.IMPRECISE for check in failed) and "order" in said:
        said["order"] = NEITHER_IN_ORDER  # the values are not called right where their digits are too few
    if any(check.note is Note.MISSING for check in failed):
        values = next((check for check in checks if check.name == "values"), None)
        if values is not None and (values.passed or values.none_right):
            said = {**said, "count": RIGHT_BUT_MISSING if values.passed else WRONG_AND_MISSING, "values": ""}
    return dict(islice(((name, sentence) for name, sentence in said.items() if sentence), MOST_SAID))


def held(checks: Iterable[Check]) -> str:
    """Return the parts and properties that are right, as one sentence in Markdown; nothing where there are none."""
    passed = [check.name for check in checks if check.passed and not _is_rough(check)]
    told = [name for name in passed if name in HELD and FOLLOWS.get(name) not in passed]
    said = [HELD[name] for name in told if name not in NEEDS or NEEDS[name] in passed]
    return f"{said[0][0].upper()}{'; '.join(said)[1:]}." if said else ""


ROUGHEST = 0.01
"""What three digits leave open in the lengths and angles of columns; with fewer, anything may pass for orthonormal."""


def _is_rough(check: Check) -> bool:
    """Did a property pass only because so few digits were typed?"""
    return check.name in FOLLOWS and (check.bound or 0.0) > ROUGHEST


def _failure(check: Check) -> str:
    if check.name in ("shape", "degree"):
        return f"Wrong {check.name}: {escaped(check.detail)}."
    if check.note is not None and NOTES[check.note].sentence:
        words = NOTES[check.note]
        return f"{escaped(check.detail)}: {words.advice}" if words.advice and check.detail else words.whole
    if check.note is Note.IMPRECISE and check.name in IMPRECISE:
        return f"{IMPRECISE[check.name]}."
    if check.name not in FAILURES:
        return ""
    if check.none_right and check.name in NONE_RIGHT:
        return f"{NONE_RIGHT[check.name]}."
    where = f" ({escaped(check.detail)})" if check.detail else ""
    return f"{FAILURES[check.name]}{where}." if FAILURES[check.name] else ""
