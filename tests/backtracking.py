"""Finds regular expressions whose time grows faster than their text, and texts that show it.

A pattern is read as an automaton of its characters: each character of the pattern is a place, each way from one to the
next an edge. Two ways around one place over the same text double the work with each round (exponential); two places
that both go around over the same text, the first leading to the second, multiply it (quadratic or worse). A search adds
a place before the pattern that goes around over any text.
"""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

Chars = frozenset[str]
START = 0
_CAN_FAIL = "can fail"
"""Among the characters that may not follow: something else is asked there as well."""
_BEFORE = "before "
"""Among them too: the characters that may not stand before."""
MOST_COPIES = 8
"""A repetition of one character of at most so many is written out; a longer one is taken for one without an end."""
MOST_COPIES_OF_MORE = 3
"""So is one of several characters, or of what may be empty: 30 of `a?` try two ways each."""
MOST_CHOICES = 8
"""Equal parts of one sequence that may be left out: 24 of `a?` in a row try two ways each."""
_CHOICES = (op.MAX_REPEAT, op.MIN_REPEAT, op.BRANCH, op.SUBPATTERN, op.ATOMIC_GROUP, op.POSSESSIVE_REPEAT)
_SAMPLE = "aAbzZeixTλΩ059_ \t\n\r.,;:!?'\"`#$%&@/\\|()[]{}<>=+-*^~\x00\x7fé√‖∈²₁ᵀ½−\u00a0\u200b\U000f0001\U00100001"


@dataclass
class Piece:
    """A part of a pattern: where it begins and ends, and, for each way through it without a character, what may not follow.

    The way into or out of a place carries the characters that may not come next: `a*+` is left only where no `a` follows.
    """

    firsts: list[tuple[int, Chars]] = field(default_factory=list)
    lasts: list[tuple[int, Chars]] = field(default_factory=list)
    empties: list[Chars] = field(default_factory=list)


class Automaton:
    """The places of a pattern and the edges between them; place 0 is the beginning."""

    def __init__(self, pattern: re.Pattern[str] | re.Pattern[bytes], method: str) -> None:
        self.is_bytes = isinstance(pattern.pattern, bytes)
        self.flags = pattern.flags
        self.is_ascii = self.is_bytes or bool(pattern.flags & re.ASCII)
        self.ignores_case = bool(pattern.flags & re.IGNORECASE)
        self.alphabet = "".join(sorted({*_SAMPLE, *_letters(parser.parse(pattern.pattern, pattern.flags))}))
        if self.is_bytes:
            self.alphabet = "".join(c for c in self.alphabet if ord(c) < 256)
        self.all: Chars = frozenset(self.alphabet)
        self.sets: list[Chars] = [frozenset()]
        self.edges: dict[tuple[int, int], list[Chars]] = {}
        self.starts: dict[Chars, int] = {}
        self.choices: str | None = None
        """A character of parts that may be left out, of which there are so many that trying them all takes for ever."""
        whole = self._sequence(parser.parse(pattern.pattern, pattern.flags))
        searched = method not in ("match", "fullmatch")
        for place, barred in whole.firsts:
            self._edge(self._start(barred) if searched else START, place, barred)
        # A match that needs no end of the text has succeeded wherever such a place is reached.
        self.accepting = (
            set() if method == "fullmatch" else {place for place, barred in whole.lasts if _CAN_FAIL not in barred}
        )
        self.after: dict[int, list[tuple[int, Chars]]] = {place: [] for place in range(len(self.sets))}
        for (source, target), ways in self.edges.items():
            self.after[source] += [(target, chars) for chars in ways if chars]
        self._leading: dict[int, set[int]] = {}
        self._led: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def _start(self, barred: Chars) -> int:
        """Return the place that a search comes to over any text whose last character may stand before a match."""
        fit = frozenset(char for char in self.all if _BEFORE + char not in barred)
        if not fit:
            return START  # it matches at the beginning or nowhere
        self.edges[START, START] = [self.all]
        if fit == self.all:
            return START
        if fit not in self.starts:
            self.sets.append(fit)
            place = self.starts[fit] = len(self.sets) - 1
            for source in (START, place):
                self.edges[source, place] = [fit]
            self.edges[place, START] = [self.all]
        return self.starts[fit]

    def _edge(self, source: int, target: int, barred: Chars) -> None:
        before = self.all if source == START else frozenset(c for c in self.sets[source] if _BEFORE + c not in barred)
        if before:
            self.edges.setdefault((source, target), []).append(self.sets[target] - barred)

    # --- from the parse tree to places

    def _sequence(self, items: Iterable[Any]) -> Piece:
        whole = Piece(empties=[frozenset()])
        items = list(items)
        for item in items:
            whole = self._joined(whole, self._piece(*item))
        optional = [str(item) for item in items if item[0] in (op.MAX_REPEAT, op.MIN_REPEAT) and item[1][0] == 0]
        if any(optional.count(item) > MOST_CHOICES for item in optional):
            self.choices = min(chars for place, _ in whole.firsts for chars in self.sets[place])
        return whole

    def _joined(self, left: Piece, right: Piece) -> Piece:
        self._connect(left.lasts, right.firsts)
        return Piece(
            left.firsts + [(place, barred | other) for barred in left.empties for place, other in right.firsts],
            right.lasts + [(place, barred | other) for barred in right.empties for place, other in left.lasts],
            [barred | other for barred in left.empties for other in right.empties],
        )

    def _connect(self, lasts: list[tuple[int, Chars]], firsts: list[tuple[int, Chars]]) -> None:
        for source, barred in lasts:
            for target, other in firsts:
                self._edge(source, target, barred | other)

    def _piece(self, kind: Any, value: Any) -> Piece:
        if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            self.sets.append(self._chars(kind, value))
            place = len(self.sets) - 1
            return Piece([(place, frozenset())], [(place, frozenset())])
        if kind is op.SUBPATTERN:
            return self._sequence(value[3])
        if kind is op.ATOMIC_GROUP:
            return self._sequence(value)
        if kind is op.BRANCH:
            pieces = [self._sequence(branch) for branch in value[1]]
            return Piece(
                [first for piece in pieces for first in piece.firsts],
                [last for piece in pieces for last in piece.lasts],
                [empty for piece in pieces for empty in piece.empties],
            )
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeat(kind is op.POSSESSIVE_REPEAT, *value)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self._assertion(kind is op.ASSERT, *value)
        if kind is op.AT:
            return Piece(empties=[self._place(value) | {_CAN_FAIL}])
        raise AssertionError(f"{kind} is not understood here")

    def _place(self, value: Any) -> Chars:
        """Return the characters that may not stand before or behind an anchor."""
        if value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            may_stand = {"\n"} if value is op.AT_BEGINNING and self.flags & re.MULTILINE else set()
            return frozenset(_BEFORE + char for char in self.all - may_stand)
        return {op.AT_END: self.all - {"\n"}, op.AT_END_STRING: self.all}.get(value, frozenset())

    def _repeat(self, possessive: bool, least: int, most: int, body: Any) -> Piece:
        alone = self._lone(body) if possessive else frozenset()
        whole = Piece(empties=[frozenset()])
        fixed = least == most and not any(kind in _CHOICES for kind, _ in body)
        limit = MOST_COPIES if fixed or (len(list(body)) == 1 and self._lone(body)) else MOST_COPIES_OF_MORE
        endless = most > limit
        copies = max(min(least, limit), 1) if endless else most
        ends: list[Piece] = []
        for count in range(copies):
            if count >= least:
                ends.append(Piece([], [(p, b | alone) for p, b in whole.lasts], [b | alone for b in whole.empties]))
            piece = self._sequence(body)
            if endless and count == copies - 1:
                self._connect(piece.lasts, piece.firsts)
                if most is op.MAXREPEAT or limit == MOST_COPIES_OF_MORE:
                    piece = Piece(
                        piece.firsts, [(place, barred | alone) for place, barred in piece.lasts], piece.empties
                    )
            whole = self._joined(whole, piece)
        if MOST_COPIES_OF_MORE < most < op.MAXREPEAT and not possessive and piece.empties:
            # Each copy may be left out: which of them are has many answers.
            self.choices = min(chars for place, _ in piece.firsts for chars in self.sets[place])
        for end in ends:
            whole.lasts += end.lasts
            whole.empties += end.empties
        return whole

    def _assertion(self, wanted: bool, direction: int, body: Any) -> Piece:
        alone = self._lone(body)
        if not alone:
            # What is looked at ahead is gone over too, but leads nowhere.
            inside = self._sequence(body) if direction > 0 else Piece()
            return Piece(inside.firsts, [], [frozenset({_CAN_FAIL})])
        barred = self.all - alone if wanted else alone
        if direction > 0:
            return Piece(empties=[barred | {_CAN_FAIL}])
        return Piece(empties=[frozenset({_CAN_FAIL, *(_BEFORE + char for char in barred)})])

    def _lone(self, body: Any) -> Chars:
        """Return the characters of a body that is exactly one of them; none for any other body."""
        items = list(body)
        while len(items) == 1 and items[0][0] is op.SUBPATTERN:
            items = list(items[0][1][3])
        if len(items) != 1 or items[0][0] not in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            return frozenset()
        return self._chars(*items[0])

    def _chars(self, kind: Any, value: Any) -> Chars:
        return frozenset(c for c in self.alphabet if self._holds(c, kind, value))

    def _holds(self, char: str, kind: Any, value: Any) -> bool:
        if kind is op.ANY:
            return char != "\n" or bool(self.flags & re.DOTALL)
        if kind is op.NOT_LITERAL:
            return not self._holds(char, op.LITERAL, value)
        if kind is op.IN:
            negated = value[0][0] is op.NEGATE
            return negated != any(self._holds(char, *item) for item in value[negated:])
        forms = {char, char.lower(), char.upper()} if self.ignores_case else {char}
        if kind is op.LITERAL:
            return any(ord(form) == value for form in forms if len(form) == 1)
        if kind is op.RANGE:
            return any(value[0] <= ord(form) <= value[1] for form in forms if len(form) == 1)
        assert kind is op.CATEGORY, kind
        name = str(value).rpartition("_")[2]
        return _is_in_category(char, name, self.is_ascii) != ("NOT" in str(value))

    # --- what goes around

    def rounds(self, place: int) -> Iterator[str]:
        """Yield a shortest text for each way around that begins with another edge out of a place."""
        for target, chars in self.after[place]:
            back = "" if target == place else self.way(target, place)
            if back is not None and place != START:
                yield min(chars) + back

    def way(self, source: int, target: int) -> str | None:
        """Return a shortest text from one place to another; None where there is none."""
        seen, queue = {source}, deque([(source, "")])
        while queue:
            place, text = queue.popleft()
            for following, chars in self.after[place]:
                if following == target:
                    return text + min(chars)
                if following not in seen:
                    seen.add(following)
                    queue.append((following, text + min(chars)))
        return None

    def places(self, places: frozenset[int], text: str) -> frozenset[int]:
        """Return where a text leads from some places."""
        for char in text:
            if (places, char) not in self._led:
                after = (way for place in places for way in self.after[place])
                self._led[places, char] = frozenset(target for target, chars in after if char in chars)
            places = self._led[places, char]
        return places

    def components(self, without: Iterable[int] = ()) -> list[set[int]]:
        """Return the places that go around, those that reach each other together, on ways without some places."""
        barred = set(without)
        reached = {place: self._reached(place, barred) for place in self.after if place not in barred}
        groups: list[set[int]] = []
        for place in reached:
            if place in reached[place] and not any(place in group for group in groups):
                groups.append({place} | {other for other in reached[place] if place in reached[other]})
        return groups

    def _reached(self, place: int, barred: set[int]) -> set[int]:
        seen: set[int] = set()
        queue = [place]
        while queue:
            for following, _ in self.after[queue.pop()]:
                if following not in seen and following not in barred:
                    seen.add(following)
                    queue.append(following)
        return seen

    def exponential(self) -> str | None:
        """Return a text around which two ways lead, or None; it doubles the work with each repetition."""
        if self.choices is not None:
            return self.choices
        for group in self.components(self.accepting):
            for place in group if START not in group else ():
                text = self._two_ways(place, group)
                if text is not None:
                    return text
        return None

    def _two_ways(self, place: int, group: set[int]) -> str | None:
        beginning = (place, place, False)
        seen, queue = {beginning}, deque([(beginning, "")])
        while queue:
            (left, right, parted), text = queue.popleft()
            for a, (one, first) in enumerate(self.after[left]):
                for b, (two, second) in enumerate(self.after[right]):
                    common = first & second
                    if not common or one not in group or two not in group:
                        continue
                    state = (one, two, parted or left != right or a != b)
                    if state == (place, place, True):
                        return text + min(common)
                    if state not in seen:
                        seen.add(state)
                        queue.append((state, text + min(common)))
        return None

    def quadratic(self) -> str | None:
        """Return a text over which one place goes around, reaches another, and that one goes around; or None."""
        ends = self.components(self.accepting)
        for first in self.components():
            for second in ends:
                both = _Both(self, first, second)
                for place in first if START not in second else ():
                    for other in second - {place}:
                        text = self._three_ways(place, other, both)
                        if text is not None:
                            return text
        return None

    def _three_ways(self, place: int, other: int, both: _Both) -> str | None:
        beginning, wanted = (place, place, other), (place, other, other)
        leading = self.leading_to(other)
        seen, queue = {beginning}, deque([(beginning, "")])
        while queue:
            (left, middle, right), text = queue.popleft()
            for one, three, chars in both.after(left, right):
                for two, more in self.bits_after[middle]:
                    common = chars & more
                    if not common or two not in leading:
                        continue
                    state = (one, two, three)
                    if state == wanted:
                        return text + self._least(common)
                    if state not in seen:
                        seen.add(state)
                        queue.append((state, text + self._least(common)))
        return None

    @cached_property
    def bits_after(self) -> dict[int, list[tuple[int, int]]]:
        """The edges out of each place, with their characters as bits of a number: what two edges share is one operation."""
        bits = {char: 1 << index for index, char in enumerate(self.alphabet)}
        return {
            place: [(target, sum(bits[char] for char in chars)) for target, chars in ways]
            for place, ways in self.after.items()
        }

    def _least(self, bits: int) -> str:
        return self.alphabet[(bits & -bits).bit_length() - 1]

    def leading_to(self, place: int) -> set[int]:
        """Return the places from which another is reached, itself among them."""
        if place not in self._leading:
            before: dict[int, list[int]] = {}
            for source, target in self.edges:
                before.setdefault(target, []).append(source)
            found, queue = {place}, [place]
            while queue:
                new = set(before.get(queue.pop(), ())) - found
                found |= new
                queue += new
            self._leading[place] = found
        return self._leading[place]


class _Both:
    """The edges that two places take over the same character, each within its own circle of places."""

    def __init__(self, automaton: Automaton, first: set[int], second: set[int]) -> None:
        self._bits_after, self._first, self._second = automaton.bits_after, first, second
        self._known: dict[tuple[int, int], list[tuple[int, int, int]]] = {}

    def after(self, left: int, right: int) -> list[tuple[int, int, int]]:
        if (left, right) not in self._known:
            self._known[left, right] = [
                (one, three, chars & others)
                for one, chars in self._bits_after[left]
                if one in self._first
                for three, others in self._bits_after[right]
                if three in self._second and chars & others
            ]
        return self._known[left, right]


@cache
def _is_in_category(char: str, name: str, is_ascii: bool) -> bool:
    escape = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[name]
    return re.fullmatch(escape, char, re.ASCII if is_ascii else 0) is not None


def _letters(items: Any) -> Iterator[str]:
    """Yield each character that a pattern names, and those just beside its ranges."""
    for kind, value in items:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif kind is op.RANGE:
            yield from (chr(code) for code in (value[0], value[1], value[0] - 1, value[1] + 1) if 0 <= code < 0x110000)
        elif kind is op.IN:
            yield from _letters(value)
        elif kind is op.SUBPATTERN:
            yield from _letters(value[3])
        elif kind is op.ATOMIC_GROUP:
            yield from _letters(value)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _letters(branch)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield from _letters(value[2])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _letters(value[1])


def fault(pattern: re.Pattern[Any], method: str) -> str | None:
    """Return what is wrong with a pattern, used by a method of its name, with a text to repeat; None for a sound one."""
    automaton = Automaton(pattern, method)
    text = automaton.exponential()
    if text is not None:
        return f"exponential over {text!r}"
    text = automaton.quadratic()
    return None if text is None else f"quadratic over {text!r}"


def worst_texts(pattern: re.Pattern[Any], method: str, length: int) -> Iterator[str]:
    """Yield long texts that keep a pattern busy: each way around it, many times, with an end that cannot match."""
    automaton = Automaton(pattern, method)
    around = {text for text in (automaton.exponential(), automaton.quadratic()) if text}
    heads = {""}
    own: dict[str, set[str]] = {}
    for place in automaton.after:
        head = automaton.way(START, place) if place != START else None
        for text in automaton.rounds(place) if head is not None else ():
            around.update((text, (head or "") + text))
            heads.add((head or "").removesuffix(text))
            own.setdefault(text, set()).add((head or "").removesuffix(text))
    shortest: dict[frozenset[int], str] = {}
    for head in sorted(heads, key=lambda head: (len(head), head)):
        shortest.setdefault(automaton.places(frozenset({START}), head), head)
    for text in sorted(around):
        for head in sorted(own.get(text, set()) | set(_leading_elsewhere(automaton, shortest, text))):
            whole = head + text * ((length - len(head) - 1) // len(text))  # once for its three ends: it is long
            for tail in ("", "\x00", "!"):
                yield whole + tail


def _leading_elsewhere(automaton: Automaton, heads: dict[frozenset[int], str], text: str) -> Iterator[str]:
    """Yield a head for each set of places that heads lead to over a text: from the same places the rest is read alike."""
    reached: set[frozenset[int]] = set()
    for places, head in heads.items():
        after = automaton.places(places, text)
        if after not in reached:
            reached.add(after)
            yield head
