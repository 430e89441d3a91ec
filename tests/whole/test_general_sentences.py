"""Every general sentence that the tool shows has a proof, a source, or a search that finds no counter-example."""

from __future__ import annotations

import numpy as np
import pytest

from tests.general_searches import SEARCHES, matrices
from tests.general_sentences import ENTRIES, GENERAL, entries, shown


def test_every_general_sentence_has_a_reason() -> None:
    missing = sorted({f"{path}: {told}" for path, told in shown() if not any(e.holds(told) for e in entries())})
    assert missing == [], (
        f"{len(missing)} general sentences are in no entry of tests/{ENTRIES.name}. Say less, or add a part of the sentence to "
        "`says` of the entry whose reason covers it, or a new entry with one of search, proof, source, no_claim:\n"
        + "\n".join(missing)
    )


def test_every_part_of_an_entry_stands_in_a_sentence() -> None:
    told = [sentence for _, sentence in shown()]
    stale = [part for entry in entries() for part in entry.says if not any(part in sentence for sentence in told)]
    assert stale == [], "no sentence says this any more: take it out"


def test_every_search_is_there_and_is_used() -> None:
    named = [entry.words for entry in entries() if entry.reason == "search"]
    assert sorted(named) == sorted(SEARCHES)


@pytest.mark.parametrize("name", SEARCHES)
def test_no_counter_example_is_found(name: str) -> None:
    assert next(SEARCHES[name](), None) is None


@pytest.mark.parametrize(
    ("is_true", "square"),
    [
        (lambda A: bool(np.all(np.linalg.eigvals(A).imag == 0)), True),
        (lambda A: abs(np.linalg.det(A)) > 0.5, True),
        (lambda A: np.allclose(np.linalg.svd(A)[1][: len(A)], sorted(abs(np.linalg.eigvals(A)))[::-1]), True),
        (lambda A: np.linalg.matrix_rank(A) == min(A.shape), False),
        (lambda A: A.shape[0] == A.shape[1], False),
        (lambda A: np.linalg.norm(A, 2) == np.linalg.norm(A), False),
    ],
    ids=["real eigenvalues", "invertible", "singular values are eigenvalues", "full rank", "square", "one norm"],
)
def test_a_false_sentence_has_a_counter_example_among_the_matrices(is_true: object, square: bool) -> None:
    assert callable(is_true)
    assert not all(is_true(A) for A in matrices(square))


@pytest.mark.parametrize("word", ["It always is.", "Only if $x$", "exactly when", "Any of them", "the best one"])
def test_words_that_claim_much_are_seen(word: str) -> None:
    assert GENERAL.search(word)


@pytest.mark.parametrize("word", ["many", "anyway", "This is one.", "a best one"])
def test_other_words_are_not(word: str) -> None:
    assert not GENERAL.search(word)
