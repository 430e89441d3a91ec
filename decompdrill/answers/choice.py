"""The forms without numbers: `yes-no`, one word; `choice`, one letter; `code`, one line, which is judged elsewhere."""

from __future__ import annotations

import re
from string import ascii_lowercase

from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.spellings import depths, respelled
from decompdrill.answers.tokens import refuse_unseen, tidy_text
from decompdrill.answers.words import without_words
from decompdrill.model import Form, Typed

_YES_WORDS = "yes|y|true|t|yep|yeah|yup|yea|ya|sure|correct|right|indeed|absolutely|affirmative|always|✓|✔|✅|👍"
_NO_WORDS = "no|n|false|f|nope|nah|nop|incorrect|wrong|never|✗|✘|❌|👎"
_YES_PHRASES = "it is|it does|that is correct|they are|they do|of course|i think so|i believe so|i guess so|for sure|that's right|logical 1"
_NO_PHRASES = (
    "not|it's not|it isn't|it does not|it doesn't|they are not|they aren't|they're not|isn't|no way|not true|of course not"
    "|i don't think so|i think not|i guess not|absolutely not|not at all|not really|logical 0"
)
_YES_NO = dict.fromkeys(_YES_WORDS.split("|"), "yes") | dict.fromkeys(_NO_WORDS.split("|"), "no")
_PHRASES = dict.fromkeys(_YES_PHRASES.split("|"), "yes") | dict.fromkeys(_NO_PHRASES.split("|"), "no")
_WORD_AND_REASON = re.compile(
    r"([A-Za-z]++|[✓✔✗✘✅❌])\s*+(?:[.!?]*+|((?:[,.;:!—]|-|\(|(?<=[Yy]es )(?!(?:but|or|and|not|maybe)\b)(?=\S)|(?:because|cause|bc|cuz"
    r"|since|as|for|due|its?|it's|they|by|the|a|this|that|there|all|both|only|i|we|A|det|rank|[0-9]++)\b).*+))",
    re.DOTALL,
)
_OTHER_WORD = re.compile(r"[\s,.;:!-]*+(?:and|or|but|not)?+\s*+(?:yes|no|true|false)\b[\s,.;:!-]*+$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<![A-Za-z])(yes|no)[\s,.;:!-]*+$", re.IGNORECASE)
_WORD = re.compile("[a-z]{2,}+")
_CHOSEN = re.compile(r"(?i)(?:i (?:choose|pick|say|think)|(?:my|the) answer is|it is|it's|option|choice|letter)\s++")
_LETTER = re.compile(r"([A-Za-z])[.):]?|[(\[]([A-Za-z])[)\]]")


def yes_no_word(text: str) -> str:
    """Return "yes" or "no", whatever reason is given behind it."""
    if plain := _YES_NO.get(text.lower().rstrip(" .!\ufe0f")):
        return plain
    text = respelled(Form.YES_NO, tidy_text(text, "yes or no"))
    for words in (text, without_words(Form.YES_NO, text)):
        body, span = _body(words)
        if said := _PHRASES.get(" ".join(body.lower().rstrip(" .!").split())):
            return said
    match = _WORD_AND_REASON.fullmatch(body.removeprefix("np.").removesuffix("_"))
    said, reason = (match[1].lower(), match[2] or "") if match else ("", "")
    word, last = _YES_NO.get(said), _LAST_WORD.search(reason)
    if not word or (reason and len(said) == 1) or _OTHER_WORD.match(reason) or (last and last[1].lower() != word):
        message = f"'{excerpt(body)}' cannot be read; expected yes or no, and nothing else"
        raise RefusalError(message, span, _answers_in(f"{word or ''} {body}".lower()), (0, len(text)))
    return word


def _answers_in(text: str) -> tuple[str, ...]:
    """Return the answers that stand somewhere in a text."""
    words = _WORD.findall(text)
    if {"doubt", "problem"}.intersection(words):
        return ()
    if text.strip() in ("0", "1"):  # as MATLAB prints a logical
        return ("no",) if text.strip() == "0" else ("yes",)
    said = {_YES_NO[word] for word in words if word in _YES_NO}
    is_sure = said and not ("n't " in text or {"idea", "clue", "not"}.intersection(words))
    return tuple(sorted(said, reverse=True)) if is_sure else ("yes", "no") if words else ()


def choice_word(text: str, options: int) -> str:
    """Return one letter in lower case, of so many on offer (0: any)."""
    offered = ascii_lowercase[: options or 26]
    expected = f"one letter, {offered[0]} to {offered[-1]}" if len(offered) > 1 else f"the letter {offered}"
    body, span = _body(without_words(Form.CHOICE, respelled(Form.CHOICE, tidy_text(text, expected))))
    match = _LETTER.fullmatch(_CHOSEN.sub("", body).rstrip(" .!"))
    letter = (match[1] or match[2]).lower() if match else ""
    if not letter or letter not in offered:
        counted = tuple(offered[int(body) - 1]) if re.fullmatch("[1-9]", body) and int(body) <= len(offered) else ()
        raise RefusalError(f"'{excerpt(body)}' is not one of the letters; expected {expected}", span, counted)
    return letter


def _body(text: str) -> tuple[str, tuple[int, int]]:
    """Return a tidy text without a label such as `answer:`, and its span."""
    start = len(text) - len(text.lstrip())
    label = label_at(text, start, len(text), first=True)
    if label and not any(len(name) == 1 or name.lower().partition(" ")[0] in _YES_NO for name in label.names):
        start = label.end
    body = text[start:].strip()
    return body, (start, start + len(body))


_FENCED = re.compile(r"\s*+(?:```\s*+(?:(?:python|py)\s)?+(.*)```|`(.*)`)\s*+", re.DOTALL)
_ASSIGNED = re.compile(r"[A-Za-z_]\w*+[ \t]*+=(?!=)")
_BEGINS = re.compile(rf"(?:return\s|{_ASSIGNED.pattern})\s*+")
_SESSION = re.compile(r"\s*+(?:(?:>>>|import numpy(?: as np)?+[ \t]*+[;\r\n])\s*+)*+")  # before the line of the answer


def read_code_line(text: str) -> Typed:
    """Return one logical line of code: what a line assigns or returns; lines inside brackets are joined."""
    refuse_unseen(text)
    fenced = _FENCED.fullmatch(text)
    start, end = fenced.span(fenced.lastindex or 0) if fenced else (0, len(text))
    if session := _SESSION.match(text, start, end):
        start = session.end()
    end = start + len(text[start:end].rstrip("; \t\r\n\f\v"))
    if begins := _BEGINS.match(text, start, end):
        start = begins.end()
    if start == end:
        raise RefusalError("nothing was typed; expected one expression, such as A @ v")
    if second := _ASSIGNED.match(text, start, end):
        raise RefusalError("one name can be assigned; a second came", second.span())
    word = text[start:end]
    if "\n" in word or "\r" in word:
        word = _joined(word, start)
    return Typed(Form.CODE, text, word=word.replace("\t", " "))


def _joined(word: str, start: int) -> str:
    for place, depth in depths(word):
        if word[place] in "\r\n" and depth <= 0:
            raise RefusalError("expected one expression, got a second line", (start + place, start + place + 1))
    return " ".join(word.split())
