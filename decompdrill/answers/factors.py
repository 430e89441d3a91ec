"""The form `factors`: named parts, `V = … | L = …`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from decompdrill.answers.algebra import NumberTable
from decompdrill.answers.cursor import Expectation
from decompdrill.answers.grammar import Reading, parse
from decompdrill.answers.numeric import entries_of
from decompdrill.answers.plain import plain_entries
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.separators import refuse_groups
from decompdrill.answers.tokens import tidied
from decompdrill.model import Form, Typed

_EXPECTED = "named parts, such as V = [[1, 2], [3, 4]] | L = 3, 2"
PART = Expectation("a matrix or a list", wary=True, repeats=True, pairs=True)
_LOOSE_PART = Expectation("a matrix or a list")

_DASH = r"(?:\s?+\^\s*+\{?+\s*+(?:T|H|\*|\\top)\s*+\}?+|\^'|[ᵀᴴ']|\*)?+"
_HEAD = re.compile(rf"(?<![\w\\Α-ω])(\\?+[A-Za-zΑ-ω]++{_DASH})\s*+(?::=|[=:≈])(?!=)\s*+")
_LAYOUT = re.compile(r"[\s^{}\\]")
_TRANSPOSED = re.compile(r"(?:top|[THᵀᴴ'*])$")
_EDGE = " \n|;,$"
_ALIASES = {
    "Σ": "S", "Sigma": "S", "sigma": "S", "σ": "S",
    "Λ": "L", "Lambda": "L", "lambda": "L", "λ": "L",
    "VT": "Vt", "Vh": "Vt", "VH": "Vt",
}  # fmt: skip
_ALSO = {"D": ("L", "S"), "P": ("V", "Q")}


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    start: int
    end: int


def read_factors(clean: str, text: str, parts: tuple[str, ...]) -> Typed:
    """Return the named parts of a tidy text, each a matrix or a list; every required one must come, and once."""
    heads = _heads(clean)
    if not heads or clean[: heads[0].start].strip(_EDGE):
        raise RefusalError(
            f"a part has no name; expected {expected_parts(parts)}", (0, heads[0].start if heads else len(text))
        )
    read: dict[str, Typed] = {}
    for head, end in zip(heads, [head.start for head in heads[1:]] + [len(clean)], strict=True):
        name = _canonical(head, parts)
        if name in read:
            raise RefusalError(f"the part {name} came twice", (head.start, end))
        stop = head.end + len(_without_edge(clean[head.end : end]))
        read[name] = _part(clean, head.end, stop, name)
    return _complete(text, read, parts)


def read_mapping(mapping: Mapping[str, str], parts: tuple[str, ...]) -> Typed:
    """Return the parts given each under its name; a span is one inside its part's own text."""
    read: dict[str, Typed] = {}
    for given, text in mapping.items():
        name = _canonical(_Head(given.strip(), 0, len(text)), parts)
        if name in read:
            raise RefusalError(f"the part {name} came twice", (0, len(text)))
        try:
            clean = tidied(text, PART.expected)
            heads = _heads(clean)
            start = heads[0].end if heads and _canonical(heads[0], ()) == _canonical(_Head(given, 0, 0), ()) else 0
            read[name] = _part(clean, start, len(clean), name)
        except RefusalError as fault:
            message = fault.message if fault.message.startswith(f"{name}: ") else f"{name}: {fault.message}"
            raise RefusalError(message, fault.span) from None
    shown = " | ".join(f"{name} = {text}" for name, text in mapping.items())
    return _complete(shown, read, parts)


def expected_parts(parts: tuple[str, ...]) -> str:
    return f"the parts {' | '.join(f'{name} = …' for name in parts)}" if parts else _EXPECTED


def _heads(text: str) -> list[_Head]:
    """Return where parts begin: `NAME =` outside all brackets."""
    depths, depth = [], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        depths.append(depth)
    matches = [match for match in _HEAD.finditer(text) if depths[match.start()] <= 0]
    return [_Head(match[1], match.start(), match.end()) for match in matches]


def _without_edge(piece: str) -> str:
    piece = piece.rstrip(_EDGE)
    return piece[:-3].rstrip(_EDGE) if piece.endswith(" and") else piece


def _canonical(head: _Head, parts: tuple[str, ...]) -> str:
    """Return the part's own name for one of its spellings."""
    plain = head.name.lstrip("\\")
    name = _LAYOUT.sub("", plain)
    if name != plain or name[-1:] in "ᵀᴴ'*":
        name = _TRANSPOSED.sub("t", name)
    if name in parts:
        return name
    name = _ALIASES.get(name, name)
    also = [part for part in _ALSO.get(name, ()) if part in parts]
    if len(also) == 1 and name not in parts:
        name = also[0]
    if parts and name not in parts:
        raise RefusalError(_unknown(excerpt(head.name), parts), (head.start, head.end))
    return name


def _unknown(name: str, parts: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, parts, 1, 0.5) or [p for p in parts if p.lower() == name.lower()]
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"'{name}' is not one of the parts {', '.join(parts)}{hint}"


def _part(text: str, start: int, end: int, name: str) -> Typed:
    """Return one part: rows are a matrix, a flat sequence is a list."""
    own = text[start:end].strip()
    quick = plain_entries(own)
    if quick is not None:
        return Typed(Form.LIST, own, (quick,))
    try:
        refuse_groups(own)
        found = _parsed(text, start, end)
    except RefusalError as fault:
        raise fault.at((start, end), f"{name}: {fault.message}") from None
    if isinstance(found.value, NumberTable) and not found.value.flat:
        if found.plus_minus:
            raise RefusalError(f"{name}: an entry with ± is two values; expected a matrix", found.plus_minus)
        return Typed(Form.MATRIX, own, found.value.rows)
    return Typed(Form.LIST, own, (entries_of(found, "a list", (start, end)),))


def _parsed(text: str, start: int, end: int) -> Reading:
    """Return what a part holds; in rows, unlike in a list, a space always separates."""
    try:
        return parse(text, PART, start, end)
    except RefusalError as wary:
        try:
            found = parse(text, _LOOSE_PART, start, end)
        except RefusalError:
            raise wary from None
        if isinstance(found.value, NumberTable) and not found.value.flat:
            return found
        raise


def _complete(text: str, read: dict[str, Typed], parts: tuple[str, ...]) -> Typed:
    missing = [name for name in parts if name not in read]
    if missing:
        plural = "parts are" if len(missing) > 1 else "part is"
        raise RefusalError(
            f"the {plural} missing: {', '.join(missing)}; expected {expected_parts(parts)}", (0, len(text))
        )
    order = parts or tuple(read)
    return Typed(Form.FACTORS, text, parts=tuple((name, read[name]) for name in order))
