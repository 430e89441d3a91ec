"""What is refused because it can be read in two ways, or in none."""

from __future__ import annotations

import re

from decompdrill.answers import names
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
        attached = token.kind is TokenKind.NAME and not split
        spelled = sign.kind is TokenKind.NAME and (
            (token.kind is TokenKind.OPERATOR and token.text in "*/") or (token.kind in STARTS and not split)
        )
        of_one = radicand == "1" and token.text == "/"
        if attached or spelled or of_one:
            operator = token.text if token.kind is TokenKind.OPERATOR else ""
            follows = operator + self.piece(self.at + len(operator))
            raise self.refusal(
                f"where the root ends is not sure: write {sign.text}({radicand}){follows} "
                f"or {sign.text}({radicand}{follows})",
                sign,
                token,
            )

    def is_of_fraction(self, divisor: int, factor: int) -> bool:
        """Is `3/2 λ` or `3/5 i` meant as a fraction times λ or i? λ and i never stand below a fraction unbracketed."""
        if factor - divisor != 1 or not self.tokens[divisor].text.isdigit():
            return False
        token = self.tokens[factor]
        if token.kind is not TokenKind.NAME:
            return False
        is_unit = token.text in ("i", "j")
        return (
            token.spaced
            if is_unit
            else self.asked.variable and token.text not in names.CONSTANTS | names.FUNCTIONS.keys()
        )

    def ends_a_pair(self, token: Token) -> bool:
        """Is this the i of `4/5 ± 3/5 i`? ± makes the two entries; i is none of its own behind it."""
        is_unit = token.kind is TokenKind.NAME and token.text in ("i", "j")
        return is_unit and self.first_pair < self.at

    def two_ways(self, first: int, divisor: int, factor: int) -> RefusalError:
        """Return the refusal of `1/2√3`."""
        top, bottom = self.source(first, divisor - 1), self.source(divisor, factor)
        rest = self.source(factor, self.at)
        return self.refusal(
            f"'{top}/{bottom}{rest}' can be read in two ways: write ({top}/{bottom})*{rest} or {top}/({bottom}*{rest})",
            self.tokens[first],
            self.tokens[self.at - 1],
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
            raise self.one_or_two(
                f"{whole} {part}", f"{whole} {sign} {part}", f"{whole}, {part}", self.tokens[first], token
            )

    def check_attached(self, token: Token) -> None:
        """Refuse `2e` (a power of ten half typed) and `0.(3)` (a period, or an uncertainty)."""
        before = self.tokens[self.at - 1]
        if token.text == "e" and before.kind is TokenKind.NUMBER:
            raise self.refusal(
                f"'{excerpt(before.text)}e' can be read in two ways: write {excerpt(before.text)}*e, or a power of ten such as 1e3",
                before,
                token,
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
            )
        match = _UNCERTAIN.match(self.text, before.start)
        if match:
            raise RefusalError(
                f"'{excerpt(match[0])}' can be read in two ways: write * for a product, a fraction for a period",
                match.span(),
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
        raise self.one_or_two(f"{before} {after}", f"{before}*{after}", f"{before}, {after}", self.tokens[first], token)

    def one_or_two(self, came: str, joined: str, apart: str, first: Token, last: Token) -> RefusalError:
        """Return the refusal of what can be one value or two, with both spellings on offer."""
        if self.asked.spaces is not Spaces.SPLIT:
            return self.refusal(f"'{came}' can be two values, and one is asked: write '{joined}' for one", first, last)
        return self.refusal(
            f"'{came}' can be one value or two: write '{joined}' for one, '{apart}' for two", first, last
        )

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
        message = names.refusal_of(excerpt(shown), self.asked.expected)
        return RefusalError(message, (token.start, token.start + len(word)))

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
        if token.spaced:
            between = "a comma or an operator" if self.asked.spaces is Spaces.SPLIT else "an operator"
            message = f"{between} is missing between {left} and {right}"
        elif before.kind is TokenKind.NAME:
            message = f"'{left}{right}' cannot be read: write {left}^{right} or {right}*{left}"
        else:
            message = f"an operator is missing between {left} and {right}"
        return self.refusal(message, before, token)


def shown(token: Token) -> str:
    """Return a token as a message names it."""
    return "a line end" if token.text == "\n" else f"'{excerpt(token.text)}'"
