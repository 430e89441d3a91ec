"""Every slip gives what the mistake gives, worked out by other means; and it is told in the whole sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import islice, product

import pytest

from decompdrill import answers
from decompdrill.bank.load import load_banks
from decompdrill.exercises import grade, showing
from decompdrill.exercises.known import known_names
from decompdrill.exercises.pose import pose
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.base import Kind, Slip
from decompdrill.model import Form, Outcome, Raw, Typed
from tests.feedback import feedback_of, shown
from tests.slips import LEFT_ALONE, ROWS, SEEN, departures
from tests.slips.drawn import DRAWN, UNASKED, UNDRAWN
from tests.slips.row import Row, Seen, as_text, matching, slip_of
from tests.threads import THREADS

QUESTIONS = load_banks(None, known_names()).questions


def named(rows: Sequence[Row | Seen]) -> list[str]:
    """Return what each row is called: the kind, the slip, and which of its rows it is."""
    count: Counter[str] = Counter()
    names = []
    for row in rows:
        name = f"{row.kind}-{'further/' if row.further else ''}{row.slip}"
        count[name] += 1
        names.append(f"{name}-{count[name]}")
    return names


def cases(rows: Sequence[Row]) -> list[object]:
    return [
        pytest.param(row, id=name, marks=[pytest.mark.xfail(reason=row.wrong_today)] if row.wrong_today else [])
        for row, name in zip(rows, named(rows), strict=True)
    ]


def read(kind: str, text: str) -> Typed:
    typed = answers.read(KINDS[kind].form, text, KINDS[kind].parts)
    assert isinstance(typed, Typed), typed
    return typed


def is_seen(row: Seen, text: str) -> bool:
    """Is the slip of a row seen in a text?"""
    slip, given, typed = slip_of(row), grade.task_of(row.kind, row.given).given, read(row.kind, text)
    assert slip.is_seen
    return (
        slip.spots(given, typed)
        if slip.spots is not None
        else slip.sees is not None and slip.sees(given, typed) is not None
    )


@pytest.mark.parametrize("row", cases(ROWS))
def test_a_slip_gives_what_the_mistake_gives_and_is_told_in_its_whole_sentence(row: Row) -> None:
    task = grade.task_of(row.kind, row.given)
    found = list(slip_of(row).wrong(task.given))
    assert len(found) == len(row.answers), found
    for place, (answer, worked_out) in enumerate(zip(found, row.answers, strict=True)):
        same = matching(row.kind, answer, worked_out)
        assert same is not None, (place, answer, worked_out)
        verdict = grade.grade(row.kind, row.given, as_text(same))
        if place in row.places_told:
            assert (verdict.outcome, verdict.slip, feedback_of(verdict)) == (
                Outcome.WRONG,
                row.slip,
                row.said_of(place),
            ), place
        else:
            assert verdict.outcome in (Outcome.RIGHT, Outcome.WRONG), (place, verdict)
            assert (verdict.slip is None) is (verdict.outcome is Outcome.RIGHT), (place, verdict)
            said = {row.said_of(p) for p in row.places_told}
            assert verdict.slip != row.slip or feedback_of(verdict) not in said, (place, "is told: add it to `told`")


@pytest.mark.parametrize("row", SEEN, ids=named(SEEN))
def test_a_slip_is_seen_in_what_was_typed_and_not_in_a_near_miss(row: Seen) -> None:
    task = grade.task_of(row.kind, row.given)
    assert is_seen(row, row.typed)
    for text in row.near:
        assert not is_seen(row, text), text
    verdict = grade.grade(row.kind, row.given, row.typed)
    assert verdict.outcome is Outcome.WRONG
    if row.said:
        assert (verdict.slip, feedback_of(verdict)) == (row.slip, row.said)
    else:
        assert verdict.slip is not None
        assert feedback_of(verdict) != shown(slip_of(row).said(task.given)), "it is told: add what is said to the row"


@pytest.mark.parametrize("row", LEFT_ALONE, ids=named(LEFT_ALONE))
def test_a_slip_is_not_looked_for_in_what_is_too_large(row: Seen) -> None:
    assert not is_seen(row, row.typed)


@pytest.mark.parametrize(("question", "seed", "text", "slip"), DRAWN, ids=[f"{q}-{slip}" for q, _, _, slip in DRAWN])
def test_a_slip_that_draws_do_not_avoid_is_shown_by_one(question: str, seed: int, text: str, slip: str) -> None:
    verdict = grade.grade_exercise(pose(QUESTIONS[question], seed), text)
    assert (verdict.outcome, verdict.slip) == (Outcome.WRONG, slip)


def test_each_of_the_slips_of_departures_is_drawn_or_nobody_asks_it() -> None:
    drawn = {(QUESTIONS[question].kind, slip) for question, _, _, slip in DRAWN}
    rows: tuple[Row | Seen, ...] = (*departures.ROWS, *departures.SEEN)
    shown = {(row.kind, row.slip) for row in rows}
    assert {kind for kind, _ in shown - drawn} == set(UNASKED)


FIRST_SEEDS = 40


def on_draws(kind: Kind, sought: Set[str]) -> set[str]:
    """Return which of these slips are told on draws of the questions of a kind, when what they give is typed."""
    found: set[str] = set()
    asked = [question for question in QUESTIONS.values() if question.kind == kind.name]
    for seed, question in product(range(FIRST_SEEDS), asked):
        if found >= sought:
            break
        exercise = pose(question, seed)
        given = grade.task_of_exercise(exercise).given
        for slip in kind.slips:
            if slip.id in sought - found:
                typed = (showing.show_answer(kind.name, answer) for answer in islice(slip.wrong(given), MOST_TYPED))
                found |= {slip.id} & {grade.grade_exercise(exercise, text).slip for text in typed}
    return found


MOST_TYPED = 8
"""Of the answers that a slip gives on one draw."""


@pytest.mark.parametrize("name", sorted({q.kind for q in QUESTIONS.values()} & set(KINDS)))
def test_every_slip_of_a_kind_that_is_asked_is_told_on_a_draw_or_there_is_a_reason(name: str) -> None:
    kind = KINDS[name]
    typed = {slip for question, _, _, slip in DRAWN if QUESTIONS[question].kind == name}
    typed |= {thread.slip for thread in THREADS if thread.kind == name and thread.slip}
    undrawn = {slip.id for slip in kind.slips if f"{name}: {slip.id}" in UNDRAWN}
    # What is seen only in the factors that were typed is shown by the rows of `seen` alone.
    sought = {slip.id for slip in kind.slips if not (slip.is_seen and kind.form is Form.FACTORS)} - typed - undrawn
    missing = sorted(sought - on_draws(kind, sought))
    assert missing == [], (
        f"no draw shows these slips of {name}: add a line to DRAWN of tests/slips/drawn.py, or to UNDRAWN with the reason"
    )
    assert on_draws(kind, undrawn) == set(), "a draw shows what UNDRAWN of tests/slips/drawn.py says that none does"


def test_every_slip_that_no_draw_shows_exists() -> None:
    assert set(UNDRAWN) <= {f"{kind.name}: {slip.id}" for kind in KINDS.values() for slip in kind.slips}


PROBLEMS = [
    pytest.param(kind, given, id=f"{i}-{kind}")
    for i, (kind, given) in enumerate(
        {
            (row.kind, repr(sorted(row.given.items()))): (row.kind, row.given) for rows in (ROWS, SEEN) for row in rows
        }.values()
    )
]


@pytest.mark.parametrize(("kind", "given"), PROBLEMS)
def test_the_second_oracle_agrees_on_every_problem_of_the_table(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    second = name_slip.in_full(task.kind.oracle(task.given))
    judged = task.kind.judge(task.given, name_slip.reference(task), second)
    assert judged.outcome is Outcome.RIGHT, (name_slip.reference(task), second)


# ---- none is left out ------------------------------------------------------------------------------------------------

Name = tuple[str, bool, str, int]
"""A kind, whether draws do not avoid the slip, the slip, and which one of that name."""


def name_of(row: Row | Seen) -> Name:
    return row.kind, row.further, row.slip, row.nth


ALL: tuple[Row | Seen, ...] = (*ROWS, *SEEN)


def all_slips() -> dict[Name, Slip]:
    found: dict[Name, Slip] = {}
    for kind in KINDS.values():
        for further, slips in ((False, kind.avoided_slips), (True, kind.other_slips)):
            count: Counter[str] = Counter()
            for slip in slips:
                count[slip.id] += 1
                found[kind.name, further, slip.id, count[slip.id]] = slip
    return found


def written(name: Name) -> str:
    kind, further, slip, nth = name
    return f"{kind}: {'further/' if further else ''}{slip}{f'#{nth}' if nth > 1 else ''}"


NEVER: Mapping[str, str] = {
    "orthogonal-diagonalization: further/imaginary-unit-lost": "a symmetric matrix has real eigenvalues",
    "orthogonal-diagonalization: further/parts-swapped": "a symmetric matrix has real eigenvalues",
}
"""Slips that never give anything, and why they stand in the table all the same."""

NEVER_TOLD: Mapping[str, str] = {
    **NEVER,
    "eigenvector: further/sign-forgotten": "[b, a] is the eigenvector [−b, a] with one sign turned: one-sign comes first",
    "rank: full-rank-assumed": "the smaller of rows and columns is the number of columns or of rows, which come first",
    "diagonalization: further/multiplicity-dropped": "Λ is then too small: eigenvalue-missing comes first",
    "diagonalization: further/root-forgotten": "Λ is then too small: eigenvalue-missing comes first",
    "orthogonal-diagonalization: further/multiplicity-dropped": "Λ is then too small: eigenvalue-missing comes first",
    "orthogonal-diagonalization: further/root-forgotten": "Λ is then too small: eigenvalue-missing comes first",
    "orthogonal-diagonalization: further/squared#2": "of a symmetric A, AᵀA is A²: squared comes first",
    "orthogonal-diagonalization: further/line-sums#2": "the columns of a symmetric A add up to what its rows do: those come first",
    "orthogonal-diagonalization: further/inverse-given": "the inverse of Q is Qᵀ: eigenvectors-as-rows comes first",
}
"""Slips of which a more common one gives the same answers, so that `grade` never names them."""


def test_every_slip_has_a_row_in_which_it_gives_something() -> None:
    worked_out = {name_of(r) for r in ROWS if r.answers}
    spotted = {name_of(r) for r in SEEN}
    missing = [
        written(name)
        for name, slip in all_slips().items()
        if name not in (spotted | worked_out if slip.is_seen else worked_out) and written(name) not in NEVER
    ]
    assert missing == [], "these slips have no row: add one each to the module of their family in tests/slips/"


def test_every_slip_that_is_spotted_has_a_row_of_what_it_gives_beforehand() -> None:
    """So that what a draw avoids is worked out too; the slips of Λ and Σ give nothing."""
    told = {name_of(r) for r in ROWS}
    missing = [written(n) for n, s in all_slips().items() if s.is_seen and not n[1] and n not in told]
    assert missing == [], "these slips have no row of `gives`, which may be []: add one in tests/slips/"


def test_every_slip_is_told_in_a_row_or_never_told_for_a_reason() -> None:
    told = {name_of(r) for r in ALL if r.said}
    silent = {written(name) for name in all_slips() if name not in told}
    assert silent == set(NEVER_TOLD), "give these slips a row in which `grade` names them, in tests/slips/"


def test_no_row_is_of_a_slip_that_does_not_exist() -> None:
    assert {name_of(r) for rows in (ALL, LEFT_ALONE) for r in rows} <= set(all_slips())


def test_a_sentence_stands_where_something_is_told() -> None:
    assert [written(name_of(r)) for r in ROWS if bool(r.said) != bool(r.answers and r.places_told)] == []
