"""The words that may stand before and behind an answer: fixed lists by form, listed in docs/reading.md."""

from __future__ import annotations

import re

from decompdrill.model import Form


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SAYING = _set(
    "so then thus therefore hence and i we it its it's that's this these they the a an my our final answer answers result"
    " results solution solutions get got getting obtain obtained find found think is are was be being would should must"
    " will equal equals equal gives give given yields to of for here have has had as just simply approx approximately"
    " about roughly around circa ca nearly almost exactly namely value values number computed calculated comes out come only"
    " example e.g i.e definitely clearly obviously certainly"
)
_NOUNS = _set(
    "rank nullity dimension determinant trace norm error share ratio ratios fraction factor correlation score variance"
    " mean means covariance matrix vector eigenvector eigenvectors eigenvalue eigenvalues singular roots component"
    " components principal polynomial characteristic explained cumulative coefficients entries list first second largest"
    " smallest spectral frobenius condition storage parameters count total null space numerical compression column row"
)
_OF_WHAT = frozenset("ABCMPQUVWXS")
_LEAD_WORD = re.compile(r"\s*+(e\.g|i\.e|[A-Za-z]++(?:'[a-z]{1,2}+)?+)[.,]?+(?![A-Za-z0-9_(\[^\\=]| \([A-Z]\))")
_AFTER_LEAD = re.compile(r"\s*+(?:[:,]|=|≈|~)?+")

_TAIL = re.compile(
    r"(?<=[\s,(])(?:approx(?:imately)?+|about|roughly|rounded|exact(?:ly)?+|simplified|full rank|in total|altogether|respectively|total"
    r"|i think|i guess|in all|and that's it|and nothing else|as above)[.!)\s]*+$",
    re.IGNORECASE,
)
_COUNTED = _set(
    "dimension dimensions dims component components parameter parameters pivot pivots value values vector vectors row rows"
    " column columns eigenvalue eigenvalues number numbers entry entries sample samples feature features times time"
    " nonzero nonzero singular linearly independent trainable trained dimensional in total of them altogether"
)
_OR_ANY = re.compile(r"\b(?:(?:or|and|times)\s++(?:any|all|every|its|a|each|some)|up\s++to)\b", re.IGNORECASE)
_MULTIPLE = re.compile(r"\b(?:multiples?+|scalar|scaling|scale|factor|sign|constant)\b", re.IGNORECASE)
_PARAMETER_IS = re.compile(
    r"(?<![A-Za-z0-9_])[tskcraα]\s*+"
    r"(?:∈|≠|!=|\\in\b|\\neq?+\b|=/=|in\b|is\b|real\b|any\b|arbitrary\b|free\b|non-?zero\b)"
)
_VALUES = re.compile(r"[0-9\[\](){}]")
_BRACKETS = re.compile(r"[\[\](){}]")
_BEFORE_PARAMETER = _set("for where with and any all every real")
_BEFORE = re.compile(r"^(\s*+[tskcraα])\s*+(?:\*\s*+)?+(?=[(\[<{]|\\begin)")
_BEHIND = re.compile(r"(?<=[)\]>}ᵀT])\s*+(?:\*\s*+)?+[tskcraα]\s*+$")
_MULTIPLES_OF = re.compile(
    r"\s*+(?:(?:any|all|every|each|a|some)\s++)?+(?:(?:non-?zero|scalar|real)\s++)*+multiples?+\s++of\b", re.IGNORECASE
)
_SPAN = re.compile(r"^(\s*+\\?(?:span|Span)\s*+)(?=[({\[<\\])")
_BETWEEN = re.compile(r"[,;\s]++")
_WITHIN = re.compile(r"(?<![A-Za-z\\])([tskcraα])(?![A-Za-z0-9_])")

_COUNT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_COUNTS = _COUNT_WORDS.split()
_END = r"[.!\s]*+$"
_NONE = re.compile(
    r"\s*+(?:(?:there|they|it|A)\s+(?:is|are)\s+)?+(?:none|nothing|no|does\s+not\s+exist|doesn't\s+exist|do\s+not\s+exist|dne|undefined|∅|\\emptyset"
    r"|n/a|not\s+defined|impossible|complex|imaginary|singular|not\s+(?:diagonali[sz]able|invertible))(?:\s+(?:real|solutions?|eigenvalues?|eigenvectors?|inverse|such|exists?|one|answer))*+"
    + _END,
    re.IGNORECASE,
)
_COMPLEX = re.compile(
    r"\s*+(?:(?:they|these|both|all|the\s+eigenvalues)\s+(?:are\s+)?(?:all\s+|both\s+)?+)?+(?:complex|not\s+real|imaginary)"
    r"(?:\s+(?:eigenvalues?|numbers?|roots?|ones?))?+" + _END,
    re.IGNORECASE,
)


def without_words(form: Form, text: str) -> str:
    """Return the text with the words before and behind its value blank, each in its place."""
    if text.lower() == text.upper():
        return text
    text = _without_tail(form, text)
    end = _end_of_lead(text)
    rest = text[end:]
    return " " * end + rest if end and rest.strip() else text


def _end_of_lead(text: str) -> int:
    """Return where the value begins: behind words that only lead up to it."""
    end, before = 0, ""
    while match := _LEAD_WORD.match(text, end):
        word = match[1].lower()
        names_a_matrix = match[1] in _OF_WHAT and before in ("of", "for", "matrix", "the")
        if not names_a_matrix and word not in _SAYING and word not in _NOUNS:
            break
        if len(word) == 1 and not names_a_matrix and not _leads_on(text, match.end()):
            break
        end, before = match.end(), word
    if end and (match := _AFTER_LEAD.match(text, end)):
        end = match.end()
    return end


def _leads_on(text: str, position: int) -> bool:
    """Does a word that leads on to a value follow? `a` and `i` alone are names of numbers, as in `i and -i`."""
    match = _LEAD_WORD.match(text, position)
    return bool(match and len(match[1]) > 1 and match[1] != "and" and match[1].lower() in _SAYING | _NOUNS)


def _without_tail(form: Form, text: str) -> str:
    if match := _TAIL.search(text):
        text = _cut(text, match.start())
    for link in (" is ", " are "):
        value, _, said = text.partition(link)
        if value.strip() and said and all(word in _SAYING | _NOUNS for word in said.lower().strip(" .!").split()):
            return value.ljust(len(text))
    if form is Form.INTEGER:
        return _without_counted(text)
    if form is Form.VECTOR:
        match = _OR_ANY.search(text)
        if match and _MULTIPLE.search(text, match.end()) and not _VALUES.search(text[match.end() :].rstrip(" .)")):
            text = _cut(text, match.start())
        return _without_parameter(text)
    return text


def _cut(text: str, end: int) -> str:
    """Blank what stands from there on, and what led to it; where nothing were left, the text stays."""
    kept = text[:end].rstrip(" \n,;(")
    return kept.ljust(len(text)) if kept else text


def _without_counted(text: str) -> str:
    """Blank what is counted: `2 pivots`, `131072 trainable parameters`."""
    words = text.rstrip(" .!").split(" ")
    kept = len(words)
    while kept > 1 and (not words[kept - 1] or words[kept - 1].lower() in _COUNTED):
        kept -= 1
    value = " ".join(words[:kept])
    return value.ljust(len(text)) if value.strip() else text


def _without_parameter(text: str) -> str:
    """Write a vector with a parameter, or the span of one, as the vector for the parameter 1."""
    said = [match for match in _PARAMETER_IS.finditer(text) if not _BRACKETS.search(text[match.end() :].rstrip(" .)"))]
    if said:
        words = text[: said[0].start()].rstrip(" ,;(").split(" ")
        while words and words[-1] in _BEFORE_PARAMETER:
            words.pop()
        text = _cut(text, len(" ".join(words)))
    if match := _MULTIPLES_OF.match(text):
        text = " " * match.end() + text[match.end() :]
    if match := _SPAN.match(text):
        return _inside(" " * match.end(1) + text[match.end(1) :])
    if match := _BEFORE.match(text):
        return " " * match.end() + text[match.end() :]
    if match := _BEHIND.search(text):
        return text[: match.start()].ljust(len(text))
    names = set(_WITHIN.findall(text))
    if len(names) != 1 or not _is_multiple(text):
        return text
    return _WITHIN.sub(lambda match: " " if _follows_a_factor(text, match.start()) else "1", text)


def _inside(text: str) -> str:
    """Blank the outer brackets of a span where brackets of a vector stand inside."""
    body = text.strip().removeprefix("\\")
    start = text.index(body)
    inner = body[1:-1].replace("\\", " ").strip()
    if not inner or inner[0] not in "([<{\\" or body[-1] not in ")}]>":
        return text
    held = text[start + 1 : text.rindex(body[-1])].removesuffix("\\")  # of \}, which closes the span
    return (" " * (start + 1) + held.replace("\\}", "  ").replace("\\{", "  ")).ljust(len(text))


def _is_multiple(text: str) -> bool:
    """Has every entry that is not 0 the parameter once?"""
    entries = [entry for entry in _BETWEEN.split(text.strip("()[]{}<> .")) if entry]
    return len(entries) > 1 and all(
        len(_WITHIN.findall(entry)) == 1 or entry.strip("()[] ") == "0" for entry in entries
    )


def _follows_a_factor(text: str, place: int) -> bool:
    before = text[:place].rstrip(" *")
    return bool(before) and (before[-1].isdigit() or before[-1] in ")½⅓⅔¼¾")


def count_in_words(text: str) -> int | None:
    """Return the count that a lone word says: `two`."""
    word = text.strip(" .!").lower()
    return _COUNTS.index(word) if word in _COUNTS else None


def says_none(form: Form, text: str) -> bool:
    """Is it said that there is no answer, or that the numbers are complex, and not which?"""
    says_complex = form in (Form.NUMBER, Form.LIST) and _COMPLEX.match(text)
    return bool(says_complex or _NONE.match(text))
