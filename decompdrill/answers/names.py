"""The words that an answer may hold: constants, functions, variables."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable

from decompdrill.answers import arithmetic as numbers
from decompdrill.model import Number

CONSTANTS = dict.fromkeys(("π", "pi", "Pi"), numbers.PI) | dict.fromkeys(("i", "j"), numbers.IMAGINARY_UNIT)
CONSTANTS["e"] = numbers.EULER
FUNCTIONS: dict[str, Callable[[Number], Number]] = {
    "sqrt": lambda a: numbers.root_of_number(a, 2),
    "cbrt": lambda a: numbers.root_of_number(a, 3),
    "abs": numbers.modulus_of,
    "exp": numbers.real_function(math.exp),
    "ln": numbers.real_function(math.log),
    "sin": numbers.real_function(math.sin, is_wave=True),
    "cos": numbers.real_function(math.cos, is_wave=True),
}
KNOWN = frozenset((*CONSTANTS, *FUNCTIONS))
ROOT_DEGREES = {"√": 2, "\\sqrt": 2, "∛": 3, "∜": 4}
ARRAYS = frozenset(("array", "matrix", "Matrix", "tensor"))
WRAPPERS = frozenset(("float64", "float32", "float16", "int64", "int32", "complex128", "complex64"))
QUOTIENTS = frozenset(("Fraction", "Rational"))
VARIABLES = frozenset(("λ", "lambda", "x", "t", "s", "z", "y", "w", "u", "r", "q", "p", "μ", "X"))

A_VECTOR = "[1, -2]"
_NOT_FINITE = frozenset(("nan", "inf", "infinity", "oo", "infty", "∞"))
_OFFERED = (*FUNCTIONS, *ARRAYS, "pi", "diag", "eye", "lambda")
_HINTS = {
    "x": "for a product write *",
    "log": "for the natural logarithm write ln",
    "E": "write 1e3 for a power of ten",
    "I": "write i for the imaginary unit, [1 0; 0 1] for the identity",
    "ij": "write i or j for the imaginary unit",
    **dict.fromkeys(("identity", "identity matrix"), "write eye(2) where it has two rows"),
    "zero matrix": "write 0*eye(2) where it has two rows",
}
_SQUARES = {"i": "eye", "identity": "eye", "identity matrix": "eye", "zero matrix": "0*eye"}


def refusal_of(word: str, expected: str) -> tuple[str, tuple[str, ...]]:
    """Return the message for a word that means nothing here, and what could be typed for it: the nearest known one."""
    if word.lower() in _NOT_FINITE:
        return f"'{word}' is not a finite number; expected {expected}", ()
    if hint := _HINTS.get(word, _HINTS.get(word.lower())):
        square = _SQUARES.get(word.lower(), "") if "matrix" in expected else ""
        offers = tuple(f"{square}({n})" for n in (2, 3, 4) if square)
        return f"'{word}' cannot be read: {hint}; expected {expected}", offers
    near = difflib.get_close_matches(word[:20].lower(), _OFFERED, 1, 0.75) if len(word) > 2 else []
    if near and near[0] != word:
        return f"'{word}' cannot be read: did you mean {near[0]}? Expected {expected}", (near[0],)
    return f"'{word}' cannot be read; expected {expected}", ()
