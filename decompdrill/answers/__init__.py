"""Typed answers: `read` tells what a text is in a form, `show` writes a true answer so that `read` reads it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import repeat

from decompdrill.answers import numeric, unsure
from decompdrill.answers.choice import choice_word, read_code_line, yes_no_word
from decompdrill.answers.encoding import to_json_text, unreadable_to_json
from decompdrill.answers.factors import expected_parts, read_factors, read_mapping, values_of_print
from decompdrill.answers.literal import NumberRows, literal, plain_rows
from decompdrill.answers.refusal import RefusalError, excerpt, too_long
from decompdrill.answers.showing import entry_texts, show
from decompdrill.answers.spellings import OURS, respelled, with_multiplicities
from decompdrill.answers.tokens import tidy_text
from decompdrill.answers.unsure import likely, other_readings, shape_as_pair
from decompdrill.answers.words import COUNTS, without_words
from decompdrill.model import Form, Typed, Unreadable

_PRINT = re.compile(r"vectors|Matrix\(|V[ht]\b|\$d\b|\{\{[^{}]{1,400}\}, ?\{\{")


def read(form: Form | str, text: str, parts: tuple[str, ...] = (), options: int = 0) -> Typed | Unreadable:
    """Return what was typed, or why it cannot be read; no text raises.

    `parts` are the required names of a factorisation (none: any), `options` the number of letters on offer (0: any).
    """
    form = Form(form)
    if len(text) > LONGEST_ANSWER:
        return too_long(len(text), LONGEST_ANSWER).unreadable(text)
    try:
        return _read(form, text, parts, options)
    except RefusalError as refusal:
        fault, points = refusal, unsure.with_points_alone(text)
        if points and unsure.NEVER_GUESSED not in fault.message and readable(form, points, parts, options):
            fault = RefusalError(f"{unsure.NEVER_GUESSED}: write {excerpt(points)}", fault.span)
        return fault.unreadable(text, _offers(fault, form, text, parts, options))
    except (ArithmeticError, RecursionError):
        return Unreadable("the text cannot be worked out: type its result", (0, len(text)))


def _offers(fault: RefusalError, form: Form, text: str, parts: tuple[str, ...], options: int) -> tuple[str, ...]:
    """Return what could be typed instead, each of which reads: what the refusal proposes, else what is left of the text."""
    proposed, once = fault.proposals(text), repeat(None)
    for proposals, ways in ((proposed, once), (likely(form, text, fault.span), once), (proposed, range(MOST_WAYS))):
        found = [_mended(form, each, parts, options, way) for each, way in zip(proposals, ways, strict=False)]
        if offers := {show(typed): typed.text for typed in reversed(found) if typed}:
            return tuple(reversed(offers.values()))
    return ()


def _mended(form: Form, text: str, parts: tuple[str, ...], options: int, way: int | None = None) -> Typed | None:
    """Return what was typed, each further fault of it mended in the same way as the first, if in one; None where it stays."""
    for _ in range(1 if way is None else MOST_FAULTS):
        try:
            return _read(form, text, parts, options)
        except RefusalError as fault:
            text = next(iter(fault.proposals(text)[way:]), text)
        except (ArithmeticError, RecursionError):
            return None
    return None


def readable(form: Form, text: str, parts: tuple[str, ...] = (), options: int = 0) -> Typed | None:
    """Return what was typed, None where it cannot be read: without the search for what was meant, which `read` makes."""
    return _mended(form, text, parts, options)


MOST_FAULTS, MOST_WAYS = 8, 8  # of one text that are mended for an offer
LONGEST_ANSWER = 300_000
"""Characters of an answer of plain numbers; what has more in it than those is held to `model.LONGEST_TEXT`."""


def _read(form: Form, text: str, parts: tuple[str, ...], options: int) -> Typed:
    match form:
        case Form.CODE | Form.LINE:
            return read_code_line(text)
        case Form.FACTORS:
            return replace(read_factors(tidy_text(text, expected_parts(parts)), parts), text=text)
        case Form.YES_NO:
            return Typed(form, text, word=yes_no_word(text))
        case Form.CHOICE:
            return Typed(form, text, word=choice_word(text, options))
        case Form.PARTS:
            raise RefusalError("the parts of a question are answered one by one, each in its own form", (0, len(text)))
        case Form.NUMBER | Form.INTEGER | Form.LIST | Form.VECTOR | Form.MATRIX | Form.POLYNOMIAL:
            rows = plain_rows(form, text) or _parsed_rows(form, text)
            if form is Form.INTEGER:
                numeric.require_whole(rows[0][0])
            return Typed(form, text, rows)


def _parsed_rows(form: Form, original: str) -> NumberRows:
    """Return the rows of numbers of a text that is made ready step by step, each sign of it staying in its place."""
    text = tidy_text(original, numeric.EXPECTATIONS[form].expected)
    if form is Form.LIST and _PRINT.search(text) and (values := values_of_print(text)):
        return (values,)
    unsure.refuse_unsure(form, text, original)
    if not OURS.fullmatch(text):
        text = without_words(form, respelled(form, text))
    if form is Form.INTEGER and (count := COUNTS.get(text.strip(" .!").lower().replace(" ", "-"))) is not None:
        return ((literal(str(count)),),)
    if form is Form.LIST:
        text = with_multiplicities(text)
    if form in (Form.LIST, Form.VECTOR):
        text = unsure.with_percents(text)
    if form is Form.POLYNOMIAL and (sides := numeric.sides_of(text)):
        return (numeric.polynomial_of(text, sides),)
    if form in (Form.NUMBER, Form.INTEGER):
        unsure.refuse_divided_number(text, original)
    else:
        unsure.refuse_groups(text)
    return numeric.read_numbers(form, text)


def read_parts(mapping: Mapping[str, str], parts: tuple[str, ...]) -> Typed | Unreadable:
    """Return a factorisation given as part names with their texts; a span lies inside the text of its part."""
    if (characters := sum(map(len, mapping.values()))) > LONGEST_ANSWER:
        return too_long(characters, LONGEST_ANSWER).unreadable("".join(mapping.values()))
    try:
        return read_mapping(mapping, parts)
    except RefusalError as fault:
        return fault.unreadable(max(mapping.values(), key=len, default=""))
    except (ArithmeticError, RecursionError):
        return Unreadable("the text cannot be worked out: type its result", (0, 0))


__all__ = ["entry_texts", "excerpt", "other_readings", "read", "read_parts", "readable", "shape_as_pair"]
__all__ += ["show", "to_json_text", "unreadable_to_json"]
