"""What a bank may say of a matrix of one's own and of parts, and every fault of it, in whole messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from decompdrill.bank.load import load_banks
from decompdrill.errors import BankError
from decompdrill.exercises.audit import audit
from decompdrill.exercises.known import known_names

HEAD = """bank: mine
title: Mine
questions:
  - id: mine.one
    objective: rank-dependent
    title: One
    level: 2
    draw:
      k: {recipe: integer, low: 2, high: 60}
      l: {recipe: integer, low: 2, high: 60}
    prompt: Give a matrix with ${{ k }}$ and ${{ l }}$.
    hints: [Think.]
"""

CONSTRUCT = """    kind: construct
    form: matrix
    example: {A: '[[k, l], [0, 0]]'}
    conditions:
      - {name: first-row, holds: 'A[0] == array([k, l])', said: 'The first row is {{ A[0] | list }}.'}
      - {name: rank-one, holds: rank(A) == 1, said: 'The rank is {{ rank(A) }}.'}
"""

PARTS = """    kind: parts
    parts:
      - {name: a, kind: computed, form: number, answer: k * l, prompt: 'What is the product?'}
      - {name: b, kind: computed, form: number, answer: a + 1, when: a != 0, prompt: 'And one more?'}
"""


def faults(text: str, place: Path) -> list[str]:
    path = place / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        (question,) = load_banks([path], known_names()).questions.values()
    except BankError as error:
        return [problem.message for problem in error.problems]
    return [fault.partition("mine.yaml:")[2].partition(": ")[2] for fault in audit(question, 60).faults]


@pytest.mark.parametrize("body", [CONSTRUCT, PARTS])
def test_what_is_sound_is_sound(body: str, tmp_path: Path) -> None:
    assert faults(HEAD + body, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    example: {A: '[[k, l], [0, 0]]'}\n", "", "expected the key 'example' for the kind construct, got none"),
        ("form: matrix", "form: factors", "expected several matrices for the form factors, got 1"),
        ("form: matrix", "form: number", "expected a form (vector, matrix, factors), got 'number'"),
        ("{A:", "{k:", "expected a name of letters that is not drawn, got 'k'"),
        ("name: rank-one", "name: first-row", "expected a name of its own for each condition, got 'first-row'"),
        ("name: rank-one", "name: entries", "expected a name of its own for each condition, got 'entries'"),
        ("rank(A) == 1", "rank(B) == 1", "expected a variable, got 'B'"),
        ("{{ rank(A) }}", "{{ rank(C) }}", "expected a variable, got 'C'"),
        ("rank(A) == 1", "rank(A) == 2", "seed 0: the example does not meet the condition rank-one"),
        ("rank(A) == 1", "rank(A) < 3", "seed 0: nothing that was tried fails the condition rank-one"),
        ("{{ rank(A) }}", "{{ inv(A) | matrix }}", "what is said of"),
        ("'A[0] == array([k, l])'", "'A[0, 0] == A[0, 1] or A[1, 1] == 0'", "seed 0: all ones meets every condition"),
    ],
)
def test_a_fault_of_a_construct_question_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in CONSTRUCT
    found = faults(HEAD + CONSTRUCT.replace(old, new), tmp_path)
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: b", "name: a", "expected a name that is not taken, got 'a'"),
        ("name: b", "name: k", "expected a name that is not taken, got 'k'"),
        ("answer: k * l", "answer: b * l", "expected a variable, got 'b'"),
        ("when: a != 0", "when: c != 0", "expected a variable, got 'c'"),
        ("when: a != 0, ", "", "seed 0: the part b carries on zeros for a"),
        ("kind: computed, form: number, answer: a + 1", "kind: code, answer: a + 1", "expected a kind with one answer, got 'code'"),
        ("form: number, answer: a + 1", "answer: a + 1", "expected a form"),
        ("kind: parts", "kind: computed", "expected no parts for the kind computed; they are for parts"),
        ("name: b, kind", "name: 'b-b', kind", "expected a name of letters, digits and _, got 'b-b'"),
    ],
)  # fmt: skip
def test_a_fault_of_a_question_in_parts_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in PARTS
    found = faults(HEAD + PARTS.replace(old, new), tmp_path)
    assert any(said in fault for fault in found), found
