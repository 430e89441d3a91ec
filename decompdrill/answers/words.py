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
    " example e.g i.e definitely clearly obviously certainly need needs probably det tr ans sum there"
)
_NOUNS = _set(
    "rank nullity dimension determinant trace norm error share ratio ratios fraction factor correlation score variance"
    " mean means covariance matrix vector eigenvector eigenvectors eigenvalue eigenvalues singular roots component"
    " components principal polynomial characteristic explained cumulative coefficients entries list first second largest"
    " smallest spectral frobenius condition storage parameters count total null space numerical compression column row rows"
)
_LEADING = _SAYING | _NOUNS
_OF_WHAT = frozenset("ABCMPQUVWXS")
_LEAD_WORD = re.compile(r"\s*+(e\.g|i\.e|[A-Za-z]++(?:'[a-z]{1,2}+)?+)[.,]?+(?![A-Za-z0-9_(\[^\\=]| \([A-Z]\))")
_AFTER_LEAD = re.compile(r"\s*+(?:[:,]|=|≈|~)?+")

_TAIL = re.compile(
    r"(?<=[\s,(])(?:approx(?:imately)?+|about|roughly|rounded|exact(?:ly)?+|simplified|full rank|in total|altogether|respectively|total"
    r"|i think|i guess|in all|and that's it|and nothing else|as above|for example|e\.g|(?:both|all) real"
    r"|(?:in )?+(?:de|a)scending(?: order)?+|(?:large|small)st first"
    r"|(?:rounded )?+(?:to )?+[0-9]{1,2}+ ?(?:d\.?p|s\.?f|sig(?:\.|nificant)?+ ?fig(?:ure)?s?+|decimals?+(?: places?+)?+))[.!)\s]*+$",
    re.IGNORECASE,
)
_REASON = re.compile(r"[ (](?:because|since) ")
_COUNTED = _set(
    "dimension dimensions dims component components parameter parameters pivot pivots value values vector vectors row rows"
    " column columns eigenvalue eigenvalues number numbers entry entries sample samples feature features times time"
    " nonzero singular linearly independent trainable trained dimensional in total of them altogether"
    " params param pcs pc weight weights non-zero principal leading ones byte bytes b"
)
_OR_ANY = re.compile(r"\b(?:(?:or|and|times)\s++(?:any|all|every|its|a|each|some)|up\s++to)\b", re.IGNORECASE)
_MULTIPLE = re.compile(r"\b(?:multiples?+|scalar|scaling|scale|factor|sign|constant)\b", re.IGNORECASE)
_PARAMETER_IS = re.compile(
    r"(?:[|:]\s*+)?+(?<![A-Za-z0-9_])[tskcrabmnαβ]\s*+(?:∈|≠|!=|\\in\b|\\neq?+\b|=/=|in\b|is\b|real\b|any\b|arbitrary\b|free\b|non-?zero\b)"
    r"|(?<=any |all )[tskcrabmnαβ](?=[\s.)]*+$)"
)
_VALUES = re.compile(r"[0-9\[\](){}]")
_BRACKETS = re.compile(r"[\[\](){}]")
_BEFORE_PARAMETER = _set("for where with and any all every real")
_MULTIPLES_OF = re.compile(
    r"\s*+(?:(?:any|all|every|each|a|some)\s++)?+(?:(?:non-?zero|scalar|real)\s++)*+multiples?+\s++of\b", re.IGNORECASE
)
_SPAN = re.compile(r"\s*+(?:[A-Z]?+[A-Za-zλ0-9_₀-₉(){}]{0,8}\s*+=\s*+)?+\\?(?:span|Span)\s*+(?:of\s++)?+(?=[({\[<\\])")

_TO_NINE = "zero one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TO_99 = [f"{ten}-{one}".removesuffix("-zero") for ten in _TENS.split() for one in _TO_NINE.split()]
COUNTS = {word: count for count, word in enumerate([*_TO_NINE.split(), *_TEENS.split(), *_TO_99])}
_NONE = re.compile(
    r"\s*+(?:(?:there|they|these|it|A|both|all|the\s++eigenvalues)\s++)?+(?:(?:is|are)\s++)?+(?:(?:all|both)\s++)?+"
    r"(?:none|nothing|no|(?:does\s++not|doesn't|do\s++not|don't)\s++exist|dne|undefined|∅|\\emptyset|n/a|impossible|complex|imaginary"
    r"|singular|not\s++(?:defined|real|diagonali[sz]able|invertible))"
    r"(?:\s++(?:real|solutions?+|eigenvalues?+|eigenvectors?+|inverse|such|exists?+|ones?+|answer|numbers?+|roots?+))*+[.!\s]*+$",
    re.IGNORECASE,
)


def without_words(form: Form, text: str) -> str:
    """Return the text with the words before and behind its value blank, each in its place."""
    if text.lower() == text.upper():
        return text
    text = _without_tail(form, text)
    end = _end_of_lead(text)
    return " " * end + text[end:] if text[end:].strip() else text


def _end_of_lead(text: str) -> int:
    """Return where the value begins: behind words that only lead up to it."""
    end, before = 0, ""
    while match := _LEAD_WORD.match(text, end):
        word = match[1].lower()
        following = _LEAD_WORD.match(text, match.end())
        leads_on = following and following[1].lower() in _LEADING and len(following[1]) > 1 and following[1] != "and"
        is_lead = leads_on if word in ("a", "i") else word in _LEADING  # they name numbers in `i and -i`
        if not is_lead and (match[1] not in _OF_WHAT or before not in ("of", "for", "matrix", "the")):
            break
        end, before = match.end(), word
    lead = _AFTER_LEAD.match(text, end) if end else None
    return lead.end() if lead else end


def _without_tail(form: Form, text: str) -> str:
    if match := _TAIL.search(text):
        text = _cut(text, match.start())
    if (reason := _REASON.search(text)) and form is not Form.POLYNOMIAL:
        text = _cut(text, reason.start())
    for link in (" is ", " are "):
        body, _, said = text.partition(link)
        if body.strip() and said and _LEADING.issuperset(said.lower().strip(" .!").split()):
            return body.ljust(len(text))
    if form is Form.INTEGER:
        words = text.rstrip(" .!").split(" ")
        while words[1:] and (not words[-1] or words[-1].lower() in _COUNTED):
            words.pop()
        return " ".join(words).ljust(len(text)) if any(words) else text
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


def _without_parameter(text: str) -> str:
    """Return a vector without what is said of its parameter, that it is any multiple, or a span."""
    spans = _PARAMETER_IS.finditer(text.replace("\\mathbb{R}", "ℝ".rjust(10)))
    said = next((m for m in spans if not _BRACKETS.search(m.string[m.end() :].rstrip(" .)}\\"))), None)
    if said:
        words = text[: said.start()].rstrip(" ,;(").split(" ")
        while words and words[-1] in _BEFORE_PARAMETER:
            words.pop()
        text = _cut(text, len(" ".join(words)))
        if text.count("{") > text.count("}"):  # of a set, {(t, 2t) | t ∈ R}
            text = text.replace("\\{", "  ", 1).replace("{", " ", 1)
    match = _MULTIPLES_OF.match(text) or _SPAN.match(text)
    return " " * match.end() + text[match.end() :] if match else text


def says_none(text: str) -> bool:
    """Is it said that there is no answer, or that the numbers are complex, and not which?"""
    return _NONE.match(text) is not None
