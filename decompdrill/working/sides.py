"""A side of an equation: read as a tree, and worked out with what its names stand for. Nothing typed is run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.literal import literal, percent
from decompdrill.answers.names import FUNCTIONS
from decompdrill.answers.refusal import RefusalError, excerpt
from decompdrill.answers.tokens import fraction_of
from decompdrill.maths import algebra as matrices
from decompdrill.maths.surd import Surd
from decompdrill.model import Number
from decompdrill.working import tables
from decompdrill.working.tables import EntryTable, Several, SideValue, TableEntry
from decompdrill.working.tokens import Sign

MOST_EFFORT = 20_000
"""Products of numbers that one line may take."""


class UnknownNameError(RefusalError):
    """A name that nothing was bound to."""


class UnreadableSideError(RefusalError):
    """What no side of an equation can be."""


class SideBySideError(RefusalError):
    """Two values with nothing between them, as in `1 1`: entries without their brackets."""


@dataclass(frozen=True, slots=True)
class Literal:
    number: Number


@dataclass(frozen=True, slots=True)
class SideName:
    text: str


@dataclass(frozen=True, slots=True)
class SideOperation:
    """An operation on one or two trees: + - * / ^ ± cross ᵀ √ ∛ | ‖ det tr rank …"""

    sign: str
    parts: tuple[SideTree, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SideRows:
    """What brackets hold."""

    rows: tuple[tuple[SideTree, ...], ...]
    bracket: str


SideTree: TypeAlias = "Literal | SideName | SideOperation | SideRows"
Meanings: TypeAlias = Callable[[str], "SideValue | None"]

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_BEGINS = frozenset(("number", "fraction", "root", "name", "function", "(", "[", "{", "|", "‖"))


def parse_side(tokens: Sequence[Sign]) -> SideTree:
    """Return the tree of one side; raises RefusalError where it is none."""
    reader = _Reader(tokens)
    if not tokens:
        raise RefusalError("a side of an equation is missing")
    tree = reader.sum(split=False)
    if reader.token.kind != "end":
        raise reader.unexpected()
    return tree


def parse_entries(tokens: Sequence[Sign]) -> SideTree:
    """Return the tree of entries without brackets: `1 1`, `25 20; 20 25`, `5, 2`."""
    return parse_side([Sign("[", "[", False), *tokens, Sign("]", "]", False)])


_END = Sign("end", "", True)


class _Reader:
    """A recursive descent over the signs of one side; each sign is read once."""

    def __init__(self, tokens: Sequence[Sign]) -> None:
        self.tokens, self.at, self.bars = tokens, 0, 0

    @property
    def token(self) -> Sign:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    @property
    def following(self) -> Sign:
        return self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else _END

    def unexpected(self) -> RefusalError:
        if self.token.kind == "end":
            return RefusalError("the line ends too early")
        return RefusalError(f"'{excerpt(self.token.text)}' cannot stand here")

    def sum(self, split: bool) -> SideTree:
        left = self.term(split)
        while self.token.kind in ("+", "-", "±"):
            if split and self.token.spaced and not self.following.spaced:
                return left  # `1 -2` is two entries
            sign = self.token.kind
            self.at += 1
            left = SideOperation(sign, (left, self.term(split)))
        return left

    def term(self, split: bool) -> SideTree:
        left = self.factor(split)
        while True:
            token = self.token
            if token.kind in ("*", "/") or token.text == "cross":
                self.at += 1
                right = self.factor(split)
                if token.kind == "/" and self.token.kind == "root" and not self.token.spaced:
                    raise RefusalError("a quotient such as 1/2√3 can be read in two ways: write 1/(2√3) or (1/2)√3")
                left = SideOperation(token.text, (left, right))
            elif token.kind in _BEGINS and not (token.kind in "|‖" and self.bars) and not (split and token.spaced):
                if token.kind in ("number", "fraction"):
                    raise SideBySideError("two values stand side by side")
                left = SideOperation("*", (left, self.factor(split)))
            else:
                return left

    def factor(self, split: bool) -> SideTree:
        """Return a signed value with its powers."""
        signs = []
        while self.token.kind in ("+", "-", "±"):
            signs.append(self.token.kind)
            self.at += 1
        if len(signs) > 3:
            raise self.unexpected()
        value = self.raised(split)
        for sign in reversed(signs):
            value = SideOperation(sign, (value,)) if sign != "+" else value
        return value

    def raised(self, split: bool) -> SideTree:
        value = self.primary(split)
        while True:
            if self.token.kind in "ᵀᴴ":
                value = SideOperation(self.token.kind, (value,))
                self.at += 1
            elif self.token.kind == "^":
                self.at += 1
                value = SideOperation("^", (value, self.exponent()))
            else:
                return value

    def exponent(self) -> SideTree:
        negative = self.token.kind == "-"
        self.at += negative
        value = self.primary(split=False)
        return SideOperation("-", (value,)) if negative else value

    def primary(self, split: bool) -> SideTree:
        token = self.token
        self.at += 1
        match token.kind:
            case "number":
                if self.token.kind == "%":
                    self.at += 1
                    return Literal(percent(token.text))
                return Literal(literal(token.text))
            case "fraction":
                return Literal(numbers.from_exact(fraction_of(token.text)))
            case "name":
                return SideName(token.text)
            case "root":
                return SideOperation("∛" if token.text == "∛" else "√", (self.radicand(),))
            case "function":
                return self.function(token.text, split)
            case "(" | "[" | "{":
                return self.brackets(token.kind)
            case "|" | "‖":
                return self.between_bars(token.kind)
            case _:
                self.at -= 1
                raise self.unexpected()

    def radicand(self) -> SideTree:
        negative = self.token.kind == "-"
        self.at += negative
        value = self.primary(split=False)
        if self.token.kind == "^" and not isinstance(value, SideRows):
            raise RefusalError("where the root ends is not sure: write √(…)")
        return SideOperation("-", (value,)) if negative else value

    def function(self, name: str, split: bool) -> SideTree:
        if name == "frac":
            return SideOperation("/", (self.primary(split), self.primary(split)))
        name = {"Tr": "tr", "trace": "tr", "rk": "rank", "rg": "rank", "sqrt": "√", "cbrt": "∛"}.get(name, name)
        if self.token.kind not in _BEGINS:
            return SideName(name)
        return SideOperation(name, (self.raised(split),))

    def brackets(self, opener: str) -> SideTree:
        """Return what brackets hold: one value, a sequence, or rows; spaces part entries where no comma does."""
        split = opener == "[" and not self.has_commas(_CLOSING[opener])
        rows = self.entries(_CLOSING[opener], split)
        if self.token.kind != _CLOSING[opener]:
            raise RefusalError(f"'{opener}' is never closed")
        self.at += 1
        if len(rows) == len(rows[0]) == 1 and opener != "[":
            return rows[0][0] if not isinstance(rows[0][0], Literal) else SideOperation("(", (rows[0][0],))
        return SideRows(tuple(map(tuple, rows)), opener)

    def has_commas(self, closing: str) -> bool:
        """Does a comma stand between these brackets, outside of further ones?"""
        depth = 0
        for token in self.tokens[self.at :]:
            if token.kind in _CLOSING:
                depth += 1
            elif token.kind in (")", "]", "}"):
                depth -= 1
                if depth < 0:
                    return False
            elif token.kind == "," and depth == 0:
                return True
        return False

    def entries(self, closing: str, split: bool) -> list[list[SideTree]]:
        rows: list[list[SideTree]] = [[]]
        bars, self.bars = self.bars, 0 if closing != "|" else self.bars
        while self.token.kind not in (closing, "end"):
            if self.token.kind == ";":
                rows.append([])
                self.at += 1
            elif self.token.kind == ",":
                self.at += 1
            elif self.token.kind in (")", "]", "}"):
                raise self.unexpected()
            else:
                rows[-1].append(self.sum(split))
        self.bars = bars
        rows = rows if rows[-1] or len(rows) == 1 else rows[:-1]
        if not all(rows):
            raise RefusalError("the brackets hold nothing")
        return rows

    def between_bars(self, bar: str) -> SideTree:
        """Return a length, the size of a number, or the determinant of rows between bars."""
        has_rows = self.has_rows(bar)
        self.bars += 1
        rows = self.entries(bar, has_rows) if has_rows else [[self.sum(split=False)]]
        self.bars -= 1
        if self.token.kind != bar:
            raise RefusalError(f"'{'||' if bar == '‖' else bar}' is never closed")
        self.at += 1
        detail = ""
        if bar == "‖" and self.token.kind == "sub":
            detail = self.token.text.strip("_{}")
            self.at += 1
        inner = rows[0][0] if not has_rows else SideRows(tuple(map(tuple, rows)), "[")
        return SideOperation(bar, (inner,), detail)

    def has_rows(self, bar: str) -> bool:
        depth = 0
        for token in self.tokens[self.at :]:
            depth += (token.kind in _CLOSING) - (token.kind in (")", "]", "}"))
            if token.kind == bar and depth == 0:
                return False
            if token.kind == ";" and depth == 0:
                return True
        return False


# ---- working it out ------------------------------------------------------------------------------------------------


def names_in(tree: SideTree) -> set[str]:
    """Return the names that a tree holds."""
    found: set[str] = set()
    waiting: list[SideTree] = [tree]
    while waiting:
        match waiting.pop():
            case SideName(text):
                found.add(text)
            case SideOperation(_, parts, _):
                waiting += parts
            case SideRows(rows, _):
                waiting += [x for row in rows for x in row]
            case Literal():
                pass
    return found


def literals_in(tree: SideTree) -> list[SideTree]:
    """Return the numbers and the bracketed rows that stand in a tree as they are."""
    found: list[SideTree] = []
    waiting: list[SideTree] = [tree]
    while waiting:
        piece = waiting.pop()
        match piece:
            case Literal():
                found.append(piece)
            case SideOperation(_, parts, _):
                waiting += parts
            case SideRows():
                found.append(piece)
            case SideName():
                pass
    return found


def worked_out(tree: SideTree, names: Meanings) -> SideValue:
    """Return the value of a tree; raises RefusalError where it has none, UnknownNameError where a name stands for nothing."""
    return _Calculator(names).value(tree)


class _Calculator:
    def __init__(self, names: Meanings) -> None:
        self.names, self.effort = names, 0

    def value(self, tree: SideTree) -> SideValue:
        match tree:
            case Literal(value):
                return value
            case SideName(text):
                found = self.names(text)
                if found is None:
                    raise UnknownNameError(f"{excerpt(text.replace('_', ''))} was not said before")
                return found
            case SideRows(rows, _):
                return self.held(rows)
            case SideOperation(sign, parts, detail):
                values = [self.value(part) for part in parts]
                self.spend(sign, values)
                return _done(sign, values, detail)

    def spend(self, sign: str, values: list[SideValue]) -> None:
        weights = [_weight(v) for v in values]
        self.effort += 1 + (weights[0] * weights[-1] if sign in ("*", "^", "det", "|", "cross") else sum(weights)) // 4
        if self.effort > MOST_EFFORT:
            raise RefusalError("the calculation is too long to be worked out: type its result")

    def held(self, rows: tuple[tuple[SideTree, ...], ...]) -> SideValue:
        """Return the table of rows of entries, of rows in brackets, or of columns beside one another."""
        found = [[self.value(x) for x in row] for row in rows]
        if all(isinstance(x, Number | NumberPolynomial) for row in found for x in row):
            return _rectangle([[tables.as_entry(x) for x in row] for row in found], flat=len(found) == 1)
        if len(found) == 1 and all(isinstance(x, EntryTable) for x in found[0]):
            held = [x for x in found[0] if isinstance(x, EntryTable)]
            if all(x.flat and isinstance(tree, SideRows) for x, tree in zip(held, rows[0], strict=True)):
                return _rectangle([list(x.rows[0]) for x in held], flat=False)
            columns = [x.transposed if x.flat else x for x in held]
            if len({x.shape[0] for x in columns}) == 1:
                return EntryTable(
                    tuple(tuple(e for x in columns for e in x.rows[i]) for i in range(columns[0].shape[0]))
                )
        if all(len(row) == 1 and isinstance(row[0], EntryTable) and row[0].shape[0] == 1 for row in found):
            return _rectangle([list(x.rows[0]) for row in found for x in row if isinstance(x, EntryTable)], flat=False)
        if len(found) == 1 and any(isinstance(x, Several) for x in found[0]):
            return Several(tuple(y for x in found[0] for y in (x.values if isinstance(x, Several) else (x,))))
        raise RefusalError("numbers and rows are mixed: write every row in brackets, or none")


def _weight(value: SideValue) -> int:
    match value:
        case EntryTable():
            return sum(map(_weight, value.entries)) * min(value.shape)
        case Several(values):
            return sum(map(_weight, values))
        case NumberPolynomial():
            return sum(map(_weight, value.coefficients))
        case _:
            return len(getattr(value.exact, "terms", ())) or 1


def _rectangle(rows: list[list[TableEntry]], flat: bool) -> EntryTable:
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        shown = ", ".join(str(len(row)) for row in rows[:8])
        raise RefusalError(f"the rows have different lengths: {shown}")
    return EntryTable(tuple(map(tuple, rows)), flat)


def _done(sign: str, values: list[SideValue], detail: str) -> SideValue:
    match sign, values:
        case "(", [a]:
            return a
        case "+", [a, b]:
            return tables.values_added(a, b)
        case "-", [a, b]:
            return tables.values_added(a, tables.negative_of(b))
        case "-", [a]:
            return tables.negative_of(a)
        case "±", values if any(isinstance(v, Several) for v in values):
            raise RefusalError("more than one ± in an expression: write the values one by one")
        case "±", [a, b]:
            return Several((tables.values_added(a, b), tables.values_added(a, tables.negative_of(b))))
        case "±", [a]:
            return Several((a, tables.negative_of(a)))
        case "*", [a, b]:
            return tables.product_of(a, b)
        case "/", [a, b]:
            return tables.quotient_of(a, b)
        case "^", [a, b]:
            return tables.power(a, b)
        case "cross", [a, b]:
            return _crossed(a, b)
        case (("√" | "∛"), [a]):
            return _each(lambda x: numbers.root_of_number(_number(x), 2 if sign == "√" else 3), a)
        case _, [a]:
            return _of_one(sign, a, detail)
    raise RefusalError("this cannot be worked out: type its result")


def _each(work: Callable[[SideValue], SideValue], a: SideValue) -> SideValue:
    return Several(tuple(map(work, a.values))) if isinstance(a, Several) else work(a)


def _number(a: SideValue) -> Number:
    entry = tables.as_entry(a)
    if not isinstance(entry, Number):
        raise RefusalError("a number is expected here")
    return entry


def _of_one(sign: str, a: SideValue, detail: str) -> SideValue:
    match sign, a:
        case "ᵀ", EntryTable():
            return a.transposed
        case "ᴴ", EntryTable():
            return adjoint_of(a)
        case (("det" | "|"), EntryTable()):
            return tables.det_of(a)
        case (("|" | "abs"), _):
            return _each(lambda x: numbers.modulus_of(_number(x)), a)
        case "‖", _ if detail in ("", "F", "E") or (detail == "2" and isinstance(a, EntryTable) and a.is_vector):
            return tables.length_of(a)
        case "tr", EntryTable():
            return tables.trace_of(a)
        case "diag", EntryTable():
            return EntryTable(matrices.diagonal_matrix(a.entries, numbers.ZERO))
        case (("cos" | "sin"), Number()):
            return FUNCTIONS[sign](a)
        case (("max" | "min"), EntryTable()):
            return (max if sign == "max" else min)(a.entries, key=lambda x: _number(x).value.real)
    raise UnknownNameError(f"{excerpt(sign)} is not worked out here: type its result")


def conjugate_entry(x: TableEntry) -> TableEntry:
    if not isinstance(x, Number):
        return x
    exact = x.exact.conjugate() if isinstance(x.exact, Surd) else x.exact
    return Number(x.value.conjugate(), exact, x.radius, x.radius_imag)


def adjoint_of(a: EntryTable) -> EntryTable:
    return EntryTable(tuple(tuple(conjugate_entry(x) for x in row) for row in a.transposed.rows))


def _crossed(a: SideValue, b: SideValue) -> SideValue:
    """Return the product of two numbers written with ×, or the cross product of two vectors of length 3."""
    if not (isinstance(a, EntryTable) and isinstance(b, EntryTable)):
        return tables.product_of(a, b)
    if not (a.is_vector and b.is_vector and len(a.entries) == len(b.entries) == 3):
        return tables.product_of(a, b)
    frame = (tables.identity_table(3).rows[i] for i in range(3))
    return tables.column_of(tables.det_of(EntryTable((e, a.entries, b.entries))) for e in frame)
