"""What answers without mathematics get: of each question, the share of draws that each lazy strategy passes.

A strategy sees what anybody sees of a question: its prompt, and of which form and size an answer is. It holds several rules, each
of which gives one answer to a draw; its share is that of its best rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TypeAlias

from decompdrill.bank.question import Question
from decompdrill.exercises import grade, guessing, showing
from decompdrill.exercises.pose import pose
from decompdrill.kinds import name_slip
from decompdrill.kinds.given import within_doubles
from decompdrill.model import Answer, Exercise, Form, Outcome

Guesses: TypeAlias = Mapping[str, Answer]
"""An answer for each rule of a strategy; none where the strategy has nothing to say to a question of this form."""

Strategy: TypeAlias = Callable[[Exercise], Guesses]

Row: TypeAlias = tuple[Fraction, ...]
Entries: TypeAlias = tuple[Row, ...]

ONE_NUMBER = (Form.NUMBER, Form.INTEGER)
ONE_ROW = (Form.LIST, Form.VECTOR, Form.POLYNOMIAL)
MOST_COPIED = 60
"""Places of a prompt from which is copied."""


@dataclass(frozen=True, slots=True)
class Lazy:
    """What the strategies get on one question."""

    question: str
    tried: int
    """Draws on which they were tried; the commonest answer was learned from as many others."""
    shares: Mapping[str, float | None]
    """The share of each strategy by its name; None where it has no answer of this form."""


def lazy_shares(question: Question, seeds: int) -> Lazy:
    """Return what each strategy passes on the second half of so many seeds; raises Undrawable where nothing can be asked."""
    learned = max(seeds // 2, 1)
    common: dict[str, _Commonest] = defaultdict(_Commonest)
    for seed in range(learned):
        for part, exercise in _asked(pose(question, seed)):
            common[part].learn(exercise)
    passed: dict[str, Counter[str] | None] = {name: Counter() for name in NAMES}
    tried = max(seeds - learned, 1)
    for seed in range(learned, learned + tried):
        asked = _asked(pose(question, seed))
        found = {name: _passing((strategy, exercise) for _, exercise in asked) for name, strategy in STRATEGIES.items()}
        found["commonest"] = _passing((common[part].rules, exercise) for part, exercise in asked)
        for name, rules in found.items():
            count = passed[name]
            if rules is None or count is None:
                passed[name] = None
            else:
                count.update(rules)
    shares = {n: None if count is None else max(count.values(), default=0) / tried for n, count in passed.items()}
    return Lazy(question.id, tried, shares)


def _asked(exercise: Exercise) -> list[tuple[str, Exercise]]:
    """Return what is asked, by its name: the parts of a question in parts, else the question."""
    return [(part.name, part.exercise) for part in exercise.parts] or [("", exercise)]


def _passing(asked: Iterable[tuple[Strategy, Exercise]]) -> set[str] | None:
    """Return the rules that answer all that is asked right; None where there is something for which there is no rule."""
    passing: set[str] | None = None
    for strategy, exercise in asked:
        rules = strategy(exercise) if exercise.code is None else {}  # a line of code is not guessed
        if not rules:
            return None
        right = {rule for rule, answer in rules.items() if _is_right(exercise, answer)}
        passing = right if passing is None else passing & right
    return passing


def _is_right(exercise: Exercise, answer: Answer) -> bool:
    if answer.word:
        return answer.word == exercise.answer.word
    with within_doubles("ignore"):
        if not name_slip.passes(grade.task_of_exercise(exercise), name_slip.in_full(answer)):
            return False
    text = showing.show_answer(exercise.kind, answer)
    return grade.grade_exercise(exercise, text).outcome is Outcome.RIGHT


# ---- the strategies ------------------------------------------------------------------------------------------------


def guess_constant(exercise: Exercise) -> Guesses:
    """One answer to every draw: a small number, zeros, ones, the identity, yes, no, or a letter."""
    key = exercise.answer
    if exercise.form is Form.CHOICE:
        return {choice.letter: Answer(key.form, word=choice.letter) for choice in exercise.choices}
    if exercise.form is Form.YES_NO:
        return {word: Answer(key.form, word=word) for word in ("yes", "no")}
    if exercise.form in ONE_NUMBER:
        return {str(n): _number(key, Fraction(n)) for n in range(-1, 6)}
    if key.parts:
        return {"identity": _factors(key, {})}
    entries = {"zeros": lambda i, j: 0, "ones": lambda i, j: 1, "identity": lambda i, j: i == j}
    return {name: _filled(key, entry) for name, entry in entries.items()}


def guess_diagonal(exercise: Exercise) -> Guesses:
    """What is right of a diagonal matrix: its entries, their product, the largest, how many are not 0; the identity and itself."""
    found: dict[str, Answer] = {}
    for number, M in enumerate(_matrices(exercise.prompt)):
        d = tuple(row[i] for i, row in enumerate(M) if i < len(row))
        sizes = tuple(sorted(map(abs, d), reverse=True))
        numbers = {
            "product": prod(d, start=Fraction(1)),
            "largest": max(d),
            "size": sizes[0],
            "count": Fraction(sum(map(bool, d))),
        }
        rows = {"entries": d, "sizes": sizes, "roots": _with_roots(d)}
        grids = {
            "diagonal": tuple(tuple(x if i == j else Fraction(0) for j, x in enumerate(r)) for i, r in enumerate(M))
        }
        found |= _fitting(exercise.answer, number, numbers, rows, grids)
    return found


def guess_trace(exercise: Exercise) -> Guesses:
    """The trace: as the number, as the only value that is not 0, or shared out evenly."""
    found: dict[str, Answer] = {}
    for number, M in enumerate(_matrices(exercise.prompt)):
        size = len(M)
        if size == len(M[0]):
            t = sum((M[i][i] for i in range(size)), Fraction(0))
            rest = (Fraction(0),) * (size - 1)
            rows = {"alone": (t, *rest), "shared": (t / size,) * size, "roots": _with_roots((t, *rest))}
            found |= _fitting(exercise.answer, number, {"trace": t}, rows, {})
    return found


def guess_copied(exercise: Exercise) -> Guesses:
    """What stands in the prompt: a number, a row or a column, a matrix, an option; a matrix as one factor beside identities."""
    key, prompt = exercise.answer, exercise.prompt
    if exercise.form is Form.CHOICE:
        there = [choice for choice in exercise.choices if guessing.is_part(choice, guessing.on_screen(prompt))]
        return {"option": Answer(key.form, word=there[0].letter)} if len(there) == 1 else {}
    found: dict[str, Answer] = {}
    beside = tuple(map(_exact, guessing.numbers_beside(prompt)))
    size = len(key.rows[0]) if exercise.form in ONE_ROW else len(beside)
    pieces = [beside[at : at + size] for at in range(len(beside) - size + 1)]
    for number, M in enumerate([(piece,) for piece in pieces] + list(_matrices(prompt))):
        lines = [*M, *zip(*M, strict=True)]
        rows = {str(place): line for place, line in enumerate([*lines, *(line[::-1] for line in lines)])}
        numbers = {str(place): x for place, x in enumerate(x for row in M for x in row)}
        found |= _fitting(key, number, numbers, rows, {"itself": M, "turned": tuple(zip(*M, strict=True))})
    return dict(list(found.items())[:MOST_COPIED])


class _Commonest:
    """The answer that was right most often on other draws; of a choice, the option that was, wherever it stands."""

    def __init__(self) -> None:
        self._options = Counter[str]()
        self._answers = Counter[str]()
        self._by_text: dict[str, Answer] = {}

    def learn(self, exercise: Exercise) -> None:
        """Take the right answer in."""
        self._options.update(choice.text for choice in exercise.choices if choice.why_wrong is None)
        if exercise.code is None:
            text = exercise.answer.word or showing.show_answer(exercise.kind, exercise.answer)
            self._answers[text] += 1
            self._by_text[text] = exercise.answer

    def rules(self, exercise: Exercise) -> Guesses:
        """Return the answer of the draws that were taken in."""
        if exercise.choices:
            likely = max(exercise.choices, key=lambda choice: self._options[choice.text])
            return {"option": Answer(exercise.answer.form, word=likely.letter)}
        return {"answer": self._by_text[self._answers.most_common(1)[0][0]]}


STRATEGIES: Mapping[str, Strategy] = {
    "constant": guess_constant,
    "diagonal": guess_diagonal,
    "trace": guess_trace,
    "copied": guess_copied,
}
"""The strategies that learn nothing, by their names."""

NAMES: Sequence[str] = (*STRATEGIES, "commonest")


# ---- answers -------------------------------------------------------------------------------------------------------


def _exact(value: float) -> Fraction:
    return Fraction(repr(value))


def _matrices(prompt: str) -> Iterator[Entries]:
    """Yield the matrices of a prompt whose rows are of one length."""
    for rows in guessing.matrices_of(prompt):
        exact = tuple(tuple(map(_exact, row)) for row in rows if row)
        if exact and len({len(row) for row in exact}) == 1:
            yield exact


def _with_roots(roots: Row) -> Row:
    """Return the coefficients of the polynomial with these roots, highest power first."""
    coefficients: Row = (Fraction(1),)
    for root in roots:
        shifted = (*coefficients, Fraction(0))
        coefficients = tuple(a - root * b for a, b in zip(shifted, (Fraction(0), *coefficients), strict=True))
    return coefficients


def _number(key: Answer, value: Fraction) -> Answer:
    return Answer(key.form, ((value,),))


def _filled(key: Answer, entry: Callable[[int, int], int]) -> Answer:
    """Return an answer of the same form and size, with these entries."""
    return Answer(key.form, tuple(tuple(Fraction(entry(i, j)) for j in range(len(r))) for i, r in enumerate(key.rows)))


def _factors(key: Answer, chosen: Mapping[str, Answer]) -> Answer:
    """Return factors of the same sizes: those that are chosen, and identities; what is given as its diagonal is ones."""
    identity = {Form.MATRIX: lambda i, j: i == j}
    parts = (
        (name, chosen.get(name) or _filled(part, identity.get(part.form, lambda i, j: 1))) for name, part in key.parts
    )
    return Answer(key.form, parts=tuple(parts))


def _fitting(
    key: Answer, number: int, numbers: Mapping[str, Fraction], rows: Mapping[str, Row], grids: Mapping[str, Entries]
) -> dict[str, Answer]:
    """Return the answers among these that have the key's form and size, each by the number of its matrix and its name.

    As a factorization comes each of them as one factor, with identities as the others.
    """
    if key.parts:
        return {
            f"{name} {rule}": _factors(key, {name: answer})
            for name, part in key.parts
            for rule, answer in _fitting(part, number, {}, rows, grids).items()
        }
    if key.form in ONE_NUMBER:
        return {f"{number} {name}": _number(key, value) for name, value in numbers.items()}
    shapes: Mapping[str, Entries] = grids if key.form is Form.MATRIX else {name: (row,) for name, row in rows.items()}
    shape = list(map(len, key.rows))
    return {f"{number} {n}": Answer(key.form, grid) for n, grid in shapes.items() if list(map(len, grid)) == shape}
