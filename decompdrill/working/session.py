"""The working of one problem: lines that are written, taken back and changed, each with its mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from decompdrill import mathtext
from decompdrill.errors import RecordError
from decompdrill.exercises.grade import expected_text, judge_typed, task_of, unreadable
from decompdrill.judging.tolerances import SAID_AGAIN
from decompdrill.kinds.given import ALLOWED
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.solve import steps_of
from decompdrill.maths.budget import FarTooMuchError, allowance
from decompdrill.model import Exercise, Form, Number, Raw, Typed, Unreadable, Verdict
from decompdrill.working import saying
from decompdrill.working.hints import SolutionStep, solution
from decompdrill.working.judge import LineJudge
from decompdrill.working.quantities import (
    Board,
    Fact,
    JudgedStatement,
    LineMark,
    Stated,
    Understood,
    answer_of_value,
    listed_numbers,
)
from decompdrill.working.sides import adjoint_of
from decompdrill.working.spectral import values_stated
from decompdrill.working.table import UNDERSTOOD
from decompdrill.working.tables import EntryTable, Several, SideValue

MOST_LINES = 200
"""Of one working."""


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One line of a working: its text, what it was taken for, and what is said of it, in Markdown."""

    text: str
    is_: str
    mark: LineMark
    of: int | None
    slip: str | None
    feedback: str


class WorkingSession:
    """The working of one problem. Numbers of lines begin with 1.

    >>> from decompdrill.exercises.grade import task_of
    >>> session = WorkingSession(task_of("eigenvalues", {"A": "4 1; 2 3"}))
    >>> session.write("p = λ² - 7λ + 10").mark
    <LineMark.RIGHT: 'right'>
    >>> session.write("λ = 5, 1").mark
    <LineMark.WRONG: 'wrong'>
    """

    def __init__(self, task: Task, exercise: Exercise | None = None) -> None:
        self.task, self.exercise = task, exercise
        self.understood = understood(task.kind.name)
        self.lines: list[JudgedLine] = []
        self._steps: tuple[SolutionStep, ...] | None = None
        self._hints: dict[str, int] = {}
        self._begin()

    def _begin(self) -> None:
        self._board = Board(self.task)
        self._judge = LineJudge(self._board, self.understood)

    def write(self, text: str) -> JudgedLine:
        """Judge one more line."""
        if len(self.lines) >= MOST_LINES:
            raise RecordError(f"a working has at most {MOST_LINES} lines")
        judged = self._judged(text, len(self.lines) + 1)
        line = JudgedLine(text, judged.is_, judged.mark, judged.of, judged.slip, judged.feedback)
        self.lines.append(line)
        return line

    def _judged(self, text: str, number: int) -> JudgedStatement:
        try:
            with allowance(ALLOWED):
                return self._judge.judge(text, number)
        except FarTooMuchError:
            return JudgedStatement(
                LineMark.UNCLEAR, feedback="Judging this line would take too long; it costs nothing."
            )

    def write_all(self, texts: Iterable[str]) -> list[JudgedLine]:
        return [self.write(text) for text in texts]

    def stated(self) -> tuple[Fact, ...]:
        """Return what the last line states."""
        return tuple(fact for fact in self._board.facts if fact.line == len(self.lines))

    def came_to(self) -> SideValue | None:
        """Return the value at the end of the last line; None where it has none."""
        left = self._judge.left
        return left.value if left is not None and left.line == len(self.lines) else None

    def undo(self) -> str | None:
        """Take the last line back, and return its text."""
        if not self.lines:
            return None
        text = self.lines[-1].text
        self._again([line.text for line in self.lines[:-1]])
        return text

    def edit(self, number: int, text: str) -> list[JudgedLine]:
        """Change a line, and judge it and the lines below again."""
        texts = [line.text for line in self.lines]
        texts[number - 1] = text
        self._again(texts)
        return self.lines[number - 1 :]

    def _again(self, texts: list[str]) -> None:
        self.lines = []
        self._begin()
        self.write_all(texts)

    def hint(self) -> str | None:
        """Return what to write next, in Markdown: asked again, the shape of the line, then the line. None at the end."""
        known = {fact.quantity for fact in self._board.facts if fact.is_true}
        known |= {"trace", "determinant"} if "polynomial" in known else set()  # they serve for it alone
        step = next((step for step in self._solution() if step.quantity not in known), None)
        if not self._solution():
            return self._step_of_solution()
        if step is None:
            return None
        self._hints[step.quantity] = shown = self._hints.get(step.quantity, 0) + 1
        said = f"Next: {step.said}." if shown == 1 else f"Write {step.shape}" if shown == 2 else step.line
        return mathtext.escaped(said)

    def why(self, number: int) -> str | None:
        """Return in Markdown what the worked solution has for what a line states, None where it does not state it."""
        names = self.lines[number - 1].is_.split("; ")
        step = next((step for step in self._solution() if step.said in names), None)
        return None if step is None else mathtext.escaped(f"The worked solution has: {step.line}")

    def _step_of_solution(self) -> str | None:
        """Return the next step of the worked solution in words, where its equations are no lines of a working."""
        steps = steps_of(self.task.kind, self.task.given)
        at = self._hints.get("", 0)
        self._hints[""] = at + 1
        return steps[at] if at < len(steps) else None

    def _solution(self) -> tuple[SolutionStep, ...]:
        if self._steps is None:
            self._steps = solution(self.task, self.understood)
        return self._steps

    def verdict(self) -> Verdict:
        """Return the verdict on the final answer as the lines give it; unreadable where they give none.

        An answer that only follows from a line that is not right is worth half.
        """
        answer = self._answer()
        if answer is None:
            return unreadable(Unreadable("no line gives the final answer", (0, 0)), expected_text(self.task))
        verdict = judge_typed(self.task, answer, self.exercise)
        line = self._follows_from()
        if line is None or verdict.credit >= HALF:
            return verdict
        said = saying.follows(self._board.origin(line))  # its slip was charged there
        return replace(verdict, credit=HALF, slip=None, feedback=said, so_far="", fails="")

    def _answer(self) -> Typed | None:
        """Return the final answer as the lines give it."""
        if self._board.answer is not None:
            return self._board.answer[0]
        if self.task.kind.form is Form.FACTORS:
            return factors_of(self._board, self.task)
        for quantity in self.understood.final:
            answer = final_answer(self._board, quantity, self.task.kind.form)
            if answer is not None:
                return answer
        result = self._board.result if self.task.kind.form in (Form.NUMBER, Form.INTEGER) else None
        return None if result is None else answer_of_value(self.task.kind.form, result[0])

    def _follows_from(self) -> int | None:
        """Return the line of the final answer where that only follows from one that is not right."""
        lines = [f.line for q in self.understood.final if (f := self._board.latest(q)) is not None]
        lines += [self._board.answer[1]] if self._board.answer is not None else []
        if not lines and self._board.result is not None:
            lines = [self._board.result[1]]
        return next((line for line in lines if self.lines[line - 1].mark is LineMark.FOLLOWS), None)


HALF = 0.5
"""Credit of an answer that is found by right steps from a mistake above."""


VECTORS = {"V": "eigenvector", "Q": "eigenvector", "U": "left-vector", "Vt": "right-vector"}
VALUES = {"L": "eigenvalues", "S": "singular-values"}


def factors_of(board: Board, task: Task) -> Typed | None:
    """Return the parts of a factorization from the lines that gave them last, or that gave their columns.

    None where a part is missing, or has fewer vectors than there are values.
    """
    built: list[int] = []
    names = {"V": "vectors", "Q": "vectors", "L": "values", "U": "U", "S": "S"}
    parts: list[tuple[str, Typed]] = []
    for part in task.kind.parts:
        fact = board.latest(names[part]) if part in names else None
        value = fact.stated.value if fact is not None else _right_vectors(board) if part == "Vt" else None
        value = value if value is not None else _by_index(board, part)
        if fact is None and value is not None and part not in VALUES:
            built.append(_vectors_in(value, part))
        form = (
            Form.LIST if isinstance(value, Several) or (isinstance(value, EntryTable) and value.flat) else Form.MATRIX
        )
        answer = answer_of_value(form, value) if value is not None else None
        if answer is None:
            return None
        parts.append((part, answer))
    values = next(len(answer.rows[0]) for part, answer in parts if part in VALUES)
    if any(count < values for count in built):
        return None
    return Typed(Form.FACTORS, "", parts=tuple(parts))


def _vectors_in(value: SideValue, part: str) -> int:
    """Return how many vectors a part has: its columns, of Vᵀ its rows."""
    if not isinstance(value, EntryTable):
        return 1
    return len(value.rows) if part == "Vt" else len(value.rows[0])


def _by_index(board: Board, part: str) -> SideValue | None:
    """Return a part put together from v₁, v₂, … or from λ₁, λ₂, … in their order."""
    quantity = VECTORS.get(part) or VALUES[part]
    found = {f.stated.index: f.stated.value for f in board.facts if f.quantity == quantity and f.stated.index.isdigit()}
    values = [found.get(str(i)) for i in range(1, len(found) + 1)]
    entries = [v for v in values if v is not None]
    if not entries or len(entries) < len(values):
        latest = board.latest(quantity) if part in VALUES else None
        return latest.stated.value if latest is not None and latest.stated.value_is_list else None
    if part in VALUES:
        return Several(tuple(entries))
    rows = [tuple(listed_numbers(v)) for v in entries]
    if len({len(row) for row in rows}) != 1:
        return None
    table = EntryTable(tuple(rows))
    return adjoint_of(EntryTable(table.transposed.rows)) if part == "Vt" else table.transposed


def _right_vectors(board: Board) -> SideValue | None:
    """Return Vᵀ, from the line that gave it or V, whichever is later."""
    V, Vt = board.latest("V"), board.latest("Vt")
    if V is not None and (Vt is None or V.line > Vt.line) and isinstance(V.stated.value, EntryTable):
        return adjoint_of(V.stated.value)
    return Vt.stated.value if Vt is not None else None


def final_answer(board: Board, quantity: str, form: Form) -> Typed | None:
    """Return what the lines give as the final answer: the last statement of it, or those of λ₁, λ₂, … together."""
    latest = board.latest(quantity)
    if latest is None:
        return None
    if form is not Form.LIST:
        return answer_of_value(form, latest.stated.value)
    values = [
        x for _, stated in _listed([f for f in board.facts if f.quantity == quantity]) for x in values_stated(stated)
    ]
    return answer_of_value(form, Several(tuple(values)))


def _listed(facts: Sequence[Fact]) -> list[tuple[int, Stated]]:
    """Return the statements that list the values of a quantity, with their lines: one of all, or one after another.

    What says again, on a line of its own, a value that was listed adds none, and a name that is stated again changes its value.
    """
    listed: list[tuple[int, Stated]] = []
    for fact in facts:
        stated, line = fact.stated, fact.line
        has_list = any(other.value_is_list for _, other in listed)
        is_alone = not stated.value_is_list and (has_list or not stated.index)
        earlier = [x for at, other in listed if at < line for x in values_stated(other)]
        if stated.index and any(other.index == stated.index for _, other in listed):
            listed = [(at, stated if other.index == stated.index else other) for at, other in listed]
        elif earlier and is_alone and all(any(_is_again(x, y) for y in earlier) for x in values_stated(stated)):
            continue
        elif any(at < line for at, _ in listed) and (stated.value_is_list or has_list):
            listed = [(line, stated)]
        else:
            listed.append((line, stated))
    return listed


def _is_again(x: Number, y: Number) -> bool:
    return abs(x.value - y.value) <= SAID_AGAIN * max(1.0, abs(y.value))


@lru_cache
def understood(kind: str) -> Understood:
    """Return what the lines of a kind can state; nothing for a question whose answer stands in a bank."""
    return UNDERSTOOD[kind]() if kind in UNDERSTOOD else Understood((), ())


def judged_working(kind: str, given: dict[str, Raw], lines: Iterable[str]) -> WorkingSession:
    """Return the judged working of a problem of one's own."""
    session = WorkingSession(task_of(kind, given))
    session.write_all(lines)
    return session
