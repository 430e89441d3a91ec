"""A place in typed text: tokens, the brackets among them, and what is refused there: two readings, or none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from decompdrill.answers import names
from decompdrill.answers.algebra import NumberPolynomial, TypedValue
from decompdrill.answers.labels import Label, label_at
from decompdrill.answers.refusal import RefusalError, excerpt, in_two_ways
from decompdrill.answers.tokens import Token, TokenKind, tokenize
from decompdrill.model import Number

_T = TypeVar("_T")
UNITS = ("i", "j")
SIGNS = ("+", "-", "±")
_WORD = re.compile(r"(?i:identity|zero) matrix|[\w\\][\w.]*|.", re.DOTALL)
_UNCERTAIN = re.compile(r"[0-9]*\.[0-9]*\([0-9]+\)")
_REPEATED = re.compile(r"([0-9.]+)\(([0-9]+)\)")
NUMERALS = (TokenKind.NUMBER, TokenKind.FRACTION)
STARTS = (*NUMERALS, TokenKind.NAME, TokenKind.ROOT, TokenKind.OPEN, TokenKind.BAR)
_LEADS_ON = (TokenKind.ROOT, TokenKind.OPERATOR, TokenKind.PLUS_MINUS)
# One unit is about ten microseconds: a text whose arithmetic would take longer than a second is refused.
_EFFORT = 20_000
_DEEPEST = 60


class Spaces(Enum):
    """What white space between two values means."""

    SPLIT = auto()  # it separates entries, as in `1 -2`
    STRICT = auto()  # commas separate entries, so a space where a comma may be missing is refused
    FREE = auto()  # nothing: one expression is read


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a form asks of the grammar; `expected` ends the sentence "expected …"."""

    expected: str
    spaces: Spaces = Spaces.SPLIT
    wary: bool = False  # `2 √3` could as well be two entries as one, and `1 +2i` one as well as two: refuse them
    repeats: bool = False  # `2 (twice)` is two entries
    variable: bool = False
    parameter: tuple[str, Number] | None = None  # of a family such as (t, 2t): its letter, and its value here
    ordered: bool = True
    pairs: bool = False  # ± makes two entries (or is refused later, with both values)


class Cursor:
    """A token of a text, and what was met on the way to it; `sign` is what ± stands for in the present pass."""

    def __init__(self, text: str, asked: Expectation, start: int, end: int) -> None:
        self.text = text
        self.asked = asked
        self.tokens, self.blocks = tokenize(text, start, end)
        pairs = (index for index, token in enumerate(self.tokens) if token.kind is TokenKind.PLUS_MINUS)
        self.first_pair = next(pairs, len(self.tokens))  # the index of the first ±, where there is one
        self.at = self.depth = self.bars = self.environments = self.effort = 0
        self.sign, self.signs_seen = 1, 0
        self.sign_place: tuple[int, int] | None = None
        self.unit = ""
        self.bare_root = (-1, self.tokens[0])
        self.labels: list[Label] = []
        self.scientific: set[tuple[int, int]] = set()  # where numbers such as `5·10⁻³` begin and end

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, steps: int) -> Token:
        """Return the token so many steps ahead, the last one where there are not so many."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def refusal(
        self, message: str, first: Token, last: Token | None = None, instead: Sequence[str] = (), until: int = 0
    ) -> RefusalError:
        """Return a refusal that points at a run of tokens; what could be typed instead replaces it, or all `until` there."""
        end = (last or first).end
        return RefusalError(message, (first.start, end), instead, (first.start, until or end))

    def source(self, first: int, end: int) -> str:
        """Return the text of the tokens from one index up to another, for a message."""
        return excerpt(self.text[self.tokens[first].start : self.tokens[end - 1].end])

    def piece(self, index: int) -> tuple[str, int]:
        """Return the value that begins at a token, a literal, a root or a bracket, for a message; and where it ends."""
        first = index
        while self.tokens[index].kind in _LEADS_ON and index < len(self.tokens) - 2:
            index += 1
        after = self.tokens[min(index + 1, len(self.tokens) - 1)]
        follows = TokenKind.END if after.spaced else after.kind
        if self.tokens[index].kind is TokenKind.NAME and follows is TokenKind.OPEN:
            index += 1
        if self.tokens[index].kind is TokenKind.OPEN:
            index = self.blocks[index].end
        elif follows is TokenKind.NAME:
            index += 1
        return self.source(first, index + 1), self.tokens[index].end

    def label(self, token: Token, first: bool = False) -> Label | None:
        """Return the label that begins with a token; only a first entry may begin with a bare `=`."""
        label = label_at(self.text, token.start, self.tokens[-1].start, first, self.asked.repeats)
        is_value = label and label.names[1:] and self.is_parameter(label.names[0])
        return None if is_value else label  # of `x = t, y = -t`

    def is_parameter(self, word: str) -> bool:
        return self.asked.parameter is not None and word == self.asked.parameter[0]

    def deepen(self, token: Token) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refusal(f"the expression is nested too deep: at most {_DEEPEST} levels are read", token)

    def calculated(self, first: int, compute: Callable[[], _T], effort: int = 1) -> _T:
        """Return a computed value; a refusal on the way gets the span from a token index to here."""
        self.effort += effort
        start, end = self.tokens[first].start, self.tokens[max(self.at - 1, first)].end
        if self.effort > _EFFORT:
            raise RefusalError("the calculation is too long to be worked out: type its result", (start, end))
        try:
            return compute()
        except RefusalError as fault:
            raise fault.at((start, end)) from None

    def skip_to(self, position: int) -> None:
        """Step over the tokens that begin before a position of the text."""
        while self.token.start < position and self.token.kind is not TokenKind.END:
            self.at += 1

    # --- what is refused because it can be read in two ways, or in none

    def check_bare_root(self, token: Token, spaces: Spaces) -> None:
        """Refuse what follows a root without brackets where its end is not sure, as in `sqrt 2/2` or `√2x`."""
        end, sign = self.bare_root
        if end != self.at:
            return
        radicand = self.tokens[self.at - 1].text
        split = token.spaced and spaces is Spaces.SPLIT
        attached = token.kind is TokenKind.NAME and not split and not (token.text in UNITS and token.spaced)
        operator = token.text if token.kind is TokenKind.OPERATOR else ""
        unsure = ("*", "/") if self.tokens[self.at - 1].spaced else ()  # sqrt2/2 is √2/2
        spelled = sign.kind is TokenKind.NAME and (operator in unsure or (token.kind in STARTS and not split))
        of_one = radicand == "1" and operator == "/"
        if attached or spelled or of_one:
            piece, until = self.piece(self.at + len(operator))
            over, under = f"{sign.text}({radicand}){operator}{piece}", f"{sign.text}({radicand}{operator}{piece})"
            message = f"where the root ends is not sure: write {over} or {under}"
            raise self.refusal(message, sign, token, (over, under), until)

    def check_fraction_above(self, first: int, base: TypedValue) -> None:
        """Refuse `2^1/2`: a root, or the half of a power."""
        above, slash, below = self.token, self.ahead(1), self.ahead(2)
        is_quotient = slash.text == "/" and not (slash.spaced or below.spaced)
        if isinstance(base, NumberPolynomial) or not (is_quotient and above.text.isdigit() and below.text.isdigit()):
            return
        if math.gcd(int(above.text[:9]), int(below.text[:9])) == 1 and int(below.text[:9]) > 1:
            whole = self.source(first, self.at - 1)
            ways = f"{whole}^({above.text}/{below.text})", f"({whole}^{above.text})/{below.text}"
            message = in_two_ways(self.source(first, self.at + 3), ways)
            raise self.refusal(message, self.tokens[first], below, ways)

    def check_divisor(self, first: int, divisor: int, factor: int) -> None:
        """Refuse `1/2√3`, but not a fraction times what follows, as in `3/2 λ`, `3/5i` and `1/2 (5 + √17)`."""
        token = self.tokens[factor]
        if factor - divisor == 1 and self.tokens[divisor].text.isdigit():
            if token.text in UNITS or (token.spaced and token.text == "("):
                return
            if token.kind is TokenKind.NAME and self.asked.variable and token.text not in names.KNOWN:
                return  # no variable stands below a fraction unbracketed
        top, bottom = self.source(first, divisor - 1), self.source(divisor, factor)
        rest = self.source(factor, self.at)
        ways = f"({top}/{bottom})*{rest}", f"{top}/({bottom}*{rest})"
        message = in_two_ways(f"{top}/{bottom}{rest}", ways)
        raise self.refusal(message, self.tokens[first], self.tokens[self.at - 1], ways)

    def continues(self, first: int, token: Token) -> bool:
        """Does the number go on here? So does `√3 i`, `3 + 2 i`, `4/5 ± 3/5 i` and, in a list, `1/2 (5 + √17)`."""
        if token.text in UNITS:
            in_sum = first > 0 and self.tokens[first - 1].text in ("+", "-") and self.tokens[first].spaced
            has_root = any(part.kind is TokenKind.ROOT for part in self.tokens[first : self.at])
            return self.first_pair < self.at or in_sum or has_root
        if not self.asked.wary or token.text != "(":
            return False
        block = self.blocks[self.at]
        has_sum = any(part.text in SIGNS for part in self.tokens[self.at + 2 : block.end])
        return has_sum and not (block.commas or block.rows)

    def check_mixed_number(self, first: int, token: Token) -> None:
        """Refuse `2 1/2` and `2 ½` in a list: a mixed number, or two entries."""
        is_whole = self.at - first == 1 or (self.at - first == 2 and self.tokens[first].kind is TokenKind.OPERATOR)
        if not self.asked.wary or not is_whole or not self.tokens[self.at - 1].text.isdigit():
            return
        is_quotient = self.ahead(1).text == "/" and self.ahead(2).kind is TokenKind.NUMBER
        if token.kind is TokenKind.FRACTION or is_quotient:
            end = self.at + (1 if token.kind is TokenKind.FRACTION else 3)
            whole, part, until = self.source(first, self.at), self.source(self.at, end), self.tokens[end - 1].end
            joined = f"{whole} {'-' if whole.startswith('-') else '+'} {part}"
            raise self.one_or_two(f"{whole} {part}", joined, f"{whole}, {part}", self.tokens[first], token, until)

    def check_attached(self, token: Token) -> None:
        """Refuse `2e` (a power of ten half typed) and `0.(3)` (a period, or an uncertainty)."""
        before = self.tokens[self.at - 1]
        if before.kind is not TokenKind.NUMBER or token.text not in ("e", "("):
            return
        if token.text == "e":
            number = excerpt(before.text)
            message = f"'{number}e' can be read in two ways: write {number}*e, or a power of ten such as 1e3"
            raise self.refusal(message, before, token, (f"{before.text}*e",))
        if self.asked.repeats and (match := _REPEATED.match(self.text, before.start)):
            number, times = excerpt(match[1]), excerpt(match[2])
            ways = f"{number}*{times}", f"{number} (multiplicity {times})"
            message = f"'{excerpt(match[0])}' can be a product or a multiplicity: write {ways[0]}, or {ways[1]}"
            raise RefusalError(message, match.span(), ways)
        if match := _UNCERTAIN.match(self.text, before.start):
            message = f"'{excerpt(match[0])}' can be read in two ways: write * for a product, a fraction for a period"
            raise RefusalError(message, match.span(), (match[0].replace("(", "*("),))

    def check_two_entries(self, first: int, token: Token) -> None:
        """Refuse `2 √3` in a list, and `3 + 2 i` anywhere: a product, or two entries."""
        in_sum = first > 0 and self.tokens[first - 1].kind is TokenKind.OPERATOR and self.tokens[first].spaced
        if not (self.asked.wary or in_sum) or self.label(token):
            return
        word = self.tokens[self.at + 1] if token.kind is TokenKind.OPEN else token
        if word.kind is TokenKind.NAME and word.text not in names.KNOWN:
            raise self.unknown(word)
        before, (after, until) = self.source(first, self.at), self.piece(self.at)
        ways = f"{before}*{after}", f"{before}, {after}"
        raise self.one_or_two(f"{before} {after}", *ways, self.tokens[first], token, until)

    def one_or_two(self, came: str, joined: str, apart: str, first: Token, last: Token, until: int) -> RefusalError:
        """Return the refusal of what can be one value or two, with both spellings on offer."""
        if self.asked.spaces is Spaces.SPLIT:
            message = f"'{came}' can be one value or two: write '{joined}' for one, '{apart}' for two"
            return self.refusal(message, first, last, (joined, apart), until)
        message = f"'{came}' can be two values, but the question asks for one: write '{joined}' for one"
        return self.refusal(message, first, last, (joined,), until)

    def unknown(self, token: Token) -> RefusalError:
        is_name = token.kind is TokenKind.NAME
        if token.kind is TokenKind.EQUALS or (is_name and self.label(token)):
            return self.refusal("an equation cannot be read: type only the value", token)
        word = (_WORD.match(self.text, token.start) or [token.text])[0]
        word = word.rstrip(".") or word
        shown = token.text if is_name and word[len(token.text) :].lstrip("_").isdigit() else word
        message, instead = names.refusal_of(excerpt(shown), self.asked.expected)
        return RefusalError(message, (token.start, token.start + len(word)), instead)

    def unexpected(self, token: Token) -> RefusalError:
        """Return the refusal of a token that cannot stand where it does."""
        before = self.tokens[max(self.at - 1, 0)]
        match token.kind:
            case TokenKind.END:
                return self.refusal(f"the text ends too early, after '{excerpt(before.text)}'", before)
            case TokenKind.NAME | TokenKind.OTHER | TokenKind.SUPERSCRIPT | TokenKind.EQUALS:
                return self.unknown(token)
            case TokenKind.ELLIPSIS:
                return self.refusal("a text shortened with … cannot be read: write every entry", token)
            case TokenKind.NUMBER | TokenKind.FRACTION if self.at:
                return self.side_by_side(before, token)
            case _:
                return self.refusal(f"{name_of_token(token)} cannot stand here; expected {self.asked.expected}", token)

    def side_by_side(self, before: Token, token: Token) -> RefusalError:
        """Return the refusal of two values with nothing between them."""
        left, right = self.source(self.at - 1, self.at), self.source(self.at, self.at + 1)
        if before.kind is TokenKind.NAME and not token.spaced:
            ways = f"{left}^{right}", f"{right}*{left}"
            return self.refusal(f"'{left}{right}' cannot be read: write {ways[0]} or {ways[1]}", before, token, ways)
        is_list = self.asked.spaces is Spaces.SPLIT
        missing = "a comma or an operator" if is_list and token.spaced else "an operator"
        ways = f"{left}, {right}" if is_list else f"{left} + {right}", f"{left}*{right}"
        return self.refusal(f"{missing} is missing between {left} and {right}", before, token, ways)


def name_of_token(token: Token) -> str:
    """Return a token as a message names it."""
    return "a line end" if token.text == "\n" else f"'{excerpt(token.text)}'"
