"""The signs of a line of working: numbers, names with their indices, operators, brackets and arrows."""

from __future__ import annotations

import re
from typing import NamedTuple

from decompdrill.answers.refusal import RefusalError, excerpt, too_long
from decompdrill.answers.tokens import tidy_text

LONGEST_LINE = 2_000
"""Characters of one line of working."""

DEEPEST = 30
"""Brackets within brackets."""


class Sign(NamedTuple):
    """One sign; `kind` is number, name, fraction, function or root, else the sign itself; `spaced`: white space stands before it."""

    kind: str
    text: str
    spaced: bool


_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₘᵣₓ", "0123456789+-ijknmrx")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


def _of_two_names(equal: re.Match[str]) -> str:
    """Return `λ_{1,2}` for `λ_1 = λ_2`, which stands before another `=`."""
    name = equal[0].partition("_")[0]
    return f"{name}_{{{equal[1]},{equal[2]}}} "


_TIMES = {"twice": 2, "double": 2, "double root": 2, "three times": 3, "triple": 3}
_SPELLINGS = (
    (re.compile("([₀-₉]),([₀-₉])"), lambda m: f"_{{{m[1]},{m[2]}}}".translate(_SUBSCRIPTS)),
    (re.compile("[₀-₉₊₋ᵢⱼₖₙₘᵣₓ]+"), lambda m: "_{" + m[0].translate(_SUBSCRIPTS) + "}"),
    (re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"), lambda m: "^{" + m[0].translate(_SUPERSCRIPTS) + "}"),
    (re.compile("([A-Za-zμ])\u0304"), lambda m: f"{m[1]}bar"),
    (re.compile("x̄|x̅"), lambda m: "xbar"),
    (re.compile("ȳ"), lambda m: "ybar"),
    (re.compile(r"\\begin\s*\{[bp]matrix\}"), lambda m: "["),
    (re.compile(r"\\end\s*\{[bp]matrix\}"), lambda m: "]"),
    (re.compile(r"\\begin\s*\{vmatrix\}|\\end\s*\{vmatrix\}"), lambda m: "|"),
    (re.compile(r"\\\\"), lambda m: ";"),
    (re.compile(r"\\(?:left|right|,|;|!|quad|qquad|displaystyle|text|mathrm|operatorname)(?![A-Za-z])"), lambda m: " "),
    (re.compile(r"\\(?:cdot|times)(?![A-Za-z])"), lambda m: "·"),
    (re.compile(r"\\(?:to|rightarrow|longrightarrow|sim)(?![A-Za-z])"), lambda m: "→"),
    (re.compile(r"\\(?:implies|Rightarrow)(?![A-Za-z])"), lambda m: "⇒"),
    (re.compile(r"\\pm(?![A-Za-z])"), lambda m: "±"),
    (re.compile(r"\\approx(?![A-Za-z])"), lambda m: "≈"),
    (re.compile(r"\^ ?\{? ?\\?(?:top|intercal|T)(?![A-Za-z])(?: ?\})?"), lambda m: "ᵀ"),
    (re.compile(r"\^ ?\{? ?(?:H|\*|†|\\dagger)(?![A-Za-z])(?: ?\})?|[†ᴴ]"), lambda m: "ᴴ"),
    (re.compile(r"(?<=[A-Z])\*(?=\s*(?:[=≈)]|$))"), lambda m: "ᴴ"),
    (re.compile(r"<->|<=>|\\leftrightarrow(?![A-Za-z])|[⟷⇄⇔]"), lambda m: "↔"),
    (re.compile(r"=>|==>|-->>|[⟹∴]"), lambda m: "⇒"),
    (re.compile(r"-{1,3}>|[⟶↦⇝]"), lambda m: "→"),
    (re.compile(r"<-(?![0-9.])|[⟵]"), lambda m: "←"),
    (re.compile(r"\|\||\\\|"), lambda m: "‖"),
    *(
        (re.compile(rf"{name}_\{{?([0-9])\}}? ?= ?{name}_\{{?([0-9])\}}? ?(?==)"), _of_two_names)
        for name in ("λ", "σ", r"\\lambda", r"\\sigma")
    ),
    (re.compile("\\((twice|double(?: root)?|three times|triple)\\)"), lambda m: f"(multiplicity {_TIMES[m[1]]})"),
    (re.compile(r"\+/-|\+-"), lambda m: "±"),
)
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![A-Za-z0-9]))?)
    |(?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])
    |(?P<root>[√∛]|\\sqrt(?![A-Za-z]))
    |(?P<name>\\?[A-Za-zΑ-Ωα-ω]+(?:_\{[A-Za-z0-9,+*-]{1,8}\}|_[A-Za-z0-9]{1,4}(?![A-Za-z])|_[+-]|[0-9](?:,[0-9])+(?=\s*[=≈:])|[0-9]{1,3}(?![0-9]))?
        (?:[±+-](?=\s*(?:[=≈:,*·ᵀᴴ⇒]|$)))?)
    |(?P<sub>_\{?(?:[A-Za-z0-9*]|∞)\}?)
    |(?P<left_out>\.\.\.+|…|⋯|\\c?l?dots)
    |(?P<sign>[-+*/^()\[\]{}|‖,;:=≈±ᵀᴴ%→⇒↔←<>&≠~'·.∞])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_GREEK = {
    "lambda": "λ",
    "lam": "λ",
    "sigma": "σ",
    "mu": "μ",
    "kappa": "κ",
    "chi": "χ",
    "Sigma": "Σ",
    "Lambda": "Λ",
    "pi": "π",
    "xi": "ξ",
}
"""Letters by their names."""

FUNCTIONS = frozenset(
    [
        "det",
        "tr",
        "trace",
        "Tr",
        "rank",
        "rk",
        "rg",
        "sqrt",
        "cbrt",
        "abs",
        "diag",
        "cos",
        "sin",
        "frac",
        "max",
        "min",
        "sum",
        "dim",
        "null",
        "nullity",
    ]
)
"""Words that take what stands behind them."""

WORDS = FUNCTIONS | frozenset(
    [
        "span",
        "mean",
        "means",
        "var",
        "cov",
        "Cov",
        "Var",
        "EVR",
        "CVR",
        "evr",
        "Xc",
        "xbar",
        "ybar",
        "full",
        "lora",
        "ratio",
        "ratios",
        "error",
        "err",
        "cond",
        "ker",
        "Ker",
        "im",
        "col",
        "yes",
        "no",
        "total",
        "SSE",
        "MSE",
        "storage",
        "stored",
        "factor",
        "params",
        "and",
        "or",
        "so",
        "for",
        "cross",
    ]
)
"""Words that are one name, not a product of letters."""

_PIECES = re.compile("[A-Za-zΑ-Ωα-ω]")
_SPLIT = re.compile("[A-Z]{2,5}|[A-Z][a-z]|[A-Za-z]*[Α-Ωα-ω][A-Za-zΑ-Ωα-ω]*|[a-z][A-Z]{1,2}|i[vxu]|[A-Z]{1,3}[a-z]")
_LAST = {"·": "*", "&": ",", "'": "ᵀ", "~": "→"}


def tidy(text: str) -> str:
    """Return a line with look-alike characters made plain and every spelling of an arrow, an index or a power the same.

    Raises RefusalError for what is too long, blank, or holds control characters.
    """
    if len(text) > LONGEST_LINE:
        raise too_long(len(text), LONGEST_LINE)
    for pattern, spelled in _SPELLINGS:
        text = pattern.sub(spelled, text)
    return tidy_text(text.replace("×", " cross "), "a line of working").strip().rstrip(".").strip()


def tokens_of(text: str) -> list[Sign]:
    """Return the signs of tidy text; raises RefusalError for a sign that means nothing here, or brackets nested too deep."""
    found: list[Sign] = []
    spaced, depth = False, 0
    for match in _TOKEN.finditer(text):
        kind, sign = match.lastgroup or "other", match[0]
        if kind == "space":
            spaced = True
            continue
        if kind == "other":
            raise RefusalError(f"'{excerpt(sign)}' cannot be read in a line of working", match.span())
        depth += (sign in "([{") - (sign in ")]}") if kind == "sign" else 0
        if depth > DEEPEST:
            raise RefusalError(f"the brackets are nested too deep: at most {DEEPEST} are read", match.span())
        if kind == "left_out":
            found.append(Sign("name", "…", spaced))
        elif kind == "name":
            found += _names(sign, spaced)
        elif kind == "sign":
            sign = _LAST.get(sign, sign)
            found.append(Sign(sign, sign, spaced))
        else:
            found.append(Sign(kind, sign.replace(",", "") if kind == "number" else sign, spaced))
        spaced = False
    return found


def _names(text: str, spaced: bool) -> list[Sign]:
    """Return one name with its index as `v_1`, or the letters of a product such as PDP or λI."""
    letters = _word_of(text)
    index = text[len(letters) :].strip("_{}").replace("}", "").replace("_{", "")
    word = letters.lstrip("\\")
    word = _GREEK.get(word, word)
    tail = f"_{index}" if index else ""
    if word in FUNCTIONS and not index:
        return [Sign("function", word, spaced)]
    if word in WORDS or len(word) == 1 or not _SPLIT.fullmatch(word):
        return [Sign("name", word + tail, spaced)]
    pieces = _PIECES.findall(word)
    return [
        Sign("name", p + (tail if at == len(pieces) - 1 else ""), spaced and at == 0) for at, p in enumerate(pieces)
    ]


_LETTERS = re.compile(r"\\?[A-Za-zΑ-Ωα-ω]+")


def _word_of(text: str) -> str:
    match = _LETTERS.match(text)
    return match[0] if match else text
