"""The wordings of the shipped questions that ask the same of the same numbers, in questions/wordings.txt.

`python -m tests.wordings --update` writes it anew: a question that was reworded keeps its former digests, one that draws
other numbers, has another answer or other options begins again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from typing import NamedTuple

from decompdrill import api
from decompdrill.bank.question import Question
from decompdrill.bank.wordings import WORDINGS
from decompdrill.draw.variables import draw_variables
from decompdrill.exercises.pose import draw
from decompdrill.exercises.showing import show_answer
from decompdrill.io.folders import shipped_dir
from decompdrill.model import to_raw

TABLE = shipped_dir() / WORDINGS
SEEDS = range(8)
HEAD = """# Of each question: the digest of the numbers, answers and options that the seeds 0 to 7 draw; its own digest,
# as tokens have it; and those of former wordings, which draw the same. `python -m tests.wordings --update` writes this.
"""


class Wordings(NamedTuple):
    """The digest of what a question draws, its own one now, and those of before."""

    numbers: str
    now: str
    before: tuple[str, ...] = ()


def numbers(question: Question) -> str:
    """Return the digest of what a question draws, its words apart."""
    return hashlib.blake2b(json.dumps([_drawn(question, seed) for seed in SEEDS]).encode(), digest_size=4).hexdigest()


def _drawn(question: Question, seed: int) -> list[object]:
    drawn = draw(question, seed)
    exercise = drawn.exercise
    values = draw_variables(question.draw, question.id, seed, drawn.attempt)
    options = [(choice.letter, choice.slip) for choice in exercise.choices]
    answer = show_answer(exercise.kind, exercise.answer)
    return [{name: to_raw(value) for name, value in sorted(values.items())}, dict(exercise.given), answer, options]


def committed() -> Mapping[str, Wordings]:
    """Return the rows of the table."""
    rows = [row.split() for row in TABLE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    return {name: Wordings(numbers, now, tuple(before)) for name, numbers, now, *before in rows}


def brought_up(before: Mapping[str, Wordings]) -> Mapping[str, Wordings]:
    """Return the rows as they must be for the questions of here and now."""
    found = {}
    for name, question in sorted(api.open_bank().banks.questions.items()):
        digest, row = question.digest, before.get(name)
        if row and digest == row.now:
            found[name] = row
        elif row and numbers(question) == row.numbers:
            former = (row.now, *(one for one in row.before if one != digest))
            found[name] = Wordings(row.numbers, digest, former)
        else:
            found[name] = Wordings(numbers(question), digest)
    return found


def write(rows: Mapping[str, Wordings]) -> None:
    width = max(map(len, rows))
    lines = [f"{name:<{width}} {' '.join((row.numbers, row.now, *row.before))}\n" for name, row in rows.items()]
    TABLE.write_text("".join([HEAD, *lines]), encoding="utf-8")


if __name__ == "__main__":
    assert sys.argv[1:] in ([], ["--update"]), __doc__
    now, then = brought_up(committed()), committed()
    print("\n".join(name for name, row in now.items() if then.get(name) != row) or "no question has changed")
    if sys.argv[1:]:
        write(now)
