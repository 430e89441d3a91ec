"""Lines on the eigenvalues and eigenvectors of a matrix: the polynomial, its roots, the null vectors, V and Λ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from decompdrill.answers import arithmetic as numbers
from decompdrill.answers.algebra import NumberPolynomial
from decompdrill.answers.refusal import RefusalError
from decompdrill.maths import linalg
from decompdrill.maths.linalg import Matrix
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Form, Number, Outcome
from decompdrill.working import tables
from decompdrill.working.quantities import (
    IMPRECISE,
    RIGHT,
    WRONG,
    Board,
    Fact,
    Quantity,
    Rule,
    Stated,
    TestResult,
    among,
    finding_of,
    follows_from,
    judged_as,
    listed_numbers,
    matrix_of,
    task_for,
)
from decompdrill.working.saying import less_times_identity, value_in_sentence
from decompdrill.working.tables import EntryTable, Several, SideValue

INDEX = r"(?:_(?P<index>[0-9](?:,[0-9])*|[+±-]))?"


# ---- the polynomial ------------------------------------------------------------------------------------------------


def _monic(p: NumberPolynomial) -> NumberPolynomial:
    found = tables.quotient_of(p, p.coefficients[-1])
    assert isinstance(found, NumberPolynomial)
    return found


def polynomial_is_of(matrix: Matrix, stated: Stated, is_own: bool) -> TestResult | None:
    """Test a polynomial, or an equation in λ, against the characteristic polynomial of a matrix."""
    if not isinstance(stated.value, NumberPolynomial):
        return None
    n, degree = matrix.shape[0], len(stated.value.coefficients) - 1
    if stated.is_equation and degree < n:
        roots = roots_of(stated.value)
        return None if roots is None else TestResult(among(roots, linalg.eigenvalues(matrix)))
    value = _monic(stated.value) if stated.is_equation else stated.value
    verdict = judged_as(task_for("characteristic-polynomial", A=matrix), value)
    return finding_of(verdict, is_own)


def companion(p: NumberPolynomial) -> Matrix | None:
    """Return a matrix with this characteristic polynomial, by the numbers as written."""
    monic = [x.scalar for x in _monic(p).coefficients]
    n = len(monic) - 1
    if n < 1:
        return None
    return Matrix(
        tuple(tuple(-monic[i] if j == n - 1 else Fraction(int(i == j + 1)) for j in range(n)) for i in range(n))
    )


def roots_of(p: NumberPolynomial) -> list[Number] | None:
    """Return the roots of a polynomial, as precise as its coefficients are written."""
    matrix = companion(p)
    if matrix is None:
        return None
    roots = [tables.number(x) for x in linalg.eigenvalues(matrix)]
    share = max((x.radius / abs(x.value) for x in p.coefficients if x.value), default=0.0)
    if not share:
        return roots
    return [Number(x.value, x.exact, share * abs(x.value)) for x in roots]


def root_of_linear(p: SideValue) -> Number | None:
    """Return the root of a polynomial of degree 1."""
    if not isinstance(p, NumberPolynomial) or len(p.coefficients) != 2:
        return None
    constant, slope = p.coefficients
    return numbers.negate_number(numbers.divide_numbers(constant, slope))


def same_roots(values: list[Number], p: NumberPolynomial) -> bool:
    roots = roots_of(p)
    if roots is None or not values or len(values) > len(roots):
        return False
    left = list(roots)
    for value in values:
        at = next((i for i, r in enumerate(left) if tables.close(value, r) is not Outcome.WRONG), None)
        if at is None:
            return False
        left.pop(at)
    return True


# ---- the eigenvalues -----------------------------------------------------------------------------------------------


def eigenvalues_are_of(matrix: Matrix, stated: Stated, is_own: bool, name: str = "A") -> TestResult | None:
    """Test eigenvalues: each must be one, none more often than it is; a whole list is judged as an answer is."""
    values = values_stated(stated)
    if not values:
        return None
    n = matrix.shape[0]
    if len(values) > 1 or stated.value_is_list:
        verdict = judged_as(task_for("eigenvalues", A=matrix), Several(tuple(values)))
        found = finding_of(verdict, is_own)
        if found is None or found.outcome is not Outcome.WRONG or len(values) >= n:
            return found
        is_part = among(values, linalg.eigenvalues(matrix))
        return TestResult(is_part) if is_part is not Outcome.WRONG else found
    outcome = among(values, linalg.eigenvalues(matrix))
    if outcome is not Outcome.WRONG:
        return TestResult(outcome)
    return TestResult(Outcome.WRONG, feedback=not_a_root(matrix, values[0], name))


def too_often(board: Board, quantity: str, stated: Stated, truths: Sequence[Scalar]) -> TestResult | None:
    """Find a value that was given to more names than it is there: λ₁ = 4, λ₂ = 4."""
    if not stated.index.isdigit() or stated.value_is_list:
        return None
    others = {f.stated.index: f.stated for f in board.facts if f.quantity == quantity and f.stated.index.isdigit()}
    others.pop(stated.index, None)
    rest = [x for other in others.values() if not other.value_is_list for x in values_stated(other)]
    rest = [x for x in rest if among([x], truths) is not Outcome.WRONG]
    if among(rest, truths) is Outcome.WRONG or among([*rest, *values_stated(stated)], truths) is not Outcome.WRONG:
        return None
    (value, *_) = values_stated(stated)
    return TestResult(Outcome.WRONG, feedback=f"{value_in_sentence(value)} is there, but not as often as this.")


def values_stated(stated: Stated) -> list[Number]:
    """Return the values that a statement lists: `λ₁,₂ = −2` names two."""
    values = listed_numbers(stated.value)
    times = stated.index.count(",") + 1
    return values * times if len(values) == 1 and times > 1 else values


def not_a_root(matrix: Matrix, value: Number, name: str = "A") -> str:
    """Return why a number is no eigenvalue: det(A − λI) is not 0 there."""
    n = matrix.shape[0]
    if n > tables.LARGEST_SIDE - 2:
        return ""
    try:
        shifted = tables.values_added(
            tables.table(matrix.rows),
            tables.product_of(tables.number(-1), tables.product_of(value, tables.identity_table(n))),
        )
        assert isinstance(shifted, EntryTable)
        at = tables.det_of(shifted)
    except RefusalError:
        return ""
    number, shifted_ = value_in_sentence(value), less_times_identity(name, value)
    return f"{number} is not an eigenvalue of {name}: det({shifted_}) = {value_in_sentence(at)}, not 0."


# ---- the eigenvectors ----------------------------------------------------------------------------------------------


def judge_as_eigenvector(matrix: Matrix, vector: SideValue, about: Number | None, is_own: bool) -> TestResult | None:
    """Test an eigenvector: for one eigenvalue, or for any of them."""
    candidates = (about,) if about is not None else tuple(map(tables.number, dict.fromkeys(linalg.eigenvalues(matrix))))
    found = []
    for value in candidates:
        verdict = judged_as(task_for("eigenvector", A=matrix, eigenvalue=value), vector)
        finding = finding_of(verdict, is_own)
        if finding is not None:
            found.append(finding)
    for outcome in (Outcome.RIGHT, Outcome.IMPRECISE):
        if any(f.outcome is outcome for f in found):
            return TestResult(outcome)
    return found[0] if about is not None and found else WRONG if found else None


def both_sides(matrix: Matrix, vector: SideValue, value: Number) -> str:
    """Return Av and λv beside one another, in a sentence."""
    A = tables.table(matrix.rows)
    Av, scaled = tables.product_of(A, _as_column(vector)), tables.product_of(value, vector)
    number = value_in_sentence(value)
    return f"Av = {value_in_sentence(Av)}, {number}v = {value_in_sentence(scaled)}"


def _as_column(vector: SideValue) -> SideValue:
    return vector.transposed if isinstance(vector, EntryTable) and vector.shape[0] == 1 else vector


def is_eigenvalue(matrix: Matrix, value: Number) -> bool:
    return among([value], linalg.eigenvalues(matrix)) is not Outcome.WRONG


# ---- the quantities ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Subject:
    """The square matrix whose eigenvalues the lines are about; `own` are the quantities by which a person states it."""

    name: str
    matrix: Callable[[Board], Matrix]
    own: tuple[str, ...] = ()
    is_given: bool = True
    """It is the A of the problem, so that the sentences of the judges of A hold for it."""
    default: Callable[[Board], Number] | None = None
    """The eigenvalue that a vector without an index is about, where the problem gives one."""

    def nearest(self, board: Board, value: Number) -> Number:
        """Return the eigenvalue that is meant by a rounded one."""
        truths = linalg.eigenvalues(self.matrix(board))
        return tables.number(min(truths, key=lambda x: abs(as_float(x) - value.value)))

    def of_own(self, test: Callable[[Matrix, Stated], TestResult | None]) -> Rule:
        """Return the rule that a statement follows from one's own matrix."""

        def holds(_: Board, fact: Fact, stated: Stated) -> bool:
            matrix = matrix_of(fact.stated.value)
            if matrix is None or not matrix.is_square:
                return False
            found = test(matrix, stated)
            return found is not None and found.outcome is not Outcome.WRONG

        return follows_from(*self.own, test=holds)

    def polynomial(self, board: Board, stated: Stated) -> TestResult | None:
        return polynomial_is_of(self.matrix(board), stated, self.is_given)

    def eigenvalues(self, board: Board, stated: Stated) -> TestResult | None:
        matrix = self.matrix(board)
        found = eigenvalues_are_of(matrix, stated, self.is_given, self.name)
        if found is not None and found.outcome is not Outcome.WRONG:
            return too_often(board, "eigenvalues", stated, linalg.eigenvalues(matrix)) or found
        return found

    def eigenvector(self, board: Board, stated: Stated) -> TestResult | None:
        matrix = self.matrix(board)
        if isinstance(stated.value, Several):  # of a span
            found_ = [self.eigenvector(board, replace(stated, value=v)) for v in stated.value.values]
            return next((f for f in found_ if f is None or f.outcome is not Outcome.RIGHT), RIGHT)
        value, line, _ = value_meant(board, stated)
        if value is None and self.default is not None and not stated.index:
            value = self.nearest(board, self.default(board))
        n = matrix.shape[0]
        if not isinstance(stated.value, EntryTable) or not stated.value.is_vector or len(stated.value.entries) != n:
            return None
        if value is not None and not is_eigenvalue(matrix, value):
            found = judge_as_eigenvector(matrix, stated.value, None, is_own=False) if stated.about is None else None
            if found is not None and found.outcome is not Outcome.WRONG:
                return found
            back = f" Go back to line {board.origin(line)}." if line is not None else ""
            sides = both_sides(matrix, stated.value, value)
            text = f"{value_in_sentence(value)} is not an eigenvalue of {self.name}: {sides}.{back}"
            return TestResult(Outcome.WRONG, None, text)
        found = judge_as_eigenvector(matrix, stated.value, value, self.is_given)
        is_by_index = stated.about is None and bool(stated.index)  # others may count the eigenvalues in another order
        if is_by_index and found is not None and found.outcome is Outcome.WRONG:
            any_root = judge_as_eigenvector(matrix, stated.value, None, is_own=False)
            if any_root is not None and any_root.outcome is not Outcome.WRONG:
                return any_root
        if found is not None and found.outcome is Outcome.WRONG and value is not None and not found.slip:
            sides = both_sides(matrix, stated.value, value)
            return TestResult(Outcome.WRONG, None, f"It is not an eigenvector for {value_in_sentence(value)}: {sides}.")
        return found

    def shifted(self, board: Board, stated: Stated) -> TestResult | None:
        matrix = self.matrix(board)
        if not isinstance(stated.value, EntryTable) or stated.value.shape[0] != matrix.shape[0]:
            return None
        value, _, _ = value_meant(board, stated)
        return shifted_is_of(matrix, stated.value, value, stated.is_system)

    def shifted_by_own(self, board: Board, stated: Stated) -> int | None:
        value, line, is_true = value_meant(board, stated)
        if value is None or line is None or is_true or not isinstance(stated.value, EntryTable):
            return None
        found = shifted_is_of(self.matrix(board), stated.value, value, stated.is_system)
        return line if found is not None and found.outcome is not Outcome.WRONG else None


def spectral(subject: Subject, letters: str = "v|x|u|w|ξ") -> tuple[Quantity, ...]:
    """Return what can be stated of the eigenvalues and eigenvectors of a matrix."""
    name, M = subject.name, _escaped(subject.name)
    of_own = subject.of_own
    polynomial = Quantity(
        "polynomial",
        f"the characteristic polynomial of {name}",
        rf"p|P|f|χ(?:_A)?|[pPfqcχ](?:_A)?\((?:λ|x|t)\)|det\(?{M}-(?:λ|x|t)I\)?|det\(?(?:λ|x|t)I-{M}\)?"
        rf"|\|{M}-(?:λ|x|t)I\||\|(?:λ|x|t)I-{M}\|",
        Form.POLYNOMIAL,
        subject.polynomial,
        (follows_from("polynomial", test=_is_same_polynomial), of_own(lambda m, s: polynomial_is_of(m, s, False))),
    )
    eigenvalues = Quantity(
        "eigenvalues",
        f"eigenvalues of {name}",
        rf"λ{INDEX}|μ{INDEX.replace('index', 'index2')}|l|eigenvalues|spectrum",
        Form.LIST,
        subject.eigenvalues,
        (
            follows_from("polynomial", test=are_its_roots),
            of_own(lambda m, s: eigenvalues_are_of(m, s, False)),
            follows_from("eigenvalues", test=is_among),
        ),
    )
    vector = Quantity(
        "eigenvector",
        f"an eigenvector of {name}",
        rf"(?:{letters}){INDEX}|[bq]_(?P<index2>[0-9])|(?:{letters})\((?P<about>[^()=]+)\)|E_(?P<about2>[^()=]+)|E\((?P<about3>[^()=]+)\)",
        Form.VECTOR,
        subject.eigenvector,
        (
            follows_from("shifted", test=_is_null_vector),
            of_own(lambda m, s: judge_as_eigenvector(m, s.value, None, False)),
            follows_from("eigenvector", test=_is_multiple),
        ),
    )
    shifted = Quantity(
        "shifted",
        f"{name} − λI",
        rf"\(?{M}-(?:λ{INDEX}|(?P<about>[^()=I]*))I\)?|\(?{M}\+(?P<minus>[^()=I]*)I\)?",
        Form.MATRIX,
        subject.shifted,
        (subject.shifted_by_own,),
    )
    return polynomial, eigenvalues, vector, shifted


def are_its_roots(_: Board, fact: Fact, stated: Stated) -> bool:
    p = fact.stated.value
    return isinstance(p, NumberPolynomial) and same_roots(values_stated(stated), p)


def _is_same_polynomial(_: Board, fact: Fact, stated: Stated) -> bool:
    """Is this one's own polynomial, up to a factor, or one of its factors?"""
    p, q = fact.stated.value, stated.value
    if not isinstance(p, NumberPolynomial) or not isinstance(q, NumberPolynomial):
        return False
    if stated.is_equation and len(q.coefficients) < len(p.coefficients):
        roots = roots_of(q)
        return roots is not None and same_roots(roots, p)
    return tables.agree(_monic(p), _monic(q)) is not Outcome.WRONG


def _is_null_vector(_: Board, fact: Fact, stated: Stated) -> bool:
    """Is this a null vector of one's own system?"""
    system = matrix_of(fact.stated.value)
    if system is None or not system.is_square or not isinstance(stated.value, EntryTable):
        return False
    found = judge_as_eigenvector(system, stated.value, numbers.ZERO, False)
    return found is not None and found.outcome is not Outcome.WRONG


def _escaped(name: str) -> str:
    return name.replace("ᵀ", "^T").replace("^", r"\^")


def is_among(_: Board, fact: Fact, stated: Stated) -> bool:
    """Do all of these stand in one's own list?"""
    own = listed_numbers(fact.stated.value)
    values = values_stated(stated)
    return bool(values) and all(any(tables.close(v, o) is not Outcome.WRONG for o in own) for v in values)


def _is_multiple(_: Board, fact: Fact, stated: Stated) -> bool:
    """Is this one's own vector, scaled?"""
    u, v = listed_numbers(fact.stated.value), listed_numbers(stated.value)
    if len(u) != len(v) or fact.stated.index != stated.index:
        return False
    a, b = np.array([x.value for x in u]), np.array([x.value for x in v])
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return size > 0 and abs(abs(complex(np.vdot(a, b))) - size) <= tables.CARRIED**2 * size


def value_meant(board: Board, stated: Stated) -> tuple[Number | None, int | None, bool]:
    """Return the eigenvalue that a vector is about, the line that gave it, and whether it is right there."""
    facts = [f for f in reversed(board.facts) if f.quantity == "eigenvalues"]
    if stated.about is not None:
        for fact in facts:
            if any(tables.close(stated.about, x) is not Outcome.WRONG for x in values_stated(fact.stated)):
                return stated.about, fact.line, fact.is_true
        return stated.about, None, True
    if not stated.index:
        return None, None, True
    for fact in facts:
        values = values_stated(fact.stated)
        if fact.stated.index == stated.index and len(values) == 1:
            return values[0], fact.line, fact.is_true
    return None, None, True


def shifted_is_of(matrix: Matrix, table: EntryTable, value: Number | None, is_system: bool) -> TestResult | None:
    """Test A − λI, or in a system what it was reduced to: for one λ, or for any eigenvalue."""
    n = matrix.shape[0]
    if any(isinstance(x, NumberPolynomial) for x in table.entries):
        whole = tables.values_added(tables.table(matrix.rows), tables.negative_of(_scaled_identity(tables.LAMBDA, n)))
        return RIGHT if tables.agree(table, whole) is Outcome.RIGHT else WRONG
    if table.shape[1] == n + 1 and all(tables.is_zero(row[-1]) for row in table.rows):
        table = EntryTable(tuple(row[:-1] for row in table.rows))
    if table.shape != (n, n):
        return None
    candidates = [value] if value is not None else list(map(tables.number, dict.fromkeys(linalg.eigenvalues(matrix))))
    outcomes = []
    for c in candidates:
        whole = tables.values_added(tables.table(matrix.rows), tables.negative_of(_scaled_identity(c, n)))
        negative = tables.negative_of(whole)
        outcomes.append(min((tables.agree(table, w) for w in (whole, negative)), key=_rank))
    best = min(outcomes, key=_rank)
    if best is not Outcome.WRONG:
        return RIGHT if best is Outcome.RIGHT else IMPRECISE
    stated = matrix_of(table) if is_system else None
    for c in candidates:
        true = matrix_of(tables.values_added(tables.table(matrix.rows), tables.negative_of(_scaled_identity(c, n))))
        if stated is not None and true is not None and same_null_space(stated, true):
            return RIGHT
    return WRONG


_ORDER = (Outcome.RIGHT, Outcome.IMPRECISE, Outcome.WRONG)


def _rank(outcome: Outcome) -> int:
    return _ORDER.index(outcome)


def _scaled_identity(value: SideValue, n: int) -> SideValue:
    return tables.product_of(value, tables.identity_table(n))


def same_null_space(a: Matrix, b: Matrix) -> bool:
    """Have two singular matrices the same null space, so that one may have been reduced to the other?"""
    ranks = linalg.rank(a), linalg.rank(b)
    both = Matrix((*a.rows, *b.rows))
    return ranks[0] == ranks[1] == linalg.rank(both) < a.shape[1]
