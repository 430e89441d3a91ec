"""The forms `number` and `integer`: one value."""

from __future__ import annotations

import re
from fractions import Fraction

from decompdrill.answers.algebra import NumberTable, Polynomial
from decompdrill.answers.cursor import Expectation, Spaces
from decompdrill.answers.grammar import parse, tidied
from decompdrill.answers.labels import label_at
from decompdrill.answers.literal import plain
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.model import Form, Number, Typed

NUMBER = Expectation("one number, such as 2.5, 1/3 or sqrt(17)", Spaces.STRICT, pairs=True)
INTEGER = Expectation("one whole number, such as 42", Spaces.STRICT, pairs=True)

_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[-+]?[0-9]{1,3}(?:[. '][0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"[-+]?([0-9]+),([0-9]+)%?")


def read_number(text: str) -> Typed:
    """Return one real or complex number."""
    return Typed(Form.NUMBER, text, ((_one(text, NUMBER),),))


def read_integer(text: str) -> Typed:
    """Return one whole number, however it is written: 42, 2.0, 4/2, 1e3, √9."""
    number = _one(text, INTEGER)
    if not isinstance(number.exact, Fraction) or number.exact.denominator != 1:
        raise RefusalError(f"a whole number is asked; {excerpt(number.text)} is none", (0, len(text)))
    return Typed(Form.INTEGER, text, ((number,),))


def _one(text: str, asked: Expectation) -> Number:
    quick = plain(text.strip(" "))
    if quick is not None:
        return quick
    clean = tidied(text, asked.expected)
    _refuse_separators(clean)
    found = parse(clean, asked)
    span = (0, len(text))
    assert not isinstance(found.value, Polynomial), "a number is read without a variable"
    match found.value:
        case Number():
            return found.value
        case NumberTable() as table:
            entries = [x for row in table.rows for x in row]
            if len(entries) == 1:
                return entries[0]
            raise _several(entries, found.plus_minus, span)


def _several(entries: list[Number], plus_minus: tuple[int, int] | None, span: tuple[int, int]) -> RefusalError:
    if plus_minus and len(entries) == 2:
        return RefusalError(f"one number is asked; '{excerpt(entries[0].text)}' is two, one for + and one for −", span)
    shown = excerpt(", ".join(x.text for x in entries[:4] if x.text))
    return RefusalError(f"one number is asked; {len(entries)} came" + (f": {shown}" if shown else ""), span)


def _refuse_separators(text: str) -> None:
    """Refuse commas and spaces inside a number: thousands or a decimal comma are never guessed."""
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
