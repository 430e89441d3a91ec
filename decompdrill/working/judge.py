"""How one line of working is judged: each equality of it, and what it states, against the given and one's own earlier lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from decompdrill import answers
from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.refusal import RefusalError
from decompdrill.exercises.grade import judge_typed
from decompdrill.maths.linalg import Matrix
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import saying, tables
from decompdrill.working.lines import EquationSide, Statement, WrittenLine, read_working_line
from decompdrill.working.names import is_given
from decompdrill.working.quantities import (
    Board,
    Fact,
    JudgedStatement,
    LineMark,
    Quantity,
    Stated,
    TestResult,
    Understood,
    finding_of,
    judged_as,
    listed_numbers,
)
from decompdrill.working.row_lines import RowJudge
from decompdrill.working.sides import (
    Literal,
    Meanings,
    SideTree,
    UnknownNameError,
    UnreadableSideError,
    literals_in,
    names_in,
    parse_side,
    worked_out,
)
from decompdrill.working.spectral import root_of_linear
from decompdrill.working.tables import EntryTable, Several, SideValue
from decompdrill.working.tokens import tokens_of


@dataclass(frozen=True, slots=True)
class Left:
    """What a line that begins with `=` goes on from: the last side of the line above."""

    value: SideValue
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


@dataclass(frozen=True, slots=True)
class LinePart:
    """The value of a side, None where it has none, with one's own lines on which it rests."""

    value: SideValue | None
    used: Used


TRUE = (LineMark.RIGHT, LineMark.IMPRECISE)


class LineJudge:
    """Judges one line after another on a board."""

    def __init__(self, board: Board, understood: Understood) -> None:
        self.board, self.understood = board, understood
        self.rows = RowJudge(board, understood)
        self.left: Left | None = None
        self.number = 0
        self.is_about_polynomials = understood.quantity("polynomial") is not None

    def judge(self, text: str, number: int) -> JudgedStatement:
        """Judge a line, and keep what it states."""
        self.number = number
        if (word := self.word(text)) is not None:
            return word
        A = self.board.given.values.get("A")
        if isinstance(A, Matrix) and not A.is_real:
            text = _ADJOINT.sub("^H", text)
        try:
            line = read_working_line(text, self.understood.thousands)
        except (RefusalError, RecursionError) as fault:
            message = fault.message if isinstance(fault, RefusalError) else "the line is nested too deeply"
            return JudgedStatement(LineMark.UNREADABLE, feedback=saying.sentence(message))
        try:
            return self.of_line(line)
        except (RefusalError, RecursionError, ArithmeticError, np.linalg.LinAlgError):
            return JudgedStatement(LineMark.UNCLEAR, feedback="This line cannot be worked out; it costs nothing.")

    def word(self, text: str) -> JudgedStatement | None:
        """Judge a yes or no, in whichever words; None where the problem asks for none, or none stands here."""
        if self.board.task.kind.form is not Form.YES_NO:
            return None
        words = _PROPERTY.match(text)
        if words is not None and words[2] != "defective" and words[2][:5] not in self.board.task.kind.name:
            return None  # another property than the one that is asked
        is_no = words is not None and (bool(words[1]) != (words[2] == "defective"))
        answer = answers.readable(Form.YES_NO, text if words is None else "no" if is_no else "yes")
        if answer is None:
            return None
        verdict = judge_typed(self.board.task, answer)
        self.board.answer = answer, self.number
        said = " ".join(filter(None, [verdict.so_far, verdict.feedback if verdict.slip else verdict.fails]))
        mark = LineMark.RIGHT if verdict.outcome is Outcome.RIGHT else LineMark.WRONG
        return JudgedStatement(mark, "the answer", None, verdict.slip, said if mark is LineMark.WRONG else "")

    def of_line(self, line: WrittenLine) -> JudgedStatement:
        about: Number | None = None
        found: list[JudgedStatement] = []
        if line.context is not None:
            judged, about = self.context(line.context)
            found += [judged] if judged is not None else []
        if line.operations:
            table, rest = self.leading_table(line.statements)
            found.append(self.rows.named(line.operations, table, about, self.number))
            self.go_on_from_rows()
            if rest is not None:
                found.append(self.tried(rest, about))
            return combined([*found, *(self.tried(s, about) for s in line.statements[1:])])
        for at, statement in enumerate(line.statements):
            found.append(self.tried(statement, about))
            if at == 0 and about is None:
                about = self.named_value(line.statements)
        return combined(found)

    def named_value(self, statements: Sequence[Statement]) -> Number | None:
        """Return the λ that a line is about: the one eigenvalue that it states first, before something else."""
        facts = [f for f in self.board.facts if f.line == self.number]
        is_one = len(facts) == 1 and facts[0].quantity == "eigenvalues" and isinstance(facts[0].stated.value, Number)
        others = [s for s in statements[1:] if s.sides[0].head.startswith(("λ", "μ"))]
        value = facts[0].stated.value if is_one else None
        return value if isinstance(value, Number) and not others and self.understood.quantity("shifted") else None

    def leading_table(self, statements: Sequence[Statement]) -> tuple[EntryTable | None, Statement | None]:
        """Return the matrix behind named operations, and the chain that goes on from it."""
        if not statements:
            return None, None
        head = next((side for side in statements[0].sides if side.tokens), None)
        try:
            value = self.value(head, Used()) if head is not None else None
        except RefusalError:
            value = None
        if not isinstance(value, EntryTable):
            return None, statements[0]
        at = statements[0].sides.index(head) if head is not None else 0
        rest = Statement((EquationSide(()), *statements[0].sides[at + 1 :]), statements[0].signs[at:])
        return value, rest if rest.signs else None

    def tried(self, statement: Statement, about: Number | None) -> JudgedStatement:
        """Judge a statement; one that cannot be read or worked out costs nothing."""
        try:
            if "→" in statement.signs:
                return self.arrows(statement, about)
            if "≠" in statement.signs:
                return self.unequal(statement, about)
            system = self.as_system(statement)
            if system is not None:
                return self.system(*system, about)
            relation = self.rows.relation(statement, about, self.number)
            return relation or self.statement(statement, about)
        except UnreadableSideError as fault:
            return JudgedStatement(LineMark.UNREADABLE, feedback=saying.sentence(fault.message))
        except (RefusalError, RecursionError, ArithmeticError) as fault:
            message = fault.message if isinstance(fault, RefusalError) else "this cannot be worked out"
            return JudgedStatement(LineMark.UNCLEAR, feedback=saying.sentence(message))

    def arrows(self, statement: Statement, about: Number | None) -> JudgedStatement:
        """Judge matrices that are reduced one into the next."""
        cuts = [i + 1 for i, sign in enumerate(statement.signs) if sign == "→"]
        ends = [*cuts, len(statement.sides)]
        found: list[JudgedStatement] = []
        first = Statement(statement.sides[: cuts[0]], statement.signs[: cuts[0] - 1])
        if first.sides[-1].tokens:
            value = self.value(first.sides[-1], Used())
            begun = self.rows.first(value, about, self.number) if isinstance(value, EntryTable) else None
            begun = begun or self.tried(first, about)
            if begun.mark is LineMark.UNCLEAR and isinstance(value, EntryTable):
                begun = self.rows.plain(value, about, self.number)
            found.append(begun)
        for start, end in itertools.pairwise(ends):
            sides, signs = statement.sides[start:end], statement.signs[start : end - 1]
            value = self.value(sides[0], Used())
            if isinstance(value, EntryTable):
                found.append(self.rows.plain(value, about, self.number))
                self.go_on_from_rows()
            if signs:
                found.append(self.tried(Statement((EquationSide(()), *sides[1:]), signs), about))
        return combined(found)

    def unequal(self, statement: Statement, about: Number | None) -> JudgedStatement:
        """Judge `AᵀA ≠ I`."""
        used = Used()
        a, b = (self.value(side, used, None, about) for side in statement.sides[-2:])
        if tables.agree(a, b) is Outcome.RIGHT:
            return JudgedStatement(LineMark.WRONG, "a calculation", feedback="Both sides are equal.")
        return (
            self.following("a calculation", used.untrue)
            if used.untrue
            else JudgedStatement(LineMark.RIGHT, "a calculation")
        )

    def go_on_from_rows(self) -> None:
        fact = self.board.latest("rows")
        if fact is not None and fact.line == self.number:
            self.left = Left(fact.stated.value, None, fact.stated, self.number, fact.is_true)

    def as_system(self, statement: Statement) -> tuple[Statement, str] | None:
        """Return a system `[..] v = 0` without its vector and its 0, and the vector's index; None where it is none."""
        *sides, last = statement.sides
        if not sides or not _is_null(last) or set(statement.signs) - {"="}:
            return None
        stripped = [_without_vector(side, self.board.names) for side in sides]
        found = [side for side in stripped if side is not None]
        if len(found) < len(sides) or not all(side.tokens for side, _ in found):
            return None
        return Statement(tuple(side for side, _ in found), statement.signs[:-1]), found[0][1]

    def system(self, statement: Statement, index: str, about: Number | None) -> JudgedStatement:
        """Judge the matrix of a system: A − λI, or what it was reduced to."""
        shifted = self.understood.quantity("shifted")
        if shifted is None:
            value = self.value(statement.sides[-1], Used())
            if not isinstance(value, EntryTable):
                return self.unclear()
            return self.rows.first(value, about, self.number) or self.rows.plain(value, about, self.number)
        head = next((s for q, s in self.heads(statement.sides[0], about) if q is shifted), None)
        sides = statement.sides[1:] if head is not None and len(statement.sides) > 1 else statement.sides
        stated = head or Stated(tables.number(0), index, about)
        stated = replace(stated, index=stated.index or index, about=stated.about or about, is_system=True)
        parts = []
        for side in sides:
            used = Used()
            parts.append(LinePart(self.value(side, used, None, stated.about), used))
        return self.of_chain(statement, parts, shifted, stated)

    # ---- contexts and names

    def context(self, statement: Statement) -> tuple[JudgedStatement | None, Number | None]:
        """Return what is said of a context such as `λ = 2:`, and the number that it names."""
        try:
            value = self.value(statement.sides[-1], Used())
        except RefusalError:
            return None, None
        about = value if isinstance(value, Number) else None
        if about is None or len(statement.sides) < 2:
            return None, about
        own = next((fact for fact in reversed(self.board.facts) if _lists(fact, about)), None)
        if own is not None:
            return self.no_null_vector(own, about), about
        return self.tried(statement, None), about

    def no_null_vector(self, own: Fact, about: Number) -> JudgedStatement | None:
        """Say at once that one's own λ leaves nothing but the zero vector; None where it is an eigenvalue."""
        eigenvalues = self.understood.quantity("eigenvalues")
        found = eigenvalues.truth(self.board, Stated(about)) if eigenvalues is not None and not own.is_true else None
        if found is None or found.outcome is not Outcome.WRONG:
            return None
        origin = self.board.origins[self.number] = self.board.origin(own.line)
        said = f"{found.feedback} So only the zero vector solves this. Go back to line {origin}."
        return JudgedStatement(LineMark.FOLLOWS, eigenvalues.said if eigenvalues else "", own.line, None, said)

    def names(self, used: Used, about: Number | None = None) -> Meanings:
        """Return what names stand for; what is one's own is noted in `used`."""

        def stands_for(name: str) -> SideValue | None:
            if name in self.board.names:
                value, line, is_true = self.board.names[name]
                used.lines[line] = is_true
                return value
            if name == "λ" and self.is_about_polynomials:
                return about if about is not None else tables.LAMBDA
            found = self.understood.names(self.board, name)
            return numbers.IMAGINARY_UNIT if found is None and name == "i" else found

        return stands_for

    def value(self, side: EquationSide, used: Used, form: Form | None = None, about: Number | None = None) -> SideValue:
        """Return the value of a side, in the reading that suits the form; raises RefusalError where it has none."""
        try:
            trees = side.trees()
        except RefusalError as fault:
            counted = answers.readable(Form.LIST, side.text) if form is Form.LIST else None  # 2 (multiplicity 2)
            if counted is not None:
                return Several(counted.rows[0])
            raise UnreadableSideError(fault.message) from None
        value = self.worked_out(trees[0], used, about)
        if len(trees) > 1 and form in (Form.VECTOR, Form.LIST, Form.MATRIX) and isinstance(value, Number):
            trees = trees[1:]  # `1 -2` is a vector where one is asked
            value = self.worked_out(trees[0], used, about)
        note_literals(trees[0], self.board, used)
        if side.is_span and isinstance(value, EntryTable) and not value.is_vector:
            return Several(tuple(EntryTable((row,), flat=True) for row in value.rows))
        if form is Form.LIST and isinstance(value, EntryTable) and value.flat:
            return Several(value.entries)
        return value

    def worked_out(self, tree: SideTree, used: Used, about: Number | None) -> SideValue:
        """Return the value of a tree; I is of the size that fits, as in AAᵀ − 5I beside AᵀA − 5I."""
        names = self.names(used, about)
        try:
            return worked_out(tree, names)
        except RefusalError:
            A = self.board.given.values.get("A")
            if not isinstance(A, Matrix) or A.is_square or "I" not in names_in(tree):
                raise
            return worked_out(tree, lambda name: tables.identity_table(A.shape[0]) if name == "I" else names(name))

    # ---- statements

    def statement(self, statement: Statement, about: Number | None) -> JudgedStatement:
        sides, heads, stated = list(statement.sides), [], Stated(tables.number(0), about=about)
        parts: list[LinePart] = []
        if statement.goes_on:
            if self.left is None:
                return JudgedStatement(LineMark.UNCLEAR, feedback="There is no line above that this one goes on from.")
            heads = [(self.left.quantity, self.left.stated)] if self.left.quantity is not None else []
            stated, sides = self.left.stated, sides[1:]
            parts = [LinePart(self.left.value, Used({self.left.line: self.left.is_true}))]
        elif len(sides) > 1:
            heads = self.heads(sides[0], about)
            known = self.understood.names(self.board, sides[0].head) if is_name(sides[0]) else None
            if not heads:
                stated = Stated(tables.number(0), index_of(sides[0].head), about)
            if not heads and known is not None:
                parts = [LinePart(known, Used())]
            if heads or is_name(sides[0]):
                sides = sides[1:]
        forms = {quantity.form for quantity, _ in heads}
        form = next((f for f in (Form.VECTOR, Form.LIST, Form.MATRIX) if f in forms), None)
        signs = statement.signs[len(statement.signs) - len(sides) :]
        for at, side in enumerate(sides):
            used = Used()
            try:
                value = self.value(side, used, form, about)
                is_rounded = len(signs) == len(sides) and signs[at] == "≈"
                parts.append(LinePart(tables.behind_approx(value) if is_rounded else value, used))
            except UnknownNameError:
                parts.append(LinePart(None, used))
        if not any(part.value is not None for part in parts):
            return self.unclear()
        last = next(part.value for part in reversed(parts) if part.value is not None)
        quantity, stated = next(
            ((q, s) for q, s in heads if _fits(q.form, last)), heads[0] if heads else (None, stated)
        )
        return self.of_chain(statement, parts, quantity, stated)

    def is_known(self, side: EquationSide) -> bool:
        """Is this a name of the given?"""
        return self.understood.names(self.board, side.head) is not None

    def heads(self, side: EquationSide, about: Number | None) -> list[tuple[Quantity, Stated]]:
        """Return what a left side may name, with its index, and the λ that it or the context tells."""
        found = []
        for quantity in self.understood.quantities:
            match = pattern(quantity.heads).fullmatch(side.head)
            if match is None:
                continue
            groups = {key.rstrip("0123456789"): text for key, text in match.groupdict().items() if text}
            argument = groups.get("about") or groups.get("minus")
            told = self.argument(argument, "minus" in groups) if argument is not None else None
            found.append((quantity, Stated(tables.number(0), groups.get("index", ""), told or about)))
        return found

    def argument(self, text: str, is_negative: bool) -> Number | None:
        try:
            value = worked_out(parse_side(tokens_of(text)), self.names(Used()))
        except (RefusalError, ArithmeticError):
            return None
        value = tables.negative_of(value) if is_negative else value
        return value if isinstance(value, Number) else None

    def of_chain(
        self, statement: Statement, parts: Sequence[LinePart], quantity: Quantity | None, stated: Stated
    ) -> JudgedStatement:
        is_equation = len(parts) > 1 and _is_nought(parts[-1].value) and any(_is_in_lambda(p.value) for p in parts[:-1])
        found = [p for p in (parts[:-1] if is_equation else parts) if p.value is not None]
        if not found:
            return self.unclear()
        kept = [p.value for p in found if p.value is not None]
        if _mixes_unknowns(kept):
            return self.unclear()
        stated = replace(stated, value=best_known(kept), is_equation=is_equation)
        used = Used({line: true for p in found for line, true in p.used.lines.items()})
        outcomes = [tables.agree(a, b) for a, b in itertools.pairwise(kept)]
        if Outcome.WRONG in outcomes:
            at = outcomes.index(Outcome.WRONG)
            equation = (
                self.as_equation(kept, outcomes, stated) if quantity is None or quantity.id == "polynomial" else None
            )
            if equation is not None:
                return equation
            if self.is_carried(found, outcomes):
                return self.carried(statement, stated, quantity, used)
            return self.wrong_step(statement, kept[at], kept[at + 1], quantity, stated)
        if quantity is None:
            is_calculation = len(kept) > 1 and not isinstance(kept[-1], NumberPolynomial)
            quantity = None if is_named(statement) or is_calculation else self.meant(stated, len(parts) == 1)
        if quantity is None and len(parts) == 1 and (rows := self.of_rows(kept[0], stated.about)) is not None:
            return rows
        if quantity is None:
            return self.bare(statement, kept, stated, used)
        return self.kept(quantity, stated, self.of_quantity(quantity, stated, used), statement)

    def of_rows(self, value: SideValue, about: Number | None) -> JudgedStatement | None:
        """Judge a matrix alone on its line as one that was reduced; None where it need be none."""
        if not isinstance(value, EntryTable) or value.is_vector or not self.rows.bases(about):
            return None
        judged = self.rows.first(value, about, self.number) or self.rows.plain(value, about, self.number)
        self.go_on_from_rows()
        return judged

    def as_equation(
        self, kept: Sequence[SideValue], outcomes: Sequence[Outcome], stated: Stated
    ) -> JudgedStatement | None:
        """Judge `λ² = 7λ − 10`, `(17 − λ)² = 64` or `17 − λ = ±8`, whose sides agree only at the roots; None where it is none."""
        polynomial, eigenvalues = self.understood.quantity("polynomial"), self.understood.quantity("eigenvalues")
        a, b = kept[-2], kept[-1]
        if polynomial is None or eigenvalues is None or Outcome.WRONG in outcomes[:-1] or not _is_in_lambda(a):
            return None
        difference = tables.values_added(a, tables.negative_of(b))
        if isinstance(difference, Several):
            roots = [root_of_linear(p) for p in difference.values]
            values = tuple(r for r in roots if r is not None)
            if len(values) < len(roots):
                return None
            stated, quantity = replace(stated, value=Several(values), is_equation=False), eigenvalues
        elif isinstance(difference, NumberPolynomial) and _degree(difference) == max(_degree(a), _degree(b)):
            stated, quantity = replace(stated, value=difference, is_equation=True), polynomial
        else:
            return None
        judged = self.of_quantity(quantity, stated, Used())
        self.board.facts.append(Fact(quantity.id, stated, self.number, judged.mark in TRUE))
        self.left = Left(b, None, stated, self.number, judged.mark in TRUE)
        return judged

    def is_carried(self, parts: Sequence[LinePart], outcomes: Sequence[Outcome]) -> bool:
        """Differ the sides only because one's own values, which are not right, stand on the right of what is named?"""
        if outcomes.count(Outcome.WRONG) != 1 or outcomes[0] is not Outcome.WRONG:
            return False
        return parts[0].used.untrue is None and any(p.used.untrue is not None for p in parts[1:])

    def carried(self, statement: Statement, stated: Stated, quantity: Quantity | None, used: Used) -> JudgedStatement:
        line = used.untrue
        assert line is not None, "it is carried from a line"
        if quantity is not None:
            self.board.facts.append(Fact(quantity.id, stated, self.number, False))
        self.bind(statement, stated, False)
        self.left = Left(stated.value, quantity, stated, self.number, False)
        return self.following(quantity.said if quantity else "a calculation", line)

    def meant(self, stated: Stated, is_alone: bool) -> Quantity | None:
        """Return what a value without a known name is: the first quantity for which it is right, else for which it follows.

        What is none of these is taken for the polynomial where it is an equation, or stands alone with its degree.
        """
        fitting = [q for q in self.understood.quantities if q.is_unnamed and _fits(q.form, stated.value)]
        for quantity in fitting:
            found = quantity.truth(self.board, stated)
            if found is not None and found.outcome is not Outcome.WRONG:
                return quantity
        for quantity in fitting:
            if any(rule(self.board, stated) is not None for rule in quantity.follows):
                return quantity
        is_polynomial = isinstance(stated.value, NumberPolynomial) and (stated.is_equation or is_alone)
        return self.understood.quantity("polynomial") if is_polynomial else None

    def of_quantity(self, quantity: Quantity, stated: Stated, used: Used) -> JudgedStatement:
        found = quantity.truth(self.board, stated)
        if found is None:
            return replace(self.unclear(), is_=quantity.said)
        if found.outcome is not Outcome.WRONG:
            is_rough = found.outcome is Outcome.IMPRECISE and quantity.id in self.understood.final
            return JudgedStatement(
                LineMark.IMPRECISE if is_rough else LineMark.RIGHT, quantity.said, feedback=found.feedback
            )
        lines = [rule(self.board, stated) for rule in quantity.follows]
        sources = [line for line in (*lines, used.untrue) if line is not None]
        if sources:
            return self.following(quantity.said, max(sources))
        if quantity.id in self.understood.final and found.slip is None and not stated.index:
            found = finding_of(judged_as(self.board.task, stated.value), is_own=True, slips_alone=True) or found
        feedback = found.feedback or saying.not_it(quantity.said, stated.value)
        return JudgedStatement(LineMark.WRONG, quantity.said, None, found.slip, feedback)

    def following(self, said: str, line: int) -> JudgedStatement:
        """Return the mark of a step that is right, from a line that is not."""
        self.board.origins[self.number] = origin = self.board.origin(line)
        return JudgedStatement(LineMark.FOLLOWS, said, line, feedback=saying.follows(origin))

    def kept(
        self, quantity: Quantity, stated: Stated, judged: JudgedStatement, statement: Statement
    ) -> JudgedStatement:
        """Keep what a statement states, whatever is said of it."""
        is_true = judged.mark not in (LineMark.WRONG, LineMark.FOLLOWS)
        if judged.mark is not LineMark.UNCLEAR:
            self.board.facts.append(Fact(quantity.id, stated, self.number, is_true))
        self.bind(statement, stated, is_true)
        self.left = Left(stated.value, quantity, stated, self.number, is_true)
        return judged

    def bind(self, statement: Statement, stated: Stated, is_true: bool) -> None:
        """Let a name stand for its value in the lines below."""
        if statement.goes_on:
            return
        head = statement.sides[0].head
        if (
            len(statement.sides) > 1
            and (head != "λ" or not self.is_about_polynomials)
            and not is_given(self.board, head)
        ):
            self.board.names[head] = (stated.value, self.number, is_true)

    def bare(self, statement: Statement, kept: Sequence[SideValue], stated: Stated, used: Used) -> JudgedStatement:
        """Judge a chain whose name says nothing here: its equalities alone."""
        source = used.untrue
        self.left = Left(stated.value, None, stated, self.number, source is None)
        self.bind(statement, stated, source is None)
        if len(kept) < 2:
            return self.unclear()
        if not is_named(statement):
            self.board.result = stated.value, self.number
        if source is not None:
            return self.following("a calculation", source)
        return JudgedStatement(LineMark.RIGHT, "a calculation")

    def wrong_step(
        self, statement: Statement, a: SideValue, b: SideValue, quantity: Quantity | None, stated: Stated
    ) -> JudgedStatement:
        """Judge a chain one of whose equalities does not hold."""
        found: TestResult | None = quantity.truth(self.board, stated) if quantity else None
        if quantity is not None:
            self.board.facts.append(Fact(quantity.id, stated, self.number, False))
        self.bind(statement, stated, False)
        self.left = Left(stated.value, quantity, stated, self.number, False)
        slip = found.slip if found is not None else None
        feedback = found.feedback if found is not None and found.slip else saying.are_not_equal(a, b)
        return JudgedStatement(LineMark.WRONG, quantity.said if quantity else "a calculation", None, slip, feedback)

    def unclear(self) -> JudgedStatement:
        examples = self.understood.examples
        hint = f"Lines such as {', '.join(examples)} are understood here." if examples else ""
        return JudgedStatement(LineMark.UNCLEAR, feedback=hint)


def _lists(fact: Fact, value: Number) -> bool:
    return fact.quantity == "eigenvalues" and any(
        tables.close(value, x) is not Outcome.WRONG for x in listed_numbers(fact.stated.value)
    )


def _is_in_lambda(value: SideValue | None) -> bool:
    return isinstance(value, NumberPolynomial)


def _mixes_unknowns(values: Sequence[SideValue]) -> bool:
    """Stands λ for an unknown number here, as in Av = λv beside (5, 10)?"""
    in_lambda = [isinstance(v, EntryTable) and any(isinstance(x, NumberPolynomial) for x in v.entries) for v in values]
    return any(in_lambda) and not all(in_lambda)


def _degree(value: SideValue) -> int:
    return len(value.coefficients) - 1 if isinstance(value, NumberPolynomial) else 0


def _is_nought(value: SideValue | None) -> bool:
    return isinstance(value, Number) and value.exact == 0 and value.is_exact


def _is_null(side: EquationSide) -> bool:
    """Is this 0, or a vector of zeros?"""
    return (
        bool(side.tokens)
        and all(t.text in ("0", "[", "]", "(", ")", ";", ",", "ᵀ") for t in side.tokens)
        and any(t.text == "0" for t in side.tokens)
    )


_PROPERTY = re.compile(
    r"(?:(?:so|thus|hence|therefore|A|v|it|is|an|,) ?){0,6}(not |non-?)?(?:an? )?"
    r"(diagonali[sz]able|defective|orthogonal|eigenvector)(?![a-z])"
)
"""What a line says of A or v in words: not diagonalizable."""

_ADJOINT = re.compile(r"(?<=[A-Z])\*(?=\s*[A-Z)=v])")
"""The sign of the conjugate transpose, where A is complex: A*A."""

_VECTOR = re.compile("[vxuwqzy](?:_[0-9+-])?|ξ")


def _without_vector(side: EquationSide, bound: Mapping[str, object]) -> tuple[EquationSide, str] | None:
    """Return a side without the unknown vector at its end, and the vector's index; None where none stands there."""
    tokens = side.tokens
    last = tokens[-1] if tokens else None
    if last is not None and last.kind == "name" and _VECTOR.fullmatch(last.text):
        rest = tokens[:-2] if len(tokens) > 1 and tokens[-2].kind == "*" else tokens[:-1]
        is_matrix = any(t.kind in ("[", ";") for t in rest) or any(t.text in ("A", "I") for t in rest)
        is_known = last.text in bound and "_" in last.text and not any(t.text == "I" or t.kind == "[" for t in rest)
        return (EquationSide(rest), last.text.partition("_")[2]) if rest and is_matrix and not is_known else None
    if last is not None and last.kind in ("]", ")") and any(t.kind == "name" and t.text[0] in "xyzv" for t in tokens):
        at = max(i for i, t in enumerate(tokens) if t.kind in ("[", "("))
        inside = [t for t in tokens[at + 1 : -1] if t.kind not in (";", ",")]
        if inside and all(t.kind == "name" and t.text[0] in "xyzvuw" for t in inside):
            return EquationSide(tokens[:at]), ""
    return None


pattern = lru_cache(maxsize=512)(re.compile)
"""Of the names of a quantity; tests/working tries each of them on long texts."""

_NAME = re.compile(r"[A-Za-zΑ-ωχ]+(?:_[0-9A-Za-z,+±-]+)?")


def is_name(side: EquationSide) -> bool:
    """Is this side a name alone, with its index?"""
    return len(side.tokens) == 1 and side.tokens[0].kind == "name" and bool(_NAME.fullmatch(side.head))


def best_known(values: Sequence[SideValue]) -> SideValue:
    """Return the last side of a chain, or the exact one before it where the last is rounded: 5√2 of √50 = 5√2 ≈ 7.1."""
    last = values[-1]
    exact = next((v for v in reversed(values) if tables.is_known_exactly(v)), last)
    return exact if tables.agree(exact, last) is not Outcome.WRONG else last


def is_named(statement: Statement) -> bool:
    """Does a name alone stand on the left?"""
    return len(statement.sides) > 1 and is_name(statement.sides[0]) and not statement.goes_on


def index_of(head: str) -> str:
    return head.partition("_")[2]


def _fits(form: Form, value: SideValue) -> bool:
    match value:
        case NumberPolynomial():
            return form is Form.POLYNOMIAL
        case Several():
            return form is Form.LIST
        case EntryTable():
            return form in (Form.VECTOR, Form.LIST) if value.is_vector else form is Form.MATRIX
        case _:
            return form in (Form.NUMBER, Form.INTEGER)


def note_literals(tree: SideTree, board: Board, used: Used) -> None:
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


def _same(a: SideValue, b: SideValue) -> bool:
    try:
        return type(a) is type(b) and tables.agree(a, b) is Outcome.RIGHT
    except RefusalError:
        return False


_WORST_FIRST = (
    LineMark.UNREADABLE,
    LineMark.WRONG,
    LineMark.IMPRECISE,
    LineMark.FOLLOWS,
    LineMark.RIGHT,
    LineMark.UNCLEAR,
)


def combined(found: Sequence[JudgedStatement]) -> JudgedStatement:
    """Return what is said of a line of several statements: of the worst of them, and what all were taken for."""
    if not found:
        return JudgedStatement(LineMark.UNCLEAR)
    chosen = min(found, key=lambda judged: _WORST_FIRST.index(judged.mark))
    names = dict.fromkeys(judged.is_ for judged in found if judged.is_)
    return replace(chosen, is_="; ".join(names))
