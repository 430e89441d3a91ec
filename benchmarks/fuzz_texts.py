"""Texts to fuzz with: typed answers of every form and expressions of banks, from their grammars, and what spoils a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from decompdrill.expr.functions import FUNCTIONS
from decompdrill.model import READ_FORMS, Form
from tests.property.test_expr_attacks import ATTACKS, BOMBS, NAMES

LONGEST = 20_000
"""Characters of a text that was made long by repeating."""

SIGNS = "+-−–*/×·÷^²³½¼√π±i,;:|[](){}<>=_%.'\"\\&~#e λσΛΣµ"
ODD = "\x00\x07\x1b\x7f\x85\u200b\u202e\ufeff\u2028\u0301٣७𝟙１ǆﬁ∞∅é🙂\t\r\n"
DIGITS = (
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "12",
    "100",
    "999",
    "0.5",
    "1.5",
    "0.001",
    "2.618",
    "1e3",
    "1e-9",
    "1e308",
    "5e-324",
)
HUGE = (
    "9" * 40,
    "1e999",
    "1e-999",
    "0." + "0" * 30 + "1",
    "9**9**9",
    "2^1000",
    "10^-400",
    "1/0",
    "nan",
    "inf",
    "-inf",
    "0/0",
)
_NUMBERS: tuple[str, ...] = (
    "#/#",
    "(#+#)/#",
    "sqrt(#)",
    "√#",
    "√(#)/#",
    "#+#i",
    "# ± #",
    "#%",
    "\\frac{#}{#}",
    "\\sqrt{#}",
    "#π",
    "#^#",
    "#*#",
    "$#$",
)
_NUMBERS += ("@ = #", "cbrt(#)", "root(3, #)", "exp(#)", "cos(#)", "ln(#)", "abs(#)", "∛#", "(#)", "#e#", "# #/#")
NAMES_OF_ENTRIES = (
    "λ",
    "lambda",
    "x",
    "t",
    "sigma",
    "σ",
    "v",
    "A",
    "eigenvalue",
    "s",
    "rank",
    "λ1",
    "λ_1",
    "lambda_2",
    "y7",
)
WORDS = (
    "and",
    "or",
    "multiplicity",
    "twice",
    "double",
    "none",
    "yes",
    "no",
    "true",
    "I do not know",
    "undefined",
    "the",
)


def pick(rng: Random, *makers: Callable[[Random], str]) -> str:
    chosen = rng.choice(makers)
    return chosen(rng)


# ---- answers -------------------------------------------------------------------------------------------------------


def number(rng: Random) -> str:
    """Return a number in one of its spellings, nested at most a few deep."""
    return _number(rng, 0)


def _number(rng: Random, depth: int) -> str:
    if depth > 2 or rng.random() < 0.4:
        sign = rng.choice(("", "", "", "-", "−", "+"))
        return sign + (rng.choice(HUGE) if rng.random() < 0.03 else rng.choice((*DIGITS, str(rng.randint(0, 99999)))))

    return _filled(rng.choice(_NUMBERS), lambda: _number(rng, depth + 1)).replace("@", rng.choice(NAMES_OF_ENTRIES))


def _filled(template: str, make: Callable[[], str]) -> str:
    """Return the template with something of its own at each `#`."""
    head, *rest = template.split("#")
    return head + "".join(make() + piece for piece in rest)


def entries(rng: Random) -> list[str]:
    return [number(rng) for _ in range(rng.choice((0, 1, 2, 2, 3, 3, 4, 6)))]


def listed(rng: Random) -> str:
    """Return a list: bare, in brackets, labelled, with multiplicities, or as NumPy prints it."""
    items = entries(rng)
    shape = rng.randrange(8)
    if shape == 0:
        return ", ".join(f"{rng.choice(NAMES_OF_ENTRIES)}{i} = {item}" for i, item in enumerate(items, 1))
    if shape == 1:
        return ", ".join(
            f"{item} ({rng.choice(('twice', 'multiplicity 2', 'x2', '×2', 'm=2', 'double'))})" for item in items
        )
    if shape == 2:
        labels = ", ".join(rng.choice(NAMES_OF_ENTRIES) + str(i) for i in range(1, rng.randint(1, 12)))
        return f"{labels} = {', '.join(items)}"
    if shape == 3:
        return f"array([{', '.join(items)}])"
    if shape == 4:
        return f"{{{'; '.join(items)}}}"
    joined = rng.choice((", ", "; ", " ", ",", " and ", "\n", " or ")).join(items)
    return rng.choice(("{}", "[{}]", "({})", "{{{}}}", "⟨{}⟩", "[{}]^T", "diag({})")).format(joined)


def matrix(rng: Random) -> str:
    """Return a matrix: rows in brackets, with semicolons, on lines, as NumPy prints it, or in LaTeX."""
    size = rng.choice((1, 2, 2, 3, 3, 4))
    rows = [[number(rng) for _ in range(size + (rng.random() < 0.05))] for _ in range(rng.choice((size, size, 1, 2)))]
    shape = rng.randrange(7)
    if shape == 0:
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"
    if shape == 1:
        return "; ".join(" ".join(row) for row in rows)
    if shape == 2:
        return "\n".join("  ".join(row) for row in rows)
    if shape == 3:
        return "array([[" + "],\n       [".join(", ".join(row) for row in rows) + "]], dtype=float64)"
    if shape == 4:
        name = rng.choice(("pmatrix", "bmatrix", "matrix", "array"))
        return f"\\begin{{{name}}}" + r" \\ ".join(" & ".join(row) for row in rows) + f"\\end{{{name}}}"
    if shape == 5:
        return "[" + "\n ".join("[" + " ".join(row) + "]" for row in rows) + "]"
    return f"{rng.choice(('A', 'U', 'V', 'Σ'))} = [" + "; ".join(", ".join(row) for row in rows) + "]"


def polynomial(rng: Random) -> str:
    letter = rng.choice(("λ", "x", "t", "lambda", "\\lambda"))
    if rng.random() < 0.3:
        return "".join(f"({letter} {rng.choice('+-')} {number(rng)})" for _ in range(rng.randint(1, 4)))
    terms = (
        f"{number(rng)}{letter}{rng.choice(('^', '**', '²', ''))}{rng.choice(('2', '3', '12', '-1', '0.5', ''))}"
        for _ in range(3)
    )
    return rng.choice((" + ", " - ", "+", "")).join((*terms, number(rng)))


def factors(rng: Random) -> str:
    names = rng.choice((("V", "L"), ("Q", "L"), ("U", "S", "Vt"), ("V", "Λ"), ("U", "Σ", "V^T"), ("A", "B", "C")))
    parts = (f"{name}{rng.choice((' = ', '=', ': ', ' := '))}{pick(rng, matrix, listed)}" for name in names)
    return rng.choice((" | ", "|", "\n", "; ", ", ")).join(parts)


def word(rng: Random) -> str:
    return rng.choice(
        ("yes", "no", "y", "N", "True", "a", "B)", "(c)", "option d", "ja", "", "not diagonalizable", "e")
    )


def code(rng: Random) -> str:
    return expression(rng)


def long(rng: Random) -> str:
    """Return a text that repeats one piece, up to thousands of characters."""
    piece = rng.choice(
        (
            *SIGNS,
            *DIGITS,
            *WORDS,
            "7,aay7,",
            "lambda1, ",
            "[[",
            "(1+",
            "1 ",
            "1;",
            "√(",
            "{",
            "\\frac{1}{",
            "a_1=",
            "x^2+",
            "½",
        )
    )
    times = rng.choice((5, 12, 30, 60, 200, 1000, LONGEST))
    head, tail = rng.choice(("", "1", "[", "x = ")), rng.choice(("", "1", "]", "!"))
    whole: str = head + piece * times
    return whole[:LONGEST] + tail


PLAIN = 300_000
"""Characters that a list or matrix of nothing but plain numbers may have (docs/reading.md)."""


def plain(rng: Random, digits: int) -> str:
    """Return a number that is written out: an integer, a decimal or a fraction."""
    whole = str(rng.randint(-(10**digits), 10**digits))
    return rng.choice((whole, f"{whole}.{rng.randrange(10**digits)}", f"{whole}/{rng.randint(1, 10**digits)}"))


def plain_rows(rng: Random, rows: int, columns: int) -> list[list[str]]:
    """Return rows of numbers; of many only a few different ones, and zeros."""
    few = ["0", "1", *(plain(rng, rng.choice((1, 2, 6, 20))) for _ in range(30))]
    return [[rng.choice(few) for _ in range(columns)] for _ in range(rows)]


def near_limits(rng: Random) -> str:
    """Return a text about as long, deep or large as one may be: just below a limit of docs/reading.md, at it or above."""
    shape, slack = rng.randrange(8), rng.choice((-1, 0, 0, 1))
    if shape == 0:  # numbers of a list
        return rng.choice((", ", " ", "; ")).join(plain_rows(rng, 1, rng.choice((100, 999, 1000, 1001, 5000)))[0])
    if shape in (1, 2):  # entries of a matrix
        rows, columns = rng.choice(((40, 40), (100, 100), (1000, 10), (10, 1000), (2, 1000), (1, 10001)))
        return written(rng, plain_rows(rng, rows, columns))
    if shape == 3:  # characters of plain numbers
        piece = f"{plain(rng, rng.choice((1, 3, 9)))}{rng.choice((', ', ' ', '; '))}"
        return (piece * PLAIN)[: PLAIN - 3 + rng.randrange(7)]
    if shape == 4:  # characters of anything else
        piece = rng.choice(("√2, ", "1/3 + ", "(1+√5)/2; ", "λ1 = 3, ", "2π ", "5±2, ", "x^2 + ", "[1, 2], "))
        return (piece * LONGEST)[: LONGEST - 3 + rng.randrange(7)]
    if shape == 5:  # brackets and operations one inside the other
        opened, closed = rng.choice((("(", ")"), ("[", "]"), ("√(", ")"), ("1+(", ")"), ("1/(1+", ")"), ("-", "")))
        deep = rng.choice((40, 60)) + slack
        return opened * deep + number(rng) + closed * deep
    if shape == 6:  # digits of a number
        digits = "".join(rng.choices("0123456789", k=1000 + slack))
        return rng.choice(("{0}", "0.{0}", "1/{0}", "{0}/{1}", "√{0}", "{0}e-400", "{0}, {1}")).format(
            digits, digits[::-1]
        )
    degree = rng.choice((10, 63, 64, 65))
    return rng.choice(("(x - 1)^{0}", "x^{0} + 1", "(x+1)^{0}(x-1)^{0}", "(x^2+√2x+1)^{0}")).format(degree)


def written(rng: Random, rows: list[list[str]]) -> str:
    """Return a matrix in one of its spellings."""
    shape = rng.randrange(4)
    if shape == 0:
        return "[" + ",".join("[" + ",".join(row) + "]" for row in rows) + "]"
    return rng.choice(("; ", "\n", " ;\n")).join(" ".join(row) for row in rows)


_GRAMMARS: dict[Form, tuple[Callable[[Random], str], ...]] = {
    Form.NUMBER: (number,),
    Form.INTEGER: (number,),
    Form.LIST: (listed,),
    Form.VECTOR: (listed, matrix),
    Form.MATRIX: (matrix,),
    Form.YES_NO: (word,),
    Form.POLYNOMIAL: (polynomial, listed),
    Form.CHOICE: (word,),
    Form.FACTORS: (factors,),
    Form.CODE: (code,),
}
_ALL = (number, listed, matrix, polynomial, factors, word, long)


def text_of(rng: Random, form: Form) -> str:
    """Return a text of the form, and now and then one of another."""
    return pick(rng, *(_ALL if rng.random() < 0.15 else _GRAMMARS[form]))


def answer(rng: Random) -> tuple[str, str]:
    """Return a form and a text to read in it: a third as the grammar makes it, the rest spoiled."""
    form = rng.choice(READ_FORMS)
    text = near_limits(rng) if rng.random() < 0.03 else text_of(rng, form)
    return form.value, text if rng.random() < 0.3 else spoiled(rng, text)


# ---- what spoils a text --------------------------------------------------------------------------------------------


def spoiled(rng: Random, text: str, extra: Sequence[str] = WORDS) -> str:
    """Return the text after one to four small changes."""
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        text = _change(rng, text, extra)
    return text


def _change(rng: Random, text: str, extra: Sequence[str]) -> str:
    at = rng.randint(0, len(text))
    to = min(len(text), at + rng.choice((1, 1, 2, 3, 8)))
    kind = rng.randrange(11)
    if kind == 0:
        return text[:at] + text[to:]
    if kind == 1:
        return text[:at] + text[at:to][::-1] + text[to:]
    if kind == 2:
        return text[:to] + text[at:to] * rng.choice((1, 1, 2, 8, 20)) + text[to:]
    if kind == 3:
        start = rng.randint(0, len(text))
        return text[:at] + text[start : start + rng.randint(1, 12)] + text[at:]
    if kind in (4, 5):
        return text[:at] + rng.choice(SIGNS) + text[to if rng.random() < 0.5 else at :]
    if kind == 6:
        return text[:at] + rng.choice(ODD) + text[at:]
    if kind == 7:
        opened, closed = rng.choice(("()", "[]", "{}", "||", "$$", "''"))
        deep = rng.choice((1, 1, 2, 50))
        return text[:at] + opened * deep + text[at:to] + closed * deep + text[to:]
    if kind == 8:
        return text[:at] + rng.choice((*extra, *HUGE, *NAMES_OF_ENTRIES)) + text[at:]
    if kind == 9 and rng.random() < 0.1:
        piece = text[at:to] or rng.choice(SIGNS)
        return text[:at] + (piece * LONGEST)[: rng.choice((200, 2000, LONGEST))] + text[to:]
    return text[:at] + rng.choice((*DIGITS, " ", "\n", ",")) + text[at:]


# ---- expressions ---------------------------------------------------------------------------------------------------

_LEAVES: tuple[str, ...] = (
    *NAMES,
    "pi",
    "True",
    "'fro'",
    "0",
    "1",
    "-2",
    "0.5",
    "1e-12",
    "2j",
    "7",
    "1e300",
    "10**300",
    "[]",
    "()",
    "[1, 2]",
)
_LEAVES += ("[[1, 2], [2, 4]]", "(0, 1)", "ones((9, 9))", "range(50)", "1/3", "sqrt(2)", "zeros((0, 3))", "[[]]")
_OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "@", "==", "!=", "<", "<=", ">", ">=", "and", "or", "in", "not in")
_SUFFIXES: tuple[str, ...] = (
    "[0]",
    "[-1]",
    "[0, 1]",
    "[:, 0]",
    "[1:]",
    "[::-1]",
    "['d_in']",
    "[[0, 1]]",
    ".T",
    ".shape",
    ".real",
    ".size",
)
_SUFFIXES += (
    ".mean(axis=0)",
    ".sum()",
    ".dot(lams)",
    "[:, [0]]",
    "[lams]",
    "[x]",
    "[10**30]",
    "[::0]",
    ".ndim",
    "[True]",
)
_KEYWORDS: tuple[str, ...] = (
    "",
    "",
    "",
    ", axis=0",
    ", axis=-9",
    ", ddof=1",
    ", ddof=99",
    ", keepdims=True",
    ", full_matrices=False",
    ", rowvar=False",
)
_KEYWORDS += (", rtol=1e300", ", ord='nuc'", ", k=2", ", decimals=-400")

_SHAPES: tuple[str, ...] = (
    "call",
    "call",
    "call",
    "(# OP #)",
    "(# OP #)",
    "(-#)",
    "(not #)",
    "(#)SUFFIX",
    "(#)SUFFIX",
    "[#, #]",
    "(# if # else #)",
)
_SHAPES += ("[# for k in #]", "[# for i in # if #]", "[# for A in #]")


def expression(rng: Random) -> str:
    """Return an expression of the language of banks, an attack on it, or either of them spoiled."""
    chance = rng.random()
    text = rng.choice((*ATTACKS, *BOMBS)) if chance < 0.1 else _expression(rng, 0)
    if chance < 0.05:
        text = f"{_expression(rng, 2)} {rng.choice(_OPERATORS)} ({text})"
    return spoiled(rng, text, _SUFFIXES) if rng.random() < 0.3 else text


def _expression(rng: Random, depth: int) -> str:
    if depth > 4 or rng.random() < 0.15 + 0.1 * depth:
        return rng.choice(_LEAVES)

    template = rng.choice(_SHAPES)
    if template == "call":
        name = rng.choice(("", "", "np.", "np.linalg.")) + rng.choice(sorted(FUNCTIONS))
        template = f"{name}({', '.join('#' * rng.choice((1, 1, 1, 2, 2, 3)))}{rng.choice(_KEYWORDS)})"
    template = template.replace("OP", rng.choice(_OPERATORS)).replace("SUFFIX", rng.choice(_SUFFIXES))
    return _filled(template, lambda: _expression(rng, depth + 1))
