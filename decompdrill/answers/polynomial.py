"""The form `polynomial`: coefficients, or an expression in one variable."""

from __future__ import annotations

import re

from decompdrill.answers.algebra import Polynomial
from decompdrill.answers.cursor import Expectation, Spaces
from decompdrill.answers.grammar import parse, tidied
from decompdrill.answers.labels import label_at
from decompdrill.answers.names import VARIABLES
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.values import entries_of, plain_entries, refuse_groups
from decompdrill.model import Form, Number, Typed

_EXPECTED = "a polynomial, such as λ² - 5λ + 4, or its coefficients 1, -5, 4"
COEFFICIENTS = Expectation(_EXPECTED, wary=True)
EXPRESSION = Expectation(_EXPECTED, Spaces.FREE, variable=True)

_VARIABLE = re.compile(r"\\lambda|(?<![A-Za-z\\])(?:lambda|[λμxtszywurqpX])(?![A-Za-z])")
_EQUALS_ZERO = re.compile(r"=\s*+0\.?+\s*+(?:\$\s*+)?$")


def read_polynomial(text: str) -> Typed:
    """Return coefficients, highest power first."""
    quick = plain_entries(text)
    if quick is not None:
        return Typed(Form.POLYNOMIAL, text, (quick,))
    clean = tidied(text, _EXPECTED)
    start = len(clean) - len(clean.lstrip())
    label = label_at(clean, start, len(clean), first=True)
    body = label.end if label else start
    if _VARIABLE.search(clean, body):
        coefficients = _expression(clean, text)
    else:
        coefficients = _coefficients(clean, text)
        if label and any(name.lstrip("\\") in VARIABLES for name in label.names):
            raise RefusalError(
                f"'{excerpt(label.names[0])} =' names a solution, not a polynomial; expected {_EXPECTED}",
                (start, len(clean)),
            )
    return Typed(Form.POLYNOMIAL, text, (coefficients,))


def _expression(clean: str, text: str) -> tuple[Number, ...]:
    equation = _EQUALS_ZERO.search(clean)
    found = parse(clean, EXPRESSION, 0, len(clean[: equation.start()].rstrip()) if equation else None)
    if isinstance(found.value, Polynomial):
        return found.value.coefficients[::-1]
    if isinstance(found.value, Number):
        return (found.value,)
    raise RefusalError("one polynomial is asked; several entries came", (0, len(text)))


def _coefficients(clean: str, text: str) -> tuple[Number, ...]:
    refuse_groups(clean)
    found = parse(clean, COEFFICIENTS)
    coefficients = entries_of(found, "a polynomial", (0, len(text)))
    if len(coefficients) == 1 and " " in coefficients[0].text:
        raise RefusalError(f"one number came; expected {_EXPECTED}", (0, len(text)))
    return coefficients
