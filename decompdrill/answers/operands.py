"""The operands of expressions: literals, roots, names, brackets."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from fractions import Fraction
from typing import TypeVar

from decompdrill.answers import algebra, names
from decompdrill.answers import arithmetic as numbers
from decompdrill.answers import literal as literals
from decompdrill.answers.algebra import NumberTable, Polynomial, Value
from decompdrill.answers.cursor import STARTS, UNITS, Cursor, Spaces
from decompdrill.answers.refusal import excerpt
from decompdrill.answers.tokens import Brackets, Token, TokenKind, fraction_of
from decompdrill.maths.surd import Surd
from decompdrill.model import Number

_T = TypeVar("_T")

_TWO_DIGITS = re.compile("[0-9][1-9]")

_ENDS = frozenset((TokenKind.COMMA, TokenKind.ROW, TokenKind.CLOSE, TokenKind.END))
_MATRIX_BRACKETS = frozenset(
    "\\begin{" + name + "}"
    for name in ("pmatrix", "bmatrix", "Bmatrix", "matrix", "smallmatrix", "array", "pmatrix*", "bmatrix*")
)
_DETERMINANT_BRACKETS = ("\\begin{vmatrix}", "\\begin{Vmatrix}")


class Operands(Cursor, ABC):
    """A cursor that reads one operand; expressions and sequences inside it are the grammar's."""

    @abstractmethod
    def expression(self, spaces: Spaces) -> Value:
        """Return a sum of terms."""

    @abstractmethod
    def sequence(self, end: int, spaces: Spaces, top: bool = False) -> list[list[Value]]:
        """Return the rows of entries up to a token index."""

    def primary(self, spaces: Spaces) -> Value:
        """Return a literal, a name, or what brackets hold."""
        token = self.token
        match token.kind:
            case TokenKind.NUMBER:
                return self.literal(token)
            case TokenKind.FRACTION:
                self.at += 1
                return numbers.from_exact(Fraction(*fraction_of(token.text)))
            case TokenKind.ROOT:
                return self.root_sign(token, spaces)
            case TokenKind.NAME:
                return self.named(token, spaces)
            case TokenKind.OPEN:
                return self.bracket(token)
            case TokenKind.BAR:
                return self.modulus(token)
            case _:
                raise self.unexpected(token)

    def literal(self, token: Token) -> Number:
        """Return a number, one with a percent sign, or a mixed number such as `2½`."""
        first = self.at
        self.at += 1
        following = self.token
        if following.kind is TokenKind.PERCENT:
            self.at += 1
            before = self.tokens[first - 1] if first else None
            if before and (before.kind is TokenKind.ROOT or before.text in ("/", "^", "sqrt", "cbrt")):
                raise self.refusal(
                    f"what the percent sign belongs to is not sure: write ({excerpt(token.text)}%)", before, following
                )
            if self.follows_on(self.at) and self.token.kind in STARTS:
                raise self.refusal("an operator is missing after the percent sign", following, self.token)
            return self.calculated(first, lambda: literals.percent(token.text))
        power = self.power_of_ten(token)
        if power is not None:
            return self.calculated(first, lambda: literals.literal(f"{token.text}e{power}"))
        value = self.calculated(first, lambda: literals.literal(token.text))
        if following.kind is not TokenKind.FRACTION or following.spaced:
            return value
        self.at += 1
        if not value.lone_integer or self.token.kind is TokenKind.SUPERSCRIPT or self.token.text == "^":
            raise self.refusal("a fraction sign stands only after a whole number, as in 2½", token, following)
        return numbers.add(value, numbers.from_exact(Fraction(*fraction_of(following.text))))

    def power_of_ten(self, mantissa: Token) -> str | None:
        """Step over the `·10⁻³` of a number in scientific notation, and return its exponent; None where there is none.

        Raises RefusalError for `5·10-3`, which may have lost its superscript.
        """
        times, ten, mark = self.ahead(0), self.ahead(1), self.ahead(2)
        if times.text != "*" or ten.text != "10" or ten.kind is not TokenKind.NUMBER:
            return None
        if mark.text in ("-", "+") and not mark.spaced:
            self.check_lost_superscript(mantissa)
            return None
        if mark.kind is TokenKind.SUPERSCRIPT and not mark.spaced:
            exponent, length = mark.text, 3
        elif mark.text == "^":
            exponent, length = self.integer_above(3)
        else:
            return None
        follows = self.ahead(length)
        if not exponent or follows.text in ("/", "^") or follows.kind is TokenKind.SUPERSCRIPT:
            return None
        self.scientific.add((self.at - 1, self.at + length))
        self.at += length
        return exponent

    def integer_above(self, ahead: int) -> tuple[str, int]:
        """Return the integer behind `^`, in brackets or not, and where it ends; an empty text where there is none."""
        opener = self.ahead(ahead)
        if opener.kind is TokenKind.OPEN and opener.text in ("(", "{"):
            inner, length = (
                self.integer_above(ahead + 1) if self.ahead(ahead + 1).kind is not TokenKind.OPEN else ("", 0)
            )
            return (inner, length + 1) if self.ahead(length).kind is TokenKind.CLOSE else ("", 0)
        sign = opener.text if opener.text in ("-", "+") else ""
        digits = self.ahead(ahead + len(sign))
        return (sign + digits.text, ahead + len(sign) + 1) if digits.text.isdigit() else ("", 0)

    def check_lost_superscript(self, mantissa: Token) -> None:
        """Refuse `5·10-3`: 5·10⁻³ that lost its superscript, or a difference."""
        sign, digits, follows = self.ahead(2), self.ahead(3), self.ahead(4)
        if digits.spaced or not digits.text.isdigit() or not (follows.spaced or follows.kind in _ENDS):
            return
        power = f"{mantissa.text}e{sign.text if sign.text == '-' else ''}{digits.text}"
        ways = power, f"{mantissa.text}*10 {sign.text} {digits.text}"
        raise self.two_ways(excerpt(self.text[mantissa.start : digits.end]), ways, mantissa, digits)

    def root_sign(self, token: Token, spaces: Spaces) -> Value:
        """Return `√17`, `√(1+i)`, `\\sqrt{17}`, `\\sqrt[3]{8}`."""
        first = self.at
        self.at += 1
        degree = names.ROOT_DEGREES[token.text]
        if token.text == "\\sqrt" and self.token.text == "[":
            degree = self.root_degree()
        if self.token.kind is TokenKind.OPEN and self.token.text in "({":
            radicand = self.group()
        else:
            if token.text == "\\sqrt" and self.token.kind is TokenKind.NUMBER and len(self.token.text) > 1:
                raise self.refusal("LaTeX takes one digit here: write \\sqrt{…}", token, self.token)
            radicand = self.bare_radicand(token, spaces)
        if not isinstance(radicand, Number):
            raise self.refusal("only a number has a root here", token)
        return self.calculated(first, lambda: numbers.root(radicand, degree), root_effort(radicand))

    def root_degree(self) -> int:
        """Return 3 for the `[3]` of `\\sqrt[3]{8}`."""
        token = self.token
        degree, close = self.tokens[self.at + 1], self.tokens[self.at + 2]
        is_whole = degree.kind is TokenKind.NUMBER and degree.text.isdigit()
        if is_whole and close.text == "]" and 2 <= int(degree.text[:3]) <= 20:
            self.at += 3
            return int(degree.text[:3])
        raise self.refusal("the degree of a root must be a whole number from 2 to 20", token, degree)

    def bare_radicand(self, sign: Token, spaces: Spaces) -> Value:
        """Return the one value under a root without brackets, and note where it ends."""
        self.deepen(sign)
        negative = self.token.kind is TokenKind.OPERATOR and self.token.text == "-"
        if negative:
            self.at += 1
        if self.token.kind is TokenKind.OPEN and self.token.text != "(":
            raise self.refusal(f"write {sign.text}(…)", sign, self.token)
        value = self.primary(spaces)
        if self.token.kind is TokenKind.SUPERSCRIPT and negative:
            raise self.refusal(f"where the root ends is not sure: write {sign.text}(…)", sign, self.token)
        self.bare_root = (self.at, sign)
        self.depth -= 1
        return algebra.negate(value) if negative else value

    def group(self) -> Value:
        """Return the one expression that brackets hold, spaces inside meaning nothing."""
        opener = self.token
        block = self.blocks[self.at]
        if opener.kind is not TokenKind.OPEN or block.commas or block.rows:
            raise self.refusal("one value is expected in these brackets", opener, self.tokens[block.end])
        self.at += 1
        return self.closed(self.expression(Spaces.FREE), block.end)

    def closed(self, value: _T, end: int) -> _T:
        """Step over a closing bracket and return the value before it."""
        if self.at != end:
            raise self.unexpected(self.token)
        self.at += 1
        return value

    def modulus(self, token: Token) -> Number:
        """Return `|−3|`."""
        first = self.at
        self.at += 1
        self.bars += 1
        self.depth += 1
        if self.bars > 3:
            raise self.refusal("the bars are nested too deep: write abs(…)", token)
        value = self.expression(Spaces.FREE)
        if self.token.kind is not TokenKind.BAR:
            raise self.refusal("'|' is never closed", token)
        self.at += 1
        self.bars -= 1
        self.depth -= 1
        if not isinstance(value, Number):
            raise self.refusal("bars are read only around a number", token)
        return self.calculated(first, lambda: numbers.absolute(value))

    def bracket(self, token: Token) -> Value:
        """Return what brackets hold: one grouped value, a sequence, or a matrix."""
        first, block = self.at, self.blocks[self.at]
        bars, self.bars = self.bars, 0
        if block.end == first + 1:
            raise self.refusal("the brackets hold nothing", token, self.tokens[block.end])
        spaces = self.spaces_inside(token, block)
        is_group = token.text == "(" or (token.text == "{" and self.environments > 0)
        self.environments += token.text.startswith("\\begin")
        self.at += 1
        if is_group and not block.commas and not block.rows:
            value = self.closed(self.expression(spaces), block.end)
        else:
            rows = self.closed(self.sequence(block.end, spaces), block.end)
            value = self.calculated(first, lambda: self.held(token, rows))
        self.bars = bars
        self.environments -= token.text.startswith("\\begin")
        return value

    def spaces_inside(self, token: Token, block: Brackets) -> Spaces:
        """Return what spaces mean inside some brackets."""
        if token.text in _DETERMINANT_BRACKETS:
            raise self.refusal("these bars mean a determinant: type its value", token)
        if token.text.startswith("\\begin"):
            if token.text not in _MATRIX_BRACKETS:
                raise self.refusal(f"'{excerpt(token.text)}' cannot be read; expected pmatrix or bmatrix", token)
            return Spaces.FREE
        if token.text == "(" and not block.commas and not block.rows:
            return Spaces.STRICT if self.asked.spaces is Spaces.SPLIT else Spaces.FREE
        return Spaces.STRICT if block.commas else Spaces.SPLIT

    def held(self, token: Token, rows: list[list[Value]]) -> Value:
        """Return the table in some brackets; a lone polynomial is only grouped by them."""
        only = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else None
        if isinstance(only, Polynomial):
            return only
        table = algebra.table_of(rows)
        return NumberTable(table.rows, flat=False) if token.text.startswith("\\begin") else table

    def named(self, token: Token, spaces: Spaces) -> Value:
        """Return what a word stands for: a constant, the variable, a function with its argument, an array."""
        word, first = token.text, self.at
        self.at += 1
        if self.asked.variable and word in names.VARIABLES:
            return Polynomial("λ" if word == "lambda" else word, (numbers.ZERO, numbers.ONE))
        if word in names.CONSTANTS:
            return self.constant(token)
        calls = self.token.kind is TokenKind.OPEN and self.token.text in "({"
        if word == "\\frac":
            return self.latex_fraction(token, first)
        if word in names.FUNCTIONS:
            return self.function(token, first, calls, spaces)
        if calls and word in names.ARRAYS:
            return self.array(token)
        if calls and word in names.WRAPPERS:
            return self.group()
        if calls and word in names.QUOTIENTS:
            return self.quotient(token, first)
        if calls and word in ("diag", "eye"):
            return self.diagonal(token, first)
        raise self.unknown(token)

    def constant(self, token: Token) -> Number:
        """Return π, e or the imaginary unit, which is either i or j: both are the units of a vector."""
        if token.text in UNITS:
            if self.unit not in ("", token.text):
                raise self.refusal(
                    f"i and j both came: write a vector as {names.A_VECTOR}, a complex number with one of them", token
                )
            self.unit = token.text
        return names.CONSTANTS[token.text]

    def function(self, token: Token, first: int, calls: bool, spaces: Spaces) -> Number:
        """Return a function of the number in its brackets; a root also takes one bare number."""
        if calls:
            argument = self.group()
        elif token.text in ("sqrt", "cbrt") and self.token.kind in (TokenKind.NUMBER, TokenKind.FRACTION):
            argument = self.bare_radicand(token, spaces)
        else:
            raise self.refusal(f"write {token.text}(…), with its argument in round brackets", token)
        if not isinstance(argument, Number):
            raise self.refusal(f"{token.text} takes one number", token)
        inside = self.source(first + 1, self.at)
        if token.text in ("sin", "cos") and argument.value != 0 and "π" not in inside and "pi" not in inside:
            raise self.refusal(
                f"degrees or radians is not sure: write the angle with π, as in {token.text}(π/4)", token
            )
        return self.calculated(first, lambda: names.FUNCTIONS[token.text](argument), root_effort(argument))

    def latex_fraction(self, token: Token, first: int) -> Value:
        """Return `\\frac{1}{2}` or `\\frac12`."""
        digits = self.token
        if digits.kind is TokenKind.NUMBER and _TWO_DIGITS.fullmatch(digits.text):
            self.at += 1
            return numbers.from_exact(Fraction(int(digits.text[0]), int(digits.text[1])))
        parts = []
        for _ in range(2):
            if self.token.text != "{":
                raise self.refusal("expected \\frac{…}{…}", token, self.token)
            parts.append(self.group())
        return self.calculated(first, lambda: algebra.divide(parts[0], parts[1]))

    def array(self, token: Token) -> Value:
        """Return `array([[1., 2.]])` as NumPy prints it, a dtype dropped, or `matrix([1, 2], [3, 4])` as Maxima does."""
        block = self.blocks[self.at]
        self.at += 1
        rows: list[Value] = [self.expression(Spaces.STRICT)]
        while self.token.kind is TokenKind.COMMA and self.ahead(1).kind is TokenKind.OPEN:
            self.at += 1
            rows.append(self.expression(Spaces.STRICT))
        if self.token.kind is TokenKind.COMMA and self.tokens[self.at + 1].text == "dtype":
            self.at = block.end
        value = rows[0] if len(rows) == 1 else algebra.table_of([[row] for row in rows])
        if not isinstance(value, NumberTable):
            raise self.refusal(f"{token.text}(…) must hold rows, as in {token.text}([[1, 2], [3, 4]])", token)
        return self.closed(value, block.end)

    def quotient(self, token: Token, first: int) -> Number:
        """Return `Fraction(1, 3)`."""
        value = self.bracket(self.token)
        if isinstance(value, NumberTable) and value.shape == (1, 2):
            top, bottom = value.rows[0]
            return self.calculated(first, lambda: numbers.divide(top, bottom))
        raise self.refusal(f"expected {token.text}(1, 3)", token)

    def diagonal(self, token: Token, first: int) -> NumberTable:
        """Return `diag(3, 7)`, `diag([3, 7])` or `eye(2)`."""
        value = self.bracket(self.token)
        entries = value.rows[0] if isinstance(value, NumberTable) and len(value.rows) == 1 else (value,)
        if token.text == "diag" and all(isinstance(x, Number) for x in entries):
            return self.calculated(first, lambda: algebra.diagonal(tuple(x for x in entries if isinstance(x, Number))))
        if token.text == "eye" and isinstance(value, Number) and value.lone_integer and 1 <= value.value.real <= 50:
            return algebra.diagonal((numbers.ONE,) * int(value.value.real))
        raise self.refusal(f"'{token.text}' cannot be read so; expected diag(3, 7) or eye(2)", token)


def _weight(value: Value) -> int:
    match value:
        case Number():
            return len(value.exact.terms) if isinstance(value.exact, Surd) else 1
        case NumberTable():
            return len(value.rows) * len(value.rows[0])
        case Polynomial():
            return sum(_weight(c) for c in value.coefficients)


def effort(a: Value, b: Value) -> int:
    """Return what an operation on two values costs, in units of the cursor's effort."""
    return 1 + _weight(a) * _weight(b)


def root_effort(value: Number) -> int:
    """Return what a root costs: the trial division for its square part."""
    return 1 + int(min(abs(value.value), 1e12) ** (1 / 3)) // 100
