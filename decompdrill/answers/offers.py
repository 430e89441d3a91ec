"""What was probably meant by a text that cannot be read: the same without what is at fault, or its numbers alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decompdrill.answers.words import count_in_words
from decompdrill.model import Form

LONGEST_OFFERED = 2_000
"""Characters of a text whose numbers are looked for."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z_.])[-+−]?(?:[0-9]++(?:\.[0-9]++)?+|\.[0-9]++)(?:/[0-9]++|%)?+(?![0-9A-Za-z_])")
_ROW_ENDS = re.compile(r"[;|\n]|\](?:\s*+,)?+\s*+(?=\[)|\\\\")
_IN_BRACKETS = re.compile(r"(?<=[0-9)]) \(([0-9]{1,2})\)")
MOST_NUMBERS = 3


def likely(form: Form, text: str, span: tuple[int, int] | None) -> Iterator[str]:
    """Yield texts that may have been meant, the nearest first; not all of them read."""
    if len(text) > LONGEST_OFFERED:
        return
    yield from other_readings(form, text)
    if form is Form.MATRIX and ", " not in text:
        yield text.replace(",", ".")
    if form is Form.LIST and len(_IN_BRACKETS.findall(text)) > 1:
        yield _IN_BRACKETS.sub(r" (multiplicity \1)", text)
    if (count := count_in_words(text)) is not None:
        yield str(count)
    if span and span != (0, len(text)):
        yield " ".join((text[: span[0]] + " " + text[span[1] :]).split())
    numbers = _NUMBER.findall(text)
    if not numbers:
        return
    match form:
        case Form.NUMBER | Form.INTEGER:
            yield from numbers[-MOST_NUMBERS:] if len(numbers) <= MOST_NUMBERS else ()
        case Form.LIST | Form.VECTOR | Form.POLYNOMIAL:
            yield ", ".join(numbers)
        case Form.MATRIX:
            rows = [_NUMBER.findall(row) for row in _ROW_ENDS.split(text)]
            yield "; ".join(" ".join(row) for row in rows if row)
        case _:
            return


_SIGN_APART = re.compile(r"(?<=[0-9)])\s++([-+−–])\s++(?=[0-9.√(])")
_BY = re.compile(r"\s*+([0-9]{1,9})\s*+(?:[x×*·]|by)\s*+([0-9]{1,9})\s*+")

_SHAPE = re.compile(r"\s*+\(?([1-9][0-9]{0,8})\s*+(?:[xX×]|\\times|-?by-?)\s*+([1-9][0-9]{0,8})\)?\s*+")


def shape_as_pair(text: str) -> str:
    """Return a shape such as `8×4096`, `8 x 4096` or `8 by 4096` as its two numbers, another text as it is."""
    match = _SHAPE.fullmatch(text)
    return f"{match[1]}, {match[2]}" if match else text


def other_readings(form: Form, text: str) -> list[str]:
    """Return the ways in which a text that was read as one shape can be meant as another: `1 - 2` as two entries."""
    if len(text) > LONGEST_OFFERED:
        return []
    found = []
    if form in (Form.LIST, Form.VECTOR, Form.MATRIX) and _SIGN_APART.search(text):
        between = ", " if form is not Form.MATRIX or "," in text else " "
        found.append(_SIGN_APART.sub(lambda match: between + match[1].replace("+", ""), text.strip()))
    if form in (Form.LIST, Form.VECTOR) and (match := _BY.fullmatch(text)):
        found.append(f"{match[1]}, {match[2]}")
    return found
