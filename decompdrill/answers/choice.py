"""The forms `yes-no` and `choice`: one word or one letter."""

from __future__ import annotations

import re
from string import ascii_lowercase

from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.spellings import respelled
from decompdrill.answers.tokens import tidy_text
from decompdrill.answers.words import without_words
from decompdrill.model import Form

_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "t": "yes", "no": "no", "n": "no", "false": "no", "f": "no"}
_YES_NO |= {"yep": "yes", "yeah": "yes", "nope": "no", "correct": "yes", "✓": "yes", "✔": "yes", "✗": "no", "✘": "no"}
_IT_IS = {"it is": "yes", "it does": "yes", "they are": "yes", "they do": "yes", "it isn't": "no"}
_IT_IS |= {"it does not": "no", "it doesn't": "no", "they are not": "no", "they aren't": "no", "not": "no"}
_WORD_AND_REASON = re.compile(
    r"([A-Za-z]++|[✓✔✗✘])\s*+(?:[.!]*+|((?:[,.;:!]|-|\(|(?:because|since|as|for|it|its|they|by)\b).*+))",
    re.DOTALL,
)
_OTHER_WORD = re.compile(r"[\s,.;:!-]*+(?:and|or|but|not)?+\s*+(?:yes|no|true|false)\b[\s,.;:!-]*+$", re.IGNORECASE)
_WORD = re.compile("[a-z]{2,}+")
_LETTER = re.compile(r"([A-Za-z])[.):]?|[(\[]([A-Za-z])[)\]]")


def yes_no_word(text: str) -> str:
    """Return "yes" or "no", whatever reason is given behind it."""
    if plain := _YES_NO.get(text.lower()):
        return plain
    body, span = _body(without_words(Form.YES_NO, respelled(Form.YES_NO, tidy_text(text, "yes or no"))), "yes or no")
    if said := _IT_IS.get(body.lower().rstrip(" .!")):
        return said
    match = _WORD_AND_REASON.fullmatch(body.removeprefix("np.").removesuffix("_"))
    said, reason = (match[1].lower(), match[2] or "") if match else ("", "")
    word = _YES_NO.get(said) if len(said) > 1 or not reason else None
    if word is None or _OTHER_WORD.match(reason):
        raise RefusalError(f"'{excerpt(body)}' cannot be read; expected yes or no, and nothing else", span, _said(body))
    return word


def _said(body: str) -> tuple[str, ...]:
    """Return the answers that stand somewhere in a text."""
    words = {_YES_NO[word] for word in _WORD.findall(body.lower()) if word in _YES_NO}
    if "not " in body.lower() or "n't " in body.lower():
        return ("yes", "no")
    if not words and body.split()[-1:] in (["0"], ["1"]):  # as MATLAB prints a logical
        words = {"no" if body.endswith("0") else "yes"}
    return tuple(sorted(words, reverse=True))


def choice_word(text: str, options: int) -> str:
    """Return one letter in lower case, of so many on offer (0: any)."""
    offered = ascii_lowercase[: options or 26]
    expected = f"one letter, {offered[0]} to {offered[-1]}" if len(offered) > 1 else f"the letter {offered}"
    body, span = _body(text, expected)
    match = _LETTER.fullmatch(body)
    letter = (match[1] or match[2]).lower() if match else ""
    if not letter or letter not in offered:
        raise RefusalError(f"'{excerpt(body)}' is not one of the letters; expected {expected}", span)
    return letter


def _body(text: str, expected: str) -> tuple[str, tuple[int, int]]:
    """Return the text without a label such as `answer:`, and its span."""
    clean = tidy_text(text, expected)
    start = len(clean) - len(clean.lstrip())
    label = label_at(clean, start, len(clean), first=True)
    if label and not any(len(name) == 1 or name.lower().partition(" ")[0] in _YES_NO for name in label.names):
        start = label.end
    body = clean[start:].strip()
    return body, (start, start + len(body))
