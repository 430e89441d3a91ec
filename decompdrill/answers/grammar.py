"""The one grammar of typed values: expressions, sequences and tables; it calculates as it reads and runs no code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import TypeVar

from decompdrill.answers import algebra, names
from decompdrill.answers import arithmetic as numbers
from decompdrill.answers import literal as literals
from decompdrill.answers.algebra import NumberPolynomial, NumberTable, TypedValue
from decompdrill.answers.cursor import NUMERALS, SIGNS, STARTS, UNITS, Cursor, Expectation, Spaces, name_of_token
from decompdrill.answers.labels import Label, name_and_index, require_order
from decompdrill.answers.refusal import RefusalError, excerpt, in_two_ways
from decompdrill.answers.tokens import Brackets, Token, TokenKind, fraction_of
from decompdrill.answers.words import COUNTS
from decompdrill.maths.surd import Surd
from decompdrill.model import Number

_T = TypeVar("_T")
_LONGEST_REPETITION = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: its value, the labels dropped, and the place of a ± that made two entries."""

    value: TypedValue
    labels: tuple[Label, ...]
    plus_minus: tuple[int, int] | None


_COUNT = "([0-9]{1,3}+|one|two|three|four|five|six)(?![A-Za-z0-9])"
_OFTEN = rf"((?:repeated )?+(?:twice|thrice)|double|doubled|triple|simple|single|once|repeated)(?![A-Za-z])|{_COUNT} ?times?+(?![A-Za-z])"
_SAID_AS = r"(?:[:=]\s*+|of\s++|is\s++)?+"
_HOW_OFTEN = (
    r"(?:(?:alg(?:ebraic|\.)?+\s*+)?+(?:mult(?:iplicity|\.)?+|order)|a\.?m\.?+|m)(?![A-Za-z])\s*+"
    rf"{_SAID_AS}{_COUNT}(?:\s*+[,;]?+\s*+g(?:eom(?:etric|\.)?+\s*+mult(?:iplicity|\.)?+|\.?m\.?+)\s*+{_SAID_AS}[0-9]{{1,2}}+)?+"
)
_MULTIPLICITY = re.compile(
    rf"(?:,\s*+)?+(?:\(\s*+(?:(?:a|with|of|occurs|appears|counted)\s++)?+(?:(?:{_OFTEN})(?:\s++(?:root|eigenvalue|value))?+"
    rf"|{_HOW_OFTEN}|[x*]\s?+([0-9]{{1,2}}+)|([0-9]{{1,2}}+)\s?+[x*])\s*+\)"
    rf"|(?:with\s++|of\s++)?+{_HOW_OFTEN}|(?:(?:which\s++)?+(?:occurs|appears|is)\s++)?+(?:{_OFTEN})(?:\s++root)?+)",
    re.IGNORECASE,
)
_TIMES = {"simple": 1, "once": 1, "twice": 2, "double": 2, "doubled": 2, "thrice": 3, "triple": 3, "repeated": 2}
_TIMES |= COUNTS | {"single": 1}
_TWO_DIGITS = re.compile("[0-9][1-9]")
_ONE_NUMBER = re.compile(
    "(OPERATOR )?(FRACTION|NUMBER PERCENT|(ROOT|sqrt) NUMBER|NUMBER( / NUMBER)?|sqrt OPEN NUMBER CLOSE)"
)
_ENDS = frozenset((TokenKind.COMMA, TokenKind.ROW, TokenKind.CLOSE, TokenKind.END))
_MATRICES = "pmatrix bmatrix Bmatrix matrix smallmatrix array pmatrix* bmatrix*"
_MATRIX_BRACKETS = frozenset(f"\\begin{{{name}}}" for name in _MATRICES.split())
_DETERMINANT_BRACKETS = ("\\begin{vmatrix}", "\\begin{Vmatrix}")


def parse_typed(text: str, asked: Expectation, start: int = 0, end: int | None = None) -> Reading:
    """Return what the tidy text between two positions holds; whatever is not surely one thing is refused, with its span."""
    return _Parser(text, asked, start, len(text) if end is None else end).found()


class _Parser(Cursor):
    """A recursive-descent parser; each method reads one rule and leaves the cursor behind it."""

    # --- the whole text: rows of entries

    def found(self) -> Reading:
        if self.token.kind is TokenKind.END:
            raise self.refusal(f"nothing was typed; expected {self.asked.expected}", self.token)
        block = self.blocks[-1]
        spaces = Spaces.STRICT if block.commas and self.asked.spaces is Spaces.SPLIT else self.asked.spaces
        rows = self.sequence(block.end, spaces, top=True)
        is_one = len(rows) == len(rows[0]) == 1
        value = rows[0][0] if is_one else self.calculated(0, lambda: algebra.table_of_entries(rows))
        if self.asked.ordered:
            require_order(self.labels, _entries(value))
        return Reading(value, tuple(self.labels), self.sign_place)

    def sequence(self, end: int, spaces: Spaces, top: bool = False) -> list[list[TypedValue]]:
        """Return the rows of entries up to a token index."""
        rows: list[list[TypedValue]] = [[]]
        wanted = True
        while self.at < end:
            token = self.token
            if token.kind not in (TokenKind.ROW, TokenKind.COMMA):
                if not wanted and spaces is not Spaces.SPLIT:
                    raise self.unexpected(token)
                rows[-1].extend(self.entry(spaces, top, first=rows == [[]]))
                wanted = False
                continue
            if wanted:
                raise self.refusal(f"an entry is missing before {name_of_token(token)}", token)
            self.at += 1
            wanted = True
            if token.kind is TokenKind.COMMA and (self.at == end or self.token.kind is TokenKind.ROW):
                raise self.refusal(f"an entry is missing after {name_of_token(token)}", token)
            if token.kind is TokenKind.ROW and self.at < end:
                rows.append([])
        return rows

    def entry(self, spaces: Spaces, top: bool, first: bool) -> list[TypedValue]:
        """Return one entry, or the two of an entry with ±, or as many as its multiplicity says."""
        alike = self.drop_labels(first) if top else 1
        start, seen = self.at, self.signs_seen
        values = [self.marked(start, spaces)]
        if self.signs_seen > seen:
            if not self.asked.pairs:
                message = f"an entry with ± is two values; expected {self.asked.expected}"
                raise RefusalError(message, self.sign_place, ("",))
            if self.signs_seen > seen + 1:
                raise RefusalError("more than one ± in an entry: write the values one by one", self.sign_place)
            self.sign, self.at = -1, start
            values.append(self.marked(start, spaces))
            self.sign, self.signs_seen = 1, seen
        times = self.repetition() if top and self.asked.repeats else 1
        goes_on = self.token.kind is TokenKind.COMMA and self.label(self.ahead(1)) is None
        if alike == len(values) or (alike > 1 and self.labels[-1].is_shared and goes_on):
            alike = 1  # a value for each name
        while top and self.token.text in ("=", "≈", "~") and len(values) == 1:
            values = [self.same_value(start, values[0], spaces)]
        return values * max(times, alike)

    def same_value(self, first: int, left: TypedValue, spaces: Spaces) -> TypedValue:
        """Return what both sides of `1/3 = 0.333` are: the exact one, or the one with more digits; where they differ, refuse."""
        sign, start = self.token, self.at + 1
        self.at = start
        right = self.marked(start, spaces)
        if isinstance(left, Number) and isinstance(right, Number) and numbers.may_be_equal(left, right):
            return numbers.better_known(left, right)
        sides = self.source(first, start - 1), self.source(start, self.at)
        message = f"the sides of '{sides[0]} {sign.text} {sides[1]}' differ: type one value"
        raise self.refusal(message, self.tokens[first], self.tokens[self.at - 1], sides)

    def marked(self, start: int, spaces: Spaces) -> TypedValue:
        """Return one expression; a number knows its own text, and whether it is a lone literal."""
        value = self.expression(spaces)
        if not isinstance(value, Number):
            return value
        tokens = self.tokens[start : self.at]
        text = " ".join(self.text[tokens[0].start : tokens[-1].end].split())
        body = tokens[1:] if tokens[0].text in ("-", "+") else tokens
        is_literal = len(body) == 1 and body[0].kind is TokenKind.NUMBER
        if is_literal or (self.at - len(body), self.at) in self.scientific:
            return replace(value, text=text)
        return replace(value, text=text, lone_integer=False, digits=0)

    def drop_labels(self, first: bool) -> int:
        """Step over labels such as `λ₁ =`, and return how many values they name: two in `λ₁ = λ₂ = 3`."""
        labels: list[Label] = []
        while label := self.label(self.token, first):
            if labels and not label.names:
                break
            labels.append(label)
            self.skip_to(label.end)
            if self.token.kind is TokenKind.END:
                message = f"a value is missing after the label; expected {self.asked.expected}"
                raise RefusalError(message, (label.start, label.end))
        self.labels += labels
        names = {name for label in labels for name in label.names}
        may_share = self.asked.repeats and all(len(label.names) == 1 or label.is_shared for label in labels)
        return len(names) if names and may_share and None not in (name_and_index(name)[1] for name in names) else 1

    def repetition(self) -> int:
        """Return how often the entry counts: 2 for `(twice)`, `(multiplicity 2)` or `with multiplicity 2`."""
        match = _MULTIPLICITY.match(self.text, self.token.start)
        if match is None:
            return 1
        said = next(group for group in match.groups() if group).lower().split()[-1]
        times = int(said) if said.isdigit() else _TIMES[said]
        if not 1 <= times <= _LONGEST_REPETITION:
            raise RefusalError(f"a multiplicity of {times} is not read: 1 to {_LONGEST_REPETITION}", match.span())
        self.skip_to(match.end())
        return times

    # --- expressions: sums, products, factors

    def expression(self, spaces: Spaces) -> TypedValue:
        first = self.at
        left = self.term(spaces)
        while True:
            token = self.token
            if token.text not in SIGNS or self.begins_entry(first, token, spaces):
                return left
            self.at += 1
            right = self.term(spaces)
            if self.is_negative(token):
                right = algebra.negate_value(right)
            left = self.calculated(first, partial(algebra.add_values, left, right), effort(left, right))

    def is_negative(self, token: Token) -> bool:
        """Tell whether a sign subtracts; ± does in the second pass over its entry."""
        if token.kind is not TokenKind.PLUS_MINUS:
            return token.text == "-"
        self.signs_seen += 1
        self.sign_place = (token.start, token.end)
        return self.sign < 0

    def begins_entry(self, first: int, token: Token, spaces: Spaces) -> bool:
        """Tell whether a sign after a value begins the next entry, as in `1 -2`; refuse where that is not sure."""
        if spaces is Spaces.FREE or not token.spaced or self.tokens[self.at + 1].spaced:
            return False
        following = self.ahead(1)
        carries = following.kind in NUMERALS and not self.ahead(2).spaced  # the unit of `2i`, as `i√3` begins with it
        unit = self.ahead(1 + carries).text if self.ahead(1 + carries).text in UNITS else ""
        if unit == "j" and "." in self.tokens[self.at - 1].text and "." in self.tokens[self.at + 1].text:
            return False  # NumPy prints `1. +2.j`
        if spaces is Spaces.SPLIT and token.kind is not TokenKind.PLUS_MINUS and not (unit and self.asked.wary):
            return True
        before, (after, until) = self.source(first, self.at), self.piece(self.at + 1)
        joined, apart = f"{before} {token.text} {after}", f"{before}, {token.text}{after}"
        raise self.one_or_two(f"{before} {token.text}{after}", joined, apart, self.tokens[first], token, until)

    def term(self, spaces: Spaces) -> TypedValue:
        """Return a product of factors, written with `*`, `/` or side by side."""
        first, divisor = self.at, None
        left = self.factor(spaces)
        while True:
            token = self.token
            self.check_bare_root(token, spaces)
            if token.text in ("*", "/"):
                self.at += 1
                divisor = self.at if token.text == "/" else None
                right = self.factor(spaces)
                operation = algebra.divide_values if token.text == "/" else algebra.multiply_values
            elif (again := self.said_again(first, left, token, spaces)) is not None:
                left = again
                continue
            elif self.juxtaposes(first, left, token, spaces):
                at = self.at
                right = self.factor(spaces)
                if divisor is not None and not isinstance(right, NumberTable):
                    self.check_divisor(first, divisor, at)
                operation = algebra.multiply_values
            else:
                return left
            left = self.calculated(first, partial(operation, left, right), effort(left, right))

    def said_again(self, first: int, left: TypedValue, token: Token, spaces: Spaces) -> Number | None:
        """Return the number that `0.96 (96%)` or `2 (3-1)` says twice; another number in brackets, a factor or a correction, is refused."""
        if token.text not in ("(", "[")[: 1 + self.asked.repeats] or not token.spaced or not isinstance(left, Number):
            return None
        holds = self.held_in(self.at)
        splits = spaces is Spaces.SPLIT and not self.asked.wary
        kinds = [x.kind for x in self.tokens[self.at + 1 : self.blocks[self.at].end]]
        is_short = len(kinds) <= 24 and kinds.count(TokenKind.OPEN) <= 2 and TokenKind.COMMA not in kinds
        if splits or not (holds or is_short) or _MULTIPLICITY.match(self.text, token.start):
            return None
        end, right = self.at, self.group()
        if not isinstance(right, Number) or ((not holds or "sqrt" in holds) and not numbers.may_be_equal(left, right)):
            self.at = end
            return None  # a factor
        may_count = self.asked.repeats and right.lone_integer and 1 <= right.value.real <= _LONGEST_REPETITION
        if numbers.may_be_equal(left, right) and not may_count:
            return numbers.better_known(left, right)
        before, inside = self.source(first, end), self.source(end + 1, self.at - 1)
        ways = [f"{before}*{inside}" if inside[0].isdigit() else f"{before}*({inside})"]
        ways += [f"{before} (multiplicity {inside})"] if may_count else [before, inside]
        what = "a product or a multiplicity" if may_count else "a product or two values for one"
        message = in_two_ways(self.source(first, self.at), ways, what)
        raise self.refusal(message, self.tokens[first], self.tokens[self.at - 1], ways)

    def held_in(self, opener: int) -> str:
        """Return what the brackets that open there hold, where it is one number such as 2, 96%, 3/2 or sqrt 2; else an empty text."""
        tokens = self.tokens[opener + 1 : min(self.blocks[opener].end, opener + 9)]
        kinds = " ".join(token.text if token.text in ("/", "sqrt") else token.kind.name for token in tokens)
        return kinds if _ONE_NUMBER.fullmatch(kinds) else ""

    def juxtaposes(self, first: int, left: TypedValue, token: Token, spaces: Spaces) -> bool:
        """Tell whether the next token begins a factor, as in `2√3`, rather than the next entry; refuse where that is not sure."""
        if token.kind not in STARTS or (token.kind is TokenKind.BAR and self.bars > 0):
            return False
        if token.kind in NUMERALS:
            if not token.spaced or spaces is not Spaces.SPLIT:
                raise self.unexpected(token)
            self.check_mixed_number(first, token)
            return False
        if self.asked.repeats and _MULTIPLICITY.match(self.text, token.start):
            return False
        if isinstance(left, NumberTable) and self.opens_table(token):
            return False
        if not token.spaced:
            self.check_attached(token)
            return True
        scales = self.opens_table(token) if isinstance(left, Number) else self.is_parameter(token.text)
        if spaces is not Spaces.SPLIT or scales or self.continues(first, token):
            return True
        if isinstance(left, Number) and token.kind is not TokenKind.BAR:
            self.check_two_entries(first, token)
        return False

    def opens_table(self, token: Token) -> bool:
        """Tell whether a vector or matrix begins here."""
        if token.kind is TokenKind.NAME:
            return token.text in names.ARRAYS or token.text in ("diag", "eye")
        if token.kind is not TokenKind.OPEN:
            return False
        block = self.blocks[self.at]
        return token.text != "(" or block.commas or block.rows

    def factor(self, spaces: Spaces) -> TypedValue:
        """Return a signed value with its powers, percent signs and transposes."""
        first, token = self.at, self.token
        self.deepen(token)
        if is_signed := token.text in SIGNS:
            self.at += 1
            before = self.tokens[first - 1] if first else None
            if before and before.text in ("+", "-") and not token.spaced:
                raise self.refusal(f"two signs came in a row, '{before.text}{token.text}'", before, token)
            if self.token.text in SIGNS:
                raise self.refusal(f"two signs came in a row, '{token.text}{self.token.text}'", token, self.token)
        value = self.raised(spaces)
        if is_signed and self.is_negative(token):
            value = algebra.negate_value(value)
        self.depth -= 1
        return value

    def raised(self, spaces: Spaces) -> TypedValue:
        """Return a value with what is written behind it: `^2`, `²`, `ᵀ`."""
        first = self.at
        value = self.primary(spaces)
        while True:
            token = self.token
            if token.text == "^":
                self.at += 1
                self.check_fraction_above(first, value)
                exponent = self.group() if self.token.text == "{" else self.factor(spaces)  # braces are those of LaTeX
            elif token.kind is TokenKind.SUPERSCRIPT and not token.spaced:
                self.at += 1
                exponent = self.calculated(first, partial(literals.literal, token.text))
            elif token.kind is TokenKind.TRANSPOSE:
                self.at += 1
                value = self.calculated(first, partial(algebra.transpose_table, value))
                continue
            elif token.kind is TokenKind.PERCENT:
                raise self.refusal("a percent sign stands only after a plain number, as in 95%", token)
            else:
                return value
            cost = effort(value, value) * (10 if isinstance(value, NumberPolynomial) else 2)
            value = self.calculated(first, partial(algebra.raise_value, value, exponent), cost)

    # --- operands: literals, roots, names, brackets

    def primary(self, spaces: Spaces) -> TypedValue:
        """Return a literal, a name, or what brackets hold."""
        token = self.token
        match token.kind:
            case TokenKind.NUMBER:
                return self.literal(token)
            case TokenKind.FRACTION:
                self.at += 1
                return numbers.from_exact(fraction_of(token.text))
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
                message = f"what the percent sign belongs to is not sure: write ({excerpt(token.text)}%)"
                raise self.refusal(message, before, following)
            if self.token.kind in STARTS and not self.token.spaced:
                raise self.refusal("an operator is missing after the percent sign", following, self.token)
            return self.calculated(first, lambda: literals.percent(token.text))
        if power := self.power_of_ten(token):
            return self.calculated(first, lambda: literals.literal(f"{token.text}e{power}"))
        value = self.calculated(first, lambda: literals.literal(token.text))
        if following.kind is not TokenKind.FRACTION or following.spaced:
            return value
        self.at += 1
        if not value.lone_integer or self.token.kind is TokenKind.SUPERSCRIPT or self.token.text == "^":
            raise self.refusal("a fraction sign stands only after a whole number, as in 2½", token, following)
        return numbers.add_numbers(value, numbers.from_exact(fraction_of(following.text)))

    def power_of_ten(self, mantissa: Token) -> str:
        """Step over the `·10⁻³` of a number in scientific notation, and return its exponent; empty where there is none."""
        if self.token.text != "*" or "e" in mantissa.text.lower():
            return ""  # with a power of ten already it is a product
        ten, mark = self.ahead(1), self.ahead(2)
        if ten.text != "10" or ten.kind is not TokenKind.NUMBER:
            return ""
        exponent, length = "", 3
        if mark.text in ("-", "+") and not mark.spaced:
            self.check_lost_superscript(mantissa)
        elif mark.kind is TokenKind.SUPERSCRIPT and not mark.spaced:
            exponent = mark.text
        elif mark.text == "^":
            exponent, length = self.integer_above(3)
        follows = self.ahead(length)
        if not exponent or follows.text in ("/", "^") or follows.kind is TokenKind.SUPERSCRIPT:
            return ""
        self.scientific.add((self.at - 1, self.at + length))
        self.at += length
        return exponent

    def integer_above(self, ahead: int) -> tuple[str, int]:
        """Return the integer behind `^`, in brackets or not, and where it ends; an empty text where there is none."""
        bracketed = self.ahead(ahead).text in ("(", "{")
        first = self.ahead(ahead + bracketed).text
        sign = first if first in ("-", "+") else ""
        end = ahead + bracketed + len(sign) + 1
        digits = self.ahead(end - 1).text
        if not digits.isdigit() or (bracketed and self.ahead(end).kind is not TokenKind.CLOSE):
            return "", 0
        return sign + digits, end + bracketed

    def check_lost_superscript(self, mantissa: Token) -> None:
        """Refuse `5·10-3`: 5·10⁻³ that lost its superscript, or a difference."""
        sign, digits, follows = self.ahead(2), self.ahead(3), self.ahead(4)
        if digits.spaced or not digits.text.isdigit() or not (follows.spaced or follows.kind in _ENDS):
            return
        power = f"{mantissa.text}e{sign.text if sign.text == '-' else ''}{digits.text}"
        ways = power, f"{mantissa.text}*10 {sign.text} {digits.text}"
        message = in_two_ways(excerpt(self.text[mantissa.start : digits.end]), ways)
        raise self.refusal(message, mantissa, digits, ways)

    def root_sign(self, token: Token, spaces: Spaces) -> TypedValue:
        """Return `√17`, `√(1+i)`, `\\sqrt{17}`, `\\sqrt[3]{8}`."""
        first = self.at
        self.at += 1
        degree = names.ROOT_DEGREES[token.text]
        if token.text == "\\sqrt" and self.token.text == "[":
            written = self.ahead(1)
            is_whole = written.kind is TokenKind.NUMBER and written.text.isdigit()
            degree = int(written.text[:3]) if is_whole else 0
            if not 2 <= degree <= 20 or self.ahead(2).text != "]":
                raise self.refusal("the degree of a root must be a whole number from 2 to 20", self.token, written)
            self.at += 3
        if self.token.kind is TokenKind.OPEN and self.token.text in "({":
            radicand = self.group()
        else:
            if token.text == "\\sqrt" and self.token.kind is TokenKind.NUMBER and len(self.token.text) > 1:
                raise self.refusal("LaTeX takes one digit here: write \\sqrt{…}", token, self.token)
            radicand = self.bare_radicand(token, spaces)
        if not isinstance(radicand, Number):
            raise self.refusal("only a number has a root here", token)
        return self.calculated(first, lambda: numbers.root_of_number(radicand, degree), root_effort(radicand))

    def bare_radicand(self, sign: Token, spaces: Spaces) -> TypedValue:
        """Return the one value under a root without brackets, and note where it ends."""
        self.deepen(sign)
        negative = self.token.text == "-"
        self.at += negative
        if self.token.kind is TokenKind.OPEN and self.token.text != "(":
            raise self.refusal(f"write {sign.text}(…)", sign, self.token)
        value = self.primary(spaces)
        if self.token.kind is TokenKind.SUPERSCRIPT and negative:
            raise self.refusal(f"where the root ends is not sure: write {sign.text}(…)", sign, self.token)
        self.bare_root = (self.at, sign)
        self.depth -= 1
        return algebra.negate_value(value) if negative else value

    def group(self) -> TypedValue:
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
        return self.calculated(first, lambda: numbers.modulus_of(value))

    def bracket(self, token: Token) -> TypedValue:
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

    def held(self, token: Token, rows: list[list[TypedValue]]) -> TypedValue:
        """Return the table in some brackets; a lone polynomial is only grouped by them."""
        only = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else None
        if isinstance(only, NumberPolynomial):
            return only
        table = algebra.table_of_entries(rows)
        return NumberTable(table.rows, flat=False) if token.text.startswith("\\begin") else table

    def named(self, token: Token, spaces: Spaces) -> TypedValue:
        """Return what a word stands for: a constant, the variable, a function with its argument, an array."""
        word, first = token.text, self.at
        self.at += 1
        if self.asked.variable and word in names.VARIABLES:
            return NumberPolynomial("λ" if word == "lambda" else word, (numbers.ZERO, numbers.ONE))
        if self.asked.parameter and word == self.asked.parameter[0]:
            return self.asked.parameter[1]
        if word in UNITS and self.unit not in ("", word):  # both are the units of a vector
            message = f"i and j both came: write a vector as {names.A_VECTOR}, a complex number with one of them"
            raise self.refusal(message, token)
        if word in names.CONSTANTS:
            self.unit = word if word in UNITS else self.unit
            return names.CONSTANTS[word]
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

    def function(self, token: Token, first: int, calls: bool, spaces: Spaces) -> Number:
        """Return a function of the number in its brackets; a root also takes one bare number."""
        if calls:
            argument = self.group()
        elif token.text in ("sqrt", "cbrt") and self.token.kind in NUMERALS:
            argument = self.bare_radicand(token, spaces)
        else:
            raise self.refusal(f"write {token.text}(…), with its argument in round brackets", token)
        if not isinstance(argument, Number):
            raise self.refusal(f"{token.text} takes one number", token)
        inside = self.source(first + 1, self.at)
        if token.text in ("sin", "cos") and argument.value != 0 and "π" not in inside and "pi" not in inside:
            message = f"degrees or radians is not sure: write the angle with π, as in {token.text}(π/4)"
            raise self.refusal(message, token)
        return self.calculated(first, lambda: names.FUNCTIONS[token.text](argument), root_effort(argument))

    def latex_fraction(self, token: Token, first: int) -> TypedValue:
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
        return self.calculated(first, lambda: algebra.divide_values(*parts))

    def array(self, token: Token) -> TypedValue:
        """Return `array([[1., 2.]])` as NumPy prints it, a dtype dropped, or `matrix([1, 2], [3, 4])` as Maxima does."""
        block = self.blocks[self.at]
        self.at += 1
        rows: list[TypedValue] = [self.expression(Spaces.STRICT)]
        while self.token.kind is TokenKind.COMMA and self.ahead(1).kind is TokenKind.OPEN:
            self.at += 1
            rows.append(self.expression(Spaces.STRICT))
        if self.token.kind is TokenKind.COMMA and self.tokens[self.at + 1].text == "dtype":
            self.at = block.end
        value = rows[0] if len(rows) == 1 else algebra.table_of_entries([[row] for row in rows])
        if not isinstance(value, NumberTable) and self.asked.spaces is not Spaces.STRICT:
            raise self.refusal(f"{token.text}(…) must hold rows, as in {token.text}([[1, 2], [3, 4]])", token)
        return self.closed(value, block.end)

    def quotient(self, token: Token, first: int) -> Number:
        """Return `Fraction(1, 3)`."""
        value = self.bracket(self.token)
        if isinstance(value, NumberTable) and value.shape == (1, 2):
            top, bottom = value.rows[0]
            return self.calculated(first, lambda: numbers.divide_numbers(top, bottom))
        raise self.refusal(f"expected {token.text}(1, 3)", token)

    def diagonal(self, token: Token, first: int) -> NumberTable:
        """Return `diag(3, 7)`, `diag([3, 7])` or `eye(2)`."""
        value = self.bracket(self.token)
        items = value.rows[0] if isinstance(value, NumberTable) and len(value.rows) == 1 else (value,)
        entries = tuple(x for x in items if isinstance(x, Number))
        if token.text == "diag" and len(entries) == len(items):
            return self.calculated(first, lambda: algebra.diagonal_table(entries))
        if token.text == "eye" and isinstance(value, Number) and value.lone_integer and 1 <= value.value.real <= 50:
            return algebra.diagonal_table((numbers.ONE,) * int(value.value.real))
        raise self.refusal(f"'{token.text}' cannot be read so; expected diag(3, 7) or eye(2)", token)


def _entries(value: TypedValue) -> int:
    return len(value.rows) * len(value.rows[0]) if isinstance(value, NumberTable) else 1


def _weight(value: TypedValue) -> int:
    if isinstance(value, NumberPolynomial):
        return sum(_weight(c) for c in value.coefficients)
    return len(value.exact.terms) if isinstance(value, Number) and isinstance(value.exact, Surd) else _entries(value)


def effort(a: TypedValue, b: TypedValue) -> int:
    """Return what an operation on two values costs, in units of the cursor's effort."""
    return 1 + _weight(a) * _weight(b)


def root_effort(value: Number) -> int:
    """Return what a root costs: the trial division for its square part."""
    return 1 + int(min(abs(value.value), 1e12) ** (1 / 3)) // 100
