"""Texts that can be read in two ways as a whole: commas, points, dashes, lines. Never guessed; each reading is offered.

And what was probably meant by a text that cannot be read: the same without words that say nothing, or its numbers alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NoReturn

from decompdrill.answers.labels import value_start
from decompdrill.answers.numeric import EXPECTATIONS
from decompdrill.answers.refusal import RefusalError, excerpt, in_two_ways
from decompdrill.answers.spellings import depths
from decompdrill.answers.words import COUNTS, says_none
from decompdrill.model import Form

_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[-+]?[0-9]{1,3}(?:[. '][0-9]{3})+,[0-9]+")
_DIVIDES = re.compile("[, ']")
_SIGNS = {",": "the comma", " ": "the space", "'": "the apostrophe"}
_GROUP = re.compile(r"(?<![0-9.])([0-9]{1,3})([, ])(0[0-9]{2})(?![0-9.])")
_ABOUT = re.compile(r"[≈~…]|\.\.|\b(?:about|approx|approximately|roughly|around|circa|ca|nearly)\b", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<![\w.,/√])(?<!_\{)([0-9]++),([0-9]++)(?![,.]?[0-9])")
_NO_THOUSANDS = re.compile(r"(?<![0-9])0,[0-9]|[0-9],(?![0-9]{3}(?![0-9]))[0-9]")
_TUPLE = re.compile(r"[(\[{][-+]?[0-9]++(?:,[-+]?[0-9]++)++[)\]};]")
_POINT_OF_THOUSANDS = re.compile(r"(?<=[0-9])\.(?=[0-9]{3},[0-9])")
_DIGITS = re.compile(r"(?<![\w.,])[0-9]++(?:[.,][0-9]++)*+")
_OPENS = re.compile(r"[(\[{]")
_WITH_COMMA = re.compile("[0-9]++,[0-9]++")
_BETWEEN = re.compile(r"[,;&\s]++(?:(?:and|or)\b[,;&\s]*+)?+")
_RAISED_POINT = re.compile(r"(?<![^\s,;|=\[({])([-+−]?[0-9]++)[·∙⋅]([0-9]++)(?![^\s,;|\])}])")
_LINE_OF_ROWS = re.compile(r"[-+0-9.,/]++(?:;\s*+[-+0-9.,/]++)++")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})++")
_ROWS_BY_SLASH = re.compile(r"[-+0-9./]++(?:,? [-+0-9.][-+0-9./]*+)++(?: / [-+0-9./]++(?:,? [-+0-9.][-+0-9./]*+)++)++")
_RANGE = re.compile(r"\s*+([0-9]{1,9})\s?+-\s?+([0-9]{1,9})\s*+")
_FLOOR = re.compile(r"(?<![0-9.)])(-?[0-9]{1,9}) ?// ?([1-9][0-9]{0,8})(?![0-9.])")
_TIMES = re.compile(r"(?<=[0-9)]) [x*]([1-9][0-9]?+)(?=\s*+(?:[,;\n]|and\b|$))")
_COMMA_AND_SPACE = re.compile(r",\s++")
_DASHED = re.compile(r"-\s++[0-9]")
_IN_PERCENT = re.compile(r"\s*+(?:(?:in|as)\s++)?+(?:percent(?:s|ages?+)?+|%)\s*+[:=]\s*+", re.IGNORECASE)
_PERCENT = re.compile(r"[0-9]++(?:\.[0-9]++)?+ ?%?+")
_BEFORE_PERCENT = re.compile(r"(?<!\s)\s++%")
_NONE_ASKED = {
    Form.NUMBER: "; a complex one is written 1 + 2i",
    Form.INTEGER: ": for none write 0",
    Form.LIST: "; complex ones are written 1 + 2i, 1 - 2i",
}
NEVER_GUESSED = "a decimal comma is never guessed"
LONGEST_OFFERED = 2_000  # characters of a text whose numbers are looked for
_NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:[0-9]++(?:\.[0-9]++)?+|\.[0-9]++)(?:/[0-9]++| ?%)?+(?!\w)")
_ATTACHED = re.compile(r"(?<=[\w)\]}])\w")
_ROW_ENDS = re.compile(r"[;|\n]|[)\]}](?:\s*+,)?+\s*+(?=[(\[{])|\\\\")
_IN_BRACKETS = re.compile(r"(?<=[0-9)]) [(\[]([0-9]{1,2})[)\]]")
_BEFORE_IMAGINARY = re.compile(r"(?<=[0-9]) ([-+−]) ?(?=[0-9]{1,9}i\b)")
_MAGNITUDE = re.compile(r"(?<![0-9.])([0-9]++(?:\.[0-9]++)?+) (thousand|million|billion)\b")
_SHORTENED = re.compile(r"([0-9]++(?:\.[0-9]++)?+)(?: ?([kKM]|bn|mn|mio|tsd)|B)(?![A-Za-z])")
_NUMBER_WORD = re.compile(r"(?<![\w-])[A-Za-z]++(?:-[a-z]++)?+(?![\w-])")
_SHORT_FOR = {"k": 1, "tsd": 1, "m": 2, "mn": 2, "mio": 2, "b": 3, "bn": 3, "thousand": 1, "million": 2, "billion": 3}
_POINTS = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3}){2,6}")  # of thousands, as in German
_POWER_OF = re.compile(r"(?<![A-Za-z\\])([A-Za-zΑ-ω]{1,6}+)(?= ?(?:\^|\*\*|[²³⁴⁵]))")
_LOST_POWER = re.compile(r"(?<=[a-zλ])([2-9])(?![0-9.])")
_SAYS_NOTHING = re.compile(
    r"(?i)[\s,;:.!?=<>≤≥()\[\]{}|☀-➿🌀-🫿-]++"
    r"|(?<![\w'])(?!(?:pi|im|[mbl]n)\b)(?:[A-Za-z']{2,}+[0-9]*+|a|i(?= [a-z])|[a-z](?= ?[<>≤≥]))(?![\w^])"
)
_SAYS_MORE = re.compile(
    r"\b(?:hundreds?+|thousands?+|[mb]illions?+|dozens?+|half|halves|thirds?+|quarters?+|times|twice|squared|minus|plus|over|out|root|log"
    rf"|sqrt|percent|repeated|double|diagonal|not|except|without|multiplicity|mult|(?:column|row)s?+|{'|'.join(COUNTS)})\b",
    re.IGNORECASE,
)
_SIGN_APART = re.compile(r"(?<=[0-9)])\s++([-+−–])\s++(?=[0-9.√(])")
_SIDE = r"\s*+([-−]?[0-9]{1,9}(?:[.,][0-9]{1,9})?+%?+)\s*+"
_BETWEEN_SIDES = re.compile(r"(?<!\s)\s*+(?:[x×*·/:]|by)\s*+")
_BY = re.compile(rf"{_SIDE}(?:(?:[x×*·/:]|by){_SIDE}){{1,5}}+")
_UNITS = re.compile(r"([-−]?+)([0-9.]*+) ?[iî] ?\+?+([-−]?+) ?([0-9.]*+) ?[jĵ](?: ?\+?+([-−]?+) ?([0-9.]*+) ?k)?+\s*+")
_SHAPE = re.compile(r"\s*+\(?([1-9][0-9]{0,8})\s*+(?:[xX×]|\\times|-?by-?)\s*+([1-9][0-9]{0,8})\)?\s*+")


def refuse_unsure(form: Form, text: str, original: str) -> None:
    """Refuse a tidy text that means one thing or another; the original is the text before look-alikes were made plain."""
    if says_none(text):
        message = f"expected {EXPECTATIONS[form].expected}{_NONE_ASKED.get(form, '')}"
        raise RefusalError(message, None, ("0",) if form is Form.INTEGER else ())
    if not original.isascii() and (match := _RAISED_POINT.search(original)):
        _refuse(original.strip(), tuple(_RAISED_POINT.sub(rf"\1{sign}\2", original.strip()) for sign in ".*"))
    if "//" in text and "Rational" not in text and _FLOOR.search(text):
        ways = (r"\1/\2", lambda match: str(int(match[1]) // int(match[2])))
        _refuse(text.strip(), tuple(_FLOOR.sub(way, text.strip()) for way in ways))
    lines = [line.strip() for line in text.strip().split("\n")]
    if len(lines) > 1 and form in (Form.MATRIX, Form.LIST, Form.VECTOR):
        _refuse_lines(form, lines, text)
    if form is Form.INTEGER and (match := _RANGE.fullmatch(text)):
        _refuse(match[0], (match[1], match[2], str(int(match[1]) - int(match[2]))))
    if form is Form.LIST and _TIMES.search(text):
        _refuse(text, (_TIMES.sub(r" (multiplicity \1)", text), _TIMES.sub(r"*\1", text)))
    if form in (Form.LIST, Form.VECTOR):
        pieces = _COMMA_AND_SPACE.split(text.strip(" ()[]{}"))
        if len(pieces) > 1 and any(map(_GROUPED.fullmatch, pieces)):
            joined, apart = (piece.replace(",", "") for piece in pieces), text.replace(",", " ").split()
            _refuse(text, (", ".join(joined), ", ".join(apart)))
        refuse_decimal_commas(text)
    if form is Form.MATRIX:
        if "&" in text and _DECIMAL_COMMA.search(text):
            raise RefusalError(f"{NEVER_GUESSED}: write {excerpt(with_points(text))}", None, (with_points(text),))
        refuse_rows_by_slash(text.strip())


def refuse_rows_by_slash(text: str) -> None:
    """Refuse `1 2 / 3 4`: rows, or a fraction among the entries."""
    if " / " in text and _ROWS_BY_SLASH.fullmatch(text):
        _refuse(text, (text.replace(" / ", "; "), text.replace(" / ", "/")))


def _refuse_lines(form: Form, lines: list[str], text: str) -> None:
    if form is Form.MATRIX and all(map(_LINE_OF_ROWS.fullmatch, lines)):
        rows = [line.replace(" ", "").split(";") for line in lines]
        if len({len(row) for row in rows}) == 1:
            by_lines, by_semicolons = "; ".join(map(" ".join, rows)), "; ".join(x for row in rows for x in row)
            _refuse(text, (with_points(by_lines), by_semicolons))
    if all(map(_DASHED.match, lines)):
        bare, between = [line[1:].strip() for line in lines], "; " if form is Form.MATRIX else ", "
        _refuse(text, (between.join(bare), between.join(f"-{x}" for x in bare)))


def _refuse(came: str, ways: tuple[str, ...], span: tuple[int, int] | None = None) -> NoReturn:
    can_be = f"read in {'two' if len(ways) == 2 else 'several'} ways"
    raise RefusalError(in_two_ways(excerpt(came), ways, can_be), span, ways)


def with_points(text: str) -> str:
    """Return a text with points for the commas that stand between two digits."""
    return _DECIMAL_COMMA.sub(r"\1.\2", _POINT_OF_THOUSANDS.sub("", text)) if "," in text else text


def with_points_alone(text: str) -> str:
    """Return a text with points for its commas where they can separate no thousands; else an empty one."""
    if len(text) > LONGEST_OFFERED or _TUPLE.search(text) or not (_NO_THOUSANDS.search(text) or _ABOUT.search(text)):
        return ""
    return points if (points := with_points(text)) != text else ""


def refuse_decimal_commas(text: str) -> None:
    """Refuse a list in which every number, one of several, has a comma, as in `3,5 and 1,5`; `1,5` alone is two entries."""
    digits = _DIGITS.findall(text) if "," in text else []
    if len(digits) + ("%" in text) < 2 or len(_OPENS.findall(text)) > 1 or not all(map(_WITH_COMMA.fullmatch, digits)):
        return
    bare = text.strip(" \n()[]{}").replace("|", ";").replace(" und ", " and ").replace(" et ", " and ")
    apart = [piece for piece in _BETWEEN.split(_BEFORE_PERCENT.sub("%", bare)) if len(digits) == 1 or "%" not in bare]
    if len(digits) == 1:
        apart = [piece.strip("%") + "%" for piece in apart]
    is_plain = bool(apart) and all(map(_PERCENT.fullmatch, (piece.lstrip("+-") for piece in apart)))
    ways = (with_points(bare), ", ".join(apart))[: 1 + is_plain]
    raise RefusalError(f"{NEVER_GUESSED}: write {' or '.join(map(excerpt, ways))}", None, ways)


def with_percents(text: str) -> str:
    """Return `78, 16, 6 %` with the percent sign behind each number where it is for all; refused where that is not sure."""
    lead = _IN_PERCENT.match(text)
    body = text[lead.end() :] + "%" if lead and text.count("%") == lead[0].count("%") else text
    if "%" not in body:
        return text
    body = _BEFORE_PERCENT.sub("%", body.replace(")%", "%").replace("]%", "%")).strip(" \n.()[]{}")
    pieces = _BETWEEN.split(body)
    plain = [piece for piece in pieces if "%" not in piece]
    if not plain or not all(map(_PERCENT.fullmatch, pieces)):
        return text
    of_all = ", ".join(piece.strip("%") + "%" for piece in pieces)
    if pieces[-1].endswith("%") and len(plain) == len(pieces) - 1 and all(float(piece) > 1 for piece in plain):
        return of_all
    if pieces[-1] in plain and not 99 <= sum(float(piece.strip("%")) for piece in pieces) <= 101:
        return text
    _refuse(text, (of_all, ", ".join(piece.replace("%", "/100") for piece in pieces)))


def refuse_groups(text: str) -> None:
    """Refuse `131,072` among several numbers: no second number begins with a 0, so a thousand may be meant."""
    if match := _GROUP.search(text):
        ways = (f"{match[1]}{match[3]}", f"{match[1]}, {int(match[3])}")
        message = f"'{match[0]}' can be one number or two: write {ways[0]} for one, {ways[1]} for two"
        raise RefusalError(message, match.span(), ways)


def refuse_divided_number(text: str, original: str) -> None:
    """Refuse one number with commas, spaces or apostrophes in it, or with a letter for thousands."""
    start = value_start(text)
    body = text[start:].rstrip().rstrip(".")
    span = start, start + len(body)
    if (match := _SHORTENED.fullmatch(body)) or _POINTS.fullmatch(body):
        full = (
            str(Fraction(match[1]) * 1000 ** _SHORT_FOR[(match[2] or "b").lower()]) if match else body.replace(".", "")
        )
        raise RefusalError(f"'{body}' cannot be read: write the number in full, such as 12000", span, (full,))
    if not _DIVIDES.search(body):
        return
    ways: tuple[str, ...] = (with_points(body),)
    message = f"{NEVER_GUESSED}:" if _CONTINENTAL.fullmatch(body) else f"expected one number; {NEVER_GUESSED}:"
    if (match := _THOUSANDS.fullmatch(body)) and not body.lstrip("+-").startswith("0"):
        one = _DIVIDES.sub("", body)
        ways = (*ways, one) if match[1].count(",") == 1 and not match[2] and _ABOUT.search(original) else (one,)
        if len(ways) == 1:
            came = f"{_SIGNS[match[1][0]]} in '{excerpt(body)}'"
            message = f"expected one number; {came} can separate thousands or two numbers: for one number"
    elif not _CONTINENTAL.fullmatch(body) and not _WITH_COMMA.fullmatch(body.strip("+-%")):
        return
    raise RefusalError(f"{message} write {' or '.join(map(excerpt, ways))}", span, ways)


def likely(form: Form, text: str, span: tuple[int, int] | None) -> Iterator[str]:
    """Yield texts that may have been meant, the nearest first; not all of them read."""
    if len(text) > LONGEST_OFFERED or form in (Form.YES_NO, Form.CHOICE, Form.CODE):
        return
    yield from other_readings(form, text)
    if form is Form.LIST and len(_IN_BRACKETS.findall(text)) > 1:
        yield _IN_BRACKETS.sub(r" (multiplicity \1)", text)
    if form in (Form.LIST, Form.NUMBER) and _BEFORE_IMAGINARY.search(text):
        yield _BEFORE_IMAGINARY.sub(r"\1", text)
        return  # its numbers one by one are others
    if form is Form.POLYNOMIAL and (match := _POWER_OF.search(text)):
        yield re.sub(rf"(?<![A-Za-z]){match[1]}(?![A-Za-z])", "λ", text)
    if form in (Form.NUMBER, Form.INTEGER) and (match := _MAGNITUDE.search(text)):
        yield str(Fraction(match[1]) * 1000 ** _SHORT_FOR[match[2]])
    if (counted := _NUMBER_WORD.sub(lambda word: str(COUNTS.get(word[0].lower(), word[0])), text)) != text:
        yield counted
    if span and span != (0, len(text)) and _says_nothing(text[slice(*span)]) and not _ATTACHED.match(text, span[0]):
        yield " ".join((text[: span[0]] + " " + text[span[1] :]).split())
    numbers = _NUMBER.findall(text)
    deepest = max((depth for _, depth in depths(text)), default=0)
    if not numbers or deepest > (2 if form is Form.MATRIX else 1) or not _says_nothing(_NUMBER.sub(" ", text)):
        return
    if form in (Form.LIST, Form.VECTOR, Form.POLYNOMIAL):
        yield ", ".join(numbers)
    elif form is Form.MATRIX:
        for ends in (_ROW_ENDS, _COMMA_AND_SPACE):
            rows = [row for piece in ends.split(text) if (row := _NUMBER.findall(piece))]
            if ends is _ROW_ENDS or 1 < len(rows[0]) == len(rows[-1]) < len(numbers):
                yield "; ".join(map(" ".join, rows))
    elif form is Form.INTEGER or (form is Form.NUMBER and with_points(text) == text):
        yield from numbers if len(numbers) <= 3 else ()


def _says_nothing(text: str) -> bool:
    """Is what stands beside the numbers words and separators alone, none of which makes them other numbers?"""
    return not _SAYS_NOTHING.sub("", text) and not _SAYS_MORE.search(text)


def shape_as_pair(text: str) -> str:
    """Return a shape such as `8×4096`, `8 x 4096` or `8 by 4096` as its two numbers, another text as it is."""
    return f"{match[1]}, {match[2]}" if (match := _SHAPE.fullmatch(text)) else text


def other_readings(form: Form, text: str) -> list[str]:
    """Return the ways in which a text that was read as one shape can be meant as another: `1 - 2` as two entries."""
    if len(text) > LONGEST_OFFERED:
        return []
    if form in (Form.LIST, Form.VECTOR) and _BY.fullmatch(text):
        return [", ".join(_BETWEEN_SIDES.split(text.strip().replace(",", ".")))]
    if form is Form.VECTOR and (match := _UNITS.fullmatch(text, value_start(text))):
        return [", ".join(f"{match[at] or ''}{match[at + 1] or 1}" for at in (1, 3, 5) if match[at + 1] is not None)]
    said, _, again = text.rstrip(" .)").partition(" (")
    found = [_LOST_POWER.sub(r"^\1", text)] if form is Form.POLYNOMIAL else []
    found += [said] if len(_NUMBER.findall(said)) == len(_NUMBER.findall(again)) > 1 else []
    if form in (Form.LIST, Form.VECTOR, Form.MATRIX) and _SIGN_APART.search(text):
        between = ", " if form is not Form.MATRIX or "," in text else " "
        found.append(_SIGN_APART.sub(lambda match: between + match[1].replace("+", ""), text.strip()))
    is_of_tuples = any(match[-1] != ";" for match in _TUPLE.findall(text)) and not _TUPLE.fullmatch(text.strip())
    if (points := with_points(text)) != text and not is_of_tuples:
        found += [points, points.replace(";", ",")] if form is Form.MATRIX else [points]
    return found
