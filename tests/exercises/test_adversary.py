"""Lazy strategies: each passes the questions that are open to it, and hardly any of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.exercises.adversary import NAMES, lazy_shares
from decompdrill.exercises.known import known_names
from tests.commands.test_cli import BANK, decompdrill
from tests.exercises.test_guessing import HEAD, QUESTION


@pytest.fixture(scope="module")
def banks() -> Banks:
    return load_banks(None, known_names())


OPEN: dict[str, tuple[str, set[str]]] = {
    "eigenvalues of a diagonal matrix": (
        """    kind: eigenvalues
    coincide: [reads-diagonal, pivots, products-added, singular-values-instead]
    given: {A: "[[a, 0], [0, b]]"}
    prompt: 'Find the eigenvalues of $A = {{ [[a, 0], [0, b]] | matrix }}$.'
""",
        {"diagonal"},
    ),
    "its determinant": (
        """    kind: determinant
    coincide: [determinant-sign, products-added, diagonal-product]
    given: {A: "[[a, c], [0, b]]"}
    prompt: 'Find the determinant of $A = {{ [[a, c], [0, b]] | matrix }}$.'
""",
        {"diagonal"},
    ),
    "its factors": (
        """    kind: diagonalization
    coincide: [eigenvectors-as-rows]
    given: {A: "[[a, 0], [0, b]]"}
    prompt: 'Diagonalize $A = {{ [[a, 0], [0, b]] | matrix }}$.'
""",
        {"diagonal"},
    ),
    "its polynomial": (
        """    kind: characteristic-polynomial
    coincide: [determinant-sign, diagonal-only, products-added]
    given: {A: "[[a, c], [0, 0]]"}
    prompt: 'Find the characteristic polynomial of $A = {{ [[a, c], [0, 0]] | matrix }}$.'
""",
        {"diagonal", "trace"},
    ),
    "a trace": (
        """    kind: trace
    coincide: [signs-dropped]
    given: {A: "[[a, c], [1, b]]"}
    prompt: 'Find the trace of $A = {{ [[a, c], [1, b]] | matrix }}$.'
""",
        {"trace"},
    ),
    "a number that is told": (
        """    kind: computed
    form: number
    prompt: 'The entry $a = {{ a }}$ and the entry $b = {{ b }}$: what is $b$?'
    answer: b
""",
        {"copied"},
    ),
    "a column that is told": (
        """    kind: computed
    form: vector
    prompt: 'The second column of $A = {{ [[a, b], [c, a]] | matrix }}$?'
    answer: "[b, a]"
""",
        {"copied"},
    ),
    "a matrix turned over": (
        """    kind: computed
    form: matrix
    prompt: 'The transpose of $A = {{ [[a, b], [c, a]] | matrix }}$?'
    answer: "[[a, c], [b, a]]"
""",
        {"copied"},
    ),
    "the same on each draw": (
        """    kind: computed
    form: matrix
    prompt: 'What is {{ a }} times the identity, divided by {{ a }}?'
    answer: "eye(2)"
""",
        {"constant", "commonest"},
    ),
    "seventeen on each draw": (
        """    kind: computed
    form: integer
    prompt: 'What is {{ a }} less {{ a - 17 }}?'
    answer: 17 + 0*a
""",
        {"commonest"},
    ),
}


def shares(path: Path, text: str, seeds: int) -> dict[str, float | None]:
    path.write_text(HEAD + QUESTION + text, encoding="utf-8")
    (question,) = load_banks([path], known_names()).questions.values()
    return dict(lazy_shares(question, seeds).shares)


@pytest.mark.parametrize("name", OPEN)
def test_a_strategy_passes_what_is_open_to_it_and_no_other_does(name: str, tmp_path: Path) -> None:
    text, passing = OPEN[name]
    found = shares(tmp_path / "b.yaml", text, 60)
    assert list(found) == list(NAMES)
    assert {strategy for strategy, share in found.items() if share is not None and share > 0.9} == passing
    assert all((share or 0) <= 0.5 for strategy, share in found.items() if strategy not in passing)


@pytest.mark.parametrize(
    "name", ["eigen.values-2x2", "eigen.values-3x3", "svd.whole-2x2", "svd.values-3x2", "diag.eigenbasis"]
)
def test_what_must_be_worked_out_is_passed_by_none(name: str, banks: Banks) -> None:
    found = lazy_shares(banks.questions[name], 40)
    assert found.tried == 20
    assert max(share or 0 for share in found.shares.values()) <= 0.05


def test_what_is_read_off_by_design_is_seen(banks: Banks) -> None:
    assert lazy_shares(banks.questions["eigen.values-triangular"], 20).shares["diagonal"] == 1
    assert lazy_shares(banks.questions["orth.inverse"], 20).shares["copied"] == 1


def test_an_option_of_words_is_known_by_heart_wherever_it_stands(banks: Banks) -> None:
    found = lazy_shares(banks.questions["pca.either-sign"], 40).shares
    assert found["commonest"] == 1
    assert found["constant"] is not None
    assert found["constant"] < 0.7
    assert found["trace"] is None


def test_a_line_of_code_is_not_guessed_and_parts_count_together(banks: Banks) -> None:
    assert set(lazy_shares(banks.questions["cov.code"], 4).shares.values()) == {None}
    parts = lazy_shares(banks.questions["eigen.parts-shifted"], 12).shares
    assert parts["diagonal"] == 0


def test_the_table_fits_the_screen_and_json_says_the_same() -> None:
    call = ("bank", "check", str(BANK), "--adversary", "--seeds", "8")
    done = decompdrill(*call)
    assert (done.returncode, done.stderr) == (0, b"")
    head, *rows, last = done.stdout.decode().splitlines()
    assert head.split() == ["question", *NAMES]
    assert max(map(len, (head, *rows, last))) <= 80
    said = [json.loads(line) for line in decompdrill(*call, "--json").stdout.splitlines()]
    assert [row.split()[0] for row in rows] == [one["question"] for one in said]
    for row, one in zip(rows, said, strict=True):
        assert list(one["lazy"]) == list(NAMES)
        assert row.split()[1:] == ["–" if s is None else f"{s:.0%}" for s in one["lazy"].values()]
        assert one["draws"] == 4
    assert last == "4 questions, 4 draws each; of 4 a strategy passes more than half"


def test_a_long_name_stands_on_a_row_of_its_own_and_what_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    never = QUESTION.replace("mine.question", "mine.never").replace("title: Guess it", "title: Never asked")
    text = OPEN["a trace"][0]
    path.write_text(
        HEAD + QUESTION.replace("mine.question", f"mine.{'x' * 40}") + text + never + text.replace("signs-dropped", ""),
        encoding="utf-8",
    )
    done = decompdrill("bank", "check", str(path), "--adversary", "--seeds", "4")
    rows = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert rows[1] == f"mine.{'x' * 40}"
    assert max(map(len, rows)) <= 80
    assert done.stderr.decode().endswith("mine.never is left out\n")
