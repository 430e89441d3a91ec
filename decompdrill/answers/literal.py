"""Numbers as they are written; and answers of plain ones alone, which most are, read without the grammar to the same values."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from decompdrill.answers.arithmetic import TOO_LARGE, TOO_SMALL, as_double, finite_number
from decompdrill.answers.refusal import RefusalError
from decompdrill.model import Form, Number

NumberRows: TypeAlias = "tuple[tuple[Number, ...], ...]"

MOST_DIGITS = 1_000
LARGEST_EXPONENT = 400
_HALF_UNITS = tuple(float(f"5e{-places - 1}") for places in range(40))
_PLAIN = re.compile(r"([+-]?)(?:(0|[1-9][0-9]{0,14})(?:\.([0-9]{0,15}))?|\.([0-9]{1,15}))")
_TIGHT = re.compile("[0-9],[0-9]")
_NESTED = re.compile(r" *\[ *\[[^\[\]]*\](?: *, *\[[^\[\]]*\])* *\] *")
_ROWS = re.compile(r"\[([^\[\]]*)\]")
LONGEST_PLAIN = 32  # a sign, a point, and fifteen digits on either side of it


def plain_number(text: str) -> Number | None:
    """Return the number of a plain integer or decimal, or None for the grammar to read."""
    return _plain(text) if len(text) <= LONGEST_PLAIN else None


@lru_cache(4096)
def _plain(text: str) -> Number | None:
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    sign, whole, places, bare = match.groups()
    if whole is not None and not places:
        integer = -int(whole) if sign == "-" else int(whole)
        return Number(float(integer), Fraction(integer), 0.0, 0.0, True, len(whole), text)
    places = places or bare
    ciphers = (whole or "") + places
    exact = Fraction(-int(ciphers) if sign == "-" else int(ciphers), 10 ** len(places))
    value = exact.numerator / exact.denominator
    return Number(value, exact, _HALF_UNITS[len(places)], 0.0, False, len(ciphers.lstrip("0")) or len(ciphers), text)


def literal(text: str) -> Number:
    """Return the number of any literal token, `3`, `2.50`, `.5`, `1_000`, `1.5e-3`, that can be held."""
    if plain := plain_number(text):
        return plain
    mantissa, _, exponent = text.replace("_", "").lower().partition("e")
    whole, _, places = mantissa.partition(".")
    size = int(exponent.lstrip("+-0")[:7] or 0)  # more digits are too many in any case
    shift = -size if exponent.startswith("-") else size
    ciphers = whole + places
    if len(ciphers) > MOST_DIGITS:
        raise RefusalError(f"a number of {len(ciphers):,} digits came; at most {MOST_DIGITS:,} are read")
    if not ciphers.strip("0"):
        shift = max(-LARGEST_EXPONENT, min(shift, LARGEST_EXPONENT // 2))
    elif abs(shift) > LARGEST_EXPONENT + len(ciphers):
        raise RefusalError(TOO_LARGE if shift > 0 else TOO_SMALL)
    scale = Fraction(10) ** (shift - len(places))
    is_integer = not places and not exponent
    number = finite_number(None, int(ciphers) * scale, 0.0 if is_integer else as_double(scale / 2))
    return replace(number, lone_integer=is_integer, digits=len(ciphers.lstrip("0")) or len(ciphers), text=text)


def percent(text: str) -> Number:
    """Return a literal with a percent sign behind it: 95% is 0.95, rounded to two places."""
    number = literal(text)
    assert isinstance(number.exact, Fraction)
    radius = as_double(Fraction(str(number.radius or 0.5)) / 100)
    return replace(finite_number(None, number.exact / 100, radius), in_percent=True)


def plain_rows(form: Form, text: str) -> NumberRows | None:
    """Return the rows of an answer of plain literals, or None for the grammar to read."""
    if form is Form.NUMBER or form is Form.INTEGER:
        number = plain_number(text.strip(" "))
        return ((number,),) if number else None
    if form is Form.MATRIX:
        return _plain_matrix(text)
    if ", " in text and _TIGHT.search(text):
        return None  # thousands, decimals, or entries
    return (entries,) if (entries := plain_entries(text)) else None


def plain_entries(text: str) -> tuple[Number, ...] | None:
    """Return the entries of a list of plain literals, or None for the grammar to read."""
    text = text.strip(" ")
    if text[:1] + text[-1:] in ("[]", "{}", "()"):
        text = text[1:-1]
    return _numbers(text.split(",") if "," in text else text.split(" "))


def _plain_matrix(text: str) -> NumberRows | None:
    if "[" in text:
        if not _NESTED.fullmatch(text):
            return None
        pieces = [row.split(",") for row in _ROWS.findall(text)]
    elif "," in text or "\n" in text:
        return None
    else:
        pieces = [row.split() for row in text.split(";")]
    rows = [_numbers(piece) for piece in pieces]
    kept = tuple(row for row in rows if row)
    return kept if len(kept) == len(rows) and len({len(row) for row in kept}) == 1 else None


def _numbers(pieces: list[str]) -> tuple[Number, ...] | None:
    entries: list[Number] = []
    for piece in pieces:
        if (number := plain_number(piece.strip(" "))) is None:
            return None
        entries.append(number)
    return tuple(entries)
