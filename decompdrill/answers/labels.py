"""Labels before a value, as in `λ₁ = 3` or `det(A) = 10`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from decompdrill.answers.refusal import RefusalError, excerpt

# Each piece is atomic: what follows a whole piece can never follow a shorter one, so no text is read twice over.
_LETTERS = r"[A-Za-zΑ-ω]"
_INDICES = r"[0-9](?:[,/][0-9]){1,5}+"
_SUBSCRIPT = rf"(?:_\{{[A-Za-z0-9,]{{1,12}}\}}|_?+{_INDICES}|_[A-Za-z0-9]{{1,6}}+|[0-9][A-Za-z0-9]{{0,5}}+|[₀-₉ₐ-ₜ]++(?:,[₀-₉]++)*+)?+"
_DASH = r"(?:\^\{?+(?:T|\\top|-1|\*|\+)\}?+|ᵀ|⁻¹|')?+"
_PLAIN = rf"\\?+{_LETTERS}++{_SUBSCRIPT}{_DASH}(?:\s?+\([^()=;|]{{1,40}}+\))?+"
_MOST_NAMES = 64  # in one label, as in `λ₁, λ₂ = 4, 1`
_NAMES = rf"{_PLAIN}(?:\s*+,\s*+{_PLAIN}){{0,{_MOST_NAMES - 1}}}+"
_NORM = rf"(?:\|\|?+|‖)\s*+{_LETTERS}[^|‖=:;,\n]{{0,20}}+(?:\|\|?+|‖)(?:_\{{?+[A-Za-z0-9]++\}}?+|[₀-₉ₐ-ₜ]++)?+"
_FORMULA = r"(?:n\s?+-\s?+r(?:ank)?+|ad\s?+-\s?+bc)"  # no other: `x - y = 0` is an equation
_PHRASE = r"[A-Za-z]++(?: [A-Za-z]++){1,5}+"
_GROUP = rf"[(\[]{_PLAIN},\s*+{_NAMES}[)\]]"
_LABEL = re.compile(rf"({_NAMES}|{_GROUP}|{_NORM}|{_PHRASE}|{_FORMULA})\s*+(?::=|[=≈∈]|:(?!:))(?!=)\s*+")
_BARE = re.compile(r"\s*+(?:=>|=|≈|~|\\approx\b)(?![=~])\s*+")
_NAME = re.compile(_PLAIN)
_SEVERAL = re.compile(rf"(\\?+{_LETTERS}++)_?+\{{?+([0-9](?:[,/]?[0-9])++)\}}?+")
_ENTRY = re.compile(r"[A-Za-z]_?+\{?+([1-9]),?+([1-9])\}?+")
_SUBSCRIPT_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_INDEXED = re.compile(rf"\\?+({_LETTERS}++)_?+\{{?+([0-9]++)\}}?+")

# An expression before the sign makes an equation, not a label.
_NEVER_LABEL = re.compile(r"\\*+(?:sqrt|cbrt|root|abs|exp|ln|log|sin|cos|tan|diag|frac|pi|and|or)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the names it holds (more than one in `λ₁, λ₂ = 4, 1`), its place, and whether its names are one, `λ₁,₂`."""

    names: tuple[str, ...]
    start: int
    end: int
    is_shared: bool = False


def label_at(text: str, start: int, end: int, first: bool, several: bool = False) -> Label | None:
    """Return the label that begins there, or None; only a first item may begin with a bare `=`; of `several`, `λ₁₂` names two."""
    match = _LABEL.match(text, start, end)
    if match is None:
        bare = _BARE.match(text, start, end)
        return Label((), bare.start(), bare.end()) if bare and (first or "=" not in bare[0]) else None
    names = tuple(_NAME.findall(match[1])) if "," in match[1] else (match[1].strip(),)
    if any(map(_NEVER_LABEL.match, names)):
        return None
    if several and (shared := _SEVERAL.fullmatch(names[0].translate(_SUBSCRIPT_DIGITS))):
        indices = [sign for sign in shared[2] if sign.isdigit()]
        is_entry = shared[1].isascii() and len(shared[1]) == 1  # a12 stands in row 1 and column 2
        if len(indices) < len(shared[2]) or (shared[2] in "123456789" and not is_entry):
            return Label(tuple(shared[1] + index for index in indices), match.start(), match.end(), True)
    return Label(names, match.start(), match.end())


def value_start(text: str) -> int:
    """Return where the value of a text begins: behind blanks and a label."""
    start = len(text) - len(text.lstrip())
    return label.end if (label := label_at(text, start, len(text), first=True)) else start


def require_order(labels: list[Label], entries: int) -> None:
    """Refuse labels that do not name the entries in their order, which would be misread, or are not as many."""
    named = [label for label in labels if label.names]
    names = [name for label in named for name in label.names]
    listed = next((label for label in named if len(label.names) > 1), None)
    if listed and len(names) != entries:
        message = f"names: {len(names)}, values: {entries}; write a value for each name, in their order"
        raise RefusalError(message, (listed.start, listed.end))
    for before, after in pairwise(names):
        if not _in_order(before, after):
            message = f"'{excerpt(after)}' comes after '{excerpt(before)}': write the values in order"
            raise RefusalError(message, (named[-1].start, named[-1].end))


def name_and_index(name: str) -> tuple[str, int | None]:
    plain = name.translate(_SUBSCRIPT_DIGITS).lstrip("\\")
    return (match[1], int(match[2])) if (match := _INDEXED.fullmatch(plain)) else (plain, None)


def _in_order(before: str, after: str) -> bool:
    (name, index), (next_name, next_index) = name_and_index(before), name_and_index(after)
    if index is None or next_index is None:
        return index == next_index and name <= next_name
    return name == next_name and index < next_index


def place_of(name: str) -> tuple[int, int] | None:
    """Return the row and the column that the name of an entry such as `a12` tells."""
    return (int(match[1]), int(match[2])) if (match := _ENTRY.fullmatch(name.translate(_SUBSCRIPT_DIGITS))) else None
