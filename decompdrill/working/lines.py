"""A line of working: its context, its row operations, and its statements, each a chain of sides."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from decompdrill.answers.refusal import RefusalError
from decompdrill.working.sides import SideBySideError, SideTree, parse_entries, parse_side
from decompdrill.working.tokens import Sign, tidy, tokens_of

EQUALS = frozenset(("=", "≈"))
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True, slots=True)
class EquationSide:
    """One side of a chain, as its signs."""

    tokens: tuple[Sign, ...]

    @property
    def head(self) -> str:
        """The side as a name can be looked up: without spaces and braces, `A^TA` for AᵀA."""
        text = "".join({"ᵀ": "^T", "ᴴ": "^H"}.get(t.kind, t.text) for t in self.tokens)
        return text.replace("{", "").replace("}", "")

    @property
    def text(self) -> str:
        return "".join(" " * t.spaced + t.text for t in self.tokens).strip()

    @property
    def has_separators(self) -> bool:
        """Do entries stand here without brackets, parted by commas or semicolons?"""
        return any(t.kind in (",", ";") for t in _outside(self.tokens))

    @property
    def is_span(self) -> bool:
        return bool(self.tokens) and self.tokens[0].text in ("span", "Span")

    def trees(self) -> list[SideTree]:
        """Return how the side can be read, the likelier way first; raises RefusalError where in none."""
        tokens = self.tokens[1:] if self.is_span else self.tokens
        if self.has_separators:
            return [parse_entries(tokens)]
        try:
            found = [parse_side(tokens)]
        except SideBySideError:
            return [parse_entries(tokens)]
        outside = _outside(tokens)
        is_parted = any(t.kind in "+-" and t.spaced and not u.spaced for t, u in itertools.pairwise(outside[1:]))
        return [*found, parse_entries(tokens)] if is_parted else found


@dataclass(frozen=True, slots=True)
class Statement:
    """A chain of sides; `signs[i]` stands before `sides[i + 1]`. With a leading `=` the first side is empty."""

    sides: tuple[EquationSide, ...]
    signs: tuple[str, ...]

    @property
    def goes_on(self) -> bool:
        return not self.sides[0].tokens and bool(self.signs)


@dataclass(frozen=True, slots=True)
class WrittenLine:
    statements: tuple[Statement, ...]
    context: Statement | None = None
    operations: tuple[Statement, ...] = ()


def read_working_line(text: str, thousands: bool = False) -> WrittenLine:
    """Return a line of working; raises RefusalError where it is none. With `thousands`, `65,536` is one number."""
    tidied = tidy(text)
    if thousands:
        tidied = _THOUSANDS.sub(lambda m: m[0].replace(",", ""), tidied)
    tokens = tokens_of(_without_words(tidied))
    before, behind = _parted_by_colon(tokens)
    operations: tuple[Statement, ...] = ()
    context = None
    if before and (_is_operation(before) or _is_combination(before)):
        operations = _statements(before, keep_arrows=True)
    elif before:
        (context, *_) = _statements(before)
    if not before and _is_operation(behind):
        operations, behind = _leading_operations(behind)
    return WrittenLine(_statements(behind) if behind else (), context, operations)


_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_WORDS = re.compile(
    r"^\s*(?:for|with|at|when|case|step [0-9]+|check|so|thus|hence|then|therefore|and|or|let)(?![A-Za-z])[:,]?\s*",
    re.IGNORECASE,
)


def _without_words(text: str) -> str:
    """Return a line without the small words before it: for λ = 2, so, check."""
    while match := _WORDS.match(text):
        text = text[match.end() :]
    return text


def _outside(tokens: Sequence[Sign]) -> list[Sign]:
    """Return the signs that stand in no brackets and between no bars with rows."""
    depth, bar, found = 0, False, []
    for token in tokens:
        depth -= token.kind in _CLOSES
        if token.kind == "|" and depth == 0:
            bar = not bar
        if depth == 0 and not bar:
            found.append(token)
        depth += token.kind in _OPENS
    return found


def _cut(tokens: Sequence[Sign], kinds: frozenset[str]) -> tuple[list[list[Sign]], list[str]]:
    """Return the pieces between the signs of these kinds that stand outside of brackets, and those signs."""
    pieces: list[list[Sign]] = [[]]
    signs: list[str] = []
    depth, bar = 0, False
    for token in tokens:
        depth -= token.kind in _CLOSES
        if token.kind == "|" and depth == 0:
            bar = not bar
        if depth <= 0 and not bar and (token.kind in kinds or token.text in kinds):
            pieces.append([])
            signs.append(token.text)
            continue
        depth += token.kind in _OPENS
        pieces[-1].append(token)
    return pieces, signs


def _parted_by_colon(tokens: Sequence[Sign]) -> tuple[list[Sign], list[Sign]]:
    tokens = [
        t for i, t in enumerate(tokens) if not (t.kind == ":" and i + 1 < len(tokens) and tokens[i + 1].kind == "=")
    ]
    pieces, _ = _cut(tokens, frozenset(":"))
    if len(pieces) == 1:
        return [], pieces[0]
    behind = pieces[1]
    for piece in pieces[2:]:
        behind += piece
    return pieces[0], behind


_ROW = re.compile(r"[Rr]_[0-9]{1,2}")


def _is_operation(tokens: Sequence[Sign]) -> bool:
    """Does a row operation stand here, such as R₂ → R₂ − 3R₁, R₁ ↔ R₂ or R₃ = 2R₁ + R₃?"""
    pieces, signs = _cut(tokens, frozenset("→←↔=,"))
    first = [t for t in pieces[0] if t.kind == "name"]
    return bool(signs) and bool(first) and all(_ROW.fullmatch(t.text) for t in first)


def _is_combination(tokens: Sequence[Sign]) -> bool:
    """Stands a combination of rows alone here, such as R₂ − 3R₁?"""
    rows = [t for t in tokens if t.kind == "name"]
    return bool(rows) and all(_ROW.fullmatch(t.text) or t.text == "and" for t in rows)


def _leading_operations(tokens: Sequence[Sign]) -> tuple[tuple[Statement, ...], list[Sign]]:
    """Return the operations at the head of a line, and the signs behind them: rows, or nothing."""
    for at, token in enumerate(tokens):
        if token.kind in ("[", "⇒") or (token.kind == "(" and any(t.kind in ",;" for t in tokens[at:])):
            head = list(tokens[:at])
            while head and head[-1].kind in ("→", "=", ",", "⇒"):
                head.pop()
            return _statements(head, keep_arrows=True), list(tokens[at + (token.kind == "⇒") :])
    return _statements(tokens, keep_arrows=True), []


def _statements(tokens: Sequence[Sign], keep_arrows: bool = False) -> tuple[Statement, ...]:
    """Return the statements that commas and ⇒ part; a piece without `=` belongs to the one before."""
    found: list[Statement] = []
    for piece in _cut(tokens if keep_arrows else _implied(tokens), frozenset(("⇒", "so", "and", "or")))[0]:
        parts: list[list[Sign]] = []
        seps, signs = _cut(piece, frozenset(",;"))
        for at, part in enumerate(seps):
            is_new = any(t.kind in EQUALS or t.kind in ("→", "↔", "←", "≠") for t in _outside(part))
            if parts and not is_new:
                parts[-1] += [Sign(signs[at - 1], signs[at - 1], False), *part]
            else:
                parts.append(part)
        found += [_chain(part) for part in parts if part]
    if not found:
        raise RefusalError("the line holds nothing to judge")
    return tuple(found)


def _implied(tokens: Sequence[Sign]) -> list[Sign]:
    """Return the signs with ⇒ for an arrow that leads to an equation, as in `λ = 2 → v = (1, 1)`."""
    pieces, signs = _cut(tokens, frozenset("→"))
    found = list(pieces[0])
    for sign, piece in zip(signs, pieces[1:], strict=True):
        outside = _outside(piece)
        leads_on = bool(outside) and outside[0].kind == "name" and any(t.kind in EQUALS for t in outside)
        found += [Sign("⇒", "⇒", True) if leads_on else Sign(sign, sign, True), *piece]
    return found


def _chain(tokens: Sequence[Sign]) -> Statement:
    while tokens and tokens[-1].kind in (",", ";"):
        tokens = tokens[:-1]
    pieces, signs = _cut(tokens, EQUALS | {"→", "↔", "←", "≠"})
    if len(pieces) > 1 and not pieces[-1]:
        raise RefusalError(f"nothing stands behind '{signs[-1]}'")
    if any(not piece for piece in pieces[1:]):
        raise RefusalError("a side of an equation is missing")
    return Statement(tuple(EquationSide(tuple(piece)) for piece in pieces), tuple(signs))
