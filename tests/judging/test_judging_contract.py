"""The contract of every grader: what each kind must accept and must refuse, on every instance of the table."""

from __future__ import annotations

import json
import math
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from importlib import import_module

import numpy as np
import pytest

from decompdrill import kinds
from decompdrill.errors import GivenError
from decompdrill.exercises import grade, showing
from decompdrill.judging.numbers import half_third_digit
from decompdrill.kinds import KINDS, name_slip
from decompdrill.kinds.base import Kind, Told
from decompdrill.kinds.name_slip import Task
from decompdrill.kinds.signatures import SIGNATURES, FieldType
from decompdrill.maths import linalg
from decompdrill.maths.surd import Scalar, as_float
from decompdrill.model import Answer, Check, Form, Number, Outcome, Raw, Typed
from tests.feedback import feedback_of, shown
from tests.instances import INSTANCES, LISTED, of_its_slips

ROUNDED = (Form.NUMBER, Form.LIST, Form.VECTOR, Form.MATRIX, Form.FACTORS, Form.POLYNOMIAL)
EXACT = (Form.INTEGER, Form.YES_NO)
SHAPED = (Form.VECTOR, Form.MATRIX, Form.FACTORS)
DIRECTED = (Form.VECTOR, Form.FACTORS)


def cases(*forms: Form) -> list[object]:
    """Return every instance of the kinds whose answer has one of these forms."""
    kinds = [kind for kind in INSTANCES if SIGNATURES[kind].form in forms]
    return [pytest.param(kind, given, id=f"{kind}-{i}") for kind in kinds for i, given in enumerate(INSTANCES[kind])]


CASES = cases(*ROUNDED, *EXACT)


def outcome(task: Task, typed: Typed) -> Outcome:
    return task.kind.judge(task.given, name_slip.reference(task), typed).outcome


def test_every_kind_that_is_defined_is_in_the_table_and_has_instances() -> None:
    modules = [import_module(f"{kinds.__name__}.{m.name}") for m in pkgutil.iter_modules(kinds.__path__)]
    defined = {value.name for module in modules for value in vars(module).values() if isinstance(value, Kind)}
    assert defined == set(KINDS)
    assert set(INSTANCES) == set(KINDS)
    assert set(LISTED) <= set(KINDS)
    without = [kind for kind, givens in INSTANCES.items() if not givens]
    assert without == [], (
        "these kinds need problems to try them on: rows of their slips in tests/slips/, or tests/instances.py"
    )


def test_a_kind_that_is_not_listed_is_tried_on_the_problems_of_its_slips() -> None:
    problems = of_its_slips("norm")
    assert {"A": [[3, 0], [4, 5]], "norm": "spectral"} in problems
    assert [problem for problem in problems if problems.count(problem) > 1] == []


def test_the_form_of_every_kind_is_tried_as_rounded_or_as_exact() -> None:
    assert [kind for kind in KINDS if SIGNATURES[kind].form not in (*ROUNDED, *EXACT)] == []
    assert len(CASES) == sum(map(len, INSTANCES.values()))
    assert not set(ROUNDED) & set(EXACT)


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_the_reference_as_it_is_shown_is_right(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    shown = showing.show_reference(task)
    verdict = grade.grade(kind, given, shown)
    assert (verdict.outcome, verdict.credit, verdict.slip) == (Outcome.RIGHT, 1.0, None), verdict
    assert all(c.passed for c in verdict.checks)


@pytest.mark.parametrize(("kind", "given"), cases(*ROUNDED))
@pytest.mark.parametrize("digits", [3, 4, 10])
def test_the_reference_correctly_rounded_is_right(kind: str, given: Mapping[str, Raw], digits: int) -> None:
    task = grade.task_of(kind, given)
    typed = rounded(name_slip.reference(task), digits)
    judged = task.kind.judge(task.given, name_slip.reference(task), typed)
    assert judged.outcome is Outcome.RIGHT, [c for c in judged.checks if not c.passed]


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_equivalent_answers_are_right(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    for label, typed in equivalents(task):
        judged = task.kind.judge(task.given, name_slip.reference(task), typed)
        assert judged.outcome is Outcome.RIGHT, (label, typed, [c for c in judged.checks if not c.passed])


@pytest.mark.parametrize(("kind", "given"), cases(*ROUNDED))
def test_one_number_off_by_two_units_of_its_third_digit_is_wrong(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    for typed in nudged(name_slip.reference(task)):
        assert outcome(task, typed) is Outcome.WRONG, typed


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_the_right_answer_is_followed_by_a_sentence_that_says_why(kind: str, given: Mapping[str, Raw]) -> None:
    verdict = grade.grade(kind, given, showing.show_reference(grade.task_of(kind, given)))
    assert verdict.outcome is Outcome.RIGHT
    assert re.fullmatch(r".+[.:$]", verdict.feedback, re.DOTALL), "`why` of the kind must return a sentence"


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_every_slip_is_wrong_and_named_as_itself_or_a_more_common_one(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    order = [s.id for s in task.kind.avoided_slips]
    for slip in grade.slip_answers(task):
        verdict = grade.grade(kind, given, showing.show_answer(kind, slip.answer))
        assert verdict.outcome is Outcome.WRONG, (slip, verdict)
        assert verdict.slip is not None, (slip, verdict)
        assert order.index(verdict.slip) <= order.index(slip.slip), (slip, verdict)
        assert verdict.typed is not None
        named = (s for s in task.kind.avoided_slips if s.id == verdict.slip)
        told = [name_slip.told(s, task, verdict.typed) or Told(s.said(task.given)) for s in named]
        assert feedback_of(verdict) in [shown(t.whole) for t in told]


@pytest.mark.parametrize(("kind", "given"), cases(*DIRECTED))
def test_the_zero_answer_never_passes_for_a_vector_or_a_factor(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    reference = name_slip.typed_of(name_slip.reference(task))
    first = reference.parts[0][0] if reference.parts else ""
    zero = replace(reference, rows=zeroed(reference.rows))
    if first:
        parts = tuple((n, replace(p, rows=zeroed(p.rows)) if n == first else p) for n, p in reference.parts)
        zero = replace(reference, parts=parts)
    assert outcome(task, zero) is Outcome.WRONG


@pytest.mark.parametrize(("kind", "given"), cases(*SHAPED))
def test_a_wrong_shape_is_wrong_by_the_check_shape(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    typed = name_slip.typed_of(name_slip.reference(task))
    longer = (
        replace(typed, parts=((typed.parts[0][0], taller(typed.parts[0][1])), *typed.parts[1:]))
        if typed.parts
        else (replace(typed, rows=(typed.rows[0] * 2,)) if task.kind.form is Form.VECTOR else taller(typed))
    )
    judged = task.kind.judge(task.given, name_slip.reference(task), longer)
    assert [(c.name, c.passed) for c in judged.checks] == [("shape", False)]
    assert judged.checks[0].detail


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_a_verdict_is_json(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    for check in grade.grade(kind, given, showing.show_reference(task)).checks:
        assert json.dumps([check.name, check.passed, check.residual, check.bound, check.note])
        assert all(x is None or math.isfinite(x) for x in (check.residual, check.bound))


# ---- answers made from the true one --------------------------------------------------------------------------------


def to_digits(value: Scalar, digits: int) -> Number:
    """Return a number as it is typed with that many significant digits; integers are typed whole."""
    x = as_float(value)
    if isinstance(x, complex):
        half = half_third_digit(abs(x)) / 10 ** (digits - 3)
        return Number(
            complex(round(x.real / half / 2) * half * 2, round(x.imag / half / 2) * half * 2), None, half, half
        )
    if isinstance(value, Fraction) and value.denominator == 1:
        return Number(x, value, lone_integer=True, digits=len(str(abs(int(value)))))
    if x == 0:
        return Number(0.0, Fraction(0), 0.5 * 10.0 ** (1 - digits), digits=digits)
    half = half_third_digit(abs(x)) / 10 ** (digits - 3)
    return Number(round(x / (2 * half)) * 2 * half, None, half, digits=digits)


def rounded(answer: Answer, digits: int) -> Typed:
    rows = tuple(tuple(to_digits(x, digits) for x in row) for row in answer.rows)
    return Typed(
        answer.form, "", rows=rows, word=answer.word, parts=tuple((n, rounded(p, digits)) for n, p in answer.parts)
    )


def scaled(row: tuple[Scalar, ...], factor: Fraction) -> tuple[Number, ...]:
    return tuple(Number(as_float(x) * float(factor), None) for x in row)


def negated(x: Number) -> Number:
    return replace(x, value=-x.value, exact=None if x.exact is None else -x.exact)


def zeroed(rows: tuple[tuple[Number, ...], ...]) -> tuple[tuple[Number, ...], ...]:
    return tuple(tuple(Number(0.0, Fraction(0), lone_integer=True, digits=1) for _ in row) for row in rows)


def taller(typed: Typed) -> Typed:
    return replace(typed, rows=(*typed.rows, *typed.rows[:1], *typed.rows))


def equivalents(task: Task) -> Iterator[tuple[str, Typed]]:
    """Yield other right answers than the reference."""
    truth = name_slip.reference(task)
    typed = name_slip.typed_of(truth)
    match task.kind.name:
        case "eigenvalues" | "singular-values":
            yield "reversed", replace(typed, rows=(typed.rows[0][::-1],))
        case "eigenvector" | "principal-component":
            for factor in (Fraction(-1), Fraction(7, 3), Fraction(-1, 1000), Fraction(12345)):
                yield f"times {factor}", replace(typed, rows=(scaled(truth.rows[0], factor),))
        case "characteristic-polynomial":
            yield "the other sign of the whole", replace(typed, rows=(tuple(negated(x) for x in typed.rows[0]),))
        case "diagonalization" | "orthogonal-diagonalization":
            yield from _other_eigenbases(typed)
        case "svd":
            yield from _other_svds(task)


def _columns(part: Typed, order: list[int], signs: list[int]) -> Typed:
    rows = tuple(
        tuple(row[j] if s > 0 else negated(row[j]) for j, s in zip(order, signs, strict=True)) for row in part.rows
    )
    return replace(part, rows=rows)


def _other_eigenbases(typed: Typed) -> Iterator[tuple[str, Typed]]:
    (name, V), (_, L) = typed.parts
    n = len(V.rows)
    back = list(range(n))[::-1]
    values = replace(L, rows=(tuple(L.rows[0][j] for j in back),))
    yield "columns and values reversed", replace(typed, parts=((name, _columns(V, back, [1] * n)), ("L", values)))
    yield "signs flipped", replace(typed, parts=((name, _columns(V, list(range(n)), [-1] * n)), ("L", L)))
    zero = Number(0.0, Fraction(0), lone_integer=True, digits=1)
    matrix = tuple(tuple(L.rows[0][i] if i == j else zero for j in range(n)) for i in range(n))
    yield "a matrix for the list", replace(typed, parts=((name, V), ("L", Typed(Form.MATRIX, "", rows=matrix))))


def _other_svds(task: Task) -> Iterator[tuple[str, Typed]]:
    A = task.given.matrix().array
    for label, full in (("economy", False), ("full", True)):
        U, s, Vt = np.linalg.svd(A, full_matrices=full)
        for digits in (3, 6, 12):
            yield f"NumPy's {label} to {digits} digits", _svd(U, s, Vt, digits)
        U[:, 0], Vt[0] = -U[:, 0], -Vt[0]
        yield f"{label} with a pair of signs flipped", _svd(U, s, Vt, 12)
    m, n = A.shape
    S = np.zeros((m, n))
    U, s, Vt = np.linalg.svd(A)
    np.fill_diagonal(S, s)
    parts = (("U", _part(U, 8)), ("S", _part(S, 8)), ("Vt", _part(Vt, 8)))
    yield "full with a rectangular sigma", Typed(Form.FACTORS, "", parts=parts)


def _svd(U: np.ndarray, s: np.ndarray, Vt: np.ndarray, digits: int) -> Typed:
    S = Typed(Form.LIST, "", rows=(tuple(to_digits(x, digits) for x in s.tolist()),))
    return Typed(Form.FACTORS, "", parts=(("U", _part(U, digits)), ("S", S), ("Vt", _part(Vt, digits))))


def _part(M: np.ndarray, digits: int) -> Typed:
    clean = np.where(np.abs(M) < 1e-14, 0.0, M)
    return Typed(Form.MATRIX, "", rows=tuple(tuple(to_digits(x, digits) for x in row) for row in clean.tolist()))


def is_mostly_length(row: tuple[Number, ...], j: int) -> bool:
    """Does a change of entry j change the length of the vector rather than its direction?"""
    others = [abs(x.value) for i, x in enumerate(row) if i != j]
    return abs(row[j].value) > 2 * max(others)


def nudged(answer: Answer) -> Iterator[Typed]:
    """Yield the answer to three digits with each number in turn moved by two units of its third digit."""
    typed = rounded(answer, 3)
    if typed.parts:
        for i, (name, part) in enumerate(typed.parts):
            for moved in _moved(part):
                yield replace(typed, parts=(*typed.parts[:i], (name, moved), *typed.parts[i + 1 :]))
    else:
        yield from _moved(typed)


def _moved(typed: Typed) -> Iterator[Typed]:
    largest = max(abs(x.value) for row in typed.rows for x in row)
    if largest == 0:
        return
    for i, row in enumerate(typed.rows):
        for j, x in enumerate(row):
            if typed.form is Form.VECTOR and is_mostly_length(row, j):
                continue
            half = half_third_digit(abs(x.value) if abs(x.value) > 1e-9 * largest else largest)
            other = Number(x.value + 4.2 * half, None, half, half if isinstance(x.value, complex) else 0.0, digits=3)
            yield replace(typed, rows=(*typed.rows[:i], (*row[:j], other, *row[j + 1 :]), *typed.rows[i + 1 :]))


@pytest.mark.parametrize(("kind", "given"), CASES)
def test_the_second_oracle_agrees(kind: str, given: Mapping[str, Raw]) -> None:
    task = grade.task_of(kind, given)
    second = name_slip.in_full(task.kind.oracle(task.given))
    judged = task.kind.judge(task.given, name_slip.reference(task), second)
    assert judged.outcome is Outcome.RIGHT, (name_slip.reference(task), second)


@pytest.mark.parametrize("kind", ["singular-values", "eigenvalues", "diagonalization", "svd", "norm", "low-rank-error"])
@pytest.mark.parametrize(
    "A",
    [
        [["1e-100", "2e-100"], ["1e-100", "3e-100"]],
        [["1e99", "2e99", 0], ["1e99", "3e99", "1e98"], [1, 2, "5e99"]],
        [[1, 0], [0, "1.000000000001"]],
        [[123456789, 987654321], [192837465, 918273645]],
    ],
)
def test_tiny_huge_and_nearly_equal_numbers_have_a_reference_that_is_right(kind: str, A: list[Raw]) -> None:
    more: Mapping[str, Raw] = {"norm": "spectral"} if kind.startswith(("norm", "low")) else {}
    given: Mapping[str, Raw] = {"A": A, **more, **({"k": 1} if kind == "low-rank-error" else {})}
    shown = showing.show_reference(grade.task_of(kind, given))
    assert grade.grade(kind, given, shown).outcome is Outcome.RIGHT, shown


SMALL_SPREAD: list[Raw] = [["0.001", 1000], ["-0.001", -1000], ["0.001", -1000], ["-0.001", 1000]]
BADLY_SCALED = "0 0 0 1; 0 0 1e15 0; 0 1 0 0; i 0 0 0"


@pytest.mark.parametrize(
    ("kind", "given", "answer", "verdict"),
    [
        ("characteristic-polynomial", {"A": [["0.1", "0.2"], ["0.3", "0.6"]]}, "1, -0.7, 0.002", "imprecise"),
        ("characteristic-polynomial", {"A": [["0.1", "0.2"], ["0.3", "0.6"]]}, "1, -0.7, 0", "right"),
        ("characteristic-polynomial", {"A": "1000 0 0; 0 1000 0; 0 0 1001"}, "1, -3000, 3002000, -1001000000", "wrong"),
        ("characteristic-polynomial", {"A": "1000 0 0; 0 1000 0; 0 0 1001"}, "1, -3001, 3002000, -1001000000", "right"),
        (
            "characteristic-polynomial",
            {"A": "100 0 0 0; 0 200 0 0; 0 0 300 0; 0 0 0 400"},
            "1, -998, 350000, -50000000, 2400000000",
            "wrong",
        ),
        ("characteristic-polynomial", {"A": "0 1; 0 0"}, "1, 0, 0.004", "imprecise"),
        ("eigenvalues", {"A": "1000000000 0; 0 3"}, "1000000000, 4", "wrong"),
        ("eigenvalues", {"A": "1000000000 0; 0 3"}, "3, 1000000000", "right"),
        ("eigenvalues", {"A": "5 0; 0 0"}, "5, 1e-16", "right"),
        ("eigenvalues", {"A": "0 1; 0 0"}, "0, 0.001", "imprecise"),
        ("eigenvalues", {"A": "0 1; 0 0"}, "0, 0.01", "wrong"),
        ("singular-values", {"A": [[1000000, 0], [0, "0.0005"]]}, "1000000, 0", "wrong"),
        ("singular-values", {"A": [[1000000, 0], [0, "0.0005"]]}, "1000000, 0.0005", "right"),
        ("svd", {"A": [[1000000, 0], [0, "0.0005"]]}, "U = 1 0; 0 1 | S = 1000000, 0 | Vt = 1 0; 0 1", "wrong"),
        ("svd", {"A": "3 0; 0 2"}, "U = 1.00 0.002; -0.002 1.00 | S = 3, 2 | Vt = 1.00 0.00; 0.00 1.00", "right"),
        ("eigenvector", {"A": "1 0; 0 2", "eigenvalue": "1"}, "1.00, 0.002", "right"),
        ("covariance", {"X": SMALL_SPREAD}, "0.0005 0; 0 1333333.33", "wrong"),
        ("covariance", {"X": SMALL_SPREAD}, "0.00000133 0; 0 1333333.33", "right"),
        ("covariance", {"X": SMALL_SPREAD}, "0.00000133 0.003; 0.003 1333333.33", "imprecise"),
        ("covariance", {"X": SMALL_SPREAD}, "0.00000133 0.02; 0.02 1333333.33", "wrong"),
        ("diagonalization", {"A": "-1 12; 0 0"}, "V = 0.5 12; 0 1 | L = -1, 0", "right"),
        ("diagonalization", {"A": "-1 12; 0 0"}, "V = 1/2 12; 0 1 | L = -1, 0", "right"),
        ("diagonalization", {"A": "-1 12; 0 0"}, "V = 0.5 12; 0 2 | L = -1, 0", "wrong"),
        ("diagonalization", {"A": "1 0; 0 1"}, "V = 0.5 1.0; 0.5 1.0 | L = 1, 1", "wrong"),
        (
            "diagonalization",
            {"A": [["0.001", "0.004"], ["-0.003", "-0.006"]]},
            "V = 0.4 -1; -0.3 1 | L = -0.002, -0.003",
            "right",
        ),
        (
            "eigenvalues",
            {"A": BADLY_SCALED},
            "31622776.6, -31622776.6, 0.707106781+0.707106781i, -0.707106781-0.707106781i",
            "right",
        ),
        ("eigenvalues", {"A": BADLY_SCALED}, "31622776.6, -31622776.6, 0, 0", "wrong"),
        ("eigenvalues", {"A": "10000000000000π 7; 0 1"}, "31415926535897.9, 1", "right"),
        ("eigenvalues", {"A": "10000000000000π 7; 0 1"}, "31415926535897.9, 2", "wrong"),
        ("singular-values", {"A": "10000000000π 0; 0 1"}, "31415926535.9, 2", "wrong"),
        ("singular-values", {"A": "10000000000π 0; 0 1"}, "31415926535.9, 1", "right"),
        ("eigenvalues", {"A": "1e10π 1 0; 1 2 1; 0 1 0"}, "31415926535.9, 2.41421, -0.414214", "right"),
        ("eigenvalues", {"A": "1e10π 1 0; 1 2 1; 0 1 0"}, "31415926535.9, 1, 1", "wrong"),
        ("rank", {"A": "10000000000π 0; 0 1"}, "2", "right"),
        ("rank", {"A": "10000000000π 0; 0 1"}, "1", "wrong"),
        ("rank", {"A": "10000000000π 1; 20000000000π 2"}, "1", "right"),
    ],
)
def test_the_scale_of_a_number_is_its_own(kind: str, given: Mapping[str, Raw], answer: str, verdict: str) -> None:
    assert grade.grade(kind, given, answer).outcome == verdict


NEARLY_DOUBLE = "0 √2 0 0; 0 0 0 1; 0 0 0 1; 1 0 9007199254740992 0"


@pytest.mark.parametrize(
    ("A", "word"),
    [
        (NEARLY_DOUBLE, "yes"),
        (BADLY_SCALED, "yes"),
        ("√2 1; 0 √2", "no"),
        ("√2 0; 0 √2", "yes"),
        ("√2 1 0; 0 √2 0; 0 0 √3", "no"),
        ("π 1; 0 π", "no"),
        ("π 1e-9; 0 π", "no"),
        ("π 0 0; 1e-12 π 0; 0 0 1", "no"),
        ("π 1e-9; 0 π+1", "yes"),
        ("π 0; 0 π", "yes"),
        ("10000000000π 1; 0 2", "yes"),
    ],
)
def test_key_explanation_and_judge_agree_whether_a_matrix_is_defective(A: str, word: str) -> None:
    other = "no" if word == "yes" else "yes"
    assert grade.grade("is-diagonalizable", {"A": A}, word).outcome is Outcome.RIGHT
    assert grade.grade("is-diagonalizable", {"A": A}, other).outcome is Outcome.WRONG
    spaces = linalg.eigenspaces(grade.task_of("is-diagonalizable", {"A": A}).given.matrix())
    assert (word == "yes") is all(s.dimension == s.multiplicity for s in spaces)
    if word == "yes" and A != NEARLY_DOUBLE:
        shown = showing.show_reference(grade.task_of("diagonalization", {"A": A}))
        assert grade.grade("diagonalization", {"A": A}, shown).outcome is Outcome.RIGHT


@pytest.mark.parametrize("A", [NEARLY_DOUBLE, "1 1; 0 1.000000000001"])
def test_eigenvectors_that_no_double_tells_apart_are_not_asked_for(A: str) -> None:
    with pytest.raises(GivenError, match="far enough apart"):
        grade.task_of("diagonalization", {"A": A})


AWKWARD = ["π 1", "0 √2 0 0 0", "π 0; 0 1", "π √2; √3 1", "cbrt(2) 1; 1 π", "1e15 π; 0 1", "√2 i; 1 0", "1/3 0; 0 0"]
TYPED = {
    Form.NUMBER: "1.5",
    Form.INTEGER: "2",
    Form.LIST: "1.5, 2",
    Form.VECTOR: "1.5, 2",
    Form.YES_NO: "yes",
    Form.POLYNOMIAL: "1, 2.5, 0",
    Form.MATRIX: "1.5 2; 0 1",
}


MORE: Mapping[str, Raw] = {
    "k": 1,
    "index": 1,
    "norm": "frobenius",
    "threshold": "0.9",
    "v": "1, 0",
    "eigenvalue": "1",
}
MATRIX_OF: Mapping[str, str] = {
    kind: next(field.name for field in signature.fields if field.type is FieldType.MATRIX)
    for kind, signature in SIGNATURES.items()
    if any(field.type is FieldType.MATRIX for field in signature.fields)
}
"""The field that takes a matrix, the first of several, by the kinds that have one."""


def awkward(kind: str, A: str) -> Mapping[str, Raw]:
    return {MATRIX_OF[kind]: A, **{field.name: MORE[field.name] for field in KINDS[kind].fields if field.name in MORE}}


def is_taken(kind: str, given: Mapping[str, Raw]) -> bool:
    try:
        grade.task_of(kind, given)
    except GivenError:
        return False
    return True


AWKWARD_CASES = [(kind, A) for A in AWKWARD for kind in sorted(MATRIX_OF) if is_taken(kind, awkward(kind, A))]


def test_every_kind_that_is_given_a_matrix_takes_an_awkward_one() -> None:
    given_a_matrix = {kind for kind in KINDS if FieldType.MATRIX in {field.type for field in KINDS[kind].fields}}
    tried = {kind for kind, _ in AWKWARD_CASES}
    assert tried == given_a_matrix, "MORE of this file needs a value for a field of these kinds"


@pytest.mark.parametrize(("kind", "A"), AWKWARD_CASES)
def test_a_verdict_is_json_whatever_is_given(kind: str, A: str) -> None:
    answer = TYPED.get(KINDS[kind].form) or " | ".join(f"{p} = 1.5 0; 0 1" for p in KINDS[kind].parts)
    for check in grade.grade(kind, awkward(kind, A), answer).checks:
        assert type(check.passed) is bool
        assert {type(check.residual), type(check.bound)} <= {float, type(None)}
        json.dumps([check.name, check.passed, check.residual, check.bound, check.note])


def test_a_check_keeps_no_number_of_numpy() -> None:
    check = Check("values", np.bool_(True), np.float64(1), np.int64(2))  # type: ignore[arg-type]
    assert [type(x) for x in (check.passed, check.residual, check.bound)] == [bool, float, float]
