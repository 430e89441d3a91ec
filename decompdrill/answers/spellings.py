"""How chats, notebooks and other programs write an answer, made into the reader's own spelling.

Every change keeps its place: what means nothing becomes spaces, so that a message can still point at what was typed.
"""

from __future__ import annotations

import re

from decompdrill.model import Form

_WRAPPERS = re.compile(
    r"\\(?:boxed|fbox|text|textbf|textrm|mathrm|mathbf|mathit|boldsymbol|operatorname|displaystyle)\s*+(?=\{)"
)
_BOLD = re.compile(r"(?<![^\s(\[|=:])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?![^\s.,;:!)\]|])")
_QUOTES = re.compile('["“”„«»`]')
_FENCE = re.compile(r"```[A-Za-z]*+")
_BRACKET_PIECES = re.compile("[⎡⎤⎢⎥⎣⎦⎛⎞⎜⎟⎝⎠│┌┐└┘╭╮╰╯]")
_INDEX = re.compile(r"(?m)^[ ]*+\[[0-9]++(?:,)?+\](?=[ ]++[-0-9.])")
_COLUMN_HEADS = re.compile(r"(?m)^[ ]*+(?:\[,[0-9]++\][ ]*+)++$")
_JULIA_HEAD = re.compile(
    r"(?m)^[ ]*+[0-9]++(?:×[0-9]++|\*[0-9]++|-element)[ ](?:[A-Za-z.]++(?:\{[^{}\n]{0,60}+\})?+[ ]?){1,4}+:[ ]*+$"
)
_NUMBERED = re.compile(r"(?m)^[ ]*+([0-9]{1,2}+)[.)][ ]")
_BULLETS = re.compile(r"(?m)^[ ]*+[•‣▪●](?=[ ])")
_CALLS = re.compile(r"\b(Sqrt|Abs|Exp|Sin|Cos)(?=\[)")
_VECTOR_CALL = re.compile(r"(?<![A-Za-z0-9_.)])(?:c|vec|vector|Vector)\s?+(?=\()")
_IMAGINARY = re.compile(r"(?<=[0-9)*√])[ ]?I(?![A-Za-z0-9_])|(?<![A-Za-z0-9_.])I(?=\*)")
_PERCENT = re.compile(r"(?<=[0-9])[ ]?+(percent|per cent)(?![A-Za-z])")
_SCALE = re.compile(r"^([ ]*+[0-9.]++[eE][+-]?[0-9]++[ ]?)\*[ ]*+\n")

_OPENERS = {"(": ")", "[": "]", "{": "}"}


def respelled(form: Form, text: str) -> str:
    """Return a tidy text with what is mere layout blank and what is another program's spelling as ours."""
    text = _FENCE.sub(_blank, text) if "`" in text else text
    text = _QUOTES.sub(" ", text)
    if "**" in text and len(_BOLD.findall(text)) > 1:
        text = _BOLD.sub("  ", text)
    if "\\" in text:
        text = _without_wrappers(text)
    if "[" in text:
        text = _brackets_of_calls(_INDEX.sub(_blank, _COLUMN_HEADS.sub(_blank, text)))
    if "\n" in text:
        text = _scaled(_without_headings(text))
    if not text.isascii():
        text = _BULLETS.sub(_blank, _BRACKET_PIECES.sub(" ", text))
    if form in (Form.NUMBER, Form.LIST, Form.VECTOR):
        text = _IMAGINARY.sub(lambda match: match[0].replace("I", "i"), text)
    if form in (Form.LIST, Form.VECTOR, Form.FACTORS):
        text = _VECTOR_CALL.sub(_blank, text)
    return _PERCENT.sub(lambda match: match[0].replace(match[1], "%".ljust(len(match[1]))), text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _closing(text: str, opening: int) -> int:
    """Return where the bracket that opens there closes, -1 where it does not."""
    depth = 0
    for place in range(opening, len(text)):
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place if text[place] == _OPENERS[text[opening]] else -1
    return -1


MOST_WRAPPERS = 50


def _without_wrappers(text: str) -> str:
    r"""Blank `\boxed{`, `\text{` and their like with the brace that closes each."""
    signs = list(text)
    for match in list(_WRAPPERS.finditer(text))[:MOST_WRAPPERS]:
        opening = match.end()
        closing = _closing(text, opening)
        if closing < 0:
            continue
        signs[match.start() : opening + 1] = " " * (opening + 1 - match.start())
        signs[closing] = " "
    return "".join(signs)


def _brackets_of_calls(text: str) -> str:
    """Write `Sqrt[17]` as `sqrt(17)`."""
    signs = list(text)
    for match in list(_CALLS.finditer(text))[:MOST_WRAPPERS]:
        closing = _closing(text, match.end())
        if closing > 0:
            signs[match.start()] = signs[match.start()].lower()
            signs[match.end()], signs[closing] = "(", ")"
    return "".join(signs)


def _without_headings(text: str) -> str:
    """Blank the line with which Julia heads an array, and numbers or bullets before the lines of a list."""
    text = _JULIA_HEAD.sub(_blank, text)
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    lines = sum(1 for line in text.split("\n") if line.strip())
    if len(numbers) > 1 and numbers == list(range(1, lines + 1)):
        text = _NUMBERED.sub(_blank, text)
    return text


def _scaled(text: str) -> str:
    """Put brackets around the rows that MATLAB prints under a common factor: `1.0e+03 *`."""
    match = _SCALE.match(text)
    return f"{match[1]}*{'['.ljust(match.end() - match.end(1) - 1)}{text[match.end() :].rstrip()}]" if match else text


def with_multiplicities(text: str) -> str:
    """Return `{2: 2, 5: 1}`, as SymPy prints roots with their multiplicities, with each as often as it counts."""
    body = text.strip()
    if ":" not in body or body[:1] + body[-1:] != "{}":
        return text
    pairs = [pair.rpartition(":") for pair in body[1:-1].split(",")]
    if not all(value.strip() and count.strip() in _COUNTS for value, _, count in pairs):
        return text
    return ", ".join(value.strip() for value, _, count in pairs for _ in range(int(count)))


_COUNTS = {str(count) for count in range(1, 21)}
