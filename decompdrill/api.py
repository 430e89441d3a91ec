"""decompdrill from Python: load banks, draw questions, judge answers, read them, solve problems.

What a function takes and returns is what the command of its name does, as values instead of text. Nothing here reads or
writes the history, a user's own banks or the terminal.

>>> exercise = draw(load().question("eigen.values-2x2"), seed=2)
>>> exercise.given
{'A': [[-4, -2], [7, 5]]}
>>> verdict = grade(exercise, "-3, 2")
>>> verdict.outcome, verdict.slip, verdict.expected
(<Outcome.WRONG: 'wrong'>, 'sign-of-roots', '3, -2')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import overload

from decompdrill import answers
from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import Question
from decompdrill.bank.tree import suggest
from decompdrill.errors import BankError, DrillError, GivenError, UsageError
from decompdrill.exercises import pose
from decompdrill.exercises.grade import grade as _grade
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.known import known_names
from decompdrill.history import LARGEST_SEED
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.solve import solve as _solve
from decompdrill.mathtext import Style, render_line, standard
from decompdrill.model import (
    READ_FORMS,
    Check,
    Exercise,
    Form,
    Number,
    Objective,
    Outcome,
    Problem,
    Raw,
    Typed,
    Unreadable,
    Verdict,
)
from decompdrill.names import known_as


def load(paths: Iterable[str | Path] | None = None) -> Banks:
    """Return the banks of these files and folders, or the shipped ones; raises BankError with every fault in them.

    >>> banks = load()
    >>> banks.question("svd.largest-value").title
    'What the largest singular value tells you'
    """
    return load_banks(None if paths is None else [Path(path) for path in paths], known_names())


def draw(question: Question, seed: int) -> Exercise:
    """Return the exercise that a seed draws, the same on every machine, Python and NumPy.

    Raises UsageError for a seed that is not a whole number from 0 to 10**18 - 1, and BankError where the bank leaves
    nothing to ask.

    >>> draw(load().question("eigen.values-2x2"), seed=2).token
    'eigen.values-2x2:2:7b8dba18'
    """
    if not 0 <= seed <= LARGEST_SEED:
        raise UsageError(f"a seed is a whole number from 0 to {LARGEST_SEED}; {seed} came")
    return pose.pose(question, seed)


@overload
def grade(problem: Exercise, answer: str | Mapping[str, str]) -> Verdict: ...
@overload
def grade(problem: str, answer: str | Mapping[str, str], given: Mapping[str, Raw]) -> Verdict: ...
def grade(problem: Exercise | str, answer: str | Mapping[str, str], given: Mapping[str, Raw] | None = None) -> Verdict:
    """Return the verdict on an answer to a drawn exercise, or to a problem of one's own: its kind and what is given.

    A given is a number, a text such as "1/3", or (nested) lists of them; of a NumPy array take `tolist()`. The parts of
    a factorization are one text, or a mapping from each name to its text. An answer that cannot be read is a verdict too.
    Raises UsageError for a kind that does not exist, and GivenError for a given that has no answer.

    >>> grade("rank", "2", given={"A": [[1, 2], [2, 4]]}).slip
    'counts-columns'
    >>> grade("diagonalization", {"V": "1 1; 0 -1", "L": "3, 2"}, given={"A": "3 1; 0 2"}).outcome
    <Outcome.RIGHT: 'right'>
    """
    if isinstance(problem, Exercise):
        verdict = grade_exercise(problem, answer)
    else:
        verdict = _grade(_kind(problem), given or {}, answer)
    return replace(verdict, feedback=render_line(f"{verdict.so_far} {verdict.feedback}", Style.UNICODE))


def read(form: Form | str, text: str) -> Typed | Unreadable:
    """Return how a typed answer is read, or why it cannot be; raises UsageError for a form that does not exist.

    >>> typed = read("list", "(3±√5)/2")
    >>> [number.value for number in typed.rows[0]]
    [2.618033988749895, 0.3819660112501051]
    >>> read("number", "1,5").message
    'expected one number; a decimal comma is never guessed: write 1.5'
    """
    forms = [known.value for known in READ_FORMS]
    form = known_as(form, forms)
    if form not in forms:
        raise UsageError(f"no form is called {form[:80]!r}{suggest(form, forms)} (there are: {', '.join(forms)})")
    return answers.read(form, text)


def solve(kind: str, given: Mapping[str, Raw]) -> tuple[str, ...]:
    """Return the worked solution, a step each, as Markdown with formulas in LaTeX; the last step is a check by hand.

    Raises UsageError for a kind that does not exist, and GivenError for a given that has no answer.

    >>> solve("trace", {"A": [[2, 1], [2, 3]]})[1]
    'The diagonal is $2, 3$.'
    """
    return tuple(map(standard, _solve(_kind(kind), given)))


def _kind(name: str) -> str:
    kind = known_as(name, SIGNATURES)
    if kind not in SIGNATURES:
        raise UsageError(f"no kind of problem is called {name[:80]!r}{suggest(name, sorted(SIGNATURES))}")
    return kind


__all__ = [
    "BankError",
    "Banks",
    "Check",
    "DrillError",
    "Exercise",
    "Form",
    "GivenError",
    "Number",
    "Objective",
    "Outcome",
    "Problem",
    "Question",
    "Raw",
    "Typed",
    "Unreadable",
    "UsageError",
    "Verdict",
    "draw",
    "grade",
    "load",
    "read",
    "solve",
]
