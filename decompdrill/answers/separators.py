"""Commas, spaces and points that may part two numbers or stand inside one: never guessed, refused with each spelling."""

from __future__ import annotations

import re

from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.model import Form

_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[-+]?[0-9]{1,3}(?:[. '][0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"[-+]?([0-9]+),([0-9]+)%?")
_GROUP = re.compile(r"(?<![0-9.])([0-9]{1,3})([, ])(0[0-9]{2})(?![0-9.])")


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
            f"one number is asked; {_separator(match[1][0])} in '{came}' can separate thousands or two numbers: "
            f"for one number write {one}",
            span,
        )
    if _CONTINENTAL.fullmatch(body):
        one = excerpt(_without(". '", body).replace(",", "."))
        raise RefusalError(f"a decimal comma is never guessed: write {one}", span)
    if _DECIMAL_COMMA.fullmatch(body):
        one = excerpt(body.replace(",", "."))
        raise RefusalError(f"one number is asked, and a decimal comma is never guessed: write {one}", span)


def _without(signs: str, text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, signs)))


def _separator(sign: str) -> str:
    return {",": "the comma", " ": "the space", "'": "the apostrophe"}[sign]
