"""How chats, notebooks and other programs write an answer, made into the reader's own spelling, each sign in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from decompdrill.model import Form

_WRAPPERS = re.compile(
    r"\\(?:boxed|fbox|text|textbf|textrm|mathrm|mathbf|mathit|boldsymbol|bm|vec|operatorname|displaystyle)\s*+(?=\{)"
)
_BOLD_NAME = re.compile(r"\\(?:vec|mathbf|boldsymbol|bm)(?:\{([A-Za-z])\}(?=_)| ([A-Za-z])(?![A-Za-z]))")
_LATEX_SPACE = re.compile(r"(?<!\\)\\(?:[,;:! ]|q?quad(?![A-Za-z]))")
_BOLD = re.compile(r"(?<![^\s(\[|=:])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?![^\s.,;:!)\]|])")
_ITALIC = re.compile(r"\A(?:\*([^*\n]++)\*|'([^'\n]++)')\Z")
_QUOTES = re.compile('["“”„«»`]')
_FENCE = re.compile(r"```[A-Za-z]*+")
_BRACKET_PIECES = re.compile("[⎡⎤⎢⎥⎣⎦⎛⎞⎜⎟⎝⎠│┌┐└┘╭╮╰╯]")
_INDEX = re.compile(r"\[[0-9]++(?:,)?+\](?=[ ]++[-0-9.TF])")
_COLUMN_HEADS = re.compile(r"(?:\[,[0-9]++\][ ]*+)++$")
_JULIA_HEAD = re.compile(r"[0-9]++(?:×[0-9]++|\*[0-9]++|-element)[ ](?:[A-Za-z.]++(?:\{[^\n: ]*+)?+[ ]?){1,4}+:[ ]*+$")
_NUMBERED = re.compile(r"([0-9]{1,2}+)[.)][ ]")
_BULLETS = re.compile(r"[•‣▪●→⇒∴✅✓✔☑](?=[ ])")
_MARKS = re.compile(r"[-*](?=[ ])")
_ROW_NAMES = re.compile(
    r"(?i)(?<![\s,;])[\s,;]*+(?:and )?+(?<![A-Za-z])((?:row|R) ?+_?+[0-9]++(?= ?+[:=]| is)|(?:first|second|third|1st|2nd|3rd) row)"
    r"(?: ?+[:=]| is| (?=[-0-9]))"
)
_HEADINGS = re.compile(r"(?i)(?:#[^\n]*+|diagonal matrix|columns?+ [0-9]++ (?:through|and|to) [0-9]++:?+)[ ]*+$")
_DTYPE = re.compile(r"(?m)^(?:Name: [^\n,]{0,40}+, )?+dtype: [a-z0-9]++ *+$")
_FIRST = re.compile(r"[^ ]++(?= )")
_RULE = re.compile(r"\|[-:| ]++$")
_PROMPT = re.compile(
    r"\s*+(?:(?:Out|In)[ ]?+\[[0-9]++\][ ]?+[=:]|\(%o[0-9]++\)|%o[0-9]++[ ]?+=|>>>|julia>|\$values\b|\\[(\[])"
)
_COMMAND_LINE = re.compile(
    r"\s*+(?:>>>?+|julia>|In ?\[[0-9]++\]:|>)?+ *+(?:\[?+[A-Za-z]++(?: *+, *+[A-Za-z]++)*+\]? *+= *+)?+"
    r"[A-Za-z_.]++\([A-Za-z_.,= ]*+\);? *+\n"
)
_CALLS = re.compile(r"\b(Sqrt|Abs|Exp|Sin|Cos|DiagonalMatrix|IdentityMatrix|diag)(?=\[| ?\(| [0-9])")
_NAMED = {"DiagonalMatrix": "diag", "IdentityMatrix": "eye"}
_VECTOR_CALL = re.compile(r"(?<![A-Za-z0-9_.)])(?:c|vec|col|vector|Vector)\s?+(?=\()")
_IMAGINARY = re.compile(r"(?<=[0-9)*√])[ ]?I(?![A-Za-z0-9_])|(?<![A-Za-z0-9_.])I(?=\*)")
_JULIA_UNIT = re.compile(r"(?<=[0-9)])im(?![A-Za-z0-9_])")
_TRANSPOSE = re.compile(r"(?<=[)\]])(?: ?T|\^t)(?![A-Za-z0-9_])|\btranspose(?=\()")
_GOES_ON = re.compile(r"(\.[0-9]++)(?:\.{2,3}+|…)(?![0-9.])")
_TIMES_TEN = re.compile(r"(?<=[0-9])[ ]?[xX](?=[ ]?10(?:\*\*|[-+^⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_POLY = re.compile(r"(\s*+(?:Pure)?+Poly\()([^,]++),[^)]*+\)\s*+")
_SPOKEN = re.compile(
    r"(?<![A-Za-z\\])(?=[achilmnoprst])(?:plus (?:or )?+minus|minus|negative (?=[0-9(√])|plus|squared|cubed|over|as well as|also"
    r"(?<=and also)|times(?<=[0-9)] times)(?= (?:√|root|sqrt))|is(?<=[A-Z]\) is)|(?:lamda|lamba|lambd|lam)(?![0-9_])|lambda(?=[-^*² )+])"
    r"|and a half(?<=[0-9] and a half)|and a third(?<=[0-9] and a third)|and a quarter(?<=[0-9] and a quarter)|a half|a third|a quarter"
    r"|one half|one third|one quarter|half|two thirds|three quarters|(?:square root|sqrt|root) of|square root"
    r"|the two(?= [a-z])|root(?<![A-Za-z] root)(?= ?\(| ?[0-9]++(?![0-9 ]*+[:=]))"
    r"|root(?:(?<=and root|ver root|mes root|nus root|lus root)|(?<=or root|is root))(?= ?[0-9]))(?![A-Za-z])",
    re.IGNORECASE,
)
_SPOKEN_AS = {
    "plus or minus": "±", "plus minus": "±", "minus": "-", "negative ": "-".rjust(9), "squared": "^2", "cubed": "^3", "over": "/",
    "plus": "+", "times": "*", "is": "=", "also": "", "as well as": ",", "the two": "the", "two thirds": "2/3", "three quarters": "3/4",
    **{word: "λ".rjust(len(word)) for word in ("lambda", "lamda", "lamba", "lambd", "lam")},
    **{lead + word: f"1/{n}" for n, word in ((2, "half"), (3, "third"), (4, "quarter")) for lead in ("", "a ", "one ")},
    "and a half": "+ 1/2", "and a third": "+ 1/3", "and a quarter": "+ 1/4",
}  # fmt: skip
_SOLVED = re.compile(r"(?<=[\[{,])\s*+[A-Za-zλσ][0-9]?+\s*+(?:->|→|=)(?=\s*+[-+0-9(√s])")
_PERCENT = re.compile(r"(?<=[0-9])[ ]?+(percent|per cent|pct)(?![A-Za-z])")
_SCALE = re.compile(r"^([ ]*+[0-9.]++[eE][+-]?[0-9]++[ ]?)\*[ ]*+\n")

OURS = re.compile(r"(?! *\*)(?:[-+/^(),;0-9 √±²³½λi]|\*(?!\*)|\.(?!\.)|sqrt\(|x(?! ?10))++")
"""A text in the reader's own spelling, in which nothing is looked for."""
_BOTH = re.compile(r"\s*+both\s++(?:(?:are|equal|=)\s*+)?+([^\s,;]++)\s*+", re.IGNORECASE)
_OPENERS = {"(": ")", "[": "]", "{": "}"}
MOST_WRAPPERS = 50


def respelled(form: Form, text: str) -> str:
    """Return a tidy text with what is mere layout blank and what is another program's spelling as ours."""
    text = _FENCE.sub(_blank, text) if "`" in text else text
    text = _QUOTES.sub(" ", text)
    if "\n" in text and (match := _COMMAND_LINE.match(text)):
        text = _blank(match) + text[match.end() :]
    if match := _PROMPT.match(text):
        text = _blank(match) + text[match.end() :]
    text = text.replace("$", " ")
    text = text if text[:1] not in "*'" else _ITALIC.sub(r" \1\2 ", text)
    if "**" in text and len(_BOLD.findall(text)) > 1:
        text = _BOLD.sub("  ", text)
    if "\\" in text:
        text = _BOLD_NAME.sub(lambda match: (match[1] or match[2]).rjust(len(match[0])), text)
        text = _LATEX_SPACE.sub(_blank, _without_wrappers(text.replace("\\|", "||")))
    if "[" in text:
        text = _headed(_INDEX.match, _headed(_COLUMN_HEADS.match, text)[0])[0]
    if "\n" in text:
        text = text.replace("//", "/ ") if "Rational" in text else text
        named = _without_names(form, text) if form in (Form.MATRIX, Form.LIST, Form.VECTOR) else text
        text = _scaled(_without_headings(form, named))
    if not text.isascii():
        text, _ = _headed(_BULLETS.match, _BRACKET_PIECES.sub(" ", text))
    if form in (Form.NUMBER, Form.LIST, Form.VECTOR):
        text = _GOES_ON.sub(lambda match: match[1].ljust(len(match[0])), text)
    return text if text.lower() == text.upper() else _in_symbols(form, _brackets_of_calls(text))


def _in_symbols(form: Form, text: str) -> str:
    """Write `minus`, `square root of`, `percent` and their like in symbols, and leave out calls that only wrap a value."""
    text = _SPOKEN.sub(lambda match: _SPOKEN_AS.get(match[0].lower(), "sqrt").ljust(len(match[0])), text)
    text = _PERCENT.sub(lambda match: match[0].replace(match[1], "%".ljust(len(match[1]))), _JULIA_UNIT.sub("i ", text))
    if form is not Form.POLYNOMIAL:  # x is no variable
        text = _TIMES_TEN.sub(lambda match: match[0].lower().replace("x", "*"), text)
    elif call := _POLY.fullmatch(text):
        text = " " * len(call[1]) + call[2]
    if form in (Form.NUMBER, Form.LIST, Form.VECTOR):
        text = _IMAGINARY.sub(lambda match: match[0].replace("I", "i"), text)
    if form is Form.LIST and text[:1] in "[{":
        text = _SOLVED.sub(_blank, text)
    text = _VECTOR_CALL.sub(_blank, text) if form in (Form.LIST, Form.VECTOR, Form.FACTORS) else text
    if form is Form.MATRIX:
        if (match := _ROW_NAMES.match(text)) and (names := _ROW_NAMES.findall(text.lower())) == sorted(set(names)):
            text = _blank(match) + _ROW_NAMES.sub(lambda match: ";".rjust(len(match[0])), text[match.end() :])
        return _TRANSPOSE.sub(lambda match: ("" if match[0][0] == "t" else "'").rjust(len(match[0])), text)
    return _TRANSPOSE.sub(_blank, text) if form is Form.VECTOR else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _headed(match_at: Callable[..., re.Match[str] | None], text: str) -> tuple[str, list[str]]:
    """Return the text without what is found at the beginning of lines, and what that is."""
    lines, found = text.split("\n"), []
    for place, line in enumerate(lines):
        if match := match_at(line, len(line) - len(line.lstrip(" "))):
            found.append(match[0])
            lines[place] = " " * match.end() + line[match.end() :]
    return "\n".join(lines), found


def depths(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield each place from one on, with how many brackets are open behind it."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        yield place, depth


def closing_bracket(text: str, opening: int) -> int:
    """Return where the bracket that opens there closes, -1 where it does not."""
    place = next((place for place, depth in depths(text, opening) if depth == 0), opening)
    return place if text[place] == _OPENERS[text[opening]] else -1


def are_apart(text: str) -> bool:
    """Are several brackets one behind the other, as in `(1, 2), (3, 4)`?"""
    return text[:1] == "<" or (text[:1] in ("(", "[", "{") and closing_bracket(text, 0) < len(text) - 1)


def _without_wrappers(text: str) -> str:
    r"""Blank `\boxed{`, `\text{` and their like with the brace that closes each."""
    signs = list(text)
    for match in list(_WRAPPERS.finditer(text))[:MOST_WRAPPERS]:
        opening = match.end()
        end = closing_bracket(text, opening)
        if end >= 0:
            signs[match.start() : opening + 1] = " " * (opening + 1 - match.start())
            signs[end] = " "
    return "".join(signs)


def _brackets_of_calls(text: str) -> str:
    """Write `Sqrt[17]` as `sqrt(17)`, and `Sqrt(17)` too."""
    signs = list(text)
    for match in list(_CALLS.finditer(text))[:MOST_WRAPPERS]:
        signs[match.start() : match.end()] = _NAMED.get(match[0], match[0].lower()).ljust(len(match[0]))
        end = closing_bracket(text, match.end()) if text[match.end()] == "[" else -1
        if end > 0:
            signs[match.end()], signs[end] = "(", ")"
    return "".join(signs)


def _without_headings(form: Form, text: str) -> str:
    """Blank the line with which Julia or MATLAB heads an array, and numbers, bullets or names before the lines of a list."""
    text, _ = _headed(_JULIA_HEAD.match, text)
    lines = sum(1 for line in text.split("\n") if line.strip())
    bare, heads = _headed(_HEADINGS.match, text)
    if len(heads) == 1:
        return _without_headings(form, bare)
    bare, heads = _headed(_NUMBERED.match, text)
    if len(heads) > 1 and [int(number.rstrip(".) ")) for number in heads] == list(range(1, lines + 1)):
        return bare
    bare, heads = _headed(_MARKS.match, text)
    if len(heads) == lines > 1 and (set(heads) != {"-"} or text.count("=") >= lines or "- -" in text):
        return bare
    return _unframed(text) if form in (Form.MATRIX, Form.LIST, Form.VECTOR) else text


def _without_names(form: Form, text: str) -> str:
    """Blank the names that pandas prints above the columns and before the rows of a table, or before those of a series."""
    bare = _DTYPE.sub(_blank, text)
    lines = [line for line in bare.split("\n") if line.strip()]
    top, rows = ("", lines) if bare != text and form is not Form.MATRIX else ("".join(lines[:1]), lines[1:])
    heads, cells = top.split() or [""], [row.split() for row in rows]
    if len(rows) < 2 or any(len(row) != len(heads) + 1 for row in cells):
        return text
    for names in ([row[0] for row in cells], heads):
        if names != [str(index) for index in range(len(names))] and not all(map(str.isidentifier, filter(None, names))):
            return text
    return _headed(_FIRST.match, bare.replace(top, " " * len(top), 1))[0]


def _unframed(text: str) -> str:
    """Blank the brackets or bars around each of several rows, and the bars of a Markdown table."""
    lines = _headed(_RULE.match, text)[0].split("\n")
    bodies = [line.strip() for line in lines if line.strip()]
    if len(bodies) < 2 or not all(
        body[0] + body[-1] in ("||", "()") and (" " in body or body[0] == "|") and not set("()") & set(body[1:-1])
        for body in bodies
    ):
        return text
    return "\n".join(re.sub("[|()]", " ", line) for line in lines)


def _scaled(text: str) -> str:
    """Put brackets around the rows that MATLAB prints under a common factor: `1.0e+03 *`."""
    match = _SCALE.match(text)
    return f"{match[1]}*{'['.ljust(match.end() - match.end(1) - 1)}{text[match.end() :].rstrip()}]" if match else text


def with_multiplicities(text: str) -> str:
    """Return `{2: 2, 5: 1}`, as SymPy prints roots with their multiplicities, with each as often as it counts."""
    if both := _BOTH.fullmatch(text):
        return f"{both[1]}, {both[1]}"
    if ":" not in text or not (text.lstrip().startswith("{") and text.rstrip().endswith("}")):
        return text
    pairs = [pair.rpartition(":") for pair in text.strip()[1:-1].split(",")]
    counts = [count.strip() for _, _, count in pairs]
    if not all(value.strip() for value, _, _ in pairs) or not {str(count) for count in range(1, 21)}.issuperset(counts):
        return text
    return ", ".join(value.strip() for value, _, count in pairs for _ in range(int(count)))
