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
_INDEX = re.compile(r" *+\[[0-9]++,?+\](?= ++[-0-9.])")
_COLUMN_HEADS = re.compile(r" *+(?:\[,[0-9]++\] *+)++")
_JULIA_HEAD = re.compile(
    r" *+[0-9]++(?:×[0-9]++|\*[0-9]++|-element) (?:[A-Za-z.]++(?:\{[^{}]{0,60}+\})?+ ?+){1,4}+: *+"
)
_NUMBERED = re.compile(r" *+([0-9]{1,2}+)[.)] ")
_BULLET = re.compile(r" *+[•‣▪●](?= )")
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
        text = _brackets_of_calls(text)
    if not text.isascii():
        text = _BRACKET_PIECES.sub(" ", text)
    text = _scaled(_without_layout(text))
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


def _without_layout(text: str) -> str:
    """Blank what R and Julia print before rows, and the numbers or bullets before the lines of a list."""
    lines = text.split("\n")
    marks = [_NUMBERED.match(line) for line in lines]
    are_numbered = len(lines) > 1 and all(mark and int(mark[1]) == at for at, mark in enumerate(marks, 1))
    return "\n".join(_without_mark(line, are_numbered) for line in lines)


def _without_mark(line: str, is_numbered: bool) -> str:
    if _COLUMN_HEADS.fullmatch(line) or _JULIA_HEAD.fullmatch(line):
        return " " * len(line)
    mark = _INDEX.match(line) or _BULLET.match(line) or (_NUMBERED.match(line) if is_numbered else None)
    return " " * mark.end() + line[mark.end() :] if mark else line


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
