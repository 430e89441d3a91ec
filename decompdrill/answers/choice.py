"""The forms `yes-no` and `choice`: one word or one letter."""

from __future__ import annotations

import re
from string import ascii_lowercase

from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.tokens import tidied

_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "t": "yes", "no": "no", "n": "no", "false": "no", "f": "no"}
_LETTER = re.compile(r"([A-Za-z])[.):]?|[(\[]([A-Za-z])[)\]]")


def yes_no_word(text: str) -> str:
    """Return "yes" or "no"."""
    body, span = _body(text, "yes or no")
    word = _YES_NO.get(body.rstrip(".! ").lower())
    if word is None:
        raise RefusalError(f"'{excerpt(body)}' cannot be read; expected yes or no, and nothing else", span)
    return word


def choice_word(text: str, options: int) -> str:
    """Return one letter in lower case, of so many on offer (0: any)."""
    offered = ascii_lowercase[: options or 26]
    expected = f"one letter, {offered[0]} to {offered[-1]}" if len(offered) > 1 else f"the letter {offered}"
    body, span = _body(text, expected)
    match = _LETTER.fullmatch(body)
    letter = (match[1] or match[2]).lower() if match else ""
    if not letter or letter not in offered:
        raise RefusalError(f"'{excerpt(body)}' is no letter on offer; expected {expected}", span)
    return letter


def _body(text: str, expected: str) -> tuple[str, tuple[int, int]]:
    """Return the text without a label such as `answer:`, and its span."""
    clean = tidied(text, expected)
    start = len(clean) - len(clean.lstrip())
    label = label_at(clean, start, len(clean), first=True)
    if label and not any(len(name) == 1 or name.lower() in _YES_NO for name in label.names):
        start = label.end
    body = clean[start:].strip()
    return body, (start, start + len(body))
