"""Texts that can be read in two ways as a whole: commas, points, dashes, lines. Never guessed; each reading is offered."""

from __future__ import annotations

import re
from typing import NoReturn

from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.words import says_none
from decompdrill.model import Form

_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[-+]?[0-9]{1,3}(?:[. '][0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"[-+]?([0-9]+),([0-9]+)%?")
_GROUP = re.compile(r"(?<![0-9.])([0-9]{1,3})([, ])(0[0-9]{2})(?![0-9.])")

_RAISED_POINT = re.compile(r"(?<![^\s,;|=\[({])([-+−]?[0-9]++)[·∙⋅]([0-9]++)(?![^\s,;|\])}])")
_LINE_OF_ROWS = re.compile(r"[-+0-9./]++(?:;[-+0-9./]++)++")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})++")
_ROWS_BY_SLASH = re.compile(r"[-+0-9.]++(?: [-+0-9.]++)++(?: / [-+0-9.]++(?: [-+0-9.]++)++)++")
_DECIMAL_COMMAS = re.compile(r"[-+]?[0-9]++,[0-9]++(?:(?:\s*+;\s*+|\s++)[-+]?[0-9]++,[0-9]++)++")
_RANGE = re.compile(r"\s*+([0-9]{1,9})\s?+-\s?+([0-9]{1,9})\s*+")
_DASHED = re.compile(r"-\s++[0-9]")
_NONE_ASKED = {
    Form.NUMBER: "one number is asked: write it, such as 2.5; a complex one as 1 + 2i",
    Form.INTEGER: "a whole number is asked: for none write 0",
    Form.LIST: "a list of numbers is asked, such as 4, 1; complex ones are written 1 + 2i, 1 - 2i",
    Form.VECTOR: "a vector is asked: write its entries, such as [1, -2]",
    Form.MATRIX: "a matrix is asked: write its rows, such as [[1, 2], [3, 4]]",
    Form.POLYNOMIAL: "a polynomial is asked, such as λ² - 5λ + 4",
}


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
        pieces = re.split(r",\s++", text.strip(" ()[]{}"))
        if len(pieces) > 1 and any(map(_GROUPED.fullmatch, pieces)):
            _refuse(
                text, (", ".join(piece.replace(",", "") for piece in pieces), ", ".join(text.replace(",", " ").split()))
            )
        if _DECIMAL_COMMAS.fullmatch(text.strip()):
            points, apart = text.strip().replace(",", "."), ", ".join(re.split(r"[,;\s]+", text.strip()))
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
    if form is not Form.MATRIX and all(map(_DASHED.match, lines)):
        bare = [line[1:].strip() for line in lines]
        _refuse(text, (", ".join(bare), ", ".join(f"-{x}" for x in bare)))


def _refuse(came: str, ways: tuple[str, ...], span: tuple[int, int] | None = None) -> NoReturn:
    *others, last = ways
    raise RefusalError(
        f"'{excerpt(came)}' can be read in {'two' if len(ways) == 2 else 'several'} ways: write {', '.join(others)} or {last}",
        span,
        ways,
    )


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
    label = label_at(text, len(text) - len(text.lstrip()), len(text), first=True)
    start = label.end if label else len(text) - len(text.lstrip())
    body = text[start:].rstrip().rstrip(".")
    span = (start, start + len(body))
    if match := _THOUSANDS.fullmatch(body):
        came = excerpt(body)
        one = excerpt(_without(", '", body))
        raise RefusalError(
            f"expected one number; {_separator(match[1][0])} in '{came}' can separate thousands or two numbers: "
            f"for one number write {one}",
            span,
            (one,),
        )
    if _CONTINENTAL.fullmatch(body):
        one = excerpt(_without(". '", body).replace(",", "."))
        raise RefusalError(f"a decimal comma is never guessed: write {one}", span, (one,))
    if _DECIMAL_COMMA.fullmatch(body):
        one = excerpt(body.replace(",", "."))
        raise RefusalError(f"expected one number; a decimal comma is never guessed: write {one}", span, (one,))


def _without(signs: str, text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, signs)))


def _separator(sign: str) -> str:
    return {",": "the comma", " ": "the space", "'": "the apostrophe"}[sign]
