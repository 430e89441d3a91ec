"""How one line of working is judged: each equality of it, and what it states, against the given and one's own earlier lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.refusal import RefusalError
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import saying, tables
from decompdrill.working.lines import Line, Side, Statement, read_line
from decompdrill.working.quantities import Board, Fact, Finding, Mark, Quantity, Stated, Understood, numbers_of
from decompdrill.working.sides import (
    Literal,
    Names,
    Tree,
    UnknownNameError,
    UnreadableSideError,
    literals_in,
    parse,
    worked_out,
)
from decompdrill.working.tables import Several, Table, Value
from decompdrill.working.tokens import tokens_of


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a statement, or of a line: its mark, what it was taken for, the line it follows from, the slip."""

    mark: Mark
    is_: str = ""
    of: int | None = None
    slip: str | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What a line that begins with `=` goes on from: the last side of the line above."""

    value: Value
    quantity: Quantity | None
    stated: Stated
    line: int
    is_true: bool


@dataclass
class Used:
    """One's own lines on which a value rests, and whether each is true."""

    lines: dict[int, bool] = field(default_factory=dict)

    @property
    def untrue(self) -> int | None:
        """The nearest line that is not true."""
        return max((line for line, is_true in self.lines.items() if not is_true), default=None)


class LineJudge:
    """Judges one line after another on a board."""

    def __init__(self, board: Board, understood: Understood) -> None:
        self.board, self.understood = board, understood
        self.left: Left | None = None
        self.number = 0

    def judge(self, text: str, number: int) -> Judged:
        """Judge a line, and keep what it states."""
        self.number = number
        try:
            line = read_line(text, self.understood.thousands)
        except (RefusalError, RecursionError) as fault:
            message = fault.message if isinstance(fault, RefusalError) else "the line is nested too deeply"
            return Judged(Mark.UNREADABLE, feedback=saying.sentence(message))
        return self.of_line(line)

    def of_line(self, line: Line) -> Judged:
        about: Number | None = None
        found: list[Judged] = []
        if line.context is not None:
            judged, about = self.context(line.context)
            found += [judged] if judged is not None else []
        for statement in line.statements:
            try:
                found.append(self.statement(statement, about))
            except UnreadableSideError as fault:
                found.append(Judged(Mark.UNREADABLE, feedback=saying.sentence(fault.message)))
            except (RefusalError, RecursionError, ArithmeticError) as fault:
                message = fault.message if isinstance(fault, RefusalError) else "This cannot be worked out."
                found.append(Judged(Mark.UNCLEAR, feedback=saying.sentence(message)))
        return combined(found)

    # ---- contexts and names

    def context(self, statement: Statement) -> tuple[Judged | None, Number | None]:
        """Return what is said of a context such as `λ = 2:`, and the number that it names."""
        try:
            value = self.value(statement.sides[-1], Used())
        except RefusalError:
            return None, None
        about = value if isinstance(value, Number) else None
        if about is None or len(statement.sides) < 2:
            return None, about
        if any(_lists(fact, about) for fact in self.board.facts):
            return None, about
        return self.statement(statement, None), about

    def names(self, used: Used, about: Number | None = None) -> Names:
        """Return what names stand for; what is one's own is noted in `used`."""

        def stands_for(name: str) -> Value | None:
            if name in self.board.names:
                value, line, is_true = self.board.names[name]
                used.lines[line] = is_true
                return value
            if name == "λ":
                return about if about is not None else tables.LAMBDA
            return self.understood.names(self.board, name)

        return stands_for

    def value(self, side: Side, used: Used, form: Form | None = None, about: Number | None = None) -> Value:
        """Return the value of a side, in the reading that suits the form; raises RefusalError where it has none."""
        try:
            trees = side.trees(as_entries=form in (Form.VECTOR, Form.LIST, Form.MATRIX))
        except RefusalError as fault:
            raise UnreadableSideError(fault.message) from None
        value = worked_out(trees[0], self.names(used, about))
        note_literals(trees[0], self.board, used)
        if form is Form.LIST and isinstance(value, Table) and value.flat:
            return Several(value.entries)
        return value

    # ---- statements

    def statement(self, statement: Statement, about: Number | None) -> Judged:
        sides, quantity, stated = list(statement.sides), None, Stated(tables.number(0), about=about)
        used = Used()
        values: list[Value | None] = []
        if statement.goes_on:
            if self.left is None:
                return Judged(Mark.UNCLEAR, feedback="There is no line above that this one goes on from.")
            quantity, stated = self.left.quantity, self.left.stated
            used.lines[self.left.line] = self.left.is_true
            values, sides = [self.left.value], sides[1:]
        elif len(sides) > 1:
            quantity, stated = self.head(sides[0], about)
            if quantity is not None or (is_name(sides[0]) and not self.is_known(sides[0])):
                sides = sides[1:]
        for side in sides:
            try:
                values.append(self.value(side, used, quantity.form if quantity else None, about))
            except UnknownNameError:
                values.append(None)
        return self.of_chain(statement, values, quantity, stated, used)

    def is_known(self, side: Side) -> bool:
        """Is this a name of the given?"""
        return self.understood.names(self.board, side.head) is not None

    def head(self, side: Side, about: Number | None) -> tuple[Quantity | None, Stated]:
        """Return what a left side names, with its index, and the λ that it or the context tells."""
        for quantity in self.understood.quantities:
            match = pattern(quantity.heads).fullmatch(side.head)
            if match is None:
                continue
            groups = {key.rstrip("23"): text for key, text in match.groupdict().items() if text}
            argument = groups.get("about") or groups.get("minus")
            if argument is not None:
                about = self.argument(argument, "minus" in groups) or about
            return quantity, Stated(tables.number(0), groups.get("index", ""), about)
        return None, Stated(tables.number(0), index_of(side.head), about)

    def argument(self, text: str, is_negative: bool) -> Number | None:
        try:
            value = worked_out(parse(tokens_of(text)), self.names(Used()))
        except (RefusalError, ArithmeticError):
            return None
        value = tables.negated(value) if is_negative else value
        return value if isinstance(value, Number) else None

    def of_chain(
        self,
        statement: Statement,
        values: Sequence[Value | None],
        quantity: Quantity | None,
        stated: Stated,
        used: Used,
    ) -> Judged:
        is_equation = (
            len(values) > 1 and _is_nought(values[-1]) and any(isinstance(v, NumberPolynomial) for v in values[:-1])
        )
        kept = [v for v in (values[:-1] if is_equation else values) if v is not None]
        if not kept:
            return self.unclear()
        stated = replace(stated, value=kept[-1], is_equation=is_equation)
        for a, b in itertools.pairwise(kept):
            if tables.agree(a, b) is Outcome.WRONG:
                return self.wrong_step(a, b, kept, quantity, stated, used)
        rough = any(tables.agree(a, b) is Outcome.IMPRECISE for a, b in itertools.pairwise(kept))
        if quantity is None:
            quantity = self.meant(stated)
        if quantity is None:
            return self.bare(statement, kept, stated, used)
        return self.kept(quantity, stated, self.of_quantity(quantity, stated, used, rough), statement)

    def meant(self, stated: Stated) -> Quantity | None:
        """Return what a value without a name is: the first quantity for which it is right, else for which it follows."""
        fitting = [q for q in self.understood.quantities if q.is_unnamed and _fits(q.form, stated.value)]
        for quantity in fitting:
            found = quantity.truth(self.board, stated)
            if found is not None and found.outcome is not Outcome.WRONG:
                return quantity
        for quantity in fitting:
            if any(rule(self.board, stated) is not None for rule in quantity.follows):
                return quantity
        return fitting[0] if len(fitting) == 1 else None

    def of_quantity(self, quantity: Quantity, stated: Stated, used: Used, rough: bool) -> Judged:
        found = quantity.truth(self.board, stated)
        if found is None:
            return replace(self.unclear(), is_=quantity.said)
        if found.outcome is not Outcome.WRONG:
            mark = Mark.IMPRECISE if rough or found.outcome is Outcome.IMPRECISE else Mark.RIGHT
            return Judged(mark, quantity.said, feedback=found.feedback)
        lines = [rule(self.board, stated) for rule in quantity.follows]
        sources = [line for line in (*lines, used.untrue) if line is not None]
        if sources:
            return self.following(quantity.said, max(sources))
        return Judged(Mark.WRONG, quantity.said, None, found.slip, found.feedback)

    def following(self, said: str, line: int) -> Judged:
        """Return the mark of a step that is right, from a line that is not."""
        self.board.origins[self.number] = origin = self.board.origin(line)
        return Judged(Mark.FOLLOWS, said, line, feedback=saying.follows(origin))

    def kept(self, quantity: Quantity, stated: Stated, judged: Judged, statement: Statement) -> Judged:
        """Keep what a statement states, whatever is said of it."""
        is_true = judged.mark in (Mark.RIGHT, Mark.IMPRECISE)
        if judged.mark is not Mark.UNCLEAR:
            self.board.facts.append(Fact(quantity.id, stated, self.number, is_true))
        self.bind(statement, stated, is_true)
        self.left = Left(stated.value, quantity, stated, self.number, is_true)
        return judged

    def bind(self, statement: Statement, stated: Stated, is_true: bool) -> None:
        """Let a name stand for its value in the lines below."""
        if statement.goes_on:
            return
        head = statement.sides[0]
        if len(statement.sides) > 1 and is_name(head) and head.head != "λ" and not self.is_known(head):
            self.board.names[head.head] = (stated.value, self.number, is_true)

    def bare(self, statement: Statement, kept: Sequence[Value], stated: Stated, used: Used) -> Judged:
        """Judge a chain whose name says nothing here: its equalities alone."""
        source = used.untrue
        self.left = Left(kept[-1], None, stated, self.number, source is None)
        self.bind(statement, stated, source is None)
        if len(kept) < 2:
            return self.unclear()
        if source is not None:
            return self.following("a calculation", source)
        return Judged(Mark.RIGHT, "a calculation")

    def wrong_step(
        self, a: Value, b: Value, kept: Sequence[Value], quantity: Quantity | None, stated: Stated, used: Used
    ) -> Judged:
        """Judge a chain one of whose equalities does not hold."""
        if quantity is None:
            quantity = self.meant(stated)
        found: Finding | None = quantity.truth(self.board, stated) if quantity else None
        if quantity is not None:
            self.board.facts.append(Fact(quantity.id, stated, self.number, False))
        self.left = Left(stated.value, quantity, stated, self.number, False)
        slip = found.slip if found is not None else None
        feedback = found.feedback if found is not None and found.slip else saying.unequal(a, b)
        return Judged(Mark.WRONG, quantity.said if quantity else "a calculation", None, slip, feedback)

    def unclear(self) -> Judged:
        examples = self.understood.examples
        hint = f"Lines such as {', '.join(examples)} are understood here." if examples else ""
        return Judged(Mark.UNCLEAR, feedback=hint)


def _lists(fact: Fact, value: Number) -> bool:
    return fact.quantity == "eigenvalues" and any(
        tables.close(value, x) is not Outcome.WRONG for x in numbers_of(fact.stated.value)
    )


def _is_nought(value: Value | None) -> bool:
    return isinstance(value, Number) and value.exact == 0 and value.is_exact


@lru_cache(maxsize=512)
def pattern(heads: str) -> re.Pattern[str]:
    return re.compile(heads)


_NAME = re.compile(r"[A-Za-zΑ-ωχ]+(?:_[0-9A-Za-z,+±-]+)?")


def is_name(side: Side) -> bool:
    """Is this side a name alone, with its index?"""
    return len(side.tokens) == 1 and side.tokens[0].kind == "name" and bool(_NAME.fullmatch(side.head))


def index_of(head: str) -> str:
    return head.partition("_")[2]


def _fits(form: Form, value: Value) -> bool:
    match value:
        case NumberPolynomial():
            return form is Form.POLYNOMIAL
        case Several():
            return form is Form.LIST
        case Table():
            return form in (Form.VECTOR, Form.LIST) if value.is_vector else form is Form.MATRIX
        case _:
            return form in (Form.NUMBER, Form.INTEGER)


def note_literals(tree: Tree, board: Board, used: Used) -> None:
    """Note the own values that were written out where a name could stand: `8.275/9` rests on the line that gave 8.275."""
    known = [(value, line, is_true) for value, line, is_true in board.names.values() if not is_true]
    known += [(f.stated.value, f.line, f.is_true) for f in board.facts if not f.is_true]
    if isinstance(tree, Literal) or not known:
        return
    for piece in literals_in(tree):
        try:
            value = worked_out(piece, lambda _: None)
        except (RefusalError, ArithmeticError):
            continue
        if isinstance(value, Number) and value.lone_integer and abs(value.value) < 10:
            continue
        for other, line, is_true in known:
            others = other.values if isinstance(other, Several) else (other,)
            if any(_same(value, x) for x in others):
                used.lines[line] = is_true


def _same(a: Value, b: Value) -> bool:
    try:
        return type(a) is type(b) and tables.agree(a, b) is Outcome.RIGHT
    except RefusalError:
        return False


_WORST_FIRST = (Mark.UNREADABLE, Mark.WRONG, Mark.IMPRECISE, Mark.FOLLOWS, Mark.RIGHT, Mark.UNCLEAR)


def combined(found: Sequence[Judged]) -> Judged:
    """Return what is said of a line of several statements: of the worst of them, and what all were taken for."""
    if not found:
        return Judged(Mark.UNCLEAR)
    chosen = min(found, key=lambda judged: _WORST_FIRST.index(judged.mark))
    names = dict.fromkeys(judged.is_ for judged in found if judged.is_)
    return replace(chosen, is_="; ".join(names))
