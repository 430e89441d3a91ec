"""The words that may stand before and behind an answer: fixed lists by form, listed in docs/answers.md."""

from __future__ import annotations

import re

from decompdrill.model import Form


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SAYING = _set(
    "so then thus therefore hence and i we it its it's that's this these they the a an my our final answer answers result"
    " results solution solutions get got getting obtain obtained find found think is are was be being would should must"
    " will equal equals equal gives give given yields to of for here have has had as just simply approx approximately"
    " about roughly around circa ca nearly almost exactly namely value values number computed calculated comes out come"
)
_NOUNS = _set(
    "rank nullity dimension determinant trace norm error share ratio ratios fraction factor correlation score variance"
    " mean means covariance matrix vector eigenvector eigenvectors eigenvalue eigenvalues singular roots component"
    " components principal polynomial characteristic explained cumulative coefficients entries list first second largest"
    " smallest spectral frobenius condition storage parameters count total null space numerical compression column row"
)
_OF_WHAT = frozenset("ABCMPQUVWXS")
_LEAD_WORD = re.compile(r"\s*+([A-Za-z]++(?:'[a-z]{1,2}+)?+)(\.?)(?![A-Za-z0-9_(\[^\\=])")
_AFTER_LEAD = re.compile(r"\s*+(?:[:,]|=|≈|~)?+")

# Each tail begins where white space does, not inside it: a search that began at every space would take the square of them.
_TAIL = re.compile(
    r"(?<![\s,(])[\s,(]++(?:approx(?:imately)?+|about|roughly|rounded|exact(?:ly)?+|simplified|in total|altogether|respectively|total"
    r"|i think|i guess|in all|and that's it|and nothing else|as above)[.!)\s]*+$",
    re.IGNORECASE,
)
_COUNTED = _set(
    "dimension dimensions dims component components parameter parameters pivot pivots value values vector vectors row rows"
    " column columns eigenvalue eigenvalues number numbers entry entries sample samples feature features times time"
    " nonzero non-zero singular linearly independent trainable trained dimensional in total of them altogether"
)
_MULTIPLE = re.compile(
    r"(?<![\s,(])[\s,(]*+\b(?:(?:or|and|times)\s+(?:any|all|every|its|a|each|some)\b|(?:up\s+to)\b)"
    r"[^0-9\[\](){}]{0,60}\b(?:multiples?|scalar|scaling|scale|factor|sign|constant)\b[^0-9\[\](){}]{0,40}[.)\s]*+$",
    re.IGNORECASE,
)
_PARAMETER_IS = re.compile(
    r"(?<![\s,;(])[\s,;(]*+(?:\b(?:for|where|with|and)\s+)?+(?:\b(?:any|all|every)\s+)?+(?:\breal\s+)?+\b([tskcraα])\s*+"
    r"(?:∈|≠|!=|\\in\b|\\ne\b|\\neq\b|=/=|\bin\b|\bis\b|\breal\b|\bany\b|\barbitrary\b|\bfree\b|\bnonzero\b|\bnon-zero\b)"
    r"[^\[\](){}]{0,40}\)?+[.\s]*+$"
)
_BEFORE = re.compile(r"^(\s*+[tskcraα])\s*+(?:\*\s*+)?+(?=[(\[<{]|\\begin)")
_BEHIND = re.compile(r"(?<=[)\]>}ᵀT])\s*+(?:\*\s*+)?+[tskcraα]\s*+$")
_SPAN = re.compile(r"^(\s*+\\?(?:span|Span)\s*+)(?=[({\[<\\])")
_WITHIN = re.compile(r"(?<![A-Za-z\\])([tskcraα])(?![A-Za-z0-9_])")

_COUNT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_COUNTS = _COUNT_WORDS.split()
_NONE = re.compile(
    r"\s*+(?:there\s+(?:is|are)\s+)?+(?:none|nothing|no|does\s+not\s+exist|doesn't\s+exist|do\s+not\s+exist|dne|undefined|∅|\\emptyset"
    r"|n/a|not\s+defined|impossible)(?:\s+(?:real|solutions?|eigenvalues?|eigenvectors?|inverse|such|exists?|one|answer))*+[.!\s]*+$",
    re.IGNORECASE,
)


def without_words(form: Form, text: str) -> str:
    """Return the text with the words before and behind its value blank, each in its place."""
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
    """Does a word that leads on to a value follow? `a` and `i` alone are names of numbers."""
    match = _LEAD_WORD.match(text, position)
    return bool(match and len(match[1]) > 1 and match[1].lower() in _SAYING | _NOUNS)


def _without_tail(form: Form, text: str) -> str:
    text = _blank_end(_TAIL, text)
    if form is Form.INTEGER:
        return _without_counted(text)
    if form is Form.VECTOR:
        return _without_parameter(_blank_end(_MULTIPLE, text))
    return text


def _blank_end(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return (
        text[: match.start()] + " " * (len(text) - match.start()) if match and text[: match.start()].strip() else text
    )


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
    text = _blank_end(_PARAMETER_IS, text)
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
    return (
        " " * (start + 1) + text[start + 1 : text.rindex(body[-1])].replace("\\}", "  ").replace("\\{", "  ")
    ).ljust(len(text))


def _is_multiple(text: str) -> bool:
    """Has every entry that is not 0 the parameter once?"""
    entries = [entry for entry in re.split(r"[,;\s]+", text.strip("()[]{}<> .")) if entry]
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


def says_none(text: str) -> bool:
    """Is it said that there is no answer?"""
    return _NONE.match(text) is not None
