"""Our verdicts against those of SymPy and of math-verify: the same answers, all read, all judged, in one process.

A peer that is not installed is left out with a line that says so.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from types import ModuleType

from benchmarks import problems, timing
from benchmarks.problems import Problem
from decompdrill.exercises.grade import grade
from decompdrill.model import Outcome

OURS = "decompdrill"
Grader = Callable[[Problem], bool]
"""Is the answer right?"""


def ours(problem: Problem) -> bool:
    """Read, judge by checks, search the slips, write the feedback; the verdict must be that of the label."""
    is_right = grade(problem.kind, problem.given, problem.answer).outcome is Outcome.RIGHT
    if is_right != problem.is_right:
        raise SystemExit(f"{problem} is judged {is_right=}")
    return is_right


# ---- peers ---------------------------------------------------------------------------------------------------------


class SymPy:
    """`sympify` of the answer and of the true one, then the difference as a float; a list is sorted first."""

    def __init__(self, sympy: ModuleType) -> None:
        self._sympy = sympy

    def __call__(self, problem: Problem) -> bool:
        answer, gold = (self._values(text) for text in (problem.answer, problem.gold))
        return len(answer) == len(gold) and all(abs(a - g) < 1e-9 for a, g in zip(answer, gold, strict=True))

    def _values(self, text: str) -> list[float]:
        parsed = self._sympy.sympify(text, rational=True)
        if isinstance(parsed, list):
            return [float(x) for row in parsed for x in row]
        return sorted(float(x) for x in parsed) if isinstance(parsed, tuple | self._sympy.Tuple) else [float(parsed)]


class SymPyExactly(SymPy):
    """The same, where the difference is simplified and must be zero."""

    def __call__(self, problem: Problem) -> bool:
        answer, gold = (self._exact(text) for text in (problem.answer, problem.gold))
        matrix = self._sympy.Matrix
        return len(answer) == len(gold) and self._sympy.simplify(matrix(answer) - matrix(gold)).is_zero_matrix is True

    def _exact(self, text: str) -> list[object]:
        parsed = self._sympy.sympify(text, rational=True)
        if isinstance(parsed, list):
            return [x for row in parsed for x in row]
        return sorted(parsed) if isinstance(parsed, tuple | self._sympy.Tuple) else [parsed]


class MathVerify:
    """`parse` of both, then `verify`; it reads LaTeX, so it gets the same answers in LaTeX."""

    def __init__(self, package: ModuleType) -> None:
        self._parse = package.parse
        self._verify = package.verify

    def __call__(self, problem: Problem) -> bool:
        gold, answer = (self._parse(latex(problem.form, text)) for text in (problem.gold, problem.answer))
        return bool(self._verify(gold, answer))


def latex(form: str, text: str) -> str:
    """Return an answer in LaTeX: a set for a list, `pmatrix` for a matrix, fractions and roots as such."""
    if form == "matrix":
        rows = re.findall(r"\[([^\[\]]*)\]", text)
        return "$\\begin{pmatrix}" + " \\\\ ".join(row.replace(",", " &") for row in rows) + "\\end{pmatrix}$"
    if form == "list":
        return f"$\\{{{text}\\}}$"
    roots = re.sub(r"sqrt\((\d+)\)", r"\\sqrt{\1}", text)
    return "$" + re.sub(r"^(-?)\(?([^()/]+)\)?/(\d+)$", r"\1\\frac{\2}{\3}", roots) + "$"


PEERS: Mapping[str, tuple[str, Callable[[ModuleType], Grader]]] = {
    "sympify, floats compared": ("sympy", SymPy),
    "sympify, difference simplified": ("sympy", SymPyExactly),
    "math-verify": ("math_verify", MathVerify),
}


def installed() -> Mapping[str, Grader]:
    """Return the peers that are here; say which are not."""
    found: dict[str, Grader] = {}
    for name, (package, make) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"left out: {name}, since {package} is not installed")
        else:
            found[name] = make(importlib.import_module(package))
    return found


# ---- the comparison ------------------------------------------------------------------------------------------------


class Known:
    """A grader on the same problems again: what it remembers of a problem is there."""

    def __init__(self, grader: Grader, forms: Sequence[str]) -> None:
        self._grader = grader
        self._asked = [p for form in forms for p in problems.problems(form)]

    def __call__(self) -> None:
        for problem in self._asked:
            self._grader(problem)


class New:
    """A grader on problems that it never saw: neither the true answer nor that of a slip is remembered."""

    starts = count(problems.EACH, problems.EACH)

    def __init__(self, grader: Grader, forms: Sequence[str]) -> None:
        self._grader = grader
        self._forms = forms

    def __call__(self) -> None:
        start = next(self.starts)
        for form in self._forms:
            for problem in problems.problems(form, start=start):
                self._grader(problem)


def agreement(name: str, grader: Grader, asked: Sequence[Problem]) -> str:
    """Return how many of the answers the grader judges as they are."""
    wrongly = [p for p in asked if grader(p) != p.is_right]
    shown = "".join(f"; not {p.form} {p.answer!r} (true: {p.gold!r})" for p in wrongly[:2])
    return f"{name}: {len(asked) - len(wrongly)} of {len(asked)} verdicts as they should be{shown}"


def compare(graders: Mapping[str, Grader], load: type[Known | New], rounds: int) -> Mapping[str, list[float]]:
    """Return the median rates of each grader: on the mix of all forms, then on each form."""
    columns = [tuple(problems.FORMS), *((form,) for form in problems.FORMS)]
    found: dict[str, list[float]] = {name: [] for name in graders}
    for forms in columns:
        asked = problems.EACH * len(forms)
        calls = {name: (asked, load(grader, forms)) for name, grader in graders.items()}
        for name, each in timing.rates(calls, rounds).items():
            found[name].append(statistics.median(each))
    return found


def report(title: str, found: Mapping[str, list[float]]) -> str:
    """Return the rates, and ours to those of each peer."""
    head = (title, "mix", *problems.FORMS)
    rows = [(name, *(f"{rate:,.0f}" for rate in line)) for name, line in found.items()]
    rows += [
        (f"ours ÷ {name}", *(f"{mine / theirs:.1f}" for mine, theirs in zip(found[OURS], line, strict=True)))
        for name, line in found.items()
        if name != OURS
    ]
    return timing.table(head, rows)


def main() -> None:
    chosen = timing.options(__doc__, rounds=3)
    graders = {OURS: ours, **installed()}
    asked = problems.mix()
    for name, grader in graders.items():
        print(agreement(name, grader, asked))
    print(f"\n{timing.here()}; {len(asked)} answers, {chosen.rounds} rounds, medians; verdicts a second of CPU time")
    for title, load in (("the same problems again", Known), ("problems never seen before", New)):
        print(f"\n{report(title, compare(graders, load, chosen.rounds))}")


if __name__ == "__main__":
    main()
