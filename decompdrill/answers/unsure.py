"""Texts that can be read in two ways as a whole: commas, points, dashes, lines. Never guessed; each reading is offered.

And what was probably meant by a text that cannot be read: the same without what is at fault, or its numbers alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt, in_two_ways
from decompdrill.answers.words import count_in_words, says_none
from decompdrill.model import Form

_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[-+]?[0-9]{1,3}(?:[. '][0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"[-+]?([0-9]+),([0-9]+)%?")
_DIVIDES = re.compile("[, ']")
_SIGNS = {",": "the comma", " ": "the space", "'": "the apostrophe"}
_GROUP = re.compile(r"(?<![0-9.])([0-9]{1,3})([, ])(0[0-9]{2})(?![0-9.])")

_RAISED_POINT = re.compile(r"(?<![^\s,;|=\[({])([-+−]?[0-9]++)[·∙⋅]([0-9]++)(?![^\s,;|\])}])")
_LINE_OF_ROWS = re.compile(r"[-+0-9./]++(?:;[-+0-9./]++)++")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})++")
_ROWS_BY_SLASH = re.compile(r"[-+0-9.]++(?: [-+0-9.]++)++(?: / [-+0-9.]++(?: [-+0-9.]++)++)++")
_DECIMAL_COMMAS = re.compile(r"[-+]?[0-9]++,[0-9]++(?:(?:\s*+;\s*+|\s++)[-+]?[0-9]++,[0-9]++)++")
_RANGE = re.compile(r"\s*+([0-9]{1,9})\s?+-\s?+([0-9]{1,9})\s*+")
_COMMA_AND_SPACE = re.compile(r",\s++")
_BETWEEN = re.compile(r"[,;\s]++")
_DASHED = re.compile(r"-\s++[0-9]")
_NONE_ASKED = {
    Form.NUMBER: "expected one number, such as 2.5; a complex one is written 1 + 2i",
    Form.INTEGER: "expected a whole number: for none write 0",
    Form.LIST: "expected a list of numbers, such as 4, 1; complex ones are written 1 + 2i, 1 - 2i",
    Form.VECTOR: "expected a vector: write its entries, such as [1, -2]",
    Form.MATRIX: "expected a matrix: write its rows, such as [[1, 2], [3, 4]]",
    Form.POLYNOMIAL: "expected a polynomial, such as λ² - 5λ + 4",
}

LONGEST_OFFERED = 2_000
"""Characters of a text whose numbers are looked for."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z_.])[-+−]?(?:[0-9]++(?:\.[0-9]++)?+|\.[0-9]++)(?:/[0-9]++| ?%)?+(?![0-9A-Za-z_])")
_ROW_ENDS = re.compile(r"[;|\n]|\](?:\s*+,)?+\s*+(?=\[)|\\\\")
_IN_BRACKETS = re.compile(r"(?<=[0-9)]) \(([0-9]{1,2})\)")
_ABBREVIATED = re.compile(r"(?<=[0-9)])[:,]? \(?(?:mult|am|m)\.?(?: = |=| )([0-9]{1,2})\b\)?")
_BEFORE_IMAGINARY = re.compile(r"(?<=[0-9]) ([-+−]) ?(?=[0-9]{1,9}i\b)")
MOST_NUMBERS = 3
_SIGN_APART = re.compile(r"(?<=[0-9)])\s++([-+−–])\s++(?=[0-9.√(])")
_BY = re.compile(r"\s*+([0-9]{1,9})\s*+(?:[x×*·]|by)\s*+([0-9]{1,9})\s*+")
_SHAPE = re.compile(r"\s*+\(?([1-9][0-9]{0,8})\s*+(?:[xX×]|\\times|-?by-?)\s*+([1-9][0-9]{0,8})\)?\s*+")


def refuse_unsure(form: Form, text: str, typed: str) -> None:
    """Refuse a tidy text that means one thing or another; `typed` is the text before look-alikes were made plain."""
    if says_none(text):
        raise RefusalError(_NONE_ASKED[form], None, ("0",) if form is Form.INTEGER else ())
    if not typed.isascii() and (match := _RAISED_POINT.search(typed)):
        _refuse(match[0], (f"{match[1]}.{match[2]}", f"{match[1]}*{match[2]}"), match.span())
    lines = [line.strip() for line in text.strip().split("\n")]
    if len(lines) > 1 and form in (Form.MATRIX, Form.LIST, Form.VECTOR):
        _refuse_lines(form, lines, text)
    if form is Form.INTEGER and (match := _RANGE.fullmatch(text)):
        _refuse(match[0], (match[1], match[2], str(int(match[1]) - int(match[2]))))
    if form in (Form.LIST, Form.VECTOR):
        pieces = _COMMA_AND_SPACE.split(text.strip(" ()[]{}"))
        if len(pieces) > 1 and any(map(_GROUPED.fullmatch, pieces)):
            _refuse(
                text, (", ".join(piece.replace(",", "") for piece in pieces), ", ".join(text.replace(",", " ").split()))
            )
        bare = text.strip(" \n()[]{}")
        if _DECIMAL_COMMAS.fullmatch(bare):
            points, apart = bare.replace(",", "."), ", ".join(_BETWEEN.split(bare))
            raise RefusalError(
                f"a decimal comma is never guessed: write {excerpt(points)} or {excerpt(apart)}", None, (points, apart)
            )
    if form is Form.MATRIX and _ROWS_BY_SLASH.fullmatch(text.strip()):
        _refuse(text, (text.strip().replace(" / ", "; "), text.strip().replace(" / ", "/")))


def _refuse_lines(form: Form, lines: list[str], text: str) -> None:
    if form is Form.MATRIX and all(map(_LINE_OF_ROWS.fullmatch, lines)):
        rows = [line.split(";") for line in lines]
        if len({len(row) for row in rows}) == 1:
            _refuse(text, ("; ".join(" ".join(row) for row in rows), "; ".join(x for row in rows for x in row)))
    if all(map(_DASHED.match, lines)):
        bare, between = [line[1:].strip() for line in lines], "; " if form is Form.MATRIX else ", "
        _refuse(text, (between.join(bare), between.join(f"-{x}" for x in bare)))


def _refuse(came: str, ways: tuple[str, ...], span: tuple[int, int] | None = None) -> NoReturn:
    can_be = f"read in {'two' if len(ways) == 2 else 'several'} ways"
    raise RefusalError(in_two_ways(excerpt(came), ways, can_be), span, ways)


def refuse_separators(form: Form, text: str) -> None:
    """Refuse a separator in a tidy text that can be read in two ways where that form is asked."""
    if form in (Form.NUMBER, Form.INTEGER):
        _refuse_in_number(text)
    else:
        refuse_groups(text)


def refuse_groups(text: str) -> None:
    """Refuse `131,072` among several numbers: no second number begins with a 0, so a thousand may be meant."""
    match = _GROUP.search(text)
    if match:
        head, _, tail = match.groups()
        raise RefusalError(
            f"'{match[0]}' can be one number or two: write {head}{tail} for one, {head}, {int(tail)} for two",
            match.span(),
            (f"{head}{tail}", f"{head}, {int(tail)}"),
        )


def _refuse_in_number(text: str) -> None:
    blank = len(text) - len(text.lstrip())
    label = label_at(text, blank, len(text), first=True)
    start = label.end if label else blank
    body = text[start:].rstrip().rstrip(".")
    never_guessed = "a decimal comma is never guessed"
    if match := _THOUSANDS.fullmatch(body):
        one = excerpt(_DIVIDES.sub("", body))
        came = f"{_SIGNS[match[1][0]]} in '{excerpt(body)}'"
        message = f"expected one number; {came} can separate thousands or two numbers: for one number"
    elif _CONTINENTAL.fullmatch(body):
        one, message = excerpt(_DIVIDES.sub("", body.replace(".", "").replace(",", "."))), f"{never_guessed}:"
    elif _DECIMAL_COMMA.fullmatch(body):
        one, message = excerpt(body.replace(",", ".")), f"expected one number; {never_guessed}:"
    else:
        return
    raise RefusalError(f"{message} write {one}", (start, start + len(body)), (one,))


def likely(form: Form, text: str, span: tuple[int, int] | None) -> Iterator[str]:
    """Yield texts that may have been meant, the nearest first; not all of them read."""
    if len(text) > LONGEST_OFFERED:
        return
    yield from other_readings(form, text)
    if form is Form.MATRIX and ", " not in text:
        yield text.replace(",", ".")
    if form is Form.LIST and len(_IN_BRACKETS.findall(text)) > 1:
        yield _IN_BRACKETS.sub(r" (multiplicity \1)", text)
    if form is Form.LIST and _ABBREVIATED.search(text):
        yield _ABBREVIATED.sub(r" (multiplicity \1)", text)
    if form in (Form.LIST, Form.NUMBER) and _BEFORE_IMAGINARY.search(text):
        yield _BEFORE_IMAGINARY.sub(r"\1", text)
        return  # its numbers one by one are others
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
