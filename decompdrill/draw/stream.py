"""Replayable randomness: a blake2b counter named by question, seed and variable.

Nothing here depends on the version of Python or NumPy: the golden table in tests/draw/test_draw.py holds for ever.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

from decompdrill.maths.budget import spend

T = TypeVar("T")

_WORDS = struct.Struct("<8Q")
_WORD_RANGE = 2**64

BLOCK = 50
"""Units of eight words and of what a recipe makes of them."""

LONG = 50
"""Elements for each one that is taken, from which on a sample goes without a copy."""


class Stream:
    """A stream of numbers of its own for each (question id, seed, variable, attempt)."""

    __slots__ = ("_counter", "_hash", "_name", "_words")

    def __init__(self, question_id: str, seed: int, variable: str, attempt: int = 0) -> None:
        # Every part but the last is delimited, so that no two names share a stream.
        self._name = f"{len(question_id)}:{question_id};{seed};{attempt};{variable}"
        self._hash = blake2b(self._name.encode())
        self._counter = 0
        self._words: list[int] = []

    def integer(self, low: int, high: int) -> int:
        """Return an integer from low to high, both included, each exactly as likely.

        Raises ValueError where there is none, or where there are more than 2⁶⁴.
        """
        span = high - low + 1
        if not 1 <= span <= _WORD_RANGE:
            raise ValueError(f"cannot draw an integer from {low} to {high}")
        fair = _WORD_RANGE - _WORD_RANGE % span
        while (word := self._next_word()) >= fair:
            pass
        return low + word % span

    def pick(self, sequence: Sequence[T]) -> T:
        """Return one element, each as likely."""
        if not sequence:
            raise ValueError("cannot pick from nothing")
        return sequence[self.integer(0, len(sequence) - 1)]

    def shuffled(self, sequence: Sequence[T]) -> tuple[T, ...]:
        """Return the elements in a random order, every order as likely (Fisher-Yates)."""
        return self.sample(sequence, len(sequence))

    def sample(self, sequence: Sequence[T], count: int) -> tuple[T, ...]:
        """Return `count` elements at different places, in a random order."""
        if not 0 <= count <= len(sequence):
            raise ValueError(f"cannot take {count} of {len(sequence)}")
        if len(sequence) > LONG * count:
            return self._few(sequence, count)
        items = list(sequence)
        for i in range(min(count, len(items) - 1)):
            j = self.integer(i, len(items) - 1)
            items[i], items[j] = items[j], items[i]
        return tuple(items[:count])

    def _few(self, sequence: Sequence[T], count: int) -> tuple[T, ...]:
        """Return the same sample of a long sequence without a copy of it: only places that changed are written down."""
        changed: dict[int, T] = {}
        for i in range(min(count, len(sequence) - 1)):
            j = self.integer(i, len(sequence) - 1)
            here, there = changed.get(i, sequence[i]), changed.get(j, sequence[j])
            changed[i], changed[j] = there, here
        return tuple(changed.get(i, sequence[i]) for i in range(count))

    def chance(self, numerator: int, denominator: int) -> bool:
        """Return True with probability numerator/denominator."""
        return self.integer(1, denominator) <= numerator

    def sign(self) -> int:
        """Return 1 or -1."""
        return 1 if self.chance(1, 2) else -1

    def child(self, name: str) -> Stream:
        """Return a stream of its own for a part of this variable; how far this one has run does not matter."""
        other = Stream.__new__(Stream)
        other._name = f"{self._name}/{name}"
        other._hash = blake2b(other._name.encode())
        other._counter = 0
        other._words = []
        return other

    def _next_word(self) -> int:
        if not self._words:
            spend(BLOCK)
            block = self._hash.copy()
            block.update(b"#%d" % self._counter)
            self._counter += 1
            self._words = [*reversed(_WORDS.unpack(block.digest()))]
        return self._words.pop()
