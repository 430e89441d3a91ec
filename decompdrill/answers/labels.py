"""Labels before a value, as in `λ₁ = 3` or `det(A) = 10`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from decompdrill.answers.refusal import RefusalError, excerpt

# Each piece is atomic: what follows a whole piece can never follow a shorter one, so no text is read twice over.
_LETTERS = r"[A-Za-zΑ-ω]"
_SUBSCRIPT = r"(?:_\{[A-Za-z0-9,]{1,10}\}|_[A-Za-z0-9]{1,6}+|[0-9][A-Za-z0-9]{0,5}+|[₀-₉ₐ-ₜ]++)?+"
_DASH = r"(?:\^\{?+(?:T|\\top|-1|\*|\+)\}?+|ᵀ|⁻¹|')?+"
_PLAIN = rf"\\?+{_LETTERS}++{_SUBSCRIPT}{_DASH}(?:\s?+\([^()=;|]{{1,40}}+\))?+"
_MOST_NAMES = 64  # in one label, as in `λ₁, λ₂ = 4, 1`
_NAMES = rf"{_PLAIN}(?:\s*+,\s*+{_PLAIN}){{0,{_MOST_NAMES - 1}}}+"
_NORM = rf"(?:\|\|?+|‖)\s*+{_LETTERS}[^|‖=:;,\n]{{0,20}}+(?:\|\|?+|‖)(?:_\{{?+[A-Za-z0-9]++\}}?+|[₀-₉ₐ-ₜ]++)?+"
_PHRASE = r"[A-Za-z]++(?: [A-Za-z]++){1,5}+"
_LABEL = re.compile(rf"({_NAMES}|{_NORM}|{_PHRASE})\s*+(?::=|[=≈∈]|:(?!:))(?!=)\s*+")
_BARE = re.compile(r"\s*+(?:=>|=|≈|~)(?![=~])\s*+")
_SUBSCRIPT_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_INDEXED = re.compile(rf"\\?+({_LETTERS}++)_?+\{{?+([0-9]++)\}}?+")

# An expression before the sign makes an equation, not a label.
_NEVER_LABEL = re.compile(r"\\*+(?:sqrt|cbrt|root|abs|exp|ln|log|sin|cos|tan|diag|frac|pi|and|or)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the names it holds (more than one in `λ₁, λ₂ = 4, 1`) and its place in the text."""

    names: tuple[str, ...]
    start: int
    end: int


def label_at(text: str, start: int, end: int, first: bool) -> Label | None:
    """Return the label that begins there, or None; only a first item may begin with a bare `=`."""
    match = _LABEL.match(text, start, end)
    if match is None:
        bare = _BARE.match(text, start, end) if first else None
        return Label((), bare.start(), bare.end()) if bare else None
    names = tuple(name.strip() for name in _split_names(match[1]))
    if any(map(_NEVER_LABEL.match, names)):
        return None
    return Label(names, match.start(), match.end())


def _split_names(written: str) -> list[str]:
    depth, names = 0, [""]
    for sign in written:
        depth += (sign in "({") - (sign in ")}")
        if sign == "," and depth == 0:
            names.append("")
        else:
            names[-1] += sign
    return names


def require_order(labels: list[Label], entries: int) -> None:
    """Check that labels name the entries in their order; entries out of order would be misread.

    Raises RefusalError where an order is not sure, or a list of names has another length than its values.
    """
    named = [label for label in labels if label.names]
    for label in named:
        if len(label.names) > 1 and (len(labels) > 1 or len(label.names) != entries):
            raise RefusalError(
                f"names: {len(label.names)}, values: {entries}; write a value for each name, in their order",
                (label.start, label.end),
            )
    names = [name for label in named for name in label.names]
    for before, after in pairwise(names):
        if not _in_order(_key(before), _key(after)):
            last = named[-1]
            shown, earlier = excerpt(after), excerpt(before)
            raise RefusalError(f"'{shown}' comes after '{earlier}': write the values in order", (last.start, last.end))


def _key(name: str) -> tuple[str, int | None]:
    plain = name.translate(_SUBSCRIPT_DIGITS).lstrip("\\")
    match = _INDEXED.fullmatch(plain)
    return (match[1], int(match[2])) if match else (plain, None)


def _in_order(before: tuple[str, int | None], after: tuple[str, int | None]) -> bool:
    if before[0] == after[0] and before[1] is not None and after[1] is not None:
        return before[1] < after[1]
    return before <= after if before[1] is None and after[1] is None else False


def is_indexed(names: tuple[str, ...]) -> bool:
    """Is this one name with an index, as in `λ₁`?"""
    return len(names) == 1 and _key(names[0])[1] is not None
