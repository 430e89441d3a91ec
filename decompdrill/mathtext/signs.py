"""Plain text with formulas in it, such as feedback, for every style.

Feedback is plain text in Unicode: det(λI − A) = λ² - 5λ + 4. It is shown with one minus sign throughout, written in
ASCII as det(lambda I - A) = lambda^2 - 5 lambda + 4, and read aloud as lambda squared minus 5 lambda plus 4.
"""

from __future__ import annotations

import re

from decompdrill.mathtext.prose import plain_prose as plain
from decompdrill.mathtext.subset import Style

_GREEK = "α-ωΑ-Ωϵϕ"
# Between two terms; before a term that begins a text, a bracket, an entry or a side; between two terms without spaces.
_MINUS = re.compile(
    rf"(?<=[\w)\]²³′]) - (?=[\w(√|‖])"
    rf"|(?<![^\s(\[{{|,;:=·/+−])-(?=[\d√({_GREEK}])"
    r"|(?<=[\d)])-(?=i\b|i?\d*[√(]|\d+(?:[./]\d+)?i\b)"
)
_CODE = re.compile(r"\bnp\.|@|\[[^\[\]]*:|\w\.\w+\(|\w=\w")
_TOUCHING = re.compile(rf"(?<=[A-Za-z\d)²³⁻¹])(?=[{_GREEK}])|(?<=[{_GREEK}])(?=[A-Za-z])")
_ROOT = re.compile(r"√(\d+(?:\.\d+)?|[^\W\d_][₀-₉ᵢⱼₖₙ]?)")
_TIMES = re.compile(r"(?<=[\d)i])(?=√)")
_ENTRIES = re.compile(r"\[([^\[\],]*)\]")
_NORM = re.compile(r"‖([^‖]*)‖(_F|₂|₁)?")
_SPACE_IN_BRACKETS = re.compile(r"(?<=[(\[]) +")
_NORMS = {"_F": "the Frobenius norm of", "₂": "the 2-norm of", "₁": "the 1-norm of", None: "the norm of"}
_SPOKEN = (
    (re.compile(r"(?<=[\d)i])√"), " times √"),
    (re.compile(r"(√\w+)/(?=\w)"), r"\1, over "),
    (re.compile(r" = "), " equals "),
    (re.compile(r" < "), " is less than "),
    (re.compile(r" > "), " is greater than "),
    (re.compile(r"(?<=[\w)]) ?\+ ?(?=[\w(√])"), " plus "),
)


def signs(text: str, style: Style) -> str:
    """Return plain text with formulas as it is written, or read aloud, in a style; with code in it, code stays code."""
    if _CODE.search(text):
        return plain(text, style)
    text = _MINUS.sub(lambda found: found.group().replace("-", "−"), text)
    match style:
        case Style.UNICODE:
            return text
        case Style.ASCII:
            text = _ROOT.sub(r"√(\1)", _TOUCHING.sub(" ", text))
            return plain(_TIMES.sub("*", text).replace("√(", "sqrt("), style)
        case Style.SPEECH:
            return _spoken(_TOUCHING.sub(" ", text))


def _spoken(text: str) -> str:
    text = _ENTRIES.sub(_with_commas, text.replace("], [", "; ").replace("[[", "[").replace("]]", "]"))
    text = _NORM.sub(lambda norm: f"{_NORMS[norm[2]]} {norm[1]}", text)
    for sign, words in _SPOKEN:
        text = sign.sub(words, text)
    return _SPACE_IN_BRACKETS.sub("", plain(text, Style.SPEECH)).strip()


def _with_commas(matrix: re.Match[str]) -> str:
    """Return a matrix on a line with its entries apart, so that no sign is heard as a difference."""
    rows = (", ".join(row.split()) for row in matrix[1].split(";"))
    return f"[{'; '.join(rows)}]"
