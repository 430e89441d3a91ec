"""How values stand in the sentences on a line of working."""

from __future__ import annotations

from fractions import Fraction

from decompdrill import mathtext
from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.maths.numerals import decimal, exact_text, is_shorter_as_decimal
from decompdrill.model import Number
from decompdrill.working.tables import EntryTable, Several, SideValue, TableEntry

LONGEST_EXACT = 16
"""Characters of an exact number; a longer one is said in four digits."""


def value_in_sentence(value: SideValue) -> str:
    """Return a value for a sentence in Markdown."""
    return mathtext.escaped(value_text(value))


def value_text(value: SideValue) -> str:
    """Return a value as it is typed: 5, (3+√5)/2, λ² − 7λ + 10, [1 2; 3 4]."""
    match value:
        case Several(values):
            return ", ".join(map(value_text, values))
        case EntryTable():
            if value.is_vector:
                return f"({', '.join(map(value_text, value.entries))})"
            return f"[{'; '.join(' '.join(map(value_text, row)) for row in value.rows)}]"
        case NumberPolynomial():
            return _polynomial(value)
        case _:
            return _number(value)


def _number(x: Number) -> str:
    if x.text and x.digits:
        return x.text.replace("-", "−")
    if isinstance(x.exact, Fraction) and is_shorter_as_decimal(x.exact):
        return decimal(x.exact).replace("-", "−")
    if x.exact is not None and len(text := exact_text(x.exact)) <= LONGEST_EXACT:
        return text.replace("-", "−")
    value = x.value
    text = f"{value:.4g}" if isinstance(value, float) else f"{value.real:.4g}{value.imag:+.4g}i"
    return text.replace("-", "−")


_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _polynomial(p: NumberPolynomial) -> str:
    terms = []
    for degree in reversed(range(len(p.coefficients))):
        c = p.coefficients[degree]
        if c.value == 0 and c.is_exact:
            continue
        letter = "" if degree == 0 else p.variable + ("" if degree == 1 else str(degree).translate(_POWERS))
        number = shown_entry(c)
        if letter and number in ("1", "−1"):
            number = number[:-1]
        if letter and any(sign in number.lstrip("−") for sign in "+−/"):
            number = f"({number})"
        terms.append(number + letter)
    text = " + ".join(terms) or "0"
    return text.replace("+ −", "− ")


def shown_entry(x: TableEntry) -> str:
    return _polynomial(x) if isinstance(x, NumberPolynomial) else _number(x)


# ---- sentences -----------------------------------------------------------------------------------------------------


def sentence(message: str) -> str:
    """Return a message as a sentence in Markdown."""
    text = mathtext.escaped(message)
    return text if not text or text.endswith((".", "?", "!")) else f"{text[0].upper()}{text[1:]}."


def follows(line: int) -> str:
    return f"The step is right; the mistake is in line {line}."


def are_not_equal(a: SideValue, b: SideValue) -> str:
    """Say that two sides differ, with what both are worth."""
    return f"{value_in_sentence(a)} is not equal to {value_in_sentence(b)}."


def not_it(name: str, value: SideValue) -> str:
    """Say that a value is not what it was taken for."""
    if name.startswith(("a ", "an ")):
        return f"{value_in_sentence(value)} is not {name}."
    if name.startswith(("the numbers", "the parameters")):
        return f"{name[0].upper()}{name[1:]} are not {value_in_sentence(value)}."
    if name.startswith(("eigenvalues", "singular values", "variances", "ratios")):
        return f"The {name} are not {value_in_sentence(value)}."
    return f"{name[0].upper()}{name[1:]} is not {value_in_sentence(value)}."


def less_times_identity(name: str, value: SideValue) -> str:
    """Return A − 5I in a sentence."""
    number = value_in_sentence(value)
    sign = "+" if number.startswith("−") else "−"
    size = number.removeprefix("−")
    return name if size == "0" else f"{name} {sign} {'' if size == '1' else size}I"
