"""decompdrill from Python: open a bank, draw questions, judge answers, read them, solve problems.

What a function takes and returns is what the command of its name does, as values instead of text. Nothing here reads or
writes the history, a user's own banks or the terminal; nothing typed is ever evaluated; all of it may be used from several
threads.

>>> item = open_bank().draw("eigen.values-2x2", seed=2)
>>> item.given
{'A': [[-4, -2], [7, 5]]}
>>> verdict = grade(item, "-3, 2")
>>> verdict.right, verdict.slip, verdict.expected
(False, 'sign-of-roots', '3, -2')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

from decompdrill import answers
from decompdrill.bank.load import load_banks
from decompdrill.bank.tree import suggest
from decompdrill.errors import BankError, DrillError, GivenError, UsageError
from decompdrill.exercises.grade import grade as _grade
from decompdrill.exercises.items import Item, OpenBank, with_plain_feedback
from decompdrill.exercises.known import known_names
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.kinds.solve import solve as _solve
from decompdrill.mathtext import standard
from decompdrill.model import READ_FORMS, Check, Form, Number, Outcome, Raw, Typed, Unreadable, Verdict
from decompdrill.names import known_as
from decompdrill.working import variants

_MARKS = re.compile(r"\\boxed\s*+\{|<answer>|</answer>|\\?+[{}]")


def open_bank(paths: Iterable[str | Path] | str | Path = ()) -> OpenBank:
    """Return the bank of these files and folders, or the shipped one; raises BankError with every fault in them.

    >>> open_bank().draw("svd.largest-value", seed=1).options["a"]
    'No vector of length 1 becomes longer than 12 under $A$.'
    """
    found = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    return OpenBank(load_banks([Path(path) for path in found] or None, known_names()), variants.pose_any)


_shipped = lru_cache(maxsize=1)(open_bank)


@overload
def grade(problem: Item | str, given: str | Mapping[str, str]) -> Verdict: ...
@overload
def grade(problem: str, given: Mapping[str, Raw], answer: str | Mapping[str, str]) -> Verdict: ...
def grade(
    problem: Item | str,
    given: str | Mapping[str, Raw] | Mapping[str, str],
    answer: str | Mapping[str, str] | None = None,
) -> Verdict:
    """Return the verdict on an answer: `grade(item, answer)`, `grade(token, answer)` or `grade(kind, given, answer)`.

    A given is a number, a text such as "1/3", or (nested) lists of them; of a NumPy array take `tolist()`. The parts of
    a factorization are one text, or a mapping from each name to its text. An answer that cannot be read is a verdict too.
    A token is one of the shipped bank. Raises UsageError for a kind or a token that does not exist, and GivenError for a
    given that has no answer.

    >>> grade("eigen.values-2x2:2:7b8dba18", "-2, 3").right
    True
    >>> grade("rank", {"A": [[1, 2], [2, 4]]}, "2").slip
    'counts-columns'
    >>> grade("diagonalization", {"A": "3 1; 0 2"}, {"V": "1 1; 0 -1", "L": "3, 2"}).credit
    1.0
    """
    if answer is None:
        return _shipped().grade(problem, given)  # type: ignore[arg-type]
    if not isinstance(problem, str) or not isinstance(given, Mapping):
        raise UsageError("grade takes an item or a token and an answer, or a kind, what is given, and an answer")
    return with_plain_feedback(_grade(_kind(problem), given, answer))


def reward(completion: str, token: str, partial: bool = False) -> float:
    """Return 1.0 where the answer that a completion ends in is right, else 0.0, or with `partial` the credit it has.

    >>> reward("The roots are 3 and -2, so <answer>3, -2</answer>", "eigen.values-2x2:2:7b8dba18")
    1.0
    """
    verdict = grade(token, extract(completion))
    return verdict.credit if partial else float(verdict.right)


def rewards(
    completions: Sequence[object], *, token: Sequence[str], partial: bool = False, **columns: object
) -> list[float]:
    """Return the reward of each completion, a text or a list of messages, as trainers ask for it: by the column `token`.

    >>> rewards(["<answer>3, -2</answer>", "5"], token=["eigen.values-2x2:2:7b8dba18"] * 2)
    [1.0, 0.0]
    """
    return [reward(_text_of(one), name, partial) for one, name in zip(completions, token, strict=True)]


def _text_of(completion: object) -> str:
    message = completion[-1] if isinstance(completion, list) and completion else completion
    return str(message.get("content") or "") if isinstance(message, Mapping) else str(message)


def extract(text: str) -> str:
    r"""Return what stands in the last `\boxed{…}` or `<answer>…</answer>` of a longer text; where there is none, the text.

    >>> extract(r"Hence \boxed{\frac{1}{2}}, as was to be shown.")
    '\\frac{1}{2}'
    """
    found, opened, begun = text, list[int | None](), -1
    for mark in _MARKS.finditer(text):
        if mark[0].startswith("\\boxed"):
            opened.append(mark.end())
        elif mark[0] == "{":
            opened.append(None)
        elif mark[0] == "}" and opened and (start := opened.pop()) is not None:
            found = text[start : mark.start()]
        elif mark[0] == "<answer>":
            begun = mark.end()
        elif mark[0] == "</answer>" and begun >= 0:
            found, begun = text[begun : mark.start()], -1
    return found.strip()


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
    "Check",
    "DrillError",
    "Form",
    "GivenError",
    "Item",
    "Number",
    "OpenBank",
    "Outcome",
    "Raw",
    "Typed",
]
__all__ += [
    "Unreadable",
    "UsageError",
    "Verdict",
    "extract",
    "grade",
    "open_bank",
    "read",
    "reward",
    "rewards",
    "solve",
]
