"""Each way to guess an answer: a bank in which it must be found, and one beside it in which nothing must be."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from decompdrill import api
from decompdrill.bank.load import load_banks
from decompdrill.bank.question import Question
from decompdrill.exercises.audit import audit
from decompdrill.exercises.guessing import MOST_PREDICTED
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.exercises.teaching_order import odd_par, order_faults

HEAD = """bank: mine
title: Mine
questions:
"""

QUESTION = """  - id: mine.question
    objective: trace-determinant
    title: Guess it
    level: 1
    hints: [Think.]
    draw:
      a: {recipe: integer, low: 2, high: 40}
      b: {recipe: integer, low: 2, high: 40, not: [a]}
      c: {recipe: integer, low: 1, high: 6}
      coin: {recipe: one-of, values: [0, 1]}
"""


def found(tmp_path: Path, text: str, seeds: int = 60) -> list[str]:
    """Return the messages of the faults of a bank, without their places."""
    path = tmp_path / "b.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    banks = load_banks([path], known_names())
    beside = order_faults(banks.questions.values(), banks.objectives)
    faults = [f for q in banks.questions.values() for f in audit(q, seeds, beside=beside[q.id]).faults]
    return [fault.partition(": ")[2] for fault in faults]


# ---- options -------------------------------------------------------------------------------------------------------


def choice(right: str, one: str, two: str, prompt: str = "Of {{ a }} and {{ b }}?") -> str:
    return f"""{QUESTION}    kind: choice
    shown: 3
    prompt: '{prompt}'
    options:
      - right: '{right}'
      - {{wrong: '{one}', slip: one, why: No.}}
      - {{wrong: '{two}', slip: two, why: No.}}
"""


OPTIONS = {
    "the longest": (
        choice("It is by far the larger one.", "It is odd.", "It is prime."),
        choice("It is even.", "It is by far the larger one.", "It is prime."),
        ["the right option is the longest on 60 of 60 draws"],
    ),
    "the longest as it is shown": (
        choice("It is {{ a }} $x$", "It is ${{ a }} y$", r"It $\in \{ {{ a }} \}$"),
        choice(r"It $\in \{ {{ a }} \}$", "It is ${{ a }} y$", "It is {{ a }} $x$"),
        ["the right option is the longest on 60 of 60 draws"],
    ),
    "the only percentage": (
        choice("It is {{ a }}%.", "It is {{ b }} here.", "It is {{ a }} there."),
        choice("It is {{ a }}%.", "It is {{ b }}%.", "It is {{ a }} there."),
        ["the right option is the only one with a percentage on 60 of 60 draws"],
    ),
    "the only fraction": (
        choice(r"$\frac{1}{ {{ a }} }$", "${{ a * 1000 }}$", "${{ b * 1000 }}$"),
        choice(r"$\frac{1}{ {{ a }} }$", r"$\frac{2}{ {{ b }} }$", "${{ b * 1000 }}$"),
        ["the right option is the only one with a fraction on 60 of 60 draws"],
    ),
    "the only one without a number": (
        choice("It is none.", "It is {{ a }} in all.", "It is {{ b }} in all."),
        choice("It is none.", "It is either.", "It is {{ b }} in all."),
        ["the right option is the only one without a number on 60 of 60 draws"],
    ),
    "the only one with a reason": (
        choice("Yes, since A is.", "No, A is not such a one.", "Yes, A is such."),
        choice("Yes, since A is.", "No, since A is not.", "Yes, A is such."),
        ["the right option is the only one with a reason on 60 of 60 draws"],
    ),
    "a wrong option of the same value": (
        choice("{{ a }}/2 of it", "{{ a / 2 | .1f }} of it", "{{ a }}/3 of it"),
        choice("{{ a }}/2 of it", "{{ a / 4 | .2f }} of it", "{{ a }}/3 of it"),
        ["seed 0: the wrong option one is right as well"],
    ),
    "a wrong option that hidden numbers make right": (
        choice('{{ "even" if coin else "odd" }}', '{{ "odd" if coin else "even" }}', "prime", "Of {{ c }}: {{ a % 2 }}"),
        choice('{{ "even" if coin else "odd" }}', '{{ "odd" if coin else "even" }}', "prime", "{{ a }}, {{ coin }}"),
        ["seed 0: the wrong option one is right as well"],
    ),
    "few prompts": (
        choice("It is one.", "It is two.", "It is six.", "Of {{ c }} or more?"),
        choice("It is one.", "It is two.", "It is six.", "Of {{ c }} or {{ c + coin }}?"),
        ["only 6 different prompts on 60 draws, 8 are asked for"],
    ),
    "the option in the prompt": (
        choice("{{ a }}×{{ b }}", "{{ b }}×{{ a }}", "{{ a }}×{{ a }}", "Turn a {{ a }}×{{ b }} matrix."),
        choice("{{ b }}×{{ a }}", "{{ a }}×{{ b }}", "{{ a }}×{{ a }}", "Turn a {{ a }}×{{ b }} matrix."),
        ["the answer stands in the prompt on 60 of 60 draws"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_that_can_be_guessed_is_told_and_another_is_not(name: str, tmp_path: Path) -> None:
    faulty, sound, messages = OPTIONS[name]
    assert [m for m in found(tmp_path, faulty) if m in messages] == messages
    assert found(tmp_path, sound) == []


# ---- what is computed ----------------------------------------------------------------------------------------------


def computed(form: str, prompt: str, answer: str, more: str = "") -> str:
    return f"""{QUESTION}    kind: computed
    form: {form}
    prompt: '{prompt}'
    answer: '{answer}'
{more}"""


MATRIX = "$A = {{ [[a, b], [c, a + b]] | matrix }}$"
OPTED = "    shows-answer: true\n"

COMPUTED = {
    "a fraction means yes": (
        computed("yes-no", "Is it {{ a + 1 / 2 if coin else b }}?", "coin"),
        computed("yes-no", "Is it {{ a + (1 / 2 if b > 20 else 0) }}, not {{ coin + 7 }}?", "coin"),
        "the answer is yes on 33 of the 33 draws with a fraction",
    ),
    "a negative number means no": (
        computed("yes-no", "Is $x = {{ a if coin else -a }}$ one of {{ b }}?", "coin"),
        computed("yes-no", "Is $x = {{ a if b > 20 else -a }}$ one of {{ b }}?", "coin"),
        "the answer is no on 27 of the 27 draws with a negative number",
    ),
    "a number of the prompt": (
        computed("number", "The larger of {{ a }} and {{ b }}?", "max(a, b)"),
        computed("number", "The sum of {{ a }} and {{ b }}?", "a + b"),
        "the answer stands in the prompt on 60 of 60 draws",
    ),
    "a number of the prompt that is the point": (
        computed("number", "The larger of {{ a }} and {{ b }}?", "max(a, b)"),
        computed("number", "The larger of {{ a }} and {{ b }}?", "max(a, b)", OPTED),
        "the answer stands in the prompt on 60 of 60 draws",
    ),
    "a diagonal": (
        computed("list", f"Of {MATRIX}", "[a + b, a]"),
        computed("list", f"Of {MATRIX}", "[2 * a + b, a]"),
        "the answer stands in the prompt on 60 of 60 draws",
    ),
    "a printed column": (
        computed("vector", "Of `[[{{ a }}, {{ b }}], [{{ c }}, 7]]`", "[b, 7]"),
        computed("vector", "Of `[[{{ a }}, {{ b }}], [{{ c }}, 7]]`", "[b, 7 * b]"),
        "the answer stands in the prompt on 60 of 60 draws",
    ),
    "the shape of a matrix": (
        computed("integer", f"How many rows has {MATRIX}, a {{{{ a }}}} of {{{{ b }}}}?", "1 + 1"),
        computed("integer", f"How many entries has {MATRIX}, a {{{{ a }}}} of {{{{ b }}}}?", "a * b"),
        "the answer stands in the prompt on 60 of 60 draws",
    ),
    "few prompts": (
        computed("number", "The square of {{ c }}?", "c * c + 60"),
        computed("number", "The square of {{ 10 * c + coin }}?", "c * c + 60"),
        "only 6 different prompts on 60 draws, 12 are asked for",
    ),
    "an identity": (
        computed("number", "$Q = {{ eye(2) | matrix }}$ and {{ a }}, {{ b }}", "a + b"),
        computed("number", "$Q = {{ [[1, coin], [0, 1]] | matrix }}$ and {{ a }}, {{ b }}", "a + b"),
        "Q is the identity on all of 60 draws",
    ),
    "singular values that no integers have": (
        computed("number", "An integer matrix has the singular values {{ a + 1 / 2 | .4f }} and 3.2500. What is it?", "a * b"),
        computed("number", "An integer matrix has the singular values {{ sqrt(a) | .2f }} and 3. What is it?", "a * b"),
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COMPUTED)
def test_an_answer_that_can_be_guessed_is_told_and_another_is_not(name: str, tmp_path: Path) -> None:
    faulty, sound, message = COMPUTED[name]
    told = found(tmp_path, faulty)
    if message is None:
        message = next(m for m in told if "whole number" in m)
        assert message.startswith("seed 0: no matrix of integers has the singular values ")
    assert message in told
    assert found(tmp_path, sound) == []


def test_of_few_seeds_nothing_is_said_of_shares(tmp_path: Path) -> None:
    assert found(tmp_path, OPTIONS["the longest"][0], seeds=49) == []


# ---- levels and times ----------------------------------------------------------------------------------------------


def levels(*rows: tuple[str, int, int]) -> str:
    """Return a bank of questions, each of an objective, a level and a par."""
    one = computed("number", "The sum of {{ a }} and {{ b }}?", "a + b").replace(
        "    title: Guess it\n    level: 1\n", ""
    )
    return "".join(
        one.replace("mine.question", f"mine.q{at}").replace("trace-determinant\n", f"{objective}\n")
        + f"    title: Q\n    level: {level}\n    par: {par}\n"
        for at, (objective, level, par) in enumerate(rows)
    )


@pytest.mark.parametrize(
    ("faulty", "sound", "message"),
    [
        (
            levels(("diagonalise", 3, 90), ("diagonalise", 4, 120), ("matrix-powers", 2, 20)),
            levels(("diagonalise", 3, 90), ("diagonalise", 4, 120), ("matrix-powers", 3, 60)),
            "level 2, but the easiest question of diagonalise has level 3",
        ),
        (
            levels(("diagonalise", 1, 61)),
            levels(("diagonalise", 1, 60)),
            "a par of 61 seconds at level 1: from 1 to 60",
        ),
        (
            levels(("diagonalise", 2, 60), ("diagonalise", 3, 45)),
            levels(("diagonalise", 2, 60), ("diagonalise", 3, 60)),
            "a par of 45 seconds, but mine.q0, of level 2, has 60",
        ),
    ],
)
def test_a_level_or_a_par_that_does_not_fit_is_told(faulty: str, sound: str, message: str, tmp_path: Path) -> None:
    assert found(tmp_path, faulty, seeds=3) == [message]
    assert found(tmp_path, sound, seeds=3) == []


@pytest.mark.parametrize(
    ("level", "least", "most"), [(1, 1, 60), (2, 10, 90), (3, 30, 180), (4, 60, 300), (5, 120, 3600)]
)
def test_each_level_has_its_least_and_its_most_seconds(level: int, least: int, most: int) -> None:
    def told(par: float) -> list[str]:
        asked = cast(Question, SimpleNamespace(level=level, par=par))
        return [finding.message for finding in odd_par(asked)]

    assert told(least) == told(most) == []
    for par in (least - 0.5, most + 0.5):
        assert told(par) == [f"a par of {par:g} seconds at level {level}: from {least} to {most}"]


@pytest.mark.parametrize("question", ["orth.is-orthogonal", "orth.is-orthogonal-3x3"])
def test_an_entry_beyond_1_or_none_does_not_tell_whether_a_matrix_is_orthogonal(question: str) -> None:
    asked = api.open_bank().banks.questions[question]
    drawn = [pose(asked, seed) for seed in range(300)]
    largest = [max(abs(Fraction(x)) for row in cast(list[list[int | str]], e.given["A"]) for x in row) for e in drawn]
    guessed = sum((e.answer.word == "yes") is (size <= 1) for e, size in zip(drawn, largest, strict=True))
    assert guessed <= MOST_PREDICTED * len(drawn)
