"""An evaluator of LaTeX of its own: it works out every equation of a text with NumPy, without the code that wrote it.

`claims(latex, names)` yields what a formula claims, each claim with its truth: True, False, or None with the reason why it could not
be worked out. `equations(step, names)` does so for a step of a worked solution, which calls what it found by names that later steps
use. `names` holds the value of each name; where `name rounded` stands there too, that value is known to within its half units only.

A number that follows ≈ is as good as its digits: half a unit of the last place, carried through the expression in which it stands.
Under = only rounding in floating point is allowed, and what a name that was given rounded brings with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import permutations
from math import prod

import numpy as np
from numpy.typing import NDArray

from decompdrill.kinds import KINDS
from decompdrill.kinds.given import read_given
from decompdrill.kinds.reference.variance import centred, covariance_of
from decompdrill.maths.linalg import Matrix
from decompdrill.mathtext.parse import parse_latex
from decompdrill.mathtext.segments import SegmentKind, segments
from decompdrill.mathtext.tree import Fence, Grid, Node, NumberNode, RootNode, RowNode, Scripts, Space, Symbol, Word
from decompdrill.mathtext.tree import Fraction as Quotient
from decompdrill.model import Raw

LAMBDA = 0.7318
"""The value at which two sides of an identity in λ are compared, where λ has none of its own."""

LARGEST_IDENTITY = 7
MOST_NUDGES = 400
"""Rounded numbers of one side beyond which its error is not worked out."""

Value = NDArray[np.complex128]
Names = Mapping[str, Value]


class Unknown(Exception):
    """A side of an equation that has no value here; the message says why."""


@dataclass(frozen=True)
class Side:
    """The value of one side of an equation, with what is known of its error."""

    result: Value
    summand: float = 0.0
    """The largest term of its sums: rounding is measured by it, since terms may cancel."""
    has_lambda: bool = False
    """λ is free in it."""
    is_rough: bool = False
    """It names a matrix that was given rounded."""
    find_slack: Callable[[], Value] | None = None

    @cached_property
    def slack(self) -> Value:
        """How far its rounded numbers and names let it be from the truth, entry by entry."""
        return as_value(np.zeros(self.result.shape)) if self.find_slack is None else self.find_slack()


@dataclass(frozen=True)
class Claim:
    """What a formula claims: the whole formula, whether it is true, and why that is not known where `truth` is None."""

    latex: str
    truth: bool | None
    reason: str = ""


# ---- one side --------------------------------------------------------------------------------------------------------


@dataclass
class Nudge:
    """Moves one rounded number of a side by half a unit of its last place: the one at `target`, counted in reading order."""

    target: int = -1
    count: int = 0
    whole: float = 0.0
    """Half a unit of an integer; FOURTH_DIGIT: of the fourth digit of each."""

    def moved(self, half: float) -> float:
        if half == 0:
            return 0.0
        self.count += 1
        return half if self.count - 1 == self.target else 0.0


def determinant(M: np.ndarray) -> complex:
    """Return the sum over the permutations; what is but rounding beside its largest term is zero."""
    n = len(M)
    if n > LARGEST_IDENTITY:
        return complex(np.linalg.det(M))
    total, largest = 0j, 0.0
    for p in permutations(range(n)):
        swaps = sum(p[i] > p[j] for j in range(n) for i in range(j))
        term = prod(M[i, p[i]] for i in range(n))
        total, largest = total + (-1) ** swaps * term, max(largest, abs(term))
    return total if abs(total) > 1e-14 * largest else 0j


def as_value(x: object) -> Value:
    return np.asarray(x, dtype=np.complex128)


MINUS = Symbol("-")
CLOSING = (*map(Symbol, (")", "]", "|", r"\rvert")),)
NAMED = {"tr": r"\tr", "det": r"\det"}
"""Words that are written upright as the functions of that name."""


@dataclass
class Reader:
    """The nodes of one side of an equation, read from left to right; `size` is that of the identity I."""

    nodes: list[Node]
    names: Names
    size: int
    nudge: Nudge = field(default_factory=Nudge)
    summands: list[float] = field(default_factory=list)
    at: int = 0
    is_rough: bool = False
    has_lambda: bool = False

    def peek(self) -> Node | None:
        return self.nodes[self.at] if self.at < len(self.nodes) else None

    def whole(self) -> Value:
        """Return the value of all the nodes."""
        result = self.sum()
        if self.peek() is not None:
            raise Unknown(f"reads no {_kind_of(self.peek())}")
        return result

    def sum(self) -> Value:
        sign = self._sign()
        result = sign * self._product()
        while self._is("+", "-"):
            self.summands.append(float(np.max(np.abs(result))))
            sign = self._sign()
            result = _plus(result, sign * self._product())
        return result

    def _sign(self) -> int:
        if not self._is("+", "-"):
            return 1
        self.at += 1
        return -1 if self.nodes[self.at - 1] == MINUS else 1

    def _is(self, *names: str) -> bool:
        node = self.peek()
        return isinstance(node, Symbol) and node.name in names

    def _ends(self) -> bool:
        node = self.peek()
        base = node.base if isinstance(node, Scripts) else node
        return node is None or self._is("+", "-", ",") or base in CLOSING

    def _product(self) -> Value:
        result = self._factor()
        while not self._ends():
            if self._is("/"):
                self.at += 1
                result = _over(result, self._factor())
                continue
            is_dotted = self._is(r"\cdot", r"\times")
            self.at += is_dotted
            factor = self._factor()
            product = _dot(result, factor) if is_dotted else _times(result, factor)
            self.summands.append(float(np.max(abs(result)) * np.max(abs(factor))))
            result = product
        return result

    def _factor(self) -> Value:
        node = self.peek()
        self.at += 1
        match node:
            case Symbol("("):
                return self._bracket(")")
            case Symbol("["):
                return self._bracket("]")
            case Symbol("|"):
                return self._absolute("|")
            case Symbol(r"\lvert"):
                return self._absolute(r"\rvert")
            case Symbol(r"\det" | r"\tr" | r"\rank" | r"\nullity" as name):
                return self._function(name)
            case Symbol(r"\min" | r"\max" as name):
                found = self._factor().real
                return as_value(np.min(found) if name == r"\min" else np.max(found))
            case Symbol(r"\diag"):
                return as_value(np.diag(np.atleast_1d(self._factor().squeeze())))
            case Symbol("-"):
                return -self._factor()
            case None:
                raise Unknown("ends early")
            case _:
                return self._per_cent(self._value(node))

    def _per_cent(self, value: Value) -> Value:
        if not self._is(r"\%"):
            return value
        self.at += 1
        return value / 100

    def _function(self, name: str) -> Value:
        if self._ends() or self._is(r"\cdot"):
            return self._named(name)
        inside, above = self._argument()
        found = self._of_matrix(name, inside)
        return found if above is None else self._power(found, above)

    def _argument(self) -> tuple[Value, RowNode | None]:
        """Read what a function is applied to; a power behind its bracket is one of the function's value."""
        if not self._is("("):
            return self._factor(), None
        self.at += 1
        inside = self.sum()
        last = self.peek()
        self.at += 1
        if isinstance(last, Scripts) and last.base == Symbol(")"):
            return inside, last.above
        if last != Symbol(")"):
            raise Unknown("a bracket without its twin")
        return inside, None

    def _of_matrix(self, name: str, inside: Value) -> Value:
        if inside.ndim != 2:
            raise Unknown(f"{name} of no matrix")
        if name in (r"\rank", r"\nullity"):
            rank = np.linalg.matrix_rank(inside)
            return as_value(rank if name == r"\rank" else inside.shape[1] - rank)
        if inside.shape[0] != inside.shape[1]:
            raise Unknown(f"{name} of a matrix that is not square")
        if name == r"\tr":
            self.summands.append(float(np.max(abs(np.diag(inside)))))
            return as_value(np.trace(inside))
        self.summands.append(float(np.prod(np.linalg.norm(inside, axis=1))))
        return as_value(np.linalg.det(inside))

    def _absolute(self, closing: str) -> Value:
        inside = self.sum()
        last = self.peek()
        self.at += 1
        if last == Symbol(closing):
            return as_value(abs(inside))
        if isinstance(last, Scripts) and last.base == Symbol(closing) and last.above is not None:
            return self._power(as_value(abs(inside)), last.above)
        raise Unknown("a bar without its twin")

    def _bracket(self, closing: str) -> Value:
        entries = [self.sum()]
        while self._is(","):
            self.at += 1
            entries.append(self.sum())
        last = self.peek()
        self.at += 1
        inside = entries[0] if closing == ")" and len(entries) == 1 else _column(entries)
        if isinstance(last, Scripts) and last.base == Symbol(closing) and last.above is not None:
            return self._power(inside, last.above)
        if last != Symbol(closing):
            raise Unknown("a bracket without its twin")
        return inside

    def _value(self, node: Node) -> Value:
        match node:
            case NumberNode(text):
                return self._number(text.replace(",", ""))
            case Symbol("i") if "i" not in self.names:
                return as_value(1j)
            case Symbol("I") if "I" not in self.names:
                return as_value(np.eye(self.size))
            case Symbol(r"\pi"):
                return as_value(np.pi)
            case Symbol(r"\lambda") if r"\lambda" not in self.names:
                self.has_lambda = True
                return as_value(LAMBDA)
            case Word("row "):
                self.at += 1
                row = self.nodes[self.at - 1] if self.at <= len(self.nodes) else None
                if not isinstance(row, NumberNode) or not row.text.isdigit():
                    raise Unknown("a row without a number")
                return self._named("A")[int(row.text) - 1 :][:1]
            case Word(text):
                return self._named(NAMED.get(text, text))
            case Symbol(name):
                return self._named(name)
            case Quotient(over, under):
                return _over(self._inside(over), self._inside(under))
            case RootNode(inside, None):
                return as_value(np.sqrt(self._inside(inside)))
            case Fence(_, body, r"\rVert") if body.items:
                return as_value(np.linalg.norm(self._inside(body)))
            case Fence("|" | r"\lvert", body, _):
                return as_value(abs(self._inside(body)))
            case Fence(opening, body, _):
                return self._fenced(opening, body)
            case Grid(cells, environment):
                return self._grid(cells, environment)
            case Scripts(base, below, above):
                return self._scripts(base, below, above)
            case _:
                raise Unknown(f"reads no {_kind_of(node)}")

    def _fenced(self, opening: str, body: RowNode) -> Value:
        entries = [self._inside(RowNode(tuple(part))) for part in _parted(_flat(body), ",")]
        return entries[0] if len(entries) == 1 and opening != "[" else _column(entries)

    def _number(self, text: str) -> Value:
        number = float(text)
        if np.isinf(number):
            raise Unknown("a number that no double holds")
        return as_value(number + self.nudge.moved(half_unit(text) if "." in text else self._half(text)))

    def _half(self, text: str) -> float:
        """Return half a unit of an integer: from five digits on, zeros at its end tell nothing."""
        zeros = min(len(text) - len(text.rstrip("0")), max(len(text) - 4, 0))
        half = 0.5 * 10**zeros if zeros else 0.0
        return max(
            half, self.nudge.whole if self.nudge.whole > FOURTH_DIGIT else self.nudge.whole * 10 ** (len(text) - 1)
        )

    def _named(self, name: str) -> Value:
        if name not in self.names:
            raise Unknown(f"{name} has no value")
        found = self.names[name]
        halves = self.names.get(f"{name} rounded")
        if halves is None:
            return found
        self.is_rough = True
        moved = [self.nudge.moved(float(half)) for half in halves.real.flat]
        return as_value(found + np.array(moved).reshape(found.shape))

    def _grid(self, cells: tuple[tuple[RowNode, ...], ...], environment: str) -> Value:
        M = np.array([[self._scalar(cell) for cell in row] for row in cells])
        return as_value(determinant(M)) if environment == "vmatrix" else M

    def _scalar(self, cell: RowNode) -> complex:
        found = self._inside(cell)
        if found.size != 1:
            raise Unknown("a matrix of matrices")
        return complex(found.item())

    def _scripts(self, base: Node, below: RowNode | None, above: RowNode | None) -> Value:
        if below is not None:
            name = f"{base.name}_{_plain(below)}" if isinstance(base, Symbol) else ""
            if isinstance(base, Fence) and _plain(below) in ("F", "2"):
                inside = np.atleast_2d(self._inside(base.body))
                found = as_value(np.linalg.norm(inside) if _plain(below) == "F" else np.linalg.norm(inside, 2))
            else:
                found = self._named(name)
        else:
            found = self._value(base)
        return found if above is None else self._power(found, above)

    def _power(self, base: Value, above: RowNode) -> Value:
        exponent = _plain(above)
        match exponent:
            case r"\top" | "T":
                return base.T
            case "*":
                return base.conj().T
            case _ if base.ndim == 0:
                return as_value(base ** self._inside(above))
            case _ if exponent.lstrip("-").isdigit() and base.ndim == 2 and base.shape[0] == base.shape[1]:
                return as_value(np.linalg.matrix_power(base, int(exponent)))
            case _:
                raise Unknown(f"reads no power {exponent}")

    def _inside(self, row: RowNode) -> Value:
        reader = Reader(_flat(row), self.names, self.size, self.nudge, self.summands)
        result = reader.whole()
        self.is_rough = self.is_rough or reader.is_rough
        self.has_lambda = self.has_lambda or reader.has_lambda
        return result


def half_unit(text: str) -> float:
    """Return half a unit of the last place of a decimal."""
    return float(0.5 * 10.0 ** -len(text.partition(".")[2]))


def _kind_of(node: Node | None) -> str:
    return node.name if isinstance(node, Symbol) else type(node).__name__.lower()


def _flat(row: RowNode) -> list[Node]:
    found: list[Node] = []
    for node in row.items:
        found += _flat(node) if isinstance(node, RowNode) else [] if isinstance(node, Space) else [node]
    return found


def _plain(row: RowNode) -> str:
    return "".join(
        n.name if isinstance(n, Symbol) else n.text if isinstance(n, NumberNode) else "?" for n in _flat(row)
    )


def _column(entries: list[Value]) -> Value:
    if any(entry.size != 1 for entry in entries):
        raise Unknown("a list of matrices")
    return np.array([[entry.item()] for entry in entries])


def _plus(a: Value, b: Value) -> Value:
    if a.shape != b.shape:
        raise Unknown("a sum of different shapes")
    return a + b


def _times(a: Value, b: Value) -> Value:
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[0]:
        raise Unknown("a product of shapes that do not fit")
    return a @ b


def _dot(a: Value, b: Value) -> Value:
    """Return a product with a dot: of two vectors alike it is their scalar product."""
    is_scalar_product = a.ndim == 2 and a.shape == b.shape and a.shape[1] == 1 and a.shape[0] > 1
    return as_value((a.T @ b).item()) if is_scalar_product else _times(a, b)


def _over(a: Value, b: Value) -> Value:
    if b.size != 1 or not b.item():
        raise Unknown("a quotient by a matrix" if b.size != 1 else "a quotient by 0")
    return a / b.item()


@contextmanager
def within_doubles() -> Iterator[None]:
    """Raise Unknown where what is worked out inside has no value that a double can hold."""
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            yield
    except np.linalg.LinAlgError:
        raise Unknown("the inverse of a singular matrix") from None
    except ArithmeticError:
        raise Unknown("a number that no double holds") from None


def worked_out(
    nodes: list[Node], names: Names, allow_names: bool = False, size: int = 0, is_rounded: bool = True
) -> Side:
    """Return the value of one side, with I of that size, or of the first that fits.

    The integers of a side that `is_rounded`, behind an ≈, may be rounded as its decimals are.

    Raises Unknown where it has none here, and where it is but a name, unless `allow_names`.
    """
    if not nodes:
        raise Unknown("nothing stands there")
    if not allow_names and len(nodes) == 1 and isinstance(nodes[0], Symbol):
        raise Unknown("a name alone")
    fault = Unknown("no identity matrix fits")
    for side in (size,) if size else range(1, LARGEST_IDENTITY + 1) if _names_identity(nodes) else (1,):
        reader = Reader(nodes, names, side)
        try:
            with within_doubles():
                result = reader.whole()
        except Unknown as why:
            fault = why
            continue
        summand = max(reader.summands, default=0.0)
        find_slack = partial(_slack, nodes, names, side, result, is_rounded)
        return Side(result, summand, reader.has_lambda, reader.is_rough, find_slack)
    raise fault


def _names_identity(nodes: list[Node]) -> bool:
    return "Symbol(name='I')" in repr(nodes)


def _slack(nodes: list[Node], names: Names, size: int, result: Value, is_rounded: bool) -> Value:
    """Return how far the value moves if every rounded number moves by half a unit of its last place, added up."""
    total = np.zeros(result.shape)
    whole = _half_of_integers(nodes) if is_rounded else 0.0
    counted = Nudge(whole=whole)
    with within_doubles():
        Reader(nodes, names, size, counted).whole()
        for target in range(min(counted.count, MOST_NUDGES)):
            total = total + abs(Reader(nodes, names, size, Nudge(target, whole=whole)).whole() - result)
    return as_value(total)


FOURTH_DIGIT = 0.0005
"""Half a unit of the fourth digit of 1: rounded numbers are written without zeros at their end, 1 for 1.000."""


def _half_of_integers(nodes: list[Node]) -> float:
    """Return half a unit of an integer of one digit: a number alone is rounded to units, in a list or a root it has four digits."""
    is_number = all(isinstance(n, NumberNode) or n in (MINUS, Symbol(r"\%")) for n in nodes)
    if is_number:
        return 0.5 if sum(isinstance(n, NumberNode) for n in nodes) == 1 else 0.0
    is_list = all(isinstance(n, Grid | NumberNode) or n in LIST_SIGNS for n in nodes)
    match nodes:
        case [RootNode(RowNode((NumberNode(),)), None)]:
            return FOURTH_DIGIT
        case _:
            return FOURTH_DIGIT if is_list else 0.0


LIST_SIGNS = (MINUS, *map(Symbol, ("(", ")", "[", "]", ",")))


# ---- equations -------------------------------------------------------------------------------------------------------

RELATIONS = {
    "=": "=",
    r"\approx": r"\approx",
    "<": "<",
    r"\lt": "<",
    r"\ll": "<",
    ">": ">",
    r"\gt": ">",
    r"\gg": ">",
    r"\le": r"\le",
    r"\leq": r"\le",
    r"\ge": r"\ge",
    r"\geq": r"\ge",
    r"\ne": r"\ne",
    r"\neq": r"\ne",
}
STRENGTH = ("=", r"\approx", r"\le", "<", r"\ge", ">", r"\ne")
"""Of two relations between three things, the later of these holds between the outer ones."""

BETWEEN = (r"\to", r"\implies", r"\iff", r"\Rightarrow", r"\Leftrightarrow", ";", ",")
"""What parts two equations of one formula, beside a wide space."""


def _parted(nodes: list[Node], *names: str) -> Iterator[list[Node]]:
    """Yield the nodes between these symbols, where they stand in no bracket."""
    current: list[Node] = []
    depth = 0
    for node in nodes:
        base = node.base if isinstance(node, Scripts) else node
        depth += (base in (Symbol("("), Symbol("["))) - (base in (Symbol(")"), Symbol("]")))
        if depth == 0 and isinstance(node, Symbol) and node.name in names:
            yield current
            current = []
        else:
            current.append(node)
    yield current


def chains(row: RowNode) -> Iterator[list[Node]]:
    """Yield the equations of one formula: those between commas and wide spaces, and the lines of an aligned one."""
    flat = _flat(row)
    if len(flat) == 1 and isinstance(flat[0], Grid) and flat[0].environment == "aligned":
        for line in flat[0].cells:
            yield [node for cell in line for node in _flat(cell)]
        return
    pieces: list[list[Node]] = [[]]
    for item in row.items:
        if isinstance(item, Space) and item.width > 1:
            pieces.append([])
        else:
            pieces[-1] += _flat(RowNode((item,)))
    for piece in pieces:
        yield from _parted(piece, *BETWEEN)


def sides_of(nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    """Return what stands between the relations, each with the relation before it."""
    sides: list[tuple[str, list[Node]]] = [("", [])]
    for node in nodes:
        if isinstance(node, Symbol) and node.name in RELATIONS:
            sides.append((RELATIONS[node.name], []))
        else:
            sides[-1][1].append(node)
    return sides


def together(first: str, then: str) -> str:
    """Return what holds between a and c where a `first` b and b `then` c; nothing where no more is known."""
    if not first or not then:
        return ""
    if {first, then} & {"<", r"\le"} and {first, then} & {">", r"\ge"}:
        return ""
    if r"\ne" in (first, then) and first != "=" and then != "=":
        return ""
    return max(first, then, key=STRENGTH.index)


def claims(latex: str, names: Names, allow_names: bool = False, rough: float = 0.0) -> Iterator[Claim]:
    r"""Yield what a formula claims: every two sides that stand beside each other and can be worked out are compared.

    A formula with \pm claims both; one with an index i claims all for which the names have values.
    """
    for one in _versions(latex, names):
        yield from _claims(one, names, allow_names, rough)


def _versions(latex: str, names: Names) -> list[str]:
    found = [latex.replace(r"\pm", sign) for sign in "+-"] if r"\pm" in latex else [latex]
    indexed = set(_INDEXED.findall(latex))
    if not indexed:
        return found
    indices = [i for i in range(1, 10) if all(f"{name}_{i}" in names for name in indexed)]
    return [_INDEXED.sub(rf"\g<1>_{{{i}}}", one) for one in found for i in indices] or found


_INDEXED = re.compile(r"(\\[A-Za-z]+|[A-Za-z])_i")
DEFINED = "a name is given its value"


@lru_cache(maxsize=1000)
def _chains_of(latex: str) -> tuple[list[Node], ...]:
    """Return the chains of a formula, which is asked for its claims and for its definitions."""
    return tuple(chains(parse_latex(latex)[0]))


def _claims(latex: str, names: Names, allow_names: bool, rough: float) -> Iterator[Claim]:
    for nodes in _chains_of(latex):
        sides = sides_of(nodes)
        if len(sides) > 2 or (len(sides) == 2 and sides[0][1]):  # "the values ≈ 2.5, ≈ 1" claims nothing by itself
            found = list(_compared(latex, sides, names, allow_names, rough))
            decided = [claim for claim in found if claim.truth is not None]
            yield from decided or [c for c in found if c.reason == DEFINED] or found[:1]


def _compared(
    latex: str, sides: list[tuple[str, list[Node]]], names: Names, allow_names: bool, rough: float
) -> Iterator[Claim]:
    known: list[tuple[Side, list[Node]]] = []
    link: str | None = None
    is_rounded = False
    for relation, nodes in sides:
        is_rounded = is_rounded or relation == r"\approx"
        link = relation if link is None else together(link, relation)
        try:
            side = worked_out(nodes, names, allow_names, is_rounded=is_rounded)
        except Unknown as why:
            yield Claim(latex, None, str(why))
            continue
        if known and link:
            try:
                yield _judged(latex, known[-1], link, (side, nodes), names, rough)
            except Unknown as why:  # what it may be off, or what it is at an eigenvalue
                yield Claim(latex, None, str(why))
        known.append((side, nodes))
        link = None
    if len(known) < 2:
        is_definition = (
            len(sides) == 2 and len(known) == 1 and _is_name(sides[0][1]) and sides[1][0] in ("=", r"\approx")
        )
        yield Claim(latex, None, DEFINED if is_definition else "a name alone")


def _is_name(nodes: list[Node]) -> bool:
    match nodes:
        case [Symbol()] | [Scripts(Symbol(), _, None)] | [Scripts(Symbol(), _, RowNode((Symbol(r"\top" | "*"),)))]:
            return True
        case _:
            return False


def _judged(
    latex: str, left: tuple[Side, list[Node]], relation: str, right: tuple[Side, list[Node]], names: Names, rough: float
) -> Claim:
    a, b = _in_one_size(left, right, names)
    if a.has_lambda == b.has_lambda:
        if relation in ORDERS and (np.any(a.result.imag) or np.any(b.result.imag)):
            return Claim(latex, None, "an order of complex numbers, or an index i")
        is_true = holds(a, relation, b, rough)
        if not is_true and relation == "=" and (_is_free(left[1], names) or _is_free(right[1], names)):
            return Claim(latex, True) if _is_parallel(a, b) else Claim(latex, None, "another choice of a vector")
        return Claim(latex, is_true)
    if left[0].result.ndim or right[0].result.ndim or relation != "=":
        return Claim(latex, None, "to be solved for λ")
    return solved_by_eigenvalues(latex, left[1], right[1], names)


ORDERS = ("<", ">", r"\le", r"\ge")


def _is_free(nodes: list[Node], names: Names) -> bool:
    """Is it the name of a vector that is known but for a factor?"""
    if not _is_name(nodes):
        return False
    node = nodes[0]
    below = f"_{_plain(node.below)}" if isinstance(node, Scripts) and node.below is not None else ""
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Symbol) and f"{base.name}{below} free" in names


def _is_parallel(a: Side, b: Side) -> bool:
    if a.result.shape != b.result.shape or a.result.ndim != 2 or a.result.shape[1] != 1:
        return False
    both = np.hstack([a.result / np.linalg.norm(a.result), b.result / max(float(np.linalg.norm(b.result)), 1e-300)])
    return bool(np.linalg.svd(both, compute_uv=False)[-1] <= 1e-3)


def _in_one_size(left: tuple[Side, list[Node]], right: tuple[Side, list[Node]], names: Names) -> tuple[Side, Side]:
    """Return two sides, with I as large as the other side where it is alone with numbers."""
    (a, first), (b, second) = left, right
    if a.result.shape != b.result.shape and a.result.ndim == b.result.ndim == 2:
        if _names_identity(second):
            b = _resized(second, names, a, b)
        elif _names_identity(first):
            a = _resized(first, names, b, a)
    return a, b


def _resized(nodes: list[Node], names: Names, other: Side, side: Side) -> Side:
    try:
        return worked_out(nodes, names, allow_names=True, size=other.result.shape[0])
    except Unknown:
        return side


SPECTRA = ("A", "A A^T", "A^T A", "C", "S", "B", "X^T X")
"""Matrices whose eigenvalues an equation in λ may be there to find, as `names` calls them."""


def solved_by_eigenvalues(latex: str, left: list[Node], right: list[Node], names: Names) -> Claim:
    """Is an equation in λ solved by every eigenvalue of one of the matrices at hand?"""
    if [Symbol(r"\lambda")] in (left, right):
        root = worked_out(right if left == [Symbol(r"\lambda")] else left, names).result.item()
        near = [abs(x - root) <= 1e-6 * max(1.0, abs(root)) for M in spectra(names) for x in np.linalg.eigvals(M)]
        return Claim(latex, True) if any(near) else Claim(latex, None, "to be solved for λ")
    met = False
    for M in spectra(names):
        met = True
        pairs = []
        for root in np.linalg.eigvals(M):
            here = {**names, r"\lambda": as_value(root)}
            pairs.append((worked_out(left, here), worked_out(right, here)))
        if all(_vanishes(a, b, M) for a, b in pairs):
            return Claim(latex, True)
    return Claim(latex, False if met else None, "" if met else "to be solved for λ")


def spectra(names: Names) -> Iterator[Value]:
    for name in SPECTRA:
        letter, _, transposed = name.partition(" ")
        M = names.get(letter.removesuffix("^T"))
        if M is None or M.ndim != 2:
            continue
        found = M @ M.T if transposed == "A^T" else M.T @ M if transposed else M
        if found.shape[0] == found.shape[1]:
            yield found


def _vanishes(a: Side, b: Side, M: Value) -> bool:
    scale = max(a.summand, b.summand, float(np.max(abs(M))) ** len(M), 1e-300)
    return abs(complex(a.result.item() - b.result.item())) <= 1e-6 * scale


def holds(left: Side, relation: str, right: Side, rough: float = 0.0) -> bool:
    """Is what an equation says of its two sides true? Under ≈, `rough` is a share of the whole that is allowed beside the digits."""
    a, b = _alike(left.result, right.result)
    if a.shape != b.shape:
        return relation == r"\ne"
    largest = max(np.max(np.abs(a)), np.max(np.abs(b)), left.summand, right.summand, 1e-300)
    is_near = bool(np.all(np.abs(a - b) <= 1e-9 * largest))
    if not is_near and (relation == r"\approx" or left.is_rough or right.is_rough):
        tolerance = max(1e-9, rough) * largest
        # How far the digits let it be takes long to find, and is asked only where it decides.
        is_near = bool(np.all(np.abs(a - b) <= tolerance)) or bool(
            np.all(np.abs(a - b) <= tolerance + 1.02 * (_slack_in(left, a.shape) + _slack_in(right, a.shape)))
        )
    match relation:
        case "=" | r"\approx":
            return is_near
        case r"\ne":
            return not is_near
        case _ if a.size != 1 or abs(a.imag.item()) > 1e-9 * largest or abs(b.imag.item()) > 1e-9 * largest:
            return False
        case r"\le":
            return is_near or bool(a.real < b.real)
        case r"\ge":
            return is_near or bool(a.real > b.real)
        case "<":
            return not is_near and bool(a.real < b.real)
        case _:
            return not is_near and bool(a.real > b.real)


def _alike(a: Value, b: Value) -> tuple[Value, Value]:
    """Return two values in one shape: a 0 may stand for a vector of zeros, and a list for a row."""
    if a.ndim == 0 and not a and b.ndim:
        return as_value(np.zeros(b.shape)), b
    if b.ndim == 0 and not b and a.ndim:
        return a, as_value(np.zeros(a.shape))
    if a.size == b.size == 1:
        return a.reshape(()), b.reshape(())
    return a, b


def _slack_in(side: Side, shape: tuple[int, ...]) -> NDArray[np.float64]:
    return side.slack.real.reshape(shape) if side.slack.size == prod(shape) else np.zeros(shape)


# ---- worked steps ----------------------------------------------------------------------------------------------------


def equations(step: str, names: dict[str, Value], rough: float = 0.0) -> Iterator[tuple[str, bool]]:
    """Yield every equation of a step and whether it is true; what a step calls V = […] is known from then on."""
    for claim in claims_of_step(step, names, rough):
        if claim.truth is not None:
            yield claim.latex, claim.truth


def claims_of_step(step: str, names: dict[str, Value], rough: float = 0.0) -> Iterator[Claim]:
    """Yield what a step claims; what it calls V = […] is known from then on."""
    before = ""
    for piece in segments(step):
        if piece.sort is SegmentKind.PROSE:
            before = piece.text
        # An equation to be solved is no claim, and its v is not yet the one found before.
        elif piece.sort in (SegmentKind.INLINE, SegmentKind.DISPLAY) and not before.endswith("solve "):
            yield from claims(piece.text, names, rough=rough)
            known = definitions(piece.text, names)
            for name in known:
                names.pop(f"{name} rounded", None)
            names |= known


def definitions(latex: str, names: Names, scalars: bool = False) -> dict[str, Value]:
    r"""Return the matrices and vectors that a formula names: V = […], w_1 = […], V^\top = […]; numbers with `scalars`."""
    found: dict[str, Value] = {}
    for nodes in _chains_of(latex):
        sides = sides_of(nodes)
        if len(sides) < 2 or len(sides[0][1]) != 1 or sides[1][0] not in ("=", r"\approx"):
            continue
        try:
            last = worked_out(sides[-1][1], names)
        except Unknown:
            continue
        if last.has_lambda or (last.result.ndim != 2 and not scalars):
            continue
        if not scalars and len(sides[-1][1]) != 1:
            continue
        is_rough = any(relation == r"\approx" for relation, _ in sides)
        match sides[0][1][0]:
            case Symbol(name):
                value = last.result
            case Scripts(Symbol(name), None, RowNode((Symbol(r"\top" | "*" as sign),))) if last.result.ndim == 2:
                value = last.result.T if sign == r"\top" else last.result.conj().T
            case Scripts(Symbol(base), below, None) if below is not None:
                name, value = f"{base}_{_plain(below)}", last.result
            case Scripts(Symbol(base), below, RowNode((Symbol(r"\top"),))) if below and last.result.ndim == 2:
                name, value = f"{base}_{_plain(below)}", last.result.T
            case _:
                continue
        found[name] = value
        if is_rough:
            found[f"{name} rounded"] = last.slack if last.slack.shape == value.shape else last.slack.T
    return found


HAS_COVARIANCE = ("explained-variance", "cumulative-variance", "components-needed", "principal-component")


def names_of(kind: str, raw: Mapping[str, Raw]) -> dict[str, Value]:
    """Return the matrices that a worked solution calls by a letter."""
    read = read_given(KINDS[kind], raw)
    names: dict[str, Value] = {}
    for name in ("A", "X"):
        if name in raw:
            names[name] = as_value(read.matrix(name).array)
    if "X" in raw:
        names["X_c"] = as_value(centred(read.matrix("X")).array)
    if kind in HAS_COVARIANCE and ("X" in raw or "covariance" in raw) and not raw.get("standardize"):
        names["C"] = as_value(covariance_of(read).array)
    if "v" in raw:
        names["v"] = np.array([[complex(value_)] for value_ in Matrix((read.numbers("v"),)).entries])
    return names
