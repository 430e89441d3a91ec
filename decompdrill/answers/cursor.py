"""A place in typed text: tokens, the brackets among them, and the refusals that point at them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from decompdrill.answers.labels import Label
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.tokens import Token, TokenKind, tokenize

_T = TypeVar("_T")

# One unit is about ten microseconds: a text whose arithmetic would take longer than a second is refused.
_EFFORT = 20_000


class Spaces(Enum):
    """What white space between two values means."""

    SPLIT = auto()
    """It separates entries, as in `1 -2`."""
    STRICT = auto()
    """Commas separate entries, so a space where a comma may be missing is refused."""
    FREE = auto()
    """It means nothing: one expression is read."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a form asks of the grammar; `expected` ends the sentence "expected …"."""

    expected: str
    spaces: Spaces = Spaces.SPLIT
    wary: bool = False
    """`2 √3` could as well be two entries as one, and `1 +2i` one as well as two: refuse them."""
    repeats: bool = False
    """`2 (twice)` is two entries."""
    variable: bool = False
    pairs: bool = False
    """± makes two entries (or is refused later, with both values)."""


class Cursor:
    """A token of a text, and what was met on the way to it; `sign` is what ± stands for in the present pass.

    `scientific` holds where numbers such as `5·10⁻³` begin and end.
    `first_pair` is the index of the first ±, or the number of tokens where there is none.
    """

    def __init__(self, text: str, asked: Expectation, start: int, end: int | None) -> None:
        tokens = tokenize(text, start, end)
        self.text = text
        self.asked = asked
        self.tokens = tokens.items
        self.blocks = tokens.blocks
        self.first_pair = next(
            (index for index, token in enumerate(self.tokens) if token.kind is TokenKind.PLUS_MINUS), len(self.tokens)
        )
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.environments = 0
        self.effort = 0
        self.sign = 1
        self.signs_seen = 0
        self.sign_place: tuple[int, int] | None = None
        self.unit = ""
        self.bare_root: tuple[int, Token] | None = None
        self.labels: list[Label] = []
        self.scientific: set[tuple[int, int]] = set()

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, steps: int) -> Token:
        """Return the token so many steps ahead, the last one where there are not so many."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def follows_on(self, index: int) -> bool:
        """Tell whether the token at an index touches the one before it."""
        return index < len(self.tokens) and not self.tokens[index].spaced

    def refusal(
        self,
        message: str,
        first: Token,
        last: Token | None = None,
        instead: Sequence[str] = (),
        until: int | None = None,
    ) -> RefusalError:
        """Return a refusal that points at one token or a run of them.

        What could be typed instead stands for the text from the first token to the position `until`.
        """
        end = (last or first).end
        return RefusalError(message, (first.start, end), instead, (first.start, end if until is None else until))

    def source(self, first: int, end: int) -> str:
        """Return the text of the tokens from one index up to another, for a message."""
        return excerpt(self.text[self.tokens[first].start : self.tokens[end - 1].end])

    def piece(self, index: int) -> str:
        """Return the text of the value that begins at a token, for a message."""
        return self.source(index, self.end_of_piece(index))

    def end_of_piece_at(self, index: int) -> int:
        """Return the position in the text where the value that begins at a token ends."""
        return self.tokens[self.end_of_piece(index) - 1].end

    def end_of_piece(self, index: int) -> int:
        """Return the index behind the value that begins at a token: a literal, a root, a bracket."""
        end = index + 1
        while (
            self.tokens[end - 1].kind in (TokenKind.ROOT, TokenKind.OPERATOR, TokenKind.PLUS_MINUS)
            and end < len(self.tokens) - 1
        ):
            end += 1
        opener = end - 1
        if (
            self.tokens[opener].kind is TokenKind.NAME
            and self.follows_on(end)
            and self.tokens[end].kind is TokenKind.OPEN
        ):
            opener = end
        if self.tokens[opener].kind is TokenKind.OPEN:
            end = self.blocks[opener].end + 1
        elif self.follows_on(end) and self.tokens[end].kind is TokenKind.NAME:
            end += 1
        return end

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
