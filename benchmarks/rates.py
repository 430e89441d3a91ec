"""What one core does in a second: variants drawn, answers judged, answers read; each from line to line, as scripts see it."""

from __future__ import annotations

import io
import json
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from functools import partial
from unittest import mock

import yaml

from benchmarks import problems, timing
from decompdrill import answers
from decompdrill.bank.load import Banks
from decompdrill.commands import draw as draw_command
from decompdrill.commands import open_banks
from decompdrill.commands.grade import judge_line
from decompdrill.draw import RECIPES, Recipe, Stream, draw_variables
from decompdrill.frontends.jsonl import write_line
from decompdrill.io.folders import shipped_dir
from decompdrill.model import Unreadable

VARIANTS = 20
"""Variants of each question in a round."""

DRAWS = 500
"""Values of each recipe in a round."""

SUPPORT = """
lams: {recipe: distinct-integers, count: 2, low: -5, high: 7, exclude: [0]}
values: {recipe: integers, count: 3, low: 1, high: 9}
r: {recipe: ratios, count: 5, digits: 2}
A: {recipe: with-eigenvalues, eigenvalues: lams, bound: 12}
lam: {recipe: pick, from: lams}
"""
"""The variables that examples of recipes name."""


# ---- draws ---------------------------------------------------------------------------------------------------------


def draw_rates(banks: Banks, rounds: int) -> str:
    """Return variants a second by kind: as `draw` writes them, with and without the key."""
    by_kind: dict[str, list[str]] = {}
    for question in banks.questions.values():
        by_kind.setdefault(question.kind, []).append(question.id)
    calls: dict[str, tuple[int, timing.Call]] = {}
    for kind, ids in by_kind.items():
        for key in (True, False):
            calls[f"{kind} {key}"] = (VARIANTS * len(ids), Draw(banks, ids, key))
    found = timing.rates(calls, rounds)
    rows = [(k, str(len(ids)), _rate(found[f"{k} True"]), _rate(found[f"{k} False"])) for k, ids in by_kind.items()]
    return timing.table(("kind", "questions", "with key", "without"), rows)


class Draw:
    """Variants of the questions, from seeds that never came before: a problem once seen is remembered."""

    def __init__(self, banks: Banks, ids: Sequence[str], key: bool, variants: int = VARIANTS) -> None:
        self._variants = variants
        self._banks = banks
        self._ids = ids
        self._fields = (*draw_command.SHOWN, *(draw_command.KEY if key else ()))
        self._seed = 1_000_000 if key else 2_000_000

    def __call__(self) -> None:
        self._seed += self._variants
        with mock.patch.object(draw_command, "open_banks", return_value=self._banks), redirect_stdout(_nowhere()):
            draw_command.draw(
                draw_command.DrawOptions(tuple(self._ids), self._seed, self._variants, fields=self._fields), jobs=1
            )


def recipe_rates(rounds: int) -> str:
    """Return values a second by recipe, each on the parameters of its example."""
    support = draw_variables([_Variable(n, v) for n, v in yaml.safe_load(SUPPORT).items()], "bench.support", 1)
    calls = {name: (DRAWS, partial(_build, recipe, _parameters(recipe, support))) for name, recipe in RECIPES.items()}
    rows = [(name, _rate(found)) for name, found in timing.rates(calls, rounds).items()]
    return timing.table(("recipe", "a second"), rows)


class _Variable:
    """A variable as a bank declares it."""

    def __init__(self, name: str, declared: Mapping[str, object]) -> None:
        self.name = name
        self.recipe = str(declared["recipe"])
        self.params = {key: value for key, value in declared.items() if key != "recipe"}


def _parameters(recipe: Recipe, support: Mapping[str, object]) -> Mapping[str, object]:
    (declared,) = yaml.safe_load(recipe.example).values()
    return {k: support.get(v, v) if isinstance(v, str) else v for k, v in declared.items() if k != "recipe"}


def _build(recipe: Recipe, parameters: Mapping[str, object]) -> None:
    for seed in range(DRAWS):
        recipe.build(Stream("bench.recipe", seed, "x", 0), parameters)


# ---- verdicts ------------------------------------------------------------------------------------------------------


def verdict_rates(rounds: int) -> str:
    """Return verdicts a second, from a line of JSON to a line of JSON, with checks, slips and feedback.

    "Same given" is one problem answered again and again; "new given" is a problem never seen before in each record.
    """
    calls: dict[str, tuple[int, timing.Call]] = {}
    for form in problems.FORMS:
        for right in (True, False):
            calls[f"{form} {right} same"] = (200, _Same(form, right))
            calls[f"{form} {right} new"] = (100, _Fresh(form, right))
    found = timing.rates(calls, rounds)
    rows = [
        (form, said, *(_rate(found[f"{form} {right} {which}"]) for which in ("same", "new")))
        for form in problems.FORMS
        for right, said in ((True, "right"), (False, "wrong"))
    ]
    return timing.table(("answer", "is", "same given", "new given"), rows)


class _Same:
    """One record, two hundred times."""

    def __init__(self, form: str, right: bool) -> None:
        self._line = line_of(_of(form, right, 1, 0)[0])
        self._right = right

    def __call__(self) -> None:
        judge([self._line] * 200, self._right)


class _Fresh:
    """A hundred records whose given never came before."""

    def __init__(self, form: str, right: bool) -> None:
        self._form = form
        self._right = right
        self._start = 1000

    def __call__(self) -> None:
        self._start += 1000
        judge([line_of(p) for p in _of(self._form, self._right, 100, self._start)], self._right)


def _of(form: str, right: bool, count: int, start: int) -> list[problems.Problem]:
    return [problems.FORMS[form](n, right) for n in range(start, start + count)]


def line_of(problem: problems.Problem) -> bytes:
    return json.dumps({"kind": problem.kind, "given": problem.given, "answer": problem.answer}).encode()


def judge(lines: Iterable[bytes], right: bool) -> None:
    """Judge the lines as `grade` does, and write what it would write; each must be judged as it is labeled."""
    out = _nowhere()
    verdict = f'"verdict": "{"right" if right else "wrong"}"'
    for number, line in enumerate(lines, 1):
        text = judge_line((), (number, line)).text
        if verdict not in text:
            raise SystemExit(f"{line!r} is labeled {right=}, and judged {text}")
        write_line(out, text)


# ---- reading -------------------------------------------------------------------------------------------------------

TEXTS: Mapping[str, tuple[str, ...]] = {
    "number": ("3.25", "-7/3", "(5+sqrt(17))/2"),
    "integer": ("42", "131072"),
    "list": ("4, 1", "(5±√17)/2", "0.75, 0.25"),
    "vector": ("[1, -2]", "1 -2", "1/√2 [1, 1]"),
    "matrix": ("[[1, 2], [3, 4]]", "1 2; 3 4", "1/√2 1/√2; 1/√2 -1/√2"),
    "polynomial": ("1, -5, 4", "λ² - 5λ + 4", "(x-1)(x-4)"),
    "factors": ("V = 1 1; 0 -1 | L = 3, 2",),
    "yes-no": ("yes",),
    "choice": ("b",),
    "code": ("np.linalg.eigvals(A)",),
}


def reading_rates(rounds: int) -> str:
    """Return answers read a second, by form and text."""
    calls = {f"`{t}` {form}": (300, _repeated(form, t)) for form, texts in TEXTS.items() for t in texts}
    found = timing.rates(calls, rounds)
    rows = [(form, f"`{t}`", _rate(found[f"`{t}` {form}"])) for form, texts in TEXTS.items() for t in texts]
    return timing.table(("form", "text", "a second"), rows).replace(" | L", " \\| L")


def _repeated(form: str, text: str) -> Callable[[], None]:
    if isinstance(answers.read(form, text), Unreadable):
        raise SystemExit(f"{text!r} cannot be read as {form}")

    def call() -> None:
        for _ in range(300):
            answers.read(form, text)

    return call


# ---- all -----------------------------------------------------------------------------------------------------------


def _rate(found: Sequence[float]) -> str:
    return f"{statistics.median(found):,.0f}"


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8")


def main() -> None:
    chosen = timing.options(__doc__, rounds=5)
    print(f"{timing.here()}; {chosen.rounds} rounds, medians, all by the second of CPU time\n")
    print(f"Variants drawn, as lines of `draw`:\n\n{draw_rates(open_banks([shipped_dir()]), chosen.rounds)}\n")
    print(f"Values drawn, by recipe:\n\n{recipe_rates(chosen.rounds)}\n")
    print(f"Verdicts, from line to line of `grade`:\n\n{verdict_rates(chosen.rounds)}\n")
    print(f"Answers read:\n\n{reading_rates(chosen.rounds)}")


if __name__ == "__main__":
    main()
