"""What is refused because it can be read in two ways, or in none."""

from __future__ import annotations

import math
import re

from decompdrill.answers import names
from decompdrill.answers.algebra import Polynomial, Value
from decompdrill.answers.cursor import Cursor, Spaces
from decompdrill.answers.labels import label_at
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.tokens import Token, TokenKind

_WORD = re.compile(r"[\w\\][\w.]*|.", re.DOTALL)
_UNCERTAIN = re.compile(r"[0-9]*\.[0-9]*\([0-9]+\)")
_REPEATED = re.compile(r"([0-9.]+)\(([0-9]+)\)")
STARTS = frozenset(
    (TokenKind.NUMBER, TokenKind.FRACTION, TokenKind.NAME, TokenKind.ROOT, TokenKind.OPEN, TokenKind.BAR)
)


class Doubts(Cursor):
    """A cursor that knows which spellings are not sure."""

    def check_bare_root(self, token: Token, spaces: Spaces) -> None:
        """Refuse what follows a root without brackets where its end is not sure, as in `sqrt 2/2` or `√2x`."""
        if self.bare_root is None or self.bare_root[0] != self.at:
            return
        sign = self.bare_root[1]
        radicand = self.tokens[self.at - 1].text
        split = token.spaced and spaces is Spaces.SPLIT
        is_unit = token.text in ("i", "j") and token.spaced
        attached = token.kind is TokenKind.NAME and not split and not is_unit
        spelled = sign.kind is TokenKind.NAME and (
            (token.kind is TokenKind.OPERATOR and token.text in "*/") or (token.kind in STARTS and not split)
        )
        of_one = radicand == "1" and token.text == "/"
        if attached or spelled or of_one:
            operator = token.text if token.kind is TokenKind.OPERATOR else ""
            follows = operator + self.piece(self.at + len(operator))
            over, under = f"{sign.text}({radicand}){follows}", f"{sign.text}({radicand}{follows})"
            raise self.refusal(
                f"where the root ends is not sure: write {over} or {under}",
                sign,
                token,
                instead=(over, under),
                until=self.end_of_piece_at(self.at + len(operator)),
            )

    def check_fraction_above(self, first: int, base: Value) -> None:
        """Refuse `2^1/2`: a root, or the half of a power."""
        quotient = self.tokens[self.at : self.at + 3]
        if len(quotient) < 3 or isinstance(base, Polynomial) or quotient[1].text != "/":
            return
        above, below = quotient[0], quotient[2]
        if not (above.text.isdigit() and below.text.isdigit()) or quotient[1].spaced or below.spaced:
            return
        if math.gcd(int(above.text[:9]), int(below.text[:9])) == 1 and int(below.text[:9]) > 1:
            whole = self.source(first, self.at - 1)
            ways = f"{whole}^({above.text}/{below.text})", f"({whole}^{above.text})/{below.text}"
            raise self.refusal(
                f"'{self.source(first, self.at + 3)}' can be read in two ways: write {ways[0]} or {ways[1]}",
                self.tokens[first],
                below,
                instead=ways,
            )

    def is_of_fraction(self, divisor: int, factor: int) -> bool:
        """Is a fraction meant times what follows, as in `3/2 λ`, `3/5i` and `1/2 (5 + √17)`?

        λ and i never stand below a fraction unbracketed.
        """
        if factor - divisor != 1 or not self.tokens[divisor].text.isdigit():
            return False
        token = self.tokens[factor]
        if token.kind is not TokenKind.NAME:
            return token.spaced and token.text == "("
        is_unit = token.text in ("i", "j")
        return is_unit or (self.asked.variable and token.text not in names.CONSTANTS | names.FUNCTIONS.keys())

    def continues(self, first: int, token: Token) -> bool:
        """Does the number go on here? So does `√3 i`, `3 + 2 i`, `4/5 ± 3/5 i` and, in a list, `1/2 (5 + √17)`."""
        before = self.tokens[first : self.at]
        if token.kind is TokenKind.NAME and token.text in ("i", "j"):
            in_sum = first > 0 and self.tokens[first - 1].text in ("+", "-") and self.tokens[first].spaced
            return self.first_pair < self.at or in_sum or any(part.kind is TokenKind.ROOT for part in before)
        if not self.asked.wary or token.text != "(":
            return False
        block = self.blocks[self.at]
        inside = self.tokens[self.at + 2 : block.end]
        return not (block.commas or block.rows) and any(part.text in ("+", "-", "±") for part in inside)

    def two_ways(self, first: int, divisor: int, factor: int) -> RefusalError:
        """Return the refusal of `1/2√3`."""
        top, bottom = self.source(first, divisor - 1), self.source(divisor, factor)
        rest = self.source(factor, self.at)
        ways = f"({top}/{bottom})*{rest}", f"{top}/({bottom}*{rest})"
        return self.refusal(
            f"'{top}/{bottom}{rest}' can be read in two ways: write {ways[0]} or {ways[1]}",
            self.tokens[first],
            self.tokens[self.at - 1],
            instead=ways,
        )

    def check_mixed_number(self, first: int, token: Token) -> None:
        """Refuse `2 1/2` and `2 ½` in a list: a mixed number, or two entries."""
        is_whole = self.at - first == 1 or (self.at - first == 2 and self.tokens[first].kind is TokenKind.OPERATOR)
        if not self.asked.wary or not is_whole or not self.tokens[self.at - 1].text.isdigit():
            return
        quotient = self.tokens[self.at : self.at + 3]
        slashed = len(quotient) == 3 and quotient[1].text == "/" and quotient[2].kind is TokenKind.NUMBER
        if token.kind is TokenKind.FRACTION or slashed:
            whole = self.source(first, self.at)
            part = token.text if token.kind is TokenKind.FRACTION else self.source(self.at, self.at + 3)
            sign = "-" if whole.startswith("-") else "+"
            until = token.end if token.kind is TokenKind.FRACTION else quotient[2].end
            raise self.one_or_two(
                f"{whole} {part}", f"{whole} {sign} {part}", f"{whole}, {part}", self.tokens[first], token, until
            )

    def check_attached(self, token: Token) -> None:
        """Refuse `2e` (a power of ten half typed) and `0.(3)` (a period, or an uncertainty)."""
        before = self.tokens[self.at - 1]
        if token.text == "e" and before.kind is TokenKind.NUMBER:
            raise self.refusal(
                f"'{excerpt(before.text)}e' can be read in two ways: write {excerpt(before.text)}*e, or a power of ten such as 1e3",
                before,
                token,
                instead=(f"{before.text}*e",),
            )
        if before.kind is not TokenKind.NUMBER or token.text != "(":
            return
        match = _REPEATED.match(self.text, before.start)
        if match and self.asked.repeats:
            number, times = excerpt(match[1]), excerpt(match[2])
            raise RefusalError(
                f"'{excerpt(match[0])}' can be a product or a multiplicity: "
                f"write {number}*{times}, or {number} (multiplicity {times})",
                match.span(),
                (f"{number}*{times}", f"{number} (multiplicity {times})"),
            )
        match = _UNCERTAIN.match(self.text, before.start)
        if match:
            raise RefusalError(
                f"'{excerpt(match[0])}' can be read in two ways: write * for a product, a fraction for a period",
                match.span(),
                (match[0].replace("(", "*("),),
            )

    def check_two_entries(self, first: int, token: Token) -> None:
        """Refuse `2 √3` in a list, and `3 + 2 i` anywhere: a product, or two entries."""
        in_sum = first > 0 and self.tokens[first - 1].kind is TokenKind.OPERATOR and self.tokens[first].spaced
        if not self.asked.wary and not in_sum:
            return
        if label_at(self.text, token.start, self.tokens[-1].start, first=False):
            return
        word = self.tokens[self.at + 1] if token.kind is TokenKind.OPEN else token
        if word.kind is TokenKind.NAME and word.text not in names.CONSTANTS and word.text not in names.FUNCTIONS:
            raise self.unknown(word)
        before, after = self.source(first, self.at), self.piece(self.at)
        until = self.end_of_piece_at(self.at)
        raise self.one_or_two(
            f"{before} {after}", f"{before}*{after}", f"{before}, {after}", self.tokens[first], token, until
        )

    def one_or_two(self, came: str, joined: str, apart: str, first: Token, last: Token, until: int) -> RefusalError:
        """Return the refusal of what can be one value or two, with both spellings on offer."""
        if self.asked.spaces is not Spaces.SPLIT:
            message = f"'{came}' can be two values, but the question asks for one: write '{joined}' for one"
            return self.refusal(message, first, last, (joined,), until)
        message = f"'{came}' can be one value or two: write '{joined}' for one, '{apart}' for two"
        return self.refusal(message, first, last, (joined, apart), until)

    def imaginary_unit_after(self, index: int) -> str | None:
        """Return the `i` or `j` that a term begins with or carries: `2i`, `i√3`."""
        if self.tokens[index].kind in (TokenKind.NUMBER, TokenKind.FRACTION) and self.follows_on(index + 1):
            index += 1
        token = self.tokens[index]
        return token.text if token.kind is TokenKind.NAME and token.text in ("i", "j") else None

    def unknown(self, token: Token) -> RefusalError:
        """Return the refusal of a word."""
        if token.kind is TokenKind.NAME and label_at(self.text, token.start, self.tokens[-1].start, first=False):
            return self.refusal("an equation cannot be read: type only the value", token)
        word = (_WORD.match(self.text, token.start) or [token.text])[0]
        word = word.rstrip(".") or word
        shown = token.text if token.kind is TokenKind.NAME and word[len(token.text) :].isdigit() else word
        message, instead = names.refusal_of(excerpt(shown), self.asked.expected)
        return RefusalError(message, (token.start, token.start + len(word)), instead)

    def unexpected(self, token: Token) -> RefusalError:
        """Return the refusal of a token that cannot stand where it does."""
        match token.kind:
            case TokenKind.END:
                last = self.tokens[max(self.at - 1, 0)]
                return self.refusal(f"the text ends too early, after '{excerpt(last.text)}'", last)
            case TokenKind.NAME | TokenKind.OTHER | TokenKind.SUPERSCRIPT:
                return self.unknown(token)
            case TokenKind.ELLIPSIS:
                return self.refusal("a text shortened with … cannot be read: write every entry", token)
            case TokenKind.EQUALS:
                return self.refusal("an equation cannot be read: type only the value", token)
            case TokenKind.NUMBER | TokenKind.FRACTION if self.at:
                return self.side_by_side(token)
            case _:
                return self.refusal(f"{shown(token)} cannot stand here; expected {self.asked.expected}", token)

    def side_by_side(self, token: Token) -> RefusalError:
        """Return the refusal of two values with nothing between them."""
        before = self.tokens[self.at - 1]
        left, right = self.source(self.at - 1, self.at), self.source(self.at, self.at + 1)
        apart = f"{left}, {right}" if self.asked.spaces is Spaces.SPLIT else f"{left} + {right}"
        instead: tuple[str, ...] = (apart, f"{left}*{right}")
        if token.spaced:
            between = "a comma or an operator" if self.asked.spaces is Spaces.SPLIT else "an operator"
            message = f"{between} is missing between {left} and {right}"
        elif before.kind is TokenKind.NAME:
            instead = (f"{left}^{right}", f"{right}*{left}")
            message = f"'{left}{right}' cannot be read: write {left}^{right} or {right}*{left}"
        else:
            message = f"an operator is missing between {left} and {right}"
        return self.refusal(message, before, token, instead)


def shown(token: Token) -> str:
    """Return a token as a message names it."""
    return "a line end" if token.text == "\n" else f"'{excerpt(token.text)}'"
